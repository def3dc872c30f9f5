package order

import (
	"sync"
	"time"
)

// The panel counts as down after this many calls of one kind in a row without a
// readable word, over at least this time; see downAfterRest too.
const (
	downAfterCalls = 3
	downAfterTime  = 20 * time.Second
	// forgetAfter: a success on another kind of call clears this one's failures, and its
	// wishes to be left alone, only if they are over for longer than this, since nobody may
	// be asking that way any more. If no connection was made at all, any success does.
	forgetAfter = 3 * time.Minute
	// downAfterRest is for how long in a row the panel must have asked to be left alone by
	// calls of one kind, its latest wish counted in, for it to count as down as well: one
	// that is closed for work answers so for hours.
	downAfterRest = 5 * time.Minute
)

// kind is one of the three calls. Each is a page of its own at the panel, and
// can break while the others work.
type kind int

const (
	requests kind = iota
	statusCalls
	balances
	kinds
)

// health counts calls without a readable word.
type health struct {
	mu     sync.Mutex
	bad    [kinds]streak
	rests  [kinds]resting
	probed time.Time
	amiss  bool // something was, since the start or when the bot stopped
}

// streak is calls of a kind in a row without a readable word.
type streak struct {
	calls int
	since time.Time // the first of them
	last  time.Time // the last of them
	went  bool      // some of them may have reached the panel

	rest time.Duration // for so long the panel asked to be left alone, last
}

// resting is for how long the panel has answered calls of a kind only that it wants to be
// left alone; zero if it has not.
type resting struct {
	since time.Time // the first of them
	until time.Time // the end of its latest wish
}

// record takes one call's outcome in.
func (h *health) record(k kind, a Reply, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.probed = now
	h.amiss = h.amiss || a.Limited || a.unread()
	if a.Limited {
		if k != balances { // by which no order is held up, and whoever asked is told
			h.rest(k, a.RetryAfter, now)
		}
		return
	}
	h.rests[k] = resting{}
	if a.unread() {
		s := &h.bad[k]
		if s.calls++; s.calls == 1 {
			s.since = now
		}
		s.last, s.went, s.rest = now, s.went || a.Outcome != OutcomeUnsent, 0
		return
	}
	for other, s := range h.bad {
		if kind(other) == k || !s.went || now.Sub(s.last).Abs() >= forgetAfter+s.rest {
			h.bad[other] = streak{}
		}
	}
	for other, r := range h.rests {
		if now.Sub(r.until) >= forgetAfter {
			h.rests[other] = resting{}
		}
	}
}

// rest takes in that the panel asked to be left alone for so long.
func (h *health) rest(k kind, wish time.Duration, now time.Time) {
	r := &h.rests[k]
	if r.since.IsZero() || r.since.After(now) { // after: the clock was set back
		r.since = now
	}
	if r.until = now.Add(wish); r.until.Sub(r.since) < downAfterRest {
		return
	}
	s := &h.bad[k]
	if s.calls == 0 {
		s.since = r.since
	}
	s.calls, s.last, s.went, s.rest = downAfterCalls, now, true, wish
}

// fallen starts from a panel that was down when the bot stopped. Which calls
// failed is not remembered, so any readable word tells that it is back; a balance
// call is made to get one.
func (h *health) fallen(since time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.bad[balances] = streak{calls: downAfterCalls, since: since, last: since.Add(downAfterTime)}
	h.amiss = true
}

// alwaysWell reports that nothing was ever amiss, so that nobody was told that the panel is down.
func (h *health) alwaysWell() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return !h.amiss
}

// stands reports whether the panel counts as down, and since when; sure is
// false where too little has gone wrong to say.
func (h *health) stands() (since time.Time, down, sure bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	sure = true
	for _, s := range h.bad {
		if s.calls == 0 {
			continue
		}
		sure = false
		if s.calls >= downAfterCalls && s.last.Add(s.rest).Sub(s.since) >= downAfterTime && (!down || s.since.Before(since)) {
			since, down = s.since, true
		}
	}
	return since, down, sure || down
}

// well reports that every kind of call was answered when it was last made.
func (h *health) well() bool { return h.bad == [kinds]streak{} }

// probe says whether the panel should be asked now only to see whether it
// answers again, and otherwise when.
func (h *health) probe(now time.Time) (bool, time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.well() {
		return false, time.Hour
	}
	if wait := probeEvery - now.Sub(h.probed); wait > 0 {
		return false, min(wait, probeEvery) // longer only where the clock was set back
	}
	return true, probeEvery
}

// observe takes a call's outcome in and tells the owners, once each, when the
// panel stops answering and when it is back. The told state is on disk, so a
// restart repeats nothing.
func (d *Desk) observe(k kind, a Reply) {
	if d.interrupted(a) {
		return
	}
	now := d.cfg.Now()
	d.health.record(k, a, now)
	if d.health.alwaysWell() {
		return
	}
	if a.unread() {
		d.Kick(ToInquire) // so that somebody asks whether it is back
	}
	// Another call may have ended meanwhile and read the state that was on disk before, so
	// this is done until what is on disk is how the panel stands.
	for {
		since, down, sure := d.health.stands()
		if !sure {
			return
		}
		told := false
		err := d.store.View(func(tx Tx) error {
			p, err := tx.PanelState(MainPanel)
			told = !p.DownSince.IsZero()
			return err
		})
		if err == nil && told == down {
			return
		}
		if err != nil || !d.save("", func(u Unit) error { return d.tellHealth(u, down, since, a, now) }) {
			if !down && told {
				d.health.fallen(now) // so that the next probe tells it
				d.Kick(ToInquire)
			}
			return
		}
	}
}

// tellHealth writes down that the panel is down or back, and tells the owners.
func (d *Desk) tellHealth(u Unit, down bool, since time.Time, a Reply, now time.Time) error {
	p, err := u.PanelState(MainPanel)
	if err != nil || !p.DownSince.IsZero() == down {
		return err
	}
	if down {
		p.DownSince, p.Unreadable = since, a.Answered && !a.Limited
		err = u.Tell.PanelDown(since, a, now)
	} else {
		was := p
		p.DownSince, p.Unreadable = time.Time{}, false
		err = u.Tell.PanelUp(was, now)
	}
	if err != nil {
		return err
	}
	return u.PutPanelState(MainPanel, p)
}
