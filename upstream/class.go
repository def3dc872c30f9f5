package upstream

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"rechargebot/flows/order"
)

// success is what a reply says under that key.
type success int

const (
	successAbsent success = iota
	successYes            // true, "true", 1, "1"
	successNo             // false, "false", 0, "0"
	successOdd            // there, but neither
)

func (r *reply) success() success {
	if !r.value[keySuccess].present {
		return successAbsent
	}
	switch strings.ToLower(r.text(keySuccess)) {
	case "true", "1":
		return successYes
	case "false", "0":
		return successNo
	}
	return successOdd
}

// status gives the code under status in lower case, and whether there is one.
func (r *reply) status() (string, bool) {
	s, told := r.told(keyStatus)
	return strings.ToLower(s), told
}

// class is what can be said of a reply; why is the reason where that is nothing.
type class struct {
	outcome    order.Outcome
	why        string
	code       string // an unknown status code
	ofOrder    bool   // see order.Reply
	notFound   bool
	refusal    string
	lowBalance bool
}

func unclear(why string) class { return class{outcome: order.OutcomeUnclear, why: why} }

// words are all that the panel said, for weighing it; what people read is made by
// [Client.spoken].
func (r *reply) words() string { return r.text(keyMessage) + "; " + r.further }

// classRequest classes a reply to a request (section 1). An order is settled as
// failed by a refusal and sent again by people, so a refusal has to be the
// panel's own and whole, in words that mean that nothing was taken: see
// refusals. refused are such words besides.
//
//	HTTP    success  status         the rest              outcome   what it takes to believe it
//	2xx     true     not a no       words say no          unclear   it says both
//	2xx     true     not a no       all else              accepted  the panel took it; whatever code it uses for that
//	2xx     true     2, false       any                   unclear   it says both
//	not 2xx true     any            any                   unclear   it says both
//	any     false    1              any                   unclear   it says both
//	any     false    any            of an order           unclear   what was not taken has no transaction id and no position
//	2xx,4xx false    2, false, "",  known words           refused   it did not take it, says so twice or once, and says why
//	                 null or none
//	any     false    all else       all else              doubtful  a no, but the order may be on its way
//	2xx,4xx none     2              any                   doubtful  half of a no
//	any     none     all else       any                   unclear   status alone means something else in another reply
//	any     odd      any            any                   unclear   neither true nor false
//	3xx     any      any            any                   unclear   whoever redirects is in front of the panel; what it did before is not known
//	any     unreadable                                    unclear
//
// Known words are not believed in an HTTP reply that speaks of a fault or a limit
// (408, 425, 429, 499, 5xx), beside a warning of PHP's, beside further words
// that are not known too, beside a word such as Pending under trxid, or beside further keys that have a value: a program
// stumbled, and where is not known, or there is an order.
func (c *Client) classRequest(g received, r *reply, said speech, asked string) class {
	if !g.ok() && g.code < 400 {
		return unclear(fmt.Sprintf("HTTP %d", g.code))
	}
	status, _ := r.status()
	saysNo := status == "false" || c.failed[status] || hear(status).any(noWords)
	switch r.success() {
	case successYes:
		return c.classSuccess(said, !g.ok() || saysNo)
	case successOdd:
		return unclear("success is neither true nor false")
	case successAbsent:
		if status != statusNo || g.code >= 500 {
			return unclear("success is missing")
		}
	}
	switch {
	case c.done[status]:
		return unclear("success is false, and status does not say no")
	case r.proof("") != nothing:
		return unclear("success is false, and there is something of an order")
	}
	return c.classNo(g, r, said, asked)
}

// classSuccess is classRequest for a reply whose success is true. saysNo is what HTTP
// code and status say.
func (c *Client) classSuccess(said speech, saysNo bool) class {
	_, refused := said.refusal(c.refused)
	switch {
	case saysNo:
		return unclear("success is true, and HTTP code or status say no")
	case refused || said.saysNo() || said.hasAny(faultPhrases):
		return unclear("success is true, and the words say no")
	}
	return class{outcome: order.OutcomeAccepted}
}

// classNo is classRequest for a reply that says no and that nothing contradicts: refused
// or doubtful.
func (c *Client) classNo(g received, r *reply, said speech, asked string) class {
	status, _ := r.status()
	no := class{outcome: order.OutcomeDoubtful, lowBalance: said.lowBalance()}
	if g.stumbled() || r.warned || r.strange {
		return no
	}
	_, known := said.refusal(c.refused)
	usual := r.success() == successNo && (status == statusNo || status == "false" || status == "")
	if known && usual && !r.more(asked) && !r.trxidYes() && saysNoMore(c.secrets.hide(r.trxidWords(asked))) && (r.further == "" || onlyNo(r.further)) {
		no.outcome = order.OutcomeRefused
		return no
	}
	no.refusal = said.declarable()
	return no
}

