package order

import (
	"context"
	"fmt"
	"time"

	"rechargebot/flows/money"
)

// Outcome is the class of one call to the panel.
type Outcome int

const (
	// Unclear outcome: the call went out, or may have, and no readable word came
	// back. The zero value, so that a slip errs on the safe side.
	OutcomeUnclear Outcome = iota
	// Unsent: certain that nothing left this machine; no connection was made.
	OutcomeUnsent
	// Refused: the panel's own word that it does not do it. For a request: it
	// was not taken, in words that are known to mean so. For a status or balance
	// call: the question was refused, which says nothing about the order.
	OutcomeRefused
	// Accepted: a request was taken in, or a balance was told. Not: delivered.
	OutcomeAccepted
	// Pending: the panel says that it is working on the order. With OfOrder it
	// certainly knows it.
	OutcomePending
	// Done: the panel says that the order is done.
	OutcomeDone
	// Failed: the panel says that the order failed.
	OutcomeFailed
	// Doubtful: a request was answered with a no, but not in words that are known
	// to mean that nothing was taken. The order may be on its way all the same.
	OutcomeDoubtful
	// Denied: asked by id, the panel says failed, or that it does not know the id,
	// and tells nothing of the order itself. One such reply proves nothing.
	OutcomeDenied
)

var outcomeNames = []string{"unclear", "unsent", "refused", "accepted", "pending", "done", "failed", "doubtful", "denied"}

func (o Outcome) String() string {
	if o < 0 || int(o) >= len(outcomeNames) {
		return fmt.Sprintf("outcome %d", int(o))
	}
	return outcomeNames[o]
}

// Reply is what came of one call to the panel.
type Reply struct {
	Outcome       Outcome
	Message       string      // the panel's words, fit for people: one line, at most 200 characters; may be empty
	TransactionID string      // the operator's, status calls only
	Balance       *money.Taka // status and balance calls, where told
	Number        Number      // the customer's that it names; status calls only, "" where it names none
	Code          string      // the panel's status code as it came, for the log
	Mend          string      // what is wrong and what an owner should do, where that is known; secrets redacted
	Err           error       // the cause for the log, secrets redacted; nil where the panel's word was read

	// OfOrder says that the reply tells something of this very order: a
	// transaction id that is one, or a position. Status calls only.
	OfOrder bool
	// NotFound says that the panel's words are that it does not know the id, or that there
	// are none which say that something failed. Denied only.
	NotFound bool
	// Refusal is the form of the words by which an owner can declare that they mean
	// "not taken"; "" where they never can: no words, or words of a fault or of a
	// used id. Doubtful only.
	Refusal string
	// LowBalance says that a no speaks of too little balance at the panel.
	LowBalance bool
	// Answered says that a whole reply came back, readable or not.
	Answered bool
	// RetryAfter is how long the panel asked to be left alone by calls of this kind
	// (HTTP 429, 503 with Retry-After, or a no in words that ask for it); Limited says
	// that it did, with or without a time.
	RetryAfter time.Duration
	Limited    bool
}

// unread reports that no readable word came back.
func (a Reply) unread() bool { return a.Outcome == OutcomeUnclear || a.Outcome == OutcomeUnsent }

// PanelID names a recharge panel. There is one today, MainPanel.
type PanelID string

// MainPanel is the panel that the settings name.
const MainPanel PanelID = ""

// Gateway is the way to a recharge panel. Each call is made once and bounded in time.
type Gateway interface {
	// Request asks for the top-up (panel document, section 1): Accepted,
	// Refused, Doubtful, Unsent or Unclear. Never more than one HTTP request.
	Request(ctx context.Context, o Order) Reply
	// Status asks for an order by id (section 2): Pending, Done, Failed, Denied,
	// Refused, Unsent or Unclear.
	Status(ctx context.Context, id ID) Reply
	// Balance asks for the account's balance (section 3): Accepted with
	// Balance, Refused, Unsent or Unclear.
	Balance(ctx context.Context) Reply
}

// PanelState is what is remembered of a panel between calls.
type PanelState struct {
	Balance   *money.Taka // last told
	BalanceAt time.Time
	// DownSince is when the panel stopped answering, or began to answer only that it wants
	// to be left alone, once the owners have been told of it; zero while it answers.
	DownSince time.Time
	// Unreadable goes with DownSince: it answers, but with nothing that can be read.
	Unreadable bool
	// Failing are the numbers of the last orders, if those failed one after the
	// other with the panel's words FailingWith, apart from numbers; at most failingInARow.
	Failing     []Number
	FailingWith string
	// FoundID is the order, of those that the panel knew when it was asked by id,
	// that was sent last; FoundSent is when.
	FoundID   ID
	FoundSent time.Time
	// LowSince is when the owners were told that the balance is too low; zero while it
	// is not.
	LowSince time.Time
	// SendLimit and StatusLimit are where the rate limiters stood, so that a
	// restart gives no new calls.
	SendLimit   LimiterState
	StatusLimit LimiterState
}

// LimiterState is where a rate limiter stood: as if it had been empty then and
// had filled up since.
type LimiterState struct {
	Empty time.Time
}

// Refusal is a wording of the panel's that an owner has declared to mean that an
// order was not taken.
type Refusal struct {
	Words string // the form that is compared, see Reply.Refusal
	Text  string // as the panel wrote it
	By    int64  // the owner's Telegram user id
	At    time.Time
	Order ID // by which it was learned
}

// BalanceInquiry is a person's question to the panel's account, left by a
// conversation for the desk: what is the balance?
type BalanceInquiry struct {
	Seq   uint64 // given by the store
	Chat  int64
	Card  string // the card that the answer belongs on
	Asked time.Time
}
