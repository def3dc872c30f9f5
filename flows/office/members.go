package office

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// members shows a page of the members: the first, those after an id ("a"), or
// those before ("b").
func (t turn) members(direction string, id int64) error {
	const page = 8
	var list []chat.Member
	var err error
	if direction == "b" {
		list, err = t.Tx.MembersBefore(id, page)
	} else {
		list, err = t.Tx.Members(id, page)
	}
	if err != nil {
		return err
	}
	if len(list) == 0 && id != 0 { // the page has gone
		return t.members("", 0)
	}
	asking, err := t.Tx.RequestCount()
	if err != nil {
		return err
	}
	requests := ""
	if asking > 0 {
		requests = "\n\n" + tMembersAsking.In(t.L, "count", asking)
	}
	gone, err := t.goneWithMoney()
	if err != nil {
		return err
	}
	var goneRow [][]chat.Button
	if len(gone) > 0 {
		goneRow = [][]chat.Button{{{Text: bGone.Label(t.L, "count", len(gone)), Data: chat.Data("m", "gone", 1)}}}
	}
	if len(list) == 0 {
		t.Show(chat.Screen{HTML: tMembersNone.In(t.L) + requests, Buttons: goneRow})
		return nil
	}
	s := chat.Screen{HTML: tMembersHead.In(t.L) + requests}
	for _, m := range list {
		text := tMemberNever.In(t.L, "name", chat.HTML(t.Name(m)))
		if !m.Active.IsZero() {
			text = tMemberActive.In(t.L, "name", chat.HTML(t.Name(m)), "age", t.In.At.Sub(m.Active))
		}
		s.Buttons = append(s.Buttons, []chat.Button{{Text: text, Data: chat.Data("m", "card", m.ID)}})
	}
	var row []chat.Button
	first, last := list[0].ID, list[len(list)-1].ID
	if before, err := t.Tx.MembersBefore(first, 1); err != nil {
		return err
	} else if len(before) > 0 {
		row = append(row, chat.Button{Text: "◀", Data: chat.Data("m", "b", first)})
	}
	if after, err := t.Tx.Members(last, 1); err != nil {
		return err
	} else if len(after) > 0 {
		row = append(row, chat.Button{Text: "▶", Data: chat.Data("m", "a", last)})
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	s.Buttons = append(s.Buttons, goneRow...)
	t.Show(s)
	return nil
}

// memberTap answers the buttons of the members' list and card.
func (t turn) memberTap(action string, id int64) error {
	switch action {
	case "a", "b":
		return t.members(action, id)
	}
	if id <= 0 {
		return t.ShowToast(chat.OldButton)
	}
	switch action {
	case "card":
		return t.memberCard(id)
	case "out":
		return t.askRevoke(id)
	case "yes-out":
		return t.removed(id)
	case "pin":
		return t.askResetPIN(id)
	case "yes-pin":
		return t.resetPIN(id)
	case "gone":
		return t.gone()
	case "in", "new": // "new" is of cards that were shown before it was asked whose money pays
		m, _, err := t.Tx.Member(id)
		if err != nil {
			return err
		}
		return t.askPayer(id, m.ShownName(), m.Username, chat.Text{})
	case payOwn, payMine:
		name, err := t.takeName(id)
		if err != nil {
			return err
		}
		return t.letIn(id, name, action)
	}
	return t.ShowToast(chat.OldButton)
}

// removed removes a member and says so.
func (t turn) removed(id int64) error {
	done, err := t.revoke(id)
	if err != nil {
		return err
	}
	if !done { // somebody else was faster
		return t.memberCard(id)
	}
	m, _, err := t.Tx.Member(id)
	if err != nil {
		return err
	}
	left, err := t.leaving(id)
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tRevoked.In(t.L, "person", card.Person(t.Config, t.L, id, m.ShownName(), m.Username)) + left.lines(t.L, true)}
	if left.Entries > 0 {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bAccount.In(t.L), Data: chat.Data("ac", "show", id)}})
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bAllow.In(t.L), Data: chat.Data("m", "in", id), Style: chat.Good}}, []chat.Button{{Text: bBack.In(t.L), Data: chat.Data("m", "a", 0)}})
	t.Show(s)
	return nil
}

