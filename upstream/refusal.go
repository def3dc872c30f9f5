package upstream

import "strings"

// doubtPhrases are words beside which no refusal is believed, however well known:
// the panel, or a program that it calls, broke down, or it speaks of an order
// that it has. Nobody can declare that they mean "not taken".
var doubtPhrases = append(phrases(
	"already", "request exists", "order exists", "transaction exists", "trx exists", "id exists", "uniqid exists",
	"pending", "processing", "in process", "in progress", "on process", "queue", "queued", "waiting",
	"submit", "submitted", "accepted", "received", "sent", "success", "successful", "successfully", "complete", "completed", "done", "delivered",
	"refund", "refunded", "reversed", "timeout", "time out", "timed out", "timedout", "no response", "not responding", "unreachable",
	"gateway", "connection", "connect", "network error", "service unavailable", "network problem", "socket", "ssl", "http", "aborted",
	"we try", "we recharge", "we check", "we load", "system try", "system recharge", "it recharge", // it goes on with it
	"query", "undefined", "fatal", "warning", "notice", "sim", "modem", "bad request", "too many",
	"ইতিমধ্যে", "ইতোমধ্যে", "পেন্ডিং", "প্রক্রিয়াধীন", "প্রসেসিং", "অপেক্ষা", "অপেক্ষায়", "সফল", "সফলভাবে", "সম্পন্ন", "সার্ভার সমস্যা",
), faultPhrases...)

// duplicateWords are of doubt as well, unless they are of the same number too soon.
var duplicateWords = words("duplicate duplicated")

// reasonless are words that, alone, give no reason: a program says them of
// whatever went wrong, before an order was taken or after.
var reasonless = words(`error errors failed fail faild failure fails unsuccessful unsuccessfully false no not oops unknown something went wrong
	recharge request transaction trx order flexiload load topup top up could be try again later after some time wait moment few minute minutes min mins
	occurred occured contact admin support code status message now and or with
	ব্যর্থ হয়েছে হয়নি রিচার্জ অনুরোধ আবার চেষ্টা করুন করে পরে কিছুক্ষণ পর সমস্যা একটি`)

// doubtful reports whether the words are ones of doubt. Where they name the same
// number too soon, "duplicate" is not.
func (s speech) doubtful(soon bool) bool {
	if s.hasAny(doubtPhrases) || usedID(s.normal) || !soon && s.any(duplicateWords) {
		return true
	}
	for word := range strings.FieldsSeq(s.plain) {
		if word != "#" && !reasonless[word] {
			return false
		}
	}
	return true
}

// usedID reports whether the words of a refusal say that the id is not new:
// "Duplicate Id", "uniqid already exists". Perhaps our one call came twice on its
// way and the first was taken.
func usedID(said string) bool {
	again, id := false, false
	for word := range strings.FieldsSeq(said) {
		switch word {
		case "duplicate", "duplicated", "already", "exists", "used":
			again = true
		case "id", "ids", "uniqid", "uniqueid", "orderid", "requestid", "trxid":
			id = true
		}
	}
	return again && id
}

// refusal gives the kind of a refusal whose words are known to mean "not taken";
// extra are words that the owner has set besides, of no kind. What stands beside the
// known words must be known too: "Operator down, your order will be processed later"
// is no refusal.
func (s speech) refusal(extra []phrase) (kind, bool) {
	var (
		found kind
		known bool
		rest  = s
	)
	for _, w := range refusals {
		if w.in(s) {
			if !known {
				found, known = w.kind, true
			}
			rest = rest.without(w.phrase)
		}
	}
	for _, p := range extra {
		if s.has(p) {
			known, rest = true, rest.without(p)
		}
	}
	if !known || s.doubtful(found == kindSoon) {
		return 0, false
	}
	for _, p := range besidesPhrases {
		rest = rest.without(p)
	}
	for word := range strings.FieldsSeq(rest.plain) {
		if word != gone && !besides[word] {
			return 0, false
		}
	}
	return found, true
}

// gone stands where words were taken out of a speech, so that none are beside each
// other that were not.
const gone = "…"

// without takes the words of a phrase out, wherever they stand.
func (s speech) without(p phrase) speech {
	for _, part := range p {
		for at := wordsAt(s.plain, part); at >= 0; at = wordsAt(s.plain, part) {
			s.plain = s.plain[:at] + gone + s.plain[at+len(part):]
		}
	}
	return s
}

// besides are words that a refusal may have beside those that make it one: whom and
// what it is about, how much is allowed, what to do. None says what becomes of an
// order that the panel has.
var (
	besides = words(`# tk taka bdt failed fail error unsuccessful try again later after before within some time moment few today
		second seconds sec min mins minute minutes hour hours day days month
		contact admin support call us add money deposit refill load fund increase use enter check provide give select change
		you we it i there that which user username reseller account member wallet main api key ip address operator service number mobile phone recharge flexiload topup top up
		prepaid postpaid amount balance limit system panel gp grameenphone robi airtel banglalink bl teletalk skitto bd bangladesh digit digits
		between least most less more than minimum maximum min max must should be exceeded exceeds over reached crossed too very same
		to for from in at on of with and or but because due by valid correct invalid incorrect wrong required allowed only low enough sufficient
		আবার চেষ্টা করুন পরে কিছুক্ষণ পর টাকা যোগ করে দিন রিচার্জ মিনিট আছে রয়েছে নম্বর নাম্বার নম্বরে নাম্বারে নম্বরটি পরিমাণ অপারেটর সার্ভিস সাময়িকভাবে জন্য থেকে পর্যন্ত একই ব্যালেন্স অ্যাকাউন্টে একাউন্টে ইউজার`)
	besidesPhrases = phrases("not possible", "recharge request failed", "request failed", "transaction failed", "order failed", "ব্যর্থ হয়েছে", "দেওয়া যাবে না", "করা যাবে না")
)

// in reports whether the wording is in the words. A balance is the account's at
// the panel: where the operator's or a supplier's is too little, the panel has the
// order and has sent it on.
func (w knownRefusal) in(s speech) bool {
	return s.has(w.phrase) && (w.kind != kindBalance || !s.any(suppliers))
}

var suppliers = words("operator sim modem supplier provider vendor dealer distributor gateway port অপারেটর সিম")

// lowBalance reports whether the words speak of too little balance at the panel,
// believed or not.
func (s speech) lowBalance() bool {
	for _, w := range refusals {
		if w.kind == kindBalance && w.in(s) {
			return true
		}
	}
	return false
}
