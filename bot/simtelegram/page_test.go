package simtelegram

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestPageIsSelfContained(t *testing.T) {
	k := start(t, Options{})
	w, err := http.Get(k.web.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	b, _ := io.ReadAll(w.Body)
	if !strings.HasPrefix(w.Header.Get("Content-Type"), "text/html") || w.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("%v", w.Header)
	}
	for _, pattern := range []string{`https?://`, `["'(]//`, `@import`, `url\(`, `<script[^>]+src`, `<link[^>]+stylesheet`, `innerHTML`, `(setInterval|eval)\(`} {
		if hit := regexp.MustCompile(pattern).Find(b); hit != nil {
			t.Errorf("the page has %q", hit)
		}
	}
	for _, hook := range []string{`id="composer"`, `id="text"`, `id="send"`, `id="menu-button"`, `id="panel-balance"`, `id="attach"`, `id="file-button"`, `id="toast"`, `id="alert-box"`} {
		if !strings.Contains(string(b), hook) {
			t.Errorf("the page lacks %s", hook)
		}
	}
}

func (k *kit) page(path string, fields url.Values, header ...string) (int, string) {
	k.t.Helper()
	r, _ := http.NewRequest("GET", k.web.URL+path, nil)
	if fields != nil {
		r, _ = http.NewRequest("POST", k.web.URL+path, strings.NewReader(fields.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		k.t.Fatal(err)
	}
	defer w.Body.Close()
	b, _ := io.ReadAll(w.Body)
	return w.StatusCode, string(b)
}

func TestPageAPI(t *testing.T) {
	k := start(t, Options{PanelPath: "/panel"})
	ok := func(path string, fields url.Values) string {
		t.Helper()
		code, body := k.page(path, fields, "Origin", k.web.URL, "Sec-Fetch-Site", "same-origin")
		if code != 200 {
			t.Fatalf("%s: %d %s", path, code, body)
		}
		return body
	}
	ok("/sim/say", url.Values{"person": {"1002"}, "text": {"line 1\r\nline 2"}})
	ok("/sim/contact", url.Values{"person": {"1002"}, "phone": {"017"}, "own": {"1"}})
	ok("/sim/contact", url.Values{"person": {"1002"}, "phone": {"018"}, "name": {"Karim"}})
	k.call("setMyCommands", "commands", `[{"command":"help","description":"h"}]`)
	k.call("setMyDescription", "description", "about")
	id := k.send(rahim, "<b>x</b>", "parse_mode", "HTML", "reply_markup", inline(`{"text":"a","callback_data":"go","style":"primary"}`))
	k.send(rahim, "keys", "reply_markup", `{"keyboard":[[{"text":"me","request_contact":true}]],"one_time_keyboard":true}`)
	k.call("sendChatAction", "chat_id", rahim, "action", "typing")

	var st pageView
	json.Unmarshal([]byte(ok("/sim/state?person=1002", nil)), &st)
	if len(st.Messages) != 5 || !st.Full || st.Messages[0].Text != "line 1\nline 2" || !st.Messages[0].Mine || st.Messages[2].Name != "Karim" ||
		st.Messages[3].Marks[0].Type != "bold" || st.Messages[3].Buttons[0][0].Style != "primary" {
		t.Errorf("%+v", st.Messages)
	}
	if st.Panel != "/panel" || len(st.Commands) != 1 || st.About != "about" || st.Typing <= 0 || st.Keyboard == nil ||
		!st.Keyboard.Rows[0][0].Contact || st.People[0].Said != 2 || st.People[0].Last != "keys" {
		t.Errorf("%+v", st)
	}
	since := st.Seq

	var tapped struct{ Query string }
	json.Unmarshal([]byte(ok("/sim/tap", url.Values{"person": {"1002"}, "message": {str(id)}, "data": {"go"}})), &tapped)
	k.call("answerCallbackQuery", "callback_query_id", tapped.Query, "text", "Well done")
	k.call("editMessageText", "chat_id", rahim, "message_id", id, "text", "y")
	k.call("deleteMessage", "chat_id", rahim, "message_id", id+1)
	st = pageView{}
	json.Unmarshal([]byte(ok("/sim/state?person=1002&since="+str(int(since)), nil)), &st)
	if len(st.Messages) != 2 || !st.Messages[0].Edited || !st.Messages[1].Deleted || len(st.Answers) != 1 || st.Answers[0].Query != tapped.Query {
		t.Errorf("%+v", st)
	}

	var added struct{ ID int64 }
	json.Unmarshal([]byte(ok("/sim/person", url.Values{"name": {"করিম"}, "language": {"bn"}})), &added)
	if p := k.Persons(); len(p) != 2 || p[1].ID != added.ID || p[1].FirstName != "করিম" {
		t.Errorf("%+v", p)
	}

	send := func(fields map[string]string, file string) int {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for name, value := range fields {
			form.WriteField(name, value)
		}
		part, _ := form.CreateFormFile("file", "list.csv")
		io.WriteString(part, file)
		form.Close()
		r, _ := http.NewRequest("POST", k.web.URL+"/sim/file", &body)
		r.Header.Set("Content-Type", form.FormDataContentType())
		w, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		w.Body.Close()
		return w.StatusCode
	}
	if code := send(map[string]string{"person": "1002", "caption": "c\r\nd"}, strings.Repeat("x", 2<<20)); code != 200 {
		t.Errorf("a file: %d", code)
	}
	if code := send(map[string]string{"person": "1002", "photo": "1"}, "GIF89a"); code != 200 {
		t.Errorf("a photo: %d", code)
	}
	all := k.Messages(rahim)
	if d, p := all[len(all)-2].Document, all[len(all)-1].Photo; d == nil || d.Name != "list.csv" || d.Caption != "c\nd" || d.Size != 2<<20 || p == nil || string(p.Data) != "GIF89a" {
		t.Errorf("%+v", all)
	}
	st = pageView{}
	json.Unmarshal([]byte(ok("/sim/state?person=1002", nil)), &st)
	if n := len(st.Messages); st.Messages[n-2].Document.Size != 2<<20 || st.Messages[n-1].Photo.Width != wideByDefault || st.People[0].Last != "Photo" {
		t.Errorf("%+v", st)
	}
	if w, err := http.Get(k.web.URL + "/sim/document?chat=1002&message=" + str(st.Messages[len(st.Messages)-1].ID)); err != nil || w.Header.Get("Content-Type") != "image/gif" {
		t.Errorf("%v, %v", w, err)
	}
	for name, fields := range map[string]map[string]string{
		"nobody":    {"person": "77"},
		"too large": {"person": "1002", "caption": strings.Repeat("x", 1025)},
	} {
		if code := send(fields, "x"); code != 400 {
			t.Errorf("%s: %d", name, code)
		}
	}
	if code := send(map[string]string{"person": "1002"}, ""); code != 400 {
		t.Errorf("an empty file: %d", code)
	}

	for path, fields := range map[string]url.Values{
		"/sim/say":     {"person": {"1002"}, "text": {" "}},
		"/sim/contact": {"person": {"1002"}},
		"/sim/tap":     {"person": {"1002"}, "message": {str(id)}, "data": {"go"}},
		"/sim/person":  {"name": {""}},
	} {
		if code, _ := k.page(path, fields); code < 400 {
			t.Errorf("%s took %v", path, fields)
		}
	}
	if code, _ := k.page("/sim/say", url.Values{"person": {"77"}, "text": {"x"}}); code != 400 {
		t.Errorf("unknown person: %d", code)
	}
}

func str(n int) string { b, _ := json.Marshal(n); return string(b) }

func TestOtherPagesCannotDriveIt(t *testing.T) {
	k := start(t, Options{})
	fields := url.Values{"person": {"1002"}, "text": {"pay"}}
	for _, header := range [][]string{
		{"Origin", "https://evil.example"},
		{"Origin", "null"},
		{"Sec-Fetch-Site", "cross-site"},
		{"Sec-Fetch-Site", "same-site"},
	} {
		if code, _ := k.page("/sim/say", fields, header...); code != 403 {
			t.Errorf("%v: %d", header, code)
		}
		if code, _ := k.page("/sim/state?person=1002", nil, header...); code != 403 {
			t.Errorf("%v: state %d", header, code)
		}
	}
	if code, _ := k.page("/sim/say?person=1002&text=x", nil); code != 404 {
		t.Errorf("GET did something: %d", code)
	}
	if len(k.Messages(rahim)) != 0 {
		t.Error("a message came through")
	}
}

func TestPageEvents(t *testing.T) {
	k := start(t, Options{})
	w, err := http.Get(k.web.URL + "/sim/events")
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	lines := make(chan string, 10)
	go func() {
		for in := bufio.NewScanner(w.Body); in.Scan(); {
			if in.Text() != "" {
				lines <- in.Text()
			}
		}
		close(lines)
	}()
	next := func() string {
		t.Helper()
		select {
		case line := <-lines:
			return line
		case <-time.After(5 * time.Second):
			t.Fatal("no event")
			return ""
		}
	}
	first := next()
	k.send(rahim, "x")
	if second := next(); !strings.HasPrefix(second, "data: ") || second == first {
		t.Errorf("%q after %q", second, first)
	}
	k.Close()
	if line, open := <-lines; open {
		t.Errorf("after Close: %q", line)
	}
}