// saysNoMore reports a text in the place of a transaction id that tells nothing besides a
// refusal: none, or a single word such as Failed, without a number.
func saysNoMore(text string) bool {
	s := hear(text)
	return !s.speaks() || len(strings.Fields(text)) == 1 && s.any(noWords) && !strings.Contains(s.normal, "#")
}

// stumbled reports HTTP codes with which no refusal is believed: time-outs, too
// many calls, a client that left, and all faults of a server. Something on the
// way answered, or the panel broke down, after the order or before it.
func (g received) stumbled() bool {
	switch g.code {
	case 408, 425, 429, 499:
		return true
	}
	return g.code >= 500
}

// classBalance classes a reply to a balance call (section 3). No money hangs on
// it.
//
//	HTTP      success       status     balance   outcome
//	2xx       true or none  all but 2  an amount accepted
//	2xx, 4xx  false         any        any       refused, but where the words ask to be left alone
//	all else                                     unclear
func classBalance(g received, r *reply, limited bool) class {
	said := r.success()
	switch {
	case said == successNo && limited:
		return unclear("it asks to be left alone")
	case said == successNo && (g.ok() || g.code >= 400 && g.code <= 499):
		return class{outcome: order.OutcomeRefused}
	case !g.ok():
		return unclear(fmt.Sprintf("HTTP %d", g.code))
	case said == successOdd:
		return unclear("success is neither true nor false")
	}
	if status, _ := r.status(); status == statusNo || status == "false" {
		return unclear("status says no, success does not")
	}
	if r.taka(keyBalance) == nil {
		return unclear("balance is missing or not an amount")
	}
	return class{outcome: order.OutcomeAccepted}
}

// answer turns a reply into an [order.Reply]. asked is the id of the order that a status
// call asks for.
func (c *Client) answer(name string, asked order.ID, g received) order.Reply {
	var a order.Reply
	a.Answered = g.err == nil || errors.Is(g.err, errTooLong) || g.limits()
	a.RetryAfter, a.Limited = g.retryAfter, g.limited
	switch {
	case g.err != nil && !g.sent:
		a.Outcome, a.Mend = order.OutcomeUnsent, c.mend(c.schemeHint(g), c.connectHint(g.err))
		a.Err = c.secrets.cause(fmt.Errorf("no connection to the panel: %w%s", g.err, c.schemeHint(g)))
		return a
	case g.redirect():
		a.Mend = c.mend(c.redirectHint(g, name))
		a.Err = c.secrets.cause(errors.New(c.redirectHint(g, name)))
		return a
	case g.err != nil && g.code != 0:
		a.Err = c.secrets.cause(fmt.Errorf("HTTP %d: %w", g.code, g.err))
		return a
	case g.err != nil:
		a.Mend = c.mend(c.schemeHint(g))
		a.Err = c.secrets.cause(fmt.Errorf("no reply from the panel: %w%s", g.err, c.schemeHint(g)))
		return a
	}
	r, err := readReply(g.body)
	if err != nil {
		a.Mend = c.mend(c.schemeHint(g), g.pageHint())
		a.Err = c.withBody(name, fmt.Sprintf("HTTP %d: %v%s", g.code, err, c.schemeHint(g)), g.body)
		return a
	}
	var cl class
	said := hear(c.secrets.hide(r.words()))
	switch name {
	case callRequest:
		cl = c.classRequest(g, &r, said, string(asked))
	case callStatus:
		cl = c.classStatus(g, &r, string(asked))
		a.TransactionID = c.secrets.transaction(r.transactionID(string(asked)))
		a.Balance = r.taka(keyLastBalance)
		a.Number = r.number
	case callBalance:
		cl = classBalance(g, &r, said.hasAny(limitPhrases))
		if cl.outcome == order.OutcomeAccepted {
			a.Balance = r.taka(keyBalance)
		}
	}
	a.Message = c.spoken(&r)
	a.Outcome, a.Code = cl.outcome, c.secrets.word(cl.code)
	a.OfOrder, a.NotFound, a.Refusal, a.LowBalance = cl.ofOrder, cl.notFound, cl.refusal, cl.lowBalance
	switch a.Outcome {
	case order.OutcomeRefused, order.OutcomeDoubtful, order.OutcomeUnclear:
		a.Limited = a.Limited || said.hasAny(limitPhrases)
	}
	if a.Outcome == order.OutcomeUnclear {
		a.Err = c.withBody(name, fmt.Sprintf("HTTP %d: %s", g.code, cl.why), g.body)
	}
	return a
}

// mend makes the hint for people of the first that says something.
func (c *Client) mend(hints ...string) string {
	return c.secrets.redact(strings.Trim(cmp.Or(hints...), " ()"))
}

// spoken gives the panel's words for people, those under further keys behind
// those of the message.
func (c *Client) spoken(r *reply) string {
	text := r.text(keyMessage)
	switch further := strings.TrimPrefix(strings.TrimPrefix(r.further, errorFlag), "; "); {
	case text == "":
		text = further
	case !strings.Contains(text, further):
		text += "; " + further
	}
	return c.secrets.message(text)
}
