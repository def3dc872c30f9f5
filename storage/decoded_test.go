package storage

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"rechargebot/flows"
	"rechargebot/flows/order"
)

// TestDecodedIsWhatIsOnDisk: a record kept in memory is given only while the
// file says the same, and few are kept.
func TestDecodedIsWhatIsOnDisk(t *testing.T) {
	h := newHouse(t, Options{})
	name := func(want string) {
		t.Helper()
		h.look(func(tx flows.Tx) error {
			m, ok, err := tx.Member(7)
			if !ok || m.Name != want {
				t.Errorf("the member is %q instead of %q", m.Name, want)
			}
			return err
		})
	}
	called := func(name string) order.Member { return order.Member{ID: 7, Name: name, Allowed: true} }
	h.do(func(tx flows.Tx) error { return tx.PutMember(called("a")) })
	name("a")
	refused := errors.New("refused")
	err := h.Update(func(tx flows.Tx) error {
		if err := tx.PutMember(called("b")); err != nil {
			return err
		}
		if m, _, err := tx.Member(7); err != nil || m.Name != "b" {
			t.Errorf("within the transaction the member is %q (%v)", m.Name, err)
		}
		return refused
	})
	if err != refused {
		t.Fatal(err)
	}
	name("a")
	h.do(func(tx flows.Tx) error { return tx.PutMember(called("c")) })
	name("c")
	name("c")

	h.do(func(tx flows.Tx) error {
		for id := range int64(mostDecoded + 100) {
			if err := tx.PutMember(order.Member{ID: id + 1}); err != nil {
				return err
			}
			if m, ok, err := tx.Member(id + 1); err != nil || !ok || m.ID != id+1 {
				t.Errorf("member %d is %+v (%v)", id+1, m, err)
			}
		}
		return nil
	})
	if n := len(h.decoded.records); n != mostDecoded {
		t.Errorf("%d records are kept, not %d", n, mostDecoded)
	}
}

// TestKeptIsAsWritten: a record kept when it is written is what its bytes say,
// whatever clock and place its times are from. newHouse looks. An order that is
// final is kept only where it is read again.
func TestKeptIsAsWritten(t *testing.T) {
	h := newHouse(t, Options{})
	for _, where := range []*time.Location{time.Local, time.UTC, dhaka} {
		now := time.Now().In(where)
		left := order.WholeTaka(7)
		o := order.Order{
			ID: nextID(now), Reseller: 5, Number: "01712345678", Operator: order.Grameenphone,
			Connection: order.Prepaid, Amount: order.WholeTaka(30), State: order.Accepted, Cause: order.CauseVerdict,
			Placed: now, Sent: now, Settled: now, Looked: now, Next: now, Stuck: now,
			Message: "<b>\u2028&", TransactionID: "t", BalanceLeft: &left, Tries: 1, Looks: 2, Quiet: true, Asked: true,
			Said: "s", Doubt: true, Refusal: "r", Denials: 1, Denied: now,
			Verdict: &order.Verdict{Admin: 1, Done: true, At: now},
		}
		for v, i := reflect.ValueOf(o), 0; i < v.NumField(); i++ {
			if v.Field(i).IsZero() {
				t.Errorf("%s is not tried here", v.Type().Field(i).Name)
			}
		}
		h.do(func(tx flows.Tx) error { return tx.PutOrder(o) })
		h.look(func(tx flows.Tx) error {
			got, _, err := tx.Order(o.ID)
			if !got.Placed.Equal(now) || !got.Verdict.At.Equal(now) || o.Verdict.At != now {
				t.Errorf("%+v", got)
			}
			return err
		})
	}
	h.do(func(tx flows.Tx) error {
		return tx.PutSession(5, flows.Session{Step: "amount", Draft: flows.Draft{ID: "x", Rev: 1}})
	})
	kept := func(want int) {
		t.Helper()
		if n := len(h.decoded.records); n != want {
			t.Errorf("%d are kept, not %d", n, want)
		}
	}
	kept(4)
	settled := order.Order{ID: nextID(time.Now()), Reseller: 5, Number: "01712345678", State: order.Sending}
	h.do(func(tx flows.Tx) error { return tx.PutOrder(settled) })
	kept(5)
	settled.State = order.Done
	h.do(func(tx flows.Tx) error { return tx.PutOrder(settled) })
	kept(4)
	h.look(func(tx flows.Tx) error {
		got, _, err := tx.Order(settled.ID)
		if got.State != order.Done {
			t.Errorf("the order is %v", got.State)
		}
		return err
	})
	kept(5)
}
