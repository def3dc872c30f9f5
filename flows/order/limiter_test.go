package order

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// TestLimiter takes what it can for ten minutes, in every rhythm, and counts
// each minute.
func TestLimiter(t *testing.T) {
	for _, perMinute := range []int{-1, 0, 1, 2, 3, 5, 6, 7, 11, 12, 30, 60, 61, 600} {
		for _, idle := range []time.Duration{0, 13 * time.Second, 2 * time.Minute} {
			t.Run(fmt.Sprint(perMinute, idle), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					l := newLimiter(perMinute, time.Now, LimiterState{})
					checks, inquiries := newShare(l, 1, &hold{}), newShare(l, 0, &hold{})
					var at []time.Time
					for begun := time.Now(); time.Since(begun) < 10*time.Minute; {
						wait, ok := checks.spend()
						if len(at)%5 == 4 && !ok {
							wait, ok = inquiries.spend()
						}
						if ok {
							at = append(at, time.Now())
							if len(at)%max(1, perMinute) == 0 {
								time.Sleep(idle)
							}
							continue
						}
						if wait <= 0 || wait > 3*time.Minute {
							t.Fatalf("to wait: %v", wait)
						}
						time.Sleep(wait)
					}
					n := max(1, perMinute)
					for i := range max(0, len(at)-n) {
						if span := at[i+n].Sub(at[i]); span < time.Minute {
							t.Fatalf("%d calls within %v", n+1, span)
						}
					}
					if least := n * 10 / 2; idle == 0 && len(at) < least && perMinute > 1 {
						t.Errorf("%d calls in ten minutes, want at least %d", len(at), least)
					}
				})
			})
		}
	}
}

// TestLimiterClockSetBack: a clock set back gives no calls and takes none.
func TestLimiterClockSetBack(t *testing.T) {
	for _, back := range []time.Duration{time.Hour, 30 * time.Second} {
		now := noon
		l := newShare(newLimiter(60, func() time.Time { return now }, LimiterState{}), 1, &hold{})
		now = now.Add(time.Minute)
		for ok := true; ok; {
			_, ok = l.spend()
		}
		now = now.Add(-back)
		if _, ok := l.spend(); ok {
			t.Errorf("a call for going back %v", back)
		}
		now = now.Add(2 * time.Second)
		if wait, ok := l.spend(); !ok {
			t.Errorf("no call two seconds after going back %v, but after %v", back, wait)
		}
	}
}

// TestHowLongCallsAreHeldBack: as long as the panel said; where it says no time, longer with
// each such answer in a row.
func TestHowLongCallsAreHeldBack(t *testing.T) {
	limited := func(wish time.Duration) Reply { return Reply{Limited: true, RetryAfter: wish} }
	type step struct {
		after time.Duration // the step before
		reply Reply
		want  time.Duration
	}
	const s, m = time.Second, time.Minute
	row := []step{{0, limited(0), 5 * s}, {m, limited(0), 10 * s}, {m, limited(0), 20 * s}, {m, limited(0), 40 * s}, {m, limited(0), 80 * s}, {2 * m, limited(0), 160 * s}}
	for range 60 {
		row = append(row, step{5 * m, limited(0), 5 * m})
	}
	for name, steps := range map[string][]step{
		"no time is said":          row,
		"an answer ends the row":   {{0, limited(0), 5 * s}, {5 * s, limited(0), 10 * s}, {10 * s, accepted, 0}, {0, limited(0), 5 * s}},
		"no readable answer":       {{0, limited(0), 5 * s}, {5 * s, limited(0), 10 * s}, {10 * s, unclear, 0}, {0, limited(0), 20 * s}},
		"a time ends the row":      {{0, limited(0), 5 * s}, {5 * s, limited(0), 10 * s}, {10 * s, limited(m), m}, {m, limited(0), 5 * s}},
		"the longer wish stands":   {{0, limited(m), m}, {s, limited(s), 59 * s}, {s, limited(2 * m), 2 * m}, {s, accepted, 119 * s}},
		"it is over after a while": {{0, limited(m), m}, {m + 1, accepted, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var h hold
				for i, step := range steps {
					time.Sleep(step.after)
					if h.record(step.reply); h.wait() != step.want {
						t.Errorf("after step %d calls are held back %v, want %v", i+1, h.wait(), step.want)
					}
				}
			})
		})
	}
}

