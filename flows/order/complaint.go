package order

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
)

// A complaint says that a recharge which the panel calls done is not what the customer
// got. There is one for an order at most, and it never changes the order: only the
// panel's own word makes a done order failed. Before the owners hear of it the panel is
// asked once more; where it takes back its word, the complaint is closed by that.

// ComplaintState is where a complaint stands. The names are kept in the store.
type ComplaintState string

// The states.
const (
	ComplaintChecking ComplaintState = "checking" // the panel is asked once more; no owner knows of it yet
	ComplaintOpen     ComplaintState = "open"     // with the owners
	ComplaintAsked    ComplaintState = "asked"    // an owner has asked the panel's support
	ComplaintMore     ComplaintState = "more"     // the member is asked for more
	ComplaintArrived  ComplaintState = "arrived"  // it has arrived; may be opened once more
	ComplaintRefunded ComplaintState = "refunded" // the price is back in the member's wallet, where that paid
	ComplaintClosed   ComplaintState = "closed"   // nothing more is expected; Result says how it ended
)

// complaintMoves is the one table of what may follow what.
var complaintMoves = map[ComplaintState][]ComplaintState{
	ComplaintChecking: {ComplaintOpen, ComplaintClosed},
	ComplaintOpen:     {ComplaintAsked, ComplaintMore, ComplaintArrived, ComplaintRefunded, ComplaintClosed},
	ComplaintAsked:    {ComplaintMore, ComplaintArrived, ComplaintRefunded, ComplaintClosed},
	ComplaintMore:     {ComplaintOpen, ComplaintArrived, ComplaintRefunded, ComplaintClosed},
	ComplaintArrived:  {ComplaintChecking, ComplaintClosed},
	ComplaintRefunded: {ComplaintClosed},
	ComplaintClosed:   {ComplaintChecking},
}

// Live reports whether something is still expected of somebody.
func (s ComplaintState) Live() bool {
	switch s {
	case ComplaintChecking, ComplaintOpen, ComplaintAsked, ComplaintMore:
		return true
	}
	return false
}

// ComplaintReason is what a member says is wrong. The names are kept in the store.
type ComplaintReason string

// The reasons.
const (
	NotReceived ComplaintReason = "not received"
	WrongNumber ComplaintReason = "wrong number"
	WrongPack   ComplaintReason = "wrong pack"
	OtherReason ComplaintReason = "other"
)

// ComplaintReasons are all, in the order in which they are offered.
var ComplaintReasons = []ComplaintReason{NotReceived, WrongNumber, WrongPack, OtherReason}

// ComplaintResult is how a complaint ended. The names are kept in the store.
type ComplaintResult string

// The results. A complaint that lapsed has none.
const (
	ResultArrived  ComplaintResult = "arrived"
	ResultRefunded ComplaintResult = "refunded"
	ResultReversed ComplaintResult = "reversed" // the panel took back its word
)

// Bounds of complaints.
const (
	ComplaintAfter  = 5 * time.Minute // after the order was done; earlier the operator may just be slow
	ComplaintHours  = 48              // the last moment, where no owner has set another
	LeastHours      = 1
	MostHours       = 168
	MostNote        = 300 // characters
	MostPhotos      = 3
	checkAgain      = 6 * time.Second // where the panel was asked a moment ago
	CheckFor        = 2 * time.Minute // for the panel's answer; then the owners get it without
	ReopenFor       = 24 * time.Hour
	MoreFor         = 24 * time.Hour // for a member to say more
	RemindComplaint = 4 * time.Hour  // the owners, and once more after
	RemindLate      = 24 * time.Hour
)

// Complaint is one of a member's about an order.
type Complaint struct {
	Order    ID
	Member   int64
	Operator Operator
	Reason   ComplaintReason
	Note     string   // what the member wrote
	Photos   []string // by which Telegram sends them again
	State    ComplaintState
	Opened   time.Time // when the member complained
	Since    time.Time // when it came into its state
	Waits    time.Time // since when it waits for the owners
	Told     int       // reminders so far; while it is checked, whether the panel is being asked
	Reopened bool
	By       int64  // the owner who did something last
	Question string // what the owner wants to know
	Result   ComplaintResult
	Refunded money.Taka // what was booked
	Evidence Evidence
}

// Evidence is what was known of an order when the complaint came to the owners. It does
// not change with the order.
type Evidence struct {
	Placed, Sent, Done time.Time
	Asked              time.Time // when the panel was asked once more
	Answer             Recheck   // what came of that
	Said               string    // the panel's words then
	TransactionID      string
	Tries, Checks      int
}

// Recheck is what came of asking the panel once more. The names are kept in the store.
type Recheck string

// The answers.
const (
	RecheckDone   Recheck = "done"   // it says done again
	RecheckNoWord Recheck = "other"  // it says something else, or nothing of the order
	RecheckSilent Recheck = "silent" // it did not answer in time
	RecheckNone   Recheck = ""       // it is not asked: it never heard of an order that was carried out by hand
)

