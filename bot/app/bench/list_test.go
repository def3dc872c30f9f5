package bench

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/flows/order"
)

// BenchmarkBesideAList measures how long a customer's order at one counter takes from
// Confirm until the panel is called with it, while another reseller's list is being sent:
// a file of as many rows as a list may have. The baseline is the same without a list; they
// take turns. The panel answers after 200 to 300 ms.
func BenchmarkBesideAList(b *testing.B) {
	const counters = 8
	rows, quiet := order.MostRows, 10*time.Second
	if testing.Short() {
		rows, quiet = 200, 2*time.Second
	}
	n := rounds(5)
	dir := b.TempDir()
	s := newStage(b)
	people := s.persons(counters + n)
	admitAll(b, filepath.Join(dir, "bot.db"), people)

	var mu sync.Mutex
	called := map[string]chan time.Time{} // by the number of a single order
	left, sent := 0, make(chan struct{})  // rows of the list; closed once all have come
	s.asks = func(call string, form url.Values) {
		if call == "request" {
			mu.Lock()
			if at := called[form.Get("number")]; at != nil {
				at <- time.Now()
			} else if left--; left == 0 {
				close(sent)
			}
			mu.Unlock()
		}
		time.Sleep(200*time.Millisecond + rand.N(100*time.Millisecond))
	}
	s.bot(apptest.Build(b), filepath.Join(dir, "bot.db"))

	singles := 0
	single := func(p *person) (time.Duration, error) {
		at := make(chan time.Time, 1)
		mu.Lock()
		singles++
		number := fmt.Sprintf("018%08d", singles)
		called[number] = at
		mu.Unlock()
		p.forget()
		p.Telegram.Say(p.id, number+" 30")
		if _, err := p.hear("sendMessage"); err != nil {
			return 0, err
		}
		begun := time.Now()
		if err := p.tap(":go"); err != nil {
			return 0, err
		}
		select {
		case t := <-at:
			_, err := p.hear("sendMessage") // the final word
			return t.Sub(begun), err
		case <-time.After(p.patience):
			return 0, fmt.Errorf("the panel was not called for %s", number)
		}
	}
	// serve has all counters serve one customer after the other until over is closed.
	serve := func(over <-chan struct{}) (waits []float64) { // ms
		sideBySide(b, people[:counters], func(_ int, p *person) error {
			for {
				select {
				case <-over:
					return nil
				case <-time.After(rand.N(time.Second)): // the next one comes
				}
				wait, err := single(p)
				if err != nil {
					return err
				}
				mu.Lock()
				waits = append(waits, ms(wait))
				mu.Unlock()
			}
		})
		return waits
	}
	list := func(p *person, round int) <-chan struct{} {
		var lines strings.Builder
		for i := range rows {
			fmt.Fprintf(&lines, "017%02d%06d,20\n", round, i)
		}
		mu.Lock()
		left, sent = rows, make(chan struct{})
		mu.Unlock()
		p.Telegram.SendDocument(p.id, "customers.csv", []byte(lines.String()), "")
		if _, err := p.hear("sendMessage"); err != nil {
			b.Fatal(err)
		}
		if err := p.tap(":go"); err != nil {
			b.Fatal(err)
		}
		return sent
	}

	round := 0
	for b.Loop() {
		var alone, beside []float64
		for _, p := range people[counters:] {
			over := make(chan struct{})
			time.AfterFunc(quiet, func() { close(over) })
			alone = append(alone, serve(over)...)

			begun := time.Now()
			sent := list(p, round)
			beside = append(beside, serve(sent)...)
			b.Logf("%d rows were sent in %v", rows, time.Since(begun).Round(100*time.Millisecond))
			if _, err := p.hear("sendDocument"); err != nil { // with the results
				b.Fatal(err)
			}
			round++
		}
		b.Logf("%d orders without a list, %d beside one (load of the machine %s)", len(alone), len(beside), load())
		b.ReportMetric(quantile(alone, 0.5), "alone-p50-ms")
		b.ReportMetric(quantile(beside, 0.5), "beside-p50-ms")
		b.ReportMetric(quantile(alone, 0.99), "alone-p99-ms")
		b.ReportMetric(quantile(beside, 0.99), "beside-p99-ms")
		b.ReportMetric(quantile(beside, 0.99)/quantile(alone, 0.99), "ratio")
	}
}
