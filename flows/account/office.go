package account

import (
	"errors"
	"time"
	"unicode/utf8"

	"rechargebot/flows/money"
)

// Lengths of a reason, in characters.
const (
	LeastReason = 5
	MostReason  = 200
)

// Errors of what owners do with a wallet.
var (
	// ErrReason says that a reason is too short or too long.
	ErrReason = errors.New("the reason must have 5 to 200 characters")
	// ErrBelow says that a wallet would fall below its credit limit.
	ErrBelow = errors.New("the wallet would fall below its limit")
	// ErrHeld says that something is on hold, so that who pays cannot be changed.
	ErrHeld = errors.New("something is on hold")
)

// Adjust mends a wallet by a sum, above or below zero, with a reason. Nonce is unique
// for it: a second call books nothing (ErrBooked). Errors: ErrReason, ErrNoMember,
// ErrAmount, ErrBelow, ErrBooked.
func (l Ledger) Adjust(member int64, sum money.Taka, reason, nonce string, owner int64, now time.Time) (Entry, error) {
	if n := utf8.RuneCountInString(reason); n < LeastReason || n > MostReason {
		return Entry{}, ErrReason
	}
	return l.change(Entry{Kind: Adjustment, Reference: nonce, Actor: owner, Reason: reason},
		Line{Member: member, Name: Wallet, Amount: sum}, Line{Name: Adjustments, Amount: -sum}, now)
}

// Opening books what a member has, or owes, on the day on which the owner begins to keep
// their account. It can be booked once for each member. Errors: ErrAmount, ErrBooked.
func (l Ledger) Opening(member int64, sum money.Taka, owner int64, now time.Time) (Entry, error) {
	e := Entry{Kind: Adjustment, Reference: openingReference(member), Actor: owner, Reason: "opening balance"}
	if sum == 0 || sum > MostSum || sum < -MostSum {
		return e, ErrAmount
	}
	e.Lines = []Line{{Member: member, Name: Wallet, Amount: sum}, {Name: Adjustments, Amount: -sum}}
	return l.book(e, now)
}

// Pay pays a member out by a channel. Only Adjust looks at the length of a reason. Errors:
// ErrNoChannel, ErrNoMember, ErrAmount, ErrBelow, ErrBooked.
func (l Ledger) Pay(member int64, sum money.Taka, channel, reason, nonce string, owner int64, now time.Time) (Entry, error) {
	_, ok, err := l.Tx.Channel(channel)
	switch {
	case err != nil:
		return Entry{}, err
	case !ok:
		return Entry{}, ErrNoChannel
	case sum <= 0:
		return Entry{}, ErrAmount
	}
	return l.change(Entry{Kind: Payout, Reference: nonce, Actor: owner, Reason: reason},
		Line{Member: member, Name: Wallet, Amount: -sum}, Line{Name: Cash(channel), Amount: sum}, now)
}

// Move moves a sum from one member's wallet to another's. Errors: ErrNoMember, ErrAmount,
// ErrBelow, ErrBooked.
func (l Ledger) Move(from, to int64, sum money.Taka, reason, nonce string, owner int64, now time.Time) (Entry, error) {
	if sum <= 0 || from == to {
		return Entry{}, ErrAmount
	}
	return l.change(Entry{Kind: Transfer, Reference: nonce, Actor: owner, Reason: reason},
		Line{Member: from, Name: Wallet, Amount: -sum}, Line{Member: to, Name: Wallet, Amount: sum}, now)
}

// change books two lines, the first of a member whose wallet must keep to its limit.
func (l Ledger) change(e Entry, first, second Line, now time.Time) (Entry, error) {
	switch sum := first.Amount; {
	case first.Member <= 0:
		return e, ErrNoMember
	case sum == 0 || sum > MostSum || sum < -MostSum:
		return e, ErrAmount
	}
	if first.Amount < 0 {
		c, err := l.Conditions(first.Member)
		if err != nil {
			return e, err
		}
		b, err := l.Tx.Balance(first.Member)
		if err != nil {
			return e, err
		}
		if b.Wallet+first.Amount < -c.Credit {
			return e, ErrBelow
		}
		e.Credit = c.Credit
	}
	e.Lines = []Line{first, second}
	return l.book(e, now)
}

