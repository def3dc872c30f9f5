package storage

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// benchShop is a store whose fifty members order on their own wallets, or on the owner's
// money.
func benchShop(b *testing.B, own bool) *Store {
	s, err := Open(filepath.Join(b.TempDir(), "bot.db"), Options{noSync: true, Prompt: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	if err := s.Update(func(tx chat.Tx) error {
		l := account.Ledger{Tx: tx, Location: time.UTC}
		if err := l.SetPlan(account.Plan{Name: account.Standard, Rates: map[string]int{"GP": 250, "RB": 225}, Limits: account.Limits{DayAmount: account.MostSum}}, noon); err != nil {
			return err
		}
		for id := int64(1); id <= 50; id++ {
			if err := tx.PutMember(chat.Member{ID: id, Name: "Rahim", Username: "rahim_store", Language: "bn", Allowed: true, Added: noon, Active: noon, Menu: "reseller bn 2"}); err != nil {
				return err
			}
			if err := l.SetTerms(id, account.Terms{Own: own}, noon); err != nil {
				return err
			}
			if own {
				if _, err := l.Opening(id, account.MostSum, 1, noon); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkWallet is what the store does for one recharge on a wallet, against one on the
// owner's money in the same run, without waiting for the disk: time is CPU's ratio, pages
// that of the bytes written.
func BenchmarkWallet(b *testing.B) {
	plain, own := benchShop(b, false), benchShop(b, true)
	run := func(s *Store, from, n int) time.Duration {
		start := cpuTime()
		for i := from; i < from+n; i++ {
			if err := recharge(s, int64(i%50+1), i, noon.Add(time.Duration(i)*time.Second)); err != nil {
				b.Fatal(err)
			}
		}
		return cpuTime() - start
	}
	pages := [2]int64{plain.file.PagesWritten(), own.file.PagesWritten()}
	var without, with time.Duration
	for done := 0; done < b.N; { // turn by turn, so that a busy machine is busy for both
		n := min(b.N-done, 100)
		without += run(plain, done, n)
		with += run(own, done, n)
		done += n
	}
	pages[0], pages[1] = plain.file.PagesWritten()-pages[0], own.file.PagesWritten()-pages[1]
	b.ReportMetric(with.Seconds()/without.Seconds(), "cpu-ratio")
	b.ReportMetric(float64(pages[1])/float64(pages[0]), "pages-ratio")
	b.ReportMetric(float64(without.Microseconds())/float64(b.N), "µs/plain")
	b.ReportMetric(float64(with.Microseconds())/float64(b.N), "µs/wallet")
	b.ReportMetric(float64(pages[0])/float64(b.N), "pages/plain")
	b.ReportMetric(float64(pages[1])/float64(b.N), "pages/wallet")
}

// booked makes a store with so many entries of twenty members, over months, and gives
// the time of the last.
func bookedEntries(b *testing.B, n int) (*Store, time.Time) {
	s, err := Open(filepath.Join(b.TempDir(), "bot.db"), Options{noSync: true, Location: dhaka})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	at := noon
	if err := s.Update(func(tx chat.Tx) error {
		for member := range int64(20) {
			if _, err := ledgerOf(tx).Opening(member+1, account.MostSum, 1, at); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	for i := 0; i < n; {
		if err := s.Update(func(tx chat.Tx) error {
			l := ledgerOf(tx)
			for range 500 {
				at = at.Add(10 * time.Second)
				c := account.Charge{Order: fmt.Sprintf("%013x", i), Member: int64(i/2%20 + 1), Operator: "GP", Amount: 50_00, Price: 48_75, Placed: at}
				if err := l.Book(account.Hold, c, at); err != nil {
					return err
				}
				if err := l.Book(account.Capture, c, at); err != nil {
					return err
				}
				i += 2
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	return s, at
}

// BenchmarkBooks asks what a member's screens and an owner's ask of the ledger.
func BenchmarkBooks(b *testing.B) {
	for _, n := range sizes() {
		s, at := bookedEntries(b, n)
		month := at.AddDate(0, -1, 0)
		var page uint64
		if err := s.View(func(tx chat.Tx) error {
			all, err := tx.Statement(7, month, at, 0, 8)
			page = all[7].Seq
			return err
		}); err != nil {
			b.Fatal(err)
		}
		for _, ask := range []struct {
			name string
			read func(tx chat.Tx) error
		}{
			{"available", func(tx chat.Tx) error { return second(tx.Balance(7)) }},
			{"statement page", func(tx chat.Tx) error { return second(tx.Statement(7, month, at, page, 8)) }},
			{"opening and closing", func(tx chat.Tx) error {
				if _, err := tx.Standing(7, month); err != nil {
					return err
				}
				return second(tx.Standing(7, at))
			}},
			{"books", func(tx chat.Tx) error {
				if _, err := tx.Sums(); err != nil {
					return err
				}
				return second(tx.SumsOf(money.Day(month, dhaka), money.Day(at, dhaka)))
			}},
			{"audit of 1000", func(tx chat.Tx) error {
				_, _, wrong, err := ledgerOf(tx).AuditStep(uint64(n/2), 1000, nil)
				if wrong != "" {
					b.Fatal(wrong)
				}
				return err
			}},
		} {
			b.Run(fmt.Sprintf("%s/%d", ask.name, n), func(b *testing.B) {
				for b.Loop() {
					if err := s.View(ask.read); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
