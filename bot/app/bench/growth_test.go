package bench

import (
	"cmp"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage"
)

// growth is a bot with so many orders in its store, and what was measured of it.
type growth struct {
	*stage
	orders        int
	file          string
	people        []*person
	bot           *process
	startup, cost []float64
	anonymous     float64
}

// BenchmarkGrowth takes recharges (a typed line, Confirm, the panel, the final
// word) with more and more orders in the store; the costs are to be those of a
// store with a thousand.
func BenchmarkGrowth(b *testing.B) {
	sizes := []int{0, 1_000, *benchOrders}
	if *benchOrders > 100_000 {
		sizes = []int{0, 1_000, 100_000, *benchOrders}
	}
	binary, dir := apptest.Build(b), b.TempDir()
	var all []*growth
	for _, n := range sizes {
		g := &growth{stage: newStage(b), orders: n, file: filepath.Join(dir, fmt.Sprint(n))}
		g.people = g.persons(20)
		begun := time.Now()
		fill(b, g.file, n)
		b.Logf("%d orders made in %v", n, time.Since(begun).Round(time.Millisecond))
		admitAll(b, g.file, g.people)
		for range rounds(5) {
			if g.bot != nil {
				g.bot.stop()
			}
			g.bot = g.stage.bot(binary, g.file)
			g.startup = append(g.startup, ms(g.bot.startup))
		}
		all = append(all, g)
	}
	number := 0
	sell := func(g *growth, each int) {
		number += each * len(g.people)
		from := number
		sideBySide(b, g.people, func(i int, p *person) error {
			for k := range each {
				if err := p.line(fmt.Sprintf("018%08d 30", from+i*each+k)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for _, g := range all {
		sell(g, 2) // menus, connections
	}
	for b.Loop() {
		const each = 8
		for range rounds(7) {
			for _, g := range all {
				before := g.bot.cpu()
				sell(g, each)
				time.Sleep(50 * time.Millisecond)
				g.cost = append(g.cost, (g.bot.cpu()-before).Seconds()*1e3/float64(each*len(g.people)))
				g.anonymous = max(g.anonymous, g.bot.memory("RssAnon"))
			}
		}
	}
	empty, least := all[0], all[1]
	for _, g := range all {
		g.bot.stop()
		b.ReportMetric(median(g.startup), fmt.Sprintf("startup-ms/%d", g.orders))
		if g != empty {
			b.ReportMetric(g.anonymous/empty.anonymous, fmt.Sprintf("memory-ratio/%d", g.orders))
			g.reads(b)
		}
		if g != empty && g != least {
			var ratios []float64
			for i, cost := range g.cost {
				ratios = append(ratios, cost/least.cost[i])
			}
			spread(b, fmt.Sprintf("CPU of an order at %d by that at %d", g.orders, least.orders), ratios)
			b.ReportMetric(median(ratios), fmt.Sprintf("cost-ratio/%d", g.orders))
		}
		spread(b, fmt.Sprintf("ms of CPU an order at %d, %.1f MB", g.orders, g.anonymous), g.cost)
	}
}

// line orders in one line; it returns with the final word.
func (p *person) line(text string) error {
	p.forget()
	p.Telegram.Say(p.id, text)
	if _, err := p.hear("sendMessage"); err != nil {
		return err
	}
	if err := p.tap(":go"); err != nil {
		return err
	}
	_, err := p.hear("sendMessage")
	return err
}

// fill makes a store with so many settled orders of fifty resellers, spread
// over the year before now.
func fill(b *testing.B, file string, n int) {
	store, err := storage.Open(file, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	const together = 10_000
	at := time.Now().AddDate(-1, 0, 0)
	pause := time.Since(at) / time.Duration(n+1)
	for done := 0; err == nil && done < n; {
		err = store.Update(func(tx chat.Tx) error {
			for range min(together, n-done) {
				at = at.Add(pause)
				id, err := tx.NextID(at)
				if err != nil {
					return err
				}
				left := money.WholeTaka(int64(1_000_000 - done))
				done++
				if err := tx.PutOrder(order.Order{
					ID: id, Reseller: int64(firstPerson + done%50), Recharge: order.Recharge{Number: order.Number(fmt.Sprintf("017%08d", done*7919%1e8)), Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(int64(10 + done%90))},
					State: order.Done, Placed: at, Sent: at.Add(time.Second), Settled: at.Add(5 * time.Second), CheckedAt: at.Add(5 * time.Second),
					StatusChecks: 1, Message: "Recharge Accepted", TransactionID: fmt.Sprintf("BD%09X", done*7919), BalanceLeft: &left,
				}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := cmp.Or(err, store.Close()); err != nil {
		b.Fatal(err)
	}
}

// reads measures a conversation's readings in a store that no bot has open: the
// last page of a person's history, and the totals of everybody's last month.
func (g *growth) reads(b *testing.B) {
	store, err := storage.Open(g.file, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	reseller := int64(firstPerson + 1)
	today := time.Now()
	from, to := today.AddDate(0, -1, 0).Format(time.DateOnly), today.Format(time.DateOnly)
	for name, read := range map[string]func(tx chat.Tx) (bool, error){
		"last-page-µs": func(tx chat.Tx) (bool, error) {
			page, err := tx.HistoryAfter(reseller, "0000000000000", 10) // the oldest ten
			if err != nil || len(page) == 0 {
				return false, err
			}
			newer, err := tx.HistoryAfter(reseller, page[0].ID, 1)
			return len(page) == 10 && len(newer) == 1, err
		},
		"month-µs": func(tx chat.Tx) (bool, error) {
			sum, err := tx.Totals(0, from, to)
			return sum.Done > 0, err
		},
	} {
		var took []float64
		for range 200 {
			begun := time.Now()
			good := false
			if err := store.View(func(tx chat.Tx) (err error) { good, err = read(tx); return err }); err != nil || !good {
				b.Fatalf("%s: %v %v", name, good, err)
			}
			took = append(took, time.Since(begun).Seconds()*1e6)
		}
		b.ReportMetric(median(took), fmt.Sprintf("%s/%d", name, g.orders))
	}
}
