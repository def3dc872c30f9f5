package shop

import (
	"strings"
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// pageSize is the number of orders on a page of the history.
const pageSize = 10

// view is what a page of the history is of: whose orders, of which days. Owners look at
// everybody's, one at a time.
type view struct {
	of int64
	span
}

// short is a view as it stands in buttons, beside two orders' ids.
func (v view) short() []any { return []any{v.from.Format("060102") + v.to.Format("060102"), v.of} }

// data makes a button's data for a view.
func (v view) data(action string, ids ...order.ID) string {
	args := []any{action}
	for _, id := range ids {
		args = append(args, id)
	}
	return chat.Data("h", append(args, v.short()...)...)
}

// viewOf reads a view from a button; one of days alone is of one's own.
func (t turn) viewOf(days string, of int64) (view, bool) {
	if len(days) != 12 || of != t.In.From.ID && !t.Owner {
		return view{}, false
	}
	s, ok := t.parseSpan("20" + days[:6] + "20" + days[6:])
	return view{of, s}, ok
}

// mineOn is the view of one's own orders of some days.
func (t turn) mineOn(s span) view { return view{t.In.From.ID, s} }

// history answers /history: today's, or what the query names.
func (t turn) history(query string) error {
	if query != "" {
		return t.search(query)
	}
	latest, err := t.Tx.History(t.In.From.ID, "", 1)
	if err != nil {
		return err
	}
	if len(latest) == 0 && !t.Owner {
		return t.Say(tNoHistory)
	}
	return t.viewed(t.mineOn(span{t.today(), t.today()}))
}

// historyTap answers the buttons of the history: a view ("v"), the page older than an id
// ("o") or newer ("n"), an order of a page ("r") and back to the page that begins with an
// order ("b"), an order of what was found ("f") and back to that ("q"), the question for
// something to search ("s").
func (t turn) historyTap(a chat.Args) error {
	switch a.At(0) {
	case "q":
		return t.search(a.At(2))
	case "f":
		return t.opened(a.ID(1), chat.Data("h", "q", "", a.At(2)))
	case "s":
		return t.askSearch()
	case "v":
		if v, ok := t.viewOf(a.At(1), a.Int(2)); ok {
			return t.viewed(v)
		}
	case "r":
		if v, ok := t.viewOf(a.At(3), a.Int(4)); ok {
			return t.opened(a.ID(1), v.data("b", a.ID(2)))
		}
	case "o", "n", "b":
		if v, ok := t.viewOf(a.At(2), a.Int(3)); ok && a.ID(1).Valid() {
			return t.turned(v, a.At(0), a.ID(1))
		}
	}
	return t.ShowToast(chat.OldButton)
}

// turned shows another page of a view.
func (t turn) turned(v view, action string, id order.ID) error {
	if action == "n" {
		newer, err := t.after(v, id)
		if err != nil {
			return err
		}
		if len(newer) == 0 {
			return t.ShowToast(chat.OldButton)
		}
		return t.page(v, newer)
	}
	orders, err := t.before(v, id)
	if err != nil {
		return err
	}
	if action == "b" {
		o, ok, err := t.Tx.Order(id)
		if err != nil || !ok || o.Reseller != v.of {
			return t.ShowToast(chat.OldButton)
		}
		orders = append([]order.Order{o}, orders...)
	}
	if len(orders) == 0 {
		return t.ShowToast(chat.OldButton)
	}
	return t.page(v, orders[:min(len(orders), pageSize)])
}

// viewed shows the newest page of a view.
func (t turn) viewed(v view) error {
	orders, err := t.before(v, order.IDAt(v.end()))
	if err != nil {
		return err
	}
	return t.page(v, orders)
}

// lateFor is how long before the days of a view cards are looked for that were confirmed in
// them: an order is listed by its id, which is its card's. So long a card may wait for money.
const lateFor = againFor

// scanned is how many orders are read at once where those of other days are passed over, and
// mostPassed about how many of those are looked at for a page, so that a page costs no more
// where many sell.
const (
	scanned    = 50
	mostPassed = 200
)

// before gives the page of a view's orders before an id.
func (t turn) before(v view, id order.ID) (in []order.Order, err error) {
	first, passed := order.IDAt(v.from.Add(-lateFor)), 0
	for n := pageSize; len(in) < pageSize && id > first && passed < mostPassed; n = scanned {
		orders, err := t.Tx.History(v.of, id, n)
		if err != nil || len(orders) == 0 {
			return in, err
		}
		within := v.within(orders)
		in, passed = append(in, within...), passed+len(orders)-len(within)
		id = orders[len(orders)-1].ID
	}
	return in[:min(len(in), pageSize)], nil
}

// after gives the page of a view's orders after an id that is nearest to it.
func (t turn) after(v view, id order.ID) (in []order.Order, err error) {
	last, passed := order.IDAt(v.end()), 0
	for n := pageSize; len(in) < pageSize && id < last && passed < mostPassed; n = scanned {
		orders, err := t.Tx.HistoryAfter(v.of, id, n)
		if err != nil || len(orders) == 0 {
			return in, err
		}
		within := v.within(orders)
		in, passed = append(within, in...), passed+len(orders)-len(within)
		id = orders[0].ID
	}
	return in[max(0, len(in)-pageSize):], nil
}

// within leaves the orders of the view's days.
func (v view) within(orders []order.Order) (in []order.Order) {
	for _, o := range orders {
		if !o.Placed.Before(v.from) && o.Placed.Before(v.end()) {
			in = append(in, o)
		}
	}
	return in
}

// page shows a page of a view, newest first, with the sums of its days above.
func (t turn) page(v view, orders []order.Order) error {
	sum, err := t.Tx.Totals(v.of, v.from.Format(time.DateOnly), v.to.Format(time.DateOnly))
	if err != nil {
		return err
	}
	head, err := t.historyHead(v)
	if err != nil {
		return err
	}
	head += "\n" + tHistorySum.In(t.L, "count", sum.Done, "amount", sum.DoneAmount, "failed", sum.Failed)
	s := chat.Screen{HTML: head + "\n\n" + tHistoryNone.In(t.L)}
	if len(orders) > 0 {
		first, last := orders[0].ID, orders[len(orders)-1].ID
		s = t.rows(head, orders, func(o order.Order) string { return v.data("r", o.ID, first) })
		var row []chat.Button
		if older, err := t.before(v, last); err != nil {
			return err
		} else if len(older) > 0 {
			row = append(row, chat.Button{Text: bOlder.In(t.L), Data: v.data("o", last)})
		}
		if newer, err := t.after(v, first); err != nil {
			return err
		} else if len(newer) > 0 {
			row = append(row, chat.Button{Text: bNewer.In(t.L), Data: v.data("n", first)})
		}
		if row != nil {
			s.Buttons = append(s.Buttons, row)
		}
	}
	s.Buttons = append(s.Buttons, t.otherDays(v)...)
	t.Show(s)
	return nil
}

// historyHead says whose orders they are, and of which days.
func (t turn) historyHead(v view) (string, error) {
	days := t.Day(t.L, v.from, t.In.At)
	if !v.from.Equal(v.to) {
		days = t.date(v.from) + " – " + t.date(v.to)
	}
	if v.of == t.In.From.ID {
		return tHistoryHead.In(t.L, "days", days), nil
	}
	m, _, err := t.Tx.Member(v.of)
	return tHistoryOf.In(t.L, "name", t.Name(m), "days", days), err
}

// otherDays are the buttons for other days, and for a search.
func (t turn) otherDays(v view) [][]chat.Button {
	today := t.today()
	yesterday := today.AddDate(0, 0, -1)
	button := func(x chat.Text, s span) chat.Button {
		return chat.Button{Text: x.In(t.L), Data: view{v.of, s}.data("v")}
	}
	day := button(bYesterday, span{yesterday, yesterday})
	if v.span == (span{yesterday, yesterday}) {
		day = button(bToday, span{today, today})
	}
	return [][]chat.Button{
		{day, button(bWeek, span{today.AddDate(0, 0, -6), today})},
		{button(bMonth, t.month()), {Text: bSearch.In(t.L), Data: chat.Data("h", "s")}},
	}
}

// rows lists orders by day. Each has a number by which a button below opens it: five
// of them fit beside each other on a phone, and the text stays there to be copied.
func (t turn) rows(head string, orders []order.Order, data func(order.Order) string) chat.Screen {
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
		*row = append(*row, chat.Button{Text: n, Data: data(o)})
	}
	b.WriteString("\n" + tMarks.In(t.L) + "\n" + tTapToOpen.In(t.L))
	s.HTML = b.String()
	return s
}

