package kill

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/storage"
)

// move is one thing that somebody does in a chat, once the bot has said what it waits for.
type move struct {
	who  int64
	sees string // what one of the bot's messages says by then; "" for nothing
	say  string
	tap  string // a label's beginning; it is tapped twice, and the app sends it once more
}

// moneyMoves are what changes a wallet besides orders, each as people do it in chat.
var moneyMoves = map[string]struct {
	moves []move
	kind  account.Kind
	sum   money.Taka
	told  string // to the member, once
}{
	"deposit": {[]move{
		{who: sceneShop, say: "/deposit"},
		{who: sceneShop, sees: "How much", say: "500"},
		{who: sceneShop, sees: "Pay ৳500", say: "TRX7ABC12"},
		{who: sandbox.Admin, tap: "✅ Approve"},
	}, account.Credit, 500_00, "is in your account"},
	"adjustment": {[]move{
		{who: sandbox.Admin, say: "/members"},
		{who: sandbox.Admin, tap: "Rahim"},
		{who: sandbox.Admin, tap: "💼 Account"},
		{who: sandbox.Admin, tap: "✏️ Adjust"},
		{who: sandbox.Admin, sees: "By how much", say: "-120.50"},
		{who: sandbox.Admin, sees: "Why", say: "paid twice on Monday"},
		{who: sandbox.Admin, tap: "✅ Book it"},
	}, account.Adjustment, -120_50, "paid twice on Monday"},
}

// TestCrashAfterEachCommitOfMoney has an owner approve a deposit, and mend a wallet, again
// and again, each time with another commit as the last that reaches the disk. Whatever
// is tapped twice and delivered again, it is booked once, told, and the books are whole at
// every commit.
func TestCrashAfterEachCommitOfMoney(t *testing.T) {
	t.Parallel()
	top := t
	for name := range moneyMoves {
		for _, late := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/late=%v", name, late), func(t *testing.T) {
				t.Parallel()
				commits := 0
				for k := 1; !t.Failed(); k++ {
					reached := false
					t.Run(fmt.Sprint(k), func(one *testing.T) { reached = moneyCrash(one, top, name, k, late) })
					if !reached {
						break
					}
					commits = k
				}
				if commits < 6 {
					t.Errorf("only %d commits, too few", commits)
				}
				t.Logf("%d commits", commits)
			})
		}
	}
}

// moneyCrash plays one of the moneyMoves with commit k as the last one; false where it
// took fewer.
func moneyCrash(t, ends *testing.T, name string, k int, late bool) (reached bool) {
	s := &scene{t: t, stage: newStage(t, 10*time.Millisecond)}
	s.Telegram.AddPerson(simtelegram.Person{ID: sceneShop, FirstName: "Rahim", LanguageCode: "en"})
	dir := ends.TempDir()
	path := filepath.Join(dir, "first.db")
	moneyStore(t, path)
	var now atomic.Pointer[incarnation]
	first := begin(t, ends, s.stage, path, k, late)
	now.Store(first)
	crashed, over := make(chan struct{}), make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		select {
		case <-first.cut:
		case <-over:
			return
		}
		if late {
			time.Sleep(20 * time.Millisecond)
		}
		first.kill()
		path = filepath.Join(dir, "second.db")
		if data, err := os.ReadFile(filepath.Join(dir, "first.db")); err != nil || os.WriteFile(path, data, 0o600) != nil {
			t.Errorf("copying the store: %v", err)
		}
		s.audit(path)
		now.Store(begin(t, ends, s.stage, path, 0, false))
		close(crashed)
	})
	for _, m := range moneyMoves[name].moves {
		s.move(m)
	}
	s.await("the member to be told", func(all []simtelegram.Message) bool { return s.saw(sceneShop, moneyMoves[name].told) > 0 })
	quiet := func() bool {
		return s.wait(sceneShop, 20*time.Second, func([]simtelegram.Message) bool {
			waiting, err := now.Load().Waiting()
			return err == nil && len(waiting) == 0 && s.Telegram.Unacked() == 0
		})
	}
	still := quiet()
	select {
	case <-first.cut:
		<-crashed
		still = quiet()
		reached = true
	default:
	}
	if !still {
		t.Errorf("it does not become quiet")
	}
	close(over)
	watching.Wait()
	last := now.Load()
	last.cancel()
	<-last.ended
	if err := last.Close(); err != nil {
		t.Error(err)
	}
	if err := storage.Check(path); err != nil {
		t.Error(err)
	}
	s.audit(path)
	s.compareMoney(path, name)
	if t.Failed() {
		t.Logf("the member's chat:\n%s\nthe owner's:\n%s", s.shown(sceneShop, 20), s.shown(sandbox.Admin, 20))
	}
	return reached
}

