package storage

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// Deposits as the ledger keeps them in a real store, which is looked through when each
// test ends.

const (
	payer    = int64(2001)
	payer2   = int64(2002)
	decider  = int64(1001)
	decider2 = int64(1002)
)

// till is a store with two channels of one provider and one of another.
type till struct {
	*house
	now time.Time
}

func newTill(t *testing.T, h *house) *till {
	k := &till{h, noon}
	h.do(func(tx chat.Tx) error {
		for _, c := range []account.Channel{
			{ID: "bkash", Name: "bKash", Provider: "bkash", Least: 100_00, Most: 25_000_00, On: true},
			{ID: "bkash2", Name: "bKash 2", Provider: "bkash", Bonus: 150, On: true},
			{ID: "nagad", Name: "Nagad", Provider: "nagad", On: true},
			{ID: "cash", Name: "Cash"},
		} {
			if err := tx.PutChannel(c); err != nil {
				return err
			}
		}
		return nil
	})
	return k
}

// ask asks for a deposit a minute after the last.
func (k *till) ask(d account.Deposit) (account.Deposit, error) {
	k.now = k.now.Add(time.Minute)
	return k.try(func(l account.Ledger) (account.Deposit, error) { return l.Ask(d, k.now) })
}

// try runs one change in a transaction of its own, which is undone where it fails.
func (k *till) try(fn func(l account.Ledger) (account.Deposit, error)) (d account.Deposit, err error) {
	k.t.Helper()
	err = k.Update(func(tx chat.Tx) (err error) {
		d, err = fn(ledgerOf(tx))
		return err
	})
	k.step()
	return d, err
}

func (k *till) asked(d account.Deposit) account.Deposit {
	k.t.Helper()
	d, err := k.ask(d)
	if err != nil {
		k.t.Fatal(err)
	}
	return d
}

func (k *till) approve(d account.Deposit, sum money.Taka, owner int64) (account.Deposit, error) {
	return k.try(func(l account.Ledger) (account.Deposit, error) { return l.Approve(d.ID, sum, owner, "", k.now) })
}

// paid passes on what an owner's SMS told.
func (k *till) paid(key, id string, sum money.Taka) (m account.Match) {
	k.t.Helper()
	_, err := k.try(func(l account.Ledger) (_ account.Deposit, err error) {
		m, err = l.Paid(account.Payment{Key: key, TransactionID: id, Amount: sum, At: k.now, By: decider}, k.now)
		return m.Deposit, err
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return m
}

// has looks what is in a wallet.
func (k *till) has(member int64, want money.Taka) {
	k.t.Helper()
	k.do(func(tx chat.Tx) error {
		b, err := tx.Balance(member)
		if b.Wallet != want {
			k.t.Errorf("%d has %s, want %s", member, b.Wallet.Full(), want.Full())
		}
		return err
	})
}

// request is a deposit by its transaction id.
func request(member int64, channel, id string, sum money.Taka) account.Deposit {
	return account.Deposit{Member: member, Channel: channel, Amount: sum, Proof: account.Proof{TransactionID: id}}
}

// Of two owners the first decides; the second books nothing, whatever they tap.
func TestDepositIsDecidedOnce(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		k := newTill(t, h)
		d := k.asked(request(payer, "bkash", "TRX111", 500_00))
		if _, err := k.approve(d, 500_00, decider); err != nil {
			t.Fatal(err)
		}
		for _, owner := range []int64{decider, decider2} {
			if got, err := k.approve(d, 500_00, owner); !errors.Is(err, account.ErrDecided) || got.By != decider {
				t.Errorf("approved again by %d: %+v, %v", owner, got, err)
			}
			_, err := k.try(func(l account.Ledger) (account.Deposit, error) { return l.Reject(d.ID, owner, "too late", k.now) })
			if !errors.Is(err, account.ErrDecided) {
				t.Errorf("rejected by %d: %v", owner, err)
			}
		}
		if _, err := k.approve(account.Deposit{ID: 99}, 500_00, decider); !errors.Is(err, account.ErrDecided) {
			t.Errorf("a deposit that is not there: %v", err)
		}
		k.has(payer, 500_00)
	})
}

