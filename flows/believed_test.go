package flows_test

import (
	"strings"
	"testing"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

func (b *bench) said() (all []chat.Outgoing) {
	chats, _ := b.store.Waiting()
	for _, c := range chats {
		for {
			o, ok, err := b.store.Head(c)
			if err != nil || !ok {
				break
			}
			all = append(all, o.Outgoing)
			if err := b.store.Sent(o.Outgoing, 1, o.Skipped); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	return all
}

func (b *bench) order(s order.State, change func(o *order.Order)) (o order.Order) {
	b.work(func(u order.Unit) error {
		id, err := u.NextID(b.at)
		if err != nil {
			return err
		}
		o = order.Order{ID: id, Reseller: people["reseller"].ID, Recharge: order.Recharge{Number: "01712345678", Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(50)}, State: s, Placed: b.at, Sent: b.at}
		change(&o)
		return u.PutOrder(o)
	})
	return o
}

// TestLearnsOnlyFromWhatWasNotTaken: an order that the panel took and then failed does not
// teach that its first words mean "not taken".
func TestLearnsOnlyFromWhatWasNotTaken(t *testing.T) {
	b := newBench(t)
	b.types(people["admin"], "/start")
	o := b.order(order.Unclear, func(o *order.Order) {
		o.Doubt, o.Refusal, o.Message = true, "vendor line busy", "Vendor line busy"
	})
	// what Desk.believe does on OutcomeFailed with OfOrder: Message becomes the status reply's
	b.work(func(u order.Unit) error {
		o.Message = "Cancelled by operator"
		return order.Settle(u, &o, order.Failed, order.CauseNone, b.at)
	})
	for _, s := range b.said() {
		if s.Screen != nil && strings.Contains(s.Screen.HTML, "nothing was taken") {
			t.Errorf("to %d: %s %v", s.Chat, s.Screen.HTML, s.Screen.Buttons)
		}
	}
	b.tap(people["admin"], "w:yes:"+string(o.ID))
	b.do(func(tx chat.Tx) error {
		known, err := tx.RefusalKnown("vendor line busy")
		all, _ := tx.Refusals()
		if known {
			t.Errorf("declared: %+v", all)
		}
		return err
	})
}

// TestPanelsWordsHideTheBalance: members read the panel's words without its balance.
func TestPanelsWordsHideTheBalance(t *testing.T) {
	b := newBench(t)
	b.types(people["reseller"], "/start")
	b.said()
	look := func(where string) {
		for _, s := range b.said() {
			if s.Chat == people["reseller"].ID && s.Screen != nil && strings.Contains(s.Screen.HTML, "1,024.50") {
				t.Errorf("%s: %s", where, s.Screen.HTML)
				return
			}
		}
	}
	const words = "Insufficient balance. Your current balance is 1,024.50 Tk"
	o := b.order(order.Sending, func(o *order.Order) {})
	b.work(func(u order.Unit) error {
		o.Message = words
		return order.Settle(u, &o, order.Failed, order.CauseRefused, b.at)
	})
	look("final word of a refusal")
	o = b.order(order.Unclear, func(o *order.Order) { o.Doubt, o.Message = true, words })
	b.work(func(u order.Unit) error { return u.Tell.Moved(o, b.at) })
	look("card of a doubtful no")
	o.Message = ""
	b.work(func(u order.Unit) error {
		return u.Tell.Checked(o, order.Reply{Outcome: order.OutcomeDenied, Message: words}, b.at)
	})
	look("asked again")
	b.work(func(u order.Unit) error {
		return u.Tell.BalanceTold(order.BalanceInquiry{Chat: people["reseller"].ID, Card: "balance 1"}, order.PanelState{}, order.Reply{Outcome: order.OutcomeRefused, Answered: true, Message: words}, b.at)
	})
	look("/balance")
	o = b.order(order.Accepted, func(o *order.Order) {})
	b.work(func(u order.Unit) error {
		o.TransactionID = "Recharge 50 Tk is successful. Your new balance is 1,024.50 Tk. TxnID R2311.2345"
		return order.Settle(u, &o, order.Done, order.CauseNone, b.at)
	})
	look("transaction id")
}
