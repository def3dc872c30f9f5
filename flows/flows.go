package flows

import (
	"cmp"
	"strings"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/notice"
	"rechargebot/flows/office"
	"rechargebot/flows/order"
	"rechargebot/flows/shop"
	"rechargebot/flows/text"
)

// Flows are the conversations and the notices. They keep nothing themselves:
// all that is remembered is in the transaction.
type Flows struct {
	*chat.Config
	routes *chat.Routes
}

// New makes the conversations.
func New(c chat.Config) *Flows {
	c = c.WithDefaults()
	return &Flows{&c, chat.Join(shop.Routes(), office.Routes(), shop.Last())}
}

// Orders gives the store as the desk works with it: what it changes there is told
// to people by the notices.
func (f *Flows) Orders(s chat.Store) order.Store { return notice.Orders(f.Config, f.routes, s) }

// Found takes what was found of trouble of the bot's own, and tells the owners where
// it is news.
func (f *Flows) Found(tx chat.Tx, found chat.Finding, now time.Time) error {
	return notice.Found(f.Config, tx, found, now)
}

// Public gives what people who are not members see of the bot, in a language.
func (f *Flows) Public(l chat.Language) chat.Public {
	return chat.Public{About: tAbout.In(l), Commands: f.routes.PublicMenu(l)}
}

// Handle takes one input in, within the transaction that marks it as seen: what
// it changes and what is said to it are committed together.
func (f *Flows) Handle(tx chat.Tx, in chat.Input) error {
	if in.Edited && !in.Private || in.From.ID == 0 {
		return nil
	}
	in.From.Name, in.From.Username = text.Clean(in.From.Name, 64), text.Clean(in.From.Username, 32)
	// A caption is no text to anybody but the route that takes the file.
	caption := in.Text
	if in.File != nil {
		in.Text = ""
	}
	t := &chat.Turn{Config: f.Config, Routes: f.routes, Tx: tx, Tell: notice.For(f.Config, f.routes, tx), In: in}
	if !in.Private {
		return office.Group(t)
	}
	member, known, err := tx.Member(in.From.ID)
	if err != nil {
		return err
	}
	member.ID = in.From.ID
	t.Member, t.L, t.Owner = member, f.LanguageOf(member.Language, in.From.Language), f.IsOwner(member)
	if in.Edited && !t.Owner && !member.Allowed {
		return nil
	}
	link, claimed, err := office.Claim(t)
	switch {
	case err != nil:
		return err
	case link && !claimed: // Claim has said why not
	case t.Owner || member.Allowed:
		err = f.member(t, member, known || claimed, caption)
	default:
		err = f.visitor(t, known, caption)
	}
	if err != nil {
		return err
	}
	return t.Flush()
}

// visitor takes in what comes from somebody who may not use the bot. known says that they may
// have been a member.
func (f *Flows) visitor(t *chat.Turn, known bool, caption string) error {
	if known {
		if _, err := shop.StrayPIN(t, cmp.Or(t.In.Text, caption, t.In.Caption)); err != nil {
			return err
		}
	}
	err := office.Visitor(t, known)
	if err == nil && t.Member.Unreachable && !t.In.Left { // removed, but owed how their orders ended
		err = reached(t)
	}
	return err
}

// member takes in what comes from somebody who may use the bot: notes that they were
// here, answers, and tells what they missed. was is their record before this input, caption
// what stood under a file.
func (f *Flows) member(t *chat.Turn, was chat.Member, known bool, caption string) error {
	if err := f.touch(t, known); err != nil || t.In.Left {
		return err
	}
	if err := f.memberInput(t, caption); err != nil {
		return err
	}
	if was.Unreachable {
		if err := shop.Missed(t); err != nil {
			return err
		}
		if !t.Owner {
			if err := office.Notes(t); err != nil {
				return err
			}
		}
	}
	if t.Owner && (was.Unreachable || was.Active.IsZero()) {
		return office.Waiting(t)
	}
	return nil
}

// memberInput answers somebody who may use the bot.
func (f *Flows) memberInput(t *chat.Turn, caption string) error {
	if taken, err := shop.StrayPIN(t, cmp.Or(t.In.Text, caption, t.In.Caption)); taken || err != nil {
		return err
	}
	switch {
	case t.In.Edited:
		return shop.Edited(t)
	case t.In.Tap != nil:
		return f.routes.Tap(t)
	case t.In.Contact != "":
		return contact(t)
	case t.In.File != nil:
		return f.file(t, caption)
	case t.In.Text == "":
		if t.In.Returned { // what was missed is told; Telegram's apps say /start besides
			return nil
		}
		if t.In.Caption != "" {
			return t.Say(tCaption)
		}
		return t.Say(tOnlyText)
	case t.In.Forward:
		return forwarded(t)
	case strings.HasPrefix(t.In.Text, "/"):
		return f.routes.Command(t, t.In.Text)
	}
	return f.routes.Text(t)
}

