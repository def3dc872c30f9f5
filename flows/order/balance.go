package order

import (
	"sync"
	"time"

	"rechargebot/flows/money"
)

// balanceTold remembers the balance that a call told, and tells the owners once when
// it is lower than they want, and once when it is not any more.
func (d *Desk) balanceTold(u Unit, p *PanelState, balance money.Taka, now time.Time) error {
	was := p.Balance
	p.Balance, p.BalanceAt = &balance, now
	switch low := d.tooLow(&balance); {
	case low && p.LowSince.IsZero():
		p.LowSince = now
		return u.Tell.BalanceLow(&balance, now)
	case !low && d.tooLow(was) && !p.LowSince.IsZero():
		p.LowSince = time.Time{}
		return u.Tell.BalanceEnough(&balance, now)
	}
	return nil
}

// tooLow reports whether a balance is known to be lower than the owners want. Where they
// have not said what they want none is, however low: a panel that gives credit goes on
// taking orders below zero.
func (d *Desk) tooLow(balance *money.Taka) bool {
	return d.cfg.LowBalance > 0 && balance != nil && *balance < d.cfg.LowBalance
}

// shortage is what the panel refused for want of balance since it last took as much. It is
// not kept on disk: after a restart any order that is taken ends it.
type shortage struct {
	mu    sync.Mutex
	least money.Taka // of what was refused; 0 for none
	taken bool       // a smaller order was taken since
}

// record takes in what came of the call for an order of that amount.
func (s *shortage) record(amount money.Taka, a Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case a.LowBalance && (s.least == 0 || amount < s.least):
		s.least, s.taken = amount, false
	case a.Outcome == OutcomeAccepted && amount >= s.least:
		s.least, s.taken = 0, false
	case a.Outcome == OutcomeAccepted:
		s.taken = true
	}
}

// worse reports whether a refusal of that amount is news to owners who were told of one:
// smaller orders were taken since, and now they are not.
func (s *shortage) worse(amount money.Taka) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.taken && amount < s.least
}

// over reports whether an order of that amount that is taken ends the shortage.
func (s *shortage) over(amount money.Taka) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return amount >= s.least
}

// balanceRefused tells the owners at once that the panel refused an order for want of
// balance, and again where it refuses a smaller one though it took such meanwhile.
func (d *Desk) balanceRefused(u Unit, amount money.Taka, now time.Time) error {
	p, err := u.PanelState(MainPanel)
	if err != nil || !p.LowSince.IsZero() && !d.short.worse(amount) {
		return err
	}
	p.LowSince = now
	if err := u.PutPanelState(MainPanel, p); err != nil {
		return err
	}
	return u.Tell.BalanceLow(nil, now)
}

// orderTaken tells the owners that the panel takes orders again, after balanceRefused has
// told them of a refusal: orders as large as the one that it refused. While the balance is
// lower than they want, balanceTold says when it is not any more.
func (d *Desk) orderTaken(u Unit, amount money.Taka, now time.Time) error {
	p, err := u.PanelState(MainPanel)
	if err != nil || p.LowSince.IsZero() || d.tooLow(p.Balance) || !d.short.over(amount) {
		return err
	}
	p.LowSince = time.Time{}
	if err := u.PutPanelState(MainPanel, p); err != nil {
		return err
	}
	return u.Tell.BalanceEnough(nil, now)
}
