package shop

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// balanceFresh is how old a known balance may be to be told without asking.
const balanceFresh = 10 * time.Second

// owedWords are those for what somebody owes.
var owedWords = text.WordSet("baki,due,বাকি")

// asksOwed reports whether a line asks what its writer owes.
func asksOwed(line string) bool {
	return slices.ContainsFunc(strings.Fields(line), func(word string) bool { return owedWords[text.Fold(bare(word))] })
}

// balance tells a member on their own wallet what is in it; else the panel's balance that was told a moment ago, or leaves the question for
// the desk. What is in the wallet of somebody on the owner's money is said below.
func (t turn) balance() error {
	with, err := t.conditions()
	if err != nil {
		return err
	}
	if with.Own {
		return t.ownBalance(with)
	}
	aside := ""
	if !t.Owner {
		b, err := t.Tx.Balance(t.In.From.ID)
		if err != nil {
			return err
		}
		if b.Entries == 0 && t.In.Tap == nil && asksOwed(t.In.Text) {
			return t.Say(tNoAccount)
		}
		aside = card.PausedLine(t.L, with.Paused) + card.Aside(t.L, b)
	}
	p, err := t.Tx.PanelState(order.MainPanel)
	if err != nil {
		return err
	}
	if age := t.In.At.Sub(p.BalanceAt); p.Balance != nil && age >= 0 && age < balanceFresh {
		text := tBalanceLast.In(t.L, "balance", *p.Balance, "age", age)
		if !t.SeesBalance(t.Member) {
			text = card.Enough(t.Config, t.L, *p.Balance, age)
		}
		t.Send(chat.Screen{HTML: text + aside})
		return nil
	}
	o := t.Send(chat.Screen{HTML: tBalanceAsking.In(t.L) + aside})
	o.Card, o.New = "balance "+strconv.FormatInt(t.In.UpdateID, 10), true // each question has its own message
	return t.Tx.InquireBalance(order.BalanceInquiry{Chat: t.In.Chat, Card: o.Card, Asked: t.In.At})
}
