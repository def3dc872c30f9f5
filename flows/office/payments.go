package office

import (
	"slices"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// An owner pastes or forwards the SMS of a payment at any time. It is kept, and matches
// the deposit with the same channel, transaction id and amount, now or later.

// Forwarded takes the SMS of a payment that an owner forwards, and that an owner has written.
// What anybody else has written, a bot among them, which everybody can make, and what comes
// from somebody whom Telegram hides, proves nothing.
func Forwarded(of *chat.Turn) (bool, error) {
	t := turn{of}
	if said, ok := account.ParseSMS(t.In.Text); !ok || !said.Incoming {
		return false, nil
	}
	writer, _, err := t.Tx.Member(t.In.Writer)
	if err != nil {
		return true, err
	}
	if writer.ID = t.In.Writer; !t.IsOwner(writer) {
		return true, t.Say(tPaymentForeign)
	}
	return t.readPayment()
}

// readPayment takes a text that is the SMS of an incoming payment.
func (t turn) readPayment() (bool, error) {
	said, ok := account.ParseSMS(t.In.Text)
	if account.SeveralSMS(t.In.Text) {
		return true, t.Say(card.TextOneSMS)
	}
	if !ok || !said.Incoming {
		return false, nil
	}
	if err := t.Routes.Leave(t.Turn); err != nil {
		return true, err
	}
	p := account.Payment{Key: said.Channel, TransactionID: said.TransactionID, Amount: said.Amount, Sender: said.Sender}
	if said.Channel == "" {
		return true, t.askWhose(p)
	}
	return true, t.payment(p)
}

// flowPayment is where a session keeps the payments of which it is asked how they came in.
const flowPayment = "payment"

// mostUnfiled is how many of them a chat keeps. The oldest goes for a further one: its SMS can
// be pasted once more.
const mostUnfiled = 10

// unfiled are those payments, the oldest first.
type unfiled struct {
	Payments []account.Payment `json:"payments"`
}

// at gives the place of a payment; below 0 where it is not among them.
func (u unfiled) at(id string, sum money.Taka) int {
	return slices.IndexFunc(u.Payments, func(p account.Payment) bool { return p.TransactionID == id && p.Amount == sum })
}

func (t turn) keepUnfiled(u unfiled) error {
	if len(u.Payments) == 0 {
		return t.Keep(flowPayment, nil)
	}
	return t.Keep(flowPayment, u)
}

// askWhose asks by which channel a payment came in, where the SMS does not tell. Each button
// names the payment, so that it files that one, whichever came later.
func (t turn) askWhose(p account.Payment) error {
	all, err := t.Tx.Channels()
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tPaymentWhose.In(t.L, "sum", p.Amount, "id", p.TransactionID)}
	var keys []string
	for _, c := range all {
		if !slices.Contains(keys, c.Key()) {
			keys = append(keys, c.Key())
			s.Buttons = append(s.Buttons, []chat.Button{{Text: card.ChannelName(c), Data: chat.Data("deps", "w", c.Key(), p.TransactionID, int64(p.Amount))}})
		}
	}
	if keys == nil {
		return t.Say(tBookNoChannels)
	}
	var u unfiled
	if err := t.Waiting(flowPayment, &u); err != nil {
		return err
	}
	if at := u.at(p.TransactionID, p.Amount); at >= 0 { // the same SMS once more
		u.Payments = slices.Delete(u.Payments, at, at+1)
	}
	u.Payments = append(u.Payments, p)
	u.Payments = u.Payments[max(0, len(u.Payments)-mostUnfiled):]
	t.Send(s)
	return t.keepUnfiled(u)
}

// paymentOf takes the answer, for the payment that the button names.
func (t turn) paymentOf(key, id string, sum money.Taka) error {
	var u unfiled
	if err := t.Waiting(flowPayment, &u); err != nil {
		return err
	}
	all, err := t.Tx.Channels()
	if err != nil {
		return err
	}
	at := u.at(id, sum)
	if at < 0 || !slices.ContainsFunc(all, func(c account.Channel) bool { return c.Key() == key }) {
		return t.ShowToast(chat.OldButton)
	}
	p := u.Payments[at]
	u.Payments = slices.Delete(u.Payments, at, at+1)
	if err := t.keepUnfiled(u); err != nil {
		return err
	}
	p.Key = key
	return t.payment(p)
}

// payment keeps a payment and shows what it is for.
func (t turn) payment(p account.Payment) error {
	was, _, err := t.Tx.Payment(p.Key, p.TransactionID)
	if err != nil {
		return err
	}
	p.At, p.By = t.In.At, t.In.From.ID
	m, err := t.Books().Paid(p, t.In.At)
	if err != nil {
		return err
	}
	if !m.Fresh {
		return t.paymentKnown(m, was, p)
	}
	t.Tx.Audit(chat.Act{What: "keep payment", By: t.In.From.ID, Subject: p.Key + " " + p.TransactionID + ": " + p.Amount.Full()})
	if m.Found {
		return t.paymentFound(m, p)
	}
	return t.paymentKept(p)
}

// paymentKnown says that an SMS was kept before, and shows what it is for.
func (t turn) paymentKnown(m account.Match, was, now account.Payment) error {
	if m.Credited { // crediting was off before
		return t.paymentFound(m, was)
	}
	said := tPaymentKnown.In(t.L, "time", t.Moment(t.L, was.At), "id", was.TransactionID, "sum", was.Amount)
	if was.Amount != now.Amount {
		said += "\n" + tPaymentChanged.In(t.L, "sum", now.Amount)
	}
	t.Send(chat.Screen{HTML: said})
	if !m.Found {
		return nil
	}
	return card.ShowDeposit(t.Turn, m.Deposit)
}

// paymentFound shows the deposit that has a payment's transaction id, and how the two
// stand to each other.
func (t turn) paymentFound(m account.Match, p account.Payment) error {
	d := m.Deposit
	switch {
	case m.Credited:
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

// paymentMatches says that a payment matches a deposit, and changes every owner's card of it.
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
