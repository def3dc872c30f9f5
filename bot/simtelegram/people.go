package simtelegram

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Person is somebody with a Telegram account. Their private chat with the bot has their id.
type Person struct {
	ID           int64
	FirstName    string
	LastName     string
	Username     string // without @
	LanguageCode string // of their Telegram app, e.g. "bn" or "en-US"
	Role         string // "admin", "reseller" or "stranger": for the page only, the bot never sees it
}

type person struct {
	Person
	user []byte // the Bot API's User, ready made
}

// AddPerson makes a person known, so that the bot can write to them; an id that is there already gets the new
// details. A person who acts without having been added is added with a name made from the id.
func (s *Server) AddPerson(p Person) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.FirstName == "" {
		p.FirstName = fmt.Sprintf("Person %d", p.ID)
	}
	x := s.people[p.ID]
	if x == nil {
		x = &person{}
		s.people[p.ID] = x
		s.order = append(s.order, x)
	}
	x.Person = p
	b := append([]byte(`{"id":`), strconv.FormatInt(p.ID, 10)...)
	b = append(b, `,"is_bot":false`...)
	b = appendField(b, "first_name", p.FirstName)
	b = appendField(b, "last_name", p.LastName)
	b = appendField(b, "username", p.Username)
	b = appendField(b, "language_code", p.LanguageCode)
	x.user = append(b, '}')

	c := s.chats[p.ID]
	if c == nil {
		c = &chat{id: p.ID}
		s.chats[p.ID] = c
	}
	b = append([]byte(`{"id":`), strconv.FormatInt(p.ID, 10)...)
	b = appendField(b, "first_name", p.FirstName)
	b = appendField(b, "last_name", p.LastName)
	b = appendField(b, "username", p.Username)
	c.object = append(b, `,"type":"private"}`...)
	s.show()
}

// Persons gives the people known, in the order in which they came.
func (s *Server) Persons() []Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Person, len(s.order))
	for i, p := range s.order {
		out[i] = p.Person
	}
	return out
}

// enter gives a person and their private chat, made known if need be. It is called without mu and returns with it.
func (s *Server) enter(id int64) (*person, *chat) {
	s.mu.Lock()
	if s.people[id] == nil {
		s.mu.Unlock()
		s.AddPerson(Person{ID: id, Role: "stranger"})
		s.mu.Lock()
	}
	return s.people[id], s.chats[id]
}

// Say has a person write to the bot in private. It returns the update's id, 0 if the bot does not want messages
// (allowed_updates of getUpdates).
func (s *Server) Say(person int64, text string) int64 {
	p, c := s.enter(person)
	defer s.mu.Unlock()
	return s.hear(c, &message{author: p, text: text, raw: text, marks: commandEntities(text)})
}

// ShareContact has a person share their own number (Contact.user_id is theirs). It returns the update's id.
func (s *Server) ShareContact(person int64, phone string) int64 {
	p, c := s.enter(person)
	defer s.mu.Unlock()
	return s.hear(c, contactOf(p, phone, p.FirstName, p.LastName, p.ID))
}

// ShareContactOf has a person share a contact from their address book, one without a Telegram account.
func (s *Server) ShareContactOf(person int64, phone, firstName string) int64 {
	p, c := s.enter(person)
	defer s.mu.Unlock()
	return s.hear(c, contactOf(p, phone, firstName, "", 0))
}

// SendPhoto has a person send a photo to the bot; caption may be empty. data that is no image is taken all the same. It
// returns the update's id.
func (s *Server) SendPhoto(person int64, data []byte, caption string) int64 {
	width, height, ok := sides(data)
	if !ok {
		width, height = wideByDefault, highByDefault
	}
	p, c := s.enter(person)
	defer s.mu.Unlock()
	return s.hear(c, withCaption(p, s.keepPhoto(data, width, height), caption))
}

