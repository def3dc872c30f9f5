package bot

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

const (
	bulkEvery     = 34500 * time.Microsecond // over all chats: thirty a second, less room for jitter and a reply
	bulkEveryChat = time.Second              // in each
)

// pace lets bulk messages go one after the other, bulkEvery apart, in the order
// in which they began to wait. The hurried go before all others but one.
type pace struct {
	queue chan struct{} // holds one: the first of those in no hurry
	turn  chan struct{} // holds one: whoever waits for the limit

	limit *rate.Limiter
}

func newPace() *pace {
	return &pace{queue: make(chan struct{}, 1), turn: make(chan struct{}, 1), limit: rate.NewLimiter(rate.Every(bulkEvery), 1)}
}

// acquire waits for a turn that comes after all of holds; false where ctx ended or
// woken was signalled before.
func (p *pace) acquire(ctx context.Context, woken <-chan struct{}, hurried bool, holds ...*hold) bool {
	doors := []chan struct{}{p.queue, p.turn}
	if hurried {
		doors = doors[1:]
	}
	for _, door := range doors {
		select {
		case door <- struct{}{}:
			defer func() { <-door }()
		case <-woken:
			return false
		case <-ctx.Done():
			return false
		}
	}
	place := p.limit.Reserve()
	wait := place.Delay()
	for _, h := range holds {
		wait = max(wait, h.left())
	}
	if !restOr(ctx, woken, wait) {
		place.Cancel()
		return false
	}
	return true
}

// pass counts a message that needs no turn. Bulk makes room for it, since
// Telegram's limit counts both; for a second's worth of them at most.
func (p *pace) pass() {
	if p.limit.Tokens() > -float64(time.Second/bulkEvery) {
		p.limit.Reserve()
	}
}
