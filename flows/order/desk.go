package order

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// Limits of the desk.
const (
	// SendFor is how long after Confirm an order may still be sent, where
	// earlier tries certainly sent nothing. After that the customer has left.
	SendFor = 10 * time.Minute
	// sendsAtOnce and checksMin bound the calls under way, so that slow calls
	// hold up neither the machine nor (short of that many) each other.
	sendsAtOnce = 32
	// batchSendsAtOnce are those of them up to which an order of a batch may begin one, so
	// that a single order finds a place free.
	batchSendsAtOnce = 24
	checksMin        = 8 // and besides as many as the rate limit lets begin while one hangs
	rechecksAtOnce   = 4
	// drainFor is how long running calls may go on once the desk is to stop.
	drainFor = 7 * time.Second
)

// Desk sends orders to the panel, follows them and settles them. While the bot runs
// nothing else calls the panel.
type Desk struct {
	store   Store
	gateway Gateway
	cfg     Config
	log     *slog.Logger
	health  health
	short   shortage

	checks    *share // status checks of open orders
	rechecks  *share // status checks of final ones
	inquiries *share // balance calls
	sends     *share
	// plan gives the pause between two checks of an order that is not stuck; late is by
	// how much checks must be late until the newest orders go first. Benchmarks change them.
	plan     func(tx Tx, o Order, now time.Time) (time.Duration, error)
	late     time.Duration
	holds    [kinds]hold                // while the panel asks to be left alone
	failures map[string]*rateLimitedLog // of the log: status and balance calls that bring nothing
	checking atomic.Int32               // status checks of open orders under way

	kicks    [queues]chan struct{}
	deferred chan deferredUpdate
	calls    context.Context // ends when running calls must
}