// A transaction id is used once in all channels of its provider, and may be another's
// at another provider.
func TestTransactionIDIsUsedOnce(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		k := newTill(t, h)
		first := k.asked(request(payer, "bkash", "TRX111", 500_00))
		var used *account.UsedBefore
		for _, d := range []account.Deposit{request(payer, "bkash", "TRX111", 500_00), request(payer2, "bkash", "TRX111", 500_00), request(payer2, "bkash2", "TRX111", 700_00)} {
			if _, err := k.ask(d); !errors.As(err, &used) || used.Deposit.ID != first.ID || !errors.Is(err, account.ErrTransactionUsed) {
				t.Errorf("%+v: %v", d, err)
			}
		}
		_, err := k.try(func(l account.Ledger) (account.Deposit, error) {
			return l.Deposit(payer2, 500_00, "bkash2", "TRX111", decider, k.now)
		})
		if !errors.As(err, &used) {
			t.Errorf("booked by an owner: %v", err)
		}
		k.asked(request(payer2, "nagad", "TRX111", 500_00))
		k.do(func(tx chat.Tx) error {
			return errors.Join(tx.PutChannel(account.Channel{ID: "city", Name: "City Bank", On: true}), tx.PutChannel(account.Channel{ID: "bank2", Name: "Bank 2", On: true}))
		})
		k.asked(request(payer, "city", "TRX111", 500_00)) // no provider is known of them
		k.asked(request(payer, "bank2", "TRX111", 500_00))
		if _, err := k.ask(request(payer2, "city", "TRX111", 500_00)); !errors.As(err, &used) {
			t.Errorf("again in a channel without a provider: %v", err)
		}
		k.has(payer, 0)
		k.has(payer2, 0)
	})
}

// A rejected deposit frees its transaction id, and can be corrected and sent again; one
// that has been corrected with an id that is used by now cannot.
func TestRejectedFreesTheTransactionID(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		k := newTill(t, h)
		d := k.asked(request(payer, "bkash", "TRX111", 500_00))
		d, err := k.try(func(l account.Ledger) (account.Deposit, error) { return l.Reject(d.ID, decider, "not there", k.now) })
		if err != nil || d.State != account.Rejected || !d.Decided.Equal(k.now) {
			t.Fatal(d, err)
		}
		other := k.asked(request(payer2, "bkash", "TRX111", 500_00))
		if _, err := k.ask(d); !errors.Is(err, account.ErrTransactionUsed) {
			t.Errorf("with an id that is another's now: %v", err)
		}
		d.TransactionID = "TRX112"
		taken := d
		taken.Member = payer2
		k.now = k.now.Add(time.Minute)
		if _, err := k.ask(taken); !errors.Is(err, account.ErrDecided) {
			t.Errorf("sent again by somebody else: %v", err)
		}
		again := k.asked(d)
		if again.ID != d.ID || again.State != account.Waiting || again.Reason != "" || again.By != 0 || !again.Decided.IsZero() {
			t.Errorf("sent again: %+v", again)
		}
		if _, err := k.ask(again); !errors.Is(err, account.ErrDecided) {
			t.Errorf("sent again while it waits: %v", err)
		}
		theirs := again
		theirs.Member = payer2
		if _, err := k.ask(theirs); err == nil {
			t.Error("somebody else sent it again")
		}
		for _, one := range []account.Deposit{again, other} {
			if _, err := k.approve(one, one.Amount, decider); err != nil {
				t.Error(err)
			}
		}
		k.has(payer, 500_00)
		k.has(payer2, 500_00)
	})
}