// ComplaintTx is the part of a store's transaction that complaints need.
type ComplaintTx interface {
	// Complaint gives that about an order.
	Complaint(id ID) (Complaint, bool, error)
	// PutComplaint keeps it, and its lists in step.
	PutComplaint(c Complaint) error
	// LiveComplaints gives those of which something is expected, oldest first, at most
	// limit; of one member, or of everybody where member is 0.
	LiveComplaints(member int64, limit int) ([]Complaint, error)
	// Complaints gives those that were opened in a span of time, oldest first.
	Complaints(from, to time.Time) ([]Complaint, error)
	// ComplaintHours is how long after a recharge is done a member may complain.
	ComplaintHours() (int, error)
	PutComplaintHours(hours int) error

	PutTimer(t account.Timer) error
	DropTimer(t account.Timer) error
}

// complaining is what it takes to have the panel asked besides.
type complaining interface {
	Tx
	ComplaintTx
}

// Errors of complaints.
var (
	ErrNotDone    = errors.New("the order is not done")
	ErrTooEarly   = errors.New("it is too early for a complaint")
	ErrTooLate    = errors.New("it is too late for a complaint")
	ErrComplained = errors.New("there is a complaint about the order")
	// ErrComplaintMoved says that the complaint does not stand where it would have to.
	ErrComplaintMoved = errors.New("the complaint has moved on")
)

// MayComplain says whether a member may complain about an order now: nil, ErrNotDone,
// ErrTooEarly, ErrTooLate or ErrComplained.
func MayComplain(tx ComplaintTx, o Order, now time.Time) error {
	if o.State != Done {
		return ErrNotDone
	}
	was, known, err := tx.Complaint(o.ID)
	if err != nil {
		return err
	}
	if known {
		if was.reopens(now) {
			return nil
		}
		return ErrComplained
	}
	hours, err := tx.ComplaintHours()
	if err != nil {
		return err
	}
	switch age := now.Sub(o.Settled); {
	case age > time.Duration(hours)*time.Hour:
		return ErrTooLate
	case age < ComplaintAfter:
		return ErrTooEarly
	}
	return nil
}

// reopens reports whether the complaint may be opened once more.
func (c Complaint) reopens(now time.Time) bool {
	over := c.State == ComplaintArrived || c.State == ComplaintClosed && c.Result != ResultRefunded
	return over && !c.Reopened && now.Sub(c.Since) <= ReopenFor
}

// Complain keeps a member's complaint about an order, and has the panel asked once more. One
// about an order that was carried out by hand goes to the owners at once. Reason, Note and
// Photos are c's. Errors: those of MayComplain, and the store's.
func Complain(tx complaining, o Order, c Complaint, now time.Time) (Complaint, error) {
	if err := MayComplain(tx, o, now); err != nil {
		return c, err
	}
	was, known, err := tx.Complaint(o.ID)
	if err != nil {
		return c, err
	}
	c.Order, c.Member, c.Operator, c.Opened = o.ID, o.Reseller, o.Operator, now
	c.Reopened = known
	c.State = was.State
	if !known {
		c.State = ComplaintChecking
		c.Since = now
	} else if err := c.move(ComplaintChecking, now); err != nil {
		return c, err
	}
	if o.Hand != nil {
		return OpenComplaint(tx, o, c, RecheckNone, now)
	}
	asked, err := c.check(tx, o, now)
	if err == nil && !asked { // it was asked a moment ago
		err = c.keep(tx, now.Add(checkAgain))
	}
	return c, err
}

// check has the panel asked for the order, and waits for its answer; false where it
// cannot be asked now.
func (c *Complaint) check(tx complaining, o Order, now time.Time) (bool, error) {
	o, asked, err := RequestStatus(tx, o, now)
	if err != nil || !asked && !o.Asked {
		return false, err
	}
	c.Told = 1
	return true, c.keep(tx, now.Add(CheckFor))
}

// timer is the id as timers have it.
func (id ID) timer() int64 {
	n, _ := strconv.ParseInt(string(id), 16, 64)
	return n
}

// OfTimer is the id of the order that a timer is of.
func OfTimer(of int64) ID { return ID(fmt.Sprintf("%013x", of)) }

// move puts the complaint into the next state.
func (c *Complaint) move(next ComplaintState, now time.Time) error {
	if !slices.Contains(complaintMoves[c.State], next) {
		return ErrComplaintMoved
	}
	c.State, c.Since = next, now
	return nil
}

// OpenComplaint takes what came of asking the panel once more, freezes the evidence and
// hands the complaint to the owners.
func OpenComplaint(tx ComplaintTx, o Order, c Complaint, answer Recheck, now time.Time) (Complaint, error) {
	if err := c.move(ComplaintOpen, now); err != nil {
		return c, err
	}
	if o.Hand != nil {
		answer = RecheckNone
	}
	c.Evidence = Evidence{Placed: o.Placed, Sent: o.Sent, Done: o.Settled, Asked: now, Answer: answer, Said: o.Said,
		TransactionID: o.TransactionID, Tries: o.Tries, Checks: o.StatusChecks}
	return c, c.wait(tx, now)
}

