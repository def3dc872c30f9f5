package account

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"rechargebot/flows/money"
)

// Kind is what an entry is for. The names are kept in the store.
type Kind string

// The kinds, with the lines that they have.
const (
	Hold       Kind = "hold"        // order placed: wallet -price, held +price
	Capture    Kind = "capture"     // order done: held -price, sales +price
	Release    Kind = "release"     // order failed or never sent: held -price, wallet +price
	Refund     Kind = "refund"      // the panel takes back done: sales -price, wallet +price
	LateCharge Kind = "late charge" // the panel takes back failed: wallet -price, sales +price
	LateHold   Kind = "late hold"   // the panel works on a failed order after all: wallet -price, held +price
	Credit     Kind = "deposit"     // money has come: wallet +sum and bonus, cash -sum, bonus -bonus
	Payout     Kind = "payout"      // the owner pays out: wallet -sum, cash +sum
	Adjustment Kind = "adjustment"  // the owner mends: wallet ±sum, adjustments ∓sum
	Transfer   Kind = "transfer"    // from member to member: wallet -sum, wallet +sum
)

// OfOrder reports whether it is what becomes of an order.
func (k Kind) OfOrder() bool {
	switch k {
	case Hold, Capture, Release, Refund, LateCharge, LateHold:
		return true
	}
	return false
}

// Name is an account's. A member has two, the owner the others.
type Name string

// The accounts.
const (
	Wallet      Name = "wallet" // a member's: what the owner owes them; below zero they owe it
	Held        Name = "held"   // a member's: the prices of their open orders
	Sales       Name = "sales"
	Bonus       Name = "bonus"
	Adjustments Name = "adjustments"
	cashPrefix       = "cash "
)

// Cash is the owner's account of what came in, and went out, by a channel.
func Cash(channel string) Name { return Name(cashPrefix + channel) }

// CashOf gives the channel of a cash account; false for other accounts.
func (n Name) CashOf() (channel string, ok bool) { return strings.CutPrefix(string(n), cashPrefix) }

// Line is one of an entry's: what it adds to an account.
type Line struct {
	Member int64 // 0 for the owner's accounts
	Name   Name
	Amount money.Taka
}

// After is what a member has after an entry.
type After struct {
	Member int64
	Wallet money.Taka
	Held   money.Taka
}

// Entry is one change of money. Its lines add up to zero.
type Entry struct {
	Seq uint64    // 1 for the first, without gaps
	At  time.Time // never before the entry before
	// Clock is what the clock said, where that was before At: it had been ahead when an entry
	// was booked. The zero time elsewhere.
	Clock time.Time
	Kind  Kind
	// Reference is what it is for: an order, a deposit. With the kind it is unique.
	Reference string
	Lines     []Line
	Face      money.Taka // what the customer gets for it; of orders only
	Credit    money.Taka // how far below zero the wallet might go then, where the entry must keep to it
	Actor     int64      // the owner who did it; 0 for the panel's word or the member's own order
	Reason    string
	After     []After // of each member with a line
}

// begun is when what the entry is about began, which At is not where the clock had been ahead.
func (e Entry) begun() time.Time {
	if e.Clock.IsZero() {
		return e.At
	}
	return e.Clock
}

// Of is what the entry adds to an account.
func (e Entry) Of(member int64, n Name) (sum money.Taka) {
	for _, l := range e.Lines {
		if l.Member == member && l.Name == n {
			sum += l.Amount
		}
	}
	return sum
}

// Change is what the entry adds to all that a member has, on hold or not.
func (e Entry) Change(member int64) money.Taka { return e.Of(member, Wallet) + e.Of(member, Held) }

// Posting is an entry that is about to be written. Only this package makes one, so that
// nothing else writes an entry without its cause.
type Posting struct {
	entry Entry
	after []Balance
}

// Entry is what is to be written; the store gives it its Seq.
func (p Posting) Entry() Entry { return p.entry }

// Balances are those of the members after it.
func (p Posting) Balances() []Balance { return p.after }

