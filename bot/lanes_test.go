package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows"
)

// These tests have a clock of their own, so they talk to no network and no file.

// memory is an outbox in memory.
type memory struct {
	Store // its transactions are not used here

	mu      sync.Mutex
	seq     uint64
	waiting map[int64][]flows.Outgoing
	given   []string
	heads   int          // calls of Head
	note    func() error // called before each Sent
	wake    func(int64)
}

func (m *memory) post(o flows.Outgoing) {
	m.mu.Lock()
	m.seq++
	o.Seq = m.seq
	if m.waiting == nil {
		m.waiting = make(map[int64][]flows.Outgoing)
	}
	m.waiting[o.Chat] = append(m.waiting[o.Chat], o)
	m.mu.Unlock()
	if m.wake != nil {
		m.wake(o.Chat)
	}
}

func (m *memory) CopyCompressed(context.Context, io.Writer) error { return errors.New("no room") }

func (m *memory) Waiting() (chats []int64, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for chat, w := range m.waiting {
		if len(w) > 0 {
			chats = append(chats, chat)
		}
	}
	return chats, nil
}

func (m *memory) Head(chat int64) (h flows.Head, ok bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.heads++
	if w := m.waiting[chat]; len(w) > 0 {
		return flows.Head{Outgoing: w[0], More: len(w) > 1}, true, nil
	}
	return
}

func (m *memory) Sent(o flows.Outgoing, _ int, _ []uint64) error {
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

func (m *memory) GiveUp(o flows.Outgoing, unreachable bool) error {
	m.mu.Lock()
	m.given = append(m.given, fmt.Sprint(o.Chat, unreachable))
	m.mu.Unlock()
	return m.Sent(o, 0, nil)
}

// wire is a Telegram that takes messages at once.
type wire struct {
	mu     sync.Mutex
	sent   []sending
	answer func(chat int64, n int) string // to the nth call for a chat; "" takes it
	calls  map[int64]int
}

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
	case "sendMessage":
		var form struct {
			Chat int64 `json:"chat_id"`
			Text string
		}
		if err := json.NewDecoder(r.Body).Decode(&form); err != nil {
			return nil, err
		}
		chat := form.Chat
		w.mu.Lock()
		if w.calls == nil {
			w.calls = make(map[int64]int)
		}
		w.calls[chat]++
		n := w.calls[chat]
		w.mu.Unlock()
		answer = ""
		if w.answer != nil {
			answer = w.answer(chat, n)
		}
		if answer == "hang" {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}
		if answer == "" {
			answer = `{"ok":true,"result":{"message_id":5}}`
			w.mu.Lock()
			w.sent = append(w.sent, sending{chat, form.Text, time.Since(epoch)})
			w.mu.Unlock()
		}
	}
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(answer))}, nil
}

// epoch is when a bubble's clock starts.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// to gives when messages to a chat were taken.
func (w *wire) to(chat int64) (at []time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.sent {
		if s.chat == chat {
			at = append(at, s.at)
		}
	}
	return at
}

