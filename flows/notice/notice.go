package notice

import (
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
	"strings"
	"time"
)

// notices are what people are told without having asked, written in one transaction.
type notices struct {
	*chat.Config
	routes *chat.Routes // whose buttons stand under final words
	tx     chat.Tx
}

// For gives the notices of a transaction.
func For(c *chat.Config, r *chat.Routes, tx chat.Tx) order.Notifier { return notices{c, r, tx} }

// Orders gives a store as the desk works with it: what it changes there is told to
// people by the notices.
func Orders(c *chat.Config, r *chat.Routes, s chat.Store) order.Store { return orders{c, r, s} }

type orders struct {
	config *chat.Config
	routes *chat.Routes
	store  chat.Store
}

func (s orders) Update(fn func(u order.Unit) error) error {
	return s.store.Update(func(tx chat.Tx) error {
		return fn(order.Unit{Tx: tx, Tell: For(s.config, s.routes, tx), Books: s.config.Ledger(tx)})
	})
}

func (s orders) View(fn func(tx order.Tx) error) error {
	return s.store.View(func(tx chat.Tx) error { return fn(tx) })
}

// reader is the order's reseller as the reader of its card.
func (n notices) reader(o order.Order) (card.Viewer, error) {
	m, _, err := n.tx.Member(o.Reseller)
	m.ID = o.Reseller
	return card.Reads(n.Config, m), err
}

// Moved changes the order's card. Where it becomes unclear, or begins to wait, a new
// message says so once, since an edit makes no sound.
func (n notices) Moved(o order.Order, now time.Time) error {
	if o.State == order.Sending && o.Tries > 0 || o.State == order.Placed && o.Tries > 1 {
		return nil // the card says already that we keep trying, and until when
	}
	if b, yes, err := n.row(o); err != nil || yes {
		if err != nil {
			return err
		}
		return n.Batch(b, order.BatchMoves, now)
	}
	if err := n.show(o, now); err != nil {
		return err
	}
	text := chat.Text{}
	switch {
	case o.State == order.Unclear:
		text = tUnclearNotice
	case o.State == order.Placed && o.Tries == 1:
		text = tWaitingNotice
	default:
		return nil
	}
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	word := chat.Screen{HTML: text.In(v.L, "number", o.Number, "amount", o.Amount)}
	return n.tx.Post(chat.Outgoing{Chat: o.Reseller, Screen: &word})
}

// show changes the order's card.
func (n notices) show(o order.Order, now time.Time) error {
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	s := card.Screen(n.Config, v, o, now)
	usual, err := card.Usual(n.tx, v.L, o, now)
	if err != nil {
		return err
	}
	s.HTML += usual
	return n.tx.Post(chat.Outgoing{Chat: o.Reseller, Card: card.Name(o.ID), Order: o.ID, Screen: &s})
}

// Settled leaves one line of the order's card and sends the final word as a new
// message, since an edit makes no sound. Where the panel took its word back the owners
// are told too.
func (n notices) Settled(o order.Order, was order.State, now time.Time) error {
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	_, row, err := n.row(o)
	if row && !was.Final() && err == nil { // the word on its batch tells
		err = n.settledRow(o, v)
	} else if err == nil {
		err = n.finalWord(v, o, was, now)
	}
	if err != nil {
		return err
	}
	if err := n.watchers(o, now); err != nil {
		return err
	}
	if err := n.learn(o, was); err != nil {
		return err
	}
	if was == order.Done {
		if err := n.reversedComplaint(o, now); err != nil {
			return err
		}
	}
	switch {
	case was.Final():
		head := tReversedOwner
		if v := o.Verdict; v != nil && v.Done == (was == order.Done) {
			head = tContraryOwner
		}
		return n.tellOwnersOf(o, head, now, chat.Outgoing{})
	case !o.Stuck.IsZero(): // the admins' card of it is not to say any longer that it is stuck
		return n.tellOwnersOf(o, chat.Text{}, now, chat.Outgoing{Card: card.StuckName(o.ID), Last: true, IfThere: true})
	}
	return nil
}

