package bench

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
)

const (
	shops      = 100
	eachOrders = 10
)

// BenchmarkWholeRecharge takes recharges through the chat, step by step: five
// updates, the panel's call, a look, the final word. busy: every shop goes on
// at once, as fast as it is answered. calm: people think between steps.
func BenchmarkWholeRecharge(b *testing.B) {
	dir := b.TempDir()
	own, bare := newStage(b), newStage(b)
	people, others := own.persons(shops), bare.persons(chats)
	admitAll(b, filepath.Join(dir, "bot.db"), people)
	bot := own.bot(apptest.Build(b), filepath.Join(dir, "bot.db"))
	echo, orders := bare.echo(), some(eachOrders)
	var number int
	var mu sync.Mutex
	var waits []time.Duration // confirm to the card's next state
	recharge := func(think time.Duration, orders int) func(int, *person) error {
		return func(_ int, p *person) error {
			for range orders {
				mu.Lock()
				number++
				to := fmt.Sprintf("018%08d", number)
				mu.Unlock()
				wait, err := p.recharge(to, think)
				if err != nil {
					return err
				}
				mu.Lock()
				waits = append(waits, wait)
				mu.Unlock()
			}
			return nil
		}
	}
	sideBySide(b, others, answers(3, true))
	for b.Loop() {
		var cpu, inEchoes, busy, calm, middle, rate []float64
		var peak, all float64 // MB
		for i := range rounds(9) {
			waits = nil
			before := bot.cpu()
			took := sideBySide(b, people, recharge(0, orders))
			time.Sleep(50 * time.Millisecond)
			if i == 0 { // a thousand orders; the mapped file grows with what is kept
				peak, all = bot.peak(), bot.memory("VmHWM")
			}
			each := (bot.cpu() - before).Seconds() * 1e3 / float64(shops*orders)
			busy, rate = append(busy, ms(quantile(waits, 0.99))), append(rate, float64(shops*orders)/took.Seconds())

			before = echo.cpu()
			sideBySide(b, others, answers(eachSays, true))
			echoed := (echo.cpu() - before).Seconds() * 1e3 / (chats * eachSays)
			cpu, inEchoes = append(cpu, each), append(inEchoes, each/echoed)
		}
		for range rounds(3) {
			waits = nil
			sideBySide(b, people, recharge(time.Second, 2))
			calm, middle = append(calm, ms(quantile(waits, 0.99))), append(middle, ms(quantile(waits, 0.5)))
		}
		spread(b, "ms of CPU an order", cpu)
		spread(b, "CPU of an order by that of a bare bot's echo", inEchoes)
		spread(b, "ms from confirm to the card's next state, 99th percentile, busy", busy)
		spread(b, "the same, calm", calm)
		b.ReportMetric(median(cpu), "ms-cpu/order")
		b.ReportMetric(median(inEchoes), "echoes/order")
		b.ReportMetric(median(rate), "orders/s")
		b.ReportMetric(median(busy), "busy-p99-ms")
		b.ReportMetric(median(calm), "calm-p99-ms")
		b.ReportMetric(median(middle), "calm-p50-ms")
		b.ReportMetric(peak, "peak-MB")
		b.ReportMetric(all, "peak-with-files-MB")
	}
	for _, o := range own.Panel.Orders() {
		if o.Requests != 1 || o.Status != "done" {
			b.Fatalf("the panel has %+v", o)
		}
	}
	all := float64(len(own.Panel.Orders()))
	for method, n := range own.Telegram.Counts() {
		b.Logf("%s: %.2f an order", method, float64(n)/all)
	}
}

// recharge is one order from the first tap to the final word. It gives the
// time from Confirm to the card's next state.
func (p *person) recharge(number string, think time.Duration) (time.Duration, error) {
	say := func(text string) func() error {
		return func() error { p.Telegram.Say(p.id, text); return nil }
	}
	tap := func(part string) func() error {
		return func() error { return p.tap(part) }
	}
	var wait time.Duration // of the last step
	for _, step := range []struct {
		do   func() error
		hear string
	}{
		{say("/recharge"), "sendMessage"},
		{tap(":op:RB"), "editMessageText"},
		{say(number), "sendMessage"},
		{tap(":am:30"), "editMessageText"},
		{tap(":go"), "editMessageText"},
	} {
		if think > 0 {
			time.Sleep(rand.N(think))
		}
		p.forget()
		begun := time.Now()
		if err := step.do(); err != nil {
			return 0, err
		}
		at, err := p.hear(step.hear)
		if err != nil {
			return 0, err
		}
		wait = at.Sub(begun)
	}
	_, err := p.hear("sendMessage")
	return wait, err
}
