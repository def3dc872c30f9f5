package shop

import (
	"errors"
	"slices"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
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
	if why, ok := refusedBy(err); ok {
		return t.notPlaced(d, why)
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

// notPlaced shows the card again after a Confirm that the account does not allow: the card
// says why. Where the price is another by now the box tells what has changed, since the card
// may look the same.
func (t turn) notPlaced(d Draft, why *account.Refused) error {
	if why.Why != account.WhyPrice {
		return t.confirmAgain(d, tNotPlaced, tNotPlaced)
	}
	t.Pairs = []any{"what", priceChange(d.Price, why.Price)}
	return t.confirmAgain(d, tConfirmAnew, tNotPlacedNow)
}

// priceChange says what is another about what the member pays, from what was shown to what it is.
func priceChange(shown, now money.Taka) chat.Text {
	switch {
	case shown == 0:
		return tWalletPays
	case now == 0:
		return tOwnerPays
	}
	return tPriceChanged
}

// confirmAgain shows a card again of which nothing was placed. The box says the first where
// the card still has its Confirm, else the other. A PIN that was typed gets no box: there it
// stands on the card, unless the card has no Confirm, since then it says why itself.
func (t turn) confirmAgain(d Draft, said, without chat.Text) error {
	d.Rev++
	step, screen, err := t.nextScreen(&d)
	if err != nil {
		return err
	}
	may := confirmable(screen)
	if !may {
		said = without
	}
	t.Toast, t.Alert = said, true
	if t.In.Tap == nil && may {
		screen.HTML += "\n\nℹ️ " + said.In(t.L, t.Pairs...)
	}
	return t.step(step, d, screen)
}

// confirmable reports whether a card, or the preview of a list, has a Confirm.
func confirmable(s chat.Screen) bool {
	return slices.ContainsFunc(slices.Concat(s.Buttons...), func(b chat.Button) bool { return strings.HasSuffix(b.Data, ":go") })
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
