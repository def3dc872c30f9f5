package simpanel

import "time"

// Moods. "Taken" says what becomes of a good order in a request call; a bad one
// (wrong user, too little balance, …) is never taken, and its refusal is sent in
// the same damaged way. Calls in a mood that does not take never reach the
// panel's own code: a status call in one settles nothing either.
const (
	// What becomes of the order.
	Succeed  = "succeed"  // taken, done when next asked after Options.Settle
	Refuse   = "refuse"   // not taken: refused with Message, known words if ""
	Fail     = "fail"     // taken, failed with Message when next asked after Options.Settle; a status call fails what is pending
	Pending  = "pending"  // taken, stays pending until Settle; a status call settles nothing
	Reversed = "reversed" // taken, done when first asked, failed with Message when asked again
	Reverse  = "reverse"  // Reversed, by the name of the sandbox's button
	Double   = "double"   // taken, and a second call with the same id runs and is charged again
	Code     = "code"     // taken; the reply's status is Status, the order stays as it is

	// Silence and broken connections.
	Slow         = "slow"           // taken at once, answered after Delay (SlowDelay if 0)
	Hang         = "hang"           // not taken, never answered
	TakeAndHang  = "take-and-hang"  // taken, never answered
	Reset        = "reset"          // not taken, connection reset
	TakeAndReset = "take-and-reset" // taken, connection reset
	Outage       = "outage"         // as Reset: the nearest a handler comes to refusing connections; see Server.Down
	Drip         = "drip"           // taken, answered byte by byte, one each Delay (a second if 0)
	Huge         = "huge"           // taken, answered with an unfinished reply of 1 GiB

	// Answers that are not the panel's.
	HTTP       = "http"         // not taken, an HTML page with code HTTP (500 if 0)
	Error500   = "500"          // HTTP with code 500, by the name of the control page
	TakeAnd500 = "take-and-500" // taken, the same page
	Redirect   = "redirect"     // not taken, code HTTP (301 if 0) to Location (same address with https if "")
	HTML       = "html"         // not taken, an HTML page with code 200
	Body       = "body"         // not taken, the text Body with code HTTP (200 if 0)
	Empty      = "empty"        // taken, an empty body
	Nonsense   = "nonsense"     // taken, bytes that mean nothing

	// The panel's answers, damaged. All taken.
	Truncated    = "truncated"     // the JSON ends in the middle
	Noise        = "noise"         // a byte-order mark and PHP warnings before the JSON
	WrongTypes   = "wrong-types"   // numbers as strings, strings as numbers, keys with stray spaces
	DocumentJSON = "document-json" // trxid without quotes, as printed in the document, section 2
	Twice        = "twice"         // the JSON two times over

	// Refusals in words that are known to mean "not taken", and in words nobody
	// has seen before. Not taken.
	RefuseBalance      = "refuse-balance"       // "Insufficient balance"
	RefuseUser         = "refuse-user"          // "Not User"
	RefuseNumber       = "refuse-number"        // "Invalid number"
	RefuseUnknownWords = "refuse-unknown-words" // "Sorry, vendor line busy #17"

	// A fault after the order was taken and charged: the answer is a refusal in
	// the fault's words. The order then goes its way as in Succeed, or as Then
	// says. In Message, "{id}" stands for the order's id.
	FaultGoneAway         = "fault-gone-away"         // the database's connection is gone
	FaultDuplicateRequest = "fault-duplicate-request" // "Duplicate Request"
	FaultAlreadySubmitted = "fault-already-submitted" // "Request Already Submitted"
	FaultAlreadyPending   = "fault-already-pending"   // "Already Pending"
	FaultDuplicateEntry   = "fault-duplicate-entry"   // the id is in the table already
	FaultCurlTimeout      = "fault-curl-timeout"      // the panel's own call to its vendor took too long
	FaultSomethingWrong   = "fault-something-wrong"   // "Something went wrong"
	FaultDeadlock         = "fault-deadlock"          // the database gave up the transaction
	FaultEmptyMessage     = "fault-empty-message"     // the message is ""
	FaultHTTP408          = "fault-http-408"          // a refusal with HTTP code 408
	FaultHTTP429          = "fault-http-429"          // a refusal with HTTP code 429
	FaultHTTP499          = "fault-http-499"          // a refusal with HTTP code 499
	FaultPHPWarning       = "fault-php-warning"       // a PHP warning before the refusal

	// Status calls that do not know the id. FoundLater is taken, and until Late
	// has passed since the request, a status call is answered as for an unknown
	// id, in the form of NotFound. In the others the form is that of unknowns
	// (see unknown.go) for ids the panel does not know; it tells the truth of
	// those it knows.
	FoundLater          = "found-later"
	UnknownTemplate     = "unknown-template"      // the template with nothing of the order in it, status "2"
	UnknownFalse        = "unknown-false"         // the template with false for position and transaction id
	UnknownNull         = "unknown-null"          // the template with the text "null" for both
	UnknownBlank        = "unknown-blank"         // the template with nothing in any field
	UnknownDoneMsg      = "unknown-done-msg"      // status 1 and "msg"
	UnknownDoneError    = "unknown-done-error"    // status 1 and "error"
	UnknownDoneBare     = "unknown-done-bare"     // status 1 and nothing else
	UnknownDoneData     = "unknown-done-data"     // status 1 and "data" that is null
	UnknownFailedMsg    = "unknown-failed-msg"    // status 2, "msg" and an empty template
	UnknownZeroMessage  = "unknown-zero-message"  // status 0 and "message"
	UnknownRefusal      = "unknown-refusal"       // the plain refusal "Order Not Found"
	UnknownInvalidID    = "unknown-invalid-id"    // a refusal "Invalid ID" under "error"
	UnknownEmptyObject  = "unknown-empty-object"  // {}
	UnknownNullDocument = "unknown-null-document" // null

	// Replies under other keys (see keys.go). All taken.
	KeysMsg      = "keys-msg"      // "msg" instead of "message"
	KeysError    = "keys-error"    // "error" instead of "message"
	KeysData     = "keys-data"     // "data" instead of "message"
	KeysResponse = "keys-response" // "response" instead of "message"
	KeysNested   = "keys-nested"   // the message inside an object "data"
	KeysSpaces   = "keys-spaces"   // stray spaces around the keys
	KeysCase     = "keys-case"     // keys in other case
	KeysStrings  = "keys-strings"  // all values are strings
	KeysPosition = "keys-position" // "position" instead of "posotion"

	// In a queue, by a reply with success true and status 1 that has a position
	// and no transaction id. Taken, pending until After (a minute if 0) has
	// passed since the request. As the mood of a status call it holds back what
	// is pending, as Pending does.
	InQueue = "in-queue"

	// A word taken back by the panel's clock, After having passed since it was
	// first given, whether anybody asks or not. Money moves with the word.
	DoneThenFailed    = "done-then-failed"     // done, an hour later failed and the money given back
	DoneThenFailedDay = "done-then-failed-day" // the same a day later
	FailedThenDone    = "failed-then-done"     // failed and the money given back, an hour later done and charged
	FailedThenDoneDay = "failed-then-done-day" // the same a day later

	// A word in the place of the transaction id, with status 1, until After (a
	// minute if 0) has passed since the request; then the truth is said.
	TrxIDFailed     = "trxid-failed"     // "Failed", and the order has failed
	TrxIDRefund     = "trxid-refund"     // "Refund", and the order has failed
	TrxIDProcessing = "trxid-processing" // "Processing", and the order is pending
	SameTrxID       = "same-trxid"       // taken; once done it has the transaction id given out last

	// A limiter: HTTP code HTTP (429 if 0) and a Retry-After header, for
	// RetryAfter (half a minute if 0). Calls of the same kind that come before
	// that time are answered in the same way and counted; see CallsDuringRest.
	// Not taken.
	Limit        = "limit-429"      // 429, Retry-After in seconds
	Limit503     = "limit-503"      // 503, Retry-After in seconds
	LimitDate    = "limit-429-date" // 429, Retry-After as an HTTP date
	Limit503Date = "limit-503-date" // 503, Retry-After as an HTTP date

	// Each call is answered in a mood drawn by chance; see SetMix.
	Mixed = "mixed"
)

