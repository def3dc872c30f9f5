package order

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"
)

// Announcer writes what people are told, inside the transaction of the change.
type Announcer[T Tx] interface {
	// Moved: an open order's state changed, or a try sent nothing and another is due.
	Moved(tx T, o Order, now time.Time) error
	// Settled: the order became final. was is the state before; Done or Failed
	// where the panel took its word back.
	Settled(tx T, o Order, was State, now time.Time) error
	// Stuck: the order has been open for longer than it should. Told once.
	Stuck(tx T, o Order, now time.Time) error
	// Looked: a person asked, the panel was asked, and the state is what it was.
	Looked(tx T, o Order, a Answer, now time.Time) error
	// BalanceTold answers a question; p is the last that is known.
	BalanceTold(tx T, q Question, p PanelState, a Answer, now time.Time) error
	// PanelDown and PanelUp are told to the admins once each.
	PanelDown(tx T, since time.Time, a Answer, now time.Time) error
	PanelUp(tx T, since time.Time, now time.Time) error
}

// DeskSettings are the desk's times and limits.
type DeskSettings struct {
	FirstLook      time.Duration // from sent to the first status call
	MaxInterval    time.Duration // the longest pause between two, until stuck
	StuckAfter     time.Duration // from sent until people are told that it takes too long
	LooksPerMinute int           // status and balance calls, at least 1
	Now            func() time.Time
	Rand           func() float64 // 0 to 1, for jitter; nil: math/rand
	Log            *slog.Logger
}

// Limits of the desk.
const (
	// SendFor is how long after Confirm an order may still be sent, where
	// earlier tries certainly sent nothing. After that the customer has left.
	SendFor = 10 * time.Minute
	// sendsAtOnce and looksAtOnce bound the calls under way, so that slow calls
	// hold up neither the machine nor (short of that many) each other.
	sendsAtOnce = 32
	looksAtOnce = 8
	// drainFor is how long running calls may go on once the desk is to stop.
	drainFor = 7 * time.Second
)

// Desk sends orders to the panel, follows them and settles them. It is the only
// caller of the panel.
type Desk[T Tx] struct {
	store  Store[T]
	panel  Panel
	people Announcer[T]
	set    DeskSettings
	log    *slog.Logger
	budget *budget
	health health

	kickSend, kickLook, kickAsk chan struct{}
	calls                       context.Context // ends when running calls must
}

// NewDesk makes a desk; Run works it.
func NewDesk[T Tx](store Store[T], panel Panel, people Announcer[T], set DeskSettings) *Desk[T] {
	if set.Now == nil {
		set.Now = time.Now
	}
	if set.Rand == nil {
		set.Rand = rand.Float64
	}
	if set.Log == nil {
		set.Log = slog.New(slog.DiscardHandler)
	}
	return &Desk[T]{
		store: store, panel: panel, people: people, set: set, log: set.Log,
		budget:   newBudget(set.LooksPerMinute, set.Now),
		kickSend: make(chan struct{}, 1), kickLook: make(chan struct{}, 1), kickAsk: make(chan struct{}, 1),
	}
}

// Kick tells the desk that the store may hold something due. Never waits.
func (d *Desk[T]) Kick() {
	kick(d.kickSend)
	kick(d.kickLook)
	kick(d.kickAsk)
}