// SendAlbum has a person send photos as an album: each is a message of its own, and the caption is the first one's. It
// returns the first update's id.
func (s *Server) SendAlbum(person int64, photos [][]byte, caption string) (first int64) {
	p, c := s.enter(person)
	defer s.mu.Unlock()
	album := fmt.Sprintf("1%016d", s.lastID)
	for i, data := range photos {
		width, height, ok := sides(data)
		if !ok {
			width, height = wideByDefault, highByDefault
		}
		m := withCaption(p, s.keepPhoto(data, width, height), caption)
		m.album, caption = album, ""
		if id := s.hear(c, m); i == 0 {
			first = id
		}
	}
	return first
}

// SendDocument has a person send a file to the bot; caption may be empty. It returns the update's id.
func (s *Server) SendDocument(person int64, name string, data []byte, caption string) int64 {
	p, c := s.enter(person)
	defer s.mu.Unlock()
	return s.hear(c, withCaption(p, s.keepFile(&upload{name: name, data: data}), caption))
}

func withCaption(p *person, x *file, caption string) *message {
	return &message{author: p, file: x, text: caption, raw: caption, marks: commandEntities(caption)}
}

func contactOf(p *person, phone, first, last string, user int64) *message {
	b := append([]byte(`{"phone_number":`), appendString(nil, phone)...)
	b = append(b, `,"first_name":`...)
	b = appendString(b, first)
	b = appendField(b, "last_name", last)
	if user != 0 {
		b = append(b, `,"user_id":`...)
		b = strconv.AppendInt(b, user, 10)
	}
	return &message{author: p, phone: phone, phoneName: strings.TrimSpace(first + " " + last), contact: append(b, '}')}
}

// AddBotToGroup has a person add the bot to a group, whose id is negative; the bot gets my_chat_member.
func (s *Server) AddBotToGroup(group, person int64) int64 {
	p, _ := s.enter(person)
	defer s.mu.Unlock()
	return s.member(p, s.group(group), "left", "member")
}

// SayInGroup has a person write in a group. It returns the update's id.
func (s *Server) SayInGroup(group int64, person int64, text string) int64 {
	p, _ := s.enter(person)
	defer s.mu.Unlock()
	return s.hear(s.group(group), &message{author: p, text: text, raw: text, marks: commandEntities(text)})
}

// Block has a person block the bot, or take that back: the bot gets my_chat_member, and what it sends to that person
// is refused with 403.
func (s *Server) Block(person int64, blocked bool) {
	p, c := s.enter(person)
	defer s.mu.Unlock()
	if c.blocked == blocked {
		return
	}
	c.blocked = blocked
	if blocked {
		s.member(p, c, "member", "kicked")
	} else {
		s.member(p, c, "kicked", "member")
	}
}

func (s *Server) group(id int64) *chat {
	c := s.chats[id]
	if c == nil {
		kind := "group"
		if id < -1000000000000 {
			kind = "supergroup"
		}
		c = &chat{id: id, group: true}
		c.object = fmt.Appendf(nil, `{"id":%d,"title":"Group %d","type":"%s"}`, id, -id, kind)
		s.chats[id] = c
	}
	return c
}

// member queues a my_chat_member update. The caller holds mu.
func (s *Server) member(p *person, c *chat, before, after string) int64 {
	state := func(status string) string {
		until := ""
		if status == "kicked" {
			until = `,"until_date":0`
		}
		return fmt.Sprintf(`{"user":%s,"status":%q%s}`, s.botUser(), status, until)
	}
	s.show()
	return s.queue("my_chat_member", fmt.Appendf(nil, `{"chat":%s,"from":%s,"date":%d,"old_chat_member":%s,"new_chat_member":%s}`,
		c.object, p.user, s.o.Now().Unix(), state(before), state(after)))
}

// hear stores what a person wrote and queues it for the bot. The caller holds mu.
func (s *Server) hear(c *chat, m *message) int64 {
	s.lastID++
	m.id = s.lastID
	m.at = s.o.Now()
	c.messages = append(c.messages, m)
	c.typing = time.Time{}
	m.seq = s.show()
	return s.queue("message", s.appendMessage(nil, c, m))
}
