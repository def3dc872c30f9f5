package order

import (
	"time"

	"rechargebot/flows/money"
)

// Tx is the part of a store's transaction that the life of an order needs.
// What runs inside touches nothing but the transaction: it may run twice.
type Tx interface {
	// NextID gives an id that was never given before. It is later than the last
	// one while the clock is not set back.
	NextID(now time.Time) (ID, error)
	// Order gives the order with the id; false where there is none.
	Order(id ID) (Order, bool, error)
	// PutOrder writes the order and everything derived from it: the indexes, and
	// the day totals where it became final.
	PutOrder(o Order) error
	// Sending gives the orders in state Sending.
	Sending() ([]Order, error)
	// Due gives up to limit ids from a queue whose time has come, those waiting
	// longest first, or, with newest, those whose time came last.
	Due(q Queue, now time.Time, newest bool, limit int) ([]ID, error)
	// NextDue gives the earliest time in the queue; false where it is empty.
	NextDue(q Queue) (time.Time, bool, error)
	// OpenCount gives the number of orders on their way.
	OpenCount() (int, error)
	// OpenOrders gives a reseller's orders on their way, newest first; of everybody
	// where reseller is 0.
	OpenOrders(reseller int64, limit int) ([]Order, error)
	// OrdersTo gives the orders to a mobile number, newest first.
	OrdersTo(n Number, limit int) ([]Order, error)
	// OpenTo gives the orders of an amount to a number that are on their way, whoever
	// placed them, newest first.
	OpenTo(n Number, amount money.Taka, limit int) ([]Order, error)
	// PlacedCount gives how many orders wait in ToSend, counted up to limit.
	PlacedCount(limit int) (int, error)
	// InquireBalance leaves a question for the desk.
	InquireBalance(q BalanceInquiry) error
	// BalanceInquiries gives up to limit questions, oldest first.
	BalanceInquiries(limit int) ([]BalanceInquiry, error)
	// DropInquiry forgets a question that has been answered.
	DropInquiry(seq uint64) error
	// OrderByTransaction gives the order with the operator's transaction id, the
	// newest where several have it; letter case does not matter.
	OrderByTransaction(id string) (Order, bool, error)
	PanelState(id PanelID) (PanelState, error)
	PutPanelState(id PanelID, p PanelState) error
	// Refusals gives all that owners have declared, in the order of their words.
	Refusals() ([]Refusal, error)
	// RefusalKnown reports whether the normalised words were declared.
	RefusalKnown(words string) (bool, error)
	PutRefusal(r Refusal) error
	// DropRefusal takes it back; no error where there is none.
	DropRefusal(words string) error
	Batch(id BatchID) (Batch, bool, error)
	// PutBatch writes a batch but for its Counts, and gives it with those that it has; one
	// with ID 0 is given the next.
	PutBatch(b Batch) (Batch, error)
	// BatchRows gives rows of a batch in their order, from an index on, at most limit.
	BatchRows(id BatchID, from, limit int) ([]BatchRow, error)
	PutBatchRow(id BatchID, r BatchRow) error
}

// Queue is what the desk works off: the due indexes, kept by Order.Next, and the
// questions. The values are in the keys of stores and never change.
type Queue int

const (
	// ToSend holds the orders in state Placed.
	ToSend Queue = iota
	// ToCheck holds those in Accepted and Unclear, and those that a person asks for.
	ToCheck
	// ToInquire holds the questions to the panel's account; it is no due index.
	ToInquire
	// ToRecheck holds the final orders that the panel is asked for once more,
	// since it may take back its word.
	ToRecheck
	// ToSendBatch and ToCheckBatch are what ToSend and ToCheck are, of orders of batches:
	// they are worked off where there is nothing in the others.
	ToSendBatch
	ToCheckBatch
	queues
)

// behind gives the queue that is worked off behind another; false where there is none.
func (q Queue) behind() (Queue, bool) {
	switch q {
	case ToSend:
		return ToSendBatch, true
	case ToCheck:
		return ToCheckBatch, true
	}
	return 0, false
}

// front gives the queue behind which another is worked off, or that other itself.
func (q Queue) front() Queue {
	switch q {
	case ToSendBatch:
		return ToSend
	case ToCheckBatch:
		return ToCheck
	}
	return q
}

// Queue gives the due index the order belongs in; false for none.
func (o Order) Queue() (Queue, bool) {
	switch {
	case o.Next.IsZero():
		return 0, false
	case o.State == Placed && o.Batch != 0:
		return ToSendBatch, true
	case o.State == Placed:
		return ToSend, true
	case (o.State == Accepted || o.State == Unclear) && o.Batch != 0 && !o.Asked:
		return ToCheckBatch, true
	case o.State == Accepted || o.State == Unclear || (o.State.Final() && o.Asked):
		return ToCheck, true
	case o.State.Final():
		return ToRecheck, true
	}
	return 0, false
}

// Store runs transactions.
type Store interface {
	// Update runs fn in a read-write transaction and returns when it is on disk.
	Update(fn func(u Unit) error) error
	// View runs fn in a read-only transaction.
	View(fn func(tx Tx) error) error
}
