package storage

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// TestDecodedIsWhatIsOnDisk: a record kept in memory is given only while the
// file says the same, also where more are written than are kept.
func TestDecodedIsWhatIsOnDisk(t *testing.T) {
	h := newHouse(t, Options{})
	name := func(want string) {
		t.Helper()
		h.look(func(tx chat.Tx) error {
			m, ok, err := tx.Member(7)
			if !ok || m.Name != want {
				t.Errorf("the member is %q instead of %q", m.Name, want)
			}
			return err
		})
	}
	called := func(name string) chat.Member { return chat.Member{ID: 7, Name: name, Allowed: true} }
	h.do(func(tx chat.Tx) error { return tx.PutMember(called("a")) })
	name("a")
	refused := errors.New("refused")
	err := h.Update(func(tx chat.Tx) error {
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
	h.do(func(tx chat.Tx) error { return tx.PutMember(called("c")) })
	name("c")
	name("c")

	h.do(func(tx chat.Tx) error {
		for id := range int64(cached + 100) {
			if err := tx.PutMember(chat.Member{ID: id + 1}); err != nil {
				return err
			}
			if m, ok, err := tx.Member(id + 1); err != nil || !ok || m.ID != id+1 {
				t.Errorf("member %d is %+v (%v)", id+1, m, err)
			}
		}
		return nil
	})
}

// TestWhatIsUsedStaysInTheCache: a record that is read again and again is kept however many
// others come, and of those no more than is allowed.
func TestWhatIsUsedStaysInTheCache(t *testing.T) {
	var c cache
	used, data := []byte("used"), []byte("data")
	c.keep(used, data, 7)
	for i := range 5*cached + 1 {
		c.keep(fmt.Append(nil, i), data, i)
		if i%(cached/2) == 0 && c.get(used, data) != 7 {
			t.Fatalf("it is gone after %d others", i)
		}
	}
	last, first := fmt.Append(nil, 5*cached), fmt.Append(nil, 0)
	if c.get(last, data) != 5*cached || c.get(first, data) != nil {
		t.Error("the last is not kept, or the first still is")
	}
	for range 2 * cached { // none of which is another
		c.keep(last, data, "again")
	}
	if c.get(used, data) != 7 {
		t.Error("a record that was kept again took the place of others")
	}
	if n := len(c.recent) + len(c.older); n > 2*cached {
		t.Errorf("%d are kept", n)
	}
	c.forget(used)
	c.forget(last)
	if c.get(used, data) != nil || c.get(last, data) != nil {
		t.Error("what was forgotten is there")
	}
}

// TestKeptIsAsRead: an order comes back with every field, whatever clock and place
// its times are from, and so do a panel's state and what was written over what was kept.
// keptIsTrue looks whether what is kept is what the file says.
func TestKeptIsAsRead(t *testing.T) {
	h := newHouse(t, Options{})
	var ids order.IDs
	for _, where := range []*time.Location{time.Local, time.UTC, dhaka} {
		o := sampled.order
		o.ID = ids.Next(time.Now(), rand.IntN)
		o.State, o.Placed, o.CheckedAt = order.Accepted, time.Now().In(where), time.Now().In(where)
		h.do(func(tx chat.Tx) error { return tx.PutOrder(o) })
		for range 2 {
			h.look(func(tx chat.Tx) error {
				got, _, err := tx.Order(o.ID)
				if !got.Placed.Equal(o.Placed) || !got.CheckedAt.Equal(o.CheckedAt) {
					t.Errorf("%+v", got)
				}
				got.Placed, got.CheckedAt = o.Placed, o.CheckedAt
				sameFields(t, "kept", got, o)
				return err
			})
		}
		p, now := sampled.panel, time.Now().In(where)
		p.BalanceAt, p.DownSince, p.LowSince, p.FoundSent, p.SendLimit.Empty, p.StatusLimit.Empty = now, now, now, now, now, now
		h.do(func(tx chat.Tx) error { return tx.PutPanelState(order.MainPanel, p) })
		h.keptIsTrue()
	}
	kept := func(want int) {
		t.Helper()
		if n := len(h.cache.recent); n != want {
			t.Errorf("%d are kept, not %d", n, want)
		}
	}
	kept(4)
	settled := order.Order{ID: ids.Next(time.Now(), rand.IntN), Reseller: 5, Recharge: order.Recharge{Number: "01712345678"}, State: order.Sending}
	read := func() {
		t.Helper()
		h.look(func(tx chat.Tx) error {
			got, _, err := tx.Order(settled.ID)
			if got.State != settled.State {
				t.Errorf("the order is %v", got.State)
			}
			return err
		})
	}
	h.do(func(tx chat.Tx) error { return tx.PutOrder(settled) })
	read()
	kept(5)
	settled.State = order.Done
	h.do(func(tx chat.Tx) error { return tx.PutOrder(settled) })
	read()
	kept(5)
}

// unwritable is a transaction that no order can be written in.
type unwritable struct{ chat.Tx }

var errUnwritable = errors.New("it cannot be written")

func (unwritable) PutOrder(order.Order) error { return errUnwritable }

// TestByHandInVain: whoever takes an order that is carried out by hand, gives it back or is
// relieved of it changes nothing that others read, where that cannot be written.
func TestByHandInVain(t *testing.T) {
	h := newHouse(t, Options{})
	free, taken := placed(nextID(noon), 7, noon), placed(nextID(noon.Add(time.Minute)), 7, noon)
	free.Hand = &order.Hand{Promise: time.Hour}
	taken.Hand = &order.Hand{Promise: time.Hour, By: 1, Name: "Salma", At: noon.UTC()}
	h.do(func(tx chat.Tx) error { return errors.Join(tx.PutOrder(free), tx.PutOrder(taken)) })
	for name, change := range map[string]func(u order.Unit) (order.Order, error){
		"taken": func(u order.Unit) (order.Order, error) { return order.TakeByHand(u, free.ID, 2, "Jamal", noon) },
		"taken over": func(u order.Unit) (order.Order, error) {
			return order.TakeByHand(u, taken.ID, 2, "Jamal", noon.Add(time.Hour))
		},
		"given back":  func(u order.Unit) (order.Order, error) { return order.GiveBack(u, taken.ID, 1, noon) },
		"relieved of": func(u order.Unit) (order.Order, error) { return order.TakeBack(u, taken.ID, noon) },
	} {
		err := h.Update(func(tx chat.Tx) error {
			_, err := change(order.Unit{Tx: unwritable{tx}})
			return err
		})
		if !errors.Is(err, errUnwritable) {
			t.Errorf("%s: %v", name, err)
		}
		h.look(func(tx chat.Tx) error {
			for _, want := range []order.Order{free, taken} {
				got, _, err := tx.Order(want.ID)
				if err != nil {
					return err
				}
				if *got.Hand != *want.Hand {
					t.Errorf("%s: of order %s is read %+v", name, want.ID, *got.Hand)
				}
			}
			return nil
		})
	}
}