// SetTerms keeps a member's terms. ErrHeld: whose money pays cannot be changed while
// something is on hold.
func (l Ledger) SetTerms(member int64, t Terms, now time.Time) error {
	was, err := l.Tx.Terms(member)
	if err != nil {
		return err
	}
	b, err := l.Tx.Balance(member)
	if err != nil {
		return err
	}
	if was.Own != t.Own && b.Held != 0 {
		return ErrHeld
	}
	if err := l.Tx.PutTerms(member, t); err != nil {
		return err
	}
	l.credited(member, now)
	return l.watchDebt(b, now)
}

// SetPlan keeps a plan. Those on it who owe are reminded by its new days.
func (l Ledger) SetPlan(p Plan, now time.Time) error {
	if err := l.Tx.PutPlan(p); err != nil {
		return err
	}
	for after := int64(0); ; {
		page, err := l.Tx.OnPlan(p.Name, after, 100)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, member := range page {
			b, err := l.Tx.Balance(member)
			if err != nil {
				return err
			}
			if err := l.watchDebt(b, now); err != nil {
				return err
			}
			l.credited(member, now)
			after = member
		}
	}
}

// debts sees to it that members who have begun to owe are reminded in time.
func (l Ledger) debts(all []Balance, now time.Time) error {
	for _, b := range all {
		if b.OwesSince.Equal(now) {
			if err := l.watchDebt(b, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// watchDebt sets the timer of a debt.
func (l Ledger) watchDebt(b Balance, now time.Time) error {
	c, err := l.Conditions(b.Member)
	if err != nil {
		return err
	}
	timer := Timer{Kind: TimerDebt, Of: b.Member}
	due, ok := c.Due(b)
	if !ok || !c.Own {
		return l.Tx.DropTimer(timer)
	}
	timer.At = nextReminder(due, now)
	return l.Tx.PutTimer(timer)
}

// nextReminder is the day before a debt is due, the day, and then each third day.
func nextReminder(due, now time.Time) time.Time {
	const day = 24 * time.Hour
	for _, at := range []time.Time{due.Add(-day), due} {
		if at.After(now) {
			return at
		}
	}
	return due.Add((now.Sub(due)/(3*day) + 1) * 3 * day)
}

// DebtDue gives what a member is to be reminded of, and sets the next time; remind is
// false where they owe nothing.
func (l Ledger) DebtDue(member int64, now time.Time) (b Balance, due time.Time, remind bool, err error) {
	b, err = l.Tx.Balance(member)
	if err != nil {
		return b, due, false, err
	}
	c, err := l.Conditions(member)
	if err != nil {
		return b, due, false, err
	}
	due, remind = c.Due(b)
	return b, due, remind && c.Own, l.watchDebt(b, now)
}

// IsOpening reports whether an entry is a member's opening balance.
func IsOpening(e Entry) bool {
	return e.Kind == Adjustment && len(e.After) == 1 && e.Reference == openingReference(e.After[0].Member)
}

// always is after any entry.
var always = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// LastEntry gives the number of the last entry on a member's statement; 0 for none.
func (l Ledger) LastEntry(member int64) (uint64, error) {
	last, err := l.Tx.Statement(member, time.Time{}, always, 0, 1)
	if err != nil || len(last) == 0 {
		return 0, err
	}
	return last[0].Seq, nil
}

// BookedSince reports whether something else than what became of orders was booked for a
// member after an entry: a deposit, or what an owner books.
func (l Ledger) BookedSince(member int64, entry uint64) (bool, error) {
	const page = 50
	for before := uint64(0); ; {
		all, err := l.Tx.Statement(member, time.Time{}, always, before, page)
		if err != nil {
			return false, err
		}
		for _, e := range all {
			switch before = e.Seq; {
			case e.Seq <= entry:
				return false, nil
			case !e.Kind.OfOrder():
				return true, nil
			}
		}
		if len(all) < page {
			return false, nil
		}
	}
}
