package office

import (
	"fmt"
	"hash/fnv"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/pin"
)

// flowEdit is the flow in which an owner changes the terms of a member or a plan. What
// was changed is kept there, and shown beside what holds, until the owner saves it.
const flowEdit = "terms"

// Pages of what can be changed.
const (
	pageRates  = "rates" // a plan's first page
	pageCredit = "credit"
	pageLimits = "limits"
	pagePIN    = "pin" // of plans alone
)

// target is whose terms are changed: a member's, or a plan's.
type target struct {
	Member int64  `json:"member,omitzero"`
	Plan   string `json:"plan,omitzero"`
}

// String is the target as the data of buttons has it. A plan's name may be too long for
// that, so it is a hash.
func (x target) String() string {
	if x.Member != 0 {
		return "m" + strconv.FormatInt(x.Member, 10)
	}
	return "p" + planKey(x.Plan)
}

func planKey(name string) string {
	sum := fnv.New64a()
	sum.Write([]byte(name))
	return fmt.Sprintf("%016x", sum.Sum64())
}

// targetOf reads it; false where there is no such member or plan.
func (t turn) targetOf(data string) (target, bool, error) {
	if id, err := strconv.ParseInt(strings.TrimPrefix(data, "m"), 10, 64); strings.HasPrefix(data, "m") {
		if err != nil || id <= 0 {
			return target{}, false, nil
		}
		m, ok, err := t.Tx.Member(id)
		return target{Member: id}, ok && m.Allowed && !t.IsOwner(m), err
	}
	p, ok, err := t.planBy(strings.TrimPrefix(data, "p"))
	return target{Plan: p.Name}, ok, err
}

// planBy gives a plan by its key. The first one is there always.
func (t turn) planBy(key string) (account.Plan, bool, error) {
	all, err := t.plansOf()
	for _, p := range all {
		if planKey(p.Name) == key {
			return p, true, err
		}
	}
	return account.Plan{}, false, err
}

// plansOf gives all plans, the first one first.
func (t turn) plansOf() ([]account.Plan, error) {
	all, err := t.Tx.Plans()
	if err != nil {
		return nil, err
	}
	first := account.Plan{Name: account.Standard}
	all = slices.DeleteFunc(all, func(p account.Plan) bool {
		if p.Name == first.Name {
			first = p
			return true
		}
		return false
	})
	return append([]account.Plan{first}, all...), nil
}

// values are what can be changed. Nil and zero values of a member's are the plan's.
type values struct {
	Rates  map[string]int `json:"rates,omitempty"`
	Credit *money.Taka    `json:"credit,omitempty"`
	Days   *int           `json:"days,omitempty"`
	Limits account.Limits `json:"limits,omitzero"`
	PIN    pin.Rule       `json:"pin,omitzero"` // of a plan
}

func (v values) clone() values {
	v.Rates = maps.Clone(v.Rates)
	v.Limits.Operators = slices.Clone(v.Limits.Operators)
	return v
}

// normal is the form in which values are compared.
func (v values) normal() values {
	v = v.clone()
	maps.DeleteFunc(v.Rates, func(_ string, rate int) bool { return rate == 0 })
	if len(v.Rates) == 0 {
		v.Rates = nil
	}
	return v
}

// mark is that of what a page would save, so that an older one does not save what was changed
// below.
func (v values) mark() string { return chat.Mark(v.normal()) }

func (v values) equal(o values) bool { return reflect.DeepEqual(v.normal(), o.normal()) }

// changedBy gives values that hold now with what was changed between two others.
func (v values) changedBy(was, is values) values {
	v = v.clone()
	for _, o := range order.Operators {
		if code := string(o); is.Rates[code] != was.Rates[code] {
			if v.Rates == nil {
				v.Rates = map[string]int{}
			}
			v.Rates[code] = is.Rates[code]
		}
	}
	change(&v.Credit, was.Credit, is.Credit)
	change(&v.Days, was.Days, is.Days)
	change(&v.PIN, was.PIN, is.PIN)
	change(&v.Limits.Least, was.Limits.Least, is.Limits.Least)
	change(&v.Limits.Most, was.Limits.Most, is.Limits.Most)
	change(&v.Limits.DayAmount, was.Limits.DayAmount, is.Limits.DayAmount)
	change(&v.Limits.DayOrders, was.Limits.DayOrders, is.Limits.DayOrders)
	change(&v.Limits.Operators, was.Limits.Operators, is.Limits.Operators)
	change(&v.Limits.Connection, was.Limits.Connection, is.Limits.Connection)
	return v
}

// change makes a value what it was changed to, if it was.
func change[T any](v *T, was, is T) {
	if !reflect.DeepEqual(was, is) {
		*v = is
	}
}

// edit is a change that is being put together.
type edit struct {
	Of    target `json:"of"`
	Was   values `json:"was"`
	Is    values `json:"is"`
	Page  string `json:"page"`
	Field string `json:"field,omitzero"` // whose value the next text is; "" for none
	Asked int64  `json:"asked,omitzero"` // Unix seconds
}

// Changed reports whether there is anything to save.
func (e edit) changed() bool { return !e.Was.equal(e.Is) }

// now gives the values that hold.
func (t turn) now(of target) (v values, err error) {
	if of.Member != 0 {
		terms, err := t.Tx.Terms(of.Member)
		return values{Credit: terms.Credit, Days: terms.CreditDays, Limits: terms.Limits}, err
	}
	p, _, err := t.Tx.Plan(of.Plan)
	return values{Rates: p.Rates, Credit: &p.Credit, Days: &p.CreditDays, Limits: p.Limits, PIN: p.PIN}.clone(), err
}

