package bench

import (
	"path/filepath"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
)

// BenchmarkBulk sends one message each to many chats under Telegram's limits
// (30 a second over all, one a second in a chat) while others go on writing.
// The baseline is the allowed rate.
func BenchmarkBulk(b *testing.B) {
	const perSecond, writers = 30, 10
	n := *benchMessages
	if testing.Short() {
		n = min(n, 150)
	}
	file := filepath.Join(b.TempDir(), "bot.db")
	s := newStage(b)
	s.patience = time.Minute + time.Duration(n)*time.Second/10
	people := s.persons(n + writers)
	addressed, writing := people[:n], people[n:]
	admitAll(b, file, people)
	binary := apptest.Build(b)
	for b.Loop() {
		apptest.Offline(b, file, func(tx chat.Tx) error {
			for _, p := range addressed {
				o := chat.Outgoing{Chat: p.id, Bulk: true, Screen: &chat.Screen{HTML: "The shop is closed on <b>Friday</b>."}}
				if err := tx.Post(o); err != nil {
					return err
				}
			}
			return nil
		})
		s.Telegram.Limit(simtelegram.Limits{PerSecond: perSecond, PerChatPerSecond: 1})
		bot := s.bot(binary, file)
		over := make(chan struct{})
		var replies []time.Duration
		written := make(chan error, 1)
		go func() {
			for i := 0; ; i++ {
				p := writing[i%writers]
				p.forget()
				begun := time.Now()
				p.Telegram.Say(p.id, "hello")
				at, err := p.hear("sendMessage")
				if err != nil {
					written <- err
					return
				}
				replies = append(replies, at.Sub(begun))
				select {
				case <-over:
					written <- nil
					return
				case <-time.After(500 * time.Millisecond):
				}
			}
		}()
		before := bot.cpu()
		var first, last time.Time
		sideBySide(b, addressed, func(_ int, p *person) error {
			at, err := p.hear("sendMessage")
			p.mu.Lock()
			defer p.mu.Unlock()
			if first.IsZero() || at.Before(first) {
				first = at
			}
			if at.After(last) {
				last = at
			}
			return err
		})
		close(over)
		if err := <-written; err != nil {
			b.Fatal(err)
		}
		sent := float64(n+len(replies)-2) / last.Sub(first).Seconds()
		b.Logf("%d messages and %d replies in %v", n, len(replies), last.Sub(first).Round(time.Millisecond))
		b.ReportMetric(float64(n-1)/last.Sub(first).Seconds(), "bulk/s")
		b.ReportMetric(sent/perSecond, "ratio")
		b.ReportMetric(float64(s.floods.Load()), "refused-429")
		b.ReportMetric(ms(quantile(replies, 0.5)), "reply-p50-ms")
		b.ReportMetric(ms(quantile(replies, 0.99)), "reply-p99-ms")
		b.ReportMetric((bot.cpu()-before).Seconds()*1e3/float64(n), "ms-cpu/message")
		b.ReportMetric(bot.peak(), "peak-MB")
		bot.stop()
		s.floods.Store(0)
	}
}
