package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tgbot "github.com/go-telegram/bot"

	"rechargebot/flows/chat"
	"rechargebot/flows/setting"
)

// These tests have a clock of their own, so they talk to no network and no file.

// memory is an outbox in memory.
type memory struct {
	Store // its transactions are not used here

	logs    logs
	mu      sync.Mutex
	seq     uint64
	waiting map[int64][]chat.Outgoing
	given   []string
	heads   int          // calls of Head
	head    func() error // called before each Head
	note    func() error // called before each Sent
	wake    func(int64)
	putOff  []int64  // chats whose menu was put off
	noted   []int    // the messages that were sent or changed
	skipped []uint64 // the Seqs that the next thing makes needless
	bot     *Bot
}

// supersede posts what makes all that waits in its chat needless.
func (m *memory) supersede(o chat.Outgoing) {
	m.mu.Lock()
	for _, w := range m.waiting[o.Chat] {
		m.skipped = append(m.skipped, w.Seq)
	}
	m.waiting[o.Chat] = nil
	m.mu.Unlock()
	m.post(o)
}

func (m *memory) post(o chat.Outgoing) {
	m.mu.Lock()
	m.seq++
	o.Seq = m.seq
	if m.waiting == nil {
		m.waiting = make(map[int64][]chat.Outgoing)
	}
	m.waiting[o.Chat] = append(m.waiting[o.Chat], o)
	m.mu.Unlock()
	if m.wake != nil {
		m.wake(o.Chat)
	}
}

func (m *memory) CompressedCopy(context.Context) (*os.File, func(), error) {
	return nil, nil, errors.New("no room")
}

func (m *memory) Waiting() (chats []int64, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for chatID, w := range m.waiting {
		if len(w) > 0 {
			chats = append(chats, chatID)
		}
	}
	return chats, nil
}

func (m *memory) Head(chatID int64) (h chat.Head, ok bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.heads++
	if m.head != nil {
		if err := m.head(); err != nil {
			return h, false, err
		}
	}
	if w := m.waiting[chatID]; len(w) > 0 {
		return chat.Head{Outgoing: w[0], More: len(w) > 1, Skipped: m.skipped}, true, nil
	}
	return
}

func (m *memory) ForgetMenu(chatID int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.putOff = append(m.putOff, chatID)
	return nil
}

func (m *memory) Sent(o chat.Outgoing, message int, _ []uint64) error {
	if m.note != nil {
		if err := m.note(); err != nil {
			return err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if w := m.waiting[o.Chat]; len(w) == 0 || w[0].Seq != o.Seq {
		panic("not the first one waiting")
	}
	m.noted = append(m.noted, message)
	m.waiting[o.Chat] = m.waiting[o.Chat][1:]
	return nil
}

func (m *memory) GiveUp(o chat.Outgoing, lost chat.Lost) error {
	m.mu.Lock()
	m.given = append(m.given, fmt.Sprint(o.Chat, lost != chat.Reached))
	m.mu.Unlock()
	return m.Sent(o, 0, nil)
}

// wire is a Telegram that takes messages at once.
type wire struct {
	mu     sync.Mutex
	sent   []sending
	answer func(chatID int64, n int) string // to the nth message for a chat; "" takes it; see reply
	calls  map[int64]int
	other  func(method string, n int) string // the same for the nth call of another method
	others map[string]int
}

// reply gives an answer, or what happens instead of one.
func reply(r *http.Request, answer string) (*http.Response, error) {
	switch answer {
	case "hang":
		trace(r).GotConn(httptrace.GotConnInfo{})
		<-r.Context().Done()
		return nil, r.Context().Err()
	case "lost":
		trace(r).GotConn(httptrace.GotConnInfo{})
		return nil, io.ErrUnexpectedEOF
	case "panic":
		panic("a bug")
	case "unsent":
		return nil, &net.OpError{Op: "dial", Err: errDisk}
	}
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(answer))}, nil
}

func trace(r *http.Request) *httptrace.ClientTrace { return httptrace.ContextClientTrace(r.Context()) }

type sending struct {
	chat int64
	text string
	at   time.Duration // since the start
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := `{"ok":true,"result":true}`
	switch method := path.Base(r.URL.Path); method {
	case "getMe":
		answer = `{"ok":true,"result":{"id":1,"username":"x"}}`
	case "getWebhookInfo":
		answer = `{"ok":true,"result":{"url":""}}`
	case "getUpdates":
		<-r.Context().Done()
		return nil, r.Context().Err()
	case "editMessageText", "answerCallbackQuery", "deleteMessage", "setMyCommands", "sendDocument", "sendPhoto":
		switch method {
		case "setMyCommands":
			answer = `{"ok":false,"error_code":400,"description":"Bad Request: BOT_COMMAND_INVALID"}`
		case "sendDocument", "sendPhoto":
			answer = `{"ok":true,"result":{"message_id":6}}`
		}
		w.mu.Lock()
		if w.others == nil {
			w.others = make(map[string]int)
		}
		w.others[method]++
		n := w.others[method]
		w.mu.Unlock()
		if w.other != nil {
			if other := w.other(method, n); other != "" {
				answer = other
			}
		}
	case "sendMessage":
		var form struct {
			Chat int64 `json:"chat_id"`
			Text string
		}
		if err := json.NewDecoder(r.Body).Decode(&form); err != nil {
			return nil, err
		}
		chatID := form.Chat
		w.mu.Lock()
		if w.calls == nil {
			w.calls = make(map[int64]int)
		}
		w.calls[chatID]++
		n := w.calls[chatID]
		w.mu.Unlock()
		answer = ""
		if w.answer != nil {
			answer = w.answer(chatID, n)
		}
		if answer == "" {
			answer = `{"ok":true,"result":{"message_id":5}}`
			w.mu.Lock()
			w.sent = append(w.sent, sending{chatID, form.Text, time.Since(epoch)})
			w.mu.Unlock()
		}
	}
	return reply(r, answer)
}

// epoch is when a bubble's clock starts.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// to gives when messages to a chat were taken.
func (w *wire) to(chatID int64) (at []time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.sent {
		if s.chat == chatID {
			at = append(at, s.at)
		}
	}
	return at
}

