package card

import (
	"fmt"
	"strings"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// BatchName is the name of a batch's card in its chat.
func BatchName(id order.BatchID) string { return fmt.Sprintf("batch %d", id) }

// ListedRows is up to how many rows a batch's result stands in the message itself.
const ListedRows = 5

// BatchCounts says how far a batch is: "120/300 done · 4 failed · 9 not sent · 2
// unclear".
func BatchCounts(l chat.Language, b order.Batch) string {
	s := tBatchDone.In(l, "done", b.Counts.Done, "count", b.Wanted)
	if n := b.Failed(); n > 0 {
		s += tBatchFailed.In(l, "count", n)
	}
	if n := b.NotSent(); n > 0 {
		s += tBatchNotSent.In(l, "count", n)
	}
	if n := b.Counts.Unclear; n > 0 {
		s += tBatchUnclear.In(l, "count", n)
	}
	if n := b.Unknown; n > 0 {
		s += tBatchUnknown.In(l, "count", n)
	}
	return s
}

// BatchLabel is BatchCounts as the text of a button.
func BatchLabel(l chat.Language, b order.Batch) string {
	return chat.Unmarked(BatchCounts(l, b))
}

// Batch is the card of a batch that was confirmed.
func Batch(c *chat.Config, v Viewer, b order.Batch) chat.Screen {
	l := v.L
	what := tBatchWhat.In(l, "time", c.Clock(l, b.Confirmed), "amount", b.Amount)
	if b.Price != 0 && b.Price != b.Amount {
		what += tBatchPrice.In(l, "price", chat.Full(b.Price))
	}
	state := tBatchRuns
	var row []chat.Button
	if b.Unsent() == 0 {
		state = tBatchSent
	}
	switch b.State {
	case order.BatchPaused:
		state = tBatchPaused
		row = append(row, b1(l, bBatchGoOn, b, "on", chat.Good))
	case order.BatchStopped:
		if state = tBatchStopped; b.Unknown > 0 {
			state = tBatchCut
		}
	case order.BatchEnded:
		state = tBatchOver
	}
	if b.Unsent() > 0 && (b.State == order.BatchRunning || b.State == order.BatchPaused) {
		row = append(row, b1(l, bBatchStop, b, "stop", chat.Bad))
	}
	s := chat.Screen{HTML: BatchCounts(l, b) + "\n" + what + "\n" + state.In(l, "reason", Reason(l, v.Words(b.Words)))}
	if v.Out {
		return s
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	if b.State != order.BatchEnded {
		s.Buttons = append(s.Buttons, []chat.Button{b1(l, bBatchFile, b, "file", "")})
	}
	return s
}

func b1(l chat.Language, x chat.Text, b order.Batch, action string, style chat.Style) chat.Button {
	return chat.Button{Text: x.Label(l, "count", b.Failed()+b.NotSent()), Data: chat.Data("list", uint64(b.ID), b.Rev, action), Style: style}
}

// BatchWord says that all of a batch was sent, or that it has ended; lines are its rows
// where it is short.
func BatchWord(v Viewer, b order.Batch, lines []string) chat.Screen {
	l := v.L
	head, left, again := tBatchAllDone.In(l), b.Rows-b.Wanted, b.Failed()+b.NotSent()
	switch {
	case b.State != order.BatchEnded && b.Unknown > 0:
		head = tBatchAsked.In(l, "count", b.Counts.Unclear)
	case b.State != order.BatchEnded:
		head = tBatchSettles.In(l, "count", b.Counts.Unclear)
	case again > 0, b.Unknown > 0:
		head = tBatchEnded.In(l)
	case left > 0:
		head = tBatchAllSent.In(l)
	}
	all := append([]string{head, BatchCounts(l, b)}, lines...)
	if left > 0 {
		all = append(all, tBatchLeft.In(l, "count", left))
	}
	if b.Unknown > 0 {
		all = append(all, tBatchRestored.In(l, "count", b.Unknown))
	}
	s := chat.Screen{HTML: strings.Join(all, "\n")}
	if v.Out {
		return s
	}
	if again > 0 {
		retry := bBatchRetry
		switch {
		case b.Failed() == 0:
			retry = bBatchRetryUnsent
		case b.NotSent() > 0:
			retry = bBatchRetryAll
		}
		s.Buttons = append(s.Buttons, []chat.Button{b1(l, retry, b, "retry", "")})
	}
	s.Buttons = append(s.Buttons, []chat.Button{b1(l, bBatchFile, b, "file", "")})
	return s
}

// BatchNote is what a person who could not be reached is told of a batch later.
func BatchNote(c *chat.Config, l chat.Language, b order.Batch) string {
	return tBatchNote.In(l, "time", c.Moment(l, b.Confirmed), "done", b.Counts.Done, "count", b.Wanted)
}

// BatchDocument is the file with a batch's result.
func BatchDocument(l chat.Language, b order.Batch) *chat.Document {
	return &chat.Document{
		Name: fmt.Sprintf("result-%d.xlsx", b.ID), Kind: "batch", Args: []string{fmt.Sprint(uint64(b.ID)), string(l)},
		Caption: tBatchResult.In(l), Instead: tBatchNoFile.In(l),
	}
}

// BatchLines are the results of a short batch's rows.
func BatchLines(v Viewer, b order.Batch, rows []order.BatchRow, orders map[order.ID]order.Order) (lines []string) {
	for _, r := range rows {
		if r.Out != "" && !r.Unplaced {
			continue
		}
		o, placed := orders[r.Order]
		_, reason := RowResult(v, b, r, o)
		mark := "❌"
		if placed {
			mark = Mark(o)
		}
		line := tBatchRow.In(v.L, "mark", mark, "number", r.Number, "amount", r.Amount)
		if o.State == order.Done && o.TransactionID != "" {
			line += " · <code>" + v.L.Value(text.Clean(o.TransactionID, 40)) + "</code>"
		} else if reason != "" {
			line += " · " + v.L.Value(reason)
		}
		lines = append(lines, line)
	}
	return lines
}

// RowResult says in plain text what became of a row, and why.
func RowResult(v Viewer, b order.Batch, r order.BatchRow, o order.Order) (result, reason string) {
	l := v.L
	switch {
	case r.Out == order.OutRestored:
		return tResultUnclear.In(l), OutText(l, r.Out)
	case r.Out != "" && r.Unplaced:
		return tResultNotSent.In(l), OutText(l, r.Out)
	case r.Out != "":
		return tResultOut.In(l), OutText(l, r.Out)
	case r.Order == "" && !b.Stopped.IsZero():
		return tResultNotSent.In(l), tOutStopped.In(l)
	case r.Order == "" || o.State == order.Placed:
		return tResultWaits.In(l), ""
	}
	result = map[order.State]chat.Text{order.Done: tResultDone, order.Failed: tResultFailed, order.Unclear: tResultUnclear,
		order.Sending: tResultOpen, order.Accepted: tResultOpen}[o.State].In(l)
	if o.NeverSent() {
		result = tResultNotSent.In(l)
	}
	switch {
	case o.Cause == order.CauseNeverSent && !b.Stopped.IsZero():
		reason = tOutStopped.In(l)
	case o.Cause == order.CauseNeverSent:
		reason = tOutNeverSent.In(l)
	case o.Cause == order.CauseVerdict:
		reason = tOutVerdict.In(l)
	case o.State != order.Done:
		reason = text.Clean(v.Words(o.Message), 200)
	}
	return result, reason
}

var outTexts = map[order.RowOut]chat.Text{
	order.OutNumber: tOutNumber, order.OutPrefix: tOutPrefix, order.OutNumbers: tOutNumbers, order.OutName: tOutName,
	order.OutNoEnd: tOutNoEnd, order.OutEnds: tOutEnds,
	order.OutAmount: tOutAmount, order.OutNoAmount: tOutNoAmount, order.OutAmounts: tOutAmounts, order.OutWhole: tOutWhole, order.OutOperator: tOutOperator,
	order.OutConnection: tOutConnection, order.OutService: tOutService, order.OutQuestion: tOutQuestion, order.OutNot: tOutNot,
	order.OutPack: tOutPack, order.OutBlocked: tOutBlocked,
	order.OutLeast: tOutLeast, order.OutMost: tOutMost, order.OutTwice: tOutTwice, order.OutEarlier: tOutEarlier, order.OutRestored: tOutRestored,
	outOf(account.WhyPaused): tOutPaused, outOf(account.WhyShort): tOutShort, outOf(account.WhyOverdue): tOutOverdue,
	outOf(account.WhyPrice): tOutPrice, outOf(account.WhyOperator): tOutNotAllowed, outOf(account.WhyConnection): tOutNotAllowed,
	outOf(account.WhyLeast): tOutLeast, outOf(account.WhyMost): tOutMost,
	outOf(account.WhyDayAmount): tOutDay, outOf(account.WhyDayOrders): tOutDay, outOf(account.WhyBooks): tOutBooks,
}

func outOf(w account.Why) order.RowOut { return order.OutAccount + order.RowOut(w) }

// OutText says why a row is left out.
func OutText(l chat.Language, out order.RowOut) string {
	if n, ok := out.Digits(); ok {
		return tOutDigits.In(l, "digits", n)
	}
	if t, ok := outTexts[out]; ok {
		return t.In(l)
	}
	return tOutUnread.In(l)
}
