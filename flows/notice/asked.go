package notice

import (
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// watchers shows a settled order on the cards of the owners who had the panel asked.
func (n notices) watchers(o order.Order, now time.Time) error {
	reseller, _, err := n.tx.Member(o.Reseller)
	if err != nil {
		return err
	}
	_, err = n.eachWatcher(o.ID, func(owner int64, l chat.Language) error {
		s := card.ForOwner(n.Config, l, o, reseller, now)
		return n.tx.Post(chat.Outgoing{Chat: owner, Card: card.Name(o.ID), Order: o.ID, Last: true, Screen: &s})
	})
	return err
}

// Checked tells whoever has the order's card that the panel was asked and
// nothing changed.
func (n notices) Checked(o order.Order, a order.Reply, now time.Time) error {
	post := func(to int64, v card.Viewer, s chat.Screen) error {
		s.HTML += "\n\n" + n.asked(v, a, now)
		return n.tx.Post(chat.Outgoing{Chat: to, Card: card.Name(o.ID), Order: o.ID, Last: o.State.Final(), Screen: &s})
	}
	reseller, _, err := n.tx.Member(o.Reseller)
	if err != nil {
		return err
	}
	watched, err := n.eachWatcher(o.ID, func(owner int64, l chat.Language) error {
		return post(owner, card.Viewer{L: l, Owner: true, Balance: true}, card.ForOwner(n.Config, l, o, reseller, now))
	})
	if err != nil {
		return err
	}
	if opened, err := n.checkedComplaint(o, a, now); opened || err != nil {
		return err // which says what came of it
	}
	if watched && o.State.Final() { // nothing new for the reseller, who did not ask
		return nil
	}
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	s := card.Screen(n.Config, v, o, now)
	if o.State == order.Done && !v.Out {
		s.Buttons = n.routes.DoneButtons(s.Buttons, n.Config, v.L, o)
	}
	return post(o.Reseller, v, s)
}

// asked says that the panel was asked for an order, and how it answered where that was
// no word on the order.
func (n notices) asked(v card.Viewer, a order.Reply, now time.Time) string {
	l, at := v.L, n.Seconds(v.L, now)
	refused := a.Outcome == order.OutcomeRefused || a.Outcome == order.OutcomeDenied
	switch {
	case refused && a.Message != "":
		return tAskedRefused.In(l, "time", at, "message", text.Clean(v.Words(a.Message), 200))
	case refused:
		return tAskedNoWord.In(l, "time", at)
	case a.Limited:
		return tAskedLimited.In(l, "time", at)
	case a.Outcome == order.OutcomeUnclear && a.Answered:
		return tAskedOdd.In(l, "time", at)
	case a.Outcome == order.OutcomeUnclear || a.Outcome == order.OutcomeUnsent:
		return tAskedSilent.In(l, "time", at)
	}
	return tAskedSame.In(l, "time", at)
}

// eachWatcher does something for each owner who waits for the panel's answer on an order,
// and reports whether there was one. They wait no longer then.
func (n notices) eachWatcher(id order.ID, do func(owner int64, l chat.Language) error) (watched bool, err error) {
	owners, err := n.OwnerIDs(n.tx)
	if err != nil {
		return false, err
	}
	for _, owner := range owners {
		l, ok, err := n.watcher(owner, id)
		if err != nil {
			return watched, err
		}
		if !ok {
			continue
		}
		watched = true
		if err := do(owner, l); err != nil {
			return watched, err
		}
	}
	return watched, nil
}

// watcher reports whether an owner waits for the panel's answer on an order,
// and in which language; the wait is over then.
func (n notices) watcher(owner int64, id order.ID) (chat.Language, bool, error) {
	s, err := n.tx.Session(owner)
	if err != nil || s.Watch != id {
		return "", false, err
	}
	m, _, err := n.tx.Member(owner)
	if err != nil {
		return "", false, err
	}
	s.Watch = ""
	return n.LanguageOf(m.Language, ""), true, n.tx.PutSession(owner, s)
}

// BalanceTold answers the question on its card.
func (n notices) BalanceTold(q order.BalanceInquiry, p order.PanelState, a order.Reply, now time.Time) error {
	m, _, err := n.tx.Member(q.Chat)
	if err != nil {
		return err
	}
	m.ID = q.Chat
	v := card.Reads(n.Config, m)
	aside, err := n.aside(v.L, m)
	if err != nil {
		return err
	}
	text := n.balanceText(v, n.IsOwner(m), p, a, now) + aside
	return n.tx.Post(chat.Outgoing{Chat: q.Chat, Card: q.Card, Last: true, Screen: &chat.Screen{HTML: text}})
}

// aside says of a member on the owner's money that their orders are paused, and what is in
// their wallet, each on a line of its own.
func (n notices) aside(l chat.Language, m chat.Member) (string, error) {
	terms, err := n.tx.Terms(m.ID)
	if err != nil || terms.Own || n.IsOwner(m) {
		return "", err
	}
	b, err := n.tx.Balance(m.ID)
	return card.PausedLine(l, terms.Paused) + card.Aside(l, b), err
}

// balanceText says what is known of the panel's balance after a was answered.
func (n notices) balanceText(v card.Viewer, owner bool, p order.PanelState, a order.Reply, now time.Time) string {
	l, age := v.L, now.Sub(p.BalanceAt)
	switch {
	case a.Balance != nil && v.Balance:
		return tBalance.In(l, "balance", *a.Balance)
	case a.Balance != nil:
		return card.Enough(n.Config, l, *a.Balance, time.Second)
	case a.Outcome == order.OutcomeRefused && owner:
		return tBalanceOwnerRefused.In(l, "message", text.Clean(a.Message, 200))
	case a.Outcome == order.OutcomeRefused:
		return tBalanceRefused.In(l, "message", text.Clean(v.Words(a.Message), 200))
	case a.Limited:
		return n.limitedText(v, p, age)
	case p.Balance != nil && !v.Balance && a.Answered:
		return card.Enough(n.Config, l, *p.Balance, age)
	case p.Balance != nil && !v.Balance:
		return tBalanceSilent.In(l) + "\n" + card.Enough(n.Config, l, *p.Balance, age)
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

// limitedText says that the panel takes no more questions for now, and what was known
// of its balance before; age is how old that is.
func (n notices) limitedText(v card.Viewer, p order.PanelState, age time.Duration) string {
	limited := tBalanceLimited.In(v.L)
	switch {
	case p.Balance == nil:
		return limited
	case v.Balance:
		return limited + "\n" + tBalanceWas.In(v.L, "balance", *p.Balance, "age", age)
	}
	return limited + "\n" + card.Enough(n.Config, v.L, *p.Balance, age)
}
