package shop

import (
	"slices"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// What was refused for want of money comes again once it can be paid, however the money
// came: the card of an order, with a Confirm of its own, and the preview of a list. Nothing
// is placed by that.

// againFor is how long after a card was shown it comes again. No deposit waits for longer,
// and a customer of last week is not at the counter any more.
const againFor = account.LapseAfter

// credited shows a member who may be able to spend more what they can pay now.
func credited(of *chat.Turn, m chat.Member) error {
	t := as(of, m)
	if err := t.draftsAgain(); err != nil {
		return err
	}
	if err := t.listsAgain(); err != nil {
		return err
	}
	of.Out = append(of.Out, t.Out...)
	return nil
}

// draftsAgain shows the cards that lacked money and can be paid now as new messages, the
// one touched last at the end. Each keeps its place: what is typed next is about the draft
// that it was about.
func (t turn) draftsAgain() error {
	s, err := t.drafts()
	if err != nil {
		return err
	}
	shown := false
	for _, o := range slices.Backward(s.all()) {
		if !o.Draft.Short || !t.Fresh(o.Draft.Shown, againFor) {
			continue
		}
		d := o.Draft
		if can, err := t.payable(d); err != nil {
			return err
		} else if !can {
			continue
		}
		d.Rev++ // so that no button of the card before counts
		step, screen, err := t.nextScreen(&d)
		if err != nil {
			return err
		}
		t.disarm(d, tOvertaken)
		again := t.Send(screen)
		again.Card, again.New = card.Name(d.ID), true
		s.replace(OpenDraft{step, d})
		shown = true
	}
	if !shown {
		return nil
	}
	return t.keepDrafts(s)
}

// payable reports whether a draft that lacked money could be placed now.
func (t turn) payable(d Draft) (bool, error) {
	if _, err := t.refreshPack(&d); err != nil {
		return false, err
	}
	if w, err := t.limits(d); w != nil || err != nil {
		return false, err
	}
	with, err := t.conditions()
	if err != nil {
		return false, err
	}
	d.Price = t.price(d, with)
	why, err := t.notAllowed(d, &with)
	return why == nil, err
}

// listsAgain shows the previews of lists that lacked money and lack none now as new
// messages.
func (t turn) listsAgain() error {
	open, err := t.previews()
	if err != nil {
		return err
	}
	for _, b := range slices.Backward(open) {
		if b.Wanted == b.Rows || t.In.At.Sub(b.Shown) > againFor {
			continue
		}
		rows, err := t.Tx.BatchRows(b.ID, 0, order.MostRows)
		if err != nil {
			return err
		}
		if can, err := t.listPayable(b, rows); err != nil {
			return err
		} else if !can {
			continue
		}
		if err := t.preview(b, rows); err != nil {
			return err
		}
	}
	return nil
}

// listPayable reports whether rows of a list were left out for want of money and none has
// to be now.
func (t turn) listPayable(b order.Batch, rows []order.BatchRow) (bool, error) {
	lacked := func(r order.BatchRow) bool {
		return r.Out == order.OutAccount+order.RowOut(account.WhyShort) || r.Out == order.OutAccount+order.RowOut(account.WhyOverdue)
	}
	if !slices.ContainsFunc(rows, lacked) {
		return false, nil
	}
	again, err := t.sentBefore(b)
	if err != nil {
		return false, err
	}
	now := slices.Clone(rows)
	v, err := t.judge(b, now, again)
	if err != nil || v.short {
		return false, err
	}
	for i, r := range rows {
		if lacked(r) && now[i].Out == "" {
			return true, nil
		}
	}
	return false, nil
}
