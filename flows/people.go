package flows

import (
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// personText names somebody for the admins.
func (f *Flows) personText(l Language, id int64, name, username string) HTML {
	if name == "" {
		name = tNoName.In(l)
	}
	if username != "" {
		username = " @" + username
	}
	return HTML(tPerson.In(l, "name", name, "username", username, "id", id))
}

// members shows a page of the members: the first, those after an id ("a"), or
// those before ("b").
func (t *turn) members(direction string, id int64) error {
	const page = 8
	var list []order.Member
	var err error
	if direction == "b" {
		list, err = t.tx.MembersBefore(id, page)
	} else {
		list, err = t.tx.Members(id, page)
	}
	if err != nil {
		return err
	}
	if len(list) == 0 && id != 0 { // the page has gone
		return t.members("", 0)
	}
	if len(list) == 0 {
		return t.say(tMembersNone)
	}
	s := Screen{HTML: tMembersHead.In(t.l)}
	for _, m := range list {
		text := tMemberNever.In(t.l, "name", HTML(t.name(m)))
		if !m.Active.IsZero() {
			text = tMemberActive.In(t.l, "name", HTML(t.name(m)), "age", t.in.At.Sub(m.Active))
		}
		s.Buttons = append(s.Buttons, []Button{{Text: text, Data: "m:card:" + strconv.FormatInt(m.ID, 10)}})
	}
	var row []Button
	first, last := list[0].ID, list[len(list)-1].ID
	if before, err := t.tx.MembersBefore(first, 1); err != nil {
		return err
	} else if len(before) > 0 {
		row = append(row, Button{Text: "◀", Data: "m:b:" + strconv.FormatInt(first, 10)})
	}
	if after, err := t.tx.Members(last, 1); err != nil {
		return err
	} else if len(after) > 0 {
		row = append(row, Button{Text: "▶", Data: "m:a:" + strconv.FormatInt(last, 10)})
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	t.show(s)
	return nil
}

// memberTap answers the buttons of the members' list and card.
func (t *turn) memberTap(action string, id int64) error {
	switch action {
	case "a", "b":
		return t.members(action, id)
	}
	if id <= 0 {
		return t.brief(tOldButton)
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
	return t.brief(tOldButton)
}

func (t *turn) memberCard(id int64) error {
	m, ok, err := t.tx.Member(id)
	if err != nil {
		return err
	}
	if !ok {
		return t.brief(tNotMember, "id", id)
	}
	today := money.Day(t.in.At, t.set.Location)
	month, err := t.tx.Totals(id, today[:8]+"01", today)
	if err != nil {
		return err
	}
	active := tNever.In(t.l)
	if !m.Active.IsZero() {
		active = tAgo.In(t.l, "age", t.in.At.Sub(m.Active))
	}
	s := Screen{HTML: tMemberCard.In(t.l, "person", t.personText(t.l, m.ID, m.ShownName(), m.Username),
		"active", HTML(active), "month", month.DoneAmount, "count", month.Done)}
	back := Button{Text: bBack.In(t.l), Data: "m:a:0"}
	switch change := (Button{Data: "m:in:" + strconv.FormatInt(id, 10), Text: bAllow.In(t.l), Style: Good}); {
	case t.isAdmin(id):
		s.HTML += tIsAdmin.In(t.l)
		s.Buttons = [][]Button{{back}}
	case m.Allowed:
		change = Button{Data: "m:out:" + strconv.FormatInt(id, 10), Text: bRevoke.In(t.l), Style: Bad}
		s.Buttons = [][]Button{{change}, {back}}
	default:
		s.HTML += tNotAllowed.In(t.l)
		s.Buttons = [][]Button{{change}, {back}}
	}
	if m.Unreachable {
		s.HTML += tUnreachable.In(t.l)
	}
	t.show(s)
	return nil
}

// parseID reads a Telegram user id, in Bangla digits too.
func parseID(s string) (int64, bool) {
	id, err := strconv.ParseInt(order.LatinDigits(s), 10, 64)
	return id, err == nil && id > 0 && id < 1<<53
}

func (t *turn) allowCommand(rest string) error {
	word, name, _ := strings.Cut(rest, " ")
	id, ok := parseID(word)
	if !ok {
		return t.say(tAllowUsage)
	}
	already, err := t.allow(id, clean(name, 64))
	if err != nil {
		return err
	}
	m, _, err := t.tx.Member(id)
	if err != nil {
		return err
	}
	text := tAllowed
	if already {
		text = tAllowedAlready
	}
	return t.say(text, "person", t.personText(t.l, id, m.ShownName(), m.Username))
}

// allow lets somebody in, under a name for the owners to see unless it is "", and
// tells them. Already reports that they had been let in before.
func (t *turn) allow(id int64, name string) (already bool, err error) {
	m, _, err := t.tx.Member(id)
	if err != nil {
		return false, err
	}
	already = m.Allowed || t.isAdmin(id)
	v, _, err := t.tx.Visitor(id)
	if err != nil {
		return already, err
	}
	m.ID, m.Allowed = id, true
	if !already {
		m.Added, m.AddedBy = t.in.At, t.in.From.ID
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
		return true, t.tx.PutMember(m)
	}
	m.Menu = t.menuName(m)
	if err := t.tx.PutMember(m); err != nil {
		return false, err
	}
	if err := t.tx.DropVisitor(id); err != nil {
		return false, err
	}
	t.out = append(t.out,
		Outgoing{Chat: id, Screen: &Screen{HTML: tLetIn.In(t.language(m.Language, ""))}},
		Outgoing{Chat: id, Menu: t.menu(m)})
	return false, nil
}

func (t *turn) revokeCommand(rest string) error {
	word, _, _ := strings.Cut(rest, " ")
	id, ok := parseID(word)
	if !ok {
		return t.say(tRevokeUsage)
	}
	if t.isAdmin(id) {
		return t.say(tAdminStays, "id", id)
	}
	done, err := t.revoke(id)
	if err != nil {
		return err
	}
	if !done {
		return t.say(tNotMember, "id", id)
	}
	m, _, err := t.tx.Member(id)
	if err != nil {
		return err
	}
	return t.say(tRevoked, "person", t.personText(t.l, id, m.ShownName(), m.Username))
}

// revoke shuts a member out at once, in the middle of a flow too, and tells
// them. Confirmed orders run on.
func (t *turn) revoke(id int64) (bool, error) {
	m, ok, err := t.tx.Member(id)
	if err != nil || !ok || !m.Allowed || t.isAdmin(id) {
		return false, err
	}
	m.Allowed, m.Menu = false, ""
	if err := t.tx.PutMember(m); err != nil {
		return false, err
	}
	if err := t.tx.PutSession(id, Session{}); err != nil {
		return false, err
	}
	t.out = append(t.out,
		Outgoing{Chat: id, Screen: &Screen{HTML: tShutOut.In(t.language(m.Language, ""))}},
		Outgoing{Chat: id, Menu: &Menu{}})
	return true, nil
}

// Limits on people who are not members.
const (
	answerEvery    = time.Minute    // a stranger's messages are answered at most so often
	requestEvery   = 24 * time.Hour // access can be asked for so often
	requestsPerDay = 30             // by everybody together
)

// visitor answers somebody who may not use the bot: once a minute, with their
// id and a button that asks for access.
func (t *turn) visitor(known bool) error {
	v, _, err := t.tx.Visitor(t.in.From.ID)
	if err != nil {
		return err
	}
	v.ID, v.Name, v.Username = t.in.From.ID, t.in.From.Name, t.in.From.Username
	if v.Language == "" {
		v.Language = string(t.l)
	} else {
		t.l = t.language(v.Language, "")
	}
	at := t.in.At
	switch {
	case t.in.Left:
		return nil
	case t.in.Tap != nil && t.in.Tap.Data == "ask":
		return t.requestAccess(v)
	case t.in.Tap != nil:
		if known { // shut out in the middle of something
			t.toast, t.alert = tShutOutDropped, true
			return nil
		}
		return t.brief(tOldButton)
	case strings.HasPrefix(t.in.Text, "/language") && at.Sub(v.Answered) >= time.Second:
		if t.l = Bangla; v.Language == string(Bangla) {
			t.l = English
		}
		v.Language = string(t.l)
	case at.Sub(v.Answered) < answerEvery && !v.Answered.After(at):
		return nil
	}
	v.Answered = at
	t.send(Screen{HTML: tStranger.In(t.l, "id", v.ID),
		Buttons: [][]Button{{{Text: bRequest.In(t.l), Data: "ask", Style: Main}}}})
	return t.tx.PutVisitor(v)
}

// requestAccess passes a stranger's wish on to the admins.
func (t *turn) requestAccess(v Visitor) error {
	at := t.in.At
	t.alert = true
	if since := at.Sub(v.Asked); since >= 0 && since < requestEvery { // negative: the clock was set back
		return t.brief(tRequestedOnce)
	}
	count, err := t.tx.CountRequest(money.Day(at, t.set.Location))
	if err != nil {
		return err
	}
	if count > requestsPerDay {
		return t.brief(tRequestsFull, "id", v.ID)
	}
	v.Asked, v.Denied = at, false
	if err := t.tx.PutVisitor(v); err != nil {
		return err
	}
	t.alert = false
	if err := t.say(tRequested, "id", v.ID); err != nil {
		return err
	}
	return t.eachAdmin(func(l Language) Outgoing {
		id := strconv.FormatInt(v.ID, 10)
		return Outgoing{Card: requestCard(v.ID), New: true, Screen: &Screen{
			HTML: tRequestCard.In(l, "person", t.personText(l, v.ID, v.Name, v.Username)),
			Buttons: [][]Button{{{Text: bApprove.In(l), Data: "acc:y:" + id, Style: Good},
				{Text: bDeny.In(l), Data: "acc:n:" + id, Style: Bad}}},
		}}
	})
}

func requestCard(id int64) string { return "request " + strconv.FormatInt(id, 10) }

// eachAdmin posts something to every admin in their language, after this chat's
// own answers.
func (t *turn) eachAdmin(make func(l Language) Outgoing) error {
	out, err := t.toAdmins(t.tx, make)
	t.out = append(t.out, out...)
	return err
}

func (f *Flows) toAdmins(tx Tx, make func(l Language) Outgoing) ([]Outgoing, error) {
	var out []Outgoing
	for _, admin := range f.set.Admins {
		m, _, err := tx.Member(admin)
		if err != nil {
			return nil, err
		}
		o := make(f.language(m.Language, ""))
		o.Chat = admin
		out = append(out, o)
	}
	return out, nil
}

// decide answers Approve or Deny on a request's card; every admin's card then
// shows what was decided.
func (t *turn) decide(answer string, id int64) error {
	v, _, err := t.tx.Visitor(id)
	if err != nil {
		return err
	}
	m, known, err := t.tx.Member(id)
	if err != nil {
		return err
	}
	if id <= 0 || m.Allowed || known && v.Asked.IsZero() || v.Denied && answer == "n" {
		return t.brief(tDecided)
	}
	if v.Asked.IsZero() { // so many strangers have come since that this one was forgotten
		v.ID, v.Asked = id, t.in.At
	}
	text := tApprovedBy
	switch answer {
	case "y":
		if _, err := t.allow(id, ""); err != nil {
			return err
		}
	case "n":
		text = tDeniedBy
		v.Denied = true
		if err := t.tx.PutVisitor(v); err != nil {
			return err
		}
		t.out = append(t.out, Outgoing{Chat: id, Screen: &Screen{HTML: tDenied.In(t.language(v.Language, ""))}})
	default:
		return t.brief(tOldButton)
	}
	return t.eachAdmin(func(l Language) Outgoing {
		return Outgoing{Card: requestCard(id), Last: true, Screen: &Screen{
			HTML: text.In(l, "admin", t.name(t.member), "person", t.personText(l, id, v.Name, v.Username))}}
	})
}

// group says once that the bot works in private chats, and otherwise keeps quiet.
func (t *turn) group() error {
	if t.in.Left {
		return nil
	}
	v, _, err := t.tx.Visitor(t.in.Chat)
	if err != nil {
		return err
	}
	if t.in.Tap != nil {
		t.l = t.language("", t.in.From.Language)
		return t.flush()
	}
	if !v.Answered.IsZero() {
		return nil
	}
	v.ID, v.Answered = t.in.Chat, t.in.At
	if err := t.tx.PutVisitor(v); err != nil {
		return err
	}
	t.l = t.language("", t.in.From.Language)
	t.send(Screen{HTML: tGroup.In(t.l)})
	return t.flush()
}
