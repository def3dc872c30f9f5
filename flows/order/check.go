package order

import (
	"context"
	"errors"
	"time"
)

// unknownCodeAfter is how long after the call a status code that is not known comes to
// the owners, where orders may take longer than that.
const unknownCodeAfter = 30 * time.Minute

// slowest is the longest pause between two status checks of a stuck order.
const slowest = 6 * time.Hour

// check asks the panel for one order and records its word. False: it could not
// be recorded; the order stays due.
func (d *Desk) check(id ID) bool {
	begun := d.cfg.Now()
	a := d.status(id)
	if d.interrupted(a) {
		return true // it stays due
	}
	known := a.Outcome == OutcomeDenied && d.knowsLater(id, a, begun)
	var was, is Order
	saved := d.save(id, func(u Unit) error {
		o, ok, err := u.Order(id)
		was, is = o, o
		if err != nil || !ok || o.Hand != nil || !(o.State == Accepted || o.State == Unclear || o.State.Final()) {
			return err
		}
		if err := d.notePanel(u, o, a); err != nil {
			return err
		}
		if err := d.recordStatus(u, o, a, begun, known); err != nil {
			return err
		}
		is, _, err = u.Order(id)
		return err
	})
	if saved && is.State.Final() && is.State != was.State {
		d.logSettled(is)
	}
	d.observe(statusCalls, a)
	return saved
}

// status asks the panel for an order by id. A reply that names another customer's number is
// no word on the order: the id is also that of an order of another program, or the reply is
// that to another call. Its words are for the log alone.
func (d *Desk) status(id ID) Reply {
	a := d.guard(func() Reply { return d.gateway.Status(d.calls, id) })
	if a.Number != "" {
		var o Order
		err := d.store.View(func(tx Tx) (err error) {
			o, _, err = tx.Order(id)
			return err
		})
		if err != nil {
			a = Reply{Answered: a.Answered, Err: err}
		} else if a.Number != o.Number {
			a = Reply{Answered: a.Answered, Message: a.Message, Mend: mendAnother, Err: errAnother}
			d.logInquiry("status", id, a)
			a.Message = ""
			return a
		}
	}
	d.logInquiry("status", id, a)
	return a
}

// errAnother says what is wrong with such a reply, and mendAnother what an owner should do.
var errAnother = errors.New("the reply names another number than the order's")

const mendAnother = "the panel answers for an order with the number of another: see whether another program uses the same UPSTREAM_KEY, and ask the panel's people"

// recordStatus records what the panel said of an order by id, in a call that began
// then. known says that the panel has just told of an order that was sent later.
func (d *Desk) recordStatus(u Unit, o Order, a Reply, begun time.Time, known bool) error {
	now := d.cfg.Now()
	if outdated(o, begun, now) {
		return nil
	}
	asked, moved := o.Asked, o.CardPending
	o.noteCheck(a, now)
	if o.State.Final() {
		return d.recordFinal(u, o, a, asked, now)
	}
	switch a.Outcome {
	case OutcomeDone:
		return d.believe(u, o, Done, CauseNone, a, now)
	case OutcomeFailed:
		return d.believe(u, o, Failed, CauseNone, a, now)
	}
	denied := d.deny(&o, a, begun)
	if denied && known {
		return d.believe(u, o, Failed, CauseDenied, a, now)
	}
	if a.Outcome == OutcomePending && a.OfOrder && o.State == Unclear {
		if err := u.move(&o, Accepted, CauseNone, now); err != nil {
			return err
		}
		moved = true
	}
	pause, err := d.pause(u, o, a, now)
	if err != nil {
		return err
	}
	o.Next = now.Add(pause)
	stuck := o.Stuck.IsZero() && (denied || d.tooLong(o, a, now))
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
		return u.Tell.Checked(o, a, now)
	case moved:
		return u.Tell.Moved(o, now)
	}
	return nil
}

// outdated reports whether a call that began later has brought a newer word of an order
// that has ended.
func outdated(o Order, begun, now time.Time) bool {
	return o.State.Final() && begun.Before(o.CheckedAt) && !o.CheckedAt.After(now)
}

// noteCheck notes on an order that the panel was asked for it, and its words.
func (o *Order) noteCheck(a Reply, now time.Time) {
	if o.Sent.After(now) { // the clock was set back: how long it takes counts from here on
		o.Sent = now
	}
	o.StatusChecks, o.CheckedAt, o.Asked, o.CardPending = o.StatusChecks+1, now, false, false
	if said := a.said(); said != "" {
		o.Said = said
	}
	if a.Balance != nil && !o.State.Final() {
		o.BalanceLeft = a.Balance
	}
}

// said gives the panel's words, or its status code where there are none.
func (a Reply) said() string {
	if a.Message == "" && a.Code != "" {
		return "status " + a.Code
	}
	return a.Message
}

// recordFinal is recordStatus for an order that has ended already.
func (d *Desk) recordFinal(u Unit, o Order, a Reply, asked bool, now time.Time) error {
	if next, ok := reversal(o, a); ok {
		return d.believe(u, o, next, CauseReversed, a, now)
	}
	if o.resumes(a) {
		return d.resume(u, o, a, now)
	}
	return d.rechecked(u, o, a, asked, now)
}

