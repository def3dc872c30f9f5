package flows_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows"
	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage"
)

// damagedLists is a store in which no list can be read.
type damagedLists struct{ chat.Store }

func (d damagedLists) Update(fn func(chat.Tx) error) error {
	return d.Store.Update(func(tx chat.Tx) error { return fn(damagedListsTx{tx}) })
}

type damagedListsTx struct{ chat.Tx }

func (damagedListsTx) Batch(order.BatchID) (order.Batch, bool, error) {
	return order.Batch{}, false, storage.ErrDamaged
}

// runClock runs the timers of a store until something is so.
func runClock(t *testing.T, f *flows.Flows, timers, store chat.Store, met func(tx chat.Tx, now time.Time) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	var clock sync.WaitGroup
	clock.Go(func() { f.Clock(ctx, timers, slog.New(slog.DiscardHandler)) })
	for is := false; !is; time.Sleep(10 * time.Millisecond) {
		if ctx.Err() != nil {
			t.Fatal("the timers do not run")
		}
		if err := store.View(func(tx chat.Tx) error { is = met(tx, time.Now()); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	clock.Wait()
}

// A timer that cannot be done, as of a list that cannot be read, keeps no other waiting: a
// deposit behind it lapses, and it is tried again later.
func TestATimerThatFailsHoldsUpNoOther(t *testing.T) {
	store, err := storage.Open(filepath.Join(t.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	const list = 7
	asked := time.Now().Add(-account.LapseAfter - time.Hour)
	var deposit account.Deposit
	if err := store.Update(func(tx chat.Tx) (err error) {
		deposit, err = tx.PutDeposit(account.Deposit{Member: 2001, Channel: "cash", Key: "cash", Amount: 50000, State: account.Waiting, Asked: asked})
		if err != nil {
			return err
		}
		if err := tx.PutTimer(account.Timer{At: asked, Kind: account.TimerBatch, Of: list}); err != nil { // the first to be done
			return err
		}
		return tx.PutTimer(account.Timer{At: asked.Add(account.LapseAfter), Kind: account.TimerDeposit, Of: int64(deposit.ID)})
	}); err != nil {
		t.Fatal(err)
	}
	runClock(t, flows.New(chat.Config{Admins: []int64{1001}}), damagedLists{store}, store, func(tx chat.Tx, _ time.Time) bool {
		deposit, _, err = tx.Deposit(deposit.ID)
		return err != nil || deposit.State != account.Waiting
	})
	if deposit.State != account.Lapsed {
		t.Errorf("the deposit is %s", deposit.State)
	}
	if err := store.View(func(tx chat.Tx) error {
		now, err := tx.Timers(time.Now(), 9)
		later, err2 := tx.Timers(time.Now().Add(2*time.Minute), 9)
		if err != nil || err2 != nil || len(now) != 0 || len(later) != 1 || later[0].Of != list {
			t.Errorf("due now %+v, in two minutes %+v (%v, %v)", now, later, err, err2)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// A debt that became overdue while the bot was down is told to the owners all the same, once.
func TestOverdueWhileTheBotWasDown(t *testing.T) {
	store, err := storage.Open(filepath.Join(t.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	began, credit, days := time.Now().AddDate(0, 0, -20), money.WholeTaka(2000), 7
	if err := store.Update(func(tx chat.Tx) error {
		books := account.Ledger{Tx: tx, Location: time.UTC}
		if err := books.SetTerms(2001, account.Terms{Own: true, Credit: &credit, CreditDays: &days}, began); err != nil {
			return err
		}
		_, err := books.Adjust(2001, -money.WholeTaka(500), "taken from the drawer", "n1", 1001, began)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	f := flows.New(chat.Config{Admins: []int64{1001}, Location: time.UTC})
	later := func(tx chat.Tx, now time.Time) bool {
		due, err := tx.Timers(now, 9)
		return err == nil && len(due) == 0
	}
	overdue := func() (n int) {
		for {
			h, ok, err := store.Head(1001)
			if err != nil || !ok {
				return n
			}
			if strings.Contains(h.Screen.HTML, "Overdue: ৳500.00") {
				n++
			}
			if err := store.GiveUp(h.Outgoing, chat.Reached); err != nil {
				t.Fatal(err)
			}
		}
	}
	runClock(t, f, store, store, later)
	if n := overdue(); n != 1 {
		t.Errorf("the owner is told %d times", n)
	}
	if err := store.Update(func(tx chat.Tx) error { // the third day after
		return tx.PutTimer(account.Timer{At: began.AddDate(0, 0, 19), Kind: account.TimerDebt, Of: 2001})
	}); err != nil {
		t.Fatal(err)
	}
	runClock(t, f, store, store, later)
	if n := overdue(); n != 0 {
		t.Errorf("the owner is told %d times more", n)
	}
}

// fullDisk is a store that saves nothing for its first minute.
type fullDisk struct {
	chat.Store
	from time.Time
}

func (f fullDisk) Update(fn func(chat.Tx) error) error {
	if time.Since(f.from) < time.Minute {
		return storage.ErrNotSaved
	}
	return f.Store.Update(fn)
}

// An audit that found the books whole again, but could not save that, is made again soon:
// until it is saved no order is placed.
func TestAnAuditThatIsNotSavedIsMadeAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	synctest.Test(t, func(t *testing.T) {
		store, err := storage.Open(path, storage.Options{Prompt: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := store.Update(func(tx chat.Tx) error { return tx.PutAuditMark(account.Mark{Break: "a sum is wrong", At: time.Now()}) }); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var clock sync.WaitGroup
		f := flows.New(chat.Config{Admins: []int64{1001}})
		clock.Go(func() { f.Clock(ctx, fullDisk{store, time.Now()}, slog.New(slog.DiscardHandler)) })
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if err := store.View(func(tx chat.Tx) error {
			mark, err := tx.AuditMark()
			if mark.Break != "" {
				t.Errorf("ten minutes later the books still count as broken: %+v", mark)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
		cancel()
		clock.Wait()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}

// byHandTx notes that orders by hand were looked through.
type byHandTx struct {
	chat.Tx
	looked *bool
}

func (b byHandTx) ByHand(after order.ID, limit int) ([]order.Order, error) {
	*b.looked = true
	return b.Tx.ByHand(after, limit)
}

type byHand struct {
	chat.Store
	looked *bool
}

func (b byHand) Update(fn func(chat.Tx) error) error {
	return b.Store.Update(func(tx chat.Tx) error { return fn(byHandTx{tx, b.looked}) })
}

// A bot that starts on a full disk takes the orders of former owners back once there is room.
func TestFormerOwnersOnAFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	synctest.Test(t, func(t *testing.T) {
		store, err := storage.Open(path, storage.Options{Prompt: true})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var clock sync.WaitGroup
		looked := false
		f := flows.New(chat.Config{Admins: []int64{1001}})
		clock.Go(func() {
			f.Clock(ctx, fullDisk{byHand{store, &looked}, time.Now()}, slog.New(slog.DiscardHandler))
		})
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if !looked {
			t.Error("they are not looked for again")
		}
		looked = false
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if looked {
			t.Error("they are looked for all the time")
		}
		cancel()
		clock.Wait()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}
