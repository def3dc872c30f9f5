package shop

import (
	"rechargebot/flows/account"
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
}

// same is what makes two rows the same recharge.
type same struct {
	number order.Number
	amount money.Taka
}

// judge says of each row whether it is left out, and why, and fixes its price. Nothing is
// placed: placing looks once more.
func (t turn) judge(b order.Batch, rows []order.BatchRow) (v verdict, err error) {
	with, err := t.conditions()
	if err != nil {
		return v, err
	}
	purse, err := t.Books().Purse(t.In.From.ID, &with.Conditions, t.In.At)
	if err != nil {
		return v, err
	}
	listed, wanted := map[same]bool{}, map[same]int{}
	for i := range rows {
		r := &rows[i]
		if unreadable(*r) {
			v.unread = append(v.unread, *r)
			continue
		}
		if r.Written != "" {
			v.repaired = append(v.repaired, *r)
		}
		r.Out, r.Known, r.Price = t.outOfBounds(r.Recharge), 0, with.Price(string(r.Operator), r.Amount)
		if r.Out != "" {
			v.refused = append(v.refused, *r)
			continue
		}
		earlier, err := order.Earlier(t.Tx, r.Number, r.Amount, t.DuplicateWindow, t.In.At)
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
			continue
		}
		purse.Take(charge)
		r.Known = len(earlier) + wanted[k]
		wanted[k]++
		v.wanted, v.amount, v.price = v.wanted+1, v.amount+r.Amount, v.price+r.Price
	}
	return v, nil
}

// outOfBounds says why an amount is less or more than the operator takes, or the owner
// allows.
func (t turn) outOfBounds(r order.Recharge) order.RowOut {
	switch limit := t.bounds(Draft{Recharge: r}); {
	case r.Amount < limit.Least:
		return order.OutLeast
	case r.Amount > limit.Most:
		return order.OutMost
	}
	return ""
}
