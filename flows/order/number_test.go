package order

import (
	"errors"
	"strings"
	"testing"

	"rechargebot/flows/text"
)

func TestParseNumber(t *testing.T) {
	const want = Number("01712345678")
	for _, text := range []string{
		"01712345678", "+8801712345678", "8801712345678", "008801712345678", "+880 1712-345678", "+880 01712 345678", "+88 01712345678",
		"88 01712 345678", "0088 01712345678", "1712345678", // a contact without its zero
		"01712 345 678", "01712-345678", "01712.345.678", "017 12 34 56 78", "(017) 12345678", "017/12345678", "০১৭১২৩৪৫৬৭৮", "+৮৮০১৭১২৩৪৫৬৭৮",
		"০1৭1২3৪5৬7৮", "  01712345678\n", "01712\t345678", "01712\u00a0345678", "\u00a001712345678\u00a0", "01712\u2009345\u202f678",
		"01712\u2011345678", "01712–345678", "01712—345678", "01712\u2212345678", "01712\u00ad345678", "\ufeff01712345678", "01712\u200b345678",
		"\u202a01712345678\u202c", "\u202a+8801712345678\u202c", "\u200e+880 1712-345678\u200e", "\u2066+8801712345678\u2069", "\u061c+8801712345678",
		"(+880) 1712-345678", " +8801712345678", "+ 880 1712 345678",
		"٠١٧١٢٣٤٥٦٧٨", "۰۱۷۱۲۳۴۵۶۷۸", "०१७१२३४५६७८", "０１７１２３４５６７８", "+٨٨٠١٧١٢٣٤٥٦٧٨",
		"+01712345678", "+0 1712-345678", "(+)01712345678", "+০১৭১২৩৪৫৬৭৮",
	} {
		if got, err := ParseNumber(text); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, prefix := range []string{"013", "014", "015", "016", "017", "018", "019"} {
		if _, err := ParseNumber(prefix + "00000000"); err != nil {
			t.Errorf("%s is refused", prefix)
		}
	}
	for _, text := range []string{
		"", " ", "+", "0", "01", "880", "+880", "00880", "abc", "01012345678", "01112345678", "01212345678", "8801212345678", "02712345678",
		"11712345678", "0171234567", "017123456789", "171234567", "17123456789", "88017123456789", "880171234567", "+880171234567",
		"171234567.0", "0171234567/8", "0171234567.৮", "01712345678a", "o1712345678", "01712345678, 01812345678", "01712345678 01812345678", "01712345678/50", "01712345678+", "++8801712345678",
		"+0+8801712345678", "0+1712345678", "01712345678😀", "*121*01712345678#", "0171234567x",
		"+1712345678", "+1 712 345 678", "001712345678", "+0171234567", "+00 1712345678", "0001712345678", "+00 8801712345678", "+9101712345678", // other countries
		"8808801712345678", "88888801712345678", "00008801712345678", "+8800001712345678",
		"01712345678\x00", "01712\xff345678", strings.Repeat("0", 10000) + "1712345678",
	} {
		if got, err := ParseNumber(text); !errors.Is(err, ErrNotNumber) || got != "" {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"01712345678", "+880 1712-345678", "০১৭১২৩৪৫৬৭৮", "\u202a+8801712345678\u202c", "00880", "1712345678", "+", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, written string) {
		n, err := ParseNumber(written)
		if err != nil {
			if n != "" {
				t.Errorf("%q is refused, and %q", written, n)
			}
			return
		}
		if len(n) != 11 || !onlyDigits(string(n)) || n[:2] != "01" || n[2] < '3' {
			t.Errorf("%q is %q", written, n)
		}
		if Suggest(n) == "" || Suggest(n) == Skitto {
			t.Errorf("%q: operator %q", n, Suggest(n))
		}
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, text.LatinDigits(written))
		if !strings.HasSuffix(digits, string(n[1:])) {
			t.Errorf("%q is %q: not the digits that were written", written, n)
		}
		for _, form := range []string{string(n), string(n[:5] + "-" + n[5:]), "+88" + string(n), "0088" + string(n), "+880 " + string(n), string(n[1:])} {
			if again, err := ParseNumber(form); err != nil || again != n {
				t.Errorf("%q is %q, %v; want %q", form, again, err, n)
			}
		}
	})
}

func onlyDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }
