package shop

import (
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// status answers /status: the open orders, or the one that the query names,
// asking the panel again.
func (t turn) status(query string) error {
	if query == "" {
		return t.openOrders()
	}
	o, ok, err := t.find(query)
	if err != nil {
		return err
	}
	if ok {
		return t.refreshOrder(o)
	}
	if s, ok := t.readSpan(query); ok { // a day's orders, which /history shows
		return t.viewed(t.mineOn(s))
	}
	if f, ok, err := t.favourite(named(query)); err != nil {
		return err
	} else if ok {
		return t.status(string(f.Number))
	}
	orders, err := t.ending(query, lookedAt)
	if err != nil {
		return err
	}
	if len(orders) > 0 {
		return t.statusOf(query, orders)
	}
	not := tNotFound
	switch {
	case !namesOrder(query):
		not = tStatusUnknown
	case t.Owner: // who looks through everybody's
		not = tNotFoundOwner
	}
	return t.Say(not, "query", text.Clean(query, 40))
}

// statusOf shows the latest order to the number that ends so, or asks which of several
// numbers is meant. orders are those to all of them, newest first.
func (t turn) statusOf(end string, orders []order.Order) error {
	const most = 8
	s := chat.Screen{HTML: tStatusWhich.In(t.L, "digits", end)}
	seen := map[order.Number]bool{}
	for _, o := range orders {
		if !seen[o.Number] && len(seen) < most {
			label := bWhichOf.Label(t.L, "number", o.Number, "operator", o.Operator)
			s.Buttons = append(s.Buttons, []chat.Button{{Text: label, Data: chat.Data("o", o.ID)}})
		}
		seen[o.Number] = true
	}
	if len(seen) == 1 {
		return t.refreshOrder(orders[0])
	}
	t.Send(s)
	return nil
}

// find gives the order that an order id, a transaction id or a number names,
// the latest where several fit. Resellers find their own only.
func (t turn) find(query string) (order.Order, bool, error) {
	if id := order.ID(strings.ToLower(query)); id.Valid() {
		if o, ok, err := t.Tx.Order(id); err != nil || ok && t.mine(o) {
			return o, ok, err
		}
	}
	if n, err := order.ParseNumber(query); err == nil {
		orders, err := t.Tx.OrdersTo(n, 50)
		if err != nil {
			return order.Order{}, false, err
		}
		for _, o := range orders {
			if t.mine(o) {
				return o, true, nil
			}
		}
	}
	o, ok, err := t.Tx.OrderByTransaction(query)
	if err != nil || !ok || !t.mine(o) {
		return order.Order{}, false, err
	}
	return o, true, nil
}

// orderTap asks the panel again for the order on the tapped card.
func (t turn) orderTap(id order.ID) error {
	o, ok, err := t.Tx.Order(id)
	if err != nil {
		return err
	}
	if !ok || !t.mine(o) {
		return t.ShowToast(chat.OldButton)
	}
	return t.refreshOrder(o)
}

// refreshOrder shows an order and has the panel asked for it now; its answer changes the
// card shown here.
func (t turn) refreshOrder(o order.Order) error {
	if outdated, err := card.MarkShown(t.Turn, &o); err != nil {
		return err
	} else if outdated {
		if err := card.Release(t.Turn, o); err != nil {
			return err
		}
	}
	o, asked, err := order.RequestStatus(t.Tx, o, t.In.At)
	if err != nil {
		return err
	}
	if asked && o.Reseller != t.In.From.ID {
		s, err := t.Tx.Session(t.In.Chat)
		if err != nil {
			return err
		}
		s.Watch = o.ID
		if err := t.Tx.PutSession(t.In.Chat, s); err != nil {
			return err
		}
	}
	s, err := card.For(t.Turn, o)
	if err != nil {
		return err
	}
	switch {
	case asked && t.In.Tap != nil:
		t.Toast = tAsking
	case asked:
		s.HTML += "\n\n" + tAsking.In(t.L)
	case t.In.Tap != nil && (o.Asked || !o.CheckedAt.IsZero()):
		t.Toast = tAskedJustNow
	}
	out := t.Show(s)
	out.Card, out.New, out.Last = card.Name(o.ID), t.In.Tap == nil, o.State.Final() && !o.Asked
	return nil
}
