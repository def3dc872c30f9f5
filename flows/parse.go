package flows

import (
	"strconv"
	"strings"
	"unicode"

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

// parse reads a line in any order: "gp 01712345678 50 postpaid". A number may
// have spaces in it and stand amid a pasted contact's name. Amounts are not
// checked against the limits here.
func parse(text string) (parts, *wrong) {
	var p parts
	var figures []string // runs of digits, as they came
	for _, field := range strings.FieldsFunc(latinDigits(text), isBreak) {
		word := strings.Trim(field, "“”\"'!?:;*_।")
		if word == "" {
			continue
		}
		if o, ok := order.ParseOperator(word); ok {
			if p.operator != "" && p.operator != o {
				return p, refuse(tTwoOperators)
			}
			p.operator = o
			continue
		}
		if c := connectionWord(word); c != 0 {
			p.connection = c
			continue
		}
		if figure, ok := figureOf(word); ok {
			figures = append(figures, figure)
			continue
		}
		if strings.ContainsAny(word, "0123456789") {
			return p, refuse(tBadAmount)
		}
		p.words = p.words || strings.ContainsFunc(word, unicode.IsLetter) && !isCurrency(word)
	}
	return p, p.readFigures(figures)
}

// readFigures finds the number and the amount among the runs of digits.
func (p *parts) readFigures(figures []string) *wrong {
	from, to := -1, -1
	for i := range figures { // a number in one piece, or the shortest run of pieces that is one
		for j := i + 1; j <= len(figures) && j <= i+5; j++ {
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
	rest := append(append([]string{}, figures[:from]...), figures[to:]...)
	if to-from > 1 && len(rest) == 0 && countDigits(figures[from]) >= 8 && countDigits(figures[to-1]) <= 4 {
		// "017123456 50": more likely a number cut short and an amount.
		return refuse(tBadNumber, "digits", countDigits(figures[from]))
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

// noNumber reads runs of digits among which there is no number: one amount, or
// a number gone wrong.
func (p *parts) noNumber(figures []string) *wrong {
	if len(figures) == 0 {
		return nil
	}
	joined := strings.Join(figures, "")
	if digits := countDigits(joined); digits >= 7 || strings.HasPrefix(joined, "0") && digits > 1 {
		if d := strings.TrimPrefix(strings.TrimPrefix(strings.TrimLeft(joined, "+"), "880"), "0"); len(d) == 10 && digits >= 10 {
			return refuse(tBadPrefix)
		}
		longest := figures[0]
		for _, f := range figures {
			if countDigits(f) > countDigits(longest) {
				longest = f
			}
		}
		if len(figures) > 2 || countDigits(longest) < 6 {
			longest = joined
		}
		return refuse(tBadNumber, "digits", countDigits(longest))
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
		s = strings.TrimPrefix(strings.TrimSuffix(s, c), c)
	}
	s = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, "/-"), "/="), ".")
	s = strings.Trim(s, "()-")
	if s == "" {
		return "", false
	}
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

// isBreak reports what separates words: space, and the invisible marks that
// come along when a number is copied.
func isBreak(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u200b' || r == '\ufeff' || r == '\u2060' || r == '|' || r == '='
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