// Times that moods use where they are not told one.
const (
	SlowDelay  = 5 * time.Second  // before Slow answers
	LateTime   = 90 * time.Second // until FoundLater tells the truth
	QueueTime  = time.Minute      // in InQueue
	OddTime    = time.Minute      // until the moods with a word for a transaction id tell the truth
	RetryAfter = 30 * time.Second // what a limiter asks for
)

// kind is what the panel must know of a mood's name.
type kind struct {
	name     string
	title    string // one line for the control page
	takes    bool   // a good request is taken
	requests bool   // says nothing about status calls, for SetMoodFor and SetBehaviour
	does     string // the mood whose behaviour it has, with fill; "" for its own
	fill     Mood   // what it sets where the caller leaves it out
}

var kinds = []kind{
	{name: Succeed, title: "Succeed", takes: true},
	{name: Refuse, title: "Refuse, in known words", requests: true, fill: Mood{Message: "Invalid Number"}},
	{name: Fail, title: "Fail with a message", takes: true, fill: Mood{Message: defaultMessage}},
	{name: Pending, title: "Stay pending", takes: true},
	{name: Reversed, title: "Done, and failed when asked again", takes: true, fill: Mood{Message: defaultMessage}},
	{name: Reverse, title: "Take the word back when asked again", takes: true, does: Reversed, fill: Mood{Message: defaultMessage}},
	{name: Double, title: "Run a second request with the same id", takes: true, requests: true},
	{name: Code, title: "Answer with another status code", takes: true},

	{name: Slow, title: "Answer slowly", takes: true, fill: Mood{Delay: SlowDelay}},
	{name: Hang, title: "Never answer"},
	{name: TakeAndHang, title: "Take it, never answer", takes: true, requests: true},
	{name: Reset, title: "Reset the connection"},
	{name: TakeAndReset, title: "Take it, reset the connection", takes: true, requests: true},
	{name: Outage, title: "Outage"},
	{name: Drip, title: "Answer byte by byte", takes: true, fill: Mood{Delay: time.Second}},
	{name: Huge, title: "Answer without end", takes: true},

	{name: HTTP, title: "Answer with an error page"},
	{name: Error500, title: "Error 500", does: HTTP, fill: Mood{HTTP: 500}},
	{name: TakeAnd500, title: "Take it, error 500", takes: true, requests: true},
	{name: Redirect, title: "Redirect"},
	{name: HTML, title: "An HTML page with code 200"},
	{name: Body, title: "A text of your own"},
	{name: Empty, title: "Take it, answer with nothing", takes: true},
	{name: Nonsense, title: "Nonsense", takes: true},

	{name: Truncated, title: "Answer cut short", takes: true},
	{name: Noise, title: "PHP warnings before the answer", takes: true},
	{name: WrongTypes, title: "Numbers as strings, strings as numbers", takes: true},
	{name: DocumentJSON, title: "The document's own broken JSON", takes: true},
	{name: Twice, title: "The answer two times over", takes: true},

	{name: RefuseBalance, title: "Refuse: too little balance", requests: true, does: Refuse, fill: Mood{Message: "Insufficient balance"}},
	{name: RefuseUser, title: "Refuse: not a user", requests: true, does: Refuse, fill: Mood{Message: "Not User"}},
	{name: RefuseNumber, title: "Refuse: invalid number", requests: true, does: Refuse, fill: Mood{Message: "Invalid number"}},
	{name: RefuseUnknownWords, title: "Refuse, in words never seen", requests: true, does: Refuse, fill: Mood{Message: "Sorry, vendor line busy #17"}},

	fault(FaultGoneAway, "the database has gone away", Mood{Message: "SQLSTATE[HY000]: General error: 2006 MySQL server has gone away"}),
	fault(FaultDuplicateRequest, "duplicate request", Mood{Message: "Duplicate Request"}),
	fault(FaultAlreadySubmitted, "already submitted", Mood{Message: "Request Already Submitted"}),
	fault(FaultAlreadyPending, "already pending", Mood{Message: "Already Pending"}),
	fault(FaultDuplicateEntry, "duplicate entry in the table", Mood{Message: "Duplicate entry '{id}' for key 'PRIMARY'"}),
	fault(FaultCurlTimeout, "its own call timed out", Mood{Message: "cURL error 28: timed out"}),
	fault(FaultSomethingWrong, "something went wrong", Mood{Message: "Something went wrong"}),
	fault(FaultDeadlock, "deadlock", Mood{Message: "Deadlock found when trying to get lock; try restarting transaction"}),
	fault(FaultEmptyMessage, "an empty message", Mood{}),
	fault(FaultHTTP408, "HTTP 408", Mood{Message: "Request Timeout", HTTP: 408}),
	fault(FaultHTTP429, "HTTP 429", Mood{Message: "Too Many Requests", HTTP: 429}),
	fault(FaultHTTP499, "HTTP 499", Mood{Message: "Client Closed Request", HTTP: 499}),
	fault(FaultPHPWarning, "a PHP warning before it", Mood{Message: defaultMessage}),

	{name: FoundLater, title: "Take it, not found by id at first", takes: true, fill: Mood{Late: LateTime}},
	unknownID(UnknownTemplate, "the template, failed"),
	unknownID(UnknownFalse, "the template with false"),
	unknownID(UnknownNull, "the template with null"),
	unknownID(UnknownBlank, "the template, blank"),
	unknownID(UnknownDoneMsg, "status 1 with msg"),
	unknownID(UnknownDoneError, "status 1 with error"),
	unknownID(UnknownDoneBare, "status 1 alone"),
	unknownID(UnknownDoneData, "status 1 without data"),
	unknownID(UnknownFailedMsg, "status 2 with msg"),
	unknownID(UnknownZeroMessage, "status 0 with a message"),
	unknownID(UnknownRefusal, "a refusal"),
	unknownID(UnknownInvalidID, "a refusal under error"),
	unknownID(UnknownEmptyObject, "an empty object"),
	unknownID(UnknownNullDocument, "null"),

	otherKeys(KeysMsg, "msg for message"),
	otherKeys(KeysError, "error for message"),
	otherKeys(KeysData, "data for message"),
	otherKeys(KeysResponse, "response for message"),
	otherKeys(KeysNested, "the message inside data"),
	otherKeys(KeysSpaces, "stray spaces"),
	otherKeys(KeysCase, "other case"),
	otherKeys(KeysStrings, "all values as strings"),
	otherKeys(KeysPosition, "position spelled right"),

	{name: InQueue, title: "In a queue", takes: true, fill: Mood{After: QueueTime}},

	{name: DoneThenFailed, title: "Done, an hour later failed", takes: true, fill: Mood{After: time.Hour, Message: defaultMessage}},
	{name: DoneThenFailedDay, title: "Done, a day later failed", takes: true, does: DoneThenFailed, fill: Mood{After: 24 * time.Hour, Message: defaultMessage}},
	{name: FailedThenDone, title: "Failed, an hour later done", takes: true, fill: Mood{After: time.Hour, Message: defaultMessage}},
	{name: FailedThenDoneDay, title: "Failed, a day later done", takes: true, does: FailedThenDone, fill: Mood{After: 24 * time.Hour, Message: defaultMessage}},

	{name: TrxIDFailed, title: "Transaction id “Failed” with status 1", takes: true, fill: Mood{After: OddTime, TrxID: "Failed", Message: defaultMessage}},
	{name: TrxIDRefund, title: "Transaction id “Refund” with status 1", takes: true, does: TrxIDFailed, fill: Mood{After: OddTime, TrxID: "Refund", Message: defaultMessage}},
	{name: TrxIDProcessing, title: "Transaction id “Processing” with status 1", takes: true, fill: Mood{After: OddTime, TrxID: "Processing"}},
	{name: SameTrxID, title: "The transaction id of the order before", takes: true},

	limiter(Limit, "Too many calls, wait so many seconds", Mood{HTTP: 429}),
	limiter(Limit503, "Service unavailable, wait so many seconds", Mood{HTTP: 503}),
	limiter(LimitDate, "Too many calls, wait until a date", Mood{HTTP: 429, RetryDate: true}),
	limiter(Limit503Date, "Service unavailable, wait until a date", Mood{HTTP: 503, RetryDate: true}),

	{name: Mixed, title: "A mixture of all, by chance", takes: true, requests: true},
}

