package shop

import (
	"slices"
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// start greets and shows what can be done.
func (t turn) start() error {
	rows := [][]chat.Button{
		{{Text: bRecharge.In(t.L), Data: chat.Data("menu", "recharge"), Style: chat.Main}},
		{{Text: bStatus.In(t.L), Data: chat.Data("menu", "status")}, {Text: bHistory.In(t.L), Data: chat.Data("menu", "history")}},
		{{Text: bBalance.In(t.L), Data: chat.Data("menu", "balance")}, {Text: bLanguage.In(t.L), Data: chat.Data("menu", "language")}},
	}
	if all, err := t.onSale(); err != nil {
		return err
	} else if len(all) > 0 {
		rows = append(rows[:1:1], append([][]chat.Button{{{Text: bOffers.In(t.L), Data: chat.Data("menu", "offers")}}}, rows[1:]...)...)
	}
	if t.Owner {
		rows = append(rows, []chat.Button{{Text: bMembers.In(t.L), Data: chat.Data("menu", "members")}, {Text: bStuck.In(t.L), Data: chat.Data("menu", "stuck")}})
	}
	t.Send(chat.Screen{HTML: tWelcome.In(t.L, "name", t.Name(t.Member)), Buttons: rows})
	return nil
}

// help says what there is, to owners in a second message what is theirs.
func (t turn) help() error {
	t.Send(chat.Screen{HTML: tHelp.In(t.L, "commands", chat.HTML(t.Routes.Help(t.L, false)), "button", bNotReceived)})
	if t.Owner { // each fits one screen of a phone
		t.Send(chat.Screen{HTML: tHelpOwner.In(t.L, "commands", chat.HTML(t.Routes.Help(t.L, true)))})
	}
	return nil
}

// language answers /language: the one that was named, else the other one. Where an operator is
// asked for, "bangla" alone may be one.
func (t turn) language(rest string) error {
	if rest == "" && t.In.Tap == nil {
		rest = strings.TrimRight(t.In.Text, ".!?। ")
	}
	bangla, english := knownIn(inBangla, rest), knownIn(inEnglish, rest)
	if s, err := t.drafts(); err != nil {
		return err
	} else if s.Step == stepOperator && knownIn(bareBangla, t.In.Text) {
		return t.line(t.In.Text)
	}
	if bangla && t.L == chat.Bangla || english && t.L == chat.English {
		return t.Say(tLanguageSet)
	}
	return t.switchLanguage()
}

// isLanguage reports whether a text names one of the two.
func isLanguage(word string) bool { return knownIn(inBangla, word) || knownIn(inEnglish, word) }

// switchLanguage changes English to Bangla and back, and remembers it.
func (t turn) switchLanguage() error {
	if t.L == chat.English {
		t.L = chat.Bangla
	} else {
		t.L = chat.English
	}
	t.Member.Language = string(t.L)
	name, menu := t.Routes.MenuOf(t.Config, t.Member)
	t.Member.Menu = name
	if err := t.Tx.PutMember(t.Member); err != nil {
		return err
	}
	if err := t.Say(tLanguageSet); err != nil {
		return err
	}
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Menu: menu})
	return nil
}

// cancel drops the question that waits for a text, else the draft at hand, else the one touched
// last, and says which it was and how many are left. Where there is none, or a list was shown
// after its card, it is about lists. With a figure behind it, it is about the draft that has it.
func (t turn) cancel(rest string) error {
	named := hasDigit(text.LatinDigits(rest))
	if !named {
		if waits, err := t.stopWaiting(); waits || err != nil {
			return err
		}
	}
	s, err := t.drafts()
	if err != nil {
		return err
	}
	open := s.all()
	lists, err := t.previews()
	if err != nil {
		return err
	}
	if named {
		return t.cancelNamed(s, len(lists), rest)
	}
	if len(open) == 0 || len(lists) > 0 && open[0].Draft.Shown > 0 && lists[0].Shown.Unix() > open[0].Draft.Shown {
		return t.cancelList(lists, len(open))
	}
	if err := t.cancelDraft(s, open[0].Draft); err != nil {
		return err
	}
	t.sayLeft(len(open) - 1 + len(lists))
	return nil
}

