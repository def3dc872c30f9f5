package bot

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"rechargebot/flows/chat"
)

// These types are what the bot reads of an update (Bot API: Update). The library's
// hold all that Telegram can say. Reading them takes several times as long, and
// fails as a whole where Telegram says something newer.
type (
	update struct {
		ID      int64       `json:"update_id"`
		Message *written    `json:"message"`
		Edited  *written    `json:"edited_message"`
		Tap     *tapped     `json:"callback_query"`
		Member  *membership `json:"my_chat_member"`
	}
	// written is a Message.
	written struct {
		ID      int       `json:"message_id"`
		From    *user     `json:"from"`
		Chat    chatField `json:"chat"`
		Text    string    `json:"text"`
		Caption string    `json:"caption"`
		Album   string    `json:"media_group_id"`
		Forward *origin   `json:"forward_origin"`
		Contact *struct {
			Number    string `json:"phone_number"`
			ID        int64  `json:"user_id"` // where the person is in Telegram
			FirstName string `json:"first_name"`
			LastName  string `json:"last_name"`
		} `json:"contact"`

		Rich      given       `json:"rich_message"`
		Animation given       `json:"animation"`
		Audio     given       `json:"audio"`
		Document  *document   `json:"document"`
		PaidMedia given       `json:"paid_media"`
		Photo     []photoSize `json:"photo"`
		Sticker   given       `json:"sticker"`
		Story     given       `json:"story"`
		Video     given       `json:"video"`
		VideoNote given       `json:"video_note"`
		Voice     given       `json:"voice"`
		Checklist given       `json:"checklist"`
		Dice      given       `json:"dice"`
		Game      given       `json:"game"`
		Poll      given       `json:"poll"`
		Venue     given       `json:"venue"`
		Location  given       `json:"location"`
	}
	// document is a Document.
	document struct {
		ID     string `json:"file_id"`
		Unique string `json:"file_unique_id"`
		Name   string `json:"file_name"`
		Type   string `json:"mime_type"`
		Size   int64  `json:"file_size"`
	}
	// photoSize is a PhotoSize.
	photoSize struct {
		ID     string `json:"file_id"`
		Unique string `json:"file_unique_id"`
		Width  int    `json:"width"`
		Height int    `json:"height"`
		Size   int64  `json:"file_size"`
	}
	// tapped is a CallbackQuery.
	tapped struct {
		ID      string `json:"id"`
		From    user   `json:"from"`
		Data    string `json:"data"`
		Message *struct {
			ID   int       `json:"message_id"`
			Date int64     `json:"date"` // 0 where it is too old or deleted
			Chat chatField `json:"chat"`
		} `json:"message"`
	}
	// membership is a ChatMemberUpdated.
	membership struct {
		Chat chatField `json:"chat"`
		From user      `json:"from"`
		Was  member    `json:"old_chat_member"`
		Is   member    `json:"new_chat_member"`
	}
	member struct {
		Status   string `json:"status"`
		IsMember bool   `json:"is_member"` // where restricted
	}
	user struct {
		ID        int64  `json:"id"`
		FirstName string `json:"first_name"`
		LastName  string `json:"last_name"`
		Username  string `json:"username"`
		Language  string `json:"language_code"`
	}
	chatField struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	}
)

// given is whether a field is there.
type given bool

func (g *given) UnmarshalJSON(value []byte) error {
	*g = string(value) != "null"
	return nil
}

// origin is who wrote what is forwarded (Bot API: MessageOrigin). What cannot be read of it
// is as if Telegram did not say who.
type origin struct {
	By struct {
		ID int64 `json:"id"`
	} `json:"sender_user"`
}

func (o *origin) UnmarshalJSON(value []byte) error {
	type plain origin
	_ = json.Unmarshal(value, (*plain)(o)) // where it fails there is no id
	return nil
}

// Lengths beyond which what people write is cut.
const (
	textLimit  = 4096 // UTF-16 units, Telegram's own limit
	nameLimit  = 64   // characters
	phoneLimit = 32   // characters
	fileLimit  = 255  // characters of a file's name or MIME type
)

// input is the update as the conversations see it; false where it does not concern
// them. name is the bot's username.
func input(u *update, name string) (chat.Input, bool) {
	var in chat.Input
	ok := false
	switch {
	case u.Message != nil:
		in, ok = fromMessage(u.Message, name)
	case u.Edited != nil:
		in, ok = fromMessage(u.Edited, name)
		if in.File != nil { // it was answered when it came
			in.File, in.Caption, in.Text = nil, in.Text, ""
		}
		in.Edited, in.Message = true, u.Edited.ID
	case u.Tap != nil:
		in, ok = fromTap(u.Tap)
	case u.Member != nil:
		in, ok = fromMembership(u.Member)
	}
	in.UpdateID, in.Bot = u.ID, name
	return in, ok && in.Chat != 0
}

