package order

import (
	"context"
	"sync"
	"time"
)

// hold keeps calls of one kind back while the panel asks to be left alone, see Limited in
// [Reply]. It waits as long as the panel said, by the monotonic clock; if the panel said no
// time, longer with each such answer in a row.
type hold struct {
	mu    sync.Mutex
	until time.Time
	fails int // such answers without a time, in a row
}

// Pauses after an answer that asks for one and does not say how long.
const (
	firstHold = 5 * time.Second
	maxHold   = 5 * time.Minute
)

// record takes a reply in.
func (h *hold) record(a Reply) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case !a.Limited:
		if !a.unread() {
			h.fails = 0
		}
		return
	case a.RetryAfter > 0:
		h.fails = 0
	default:
		h.fails++
	}
	pause := a.RetryAfter
	if pause <= 0 {
		pause = min(firstHold<<min(h.fails-1, 10), maxHold)
	}
	if until := time.Now().Add(pause); until.After(h.until) {
		h.until = until
	}
}

// wait gives how long calls are kept back; 0 where they are not.
func (h *hold) wait() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return max(time.Until(h.until), 0)
}

// heeding is a gateway that starts a hold as soon as a reply asks for one, whoever made
// the call. What the reply brings is recorded later, and on a full disk much later.
type heeding struct {
	gateway Gateway
	holds   *[kinds]hold
}

func (g heeding) Request(ctx context.Context, o Order) Reply {
	return g.heed(requests, g.gateway.Request(ctx, o))
}

func (g heeding) Status(ctx context.Context, id ID) Reply {
	return g.heed(statusCalls, g.gateway.Status(ctx, id))
}

func (g heeding) Balance(ctx context.Context) Reply {
	return g.heed(balances, g.gateway.Balance(ctx))
}

func (g heeding) heed(k kind, a Reply) Reply {
	g.holds[k].record(a)
	return a
}
