package account

import (
	"testing"
	"time"
)

// pastDeposits is as much of a store as it takes to look at a member's earlier deposits.
type pastDeposits struct {
	Tx
	all      []Deposit // the newest first
	payments map[string]bool
}

func (s pastDeposits) DepositsOf(int64, uint64, int) ([]Deposit, error) { return s.all, nil }

func (s pastDeposits) Payment(key, transaction string) (Payment, bool, error) {
	return Payment{}, s.payments[key+" "+transaction], nil
}

// TestDoubt: an owner has to look where they have rejected the transaction id before, or where
// the same sum was booked in the channel, of no payment that is known, from a week before the
// payment was made on.
func TestDoubt(t *testing.T) {
	asked := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	week := 7 * 24 * time.Hour
	d := Deposit{ID: 9, Member: 7, Key: "bkash", Amount: 500_00, Proof: Proof{TransactionID: "TRX111"}, State: Waiting, Asked: asked}
	booked := Deposit{ID: 5, Member: 7, Key: "bkash", Amount: 400_00, State: Approved, Booked: 500_00, Asked: asked.Add(-week)}
	rejected := Deposit{ID: 4, Member: 7, Key: "bkash", Amount: 500_00, Proof: Proof{TransactionID: "TRX111"}, State: Rejected, By: 1, Asked: asked.Add(-week)}
	of := func(d Deposit, change func(d *Deposit)) Deposit { change(&d); return d }
	for name, test := range map[string]struct {
		d       Deposit
		paid    time.Duration // when the payment was known, from asked on
		past    []Deposit
		refused bool
		booked  uint64
	}{
		"nothing before":              {d, 0, nil, false, 0},
		"the same sum, without an id": {d, 0, []Deposit{booked}, false, 5},
		"with an id of no payment":    {d, 0, []Deposit{of(booked, func(d *Deposit) { d.TransactionID = "TRX100" })}, false, 5},
		"with an id of a payment":     {d, 0, []Deposit{of(booked, func(d *Deposit) { d.TransactionID = "TRX200" })}, false, 0},
		"another sum":                 {d, 0, []Deposit{of(booked, func(d *Deposit) { d.Amount, d.Booked = 500_00, 500_01 })}, false, 0},
		"not booked":                  {d, 0, []Deposit{of(booked, func(d *Deposit) { d.State = Lapsed })}, false, 0},
		"in another channel":          {d, 0, []Deposit{of(booked, func(d *Deposit) { d.Key = "nagad" })}, false, 0},
		"more than a week ago":        {d, 0, []Deposit{of(booked, func(d *Deposit) { d.Asked = d.Asked.Add(-1) })}, false, 0},
		"a week before the payment":   {d, -time.Hour, []Deposit{of(booked, func(d *Deposit) { d.Asked = d.Asked.Add(-time.Hour) })}, false, 5},
		"the payment was known later": {d, time.Hour, []Deposit{booked}, false, 5},
		"the newest of two":           {d, 0, []Deposit{of(booked, func(d *Deposit) { d.ID = 6 }), booked}, false, 6},
		"rejected with this id":       {d, 0, []Deposit{rejected}, true, 0},
		"rejected, and one booked":    {d, 0, []Deposit{rejected, booked}, true, 5},
		"booked, and one rejected":    {d, 0, []Deposit{booked, rejected}, true, 5},
		"rejected with another id":    {d, 0, []Deposit{of(rejected, func(d *Deposit) { d.TransactionID = "TRX112" })}, false, 0},
		"taken back with this id":     {d, 0, []Deposit{of(rejected, func(d *Deposit) { d.By = 7 })}, false, 0},
		"rejected in another channel": {d, 0, []Deposit{of(rejected, func(d *Deposit) { d.Key = "nagad" })}, false, 0},
		"itself rejected before":      {of(d, func(d *Deposit) { d.Refused = "TRX110 TRX111" }), 0, nil, true, 0},
		"itself, with another id":     {of(d, func(d *Deposit) { d.Refused = "TRX110 TRX1112" }), 0, nil, false, 0},
		"another was rejected so":     {d, 0, []Deposit{of(booked, func(d *Deposit) { d.Refused, d.Booked = "TRX111", 1 })}, true, 0},
	} {
		l := Ledger{Tx: pastDeposits{all: test.past, payments: map[string]bool{"bkash TRX200": true, "nagad TRX100": true}}}
		got, err := l.Doubt(test.d, Payment{Key: "bkash", TransactionID: "TRX111", Amount: 500_00, At: asked.Add(test.paid)})
		if err != nil || got.Refused != test.refused || got.Booked.ID != test.booked {
			t.Errorf("%s: refused %v, booked %d, %v", name, got.Refused, got.Booked.ID, err)
		}
	}
}

