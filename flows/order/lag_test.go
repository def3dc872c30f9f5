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

// lagOf has a desk at work for hours of simulated time, with so many orders open at any
// time: one that was told is followed by the next. Times to done are log-normal with a
// median of 8 s, and 95 % of them are under 90 s.
func lagOf(t *testing.T, open int, tune func(*Desk)) (found lags) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		random, begun := rand.New(rand.NewPCG(3, uint64(open))), time.Now()
		var mu sync.Mutex
		var all []time.Duration
		doneAt := map[ID]time.Time{}
		r.tune = tune
		done := Reply{Outcome: OutcomeDone, OfOrder: true}
		r.panel.request = func(_ context.Context, o Order) Reply {
			mu.Lock()
			defer mu.Unlock()
			took := 8 * math.Exp(math.Log(90./8)/1.645*random.NormFloat64())
			doneAt[o.ID] = time.Now().Add(time.Duration(took * float64(time.Second)))
			return accepted
		}
		r.panel.status = func(_ context.Context, id ID) Reply {
			mu.Lock()
			at, open := doneAt[id]
			if !open { // told, and checked once more
				mu.Unlock()
				return done
			}
			lag := time.Since(at)
			if lag >= 0 && time.Since(begun) > 15*time.Minute { // by then the limit's first calls are used up
				all = append(all, lag)
			}
			if lag >= 0 {
				delete(doneAt, id)
			}
			mu.Unlock()
			if lag < 0 {
				return pending
			}
			r.place()
			return done
		}
		r.start()
		for range open {
			r.after(time.Second)
			r.place()
		}
		r.after(4 * time.Hour)
		r.shut()
		r.checkRateLimit()
		checkApartHolds(t, r)
		slices.Sort(all)
		for _, lag := range all {
			found.mean += lag / time.Duration(len(all))
		}
		found.median, found.most = all[len(all)/2], all[len(all)*95/100]
	})
	return found
}

// checkApartHolds finds two checks of an order within a second.
func checkApartHolds(t *testing.T, r *room) {
	last := map[ID]time.Time{}
	for _, c := range r.calls("status", "") {
		if before, ok := last[c.id]; ok && c.at.Sub(before) < checkApart {
			t.Fatalf("order %s was checked twice within %v", c.id, c.at.Sub(before))
		}
		last[c.id] = c.at
	}
}

// TestLag measures how long it takes from done at the panel to told, beside pauses that
// double, and beside the same calls spread evenly over the open orders:
//
//	go test ./flows/order -run TestLag -v
func TestLag(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates days")
	}
	t.Log("open orders: median, 95 % and mean lag in seconds | doubling | even | planned")
	for _, open := range []int{1, 5, 20, 100} {
		doubling := lagOf(t, open, func(d *Desk) {
			d.late = 0
			d.plan = func(_ Tx, o Order, _ time.Time) (time.Duration, error) {
				return min(d.cfg.FirstCheck<<min(o.StatusChecks, 20), d.cfg.MaxInterval), nil
			}
		})
		even := lagOf(t, open, func(d *Desk) {
			d.plan = func(tx Tx, _ Order, _ time.Time) (time.Duration, error) {
				n, err := tx.OpenCount()
				return min(max(checkApart, time.Duration(float64(n)/d.checks.coming()*float64(time.Minute))), d.cfg.MaxInterval), err
			}
		})
		is := lagOf(t, open, nil)
		t.Logf("%3d | %v | %v | %v", open, doubling, even, is)
		if is.mean > even.mean+even.mean/20 || is.median > even.median+even.median/20 {
			t.Errorf("%d open: worse than even spreading", open)
		}
		if is.mean > doubling.mean*6/10 {
			t.Errorf("%d open: the mean lag is above 0.6 of that of doubling pauses", open)
		}
		if open <= 5 && is.median > doubling.median*53/100 { // 0.5, and some chance
			t.Errorf("%d open: the median lag is above half of that of doubling pauses", open)
		}
		if open == 1 && is.median > 1200*time.Millisecond {
			t.Errorf("a single order is told after %v", is.median)
		}
	}
}
