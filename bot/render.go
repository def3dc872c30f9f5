package bot

import (
	"html"
	"strings"

	"github.com/go-telegram/bot/models"

	"rechargebot/flows/chat"
)

// The library's InlineKeyboardButton cannot be used: it sends an empty copy_text
// with every button, and a button may have one action only.
type (
	inlineKeyboard struct {
		Rows [][]inlineButton `json:"inline_keyboard"`
	}
	inlineButton struct {
		Text     string    `json:"text"`
		Data     string    `json:"callback_data,omitempty"`
		CopyText *copyText `json:"copy_text,omitempty"`
		Style    string    `json:"style,omitempty"`
	}
	copyText struct {
		Text string `json:"text"`
	}
)

// newMessage is the screen as a new message (Bot API: sendMessage).
func newMessage(chatID int64, s chat.Screen) message {
	m := message{Chat: chatID, Text: s.HTML, Form: "HTML", Links: noPreview}
	if len(s.Buttons) > 0 {
		m.Markup = inline(s.Buttons)
	}
	return m
}

// changed is the screen as a change of a message (Bot API: editMessageText).
func changed(chatID int64, id int, s chat.Screen) message {
	m := newMessage(chatID, s)
	m.ID = id
	return m
}

// plainMessage is the screen's words alone, for when Telegram refuses its form.
func plainMessage(chatID int64, s chat.Screen) message {
	return message{Chat: chatID, Text: cut16(plain(s.HTML), textLimit), Links: noPreview}
}

// withFile is a message as one with a file: its text is the caption.
func withFile(m message, f chat.SentFile) message {
	m = captioned(m)
	if f.Kind == chat.PhotoFile {
		m.Photo = f.ID
	} else {
		m.Document = f.ID
	}
	return m
}

// captioned is a change of a message as one of a message with a file (Bot API:
// editMessageCaption).
func captioned(m message) message {
	m.Text, m.Caption, m.Links = "", m.Text, nil
	return m
}

var noPreview = &preview{Disabled: true}

func inline(buttons [][]chat.Button) *inlineKeyboard {
	rows := make([][]inlineButton, 0, len(buttons))
	for _, row := range buttons {
		out := make([]inlineButton, 0, len(row))
		for _, b := range row {
			button := inlineButton{Text: b.Text, Data: b.Data, Style: string(b.Style)}
			if b.Copy != "" { // exactly one of the two is allowed
				button.Data, button.CopyText = "", &copyText{b.Copy}
			}
			out = append(out, button)
		}
		if len(out) > 0 {
			rows = append(rows, out)
		}
	}
	return &inlineKeyboard{rows}
}

// menu is a menu's rows (Bot API: setMyCommands).
func menu(m chat.Menu) []models.BotCommand {
	rows := make([]models.BotCommand, 0, len(m.Commands))
	for _, c := range m.Commands {
		rows = append(rows, models.BotCommand{Command: c.Name, Description: c.Help})
	}
	return rows
}

// plain is HTML without its tags, entities as the characters they stand for.
// A "<" that ends in no tag is kept: what was meant as text stays text.
func plain(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "<")
		b.WriteString(before)
		if !found {
			break
		}
		tag := strings.HasPrefix(after, "/") || after != "" && isLetter(after[0])
		if _, rest, closed := strings.Cut(after, ">"); tag && closed {
			s = rest
			continue
		}
		b.WriteByte('<')
		s = after
	}
	return html.UnescapeString(b.String())
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
