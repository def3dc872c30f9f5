package office

import (
	"errors"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// Whose money pays for a member's orders, as the data of buttons has it.
const (
	payOwn  = "own"  // their own wallet
	payMine = "mine" // the owner's money
)

// prospect is somebody who may be let in, with what an owner is to know for it.
type prospect struct {
	id     int64
	limit  money.Taka // a day, if the owner's money pays
	wallet account.Balance
}

func (t turn) prospect(id int64) (p prospect, err error) {
	p.id = id
	if p.limit, err = t.limitOnMine(id); err != nil {
		return p, err
	}
	p.wallet, err = t.Tx.Balance(id)
	return p, err
}

// limitOnMine is the limit a day that holds for somebody once the owner's money pays for their
// orders.
func (t turn) limitOnMine(id int64) (money.Taka, error) {
	terms, err := t.Tx.Terms(id)
	if err != nil {
		return 0, err
	}
	plan, _, err := t.Tx.Plan(terms.PlanName())
	return terms.OnOwner(plan).On(plan).Limits.DayAmount, err
}

// payButtons are the two buttons that let somebody in.
func payButtons(l chat.Language, word string, p prospect) [][]chat.Button {
	return [][]chat.Button{
		{{Text: bOnWallet.In(l), Data: chat.Data(word, payOwn, p.id), Style: chat.Good}},
		{{Text: bOnMine.Label(l, "limit", p.limit), Data: chat.Data(word, payMine, p.id), Style: chat.Good}},
	}
}

// whosePays asks whose money pays, and says what is in the wallet of somebody who was removed.
func (t turn) whosePays(l chat.Language, p prospect) string {
	return tWhosePays.In(l) + t.walletStays(l, p.wallet)
}

// walletStays says to owners what stays in a wallet when it is changed who pays, on a line of
// its own; "" where that is nothing.
func (t turn) walletStays(l chat.Language, b account.Balance) string {
	if b.Total() == 0 {
		return ""
	}
	return "\n" + tWalletStays.In(l, "balance", chat.HTML(t.has(l, b)))
}

// askPayer asks whose money pays, before somebody is let in; warn is said besides.
func (t turn) askPayer(id int64, name, username string, warn chat.Text) error {
	person := card.Person(t.Config, t.L, id, name, username)
	s := chat.Screen{HTML: string(person)}
	if warn != (chat.Text{}) {
		s.HTML = warn.In(t.L, "person", person)
	}
	p, err := t.prospect(id)
	if err != nil {
		return err
	}
	s.HTML += "\n\n" + t.whosePays(t.L, p)
	s.Buttons = append(payButtons(t.L, "m", p), []chat.Button{{Text: bBack.In(t.L), Data: chat.Data("m", "a", 0)}})
	t.Show(s)
	return nil
}

// setPayer sets whose money pays for the orders of somebody who is switched, or let in.
// Kept reports that something is on hold, so that it stays as it was. What else stands
// in their terms stays; for who is let in a pause ends.
func (t turn) setPayer(id int64, pay string, letIn bool) (kept bool, err error) {
	was, err := t.Tx.Terms(id)
	if err != nil {
		return false, err
	}
	if letIn {
		was.Paused = false
	}
	terms := was.OnWallet()
	if pay != payOwn {
		plan, _, err := t.Tx.Plan(was.PlanName())
		if err != nil {
			return false, err
		}
		terms = was.OnOwner(plan)
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

// letInPayer says it of somebody who was let in just now, with the limit that holds on the
// owner's money.
func letInPayer(l chat.Language, with account.Conditions, kept bool) string {
	if with.Own || kept || with.Limits.DayAmount == 0 {
		return payerText(l, with.Terms, kept)
	}
	return tPaysMineUpTo.In(l, "limit", with.Limits.DayAmount)
}

// letInText is what somebody reads who was let in.
func (t turn) letInText(l chat.Language, id int64) (string, error) {
	with, err := t.Books().Conditions(id)
	if err != nil {
		return "", err
	}
	b, err := t.Tx.Balance(id)
	switch {
	case !with.Own:
		return tLetIn.In(l) + card.Aside(l, b), err
	case b.Total() == 0 && with.Available(b) <= 0:
		return tLetIn.In(l) + "\n" + tLetInOwn.In(l), err
	}
	return tLetIn.In(l) + "\n" + card.Account(l, b, with, t.In.At) + card.Below(l, b, with) + "\n" + tLetInBalance.In(l), err
}

// askSwitch asks for confirmation before it changes whose money pays.
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
		return t.ShowToast(tSwitchHeld, "held", chat.Full(b.Held))
	}
	text := tSureMine
	if pay == payOwn {
		text = tSureOwn
	}
	limit, err := t.limitOnMine(id)
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: text.In(t.L, "name", t.Name(m), "limit", limit) + t.walletStays(t.L, b)}
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
		return t.ShowToast(tSwitchHeld, "held", chat.Full(b.Held))
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
			return text + "\n" + card.Account(l, b, with, t.In.At)
		}
		return text + card.Aside(l, b)
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
