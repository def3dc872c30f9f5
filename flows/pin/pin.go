package pin

import (
	"errors"
	"strings"
	"time"
	"unicode"

	"golang.org/x/crypto/bcrypt"

	"rechargebot/flows/money"
	"rechargebot/flows/text"
)

// Lengths of a PIN, in digits.
const (
	Least = 4
	Most  = 6
)

// Cost is how dear a hash is (see bcrypt): about 60 ms. CheapCost is for tests.
const (
	Cost      = bcrypt.DefaultCost
	CheapCost = bcrypt.MinCost
)

// After so many wrong PINs in a row the member is locked out: first for LockFirst, then
// for LockSecond, then until an owner resets the PIN.
const (
	Tries      = 5
	LockFirst  = 15 * time.Minute
	LockSecond = time.Hour
)

// PIN is a member's, as it is kept. The zero PIN is none.
type PIN struct {
	Hash  string    // "" where none is set; then nothing else counts
	Rule  Rule      // when the member wants to be asked for it
	Wrong int       // wrong ones since the last right one
	Until time.Time // until when none is taken, after Tries wrong ones
}

// Set reports whether there is one.
func (p PIN) Set() bool { return p.Hash != "" }

// ForGood reports whether only an owner can lift the lock.
func (p PIN) ForGood() bool { return p.Wrong >= 3*Tries }

// Locked reports whether no PIN is taken now. The times here are those of a clock that
// nobody sets (chat.Config's Steady): while the program runs, a lock lasts as long as it is
// meant to, whatever the computer's clock is set to. Where the program was started anew the
// clock's word at the start counts: one that was set forward meanwhile ends the lock sooner;
// one that was set back never makes it longer than it was meant to be.
func (p PIN) Locked(now time.Time) bool {
	wait := p.Until.Sub(now)
	return p.ForGood() || wait > 0 && wait <= p.lock()
}

// lock is how long the last of the locks was.
func (p PIN) lock() time.Duration {
	if p.Wrong < 2*Tries {
		return LockFirst
	}
	return LockSecond
}

// Left is how many wrong ones there may be until the next lock.
func (p PIN) Left() int { return Tries - p.Wrong%Tries }

// Miss counts a wrong one, and reports whether it locks.
func (p *PIN) Miss(now time.Time) (locks bool) {
	p.Wrong++
	if p.Wrong%Tries != 0 {
		return false
	}
	p.Until = now.Add(p.lock())
	return true
}

// Hit forgets the wrong ones.
func (p *PIN) Hit() { p.Wrong, p.Until = 0, time.Time{} }

// Read reads a PIN as people type it, in the digits of every script. False where it is
// not of 4 to 6 digits and nothing else.
func Read(typed string) (digits string, ok bool) {
	digits = text.LatinDigits(strings.TrimSpace(typed))
	return digits, len(digits) >= Least && len(digits) <= Most && strings.Trim(digits, "0123456789") == ""
}

// besides are words that people put beside a PIN when they hand it over; none can be the
// name of a number ("rahim 1000"). Words by which something is asked for ("send 1000") are
// of an amount.
var besides = map[string]bool{}

func init() {
	for word := range strings.SplitSeq("ok,okay,please,pls,plz,here,it,is,this,the,my,bhai,vai,প্লিজ,ভাই,এই,এটা,আমার,নিন,ওকে", ",") {
		besides[text.Fold(word)] = true
	}
}

// Looks reports whether a text may be somebody's PIN though it is typed in another way,
// and gives its digits: 4 to 6 in all, with blanks, signs or polite words about them, or
// with the word PIN. A sum with its currency or its commas is none.
func Looks(typed string) (digits string, ok bool) {
	named, others := false, false
	for _, r := range typed {
		if r = text.LatinDigit(r); r >= '0' && r <= '9' {
			digits += string(r)
		}
		others = others || r == '৳' || r == ','
	}
	for word := range strings.FieldsFuncSeq(typed, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		switch word = text.Fold(word); {
		case word == "pin", word == "পিন":
			named = true
		default:
			others = others || !besides[word]
		}
	}
	return digits, len(digits) >= Least && len(digits) <= Most && (named || !others && !strings.HasSuffix(strings.TrimSpace(typed), "/-"))
}

// Round reports whether digits may be an amount as it is asked for most: whole hundreds.
func Round(digits string) bool {
	return strings.HasSuffix(digits, "00") && !strings.HasPrefix(digits, "0")
}

// Weak reports whether a PIN is one of those that everybody tries first: one digit
// only, digits in a row up or down, or a year. A round amount is one too: where the PIN is
// sent for an amount, or an amount for the PIN, the two could not be told apart.
func Weak(digits string) bool {
	if digits == "" {
		return true
	}
	same, up, down := true, true, true
	for i := 1; i < len(digits); i++ {
		step := int(digits[i]) - int(digits[i-1])
		same, up, down = same && step == 0, up && step == 1, down && step == -1
	}
	year := len(digits) == 4 && digits >= "1940" && digits <= "2039"
	return same || up || down || year || Round(digits)
}

// Hash makes the hash of a PIN. It takes long by intention, so it is no part of a
// transaction.
func Hash(digits string, cost int) (string, error) {
	if _, ok := Read(digits); !ok { // the error does not say what it was
		return "", errors.New("hashing a PIN: it is none")
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(digits), cost)
	return string(hash), err
}

// Matches reports whether a PIN is the one of a hash. It takes as long as Hash.
func Matches(hash, digits string) bool {
	return bcrypt.CompareHashAndPassword([]byte(hash), []byte(digits)) == nil
}

// Rule is for which orders a PIN is asked; the zero Rule is for none.
type Rule struct {
	On    bool
	Above money.Taka // only for more than this; 0 is always
}

// Always is the rule that asks for every order.
var Always = Rule{On: true}

// Asks reports whether a PIN is asked for an amount.
func (r Rule) Asks(amount money.Taka) bool { return r.On && amount > r.Above }

// Allows reports whether somebody under this rule may choose another: it must ask for
// all that this one asks for.
func (r Rule) Allows(other Rule) bool { return !r.On || other.On && other.Above <= r.Above }

// With is the rule that asks wherever either of two does.
func (r Rule) With(other Rule) Rule {
	if r.Allows(other) {
		return other
	}
	return r
}
