package storage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// bUntold: chat (reseller) id: orders of which something was given up, since the
// person could not be reached; the value says what.
var bUntold = newBucket("untold")

var untoldSubject = subject{
	steps: steps{2: func(b *file.Tx) error {
		if err := b.MakeBuckets("untold"); err != nil {
			return err
		}
		return untoldOfVersion1(b)
	}},
	check: func(t *tx, f *findings) {
		f.pairs(t, bUntold, func(k, v []byte) bool {
			return len(k) == 8+idLength && len(v) == 1 && t.bucket(bOrders).Get(k[8:]) != nil
		})
	},
}

// untoldOfVersion1 notes the orders that ended since somebody who has blocked the
// bot was last heard of, as version 1 told them on return: among the last hundred.
func untoldOfVersion1(b *file.Tx) error {
	type unreachable struct {
		key    []byte
		active time.Time
	}
	var all []unreachable
	c := b.Bucket([]byte("members")).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		var m struct {
			Active      time.Time `json:"active"`
			Unreachable bool      `json:"unreachable"`
		}
		if err := json.Unmarshal(v, &m); err != nil {
			return fmt.Errorf("reading a member: %w (%w)", ErrDamaged, err)
		}
		if m.Unreachable {
			all = append(all, unreachable{k, m.Active})
		}
	}
	history, orders := b.Bucket([]byte("history")).Cursor(), b.Bucket([]byte("orders"))
	for _, person := range all {
		k, _ := lastBefore(history, append(bytes.Clone(person.key), 0xff))
		for n := 0; n < 100 && bytes.HasPrefix(k, person.key) && len(k) == 21; n++ {
			var o struct {
				State   string    `json:"state"`
				Settled time.Time `json:"settled"`
			}
			if err := json.Unmarshal(orders.Get(k[8:]), &o); err != nil {
				return fmt.Errorf("reading order %s: %w (%w)", k[8:], ErrDamaged, err)
			}
			if (o.State == "done" || o.State == "failed") && o.Settled.After(person.active) {
				if err := b.Bucket([]byte("untold")).Put(k, []byte{1}); err != nil {
					return err
				}
			}
			k, _ = history.Prev()
		}
	}
	return nil
}

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
