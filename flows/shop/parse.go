package shop

import (
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// parts are what a typed line says about an order; zero is not said.
type parts struct {
	number     order.Number
	amount     money.Taka
	operator   order.Operator
	connection order.Connection
	// unread is what was not understood, as it was typed; "…" stands for what was
	// understood in between.
	unread    string
	service   bool // unread names another service than a plain recharge
	complaint bool // the words say that a recharge did not arrive
	asks      bool // the words ask how an order stands
	contact   bool // the number is a shared contact's
	times     int  // "x2" at the end of the line; 0 for none
}

// empty reports whether the line said nothing about an order.
func (p parts) empty() bool {
	return p.number == "" && p.amount == 0 && p.operator == "" && p.connection == 0
}

// wrong is the reason for which an input is refused, with its values.
type wrong struct {
	text  chat.Text
	pairs []any
}

func (w *wrong) in(l chat.Language) string { return w.text.In(l, w.pairs...) }

func refuse(t chat.Text, pairs ...any) *wrong { return &wrong{t, pairs} }

// aboutAmount reports whether the amount alone was wrong, so that a number
// beside it is good.
func (w *wrong) aboutAmount() bool {
	switch w.text {
	case tBadAmount, tNotWhole, tTwoAmounts, tMinus:
		return true
	}
	return false
}

// parse reads a line in any order: "gp 01712345678 50 postpaid". A number may
// have spaces in it and stand amid a pasted contact's name. What is not understood
// is kept, to be named. Amounts are not checked against the limits here. Where the
// amount alone is wrong, the rest is given all the same.
func parse(text string) (parts, *wrong) {
	var r reader
	line := tidy(text)
	if m := timesSaid.FindStringSubmatchIndex(line); m != nil {
		r.times = int(line[m[2]] - '0')
		line = line[:m[0]+1]
	}
	w := r.read(line)
	if r.loose && r.number != "" && !r.operator.Fits(r.number) {
		r.operator = "" // "50 at 01712345678" names no operator
	}
	if w == nil && r.bad {
		w = refuse(tBadAmount)
	}
	if w != nil {
		r.amount = 0
	}
	r.unread = strings.Join(r.left, " ")
	return r.parts, w
}

// contact reads a shared contact's phone number. It gives a number only: what
// follows a pause or an extension's sign is dialled to somebody else.
func contact(phone string) (parts, *wrong) {
	phone = strings.TrimLeftFunc(tidy(phone), func(r rune) bool { return r != '+' && r != '(' && (r < '0' || r > '9') })
	begun := false
	for i, r := range phone {
		if r >= '0' && r <= '9' {
			begun = true
		} else if begun && !strings.ContainsRune(" -.()/", r) {
			phone = phone[:i]
			break
		}
	}
	n, err := order.ParseNumber(phone)
	if err == nil {
		return parts{number: n, contact: true}, nil
	}
	if count := countDigits(phone); count != 11 && len(national(phone)) != 10 {
		return parts{}, refuse(tBadNumber, "digits", count)
	}
	return parts{}, refuse(tBadPrefix)
}

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
		case r == '\u200c' || r == '\u200d' || r == '\u00ad':
			return -1
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar:
			return ' '
		}
		return r
	}, text.LatinDigits(norm.NFC.String(line)))
}

// figure is a run of digits with the signs between them, as typed; "" stands for a
// word between two of them, so that they are not one number.
type figure struct {
	text string
	unit int // behind it stands a unit other than taka, the nth of what was not understood, from 1
}

// reader takes a line apart.
type reader struct {
	parts
	figures []figure
	left    []string // what was not understood
	broken  bool     // something was understood since the last of them
	loose   bool     // the operator's word is an English one too
	bad     bool     // something that looks like an amount is none
}

