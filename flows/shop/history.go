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
)

// pageSize is the number of orders on a page of the history.
const pageSize = 10

// history shows a page of a reseller's orders, newest first: the latest, those
// older than an id ("o"), or those newer ("n").
func (t turn) history(direction string, id order.ID) error {
	var orders []order.Order
	var err error
	me := t.In.From.ID
	if direction == "n" && id.Valid() {
		orders, err = t.Tx.HistoryAfter(me, id, pageSize)
	} else {
		if !id.Valid() {
			id = ""
		}
		orders, err = t.Tx.History(me, id, pageSize)
	}
	if err != nil {
		return err
	}
	if len(orders) == 0 {
		if t.In.Tap != nil && id != "" {
			return t.Brief(chat.OldButton)
		}
		return t.Say(tNoHistory)
	}
	today := money.Day(t.In.At, t.Location)
	day, err := t.Tx.Totals(me, today, today)
	if err != nil {
		return err
	}
	month, err := t.Tx.Totals(me, today[:8]+"01", today)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString(tHistoryHead.In(t.L, "today", day.DoneAmount, "count", day.Done, "month", month.DoneAmount) + "\n")
	shown := ""
	for _, o := range orders {
		if date := t.L.Digits(o.Placed.In(t.Location).Format("02-01-2006")); date != shown {
			b.WriteString("\n<b>" + date + "</b>\n")
			shown = date
		}
		b.WriteString(tHistoryRow.In(t.L, "mark", card.Mark(o), "time", t.Clock(t.L, o.Placed), "number", o.Number, "amount", o.Amount, "operator", o.Operator.Name()) + "\n")
	}
	b.WriteString("\n" + tMarks.In(t.L))
	s := chat.Screen{HTML: b.String()}
	var row []chat.Button
	if older, err := t.Tx.History(me, orders[len(orders)-1].ID, 1); err != nil {
		return err
	} else if len(older) > 0 {
		row = append(row, chat.Button{Text: bOlder.In(t.L), Data: "h:o:" + string(orders[len(orders)-1].ID)})
	}
	if newer, err := t.Tx.HistoryAfter(me, orders[0].ID, 1); err != nil {
		return err
	} else if len(newer) > 0 {
		row = append(row, chat.Button{Text: bNewer.In(t.L), Data: "h:n:" + string(orders[0].ID)})
	}
	if row != nil {
		s.Buttons = [][]chat.Button{row}
	}
	t.Show(s)
	return nil
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
	return nil
}

// missedRow tells of one order, with the operator's transaction id, for complaints.
func (t turn) missedRow(o order.Order) string {
	row := tHistoryRow.In(t.L, "mark", card.Mark(o), "time", t.Moment(t.L, o.Placed), "number", o.Number, "amount", o.Amount, "operator", o.Operator.Name())
	if o.State == order.Done && o.TransactionID != "" {
		row += "\n" + card.TextTransaction.In(t.L, "id", text.Clean(o.TransactionID, 100))
	}
	return row
}

// Missed tells somebody who could not be reached how their orders ended meanwhile.
func Missed(t *chat.Turn) error { return turn{t}.missed() }
