package order

import (
	"time"
)

// Pauses between tries that certainly sent nothing.
const (
	firstRetry = 2 * time.Second
	maxRetry   = 30 * time.Second
)

// send takes one order from Placed to its one call and records what came of it.
func (d *Desk[T]) send(id ID) {
	var o Order
	var ready bool
	d.save(id, func(tx T) error {
		ready = false
		now := d.set.Now()
		var ok bool
		var err error
		if o, ok, err = tx.Order(id); err != nil || !ok || o.State != Placed {
			return err
		}
		if now.Sub(o.Placed) >= SendFor {
			return d.close(tx, o, Failed, CauseNeverSent, now)
		}
		if err := o.Move(Sending); err != nil {
			return err
		}
		o.Sent, ready = now, true
		return d.put(tx, o, now)
	})
	if !ready {
		return
	}
	a := d.panel.Request(d.calls, o)
	d.note("request", o.ID, a)
	d.save(id, func(tx T) error {
		o, ok, err := tx.Order(id)
		if err != nil || !ok || o.State != Sending {
			return err
		}
		return d.sent(tx, o, a)
	})
	d.observe(a)
}

// sent records the outcome of the one call.
func (d *Desk[T]) sent(tx T, o Order, a Answer) error {
	now := d.set.Now()
	next := Unclear
	switch a.Outcome {
	case OutcomeRefused:
		o.Message = a.Message
		return d.close(tx, o, Failed, CauseRefused, now)
	case OutcomeUnsent:
		pause := d.grow(firstRetry, o.Tries, maxRetry)
		o.Tries++
		if now.Add(pause).Sub(o.Placed) >= SendFor {
			return d.close(tx, o, Failed, CauseNeverSent, now)
		}
		o.Next, o.Sent, next = now.Add(pause), time.Time{}, Placed
	case OutcomeAccepted:
		o.Message, o.Next, next = a.Message, now.Add(d.set.FirstLook), Accepted
	default:
		o.Next = now.Add(d.set.FirstLook)
	}
	if err := o.Move(next); err != nil {
		return err
	}
	return d.put(tx, o, now)
}

// note logs a call's outcome with its cause.
func (d *Desk[T]) note(call string, id ID, a Answer) {
	if a.Err != nil {
		d.log.Warn("panel call", "call", call, "order", id, "outcome", a.Outcome.String(), "error", a.Err)
		return
	}
	d.log.Info("panel call", "call", call, "order", id, "outcome", a.Outcome.String(), "message", a.Message)
}
