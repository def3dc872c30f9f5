package upstream

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// normal gives the form in which the panel's words are compared: lower case,
// words parted by single spaces, "#" for each number and for each id, so that the
// same sentence about another order is the same. It is "" for a text without a
// letter.
func normal(text string) string {
	if hasJoined(text) {
		text = joined.ReplaceAllStringFunc(text, parted)
	}
	text = folded.Replace(strings.ToLower(strings.ToValidUTF8(text, " ")))
	var n normalizer
	begun := -1 // where the run of letters began, -1 in none
	for i, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsMark(r)
		if !letter && begun >= 0 {
			n.runs, begun = append(n.runs, text[begun:i]), -1
		}
		switch {
		case letter:
			if begun < 0 {
				begun = i
			}
		case unicode.IsDigit(r):
			n.digits++
			if !n.inNumber() {
				n.runs = append(n.runs, "#")
			}
		default:
			n.flush()
		}
	}
	if begun >= 0 {
		n.runs = append(n.runs, text[begun:])
	}
	n.flush()
	if !n.letters {
		return ""
	}
	return n.text.String()
}

// normalizer is the state of [normal].
type normalizer struct {
	text    strings.Builder
	letters bool     // text has a word that is no number
	number  bool     // text ends with a number
	runs    []string // of the token that is read: letters, "#" for digits, in turn
	digits  int      // of the token
}

// inNumber reports whether digits were the last of the token.
func (n *normalizer) inNumber() bool { return len(n.runs) > 0 && n.runs[len(n.runs)-1] == "#" }

// flush ends the token.
func (n *normalizer) flush() {
	if len(n.runs) > 2 && n.digits >= 3 && !slices.ContainsFunc(n.runs, inNoID) {
		n.add("#") // letters and digits mixed: an id
	} else {
		for _, run := range n.runs {
			n.add(run)
		}
	}
	n.runs, n.digits = n.runs[:0], 0
}

// inNoID reports whether a run of letters stands in no id, so that a token with it is words
// that are glued to a number: it is of another script, or says how an order stands.
func inNoID(run string) bool {
	if run == "#" {
		return false
	}
	return stating(run) || strings.ContainsFunc(run, func(r rune) bool { return r > unicode.MaxASCII })
}

// stating reports whether a word in lower case says how an order stands, and is too long
// to be in an id by chance.
func stating(word string) bool {
	return len(word) >= 4 && (yesWords[word] || noWords[word] || workingWords[word])
}

// joined is words that are written as one, as RefundDone is. They are parted where one
// of them says how an order stands: others, such as BanglaLink, are names.
var joined = regexp.MustCompile(`[a-zA-Z]*(?:[a-z][A-Z]|[A-Z][A-Z][a-z])[a-zA-Z]*`)

// hasJoined reports whether there may be one; joined takes long to find that there is none.
func hasJoined(text string) bool {
	for i := 1; i < len(text); i++ {
		if begins(text, i) {
			return true
		}
	}
	return false
}

// begins reports whether a word begins at i behind another: a capital stands there behind a
// small letter, as in RefundDone, or between a capital and a small letter, as in GPFailed.
func begins(text string, i int) bool {
	return capital(text[i]) && (small(text[i-1]) || capital(text[i-1]) && i+1 < len(text) && small(text[i+1]))
}

func capital(c byte) bool { return c >= 'A' && c <= 'Z' }

func small(c byte) bool { return c >= 'a' && c <= 'z' }

func parted(joined string) string {
	var words []string
	begun, says := 0, false
	for i := 1; i <= len(joined); i++ {
		if i == len(joined) || begins(joined, i) {
			words = append(words, joined[begun:i])
			says = says || stating(strings.ToLower(joined[begun:i]))
			begun = i
		}
	}
	if !says || stating(strings.ToLower(joined)) { // UnSuccessful is one word
		return joined
	}
	return strings.Join(words, " ")
}