// planUnder gives the plan whose values hold where a member has none of their own; an
// empty one for a plan itself.
func (t turn) planUnder(of target) (account.Plan, error) {
	if of.Member == 0 {
		return account.Plan{}, nil
	}
	terms, err := t.Tx.Terms(of.Member)
	if err != nil {
		return account.Plan{}, err
	}
	p, _, err := t.Tx.Plan(terms.PlanName())
	return p, err
}

// editOf gives the change that is being put together for a target, or a new one. One
// for somebody else is given up by it.
func (t turn) editOf(of target) (e edit, err error) {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return e, err
	}
	if err := s.Load(flowEdit, &e); err != nil {
		return e, err
	}
	if e.Of == of {
		return e, nil
	}
	was, err := t.now(of)
	return edit{Of: of, Was: was, Is: was.clone(), Page: pageRates}, err
}

// keepEdit keeps it, and claims the next text where a value is asked for.
func (t turn) keepEdit(e edit) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	if s.Flow == flowEdit {
		s.Flow = ""
	}
	var kept any
	if e.Field != "" || e.changed() {
		kept = e
	}
	if e.Field != "" {
		s.Flow = flowEdit
	}
	if err := s.Keep(flowEdit, kept); err != nil {
		return err
	}
	return t.Tx.PutSession(t.In.Chat, s)
}

// editTap answers the buttons: what to do, for whom, and a value.
func (t turn) editTap(a chat.Args) error {
	of, ok, err := t.targetOf(a.At(1))
	if err != nil {
		return err
	}
	if !ok {
		return t.ShowToast(chat.OldButton)
	}
	e, err := t.editOf(of)
	if err != nil {
		return err
	}
	e.Field = ""
	value := a.At(2)
	switch a.At(0) {
	case "page":
		if e.Page = value; value == "" {
			e.Page = pageRates
		}
	case "ask":
		return t.askValue(e, value)
	case "op":
		e.Page = pageLimits
		if e, ok, err = t.allowOperator(e, value, a.At(3)); err != nil || !ok {
			return err
		}
	case "con":
		e.Page, e.Is.Limits.Connection = pageLimits, connectionOf(value)
	case "pin":
		return t.choosePINRule(e, value)
	case "plan": // a member's credit is the plan's again
		if of.Member == 0 {
			return t.ShowToast(chat.OldButton)
		}
		e.Page, e.Is.Credit, e.Is.Days = pageCredit, nil, nil
	case "drop":
		if err := t.keepEdit(edit{}); err != nil {
			return err
		}
		if of.Member != 0 {
			return t.accountOf(of.Member)
		}
		if e, err = t.editOf(of); err != nil {
			return err
		}
	case "save":
		return t.saveEdit(e, value)
	default:
		return t.ShowToast(chat.OldButton)
	}
	return t.showEdit(e, "")
}

// connectionOf reads a button's connection; "" is both.
func connectionOf(value string) string {
	if value != "prepaid" && value != "postpaid" {
		return ""
	}
	return value
}

// Whether an operator's button takes it into those that are allowed, or out of them: two
// taps ask for the same.
const operatorIn, operatorOut = "in", "out"

// allowOperator takes an operator out of those that are allowed, or in again. The last
// one stays.
func (t turn) allowOperator(e edit, operator, to string) (edit, bool, error) {
	if !order.Operator(operator).Valid() || to != operatorIn && to != operatorOut {
		return e, false, t.ShowToast(chat.OldButton)
	}
	plan, err := t.planUnder(e.Of)
	if err != nil {
		return e, false, err
	}
	allowed := e.Is.Limits.Over(plan.Limits).Operators
	var left []string
	for _, o := range order.Operators {
		in := allowed == nil || slices.Contains(allowed, string(o))
		if string(o) == operator {
			in = to == operatorIn
		}
		if in {
			left = append(left, string(o))
		}
	}
	if left == nil {
		t.Alert = true
		return e, false, t.ShowToast(tOneOperator)
	}
	if len(left) == len(order.Operators) && plan.Limits.Operators == nil {
		left = nil
	}
	e.Is.Limits.Operators = left
	return e, true, nil
}

// saveEdit saves what was changed, unless another owner has changed the same meanwhile, or the
// page of the tapped button shows something else.
func (t turn) saveEdit(e edit, shown string) error {
	now, err := t.now(e.Of)
	if err != nil {
		return err
	}
	if !e.changed() && e.Of.Member != 0 { // it is saved already
		return t.accountOf(e.Of.Member)
	}
	if !e.changed() {
		return t.showEdit(e, "")
	}
	if !now.equal(e.Was) { // what the other owner has changed stays, but for what this one changes too
		e.Was, e.Is = now, now.changedBy(e.Was, e.Is)
		t.Toast, t.Alert = tChangedMeanwhile, true
		return t.showEdit(e, "")
	}
	if shown != e.Is.mark() {
		t.Toast, t.Alert = tChangedSince, true
		return t.showEdit(e, "")
	}
	if err := t.keepEdit(edit{}); err != nil {
		return err
	}
	if e.Of.Member != 0 {
		return t.saveMember(e)
	}
	return t.savePlan(e)
}

// saveMember saves the terms of one member and tells them.
func (t turn) saveMember(e edit) error {
	m, _, was, err := t.standing(e.Of.Member)
	if err != nil {
		return err
	}
	terms := was.Terms
	terms.Credit, terms.CreditDays, terms.Limits = e.Is.Credit, e.Is.Days, e.Is.Limits
	if err := t.Books().SetTerms(m.ID, terms, t.In.At); err != nil {
		return err
	}
	t.Toast = tSaved
	if err := t.accountOf(m.ID); err != nil {
		return err
	}
	what := "change limits"
	if e.Page == pageCredit {
		what = "change credit"
	}
	return t.termsChanged(m, was, what)
}