// askRevoke asks for confirmation before a member is removed.
func (t turn) askRevoke(id int64) error {
	m, ok, err := t.Tx.Member(id)
	if err != nil {
		return err
	}
	m.ID = id
	switch {
	case t.IsOwner(m):
		return t.ShowToast(tOwnerStays, "id", id)
	case !ok || !m.Allowed:
		return t.ShowToast(tNotMember, "id", id)
	}
	left, err := t.leaving(id)
	if err != nil {
		return err
	}
	t.Show(chat.Screen{HTML: tSureRevoke.In(t.L, "person", card.Person(t.Config, t.L, id, m.ShownName(), m.Username)) + left.lines(t.L, true),
		Buttons: [][]chat.Button{{{Text: bSureRevoke.In(t.L), Data: chat.Data("m", "yes-out", id), Style: chat.Bad}},
			{{Text: bGoBack.In(t.L), Data: chat.Data("m", "card", id)}}}})
	return nil
}

// mustStart says on a screen that somebody has not opened the bot yet, with the link
// to pass on.
func (t turn) mustStart(s *chat.Screen) {
	s.HTML += tMustStart.In(t.L)
	if link := chat.Link(t.In.Bot); link != "" {
		s.HTML += tPassOn.In(t.L, "link", link)
		s.Buttons = append([][]chat.Button{{{Text: bCopyLink.In(t.L), Copy: link}}}, s.Buttons...)
	}
}

// parseID reads a Telegram user id, in Bangla digits too.
func parseID(s string) (int64, bool) {
	id, err := strconv.ParseInt(text.LatinDigits(s), 10, 64)
	return id, err == nil && id > 0 && id < 1<<53
}

// allowCommand lets in whom an owner names by id. A mobile number is none: as an id
// it may be a stranger's.
func (t turn) allowCommand(rest string) error {
	if n, ok := mobile(rest); ok {
		return t.Say(tAllowNumber, "number", n)
	}
	word, name, _ := strings.Cut(rest, " ")
	id, ok := parseID(word)
	if !ok {
		return t.Say(tAllowUsage)
	}
	name = text.Clean(name, 64)
	seen, err := t.seen(id)
	if err != nil {
		return err
	}
	m, _, err := t.Tx.Member(id)
	if err != nil {
		return err
	}
	if m.ID = id; m.Allowed || t.IsOwner(m) {
		return t.letIn(id, name, "")
	}
	if err := t.keepName(id, name); err != nil {
		return err
	}
	if !seen {
		return t.askPayer(id, name, "", tNeverWrote)
	}
	v, _, err := t.Tx.Visitor(id)
	if err != nil {
		return err
	}
	return t.askPayer(id, cmp.Or(name, m.ShownName(), v.Name), cmp.Or(m.Username, v.Username), chat.Text{})
}

// mobile finds a mobile number at the beginning of what stands behind /allow. Ten
// digits are no number there, since many ids have ten.
func mobile(rest string) (order.Number, bool) {
	rest = text.LatinDigits(rest)
	end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsLetter(r) })
	if end < 0 {
		end = len(rest)
	}
	for _, s := range []string{rest[:end], firstWord(rest)} {
		digits := 0
		for _, r := range s {
			if r >= '0' && r <= '9' {
				digits++
			}
		}
		if n, err := order.ParseNumber(s); err == nil && digits > 10 {
			return n, true
		}
	}
	return "", false
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// seen reports whether somebody has ever written to the bot, or was let in before.
func (t turn) seen(id int64) (bool, error) {
	m, known, err := t.Tx.Member(id)
	if err != nil || known || t.IsOwner(chat.Member{ID: id, Owner: m.Owner}) {
		return true, err
	}
	_, known, err = t.Tx.Visitor(id)
	if err != nil || known {
		return true, err
	}
	_, known, err = t.Tx.Request(id)
	return known, err
}