// tooLong reports whether the owners must find out what became of an order: it has
// been under way too long, a shorter time if the panel gives a status code that nobody
// knows.
func (d *Desk) tooLong(o Order, a Reply, now time.Time) bool {
	age := now.Sub(o.Sent)
	return age >= d.cfg.StuckAfter || a.Code != "" && age >= unknownCodeAfter
}

// believe settles an order by the panel's word.
func (d *Desk) believe(u Unit, o Order, s State, cause Cause, a Reply, now time.Time) error {
	if s == Failed {
		switch {
		case cause == CauseDenied && !a.NotFound:
			o.Refusal = "" // nothing says that it was taken, nor that it was not
		case cause != CauseDenied: // the panel had taken it
			if err := u.disproved(&o, now); err != nil {
				return err
			}
		}
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

// notePanel remembers what a status or balance call told of the panel: the
// balance, the order that it knows and that was sent last, and what the call took
// of the limit.
func (d *Desk) notePanel(u Unit, o Order, a Reply) error {
	p, err := u.PanelState(MainPanel)
	if err != nil {
		return err
	}
	now := d.cfg.Now()
	if p.FoundSent.After(now) { // the clock was set back: later than that is not what was sent later
		p.FoundID, p.FoundSent = "", time.Time{}
	}
	if a.Balance != nil && o.tellsBalance(a, p) {
		if err := d.balanceTold(u, &p, *a.Balance, now); err != nil {
			return err
		}
	}
	// Where the clock was set back while the order was on its way, Sent is not when it was.
	if a.OfOrder && o.Sent.After(p.FoundSent) && !o.Sent.After(now) && !o.Placed.After(o.Sent) {
		p.FoundID, p.FoundSent = o.ID, o.Sent
	}
	p.StatusLimit = d.checks.state()
	return u.PutPanelState(MainPanel, p)
}

// tellsBalance reports whether the balance in a reply is the panel's of now; without an order
// it always is. Panels tell with an order the balance of now, or that which was left after it:
// of an order that ended before, or that was sent before another of which the panel has told,
// it may be the balance of then, and where it is what the panel told of this order before it
// is no news.
func (o Order) tellsBalance(a Reply, p PanelState) bool {
	_, changed := reversal(o, a)
	switch {
	case o.ID == "":
		return true
	case o.State.Final() && !changed, o.Sent.Before(p.FoundSent):
		return false
	}
	return o.BalanceLeft == nil || *o.BalanceLeft != *a.Balance
}

// answerInquiries asks for the balance whenever somebody wants to know, one
// call for all who wait, and every minute while the panel is down, to notice
// that it is back.
func (d *Desk) answerInquiries(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for ctx.Err() == nil {
		wait := d.inquire()
		timer.Reset(wait)
		select {
		case <-ctx.Done():
		case <-d.kicks[ToInquire]:
		case <-timer.C:
		}
	}
}

// toldHeld is how long the panel must have asked to be left alone for those who ask
// for the balance to be told that.
const toldHeld = 10 * time.Second

// probeEvery is the pause between balance calls while the panel is down.
const probeEvery = time.Minute

// inquire answers what is asked and gives the time after which it has to be called again.
func (d *Desk) inquire() (wait time.Duration) {
	wait = probeEvery // after a panic
	defer d.survive("balance")
	probe, until := d.health.probe(d.cfg.Now())
	waiting, err := d.inquiriesWaiting(1)
	switch {
	case err != nil:
		d.log.Error("reading questions", "error", err)
		return time.Second
	case len(waiting) == 0 && !probe:
		return until
	}
	if held := d.holds[balances].wait(); held > toldHeld {
		if len(waiting) > 0 {
			d.tellBalance(Reply{Answered: true, Limited: true}) // nobody waits that long for an answer
		}
		return held
	}
	if pause, ok := d.inquiries.spend(); !ok {
		return pause
	}
	a := d.guard(func() Reply { return d.gateway.Balance(d.calls) })
	d.logInquiry("balance", "", a)
	if d.interrupted(a) {
		return probeEvery // whoever waits is answered after the next start
	}
	if !d.save("balance", func(u Unit) error { return d.notePanel(u, Order{}, a) }) || !d.tellBalance(a) {
		return probeEvery
	}
	d.observe(balances, a)
	_, until = d.health.probe(d.cfg.Now())
	return until
}

// tellBalance answers all who wait, one transaction each, so that a question
// that cannot be answered holds up no other; it is dropped.
func (d *Desk) tellBalance(a Reply) bool {
	for {
		waiting, err := d.inquiriesWaiting(100)
		if err != nil || len(waiting) == 0 {
			return err == nil
		}
		for _, q := range waiting {
			told := d.save("balance", func(u Unit) error {
				p, err := u.PanelState(MainPanel)
				if err != nil {
					return err
				}
				if err := u.Tell.BalanceTold(q, p, a, d.cfg.Now()); err != nil {
					return err
				}
				return u.DropInquiry(q.Seq)
			})
			if !told && !d.save("balance", func(u Unit) error { return u.DropInquiry(q.Seq) }) {
				return false
			}
		}
	}
}

func (d *Desk) inquiriesWaiting(limit int) (qs []BalanceInquiry, err error) {
	err = d.store.View(func(tx Tx) error {
		var err error
		qs, err = tx.BalanceInquiries(limit)
		return err
	})
	return qs, err
}
