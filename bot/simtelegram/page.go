package simtelegram

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed page.html
var pageHTML []byte

const (
	pageMessages = 300                   // how far back the page sees
	pageRest     = 40 * time.Millisecond // between two events, so that a burst is one
	pageBeat     = 20 * time.Second      // a line on a quiet event stream, so that nothing between closes it
)

// pagePolicy lets the page talk to its own server only, and nobody frame it.
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; " +
	"img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", pagePolicy)
		w.Header().Set("Cache-Control", "no-cache")
		w.Write(pageHTML)
		return
	}
	if !sameOrigin(r) {
		http.Error(w, "only the chat page itself may use this", http.StatusForbidden)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	most := int64(1 << 20)
	if r.URL.Path == "/sim/file" {
		most += maxDownload // what the bot can have
	}
	r.Body = http.MaxBytesReader(w, r.Body, most)
	switch r.Method + " " + r.URL.Path {
	case "GET /sim/state":
		s.pageState(w, r)
	case "GET /sim/events":
		s.pageEvents(w, r)
	case "GET /sim/document":
		s.pageDocument(w, r)
	case "POST /sim/say":
		s.pageSay(w, r)
	case "POST /sim/tap":
		s.pageTap(w, r)
	case "POST /sim/contact":
		s.pageContact(w, r)
	case "POST /sim/file":
		s.pageSend(w, r)
	case "POST /sim/person":
		s.pagePerson(w, r)
	default:
		http.NotFound(w, r)
	}
}

// sameOrigin keeps other web pages from driving the chat through a visitor's browser. Programs send neither header.
func sameOrigin(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, r.Host)
}

type pageView struct {
	Run      string       `json:"run"` // another one is another server: the page starts anew
	Seq      int64        `json:"seq"`
	Bot      string       `json:"bot"`
	Panel    string       `json:"panel"`
	People   []pageHead   `json:"people"`
	Full     bool         `json:"full"` // messages is all there is, not just what changed
	Messages []pageText   `json:"messages"`
	Typing   int64        `json:"typing"` // milliseconds still to go
	Keyboard *pageKeys    `json:"keyboard"`
	Commands []Command    `json:"commands"`
	About    string       `json:"about"` // the bot's description
	Answers  []pageAnswer `json:"answers"`
}

type pageHead struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Language string `json:"language"`
	Role     string `json:"role"`
	Said     int    `json:"said"` // messages from the bot, for the unread mark
	Last     string `json:"last"`
	At       int64  `json:"at"` // of the last message, Unix milliseconds
}

type pageText struct {
	ID       int            `json:"id"`
	Mine     bool           `json:"mine"`
	Text     string         `json:"text"`
	Marks    []entity       `json:"marks,omitempty"`
	Buttons  [][]pageButton `json:"buttons,omitempty"`
	Document *pageFile      `json:"document,omitempty"`
	Photo    *pagePhoto     `json:"photo,omitempty"`
	Phone    string         `json:"phone,omitempty"`
	Name     string         `json:"name,omitempty"`
	At       int64          `json:"at"` // Unix milliseconds
	Edited   bool           `json:"edited,omitempty"`
	Deleted  bool           `json:"deleted,omitempty"`
}

type pageButton struct {
	Text    string `json:"text"`
	Data    string `json:"data,omitempty"`
	Copy    string `json:"copy,omitempty"`
	Style   string `json:"style,omitempty"`
	URL     string `json:"url,omitempty"`
	Contact bool   `json:"contact,omitempty"`
}

type pageFile struct {
	Name string `json:"name"`
	Size int    `json:"size"`
}

type pagePhoto struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

type pageKeys struct {
	Rows        [][]pageButton `json:"rows"`
	OneTime     bool           `json:"one_time"`
	Placeholder string         `json:"placeholder"`
}

type pageAnswer struct {
	Query string `json:"query"`
	Text  string `json:"text"`
	Alert bool   `json:"alert"`
}

func pageRows(rows [][]Button) [][]pageButton {
	out := make([][]pageButton, len(rows))
	for i, row := range rows {
		for _, b := range row {
			out[i] = append(out[i], pageButton{b.Text, b.Data, b.Copy, b.Style, b.URL, b.RequestContact})
		}
	}
	return out
}