// TestLimiterGoesOn: a limiter that goes on from a saved state has what it would
// have had, neither more nor less.
func TestLimiterGoesOn(t *testing.T) {
	now := noon
	clock := func() time.Time { return now }
	left := func(l *limiter) float64 { return now.Sub(l.state().Empty).Seconds() / l.worth(1).Seconds() }
	for _, spent := range []int{0, 3, 10} {
		l := newLimiter(60, clock, LimiterState{Empty: now.Add(-time.Hour)})
		for range spent {
			newShare(l, 0, &hold{}).spend()
		}
		if got, want := left(l), float64(10-spent); got < want-0.01 || got > want+0.01 {
			t.Errorf("after %d calls %v are left, want %v", spent, got, want)
		}
		saved := l.state()
		now = now.Add(1200 * time.Millisecond) // one call's worth
		again := newLimiter(60, clock, saved)
		if want, got := left(l), left(again); got < want-0.01 || got > want+0.01 {
			t.Errorf("after %d calls and a restart %v are left, want %v", spent, got, want)
		}
	}
	// A call that was not made is given back, and no call besides.
	l := newLimiter(60, clock, LimiterState{Empty: now.Add(-time.Hour)})
	for _, step := range []struct {
		spent bool
		want  float64
	}{{false, 10}, {true, 9}, {true, 8}, {false, 9}, {false, 10}, {false, 10}} {
		if step.spent {
			newShare(l, 0, &hold{}).spend()
		} else {
			l.refund()
		}
		if got := left(l); got < step.want-0.01 || got > step.want+0.01 {
			t.Errorf("%v are left, want %v", got, step.want)
		}
	}
	if n := left(newLimiter(60, clock, LimiterState{Empty: now.Add(time.Hour)})); n > 1.01 {
		t.Errorf("%v are left by a state from the future", n)
	}
}

// TestTurnAfter: how long orders wait for those before them where the panel takes so many a minute.
func TestTurnAfter(t *testing.T) {
	for _, test := range []struct {
		before, perMinute int
		want              time.Duration
	}{{0, 60, 0}, {10, 60, 12 * time.Second}, {1, 6, 12 * time.Second}, {3, 1, 3 * time.Minute}, {3, 2, 3 * time.Minute}} {
		if got := TurnAfter(test.before, test.perMinute); got != test.want {
			t.Errorf("%d before, %d a minute: %v, want %v", test.before, test.perMinute, got, test.want)
		}
	}
}

// TestTenThousandOpenOrders: the rate limit is kept, no order is forgotten, and a
// new order, a person's question for an order and one for the balance come
// promptly all the same.
func TestTenThousandOpenOrders(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates a day")
	}
	const many = 10_000
	inRoom(t, func(r *room) {
		r.shut()
		begun := time.Now()
		for i := range many {
			o := sample(NextID(begun.Add(time.Duration(i)), r.disk.lastID))
			r.disk.lastID = o.ID
			o.State, o.Placed, o.Sent, o.Next = Accepted, begun, begun, begun.Add(time.Duration(i)*time.Millisecond)
			r.put(o)
		}
		r.start()
		for range 12 {
			r.after(13 * time.Minute)
			fresh := r.place()
			r.after(10 * time.Second)
			if o := r.order(fresh); o.StatusChecks == 0 {
				t.Errorf("a new order waits for its first check")
			}
			old := r.heard("")
			r.question(7)
			r.after(3 * time.Second)
			if len(r.heard("")) == len(old) {
				t.Errorf("a balance question waits")
			}
			if r.ask(fresh) {
				r.after(6 * time.Second)
				if r.order(fresh).Asked {
					t.Errorf("a question for an order waits")
				}
			}
		}
		seen := map[ID]bool{}
		for len(seen) < many+12 && time.Since(begun) < 24*time.Hour {
			r.after(time.Hour)
			for _, c := range r.calls("status", "") {
				seen[c.id] = true
			}
		}
		if len(seen) < many+12 {
			t.Errorf("%d of %d orders were checked", len(seen), many)
		}
		t.Logf("all were checked within %v", time.Since(begun))
		if got := float64(len(r.calls("status", ""))) / time.Since(begun).Minutes(); got < 40 {
			t.Errorf("%.1f checks a minute, of a rate limit of 60", got)
		}
	})
}

// TestABurstOfOrders: many at once are sent at once, and checked within the rate limit.
func TestABurstOfOrders(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(done))
		var all []ID
		for range 500 {
			all = append(all, r.place())
		}
		r.after(time.Second)
		r.called("request", "", 500)
		r.after(15 * time.Minute)
		for _, id := range all {
			r.is(id, Done, "")
		}
		r.called("status", "", 500)
	})
}

// TestRestartsKeepTheRateLimit: a process that ends every few seconds does not
// bring a new rate limit each time.
func TestRestartsKeepTheRateLimit(t *testing.T) {
	inRoom(t, func(r *room) {
		for range 300 {
			r.place()
		}
		r.after(5 * time.Minute)
		for range 10 {
			r.after(5 * time.Second)
			r.restart()
		}
	})
}
