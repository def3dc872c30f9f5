package notice

import (
	"strings"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
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
		t := &chat.Turn{Config: s.config, Routes: s.routes, Tx: tx, Tell: For(s.config, s.routes, tx)}
		if err := fn(t.Unit()); err != nil {
			return err
		}
		return t.Flush()
	})
}

func (s orders) View(fn func(tx order.Tx) error) error {
	return s.store.View(func(tx chat.Tx) error { return fn(tx) })
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
