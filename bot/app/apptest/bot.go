package apptest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/bot/app"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
	"rechargebot/storage"
	"rechargebot/upstream/simpanel"
)

// Logbook collects the log of a run; it is searched for secrets at the end.
type Logbook struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *Logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *Logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// Bot is the bot as production runs it, against the sandbox's simulators. When
// the test ends it is stopped, its store must be whole, and no secret may have
// come to where it does not belong.
type Bot struct {
	*sandbox.Sandbox
	T      testing.TB
	Set    map[string]string // the settings
	Config app.Config
	Log    *Logbook
	Over   chan struct{} // closed when the bot has ended by itself or by Stop
	Stop   func() error  // ends the bot as a signal would and gives what Run returned
}

// Start starts the bot with some settings changed.
func Start(t testing.TB, changes ...string) *Bot {
	t.Helper()
	b := Prepare(t, changes...)
	b.Start()
	return b
}

// Prepare makes all but the running bot.
func Prepare(t testing.TB, changes ...string) *Bot {
	t.Helper()
	box, err := sandbox.Start("127.0.0.1:0", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(box.Close)
	set := Settings(box.TelegramURL, box.PanelURL, filepath.Join(t.TempDir(), "test.db"), append([]string{"LOG_LEVEL", "debug"}, changes...)...)
	c, err := app.ReadConfig(func(name string) string { return set[name] })
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Admit(c, sandbox.Reseller); err != nil {
		t.Fatal(err)
	}
	b := &Bot{Sandbox: box, T: t, Set: set, Config: c, Log: &Logbook{}, Stop: func() error { return nil }}
	b.Config.Output = b.Log
	b.Config.Telegram.LostPause, b.Config.Telegram.TokenRecheck = time.Second, 100*time.Millisecond // it hurries
	t.Cleanup(func() {
		if err := b.Stop(); err != nil && !errors.Is(err, app.ErrToken) {
			t.Errorf("run: %v", err)
		}
		if err := storage.Check(b.Store()); err != nil {
			t.Errorf("store: %v", err)
		}
		b.keepsSecrets()
		if t.Failed() {
			t.Logf("log:\n%s", b.Log)
		}
	})
	return b
}

// Store is the path of the bot's store.
func (b *Bot) Store() string { return b.Config.Store.Path }

// keepsSecrets looks for what the settings declare secret where it must not be: in
// the log, in what people are shown and in the store.
func (b *Bot) keepsSecrets() {
	b.T.Helper()
	store, err := os.ReadFile(b.Store())
	if err != nil {
		b.T.Error(err)
	}
	var chats strings.Builder
	for _, p := range b.Telegram.Persons() {
		for _, m := range b.Telegram.Messages(p.ID) {
			if m.FromBot {
				fmt.Fprintln(&chats, m.HTML, m.Buttons)
			}
		}
	}
	for _, a := range b.Telegram.Answers() {
		chats.WriteString(a.Text + "\n")
	}
	places := map[string]string{"the log": b.Log.String(), "the store": string(store), "a chat": chats.String()}
	_, secret, _ := strings.Cut(sandbox.Token, ":")
	for place, text := range places {
		for _, s := range append([]string{secret}, b.Config.Secrets...) {
			if strings.Contains(text, s) {
				b.T.Errorf("%s shows a secret (%s)", place, s)
			}
		}
	}
}

// Offline changes or reads the store while the bot does not run.
func (b *Bot) Offline(do func(tx chat.Tx) error) {
	b.T.Helper()
	offline(b.T, b.Store(), storage.Options{Location: b.Config.Talk.Location}, do)
}

// Start runs the bot.
func (b *Bot) Start() {
	ctx, cancel := context.WithCancel(context.Background())
	ended, over := make(chan error, 1), make(chan struct{})
	b.Over = over
	go func() {
		defer close(over)
		ended <- app.Run(ctx, b.Config)
	}()
	b.Stop = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(15 * time.Second):
			return errors.New("run did not end")
		}
	})
}

