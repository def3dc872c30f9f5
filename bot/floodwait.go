package bot

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// hold is a time for which something must not be done. It is measured by the
// monotonic clock: setting the machine's clock makes it neither longer nor shorter.
type hold struct {
	until atomic.Pointer[time.Time] // with its monotonic reading
}

// extend makes it last at least d from now.
func (h *hold) extend(d time.Duration) {
	until := time.Now().Add(d)
	for {
		old := h.until.Load()
		if old != nil && !until.After(*old) || h.until.CompareAndSwap(old, &until) {
			return
		}
	}
}

// left is how long it still lasts; 0 or less where it does not.
func (h *hold) left() time.Duration {
	if until := h.until.Load(); until != nil {
		return time.Until(*until)
	}
	return 0
}

// flood tells a limit that binds many chats from limits of single chats, since
// Telegram does not say which one was hit. Only where so many chats in a row are
// told to wait, within a second and with no message taken from any chat in
// between, it holds back all of them.
type flood struct {
	hold hold
	many int // chats

	mu      sync.Mutex
	waiting []toldToWait // of the last second, each chat once
	any     atomic.Bool  // waiting is not empty
}

type toldToWait struct {
	chat  int64
	at    time.Time
	after time.Duration
}

// note counts a chat that was told to wait; true where a wait of all begins.
func (f *flood) note(chatID int64, after time.Duration) bool {
	now := time.Now()
	f.mu.Lock()
	defer f.mu.Unlock()
	kept := f.waiting[:0]
	for _, w := range f.waiting {
		if w.chat != chatID && now.Sub(w.at) < time.Second {
			kept = append(kept, w)
		}
	}
	f.waiting = append(kept, toldToWait{chatID, now, after})
	f.any.Store(true)
	if len(f.waiting) < f.many {
		return false
	}
	held := f.hold.left() > 0
	// The chats keep to their own times. The others wait for the shortest of them,
	// after which one call tells whether the limit still holds.
	shortest := after
	for _, w := range f.waiting {
		shortest = min(shortest, w.after-now.Sub(w.at))
	}
	f.hold.extend(shortest)
	return !held
}

// taken says that a message was taken whose call began at that time: what was hit
// before is no limit of all.
func (f *flood) taken(begun time.Time) {
	if !f.any.Load() { // mostly
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.waiting) > 0 && begun.After(f.waiting[0].at) {
		f.waiting = f.waiting[:0]
		f.any.Store(false)
	}
}

// rest waits for d; false where ctx ended first.
func rest(ctx context.Context, d time.Duration) bool {
	return restOr(ctx, nil, d)
}

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