// finalWord leaves a line of the order's card and sends the final word below it.
func (n notices) finalWord(v card.Viewer, o order.Order, was order.State, now time.Time) error {
	shown := card.Line(v.L, o)
	word := chat.Screen{HTML: card.Final(n.Config, v, o, now), Buttons: card.Screen(n.Config, v, o, now).Buttons}
	if o.State == order.Done {
		word.Buttons = n.routes.DoneButtons(word.Buttons, n.Config, v.L, o)
	}
	if o.Price != 0 {
		cost, err := n.cost(o, was, v.L)
		if err != nil {
			return err
		}
		word.HTML += "\n" + cost
	}
	// Where the card is gone, the final word alone says it.
	if err := n.tx.Post(chat.Outgoing{Chat: o.Reseller, Card: card.Name(o.ID), Order: o.ID, Last: true, IfThere: true, Screen: &shown}); err != nil {
		return err
	}
	if err := n.tx.Post(chat.Outgoing{Chat: o.Reseller, Order: o.ID, Final: true, Screen: &word}); err != nil {
		return err
	}
	if err := n.receiptOff(o, was, v.L); err != nil {
		return err
	}
	for _, part := range card.Whole(v, o) {
		if err := n.tx.Post(chat.Outgoing{Chat: o.Reseller, Screen: &part}); err != nil {
			return err
		}
	}
	return nil
}

// receiptOff says that the receipt of an order no longer holds, where the panel has taken
// its word back, in a message that can be forwarded as the receipt was.
func (n notices) receiptOff(o order.Order, was order.State, l chat.Language) error {
	if was != order.Done || o.State != order.Failed || o.Receipt.IsZero() {
		return nil
	}
	html := tReceiptOff.In(l, "day", n.Date(l, o.Receipt), "time", n.Clock(l, o.Receipt), "number", o.Number, "amount", o.Amount)
	return n.tx.Post(chat.Outgoing{Chat: o.Reseller, Screen: &chat.Screen{HTML: html}, Note: html})
}

// Resumed says in a new message, which becomes the order's card, that the panel has the
// order after all.
func (n notices) Resumed(o order.Order, now time.Time) error {
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	s := card.Screen(n.Config, v, o, now)
	s.HTML = tResumed.In(v.L) + "\n\n" + s.HTML
	if o.Price != 0 {
		below, err := n.below(o, v.L)
		if err != nil {
			return err
		}
		s.HTML += tHeldAgain.In(v.L, "price", chat.Full(o.Price)) + below
	}
	if err := n.tx.Post(chat.Outgoing{Chat: o.Reseller, Card: card.Name(o.ID), Order: o.ID, New: true, Screen: &s}); err != nil {
		return err
	}
	return n.tellOwnersOf(o, tReversedOwner, now, chat.Outgoing{})
}

// below says that an order which the panel has taken after all brought its reseller's
// wallet below its limit: a line for the reseller, and a message to the owners.
func (n notices) below(o order.Order, l chat.Language) (string, error) {
	with, err := n.Ledger(n.tx).Conditions(o.Reseller)
	if err != nil {
		return "", err
	}
	b, err := n.tx.Balance(o.Reseller)
	if err != nil {
		return "", err
	}
	line := card.Below(l, b, with)
	if line == "" {
		return "", nil
	}
	m, _, err := n.tx.Member(o.Reseller)
	if err != nil {
		return "", err
	}
	return line, n.PostOwners(n.tx, func(l chat.Language) chat.Outgoing {
		html := tBelowLate.In(l, "missing", chat.Full(-with.Available(b)), "person", card.Person(n.Config, l, o.Reseller, m.ShownName(), m.Username))
		return chat.Outgoing{Screen: &chat.Screen{HTML: html}, Note: strings.ReplaceAll(html, "\n", " · ")}
	})
}

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

// tellOwnersOf tells the owners of an order, under a headline, each by a copy of o.
func (n notices) tellOwnersOf(of order.Order, head chat.Text, now time.Time, o chat.Outgoing) error {
	reseller, _, err := n.tx.Member(of.Reseller)
	if err != nil {
		return err
	}
	return n.PostOwners(n.tx, func(l chat.Language) chat.Outgoing {
		s := card.ForOwner(n.Config, l, of, reseller, now)
		if head != (chat.Text{}) {
			s.HTML = head.In(l) + "\n\n" + s.HTML
		}
		if o.Card == "" { // what is stuck is listed besides
			o.Note = n.note(l, now, head.In(l)) + " " + card.TextFinalWhat.In(l, "number", of.Number, "amount", of.Amount)
		}
		o.Screen = &s
		return o
	})
}