// bubble runs test with a bot that is connected, on a clock of its own.
func bubble(t *testing.T, test func(m *memory, w *wire)) {
	synctest.Test(t, func(t *testing.T) {
		m, w := &memory{}, &wire{}
		b, err := New(Config{Token: token, Log: m.logs.logger()}, m, nil)
		if err != nil {
			t.Fatal(err)
		}
		b.client.transport = w
		m.wake, m.bot = b.Posted, b
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- b.Run(ctx) }()
		synctest.Wait()
		test(m, w)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// refusedWith is a Telegram that will never take a call, troubled one that takes it later.
const (
	refusedWith = `{"ok":false,"error_code":400,"description":"Bad Request: SOMETHING_NEW"}`
	troubled    = `{"ok":false,"error_code":500,"description":"Internal Server Error"}`
)

func flooded(after int) string {
	return fmt.Sprintf(`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after %d","parameters":{"retry_after":%d}}`, after, after)
}

func TestFloodWaitOfOneChat(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		w.answer = func(chatID int64, n int) string {
			if chatID == 1 && n == 1 {
				return flooded(17)
			}
			return ""
		}
		m.post(word(1, "a"))
		m.post(word(1, "b"))
		m.post(word(2, "c"))
		time.Sleep(time.Minute)
		if got := w.to(1); !slices.Equal(got, []time.Duration{17 * time.Second, 17 * time.Second}) {
			t.Errorf("the chat that is to wait 17s: %v", got)
		}
		if got := w.to(2); !slices.Equal(got, []time.Duration{0}) {
			t.Errorf("the other: %v", got)
		}
	})
}

// TestFloodWaitsOfSomeChats: three chats that are told to wait hold up nobody else,
// replies or bulk.
func TestFloodWaitsOfSomeChats(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		w.answer = func(chatID int64, n int) string {
			if chatID <= 3 && n == 1 {
				return flooded(30)
			}
			return ""
		}
		for chatID := range int64(3) {
			m.post(word(chatID+1, "a"))
		}
		synctest.Wait()
		m.post(word(4, "b"))
		news := word(5, "news")
		news.Bulk = true
		m.post(news)
		synctest.Wait()
		if got := w.to(4); !slices.Equal(got, []time.Duration{0}) {
			t.Errorf("chat 4, which was not told to wait: %v", got)
		}
		time.Sleep(10 * bulkEvery) // bulk makes room for the replies before it
		if got := w.to(5); len(got) != 1 {
			t.Errorf("chat 5, which was not told to wait: %v", got)
		}
		time.Sleep(time.Minute)
		for chatID := range int64(3) {
			if got := w.to(chatID + 1); !slices.Equal(got, []time.Duration{30 * time.Second}) {
				t.Errorf("chat %d: %v", chatID+1, got)
			}
		}
	})
}

// TestFloodWaitOfAll: where one chat after the other is told to wait, the limit is
// one of the whole bot, unless a message to another chat is taken meanwhile.
func TestFloodWaitOfAll(t *testing.T) {
	t.Parallel()
	for name, taken := range map[string]bool{"none taken": false, "one taken": true} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(m *memory, w *wire) {
				w.answer = func(chatID int64, n int) string {
					if chatID <= manyChats && n == 1 {
						return flooded(10 + int(chatID))
					}
					return ""
				}
				for chatID := range int64(manyChats) {
					m.post(word(chatID+1, "a"))
					time.Sleep(10 * time.Millisecond)
					if taken && chatID == manyChats/2 {
						m.post(word(100, "taken"))
						synctest.Wait()
					}
				}
				before := time.Since(epoch)
				m.post(word(101, "b"))
				time.Sleep(time.Minute)
				first := 11 * time.Second // of the chat with the shortest wait
				if got := w.to(101); taken && !slices.Equal(got, []time.Duration{before}) || !taken && !slices.Equal(got, []time.Duration{first}) {
					t.Errorf("somebody else was answered at %v", got)
				}
				if n := strings.Count(m.logs.String(), "all wait"); n != map[bool]int{true: 0, false: 1}[taken] {
					t.Errorf("%d lines about a wait of all:\n%s", n, &m.logs)
				}
				for chatID := range int64(manyChats) {
					told := time.Duration(chatID) * 10 * time.Millisecond
					if got := w.to(chatID + 1); len(got) != 1 || got[0] < told+time.Duration(11+chatID)*time.Second {
						t.Errorf("chat %d, told to wait %ds: %v", chatID+1, 11+chatID, got)
					}
				}
			})
		})
	}
}

// TestFloodWaitOfBulk holds back bulk, and no reply. Where one of the broadcast was taken
// meanwhile it does not begin; that a reply was says nothing of it.
func TestFloodWaitOfBulk(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		takes int  // which call of the broadcast is taken before the others; 0: none
		reply bool // one is taken meanwhile
		held  bool
	}{
		"none taken":    {held: true},
		"one taken":     {takes: manyOfBulk - 1},
		"a reply taken": {reply: true, held: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(m *memory, w *wire) {
				calls, told := 0, make(map[int64]bool)
				w.answer = func(chatID int64, _ int) string {
					w.mu.Lock()
					defer w.mu.Unlock()
					if chatID == 100 {
						return ""
					}
					if calls++; calls == test.takes || len(told) == manyOfBulk {
						return ""
					}
					told[chatID] = true
					return flooded(30)
				}
				for chatID := range int64(manyOfBulk + 5) {
					news := word(chatID+1, "news")
					news.Bulk = true
					m.post(news)
				}
				if test.reply {
					time.Sleep(2 * bulkEvery)
					m.post(word(100, "a reply"))
				}
				time.Sleep(time.Second)
				m.post(word(100, "a reply"))
				begun := time.Since(epoch)
				time.Sleep(time.Minute)
				synctest.Wait()
				if got := w.to(100); got[len(got)-1] != begun {
					t.Errorf("a reply went at %v, not at %v", got, begun)
				}
				if n := strings.Count(m.logs.String(), "all of them wait"); n != map[bool]int{true: 1, false: 0}[test.held] {
					t.Errorf("%d lines about a wait of the broadcast:\n%s", n, &m.logs)
				}
				early := 0
				for chatID := range int64(manyOfBulk + 5) {
					got := w.to(chatID + 1)
					if len(got) != 1 || told[chatID+1] && got[0] < 30*time.Second {
						t.Errorf("chat %d, which was told to wait: %v, %v", chatID+1, told[chatID+1], got)
					}
					if got[0] < 30*time.Second {
						early++
					}
				}
				if want := map[bool]int{true: 0, false: 5}[test.held]; early != want {
					t.Errorf("%d went within the half minute, want %d", early, want)
				}
			})
		})
	}
}

