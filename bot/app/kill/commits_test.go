package kill

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rechargebot/bot"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage"
	"rechargebot/upstream"
	"rechargebot/upstream/simpanel"
)

var errCut = errors.New("the process is gone")

// cutStore is a store whose commits are counted, and end after the last: from
// there on nothing reaches the disk, as when the process is killed.
type cutStore struct {
	*storage.Store
	mu   sync.Mutex // one commit at a time, so that its number says which it is
	n    int
	last int  // 0: no end
	late bool // the last one returns, and what it sets off happens, up to the next

	stopped, over bool
	cut           chan struct{} // closed at the end
	gone          chan struct{} // closed when what waits may return
}

func (c *cutStore) commit(do func() error) error {
	c.mu.Lock()
	if c.stopped {
		c.end()
		c.mu.Unlock()
		<-c.gone
		return errCut
	}
	err := do()
	c.n++
	if c.n != c.last {
		c.mu.Unlock()
		return err
	}
	c.stopped = true
	if c.late {
		c.mu.Unlock()
		return err
	}
	c.end()
	c.mu.Unlock()
	<-c.gone
	return errCut
}

// end tells that the end is there. The lock is held.
func (c *cutStore) end() {
	if !c.over {
		c.over = true
		close(c.cut)
	}
}

func (c *cutStore) Update(fn func(chat.Tx) error) error {
	return c.commit(func() error { return c.Store.Update(fn) })
}

func (c *cutStore) Sent(o chat.Outgoing, message int, skipped []uint64) error {
	return c.commit(func() error { return c.Store.Sent(o, message, skipped) })
}

func (c *cutStore) GiveUp(o chat.Outgoing, lost chat.Lost) error {
	return c.commit(func() error { return c.Store.GiveUp(o, lost) })
}

// incarnation is the bot, put together as run does it, with a wire of its own
// that can be cut.
type incarnation struct {
	*cutStore
	servers []*httptest.Server
	calls   sync.WaitGroup // under way
	mu      sync.Mutex
	dead    bool
	cancel  context.CancelFunc
	ended   chan struct{}
}

func (i *incarnation) serve(h http.HandlerFunc) string {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i.mu.Lock()
		dead := i.dead
		if !dead {
			i.calls.Add(1)
		}
		i.mu.Unlock()
		if dead {
			panic(http.ErrAbortHandler)
		}
		defer i.calls.Done()
		h(w, r)
	}))
	server.Start()
	i.servers = append(i.servers, server)
	return server.URL
}

// begin runs the bot on a file. ends is the test that waits for its end, which
// after a cut takes as long as the desk goes on trying to save.
func begin(t, ends *testing.T, s *stage, path string, last int, late bool) *incarnation {
	t.Helper()
	store, err := storage.Open(path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	i := &incarnation{cutStore: &cutStore{Store: store, last: last, late: late, cut: make(chan struct{}), gone: make(chan struct{})}, ended: make(chan struct{})}
	log := slog.New(slog.DiscardHandler)
	talk := flows.New(chat.Config{Admins: []int64{sandbox.Admin}, MinAmount: money.WholeTaka(10), MaxAmount: money.WholeTaka(1000), MaxAmountPostpaid: money.WholeTaka(1000)})
	telegram, err := bot.New(bot.Config{Token: sandbox.Token, APIURL: i.serve(s.serveTelegram), PollTimeout: 5 * time.Second, Log: log}, i, talk)
	if err != nil {
		t.Fatal(err)
	}
	panel, err := upstream.New(upstream.Config{URL: i.serve(s.servePanel) + "/sendapi", User: sandbox.User, Key: sandbox.Key, Timeout: time.Second}, log)
	if err != nil {
		t.Fatal(err)
	}
	desk := order.NewDesk(talk.Orders(i), panel, order.Config{
		FirstCheck: 5 * time.Millisecond, MaxInterval: 40 * time.Millisecond, StuckAfter: 150 * time.Millisecond, ChecksPerMinute: 1_000_000, Log: log,
	})
	store.Watch(telegram.Posted, desk.Kick)
	ctx, cancel := context.WithCancel(context.Background())
	i.cancel = cancel
	var running sync.WaitGroup
	running.Go(func() { _ = desk.Run(ctx) })
	running.Go(func() { _ = telegram.Run(ctx) })
	go func() {
		running.Wait()
		close(i.ended)
	}()
	t.Cleanup(i.kill)
	ends.Cleanup(func() {
		<-i.ended
		for _, server := range i.servers {
			server.Close()
		}
		if err := store.Close(); err != nil {
			ends.Error(err)
		}
	})
	return i
}

// kill cuts the wire, waits until the simulators are done with what had come,
// and lets the rest of the process go to its end without any effect.
func (i *incarnation) kill() {
	i.mu.Lock()
	first := !i.dead
	i.dead = true
	i.mu.Unlock()
	if !first {
		return
	}
	for _, server := range i.servers {
		server.CloseClientConnections()
	}
	i.calls.Wait()
	i.cutStore.mu.Lock()
	i.stopped = true
	i.end()
	i.cutStore.mu.Unlock()
	i.cancel()
	close(i.gone)
}

// ruin is what a crash left.
type ruin struct {
	state       order.State
	asked, told int
	unnoted     bool // the final word is first in the outbox
}

// TestCrashAfterEachCommit places an order, again and again, each time with
// another commit as the last that reaches the disk; once so that nothing
// happens after it, and once so that all happens that it sets off. A new
// process on that file must keep every promise.
func TestCrashAfterEachCommit(t *testing.T) {
	t.Parallel()
	top := t // waits for all that was cut, at once
	for _, mood := range []string{simpanel.Succeed, simpanel.Refuse, simpanel.Fail, simpanel.TakeAndReset, simpanel.Reset} {
		if testing.Short() && mood != simpanel.Succeed {
			continue
		}
		for _, late := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/late=%v", mood, late), func(t *testing.T) {
				t.Parallel()
				commits := 0
				for k := 1; !t.Failed(); k++ {
					reached := false
					t.Run(fmt.Sprint(k), func(one *testing.T) { reached = crashAfter(one, top, top.TempDir(), mood, k, late) })
					if !reached {
						break
					}
					commits = k
				}
				if commits < 8 {
					t.Errorf("only %d commits, too few for an order", commits)
				}
				t.Logf("%d commits", commits)
			})
		}
	}
}