// fault is a refusal of what was taken.
func fault(name, words string, fill Mood) kind {
	return kind{name: name, title: "Take it, refuse it: " + words, takes: true, requests: true, does: Refuse, fill: fill}
}

func unknownID(name, form string) kind {
	return kind{name: name, title: "Unknown ids: " + form, takes: true, does: Succeed, fill: Mood{NotFound: name}}
}

func otherKeys(name, which string) kind {
	return kind{name: name, title: "Other keys: " + which, takes: true, does: Succeed, fill: Mood{Keys: name}}
}

func limiter(name, title string, fill Mood) kind {
	fill.RetryAfter = RetryAfter
	return kind{name: name, title: title, does: Limit, fill: fill}
}

var kindOf = func() map[string]kind {
	all := map[string]kind{}
	for _, k := range kinds {
		if k.does == "" {
			k.does = k.name
		}
		all[k.name] = k
	}
	return all
}()

// Faults are the moods that take the order and then refuse it.
func Faults() []string { return namesLike(func(k kind) bool { return k.takes && k.does == Refuse }) }

// Unknowns are the moods of status replies to an unknown id, which are also the
// forms that NotFound can name.
func Unknowns() []string { return namesLike(func(k kind) bool { return k.fill.NotFound != "" }) }

// OtherKeys are the moods with other keys, which are also what Keys can name.
func OtherKeys() []string { return namesLike(func(k kind) bool { return k.fill.Keys != "" }) }

