package shop

import (
	"errors"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
)

// Deposits that wait for an owner are shown to the member who paid, who may take each back
// until it is decided.

// waitingDeposits are lines that name the member's deposits that wait, "" where there are
// none, and a button for each that takes it back.
func (t turn) waitingDeposits() (lines string, rows [][]chat.Button, err error) {
	open, err := t.Tx.OpenDeposits(t.In.From.ID, 0, account.MostWaiting)
	for _, d := range open {
		c, _, err := t.Tx.Channel(d.Channel)
		if err != nil {
			return "", nil, err
		}
		what, id := t.L.Value(d.Amount)+", "+t.L.Value(card.ChannelName(c)), ""
		if d.TransactionID != "" {
			id = ", " + d.TransactionID
		}
		lines += "\n" + tDepositWaiting.In(t.L, "what", chat.HTML(what+id), "age", t.In.At.Sub(d.Asked))
		rows = append(rows, []chat.Button{{Text: bTakeBack.Label(t.L, "what", chat.HTML(what+id)), Data: chat.Data("dep", "back", d.ID, d.Asked.Unix())}})
	}
	return lines, rows, err
}

// takeBack takes back a deposit that waits, as it was when its button was shown. What was
// shown of the payment stays, so that it can be sent again.
func (t turn) takeBack(id uint64, asked int64) error {
	d, ok, err := t.Tx.Deposit(id)
	if err != nil {
		return err
	}
	if !ok || d.Member != t.In.From.ID || d.Asked.Unix() != asked {
		return t.ShowToast(chat.OldButton)
	}
	d, err = t.Books().TakeBack(id, t.In.At)
	if errors.Is(err, account.ErrDecided) { // an owner was faster, or it is the second tap
		t.Alert = true
		return t.ShowToast(tNotTakenBack)
	}
	if err != nil {
		return err
	}
	c, _, err := t.Tx.Channel(d.Channel)
	if err != nil {
		return err
	}
	t.Below = true // the balance, or what was asked, stays
	t.Show(chat.Screen{HTML: tTakenBack.In(t.L, "sum", d.Amount, "channel", card.ChannelName(c)), Buttons: [][]chat.Button{
		{{Text: bSendAgain.In(t.L), Data: chat.Data("dep", "fix", d.ID)}}}})
	return card.DepositChanged(t.Turn, d)
}
