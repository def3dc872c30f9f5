package order

import (
	"context"
	"math"
	"time"
)

// After acceptance the update of the card waits for the first status check, so that
// most cards go straight to done, with one edit fewer. If the check is late, the card is
// updated anyway.

// nearCheck is how soon after the call a status check is near.
const nearCheck = 10 * time.Second

// maxDeferred is how many cards may wait so; one more is updated at once.
const maxDeferred = 1000

// deferredUpdate is when a card that waits must be updated.
type deferredUpdate struct {
	id ID
	by time.Time
}

// mayDeferCard reports whether the card of an order accepted now may wait: it will be
// checked soon.
func (d *Desk) mayDeferCard() bool {
	_, ok := d.checks.may()
	return ok && d.cfg.FirstCheck <= nearCheck
}

// updateCardAfter sees to it that a card that waits is updated soon after the status
// check that is due in so long. False: there are too many.
func (d *Desk) updateCardAfter(id ID, check time.Duration) bool {
	select {
	case d.deferred <- deferredUpdate{id, time.Now().Add(min(max(check, 0), nearCheck) + slowCall)}:
		return true
	default:
		return false
	}
}

// updateDeferredCards updates the cards that still wait when their time has come: the
// status call hangs, or the rate limit held it back. The pause is the same for all, so
// the first in is the first out.
func (d *Desk) updateDeferredCards(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		var next deferredUpdate
		select {
		case <-ctx.Done():
			return
		case next = <-d.deferred:
		}
		timer.Reset(time.Until(next.by))
		select {
		case <-ctx.Done():
			return // the next start finds it
		case <-timer.C:
		}
		d.updateCard(next.id)
	}
}

// updateCard updates a card that still waits.
func (d *Desk) updateCard(id ID) {
	defer d.survive(id)
	still := true
	err := d.store.View(func(tx Tx) error { // mostly it is not, and nothing is to be written
		o, _, err := tx.Order(id)
		still = o.CardPending
		return err
	})
	if err == nil && !still {
		return
	}
	d.save(id, func(u Unit) error {
		o, ok, err := u.Order(id)
		if err != nil || !ok || !o.CardPending {
			return err
		}
		o.CardPending = false
		return d.put(u, o, d.cfg.Now())
	})
}

// pendingCards gives the orders of which an earlier process left the card waiting, those
// first whose status check was due first.
func pendingCards(tx Tx, now time.Time) ([]Order, error) {
	ids, err := tx.Due(ToCheck, now.Add(nearCheck), false, math.MaxInt)
	if err != nil {
		return nil, err
	}
	var found []Order
	for _, id := range ids {
		o, _, err := tx.Order(id)
		if err != nil {
			return nil, err
		}
		if o.CardPending {
			found = append(found, o)
		}
	}
	return found, nil
}
