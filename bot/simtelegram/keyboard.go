package simtelegram

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
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
	inline   [][]Button // of an inline keyboard
	json     []byte     // the inline keyboard as the Bot API tells it; nil if there is none
	keyboard *keyboard  // a reply keyboard to show
	remove   bool       // the reply keyboard is to go
}

// wireMarkup is reply_markup as it arrives (Bot API: InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove, ForceReply).
type wireMarkup struct {
	Inline      [][]wireInline `json:"inline_keyboard"`
	Keyboard    [][]wireKey    `json:"keyboard"`
	OneTime     bool           `json:"one_time_keyboard"`
	Placeholder string         `json:"input_field_placeholder"`
	Remove      bool           `json:"remove_keyboard"`
	ForceReply  bool           `json:"force_reply"`
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
	Text    string `json:"text"`
	Style   string `json:"style"`
	Contact bool   `json:"request_contact"`
}

func (k *wireKey) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		return json.Unmarshal(b, &k.Text)
	}
	type plain wireKey
	return json.Unmarshal(b, (*plain)(k))
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
	if err := json.Unmarshal([]byte(raw), &wire); err != nil {
		return m, badMarkup(raw, err)
	}
	switch {
	case len(wire.Keyboard) > 0 || wire.Remove || wire.ForceReply:
		if inlineOnly {
			return m, bad("inline keyboard expected")
		}
		m.remove = wire.Remove
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

// badMarkup says in Telegram's words what is wrong with a reply_markup that does not read.
func badMarkup(raw string, err error) *refusal {
	var wrong *json.UnmarshalTypeError
	switch {
	case !errors.As(err, &wrong):
		return bad("can't parse reply keyboard markup JSON object")
	case !strings.HasPrefix(strings.TrimSpace(raw), "{"):
		return bad("object expected as reply markup")
	case wrong.Type == reflect.TypeFor[wireInline]():
		return bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
	case wrong.Type.Kind() == reflect.Slice && strings.HasPrefix(wrong.Field, "inline_keyboard"):
		return bad(`field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays`)
	case wrong.Type.Kind() == reflect.Slice:
		return bad(`field "keyboard" must be an Array of Arrays`)
	}
	name := wrong.Field[strings.LastIndexByte(wrong.Field, '.')+1:]
	return bad(`can't parse keyboard button: Field "` + name + `" has the wrong type`)
}

func inlineRows(rows [][]wireInline) (m markup, no *refusal) {
	total := 0
	for _, row := range rows {
		if total += len(row); total > maxButtons || len(row) > maxRow {
			return m, bad("reply markup is too long")
		}
		buttons := make([]Button, len(row))
		for i := range row {
			if buttons[i], no = inlineButton(&row[i]); no != nil {
				return m, no
			}
		}
		if len(row) > 0 {
			m.inline = append(m.inline, buttons)
		}
	}
	if total > 0 {
		m.json, _ = json.Marshal(wireRows{slices.DeleteFunc(rows, func(row []wireInline) bool { return len(row) == 0 })})
	}
	return m, nil
}

type wireRows struct {
	Inline [][]wireInline `json:"inline_keyboard"`
}

func inlineButton(w *wireInline) (b Button, no *refusal) {
	wrong := func(text string) (Button, *refusal) {
		return b, bad("can't parse inline keyboard button: " + text)
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
		return b, bad("BUTTON_TYPE_INVALID")
	case strings.TrimSpace(w.Text) == "":
		return b, bad("inline keyboard button text must be non-empty")
	case len(w.Data) > 64:
		return b, bad("BUTTON_DATA_INVALID")
	case w.URL != "" && !validURL(w.URL):
		return b, bad("BUTTON_URL_INVALID")
	}
	b = Button{Text: w.Text, Data: w.Data, Style: w.Style, URL: w.URL}
	if w.Copy != nil {
		if n := utf8.RuneCountInString(w.Copy.Text); n < 1 || n > 256 {
			return b, bad("BUTTON_COPY_TEXT_INVALID")
		}
		b.Copy = w.Copy.Text
	}
	return b, nil
}

var styles = map[string]bool{"primary": true, "success": true, "danger": true}

func validURL(u string) bool {
	_, rest, ok := strings.Cut(u, "://")
	return ok && (strings.HasPrefix(u, "http") || strings.HasPrefix(u, "tg:")) && rest != "" && !strings.ContainsAny(u, " \n") ||
		!ok && strings.Contains(u, ".") && !strings.ContainsAny(u, " \n")
}

func keyRows(wires [][]wireKey, private bool) ([][]Button, *refusal) {
	var rows [][]Button
	for _, row := range wires {
		var buttons []Button
		for _, w := range row {
			switch {
			case strings.TrimSpace(w.Text) == "":
				return nil, bad("keyboard button text must be non-empty")
			case w.Style != "" && !styles[w.Style]:
				return nil, bad("can't parse keyboard button: invalid button style specified")
			case w.Contact && !private:
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