// moneyStore makes a store with a member on their own wallet, and a channel.
func moneyStore(t *testing.T, path string) {
	admit(t, path, sceneShop)
	giveWallet(t, path, sceneShop)
	store, err := storage.Open(path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = store.Update(func(tx chat.Tx) error {
		m, _, err := tx.Member(sceneShop)
		m.Name, m.Language = "Rahim", "en"
		return errors.Join(err, tx.PutMember(m), tx.PutMember(chat.Member{ID: sandbox.Admin, Language: "en"}),
			tx.PutChannel(account.Channel{ID: "bkash", Name: "bKash", Provider: "bkash", Number: "01711000000", On: true}))
	})
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
}

// move waits for what it waits for, and does it.
func (s *scene) move(m move) {
	if m.say != "" {
		if m.sees != "" && !s.wait(m.who, answerWithin, func([]simtelegram.Message) bool { return s.saw(m.who, m.sees) > 0 }) {
			s.t.Fatalf("%d does not see %q:\n%s", m.who, m.sees, s.shown(m.who, 10))
		}
		s.Telegram.Say(m.who, m.say)
		return
	}
	var update int64
	if !s.wait(m.who, answerWithin, func([]simtelegram.Message) bool {
		for _, message := range slices.Backward(s.Telegram.Messages(m.who)) {
			for _, b := range buttonsOf(message) {
				if strings.HasPrefix(b.Text, m.tap) {
					if _, err := s.Telegram.Tap(m.who, message.ID, b.Data); err != nil {
						return false
					}
					update = s.Telegram.TapForged(m.who, message.ID, b.Data) // the second tap
					return true
				}
			}
		}
		return false
	}) {
		s.t.Fatalf("%d has no button %q:\n%s", m.who, m.tap, s.shown(m.who, 10))
	}
	s.Telegram.Resend(update)
}

// saw counts the bot's messages to somebody that say something.
func (s *scene) saw(who int64, words string) (n int) {
	for _, m := range s.Telegram.Messages(who) {
		if m.FromBot && strings.Contains(m.Text, words) {
			n++
		}
	}
	return n
}

// audit looks whether the books in a file are whole.
func (s *scene) audit(path string) {
	store, err := storage.Open(path, storage.Options{})
	if err != nil {
		s.t.Errorf("opening the store: %v", err)
		return
	}
	err = store.View(func(tx chat.Tx) error { return auditAll(s.t, tx) })
	if err := errors.Join(err, store.Close()); err != nil {
		s.t.Error(err)
	}
}

// compareMoney looks whether it was booked once, and the member told.
func (s *scene) compareMoney(path, name string) {
	want := moneyMoves[name]
	store, err := storage.Open(path, storage.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer store.Close()
	err = store.View(func(tx chat.Tx) error {
		b, err := tx.Balance(sceneShop)
		if err != nil {
			return err
		}
		if b.Wallet != sceneWallet+want.sum || b.Held != 0 || b.Entries != 2 {
			s.t.Errorf("the wallet has %s after %d entries, instead of %s after 2", b.Wallet.Full(), b.Entries, (sceneWallet + want.sum).Full())
		}
		e, err := tx.Statement(sceneShop, time.Time{}.AddDate(2000, 0, 0), time.Now().Add(time.Hour), 0, 1)
		if err == nil && (len(e) != 1 || e[0].Kind != want.kind || e[0].Actor != sandbox.Admin) {
			s.t.Errorf("the last entry is %+v", e)
		}
		return err
	})
	if err != nil {
		s.t.Error(err)
	}
	if n := s.saw(sceneShop, want.told); n < 1 || n > 2 { // twice where a kill fell between sending and noting
		s.t.Errorf("the member was told %d times", n)
	}
}
