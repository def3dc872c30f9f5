package bot

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/chat"
)

func TestNothingAcknowledgedBeforeCommit(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	entered, release := make(chan struct{}, 10), make(chan struct{})
	k.gated.set(func() error {
		entered <- struct{}{}
		<-release
		return errDisk // what a killed process would see of its commit
	})
	k.start()
	id := k.sim.Say(1, "hello")
	<-entered
	polls := k.calls("getUpdates", 0)
	k.sim.Say(2, "meanwhile")
	time.Sleep(200 * time.Millisecond)
	if got := k.calls("getUpdates", 0); got != polls {
		t.Errorf("%d calls of getUpdates while an update was not committed", got-polls)
	}
	if acked := k.sim.Acked(); acked >= id {
		t.Errorf("update %d was acknowledged before it was committed", acked)
	}
	if err := k.stop(); err != nil {
		t.Error(err)
	}
	close(release)
	k.gated.set(nil)
	k.start()
	k.untilSaid(1, "you said hello")
	k.untilSaid(2, "you said meanwhile")
	k.until("the acknowledgment", func() bool { return k.sim.Acked() >= id })
}

func TestOrderInAChat(t *testing.T) {
	t.Parallel()
	k := begin(t)
	const chats, messages = 8, 25
	for n := range messages {
		for chatID := range chats {
			k.sim.Say(int64(chatID+1), fmt.Sprint(n))
		}
	}
	var want []string
	for n := range messages {
		want = append(want, fmt.Sprint("you said ", n))
	}
	for chatID := range chats {
		k.untilSaid(int64(chatID+1), want...)
	}
}

func TestSlowTransactionHoldsNobodyElse(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	first, release := make(chan struct{}, 1), make(chan struct{})
	first <- struct{}{}
	k.gated.set(func() error {
		select {
		case <-first:
			<-release
		default:
		}
		return nil
	})
	k.sim.Say(1, "slow")
	k.sim.Say(2, "quick")
	k.sim.Say(3, "quick")
	k.start()
	k.until("two of three answers", func() bool { return len(k.said(1))+len(k.said(2))+len(k.said(3)) == 2 })
	close(release)
	k.untilSaid(1, "you said slow")
	k.untilSaid(2, "you said quick")
	k.untilSaid(3, "you said quick")
}

func TestPanicIsSurvived(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"panic", "error", "slow panic"} {
		t.Run(how, func(t *testing.T) {
			k := prepare(t)
			k.talk.handle = func(tx chat.Tx, in chat.Input) error {
				if in.Text != "bad" {
					return echo(tx, in)
				}
				if err := tx.Post(chat.Outgoing{Chat: in.Chat, Screen: &chat.Screen{HTML: "half done"}}); err != nil {
					return err
				}
				switch how {
				case "panic":
					panic("oh " + token)
				case "slow panic":
					_, err := (&chat.Turn{In: in}).Made("", func() (string, error) { panic("oh " + token) })
					return err
				}
				return fmt.Errorf("oh %s", token)
			}
			k.start()
			id := k.sim.Say(1, "bad")
			k.untilSaid(1, "sorry")
			k.sim.Redeliver(id)
			k.sim.Say(1, "good")
			k.untilSaid(1, "sorry", "you said good")
			log := k.logs.String()
			if !strings.Contains(log, "handling an update failed") || !strings.Contains(log, "oh [hidden]") {
				t.Errorf("log:\n%s", log)
			}
			if how != "error" && !strings.Contains(log, "dispatch_test.go") {
				t.Errorf("no stack in the log:\n%s", log)
			}
		})
	}
}

// TestEachRunHasItsOwnInput: what one run changes of its input, the next does not see.
func TestEachRunHasItsOwnInput(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.talk.handle = func(tx chat.Tx, in chat.Input) error {
		switch {
		case in.Tap != nil:
			in.Tap.Message = 0
		case in.File != nil:
			in.File.Name = ""
		default:
			return tx.Post(chat.Outgoing{Chat: in.Chat, Screen: &chat.Screen{HTML: "card", Buttons: [][]chat.Button{{{Text: "b", Data: "go"}}}}})
		}
		return errDisk
	}
	seen := make(chan chat.Input, 1)
	k.talk.sorry = func(_ chat.Tx, in chat.Input) error {
		seen <- in
		return nil
	}
	k.start()
	k.sim.Say(1, "x")
	k.untilSaid(1, "card")
	m, _ := k.sim.Last(1)
	if _, err := k.sim.Tap(1, m.ID, "go"); err != nil {
		t.Fatal(err)
	}
	if in := <-seen; in.Tap.Message != m.ID {
		t.Errorf("message %d, not %d", in.Tap.Message, m.ID)
	}
	k.sim.SendDocument(1, "proof.pdf", []byte("%PDF"), "")
	if in := <-seen; in.File.Name != "proof.pdf" {
		t.Errorf("the file %q", in.File.Name)
	}
}

