package office

import (
	"slices"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
)

// An owner pastes or forwards the SMS of a payment at any time. It is kept, and matches
// the deposit with the same channel, transaction id and amount, now or later.

// Forwarded takes the SMS of a payment that an owner forwards.
func Forwarded(t *chat.Turn) (bool, error) { return turn{t}.readPayment() }

// readPayment takes a text that is the SMS of an incoming payment.
func (t turn) readPayment() (bool, error) {
	said, ok := account.ParseSMS(t.In.Text)
	if !ok || !said.Incoming {
		return false, nil
	}
	was, _, err := t.Tx.Payment(said.Channel, said.TransactionID)
	if err != nil {
		return true, err
	}
	p := account.Payment{Key: said.Channel, TransactionID: said.TransactionID, Amount: said.Amount, Sender: said.Sender, At: t.In.At, By: t.In.From.ID}
	d, found, fresh, err := t.Books().Paid(p, t.In.At)
	if err != nil {
		return true, err
	}
	if !fresh {
		return true, t.paymentKnown(d, found, was, p)
	}
	t.Tx.Audit(chat.Act{What: "keep payment", By: t.In.From.ID, Subject: said.Channel + " " + said.TransactionID + ": " + said.Amount.Full()})
	if found {
		return true, t.paymentFound(d, p)
	}
	return true, t.paymentKept(p)
}

// paymentKnown says that an SMS was kept before, and shows what it is for.
func (t turn) paymentKnown(d account.Deposit, found bool, was, now account.Payment) error {
	if found && d.State == account.Approved && d.By == 0 && d.Decided.Equal(t.In.At) { // crediting was off before
		return t.paymentFound(d, was)
	}
	said := tPaymentKnown.In(t.L, "time", t.Moment(t.L, was.At), "id", was.TransactionID, "sum", was.Amount)
	if was.Amount != now.Amount {
		said += "\n" + tPaymentChanged.In(t.L, "sum", now.Amount)
	}
	t.Send(chat.Screen{HTML: said})
	if !found {
		return nil
	}
	return card.ShowDeposit(t.Turn, d)
}

// paymentFound shows the deposit that has a payment's transaction id, and how the two
// stand to each other.
func (t turn) paymentFound(d account.Deposit, p account.Payment) error {
	switch {
	case d.State == account.Approved && d.By == 0 && d.Decided.Equal(t.In.At):
		if err := t.Say(tPaymentBooked, "sum", d.Booked); err != nil {
			return err
		}
		if err := t.decided(d); err != nil {
			return err
		}
	case d.State == account.Approved && d.Booked != p.Amount:
		if err := t.Say(tPaymentOther, "sum", p.Amount, "booked", d.Booked); err != nil {
			return err
		}
	case d.State == account.Approved:
		if err := t.Say(tPaymentBefore, "sum", p.Amount, "time", t.Moment(t.L, d.Decided)); err != nil {
			return err
		}
	case d.State == account.Lapsed:
		if err := t.Say(tPaymentLapsed, "sum", p.Amount); err != nil {
			return err
		}
	case d.Amount == p.Amount:
		if err := t.paymentMatches(d, tPaymentMatches.In(t.L, "sum", p.Amount)); err != nil {
			return err
		}
	default:
		if err := t.paymentMatches(d, tPaymentDiffers.In(t.L, "paid", p.Amount, "sum", d.Amount)); err != nil {
			return err
		}
	}
	return card.ShowDeposit(t.Turn, d)
}

// paymentMatches says so; the card is shown again, and the other owners' says it too.
func (t turn) paymentMatches(d account.Deposit, said string) error {
	t.Send(chat.Screen{HTML: said})
	return card.DepositChanged(t.Turn, d)
}

// paymentKept says that a payment is kept for later, and offers to book it for a member.
func (t turn) paymentKept(p account.Payment) error {
	all, err := t.Tx.Channels()
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tPaymentKept.In(t.L, "sum", p.Amount, "id", p.TransactionID)}
	at := slices.IndexFunc(all, func(c account.Channel) bool { return c.Key() == p.Key })
	if at < 0 {
		s.HTML += "\n" + tPaymentNoChannel.In(t.L, "channel", p.Key)
	} else {
		s.Buttons = [][]chat.Button{{{Text: bBookPayment.In(t.L), Data: chat.Data("dep", "sms", p.Key, p.TransactionID)}}}
	}
	t.Send(s)
	return nil
}
