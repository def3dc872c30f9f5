package shop

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/sheet"
)

// makeResult makes the file with what became of each row of a list.
func makeResult(c *chat.Config, tx chat.Tx, args []string) ([]byte, error) {
	if len(args) != 2 {
		return nil, fmt.Errorf("making a result: %d arguments", len(args))
	}
	id, _ := strconv.ParseUint(args[0], 10, 64)
	b, ok, err := tx.Batch(order.BatchID(id))
	if err != nil || !ok {
		return nil, fmt.Errorf("making the result of batch %q: there is none (%w)", args[0], err)
	}
	m, _, err := tx.Member(b.Reseller)
	if err != nil {
		return nil, err
	}
	m.ID = b.Reseller
	v := card.Reads(c, m)
	v.L = chat.Language(args[1])
	rows, err := tx.BatchRows(b.ID, 0, order.MostRows)
	if err != nil {
		return nil, err
	}
	s := sheet.Sheet{Name: tColumnResult.In(v.L), Columns: []sheet.Column{
		{Title: tColumnLine.In(v.L), Kind: sheet.Number, Width: 6}, {Title: tColumnNumber.In(v.L)}, {Title: tColumnAmount.In(v.L), Kind: sheet.Taka},
		{Title: tColumnOperator.In(v.L)}, {Title: tColumnType.In(v.L), Width: 10}, {Title: tColumnResult.In(v.L), Width: 24},
		{Title: tColumnReason.In(v.L), Width: 36}, {Title: tColumnTransaction.In(v.L), Width: 22}, {Title: tColumnPrice.In(v.L), Kind: sheet.Taka},
		{Title: tColumnOrder.In(v.L)}, {Title: tColumnNote.In(v.L)},
	}}
	for _, r := range rows {
		o, _, err := tx.Order(r.Order)
		if err != nil {
			return nil, err
		}
		s.Rows = append(s.Rows, resultRow(v, b, r, o))
	}
	return sheet.Write([]sheet.Sheet{s})
}

// resultRow is a row of the file. What cannot be read stands there as it was written.
func resultRow(v card.Viewer, b order.Batch, r order.BatchRow, o order.Order) []any {
	result, reason := card.RowResult(v, b, r, o)
	number, amount := any(string(r.Number)), any(r.Amount)
	if unreadable(r) {
		number, amount = r.Written, nil
	}
	var price any
	if r.Price != 0 && o.State == order.Done {
		price = r.Price
	}
	return []any{r.Line, number, amount, plainName(v.L, r.Operator), card.Connection(r.Connection).In(v.L), result, reason, o.TransactionID, price, string(r.Order), r.Note}
}

// retryList makes a new preview of what failed of a list, or could not be placed. What is
// unclear is never among it: it may have arrived.
func (t turn) retryList(b order.Batch) error {
	if b.State != order.BatchEnded && !b.Settles() {
		return t.ShowToast(tListRuns)
	}
	rows, err := t.Tx.BatchRows(b.ID, 0, order.MostRows)
	if err != nil {
		return err
	}
	var failed, since []order.BatchRow
	for _, r := range rows {
		o, placed, err := t.Tx.Order(r.Order)
		if err != nil {
			return err
		}
		never := !placed && (r.Unplaced || r.Out == "" && !b.Stopped.IsZero())
		if !never && !(placed && o.State == order.Failed && o.Cause != order.CauseReversed) {
			continue
		}
		sent, err := t.sentSince(b, r)
		if err != nil {
			return err
		}
		if sent {
			since = append(since, r)
			continue
		}
		failed = append(failed, order.BatchRow{Line: r.Line, Recharge: r.Recharge, Note: r.Note})
	}
	if len(failed) == 0 {
		return t.ShowToast(tListNoRetry)
	}
	t.Below = true
	if named := namedRows(t.L, tListSince, since, t.lineOf); named != nil {
		t.Send(chat.Screen{HTML: strings.TrimSpace(strings.Join(named, "\n"))})
	}
	return t.newList(b.Name, failed)
}

// sentSince reports whether what a row of a list is for was done after the list, and so long
// ago that the preview does not say so by itself: the button may be tapped days later.
func (t turn) sentSince(b order.Batch, r order.BatchRow) (bool, error) {
	orders, err := t.Tx.OrdersTo(r.Number, lookedAt)
	return slices.ContainsFunc(orders, func(o order.Order) bool {
		return o.Reseller == b.Reseller && o.Amount == r.Amount && o.State == order.Done && o.Batch != b.ID &&
			o.Placed.After(b.Confirmed) && t.In.At.Sub(o.Settled) > ownWindow
	}), err
}
