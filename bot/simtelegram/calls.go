package simtelegram

import (
	"context"
	"log/slog"
	"maps"
	"time"
)

// A Call is one call of the Bot API that was seen.
type Call struct {
	At     time.Time
	Method string            // as documented; an unknown one as it came
	Chat   int64             // chat_id, 0 if there was none
	Params map[string]string // all fields but uploaded files; JSON fields as they came
	Code   int               // HTTP status of the answer; 0 while it runs, or if none was given
	form   *form             // what Params is made of when asked for
}

// record notes a call as it begins. The caller holds mu. It gives nil when no calls are kept.
func (s *Server) record(method string, chat int64, f *form) *Call {
	s.counts[method]++
	if s.o.KeepCalls < 0 {
		return nil
	}
	c := &Call{At: s.o.Now(), Method: method, Chat: chat, form: f}
	if len(s.calls) < s.o.KeepCalls {
		s.calls = append(s.calls, c)
	} else {
		s.calls[s.callsOut] = c
		s.callsOut = (s.callsOut + 1) % len(s.calls)
	}
	s.touch()
	return c
}

// finish notes how a call was answered.
func (s *Server) finish(c *Call, method string, chat int64, code int) {
	if s.o.Log.Enabled(context.Background(), slog.LevelDebug) {
		s.o.Log.Debug("telegram call", "method", method, "chat", chat, "code", code)
	}
	if c == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Code = code
	s.touch()
}

// Calls gives the calls seen, oldest first, up to Options.KeepCalls of them.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Call, 0, len(s.calls))
	for i := range s.calls {
		c := *s.calls[(s.callsOut+i)%len(s.calls)]
		c.Params = make(map[string]string, len(c.form.fields))
		for _, f := range c.form.fields {
			c.Params[f.name] = f.value
		}
		c.form = nil
		out = append(out, c)
	}
	return out
}

// Counts gives the number of calls by method since the start, refused ones included.
func (s *Server) Counts() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.counts)
}
