package shop

import (
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// ordersTo answers a complaint with a number in it: the last orders to that number,
// how they stand and how old they are, and a way to recharge it. It begins nothing.
// Resellers see their own only.
func (t turn) ordersTo(n order.Number) error {
	const most = 3
	orders, err := t.Tx.OrdersTo(n, 50)
	if err != nil {
		return err
	}
	var s chat.Screen
	var shown []order.Order
	for _, o := range orders {
		if (t.Owner || o.Reseller == t.In.From.ID) && len(shown) < most {
			shown = append(shown, o)
			row := tOrderToRow.In(t.L, "mark", markOf(o), "amount", o.Amount, "age", t.In.At.Sub(o.Placed))
			s.Buttons = append(s.Buttons, []chat.Button{{Text: row, Data: chat.Data("o", o.ID)}})
		}
	}
	switch {
	case s.Buttons == nil && t.Owner: // who looks through everybody's
		s.HTML = tNobodySentTo.In(t.L, "number", n)
	case s.Buttons == nil:
		s.HTML = tNoOrdersTo.In(t.L, "number", n)
	default:
		s.HTML = tOrdersTo.In(t.L, "number", n, "tap", tapSays(shown)) + "\n" + tMarks.In(t.L)
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bRechargeTo.Label(t.L, "number", n), Data: chat.Data("to", n)}})
	t.Send(s)
	return nil
}
