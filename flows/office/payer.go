package office

import (
	"errors"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
)

// Whose money pays for a member's orders, as the data of buttons has it.
const (
	payOwn  = "own"  // their own wallet
	payMine = "mine" // the owner's money
)

// payButtons are the two buttons that let somebody in, or switch them.
func payButtons(l chat.Language, word string, id int64) [][]chat.Button {
	return [][]chat.Button{
		{{Text: bOnWallet.In(l), Data: chat.Data(word, payOwn, id), Style: chat.Good}},
		{{Text: bOnMine.Label(l, "limit", account.NewDayLimit), Data: chat.Data(word, payMine, id), Style: chat.Good}},
	}
}

// askPayer asks whose money pays, before somebody is let in; warn is said besides.
func (t turn) askPayer(id int64, name, username string, warn chat.Text) error {
	person := card.Person(t.Config, t.L, id, name, username)
	s := chat.Screen{HTML: string(person)}
	if warn != (chat.Text{}) {
		s.HTML = warn.In(t.L, "person", person)
	}
	s.HTML += "\n\n" + tWhosePays.In(t.L)
	s.Buttons = append(payButtons(t.L, "m", id), []chat.Button{{Text: bBack.In(t.L), Data: "m:a:0"}})
	t.Show(s)
	return nil
}

// setPayer sets whose money pays for the orders of somebody who is switched, or let in.
// Kept reports that something is on hold, so that it stays as it was. What else stands
// in their terms stays; for who is let in a pause ends, and the limit is what the button
// said.
func (t turn) setPayer(id int64, pay string, letIn bool) (kept bool, err error) {
	was, err := t.Tx.Terms(id)
	if err != nil {
		return false, err
	}
	if letIn {
		was.Paused = false
	}
	terms := was
	terms.Own = pay == payOwn
	switch {
	case terms.Own && !was.Own: // the limit was there for the owner's money
		terms.Limits.DayAmount = 0
	case !terms.Own && (letIn || terms.Limits.DayAmount == 0):
		terms.Limits.DayAmount = account.NewDayLimit
	}
	err = t.Books().SetTerms(id, terms, t.In.At)
	if errors.Is(err, account.ErrHeld) {
		return true, t.Books().SetTerms(id, was, t.In.At)
	}
	return false, err
}

// payerText says to owners whose money pays now, and whether it could not be changed.
func payerText(l chat.Language, terms account.Terms, kept bool) string {
	text := tPaysMine.In(l)
	if terms.Own {
		text = tPaysOwn.In(l)
	}
	if kept {
		text += "\n" + tPayerKept.In(l)
	}
	return text
}

// letInText is what somebody reads who was let in.
func (t turn) letInText(l chat.Language, id int64) (string, error) {
	terms, err := t.Tx.Terms(id)
	if err != nil {
		return "", err
	}
	if terms.Own {
		return tLetIn.In(l) + "\n" + tLetInOwn.In(l), nil
	}
	return tLetIn.In(l), nil
}

// askSwitch asks back before it changes whose money pays.
func (t turn) askSwitch(id int64, pay string) error {
	m, b, with, err := t.standing(id)
	if err != nil {
		return err
	}
	if with.Own == (pay == payOwn) {
		return t.accountOf(id)
	}
	if b.Held != 0 {
		t.Alert = true
		return t.Brief(tSwitchHeld, "held", chat.Full(b.Held))
	}
	text := tSureMine
	if pay == payOwn {
		text = tSureOwn
	}
	s := chat.Screen{HTML: text.In(t.L, "name", t.Name(m), "limit", account.NewDayLimit)}
	if b.Wallet != 0 {
		s.HTML += "\n" + tWalletStays.In(t.L, "balance", chat.HTML(t.has(t.L, b)))
	}
	s.Buttons = [][]chat.Button{{{Text: bYesSwitch.In(t.L), Data: chat.Data("ac", "yes-"+pay, id), Style: chat.Good}},
		{{Text: bGoBack.In(t.L), Data: chat.Data("ac", "show", id)}}}
	t.Show(s)
	return nil
}

// switchPayer changes whose money pays, and tells everybody whom it concerns.
func (t turn) switchPayer(id int64, pay string) error {
	m, b, with, err := t.standing(id)
	if err != nil {
		return err
	}
	if with.Own == (pay == payOwn) { // another owner was faster
		return t.accountOf(id)
	}
	kept, err := t.setPayer(id, pay, false)
	if err != nil {
		return err
	}
	if kept {
		t.Alert = true
		return t.Brief(tSwitchHeld, "held", chat.Full(b.Held))
	}
	told, what, others := tToldMine, "switch to the owner's money", tOthersMine
	if pay == payOwn {
		told, what, others = tToldOwn, "switch to their own wallet", tOthersOwn
		m.SeesPanel = false
		if err := t.Tx.PutMember(m); err != nil {
			return err
		}
	}
	t.audit(what, id)
	if with, err = t.Books().Conditions(id); err != nil {
		return err
	}
	t.tellUnasked(m, func(l chat.Language) string {
		text := told.In(l, "limit", with.Limits.DayAmount)
		if with.Own {
			text += "\n" + card.Account(l, b, with)
		}
		return text
	})
	if err := t.accountOf(id); err != nil {
		return err
	}
	return t.toOthers(func(l chat.Language) string {
		return others.In(l, "admin", t.Name(t.Member), "person", card.Person(t.Config, l, id, m.ShownName(), m.Username))
	})
}

// tellUnasked tells a member of a change that they did not cause. Where they cannot be reached
// they read it once they are back.
func (t turn) tellUnasked(m chat.Member, text func(l chat.Language) string) {
	html := text(t.LanguageOf(m.Language, ""))
	t.Out = append(t.Out, chat.Outgoing{Chat: m.ID, Screen: &chat.Screen{HTML: html}, Note: oneLine(html)})
}
