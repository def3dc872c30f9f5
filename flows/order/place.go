package order

import (
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
)

// ErrIncomplete says that an order lacks something and was not placed.
var ErrIncomplete = errors.New("order is incomplete")

// Placing is what is known of an order that is placed.
type Placing struct {
	With   *account.Conditions // of its reseller; nil has them read
	Window Window              // of the duplicate guard
	// Known names such orders that the reseller was shown, and wants one more of.
	Known Known
	// Fixed is the price of a pack that has its own; 0: the plan gives it.
	Fixed money.Taka
}

// Window says how long after an order is done another of the same amount to the same number
// is a duplicate. One that is on its way always is.
type Window struct {
	Any time.Duration // whoever placed it, by now
	// Own is that for orders of Reseller, by At: of a row of a list, which may have come
	// before with other rows. At stands still, so that no row changes while a card waits.
	Own      time.Duration
	Reseller int64
	At       time.Time
}

func (w Window) has(o Order, now time.Time) bool { // Abs: the clock was set back
	return now.Sub(o.Settled).Abs() <= w.Any && w.Any > 0 || o.Reseller == w.Reseller && w.At.Sub(o.Settled).Abs() <= w.Own && w.Own > 0
}

// Known names a set of earlier orders: the same for the same ones, 0 for none. How many
// they are would not do, since one may come up while another is forgotten.
type Known uint32

// KnownOf names what [Earlier] gives.
func KnownOf(earlier []Order) Known {
	if len(earlier) == 0 {
		return 0
	}
	sum := fnv.New32a()
	for _, o := range earlier {
		sum.Write([]byte(o.ID))
	}
	return Known(max(sum.Sum32(), 1))
}

// Duplicate says that there are earlier orders of the same amount to the same number,
// others than the reseller was shown. Nothing was changed.
type Duplicate struct{ Earlier []Order }

func (d *Duplicate) Error() string { return "the same amount went to this number before" }

// recentTo is how many of a number's orders are looked through for those that are done.
const recentTo = 50

// Earlier gives the orders of an amount to a number, whoever placed them, that make one
// more a duplicate: those on their way, and those done within the window. The newest
// come first.
func Earlier(tx Tx, n Number, amount money.Taka, window Window, now time.Time) ([]Order, error) {
	all, err := tx.OpenTo(n, amount, recentTo)
	if err != nil {
		return nil, err
	}
	if window.Any > 0 || window.Own > 0 {
		latest, err := tx.OrdersTo(n, recentTo)
		if err != nil {
			return nil, err
		}
		for _, o := range latest {
			if o.Amount == amount && o.State == Done && window.has(o, now) {
				all = append(all, o)
			}
		}
	}
	slices.SortFunc(all, func(a, b Order) int { return cmp.Compare(b.ID, a.ID) })
	return all, nil
}

// guard refuses a duplicate, in the transaction that places the order. Rows of one list
// are none of each other: where they are, the person was asked in its preview.
func (p Placing) guard(tx Tx, o Order, now time.Time) error {
	earlier, err := Earlier(tx, o.Number, o.Amount, p.Window, now)
	if o.Batch != 0 {
		earlier = slices.DeleteFunc(earlier, func(e Order) bool { return e.Batch == o.Batch })
	}
	if err != nil || len(earlier) == 0 || KnownOf(earlier) == p.Known {
		return err
	}
	return &Duplicate{earlier}
}

// Place puts a confirmed order on disk for the desk to send, and holds its price. The
// id makes it good for one order: where there is one with that id already, that one is
// given back (first false) and nothing changes. Errors: *account.Refused and *Duplicate,
// where the account or an earlier order does not allow it and nothing was changed;
// ErrIncomplete; the store's.
func Place(u Unit, o Order, by Placing, now time.Time) (placed Order, first bool, err error) {
	if old, ok, err := u.Order(o.ID); err != nil || ok {
		return old, false, err
	}
	number, err := ParseNumber(string(o.Number))
	if err != nil || number != o.Number || !o.ID.Valid() || !o.Operator.Valid() || o.Reseller <= 0 ||
		o.Amount <= 0 || o.Amount != money.WholeTaka(o.Amount.Whole()) ||
		(o.Connection != Prepaid && o.Connection != Postpaid) {
		return Order{}, false, fmt.Errorf("placing order %s: %w", o.ID, ErrIncomplete)
	}
	if err := by.guard(u, o, now); err != nil {
		return Order{}, false, fmt.Errorf("placing order %s: %w", o.ID, err)
	}
	o.State, o.Placed, o.Next, o.Counted = Placed, now, now, true
	if o.Hand != nil { // for an owner, not for the desk
		o.Next = time.Time{}
	}
	c := o.charge()
	c.Conditions, c.Fixed = by.With, by.Fixed
	if err := u.Books.Place(c, now); err != nil {
		return Order{}, false, fmt.Errorf("placing order %s: %w", o.ID, err)
	}
	if err := u.PutOrder(o); err != nil {
		return Order{}, false, fmt.Errorf("placing order %s: %w", o.ID, err)
	}
	return o, true, nil
}

// RequestStatus has the desk ask the panel for the order now. False where that
// makes no sense: an owner carries it out by hand, it was not sent (yet), is being sent, or was asked for within
// the last five seconds.
func RequestStatus(tx Tx, o Order, now time.Time) (Order, bool, error) {
	if o.State == Placed || o.State == Sending || o.Cause == CauseNeverSent || o.Asked || o.Hand != nil {
		return o, false, nil
	}
	if since := now.Sub(o.CheckedAt); since >= 0 && since < 5*time.Second { // negative: the clock was set back
		return o, false, nil
	}
	o.Asked, o.Next = true, now
	return o, true, tx.PutOrder(o)
}
