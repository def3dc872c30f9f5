package account

import (
	"regexp"
	"strings"
	"unicode"

	"rechargebot/flows/money"
	"rechargebot/flows/text"
)

// SMSPayment is what the SMS of a payment says.
type SMSPayment struct {
	Channel       string // "bkash", "nagad", "rocket", "upay", "bank"; "" where its words do not tell
	TransactionID string // upper case, 6 to 20 letters and digits
	Amount        money.Taka
	Sender        string // the mobile number that the money came from; "" where it is not told, or masked
	Receiver      string // the mobile number that the money went to; "" likewise
	Incoming      bool   // the money came in; it went out otherwise
}

// smsMost is how long an SMS may be, in bytes, with what people write around it.
const smsMost = 4000

// ParseSMS reads the SMS by which a wallet or a bank tells its owner of a payment, in
// English or Bangla, also where people have written before or behind it. It is false
// where it does not tell for sure what was paid: without a transaction id, an amount, or
// words that say which way the money went; with two ids or two amounts; for a payment
// that failed, is reserved or asked for; for a refund, a loan, a cashback or a password.
//
// A fee, a balance or a commission is never taken for the amount. Where words of both
// directions stand in it the money is taken to have gone out: of a payment that is not
// recognized somebody will ask, of one that never came in nobody.
func ParseSMS(s string) (SMSPayment, bool) {
	if len(s) > smsMost {
		return SMSPayment{}, false
	}
	s = smsPlain(s)
	id, ok := smsTransactionID(s)
	if !ok {
		return SMSPayment{}, false
	}
	s = smsReference.ReplaceAllString(strings.ToLower(s), " $1") // what stands there the payer typed
	amount, ok := smsAmount(s)
	if !ok || smsNoPayment.MatchString(s) {
		return SMSPayment{}, false
	}
	in := smsIn.MatchString(s)
	out := smsOut.MatchString(smsAgent.ReplaceAllString(s, " "))
	if !in && !out {
		return SMSPayment{}, false
	}
	p := SMSPayment{Channel: smsChannel(s), TransactionID: id, Amount: amount, Incoming: !out}
	if p.Incoming {
		p.Sender = oneNumber(smsFrom, s)
	} else {
		p.Receiver = oneNumber(smsTo, s)
	}
	return p, true
}

// SeveralSMS reports whether a text has the SMS of several payments in it, which is none that
// [ParseSMS] reads: more than one transaction id.
func SeveralSMS(s string) bool {
	if len(s) > smsMost {
		return false
	}
	first := ""
	for _, m := range smsID.FindAllStringSubmatch(smsPlain(s), -1) {
		id, ok := CleanTransactionID(m[1])
		switch {
		case !ok || !smsShape.MatchString(m[1]):
		case first == "":
			first = id
		case id != first:
			return true
		}
	}
	return false
}

// smsPlain writes an SMS with Latin digits, single spaces and without marks that are not
// seen. Bangla letters that can be written in two ways are written in one.
func smsPlain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '।':
			return '.'
		case r == '–' || r == '—' || r == '‑':
			return '-'
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
			return -1
		}
		return text.LatinDigit(r)
	}, s)
	s = strings.NewReplacer("\u09df", "\u09af\u09bc", "\u09dc", "\u09a1\u09bc", "\u09dd", "\u09a2\u09bc").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// smsReference is the reference in the SMS of a wallet, up to what the wallet says next.
var smsReference = regexp.MustCompile(`(?:\bref(?:erence)?[ .:-]|রেফারেন্স).*?(\bfee\b|\bbalance\b|\btrx ?id\b|\btxn ?id\b|ফি|ব্যালেন্স)`)

// smsNoPayment are the words of messages that are not of a payment, or not of one that
// was made, though they may have an amount and an id.
var smsNoPayment = regexp.MustCompile(`\b(?:otp|pin is|verification code|being reserved|unsuccessful|not successful|failed|failure|declined|rejected|cancell?ed|revers(?:ed|al)|` +
	`refund(?:ed)?|returned|pending|request(?:ed)?|cash ?back|loan|bonus)\b|ব্যর্থ|বাতিল|ফেরত|ক্যাশ ?ব্যাক|ঋণ|লোন|অনুরোধ|সফল হয়নি|ওটিপি`)

