package order

import (
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/money"
)

// A batch is a list of recharges that one Confirm places. Its rows become ordinary
// orders, each by Place, with the account and the duplicate guard, and go to the panel
// behind everybody's single orders.
//
// No row is placed twice: the order's id is given, the order placed and the id written
// into the row in one transaction, and a row that has an id, or lies before Batch.Next, is
// never placed again. A crash between two pieces of work leaves whole pieces only.

// BatchID numbers a batch; the store gives it, 1 to the first.
type BatchID uint64

// BatchState is where a batch stands.
type BatchState string

// The states of a batch. They are kept in the store.
const (
	BatchPreview BatchState = "preview" // shown and not confirmed: nothing is placed
	BatchRunning BatchState = "running" // confirmed: rows are placed and sent
	BatchPaused  BatchState = "paused"  // nothing more is sent until somebody says so
	BatchStopped BatchState = "stopped" // nothing more is sent; what was sent is followed
	BatchEnded   BatchState = "ended"   // each row has its result
)

// Limits of batches.
const (
	// MostRows is how many rows a batch may have.
	MostRows = 1000
	// RowsAtOnce is how many rows are placed in the commit of Confirm. A longer batch is
	// placed RowsInPiece by RowsInPiece, a commit each.
	RowsAtOnce  = 200
	RowsInPiece = 100
	// BatchSendFor is how long after it was placed a row may still be sent.
	BatchSendFor = 2 * time.Hour
	// BatchPauseFor is how long a batch may stay paused before it stops, so that its money
	// is not held for ever.
	BatchPauseFor = time.Hour
	// refusalsInARow with the same words, see sameWords, pause a batch.
	refusalsInARow = 5
)

// Batch is a list of recharges.
type Batch struct {
	ID       BatchID
	Reseller int64
	State    BatchState
	Name     string // of the file; "" for typed lines
	Rev      int    // of the preview, so that a button counts only for what it was shown with

	Made, Shown time.Time // when the list came, and when its card was last shown
	Confirmed   time.Time
	Paused      time.Time
	Stopped     time.Time
	Ended       time.Time

	Rows        int        // all rows, with those that are left out
	Wanted      int        // rows that are to be placed
	Amount      money.Taka // what the customers of those get
	Price       money.Taka // and what they cost their reseller; 0 where the owner's money pays
	Fingerprint string     // the same for the same rows, see SameBatch

	// What the person wants though it was left out: rows that stand twice in the list, rows
	// of which the same went to the number before, amounts that buy a pack (sent as plain
	// amounts), and the whole list a second time.
	Twice, Earlier, Packs, Again bool

	Next      int // the first row that was not looked at for placing
	Swept     int // rows before it have been brought in line with the last change of state
	Unplaced  int // wanted rows that could not be placed, or were not when it was stopped
	NeverSent int // orders of it that failed and of which the panel never heard
	// Unknown are rows that were not placed in a backup that was put back, and may have been
	// since: see OutRestored.
	Unknown int

	Words  string // of the last refusal
	Streak int    // refusals in a row with these words
	Told   bool   // that only unclear rows are left
	Late   bool   // the card is to be shown again soon

	Counts BatchCounts // of its orders; kept by the store, PutBatch does not change them
}

// BatchCounts are the orders of a batch by their state.
type BatchCounts struct{ Placed, Sending, Accepted, Unclear, Done, Failed int }

// Of is the count of a state.
func (c *BatchCounts) Of(s State) *int {
	switch s {
	case Placed:
		return &c.Placed
	case Sending:
		return &c.Sending
	case Accepted:
		return &c.Accepted
	case Unclear:
		return &c.Unclear
	case Done:
		return &c.Done
	}
	return &c.Failed
}

// Open counts those that are not final.
func (c BatchCounts) Open() int { return c.Placed + c.Sending + c.Accepted + c.Unclear }

// All counts all orders.
func (c BatchCounts) All() int { return c.Open() + c.Done + c.Failed }

// BatchRow is a row of a list.
type BatchRow struct {
	Index   int    // from 0
	Line    int    // where it stands in what was sent, from 1
	Written string // what was written, where it was repaired or could not be read
	Recharge
	Note  string
	Price money.Taka
	Out   RowOut // why it is left out; "" where it is not
	Known Known  // earlier orders of the same that the person was shown, and wants one more of
	// Pack says that its amount buys a pack, as the person was shown in the preview.
	Pack bool
	// Unplaced says that it was confirmed and could not be placed, for the reason in Out.
	Unplaced bool
	Order    ID // "" until it is placed
}

// RowOut is why a row is left out. The values are kept in the store. What an account does
// not allow is OutAccount with the account.Why behind it.
type RowOut string

// The reasons.
const (
	OutNumber     RowOut = "number"     // there is no mobile number in it
	OutPrefix     RowOut = "prefix"     // the number is none of Bangladesh
	OutNumbers    RowOut = "numbers"    // there are several numbers in it
	OutName       RowOut = "name"       // no number has the name in it
	OutNoEnd      RowOut = "no end"     // no number that was served ends so
	OutEnds       RowOut = "ends"       // several do
	OutAmount     RowOut = "amount"     // there is no amount in it
	OutNoAmount   RowOut = "no amount"  // what stands for the amount is none
	OutAmounts    RowOut = "amounts"    // there are several amounts in it
	OutWhole      RowOut = "whole"      // the amount has paisa
	OutOperator   RowOut = "operator"   // nobody knows the operator
	OutConnection RowOut = "connection" // neither prepaid nor postpaid
	OutService    RowOut = "service"    // it asks for something else than a plain recharge
	OutQuestion   RowOut = "question"   // it asks for an order, or complains of one
	OutNot        RowOut = "not"        // it says no, or not now
	OutUnread     RowOut = "unread"     // it cannot be read for another reason
	OutLeast      RowOut = "least"      // less than the operator takes, or the owner allows
	OutMost       RowOut = "most"
	OutPack       RowOut = "pack"    // it buys a pack, which a row does not say that it means
	OutBlocked    RowOut = "blocked" // an owner has blocked it
	OutTwice      RowOut = "twice"   // the same stands further up
	OutEarlier    RowOut = "earlier" // the same went to the number before
	// OutRestored is that of a row that was to be placed when a backup was made, which was put
	// back later: nobody knows whether it was sent, so it is sent no more.
	OutRestored RowOut = "restored"
	OutAccount  RowOut = "account "
)

