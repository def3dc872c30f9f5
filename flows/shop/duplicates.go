package shop

import (
	"strconv"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// The duplicate guard: the same amount to the same number, by whomever, is sent again
// only where the person knows of the earlier one and says that they want one more. The
// store decides it once more when the order is placed.

// duplicates says what went to the number before. Whose it was is nobody's business, and
// its transaction id only that of whoever sent it, and of the owners.
func (t turn) duplicates(d Draft, earlier []order.Order) string {
	text := "\n\n" + tDuplicate.In(t.L, "amount", d.Amount)
	for _, o := range earlier[:min(len(earlier), 3)] {
		text += "\n" + tDuplicateRow.In(t.L, "mark", card.Mark(o), "state", stateWord(o), "age", t.In.At.Sub(o.Placed))
		if o.TransactionID != "" && (t.Owner || o.Reseller == t.In.From.ID) {
			text += "\n" + card.Transaction(card.ViewerOf(t.Turn), o, card.MostInList)
		}
	}
	return text
}

// stateWord is an order's state in one word.
func stateWord(o order.Order) chat.Text {
	switch o.State {
	case order.Done:
		return tStateDone
	case order.Failed:
		return tStateFailed
	case order.Unclear:
		return tStateUnclear
	}
	return tStateOpen
}

// oneMore are the buttons in place of Confirm: one more of the same, or a taka more,
// which operators do not take for the same.
func (t turn) oneMore(d Draft, earlier []order.Order) ([][]chat.Button, error) {
	again := bOneMore
	if len(earlier) == 1 {
		again = bSecond
	}
	rows := [][]chat.Button{{d.button(again.Label(t.L, "count", len(earlier)+1, "amount", d.Amount), "x", strconv.FormatUint(uint64(order.KnownOf(earlier)), 10), chat.Bad)}}
	more := d
	more.Amount += money.WholeTaka(1)
	if d.Pack != "" { // a taka more is no pack
		return rows, nil
	}
	w, err := t.limits(more)
	if w == nil && err == nil {
		rows = append(rows, []chat.Button{d.button(bTakaMore.Label(t.L, "amount", more.Amount), "am", strconv.FormatInt(more.Amount.Whole(), 10), "")})
	}
	return rows, err
}

// tapOneMore says that the person knows of the earlier orders that the card showed: it
// comes again, with Confirm, if they are still the same.
func (t turn) tapOneMore(p tapped) error {
	known, err := strconv.ParseUint(p.value, 10, 32)
	if err != nil || known == 0 {
		return t.ShowToast(chat.OldButton)
	}
	p.draft.Known = order.Known(known)
	return t.next(p.draft)
}

// laterToday says that the same amount went to the number earlier today, which stops
// nobody.
func (t turn) laterToday(d Draft) (string, error) {
	latest, err := t.Tx.OrdersTo(d.Number, 10)
	if err != nil || d.Known != 0 {
		return "", err
	}
	today := money.Day(t.In.At, t.Location)
	for _, o := range latest {
		if o.Amount == d.Amount && o.State == order.Done && money.Day(o.Placed, t.Location) == today {
			return tEarlierToday.In(t.L, "amount", o.Amount, "time", t.Clock(t.L, o.Placed)), nil
		}
	}
	return "", nil
}