// cancelNamed drops the draft that a number, last digits or an amount name, beside so many lists
// that wait: none where several have them. A question that waits stays.
func (t turn) cancelNamed(s drafts, lists int, by string) error {
	open := s.all()
	fit := slices.DeleteFunc(slices.Clone(open), func(o OpenDraft) bool { return !o.named(by) })
	if len(fit) == 1 {
		return t.cancelDraft(s, fit[0].Draft)
	}
	if len(fit) > 1 {
		return t.Say(tCancelSeveral, "query", text.Clean(by, 40))
	}
	asked, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	if len(open)+lists == 0 && asked.Flow == "" {
		return t.Say(tNothingToCancel)
	}
	return t.Say(tCancelWhich, "query", text.Clean(by, 40))
}

// cancelDraft drops a draft, and says so on its card, too.
func (t turn) cancelDraft(s drafts, d Draft) error {
	t.disarm(d, tDropped).Last = true
	return t.drop(s, d)
}

// named reports whether a draft is the one that is named by its number, by that number's last
// digits or by its amount. A number with another amount beside it is of another order.
func (o OpenDraft) named(by string) bool {
	p, _ := parse(by)
	if p.Number != "" {
		return o.Draft.Number == p.Number && (p.Amount == 0 || o.Draft.Amount == 0 || o.Draft.Amount == p.Amount)
	}
	end := text.LatinDigits(strings.TrimSpace(by))
	if len(end) >= endLength && countDigits(end) == len(end) && strings.HasSuffix(string(o.Draft.Number), end) {
		return true
	}
	return p.Amount != 0 && p.unread == "" && o.Draft.Amount == p.Amount
}

// sayLeft says below what was dropped how many are not confirmed yet.
func (t turn) sayLeft(left int) {
	if left > 0 {
		t.Out[len(t.Out)-1].Screen.HTML += "\n" + tCardsLeft.In(t.L, "count", left)
	}
}

// cancelList drops the newest of the lists that were not confirmed, beside so many drafts. Where there is none, it
// shows the card of one that is being sent, which has the button that stops it.
func (t turn) cancelList(open []order.Batch, drafts int) error {
	if len(open) > 0 {
		b := open[0]
		if err := t.dropList(b); err != nil {
			return err
		}
		if err := t.Say(tCancelled, "what", chat.HTML(tListShort.In(t.L, "count", b.Wanted, "amount", b.Amount))); err != nil {
			return err
		}
		t.sayLeft(len(open) - 1 + drafts)
		return nil
	}
	all, err := t.Tx.BatchesOf(t.In.From.ID, 0, 20)
	if err != nil {
		return err
	}
	for _, b := range all {
		if (b.State == order.BatchRunning || b.State == order.BatchPaused) && b.Unsent() > 0 {
			s := card.Batch(t.Config, card.ViewerOf(t.Turn), b)
			s.HTML = tCancelStops.In(t.L) + "\n\n" + s.HTML
			o := t.Show(s)
			o.Card, o.New = card.BatchName(b.ID), true
			return nil
		}
	}
	return t.Say(tNothingToCancel)
}

// stopWaiting ends the conversation that waits for a text, if one does.
func (t turn) stopWaiting() (waits bool, err error) {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil || s.Flow == "" {
		return false, err
	}
	if s.Flow == flowDeposit { // others, which have cards of their own, stay
		all, err := t.payings()
		if err != nil {
			return false, err
		}
		if err := t.dropPaying(all.paying); err != nil {
			return false, err
		}
		return true, t.Say(tNotAsked)
	}
	if err := s.Keep(s.Flow, nil); err != nil {
		return false, err
	}
	s.Flow = ""
	if err := t.Tx.PutSession(t.In.Chat, s); err != nil {
		return false, err
	}
	return true, t.Say(tNotAsked)
}

// drop forgets a draft and says what it held.
func (t turn) drop(s drafts, d Draft) error {
	s.remove(d.ID)
	if _, err := t.endKeypad(card.Name(d.ID)); err != nil {
		return err
	}
	if err := t.keepDrafts(s); err != nil {
		return err
	}
	return t.Say(tCancelled, "what", t.what(d))
}

// what says in short what a draft holds.
func (t turn) what(d Draft) chat.HTML {
	var what []string
	if d.Number != "" {
		what = append(what, t.L.Value(d.Number))
	}
	if d.Operator != "" {
		what = append(what, t.L.Value(d.Operator))
	}
	if d.Amount != 0 {
		what = append(what, t.L.Value(d.Amount))
	}
	if what == nil {
		what = []string{tDraftEmpty.In(t.L)}
	}
	return chat.HTML(strings.Join(what, ", "))
}
