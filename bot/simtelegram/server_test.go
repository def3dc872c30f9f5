package simtelegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

// reply is any answer of the Bot API.
type reply struct {
	status      int
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
}

// kit is a server and a client of it that shares no code with it.
type kit struct {
	*Server
	t   *testing.T
	web *httptest.Server
}

const (
	rahim    = 1002
	stranger = 1003
)

func start(t *testing.T, o Options) *kit {
	t.Helper()
	s := New(o)
	web := httptest.NewServer(s)
	t.Cleanup(func() { s.Close(); web.Close() })
	s.AddPerson(Person{ID: rahim, FirstName: "Rahim", Username: "rahim", LanguageCode: "bn-BD", Role: "reseller"})
	return &kit{s, t, web}
}

// try makes a call with fields as multipart/form-data, the way the bot's library does.
func (k *kit) try(ctx context.Context, method string, fields map[string]string) (reply, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		form.WriteField(name, value)
	}
	form.Close()
	r, _ := http.NewRequestWithContext(ctx, "POST", k.web.URL+"/bot123:abc/"+method, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return do(r)
}

func do(r *http.Request) (reply, error) {
	var a reply
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		return a, err
	}
	defer w.Body.Close()
	a.status = w.StatusCode
	b, err := io.ReadAll(w.Body)
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal(b, &a)
}

func (k *kit) call(method string, pairs ...any) reply {
	k.t.Helper()
	fields := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		fields[pairs[i].(string)] = fmt.Sprint(pairs[i+1])
	}
	a, err := k.try(k.t.Context(), method, fields)
	if err != nil {
		k.t.Fatalf("%s: %v", method, err)
	}
	return a
}

// send sends a text and gives the message's id.
func (k *kit) send(chat int64, text string, more ...any) int {
	k.t.Helper()
	a := k.call("sendMessage", append([]any{"chat_id", chat, "text", text}, more...)...)
	var m struct {
		ID int `json:"message_id"`
	}
	if json.Unmarshal(a.Result, &m); !a.OK || m.ID == 0 {
		k.t.Fatalf("sendMessage %q: %+v", text, a)
	}
	return m.ID
}

type gotUpdate struct {
	ID      int64 `json:"update_id"`
	Message *struct {
		ID   int    `json:"message_id"`
		Text string `json:"text"`
		From struct {
			ID       int64  `json:"id"`
			Language string `json:"language_code"`
		} `json:"from"`
		Chat struct {
			ID   int64  `json:"id"`
			Type string `json:"type"`
		} `json:"chat"`
		Entities []struct {
			Type           string
			Offset, Length int
		} `json:"entities"`
		Contact *struct {
			Phone string `json:"phone_number"`
			User  int64  `json:"user_id"`
		} `json:"contact"`
	} `json:"message"`
	Query *struct {
		ID      string          `json:"id"`
		Data    string          `json:"data"`
		Message json.RawMessage `json:"message"`
	} `json:"callback_query"`
	Member json.RawMessage `json:"my_chat_member"`
}

func (k *kit) updates(offset int64, more ...any) []gotUpdate {
	k.t.Helper()
	a := k.call("getUpdates", append([]any{"offset", offset}, more...)...)
	if !a.OK {
		k.t.Fatalf("getUpdates: %+v", a)
	}
	var list []gotUpdate
	if err := json.Unmarshal(a.Result, &list); err != nil {
		k.t.Fatal(err)
	}
	return list
}

func ids(list []gotUpdate) string {
	var out []string
	for _, u := range list {
		out = append(out, strconv.FormatInt(u.ID, 10))
	}
	return strings.Join(out, " ")
}

