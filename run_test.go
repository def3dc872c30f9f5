package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/bot"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows"
	"rechargebot/storage"
	"rechargebot/upstream/simpanel"
)

// logbook collects the log of a run; it is searched for secrets at the end.
type logbook struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// whole is the bot as production runs it, against both simulators.
type whole struct {
	*sandbox.Sandbox
	t    *testing.T
	s    settings
	log  *logbook
	over chan struct{} // closed when the bot has ended by itself or by stop
	stop func() error  // ends the bot as a signal would and gives what run returned
}

// startWhole starts the bot with some settings changed.
func startWhole(t *testing.T, changes ...string) *whole {
	t.Helper()
	w := prepareWhole(t, changes...)
	w.start()
	return w
}

// prepareWhole makes all but the running bot.
func prepareWhole(t *testing.T, changes ...string) *whole {
	t.Helper()
	box, err := sandbox.Start("127.0.0.1:0", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(box.Close)
	lookup := env(append([]string{
		"BOT_TOKEN", sandbox.Token, "ADMIN_IDS", fmt.Sprint(sandbox.Admin), "TELEGRAM_API_URL", box.TelegramURL,
		"UPSTREAM_URL", box.PanelURL, "UPSTREAM_USER", sandbox.User, "UPSTREAM_KEY", sandbox.Key,
		"DB_PATH", filepath.Join(t.TempDir(), "test.db"), "STATUS_FIRST_CHECK", "20ms", "STATUS_MAX_INTERVAL", "200ms",
		"UPSTREAM_TIMEOUT", "1s", "UPSTREAM_STATUS_PER_MINUTE", "100000", "LOG_LEVEL", "debug",
	}, changes...)...)
	s, err := readSettings(lookup)
	if err != nil {
		t.Fatal(err)
	}
	if err := admit(s, sandbox.Reseller); err != nil {
		t.Fatal(err)
	}
	w := &whole{Sandbox: box, t: t, s: s, log: &logbook{}, stop: func() error { return nil }}
	t.Cleanup(func() {
		if err := w.stop(); err != nil && !errors.Is(err, bot.ErrToken) {
			t.Errorf("run: %v", err)
		}
		if err := storage.Check(s.DBPath); err != nil {
			t.Errorf("store: %v", err)
		}
		w.keepsSecrets()
		if t.Failed() {
			t.Logf("log:\n%s", w.log)
		}
	})
	return w
}

// keepsSecrets looks for the token and the key where they must not be: in the
// log, in what people are shown and in the store.
func (w *whole) keepsSecrets() {
	w.t.Helper()
	store, err := os.ReadFile(w.s.DBPath)
	if err != nil {
		w.t.Error(err)
	}
	var chats strings.Builder
	for _, p := range w.Telegram.Persons() {
		for _, m := range w.Telegram.Messages(p.ID) {
			if m.FromBot {
				fmt.Fprintln(&chats, m.HTML, m.Buttons)
			}
		}
	}
	for _, a := range w.Telegram.Answers() {
		chats.WriteString(a.Text + "\n")
	}
	places := map[string]string{"the log": w.log.String(), "the store": string(store), "a chat": chats.String()}
	_, secret, _ := strings.Cut(w.s.BotToken, ":")
	for place, text := range places {
		for _, s := range []string{w.s.BotToken, secret, w.s.Upstream.Key} {
			if strings.Contains(text, s) {
				w.t.Errorf("%s shows a secret (%s)", place, s)
			}
		}
	}
}

// offline changes or reads the store while the bot does not run.
func (w *whole) offline(do func(tx flows.Tx) error) {
	w.t.Helper()
	store, err := storage.Open(w.s.DBPath, storage.Options{Location: w.s.Location})
	if err == nil {
		err = errors.Join(store.Update(do), store.Close())
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *whole) start() {
	ctx, cancel := context.WithCancel(context.Background())
	ended, over := make(chan error, 1), make(chan struct{})
	w.over = over
	go func() {
		defer close(over)
		ended <- run(ctx, w.s, newLog(w.s, w.log))
	}()
	w.stop = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(15 * time.Second):
			return errors.New("run did not end")
		}
	})
}

