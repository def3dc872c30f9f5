package simtelegram

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Options say how a Server behaves. The zero value is useful.
type Options struct {
	Token     string           // the only token taken; "" takes any, else another one gets 401
	BotName   string           // the bot's username without @, default "recharge_sandbox_bot"
	Log       *slog.Logger     // a debug line for each call; nil for none
	Now       func() time.Time // the clock of dates, limits and query ages; nil for time.Now
	PanelPath string           // path of the panel's control API on the same origin, e.g. "/panel"; "" leaves the panel off the page
	KeepCalls int              // how many calls Calls remembers: 0 means 10,000, negative none
}

const (
	botID         = int64(7000000001)
	maxBody       = 51 << 20  // bytes of one call; Telegram takes documents up to 50 MB
	keepUpdates   = 20000     // acknowledged updates that Redeliver and Resend still find
	defaultCalls  = 10000     // see Options.KeepCalls
	longPollLimit = 50        // seconds; a longer timeout is cut to this, as on Telegram
	firstUpdate   = 100000001 // update id of the first update
)

// A Server is a Bot API server for one bot. It is an http.Handler and safe for concurrent use. Make one with New.
type Server struct {
	o    Options
	run  string        // tells the page one server from the next
	quit chan struct{} // closed by Close

	// mu guards all below. It is held for microseconds only: bodies are parsed and answers written without it.
	mu      sync.Mutex
	token   string
	seq     int64         // counts changes
	shown   int64         // seq of the last change that the page shows; it asks for what is newer than it has
	changed chan struct{} // made by Changed, closed by the next change

	people   map[int64]*person
	order    []*person // in the order in which they came
	chats    map[int64]*chat
	files    map[string]*file
	menus    map[string]map[string][]Command // scope, then language
	profile  map[string]string               // descriptions: method and language
	lastID   int                             // the last message id; one sequence over all chats, as for a real bot
	updates  updates
	queries  queries
	faults   []*fault
	limits   Limits
	sent     window // sends of this second, over all chats
	counts   map[string]int
	calls    []*Call // a ring once it is full
	callsOut int     // where the ring's oldest call is
}

// New makes a server with no people, no messages and no updates.
func New(o Options) *Server {
	if o.BotName == "" {
		o.BotName = "recharge_sandbox_bot"
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.KeepCalls == 0 {
		o.KeepCalls = defaultCalls
	}
	return &Server{
		o:       o,
		run:     rand.Text(),
		quit:    make(chan struct{}),
		token:   o.Token,
		people:  map[int64]*person{},
		chats:   map[int64]*chat{},
		files:   map[string]*file{},
		menus:   map[string]map[string][]Command{},
		profile: map[string]string{},
		lastID:  100,
		updates: updates{next: firstUpdate},
		queries: queries{open: map[string]*query{}, next: 4400000000000000001},
		counts:  map[string]int{},
	}
}

// Close ends every waiting call (long polls, hanging faults, the page's event streams) without an answer, so that
// a http.Server can shut down at once. It may be called more than once.
func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.quit:
	default:
		close(s.quit)
	}
}

// SetToken makes token the only one taken, as when the old one was revoked; others get 401. "" takes any again.
func (s *Server) SetToken(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token = token
	s.touch()
}

// touch notes that something changed and gives the change's number. The caller holds mu.
func (s *Server) touch() int64 {
	s.seq++
	if s.changed != nil {
		close(s.changed)
		s.changed = nil
	}
	return s.seq
}

// show is touch for what the page shows. The caller holds mu.
func (s *Server) show() int64 {
	s.shown = s.touch()
	return s.shown
}

// Changed gives a channel that is closed at the next change of anything a caller can see.
func (s *Server) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.changed == nil {
		s.changed = make(chan struct{})
	}
	return s.changed
}

// WaitFor returns nil as soon as cond holds. It asks at once and after each change; cond may call the server.
// The error is ctx's.
func (s *Server) WaitFor(ctx context.Context, cond func() bool) error {
	for {
		changed := s.Changed()
		if cond() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// ServeHTTP serves the Bot API under /bot<token>/ and /file/bot<token>/, the page at / and the page's own API
// under /sim/.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	switch {
	case strings.HasPrefix(path, "/bot"):
		token, name, _ := strings.Cut(path[len("/bot"):], "/")
		s.serveCall(w, r, token, name)
	case strings.HasPrefix(path, "/file/bot"):
		token, name, _ := strings.Cut(path[len("/file/bot"):], "/")
		s.serveFile(w, r, token, name)
	case path == "/" || strings.HasPrefix(path, "/sim/"):
		s.servePage(w, r)
	default:
		writeRefusal(w, refuse(404, "Not Found"))
	}
}

// A method carries out one call of the Bot API and gives the JSON of its result.
type method func(s *Server, f *form) ([]byte, *refusal)

