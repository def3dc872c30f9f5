package storage

import (
	"fmt"
	"testing"

	"rechargebot/flows/chat"
)

func TestTheLastTenThousandUpdatesAreRemembered(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		see := func(from, to int64, want bool) {
			t.Helper()
			h.do(func(tx chat.Tx) error {
				for id := from; id < to; id++ {
					if seen := must(tx.Seen(id)); seen != want {
						return fmt.Errorf("update %d: seen %v", id, seen)
					}
				}
				return nil
			})
		}
		// Ids that restart lower are as good as any.
		see(900_000, 906_000, false)
		see(100, 4_100, false)
		see(900_000, 906_000, true)
		see(100, 4_100, true)
		see(50_000, 52_000, false)
		see(902_000, 906_000, true)
		see(50_000, 52_000, true)
		see(900_000, 900_500, false)
		see(902_500, 906_000, true)
	})
}

func TestVisitorsGiveWay(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		put := func(ids ...int64) {
			h.do(func(tx chat.Tx) error {
				for _, id := range ids {
					if err := tx.PutVisitor(chat.Visitor{ID: id, Name: fmt.Sprint(id)}); err != nil {
						return err
					}
				}
				return nil
			})
		}
		known := func(id int64, want bool) {
			t.Helper()
			h.look(func(tx chat.Tx) error {
				v, ok, err := tx.Visitor(id)
				if ok != want || (ok && (v.ID != id || v.Name != fmt.Sprint(id))) {
					t.Errorf("visitor %d: %+v, %v", id, v, ok)
				}
				return err
			})
		}
		var all []int64
		for id := range int64(visitorsKept) {
			all = append(all, id-500)
		}
		put(all...)
		put(-500, -499) // heard of again
		put(7_000)
		known(-500, true)
		known(-499, true)
		known(-498, false)
		known(-497, true)
		known(7_000, true)
		h.do(func(tx chat.Tx) error { return tx.DropVisitor(7_000) })
		h.do(func(tx chat.Tx) error { return tx.DropVisitor(7_000) })
		known(7_000, false)
		put(7_001)
		known(-497, true)
		put(7_002)
		known(-497, false)
	})
}

func TestRequestsAreCountedByDay(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		for i, step := range []struct {
			day  string
			want int
		}{
			{"2026-11-23", 1}, {"2026-11-23", 2}, {"2026-11-24", 1}, {"2026-11-23", 3},
			{"2026-11-25", 1}, {"2026-11-24", 2}, {"2026-11-25", 2}, {"2026-11-23", 1},
		} {
			h.do(func(tx chat.Tx) error {
				got, err := tx.CountRequest(step.day)
				if got != step.want {
					t.Errorf("step %d: %d instead of %d", i, got, step.want)
				}
				return err
			})
		}
		if err := h.Update(func(tx chat.Tx) error { return second(tx.CountRequest("today")) }); err == nil {
			t.Error("a day of another form was taken")
		}
	})
}