// until waits for something to become true of the simulators.
func (w *whole) until(what string, cond func() bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := w.Telegram.WaitFor(ctx, cond); err != nil {
		w.t.Fatalf("waiting for %s: %v; the reseller sees:\n%s\nthe owner:\n%s", what, err, w.chat(sandbox.Reseller), w.chat(sandbox.Admin))
	}
}

// eventually is until for what Telegram is not told of.
func (w *whole) eventually(what string, cond func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(time.Minute); !cond(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("waiting for %s; the reseller sees:\n%s", what, w.chat(sandbox.Reseller))
		}
	}
}

func (w *whole) chat(person int64) string {
	var b strings.Builder
	for _, m := range w.Telegram.Messages(person) {
		fmt.Fprintf(&b, "%d: %s\n", m.ID, strings.ReplaceAll(m.Text, "\n", " / "))
	}
	return b.String()
}

// tap taps the newest button whose text begins with label.
func (w *whole) tap(person int64, label string) (message int, update int64) {
	w.t.Helper()
	var found simtelegram.Message
	var data string
	w.until(fmt.Sprintf("a button %q for %d", label, person), func() bool {
		for _, m := range w.Telegram.Messages(person) {
			for _, row := range m.Buttons {
				for _, b := range row {
					if strings.HasPrefix(b.Text, label) && b.Data != "" {
						found, data = m, b.Data
					}
				}
			}
		}
		return data != ""
	})
	update, err := w.Telegram.Tap(person, found.ID, data)
	if err != nil {
		w.t.Fatal(err)
	}
	return found.ID, update
}

// sees waits until one of a person's messages has all the words.
func (w *whole) sees(person int64, words ...string) simtelegram.Message {
	w.t.Helper()
	var found simtelegram.Message
	w.until(fmt.Sprintf("a message to %d with %q", person, words), func() bool {
		for _, m := range w.Telegram.Messages(person) {
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

// help has a person ask for help and gives how long the answer took.
func (w *whole) help(person int64) time.Duration {
	w.t.Helper()
	begun, before := time.Now(), 0
	for _, m := range w.Telegram.Messages(person) {
		before = m.ID
	}
	w.Telegram.Say(person, "/help")
	w.until(fmt.Sprintf("help for %d", person), func() bool {
		last, _ := w.Telegram.Last(person)
		return last.ID > before && strings.Contains(last.Text, "01712345678 50")
	})
	return time.Since(begun)
}

// says counts the bot's messages to a person that have the words.
func (w *whole) says(person int64, words string) (n int) {
	for _, m := range w.Telegram.Messages(person) {
		if m.FromBot && strings.Contains(m.Text, words) {
			n++
		}
	}
	return n
}

// orderTo is the panel's order to a number.
func (w *whole) orderTo(number string) (found simpanel.Order) {
	for _, o := range w.Panel.Orders() {
		if o.Number == number {
			found = o
		}
	}
	return found
}

// nothingWaits ends the bot when nothing waits to be sent any more.
func (w *whole) nothingWaits() {
	w.t.Helper()
	for tries := 0; ; tries++ {
		if err := w.stop(); err != nil {
			w.t.Fatal(err)
		}
		store, err := storage.Open(w.s.DBPath, storage.Options{Location: w.s.Location})
		if err != nil {
			w.t.Fatal(err)
		}
		chats, err := store.Waiting()
		if err := errors.Join(err, store.Close()); err != nil {
			w.t.Fatal(err)
		}
		if len(chats) == 0 {
			return
		}
		if tries == 20 {
			w.t.Fatalf("something waits for %d:\n%s", chats, w.chat(chats[0]))
		}
		w.start()
		time.Sleep(300 * time.Millisecond)
	}
}

func TestWholeRecharge(t *testing.T) {
	w := startWhole(t)
	w.Telegram.Say(sandbox.Reseller, "/start")
	w.tap(sandbox.Reseller, "📱 Recharge")
	w.tap(sandbox.Reseller, "Robi")
	w.sees(sandbox.Reseller, "Robi", "01812345678")
	w.Telegram.Say(sandbox.Reseller, "০১৮১২-৩৪৫ ৬৭৯")
	w.tap(sandbox.Reseller, "৳30")
	card, update := w.tap(sandbox.Reseller, "✅ Confirm")
	w.Telegram.Resend(update) // the app sends the tap again after a reconnect

	done := w.sees(sandbox.Reseller, "Done.", "Transaction id T", "01812-345679")
	if done.ID != card {
		t.Errorf("the card %d is not the order's card; message %d is", card, done.ID)
	}
	w.until("the final word as a new message", func() bool {
		last, _ := w.Telegram.Last(sandbox.Reseller)
		return last.ID > card && strings.Contains(last.Text, "Done.")
	})
	orders := w.Panel.Orders()
	if len(orders) != 1 || orders[0].Requests != 1 || orders[0].Operator != "RB" || orders[0].Amount != "30" || orders[0].Number != "01812345679" {
		t.Errorf("the panel has %+v", orders)
	}
}

func TestWholeUnclearIsNeverSentAgain(t *testing.T) {
	w := startWhole(t)
	w.Panel.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.TakeAndHang, Times: 1})
	w.Panel.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.HTML})
	w.Telegram.Say(sandbox.Reseller, "01712345678 50")
	w.tap(sandbox.Reseller, "✅ Confirm")
	w.sees(sandbox.Reseller, "Unclear", "Do not send it again")
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.start()
	w.Panel.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.Succeed})
	w.sees(sandbox.Reseller, "Done.", "Transaction id")
	if orders := w.Panel.Orders(); len(orders) != 1 || orders[0].Requests != 1 || orders[0].Charged != 1 {
		t.Errorf("the panel has %+v", orders)
	}
}