// An SMS counts once, before the request or after it, and only with the same provider,
// transaction id and exact amount.
func TestPaymentMatches(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		k := newTill(t, h)
		matches := func(d account.Deposit, want bool) {
			t.Helper()
			k.do(func(tx chat.Tx) error {
				_, ok, err := ledgerOf(tx).Match(d)
				if ok != want {
					t.Errorf("%+v matches: %v", d, ok)
				}
				return err
			})
		}
		if m := k.paid("bkash", "TRX111", 500_00); m.Found || !m.Fresh {
			t.Errorf("before anybody asked: %+v", m)
		}
		if m := k.paid("bkash", "TRX111", 900_00); m.Found || m.Fresh { // a second SMS changes nothing
			t.Errorf("the same SMS again: %+v", m)
		}
		d := k.asked(request(payer, "bkash2", "TRX111", 500_00)) // another channel of the provider
		matches(d, true)
		if d.State != account.Waiting { // crediting is off
			t.Errorf("%+v", d)
		}
		other := k.asked(request(payer, "nagad", "TRX111", 500_00))
		matches(other, false)
		short := k.asked(request(payer, "bkash", "TRX112", 500_00))
		if m := k.paid("bkash", "TRX112", 499_99); !m.Found || m.Deposit.State != account.Waiting {
			t.Errorf("%+v", m)
		}
		matches(short, false)
		if _, err := k.approve(d, 500_00, decider); err != nil {
			t.Fatal(err)
		}
		matches(d, true)
		matches(account.Deposit{ID: 99, Key: "bkash", Amount: 500_00, Proof: account.Proof{TransactionID: "TRX111"}}, false) // it is used
		if m := k.paid("bkash", "TRX111", 500_00); !m.Found || m.Fresh || m.Credited || m.Deposit.State != account.Approved {
			t.Errorf("after it was booked: %+v", m)
		}
		k.do(func(tx chat.Tx) error {
			p, _, err := tx.Payment("bkash", "TRX111")
			if p.Deposit != d.ID || p.Amount != 500_00 {
				t.Errorf("the payment is kept as %+v", p)
			}
			return err
		})
		k.has(payer, 507_50)
	})
}

// What matches is booked without an owner up to a sum, whichever came first, and once.
func TestCrediting(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		k := newTill(t, h)
		k.do(func(tx chat.Tx) error { return tx.PutCrediting(1_000_00) })
		k.paid("bkash", "TRX111", 1_000_00)
		if d := k.asked(request(payer, "bkash", "TRX111", 1_000_00)); d.State != account.Approved || d.By != 0 || d.Booked != 1_000_00 {
			t.Errorf("the SMS first: %+v", d)
		}
		k.asked(request(payer, "nagad", "TRX222", 300_00))
		m := k.paid("nagad", "TRX222", 300_00)
		d := m.Deposit
		if !m.Credited || d.State != account.Approved {
			t.Errorf("the request first: %+v", d)
		}
		if _, err := k.approve(d, 300_00, decider); !errors.Is(err, account.ErrDecided) {
			t.Errorf("approved after it was booked by itself: %v", err)
		}
		if m := k.paid("nagad", "TRX222", 300_00); m.Credited { // in the same moment
			t.Errorf("the same SMS twice: %+v", m)
		}
		k.paid("bkash", "TRX333", 1_000_01)
		if d := k.asked(request(payer, "bkash", "TRX333", 1_000_01)); d.State != account.Waiting {
			t.Errorf("above the sum: %+v", d)
		}
		k.asked(request(payer2, "nagad", "TRX444", 300_00))
		for _, sum := range []money.Taka{299_99, 300_00} { // the first SMS counts
			if m := k.paid("nagad", "TRX444", sum); m.Credited || m.Deposit.State != account.Waiting {
				t.Errorf("the SMS says %s: %+v", sum, m)
			}
		}
		k.do(func(tx chat.Tx) error {
			p, _, err := tx.Payment("nagad", "TRX444")
			if p.Amount != 299_99 || p.Deposit != 0 {
				t.Errorf("the payment is kept as %+v", p)
			}
			return err
		})
		byHand := k.asked(request(payer2, "nagad", "TRX555", 200_00))
		if _, err := k.approve(byHand, 200_00, decider); err != nil {
			t.Fatal(err)
		}
		k.paid("nagad", "TRX555", 200_00) // only now
		k.do(func(tx chat.Tx) error {
			p, _, err := tx.Payment("nagad", "TRX555")
			if p.Deposit != byHand.ID {
				t.Errorf("the payment of a deposit that was booked before is kept as %+v", p)
			}
			return err
		})
		k.has(payer, 1_300_00)
		k.has(payer2, 200_00)
	})
}

