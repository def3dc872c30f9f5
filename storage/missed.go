package storage

import (
	"bytes"

	"rechargebot/flows/chat"
	"rechargebot/storage/file"
)

const notesKept = 20 // of what a person was not told

// bMissed: chat (person) seq: text: the short form of what was given up
var bMissed = newBucket("missed")

var missedSubject = subject{
	steps: steps{3: func(b *file.Tx) error { return b.MakeBuckets("missed") }},
	check: func(t *tx, f *findings) {
		f.pairs(t, bMissed, func(k, v []byte) bool { return len(k) == 16 && len(v) > 0 })
	},
}

// noteMissed remembers the short form of a thing that is given up, the newest few.
func (t *tx) noteMissed(o *chat.Outgoing) error {
	if o.Note == "" {
		return nil
	}
	b := t.bucket(bMissed)
	seq, err := b.NextSequence()
	if err != nil {
		return err
	}
	if err := t.put(bMissed, chatSeqKey(o.Chat, seq), []byte(o.Note)); err != nil {
		return err
	}
	keys := t.missedKeys(o.Chat)
	for len(keys) > notesKept {
		if err := t.drop(bMissed, keys[0]); err != nil {
			return err
		}
		keys = keys[1:]
	}
	return nil
}

func (t *tx) missedKeys(chatID int64) (keys [][]byte) {
	prefix := chatKey(chatID)
	c := t.cursor(bMissed)
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	return keys
}

// TakeMissed gives the short forms of what a person was not told, oldest first, and
// forgets them: they are posted in the same transaction.
func (t *tx) TakeMissed(chatID int64) ([]string, error) {
	if err := t.change(); err != nil {
		return nil, err
	}
	var all []string
	for _, key := range t.missedKeys(chatID) {
		all = append(all, string(t.bucket(bMissed).Get(key)))
		if err := t.drop(bMissed, key); err != nil {
			return nil, err
		}
	}
	return all, nil
}
