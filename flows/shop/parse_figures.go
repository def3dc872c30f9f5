package shop

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// figure is a run of digits with the signs between them, as typed; "" stands for a
// word between two of them, so that they are not one number.
type figure struct {
	text  string
	unit  int  // behind it stands a unit other than taka, the nth of what was not understood, from 1
	other bool // behind it stands a word that makes it another amount
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func endsInDigit(s string) bool { return s != "" && isDigit(s[len(s)-1]) }

func beginsWithDigit(s string) bool { return s != "" && isDigit(s[0]) }

func hasDigit(s string) bool { return strings.ContainsAny(s, digits) }

const digits = "0123456789"

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
		if n, err := order.ParseNumber(f.text); err == nil && n != r.Number {
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
		r.counts = r.counts || rest[0].other
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
			r.Number, from, to = n, i, j+1
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
			r.Number = number
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
		if r.service && countDigits(longest) < 6 { // "1 gb 7 days 48, 2 gb 7 days 69": offers
			return refuse(tNoNumber)
		}
		if r.likeAmounts() { // "5678 50 na 40"
			return refuse(tTwoAmounts)
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
	r.counts = r.counts || figures[0].other
	return r.readAmount(figures[0].text)
}

// likeAmounts reports whether several runs of digits are more likely amounts, or last digits and an
// amount, than a number gone wrong: each is short, and no neighbours begin as a number does and
// have as many digits.
func (r *reader) likeAmounts() bool {
	pieces, near := 0, ""
	for _, f := range append(slices.Clone(r.figures), figure{}) {
		if !isGap(f) {
			pieces, near = pieces+1, near+f.text
			if countDigits(f.text) > 4 || f.text != "0" && strings.HasPrefix(f.text, "0") {
				return false
			}
			continue
		}
		if countDigits(near) >= 7 && beginsNumber.MatchString(near) {
			return false
		}
		near = ""
	}
	return pieces > 1
}

// beginsNumber is how a mobile number begins, also without its zero or with the country's code.
var beginsNumber = regexp.MustCompile(`^(?:\+|0|88|1[3-9])`)

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
	r.Amount = t
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
