package order

import (
	"errors"
	"fmt"
	"rechargebot/flows/account"
	"rechargebot/flows/money"
	"time"
)

// ErrIncomplete says that an order lacks something and was not placed.
var ErrIncomplete = errors.New("order is incomplete")

// Place puts a confirmed order on disk for the desk to send, and holds its price. The
// id makes it good for one order: where there is one with that id already, that one is
// given back (first false) and nothing changes. With are the conditions of its reseller,
// where they are known; nil has them read. Errors: *account.Refused, where the account
// does not allow it and nothing was changed; ErrIncomplete; the store's.
func Place(u Unit, o Order, with *account.Conditions, now time.Time) (placed Order, first bool, err error) {
	if old, ok, err := u.Order(o.ID); err != nil || ok {
		return old, false, err
	}
	number, err := ParseNumber(string(o.Number))
	if err != nil || number != o.Number || !o.ID.Valid() || !o.Operator.Valid() || o.Reseller <= 0 ||
		o.Amount <= 0 || o.Amount != money.WholeTaka(o.Amount.Whole()) ||
		(o.Connection != Prepaid && o.Connection != Postpaid) {
		return Order{}, false, fmt.Errorf("placing order %s: %w", o.ID, ErrIncomplete)
	}
	o.State, o.Placed, o.Next, o.Counted = Placed, now, now, true
	c := o.charge()
	c.Conditions = with
	if err := u.Books.Place(c, now); err != nil {
		return Order{}, false, fmt.Errorf("placing order %s: %w", o.ID, err)
	}
	if err := u.PutOrder(o); err != nil {
		return Order{}, false, fmt.Errorf("placing order %s: %w", o.ID, err)
	}
	return o, true, nil
}

// RequestStatus has the desk ask the panel for the order now. False where that
// makes no sense: it was not sent (yet), is being sent, or was asked for within
// the last five seconds.
func RequestStatus(tx Tx, o Order, now time.Time) (Order, bool, error) {
	if o.State == Placed || o.State == Sending || o.Cause == CauseNeverSent || o.Asked {
		return o, false, nil
	}
	if since := now.Sub(o.CheckedAt); since >= 0 && since < 5*time.Second { // negative: the clock was set back
		return o, false, nil
	}
	o.Asked, o.Next = true, now
	return o, true, tx.PutOrder(o)
}
