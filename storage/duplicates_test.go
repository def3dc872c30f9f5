package storage

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// Of many chats that send the same amount to the same number at once, one gets through;
// so it is with the second one that all of them want besides.
func TestDuplicatesAtOnce(t *testing.T) {
	s := must(Open(filepath.Join(t.TempDir(), "bot.db"), Options{}))
	defer s.Close()
	now := time.Now()
	place := func(known order.Known, by int64) error {
		return s.Update(func(tx chat.Tx) error {
			id, err := tx.NextID(now)
			if err != nil {
				return err
			}
			_, _, err = order.Place(order.Unit{Tx: tx, Books: account.Ledger{Tx: tx, Location: time.UTC}}, order.Order{ID: id, Reseller: by,
				Recharge: order.Recharge{Number: "01712345678", Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(50)}},
				order.Placing{Window: order.Window{Any: time.Minute}, Known: known}, now)
			return err
		})
	}
	var known order.Known
	for count := range 3 {
		var wait sync.WaitGroup
		results := make([]error, 40)
		for i := range results {
			wait.Go(func() { results[i] = place(known, int64(i%7+1)) })
		}
		wait.Wait()
		placed := 0
		for _, err := range results {
			var again *order.Duplicate
			if errors.As(err, &again) {
				if len(again.Earlier) != count+1 {
					t.Errorf("told of %d earlier orders instead of %d", len(again.Earlier), count+1)
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			placed++
		}
		if placed != 1 {
			t.Errorf("%d orders were placed by those who knew of %d", placed, count)
		}
		if err := s.View(func(tx chat.Tx) error {
			earlier, err := order.Earlier(tx, "01712345678", money.WholeTaka(50), order.Window{Any: time.Minute}, now)
			known = order.KnownOf(earlier)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// knowing is what there is to be known for one more of the same order.
func knowing(tx order.Tx, o order.Order) order.Placing {
	return order.Placing{Known: order.KnownOf(must(order.Earlier(tx, o.Number, o.Amount, order.Window{}, time.Time{})))}
}