// wait keeps a complaint that waits for the owners from now on.
func (c *Complaint) wait(tx ComplaintTx, now time.Time) error {
	c.Waits, c.Told = now, 0
	return c.keep(tx, now.Add(RemindComplaint))
}

// keep writes the complaint and sets its timer; none where the time is zero.
func (c *Complaint) keep(tx ComplaintTx, at time.Time) error {
	if err := tx.PutComplaint(*c); err != nil {
		return err
	}
	timer := account.Timer{At: at, Kind: account.TimerComplaint, Of: c.Order.timer()}
	if at.IsZero() {
		return tx.DropTimer(timer)
	}
	return tx.PutTimer(timer)
}

// AskSupport notes that an owner has asked the panel's support.
func AskSupport(tx ComplaintTx, c Complaint, owner int64, now time.Time) (Complaint, error) {
	if err := c.move(ComplaintAsked, now); err != nil {
		return c, err
	}
	c.By = owner
	return c, tx.PutComplaint(c) // the reminders stay
}

// AskMember has a member asked for more.
func AskMember(tx ComplaintTx, c Complaint, question string, owner int64, now time.Time) (Complaint, error) {
	if err := c.move(ComplaintMore, now); err != nil {
		return c, err
	}
	c.By, c.Question = owner, question
	return c, c.keep(tx, now.Add(MoreFor))
}

// SayMore adds what a member says when asked.
func SayMore(tx ComplaintTx, c Complaint, note string, photos []string, now time.Time) (Complaint, error) {
	if err := c.move(ComplaintOpen, now); err != nil {
		return c, err
	}
	if c.Note != "" && note != "" {
		note = c.Note + " · " + note
	}
	c.Note, c.Photos = cmp.Or(note, c.Note), append(slices.Clone(c.Photos), photos...)
	return c, c.wait(tx, now)
}

// Arrived ends a complaint: the recharge has arrived after all.
func Arrived(tx ComplaintTx, c Complaint, owner int64, now time.Time) (Complaint, error) {
	if err := c.move(ComplaintArrived, now); err != nil {
		return c, err
	}
	c.By, c.Result = owner, ResultArrived
	return c, c.keep(tx, now.Add(ReopenFor))
}

// RefundComplaint ends a complaint by giving the price back, where the member's own
// wallet paid it. The order stays done. ErrNotDone: the panel has taken back its word,
// and the price with it.
func RefundComplaint(tx ComplaintTx, books account.Ledger, o Order, c Complaint, owner int64, now time.Time) (Complaint, error) {
	if o.State != Done {
		return c, ErrNotDone
	}
	if err := c.move(ComplaintRefunded, now); err != nil {
		return c, err
	}
	c.By, c.Result = owner, ResultRefunded
	if o.Price != 0 {
		if _, err := books.Compensate(o.charge(), owner, now); err != nil {
			return c, err
		}
		c.Refunded = o.Price
	}
	return c, c.keep(tx, now.Add(ReopenFor))
}

// Reversed closes the complaint about an order that the panel calls failed by now; false
// where nothing was expected any more.
func Reversed(tx ComplaintTx, id ID, now time.Time) (c Complaint, closed bool, err error) {
	c, ok, err := tx.Complaint(id)
	if err != nil || !ok || !c.State.Live() {
		return c, false, err
	}
	c.Result = ResultReversed
	return c, true, c.close(tx, now)
}

// close ends it for good.
func (c *Complaint) close(tx ComplaintTx, now time.Time) error {
	if err := c.move(ComplaintClosed, now); err != nil {
		return err
	}
	return c.keep(tx, time.Time{})
}

// ComplaintDue does what is due of a complaint, which c then shows: one whose check has
// brought no answer goes to the owners without; one about which the member said no more
// closes; of one that waits for the owners they are to be reminded (remind).
func ComplaintDue(tx complaining, o Order, c Complaint, now time.Time) (is Complaint, remind bool, err error) {
	switch c.State {
	case ComplaintChecking:
		if c.Told == 0 {
			if asked, err := c.check(tx, o, now); asked || err != nil {
				return c, false, err
			}
		}
		is, err = OpenComplaint(tx, o, c, RecheckSilent, now)
		return is, false, err
	case ComplaintMore, ComplaintArrived, ComplaintRefunded:
		err = c.close(tx, now)
		return c, false, err
	case ComplaintOpen, ComplaintAsked:
		at := c.Waits.Add(RemindLate)
		if c.Told++; c.Told > 1 {
			at = time.Time{}
		}
		return c, true, c.keep(tx, at)
	}
	return c, false, nil
}
