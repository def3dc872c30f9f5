package office

import (
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/pin"
)

// pinLine says in a line of a member's card that they have a PIN, and whether it is locked;
// "" where they have none.
func (t turn) pinLine(p pin.PIN) string {
	switch {
	case !p.Set():
		return ""
	case p.Locked(t.Steady(t.In.At)):
		return "\n" + tHasPINLocked.In(t.L, "count", p.Wrong)
	}
	return "\n" + tHasPIN.In(t.L, "rule", card.PINRule(t.L, p.Rule))
}

// askResetPIN asks for confirmation before a member's PIN is reset.
func (t turn) askResetPIN(id int64) error {
	m, p, ok, err := t.withPIN(id)
	if err != nil || !ok {
		return err
	}
	if !p.Set() { // another owner was faster
		return t.memberCard(id)
	}
	t.Show(chat.Screen{HTML: tSureResetPIN.In(t.L, "name", t.Name(m)), Buttons: [][]chat.Button{
		{{Text: bSureResetPIN.In(t.L), Data: chat.Data("m", "yes-pin", id), Style: chat.Bad}},
		{{Text: bGoBack.In(t.L), Data: chat.Data("m", "card", id)}}}})
	return nil
}

// resetPIN takes a member's PIN away, with its lock, and tells them and the other owners.
func (t turn) resetPIN(id int64) error {
	m, p, ok, err := t.withPIN(id)
	if err != nil || !ok {
		return err
	}
	if !p.Set() {
		return t.memberCard(id)
	}
	if err := t.Tx.PutPIN(id, pin.PIN{}); err != nil {
		return err
	}
	t.audit("reset the PIN", id)
	t.Toast = tPINWasReset
	if err := t.memberCard(id); err != nil {
		return err
	}
	t.tellUnasked(m, func(l chat.Language) string { return tToldPINReset.In(l) })
	return t.toOthers(func(l chat.Language) string {
		return tOthersPIN.In(l, "admin", t.Name(t.Member), "person", card.Person(t.Config, l, id, m.ShownName(), m.Username))
	})
}

// withPIN gives a member with their PIN; false where there is no such member, which is said.
func (t turn) withPIN(id int64) (m chat.Member, p pin.PIN, ok bool, err error) {
	if m, ok, err = t.Tx.Member(id); err != nil {
		return m, p, false, err
	}
	if !ok || t.IsOwner(m) {
		return m, p, false, t.ShowToast(tNotMember, "id", id)
	}
	p, err = t.Tx.PIN(id)
	return m, p, err == nil, err
}

// pinButtons are those of a plan's rule.
func (t turn) pinButtons(e edit) [][]chat.Button {
	rows := [][]chat.Button{{t.editButton(bPINOff, e, "pin", "off"), t.editButton(bPINAlways, e, "pin", "always")},
		{t.editButton(bPINAbove, e, "ask", fieldPIN)}}
	on := &rows[1][0]
	switch r := e.Is.PIN; {
	case !r.On:
		on = &rows[0][0]
	case r.Above == 0:
		on = &rows[0][1]
	}
	on.Text = "✓ " + on.Text
	return rows
}

// choosePINRule puts never or every order into a plan that is being changed.
func (t turn) choosePINRule(e edit, value string) error {
	if e.Of.Member != 0 {
		return t.ShowToast(chat.OldButton)
	}
	e.Page, e.Is.PIN = pagePIN, pin.Rule{On: value == "always"}
	return t.showEdit(e, "")
}

// setPINAbove sets the sum above which the PIN is asked.
func (e *edit) setPINAbove(sum money.Taka, ok bool) (problem chat.Text, set bool) {
	if !ok || sum <= 0 {
		return tBadPINFrom, false
	}
	e.Is.PIN = pin.Rule{On: true, Above: sum}
	return chat.Text{}, true
}

// pinRow is the line of a plan's rule.
func (t turn) pinRow(e edit) string {
	return t.row(tFieldPIN, card.PINRule(t.L, e.Was.PIN), card.PINRule(t.L, e.Is.PIN))
}
