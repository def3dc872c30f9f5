package storage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// shop is a store with the books of a few members, which are audited after each test.
type shop struct{ *house }

func newShop(t *testing.T) *shop {
	s := &shop{newHouse(t, Options{noSync: true})}
	t.Cleanup(s.whole) // before the store is closed
	return s
}

func (s *shop) whole() {
	s.t.Helper()
	if wrong, err := audited(s.Store); wrong != "" || err != nil {
		s.t.Errorf("the audit says: %s, %v", wrong, err)
	}
}

// reseller has somebody order on their own wallet, with so much in it.
func (s *shop) reseller(id int64, has money.Taka, terms account.Terms) {
	s.t.Helper()
	s.do(func(tx chat.Tx) error {
		terms.Own = true
		if has != 0 {
			if _, err := ledgerOf(tx).Opening(id, has, 1, noon); err != nil {
				return err
			}
		}
		return ledgerOf(tx).SetTerms(id, terms, noon)
	})
}

// place places an order of 50 taka at the price of the moment.
func (s *shop) place(member int64, at time.Time) (o order.Order, err error) {
	err = s.Update(func(tx chat.Tx) error {
		id, err := tx.NextID(at)
		if err != nil {
			return err
		}
		if o, err = priced(tx, id, member, at); err != nil {
			return err
		}
		o, _, err = order.Place(unitOf(tx), o, knowing(tx, o), at)
		return err
	})
	return o, err
}

func (s *shop) placed(member int64, at time.Time) order.ID {
	s.t.Helper()
	o, err := s.place(member, at)
	if err != nil {
		s.t.Fatal(err)
	}
	return o.ID
}

// become leads an order through states, as the panel's word does.
func (s *shop) become(id order.ID, at time.Time, next ...order.State) {
	s.t.Helper()
	for _, state := range next {
		s.do(func(tx chat.Tx) error {
			o, _, err := tx.Order(id)
			if err != nil {
				return err
			}
			if state.Final() {
				return order.Settle(unitOf(tx), &o, state, order.CauseNone, at)
			}
			if err := o.Move(state); err != nil {
				return err
			}
			return tx.PutOrder(o)
		})
		s.whole()
	}
}

func (s *shop) has(member int64, wallet, held money.Taka) {
	s.t.Helper()
	s.look(func(tx chat.Tx) error {
		if b, err := tx.Balance(member); b.Wallet != wallet || b.Held != held || err != nil {
			s.t.Errorf("%d has %s and %s on hold instead of %s and %s, %v", member, b.Wallet.Full(), b.Held.Full(), wallet.Full(), held.Full(), err)
		}
		return nil
	})
}

func (s *shop) used(member int64, day string, amount money.Taka, orders int) {
	s.t.Helper()
	s.look(func(tx chat.Tx) error {
		if u, err := tx.Used(member, day); u != (account.Used{Amount: amount, Orders: orders}) || err != nil {
			s.t.Errorf("on %s %+v was used, %v", day, u, err)
		}
		return nil
	})
}

// refused fails unless an order was refused for a reason.
func (s *shop) refused(err error, want account.Refused) {
	s.t.Helper()
	var no *account.Refused
	if !errors.As(err, &no) || *no != want {
		s.t.Errorf("%+v (%v) instead of %+v", no, err, want)
	}
}

// To the last paisa: what is available is enough, or is not.
func TestToTheLastPaisa(t *testing.T) {
	s := newShop(t)
	none := money.Taka(0)
	credit := money.Taka(20_00)
	s.reseller(7, 50_00, account.Terms{Credit: &none})
	s.reseller(8, 49_99, account.Terms{Credit: &none})
	s.reseller(9, 30_00, account.Terms{Credit: &credit})
	s.reseller(10, 29_99, account.Terms{Credit: &credit})
	for _, member := range []int64{7, 9} {
		s.placed(member, noon)
	}
	for _, member := range []int64{7, 9} {
		_, err := s.place(member, noon)
		s.refused(err, account.Refused{Why: account.WhyShort, Missing: 50_00, Price: 50_00})
	}
	for _, member := range []int64{8, 10} {
		_, err := s.place(member, noon)
		s.refused(err, account.Refused{Why: account.WhyShort, Missing: 1, Price: 50_00})
	}
	s.has(7, 0, 50_00)
	s.has(8, 49_99, 0)
	s.has(9, -20_00, 50_00)
	s.has(10, 29_99, 0)
}

