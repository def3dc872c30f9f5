package order

import (
	"sync"
	"time"
)

// The panel counts as down after this many calls in a row without a readable
// word, over at least this time.
const (
	downAfterCalls = 3
	downAfterTime  = 20 * time.Second
)

// health counts calls without a readable word.
type health struct {
	mu     sync.Mutex
	bad    int
	since  time.Time // the first of them
	probed time.Time
}

// down takes one call's outcome in and reports whether the panel counts as
// down, and since when.
func (h *health) down(a Answer, now time.Time) (since time.Time, down bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.probed = now
	if a.Outcome != OutcomeUnclear && a.Outcome != OutcomeUnsent {
		h.bad = 0
		return time.Time{}, false
	}
	if h.bad++; h.bad == 1 {
		h.since = now
	}
	return h.since, h.bad >= downAfterCalls && now.Sub(h.since) >= downAfterTime
}

// fallen starts from a panel that was down when the bot stopped.
func (h *health) fallen(since time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.bad, h.since = downAfterCalls, since
}

// probe says whether the panel should be asked now only to see whether it
// answers again, and otherwise when.
func (h *health) probe(now time.Time) (bool, time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.bad == 0 {
		return false, time.Hour
	}
	if wait := probeEvery - now.Sub(h.probed); wait > 0 {
		return false, wait
	}
	return true, probeEvery
}

// observe takes a call's outcome in and tells the admins, once each, when the
// panel stops answering and when it is back. The told state is on disk, so a
// restart repeats nothing.
func (d *Desk[T]) observe(a Answer) {
	now := d.set.Now()
	since, down := d.health.down(a, now)
	good := a.Outcome != OutcomeUnclear && a.Outcome != OutcomeUnsent
	if !good {
		kick(d.kickAsk) // so that somebody asks whether it is back
		if !down {
			return
		}
	}
	told := false
	err := d.store.View(func(tx T) error {
		p, err := tx.PanelState()
		told = !p.DownSince.IsZero()
		return err
	})
	if err != nil || told == down {
		return
	}
	d.save("", func(tx T) error {
		p, err := tx.PanelState()
		if err != nil || !p.DownSince.IsZero() == down {
			return err
		}
		if down {
			p.DownSince = since
			if err := d.people.PanelDown(tx, since, a, now); err != nil {
				return err
			}
		} else {
			if err := d.people.PanelUp(tx, p.DownSince, now); err != nil {
				return err
			}
			p.DownSince = time.Time{}
		}
		return tx.PutPanelState(p)
	})
}
