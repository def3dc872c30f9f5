package office

import (
	"strings"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
)

// notSaved says for how many members a change would count, and gives the label that
// saves it.
func (t turn) notSaved(e edit) (more, save string, err error) {
	if e.Of.Member == 0 {
		return t.planNotSaved(e)
	}
	m, b, with, err := t.standing(e.Of.Member)
	if err != nil {
		return "", "", err
	}
	plan, err := t.planUnder(e.Of)
	if err != nil {
		return "", "", err
	}
	terms := with.Terms
	terms.Credit, terms.CreditDays, terms.Limits = e.Is.Credit, e.Is.Days, e.Is.Limits
	if e.Page == pageCredit {
		more = t.below(t.L, b, terms.On(plan))
	}
	return tNotSaved.In(t.L) + more, bSave.Label(t.L, "name", t.Name(m)), nil
}

// planNotSaved counts those for whom something would be different, those on the owner's money
// who would lose the plan's limit a day, and those whose wallets would be below their limits.
func (t turn) planNotSaved(e edit) (more, save string, err error) {
	own, shared, err := t.onPlan(e.Of.Plan)
	if err != nil {
		return "", "", err
	}
	n, low, bound := 0, 0, 0
	for _, m := range append(own, shared...) {
		_, b, was, err := t.standing(m.ID)
		if err != nil {
			return "", "", err
		}
		would := was.Under(e.plan()).On(e.plan())
		if would.Terms.Limits.DayAmount != was.Terms.Limits.DayAmount {
			bound++
		}
		if len(changed(t.L, was, would)) > 0 {
			n++
		}
		if would.Own && would.Available(b) < 0 && was.Available(b) >= 0 {
			low++
		}
	}
	if n == 0 {
		return tNotSaved.In(t.L) + " " + tForNobody.In(t.L), bSavePlan.In(t.L), nil
	}
	more = tNotSaved.In(t.L) + " " + tForMembers.In(t.L, "count", n)
	if bound > 0 {
		more += "\n" + tForBound.In(t.L, "count", bound, "limit", account.NewDayLimit)
	}
	if low > 0 {
		more += "\n" + tForBelow.In(t.L, "count", low)
	}
	return more, bSaveFor.Label(t.L, "count", n), nil
}

// plan is the plan as it would be saved.
func (e edit) plan() account.Plan {
	is := e.Is.normal()
	return account.Plan{Name: e.Of.Plan, Rates: is.Rates, Limits: is.Limits, Credit: *is.Credit, CreditDays: *is.Days, PIN: is.PIN}
}

// savePlan saves a plan, and tells those for whom something is different by it.
func (t turn) savePlan(e edit) error {
	own, shared, err := t.onPlan(e.Of.Plan)
	if err != nil {
		return err
	}
	members := append(own, shared...)
	was := make([]account.Conditions, len(members))
	for i, m := range members {
		if was[i], err = t.Books().Conditions(m.ID); err != nil {
			return err
		}
	}
	p := e.plan()
	if err := t.Books().SetPlan(p, t.In.At); err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: "change a plan", By: t.In.From.ID, Subject: p.Name})
	t.Toast = tSaved
	fresh, err := t.editOf(e.Of)
	if err != nil {
		return err
	}
	if err := t.showEdit(fresh, ""); err != nil {
		return err
	}
	begin := len(t.Out)
	for i, m := range members {
		if terms := was[i].Under(p); terms.Limits.DayAmount != was[i].Terms.Limits.DayAmount {
			if err := t.Books().SetTerms(m.ID, terms, t.In.At); err != nil {
				return err
			}
		}
		now, err := t.Books().Conditions(m.ID)
		if err != nil {
			return err
		}
		if _, err := t.tellChanged(m, was[i], now); err != nil {
			return err
		}
	}
	for i := begin; i < len(t.Out); i++ {
		t.Out[i].Bulk = true
	}
	return t.toOthers(func(l chat.Language) string {
		lines := append(changedRates(l, e.Was.Rates, p.Rates), creditText(l, account.Conditions{Credit: p.Credit, CreditDays: p.CreditDays}),
			tLimits.In(l, "limits", chat.HTML(limitsText(l, p.Limits))), tHasPIN.In(l, "rule", card.PINRule(l, p.PIN)))
		return tOthersPlan.In(l, "admin", t.Name(t.Member), "plan", p.Name) + "\n" + strings.Join(lines, "\n")
	})
}