// A hold is booked once, whatever calls a second time; nothing shows of the second.
func TestHoldTwice(t *testing.T) {
	s := newShop(t)
	s.reseller(7, 500_00, account.Terms{})
	id := s.placed(7, noon)
	charge := account.Charge{Order: string(id), Member: 7, Operator: "GP", Amount: 50_00, Price: 50_00, Placed: noon}
	for name, again := range map[string]func(tx chat.Tx) error{
		"place": func(tx chat.Tx) error { return ledgerOf(tx).Place(charge, noon) },
		"hold":  func(tx chat.Tx) error { return ledgerOf(tx).Book(account.Hold, charge, noon) },
	} {
		if err := s.Update(again); !errors.Is(err, account.ErrBooked) {
			t.Errorf("%s: %v", name, err)
		}
	}
	o, err := s.place(7, noon)
	if err != nil || o.ID == id {
		t.Errorf("%+v, %v", o, err)
	}
	s.do(func(tx chat.Tx) error { // a second Confirm of the same draft
		o, _, err := tx.Order(id)
		if err != nil {
			return err
		}
		if _, first, err := order.Place(unitOf(tx), o, knowing(tx, o), noon.Add(time.Hour)); first || err != nil {
			t.Errorf("%v, %v", first, err)
		}
		return nil
	})
	s.has(7, 400_00, 100_00)
	s.used(7, "2026-11-23", 100_00, 2)
	// Each further entry of one kind for an order is refused, too.
	s.become(id, noon, order.Sending, order.Accepted, order.Done)
	for _, k := range []account.Kind{account.Capture} {
		if err := s.Update(func(tx chat.Tx) error { return ledgerOf(tx).Book(k, charge, noon) }); !errors.Is(err, account.ErrBooked) {
			t.Errorf("%s: %v", k, err)
		}
	}
}

// TestLastTaka: 64 at once, on two devices of one member and of twenty, for more than
// there is: no wallet falls below its limit, no taka of it is left, no entry is lost, and
// whoever was told yes has an order.
func TestLastTaka(t *testing.T) {
	const members, each = 20, 5 // so many orders can each pay
	s := newShop(t)
	credit := money.Taka(100_00) // two of the five
	for member := range int64(members) {
		s.reseller(member+1, 150_00+money.Taka(member), account.Terms{Credit: &credit})
	}
	s.reseller(99, 50_00, account.Terms{})
	var all sync.WaitGroup
	var yes, no, last atomic.Int64
	for writer := range 64 {
		all.Go(func() {
			draw := rand.New(rand.NewPCG(uint64(writer), 1))
			for range 12 {
				member := int64(draw.IntN(members) + 1)
				if draw.IntN(4) == 0 {
					member = 99 // both devices of one, for the last fifty
				}
				_, err := s.place(member, noon)
				var refused *account.Refused
				switch {
				case err == nil && member == 99:
					last.Add(1)
				case err == nil:
					yes.Add(1)
				case !errors.As(err, &refused) || refused.Why != account.WhyShort:
					t.Error(err)
				default:
					no.Add(1)
				}
			}
		})
	}
	all.Wait()
	if last.Load() != 1 {
		t.Errorf("the last taka of one were spent %d times", last.Load())
	}
	for member := range int64(members) { // what is left after all tried
		for {
			if _, err := s.place(member+1, noon); err != nil {
				break
			}
			yes.Add(1)
		}
		s.has(member+1, -100_00+money.Taka(member), each*50_00)
	}
	if yes.Load() != members*each || no.Load() == 0 {
		t.Errorf("%d were placed, %d refused", yes.Load(), no.Load())
	}
	s.look(func(tx chat.Tx) error {
		if n := must(tx.OpenCount()); n != members*each+1 {
			t.Errorf("%d orders", n)
		}
		if _, ok, err := tx.Entry(members + 1 + members*each + 1); !ok || err != nil {
			t.Errorf("the last entry is not there, %v", err)
		}
		if _, ok, _ := tx.Entry(members + 1 + members*each + 2); ok {
			t.Error("there is an entry too many")
		}
		return nil
	})
}

