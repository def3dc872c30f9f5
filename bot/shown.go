package bot

import (
	"hash/maphash"
	"sync"
)

// shownScreens remembers what messages show, so that no edit is sent that changes
// nothing. It may forget, and knows nothing after a start; then such an edit goes
// out, and Telegram says that nothing was modified.
type shownScreens struct {
	seed maphash.Seed
	mu   sync.Mutex
	// The newer and the older half. When the newer is full the older is dropped.
	newer, older map[messageKey]uint64
}

type messageKey struct {
	chat int64
	id   int
}

const shownKept = 2048 // messages in each half

func newShownScreens() *shownScreens {
	return &shownScreens{seed: maphash.MakeSeed(), newer: make(map[messageKey]uint64)}
}

// is reports whether the message that m would change shows m already.
func (s *shownScreens) is(m message) bool {
	key, sum := messageKey{m.Chat, m.ID}, s.sum(m)
	s.mu.Lock()
	defer s.mu.Unlock()
	known, ok := s.newer[key]
	if !ok {
		known, ok = s.older[key]
	}
	return ok && known == sum
}

// put remembers that the message with m's id shows m.
func (s *shownScreens) put(m message) {
	if m.ID == 0 {
		return
	}
	key, sum := messageKey{m.Chat, m.ID}, s.sum(m)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.newer) >= shownKept {
		s.newer, s.older = make(map[messageKey]uint64), s.newer
	}
	s.newer[key] = sum
}

// forget is called where it is no longer certain what the message shows.
func (s *shownScreens) forget(chatID int64, id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.newer, messageKey{chatID, id})
	delete(s.older, messageKey{chatID, id})
}

// sum is a hash of all that a person sees of a message.
func (s *shownScreens) sum(m message) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	field := func(text string) {
		h.WriteString(text)
		h.WriteByte(0) // which no text has
	}
	field(m.Form)
	field(m.Text)
	field(m.Caption)
	if m.Markup != nil {
		for _, row := range m.Markup.Rows {
			for _, b := range row {
				field(b.Text)
				field(b.Data)
				field(b.Style)
				if b.CopyText != nil {
					field(b.CopyText.Text)
				}
				h.WriteByte(1)
			}
			h.WriteByte(2)
		}
	}
	return h.Sum64()
}
