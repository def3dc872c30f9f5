package storage

import (
	"errors"
	"reflect"
	"testing"

	"go.etcd.io/bbolt"

	"rechargebot/flows"
)

// TestFreshIsWhatIsOnDisk: what is kept in memory of the outbox is never more
// nor else than the file holds.
func TestFreshIsWhatIsOnDisk(t *testing.T) {
	h := newHouse(t, Options{})
	same := func(when string) {
		t.Helper()
		kept := 0
		err := h.view(func(tx *tx) error {
			c := tx.cursor(bOutbox)
			for k, v := c.First(); k != nil; k, v = c.Next() {
				disk, err := decode[outgoingRecord, flows.Outgoing](bOutbox, v)
				if err != nil {
					return err
				}
				if o, ok := h.fresh.get(disk.Seq); ok {
					kept++
					if !reflect.DeepEqual(o, disk) {
						t.Errorf("%s: %+v instead of %+v", when, o, disk)
					}
				}
			}
			return nil
		})
		if err != nil || kept != len(h.fresh.items) {
			t.Errorf("%s: %d of %d kept are on disk (%v)", when, kept, len(h.fresh.items), err)
		}
	}
	rich := with(edit("a", "1"), func(o *flows.Outgoing) {
		o.Screen.Buttons = [][]flows.Button{{{Text: "x", Data: "y", Style: flows.Good}}}
		o.Answer, o.Menu, o.Document = &flows.TapAnswer{Query: "q"}, &flows.Menu{}, &flows.Document{Name: "d"}
	})
	post := func(o flows.Outgoing) error {
		return h.Update(func(tx flows.Tx) error { return tx.Post(o) })
	}
	for _, o := range []flows.Outgoing{rich, edit("b", "2"), edit("b", "3")} {
		if err := post(o); err != nil {
			t.Fatal(err)
		}
	}
	if same("posted"); len(h.fresh.items) != 3 {
		t.Errorf("%d are kept", len(h.fresh.items))
	}
	// The numbers of what was rolled back are given again to something else.
	commit := h.writer.commit
	h.writer.commit = func(b *bbolt.Tx) error {
		_ = b.Rollback()
		return errors.New("disk full")
	}
	if post(edit("c", "lost")) == nil {
		t.Fatal("no error")
	}
	h.writer.commit = commit
	same("not saved")
	if err := h.Update(func(tx flows.Tx) error {
		_ = tx.Post(edit("c", "lost too"))
		return errors.New("no")
	}); err == nil {
		t.Fatal("no error")
	}
	if err := post(edit("d", "4")); err != nil {
		t.Fatal(err)
	}
	same("after failures")
	o, _, err := h.Head(5)
	if err != nil || o.Screen.HTML != "1" {
		t.Fatal(o, err)
	}
	if err := h.Sent(o.Outgoing, 9, o.Skipped); err != nil {
		t.Fatal(err)
	}
	if same("sent"); len(h.fresh.items) != 3 {
		t.Errorf("%d are kept", len(h.fresh.items))
	}
	h.do(func(tx flows.Tx) error {
		for range 2 * mostFresh {
			if err := tx.Post(edit("e", "many")); err != nil {
				return err
			}
		}
		return nil
	})
	if same("many"); len(h.fresh.items) != mostFresh {
		t.Errorf("%d are kept", len(h.fresh.items))
	}
	if err := h.GiveUp(edit("e", ""), true); err != nil {
		t.Fatal(err)
	}
	if same("given up"); len(h.fresh.items) != 0 {
		t.Errorf("%d are kept", len(h.fresh.items))
	}
}
