package shop

import (
	"errors"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// conditions are on what terms somebody orders; owners always spend the owner's money.
type conditions struct{ account.Conditions }

// planOf is the name of the plan that gave the price; "" where there is none.
func (c conditions) planOf() string {
	if !c.Own {
		return ""
	}
	return c.PlanName()
}

func (t turn) conditions() (conditions, error) {
	if t.Owner {
		return conditions{}, nil
	}
	with, err := t.Books().Conditions(t.In.From.ID)
	return conditions{with}, err
}

// notAllowed says why the member's account does not allow a draft; nil where it does.
func (t turn) notAllowed(d Draft, with *conditions) (*account.Refused, error) {
	err := t.Books().Allow(account.Charge{
		Order: string(d.ID), Member: t.In.From.ID, Operator: string(d.Operator), Postpaid: d.Connection == order.Postpaid,
		Amount: d.Amount, Price: d.Price, Fixed: d.fixed(), Conditions: &with.Conditions,
	}, t.In.At)
	if why, ok := refusedBy(err); ok {
		return why, nil
	}
	return nil, err
}

func refusedBy(err error) (*account.Refused, bool) {
	var why *account.Refused
	ok := errors.As(err, &why)
	return why, ok
}

// whyNot says why, what is left, and what to do.
func (t turn) whyNot(d Draft, why *account.Refused) string {
	switch why.Why {
	case account.WhyPaused:
		return tWhyPaused.In(t.L)
	case account.WhyShort:
		return tWhyShort.In(t.L, "missing", chat.Full(why.Missing))
	case account.WhyOverdue:
		return tWhyOverdue.In(t.L, "owes", chat.Full(why.Missing))
	case account.WhyOperator:
		return tWhyOperator.In(t.L, "operator", d.Operator)
	case account.WhyConnection:
		return tWhyConnection.In(t.L, "connection", card.Connection(d.Connection))
	case account.WhyLeast:
		return tWhyLeast.In(t.L, "limit", why.Limit)
	case account.WhyMost:
		return tWhyMost.In(t.L, "limit", why.Limit)
	case account.WhyDayAmount:
		return tWhyDay.In(t.L, "used", why.Used, "limit", why.Limit, "left", why.Left())
	case account.WhyDayOrders:
		return tWhyOrders.In(t.L, "count", why.Count)
	}
	return tWhyBooks.In(t.L)
}

// payIn is the button that begins a deposit of what is missing.
func (t turn) payIn(d Draft, why *account.Refused) []chat.Button {
	if !t.mayPayIn(why) {
		return nil
	}
	return []chat.Button{{Text: bDepositIt.Label(t.L, "missing", chat.Full(why.Missing)), Data: chat.Data("dep", "for", d.ID, int64(why.Missing)), Style: chat.Main}}
}

// as is a turn in the chat of a member who has done nothing; what it says is to be added to
// the turn at hand.
func as(of *chat.Turn, m chat.Member) turn {
	return turn{&chat.Turn{Config: of.Config, Routes: of.Routes, Tx: of.Tx, Tell: of.Tell, Member: m,
		L: of.LanguageOf(m.Language, ""), Owner: of.IsOwner(m),
		In: chat.Input{At: of.In.At, Chat: m.ID, Private: true, From: chat.Person{ID: m.ID}, Bot: of.In.Bot}}}
}

// mayPayIn reports whether an order is refused, and a deposit helps.
func (t turn) mayPayIn(why *account.Refused) bool {
	return why != nil && (why.Why == account.WhyShort || why.Why == account.WhyOverdue)
}
