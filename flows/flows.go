package flows

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// Settings are what the conversations must know of the owner's wishes.
type Settings struct {
	Admins            []int64 // Telegram user ids; always allowed
	Language          Language
	Location          *time.Location
	MinAmount         money.Taka // whole taka, each of the three
	MaxAmount         money.Taka
	MaxAmountPostpaid money.Taka
	// ShowPanelBalance lets every member see the panel's balance, not owners only.
	ShowPanelBalance bool
	// RequestsPerMinute is how many orders a minute the panel takes; 0 is no limit.
	RequestsPerMinute int
	// Announced is how many orders may take too long before the admins are no
	// longer told of each; 0 is 5. A panel that loses hundreds would bury all else.
	Announced int
}

// Flows are the conversations and the notices. They keep nothing themselves:
// all that is remembered is in the transaction.
type Flows struct{ set Settings }

// New makes the conversations.
func New(set Settings) *Flows {
	if set.Location == nil {
		set.Location = time.UTC
	}
	if set.Language == "" {
		set.Language = English
	}
	if set.Announced <= 0 {
		set.Announced = 5
	}
	return &Flows{set: set}
}

// turn is one input being answered.
type turn struct {
	*Flows
	tx     Tx
	in     Input
	l      Language
	admin  bool
	member order.Member

	out   []Outgoing // in order; the first of this chat carries the tap's answer
	toast Text       // what the tap's answer says; zero: nothing
	pairs []any
	alert bool
	below bool // answers come as new messages; the tapped one stays
}

// Handle takes one input in, within the transaction that marks it as seen: what
// it changes and what is said to it are committed together.
func (f *Flows) Handle(tx Tx, in Input) error {
	if in.Edited || in.From.ID == 0 {
		return nil
	}
	in.From.Name, in.From.Username = clean(in.From.Name, 64), clean(in.From.Username, 32)
	t := &turn{Flows: f, tx: tx, in: in, admin: f.isAdmin(in.From.ID)}
	if !in.Private {
		return t.group()
	}
	member, known, err := tx.Member(in.From.ID)
	if err != nil {
		return err
	}
	t.member, t.l = member, f.language(member.Language, in.From.Language)
	if t.admin || member.Allowed {
		if err := t.touch(known); err != nil {
			return err
		}
		if in.Left {
			return nil
		}
		err = t.memberInput()
		if err == nil && member.Unreachable {
			err = t.missed()
		}
	} else {
		err = t.visitor(known)
		if err == nil && member.Unreachable && !in.Left { // removed, but owed how their orders ended
			err = t.reached()
		}
	}
	if err != nil {
		return err
	}
	return t.flush()
}

// Sorry says that an input could not be handled and nothing came of it.
func (f *Flows) Sorry(tx Tx, in Input) error {
	if !in.Private {
		return nil
	}
	member, _, err := tx.Member(in.From.ID)
	if err != nil {
		return err
	}
	l := f.language(member.Language, in.From.Language)
	o := Outgoing{Chat: in.Chat, Screen: &Screen{HTML: tSorry.In(l)}}
	if in.Tap != nil {
		o.Answer = &TapAnswer{Query: in.Tap.Query}
	}
	return tx.Post(o)
}

// NotSaved is said directly, without the store, when the store cannot save, or
// cannot tell whether it did (doubt).
func (f *Flows) NotSaved(in Input, doubt bool) Screen {
	text := tNotSaved
	if doubt {
		text = tInDoubt
	}
	return Screen{HTML: text.In(f.language("", in.From.Language))}
}

func (f *Flows) isAdmin(id int64) bool {
	for _, a := range f.set.Admins {
		if a == id {
			return true
		}
	}
	return false
}

// language is the one chosen, else the app's, else the owner's default.
func (f *Flows) language(chosen, app string) Language {
	if l, ok := ParseLanguage(chosen); ok {
		return l
	}
	if l, ok := ParseLanguage(app); ok {
		return l
	}
	return f.set.Language
}

// touch keeps a member's record up to date: name, last activity (to the
// minute), language guessed once, the command menu.
func (t *turn) touch(known bool) error {
	m, at := t.member, t.in.At
	if !known {
		m.ID, m.Added = t.in.From.ID, at
	}
	if t.in.From.Name != "" {
		m.Name = t.in.From.Name
	}
	m.Username = t.in.From.Username
	if m.Language == "" {
		m.Language = string(t.l)
	}
	m.Unreachable = t.in.Left
	if !t.in.Left && at.Sub(m.Active).Abs() >= time.Minute { // before it, too: a clock that was ahead
		m.Active = at
	}
	if menu := t.menuName(m); m.Menu != menu && !t.in.Left {
		m.Menu = menu
		if err := t.tx.Post(Outgoing{Chat: m.ID, Menu: t.menu(m)}); err != nil {
			return err
		}
	}
	if m == t.member {
		return nil
	}
	t.member = m
	return t.tx.PutMember(m)
}

// reached tells somebody who was removed, and is back, what they have missed.
func (t *turn) reached() error {
	t.member.Unreachable = false
	if err := t.tx.PutMember(t.member); err != nil {
		return err
	}
	return t.missed()
}

