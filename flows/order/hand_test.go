package order

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
)

// handOrder is one that an owner carries out by hand.
func handOrder(id ID) Order {
	return Order{ID: id, Reseller: 7, Recharge: Recharge{Number: "01712345678", Operator: Grameenphone, Connection: Prepaid, Amount: money.WholeTaka(500)},
		Price: money.WholeTaka(480), Hand: &Hand{Promise: 30 * time.Minute}}
}

// Whatever stands in such an order, it is in no queue, is not sent, checked or asked for,
// and cannot become anything but done or failed.
func TestByHandIsNotTheDesks(t *testing.T) {
	now := time.Now()
	for _, s := range []State{Placed, Sending, Accepted, Unclear, Done, Failed} {
		o := handOrder("6b03ba4500000")
		o.State, o.Next, o.Asked, o.Sent, o.Settled, o.Placed = s, now, true, now, now, now.Add(-time.Hour)
		if q, ok := o.Queue(); ok {
			t.Errorf("%s: it is in queue %d", s, q)
		}
		if !o.recheckAt(now).IsZero() {
			t.Errorf("%s: it is checked once more", s)
		}
		for _, next := range []State{Placed, Sending, Accepted, Unclear, Done, Failed} {
			to := o
			if err := to.Move(next); (err == nil) != (s == Placed && next.Final()) {
				t.Errorf("%s to %s: %v", s, next, err)
			}
		}
		in(t, func(tx *memory) {
			o.Asked = false
			if _, asked, _ := RequestStatus(tx, o, now); asked {
				t.Errorf("%s: the panel is asked", s)
			}
		}, o)
	}
	plain := handOrder("6b03ba4500000")
	plain.Hand, plain.State = nil, Placed
	if plain.Move(Done) == nil {
		t.Error("an order of the desk's is done without having been sent")
	}
}

// The desk neither sends nor checks it, however long it runs, nor after a restart.
func TestTheDeskLeavesItAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk()
		if err := d.Update(func(tx *memory) error {
			_, _, err := Place(unit(tx), handOrder("6b03ba4500000"), Placing{}, time.Now())
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			desk := NewDesk(desktop{disk: d}, silent{t}, Config{FirstCheck: time.Second, MaxInterval: time.Minute, StuckAfter: time.Minute, ChecksPerMinute: 60})
			desk.send("6b03ba4500000") // as if a queue had named it
			ctx, cancel := context.WithCancel(t.Context())
			go func() { time.Sleep(48 * time.Hour); cancel() }()
			if err := desk.Run(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if o := d.orders["6b03ba4500000"]; o.State != Placed || !o.Next.IsZero() {
			t.Errorf("%+v", o)
		}
	})
}

// silent is a panel that must not be asked for an order to be paid.
type silent struct{ t *testing.T }

func (s silent) Request(context.Context, Order) Reply {
	s.t.Error("the panel is asked to pay")
	return Reply{}
}
func (s silent) Status(_ context.Context, id ID) Reply {
	if id == "6b03ba4500000" {
		s.t.Error("the panel is asked for the order")
	}
	return Reply{Outcome: OutcomeUnsent}
}
func (s silent) Balance(context.Context) Reply { return Reply{Outcome: OutcomeUnsent} }

