package account

import (
	"errors"
	"time"

	"rechargebot/flows/money"
)

// Tx is the part of a store's transaction that the accounts need. Days are in the
// owner's calendar, "2026-11-26".
type Tx interface {
	// Balance is what a member has; the zero Balance with their id where nothing was
	// ever booked.
	Balance(member int64) (Balance, error)
	// Balances gives those after the given member, by id, at most limit, of everybody
	// for whom anything was ever booked.
	Balances(after int64, limit int) ([]Balance, error)
	// Latest gives the last entry of each of them.
	Latest(after int64, limit int) ([]Latest, error)
	// Sums are the owner's accounts and the sums of the members'. *Unreadable: what is
	// kept of them is damaged.
	Sums() (Sums, error)
	// SumsOf are those of a span of days, both included; of Wallets, Owed and Held it
	// says nothing.
	SumsOf(from, to string) (Sums, error)
	// LastBooked is the time of the last entry; the zero time where there is none.
	LastBooked() (time.Time, error)
	// Append writes an entry with all that derives from it, on a day of the calendar.
	// ErrBooked: there is one with its kind and reference, and nothing was changed.
	Append(p Posting, sums Sums, day string) (Entry, error)
	// Entry gives one by its number.
	Entry(seq uint64) (Entry, bool, error)
	// Booked gives the entry with a kind and reference. *Unreadable: there is one, and it
	// is damaged or missing.
	Booked(k Kind, reference string) (Entry, bool, error)
	// Statement gives the entries of a member from a time on and before another, the
	// newest first: those before the given number (all where it is 0), at most limit.
	// Holds and releases, which leave their total as it is, are left out.
	Statement(member int64, from, to time.Time, before uint64, limit int) ([]Entry, error)
	// Standing is a member's balance before the first entry at that time or later.
	Standing(member int64, at time.Time) (Balance, error)
	// Code is the code of a member's entry: its number and the beginning of the hash
	// over it and all entries of that member before it. "" where they have no such
	// entry.
	Code(member int64, seq uint64) (string, error)
	// Entries gives the entries after a number in order, at most limit, each with the
	// hashes of its members' rows as they are kept and as they must be.
	Entries(after uint64, limit int) ([]Audited, error)

	// Terms are a member's; the zero Terms are the owner's money without limits.
	Terms(member int64) (Terms, error)
	PutTerms(member int64, t Terms) error
	// Plan gives a plan by its name.
	Plan(name string) (Plan, bool, error)
	PutPlan(p Plan) error
	DropPlan(name string) error
	// Plans gives all, by name.
	Plans() ([]Plan, error)
	// OnPlan gives members whose terms name a plan, after the given id, at most limit.
	OnPlan(name string, after int64, limit int) ([]int64, error)

	// Used is what of their limits a member has used on a day.
	Used(member int64, day string) (Used, error)
	PutUsed(member int64, day string, u Used) error

	// AuditMark is up to where the books were last found good; Break says that they are not.
	AuditMark() (Mark, error)
	PutAuditMark(m Mark) error

	Deposits
}

// Deposits is the part of Tx for channels, deposits and payments.
type Deposits interface {
	Channel(id string) (Channel, bool, error)
	PutChannel(c Channel) error
	// Channels gives all, in the order of their ids.
	Channels() ([]Channel, error)

	// PutDeposit writes a deposit; one with ID 0 is given the next.
	// ErrTransactionUsed: its transaction id is another deposit's in this channel.
	PutDeposit(d Deposit) (Deposit, error)
	Deposit(id uint64) (Deposit, bool, error)
	// OpenDeposits gives those that wait for an owner, oldest first: after the given id,
	// at most limit; of one member, or of everybody where member is 0.
	OpenDeposits(member int64, after uint64, limit int) ([]Deposit, error)
	// DepositsOf gives a member's, newest first, before the given id (all where it is 0).
	DepositsOf(member int64, before uint64, limit int) ([]Deposit, error)
	// DepositBy gives the deposit that has a channel's transaction id, unless it was
	// rejected.
	DepositBy(channel, transaction string) (Deposit, bool, error)
	// DepositWith gives the newest deposit other than one that has the same photo or file.
	DepositWith(unique string, other uint64) (Deposit, bool, error)

	// Payment is what an owner's SMS told of a channel's transaction id.
	Payment(channel, transaction string) (Payment, bool, error)
	PutPayment(p Payment) error

	// Crediting is up to which sum a deposit that matches a payment is credited without
	// an owner; 0: none is.
	Crediting() (money.Taka, error)
	PutCrediting(most money.Taka) error

	// PutTimer has Timers give it from then on, until it is dropped.
	PutTimer(t Timer) error
	DropTimer(t Timer) error
	// Timers gives those whose time has come, oldest first, at most limit.
	Timers(now time.Time, limit int) ([]Timer, error)
}

// ErrTransactionUsed says that another deposit has the transaction id in this channel.
var ErrTransactionUsed = errors.New("the transaction id is another deposit's")

// Timer is something that has to be said or done at a time.
type Timer struct {
	At   time.Time
	Kind TimerKind
	Of   int64 // a deposit's id, a member's, a batch's, or the number that an order's id is
}

// TimerKind is what a timer is for. The values are in the keys of stores.
type TimerKind byte

// The timers.
const (
	TimerDeposit TimerKind = 1 // of a deposit that waits: remind the owners, or let it lapse
	TimerDebt    TimerKind = 2 // of a member who owes: remind them
	TimerByHand  TimerKind = 3 // of an order that an owner does by hand, by the number of its id: remind the owners
	TimerBatch   TimerKind = 5 // of a batch: do what it has to do, show how it stands

	TimerKeypad    TimerKind = 7 // of a member who is asked for their PIN: close the keypad
	TimerComplaint TimerKind = 6 // of a complaint, by its order's id as a number: remind the owners, or close it
)

// Used is what of a day's limits was used.
type Used struct {
	Amount money.Taka // what the customers get, not what it costs
	Orders int
}

// Mark is up to where the ledger was audited and found whole.
type Mark struct {
	Seq   uint64
	At    time.Time
	Break string // what was found wrong; "" where all was well
	// Gap names the entries that a restored backup does not have, "120-134"; "" for none.
	Gap string
}

// Unreadable says that a part of the books is damaged or missing, in the words of an
// audit: "entry 7: it is missing".
type Unreadable struct {
	What  string
	Cause error
}

func (u *Unreadable) Error() string { return u.What + ": " + u.Cause.Error() }
func (u *Unreadable) Unwrap() error { return u.Cause }

// Latest is a member's last entry, whose row is what they have.
type Latest struct {
	Member int64
	Entry  Audited
}

// Audited is an entry with the hashes of its members' rows. Wrong is what the store
// found wrong with it, "" for nothing; then only Seq counts.
type Audited struct {
	Entry
	Rows  []AuditedRow
	Wrong string
}

// AuditedRow is one member's row of an entry.
type AuditedRow struct {
	Member       int64
	Before       Balance // by the row before
	Kept         Balance // by this row
	Hash, Should string
}
