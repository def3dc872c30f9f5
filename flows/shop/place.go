package shop

import (
	"errors"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/order"
)

// place puts the order on disk, unless its account or an earlier order does not allow it
// by now. So many wait before it, for so long.
func (t turn) place(s drafts, d Draft, with conditions, before int, wait time.Duration) error {
	hand, err := t.hand(d)
	if err != nil {
		return err
	}
	o, first, err := order.Place(t.Unit(), order.Order{
		ID: d.ID, Reseller: t.In.From.ID, Recharge: order.Recharge{Number: d.Number, Operator: d.Operator, Connection: d.Connection, Amount: d.Amount},
		Price: d.Price, Plan: with.planOf(), Offer: d.Pack, Hand: hand,
	}, order.Placing{With: &with.Conditions, Window: t.windowOf(d), Known: d.Known, Fixed: d.fixed()}, t.In.At)
	var again *order.Duplicate
	if errors.As(err, &again) { // it came up since the card was shown
		d.Rev++
		t.Toast, t.Alert = tDuplicateNow, true
		return t.next(d)
	}
	if why, ok := refusedBy(err); ok { // the card says why, or the new price; nothing was sent
		d.Rev++
		t.Toast, t.Alert = tNotPlaced, true
		if why.Why == account.WhyPrice {
			t.Toast = tPriceChanged
		}
		return t.next(d)
	}
	if err != nil {
		return err
	}
	if !first {
		return card.Standing(t.Turn, o)
	}
	s.remove(d.ID)
	if err := t.keepDrafts(s); err != nil {
		return err
	}
	if o.Hand != nil {
		if err := t.toOwnersByHand(o); err != nil {
			return err
		}
	}
	shown := card.Screen(t.Config, card.ViewerOf(t.Turn), o, t.In.At)
	usual, err := card.Usual(t.Tx, t.L, o, t.In.At)
	if err != nil {
		return err
	}
	shown.HTML += usual
	if wait >= turnTold {
		shown.HTML += "\n\n" + tTurn.In(t.L, "count", before, "age", wait)
	}
	t.Show(shown).Card = card.Name(o.ID)
	return nil
}

// windowOf is that of the duplicate guard where a draft is placed. What was done since its card
// was shown is not on the card, as where the panel takes back that the order before failed.
func (t turn) windowOf(d Draft) order.Window {
	w := order.Window{Any: t.DuplicateWindow}
	if w.Any > 0 {
		w.Any = max(w.Any, t.In.At.Sub(time.Unix(d.Shown, 0)))
	}
	return w
}
