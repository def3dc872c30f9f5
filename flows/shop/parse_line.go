package shop

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// tidy writes a text in the characters that parse knows: Latin digits, ASCII in
// place of its full-width forms, one kind of hyphen, letters composed canonically.
// Invisible marks part words, save those that belong inside a word.
func tidy(line string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r <= unicode.MaxASCII:
			return r
		case r >= '\uff01' && r <= '\uff5e':
			return r - '\uff01' + '!'
		case unicode.Is(unicode.Pd, r) || r == '−':
			return '-'
		case r == '،' || r == '٬':
			return ','
		case r == '٫':
			return '.'
		case r == '\u200c' || r == '\u200d' || r == '\u00ad' || unicode.Is(unicode.Variation_Selector, r):
			return -1
		case r == keycap:
			return ' '
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar:
			return ' '
		}
		return r
	}, text.LatinDigits(norm.NFC.String(line)))
}

// keycap is the mark that makes a digit a key: "1️⃣".
const keycap = '\u20e3'

// figuresAlone reports whether a line is digits and spaces alone, as most lines are. Neither
// timesSaid nor the expressions below find anything in it, and they take longer than all else
// of reading it.
func figuresAlone(line string) bool { return strings.Trim(line, digits+" ") == "" }

// foreign are digits that belong to neither number nor amount: what a phone dials
// after a pause or as an extension, codes to dial, times of day and dates, how long a call took.
var foreign = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`,{2,}[\d#*,]*`,
	`[;,/]?(?:extension|extn|ext|isub|postd)[ .:=]*\d+`,
	`\*[\d+*]*\d[\d+*]*#`, `\*\d+\*[\d+*]*\d`,
	`\[?\d{1,2}[-./]\d{1,2}(?:[-./]\d{2,4})?,?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?\]?`,
	`(?:\d{1,3}\s?(?:hours?|hrs?|h|minutes?|mins?|m|ঘণ্টা|মিনিট)[\s,]*)*\d{1,3}(?: ?(?:seconds?|secs?)\b|s\b| ?সেকেন্ড)`,
	`\d{1,2}:\d{2}(?::\d{2})?`,
	`\d{1,2}[-./]\d{1,2}[-./](?:20\d\d|2\d)`, `20\d\d[-./]\d{1,2}[-./]\d{1,2}`,
}, "|"))

// dialled is what a phone dials once the call is taken: "01712345678p50".
var dialled = regexp.MustCompile(`(?i)(\d{5})([pwx]\d+)`)

// glued is a whole number with a sign and an amount behind it: "01712345678+50". Signs
// that may stand in a number, or before what is none, are read elsewhere.
var glued = regexp.MustCompile(`\b((?:88)?01[3-9]\d{8})(?:[-=]*>+|[+_.~@&(\[→\\৳…。、•·»]+)(\d)`)

// placeholder and the characters behind it stand for the foreign runs of a line.
// Private characters do not come through tidy.
const (
	placeholder = '\ue000'
	mostForeign = 50
)

// cutForeign takes the foreign runs out of a line and leaves a placeholder for each.
func cutForeign(text string) (rest string, runs []string) {
	var b strings.Builder
	from := 0
	for _, at := range foreign.FindAllStringIndex(text, mostForeign) {
		run, before, behind := text[at[0]:at[1]], text[:at[0]], text[at[1]:]
		switch first := run[0]; {
		case first == ',':
			if !endsInDigit(before) { // commas between words
				continue
			}
		case first == '[': // "[25/11, 10:02 AM] Rahim: 01712345678 50"
		case first == '*':
			if endsInDigit(before) { // "01712345678*50#"
				continue
			}
			run = run[:codeLength(run)]
			if run == "" {
				continue
			}
		case isDigit(first):
			if endsInDigit(strings.TrimRight(before, "-./:")) || beginsWithDigit(strings.TrimLeft(behind, "-./:")) {
				continue // part of something longer
			}
		case before != "" && !endsInDigit(before) && !strings.ContainsRune(" .;,/", rune(before[len(before)-1])):
			if first != ';' && first != ',' && first != '/' {
				continue // "next 50"
			}
		}
		b.WriteString(text[from:at[0]] + " " + string(placeholder+rune(len(runs))) + " ")
		runs = append(runs, strings.Trim(run, ";/"))
		from = at[0] + len(run)
	}
	return b.String() + text[from:], runs
}

// codeLength gives how much of a code to dial belongs to neither number nor amount:
// all of it, or what stands before a mobile number in it.
func codeLength(code string) int {
	length := 0
	for piece := range strings.SplitAfterSeq(code, "*") {
		if _, err := order.ParseNumber(strings.Trim(piece, "*#")); err == nil {
			if strings.Trim(code[:length], "*") == "" {
				return 0
			}
			return length
		}
		length += len(piece)
	}
	return length
}

// separated puts spaces where a comma does not stand between digits, and where a
// star or the end of a code does stand behind one: "01712345678*50#". Pictures part words.
func separated(text string) string {
	var b strings.Builder
	for i, r := range text {
		before, behind := endsInDigit(text[:i]), r < utf8.RuneSelf && beginsWithDigit(text[i+1:])
		if r == ',' && !(before && behind) || r == '*' && before && behind || r == '#' && before {
			r = ' '
		}
		if r == '৳' && before { // "50৳01712345678"
			b.WriteByte(' ')
		}
		if isPicture(r) { // "👉01712345678💰50"
			b.WriteString(" " + string(r) + " ")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isPicture reports the pictures and dingbats that people put among words, and the marks
// that colour them.
func isPicture(r rune) bool {
	return r > unicode.MaxASCII && (unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r))
}

// isBreak reports what separates words: space, control characters, and "/" and "="
// as in "50/-".
func isBreak(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("|=/:;", r)
}
