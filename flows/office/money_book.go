package office

import (
	"errors"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
)

// actHeads, sumQuestions and actTold are the texts of each thing that an owner can do with
// a wallet.
var (
	actHeads     = map[string]chat.Text{doAdjust: tAdjustHead, doPay: tPayHead, doMove: tMoveHead}
	sumQuestions = map[string]chat.Text{doAdjust: tAskAdjust, doPay: tAskPay, doMove: tAskMove}
	actTold      = map[string]chat.Text{doAdjust: tToldAdjusted, doPay: tToldPaid, doMove: tToldMovedAway}
)

// bookAct books what stands on a card, once. A card that was shown too long ago is shown
// again as things are now, and so is one that shows something else than would be booked.
func (t turn) bookAct(a act, shown string) error {
	if a.step() != stepConfirm {
		return t.ShowToast(chat.OldButton)
	}
	if shown != a.mark() {
		t.Toast, t.Alert = tChangedSince, true
		return t.nextOfAct(a, "")
	}
	if age := t.In.At.Sub(time.Unix(a.Asked, 0)); age > answerWaits || age < -time.Minute {
		t.Toast, t.Alert = tLookAgain, true
		return t.nextOfAct(a, "")
	}
	before, err := t.Tx.Balance(a.Member)
	if err != nil {
		return err
	}
	if a.Do == doPay && a.Sum > before.Wallet { // some of it is on hold, or was paid out, meanwhile
		a.Sum = 0
		return t.nextOfAct(a, tSumAbove.In(t.L, "balance", chat.Full(before.Wallet)))
	}
	if since, err := t.bookedSince(a.Member, a.Last); err != nil || since {
		t.Toast, t.Alert = tBookedSince, true
		return errors.Join(err, t.nextOfAct(a, ""))
	}
	if gone, err := t.receiverGone(a); err != nil || gone {
		return err
	}
	err = t.book(a)
	switch {
	case errors.Is(err, account.ErrBooked):
		return t.oldAct(a.Nonce)
	case errors.Is(err, account.ErrBelow): // the card says so
		return t.nextOfAct(a, "")
	case errors.Is(err, account.ErrNoChannel):
		a.Channel = ""
		return t.nextOfAct(a, "")
	case err != nil:
		return err
	}
	if err := t.StopWaiting(flowMoney); err != nil {
		return err
	}
	return t.actBooked(a, before)
}

// receiverGone asks for another receiver where another owner has removed the one of a transfer,
// or put them on the owner's money, since they were chosen.
func (t turn) receiverGone(a act) (gone bool, err error) {
	if a.Do != doMove {
		return false, nil
	}
	m, _, err := t.Tx.Member(a.To)
	if err != nil {
		return false, err
	}
	if ok, err := t.mayReceive(a, m); err != nil || ok {
		return false, err
	}
	a.To = 0
	return true, t.nextOfAct(a, tNotReceiver.In(t.L, "name", t.Name(m)))
}

// lastEntry is what a card keeps of the member's last entry.
func (t turn) lastEntry(member int64) (uint64, error) {
	last, err := t.Books().LastEntry(member)
	return last + 1, err
}

// bookedSince reports whether somebody has booked something for the member since a card was
// shown, which may be the same.
func (t turn) bookedSince(member int64, last uint64) (bool, error) {
	if last == 0 {
		return false, nil
	}
	return t.Books().BookedSince(member, last-1)
}

// book writes the entry.
func (t turn) book(a act) (err error) {
	by, at := t.In.From.ID, t.In.At
	switch a.Do {
	case doAdjust:
		_, err = t.Books().Adjust(a.Member, a.Sum, a.Reason, a.Nonce, by, at)
	case doPay:
		_, err = t.Books().Pay(a.Member, a.Sum, a.Channel, a.Reason, a.Nonce, by, at)
	case doMove:
		_, err = t.Books().Move(a.Member, a.To, a.Sum, a.Reason, a.Nonce, by, at)
	}
	return err
}

// actBooked says it to everybody whom it concerns, with the new balance.
func (t turn) actBooked(a act, before account.Balance) error {
	m, _, _, err := t.standing(a.Member)
	if err != nil {
		return err
	}
	words := map[chat.Language]string{}
	for _, l := range []chat.Language{chat.English, chat.Bangla} {
		given, err := t.givenOf(l, a, before)
		if err != nil {
			return err
		}
		words[l] = string(card.Person(t.Config, l, m.ID, m.ShownName(), m.Username)) + given
	}
	t.auditAct(a)
	t.Show(chat.Screen{HTML: tActBooked.In(t.L) + "\n" + words[t.L],
		Buttons: [][]chat.Button{{{Text: bAccount.In(t.L), Data: chat.Data("ac", "show", m.ID)}}}})
	if err := t.tellAct(a, a.Member, -a.takes(), actTold[a.Do]); err != nil {
		return err
	}
	if a.Do == doMove {
		if err := t.tellAct(a, a.To, a.Sum, tToldMovedHere); err != nil {
			return err
		}
	}
	return t.toOthers(func(l chat.Language) string {
		return tOthersBooked.In(l, "admin", t.Name(t.Member), "what", chat.HTML(actHeads[a.Do].In(l, "name", t.Name(m)))) + "\n" + words[l]
	})
}
