package office

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// hundred is the example by which a rate is explained.
const hundred = money.Taka(100_00)

// dayIn writes a date in the owner's calendar.
func (t turn) dayIn(l chat.Language, at time.Time) string {
	return l.Digits(at.In(t.Location).Format("02-01-2006"))
}

// daysOf is a number of days as a span of time.
func daysOf(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

// creditText says how far below zero a wallet may go, and for how long.
func creditText(l chat.Language, with account.Conditions) string {
	switch {
	case with.Credit == 0:
		return tCreditNone.In(l)
	case with.CreditDays == 0:
		return tCreditNoDate.In(l, "limit", with.Credit)
	}
	return tCreditUpTo.In(l, "limit", with.Credit, "age", daysOf(with.CreditDays))
}

// limitsText says in a line what bounds orders.
func limitsText(l chat.Language, lim account.Limits) string {
	var parts []string
	add := func(set bool, x chat.Text, pairs ...any) {
		if set {
			parts = append(parts, x.In(l, pairs...))
		}
	}
	add(lim.Least != 0, tLimLeast, "limit", lim.Least)
	add(lim.Most != 0, tLimMost, "limit", lim.Most)
	add(lim.DayAmount != 0, tLimDay, "limit", lim.DayAmount)
	add(lim.DayOrders != 0, tLimOrders, "count", lim.DayOrders)
	add(lim.Operators != nil, tLimOnly, "what", operatorNames(l, lim.Operators))
	add(lim.Connection != "", tLimOnly, "what", connectionName(lim.Connection))
	if parts == nil {
		return tLimNone.In(l)
	}
	return strings.Join(parts, " · ")
}

func operatorNames(l chat.Language, all []string) chat.HTML {
	var names []string
	for _, o := range all {
		names = append(names, l.Operator(order.Operator(o)))
	}
	return chat.HTML(strings.Join(names, ", "))
}

func connectionName(connection string) chat.Text {
	if connection == "postpaid" {
		return card.Connection(order.Postpaid)
	}
	return card.Connection(order.Prepaid)
}

// below warns owners that a wallet is below its limit, so that nothing can be ordered;
// "" where it is not.
func (t turn) below(l chat.Language, b account.Balance, with account.Conditions) string {
	if !with.Own || with.Available(b) >= 0 {
		return ""
	}
	return "\n" + tBelowOwner.In(l, "missing", chat.Full(-with.Available(b)))
}

// changed says to a member what is different for them between two states of their
// terms; nothing where nothing is.
func changed(l chat.Language, was, is account.Conditions) (lines []string) {
	if is.Own {
		lines = changedRates(l, was.Rates, is.Rates)
		if was.Own && (was.Credit != is.Credit || was.CreditDays != is.CreditDays) {
			lines = append(lines, creditText(l, is))
		}
	}
	if before, after := limitsText(l, was.Limits), limitsText(l, is.Limits); before != after {
		lines = append(lines, tLimits.In(l, "limits", chat.HTML(after)))
	}
	if was.PIN != is.PIN {
		lines = append(lines, tPINChanged.In(l, "rule", card.PINRule(l, is.PIN)))
	}
	return lines
}

// changedRates says what a recharge costs by those operators whose rate has changed; in
// one line where all have the same new one.
func changedRates(l chat.Language, was, is map[string]int) (lines []string) {
	same, all := map[int]bool{}, true
	for _, o := range order.Operators {
		rate := is[string(o)]
		same[rate] = true
		if was[string(o)] == rate {
			all = false
			continue
		}
		lines = append(lines, tRateNow.In(l, "operator", o, "amount", hundred, "price", chat.Full(account.Price(hundred, rate))))
	}
	if all && len(same) == 1 {
		rate := slices.Collect(maps.Keys(same))[0]
		return []string{tRateNowAll.In(l, "amount", hundred, "price", chat.Full(account.Price(hundred, rate)))}
	}
	return lines
}

// tellChanged tells a member what of their terms an owner has changed, and whether their
// wallet is below its limit by it. Told is false where nothing is different for them.
func (t turn) tellChanged(m chat.Member, was, is account.Conditions) (told bool, err error) {
	if len(changed(t.L, was, is)) == 0 {
		return false, nil
	}
	b, err := t.Tx.Balance(m.ID)
	if err != nil {
		return false, err
	}
	t.tellUnasked(m, func(l chat.Language) string {
		text := tTermsChanged.In(l) + "\n" + strings.Join(changed(l, was, is), "\n")
		if is.Own && was.Credit != is.Credit {
			text += "\n" + card.Account(l, b, is, t.In.At)
		}
		return text + card.Below(l, b, is) + "\n" + tAllRates.In(l)
	})
	return true, nil
}

// termsChanged tells everybody whom it concerns that an owner has changed the terms of
// one member.
func (t turn) termsChanged(m chat.Member, was account.Conditions, what string) error {
	is, err := t.Books().Conditions(m.ID)
	if err != nil {
		return err
	}
	t.audit(what, m.ID)
	if _, err := t.tellChanged(m, was, is); err != nil {
		return err
	}
	return t.toOthers(func(l chat.Language) string {
		text := tOthersTerms.In(l, "admin", t.Name(t.Member), "person", card.Person(t.Config, l, m.ID, m.ShownName(), m.Username), "plan", is.PlanName())
		if is.Own {
			text += "\n" + creditText(l, is)
		}
		return text + "\n" + tLimits.In(l, "limits", chat.HTML(limitsText(l, is.Limits)))
	})
}

// pause keeps a member from ordering, or lets them go on.
func (t turn) pause(id int64, on bool) error {
	m, _, with, err := t.standing(id)
	if err != nil {
		return err
	}
	if !m.Allowed || t.IsOwner(m) {
		return t.ShowToast(tNotMember, "id", id)
	}
	if with.Paused == on {
		return t.memberCard(id)
	}
	with.Terms.Paused = on
	if err := t.Books().SetTerms(id, with.Terms, t.In.At); err != nil {
		return err
	}
	told, what := tToldGoOn, "let go on"
	if on {
		told, what = tToldPaused, "pause"
	}
	t.audit(what, id)
	t.tellUnasked(m, func(l chat.Language) string { return told.In(l) })
	return t.memberCard(id)
}

// showPanel lets a member on the owner's money see the panel's balance, or not.
func (t turn) showPanel(id int64, see bool) error {
	m, _, with, err := t.standing(id)
	if err != nil {
		return err
	}
	if !m.Allowed || with.Own {
		return t.ShowToast(chat.OldButton)
	}
	if m.SeesPanel != see {
		m.SeesPanel = see
		what := "hide the panel's balance"
		if see {
			what = "show the panel's balance"
		}
		t.audit(what, id)
		if err := t.Tx.PutMember(m); err != nil {
			return err
		}
	}
	return t.accountOf(id)
}

// moreDays are how much more time an owner can give for a debt.
var moreDays = []int{1, 3, 7, 14, 30}

// moreTime gives those of moreDays that change the day on which a debt is due to the one that
// they end on; none where nothing is owed, or it has no date. Where more time was given by
// mistake that may be an earlier day.
func (t turn) moreTime(b account.Balance, with account.Conditions) (days []int) {
	due, ok := with.Due(b)
	if !ok {
		return nil
	}
	for _, n := range moreDays {
		until := t.In.At.AddDate(0, 0, n)
		with.Terms.Grace = until.Unix()
		then, _ := with.Due(b)
		if day := money.Day(then, t.Location); day == money.Day(until, t.Location) && day != money.Day(due, t.Location) {
			days = append(days, n)
		}
	}
	return days
}

// askTime asks how much more time somebody gets for what they owe.
func (t turn) askTime(id int64) error {
	m, b, with, err := t.standing(id)
	if err != nil {
		return err
	}
	days := t.moreTime(b, with)
	if days == nil {
		return t.accountOf(id)
	}
	s := chat.Screen{HTML: tMoreTime.In(t.L, "name", t.Name(m)) + "\n" + t.has(t.L, b) + t.debtLine(b, with)}
	for _, n := range days {
		until := t.In.At.AddDate(0, 0, n)
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bDays.Label(t.L, "age", daysOf(n), "day", t.dayIn(t.L, until)), Data: chat.Data("ac", "grace", id, n)}})
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bGoBack.In(t.L), Data: chat.Data("ac", "show", id)}})
	t.Show(s)
	return nil
}

// giveTime gives it, from now on.
func (t turn) giveTime(id int64, days string) error {
	n, err := strconv.Atoi(days)
	if err != nil {
		return t.ShowToast(chat.OldButton)
	}
	m, b, with, err := t.standing(id)
	if err != nil {
		return err
	}
	if !slices.Contains(t.moreTime(b, with), n) {
		t.Toast = chat.OldButton // paid meanwhile, or there is as much time by now
		return t.accountOf(id)
	}
	until := t.In.At.AddDate(0, 0, n)
	with.Terms.Grace = until.Unix()
	if err := t.Books().SetTerms(id, with.Terms, t.In.At); err != nil {
		return err
	}
	t.audit("give time until "+money.Day(until, t.Location), id)
	due, _ := with.Due(b)
	t.tellUnasked(m, func(l chat.Language) string {
		return tToldTime.In(l, "day", t.dayIn(l, due)) + "\n" + card.Account(l, b, with, t.In.At)
	})
	if err := t.accountOf(id); err != nil {
		return err
	}
	return t.toOthers(func(l chat.Language) string {
		return tOthersTime.In(l, "admin", t.Name(t.Member), "person", card.Person(t.Config, l, id, m.ShownName(), m.Username), "day", t.dayIn(l, due))
	})
}
