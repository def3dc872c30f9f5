package account

import (
	"errors"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/money"
)

// oneWallet is as much of a store as it takes to book for members who have a sum and credit.
type oneWallet struct {
	Tx
	wallet, credit money.Taka
}

func (s oneWallet) Terms(int64) (Terms, error)      { return Terms{Own: true, Credit: &s.credit}, nil }
func (s oneWallet) Plan(string) (Plan, bool, error) { return Plan{}, false, nil }
func (s oneWallet) Channel(id string) (Channel, bool, error) {
	return Channel{ID: id}, id == "cash", nil
}
func (s oneWallet) LastBooked() (time.Time, error) { return time.Time{}, nil }
func (s oneWallet) Sums() (Sums, error)            { return Sums{}, nil }
func (s oneWallet) DropTimer(Timer) error          { return nil }
func (s oneWallet) Balance(member int64) (Balance, error) {
	return Balance{Member: member, Wallet: s.wallet}, nil
}
func (s oneWallet) Append(p Posting, _ Sums, _ string) (Entry, error) { return p.Entry(), nil }

// TestOwnersBook: what owners may book at its edges, and that it takes no wallet below its
// limit. A member has 100 taka and 50 on credit.
func TestOwnersBook(t *testing.T) {
	const why = "because"
	l := Ledger{Tx: oneWallet{wallet: 100_00, credit: 50_00}, Location: time.UTC}
	rich := Ledger{Tx: oneWallet{wallet: 2 * MostSum}, Location: time.UTC}
	now := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	adjust := func(l Ledger, member int64, sum money.Taka, reason string) func() (Entry, error) {
		return func() (Entry, error) { return l.Adjust(member, sum, reason, "nonce", 1, now) }
	}
	pay := func(l Ledger, member int64, sum money.Taka, channel string) func() (Entry, error) {
		return func() (Entry, error) { return l.Pay(member, sum, channel, "", "nonce", 1, now) }
	}
	move := func(l Ledger, from, to int64, sum money.Taka) func() (Entry, error) {
		return func() (Entry, error) { return l.Move(from, to, sum, "", "nonce", 1, now) }
	}
	open := func(member int64, sum money.Taka) func() (Entry, error) {
		return func() (Entry, error) { return l.Opening(member, sum, 1, now) }
	}
	for name, test := range map[string]struct {
		book func() (Entry, error)
		want error
		left money.Taka // in the wallet of 7 after it
	}{
		"more":                        {adjust(l, 7, 1, why), nil, 100_01},
		"the most":                    {adjust(l, 7, MostSum, why), nil, 100_00 + MostSum},
		"more than the most":          {adjust(l, 7, MostSum+1, why), ErrAmount, 0},
		"less, down to the limit":     {adjust(l, 7, -150_00, why), nil, -50_00},
		"less than the limit":         {adjust(l, 7, -150_01, why), ErrBelow, 0},
		"the most less":               {adjust(rich, 7, -MostSum, why), nil, MostSum},
		"more than the most less":     {adjust(rich, 7, -MostSum-1, why), ErrAmount, 0},
		"nothing":                     {adjust(l, 7, 0, why), ErrAmount, 0},
		"for nobody":                  {adjust(l, 0, 1, why), ErrNoMember, 0},
		"a reason of 4 characters":    {adjust(l, 7, 1, "কারণ"), ErrReason, 0},
		"a reason of 5 characters":    {adjust(l, 7, 1, "কারণ."), nil, 100_01},
		"a reason of 200 characters":  {adjust(l, 7, 1, strings.Repeat("ক", 200)), nil, 100_01},
		"a reason of 201 characters":  {adjust(l, 7, 1, strings.Repeat("ক", 201)), ErrReason, 0},
		"paid out down to the limit":  {pay(l, 7, 150_00, "cash"), nil, -50_00},
		"paid out below the limit":    {pay(l, 7, 150_01, "cash"), ErrBelow, 0},
		"the most paid out":           {pay(rich, 7, MostSum, "cash"), nil, MostSum},
		"more than the most paid out": {pay(rich, 7, MostSum+1, "cash"), ErrAmount, 0},
		"nothing paid out":            {pay(l, 7, 0, "cash"), ErrAmount, 0},
		"less than nothing paid out":  {pay(l, 7, -1, "cash"), ErrAmount, 0},
		"paid out to nobody":          {pay(l, 0, 1, "cash"), ErrNoMember, 0},
		"paid out by no channel":      {pay(l, 7, 1, "none"), ErrNoChannel, 0},
		"moved down to the limit":     {move(l, 7, 8, 150_00), nil, -50_00},
		"moved below the limit":       {move(l, 7, 8, 150_01), ErrBelow, 0},
		"nothing moved":               {move(l, 7, 8, 0), ErrAmount, 0},
		"less than nothing moved":     {move(l, 7, 8, -1), ErrAmount, 0},
		"moved to oneself":            {move(l, 7, 7, 1), ErrAmount, 0},
		"moved from nobody":           {move(l, 0, 7, 1), ErrNoMember, 0},
		"the most to begin with":      {open(7, MostSum), nil, 100_00 + MostSum},
		"the most owed to begin with": {open(7, -MostSum), nil, 100_00 - MostSum},
		"more than the most at first": {open(7, MostSum+1), ErrAmount, 0},
		"more owed than the most":     {open(7, -MostSum-1), ErrAmount, 0},
		"begins with nothing":         {open(7, 0), ErrAmount, 0},
	} {
		e, err := test.book()
		if !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
		if test.want == nil && (len(e.After) == 0 || e.After[0] != After{Member: 7, Wallet: test.left} || e.Actor != 1) {
			t.Errorf("%s: %+v, want %s left", name, e, test.left.Full())
		}
	}
}

