package office

import (
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// mostBlocked is how many amounts may be blocked.
const mostBlocked = 50

// blockedTap answers the buttons of the amounts that are not sent.
func (t turn) blockedTap(a chat.Args) error {
	k := offer.Key{Operator: a.At(1), Connection: int(a.Int(2)), Amount: money.WholeTaka(a.Int(3))}
	switch a.At(0) {
	case "bl-add":
		return t.chooseOperator(tPkBlock, "bl-new")
	case "bl-new":
		if !validOperator(k.Operator) {
			return t.ShowToast(chat.OldButton)
		}
		return t.ask(packEdit{Field: fieldBlock, Row: offer.Offer{Key: k}}, "")
	case "bl-x":
		if err := t.Tx.DropBlocked(k); err != nil {
			return err
		}
		t.Tx.Audit(chat.Act{What: "unblock an amount", By: t.In.From.ID, Subject: k.String()})
		t.Toast = tSaved
	}
	return t.blocked()
}

// blocked lists the amounts that are not sent; a tap takes one off the list.
func (t turn) blocked() error {
	all, err := t.Tx.AllBlocked()
	if err != nil {
		return err
	}
	lines := []string{tPkBlocked.In(t.L)}
	if len(all) == 0 {
		lines = []string{tPkBlockedNone.In(t.L)}
	}
	var s chat.Screen
	for _, b := range all {
		name, c := order.Operator(b.Operator), card.Connection(order.Connection(b.Connection))
		lines = append(lines, tPkBlockedRow.In(t.L, "amount", b.Amount, "operator", name, "connection", c, "reason", b.Reason))
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bPkUnblock.Label(t.L, "amount", b.Amount, "operator", name, "connection", c),
			Data: chat.Data("pk", "bl-x", b.Operator, b.Connection, b.Amount.Whole())}})
	}
	s.HTML = strings.Join(lines, "\n")
	if len(all) < mostBlocked {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bPkBlock.In(t.L), Data: chat.Data("pk", "bl-add"), Style: chat.Main}})
	}
	s.Buttons = append(s.Buttons, t.packsBack())
	t.Show(s)
	return nil
}

// blockTyped takes an amount and the reason: "29 wrong pack at the operator".
func (t turn) blockTyped(e packEdit) error {
	first, reason, _ := strings.Cut(text.Clean(t.In.Text, 200), " ")
	amount, ok := typedSum(first)
	reason = text.Clean(reason, offer.MostReason)
	k := e.Row.Key
	k.Amount = amount
	if !ok || amount <= 0 || amount > offer.MostAmount || amount != money.WholeTaka(amount.Whole()) || len([]rune(reason)) < 3 {
		return t.ask(e, tPkBadBlock.In(t.L))
	}
	if o, taken, err := t.Tx.ActiveOffer(k); err != nil {
		return err
	} else if taken {
		return t.ask(e, tPkBlockPack.In(t.L, "amount", amount, "pack", t.packName(o)))
	}
	if err := t.Tx.PutBlocked(offer.Block{Key: k, Reason: reason, By: t.In.From.ID, At: t.In.At}); err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: "block an amount", By: t.In.From.ID, Subject: k.String()})
	if err := t.keepPackEdit(packEdit{}); err != nil {
		return err
	}
	return t.blocked()
}

// limitsTap answers the buttons of the limits of one order.
func (t turn) limitsTap(a chat.Args) error {
	o, c := order.Operator(a.At(1)), order.Connection(a.Int(2))
	if a.At(0) == "li" {
		return t.orderLimits()
	}
	if !o.Valid() || c != order.Prepaid && c != order.Postpaid {
		return t.ShowToast(chat.OldButton)
	}
	if a.At(0) == "li-ask" {
		return t.ask(packEdit{Field: fieldOfOrder, Row: offer.Offer{Key: offer.Key{Operator: string(o), Connection: int(c)}}}, "")
	}
	return t.ShowToast(chat.OldButton)
}

// orderLimits shows the limits of one order, and what bounds them all.
func (t turn) orderLimits() error {
	lines := []string{tPkLimits.In(t.L)}
	var s chat.Screen
	for _, c := range connections {
		lines = append(lines, "\n<b>"+card.Connection(c).In(t.L)+"</b>")
		for i, o := range order.Operators {
			l, set, err := t.Tx.OrderLimits(o, c)
			if err != nil {
				return err
			}
			text := tPkLimit
			if !set {
				l = order.LimitsOf(o, c)
			} else {
				text = tPkLimitSet
			}
			lines = append(lines, text.In(t.L, "operator", o, "min", l.Least, "max", l.Most))
			if i%2 == 0 {
				s.Buttons = append(s.Buttons, nil)
			}
			label := t.L.Operator(o)
			if c == order.Postpaid {
				label = tPkPostpaid.Label(t.L, "operator", o)
			}
			row := &s.Buttons[len(s.Buttons)-1]
			*row = append(*row, chat.Button{Text: label, Data: chat.Data("pk", "li-ask", o, int(c))})
		}
	}
	for _, set := range []struct {
		name string
		text chat.Text
		sum  money.Taka
	}{{"MIN_AMOUNT", tPkOuterLeast, t.MinAmount}, {"MAX_AMOUNT", tPkOuterMost, t.MaxAmount}, {"MAX_AMOUNT_POSTPAID", tPkOuterMost, t.MaxAmountPostpaid}} {
		if set.sum != 0 {
			lines = append(lines, "\n"+set.text.In(t.L, "name", set.name, "limit", set.sum))
		}
	}
	s.HTML = strings.Join(lines, "\n") + "\n\n" + tPkLimitsPack.In(t.L)
	s.Buttons = append(s.Buttons, t.packsBack())
	t.Show(s)
	return nil
}

// limitsTyped takes the least and the most: "20 1000"; 0 brings the first values back.
func (t turn) limitsTyped(e packEdit) error {
	words := strings.FieldsFunc(text.LatinDigits(text.Clean(t.In.Text, 60)), func(r rune) bool { return r == ' ' || r == '-' || r == '–' })
	var l order.Limits
	ok := len(words) == 1 && words[0] == "0"
	if len(words) == 2 {
		least, first := typedSum(words[0])
		most, second := typedSum(words[1])
		l = order.Limits{Least: least, Most: most}
		ok = first && second && least > 0 && most >= least && most <= offer.MostAmount && least%100 == 0 && most%100 == 0
	}
	if !ok {
		return t.ask(e, tPkBadLimits.In(t.L))
	}
	if err := t.Tx.PutOrderLimits(order.Operator(e.Row.Operator), order.Connection(e.Row.Connection), l); err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: "change limits of one order", By: t.In.From.ID, Subject: e.Row.Operator})
	if err := t.keepPackEdit(packEdit{}); err != nil {
		return err
	}
	return t.orderLimits()
}
