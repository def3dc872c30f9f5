package order

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"
)

// restFor is how long an order whose handling failed is left alone, so that it cannot
// use up slots and rate limit.
const restFor = time.Minute

// work hands what is due in a queue to do, at most atOnce side by side.
func (d *Desk) work(ctx context.Context, q Queue, atOnce int, do func(ID) bool) {
	w := &worker{
		Desk: d, queue: q, atOnce: atOnce, do: do,
		busy: map[ID]bool{}, resting: map[ID]time.Time{}, done: make(chan handled, atOnce),
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for ctx.Err() == nil {
		wait := time.Hour
		if q == ToRecheck {
			wait = time.Minute // nobody tells when something comes in
		}
		wait = min(wait, w.wake())
		w.watchClock()
		wait = min(wait, w.start(ctx))
		timer.Reset(wait)
		select {
		case <-ctx.Done():
		case <-d.kicks[q]:
		case <-timer.C:
		case h := <-w.done:
			w.release(h)
		}
	}
	for ; w.running > 0; w.running-- {
		<-w.done
	}
}

// worker is the state of one run of [Desk.work].
type worker struct {
	*Desk
	queue      Queue
	atOnce     int
	do         func(ID) bool
	busy       map[ID]bool // those running and those resting
	running    int
	resting    map[ID]time.Time // until
	done       chan handled
	turn       int       // counts the orders taken
	latest     time.Time // the latest time the clock has shown
	overdueRun time.Time // when what is overdue was last looked for
}

// handled is an order that is not worked on any more, and whether that went well.
type handled struct {
	id   ID
	well bool
}

// wake ends the rest of the orders whose time is over, and gives the time until the
// next one's is.
func (w *worker) wake() time.Duration {
	wait := time.Hour
	for id, until := range w.resting {
		if left := time.Until(until); left > 0 {
			wait = min(wait, left)
		} else {
			delete(w.resting, id)
			delete(w.busy, id)
		}
	}
	return wait
}

// watchClock has the queue rewound at the start and when the clock was set back.
func (w *worker) watchClock() {
	now := w.cfg.Now().Round(0)
	if w.latest.IsZero() || now.Before(w.latest.Add(-time.Minute)) {
		w.rewind(w.queue, now)
		w.latest = now
	} else if now.After(w.latest) {
		w.latest = now
	}
}

// start begins work on what is due, as far as places and calls go, and gives the time
// until there may be more to begin.
func (w *worker) start(ctx context.Context) time.Duration {
	for w.running < w.atOnce && ctx.Err() == nil {
		id, wait, ok := w.next()
		if !ok {
			return wait
		}
		w.run(id)
	}
	return time.Hour
}

// next gives a due order and spends the call for it, or gives the time to wait for
// one of both.
func (w *worker) next() (id ID, wait time.Duration, ok bool) {
	calls := w.limitOf(w.queue)
	if pause, ok := calls.may(); !ok { // before reading, which is in vain without it
		if time.Since(w.overdueRun) >= overdueEvery {
			w.overdue(w.queue)
			w.overdueRun = time.Now()
		}
		return "", min(pause, overdueEvery), false
	}
	by := longestDue
	switch {
	case w.queue == ToCheck:
		by = turns[w.turn%len(turns)]
	case w.queue == ToRecheck && w.turn%2 == 0:
		by = failedFirst
	}
	if id, wait, ok = w.pick(w.queues(), by, w.busy); !ok {
		return "", wait, false
	}
	if pause, ok := calls.spend(); !ok {
		return "", pause, false
	}
	return id, 0, true
}

// queues are the queue and what is worked off behind it, in the order in which the next
// order is looked for.
func (w *worker) queues() []Queue {
	behind, has := w.queue.behind()
	switch {
	case !has, w.queue == ToSend && w.running >= batchSendsAtOnce: // the last places are for single orders
		return []Queue{w.queue}
	case w.queue == ToCheck && w.turn%batchTurn == batchTurn-1:
		return []Queue{behind, w.queue}
	}
	return []Queue{w.queue, behind}
}

// run hands an order to do.
func (w *worker) run(id ID) {
	w.turn++
	w.running++
	w.busy[id] = true
	if w.queue == ToCheck {
		w.checking.Add(1)
	}
	go func() {
		if w.queue == ToCheck {
			defer w.checking.Add(-1)
		}
		well := false
		defer func() { w.done <- handled{id, well} }()
		defer w.survive(id)
		well = w.do(id)
	}()
}

// release frees an order that was handled, or has it rest if that failed.
func (w *worker) release(h handled) {
	w.running--
	if delete(w.busy, h.id); !h.well {
		w.busy[h.id], w.resting[h.id] = true, time.Now().Add(restFor)
	}
}

// limitOf is what limits a queue's calls.
func (d *Desk) limitOf(q Queue) *share {
	switch q {
	case ToCheck:
		return d.checks
	case ToRecheck:
		return d.rechecks
	}
	return d.sends
}

// rewind makes due what was put off by a clock that has been set back since:
// an order last touched later than now would wait until the clock is there again.
func (d *Desk) rewind(q Queue, now time.Time) {
	if behind, ok := q.behind(); ok {
		defer d.rewind(behind, now)
	}
	var late []ID
	var unread error // which does not keep the others waiting
	err := d.store.View(func(tx Tx) error {
		ids, err := tx.Due(q, now.AddDate(100, 0, 0), false, math.MaxInt)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if second, _, _ := id.parts(); q == ToRecheck && int64(second) <= now.Unix() {
				continue // there may be many, and nobody waits for them
			}
			o, ok, err := tx.Order(id)
			if err != nil {
				unread = errors.Join(unread, err)
				continue
			}
			if ok && o.Next.After(now) && (o.Placed.After(now) || o.Sent.After(now) || o.CheckedAt.After(now)) {
				late = append(late, id)
			}
		}
		return nil
	})
	if err = errors.Join(err, unread); err != nil {
		d.log.Error("looking for orders that a clock set back puts off", "error", err)
	}
	for some := range slices.Chunk(late, 200) {
		d.save("", func(u Unit) error {
			for _, id := range some {
				o, ok, err := u.Order(id)
				if err != nil {
					return err
				}
				if _, due := o.Queue(); !ok || !due || !o.Next.After(now) {
					continue
				}
				o.Next = now
				if err := u.PutOrder(o); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// While calls are held back, overdue orders are looked for this often, and among so many
// that are due.
const (
	overdueEvery = 10 * time.Second
	overdueMost  = 500
)

// overdue does what needs no call and must not wait for one: an order that was not sent
// in time fails, and people are told of one that takes too long.
func (d *Desk) overdue(q Queue) {
	if q == ToRecheck {
		return
	}
	if behind, ok := q.behind(); ok {
		defer d.overdue(behind)
	}
	var late []ID
	var unread error // which does not keep the others waiting
	err := d.store.View(func(tx Tx) error {
		now := d.cfg.Now()
		ids, err := tx.Due(q, now, false, overdueMost)
		if err != nil {
			return err
		}
		for _, id := range ids {
			o, _, err := tx.Order(id)
			if err != nil {
				unread = errors.Join(unread, err)
				continue
			}
			if d.isOverdue(o, now) {
				late = append(late, id)
			}
		}
		return nil
	})
	if err = errors.Join(err, unread); err != nil {
		d.log.Error("reading what is due", "error", err)
	}
	for _, id := range late {
		d.save(id, func(u Unit) error {
			now := d.cfg.Now()
			o, _, err := u.Order(id)
			if err != nil || !d.isOverdue(o, now) {
				return err
			}
			if o.State == Placed {
				return Settle(u, &o, Failed, CauseNeverSent, now)
			}
			o.Stuck = now
			if err := u.PutOrder(o); err != nil {
				return err
			}
			return u.Tell.Stuck(o, now)
		})
	}
}

// isOverdue reports whether the order's time is over though nothing was asked.
func (d *Desk) isOverdue(o Order, now time.Time) bool {
	switch o.State {
	case Placed:
		return o.Hand == nil && !sendable(o, now)
	case Accepted, Unclear:
		if o.Batch != 0 && o.StatusChecks == 0 && now.Sub(o.Sent) < BatchSendFor {
			return false // it waits for its turn to be asked for, behind many others
		}
		return o.Stuck.IsZero() && !o.Sent.IsZero() && now.Sub(o.Sent) >= d.cfg.StuckAfter
	}
	return false
}