// show answers with a screen: in place of the tapped message, or as a new one.
func (t *turn) show(s Screen) *Outgoing {
	o := Outgoing{Chat: t.in.Chat, Screen: &s}
	if t.in.Tap != nil && !t.below {
		o.Edit = t.in.Tap.Message
	}
	t.out = append(t.out, o)
	return &t.out[len(t.out)-1]
}

// send answers with a screen as a new message.
func (t *turn) send(s Screen) *Outgoing {
	t.out = append(t.out, Outgoing{Chat: t.in.Chat, Screen: &s})
	return &t.out[len(t.out)-1]
}

// say answers with a text: in place of the tapped message, or as a new one.
func (t *turn) say(x Text, pairs ...any) error {
	t.show(Screen{HTML: x.In(t.l, pairs...)})
	return nil
}

// brief answers a tap with a word that passes; a typed input with a message.
func (t *turn) brief(x Text, pairs ...any) error {
	if t.in.Tap == nil {
		return t.say(x, pairs...)
	}
	t.toast, t.pairs = x, pairs
	return nil
}

// flush posts the answers. A tap is always answered, so that its button stops
// spinning.
func (t *turn) flush() error {
	if t.in.Tap != nil {
		a := &TapAnswer{Query: t.in.Tap.Query, Alert: t.alert}
		if t.toast != (Text{}) {
			a.Text = plain(t.toast.In(t.l, t.pairs...))
		}
		if len(t.out) > 0 && t.out[0].Chat == t.in.Chat {
			t.out[0].Answer = a
		} else {
			t.out = append([]Outgoing{{Chat: t.in.Chat, Answer: a}}, t.out...)
		}
	}
	for _, o := range t.out {
		if err := t.tx.Post(o); err != nil {
			return fmt.Errorf("posting an answer: %w", err)
		}
	}
	return nil
}

// memberInput answers somebody who may use the bot.
func (t *turn) memberInput() error {
	switch {
	case t.in.Tap != nil:
		return t.tap()
	case t.in.Contact != "":
		p, w := contact(t.in.Contact)
		return t.read(p, w, countDigits(tidy(t.in.Contact)))
	case t.in.Text == "":
		if t.in.Returned { // what was missed is told; Telegram's apps say /start besides
			return nil
		}
		return t.say(tOnlyText)
	case t.in.Forward:
		return t.say(tForwarded)
	case strings.HasPrefix(t.in.Text, "/"):
		return t.command(t.in.Text)
	}
	if command := plainCommand(t.in.Text); command != "" {
		return t.command(command)
	}
	return t.line(t.in.Text)
}

// command answers a typed command.
func (t *turn) command(text string) error {
	name, rest, _ := strings.Cut(strings.Join(strings.Fields(order.LatinDigits(text)), " "), " ")
	name, _, _ = strings.Cut(strings.ToLower(name), "@")
	switch name {
	case "/start":
		return t.start()
	case "/help":
		return t.help()
	case "/cancel":
		return t.cancel(rest)
	case "/language":
		return t.switchLanguage()
	case "/recharge":
		return t.recharge(rest)
	case "/status":
		return t.status(rest)
	case "/history":
		return t.history("", "")
	case "/balance":
		return t.balance()
	}
	if t.admin {
		switch name {
		case "/members":
			return t.members("", 0)
		case "/allow":
			return t.allowCommand(rest)
		case "/revoke":
			return t.revokeCommand(rest)
		case "/stuck":
			return t.stuck("")
		case "/refusals":
			return t.refusals()
		case "/backup":
			return t.backup()
		}
	}
	return t.say(tUnknownCommand, "command", clean(name, 32))
}

// tap answers a button. Its data can be forged, so each step checks what it is
// given as if it had been typed.
func (t *turn) tap() error {
	word, rest, _ := strings.Cut(t.in.Tap.Data, ":")
	args := strings.Split(rest, ":")
	arg := func(i int) string {
		if i < len(args) {
			return args[i]
		}
		return ""
	}
	switch word {
	case "r": // a draft's card: id, rev, action, value
		rev, _ := strconv.Atoi(arg(1))
		return t.draftTap(order.ID(arg(0)), rev, arg(2), arg(3))
	case "again":
		return t.again(order.ID(arg(0)))
	case "to": // a number that a complaint named
		return t.rechargeTo(arg(0))
	case "o":
		return t.orderTap(order.ID(arg(0)))
	case "h":
		return t.history(arg(0), order.ID(arg(1)))
	case "menu":
		return t.menuTap(arg(0))
	}
	if t.admin {
		id, _ := strconv.ParseInt(arg(1), 10, 64)
		switch word {
		case "acc":
			return t.decide(arg(0), id)
		case "m":
			return t.memberTap(arg(0), id)
		case "v":
			return t.verdictTap(arg(0), order.ID(arg(1)))
		case "w":
			return t.refusalTap(arg(0), order.ID(arg(1)))
		}
	}
	return t.brief(tOldButton)
}

// menuTap opens what the buttons under the greeting name.
func (t *turn) menuTap(what string) error {
	t.below = true // the greeting stays
	switch what {
	case "recharge":
		return t.recharge("")
	case "status":
		return t.status("")
	case "history":
		return t.history("", "")
	case "balance":
		return t.balance()
	case "language":
		return t.switchLanguage()
	case "members":
		if t.admin {
			return t.members("", 0)
		}
	case "stuck":
		if t.admin {
			return t.stuck("")
		}
	}
	return t.brief(tOldButton)
}