// What owners are reminded of, and when a deposit lapses and is taken up again.
func TestDepositLapses(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		k := newTill(t, h)
		d := k.asked(request(payer, "bkash", "TRX111", 500_00))
		asked := k.now
		due := func(after time.Duration) (reminded bool) {
			t.Helper()
			k.now = asked.Add(after)
			k.do(func(tx chat.Tx) error {
				timers, err := tx.Timers(k.now, 10)
				if err != nil {
					return err
				}
				for _, timer := range timers {
					got, remind, err := ledgerOf(tx).DepositDue(uint64(timer.Of), k.now)
					if err != nil {
						return err
					}
					d, reminded = got, reminded || remind
				}
				return nil
			})
			return reminded
		}
		for _, at := range []struct {
			after  time.Duration
			remind bool
		}{{14 * time.Minute, false}, {15 * time.Minute, true}, {time.Hour, false}, {2 * time.Hour, true}, {71 * time.Hour, false}, {72 * time.Hour, false}} {
			if got := due(at.after); got != at.remind {
				t.Errorf("after %v reminded: %v", at.after, got)
			}
		}
		if d.State != account.Lapsed {
			t.Fatalf("%+v", d)
		}
		if _, err := k.approve(d, 500_00, decider); !errors.Is(err, account.ErrDecided) {
			t.Errorf("approved after it lapsed: %v", err)
		}
		if _, err := k.ask(request(payer2, "bkash", "TRX111", 500_00)); !errors.Is(err, account.ErrTransactionUsed) {
			t.Errorf("its id by somebody else: %v", err)
		}
		again := k.asked(d)
		if again.ID != d.ID || again.State != account.Waiting || again.Told != 0 {
			t.Errorf("taken up again: %+v", again)
		}
		if _, err := k.approve(again, 500_00, decider); err != nil {
			t.Error(err)
		}
		asked = k.now
		if due(80 * time.Hour) {
			t.Error("reminded of a deposit that is booked")
		}
		k.do(func(tx chat.Tx) error { // of a timer that is left over
			return tx.PutTimer(account.Timer{At: k.now, Kind: account.TimerDeposit, Of: int64(d.ID)})
		})
		if due(80*time.Hour) || d.State != account.Approved {
			t.Errorf("a timer of a deposit that is booked: %+v", d)
		}
		k.do(func(tx chat.Tx) error {
			timers, err := tx.Timers(k.now, 10)
			if len(timers) != 0 {
				t.Errorf("timers are left: %+v", timers)
			}
			return err
		})
		k.has(payer, 500_00)
	})
}

// Owners are reminded once of what has waited while the bot was off, not twice in a row.
func TestLateReminder(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	k := newTill(t, h)
	d := k.asked(request(payer, "bkash", "TRX111", 500_00))
	for _, at := range []struct {
		after  time.Duration
		remind bool
		next   time.Duration
	}{{account.RemindAgain, true, account.LapseAfter}, {account.LapseAfter, false, 0}} {
		k.do(func(tx chat.Tx) error {
			_, remind, err := ledgerOf(tx).DepositDue(d.ID, d.Asked.Add(at.after))
			if remind != at.remind {
				t.Errorf("after %v reminded: %v", at.after, remind)
			}
			return err
		})
		k.do(func(tx chat.Tx) error {
			timers, err := tx.Timers(d.Asked.Add(1000*time.Hour), 10)
			if (at.next == 0) != (len(timers) == 0) || at.next != 0 && !timers[0].At.Equal(d.Asked.Add(at.next)) {
				t.Errorf("after %v the next: %+v", at.after, timers)
			}
			return err
		})
	}
}

