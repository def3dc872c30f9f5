package order

import "time"

// When a final word is checked once more, counted from when the order became
// final. That an order failed, which its reseller may send again, and what only an owner
// says is checked sooner and more often than that the panel called it done, or took back
// its word.
var (
	recheckFailed = []time.Duration{2 * time.Minute, 15 * time.Minute, 2 * time.Hour, 24 * time.Hour}
	recheckDone   = []time.Duration{time.Hour, 24 * time.Hour}
)

const (
	// An ended order on which the panel still works is checked each recheckEach after the
	// last of its times, until recheckWorking after its end.
	recheckEach    = 24 * time.Hour
	recheckWorking = 7 * 24 * time.Hour
	// recheckUntil is how long a check that brought no readable word is made again; longer,
	// so that the last word on an order on which the panel works is one.
	recheckUntil = recheckWorking + recheckEach
)

// recheckAt gives when a final order is checked next; zero for never. What is late is
// checked once, not once for each time that passed.
func (o *Order) recheckAt(now time.Time) time.Time {
	times := recheckFailed
	switch {
	case o.Hand != nil, o.NeverSent(): // the panel never heard of it; nobody ever tried
		return time.Time{}
	case o.Cause == CauseReversed, o.State == Done && o.Cause == CauseNone:
		times = recheckDone
	}
	for _, after := range times {
		if at := o.Settled.Add(after); at.After(now) {
			return at
		}
	}
	for after := recheckEach; o.Working && after <= recheckWorking; after += recheckEach {
		if at := o.Settled.Add(after); at.After(now) {
			return at
		}
	}
	return time.Time{}
}

// reversal gives the state that the panel's word turns a final order into.
func reversal(o Order, a Reply) (State, bool) {
	switch {
	case o.State == Failed && a.Outcome == OutcomeDone:
		return Done, true
	case o.State == Done && a.Outcome == OutcomeFailed:
		return Failed, true
	}
	return "", false
}

// resumes reports whether the panel's word puts a failed order on its way again: the
// panel did not take it, or was thought not to, and now works on it. An order that failed
// by the panel's word by id, or by a verdict, stays failed, since there the panel may go
// on to say "in progress" for a long time.
func (o *Order) resumes(a Reply) bool {
	if o.State != Failed || a.Outcome != OutcomePending || !a.OfOrder || a.Code != "" {
		return false
	}
	return o.Cause == CauseRefused || o.Cause == CauseDenied || o.Cause == CauseNeverSent
}

// resume makes the order open again and tells its people at once, who may be about to
// send it again.
func (d *Desk) resume(u Unit, o Order, a Reply, now time.Time) error {
	if err := u.move(&o, Accepted, CauseNone, now); err != nil {
		return err
	}
	if o.Sent.IsZero() {
		o.Sent = o.Placed
	}
	o.Cause, o.Settled, o.Stuck, o.Denials, o.Denied, o.Working = CauseNone, time.Time{}, time.Time{}, 0, time.Time{}, false
	pause, err := d.pause(u, o, a, now)
	if err != nil {
		return err
	}
	o.Next = now.Add(pause)
	if err := u.PutOrder(o); err != nil {
		return err
	}
	return u.Tell.Resumed(o, now)
}

// worksOn reports whether the panel says of an order that has ended here that it works on it.
// One that it called done itself it has begun anew where it knows no transaction of it any
// more; a code that is not known may be that of an old order.
func (o *Order) worksOn(a Reply) bool {
	if a.Outcome != OutcomePending || !a.OfOrder {
		return false
	}
	return o.State == Failed || o.Cause == CauseVerdict || a.Code == "" && a.TransactionID == ""
}

// rechecked records that a final order was checked and stays as it is. The owners are told
// of one that is not checked any more, where the panel worked on it and never said how it
// ended.
func (d *Desk) rechecked(u Unit, o Order, a Reply, asked bool, now time.Time) error {
	switch {
	case o.worksOn(a) && now.Sub(o.Settled) < recheckWorking:
		o.Working = true
	case a.Outcome == OutcomeDone, a.Outcome == OutcomeFailed:
		o.Working = false
	}
	o.Next = o.recheckAt(now)
	if age := now.Sub(o.Settled); (a.unread() || a.Outcome == OutcomeRefused) && age < recheckUntil {
		if again := now.Add(max(age/10, recheckFailed[0])); o.Next.IsZero() || again.Before(o.Next) {
			o.Next = again
		}
	}
	if a.Outcome == OutcomeDone && o.TransactionID == "" {
		o.TransactionID = a.TransactionID
	}
	unfinished := o.Working && o.Next.IsZero()
	o.Working = o.Working && !unfinished // which is told once
	if err := u.PutOrder(o); err != nil {
		return err
	}
	if asked {
		if err := u.Tell.Checked(o, a, now); err != nil {
			return err
		}
	}
	if unfinished {
		return u.Tell.Unfinished(o, now)
	}
	return nil
}
