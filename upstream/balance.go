package upstream

import (
	"math/big"
	"regexp"
	"strings"
	"unicode"

	"rechargebot/flows/money"
)

// taka gives the amount under k, nil if there is none that can be read.
func (r *reply) taka(k key) *money.Taka {
	t, ok := readAmount(r.text(k))
	if !ok {
		return nil
	}
	return &t
}

// currency are the ways to write taka before or behind an amount, in lower case.
var currency = []string{"bdt", "taka", "tk.", "tk", "৳", "টাকা", "/-", "/=", "/"}

// decimal is a number as a programming language prints it.
var decimal = regexp.MustCompile(`^(-?)([0-9]{1,25})(?:\.([0-9]{1,25}))?(?:e([+-]?[0-9]{1,2}))?$`)

// readAmount reads an amount as panels print balances: "102.50", "1,024.5",
// "BDT 102.50", "৳১০২", 1.5e3, and 102.34999999999999, which is how PHP prints
// 102.35 with all the digits of a float. A commission in per cent leaves parts of a
// paisa, as in "1024.4775", which are cut off. Three decimals behind few digits are not
// read as an amount: "1.024" may be a thousand.
func readAmount(text string) (money.Taka, bool) {
	if t, err := money.ParseTaka(text); err == nil {
		return t, true
	}
	text = strings.Map(func(r rune) rune {
		if r >= '০' && r <= '৯' {
			return '0' + r - '০'
		}
		return unicode.ToLower(r)
	}, text)
	for _, name := range currency {
		text = strings.TrimSpace(text)
		text = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(text, name), name))
	}
	if t, err := money.ParseTaka(text); err == nil {
		return t, true
	}
	return readFraction(text)
}

// readFraction is readAmount for a number that has more decimals than money has, or an
// exponent.
func readFraction(text string) (money.Taka, bool) {
	whole, _, _ := strings.Cut(text, ".")
	grouped := strings.Contains(whole, ",")
	if _, err := money.ParseTaka(whole); grouped && err == nil {
		text = strings.ReplaceAll(whole, ",", "") + text[len(whole):]
	}
	part := decimal.FindStringSubmatch(text)
	if part == nil {
		return 0, false
	}
	exact, ok := new(big.Rat).SetString(text)
	if !ok {
		return 0, false
	}
	paisa := new(big.Rat).Mul(exact, big.NewRat(100, 1))
	cut := new(big.Int).Div(paisa.Num(), paisa.Denom()) // down, below zero too
	if whole, ok := nearly(exact, len(strings.TrimLeft(part[2]+part[3], "0"))); ok {
		cut = whole
	} else if !grouped && part[4] == "" && len(part[3]) == 3 && len(part[2]) <= 3 && strings.Trim(part[2], "0") != "" {
		return 0, false // a dot that parts thousands, perhaps
	}
	t, err := money.ParseTaka(new(big.Rat).SetFrac(cut, big.NewInt(100)).FloatString(2))
	return t, err == nil
}

// nearly gives the paisa that a float of so many digits stands for, if it is one by which
// money is printed. Floats have 15 to 17 digits; fewer are what somebody meant.
func nearly(exact *big.Rat, digits int) (paisa *big.Int, ok bool) {
	rounded, _ := new(big.Rat).SetString(exact.FloatString(2))
	off := new(big.Rat).Sub(exact, rounded)
	if off.Sign() != 0 && (digits < 15 || off.Abs(off).Cmp(floatNoise) > 0) {
		return nil, false
	}
	return rounded.Mul(rounded, big.NewRat(100, 1)).Num(), true
}

// floatNoise is the most that a float's last digits are off, in taka, for any
// balance that a panel may have.
var floatNoise = big.NewRat(1, 1_000_000)