var trueJSON = []byte("true")

// methods by the name Telegram's documentation uses. getUpdates is apart, since it waits.
var methods = map[string]method{
	"getMe":                  (*Server).getMe,
	"getWebhookInfo":         (*Server).getWebhookInfo,
	"setWebhook":             (*Server).setWebhook,
	"deleteWebhook":          (*Server).deleteWebhook,
	"sendMessage":            (*Server).sendMessage,
	"sendDocument":           (*Server).sendDocument,
	"sendPhoto":              (*Server).sendPhoto,
	"sendChatAction":         (*Server).sendChatAction,
	"editMessageText":        (*Server).editMessageText,
	"editMessageCaption":     (*Server).editMessageCaption,
	"editMessageReplyMarkup": (*Server).editMessageReplyMarkup,
	"deleteMessage":          (*Server).deleteMessage,
	"answerCallbackQuery":    (*Server).answerCallbackQuery,
	"setMyCommands":          (*Server).setMyCommands,
	"getMyCommands":          (*Server).getMyCommands,
	"deleteMyCommands":       (*Server).deleteMyCommands,
	"setMyDescription":       (*Server).setMyDescription,
	"setMyShortDescription":  (*Server).setMyShortDescription,
	"setChatMenuButton":      (*Server).setChatMenuButton,
	"getFile":                (*Server).getFile,
	"getChat":                (*Server).getChat,
}

// names maps lower-case method names to documented ones: Telegram does not mind the case.
var names = func() map[string]string {
	m := map[string]string{"getupdates": "getUpdates"}
	for name := range methods {
		m[strings.ToLower(name)] = name
	}
	return m
}()

func (s *Server) serveCall(w http.ResponseWriter, r *http.Request, token, name string) {
	known, ok := names[name]
	if !ok {
		known, ok = names[strings.ToLower(name)]
	}
	if !ok {
		io.Copy(io.Discard, io.LimitReader(r.Body, maxBody))
		known = name
	}
	var f *form
	var bad *refusal
	if ok {
		f, bad = parseForm(w, r)
	}
	if f == nil {
		f = &form{}
	}
	chat, _ := strconv.ParseInt(f.get("chat_id"), 10, 64)

	s.mu.Lock()
	call := s.record(known, chat, f)
	fault := s.match(known, chat)
	if bad == nil && s.token != "" && token != s.token {
		bad = refuse(401, "Unauthorized")
	} else if bad == nil && !ok {
		bad = refuse(404, "Not Found")
	}
	s.mu.Unlock()

	run := func() ([]byte, *refusal) {
		switch {
		case bad != nil:
			return nil, bad
		case known == "getUpdates":
			return s.getUpdates(r.Context(), f)
		}
		return methods[known](s, f)
	}
	var result []byte
	var no *refusal
	if fault != nil {
		result, no = s.suffer(w, r, fault, run, call)
		if result == nil && no == nil { // it wrote the answer itself
			return
		}
	} else {
		result, no = run()
	}
	code := http.StatusOK
	if no != nil {
		code = no.code
		writeRefusal(w, no)
	} else {
		writeResult(w, result)
	}
	s.finish(call, known, chat, code)
}

func writeResult(w http.ResponseWriter, result []byte) {
	b := make([]byte, 0, len(result)+24)
	b = append(b, `{"ok":true,"result":`...)
	b = append(b, result...)
	b = append(b, '}')
	w.Header()["Content-Type"] = jsonType
	w.Header()["Content-Length"] = []string{strconv.Itoa(len(b))} // as Telegram does, however long it is
	w.Write(b)
}

var jsonType = []string{"application/json"}

// A refusal is an error as the Bot API tells it.
type refusal struct {
	code       int // error_code and HTTP status
	text       string
	retryAfter int // seconds; 0 for none
}

func refuse(code int, text string) *refusal { return &refusal{code: code, text: text} }

// bad is a 400 with Telegram's prefix.
func bad(text string) *refusal { return refuse(400, "Bad Request: "+text) }

func tooMany(seconds int) *refusal {
	return &refusal{code: 429, text: "Too Many Requests: retry after " + strconv.Itoa(seconds), retryAfter: seconds}
}

func writeRefusal(w http.ResponseWriter, no *refusal) {
	b := append([]byte(`{"ok":false,"error_code":`), strconv.Itoa(no.code)...)
	b = append(b, `,"description":`...)
	b = appendString(b, no.text)
	if no.retryAfter > 0 {
		b = append(b, `,"parameters":{"retry_after":`...)
		b = strconv.AppendInt(b, int64(no.retryAfter), 10)
		b = append(b, '}')
	}
	b = append(b, '}')
	w.Header()["Content-Type"] = jsonType
	w.WriteHeader(no.code)
	w.Write(b)
}
