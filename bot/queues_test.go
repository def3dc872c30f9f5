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

	mu      sync.Mutex
	seq     uint64
	waiting map[int64][]chat.Outgoing
	given   []string
	heads   int          // calls of Head
	head    func() error // called before each Head
	note    func() error // called before each Sent
	wake    func(int64)
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

func (m *memory) Sent(o chat.Outgoing, _ int, _ []uint64) error {
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
	other  func(method string, n int) string // the same for the nth edit or answer to a tap
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
	case "setMyCommands":
		answer = `{"ok":false,"error_code":400,"description":"Bad Request: BOT_COMMAND_INVALID"}`
	case "editMessageText", "answerCallbackQuery":
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
		b, err := New(Config{Token: token, Log: slog.New(slog.DiscardHandler)}, m, nil)
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

// TestFloodWaitOfBulk holds back bulk, and no reply.
func TestFloodWaitOfBulk(t *testing.T) {
	t.Parallel()
	bubble(t, func(m *memory, w *wire) {
		told := 0
		w.answer = func(chatID int64, n int) string {
			if w.mu.Lock(); told < manyOfBulk {
				told++
				w.mu.Unlock()
				return flooded(30)
			}
			w.mu.Unlock()
			return ""
		}
		for chatID := range int64(manyOfBulk + 5) {
			news := word(chatID+1, "news")
			news.Bulk = true
			m.post(news)
		}
		time.Sleep(time.Second)
		m.post(word(100, "a reply"))
		time.Sleep(time.Minute)
		if got := w.to(100); !slices.Equal(got, []time.Duration{time.Second}) {
			t.Errorf("a reply went at %v", got)
		}
		for chatID := range int64(manyOfBulk + 5) {
			if got := w.to(chatID + 1); len(got) != 1 || got[0] < 30*time.Second {
				t.Errorf("chat %d: %v", chatID+1, got)
			}
		}
	})
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
		if _, err := c.updates(429, []byte(flooded(17))); err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		if err := c.mayPoll(t.Context()); err != nil || time.Since(begun) != 17*time.Second {
			t.Errorf("%v after %v", err, time.Since(begun))
		}
	})
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
