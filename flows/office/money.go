package office

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// flowMoney is the flow in which an owner changes what somebody has, step by step: the
// sum, by which channel or to whom, the reason; then a card that shows before and after,
// and is good once.
const flowMoney = "money"

// What an owner can do with a wallet.
const (
	doAdjust = "adj"
	doPay    = "pay"
	doMove   = "move"
)

// act is what is being put together. Nonce is that of its card, and makes it be booked
// once.
type act struct {
	Do      string     `json:"do"`
	Member  int64      `json:"member"`
	Sum     money.Taka `json:"sum,omitzero"`
	Channel string     `json:"channel,omitzero"`
	To      int64      `json:"to,omitzero"`
	Reason  string     `json:"reason,omitzero"`
	Last    uint64     `json:"last,omitzero"` // one more than the member's last entry when the card was shown; 0: not known
	Nonce   string     `json:"nonce"`
	Asked   int64      `json:"asked"` // when the last question, or the card, was shown; Unix seconds
}

// mark is that of what a card shows, so that an older card does not book what was changed below.
func (a act) mark() string {
	a.Asked = 0
	return chat.Mark(a)
}

// The steps, in their order.
const (
	stepSum     = "sum"
	stepChannel = "channel"
	stepTo      = "to"
	stepReason  = "reason"
	stepConfirm = ""
)

// step is the first thing that is missing.
func (a act) step() string {
	switch {
	case a.Sum == 0:
		return stepSum
	case a.Do == doPay && a.Channel == "":
		return stepChannel
	case a.Do == doMove && a.To == 0:
		return stepTo
	case a.Reason == "":
		return stepReason
	}
	return stepConfirm
}

// actKinds are the kinds of entry by what is done.
var actKinds = map[string]account.Kind{doAdjust: account.Adjustment, doPay: account.Payout, doMove: account.Transfer}

// keptAct gives the one that is being put together.
func (t turn) keptAct() (a act, err error) {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return a, err
	}
	return a, s.Load(flowMoney, &a)
}

// keepAct keeps it, and claims the next text where its step waits for one.
func (t turn) keepAct(a act) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	switch a.step() {
	case stepSum, stepTo, stepReason:
		s.Flow = flowMoney
	default:
		s.Flow = ""
	}
	a.Asked = t.In.At.Unix()
	if err := s.Keep(flowMoney, a); err != nil {
		return err
	}
	return t.Tx.PutSession(t.In.Chat, s)
}

// beginAct begins one. Where the same was begun a moment ago and an order or something
// came in between, it goes on where it stood.
func (t turn) beginAct(what string, id int64) error {
	if actKinds[what] == "" || id <= 0 {
		return t.ShowToast(chat.OldButton)
	}
	m, b, _, err := t.standing(id)
	if err != nil {
		return err
	}
	if t.noAccount(m, b) || what == doMove && t.IsOwner(m) {
		return t.ShowToast(tNotMember, "id", id)
	}
	a, err := t.keptAct()
	if err != nil {
		return err
	}
	if age := t.In.At.Sub(time.Unix(a.Asked, 0)); a.Do != what || a.Member != id || age > answerWaits {
		nonce, err := t.Tx.NextID(t.In.At)
		if err != nil {
			return err
		}
		a = act{Do: what, Member: id, Nonce: string(nonce)}
	}
	if what == doPay {
		if channels, err := t.Tx.Channels(); err != nil || len(channels) == 0 {
			t.Alert = true
			return errors.Join(err, t.ShowToast(tNoChannels))
		}
		if b.Wallet <= 0 {
			t.Alert = true
			return t.ShowToast(tNothingToPay)
		}
	}
	return t.nextOfAct(a, "")
}

