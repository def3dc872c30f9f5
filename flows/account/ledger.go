package account

import (
	"fmt"
	"time"

	"rechargebot/flows/money"
)

// Ledger books, within one transaction of a store.
type Ledger struct {
	Tx       Tx
	Location *time.Location // the owner's calendar
	// OnCredit is called with each member who may be able to spend more than before: their
	// wallet was credited, or their terms or their plan changed. nil: nobody wants to know.
	OnCredit func(member int64, now time.Time)
}

// credited calls OnCredit.
func (l Ledger) credited(member int64, now time.Time) {
	if l.OnCredit != nil {
		l.OnCredit(member, now)
	}
}

// book writes an entry: it reads what its members have, gives the entry its time and
// their balances after it.
func (l Ledger) book(e Entry, now time.Time) (Entry, error) {
	if err := e.check(); err != nil {
		return e, err
	}
	last, err := l.Tx.LastBooked()
	if err != nil {
		return e, err
	}
	if e.At = now; now.Before(last) { // the clock was set back: the ledger's time never is
		e.At, e.Clock = last, now
	}
	sums, err := l.Tx.Sums()
	if err != nil {
		return e, err
	}
	p := Posting{}
	var credited []int64
	for _, line := range e.Lines {
		if line.Member == 0 || contains(p.after, line.Member) {
			continue
		}
		was, err := l.Tx.Balance(line.Member)
		if err != nil {
			return e, err
		}
		is := was.after(e)
		sums.balance(was, is)
		p.after = append(p.after, is)
		if is.Wallet > was.Wallet {
			credited = append(credited, is.Member)
		}
		e.After = append(e.After, After{is.Member, is.Wallet, is.Held})
	}
	sums.add(e)
	p.entry = e
	written, err := l.Tx.Append(p, sums, money.Day(e.At, l.Location))
	if err != nil {
		return e, fmt.Errorf("booking %s %s: %w", e.Kind, e.Reference, err)
	}
	for _, member := range credited {
		l.credited(member, now)
	}
	return written, l.debts(p.after, now)
}

func contains(all []Balance, member int64) bool {
	for _, b := range all {
		if b.Member == member {
			return true
		}
	}
	return false
}

// after is the balance after an entry.
func (b Balance) after(e Entry) Balance {
	b.Wallet += e.Of(b.Member, Wallet)
	b.Held += e.Of(b.Member, Held)
	if change := e.Change(b.Member); change > 0 {
		b.In += change
	} else {
		b.Out -= change
	}
	switch {
	case b.Wallet >= 0:
		b.OwesSince = time.Time{}
	case b.OwesSince.IsZero():
		b.OwesSince = e.begun()
	}
	b.Entries++
	return b
}

// Charge is what an order means for its reseller's account.
type Charge struct {
	Order      string
	Turn       int // how often the panel has taken back its word on it
	Member     int64
	Operator   string
	Postpaid   bool
	Amount     money.Taka // what the customer gets
	Price      money.Taka // what the reseller's wallet pays; 0: the owner's money pays
	Fixed      money.Taka // the price of a pack that has its own; 0: the plan gives it
	Placed     time.Time
	Counted    bool // on the member's limits of the day on which it was placed
	Actor      int64
	Conditions *Conditions // those of the moment, where they are known
}

// Reference is what the entries of a charge are for. Once the panel has taken back its
// word the entries are further ones.
func (c Charge) Reference() string {
	if c.Turn == 0 {
		return c.Order
	}
	return fmt.Sprintf("%s#%d", c.Order, c.Turn)
}

// Book books what became of an order that was placed before, on the account and on the
// limits of its day. Without a price there is no entry; nor is there one for an order that
// was compensated, whatever the panel says of it later: its price is back already.
func (l Ledger) Book(k Kind, c Charge, now time.Time) error {
	if c.Counted {
		if err := l.count(k, c); err != nil {
			return err
		}
	}
	if c.Price == 0 {
		return nil
	}
	if c.Turn > 0 { // only a done order is compensated, and what is booked next is of a further turn
		if done, err := l.Compensated(c.Order); err != nil || done {
			return err
		}
	}
	from, to := Line{Member: c.Member}, Line{Member: c.Member}
	switch k {
	case Hold, LateHold:
		from.Name, to.Name = Wallet, Held
	case Capture:
		from.Name, to = Held, Line{Name: Sales}
	case Release:
		from.Name, to.Name = Held, Wallet
	case Refund:
		from, to.Name = Line{Name: Sales}, Wallet
	case LateCharge:
		from.Name, to = Wallet, Line{Name: Sales}
	default:
		return fmt.Errorf("booking order %s: %q is nothing that becomes of an order", c.Order, k)
	}
	from.Amount, to.Amount = -c.Price, c.Price
	e := Entry{Kind: k, Reference: c.Reference(), Lines: []Line{from, to}, Face: c.Amount, Actor: c.Actor}
	if c.Conditions != nil {
		e.Credit = c.Conditions.Credit
	}
	_, err := l.book(e, now)
	return err
}

// count gives an order that failed back to the limits of its day, and takes one that
// came through after all.
func (l Ledger) count(k Kind, c Charge) error {
	sign := 0
	switch k {
	case Release, Refund:
		sign = -1
	case LateCharge, LateHold:
		sign = +1
	}
	if sign == 0 {
		return nil
	}
	day := money.Day(c.Placed, l.Location)
	u, err := l.Tx.Used(c.Member, day)
	if err != nil {
		return err
	}
	u.Amount = max(0, u.Amount+money.Taka(sign)*c.Amount)
	u.Orders = max(0, u.Orders+sign)
	return l.Tx.PutUsed(c.Member, day, u)
}
