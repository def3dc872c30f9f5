package bench

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
)

// The benchmarks measure the real binary, as a process of its own, against both
// simulators, which are served by the benchmark's process together with the
// people who write. Whatever is compared with something runs turn by turn with
// it, and the median counts, since machines are noisy; the load of the machine
// is reported with the figures. CPU is the measured process's own. Nothing of the
// program's inside is needed, hence a package apart.

var (
	benchOrders   = flag.Int("bench.orders", 100_000, "orders in the largest store of the benchmarks (1000000 take a minute to make)")
	benchMessages = flag.Int("bench.messages", 600, "messages of BenchmarkBulk, thirty of which go a second")
)

func TestMain(m *testing.M) { os.Exit(apptest.Main(m, 1)) }

// rounds is how often what is compared is measured in turn.
func rounds(n int) int {
	if testing.Short() {
		return 1
	}
	return n
}

// some is how many of n -short does: a fifth.
func some(n int) int {
	if testing.Short() {
		return n / 5
	}
	return n
}

// stage is both simulators, with an ear on what the bot says to whom.
type stage struct {
	*apptest.Stage
	b *testing.B

	mu     sync.Mutex
	ears   map[int64]chan said
	polled chan struct{} // holds one: updates were fetched
	floods atomic.Int64  // calls refused with 429

	patience time.Duration                      // how long people wait for the bot
	asked    func(call, id string)              // what the panel was asked, once it has answered; nil: nobody wants to know
	asks     func(call string, form url.Values) // the same before it answers, which it does once this has returned
}

// said is a message that the bot sent or changed.
type said struct {
	method string
	at     time.Time
}

func newStage(b *testing.B) *stage {
	b.Helper()
	if runtime.GOOS != "linux" {
		b.Skip("reads /proc")
	}
	s := &stage{b: b, patience: time.Minute, ears: map[int64]chan said{}, polled: make(chan struct{}, 1)}
	s.Stage = apptest.NewStage(b, apptest.StageOptions{Keep: 1, Telegram: s.serve, Panel: s.servePanel})
	return s
}

// serve lets the simulator answer and notes what was said.
func (s *stage) serve(w http.ResponseWriter, r *http.Request) {
	method := path.Base(r.URL.Path)
	switch method {
	case "getUpdates":
		select {
		case s.polled <- struct{}{}:
		default:
		}
		fallthrough
	default:
		s.Telegram.ServeHTTP(w, r)
		return
	case "sendMessage", "sendDocument", "editMessageText":
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	answer := &status{ResponseWriter: w, code: http.StatusOK}
	s.Telegram.ServeHTTP(answer, r)
	switch answer.code {
	case http.StatusTooManyRequests:
		s.floods.Add(1)
	case http.StatusOK:
		select {
		case s.ear(chatIn(body)) <- said{method, time.Now()}:
		default: // nobody listens
		}
	}
}

// servePanel lets the simulator answer and tells of it.
func (s *stage) servePanel(w http.ResponseWriter, r *http.Request) {
	if s.asked == nil && s.asks == nil {
		s.Panel.ServeHTTP(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	call := path.Base(r.URL.Path)
	form, _ := url.ParseQuery(string(body))
	if s.asks != nil {
		s.asks(call, form)
	}
	s.Panel.ServeHTTP(w, r)
	if s.asked != nil {
		s.asked(call, form.Get("id"))
	}
}

type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// chatIn finds the field chat_id in a form or in JSON.
func chatIn(body []byte) (chat int64) {
	_, rest, found := bytes.Cut(body, []byte("name=\"chat_id\"\r\n\r\n"))
	if !found {
		_, rest, _ = bytes.Cut(body, []byte(`"chat_id":`))
	}
	digits := 0
	for digits < len(rest) && '0' <= rest[digits] && rest[digits] <= '9' {
		digits++
	}
	chat, _ = strconv.ParseInt(string(rest[:digits]), 10, 64)
	return chat
}

func (s *stage) ear(chat int64) chan said {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ears[chat] == nil {
		s.ears[chat] = make(chan said, 64)
	}
	return s.ears[chat]
}

// person is somebody who writes to the bot.
type person struct {
	*stage
	id    int64
	heard chan said
}

// firstPerson is the id of the first of the persons; the others follow.
const firstPerson = 500_001

func (s *stage) persons(n int) []*person {
	all := make([]*person, n)
	for i := range all {
		id := int64(firstPerson + i)
		s.Telegram.AddPerson(simtelegram.Person{ID: id, FirstName: "Shop", Username: fmt.Sprintf("shop%d", id), LanguageCode: "en"})
		all[i] = &person{s, id, s.ear(id)}
	}
	return all
}

// forget drops what was said before.
func (p *person) forget() {
	for len(p.heard) > 0 {
		<-p.heard
	}
}

// hear waits for the bot to send (sendMessage) or change (editMessageText) a message.
func (p *person) hear(method string) (time.Time, error) {
	limit := time.NewTimer(p.patience)
	defer limit.Stop()
	for {
		select {
		case word := <-p.heard:
			if word.method == method {
				return word.at, nil
			}
		case <-limit.C:
			last, _ := p.Telegram.Last(p.id)
			return time.Time{}, fmt.Errorf("chat %d waits for a %s; the last message is %q", p.id, method, last.Text)
		}
	}
}

// tap taps the button of the newest message whose data has the part.
func (p *person) tap(part string) error {
	last, _ := p.Telegram.Last(p.id)
	for _, row := range last.Buttons {
		for _, button := range row {
			if strings.Contains(button.Data, part) {
				_, err := p.Telegram.Tap(p.id, last.ID, button.Data)
				return err
			}
		}
	}
	return fmt.Errorf("chat %d has no button %q under %q", p.id, part, last.Text)
}

// sideBySide runs what each person does and fails the benchmark where one cannot.
func sideBySide(b *testing.B, all []*person, do func(i int, p *person) error) time.Duration {
	b.Helper()
	var working sync.WaitGroup
	var failed atomic.Pointer[error]
	start := time.Now()
	for i, p := range all {
		working.Go(func() {
			if err := do(i, p); err != nil {
				failed.CompareAndSwap(nil, &err)
			}
		})
	}
	working.Wait()
	took := time.Since(start)
	if err := failed.Load(); err != nil {
		b.Fatal(*err)
	}
	return took
}

// admitAll makes the people members, in a store that no bot has open.
func admitAll(b *testing.B, file string, people []*person) {
	b.Helper()
	apptest.Offline(b, file, func(tx chat.Tx) error {
		for _, p := range people {
			m, _, err := tx.Member(p.id)
			if err != nil {
				return err
			}
			m.ID, m.Allowed, m.Added, m.Language = p.id, true, time.Now(), "en"
			if err := tx.PutMember(m); err != nil {
				return err
			}
		}
		return nil
	})
}

func median(all []float64) float64 { return quantile(all, 0.5) }

func quantile[T cmp.Ordered](all []T, q float64) T {
	if len(all) == 0 {
		var none T
		return none
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// spread logs all of a figure's rounds.
func spread(b *testing.B, what string, all []float64) {
	b.Helper()
	b.Logf("%s: median %.3g, %.3g to %.3g over %d rounds (load of the machine %s)", what, median(all), slices.Min(all), slices.Max(all), len(all), load())
}

// load is the machine's, over the last minute.
func load() string {
	minute, _, _ := strings.Cut(string(must(os.ReadFile("/proc/loadavg"))), " ")
	return minute
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func ms(d time.Duration) float64 { return d.Seconds() * 1000 }
