package account

import (
	"strings"
	"time"
)

// complaintPrefix is before the id of the order in the reference of the entry by which an
// owner gives its price back.
const complaintPrefix = "complaint "

// Compensate gives back the price of an order that is done, since the customer did not get
// it. The order stays done, so this is no refund of the panel's but an adjustment, at the
// owner's cost. It is booked once for an order (ErrBooked), and from then on nothing else
// is: where the panel takes back its word later, the price is back already.
func (l Ledger) Compensate(c Charge, owner int64, now time.Time) (Entry, error) {
	return l.book(Entry{Kind: Adjustment, Reference: complaintPrefix + c.Order, Actor: owner, Reason: "refund after a complaint",
		Lines: []Line{{Member: c.Member, Name: Wallet, Amount: c.Price}, {Name: Adjustments, Amount: -c.Price}}}, now)
}

// Compensated is the function of that name, on the ledger's transaction.
func (l Ledger) Compensated(order string) (bool, error) { return Compensated(l.Tx, order) }

// Compensated reports whether the price of an order was given back by Ledger.Compensate.
func Compensated(tx interface {
	Booked(k Kind, reference string) (Entry, bool, error)
}, order string) (bool, error) {
	_, ok, err := tx.Booked(Adjustment, complaintPrefix+order)
	return ok, err
}

// CompensationOf gives the order whose price an entry gave back; false for other entries.
func CompensationOf(e Entry) (order string, ok bool) {
	if e.Kind != Adjustment {
		return "", false
	}
	return strings.CutPrefix(e.Reference, complaintPrefix)
}
