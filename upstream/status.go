package upstream

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rechargebot/flows/order"
)

// proof is what a status reply has of the order that was asked for. A panel that
// looks up an id which it does not have may print the same keys, with nothing in
// them. lastbalance is the account's, and may be in any reply.
type proof int

const (
	nothing     proof = iota
	position          // a position that is a positive number
	transaction       // an operator's transaction id that is one
)

func (r *reply) proof(asked string) proof {
	if r.transactionID(asked) != "" {
		return transaction
	}
	if r.positioned() {
		return position
	}
	return nothing
}

// noTransaction are words under trxid that say that there is none.
var noTransaction = words(`null nil none na nan undefined no not false true yes ok success successful successfully succeeded complete completed done
	sent delivered recharged trxid trx id transaction order request found notfound unavailable new manual tbd test`)

// noID are texts that hold digits and are no transaction id all the same: a date, a
// customer's number.
var noID = regexp.MustCompile(`^(\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4})([ T].*)?$|^\+?(88)?01[3-9]\d{8}$`)

// transactionID gives the operator's transaction id, "" for what is none: words
// that say so, states such as Failed, Refund or Processing, zeros, a bare small
// number, a date, a customer's number, and the id that was asked for, which a template
// repeats. Letters alone, as in the document's example, are one only beside a position
// or a message that says done. Some panels give the operator's whole message, which is one
// if it holds a number and says done.
func (r *reply) transactionID(asked string) string {
	id := r.text(keyTransaction)
	if strings.EqualFold(id, asked) || strings.EqualFold(id, "n/a") || noID.MatchString(id) {
		return ""
	}
	c := contentOf(id)
	switch {
	case len(c.words) == 0:
		if c.digits == c.zeros || c.digits < 4 {
			return ""
		}
		return id
	case strings.ContainsFunc(id, unicode.IsSpace):
		if c.digits < 4 || !c.saysDone(hear(id)) {
			return ""
		}
	case c.isState(id):
		return ""
	}
	if c.isNone() || c.digits == 0 && !r.positioned() && !hear(r.text(keyMessage)).saysDone() {
		return ""
	}
	return id
}

// content counts what a text under trxid is made of.
type content struct {
	digits, zeros int
	words         []string // the runs of letters, in their normal form
	states, nones int      // how many of the words name a state, or say that there is none
	stated        bool     // a word that names a state, and is in no id by chance, stands anywhere
}

func contentOf(id string) content {
	var c content
	for _, r := range id {
		if unicode.IsDigit(r) {
			c.digits++
		}
		if r == '0' {
			c.zeros++
		}
	}
	for run := range strings.FieldsFuncSeq(id, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		for word := range strings.FieldsSeq(normal(run)) {
			c.words = append(c.words, word)
			if stateWord(word) {
				c.states++
			}
			if noTransaction[word] {
				c.nones++
			}
		}
	}
	c.stated = slices.ContainsFunc(strings.Fields(normal(id)), func(word string) bool {
		return stateWord(word) && len(word) > 4 // shorter ones are in ids by chance
	})
	return c
}

// saysDone reports whether a sentence is an operator's message of a recharge that is
// done, or speaks of no state at all.
func (c content) saysDone(said speech) bool {
	return c.states == 0 && !said.speaks() || said.saysDone()
}

// saysDone reports whether words say done and nothing against it.
func (s speech) saysDone() bool { return s.any(yesWords) && !s.saysNo() && !s.works() }

// isState reports whether an id of one word is the name of a state, alone or before
// a number, or has a long one anywhere, as BD1234567-Refunded has.
func (c content) isState(id string) bool {
	if c.states > 0 && c.digits == 0 {
		return true
	}
	return stateWord(c.words[0]) && unicode.IsLetter([]rune(id)[0]) || c.stated
}

// isNone reports whether it is nothing but words that are no id, or its number is zero.
func (c content) isNone() bool {
	onlyWords := c.states+c.nones == len(c.words) && (c.states > 0 || c.digits < 4)
	return onlyWords || c.digits > 0 && c.digits == c.zeros
}

func stateWord(word string) bool { return noWords[word] || workingWords[word] }

