package order

import (
	"time"
)

// Pauses between tries that certainly sent nothing.
const (
	firstRetry = 2 * time.Second
	maxRetry   = 30 * time.Second
)

// slowCall is how long the call may take before people are told that it is
// under way; mostly the panel's word comes sooner.
const slowCall = 1500 * time.Millisecond

// send takes one order from Placed to its one call and records what came of it.
// False: it could not be marked and is still Placed.
func (d *Desk) send(id ID) bool {
	var o Order
	var ready, marked bool
	saved := d.save(id, func(u Unit) error {
		var err error
		o, ready, err = d.markSending(u, id, marked)
		marked = marked || ready
		return err
	})
	if !saved || !ready { // not on disk, no call
		if d.sends.limiter != nil { // those whose time is over must not use up the turns of others
			d.sends.refund()
		}
		return saved
	}
	record := func(put func(u Unit, o Order) error) func(u Unit) error {
		return func(u Unit) error {
			o, ok, err := u.Order(id)
			if err != nil || !ok || o.State != Sending {
				return err
			}
			return put(u, o)
		}
	}
	end := d.after(slowCall, id, record(func(u Unit, o Order) error { return u.Tell.Moved(o, d.cfg.Now()) }))
	a := d.guard(func() Reply { return d.gateway.Request(d.calls, o) })
	told := end()
	d.logRequest(o, a)
	deferred := a.Outcome == OutcomeAccepted && !told && o.Batch == 0 && d.mayDeferCard()
	saved = d.save(id, record(func(u Unit, o Order) error { return d.sent(u, o, a, deferred) }))
	if !saved && d.calls.Err() == nil {
		// The notice could not be written, so the order is not settled; at least record that
		// the panel must be asked for it.
		d.save(id, record(func(u Unit, o Order) error { return d.unsaid(u, o, a) }))
	}
	d.short.record(o.Amount, a)
	d.Kick(ToCheck)
	if deferred && !d.updateCardAfter(id, d.cfg.FirstCheck) {
		d.updateCard(id)
	}
	d.observe(requests, a)
	return true
}

// markSending moves an order from Placed to Sending; ready reports that its one call
// may be made once that is on disk. marked says that an attempt before this one got
// so far.
func (d *Desk) markSending(u Unit, id ID, marked bool) (o Order, ready bool, err error) {
	o, ok, err := u.Order(id)
	if err != nil || !ok {
		return o, false, err
	}
	if o.State == Sending && marked {
		return o, true, nil // the store said that it could not save the mark, and yet did
	}
	if o.State != Placed || o.Hand != nil {
		return o, false, nil
	}
	now := d.cfg.Now()
	if !sendable(o, now) {
		return o, false, Settle(u, &o, Failed, CauseNeverSent, now)
	}
	if may, err := u.maySend(&o, now); err != nil || !may {
		return o, false, err
	}
	if err := o.Move(Sending); err != nil {
		return o, false, err
	}
	o.Sent = now
	if d.sends.limiter != nil {
		// In the commit of the mark, so that no restart gives a call more.
		p, err := u.PanelState(MainPanel)
		if err != nil {
			return o, false, err
		}
		p.SendLimit = d.sends.state()
		if err := u.PutPanelState(MainPanel, p); err != nil {
			return o, false, err
		}
	}
	return o, true, u.PutOrder(o)
}

// SendUntil is when the time to send an order is over.
func (o Order) SendUntil() time.Time {
	if o.Batch != 0 {
		return o.Placed.Add(BatchSendFor)
	}
	return o.Placed.Add(SendFor)
}

// sendable reports whether an order may still be sent. One from the future may
// not: the clock was set back, and nobody knows how long ago it was placed.
func sendable(o Order, now time.Time) bool {
	return now.Before(o.SendUntil()) && now.Sub(o.Placed) > -time.Minute
}

// after schedules fn once, as a transaction, for when the pause is over. The result
// cancels it, or waits for it and reports that it ran.
func (d *Desk) after(pause time.Duration, id ID, fn func(u Unit) error) (end func() (ran bool)) {
	ended := make(chan struct{})
	timer := time.AfterFunc(pause, func() {
		defer close(ended)
		if err := d.update(fn); err != nil {
			d.log.Warn("telling that the panel has not answered yet", "order", id, "error", err)
		}
	})
	return func() bool {
		if timer.Stop() {
			return false
		}
		<-ended
		return true
	}
}

// sent records the outcome of the one call. The card may wait if deferred is set,
// unless it says that the order waits.
func (d *Desk) sent(u Unit, o Order, a Reply, deferred bool) error {
	now := d.cfg.Now()
	next := Unclear
	if a.Message != "" {
		o.Said = a.Message
	}
	switch a.Outcome {
	case OutcomeRefused, OutcomeDoubtful:
		o.Message = a.Message
		err := d.failing(u, o, now)
		if err == nil && a.LowBalance {
			err = d.balanceRefused(u, o.Amount, now)
		}
		if err != nil {
			return err
		}
		sure, err := believed(u, a)
		if err != nil {
			return err
		}
		if sure {
			o.Refusal = a.Refusal // by which owners' word, should the panel have taken it after all
			return Settle(u, &o, Failed, CauseRefused, now)
		}
		o.Doubt, o.Refusal, o.Next = true, a.Refusal, now.Add(d.cfg.FirstCheck)
	case OutcomeUnsent:
		pause := d.grow(firstRetry, o.Tries, maxRetry)
		o.Tries++
		if !sendable(o, now.Add(pause)) {
			return Settle(u, &o, Failed, CauseNeverSent, now)
		}
		o.Next, o.Sent, next = now.Add(pause), time.Time{}, Placed
	case OutcomeAccepted:
		if err := d.orderTaken(u, o.Amount, now); err != nil {
			return err
		}
		o.Message, o.Next, next = a.Message, now.Add(d.cfg.FirstCheck), Accepted
		o.CardPending = deferred && o.Tries == 0
	default:
		o.Next = now.Add(d.cfg.FirstCheck)
	}
	if err := o.Move(next); err != nil {
		return err
	}
	if o.CardPending {
		return u.PutOrder(o)
	}
	return d.put(u, o, now)
}

// believed reports whether a no to a request is proof that nothing was taken: its
// words are known to mean so, or an owner has declared that they do.
func believed(tx Tx, a Reply) (bool, error) {
	if a.Outcome == OutcomeRefused || a.Refusal == "" {
		return a.Outcome == OutcomeRefused, nil
	}
	return tx.RefusalKnown(a.Refusal)
}

// unsaid records where the order goes on from, without the notice that could
// not be written: an order that is not final owes nobody a final word yet.
func (d *Desk) unsaid(u Unit, o Order, a Reply) error {
	now := d.cfg.Now()
	next := Unclear
	o.Next = now.Add(d.cfg.FirstCheck)
	switch a.Outcome {
	case OutcomeUnsent:
		o.Tries++
		o.Next, o.Sent, next = now.Add(maxRetry), time.Time{}, Placed
	case OutcomeAccepted:
		next = Accepted
	}
	o.Message, o.Said, o.Doubt, o.Refusal = a.Message, a.Message, a.Outcome == OutcomeDoubtful, a.Refusal
	if err := o.Move(next); err != nil {
		return err
	}
	return u.PutOrder(o)
}
