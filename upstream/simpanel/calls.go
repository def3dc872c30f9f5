package simpanel

import (
	"net/http"
	"strconv"
	"strings"
	"time"
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
func (p *Panel) checkOrder(fields map[string]string) string {
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
	if p.opt.StrictIDs && !uniqid(fields["id"]) {
		return "Invalid Id"
	}
	switch fields["operator"] {
	case "", "GP", "RB", "AT", "BL", "TT", "SK":
	default:
		return "Invalid Operator"
	}
	return ""
}

// uniqid reports whether id has the form of PHP's uniqid(): 13 lower-case hex
// digits.
func uniqid(id string) bool {
	return len(id) == 13 && strings.Trim(id, "0123456789abcdef") == ""
}

// request answers a recharge request (panel document, section 1) and takes the
// order, if it is good and the mood takes orders. The lock is held.
func (p *Panel) request(h http.Header, fields map[string]string, m Mood) reply {
	id := fields["id"]
	rec := p.ids[id]
	if rec == nil {
		rec = &record{id: id, number: fields["number"], asked: fields["amount"]}
		if id != "" {
			p.ids[id] = rec
			p.asked = append(p.asked, rec)
		}
	}
	rec.requests++
	if !rec.taken {
		rec.mood, rec.plan = m.Name, m // for status calls, and the account of what was asked for
	}
	if why := p.checkHeader(h); why != "" {
		return refusal(why)
	}
	if why := p.checkCaller(fields); why != "" {
		return refusal(why)
	}
	if why := p.checkOrder(fields); why != "" {
		return refusal(why)
	}
	if !m.takes() {
		if m.does() == Refuse {
			return m.refusal(id)
		}
		return nil
	}
	if rec.taken && m.does() != Double && !p.runTwice {
		return refusal("Duplicate Id")
	}
	taka, _ := strconv.ParseInt(fields["amount"], 10, 64) // checked above
	amount := paisa(taka * 100)
	if amount > p.balance {
		return refusal("Insufficient Balance")
	}
	if rec.taken {
		p.charge(rec, amount, p.now(), "requested again")
		rec.order.Charged++
		if rec.order.Status == StatusFailed { // it runs as a new one would
			rec.order.Status, rec.order.Message, rec.plan = StatusPending, "", m.plan()
		}
	} else {
		p.take(rec, h, fields, amount, m)
	}
	if m.does() == Refuse {
		return m.refusal(id)
	}
	return accepted()
}

// take charges a new order and keeps it. The lock is held.
func (p *Panel) take(rec *record, h http.Header, fields map[string]string, amount paisa, m Mood) {
	operator := fields["operator"]
	if operator == "" {
		operator = operators[fields["number"][:3]]
	}
	rec.taken, rec.number, rec.amount, rec.plan = true, fields["number"], amount, m.plan()
	rec.order = Order{
		ID: rec.id, Number: rec.number, Operator: operator, Type: fields["type"],
		Amount: fields["amount"], Service: fields["service"],
		Status: StatusPending, Charged: 1, At: p.now(), Fields: fields, Headers: h,
	}
	p.charge(rec, amount, rec.order.At, "requested")
	p.orders = append(p.orders, rec)
}

// refusal is the refusal in m's words.
func (m Mood) refusal(id string) reply {
	return refusal(strings.ReplaceAll(m.Message, "{id}", id))
}

// status answers a status call (panel document, section 2), which needs no
// header. An order is settled here if its time has come. The lock is held.
func (p *Panel) status(fields map[string]string, m Mood) reply {
	if why := p.checkCaller(fields); why != "" {
		return refusal(why)
	}
	if m.does() == Refuse {
		return m.refusal(fields["id"])
	}
	if !m.takes() {
		return nil // lost before the panel's own code ran, which is what settles
	}
	rec := p.ids[fields["id"]]
	if rec == nil || !rec.taken || p.hidden(rec, m) {
		return p.unknown(rec, m)
	}
	p.settleDue(rec, m)
	said := p.statusOf(rec, m)
	if m.Keys == "" {
		return said.keyed(rec.plan.Keys)
	}
	return said
}

// statusOf is what the panel says of an order it knows. The lock is held.
func (p *Panel) statusOf(rec *record, m Mood) reply {
	trxid, code, message := "", "0", ""
	switch rec.order.Status {
	case StatusDone:
		trxid, code = rec.order.TransactionID, "1"
	case StatusFailed:
		code, message = "2", rec.order.Message
	}
	switch {
	case m.does() == Code:
		trxid, code, message = "", m.Status, ""
	case rec.order.Status == StatusPending && (m.does() == InQueue || p.planned(rec, InQueue)):
		return queued()
	case p.planned(rec, TrxIDFailed), p.planned(rec, TrxIDProcessing):
		trxid, code, message = rec.plan.TrxID, "1", ""
	}
	return statusReply(trxid, p.balance, code, message)
}

// planned reports whether the order's mood is of this kind and its time is not
// over. The lock is held.
func (p *Panel) planned(rec *record, does string) bool {
	return rec.plan.does() == does && p.now().Sub(rec.order.At) < rec.plan.After
}

// settleDue moves rec on as a status call in mood m finds it. The lock is held.
func (p *Panel) settleDue(rec *record, m Mood) {
	switch m.does() {
	case Pending, Code, InQueue:
		return
	case Fail:
		if rec.order.Status == StatusPending {
			p.settle(rec, StatusFailed, m.Message, p.now())
		}
		return
	case Reversed, DoneThenFailed, FailedThenDone, TrxIDFailed, TrxIDProcessing, SameTrxID:
		if rec.order.Status == StatusPending {
			rec.plan = m.plan()
		}
	}
	plan := rec.plan.does()
	switch {
	case rec.order.Status == StatusDone && plan == Reversed:
		p.settle(rec, StatusFailed, rec.plan.Message, p.now())
	case rec.order.Status != StatusPending, plan == Pending, p.now().Sub(rec.order.At) < p.opt.Settle,
		p.planned(rec, InQueue), p.planned(rec, TrxIDProcessing):
	case plan == Fail, plan == FailedThenDone, plan == TrxIDFailed:
		p.settle(rec, StatusFailed, rec.plan.Message, p.now())
	default:
		p.settle(rec, StatusDone, "", p.now())
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
	if m.does() == Refuse || m.does() == Fail {
		return m.refusal("")
	}
	return balanceReply(p.balance)
}

// record is what the panel knows of one id.
type record struct {
	id       string
	number   string // of the first request with this id
	asked    string // its amount, as sent
	requests int
	taken    bool
	order    Order // if taken; Requests is filled in when it is handed out
	amount   paisa
	held     paisa     // taken from the balance and not given back
	charges  int       // times it was charged, those given back included
	mood     string    // the mood it was taken in, or that of its last request
	plan     Mood      // what becomes of it; of an order not taken, the mood of its last request
	turns    time.Time // when the word is taken back; zero if it is not
}

// view is the order as handed out.
func (rec *record) view() Order {
	o := rec.order
	o.Requests = rec.requests
	return o
}
