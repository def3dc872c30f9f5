package storage

import "rechargebot/storage/file"

// bCards: chat, name: message, 8 bytes big-endian
var bCards = newBucket("cards")

var cardSubject = subject{
	steps: steps{1: func(b *file.Tx) error { return b.MakeBuckets("cards") }},
	check: func(t *tx, f *findings) {
		f.pairs(t, bCards, func(k, v []byte) bool { return len(k) > 8 && len(v) == 8 })
	},
}

// Bind gives a message of the chat the name of a card. A message that is not
// known (0) gets none.
func (t *tx) Bind(chatID int64, card string, message int) error {
	if err := t.change(); err != nil {
		return err
	}
	if card == "" || message == 0 || t.Bound(chatID, card) == message {
		return nil
	}
	return t.putCount(bCards, cardKey(chatID, card), uint64(message))
}

// Bound gives the message that bears the name of the card; 0 where none is known.
func (t *tx) Bound(chatID int64, card string) int {
	if card == "" {
		return 0
	}
	return int(t.count(bCards, cardKey(chatID, card)))
}
