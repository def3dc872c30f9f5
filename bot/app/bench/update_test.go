package bench

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
)

const (
	chats    = 200
	eachSays = 20 // updates of each chat in a round
)

// echoAt is where the test binary, started with it in the environment, is a
// bare echo bot.
const echoAt = "RECHARGEBOT_BENCH_ECHO"

func init() {
	if address := os.Getenv(echoAt); address != "" {
		serveEchoes(address)
		os.Exit(0)
	}
}

// serveEchoes is the baseline: go-telegram/bot with its defaults, which answers and
// remembers nothing.
func serveEchoes(address string) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	b := must(tgbot.New(sandbox.Token, tgbot.WithServerURL(address), tgbot.WithDefaultHandler(
		func(ctx context.Context, b *tgbot.Bot, u *models.Update) {
			b.SendMessage(ctx, &tgbot.SendMessageParams{ChatID: u.Message.Chat.ID, Text: u.Message.Text})
		})))
	b.Start(ctx)
}

// echo starts the baseline as a process of its own.
func (s *stage) echo() *process {
	return s.launch(must(os.Executable()), map[string]string{echoAt: s.TelegramURL})
}

// answers waits for n answers, and writes before each if so asked.
func answers(n int, write bool) func(int, *person) error {
	return func(_ int, p *person) error {
		for range n {
			if write {
				p.Telegram.Say(p.id, "hello")
			}
			if _, err := p.hear("sendMessage"); err != nil {
				return err
			}
		}
		return nil
	}
}

// BenchmarkUpdateWay compares an update's whole way (in, decided, committed,
// answered) with a bare echo bot's, which commits nothing, keeps no order and
// acknowledges early.
func BenchmarkUpdateWay(b *testing.B) {
	file := filepath.Join(b.TempDir(), "bot.db")
	own, bare := newStage(b), newStage(b)
	ours, theirs := own.persons(chats), bare.persons(chats)
	admitAll(b, file, ours)
	bot := own.bot(apptest.Build(b), file)
	echo := bare.echo()
	inTurn := func(all []*person) time.Duration { return sideBySide(b, all, answers(eachSays, true)) }
	// What waits after an outage: a few updates of everybody, mixed.
	burst := func(all []*person) time.Duration {
		start := time.Now()
		for range eachSays {
			for _, p := range all {
				p.Telegram.Say(p.id, "hello")
			}
		}
		sideBySide(b, all, answers(eachSays, false))
		return time.Since(start)
	}
	sideBySide(b, ours, answers(3, true)) // command menus, connections
	sideBySide(b, theirs, answers(3, true))
	for b.Loop() {
		for _, way := range []struct {
			name string
			do   func([]*person) time.Duration
		}{{"", inTurn}, {"burst-", burst}} {
			var rate, cpu, rates, cpus []float64
			for range rounds(5) {
				measure := func(p *process, all []*person) (perSecond, micros float64) {
					before := p.cpu()
					took := way.do(all)
					time.Sleep(50 * time.Millisecond) // what is still noted counts too
					updates := float64(eachSays * len(all))
					return updates / took.Seconds(), (p.cpu() - before).Seconds() * 1e6 / updates
				}
				r, c := measure(bot, ours)
				bareRate, bareCPU := measure(echo, theirs)
				rate, cpu = append(rate, r), append(cpu, c)
				rates, cpus = append(rates, r/bareRate), append(cpus, bareCPU/c)
			}
			spread(b, way.name+"updates a second by the bare bot's", rates)
			spread(b, way.name+"updates for the same CPU by the bare bot's", cpus)
			b.ReportMetric(median(rate), way.name+"updates/s")
			b.ReportMetric(median(cpu), way.name+"µs-cpu/update")
			b.ReportMetric(median(rates), way.name+"ratio")
			b.ReportMetric(median(cpus), way.name+"cpu-ratio")
		}
	}
}
