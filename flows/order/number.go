package order

import (
	"errors"
	"strings"

	"rechargebot/flows/text"
)

// Number is a Bangladeshi mobile number in its national form: 11 digits
// starting 013 to 019.
type Number string

// ErrNotNumber says that a text is no mobile number of Bangladesh.
var ErrNotNumber = errors.New("not a mobile number of Bangladesh")

// ParseNumber reads a number however people write it: "+880 1712-345678",
// "8801712345678", "01712 345 678", "০১৭১২৩৪৫৬৭৮". Behind a + or 00 only 880
// counts: other countries' numbers must not be taken for one of ours. A + before
// the national form is a slip, since no country's code begins with 0. A single digit behind a
// point or a stroke is none of the number's.
func ParseNumber(written string) (Number, error) {
	digits, abroad, ok := numberDigits(written)
	if !ok {
		return "", ErrNotNumber
	}
	if abroad && strings.HasPrefix(digits, "01") {
		abroad = false
	} else if !abroad {
		digits, abroad = strings.CutPrefix(digits, "00")
	}
	if strings.HasPrefix(digits, "880") {
		digits = strings.TrimPrefix(digits, "88")
		if len(digits) == 12 && strings.HasPrefix(digits, "00") { // +880 01712…, a common slip
			digits = digits[1:]
		}
	} else if abroad {
		return "", ErrNotNumber
	} else if len(digits) == 10 && digits[0] == '1' { // the zero left out, as in contacts
		digits = "0" + digits
	}
	if len(digits) != 11 || digits[:2] != "01" || digits[2] < '3' {
		return "", ErrNotNumber
	}
	return Number(digits), nil
}

// numberDigits gives the digits of what may be a number, and whether a + stands before them.
func numberDigits(written string) (digits string, abroad, ok bool) {
	var b strings.Builder
	parted := -1 // how many digits stand before the last point or stroke
	for _, r := range strings.TrimSpace(written) {
		switch r = text.LatinDigit(r); {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '+' && !abroad && b.Len() == 0: // not always the first: invisible marks and brackets come before
			abroad = true
		case isNumberNoise(r):
			if r == '.' || r == '/' {
				parted = b.Len()
			}
		default:
			return "", false, false
		}
	}
	// 171234567.0 is of a spreadsheet, and 0171234567/8 one of two numbers.
	return b.String(), abroad, parted != b.Len()-1
}

// isNumberNoise reports the characters that people and contact cards put
// between digits, the invisible direction marks among them.
func isNumberNoise(r rune) bool {
	switch r {
	case ' ', '\t', '-', '.', '(', ')', '/', '\u00a0', '\u00ad', '\u061c', '\u2007', '\u2009', '\u202f', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212',
		'\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2060', '\u2066', '\u2067', '\u2068', '\u2069', '\ufeff':
		return true
	}
	return false
}
