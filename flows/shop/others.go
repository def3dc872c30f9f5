package shop

import (
	"slices"
	"strings"

	"rechargebot/flows/chat"
)

// Messages that are not simply typed: forwarded ones, and those that were changed
// after they had been sent.

// Forwarded reads somebody else's message: a number with an amount gives a card, which
// has to be confirmed; a number in a complaint its orders; a payment's SMS begins a deposit. Commands in it are not
// carried out.
func Forwarded(t *chat.Turn) error {
	if taken, err := (turn{t}).readProof(); taken || err != nil {
		return err
	}
	if taken, err := (turn{t}).typedList(); taken || err != nil {
		return err
	}
	p, w := parse(t.In.Text)
	if p.Number == "" || strings.HasPrefix(t.In.Text, "/") || w != nil || p.Amount == 0 && !p.complaint && !p.asks && !p.went {
		return t.Say(tForwarded)
	}
	return turn{t}.line(t.In.Text)
}

// flowEdited is the flow by which a session remembers which changed messages were
// answered, the last few of them.
const (
	flowEdited = "edited"
	mostEdited = 5
)

// Edited answers a message that was changed, once, where it reads as an order or an
// amount now: what was read first stands.
func Edited(t *chat.Turn) error {
	_, list := readLines(t.In.Text, nil)
	if p, w := parse(t.In.Text); !list && (w != nil && !w.aboutAmount() || p.Number == "" && (p.Amount == 0 || p.unread != "")) {
		return nil
	}
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	var answered []int
	if err := s.Load(flowEdited, &answered); err != nil || slices.Contains(answered, t.In.Message) {
		return err
	}
	answered = append(answered, t.In.Message)
	if err := s.Keep(flowEdited, answered[max(0, len(answered)-mostEdited):]); err != nil {
		return err
	}
	if err := t.Tx.PutSession(t.In.Chat, s); err != nil {
		return err
	}
	return t.Say(tEdited)
}

// Contact begins a recharge with the number of a shared contact.
func Contact(t *chat.Turn) error {
	p, w := contact(t.In.Contact)
	return turn{t}.read(p, w, countDigits(tidy(t.In.Contact)))
}
