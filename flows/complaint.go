package flows

import (
	"strings"

	"rechargebot/flows/order"
)

// ordersTo answers a complaint with a number in it: the last orders to that number,
// how they stand and how old they are, and a way to recharge it. It begins nothing.
// Resellers see their own only.
func (t *turn) ordersTo(n order.Number) error {
	const most = 3
	orders, err := t.tx.OrdersTo(n, 50)
	if err != nil {
		return err
	}
	var s Screen
	for _, o := range orders {
		if (t.admin || o.Reseller == t.in.From.ID) && len(s.Buttons) < most {
			row := tOrderToRow.In(t.l, "mark", mark(o), "amount", o.Amount, "age", t.in.At.Sub(o.Placed))
			s.Buttons = append(s.Buttons, []Button{{Text: row, Data: "o:" + string(o.ID)}})
		}
	}
	if s.Buttons == nil {
		s.HTML = tNoOrdersTo.In(t.l, "number", n)
	} else {
		s.HTML = tOrdersTo.In(t.l, "number", n) + "\n" + tMarks.In(t.l)
	}
	s.Buttons = append(s.Buttons, []Button{{Text: bRechargeTo.In(t.l, "number", n), Data: "to:" + string(n)}})
	t.send(s)
	return nil
}

// rechargeTo begins a recharge of a number below the answer to a complaint.
func (t *turn) rechargeTo(number string) error {
	n, err := order.ParseNumber(strings.TrimSpace(number))
	if err != nil {
		return t.brief(tOldButton)
	}
	t.below = true
	return t.order(parts{number: n}, nil)
}
