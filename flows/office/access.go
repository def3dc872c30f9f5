package office

import (
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// Limits on people who are not members.
const (
	answerEvery    = time.Minute    // a stranger's messages are answered at most so often
	requestEvery   = 24 * time.Hour // access can be asked for so often
	requestsPerDay = 30             // by everybody together
)

// askWord is the word of the button that asks for access. It is no route's: those are for
// members.
const askWord = "ask"

// visitor answers somebody who may not use the bot: once a minute, with how it stands with
// their request, or a button that asks for access.
func (t turn) visitor(known bool) error {
	v, _, err := t.Tx.Visitor(t.In.From.ID)
	if err != nil {
		return err
	}
	v.ID, v.Name, v.Username = t.In.From.ID, t.In.From.Name, t.In.From.Username
	if v.Language == "" {
		v.Language = string(t.L)
	} else {
		t.L = t.LanguageOf(v.Language, "")
	}
	at := t.In.At
	switch {
	case t.In.Left:
		return nil
	case t.In.Tap != nil && t.In.Tap.Data == chat.Data(askWord):
		return t.requestAccess(v)
	case t.In.Tap != nil:
		if known { // shut out in the middle of something
			t.Toast, t.Alert = tShutOutDropped, true
			return nil
		}
		return t.ShowToast(chat.OldButton)
	case strings.HasPrefix(t.In.Text, "/language") && at.Sub(v.Answered) >= time.Second:
		if t.L = chat.Bangla; v.Language == string(chat.Bangla) {
			t.L = chat.English
		}
		v.Language = string(t.L)
	case at.Sub(v.Answered) < answerEvery && !v.Answered.After(at):
		return nil
	}
	w, err := t.wishOf(v)
	if err != nil {
		return err
	}
	v.Answered = at
	if !w.asked.IsZero() { // they may have been forgotten, and their request not
		v.Asked = w.asked
	}
	s := t.wishScreen(t.L, v.ID, w)
	if known {
		left, err := t.leftWith(v.ID)
		if err != nil {
			return err
		}
		s.HTML = left + s.HTML
	}
	t.Send(s)
	return t.Tx.PutVisitor(v)
}

// leftWith says to somebody who may not use the bot any more what stays in their account, as a
// paragraph; "" where that is nothing.
func (t turn) leftWith(id int64) (string, error) {
	x, err := t.leaving(id)
	lines := strings.TrimPrefix(x.lines(t.L, false), "\n")
	if err != nil || lines == "" {
		return "", err
	}
	return lines + "\n\n", nil
}

// requestAccess passes a stranger's wish on to the owners.
func (t turn) requestAccess(v chat.Visitor) error {
	at := t.In.At
	w, err := t.wishOf(v)
	if err != nil {
		return err
	}
	if !w.may {
		if !w.known() { // nobody has seen it, and asking was not in vain
			return t.Say(tRequestKept, "id", v.ID)
		}
		t.Alert = true
		text, pairs := t.wishText(t.L, v.ID, w)
		return t.ShowToast(text, pairs...)
	}
	t.Alert = true
	count, err := t.Tx.CountRequest(money.Day(at, t.Location))
	if err != nil {
		return err
	}
	if count > requestsPerDay {
		return t.ShowToast(tRequestsFull, "id", v.ID)
	}
	// The next message is answered at once, however little time has passed: people ask
	// what has become of their request.
	v.Asked, v.Denied, v.Answered = at, false, time.Time{}
	if err := t.Tx.PutVisitor(v); err != nil {
		return err
	}
	if err := t.Tx.PutRequest(v); err != nil {
		return err
	}
	t.Alert = false
	said := tRequested
	if !w.reached {
		said = tRequestKept
	}
	if err := t.Say(said, "id", v.ID); err != nil {
		return err
	}
	p, err := t.prospect(v.ID)
	if err != nil {
		return err
	}
	return t.ToOwners(func(l chat.Language) chat.Outgoing {
		s := t.requestScreen(l, v, p)
		return chat.Outgoing{Card: requestCard(v.ID), New: true, Screen: &s}
	})
}

func requestCard(id int64) string { return "request " + strconv.FormatInt(id, 10) }

// decide answers Approve or Deny on a request's card; every owner's card then
// shows what was decided.
func (t turn) decide(answer string, id int64) error {
	v, _, err := t.Tx.Visitor(id)
	if err != nil {
		return err
	}
	m, known, err := t.Tx.Member(id)
	if err != nil {
		return err
	}
	if id <= 0 || m.Allowed || known && v.Asked.IsZero() || v.Denied && answer == "n" {
		return t.ShowToast(tDecided)
	}
	if v.Asked.IsZero() { // so many strangers have come since that this one was forgotten
		kept, _, err := t.Tx.Request(id)
		if err != nil {
			return err
		}
		if v = kept; v.ID == 0 {
			v.ID, v.Asked = id, t.In.At
		}
	}
	text, kept := tApprovedBy, false
	switch answer {
	case "y": // of cards that were shown before it was asked whose money pays
		return t.showRequest(v)
	case payOwn, payMine:
		if _, kept, err = t.allow(id, "", answer); err != nil {
			return err
		}
	case "n":
		text = tDeniedBy
		if err := t.deny(v); err != nil {
			return err
		}
	default:
		return t.ShowToast(chat.OldButton)
	}
	with, err := t.Books().Conditions(id)
	if err != nil {
		return err
	}
	return t.ToOwners(func(l chat.Language) chat.Outgoing {
		html := text.In(l, "admin", t.Name(t.Member), "person", card.Person(t.Config, l, id, v.Name, v.Username))
		if text == tApprovedBy {
			html += "\n" + letInPayer(l, with, kept)
		}
		return chat.Outgoing{Card: requestCard(id), Last: true, Screen: &chat.Screen{HTML: html}}
	})
}

// deny turns down a stranger's request, and tells them. Their next message is answered at
// once, as the first one after the request is.
func (t turn) deny(v chat.Visitor) error {
	v.Denied, v.Answered = true, time.Time{}
	if err := t.Tx.DropRequest(v.ID); err != nil {
		return err
	}
	t.audit("not let in", v.ID)
	if err := t.Tx.PutVisitor(v); err != nil {
		return err
	}
	w, err := t.wishOf(v)
	if err != nil {
		return err
	}
	s := t.wishScreen(t.LanguageOf(v.Language, ""), v.ID, w)
	t.Out = append(t.Out, chat.Outgoing{Chat: v.ID, Screen: &s})
	return nil
}

// group says once that the bot works in private chats, and otherwise keeps quiet.
func (t turn) group() error {
	if t.In.Left {
		return nil
	}
	v, _, err := t.Tx.Visitor(t.In.Chat)
	if err != nil {
		return err
	}
	if t.In.Tap != nil {
		t.L = t.LanguageOf("", t.In.From.Language)
		return t.Flush()
	}
	if !v.Answered.IsZero() {
		return nil
	}
	v.ID, v.Answered = t.In.Chat, t.In.At
	if err := t.Tx.PutVisitor(v); err != nil {
		return err
	}
	t.L = t.LanguageOf("", t.In.From.Language)
	t.Send(chat.Screen{HTML: tGroup.In(t.L)})
	return t.Flush()
}

// Visitor answers somebody who may not use the bot; known says that they once might.
func Visitor(t *chat.Turn, known bool) error { return turn{t}.visitor(known) }

// Group answers in a group.
func Group(t *chat.Turn) error { return turn{t}.group() }
