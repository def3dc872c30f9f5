package flows

import (
	"html"
	"strings"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// start greets and shows what can be done.
func (t *turn) start() error {
	rows := [][]Button{
		{{Text: bRecharge.In(t.l), Data: "menu:recharge", Style: Main}},
		{{Text: bStatus.In(t.l), Data: "menu:status"}, {Text: bHistory.In(t.l), Data: "menu:history"}},
		{{Text: bBalance.In(t.l), Data: "menu:balance"}, {Text: bLanguage.In(t.l), Data: "menu:language"}},
	}
	if t.admin {
		rows = append(rows, []Button{{Text: bMembers.In(t.l), Data: "menu:members"}, {Text: bStuck.In(t.l), Data: "menu:stuck"}})
	}
	t.send(Screen{HTML: tWelcome.In(t.l, "name", t.name(t.member)), Buttons: rows})
	return nil
}

func (t *turn) help() error {
	text := tHelp.In(t.l)
	if t.admin {
		text += tHelpAdmin.In(t.l)
	}
	t.send(Screen{HTML: text})
	return nil
}

// switchLanguage changes English to Bangla and back, and remembers it.
func (t *turn) switchLanguage() error {
	if t.l == English {
		t.l = Bangla
	} else {
		t.l = English
	}
	t.member.Language = string(t.l)
	t.member.Menu = t.menuName(t.member)
	if err := t.tx.PutMember(t.member); err != nil {
		return err
	}
	if err := t.say(tLanguageSet); err != nil {
		return err
	}
	t.out = append(t.out, Outgoing{Chat: t.in.Chat, Menu: t.menu(t.member)})
	return nil
}

// cancel drops the draft at hand, else the one touched last, and says which it was and
// how many are left. With a number behind it, it drops the draft to that number.
func (t *turn) cancel(rest string) error {
	s, err := t.tx.Session(t.in.Chat)
	if err != nil {
		return err
	}
	open := s.all()
	if p, _ := parse(rest); p.number != "" {
		o, ok := s.to(p.number)
		if open = nil; ok {
			open = []OpenDraft{o}
		}
	}
	if len(open) == 0 {
		return t.say(tNothingToCancel)
	}
	t.retire(open[0].Draft, tDropped).Last = true
	if err := t.drop(s, open[0].Draft); err != nil {
		return err
	}
	if left := len(open) - 1; left > 0 {
		t.out[len(t.out)-1].Screen.HTML += "\n" + tCardsLeft.In(t.l, "count", left)
	}
	return nil
}

// drop forgets a draft and says what it held.
func (t *turn) drop(s Session, d Draft) error {
	s.remove(d.ID)
	if err := t.putSession(s); err != nil {
		return err
	}
	return t.say(tCancelled, "what", t.what(d))
}

// what says in short what a draft holds.
func (t *turn) what(d Draft) HTML {
	var what []string
	if d.Number != "" {
		what = append(what, t.l.value(d.Number))
	}
	if d.Operator != "" {
		what = append(what, t.l.value(d.Operator.Name()))
	}
	if d.Amount != 0 {
		what = append(what, t.l.value(d.Amount))
	}
	if what == nil {
		what = []string{tDraftEmpty.In(t.l)}
	}
	return HTML(strings.Join(what, ", "))
}

// backup sends the owner a copy of the store, made when it is sent.
func (t *turn) backup() error {
	day := money.Day(t.in.At, t.set.Location)
	t.out = append(t.out, Outgoing{Chat: t.in.Chat, Document: &Document{
		Name: "rechargebot-" + day + ".db.gz", Caption: tBackup.In(t.l, "time", t.moment(t.l, t.in.At)), Instead: tNoBackup.In(t.l)}})
	return nil
}

// menuVersion changes when the rows of the command menus do, so that everybody
// gets the new ones.
const menuVersion = "3"

// menuName says which command menu a member should have.
func (f *Flows) menuName(m order.Member) string {
	switch {
	case f.isAdmin(m.ID):
		return "admin " + m.Language + " " + menuVersion
	case m.Allowed:
		return "reseller " + m.Language + " " + menuVersion
	}
	return ""
}

// menu gives the command menu that a member should have; none for others, who
// see everybody's.
func (f *Flows) menu(m order.Member) *Menu {
	l := f.language(m.Language, "")
	admin := f.isAdmin(m.ID)
	if !admin && !m.Allowed {
		return &Menu{}
	}
	rows := []Command{
		{"recharge", mRecharge.In(l)}, {"status", mStatus.In(l)}, {"history", mHistory.In(l)},
		{"balance", mBalance.In(l)}, {"language", mLanguage.In(l)}, {"cancel", mCancel.In(l)}, {"help", mHelp.In(l)},
	}
	if admin {
		rows = append(rows, Command{"members", mMembers.In(l)}, Command{"allow", mAllow.In(l)},
			Command{"revoke", mRevoke.In(l)}, Command{"stuck", mStuck.In(l)}, Command{"refusals", mRefusals.In(l)}, Command{"backup", mBackup.In(l)})
	}
	return &Menu{Commands: rows}
}

// Public is what people who are not members see of the bot before they write to it.
type Public struct {
	About    string // at most 512 characters, without markup
	Commands []Command
}

// PublicIn gives it in a language.
func PublicIn(l Language) Public {
	return Public{About: tAbout.In(l), Commands: []Command{{"start", mStart.In(l)}, {"language", mLanguage.In(l)}}}
}

// name gives a member's name for showing; never empty.
func (t *turn) name(m order.Member) string {
	if name := clean(m.ShownName(), 64); name != "" {
		return name
	}
	return tNoName.In(t.l)
}

// plain makes a text fit where markup is not read (the answer to a tap): at
// most 200 characters.
func plain(s string) string {
	for _, tag := range []string{"<b>", "</b>", "<code>", "</code>"} {
		s = strings.ReplaceAll(s, tag, "")
	}
	return clean(html.UnescapeString(strings.ReplaceAll(s, "\n", " ")), 199)
}
