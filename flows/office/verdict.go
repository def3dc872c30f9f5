package office

import (
	"errors"
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// stuck lists the orders that take too long, oldest first, for the owners.
func (t turn) stuck(after order.ID) error {
	const page = 10
	count, err := t.Tx.StuckCount()
	if err != nil {
		return err
	}
	orders, err := t.Tx.StuckOrders(after, page+1)
	if err != nil {
		return err
	}
	if len(orders) == 0 && after != "" { // the page has gone
		return t.stuck("")
	}
	if len(orders) == 0 {
		return t.Say(tStuckNone)
	}
	more := len(orders) > page
	orders = orders[:min(len(orders), page)]
	s := chat.Screen{HTML: tStuckHead.In(t.L, "count", count)}
	for _, o := range orders {
		row := chat.OpenRow.Label(t.L, "mark", card.Mark(o), "number", o.Number, "amount", o.Amount, "age", t.In.At.Sub(o.Placed))
		s.Buttons = append(s.Buttons, []chat.Button{{Text: strings.TrimSpace(row), Data: chat.Data("v", "card", o.ID)}})
	}
	var row []chat.Button
	if after != "" {
		row = append(row, chat.Button{Text: "⏮", Data: chat.Data("v", "list")})
	}
	if more {
		row = append(row, chat.Button{Text: "▶", Data: chat.Data("v", "list", orders[page-1].ID)})
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	t.Show(s)
	return nil
}

// verdictTap answers an owner's buttons on an order: the card, It arrived and
// It did not (confirmed once more), and the verdict itself.
func (t turn) verdictTap(action string, id order.ID) error {
	if action == "list" {
		if !id.Valid() {
			id = ""
		}
		return t.stuck(id)
	}
	o, ok, err := t.Tx.Order(id)
	if err != nil {
		return err
	}
	if !ok {
		return t.ShowToast(chat.OldButton)
	}
	if o.State.Final() && action != "card" {
		t.Toast, action = tSettledBefore, "card"
	}
	button := func(x chat.Text, what string, style chat.Style) chat.Button {
		return chat.Button{Text: x.In(t.L), Data: chat.Data("v", what, id), Style: style}
	}
	switch action {
	case "card":
		return card.Standing(t.Turn, o)
	case "done":
		t.Show(chat.Screen{HTML: tSureArrived.In(t.L) + "\n\n" + card.What(t.Config, t.L, o),
			Buttons: [][]chat.Button{{button(bSureArrived, "yes-done", chat.Good)}, {button(bGoBack, "card", "")}}})
	case "failed":
		t.Show(chat.Screen{HTML: tSureFailed.In(t.L) + "\n\n" + card.What(t.Config, t.L, o),
			Buttons: [][]chat.Button{{button(bSureFailed, "yes-failed", chat.Bad)}, {button(bGoBack, "card", "")}}})
	case "yes-done", "yes-failed":
		told := t.settlesHere(o)
		o, err = order.ApplyVerdict(t.Unit(), id, order.Verdict{Admin: t.In.From.ID, Done: action == "yes-done", At: t.In.At})
		if errors.Is(err, order.ErrSettled) {
			return t.ShowToast(tSettledBefore)
		}
		if err != nil {
			return err
		}
		what := "verdict: it did not arrive"
		if action == "yes-done" {
			what = "verdict: it arrived"
		}
		t.Tx.Audit(chat.Act{What: what, By: t.In.From.ID, Subject: string(id)})
		if told {
			return nil
		}
		s, err := card.For(t.Turn, o)
		if err != nil {
			return err
		}
		t.Show(s)
	default:
		return t.ShowToast(chat.OldButton)
	}
	return nil
}

// settlesHere reports whether the tapped message is one that the settling of the order
// changes by itself: the owners' card of a stuck order, or the card of an order of their
// own. A second change of it would be one edit too many.
func (t turn) settlesHere(o order.Order) bool {
	bears := func(name string) bool { return t.In.Tap.Message == t.Tx.Bound(t.In.Chat, name) }
	return !o.Stuck.IsZero() && bears(card.StuckName(o.ID)) || o.Reseller == t.In.From.ID && bears(card.Name(o.ID))
}
