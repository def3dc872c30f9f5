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

// failureKey reports a further key that says that something failed by being there with a
// value, whatever that is: one of these names, or one of an error, such as error_message.
func failureKey(name string) bool {
	switch name {
	case "exception", "failed", "failure":
		return true
	}
	return strings.HasPrefix(name, "err") || strings.Contains(name, "error")
}

// errorFlag is what such a key says.
const errorFlag = "error"

// no reports a value that says no.
func (v value) no() bool {
	text := strings.ToLower(strings.TrimSpace(v.text))
	switch text {
	case "false", "null", "none", "nil", "no", "n", "off", "না":
		return true
	}
	return text != "" && strings.Trim(text, "0") == "" // also 000
}

// empty reports a value that says nothing, or no: a sum or a date of zeros too.
func (v value) empty() bool {
	text := strings.ToLower(strings.TrimSpace(v.text))
	return v.no() || text == "n/a" || text == "na" || strings.Trim(text, "0.-:/ ") == ""
}

// httpSuccess are codes of HTTP that are of no error.
var httpSuccess = map[string]bool{"200": true, "201": true, "202": true}

// noError reports a value that says in words that there is no error, under a key that is for one.
func (v value) noError(name string) bool {
	s := hear(v.text)
	return s.normal == "no error" || s.normal == "no errors" || strings.Contains(name, "err") && s.any(yesWords) && harmless(s)
}

// furtherKey takes in a key that the document does not have. raw is the value as
// it stands, for one that holds others.
func (r *reply) furtherKey(written string, v value, plain bool, raw []byte) {
	name := keyName(written)
	if number, err := order.ParseNumber(v.text); err == nil && name == numberKey {
		r.number = number
	}
	switch {
	case !plain:
		before := r.further
		if r.nested(written, raw, failureKey(name)); failureKey(name) && r.further != before {
			r.say(errorFlag)
		}
	case v.null || echoes[name] && !hear(v.text).any(noWords) && !hear(v.text).any(workingWords):
	case idKeys[name]:
		r.ids = append(r.ids, strings.TrimSpace(v.text))
	case failureKey(name):
		switch {
		case v.empty() || strings.HasSuffix(name, "code") && httpSuccess[strings.TrimSpace(v.text)]:
		case v.noError(name):
			r.valued, r.noError = true, r.noError || hear(v.text).any(yesWords)
		default:
			r.say(errorFlag)
			r.say(flag(v.text))
		}
	default:
		r.valued = r.valued || !v.empty() && !codeKeys[name] && !onlyNo(v.text)
		r.say(flag(v.text))
		r.named(written, v)
	}
}

// named takes in what a further key says by its name: pending where {"pending":true}, not
// delivered where {"delivered":false}, refunded where it has a value at all that is not
// empty. Other names do not count beside a value with words of its own.
func (r *reply) named(written string, v value) {
	name := strings.TrimSpace(written)
	if len(name) > 2 && strings.EqualFold(name[:2], "is") {
		name = name[2:]
	}
	about := hear(name)
	switch {
	case v.no() && about.any(deliveryWords):
		r.undone += "; not " + about.normal
	case v.no() && about.any(yesWords):
		r.say("not " + about.normal)
	case v.empty():
	case about.undoes():
		r.say(about.normal)
		r.say(errorFlag)
	case normal(flag(v.text)) == "" && (about.any(noWords) || about.any(workingWords) && !about.ofStep()):
		r.say(about.normal)
	}
}

// waitingWords are those of workingWords that name no step on the way of an order that is done.
var waitingWords = words("pending panding pendding hold wait waiting awaiting retrying")

// ofStep reports whether the name of a key is of when or by whom a step was taken, such as
// submitted_at: an order that is done has gone through it too.
func (s speech) ofStep() bool {
	name := strings.Fields(s.normal)
	switch name[len(name)-1] {
	case "at", "time", "date", "by", "id":
		return !s.any(waitingWords)
	}
	return false
}

// deliveryWords are those of yesWords that name a delivery, which comes after a request was taken.
var deliveryWords = words("complete completed done delivered recharged")

