package kill

import (
	"errors"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/storage"
	"rechargebot/upstream/simpanel"
)

const (
	sceneShop   = 2001
	sceneNumber = "01712345678"
)

// scene is one order placed with a process that is killed at one point of it.
type scene struct {
	*stage
	t    *testing.T
	bot  *process
	life *life

	killed chan struct{} // closed when the kill that was set up has come
	wish   wish
	tap    int64 // the update of the tap on Confirm
}

// crashPoint is a moment that random kills seldom hit. ends is the mark of the
// final word; "?" where only an admin's verdict can bring one.
type crashPoint struct {
	name  string
	play  func(s *scene) // up to the kill
	disk  []order.State  // of the order after the kill; none: no matter
	asked int            // calls to pay, in all
	told  int            // final words, in all
	ends  string
}

// when kills the bot at the first call that fits, which is then dropped or
// goes on to a simulator whose caller is dead.
func (s *scene) when(drop bool, fits func(moment) bool) {
	var once sync.Once
	s.watch(func(m moment) (end bool) {
		if !fits(m) {
			return false
		}
		once.Do(func() {
			s.bot.kill(s.life)
			close(s.killed)
			end = drop
		})
		return end
	})
}

func (s *scene) await(what string, cond func([]simtelegram.Message) bool) {
	s.t.Helper()
	if !s.wait(sceneShop, 30*time.Second, cond) {
		s.t.Fatalf("waiting for %s; the chat:\n%s", what, s.shown(sceneShop, 20))
	}
}

// order places the order, up to the tap on Confirm.
func (s *scene) order() {
	s.t.Helper()
	s.wish = wish{number: sceneNumber}
	s.Telegram.Say(sceneShop, sceneNumber+" 50")
	s.await("the card", func(all []simtelegram.Message) bool {
		for _, m := range all {
			for _, b := range buttonsOf(m) {
				if id, _, ok := draftOf(b.Data); ok && strings.HasSuffix(b.Data, ":go") {
					s.wish.id, s.wish.card = id, m.ID
					s.tap, _ = s.Telegram.Tap(sceneShop, m.ID, b.Data)
					return true
				}
			}
		}
		return false
	})
}

func atRequest(after bool) func(moment) bool {
	return func(m moment) bool { return m.panel && m.call == "request" && m.after == after }
}

// theWord is the final word's way to Telegram.
func theWord(after bool) func(moment) bool {
	return func(m moment) bool {
		return m.call == "sendMessage" && m.chat == sceneShop && m.after == after && (strings.HasPrefix(m.text, "✅") || strings.HasPrefix(m.text, "❌"))
	}
}

