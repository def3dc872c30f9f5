package chat

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// Turn is one input being answered.
type Turn struct {
	*Config
	Routes *Routes
	Tx     Tx
	Tell   order.Notifier // of the same transaction
	In     Input
	L      Language
	Owner  bool   // whoever did it is an owner
	Member Member // and their record

	Out   []Outgoing // in order; the first of this chat carries the tap's answer
	Toast Text       // what the tap's answer says; zero: nothing
	Pairs []any      // the values in it
	Alert bool       // it is a box to be closed
	Below bool       // answers come as new messages; the tapped one stays

	read     map[string]read // by flow, of the session
	credited map[int64]bool  // members who may be able to spend more than before
}

// Unit is the turn's transaction as the life of an order needs it.
func (t *Turn) Unit() order.Unit {
	return order.Unit{Tx: t.Tx, Tell: t.Tell, Books: t.Books()}
}

// Books are the resellers' accounts in the turn's transaction. Whoever may be able to spend
// more by what is booked is shown what they could not pay before, when the turn ends.
func (t *Turn) Books() account.Ledger {
	l := t.Ledger(t.Tx)
	l.OnCredit = func(member int64, now time.Time) {
		if t.In.At.IsZero() { // a turn of the desk, which has no input
			t.In.At = now
		}
		if t.credited == nil {
			t.credited = map[int64]bool{}
		}
		t.credited[member] = true
	}
	return l
}

// Ledger is the ledger within a transaction.
func (s *Config) Ledger(tx account.Tx) account.Ledger {
	return account.Ledger{Tx: tx, Location: s.Location}
}

// Show answers with a screen: in place of the tapped message, or as a new one.
func (t *Turn) Show(s Screen) *Outgoing {
	o := Outgoing{Chat: t.In.Chat, Screen: &s}
	if t.In.Tap != nil && !t.Below {
		o.Edit = t.In.Tap.Message
	}
	t.Out = append(t.Out, o)
	return &t.Out[len(t.Out)-1]
}

// Send answers with a screen as a new message.
func (t *Turn) Send(s Screen) *Outgoing {
	t.Out = append(t.Out, Outgoing{Chat: t.In.Chat, Screen: &s})
	return &t.Out[len(t.Out)-1]
}

// Say answers with a text: in place of the tapped message, or as a new one.
func (t *Turn) Say(x Text, pairs ...any) error {
	t.Show(Screen{HTML: x.In(t.L, pairs...)})
	return nil
}

// ShowToast answers a tap with a word that passes; a typed input with a message.
func (t *Turn) ShowToast(x Text, pairs ...any) error {
	if t.In.Tap == nil {
		return t.Say(x, pairs...)
	}
	t.Toast, t.Pairs = x, pairs
	return nil
}

// Name gives a member's name for showing; never empty.
func (t *Turn) Name(m Member) string {
	if name := text.Clean(m.ShownName(), 64); name != "" {
		return name
	}
	return NoName.In(t.L)
}

// Flush ends the turn: it shows the members whose wallets were credited what they can pay
// now, and posts the answers. A tap is always answered, so that its button stops spinning.
func (t *Turn) Flush() error {
	for _, member := range slices.Sorted(maps.Keys(t.credited)) {
		if err := t.Routes.credited(t, member); err != nil {
			return err
		}
	}
	if t.In.Tap != nil {
		a := &CallbackAnswer{Query: t.In.Tap.Query, Alert: t.Alert}
		if t.Toast != (Text{}) {
			a.Text = plain(t.Toast.In(t.L, t.Pairs...))
		}
		if len(t.Out) > 0 && t.Out[0].Chat == t.In.Chat {
			t.Out[0].Answer = a
		} else {
			t.Out = append([]Outgoing{{Chat: t.In.Chat, Answer: a}}, t.Out...)
		}
	}
	for _, o := range t.Out {
		if err := t.Tx.Post(o); err != nil {
			return fmt.Errorf("posting an answer: %w", err)
		}
	}
	return nil
}

// ToOwners posts something to every owner in their language, after this chat's own
// answers.
func (t *Turn) ToOwners(notice func(l Language) Outgoing) error {
	out, err := t.Config.forOwners(t.Tx, notice)
	t.Out = append(t.Out, out...)
	return err
}

// ToOthers posts to every owner but the one at hand.
func (t *Turn) ToOthers(write func(l Language) Outgoing) error {
	out, err := t.Config.forOwners(t.Tx, write)
	t.Out = append(t.Out, slices.DeleteFunc(out, func(o Outgoing) bool { return o.Chat == t.In.Chat })...)
	return err
}

// plain makes a text fit where markup is not read (the answer to a tap): at
// most 200 characters.
func plain(s string) string {
	return text.Clean(Unmarked(strings.ReplaceAll(s, "\n", " ")), 199)
}
