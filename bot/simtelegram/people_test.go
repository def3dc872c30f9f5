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
	"strings"
	"sync"
	"testing"
	"time"
)

func TestMessageOfABotAndItsEdit(t *testing.T) {
	k := start(t, Options{})
	id := k.send(rahim, "<b>hi</b> &lt;you&gt; <a href=\"https://a.example/?x=1&amp;y\">x</a>", "parse_mode", "HTML")
	m, _ := k.Last(rahim)
	if m.Text != "hi <you> x" || !strings.HasPrefix(m.HTML, "<b>hi") || !m.FromBot || m.ID != id {
		t.Errorf("%+v", m)
	}
	a := k.call("editMessageText", "chat_id", rahim, "message_id", id, "text", "bye", "reply_markup", inline(`{"text":"a","callback_data":"b"}`))
	if m, _ = k.Last(rahim); !a.OK || m.Text != "bye" || m.Edits != 1 || m.EditedAt.IsZero() || len(m.Buttons) != 1 {
		t.Errorf("%+v", m)
	}
	if !bytes.Contains(a.Result, []byte(`"edit_date"`)) || !bytes.Contains(a.Result, []byte(`"callback_data":"b"`)) {
		t.Errorf("%s", a.Result)
	}
	k.call("editMessageReplyMarkup", "chat_id", rahim, "message_id", id)
	if m, _ = k.Last(rahim); len(m.Buttons) != 0 || m.Edits != 2 {
		t.Errorf("%+v", m)
	}
	if a := k.call("deleteMessage", "chat_id", rahim, "message_id", id); !a.OK || len(k.Messages(rahim)) != 0 {
		t.Errorf("%+v", a)
	}
}

func TestTapIsAnsweredOnce(t *testing.T) {
	now := time.Unix(1700000000, 0)
	var mu sync.Mutex
	k := start(t, Options{Now: func() time.Time { mu.Lock(); defer mu.Unlock(); return now }})
	id := k.send(rahim, "sure?", "reply_markup", inline(`{"text":"yes","callback_data":"yes"}`))
	if _, err := k.Tap(rahim, id, "no"); err == nil {
		t.Error("tapped a button that is not there")
	}
	up, err := k.Tap(rahim, id, "yes")
	if err != nil {
		t.Fatal(err)
	}
	again := k.Resend(up)
	list := k.updates(0)
	if len(list) != 2 || list[0].ID != up || list[1].ID != again || list[0].Query.ID == list[1].Query.ID || list[1].Query.Data != "yes" {
		t.Fatalf("%+v", list)
	}
	if !bytes.Contains(list[0].Query.Message, []byte(`"reply_markup":{"inline_keyboard"`)) {
		t.Errorf("%s", list[0].Query.Message)
	}
	for i, want := range []bool{true, false} {
		if a := k.call("answerCallbackQuery", "callback_query_id", list[0].Query.ID, "text", "Sent", "show_alert", "true"); a.OK != want {
			t.Errorf("answer %d: %+v", i, a)
		}
	}
	mu.Lock()
	now = now.Add(2 * time.Minute)
	mu.Unlock()
	if a := k.call("answerCallbackQuery", "callback_query_id", list[1].Query.ID); a.OK {
		t.Error("answered a query that is too old")
	}
	if got := k.Answers(); len(got) != 1 || got[0].Text != "Sent" || !got[0].Alert || got[0].Person != rahim {
		t.Errorf("%+v", got)
	}

	k.TapForged(rahim, 0, "forged")
	k.TapForged(rahim, 4000, "gone")
	list = k.updates(list[1].ID + 1)
	if len(list) != 2 || list[0].Query.Message != nil || !bytes.Contains(list[1].Query.Message, []byte(`"date":0`)) {
		t.Errorf("%+v", list)
	}
}

func TestCommandMenuByScope(t *testing.T) {
	k := start(t, Options{})
	set := func(name, scope, lang string) {
		t.Helper()
		if a := k.call("setMyCommands", "commands", `[{"command":"`+name+`","description":"d"}]`, "scope", scope, "language_code", lang); !a.OK {
			t.Fatal(a.Description)
		}
	}
	see := func(lang, want string) {
		t.Helper()
		if got := k.Commands(rahim, lang); len(got) != 1 || got[0].Command != want {
			t.Errorf("%s: %+v, want %s", lang, got, want)
		}
	}
	set("default", `{"type":"default"}`, "")
	see("bn", "default")
	set("private", `{"type":"all_private_chats"}`, "")
	set("default_bn", `{"type":"default"}`, "bn")
	see("bn", "private")
	set("private_bn", `{"type":"all_private_chats"}`, "bn")
	see("bn-BD", "private_bn")
	set("chat", `{"type":"chat","chat_id":1002}`, "")
	see("bn", "chat")
	k.call("deleteMyCommands", "scope", `{"type":"chat","chat_id":"1002"}`)
	see("bn", "private_bn")
	see("en", "private")
	if a := k.call("getMyCommands", "language_code", "bn"); !strings.Contains(string(a.Result), "default_bn") {
		t.Errorf("%s", a.Result)
	}
}

