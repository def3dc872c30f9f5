package app_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/flows"
	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage"
	"rechargebot/upstream"
	"rechargebot/upstream/simpanel"
)

// till is a bot's desk with its real store and client, at a panel that keeps a
// ledger of what it charges. Its times are a thousandth of the real ones.
type till struct {
	t      *testing.T
	panel  *simpanel.Panel
	store  *storage.Store
	number int
}

const ledgerReseller = 2001

// newTill opens it; the panel knows unknown ids in the given form.
func newTill(t *testing.T, notFound string) *till {
	t.Helper()
	panel := simpanel.New(simpanel.Options{Balance: "100000", User: "testuser", Key: "k", NotFound: notFound, StrictIDs: true})
	server := &simpanel.Server{Handler: panel}
	address := server.Start()
	store, err := storage.Open(filepath.Join(t.TempDir(), "ledger.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	client, err := upstream.New(upstream.Config{URL: address + "/sendapi", User: "testuser", Key: "k", Timeout: time.Second}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	talk := flows.New(chat.Config{Admins: []int64{900}})
	desk := order.NewDesk(talk.Orders(store), client, order.Config{
		FirstCheck: 5 * time.Millisecond, MaxInterval: 100 * time.Millisecond, StuckAfter: time.Hour, ChecksPerMinute: 100_000,
		DenialAfter: 800 * time.Millisecond, DenialApart: 200 * time.Millisecond,
	})
	store.Watch(func(int64) {}, desk.Kick)
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := desk.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() {
		stop()
		panel.Close()
		running.Wait()
		server.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return &till{t: t, panel: panel, store: store}
}

// place has a reseller confirm an order of ৳50 to a new number, in a mood of the
// panel's for that number ("" for a panel that works).
func (c *till) place(m simpanel.Mood) order.ID {
	c.t.Helper()
	c.number++
	number := order.Number(fmt.Sprintf("017%08d", c.number))
	if m.Name != "" {
		c.panel.SetMoodFor(string(number), m)
	}
	var id order.ID
	c.update(func(tx chat.Tx) (err error) {
		if id, err = tx.NextID(time.Now()); err != nil {
			return err
		}
		_, _, err = order.Place(order.Unit{Tx: tx, Books: account.Ledger{Tx: tx, Location: time.UTC}}, order.Order{ID: id, Reseller: ledgerReseller, Recharge: order.Recharge{Number: number, Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(50)}}, order.Placing{}, time.Now())
		return err
	})
	return id
}

func (c *till) update(fn func(tx chat.Tx) error) {
	c.t.Helper()
	if err := c.store.Update(fn); err != nil {
		c.t.Fatal(err)
	}
}

func (c *till) order(id order.ID) (o order.Order) {
	c.t.Helper()
	if err := c.store.View(func(tx chat.Tx) (err error) {
		o, _, err = tx.Order(id)
		return err
	}); err != nil {
		c.t.Fatal(err)
	}
	return o
}

// wait waits until the order is as wanted.
func (c *till) wait(id order.ID, what string, is func(o order.Order) bool) order.Order {
	c.t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		o := c.order(id)
		if is(o) {
			return o
		}
		if time.Now().After(end) {
			c.t.Fatalf("order %s is never %s: it is %s (%q), the panel said last %q", id, what, o.State, o.Cause, o.Said)
		}
	}
}

// honest checks that the reseller was told what the panel charged, and that the
// panel was asked to pay once.
func (c *till) honest(id order.ID) {
	c.t.Helper()
	o := c.order(id)
	account, known := c.panel.Account(string(id))
	switch {
	case known && account.Requests > 1:
		c.t.Errorf("the panel was asked to pay %d times", account.Requests)
	case o.State == order.Done && account.Charged != int64(o.Amount):
		c.t.Errorf("told done (%q), charged %d paisa; the panel said last %q", o.Cause, account.Charged, o.Said)
	case o.State == order.Failed && account.Charged != 0:
		c.t.Errorf("told failed (%q), charged %d paisa; the panel said last %q", o.Cause, account.Charged, o.Said)
	}
}

// moodsOfTheLedger are the panel's moods in which its money and its words part for a
// while, with shorter times than a real panel's.
func moodsOfTheLedger() (moods []simpanel.Mood) {
	short := 100 * time.Millisecond
	for _, name := range append(append(simpanel.Faults(), simpanel.OtherKeys()...), simpanel.Succeed, simpanel.Fail, simpanel.Refuse, simpanel.RefuseBalance,
		simpanel.RefuseUser, simpanel.RefuseNumber, simpanel.RefuseUnknownWords, simpanel.InQueue, simpanel.TrxIDFailed, simpanel.TrxIDRefund,
		simpanel.TrxIDProcessing, simpanel.TakeAndHang, simpanel.TakeAndReset, simpanel.TakeAnd500, simpanel.Empty, simpanel.Nonsense,
		simpanel.Truncated, simpanel.Noise, simpanel.WrongTypes, simpanel.DocumentJSON, simpanel.Twice, simpanel.FoundLater) {
		m := simpanel.Mood{Name: name, After: short}
		if name == simpanel.FoundLater {
			m.Late = short
		}
		moods = append(moods, m)
		if m.Late == 0 && strings.HasPrefix(name, "fault-") { // and the order is not found at first
			m.Late = short
			moods = append(moods, m)
		}
	}
	return moods
}

// unreadable are the moods in which no status check of the order brings its end.
var unreadable = map[string]bool{simpanel.Truncated: true, simpanel.Nonsense: true, simpanel.Empty: true, simpanel.InQueue: true}

// mute are the forms of not knowing an id that say nothing at all, so that not even
// an order which the panel refused in unknown words can be settled by them.
var mute = map[string]bool{simpanel.UnknownDoneData: true, simpanel.UnknownDoneBare: true, simpanel.UnknownBlank: true,
	simpanel.UnknownNullDocument: true, simpanel.UnknownEmptyObject: true}

// TestToldIsWhatWasCharged: in every mood of the panel, with every form in which it
// does not know an id, the sum charged is what the reseller was told. Where the panel
// took the order it is told as done, where it certainly did not it is told as failed,
// and where nobody can know it is left open, for the owners.
func TestToldIsWhatWasCharged(t *testing.T) {
	t.Parallel()
	for i, form := range simpanel.Unknowns() {
		if testing.Short() && i > 1 {
			break
		}
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			c := newTill(t, form)
			ids := map[order.ID]simpanel.Mood{}
			for _, m := range moodsOfTheLedger() {
				ids[c.place(m)] = m
			}
			for id := range ids {
				c.wait(id, "sent", func(o order.Order) bool { return o.State != order.Placed || o.Tries > 0 })
			}
			later := c.place(simpanel.Mood{}) // sent after them, so that the panel shows by it that its look-up works
			c.wait(later, "done", func(o order.Order) bool { return o.State == order.Done })
			rest := sync.OnceFunc(func() { time.Sleep(1500 * time.Millisecond) }) // more than two denials take
			for id, m := range ids {
				name := m.Name
				if m.Late > 0 {
					name += ", found later"
				}
				t.Run(name, func(t *testing.T) {
					c := *c
					c.t = t
					taken := false
					if a, ok := c.panel.Account(string(id)); ok {
						taken = a.Taken
					}
					// What cannot be known stays open, for the owners: the panel's answers cannot
					// be read, or it was silent and does not own up to the order.
					if unreadable[m.Name] || !taken && c.order(id).Open() && (mute[form] || !c.order(id).Doubt) {
						rest()
					} else {
						c.wait(id, "final", func(o order.Order) bool { return o.State.Final() })
					}
					c.honest(id)
				})
			}
		})
	}
}

