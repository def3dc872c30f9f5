package office

import (
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// leaving is what a member leaves who is removed: their wallet is frozen, what they have asked
// for waits on, and of their lists nothing more is sent.
type leaving struct {
	account.Balance
	deposits []account.Deposit // that wait
	lists    []order.Batch     // of which something is unsent
}

func (t turn) leaving(id int64) (x leaving, err error) {
	if x.Balance, err = t.Tx.Balance(id); err != nil {
		return x, err
	}
	if x.deposits, err = t.Tx.OpenDeposits(id, 0, account.MostWaiting); err != nil {
		return x, err
	}
	const page = 50
	for before := order.BatchID(0); ; {
		all, err := t.Tx.BatchesOf(id, before, page)
		if err != nil {
			return x, err
		}
		for _, b := range all {
			if before = b.ID; b.Unsent() > 0 && (b.State == order.BatchRunning || b.State == order.BatchPaused) {
				x.lists = append(x.lists, b)
			}
		}
		if len(all) < page || t.In.At.Sub(all[page-1].Made).Abs() > listLife {
			return x, nil
		}
	}
}

// listLife is longer than any list has something unsent.
const listLife = 24 * time.Hour

// stopLists sends nothing more of lists. Their timers tell their reseller how they stand.
func (t turn) stopLists(all []order.Batch) error {
	for _, b := range all {
		b.Stop(t.In.At)
		if _, err := t.Tx.PutBatch(b); err != nil {
			return err
		}
		if err := t.Tx.PutTimer(account.Timer{At: t.In.At, Kind: account.TimerBatch, Of: int64(b.ID)}); err != nil {
			return err
		}
	}
	return nil
}

// lines say what becomes of the money, "" where there is none: to an owner, or to the
// member.
func (x leaving) lines(l chat.Language, owner bool) (text string) {
	say := func(toOwner, toMember chat.Text, pairs ...any) {
		if owner {
			toMember = toOwner
		}
		text += "\n" + toMember.In(l, pairs...)
	}
	if len(x.lists) > 0 {
		unsent := 0
		for _, b := range x.lists {
			unsent += b.Unsent()
		}
		say(tLeavesLists, tYouLeaveLists, "count", unsent)
	}
	switch {
	case x.Wallet > 0:
		say(tLeavesMoney, tYouLeaveMoney, "sum", chat.Full(x.Wallet))
	case x.Wallet < 0:
		say(tLeavesDebt, tYouLeaveDebt, "sum", chat.Full(x.Owes()))
	}
	if x.Held > 0 {
		say(tLeavesHeld, tYouLeaveHeld, "sum", chat.Full(x.Held))
	}
	if n := len(x.deposits); n > 0 {
		sum := money.Taka(0)
		for _, d := range x.deposits {
			sum += d.Amount
		}
		say(tLeavesDeposits, tYouLeaveDeposits, "count", n, "sum", chat.Full(sum))
	}
	return text
}
