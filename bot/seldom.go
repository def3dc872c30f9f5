package bot

import (
	"log/slog"
	"strings"
	"sync"
	"time"
)

// seldom logs the same message once a minute at most, so that an hour without
// Telegram fills no disk.
type seldom struct {
	log  *slog.Logger
	mu   sync.Mutex
	last map[string]time.Time
}

func newSeldom(log *slog.Logger) *seldom {
	return &seldom{log: log, last: make(map[string]time.Time)}
}

// warn logs message and err unless both were logged within the last minute.
func (s *seldom) warn(message string, err error) {
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
	now := time.Now()
	s.mu.Lock()
	last, known := s.last[key]
	again := known && now.Sub(last) < time.Minute
	if !again {
		if len(s.last) >= 200 { // texts with numbers in them would grow it without end
			clear(s.last)
		}
		s.last[key] = now
	}
	s.mu.Unlock()
	switch {
	case again:
	case err != nil:
		s.log.Warn(message, "error", err)
	default:
		s.log.Warn(message)
	}
}
