package flows

import (
	"fmt"
	"hash/fnv"

	"rechargebot/flows/order"
)

// learn asks the owners whether words in which the panel refused an order always
// mean that nothing was taken, once it has turned out that they did. Orders with
// the same words share a card, so that a bad hour brings one question.
func (n notices) learn(o order.Order, was order.State) error {
	if o.State != order.Failed || was.Final() || !o.Doubt || o.Refusal == "" {
		return nil
	}
	if known, err := n.tx.RefusalKnown(o.Refusal); err != nil || known {
		return err
	}
	sum := fnv.New64a()
	sum.Write([]byte(o.Refusal))
	card := fmt.Sprintf("words %x", sum.Sum64())
	return n.postAdmins(func(l Language) Outgoing {
		return Outgoing{Card: card, Screen: &Screen{HTML: tLearn.In(l, "message", clean(o.Message, 200)),
			Buttons: [][]Button{{{Text: bLearn.In(l), Data: "w:yes:" + string(o.ID)}}}}}
	})
}

// refusals lists the words that the owners declared to mean "not taken".
func (t *turn) refusals() error {
	all, err := t.tx.Refusals()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return t.say(tRefusalsNone)
	}
	const most = 50
	s := Screen{HTML: tRefusals.In(t.l, "count", len(all))}
	for _, r := range all[max(0, len(all)-most):] {
		s.Buttons = append(s.Buttons, []Button{{Text: "✕ " + clean(r.Text, 60), Data: "w:no:" + string(r.Order)}})
	}
	t.show(s)
	return nil
}

// refusalTap declares the words of an order, or takes back those that were learned
// by it.
func (t *turn) refusalTap(action string, id order.ID) error {
	switch action {
	case "yes":
		o, ok, err := t.tx.Order(id)
		if err != nil {
			return err
		}
		if !ok || o.Refusal == "" || o.State != order.Failed {
			return t.brief(tOldButton)
		}
		known, err := t.tx.RefusalKnown(o.Refusal)
		if err != nil {
			return err
		}
		if !known {
			r := order.Refusal{Words: o.Refusal, Text: o.Message, By: t.in.From.ID, At: t.in.At, Order: o.ID}
			if err := t.tx.PutRefusal(r); err != nil {
				return err
			}
		}
		return t.say(tLearned, "message", clean(o.Message, 200))
	case "no":
		all, err := t.tx.Refusals()
		if err != nil {
			return err
		}
		for _, r := range all {
			if r.Order == id {
				t.toast = tUnlearned
				if err := t.tx.DropRefusal(r.Words); err != nil {
					return err
				}
			}
		}
		return t.refusals()
	}
	return t.brief(tOldButton)
}
