package chat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/pin"
)

// Tx is a store's transaction, as conversations and notices see it. An
// update's effect, the answers to it and the mark that it was seen go into one.
type Tx interface {
	order.Tx
	order.ComplaintTx
	account.Tx
	Offers
	PINs

	// Seen marks the update and reports whether it had been marked before. The
	// last 10,000 are remembered; ids need not rise.
	Seen(update int64) (bool, error)

	// Session is where the conversation in a chat stands; the zero Session
	// where there is none.
	Session(chat int64) (Session, error)
	// PutSession keeps it; the zero Session forgets it.
	PutSession(chat int64, s Session) error

	Member(id int64) (Member, bool, error)
	PutMember(m Member) error
	// Members gives the allowed members in the order of their ids, after the
	// given id, at most limit.
	Members(after int64, limit int) ([]Member, error)
	// MembersBefore is the page before: those under the given id, still in rising order.
	MembersBefore(before int64, limit int) ([]Member, error)
	// Everybody gives those too who were removed, after the given id, at most limit.
	Everybody(after int64, limit int) ([]Member, error)

	// Visitor is what is remembered of somebody who is not a member, or of a
	// group. At most 1,000 are kept; the one not heard of for longest gives way.
	Visitor(id int64) (Visitor, bool, error)
	PutVisitor(v Visitor) error
	DropVisitor(id int64) error
	// CountRequest counts requests for access by day ("2026-11-23") and gives
	// the day's count so far, this one included.
	CountRequest(day string) (int, error)

	// PutRequest keeps somebody's wish to be let in, until it is decided.
	PutRequest(v Visitor) error
	Request(id int64) (Visitor, bool, error)
	DropRequest(id int64) error
	// Requests gives the open ones after the given id, at most limit.
	Requests(after int64, limit int) ([]Visitor, error)
	RequestCount() (int, error)

	// Owners gives the members whose record says that they own the bot.
	Owners() ([]int64, error)
	// TakeMissed gives the notes of what a person was not told, oldest first, and
	// forgets them.
	TakeMissed(chat int64) ([]string, error)
	// Trouble is what of a kind the owners were told that it has begun.
	Trouble(kind TroubleKind) (Trouble, bool, error)
	PutTrouble(f Trouble) error
	DropTrouble(kind TroubleKind) error
	// Audit has an owner's act logged once the transaction is committed, so that
	// one that is undone or runs twice is not.
	Audit(a Act)

	// History gives a reseller's orders, newest first: those before the given id
	// (all where it is ""), at most limit; everybody's where reseller is 0.
	History(reseller int64, before order.ID, limit int) ([]order.Order, error)
	// HistoryAfter gives those after the given id, still newest first: the page
	// of limit orders nearest to it.
	HistoryAfter(reseller int64, after order.ID, limit int) ([]order.Order, error)
	// OrdersEnding gives a reseller's orders to numbers with these last four digits,
	// newest first, at most limit; everybody's where reseller is 0.
	OrdersEnding(reseller int64, digits string, limit int) ([]order.Order, error)
	// StuckOrders gives the open orders whose Stuck is set, oldest first: those
	// after the given id (all where it is ""), at most limit.
	StuckOrders(after order.ID, limit int) ([]order.Order, error)
	// StuckCount gives their number.
	StuckCount() (int, error)
	// OrderByTransaction gives the order with the operator's transaction id,
	// the newest where several have it; letter case does not matter.
	OrderByTransaction(id string) (order.Order, bool, error)
	// Totals sums a reseller's days (everybody's where reseller is 0), from and
	// to included, "2026-11-01" to "2026-11-30", from the day totals.
	Totals(reseller int64, from, to string) (Totals, error)
	// OperatorTotals gives the same days by day and operator.
	OperatorTotals(reseller int64, from, to string) ([]OperatorTotals, error)
	// Took gives how long each of an operator's latest orders took that were done since
	// then and until now, by the panel's word.
	Took(o order.Operator, since, now time.Time) ([]time.Duration, error)

	// Untold gives the orders of which something was given up because the person
	// could not be reached, by id: those after the given one, at most limit.
	Untold(chat int64, after order.ID, limit int) ([]Untold, error)
	// DropUntold forgets one of them: the person has been told.
	DropUntold(chat int64, id order.ID) error

	// Favourites gives the numbers to which a member gave a name, in their order.
	Favourites(member int64) ([]Favourite, error)
	// PutFavourite keeps one for its number, in place of that number's earlier one.
	PutFavourite(member int64, f Favourite) error
	// DropFavourite forgets that of a number; no error where there is none.
	DropFavourite(member int64, n order.Number) error

	// BatchesOf gives a reseller's batches, newest first: those before the given one (all
	// where it is 0), at most limit.
	BatchesOf(reseller int64, before order.BatchID, limit int) ([]order.Batch, error)
	// SameBatch gives the reseller's last confirmed batch with a Fingerprint.
	SameBatch(reseller int64, fingerprint string) (order.Batch, bool, error)
	// DropBatch forgets a batch that was not confirmed.
	DropBatch(id order.BatchID) error

	// Post leaves something to be said.
	Post(o Outgoing) error
	// Bind gives a message of the chat the name of a card.
	Bind(chat int64, card string, message int) error
	// Bound gives the message that bears the name; 0 where none is known.
	Bound(chat int64, card string) int
}