// fromMessage reads a message (Bot API: Message).
func fromMessage(m *written, name string) (chat.Input, bool) {
	if m.From == nil || !saysSomething(m) {
		return chat.Input{}, false
	}
	in, ok := from(m.Chat, m.From)
	if !ok {
		return in, false
	}
	in.Text, ok = command(cut16(m.Text, textLimit), name)
	in.Message = m.ID
	if o := m.Forward; o != nil {
		in.Forward, in.Writer = true, o.By.ID
	}
	switch in.File = fileOf(m); {
	case !in.Private:
		in.File = nil
	case in.File != nil:
		in.Album = cutRunes(m.Album, nameLimit)
		in.Text = cut16(m.Caption, textLimit) // it is no command, so it is meant for no other bot
	default:
		in.Caption = cut16(m.Caption, textLimit)
	}
	if m.Contact != nil {
		in.Contact = cutRunes(m.Contact.Number, phoneLimit)
		if m.Contact.ID > 0 {
			in.Known = chat.Person{ID: m.Contact.ID, Name: cutRunes(strings.TrimSpace(m.Contact.FirstName+" "+m.Contact.LastName), nameLimit)}
		}
	}
	return in, ok
}

// fileOf gives the photo or the document of a message; nil for none. What Telegram calls
// a document of an animation is none.
func fileOf(m *written) *chat.File {
	switch d := m.Document; {
	case d != nil && d.ID != "" && !bool(m.Animation):
		return &chat.File{ID: d.ID, Unique: d.Unique, Kind: chat.DocumentFile, Name: cutRunes(d.Name, fileLimit), Type: cutRunes(d.Type, fileLimit), Size: d.Size}
	case len(m.Photo) > 0:
		p := slices.MaxFunc(m.Photo, func(a, b photoSize) int { return cmp.Compare(a.Width*a.Height, b.Width*b.Height) })
		if p.ID != "" {
			return &chat.File{ID: p.ID, Unique: p.Unique, Kind: chat.PhotoFile, Size: p.Size}
		}
	}
	return nil
}

// saysSomething reports whether a person says something with the message. The rest
// are notes of the app's, such as that a message was pinned.
func saysSomething(m *written) bool {
	return m.Text != "" || m.Contact != nil || m.Caption != "" || m.Document != nil || m.Photo != nil || bool(m.Rich || m.Animation || m.Audio ||
		m.PaidMedia || m.Sticker || m.Story || m.Video || m.VideoNote ||
		m.Voice || m.Checklist || m.Dice || m.Game || m.Poll || m.Venue || m.Location)
}

// fromTap reads a tap on an inline button (Bot API: CallbackQuery).
func fromTap(q *tapped) (chat.Input, bool) {
	if q.Message == nil {
		return chat.Input{}, false
	}
	in, ok := from(q.Message.Chat, &q.From)
	in.Tap = &chat.Tap{Query: q.ID, Data: q.Data}
	if q.Message.Date != 0 { // else there is nothing to edit
		in.Tap.Message = q.Message.ID
	}
	return in, ok
}

// fromMembership reads whether the bot came into a chat or left it (Bot API:
// ChatMemberUpdated).
func fromMembership(c *membership) (chat.Input, bool) {
	in, ok := from(c.Chat, &c.From)
	was, is := c.Was.present(), c.Is.present()
	switch {
	case was == is: // other rights only
		return in, false
	case was:
		in.Left = true
	case in.Private:
		in.Returned = true
	}
	return in, ok
}

// present reports whether the bot is in the chat (Bot API: ChatMember).
func (m member) present() bool {
	switch m.Status {
	case "left", "kicked":
		return false
	case "restricted":
		return m.IsMember
	}
	return true
}

// from fills in who and where; false for channels, in which nobody talks to a
// bot, and where nobody is named.
func from(c chatField, u *user) (chat.Input, bool) {
	in := chat.Input{
		Chat:    c.ID,
		Private: c.Type == "private",
		From: chat.Person{
			ID:       u.ID,
			Name:     cutRunes(strings.TrimSpace(u.FirstName+" "+u.LastName), nameLimit),
			Username: cutRunes(u.Username, nameLimit),
			Language: cutRunes(u.Language, nameLimit),
		},
	}
	return in, u.ID != 0 && c.Type != "channel"
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
