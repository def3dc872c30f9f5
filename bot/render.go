package bot

import (
	"html"
	"strings"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"rechargebot/flows"
)

// The library's InlineKeyboardButton sends an empty copy_text with every
// button, which is one field too many; so keyboards have their own types here.
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
func newMessage(chat int64, s flows.Screen) *tgbot.SendMessageParams {
	p := &tgbot.SendMessageParams{
		ChatID:             chat,
		Text:               s.HTML,
		ParseMode:          models.ParseModeHTML,
		LinkPreviewOptions: noPreview(),
	}
	if len(s.Buttons) > 0 {
		p.ReplyMarkup = inline(s.Buttons)
	}
	return p
}

// changed is the screen as a change of a message (Bot API: editMessageText).
func changed(chat int64, message int, s flows.Screen) *tgbot.EditMessageTextParams {
	p := &tgbot.EditMessageTextParams{
		ChatID:             chat,
		MessageID:          message,
		Text:               s.HTML,
		ParseMode:          models.ParseModeHTML,
		LinkPreviewOptions: noPreview(),
	}
	if len(s.Buttons) > 0 {
		p.ReplyMarkup = inline(s.Buttons)
	}
	return p
}

// plainMessage is the screen's words alone, for when Telegram refuses its form.
func plainMessage(chat int64, s flows.Screen) *tgbot.SendMessageParams {
	return &tgbot.SendMessageParams{ChatID: chat, Text: cut16(plain(s.HTML), textLimit), LinkPreviewOptions: noPreview()}
}

func noPreview() *models.LinkPreviewOptions {
	return &models.LinkPreviewOptions{IsDisabled: tgbot.True()}
}

func inline(buttons [][]flows.Button) inlineKeyboard {
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
	return inlineKeyboard{rows}
}

// menu is a menu's rows (Bot API: setMyCommands).
func menu(m flows.Menu) []models.BotCommand {
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
