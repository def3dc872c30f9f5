package office

import (
	"unicode"
	"unicode/utf8"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/text"
)

// Lengths of a plan's name, in characters.
const (
	leastPlanName = 2
	mostPlanName  = 20
	mostPlans     = 20
	fieldName     = "name" // of a new plan
)

// plans lists the plans, each with how many members are on it.
func (t turn) plans() error {
	all, err := t.plansOf()
	if err != nil {
		return err
	}
	count := map[string]int{}
	if err := t.eachOnPlan(func(_ chat.Member, terms account.Terms) { count[terms.PlanName()]++ }); err != nil {
		return err
	}
	s := chat.Screen{HTML: tPlans.In(t.L)}
	for _, p := range all {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: tPlanRow.Label(t.L, "plan", p.Name, "count", count[p.Name]),
			Data: chat.Data("ed", "page", target{Plan: p.Name}, pageRates)}})
	}
	if len(all) < mostPlans {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bNewPlan.In(t.L), Data: chat.Data("pl", "new"), Style: chat.Main}})
	}
	t.Show(s)
	return nil
}

// onPlan gives the members on a plan who may use the bot: those on their own wallets,
// and those on the owner's money.
func (t turn) onPlan(name string) (own, shared []chat.Member, err error) {
	err = t.eachOnPlan(func(m chat.Member, terms account.Terms) {
		switch {
		case terms.PlanName() != name:
		case terms.Own:
			own = append(own, m)
		default:
			shared = append(shared, m)
		}
	})
	return own, shared, err
}

// eachOnPlan gives every member who may use the bot, without the owners, with their
// terms. Those without terms are on the first plan.
func (t turn) eachOnPlan(do func(chat.Member, account.Terms)) error {
	const page = 500
	for after := int64(0); ; {
		all, err := t.Tx.Members(after, page)
		if err != nil {
			return err
		}
		for _, m := range all {
			after = m.ID
			if t.IsOwner(m) {
				continue
			}
			terms, err := t.Tx.Terms(m.ID)
			if err != nil {
				return err
			}
			do(m, terms)
		}
		if len(all) < page {
			return nil
		}
	}
}

// plansTap answers the buttons of the list.
func (t turn) plansTap(action, key string) error {
	switch action {
	case "list":
		return t.plans()
	case "new":
		e := edit{Page: pageRates, Field: fieldName, Asked: t.In.At.Unix()}
		t.Show(chat.Screen{HTML: tAskPlan.In(t.L), Buttons: [][]chat.Button{{{Text: bPlans.In(t.L), Data: chat.Data("pl", "list")}}}})
		return t.keepEdit(e)
	}
	p, ok, err := t.planBy(key)
	if err != nil {
		return err
	}
	if !ok || p.Name == account.Standard {
		return t.ShowToast(chat.OldButton)
	}
	switch action {
	case "del":
		return t.askDrop(p)
	case "yes-del":
		return t.dropPlan(p)
	}
	return t.ShowToast(chat.OldButton)
}

// planNamed makes a new plan of the name that was typed.
func (t turn) planNamed(e edit) error {
	name := text.Clean(t.In.Text, mostPlanName+1)
	refused := func(why chat.Text) error {
		e.Asked = t.In.At.Unix()
		if err := t.keepEdit(e); err != nil {
			return err
		}
		return t.Say(why, "plan", name)
	}
	if !planName(name) {
		return refused(tBadPlan)
	}
	all, err := t.plansOf()
	if err != nil {
		return err
	}
	for _, p := range all {
		if text.Fold(p.Name) == text.Fold(name) {
			return refused(tPlanThere)
		}
	}
	if len(all) >= mostPlans { // the list offers no further one
		return t.plans()
	}
	if err := t.Tx.PutPlan(account.Plan{Name: name}); err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: "add a plan", By: t.In.From.ID, Subject: name})
	if err := t.keepEdit(edit{}); err != nil {
		return err
	}
	if e, err = t.editOf(target{Plan: name}); err != nil {
		return err
	}
	return t.showEdit(e, tPlanMade.In(t.L, "plan", name))
}

