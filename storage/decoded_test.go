package storage

import (
	"errors"
	"testing"

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