// outDigits begins the reason that a number has so many digits and not eleven.
const outDigits = "digits "

// OutDigits is the reason that a number has so many digits.
func OutDigits(digits int) RowOut { return RowOut(outDigits + strconv.Itoa(digits)) }

// Digits gives how many digits the number has for which a row is left out; false where
// it is left out for something else.
func (o RowOut) Digits() (n int, ok bool) {
	rest, ok := strings.CutPrefix(string(o), outDigits)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(rest)
	return n, err == nil
}

// Left counts the rows that were not looked at for placing.
func (b Batch) Left() int { return b.Rows - b.Next }

// Unsent counts the wanted rows that the panel has not heard of.
func (b Batch) Unsent() int {
	return b.Wanted - b.Unplaced - b.Unknown - b.Counts.All() + b.Counts.Placed
}

// Failed counts the rows that were sent and failed.
func (b Batch) Failed() int { return b.Counts.Failed - b.NeverSent }

// NotSent counts the wanted rows that have ended and were never sent: they could not be
// placed, or the batch was stopped before their turn.
func (b Batch) NotSent() int { return b.Unplaced + b.NeverSent }

// Works reports whether there is something to do for it at once, see StepBatch.
func (b Batch) Works() bool {
	switch b.State {
	case BatchRunning:
		return b.Swept < b.Next || b.Next < b.Rows
	case BatchStopped:
		return b.Swept < b.Next
	}
	return false
}

// Runs reports whether it was confirmed and has not ended.
func (b Batch) Runs() bool {
	return b.State == BatchRunning || b.State == BatchPaused || b.State == BatchStopped
}

// Settles reports whether nothing is left but rows of which the panel's word is unclear.
func (b Batch) Settles() bool {
	return b.Runs() && b.Next == b.Rows && b.Counts.Unclear > 0 && b.Counts.Open() == b.Counts.Unclear
}

// over reports whether each row has its result.
func (b Batch) over() bool { return b.Runs() && b.Next == b.Rows && b.Counts.Open() == 0 }

// BatchNews is what is told of a batch.
type BatchNews int

const (
	BatchMoves  BatchNews = iota // its counts have changed
	BatchPauses                  // it pauses by itself
	BatchEnds                    // its last row was settled
)

// tellBatch writes a batch and has its reseller told, also that it has ended.
func (u Unit) tellBatch(b Batch, news BatchNews, now time.Time) error {
	if b.over() {
		b.State, b.Ended, news = BatchEnded, now, BatchEnds
	}
	b, err := u.PutBatch(b)
	if err != nil {
		return err
	}
	return u.Tell.Batch(b, news, now)
}

// noteBatch notes a settled order in its batch, which pauses where one after the other
// was refused with the same words.
func (u Unit) noteBatch(o Order, now time.Time) error {
	b, ok, err := u.Batch(o.Batch)
	if err != nil || !ok || !b.Runs() {
		return err
	}
	switch {
	case o.State == Done:
		b.Words, b.Streak = "", 0
	case o.Cause == CauseNeverSent || o.Cause == CauseVerdict || o.Message == "":
	case b.Streak > 0 && sameWords(o.Message, b.Words):
		b.Streak++
	default:
		b.Words, b.Streak = o.Message, 1
	}
	if o.NeverSent() {
		b.NeverSent++
	}
	news := BatchMoves
	if b.State == BatchRunning && b.Streak >= refusalsInARow && b.Unsent() > 0 {
		b.State, b.Paused, news = BatchPaused, now, BatchPauses
	}
	return u.tellBatch(b, news, now)
}

// maySend reports whether the panel may be asked for an order of a batch. While the batch
// is paused the order is put out of the queue; once it is stopped the order fails as one
// that was never sent.
func (u Unit) maySend(o *Order, now time.Time) (bool, error) {
	if o.Batch == 0 {
		return true, nil
	}
	b, ok, err := u.Batch(o.Batch)
	switch {
	case err != nil:
		return false, err
	case ok && b.State == BatchRunning:
		return true, nil
	case ok && b.State == BatchPaused:
		o.Next = time.Time{}
		return false, u.PutOrder(*o)
	}
	return false, Settle(u, o, Failed, CauseNeverSent, now)
}

// GoOn lets a paused batch go on.
func (b *Batch) GoOn() {
	b.State, b.Paused, b.Swept, b.Words, b.Streak = BatchRunning, time.Time{}, 0, "", 0
}

// Stop keeps what is unsent from being sent.
func (b *Batch) Stop(now time.Time) {
	b.Unplaced = b.Wanted - b.Unknown - b.Counts.All()
	b.State, b.Stopped, b.Swept, b.Next = BatchStopped, now, 0, b.Rows
}
