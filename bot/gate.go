package bot

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// gate holds the next getUpdates back while updates handed out before are not
// committed: getUpdates acknowledges them all.
type gate struct {
	log  *slog.Logger
	mu   sync.Mutex
	open int           // handed out and not settled
	free chan struct{} // closed when open comes back to 0; nil while it is 0
}

// add counts n updates handed out.
func (g *gate) add(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open == 0 && n > 0 {
		g.free = make(chan struct{})
	}
	g.open += n
}

// done settles one; it is called exactly once for each.
func (g *gate) done() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open == 0 {
		panic("bot: an update was settled twice")
	}
	if g.open--; g.open == 0 {
		close(g.free)
		g.free = nil
	}
}

// wait returns when all are settled, or with ctx's error. There is no time
// limit: an update that is not safe must not be acknowledged, however long it takes.
func (g *gate) wait(ctx context.Context) error {
	alarm := time.NewTicker(30 * time.Second)
	defer alarm.Stop()
	for {
		g.mu.Lock()
		free, open := g.free, g.open
		g.mu.Unlock()
		if open == 0 {
			return ctx.Err()
		}
		select {
		case <-free:
		case <-ctx.Done():
			return ctx.Err()
		case <-alarm.C:
			g.log.Warn("no new updates are fetched: the store has not saved those received", "updates", open)
		}
	}
}