// damaged is a store whose channels cannot be read.
type damaged struct {
	Tx
	err error
}

func (s damaged) Channel(string) (Channel, bool, error) { return Channel{}, false, s.err }

// TestPayFromADamagedStore: a channel that cannot be read is not one that there is not.
func TestPayFromADamagedStore(t *testing.T) {
	broken := errors.New("broken")
	if _, err := (Ledger{Tx: damaged{err: broken}}).Pay(7, 1, "cash", "", "nonce", 1, time.Time{}); !errors.Is(err, broken) || errors.Is(err, ErrNoChannel) {
		t.Error(err)
	}
}

// page is as much of a store as it takes to read a statement.
type page struct {
	Tx
	all []Entry // the newest first
}

func (s page) Statement(_ int64, _, _ time.Time, before uint64, limit int) (found []Entry, err error) {
	for _, e := range s.all {
		if (before == 0 || e.Seq < before) && len(found) < limit {
			found = append(found, e)
		}
	}
	return found, nil
}

// TestBookedSince: what was booked is found behind any number of orders.
func TestBookedSince(t *testing.T) {
	for orders := range 120 {
		all := []Entry{{Seq: 2, Kind: Credit}, {Seq: 1, Kind: Credit}}
		for i := range orders {
			all = append([]Entry{{Seq: uint64(3 + i), Kind: Capture}}, all...)
		}
		l := Ledger{Tx: page{all: all}}
		for entry, want := range []bool{true, true, false, false} {
			if got, err := l.BookedSince(7, uint64(entry)); err != nil || got != want {
				t.Errorf("with %d orders after entry %d: %v, %v", orders, entry, got, err)
			}
		}
		if last, err := l.LastEntry(7); err != nil || last != uint64(2+orders) {
			t.Errorf("with %d orders the last is %d, %v", orders, last, err)
		}
	}
	if got, err := (Ledger{Tx: page{}}).BookedSince(7, 0); err != nil || got {
		t.Errorf("on an empty statement: %v, %v", got, err)
	}
}

// TestIsOpening: only the entry that Opening books is an opening balance.
func TestIsOpening(t *testing.T) {
	after := []After{{Member: 7}}
	for name, test := range map[string]struct {
		e    Entry
		want bool
	}{
		"an opening balance": {Entry{Kind: Adjustment, Reference: "opening 7", After: after}, true},
		"of another member":  {Entry{Kind: Adjustment, Reference: "opening 8", After: after}, false},
		"an adjustment":      {Entry{Kind: Adjustment, Reference: "nonce", After: after}, false},
		"a payout":           {Entry{Kind: Payout, Reference: "opening 7", After: after}, false},
		"of two members":     {Entry{Kind: Adjustment, Reference: "opening 7", After: append(after, After{Member: 8})}, false},
		"of nobody":          {Entry{Kind: Adjustment, Reference: "opening 7"}, false},
	} {
		if got := IsOpening(test.e); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