// smsOut are the words of money that goes out. In the SMS of a bank "transferred to your"
// is none of them. A cash-in of a customer, or with a commission, is what an agent has paid.
var smsOut = regexp.MustCompile(`\bsend money\b|\byou (?:have )?sent\b|\bsent (?:to|tk|bdt|৳)|(?:tk|bdt|taka|৳)[ .]*[\d,.]+ (?:was |is |has been )?sent\b|` +
	`\bcash ?-? ?out\b|\bcash ?-? ?in to\b|\bcash ?-? ?in(?: of)? ?(?:tk|bdt|৳)[ .]*[\d,.]+ to\b|\breceiver\b|` +
	`\bcash ?-? ?in\b.*\b(?:customer|comm(?:ission)?)\b|ক্যাশ ?ইন.*(?:গ্রাহক|কমিশন)|\bmerchant pay to\b|` +
	`\bpayment(?: of)?(?: ?(?:tk|bdt|৳)[ .]*[\d,.]+)? to\b|\bpayment (?:is )?successful|\bpaid\b|\bbill\b|\brecharge\b|` +
	`\bdebited\b|\bwithdraw(?:n|al)\b|\bdeducted\b|\bpurchased?\b|\bspent\b|\btransferred from your\b|\btransferred to (?:[^y]|y[^o])|\btransfer (?:is )?successful|\bb2b transfer\b|` +
	`সেন্ড মানি|সেন্ড করেছেন|পাঠিয়েছেন|পাঠানো|ক্যাশ ?আউট|পরিশোধ|পেমেন্ট করেছেন|পেমেন্ট সফল|রিচার্জ|প্রাপক|কেটে নেওয়া|উত্তোলন|ডেবিট`)

// smsIn are the words of money that comes in.
var smsIn = regexp.MustCompile(`\breceived\b|\bcash ?-? ?in\b|\bcredited\b|\bdeposited\b|\bdeposit of\b|\bcash ?-? ?out from a/c\b|\bmerchant pay\b|` +
	`পেয়েছেন|পাওয়া গেছে|গ্রহণ করেছেন|ক্যাশ ?ইন|জমা হয়েছে|ক্রেডিট`)

// smsAgent is what an agent reads when a customer cashes out: the money comes in, though
// the words are those of money that goes out.
var smsAgent = regexp.MustCompile(`\breceived cash ?-? ?out\b|\bcash ?-? ?out received\b|\bcash ?-? ?out from a/c\b`)

var (
	smsID     = regexp.MustCompile(`(?i)(?:\b(?:trx|trn|txn|tx|trans|transaction)[ ._-]*(?:id|no|number)\b|(?:লেনদেন|ট্রানজেকশন|ট্র্যানজেকশন|ট্রানজ্যাকশন|ট্রানজাকশন)[ -]*(?:আইডি|নম্বর|নং))[ .:#-]*([a-z0-9][a-z0-9_/-]*)`)
	smsBankID = regexp.MustCompile(`(?i)\bref(?:erence)?(?: ?/ ?(?:trx|txn))?(?: ?(?:id|no|number))?[ .:#-]+([a-z0-9][a-z0-9_/-]*)`)
	smsShape  = regexp.MustCompile(`^(?:[A-Z0-9]+|[A-Za-z0-9]*[0-9][A-Za-z0-9]*)$`) // a word in small letters is no id
	smsGlued  = regexp.MustCompile(`^([0-9]+)Date$`)                                // Rocket leaves out a space
)

// smsTransactionID gives the one transaction id. In the SMS of a bank it may be called a
// reference, which in a wallet's is what the payer typed.
func smsTransactionID(s string) (string, bool) {
	pattern := smsID
	if !smsID.MatchString(s) {
		if smsChannel(strings.ToLower(s)) != "bank" {
			return "", false
		}
		pattern = smsBankID
	}
	id := ""
	for _, m := range pattern.FindAllStringSubmatch(s, -1) {
		one := strings.TrimRight(m[1], "_/-")
		if glued := smsGlued.FindStringSubmatch(one); glued != nil {
			one = glued[1]
		}
		if len(one) < 6 || len(one) > 20 || !smsShape.MatchString(one) {
			return "", false
		}
		one = strings.ToUpper(one)
		if id != "" && one != id {
			return "", false
		}
		id = one
	}
	return id, id != ""
}

