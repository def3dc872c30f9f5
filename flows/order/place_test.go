package order

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
)

const someID = ID("65a1b2c3d4e5f")

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// in runs fn in one transaction on a disk that holds the orders.
func in(t *testing.T, fn func(tx *memory), orders ...Order) *disk {
	t.Helper()
	s := newDisk()
	if err := s.Update(func(tx *memory) error {
		for _, o := range orders {
			if err := tx.PutOrder(o); err != nil {
				return err
			}
		}
		fn(tx)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPlace(t *testing.T) {
	s := in(t, func(tx *memory) {
		o, first, err := Place(unit(tx), sample(someID), Placing{}, noon)
		if err != nil || !first || o.State != Placed || !o.Placed.Equal(noon) || !o.Next.Equal(noon) {
			t.Errorf("%+v, %v, %v", o, first, err)
		}
		// Again, with the same and with other contents: the first stays.
		other := sample(someID)
		other.Amount, other.Reseller = money.WholeTaka(500), 8
		for _, again := range []Order{sample(someID), other, {ID: someID}} {
			got, first, err := Place(unit(tx), again, Placing{}, noon.Add(time.Minute))
			if err != nil || first || !reflect.DeepEqual(got, o) {
				t.Errorf("%+v, %v, %v", got, first, err)
			}
		}
	})
	if len(s.orders) != 1 || len(s.queues[ToSend]) != 1 {
		t.Errorf("%d orders, %d to send", len(s.orders), len(s.queues[ToSend]))
	}
}

// TestPlaceAgainLater: a tap that comes again when the order has its end does
// not begin anew.
func TestPlaceAgainLater(t *testing.T) {
	for _, state := range states {
		was := sample(someID)
		was.State = state
		s := in(t, func(tx *memory) {
			if o, first, err := Place(unit(tx), sample(someID), Placing{}, noon); err != nil || first || o.State != state {
				t.Errorf("%s: %s, %v, %v", state, o.State, first, err)
			}
		}, was)
		if s.orders[someID].State != state {
			t.Errorf("%s became %s", state, s.orders[someID].State)
		}
	}
}

func TestPlaceIncomplete(t *testing.T) {
	tests := map[string]func(o *Order){
		"no id":             func(o *Order) { o.ID = "" },
		"id of other form":  func(o *Order) { o.ID = "65A1B2C3D4E5F" },
		"no reseller":       func(o *Order) { o.Reseller = 0 },
		"a group":           func(o *Order) { o.Reseller = -7 },
		"no number":         func(o *Order) { o.Number = "" },
		"number as written": func(o *Order) { o.Number = "+8801712345678" },
		"wrong number":      func(o *Order) { o.Number = "01212345678" },
		"no operator":       func(o *Order) { o.Operator = "" },
		"unknown operator":  func(o *Order) { o.Operator = "XX" },
		"operator's name":   func(o *Order) { o.Operator = "gp" },
		"no connection":     func(o *Order) { o.Connection = 0 },
		"third connection":  func(o *Order) { o.Connection = 3 },
		"no amount":         func(o *Order) { o.Amount = 0 },
		"negative amount":   func(o *Order) { o.Amount = -5000 },
		"paisa":             func(o *Order) { o.Amount = 5050 },
		"a paisa":           func(o *Order) { o.Amount = 1 },
	}
	for name, spoil := range tests {
		o := sample(someID)
		spoil(&o)
		s := in(t, func(tx *memory) {
			if _, first, err := Place(unit(tx), o, Placing{}, noon); !errors.Is(err, ErrIncomplete) || first {
				t.Errorf("%s: %v, %v", name, first, err)
			}
		})
		if len(s.orders) != 0 {
			t.Errorf("%s: it is on disk", name)
		}
	}
	// Ported numbers go.
	in(t, func(tx *memory) {
		o := sample(someID)
		o.Operator = Robi
		if _, first, err := Place(unit(tx), o, Placing{}, noon); err != nil || !first {
			t.Errorf("ported number: %v, %v", first, err)
		}
	})
}

// TestWindow: an order that is done makes another a duplicate up to the end of the window, for
// everybody by now, and for rows of a list by when the list came; a window of no time has none.
func TestWindow(t *testing.T) {
	mine, theirs := Order{Reseller: 7, Settled: noon}, Order{Reseller: 8, Settled: noon}
	for name, test := range map[string]struct {
		window Window
		o      Order
		after  time.Duration // now, from when it was done
		want   bool
	}{
		"no window":                     {Window{Reseller: 7, At: noon}, mine, 0, false},
		"the end":                       {Window{Any: time.Hour}, theirs, time.Hour, true},
		"past the end":                  {Window{Any: time.Hour}, theirs, time.Hour + 1, false},
		"the clock was set back":        {Window{Any: time.Hour}, theirs, -time.Hour, true},
		"and by more":                   {Window{Any: time.Hour}, theirs, -time.Hour - 1, false},
		"own, as the list came":         {Window{Own: time.Hour, Reseller: 7, At: noon.Add(time.Hour)}, mine, 9 * time.Hour, true},
		"own, before that":              {Window{Own: time.Hour, Reseller: 7, At: noon.Add(time.Hour + 1)}, mine, 0, false},
		"another's, as the list came":   {Window{Own: time.Hour, Reseller: 7, At: noon}, theirs, 0, false},
		"own, past the end for anybody": {Window{Any: time.Minute, Own: time.Hour, Reseller: 7, At: noon}, mine, 2 * time.Minute, true},
	} {
		if got := test.window.has(test.o, noon.Add(test.after)); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestPlaceWhatWasADuplicate: whoever was shown an earlier order that is none any more places
// theirs.
func TestPlaceWhatWasADuplicate(t *testing.T) {
	earlier := sample("65a1b2c3d4e5e")
	earlier.State = Accepted
	known := KnownOf([]Order{earlier})
	if KnownOf(nil) != 0 || known == 0 {
		t.Errorf("of no order %d is known, of one %d", KnownOf(nil), known)
	}
	for _, state := range []State{Accepted, Failed} {
		earlier.State = state
		in(t, func(tx *memory) {
			if _, first, err := Place(unit(tx), sample(someID), Placing{Known: known}, noon); err != nil || !first {
				t.Errorf("the earlier is %s: %v, %v", state, first, err)
			}
		}, earlier)
	}
	earlier.State = Accepted
	in(t, func(tx *memory) {
		var again *Duplicate
		if _, first, err := Place(unit(tx), sample(someID), Placing{Known: known + 1}, noon); !errors.As(err, &again) || first || len(again.Earlier) != 1 {
			t.Errorf("another was shown: %v, %v", first, err)
		}
	}, earlier)
}

// TestPlaceRowsOfOneList: rows of one list are no duplicates of each other, but of all others.
func TestPlaceRowsOfOneList(t *testing.T) {
	for name, test := range map[string]struct {
		batches []BatchID // of earlier orders
		batch   BatchID
		earlier int // of which it is a duplicate
	}{
		"two of one list":    {[]BatchID{5}, 5, 0},
		"of two lists":       {[]BatchID{5}, 6, 1},
		"a list and none":    {[]BatchID{0}, 5, 1},
		"none and a list":    {[]BatchID{5}, 0, 1},
		"two single orders":  {[]BatchID{0}, 0, 1},
		"of both and single": {[]BatchID{5, 6, 0}, 5, 2},
	} {
		var before []Order
		for i, batch := range test.batches {
			o := sample(ID(fmt.Sprintf("65a1b2c3d4e%02x", i)))
			o.State, o.Batch = Accepted, batch
			before = append(before, o)
		}
		in(t, func(tx *memory) {
			o := sample(someID)
			o.Batch = test.batch
			var again *Duplicate
			_, first, err := Place(unit(tx), o, Placing{}, noon)
			if test.earlier == 0 && (err != nil || !first) || test.earlier > 0 && (!errors.As(err, &again) || len(again.Earlier) != test.earlier) {
				t.Errorf("%s: %v, %v, %+v", name, first, err, again)
			}
		}, before...)
	}
}

func TestPlaceOnAFullDisk(t *testing.T) {
	s := newDisk()
	full := errors.New("disk full")
	s.commit = func() error { return full }
	err := s.Update(func(tx *memory) error {
		_, _, err := Place(unit(tx), sample(someID), Placing{}, noon)
		return err
	})
	if !errors.Is(err, full) || len(s.orders) != 0 || len(s.queues[ToSend]) != 0 {
		t.Errorf("%v; %d orders on disk", err, len(s.orders))
	}
}

func TestRequestStatus(t *testing.T) {
	ago := func(d time.Duration) time.Time { return noon.Add(-d) }
	tests := []struct {
		name string
		o    Order
		want bool
	}{
		{"accepted", Order{State: Accepted, Next: noon.Add(time.Hour)}, true},
		{"unclear", Order{State: Unclear, CheckedAt: ago(5 * time.Second)}, true},
		{"just checked", Order{State: Unclear, CheckedAt: ago(4999 * time.Millisecond)}, false},
		{"checked this instant", Order{State: Unclear, CheckedAt: noon}, false},
		{"checked before the clock was set back", Order{State: Unclear, CheckedAt: ago(-time.Hour)}, true},
		{"asked", Order{State: Accepted, Asked: true}, false},
		{"done", Order{State: Done}, true},
		{"failed", Order{State: Failed}, true},
		{"refused", Order{State: Failed, Cause: CauseRefused}, true},
		{"by verdict", Order{State: Done, Cause: CauseVerdict}, true},
		{"never sent", Order{State: Failed, Cause: CauseNeverSent}, false},
		{"placed", Order{State: Placed}, false},
		{"sending", Order{State: Sending}, false},
	}
	for _, test := range tests {
		o := test.o
		o.ID = someID
		s := in(t, func(tx *memory) {
			got, asked, err := RequestStatus(tx, o, noon)
			if err != nil || asked != test.want {
				t.Errorf("%s: %v, %v", test.name, asked, err)
			}
			if got.State != o.State || got.Asked != (o.Asked || test.want) {
				t.Errorf("%s: %+v", test.name, got)
			}
		}, o)
		if q := s.queues[ToCheck]; test.want && (len(q) != 1 || !q[0].next.Equal(noon)) {
			t.Errorf("%s: not due: %v", test.name, q)
		}
	}
}

// TestCharge: all of an order that its reseller's account goes by.
func TestCharge(t *testing.T) {
	o := sample(someID)
	o.Price, o.Reversals, o.Placed, o.Counted, o.Connection = 48_75, 2, noon, true, Postpaid
	want := account.Charge{Order: string(someID), Turn: 2, Member: 7, Operator: "GP", Postpaid: true, Amount: 50_00, Price: 48_75, Placed: noon, Counted: true}
	if got := o.charge(); got != want {
		t.Errorf("%+v instead of %+v", got, want)
	}
	if o.Connection = Prepaid; o.charge().Postpaid {
		t.Error("prepaid is charged as postpaid")
	}
}

func TestApplyVerdict(t *testing.T) {
	for _, done := range []bool{true, false} {
		for _, state := range states {
			o := sample(someID)
			o.State, o.Next, o.Asked = state, noon, true
			v := Verdict{Admin: 1, Done: done, At: noon.Add(time.Hour)}
			want, open := Failed, state == Accepted || state == Unclear
			if done {
				want = Done
			}
			s := in(t, func(tx *memory) {
				got, err := ApplyVerdict(unit(tx), someID, v)
				if !open {
					if !errors.Is(err, ErrSettled) || got.State != state {
						t.Errorf("%s: %s, %v", state, got.State, err)
					}
					return
				}
				if err != nil || got.State != want || got.Cause != CauseVerdict || *got.Verdict != v ||
					!got.Settled.Equal(v.At) || !got.Next.Equal(v.At.Add(2*time.Minute)) || got.Asked {
					t.Errorf("%s: %+v, %v", state, got, err)
				}
			}, o)
			if booked := fmt.Sprintf("%s %s by 1", bookings[state][want], someID); open && !reflect.DeepEqual(s.booked, []string{booked}) {
				t.Errorf("%s: %q is booked, want %q", state, s.booked, booked)
			}
			if !open {
				want = state
			}
			if kept := s.orders[someID]; kept.State != want || (kept.Verdict != nil) != open || open && len(s.queues[ToCheck]) > 0 {
				t.Errorf("%s: on disk it is %s", state, kept.State)
			}
		}
	}
	o := sample(someID)
	o.State = Unclear
	s := in(t, func(tx *memory) {
		got, err := ApplyVerdict(unit(tx), someID, Verdict{Admin: 1, Done: true, At: noon})
		if err == nil {
			err = Settle(unit(tx), &got, Failed, CauseReversed, noon.Add(time.Hour))
		}
		if err != nil {
			t.Error(err)
		}
	}, o)
	if want := []string{"capture " + string(someID) + " by 1", "refund " + string(someID) + "#1"}; !reflect.DeepEqual(s.booked, want) {
		t.Errorf("a verdict that the panel contradicts is booked as %q, want %q", s.booked, want)
	}
	in(t, func(tx *memory) {
		if _, err := ApplyVerdict(unit(tx), someID, Verdict{Admin: 1}); !errors.Is(err, ErrSettled) {
			t.Errorf("an order that is not there: %v", err)
		}
	})
}

// TestOutcomes: the slip of a forgotten outcome is on the safe side, and no
// outcome breaks a log line.
func TestOutcomes(t *testing.T) {
	if (Reply{}).Outcome != OutcomeUnclear || !(Reply{}).unread() {
		t.Error("the zero answer is not unclear")
	}
	for o, want := range map[Outcome]string{OutcomeUnclear: "unclear", OutcomeUnsent: "unsent", OutcomeRefused: "refused",
		OutcomeAccepted: "accepted", OutcomePending: "pending", OutcomeDone: "done", OutcomeFailed: "failed", OutcomeDoubtful: "doubtful", OutcomeDenied: "denied", 99: "outcome 99", -1: "outcome -1"} {
		if got := o.String(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
