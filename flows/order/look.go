package order

import (
	"context"
	"time"
)

// slowest is the longest pause between two looks at a stuck order.
const slowest = 6 * time.Hour

// look asks the panel for one order and records its word. False: it could not
// be recorded; the order stays due.
func (d *Desk) look(id ID) bool {
	a := d.guard(func() Answer { return d.panel.Status(d.calls, id) })
	d.note("status", id, a)
	if d.cut(a) {
		return true // it stays due
	}
	known := a.Outcome == OutcomeDenied && d.knowsLater(id, a)
	saved := d.save(id, func(u Unit) error {
		o, ok, err := u.Order(id)
		if err != nil || !ok || !(o.State == Accepted || o.State == Unclear || o.State.Final()) {
			return err
		}
		if err := d.notePanel(u, o, a); err != nil {
			return err
		}
		return d.looked(u, o, a, known)
	})
	d.observe(looks, a)
	return saved
}

// looked records what the panel said of an order by id. known says that the panel
// has just told of an order that was sent later.
func (d *Desk) looked(u Unit, o Order, a Answer, known bool) error {
	now := d.set.Now()
	if o.Sent.After(now) { // the clock was set back: how long it takes counts from here on
		o.Sent = now
	}
	asked, moved := o.Asked, o.Quiet
	o.Looks, o.Looked, o.Asked, o.Quiet = o.Looks+1, now, false, false
	if a.Message != "" {
		o.Said = a.Message
	}
	if o.State.Final() {
		if next, ok := reversal(o, a); ok {
			return d.believe(u, o, next, CauseReversed, a, now)
		}
		return d.rechecked(u, o, a, asked, now)
	}
	switch {
	case a.Outcome == OutcomeDone:
		return d.believe(u, o, Done, CauseNone, a, now)
	case a.Outcome == OutcomeFailed:
		return d.believe(u, o, Failed, CauseNone, a, now)
	}
	denied := d.deny(&o, a, now)
	if denied && known {
		return d.believe(u, o, Failed, CauseDenied, a, now)
	}
	if a.Outcome == OutcomePending && a.OfOrder && o.State == Unclear {
		if err := o.Move(Accepted); err != nil {
			return err
		}
		moved = true
	}
	o.Next = now.Add(d.pause(o, a, now))
	// What the panel denies and nothing proves is the owners' to find out, at once.
	stuck := o.Stuck.IsZero() && (denied || now.Sub(o.Sent) >= d.set.StuckAfter)
	if stuck {
		o.Stuck = now
	}
	if err := u.PutOrder(o); err != nil {
		return err
	}
	switch {
	case stuck:
		return u.Tell.Stuck(o, now)
	case asked:
		return u.Tell.Looked(o, a, now)
	case moved:
		return u.Tell.Moved(o, now)
	}
	return nil
}

// believe settles an order by the panel's word.
func (d *Desk) believe(u Unit, o Order, s State, cause Cause, a Answer, now time.Time) error {
	if s == Failed {
		if cause != CauseDenied || o.Message == "" {
			o.Message = a.Message
		}
		if a.Message != "" { // without a word one customer's trouble looks like another's
			if err := d.failing(u, o, now); err != nil {
				return err
			}
		}
		return Settle(u, &o, Failed, cause, now)
	}
	o.TransactionID, o.BalanceLeft = a.TransactionID, a.Balance
	if err := d.working(u); err != nil {
		return err
	}
	other, twice, err := sameTransaction(u, o)
	if err != nil {
		return err
	}
	if err := Settle(u, &o, Done, cause, now); err != nil || !twice {
		return err
	}
	return u.Tell.SameTransaction(o, other, now)
}

// sameTransaction gives another order that has the same transaction id. One that
// failed does not count: the panel has tried it anew under this id.
func sameTransaction(tx Tx, o Order) (other Order, twice bool, err error) {
	if o.TransactionID == "" {
		return other, false, nil
	}
	other, ok, err := tx.OrderByTransaction(o.TransactionID)
	return other, ok && other.ID != o.ID && other.State != Failed, err
}