// contact answers a shared contact: an owner may have been asked for one.
func contact(t *chat.Turn) error {
	if err := t.Routes.Leave(t); err != nil {
		return err
	}
	if t.Owner {
		if asked, err := office.Contact(t); asked || err != nil {
			return err
		}
	}
	return shop.Contact(t)
}

// file answers a file: that of another chat may be a proof of a payment only, one of
// their own is for the route that waits for it.
func (f *Flows) file(t *chat.Turn, caption string) error {
	take := shop.ForwardedFile
	if !t.In.Forward {
		t.In.Text = caption
		take = f.routes.File
	}
	if taken, err := take(t); taken || err != nil {
		return err
	}
	switch {
	case caption != "":
		return t.Say(tCaption)
	case t.In.File.Kind == chat.DocumentFile:
		return t.Say(tNoList)
	}
	return t.Say(tNoUse)
}

// forwarded answers a forwarded text: an owner's may be the SMS of a payment.
func forwarded(t *chat.Turn) error {
	if err := t.Routes.Leave(t); err != nil {
		return err
	}
	if t.Owner {
		if taken, err := office.Forwarded(t); taken || err != nil {
			return err
		}
	}
	return shop.Forwarded(t)
}

// Wants reports whether the content of the file in an input is to be fetched before
// Handle: it is a table or a list, and whoever sent it may use the bot.
func (f *Flows) Wants(tx chat.Tx, in chat.Input) (bool, error) {
	if in.File == nil || !in.File.Wanted() || !in.Private || in.Forward || in.Edited {
		return false, nil
	}
	member, _, err := tx.Member(in.From.ID)
	if err != nil {
		return false, err
	}
	member.ID = in.From.ID
	return member.Allowed || f.IsOwner(member), nil
}

// Document makes the content of a document as it is now. view runs a transaction that
// reads.
func (f *Flows) Document(view func(func(chat.Tx) error) error, kind string, args []string) (content []byte, err error) {
	err = view(func(tx chat.Tx) error {
		content, err = f.routes.Document(f.Config, tx, kind, args)
		return err
	})
	return content, err
}

// touch keeps a member's record up to date: name, last activity (to the
// minute), language guessed once, the command menu.
func (f *Flows) touch(t *chat.Turn, known bool) error {
	m, at := t.Member, t.In.At
	if !known {
		m.ID, m.Added = t.In.From.ID, at
	}
	if t.In.From.Name != "" {
		m.Name = t.In.From.Name
	}
	m.Username = t.In.From.Username
	if m.Language == "" {
		m.Language = string(t.L)
	}
	m.Unreachable, m.Lost = t.In.Left, chat.Reached
	if t.In.Left { // only those who have opened the bot can leave it
		m.Lost = chat.Blocked
	}
	if !t.In.Left && at.Sub(m.Active).Abs() >= time.Minute { // before it, too: a clock that was ahead
		m.Active = at
	}
	if name, menu := f.routes.MenuOf(f.Config, m); m.Menu != name && !t.In.Left {
		m.Menu = name
		if err := t.Tx.Post(chat.Outgoing{Chat: m.ID, Menu: menu}); err != nil {
			return err
		}
	}
	if m == t.Member {
		return nil
	}
	t.Member = m
	return t.Tx.PutMember(m)
}

// reached tells somebody who was removed, and is back, what they have missed.
func reached(t *chat.Turn) error {
	t.Member.Unreachable, t.Member.Lost = false, chat.Reached
	if err := t.Tx.PutMember(t.Member); err != nil {
		return err
	}
	if err := shop.Missed(t); err != nil {
		return err
	}
	return office.Notes(t)
}

// Sorry says that an input could not be handled and nothing came of it.
func (f *Flows) Sorry(tx chat.Tx, in chat.Input) error {
	if !in.Private {
		return nil
	}
	member, _, err := tx.Member(in.From.ID)
	if err != nil {
		return err
	}
	o := chat.Outgoing{Chat: in.Chat, Screen: &chat.Screen{HTML: tSorry.In(f.LanguageOf(member.Language, in.From.Language))}}
	if in.Tap != nil {
		o.Answer = &chat.CallbackAnswer{Query: in.Tap.Query}
	}
	return tx.Post(o)
}

// NotSaved is said directly, without the store, when the store cannot save, or
// cannot tell whether it did (doubt).
func (f *Flows) NotSaved(in chat.Input, doubt bool) chat.Screen {
	said := tNotSaved
	if doubt {
		said = tInDoubt
	}
	return chat.Screen{HTML: said.In(f.LanguageOf("", in.From.Language))}
}
