package order

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/money"
)

// errCable is why calls fail in these tests.
var errCable = errors.New("the cable is out")

// errDamaged is what reading a damaged order gives.
var errDamaged = errors.New("the order is damaged")

// Answers that panels give.
var (
	accepted = Reply{Outcome: OutcomeAccepted, Message: "taken"}
	pending  = Reply{Outcome: OutcomePending, OfOrder: true}
	failed   = Reply{Outcome: OutcomeFailed, Message: "operator is down", OfOrder: true}
	refused  = Reply{Outcome: OutcomeRefused, Message: "no balance"}
	unsent   = Reply{Outcome: OutcomeUnsent, Err: errCable}
	unclear  = Reply{Outcome: OutcomeUnclear, Err: errCable}
	done     = Reply{Outcome: OutcomeDone, TransactionID: "T1", Balance: taka(900), OfOrder: true}
)

func taka(n int64) *money.Taka { t := money.WholeTaka(n); return &t }

// call is a call to the panel.
type call struct {
	what string // request, status, balance
	id   ID
	at   time.Time
}

// counter is the panel of a test. It answers by the test's functions, and holds
// every scenario to the promises about money: an order is Sending on disk when
// it is asked for, and asked for once unless nothing was sent.
type counter struct {
	room    *room
	request func(ctx context.Context, o Order) Reply
	status  func(ctx context.Context, id ID) Reply
	balance func(ctx context.Context) Reply

	mu       sync.Mutex
	calls    []call
	heard    map[ID]bool // orders of which the panel may have heard
	sends    int         // requests under way
	mostSend int
}

// always answers each call so.
func always(a Reply) func(context.Context, ID) Reply {
	return func(context.Context, ID) Reply { return a }
}

// inTurn gives one answer after the other, each order its own, and stays with the last.
func inTurn(answers ...Reply) func(context.Context, ID) Reply {
	var mu sync.Mutex
	turn := map[ID]int{}
	return func(_ context.Context, id ID) Reply {
		mu.Lock()
		defer mu.Unlock()
		n := turn[id]
		turn[id]++
		return answers[min(n, len(answers)-1)]
	}
}

// taking lets requests be answered like status calls.
func taking(f func(context.Context, ID) Reply) func(context.Context, Order) Reply {
	return func(ctx context.Context, o Order) Reply { return f(ctx, o.ID) }
}

// slowly answers after a while.
func slowly(d time.Duration, a Reply) func(context.Context, ID) Reply {
	return func(ctx context.Context, _ ID) Reply {
		time.Sleep(d)
		return a
	}
}

// hang waits until the call is cut off.
func hang(ctx context.Context, _ ID) Reply {
	<-ctx.Done()
	return Reply{Err: ctx.Err()}
}

func (c *counter) note(what string, id ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, call{what, id, time.Now()})
}

func (c *counter) Request(ctx context.Context, o Order) (a Reply) {
	c.note("request", o.ID)
	c.mu.Lock()
	if c.heard[o.ID] {
		c.room.t.Errorf("order %s was sent again", o.ID)
	}
	c.heard[o.ID] = true
	c.sends++
	c.mostSend = max(c.mostSend, c.sends)
	answer := c.request
	c.mu.Unlock()
	if on := c.room.order(o.ID); on.State != Sending || on.Sent.IsZero() || o.State != Sending {
		c.room.t.Errorf("order %s is %s on disk while it is sent", o.ID, on.State)
	}
	defer func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.sends--
		c.heard[o.ID] = a.Outcome != OutcomeUnsent
	}()
	return answer(ctx, o)
}

func (c *counter) Status(ctx context.Context, id ID) Reply {
	c.note("status", id)
	if o := c.room.order(id); o.State == Placed || o.State == Sending {
		c.room.t.Errorf("the panel is asked for order %s, which is %s", id, o.State)
	}
	c.mu.Lock()
	answer := c.status
	c.mu.Unlock()
	a := answer(ctx, id)
	if c.room.order(id).Cause == CauseNeverSent && !a.unread() {
		return Reply{Outcome: OutcomeDenied, NotFound: true, Message: "Order Not Found"}
	}
	if a.TransactionID == done.TransactionID { // each order has its own
		a.TransactionID += " of " + string(id)
	}
	return a
}

func (c *counter) Balance(ctx context.Context) Reply {
	c.note("balance", "")
	c.mu.Lock()
	answer := c.balance
	c.mu.Unlock()
	return answer(ctx)
}

// room is a desk with its surroundings.
type room struct {
	t      *testing.T
	disk   *disk
	panel  *counter
	people *crier
	cfg    Config
	tune   func(*Desk) // a desk that starts; nil: it stays as it is

	desk   atomic.Pointer[Desk]
	offset atomic.Int64 // the clock is wrong by so much
	stop   context.CancelFunc
	ended  chan struct{}
	placed int64
}

// inRoom runs a scenario with a desk at work, then stops it and checks what
// must hold after every scenario.
func inRoom(t *testing.T, scenario func(r *room)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.start()
		scenario(r)
		r.shut()
		r.check()
	})
}