// foreign are digits that belong to neither number nor amount: what a phone dials
// after a pause or as an extension, codes to dial, times of day and dates.
var foreign = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`,{2,}[\d#*,]*`,
	`[;,/]?(?:extension|extn|ext|isub|postd)[ .:=]*\d+`,
	`\*[\d+*]*\d[\d+*]*#`, `\*\d+\*[\d+*]*\d`,
	`\d{1,2}:\d{2}(?::\d{2})?`,
	`\d{1,2}[-./]\d{1,2}[-./]20\d\d`, `20\d\d[-./]\d{1,2}[-./]\d{1,2}`,
}, "|"))

// timesSaid is "x2" behind an amount: one more of what went there before.
var timesSaid = regexp.MustCompile(`(?i)\d\s+[x×]\s?([2-9])\s*$`)

// dialled is what a phone dials once the call is taken: "01712345678p50".
var dialled = regexp.MustCompile(`(?i)(\d{5})([pwx]\d+)`)

// glued is a whole number with a sign and an amount behind it: "01712345678+50". Signs
// that may stand in a number, or before what is none, are read elsewhere.
var glued = regexp.MustCompile(`\b((?:88)?01[3-9]\d{8})(?:-*>|[+_.~@&(\[→\\৳]+)(\d)`)

// placeholder and the characters behind it stand for the foreign runs of a line.
// Private characters do not come through tidy.
const (
	placeholder = '\ue000'
	mostForeign = 50
)

func (r *reader) read(line string) *wrong {
	line = glued.ReplaceAllString(line, "$1 $2")
	line, runs := cutForeign(dialled.ReplaceAllString(line, "$1 $2"))
	fields := strings.FieldsFunc(separated(line), isBreak)
	for i := 0; i < len(fields); i++ {
		if first, _ := utf8.DecodeRuneInString(fields[i]); first >= placeholder && int(first-placeholder) < len(runs) {
			r.leave(runs[first-placeholder])
			continue
		}
		if i+1 < len(fields) {
			one, two := bare(fields[i]), bare(fields[i+1])
			if isWord(one) && isWord(two) && known(one+" "+two) {
				if w := r.word(one + " " + two); w != nil {
					return w
				}
				i++
				continue
			}
			if owners[text.Fold(one)] && !strings.ContainsFunc(two, unicode.IsLetter) && countDigits(two) > 0 && countDigits(two) < 7 {
				r.leave(one + " " + two)
				i++
				continue
			}
		}
		if w := r.field(fields[i]); w != nil {
			return w
		}
	}
	return r.readFigures()
}

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

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func endsInDigit(s string) bool { return s != "" && isDigit(s[len(s)-1]) }

func beginsWithDigit(s string) bool { return s != "" && isDigit(s[0]) }

func hasDigit(s string) bool { return strings.ContainsAny(s, digits) }

func knownIn(set map[string]bool, word string) bool { return set[text.Fold(word)] }

const digits = "0123456789"

// separated puts spaces where a comma does not stand between digits, and where a
// star or the end of a code does stand behind one: "01712345678*50#".
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
		b.WriteRune(r)
	}
	return b.String()
}

// isBreak reports what separates words: space, control characters, and "/" and "="
// as in "50/-".
func isBreak(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("|=/:;", r)
}

// bare is a word without the punctuation about it.
func bare(word string) string {
	return strings.TrimFunc(word, func(r rune) bool { return (unicode.IsPunct(r) || unicode.IsSymbol(r)) && r != '৳' })
}

// isWord reports whether a text is a word without digits.
func isWord(s string) bool { return !hasDigit(s) && strings.ContainsFunc(s, unicode.IsLetter) }

// known reports whether a word, or two of them, are in one of the tables.
func known(word string) bool {
	s := text.Fold(word)
	return sticks(word) || fillers[s] || services[s] || complaints[s] || asks[s]
}

// sticks reports whether a word may be written together with the digits before or
// behind it.
func sticks(word string) bool {
	_, operator := order.ParseOperator(word)
	_, connection := order.ParseConnection(word)
	return operator || connection || isCurrency(word)
}