// letIn lets somebody in and says so, and where they have never opened the bot, what
// they have to do.
func (t turn) letIn(id int64, name, pay string) error {
	seen, err := t.seen(id)
	if err != nil {
		return err
	}
	already, kept, err := t.allow(id, name, pay)
	if err != nil {
		return err
	}
	m, _, err := t.Tx.Member(id)
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tAllowedAlready.In(t.L, "person", card.Person(t.Config, t.L, id, m.ShownName(), m.Username))}
	if !already {
		with, err := t.Books().Conditions(id)
		if err != nil {
			return err
		}
		s.HTML = tAllowed.In(t.L, "person", card.Person(t.Config, t.L, id, m.ShownName(), m.Username)) + "\n" + letInPayer(t.L, with, kept)
	}
	if !t.IsOwner(m) {
		s.Buttons = [][]chat.Button{{{Text: bAccount.In(t.L), Data: chat.Data("ac", "show", id)}, {Text: bBack.In(t.L), Data: chat.Data("m", "a", 0)}}}
	}
	if !seen || m.Unreachable && m.Lost == chat.Unopened {
		t.mustStart(&s)
	}
	t.Show(s)
	return nil
}

// allow lets somebody in, under a name for the owners to see unless it is "", and
// tells them; pay is whose money pays for their orders. Already reports that they had
// been let in before, kept that something is on hold, so that whose money pays stays.
func (t turn) allow(id int64, name, pay string) (already, kept bool, err error) {
	m, _, err := t.Tx.Member(id)
	if err != nil {
		return false, false, err
	}
	m.ID = id
	already = m.Allowed || t.IsOwner(m)
	v, _, err := t.Tx.Visitor(id)
	if err != nil {
		return already, false, err
	}
	// An owner has no terms, and is let in by being one: who is no owner any more is not left
	// in on the owners' money without a limit.
	m.Allowed = m.Allowed || !t.IsOwner(m)
	if v.ID == 0 {
		if v, _, err = t.Tx.Request(id); err != nil {
			return already, false, err
		}
	}
	if !already {
		m.Added, m.AddedBy = t.In.At, t.In.From.ID
	}
	if name != "" {
		m.Given = name
	}
	if m.Name == "" {
		m.Name = v.Name
	}
	if m.Username == "" {
		m.Username = v.Username
	}
	if m.Language == "" {
		m.Language = v.Language // unknown until they first write; then guessed from their app
	}
	if already {
		return true, false, t.Tx.PutMember(m)
	}
	menuName, menu := t.Routes.MenuOf(t.Config, m)
	m.Menu = menuName
	if err := t.Tx.PutMember(m); err != nil {
		return false, false, err
	}
	if err := t.Tx.DropVisitor(id); err != nil {
		return false, false, err
	}
	if err := t.Tx.DropRequest(id); err != nil {
		return false, false, err
	}
	if kept, err = t.setPayer(id, pay, true); err != nil {
		return false, false, err
	}
	t.audit("let in", id)
	said, err := t.letInText(t.LanguageOf(m.Language, ""), id)
	t.Out = append(t.Out,
		chat.Outgoing{Chat: id, Screen: &chat.Screen{HTML: said}},
		chat.Outgoing{Chat: id, Menu: menu})
	return false, kept, err
}

func (t turn) revokeCommand(rest string) error {
	word, _, _ := strings.Cut(rest, " ")
	id, ok := parseID(word)
	if !ok {
		return t.Say(tRevokeUsage)
	}
	return t.askRevoke(id)
}

// revoke shuts a member out at once, in the middle of a flow too, and tells
// them. Confirmed orders run on; of lists nothing more is sent.
func (t turn) revoke(id int64) (bool, error) {
	m, ok, err := t.Tx.Member(id)
	if err != nil || !ok || !m.Allowed || t.IsOwner(m) {
		return false, err
	}
	m.Allowed, m.Menu = false, ""
	if err := t.Tx.PutMember(m); err != nil {
		return false, err
	}
	if err := t.Routes.Removed(t.Turn, m); err != nil {
		return false, err
	}
	if err := t.Tx.PutSession(id, chat.Session{}); err != nil {
		return false, err
	}
	left, err := t.leaving(id)
	if err != nil {
		return false, err
	}
	if err := t.stopLists(left.lists); err != nil {
		return false, err
	}
	l := t.LanguageOf(m.Language, "")
	t.audit("remove", id)
	t.Out = append(t.Out,
		chat.Outgoing{Chat: id, Screen: &chat.Screen{HTML: tShutOut.In(l) + left.lines(l, false)}},
		chat.Outgoing{Chat: id, Menu: &chat.Menu{}})
	return true, nil
}