// TestTwin: what was booked since a deposit was asked for may be the same payment where it has
// the same sum and channel, and one of the two has no transaction id.
func TestTwin(t *testing.T) {
	asked := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	d := Deposit{ID: 9, Member: 7, Key: "bkash", Amount: 500_00, Proof: Proof{TransactionID: "TRX111"}, State: Waiting, Asked: asked}
	photo := d
	photo.TransactionID = ""
	later := Deposit{ID: 10, Member: 7, Key: "bkash", State: Approved, Booked: 500_00, Decided: asked.Add(time.Hour)}
	of := func(d Deposit, change func(d *Deposit)) Deposit { change(&d); return d }
	withID := func(d *Deposit) { d.TransactionID = "TRX100" }
	for name, test := range map[string]struct {
		d    Deposit
		past []Deposit
		want uint64
	}{
		"nothing else":                    {d, []Deposit{d}, 0},
		"without an id":                   {d, []Deposit{later, d}, 10},
		"both have an id":                 {d, []Deposit{of(later, withID), d}, 0},
		"neither has an id":               {photo, []Deposit{later, photo}, 10},
		"only the other has an id":        {photo, []Deposit{of(later, withID), photo}, 10},
		"another sum":                     {d, []Deposit{of(later, func(d *Deposit) { d.Booked = 500_01 }), d}, 0},
		"another channel":                 {d, []Deposit{of(later, func(d *Deposit) { d.Key = "nagad" }), d}, 0},
		"it waits":                        {d, []Deposit{of(later, func(d *Deposit) { d.State = Waiting }), d}, 0},
		"the newest of two":               {d, []Deposit{of(later, func(d *Deposit) { d.ID = 11 }), later, d}, 11},
		"asked for before, booked since":  {d, []Deposit{d, of(later, func(d *Deposit) { d.ID = 8 })}, 8},
		"booked in the same moment":       {d, []Deposit{d, of(later, func(d *Deposit) { d.ID, d.Decided = 8, asked })}, 8},
		"booked before it was asked for":  {d, []Deposit{d, of(later, func(d *Deposit) { d.ID, d.Decided = 8, asked.Add(-1) })}, 0},
		"asked for later, by a clock off": {d, []Deposit{of(later, func(d *Deposit) { d.Decided = asked.Add(-1) }), d}, 10},
	} {
		got, err := Ledger{Tx: pastDeposits{all: test.past}}.Twin(test.d, 500_00)
		if err != nil || got.ID != test.want {
			t.Errorf("%s: %d instead of %d, %v", name, got.ID, test.want, err)
		}
	}
}

// TestTakenBack: only a rejected deposit was taken back, also where its member is an owner.
func TestTakenBack(t *testing.T) {
	for _, test := range []struct {
		state DepositState
		by    int64
		want  bool
	}{{Rejected, 7, true}, {Rejected, 1, false}, {Approved, 7, false}, {Waiting, 0, false}} {
		if got := (Deposit{Member: 7, State: test.state, By: test.by}).TakenBack(); got != test.want {
			t.Errorf("%s by %d: %v", test.state, test.by, got)
		}
	}
}
