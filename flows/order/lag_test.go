package order

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// lags are the times from done at the panel to told.
type lags struct{ median, most, mean time.Duration }

func (l lags) String() string {
	return fmt.Sprintf("%5.1f %6.1f %6.1f", l.median.Seconds(), l.most.Seconds(), l.mean.Seconds())
}

// under is the order whose time to done is drawn, and what it is drawn from.
type under struct {
	median   float64 // of the operator's times to done, in seconds
	sent, at time.Time
}

// spread is that of the logarithm of the times to done: with a median of 8 s, 95 % of
// them are under 90 s.
var spread = math.Log(90./8) / 1.645

// lagBench is a desk at work in simulated time, with as many orders open at any time: one
// that was told is followed by the next. With lists set, so many lists of them come
// instead: the orders of a list are placed a tenth of a second apart, and the next list
// comes when all of the one before were told. Times to done are log-normal, with one of the
// medians each.
type lagBench struct {
	medians []float64
	lists   int
	mu      sync.Mutex
	open    map[ID]under
}

// simulated is how long a run takes in simulated time; the figures of a run with -v, which
// README has, are of more orders.
func simulated() time.Duration {
	if testing.Verbose() {
		return 4 * time.Hour
	}
	return 75 * time.Minute
}

// run gives the lags of some hours.
func (b *lagBench) run(t *testing.T, open int, tune func(*Desk)) (found lags) {
	b.open = map[ID]under{}
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.tune = tune
		random, begun := rand.New(rand.NewPCG(3, uint64(open))), time.Now()
		done := Reply{Outcome: OutcomeDone, OfOrder: true}
		var all []time.Duration
		r.panel.request = func(_ context.Context, o Order) Reply {
			b.mu.Lock()
			defer b.mu.Unlock()
			u := under{median: b.medians[random.IntN(len(b.medians))], sent: time.Now()}
			u.at = u.sent.Add(time.Duration(u.median * math.Exp(spread*random.NormFloat64()) * float64(time.Second)))
			b.open[o.ID] = u
			return accepted
		}
		r.panel.status = func(_ context.Context, id ID) Reply {
			b.mu.Lock()
			u, open := b.open[id]
			lag := time.Since(u.at)
			if open && lag >= 0 {
				delete(b.open, id)
				if b.lists > 0 || time.Since(begun) > 15*time.Minute { // by then it goes its steady way
					all = append(all, lag)
				}
			}
			b.mu.Unlock()
			if open && lag < 0 {
				return pending
			}
			if open && b.lists == 0 { // else it was told, and is checked once more
				r.place()
			}
			return done
		}
		r.start()
		for range b.lists {
			for range open {
				r.after(time.Second / 10)
				r.place()
			}
			for !b.told() {
				r.after(time.Minute)
			}
		}
		if b.lists == 0 {
			for range open {
				r.after(time.Second)
				r.place()
			}
			r.after(simulated())
		}
		r.shut()
		r.checkRateLimit()
		checksAreApart(t, r)
		slices.Sort(all)
		for _, lag := range all {
			found.mean += lag / time.Duration(len(all))
		}
		found.median, found.most = all[len(all)/2], all[len(all)*95/100]
	})
	return found
}

// told reports whether no order is open.
func (b *lagBench) told() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.open) == 0
}

// checksAreApart finds two checks of an order within a second.
func checksAreApart(t *testing.T, r *room) {
	last := map[ID]time.Time{}
	for _, c := range r.calls("status", "") {
		if before, ok := last[c.id]; ok && c.at.Sub(before) < checkApart {
			t.Fatalf("order %s was checked twice within %v", c.id, c.at.Sub(before))
		}
		last[c.id] = c.at
	}
}

// doubling are pauses that double, and the newest orders first where checks are late.
func doubling(d *Desk) {
	d.late = 0
	d.plan = func(_ Tx, o Order, _ time.Time) (time.Duration, error) {
		return min(d.cfg.FirstCheck<<min(o.StatusChecks, 20), d.cfg.MaxInterval), nil
	}
}

// even spreads the calls that are planned for over the open orders.
func even(d *Desk) {
	d.plan = func(tx Tx, _ Order, _ time.Time) (time.Duration, error) {
		n, err := tx.OpenCount()
		pause := time.Duration(float64(n) / (checkPlanned * d.checks.steady()) * float64(time.Second))
		return min(max(checkApart, pause), d.cfg.MaxInterval), err
	}
}

// knowing plans with the true distribution of each order's operator, as no table can
// know it: pauses by the inverse square root of the chance to be done within the next second.
func (b *lagBench) knowing(d *Desk) {
	root := func(u under, now time.Time) float64 {
		left := func(age float64) float64 { return math.Erfc(math.Log(age/u.median)/spread/math.Sqrt2) / 2 }
		age := max(now.Sub(u.sent).Seconds(), d.cfg.FirstCheck.Seconds())
		return 1 / math.Sqrt((left(age)-left(age*1.01))/(age*0.01)/left(age))
	}
	d.plan = func(_ Tx, o Order, now time.Time) (time.Duration, error) {
		b.mu.Lock()
		defer b.mu.Unlock()
		need := 0.0
		for _, u := range b.open {
			need += 1 / root(u, now)
		}
		pause := time.Duration(root(b.open[o.ID], now) * need / (checkPlanned * d.checks.steady()) * float64(time.Second))
		return min(max(pause, checkApart, now.Sub(o.Sent)/checkSpared), d.cfg.MaxInterval), nil
	}
}

// TestLag measures how long it takes from done at the panel to told, with the default
// settings: beside pauses that double, and beside the same calls spread evenly over the
// open orders. The last lines are of orders placed together and followed to their end, and
// of two operators, with medians of 4 and 40 s, beside a plan that knows them.
//
//	go test ./flows/order -run TestLag -v
func TestLag(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates days")
	}
	t.Log("open orders: median, 95 % and mean lag in seconds | doubling | even | as planned")
	for _, open := range []int{1, 5, 20, 100} {
		b := &lagBench{medians: []float64{8}}
		doubled, evenly, is := b.run(t, open, doubling), b.run(t, open, even), b.run(t, open, nil)
		t.Logf("%3d | %v | %v | %v", open, doubled, evenly, is)
		worse := func(is, than time.Duration) bool { return is > than+than/20+20*time.Millisecond }
		if worse(is.mean, evenly.mean) || worse(is.median, evenly.median) {
			t.Errorf("%d open: worse than even spreading", open)
		}
		if worse(is.mean, doubled.mean*6/10) {
			t.Errorf("%d open: the mean lag is above 0.6 of that of doubling pauses", open)
		}
		if open <= 5 && worse(is.median, doubled.median/2) {
			t.Errorf("%d open: the median lag is above half of that of doubling pauses", open)
		}
		if open == 1 && is.median > 1200*time.Millisecond {
			t.Errorf("a single order is told after %v", is.median)
		}
	}
	if !testing.Verbose() { // what follows is to be read only
		return
	}
	t.Log("orders placed together | doubling | even | as planned")
	for _, open := range []int{5, 20} {
		b := &lagBench{medians: []float64{8}, lists: 100}
		t.Logf("%3d | %v | %v | %v", open, b.run(t, open, doubling), b.run(t, open, even), b.run(t, open, nil))
	}
	t.Log("two operators | as planned | knowing them")
	for _, open := range []int{5, 20} {
		b := &lagBench{medians: []float64{4, 40}}
		t.Logf("%3d | %v | %v", open, b.run(t, open, nil), b.run(t, open, b.knowing))
	}
}
