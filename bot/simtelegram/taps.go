package simtelegram

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// queryLife is for how long a callback query can be answered. Telegram does not publish its own limit.
const queryLife = time.Minute

// A CallbackAnswer is an answerCallbackQuery that was taken.
type CallbackAnswer struct {
	At     time.Time
	Query  string // callback query id
	Person int64  // who tapped
	Text   string // "" stops the button's spinner and shows nothing
	Alert  bool   // a box to be closed, not a passing line
	seq    int64  // for the page
}

type queries struct {
	next    int64
	open    map[string]*query
	oldest  []*query // in the order in which they came, to forget the old ones
	answers []CallbackAnswer
}

type query struct {
	id     string
	person int64
	at     time.Time
}

// keepAnswers bounds what Answers remembers, and what the page can still show.
const (
	keepAnswers     = 10000
	keepChatAnswers = 20
)

// Tap has a person press an inline button of a message in their private chat. It returns the update's id, and an error
// if that message has no button with this data now.
func (s *Server) Tap(person int64, messageID int, data string) (int64, error) {
	id, _, err := s.tap(person, messageID, data)
	return id, err
}

func (s *Server) tap(person int64, messageID int, data string) (update int64, queryID string, err error) {
	p, c := s.enter(person)
	defer s.mu.Unlock()
	m := c.find(messageID)
	if m == nil {
		return 0, "", fmt.Errorf("no message %d in chat %d", messageID, person)
	}
	for _, row := range m.buttons {
		for _, b := range row {
			if b.Data == data && data != "" {
				update, queryID = s.press(p, c, m, data)
				return update, queryID, nil
			}
		}
	}
	return 0, "", fmt.Errorf("message %d in chat %d has no button with data %q", messageID, person, data)
}

// TapForged sends a callback query with any data, as a changed client can. messageID 0 sends one without a message, an
// unknown id one with an inaccessible message.
func (s *Server) TapForged(person int64, messageID int, data string) int64 {
	p, c := s.enter(person)
	defer s.mu.Unlock()
	m := c.find(messageID)
	if m == nil && messageID != 0 {
		m = &message{id: messageID, deleted: true}
	}
	update, _ := s.press(p, c, m, data)
	return update
}

// press queues a callback query. The caller holds mu.
func (s *Server) press(p *person, c *chat, m *message, data string) (update int64, queryID string) {
	queryID = s.ask(p.ID)
	b := appendString([]byte(`{"id":`), queryID)
	b = append(b, `,"from":`...)
	b = append(b, p.user...)
	switch {
	case m != nil && m.deleted: // InaccessibleMessage
		b = fmt.Appendf(b, `,"message":{"chat":%s,"message_id":%d,"date":0}`, c.object, m.id)
	case m != nil:
		b = append(b, `,"message":`...)
		b = s.appendMessage(b, c, m)
	}
	b = fmt.Appendf(b, `,"chat_instance":"%d"`, 1000003*p.ID)
	b = append(b, `,"data":`...)
	b = appendString(b, data)
	s.touch()
	return s.queue("callback_query", append(b, '}')), queryID
}

// ask opens a callback query and forgets those past answering. The caller holds mu.
func (s *Server) ask(person int64) string {
	q := &s.queries
	now := s.o.Now()
	for len(q.oldest) > 0 && now.Sub(q.oldest[0].at) > queryLife {
		delete(q.open, q.oldest[0].id)
		q.oldest[0] = nil
		q.oldest = q.oldest[1:]
	}
	x := &query{id: strconv.FormatInt(q.next, 10), person: person, at: now}
	q.next += 7
	q.open[x.id] = x
	q.oldest = append(q.oldest, x)
	return x.id
}

// adopt makes a pushed callback query answerable. The caller holds mu.
func (s *Server) adopt(body json.RawMessage) {
	var c struct {
		ID   string
		From struct{ ID int64 }
	}
	if json.Unmarshal(body, &c) == nil && c.ID != "" {
		x := &query{id: c.ID, person: c.From.ID, at: s.o.Now()}
		s.queries.open[x.id] = x
		s.queries.oldest = append(s.queries.oldest, x)
	}
}

// reissue gives a callback query a new id. The caller holds mu.
func (s *Server) reissue(body []byte) []byte {
	var members map[string]json.RawMessage
	var from struct{ ID int64 }
	if json.Unmarshal(body, &members) != nil {
		return body
	}
	json.Unmarshal(members["from"], &from)
	members["id"] = appendString(nil, s.ask(from.ID))
	b, _ := json.Marshal(members)
	return b
}

// answerCallbackQuery (Bot API: answerCallbackQuery). A query is answered once.
func (s *Server) answerCallbackQuery(f *form) ([]byte, *refusal) {
	text := f.get("text")
	if utf8.RuneCountInString(text) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &s.queries
	x := q.open[f.get("callback_query_id")]
	if x == nil || s.o.Now().Sub(x.at) > queryLife {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	delete(q.open, x.id)
	a := CallbackAnswer{At: s.o.Now(), Query: x.id, Person: x.person, Text: text, Alert: f.flag("show_alert"), seq: s.show()}
	if len(q.answers) >= 2*keepAnswers {
		q.answers = slices.Clone(q.answers[keepAnswers:])
	}
	q.answers = append(q.answers, a)
	if c := s.chats[x.person]; c != nil {
		if len(c.answers) >= keepChatAnswers {
			c.answers = slices.Delete(c.answers, 0, 1)
		}
		c.answers = append(c.answers, a)
	}
	return trueJSON, nil
}

// Answers gives the answerCallbackQuery calls that were taken, oldest first; of many, the last 10,000 at least.
func (s *Server) Answers() []CallbackAnswer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.queries.answers)
}
