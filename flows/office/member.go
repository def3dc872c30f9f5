package office

import (
	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// memberCard shows one person: who it is, when last seen, whose money pays.
func (t turn) memberCard(id int64) error {
	m, ok, err := t.Tx.Member(id)
	if err != nil {
		return err
	}
	if !ok {
		return t.ShowToast(tNotMember, "id", id)
	}
	today := money.Day(t.In.At, t.Location)
	month, err := t.Tx.Totals(id, today[:8]+"01", today)
	if err != nil {
		return err
	}
	active := tNever.In(t.L)
	if !m.Active.IsZero() {
		active = tAgo.In(t.L, "age", t.In.At.Sub(m.Active))
	}
	line, err := t.moneyLine(m)
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tMemberCard.In(t.L, "person", card.Person(t.Config, t.L, m.ID, m.ShownName(), m.Username),
		"active", chat.HTML(active), "month", month.DoneAmount, "count", month.Done) + line}
	if err := t.memberButtons(m, &s); err != nil {
		return err
	}
	switch {
	case m.Unreachable && m.Lost == chat.Unopened:
		t.mustStart(&s)
	case m.Unreachable && m.Lost == chat.Blocked:
		s.HTML += tBlocked.In(t.L)
	case m.Unreachable:
		s.HTML += tUnreachable.In(t.L)
	}
	t.Show(s)
	return nil
}

// memberButtons puts under a member's card what can be done, and says where they may
// not use the bot.
func (t turn) memberButtons(m chat.Member, s *chat.Screen) error {
	back := []chat.Button{{Text: bBack.In(t.L), Data: chat.Data("m", "a", 0)}}
	toAccount := chat.Button{Text: bAccount.In(t.L), Data: chat.Data("ac", "show", m.ID)}
	b, err := t.Tx.Balance(m.ID)
	if err != nil {
		return err
	}
	if t.IsOwner(m) {
		s.HTML += tIsOwner.In(t.L)
		if b.Entries > 0 { // from before they were one
			s.Buttons = append(s.Buttons, []chat.Button{toAccount})
		}
		s.Buttons = append(s.Buttons, back)
		return nil
	}
	if m.Allowed {
		with, err := t.Books().Conditions(m.ID)
		if err != nil {
			return err
		}
		pause := chat.Button{Text: bPause.In(t.L), Data: chat.Data("ac", "pause", m.ID)}
		if with.Paused {
			s.HTML += "\n" + tPaused.In(t.L)
			pause = chat.Button{Text: bGoOn.In(t.L), Data: chat.Data("ac", "go", m.ID), Style: chat.Good}
		}
		p, err := t.Tx.PIN(m.ID)
		if err != nil {
			return err
		}
		s.HTML += t.pinLine(p)
		s.Buttons = [][]chat.Button{{toAccount}, {pause, {Text: bRevoke.In(t.L), Data: chat.Data("m", "out", m.ID), Style: chat.Bad}}}
		if p.Set() {
			s.Buttons = append(s.Buttons, []chat.Button{card.ResetPIN(t.L, m.ID)})
		}
		s.Buttons = append(s.Buttons, back)
		return nil
	}
	s.HTML += tNotAllowed.In(t.L)
	if b.Entries > 0 {
		s.Buttons = append(s.Buttons, []chat.Button{toAccount})
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bAllow.In(t.L), Data: chat.Data("m", "in", m.ID), Style: chat.Good}}, back)
	return nil
}

// moneyLine says in a line of a member's card whose money pays, and what they have.
func (t turn) moneyLine(m chat.Member) (string, error) {
	_, b, with, err := t.standing(m.ID)
	switch {
	case err != nil:
		return "", err
	case t.IsOwner(m) && b.Total() == 0:
		return "", nil
	case t.IsOwner(m):
		return "\n" + t.has(t.L, b), nil
	}
	line := "\n" + payerText(t.L, with.Terms, false)
	if with.Own || b.Total() != 0 {
		line += "\n" + t.has(t.L, b)
	}
	return line, nil
}

