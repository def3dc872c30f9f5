package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean makes free text from people or the panel fit to be shown: one line,
// without control and direction-changing characters, at most n characters; "" where
// nothing of it would be seen.
func Clean(s string, n int) string {
	if !strings.ContainsFunc(s, visible) {
		return ""
	}
	var b strings.Builder
	count, space := 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = count > 0
			continue
		case r == unicode.ReplacementChar, unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), unicode.Is(unicode.Co, r):
			continue
		}
		if count >= n {
			return b.String() + "…"
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
		count++
	}
	return b.String()
}

// visible reports whether a character shows by itself: a letter, digit or sign, but
// none of those that only look like a space, such as the Hangul filler.
func visible(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800', '\u17b4', '\u17b5', unicode.ReplacementChar:
		return false
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) && !unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

// Fold brings a word into the one form in which words are compared: lower case,
// canonically composed, without the hyphens, dots, spaces and invisible marks that
// people put into a name or leave out.
func Fold(word string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-', r == '.', r == '_', r == '\'', r == '’', unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFC.String(word))
}

// WordSet gives the words of lists that are parted by commas, each as Fold writes it.
func WordSet(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for word := range strings.SplitSeq(list, ",") {
			set[Fold(word)] = true
		}
	}
	return set
}

// zeros are the zeros of the digits that people here type: Bangla, Arabic, Persian,
// Hindi and full-width ones. Each script's nine others follow its zero.
var zeros = [...]rune{'০', '\u0660', '\u06f0', '\u0966', '\uff10'}

// LatinDigits writes the digits of other scripts in Latin ones.
func LatinDigits(s string) string { return strings.Map(LatinDigit, s) }

// LatinDigit writes one digit of another script in Latin; other characters stay.
func LatinDigit(r rune) rune {
	if r <= unicode.MaxASCII {
		return r
	}
	for _, zero := range zeros {
		if r >= zero && r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}