// Errors of bookings.
var (
	// ErrBooked says that there is an entry with this kind and reference: nothing was
	// booked again.
	ErrBooked = errors.New("is booked already")
	// ErrUnbalanced says that an entry's lines do not add up to zero, or that it has
	// none: a mistake in the program.
	ErrUnbalanced = errors.New("the lines of an entry do not add up to zero")
)

// Balance is what one member has.
type Balance struct {
	Member int64
	Wallet money.Taka // below zero they owe it
	Held   money.Taka
	// In and Out are all that ever came to Wallet and Held together, and left them.
	In, Out money.Taka
	// OwesSince is when Wallet fell below zero; the zero time where it is not.
	OwesSince time.Time
	Entries   uint64 // how many were booked for them
}

// Total is what they have, on hold or not.
func (b Balance) Total() money.Taka { return b.Wallet + b.Held }

// Owes is what they owe; 0 where they owe nothing.
func (b Balance) Owes() money.Taka { return max(0, -b.Wallet) }

// Sums are the owner's accounts, and the sums of the members'.
type Sums struct {
	Wallets     money.Taka // of those not below zero
	Owed        money.Taka // by those below zero, as a positive sum
	Held        money.Taka
	Sales       money.Taka
	Face        money.Taka // what the customers got for Sales
	Bonus       money.Taka // given, as a negative sum
	Adjustments money.Taka
	Cash        map[string]money.Taka // by channel, as negative sums where money came in
}

// SumsBy is what an entry adds to the owner's accounts.
func SumsBy(e Entry) (s Sums) {
	s.add(e)
	return s
}

// Empty reports whether nothing is in the owner's accounts.
func (s Sums) Empty() bool {
	return s.Sales == 0 && s.Face == 0 && s.Bonus == 0 && s.Adjustments == 0 && len(s.Cash) == 0
}

// Margin is what the sales brought above what the customers got for them, by the face.
func (s Sums) Margin() money.Taka { return s.Sales - s.Face }

// add books an entry's lines on the owner's accounts.
func (s *Sums) add(e Entry) {
	sign := money.Taka(0)
	for _, l := range e.Lines {
		switch {
		case l.Member != 0:
			continue
		case l.Name == Sales:
			s.Sales += l.Amount
			sign = 1
			if l.Amount < 0 {
				sign = -1
			}
		case l.Name == Bonus:
			s.Bonus += l.Amount
		case l.Name == Adjustments:
			s.Adjustments += l.Amount
		default:
			if channel, ok := l.Name.CashOf(); ok {
				if s.Cash == nil {
					s.Cash = map[string]money.Taka{}
				}
				s.Cash[channel] += l.Amount
			}
		}
	}
	s.Face += sign * e.Face
}

// balance books a change of one member's balance.
func (s *Sums) balance(was, is Balance) {
	s.Wallets += max(0, is.Wallet) - max(0, was.Wallet)
	s.Owed += is.Owes() - was.Owes()
	s.Held += is.Held - was.Held
}

// Add adds the owner's accounts of another span.
func (s *Sums) Add(o Sums) {
	s.Sales += o.Sales
	s.Face += o.Face
	s.Bonus += o.Bonus
	s.Adjustments += o.Adjustments
	for channel, sum := range o.Cash {
		if s.Cash == nil {
			s.Cash = map[string]money.Taka{}
		}
		s.Cash[channel] += sum
	}
}

// check looks whether an entry may be written.
func (e Entry) check() error {
	if e.Kind == "" || e.Reference == "" || len(e.Lines) < 2 {
		return fmt.Errorf("%s %s: %w", e.Kind, e.Reference, ErrUnbalanced)
	}
	sum := money.Taka(0)
	for _, l := range e.Lines {
		sum += l.Amount
		if (l.Member != 0) != (l.Name == Wallet || l.Name == Held) {
			return fmt.Errorf("%s %s: %d has no account %q: %w", e.Kind, e.Reference, l.Member, l.Name, ErrUnbalanced)
		}
	}
	if sum != 0 {
		return fmt.Errorf("%s %s: %w", e.Kind, e.Reference, ErrUnbalanced)
	}
	return nil
}