// TestHoldsAreMonotonic: a clock that is set back keeps nothing waiting. A time
// without a monotonic reading would be compared by the machine's clock.
func TestHoldsAreMonotonic(t *testing.T) { // not in a bubble, whose times have no such reading
	log := slog.New(slog.DiscardHandler)
	c := newClient("http://x/", time.Second, nil, log)
	s := newSender(nil, c, nil, log, newRateLimitedLog(log))
	s.ctx, s.calls = t.Context(), t.Context()
	q := &chatQueue{}
	for chatID := range int64(manyChats) {
		q.chat = chatID
		s.call(q, true, func(context.Context) error { return &tgbot.TooManyRequestsError{RetryAfter: 30} })
		s.bulkFlood.hold = hold{} // which would hold the next of these
	}
	s.bulkFlood.note(1, 30*time.Second)
	if _, err := c.updates(429, []byte(flooded(30))); err != nil {
		t.Error(err)
	}
	for name, h := range map[string]*hold{
		"all": &s.flood.hold, "bulk": &s.bulkFlood.hold, "polls": &c.pollHold, "a chat": &q.hold,
	} {
		if left := h.left(); left <= 29*time.Second || left > 30*time.Second {
			t.Errorf("%s: %v left", name, left)
		}
		if until := h.until.Load(); until != nil && !strings.Contains(until.String(), "m=") {
			t.Errorf("%s: until %v, which has no monotonic reading", name, until)
		}
	}
}

func TestPollsWaitAsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newClient("http://x/", time.Second, nil, slog.New(slog.DiscardHandler))
		well := 0
		c.polled = func() { well++ }
		after := func(want time.Duration) {
			t.Helper()
			begun := time.Now()
			if err := c.mayPoll(t.Context()); err != nil || time.Since(begun) != want {
				t.Errorf("%v after %v, not %v", err, time.Since(begun), want)
			}
		}
		if _, err := c.updates(429, []byte(flooded(17))); err != nil {
			t.Fatal(err)
		}
		after(17 * time.Second)
		if _, err := c.updates(500, []byte(troubled)); err != nil || well != 0 {
			t.Fatalf("%v, %d polls went well", err, well)
		}
		after(0)
		if _, err := c.updates(200, []byte(`{"ok":true,"result":[{"update_id":7},{"update_id":8}]}`)); err != nil || well != 1 {
			t.Fatalf("%v, %d polls went well", err, well)
		}
		c.received.slowed(8)
		c.received.done(7)
		after(0)
		after(heldPause) // while an update waits for its file
		again, err := c.updates(200, []byte(`{"ok":true,"result":[{"update_id":8},{"update_id":9}]}`))
		if string(again) != `{"ok":true,"result":[{"update_id":9}]}` || err != nil || c.held != 8 {
			t.Errorf("%s, %v, %d is held", again, err, c.held)
		}
		c.received.done(8)
		c.received.done(9)
		after(0)
		after(0)
	})
}

// TestAnswersThatAreTooLong: of an answer to getUpdates that is not read to its end the
// updates that are whole are taken, and one that is too long is passed over.
func TestAnswersThatAreTooLong(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ answer, want string }{
		"some are whole":     {`{"ok":true,"result":[{"update_id":7},{"update_id":8,"a":[1]},{"update_id":9,"mess`, `{"ok":true,"result":[{"update_id":7},{"update_id":8,"a":[1]}]}`},
		"all are whole":      {`{"ok":true,"result":[{"update_id":7}`, `{"ok":true,"result":[{"update_id":7}]}`},
		"the first is not":   {`{"ok":true,"result":[{"update_id":7,"message":{"text":"` + strings.Repeat("x", 99), `{"ok":true,"result":[{"update_id":7}]}`},
		"a short beginning":  {`{"ok":true,"result":[{"update_id":7,"`, `{"ok":true,"result":[{"update_id":7}]}`},
		"an id at its end":   {`{"ok":true,"result":[{"message":{},"update_id":7,"a":"`, ""},
		"no list":            {`{"ok":true,"result":{"a":"`, ""},
		"no answer of a bot": {"<html>", ""},
	} {
		c := newClient("http://x/", time.Second, nil, slog.New(slog.DiscardHandler))
		got, err := c.shorten([]byte(test.answer))
		if string(got) != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}

// TestLostAnswers: a message that may have arrived is sent again after half a
// minute, then minutes; one that certainly was not sent, at once.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		var tries []time.Duration
		w.answer = func(chatID int64, n int) string {
			switch {
			case chatID == 1:
				w.mu.Lock()
				tries = append(tries, time.Since(epoch))
				w.mu.Unlock()
				return "lost"
			case chatID == 2 && n <= 3:
				return "unsent"
			case chatID == 3 && n == 1:
				return `{"ok":false,"error_code":502,"description":"Bad Gateway"}`
			case chatID == 4 && n == 1:
				return "<html>"
			case chatID == 5 && n == 1:
				return `{"ok":false,"error_code":500,"description":"Internal Server Error"}`
			}
			return ""
		}
		for chatID := range int64(5) {
			m.post(word(chatID+1, "a"))
		}
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		want := []time.Duration{0, 30 * time.Second, 90 * time.Second, 210 * time.Second, 510 * time.Second}
		if !slices.Equal(tries, want) {
			t.Errorf("sent at %v, want %v", tries, want)
		}
		for chatID, most := range map[int64]time.Duration{2: 5 * time.Second, 5: time.Second} {
			if got := w.to(chatID); len(got) != 1 || got[0] > most {
				t.Errorf("chat %d, where it was certainly not taken: %v", chatID, got)
			}
		}
		for _, chatID := range []int64{3, 4} {
			if got := w.to(chatID); !slices.Equal(got, []time.Duration{30 * time.Second}) {
				t.Errorf("chat %d, where a gateway answered: %v", chatID, got)
			}
		}
	})
}

// TestLostAnswerOfACard: a card that may have arrived is not sent again any earlier
// because something newer is to be shown on it, nor after that one was lost, too.
func TestLostAnswerOfACard(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		var tries []time.Duration
		w.answer = func(_ int64, n int) string {
			tries = append(tries, time.Since(epoch))
			if n <= 2 {
				return "lost"
			}
			return ""
		}
		o := word(1, "one")
		o.Card = "order 1"
		m.post(o)
		time.Sleep(time.Second)
		synctest.Wait()
		o = word(1, "two")
		o.Card = "order 1"
		m.supersede(o)
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if want := []time.Duration{0, 30 * time.Second, 90 * time.Second}; !slices.Equal(tries, want) {
			t.Errorf("tried at %v, want %v", tries, want)
		}
		if len(w.sent) != 1 || w.sent[0].text != "two" {
			t.Errorf("sent %+v", w.sent)
		}
	})
}

