package upstream

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

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
	if !r[keySuccess].present {
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

// The document's status codes (sections 1 to 3). Its table of them is missing;
// public clients agree on these.
const (
	statusYes = "1" // taken, told, or done
	statusNo  = "2" // refused, or failed
)

// inProgress are codes of a status reply that are known to mean so. Other codes
// mean the same, but are worth a line in the log.
var inProgress = map[string]bool{
	"": true, "0": true, "pending": true, "processing": true, "process": true, "in process": true,
	"in progress": true, "waiting": true, "queue": true, "queued": true,
}

// class is what can be said of a reply; why is the reason where that is nothing.
type class struct {
	outcome order.Outcome
	why     string
	code    string // an unknown status code
}

func unclear(why string) class { return class{outcome: order.OutcomeUnclear, why: why} }

// classRequest classes a reply to a request (section 1). An order is settled as
// failed by a refusal, and the money is given back, so a refusal has to be the
// panel's own and whole:
//
//	HTTP  success  status          outcome   because
//	2xx   true     all but 2       accepted  the panel took it; which number it has for that is all one
//	2xx   true     2, false        unclear   it says both
//	4xx   true     any             unclear   it says both
//	2xx,  false    2, false, "",   refused   it did not take it, and says so twice or once; its front may add a 4xx
//	4xx            null or none
//	any   false    1, others       unclear   both, or a code that the document does not have for this
//	any   false    any, and trxid  unclear   what was not taken has no operator's transaction id
//	any   false    any, and words  unclear   it has this id already: perhaps our one call came twice on its way
//	               of a used id              and the first was taken. The answer by id tells
//	any   none     any             unclear   status alone means something else in another reply
//	any   odd      any             unclear   neither true nor false
//	3xx   any      any             unclear   whoever redirects is in front of the panel; what it did before is not known
//	5xx   any      any             unclear   it broke down in the middle, whatever it prints
//	any   unreadable               unclear
func classRequest(g received, r *reply) class {
	if !g.ok() && (g.code < 400 || g.code > 499) {
		return unclear(fmt.Sprintf("HTTP %d", g.code))
	}
	status, told := r.status()
	saysNo := status == statusNo || status == "false"
	switch r.success() {
	case successYes:
		if !g.ok() || saysNo {
			return unclear("success is true, and HTTP code or status say no")
		}
		return class{outcome: order.OutcomeAccepted}
	case successNo:
		switch {
		case told && status != "" && !saysNo:
			return unclear("success is false, and status does not say no")
		case transactionID(r) != "":
			return unclear("success is false, and there is a transaction id")
		case usedID(r.text(keyMessage)):
			return unclear("the panel has this id already")
		}
		return class{outcome: order.OutcomeRefused}
	case successOdd:
		return unclear("success is neither true nor false")
	}
	return unclear("success is missing")
}

// classStatus classes a reply to a status call (section 2). The trap: a refusal
// of the question ("Not User", "Order Not Found") has the failed order's status
// 2. Read as failed it would give the money back for an order on its way. So
// failed, and done where there is a message, take something of the order itself,
// see ofOrder. (lastbalance is the account's, and may be in any reply.)
//
//	HTTP     success  status          of the order     outcome   because
//	not 2xx  any      any             any              unclear   not the panel's word on an order
//	2xx      odd      any             any              unclear
//	2xx      false    any             none, or 0       refused   the question was; nothing is said of the order
//	2xx      false    2               with a value     failed    the order is known, and failed
//	2xx      false    others          with a value     unclear   it says both
//	2xx      none     none or null    any              unclear
//	2xx      true     none or null    any              unclear
//	2xx      any      1               there            done
//	2xx      none     1               none, no message done
//	2xx      none     1               none, message    unclear   the words may say anything
//	2xx      true     1               none             unclear   the form of "request taken", which is not done
//	2xx      none     2               there            failed
//	2xx      none     2               none             refused   the form of a refusal
//	2xx      true     2               there            failed
//	2xx      true     2               none             unclear   question answered, or order failed?
//	2xx      not no   false           any              unclear   the same
//	2xx      not no   other           there            pending   with its code, if that is not known to mean so
//	2xx      not no   known pending   any              pending
//	2xx      not no   unknown         none, message    unclear   {"status":404,"message":…} is not from an order
//	2xx      not no   unknown         none, no message pending   with its code
//	any      unreadable                                unclear
func classStatus(g received, r *reply) class {
	if !g.ok() {
		return unclear(fmt.Sprintf("HTTP %d", g.code))
	}
	said := r.success()
	if said == successOdd {
		return unclear("success is neither true nor false")
	}
	status, told := r.status()
	if said == successNo {
		switch position := r.text(keyPosition); {
		case (position == "" || position == "0") && transactionID(r) == "":
			return class{outcome: order.OutcomeRefused}
		case status == statusNo:
			return class{outcome: order.OutcomeFailed}
		}
		return unclear("success is false, and there is an order with another status")
	}
	if !told {
		return unclear("status is missing")
	}
	ofOrder := r.ofOrder()
	switch {
	case status == statusYes && (ofOrder || said == successAbsent && r.text(keyMessage) == ""):
		return class{outcome: order.OutcomeDone}
	case status == statusNo && ofOrder:
		return class{outcome: order.OutcomeFailed}
	case status == statusNo && said == successAbsent:
		return class{outcome: order.OutcomeRefused}
	case status == statusYes || status == statusNo:
		return unclear("status, but nothing of an order")
	case status == "false":
		return unclear("status is false")
	case inProgress[status]:
		return class{outcome: order.OutcomePending}
	}
	c := class{outcome: order.OutcomePending, code: r.text(keyStatus)}
	if !ofOrder && !r[keyLastBalance].present && r.text(keyMessage) != "" {
		c.outcome, c.why = order.OutcomeUnclear, "an unknown status with a message, but nothing of an order"
	}
	return c
}

// ofOrder reports whether a status reply has something of an order's own: a
// transaction id, or a position. A panel that looks up an id it does not have
// may print the keys all the same, empty or null; a position of 0 with a message
// is taken to be that too.
func (r *reply) ofOrder() bool {
	switch r.text(keyPosition) {
	case "":
		return transactionID(r) != ""
	case "0":
		return transactionID(r) != "" || r.text(keyMessage) == ""
	}
	return true
}

// classBalance classes a reply to a balance call (section 3). No money hangs on
// it.
//
//	HTTP      success       status     balance   outcome
//	2xx       true or none  all but 2  an amount accepted
//	2xx, 4xx  false         any        any       refused
//	all else                                     unclear
func classBalance(g received, r *reply) class {
	said := r.success()
	switch {
	case said == successNo && (g.ok() || g.code >= 400 && g.code <= 499):
		return class{outcome: order.OutcomeRefused}
	case !g.ok():
		return unclear(fmt.Sprintf("HTTP %d", g.code))
	case said == successOdd || said == successNo:
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

// answer makes of what came back what the caller is told.
func (c *Client) answer(name string, g received) order.Answer {
	switch {
	case g.err != nil && !g.sent:
		return order.Answer{Outcome: order.OutcomeUnsent, Err: c.secrets.cause(fmt.Errorf("no connection to the panel: %w", g.err))}
	case g.redirect():
		return order.Answer{Err: c.secrets.cause(errors.New(g.hint(name)))}
	case g.err != nil && g.code != 0:
		return order.Answer{Err: c.secrets.cause(fmt.Errorf("HTTP %d: %w", g.code, g.err))}
	case g.err != nil:
		return order.Answer{Err: c.secrets.cause(fmt.Errorf("no reply from the panel: %w", g.err))}
	}
	r, err := readReply(g.body)
	if err != nil {
		return order.Answer{Err: c.secrets.causeWithBody(fmt.Sprintf("HTTP %d: %v", g.code, err), g.body)}
	}
	var cl class
	a := order.Answer{Message: c.secrets.message(r.text(keyMessage))}
	switch name {
	case callRequest:
		cl = classRequest(g, &r)
	case callStatus:
		cl = classStatus(g, &r)
		a.TransactionID = c.secrets.word(transactionID(&r))
		a.Balance = r.taka(keyLastBalance)
	case callBalance:
		cl = classBalance(g, &r)
		if cl.outcome == order.OutcomeAccepted {
			a.Balance = r.taka(keyBalance)
		}
	}
	a.Outcome, a.Code = cl.outcome, c.secrets.word(cl.code)
	if cl.why != "" {
		a.Err = c.secrets.causeWithBody(fmt.Sprintf("HTTP %d: %s", g.code, cl.why), g.body)
	}
	return a
}

// taka gives the amount under k, nil if there is none.
func (r *reply) taka(k key) *order.Taka {
	t, err := order.ParseTaka(r.text(k))
	if err != nil {
		return nil
	}
	return &t
}

// transactionID gives the operator's transaction id, "" for the ways in which
// panels say that there is none yet.
func transactionID(r *reply) string {
	id := r.text(keyTransaction)
	switch strings.ToLower(id) {
	case "null", "nil", "none", "n/a", "na", "nan", "undefined", "false", "pending":
		return ""
	}
	if strings.Trim(id, "0-_. ") == "" {
		return ""
	}
	return id
}

// usedID reports whether the words of a refusal say that the id is not new:
// "Duplicate Id", "uniqid already exists". "Duplicate recharge" is another
// matter, the same number again too soon.
func usedID(message string) bool {
	again, id := false, false
	for word := range strings.FieldsFuncSeq(strings.ToLower(message), func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch word {
		case "duplicate", "duplicated", "already", "exists", "used":
			again = true
		case "id", "ids", "uniqid", "uniqueid", "orderid", "requestid", "trxid":
			id = true
		}
	}
	return again && id
}