// A limit made smaller leaves the wallet where it is; nothing can be ordered until it is
// paid, and the order on hold settles.
func TestCreditLoweredWhileHeld(t *testing.T) {
	for _, end := range []order.State{order.Done, order.Failed} {
		s := newShop(t)
		credit, less := money.Taka(100_00), money.Taka(10_00)
		s.reseller(7, 0, account.Terms{Credit: &credit})
		id := s.placed(7, noon)
		s.do(func(tx chat.Tx) error {
			return ledgerOf(tx).SetTerms(7, account.Terms{Own: true, Credit: &less}, noon)
		})
		_, err := s.place(7, noon)
		s.refused(err, account.Refused{Why: account.WhyShort, Missing: 90_00, Price: 50_00})
		for what, spend := range map[string]func(account.Ledger) error{
			"adjust": func(l account.Ledger) error { return second(l.Adjust(7, -1, "because", "n", 1, noon)) },
			"move":   func(l account.Ledger) error { return second(l.Move(7, 8, 1, "because", "n", 1, noon)) },
		} {
			if err := s.Update(func(tx chat.Tx) error { return spend(ledgerOf(tx)) }); !errors.Is(err, account.ErrBelow) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if err := s.Update(func(tx chat.Tx) error { // and who pays cannot be changed now
			return ledgerOf(tx).SetTerms(7, account.Terms{}, noon)
		}); !errors.Is(err, account.ErrHeld) {
			t.Error(err)
		}
		s.become(id, noon, order.Sending, order.Unclear, end)
		if end == order.Done {
			s.has(7, -50_00, 0)
			_, err = s.place(7, noon)
			s.refused(err, account.Refused{Why: account.WhyShort, Missing: 90_00, Price: 50_00})
			continue
		}
		s.has(7, 0, 0)
		_, err = s.place(7, noon)
		s.refused(err, account.Refused{Why: account.WhyShort, Missing: 40_00, Price: 50_00})
	}
}

// The price on the card is the price, or nothing is placed; and what an order cost is what
// comes back, whatever the plan says by then.
func TestPlanChangedBetween(t *testing.T) {
	s := newShop(t)
	rate := func(r int) {
		s.do(func(tx chat.Tx) error {
			return ledgerOf(tx).SetPlan(account.Plan{Name: account.Standard, Rates: map[string]int{"GP": r}}, noon)
		})
	}
	rate(250)
	s.reseller(7, 100_00, account.Terms{})
	var card order.Order
	s.look(func(tx chat.Tx) (err error) { card, err = priced(tx, nextID(noon), 7, noon); return err })
	rate(300)
	err := s.Update(func(tx chat.Tx) error {
		return second3(order.Place(unitOf(tx), card, knowing(tx, card), noon))
	})
	s.refused(err, account.Refused{Why: account.WhyPrice, Price: 48_50})
	s.has(7, 100_00, 0)
	s.used(7, "2026-11-23", 0, 0)

	id := s.placed(7, noon)
	s.has(7, 51_50, 48_50)
	rate(-500)
	s.become(id, noon, order.Sending, order.Accepted, order.Done)
	s.has(7, 51_50, 0)
	rate(1000)
	s.become(id, noon, order.Failed)
	s.has(7, 100_00, 0)
	s.do(func(tx chat.Tx) error { return ledgerOf(tx).SetTerms(7, account.Terms{}, noon) }) // and whoever pays
	s.become(id, noon, order.Done)
	s.has(7, 51_50, 0)
	s.become(id, noon, order.Failed)
	s.has(7, 100_00, 0)
}

func second3[A, B any](_ A, _ B, err error) error { return err }

// A verdict and the panel's word at the same moment, again and again: one of them settles
// the order, the other finds it settled; the panel's word may take back a verdict.
func TestVerdictAndWordAtOnce(t *testing.T) {
	s := newShop(t)
	s.reseller(7, 1_000_00, account.Terms{})
	want := money.Taka(1_000_00)
	for round := range 16 {
		id := s.placed(7, noon)
		s.become(id, noon, order.Sending, order.Unclear)
		says := order.Failed
		if round%2 == 0 {
			says, want = order.Done, want-50_00
		}
		var all sync.WaitGroup
		var verdicts atomic.Int64
		for owner := range int64(2) { // two owners, who do not agree
			all.Go(func() {
				err := s.Update(func(tx chat.Tx) error {
					return second(order.ApplyVerdict(unitOf(tx), id, order.Verdict{Admin: owner + 1, Done: owner == 0, At: noon}))
				})
				if err == nil {
					verdicts.Add(1)
				} else if !errors.Is(err, order.ErrSettled) {
					t.Error(err)
				}
			})
		}
		all.Go(func() { // the desk, whose call has come back
			if err := s.Update(func(tx chat.Tx) error {
				o, _, err := tx.Order(id)
				if err != nil || o.State == says {
					return err
				}
				return order.Settle(unitOf(tx), &o, says, order.CauseReversed, noon)
			}); err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		if verdicts.Load() > 1 {
			t.Errorf("%d verdicts on one order", verdicts.Load())
		}
		s.has(7, want, 0)
		s.whole()
	}
}

// A late charge and a late hold are booked whatever is left, and the audit knows that.
func TestLateEntriesGoBelow(t *testing.T) {
	s := newShop(t)
	days := 3
	none := money.Taka(0)
	s.reseller(7, 50_00, account.Terms{CreditDays: &days, Credit: &none})
	id := s.placed(7, noon)
	s.become(id, noon, order.Sending, order.Failed)
	s.do(func(tx chat.Tx) error { // spent on something else meanwhile
		return errors.Join(tx.PutChannel(account.Channel{ID: "cash", On: true}), second(ledgerOf(tx).Pay(7, 50_00, "cash", "", "n", 1, noon)))
	})
	s.do(func(tx chat.Tx) error { // as the desk does, which is in the tests of package order
		o, _, err := tx.Order(id)
		if err != nil {
			return err
		}
		o.Reversals++
		o.State, o.Settled = order.Accepted, time.Time{}
		charge := account.Charge{Order: string(id), Turn: o.Reversals, Member: 7, Amount: o.Amount, Price: o.Price, Placed: o.Placed, Counted: o.Counted}
		return errors.Join(ledgerOf(tx).Book(account.LateHold, charge, noon.Add(time.Minute)), tx.PutOrder(o))
	})
	s.has(7, -50_00, 50_00)
	s.whole()
	s.become(id, noon.Add(2*time.Minute), order.Failed)
	s.has(7, 0, 0)
	s.become(id, noon.Add(3*time.Minute), order.Done)
	s.has(7, -50_00, 0)
	_, err := s.place(7, noon.Add(time.Hour))
	s.refused(err, account.Refused{Why: account.WhyShort, Missing: 100_00, Price: 50_00})
	_, err = s.place(7, noon.AddDate(0, 0, 3).Add(4*time.Minute))
	s.refused(err, account.Refused{Why: account.WhyOverdue, Missing: 50_00})
	s.look(func(tx chat.Tx) error { // the debt is as old as the late charge, and a reminder is set
		b := must(tx.Balance(7))
		if !b.OwesSince.Equal(noon.Add(3 * time.Minute)) {
			t.Errorf("owes since %v", b.OwesSince)
		}
		timers := must(tx.Timers(noon.AddDate(1, 0, 0), 9))
		if len(timers) != 1 || timers[0].Of != 7 || !timers[0].At.Equal(b.OwesSince.AddDate(0, 0, 2)) {
			t.Errorf("%+v", timers)
		}
		return nil
	})
}

// Over midnight and back: an order counts on the day on which it was placed and is given
// back on that day; the time of entries never goes back.
func TestClockSetBackOverMidnight(t *testing.T) {
	s := newShop(t)
	s.reseller(7, 1_000_00, account.Terms{Limits: account.Limits{DayAmount: 100_00}})
	before, after := noon.Add(11*time.Hour+59*time.Minute), noon.Add(12*time.Hour+time.Minute)
	late := s.placed(7, after)
	s.used(7, "2026-11-24", 50_00, 1)
	early := s.placed(7, before) // the clock was set back
	s.used(7, "2026-11-23", 50_00, 1)
	s.placed(7, before)
	_, err := s.place(7, before)
	s.refused(err, account.Refused{Why: account.WhyDayAmount, Limit: 100_00, Used: 100_00})
	s.become(late, before, order.Sending, order.Failed)
	s.used(7, "2026-11-24", 0, 0)
	s.used(7, "2026-11-23", 100_00, 2)
	s.become(early, after, order.Sending, order.Failed)
	s.used(7, "2026-11-23", 50_00, 1)
	s.become(early, after.AddDate(0, 0, 9), order.Done) // a week later it came through after all
	s.used(7, "2026-11-23", 100_00, 2)
	s.used(7, "2026-12-02", 0, 0)
	s.look(func(tx chat.Tx) error {
		last := time.Time{}
		for seq := uint64(1); ; seq++ {
			e, ok, err := tx.Entry(seq)
			if err != nil || !ok {
				return err
			}
			if e.At.Before(last) {
				t.Errorf("entry %d is of %v, after one of %v", seq, e.At, last)
			}
			last = e.At
		}
	})
}

// An opening balance is booked once, also where it is negative beyond any credit, as that
// of people who already owe.
func TestOpeningTwice(t *testing.T) {
	s := newShop(t)
	s.reseller(7, -900_00, account.Terms{})
	for _, sum := range []money.Taka{-900_00, 1} {
		if err := s.Update(func(tx chat.Tx) error { return second(ledgerOf(tx).Opening(7, sum, 1, noon)) }); !errors.Is(err, account.ErrBooked) {
			t.Error(err)
		}
	}
	s.has(7, -900_00, 0)
	for _, sum := range []money.Taka{0, account.MostSum + 1, -account.MostSum - 1} {
		if err := s.Update(func(tx chat.Tx) error { return second(ledgerOf(tx).Opening(8, sum, 1, noon)) }); !errors.Is(err, account.ErrAmount) {
			t.Errorf("%d: %v", sum, err)
		}
	}
}

// A backup is put back: what was booked after it is named, nothing is sent, the books are
// whole and go on.
func TestBackupOfTheBooksPutBack(t *testing.T) {
	path, backup := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "backup")
	options := Options{noSync: true, Location: dhaka}
	s := &shop{&house{t: t, path: path, options: options}}
	s.open()
	s.reseller(7, 500_00, account.Terms{})
	waiting, done := s.placed(7, noon), s.placed(7, noon)
	s.become(done, noon, order.Sending, order.Accepted, order.Done)
	s.do(func(tx chat.Tx) error { return tx.PutAuditMark(account.Mark{Seq: 4, At: noon}) })
	if err := s.Copy(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	s.become(waiting, noon, order.Sending, order.Accepted, order.Done)
	s.placed(7, noon)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if done, err := Restore(backup, path, noon.Add(time.Hour)); err != nil || done.Unclear != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	if err := Check(path); err != nil {
		t.Fatal(err)
	}
	s.open()
	s.whole()
	s.has(7, 400_00, 50_00)
	s.look(func(tx chat.Tx) error {
		if m := must(tx.AuditMark()); m.Gap != "5-6" || m.Break != "" || m.Seq != 4 {
			t.Errorf("%+v", m)
		}
		if due := must(tx.Due(order.ToSend, noon.AddDate(1, 0, 0), false, 10)); len(due) != 0 {
			t.Errorf("to be sent: %v", due)
		}
		return nil
	})
	// The daily audit goes on from the mark and keeps the gap.
	mark, err := auditOf(s.Store, false)
	if err != nil || mark.Gap != "5-6" || mark.Break != "" {
		t.Errorf("%+v, %v", mark, err)
	}
	s.become(waiting, noon.Add(time.Hour), order.Done) // as the panel says when it is asked
	s.placed(7, noon.Add(time.Hour))
	s.has(7, 350_00, 50_00)
	s.whole()
	if err := errors.Join(s.Close(), Check(path)); err != nil {
		t.Error(err)
	}
}

// auditOf audits as the program does, and keeps how far it came.
func auditOf(s *Store, all bool) (account.Mark, error) {
	run := func(in func(func(chat.Tx) error) error) func(func(order.AuditTx) error) error {
		return func(fn func(order.AuditTx) error) error { return in(func(tx chat.Tx) error { return fn(tx) }) }
	}
	return order.Audit(run(s.View), run(s.Update), dhaka, all, noon)
}

// TestTampered changes what is on disk, one thing at a time: the audit says what is wrong
// and where, and while it does no order is placed.
func TestTampered(t *testing.T) {
	key := func(b *bbolt.Bucket, of byte, n int) (k, v []byte) { // the nth of its kind, from 1; the last where it is 0
		c := b.Cursor()
		if n == 0 {
			if next, _ := c.Seek([]byte{of + 1}); next == nil {
				return c.Last()
			}
			return c.Prev()
		}
		k, v = c.Seek([]byte{of})
		for range n - 1 {
			k, v = c.Next()
		}
		return k, v
	}
	put := func(b *bbolt.Bucket, k []byte, change func(v []byte)) {
		v := append([]byte(nil), b.Get(k)...)
		change(v)
		if err := b.Put(append([]byte(nil), k...), v); err != nil {
			t.Fatal(err)
		}
	}
	replace := func(from, to string) func(v []byte) {
		return func(v []byte) {
			if i := strings.Index(string(v), from); i < 0 || len(from) != len(to) {
				t.Fatalf("%q is not in %q", from, v)
			} else {
				copy(v[i:], to)
			}
		}
	}
	flip := func(at int) func(v []byte) { return func(v []byte) { v[at] ^= 1 } }
	drop := func(b *bbolt.Bucket, k []byte) {
		if err := b.Delete(append([]byte(nil), k...)); err != nil {
			t.Fatal(err)
		}
	}
	cut := func(b *bbolt.Bucket, k []byte) {
		v := b.Get(k)
		if err := b.Put(append([]byte(nil), k...), append([]byte(nil), v[:len(v)-1]...)); err != nil {
			t.Fatal(err)
		}
	}
	type change struct {
		name, bucket string
		do           func(b *bbolt.Bucket)
		want         []string // each is in what the audit says
	}
	changes := []change{
		{"an entry's reason", "ledger", func(b *bbolt.Bucket) { put(b, entryKey(1), replace("opening balance", "opening Balance")) }, []string{"entry 1", "chain of 7"}},
		{"an entry's time", "ledger", func(b *bbolt.Bucket) { put(b, entryKey(2), replace(`"at":1`, `"at":2`)) }, []string{"entry 2"}},
		{"an entry's sum", "ledger", func(b *bbolt.Bucket) { put(b, entryKey(2), replace(`"p":-5`, `"p":-6`)) }, []string{"entry 2", "zero"}},
		{"both its sums", "ledger", func(b *bbolt.Bucket) {
			put(b, entryKey(2), replace(`"p":-5`, `"p":-6`))
			put(b, entryKey(2), replace(`"p":5`, `"p":6`))
		}, []string{"entry 2"}},
		{"who did it", "ledger", func(b *bbolt.Bucket) { put(b, entryKey(1), replace(`"actor":1`, `"actor":2`)) }, []string{"entry 1", "chain of 7"}},
		{"a comma of an entry", "ledger", func(b *bbolt.Bucket) { put(b, entryKey(3), replace(`,`, `;`)) }, []string{"entry 3", "cannot be read"}},
		{"its number", "ledger", func(b *bbolt.Bucket) { put(b, entryKey(3), replace(`"seq":3`, `"seq":4`)) }, []string{"entry 3"}},
		{"an entry is gone", "ledger", func(b *bbolt.Bucket) { drop(b, entryKey(3)) }, []string{"entry 3", "missing"}},
		{"the first is gone", "ledger", func(b *bbolt.Bucket) { drop(b, entryKey(1)) }, []string{"entry 1", "missing"}},
		{"the last is gone", "ledger", func(b *bbolt.Bucket) { drop(b, entryKey(8)) }, []string{"entry 8", "missing"}},
		{"its reference is gone", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofReferences, 1); drop(b, k) }, []string{"entry 1", "listed by what it is for"}},
		{"the reference of a hold is gone", "orders", func(b *bbolt.Bucket) { k, _ := key(b, 0x36, 2); drop(b, k) }, []string{"entry 2", "listed by what it is for"}},
		{"its reference is another's", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofReferences, 1); put(b, k, flip(7)) }, []string{"entry 1"}},
		{"a row's wallet", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofStatements, 2); put(b, k, flip(8)) }, []string{"entry 2", "balance of 7"}},
		{"a row's held", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofStatements, 2); put(b, k, flip(16)) }, []string{"entry 2", "balance of 7"}},
		{"a row's total in", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofStatements, 2); put(b, k, flip(24)) }, []string{"entry 2", "balance of 7"}},
		{"since when they owe", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofStatements, 2); put(b, k, flip(40)) }, []string{"entry 2", "balance of 7"}},
		{"a row's number of entries", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofStatements, 2); put(b, k, flip(48)) }, []string{"entry 2", "balance of 7"}},
		{"a row's hash", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofStatements, 2); put(b, k, flip(60)) }, []string{"entry 2", "chain of 7"}},
		{"a row's kind", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofStatements, 2); put(b, k, flip(0)) }, []string{"entry 2"}},
		{"a row is gone", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofStatements, 2); drop(b, k) }, []string{"entry 2", "statements"}},
		{"a member's last row is gone", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofStatements, 0); drop(b, k) }, []string{"entry 8", "statements"}},
		{"a row that nobody booked", "ledger", func(b *bbolt.Bucket) {
			k, v := key(b, ofStatements, 0)
			k = append([]byte(nil), k...)
			binary.BigEndian.PutUint64(k[17:], 99)
			if err := b.Put(k, append([]byte(nil), v...)); err != nil {
				t.Fatal(err)
			}
		}, nil}, // the balance is the same: storage.Check counts the rows
		{"the last row's wallet", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofStatements, 0); put(b, k, flip(8)) }, []string{"entry 8", "balance of 8"}},
		{"a deposit's sum", "deposits", func(b *bbolt.Bucket) { put(b, seqKey(1), replace(`"booked":6`, `"booked":7`)) }, []string{"entry 8", "deposit 1"}},
		{"a deposit is open again", "deposits", func(b *bbolt.Bucket) { put(b, seqKey(1), replace(`"approved"`, `"rejected"`)) }, []string{"entry 8", "deposit 1"}},
		{"a deposit is gone", "deposits", func(b *bbolt.Bucket) { drop(b, seqKey(1)) }, []string{"entry 8", "deposit 1"}},
		{"a kept sum", "meta", func(b *bbolt.Bucket) { put(b, keySums, flip(datedHead+7)) }, []string{"sums"}},
		{"the time of the last entry", "meta", func(b *bbolt.Bucket) { put(b, keySums, flip(7)) }, []string{"time of the last entry"}},
		{"a sum of today", "meta", func(b *bbolt.Bucket) { put(b, keySums, flip(datedHead+32+7)) }, []string{"sums of all days"}},
		{"sums of another length", "meta", func(b *bbolt.Bucket) { cut(b, keySums) }, []string{"sums of the owner", "cannot be read"}},
		{"a row of another length", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofStatements, 2); cut(b, k) }, []string{"entry 2", "cannot be read"}},
		{"a day's sum", "ledger", func(b *bbolt.Bucket) { k, _ := key(b, ofDays, 1); put(b, k, flip(31)) }, []string{"sums of all days"}},
	}
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bot.db")
			s := &shop{&house{t: t, path: path, options: Options{noSync: true, Location: dhaka}}}
			s.open()
			s.reseller(7, 500_00, account.Terms{})                          // entry 1, the day before
			done := s.placed(7, noon.Add(24*time.Hour))                     // 2
			s.become(done, noon, order.Sending, order.Accepted, order.Done) // 3
			s.placed(7, noon.Add(25*time.Hour))                             // 4
			s.reseller(8, 500_00, account.Terms{})                          // 5
			failed := s.placed(8, noon.Add(26*time.Hour))                   // 6
			s.become(failed, noon, order.Sending, order.Failed)             // 7
			s.do(func(tx chat.Tx) error {                                   // 8
				if err := tx.PutChannel(account.Channel{ID: "cash", Bonus: 150, On: true}); err != nil {
					return err
				}
				return second(ledgerOf(tx).Deposit(8, 60_00, "cash", "", 1, noon))
			})
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			db := must(bbolt.Open(path, 0o600, &bbolt.Options{NoSync: true}))
			if err := errors.Join(db.Update(func(b *bbolt.Tx) error { c.do(b.Bucket([]byte(c.bucket))); return nil }), db.Close()); err != nil {
				t.Fatal(err)
			}
			s.open()
			defer s.Close()
			if c.want == nil {
				if err := errors.Join(s.Close(), Check(path)); !errors.Is(err, ErrDamaged) {
					t.Errorf("the check says %v", err)
				}
				return
			}
			mark, err := auditOf(s.Store, true)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.want {
				if !strings.Contains(mark.Break, want) {
					t.Errorf("the audit says %q, not %q", mark.Break, want)
				}
			}
			s.reseller(10, 0, account.Terms{})
			if _, err := s.place(10, noon); mark.Break != "" {
				s.refused(err, account.Refused{Why: account.WhyBooks})
			}
		})
	}
}