// positioned reports whether there is a position, a positive number.
func (r *reply) positioned() bool {
	text := r.text(keyPosition)
	return strings.Trim(text, "0") != "" && strings.Trim(text, "0123456789") == ""
}

// harmless reports whether words go with done: they say so and nothing against it, or
// they say nothing at all. They are the panel's, or an operator's own message, such as
// "Recharge request … is successful".
func harmless(s speech) bool {
	return s.saysDone() || !s.speaks()
}

// trxidWords gives what stands under trxid, if that is no transaction id but a
// word such as Failed.
func (r *reply) trxidWords(asked string) string {
	if text := r.text(keyTransaction); r.transactionID(asked) == "" && !strings.EqualFold(text, asked) && !noTransaction[normal(text)] {
		return text
	}
	return ""
}

// saysYes reports whether something besides the words speaks against a failed code: Success
// under trxid, or under a key of an error where no words say that the order failed.
func (r *reply) saysYes(said speech) bool {
	return r.trxidYes() || r.noError && !said.any(plainFailure)
}

// trxidYes reports whether a word such as Success stands under trxid. It makes nothing more
// certain, and does not go with a no.
func (r *reply) trxidYes() bool {
	word := normal(r.text(keyTransaction))
	return yesWords[word] || word == "sent"
}

// classStatus classes a reply to a status call (section 2). The trap: a refusal of
// the question ("Not User") and an id that is not known ("Order Not Found") have
// the codes of orders that failed or are done. So what settles an order, or says
// that the panel has it, takes something of this order (see proof) and no word
// against it.
//
//	something of the order:
//	  words of an unknown id                            unclear   it says both
//	  done code, success not false, no word against it  done      by a position alone, words must speak for it
//	  done code, words say that it is being worked on   pending
//	  failed code, no word against it                   failed    whatever success says
//	  success false and another code                    unclear   it says both
//	  no code, or false                                 unclear
//	  all other codes                                   pending   a code that is not known is told to the log
//	nothing of it:
//	  words that refuse the caller                      refused   the question was; nothing is said of the order
//	  words of an unknown id                            denied    not found
//	  words of a fault                                  unclear
//	  success false, failed code, an order's keys       denied    if words say so; without any it is the form of an order not stored yet, as not found
//	  success false                                     refused
//	  no code, false, or a done code                    unclear   {"status":1} is said of anything
//	  failed code                                       denied    the same; unclear by words that do not say failed
//	  known to be in progress                           pending   from a template, perhaps
//	  all other codes, without words                    pending   with the code
//	  all other codes, with words                       unclear   {"status":404,"message":…} is not from an order
//	not 2xx, success neither true nor false, a reply
//	inside of the reply, another order's id             unclear
//	unreadable                                          unclear
func (c *Client) classStatus(g received, r *reply, asked string) class {
	if !g.ok() {
		return unclear(fmt.Sprintf("HTTP %d", g.code))
	}
	switch {
	case r.success() == successOdd:
		return unclear("success is neither true nor false")
	case r.strange:
		return unclear("there is another reply inside the reply")
	case r.ofAnother(asked):
		return unclear("it is of another order")
	}
	own := r.text(keyMessage) + "; " + r.trxidWords(asked)
	said := statusWords{
		all:     hear(c.secrets.hide(own + "; " + r.further + "; " + r.undone)),
		own:     hear(c.secrets.hide(own)),
		message: hear(c.secrets.hide(r.text(keyMessage))),
	}
	if p := r.proof(asked); p != nothing {
		cl := c.classKnown(r, p, said)
		cl.ofOrder = cl.outcome != order.OutcomeUnclear
		return cl
	}
	return c.classUnknown(r, said)
}

// statusWords are the words of a status reply: all of them, those under keys of the document,
// and those of the message. What the message says, no others take back; and what it takes words
// to believe, others do not say.
type statusWords struct{ all, own, message speech }

// refusesCaller reports whether the words refuse the caller, and not the order.
func (w statusWords) refusesCaller() bool {
	all, _ := w.all.refusal(nil)
	message, _ := w.message.refusal(nil)
	return all == kindAccount || message == kindAccount
}