var crashPoints = []crashPoint{
	{name: "the panel took it and has not answered", asked: 1, told: 1, ends: "✅", disk: []order.State{order.Sending}, play: func(s *scene) {
		s.when(true, atRequest(true))
		s.order()
	}},
	{name: "the panel read it and did not take it", asked: 1, told: 1, ends: "?", disk: []order.State{order.Sending}, play: func(s *scene) {
		s.when(true, atRequest(false))
		s.order()
	}},
	{name: "the panel refused it and has not answered", asked: 1, told: 1, ends: "?", disk: []order.State{order.Sending}, play: func(s *scene) {
		s.Panel.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.Refuse})
		s.when(true, atRequest(true))
		s.order()
	}},
	{name: "the panel took it and answers nobody", asked: 1, told: 1, ends: "✅", disk: []order.State{order.Sending}, play: func(s *scene) {
		s.when(false, atRequest(false))
		s.order()
	}},
	{name: "nothing was sent, the next try is due later", asked: 1, told: 1, ends: "✅", disk: []order.State{order.Placed}, play: func(s *scene) {
		s.Wire.Down()
		s.order()
		s.await("word that it waits", func(all []simtelegram.Message) bool {
			return slices.ContainsFunc(all, func(m simtelegram.Message) bool { return strings.Contains(m.Text, "Nothing was sent") })
		})
		s.bot.kill(s.life)
		close(s.killed)
		if err := s.Wire.Up(); err != nil {
			s.t.Error(err)
		}
	}},
	{name: "the panel said done, nothing is noted", asked: 1, told: 1, ends: "✅", disk: []order.State{order.Accepted}, play: func(s *scene) {
		s.when(true, func(m moment) bool {
			o, ok := s.Panel.Order(m.id)
			return m.panel && m.call == "status" && m.after && ok && o.Status == simpanel.StatusDone
		})
		s.order()
	}},
	{name: "the final word is on its way", asked: 1, told: 1, ends: "✅", disk: []order.State{order.Done}, play: func(s *scene) {
		s.when(true, theWord(false))
		s.order()
	}},
	{name: "Telegram took the final word, it is not noted", asked: 1, told: 2, ends: "✅", disk: []order.State{order.Done}, play: func(s *scene) {
		s.when(true, theWord(true))
		s.order()
	}},
	{name: "Telegram took the word of a refusal, it is not noted", asked: 1, told: 2, ends: "❌", disk: []order.State{order.Failed}, play: func(s *scene) {
		s.Panel.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.Refuse})
		s.when(true, theWord(true))
		s.order()
	}},
	{name: "Telegram took the card's change, it is not noted", asked: 1, told: 1, ends: "✅", play: func(s *scene) {
		s.when(true, func(m moment) bool { return m.call == "editMessageText" && m.after && strings.HasPrefix(m.text, "✅") })
		s.order()
	}},
	{name: "the tap is acknowledged and not answered", asked: 1, told: 1, ends: "", play: func(s *scene) {
		s.when(true, func(m moment) bool {
			if m.call != "answerCallbackQuery" || m.after {
				return false
			}
			for limit := time.Now().Add(20 * time.Second); s.Telegram.Unacked() > 0 && time.Now().Before(limit); {
				time.Sleep(time.Millisecond)
			}
			if s.Telegram.Unacked() > 0 {
				s.t.Error("the tap was not acknowledged while its answer waited")
			}
			return true
		})
		s.order()
	}},
	{name: "the tap was handed out and nothing is noted", asked: 1, told: 1, ends: "✅", play: func(s *scene) {
		armed := make(chan struct{})
		s.when(true, func(m moment) bool {
			select {
			case <-armed:
				return m.call == "getUpdates" && m.after && s.Telegram.Unacked() > 0
			default:
				return false
			}
		})
		s.Telegram.Say(sceneShop, "/help") // a poll that began before is over with it
		s.await("help", func(all []simtelegram.Message) bool { return len(all) > 1 })
		s.order2(armed)
	}},
	{name: "the tap is done and not acknowledged", asked: 1, told: 1, ends: "", play: func(s *scene) {
		tapped := make(chan struct{})
		var once sync.Once
		s.watch(func(m moment) bool {
			select {
			case <-tapped:
			default:
				return false
			}
			switch {
			case m.call == "getUpdates" && !m.after && s.Telegram.Unacked() > 0:
				return true // not heard
			case m.call == "editMessageText" && m.after:
				once.Do(func() {
					s.bot.kill(s.life)
					if s.Telegram.Unacked() == 0 {
						s.t.Error("the tap was acknowledged")
					}
					close(s.killed)
				})
				return true
			}
			return false
		})
		s.order2(tapped)
	}},
}

// order2 is order, with a channel that is closed right before the tap.
func (s *scene) order2(armed chan struct{}) {
	s.wish = wish{number: sceneNumber}
	s.Telegram.Say(sceneShop, sceneNumber+" 50")
	s.await("the card", func(all []simtelegram.Message) bool {
		for _, m := range all {
			for _, b := range buttonsOf(m) {
				if id, _, ok := draftOf(b.Data); ok && strings.HasSuffix(b.Data, ":go") && s.Telegram.Unacked() == 0 {
					close(armed)
					s.wish.id, s.wish.card = id, m.ID
					s.tap, _ = s.Telegram.Tap(sceneShop, m.ID, b.Data)
					return true
				}
			}
		}
		return false
	})
}

// TestCrashPoints kills the real binary at one point each, starts it again, and
// looks at what the panel was asked and what the reseller was told.
func TestCrashPoints(t *testing.T) {
	t.Parallel()
	bin := apptest.Build(t)
	for _, p := range crashPoints {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			newScene(t, bin).run(p)
		})
	}
}

func newScene(t *testing.T, bin string, changes ...string) *scene {
	s := &scene{t: t, stage: newStage(t, 100*time.Millisecond), killed: make(chan struct{})}
	s.Telegram.AddPerson(simtelegram.Person{ID: sceneShop, FirstName: "Rahim", LanguageCode: "en"})
	s.bot = newProcess(t, bin, s.stage, changes...)
	admit(t, s.bot.store(), sceneShop)
	s.life = s.bot.startUp()
	return s
}