func newRoom(t *testing.T) *room {
	random := rand.New(rand.NewPCG(1, 2))
	var mu sync.Mutex
	r := &room{t: t, disk: newDisk(), people: &crier{}}
	r.panel = &counter{room: r, heard: map[ID]bool{}, request: taking(always(accepted)), status: always(pending),
		balance: func(context.Context) Reply { return Reply{Outcome: OutcomeAccepted, Balance: taka(500)} }}
	r.cfg = Config{FirstCheck: 3 * time.Second, MaxInterval: 2 * time.Minute, StuckAfter: 15 * time.Minute,
		ChecksPerMinute: 60, Now: r.now,
		Rand: func() float64 { mu.Lock(); defer mu.Unlock(); return random.Float64() }}
	return r
}

func (r *room) now() time.Time { return time.Now().Add(time.Duration(r.offset.Load())) }

// What the surroundings do from now on.

func (r *room) requests(f func(context.Context, Order) Reply) {
	r.locked(func() { r.panel.request = f })
}
func (r *room) statuses(f func(context.Context, ID) Reply) { r.locked(func() { r.panel.status = f }) }
func (r *room) balances(f func(context.Context) Reply)     { r.locked(func() { r.panel.balance = f }) }
func (r *room) commits(f func() error)                     { r.locked(func() { r.disk.commit = f }) }
func (r *room) notices(f func(what string, o Order) error) { r.locked(func() { r.people.before = f }) }
func (r *room) unwatched()                                 { r.locked(func() { r.disk.changed = nil }) }

func (r *room) locked(change func()) {
	r.panel.mu.Lock()
	defer r.panel.mu.Unlock()
	r.disk.mu.Lock()
	defer r.disk.mu.Unlock()
	change()
}

// kick wakes all of the desk.
func (r *room) kick() {
	for q := range queues {
		r.desk.Load().Kick(q)
	}
}

// start opens the desk on what is on disk.
func (r *room) start() {
	desk := NewDesk(desktop{r.disk, r.people}, r.panel, r.cfg)
	if r.tune != nil {
		r.tune(desk)
	}
	r.desk.Store(desk)
	r.locked(func() { r.disk.changed = desk.Kick })
	ctx, cancel := context.WithCancel(r.t.Context())
	ended := make(chan struct{})
	r.stop, r.ended = cancel, ended
	go func() {
		defer close(ended)
		if err := desk.Run(ctx); err != nil {
			r.t.Errorf("the desk did not start: %v", err)
		}
	}()
	synctest.Wait()
}

// shut stops the desk and waits for it; it gives how long that took.
func (r *room) shut() time.Duration {
	begun := time.Now()
	r.stop()
	<-r.ended
	return time.Since(begun)
}

// crash ends the process as a power cut does: what is on disk stays, nothing
// that still runs is written any more. start begins anew.
func (r *room) crash() {
	old := r.disk
	r.disk = old.copy()
	old.mu.Lock()
	old.commit, old.view, old.changed = func() error { return errCable }, func() error { return errCable }, nil
	old.mu.Unlock()
	r.stop()
}

// restart is a crash and a new start.
func (r *room) restart() {
	r.crash()
	r.start()
}

// place puts a new order on disk; the desk hears of it.
func (r *room) place() ID {
	r.t.Helper()
	return r.placeTo("01712345678")
}

func (r *room) placeTo(to Number) ID {
	r.t.Helper()
	return r.placeOf(to, sample("").Amount)
}

// freshNumber gives a number that no order went to.
func (r *room) freshNumber() Number { return Number(fmt.Sprintf("019%08d", r.placed)) }

