package simpanel

import (
	"net/http"
	"strconv"
	"time"
)

// rest is the time for which a limiter asked one kind of call to stay away.
type rest struct {
	until time.Time
	mood  Mood
	early int // calls that came before
}

// CallsDuringRest returns how many calls of each kind came while a limiter had
// asked that kind to wait, since the panel began. The call that was told to wait
// is not among them.
func (p *Panel) CallsDuringRest() map[Call]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.callsDuringRest()
}

func (p *Panel) callsDuringRest() map[Call]int {
	all := map[Call]int{}
	for call, r := range p.rests {
		all[call] = r.early
	}
	return all
}

// resting returns the limiter's mood if call is asked to wait now, and counts
// the call. The lock is held.
func (p *Panel) resting(call Call) (Mood, bool) {
	r := p.rests[call]
	if r == nil || !p.now().Before(r.until) {
		return Mood{}, false
	}
	r.early++
	return r.mood, true
}

// rest returns the Retry-After header for a call in mood m, a limiter, and
// begins the wait unless it goes on already. The lock is held.
func (p *Panel) rest(call Call, m Mood, goesOn bool) string {
	r := p.rests[call]
	if r == nil {
		r = &rest{}
		p.rests[call] = r
	}
	now := p.now()
	if !goesOn {
		r.until, r.mood = now.Add(m.RetryAfter), m
	}
	if m.RetryDate { // a date has no fractions, and must not be too early
		return r.until.Add(time.Second - 1).Truncate(time.Second).UTC().Format(http.TimeFormat)
	}
	return strconv.Itoa(int((r.until.Sub(now) + time.Second - 1) / time.Second))
}

// endRests lets calls come again, since their mood was set anew. The counts
// stay. The lock is held.
func (p *Panel) endRests(calls ...Call) {
	for _, call := range calls {
		if r := p.rests[call]; r != nil {
			r.until = time.Time{}
		}
	}
}