// bubble runs test with a bot that is connected, on a clock of its own.
func bubble(t *testing.T, test func(m *memory, w *wire)) {
	synctest.Test(t, func(t *testing.T) {
		m, w := &memory{}, &wire{}
		b, err := New(Settings{Token: token, Log: slog.New(slog.DiscardHandler)}, m, nil)
		if err != nil {
			t.Fatal(err)
		}
		b.client.http.Transport, b.client.direct = w, nil
		m.wake = b.Posted
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
	bubble(t, func(m *memory, w *wire) {
		w.answer = func(chat int64, n int) string {
			if chat == 1 && n == 1 {
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

func TestFloodWaitOfAll(t *testing.T) {
	bubble(t, func(m *memory, w *wire) {
		w.answer = func(chat int64, n int) string {
			if chat <= 3 && n == 1 {
				return flooded(10 * int(chat))
			}
			return ""
		}
		for chat := range int64(3) {
			m.post(word(chat+1, "a"))
			time.Sleep(100 * time.Millisecond)
		}
		m.post(word(4, "b"))
		time.Sleep(time.Minute)
		end := 30*time.Second + 200*time.Millisecond
		for chat := range int64(4) {
			if got := w.to(chat + 1); !slices.Equal(got, []time.Duration{end}) {
				t.Errorf("chat %d: %v", chat+1, got)
			}
		}
		m.post(word(4, "c"))
		synctest.Wait()
		if len(w.to(4)) != 2 {
			t.Error("all still wait after the flood wait")
		}
	})
}

func TestBroadcastIsPaced(t *testing.T) {
	bubble(t, func(m *memory, w *wire) {
		const people = 300
		for chat := range int64(people) {
			o := word(chat+1, "news")
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
	bubble(t, func(m *memory, w *wire) {
		for range 3 {
			o := word(1, "news")
			o.Bulk = true
			m.post(o)
		}
		time.Sleep(2500 * time.Millisecond) // the lane has ended or lingers
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
	bubble(t, func(m *memory, w *wire) {
		w.answer = func(chat int64, n int) string {
			switch {
			case chat == 1 && n <= 8:
				return `{"ok":false,"error_code":500,"description":"Internal Server Error"}`
			case chat == 2 && n == 1:
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
		if got := w.to(2); len(got) != 1 || got[0] < callTime || got[0] > callTime+time.Second {
			t.Errorf("after a call that hung: %v", got)
		}
	})
}

func TestAFinalWordIsTriedForADay(t *testing.T) {
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

func TestLanesEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, w := &memory{}, &wire{}
		b, err := New(Settings{Token: token, Log: slog.New(slog.DiscardHandler)}, m, nil)
		if err != nil {
			t.Fatal(err)
		}
		b.client.http.Transport, b.client.direct = w, nil
		m.wake = b.Posted
		ctx, cancel := context.WithCancel(t.Context())
		m.post(word(1, "before the start"))
		go b.Run(ctx)
		synctest.Wait()
		for chat := range int64(500) {
			m.post(word(chat, "a"))
		}
		time.Sleep(lingers / 2)
		m.post(word(7, "b")) // by the lane that is still there
		time.Sleep(lingers * 3 / 4)
		b.outbox.mu.Lock()
		if n := len(b.outbox.lanes); n != 1 {
			t.Errorf("%d lanes have stayed, not the one that was used", n)
		}
		b.outbox.mu.Unlock()
		time.Sleep(lingers)
		b.outbox.mu.Lock()
		if n := len(b.outbox.lanes); n != 0 || len(w.sent) != 502 || m.heads != 502 {
			t.Errorf("%d lanes have not ended, %d messages sent, %d reads of the outbox", n, len(w.sent), m.heads)
		}
		b.outbox.mu.Unlock()
		cancel()
		synctest.Wait()
		m.post(word(1, "after the end"))
		if len(b.outbox.lanes) != 0 {
			t.Error("a lane began after the end")
		}
	})
}

func TestSeldom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l logs
		s := newSeldom(l.logger())
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

func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l logs
		g := gate{log: l.logger()}
		if err := g.wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		g.add(2)
		passed := false
		go func() {
			g.wait(t.Context())
			passed = true
		}()
		g.done()
		time.Sleep(31 * time.Second)
		if passed || !strings.Contains(l.String(), "has not saved") {
			t.Errorf("passed %v, log %q", passed, &l)
		}
		g.done()
		synctest.Wait()
		if !passed {
			t.Error("the gate stays shut")
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		g.add(1)
		if err := g.wait(ctx); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestRedact(t *testing.T) {
	var l logs
	log := slog.New(redactor{l.logger().Handler(), secretsOf(token)}).With("with", token).WithGroup("g")
	log.Error("message "+token, "error", fmt.Errorf("x: %w", errors.New("https://host/bot"+token+"/getMe")),
		slog.Group("in", "secret", strings.Split(token, ":")[1]), "struct", Settings{Token: token}, "number", 3)
	if got := l.String(); strings.Contains(got, "SECRET") || strings.Count(got, hidden) != 5 {
		t.Error(got)
	}
}

func TestPartsThatAreRefused(t *testing.T) {
	bubble(t, func(m *memory, w *wire) {
		menu := &flows.Menu{Commands: []flows.Command{{Name: "a", Help: "b"}}}
		gone := &flows.Document{Name: "no copy can be made"}
		both, shown := word(2, "a"), word(3, "b")
		both.Menu, both.Document = menu, gone
		shown.Document = gone
		m.post(flows.Outgoing{Chat: 1, Menu: menu, Document: gone})
		m.post(both)
		m.post(shown)
		m.post(flows.Outgoing{Chat: 4, Document: &flows.Document{Name: "no copy", Instead: "none was made"}})
		synctest.Wait()
		if !slices.Equal(m.given, []string{"1 false"}) || len(w.to(2)) != 1 || len(w.to(3)) != 1 || len(w.to(4)) != 1 {
			t.Errorf("given up %v, sent %v", m.given, w.sent)
		}
		if last := w.sent[len(w.sent)-1]; last.chat == 4 && last.text != "none was made" {
			t.Errorf("%+v", last)
		}
	})
}