// Many of one chat's messages go into one transaction; one that fails takes
// none of the others with it.
func TestBadOneAmongMany(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	handled := make(map[string]int)
	k.talk.handle = func(tx chat.Tx, in chat.Input) error {
		handled[in.Text]++ // one chat: one after the other
		if in.Text == "7" {
			panic("oh")
		}
		return echo(tx, in)
	}
	var want []string
	for i := range 20 {
		text := fmt.Sprint(i)
		k.sim.Say(1, text)
		if i == 7 {
			want = append(want, "sorry")
		} else {
			want = append(want, "you said "+text)
		}
	}
	updates := 0
	k.gated.set(func() error {
		updates++
		return nil
	})
	k.start()
	k.untilSaid(1, want...)
	k.sim.Say(1, "last")
	k.untilSaid(1, append(want, "you said last")...)
	k.stop()
	if handled["0"] > 2 || handled["19"] > 2 || updates > 30 {
		t.Errorf("handled %v in %d transactions", handled, updates)
	}
}

// TestManyAtOnce: what one chat has sent while it was busy is handled in one transaction,
// as of one moment, and all of it counts as done.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.talk.handle = func(tx chat.Tx, in chat.Input) error {
		if time.Since(in.At) > time.Minute {
			t.Errorf("handled as of %v", in.At)
		}
		return echo(tx, in)
	}
	updates, release := 0, make(chan struct{})
	k.gated.set(func() error {
		updates++
		<-release
		return nil
	})
	ack := &acknowledgement{log: k.logs.logger()}
	d := newDispatch(k.gated, k.talk, k.logs.logger(), ack, nil)
	for id := range int64(20) {
		ack.add(id + 1)
		d.put(chat.Input{UpdateID: id + 1, Chat: 1, Text: "x"})
		if id == 0 {
			for d.waits(1) > 0 { // until it is taken up
				runtime.Gosched()
			}
		}
	}
	close(release)
	if held, err := ack.wait(t.Context()); held != 0 || err != nil {
		t.Error(held, err)
	}
	<-d.stop()
	if updates != 2 {
		t.Errorf("%d transactions", updates)
	}
}

// waits gives how many inputs of a chat nobody has taken up.
func (d *dispatch) waits(chatID int64) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.queues[chatID])
}

// TestStopWaits: what is being handled is finished before the end, in which the store closes.
func TestStopWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &slowStore{release: make(chan struct{})}
		d := newDispatch(store, &talk{}, slog.New(slog.DiscardHandler), &acknowledgement{open: map[int64]int{1: 1}, fast: 1}, nil)
		d.put(chat.Input{UpdateID: 1, Chat: 1})
		synctest.Wait()
		stopped := d.stop()
		synctest.Wait()
		select {
		case <-stopped:
			t.Error("it has stopped while an input is handled")
		default:
		}
		close(store.release)
		<-stopped
	})
}

// slowStore saves when it is let go.
type slowStore struct {
	Store
	release chan struct{}
}

func (s *slowStore) Update(func(chat.Tx) error) error {
	<-s.release
	return nil
}

// TestNothingIsHandledThatMayHaveBeen: where the store cannot say whether an update was seen
// nothing is done, and its person is told.
func TestNothingIsHandledThatMayHaveBeen(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.gated.seen = func(bool, error) (bool, error) { return false, errDisk }
	k.talk.handle = func(_ chat.Tx, in chat.Input) error {
		t.Errorf("%q is handled", in.Text)
		return nil
	}
	k.sim.Say(1, "one")
	k.sim.Say(1, "two")
	k.sim.Say(1, "three")
	k.start()
	k.untilSaid(1, "not saved", "not saved", "not saved")
}

func TestFailingApologyIsSurvived(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.talk.handle = func(chat.Tx, chat.Input) error { panic("one") }
	k.talk.sorry = func(chat.Tx, chat.Input) error { panic("two") }
	k.start()
	id := k.sim.Say(1, "bad")
	k.untilSaid(1, "not saved")
	k.until("the acknowledgment", func() bool { return k.sim.Acked() >= id })
	if log := k.logs.String(); !strings.Contains(log, "panic: one") || !strings.Contains(log, "the apology failed too") || !strings.Contains(log, "panic: two") || strings.Contains(log, "could not be saved") {
		t.Errorf("log:\n%s", log)
	}
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.gated.set(func() error { return errDisk })
	k.start()
	id := k.sim.Say(1, "hello")
	k.untilSaid(1, "not saved")
	k.until("the acknowledgment", func() bool { return k.sim.Acked() >= id })
	k.gated.set(nil)
	k.sim.Say(1, "again")
	k.untilSaid(1, "not saved", "you said again")
	k.gated.set(func() error { return fmt.Errorf("%w (%w)", chat.ErrInDoubt, errDisk) })
	k.sim.Say(1, "perhaps")
	k.untilSaid(1, "not saved", "you said again", "in doubt")
	if log := k.logs.String(); !strings.Contains(log, "an update could not be saved") || strings.Contains(log, "apology") || strings.Contains(log, "handling an update failed") {
		t.Errorf("log:\n%s", log)
	}
	calls := k.calls("sendMessage", 1)
	k.talk.quiet = true
	id = k.sim.Say(1, "in a group")
	k.until("the acknowledgment", func() bool { return k.sim.Acked() >= id })
	if n := k.calls("sendMessage", 1) - calls; n != 0 {
		t.Errorf("%d messages without words", n)
	}
}

