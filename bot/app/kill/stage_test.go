package kill

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
)

const answerWithin = time.Minute // for any one answer, in the middle of it all

// moment is one call of the bot's, on its way through the stage.
type moment struct {
	call  string // "sendMessage", "getUpdates", …; at the panel "request", "status", "balance"
	panel bool
	after bool   // taken, and not answered yet
	chat  int64  // of Telegram's calls; 0 where there is none
	id    string // of the panel's calls the order's, of an answer the tap's
	text  string // of messages
	taken bool   // after: the answer is a good one
}

// stage is where a process of the bot plays: both simulators, with a hook on
// the wire before them that sees each call before it is taken and after.
type stage struct {
	*apptest.Stage

	mu       sync.Mutex
	hook     func(moment) (drop bool)
	requests map[string]int // request calls by order id, as they came over the wire
	changed  map[int64]chan struct{}
	queries  map[string]int64 // taps handed out, and whose they are
	answers  map[int64]int    // taps answered, by person
	calls    int              // Telegram's
	life     int              // of the process that plays
	sender   map[int]origin   // of each message
}

// origin is the life that sent a message, and what it said then.
type origin struct {
	life   int
	text   string
	unsaid bool // Telegram took it and did not say so
}

func newStage(t testing.TB, settle time.Duration) *stage {
	s := &stage{requests: map[string]int{}, changed: map[int64]chan struct{}{}, sender: map[int]origin{}, queries: map[string]int64{}, answers: map[int64]int{}}
	s.Stage = apptest.NewStage(t, apptest.StageOptions{Settle: settle, Keep: 1000, Telegram: s.serveTelegram, Panel: s.servePanel})
	s.Telegram.AddPerson(simtelegram.Person{ID: sandbox.Admin, FirstName: "Amina", LanguageCode: "en"})
	return s
}

// watch puts a hook on the wire; nil takes it away.
func (s *stage) watch(hook func(moment) (drop bool)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook = hook
}

// pass shows a moment to the hook; where that says so the call ends here,
// without a word.
func (s *stage) pass(m moment) {
	s.mu.Lock()
	hook := s.hook
	s.mu.Unlock()
	if hook != nil && hook(m) {
		panic(http.ErrAbortHandler)
	}
}

// change gives a channel that is closed when the bot next did something in a chat.
func (s *stage) change(chat int64) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.changed[chat] == nil {
		s.changed[chat] = make(chan struct{})
	}
	return s.changed[chat]
}

func (s *stage) touch(chat int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.changed[chat]; c != nil {
		close(c)
		delete(s.changed, chat)
	}
}

// wait waits until cond holds, which it asks at each change of the chat and now and then.
func (s *stage) wait(chat int64, limit time.Duration, cond func([]simtelegram.Message) bool) bool {
	timeout := time.After(limit)
	for {
		change := s.change(chat)
		if cond(s.Telegram.Messages(chat)) {
			return true
		}
		select {
		case <-change:
		case <-time.After(200 * time.Millisecond): // cond may ask for more than the chat
		case <-timeout:
			return cond(s.Telegram.Messages(chat))
		}
	}
}

func (s *stage) serveTelegram(w http.ResponseWriter, r *http.Request) {
	// A process calls under an address with its number, since a call may be
	// heard when its caller is dead and the next one lives.
	life := 0
	if prefix, rest, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/life"), "/"); ok && strings.HasPrefix(r.URL.Path, "/life") {
		life, _ = strconv.Atoi(prefix)
		r.URL.Path = "/" + rest
	}
	m := moment{call: path.Base(r.URL.Path)}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // killed while it was speaking
	}
	m.read(r, body)
	s.mu.Lock()
	s.calls++
	s.mu.Unlock()
	s.pass(m)
	r.Body = io.NopCloser(bytes.NewReader(body))
	rec := httptest.NewRecorder()
	defer s.touch(m.chat)
	s.Telegram.ServeHTTP(rec, r)
	m.after, m.taken = true, rec.Code == http.StatusOK
	if m.taken {
		s.note(m, life, rec.Body.Bytes())
	}
	if m.call == "sendMessage" {
		s.noteUnsaid(m, life)
	}
	s.pass(m)
	w.Header()["Content-Type"] = rec.Header()["Content-Type"]
	w.WriteHeader(rec.Code)
	_, _ = w.Write(rec.Body.Bytes())
}

