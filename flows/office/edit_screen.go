package office

import (
	"slices"
	"strings"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// Fields that are typed. Those of rates have the operator behind them.
const (
	fieldLeast  = "least"
	fieldMost   = "most"
	fieldDay    = "day"
	fieldOrders = "orders"
	fieldCredit = "credit"
	fieldDays   = "days"
	fieldPIN    = "pin"
	fieldRate   = "rate-"
	rateOfAll   = "all"
)

// showEdit shows a page of what can be changed: what holds, what it would become, for
// how many members. Problem is said above it.
func (t turn) showEdit(e edit, problem string) error {
	s, err := t.editScreen(e)
	if err != nil {
		return err
	}
	if problem != "" {
		s.HTML = problem + "\n\n" + s.HTML
	}
	t.Show(s)
	return t.keepEdit(e)
}

func (t turn) editScreen(e edit) (s chat.Screen, err error) {
	plan, err := t.planUnder(e.Of)
	if err != nil {
		return s, err
	}
	head, err := t.editHead(e)
	if err != nil {
		return s, err
	}
	var lines []string
	switch e.Page {
	case pageCredit:
		lines = t.creditRows(e, plan)
		s.Buttons = t.creditButtons(e)
	case pageLimits:
		lines = t.limitRows(e, plan)
		s.Buttons = t.limitButtons(e, plan)
	case pagePIN:
		if e.Of.Member != 0 {
			e.Page = pageLimits
			return t.editScreen(e)
		}
		lines = []string{t.pinRow(e), "", tPINPage.In(t.L)}
		s.Buttons = t.pinButtons(e)
	default:
		if e.Of.Member != 0 { // members have no rates of their own
			e.Page = pageLimits
			return t.editScreen(e)
		}
		lines = append(append(t.rateRows(e), t.creditRows(e, plan)...), t.row(tFieldLimits, limitsText(t.L, e.Was.Limits), limitsText(t.L, e.Is.Limits)), t.pinRow(e))
		s.Buttons = t.planButtons(e)
	}
	s.HTML = head + "\n" + strings.Join(lines, "\n")
	if e.changed() {
		more, save, err := t.notSaved(e)
		if err != nil {
			return s, err
		}
		s.HTML += "\n\n" + more
		s.Buttons = append(s.Buttons, []chat.Button{{Text: save, Data: chat.Data("ed", "save", e.Of, e.Is.mark()), Style: chat.Good}},
			[]chat.Button{{Text: bDropChange.In(t.L), Data: chat.Data("ed", "drop", e.Of), Style: chat.Bad}})
	}
	back := chat.Button{Text: bGoBack.In(t.L), Data: chat.Data("ac", "show", e.Of.Member)}
	switch {
	case e.Of.Member == 0 && e.Page == pageRates:
		back = chat.Button{Text: bPlans.In(t.L), Data: chat.Data("pl", "list")}
	case e.Of.Member == 0:
		back.Data = chat.Data("ed", "page", e.Of, pageRates)
	}
	s.Buttons = append(s.Buttons, []chat.Button{back})
	return s, nil
}

func (t turn) editHead(e edit) (string, error) {
	if e.Of.Member == 0 {
		own, shared, err := t.onPlan(e.Of.Plan)
		return tPlanHead.In(t.L, "plan", e.Of.Plan) + "\n" + tPlanMembers.In(t.L, "own", len(own), "shared", len(shared)), err
	}
	m, b, with, err := t.standing(e.Of.Member)
	if err != nil {
		return "", err
	}
	if e.Page == pageCredit {
		return tCreditHead.In(t.L, "name", t.Name(m)) + "\n" + t.has(t.L, b) + t.debtLine(b, with), nil
	}
	return tLimitsHead.In(t.L, "name", t.Name(m), "plan", with.PlanName()), nil
}

// row writes a value, and what it would become.
func (t turn) row(label chat.Text, was, is string) string {
	if was != is {
		is = was + " → <b>" + is + "</b>"
	}
	return label.In(t.L) + ": " + is
}

// percent writes basis points: "2.5 %".
func percent(l chat.Language, rate int) string {
	n := money.Taka(rate).String()
	if strings.Contains(n, ".") {
		n = strings.TrimRight(n, "0")
	}
	return l.Digits(strings.Replace(n, "-", "−", 1)) + " %"
}

func (t turn) rateRows(e edit) (lines []string) {
	for _, o := range order.Operators {
		was, is := e.Was.Rates[string(o)], e.Is.Rates[string(o)]
		if was == is {
			lines = append(lines, t.L.Operator(o)+": "+percent(t.L, is))
			continue
		}
		lines = append(lines, tRateChanged.In(t.L, "operator", t.L.Operator(o), "was", percent(t.L, was), "is", percent(t.L, is),
			"amount", hundred, "price", chat.Full(account.Price(hundred, is))))
	}
	return lines
}

// ofPlan marks a value that is the plan's because the member has none of their own.
func (t turn) ofPlan(e edit, own, set bool, value string) string {
	if e.Of.Member == 0 || own || !set {
		return value
	}
	return tAsPlan.In(t.L, "value", chat.HTML(value))
}

func (t turn) creditRows(e edit, plan account.Plan) []string {
	credit := func(v values) string {
		limit := plan.Credit
		if v.Credit != nil {
			limit = *v.Credit
		}
		return t.ofPlan(e, v.Credit != nil, limit != 0, t.orNone(limit))
	}
	days := func(v values) string {
		n := plan.CreditDays
		if v.Days != nil {
			n = *v.Days
		}
		value := tNoDate.In(t.L)
		if n != 0 {
			value = t.L.Age(daysOf(n))
		}
		return t.ofPlan(e, v.Days != nil, n != 0, value)
	}
	return []string{t.row(tFieldCredit, credit(e.Was), credit(e.Is)), t.row(tFieldDays, days(e.Was), days(e.Is))}
}

func (t turn) orNone(x money.Taka) string {
	if x == 0 {
		return tValueNone.In(t.L)
	}
	return t.L.Value(x)
}

func (t turn) limitRows(e edit, plan account.Plan) (lines []string) {
	row := func(label chat.Text, own func(account.Limits) bool, value func(account.Limits) string) {
		one := func(v values) string {
			return t.ofPlan(e, own(v.Limits), own(plan.Limits), value(v.Limits.Over(plan.Limits)))
		}
		lines = append(lines, t.row(label, one(e.Was), one(e.Is)))
	}
	type lim = account.Limits
	row(tFieldLeast, func(l lim) bool { return l.Least != 0 }, func(l lim) string { return t.orNone(l.Least) })
	row(tFieldMost, func(l lim) bool { return l.Most != 0 }, func(l lim) string { return t.orNone(l.Most) })
	row(tFieldDay, func(l lim) bool { return l.DayAmount != 0 }, func(l lim) string { return t.orNone(l.DayAmount) })
	row(tFieldOrders, func(l lim) bool { return l.DayOrders != 0 }, func(l lim) string {
		if l.DayOrders == 0 {
			return tValueNone.In(t.L)
		}
		return t.L.Value(l.DayOrders)
	})
	row(tFieldOperators, func(l lim) bool { return l.Operators != nil }, func(l lim) string {
		if l.Operators == nil {
			return tAllOperators.In(t.L)
		}
		return t.L.Value(operatorNames(t.L, l.Operators))
	})
	row(tFieldConnection, func(l lim) bool { return l.Connection != "" }, func(l lim) string {
		if l.Connection == "" {
			return tBoth.In(t.L)
		}
		return connectionName(l.Connection).In(t.L)
	})
	return lines
}

func (t turn) editButton(x chat.Text, e edit, action, value string) chat.Button {
	return chat.Button{Text: x.In(t.L), Data: chat.Data("ed", action, e.Of, value)}
}

// planButtons are those of a plan's first page.
func (t turn) planButtons(e edit) [][]chat.Button {
	rows := [][]chat.Button{{t.editButton(bAllRates, e, "ask", fieldRate+rateOfAll)}, {}, {}, {}}
	for i, o := range order.Operators {
		b := chat.Button{Text: t.L.Operator(o), Data: chat.Data("ed", "ask", e.Of, fieldRate+string(o))}
		rows[1+i/2] = append(rows[1+i/2], b) // two fit beside each other on a phone
	}
	rows = append(rows, []chat.Button{t.editButton(bCredit, e, "page", pageCredit), t.editButton(bLimits, e, "page", pageLimits), t.editButton(bPIN, e, "page", pagePIN)})
	if e.Of.Plan != account.Standard && !e.changed() {
		rows = append(rows, []chat.Button{{Text: bDropPlan.In(t.L), Data: chat.Data("pl", "del", planKey(e.Of.Plan)), Style: chat.Bad}})
	}
	return rows
}

func (t turn) creditButtons(e edit) [][]chat.Button {
	rows := [][]chat.Button{{t.editButton(tFieldCredit, e, "ask", fieldCredit), t.editButton(tFieldDays, e, "ask", fieldDays)}}
	if e.Of.Member != 0 && (e.Is.Credit != nil || e.Is.Days != nil) {
		rows = append(rows, []chat.Button{t.editButton(bAsPlan, e, "plan", "")})
	}
	return rows
}

func (t turn) limitButtons(e edit, plan account.Plan) [][]chat.Button {
	rows := [][]chat.Button{
		{t.editButton(tFieldLeast, e, "ask", fieldLeast), t.editButton(tFieldMost, e, "ask", fieldMost)},
		{t.editButton(tFieldDay, e, "ask", fieldDay), t.editButton(tFieldOrders, e, "ask", fieldOrders)}, {}, {}, {}}
	lim := e.Is.Limits.Over(plan.Limits)
	for i, o := range order.Operators {
		mark, to := "✓ ", operatorOut
		if lim.Operators != nil && !slices.Contains(lim.Operators, string(o)) {
			mark, to = "✕ ", operatorIn
		}
		rows[2+i/2] = append(rows[2+i/2], chat.Button{Text: mark + t.L.Operator(o), Data: chat.Data("ed", "op", e.Of, string(o), to)})
	}
	both := bBoth
	if e.Of.Member != 0 && plan.Limits.Connection != "" {
		both = bAsPlan
	}
	connection := []chat.Button{t.editButton(connectionName("prepaid"), e, "con", "prepaid"), t.editButton(connectionName("postpaid"), e, "con", "postpaid"), t.editButton(both, e, "con", "both")}
	for i, c := range []string{"prepaid", "postpaid", ""} {
		if lim.Connection == c {
			connection[i].Text = "✓ " + connection[i].Text
		}
	}
	return append(rows, connection)
}

// valueQuestions are asked for a value that is typed.
var valueQuestions = map[string]chat.Text{
	fieldLeast: tAskLeast, fieldMost: tAskMost, fieldDay: tAskDay, fieldOrders: tAskOrders, fieldCredit: tAskCredit, fieldDays: tAskDays, fieldPIN: tAskPINFrom,
}

// askValue asks for a value, and claims the next text.
func (t turn) askValue(e edit, field string) error {
	q, ok := valueQuestions[field]
	var of chat.HTML
	if operator, isRate := strings.CutPrefix(field, fieldRate); isRate && e.Of.Member == 0 {
		if q, ok, of = tAskRate, true, chat.HTML(tAllOperators.In(t.L)); operator != rateOfAll {
			of, ok = chat.HTML(t.L.Operator(order.Operator(operator))), order.Operator(operator).Valid()
		}
	}
	if !ok || field == fieldPIN && e.Of.Member != 0 {
		return t.ShowToast(chat.OldButton)
	}
	e.Field, e.Asked, e.Page = field, t.In.At.Unix(), pageOf(field)
	return t.question(e, q, of)
}

// pageOf is the page on which a field stands.
func pageOf(field string) string {
	switch field {
	case fieldCredit, fieldDays:
		return pageCredit
	case fieldLeast, fieldMost, fieldDay, fieldOrders:
		return pageLimits
	case fieldPIN:
		return pagePIN
	}
	return pageRates
}

func (t turn) question(e edit, q chat.Text, of chat.HTML) error {
	t.Show(chat.Screen{HTML: q.In(t.L, "operator", of, "limit", account.MostCredit, "count", account.MostCreditDays),
		Buttons: [][]chat.Button{{{Text: bGoBack.In(t.L), Data: chat.Data("ed", "page", e.Of, e.Page)}}}})
	return t.keepEdit(e)
}

// valueTyped takes the text that was asked for.
func (t turn) valueTyped(s chat.Session) error {
	var e edit
	if err := s.Load(flowEdit, &e); err != nil {
		return err
	}
	switch t.meaning(t.In.Text, e.Asked, e.Field == fieldName) {
	case meantCancel:
		return t.Routes.Command(t.Turn, "/cancel")
	case meantOther:
		e.Field = "" // the change stays, for when its page is opened again
		if err := t.keepEdit(e); err != nil {
			return err
		}
		return t.Routes.Text(t.Turn)
	}
	if e.Field == fieldName {
		return t.planNamed(e)
	}
	problem, ok := t.setValue(&e)
	if !ok {
		e.Asked = t.In.At.Unix()
		if err := t.keepEdit(e); err != nil {
			return err
		}
		return t.Say(problem, "typed", text.Clean(t.In.Text, 40), "limit", account.MostCredit, "count", account.MostCreditDays, "most", money.WholeTaka(1_000_000))
	}
	e.Field, e.Asked = "", 0
	return t.showEdit(e, "")
}

// setValue sets the value that was typed, or says what is wrong with it.
func (t turn) setValue(e *edit) (problem chat.Text, ok bool) {
	const mostLimit = money.Taka(1_000_000_00)
	sum, isSum := typedSum(t.In.Text)
	n, isCount := typedCount(t.In.Text)
	lim := &e.Is.Limits
	switch e.Field {
	case fieldLeast, fieldMost, fieldDay:
		if !isSum || sum < 0 || sum > mostLimit {
			return tBadLimit, false
		}
		was := *lim
		*map[string]*money.Taka{fieldLeast: &lim.Least, fieldMost: &lim.Most, fieldDay: &lim.DayAmount}[e.Field] = sum
		if lim.Least > lim.Most && lim.Most != 0 {
			*lim = was
			return tLeastAboveMost, false
		}
	case fieldOrders:
		if !isCount || n > 10_000 {
			return tBadOrders, false
		}
		lim.DayOrders = n
	case fieldCredit:
		if !isSum || sum < 0 || sum > account.MostCredit {
			return tBadCredit, false
		}
		e.Is.Credit = &sum
	case fieldDays:
		if !isCount || n > account.MostCreditDays {
			return tBadDays, false
		}
		e.Is.Days = &n
	case fieldPIN:
		return e.setPINAbove(sum, isSum && sum <= mostLimit)
	default:
		return t.setRate(e, sum, isSum)
	}
	return chat.Text{}, true
}

// setRate sets a rate: of every operator, or of one. A hundredth of a per cent is a
// basis point, as a paisa is of a taka.
func (t turn) setRate(e *edit, rate money.Taka, ok bool) (chat.Text, bool) {
	operator, isRate := strings.CutPrefix(e.Field, fieldRate)
	if !ok || !isRate || rate < account.LeastRate || rate > account.MostRate {
		return tBadRate, false
	}
	if e.Is.Rates == nil {
		e.Is.Rates = map[string]int{}
	}
	for _, o := range order.Operators {
		if operator == rateOfAll || operator == string(o) {
			e.Is.Rates[string(o)] = int(rate)
		}
	}
	return chat.Text{}, true
}
