package bot

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/storage"
)

const token = "7000000001:AAsecretSECRETsecretSECRETsecretSECRET"

// TestMain has more tests at once than the machine has cores: they wait most of the time.
func TestMain(m *testing.M) {
	_ = flag.Set("test.parallel", "4") // a given -parallel is read later
	os.Exit(m.Run())
}

// kit is a bot between a simulated Telegram and a store on a real file.
type kit struct {
	t     *testing.T
	sim   *simtelegram.Server
	url   string
	store *storage.Store
	gated *gatedStore
	talk  *talk
	logs  *logs
	bot   *Bot
	stop  func() error // ends the run and gives what Run returned
	ended chan struct{}
}

// prepare makes all but the bot.
func prepare(t *testing.T) *kit {
	k := &kit{t: t, logs: &logs{}, talk: &talk{}}
	k.sim = simtelegram.New(simtelegram.Options{Token: token, BotName: "shop_bot"})
	server := httptest.NewServer(k.sim)
	k.url = server.URL
	store, err := storage.Open(filepath.Join(t.TempDir(), "store.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	k.store = store
	k.gated = &gatedStore{Store: store}
	store.Watch(func(chatID int64) {
		if k.bot != nil {
			k.bot.Posted(chatID)
		}
	}, func(order.Queue) {})
	t.Cleanup(func() {
		if k.stop != nil {
			k.stop()
		}
		k.sim.Close()
		server.Close()
		store.Close()
		if text := k.logs.String(); strings.Contains(text, "SECRET") {
			t.Errorf("the log holds the token:\n%s", text)
		}
	})
	return k
}

// start makes a bot and runs it.
func (k *kit) start() *kit {
	k.t.Helper()
	b, err := New(Config{Token: token, APIURL: k.url, PollTimeout: 5 * time.Second, Log: k.logs.logger()}, k.gated, k.talk)
	if err != nil {
		k.t.Fatal(err)
	}
	k.bot = b
	b.drain, b.recheck = 2*time.Second, 20*time.Millisecond
	b.outbox.lostPauses = []time.Duration{200 * time.Millisecond}
	ctx, cancel := context.WithCancel(context.Background())
	k.ended = make(chan struct{})
	var result error
	ended := k.ended
	go func() {
		defer close(ended)
		result = b.Run(ctx)
	}()
	k.stop = func() error {
		cancel()
		select {
		case <-ended:
			return result
		case <-time.After(10 * time.Second):
			k.t.Error("Run does not return")
			return nil
		}
	}
	return k
}

func begin(t *testing.T) *kit { return prepare(t).start() }

// until waits for cond, which is asked again at each change in the simulator.
func (k *kit) until(what string, cond func() bool) {
	k.t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		err := k.sim.WaitFor(ctx, cond)
		cancel()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			k.t.Fatalf("waiting for %s: not within a minute\n%s", what, k.logs)
		}
	}
}

// said gives the bot's messages in a chat.
func (k *kit) said(chatID int64) (texts []string) {
	for _, m := range k.sim.Messages(chatID) {
		if m.FromBot {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

func (k *kit) untilSaid(chatID int64, want ...string) {
	k.t.Helper()
	var got []string
	defer func() {
		if k.t.Failed() {
			k.t.Logf("chat %d said %q, want %q", chatID, got, want)
		}
	}()
	k.until("the bot's words", func() bool {
		got = k.said(chatID)
		return strings.Join(got, "|") == strings.Join(want, "|")
	})
}

func (k *kit) post(o ...chat.Outgoing) {
	k.t.Helper()
	err := k.store.Update(func(tx chat.Tx) error {
		for _, o := range o {
			if err := tx.Post(o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		k.t.Fatal(err)
	}
}

// untilEmpty waits until nothing waits in the outbox.
func (k *kit) untilEmpty() {
	k.t.Helper()
	k.until("an empty outbox", func() bool {
		chats, err := k.store.Waiting()
		return err == nil && len(chats) == 0
	})
}

func (k *kit) calls(method string, chatID int64) (n int) {
	for _, c := range k.sim.Calls() {
		if c.Method == method && (chatID == 0 || c.Chat == chatID) {
			n++
		}
	}
	return n
}

// gatedStore can hold a transaction, or fail it.
type gatedStore struct {
	*storage.Store
	mu     sync.Mutex
	before func() error                    // called before each Update of the bot's
	seen   func(bool, error) (bool, error) // what Seen says instead; nil: as it is
}

// seenTx is a transaction whose Seen says something else.
type seenTx struct {
	chat.Tx
	seen func(bool, error) (bool, error)
}

func (s seenTx) Seen(id int64) (bool, error) { return s.seen(s.Tx.Seen(id)) }

func (g *gatedStore) set(before func() error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.before = before
}

func (g *gatedStore) Update(fn func(chat.Tx) error) error {
	g.mu.Lock()
	before := g.before
	g.mu.Unlock()
	if before != nil {
		if err := before(); err != nil {
			return err
		}
	}
	if g.seen != nil {
		return g.Store.Update(func(tx chat.Tx) error { return fn(seenTx{tx, g.seen}) })
	}
	return g.Store.Update(fn)
}

// talk echoes, unless told otherwise.
type talk struct {
	handle func(chat.Tx, chat.Input) error
	sorry  func(chat.Tx, chat.Input) error
	wants  func() (bool, error)
	quiet  bool // says nothing where the store cannot save
}

// Wants has the tables of everybody fetched whose id is below 100.
func (c *talk) Wants(_ chat.Tx, in chat.Input) (bool, error) {
	if c.wants != nil {
		return c.wants()
	}
	return in.From.ID < 100, nil
}

func (c *talk) Handle(tx chat.Tx, in chat.Input) error {
	if c.handle != nil {
		return c.handle(tx, in)
	}
	return echo(tx, in)
}

func echo(tx chat.Tx, in chat.Input) error {
	return tx.Post(chat.Outgoing{Chat: in.Chat, Screen: &chat.Screen{HTML: "you said " + in.Text}})
}

func (c *talk) Sorry(tx chat.Tx, in chat.Input) error {
	if c.sorry != nil {
		return c.sorry(tx, in)
	}
	return tx.Post(chat.Outgoing{Chat: in.Chat, Screen: &chat.Screen{HTML: "sorry"}})
}

func (c *talk) NotSaved(_ chat.Input, doubt bool) chat.Screen {
	if c.quiet {
		return chat.Screen{}
	}
	if doubt {
		return chat.Screen{HTML: "in doubt"}
	}
	return chat.Screen{HTML: "not saved"}
}

var errDisk = errors.New("no space left on device")

// logs keeps what is logged.
type logs struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func (l *logs) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
