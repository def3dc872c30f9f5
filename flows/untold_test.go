package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// Whoever is back after having blocked the bot is told how all their orders ended,
// whatever the clock said meanwhile, and if they block it once more before that
// arrived, again.
func TestAllMissedOrdersAreTold(t *testing.T) {
	const orders = 45
	for _, admin := range []bool{false, true} {
		t.Run(fmt.Sprint("admin ", admin), func(t *testing.T) {
			b := newBench(t)
			p := people["reseller"]
			if admin {
				p = people["admin"]
			}
			b.types(p, "/start")
			b.at = b.at.AddDate(0, 0, 1) // the clock is a day ahead once
			b.types(p, "/help")
			b.at = b.at.AddDate(0, 0, -1)
			giveUp := func() {
				t.Helper()
				o, ok, err := b.store.Head(p.ID)
				if err != nil || !ok {
					t.Fatal(ok, err)
				}
				if err := b.store.GiveUp(o.Outgoing, chat.Blocked); err != nil {
					t.Fatal(err)
				}
			}
			for i := range orders + 1 {
				b.at = b.at.Add(time.Second)
				b.work(func(u order.Unit) error {
					id, err := u.NextID(b.at)
					if err != nil {
						return err
					}
					o := order.Order{ID: id, Reseller: p.ID, Recharge: order.Recharge{Number: order.Number(fmt.Sprintf("017%08d", i)), Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(50)}, State: order.Done, Placed: b.at, Sent: b.at, Settled: b.at,
						TransactionID: fmt.Sprint("TRX", i)}
					if err := u.Tx.(chat.Tx).Bind(p.ID, "order "+string(id), 100+i); err != nil {
						return err
					}
					if i == orders { // still on its way
						o.State, o.TransactionID, o.Settled = order.Accepted, "", time.Time{}
						if err := u.PutOrder(o); err != nil {
							return err
						}
						return u.Tell.Moved(o, b.at)
					}
					if err := u.PutOrder(o); err != nil {
						return err
					}
					return u.Tell.Settled(o, order.Accepted, b.at)
				})
				giveUp()
			}
			back := func(in *chat.Input) { in.Returned = true }
			// Blocked once more, before anything of it has arrived.
			b.at, b.update = b.at.Add(time.Second), b.update+1
			in := chat.Input{UpdateID: b.update, At: b.at, Chat: p.ID, Private: true, From: p}
			back(&in)
			b.do(func(tx chat.Tx) error { return b.talk.Handle(tx, in) })
			giveUp()

			said := b.send(p, back)
			var lists, cards int
			var text strings.Builder
			for _, o := range said {
				switch {
				case o.Card != "":
					cards++
					if o.Edit != 0 || !o.IfThere || o.New {
						t.Errorf("a card is no change: %+v", o)
					}
				case o.Screen != nil:
					lists++
					text.WriteString(o.Screen.HTML)
				}
			}
			if lists != 3 || cards != orders+1 {
				t.Errorf("%d lists and %d cards", lists, cards)
			}
			for i := range orders {
				if n := strings.Count(text.String(), fmt.Sprintf("<code>TRX%d</code>", i)); n != 1 {
					t.Errorf("order %d is told %d times", i, n)
				}
			}
			if said := b.send(p, back); len(said) != 0 {
				t.Errorf("told again: %+v", said)
			}
			b.do(func(tx chat.Tx) error {
				left, err := tx.Untold(p.ID, "", 10)
				if len(left) > 0 {
					t.Errorf("left: %v", left)
				}
				return err
			})
		})
	}
}

// Somebody who was removed meanwhile is still owed how their orders ended.
func TestMissedOrdersOfSomebodyRemoved(t *testing.T) {
	b := newBench(t)
	p := people["reseller"]
	b.work(func(u order.Unit) error {
		id, err := u.NextID(b.at)
		if err != nil {
			return err
		}
		o := order.Order{ID: id, Reseller: p.ID, Recharge: order.Recharge{Number: "01712345678", Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(50)}, State: order.Done, Placed: b.at, Settled: b.at, TransactionID: "TRX1"}
		if err := u.PutOrder(o); err != nil {
			return err
		}
		return u.Tell.Settled(o, order.Accepted, b.at)
	})
	o, _, err := b.store.Head(p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.store.GiveUp(o.Outgoing, chat.Blocked); err != nil {
		t.Fatal(err)
	}
	b.do(func(tx chat.Tx) error {
		m, _, err := tx.Member(p.ID)
		if err != nil {
			return err
		}
		m.Allowed = false
		return tx.PutMember(m)
	})
	found := false
	for _, o := range b.types(p, "hello") {
		found = found || o.Screen != nil && strings.Contains(o.Screen.HTML, "TRX1") && o.Card == ""
	}
	if !found {
		t.Error("not told")
	}
}
