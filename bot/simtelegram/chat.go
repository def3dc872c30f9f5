package simtelegram

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// A Message is one message as it stands now.
type Message struct {
	ID       int // one sequence over all chats, as for a real bot
	Chat     int64
	FromBot  bool
	Text     string     // plain text as displayed; empty for a document or a photo
	HTML     string     // the text or caption as it was sent
	Buttons  [][]Button // the inline keyboard
	Keyboard [][]Button // the reply keyboard sent with it
	Document *Document
	Photo    *Photo
	Edits    int // how often it was edited
	At       time.Time
	EditedAt time.Time // zero if never
	Contact  string    // the phone number, if it is a shared contact
}

// A Button is one button of an inline or a reply keyboard.
type Button struct {
	Text           string
	Data           string // callback_data
	Copy           string // copy_text
	Style          string // "primary", "success", "danger" or none
	URL            string
	RequestContact bool // reply keyboards only
}

// A Photo is an image in the chat.
type Photo struct {
	ID            string // file_id of its largest size
	Width, Height int
	Data          []byte
	Caption       string // plain text
}

// A Document is a file in the chat.
type Document struct {
	ID      string // file_id
	Name    string
	Size    int // bytes
	Data    []byte
	Caption string // plain text
}

// A chat is what one private chat or group holds.
type chat struct {
	id       int64
	group    bool
	object   []byte     // the Bot API's Chat, ready made
	messages []*message // ascending ids; deleted ones stay in place, marked
	keyboard *keyboard  // the reply keyboard shown now
	said     int        // messages the bot sent
	blocked  bool
	typing   time.Time // until when the bot shows as typing
	answers  []CallbackAnswer
	sent     window // sends of this second
}

type message struct {
	id      int
	author  *person // nil for the bot
	text    string  // plain; the caption for a document or a photo
	raw     string  // as sent
	marks   []entity
	buttons [][]Button
	markup  []byte // the inline keyboard as the Bot API tells it
	reply   [][]Button
	file    *file
	album   string // of which the file is part

	phone, phoneName string
	contact          []byte // the Bot API's Contact

	at, edited time.Time
	edits      int
	seq        int64 // its last change
	deleted    bool
}

func (c *chat) find(id int) *message {
	i, ok := slices.BinarySearchFunc(c.messages, id, func(m *message, id int) int { return m.id - id })
	if !ok || c.messages[i].deleted {
		return nil
	}
	return c.messages[i]
}

func (m *message) view(chat int64) Message {
	v := Message{
		ID: m.id, Chat: chat, FromBot: m.author == nil, Text: m.text, HTML: m.raw,
		Buttons: cloneRows(m.buttons), Keyboard: cloneRows(m.reply),
		Edits: m.edits, At: m.at, EditedAt: m.edited, Contact: m.phone,
	}
	switch {
	case m.file != nil && m.file.photo:
		v.Text = ""
		v.Photo = &Photo{ID: m.file.id, Width: m.file.width, Height: m.file.height, Data: slices.Clone(m.file.data), Caption: m.text}
	case m.file != nil:
		v.Text = ""
		v.Document = &Document{ID: m.file.id, Name: m.file.name, Size: len(m.file.data), Data: slices.Clone(m.file.data), Caption: m.text}
	}
	return v
}

func cloneRows(rows [][]Button) [][]Button {
	if rows == nil {
		return nil
	}
	out := make([][]Button, len(rows))
	for i, row := range rows {
		out[i] = slices.Clone(row)
	}
	return out
}

// Messages gives a chat's messages as they stand now, oldest first; deleted ones are gone.
func (s *Server) Messages(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chat]
	if c == nil {
		return nil
	}
	out := make([]Message, 0, len(c.messages))
	for _, m := range c.messages {
		if !m.deleted {
			out = append(out, m.view(chat))
		}
	}
	return out
}

// Last gives a chat's newest message.
func (s *Server) Last(chat int64) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[chat]; c != nil {
		for _, m := range slices.Backward(c.messages) {
			if !m.deleted {
				return m.view(chat), true
			}
		}
	}
	return Message{}, false
}

// botUser is the bot as the Bot API's User.
func (s *Server) botUser() []byte {
	b := append([]byte(`{"id":`), strconv.FormatInt(botID, 10)...)
	b = append(b, `,"is_bot":true,"first_name":"Recharge"`...)
	b = appendField(b, "username", s.o.BotName)
	return append(b, '}')
}

// appendMessage adds the Bot API's Message. The caller holds mu.
func (s *Server) appendMessage(b []byte, c *chat, m *message) []byte {
	b = append(b, `{"message_id":`...)
	b = strconv.AppendInt(b, int64(m.id), 10)
	b = append(b, `,"from":`...)
	if m.author == nil {
		b = append(b, s.botUser()...)
	} else {
		b = append(b, m.author.user...)
	}
	b = append(b, `,"chat":`...)
	b = append(b, c.object...)
	b = append(b, `,"date":`...)
	b = strconv.AppendInt(b, m.at.Unix(), 10)
	if !m.edited.IsZero() {
		b = append(b, `,"edit_date":`...)
		b = strconv.AppendInt(b, m.edited.Unix(), 10)
	}
	b = appendField(b, "media_group_id", m.album)
	text, entities := "text", "entities"
	if m.file != nil {
		text, entities = "caption", "caption_entities"
		if m.file.photo {
			b = append(b, `,"photo":`...)
			b = m.file.appendPhoto(b)
		} else {
			b = append(b, `,"document":`...)
			b = m.file.appendDocument(b)
		}
	}
	b = appendField(b, text, m.text)
	if len(m.marks) > 0 {
		b = append(b, `,"`...)
		b = append(b, entities...)
		b = append(b, `":`...)
		b = appendEntities(b, m.marks)
	}
	if m.contact != nil {
		b = append(b, `,"contact":`...)
		b = append(b, m.contact...)
	}
	if m.markup != nil {
		b = append(b, `,"reply_markup":`...)
		b = append(b, m.markup...)
	}
	return append(b, '}')
}

func appendEntities(b []byte, marks []entity) []byte {
	b = append(b, '[')
	for i, e := range marks {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"offset":`...)
		b = strconv.AppendInt(b, int64(e.Offset), 10)
		b = append(b, `,"length":`...)
		b = strconv.AppendInt(b, int64(e.Length), 10)
		b = appendField(b, "type", e.Type)
		b = appendField(b, "url", e.URL)
		b = appendField(b, "language", e.Language)
		b = append(b, '}')
	}
	return append(b, ']')
}

// appendField adds `,"name":"value"`, or nothing if there is no value.
func appendField(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	b = append(b, `,"`...)
	b = append(b, name...)
	b = append(b, `":`...)
	return appendString(b, value)
}

// appendString adds a JSON string. Most need no escapes, and then it costs a copy.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '"' || s[i] == '\\' || s[i] == 0x7f {
			quoted, _ := json.Marshal(s)
			return append(b, quoted...)
		}
	}
	if !utf8.ValidString(s) {
		quoted, _ := json.Marshal(s)
		return append(b, quoted...)
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}