// NewDesk makes a desk; Run works it.
func NewDesk(store Store, gateway Gateway, cfg Config) *Desk {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Rand == nil {
		cfg.Rand = rand.Float64
	}
	if cfg.DenialAfter <= 0 {
		cfg.DenialAfter = denialAfter
	}
	if cfg.DenialApart <= 0 {
		cfg.DenialApart = denialApart
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	d := &Desk{
		store: store, cfg: cfg, log: cfg.Log,
		deferred: make(chan deferredUpdate, maxDeferred),
		failures: map[string]*rateLimitedLog{"status": newRateLimitedLog(), "balance": newRateLimitedLog()},
	}
	d.plan = func(tx Tx, o Order, now time.Time) (time.Duration, error) { return d.spacing(tx, now.Sub(o.Sent), now) }
	d.late = cfg.MaxInterval
	d.gateway = heeding{gateway, &d.holds}
	d.limit(PanelState{})
	for q := range d.kicks {
		d.kicks[q] = make(chan struct{}, 1)
	}
	return d
}

// limit makes the rate limiters, which go on from where an earlier process left
// them. Status checks of open orders have at least three quarters of theirs: balance
// inquiries have a quarter at most, and checks of final orders what is left over.
func (d *Desk) limit(p PanelState) {
	all := newLimiter(d.cfg.ChecksPerMinute, d.cfg.Now, p.StatusLimit)
	d.checks = newShare(all, 1, &d.holds[statusCalls]) // one is left for whoever asks for the balance
	d.rechecks = newShare(all, max(1, all.burst*3/4), &d.holds[statusCalls])
	d.inquiries = newShare(all, 0, &d.holds[balances])
	d.inquiries.own = newLimiter(d.cfg.ChecksPerMinute/4, d.cfg.Now, LimiterState{})
	d.sends = newShare(nil, 0, &d.holds[requests])
	if d.cfg.SendsPerMinute > 0 {
		d.sends = newShare(newLimiter(d.cfg.SendsPerMinute, d.cfg.Now, p.SendLimit), 0, &d.holds[requests])
	}
}

// hungFor is how long a status check may hang, see upstream.
const hungFor = 10 * time.Second

// checksAtOnce is how many status checks may be under way: enough that calls
// which hang leave room for those that do not.
func (d *Desk) checksAtOnce() int {
	hanging := d.cfg.ChecksPerMinute * int(hungFor/time.Second) / 60
	return min(checksMin+int(d.checks.burst)+hanging, 256)
}

// Kick tells the desk that something came into a queue or moved in it. Never waits.
func (d *Desk) Kick(q Queue) {
	if q == ToRecheck {
		return // minutes from now at the earliest
	}
	q = q.front()
	select {
	case d.kicks[q] <- struct{}{}:
	default:
	}
}

// Run works until ctx ends, then lets running calls finish (bounded) and
// returns. An error means that it could not start.
func (d *Desk) Run(ctx context.Context) error {
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
	if err := d.recover(); err != nil || ctx.Err() != nil {
		return err
	}

	var loops sync.WaitGroup
	loops.Go(func() { d.work(ctx, ToSend, sendsAtOnce, d.send) })
	loops.Go(func() { d.work(ctx, ToCheck, d.checksAtOnce(), d.check) })
	loops.Go(func() { d.work(ctx, ToRecheck, rechecksAtOnce, d.check) })
	loops.Go(func() { d.answerInquiries(ctx) })
	loops.Go(func() { d.updateDeferredCards(ctx) })
	loops.Wait()
	return nil
}

// recover goes on from what is on disk. It makes unclear what a crash left in
// Sending: the panel may or may not have heard, and it is never sent again.
func (d *Desk) recover() error {
	var sending, waiting []Order
	now := d.cfg.Now()
	err := d.store.View(func(tx Tx) error {
		p, err := tx.PanelState(MainPanel)
		if err != nil {
			return err
		}
		if !p.DownSince.IsZero() {
			d.health.fallen(p.DownSince)
		}
		d.limit(p)
		if waiting, err = pendingCards(tx, now); err != nil {
			return err
		}
		sending, err = tx.Sending()
		return err
	})
	if err != nil {
		return err
	}
	for _, o := range waiting {
		if !d.updateCardAfter(o.ID, o.Next.Sub(now)) {
			break // the first status check tells
		}
	}
	for _, o := range sending {
		if err := o.Move(Unclear); err != nil {
			return err
		}
		o.Next = now
		// A card that cannot be written must keep no order from being asked for, nor a
		// full disk the bot from starting.
		if !d.save(o.ID, func(u Unit) error { return d.put(u, o, now) }) &&
			!d.save(o.ID, func(u Unit) error { return u.PutOrder(o) }) {
			if d.calls.Err() != nil {
				return nil // it is found in sending at the next start
			}
			return fmt.Errorf("order %s, left in sending, cannot be made unclear", o.ID)
		}
		d.log.Warn("order was being sent when the bot stopped; asking the panel, not sending again", "order", o.ID)
	}
	return nil
}

// put writes an open order whose state changed, with its card.
func (d *Desk) put(u Unit, o Order, now time.Time) error {
	if err := u.PutOrder(o); err != nil {
		return err
	}
	return u.Tell.Moved(o, now)
}

// survive logs a panic in the handling of one order, which stays as it is on
// disk.
func (d *Desk) survive(id ID) {
	if p := recover(); p != nil {
		d.log.Error("panic at the desk", "order", id, "panic", p, "stack", string(debug.Stack()))
	}
}

// guard makes a call to the panel. A panic in its client says as little of the
// order as a broken connection: the zero Reply is Unclear.
func (d *Desk) guard(call func() Reply) (a Reply) {
	defer func() {
		if p := recover(); p != nil {
			a = Reply{Err: fmt.Errorf("panic in the panel's client: %v", p)}
			d.log.Error("panic in the panel's client", "panic", p, "stack", string(debug.Stack()))
		}
	}()
	return call()
}

// interrupted reports that a call without a readable word was ended by the desk's stop,
// which says nothing about the panel.
func (d *Desk) interrupted(a Reply) bool { return a.unread() && d.calls.Err() != nil }

// maxAttempts bounds retries of a transaction whose own function fails, as opposed to
// its commit.
const maxAttempts = 5

// update runs a transaction. A panic in it is an error like others, and rolls
// it back.
func (d *Desk) update(fn func(u Unit) error) error {
	return d.store.Update(func(u Unit) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			}
		}()
		return fn(u)
	})
}

// save runs a transaction that records what a call brought, until the disk
// takes it, and reports whether it did. False: the desk must stop (what is not
// recorded then is found as Sending or due at the next start), or the
// transaction's own work failed each time, which waiting does not mend.
func (d *Desk) save(id ID, fn func(u Unit) error) bool {
	inside := 0
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 10*time.Second) {
		var failed bool
		err := d.update(func(u Unit) error {
			failed = true // also where it panics
			err := fn(u)
			failed = err != nil
			return err
		})
		if err == nil {
			return true
		}
		if failed {
			inside++
		}
		d.log.Error("saving what became of an order; trying again", "order", id, "error", err)
		if inside >= maxAttempts {
			return false
		}
		select {
		case <-d.calls.Done():
			return false
		case <-time.After(pause):
		}
	}
}

// grow gives base doubled n times, at most limit, with a fifth of jitter either way.
func (d *Desk) grow(base time.Duration, n int, limit time.Duration) time.Duration {
	pause := base
	for range n {
		if pause *= 2; pause >= limit {
			pause = limit
			break
		}
	}
	return d.jitter(pause)
}

// jitter gives the pause, a fifth longer or shorter at most.
func (d *Desk) jitter(pause time.Duration) time.Duration {
	return time.Duration(float64(pause) * (0.8 + 0.4*d.cfg.Rand()))
}
