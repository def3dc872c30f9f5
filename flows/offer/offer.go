package offer

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"rechargebot/flows/money"
)

// Key is what buys a pack: an amount to a number of an operator. The operator and the
// connection are the panel's codes.
type Key struct {
	Operator   string
	Connection int
	Amount     money.Taka
}

// String is the key in one word, as texts and buttons have it.
func (k Key) String() string {
	return fmt.Sprintf("%s-%d-%d", k.Operator, k.Connection, k.Amount.Whole())
}

// Offer is a pack.
type Offer struct {
	ID uint64
	Key
	Title     [2]string // English and Bangla; one of them may be empty
	Kind      Kind
	Days      int        // how long it is good; 0 where nobody says
	Price     money.Taka // what a member's own wallet pays; 0: the price of the plan
	Starts    time.Time  // zero: at once
	Ends      time.Time  // from then on it is over; zero: never
	Active    bool
	ByHand    bool          // an owner does it; the panel never hears of it
	Promise   time.Duration // within which an owner does it; 0 is PromisedFor
	Confirmed time.Time     // when an owner last said that it is still so
}

// Kind is what a pack mostly holds. The names are kept in the store.
type Kind string

// The kinds, in the order in which people are shown them.
const (
	Internet Kind = "internet"
	Minutes  Kind = "minutes"
	Bundle   Kind = "bundle"
	Validity Kind = "validity"
	Drive    Kind = "drive"
)

// Kinds are all kinds.
var Kinds = []Kind{Internet, Minutes, Bundle, Validity, Drive}

// Bounds of what owners may set.
const (
	MostOffers   = 500
	MostTitle    = 60 // characters
	MostDays     = 3650
	MostAmount   = money.Taka(100_000_00)
	MostPromise  = 24 * time.Hour
	PromisedFor  = 30 * time.Minute
	StaleAfter   = 30 * 24 * time.Hour
	MostReason   = 100 // characters, of a blocked amount
	nearestSteps = 50  // taka, up and down
)

// ErrTaken says that another active row has the operator, connection and amount.
var ErrTaken = errors.New("another pack has this amount")

// Fault is what is wrong with a row.
type Fault string

// The faults.
const (
	FaultOperator   Fault = "operator"
	FaultConnection Fault = "type"
	FaultAmount     Fault = "amount"
	FaultTitle      Fault = "title"
	FaultKind       Fault = "kind"
	FaultDays       Fault = "days"
	FaultPrice      Fault = "price"
	FaultDates      Fault = "dates"
	FaultYes        Fault = "yes or no"
	FaultPromise    Fault = "minutes"
	FaultID         Fault = "id"      // there is no row with it
	FaultTwice      Fault = "twice"   // the sheet has two active rows of this amount, or two of one id
	FaultTaken      Fault = "taken"   // an active row that is not in the sheet has this amount
	FaultBlocked    Fault = "blocked" // the amount is on the list of those that are not sent
	FaultMany       Fault = "many"    // there would be more than MostOffers
)

// Check says what is wrong with a row; "" for nothing. operator tells the codes that
// there are.
func (o Offer) Check(operator func(string) bool) Fault {
	switch {
	case !operator(o.Operator):
		return FaultOperator
	case o.Connection != 1 && o.Connection != 2:
		return FaultConnection
	case o.Amount <= 0 || o.Amount > MostAmount || o.Amount != money.WholeTaka(o.Amount.Whole()):
		return FaultAmount
	case o.Title[0] == "" && o.Title[1] == "", tooLong(o.Title[0]), tooLong(o.Title[1]):
		return FaultTitle
	case !slices.Contains(Kinds, o.Kind):
		return FaultKind
	case o.Days < 0 || o.Days > MostDays:
		return FaultDays
	case o.Price < 0 || o.Price > 2*o.Amount: // more than twice the amount is a slip
		return FaultPrice
	case !o.Starts.IsZero() && !o.Ends.IsZero() && !o.Ends.After(o.Starts):
		return FaultDates
	case o.Promise < 0 || o.Promise > MostPromise || o.Promise%time.Minute != 0:
		return FaultPromise
	}
	return ""
}

func tooLong(title string) bool { return utf8.RuneCountInString(title) > MostTitle }

// On reports whether it can be bought now.
func (o Offer) On(now time.Time) bool {
	return o.Active && !now.Before(o.Starts) && (o.Ends.IsZero() || now.Before(o.Ends))
}

// Stale reports whether nobody has confirmed it for so long that it may have changed.
func (o Offer) Stale(now time.Time) bool { return o.Active && now.Sub(o.Confirmed) >= StaleAfter }

// Promised is within which time an owner does it.
func (o Offer) Promised() time.Duration {
	if o.Promise == 0 {
		return PromisedFor
	}
	return o.Promise
}

// TitleIn gives the title in Bangla, or in English; in the other where it has only one.
func (o Offer) TitleIn(bangla bool) string { return titleIn(o.Title, bangla) }

func titleIn(title [2]string, bangla bool) string {
	first, other := title[0], title[1]
	if bangla {
		first, other = other, first
	}
	if first == "" {
		return other
	}
	return first
}

// Near gives the nearest amounts below and above one that mean nothing but themselves; 0
// where there is none near by. free says so of an amount.
func Near(amount money.Taka, free func(money.Taka) (bool, error)) (below, above money.Taka, err error) {
	look := func(step int64) (money.Taka, error) {
		for i := int64(1); i <= nearestSteps; i++ {
			at := amount + money.WholeTaka(i*step)
			if at <= 0 {
				break
			}
			if ok, err := free(at); err != nil || ok {
				return at, err
			}
		}
		return 0, nil
	}
	if below, err = look(-1); err == nil {
		above, err = look(+1)
	}
	return below, above, err
}

// Block is an amount that is not sent.
type Block struct {
	Key
	Reason string
	By     int64
	At     time.Time
}

// Kept is what an order keeps of the pack that was bought, as it was then.
type Kept struct {
	ID     uint64     `json:"id"`
	Title  [2]string  `json:"t"`
	Kind   Kind       `json:"k,omitzero"`
	Days   int        `json:"d,omitzero"`
	Price  money.Taka `json:"p,omitzero"` // paisa
	ByHand bool       `json:"h,omitzero"`
}

// Keep writes what an order keeps. The same pack gives the same text.
func (o Offer) Keep() string {
	text, err := json.Marshal(Kept{o.ID, o.Title, o.Kind, o.Days, o.Price, o.ByHand})
	if err != nil { // which strings and numbers cannot bring about
		return ""
	}
	return string(text)
}

// KeptIn reads it; false where an order has no pack. A text that is not as Keep writes it
// is the title.
func KeptIn(text string) (Kept, bool) {
	var k Kept
	if text == "" {
		return k, false
	}
	if err := json.Unmarshal([]byte(text), &k); err != nil {
		k = Kept{Title: [2]string{text, text}}
	}
	return k, true
}

// TitleIn gives the title in Bangla, or in English.
func (k Kept) TitleIn(bangla bool) string { return titleIn(k.Title, bangla) }
