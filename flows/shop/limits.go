package shop

import (
	"strconv"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// limits refuses an amount that an owner has blocked, and one outside what the operator
// takes and the owner allows. A pack's amount is always allowed.
func (t turn) limits(d Draft) (*wrong, error) {
	if d.Connection == 0 {
		d.Connection = order.Prepaid
	}
	if d.Amount == 0 {
		return nil, nil
	}
	b, blocked, err := t.Tx.Blocked(chat.KeyOf(d.Recharge))
	if err != nil {
		return nil, err
	}
	if blocked {
		return refuse(tBlocked, "amount", d.Amount, "operator", d.Operator, "reason", b.Reason), nil
	}
	limit, err := t.bounds(d)
	if err != nil || d.Amount >= limit.Least && (limit.Most == 0 || d.Amount <= limit.Most) || d.Pack != "" {
		return nil, err
	}
	if _, buys, err := chat.Buys(t.Tx, d.Recharge, t.In.At); buys || err != nil {
		return nil, err
	}
	own, err := t.ownBounds(d)
	if err != nil {
		return nil, err
	}
	post := d
	post.Connection = order.Postpaid
	postpaid, err := t.ownBounds(post)
	return t.outside(d, own, postpaid, limit.Least), err
}

// outside says what is wrong with an amount outside the limits; postpaid are those of a
// postpaid number, least is the operator's.
func (t turn) outside(d Draft, limit, postpaid order.Limits, least money.Taka) *wrong {
	example := func(x money.Taka) string { return strconv.FormatInt(x.Whole(), 10) }
	switch {
	case d.Amount < limit.Least:
		text := tTooLittle
		if limit.Least > t.MinAmount && limit.Least == least { // the operator's, not the owner's
			text = tLeastPrepaid
			if d.Connection == order.Postpaid {
				text = tLeastPostpaid
			}
		}
		good := max(limit.Least, money.WholeTaka(50))
		if limit.Most != 0 && good > limit.Most {
			good = limit.Least
		}
		return refuse(text, "amount", d.Amount, "operator", d.Operator, "min", limit.Least, "example", example(good))
	case d.Connection == order.Prepaid && d.Amount <= postpaid.Most:
		return refuse(tTooMuchPrepaid, "amount", d.Amount, "max", limit.Most, "maxpostpaid", postpaid.Most,
			"example", example(limit.Most), "typed", example(d.Amount))
	}
	return refuse(tTooMuch, "amount", d.Amount, "connection", card.Connection(d.Connection), "max", limit.Most, "example", example(limit.Most))
}

// bounds are the least and the most that a plain recharge may be of.
func (t turn) bounds(d Draft) (order.Limits, error) {
	if d.Connection == 0 {
		d.Connection = order.Prepaid
	}
	return t.Bounds(t.Tx, d.Operator, d.Connection)
}

// ownBounds are the least and the most of a plain recharge that this member may send, by
// what the owner has set for them or their plan besides: what is offered and named as an
// example. What an account allows is decided where an order is confirmed.
func (t turn) ownBounds(d Draft) (order.Limits, error) {
	limit, err := t.bounds(d)
	if err != nil {
		return limit, err
	}
	with, err := t.conditions()
	return limit.Within(order.Limits{Least: with.Limits.Least, Most: with.Limits.Most}), err
}

// amountOf reads a button's amount; 0 where it is none.
func amountOf(value string) money.Taka {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n <= 0 || n > 1_000_000 {
		return 0
	}
	return money.WholeTaka(n)
}
