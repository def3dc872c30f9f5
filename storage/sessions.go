package storage

import (
	"encoding/json"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// bSessions: chat: sessionRecord
var bSessions = newBucket("sessions")

var sessionSubject = subject{
	steps: steps{1: func(b *file.Tx) error { return b.MakeBuckets("sessions") }},
	check: func(t *tx, f *findings) {
		each[sessionRecord](f, t, bSessions, func([]byte, *chat.Session) {})
	},
	// Confirm buttons shown before the backup may have been used since.
	restored: func(t *tx, _ *restoring) error { return t.empty(bSessions) },
}

type sessionRecord struct {
	Flow  string                     `json:"flow,omitzero"`
	Data  map[string]json.RawMessage `json:"data,omitempty"` // by flow
	Watch string                     `json:"watch,omitzero"`
	// Until schema 2 a session held the drafts of a recharge, and nothing else.
	Step  string          `json:"step,omitzero"`
	Draft json.RawMessage `json:"draft,omitempty"`
	Older json.RawMessage `json:"older,omitempty"`
}

func recordSession(s *chat.Session) *sessionRecord {
	return &sessionRecord{Flow: s.Flow, Data: s.Data, Watch: string(s.Watch)}
}

func (r *sessionRecord) value() chat.Session {
	s := chat.Session{Flow: r.Flow, Data: r.Data, Watch: order.ID(r.Watch)}
	if r.Step != "" && len(s.Data) == 0 {
		old, err := json.Marshal(sessionRecord{Step: r.Step, Draft: r.Draft, Older: r.Older})
		if err == nil { // what was read as JSON can be written as such
			s.Data = map[string]json.RawMessage{"recharge": old}
		}
	}
	return s
}

// Session is where the conversation in a chat stands.
func (t *tx) Session(chatID int64) (chat.Session, error) {
	s, _, err := load[sessionRecord, chat.Session](t, bSessions, chatKey(chatID))
	return s, err
}

// PutSession keeps it; the zero Session forgets it.
func (t *tx) PutSession(chatID int64, s chat.Session) error {
	if err := t.change(); err != nil {
		return err
	}
	key := chatKey(chatID)
	if s.IsZero() {
		return t.drop(bSessions, key)
	}
	return saveKept(t, bSessions, key, recordSession(&s))
}
