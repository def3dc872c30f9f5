package app

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"rechargebot/flows/chat"
)

// alarms brings what the rooms find of trouble into the store, from where the owners
// are told. What is found is taken at once, also within a transaction; a goroutine of
// its own writes it.
type alarms struct {
	log   *slog.Logger
	write func(f chat.Finding) error // in a transaction of its own
	retry time.Duration              // after a write that failed, as on a full disk

	mu      sync.Mutex
	waiting []chat.Finding
	known   map[chat.TroubleKind]bool // over or not, as it was last found
	kick    chan struct{}
}

func newAlarms(log *slog.Logger) *alarms {
	return &alarms{log: log, retry: 10 * time.Second, known: map[chat.TroubleKind]bool{}, kick: make(chan struct{}, 1)}
}

// find takes a finding; one that says what was found before is no news.
func (a *alarms) find(f chat.Finding) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if over, known := a.known[f.Kind]; known && over == f.Over {
		return
	}
	a.known[f.Kind] = f.Over
	a.waiting = append(a.waiting, f)
	if !f.Over {
		a.log.Error("trouble", "kind", f.Kind, "detail", f.Detail)
	}
	select {
	case a.kick <- struct{}{}:
	default:
	}
}

// run writes what is found until ctx ends. What then waits is found again after the
// next start.
func (a *alarms) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-a.kick:
		}
		for {
			a.mu.Lock()
			all := slices.Clone(a.waiting)
			a.mu.Unlock()
			if len(all) == 0 {
				break
			}
			if err := a.write(all[0]); err != nil {
				a.log.Error("the owners could not be told of a trouble; trying again", "kind", all[0].Kind, "error", err)
				select {
				case <-ctx.Done():
					return
				case <-time.After(a.retry):
				}
				continue
			}
			a.mu.Lock()
			a.waiting = a.waiting[1:]
			a.mu.Unlock()
		}
	}
}
