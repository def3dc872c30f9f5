package order

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// logRequest logs what came of the one call of an order, whose it is and how much: a
// line for each, since money hangs on it.
func (d *Desk) logRequest(o Order, a Reply) {
	level := slog.LevelInfo
	if a.Err != nil || a.Outcome == OutcomeDoubtful {
		level = slog.LevelWarn
	}
	d.logReply(level, "request", o.ID, a, "reseller", o.Reseller, "amount", o.Amount.String())
}

// logSettled logs that an order became final.
func (d *Desk) logSettled(o Order) {
	d.log.Info("order is "+string(o.State), "order", o.ID, "reseller", o.Reseller, "amount", o.Amount.String(), "cause", string(o.Cause))
}

// logInquiry logs a status or balance call. During an outage there are many that
// bring nothing: of those a line a minute is logged, with how many there were.
func (d *Desk) logInquiry(call string, id ID, a Reply) {
	if a.Err == nil {
		d.logReply(slog.LevelDebug, call, id, a)
		return
	}
	d.failures[call].log(func(since int) {
		d.logReply(slog.LevelWarn, call, id, a, "since the last such line", since)
	})
}

func (d *Desk) logReply(level slog.Level, call string, id ID, a Reply, more ...any) {
	attributes := append([]any{"call", call, "order", id, "outcome", a.Outcome.String()}, more...)
	if a.Message != "" {
		attributes = append(attributes, "message", a.Message)
	}
	if a.Err != nil {
		attributes = append(attributes, "error", a.Err)
	}
	d.log.Log(context.Background(), level, "panel call", attributes...)
}

// rateLimitedLog writes a line once a minute at most, with how often there was one to write
// since the last.
type rateLimitedLog struct {
	mu      sync.Mutex
	minute  rate.Sometimes
	skipped int
}

func newRateLimitedLog() *rateLimitedLog {
	return &rateLimitedLog{minute: rate.Sometimes{Interval: time.Minute}}
}

func (s *rateLimitedLog) log(line func(since int)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skipped++
	s.minute.Do(func() {
		line(s.skipped)
		s.skipped = 0
	})
}
