package upstream

import (
	"slices"
	"strings"

	"rechargebot/flows/order"
)

// keyName gives a key without the stray spaces and capitals that panels put in.
func keyName(name string) string {
	return strings.ToLower(strings.Trim(name, " \t\r\n\u00a0\ufeff"))
}

// echoes are further keys that only repeat what the order was, or when: what
// stands under them is no word about it, but where it is one of a state.
var echoes = map[string]bool{
	"number": true, "mobile": true, "phone": true, "msisdn": true, "amount": true, "operator": true, "service": true, "type": true,
	"user": true, "username": true, "date": true, "time": true, "datetime": true, "timestamp": true,
	"created_at": true, "updated_at": true, "createdat": true, "updatedat": true, "currency": true, "cost": true, "commission": true,
}

// numberKey is the one of them under which the customer's number stands, as in a request.
const numberKey = "number"

// idKeys are further keys that name the order.
var idKeys = map[string]bool{"id": true, "uniqid": true, "uniqueid": true, "unique_id": true, "orderid": true, "order_id": true, "requestid": true, "request_id": true}

// codeKeys are further keys that number a complaint.
var codeKeys = map[string]bool{"code": true, "statuscode": true, "status_code": true, "http_code": true, "httpcode": true}

// failureKeys are further keys that say that something failed by being there with
// a value, whatever that is.
var failureKeys = map[string]bool{"error": true, "errors": true, "err": true, "exception": true, "failed": true, "failure": true, "iserror": true, "is_error": true, "haserror": true,
	"error_code": true, "errorcode": true}

// errorFlag is what such a key says.
const errorFlag = "error"

// empty reports a value that says nothing, or no.
func (v value) empty() bool {
	text := strings.ToLower(strings.TrimSpace(v.text))
	switch text {
	case "false", "null", "none", "no":
		return true
	}
	return strings.Trim(text, "0") == "" // also 000
}

// furtherKey takes in a key that the document does not have. raw is the value as
// it stands, for one that holds others.
func (r *reply) furtherKey(name string, v value, plain bool, raw []byte) {
	if number, err := order.ParseNumber(v.text); err == nil && name == numberKey {
		r.number = number
	}
	switch {
	case !plain:
		before := r.further
		if r.nested(raw, failureKeys[name]); failureKeys[name] && r.further != before {
			r.say(errorFlag)
		}
	case v.null || echoes[name] && !hear(v.text).any(noWords) && !hear(v.text).any(workingWords):
	case idKeys[name]:
		r.ids = append(r.ids, strings.TrimSpace(v.text))
	case failureKeys[name]:
		if !v.empty() && !(strings.HasSuffix(name, "code") && v.text == "200") { // of HTTP: no error
			r.say(errorFlag)
			r.say(flag(v.text))
		}
	default:
		r.valued = r.valued || !v.empty() && !codeKeys[name]
		r.say(flag(v.text))
		r.say(v.named(name))
	}
}

// named gives what a further key says by its name and a value without words: pending
// where {"pending":true}, not delivered where {"delivered":false}; "" where neither
// counts.
func (v value) named(name string) string {
	name = strings.TrimPrefix(name, "is")
	about := hear(name)
	switch {
	case normal(flag(v.text)) != "":
	case !v.empty() && (about.any(noWords) || about.any(workingWords)):
		return name
	case v.empty() && strings.TrimSpace(v.text) != "" && about.any(yesWords):
		return "not " + name
	}
	return ""
}

// more reports whether a further key tells more than a complaint does: a value of its
// own, or the id of an order other than the one that was sent.
func (r *reply) more(sent string) bool {
	return r.valued || slices.ContainsFunc(r.ids, func(id string) bool { return id != "" && id != "0" && !strings.EqualFold(id, sent) })
}

// ofAnother reports whether it names an order other than the one that was asked for.
func (r *reply) ofAnother(asked string) bool {
	return slices.ContainsFunc(r.ids, func(id string) bool {
		return order.ID(strings.ToLower(id)).Valid() && !strings.EqualFold(id, asked)
	})
}

// flag gives a value's text, "" for numbers, for the values of a programming
// language, and for yes and no: they are no words.
func flag(text string) string {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "false", "null", "yes", "no":
		return ""
	}
	if normal(text) == "" {
		return ""
	}
	return text
}

// nested takes in the words of an object or a list. Where it is of complaints, such
// as {"number":["invalid"]}, its keys are words too. What else holds keys of the
// document with a value is a reply inside the reply, and strange.
func (r *reply) nested(raw []byte, complaints bool) {
	rd := reader{text: raw}
	name := ""
	for rd.at < len(rd.text) {
		c := rd.text[rd.at]
		switch {
		case c == '"':
			text, ok := rd.quoted()
			if !ok {
				r.strange = true
				return
			}
			rd.skipSpace()
			if rd.peek() == ':' {
				rd.at++
				name = keyName(text)
				if complaints {
					r.say(name)
				}
				continue
			}
			r.member(name, value{present: true, text: text}, complaints)
		case bare(c):
			from := rd.at
			for bare(rd.peek()) {
				rd.at++
			}
			r.member(name, value{present: true, text: string(raw[from:rd.at])}, complaints)
		case strings.IndexByte("{}[],: \t\r\n", c) >= 0:
			rd.at++
		default:
			r.strange = true
			return
		}
	}
}

// member takes in a plain value inside of a further key.
func (r *reply) member(name string, v value, complaints bool) {
	v.null = strings.EqualFold(v.text, "null")
	switch k, known := keyNames[name]; {
	case complaints && (!known || k == keyMessage):
		r.say(flag(v.text))
	case !known:
		r.furtherKey(name, v, true, nil)
	case k == keyMessage:
		r.say(v.text)
	case k == keyLastBalance || k == keyBalance || v.null || strings.TrimSpace(v.text) == "":
	default:
		r.strange = true
	}
}
