package money

import (
	"errors"
	"strconv"
	"strings"
)

// Taka is an amount of Bangladeshi money, counted in paisa, a hundredth of a
// taka: 50 taka is Taka(5000). Money is never a float.
type Taka int64

// WholeTaka gives n taka.
func WholeTaka(n int64) Taka { return Taka(n * 100) }

// Whole gives the taka without the paisa, rounded towards zero. Orders are in
// whole taka only.
func (t Taka) Whole() int64 { return int64(t) / 100 }

// String writes the amount as people do: "50", "102.50", "-3.05", "12,345".
func (t Taka) String() string {
	sign, n := "", int64(t)
	if n < 0 {
		sign, n = "-", -n
	}
	text := sign + groupThousands(n/100)
	if paisa := n % 100; paisa != 0 {
		text += "." + strconv.FormatInt(100+paisa, 10)[1:]
	}
	return text
}

// Full writes the amount with its paisa even where there are none: "50.00", "-3.05".
func (t Taka) Full() string {
	if t%100 == 0 {
		return t.String() + ".00"
	}
	return t.String()
}

// groupThousands writes n the way amounts are written in Bangladesh:
// 12,34,567 (the last three digits, then pairs).
func groupThousands(n int64) string {
	digits := strconv.FormatInt(n, 10)
	if len(digits) <= 3 {
		return digits
	}
	head, tail := digits[:len(digits)-3], digits[len(digits)-3:]
	var groups []string
	for len(head) > 2 {
		groups = append([]string{head[len(head)-2:]}, groups...)
		head = head[:len(head)-2]
	}
	groups = append([]string{head}, groups...)
	return strings.Join(groups, ",") + "," + tail
}

var errNotMoney = errors.New("not an amount of money")

// ParseTaka reads an amount as panels write it: "102", "102.50", "1,024.5",
// "-3", "12,34,567". More than two decimals are refused unless they are zeros,
// and so is a comma that parts no thousands: "102,50" must not become 10,250.
func ParseTaka(text string) (Taka, error) {
	s, negative := strings.CutPrefix(strings.TrimSpace(text), "-")
	whole, fraction, _ := strings.Cut(s, ".")
	fraction = strings.TrimRight(fraction, "0")
	whole, ok := ungroup(whole)
	if !ok {
		return 0, errNotMoney
	}
	if whole == "" || len(whole) > 14 || len(fraction) > 2 || !allDigits(whole) || !allDigits(fraction) {
		return 0, errNotMoney
	}
	n, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
	if err != nil {
		return 0, errNotMoney
	}
	if negative {
		n = -n
	}
	return Taka(n), nil
}

// ungroup takes the commas out of a number, if they part its digits as people
// part them: three at the end, before those two (12,34,567) or three (1,234,567).
func ungroup(whole string) (string, bool) {
	groups := strings.Split(whole, ",")
	for i, g := range groups[1:] {
		if last := i == len(groups)-2; len(g) != 3 && (last || len(g) != 2) {
			return "", false
		}
	}
	if len(groups) > 1 && (groups[0] == "" || len(groups[0]) > 3) {
		return "", false
	}
	return strings.Join(groups, ""), true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Abs is the amount without its sign.
func (t Taka) Abs() Taka { return max(t, -t) }