func kick(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Run works until ctx ends, then lets running calls finish (bounded) and
// returns. An error means that it could not start.
func (d *Desk[T]) Run(ctx context.Context) error {
	if err := d.recover(); err != nil {
		return err
	}
	calls, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	d.calls = calls
	stop := context.AfterFunc(ctx, func() {
		select {
		case <-calls.Done():
		case <-time.After(drainFor):
			cancel()
		}
	})
	defer stop()

	var loops sync.WaitGroup
	loops.Go(func() { d.work(ctx, ToSend, sendsAtOnce, d.kickSend, d.send) })
	loops.Go(func() { d.work(ctx, ToLook, looksAtOnce, d.kickLook, d.look) })
	loops.Go(func() { d.answerQuestions(ctx) })
	loops.Wait()
	return nil
}

// recover goes on from what is on disk. It makes unclear what a crash left in Sending: the panel may or may not
// have heard, and it is never sent again.
func (d *Desk[T]) recover() error {
	return d.store.Update(func(tx T) error {
		p, err := tx.PanelState()
		if err != nil {
			return err
		}
		if !p.DownSince.IsZero() {
			d.health.fallen(p.DownSince)
		}
		orders, err := tx.Sending()
		if err != nil {
			return err
		}
		for _, o := range orders {
			now := d.set.Now()
			if err := o.Move(Unclear); err != nil {
				return err
			}
			o.Next = now
			if err := d.put(tx, o, now); err != nil {
				return err
			}
			d.log.Warn("order was being sent when the bot stopped; asking the panel, not sending again", "order", o.ID)
		}
		return nil
	})
}

// put writes an open order whose state changed, with its card.
func (d *Desk[T]) put(tx T, o Order, now time.Time) error {
	if err := tx.PutOrder(o); err != nil {
		return err
	}
	return d.people.Moved(tx, o, now)
}

// close settles an order and tells its people, in one transaction.
func (d *Desk[T]) close(tx T, o Order, s State, cause Cause, now time.Time) error {
	was := o.State
	if err := o.settle(s, cause, now); err != nil {
		return err
	}
	if err := tx.PutOrder(o); err != nil {
		return err
	}
	return d.people.Settled(tx, o, was, now)
}

// work hands what is due in a queue to do, at most atOnce side by side.
func (d *Desk[T]) work(ctx context.Context, q Queue, atOnce int, kick chan struct{}, do func(ID)) {
	var (
		running = map[ID]bool{}
		done    = make(chan ID, atOnce)
		turn    int
		timer   = time.NewTimer(0)
	)
	defer timer.Stop()
	for ctx.Err() == nil {
		wait := time.Hour
		for len(running) < atOnce {
			// The newest go first, since somebody waits at the counter; one turn
			// in four is for the one that waited longest, so that none starves.
			newest := q == ToLook && turn%4 != 3
			id, next, ok := d.pick(q, newest, running)
			if !ok {
				wait = next
				break
			}
			if q == ToLook {
				if pause, ok := d.budget.take(); !ok {
					wait = pause
					break
				}
			}
			turn++
			running[id] = true
			go func() {
				defer func() { done <- id }()
				defer d.survive(id)
				do(id)
			}()
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
		case <-kick:
		case <-timer.C:
		case id := <-done:
			delete(running, id)
		}
	}
	for len(running) > 0 {
		delete(running, <-done)
	}
}

// survive logs a panic in the handling of one order, which stays as it is on
// disk: Placed is tried again, anything else is asked for.
func (d *Desk[T]) survive(id ID) {
	if p := recover(); p != nil {
		d.log.Error("panic at the desk", "order", id, "panic", p)
	}
}

// pick gives a due order that is not being worked on, or the time until the
// next is due.
func (d *Desk[T]) pick(q Queue, newest bool, running map[ID]bool) (found ID, wait time.Duration, ok bool) {
	wait = time.Hour
	err := d.store.View(func(tx T) error {
		now := d.set.Now()
		ids, err := tx.Due(q, now, newest, len(running)+1)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if !running[id] {
				found, ok = id, true
				return nil
			}
		}
		next, any, err := tx.NextDue(q)
		if any && next.After(now) {
			wait = next.Sub(now)
		}
		return err
	})
	if err != nil {
		d.log.Error("reading what is due", "error", err)
		return "", time.Second, false
	}
	return found, min(wait, time.Hour), ok
}

// save runs a transaction that records what a call brought, until the disk
// takes it or the desk must stop. What is not recorded then is found as Sending
// or due at the next start.
func (d *Desk[T]) save(id ID, fn func(tx T) error) {
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 10*time.Second) {
		err := d.store.Update(fn)
		if err == nil {
			return
		}
		d.log.Error("saving what became of an order; trying again", "order", id, "error", err)
		select {
		case <-d.calls.Done():
			return
		case <-time.After(pause):
		}
	}
}

// grow gives base doubled n times, at most limit, with a fifth of jitter either way.
func (d *Desk[T]) grow(base time.Duration, n int, limit time.Duration) time.Duration {
	pause := base
	for range n {
		if pause *= 2; pause >= limit {
			pause = limit
			break
		}
	}
	return time.Duration(float64(pause) * (0.8 + 0.4*d.set.Rand()))
}
