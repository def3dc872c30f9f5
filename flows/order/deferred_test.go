package order

import (
	"context"
	"testing"
	"time"
)

// TestTheFirstCheckTells: that the panel took an order is told with the first
// check, if then it is still open, so that one that is done by then changes its
// card once. Where no check is near, or the card says that it waits, it is told
// at once.
func TestTheFirstCheckTells(t *testing.T) {
	ordinary := func(*Config) {}
	for _, test := range []struct {
		about     string
		set       func(*Config)
		request   func(context.Context, ID) Reply
		status    func(context.Context, ID) Reply
		soon, end string // the card's path before the first check, and after it
	}{
		{"done by then", ordinary, always(accepted), always(done), "", "done"},
		{"failed by then", ordinary, always(accepted), always(failed), "", "failed"},
		{"still open", ordinary, always(accepted), always(pending), "", "accepted"},
		{"the panel cannot be asked", ordinary, always(accepted), always(unsent), "", "accepted"},
		{"the panel says nothing of it", ordinary, always(accepted), always(unclear), "", "accepted"},
		{"the panel refuses to say", ordinary, always(accepted), always(refused), "", "accepted"},
		{"the first check is late", func(s *Config) { s.FirstCheck = nearCheck + time.Second }, always(accepted), always(pending), "accepted", "accepted"},
		{"the card says that it waits", ordinary, inTurn(unsent, accepted), always(pending), "placed accepted", "placed accepted"},
		{"unclear", ordinary, always(unclear), always(pending), "unclear", "unclear accepted"},
	} {
		inRoom(t, func(r *room) {
			test.set(&r.cfg)
			r.restart()
			r.requests(taking(test.request))
			r.statuses(test.status)
			r.after(time.Minute) // the rate limit begins nearly empty
			id := r.place()
			r.after(2900 * time.Millisecond)
			if got := r.path(id); got != test.soon {
				t.Errorf("%s: soon the card showed %q", test.about, got)
			}
			r.after(5 * time.Minute)
			if got := r.path(id); got != test.end {
				t.Errorf("%s: later the card showed %q", test.about, got)
			}
			if o := r.order(id); o.CardPending {
				t.Errorf("%s: it is still pending", test.about)
			}
		})
	}
}

// TestWithoutACallLeftItIsToldAtOnce: where the checks are used up, the first may
// be long in coming.
func TestWithoutACallLeftItIsToldAtOnce(t *testing.T) {
	inRoom(t, func(r *room) {
		r.cfg.ChecksPerMinute = 2
		r.restart()
		r.after(time.Minute)
		first := r.place()
		r.after(4 * time.Second) // takes the only check there was
		second := r.place()
		r.after(time.Second)
		if r.called("status", first, 1); r.path(second) != "accepted" {
			t.Errorf("the card showed %q", r.path(second))
		}
	})
}

// TestTheFirstCheckTellsAfterACrash: a process that ends between the panel's
// word and the first check leaves the telling to the next.
func TestTheFirstCheckTellsAfterACrash(t *testing.T) {
	inRoom(t, func(r *room) {
		r.after(time.Minute)
		id := r.place()
		r.after(time.Second)
		if o := r.is(id, Accepted, ""); !o.CardPending || r.path(id) != "" {
			t.Errorf("%+v, the card showed %q", o, r.path(id))
		}
		r.crash()
		r.after(10 * time.Second)
		r.start()
		r.after(time.Minute)
		if got := r.path(id); got != "accepted" {
			t.Errorf("the card showed %q", got)
		}
	})
}

// TestNoCardStaysPending: where the first check does not tell in time, the card is
// changed without it.
func TestNoCardStaysPending(t *testing.T) {
	for _, test := range []struct {
		about  string
		orders int
		set    func(*Config)
	}{
		{"the status call hangs", 1, func(*Config) {}},
		{"all checks are busy", checksMin + 5, func(s *Config) { s.ChecksPerMinute = 600 }},
		{"others have the rate limit", 100, func(*Config) {}},
		{"too many are pending", maxDeferred + 100, func(s *Config) { s.ChecksPerMinute = 100_000 }},
	} {
		inRoom(t, func(r *room) {
			test.set(&r.cfg)
			r.restart()
			r.statuses(hang)
			r.after(time.Minute)
			var ids []ID
			for range test.orders {
				ids = append(ids, r.place())
			}
			r.after(time.Second)
			shown := 0
			for _, id := range ids {
				if r.path(id) != "" {
					shown++
				}
			}
			if shown > max(0, test.orders-maxDeferred) {
				t.Errorf("%s: soon %d cards showed that the order was accepted", test.about, shown)
			}
			r.after(r.cfg.FirstCheck + slowCall)
			for _, id := range ids {
				if o := r.is(id, Accepted, ""); o.CardPending || r.path(id) != "accepted" {
					t.Fatalf("%s: %+v, the card showed %q", test.about, o, r.path(id))
				}
			}
		})
	}
}

// TestNoCardStaysPendingAfterACrash: nor where the process ended between.
func TestNoCardStaysPendingAfterACrash(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(hang)
		r.after(time.Minute)
		id := r.place()
		r.after(time.Second)
		r.crash()
		r.after(time.Second)
		r.start()
		r.after(r.cfg.FirstCheck + slowCall)
		if o := r.is(id, Accepted, ""); o.CardPending || r.path(id) != "accepted" {
			t.Errorf("%+v, the card showed %q", o, r.path(id))
		}
	})
}