// crashAfter plays the order with commit k as the last one; false where it took
// fewer commits.
func crashAfter(t, ends *testing.T, dir, mood string, k int, late bool) (reached bool) {
	s := &scene{t: t, stage: newStage(t, 10*time.Millisecond)}
	s.Telegram.AddPerson(simtelegram.Person{ID: sceneShop, FirstName: "Rahim", LanguageCode: "en"})
	s.Panel.SetMood(simpanel.CallRequest, simpanel.Mood{Name: mood})
	path := filepath.Join(dir, "first.db")
	admit(t, path, sceneShop)
	giveWallet(t, path, sceneShop)
	var left *ruin
	path = s.crash(ends, path, k, late, func(path string) { left = s.ruin(path) }, func() {
		s.order()
		s.Telegram.Resend(s.tap)
		s.finish()
	})
	s.compare(path, left)
	if t.Failed() {
		t.Logf("the crash left %+v; the chat:\n%s", left, s.shown(sceneShop, 20))
	}
	return left != nil
}

// crash plays something with commit k as the last one of the process on a file, and a
// new process on what that leaves, of which left may look at the file. It waits until
// nothing is left to be done, and gives the path of the store at the end, which no bot
// has open.
func (s *scene) crash(ends *testing.T, path string, k int, late bool, left func(path string), play func()) string {
	var now atomic.Pointer[incarnation]
	first := begin(s.t, ends, s.stage, path, k, late)
	now.Store(first)
	crashed, over := make(chan struct{}), make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		select {
		case <-first.cut:
		case <-over:
			return
		}
		if late {
			time.Sleep(20 * time.Millisecond) // for what else is under way
		}
		first.kill()
		was := path
		path = filepath.Join(filepath.Dir(was), "after.db")
		if data, err := os.ReadFile(was); err != nil || os.WriteFile(path, data, 0o600) != nil {
			s.t.Errorf("copying the store: %v", err)
		}
		left(path)
		now.Store(begin(s.t, ends, s.stage, path, 0, false))
		close(crashed)
	})
	settled := func() bool {
		select {
		case <-first.cut:
			<-crashed
		default:
		}
		return s.wait(sceneShop, 20*time.Second, func([]simtelegram.Message) bool {
			waiting, err := now.Load().Waiting()
			return err == nil && len(waiting) == 0 && s.Telegram.Unacked() == 0
		})
	}
	play()
	quiet := settled()
	select {
	case <-first.cut: // at the very last
		quiet = settled()
	default:
	}
	if !quiet {
		s.t.Errorf("it does not become quiet")
	}
	close(over)
	watching.Wait()
	last := now.Load()
	last.cancel()
	<-last.ended
	if err := last.Close(); err != nil {
		s.t.Error(err)
	}
	if err := storage.Check(path); err != nil {
		s.t.Error(err)
	}
	return path
}