// nextOfAct asks for what is missing, or shows the card. Problem is said above it.
func (t turn) nextOfAct(a act, problem string) error {
	m, b, with, err := t.standing(a.Member)
	if err != nil {
		return err
	}
	given, err := t.givenOf(t.L, a, b)
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: actHeads[a.Do].In(t.L, "name", t.Name(m)) + "\n" + t.has(t.L, b) + given}
	if problem != "" {
		s.HTML = problem + "\n\n" + s.HTML
	}
	button := func(x chat.Text, action string, style chat.Style) chat.Button {
		return chat.Button{Text: x.In(t.L), Data: chat.Data("mo", action, a.Nonce), Style: style}
	}
	switch a.step() {
	case stepSum:
		s.HTML += "\n\n" + sumQuestions[a.Do].In(t.L)
		if a.Do == doPay && b.Wallet > 0 {
			s.Buttons = append(s.Buttons, []chat.Button{{Text: bPayAll.Label(t.L, "sum", chat.Full(b.Wallet)), Data: chat.Data("mo", "all", a.Nonce)}})
		}
	case stepChannel:
		s.HTML += "\n\n" + tAskChannel.In(t.L)
		channels, err := t.Tx.Channels()
		if err != nil {
			return err
		}
		for _, c := range channels {
			s.Buttons = append(s.Buttons, []chat.Button{{Text: c.Name, Data: chat.Data("mo", "ch", a.Nonce, c.ID)}})
		}
	case stepTo:
		s.HTML += "\n\n" + tAskTo.In(t.L)
		if s.Buttons, err = t.receivers(a); err != nil {
			return err
		}
	case stepReason:
		s.HTML += "\n\n" + tAskReason.In(t.L)
	default:
		if a.Last, err = t.lastEntry(a.Member); err != nil {
			return err
		}
		s.HTML = tSureAct.In(t.L) + "\n" + s.HTML
		if takes := a.takes(); takes > 0 && b.Wallet-takes < -with.Credit { // the ledger would refuse it
			s.HTML += "\n\n" + tActBelow.In(t.L, "limit", chat.Full(-with.Credit))
		} else {
			s.Buttons = [][]chat.Button{{{Text: bBook.In(t.L), Data: chat.Data("mo", "go", a.Nonce, a.mark()), Style: chat.Good}}}
		}
		s.Buttons = append(s.Buttons, []chat.Button{button(bOtherSum, "sum", ""), button(bOtherReason, "why", "")})
	}
	s.Buttons = append(s.Buttons, []chat.Button{button(bStop, "no", chat.Bad)})
	t.Show(s)
	return t.keepAct(a)
}

// takes is what it takes from the member's wallet.
func (a act) takes() money.Taka {
	if a.Do == doAdjust {
		return -a.Sum
	}
	return a.Sum
}

// givenOf says what of an act is known: before and after, the channel or the receiver,
// the reason.
func (t turn) givenOf(l chat.Language, a act, b account.Balance) (string, error) {
	if a.Sum == 0 {
		return "", nil
	}
	said := tBeforeAfter
	if b.Held != 0 {
		said = tBeforeAfterFree
	}
	text := "\n" + said.In(l, "change", chat.HTML(t.signedIn(l, -a.takes())), "before", chat.Full(b.Wallet), "after", chat.Full(b.Wallet-a.takes()))
	more, err := t.detailsOf(l, a)
	return text + more, err
}

// detailsOf says the channel or the receiver, and the reason.
func (t turn) detailsOf(l chat.Language, a act) (text string, err error) {
	if a.Channel != "" {
		c, _, err := t.Tx.Channel(a.Channel)
		if err != nil {
			return "", err
		}
		text += "\n" + tByChannel.In(l, "channel", c.Name)
	}
	if a.To != 0 {
		m, _, err := t.Tx.Member(a.To)
		if err != nil {
			return "", err
		}
		text += "\n" + tToMember.In(l, "name", t.Name(m))
	}
	if a.Reason != "" {
		text += "\n" + tActReason.In(l, "reason", a.Reason)
	}
	return text, nil
}

// signedIn writes a change, with its sign.
func (t turn) signedIn(l chat.Language, x money.Taka) string {
	said := l.Value(chat.Full(x))
	if x < 0 {
		return said
	}
	return "+" + said
}

