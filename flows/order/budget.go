package order

import (
	"sync"
	"time"
)

// budget rations the status and balance calls: never more than perMinute in any
// minute, a sixth of them at once.
type budget struct {
	mu     sync.Mutex
	now    func() time.Time
	burst  float64
	rate   float64 // calls a nanosecond
	left   float64
	filled time.Time
}

func newBudget(perMinute int, now func() time.Time) *budget {
	burst := max(1, perMinute/6)
	rest := max(1, perMinute-burst)
	return &budget{now: now, burst: float64(burst), left: float64(burst), filled: now(),
		rate: float64(rest) / float64(time.Minute)}
}

// take takes one call out of the budget, or gives the time until there is one.
func (b *budget) take() (wait time.Duration, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if since := now.Sub(b.filled); since > 0 {
		b.left = min(b.burst, b.left+float64(since)*b.rate)
	}
	b.filled = now // also where the clock was set back
	if b.left >= 1 {
		b.left--
		return 0, true
	}
	return time.Duration((1-b.left)/b.rate) + time.Millisecond, false
}
