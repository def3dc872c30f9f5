package flows

import (
	"errors"
	"strings"

	"rechargebot/flows/order"
)

// stuck lists the orders that take too long, oldest first, for the admins.
func (t *turn) stuck(after order.ID) error {
	const page = 10
	count, err := t.tx.StuckCount()
	if err != nil {
		return err
	}
	orders, err := t.tx.StuckOrders(after, page+1)
	if err != nil {
		return err
	}
	if len(orders) == 0 && after != "" { // the page has gone
		return t.stuck("")
	}
	if len(orders) == 0 {
		return t.say(tStuckNone)
	}
	more := len(orders) > page
	orders = orders[:min(len(orders), page)]
	s := Screen{HTML: tStuckHead.In(t.l, "count", count)}
	for _, o := range orders {
		row := tOpenRow.In(t.l, "mark", mark(o), "number", o.Number, "amount", o.Amount, "age", t.in.At.Sub(o.Placed))
		s.Buttons = append(s.Buttons, []Button{{Text: strings.TrimSpace(row), Data: "v:card:" + string(o.ID)}})
	}
	var row []Button
	if after != "" {
		row = append(row, Button{Text: "⏮", Data: "v:list"})
	}
	if more {
		row = append(row, Button{Text: "▶", Data: "v:list:" + string(orders[page-1].ID)})
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	t.show(s)
	return nil
}

// verdictTap answers an admin's buttons on an order: the card, It arrived and
// It did not (asked back once), and the verdict itself.
func (t *turn) verdictTap(action string, id order.ID) error {
	if action == "list" {
		if !id.Valid() {
			id = ""
		}
		return t.stuck(id)
	}
	o, ok, err := t.tx.Order(id)
	if err != nil {
		return err
	}
	if !ok {
		return t.brief(tOldButton)
	}
	if o.State.Final() && action != "card" {
		t.toast, action = tSettledBefore, "card"
	}
	button := func(x Text, what string, style Style) Button {
		return Button{Text: x.In(t.l), Data: "v:" + what + ":" + string(id), Style: style}
	}
	switch action {
	case "card":
		return t.standing(o)
	case "done":
		t.show(Screen{HTML: tSureArrived.In(t.l) + "\n\n" + t.orderWhat(t.l, o),
			Buttons: [][]Button{{button(bSureArrived, "yes-done", Good)}, {button(bGoBack, "card", "")}}})
	case "failed":
		t.show(Screen{HTML: tSureFailed.In(t.l) + "\n\n" + t.orderWhat(t.l, o),
			Buttons: [][]Button{{button(bSureFailed, "yes-failed", Bad)}, {button(bGoBack, "card", "")}}})
	case "yes-done", "yes-failed":
		o, err = order.Rule(t.unit(t.tx), id, order.Verdict{Admin: t.in.From.ID, Done: action == "yes-done", At: t.in.At})
		if errors.Is(err, order.ErrSettled) {
			return t.brief(tSettledBefore)
		}
		if err != nil {
			return err
		}
		s, err := t.cardFor(o)
		if err != nil {
			return err
		}
		t.show(s)
	default:
		return t.brief(tOldButton)
	}
	return nil
}
