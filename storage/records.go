package storage

import (
	"encoding/json"
	"fmt"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// The records are what is written to disk, as JSON. They are apart from the types
// that the rest of the program works with, so that nothing renamed there changes
// the form of what is stored. A name in a tag is never changed and never used for
// something else; a field that is no longer needed stays until a migration. Files
// of each schema in testdata are compared with what the code reads, field by field.

// recordOf is a pointer to a record R that holds a T.
type recordOf[R, T any] interface {
	*R
	value() T
}

// decode reads a record.
func decode[R, T any, P recordOf[R, T]](n bucket, data []byte) (T, error) {
	r := new(R)
	if err := json.Unmarshal(data, r); err != nil {
		var none T
		return none, fmt.Errorf("reading from %s: %w (%w)", n, ErrDamaged, err)
	}
	return P(r).value(), nil
}

type orderRecord struct {
	ID            string         `json:"id"`
	Reseller      int64          `json:"reseller"`
	Number        string         `json:"number"`
	Operator      string         `json:"operator"`
	Connection    int            `json:"connection"`
	Amount        int64          `json:"amount"` // paisa
	State         string         `json:"state"`
	Cause         string         `json:"cause,omitzero"`
	Placed        time.Time      `json:"placed"`
	Sent          time.Time      `json:"sent,omitzero"`
	Settled       time.Time      `json:"settled,omitzero"`
	Message       string         `json:"message,omitzero"`
	Said          string         `json:"said,omitzero"`
	TransactionID string         `json:"transaction_id,omitzero"`
	BalanceLeft   *int64         `json:"balance_left,omitzero"` // paisa
	Tries         int            `json:"tries,omitzero"`
	StatusChecks  int            `json:"looks,omitzero"`
	CheckedAt     time.Time      `json:"looked,omitzero"`
	Next          time.Time      `json:"next,omitzero"`
	CardPending   bool           `json:"quiet,omitzero"`
	Asked         bool           `json:"asked,omitzero"`
	Stuck         time.Time      `json:"stuck,omitzero"`
	Doubt         bool           `json:"doubt,omitzero"`
	Refusal       string         `json:"refusal,omitzero"`
	Denials       int            `json:"denials,omitzero"`
	Denied        time.Time      `json:"denied,omitzero"`
	Verdict       *verdictRecord `json:"verdict,omitzero"`
	Booked        uint32         `json:"booked,omitzero"` // see booked

	// Since schema 2.
	Panel   string `json:"panel,omitzero"`
	Service string `json:"service,omitzero"`
	Price   int64  `json:"price,omitzero"` // paisa
	Plan    string `json:"plan,omitzero"`
	Offer   string `json:"offer,omitzero"`
}

type verdictRecord struct {
	Admin int64     `json:"admin"`
	Done  bool      `json:"done"`
	At    time.Time `json:"at"`
}

func recordOrder(b *booked) *orderRecord {
	o := &b.Order
	r := &orderRecord{
		ID: string(o.ID), Reseller: o.Reseller, Number: string(o.Number), Operator: string(o.Operator),
		Connection: int(o.Connection), Amount: int64(o.Amount), State: string(o.State), Cause: string(o.Cause),
		Placed: o.Placed, Sent: o.Sent, Settled: o.Settled,
		Message: o.Message, Said: o.Said, TransactionID: o.TransactionID, BalanceLeft: (*int64)(o.BalanceLeft),
		Tries: o.Tries, StatusChecks: o.StatusChecks, CheckedAt: o.CheckedAt, Next: o.Next,
		CardPending: o.CardPending, Asked: o.Asked, Stuck: o.Stuck,
		Doubt: o.Doubt, Refusal: o.Refusal, Denials: o.Denials, Denied: o.Denied,
		Booked: b.Booked,
		Panel:  string(o.Panel), Service: o.Service, Price: int64(o.Price), Plan: o.Plan, Offer: o.Offer,
	}
	if v := o.Verdict; v != nil {
		r.Verdict = &verdictRecord{Admin: v.Admin, Done: v.Done, At: v.At}
	}
	return r
}

func (r *orderRecord) value() booked {
	o := order.Order{
		ID: order.ID(r.ID), Reseller: r.Reseller, Recharge: order.Recharge{Number: order.Number(r.Number), Operator: order.Operator(r.Operator), Connection: order.Connection(r.Connection), Amount: money.Taka(r.Amount)}, State: order.State(r.State), Cause: order.Cause(r.Cause),
		Placed: r.Placed, Sent: r.Sent, Settled: r.Settled,
		Message: r.Message, Said: r.Said, TransactionID: r.TransactionID, BalanceLeft: (*money.Taka)(r.BalanceLeft),
		Tries: r.Tries, StatusChecks: r.StatusChecks, CheckedAt: r.CheckedAt, Next: r.Next,
		CardPending: r.CardPending, Asked: r.Asked, Stuck: r.Stuck,
		Doubt: r.Doubt, Refusal: r.Refusal, Denials: r.Denials, Denied: r.Denied,
		Panel: order.PanelID(r.Panel), Service: r.Service, Price: money.Taka(r.Price), Plan: r.Plan, Offer: r.Offer,
	}
	if v := r.Verdict; v != nil {
		o.Verdict = &order.Verdict{Admin: v.Admin, Done: v.Done, At: v.At}
	}
	return booked{Order: o, Booked: r.Booked}
}

type memberRecord struct {
	ID          int64     `json:"id"`
	Name        string    `json:"name,omitzero"`
	Given       string    `json:"given,omitzero"`
	Username    string    `json:"username,omitzero"`
	Language    string    `json:"language,omitzero"`
	Allowed     bool      `json:"allowed"`
	Added       time.Time `json:"added,omitzero"`
	AddedBy     int64     `json:"added_by,omitzero"`
	Active      time.Time `json:"active,omitzero"`
	Unreachable bool      `json:"unreachable,omitzero"`
	Lost        string    `json:"lost,omitzero"`
	Owner       bool      `json:"owner,omitzero"`
	Menu        string    `json:"menu,omitzero"`
}

func recordMember(m *chat.Member) *memberRecord {
	return &memberRecord{
		ID: m.ID, Name: m.Name, Given: m.Given, Username: m.Username, Language: m.Language, Allowed: m.Allowed,
		Added: m.Added, AddedBy: m.AddedBy, Active: m.Active, Unreachable: m.Unreachable, Lost: string(m.Lost), Owner: m.Owner, Menu: m.Menu,
	}
}

func (r *memberRecord) value() chat.Member {
	return chat.Member{
		ID: r.ID, Name: r.Name, Given: r.Given, Username: r.Username, Language: r.Language, Allowed: r.Allowed,
		Added: r.Added, AddedBy: r.AddedBy, Active: r.Active, Unreachable: r.Unreachable, Lost: chat.Lost(r.Lost), Owner: r.Owner, Menu: r.Menu,
	}
}

type sessionRecord struct {
	Flow  string          `json:"flow,omitzero"`
	Data  json.RawMessage `json:"data,omitempty"`
	Watch string          `json:"watch,omitzero"`
	// Until schema 2 a session held the drafts of a recharge, and nothing else.
	Step  string          `json:"step,omitzero"`
	Draft json.RawMessage `json:"draft,omitempty"`
	Older json.RawMessage `json:"older,omitempty"`
}

func recordSession(s *chat.Session) *sessionRecord {
	return &sessionRecord{Flow: s.Flow, Data: json.RawMessage(s.Data), Watch: string(s.Watch)}
}

func (r *sessionRecord) value() chat.Session {
	s := chat.Session{Flow: r.Flow, Data: string(r.Data), Watch: order.ID(r.Watch)}
	if r.Step != "" && s.Data == "" {
		old, err := json.Marshal(map[string]sessionRecord{"recharge": {Step: r.Step, Draft: r.Draft, Older: r.Older}})
		if err == nil { // what was read as JSON can be written as such
			s.Data = string(old)
		}
	}
	return s
}

type visitorRecord struct {
	ID       int64     `json:"id"`
	Name     string    `json:"name,omitzero"`
	Username string    `json:"username,omitzero"`
	Language string    `json:"language,omitzero"`
	Answered time.Time `json:"answered,omitzero"`
	Asked    time.Time `json:"asked,omitzero"`
	Denied   bool      `json:"denied,omitzero"`
}

func recordVisitor(v *chat.Visitor) *visitorRecord {
	return &visitorRecord{
		ID: v.ID, Name: v.Name, Username: v.Username, Language: v.Language,
		Answered: v.Answered, Asked: v.Asked, Denied: v.Denied,
	}
}

func (r *visitorRecord) value() chat.Visitor {
	return chat.Visitor{
		ID: r.ID, Name: r.Name, Username: r.Username, Language: r.Language,
		Answered: r.Answered, Asked: r.Asked, Denied: r.Denied,
	}
}

type panelRecord struct {
	Balance     *int64        `json:"balance,omitzero"` // paisa
	BalanceAt   time.Time     `json:"balance_at,omitzero"`
	DownSince   time.Time     `json:"down_since,omitzero"`
	Failing     []string      `json:"failing,omitzero"`
	FailingWith string        `json:"failing_with,omitzero"`
	FoundID     string        `json:"found_id,omitzero"`
	FoundSent   time.Time     `json:"found_sent,omitzero"`
	LowSince    time.Time     `json:"low_since,omitzero"`
	SendLimit   limiterRecord `json:"send_limit,omitzero"`
	StatusLimit limiterRecord `json:"status_limit,omitzero"`
}

type limiterRecord struct {
	Empty time.Time `json:"empty,omitzero"`
}

func recordPanel(p *order.PanelState) *panelRecord {
	r := &panelRecord{
		Balance: (*int64)(p.Balance), BalanceAt: p.BalanceAt, DownSince: p.DownSince,
		FailingWith: p.FailingWith, LowSince: p.LowSince, FoundID: string(p.FoundID), FoundSent: p.FoundSent,
		SendLimit:   limiterRecord{Empty: p.SendLimit.Empty},
		StatusLimit: limiterRecord{Empty: p.StatusLimit.Empty},
	}
	for _, n := range p.Failing {
		r.Failing = append(r.Failing, string(n))
	}
	return r
}

func (r *panelRecord) value() order.PanelState {
	p := order.PanelState{
		Balance: (*money.Taka)(r.Balance), BalanceAt: r.BalanceAt, DownSince: r.DownSince,
		FailingWith: r.FailingWith, LowSince: r.LowSince, FoundID: order.ID(r.FoundID), FoundSent: r.FoundSent,
		SendLimit:   order.LimiterState{Empty: r.SendLimit.Empty},
		StatusLimit: order.LimiterState{Empty: r.StatusLimit.Empty},
	}
	for _, n := range r.Failing {
		p.Failing = append(p.Failing, order.Number(n))
	}
	return p
}

type questionRecord struct {
	Seq   uint64    `json:"seq"`
	Chat  int64     `json:"chat"`
	Card  string    `json:"card"`
	Asked time.Time `json:"asked"`
}

func recordQuestion(q *order.BalanceInquiry) *questionRecord {
	return &questionRecord{Seq: q.Seq, Chat: q.Chat, Card: q.Card, Asked: q.Asked}
}

func (r *questionRecord) value() order.BalanceInquiry {
	return order.BalanceInquiry{Seq: r.Seq, Chat: r.Chat, Card: r.Card, Asked: r.Asked}
}

type refusalRecord struct {
	Words string    `json:"words"`
	Text  string    `json:"text,omitzero"`
	By    int64     `json:"by,omitzero"`
	At    time.Time `json:"at,omitzero"`
	Order string    `json:"order,omitzero"`
}

func recordRefusal(f *order.Refusal) *refusalRecord {
	return &refusalRecord{Words: f.Words, Text: f.Text, By: f.By, At: f.At, Order: string(f.Order)}
}

func (r *refusalRecord) value() order.Refusal {
	return order.Refusal{Words: r.Words, Text: r.Text, By: r.By, At: r.At, Order: order.ID(r.Order)}
}