// What cannot be asked for, or booked, changes nothing.
func TestDepositBounds(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		k := newTill(t, h)
		for _, refused := range []struct {
			d    account.Deposit
			with error
		}{
			{request(payer, "bkash", "TRX111", 99_99), account.ErrAmount},
			{request(payer, "bkash", "TRX111", 25_000_01), account.ErrAmount},
			{request(payer, "nagad", "TRX111", 0), account.ErrAmount},
			{request(payer, "nagad", "TRX111", -500_00), account.ErrAmount},
			{request(payer, "nagad", "TRX111", account.MostSum+1), account.ErrAmount},
			{request(payer, "nagad", "TRX111", 1_000_000_000_000_00), account.ErrAmount},
			{request(payer, "cash", "TRX111", 500_00), account.ErrNoChannel}, // off
			{request(payer, "rocket", "TRX111", 500_00), account.ErrNoChannel},
			{request(payer, "nagad", "", 500_00), account.ErrNoProof},
		} {
			if _, err := k.ask(refused.d); !errors.Is(err, refused.with) {
				t.Errorf("%+v: %v, want %v", refused.d, err, refused.with)
			}
		}
		for _, d := range []account.Deposit{
			request(payer2, "bkash", "TRX121", 100_00), request(payer2, "bkash", "TRX122", 25_000_00), request(payer2, "nagad", "TRX123", account.MostSum),
		} {
			d = k.asked(d)
			if _, err := k.approve(d, account.MostSum, decider); err != nil {
				t.Errorf("%+v: %v", d, err)
			}
		}
		k.has(payer2, 3*account.MostSum)
		d := k.asked(account.Deposit{Member: payer, Channel: "nagad", Amount: 1, Proof: account.Proof{Text: "by hand"}})
		for _, sum := range []money.Taka{0, -1, account.MostSum + 1, 1 << 60} {
			if _, err := k.approve(d, sum, decider); !errors.Is(err, account.ErrAmount) {
				t.Errorf("approved with %d: %v", sum, err)
			}
			_, err := k.try(func(l account.Ledger) (account.Deposit, error) {
				return l.Deposit(payer, sum, "nagad", "", decider, k.now)
			})
			if !errors.Is(err, account.ErrAmount) {
				t.Errorf("booked %d: %v", sum, err)
			}
		}
		_, err := k.try(func(l account.Ledger) (account.Deposit, error) {
			return l.Deposit(0, 500_00, "nagad", "", decider, k.now)
		})
		if !errors.Is(err, account.ErrNoMember) {
			t.Errorf("for nobody: %v", err)
		}
		k.do(func(tx chat.Tx) error { // the transaction goes on
			if _, err := ledgerOf(tx).Deposit(decider, account.MostSum+1, "nagad", "", decider, k.now); !errors.Is(err, account.ErrAmount) {
				t.Errorf("booked too much: %v", err)
			}
			all, err := tx.DepositsOf(decider, 0, 1)
			if len(all) != 0 {
				t.Errorf("what was refused is kept: %+v", all)
			}
			return err
		})
		if _, err := k.approve(d, 1, decider); err != nil {
			t.Error(err)
		}
		k.has(payer, 1)
	})
}