// word reads a word, or two that belong together.
func (r *reader) word(word string) *wrong {
	if o, ok := order.ParseOperator(word); ok {
		if r.operator != "" && r.operator != o {
			return refuse(tTwoOperators)
		}
		r.operator, r.loose = o, strings.EqualFold(word, "at")
		r.understood()
		return nil
	}
	if c, ok := order.ParseConnection(word); ok {
		if r.connection != 0 && r.connection != c {
			return refuse(tTwoConnections)
		}
		r.connection = c
		r.understood()
		return nil
	}
	s := text.Fold(word)
	if isCurrency(word) || fillers[s] {
		r.understood()
		return nil
	}
	r.asks = r.asks || asks[s]
	r.complaint = r.complaint || complaints[s]
	r.service = r.service || services[s]
	of := len(r.figures) - 1
	r.leave(word)
	if of >= 0 && units[s] {
		r.figures[of].unit = len(r.left)
	}
	return nil
}

// words reads a word, or its pieces where it is hyphenated and they are known:
// "airtel-postpaid".
func (r *reader) words(word string) *wrong {
	pieces := strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '.' || r == '(' || r == ')' || r == '+' })
	if known(word) || slices.ContainsFunc(pieces, func(piece string) bool { return !known(piece) }) {
		return r.word(word)
	}
	for _, piece := range pieces {
		if w := r.word(piece); w != nil {
			return w
		}
	}
	return nil
}

// field reads a field of a line: a word, a run of digits, or both in one.
func (r *reader) field(field string) *wrong {
	word := strings.Trim(field, "“”‘’\"'`!?*_।[]{}<>~•·…→,&")
	if isWord(word) {
		return r.words(bare(word))
	}
	if !hasDigit(word) { // signs, emoji, marks on nothing
		return nil
	}
	if f, ok := figureOf(word); ok {
		r.figure(f)
		return nil
	}
	first, last := strings.IndexAny(word, digits), strings.LastIndexAny(word, digits)
	// Letters before: "gp01712345678", "tel01712345678", "Shop7".
	if lead := bare(word[:first]); isWord(lead) {
		rest := strings.TrimLeft(strings.TrimPrefix(word, lead), ".-,_")
		f, ok := figureOf(rest)
		_, notNumber := order.ParseNumber(rest)
		if !ok || notNumber != nil && !sticks(lead) {
			r.leave(bare(word))
			return nil
		}
		if w := r.words(lead); w != nil {
			return w
		}
		r.figure(f)
		return nil
	}
	// Letters behind: "50only", "50mb", "01712345678gp".
	f, ok := figureOf(word[:last+1])
	if tail := bare(word[last+1:]); ok && isWord(tail) {
		_, notNumber := order.ParseNumber(f)
		switch {
		case notNumber != nil && knownIn(units, tail):
			r.service = r.service || knownIn(services, tail)
			r.leave(bare(word))
			return nil
		case notNumber == nil || sticks(tail) || knownIn(fillers, tail):
			r.figure(f)
			return r.words(tail)
		}
	}
	r.bad = true // "50x"
	r.understood()
	return nil
}

// leave keeps what was not understood, to be named.
func (r *reader) leave(word string) {
	if r.broken && len(r.left) > 0 {
		r.left = append(r.left, "…")
	}
	r.understood()
	r.left, r.broken = append(r.left, word), false
}

// understood notes that a word stands between what was read and what follows: digits
// on both sides of it are not one number.
func (r *reader) understood() {
	r.broken = true
	if n := len(r.figures); n > 0 && r.figures[n-1].text != "" {
		r.figures = append(r.figures, figure{})
	}
}

// figure takes in a run of digits.
func (r *reader) figure(text string) {
	r.broken = true
	for _, piece := range splitFigure(text) {
		r.figures = append(r.figures, figure{text: piece})
	}
}

