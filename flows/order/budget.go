package order

import (
	"sync"
	"time"
)

// budget rations calls, of which panels take only so many: never more than
// perMinute in any minute, a sixth of them at once. It begins nearly empty, since the calls made
// before a restart count too.
type budget struct {
	mu      sync.Mutex
	now     func() time.Time
	burst   float64
	reserve float64 // what looks leave for a balance question
	rate    float64 // calls a nanosecond
	left    float64
	filled  time.Time
}

func newBudget(perMinute int, now func() time.Time) *budget {
	burst := max(1, perMinute/6)
	rest := max(1, perMinute-burst)
	b := &budget{now: now, burst: float64(burst), left: 1, filled: now(),
		rate: float64(rest) / float64(time.Minute)}
	if burst > 1 {
		b.reserve = 1
	}
	return b
}

// may says whether a call can be taken out of the budget, or gives the time until
// there is one.
func (b *budget) may() (wait time.Duration, ok bool) { return b.take(1+b.reserve, 0) }

// refund gives one back: the call was not made.
func (b *budget) refund() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left = min(b.burst, b.left+1)
}

// spend takes it.
func (b *budget) spend() (wait time.Duration, ok bool) { return b.take(1+b.reserve, 1) }

// takeQuestion takes a balance call, which orders that wait to be looked at
// cannot crowd out.
func (b *budget) takeQuestion() (wait time.Duration, ok bool) { return b.take(1, 1) }

func (b *budget) take(need, cost float64) (wait time.Duration, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if since := now.Sub(b.filled); since > 0 {
		b.left = min(b.burst, b.left+float64(since)*b.rate)
	}
	b.filled = now // also where the clock was set back
	if b.left >= need {
		b.left -= cost
		return 0, true
	}
	return time.Duration((need-b.left)/b.rate) + time.Millisecond, false
}