// standing gives somebody with what they have, and on what terms they order.
func (t turn) standing(id int64) (m chat.Member, b account.Balance, with account.Conditions, err error) {
	if m, _, err = t.Tx.Member(id); err != nil {
		return m, b, with, err
	}
	m.ID = id
	if b, err = t.Tx.Balance(id); err != nil {
		return m, b, with, err
	}
	with, err = t.Books().Conditions(id)
	return m, b, with, err
}

// has says what somebody has, or owes, and what is on hold, as owners read it.
func (t turn) has(l chat.Language, b account.Balance) string {
	text := tHas.In(l, "balance", chat.Full(b.Total()))
	if b.Wallet < 0 {
		text = tOwes.In(l, "owes", chat.Full(b.Owes()))
	}
	if b.Held != 0 {
		text += tHasHeld.In(l, "held", chat.Full(b.Held))
	}
	return text
}

// goneWithMoney gives those who may not use the bot any more and in whose wallets
// something is left, or owed.
func (t turn) goneWithMoney() (gone []account.Balance, err error) {
	const page = 500
	for after := int64(0); ; {
		all, err := t.Tx.Balances(after, page)
		if err != nil {
			return nil, err
		}
		for _, b := range all {
			after = b.Member
			if b.Wallet == 0 && b.Held == 0 {
				continue
			}
			m, _, err := t.Tx.Member(b.Member)
			if err != nil {
				return nil, err
			}
			if !m.Allowed { // an owner too, who may have been removed before
				gone = append(gone, b)
			}
		}
		if len(all) < page {
			return gone, nil
		}
	}
}

// gone lists them.
func (t turn) gone() error {
	const most = 50
	all, err := t.goneWithMoney()
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tGone.In(t.L, "count", len(all))}
	for _, b := range all[:min(len(all), most)] {
		m, _, err := t.Tx.Member(b.Member)
		if err != nil {
			return err
		}
		s.Buttons = append(s.Buttons, []chat.Button{{Text: t.Name(m) + ": " + t.signed(b.Total()), Data: chat.Data("ac", "show", b.Member)}})
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bBack.In(t.L), Data: chat.Data("m", "a", 0)}})
	t.Show(s)
	return nil
}

// accountOf shows a member's account: what they have and owe, on what terms they order,
// and all that an owner can do with it.
func (t turn) accountOf(id int64) error {
	m, b, with, err := t.standing(id)
	if err != nil {
		return err
	}
	switch {
	case t.noAccount(m, b):
		return t.ShowToast(tNotMember, "id", id)
	case t.IsOwner(m):
		t.Show(t.ownerAccount(m, b))
		return nil
	}
	u, err := t.Tx.Used(id, money.Day(t.In.At, t.Location))
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tAccountHead.In(t.L, "name", t.Name(m)) + "\n" + payerText(t.L, with.Terms, false)}
	if with.Own || b.Total() != 0 {
		s.HTML += "\n" + t.has(t.L, b) + t.debtLine(b, with)
	}
	if with.Own {
		s.HTML += "\n" + creditText(t.L, with) + t.below(t.L, b, with)
	}
	s.HTML += "\n" + tOnPlan.In(t.L, "plan", with.PlanName()) + "\n" + tLimits.In(t.L, "limits", chat.HTML(limitsText(t.L, with.Limits))) +
		"\n" + tUsedToday.In(t.L, "used", u.Amount, "count", u.Orders)
	if with.Paused {
		s.HTML += "\n" + tPaused.In(t.L)
	}
	if !m.Allowed {
		s.HTML += "\n" + tFrozen.In(t.L)
		if b.Wallet > 0 {
			s.HTML += " " + tFrozenPayOut.In(t.L)
		}
	}
	s.Buttons = t.accountButtons(m, b, with)
	t.Show(s)
	return nil
}

// noAccount reports whether somebody has no account that could be opened: a stranger, or an
// owner who never had one.
func (t turn) noAccount(m chat.Member, b account.Balance) bool {
	return b.Entries == 0 && (m.Added.IsZero() || t.IsOwner(m))
}