// At most three wait for an owner, and one is asked for in 30 seconds.
func TestDepositsThatWait(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		k := newTill(t, h)
		first := k.asked(request(payer, "bkash", "TRX111", 500_00))
		soon := k.now.Add(account.DepositEvery - time.Second)
		if _, err := k.try(func(l account.Ledger) (account.Deposit, error) {
			return l.Ask(request(payer, "bkash", "TRX112", 500_00), soon)
		}); !errors.Is(err, account.ErrTooSoon) {
			t.Errorf("after 29 seconds: %v", err)
		}
		if _, err := k.try(func(l account.Ledger) (account.Deposit, error) {
			return l.Ask(request(payer, "bkash", "TRX112", 500_00), k.now)
		}); !errors.Is(err, account.ErrTooSoon) {
			t.Errorf("in the same moment: %v", err)
		}
		if _, err := k.try(func(l account.Ledger) (account.Deposit, error) {
			return l.Ask(request(payer2, "bkash", "TRX119", 500_00), soon)
		}); err != nil {
			t.Errorf("somebody else: %v", err)
		}
		k.now = k.now.Add(account.DepositEvery)
		if _, err := k.try(func(l account.Ledger) (account.Deposit, error) {
			return l.Ask(request(payer, "bkash", "TRX112", 500_00), k.now)
		}); err != nil {
			t.Errorf("after 30 seconds: %v", err)
		}
		k.now = k.now.Add(-time.Hour)
		k.asked(request(payer, "bkash", "TRX113", 500_00)) // the clock was set back
		if _, err := k.ask(request(payer, "bkash", "TRX114", 500_00)); !errors.Is(err, account.ErrTooMany) {
			t.Errorf("a fourth: %v", err)
		}
		if _, err := k.approve(first, 500_00, decider); err != nil {
			t.Fatal(err)
		}
		k.asked(request(payer, "bkash", "TRX114", 500_00))
		k.has(payer, 500_00)
	})
}

// A bonus is rounded down to whole paisa and booked in the same entry, on what came in.
func TestDepositBonus(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		k := newTill(t, h)
		for _, c := range []struct{ sum, bonus money.Taka }{{500_00, 7_50}, {1, 0}, {66, 0}, {67, 1}, {333_33, 4_99}} {
			d, err := k.try(func(l account.Ledger) (account.Deposit, error) {
				return l.Deposit(payer2, c.sum, "bkash2", "", decider, k.now)
			})
			if err != nil || d.Bonus != c.bonus {
				t.Errorf("of %d: %d, %v", c.sum, d.Bonus, err)
			}
		}
		d := k.asked(request(payer, "bkash2", "TRX111", 1_000_00))
		d, err := k.try(func(l account.Ledger) (account.Deposit, error) {
			return l.Approve(d.ID, 500_00, decider, "only half came", k.now)
		})
		if err != nil || d.Booked != 500_00 || d.Bonus != 7_50 {
			t.Errorf("%+v, %v", d, err)
		}
		k.do(func(tx chat.Tx) error {
			e, ok, err := tx.Booked(account.Credit, "deposit 6")
			if !ok || e.Change(payer) != 507_50 || len(e.Lines) != 3 || e.Actor != decider || e.Reason != "only half came" {
				t.Errorf("%+v", e)
			}
			return err
		})
		k.has(payer, 507_50)
	})
}

// The store lists deposits a page at a time, those that wait and a member's.
func TestDepositsInTheStore(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		put := func(member int64, id string, state account.DepositState) {
			h.do(func(tx chat.Tx) error {
				_, err := tx.PutDeposit(account.Deposit{Member: member, Channel: "nagad", Key: "nagad", Amount: 1, Proof: account.Proof{TransactionID: id}, State: state})
				return err
			})
		}
		put(payer, "TRX1", account.Waiting)
		put(payer2, "TRX1", account.Rejected)
		put(payer, "", account.Waiting)
		put(payer2, "", account.Waiting)
		put(payer, "TRX2", account.Waiting)
		put(payer, "TRX3", account.Approved)
		ids := func(all []account.Deposit, err error) (ids []uint64) {
			if err != nil {
				t.Error(err)
			}
			for _, d := range all {
				ids = append(ids, d.ID)
			}
			return ids
		}
		h.look(func(tx chat.Tx) error { // 1 TRX1, 2 rejected, 3 and 4 without an id, 5 TRX2, 6 TRX3
			for name, test := range map[string]struct{ got, want []uint64 }{
				"of one who waits":  {ids(tx.OpenDeposits(payer, 0, 9)), []uint64{1, 3, 5}},
				"two of them":       {ids(tx.OpenDeposits(payer, 0, 2)), []uint64{1, 3}},
				"the next":          {ids(tx.OpenDeposits(payer, 3, 2)), []uint64{5}},
				"of all who wait":   {ids(tx.OpenDeposits(0, 0, 9)), []uint64{1, 3, 4, 5}},
				"of all, a page":    {ids(tx.OpenDeposits(0, 1, 2)), []uint64{3, 4}},
				"of the other":      {ids(tx.OpenDeposits(payer2, 0, 9)), []uint64{4}},
				"all of one":        {ids(tx.DepositsOf(payer, 0, 9)), []uint64{6, 5, 3, 1}},
				"the newest two":    {ids(tx.DepositsOf(payer, 0, 2)), []uint64{6, 5}},
				"the two before":    {ids(tx.DepositsOf(payer, 5, 2)), []uint64{3, 1}},
				"all of the other":  {ids(tx.DepositsOf(payer2, 0, 9)), []uint64{4, 2}},
				"of somebody else":  {ids(tx.DepositsOf(decider, 0, 9)), nil},
				"before the oldest": {ids(tx.DepositsOf(payer, 1, 9)), nil},
			} {
				if !slices.Equal(test.got, test.want) {
					t.Errorf("%s: %d instead of %d", name, test.got, test.want)
				}
			}
			return nil
		})
	})
}

