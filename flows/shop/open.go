package shop

import (
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// mostListed is how many open orders /status lists.
const mostListed = 10

// openOrders lists what waits for Confirm, the lists that are being sent, and the
// reseller's other orders on their way, with their age.
func (t turn) openOrders() error {
	s := chat.Screen{}
	var lines []string
	for _, part := range []func(*chat.Screen) ([]string, error){t.unconfirmed, t.runningLists, t.onTheirWay} {
		more, err := part(&s)
		if err != nil {
			return err
		}
		if len(lines) > 0 && len(more) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, more...)
	}
	s.HTML = strings.Join(lines, "\n")
	if err := t.liveComplaints(&s); err != nil {
		return err
	}
	if s.HTML == "" {
		s.HTML = tNoOpen.In(t.L)
	}
	t.Show(s)
	return nil
}

// unconfirmed lists the cards and lists that wait for Confirm. Those that were shown too
// long ago say so.
func (t turn) unconfirmed(s *chat.Screen) ([]string, error) {
	drafts, err := t.drafts()
	if err != nil {
		return nil, err
	}
	count := 0
	add := func(what, data string, lapsed bool) {
		label := tWaits
		if lapsed {
			label = tLapsed
		}
		count++
		s.Buttons = append(s.Buttons, []chat.Button{{Text: label.Label(t.L, "what", chat.HTML(what)), Data: data}})
	}
	for _, o := range drafts.all() {
		if o.Step == stepConfirm {
			add(chat.Text{"{number} {amount}", "{number} {amount}"}.In(t.L, "number", o.Draft.Number, "amount", o.Draft.Amount),
				o.Draft.button("", "see", "", "").Data, o.lapsed(t.In.At))
		}
	}
	open, err := t.previews()
	if err != nil {
		return nil, err
	}
	for _, b := range open {
		add(tListShort.In(t.L, "count", b.Wanted, "amount", b.Amount), chat.Data("list", uint64(b.ID), b.Rev, "show"), t.In.At.Sub(b.Shown) > confirmFor)
	}
	if count == 0 {
		return nil, nil
	}
	return []string{tUnconfirmed.In(t.L, "count", count)}, nil
}

// runningLists lists the lists that are being sent.
func (t turn) runningLists(s *chat.Screen) (lines []string, err error) {
	all, err := t.Tx.BatchesOf(t.In.From.ID, 0, 20)
	for _, b := range all {
		if b.Runs() {
			lines = append(lines, card.BatchCounts(t.L, b))
			s.Buttons = append(s.Buttons, []chat.Button{{Text: card.BatchLabel(t.L, b), Data: chat.Data("list", uint64(b.ID), b.Rev, "show")}})
		}
	}
	return lines, err
}

// onTheirWay lists the open orders but the rows of lists that are being sent.
func (t turn) onTheirWay(s *chat.Screen) ([]string, error) {
	all, err := t.Tx.OpenOrders(t.In.From.ID, order.MostRows+mostListed+1)
	if err != nil {
		return nil, err
	}
	var orders []order.Order
	for _, o := range all {
		if b, _, err := t.Tx.Batch(o.Batch); err != nil {
			return nil, err
		} else if !b.Runs() || o.Batch == 0 {
			orders = append(orders, o)
		}
	}
	if len(orders) == 0 {
		return nil, nil
	}
	more := len(orders) > mostListed
	orders = orders[:min(len(orders), mostListed)]
	count, tap := any(len(orders)), tapSays(orders)
	if more {
		count = chat.HTML(t.L.Digits("10+"))
	}
	lines := []string{tOpenHead.In(t.L, "count", count, "tap", tap)}
	for _, o := range orders {
		row := chat.OpenRow.Label(t.L, "mark", markOf(o), "number", o.Number, "amount", o.Amount, "age", t.In.At.Sub(o.Placed))
		s.Buttons = append(s.Buttons, []chat.Button{{Text: row, Data: chat.Data("o", o.ID)}})
	}
	if more {
		lines = append(lines, tMore.In(t.L))
	}
	return lines, nil
}

// tapSays says what a tap on one of the orders does: the panel never hears of those that an
// owner carries out by hand.
func tapSays(orders []order.Order) chat.Text {
	hands := 0
	for _, o := range orders {
		if o.Hand != nil {
			hands++
		}
	}
	switch hands {
	case 0:
		return tTapAsks
	case len(orders):
		return tTapOpens
	}
	return tTapSome
}

// markOf is an order's state as one sign, which tells those that an owner carries out.
func markOf(o order.Order) string {
	if o.Open() && o.Hand != nil {
		return "✋"
	}
	return card.Mark(o)
}
