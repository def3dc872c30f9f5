package storage

import (
	"bytes"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// The values of untold: what was given up of an order.
var (
	untoldCard = []byte{0}
	untoldWord = []byte{1}
)

// noteUntold remembers of which orders a thing that is given up was.
func (t *tx) noteUntold(o *chat.Outgoing) error {
	for _, id := range append(o.Orders[:len(o.Orders):len(o.Orders)], o.Order) {
		if len(id) != idLength {
			continue
		}
		key := chatIDKey(o.Chat, id)
		value := untoldCard
		if o.Final {
			value = untoldWord
		}
		if !o.Final && t.bucket(bUntold).Get(key) != nil { // what is owed already is more
			continue
		}
		if err := t.put(bUntold, key, value); err != nil {
			return err
		}
	}
	return nil
}

// Untold gives the orders of which something was given up because the person could
// not be reached, by id: those after the given one, at most limit.
func (t *tx) Untold(chatID int64, after order.ID, limit int) ([]chat.Untold, error) {
	prefix := chatKey(chatID)
	var all []chat.Untold
	c := t.cursor(bUntold)
	for k, v := c.Seek(chatIDKey(chatID, after)); bytes.HasPrefix(k, prefix) && len(all) < limit; k, v = c.Next() {
		if id := idAt(k); id != after {
			all = append(all, chat.Untold{Order: id, Word: bytes.Equal(v, untoldWord)})
		}
	}
	return all, nil
}

// DropUntold forgets one: the person has been told.
func (t *tx) DropUntold(chatID int64, id order.ID) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.drop(bUntold, chatIDKey(chatID, id))
}
