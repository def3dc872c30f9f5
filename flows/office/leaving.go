package office

import (
	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// leaving is the money of a member who is removed: their wallet is frozen, and what they
// have asked for waits on.
type leaving struct {
	account.Balance
	deposits []account.Deposit // that wait
}

func (t turn) leaving(id int64) (x leaving, err error) {
	if x.Balance, err = t.Tx.Balance(id); err != nil {
		return x, err
	}
	x.deposits, err = t.Tx.OpenDeposits(id, 0, account.MostWaiting)
	return x, err
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
