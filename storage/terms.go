package storage

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
	"rechargebot/flows/pin"
	"rechargebot/storage/file"
)

// On what terms members order, and what of their limits they have used.
var (
	bTerms  = newBucket("terms")   // chat (member): termsRecord
	bOnPlan = newBucket("on plan") // plan's name, 0 byte, chat (member)
	bPlans  = newBucket("plans")   // name: planRecord
	bUsed   = newBucket("used")    // chat (member) day: paisa (8 bytes), orders (8)
)

var termsSubject = subject{
	steps: steps{5: func(b *file.Tx) error { return b.MakeBuckets("terms", "on plan", "plans", "used") }},
	check: func(t *tx, f *findings) {
		listed := 0
		f.pairs(t, bTerms, func(k, v []byte) bool {
			terms, err := decode[termsRecord, account.Terms](bTerms, v)
			listed++
			return err == nil && len(k) == 8 && t.bucket(bOnPlan).Get(onPlanKey(terms.PlanName(), chatOf(k))) != nil
		})
		if n := t.size(bOnPlan); n != listed {
			f.Add("%d members have terms, %d are listed by plan", listed, n)
		}
		each[planRecord](f, t, bPlans, func(k []byte, p *account.Plan) {
			if string(k) != p.Name {
				f.Add("the plan %s has the key %q", p.Name, k)
			}
		})
		f.pairs(t, bUsed, func(k, v []byte) bool { return len(k) == 12 && len(v) == 16 })
	},
}

type termsRecord struct {
	Own        bool          `json:"own,omitzero"`
	Plan       string        `json:"plan,omitzero"`
	Credit     *int64        `json:"credit,omitzero"` // paisa
	CreditDays *int          `json:"credit_days,omitzero"`
	Limits     *limitsRecord `json:"limits,omitzero"`
	Paused     bool          `json:"paused,omitzero"`
	Grace      int64         `json:"grace,omitzero"` // Unix seconds
}

type limitsRecord struct {
	Least      int64    `json:"least,omitzero"` // paisa, each of the three
	Most       int64    `json:"most,omitzero"`
	DayAmount  int64    `json:"day_amount,omitzero"`
	DayOrders  int      `json:"day_orders,omitzero"`
	Operators  []string `json:"operators"` // null is all
	Connection string   `json:"connection,omitzero"`
}

func recordLimits(l account.Limits) *limitsRecord {
	return &limitsRecord{int64(l.Least), int64(l.Most), int64(l.DayAmount), l.DayOrders, l.Operators, l.Connection}
}

func (r *limitsRecord) value() account.Limits {
	if r == nil {
		return account.Limits{}
	}
	return account.Limits{Least: money.Taka(r.Least), Most: money.Taka(r.Most), DayAmount: money.Taka(r.DayAmount), DayOrders: r.DayOrders,
		Operators: r.Operators, Connection: r.Connection}
}

func recordTerms(t *account.Terms) *termsRecord {
	return &termsRecord{Own: t.Own, Plan: t.Plan, Credit: (*int64)(t.Credit), CreditDays: t.CreditDays, Limits: recordLimits(t.Limits),
		Paused: t.Paused, Grace: t.Grace}
}

func (r *termsRecord) value() account.Terms {
	return account.Terms{Own: r.Own, Plan: r.Plan, Credit: (*money.Taka)(r.Credit), CreditDays: r.CreditDays, Limits: r.Limits.value(),
		Paused: r.Paused, Grace: r.Grace}
}

type planRecord struct {
	Name       string         `json:"name"`
	Rates      map[string]int `json:"rates,omitempty"` // basis points by operator
	Credit     int64          `json:"credit,omitzero"` // paisa
	CreditDays int            `json:"credit_days,omitzero"`
	Limits     *limitsRecord  `json:"limits,omitzero"`

	// Since schema 6.
	PIN      bool  `json:"pin,omitzero"`
	PINAbove int64 `json:"pin_above,omitzero"` // paisa
}

