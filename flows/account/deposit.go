package account

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/text"
)

// Channel is a way on which resellers pay the owner.
type Channel struct {
	ID       string // short, of lower-case letters and digits; never changes
	Name     string // as people read it: bKash
	Provider string // whose payments it takes, as SMSPayment.Channel names them; "" for none known
	Number   string // own number or account, to be copied
	Kind     string // "personal", "agent", "merchant" or ""
	Least    money.Taka
	Most     money.Taka
	Bonus    int       // basis points of a deposit, booked besides
	Line     [2]string // a line of text, English and Bangla
	On       bool
}

// Key is within what the transaction ids of the channel are unique: all channels of one
// provider share them.
func (c Channel) Key() string {
	if c.Provider != "" {
		return c.Provider
	}
	return c.ID
}

// Owns reports whether a mobile number is the channel's own.
func (c Channel) Owns(number string) bool {
	return number != "" && strings.Contains(c.digits(), number)
}

// Elsewhere gives the mobile number to which the money went by the SMS in a proof, where
// that is not the channel's; "" where it is, or cannot be told.
func (c Channel) Elsewhere(p Proof) string {
	said, ok := ParseSMS(p.Text)
	if !ok || !mobile.MatchString(c.digits()) || c.Owns(said.Receiver) {
		return ""
	}
	return said.Receiver
}

func (c Channel) digits() string {
	return strings.Map(func(r rune) rune {
		if r = text.LatinDigit(r); r < '0' || r > '9' {
			return -1
		}
		return r
	}, c.Number)
}

var mobile = regexp.MustCompile(`01[3-9][0-9]{8}`)

// BonusOf is the bonus that a deposit of a sum has on the channel.
func (c Channel) BonusOf(sum money.Taka) money.Taka { return sum - Price(sum, c.Bonus) }

// DepositState is where a deposit stands. The names are kept in the store.
type DepositState string

// The states.
const (
	Waiting  DepositState = "waiting"  // for an owner
	Approved DepositState = "approved" // booked
	Rejected DepositState = "rejected" // may be corrected and sent again; by its own member: taken back
	Lapsed   DepositState = "lapsed"   // nobody decided for LapseAfter; may be taken up again
)

// Limits of deposits.
const (
	MostWaiting  = 3                // of one member
	DepositEvery = 30 * time.Second // at most one
	LapseAfter   = 72 * time.Hour
	RemindAfter  = 15 * time.Minute // the owners, and once more after
	RemindAgain  = 2 * time.Hour
	LeastDeposit = money.Taka(1)
)

// Proof is what a member shows of a payment. One of them is enough.
type Proof struct {
	TransactionID string // upper case; see CleanTransactionID
	Text          string // the SMS as they pasted it: a claim, no evidence
	File          string // the id by which Telegram sends the photo or document again
	FileUnique    string // the same for the same file, whoever sends it
	FileKind      string // "photo" or "document"
}

// Empty reports whether there is none.
func (p Proof) Empty() bool { return p.TransactionID == "" && p.Text == "" && p.File == "" }

// Deposit is money that a member says to have paid, and what became of it.
type Deposit struct {
	ID      uint64
	Member  int64
	Channel string // its id
	Key     string // the channel's Key when it was asked for
	Amount  money.Taka
	Proof
	State   DepositState
	Asked   time.Time
	Decided time.Time
	By      int64 // the owner who decided, or the member who took it back; 0: a payment matched
	Reason  string
	Booked  money.Taka // what was credited, without the bonus
	Bonus   money.Taka
	Told    int // reminders so far
	// Refused are the transaction ids with which owners have rejected it, separated by blanks.
	Refused string
}

// TakenBack reports whether its member took it back before an owner decided.
func (d Deposit) TakenBack() bool { return d.State == Rejected && d.By == d.Member }

// Payment is what an owner's SMS told.
type Payment struct {
	Key           string // see Channel.Key
	TransactionID string
	Amount        money.Taka
	Sender        string
	At            time.Time // when the owner passed it on
	By            int64
	Deposit       uint64 // what it was used for; 0 while for nothing
}

// CleanTransactionID trims a transaction id and makes it upper case; false where it is
// not of 6 to 20 letters and digits.
func CleanTransactionID(typed string) (string, bool) {
	id := strings.ToUpper(strings.TrimSpace(typed))
	if len(id) < 6 || len(id) > 20 {
		return "", false
	}
	for _, r := range id {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return "", false
		}
	}
	return id, true
}

// Errors of deposits.
var (
	// ErrDecided says that somebody has decided the deposit before; nothing was booked.
	ErrDecided = errors.New("is decided already")
	// ErrNoChannel says that there is no such channel, or that it is off.
	ErrNoChannel = errors.New("there is no such channel")
	// ErrAmount says that an amount is out of bounds.
	ErrAmount = errors.New("the amount is out of bounds")
	// ErrTooMany says that the member has too many deposits waiting.
	ErrTooMany = errors.New("too many deposits wait")
	// ErrTooSoon says that the last one was asked for a moment ago.
	ErrTooSoon = errors.New("too soon after the last one")
	// ErrNoProof says that nothing was shown of the payment.
	ErrNoProof = errors.New("there is no proof of the payment")
	// ErrNoMember says that there is nobody for whom to book.
	ErrNoMember = errors.New("there is no such member")
)

