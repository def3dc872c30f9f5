package account

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"rechargebot/flows/money"
)

func TestEntryCheck(t *testing.T) {
	good := []Line{{7, Wallet, -5}, {7, Held, 5}}
	for name, test := range map[string]struct {
		e  Entry
		ok bool
	}{
		"good":                          {Entry{Kind: Hold, Reference: "x", Lines: good}, true},
		"three lines":                   {Entry{Kind: Credit, Reference: "x", Lines: []Line{{7, Wallet, 11}, {0, Cash("a"), -10}, {0, Bonus, -1}}}, true},
		"no kind":                       {Entry{Reference: "x", Lines: good}, false},
		"no reference":                  {Entry{Kind: Hold, Lines: good}, false},
		"no lines":                      {Entry{Kind: Hold, Reference: "x"}, false},
		"one line":                      {Entry{Kind: Hold, Reference: "x", Lines: []Line{{7, Wallet, 0}}}, false},
		"a paisa too much":              {Entry{Kind: Hold, Reference: "x", Lines: []Line{{7, Wallet, -5}, {7, Held, 6}}}, false},
		"a member's account, no member": {Entry{Kind: Hold, Reference: "x", Lines: []Line{{0, Wallet, -5}, {7, Held, 5}}}, false},
		"a member's sales":              {Entry{Kind: Capture, Reference: "x", Lines: []Line{{7, Held, -5}, {7, Sales, 5}}}, false},
	} {
		if err := test.e.check(); (err == nil) != test.ok || err != nil && !errors.Is(err, ErrUnbalanced) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSums: an entry's lines on the owner's accounts, and what the members have.
func TestSums(t *testing.T) {
	var s Sums
	var b Balance
	b.Member = 7
	at := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	book := func(e Entry) {
		t.Helper()
		e.Reference, e.At = "x", at
		if err := e.check(); err != nil {
			t.Fatal(err)
		}
		was := b
		b = b.after(e)
		s.balance(was, b)
		s.add(e)
		at = at.Add(time.Hour)
	}
	look := func(want Sums, owesSince int) {
		t.Helper()
		if !reflect.DeepEqual(s, want) {
			t.Errorf("%+v instead of %+v", s, want)
		}
		since := time.Time{}
		if owesSince >= 0 {
			since = time.Date(2026, 11, 26, 10+owesSince, 0, 0, 0, time.UTC)
		}
		if !b.OwesSince.Equal(since) {
			t.Errorf("owes since %v", b.OwesSince)
		}
		total := s.Wallets - s.Owed + s.Held + s.Sales + s.Bonus + s.Adjustments
		for _, cash := range s.Cash {
			total += cash
		}
		if total != 0 {
			t.Errorf("all accounts together are %d", total)
		}
	}
	cash := func(n money.Taka) map[string]money.Taka { return map[string]money.Taka{"bkash": n} }
	book(Entry{Kind: Credit, Lines: []Line{{7, Wallet, 10_15}, {0, Cash("bkash"), -10_00}, {0, Bonus, -15}}})
	look(Sums{Wallets: 10_15, Bonus: -15, Cash: cash(-10_00)}, -1)
	book(Entry{Kind: Hold, Face: 50_00, Lines: []Line{{7, Wallet, -48_75}, {7, Held, 48_75}}})
	look(Sums{Owed: 38_60, Held: 48_75, Bonus: -15, Cash: cash(-10_00)}, 1)
	book(Entry{Kind: Capture, Face: 50_00, Lines: []Line{{7, Held, -48_75}, {0, Sales, 48_75}}})
	look(Sums{Owed: 38_60, Sales: 48_75, Face: 50_00, Bonus: -15, Cash: cash(-10_00)}, 1)
	if s.Margin() != -1_25 {
		t.Errorf("margin %v", s.Margin())
	}
	book(Entry{Kind: Refund, Face: 50_00, Lines: []Line{{0, Sales, -48_75}, {7, Wallet, 48_75}}})
	look(Sums{Wallets: 10_15, Bonus: -15, Cash: cash(-10_00)}, -1)
	book(Entry{Kind: LateCharge, Face: 50_00, Lines: []Line{{7, Wallet, -48_75}, {0, Sales, 48_75}}})
	look(Sums{Owed: 38_60, Sales: 48_75, Face: 50_00, Bonus: -15, Cash: cash(-10_00)}, 4)
	book(Entry{Kind: Payout, Lines: []Line{{7, Wallet, -1_00}, {0, Cash("bkash"), 1_00}}})
	look(Sums{Owed: 39_60, Sales: 48_75, Face: 50_00, Bonus: -15, Cash: cash(-9_00)}, 4) // the debt is as old as before
	book(Entry{Kind: Adjustment, Lines: []Line{{7, Wallet, 39_60}, {0, Adjustments, -39_60}}})
	look(Sums{Sales: 48_75, Face: 50_00, Bonus: -15, Adjustments: -39_60, Cash: cash(-9_00)}, -1)
	if b.In-b.Out != b.Total() || b.Entries != 7 || b.In != 10_15+48_75+39_60 {
		t.Errorf("%+v", b)
	}
	var twice Sums
	twice.Add(s)
	twice.Add(s)
	if twice.Sales != 2*s.Sales || twice.Cash["bkash"] != -18_00 || twice.Empty() || !(Sums{}).Empty() {
		t.Errorf("%+v", twice)
	}
}

// TestEmptySums: whatever is in one of the owner's accounts is something.
func TestEmptySums(t *testing.T) {
	for _, s := range []Sums{{Sales: 1}, {Face: 1}, {Bonus: -1}, {Adjustments: -1}, {Cash: map[string]money.Taka{"bkash": -1}}} {
		if s.Empty() {
			t.Errorf("%+v is empty", s)
		}
	}
	if !(Sums{Wallets: 1, Owed: 1, Held: 1}).Empty() {
		t.Error("what members have is in the owner's accounts")
	}
}

// TestOfOrder: what becomes of an order, and what is booked besides.
func TestOfOrder(t *testing.T) {
	for _, k := range []Kind{Hold, Capture, Release, Refund, LateCharge, LateHold} {
		if !k.OfOrder() {
			t.Errorf("a %s is of no order", k)
		}
	}
	for _, k := range []Kind{Credit, Payout, Adjustment, Transfer, ""} {
		if k.OfOrder() {
			t.Errorf("a %q is of an order", k)
		}
	}
}
