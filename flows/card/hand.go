package card

import (
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// HandName is the name of the owners' card of an order that one of them carries out by
// hand.
func HandName(id order.ID) string { return "hand " + string(id) }

// handText says how an order stands that an owner carries out by hand and has not ended.
func handText(v Viewer, o order.Order, now time.Time) string {
	switch h := o.Hand; {
	case h.By == 0 && v.Owner:
		return tOwnerHandWaiting.In(v.L)
	case h.By == 0 && (h.Restored || v.Out):
		return tHandWaiting.In(v.L, "age", h.Promise)
	case h.By == 0:
		return tHandWaiting.In(v.L, "age", h.Promise) + " " + tHandCancel.In(v.L)
	case v.Owner:
		return tOwnerHandTaken.In(v.L, "name", h.Name, "age", now.Sub(h.At))
	}
	return tHandTaken.In(v.L, "name", o.Hand.Name)
}

// handReason gives an owner's words as a reason.
func handReason(l chat.Language, why string) chat.HTML {
	if why == "" {
		return ""
	}
	return chat.HTML(tHandReason.In(l, "reason", why))
}

// callBack is the button by which a reseller calls an order back; nil where it is too
// late.
func callBack(l chat.Language, o order.Order) [][]chat.Button {
	if !o.MayBeCalledBack() {
		return nil
	}
	return [][]chat.Button{{{Text: bCallBack.In(l), Data: chat.Data("hc", o.ID), Style: chat.Bad}}}
}

// ForHand is the owners' card of an order that one of them carries out by hand: whose it
// is, who has taken it, and what this owner can do.
func ForHand(c *chat.Config, l chat.Language, o order.Order, owner int64, reseller chat.Member, now time.Time) chat.Screen {
	s := ForOwner(c, l, o, reseller, now)
	s.Buttons = nil
	if o.Hand == nil || o.State != order.Placed {
		return s
	}
	if o.Hand.Restored {
		s.HTML = tHandRestored.In(l) + "\n\n" + s.HTML
	}
	if now.Sub(o.Placed) >= o.Hand.Promise {
		s.HTML = tHandLate.In(l, "age", now.Sub(o.Placed)) + "\n\n" + s.HTML
	}
	button := func(x chat.Text, what string, style chat.Style) chat.Button {
		return chat.Button{Text: x.In(l), Data: chat.Data("hd", what, o.ID), Style: style}
	}
	switch {
	case o.Hand.By == 0:
		s.Buttons = [][]chat.Button{{button(bHandTake, "take", chat.Good)}}
	case o.Hand.By == owner:
		s.Buttons = [][]chat.Button{{button(bHandDone, "done", chat.Good)}, {button(bHandFail, "fail", chat.Bad), button(bHandBack, "back", "")}}
	case o.Hand.MayBeTakenOver(now):
		s.Buttons = [][]chat.Button{{button(bHandOver, "take", "")}}
	}
	return s
}

// PostHand shows an order that is carried out by hand to all owners: as a new message, or
// on the card that they have.
func PostHand(c *chat.Config, tx chat.Tx, o order.Order, fresh bool, now time.Time) error {
	owners, err := c.OwnerIDs(tx)
	if err != nil {
		return err
	}
	reseller, _, err := tx.Member(o.Reseller)
	if err != nil {
		return err
	}
	for _, id := range owners {
		m, _, err := tx.Member(id)
		if err != nil {
			return err
		}
		l := c.LanguageOf(m.Language, "")
		s := ForHand(c, l, o, id, reseller, now)
		note := ""
		if fresh {
			note = tHandNote.In(l, "number", o.Number, "amount", o.Amount)
		}
		if err := tx.Post(chat.Outgoing{Chat: id, Card: HandName(o.ID), New: fresh, IfThere: !fresh, Last: o.State.Final(), Screen: &s, Note: note}); err != nil {
			return err
		}
	}
	return nil
}