// ownerAccount is the account of an owner who had one before. Nothing is ordered on it any
// more; what is in it can be paid out and corrected.
func (t turn) ownerAccount(m chat.Member, b account.Balance) chat.Screen {
	change := func(x chat.Text, what string) chat.Button {
		return chat.Button{Text: x.In(t.L), Data: chat.Data("mo", "new", what, m.ID)}
	}
	return chat.Screen{HTML: tAccountHead.In(t.L, "name", t.Name(m)) + tIsOwner.In(t.L) + "\n" + t.has(t.L, b) + "\n" + tOwnerAccount.In(t.L),
		Buttons: [][]chat.Button{{change(bPayOut, doPay), change(bAdjust, doAdjust)},
			{{Text: bAccStatement.In(t.L), Data: chat.Data("st", "of", m.ID)}},
			{{Text: "◀ " + t.Name(m), Data: chat.Data("m", "card", m.ID)}}}}
}

// debtLine says since when somebody owes, and when it is due.
func (t turn) debtLine(b account.Balance, with account.Conditions) string {
	if b.OwesSince.IsZero() {
		return ""
	}
	line := tOwesSince.In(t.L, "day", t.dayIn(t.L, b.OwesSince))
	if due, ok := with.Due(b); ok {
		text := tDueOn
		if with.Overdue(b, t.In.At) {
			text = tOverdueSince
		}
		line += text.In(t.L, "day", t.dayIn(t.L, due))
	}
	return line
}

// accountButtons are what an owner can do with a member's account.
func (t turn) accountButtons(m chat.Member, b account.Balance, with account.Conditions) (rows [][]chat.Button) {
	do := func(x chat.Text, action string) chat.Button {
		return chat.Button{Text: x.In(t.L), Data: chat.Data("ac", action, m.ID)}
	}
	change := func(x chat.Text, what string) chat.Button {
		return chat.Button{Text: x.In(t.L), Data: chat.Data("mo", "new", what, m.ID)}
	}
	statement := chat.Button{Text: bAccStatement.In(t.L), Data: chat.Data("st", "of", m.ID)}
	if with.Own || b.Total() != 0 {
		rows = append(rows,
			[]chat.Button{{Text: bAccDeposit.In(t.L), Data: chat.Data("dep", "to", m.ID), Style: chat.Good}, change(bAdjust, doAdjust)},
			[]chat.Button{change(bPayOut, doPay), change(bMove, doMove)})
	}
	switch {
	case !m.Allowed:
		rows = append(rows, []chat.Button{statement})
	case with.Own:
		credit := []chat.Button{{Text: bCredit.In(t.L), Data: chat.Data("ed", "page", target{Member: m.ID}, pageCredit)}}
		if t.moreTime(b, with) != nil {
			credit = append(credit, do(bMoreTime, "time"))
		}
		rows = append(rows, credit,
			[]chat.Button{do(bPlan, "plans"), {Text: bLimits.In(t.L), Data: chat.Data("ed", "page", target{Member: m.ID}, pageLimits)}},
			[]chat.Button{statement, do(bToMine, payMine)})
	default:
		see := do(bSeePanel, "see")
		if m.SeesPanel {
			see = do(bHidePanel, "hide")
		}
		rows = append(rows, []chat.Button{do(bPlan, "plans"), {Text: bLimits.In(t.L), Data: chat.Data("ed", "page", target{Member: m.ID}, pageLimits)}},
			[]chat.Button{see}, []chat.Button{do(bToOwn, payOwn)})
		if b.Entries > 0 {
			rows = append(rows, []chat.Button{statement})
		}
	}
	return append(rows, []chat.Button{{Text: "◀ " + t.Name(m), Data: chat.Data("m", "card", m.ID)}})
}

// accountTap answers the buttons of a member's account.
func (t turn) accountTap(action string, id int64, value string) error {
	if id <= 0 {
		return t.ShowToast(chat.OldButton)
	}
	switch action {
	case "show":
		return t.accountOf(id)
	case payOwn, payMine:
		return t.askSwitch(id, action)
	case "yes-" + payOwn:
		return t.switchPayer(id, payOwn)
	case "yes-" + payMine:
		return t.switchPayer(id, payMine)
	case "pause", "go":
		return t.pause(id, action == "pause")
	case "see", "hide":
		return t.showPanel(id, action == "see")
	case "time":
		return t.askTime(id)
	case "grace":
		return t.giveTime(id, value)
	case "plans":
		return t.choosePlan(id)
	case "plan":
		return t.putOnPlan(id, value)
	}
	return t.ShowToast(chat.OldButton)
}
