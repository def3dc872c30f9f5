package account

import (
	"fmt"
	"time"

	"rechargebot/flows/money"
)

// Why says why an order may not be placed.
type Why string

// The reasons.
const (
	WhyPaused     Why = "paused"     // an owner has paused the member
	WhyBooks      Why = "books"      // the audit found the books broken
	WhyShort      Why = "short"      // too little is available; Missing
	WhyOverdue    Why = "overdue"    // a debt is overdue; Missing is what is owed
	WhyPrice      Why = "price"      // the price is another by now
	WhyOperator   Why = "operator"   // the operator is not allowed
	WhyConnection Why = "connection" // prepaid, or postpaid, is not allowed
	WhyLeast      Why = "least"      // too little for one order; Limit
	WhyMost       Why = "most"       // too much for one order; Limit
	WhyDayAmount  Why = "day"        // more than is left of the day's taka; Limit, Used
	WhyDayOrders  Why = "orders"     // the day's orders are used up; Limit as a count
)

// Refused says why an order may not be placed. Nothing was changed.
type Refused struct {
	Why     Why
	Limit   money.Taka
	Used    money.Taka
	Count   int        // the limit of orders a day
	Missing money.Taka // what would have to be paid in
	Price   money.Taka // what it costs now
}

func (r *Refused) Error() string { return "the reseller's account does not allow it: " + string(r.Why) }

// Left is what is left of the day's taka.
func (r *Refused) Left() money.Taka { return max(0, r.Limit-r.Used) }

// Available is what may be spent: the wallet and the credit.
func (c Conditions) Available(b Balance) money.Taka { return b.Wallet + c.Credit }

// Overdue reports whether a debt is overdue, so that nothing may be ordered.
func (c Conditions) Overdue(b Balance, now time.Time) bool {
	due, ok := c.Due(b)
	return ok && now.After(due)
}

// Due is when what a member owes is due; false where they owe nothing, or it has no date.
func (c Conditions) Due(b Balance) (time.Time, bool) {
	if b.OwesSince.IsZero() || c.CreditDays == 0 {
		return time.Time{}, false
	}
	due := b.OwesSince.AddDate(0, 0, c.CreditDays)
	if grace := time.Unix(c.Grace, 0); grace.After(due) {
		due = grace
	}
	return due, true
}

// Allow says whether a member may place an order now: nil, or a *Refused. It changes
// nothing. Any other error is the store's.
func (l Ledger) Allow(c Charge, now time.Time) error {
	p, err := l.Purse(c.Member, c.Conditions, now)
	if err != nil {
		return err
	}
	if why := p.Allow(c, now); why != nil {
		return why
	}
	return nil
}

// Purse is what a member may spend now, so that several orders can be looked at as if the
// ones before had been placed. Place checks again.
type Purse struct {
	with    Conditions
	broken  bool // the books are
	used    Used
	balance Balance
}

// Purse reads a member's; with may be nil.
func (l Ledger) Purse(member int64, with *Conditions, now time.Time) (p Purse, err error) {
	mark, err := l.Tx.AuditMark()
	if err != nil || mark.Break != "" {
		return Purse{broken: true}, err
	}
	if with != nil {
		p.with = *with
	} else if p.with, err = l.Conditions(member); err != nil {
		return p, err
	}
	if lim := p.with.Limits; lim.DayAmount != 0 || lim.DayOrders != 0 {
		if p.used, err = l.Tx.Used(member, money.Day(now, l.Location)); err != nil {
			return p, err
		}
	}
	if p.with.Own {
		p.balance, err = l.Tx.Balance(member)
	}
	return p, err
}

// Allow says why an order may not be placed; nil where it may.
func (p *Purse) Allow(c Charge, now time.Time) *Refused {
	price := p.with.Price(c.Operator, c.Amount)
	if p.with.Own && c.Fixed != 0 {
		price = c.Fixed
	}
	switch {
	case p.broken:
		return &Refused{Why: WhyBooks}
	case p.with.Paused:
		return &Refused{Why: WhyPaused}
	case c.Price != price:
		return &Refused{Why: WhyPrice, Price: price}
	}
	if why := p.with.Limits.refuse(c, p.used); why != nil {
		return why
	}
	return p.afford(price, now)
}

// refuse says which of the limits does not allow an order, after what was ordered on the
// day before; nil for none.
func (l Limits) refuse(c Charge, used Used) *Refused {
	switch {
	case !l.allows(c.Operator):
		return &Refused{Why: WhyOperator}
	case l.Connection == "prepaid" && c.Postpaid || l.Connection == "postpaid" && !c.Postpaid:
		return &Refused{Why: WhyConnection}
	case c.Amount < l.Least:
		return &Refused{Why: WhyLeast, Limit: l.Least}
	case l.Most != 0 && c.Amount > l.Most:
		return &Refused{Why: WhyMost, Limit: l.Most}
	case l.DayOrders != 0 && used.Orders >= l.DayOrders:
		return &Refused{Why: WhyDayOrders, Count: l.DayOrders}
	case l.DayAmount != 0 && used.Amount+c.Amount > l.DayAmount:
		return &Refused{Why: WhyDayAmount, Limit: l.DayAmount, Used: used.Amount}
	}
	return nil
}

// afford says why a price cannot be paid from the member's own wallet; nil where it can,
// or the owner's money pays.
func (p *Purse) afford(price money.Taka, now time.Time) *Refused {
	available := p.with.Available(p.balance)
	switch {
	case !p.with.Own:
		return nil
	case p.with.Overdue(p.balance, now):
		return &Refused{Why: WhyOverdue, Missing: p.balance.Owes()}
	case available < price:
		return &Refused{Why: WhyShort, Missing: price - available, Price: price}
	}
	return nil
}

// Take counts an order as placed.
func (p *Purse) Take(c Charge) {
	p.used.Amount += c.Amount
	p.used.Orders++
	p.balance.Wallet -= c.Price
}

// Place holds the price of an order that is placed and counts it on the day's limits,
// if the account allows it; else it changes nothing and gives a *Refused.
func (l Ledger) Place(c Charge, now time.Time) error {
	if c.Conditions == nil {
		read, err := l.Conditions(c.Member)
		if err != nil {
			return err
		}
		c.Conditions = &read
	}
	if err := l.Allow(c, now); err != nil {
		return err
	}
	day := money.Day(now, l.Location)
	u, err := l.Tx.Used(c.Member, day)
	if err != nil {
		return err
	}
	u.Amount += c.Amount
	u.Orders++
	if err := l.Tx.PutUsed(c.Member, day, u); err != nil {
		return fmt.Errorf("counting an order on the day's limits: %w", err)
	}
	return l.Book(Hold, c, now)
}