// actTap answers the buttons of the conversation.
func (t turn) actTap(args chat.Args) error {
	if args.At(0) == "new" {
		return t.beginAct(args.At(1), args.Int(2))
	}
	a, err := t.keptAct()
	if err != nil {
		return err
	}
	if a.Nonce == "" || a.Nonce != args.At(1) {
		return t.oldAct(args.At(1))
	}
	switch args.At(0) {
	case "all":
		return t.payAll(a)
	case "ch":
		return t.payBy(a, args.At(2))
	case "to":
		return t.moveTo(a, args.Int(2))
	case "sum":
		a.Sum = 0
		return t.nextOfAct(a, "")
	case "why":
		a.Reason = ""
		return t.nextOfAct(a, "")
	case "no":
		return t.stopAct(a)
	case "go":
		return t.bookAct(a, args.At(2))
	}
	return t.ShowToast(chat.OldButton)
}

// payAll takes all that is in the member's wallet as the sum to pay out.
func (t turn) payAll(a act) error {
	b, err := t.Tx.Balance(a.Member)
	if err != nil || b.Wallet <= 0 || a.Do != doPay {
		return errors.Join(err, t.ShowToast(chat.OldButton))
	}
	a.Sum = b.Wallet
	return t.nextOfAct(a, "")
}

// payBy takes the channel by which it is paid out.
func (t turn) payBy(a act, channel string) error {
	if _, ok, err := t.Tx.Channel(channel); err != nil || !ok || a.Do != doPay {
		return errors.Join(err, t.ShowToast(chat.OldButton))
	}
	a.Channel = channel
	return t.nextOfAct(a, "")
}

// moveTo takes the member to whose wallet it is moved.
func (t turn) moveTo(a act, id int64) error {
	m, _, err := t.Tx.Member(id)
	if err != nil || a.Do != doMove {
		return errors.Join(err, t.ShowToast(chat.OldButton))
	}
	return t.receiver(a, m)
}

// stopAct ends the conversation without booking, and shows the account.
func (t turn) stopAct(a act) error {
	if err := t.StopWaiting(flowMoney); err != nil {
		return err
	}
	t.Toast = tNothingBooked
	return t.accountOf(a.Member)
}

// oldAct answers a button of an act that is no longer being put together: it may have
// been booked by the first tap.
func (t turn) oldAct(nonce string) error {
	for _, kind := range actKinds {
		e, ok, err := t.Tx.Booked(kind, nonce)
		if err != nil {
			return err
		}
		if ok && len(e.After) > 0 {
			t.Toast = tBookedBefore
			return t.accountOf(e.After[0].Member)
		}
	}
	return t.ShowToast(chat.OldButton)
}

// auditAct is the line of the log about it.
func (t turn) auditAct(a act) {
	what := map[string]string{doAdjust: "adjust a wallet", doPay: "pay out", doMove: "move to another wallet"}[a.Do]
	subject := strconv.FormatInt(a.Member, 10)
	if a.To != 0 {
		subject += fmt.Sprintf(" to %d", a.To)
	}
	t.Tx.Audit(chat.Act{What: what, By: t.In.From.ID, Subject: subject + " " + a.Sum.Full()})
}

// tellAct tells a member of it, with the reason and the new balance.
func (t turn) tellAct(a act, id int64, change money.Taka, told chat.Text) error {
	m, b, with, err := t.standing(id)
	if err != nil {
		return err
	}
	channel, _, err := t.Tx.Channel(a.Channel)
	if err != nil {
		return err
	}
	t.tellUnasked(m, func(l chat.Language) string {
		return told.In(l, "change", chat.HTML(t.signedIn(l, change)), "sum", chat.Full(a.Sum.Abs()), "channel", channel.Name) +
			"\n" + tActReason.In(l, "reason", a.Reason) + "\n" + card.Account(l, b, with, t.In.At)
	})
	return nil
}
