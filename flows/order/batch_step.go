package order

import (
	"errors"
	"fmt"
	"time"

	"rechargebot/flows/account"
)

// BatchPlacing is on what terms the rows of a batch are placed.
type BatchPlacing struct {
	With   account.Conditions // of its reseller
	Plan   string             // that gave the prices
	Window Window             // of the duplicate guard
	// Bounds says why a row's amount is not sent now; "" where it is.
	Bounds func(Recharge) (RowOut, error)
}

// StepBatch does the next piece of what there is to do for a batch, at most so many rows,
// and tells of it: it places rows, makes those due again that a pause put off, or fails
// those that were not sent before a stop. Batch.Works says whether there is more.
func StepBatch(u Unit, id BatchID, by BatchPlacing, most int, now time.Time) (Batch, error) {
	b, ok, err := u.Batch(id)
	if err != nil || !ok || !b.Runs() {
		return b, err
	}
	if b.State == BatchPaused && now.Sub(b.Paused) >= BatchPauseFor {
		b.Stop(now)
		if b, err = u.PutBatch(b); err != nil {
			return b, err
		}
	}
	switch {
	case !b.Works():
	case b.Swept < b.Next:
		err = sweep(u, &b, most, now)
	default:
		err = placeRows(u, &b, by, most, now)
	}
	if err != nil {
		return b, err
	}
	if b.Runs() { // else the last of its rows has told that it ended
		b.Late = false
		if err := u.tellBatch(b, BatchMoves, now); err != nil {
			return b, err
		}
	}
	b, _, err = u.Batch(id)
	return b, err
}

// placeRows places the next rows. What cannot be placed is passed over, with the reason.
func placeRows(u Unit, b *Batch, by BatchPlacing, most int, now time.Time) error {
	rows, err := u.BatchRows(b.ID, b.Next, most)
	if err != nil {
		return err
	}
	for _, r := range rows {
		b.Next = r.Index + 1
		if r.Out != "" || r.Order != "" {
			continue
		}
		if err := placeRow(u, b, &r, by, now); err != nil {
			return err
		}
		if err := u.PutBatchRow(b.ID, r); err != nil {
			return err
		}
	}
	if len(rows) < most { // there are no more, whatever the batch says
		b.Next = b.Rows
	}
	b.Swept = b.Next
	*b, err = u.PutBatch(*b)
	return err
}

// placeRow places a row under an id that was never given before, and notes it in the row.
func placeRow(u Unit, b *Batch, r *BatchRow, by BatchPlacing, now time.Time) error {
	out, err := by.Bounds(r.Recharge)
	if err != nil {
		return err
	}
	if out == OutPack && b.Packs && r.Pack { // the person knows, and wants it all the same
		out = ""
	}
	if out != "" {
		b.Unplaced, r.Out, r.Unplaced = b.Unplaced+1, out, true
		return nil
	}
	id, err := u.NextID(now)
	if err != nil {
		return err
	}
	_, first, err := Place(u, Order{ID: id, Reseller: b.Reseller, Recharge: r.Recharge, Price: r.Price, Plan: by.Plan, Batch: b.ID},
		Placing{With: &by.With, Window: by.Window, Known: r.Known}, now)
	var again *Duplicate
	var refused *account.Refused
	switch {
	case errors.As(err, &again):
		r.Out = OutEarlier
	case errors.As(err, &refused):
		r.Out = OutAccount + RowOut(refused.Why)
	case errors.Is(err, ErrIncomplete):
		r.Out = OutUnread
	case err != nil:
		return err
	case !first:
		return fmt.Errorf("placing row %d of batch %d: order %s is there already", r.Index, b.ID, id)
	default:
		r.Order = id
		return nil
	}
	b.Unplaced, r.Unplaced = b.Unplaced+1, true
	return nil
}

// sweep brings the next rows in line with the batch: what was put off is due again, or
// fails as never sent.
func sweep(u Unit, b *Batch, most int, now time.Time) error {
	rows, err := u.BatchRows(b.ID, b.Swept, min(most, b.Next-b.Swept))
	if err != nil {
		return err
	}
	swept, stopped := b.Next, b.State == BatchStopped
	if len(rows) == min(most, b.Next-b.Swept) {
		swept = b.Swept + len(rows)
	}
	for _, r := range rows {
		o, ok, err := u.Order(r.Order)
		switch {
		case err != nil:
			return err
		case !ok || o.State != Placed:
			continue
		case stopped:
			err = Settle(u, &o, Failed, CauseNeverSent, now)
		case o.Next.IsZero():
			o.Next = now
			err = u.PutOrder(o)
		}
		if err != nil {
			return err
		}
	}
	if *b, _, err = u.Batch(b.ID); err != nil { // which settling has changed
		return err
	}
	b.Swept = swept
	*b, err = u.PutBatch(*b)
	return err
}
