package simpanel

import (
	"fmt"
	"strconv"
	"strings"
)

// paisa is an amount of money; 100 paisa are 1 taka.
type paisa int64

// parseTaka reads an amount such as "5000", "5000.5" or "5000.50". It takes up
// to 12 digits before the point and up to 2 after, and no sign: what would have
// to be rounded is an error.
func parseTaka(s string) (paisa, error) {
	whole, part, dotted := strings.Cut(s, ".")
	if !digits(whole) || len(whole) > 12 || dotted && (!digits(part) || len(part) > 2) {
		return 0, fmt.Errorf("simpanel: %q is not an amount in taka", s)
	}
	n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("simpanel: %q is not an amount in taka: %w", s, err)
	}
	return paisa(n), nil
}

// fixed writes the amount with two places always: "5000.00".
func (p paisa) fixed() string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	return fmt.Sprintf("%s%d.%02d", sign, p/100, p%100)
}

// String writes the amount as the panel does: "102", and "102.50" if there are
// paisa.
func (p paisa) String() string {
	if p%100 == 0 {
		return strconv.FormatInt(int64(p/100), 10)
	}
	return p.fixed()
}

// digits reports whether s is one or more ASCII digits and nothing else.
func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