// note remembers what was taken.
func (s *stage) note(m moment, life int, answer []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch m.call {
	case "getUpdates":
		var got struct {
			Result []struct {
				Tap struct {
					ID   string
					From struct{ ID int64 }
				} `json:"callback_query"`
			}
		}
		if json.Unmarshal(answer, &got) == nil {
			for _, u := range got.Result {
				s.queries[u.Tap.ID] = u.Tap.From.ID
			}
		}
	case "answerCallbackQuery":
		s.answers[s.queries[m.id]]++
	case "sendMessage":
		var sent struct {
			Result struct {
				ID int `json:"message_id"`
			}
		}
		if json.Unmarshal(answer, &sent) == nil {
			s.sender[sent.Result.ID] = origin{life: life, text: m.text}
		}
	}
}

// noteUnsaid remembers a message that Telegram took without saying so.
func (s *stage) noteUnsaid(m moment, life int) {
	last, _ := s.Telegram.Last(m.chat)
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.sender[last.ID]; !known && last.FromBot && last.HTML == m.text {
		s.sender[last.ID] = origin{life: life, text: m.text, unsaid: true}
	}
}

// read takes from a call's form what hooks want to know.
func (m *moment) read(r *http.Request, body []byte) {
	var call struct {
		Chat  int64  `json:"chat_id"`
		Text  string `json:"text"`
		Query string `json:"callback_query_id"`
	}
	if r.Header.Get("Content-Type") != "application/json" || json.Unmarshal(body, &call) != nil {
		return // one of the seldom calls
	}
	m.chat, m.text, m.id = call.Chat, call.Text, call.Query
}

func (s *stage) servePanel(w http.ResponseWriter, r *http.Request) {
	m := moment{panel: true, call: path.Base(r.URL.Path)}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	form, _ := url.ParseQuery(string(body))
	m.id = form.Get("id")
	if m.call == "request" {
		s.mu.Lock()
		s.requests[m.id]++
		s.mu.Unlock()
	}
	s.pass(m)
	r.Body = io.NopCloser(bytes.NewReader(body))
	m.after = true
	s.Panel.ServeHTTP(&late{ResponseWriter: w, first: func() { s.pass(m) }}, r)
}

// late shows the moment after to the hook, before the first byte of the answer.
type late struct {
	http.ResponseWriter
	first func()
	once  sync.Once
}

func (l *late) WriteHeader(code int) {
	l.once.Do(l.first)
	l.ResponseWriter.WriteHeader(code)
}

func (l *late) Write(b []byte) (int, error) {
	l.once.Do(l.first)
	return l.ResponseWriter.Write(b)
}

func (l *late) Unwrap() http.ResponseWriter { return l.ResponseWriter }

// asked is how many request calls for the order came over the wire.
func (s *stage) asked(id string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests[id]
}

// shown is a chat in lines, for messages of failed tests.
func (s *stage) shown(chat int64, last int) string {
	all := s.Telegram.Messages(chat)
	var b strings.Builder
	for _, m := range all[max(0, len(all)-last):] {
		who := "bot"
		if !m.FromBot {
			who = "person"
		}
		fmt.Fprintf(&b, "  %s %d %s (%d edits): %s", m.At.Format("05.000"), m.ID, who, m.Edits, strings.ReplaceAll(m.Text, "\n", " / "))
		for _, row := range m.Buttons {
			for _, button := range row {
				fmt.Fprintf(&b, " [%s]", button.Data)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