// ruin reads what a crash left: on the disk, at the panel and in the chat.
func (s *scene) ruin(path string) *ruin {
	store, err := storage.Open(path, storage.Options{})
	if err != nil {
		s.t.Errorf("opening the store after the crash: %v", err)
		return &ruin{}
	}
	defer store.Close()
	left := &ruin{}
	if err := store.View(func(tx chat.Tx) error {
		orders, err := tx.History(sceneShop, "", 10)
		if len(orders) > 0 {
			left.state = orders[0].State
			left.asked = s.asked(string(orders[0].ID))
		} else {
			s.stage.mu.Lock()
			left.asked = len(s.requests)
			s.stage.mu.Unlock()
		}
		if err != nil {
			return err
		}
		return auditAll(s.t, tx) // at every commit the books are whole
	}); err != nil {
		s.t.Error(err)
	}
	o, ok, err := store.Head(sceneShop)
	left.unnoted = ok && o.Final
	for _, m := range s.Telegram.Messages(sceneShop) {
		if isWord(m) {
			left.told++
		}
	}
	if err != nil || (left.state == "" || left.state == order.Placed) && left.asked > 0 {
		s.t.Errorf("on disk the order is %q, and the panel was asked to pay (%v)", left.state, err)
	}
	return left
}

// isWord reports whether a message is a final word, of which there is one order's
// only: not what is left of its card, and not the card as it is looked at again.
func isWord(m simtelegram.Message) bool {
	return m.FromBot && (strings.HasPrefix(m.Text, "✅") || strings.HasPrefix(m.Text, "❌")) &&
		strings.Contains(m.Text, "Order ") && !strings.Contains(m.Text, "\n\n")
}

// finish waits for the final word; what nobody at the panel knows of, the admin ends.
func (s *scene) finish() {
	ruled := map[string]bool{}
	s.await("the final word", func(all []simtelegram.Message) bool {
		for _, m := range s.Telegram.Messages(sandbox.Admin) {
			for _, b := range buttonsOf(m) {
				verdict := b.Data == "v:failed:"+s.wish.id || b.Data == "v:yes-failed:"+s.wish.id
				if _, known := s.Panel.Order(s.wish.id); verdict && !known && !ruled[b.Data] {
					ruled[b.Data] = true
					_, _ = s.Telegram.Tap(sandbox.Admin, m.ID, b.Data)
				}
			}
		}
		return slices.ContainsFunc(all, isWord)
	})
}

// compare holds the end against the promises.
func (s *scene) compare(path string, left *ruin) {
	store, err := storage.Open(path, storage.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer store.Close()
	var orders []order.Order
	if err := store.View(func(tx chat.Tx) (err error) {
		orders, err = tx.History(sceneShop, "", 10)
		return err
	}); err != nil || len(orders) != 1 || string(orders[0].ID) != s.wish.id {
		s.t.Fatalf("the store has the orders %+v (%v)", orders, err)
	}
	s.compareWallet(store, orders[0])
	asked, told := s.asked(s.wish.id), 0
	for _, m := range s.Telegram.Messages(sceneShop) {
		if isWord(m) {
			told++
		}
	}
	want := order.Failed
	if at, taken := s.Panel.Order(s.wish.id); taken && at.Status == simpanel.StatusDone {
		want = order.Done
	}
	if orders[0].State != want {
		s.t.Errorf("the order is %s instead of %s", orders[0].State, want)
	}
	if asked > 1 {
		s.t.Errorf("the panel was asked to pay %d times", asked)
	}
	if left == nil {
		if asked != 1 || told != 1 {
			s.t.Errorf("without a crash: asked to pay %d times, told %d times", asked, told)
		}
		return
	}
	if unsent := left.state == "" || left.state == order.Placed; unsent && asked != 1 || !unsent && asked != left.asked {
		s.t.Errorf("after a crash at %q the panel was asked to pay %d times, before it %d times", left.state, asked, left.asked)
	}
	owed := 1
	if left.told == 1 && left.unnoted {
		owed = 2
	}
	if told != owed {
		s.t.Errorf("the final word came %d times instead of %d", told, owed)
	}
	s.stage.mu.Lock()
	defer s.stage.mu.Unlock()
	if n := s.answers[sceneShop]; n != 2 {
		s.t.Errorf("%d taps were answered", n)
	}
}