// unknownID is that of all words or of the message.
func (w statusWords) unknownID() (said, bare bool) {
	if said, bare = w.message.unknownID(); said {
		return said, bare
	}
	return w.all.unknownID()
}

// classKnown is classStatus for a reply that has something of the order.
func (c *Client) classKnown(r *reply, p proof, said statusWords) class {
	status, told := r.status()
	unknown, _ := said.unknownID()
	switch {
	case unknown:
		return unclear("something of the order, and words of an unknown id")
	case !told:
		return unclear("status is missing")
	case c.done[status] && r.success() != successNo:
		return classDone(p, said)
	case c.failed[status]:
		if said.all.hasAny(faultPhrases) || said.all.deniesFailure() || said.message.deniesFailure() || r.saysYes(said.all) {
			return unclear("status says failed, and the words do not")
		}
		if said.refusesCaller() || said.all.hasAny(otherTroubles) {
			return unclear("status says failed, and the words are not of the order")
		}
		return class{outcome: order.OutcomeFailed}
	case r.success() == successNo:
		return unclear("success is false, and there is an order with another status")
	case status == "false":
		return unclear("status is false")
	}
	return class{outcome: order.OutcomePending, code: r.unknownCode()}
}

// classDone is classKnown for a reply with a done code.
func classDone(p proof, said statusWords) class {
	switch {
	case said.all.saysNo() || said.all.hasAny(faultPhrases):
		return unclear("status says done, and the words do not")
	case said.all.works():
		return class{outcome: order.OutcomePending}
	case p == position && !(harmless(said.all) && harmless(said.message)):
		return unclear("status says done, and the words may say anything")
	}
	return class{outcome: order.OutcomeDone}
}

// classUnknown is classStatus for a reply that has nothing of the order.
func (c *Client) classUnknown(r *reply, said statusWords) class {
	status, told := r.status()
	failed := c.failed[status]
	unknown, bare := said.unknownID()
	no := r.success() == successNo
	switch {
	case said.refusesCaller():
		return class{outcome: order.OutcomeRefused}
	case unknown && (!bare || no || told && (failed || c.done[status] || inProgress[status])):
		return class{outcome: order.OutcomeDenied, notFound: true}
	case no && failed && r.hasOrderKeys() && !said.all.hasAny(faultPhrases):
		return r.denied(said)
	case no:
		return class{outcome: order.OutcomeRefused}
	case said.all.hasAny(faultPhrases):
		return unclear("words of a fault")
	case !told:
		return unclear("status is missing")
	case c.done[status]:
		return unclear("status says done, but there is nothing of an order")
	case failed:
		return r.denied(said)
	case status == "false":
		return unclear("status is false")
	}
	return classInProgress(r, said.all)
}

// classInProgress is classUnknown for a code that is none of the others.
func classInProgress(r *reply, said speech) class {
	cl := class{outcome: order.OutcomePending, code: r.unknownCode()}
	if cl.code != "" && said.speaks() {
		cl.outcome, cl.why = order.OutcomeUnclear, "an unknown status with a message, but nothing of an order"
	}
	return cl
}

// hasOrderKeys reports whether there is a key that only a reply about an order has.
func (r *reply) hasOrderKeys() bool {
	return r.value[keyTransaction].present || r.value[keyPosition].present
}

// denied classes a reply with a failed code that has nothing of the order, by its words. Such
// a reply counts against an order that the panel took only where words under keys of the
// document say that something failed: without any it may be the form of an order that is not
// stored yet.
func (r *reply) denied(said statusWords) class {
	switch {
	case r.saysYes(said.all), said.all.any(workingWords), said.all.any(yesWords), said.all.hasAny(otherTroubles),
		said.all.speaks() && !said.all.saysNo(), said.own.speaks() && !said.own.saysNo():
		return unclear("status says failed, nothing is of an order, and the words do not say so")
	}
	return class{outcome: order.OutcomeDenied, notFound: !said.own.any(plainFailure) || said.all.any(findingWords)}
}

// unknownCode gives the status code as it came, if it is not known to mean in
// progress.
func (r *reply) unknownCode() string {
	if status, _ := r.status(); inProgress[status] {
		return ""
	}
	return r.text(keyStatus)
}
