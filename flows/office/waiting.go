package office

import (
	"strings"

	"rechargebot/flows/chat"
)

// waiting shows an owner who has opened the bot, or is back, what has waited for
// them: who asks to be let in, deposits, complaints, the orders that are stuck, and in short what else they
// were to be told.
func (t turn) waiting() error {
	const cards = 5 // with more there is the list
	t.Below = true
	if err := t.missed(); err != nil {
		return err
	}
	asking, err := t.Tx.Requests(0, cards+1)
	if err != nil {
		return err
	}
	if len(asking) > cards {
		if err := t.requests(0); err != nil {
			return err
		}
		asking = nil
	}
	for _, v := range asking {
		p, err := t.prospect(v.ID)
		if err != nil {
			return err
		}
		o := t.Send(t.requestScreen(t.L, v, p))
		o.Card, o.New = requestCard(v.ID), true
	}
	if asked, err := t.Tx.OpenDeposits(0, 0, 1); err != nil {
		return err
	} else if len(asked) > 0 {
		if err := t.deposits(0); err != nil {
			return err
		}
	}
	if open, err := t.Tx.LiveComplaints(0, 1); err != nil {
		return err
	} else if len(open) > 0 {
		if err := t.complaints(); err != nil {
			return err
		}
	}
	stuck, err := t.Tx.StuckCount()
	if err != nil || stuck == 0 {
		return err
	}
	return t.stuck("")
}

// missed tells somebody in short what they were to be told while they could not be
// reached, in as many messages as it takes.
func (t turn) missed() error {
	const most = 2_000 // bytes of a message, of which Telegram takes 4,096 characters
	notes, err := t.Tx.TakeMissed(t.In.From.ID)
	if err != nil {
		return err
	}
	for len(notes) > 0 {
		n, size := 1, len(notes[0])
		for n < len(notes) && size+len(notes[n]) <= most {
			size += len(notes[n])
			n++
		}
		together := strings.Join(notes[:n], "\n")
		t.Send(chat.Screen{HTML: tAwayHead.In(t.L) + "\n" + together}).Note = together // where they are gone again before it arrives
		notes = notes[n:]
	}
	return nil
}

// Notes tells a member what an owner has done while they could not be reached.
func Notes(t *chat.Turn) error { return turn{t}.missed() }

// Waiting shows an owner what has waited for them.
func Waiting(t *chat.Turn) error { return turn{t}.waiting() }
