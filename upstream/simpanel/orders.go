package simpanel

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"time"
)

// What an order's Status can be.
const (
	StatusPending = "pending"
	StatusDone    = "done"
	StatusFailed  = "failed"
)

// ErrNoOrder says that no order with the id was taken.
var ErrNoOrder = errors.New("simpanel: no such order")

// Order is an order the panel took. Fields and Headers are shared with the
// panel and must not be changed.
type Order struct {
	ID            string
	Number        string
	Operator      string // as sent, or by the number's prefix if none was
	Type          string // "1" prepaid, "2" postpaid
	Amount        string // whole taka
	Service       string
	Status        string // StatusPending, StatusDone or StatusFailed
	TransactionID string // the operator's, once done
	Message       string // why it failed, or what Settle said
	Requests      int    // request calls that carried this id, taken or not
	Charged       int    // runs that took money: 1, more only in mood Double or with RunTwice; see Ledger for the money itself
	At            time.Time
	Fields        map[string]string // as received
	Headers       http.Header
}

// Entry is one call received.
type Entry struct {
	At     time.Time
	Call   Call
	Method string
	ID     string
	Number string            // of a status call the number its id was ordered for
	Fields map[string]string // as received, not to be changed
	Mood   string            // "" if the call was not a POST
	Answer string            // the body sent, or in brackets what was done instead
}

// Orders returns the orders taken, in order of arrival.
func (p *Panel) Orders() []Order {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnDue()
	all := make([]Order, len(p.orders))
	for i, rec := range p.orders {
		all[i] = rec.view()
	}
	return all
}

// Order returns the order taken with id.
func (p *Panel) Order(id string) (Order, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnDue()
	rec := p.ids[id]
	if rec == nil || !rec.taken {
		return Order{}, false
	}
	return rec.view(), true
}

// Requests returns how many request calls carried id, taken or not; unlike
// Order it knows ids that never were.
func (p *Panel) Requests(id string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if rec := p.ids[id]; rec != nil {
		return rec.requests
	}
	return 0
}

// Settle makes an order done or failed, whatever it is now and whatever its
// mood had in store: a done order that fails is a reversal. Failing gives the
// money back; a failed order that becomes done takes it again, which can make
// the balance negative and does not raise Charged, as it corrects the first
// run. It returns ErrNoOrder for an id never taken, and an error for another
// status.
func (p *Panel) Settle(id, status, message string) error {
	if status != StatusDone && status != StatusFailed {
		return fmt.Errorf("simpanel: an order can be settled as %q or %q, not %q", StatusDone, StatusFailed, status)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnDue()
	rec := p.ids[id]
	if rec == nil || !rec.taken {
		return fmt.Errorf("%w: %q", ErrNoOrder, id)
	}
	// A reversal in store would undo this word; how the order is spoken of stays.
	rec.plan = Mood{Name: Succeed, Late: rec.plan.Late, NotFound: rec.plan.NotFound, Keys: rec.plan.Keys}
	p.settle(rec, status, message, p.now())
	p.notify()
	return nil
}

// settle moves the order and its money, as of the time at. The lock is held.
func (p *Panel) settle(rec *record, status, message string, at time.Time) {
	switch status {
	case StatusFailed:
		p.giveBack(rec, at, message)
		rec.order.TransactionID = ""
	case StatusDone:
		if rec.held == 0 {
			p.charge(rec, rec.amount, at, "done after all")
		}
		if rec.order.TransactionID == "" {
			if rec.plan.does() != SameTrxID || p.lastTrxID == "" {
				p.settled++
				// A letter in front: bare, as in mood DocumentJSON, it is no JSON.
				p.lastTrxID = fmt.Sprintf("T%09d", p.settled)
			}
			rec.order.TransactionID = p.lastTrxID
		}
	}
	rec.order.Status, rec.order.Message = status, message
	p.planTurn(rec, at)
}

// Balance returns the balance in taka, always with paisa: "5000.00".
func (p *Panel) Balance() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnDue()
	return p.balance.fixed()
}

// SetBalance sets the balance to an amount such as "5000" or "5000.50"; anything
// else is an error and changes nothing.
func (p *Panel) SetBalance(taka string) error {
	n, err := parseTaka(taka)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnDue()
	p.balance = n
	p.notify()
	return nil
}

// Calls returns how many POSTs of each call were received, refused ones and
// those never answered included.
func (p *Panel) Calls() map[Call]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.calls)
}

// Log returns the last Options.Keep calls received, oldest first.
func (p *Panel) Log() []Entry {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := make([]Entry, 0, len(p.entries))
	all = append(all, p.entries[p.oldest:]...)
	return append(all, p.entries[:p.oldest]...)
}

// note adds e to the log. The lock is held.
func (p *Panel) note(e Entry) {
	if len(p.entries) < p.opt.Keep {
		p.entries = append(p.entries, e)
		return
	}
	p.entries[p.oldest] = e
	p.oldest = (p.oldest + 1) % len(p.entries)
}

// Changed returns a channel that is closed at the next change: a call decided,
// an order settled, a mood or the balance set. Look after taking the channel,
// not before.
func (p *Panel) Changed() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.watched = true
	return p.changed
}

// notify tells of a change. The lock is held.
func (p *Panel) notify() {
	if !p.watched {
		return
	}
	close(p.changed)
	p.changed, p.watched = make(chan struct{}), false
}

// WaitFor returns nil once cond is true, which it looks at now and after each
// change, or an error when ctx ends or the panel is closed.
func (p *Panel) WaitFor(ctx context.Context, cond func() bool) error {
	for {
		changed := p.Changed()
		if cond() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("simpanel: waiting: %w", context.Cause(ctx))
		case <-p.closed:
			return errors.New("simpanel: waiting: the panel is closed")
		}
	}
}
