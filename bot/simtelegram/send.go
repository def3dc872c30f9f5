package simtelegram

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// How long the bot shows as typing (sendChatAction), and for how long a bot may delete a message for everyone.
const (
	typingFor = 5 * time.Second
	deletable = 48 * time.Hour
)

// Longest text and caption, in UTF-16 units after entities.
const (
	maxText    = 4096
	maxCaption = 1024
)

// openChat finds the chat a call names and says whether the bot may act there. The caller holds mu.
func (s *Server) openChat(f *form) (*chat, *refusal) {
	raw := f.get("chat_id")
	if raw == "" {
		return nil, bad("chat_id is empty")
	}
	id, err := strconv.ParseInt(raw, 10, 64)
	c := s.chats[id]
	if err != nil || c == nil {
		return nil, bad("chat not found")
	}
	if c.blocked {
		return nil, refuse(403, "Forbidden: bot was blocked by the user")
	}
	return c, nil
}

// private tells from the id, which is what Telegram's ids are like: people positive, groups negative.
func private(f *form) bool { return !strings.HasPrefix(f.get("chat_id"), "-") }

// sendMessage (Bot API: sendMessage).
func (s *Server) sendMessage(f *form) ([]byte, *refusal) {
	raw := f.get("text")
	if raw == "" {
		return nil, bad("message text is empty")
	}
	text, marks, no := formatted(f, raw, "entities", maxText, "message is too long")
	if no != nil {
		return nil, no
	}
	if text == "" {
		return nil, bad("text must be non-empty")
	}
	keys, no := parseMarkup(f.get("reply_markup"), false, private(f))
	if no != nil {
		return nil, no
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.post(f, keys, &message{text: text, raw: raw, marks: marks})
}

// sendDocument (Bot API: sendDocument): an upload, or the file_id of an earlier one.
func (s *Server) sendDocument(f *form) ([]byte, *refusal) {
	raw := f.get("caption")
	caption, marks, no := formatted(f, raw, "caption_entities", maxCaption, "message caption is too long")
	if no != nil {
		return nil, no
	}
	keys, no := parseMarkup(f.get("reply_markup"), false, private(f))
	if no != nil {
		return nil, no
	}
	up := f.file("document")
	if up != nil && len(up.data) == 0 {
		return nil, bad("file must be non-empty")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &message{text: caption, raw: raw, marks: marks}
	if up != nil {
		m.file = s.keepFile(up)
	} else if m.file, no = s.named(f, "document"); no != nil {
		return nil, no
	}
	return s.post(f, keys, m)
}

// sendPhoto (Bot API: sendPhoto): an upload, or the file_id of an earlier one.
func (s *Server) sendPhoto(f *form) ([]byte, *refusal) {
	raw := f.get("caption")
	caption, marks, no := formatted(f, raw, "caption_entities", maxCaption, "message caption is too long")
	if no != nil {
		return nil, no
	}
	keys, no := parseMarkup(f.get("reply_markup"), false, private(f))
	if no != nil {
		return nil, no
	}
	up := f.file("photo")
	var width, height int
	if up != nil {
		var ok bool
		width, height, ok = sides(up.data)
		switch {
		case len(up.data) == 0:
			return nil, bad("file must be non-empty")
		case len(up.data) > maxPhoto:
			return nil, bad(fmt.Sprintf("file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(up.data), maxPhoto))
		case !ok:
			return nil, bad("IMAGE_PROCESS_FAILED")
		case width+height > maxSides, max(width, height) > 20*min(width, height):
			return nil, bad("PHOTO_INVALID_DIMENSIONS")
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &message{text: caption, raw: raw, marks: marks}
	if up != nil {
		m.file = s.keepPhoto(up.data, width, height)
	} else if m.file, no = s.named(f, "photo"); no != nil {
		return nil, no
	}
	return s.post(f, keys, m)
}

// named finds the file whose id a field has. The caller holds mu.
func (s *Server) named(f *form, field string) (*file, *refusal) {
	id := f.get(field)
	switch {
	case id == "":
		return nil, bad("there is no " + field + " in the request")
	case strings.HasPrefix(id, "http://"), strings.HasPrefix(id, "https://"):
		return nil, bad("failed to get HTTP URL content") // this server fetches nothing
	}
	x := s.fileOf(id)
	if x == nil {
		return nil, bad("wrong file identifier/HTTP URL specified")
	}
	if wanted := strings.ToUpper(field[:1]) + field[1:]; x.kind() != wanted {
		return nil, bad("can't use file of type " + x.kind() + " as " + wanted)
	}
	return x, nil
}

// post puts a message of the bot into its chat. The caller holds mu.
func (s *Server) post(f *form, keys markup, m *message) ([]byte, *refusal) {
	c, no := s.openChat(f)
	if no != nil {
		return nil, no
	}
	if no := s.limit(c); no != nil {
		return nil, no
	}
	s.lastID++
	m.id = s.lastID
	m.at = s.o.Now()
	m.buttons, m.markup = keys.inline, keys.json
	if keys.keyboard != nil {
		m.reply, c.keyboard = keys.keyboard.rows, keys.keyboard
	} else if keys.remove {
		c.keyboard = nil
	}
	c.messages = append(c.messages, m)
	c.said++
	c.typing = time.Time{}
	m.seq = s.show()
	return s.appendMessage(make([]byte, 0, 512+len(m.text)+len(m.markup)), c, m), nil
}

// sendChatAction (Bot API: sendChatAction).
func (s *Server) sendChatAction(f *form) ([]byte, *refusal) {
	switch f.get("action") {
	case "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
		"choose_sticker", "find_location", "record_video_note", "upload_video_note":
	default:
		return nil, bad("wrong parameter action in request")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, no := s.openChat(f)
	if no != nil {
		return nil, no
	}
	c.typing = s.o.Now().Add(typingFor)
	s.show()
	return trueJSON, nil
}

// editMessageText (Bot API: editMessageText).
func (s *Server) editMessageText(f *form) ([]byte, *refusal) {
	raw := f.get("text")
	if raw == "" {
		return nil, bad("message text is empty")
	}
	text, marks, no := formatted(f, raw, "entities", maxText, "message is too long")
	if no != nil {
		return nil, no
	}
	if text == "" {
		return nil, bad("text must be non-empty")
	}
	keys, no := parseMarkup(f.get("reply_markup"), true, private(f))
	if no != nil {
		return nil, no
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, no := s.own(f)
	if no != nil {
		return nil, no
	}
	if m.file != nil {
		return nil, bad("there is no text in the message to edit")
	}
	return s.edit(c, m, text, raw, marks, keys)
}

// editMessageCaption (Bot API: editMessageCaption). No caption takes it away.
func (s *Server) editMessageCaption(f *form) ([]byte, *refusal) {
	raw := f.get("caption")
	caption, marks, no := formatted(f, raw, "caption_entities", maxCaption, "message caption is too long")
	if no != nil {
		return nil, no
	}
	keys, no := parseMarkup(f.get("reply_markup"), true, private(f))
	if no != nil {
		return nil, no
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, no := s.own(f)
	if no != nil {
		return nil, no
	}
	if m.file == nil {
		return nil, bad("there is no caption in the message to edit")
	}
	return s.edit(c, m, caption, raw, marks, keys)
}

// editMessageReplyMarkup (Bot API: editMessageReplyMarkup). No reply_markup takes the keyboard away.
func (s *Server) editMessageReplyMarkup(f *form) ([]byte, *refusal) {
	keys, no := parseMarkup(f.get("reply_markup"), true, private(f))
	if no != nil {
		return nil, no
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, no := s.own(f)
	if no != nil {
		return nil, no
	}
	return s.edit(c, m, m.text, m.raw, m.marks, keys)
}

// own finds the message of the bot that an edit names. The caller holds mu.
func (s *Server) own(f *form) (*chat, *message, *refusal) {
	if f.get("message_id") == "" && f.get("inline_message_id") == "" {
		return nil, nil, bad("message identifier is not specified")
	}
	c, no := s.openChat(f)
	if no != nil {
		return nil, nil, no
	}
	m := c.find(int(f.num("message_id", 0)))
	switch {
	case m == nil:
		return nil, nil, bad("message to edit not found")
	case m.author != nil || m.reply != nil:
		return nil, nil, bad("message can't be edited")
	}
	return c, m, nil
}

func (s *Server) edit(c *chat, m *message, text, raw string, marks []entity, keys markup) ([]byte, *refusal) {
	if text == m.text && bytes.Equal(keys.json, m.markup) && equalMarks(marks, m.marks) {
		return nil, bad("message is not modified: specified new message content and reply markup are exactly the same as " +
			"a current content and reply markup of the message")
	}
	m.text, m.raw, m.marks, m.buttons, m.markup = text, raw, marks, keys.inline, keys.json
	m.edited = s.o.Now()
	m.edits++
	m.seq = s.show()
	return s.appendMessage(nil, c, m), nil
}

func equalMarks(a, b []entity) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// deleteMessage (Bot API: deleteMessage).
func (s *Server) deleteMessage(f *form) ([]byte, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, no := s.openChat(f)
	if no != nil {
		return nil, no
	}
	m := c.find(int(f.num("message_id", 0)))
	switch {
	case m == nil:
		return nil, bad("message to delete not found")
	case c.group && m.author != nil:
		return nil, bad("message can't be deleted")
	case s.o.Now().Sub(m.at) > deletable:
		return nil, bad("message can't be deleted for everyone")
	}
	m.deleted = true
	m.seq = s.show()
	return trueJSON, nil
}

// getMe (Bot API: getMe).
func (s *Server) getMe(*form) ([]byte, *refusal) {
	b := s.botUser()
	return append(b[:len(b)-1], `,"can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false}`...), nil
}

// getChat (Bot API: getChat), with those fields of ChatFullInfo that are always there.
func (s *Server) getChat(f *form) ([]byte, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[f.num("chat_id", 0)]
	if c == nil {
		return nil, bad("chat not found")
	}
	return fmt.Appendf(nil, `%s,"accent_color_id":0,"max_reaction_count":11,"accepted_gift_types":`+
		`{"unlimited_gifts":true,"limited_gifts":true,"unique_gifts":true,"premium_subscription":true,"gifts_from_channels":true}}`,
		c.object[:len(c.object)-1]), nil
}