func (r *planRecord) value() account.Plan {
	return account.Plan{Name: r.Name, Rates: r.Rates, Credit: money.Taka(r.Credit), CreditDays: r.CreditDays, Limits: r.Limits.value(),
		PIN: pin.Rule{On: r.PIN, Above: money.Taka(r.PINAbove)}}
}

func onPlanKey(plan string, member int64) []byte {
	return appendChat(append([]byte(plan), 0), member)
}

// Terms are a member's; the zero Terms where none were set.
func (t *tx) Terms(member int64) (account.Terms, error) {
	terms, _, err := load[termsRecord, account.Terms](t, bTerms, chatKey(member))
	return terms, err
}

// PutTerms keeps a member's terms.
func (t *tx) PutTerms(member int64, terms account.Terms) error {
	if err := t.change(); err != nil {
		return err
	}
	if member <= 0 || len(terms.Plan) > 64 {
		return fmt.Errorf("saving the terms of %d on plan %q", member, terms.Plan)
	}
	was, err := t.Terms(member)
	if err != nil {
		return err
	}
	if err := t.drop(bOnPlan, onPlanKey(was.PlanName(), member)); err != nil {
		return err
	}
	if err := t.put(bOnPlan, onPlanKey(terms.PlanName(), member), none); err != nil {
		return err
	}
	return t.save(bTerms, chatKey(member), recordTerms(&terms))
}

// Plan gives a plan by its name.
func (t *tx) Plan(name string) (account.Plan, bool, error) {
	return load[planRecord, account.Plan](t, bPlans, []byte(name))
}

// PutPlan keeps a plan.
func (t *tx) PutPlan(p account.Plan) error {
	if err := t.change(); err != nil {
		return err
	}
	if p.Name == "" || len(p.Name) > 64 || bytes.IndexByte([]byte(p.Name), 0) >= 0 {
		return fmt.Errorf("saving a plan: the name %q", p.Name)
	}
	return t.save(bPlans, []byte(p.Name), &planRecord{p.Name, p.Rates, int64(p.Credit), p.CreditDays, recordLimits(p.Limits), p.PIN.On, int64(p.PIN.Above)})
}

// DropPlan forgets a plan; no error where there is none.
func (t *tx) DropPlan(name string) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.drop(bPlans, []byte(name))
}

// Plans gives all plans, by name.
func (t *tx) Plans() (all []account.Plan, err error) {
	c := t.cursor(bPlans)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		p, err := decode[planRecord, account.Plan](bPlans, v)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// OnPlan gives members whose terms name a plan, after the given id, at most limit.
func (t *tx) OnPlan(name string, after int64, limit int) (all []int64, err error) {
	prefix := append([]byte(name), 0)
	c := t.cursor(bOnPlan)
	for k, _ := c.Seek(onPlanKey(name, after+1)); bytes.HasPrefix(k, prefix) && len(all) < limit; k, _ = c.Next() {
		all = append(all, chatOf(k[len(prefix):]))
	}
	return all, nil
}

// Used is what of their limits a member has used on a day.
func (t *tx) Used(member int64, day string) (u account.Used, err error) {
	on, err := parseDay(day)
	if err != nil {
		return u, err
	}
	value := t.bucket(bUsed).Get(dayKey(member, on))
	switch len(value) {
	case 0:
	case 16:
		u.Amount, u.Orders = money.Taka(binary.BigEndian.Uint64(value)), int(binary.BigEndian.Uint64(value[8:]))
	default:
		return u, fmt.Errorf("reading from %s: %w (a record of %d bytes)", bUsed, ErrDamaged, len(value))
	}
	return u, nil
}

// PutUsed keeps it.
func (t *tx) PutUsed(member int64, day string, u account.Used) error {
	if err := t.change(); err != nil {
		return err
	}
	on, err := parseDay(day)
	if err != nil {
		return err
	}
	value := binary.BigEndian.AppendUint64(make([]byte, 0, 16), uint64(u.Amount))
	return t.put(bUsed, dayKey(member, on), binary.BigEndian.AppendUint64(value, uint64(u.Orders)))
}
