package shop

import (
	"math"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
	"slices"
	"strings"
	"time"
)

// pageSize is the number of orders on a page of the history.
const pageSize = 10

// history answers /history: the latest page, or what the query names.
func (t turn) history(query string) error {
	if query != "" {
		return t.search(query)
	}
	orders, err := t.Tx.History(t.In.From.ID, "", pageSize)
	if err != nil {
		return err
	}
	if len(orders) == 0 {
		return t.Say(tNoHistory)
	}
	return t.page(orders)
}

// historyTap answers the buttons of the history: the page older than an id ("o") or
// newer ("n"), an order of a page ("r") and back to the page that begins with an
// order ("b"), an order of what was found ("f") and back to that ("q").
func (t turn) historyTap(action string, id order.ID, from string) error {
	me := t.In.From.ID
	switch action {
	case "q":
		return t.search(from)
	case "r", "f":
		return t.opened(id, action, from)
	}
	if !id.Valid() { // the first page
		return t.history("")
	}
	var orders []order.Order
	var err error
	switch action {
	case "o":
		orders, err = t.Tx.History(me, id, pageSize)
	case "n":
		orders, err = t.Tx.HistoryAfter(me, id, pageSize)
	case "b":
		o, ok, failed := t.Tx.Order(id)
		if failed != nil {
			return failed
		}
		if ok && o.Reseller == me {
			orders, err = t.Tx.History(me, id, pageSize-1)
			orders = append([]order.Order{o}, orders...)
		}
	}
	if err != nil {
		return err
	}
	if len(orders) == 0 {
		return t.Brief(chat.OldButton)
	}
	return t.page(orders)
}

// page shows a page of the reseller's orders, newest first, with the totals of the
// day and the month above.
func (t turn) page(orders []order.Order) error {
	me, first, last := t.In.From.ID, orders[0].ID, orders[len(orders)-1].ID
	today := money.Day(t.In.At, t.Location)
	day, err := t.Tx.Totals(me, today, today)
	if err != nil {
		return err
	}
	month, err := t.Tx.Totals(me, today[:8]+"01", today)
	if err != nil {
		return err
	}
	s := t.rows(tHistoryHead.In(t.L, "today", day.DoneAmount, "count", day.Done, "month", month.DoneAmount), orders, "r", string(first))
	var row []chat.Button
	if older, err := t.Tx.History(me, last, 1); err != nil {
		return err
	} else if len(older) > 0 {
		row = append(row, chat.Button{Text: bOlder.In(t.L), Data: chat.Data("h", "o", last)})
	}
	if newer, err := t.Tx.HistoryAfter(me, first, 1); err != nil {
		return err
	} else if len(newer) > 0 {
		row = append(row, chat.Button{Text: bNewer.In(t.L), Data: chat.Data("h", "n", first)})
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	t.Show(s)
	return nil
}

// rows lists orders by day. Each has a number by which a button below opens it: five
// of them fit beside each other on a phone, and the text stays there to be copied.
func (t turn) rows(head string, orders []order.Order, action, from string) chat.Screen {
	var b strings.Builder
	b.WriteString(head + "\n")
	var s chat.Screen
	shown := ""
	for i, o := range orders {
		if date := t.Day(t.L, o.Placed, t.In.At); date != shown {
			b.WriteString("\n<b>" + date + "</b>\n")
			shown = date
		}
		n := t.L.Value(i + 1)
		b.WriteString(tHistoryLine.In(t.L, "n", n, "row", chat.HTML(t.historyRow(o, t.Clock(t.L, o.Placed)))) + "\n")
		if i%5 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		row := &s.Buttons[len(s.Buttons)-1]
		*row = append(*row, chat.Button{Text: n, Data: chat.Data("h", action, o.ID, from)})
	}
	b.WriteString("\n" + tMarks.In(t.L) + "\n" + tTapToOpen.In(t.L))
	s.HTML = b.String()
	return s
}

// historyRow is a row of a list of orders.
func (t turn) historyRow(o order.Order, at string) string {
	return tHistoryRow.In(t.L, "mark", card.Mark(o), "time", at, "number", o.Number, "amount", o.Amount, "operator", o.Operator)
}

// searched is how many of a reseller's latest orders are looked through for the end of
// a number or a piece of a transaction id, which no index has.
const searched = 1000

// longestQuery is how much of a query fits into a button beside an order's id.
const longestQuery = 40

// search shows the orders that a query names: a number or its last four digits, an
// order's id, a transaction id or a piece of one. A line with number and amount is an
// order: "orders" means the same as "order" to many.
func (t turn) search(query string) error {
	p, w := parse(query)
	if t.In.Tap == nil && w == nil && p.number != "" && p.amount != 0 && p.unread == "" {
		return t.order(p, nil)
	}
	if p.number != "" && p.unread == "" {
		query = string(p.number)
	}
	found, err := t.found(query, p.number)
	if err != nil {
		return err
	}
	switch {
	case len(found) == 0:
		return t.Say(tNothingFound, "query", text.Clean(query, 40))
	case len(found) == 1 || len(query) > longestQuery:
		return t.opened(found[0].ID, "", "")
	}
	t.Show(t.rows(tFoundHead.In(t.L, "query", query, "count", len(found)), found, "f", query))
	return nil
}

// found gives what a query names, newest first, a page at most. n is the number in it.
func (t turn) found(query string, n order.Number) (found []order.Order, err error) {
	if query != string(n) {
		if o, ok, err := t.find(query); ok || err != nil {
			return []order.Order{o}, err
		}
	}
	if n != "" {
		orders, err := t.Tx.OrdersTo(n, searched)
		return firstOf(orders, t.mine), err
	}
	end, piece := len(query) == 4 && countDigits(query) == 4, strings.ToLower(query)
	orders, err := t.Tx.History(t.In.From.ID, "", searched)
	return firstOf(orders, func(o order.Order) bool {
		if end {
			return strings.HasSuffix(string(o.Number), query)
		}
		return len(piece) >= 6 && strings.Contains(strings.ToLower(o.TransactionID), piece)
	}), err
}

// firstOf gives the first page of those that fit.
func firstOf(orders []order.Order, fits func(order.Order) bool) (page []order.Order) {
	for _, o := range orders {
		if fits(o) && len(page) < pageSize {
			page = append(page, o)
		}
	}
	return page
}

// mine reports whether somebody may see an order: it is their own, or they are an owner.
func (t turn) mine(o order.Order) bool { return t.Owner || o.Reseller == t.In.From.ID }

// opened shows an order of the history with its times, and the way back. The panel is
// not asked; the order's card stays where it is.
func (t turn) opened(id order.ID, action, from string) error {
	o, ok, err := t.Tx.Order(id)
	if err != nil {
		return err
	}
	if !ok || !t.mine(o) {
		return t.Brief(chat.OldButton)
	}
	s, err := card.For(t.Turn, o)
	if err != nil {
		return err
	}
	if !o.Sent.IsZero() {
		s.HTML += "\n" + tSentAt.In(t.L, "time", t.second(o.Sent))
	}
	if o.State.Final() && !o.Settled.IsZero() {
		s.HTML += "\n" + tEndedAt.In(t.L, "time", t.second(o.Settled))
	}
	more, err := t.Routes.OrderButtons(t.Turn, o)
	if err != nil {
		return err
	}
	s.Buttons = append(s.Buttons, more...)
	switch action {
	case "r":
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bBack.In(t.L), Data: chat.Data("h", "b", from)}})
	case "f":
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bBack.In(t.L), Data: chat.Data("h", "q", "", from)}})
	}
	t.Show(s)
	for _, part := range card.Whole(card.ViewerOf(t.Turn), o) {
		t.Send(part)
	}
	return nil
}

