package bot

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// acknowledgement promises that Telegram is not told of an update before it is
// committed. A getUpdates acknowledges all updates that came before it, so it
// waits until each of them is done.
type acknowledgement struct {
	log  *slog.Logger
	mu   sync.Mutex
	open int           // updates that came and are not done
	free chan struct{} // closed when open comes back to 0; nil while it is 0
}

// add counts n updates that came.
func (a *acknowledgement) add(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open == 0 && n > 0 {
		a.free = make(chan struct{})
	}
	a.open += n
}

// done says that an update is committed or of no interest. It is called exactly
// once for each.
func (a *acknowledgement) done() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open == 0 {
		panic("bot: an update was done twice")
	}
	if a.open--; a.open == 0 {
		close(a.free)
		a.free = nil
	}
}

// wait returns when all are done, or with ctx's error. There is no time limit:
// an update that is not safe must not be acknowledged, however long it takes.
func (a *acknowledgement) wait(ctx context.Context) error {
	alarm := time.NewTicker(30 * time.Second)
	defer alarm.Stop()
	for {
		a.mu.Lock()
		free, open := a.free, a.open
		a.mu.Unlock()
		if open == 0 {
			return ctx.Err()
		}
		select {
		case <-free:
		case <-ctx.Done():
			return ctx.Err()
		case <-alarm.C:
			a.log.Warn("no new updates are fetched: the store has not saved those received", "updates", open)
		}
	}
}
