package flows

import (
	"strings"
	"testing"

	"rechargebot/flows/order"
)

func TestParse(t *testing.T) {
	const n = "01712345678"
	taka := order.WholeTaka
	good := map[string]parts{
		"01712345678 50":          {number: n, amount: taka(50)},
		"50 01712345678":          {number: n, amount: taka(50)},
		"017 12345678":            {number: n},
		"01 712345678":            {number: n},
		"+880 17 12345678":        {number: n},
		"+88017 12345678":         {number: n},
		"GP 01712345678 50":       {number: n, amount: taka(50), operator: order.Grameenphone},
		"50 01712345678 postpaid": {number: n, amount: taka(50), connection: order.Postpaid},
		"+880 1712-345678 50":     {number: n, amount: taka(50)},
		"(+880) 1712 345678, 50":  {number: n, amount: taka(50)},
		"880 1712 345678":         {number: n},
		"8801712345678 50":        {number: n, amount: taka(50)},
		"+8801712345678":          {number: n},
		"1712345678 50":           {number: n, amount: taka(50)},
		"01712 345 678 50":        {number: n, amount: taka(50)},
		"0171-2345-678 50":        {number: n, amount: taka(50)},
		"০১৭১২৩৪৫৬৭৮ ৫০ টাকা": {number: n, amount: taka(50)},
		"০১৭১২৩৪৫৬৭৮ ৫০টাকা":  {number: n, amount: taka(50)},
		"01712345678 ৳50":              {number: n, amount: taka(50)},
		"01712345678 Tk.50":            {number: n, amount: taka(50)},
		"01712345678 50tk":             {number: n, amount: taka(50)},
		"01712345678 50/-":             {number: n, amount: taka(50)},
		"01712345678 50/=":             {number: n, amount: taka(50)},
		"01712345678=50":               {number: n, amount: taka(50)},
		"01712345678-50":               {number: n, amount: taka(50)},
		"01712345678,50":               {number: n, amount: taka(50)},
		"01712345678/50":               {number: n, amount: taka(50)},
		"01712345678:50":               {number: n, amount: taka(50)},
		"01712345678 1,000":            {number: n, amount: taka(1000)},
		"01712345678 50.00":            {number: n, amount: taka(50)},
		"gp01712345678 50":             {number: n, amount: taka(50), operator: order.Grameenphone},
		"Tel:01712345678":              {number: n, words: true},
		"tel01712345678":               {number: n},
		"Rahim Bhai\n+880 1712-345678": {number: n, words: true},
		"Shop7 01712345678":            {number: n, words: true},
		"01712345678\n01712345678 50":  {number: n, amount: taka(50)},
		"send 50 at 01712345678":       {number: n, amount: taka(50), words: true},
		"\u2066+8801712345678\u2069":   {number: n},
		"01712345678\u200b 50\x00":     {number: n, amount: taka(50)},
		"পোস্টপেইড ০১৭১২৩৪৫৬৭৮ ৫০": {number: n, amount: taka(50), connection: order.Postpaid},
		"at 01612345678 20": {number: "01612345678", amount: taka(20), operator: order.Airtel},
		"robi":              {operator: order.Robi},
		"postpaid":          {connection: order.Postpaid},
		"hello":             {words: true},
		"":                  {},
		"50 taka please":    {amount: taka(50), words: true},
		"আমার নম্বরে ৫০ টাকা দিন 01712345678": {number: n, amount: taka(50), words: true},
	}
	for text, want := range good {
		if got, w := parse(text); w != nil || got != want {
			t.Errorf("%q is read as %+v, %v; want %+v", text, got, w, want)
		}
	}
	bad := map[string]Text{
		"0171234567 50":           tBadNumber,
		"017123 rahim 45678":      tBadNumber,
		"1700000 A0 001":          tBadNumber,
		"017123456 50":            tBadNumber,
		"17123456 50":             tBadNumber,
		"+880 17123456 50":        tBadNumber,
		"017123456789 50":         tBadNumber,
		"01212345678 50":          tBadPrefix,
		"12345678901":             tBadPrefix,
		"01712345678 01812345678": tTwoNumbers,
		"gp robi 01712345678":     tTwoOperators,
		"01712345678 50 100":      tTwoAmounts,
		"50,60":                   tTwoAmounts,
		"01712345678 50.50":       tNotWhole,
		"01712345678 0.50":        tNotWhole,
		"01712345678 50x":         tBadAmount,
		"01712345678 0":           tBadAmount,
		"01712345678 .50":         tBadAmount,
		"01712345678 5.0.0":       tBadAmount,
		"0":                       tBadAmount,
	}
	for text, want := range bad {
		p, w := parse(text)
		if w == nil || w.text != want {
			t.Errorf("%q is read as %+v, %v; want %q", text, p, w, want.en)
		}
		if p.amount != 0 {
			t.Errorf("%q: an amount of %s although it is wrong", text, p.amount)
		}
	}
}

// A value is never searched for the names of others, and never markup.
func TestTextIn(t *testing.T) {
	x := Text{"{a} {b}", "{b} {a}"}
	if got := x.In(Bangla, "a", "{b}<b>", "b", order.WholeTaka(1234567)); got != "৳১২,৩৪,৫৬৭ {b}&lt;b&gt;" {
		t.Error(got)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"01712345678 50", "gp 01712345678 50 postpaid", "+880 1712-345678 ৳৫০", "50,60 0171", "০১৭১২৩৪৫৬৭৮", "01712345678-50",
		"1,00,000.50 tk", "880 88 0171 2345 678", "at 01712345678 5", "(০১৭১২) 345.678/50/-", "Shop7\n+8801712345678 \u202e",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, w := parse(text)
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, latinDigits(text))
		if p.number != "" {
			if n, err := order.ParseNumber(string(p.number)); err != nil || n != p.number {
				t.Errorf("%q: %q is no number", text, p.number)
			}
			if !strings.Contains(digits, string(p.number[1:])) { // the zero may be left out
				t.Errorf("%q: %s is not in it", text, p.number)
			}
		}
		if p.operator != "" && !p.operator.Valid() {
			t.Errorf("%q: operator %q", text, p.operator)
		}
		if p.amount == 0 {
			return
		}
		whole := strings.ReplaceAll(strings.ReplaceAll(p.amount.String(), ",", ""), ".", "")
		if w != nil || p.amount < 0 || p.amount != order.WholeTaka(p.amount.Whole()) || !strings.Contains(digits, whole) {
			t.Errorf("%q: amount %s, %v", text, p.amount, w)
		}
	})
}