// historyRow is a row of a list of orders.
func (t turn) historyRow(o order.Order, at string) string {
	row := tHistoryRow.In(t.L, "mark", card.Mark(o), "time", at, "number", o.Number, "amount", o.Amount, "operator", o.Operator)
	if pack := card.PackOf(t.L, o); pack != "" {
		row += " " + pack
	}
	return row
}

// opened shows an order of the history with its times and how the panel answered, and the
// way back. The panel is not asked; the order's card stays where it is.
func (t turn) opened(id order.ID, back string) error {
	o, ok, err := t.Tx.Order(id)
	if err != nil {
		return err
	}
	if !ok || !t.mine(o) {
		return t.ShowToast(chat.OldButton)
	}
	s, err := card.Opened(t.Turn, o)
	if err != nil {
		return err
	}
	s.HTML += t.wayOf(o)
	more, err := t.Routes.OrderButtons(t.Turn, o)
	if err != nil {
		return err
	}
	s.Buttons = append(s.Buttons, more...)
	if back != "" {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bBack.In(t.L), Data: back}})
	}
	t.Show(s)
	for _, part := range card.Whole(card.ViewerOf(t.Turn), o) {
		t.Send(part)
	}
	return nil
}

// wayOf says when an order was sent, asked for and ended, and the panel's words.
func (t turn) wayOf(o order.Order) (way string) {
	if o.Tries > 0 {
		way += "\n" + tTries.In(t.L, "count", o.Tries)
	}
	if !o.Sent.IsZero() {
		way += "\n" + tSentAt.In(t.L, "time", t.second(o.Sent))
	}
	if o.StatusChecks > 0 && !o.CheckedAt.IsZero() {
		way += "\n" + tAskedTimes.In(t.L, "count", o.StatusChecks, "time", t.second(o.CheckedAt))
	}
	if o.State.Final() && !o.Settled.IsZero() {
		way += "\n" + tEndedAt.In(t.L, "time", t.second(o.Settled))
	}
	if o.Said != "" && (o.State == order.Done || o.State == order.Failed && o.Said != o.Message) { // a failed card has the message
		way += "\n" + tPanelSaid.In(t.L, "message", text.Clean(card.ViewerOf(t.Turn).Words(o.Said), 200))
	}
	return way
}

// second writes a moment to the second, by which a panel's support finds a recharge.
func (t turn) second(at time.Time) string {
	return t.Date(t.L, at) + " " + t.Seconds(t.L, at)
}
