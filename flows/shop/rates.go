package shop

import (
	"strconv"
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// rates answers /rates: what each operator costs, the limits, and what of them is left
// today.
func (t turn) rates() error {
	with, err := t.conditions()
	if err != nil {
		return err
	}
	var b strings.Builder
	switch {
	case t.Owner:
		b.WriteString(tRatesOwner.In(t.L))
	case !with.Own:
		b.WriteString(tRatesShared.In(t.L))
	default:
		b.WriteString(tRates.In(t.L) + "\n")
		hundred := money.WholeTaka(100)
		for _, o := range order.Operators {
			b.WriteString("\n" + tRate.In(t.L, "operator", o, "amount", hundred, "price", chat.Full(with.Price(string(o), hundred))))
		}
	}
	lines, err := t.limitLines(with)
	if err != nil {
		return err
	}
	b.WriteString(lines)
	t.Send(chat.Screen{HTML: b.String()})
	return nil
}

// limitLines say what bounds a member's orders, and what is left today.
func (t turn) limitLines(with conditions) (string, error) {
	u, err := t.Tx.Used(t.In.From.ID, money.Day(t.In.At, t.Location))
	if err != nil {
		return "", err
	}
	var lines []string
	lim := with.Limits
	if lim.Least != 0 {
		lines = append(lines, tLimitLeast.In(t.L, "limit", lim.Least))
	}
	if lim.Most != 0 {
		lines = append(lines, tLimitMost.In(t.L, "limit", lim.Most))
	}
	if lim.Operators != nil {
		var names []string
		for _, o := range lim.Operators {
			names = append(names, t.L.Operator(order.Operator(o)))
		}
		lines = append(lines, tLimitOperators.In(t.L, "operators", chat.HTML(strings.Join(names, ", "))))
	}
	switch lim.Connection {
	case "prepaid":
		lines = append(lines, tLimitConnection.In(t.L, "connection", card.Connection(order.Prepaid)))
	case "postpaid":
		lines = append(lines, tLimitConnection.In(t.L, "connection", card.Connection(order.Postpaid)))
	}
	if lim.DayAmount != 0 {
		lines = append(lines, tLimitDay.In(t.L, "used", u.Amount, "limit", lim.DayAmount, "left", max(0, lim.DayAmount-u.Amount)))
	}
	if lim.DayOrders != 0 {
		lines = append(lines, tLimitOrders.In(t.L, "used", u.Orders, "limit", lim.DayOrders, "left", max(0, lim.DayOrders-u.Orders)))
	}
	if lines == nil {
		lines = append(lines, tNoLimits.In(t.L, "used", u.Amount, "count", u.Orders))
	}
	return "\n\n" + strings.Join(lines, "\n"), nil
}

// ownBalance answers /balance of a member on their own wallet.
func (t turn) ownBalance(with conditions) error {
	b, err := t.Tx.Balance(t.In.From.ID)
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: card.Account(t.L, b, with.Conditions, t.In.At)}
	if due, ok := with.Due(b); ok {
		text := tDue
		if with.Overdue(b, t.In.At) {
			text = tOverdue
		}
		s.HTML += "\n" + text.In(t.L, "day", t.date(due.In(t.Location)))
	}
	s.HTML += card.PausedLine(t.L, with.Paused)
	lines, rows, err := t.waitingDeposits()
	if err != nil {
		return err
	}
	s.HTML += lines
	s.Buttons = append([][]chat.Button{{
		{Text: bDeposit.In(t.L), Data: chat.Data("dep", "new"), Style: chat.Main},
		{Text: bStatement.In(t.L), Data: chat.Data("st", "of", strconv.FormatInt(t.In.From.ID, 10))}}}, rows...)
	t.Send(s)
	return nil
}
