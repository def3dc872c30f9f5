package bot

import (
	"sync"
	"time"

	"rechargebot/flows/chat"
)

// How long a trouble with polling has to last before the owners are told, and how
// long polls have to go well before they are told that it is over. A restart has the
// old program and the new one poll side by side for a moment, which is no trouble.
const (
	troubleLasts = 30 * time.Second
	troubleOver  = 5 * time.Minute
)

// lasting tells an alarm of a trouble with polling that lasts.
type lasting struct {
	kind        chat.TroubleKind
	alarm       chat.Alarm
	lasts, over time.Duration
	now         func() time.Time

	mu          sync.Mutex
	first, last time.Time // of the trouble at hand; last is the start where there was none
}

func newLasting(kind chat.TroubleKind, alarm chat.Alarm) *lasting {
	if alarm == nil {
		alarm = func(chat.Finding) {}
	}
	return &lasting{kind: kind, alarm: alarm, lasts: troubleLasts, over: troubleOver, now: time.Now, last: time.Now()}
}

// seen notes that it was met once more.
func (l *lasting) seen() {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if l.first.IsZero() || now.Sub(l.last) >= l.over {
		l.first = now
	}
	l.last = now
	if now.Sub(l.first) >= l.lasts {
		l.alarm(chat.Finding{Kind: l.kind})
	}
}

// good notes that a poll went well.
func (l *lasting) good() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := l.now(); now.Sub(l.last) >= l.over {
		l.first = time.Time{}
		l.alarm(chat.Finding{Kind: l.kind, Over: true})
	}
}
