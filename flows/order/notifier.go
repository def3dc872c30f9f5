package order

import (
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
)

// Notifier writes what people are told, inside the transaction of the change.
type Notifier interface {
	// Moved: an open order's state changed (to Sending: and the call takes its
	// time), or a try sent nothing and another is due.
	Moved(o Order, now time.Time) error
	// Settled: the order became final. was is the state before; Done or Failed
	// where the panel took its word back.
	Settled(o Order, was State, now time.Time) error
	// Resumed: the order had failed, and the panel works on it after all.
	Resumed(o Order, now time.Time) error
	// Disproved is told to the owners: the panel has taken an order that it had refused in
	// words which one of them declared to mean "not taken". They mean that no longer.
	Disproved(r Refusal, o Order, now time.Time) error
	// Unfinished is told to the owners: the order ended here a week ago, by a verdict for
	// instance, the panel worked on it then, and has not said how it ended. It is not
	// checked any more.
	Unfinished(o Order, now time.Time) error
	// Stuck: the order has been open for longer than it should, or the panel says
	// no to it without proof. Told once.
	Stuck(o Order, now time.Time) error
	// Checked: a person asked, the panel was asked, and the state is what it was.
	Checked(o Order, a Reply, now time.Time) error
	// Batch: what is told of an order of a batch that has not ended is told of the batch.
	Batch(b Batch, news BatchNews, now time.Time) error
	// BalanceTold answers a question; p is the last that is known.
	BalanceTold(q BalanceInquiry, p PanelState, a Reply, now time.Time) error
	// PanelDown and PanelUp are told to the owners once each; was says since when the
	// panel was down, and whether it was silent or unreadable.
	PanelDown(since time.Time, a Reply, now time.Time) error
	PanelUp(was PanelState, now time.Time) error
	// BalanceLow and BalanceEnough are told to the owners once each. With none (nil) the
	// panel has refused an order for want of balance, or takes orders again.
	BalanceLow(balance *money.Taka, now time.Time) error
	BalanceEnough(balance *money.Taka, now time.Time) error
	// SameTransaction is told to the owners: two orders have one transaction id.
	SameTransaction(o, other Order, now time.Time) error
	// PanelFails is told to the owners once, until an order arrives again or the
	// panel has other words: the last so many failed with these.
	PanelFails(orders int, message string, now time.Time) error
}

// Books keeps the resellers' accounts, inside the transaction of the change; it is an
// account.Ledger.
type Books interface {
	// Place holds the price of an order that is placed, and counts it on the limits of
	// its reseller. *account.Refused: the account does not allow it, and nothing was
	// changed.
	Place(c account.Charge, now time.Time) error
	// Book books what became of an order that was placed.
	Book(k account.Kind, c account.Charge, now time.Time) error
}

// Unit is a unit of work: what one transaction changes, what people are told of it, and
// what it books, which are committed together.
type Unit struct {
	Tx
	Tell  Notifier
	Books Books
}