func (s *scene) run(p crashPoint) {
	p.play(s)
	select {
	case <-s.killed:
	case <-time.After(30 * time.Second):
		s.t.Fatalf("the point was not reached; the chat:\n%s", s.shown(sceneShop, 20))
	}
	s.watch(nil)
	state, asked := s.onDisk(), s.asked(s.wish.id)
	if len(p.disk) > 0 && !slices.Contains(p.disk, state) {
		s.t.Errorf("on disk the order is %q instead of %q", state, p.disk)
	}
	if (state == order.Placed || state == "") && asked > 0 {
		s.t.Errorf("on disk the order is %q, and the panel was asked to pay", state)
	}
	s.Panel.SetMood(simpanel.CallRequest, simpanel.Mood{})

	s.life = s.bot.startUp()
	s.Telegram.Resend(s.tap) // what an app does that had no answer
	switch {
	case p.ends == "?":
		s.verdict()
		p.ends, p.asked = "❌", asked
	case p.ends == "" && state == order.Sending && asked == 0:
		s.finish() // whether the panel heard what was written last shows only now
		p.asked = min(1, s.asked(s.wish.id))
	}
	s.end(p)
}

// onDisk is the state of the order in the store of the dead process.
func (s *scene) onDisk() (state order.State) {
	store, err := storage.Open(s.bot.store(), storage.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer store.Close()
	if err := store.View(func(tx chat.Tx) error {
		o, _, err := tx.Order(order.ID(s.wish.id))
		state = o.State
		return err
	}); err != nil {
		s.t.Error(err)
	}
	return state
}

// verdict waits until the admin is told of the order, and says that it did not arrive.
func (s *scene) verdict() {
	s.t.Helper()
	s.await("the card to be unclear", func(all []simtelegram.Message) bool {
		return slices.ContainsFunc(all, func(m simtelegram.Message) bool {
			return m.ID == s.wish.card && strings.HasPrefix(m.Text, "❓") && strings.Contains(m.Text, "Do not send it again")
		})
	})
	for _, data := range []string{"v:failed:" + s.wish.id, "v:yes-failed:" + s.wish.id} {
		if !s.wait(sandbox.Admin, 30*time.Second, func(all []simtelegram.Message) bool {
			for _, m := range all {
				if _, err := s.Telegram.Tap(sandbox.Admin, m.ID, data); err == nil {
					return true
				}
			}
			return false
		}) {
			s.t.Fatalf("the admin cannot say %s; the chat:\n%s", data, s.shown(sandbox.Admin, 20))
		}
	}
}

// end waits for the final word and for quiet, and compares.
func (s *scene) end(p crashPoint) {
	s.t.Helper()
	word := func(m simtelegram.Message) bool { return s.wish.finalWord(m) }
	s.await("the final word", func(all []simtelegram.Message) bool { return slices.ContainsFunc(all, word) })
	if err := s.bot.end(s.life); err != nil {
		s.t.Errorf("SIGTERM: %v", err)
	}
	s.life = s.bot.startUp() // whatever is left to be said
	s.await("the card's end", func(all []simtelegram.Message) bool {
		return slices.ContainsFunc(all, func(m simtelegram.Message) bool {
			return m.ID == s.wish.card && (strings.HasPrefix(m.Text, "✅") || strings.HasPrefix(m.Text, "❌"))
		}) && s.Telegram.Unacked() == 0
	})
	time.Sleep(300 * time.Millisecond) // in which nothing more must come
	if err := s.bot.end(s.life); err != nil {
		s.t.Errorf("SIGTERM: %v", err)
	}
	told := 0
	for _, m := range s.Telegram.Messages(sceneShop) {
		if word(m) {
			if told++; p.ends != "" && !strings.HasPrefix(m.Text, p.ends) {
				s.t.Errorf("the final word is %q instead of %s", m.Text, p.ends)
			}
		}
	}
	if told != p.told {
		s.t.Errorf("the final word came %d times instead of %d", told, p.told)
	}
	if n := s.asked(s.wish.id); n != p.asked || len(s.requests) > 1 {
		s.t.Errorf("the panel was asked to pay %d times instead of %d, for %d orders", n, p.asked, len(s.requests))
	}
	if orders := s.Panel.Orders(); len(orders) > 1 || len(orders) == 1 && orders[0].Charged != 1 {
		s.t.Errorf("the panel has %+v", orders)
	}
	if err := storage.Check(s.bot.store()); err != nil {
		s.t.Error(err)
	}
	if s.t.Failed() {
		s.t.Logf("the chat:\n%s", s.shown(sceneShop, 20))
	}
}

// TestCrashWhileConnecting: the panel's machine took the connection, the bot is
// killed, and nobody ever read what it may have written. Not certain that
// nothing left this machine, so it is not sent again.
func TestCrashWhileConnecting(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s := newScene(t, apptest.Build(t), "UPSTREAM_URL", "http://"+l.Addr().String()+"/sendapi")
	behind := strings.TrimSuffix(strings.TrimPrefix(s.PanelURL, "http://"), "/sendapi")
	go func() {
		for first := true; ; first = false {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			if first {
				s.bot.kill(s.life)
				conn.Close()
				close(s.killed)
				continue
			}
			go through(conn, behind)
		}
	}()
	s.run(crashPoint{play: (*scene).order, disk: []order.State{order.Sending}, ends: "?", told: 1})
}

// through joins a connection to an address.
func through(conn net.Conn, address string) {
	defer conn.Close()
	to, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	defer to.Close()
	go func() {
		_, _ = io.Copy(to, conn)
		to.Close()
	}()
	_, _ = io.Copy(conn, to)
}

// TestCrashBeforeAcknowledging: a line is answered, and the bot is killed before
// Telegram hears that it has it. It comes again and is not answered again.
func TestCrashBeforeAcknowledging(t *testing.T) {
	t.Parallel()
	s := newScene(t, apptest.Build(t))
	var handed atomic.Bool
	s.watch(func(m moment) bool {
		if m.call != "getUpdates" {
			return false
		}
		if m.after && s.Telegram.Unacked() > 0 {
			handed.Store(true)
			return false
		}
		return handed.Load() // the next one, which would acknowledge, is not heard
	})
	answers := func(all []simtelegram.Message) (n int) {
		for _, m := range all {
			if m.FromBot && strings.Contains(m.Text, "q1x1x") {
				n++
			}
		}
		return n
	}
	s.Telegram.Say(sceneShop, "/status q1x1x")
	s.await("the answer", func(all []simtelegram.Message) bool { return answers(all) == 1 })
	time.Sleep(100 * time.Millisecond) // for its being noted; what follows holds without it too
	s.bot.kill(s.life)
	if s.Telegram.Unacked() != 1 {
		t.Error("the line was acknowledged")
	}
	store, err := storage.Open(s.bot.store(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	waiting, err := store.Waiting()
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	s.watch(nil)
	s.life = s.bot.startUp()
	s.Telegram.Say(sceneShop, "/status q1x2x")
	s.await("the next answer", func(all []simtelegram.Message) bool {
		return slices.ContainsFunc(all, func(m simtelegram.Message) bool { return m.FromBot && strings.Contains(m.Text, "q1x2x") })
	})
	if n := answers(s.Telegram.Messages(sceneShop)); n != 1+len(waiting) {
		t.Errorf("the line was answered %d times; the chat:\n%s", n, s.shown(sceneShop, 20))
	}
}

// TestCrashWhileSendingTheBackup: the copy of the store that was on its way lies
// beside the store, as private as the store is, and the next start removes it.
func TestCrashWhileSendingTheBackup(t *testing.T) {
	t.Parallel()
	s := newScene(t, apptest.Build(t))
	elsewhere := t.TempDir()
	s.bot.kill(s.life)
	s.bot.set["TMPDIR"] = elsewhere
	s.life = s.bot.startUp()
	s.when(true, func(m moment) bool { return m.call == "sendDocument" })
	s.Telegram.Say(sandbox.Admin, "/backup")
	select {
	case <-s.killed:
	case <-time.After(30 * time.Second):
		t.Fatalf("no copy was sent; the chat:\n%s", s.shown(sandbox.Admin, 20))
	}
	left := func(dir string) (names []string) {
		all, err := os.ReadDir(dir)
		if err != nil {
			t.Error(err)
		}
		for _, file := range all {
			if name := file.Name(); name != "test.db" && name != "bot.log" {
				names = append(names, name)
			}
		}
		return names
	}
	if beside := left(s.bot.dir); len(beside) != 1 || !strings.HasPrefix(beside[0], "test.db.copy-") {
		t.Errorf("beside the store lie %q", beside)
	}
	s.watch(nil)
	s.life = s.bot.startUp()
	if !s.wait(sandbox.Admin, 30*time.Second, func(all []simtelegram.Message) bool {
		return slices.ContainsFunc(all, func(m simtelegram.Message) bool { return m.FromBot && m.Document != nil })
	}) {
		t.Errorf("the copy did not come; the chat:\n%s", s.shown(sandbox.Admin, 20))
	}
	if err := s.bot.end(s.life); err != nil {
		t.Error(err)
	}
	if beside := append(left(s.bot.dir), left(elsewhere)...); len(beside) != 0 {
		t.Errorf("left behind: %q", beside)
	}
}

// admit puts somebody on the whitelist of a store that no bot has open.
func admit(t *testing.T, file string, id int64) {
	t.Helper()
	apptest.Offline(t, file, func(tx chat.Tx) error {
		return tx.PutMember(chat.Member{ID: id, Allowed: true, Added: time.Now()})
	})
}