// TestLostAnswersHoldUpNoEdits: what may be done twice is done again at once, and
// what goes beside the message is not held up by it.
func TestLostAnswersHoldUpNoEdits(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		w.answer = func(_ int64, n int) string {
			if n == 1 {
				return "lost"
			}
			return ""
		}
		w.other = func(method string, n int) string {
			if n <= 2 {
				return "lost"
			}
			return ""
		}
		edit := word(1, "a")
		edit.Edit = 7
		tap := word(2, "a")
		tap.Answer = &chat.CallbackAnswer{Query: "1"}
		m.post(edit)
		m.post(tap)
		time.Sleep(5 * time.Second)
		synctest.Wait()
		w.mu.Lock()
		if w.others["editMessageText"] != 3 || w.others["answerCallbackQuery"] != 3 || w.calls[2] != 1 {
			t.Errorf("%v, %v", w.others, w.calls)
		}
		w.mu.Unlock()
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := w.to(2); !slices.Equal(got, []time.Duration{30 * time.Second}) {
			t.Errorf("the message: %v", got)
		}
	})
}

func TestBroadcastIsPaced(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		const people = 300
		for chatID := range int64(people) {
			o := word(chatID+1, "news")
			o.Bulk = true
			m.post(o)
		}
		time.Sleep(time.Second)
		m.post(word(1000, "a reply to somebody else"))
		var inLine int64 = 1
		for len(w.to(inLine)) > 0 {
			inLine++
		}
		m.post(word(inLine, "a reply to somebody in line"))
		time.Sleep(time.Minute)

		if got := w.to(1000); got[0] != time.Second {
			t.Errorf("a reply waited for the broadcast until %v", got)
		}
		if got := w.to(inLine); len(got) != 2 || got[1]-time.Second > 3*bulkEvery {
			t.Errorf("a reply to one in line went at %v", got)
		}
		perSecond := make(map[time.Duration]int)
		var last time.Duration
		for _, s := range w.sent {
			if s.text == "news" {
				perSecond[s.at.Truncate(time.Second)]++
				last = max(last, s.at)
			}
		}
		for second, n := range perSecond {
			if n > 31 {
				t.Errorf("%d in second %v", n, second)
			}
		}
		if last < 9*time.Second || last > 11*time.Second || len(w.sent) != people+2 {
			t.Errorf("%d sent, the last at %v", len(w.sent), last)
		}
	})
}

func TestBroadcastsToOneChat(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		for range 3 {
			o := word(1, "news")
			o.Bulk = true
			m.post(o)
		}
		time.Sleep(2500 * time.Millisecond) // the queue has ended or lingers
		o := word(1, "news")
		o.Bulk = true
		m.post(o)
		m.post(word(1, "reply"))
		time.Sleep(10 * time.Second)
		if got, want := w.to(1), []time.Duration{0, time.Second, 2 * time.Second, 3 * time.Second, 3 * time.Second}; !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

func TestBackOff(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		w.answer = func(chatID int64, n int) string {
			switch {
			case chatID == 1 && n <= 8:
				return `{"ok":false,"error_code":500,"description":"Internal Server Error"}`
			case chatID == 2 && n == 1:
				return "hang"
			}
			return ""
		}
		m.post(word(1, "a"))
		m.post(word(2, "b"))
		time.Sleep(5 * time.Minute)
		// 0.5+1+2+4+8+16+30+30 seconds, and up to a quarter more
		if got := w.to(1); len(got) != 1 || got[0] < 91*time.Second || got[0] > 115*time.Second {
			t.Errorf("after eight errors: %v", got)
		}
		if got := w.to(2); !slices.Equal(got, []time.Duration{callTime + 30*time.Second}) {
			t.Errorf("after a call that hung: %v", got)
		}
		if log := m.logs.String(); strings.Contains(log, "asks to wait") || !strings.Contains(log, "did not take something") {
			t.Errorf("log:\n%s", log)
		}
	})
}

func TestAFinalWordIsTriedForADay(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		w.answer = func(int64, int) string {
			return `{"ok":false,"error_code":400,"description":"Bad Request: SOMETHING_NEW"}`
		}
		final := word(1, "done")
		final.Final = true
		m.post(final)
		m.post(word(1, "b"))
		given := func() int {
			m.mu.Lock()
			defer m.mu.Unlock()
			return len(m.given)
		}
		time.Sleep(23 * time.Hour)
		if n := given(); n != 0 {
			t.Errorf("%d given up within a day", n)
		}
		time.Sleep(2 * time.Hour)
		w.mu.Lock()
		defer w.mu.Unlock()
		if n := given(); n != 2 || w.calls[1] > 3000 {
			t.Errorf("%d given up after %d calls", n, w.calls[1])
		}
	})
}

func TestNotingIsTriedAgainButNotSending(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		fails := 0
		m.note = func() error {
			if fails++; fails == 2 {
				panic("a bug")
			}
			if fails < 5 {
				return errors.New("no space left on device")
			}
			return nil
		}
		m.post(word(1, "a"))
		m.post(word(1, "b"))
		time.Sleep(time.Minute)
		if got := w.to(1); len(got) != 2 {
			t.Errorf("sent at %v", got)
		}
	})
}

// TestReadingIsTriedAgain: what waits goes out although the store could not read it at first.
func TestReadingIsTriedAgain(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		m.head = func() error {
			switch m.heads {
			case 1:
				return errors.New("input/output error")
			case 2:
				panic("a bug")
			}
			return nil
		}
		m.post(word(1, "a"))
		time.Sleep(time.Minute)
		if got := w.to(1); len(got) != 1 || got[0] < 1500*time.Millisecond || got[0] > 2*time.Second { // 0.5+1 seconds, and up to a quarter more
			t.Errorf("sent at %v", got)
		}
	})
}

