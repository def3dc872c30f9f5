package office

import (
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
)

// overdueNews is how long after a debt has become overdue a timer still tells the owners of
// it: the next is set for three days later, and tells the member only. What counts is when it
// was to run, which may have been while the bot was down.
const overdueNews = 3 * 24 * time.Hour

// debtTimer reminds a member of what they owe: the day before it is due, on the day, and
// each third day after. When it becomes overdue the owners are told.
func (t turn) debtTimer(timer account.Timer) error {
	id := timer.Of
	b, due, remind, err := t.Books().DebtDue(id, t.In.At)
	if err != nil || !remind {
		return err
	}
	m, _, with, err := t.standing(id)
	if err != nil {
		return err
	}
	late := t.In.At.Sub(due)
	text := tRemindOverdue
	if late < 0 {
		text = tRemind
	}
	t.tellUnasked(m, func(l chat.Language) string {
		return text.In(l, "owes", chat.Full(b.Owes()), "day", t.dayIn(l, due)) + card.Below(l, b, with)
	})
	if late < 0 || timer.At.Sub(due) >= overdueNews {
		return nil
	}
	return t.ToOwners(func(l chat.Language) chat.Outgoing {
		html := tOverdueOwner.In(l, "person", card.Person(t.Config, l, id, m.ShownName(), m.Username), "owes", chat.Full(b.Owes()), "day", t.dayIn(l, b.OwesSince))
		return chat.Outgoing{Screen: &chat.Screen{HTML: html,
			Buttons: [][]chat.Button{{{Text: bAccount.In(l), Data: chat.Data("ac", "show", id)}}}}, Note: oneLine(html)}
	})
}
