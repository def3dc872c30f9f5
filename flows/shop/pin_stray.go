package shop

import (
	"slices"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/pin"
)

// A PIN that comes where none is asked for is deleted, and taken for nothing else.

// StrayPIN has a message deleted that looks like a PIN while one is asked for, shortly after,
// or while something waits to be confirmed with it, and is not one that was simply typed: it
// has blanks or signs, is forwarded, was changed, or stands under a picture. It does not
// count. What it said is repeated nowhere. Who may not use the bot any more is answered
// besides: they may have been removed while a PIN was asked for.
func StrayPIN(of *chat.Turn, said string) (bool, error) {
	t := turn{of}
	digits, looks := pin.Looks(said)
	if t.Owner || t.In.Tap != nil || !looks {
		return false, nil
	}
	if !t.Member.Allowed {
		return false, t.deleteTyped()
	}
	_, alone := pin.Read(said)
	why, err := t.strayPIN(digits, alone && said == t.In.Text && !t.In.Forward && !t.In.Edited)
	if err != nil || why == (chat.Text{}) {
		return false, err
	}
	if err := t.deleteTyped(); err != nil || t.In.Edited {
		return true, err
	}
	t.Send(chat.Screen{HTML: why.In(t.L)})
	return true, nil
}

// strayPIN says why a message that looks like a PIN is deleted; no text where it is not.
// typed says that it is what a question for a PIN takes.
func (t turn) strayPIN(digits string, typed bool) (chat.Text, error) {
	none := chat.Text{}
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return none, err
	}
	k, open, err := t.keypad()
	if err != nil {
		return none, err
	}
	switch {
	case s.Flow == flowPIN:
		return t.strayNewPIN(s, typed)
	case open && (s.Flow == "" || s.Flow == k.Flow):
		if typed {
			return none, nil
		}
		return tPINStray, nil
	}
	var l lapsed
	if err := s.Load(flowLapsed, &l); err != nil {
		return none, err
	}
	if t.Fresh(l.At, lapsedFor) && (s.Flow == "" || s.Flow == l.Flow) {
		if !l.Taken {
			return tPINLate, nil
		}
		if why, err := t.takenAgain(digits); err != nil || why != none {
			return why, err
		}
	}
	if s.Flow != "" {
		return none, nil
	}
	return t.earlyPIN(digits)
}

// strayNewPIN is strayPIN where a new PIN is asked for, or was a while ago.
func (t turn) strayNewPIN(s chat.Session, typed bool) (chat.Text, error) {
	var n newPIN
	err := s.Load(flowPIN, &n)
	asked := t.Fresh(n.Asked, pinWaits)
	switch {
	case err != nil || asked && typed || !t.Fresh(n.Asked, 2*pinWaits):
		return chat.Text{}, err
	case asked: // a new one is typed: there is no keypad
		return tPINStrayNew, nil
	}
	return tPINLate, nil
}

// earlyPIN says why digits are deleted that are sent while something waits for a Confirm that
// may ask for the PIN. They are not compared with it, so that nobody can try PINs by what is
// deleted: all are taken for one but a round amount, which none can be, and which may be meant
// for the card. Where an amount or a number is asked for they are that, if they can be.
func (t turn) earlyPIN(digits string) (chat.Text, error) {
	none := chat.Text{}
	if pin.Round(digits) {
		return none, nil
	}
	with, err := t.conditions()
	if err != nil {
		return none, err
	}
	p, rule, err := t.ownPIN(with)
	if err != nil || !p.Set() || !rule.On {
		return none, err
	}
	waits, err := t.waitsForConfirm(digits)
	switch {
	case err != nil || !waits:
		return none, err
	case p.Locked(t.Steady(t.In.At)):
		return tPINLate, nil
	}
	return tPINEarly, nil
}

// waitsForConfirm reports whether a card or a list waits for its Confirm, and nothing else is
// asked for that digits answer.
func (t turn) waitsForConfirm(digits string) (bool, error) {
	s, err := t.drafts()
	if err != nil || s.Step == stepConfirm {
		return true, err
	}
	if answers, err := t.answers(s, digits); answers || err != nil {
		return false, err
	}
	if slices.ContainsFunc(s.Older, func(o OpenDraft) bool { return o.Step == stepConfirm }) {
		return true, nil
	}
	lists, err := t.previews()
	return len(lists) > 0, err
}

// answers reports whether digits are an amount or last digits for which the draft at hand waits.
func (t turn) answers(s drafts, digits string) (bool, error) {
	switch s.Step {
	case "":
		return false, nil
	case stepNumber, stepOperator:
		served, err := t.served(digits)
		return len(served) > 0, err
	}
	amount, err := money.ParseTaka(digits)
	if err != nil {
		return false, nil
	}
	d := s.Draft
	d.Amount = amount
	w, err := t.limits(d)
	return w == nil, err
}

// takenAgain says why a PIN is deleted that comes once more after it was taken. The first
// other digits end that: who tries them learns of one PIN at most that it is not theirs.
func (t turn) takenAgain(digits string) (chat.Text, error) {
	p, err := t.Tx.PIN(t.In.From.ID)
	if err != nil {
		return chat.Text{}, err
	}
	if !p.Set() { // it has just been switched off
		return tPINLate, nil
	}
	same, err := t.isPIN(p.Hash, digits)
	if err != nil {
		return chat.Text{}, err
	}
	if same {
		return tPINLate, nil
	}
	return chat.Text{}, t.Keep(flowLapsed, nil)
}