// TestFinishedOnce: a message whose tap is answered late is noted once, and what waits
// behind it goes out after it.
func TestFinishedOnce(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		w.other = func(_ string, n int) string {
			if n == 1 {
				return `{"ok":false,"error_code":500,"description":"Internal Server Error"}`
			}
			return ""
		}
		noted := 0
		m.note = func() error {
			noted++
			return nil
		}
		o := word(1, "a")
		o.Answer = &chat.CallbackAnswer{Query: "1"}
		m.post(o)
		m.post(word(1, "b"))
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(w.sent) != 2 || w.sent[0].text != "a" || w.sent[1].text != "b" || noted != 2 {
			t.Errorf("%+v, noted %d times", w.sent, noted)
		}
	})
}

func TestQueuesEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, w := &memory{}, &wire{}
		b, err := New(Config{Token: token, Log: slog.New(slog.DiscardHandler)}, m, nil)
		if err != nil {
			t.Fatal(err)
		}
		b.client.transport = w
		m.wake = b.Posted
		ctx, cancel := context.WithCancel(t.Context())
		m.post(word(1, "before the start"))
		go b.Run(ctx)
		synctest.Wait()
		for chatID := range int64(500) {
			m.post(word(chatID, "a"))
		}
		time.Sleep(lingers / 2)
		m.post(word(7, "b")) // by the queue that is still there
		time.Sleep(lingers * 3 / 4)
		b.outbox.mu.Lock()
		if n := len(b.outbox.queues); n != 1 {
			t.Errorf("%d queues have stayed, not the one that was used", n)
		}
		b.outbox.mu.Unlock()
		time.Sleep(lingers)
		b.outbox.mu.Lock()
		if n := len(b.outbox.queues); n != 0 || len(w.sent) != 502 || m.heads != 502 {
			t.Errorf("%d queues have not ended, %d messages sent, %d reads of the outbox", n, len(w.sent), m.heads)
		}
		b.outbox.mu.Unlock()
		cancel()
		synctest.Wait()
		m.post(word(1, "after the end"))
		if len(b.outbox.queues) != 0 {
			t.Error("a queue began after the end")
		}
	})
}

func TestRateLimitedLog(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var l logs
		s := newRateLimitedLog(l.logger())
		for i := range 10 {
			s.warn("lost", fmt.Errorf("port %d", i))
			s.warn("other", nil)
		}
		time.Sleep(time.Minute)
		s.warn("lost", errors.New("port 99"))
		if got := strings.Count(l.String(), "\n"); got != 3 {
			t.Errorf("%d lines:\n%s", got, &l)
		}
	})
}

func TestAcknowledgement(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var l logs
		a := acknowledgement{log: l.logger()}
		if held, err := a.wait(t.Context()); held != 0 || err != nil {
			t.Fatal(held, err)
		}
		a.add(7)
		a.add(8)
		passed := false
		go func() {
			a.wait(t.Context())
			passed = true
		}()
		a.done(7)
		time.Sleep(31 * time.Second)
		if passed || !strings.Contains(l.String(), "has not saved") {
			t.Errorf("passed %v, log %q", passed, &l)
		}
		a.done(8)
		synctest.Wait()
		if !passed {
			t.Error("it waits although all are done")
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		a.add(9)
		if _, err := a.wait(ctx); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

// TestAcknowledgementOfTheSlow: nobody waits for an update that waits for its file, however
// often it comes, and it is held until it is done.
func TestAcknowledgementOfTheSlow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var a acknowledgement
		for _, id := range []int64{8, 7, 7} {
			a.add(id)
		}
		held := int64(-1)
		go func() { held, _ = a.wait(t.Context()) }()
		a.done(8)
		synctest.Wait()
		if held != -1 {
			t.Fatalf("it does not wait, %d is held", held)
		}
		a.slowed(7)
		synctest.Wait()
		if held != 7 {
			t.Fatalf("%d is held", held)
		}
		a.slowed(7) // once more
		a.slowed(9) // not one that is open
		a.add(7)
		a.add(10)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := a.wait(ctx); err == nil {
			t.Error("it does not wait for the one that is not slow")
		}
		a.done(10)
		if held, err := a.wait(t.Context()); held != 7 || err != nil {
			t.Errorf("%d is held, %v", held, err)
		}
		for range 3 {
			a.done(7)
		}
		begun := time.Now()
		if a.rest(t.Context(), time.Hour); time.Since(begun) != 0 {
			t.Error("it rests though none is open")
		}
		if held, err := a.wait(t.Context()); held != 0 || err != nil {
			t.Errorf("%d is held, %v", held, err)
		}
		a.add(7) // another update: Telegram may begin anew with its ids
		again, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := a.wait(again); err == nil {
			t.Error("it does not wait for an update with the id of one that was slow")
		}
		a.done(7)
		defer func() {
			if recover() == nil {
				t.Error("done once more than it came")
			}
		}()
		a.done(7)
	})
}

func TestRedact(t *testing.T) {
	t.Parallel()
	var l logs
	log := slog.New(setting.NewSecrets(secretsOf(token)...).Handler(l.logger().Handler())).With("with", token).WithGroup("g")
	log.Error("message "+token, "error", fmt.Errorf("x: %w", errors.New("https://host/bot"+token+"/getMe")),
		slog.Group("in", "secret", strings.Split(token, ":")[1]), "struct", Config{Token: token}, "number", 3)
	if got := l.String(); strings.Contains(got, "SECRET") || strings.Count(got, "[hidden]") != 5 {
		t.Error(got)
	}
}

