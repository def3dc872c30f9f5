package order

import (
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

// balanceRefused tells the owners at once that the panel refused an order for want of
// balance.
func (d *Desk) balanceRefused(u Unit, now time.Time) error {
	p, err := u.PanelState(MainPanel)
	if err != nil || !p.LowSince.IsZero() {
		return err
	}
	p.LowSince = now
	if err := u.PutPanelState(MainPanel, p); err != nil {
		return err
	}
	return u.Tell.BalanceLow(nil, now)
}

// orderTaken tells the owners that the panel takes orders again, after balanceRefused has
// told them of a refusal. While the balance is lower than they want, balanceTold says when
// it is not any more.
func (d *Desk) orderTaken(u Unit, now time.Time) error {
	p, err := u.PanelState(MainPanel)
	if err != nil || p.LowSince.IsZero() || d.tooLow(p.Balance) {
		return err
	}
	p.LowSince = time.Time{}
	if err := u.PutPanelState(MainPanel, p); err != nil {
		return err
	}
	return u.Tell.BalanceEnough(nil, now)
}
