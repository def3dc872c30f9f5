package flows

import (
	"fmt"
	"html"
	"strconv"
	"strings"
	"time"
	"unicode"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// Language is one of the languages that every text exists in.
type Language string

// The languages.
const (
	English Language = "en"
	Bangla  Language = "bn"
)

// ParseLanguage reads a setting or an IETF tag such as "bn-BD".
func ParseLanguage(tag string) (Language, bool) {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	switch Language(base) {
	case English:
		return English, true
	case Bangla:
		return Bangla, true
	}
	return "", false
}

// Text is one entry of the catalogue. {name} stands for a value.
type Text struct{ en, bn string }

// HTML is text that is markup already and is not escaped again.
type HTML string

// In gives the text in a language, with name-value pairs filled in. Strings are
// escaped, money and counts written in the language's digits.
func (t Text) In(l Language, pairs ...any) string {
	s := t.en
	if l == Bangla {
		s = t.bn
	}
	if len(pairs) == 0 {
		return s
	}
	// One pass: a value is never searched for names. A strings.Replacer costs more
	// to make than all else about a text.
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		if v, ok := named(pairs, name); ok && closed {
			b.WriteString(l.value(v))
			s = after
			continue
		}
		b.WriteByte('{')
		s = rest
	}
}

// named finds the value that goes by a name.
func named(pairs []any, name string) (value any, ok bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i].(string) == name {
			return pairs[i+1], true
		}
	}
	return nil, false
}

// value writes one value in the language, escaped.
func (l Language) value(v any) string {
	switch v := v.(type) {
	case HTML:
		return string(v)
	case string:
		return html.EscapeString(v)
	case money.Taka:
		return "৳" + l.digits(v.String())
	case order.Number:
		return v.Grouped()
	case order.ID:
		return string(v)
	case int:
		return l.digits(strconv.Itoa(v))
	case int64:
		return strconv.FormatInt(v, 10) // an id: never in other digits, it is copied
	case time.Duration:
		return l.age(v)
	case Text:
		return v.In(l)
	}
	return html.EscapeString(fmt.Sprint(v))
}

// digits writes Latin digits in the language's own.
func (l Language) digits(s string) string {
	if l != Bangla {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '০' + r - '0'
		}
		return r
	}, s)
}

// age writes a span of time in its largest units: "40 s", "3 min", "2 h 5 min", "4 days".
func (l Language) age(d time.Duration) string {
	d = max(d, time.Second)
	unit := func(n int, t Text) string { return l.digits(strconv.Itoa(n)) + " " + t.In(l) }
	switch {
	case d < time.Minute:
		return unit(int(d/time.Second), tSeconds)
	case d < time.Hour:
		return unit(int(d/time.Minute), tMinutes)
	case d < 24*time.Hour:
		s := unit(int(d/time.Hour), tHours)
		if m := int(d % time.Hour / time.Minute); m > 0 {
			s += " " + unit(m, tMinutes)
		}
		return s
	case d < 48*time.Hour:
		return unit(1, tDay)
	}
	return unit(int(d/(24*time.Hour)), tDays)
}

// clean makes free text from people or the panel fit to be shown: one line,
// without control and direction-changing characters, at most n characters; "" where
// nothing of it would be seen.
func clean(s string, n int) string {
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
