package flows

import (
	"time"

	"rechargebot/flows/order"
)

// notices are what people are told without having asked. Each is written in the
// transaction of the change that it tells of.
type notices struct {
	*Flows
	tx Tx
}

// unit makes a transaction a unit of work of the orders.
func (f *Flows) unit(tx Tx) order.Unit { return order.Unit{Tx: tx, Tell: notices{f, tx}} }

// Orders gives the store as the desk works with it: what it changes there is told
// to people by these conversations.
func (f *Flows) Orders(s Store) order.Store { return orders{f, s} }

// Store runs transactions, see order.Store.
type Store interface {
	Update(fn func(tx Tx) error) error
	View(fn func(tx Tx) error) error
}

type orders struct {
	talk  *Flows
	store Store
}

func (s orders) Update(fn func(u order.Unit) error) error {
	return s.store.Update(func(tx Tx) error { return fn(s.talk.unit(tx)) })
}

func (s orders) View(fn func(tx order.Tx) error) error {
	return s.store.View(func(tx Tx) error { return fn(tx) })
}

// adminScreen is an order's card for an admin: whose it is, and the verdict
// where the panel leaves it open.
func (f *Flows) adminScreen(l Language, o order.Order, reseller order.Member, now time.Time) Screen {
	s := Screen{HTML: f.orderText(viewer{l: l, owner: true, balance: true}, o, now) + "\n\n" +
		tResellerIs.In(l, "person", f.personText(l, o.Reseller, reseller.ShownName(), reseller.Username)) + saidText(l, o)}
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

// reader gives whom an order is shown to, its reseller.
func (n notices) reader(o order.Order) (viewer, error) {
	m, _, err := n.tx.Member(o.Reseller)
	m.ID = o.Reseller
	return n.reads(m), err
}

// Moved changes the order's card.
func (n notices) Moved(o order.Order, now time.Time) error {
	if o.State == order.Sending && o.Tries > 0 || o.State == order.Placed && o.Tries > 1 {
		return nil // the card says already that we keep trying, and until when
	}
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	s := n.orderScreen(v, o, now)
	return n.tx.Post(Outgoing{Chat: o.Reseller, Card: cardOf(o.ID), Order: o.ID, Screen: &s})
}

// Settled changes the order's card and sends the final word as a new message,
// since an edit makes no sound. Where the panel took its word back the admins
// are told too.
func (n notices) Settled(o order.Order, was order.State, now time.Time) error {
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	card := n.orderScreen(v, o, now)
	word := Screen{HTML: n.finalText(v, o, now), Buttons: card.Buttons}
	// Where the card is gone, the final word alone says it.
	if err := n.tx.Post(Outgoing{Chat: o.Reseller, Card: cardOf(o.ID), Order: o.ID, Last: true, IfThere: true, Screen: &card}); err != nil {
		return err
	}
	if err := n.tx.Post(Outgoing{Chat: o.Reseller, Order: o.ID, Final: true, Screen: &word}); err != nil {
		return err
	}
	if err := n.watchers(o, now); err != nil {
		return err
	}
	if err := n.learn(o, was); err != nil {
		return err
	}
	switch {
	case was.Final():
		head := tReversedAdmin
		if v := o.Verdict; v != nil && v.Done == (was == order.Done) {
			head = tContraryAdmin
		}
		return n.admins(o, head, now, Outgoing{})
	case !o.Stuck.IsZero(): // the admins' card of it is not to say any longer that it is stuck
		return n.admins(o, Text{}, now, Outgoing{Card: stuckCard(o.ID), Last: true, IfThere: true})
	}
	return nil
}

// watchers shows a settled order on the cards of the admins who had the panel asked.
func (n notices) watchers(o order.Order, now time.Time) error {
	reseller, _, err := n.tx.Member(o.Reseller)
	if err != nil {
		return err
	}
	for _, admin := range n.set.Admins {
		l, ok, err := n.watcher(admin, o.ID)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		s := n.adminScreen(l, o, reseller, now)
		if err := n.tx.Post(Outgoing{Chat: admin, Card: cardOf(o.ID), Order: o.ID, Last: true, Screen: &s}); err != nil {
			return err
		}
	}
	return nil
}

// admins tells the admins of an order, under a headline, each by a copy of o.
func (n notices) admins(of order.Order, head Text, now time.Time, o Outgoing) error {
	reseller, _, err := n.tx.Member(of.Reseller)
	if err != nil {
		return err
	}
	return n.postAdmins(func(l Language) Outgoing {
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
func (n notices) Stuck(o order.Order, now time.Time) error {
	if err := n.Moved(o, now); err != nil {
		return err
	}
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	told, err := n.stuckAdmins(o, now)
	if err != nil {
		return err
	}
	owner := HTML("")
	if told {
		owner = HTML(tToldOwner.In(v.l))
	}
	word := Screen{HTML: tStuckNotice.In(v.l, "age", now.Sub(o.Placed), "told", owner) + "\n" + tFinalWhat.In(v.l, "number", o.Number, "amount", o.Amount)}
	return n.tx.Post(Outgoing{Chat: o.Reseller, Screen: &word})
}

// stuckAdmins tells the admins of one more order that takes too long. told: they
// are told of this one, and one of them at least can be reached.
func (n notices) stuckAdmins(o order.Order, now time.Time) (told bool, err error) {
	p, err := n.tx.PanelState()
	if err != nil {
		return false, err
	}
	if !p.DownSince.IsZero() {
		return false, nil // that it is down they know, and PanelUp says what is left
	}
	stuck, err := n.tx.StuckCount()
	if err != nil {
		return false, err
	}
	if stuck <= n.set.Announced {
		if err := n.admins(o, tStuckAdmin, now, Outgoing{Card: stuckCard(o.ID), New: true}); err != nil {
			return false, err
		}
		return n.ownerReached(n.tx)
	}
	for more := n.set.Announced + 1; more <= stuck; more *= 2 {
		if more == stuck { // and again whenever they have doubled
			return false, n.tellAdmins(func(l Language) string { return tStuckMany.In(l, "count", stuck) })
		}
	}
	return false, nil
}

// ownerReached reports whether an owner has opened the bot and has not blocked it
// since, so that what is posted to the owners comes to somebody.
func (f *Flows) ownerReached(tx Tx) (bool, error) {
	for _, id := range f.set.Admins {
		m, known, err := tx.Member(id)
		if err != nil {
			return false, err
		}
		if known && !m.Unreachable {
			return true, nil
		}
	}
	return false, nil
}

// stuckCard is the name of the admins' card of an order that takes too long.
func stuckCard(id order.ID) string { return "stuck " + string(id) }

// Looked tells whoever has the order's card that the panel was asked and
// nothing changed.
func (n notices) Looked(o order.Order, a order.Answer, now time.Time) error {
	post := func(chat int64, l Language, s Screen) error {
		at := l.digits(now.In(n.set.Location).Format("15:04:05"))
		line := tAskedSame.In(l, "time", at)
		switch {
		case (a.Outcome == order.OutcomeRefused || a.Outcome == order.OutcomeDenied) && a.Message != "":
			line = tAskedRefused.In(l, "time", at, "message", clean(a.Message, 200))
		case a.Outcome == order.OutcomeUnclear || a.Outcome == order.OutcomeUnsent || a.Outcome == order.OutcomeRefused || a.Outcome == order.OutcomeDenied:
			line = tAskedNoWord.In(l, "time", at)
		}
		s.HTML += "\n\n" + line
		return n.tx.Post(Outgoing{Chat: chat, Card: cardOf(o.ID), Order: o.ID, Last: o.State.Final(), Screen: &s})
	}
	reseller, _, err := n.tx.Member(o.Reseller)
	if err != nil {
		return err
	}
	watched := false
	for _, admin := range n.set.Admins {
		l, ok, err := n.watcher(admin, o.ID)
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
	reseller.ID = o.Reseller
	v := n.reads(reseller)
	return post(o.Reseller, v.l, n.orderScreen(v, o, now))
}

// watcher reports whether an admin waits for the panel's answer on an order,
// and in which language; the wait is over then.
func (n notices) watcher(admin int64, id order.ID) (Language, bool, error) {
	s, err := n.tx.Session(admin)
	if err != nil || s.Watch != id {
		return "", false, err
	}
	m, _, err := n.tx.Member(admin)
	if err != nil {
		return "", false, err
	}
	s.Watch = ""
	return n.language(m.Language, ""), true, n.tx.PutSession(admin, s)
}

// BalanceTold answers the question on its card.
func (n notices) BalanceTold(q order.Question, p order.PanelState, a order.Answer, now time.Time) error {
	m, _, err := n.tx.Member(q.Chat)
	if err != nil {
		return err
	}
	v := n.reads(m)
	text := n.balanceText(v, n.isAdmin(q.Chat), p, a, now)
	return n.tx.Post(Outgoing{Chat: q.Chat, Card: q.Card, Last: true, Screen: &Screen{HTML: text}})
}

// balanceText says what is known of the panel's balance after a was answered.
func (n notices) balanceText(v viewer, owner bool, p order.PanelState, a order.Answer, now time.Time) string {
	l, age := v.l, now.Sub(p.BalanceAt)
	switch {
	case a.Balance != nil && v.balance:
		return tBalance.In(l, "balance", *a.Balance)
	case a.Balance != nil:
		return n.enough(l, *a.Balance, time.Second)
	case a.Outcome == order.OutcomeRefused && owner:
		return tBalanceOwnerRefused.In(l, "message", clean(a.Message, 200))
	case a.Outcome == order.OutcomeRefused:
		return tBalanceRefused.In(l, "message", clean(a.Message, 200))
	case p.Balance != nil && !v.balance && a.Answered:
		return n.enough(l, *p.Balance, age)
	case p.Balance != nil && !v.balance:
		return tBalanceSilent.In(l) + "\n" + n.enough(l, *p.Balance, age)
	case a.Answered && p.Balance != nil:
		return tBalanceOddOld.In(l, "balance", *p.Balance, "age", age)
	case a.Answered && owner:
		return tBalanceOwnerOdd.In(l)
	case a.Answered:
		return tBalanceOdd.In(l)
	case p.Balance != nil:
		return tBalanceOld.In(l, "balance", *p.Balance, "age", age)
	}
	return tBalanceNone.In(l)
}

// SameTransaction tells the admins that two orders have one transaction id.
func (n notices) SameTransaction(o, other order.Order, now time.Time) error {
	reseller, _, err := n.tx.Member(o.Reseller)
	if err != nil {
		return err
	}
	return n.postAdmins(func(l Language) Outgoing {
		s := n.adminScreen(l, o, reseller, now)
		s.HTML = tSameTransaction.In(l, "other", HTML(n.orderWhat(l, other))) + "\n\n" + s.HTML
		return Outgoing{Screen: &s}
	})
}

// PanelDown tells the admins that the panel does not answer.
func (n notices) PanelDown(since time.Time, _ order.Answer, now time.Time) error {
	return n.tellAdmins(func(l Language) string { return tPanelDown.In(l, "time", n.clock(l, since)) })
}

// PanelUp tells the admins that it does again.
func (n notices) PanelUp(since, now time.Time) error {
	open, err := n.tx.OpenCount()
	if err != nil {
		return err
	}
	stuck, err := n.tx.StuckCount()
	if err != nil {
		return err
	}
	return n.tellAdmins(func(l Language) string {
		text := tPanelUp.In(l, "age", now.Sub(since), "count", open)
		if stuck > 0 {
			text += " " + tPanelUpStuck.In(l, "count", stuck)
		}
		return text
	})
}

// PanelFails tells the admins that no orders arrive, which they may be able to mend.
func (n notices) PanelFails(orders int, message string, now time.Time) error {
	return n.tellAdmins(func(l Language) string {
		return tPanelFails.In(l, "count", orders, "reason", reasonText(l, message))
	})
}

func (n notices) tellAdmins(text func(l Language) string) error {
	return n.postAdmins(func(l Language) Outgoing { return Outgoing{Screen: &Screen{HTML: text(l)}} })
}

// postAdmins posts to each admin what is made for their language.
func (n notices) postAdmins(what func(l Language) Outgoing) error {
	out, err := n.toAdmins(n.tx, what)
	if err != nil {
		return err
	}
	for _, o := range out {
		if err := n.tx.Post(o); err != nil {
			return err
		}
	}
	return nil
}
