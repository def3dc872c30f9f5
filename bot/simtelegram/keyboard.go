package simtelegram

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// A keyboard is a reply keyboard as a chat shows it.
type keyboard struct {
	rows        [][]Button
	oneTime     bool
	placeholder string
}

// A markup is a reply_markup, read.
type markup struct {
	inline    [][]Button // of an inline keyboard
	json      []byte     // the inline keyboard as the Bot API tells it; nil if there is none
	keyboard  *keyboard  // a reply keyboard to show
	remove    bool       // the reply keyboard is to go
	forceOnly bool       // force_reply
}

// wireMarkup is reply_markup as it arrives (Bot API: InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove, ForceReply).
type wireMarkup struct {
	Inline      []json.RawMessage `json:"inline_keyboard"`
	Keyboard    []json.RawMessage `json:"keyboard"`
	OneTime     bool              `json:"one_time_keyboard"`
	Placeholder string            `json:"input_field_placeholder"`
	Remove      bool              `json:"remove_keyboard"`
	ForceReply  bool              `json:"force_reply"`
}

// wireInline is an InlineKeyboardButton. The order of its fields is that of the answer.
type wireInline struct {
	Text       string          `json:"text"`
	Icon       string          `json:"icon_custom_emoji_id,omitempty"`
	Style      string          `json:"style,omitempty"`
	URL        string          `json:"url,omitempty"`
	Data       string          `json:"callback_data,omitempty"`
	WebApp     json.RawMessage `json:"web_app,omitempty"`
	Login      json.RawMessage `json:"login_url,omitempty"`
	Switch     *string         `json:"switch_inline_query,omitempty"`
	SwitchHere *string         `json:"switch_inline_query_current_chat,omitempty"`
	SwitchPick json.RawMessage `json:"switch_inline_query_chosen_chat,omitempty"`
	Copy       *wireCopy       `json:"copy_text,omitempty"`
	Game       json.RawMessage `json:"callback_game,omitempty"`
	Pay        bool            `json:"pay,omitempty"`
}

type wireCopy struct {
	Text string `json:"text"`
}

// wireKey is a KeyboardButton, which may also be a bare string.
type wireKey struct {
	Text     string          `json:"text"`
	Style    string          `json:"style"`
	Contact  bool            `json:"request_contact"`
	Location bool            `json:"request_location"`
	Users    json.RawMessage `json:"request_users"`
	Chat     json.RawMessage `json:"request_chat"`
	Poll     json.RawMessage `json:"request_poll"`
	WebApp   json.RawMessage `json:"web_app"`
}

// Telegram takes no more buttons than this in one inline keyboard, nor in one row.
const (
	maxButtons = 100
	maxRow     = 8
)

// parseMarkup reads reply_markup. inlineOnly is for edits, which take inline keyboards only.
func parseMarkup(raw string, inlineOnly, private bool) (markup, *refusal) {
	var m markup
	if raw == "" {
		return m, nil
	}
	var wire wireMarkup
	if !json.Valid([]byte(raw)) {
		return m, bad("can't parse reply keyboard markup JSON object")
	}
	if !strings.HasPrefix(strings.TrimSpace(raw), "{") {
		return m, bad("object expected as reply markup")
	}
	if json.Unmarshal([]byte(raw), &wire) != nil {
		return m, bad("can't parse reply keyboard markup JSON object")
	}
	switch {
	case len(wire.Keyboard) > 0 || wire.Remove || wire.ForceReply:
		if inlineOnly {
			return m, bad("inline keyboard expected")
		}
		m.remove, m.forceOnly = wire.Remove, wire.ForceReply
		if len(wire.Keyboard) == 0 {
			return m, nil
		}
		if utf8.RuneCountInString(wire.Placeholder) > 64 {
			return m, bad("reply keyboard placeholder is too long")
		}
		rows, no := keyRows(wire.Keyboard, private)
		m.remove, m.keyboard = false, &keyboard{rows: rows, oneTime: wire.OneTime, placeholder: wire.Placeholder}
		return m, no
	case len(wire.Inline) > 0:
		return inlineRows(wire.Inline)
	}
	return m, nil
}

