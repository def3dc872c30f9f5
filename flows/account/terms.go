package account

import (
	"slices"

	"rechargebot/flows/money"
	"rechargebot/flows/pin"
)

// Standard is the name of the plan that everybody is on who was not put on another. It
// is there even where no owner has made it, with all rates 0 and no limits.
const Standard = "standard"

// NewDayLimit is the limit a day of somebody who is put on the owner's money, where neither
// they nor their plan have one.
const NewDayLimit = money.Taka(5_000_00)

// Terms are on what terms a member orders.
type Terms struct {
	// Own says that orders are paid from their own wallet; else the owner's money pays.
	Own bool
	// Plan is the plan's name; "" is Standard.
	Plan string
	// Credit is how far below zero the wallet may go, CreditDays after how many days a
	// debt is due (0: no date). Set for this member alone; nil is the plan's.
	Credit     *money.Taka
	CreditDays *int
	// Limits are those set for this member alone: what is set counts before the plan's.
	Limits Limits
	// Paused: they may order nothing until an owner lifts it.
	Paused bool
	// Grace is until when an owner has given more time for a debt, Unix seconds.
	Grace int64
}

// PlanName is the plan's name.
func (t Terms) PlanName() string {
	if t.Plan == "" {
		return Standard
	}
	return t.Plan
}

// OnOwner gives the terms of somebody on a plan who is put on the owner's money. There is a
// limit a day in any case: theirs, or else the plan's, or else NewDayLimit.
func (t Terms) OnOwner(p Plan) Terms {
	t.Own = false
	if t.Limits.Over(p.Limits).DayAmount == 0 {
		t.Limits.DayAmount = NewDayLimit
	}
	return t
}

// PutOn gives the terms of somebody who is put on a plan. On the owner's money whoever had a
// limit a day keeps one, and of the plan's and NewDayLimit the smaller counts: it is not kept
// whether an owner chose the latter.
func (c Conditions) PutOn(p Plan) Terms {
	t := c.Terms
	t.Plan = p.Name
	if !t.Own && t.Limits.DayAmount == NewDayLimit && p.Limits.DayAmount != 0 && p.Limits.DayAmount < NewDayLimit {
		t.Limits.DayAmount = 0
	}
	return c.bound(t, p)
}

// Under gives the terms of somebody whose plan is changed to p. On the owner's money whoever had
// a limit a day keeps one.
func (c Conditions) Under(p Plan) Terms { return c.bound(c.Terms, p) }

// bound gives terms with a limit a day on the owner's money where there was one.
func (c Conditions) bound(t Terms, p Plan) Terms {
	if !t.Own && c.Limits.DayAmount != 0 {
		return t.OnOwner(p)
	}
	return t
}

// OnWallet gives the terms of somebody who is put on their own wallet. NewDayLimit was there
// for the owner's money and ends; another limit was set by an owner and stays.
func (t Terms) OnWallet() Terms {
	if !t.Own && t.Limits.DayAmount == NewDayLimit {
		t.Limits.DayAmount = 0
	}
	t.Own = true
	return t
}

// Bounds of what owners may set.
const (
	LeastRate      = -500 // basis points
	MostRate       = 1000
	MostCredit     = money.Taka(1_000_000_00)
	MostCreditDays = 60
	MostSum        = money.Taka(10_000_000_00) // of one deposit, payout or adjustment
)

// Plan is what several members share: rates by operator, credit, limits.
type Plan struct {
	Name string
	// Rates are in basis points by operator: 250 is 2.5 % less than the customer gets.
	Rates      map[string]int
	Credit     money.Taka
	CreditDays int
	Limits     Limits
	// PIN is for which orders those on the plan are asked for their PIN, at least.
	PIN pin.Rule
}

// Limits bound what a member may order; zero values bound nothing.
type Limits struct {
	Least, Most money.Taka // of one order
	DayAmount   money.Taka // of all orders of a day
	DayOrders   int
	Operators   []string // those allowed; nil is all
	Connection  string   // "prepaid" or "postpaid"; "" is both
}

// Over gives the limits with those of a member before those of the plan.
func (l Limits) Over(plan Limits) Limits {
	all := plan
	if l.Least != 0 {
		all.Least = l.Least
	}
	if l.Most != 0 {
		all.Most = l.Most
	}
	if l.DayAmount != 0 {
		all.DayAmount = l.DayAmount
	}
	if l.DayOrders != 0 {
		all.DayOrders = l.DayOrders
	}
	if l.Operators != nil {
		all.Operators = l.Operators
	}
	if l.Connection != "" {
		all.Connection = l.Connection
	}
	return all
}

// allows reports whether an operator is allowed.
func (l Limits) allows(operator string) bool {
	return l.Operators == nil || slices.Contains(l.Operators, operator)
}

// Price is what a recharge costs at a rate in basis points: amount less the rate of
// it, which is rounded down to whole paisa; a negative rate makes it dearer.
func Price(amount money.Taka, rate int) money.Taka {
	n := int64(amount) * int64(rate)
	off := n / 10_000
	if n%10_000 < 0 {
		off--
	}
	return amount - money.Taka(off)
}

// Conditions are on what terms a member orders now, with all that decides it.
type Conditions struct {
	Terms
	Rates      map[string]int
	Credit     money.Taka
	CreditDays int
	Limits     Limits
	PIN        pin.Rule // the plan's
}

// Price is what a recharge costs the member; 0 where the owner's money pays.
func (c Conditions) Price(operator string, amount money.Taka) money.Taka {
	if !c.Own {
		return 0
	}
	return Price(amount, c.Rates[operator])
}

// Conditions gives a member's.
func (l Ledger) Conditions(member int64) (Conditions, error) {
	t, err := l.Tx.Terms(member)
	if err != nil {
		return Conditions{}, err
	}
	p, _, err := l.Tx.Plan(t.PlanName())
	if err != nil {
		return Conditions{}, err
	}
	return t.On(p), nil
}

// On gives the conditions of somebody with these terms on a plan.
func (t Terms) On(p Plan) Conditions {
	c := Conditions{Terms: t, Rates: p.Rates, Credit: p.Credit, CreditDays: p.CreditDays, Limits: t.Limits.Over(p.Limits), PIN: p.PIN}
	if t.Credit != nil {
		c.Credit = *t.Credit
	}
	if t.CreditDays != nil {
		c.CreditDays = *t.CreditDays
	}
	return c
}