// TestUploads: a file is sent again where it did not arrive, a few times where it may have,
// and words take its place where it cannot be sent.
func TestUploads(t *testing.T) {
	t.Parallel()
	at := func(seconds ...int) (times []time.Duration) {
		for _, s := range seconds {
			times = append(times, time.Duration(s)*time.Second)
		}
		return times
	}
	for name, test := range map[string]struct {
		answers []string        // to one upload after the other; the next is taken
		tries   int             // uploads
		at      []time.Duration // when, where that is exact
		instead []time.Duration // the words
	}{
		"taken":                {tries: 1, at: at(0)},
		"no connection":        {answers: []string{"unsent", "unsent", "unsent", "unsent"}, tries: 5},
		"trouble":              {answers: []string{troubled, troubled}, tries: 3},
		"a panic":              {answers: []string{"panic"}, tries: 2},
		"lost":                 {answers: []string{"lost"}, tries: 2, at: at(0, 30)},
		"a page of a proxy":    {answers: []string{"<html>"}, tries: 2, at: at(0, 30)},
		"taken, in new words":  {answers: []string{`{"ok":true,"result":{"message_id":6,"date":"today","document":"x"}}`}, tries: 1, at: at(0)},
		"flood waits":          {answers: []string{flooded(7), flooded(7), flooded(7), flooded(7)}, tries: 5, at: at(0, 7, 14, 21, 28)},
		"refused":              {answers: []string{refusedWith}, tries: 1, at: at(0), instead: at(0)},
		"too large":            {answers: []string{`{"ok":false,"error_code":413,"description":"Request Entity Too Large"}`}, tries: 1, at: at(0), instead: at(0)},
		"lost again and again": {answers: []string{"lost", "lost", "lost", "lost"}, tries: 3, at: at(0, 30, 90), instead: at(90)},
		"never at its end":     {answers: []string{"hang", "hang", "hang", "hang"}, tries: 3, at: at(0, 330, 690), instead: at(990)},
	} {
		for _, method := range []string{"sendDocument", "sendPhoto"} {
			t.Run(name+", "+method, func(t *testing.T) {
				t.Parallel()
				bubble(t, func(m *memory, w *wire) {
					m.bot.outbox.documents = func(context.Context, string, []string) ([]byte, error) { return []byte("x"), nil }
					var tries []time.Duration
					w.other = func(_ string, n int) string {
						tries = append(tries, time.Since(epoch))
						return slices.Concat(test.answers, make([]string, n))[n-1]
					}
					file := map[string]string{"sendDocument": "a.csv", "sendPhoto": "a.png"}[method]
					m.post(chat.Outgoing{Chat: 1, Document: &chat.Document{Name: file, Kind: "a", Instead: "none"}})
					time.Sleep(time.Hour)
					synctest.Wait()
					if len(tries) != test.tries || w.others[method] != test.tries || test.at != nil && !slices.Equal(tries, test.at) {
						t.Errorf("%d tries at %v, want %d at %v", w.others[method], tries, test.tries, test.at)
					}
					if want := map[bool]int{true: 6, false: 5}[test.instead == nil]; !slices.Equal(m.noted, []int{want}) {
						t.Errorf("noted as message %v, want %d", m.noted, want)
					}
					if got := w.to(1); !slices.Equal(got, test.instead) || len(m.waiting[1]) != 0 {
						t.Errorf("words in its place at %v, want %v; %d wait", got, test.instead, len(m.waiting[1]))
					}
				})
			})
		}
	}
}

// TestNoPartIsDoneTwice: what is tried again is only the part that broke.
func TestNoPartIsDoneTwice(t *testing.T) {
	t.Parallel()
	const message = "sendMessage"
	for _, breaks := range []string{"answerCallbackQuery", "setMyCommands", "deleteMessage", message, "sendDocument"} {
		for _, kept := range []bool{false, true} { // the message that is to be deleted, the menu and the file
			t.Run(fmt.Sprint(breaks, ", kept ", kept), func(t *testing.T) {
				t.Parallel()
				bubble(t, func(m *memory, w *wire) {
					m.bot.outbox.documents = func(context.Context, string, []string) ([]byte, error) { return []byte("x"), nil }
					w.answer = func(_ int64, n int) string {
						if breaks == message && n%2 == 1 {
							return troubled
						}
						return ""
					}
					w.other = func(method string, n int) string {
						switch {
						case method == breaks && n <= 2:
							return troubled
						case kept && method != "answerCallbackQuery":
							return refusedWith
						case method == "setMyCommands":
							return `{"ok":true,"result":true}`
						}
						return ""
					}
					o := word(1, "shown")
					o.Answer = &chat.CallbackAnswer{Query: "1"}
					o.Menu = &chat.Menu{Commands: []chat.Command{{Name: "a", Help: "b"}}}
					o.Delete = &chat.Deletion{Message: 3, Instead: "not deleted"}
					o.Document = &chat.Document{Name: "a.csv", Kind: "a", Instead: "no file"}
					m.post(o)
					m.post(word(1, "after"))
					time.Sleep(time.Hour)
					synctest.Wait()
					want := []string{"shown", "after"}
					if kept {
						want = []string{"not deleted", "shown", "no file", "after"}
					}
					var got []string
					for _, s := range w.sent {
						got = append(got, s.text)
					}
					if !slices.Equal(got, want) || len(m.given) > 0 {
						t.Errorf("said %q, want %q; given up %v", got, want, m.given)
					}
					if !slices.Equal(m.noted, []int{5, 5}) { // not the file's
						t.Errorf("noted as messages %v", m.noted)
					}
					for method, n := range w.others {
						want := 1
						if method == breaks {
							want = 3
						}
						if n != want {
							t.Errorf("%d calls of %s, want %d", n, method, want)
						}
					}
				})
			})
		}
	}
}

// TestWhatIsDone: at the end of a run only what has all its parts is noted, but for a tap's answer.
func TestWhatIsDone(t *testing.T) {
	t.Parallel()
	all := func() *item {
		o := word(1, "a")
		o.Answer, o.Menu, o.Document, o.Delete = &chat.CallbackAnswer{}, &chat.Menu{}, &chat.Document{}, &chat.Deletion{}
		return &item{chat.Head{Outgoing: o}, &parts{answered: true, menuSet: true, shown: true, docSent: true, deleted: true}}
	}
	if !all().done(false) || !(&item{parts: &parts{}}).done(false) {
		t.Error("what has all its parts is not done")
	}
	for name, lacks := range map[string]func(*item){
		"answer":   func(i *item) { i.answered = false },
		"menu":     func(i *item) { i.menuSet = false },
		"screen":   func(i *item) { i.shown = false },
		"document": func(i *item) { i.docSent = false },
		"deletion": func(i *item) { i.deleted = false },
	} {
		i := all()
		lacks(i)
		if i.done(false) || i.done(true) != (name == "answer") {
			t.Errorf("without its %s it is done: %v, the answer aside: %v", name, i.done(false), i.done(true))
		}
	}
}