// PINs is the part of Tx for the PINs of members.
type PINs interface {
	// PIN is a member's; the zero PIN where they have none.
	PIN(member int64) (pin.PIN, error)
	// PutPIN keeps it; one without a hash is forgotten.
	PutPIN(member int64, p pin.PIN) error
}

// ErrInDoubt is a store's error for a change of which it cannot tell whether it
// was saved: it shows, but may not survive a power cut. The next one that is saved
// makes it last.
var ErrInDoubt = errors.New("the change may or may not have been saved")

// Outbox is the sender's side of the store.
type Outbox interface {
	// Waiting gives the chats that have something waiting.
	Waiting() ([]int64, error)
	// Head gives the first thing waiting in a chat, if there is any.
	Head(chat int64) (h Head, ok bool, err error)
	// Sent forgets what was taken, and the skipped, and remembers which message
	// it became (0: none).
	Sent(o Outgoing, message int, skipped []uint64) error
	// GiveUp forgets what Telegram will never take. Where the person is lost it
	// marks them so, drops all that waits for the chat, and notes of which orders
	// something was dropped, and the short forms of the rest. A card that was to be a new message has none from
	// then on; an order's card keeps its message, so that it can be mended.
	GiveUp(o Outgoing, lost Lost) error
	// ForgetMenu notes that a member's command menu could not be set, so that
	// their next message brings it again.
	ForgetMenu(member int64) error
	// CompressedCopy makes a gzipped copy of the whole store, for a Document, in a
	// temporary file to be read from its beginning. remove closes and deletes it;
	// where a kill comes first the store does when it is next opened.
	CompressedCopy(ctx context.Context) (file *os.File, remove func(), err error)
}

// Head is the first thing waiting in a chat that no later change to the same
// card has made needless.
type Head struct {
	Outgoing
	Message int      // that its card names; 0 for none
	Skipped []uint64 // the Seqs of the needless before it, to be noted with it
	More    bool     // something waits behind it
}

// Untold is an order of which a person could not be told.
type Untold struct {
	Order order.ID
	Word  bool // its final word was given up; else only a change of its card
}

// Visitor is somebody who is not a member (or a group, with a negative id).
type Visitor struct {
	ID       int64
	Name     string
	Username string
	Language string
	Answered time.Time // when last told that access is needed
	Asked    time.Time // when access was last asked for
	Denied   bool      // that request was denied
}

// Favourite is a number to which a member gave a name, with what usually goes there.
type Favourite struct {
	Name string
	order.Recharge
	Added time.Time
}

// Totals are what came of a span of days' orders.
type Totals struct {
	Done       int
	DoneAmount money.Taka
	Failed     int
}

// OperatorTotals are what came of one day's orders with one operator.
type OperatorTotals struct {
	Day      string // "2026-11-23"
	Operator order.Operator
	Totals
	// Priced is the amount of those done that a wallet paid for, Price what it paid.
	Priced, Price money.Taka
}

// Session is where one chat's conversations stand. The zero Session is none. Copies may
// share what they keep: only Keep changes it, and none but its own session's.
type Session struct {
	Flow string                     // whose the next text is; "" for nobody's in particular
	Data map[string]json.RawMessage // what each flow keeps, as JSON
	// Watch is somebody else's order for which an owner has the panel asked: the
	// answer belongs on the owner's card too.
	Watch order.ID
}

// IsZero reports whether there is nothing to keep.
func (s Session) IsZero() bool { return s.Flow == "" && len(s.Data) == 0 && s.Watch == "" }

// Load reads what a flow keeps into v, which stays as it is where that is nothing.
func (s Session) Load(flow string, v any) error {
	kept := s.Data[flow]
	if kept == nil {
		return nil
	}
	if err := json.Unmarshal(kept, v); err != nil {
		return fmt.Errorf("reading the session of %s: %w", flow, err)
	}
	return nil
}

// Keep keeps v for a flow; nil forgets what it kept.
func (s *Session) Keep(flow string, v any) error {
	all := maps.Clone(s.Data)
	delete(all, flow)
	if v != nil {
		kept, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("keeping the session of %s: %w", flow, err)
		}
		if all == nil {
			all = map[string]json.RawMessage{}
		}
		all[flow] = kept
	}
	s.Data = all
	return nil
}

// Store runs transactions. Update returns when what fn did is on disk.
type Store interface {
	Update(fn func(tx Tx) error) error
	View(fn func(tx Tx) error) error
}