// Two owners, and the reseller who calls it back: one of them comes first.
func TestTakeByHand(t *testing.T) {
	now := time.Now()
	const id = ID("6b03ba4500000")
	s := in(t, func(tx *memory) {
		u := unit(tx)
		if _, _, err := Place(u, handOrder(id), Placing{}, now); err != nil {
			t.Fatal(err)
		}
		must := func(want error, o Order, err error) Order {
			t.Helper()
			if !errors.Is(err, want) {
				t.Errorf("%v, want %v", err, want)
			}
			return o
		}
		settle := func(owner int64, done bool) (Order, error) {
			return SettleByHand(u, id, HandDone{Owner: owner, Done: done, TransactionID: "TRX"}, now)
		}
		o, err := settle(1, true)
		must(ErrTaken, o, err) // which nobody has taken
		o, err = TakeByHand(u, id, 1, "Salma", now)
		if o = must(nil, o, err); o.Hand.Name != "Salma" || o.MayBeCalledBack() {
			t.Errorf("%+v", o.Hand)
		}
		o, err = TakeByHand(u, id, 2, "Jamal", now.Add(29*time.Minute))
		must(ErrTaken, o, err)
		o, err = TakeByHand(u, id, 2, "Jamal", now.Add(-30*time.Second)) // clocks are not that exact
		must(ErrTaken, o, err)
		o, err = CallBack(u, id, 7, now)
		must(ErrTaken, o, err)
		o, err = CallBack(u, id, 8, now)
		must(ErrSettled, o, err)
		o, err = settle(2, true)
		must(ErrTaken, o, err)
		o, err = GiveBack(u, id, 2, now)
		must(ErrTaken, o, err)
		o, err = TakeByHand(u, id, 1, "Salma", now.Add(30*time.Minute)) // it is theirs
		must(ErrTaken, o, err)
		o, err = TakeByHand(u, id, 2, "Jamal", now.Add(30*time.Minute))
		must(nil, o, err)
		o, err = GiveBack(u, id, 2, now)
		must(nil, o, err)
		o, err = CallBack(u, id, 7, now) // the first may have done it
		must(ErrTaken, o, err)
		o, err = TakeByHand(u, id, 2, "Jamal", now)
		must(nil, o, err)
		o, err = settle(1, true)
		must(ErrTaken, o, err)
		o, err = settle(2, true)
		if o = must(nil, o, err); o.State != Done || o.Cause != CauseByHand || o.TransactionID != "TRX" || *o.Verdict != (Verdict{Admin: 2, Done: true, At: now}) {
			t.Errorf("%+v", o)
		}
		o, err = settle(2, false)
		must(ErrSettled, o, err)
		const other = ID("6b03ba4500001")
		if _, _, err := Place(u, handOrder(other), Placing{}, now); err != nil {
			t.Fatal(err)
		}
		o, err = TakeByHand(u, other, 1, "Salma", now.AddDate(0, 0, 30)) // by a clock that was ahead
		must(nil, o, err)
		o, err = TakeByHand(u, other, 2, "Jamal", now)
		if o = must(nil, o, err); !o.Hand.Restored {
			t.Error("it is not said that the first may have done it")
		}
		o, err = CallBack(u, id, 7, now)
		must(ErrSettled, o, err)
	})
	if want := []string{"place " + string(id), "capture " + string(id) + " by 2", "place 6b03ba4500001"}; !slices.Equal(s.booked, want) {
		t.Errorf("booked is %q instead of %q", s.booked, want)
	}
}

// An owner who names another order's transaction id has their order done, and the owners see
// both.
func TestSameTransactionByHand(t *testing.T) {
	now := time.Now()
	const id = ID("6b03ba4500000")
	for transaction, want := range map[string]int{"TRX1": 1, "TRX2": 0, "": 0} {
		earlier := sample("6b03ba44fffff")
		earlier.State, earlier.TransactionID, earlier.Settled = Done, "TRX1", now
		s := in(t, func(tx *memory) {
			u := unit(tx)
			if _, _, err := Place(u, handOrder(id), Placing{}, now); err != nil {
				t.Fatal(err)
			}
			if _, err := TakeByHand(u, id, 1, "Salma", now); err != nil {
				t.Fatal(err)
			}
			if o, err := SettleByHand(u, id, HandDone{Owner: 1, Done: true, TransactionID: transaction}, now); err != nil || o.State != Done {
				t.Errorf("%q: %s, %v", transaction, o.State, err)
			}
		}, earlier)
		told := 0
		for _, one := range s.said {
			if one.what == "same" {
				told++
			}
		}
		if told != want {
			t.Errorf("%q: the owners are told %d times", transaction, told)
		}
	}
}

func TestCallBack(t *testing.T) {
	now := time.Now()
	const id = ID("6b03ba4500000")
	in(t, func(tx *memory) {
		u := unit(tx)
		o, _, err := Place(u, handOrder(id), Placing{}, now)
		if err != nil {
			t.Fatal(err)
		}
		if o, err = CallBack(u, id, 7, now); err != nil || o.State != Failed || o.Cause != CauseCancelled {
			t.Errorf("%+v, %v", o, err)
		}
		restored := handOrder("6b03ba4500001")
		restored.Hand.Restored = true
		if _, _, err := Place(u, restored, Placing{}, now); err != nil {
			t.Fatal(err)
		}
		if _, err := CallBack(u, restored.ID, 7, now); !errors.Is(err, ErrTaken) {
			t.Errorf("one that may have been done since the backup is called back: %v", err)
		}
	})
}

func TestHandTimer(t *testing.T) {
	timer, err := HandTimer("6b03ba4500000", time.Now())
	if err != nil || timer.Kind != account.TimerByHand || OfTimer(timer.Of) != "6b03ba4500000" {
		t.Errorf("%+v, %v", timer, err)
	}
	if timer, _ := HandTimer("0b03ba4500000", time.Now()); OfTimer(timer.Of) != "0b03ba4500000" {
		t.Error("an id that begins with 0 is another order's")
	}
}
