package order

import "time"

// A panel that is asked by id and says failed, or that it does not know the id,
// without a word of the order itself, may not have stored the order yet, or may have
// lost its index for a moment. It is believed when it says so twice, with time
// between, and in the same moment knows an order that was sent later.
const (
	denialAfter = 2 * time.Minute // from the call until a denial counts
	denialApart = time.Minute     // between the two
)

// deny takes a reply to a status check in, and reports whether it is the second
// denial that counts. A panel that said that it took the order does not unsay that
// by not knowing the id; nor is an order of which only the answer was lost given up
// by that, since the call may still be on its way to the panel. A denial is as old as
// the check that brought it, which began then: what the panel knew later it may have
// been too slow to say.
func (d *Desk) deny(o *Order, a Reply, begun time.Time) bool {
	if a.OfOrder || a.Outcome == OutcomePending {
		o.Denials, o.Denied = 0, time.Time{}
	}
	if !o.deniable(a) || begun.Sub(o.Sent) < d.cfg.DenialAfter {
		return false
	}
	switch since := begun.Sub(o.Denied); {
	case o.Denials == 0, since < 0: // less than none: the clock was set back
		o.Denials, o.Denied = 1, begun
		return false
	case since < d.cfg.DenialApart:
		return false
	}
	o.Denials = 2
	return true
}

// deniable reports whether the reply counts against the order.
func (o *Order) deniable(a Reply) bool {
	switch {
	case a.Outcome != OutcomeDenied || !o.Open():
		return false
	case a.NotFound:
		return o.State == Unclear && o.Doubt
	}
	return true
}

// knowsLater asks the panel for the order that was sent last of those that it
// knew, if this order could be settled as denied now. True: the panel tells of that
// one, which was sent later, so its look-up works.
func (d *Desk) knowsLater(id ID, a Reply, begun time.Time) bool {
	var later ID
	err := d.store.View(func(tx Tx) error {
		o, _, err := tx.Order(id)
		if err != nil || !d.deny(&o, a, begun) {
			return err
		}
		p, err := tx.PanelState(MainPanel)
		if p.FoundSent.After(o.Sent) && !p.FoundSent.After(begun) && p.FoundID != id {
			later = p.FoundID
		}
		return err
	})
	if err != nil || later == "" {
		return false
	}
	for {
		wait, ok := d.checks.spend()
		if ok {
			break
		}
		select {
		case <-time.After(wait):
		case <-d.calls.Done():
			return false
		}
	}
	return d.status(later).OfOrder
}
