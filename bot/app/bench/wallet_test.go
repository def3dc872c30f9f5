package bench

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/flows/account"
	"rechargebot/flows/chat"
)

// BenchmarkWalletRecharge takes recharges through the chat at two bots: at one people
// order on the owner's money, at the other on their own wallets, at prices of a plan. The
// ratio of their CPU is what the accounts cost an order, all told; they take turns.
func BenchmarkWalletRecharge(b *testing.B) {
	dir := b.TempDir()
	var number atomic.Int64
	type shop struct {
		bot    *process
		people []*person
	}
	open := func(name string, own bool) shop {
		s := newStage(b)
		people := s.persons(shops)
		file := filepath.Join(dir, name)
		admitAll(b, file, people)
		if own {
			apptest.Offline(b, file, func(tx chat.Tx) error {
				l := account.Ledger{Tx: tx, Location: time.UTC}
				if err := l.SetPlan(account.Plan{Name: account.Standard, Rates: map[string]int{"GP": 250, "RB": 225}}, time.Now()); err != nil {
					return err
				}
				for _, p := range people {
					if err := l.SetTerms(p.id, account.Terms{Own: true}, time.Now()); err != nil {
						return err
					}
					if _, err := l.Opening(p.id, account.MostSum, 1, time.Now()); err != nil {
						return err
					}
				}
				return nil
			})
		}
		return shop{s.bot(apptest.Build(b), file), people}
	}
	both := [2]shop{open("plain.db", false), open("own.db", true)}
	orders := some(eachOrders)
	round := func(s shop) float64 {
		before := s.bot.cpu()
		sideBySide(b, s.people, func(_ int, p *person) error {
			for range orders {
				if _, err := p.recharge(fmt.Sprintf("018%08d", number.Add(1)), 0); err != nil {
					return err
				}
			}
			return nil
		})
		time.Sleep(50 * time.Millisecond)
		return (s.bot.cpu() - before).Seconds() * 1e3 / float64(shops*orders)
	}
	round(both[0])
	round(both[1])
	for b.Loop() {
		var plain, own, ratio []float64
		for range rounds(7) {
			plain, own = append(plain, round(both[0])), append(own, round(both[1]))
			ratio = append(ratio, own[len(own)-1]/plain[len(plain)-1])
		}
		spread(b, "CPU of an order on a wallet by that of one on the owner's money", ratio)
		b.ReportMetric(median(plain), "ms-cpu/plain")
		b.ReportMetric(median(own), "ms-cpu/wallet")
		b.ReportMetric(median(ratio), "ratio")
	}
}