func TestDocument(t *testing.T) {
	k := start(t, Options{})
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	form.WriteField("chat_id", "1002")
	form.WriteField("caption", "<b>November</b>")
	form.WriteField("parse_mode", "HTML")
	part, _ := form.CreateFormFile("document", "বিক্রি.csv")
	io.WriteString(part, "a,b\r\n--x\r\n")
	form.Close()
	r, _ := http.NewRequest("POST", k.web.URL+"/bot1:a/sendDocument", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	a, err := do(r)
	if err != nil || !a.OK {
		t.Fatalf("%+v %v", a, err)
	}
	m, _ := k.Last(rahim)
	if d := m.Document; d == nil || d.Name != "বিক্রি.csv" || string(d.Data) != "a,b\r\n--x\r\n" || d.Caption != "November" || d.Size != 10 {
		t.Fatalf("%+v", m.Document)
	}
	var sent struct{ Document struct{ File_id string } }
	json.Unmarshal(a.Result, &sent)
	var f struct{ File_path string }
	json.Unmarshal(k.call("getFile", "file_id", sent.Document.File_id).Result, &f)
	for _, path := range []string{"/file/bot1:a/" + f.File_path, fmt.Sprintf("/sim/document?chat=%d&message=%d", rahim, m.ID)} {
		w, err := http.Get(k.web.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(w.Body)
		w.Body.Close()
		if string(b) != "a,b\r\n--x\r\n" || !strings.HasPrefix(w.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %q %v", path, b, w.Header)
		}
	}
	if a := k.call("sendDocument", "chat_id", rahim, "document", sent.Document.File_id); !a.OK {
		t.Errorf("by file_id: %+v", a)
	}
}

func TestBlockTokenAndGroup(t *testing.T) {
	k := start(t, Options{Token: "123:abc"})
	k.Block(rahim, true)
	if a := k.call("sendMessage", "chat_id", rahim, "text", "x"); a.Code != 403 || a.Description != "Forbidden: bot was blocked by the user" {
		t.Errorf("%+v", a)
	}
	k.Block(rahim, false)
	k.send(rahim, "x")
	k.AddBotToGroup(-500, rahim)
	k.SayInGroup(-500, stranger, "hello /start@recharge_sandbox_bot")
	k.send(-500, "no business here")
	list := k.updates(0)
	if len(list) != 4 || list[2].Member == nil || list[3].Message.Chat.Type != "group" || list[3].Message.From.ID != stranger {
		t.Errorf("%+v", list)
	}
	k.SetToken("other")
	for _, method := range []string{"getMe", "getUpdates", "sendMessage"} {
		if a := k.call(method); a.Code != 401 || a.Description != "Unauthorized" {
			t.Errorf("%s: %+v", method, a)
		}
	}
}

func TestIncomingMessage(t *testing.T) {
	k := start(t, Options{})
	k.Say(rahim, "👍 /recharge 017 a/b /x@me_bot")
	k.ShareContact(rahim, "+8801712345678")
	k.ShareContactOf(rahim, "018", "Karim")
	list := k.updates(0)
	m := list[0].Message
	if m.From.ID != rahim || m.Chat.ID != rahim || m.Chat.Type != "private" || m.From.Language != "bn-BD" {
		t.Errorf("%+v", m)
	}
	if got := fmt.Sprint(m.Entities); got != "[{bot_command 3 9} {bot_command 21 9}]" {
		t.Errorf("entities %s", got)
	}
	if c := list[1].Message.Contact; c == nil || c.Phone != "+8801712345678" || c.User != rahim {
		t.Errorf("own contact %+v", c)
	}
	if c := list[2].Message.Contact; c == nil || c.User != 0 {
		t.Errorf("other contact %+v", c)
	}
}

// Many people and calls at once, for the race detector.
func TestCrowd(t *testing.T) {
	k := start(t, Options{KeepCalls: 100})
	var crowd sync.WaitGroup
	const each = 40
	for n := range 8 {
		crowd.Go(func() {
			person := int64(2000 + n)
			k.AddPerson(Person{ID: person, FirstName: "P"})
			for i := range each {
				k.Say(person, "hello")
				k.try(t.Context(), "sendMessage", map[string]string{"chat_id": fmt.Sprint(person), "text": fmt.Sprint(i),
					"reply_markup": inline(`{"text":"a","callback_data":"b"}`)})
				m, _ := k.Last(person)
				k.Tap(person, m.ID, "b")
				k.try(t.Context(), "editMessageText", map[string]string{"chat_id": fmt.Sprint(person), "message_id": fmt.Sprint(m.ID), "text": "edited"})
				k.Calls()
			}
		})
	}
	seen := map[int64]bool{}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for offset := int64(0); len(seen) < 8*each*2; {
		a, err := k.try(ctx, "getUpdates", map[string]string{"offset": fmt.Sprint(offset), "timeout": "5"})
		if err != nil {
			t.Fatal(err)
		}
		var list []gotUpdate
		json.Unmarshal(a.Result, &list)
		for _, u := range list {
			if seen[u.ID] {
				t.Fatalf("update %d came twice", u.ID)
			}
			seen[u.ID], offset = true, u.ID+1
		}
	}
	crowd.Wait()
}

func BenchmarkSend(b *testing.B) {
	s := New(Options{KeepCalls: -1})
	for id := range int64(64) {
		s.AddPerson(Person{ID: id + 1})
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	form.WriteField("chat_id", "7")
	form.WriteField("text", "<b>Done.</b> 50 to <code>01712345678</code>")
	form.WriteField("parse_mode", "HTML")
	form.WriteField("reply_markup", inline(`{"text":"Again","callback_data":"again:1"},{"text":"Copy","copy_text":{"text":"01712345678"}}`))
	form.Close()
	b.ReportAllocs()
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			r := httptest.NewRequest("POST", "/bot1:a/sendMessage", bytes.NewReader(body.Bytes()))
			r.Header.Set("Content-Type", form.FormDataContentType())
			w := httptest.NewRecorder()
			if s.ServeHTTP(w, r); w.Code != 200 {
				b.Fatal(w.Body)
			}
		}
	})
}