// Stuck tells the reseller, on the card and in a new message, and the owners,
// who can look and give a verdict.
func (n notices) Stuck(o order.Order, now time.Time) error {
	if b, yes, err := n.row(o); err != nil || yes {
		if err == nil {
			_, err = n.stuckOwners(o, now)
		}
		if err != nil {
			return err
		}
		return n.Batch(b, order.BatchMoves, now)
	}
	if err := n.show(o, now); err != nil {
		return err
	}
	v, err := n.reader(o)
	if err != nil {
		return err
	}
	told, err := n.stuckOwners(o, now)
	if err != nil {
		return err
	}
	owner := chat.HTML("")
	if told && !v.Own { // an owner who reads this is told of it besides
		owner = chat.HTML(tToldOwner.In(v.L))
	}
	word := chat.Screen{HTML: tStuckNotice.In(v.L, "age", now.Sub(o.Placed), "told", owner) + "\n" + card.TextFinalWhat.In(v.L, "number", o.Number, "amount", o.Amount)}
	return n.tx.Post(chat.Outgoing{Chat: o.Reseller, Screen: &word})
}

// stuckOwners tells the owners of one more order that takes too long, and reports whether
// they are told of this very order and at least one of them can be reached.
func (n notices) stuckOwners(o order.Order, now time.Time) (told bool, err error) {
	p, err := n.tx.PanelState(order.MainPanel)
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
	if stuck <= n.Announced {
		if err := n.tellOwnersOf(o, tStuckOwner, now, chat.Outgoing{Card: card.StuckName(o.ID), New: true}); err != nil {
			return false, err
		}
		return n.OwnerReached(n.tx)
	}
	for more := n.Announced + 1; more <= stuck; more *= 2 {
		if more == stuck { // and again whenever they have doubled
			return false, n.tellOwners(now, func(l chat.Language) string { return tStuckMany.In(l, "count", stuck) })
		}
	}
	return false, nil
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
	reseller.ID = o.Reseller
	v := card.Reads(n.Config, reseller)
	return post(o.Reseller, v, card.Screen(n.Config, v, o, now))
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
	text := n.balanceText(v, n.IsOwner(m), p, a, now)
	return n.tx.Post(chat.Outgoing{Chat: q.Chat, Card: q.Card, Last: true, Screen: &chat.Screen{HTML: text}})
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

// SameTransaction tells the owners that two orders have one transaction id.
func (n notices) SameTransaction(o, other order.Order, now time.Time) error {
	reseller, _, err := n.tx.Member(o.Reseller)
	if err != nil {
		return err
	}
	return n.PostOwners(n.tx, func(l chat.Language) chat.Outgoing {
		s := card.ForOwner(n.Config, l, o, reseller, now)
		s.HTML = tSameTransaction.In(l, "other", chat.HTML(card.What(n.Config, l, other))) + "\n\n" + s.HTML
		return chat.Outgoing{Screen: &s, Note: n.note(l, now, tSameTransaction.In(l)) + " " + card.TextFinalWhat.In(l, "number", o.Number, "amount", o.Amount)}
	})
}

// PanelDown tells the owners that the panel does not answer, or nothing that can be
// read, and what to set where that is known.
func (n notices) PanelDown(since time.Time, a order.Reply, now time.Time) error {
	return n.tellOwners(now, func(l chat.Language) string {
		said := tPanelDown
		if a.Answered {
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

func (n notices) tellOwners(now time.Time, text func(l chat.Language) string) error {
	return n.PostOwners(n.tx, func(l chat.Language) chat.Outgoing {
		s := text(l)
		return chat.Outgoing{Screen: &chat.Screen{HTML: s}, Note: n.note(l, now, s)}
	})
}

// note gives the short form of what an owner is told, for when it cannot reach them:
// when it was, and what stands in bold, or the first line.
func (n notices) note(l chat.Language, now time.Time, html string) string {
	line, _, _ := strings.Cut(html, "\n")
	if head, _, bold := strings.Cut(line, "</b>"); bold {
		line = head + "</b>"
	}
	return n.Moment(l, now) + " " + line
}