// pause gives the time to the next status check: doubling up to the longest
// interval, and once the order is stuck a tenth of its age. An order that the panel
// denies is checked when the next denial counts.
func (d *Desk) pause(o Order, a Answer, now time.Time) time.Duration {
	age := now.Sub(o.Sent)
	if age >= d.set.StuckAfter {
		return min(max(d.grow(d.set.MaxInterval, 0, d.set.MaxInterval), age/10), slowest)
	}
	pause := d.grow(d.set.FirstLook, o.Looks, d.set.MaxInterval)
	switch {
	case !o.deniable(a):
	case o.Denials == 0:
		pause = min(pause, d.set.DenialAfter-age)
	case o.Denials == 1:
		pause = min(pause, d.set.DenialApart-now.Sub(o.Denied))
	}
	return max(pause, 10*time.Millisecond)
}

// notePanel remembers what a status or balance call told of the panel: the
// balance, the order that it knows and that was sent last, and what the call took
// of the limit.
func (d *Desk) notePanel(u Unit, o Order, a Answer) error {
	p, err := u.PanelState()
	if err != nil {
		return err
	}
	now := d.set.Now()
	if a.Balance != nil {
		p.Balance, p.BalanceAt = a.Balance, now
	}
	if a.OfOrder && o.Sent.After(p.FoundSent) && !o.Sent.After(now) {
		p.FoundID, p.FoundSent = o.ID, o.Sent
	}
	p.StatusLimit = d.checks.state()
	return u.PutPanelState(p)
}

// answerQuestions asks for the balance whenever somebody wants to know, one
// call for all who wait, and every minute while the panel is down, to notice
// that it is back.
func (d *Desk) answerQuestions(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for ctx.Err() == nil {
		wait := d.askBalance()
		timer.Reset(wait)
		select {
		case <-ctx.Done():
		case <-d.kicks[ToAnswer]:
		case <-timer.C:
		}
	}
}

// probeEvery is the pause between balance calls while the panel is down.
const probeEvery = time.Minute

// askBalance answers what is asked and gives the time until it should look again.
func (d *Desk) askBalance() (wait time.Duration) {
	wait = probeEvery // after a panic
	defer d.survive("balance")
	probe, until := d.health.probe(d.set.Now())
	waiting, err := d.questions(1)
	switch {
	case err != nil:
		d.log.Error("reading questions", "error", err)
		return time.Second
	case len(waiting) == 0 && !probe:
		return until
	}
	if pause, ok := d.inquiries.spend(); !ok {
		return pause
	}
	a := d.guard(func() Answer { return d.panel.Balance(d.calls) })
	d.note("balance", "", a)
	if d.cut(a) {
		return probeEvery // whoever waits is answered after the next start
	}
	if !d.save("balance", func(u Unit) error { return d.notePanel(u, Order{}, a) }) || !d.tellBalance(a) {
		return probeEvery
	}
	d.observe(balances, a)
	_, until = d.health.probe(d.set.Now())
	return until
}

// tellBalance answers all who wait, one transaction each, so that a question
// that cannot be answered holds up no other; it is dropped.
func (d *Desk) tellBalance(a Answer) bool {
	for {
		waiting, err := d.questions(100)
		if err != nil || len(waiting) == 0 {
			return err == nil
		}
		for _, q := range waiting {
			told := d.save("balance", func(u Unit) error {
				p, err := u.PanelState()
				if err != nil {
					return err
				}
				if err := u.Tell.BalanceTold(q, p, a, d.set.Now()); err != nil {
					return err
				}
				return u.DropQuestion(q.Seq)
			})
			if !told && !d.save("balance", func(u Unit) error { return u.DropQuestion(q.Seq) }) {
				return false
			}
		}
	}
}

func (d *Desk) questions(limit int) (qs []Question, err error) {
	err = d.store.View(func(tx Tx) error {
		var err error
		qs, err = tx.Questions(limit)
		return err
	})
	return qs, err
}
