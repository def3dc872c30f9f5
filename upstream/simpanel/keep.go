package simpanel

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// kept is what Load needs to go on where Save left off. Its form is this version's own.
type kept struct {
	Balance   int64         `json:"balance"` // paisa
	Advanced  time.Duration `json:"advanced"`
	Postings  []Posting     `json:"postings"`
	LastTrxID string        `json:"last_trxid"`
	Settled   int           `json:"settled"`
	Asked     []keptRecord  `json:"asked"` // by first request
	Orders    []string      `json:"orders"`
	Calls     map[Call]int  `json:"calls"`
	Mood      Mood          `json:"mood"` // of all calls; without a name where they were set one by one
}

type keptRecord struct {
	ID       string    `json:"id"`
	Number   string    `json:"number"`
	Asked    string    `json:"asked"`
	Requests int       `json:"requests"`
	Taken    bool      `json:"taken"`
	Order    Order     `json:"order"`
	Amount   int64     `json:"amount"` // paisa
	Held     int64     `json:"held"`   // paisa
	Charges  int       `json:"charges"`
	Mood     string    `json:"mood"`
	Plan     Mood      `json:"plan"`
	Turns    time.Time `json:"turns"`
}

// Save gives all that Load needs, as JSON: orders, money, the clock and the last
// SetBehaviour. The log of calls and moods of single numbers are not in it.
func (p *Panel) Save() ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	k := kept{
		Balance: int64(p.balance), Advanced: p.advanced, Postings: p.postings, LastTrxID: p.lastTrxID, Settled: p.settled, Calls: p.calls,
		Mood: Mood{Name: p.behaviour, Message: p.message, Delay: p.delay},
	}
	for _, r := range p.asked {
		k.Asked = append(k.Asked, keptRecord{
			ID: r.id, Number: r.number, Asked: r.asked, Requests: r.requests, Taken: r.taken, Order: r.order,
			Amount: int64(r.amount), Held: int64(r.held), Charges: r.charges, Mood: r.mood, Plan: r.plan, Turns: r.turns,
		})
	}
	for _, r := range p.orders {
		k.Orders = append(k.Orders, r.id)
	}
	return json.Marshal(k)
}

// Load goes on from what Save gave. The panel must be new.
func (p *Panel) Load(data []byte) error {
	var k kept
	if err := json.Unmarshal(data, &k); err != nil {
		return fmt.Errorf("simpanel: reading what was kept: %w", err)
	}
	if err := k.Mood.check(); err != nil {
		return err
	}
	if k.Mood.Name != "" && k.Mood.Name != p.Behaviour() {
		p.setBehaviour(k.Mood)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.balance, p.advanced, p.postings, p.lastTrxID, p.settled = paisa(k.Balance), k.Advanced, k.Postings, k.LastTrxID, k.Settled
	if k.Calls != nil {
		p.calls = k.Calls
	}
	for _, x := range k.Asked {
		r := &record{
			id: x.ID, number: x.Number, asked: x.Asked, requests: x.Requests, taken: x.Taken, order: x.Order,
			amount: paisa(x.Amount), held: paisa(x.Held), charges: x.Charges, mood: x.Mood, plan: x.Plan, turns: x.Turns,
		}
		p.ids[r.id] = r
		p.asked = append(p.asked, r)
		if !r.turns.IsZero() {
			p.turning = append(p.turning, r)
		}
	}
	for _, id := range k.Orders {
		if r := p.ids[id]; r != nil && !slices.Contains(p.orders, r) {
			p.orders = append(p.orders, r)
		}
	}
	p.notify()
	return nil
}
