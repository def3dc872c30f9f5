package shop

import (
	"math"
	"slices"
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

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
