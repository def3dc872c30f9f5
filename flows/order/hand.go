package order

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"rechargebot/flows/account"
)

// Hand is how an order stands that an owner carries out by hand.
type Hand struct {
	Promise time.Duration // within which it is to be done
	By      int64         // the owner who has taken it; 0: nobody
	Name    string        // theirs, as its reseller reads it
	At      time.Time     // when they took it
	// Restored says that the order came back with a backup, or that it was taken from an owner
	// who had not said how it ended: by another owner, or because they are none any more. It
	// may have been done, so its reseller cannot call it back.
	Restored bool
}

// ErrTaken says that an owner, or another one, has taken the order.
var ErrTaken = errors.New("somebody has taken the order")

// Overdue reports whether it should have been done by now.
func (h Hand) Overdue(since, now time.Time) bool { return now.Sub(since) >= h.Promise }

// MayBeTakenOver reports whether another owner may take it from the one who has: its time is
// over, or it was taken by a clock that was ahead, so that nobody knows how long ago.
func (h Hand) MayBeTakenOver(now time.Time) bool {
	return h.Overdue(h.At, now) || h.At.After(now.Add(time.Minute))
}

// MayBeCalledBack reports whether the order's reseller may call it back: nobody has taken
// it, or can have.
func (o Order) MayBeCalledBack() bool {
	return o.State == Placed && o.Hand != nil && o.Hand.By == 0 && !o.Hand.Restored
}

// HandTimer is the timer of an order that is carried out by hand.
func HandTimer(id ID, at time.Time) (account.Timer, error) {
	n, err := strconv.ParseInt(string(id), 16, 64)
	if err != nil {
		return account.Timer{}, fmt.Errorf("the timer of order %s: %w", id, err)
	}
	return account.Timer{At: at, Kind: account.TimerByHand, Of: n}, nil
}

// byHand gives an order that waits to be carried out by hand, with a Hand of its own to
// be changed.
func byHand(tx Tx, id ID) (Order, error) {
	o, ok, err := tx.Order(id)
	switch {
	case err != nil:
		return o, err
	case !ok || o.Hand == nil || o.State != Placed:
		return o, ErrSettled
	}
	hand := *o.Hand
	o.Hand = &hand
	return o, nil
}

// TakeByHand gives an order to the owner who carries it out. One that another owner has
// taken can be taken over once its time is over, or where they took it in the future. Errors: ErrSettled, ErrTaken.
func TakeByHand(u Unit, id ID, owner int64, name string, now time.Time) (Order, error) {
	o, err := byHand(u, id)
	if err != nil {
		return o, err
	}
	if o.Hand.By != 0 && (o.Hand.By == owner || !o.Hand.MayBeTakenOver(now)) {
		return o, ErrTaken
	}
	o.Hand.Restored = o.Hand.Restored || o.Hand.By != 0
	o.Hand.By, o.Hand.Name, o.Hand.At = owner, name, now
	return o, putHand(u, o, now)
}

// GiveBack takes an order from the owner who had taken it, for others. Errors: ErrSettled,
// ErrTaken.
func GiveBack(u Unit, id ID, owner int64, now time.Time) (Order, error) {
	o, err := byHand(u, id)
	if err != nil {
		return o, err
	}
	if o.Hand.By != owner {
		return o, ErrTaken
	}
	o.Hand.By, o.Hand.Name, o.Hand.At = 0, "", time.Time{}
	return o, putHand(u, o, now)
}

// TakeBack takes an order from an owner who is none any more, for others. Errors: ErrSettled.
func TakeBack(u Unit, id ID, now time.Time) (Order, error) {
	o, err := byHand(u, id)
	if err != nil {
		return o, err
	}
	o.Hand.By, o.Hand.Name, o.Hand.At, o.Hand.Restored = 0, "", time.Time{}, true
	return o, putHand(u, o, now)
}

func putHand(u Unit, o Order, now time.Time) error {
	if err := u.PutOrder(o); err != nil {
		return err
	}
	return u.Tell.Moved(o, now)
}

// HandDone is what an owner says of an order that they have carried out, or could not.
type HandDone struct {
	Owner         int64
	Done          bool
	TransactionID string
	Reason        string // why not
}

// SettleByHand settles an order by the word of the owner who has taken it. Errors:
// ErrSettled, ErrTaken.
func SettleByHand(u Unit, id ID, w HandDone, now time.Time) (Order, error) {
	o, err := byHand(u, id)
	if err != nil {
		return o, err
	}
	if o.Hand.By != w.Owner {
		return o, ErrTaken
	}
	o.Verdict = &Verdict{Admin: w.Owner, Done: w.Done, At: now}
	o.Message = w.Reason
	if !w.Done {
		return o, Settle(u, &o, Failed, CauseByHand, now)
	}
	o.TransactionID, o.Message = w.TransactionID, ""
	other, twice, err := sameTransaction(u, o)
	if err != nil {
		return o, err
	}
	if err := Settle(u, &o, Done, CauseByHand, now); err != nil || !twice {
		return o, err
	}
	return o, u.Tell.SameTransaction(o, other, now)
}

// CallBack fails an order that its reseller wants no more, before anybody has taken it.
// Errors: ErrSettled, ErrTaken.
func CallBack(u Unit, id ID, reseller int64, now time.Time) (Order, error) {
	o, err := byHand(u, id)
	switch {
	case err != nil:
		return o, err
	case o.Reseller != reseller:
		return o, ErrSettled
	case !o.MayBeCalledBack():
		return o, ErrTaken
	}
	return o, Settle(u, &o, Failed, CauseCancelled, now)
}