// readFigures finds the number and the amount among the runs of digits.
func (r *reader) readFigures() *wrong {
	from, to := r.findNumber()
	if from == to {
		return r.noNumber()
	}
	if from > 0 && isCountryCode(r.figures[from-1].text) { // "+880 1712-345678"
		from--
	}
	rest := slices.DeleteFunc(slices.Concat(r.figures[:from], r.figures[to:]), isGap)
	if len(rest) == 0 {
		if short, ok := cutShort(r.figures[from : to-1]); ok {
			return refuse(tBadNumber, "digits", countDigits(short))
		}
	}
	for _, f := range rest {
		if n, err := order.ParseNumber(f.text); err == nil && n != r.number {
			return refuse(tTwoNumbers)
		}
	}
	rest = slices.DeleteFunc(rest, func(f figure) bool { // the same number twice, as in a pasted contact
		_, err := order.ParseNumber(f.text)
		return err == nil
	})
	switch rest = r.withoutUnits(rest); len(rest) {
	case 0:
		return nil
	case 1:
		return r.readAmount(rest[0].text)
	}
	return refuse(tTwoAmounts)
}

// findNumber finds the number in one piece, or the shortest run of pieces that is one;
// an empty range where there is none.
func (r *reader) findNumber() (from, to int) {
	for i := range r.figures {
		joined := ""
		for j := i; j < len(r.figures) && j < i+5 && r.figures[j].text != ""; j++ {
			joined += r.figures[j].text
			n, err := order.ParseNumber(joined)
			if err != nil || from < to && j+1-i >= to-from {
				continue
			}
			r.number, from, to = n, i, j+1
		}
	}
	return from, to
}

// cutShort finds a piece that is more likely a number cut short than the beginning of
// one: "017123456 50", "17123456 50".
func cutShort(pieces []figure) (string, bool) {
	for _, f := range pieces {
		if n := len(national(f.text)); n == 8 || n == 9 {
			return f.text, true
		}
	}
	return "", false
}

// withoutUnits leaves the amount where one alone of several has no unit: "50 1 gb".
func (r *reader) withoutUnits(rest []figure) []figure {
	if len(rest) < 2 {
		return rest
	}
	taka := slices.DeleteFunc(slices.Clone(rest), func(f figure) bool { return f.unit > 0 })
	if len(taka) != 1 {
		return rest
	}
	for _, f := range rest {
		if f.unit > 0 {
			r.left[f.unit-1] = f.text + " " + r.left[f.unit-1]
		}
	}
	return taka
}

// national gives a number's digits without the country's code and the first 0.
func national(figure string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, figure)
	return strings.TrimPrefix(strings.TrimPrefix(digits, "880"), "0")
}

func isGap(f figure) bool { return f.text == "" }

func isCountryCode(figure string) bool {
	switch strings.Trim(figure, "+-()") {
	case "880", "88", "00880", "0088":
		return true
	}
	return false
}

// noNumber reads runs of digits among which there is no number: one amount, a number
// and an amount without a space between, or a number gone wrong.
func (r *reader) noNumber() *wrong {
	figures := slices.DeleteFunc(slices.Clone(r.figures), isGap)
	if len(figures) == 0 {
		return nil
	}
	if len(figures) == 1 {
		if number, amount, ok := runTogether(figures[0].text); ok {
			r.number = number
			return r.readAmount(amount)
		}
	}
	joined := ""
	longest := figures[0].text
	for _, f := range figures {
		joined += f.text
		if countDigits(f.text) > countDigits(longest) {
			longest = f.text
		}
	}
	if n := countDigits(joined); n >= 7 || n > 1 && strings.HasPrefix(joined, "0") {
		if len(figures) > 2 || countDigits(longest) < 6 {
			longest = joined
		}
		n := countDigits(longest)
		if n == 11 || n >= 10 && len(national(longest)) == 10 { // as long as it should be
			return refuse(tBadPrefix)
		}
		return refuse(tBadNumber, "digits", n)
	}
	if len(figures) > 1 {
		return refuse(tTwoAmounts)
	}
	return r.readAmount(figures[0].text)
}

