package order

import (
	"context"
	"math"
	"time"
)

// A quiet order was accepted, and its card still says that it was taken: the
// first look is so near that mostly the card can say at once that it is done,
// with one change less. Where that look does not come in time the card is
// changed without it.

// nearLook is how soon after the call a look is near.
const nearLook = 10 * time.Second

// quietAtOnce is how many orders may be quiet; the card of one more is changed at once.
const quietAtOnce = 1000

// promise is when the card of a quiet order must have said more.
type promise struct {
	id ID
	by time.Time
}

// mayBeQuiet reports whether an order accepted now will be looked at soon.
func (d *Desk) mayBeQuiet() bool {
	_, ok := d.checks.may()
	return ok && d.set.FirstLook <= nearLook
}

// speakAfter sees to it that the card of a quiet order says more soon after the
// look that is due then. False: there are too many.
func (d *Desk) speakAfter(id ID, look time.Duration) bool {
	select {
	case d.promises <- promise{id, time.Now().Add(min(max(look, 0), nearLook) + slowCall)}:
		return true
	default:
		return false
	}
}

// keepPromises changes the cards of orders that are still quiet when their time
// has come: the status call hangs, or others had the budget. The pause is the
// same for all, so the first in is the first out.
func (d *Desk) keepPromises(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		var next promise
		select {
		case <-ctx.Done():
			return
		case next = <-d.promises:
		}
		timer.Reset(time.Until(next.by))
		select {
		case <-ctx.Done():
			return // the next start finds it
		case <-timer.C:
		}
		d.speak(next.id)
	}
}

// speak changes the card of an order that is still quiet.
func (d *Desk) speak(id ID) {
	defer d.survive(id)
	still := true
	err := d.store.View(func(tx Tx) error { // mostly it is not, and nothing is to be written
		o, _, err := tx.Order(id)
		still = o.Quiet
		return err
	})
	if err == nil && !still {
		return
	}
	d.save(id, func(u Unit) error {
		o, ok, err := u.Order(id)
		if err != nil || !ok || !o.Quiet {
			return err
		}
		o.Quiet = false
		return d.put(u, o, d.set.Now())
	})
}

// quiet gives the orders that an earlier process left quiet, those first whose
// look was due first.
func quiet(tx Tx, now time.Time) ([]Order, error) {
	ids, err := tx.Due(ToLook, now.Add(nearLook), false, math.MaxInt)
	if err != nil {
		return nil, err
	}
	var found []Order
	for _, id := range ids {
		o, _, err := tx.Order(id)
		if err != nil {
			return nil, err
		}
		if o.Quiet {
			found = append(found, o)
		}
	}
	return found, nil
}
