package shop

import (
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// A keypad that closes leaves its card as it was before, and says why.

// flowLapsed is by which a session remembers that a keypad has closed. For lapsedFor after
// that a PIN that comes too late, or once more, is deleted, and is nothing else.
const (
	flowLapsed = "lapsed"
	lapsedFor  = 2 * time.Minute
)

// lapsed is when that was, and which flow waited for a text then.
type lapsed struct {
	At   int64  `json:"at"` // Unix seconds
	Flow string `json:"flow,omitempty"`
	// Taken says that the PIN was entered: only the same one is deleted then, since the
	// amount of the next order may come right behind it.
	Taken bool `json:"taken,omitzero"`
}

// closeKeypad closes the keypad and shows its card again, with what is to be said. Where
// what it was for is gone there is nothing to show.
func (t turn) closeKeypad(k keypad, note string) error {
	if err := t.keepKeypad(nil); err != nil {
		return err
	}
	if err := t.keepLapsed(k.Flow, false); err != nil {
		return err
	}
	switch {
	case k.Draft != "":
		return t.cardAgain(k.Draft, note)
	case k.List != 0:
		return t.listAgain(k.List, note)
	}
	s, err := t.pinScreen(note)
	if err != nil {
		return err
	}
	t.backOnCard(pinCard, s, "")
	return nil
}

// keepLapsed remembers that a keypad has closed: a PIN may be on its way.
func (t turn) keepLapsed(flow string, taken bool) error {
	return t.Keep(flowLapsed, lapsed{t.In.At.Unix(), flow, taken})
}

// cardAgain shows a draft's confirm card in its place, as it is now.
func (t turn) cardAgain(id order.ID, note string) error {
	s, err := t.drafts()
	if err != nil {
		return err
	}
	o, ok := s.find(id)
	if !ok || o.Step != stepConfirm {
		return nil
	}
	o.Draft.Rev++
	o.Draft.Shown = t.In.At.Unix()
	screen, err := t.confirmScreen(&o.Draft)
	if err != nil {
		return err
	}
	s.replace(o)
	t.backOnCard(card.Name(id), screen, note)
	return t.keepDrafts(s)
}

// listAgain shows a list's preview in its place.
func (t turn) listAgain(id order.BatchID, note string) error {
	b, ok, err := t.Tx.Batch(id)
	if err != nil || !ok || b.State != order.BatchPreview {
		return err
	}
	rows, err := t.Tx.BatchRows(id, 0, order.MostRows)
	if err != nil {
		return err
	}
	screen, err := t.previewScreen(&b, rows)
	if err != nil {
		return err
	}
	t.backOnCard(card.BatchName(id), screen, note)
	return nil
}

// backOnCard puts a screen on the message of a card, whatever was tapped. Where it has no
// Confirm any more the note does not speak of one.
func (t turn) backOnCard(name string, s chat.Screen, note string) {
	if note == tPadTime.In(t.L) && !confirmable(s) {
		note = tPadTimeOver.In(t.L)
	}
	if note != "" {
		s.HTML += "\n\n" + note
	}
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Card: name, Screen: &s})
}

// endKeypad closes the keypad of a draft or list that is shown anew, and reports whether
// one was open.
func (t turn) endKeypad(name string) (bool, error) {
	k, open, err := t.keypad()
	if err != nil || !open || k.card() != name {
		return false, err
	}
	if err := t.keepKeypad(nil); err != nil {
		return true, err
	}
	return true, t.keepLapsed(k.Flow, false)
}

// keypadOver says that its time is over.
func (t turn) keypadOver(k keypad) error {
	note := tPadTime
	if k.card() == pinCard {
		note = tPadTimeOver
	}
	return t.closeKeypad(k, note.In(t.L))
}

// keypadRemoved takes the keypad off the chat of a member who is removed. There is no card to
// go back to.
func keypadRemoved(of *chat.Turn, m chat.Member) error {
	t := as(of, m)
	k, open, err := t.keypad()
	if err != nil || !open {
		return err
	}
	if err := t.keepKeypad(nil); err != nil {
		return err
	}
	of.Out = append(of.Out, chat.Outgoing{Chat: m.ID, Card: k.card(), Last: true, Screen: &chat.Screen{HTML: tPadShut.In(t.L)}})
	return nil
}

// keypadTimer closes a member's keypad once its time is over.
func keypadTimer(of *chat.Turn, timer account.Timer) error {
	m, _, err := of.Tx.Member(timer.Of)
	if err != nil {
		return err
	}
	m.ID = timer.Of
	t := as(of, m)
	k, open, err := t.keypad()
	if err != nil || !open {
		return err
	}
	if err := t.keypadOver(k); err != nil {
		return err
	}
	of.Out = append(of.Out, t.Out...)
	return nil
}
