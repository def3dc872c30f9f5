package card

import (
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// Account says to a member what they have: balance, on hold and available, or what they owe.
// Where that is overdue nothing is available.
func Account(l chat.Language, b account.Balance, with account.Conditions, now time.Time) string {
	return standing(l, tAccountOwes, b, with, now)
}

// accountOf says to owners the same of a member.
func accountOf(l chat.Language, b account.Balance, with account.Conditions, now time.Time) string {
	return standing(l, tAccountOwesYou, b, with, now)
}

func standing(l chat.Language, owes chat.Text, b account.Balance, with account.Conditions, now time.Time) string {
	line := tAccount.In(l, "balance", chat.Full(b.Total()))
	if b.Wallet < 0 {
		line = owes.In(l, "owes", chat.Full(b.Owes()))
	}
	if with.Credit > 0 {
		line += tAccountLimit.In(l, "limit", chat.Full(with.Credit))
	}
	if b.Held != 0 {
		line += tAccountHeld.In(l, "held", chat.Full(b.Held))
	}
	switch {
	case with.Overdue(b, now):
		line += tAccountOverdue.In(l)
	case b.Held != 0 || with.Credit > 0:
		line += tAccountAvailable.In(l, "available", chat.Full(max(0, with.Available(b))))
	}
	return line
}

// PausedLine says to a member that their orders are paused, on a line of its own; "" where they are
// not.
func PausedLine(l chat.Language, paused bool) string {
	if !paused {
		return ""
	}
	return "\n" + tPausedOrders.In(l)
}

// Aside says to a member on the owner's money what their own wallet holds, or what they owe, on
// a line of its own; "" where that is nothing.
func Aside(l chat.Language, b account.Balance) string {
	switch {
	case b.Wallet > 0:
		return "\n" + tAside.In(l, "balance", chat.Full(b.Wallet))
	case b.Wallet < 0:
		return "\n" + tAsideOwes.In(l, "owes", chat.Full(b.Owes()))
	}
	return ""
}

// Cost says in one short line what an order that is final cost its reseller's wallet,
// and what is left; "" where the owner's money paid.
func Cost(l chat.Language, o order.Order, was order.State, b account.Balance) string {
	if o.Price == 0 {
		return ""
	}
	text := tCost
	switch {
	case o.State == order.Failed && was == order.Done:
		text = tCostBack
	case o.State == order.Failed:
		text = tCostFree
	}
	line := text.In(l, "price", chat.Full(o.Price))
	if b.Wallet < 0 {
		line += tCostOwes.In(l, "owes", chat.Full(b.Owes()))
	} else {
		line += tCostBalance.In(l, "balance", chat.Full(b.Total()))
	}
	if b.Held != 0 {
		line += tAccountHeld.In(l, "held", chat.Full(b.Held))
	}
	return line
}

// Below warns a member that their wallet is below its limit, so that nothing can be
// ordered, on a line of its own; "" where it is not.
func Below(l chat.Language, b account.Balance, with account.Conditions) string {
	if !with.Own || with.Available(b) >= 0 {
		return ""
	}
	return "\n" + tBelow.In(l, "missing", chat.Full(-with.Available(b)))
}
