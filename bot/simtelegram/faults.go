package simtelegram

import (
	"cmp"
	"net/http"
	"slices"
	"time"
)

// A Fault makes calls go wrong. Which calls: Method and Chat. How: Delay first, then one of Hang, Drop, Body, or
// an error of Code; with none of these the call is only late.
type Fault struct {
	Method      string        // e.g. "sendMessage"; "" is any, getUpdates included
	Chat        int64         // the call's chat_id; 0 is any
	Code        int           // HTTP status and error_code, e.g. 500; 429 if only RetryAfter is given
	Description string        // "" for Telegram's words for the code
	RetryAfter  int           // seconds, told as parameters.retry_after
	Delay       time.Duration // before anything else; less if the client gives up
	TakeIt      bool          // the call takes effect all the same, then goes wrong
	Drop        bool          // the connection is closed without an answer
	Hang        bool          // no answer until the client gives up, the fault is cleared or the server closed
	Body        string        // this instead of JSON, with status Code or 200
	Times       int           // how many calls it meets; 0 is all until cleared
}

type fault struct {
	Fault
	left int           // calls still to meet; -1 for no end
	over chan struct{} // closed when cleared: lets hanging calls go
}

// AddFault puts a fault in place; of several that match, the first one put acts. end takes it away again and ends
// the calls that hang in it; it may be called more than once.
func (s *Server) AddFault(f Fault) (end func()) {
	x := &fault{Fault: f, left: f.Times, over: make(chan struct{})}
	if f.Times == 0 {
		x.left = -1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, x)
	s.touch()
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		select {
		case <-x.over:
			return
		default:
			close(x.over)
		}
		s.faults = slices.DeleteFunc(s.faults, func(y *fault) bool { return y == x })
		s.touch()
	}
}

// match finds the fault a call meets and counts it. The caller holds mu.
func (s *Server) match(method string, chat int64) *fault {
	for i, x := range s.faults {
		if x.Method != "" && x.Method != method || x.Chat != 0 && x.Chat != chat {
			continue
		}
		if x.left > 0 {
			if x.left--; x.left == 0 {
				s.faults = slices.Delete(slices.Clone(s.faults), i, i+1)
			}
		}
		return x
	}
	return nil
}

// suffer carries out a call that meets a fault. It gives nothing at all if it wrote the answer itself.
func (s *Server) suffer(w http.ResponseWriter, r *http.Request, x *fault, run func() ([]byte, *refusal), c *Call) ([]byte, *refusal) {
	if x.Delay > 0 {
		timer := time.NewTimer(x.Delay)
		s.hang(r, x, timer.C)
		timer.Stop()
	}
	var result []byte
	var no *refusal
	if x.TakeIt {
		result, no = run()
	}
	code := x.Code
	if code == 0 && x.RetryAfter > 0 {
		code = 429
	}
	switch {
	case x.Hang:
		s.hang(r, x, nil)
		panic(http.ErrAbortHandler)
	case x.Drop:
		panic(http.ErrAbortHandler) // net/http closes the connection and says nothing
	case x.Body != "":
		if code == 0 {
			code = http.StatusOK
		}
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(code)
		w.Write([]byte(x.Body))
		s.finish(c, x.Method, x.Chat, code)
		return nil, nil
	case code == 0 && x.TakeIt:
		return result, no
	case code == 0:
		return run()
	case code == 429 && x.Description == "":
		return nil, tooMany(max(x.RetryAfter, 1))
	}
	text := cmp.Or(x.Description, words[code], http.StatusText(code))
	return nil, &refusal{code: code, text: text, retryAfter: x.RetryAfter}
}

// hang waits for the time, and no longer than the fault, the call or the server is there.
func (s *Server) hang(r *http.Request, x *fault, over <-chan time.Time) {
	select {
	case <-over:
	case <-x.over:
	case <-r.Context().Done():
	case <-s.quit:
	}
}

// words Telegram uses where the HTTP status' own differ.
var words = map[int]string{
	403: "Forbidden: bot was blocked by the user",
	409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
}

// Limits are how many messages may be sent in a second (sendMessage, sendDocument, sendPhoto); 0 is no limit.
type Limits struct {
	PerSecond        int // over all chats
	PerChatPerSecond int // in each chat
}

// Limit sets Telegram's own limits: what goes over is answered 429 with retry_after, and not sent.
func (s *Server) Limit(l Limits) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limits = l
	s.touch()
}

// A window counts sends from its first on for one second.
type window struct {
	start time.Time
	count int
}

func (w *window) full(now time.Time, limit int) bool {
	if limit <= 0 {
		return false
	}
	if now.Sub(w.start) >= time.Second {
		w.start, w.count = now, 0
	}
	return w.count >= limit
}

// limit says whether one more message may be sent now, and counts it. The caller holds mu.
func (s *Server) limit(c *chat) *refusal {
	if s.limits == (Limits{}) {
		return nil
	}
	now := s.o.Now()
	if s.sent.full(now, s.limits.PerSecond) || c.sent.full(now, s.limits.PerChatPerSecond) {
		return tooMany(1)
	}
	s.sent.count++
	c.sent.count++
	return nil
}
