package flows_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"rechargebot/flows"
	"rechargebot/flows/account"
	"rechargebot/flows/chat"
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
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		flows.New(chat.Config{Admins: []int64{1001}}).Clock(ctx, damagedLists{store}, slog.New(slog.DiscardHandler))
	}()
	for deposit.State == account.Waiting && ctx.Err() == nil {
		time.Sleep(10 * time.Millisecond)
		if err := store.View(func(tx chat.Tx) (err error) { deposit, _, err = tx.Deposit(deposit.ID); return err }); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	<-ended
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
