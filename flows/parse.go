package flows

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rechargebot/flows/order"
)

// parts are what a typed line says about an order; zero is not said.
type parts struct {
	number     order.Number
	amount     order.Taka
	operator   order.Operator
	connection order.Connection
	words      bool // there were words that mean nothing here
}

// empty reports whether the line said nothing about an order.
func (p parts) empty() bool {
	return p.number == "" && p.amount == 0 && p.operator == "" && p.connection == 0
}

// wrong is the reason for which an input is refused, with its values.
type wrong struct {
	text  Text
	pairs []any
}

func (w *wrong) in(l Language) string { return w.text.In(l, w.pairs...) }

func refuse(t Text, pairs ...any) *wrong { return &wrong{t, pairs} }

// aboutAmount reports whether the amount alone was wrong, so that a number
// beside it is good.
func (w *wrong) aboutAmount() bool {
	return w.text == tBadAmount || w.text == tNotWhole || w.text == tTwoAmounts
}

// parse reads a line in any order: "gp 01712345678 50 postpaid". A number may
// have spaces in it and stand amid a pasted contact's name. Amounts are not
// checked against the limits here. Where the amount alone is wrong, the rest
// is given all the same.
func parse(text string) (parts, *wrong) {
	var p parts
	var figures []string // runs of digits, as they came; "" where a word stands between them
	loose, bad := false, false
	read := 0 // figures when the word before this one had been read
	for _, field := range strings.FieldsFunc(latinDigits(text), isBreak) {
		if len(figures) == read && read > 0 && figures[read-1] != "" {
			figures = append(figures, "") // digits on both sides of a word are not one number
		}
		read = len(figures)
		word := strings.Trim(field, "“”\"'!?*_।")
		lead := strings.TrimRightFunc(word, notLetter) // "gp01712345678", "tel01712345678"
		if rest := word[len(lead):]; lead != "" && isWord(lead) && !isCurrency(lead) {
			if _, ok := figureOf(rest); ok {
				if o, ok := order.ParseOperator(lead); ok {
					figures = append(figures, splitFigure(rest)...)
					word = string(o)
				} else if _, err := order.ParseNumber(rest); err == nil {
					word = rest
				}
			}
		}
		if word == "" {
			continue
		}
		if o, ok := order.ParseOperator(word); ok {
			if p.operator != "" && p.operator != o {
				return p, refuse(tTwoOperators)
			}
			p.operator, loose = o, word == "at"
			continue
		}
		if c := connectionWord(word); c != 0 {
			p.connection = c
			continue
		}
		if figure, ok := figureOf(word); ok {
			figures = append(figures, splitFigure(figure)...)
			continue
		}
		if first, _ := utf8.DecodeRuneInString(word); strings.ContainsAny(word, "0123456789") && !unicode.IsLetter(first) {
			bad = true // "50x"; but "Shop7" is part of a name
			continue
		}
		p.words = p.words || strings.ContainsFunc(word, unicode.IsLetter) && !isCurrency(word)
	}
	w := p.readFigures(figures)
	if loose && p.number != "" && !p.operator.Fits(p.number) {
		p.operator = "" // "50 at 01712345678" names no operator
	}
	if w == nil && bad {
		w = refuse(tBadAmount)
	}
	if w != nil {
		p.amount = 0
	}
	return p, w
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }

// isWord reports whether a text is letters only.
func isWord(s string) bool { return !strings.ContainsFunc(s, notLetter) }

