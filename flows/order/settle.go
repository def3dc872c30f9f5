package order

import (
	"errors"
	"fmt"
	"time"

	"rechargebot/flows/account"
)

// Settle makes an order final, writes it and tells its people, in one transaction.
// It is the only way into a final state. What else was changed in o is written with
// it; o is what was written. Errors: the table of states forbids it, or the store's.
func Settle(u Unit, o *Order, s State, cause Cause, now time.Time) error {
	was := o.State
	if err := u.move(o, s, cause, now); err != nil {
		return err
	}
	o.Cause, o.Settled = cause, now
	o.Asked, o.CardPending, o.Working = false, false, false
	o.Next = o.recheckAt(now)
	if err := u.PutOrder(*o); err != nil {
		return err
	}
	if err := u.Tell.Settled(*o, was, now); err != nil || o.Batch == 0 {
		return err
	}
	return u.noteBatch(*o, now)
}

// move puts an order into the next state and books what that means. What an owner's
// verdict means is booked with the owner as actor.
func (u Unit) move(o *Order, next State, cause Cause, now time.Time) error {
	was := o.State
	if err := o.Move(next); err != nil {
		return err
	}
	if next == Done || next == Accepted {
		if err := u.disproved(o, now); err != nil {
			return err
		}
	}
	kind, ok := o.booking(was, next)
	if !ok {
		return nil
	}
	if was.Final() {
		o.Reversals++
	}
	c := o.charge()
	if (cause == CauseVerdict || cause == CauseByHand) && o.Verdict != nil {
		c.Actor = o.Verdict.Admin
	}
	if err := u.Books.Book(kind, c, now); err != nil {
		return fmt.Errorf("booking order %s: %w", o.ID, err)
	}
	return nil
}

// disproved ends what owners have declared of the words in which the panel refused an order
// that it has taken: they do not mean that nothing was taken.
func (u Unit) disproved(o *Order, now time.Time) error {
	words := o.Refusal
	if words == "" {
		return nil
	}
	o.Refusal = ""
	all, err := u.Refusals()
	if err != nil {
		return err
	}
	for _, r := range all {
		if r.Words != words {
			continue
		}
		if err := u.DropRefusal(words); err != nil {
			return err
		}
		return u.Tell.Disproved(r, *o, now)
	}
	return nil
}

// charge is what the order means for its reseller's account.
func (o *Order) charge() account.Charge {
	return account.Charge{
		Order: string(o.ID), Turn: o.Reversals, Member: o.Reseller, Operator: string(o.Operator), Postpaid: o.Connection == Postpaid,
		Amount: o.Amount, Price: o.Price, Placed: o.Placed, Counted: o.Counted,
	}
}

// ErrSettled says that an order has its final state already.
var ErrSettled = errors.New("order is settled already")

// ApplyVerdict settles an open order by an owner's recorded verdict. Only an order that
// the panel may have taken can be ruled on.
func ApplyVerdict(u Unit, id ID, v Verdict) (Order, error) {
	o, ok, err := u.Order(id)
	switch {
	case err != nil:
		return o, err
	case !ok || (o.State != Accepted && o.State != Unclear):
		return o, ErrSettled
	}
	o.Verdict = &v
	next := Failed
	if v.Done {
		next = Done
	}
	return o, Settle(u, &o, next, CauseVerdict, v.At)
}