func inlineRows(raw []json.RawMessage) (m markup, no *refusal) {
	out := make([][]wireInline, 0, len(raw))
	total := 0
	for _, r := range raw {
		var row []json.RawMessage
		if json.Unmarshal(r, &row) != nil {
			return m, bad(`field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays`)
		}
		var buttons []Button
		var wires []wireInline
		for _, x := range row {
			w, b, no := inlineButton(x)
			if no != nil {
				return m, no
			}
			wires, buttons = append(wires, w), append(buttons, b)
		}
		if len(row) == 0 {
			continue
		}
		if total += len(row); total > maxButtons || len(row) > maxRow {
			return m, bad("reply markup is too long")
		}
		out, m.inline = append(out, wires), append(m.inline, buttons)
	}
	if len(out) > 0 {
		m.json, _ = json.Marshal(map[string]any{"inline_keyboard": out})
	}
	return m, nil
}

func inlineButton(raw json.RawMessage) (w wireInline, b Button, no *refusal) {
	wrong := func(text string) (wireInline, Button, *refusal) {
		return w, b, bad("can't parse inline keyboard button: " + text)
	}
	if raw[0] != '{' {
		return wrong("InlineKeyboardButton must be an Object")
	}
	if json.Unmarshal(raw, &w) != nil {
		return wrong(`Field "text" must be of type String`)
	}
	if w.Style != "" && !styles[w.Style] {
		return wrong("invalid button style specified")
	}
	actions := 0
	for _, has := range []bool{w.URL != "", w.Data != "", w.WebApp != nil, w.Login != nil, w.Switch != nil,
		w.SwitchHere != nil, w.SwitchPick != nil, w.Copy != nil, w.Game != nil, w.Pay} {
		if has {
			actions++
		}
	}
	switch {
	case actions == 0:
		return wrong("Text buttons are unallowed in the inline keyboard")
	case actions > 1:
		// Telegram takes one of them without a word, which nobody can have meant.
		return w, b, bad("BUTTON_TYPE_INVALID")
	case strings.TrimSpace(w.Text) == "":
		return w, b, bad("inline keyboard button text must be non-empty")
	case len(w.Data) > 64:
		return w, b, bad("BUTTON_DATA_INVALID")
	case w.URL != "" && !validURL(w.URL):
		return w, b, bad("BUTTON_URL_INVALID")
	}
	b = Button{Text: w.Text, Data: w.Data, Style: w.Style, URL: w.URL}
	if w.Copy != nil {
		if n := utf8.RuneCountInString(w.Copy.Text); n < 1 || n > 256 {
			return w, b, bad("BUTTON_COPY_TEXT_INVALID")
		}
		b.Copy = w.Copy.Text
	}
	return w, b, nil
}

var styles = map[string]bool{"primary": true, "success": true, "danger": true}

func validURL(u string) bool {
	_, rest, ok := strings.Cut(u, "://")
	return ok && (strings.HasPrefix(u, "http") || strings.HasPrefix(u, "tg:")) && rest != "" && !strings.ContainsAny(u, " \n") ||
		!ok && strings.Contains(u, ".") && !strings.ContainsAny(u, " \n")
}

func keyRows(raw []json.RawMessage, private bool) ([][]Button, *refusal) {
	var rows [][]Button
	for _, r := range raw {
		var row []json.RawMessage
		if json.Unmarshal(r, &row) != nil {
			return nil, bad(`field "keyboard" must be an Array of Arrays`)
		}
		var buttons []Button
		for _, x := range row {
			var w wireKey
			switch {
			case x[0] == '"':
				json.Unmarshal(x, &w.Text)
			case x[0] != '{':
				return nil, bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
			case json.Unmarshal(x, &w) != nil:
				return nil, bad(`can't parse keyboard button: Field "text" must be of type String`)
			}
			if strings.TrimSpace(w.Text) == "" {
				return nil, bad("keyboard button text must be non-empty")
			}
			if w.Style != "" && !styles[w.Style] {
				return nil, bad("can't parse keyboard button: invalid button style specified")
			}
			if w.Contact && !private {
				return nil, bad("phone number can be requested in private chats only")
			}
			buttons = append(buttons, Button{Text: w.Text, Style: w.Style, RequestContact: w.Contact})
		}
		if len(buttons) > 0 {
			rows = append(rows, buttons)
		}
	}
	return rows, nil
}