// runTogether parts a number from the amount that was typed behind it without a
// space. It must be the only way to read the digits: the number in full, and two to
// four digits of an amount. A single digit more is a slip in the number.
func runTogether(figure string) (number order.Number, amount string, ok bool) {
	s := strings.TrimPrefix(figure, "+")
	if strings.HasPrefix(s, "880") {
		s = s[2:]
	}
	if len(s) < 13 || len(s) > 15 || !strings.HasPrefix(s, "01") || countDigits(s) != len(s) || s[11] == '0' {
		return "", "", false
	}
	number, err := order.ParseNumber(s[:11])
	return number, s[11:], err == nil
}

func (r *reader) readAmount(figure string) *wrong {
	if strings.HasPrefix(figure, "-") {
		example := "50"
		if t, err := money.ParseTaka(figure[1:]); err == nil && t.Whole() > 0 && t.Whole() < 10000 {
			example = strconv.FormatInt(t.Whole(), 10)
		}
		return refuse(tMinus, "example", example)
	}
	figure = strings.TrimPrefix(figure, "+")
	if len(figure) > 2 && figure[0] == '.' && countDigits(figure) == len(figure)-1 {
		figure = figure[1:] // a slip: nobody recharges half a taka
	}
	t, err := money.ParseTaka(figure)
	if err != nil || t <= 0 {
		return refuse(tBadAmount)
	}
	if t != money.WholeTaka(t.Whole()) {
		return refuse(tNotWhole, "whole", strconv.FormatInt(max(t.Whole(), 1), 10))
	}
	r.amount = t
	return nil
}

// figureOf reads a word that is a run of digits with a currency sign, a plus, a minus
// or separators about it. A minus stays before it; the hyphen of "Tk-50" is none.
func figureOf(word string) (string, bool) {
	s := strings.ToLower(word)
	s, minus := strings.CutPrefix(s, "-")
	for _, c := range currencies {
		if rest, ok := strings.CutPrefix(s, c); ok {
			if c == "৳" && strings.HasPrefix(rest, "-") {
				minus = true
			}
			s = strings.TrimLeft(rest, ".-") // "Tk.50"
			break
		}
	}
	for _, c := range currencies {
		if rest, ok := strings.CutSuffix(strings.TrimRight(s, "."), c); ok {
			s = rest
			break
		}
	}
	s = strings.TrimRight(strings.Trim(strings.TrimRight(s, ".,"), "()"), "-")
	s = strings.TrimLeft(s, "-")
	for i, r := range s {
		if (r < '0' || r > '9') && (r != '+' || i != 0) && !strings.ContainsRune("-.,()", r) {
			return "", false
		}
	}
	if minus {
		return "-" + s, hasDigit(s)
	}
	return s, hasDigit(s)
}

// thousands is an amount with commas in it: 1,000 or 1,00,000.50.
var thousands = regexp.MustCompile(`^\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?$`)

// splitFigure parts a run of digits in which the number and the amount stand
// together: "01712345678,50", "01712345678-50".
func splitFigure(figure string) []string {
	if strings.Contains(figure, ",") && !thousands.MatchString(figure) {
		var pieces []string
		for piece := range strings.SplitSeq(figure, ",") {
			if piece != "" {
				pieces = append(pieces, splitFigure(piece)...)
			}
		}
		return pieces
	}
	if i := strings.LastIndex(figure, "-"); i > 0 {
		_, whole := order.ParseNumber(figure)
		if _, left := order.ParseNumber(figure[:i]); whole != nil && left == nil {
			return []string{figure[:i], figure[i+1:]}
		}
	}
	return []string{figure}
}

func isCurrency(word string) bool {
	return slices.Contains(currencies, strings.ToLower(strings.Trim(word, ".,")))
}

func countDigits(s string) int {
	n := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			n++
		}
	}
	return n
}