// planName reports whether a text may be a plan's name: letters and digits only.
func planName(name string) bool {
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\u200c' && r != '\u200d' { // which Bangla writes between letters
			return false
		}
	}
	n := utf8.RuneCountInString(name)
	return n >= leastPlanName && n <= mostPlanName
}

// askDrop asks for confirmation before an empty plan is deleted.
func (t turn) askDrop(p account.Plan) error {
	own, shared, err := t.onPlan(p.Name)
	if err != nil {
		return err
	}
	if n := len(own) + len(shared); n > 0 {
		t.Alert = true
		return t.ShowToast(tPlanInUse, "count", n)
	}
	t.Show(chat.Screen{HTML: tSureDropPlan.In(t.L, "plan", p.Name), Buttons: [][]chat.Button{
		{{Text: bSureDropPlan.In(t.L), Data: chat.Data("pl", "yes-del", planKey(p.Name)), Style: chat.Bad}},
		{{Text: bGoBack.In(t.L), Data: chat.Data("ed", "page", target{Plan: p.Name}, pageRates)}}}})
	return nil
}

// dropPlan deletes a plan that nobody is on. Those who may not use the bot any more are
// put on the first one.
func (t turn) dropPlan(p account.Plan) error {
	own, shared, err := t.onPlan(p.Name)
	if err != nil {
		return err
	}
	if n := len(own) + len(shared); n > 0 {
		t.Alert = true
		return t.ShowToast(tPlanInUse, "count", n)
	}
	for {
		left, err := t.Tx.OnPlan(p.Name, 0, 100)
		if err != nil {
			return err
		}
		if len(left) == 0 {
			break
		}
		for _, id := range left {
			terms, err := t.Tx.Terms(id)
			if err != nil {
				return err
			}
			terms.Plan = ""
			if err := t.Books().SetTerms(id, terms, t.In.At); err != nil {
				return err
			}
		}
	}
	if err := t.Tx.DropPlan(p.Name); err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: "delete a plan", By: t.In.From.ID, Subject: p.Name})
	t.Toast, t.Pairs = tPlanDropped, []any{"plan", p.Name}
	return t.plans()
}

// choosePlan shows the plans on which a member can be put.
func (t turn) choosePlan(id int64) error {
	m, _, with, err := t.standing(id)
	if err != nil {
		return err
	}
	all, err := t.plansOf()
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tChoosePlan.In(t.L, "name", t.Name(m), "plan", with.PlanName())}
	for _, p := range all {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: t.planLabel(p, with), Data: chat.Data("ac", "plan", id, planKey(p.Name))}})
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bGoBack.In(t.L), Data: chat.Data("ac", "show", id)}})
	t.Show(s)
	return nil
}

// planLabel marks the one that they are on.
func (t turn) planLabel(p account.Plan, with account.Conditions) string {
	if p.Name == with.PlanName() {
		return "✓ " + p.Name
	}
	return p.Name
}

// putOnPlan puts a member on a plan and tells them what is different.
func (t turn) putOnPlan(id int64, key string) error {
	m, _, was, err := t.standing(id)
	if err != nil {
		return err
	}
	p, ok, err := t.planBy(key)
	if err != nil {
		return err
	}
	if !ok || !m.Allowed || t.IsOwner(m) {
		return t.ShowToast(chat.OldButton)
	}
	if was.PlanName() == p.Name {
		return t.accountOf(id)
	}
	if err := t.Books().SetTerms(id, was.PutOn(p), t.In.At); err != nil {
		return err
	}
	if err := t.accountOf(id); err != nil {
		return err
	}
	return t.termsChanged(m, was, "put on the plan "+p.Name)
}
