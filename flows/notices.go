package flows

import (
	"time"

	"rechargebot/flows/order"
)

// Notices are what people are told without having asked: the desk's announcer.
// Each is written in the transaction of the change that it tells of.
type Notices struct{ *Flows }

// adminScreen is an order's card for an admin: whose it is, and the verdict
// where the panel leaves it open.
func (f *Flows) adminScreen(l Language, o order.Order, reseller order.Member, now time.Time) Screen {
	s := Screen{HTML: f.orderText(l, o, now) + "\n\n" +
		tResellerIs.In(l, "person", f.personText(l, o.Reseller, reseller.ShownName(), reseller.Username))}
	if o.State == order.Accepted || o.State == order.Unclear {
		s.Buttons = [][]Button{{{Text: bAsk.In(l), Data: "o:" + string(o.ID)}}}
	}
	return f.withVerdict(s, l, o)
}

// withVerdict adds the admin's buttons to an order that the panel leaves open.
func (f *Flows) withVerdict(s Screen, l Language, o order.Order) Screen {
	if o.State == order.Accepted || o.State == order.Unclear {
		s.Buttons = append(s.Buttons, []Button{
			{Text: bArrived.In(l), Data: "v:done:" + string(o.ID)},
			{Text: bNotArrived.In(l), Data: "v:failed:" + string(o.ID)}})
	}
	return s
}

// reader gives the language of whom an order is shown to, its reseller.
func (n Notices) reader(tx Tx, o order.Order) (Language, error) {
	m, _, err := tx.Member(o.Reseller)
	return n.language(m.Language, ""), err
}

// Moved changes the order's card.
func (n Notices) Moved(tx Tx, o order.Order, now time.Time) error {
	if o.State == order.Sending && o.Tries > 0 || o.State == order.Placed && o.Tries > 1 {
		return nil // the card says already that we keep trying, and until when
	}
	l, err := n.reader(tx, o)
	if err != nil {
		return err
	}
	s := n.orderScreen(l, o, now)
	return tx.Post(Outgoing{Chat: o.Reseller, Card: cardOf(o.ID), Screen: &s})
}

// Settled changes the order's card and sends the final word as a new message,
// since an edit makes no sound. Where the panel took its word back the admins
// are told too.
func (n Notices) Settled(tx Tx, o order.Order, was order.State, now time.Time) error {
	l, err := n.reader(tx, o)
	if err != nil {
		return err
	}
	card := n.orderScreen(l, o, now)
	word := Screen{HTML: n.finalText(l, o, now), Buttons: card.Buttons}
	// Where the card is gone, the final word alone says it.
	if err := tx.Post(Outgoing{Chat: o.Reseller, Card: cardOf(o.ID), Last: true, IfThere: true, Screen: &card}); err != nil {
		return err
	}
	if err := tx.Post(Outgoing{Chat: o.Reseller, Final: true, Screen: &word}); err != nil {
		return err
	}
	if err := n.watchers(tx, o, now); err != nil {
		return err
	}
	switch {
	case was.Final():
		head := tReversedAdmin
		if v := o.Verdict; v != nil && v.Done == (was == order.Done) {
			head = tContraryAdmin
		}
		return n.admins(tx, o, head, now, Outgoing{})
	case !o.Stuck.IsZero(): // the admins' card of it is not to say any longer that it is stuck
		return n.admins(tx, o, Text{}, now, Outgoing{Card: stuckCard(o.ID), Last: true, IfThere: true})
	}
	return nil
}

// watchers shows a settled order on the cards of the admins who had the panel asked.
func (n Notices) watchers(tx Tx, o order.Order, now time.Time) error {
	reseller, _, err := tx.Member(o.Reseller)
	if err != nil {
		return err
	}
	for _, admin := range n.set.Admins {
		l, ok, err := n.watcher(tx, admin, o.ID)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		s := n.adminScreen(l, o, reseller, now)
		if err := tx.Post(Outgoing{Chat: admin, Card: cardOf(o.ID), Last: true, Screen: &s}); err != nil {
			return err
		}
	}
	return nil
}

// admins tells the admins of an order, under a headline, each by a copy of o.
func (n Notices) admins(tx Tx, of order.Order, head Text, now time.Time, o Outgoing) error {
	reseller, _, err := tx.Member(of.Reseller)
	if err != nil {
		return err
	}
	return n.postAdmins(tx, func(l Language) Outgoing {
		s := n.adminScreen(l, of, reseller, now)
		if head != (Text{}) {
			s.HTML = head.In(l) + "\n\n" + s.HTML
		}
		o.Screen = &s
		return o
	})
}

// Stuck tells the reseller, on the card and in a new message, and the admins,
// who can look and give a verdict.
func (n Notices) Stuck(tx Tx, o order.Order, now time.Time) error {
	if err := n.Moved(tx, o, now); err != nil {
		return err
	}
	l, err := n.reader(tx, o)
	if err != nil {
		return err
	}
	word := Screen{HTML: tStuckNotice.In(l, "age", now.Sub(o.Placed)) + "\n" + tFinalWhat.In(l, "number", o.Number, "amount", o.Amount)}
	if err := tx.Post(Outgoing{Chat: o.Reseller, Screen: &word}); err != nil {
		return err
	}
	return n.stuckAdmins(tx, o, now)
}

