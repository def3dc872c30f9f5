package card

import (
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// Standing shows how an order stands in place of the tapped card.
func Standing(t *chat.Turn, o order.Order) error {
	if _, err := MarkShown(t, &o); err != nil {
		return err
	}
	s, err := For(t, o)
	if err != nil {
		return err
	}
	out := t.Show(s)
	out.Card, out.Last = Name(o.ID), o.State.Final() && !o.Asked
	return nil
}

// MarkShown records that the order's reseller has seen its state here, and reports
// whether its card was out of date.
func MarkShown(t *chat.Turn, o *order.Order) (outdated bool, err error) {
	if !o.CardPending || o.Reseller != t.In.From.ID {
		return false, nil
	}
	o.CardPending = false
	return true, t.Tx.PutOrder(*o)
}

// Release writes an order's state to its card for the last time, before another message
// becomes the card.
func Release(t *chat.Turn, o order.Order) error {
	s, err := For(t, o)
	if err != nil {
		return err
	}
	old := chat.Outgoing{Chat: t.In.Chat, Card: Name(o.ID), Screen: &s}
	if t.In.Tap != nil {
		// The name goes to the tapped message at once, so the old one is meant by its number.
		old.Edit, old.IfThere = t.Tx.Bound(t.In.Chat, old.Card), true
		old.Card = ""
		if old.Edit == 0 || old.Edit == t.In.Tap.Message {
			return nil
		}
	}
	return t.Tx.Post(old)
}

// For is an order's card for whoever looks at it: its reseller, or an owner. Of an order of
// their own that is done it has the buttons of its final word.
func For(t *chat.Turn, o order.Order) (chat.Screen, error) {
	s, err := Opened(t, o)
	if v := ViewerOf(t); o.State == order.Done && o.Reseller == t.In.From.ID && !v.Out {
		s.Buttons = t.Routes.DoneButtons(s.Buttons, t.Config, t.L, o)
	}
	return s, err
}

// Opened is For without those, where buttons of all kinds are added.
func Opened(t *chat.Turn, o order.Order) (chat.Screen, error) {
	if o.Reseller == t.In.From.ID || !t.Owner {
		v := ViewerOf(t)
		var err error
		if v.Paused, err = Paused(t.Tx, v, o); err != nil {
			return chat.Screen{}, err
		}
		s := Screen(t.Config, v, o, t.In.At)
		usual, err := Usual(t.Tx, t.L, o, t.In.At)
		s.HTML += usual
		if !t.Owner || err != nil {
			return s, err
		}
		s.HTML += Said(t.L, o)
		return WithVerdict(t.Config, s, t.L, o), nil
	}
	reseller, _, err := t.Tx.Member(o.Reseller)
	return ForOwner(t.Config, t.L, o, reseller, t.In.At), err
}

// ViewerOf is whoever did the input, as the reader of an order of their own.
func ViewerOf(t *chat.Turn) Viewer {
	return Viewer{L: t.L, Own: t.Owner, Balance: t.SeesBalance(t.Member), Out: !t.Owner && out(t.Config, t.Member)}
}
