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

// pick gives a due order that is not being worked on, of the first of the queues that has
// one, or the time until the next is due. by is for single orders; of those of batches the
// one that waited longest is taken. A queue that cannot be read does not keep the others
// waiting.
func (d *Desk) pick(queues []Queue, by choice, busy map[ID]bool) (found ID, wait time.Duration, ok bool) {
	found, wait, err := d.pickInOneView(queues, by, busy)
	if err == nil {
		return found, wait, found != ""
	}
	if len(queues) == 1 {
		d.log.Error("reading what is due", "error", err)
		return "", time.Second, false
	}
	// Each in a view of its own, since one in which reading panics is over.
	wait = idleWait
	for i := range queues {
		found, pause, ok := d.pick(queues[i:i+1], by, busy)
		if ok {
			return found, 0, true
		}
		wait = min(wait, pause)
	}
	return "", wait, false
}

// pickInOneView is pick where each of the queues can be read.
func (d *Desk) pickInOneView(queues []Queue, by choice, busy map[ID]bool) (found ID, wait time.Duration, err error) {
	wait = idleWait
	err = d.store.View(func(tx Tx) error {
		for _, q := range queues {
			by := by
			if q != q.front() {
				by = longestDue
			}
			next, pause, err := d.pickFrom(queueView{tx: tx, queue: q, now: d.cfg.Now(), busy: busy}, by)
			if err != nil || next != "" {
				found = next
				return err
			}
			wait = min(wait, pause)
		}
		return nil
	})
	return found, wait, err
}

// pickFrom is pick in one queue.
func (d *Desk) pickFrom(v queueView, by choice) (found ID, wait time.Duration, err error) {
	if v.queue == ToRecheck {
		if open, err := d.openDue(v); err != nil || open {
			return "", 10 * time.Second, err
		}
	}
	if by, err = d.asPlannedIfOnTime(v, by); err != nil {
		return "", 0, err
	}
	if found, ok, err := v.choose(by); err != nil || ok {
		return found, 0, err
	}
	wait, err = v.untilNext()
	return "", wait, err
}

// idleWait is after how long a queue is looked at again in which nothing is due.
const idleWait = time.Hour

// openDue reports whether open orders are due that are not being checked just now. They
// come before those that are to be rechecked.
func (d *Desk) openDue(v queueView) (bool, error) {
	checking := int(d.checking.Load())
	open, err := v.tx.Due(ToCheck, v.now, false, checking+1)
	if err != nil || len(open) > checking {
		return true, err
	}
	rows, err := v.tx.Due(ToCheckBatch, v.now, false, checking+1)
	return len(open)+len(rows) > checking, err
}

// asPlannedIfOnTime gives the choice that is made in place of one of the turns where the
// status checks are not late.
func (d *Desk) asPlannedIfOnTime(v queueView, by choice) (choice, error) {
	if by != lastPlaced && by != askedFor {
		return by, nil
	}
	due, waits, err := v.tx.NextDue(v.queue)
	switch onTime := waits && v.now.Sub(due) < d.late; {
	case err != nil || !onTime:
		return by, err
	case by == askedFor:
		return askedElsePlanned, nil
	}
	return asPlanned, nil
}

// queueView is a queue at one moment; the orders in busy are being worked on.
type queueView struct {
	tx    Tx
	queue Queue
	now   time.Time
	busy  map[ID]bool
}

// choose takes one of the orders that are due and not being worked on; false where there
// are none.
func (v queueView) choose(by choice) (found ID, ok bool, err error) {
	limit, newest := len(v.busy)+1, by != longestDue && by != asPlanned
	if by != longestDue {
		limit += newestWindow
	}
	ids, err := v.free(v.now, newest, limit)
	if err != nil || len(ids) == 0 {
		return "", false, err
	}
	found = ids[0]
	switch by {
	case failedFirst:
		found = firstFailed(v.tx, ids)
	case asPlanned:
		found, _ = firstAsked(v.tx, ids, false)
	case askedElsePlanned:
		var asked bool
		if found, asked = firstAsked(v.tx, ids, true); !asked {
			if ids, err = v.free(v.now, false, limit); err == nil {
				found = ids[0]
			}
		}
	case lastPlaced:
		found = slices.Max(ids) // ids are time-ordered
	case askedFor:
		found = youngestAsked(v.tx, ids)
	}
	return found, err == nil, err
}

// free gives the orders that are due by a time and not being worked on, of the first
// or newest in the queue, at most limit.
func (v queueView) free(by time.Time, newest bool, limit int) ([]ID, error) {
	ids, err := v.tx.Due(v.queue, by, newest, limit)
	return slices.DeleteFunc(ids, func(id ID) bool { return v.busy[id] }), err
}

// untilNext is the time until the next order is due, where none is now.
func (v queueView) untilNext() (time.Duration, error) {
	next, more, err := v.tx.NextDue(v.queue)
	if err != nil || !more {
		return idleWait, err
	}
	if !next.After(v.now) { // that is one being worked on, still in the queue; see behind it
		ids, err := v.free(v.now.Add(idleWait), false, len(v.busy)+1)
		if err != nil || len(ids) == 0 {
			return idleWait, err
		}
		o, _, err := v.tx.Order(ids[0])
		if err != nil {
			return restFor, nil
		}
		next = o.Next
	}
	return min(idleWait, max(next.Sub(v.now), time.Millisecond)), nil
}

// newestWindow is how many orders, of those that came due last, the next one to check is
// chosen from. The very last alone would not do: with many open orders others come due
// faster than the rate limit lets them be checked, and a new one would be left behind.
const newestWindow = 32

// An order that cannot be read is taken where one of the functions below meets it:
// handling it fails, it rests, and the others are not held up by it.

// youngestAsked gives the order placed last of those that a person asks for; where there
// are none, of all.
func youngestAsked(tx Tx, ids []ID) ID {
	best, asked := ID(""), false
	for _, id := range ids {
		o, _, err := tx.Order(id)
		if err != nil {
			return id
		}
		if o.Asked == asked && id > best || o.Asked && !asked {
			best, asked = id, o.Asked
		}
	}
	return best
}

// firstAsked gives the first order that a person asks for, or that none asks for; else
// the first, and false.
func firstAsked(tx Tx, ids []ID, want bool) (ID, bool) {
	for _, id := range ids {
		if o, _, err := tx.Order(id); err != nil || o.Asked == want {
			return id, true
		}
	}
	return ids[0], false
}

// firstFailed gives an order that failed, which a reseller may be about to send again,
// else the one due first of those.
func firstFailed(tx Tx, ids []ID) ID {
	for _, id := range ids {
		if o, _, err := tx.Order(id); err != nil || o.State == Failed {
			return id
		}
	}
	return ids[len(ids)-1]
}
