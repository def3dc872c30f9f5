package bot

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// acknowledgement promises that Telegram is not told of an update before it is
// done: committed, of no interest, or such that the store cannot save it. A getUpdates
// acknowledges all updates below its offset, so that the next waits until each update
// that came is done, except those that wait for a file (slow): the file of one chat is
// no reason for the others to wait. While there are such, getUpdates asks from the first
// of them on, which acknowledges none of them.
type acknowledgement struct {
	log  *slog.Logger
	mu   sync.Mutex
	open map[int64]int      // updates that came and are not done, by id; an id may come twice
	slow map[int64]struct{} // those of them that nothing waits for
	fast int                // the number of the others
	free chan struct{}      // closed when fast may have come to 0; nil where nobody waits
}

// add notes an update that came.
func (a *acknowledgement) add(id int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open == nil {
		a.open, a.slow = make(map[int64]int), make(map[int64]struct{})
	}
	a.open[id]++
	if _, slow := a.slow[id]; !slow {
		a.fast++
	}
}

// slowed lets the others go on without waiting for this update.
func (a *acknowledgement) slowed(id int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, slow := a.slow[id]; slow || a.open[id] == 0 {
		return
	}
	a.slow[id] = struct{}{}
	a.fast -= a.open[id]
	a.look()
}

// done says that an update is committed, is of no interest, or could not be saved, of which
// its person was told. It is called exactly once for each.
func (a *acknowledgement) done(id int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open[id] == 0 {
		panic("bot: an update was done twice")
	}
	_, slow := a.slow[id]
	if !slow {
		a.fast--
	}
	if a.open[id]--; a.open[id] == 0 {
		delete(a.open, id)
		delete(a.slow, id)
	}
	a.look()
}

// look wakes who waits where there may be nothing more to wait for. The caller holds mu.
func (a *acknowledgement) look() {
	if a.fast == 0 && a.free != nil {
		close(a.free)
		a.free = nil
	}
}

// wait returns when all but the slow are done, with the first of those (0: none), or
// with ctx's error. There is no time limit: an update that is not safe must not be
// acknowledged, however long it takes.
func (a *acknowledgement) wait(ctx context.Context) (held int64, err error) {
	alarm := time.NewTicker(30 * time.Second)
	defer alarm.Stop()
	for {
		held, fast, free := a.state()
		if fast == 0 {
			return held, ctx.Err()
		}
		select {
		case <-free:
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-alarm.C:
			a.log.Warn("no new updates are fetched: the store has not saved those received", "updates", fast)
		}
	}
}

// rest waits for so long, or until none is open.
func (a *acknowledgement) rest(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	for {
		held, _, free := a.state()
		if held == 0 {
			return
		}
		select {
		case <-free:
		case <-ctx.Done():
			return
		case <-timer.C:
			return
		}
	}
}

// state gives the lowest id that is open, the number of those to wait for, and a
// channel that is closed when one of the two may be 0.
func (a *acknowledgement) state() (lowest int64, fast int, free chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id := range a.open {
		if lowest == 0 || id < lowest {
			lowest = id
		}
	}
	if a.free == nil {
		a.free = make(chan struct{})
	}
	return lowest, a.fast, a.free
}