// pageState answers with everything the page shows for a person; messages and answers only as far as they are newer
// than since.
func (s *Server) pageState(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.ParseInt(r.FormValue("person"), 10, 64)
	since, _ := strconv.ParseInt(r.FormValue("since"), 10, 64)
	s.mu.Lock()
	if since > s.seq {
		since = 0
	}
	st := pageView{Run: s.run, Seq: s.shown, Bot: s.o.BotName, Panel: s.o.PanelPath, Full: since == 0}
	for _, p := range s.order {
		st.People = append(st.People, s.pageFace(p))
	}
	if p, c := s.people[id], s.chats[id]; p != nil {
		for _, m := range slices.Backward(c.messages[max(0, len(c.messages)-pageMessages):]) {
			if m.seq > since && (since > 0 || !m.deleted) {
				st.Messages = append(st.Messages, pageMessage(m))
			}
		}
		slices.Reverse(st.Messages)
		st.Typing = max(0, c.typing.Sub(s.o.Now()).Milliseconds())
		if c.keyboard != nil {
			st.Keyboard = &pageKeys{pageRows(c.keyboard.rows), c.keyboard.oneTime, c.keyboard.placeholder}
		}
		st.Commands = s.menu(id, p.LanguageCode)
		st.About = s.described("description", p.LanguageCode)
		for _, a := range c.answers {
			if since > 0 && a.seq > since {
				st.Answers = append(st.Answers, pageAnswer{a.Query, a.Text, a.Alert})
			}
		}
	}
	s.mu.Unlock()
	pageJSON(w, st)
}

func (s *Server) pageFace(p *person) pageHead {
	f := pageHead{ID: p.ID, Name: strings.TrimSpace(p.FirstName + " " + p.LastName), Language: p.LanguageCode, Role: p.Role}
	c := s.chats[p.ID]
	f.Said = c.said
	for _, m := range slices.Backward(c.messages) {
		if m.deleted {
			continue
		}
		f.At = m.at.UnixMilli()
		switch {
		case m.file != nil && m.file.photo:
			if f.Last = firstLine(m.text, 60); f.Last == "" {
				f.Last = "Photo"
			}
		case m.file != nil:
			f.Last = m.file.name
		case m.phone != "":
			f.Last = m.phone
		default:
			f.Last = firstLine(m.text, 60)
		}
		break
	}
	return f
}

func firstLine(text string, runes int) string {
	text, _, _ = strings.Cut(text, "\n")
	if r := []rune(text); len(r) > runes {
		return string(r[:runes]) + "…"
	}
	return text
}

func pageMessage(m *message) pageText {
	t := pageText{ID: m.id, Deleted: m.deleted}
	if m.deleted {
		return t
	}
	t.Mine, t.Text, t.Marks, t.Buttons = m.author != nil, m.text, m.marks, pageRows(m.buttons)
	t.Phone, t.Name, t.At, t.Edited = m.phone, m.phoneName, m.at.UnixMilli(), m.edits > 0
	switch {
	case m.file != nil && m.file.photo:
		t.Photo = &pagePhoto{m.file.width, m.file.height}
	case m.file != nil:
		t.Document = &pageFile{m.file.name, len(m.file.data)}
	}
	return t
}

// pageEvents tells the page when to ask for the state: one event for each change it shows, bursts as one.
func (s *Server) pageEvents(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	told := int64(-1)
	for {
		changed := s.Changed()
		s.mu.Lock()
		shown := s.shown
		s.mu.Unlock()
		if shown != told {
			told = shown
			if _, err := fmt.Fprintf(w, "data: %d\n\n", shown); err != nil || out.Flush() != nil {
				return
			}
		}
		select {
		case <-changed:
		case <-time.After(pageBeat):
			if _, err := fmt.Fprint(w, ":\n\n"); err != nil || out.Flush() != nil {
				return
			}
			continue
		case <-r.Context().Done():
			return
		case <-s.quit:
			return
		}
		select {
		case <-time.After(pageRest):
		case <-r.Context().Done():
			return
		case <-s.quit:
			return
		}
	}
}

