package bot

import (
	"log/slog"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// rateLimitedLog logs the same warning once a minute at most, so that an hour
// without Telegram fills no disk.
type rateLimitedLog struct {
	log  *slog.Logger
	mu   sync.Mutex
	last map[string]*rate.Sometimes
}

func newRateLimitedLog(log *slog.Logger) *rateLimitedLog {
	return &rateLimitedLog{log: log, last: make(map[string]*rate.Sometimes)}
}

// warn logs message and err unless both were logged within the last minute.
func (l *rateLimitedLog) warn(message string, err error) {
	key := message
	if err != nil {
		// Without digits: ports and waiting times differ where nothing else does.
		key += strings.Map(func(r rune) rune {
			if '0' <= r && r <= '9' {
				return -1
			}
			return r
		}, err.Error())
	}
	l.mu.Lock()
	limit := l.last[key]
	if limit == nil {
		if len(l.last) >= 200 { // errors with ever new words in them would grow it without end
			clear(l.last)
		}
		limit = &rate.Sometimes{Interval: time.Minute}
		l.last[key] = limit
	}
	l.mu.Unlock()
	limit.Do(func() {
		if err != nil {
			l.log.Warn(message, "error", err)
		} else {
			l.log.Warn(message)
		}
	})
}
