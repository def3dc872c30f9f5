package notice

import (
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// PanelDown tells the owners that the panel does not answer, or nothing that can be
// read, or only that it wants to be left alone, and what to set where that is known.
func (n notices) PanelDown(since time.Time, a order.Reply, now time.Time) error {
	return n.tellOwners(now, func(l chat.Language) string {
		said := tPanelDown
		switch {
		case a.Limited:
			said = tPanelRests
		case a.Answered:
			said = tPanelOdd
		}
		alert := said.In(l, "time", n.Clock(l, since))
		if a.Mend != "" {
			alert += "\n" + tMend.In(l, "cause", a.Mend)
		}
		return alert
	})
}

// BalanceLow tells the owners that the panel has too little left.
func (n notices) BalanceLow(balance *money.Taka, now time.Time) error {
	return n.tellOwners(now, func(l chat.Language) string {
		if balance == nil {
			return tBalanceRefusedOrder.In(l)
		}
		return tBalanceLow.In(l, "balance", *balance)
	})
}

// BalanceEnough tells the owners that the panel has enough again.
func (n notices) BalanceEnough(balance *money.Taka, now time.Time) error {
	return n.tellOwners(now, func(l chat.Language) string {
		if balance == nil {
			return tOrdersTaken.In(l)
		}
		return tBalanceBack.In(l, "balance", *balance)
	})
}

// PanelUp tells the owners that the panel answers again, or that its answers can be read
// again.
func (n notices) PanelUp(was order.PanelState, now time.Time) error {
	open, err := n.tx.OpenCount()
	if err != nil {
		return err
	}
	stuck, err := n.tx.StuckCount()
	if err != nil {
		return err
	}
	return n.tellOwners(now, func(l chat.Language) string {
		said := tPanelUp
		if was.Unreadable {
			said = tPanelRead
		}
		text := said.In(l, "age", now.Sub(was.DownSince), "count", open)
		if stuck > 0 {
			text += " " + tPanelUpStuck.In(l, "count", stuck)
		}
		return text
	})
}

// PanelFails tells the owners that no orders arrive, which they may be able to mend.
func (n notices) PanelFails(orders int, message string, now time.Time) error {
	return n.tellOwners(now, func(l chat.Language) string {
		return tPanelFails.In(l, "count", orders, "reason", card.Reason(l, message))
	})
}