// What the store refuses whoever asks: a transaction id that is another's, nobody's deposit,
// and what is too long for a list.
func TestDepositsThatCannotBeKept(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		put := func(d account.Deposit) (got account.Deposit, err error) {
			err = h.Update(func(tx chat.Tx) (err error) {
				got, err = tx.PutDeposit(d)
				return err
			})
			h.step()
			return got, err
		}
		paid := func(member int64, id string) account.Deposit {
			d := request(member, "bkash", id, 500_00)
			d.Key, d.State = "bkash", account.Waiting
			return d
		}
		first, err := put(paid(payer, "TRX111"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := put(paid(payer2, "TRX111")); !errors.Is(err, account.ErrTransactionUsed) {
			t.Errorf("an id that is another's: %v", err)
		}
		elsewhere := paid(payer2, "TRX111")
		elsewhere.Key = "nagad"
		rejected := paid(payer2, "TRX111")
		rejected.State = account.Rejected
		longest := paid(payer2, strings.Repeat("T", mostTransacID))
		longest.FileUnique = strings.Repeat("f", 255)
		for _, d := range []account.Deposit{first, elsewhere, rejected, longest, paid(payer, ""), paid(payer2, "")} {
			if _, err := put(d); err != nil {
				t.Errorf("%+v: %v", d, err)
			}
		}
		longer := paid(payer, strings.Repeat("T", mostTransacID+1))
		file := paid(payer, "TRX112")
		file.FileUnique = strings.Repeat("f", 256)
		for _, d := range []account.Deposit{paid(0, "TRX113"), paid(-1, "TRX113"), longer, file} {
			if _, err := put(d); err == nil {
				t.Errorf("kept: %+v", d)
			}
		}
		h.look(func(tx chat.Tx) error {
			if got, ok, err := tx.DepositBy("bkash", "TRX111"); err != nil || !ok || got.ID != first.ID {
				t.Errorf("the id is of %+v, %v", got, err)
			}
			return nil
		})
	})
}

// The same photo is found, whoever sends it.
func TestSamePhoto(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		k := newTill(t, h)
		photo := account.Proof{File: "file", FileUnique: "unique", FileKind: "photo"}
		first := k.asked(account.Deposit{Member: payer, Channel: "bkash", Amount: 500_00, Proof: photo})
		next := k.asked(account.Deposit{Member: payer2, Channel: "nagad", Amount: 500_00, Proof: photo})
		k.do(func(tx chat.Tx) error {
			for _, d := range []struct{ of, other uint64 }{{first.ID, next.ID}, {next.ID, first.ID}} {
				if got, ok, err := tx.DepositWith("unique", d.of); err != nil || !ok || got.ID != d.other {
					t.Errorf("besides %d: %+v, %v", d.of, got, err)
				}
			}
			_, ok, err := tx.DepositWith("uniq", 0)
			if ok {
				t.Error("another photo is the same")
			}
			return err
		})
	})
}