// stuckAdmins tells the admins of one more order that takes too long.
func (n Notices) stuckAdmins(tx Tx, o order.Order, now time.Time) error {
	p, err := tx.PanelState()
	if err != nil {
		return err
	}
	if !p.DownSince.IsZero() {
		return nil // that it is down they know, and PanelUp says what is left
	}
	stuck, err := tx.StuckCount()
	if err != nil {
		return err
	}
	if stuck <= n.set.Announced {
		return n.admins(tx, o, tStuckAdmin, now, Outgoing{Card: stuckCard(o.ID), New: true})
	}
	for more := n.set.Announced + 1; more <= stuck; more *= 2 {
		if more == stuck { // and again whenever they have doubled
			return n.tellAdmins(tx, func(l Language) string { return tStuckMany.In(l, "count", stuck) })
		}
	}
	return nil
}

// stuckCard is the name of the admins' card of an order that takes too long.
func stuckCard(id order.ID) string { return "stuck " + string(id) }

// Looked tells whoever has the order's card that the panel was asked and
// nothing changed.
func (n Notices) Looked(tx Tx, o order.Order, a order.Answer, now time.Time) error {
	post := func(chat int64, l Language, s Screen) error {
		at := l.digits(now.In(n.set.Location).Format("15:04:05"))
		line := tAskedSame.In(l, "time", at)
		switch {
		case a.Outcome == order.OutcomeRefused && a.Message != "":
			line = tAskedRefused.In(l, "time", at, "message", clean(a.Message, 200))
		case a.Outcome == order.OutcomeUnclear || a.Outcome == order.OutcomeUnsent || a.Outcome == order.OutcomeRefused:
			line = tAskedNoWord.In(l, "time", at)
		}
		s.HTML += "\n\n" + line
		return tx.Post(Outgoing{Chat: chat, Card: cardOf(o.ID), Last: o.State.Final(), Screen: &s})
	}
	reseller, _, err := tx.Member(o.Reseller)
	if err != nil {
		return err
	}
	watched := false
	for _, admin := range n.set.Admins {
		l, ok, err := n.watcher(tx, admin, o.ID)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		watched = true
		if err := post(admin, l, n.adminScreen(l, o, reseller, now)); err != nil {
			return err
		}
	}
	if watched && o.State.Final() { // nothing new for the reseller, who did not ask
		return nil
	}
	l := n.language(reseller.Language, "")
	return post(o.Reseller, l, n.orderScreen(l, o, now))
}

// watcher reports whether an admin waits for the panel's answer on an order,
// and in which language; the wait is over then.
func (n Notices) watcher(tx Tx, admin int64, id order.ID) (Language, bool, error) {
	s, err := tx.Session(admin)
	if err != nil || s.Watch != id {
		return "", false, err
	}
	m, _, err := tx.Member(admin)
	if err != nil {
		return "", false, err
	}
	s.Watch = ""
	return n.language(m.Language, ""), true, tx.PutSession(admin, s)
}

// BalanceTold answers the question on its card.
func (n Notices) BalanceTold(tx Tx, q order.Question, p order.PanelState, a order.Answer, now time.Time) error {
	m, _, err := tx.Member(q.Chat)
	if err != nil {
		return err
	}
	l := n.language(m.Language, "")
	var text string
	switch {
	case a.Balance != nil:
		text = tBalance.In(l, "balance", *a.Balance)
	case a.Outcome == order.OutcomeRefused:
		text = tBalanceRefused.In(l, "message", clean(a.Message, 200))
	case p.Balance != nil:
		text = tBalanceOld.In(l, "balance", *p.Balance, "age", now.Sub(p.BalanceAt))
	default:
		text = tBalanceNone.In(l)
	}
	return tx.Post(Outgoing{Chat: q.Chat, Card: q.Card, Last: true, Screen: &Screen{HTML: text}})
}

// PanelDown tells the admins that the panel does not answer.
func (n Notices) PanelDown(tx Tx, since time.Time, _ order.Answer, now time.Time) error {
	return n.tellAdmins(tx, func(l Language) string { return tPanelDown.In(l, "time", n.clock(l, since)) })
}

// PanelUp tells the admins that it does again.
func (n Notices) PanelUp(tx Tx, since, now time.Time) error {
	open, err := tx.OpenCount()
	if err != nil {
		return err
	}
	stuck, err := tx.StuckCount()
	if err != nil {
		return err
	}
	return n.tellAdmins(tx, func(l Language) string {
		text := tPanelUp.In(l, "age", now.Sub(since), "count", open)
		if stuck > 0 {
			text += " " + tPanelUpStuck.In(l, "count", stuck)
		}
		return text
	})
}

// PanelFails tells the admins that no orders arrive, which they may be able to mend.
func (n Notices) PanelFails(tx Tx, orders int, message string, now time.Time) error {
	return n.tellAdmins(tx, func(l Language) string {
		return tPanelFails.In(l, "count", orders, "reason", reasonText(l, message))
	})
}

func (n Notices) tellAdmins(tx Tx, text func(l Language) string) error {
	return n.postAdmins(tx, func(l Language) Outgoing { return Outgoing{Screen: &Screen{HTML: text(l)}} })
}

// postAdmins posts to each admin what is made for their language.
func (n Notices) postAdmins(tx Tx, what func(l Language) Outgoing) error {
	out, err := n.toAdmins(tx, what)
	if err != nil {
		return err
	}
	for _, o := range out {
		if err := tx.Post(o); err != nil {
			return err
		}
	}
	return nil
}
