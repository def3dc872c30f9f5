package kill

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/upstream/simpanel"
)

// deed is something by which money is booked that is no order's way: what is there
// before, how people go about it, and what must stand in the books at the end.
type deed struct {
	name   string
	before func(s *scene, ends *testing.T, path string)
	play   func(s *scene)
	kind   account.Kind
	change money.Taka // of the wallet, by that entry
	told   string     // to the member, with the balance after it
	least  int        // commits that it takes at least
}

const sceneTransaction = "TRX12345AB"

// scenePrice is what the order of a scene costs its shop.
const scenePrice = money.Taka(50_00 - 50_00*sceneRate/10_000)

var deeds = []deed{
	{name: "deposit", kind: account.Credit, change: 500_00, told: "is in your account", least: 10, before: func(s *scene, _ *testing.T, path string) {
		apptest.Offline(s.t, path, func(tx chat.Tx) error {
			return tx.PutChannel(account.Channel{ID: "bkash", Name: "bKash", Provider: "bkash", Number: "01700000000", Kind: "personal", On: true})
		})
	}, play: func(s *scene) {
		s.Telegram.Say(sceneShop, "/deposit")
		s.taps(sceneShop, "dep:sum:", "Pay ৳500 by bKash")
		s.Telegram.Say(sceneShop, sceneTransaction)
		s.taps(sandbox.Admin, "deps:y:", "booked")
		s.tells(sceneShop, "is in your account")
	}},
	{name: "adjustment", kind: account.Adjustment, change: -120_50, told: "counted twice", least: 8, play: func(s *scene) {
		s.Telegram.Say(sandbox.Admin, "/members")
		s.taps(sandbox.Admin, fmt.Sprintf("m:card:%d", sceneShop), "Orders on their own wallet")
		s.taps(sandbox.Admin, fmt.Sprintf("ac:show:%d", sceneShop), "account")
		s.taps(sandbox.Admin, "mo:new:adj", "By how much?")
		s.Telegram.Say(sandbox.Admin, "-120.50")
		s.tells(sandbox.Admin, "Why?")
		s.Telegram.Say(sandbox.Admin, "counted twice")
		s.taps(sandbox.Admin, "mo:go:", "Booked")
		s.tells(sceneShop, "counted twice")
	}},
	{name: "done is taken back", kind: account.Refund, change: scenePrice, told: "Failed after all", least: 4, before: func(s *scene, ends *testing.T, path string) {
		s.settledOrder(ends, path, simpanel.StatusDone, simpanel.StatusFailed)
	}, play: func(s *scene) {
		s.Telegram.Say(sceneShop, "/status "+s.wish.id)
		s.tells(sceneShop, "Failed after all")
	}},
	{name: "failed is taken back", kind: account.LateCharge, change: -scenePrice, told: "Done after all", least: 4, before: func(s *scene, ends *testing.T, path string) {
		s.settledOrder(ends, path, simpanel.StatusFailed, simpanel.StatusDone)
	}, play: func(s *scene) {
		s.Telegram.Say(sceneShop, "/status "+s.wish.id)
		s.tells(sceneShop, "Done after all")
	}},
}

// TestCrashAfterEachCommitOfMoney does to a wallet what is done besides ordering, again
// and again, each time with another commit as the last that reaches the disk. People tap
// twice what books, and Telegram delivers anew what the dead process did not confirm. It
// is booked once, the member is told, and the books are whole, right after the crash and
// at the end.
func TestCrashAfterEachCommitOfMoney(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: TestCrashAfterEachCommit has an order on a wallet")
	}
	t.Parallel()
	top := t
	for _, d := range deeds {
		for _, late := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/late=%v", d.name, late), func(t *testing.T) {
				t.Parallel()
				commits := 0
				for k := 1; !t.Failed(); k++ {
					reached := false
					t.Run(fmt.Sprint(k), func(one *testing.T) { reached = crashOfMoney(one, top, d, k, late) })
					if !reached {
						break
					}
					commits = k
				}
				if commits < d.least {
					t.Errorf("only %d commits, too few for it", commits)
				}
				t.Logf("%d commits", commits)
			})
		}
	}
}

func crashOfMoney(t, ends *testing.T, d deed, k int, late bool) (reached bool) {
	s := &scene{t: t, stage: newStage(t, 10*time.Millisecond)}
	s.Telegram.AddPerson(simtelegram.Person{ID: sceneShop, FirstName: "Rahim", LanguageCode: "en"})
	path := filepath.Join(ends.TempDir(), "first.db")
	admit(t, path, sceneShop)
	giveWallet(t, path, sceneShop)
	if d.before != nil {
		d.before(s, ends, path)
	}
	begins := s.standing(path)
	told := len(s.with(sceneShop, d.told))
	path = s.crash(ends, path, k, late, func(path string) {
		reached = true
		n := s.booked(path, d, begins)
		t.Logf("the crash left %d entries of it and %d words to the member", n, len(s.with(sceneShop, d.told))-told)
	}, func() { d.play(s) })
	if n := s.booked(path, d, begins); n != 1 {
		t.Errorf("%d entries of it at the end", n)
	}
	heard := s.with(sceneShop, d.told)[told:]
	if len(heard) == 0 || len(heard) > 2 || !reached && len(heard) != 1 {
		t.Errorf("the member was told %d times", len(heard))
	}
	want := "৳" + strings.TrimPrefix((begins.Wallet+d.change).Full(), "৳")
	for _, m := range heard {
		if !strings.Contains(m.Text, want) && !strings.Contains(m.Text, strings.Replace(want, ",", "", 1)) {
			t.Errorf("the member was not told that %s is there now: %s", want, m.Text)
		}
	}
	if t.Failed() {
		t.Logf("the member's chat:\n%s\nthe owner's:\n%s", s.shown(sceneShop, 20), s.shown(sandbox.Admin, 20))
	}
	return reached
}