// Until waits for something to become true of the simulators.
func (b *Bot) Until(what string, cond func() bool) {
	b.T.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := b.Telegram.WaitFor(ctx, cond); err != nil {
		b.T.Fatalf("waiting for %s: %v; the reseller sees:\n%s\nthe owner:\n%s", what, err, b.Chat(sandbox.Reseller), b.Chat(sandbox.Admin))
	}
}

// Eventually is Until for what Telegram is not told of.
func (b *Bot) Eventually(what string, cond func() bool) {
	b.T.Helper()
	for deadline := time.Now().Add(time.Minute); !cond(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			b.T.Fatalf("waiting for %s; the reseller sees:\n%s", what, b.Chat(sandbox.Reseller))
		}
	}
}

// Chat is a person's chat in lines.
func (b *Bot) Chat(person int64) string {
	var lines strings.Builder
	for _, m := range b.Telegram.Messages(person) {
		fmt.Fprintf(&lines, "%d: %s\n", m.ID, strings.ReplaceAll(m.Text, "\n", " / "))
	}
	return lines.String()
}

// Tap taps the newest button whose text begins with label.
func (b *Bot) Tap(person int64, label string) (message int, update int64) {
	b.T.Helper()
	var found simtelegram.Message
	var data string
	b.Until(fmt.Sprintf("a button %q for %d", label, person), func() bool {
		for _, m := range b.Telegram.Messages(person) {
			for _, row := range m.Buttons {
				for _, button := range row {
					if strings.HasPrefix(button.Text, label) && button.Data != "" {
						found, data = m, button.Data
					}
				}
			}
		}
		return data != ""
	})
	update, err := b.Telegram.Tap(person, found.ID, data)
	if err != nil {
		b.T.Fatal(err)
	}
	return found.ID, update
}

// Sees waits until one of a person's messages has all the words.
func (b *Bot) Sees(person int64, words ...string) simtelegram.Message {
	b.T.Helper()
	var found simtelegram.Message
	b.Until(fmt.Sprintf("a message to %d with %q", person, words), func() bool {
		for _, m := range b.Telegram.Messages(person) {
			all := m.FromBot
			for _, word := range words {
				all = all && strings.Contains(m.Text, word)
			}
			if all {
				found = m
				return true
			}
		}
		return false
	})
	return found
}

// Help has a person ask for help and waits for the answer.
func (b *Bot) Help(person int64) {
	b.T.Helper()
	before := 0
	for _, m := range b.Telegram.Messages(person) {
		before = m.ID
	}
	b.Telegram.Say(person, "/help")
	b.Until(fmt.Sprintf("help for %d", person), func() bool { // which is two messages for an owner
		return slices.ContainsFunc(b.Telegram.Messages(person), func(m simtelegram.Message) bool {
			return m.ID > before && m.FromBot && strings.Contains(m.Text, "01712345678 50")
		})
	})
}

// Says counts the bot's messages to a person that have the words.
func (b *Bot) Says(person int64, words string) (n int) {
	for _, m := range b.Telegram.Messages(person) {
		if m.FromBot && strings.Contains(m.Text, words) {
			n++
		}
	}
	return n
}

// OrderTo is the panel's order to a number.
func (b *Bot) OrderTo(number string) (found simpanel.Order) {
	for _, o := range b.Panel.Orders() {
		if o.Number == number {
			found = o
		}
	}
	return found
}

// NothingWaits ends the bot when nothing waits to be sent any more.
func (b *Bot) NothingWaits() {
	b.T.Helper()
	const most = 30 * time.Second
	for pause := 300 * time.Millisecond; ; pause = pause * 5 / 4 {
		if err := b.Stop(); err != nil {
			b.T.Fatal(err)
		}
		store, err := storage.Open(b.Store(), storage.Options{Location: b.Config.Talk.Location})
		if err != nil {
			b.T.Fatal(err)
		}
		chats, err := store.Waiting()
		if err := errors.Join(err, store.Close()); err != nil {
			b.T.Fatal(err)
		}
		if len(chats) == 0 {
			return
		}
		if pause > most {
			b.T.Fatalf("something waits for %d:\n%s", chats, b.Chat(chats[0]))
		}
		b.Start()
		time.Sleep(pause)
	}
}
