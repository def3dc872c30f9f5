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
	Twin   uint64     `json:"twin,omitzero"`   // what the question tells was booked since, see account.Twin
	Kept   int64      `json:"kept"`
}

// data is that of a button below a question. It names the deposit as it was when the question
// was asked, and what was asked, so that a tap is about that question, whichever came later.
func (w deciding) data(do string, more ...any) string {
	return chat.Data("deps", append([]any{do, w.ID, w.Asked, w.What, int64(w.Amount)}, more...)...)
}

// decidingOf reads which question a button stands below. False for a button without it, as
// they were before, or with what no question has.
func decidingOf(a chat.Args) (w deciding, ok bool) {
	w = deciding{ID: uint64(max(0, a.Int(1))), Asked: a.Int(2), What: a.At(3), Amount: money.Taka(a.Int(4)), Twin: uint64(max(0, a.Int(6)))}
	return w, w.ID != 0 && reasons[w.What] != nil
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
			paid := w
			paid.Amount = p.Amount
			s.Buttons = append(s.Buttons, []chat.Button{{Text: bFromSMS.In(t.L, "sum", p.Amount), Data: paid.data("a"), Style: chat.Main}})
		}
	}
	s.Buttons = append(s.Buttons, t.stopDeciding(w))
	t.Show(s)
	return t.keepDeciding(w)
}

func (t turn) askReason(w deciding, d account.Deposit) error {
	s := chat.Screen{HTML: tAskWhyNot.In(t.L, "sum", d.Amount)}
	if w.What == "o" {
		twin, err := t.Books().Twin(d, w.Amount)
		if err != nil {
			return err
		}
		s.HTML = tAskWhyOther.In(t.L, "booked", w.Amount, "sum", d.Amount)
		if w.Twin = twin.ID; w.Twin != 0 {
			s.HTML = card.Twin(t.Config, t.L, twin) + "\n\n" + s.HTML
		}
	}
	for i, reason := range reasons[w.What] {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: reason.In(t.L), Data: w.data("r", i, w.Twin)}})
	}
	s.Buttons = append(s.Buttons, t.stopDeciding(w))
	t.Show(s)
	return t.keepDeciding(w)
}

func (t turn) stopDeciding(w deciding) []chat.Button {
	return []chat.Button{{Text: bGoBack.In(t.L), Data: w.data("stop")}}
}

func (t turn) keepDeciding(w deciding) error {
	w.Kept = t.In.At.Unix()
	return t.WaitFor(flowDecide, w)
}

// forgetDeciding ends the waiting for a text, unless that is for the answer to another
// question, which was asked later. Waited is false then, and where nothing was waited for.
func (t turn) forgetDeciding(w deciding) (waited bool, err error) {
	var kept deciding
	if err := t.Waiting(flowDecide, &kept); err != nil || kept.ID != w.ID || kept.What != w.What {
		return false, err
	}
	return true, t.StopWaiting(flowDecide)
}

// decideTap answers the buttons of the questions.
func (t turn) decideTap(a chat.Args) error {
	w, ok := decidingOf(a)
	if !ok {
		return t.ShowToast(chat.OldButton)
	}
	d, same, err := t.askedOf(w)
	if err != nil || !same {
		return err
	}
	switch a.At(0) {
	case "stop":
		if _, err := t.forgetDeciding(w); err != nil {
			return err
		}
		return t.Say(tNotDecided)
	case "a":
		return t.amountCameIn(w, w.Amount)
	}
	all, i := reasons[w.What], a.Int(5)
	if a.At(5) == "" || i < 0 || int(i) >= len(all) || w.What == "o" && !bookable(w.Amount) {
		return t.ShowToast(chat.OldButton)
	}
	m, _, err := t.Tx.Member(d.Member)
	if err != nil {
		return err
	}
	return t.decideWith(w, all[i].In(t.LanguageOf(m.Language, ""))) // in the language of whom it is for
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

// bookable reports whether a sum can be booked as a deposit.
func bookable(sum money.Taka) bool { return sum >= account.LeastDeposit && sum <= account.MostSum }

func (t turn) amountCameIn(w deciding, sum money.Taka) error {
	d, same, err := t.askedOf(w)
	if err != nil || !same {
		return err
	}
	if !bookable(sum) {
		return t.Say(tAmountBounds, "sum", sum, "most", account.MostSum)
	}
	w.Amount = sum
	return t.askReason(w, d)
}

// askedOf gives the deposit that a question is about. False where it was decided or corrected
// since the question was asked, which is said.
func (t turn) askedOf(w deciding) (d account.Deposit, same bool, err error) {
	d, known, err := t.Tx.Deposit(w.ID)
	if err != nil {
		return d, false, err
	}
	if !known {
		return d, false, t.ShowToast(chat.OldButton)
	}
	said := tDepositDecided
	if d.State == account.Waiting {
		if said = tDepositCorrected; d.Asked.Unix() == w.Asked {
			return d, true, nil
		}
	}
	waited, err := t.forgetDeciding(w)
	if err != nil {
		return d, false, err
	}
	if !waited { // the question was answered before, or a later one is open
		return d, false, t.ShowToast(chat.OldButton)
	}
	if err := t.Say(said); err != nil {
		return d, false, err
	}
	return d, false, card.ShowDeposit(t.Turn, d)
}

// decideWith decides with a reason.
func (t turn) decideWith(w deciding, reason string) error {
	d, same, err := t.askedOf(w)
	if err != nil || !same {
		return err
	}
	if _, err := t.forgetDeciding(w); err != nil {
		return err
	}
	if w.What == "o" {
		twin, err := t.Books().Twin(d, w.Amount)
		if err != nil {
			return err
		}
		if twin.ID != w.Twin { // another owner has booked it, perhaps
			t.Toast, t.Alert = tBookedSince, true
			return t.askReason(w, d)
		}
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
	command, rest := t.Routes.Plain(t.In.Text, t.Owner)
	if command == "cancel" && rest == "" {
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