// taps taps the newest button whose data begins with that, twice as a thumb does, and
// waits until the chat has the words.
func (s *scene) taps(person int64, data, words string) {
	s.t.Helper()
	var once sync.Once
	found := s.wait(person, 30*time.Second, func(all []simtelegram.Message) bool {
		for i := len(all) - 1; i >= 0; i-- {
			for _, b := range buttonsOf(all[i]) {
				if strings.HasPrefix(b.Data, data) {
					once.Do(func() {
						tap, _ := s.Telegram.Tap(person, all[i].ID, b.Data)
						s.Telegram.Resend(tap)
					})
					return true
				}
			}
		}
		return false
	})
	if !found {
		s.t.Fatalf("no button %s; the chat:\n%s", data, s.shown(person, 20))
	}
	s.tells(person, words)
}

// tells waits until the bot has said the words to somebody.
func (s *scene) tells(person int64, words string) {
	s.t.Helper()
	if !s.wait(person, 30*time.Second, func([]simtelegram.Message) bool { return len(s.with(person, words)) > 0 }) {
		s.t.Fatalf("nothing says %q; the chat:\n%s", words, s.shown(person, 20))
	}
}

// with gives what the bot has said to somebody that has the words.
func (s *scene) with(person int64, words string) (found []simtelegram.Message) {
	for _, m := range s.Telegram.Messages(person) {
		if m.FromBot && strings.Contains(m.Text, words) {
			found = append(found, m)
		}
	}
	return found
}

// standing is what the shop has in a store that no bot has open.
func (s *scene) standing(path string) (b account.Balance) {
	apptest.Offline(s.t, path, func(tx chat.Tx) (err error) {
		b, err = tx.Balance(sceneShop)
		return err
	})
	return b
}

// booked counts the entries of a deed in a store that no bot has open, and holds the
// balance against them and the books against their audit.
func (s *scene) booked(path string, d deed, begins account.Balance) (n int) {
	apptest.Offline(s.t, path, func(tx chat.Tx) error {
		all, err := tx.Entries(0, 1000)
		if err != nil {
			return err
		}
		for _, e := range all {
			if e.Kind == d.kind && !account.IsOpening(e.Entry) {
				n++
				if change := e.Change(sceneShop); change != d.change {
					s.t.Errorf("booked %s instead of %s", change.Full(), d.change.Full())
				}
			}
		}
		b, err := tx.Balance(sceneShop)
		if err != nil {
			return err
		}
		if want := begins.Wallet + money.Taka(n)*d.change; b.Wallet != want || b.Held != 0 {
			s.t.Errorf("with %d entries of it the wallet has %s and %s on hold instead of %s", n, b.Wallet.Full(), b.Held.Full(), want.Full())
		}
		deposits, err := tx.DepositsOf(sceneShop, 0, 10)
		if err != nil {
			return err
		}
		if len(deposits) > 1 {
			s.t.Errorf("there are %d deposits", len(deposits))
		}
		for _, x := range deposits {
			if (x.State == account.Approved) != (n == 1) {
				s.t.Errorf("a deposit is %v with %d entries of it", x.State, n)
			}
		}
		return auditAll(s.t, tx)
	})
	return n
}

// settledOrder lets the panel settle an order, take its word back, and the bot be ready
// to ask again.
func (s *scene) settledOrder(ends *testing.T, path, first, then string) {
	s.Panel.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.Pending})
	bot := begin(s.t, ends, s.stage, path, 0, false)
	s.order()
	s.await("the order at the panel", func([]simtelegram.Message) bool {
		_, there := s.Panel.Order(s.wish.id)
		return there
	})
	if err := s.Panel.Settle(s.wish.id, first, ""); err != nil {
		s.t.Fatal(err)
	}
	s.finish()
	s.await("quiet", func([]simtelegram.Message) bool {
		waiting, err := bot.Waiting()
		return err == nil && len(waiting) == 0 && s.Telegram.Unacked() == 0
	})
	bot.cancel()
	<-bot.ended
	if err := bot.Close(); err != nil {
		s.t.Fatal(err)
	}
	if err := s.Panel.Settle(s.wish.id, then, ""); err != nil {
		s.t.Fatal(err)
	}
	apptest.Offline(s.t, path, func(tx chat.Tx) error { // nobody looks at the same order again within five seconds
		o, _, err := tx.Order(order.ID(s.wish.id))
		if err != nil {
			return err
		}
		o.CheckedAt = o.CheckedAt.Add(-time.Hour)
		return tx.PutOrder(o)
	})
}
