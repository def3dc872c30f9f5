package bot

import (
	"strings"

	"github.com/go-telegram/bot/models"

	"rechargebot/flows"
)

// Lengths beyond which what people write is cut.
const (
	textLimit  = 4096 // UTF-16 units, Telegram's own limit
	nameLimit  = 64   // characters
	phoneLimit = 32   // characters
)

// input is the update as the conversations see it; false where it is nothing
// to them. name is the bot's username.
func input(u *models.Update, name string) (flows.Input, bool) {
	var in flows.Input
	ok := false
	switch {
	case u.Message != nil:
		in, ok = fromMessage(u.Message, name)
	case u.EditedMessage != nil:
		in, ok = fromMessage(u.EditedMessage, name)
		in.Edited = true
	case u.CallbackQuery != nil:
		in, ok = fromTap(u.CallbackQuery)
	case u.MyChatMember != nil:
		in, ok = fromMembership(u.MyChatMember)
	}
	in.UpdateID = u.ID
	return in, ok && in.Chat != 0
}

// fromMessage reads a message (Bot API: Message).
func fromMessage(m *models.Message, name string) (flows.Input, bool) {
	if m.From == nil || !told(m) {
		return flows.Input{}, false
	}
	in, ok := from(m.Chat, m.From)
	if !ok {
		return in, false
	}
	in.Text, ok = command(cut16(m.Text, textLimit), name)
	in.Forward = m.ForwardOrigin != nil
	if m.Contact != nil {
		in.Contact = cutRunes(m.Contact.PhoneNumber, phoneLimit)
	}
	return in, ok
}

// told reports whether a person says something with the message. The rest are
// notes of the app's, such as that a message was pinned.
func told(m *models.Message) bool {
	return m.Text != "" || m.Contact != nil || m.Caption != "" ||
		m.Animation != nil || m.Audio != nil || m.Document != nil || m.PaidMedia != nil ||
		len(m.Photo) > 0 || m.Sticker != nil || m.Story != nil || m.Video != nil ||
		m.VideoNote != nil || m.Voice != nil || m.Checklist != nil || m.Dice != nil ||
		m.Game != nil || m.Poll != nil || m.Venue != nil || m.Location != nil
}

// fromTap reads a tap on an inline button (Bot API: CallbackQuery).
func fromTap(q *models.CallbackQuery) (flows.Input, bool) {
	tap := &flows.Tap{Query: q.ID, Data: q.Data}
	var chat models.Chat
	switch {
	case q.Message.Message != nil:
		chat, tap.Message = q.Message.Message.Chat, q.Message.Message.ID
	case q.Message.InaccessibleMessage != nil:
		chat = q.Message.InaccessibleMessage.Chat // too old or deleted: nothing to edit
	default:
		return flows.Input{}, false
	}
	in, ok := from(chat, &q.From)
	in.Tap = tap
	return in, ok
}

// fromMembership reads what became of the bot in a chat (Bot API: ChatMemberUpdated).
func fromMembership(c *models.ChatMemberUpdated) (flows.Input, bool) {
	in, ok := from(c.Chat, &c.From)
	was, is := present(c.OldChatMember), present(c.NewChatMember)
	switch {
	case was == is: // other rights only
		return in, false
	case was:
		in.Left = true
	case in.Private:
		in.Returned = true
	default:
		in.Joined = true
	}
	return in, ok
}

// present reports whether the bot is in the chat.
func present(m models.ChatMember) bool {
	switch m.Type {
	case models.ChatMemberTypeLeft, models.ChatMemberTypeBanned:
		return false
	case models.ChatMemberTypeRestricted:
		return m.Restricted != nil && m.Restricted.IsMember
	}
	return true
}

// from fills in who and where; false for channels, in which nobody talks to a
// bot, and where nobody is named.
func from(c models.Chat, u *models.User) (flows.Input, bool) {
	in := flows.Input{
		Chat:    c.ID,
		Private: c.Type == models.ChatTypePrivate,
		From: flows.Person{
			ID:       u.ID,
			Name:     cutRunes(strings.TrimSpace(u.FirstName+" "+u.LastName), nameLimit),
			Username: cutRunes(u.Username, nameLimit),
			Language: cutRunes(u.LanguageCode, nameLimit),
		},
	}
	return in, u.ID != 0 && c.Type != models.ChatTypeChannel
}

// command takes "@name" off a leading command; false where the command is
// meant for another bot.
func command(text, name string) (string, bool) {
	if !strings.HasPrefix(text, "/") {
		return text, true
	}
	word, rest := text, ""
	if i := strings.IndexAny(text, " \t\r\n"); i >= 0 {
		word, rest = text[:i], text[i:]
	}
	cmd, whom, addressed := strings.Cut(word, "@")
	if !addressed {
		return text, true
	}
	return cmd + rest, strings.EqualFold(whom, name)
}

// cut16 cuts a text at n UTF-16 units, which is how Telegram counts.
func cut16(s string, n int) string {
	if len(s) <= n { // never more units than bytes
		return s
	}
	units := 0
	for i, r := range s {
		if units++; r > 0xFFFF {
			units++
		}
		if units > n {
			return s[:i]
		}
	}
	return s
}

func cutRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