// TestAnswersToTaps: an answer is tried again while it is worth something, and holds
// nothing up longer.
func TestAnswersToTaps(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answer      string // to each call, or to the first alone
		always      bool
		calls       int           // at least
		after, most time.Duration // when what waits behind it goes
	}{
		"taken":              {answer: "", calls: 1},
		"too old":            {answer: refusedWith, calls: 1},
		"a short wait":       {answer: flooded(5), calls: 2, after: 5 * time.Second, most: 5 * time.Second},
		"a longer wait":      {answer: flooded(6), calls: 1},
		"trouble":            {answer: troubled, calls: 2, after: 500 * time.Millisecond, most: time.Second},
		"trouble that lasts": {answer: troubled, always: true, calls: 5, after: time.Minute, most: 80 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(m *memory, w *wire) {
				w.other = func(_ string, n int) string {
					if n > 1 && !test.always {
						return ""
					}
					return test.answer
				}
				o := word(1, "a")
				o.Answer = &chat.CallbackAnswer{Query: "1"}
				m.post(o)
				m.post(word(1, "b"))
				time.Sleep(time.Hour)
				synctest.Wait()
				got := w.to(1)
				if len(got) != 2 || got[0] != 0 || got[1] < test.after || got[1] > test.most {
					t.Errorf("shown at %v", got)
				}
				if n := w.others["answerCallbackQuery"]; n < test.calls || !test.always && n != test.calls {
					t.Errorf("%d answers, want %d", n, test.calls)
				}
			})
		})
	}
}

// TestMenusWaitAsTold: after one flood wait with a menu no chat's is set until it is over.
func TestMenusWaitAsTold(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		w.other = func(_ string, n int) string {
			if n == 1 {
				return flooded(600)
			}
			return `{"ok":true,"result":true}`
		}
		menu := &chat.Menu{Commands: []chat.Command{{Name: "a", Help: "b"}}}
		for chatID, pause := range []time.Duration{0, 599 * time.Second, time.Second} {
			time.Sleep(pause)
			m.post(chat.Outgoing{Chat: int64(chatID + 1), Menu: menu})
			synctest.Wait()
			if n, want := w.others["setMyCommands"], 1+chatID/2; n != want {
				t.Errorf("%d menus set after %v, want %d", n, time.Since(epoch), want)
			}
		}
		if !slices.Equal(m.putOff, []int64{1, 2}) {
			t.Errorf("put off for %v", m.putOff)
		}
	})
}

// TestLostEditIsUncertain: where the answer to an edit was lost, what the message showed
// before is shown again, not taken for what it still shows.
func TestLostEditIsUncertain(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		w.other = func(_ string, n int) string {
			if n == 2 {
				return "lost"
			}
			return ""
		}
		show := func(html string, post func(chat.Outgoing)) {
			o := word(1, html)
			o.Edit = 7
			post(o)
			synctest.Wait()
		}
		show("one", m.post)
		show("two", m.post)
		show("one", m.supersede)
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := w.others["editMessageText"]; n != 3 {
			t.Errorf("%d edits", n)
		}
		if !slices.Equal(m.noted, []int{7, 7}) {
			t.Errorf("noted as messages %v", m.noted)
		}
	})
}

// TestDeletionWithoutWords: where nothing is to be said of it, what waits behind a deletion
// that is refused goes on.
func TestDeletionWithoutWords(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		w.other = func(string, int) string { return refusedWith }
		m.post(chat.Outgoing{Chat: 1, Delete: &chat.Deletion{Message: 3}})
		m.post(word(1, "after"))
		synctest.Wait()
		if got := w.to(1); !slices.Equal(got, []time.Duration{0}) || w.others["deleteMessage"] != 1 || len(m.given) > 0 {
			t.Errorf("said at %v, %d deletions, given up %v", got, w.others["deleteMessage"], m.given)
		}
	})
}

// TestHangingBroadcast: a broadcast whose calls hang takes no reply's place.
func TestHangingBroadcast(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		w.answer = func(chatID int64, _ int) string {
			if chatID <= 2*connections {
				return "hang"
			}
			return ""
		}
		for chatID := range int64(2 * connections) {
			news := word(chatID+1, "news")
			news.Bulk = true
			m.post(news)
		}
		time.Sleep(2 * connections * bulkEvery)
		synctest.Wait()
		w.mu.Lock()
		if n := len(w.calls); n != bulkCalls {
			t.Errorf("%d calls hang", n)
		}
		w.mu.Unlock()
		m.post(word(1000, "a reply"))
		synctest.Wait()
		if got := w.to(1000); len(got) != 1 {
			t.Errorf("a reply went at %v", got)
		}
	})
}

// TestFormsThatAreRefused: what Telegram says to a second form is obeyed as what it says
// to the first, and the form that it refused is not tried again.
func TestFormsThatAreRefused(t *testing.T) {
	t.Parallel()
	const blocked = `{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`
	for name, test := range map[string]struct {
		words []string // to one sendMessage after the other; the next is taken
		file  bool     // the screen has one
		given []string
		calls int             // of sendMessage
		at    []time.Duration // when they are taken
	}{
		"plain, then blocked":      {words: []string{refusedWith, blocked}, given: []string{"1 true"}, calls: 2},
		"plain, then a flood wait": {words: []string{refusedWith, flooded(9)}, calls: 3, at: []time.Duration{9 * time.Second}},
		"no file, then a wait":     {file: true, words: []string{flooded(9)}, calls: 2, at: []time.Duration{9 * time.Second}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(m *memory, w *wire) {
				w.answer = func(_ int64, n int) string { return slices.Concat(test.words, make([]string, n))[n-1] }
				w.other = func(string, int) string { return refusedWith }
				o := word(1, "final")
				o.Final = true
				if test.file {
					o.File = &chat.SentFile{ID: "a", Kind: chat.PhotoFile}
				}
				m.post(o)
				time.Sleep(time.Hour)
				synctest.Wait()
				if w.calls[1] != test.calls || !slices.Equal(m.given, test.given) || !slices.Equal(w.to(1), test.at) || len(m.waiting[1]) != 0 {
					t.Errorf("%d calls, given up %v, taken at %v", w.calls[1], m.given, w.to(1))
				}
				if n := w.others["sendPhoto"]; test.file && n != 1 {
					t.Errorf("the file was tried %d times", n)
				}
			})
		})
	}
}

// TestSaidAtOnce: what is said without the store goes once, and not where Telegram asks to wait.
func TestSaidAtOnce(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		before  func(s *sender)
		tap     bool
		taken   bool
		answers int
	}{
		"words":                {func(*sender) {}, false, true, 0},
		"to a tap":             {func(*sender) {}, true, true, 1},
		"while all wait":       {func(s *sender) { s.flood.hold.extend(time.Minute) }, true, false, 0},
		"while the chat waits": {func(s *sender) { s.queues[1].hold.extend(time.Minute) }, true, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(m *memory, w *wire) {
				m.post(word(1, "before")) // so that there is a queue
				synctest.Wait()
				test.before(m.bot.outbox)
				in := chat.Input{Chat: 1}
				if test.tap {
					in.Tap = &chat.Tap{Query: "q"}
				}
				m.bot.outbox.sendNow(context.Background(), in, chat.Screen{HTML: "not saved"})
				if got := len(w.to(1)) == 2; got != test.taken || w.others["answerCallbackQuery"] != test.answers {
					t.Errorf("said %v, %d answers", got, w.others["answerCallbackQuery"])
				}
				if log := m.logs.String(); strings.Contains(log, "could not be") {
					t.Errorf("log:\n%s", log)
				}
			})
		})
	}
}

