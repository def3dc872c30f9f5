package notice

import (
	"fmt"
	"hash/fnv"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// Disproved says to the owners that words which one of them declared mean "not taken" no longer.
func (n notices) Disproved(r order.Refusal, o order.Order, now time.Time) error {
	return n.PostOwners(n.tx, func(l chat.Language) chat.Outgoing {
		said := []any{"message", text.Clean(r.Text, 200), "number", o.Number, "amount", o.Amount}
		return chat.Outgoing{Note: n.Moment(l, now) + " " + tDisprovedNote.In(l, said...), Screen: &chat.Screen{HTML: tDisproved.In(l, said...)}}
	})
}

// learn asks the owners whether words in which the panel refused an order always
// mean that nothing was taken, once it has turned out that they did. Orders with
// the same words share a card, so that a bad hour brings one question.
func (n notices) learn(o order.Order, was order.State) error {
	if o.State != order.Failed || was.Final() || o.Cause == order.CauseNone || !o.Doubt || o.Refusal == "" {
		return nil
	}
	if known, err := n.tx.RefusalKnown(o.Refusal); err != nil || known {
		return err
	}
	sum := fnv.New64a()
	sum.Write([]byte(o.Refusal))
	card := fmt.Sprintf("words %x", sum.Sum64())
	return n.PostOwners(n.tx, func(l chat.Language) chat.Outgoing {
		return chat.Outgoing{Card: card, Note: n.Moment(l, o.Settled) + " " + tLearnNote.In(l, "message", text.Clean(o.Message, 200)), Screen: &chat.Screen{HTML: tLearn.In(l, "message", text.Clean(o.Message, 200)),
			Buttons: [][]chat.Button{{{Text: bLearn.In(l), Data: chat.Data("w", "yes", o.ID)}}}}}
	})
}
