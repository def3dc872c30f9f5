package order

import (
	"time"

	"rechargebot/flows/money"
)

// Order is one top-up: what was asked for, and all that is known of it.
type Order struct {
	ID       ID
	Reseller int64 // Telegram user id; the same as the private chat's id
	Recharge

	// How it is sent and paid; each may be empty.
	Panel     PanelID    // the panel it goes to; "" is the one there is
	Service   string     // the panel's code of what is bought; "" is the one that is set for all
	Price     money.Taka // what the reseller's wallet pays; 0: the owner's money pays
	Plan      string     // the price plan that gave the price
	Offer     string     // the pack as it was then, as offer.Offer.Keep writes it; "" for a plain recharge
	Counted   bool       // it counts on its reseller's limits of the day on which it was placed
	Reversals int        // how often the panel has taken back its word on it
	Batch     BatchID    // the batch whose row it is; 0 for a single order

	State   State
	Cause   Cause // why it failed, or who said that it is done
	Placed  time.Time
	Sent    time.Time // when the one call began
	Settled time.Time // when it became final
	Receipt time.Time // when a receipt was last given for it; zero: none that holds

	Message       string      // the panel's words on what became of it, for people
	Said          string      // the panel's last words of it in any reply, for the owners
	TransactionID string      // the operator's; known when done
	BalanceLeft   *money.Taka // at the panel, as last told with the order until it ended

	Tries        int       // calls that certainly sent nothing
	StatusChecks int       // times the panel was asked for it since it was sent
	CheckedAt    time.Time // when it last was
	// Next is when the desk has to do with it: send it (Placed) or ask for it
	// (Accepted, Unclear, or once more after its end). Zero: never.
	Next        time.Time
	CardPending bool      // Accepted, while its card still says that it was taken
	Asked       bool      // a person wants the panel asked now
	Stuck       time.Time // when its people were told that it takes too long

	// Doubt says that the panel answered the request with a no that is no proof;
	// Refusal is the form in which an owner can declare that such words mean "not
	// taken", or has; "" where they never can, or do not since the panel took the order.
	Doubt   bool
	Refusal string
	// Denials counts replies, at least a minute apart, by which the panel says
	// failed or does not know the order, and tells nothing of it; Denied is when the
	// first of them came. A reply that tells something of the order ends the count.
	Denials int
	Denied  time.Time

	// Working says that it has ended, and the panel said since that it works on it and has
	// not said how it ended.
	Working bool

	Verdict *Verdict

	// Hand is set where an owner carries the order out by hand. The panel never hears of
	// such an order: it is in no queue of the desk, and cannot become Sending.
	Hand *Hand
}

// Recharge is what is recharged: what was asked for, whoever asked and whatever
// became of it.
type Recharge struct {
	Number     Number     `json:"number,omitzero"`
	Operator   Operator   `json:"operator,omitzero"`
	Connection Connection `json:"connection,omitzero"`
	Amount     money.Taka `json:"amount,omitzero"` // whole taka
}

// Open reports whether the order is still on its way.
func (o Order) Open() bool { return !o.State.Final() }

// NeverSent reports whether it failed and nobody ever tried to send it: the panel never
// heard of it, and cannot say anything else later.
func (o Order) NeverSent() bool {
	return o.State == Failed && o.Cause == CauseNeverSent && o.Tries == 0
}

// Cause says why an order has its final state, where the panel's plain word is
// not the reason.
type Cause string

// The causes.
const (
	CauseNone      Cause = ""           // the panel's word by id
	CauseRefused   Cause = "refused"    // the panel did not take it, in words known to mean so; Message has them
	CauseDenied    Cause = "denied"     // asked by id twice, the panel said no or did not know it, though it knew a later order
	CauseNeverSent Cause = "never sent" // certain: nothing left this machine
	CauseVerdict   Cause = "verdict"    // an owner looked and said so
	CauseReversed  Cause = "reversed"   // the panel took back its word
	CauseByHand    Cause = "by hand"    // the owner who had taken it said so; Message has the reason why not
	CauseCancelled Cause = "cancelled"  // its reseller called it back before anybody had taken it
)

// Verdict is an owner's recorded word on an order that the panel left unclear.
type Verdict struct {
	Admin int64
	Done  bool
	At    time.Time
}