func (n *normalizer) add(word string) {
	if word == "#" && n.number {
		return // one written in groups
	}
	n.number = word == "#"
	n.letters = n.letters || !n.number
	if n.text.Len() > 0 {
		n.text.WriteByte(' ')
	}
	n.text.WriteString(word)
}

// folded takes out what stands inside of words (can't, and the joiners of Bangla)
// and writes the letters that Unicode has in one piece in two, which is how it
// composes them.
var folded = strings.NewReplacer("'", "", "’", "", "\u200c", "", "\u200d", "",
	"\u09dc", "\u09a1\u09bc", "\u09dd", "\u09a2\u09bc", "\u09df", "\u09af\u09bc")

// words makes a set of the words of a text, which are in lower case; "#" is a number.
func words(text string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(folded.Replace(text)) {
		set[word] = true
	}
	return set
}

// speech is what the panel said in words, ready for looking phrases up.
type speech struct {
	normal string // see normal
	plain  string // normal without fillers, a space before and behind
}

func hear(text string) speech {
	s := speech{normal: normal(text)}
	s.plain = " " + unfilled(s.normal) + " "
	return s
}

// fillers say nothing of what a sentence says: "Your balance is not sufficient"
// and "balance not sufficient" are one.
var fillers = words("a an the this your our my is was are has have been please plz kindly now currently temporarily temporary sorry sir dear আপনার দুঃখিত অনুগ্রহ এই")