// namedID is a transaction id as people type or copy it, with its name before it: "TrxID
// 9bk4xyz1ab", "Trx ID: …", "txn no. …", "ট্রানজেকশন আইডি …". A name that is not finished by
// "id" is parted from the id, since ids may begin so.
var namedID = regexp.MustCompile(`(?i)^(?:my |আমার )?(?:` +
	`(?:trx|trn|txn|tnx|tx|trans|transaction)[ ._-]*(?:id|no|number)\b[ .:=#-]*|(?:trx|txn)id|(?:trx|trn|txn|tnx|tx|trans|transaction)[ .:=#-]+|` +
	`(?:লেনদেন|ট্রানজেকশন|ট্র্যানজেকশন|ট্রানজ্যাকশন|ট্রানজাকশন|টিআরএক্স)[ -]*(?:আইডি|আই ডি|নম্বর|নাম্বার|নং)?[ .:=ঃ#-]*|id[ .:=#-]+|আইডি[ .:=ঃ#-]*)` +
	`(?:is |হলো |হল )?([a-z0-9]{6,20})[ .,]*$`)

// ReadTransactionID reads a transaction id as people type or copy it: alone, or with its
// name before it. False where it is none.
func ReadTransactionID(typed string) (string, bool) {
	if len(typed) > 200 {
		return "", false
	}
	s := smsPlain(typed)
	if m := namedID.FindStringSubmatch(s); m != nil {
		return CleanTransactionID(m[1])
	}
	return CleanTransactionID(s)
}

// smsSum is an amount with its currency before or behind it.
var smsSum = regexp.MustCompile(`(?:\btk|\bbdt|\btaka|৳|[0-9]tk)[ .:]*([0-9][0-9,]*(?:\.[0-9]+)?)|([0-9][0-9,]*(?:\.[0-9]+)?) ?(?:tk|bdt|taka)\b|([0-9][0-9,]*(?:\.[0-9]+)?) ?(?:৳|টাকা)|টাকা:? ?([0-9][0-9,]*(?:\.[0-9]+)?)`)

// smsAside are the words before a sum that is not what was paid.
var smsAside = regexp.MustCompile(`(?:(?:^|[^a-z])(?:fee|charges?|vat|comm(?:ission)?|(?:net)?bal(?:ance)?|c/b|total|limit|incentive)|ফি|চার্জ|ভ্যাট|কমিশন|ব্যালেন্স|ব্যালান্স|স্থিতি)(?: is| now)?[ .:;=-]*$`)

// smsAmount gives the one amount that was paid.
func smsAmount(s string) (money.Taka, bool) {
	var paid money.Taka
	for at := 0; ; {
		m := smsSum.FindStringSubmatchIndex(s[at:])
		if m == nil {
			return paid, paid != 0
		}
		begun, written, end := at+m[0], "", at
		for i := 2; i < len(m); i += 2 {
			if m[i] >= 0 {
				written, end = strings.TrimRight(s[at+m[i]:at+m[i+1]], ","), at+m[i+1]
			}
		}
		if mobile.MatchString(written) && len(written) >= len("01711000000") { // the currency behind it is the next sum's
			at = end
			continue
		}
		at += m[1]
		if smsAside.MatchString(s[:begun]) {
			continue
		}
		amount, err := money.ParseTaka(written)
		if err != nil || amount <= 0 || paid != 0 && amount != paid {
			return 0, false
		}
		paid = amount
	}
}