// TestAWordTakenBackIsTold: the panel changes its word and its money after an hour or
// a day. The check of final orders finds it.
func TestAWordTakenBackIsTold(t *testing.T) {
	for _, test := range []struct {
		mood        string
		after       time.Duration
		first, then order.State
	}{
		{simpanel.DoneThenFailed, time.Hour, order.Done, order.Failed},
		{simpanel.DoneThenFailedDay, 24 * time.Hour, order.Done, order.Failed},
		{simpanel.FailedThenDone, time.Hour, order.Failed, order.Done},
		{simpanel.FailedThenDoneDay, 24 * time.Hour, order.Failed, order.Done},
	} {
		t.Run(test.mood, func(t *testing.T) {
			c := newTill(t, simpanel.UnknownRefusal)
			id := c.place(simpanel.Mood{Name: test.mood})
			o := c.wait(id, "final", func(o order.Order) bool { return o.State == test.first })
			c.honest(id)
			if _, due := o.Queue(); !due {
				t.Fatal("it is not due to be checked again")
			}
			c.panel.Advance(test.after + time.Minute)
			c.update(func(tx chat.Tx) error { // the time has come for the bot, too
				o, _, err := tx.Order(id)
				if err != nil {
					return err
				}
				o.Next = time.Now().Add(-time.Second)
				return tx.PutOrder(o)
			})
			// Nobody tells the desk that a recheck is due: it looks once a minute. A person's
			// question does the same at once.
			c.update(func(tx chat.Tx) error {
				o, _, err := tx.Order(id)
				if err != nil {
					return err
				}
				o.CheckedAt = time.Time{}
				_, _, err = order.RequestStatus(tx, o, time.Now())
				return err
			})
			c.wait(id, "reversed", func(o order.Order) bool { return o.State == test.then && o.Cause == order.CauseReversed })
			c.honest(id)
		})
	}
}
