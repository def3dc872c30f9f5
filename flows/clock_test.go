package flows_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rechargebot/flows"
	"rechargebot/flows/account"
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
	again := draft() // to be confirmed once more: nobody knows how old the card is
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

// A clock that had been ahead, and was set right, leaves statements and books that agree with
// the balance, and debts that are as old as they are.
func TestClockHadBeenAhead(t *testing.T) {
	b := newBench(t)
	rahim, owner := people["reseller"], people["admin"]
	credit, days := money.WholeTaka(2000), 7
	books := func(fn func(l account.Ledger) error) {
		b.do(func(tx chat.Tx) error { return fn(account.Ledger{Tx: tx, Location: dhaka}) })
	}
	books(func(l account.Ledger) error {
		_, err := l.Adjust(2002, 100, "counted twice", "n0", owner.ID, b.at.AddDate(0, 0, 30))
		return errors.Join(err, l.SetTerms(rahim.ID, account.Terms{Own: true, Credit: &credit, CreditDays: &days}, b.at))
	})
	began := b.at
	books(func(l account.Ledger) error {
		_, err := l.Adjust(rahim.ID, -money.WholeTaka(500), "taken from the drawer", "n1", owner.ID, b.at)
		return err
	})
	shown := func(p chat.Person, line string) string {
		t.Helper()
		said := b.types(p, line)
		if len(said) == 0 {
			t.Fatalf("nothing is said to %s", line)
		}
		return screenOf(said[len(said)-1]).HTML
	}
	if text := shown(rahim, "/statement"); !strings.Contains(text, "−৳500.00") {
		t.Errorf("the statement does not have the entry: %s", text)
	}
	if text := shown(owner, "/books"); !strings.Contains(text, "23-12-2026") {
		t.Errorf("the books do not say that the clock was ahead: %s", text)
	}
	b.do(func(tx chat.Tx) error {
		is, err := tx.Balance(rahim.ID)
		if err != nil || !is.OwesSince.Equal(began) {
			t.Errorf("they owe since %s, not since %s (%v)", is.OwesSince, began, err)
		}
		due, err := tx.Timers(began.AddDate(0, 0, 7), 10)
		if len(due) != 1 || due[0].Kind != account.TimerDebt || due[0].Of != rahim.ID {
			t.Errorf("in the last week of the debt are due: %+v", due)
		}
		return err
	})
	mark, err := b.talk.Audit(b.store, true, b.at)
	if err != nil || mark.Break != "" {
		t.Errorf("the audit says %+v (%v)", mark, err)
	}
}
