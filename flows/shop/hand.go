package shop

import (
	"errors"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
)

// byHand reports whether an owner carries out what the draft is about.
func (d Draft) byHand() bool {
	kept, _ := offer.KeptIn(d.Pack)
	return kept.ByHand
}

// hand is what an order needs that an owner carries out by hand; nil for all others.
func (t turn) hand(d Draft) (*order.Hand, error) {
	kept, _ := offer.KeptIn(d.Pack)
	if !kept.ByHand {
		return nil, nil
	}
	o, _, err := t.Tx.Offer(kept.ID)
	return &order.Hand{Promise: o.Promised()}, err
}

// toOwnersByHand puts a new order before the owners, and has them reminded of it once its
// time is over.
func (t turn) toOwnersByHand(o order.Order) error {
	timer, err := order.HandTimer(o.ID, o.Placed.Add(o.Hand.Promise))
	if err != nil {
		return err
	}
	if err := t.Tx.PutTimer(timer); err != nil {
		return err
	}
	return card.PostHand(t.Config, t.Tx, o, true, t.In.At)
}

// callBack calls an order back that an owner was to carry out, before anybody has taken it.
func (t turn) callBack(id order.ID) error {
	o, err := order.CallBack(t.Unit(), id, t.In.From.ID, t.In.At)
	switch {
	case errors.Is(err, order.ErrTaken):
		t.Toast, t.Alert = tTakenAlready, true
		if o.Hand.By == 0 { // a backup was put back, or an owner was removed who had taken it
			t.Toast = tMayBeDone
		}
		return card.Standing(t.Turn, o)
	case errors.Is(err, order.ErrSettled):
		return t.ShowToast(chat.OldButton)
	case err != nil:
		return err
	}
	timer, err := order.HandTimer(id, t.In.At)
	if err != nil {
		return err
	}
	if err := t.Tx.DropTimer(timer); err != nil {
		return err
	}
	return card.PostHand(t.Config, t.Tx, o, false, t.In.At)
}
