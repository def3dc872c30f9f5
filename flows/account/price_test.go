package account

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/big"
	"path/filepath"
	"strings"
	"testing"

	"rechargebot/flows/money"
)

// TestPrice: amount less the rate of it rounded down to whole paisa, by whole numbers of
// any size.
func TestPrice(t *testing.T) {
	for _, test := range []struct {
		amount money.Taka
		rate   int
		want   money.Taka
	}{
		{50_00, 250, 48_75}, {50_00, 0, 50_00}, {50_00, 1000, 45_00}, {50_00, -500, 52_50},
		{1, 1, 1}, {1, -1, 2}, // a part of a paisa off is none, a part of one more is one
		{39_99, 250, 39_00}, {39_99, -250, 40_99}, {10_001, 1, 10_000}, {9_999, 1, 9_999},
		{99, 1000, 90}, {99, 999, 90}, {101, 99, 101}, {0, 250, 0},
		{49_900_00, 275, 48_527_75}, {MostSum, 1000, MostSum / 10 * 9},
	} {
		if got := Price(test.amount, test.rate); got != test.want {
			t.Errorf("%s at %d: %s instead of %s", test.amount.Full(), test.rate, got.Full(), test.want.Full())
		}
	}
	for rate := LeastRate; rate <= MostRate; rate++ {
		for _, amount := range []money.Taka{1, 7, 33, 99, 101, 4999, 5000, 5001, 123457, 99_999_99, MostSum - 1} {
			off := new(big.Int).Mul(big.NewInt(int64(amount)), big.NewInt(int64(rate)))
			off.Div(off, big.NewInt(10_000)) // rounds down, below zero too
			if got, want := Price(amount, rate), amount-money.Taka(off.Int64()); got != want {
				t.Fatalf("%d at %d: %d instead of %d", amount, rate, got, want)
			}
		}
	}
}

// TestPriceOfTheOwnersMoney: who orders on the owner's money pays nothing, whatever the
// plan says.
func TestPriceOfTheOwnersMoney(t *testing.T) {
	c := Conditions{Rates: map[string]int{"GP": 250}}
	for own, want := range map[bool][2]money.Taka{false: {0, 0}, true: {48_75, 50_00}} {
		c.Own = own
		if got := [2]money.Taka{c.Price("GP", 50_00), c.Price("RB", 50_00)}; got != want {
			t.Errorf("own %v: %v instead of %v", own, got, want)
		}
	}
}

// TestNoFloatsInTheBooks reads the code: a float has no place where money is kept.
func TestNoFloatsInTheBooks(t *testing.T) {
	files := []string{"../../storage/terms.go", "../../storage/deposits.go"}
	for _, pattern := range []string{"*.go", "../../storage/ledger*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) < 4 {
			t.Fatalf("%s: %q, %v", pattern, found, err)
		}
		files = append(files, found...)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
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

// TestCleanTransactionID.
func TestCleanTransactionID(t *testing.T) {
	for typed, want := range map[string]string{
		" trx123 \n": "TRX123", "ABCDEF": "ABCDEF", strings.Repeat("9", 20): strings.Repeat("9", 20),
		"ABCDE": "", strings.Repeat("9", 21): "", "TRX 123": "", "TRX-123": "", "১২৩৪৫৬": "", "": "", "trx12\x003": "", "ǅABCDE": "",
	} {
		got, ok := CleanTransactionID(typed)
		if got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v", typed, got, ok)
		}
	}
}

// TestReadTransactionID: the name before an id is no part of it.
func TestReadTransactionID(t *testing.T) {
	for typed, want := range map[string]string{
		"TrxID 9bk4xyz1ab": "9BK4XYZ1AB", "Trx ID: 9BK4XYZ1AB": "9BK4XYZ1AB", "txn id 9BK4XYZ1AB.": "9BK4XYZ1AB", "TXNID:9BK4XYZ1AB": "9BK4XYZ1AB",
		"TrxID9BK4XYZ1AB": "9BK4XYZ1AB", "trx: 9BK4XYZ1AB": "9BK4XYZ1AB", "trx 9BK4XYZ1AB": "9BK4XYZ1AB", "my transaction id is 9bk4xyz1ab": "9BK4XYZ1AB",
		"Transaction No. 754MJGYV": "754MJGYV", "tnx id- 9BK4XYZ1AB": "9BK4XYZ1AB", "ID: 9BK4XYZ1AB": "9BK4XYZ1AB",
		"ট্রানজেকশন আইডি 9BK4XYZ1AB": "9BK4XYZ1AB", "ট্রানজেকশন আইডিঃ ৯BK৪XYZ১AB": "9BK4XYZ1AB", "লেনদেন নম্বর: 754MJGYV": "754MJGYV", "আইডি 754MJGYV": "754MJGYV",
		"9bk4xyz1ab\n": "9BK4XYZ1AB", "TRX123": "TRX123", "TRX123456": "TRX123456", "TXN0012345": "TXN0012345",
		"TrxID": "", "TrxID 9BK": "", "TrxID 9BK4XYZ1AB 9BK4XYZ2AB": "", "paid 9BK4XYZ1AB": "", "TRX 123": "", "": "",
	} {
		if got, ok := ReadTransactionID(typed); got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v", typed, got, ok)
		}
	}
}

func ExamplePrice() {
	fmt.Println(Price(50_00, 250).Full())
	// Output: 48.75
}
