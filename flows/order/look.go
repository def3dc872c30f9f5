package order

import (
	"context"
	"time"
)

// slowest is the longest pause between two looks at a stuck order.
const slowest = 6 * time.Hour

// look asks the panel for one order and records its word. False: it could not
// be recorded; the order stays due.
func (d *Desk[T]) look(id ID) bool {
	a := d.guard(func() Answer { return d.panel.Status(d.calls, id) })
	d.note("status", id, a)
	if d.cut(a) {
		return true // it stays due
	}
	saved := d.save(id, func(tx T) error {
		o, ok, err := tx.Order(id)
		if err != nil || !ok || !(o.State == Accepted || o.State == Unclear || o.State.Final()) {
			return err
		}
		if err := d.keepBalance(tx, a); err != nil {
			return err
		}
		return d.looked(tx, o, a)
	})
	d.observe(looks, a)
	return saved
}

// looked records what the panel said of an order by id.
func (d *Desk[T]) looked(tx T, o Order, a Answer) error {
	now := d.set.Now()
	if o.Sent.After(now) { // the clock was set back: how long it takes counts from here on
		o.Sent = now
	}
	asked, moved := o.Asked, o.Quiet
	o.Looks, o.Looked, o.Asked, o.Quiet = o.Looks+1, now, false, false
	switch {
	case a.Outcome == OutcomeDone && o.State != Done:
		cause := CauseNone
		if o.State == Failed {
			cause = CauseReversed
		}
		o.TransactionID, o.BalanceLeft = a.TransactionID, a.Balance
		if err := d.working(tx); err != nil {
			return err
		}
		return d.close(tx, o, Done, cause, now)
	case a.Outcome == OutcomeFailed && o.State != Failed:
		cause := CauseNone
		if o.State == Done {
			cause = CauseReversed
		}
		o.Message = a.Message
		if a.Message != "" { // without a word one customer's trouble looks like another's
			if err := d.failing(tx, o, now); err != nil {
				return err
			}
		}
		return d.close(tx, o, Failed, cause, now)
	case o.State.Final():
		o.Next = time.Time{}
		if a.Outcome == OutcomeDone && o.TransactionID == "" {
			o.TransactionID = a.TransactionID
		}
		if err := tx.PutOrder(o); err != nil || !asked {
			return err
		}
		return d.people.Looked(tx, o, a, now)
	}

	if a.Outcome == OutcomePending && o.State == Unclear {
		if err := o.Move(Accepted); err != nil {
			return err
		}
		moved = true
	}
	o.Next = now.Add(d.pause(o, now))
	stuck := o.Stuck.IsZero() && now.Sub(o.Sent) >= d.set.StuckAfter
	if stuck {
		o.Stuck = now
	}
	if err := tx.PutOrder(o); err != nil {
		return err
	}
	switch {
	case stuck:
		return d.people.Stuck(tx, o, now)
	case asked:
		return d.people.Looked(tx, o, a, now)
	case moved:
		return d.people.Moved(tx, o, now)
	}
	return nil
}

// pause gives the time to the next look: doubling up to the longest interval,
// and once the order is stuck a tenth of its age.
func (d *Desk[T]) pause(o Order, now time.Time) time.Duration {
	if age := now.Sub(o.Sent); age >= d.set.StuckAfter {
		return min(max(d.grow(d.set.MaxInterval, 0, d.set.MaxInterval), age/10), slowest)
	}
	return d.grow(d.set.FirstLook, o.Looks, d.set.MaxInterval)
}

// keepBalance remembers the balance that a status or balance call told.
func (d *Desk[T]) keepBalance(tx T, a Answer) error {
	if a.Balance == nil {
		return nil
	}
	p, err := tx.PanelState()
	if err != nil {
		return err
	}
	p.Balance, p.BalanceAt = a.Balance, d.set.Now()
	return tx.PutPanelState(p)
}

// answerQuestions asks for the balance whenever somebody wants to know, one
// call for all who wait, and every minute while the panel is down, to notice
// that it is back.
func (d *Desk[T]) answerQuestions(ctx context.Context) {
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
func (d *Desk[T]) askBalance() (wait time.Duration) {
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
	if pause, ok := d.budget.takeQuestion(); !ok {
		return pause
	}
	a := d.guard(func() Answer { return d.panel.Balance(d.calls) })
	d.note("balance", "", a)
	if d.cut(a) {
		return probeEvery // whoever waits is answered after the next start
	}
	if !d.save("balance", func(tx T) error { return d.keepBalance(tx, a) }) || !d.tellBalance(a) {
		return probeEvery
	}
	d.observe(balances, a)
	_, until = d.health.probe(d.set.Now())
	return until
}

// tellBalance answers all who wait, one transaction each, so that a question
// that cannot be answered holds up no other; it is dropped.
func (d *Desk[T]) tellBalance(a Answer) bool {
	for {
		waiting, err := d.questions(100)
		if err != nil || len(waiting) == 0 {
			return err == nil
		}
		for _, q := range waiting {
			told := d.save("balance", func(tx T) error {
				p, err := tx.PanelState()
				if err != nil {
					return err
				}
				if err := d.people.BalanceTold(tx, q, p, a, d.set.Now()); err != nil {
					return err
				}
				return tx.DropQuestion(q.Seq)
			})
			if !told && !d.save("balance", func(tx T) error { return tx.DropQuestion(q.Seq) }) {
				return false
			}
		}
	}
}

func (d *Desk[T]) questions(limit int) (qs []Question, err error) {
	err = d.store.View(func(tx T) error {
		var err error
		qs, err = tx.Questions(limit)
		return err
	})
	return qs, err
}