// TestTakenAtTheEnd: what Telegram took while the run ended counts as taken, and is not sent
// again after the start; what failed then is left to the next run.
func TestTakenAtTheEnd(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want verdict
	}{{nil, taken}, {context.Canceled, halted}} {
		var l logs
		s := newSender(nil, nil, nil, l.logger(), newRateLimitedLog(l.logger()))
		ctx, end := context.WithCancel(context.Background())
		s.ctx, s.calls = ctx, ctx
		called := 0
		call := func(context.Context) error {
			called++
			end()
			return test.err
		}
		for _, want := range []verdict{test.want, halted} { // the second is not begun
			if got := s.call(&chatQueue{chat: 1}, true, call); got.verdict != want {
				t.Errorf("%v: %d, want %d", test.err, got.verdict, want)
			}
		}
		if called != 1 || l.String() != "" {
			t.Errorf("%v: %d calls, log:\n%s", test.err, called, &l)
		}
	}
}

// TestSaidAtOnceWaitsAsTold: where what is said at once meets a flood wait, nothing goes to
// its chat until that is over.
func TestSaidAtOnceWaitsAsTold(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		w.answer = func(chatID int64, n int) string {
			if chatID == 1 && n == 1 || chatID >= 1000 {
				return flooded(30)
			}
			return ""
		}
		say := func(chatID int64, want int) {
			t.Helper()
			m.bot.outbox.sendNow(context.Background(), chat.Input{Chat: chatID}, chat.Screen{HTML: "not saved"})
			w.mu.Lock()
			defer w.mu.Unlock()
			if w.calls[chatID] != want {
				t.Errorf("chat %d was called %d times after %v, want %d", chatID, w.calls[chatID], time.Since(epoch), want)
			}
		}
		say(1, 1)
		say(1, 1)
		say(2, 1)
		time.Sleep(time.Second)
		m.post(word(1, "posted"))
		time.Sleep(28 * time.Second)
		say(1, 1)
		time.Sleep(2 * time.Second)
		say(1, 3)
		time.Sleep(2 * lingers)
		synctest.Wait()
		if got := w.to(1); !slices.Equal(got, []time.Duration{30 * time.Second, 31 * time.Second}) {
			t.Errorf("chat 1 was told at %v", got)
		}
		if log := m.logs.String(); !strings.Contains(log, "a person could not be told at once") {
			t.Errorf("log:\n%s", log)
		}
		if n := len(m.bot.outbox.queues); n != 0 {
			t.Errorf("%d queues have stayed", n)
		}
		for chatID := range int64(manyChats) {
			say(1000+chatID, 1)
		}
		say(3, 0) // all wait
	})
}

// TestBroadcastMakesRoom: Telegram's limit counts replies too, so that fewer of a broadcast go beside them.
func TestBroadcastMakesRoom(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		for chatID := range int64(300) {
			news := word(chatID+1, "news")
			news.Bulk = true
			m.post(news)
		}
		time.Sleep(time.Second)
		for chatID := range int64(20) {
			m.post(word(1000+chatID, "a reply"))
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		n := 0
		for _, s := range w.sent {
			if s.at >= time.Second && s.at < 2*time.Second {
				n++
			}
		}
		if n > 31 || len(w.sent) != 320 {
			t.Errorf("%d of %d messages within a second", n, len(w.sent))
		}
	})
}

// TestFlood: a wait of all begins only where enough chats are told to wait within a
// second, none of whose calls was taken meanwhile, and lasts as long as the shortest.
func TestFlood(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := flood{many: 3}
		note := func(chatID int64, after time.Duration, want bool) {
			t.Helper()
			if got := f.note(chatID, after); got != want {
				t.Errorf("chat %d, told to wait for %v at %v: a wait of all begins: %v", chatID, after, time.Since(epoch), got)
			}
		}
		for range 5 {
			note(1, time.Minute, false) // one chat, however often
		}
		note(2, time.Minute, false)
		time.Sleep(time.Second)
		note(3, time.Minute, false) // the others were told before
		note(4, time.Minute, false)
		earlier := time.Now().Add(-time.Millisecond)
		f.taken(earlier) // begun before any was told
		note(5, 4*time.Second, true)
		note(6, 9*time.Second, false) // it has begun
		if left := f.hold.left(); left != 4*time.Second {
			t.Errorf("all wait for %v", left)
		}
		time.Sleep(time.Millisecond)
		f.taken(time.Now())
		note(7, time.Minute, false)
		note(8, time.Minute, false)
		f.taken(time.Now().Add(time.Millisecond))
		f.taken(time.Now())
		note(9, time.Minute, false)
	})
}

// TestHolds: of two waits the longer counts, whichever was told first.
func TestHolds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var h hold
		for _, test := range []struct{ add, want time.Duration }{{10, 10}, {5, 10}, {20, 20}, {20, 20}} {
			if h.extend(test.add); h.left() != test.want {
				t.Errorf("%v left after %v more", h.left(), test.add)
			}
		}
	})
}

func TestPartsThatAreRefused(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		menu := &chat.Menu{Commands: []chat.Command{{Name: "a", Help: "b"}}}
		gone := &chat.Document{Name: "no copy can be made"}
		both, shown := word(2, "a"), word(3, "b")
		both.Menu, both.Document = menu, gone
		shown.Document = gone
		m.post(chat.Outgoing{Chat: 1, Menu: menu, Document: gone})
		m.post(both)
		m.post(shown)
		m.post(chat.Outgoing{Chat: 4, Document: &chat.Document{Name: "no copy", Instead: "none was made"}})
		synctest.Wait()
		if !slices.Equal(m.given, []string{"1 false"}) || len(w.to(2)) != 1 || len(w.to(3)) != 1 || len(w.to(4)) != 1 {
			t.Errorf("given up %v, sent %v", m.given, w.sent)
		}
		if last := w.sent[len(w.sent)-1]; last.chat == 4 && last.text != "none was made" {
			t.Errorf("%+v", last)
		}
	})
}
