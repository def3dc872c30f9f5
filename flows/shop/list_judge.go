package shop

import (
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// verdict is what can be said of a list now.
type verdict struct {
	wanted        int // rows that are to be placed
	amount, price money.Taka
	repaired      []order.BatchRow
	unread        []order.BatchRow
	refused       []order.BatchRow // by limits or for want of money
	twice         []order.BatchRow // that are a second time in the list, included or not
	earlier       []order.BatchRow // of which the same went to the number before
	packs         []order.BatchRow // whose amounts buy a pack, included or not
	short         bool             // some for want of money
	meant         bool             // some buy a pack now and did not when they were shown last, or the other way round
}

// same is what makes two rows the same recharge.
type same struct {
	number order.Number
	amount money.Taka
}

// judge says of each row whether it is left out, and why, and fixes its price. Nothing is
// placed: placing looks once more. again is the same list where it was sent before.
func (t turn) judge(b order.Batch, rows []order.BatchRow, again *order.Batch) (v verdict, err error) {
	with, err := t.conditions()
	if err != nil {
		return v, err
	}
	purse, err := t.Books().Purse(t.In.From.ID, &with.Conditions, t.In.At)
	if err != nil {
		return v, err
	}
	listed := map[same]bool{}
	for i := range rows {
		r := &rows[i]
		if unreadable(*r) {
			v.unread = append(v.unread, *r)
			continue
		}
		if r.Written != "" {
			v.repaired = append(v.repaired, *r)
		}
		r.Known, r.Price = 0, with.Price(string(r.Operator), r.Amount)
		if r.Out, err = t.outOfBounds(r.Recharge); err != nil {
			return v, err
		}
		if pack := r.Out == order.OutPack; pack != r.Pack {
			r.Pack, v.meant = pack, true
		}
		if r.Out == order.OutPack {
			v.packs = append(v.packs, *r)
			if b.Packs {
				r.Out = ""
			} else {
				continue
			}
		}
		if r.Out != "" {
			v.refused = append(v.refused, *r)
			continue
		}
		earlier, err := order.Earlier(t.Tx, r.Number, r.Amount, t.rowWindow(b, again != nil), t.In.At)
		if err != nil {
			return v, err
		}
		k := same{r.Number, r.Amount}
		if twice := listed[k]; twice {
			v.twice = append(v.twice, *r)
			if !b.Twice {
				r.Out = order.OutTwice
			}
		}
		listed[k] = true
		if len(earlier) > 0 {
			v.earlier = append(v.earlier, *r)
			if !b.Earlier {
				r.Out = order.OutEarlier
			}
		}
		if r.Out != "" {
			continue
		}
		charge := account.Charge{Member: t.In.From.ID, Operator: string(r.Operator), Postpaid: r.Connection == order.Postpaid, Amount: r.Amount, Price: r.Price}
		if why := purse.Allow(charge, t.In.At); why != nil {
			r.Out = order.OutAccount + order.RowOut(why.Why)
			v.refused = append(v.refused, *r)
			v.short = v.short || t.mayPayIn(why)
			continue
		}
		purse.Take(charge)
		r.Known = order.KnownOf(earlier)
		v.wanted, v.amount, v.price = v.wanted+1, v.amount+r.Amount, v.price+r.Price
	}
	return v, nil
}

// ownWindow is how long before a list came a recharge of its reseller's is one that a row may
// repeat by mistake, since a list may come once more with other rows besides. What is sent at
// the same hour each day is none.
const ownWindow = 20 * time.Hour

// rowWindow is what a row may repeat by mistake. In a list that is the same as one before,
// which is asked about as a whole, that is as for a single order.
func (t turn) rowWindow(b order.Batch, again bool) order.Window {
	w := order.Window{Any: t.DuplicateWindow}
	if !again {
		w.Own, w.Reseller, w.At = ownWindow, b.Reseller, b.Made
	}
	return w
}

// outOfBounds says why an amount is not sent: an owner has blocked it, it buys a pack, or it
// is less or more than the operator takes, or the owner allows.
func (t turn) outOfBounds(r order.Recharge) (order.RowOut, error) {
	if _, blocked, err := t.Tx.Blocked(chat.KeyOf(r)); blocked || err != nil {
		return order.OutBlocked, err
	}
	if _, buys, err := chat.Buys(t.Tx, r, t.In.At); buys || err != nil {
		return order.OutPack, err
	}
	limit, err := t.bounds(Draft{Recharge: r})
	switch {
	case err != nil:
		return "", err
	case r.Amount < limit.Least:
		return order.OutLeast, nil
	case limit.Most != 0 && r.Amount > limit.Most:
		return order.OutMost, nil
	}
	return "", nil
}