// TooSoon is the error of a deposit so soon after the last one. It may be asked for again
// after Wait.
type TooSoon struct{ Wait time.Duration }

func (*TooSoon) Error() string { return ErrTooSoon.Error() }
func (*TooSoon) Unwrap() error { return ErrTooSoon }

// UsedBefore is the error of a transaction id that is another deposit's.
type UsedBefore struct{ Deposit Deposit }

func (u *UsedBefore) Error() string { return ErrTransactionUsed.Error() }
func (u *UsedBefore) Unwrap() error { return ErrTransactionUsed }

// Ask keeps a deposit that a member asks for: a new one, or one that was rejected or has
// lapsed. Where an owner's payment matches it and may be credited without an owner, it is
// booked at once. Errors: ErrNoChannel, ErrAmount, ErrNoProof, ErrTooMany, *TooSoon,
// *UsedBefore, ErrDecided, and the store's.
func (l Ledger) Ask(d Deposit, now time.Time) (Deposit, error) {
	c, err := l.channelFor(d)
	if err != nil {
		return d, err
	}
	if err := l.mayAsk(d, now); err != nil {
		return d, err
	}
	d.Key = c.Key()
	if err := l.unused(d); err != nil {
		return d, err
	}
	if d.Refused, err = l.repeatable(d); err != nil {
		return d, err
	}
	d.State, d.Asked, d.Told = Waiting, now, 0
	d.Decided, d.By, d.Reason = time.Time{}, 0, ""
	if d, err = l.Tx.PutDeposit(d); err != nil {
		return d, err
	}
	if err := l.Tx.PutTimer(Timer{now.Add(RemindAfter), TimerDeposit, int64(d.ID)}); err != nil {
		return d, err
	}
	p, ok, err := l.Match(d)
	if err != nil || !ok {
		return d, err
	}
	return l.credit(d, p, now)
}

// channelFor gives the channel of a deposit that a member asks for, if it takes such a
// sum and something is shown of the payment.
func (l Ledger) channelFor(d Deposit) (Channel, error) {
	c, ok, err := l.Tx.Channel(d.Channel)
	switch {
	case err != nil:
		return c, err
	case !ok || !c.On:
		return c, ErrNoChannel
	case d.Amount < max(c.Least, LeastDeposit) || d.Amount > MostSum || c.Most != 0 && d.Amount > c.Most:
		return c, ErrAmount
	case d.Empty():
		return c, ErrNoProof
	}
	return c, nil
}

// mayAsk gives an error where too many deposits of the member wait, or they asked for
// another one a moment ago.
func (l Ledger) mayAsk(d Deposit, now time.Time) error {
	open, err := l.Tx.OpenDeposits(d.Member, 0, MostWaiting)
	if err != nil {
		return err
	}
	if len(open) >= MostWaiting {
		return ErrTooMany
	}
	last, err := l.Tx.DepositsOf(d.Member, 0, 1)
	if err != nil || len(last) == 0 || last[0].ID == d.ID && !last[0].TakenBack() { // one that is corrected
		return err
	}
	if since := now.Sub(last[0].Asked); since >= 0 && since < DepositEvery {
		return &TooSoon{DepositEvery - since}
	}
	return nil
}

// repeatable gives ErrDecided where a deposit that was asked for before may not be asked
// for again: it is another member's, waits still, or is booked. refused are the transaction
// ids with which owners have rejected it so far.
func (l Ledger) repeatable(d Deposit) (refused string, err error) {
	if d.ID == 0 {
		return "", nil
	}
	was, ok, err := l.Tx.Deposit(d.ID)
	if err != nil {
		return "", err
	}
	if !ok || was.Member != d.Member || was.State != Rejected && was.State != Lapsed {
		return "", ErrDecided
	}
	if was.refusedWith(was.TransactionID) && !slices.Contains(strings.Fields(was.Refused), was.TransactionID) {
		return strings.TrimSpace(was.Refused + " " + was.TransactionID), nil
	}
	return was.Refused, nil
}

// unused gives a *UsedBefore where a deposit's transaction id is another's.
func (l Ledger) unused(d Deposit) error {
	if d.TransactionID == "" {
		return nil
	}
	other, ok, err := l.Tx.DepositBy(d.Key, d.TransactionID)
	if err != nil {
		return err
	}
	if ok && other.ID != d.ID {
		return &UsedBefore{other}
	}
	return nil
}

// Approve books a deposit: as much as was asked for, or another amount, with the
// reason. Of two owners the first decides: ErrDecided for the second. ErrAmount where the
// amount is out of bounds.
func (l Ledger) Approve(id uint64, amount money.Taka, owner int64, reason string, now time.Time) (Deposit, error) {
	d, err := l.waiting(id)
	if err != nil {
		return d, err
	}
	return l.approve(d, amount, owner, reason, now)
}

