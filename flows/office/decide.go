package office

import (
	"time"
	"unicode/utf8"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/text"
)

// Rejecting a deposit, or booking another amount, asks for a reason, which the member
// reads.

const (
	flowDecide  = "decide" // of a session that waits for an amount or a reason
	decideWaits = time.Hour
)

// deciding is a decision that is being put together.
type deciding struct {
	ID     uint64     `json:"id"`
	Asked  int64      `json:"asked"`           // by which the deposit is known not to have been changed
	What   string     `json:"what"`            // "o" for another amount, "n" for no
	Amount money.Taka `json:"amount,omitzero"` // to be booked
	Kept   int64      `json:"kept"`
}

// reasons are offered as buttons, those of a rejection and those of another amount.
var reasons = map[string][]chat.Text{
	"n": {tReasonNotCome, tReasonWrongID, tReasonBefore},
	"o": {tReasonCameIn, tReasonCharge},
}

// askDecision asks for the amount that came in, or why a deposit is rejected.
func (t turn) askDecision(d account.Deposit, what string) error {
	t.Below = true // the card stays
	w := deciding{ID: d.ID, Asked: d.Asked.Unix(), What: what}
	if what == "n" {
		return t.askReason(w, d)
	}
	return t.askAmount(w, d)
}

func (t turn) askAmount(w deciding, d account.Deposit) error {
	s := chat.Screen{HTML: tAskCameIn.In(t.L, "sum", d.Amount), Buttons: [][]chat.Button{}}
	if d.TransactionID != "" {
		p, told, err := t.Tx.Payment(d.Key, d.TransactionID)
		if err != nil {
			return err
		}
		if told && p.Amount != d.Amount {
			s.Buttons = append(s.Buttons, []chat.Button{{Text: bFromSMS.In(t.L, "sum", p.Amount), Data: chat.Data("deps", "a", int64(p.Amount)), Style: chat.Main}})
		}
	}
	s.Buttons = append(s.Buttons, t.stopDeciding())
	t.Show(s)
	return t.keepDeciding(w)
}

func (t turn) askReason(w deciding, d account.Deposit) error {
	s := chat.Screen{HTML: tAskWhyNot.In(t.L, "sum", d.Amount)}
	if w.What == "o" {
		s.HTML = tAskWhyOther.In(t.L, "booked", w.Amount, "sum", d.Amount)
	}
	for i, reason := range reasons[w.What] {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: reason.In(t.L), Data: chat.Data("deps", "r", i)}})
	}
	s.Buttons = append(s.Buttons, t.stopDeciding())
	t.Show(s)
	return t.keepDeciding(w)
}

func (t turn) stopDeciding() []chat.Button {
	return []chat.Button{{Text: bGoBack.In(t.L), Data: chat.Data("deps", "stop")}}
}

func (t turn) keepDeciding(w deciding) error {
	w.Kept = t.In.At.Unix()
	return t.WaitFor(flowDecide, w)
}

// decideTap answers the buttons of the questions.
func (t turn) decideTap(a chat.Args) error {
	var w deciding
	if err := t.Waiting(flowDecide, &w); err != nil {
		return err
	}
	if w.ID == 0 {
		return t.Brief(chat.OldButton)
	}
	switch a.At(0) {
	case "stop":
		if err := t.StopWaiting(flowDecide); err != nil {
			return err
		}
		return t.Say(tNotDecided)
	case "a":
		return t.amountCameIn(w, money.Taka(a.Int(1)))
	}
	all := reasons[w.What]
	if i := a.Int(1); i < 0 || int(i) >= len(all) || w.What == "o" && w.Amount == 0 {
		return t.Brief(chat.OldButton)
	}
	d, _, err := t.Tx.Deposit(w.ID)
	if err != nil {
		return err
	}
	m, _, err := t.Tx.Member(d.Member)
	if err != nil {
		return err
	}
	return t.decideWith(w, all[a.Int(1)].In(t.LanguageOf(m.Language, ""))) // in the language of whom it is for
}

// decideText takes the amount or the reason that was asked for.
func (t turn) decideText() error {
	var w deciding
	if err := t.Waiting(flowDecide, &w); err != nil {
		return err
	}
	if elsewhere, err := t.elsewhere(flowDecide, w, t.Fresh(w.Kept, decideWaits), true); elsewhere || err != nil {
		return err
	}
	if w.What == "o" && w.Amount == 0 {
		sum, ok := typedSum(t.In.Text)
		if !ok {
			return t.Say(tNoAmount, "typed", text.Clean(t.In.Text, 60))
		}
		return t.amountCameIn(w, sum)
	}
	reason := text.Clean(t.In.Text, account.MostReason+1)
	if n := utf8.RuneCountInString(reason); n < account.LeastReason || n > account.MostReason {
		return t.Say(tNoReason)
	}
	return t.decideWith(w, reason)
}

func (t turn) amountCameIn(w deciding, sum money.Taka) error {
	d, ok, err := t.Tx.Deposit(w.ID)
	switch {
	case err != nil:
		return err
	case !ok:
		return t.Brief(chat.OldButton)
	case sum < account.LeastDeposit || sum > account.MostSum:
		return t.Say(tAmountBounds, "sum", sum, "most", account.MostSum)
	}
	w.Amount = sum
	return t.askReason(w, d)
}

// decideWith decides with a reason.
func (t turn) decideWith(w deciding, reason string) error {
	if err := t.StopWaiting(flowDecide); err != nil {
		return err
	}
	d, ok, err := t.Tx.Deposit(w.ID)
	switch {
	case err != nil:
		return err
	case !ok || d.State != account.Waiting:
		if err := t.Say(tDepositDecided); err != nil {
			return err
		}
		return card.ShowDeposit(t.Turn, d)
	case d.Asked.Unix() != w.Asked:
		if err := t.Say(tDepositCorrected); err != nil {
			return err
		}
		return card.ShowDeposit(t.Turn, d)
	}
	if w.What == "n" {
		if err := t.Say(tRejectedNow, "sum", d.Amount, "reason", reason); err != nil {
			return err
		}
		return t.reject(d, reason)
	}
	if err := t.Say(tApprovedNow, "sum", w.Amount, "reason", reason); err != nil {
		return err
	}
	return t.approve(d, w.Amount, reason)
}

// elsewhere answers a text that is not for the conversation that waits for one: a
// command, an order (where no number is asked for), or anything after too long a time. The conversation waits on while it is fresh.
func (t turn) elsewhere(flow string, v any, fresh, orders bool) (bool, error) {
	if !fresh {
		return true, t.PassOn(flow, nil)
	}
	command, _ := t.Routes.Plain(t.In.Text)
	if command == "cancel" {
		if err := t.StopWaiting(flow); err != nil {
			return true, err
		}
		return true, t.Say(tNothingChanged)
	}
	if command != "" || orders && isOrder(t.In.Text) {
		return true, t.PassOn(flow, v)
	}
	return false, nil
}
