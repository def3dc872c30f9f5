package storage

import (
	"slices"
	"testing"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// Sums by day and operator, the latest times and the last four digits follow the orders,
// also where the panel takes its word back, and are there after a restart.
func TestByOperator(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		at := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
		var ids []order.ID
		for i, o := range []order.Order{
			{Reseller: 7, Recharge: order.Recharge{Number: "01712345678", Operator: order.Grameenphone, Amount: money.WholeTaka(50)}, Price: 49_00},
			{Reseller: 7, Recharge: order.Recharge{Number: "01912345678", Operator: order.Robi, Amount: money.WholeTaka(20)}},
			{Reseller: 8, Recharge: order.Recharge{Number: "01712345678", Operator: order.Grameenphone, Amount: money.WholeTaka(30)}},
		} {
			h.do(func(tx chat.Tx) error {
				id, err := tx.NextID(at.Add(time.Duration(i) * time.Second))
				if err != nil {
					return err
				}
				o.ID, o.Placed, o.Connection = id, at, order.Prepaid
				o.State, o.Settled = order.Done, at.Add(time.Duration(i+1)*time.Second)
				ids = append(ids, id)
				return tx.PutOrder(o)
			})
		}
		has := func(reseller int64, want ...chat.OperatorTotals) {
			t.Helper()
			h.look(func(tx chat.Tx) error {
				if got, err := tx.OperatorTotals(reseller, "2026-11-23", "2026-11-23"); !slices.Equal(got, want) || err != nil {
					t.Errorf("%+v instead of %+v, %v", got, want, err)
				}
				return nil
			})
		}
		sums := func(o order.Operator, done int, amount money.Taka, failed int, priced, price money.Taka) chat.OperatorTotals {
			return chat.OperatorTotals{Day: "2026-11-23", Operator: o, Totals: chat.Totals{Done: done, DoneAmount: amount, Failed: failed}, Priced: priced, Price: price}
		}
		has(7, sums(order.Grameenphone, 1, 50_00, 0, 50_00, 49_00), sums(order.Robi, 1, 20_00, 0, 0, 0))
		has(0, sums(order.Grameenphone, 2, 80_00, 0, 50_00, 49_00), sums(order.Robi, 1, 20_00, 0, 0, 0))
		h.look(func(tx chat.Tx) error {
			if took := must(tx.Took(order.Grameenphone, at, at.Add(time.Hour))); !slices.Equal(took, []time.Duration{time.Second, 3 * time.Second}) {
				t.Errorf("they took %s", took)
			}
			if took := must(tx.Took(order.Grameenphone, at.Add(2*time.Second), at.Add(time.Hour))); len(took) != 1 {
				t.Errorf("the latest took %s", took)
			}
			for reseller, want := range map[int64][]order.ID{7: {ids[1], ids[0]}, 8: {ids[2]}, 0: {ids[2], ids[1], ids[0]}} {
				var got []order.ID
				for _, o := range must(tx.OrdersEnding(reseller, "5678", 10)) {
					got = append(got, o.ID)
				}
				if !slices.Equal(got, want) {
					t.Errorf("of %d: %s instead of %s", reseller, got, want)
				}
			}
			if all := must(tx.History(0, "", 10)); len(all) != 3 || all[0].ID != ids[2] {
				t.Errorf("everybody's orders: %+v", all)
			}
			return nil
		})
		h.do(func(tx chat.Tx) error { // the panel takes its word back
			o, _, err := tx.Order(ids[0])
			o.State, o.Settled = order.Failed, at.Add(48*time.Hour)
			if err != nil {
				return err
			}
			return tx.PutOrder(o)
		})
		has(7, sums(order.Grameenphone, 0, 0, 1, 0, 0), sums(order.Robi, 1, 20_00, 0, 0, 0))
		has(0, sums(order.Grameenphone, 1, 30_00, 1, 0, 0), sums(order.Robi, 1, 20_00, 0, 0, 0))
		// How long an order took says only one of which the panel told that it is done.
		for i, o := range []order.Order{
			{State: order.Failed, Settled: at.Add(time.Second)},
			{State: order.Done, Cause: order.CauseVerdict, Settled: at.Add(time.Second)},
			{State: order.Done, Settled: at.Add(24*time.Hour + 1)},
			{State: order.Done, Settled: at.Add(-time.Second)}, // by a clock that was set back
		} {
			o.ID, o.Reseller, o.Placed = nextID(at.Add(time.Duration(i+1)*time.Hour)), 7, at
			o.Recharge = order.Recharge{Number: "01512345678", Operator: order.Teletalk, Amount: money.WholeTaka(50)}
			h.do(func(tx chat.Tx) error { return tx.PutOrder(o) })
		}
		h.look(func(tx chat.Tx) error {
			if took := must(tx.Took(order.Teletalk, at.Add(-time.Hour), at.Add(48*time.Hour))); took != nil {
				t.Errorf("others took %s", took)
			}
			if took := must(tx.Took(order.Grameenphone, at, at.Add(72*time.Hour))); len(took) != 2 {
				t.Errorf("with one taken back they took %s", took)
			}
			return nil
		})
	})
}