func TestRedeliveredUpdateHasOneEffect(t *testing.T) {
	t.Parallel()
	k := begin(t)
	id := k.sim.Say(1, "once")
	k.untilSaid(1, "you said once")
	k.sim.Redeliver(id)
	k.sim.Redeliver(id)
	k.sim.RestartIDs(50) // ids may start lower
	k.sim.Say(1, "low")
	k.untilSaid(1, "you said once", "you said low")
}

func TestPoisonIsLeftOut(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.sim.Say(1, "before")
	for _, raw := range []string{
		`{"message":{"message_id":9,"date":9,"chat":{"id":1,"type":"private"},"from":{"id":1},"text":"news","forward_origin":{"type":"martian"},"date":"today"}}`,
		`{"message":{"message_id":9,"date":9,"chat":{"id":1,"type":"private"},"from":{"id":1},"text":["x"]}}`,
		`{"my_chat_member":{"chat":{"id":1,"type":"private"},"from":{"id":1},"date":1,"old_chat_member":"ghost","new_chat_member":{"status":"left"}}}`,
		`{"callback_query":{"id":"1","from":{"id":1},"data":"x"}}`,
		`{"message":"` + strings.Repeat("x", 2000) + `"}`,
	} {
		if k.sim.Push(json.RawMessage(raw)) == 0 {
			t.Fatalf("the simulator does not take %s", raw)
		}
	}
	last := k.sim.Say(1, "after")
	k.start()
	k.untilSaid(1, "you said before", "you said news", "you said after")
	k.until("the acknowledgment", func() bool { return k.sim.Acked() >= last })
	last = k.sim.Push(json.RawMessage(`{"message":7}`)) // alone
	k.until("its acknowledgment", func() bool { return k.sim.Acked() >= last })
	for line := range strings.Lines(k.logs.String()) {
		if len(line) > 1500 {
			t.Errorf("a log line of %d bytes", len(line))
		}
	}
}

func TestInputsReachConversations(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	got := make(chan chat.Input, 10)
	k.talk.handle = func(_ chat.Tx, in chat.Input) error {
		got <- in
		return nil
	}
	k.start()
	next := func() chat.Input {
		t.Helper()
		select {
		case in := <-got:
			if in.At.IsZero() || in.UpdateID == 0 {
				t.Errorf("%+v", in)
			}
			return in
		case <-time.After(5 * time.Second):
			t.Fatal("no input")
			return chat.Input{}
		}
	}
	k.sim.ShareContact(1, "+8801711111111")
	if in := next(); in.Contact != "+8801711111111" || !in.Private || in.Chat != 1 || in.From.ID != 1 {
		t.Errorf("contact: %+v", in)
	}
	// Telegram gives only what getUpdates asks for: 0 where it does not.
	if k.sim.Push(json.RawMessage(`{"edited_message":{"message_id":1,"date":1,"edit_date":2,"from":{"id":1,"first_name":"A"},"chat":{"id":1,"type":"private"},"text":"4826"}}`)) == 0 {
		t.Error("changed messages are not asked for")
	} else if in := next(); !in.Edited || in.Text != "4826" || in.Message != 1 {
		t.Errorf("changed: %+v", in)
	}
	k.sim.Block(1, true)
	if in := next(); !in.Left || in.Returned {
		t.Errorf("block: %+v", in)
	}
	k.sim.Block(1, false)
	if in := next(); !in.Returned || in.Left {
		t.Errorf("unblock: %+v", in)
	}
	k.sim.AddBotToGroup(-5, 1)
	if in := next(); in.Left || in.Returned || in.Private || in.Chat != -5 || in.From.ID != 1 {
		t.Errorf("group: %+v", in)
	}
	k.sim.SayInGroup(-5, 1, "/start@other_bot")
	k.sim.SayInGroup(-5, 1, "/start@Shop_Bot now")
	for in := next(); ; in = next() {
		if in.Text == "/start now" {
			break
		}
		if in.Text != "" {
			t.Fatalf("group: %+v", in)
		}
	}
}

func TestNothingBeginsAfterTheEnd(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	entered, release := make(chan struct{}, 10), make(chan struct{})
	k.gated.set(func() error {
		entered <- struct{}{}
		<-release
		return nil
	})
	k.sim.Say(1, "begun")
	k.sim.Say(1, "queued")
	k.start()
	<-entered
	stopped := make(chan error)
	go func() { stopped <- k.stop() }()
	k.until("the end to begin", func() bool {
		k.bot.inputs.mu.Lock()
		defer k.bot.inputs.mu.Unlock()
		return k.bot.inputs.stopping
	})
	close(release)
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if len(entered) != 0 {
		t.Error("an input was begun after the end")
	}
	k.gated.set(nil)
	k.start()
	k.untilSaid(1, "you said begun", "you said queued")
}
