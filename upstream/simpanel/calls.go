package simpanel

import (
	"net/http"
	"strconv"
	"strings"
)

// Limits of an amount in whole taka.
const (
	minAmount     = 10
	maxPrepaid    = 1000
	maxPostpaid   = 5000
	typePrepaid   = "1"
	typePostpaid  = "2"
	submitMessage = "Flexiload- Request Submit Successfully" // panel document, section 1
)

// operators gives the operator of a mobile number by its first three digits,
// for calls that name none. Skitto (SK) shares its prefixes with GP.
var operators = map[string]string{
	"017": "GP", "013": "GP", "018": "RB", "016": "AT", "019": "BL", "014": "BL", "015": "TT",
}

// checkCaller returns the refusal for an unknown caller, or "".
func (p *Panel) checkCaller(fields map[string]string) string {
	if p.opt.User != "" && fields["user"] != p.opt.User || p.opt.Key != "" && fields["key"] != p.opt.Key {
		return "Not User" // panel document, section 1
	}
	return ""
}

// checkHeader returns the refusal for a missing or wrong band-key, or "". The
// document's PHP sample sends the value with a stray comma behind it.
func (p *Panel) checkHeader(h http.Header) string {
	if strings.TrimRight(h.Get("Band-Key"), ", ") != p.opt.BandKey {
		return "Invalid Band Key"
	}
	return ""
}

// checkOrder returns the refusal for an order that is not well formed, or "".
func checkOrder(fields map[string]string) string {
	n := fields["number"]
	if len(n) != 11 || !digits(n) || !strings.HasPrefix(n, "01") || n[2] < '3' {
		return "Invalid Number"
	}
	if fields["service"] == "" {
		return "Service Required"
	}
	most := uint64(maxPostpaid)
	switch fields["type"] {
	case typePrepaid:
		most = maxPrepaid
	case typePostpaid:
	default:
		return "Invalid Type"
	}
	amount, err := strconv.ParseUint(fields["amount"], 10, 32)
	if err != nil || amount < minAmount || amount > most {
		return "Invalid Amount"
	}
	if fields["id"] == "" {
		return "Id Required"
	}
	switch fields["operator"] {
	case "", "GP", "RB", "AT", "BL", "TT", "SK":
	default:
		return "Invalid Operator"
	}
	return ""
}

// request answers a recharge request (panel document, section 1) and takes the
// order, if it is good and the mood takes orders. The lock is held.
func (p *Panel) request(h http.Header, fields map[string]string, m Mood) reply {
	id := fields["id"]
	rec := p.ids[id]
	if rec == nil {
		rec = &record{number: fields["number"]}
		if id != "" {
			p.ids[id] = rec
		}
	}
	rec.requests++
	if why := p.checkHeader(h); why != "" {
		return refusal(why)
	}
	if why := p.checkCaller(fields); why != "" {
		return refusal(why)
	}
	if why := checkOrder(fields); why != "" {
		return refusal(why)
	}
	if m.Name == Refuse {
		return refusal(m.Message)
	}
	if !m.takes() {
		return nil
	}
	if rec.taken && m.Name != Double {
		return refusal("Duplicate Id")
	}
	taka, _ := strconv.ParseInt(fields["amount"], 10, 64) // checked above
	amount := paisa(taka * 100)
	if amount > p.balance {
		return refusal("Insufficient Balance")
	}
	p.balance -= amount
	if rec.taken {
		rec.held += amount
		rec.order.Charged++
		return accepted()
	}
	operator := fields["operator"]
	if operator == "" {
		operator = operators[fields["number"][:3]]
	}
	rec.taken, rec.number, rec.amount, rec.held, rec.plan = true, fields["number"], amount, amount, m
	rec.order = Order{
		ID: id, Number: rec.number, Operator: operator, Type: fields["type"],
		Amount: fields["amount"], Service: fields["service"],
		Status: StatusPending, Charged: 1, At: p.now(), Fields: fields, Headers: h,
	}
	p.orders = append(p.orders, rec)
	return accepted()
}

// status answers a status call (panel document, section 2), which needs no
// header. An order is settled here if its time has come. The lock is held.
func (p *Panel) status(fields map[string]string, m Mood) reply {
	if why := p.checkCaller(fields); why != "" {
		return refusal(why)
	}
	if m.Name == Refuse {
		return refusal(m.Message)
	}
	if !m.takes() {
		return nil // lost before the panel's own code ran, which is what settles
	}
	rec := p.ids[fields["id"]]
	if rec == nil || !rec.taken {
		return reply{{value: p.opt.NotFound}}
	}
	p.settleDue(rec, m)
	trxid, code, message := "", "0", ""
	switch rec.order.Status {
	case StatusDone:
		trxid, code = rec.order.TransactionID, "1"
	case StatusFailed:
		code, message = "2", rec.order.Message
	}
	if m.Name == Code {
		trxid, code, message = "", m.Status, ""
	}
	return statusReply(trxid, p.balance, code, message)
}

// settleDue moves rec on as a status call in mood m finds it. The lock is held.
func (p *Panel) settleDue(rec *record, m Mood) {
	switch m.Name {
	case Pending, Code:
		return
	case Fail:
		if rec.order.Status == StatusPending {
			p.settle(rec, StatusFailed, m.Message)
		}
		return
	case Reversed:
		if rec.order.Status == StatusPending {
			rec.plan = m
		}
	}
	switch {
	case rec.order.Status == StatusDone && rec.plan.Name == Reversed:
		p.settle(rec, StatusFailed, rec.plan.Message)
	case rec.order.Status != StatusPending, rec.plan.Name == Pending, p.now().Sub(rec.order.At) < p.opt.Settle:
	case rec.plan.Name == Fail:
		p.settle(rec, StatusFailed, rec.plan.Message)
	default:
		p.settle(rec, StatusDone, "")
	}
}

// balanceReply answers a balance call (panel document, section 3). The lock is
// held.
func (p *Panel) balanceReply(h http.Header, fields map[string]string, m Mood) reply {
	if why := p.checkHeader(h); why != "" {
		return refusal(why)
	}
	if why := p.checkCaller(fields); why != "" {
		return refusal(why)
	}
	if m.Name == Refuse || m.Name == Fail {
		return refusal(m.Message)
	}
	return balanceReply(p.balance)
}

// record is what the panel knows of one id.
type record struct {
	number   string // of the first request with this id
	requests int
	taken    bool
	order    Order // if taken; Requests is filled in when it is handed out
	amount   paisa
	held     paisa // taken from the balance and not given back
	plan     Mood  // the mood it was taken in
}

// view is the order as handed out.
func (rec *record) view() Order {
	o := rec.order
	o.Requests = rec.requests
	return o
}