// pageDocument gives the file in a message (chat, message).
func (s *Server) pageDocument(w http.ResponseWriter, r *http.Request) {
	chat, _ := strconv.ParseInt(r.FormValue("chat"), 10, 64)
	id, _ := strconv.Atoi(r.FormValue("message"))
	s.mu.Lock()
	var found *file
	if c := s.chats[chat]; c != nil {
		if m := c.find(id); m != nil {
			found = m.file
		}
	}
	s.mu.Unlock()
	if found == nil {
		http.NotFound(w, r)
		return
	}
	found.serve(w, r)
}

// acting reads the person a page's call is for, who must be known.
func (s *Server) acting(w http.ResponseWriter, r *http.Request) (int64, bool) {
	id, err := strconv.ParseInt(r.FormValue("person"), 10, 64)
	s.mu.Lock()
	known := s.people[id] != nil
	s.mu.Unlock()
	if err != nil || !known {
		http.Error(w, "unknown person", http.StatusBadRequest)
		return 0, false
	}
	return id, true
}

func (s *Server) pageSay(w http.ResponseWriter, r *http.Request) {
	id, ok := s.acting(w, r)
	if !ok {
		return
	}
	text := strings.TrimSpace(strings.ReplaceAll(r.FormValue("text"), "\r\n", "\n"))
	if text == "" || utf16Len(text) > maxText {
		http.Error(w, "a message has 1 to 4096 characters", http.StatusBadRequest)
		return
	}
	pageJSON(w, map[string]any{"update": s.Say(id, text)})
}

func (s *Server) pageTap(w http.ResponseWriter, r *http.Request) {
	id, ok := s.acting(w, r)
	if !ok {
		return
	}
	message, _ := strconv.Atoi(r.FormValue("message"))
	update, query, err := s.tap(id, message, r.FormValue("data"))
	if err != nil {
		http.Error(w, "that button is gone", http.StatusConflict)
		return
	}
	pageJSON(w, map[string]any{"update": update, "query": query})
}

// pageContact shares a number: the person's own with own=1, else one from their address book.
func (s *Server) pageContact(w http.ResponseWriter, r *http.Request) {
	id, ok := s.acting(w, r)
	if !ok {
		return
	}
	phone, name := strings.TrimSpace(r.FormValue("phone")), strings.TrimSpace(r.FormValue("name"))
	if phone == "" || len(phone) > 40 {
		http.Error(w, "a phone number is needed", http.StatusBadRequest)
		return
	}
	var update int64
	if r.FormValue("own") == "1" {
		update = s.ShareContact(id, phone)
	} else {
		if name == "" {
			name = phone
		}
		update = s.ShareContactOf(id, phone, name)
	}
	pageJSON(w, map[string]any{"update": update})
}

// pageSend sends a file, as a photo where photo is 1.
func (s *Server) pageSend(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseMultipartForm(maxDownload); err != nil {
		http.Error(w, "a file has at most 20 MB", http.StatusRequestEntityTooLarge)
		return
	}
	defer r.MultipartForm.RemoveAll()
	id, ok := s.acting(w, r)
	if !ok {
		return
	}
	f, head, err := r.FormFile("file")
	if err != nil {
		http.Error(w, "there is no file", http.StatusBadRequest)
		return
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	caption := strings.TrimSpace(strings.ReplaceAll(r.FormValue("caption"), "\r\n", "\n"))
	switch {
	case err != nil || len(data) == 0:
		http.Error(w, "the file is empty", http.StatusBadRequest)
		return
	case utf16Len(caption) > maxCaption:
		http.Error(w, "a caption has at most 1024 characters", http.StatusBadRequest)
		return
	}
	if r.FormValue("photo") == "1" {
		pageJSON(w, map[string]any{"update": s.SendPhoto(id, data, caption)})
		return
	}
	pageJSON(w, map[string]any{"update": s.SendDocument(id, head.Filename, data, caption)})
}

// pagePerson adds a person under the next free id.
func (s *Server) pagePerson(w http.ResponseWriter, r *http.Request) {
	p := Person{
		FirstName:    strings.TrimSpace(r.FormValue("name")),
		LanguageCode: r.FormValue("language"),
		Role:         "stranger",
	}
	if p.FirstName == "" || len(p.FirstName) > 64 {
		http.Error(w, "a name has 1 to 64 characters", http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	for id := range s.people {
		p.ID = max(p.ID, id)
	}
	p.ID++
	s.mu.Unlock()
	s.AddPerson(p)
	pageJSON(w, map[string]any{"id": p.ID})
}

func pageJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