func (r *room) placeOf(to Number, amount money.Taka) ID {
	r.t.Helper()
	r.placed++
	var id ID
	err := r.disk.Update(func(tx *memory) (err error) {
		if id, err = tx.NextID(r.now()); err != nil {
			return err
		}
		o := sample(id)
		o.Number, o.Amount = to, amount
		earlier, err := Earlier(tx, o.Number, o.Amount, Window{}, r.now())
		if err != nil {
			return err
		}
		_, _, err = Place(unit(tx), o, Placing{Known: KnownOf(earlier)}, r.now())
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return id
}

// sample is a complete order.
func sample(id ID) Order {
	return Order{ID: id, Reseller: 7, Recharge: Recharge{Number: "01712345678", Operator: Grameenphone, Connection: Prepaid, Amount: money.WholeTaka(50)}}
}

// ask has the desk ask for the order again, as a person's tap does.
func (r *room) ask(id ID) (asked bool) {
	r.t.Helper()
	err := r.disk.Update(func(tx *memory) (err error) {
		o, _, _ := tx.Order(id)
		_, asked, err = RequestStatus(tx, o, r.now())
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return asked
}

// question leaves a balance question of a chat.
func (r *room) question(chat int64) {
	r.t.Helper()
	if err := r.disk.Update(func(tx *memory) error { return tx.InquireBalance(BalanceInquiry{Chat: chat, Asked: r.now()}) }); err != nil {
		r.t.Fatal(err)
	}
}

// put writes an order as an earlier process might have left it.
func (r *room) put(o Order) {
	r.t.Helper()
	if err := r.disk.Update(func(tx *memory) error { return tx.PutOrder(o) }); err != nil {
		r.t.Fatal(err)
	}
}

// order gives an order as it is on disk.
func (r *room) order(id ID) Order {
	r.disk.mu.Lock()
	defer r.disk.mu.Unlock()
	return r.disk.orders[id].copy()
}

// after lets the time pass, and the desk come to rest.
func (r *room) after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// is checks an order's state and cause.
func (r *room) is(id ID, s State, c Cause) Order {
	r.t.Helper()
	o := r.order(id)
	if o.State != s || o.Cause != c {
		r.t.Errorf("order %s is %s (%q), want %s (%q)", id, o.State, o.Cause, s, c)
	}
	return o
}

// calls gives the calls of a kind, for an order or ("") for all.
func (r *room) calls(what string, id ID) []call {
	r.panel.mu.Lock()
	defer r.panel.mu.Unlock()
	var found []call
	for _, c := range r.panel.calls {
		if c.what == what && (id == "" || c.id == id) {
			found = append(found, c)
		}
	}
	return found
}

// called checks how often a call was made.
func (r *room) called(what string, id ID, want int) {
	r.t.Helper()
	if got := len(r.calls(what, id)); got != want {
		r.t.Errorf("%s of %q was called %d times, want %d", what, id, got, want)
	}
}

// heard gives what people were told of an order, or ("") of all else; without
// the states it passed.
func (r *room) heard(id ID) []said {
	r.disk.mu.Lock()
	defer r.disk.mu.Unlock()
	var found []said
	for _, w := range r.disk.said {
		if w.what != "moved" && w.order.ID == id {
			found = append(found, w)
		}
	}
	return found
}

// told checks it: "stuck settled".
func (r *room) told(id ID, want string) []said {
	r.t.Helper()
	heard := r.heard(id)
	var words []string
	for _, w := range heard {
		words = append(words, w.what)
	}
	if got := strings.Join(words, " "); got != want {
		r.t.Errorf("people were told %q of %q, want %q", got, id, want)
	}
	return heard
}

// path gives the states that the order's card has shown: "sending accepted".
func (r *room) path(id ID) string {
	r.disk.mu.Lock()
	defer r.disk.mu.Unlock()
	var states []string
	for _, w := range r.disk.said {
		if (w.what == "moved" || w.what == "settled") && w.order.ID == id {
			states = append(states, string(w.order.State))
		}
	}
	return strings.Join(states, " ")
}

// check holds what must be true after every scenario.
func (r *room) check() {
	r.t.Helper()
	settled, stuck := map[ID]State{}, map[ID]int{}
	for _, w := range r.disk.said {
		switch w.what {
		case "settled":
			if settled[w.order.ID] == w.order.State {
				r.t.Errorf("order %s was told to be %s twice", w.order.ID, w.order.State)
			}
			settled[w.order.ID] = w.order.State
		case "resumed":
			delete(settled, w.order.ID)
			delete(stuck, w.order.ID)
		case "stuck":
			stuck[w.order.ID]++
		}
	}
	for id, o := range r.disk.orders {
		if o.State.Final() && o.Verdict == nil && settled[id] != o.State {
			r.t.Errorf("order %s is %s, people were told %q", id, o.State, settled[id])
		}
		if stuck[id] > 1 || (stuck[id] > 0) != !o.Stuck.IsZero() {
			r.t.Errorf("order %s: told %d times that it is stuck (%v)", id, stuck[id], o.Stuck)
		}
		if o.State == Sending {
			r.t.Errorf("order %s was left in sending", id)
		}
		if q, queued := o.Queue(); o.Open() && !queued || queued && o.State.Final() && !o.Asked && q != ToRecheck {
			r.t.Errorf("order %s is %s, in a queue: %v", id, o.State, queued)
		}
		if o.Cause == CauseNeverSent && r.panel.heard[id] {
			r.t.Errorf("order %s counts as never sent; the panel may have heard of it", id)
		}
	}
	r.checkRateLimit()
}

// checkRateLimit finds any minute with more status and balance calls than allowed.
func (r *room) checkRateLimit() {
	r.t.Helper()
	var at []time.Time
	for _, c := range r.panel.calls {
		if c.what != "request" {
			at = append(at, c.at)
		}
	}
	slices.SortFunc(at, time.Time.Compare)
	for i, n := 0, max(1, r.cfg.ChecksPerMinute); i+n < len(at); i++ {
		if span := at[i+n].Sub(at[i]); span < time.Minute {
			r.t.Fatalf("%d calls within %v (from %v)", n+1, span, at[i])
		}
	}
}

func (c call) String() string { return fmt.Sprintf("%s %s %s", c.what, c.id, c.at.Format("15:04:05")) }