// undoing begins the words of names of keys that say that an order failed or was taken back by
// having a value, such as refund_amount.
var (
	undoing = []string{"refund", "revers", "cancel", "reject", "fail", "declin", "returned", "voided", "chargeback", "moneyback", "ফেরত", "ফেরৎ", "রিফান্ড", "বাতিল", "ব্যর্থ"}
	// returning are names that say so with a word that says other things as well: a return_code
	// is no money.
	returning = phrases("return amount", "return balance", "return taka", "return tk", "return money", "return reason", "return date", "return time", "return at", "return trx", "return trxid")
)

// undoes reports whether the name of a key has such a word: refundable is none, and the
// refund of hasrefund is one.
func (s speech) undoes() bool {
	for word := range strings.FieldsSeq(s.normal) {
		if !strings.HasSuffix(word, "able") && (strings.Contains(word, "refund") || slices.ContainsFunc(undoing, func(begin string) bool { return strings.HasPrefix(word, begin) })) {
			return true
		}
	}
	return s.hasAny(returning)
}

// onlyNo reports words that say no and nothing else, as in {"type":"error"}.
func onlyNo(text string) bool {
	for word := range strings.FieldsSeq(normal(text)) {
		switch word {
		case errorFlag, "fail", "failed":
		default:
			return false
		}
	}
	return normal(text) != ""
}

// more reports whether a further key tells more than a complaint does: a value of its
// own, or the id of an order other than the one that was sent.
func (r *reply) more(sent string) bool {
	return r.valued || slices.ContainsFunc(r.ids, func(id string) bool { return !(value{text: id}).empty() && !strings.EqualFold(id, sent) })
}

// ofAnother reports whether it names an order other than the one that was asked for.
func (r *reply) ofAnother(asked string) bool {
	return slices.ContainsFunc(r.ids, func(id string) bool {
		return order.ID(strings.ToLower(id)).Valid() && !strings.EqualFold(id, asked)
	})
}

// flag gives a value's text, "" for one that is empty, for numbers, and for yes: they are
// no words.
func flag(text string) string {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "yes", "y", "on", "হ্যাঁ":
		return ""
	}
	if (value{text: text}).empty() || normal(text) == "" {
		return ""
	}
	return text
}

// nested takes in the words of an object or a list under a further key. Where it is of
// complaints, such as {"number":["invalid"]}, its keys are words too, if they have a value.
// What else holds keys of the document with a value is a reply inside the reply, and strange.
func (r *reply) nested(outer string, raw []byte, complaints bool) {
	rd := reader{text: raw}
	written, named := "", "" // the key at hand, and the last that was said
	depth, undone := 0, 0    // undone: since when all is of a key such as refund
	for rd.at < len(rd.text) {
		switch c := rd.text[rd.at]; c {
		case '{', '[':
			if rd.at++; undone == 0 && (hear(written).undoes() || depth == 0 && hear(outer).undoes()) {
				undone = depth + 1
			}
			depth++
			continue
		case '}', ']':
			if rd.at++; depth == undone {
				undone = 0
			}
			depth--
			continue
		case ',', ':', ' ', '\t', '\r', '\n':
			rd.at++
			continue
		}
		text, key, ok := rd.nestedText()
		if !ok {
			r.strange = true
			return
		}
		if key {
			written = text
			continue
		}
		v := value{present: true, text: text}
		if undone > 0 && !v.empty() {
			r.valued = true
			r.say(errorFlag)
		}
		if name := keyName(written); complaints && !v.empty() && named != name {
			named = name
			r.say(name)
		}
		r.member(written, v, complaints)
	}
}

// nestedText reads a key, up to its colon, or a plain value.
func (rd *reader) nestedText() (text string, key, ok bool) {
	if rd.peek() == '"' {
		text, ok = rd.quoted()
		rd.skipSpace()
		return text, rd.accept(':'), ok
	}
	from := rd.at
	for bare(rd.peek()) {
		rd.at++
	}
	return string(rd.text[from:rd.at]), false, rd.at > from
}

// member takes in a plain value inside of a further key.
func (r *reply) member(written string, v value, complaints bool) {
	v.null = strings.EqualFold(v.text, "null")
	switch k, known := keyNames[keyName(written)]; {
	case complaints && (!known || k == keyMessage):
		r.say(flag(v.text))
	case !known:
		r.furtherKey(written, v, true, nil)
	case k == keyMessage:
		r.say(v.text)
	case k == keyLastBalance || k == keyBalance || v.null || strings.TrimSpace(v.text) == "":
	default:
		r.strange = true
	}
}
