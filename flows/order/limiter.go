package order

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter keeps calls within what a panel takes: never more than perMinute in
// any minute, a sixth of them at once.
type limiter struct {
	mu     sync.Mutex
	now    func() time.Time
	bucket *rate.Limiter
	burst  float64
	seen   time.Time // by the clock, last
}

// newLimiter makes a limiter that goes on from where an earlier process left it.
// Where that is not known it begins nearly empty, since calls made before a
// restart count too.
func newLimiter(perMinute int, now func() time.Time, saved LimiterState) *limiter {
	burst := max(1, perMinute/6)
	rest := max(1, perMinute-burst)
	l := &limiter{now: now, burst: float64(burst), bucket: rate.NewLimiter(rate.Limit(rest)/60, burst)}
	l.seen = now()
	if l.fill(saved.Empty); saved.Empty.IsZero() || saved.Empty.After(l.seen) { // after: the clock was set back
		l.fill(l.seen.Add(-l.worth(1)))
	}
	return l
}

// worth is how long it takes until so many calls more may be made. It is a
// microsecond too long, so that rounding does not make it a call fewer.
func (l *limiter) worth(calls float64) time.Duration {
	return time.Duration(calls/float64(l.bucket.Limit())*float64(time.Second)) + time.Microsecond
}

// fill makes the limiter what it is when it was empty then.
func (l *limiter) fill(empty time.Time) {
	l.bucket = rate.NewLimiter(l.bucket.Limit(), int(l.burst))
	l.bucket.AllowN(empty, int(l.burst))
}

// clock gives the time. Where it was set back, what is left stays as it is.
func (l *limiter) clock() time.Time {
	now := l.now()
	if now.Before(l.seen) {
		l.fill(now.Add(-l.worth(l.bucket.TokensAt(l.seen))))
	}
	l.seen = now
	return now
}

// state gives where the limiter stands.
func (l *limiter) state() LimiterState {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock()
	return LimiterState{Empty: now.Add(-l.worth(l.bucket.TokensAt(now)))}
}

// steady gives how many calls a second may be made for long.
func (l *limiter) steady() float64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return float64(l.bucket.Limit())
}

// refund gives one call back, which was not made.
func (l *limiter) refund() {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock()
	l.fill(now.Add(-l.worth(min(l.burst, l.bucket.TokensAt(now)+1))))
}

// share limits one kind of calls. A call needs so much of the limiter to be left, so that
// kinds which need more give way to those that need less. It is held back while the panel
// asks for that.
type share struct {
	*limiter // nil: no limit
	need     float64
	own      *limiter // a limit of this kind's own besides; nil for none
	hold     *hold
}

// newShare makes a share of l whose calls leave reserve for others.
func newShare(l *limiter, reserve float64, h *hold) *share {
	s := &share{limiter: l, hold: h}
	if l != nil {
		s.need = min(1+reserve, l.burst)
	}
	return s
}

// may says whether a call can be made, or gives the time until it can.
func (s *share) may() (wait time.Duration, ok bool) { return s.acquire(0) }

// spend is may, and counts the call.
func (s *share) spend() (wait time.Duration, ok bool) { return s.acquire(1) }

func (s *share) acquire(calls int) (wait time.Duration, ok bool) {
	if wait := s.hold.wait(); wait > 0 {
		return wait, false
	}
	if s.own != nil {
		if wait, ok := s.own.acquire(1, 0); !ok {
			return wait, false
		}
	}
	if s.limiter == nil {
		return 0, true
	}
	if wait, ok := s.limiter.acquire(s.need, calls); !ok {
		return wait, false
	}
	if s.own != nil {
		return s.own.acquire(1, calls)
	}
	return 0, true
}

func (l *limiter) acquire(need float64, calls int) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock()
	if left := l.bucket.TokensAt(now); left < need {
		return l.worth(need-left) + time.Millisecond, false
	}
	l.bucket.AllowN(now, calls)
	return 0, true
}

// TurnAfter gives how long an order has to wait until so many before it were sent,
// where a panel takes perMinute (at least 1).
func TurnAfter(before, perMinute int) time.Duration {
	burst := max(1, perMinute/6)
	return time.Duration(before) * time.Minute / time.Duration(max(1, perMinute-burst))
}
