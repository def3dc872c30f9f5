package office

import (
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/text"
	"strconv"
	"strings"
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
	if len(list) == 0 {
		return t.Say(tMembersNone)
	}
	s := chat.Screen{HTML: tMembersHead.In(t.L)}
	for _, m := range list {
		text := tMemberNever.In(t.L, "name", chat.HTML(t.Name(m)))
		if !m.Active.IsZero() {
			text = tMemberActive.In(t.L, "name", chat.HTML(t.Name(m)), "age", t.In.At.Sub(m.Active))
		}
		s.Buttons = append(s.Buttons, []chat.Button{{Text: text, Data: "m:card:" + strconv.FormatInt(m.ID, 10)}})
	}
	var row []chat.Button
	first, last := list[0].ID, list[len(list)-1].ID
	if before, err := t.Tx.MembersBefore(first, 1); err != nil {
		return err
	} else if len(before) > 0 {
		row = append(row, chat.Button{Text: "◀", Data: "m:b:" + strconv.FormatInt(first, 10)})
	}
	if after, err := t.Tx.Members(last, 1); err != nil {
		return err
	} else if len(after) > 0 {
		row = append(row, chat.Button{Text: "▶", Data: "m:a:" + strconv.FormatInt(last, 10)})
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
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
		return t.Brief(chat.OldButton)
	}
	switch action {
	case "card":
		return t.memberCard(id)
	case "out":
		if _, err := t.revoke(id); err != nil {
			return err
		}
		return t.memberCard(id)
	case "in":
		if _, err := t.allow(id, ""); err != nil {
			return err
		}
		return t.memberCard(id)
	}
	return t.Brief(chat.OldButton)
}

func (t turn) memberCard(id int64) error {
	m, ok, err := t.Tx.Member(id)
	if err != nil {
		return err
	}
	if !ok {
		return t.Brief(tNotMember, "id", id)
	}
	today := money.Day(t.In.At, t.Location)
	month, err := t.Tx.Totals(id, today[:8]+"01", today)
	if err != nil {
		return err
	}
	active := tNever.In(t.L)
	if !m.Active.IsZero() {
		active = tAgo.In(t.L, "age", t.In.At.Sub(m.Active))
	}
	s := chat.Screen{HTML: tMemberCard.In(t.L, "person", card.Person(t.Config, t.L, m.ID, m.ShownName(), m.Username),
		"active", chat.HTML(active), "month", month.DoneAmount, "count", month.Done)}
	back := chat.Button{Text: bBack.In(t.L), Data: "m:a:0"}
	switch change := (chat.Button{Data: "m:in:" + strconv.FormatInt(id, 10), Text: bAllow.In(t.L), Style: chat.Good}); {
	case t.IsOwner(id):
		s.HTML += tIsAdmin.In(t.L)
		s.Buttons = [][]chat.Button{{back}}
	case m.Allowed:
		change = chat.Button{Data: "m:out:" + strconv.FormatInt(id, 10), Text: bRevoke.In(t.L), Style: chat.Bad}
		s.Buttons = [][]chat.Button{{change}, {back}}
	default:
		s.HTML += tNotAllowed.In(t.L)
		s.Buttons = [][]chat.Button{{change}, {back}}
	}
	if m.Unreachable {
		s.HTML += tUnreachable.In(t.L)
	}
	t.Show(s)
	return nil
}

// parseID reads a Telegram user id, in Bangla digits too.
func parseID(s string) (int64, bool) {
	id, err := strconv.ParseInt(text.LatinDigits(s), 10, 64)
	return id, err == nil && id > 0 && id < 1<<53
}

func (t turn) allowCommand(rest string) error {
	word, name, _ := strings.Cut(rest, " ")
	id, ok := parseID(word)
	if !ok {
		return t.Say(tAllowUsage)
	}
	already, err := t.allow(id, text.Clean(name, 64))
	if err != nil {
		return err
	}
	m, _, err := t.Tx.Member(id)
	if err != nil {
		return err
	}
	text := tAllowed
	if already {
		text = tAllowedAlready
	}
	return t.Say(text, "person", card.Person(t.Config, t.L, id, m.ShownName(), m.Username))
}

// allow lets somebody in, under a name for the owners to see unless it is "", and
// tells them. Already reports that they had been let in before.
func (t turn) allow(id int64, name string) (already bool, err error) {
	m, _, err := t.Tx.Member(id)
	if err != nil {
		return false, err
	}
	already = m.Allowed || t.IsOwner(id)
	v, _, err := t.Tx.Visitor(id)
	if err != nil {
		return already, err
	}
	m.ID, m.Allowed = id, true
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
		m.Language = v.Language // of somebody never seen it is guessed when they come
	}
	if already {
		return true, t.Tx.PutMember(m)
	}
	menuName, menu := t.Routes.MenuOf(t.Config, m)
	m.Menu = menuName
	if err := t.Tx.PutMember(m); err != nil {
		return false, err
	}
	if err := t.Tx.DropVisitor(id); err != nil {
		return false, err
	}
	t.Out = append(t.Out,
		chat.Outgoing{Chat: id, Screen: &chat.Screen{HTML: tLetIn.In(t.LanguageOf(m.Language, ""))}},
		chat.Outgoing{Chat: id, Menu: menu})
	return false, nil
}

func (t turn) revokeCommand(rest string) error {
	word, _, _ := strings.Cut(rest, " ")
	id, ok := parseID(word)
	if !ok {
		return t.Say(tRevokeUsage)
	}
	if t.IsOwner(id) {
		return t.Say(tAdminStays, "id", id)
	}
	done, err := t.revoke(id)
	if err != nil {
		return err
	}
	if !done {
		return t.Say(tNotMember, "id", id)
	}
	m, _, err := t.Tx.Member(id)
	if err != nil {
		return err
	}
	return t.Say(tRevoked, "person", card.Person(t.Config, t.L, id, m.ShownName(), m.Username))
}

// revoke shuts a member out at once, in the middle of a flow too, and tells
// them. Confirmed orders run on.
func (t turn) revoke(id int64) (bool, error) {
	m, ok, err := t.Tx.Member(id)
	if err != nil || !ok || !m.Allowed || t.IsOwner(id) {
		return false, err
	}
	m.Allowed, m.Menu = false, ""
	if err := t.Tx.PutMember(m); err != nil {
		return false, err
	}
	if err := t.Tx.PutSession(id, chat.Session{}); err != nil {
		return false, err
	}
	t.Out = append(t.Out,
		chat.Outgoing{Chat: id, Screen: &chat.Screen{HTML: tShutOut.In(t.LanguageOf(m.Language, ""))}},
		chat.Outgoing{Chat: id, Menu: &chat.Menu{}})
	return true, nil
}
