package notice

import (
	"strings"
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// reader is the order's reseller as the reader of its card.
func (n notices) reader(o order.Order) (card.Viewer, error) {
	m, _, err := n.tx.Member(o.Reseller)
	if err != nil {
		return card.Viewer{}, err
	}
	m.ID = o.Reseller
	v := card.Reads(n.Config, m)
	v.Paused, err = card.Paused(n.tx, v, o)
	return v, err
}

// Moved changes the order's card. Where it becomes unclear, or begins to wait, a new
// message says so once, since an edit makes no sound.
func (n notices) Moved(o order.Order, now time.Time) error {
	if o.State == order.Sending && o.Tries > 0 || o.State == order.Placed && o.Tries > 1 {
		return nil // the card says already that we keep trying, and until when
	}
	if b, yes, err := n.row(o); err != nil || yes {
		if err != nil {
			return err
		}
		return n.Batch(b, order.BatchMoves, now)
	}
	if err := n.show(o, now); err != nil {
		return err
	}
	text := chat.Text{}
	switch {
	case o.State == order.Unclear:
		text = tUnclearNotice
	case o.State == order.Placed && o.Tries == 1:
		text = tWaitingNotice
	default:
		return nil
	}
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	word := chat.Screen{HTML: text.In(v.L, "number", o.Number, "amount", o.Amount)}
	return n.tx.Post(chat.Outgoing{Chat: o.Reseller, Screen: &word})
}

// show changes the order's card.
func (n notices) show(o order.Order, now time.Time) error {
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	s := card.Screen(n.Config, v, o, now)
	usual, err := card.Usual(n.tx, v.L, o, now)
	if err != nil {
		return err
	}
	s.HTML += usual
	return n.tx.Post(chat.Outgoing{Chat: o.Reseller, Card: card.Name(o.ID), Order: o.ID, Screen: &s})
}

// Settled leaves one line of the order's card and sends the final word as a new
// message, since an edit makes no sound. Where the panel took its word back the owners
// are told too.
func (n notices) Settled(o order.Order, was order.State, now time.Time) error {
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	_, row, err := n.row(o)
	if row && !was.Final() && err == nil { // the word on its batch tells
		err = n.settledRow(o, v)
	} else if err == nil {
		err = n.finalWord(v, o, was, now)
	}
	if err != nil {
		return err
	}
	if err := n.watchers(o, now); err != nil {
		return err
	}
	if err := n.learn(o, was); err != nil {
		return err
	}
	if was == order.Done {
		if err := n.reversedComplaint(o, now); err != nil {
			return err
		}
	}
	switch {
	case was.Final():
		head := tReversedOwner
		if v := o.Verdict; v != nil && v.Done == (was == order.Done) {
			head = tContraryOwner
		}
		return n.tellOwnersOf(o, head, now, chat.Outgoing{})
	case !o.Stuck.IsZero(): // the admins' card of it is not to say any longer that it is stuck
		return n.tellOwnersOf(o, chat.Text{}, now, chat.Outgoing{Card: card.StuckName(o.ID), Last: true, IfThere: true})
	}
	return nil
}

// finalWord leaves a line of the order's card and sends the final word below it.
func (n notices) finalWord(v card.Viewer, o order.Order, was order.State, now time.Time) error {
	shown := card.Line(v.L, o)
	word := chat.Screen{HTML: card.Final(n.Config, v, o, now), Buttons: card.Buttons(v, o)}
	if o.State == order.Done && !v.Out {
		word.Buttons = n.routes.DoneButtons(word.Buttons, n.Config, v.L, o)
	}
	if o.Price != 0 {
		cost, err := n.cost(o, was, v.L)
		if err != nil {
			return err
		}
		word.HTML += "\n" + cost
	}
	// Where the card is gone, the final word alone says it.
	if err := n.tx.Post(chat.Outgoing{Chat: o.Reseller, Card: card.Name(o.ID), Order: o.ID, Last: true, IfThere: true, Screen: &shown}); err != nil {
		return err
	}
	if err := n.tx.Post(chat.Outgoing{Chat: o.Reseller, Order: o.ID, Final: true, Screen: &word}); err != nil {
		return err
	}
	if err := n.receiptOff(o, was, v.L); err != nil {
		return err
	}
	for _, part := range card.Whole(v, o) {
		if err := n.tx.Post(chat.Outgoing{Chat: o.Reseller, Screen: &part}); err != nil {
			return err
		}
	}
	return nil
}

// receiptOff says that the receipt of an order no longer holds, where the panel has taken
// its word back, in a message that can be forwarded as the receipt was.
func (n notices) receiptOff(o order.Order, was order.State, l chat.Language) error {
	if was != order.Done || o.State != order.Failed || o.Receipt.IsZero() {
		return nil
	}
	html := tReceiptOff.In(l, "day", n.Date(l, o.Receipt), "time", n.Clock(l, o.Receipt), "number", o.Number, "amount", o.Amount)
	return n.tx.Post(chat.Outgoing{Chat: o.Reseller, Screen: &chat.Screen{HTML: html}, Note: html})
}

// Resumed says in a new message, which becomes the order's card, that the panel has the
// order after all.
func (n notices) Resumed(o order.Order, now time.Time) error {
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	s := card.Screen(n.Config, v, o, now)
	s.HTML = tResumed.In(v.L) + "\n\n" + s.HTML
	if o.Price != 0 {
		below, err := n.below(o, v.L)
		if err != nil {
			return err
		}
		s.HTML += tHeldAgain.In(v.L, "price", chat.Full(o.Price)) + below
	}
	if err := n.tx.Post(chat.Outgoing{Chat: o.Reseller, Card: card.Name(o.ID), Order: o.ID, New: true, Screen: &s}); err != nil {
		return err
	}
	return n.tellOwnersOf(o, tReversedOwner, now, chat.Outgoing{})
}

// below says that an order which the panel has taken after all brought its reseller's
// wallet below its limit: a line for the reseller, and a message to the owners. Somebody who
// is on the owner's money by now has no limit: the owners are told what they owe.
func (n notices) below(o order.Order, l chat.Language) (string, error) {
	with, err := n.Ledger(n.tx).Conditions(o.Reseller)
	if err != nil {
		return "", err
	}
	b, err := n.tx.Balance(o.Reseller)
	if err != nil {
		return "", err
	}
	line, text := card.Below(l, b, with), tBelowLate
	if !with.Own && b.Wallet < 0 {
		text = tOwesLate
	} else if line == "" {
		return "", nil
	}
	m, _, err := n.tx.Member(o.Reseller)
	if err != nil {
		return "", err
	}
	return line, n.PostOwners(n.tx, func(l chat.Language) chat.Outgoing {
		html := text.In(l, "missing", chat.Full(-with.Available(b)), "owes", chat.Full(b.Owes()), "person", card.Person(n.Config, l, o.Reseller, m.ShownName(), m.Username))
		return chat.Outgoing{Screen: &chat.Screen{HTML: html}, Note: strings.ReplaceAll(html, "\n", " · ")}
	})
}

// tellOwnersOf tells the owners of an order, under a headline, each by a copy of o.
func (n notices) tellOwnersOf(of order.Order, head chat.Text, now time.Time, o chat.Outgoing) error {
	reseller, _, err := n.tx.Member(of.Reseller)
	if err != nil {
		return err
	}
	return n.PostOwners(n.tx, func(l chat.Language) chat.Outgoing {
		s := card.ForOwner(n.Config, l, of, reseller, now)
		if head != (chat.Text{}) {
			s.HTML = head.In(l) + "\n\n" + s.HTML
		}
		if o.Card == "" { // what is stuck is listed besides
			o.Note = n.note(l, now, head.In(l)) + " " + card.TextFinalWhat.In(l, "number", of.Number, "amount", of.Amount)
		}
		o.Screen = &s
		return o
	})
}

// Unfinished tells the owners, who alone can ask the panel's people.
func (n notices) Unfinished(o order.Order, now time.Time) error {
	return n.tellOwnersOf(o, tUnfinished, now, chat.Outgoing{})
}

// Stuck tells the reseller, on the card and in a new message, and the owners,
// who can look and give a verdict.
func (n notices) Stuck(o order.Order, now time.Time) error {
	if b, yes, err := n.row(o); err != nil || yes {
		if err == nil {
			_, err = n.stuckOwners(o, now)
		}
		if err != nil {
			return err
		}
		return n.Batch(b, order.BatchMoves, now)
	}
	if err := n.show(o, now); err != nil {
		return err
	}
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	told, err := n.stuckOwners(o, now)
	if err != nil {
		return err
	}
	owner := chat.HTML("")
	if told && !v.Own { // an owner who reads this is told of it besides
		owner = chat.HTML(tToldOwner.In(v.L))
	}
	word := chat.Screen{HTML: tStuckNotice.In(v.L, "age", now.Sub(o.Placed), "told", owner) + "\n" + card.TextFinalWhat.In(v.L, "number", o.Number, "amount", o.Amount)}
	return n.tx.Post(chat.Outgoing{Chat: o.Reseller, Screen: &word})
}

// stuckOwners tells the owners of one more order that takes too long, and reports whether
// they are told of this very order and at least one of them can be reached.
func (n notices) stuckOwners(o order.Order, now time.Time) (told bool, err error) {
	p, err := n.tx.PanelState(order.MainPanel)
	if err != nil {
		return false, err
	}
	if !p.DownSince.IsZero() {
		return false, nil // that it is down they know, and PanelUp says what is left
	}
	stuck, err := n.tx.StuckCount()
	if err != nil {
		return false, err
	}
	if stuck <= n.Announced {
		if err := n.tellOwnersOf(o, tStuckOwner, now, chat.Outgoing{Card: card.StuckName(o.ID), New: true}); err != nil {
			return false, err
		}
		return n.OwnerReached(n.tx)
	}
	for more := n.Announced + 1; more <= stuck; more *= 2 {
		if more == stuck { // and again whenever they have doubled
			return false, n.tellOwners(now, func(l chat.Language) string { return tStuckMany.In(l, "count", stuck) })
		}
	}
	return false, nil
}

// SameTransaction tells the owners that two orders have one transaction id.
func (n notices) SameTransaction(o, other order.Order, now time.Time) error {
	reseller, _, err := n.tx.Member(o.Reseller)
	if err != nil {
		return err
	}
	return n.PostOwners(n.tx, func(l chat.Language) chat.Outgoing {
		s := card.ForOwner(n.Config, l, o, reseller, now)
		s.HTML = tSameTransaction.In(l, "other", chat.HTML(card.What(n.Config, l, other))) + "\n\n" + s.HTML
		return chat.Outgoing{Screen: &s, Note: n.note(l, now, tSameTransaction.In(l)) + " " + card.TextFinalWhat.In(l, "number", o.Number, "amount", o.Amount)}
	})
}
