package bot

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

const (
	bulkEvery     = 34500 * time.Microsecond // over all chats: thirty a second, less room for jitter and a reply
	bulkEveryChat = time.Second              // in each
)

// pace lets bulk messages go one after the other, bulkEvery apart, in the
// order in which they came to wait; the hurried before all others but one.
type pace struct {
	queue chan struct{} // holds one: the first of those in no hurry
	turn  chan struct{} // holds one: whoever waits for next
	next  time.Time     // guarded by turn

	others atomic.Int64 // messages that went without a turn; the limit counts them too
}

func newPace() *pace {
	return &pace{queue: make(chan struct{}, 1), turn: make(chan struct{}, 1)}
}

// take waits for its turn; false where ctx ended or woken was signalled before.
func (p *pace) take(ctx context.Context, woken <-chan struct{}, hurried bool, hold *flood) bool {
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
	if !restOr(ctx, woken, max(time.Until(p.next), hold.left())) {
		return false
	}
	if now := time.Now(); now.Sub(p.next) > bulkEvery/4 { // what is less is made up for
		p.next = now
	}
	places := 1 + min(p.others.Swap(0), int64(time.Second/bulkEvery))
	p.next = p.next.Add(time.Duration(places) * bulkEvery)
	return true
}

// pass counts a message that waits for no turn: bulk makes room for it.
func (p *pace) pass() { p.others.Add(1) }

// restOr waits for d; false where ctx ended or woken was signalled before.
func restOr(ctx context.Context, woken <-chan struct{}, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-woken:
	case <-ctx.Done():
	}
	return false
}

// flood notices flood waits that are meant for the whole bot: three chats
// told to wait within a second. Then all wait for as long as the longest.
type flood struct {
	mu    sync.Mutex
	hits  []hit // of the last second
	until time.Time
}

type hit struct {
	chat  int64
	at    time.Time
	after time.Duration
}

// note counts a chat's flood wait; true where from now on all wait.
func (f *flood) note(chat int64, after time.Duration) bool {
	now := time.Now()
	f.mu.Lock()
	defer f.mu.Unlock()
	kept := f.hits[:0]
	for _, h := range f.hits {
		if h.chat != chat && now.Sub(h.at) < time.Second {
			kept = append(kept, h)
		}
	}
	f.hits = append(kept, hit{chat, now, after})
	if len(f.hits) < 3 {
		return false
	}
	held := f.until.After(now)
	for _, h := range f.hits {
		if end := h.at.Add(h.after); end.After(f.until) {
			f.until = end
		}
	}
	return !held
}

// left is how long all still wait; 0 or less where they need not.
func (f *flood) left() time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	return time.Until(f.until)
}