// readFigures finds the number and the amount among the runs of digits.
func (p *parts) readFigures(figures []string) *wrong {
	from, to := -1, -1
	for i := range figures { // a number in one piece, or the shortest run of pieces that is one
		for j := i + 1; j <= len(figures) && j <= i+5; j++ {
			if figures[j-1] == "" {
				break
			}
			n, err := order.ParseNumber(strings.Join(figures[i:j], ""))
			if err != nil || (from >= 0 && j-i >= to-from) {
				continue
			}
			p.number, from, to = n, i, j
		}
	}
	if from < 0 {
		return p.noNumber(figures)
	}
	if from > 0 && isCountryCode(figures[from-1]) { // "+880 1712-345678"
		from--
	}
	rest := slices.DeleteFunc(slices.Concat(figures[:from], figures[to:]), isGap)
	if len(rest) == 0 {
		for _, f := range figures[from : to-1] {
			if n := len(national(f)); n == 8 || n == 9 {
				// "017123456 50", "17123456 50": more likely a number cut short and an amount.
				return refuse(tBadNumber, "digits", countDigits(f))
			}
		}
	}
	for _, r := range rest {
		if n, err := order.ParseNumber(r); err == nil {
			if n != p.number {
				return refuse(tTwoNumbers)
			}
			continue // the same number twice, as in a pasted contact
		}
		if p.amount != 0 {
			return refuse(tTwoAmounts)
		}
		if w := p.readAmount(r); w != nil {
			return w
		}
	}
	return nil
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

func isGap(figure string) bool { return figure == "" }

func isCountryCode(figure string) bool {
	switch strings.Trim(figure, "+-()") {
	case "880", "88", "00880", "0088":
		return true
	}
	return false
}

// noNumber reads runs of digits among which there is no number: one amount, or
// a number gone wrong.
func (p *parts) noNumber(figures []string) *wrong {
	figures = slices.DeleteFunc(slices.Clone(figures), isGap)
	if len(figures) == 0 {
		return nil
	}
	joined := strings.Join(figures, "")
	if digits := countDigits(joined); digits >= 7 || strings.HasPrefix(joined, "0") && digits > 1 {
		longest := figures[0]
		for _, f := range figures {
			if countDigits(f) > countDigits(longest) {
				longest = f
			}
		}
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
	return p.readAmount(figures[0])
}

func (p *parts) readAmount(figure string) *wrong {
	t, err := order.ParseTaka(figure)
	if err != nil || t < 0 {
		return refuse(tBadAmount)
	}
	if t != order.WholeTaka(t.Whole()) {
		return refuse(tNotWhole, "whole", strconv.FormatInt(max(t.Whole(), 1), 10))
	}
	if t == 0 {
		return refuse(tBadAmount)
	}
	p.amount = t
	return nil
}

// figureOf reads a word that is a run of digits with a currency sign, a plus or
// separators about it.
func figureOf(word string) (string, bool) {
	s := strings.ToLower(word)
	for _, c := range currencies {
		if rest, ok := strings.CutPrefix(s, c); ok {
			s = strings.TrimPrefix(rest, ".") // "Tk.50"
		}
		s = strings.TrimSuffix(s, c)
	}
	s = strings.Trim(strings.TrimRight(s, ".,"), "()-")
	digits := false
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits = true
		case r == '+' && i == 0, r == '-', r == '.', r == ',', r == '(', r == ')', r == '\u2010', r == '\u2011', r == '\u2013':
		default:
			return "", false
		}
	}
	return s, digits
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

var currencies = []string{"৳", "টাকা", "টাঃ", "taka", "tk", "bdt"}

func isCurrency(word string) bool {
	s := strings.ToLower(strings.Trim(word, ".,"))
	for _, c := range currencies {
		if s == c {
			return true
		}
	}
	return false
}

func connectionWord(word string) order.Connection {
	switch strings.ToLower(strings.Trim(word, ".,()")) {
	case "prepaid", "pre", "প্রিপেইড", "প্রি":
		return order.Prepaid
	case "postpaid", "post", "পোস্টপেইড", "পোস্ট":
		return order.Postpaid
	}
	return 0
}

// isBreak reports what separates words: space, the invisible marks that come
// along when a number is copied, and "/" and "=" as in "50/-".
func isBreak(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) ||
		r == '\u200b' || r == '\ufeff' || r == '\u2060' || strings.ContainsRune("|=/:;", r)
}

// latinDigits writes Bangla digits in Latin ones.
func latinDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '০' && r <= '৯' {
			return '0' + r - '০'
		}
		return r
	}, s)
}

func countDigits(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}
