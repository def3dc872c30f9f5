package shop

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// parts are what a typed line says about an order; zero is not said.
type parts struct {
	order.Recharge
	// unread is what was not understood, as it was typed; "…" stands for what was
	// understood in between.
	unread    string
	service   bool // unread names another service than a plain recharge
	complaint bool // the words say that a recharge did not arrive
	asks      bool // the words ask how an order stands
	went      bool // the words ask or say that a recharge has gone
	contact   bool // the number is a shared contact's
	stops     bool // the words say no, or not now
	times     int  // "x2" at the end of the line; 0 for none
}

// empty reports whether the line said nothing about an order.
func (p parts) empty() bool { return p.Recharge == (order.Recharge{}) }

// speaks reports whether the words ask or tell how an order stands, or say no: that is no
// order.
func (p parts) speaks() bool { return p.complaint || p.asks || p.went || p.stops }

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
	w := r.read(r.takeTimes(tidy(text)))
	if r.loose && r.Number != "" && !r.Operator.Fits(r.Number) {
		r.Operator = "" // "50 at 01712345678" names no operator
	}
	if w == nil && r.bad > 0 {
		w = r.badFigure()
	}
	if w == nil && r.counts && r.Amount != 0 { // "dui sho 50"
		w = refuse(tBadAmount)
	}
	if w != nil {
		r.Amount = 0
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
		return parts{Recharge: order.Recharge{Number: n}, contact: true}, nil
	}
	if count := countDigits(phone); count != 11 && len(national(phone)) != 10 {
		return parts{}, refuse(tBadNumber, "digits", count)
	}
	return parts{}, refuse(tBadPrefix)
}

// reader takes a line apart.
type reader struct {
	parts
	figures []figure
	left    []string // what was not understood
	broken  bool     // something was understood since the last of them
	loose   bool     // the operator's word is an English one too
	counts  bool     // a word makes the digits beside it another amount
	bad     int      // how many digits something has that looks like a figure and is none
}

// timesSaid is "x2" behind an amount: one more of what went there before.
var timesSaid = regexp.MustCompile(`(?i)\d\s+[x×]\s?([2-9])\s*$`)

// takeTimes takes it off a line.
func (r *reader) takeTimes(line string) string {
	if figuresAlone(line) {
		return line
	}
	if m := timesSaid.FindStringSubmatchIndex(line); m != nil {
		r.times = int(line[m[2]] - '0')
		line = line[:m[0]+1]
	}
	return line
}

func (r *reader) read(line string) *wrong {
	var runs []string
	if !figuresAlone(line) {
		line = glued.ReplaceAllString(line, "$1 $2")
		line, runs = cutForeign(dialled.ReplaceAllString(line, "$1 $2"))
	}
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

func knownIn(set map[string]bool, word string) bool { return set[text.Fold(word)] }

// bare is a word without the punctuation about it.
func bare(word string) string {
	return strings.TrimFunc(word, func(r rune) bool { return (unicode.IsPunct(r) || unicode.IsSymbol(r)) && r != '৳' })
}

// isWord reports whether a text is a word without digits.
func isWord(s string) bool { return !hasDigit(s) && strings.ContainsFunc(s, unicode.IsLetter) }

// known reports whether a word, or two of them, are in one of the tables.
func known(word string) bool {
	s := text.Fold(word)
	return sticks(word) || fillers[s] || services[s] || complaints[s] || asks[s] || went[s] || stops[s]
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
		if r.Operator != "" && r.Operator != o {
			return refuse(tTwoOperators)
		}
		r.Operator, r.loose = o, strings.EqualFold(word, "at")
		r.understood()
		return nil
	}
	if c, ok := order.ParseConnection(word); ok {
		if r.Connection != 0 && r.Connection != c {
			return refuse(tTwoConnections)
		}
		r.Connection = c
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
	r.went = r.went || went[s]
	r.stops = r.stops || stops[s]
	r.counts = r.counts || counts[s]
	r.service = r.service || services[s]
	of := len(r.figures) - 1
	r.leave(word)
	if of >= 0 && units[s] {
		r.figures[of].unit = len(r.left)
	}
	if of >= 0 && countsBehind[s] {
		r.figures[of].other = true
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
		if strings.ContainsAny(word, crosses) {
			r.stops = true
			r.leave(word)
		}
		return nil
	}
	if f, ok := figureOf(word); ok {
		r.figure(f)
		return nil
	}
	first, last := strings.IndexAny(word, digits), strings.LastIndexAny(word, digits)
	// Letters before: "gp01712345678", "gp*01712345678", "Shop7".
	if lead := bare(word[:first]); isWord(lead) {
		rest := strings.TrimLeft(strings.TrimPrefix(word, lead), ".-,_*#@>")
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
	r.bad = max(r.bad, countDigits(word)) // "50x"
	r.understood()
	return nil
}

// badFigure refuses what looks like an amount and is none, or like a number: "0171234567O".
func (r *reader) badFigure() *wrong {
	switch {
	case r.Number != "" || r.bad < 7:
		return refuse(tBadAmount)
	case r.bad == 11:
		return refuse(tNoNumber)
	}
	return refuse(tBadNumber, "digits", r.bad)
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