func TestWholeAccess(t *testing.T) {
	w := startWhole(t)
	w.until("everybody's menu", func() bool {
		bn, en := w.Telegram.Commands(sandbox.Stranger, "bn"), w.Telegram.Commands(sandbox.Stranger, "fr")
		return len(bn) == 2 && len(en) == 2 && bn[0].Description == "শুরু" && en[0].Description != "শুরু"
	})
	w.Telegram.Say(sandbox.Stranger, "hello")
	w.tap(sandbox.Stranger, "🙋")
	w.tap(sandbox.Admin, "✅ Approve")
	w.sees(sandbox.Stranger, "মালিক")
	w.until("the stranger's menu", func() bool {
		menu := w.Telegram.Commands(sandbox.Stranger, "bn")
		return len(menu) > 2 && menu[0].Command == "recharge"
	})
	w.Telegram.Say(sandbox.Stranger, "01512345678 20")
	w.tap(sandbox.Stranger, "✅")
	w.sees(sandbox.Stranger, "সফল")

	w.Telegram.Say(sandbox.Stranger, "01512345678 30")
	w.sees(sandbox.Stranger, "৳৩০")
	w.Telegram.Say(sandbox.Admin, fmt.Sprintf("/revoke %d", sandbox.Stranger))
	w.sees(sandbox.Admin, "Removed")
	w.tap(sandbox.Stranger, "✅ নিশ্চিত")
	w.until("the refusal", func() bool {
		for _, a := range w.Telegram.Answers() {
			if a.Alert && strings.Contains(a.Text, "পাঠানো হয়নি") {
				return true
			}
		}
		return false
	})
	if n := len(w.Panel.Orders()); n != 1 {
		t.Errorf("the panel has %d orders", n)
	}
}

func TestRevokedTokenEndsTheBot(t *testing.T) {
	w := startWhole(t)
	w.Telegram.Say(sandbox.Reseller, "/help")
	w.sees(sandbox.Reseller, "Quickest")
	w.Telegram.SetToken("1:other")
	w.Telegram.Say(sandbox.Reseller, "/help") // ends the long poll
	select {
	case <-w.over:
	case <-time.After(time.Minute):
		t.Fatal("the bot goes on")
	}
	if err := w.stop(); !errors.Is(err, bot.ErrToken) {
		t.Errorf("run: %v", err)
	}
}