// Of entries, rows and sums each single bit that is turned is found.
func TestEachBitCounts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s := &shop{&house{t: t, path: path, options: Options{noSync: true, Location: dhaka}}}
	s.open()
	s.reseller(7, 500_00, account.Terms{})
	s.become(s.placed(7, noon), noon, order.Sending, order.Accepted, order.Done)
	s.placed(7, noon)
	defer s.Close()
	draw := rand.New(rand.NewPCG(1, 2))
	for _, n := range []bucket{bLedger, bMeta} {
		var keys [][]byte
		if err := s.view(func(tx *tx) error {
			c := tx.cursor(n)
			for k, _ := c.First(); k != nil; k, _ = c.Next() {
				if n != bMeta || bytes.Equal(k, keySums) {
					keys = append(keys, append([]byte(nil), k...))
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for range 300 {
			k := keys[draw.IntN(len(keys))]
			var what string
			turn := func() error {
				return s.update(func(tx *tx) error {
					if err := tx.change(); err != nil {
						return err
					}
					v := append([]byte(nil), tx.bucket(n).Get(k)...)
					at, bit := draw.IntN(len(v)), byte(1)<<draw.IntN(8)
					if n == bMeta && at >= 8 && at < 12 {
						at = 0 // which day it was, the calendar of then said
					}
					what = fmt.Sprintf("%s %x: byte %d of %q", n, k, at, v)
					v[at] ^= bit
					return tx.put(n, k, v)
				})
			}
			var was []byte
			_ = s.view(func(tx *tx) error { was = append(was, tx.bucket(n).Get(k)...); return nil })
			if err := turn(); err != nil {
				t.Fatal(err)
			}
			if wrong, err := audited(s.Store); wrong == "" || err != nil {
				t.Errorf("%s: nothing is wrong, %v", what, err)
			}
			if err := s.update(func(tx *tx) error { return errors.Join(tx.change(), tx.put(n, k, was)) }); err != nil {
				t.Fatal(err)
			}
		}
	}
}