func namesLike(want func(kind) bool) []string {
	var all []string
	for _, k := range kinds {
		if k.does == "" {
			k.does = k.name
		}
		if want(k) {
			all = append(all, k.name)
		}
	}
	return all
}

// PageMood is a mood with its label, as the control page shows it.
type PageMood struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

// Moods lists all moods there are; the control API takes each of them.
func Moods() []PageMood {
	var all []PageMood
	for _, k := range kinds {
		all = append(all, PageMood{k.name, k.title})
	}
	return all
}

// PageMoods lists the plain moods that the control page offers first, in the
// order of the page.
func PageMoods() []PageMood {
	return labelled(Succeed, Fail, Pending, Slow, Hang, TakeAndHang, Error500, Nonsense, Outage)
}

// offeredMoods is what the control page offers: PageMoods, and behind them one
// or two of each family of faults. The others are a matter for tests.
func offeredMoods() []PageMood {
	return append(PageMoods(), labelled(
		Refuse, RefuseUnknownWords, Reverse, FaultGoneAway, FaultDuplicateRequest, FaultEmptyMessage,
		FoundLater, UnknownTemplate, UnknownDoneMsg, KeysMsg, InQueue,
		DoneThenFailed, FailedThenDone, TrxIDFailed, SameTrxID, Limit, Mixed,
	)...)
}

func labelled(names ...string) []PageMood {
	var all []PageMood
	for _, name := range names {
		all = append(all, PageMood{name, kindOf[name].title})
	}
	return all
}
