package office

import (
	"strings"
	"testing"
)

func TestIsBalance(t *testing.T) {
	for head, want := range map[string]bool{
		"Balance (minus: they owe)": true, "Balance": true, "balance ": true, "BALANCE (MINUS: THEY OWE)": true, "Balance (minus: they o": true, "Balance (Tk)": true,
		"Opening balance": true, "Balance (minus = they owe me)": true, "ব্যালেন্স": true, "ব্যালেন্স (মাইনাস: বাকি)": true, "Balance, taka": true,
		"Limit": false, "Due": false, "Paid": false, "Balance due": false, "Balance they owe": false, "Due balance": false, "Balance limit": false, "Previous balance": false,
		"Balance (plus: they owe)": false, "Balance minus commission": false, "Bal": false, "": false, "বাকি": false, "জমা": false, "minus: they owe": false,
	} {
		if got := isBalance(head); got != want {
			t.Errorf("%q: %v", head, got)
		}
	}
}

func TestOpeningHeads(t *testing.T) {
	for heads, want := range map[string]struct{ ours, ok bool }{
		"Telegram id|Name|Balance": {true, true}, "Name|Telegram id|Balance": {true, true}, "Telegram id|Name|Limit|Balance": {true, true},
		"Telegram id|Name|Due|Paid": {true, false}, "Telegram id|Name|Amount": {true, false}, "Telegram id|Balance|Opening balance": {true, false},
		"Telegram id|Telegram id|Balance": {true, false}, "Id|Name|Balance": {true, false}, "Phone|Name|Balance": {true, false}, "মোবাইল|নাম|বাকি": {true, false},
		"Mobile|Load|Due Tk": {}, "Number|Amount|Balance": {}, "01712345678|50|baki": {}, "01712345678|50|telegram": {}, "Operator|Amount|Title|Kind": {}, "Phone|Name": {},
	} {
		_, ours, ok := openingHeads([][]string{nil, {"sep=,"}, nil, strings.Split(heads, "|"), {"2001", "Rahim", "5"}})
		if ours != want.ours || ours && ok != want.ok {
			t.Errorf("%s: %v, %v", heads, ours, ok)
		}
	}
	at, _, ok := openingHeads([][]string{{"Rahim Store", "November"}, nil, {"Name", "Telegram id", "Balance"}})
	if want := (openingSheet{from: 3, id: 1, sum: 2, width: 3}); !ok || at != want {
		t.Errorf("below a title of two cells: %+v", at)
	}
}