func unfilled(normal string) string {
	var kept []string
	for word := range strings.FieldsSeq(normal) {
		if !fillers[word] {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

// phrase is words that are looked for in a speech. Those of a part stand in it one behind
// the other, and the parts in their order.
type phrase []string

// has reports whether the phrase stands in the speech.
func (s speech) has(p phrase) bool {
	rest := s.plain
	for _, part := range p {
		at := wordsAt(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return true
}

// wordsAt gives the place of the part in a text with a space before and behind
// each word, -1 if it is not there as whole words.
func wordsAt(text, part string) int {
	for from := 1; from < len(text); {
		at := strings.Index(text[from:], part)
		if at < 0 {
			return -1
		}
		if at += from; text[at-1] == ' ' && text[at+len(part)] == ' ' {
			return at
		}
		from = at + 1
	}
	return -1
}

// phraseOf makes of a text what hear would, where "#" stands for a number and … parts what
// need not stand together.
func phraseOf(text string) (p phrase) {
	for part := range strings.SplitSeq(text, "…") {
		p = append(p, unfilled(normal(strings.ReplaceAll(part, "#", "0"))))
	}
	return p
}

func phrases(texts ...string) (all []phrase) {
	for _, text := range texts {
		all = append(all, phraseOf(text))
	}
	return all
}

func (s speech) hasAny(phrases []phrase) bool {
	for _, p := range phrases {
		if s.has(p) {
			return true
		}
	}
	return false
}

// any reports whether a word is in the set.
func (s speech) any(set map[string]bool) bool {
	for word := range strings.FieldsSeq(s.normal) {
		if set[word] {
			return true
		}
	}
	return false
}

// speaks reports whether there is a word at all; units, codes and the letters of
// an id are none.
func (s speech) speaks() bool {
	for word := range strings.FieldsSeq(s.normal) {
		if len([]rune(word)) >= 3 {
			return true
		}
	}
	return false
}

// Words by which a message says how an order stands. They make a status reply
// less certain where they do not go with its code, and never more.
var (
	yesWords = words(`success successful successfully successfull succesful succesfully succesfull succes sucess sucessful sucessfully sucessfull sucsess
		successed succeed succeeded complete completed done delivered recharged credited ok সফল সফলভাবে সফলতার সম্পন্ন সম্পূর্ণ`)
	noWords = words(`fail failed fails faild failure unsuccessful unsuccessfully not cannot cant couldnt unable error errors invalid
		cancel cancelled canceled cancelling refund refunded refunding reverse reversed reversal return returned reject rejected denied declined wrong sorry
		expired insufficient blocked unknown unauthorized forbidden incorrect duplicate timeout
		unsuccess unsuccesful unsucessful unsuccessfull incomplete uncompleted undone cancle cancled faield failled reverted rollback
		didnt doesnt wasnt isnt hasnt havent wont undelivered aborted void voided chargeback moneyback ferot ferat batil bartho byartho hoyni hoini hoynai hoinai
		ব্যর্থ বাতিল ফেরত ফেরৎ রিফান্ড রিফান্ডেড ফেইল ফেইলড ফেল অসফল বিফল অসম্পূর্ণ ক্যানসেল ক্যান্সেল রিজেক্ট রিজেক্টেড রিটার্ন প্রত্যাখ্যাত
		ভুল অপর্যাপ্ত সমস্যা দুঃখিত না নেই নাই নয় নি হয়নি যায়নি`)
	workingWords = words(`pending panding pendding processing proccessing procesing sending awaiting retrying process inprocess progress inprogress queue queued wait waiting submit submitted accepted initiated
		running hold shortly soon অপেক্ষা অপেক্ষায় অপেক্ষমাণ অপেক্ষমান প্রক্রিয়াধীন প্রক্রিয়া চলমান চলছে পেন্ডিং প্রসেসিং`)
)

// noPhrases say the same as noWords, by words that are none.
var noPhrases = phrases("un success", "un successful", "un successfully", "un delivered", "in complete", "no success", "hoy ni", "hoy nai", "hoi ni", "hoi nai",
	"balance back", "money back", "taka back", "amount back")

// saysNo reports whether the words say no.
func (s speech) saysNo() bool { return s.any(noWords) || s.hasAny(noPhrases) }

// A process that has come to its end is no sign of work, where none is said to be in process.
var (
	endedProcess = phrases("process complete", "process completed", "process done", "processing complete", "processing completed", "processing done")
	inProcess    = phrases("in process", "on process", "under process", "in processing", "under processing")
)

// works reports whether the words say that an order is being worked on.
func (s speech) works() bool {
	if !s.hasAny(inProcess) {
		for _, p := range endedProcess {
			s = s.without(p)
		}
	}
	for word := range strings.FieldsSeq(s.plain) {
		if workingWords[word] {
			return true
		}
	}
	return false
}

// negations are those of noWords that take back only what stands beside them, lateNegations
// those that stand behind it.
var (
	negations     = words("not cannot cant couldnt didnt doesnt wasnt isnt hasnt havent wont")
	lateNegations = words("hoyni hoini hoynai hoinai না নেই নাই নয় নি হয়নি যায়নি")
)

// deniesFailure reports whether the words say that an order is done, or worked on, and not
// that it failed.
func (s speech) deniesFailure() bool {
	switch {
	case s.any(plainFailure):
		return false
	case s.any(workingWords):
		return true
	}
	return s.any(yesWords) && !s.takesBack()
}

// takesBack reports whether the words say no of their yes: "not successful" does, and
// "Successful. Do not send again" does not. Words such as invalid say no wherever they stand.
func (s speech) takesBack() bool {
	said := strings.Fields(s.plain)
	for i, word := range said {
		switch {
		case negations[word]:
			if slices.ContainsFunc(said[i:min(i+3, len(said))], func(word string) bool { return yesWords[word] }) {
				return true
			}
		case lateNegations[word]:
			if slices.ContainsFunc(said[max(i-3, 0):i], func(word string) bool { return yesWords[word] }) {
				return true
			}
		case noWords[word] && !vagueNoWords[word]:
			return true
		}
	}
	return s.hasAny(noPhrases)
}

// faultPhrases say that a program broke down, so that its reply is not its word.
var faultPhrases = phrases(
	"sqlstate", "sql", "mysql", "mysqli", "pdo", "database", "deadlock", "gone away", "lock wait", "curl", "exception", "stack trace",
	"internal", "server error", "unknown error", "unexpected error", "something went wrong", "something wrong",
)

// plainFailure are words by which a panel says that a recharge failed, vagueNoWords those
// of noWords that may stand beside a success ("no error"), and findingWords are of what it
// looked for.
var (
	plainFailure = words(`fail failed fails faild failure unsuccessful cancel cancelled canceled refund refunded reverse reversed reversal
		unsuccess unsuccesful unsucessful unsuccessfull cancle cancled faield failled reverted
		return returned reject rejected declined undelivered voided chargeback ferot ferat batil bartho byartho
		ব্যর্থ বাতিল ফেরত ফেরৎ রিফান্ড রিফান্ডেড ফেইল ফেইলড ফেল অসফল বিফল ক্যানসেল ক্যান্সেল রিজেক্ট রিজেক্টেড রিটার্ন প্রত্যাখ্যাত`)
	vagueNoWords = words("error errors sorry unknown দুঃখিত")
	findingWords = words(`found find exist exists available পাওয়া খুঁজে`)
)

// otherTroubles are of the question, or of a program on the way, and not of an order.
var otherTroubles = phrases("too many", "session", "login", "log in", "maintenance", "gateway", "timeout", "time out", "timed out",
	"connection", "service unavailable", "server", "unauthorized", "token", "rate limit")

// limitPhrases ask to be left alone, as HTTP code 429 does, which a script that counts calls by
// itself does not send.
var limitPhrases = phrases("too many request", "too many requests", "too many attempts", "too many calls", "too many hits", "rate limit", "throttled")

// unknownIDPhrases say that the panel does not know the id that it was asked for,
// without numbers and fillers.
var unknownIDPhrases = phrases(
	"order not found", "id not found", "uniqid not found", "orderid not found", "requestid not found", "request not found",
	"transaction not found", "trx not found", "trxid not found", "record not found", "records not found", "recharge not found",
	"no order found", "no orders found", "no record found", "no records found", "no transaction found", "no recharge found", "no request found",
	"no such order", "no such id", "no such transaction", "no such request", "no such record",
	"order does not exist", "id does not exist", "order doesnt exist", "id doesnt exist", "order not exist", "id not exist", "order not exists", "id not exists",
	"transaction does not exist", "invalid id", "invalid order", "invalid orderid", "invalid uniqid", "invalid order id", "invalid request id",
	"invalid transaction id", "invalid transaction", "invalid trxid", "invalid trx id", "invalid unique id", "id invalid", "id not valid",
	"unknown id", "unknown order", "wrong id", "wrong order id", "not found order",
	"অর্ডার পাওয়া যায়নি", "অর্ডার পাওয়া যায় নি", "অর্ডারটি পাওয়া যায়নি", "অর্ডার খুঁজে পাওয়া যায়নি", "আইডি পাওয়া যায়নি", "আইডি পাওয়া যায় নি",
	"অর্ডার নেই", "আইডি ভুল", "ভুল আইডি",
)

// bareNotFound say the same where nothing else is said; a web server says them
// too, of an address that it does not have.
var bareNotFound = phrases("not found", "data not found", "no data found", "no data", "result not found", "no result found", "পাওয়া যায়নি", "পাওয়া যায় নি")

// otherThings are what else may not be found: then the words are not about the id
// of an order.
var otherThings = words(`user username key apikey api ip token account member client reseller customer number mobile operator service
	page route url method endpoint file table column class server host domain band ইউজার নম্বর নাম্বার অপারেটর সার্ভিস`)

// unknownID reports whether the words are that the id is not known, and whether
// they are no more than "not found".
func (s speech) unknownID() (said, bare bool) {
	s.plain = " " + strings.Join(strings.Fields(strings.ReplaceAll(s.plain, " # ", " ")), " ") + " "
	if s.any(otherThings) {
		return false, false
	}
	for _, p := range bareNotFound {
		if s.plain == " "+p[0]+" " {
			return true, true
		}
	}
	return s.hasAny(unknownIDPhrases), false
}
