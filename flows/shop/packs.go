package shop

import (
	"strconv"
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
)

// An amount is a product: some buy a pack and add no balance. A person who types such an
// amount is asked what they mean. What they have chosen is in the draft, with the pack as
// it was shown, and is compared with the owner's table once more when it is confirmed.

// plainKey is what a draft is about, for which a person has said that no pack is meant.
func (d Draft) plainKey() string { return chat.KeyOf(d.Recharge).String() }

// fixed is the price that the draft's pack has of its own.
func (d Draft) fixed() money.Taka {
	kept, _ := offer.KeptIn(d.Pack)
	return kept.Price
}

// price is what the draft costs the member's wallet; 0 where the owner's money pays.
func (t turn) price(d Draft, with conditions) money.Taka {
	if fixed := d.fixed(); with.Own && fixed != 0 {
		return fixed
	}
	return with.Price(string(d.Operator), d.Amount)
}

// refreshPack brings the draft's pack up to date. One that is over, or does not fit what
// the draft has become, is dropped with its amount, which was meant for nothing else; what
// is to be said of that is given, "" where it stays.
func (t turn) refreshPack(d *Draft) (gone string, err error) {
	if d.Plain != d.plainKey() {
		d.Plain = ""
	}
	kept, ok := offer.KeptIn(d.Pack)
	if !ok {
		return "", nil
	}
	o, ok, err := t.Tx.Offer(kept.ID)
	if err != nil {
		return "", err
	}
	on := ok && o.On(t.In.At)
	if on && o.Key == chat.KeyOf(d.Recharge) {
		d.Pack = o.Keep()
		return "", nil
	}
	gone = tPackOver.In(t.L, "pack", card.Pack(t.L, kept))
	if on && o.Amount == d.Amount {
		gone = tPackNotFor.In(t.L, "pack", card.Pack(t.L, kept), "operator", order.Operator(o.Operator), "connection", card.Connection(order.Connection(o.Connection)))
	}
	d.Pack, d.Amount = "", 0
	return gone, nil
}

// asksForPack gives the pack that the draft's amount buys, where the person has not said
// yet whether they mean it.
func (t turn) asksForPack(d Draft) (o offer.Offer, asks bool, err error) {
	if d.Pack != "" || d.Number == "" || d.Operator == "" || d.Amount == 0 || d.Plain == d.plainKey() {
		return o, false, nil
	}
	return chat.Buys(t.Tx, d.Recharge, t.In.At)
}

// packChanged says what is different from what the confirm card said of a pack; the zero
// Text where nothing is.
func (t turn) packChanged(d Draft) (chat.Text, error) {
	shown := d.Pack
	if _, err := t.refreshPack(&d); err != nil {
		return chat.Text{}, err
	}
	if d.Pack != shown {
		return tPackChanged, nil
	}
	if _, asks, err := t.asksForPack(d); asks || err != nil {
		return tPackNow, err
	}
	return chat.Text{}, nil
}

// packQuestion asks whether the pack is meant that the amount buys.
func (t turn) packQuestion(d Draft, o offer.Offer) (chat.Screen, error) {
	kept, _ := offer.KeptIn(o.Keep())
	s := chat.Screen{HTML: tPackAsk.In(t.L, "amount", d.Amount, "operator", d.Operator, "pack", card.Pack(t.L, kept), "number", d.Number) + t.unread(d)}
	s.Buttons = append(s.Buttons, []chat.Button{d.button(bBuyPack.Label(t.L, "pack", card.Pack(t.L, kept)), "pb", strconv.FormatUint(o.ID, 10), chat.Main)})
	below, above, err := offer.Near(d.Amount, t.isFree(d))
	if err != nil {
		return s, err
	}
	var near []chat.Button
	for _, a := range []money.Taka{below, above} {
		if a != 0 {
			near = append(near, d.button(t.L.Value(a), "am", strconv.FormatInt(a.Whole(), 10), ""))
		}
	}
	if near != nil {
		s.Buttons = append(s.Buttons, near)
	}
	s.Buttons = append(s.Buttons, []chat.Button{d.button(bAnyway.Label(t.L, "amount", d.Amount), "pa", "", "")}, t.cancelRow(d))
	return s, nil
}

// isFree says of an amount whether it can be sent and buys no pack.
func (t turn) isFree(d Draft) func(money.Taka) (bool, error) {
	return func(amount money.Taka) (bool, error) {
		d.Amount = amount
		if w, err := t.limits(d); w != nil || err != nil {
			return false, err
		}
		_, buys, err := chat.Buys(t.Tx, d.Recharge, t.In.At)
		return !buys, err
	}
}

// tapBuy takes the pack.
func (t turn) tapBuy(p tapped) error {
	id, err := strconv.ParseUint(p.value, 10, 64)
	if err != nil {
		return t.ShowToast(chat.OldButton)
	}
	o, ok, err := t.Tx.Offer(id)
	if err != nil {
		return err
	}
	if d := p.draft; ok && o.On(t.In.At) && o.Key == chat.KeyOf(d.Recharge) {
		d.Pack, d.Plain, d.Chosen = o.Keep(), "", true
		return t.next(d)
	}
	t.Toast, t.Alert = tPackChanged, true
	if _, asks, err := t.asksForPack(p.draft); err != nil {
		return err
	} else if !asks { // a pack was meant, and there is none
		p.draft.Amount = 0
	}
	return t.next(p.draft)
}

// tapPlain says that the amount is meant as it is.
func (t turn) tapPlain(p tapped) error {
	p.draft.Pack, p.draft.Plain = "", p.draft.plainKey()
	return t.next(p.draft)
}

// packLines say on a confirm card what is bought, what the customer pays, and what the
// member earns.
func (t turn) packLines(d Draft, kept offer.Kept, promise time.Duration) string {
	text := "\n" + tPackLine.In(t.L, "pack", card.Pack(t.L, kept))
	switch earn := d.Amount - d.Price; {
	case d.Price == 0:
		text += "\n" + tPackPays.In(t.L, "amount", d.Amount)
	case earn > 0:
		text += "\n" + tPackEarn.In(t.L, "amount", d.Amount, "price", chat.Full(d.Price), "earn", chat.Full(earn))
	default:
		text += "\n" + tPackCost.In(t.L, "amount", d.Amount, "price", chat.Full(d.Price))
	}
	if kept.ByHand {
		return text + "\n" + tPackByHand.In(t.L, "age", promise)
	}
	return text + "\n" + tPackNoBalance.In(t.L)
}

// buy begins an order of a pack: what is missing is the number.
func (t turn) buy(id uint64) error {
	o, ok, err := t.Tx.Offer(id)
	if err != nil {
		return err
	}
	if !ok || !o.On(t.In.At) {
		t.Toast, t.Alert = tPackGone, true
		return t.offers()
	}
	d, err := t.newDraft()
	if err != nil {
		return err
	}
	d.Recharge = order.Recharge{Operator: order.Operator(o.Operator), Connection: order.Connection(o.Connection), Amount: o.Amount}
	d.Chosen, d.Pack = true, o.Keep()
	if w, err := t.limits(d); w != nil || err != nil {
		return t.refused(w, err)
	}
	return t.next(d)
}
