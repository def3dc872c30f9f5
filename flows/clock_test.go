package flows_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rechargebot/flows"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage"
)

// A clock that is set back keeps nobody waiting and gives no id twice.
func TestClockSetBack(t *testing.T) {
	const admin, stranger = 1001, 3001
	path := filepath.Join(t.TempDir(), "test.db")
	store, err := storage.Open(path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	talk := flows.New(chat.Config{Admins: []int64{admin}, MinAmount: money.WholeTaka(10), MaxAmount: money.WholeTaka(1000), MaxAmountPostpaid: money.WholeTaka(5000)})
	at, update := time.Now(), int64(0)
	do := func(in chat.Input) {
		t.Helper()
		update++
		in.UpdateID, in.At, in.Private, in.Chat = update, at, true, in.From.ID
		if err := store.Update(func(tx chat.Tx) error { return talk.Handle(tx, in) }); err != nil {
			t.Fatal(err)
		}
	}
	say := func(person int64, text string) {
		t.Helper()
		do(chat.Input{From: chat.Person{ID: person}, Text: text})
	}
	tap := func(person int64, data string) {
		t.Helper()
		do(chat.Input{From: chat.Person{ID: person}, Tap: &chat.Tap{Query: "q", Data: data, Message: 7}})
	}
	heard := func(person int64) (n int, last string) {
		t.Helper()
		for {
			o, ok, err := store.Head(person)
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				return n, last
			}
			if n++; o.Screen != nil {
				last = o.Screen.HTML
			}
			if err := store.Sent(o.Outgoing, 0, o.Skipped); err != nil {
				t.Fatal(err)
			}
		}
	}
	draft := func() (d draftView) {
		t.Helper()
		if err := store.View(func(tx chat.Tx) error {
			s, err := tx.Session(admin)
			if err != nil {
				return err
			}
			d, err = draftIn(s)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return d
	}

	say(admin, "01712345678 50")
	first := draft()
	say(stranger, "hello")
	tap(stranger, "ask")
	heard(stranger)
	at = at.AddDate(0, 0, -10) // between card and Confirm
	tap(admin, fmt.Sprintf("r:%s:%d:go", first.ID, first.Rev))
	again := draft() // asked back: nobody knows how old the card is
	if again.ID != first.ID || again.Rev == first.Rev {
		t.Errorf("after Confirm the draft is %+v, before it was %+v", again, first)
	}
	tap(admin, fmt.Sprintf("r:%s:%d:go", again.ID, again.Rev))
	say(admin, "01712345678 50")
	if second := draft(); second.ID == first.ID {
		t.Errorf("draft %s once more", second.ID)
	}
	heard(admin)
	for _, line := range []string{"/status", "/history", "/members", "/balance", "/status 01712345678"} {
		say(admin, line)
		if n, last := heard(admin); n == 0 || strings.Contains(last, "went wrong") {
			t.Errorf("%s: %q", line, last)
		}
	}
	say(stranger, "hello again")
	if n, _ := heard(stranger); n == 0 {
		t.Error("a stranger has to wait ten days for an answer")
	}
	tap(stranger, "ask")
	heard(stranger)
	at = at.AddDate(0, 0, 2) // a day is over, by this clock
	heard(admin)
	tap(stranger, "ask")
	if n, last := heard(admin); n == 0 {
		t.Errorf("a stranger has to wait eleven days to ask again: %q", last)
	}
	if err := store.View(func(tx chat.Tx) error {
		o, ok, err := tx.Order(first.ID)
		if !ok || o.State != order.Placed {
			t.Errorf("the order is %+v", o)
		}
		if due, err := tx.Due(order.ToSend, at, false, 10); err != nil || len(due) != 1 {
			t.Errorf("due: %v, %v", due, err)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(store.Close(), storage.Check(path)); err != nil {
		t.Error(err)
	}
}