func TestStrictErrors(t *testing.T) {
	k := start(t, Options{})
	k.Say(rahim, "hello")
	theirs, _ := k.Last(rahim)
	mine := k.send(rahim, "<b>hi</b>", "parse_mode", "HTML", "reply_markup", inline(`{"text":"ok","callback_data":"ok"}`))
	withKeys := k.send(rahim, "keys", "reply_markup", `{"keyboard":[["a"]]}`)
	long := strings.Repeat("ক", 4096)
	k.SendPhoto(rahim, []byte("an image"), "")
	last, _ := k.Last(rahim)
	photo := last.Photo.ID
	k.SendDocument(rahim, "a.pdf", []byte("%PDF"), "")
	last, _ = k.Last(rahim)
	pdf := last.Document.ID
	k.call("sendPhoto", "chat_id", rahim, "photo", photo, "caption", "<b>c</b>", "parse_mode", "HTML")
	withPhoto, _ := k.Last(rahim)

	for _, c := range []struct {
		name, method string
		fields       []any
		want         string // "" is success
	}{
		{"no text", "sendMessage", []any{"chat_id", rahim}, "Bad Request: message text is empty"},
		{"only space", "sendMessage", []any{"chat_id", rahim, "text", " \n "}, "Bad Request: text must be non-empty"},
		{"longest", "sendMessage", []any{"chat_id", rahim, "text", long}, ""},
		{"too long", "sendMessage", []any{"chat_id", rahim, "text", long + "a"}, "Bad Request: message is too long"},
		{"too long in UTF-16", "sendMessage", []any{"chat_id", rahim, "text", strings.Repeat("👍", 2049)}, "Bad Request: message is too long"},
		{"entities do not count", "sendMessage", []any{"chat_id", rahim, "text", "<b>" + long + "</b>", "parse_mode", "HTML"}, ""},
		{"no chat", "sendMessage", []any{"text", "x"}, "Bad Request: chat_id is empty"},
		{"unknown chat", "sendMessage", []any{"chat_id", 99, "text", "x"}, "Bad Request: chat not found"},
		{"unbalanced", "sendMessage", []any{"chat_id", rahim, "text", "<b>x", "parse_mode", "HTML"}, `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`},
		{"crossed", "sendMessage", []any{"chat_id", rahim, "text", "ক<b><i>x</b></i>", "parse_mode", "HTML"}, `Bad Request: can't parse entities: Unmatched end tag at byte offset 10, expected "</i>", found "</b>"`},
		{"unknown tag", "sendMessage", []any{"chat_id", rahim, "text", "a <br> b", "parse_mode", "HTML"}, `Bad Request: can't parse entities: Unsupported start tag "br" at byte offset 2`},
		{"bare less-than", "sendMessage", []any{"chat_id", rahim, "text", "1 < 2", "parse_mode", "HTML"}, `Bad Request: can't parse entities: Unsupported start tag "" at byte offset 2`},
		{"cut off", "sendMessage", []any{"chat_id", rahim, "text", "1 <b", "parse_mode", "HTML"}, "Bad Request: can't parse entities: Unclosed start tag at byte offset 2"},
		{"stray end", "sendMessage", []any{"chat_id", rahim, "text", "x</b>", "parse_mode", "HTML"}, "Bad Request: can't parse entities: Unexpected end tag at byte offset 1"},
		{"markdown", "sendMessage", []any{"chat_id", rahim, "text", "x", "parse_mode", "MarkdownX"}, "Bad Request: unsupported parse_mode"},
		{"data of 64", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", inline(`{"text":"a","callback_data":"` + strings.Repeat("x", 64) + `"}`)}, ""},
		{"data of 65", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", inline(`{"text":"a","callback_data":"` + strings.Repeat("x", 65) + `"}`)}, "Bad Request: BUTTON_DATA_INVALID"},
		{"no action", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", inline(`{"text":"a"}`)}, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"two actions", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", inline(`{"text":"a","callback_data":"x","url":"https://a.example"}`)}, "Bad Request: BUTTON_TYPE_INVALID"},
		{"empty label", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", inline(`{"text":"","callback_data":"x"}`)}, "Bad Request: inline keyboard button text must be non-empty"},
		{"style", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", inline(`{"text":"a","callback_data":"x","style":"danger"}`)}, ""},
		{"bad style", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", inline(`{"text":"a","callback_data":"x","style":"red"}`)}, "Bad Request: can't parse inline keyboard button: invalid button style specified"},
		{"copy", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", inline(`{"text":"a","copy_text":{"text":"017"}}`)}, ""},
		{"copy nothing", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", inline(`{"text":"a","copy_text":{"text":""}}`)}, "Bad Request: BUTTON_COPY_TEXT_INVALID"},
		{"copy too much", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", inline(`{"text":"a","copy_text":{"text":"` + strings.Repeat("x", 257) + `"}}`)}, "Bad Request: BUTTON_COPY_TEXT_INVALID"},
		{"no JSON", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", "{"}, "Bad Request: can't parse reply keyboard markup JSON object"},
		{"no object", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", "[]"}, "Bad Request: object expected as reply markup"},
		{"one row", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", `{"inline_keyboard":[{"text":"a"}]}`}, `Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays`},
		{"bare inline button", "sendMessage", []any{"chat_id", rahim, "text", "x", "reply_markup", inline(`"a"`)}, "Bad Request: can't parse inline keyboard button: InlineKeyboardButton must be an Object"},
		{"not modified", "editMessageText", []any{"chat_id", rahim, "message_id", mine, "text", "<b>hi</b>", "parse_mode", "HTML", "reply_markup", inline(`{"text":"ok","callback_data":"ok"}`)}, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"markup not modified", "editMessageReplyMarkup", []any{"chat_id", rahim, "message_id", mine, "reply_markup", inline(`{"callback_data":"ok","text":"ok"}`)}, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"edit nothing", "editMessageText", []any{"chat_id", rahim, "message_id", 1, "text", "x"}, "Bad Request: message to edit not found"},
		{"edit theirs", "editMessageText", []any{"chat_id", rahim, "message_id", theirs.ID, "text", "x"}, "Bad Request: message can't be edited"},
		{"edit beside a reply keyboard", "editMessageText", []any{"chat_id", rahim, "message_id", withKeys, "text", "x"}, "Bad Request: message can't be edited"},
		{"edit with a reply keyboard", "editMessageText", []any{"chat_id", rahim, "message_id", mine, "text", "x", "reply_markup", `{"keyboard":[["a"]]}`}, "Bad Request: inline keyboard expected"},
		{"delete nothing", "deleteMessage", []any{"chat_id", rahim, "message_id", 1}, "Bad Request: message to delete not found"},
		{"unknown query", "answerCallbackQuery", []any{"callback_query_id", 5}, "Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"long answer", "answerCallbackQuery", []any{"callback_query_id", 5, "text", strings.Repeat("x", 201)}, "Bad Request: MESSAGE_TOO_LONG"},
		{"no commands", "setMyCommands", []any{"commands", "[]"}, "Bad Request: BOT_COMMANDS_TOO_MUCH"},
		{"command's case", "setMyCommands", []any{"commands", `[{"command":"Start","description":"x"}]`}, "Bad Request: BOT_COMMAND_INVALID"},
		{"command's length", "setMyCommands", []any{"commands", `[{"command":"` + strings.Repeat("a", 33) + `","description":"x"}]`}, "Bad Request: command length must not exceed 32"},
		{"no description", "setMyCommands", []any{"commands", `[{"command":"a","description":""}]`}, "Bad Request: command description must be non-empty"},
		{"command scope", "setMyCommands", []any{"commands", `[{"command":"a","description":"x"}]`, "scope", `{"type":"chat","chat_id":99}`}, "Bad Request: chat not found"},
		{"language", "setMyCommands", []any{"commands", `[{"command":"a","description":"x"}]`, "language_code", "bengali"}, "Bad Request: invalid language code specified"},
		{"no document", "sendDocument", []any{"chat_id", rahim}, "Bad Request: there is no document in the request"},
		{"no photo", "sendPhoto", []any{"chat_id", rahim}, "Bad Request: there is no photo in the request"},
		{"unknown photo", "sendPhoto", []any{"chat_id", rahim, "photo", "x"}, "Bad Request: wrong file identifier/HTTP URL specified"},
		{"photo elsewhere", "sendPhoto", []any{"chat_id", rahim, "photo", "https://a.example/a.jpg"}, "Bad Request: failed to get HTTP URL content"},
		{"document as a photo", "sendPhoto", []any{"chat_id", rahim, "photo", pdf}, "Bad Request: can't use file of type Document as Photo"},
		{"photo as a document", "sendDocument", []any{"chat_id", rahim, "document", photo}, "Bad Request: can't use file of type Photo as Document"},
		{"longest caption", "sendPhoto", []any{"chat_id", rahim, "photo", photo, "caption", strings.Repeat("ক", 1024)}, ""},
		{"too long a caption", "sendPhoto", []any{"chat_id", rahim, "photo", photo, "caption", strings.Repeat("ক", 1025)}, "Bad Request: message caption is too long"},
		{"text of a photo", "editMessageText", []any{"chat_id", rahim, "message_id", withPhoto.ID, "text", "x"}, "Bad Request: there is no text in the message to edit"},
		{"caption of a text", "editMessageCaption", []any{"chat_id", rahim, "message_id", mine, "caption", "x"}, "Bad Request: there is no caption in the message to edit"},
		{"same caption", "editMessageCaption", []any{"chat_id", rahim, "message_id", withPhoto.ID, "caption", "<b>c</b>", "parse_mode", "HTML"}, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"caption of nothing", "editMessageCaption", []any{"chat_id", rahim, "message_id", 1, "caption", "x"}, "Bad Request: message to edit not found"},
		{"no file", "getFile", []any{"file_id", "x"}, "Bad Request: wrong file_id or the file is temporarily unavailable"},
		{"action", "sendChatAction", []any{"chat_id", rahim, "action", "dance"}, "Bad Request: wrong parameter action in request"},
		{"webhook", "setWebhook", []any{"url", "http://a.example"}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"},
		{"method", "sendMoney", nil, "Not Found"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := k.call(c.method, c.fields...)
			code := 400
			if c.want == "Not Found" {
				code = 404
			}
			if c.want == "" {
				if !a.OK {
					t.Errorf("refused: %s", a.Description)
				}
			} else if a.Description != c.want || a.Code != code || a.status != code || a.OK {
				t.Errorf("got %d/%d %q\nwant %d %q", a.status, a.Code, a.Description, code, c.want)
			}
		})
	}
	if m, _ := k.Last(rahim); m.Edits != 0 {
		t.Error("a refused edit took effect")
	}
}

func inline(buttons string) string { return `{"inline_keyboard":[[` + buttons + `]]}` }

func TestFormsOfBody(t *testing.T) {
	k := start(t, Options{})
	url := k.web.URL + "/bot1:a/sendMessage"
	for kind, body := range map[string]string{
		"application/json":                  `{"chat_id":1002,"text":"a \"b\" & ক","reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":"y"}]]}}`,
		"application/x-www-form-urlencoded": `chat_id=1002&text=a+%22b%22+%26+%E0%A6%95&reply_markup=%7B%22inline_keyboard%22:[[%7B%22text%22:%22x%22,%22callback_data%22:%22y%22%7D]]%7D`,
		"multipart/form-data; boundary=zz":  "--zz\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n1002\r\n--zz\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name=text\r\n\r\na \"b\" & ক\r\n--zz\r\nContent-Disposition: form-data; name=\"reply_markup\"\r\n\r\n" + inline(`{"text":"x","callback_data":"y"}`) + "\r\n--zz--\r\n",
	} {
		r, _ := http.NewRequest("POST", url, strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		if a, err := do(r); err != nil || !a.OK {
			t.Fatalf("%s: %+v %v", kind, a, err)
		}
		m, _ := k.Last(rahim)
		if m.Text != `a "b" & ক` || len(m.Buttons) != 1 || m.Buttons[0][0].Data != "y" {
			t.Errorf("%s: %+v", kind, m)
		}
	}
	r, _ := http.NewRequest("GET", url+"?chat_id=1002&text=query", nil)
	if a, err := do(r); err != nil || !a.OK {
		t.Fatalf("query: %+v %v", a, err)
	}
	for _, body := range []string{"", "--zz", "--zz\r\n\r\n--zz--", "junk"} {
		r, _ := http.NewRequest("POST", url, strings.NewReader(body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=zz")
		if a, err := do(r); err != nil || a.Code != 400 {
			t.Errorf("broken body %q: %+v %v", body, a, err)
		}
	}
}
