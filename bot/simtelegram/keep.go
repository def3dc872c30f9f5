package simtelegram

import (
	"encoding/json"
	"fmt"
	"time"
)

// state is what Load needs to go on where Save left off: people, chats, files, menus, and the updates that the bot has
// not acknowledged. Its form is this version's own.
type state struct {
	People    []Person                        `json:"people"`
	Chats     []keptChat                      `json:"chats"`
	Files     []keptFile                      `json:"files"`
	Menus     map[string]map[string][]Command `json:"menus"`
	Profile   map[string]string               `json:"profile"`
	LastID    int                             `json:"last_id"`
	NextID    int64                           `json:"next_update"`
	NextQuery int64                           `json:"next_query"`
	Waiting   []keptUpdate                    `json:"waiting"`
}

type keptChat struct {
	ID          int64         `json:"id"`
	Group       bool          `json:"group"`
	Said        int           `json:"said"`
	Blocked     bool          `json:"blocked"`
	Keys        [][]Button    `json:"keys"`
	OneTime     bool          `json:"one_time"`
	Placeholder string        `json:"placeholder"`
	Messages    []keptMessage `json:"messages"`
}

type keptMessage struct {
	ID        int             `json:"id"`
	Author    int64           `json:"author"` // 0 for the bot
	Text      string          `json:"text"`
	Raw       string          `json:"raw"`
	Marks     []entity        `json:"marks"`
	Buttons   [][]Button      `json:"buttons"`
	Markup    json.RawMessage `json:"markup,omitempty"`
	Reply     [][]Button      `json:"reply"`
	File      string          `json:"file"`
	Phone     string          `json:"phone"`
	PhoneName string          `json:"phone_name"`
	Contact   json.RawMessage `json:"contact,omitempty"`
	At        time.Time       `json:"at"`
	Edited    time.Time       `json:"edited"`
	Edits     int             `json:"edits"`
	Deleted   bool            `json:"deleted"`
}

type keptFile struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Mime string `json:"mime"`
	Path string `json:"path"`
	Data []byte `json:"data"`

	Photo  bool `json:"photo,omitempty"`
	Width  int  `json:"width,omitempty"`
	Height int  `json:"height,omitempty"`
}

type keptUpdate struct {
	ID   int64           `json:"id"`
	Kind string          `json:"kind"`
	Body json.RawMessage `json:"body"`
}

// Save gives all that Load needs, as JSON. Faults, limits, calls and open callback queries are not in it.
func (s *Server) Save() ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := state{Menus: s.menus, Profile: s.profile, LastID: s.lastID, NextID: s.updates.next, NextQuery: s.queries.next}
	for _, p := range s.order {
		k.People = append(k.People, p.Person)
	}
	for _, f := range s.files {
		k.Files = append(k.Files, keptFile{f.id, f.name, f.mime, f.path, f.data, f.photo, f.width, f.height})
	}
	for _, u := range s.updates.waiting {
		k.Waiting = append(k.Waiting, keptUpdate{u.id, u.kind, u.body})
	}
	for _, c := range s.chats {
		kept := keptChat{ID: c.id, Group: c.group, Said: c.said, Blocked: c.blocked}
		if c.keyboard != nil {
			kept.Keys, kept.OneTime, kept.Placeholder = c.keyboard.rows, c.keyboard.oneTime, c.keyboard.placeholder
		}
		for _, m := range c.messages {
			x := keptMessage{
				ID: m.id, Text: m.text, Raw: m.raw, Marks: m.marks, Buttons: m.buttons, Markup: m.markup, Reply: m.reply,
				Phone: m.phone, PhoneName: m.phoneName, Contact: m.contact, At: m.at, Edited: m.edited, Edits: m.edits, Deleted: m.deleted,
			}
			if m.author != nil {
				x.Author = m.author.ID
			}
			if m.file != nil {
				x.File = m.file.id
			}
			kept.Messages = append(kept.Messages, x)
		}
		k.Chats = append(k.Chats, kept)
	}
	return json.Marshal(k)
}

// Load goes on from what Save gave. The server must be new, but for people that were added; those in data have the last
// word.
func (s *Server) Load(data []byte) error {
	var k state
	if err := json.Unmarshal(data, &k); err != nil {
		return fmt.Errorf("reading the chats: %w", err)
	}
	for _, p := range k.People {
		s.AddPerson(p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range k.Files {
		s.files[f.ID] = &file{id: f.ID, name: f.Name, mime: f.Mime, path: f.Path, data: f.Data, photo: f.Photo, width: f.Width, height: f.Height}
	}
	for _, kept := range k.Chats {
		c := s.chats[kept.ID]
		if kept.Group {
			c = s.group(kept.ID)
		} else if c == nil {
			return fmt.Errorf("reading the chats: chat %d is nobody's", kept.ID)
		}
		c.said, c.blocked = kept.Said, kept.Blocked
		if kept.Keys != nil {
			c.keyboard = &keyboard{rows: kept.Keys, oneTime: kept.OneTime, placeholder: kept.Placeholder}
		}
		for _, x := range kept.Messages {
			c.messages = append(c.messages, &message{
				id: x.ID, author: s.people[x.Author], text: x.Text, raw: x.Raw, marks: x.Marks, buttons: x.Buttons, markup: x.Markup,
				reply: x.Reply, file: s.files[x.File], phone: x.Phone, phoneName: x.PhoneName, contact: x.Contact,
				at: x.At, edited: x.Edited, edits: x.Edits, deleted: x.Deleted, seq: s.seq,
			})
		}
	}
	if k.Menus != nil {
		s.menus = k.Menus
	}
	if k.Profile != nil {
		s.profile = k.Profile
	}
	s.lastID = max(s.lastID, k.LastID)
	s.updates.next = max(s.updates.next, k.NextID)
	s.queries.next = max(s.queries.next, k.NextQuery)
	for _, u := range k.Waiting {
		s.enqueue(&update{id: u.ID, kind: u.Kind, body: u.Body})
	}
	s.show()
	return nil
}

// GoOn lets the ids of updates, messages and callback queries go on from at least next, such as a clock's seconds: a bot
// that remembers those of an earlier server takes none of this one's for them.
func (s *Server) GoOn(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.next = max(s.updates.next, next)
	s.lastID = max(s.lastID, int(next))
	s.queries.next = max(s.queries.next, 4400000000000000001+next*7)
}