func (l Ledger) waiting(id uint64) (Deposit, error) {
	d, ok, err := l.Tx.Deposit(id)
	if err == nil && (!ok || d.State != Waiting) {
		err = ErrDecided
	}
	return d, err
}

func (l Ledger) approve(d Deposit, amount money.Taka, owner int64, reason string, now time.Time) (Deposit, error) {
	if amount < LeastDeposit || amount > MostSum {
		return d, ErrAmount
	}
	c, _, err := l.Tx.Channel(d.Channel)
	if err != nil {
		return d, err
	}
	d.State, d.Decided, d.By, d.Reason, d.Booked = Approved, now, owner, reason, amount
	d.Bonus = c.BonusOf(amount)
	lines := []Line{{Member: d.Member, Name: Wallet, Amount: amount + d.Bonus}, {Name: Cash(d.Channel), Amount: -amount}}
	if d.Bonus != 0 {
		lines = append(lines, Line{Name: Bonus, Amount: -d.Bonus})
	}
	if d, err = l.Tx.PutDeposit(d); err != nil {
		return d, err
	}
	if _, err := l.book(Entry{Kind: Credit, Reference: fmt.Sprintf(depositReference, d.ID), Lines: lines, Actor: owner, Reason: reason}, now); err != nil {
		return d, err
	}
	if err := l.Tx.DropTimer(Timer{Kind: TimerDeposit, Of: int64(d.ID)}); err != nil {
		return d, err
	}
	if d.TransactionID == "" {
		return d, nil
	}
	p, ok, err := l.Tx.Payment(d.Key, d.TransactionID)
	if err != nil || !ok || p.Deposit != 0 {
		return d, err
	}
	p.Deposit = d.ID
	return d, l.Tx.PutPayment(p)
}

// depositReference is that of a deposit's entry.
const depositReference = "deposit %d"

// Reject ends a deposit with a reason; nothing is booked, and it may be corrected. Its
// transaction id is free again. ErrDecided where it waits no longer.
func (l Ledger) Reject(id uint64, owner int64, reason string, now time.Time) (Deposit, error) {
	d, err := l.waiting(id)
	if err != nil {
		return d, err
	}
	d.State, d.Decided, d.By, d.Reason = Rejected, now, owner, reason
	if d, err = l.Tx.PutDeposit(d); err != nil {
		return d, err
	}
	return d, l.Tx.DropTimer(Timer{Kind: TimerDeposit, Of: int64(d.ID)})
}

// TakeBack ends a deposit that waits, since its member takes it back: it is rejected by
// themselves. Of the member and an owner the first decides: ErrDecided for the second.
func (l Ledger) TakeBack(id uint64, now time.Time) (Deposit, error) {
	d, err := l.waiting(id)
	if err != nil {
		return d, err
	}
	return l.Reject(id, d.Member, "", now)
}

// DepositDue does what is due of a deposit that waits: it lapses, or the owners are to be
// reminded (remind). Of one that does not wait nothing is due.
func (l Ledger) DepositDue(id uint64, now time.Time) (d Deposit, remind bool, err error) {
	d, ok, err := l.Tx.Deposit(id)
	if err != nil {
		return d, false, err
	}
	timer := Timer{Kind: TimerDeposit, Of: int64(id)}
	if !ok || d.State != Waiting {
		return d, false, l.Tx.DropTimer(timer)
	}
	if now.Sub(d.Asked) >= LapseAfter {
		d.State, d.Decided = Lapsed, now
		if d, err = l.Tx.PutDeposit(d); err != nil {
			return d, false, err
		}
		return d, false, l.Tx.DropTimer(timer)
	}
	d.Told++
	timer.At = d.Asked.Add(RemindAgain)
	if d.Told > 1 || now.Sub(d.Asked) >= RemindAgain {
		timer.At = d.Asked.Add(LapseAfter)
	}
	if d, err = l.Tx.PutDeposit(d); err != nil {
		return d, false, err
	}
	return d, true, l.Tx.PutTimer(timer)
}

// Deposit books money that an owner has received, without a request and by any channel, on
// or off, whatever sums it takes. Errors: ErrNoChannel, ErrNoMember, ErrAmount, *UsedBefore,
// and the store's.
func (l Ledger) Deposit(member int64, amount money.Taka, channel, transaction string, owner int64, now time.Time) (Deposit, error) {
	c, ok, err := l.Tx.Channel(channel)
	switch {
	case err != nil:
		return Deposit{}, err
	case !ok:
		return Deposit{}, ErrNoChannel
	case member <= 0:
		return Deposit{}, ErrNoMember
	case amount < LeastDeposit || amount > MostSum:
		return Deposit{}, ErrAmount
	}
	d := Deposit{Member: member, Channel: c.ID, Key: c.Key(), Amount: amount, Proof: Proof{TransactionID: transaction}, State: Waiting, Asked: now}
	if err := l.unused(d); err != nil {
		return d, err
	}
	if d, err = l.Tx.PutDeposit(d); err != nil {
		return d, err
	}
	return l.approve(d, amount, owner, "", now)
}
