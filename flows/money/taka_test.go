package money

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

func TestParseTaka(t *testing.T) {
	tests := []struct {
		text string
		want Taka
	}{
		{"102", 10200}, {"102.5", 10250}, {"102.50", 10250}, {"102.05", 10205}, {"0", 0}, {"0.01", 1}, {"-3", -300}, {"-3.05", -305},
		{"-0.01", -1}, {"-0", 0}, {" 50 ", 5000}, {"50.", 5000}, {"50.0000", 5000}, {"00050", 5000},
		{"1,024.5", 102450}, {"1,234,567.89", 123456789}, {"12,34,567", 123456700}, {"12,345", 1234500}, {"123,456", 12345600}, {"-1,000", -100000},
		{"0.29", 29}, {"1.15", 115}, {"4.35", 435}, {"1005.65", 100565}, // a float gives a paisa less
		{"99999999999999.99", 9999999999999999},
	}
	for _, test := range tests {
		if got, err := ParseTaka(test.text); err != nil || got != test.want {
			t.Errorf("%q: %d, %v, want %d", test.text, got, err, test.want)
		}
	}
	for _, text := range []string{"", " ", "-", "--5", "+5", ".5", ".", ",", "5,", ",5", ",500", "1,2", "102,50", "1,23", "1,0000", "1,,024",
		"1234,567", "1,02,4", "1.0,5", "1.000,00", "1.234", "1.2.3", "1e3", "1E3", "0x10", "NaN", "Inf", "৫০", "5 0", "5-", "50tk", "৳50",
		"999999999999999", "9223372036854775807", "1.001"} {
		if got, err := ParseTaka(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
}

func TestTakaString(t *testing.T) {
	tests := []struct {
		amount Taka
		want   string
	}{
		{0, "0"}, {1, "0.01"}, {10, "0.10"}, {99, "0.99"}, {100, "1"}, {10250, "102.50"}, {-305, "-3.05"}, {-1, "-0.01"},
		{99900, "999"}, {100000, "1,000"}, {1234500, "12,345"}, {12345600, "1,23,456"}, {123456700, "12,34,567"},
		{1234567800, "1,23,45,678"}, {-100000, "-1,000"}, {9223372036854775807, "92,23,37,20,36,85,47,758.07"},
	}
	for _, test := range tests {
		if got := test.amount.String(); got != test.want {
			t.Errorf("%d: %s, want %s", int64(test.amount), got, test.want)
		}
	}
}

func TestTakaWhole(t *testing.T) {
	for amount, want := range map[Taka]int64{0: 0, 99: 0, -99: 0, 5000: 50, 5050: 50, -5050: -50} {
		if got := amount.Whole(); got != want {
			t.Errorf("%d: %d, want %d", amount, got, want)
		}
	}
	if got := WholeTaka(50); got != 5000 {
		t.Errorf("50 taka are %d paisa", got)
	}
}

// TestNoFloatsInMoney reads the code: a float has no place where amounts are
// held or made.
func TestNoFloatsInMoney(t *testing.T) {
	for _, name := range []string{"taka.go", "day.go", "../order/order.go", "../order/panel.go", "../order/place.go", "../order/settle.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if word, ok := n.(*ast.Ident); ok && strings.Contains(strings.ToLower(word.Name), "float") {
				t.Errorf("%s has a %s", name, word.Name)
			}
			return true
		})
	}
}

func FuzzParseTaka(f *testing.F) {
	for _, s := range []string{"102", "1,024.5", "-3.05", "12,34,567", "102,50", "1e3", "00.10", "৫০", "", "-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		amount, err := ParseTaka(text)
		if err != nil {
			if amount != 0 {
				t.Errorf("%q is refused, and %d", text, amount)
			}
			return
		}
		again, err := ParseTaka(amount.String())
		if err != nil || again != amount {
			t.Errorf("%q is %d, written %q, read %d, %v", text, amount, amount, again, err)
		}
		if strings.Trim(strings.TrimSpace(text), "-0123456789.,") != "" {
			t.Errorf("%q is no amount", text)
		}
	})
}
