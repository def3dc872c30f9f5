package simpanel

import (
	"slices"
	"time"
)

// Kinds of posting.
const (
	Charge = "charge"
	Refund = "refund"
)

// Posting is one movement of money in the panel's ledger. The ledger holds what
// the panel did, whatever it answered.
type Posting struct {
	ID     string
	Kind   string // Charge or Refund
	Amount int64  // in paisa, never negative
	At     time.Time
	Why    string
}

// Account is what the panel really did with one id, whatever it answered.
type Account struct {
	ID            string
	Number        string // of the order, or of the first request if none was taken
	Amount        string // in whole taka, as sent
	Requests      int    // request calls that carried the id, taken or not
	Taken         bool
	Charges       int    // times it was charged, those given back included
	Charged       int64  // in paisa, what was charged and not given back
	Word          string // the order's status now; "" if it was not taken
	TransactionID string
	Mood          string // the mood it was taken in, or that of its last request if it was not
}

// Ledger returns all postings, in the order in which they were made.
func (p *Panel) Ledger() []Posting {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnDue()
	return slices.Clone(p.postings)
}

// Accounts returns an account of each id that a request carried, in the order of
// their first requests.
func (p *Panel) Accounts() []Account {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnDue()
	all := make([]Account, len(p.asked))
	for i, rec := range p.asked {
		all[i] = rec.account()
	}
	return all
}

// Account returns the account of an id, and whether a request ever carried it.
func (p *Panel) Account(id string) (Account, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnDue()
	rec := p.ids[id]
	if rec == nil {
		return Account{}, false
	}
	return rec.account(), true
}

// Charged returns what was charged for all orders and not given back, in paisa.
func (p *Panel) Charged() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnDue()
	return int64(p.charged())
}

func (p *Panel) charged() (sum paisa) {
	for _, rec := range p.orders {
		sum += rec.held
	}
	return sum
}

func (rec *record) account() Account {
	a := Account{ID: rec.id, Number: rec.number, Amount: rec.asked, Requests: rec.requests, Mood: rec.mood}
	if rec.taken {
		a.Taken, a.Amount, a.Charges, a.Charged = true, rec.order.Amount, rec.charges, int64(rec.held)
		a.Word, a.TransactionID = rec.order.Status, rec.order.TransactionID
	}
	return a
}

// charge takes money for rec. The lock is held.
func (p *Panel) charge(rec *record, amount paisa, at time.Time, why string) {
	p.balance -= amount
	rec.held += amount
	rec.charges++
	p.postings = append(p.postings, Posting{rec.id, Charge, int64(amount), at, why})
}

// giveBack returns all that is held for rec. The lock is held.
func (p *Panel) giveBack(rec *record, at time.Time, why string) {
	if rec.held == 0 {
		return
	}
	p.balance += rec.held
	p.postings = append(p.postings, Posting{rec.id, Refund, int64(rec.held), at, why})
	rec.held = 0
}

// planTurn notes when the word just given is taken back, if its mood does that.
// The lock is held.
func (p *Panel) planTurn(rec *record, at time.Time) {
	plan, status := rec.plan.does(), rec.order.Status
	rec.turns = time.Time{}
	if plan == DoneThenFailed && status == StatusDone || plan == FailedThenDone && status == StatusFailed {
		rec.turns = at.Add(rec.plan.After)
		p.turning = append(p.turning, rec)
	}
}

// turnDue takes back the words whose time has come, in the order of their times.
// The lock is held.
func (p *Panel) turnDue() {
	if len(p.turning) == 0 {
		return
	}
	now := p.now()
	var due []*record
	p.turning = slices.DeleteFunc(p.turning, func(rec *record) bool {
		switch {
		case rec.turns.IsZero(): // settled by hand meanwhile
		case rec.turns.After(now):
			return false
		case !slices.Contains(due, rec):
			due = append(due, rec)
		}
		return true
	})
	slices.SortStableFunc(due, func(a, b *record) int { return a.turns.Compare(b.turns) })
	for _, rec := range due {
		at, plan := rec.turns, rec.plan
		rec.plan = Mood{Name: Succeed, Late: plan.Late, NotFound: plan.NotFound, Keys: plan.Keys}
		if plan.does() == DoneThenFailed {
			p.settle(rec, StatusFailed, plan.Message, at)
		} else {
			p.settle(rec, StatusDone, "", at)
		}
	}
	if len(due) > 0 {
		p.notify()
	}
}
