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
	last   time.Time // the last of them
	probed time.Time
}

// take takes one call's outcome in.
func (h *health) take(a Answer, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.probed = now
	if !a.unread() {
		h.bad = 0
		return
	}
	if h.bad++; h.bad == 1 {
		h.since = now
	}
	h.last = now
}

// fallen starts from a panel that was down when the bot stopped.
func (h *health) fallen(since time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.bad, h.since, h.last = max(h.bad, downAfterCalls), since, since.Add(downAfterTime)
}

// stands reports whether the panel counts as down, and since when; sure is
// false where too little has gone wrong to say.
func (h *health) stands() (since time.Time, down, sure bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.bad == 0 {
		return time.Time{}, false, true
	}
	down = h.bad >= downAfterCalls && h.last.Sub(h.since) >= downAfterTime
	return h.since, down, down
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
		return false, min(wait, probeEvery) // longer only where the clock was set back
	}
	return true, probeEvery
}

// observe takes a call's outcome in and tells the admins, once each, when the
// panel stops answering and when it is back. The told state is on disk, so a
// restart repeats nothing.
func (d *Desk[T]) observe(a Answer) {
	if d.cut(a) {
		return
	}
	now := d.set.Now()
	d.health.take(a, now)
	if a.unread() {
		d.Kick(ToAnswer) // so that somebody asks whether it is back
	}
	// Again until what is told is what is: another call's outcome may have come
	// in meanwhile, and seen the old state on disk.
	for {
		since, down, sure := d.health.stands()
		if !sure {
			return
		}
		told := false
		err := d.store.View(func(tx T) error {
			p, err := tx.PanelState()
			told = !p.DownSince.IsZero()
			return err
		})
		if err == nil && told == down {
			return
		}
		if err != nil || !d.save("", func(tx T) error { return d.tellHealth(tx, down, since, a, now) }) {
			if !down && told {
				d.health.fallen(now) // so that the next probe tells it
				d.Kick(ToAnswer)
			}
			return
		}
	}
}

// tellHealth writes down that the panel is down or back, and tells the admins.
func (d *Desk[T]) tellHealth(tx T, down bool, since time.Time, a Answer, now time.Time) error {
	p, err := tx.PanelState()
	if err != nil || !p.DownSince.IsZero() == down {
		return err
	}
	if down {
		p.DownSince = since
		err = d.people.PanelDown(tx, since, a, now)
	} else {
		was := p.DownSince
		p.DownSince = time.Time{}
		err = d.people.PanelUp(tx, was, now)
	}
	if err != nil {
		return err
	}
	return tx.PutPanelState(p)
}