// second writes a moment to the second, by which a panel's support finds a recharge.
func (t turn) second(at time.Time) string {
	return t.Date(t.L, at) + " " + t.Seconds(t.L, at)
}

// untoldPage is how many orders one message tells of to somebody who is back.
const untoldPage = 20

// missed says how orders ended while the person could not be told, all of them,
// and mends the cards of these and of orders still on their way.
func (t turn) missed() error {
	untold, err := t.Tx.Untold(t.In.From.ID, "", math.MaxInt)
	if err != nil {
		return err
	}
	var rows []string
	var told []order.ID
	for _, u := range untold {
		o, ok, err := t.Tx.Order(u.Order)
		if err != nil {
			return err
		}
		if ok {
			if u.Word && o.State.Final() {
				rows, told = append(rows, t.missedRow(o)), append(told, o.ID)
			}
			s, err := card.For(t.Turn, o)
			if err != nil {
				return err
			}
			sent := t.Send(s)
			sent.Card, sent.Order, sent.IfThere, sent.Last = card.Name(o.ID), o.ID, true, o.State.Final()
		}
		if err := t.Tx.DropUntold(t.In.From.ID, u.Order); err != nil {
			return err
		}
	}
	head := tMissed.In(t.L) + "\n"
	for page := range slices.Chunk(rows, untoldPage) {
		list := t.Send(chat.Screen{HTML: head + "\n" + strings.Join(page, "\n") + "\n\n" + tMarks.In(t.L)})
		list.Final, list.Orders = true, told[:len(page)]
		head, told = "", told[len(page):]
	}
	return t.missedNotes()
}

// missedNotes says in short what else a member was to be told; owners have them with
// what waits for them.
func (t turn) missedNotes() error {
	if t.Owner {
		return nil
	}
	notes, err := t.Tx.TakeMissed(t.In.From.ID)
	if err != nil || len(notes) == 0 {
		return err
	}
	o := t.Send(chat.Screen{HTML: tMissedNotes.In(t.L) + "\n" + strings.Join(notes, "\n")})
	o.Note = strings.Join(notes, "\n") // where they are gone again before it arrives
	return nil
}

// missedRow tells of one order, with the operator's transaction id, for complaints.
func (t turn) missedRow(o order.Order) string {
	row := t.historyRow(o, t.Moment(t.L, o.Placed))
	if o.State == order.Done && o.TransactionID != "" {
		row += "\n" + card.Transaction(card.ViewerOf(t.Turn), o, card.MostInList)
	}
	return row
}

// Missed tells somebody who could not be reached how their orders ended meanwhile.
func Missed(t *chat.Turn) error { return turn{t}.missed() }