// smsTemplates are the words by which the SMS of a channel is known, the most certain
// ones first.
var smsTemplates = []struct {
	channel string
	words   *regexp.Regexp
}{
	{"bkash", regexp.MustCompile(`\byour bkash\b`)},
	{"nagad", regexp.MustCompile(`\byour nagad\b`)},
	{"rocket", regexp.MustCompile(`\byour rocket\b`)},
	{"upay", regexp.MustCompile(`\byour upay\b`)},
	{"rocket", regexp.MustCompile(`\breceived from a/c|\byour a/c balance\b|\bnetbal\b|\bcredited from card\b|\bcash-in from a/c|\bcash-out from a/c|^a/c: ?[0-9]{12} থেকে`)},
	{"bank", regexp.MustCompile(`\b(?:a/?c|acct|account)\b.*\bcredited\b|\bcredited\b.*\b(?:a/?c|account)\b|\b(?:a/?c|acct|account)\b.*\bdebited\b`)},
	{"nagad", regexp.MustCompile(`\b(?:money|cash in) received\. ?(?:amount|amt)\b|\b(?:amount|amt): ?tk.*\btxnid\b|\buddokta\b|পরিমাণ: ?tk.*\btxnid\b`)},
	{"upay", regexp.MustCompile(`\btk\. ?[\d,.]+ has been received\b|\breceived cash-out of tk\.|\b(?:of|taka) tk\. ?[\d,.]+ from\b`)},
}

// smsNames are the channels' names, and smsGeneric the words in which bKash writes and
// others could.
var (
	smsNames = []struct {
		channel string
		words   *regexp.Regexp
	}{
		{"bkash", regexp.MustCompile(`\bbkash\b|\bbka\.sh\b|বিকাশ|\b16247\b`)},
		{"nagad", regexp.MustCompile(`\bnagad\b|নগদ|\b16167\b`)},
		{"rocket", regexp.MustCompile(`\brocket\b|রকেট|\bnexuspay\b|\b16216\b`)},
		{"upay", regexp.MustCompile(`\bupay\b|উপায়|\b16268\b`)},
	}
	smsGeneric = regexp.MustCompile(`\byou have received (?:payment |a deposit of |deposit .*)?tk\b.*\btrxid\b|\bcash in tk [\d,.]+ from\b.*\btrxid\b|\bpayment tk [\d,.]+ received from\b.*\btrxid\b|\bsend money tk [\d,.]+ to\b.*\btrxid\b|\bpayment (?:of )?tk [\d,.]+ to\b.*\btrxid\b|\bcash out tk [\d,.]+ .*\btrxid\b`)
)

// smsChannel tells whose SMS it is: by its wording, and where several write so by the
// one name that stands in it.
func smsChannel(s string) string {
	for _, t := range smsTemplates {
		if t.words.MatchString(s) {
			return t.channel
		}
	}
	named := ""
	for _, n := range smsNames {
		if n.words.MatchString(s) {
			if named != "" {
				return ""
			}
			named = n.channel
		}
	}
	if named == "" && smsGeneric.MatchString(s) {
		return "bkash"
	}
	return named
}

// smsFrom is a mobile number where the one who paid stands. Accounts of Rocket have one
// digit more than the number.
var smsFrom = regexp.MustCompile(`(?:\bfrom|\bsender|\buddokta|\bcustomer|প্রেরক|উদ্যোক্তা|থেকে)[ :]*(?:a/c[ :]*|[a-z][a-z .]{0,40} )?(?:\+?88)?(01[3-9][0-9]{8})[0-9]?(?:[^0-9]|$)|(?:^|[^0-9])(?:\+?88)?(01[3-9][0-9]{8})[0-9]? থেকে`)

// smsTo is the same where the one who was paid stands.
var smsTo = regexp.MustCompile(`(?:\bto\b|\breceiver\b|\bcash ?-? ?in\b.*\bcustomer\b|প্রাপক|ক্যাশ ?ইন.*গ্রাহক)[ :]*(?:a/c[ :]*|[a-z][a-z .]{0,40} )?(?:\+?88)?(01[3-9][0-9]{8})[0-9]?(?:[^0-9]|$)|(?:^|[^0-9])(?:\+?88)?(01[3-9][0-9]{8})[0-9]? (?:নম্বরে|নাম্বারে)`)

// oneNumber gives the one number that a pattern finds, "" for none and for two.
func oneNumber(pattern *regexp.Regexp, s string) string {
	number := ""
	for _, m := range pattern.FindAllStringSubmatch(s, -1) {
		one := m[1] + m[2]
		if number != "" && one != number {
			return ""
		}
		number = one
	}
	return number
}
