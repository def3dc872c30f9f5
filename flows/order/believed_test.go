package order

import (
	"context"
	"sync/atomic"
	"testing"
	"time"
)

var atWork = Reply{Outcome: OutcomePending, OfOrder: true, Message: "processing"}

func (r *room) words(id ID) (w []string) {
	for _, s := range r.heard(id) {
		w = append(w, s.what)
	}
	return
}

// TestFailedAndAtWorkAfterAll: an order that was told as failed, and that the panel then works on, is told at once and followed.
func TestFailedAndAtWorkAfterAll(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(refused)))
		r.statuses(always(atWork))
		id := r.place()
		r.after(14 * time.Minute)
		if n := len(r.calls("status", id)); len(r.words(id)) == 1 {
			t.Errorf("after 14 minutes: %d check, told %v", n, r.words(id))
		}
		r.after(30 * time.Hour)
		r.statuses(always(done))
		r.after(10 * 24 * time.Hour)
		if o := r.order(id); o.State == Failed {
			t.Errorf("done at the panel since 30 h, here for ever %s, told %v", o.State, r.words(id))
		}
	})
}

// TestALaterOrderIsSentLater: an order sent by a clock that was ahead does not show that the look-up works.
func TestALaterOrderIsSentLater(t *testing.T) {
	inRoom(t, func(r *room) {
		r.offset.Store(int64(2 * time.Hour))
		r.restart()
		old := r.place()
		r.statuses(func(_ context.Context, asked ID) Reply {
			if asked == old {
				return atWork
			}
			return notFound // a replica that stands still: nothing new is found
		})
		r.after(40 * time.Second)
		r.offset.Store(0)
		r.restart()
		r.after(10 * time.Second)
		r.requests(taking(always(doubtful)))
		id := r.place()
		r.after(5 * time.Minute)
		if o := r.order(id); o.State == Failed {
			t.Errorf("%s (%s) after %v; no order was sent after it", o.State, o.Cause, o.Settled.Sub(o.Sent))
		}
	})
}

// TestFailedAreRecheckedFirst: failed orders are checked again in time, however many done ones are due.
func TestFailedAreRecheckedFirst(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: three hours of orders")
	}
	inRoom(t, func(r *room) {
		r.statuses(func(_ context.Context, id ID) Reply { d := done; d.TransactionID = "T" + string(id); return d })
		for range 150 * 30 { // 30 a minute, 60 calls a minute
			r.place()
			r.after(2 * time.Second)
		}
		r.requests(taking(always(refused)))
		id := r.place()
		r.after(time.Second)
		r.requests(taking(always(accepted)))
		for range 30 * 30 {
			r.place()
			r.after(2 * time.Second)
		}
		if o := r.order(id); o.State == Failed {
			t.Errorf("a false refusal was not checked again for 30 minutes: %d checks", len(r.calls("status", id)))
		}
	})
}

// TestHeldBack: while the panel asks to be left alone, orders still fail in time, and owners hear of what takes too long.
func TestHeldBack(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(Reply{Outcome: OutcomeUnclear, Limited: true, RetryAfter: 2 * time.Hour, Answered: true})))
		r.statuses(always(done))
		r.place()
		r.after(time.Second)
		r.requests(taking(always(accepted)))
		id := r.place()
		r.after(time.Hour)
		if o := r.order(id); o.State == Placed {
			t.Errorf("an hour after Confirm: %s, told %v, owners %v", o.State, r.words(id), r.words(""))
		}
	})
	inRoom(t, func(r *room) {
		r.statuses(always(Reply{Outcome: OutcomeUnclear, Limited: true, RetryAfter: 24 * time.Hour, Answered: true}))
		id := r.place()
		r.after(20 * time.Hour)
		if o := r.order(id); o.Stuck.IsZero() {
			t.Errorf("20 hours after the call: %s, told %v, owners %v", o.State, r.words(id), r.words(""))
		}
	})
}

// TestOlderWord: a reply to a call that began earlier does not overwrite a newer word.
func TestOlderWord(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(done))
		id := r.place()
		r.after(10 * time.Second)
		var n atomic.Int32
		r.statuses(func(context.Context, ID) Reply {
			if n.Add(1) == 1 {
				time.Sleep(8 * time.Second)
				return done
			}
			return failed
		})
		r.after(time.Hour - 8*time.Second)
		for n.Load() == 0 {
			r.after(100 * time.Millisecond)
		}
		r.after(100 * time.Millisecond)
		r.ask(id)
		r.after(15 * time.Second)
		if o := r.order(id); o.State == Done {
			t.Errorf("the panel's newest word is failed; %s, told %v", o.State, r.words(id))
		}
	})
}

// TestRechecksAndTheClock: a clock that was ahead keeps no failed order from being checked again.
func TestRechecksAndTheClock(t *testing.T) {
	inRoom(t, func(r *room) {
		r.offset.Store(int64(24 * time.Hour))
		r.restart()
		r.requests(taking(always(refused)))
		r.statuses(always(done))
		id := r.place()
		r.after(time.Second)
		r.offset.Store(0)
		r.restart()
		r.after(20 * time.Hour)
		if o := r.order(id); o.State == Failed {
			t.Errorf("not checked again in 20 hours, a restart included: %d", len(r.calls("status", id)))
		}
	})
}

// TestPendingBetweenDenials: denials with a word of progress between them are not two.
func TestPendingBetweenDenials(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(accepted)))
		id := r.place()
		n := 0
		r.statuses(func(_ context.Context, asked ID) Reply {
			if asked != id {
				return done
			}
			if n++; n%2 == 0 {
				return Reply{Outcome: OutcomePending}
			}
			return bareNo
		})
		r.after(time.Second)
		r.place()
		r.after(10 * time.Minute)
		if o := r.order(id); o.State == Failed {
			t.Errorf("%s (%s): the panel said pending between the two", o.State, o.Cause)
		}
	})
}

// TestARefusedRecheck: a refused question is no check.
func TestARefusedRecheck(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(done))
		id := r.place()
		r.after(20 * time.Hour)
		r.statuses(always(Reply{Outcome: OutcomeRefused, Message: "Not User"}))
		r.after(6 * time.Hour)
		r.statuses(always(failed))
		r.after(10 * 24 * time.Hour)
		if o := r.order(id); o.State == Done {
			t.Errorf("a refused question counted as the last check: %d checks", len(r.calls("status", id)))
		}
	})
}
