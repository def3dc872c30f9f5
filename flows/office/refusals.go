package office

import (
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// refusals lists the words that the owners declared to mean "not taken".
func (t turn) refusals() error {
	all, err := t.Tx.Refusals()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return t.Say(tRefusalsNone)
	}
	const most = 50
	s := chat.Screen{HTML: tRefusals.In(t.L, "count", len(all))}
	for _, r := range all[max(0, len(all)-most):] {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: "✕ " + text.Clean(r.Text, 60), Data: chat.Data("w", "no", r.Order)}})
	}
	t.Show(s)
	return nil
}

// refusalTap declares the words of an order, or takes back those that were learned
// by it.
func (t turn) refusalTap(action string, id order.ID) error {
	switch action {
	case "yes":
		o, ok, err := t.Tx.Order(id)
		if err != nil {
			return err
		}
		if !ok || o.Refusal == "" || o.State != order.Failed || o.Cause == order.CauseNone {
			return t.ShowToast(chat.OldButton)
		}
		known, err := t.Tx.RefusalKnown(o.Refusal)
		if err != nil {
			return err
		}
		if !known {
			r := order.Refusal{Words: o.Refusal, Text: o.Message, By: t.In.From.ID, At: t.In.At, Order: o.ID}
			if err := t.Tx.PutRefusal(r); err != nil {
				return err
			}
			t.Tx.Audit(chat.Act{What: "declare words to mean not taken", By: r.By, Subject: r.Words})
		}
		return t.Say(tLearned, "message", text.Clean(o.Message, 200))
	case "no":
		all, err := t.Tx.Refusals()
		if err != nil {
			return err
		}
		for _, r := range all {
			if r.Order == id {
				t.Toast = tUnlearned
				t.Tx.Audit(chat.Act{What: "take back words that mean not taken", By: t.In.From.ID, Subject: r.Words})
				if err := t.Tx.DropRefusal(r.Words); err != nil {
					return err
				}
			}
		}
		return t.refusals()
	}
	return t.ShowToast(chat.OldButton)
}
