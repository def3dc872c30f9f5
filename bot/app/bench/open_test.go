package bench

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rechargebot/bot"
	"rechargebot/bot/sandbox"
	"rechargebot/flows"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage"
	"rechargebot/upstream"
	"rechargebot/upstream/simpanel"
)

// counted is a store that counts what the tracker reads.
type counted struct {
	chat.Store
	views, ids, orders atomic.Int64
}

func (c *counted) View(fn func(chat.Tx) error) error {
	c.views.Add(1)
	return c.Store.View(func(tx chat.Tx) error { return fn(countedTx{tx, c}) })
}

func (c *counted) Update(fn func(chat.Tx) error) error {
	return c.Store.Update(func(tx chat.Tx) error { return fn(countedTx{tx, c}) })
}

type countedTx struct {
	chat.Tx
	c *counted
}

func (t countedTx) Due(q order.Queue, now time.Time, newest bool, limit int) ([]order.ID, error) {
	ids, err := t.Tx.Due(q, now, newest, limit)
	t.c.ids.Add(int64(len(ids)))
	return ids, err
}

func (t countedTx) Order(id order.ID) (order.Order, bool, error) {
	t.c.orders.Add(1)
	return t.Tx.Order(id)
}

// BenchmarkTenThousandOpen follows 10,000 open orders, of which as many become
// due as the rate limit allows; one in a hundred turns out done. What the tracker
// reads of the store is counted by status checks, from the first one on, and apart for
// the start, when it looks for orders that a clock set back would put off.
func BenchmarkTenThousandOpen(b *testing.B) {
	for b.Loop() {
		follow(b)
	}
}

func follow(b *testing.B) {
	const open, shops, perMinute = 10_000, 100, 1_200
	lasts := 20 * time.Second
	if testing.Short() {
		lasts = 5 * time.Second
	}
	s := newStage(b)
	people := s.persons(shops)
	file := filepath.Join(b.TempDir(), "bot.db")
	admitAll(b, file, people)
	quiet := slog.New(slog.DiscardHandler)
	store, err := storage.Open(file, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()

	// The orders are at the panel, and in the store as accepted. Each shop's first
	// is one that the panel has done, and falls due in the run.
	begin := time.Now()
	err = store.Update(func(tx chat.Tx) error {
		for i := range open {
			id, err := tx.NextID(begin)
			if err != nil {
				return err
			}
			next := begin.Add(time.Duration(i) * 10 * time.Minute / open)
			if i < shops {
				s.Panel.SetMoodFor(string(id), simpanel.Mood{Name: simpanel.Succeed})
				next = begin.Add(time.Duration(i) * lasts / (shops + 10))
			}
			o := order.Order{
				ID: id, Reseller: people[i%shops].id, Recharge: order.Recharge{Number: order.Number(numberOf(i)), Operator: order.Robi, Connection: order.Prepaid, Amount: money.WholeTaka(20)}, State: order.Accepted, Placed: begin, Sent: begin, CheckedAt: begin, Next: next,
			}
			s.requested(o)
			if err := tx.PutOrder(o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for i, o := range s.Panel.Orders() {
		if i >= shops {
			s.Panel.SetMoodFor(o.ID, simpanel.Mood{Name: simpanel.Pending})
		}
	}

	reads := &counted{Store: store}
	var mu sync.Mutex
	var first struct{ views, ids, orders int64 }
	var checks int
	var over bool
	done := map[string]time.Time{} // by order, when the panel said so
	s.asked = func(call, id string) {
		if call != "status" {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		if checks++; checks == 1 {
			first.views, first.ids, first.orders = reads.views.Load(), reads.ids.Load(), reads.orders.Load()
		}
		if o, ok := s.Panel.Order(id); ok && !over && o.Status == simpanel.StatusDone {
			done[id] = time.Now()
		}
	}
	panel := must(upstream.New(upstream.Config{URL: s.PanelURL, User: sandbox.User, Key: sandbox.Key}, quiet))
	talk := flows.New(chat.Config{Admins: []int64{sandbox.Admin}})
	telegram := must(bot.New(bot.Config{Token: sandbox.Token, APIURL: s.TelegramURL, Log: quiet}, store, talk))
	desk := order.NewDesk(talk.Orders(reads), panel, order.Config{
		FirstCheck: 3 * time.Second, MaxInterval: 2 * time.Minute, StuckAfter: time.Hour, ChecksPerMinute: perMinute,
	})
	store.Watch(telegram.Posted, desk.Kick)
	ctx, stop := context.WithCancel(b.Context())
	var working sync.WaitGroup
	working.Go(func() { telegram.Run(ctx) })
	working.Go(func() { desk.Run(ctx) })
	time.Sleep(lasts)
	mu.Lock()
	asked := checks
	over = true // who is done from now on may not be told
	mu.Unlock()
	time.Sleep(time.Second) // the last words
	stop()
	working.Wait()

	mu.Lock()
	n := float64(checks)
	b.ReportMetric(float64(asked)/lasts.Seconds()*60, "checks/min")
	b.ReportMetric(float64(asked)/lasts.Minutes()/perMinute, "of-limit")
	b.ReportMetric(float64(reads.ids.Load()-first.ids)/n, "ids/check")
	b.ReportMetric(float64(reads.orders.Load()-first.orders)/n, "orders/check")
	b.ReportMetric(float64(reads.views.Load()-first.views)/n, "views/check")
	b.ReportMetric(float64(first.orders), "orders-at-start")
	mu.Unlock()
	last := map[string]time.Time{} // the final word, by the order's number
	for i, p := range people {
		for len(p.heard) > 0 {
			if word := <-p.heard; word.method == "sendMessage" {
				last[numberOf(i)] = word.at
			}
		}
	}
	var told []time.Duration
	for id, at := range done {
		o, _ := s.Panel.Order(id)
		if word, ok := last[o.Number]; ok {
			told = append(told, word.Sub(at))
		}
	}
	if len(told) == 0 || len(told) != len(done) {
		b.Fatalf("of %d orders that were done %d were told", len(done), len(told))
	}
	b.ReportMetric(ms(quantile(told, 0.5)), "done-to-told-p50-ms")
	b.ReportMetric(ms(quantile(told, 0.99)), "done-to-told-p99-ms")
	b.ReportMetric(float64(len(told)), "told")
}

// numberOf is the mobile number of the i-th order; the first hundred are each
// the first of a shop.
func numberOf(i int) string { return fmt.Sprintf("018%08d", i) }

// requested lets the panel take an order without a connection.
func (s *stage) requested(o order.Order) {
	form := url.Values{
		"user": {sandbox.User}, "key": {sandbox.Key}, "number": {string(o.Number)}, "service": {"64"}, "type": {"1"},
		"amount": {fmt.Sprint(o.Amount.Whole())}, "id": {string(o.ID)}, "operator": {string(o.Operator)},
	}
	r := httptest.NewRequest(http.MethodPost, "/sendapi/request", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("band-key", upstream.DefaultBandKey)
	s.Panel.ServeHTTP(httptest.NewRecorder(), r)
}
