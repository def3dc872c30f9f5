package order

import (
	"slices"
	"time"
)

// choice says which of those that are due is taken.
type choice int

const (
	longestDue choice = iota
	lastPlaced
	askedFor    // that a person asks for, or else the one placed last
	failedFirst // that failed, of those that came due last, or else the one that waited longest
	// asPlanned is what was due first, and last of all what only a person's question
	// made due; askedElsePlanned is that a person asks for, or else as planned.
	asPlanned
	askedElsePlanned
)

// turns share out the status checks where they are late by more than d.late, which no
// plan can mend: the newest go first, since somebody waits at the counter; one in four
// is for whoever asks, so that one impatient person holds up nobody, and one for the
// order that waited longest, so that none starves. Else what is due first goes first,
// as it was planned, and one in four is for whoever asks.
var turns = []choice{lastPlaced, askedFor, lastPlaced, longestDue}

// batchTurn: one in so many status checks is for an order of a batch even while others
// are due, since the stuck orders of single customers may be many.
const batchTurn = 8

// pick gives a due order that is not being worked on, or the time until the
// next is due. Orders of batches come behind all others.
func (d *Desk) pick(q Queue, by choice, busy map[ID]bool) (found ID, wait time.Duration, ok bool) {
	found, wait, ok = d.pickFrom(q, by, busy)
	behind, has := q.behind()
	if ok || !has {
		return found, wait, ok
	}
	found, later, ok := d.pickFrom(behind, longestDue, busy)
	return found, min(wait, later), ok
}

// pickFrom is pick in one queue.
func (d *Desk) pickFrom(q Queue, by choice, busy map[ID]bool) (found ID, wait time.Duration, ok bool) {
	wait = time.Hour
	free := func(ids []ID) []ID {
		return slices.DeleteFunc(ids, func(id ID) bool { return busy[id] })
	}
	err := d.store.View(func(tx Tx) error {
		now := d.cfg.Now()
		if q == ToRecheck {
			// Open orders come first: those that are due, and not being checked just now.
			checking := int(d.checking.Load())
			open, err := tx.Due(ToCheck, now, false, checking+1)
			if err != nil || len(open) > checking {
				wait = 10 * time.Second
				return err
			}
			rows, err := tx.Due(ToCheckBatch, now, false, checking+1)
			if err != nil || len(open)+len(rows) > checking {
				wait = 10 * time.Second
				return err
			}
		}
		if by == lastPlaced || by == askedFor {
			due, waits, err := tx.NextDue(q)
			if err != nil {
				return err
			}
			switch onTime := waits && now.Sub(due) < d.late; {
			case onTime && by == askedFor:
				by = askedElsePlanned
			case onTime:
				by = asPlanned
			}
		}
		limit, newest := len(busy)+1, by != longestDue && by != asPlanned
		if by != longestDue {
			limit += newestWindow
		}
		ids, err := tx.Due(q, now, newest, limit)
		if err != nil {
			return err
		}
		if ids = free(ids); len(ids) > 0 {
			found, ok = ids[0], true
			switch {
			case by == failedFirst:
				found, err = firstFailed(tx, ids)
			case by == asPlanned:
				found, _, err = firstAsked(tx, ids, false)
			case by == askedElsePlanned:
				var asked bool
				if found, asked, err = firstAsked(tx, ids, true); err == nil && !asked {
					if ids, err = tx.Due(q, now, false, limit); err == nil {
						found = free(ids)[0]
					}
				}
			case newest && len(ids) > 1:
				found, err = youngest(tx, ids, by == askedFor)
			}
			return err
		}
		next, more, err := tx.NextDue(q)
		if err != nil || !more {
			return err
		}
		if !next.After(now) { // that is one being worked on, still in the queue; see behind it
			ids, err := tx.Due(q, now.Add(wait), false, limit)
			if err != nil {
				return err
			}
			if ids = free(ids); len(ids) == 0 {
				return nil
			}
			o, _, err := tx.Order(ids[0])
			if err != nil {
				return err
			}
			next = o.Next
		}
		wait = min(wait, max(next.Sub(now), time.Millisecond))
		return nil
	})
	if err != nil {
		d.log.Error("reading what is due", "error", err)
		return "", time.Second, false
	}
	return found, wait, ok
}

// newestWindow is how many orders, of those that came due last, the next one to check is
// chosen from. The very last alone would not do: with many open orders others come due
// faster than the rate limit lets them be checked, and a new one would be left behind.
const newestWindow = 32

// youngest gives the order placed last, of those that a person asks for if there
// are any and they come first.
func youngest(tx Tx, ids []ID, askedFirst bool) (ID, error) {
	if !askedFirst {
		return slices.Max(ids), nil // ids are time-ordered
	}
	best, asked := ID(""), false
	for _, id := range ids {
		o, _, err := tx.Order(id)
		if err != nil {
			return "", err
		}
		if o.Asked == asked && id > best || o.Asked && !asked {
			best, asked = id, o.Asked
		}
	}
	return best, nil
}

// firstAsked gives the first order that a person asks for, or that none asks for; else
// the first, and false.
func firstAsked(tx Tx, ids []ID, want bool) (ID, bool, error) {
	for _, id := range ids {
		if o, _, err := tx.Order(id); err != nil || o.Asked == want {
			return id, err == nil, err
		}
	}
	return ids[0], false, nil
}

// firstFailed gives an order that failed, which a reseller may be about to send again,
// else the one due first of those.
func firstFailed(tx Tx, ids []ID) (ID, error) {
	for _, id := range ids {
		o, _, err := tx.Order(id)
		if err != nil || o.State == Failed {
			return id, err
		}
	}
	return ids[len(ids)-1], nil
}
