package storage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/storage/file"
)

const (
	visitorsKept = 1_000
	requestDays  = 2 // days whose requests are remembered
)

var (
	bVisitors     = newBucket("visitors") // chat: seq in heard, then visitorRecord
	bVisitorOrder = newGrowing("heard")   // seq: chat: visitors, the one not heard of for longest first
	bRequests     = newBucket("requests") // day as text: number of requests for access, 8 bytes

	keyVisitors = []byte("visitors") // in meta: number of visitors, 8 bytes
)

var visitorSubject = subject{
	steps: steps{1: func(b *file.Tx) error { return b.MakeBuckets("visitors", "heard", "requests") }},
	check: func(t *tx, f *findings) {
		visitors := t.size(bVisitors)
		if n := int(t.count(bMeta, keyVisitors)); n != visitors || t.size(bVisitorOrder) != visitors || n > visitorsKept {
			f.Add("%d visitors, %d listed, the counter says %d", visitors, t.size(bVisitorOrder), n)
		}
		f.pairs(t, bVisitorOrder, func(k, v []byte) bool {
			data := t.bucket(bVisitors).Get(v)
			return len(data) > 8 && bytes.Equal(data[:8], k)
		})
	},
}

type visitorRecord struct {
	ID       int64     `json:"id"`
	Name     string    `json:"name,omitzero"`
	Username string    `json:"username,omitzero"`
	Language string    `json:"language,omitzero"`
	Answered time.Time `json:"answered,omitzero"`
	Asked    time.Time `json:"asked,omitzero"`
	Denied   bool      `json:"denied,omitzero"`
}

func recordVisitor(v *chat.Visitor) *visitorRecord {
	return &visitorRecord{
		ID: v.ID, Name: v.Name, Username: v.Username, Language: v.Language,
		Answered: v.Answered, Asked: v.Asked, Denied: v.Denied,
	}
}

func (r *visitorRecord) value() chat.Visitor {
	return chat.Visitor{
		ID: r.ID, Name: r.Name, Username: r.Username, Language: r.Language,
		Answered: r.Answered, Asked: r.Asked, Denied: r.Denied,
	}
}

// Visitor is what is remembered of somebody who is not a member, or of a group.
func (t *tx) Visitor(id int64) (chat.Visitor, bool, error) {
	data := t.bucket(bVisitors).Get(chatKey(id))
	if len(data) < 8 {
		return chat.Visitor{}, false, nil
	}
	v, err := decode[visitorRecord, chat.Visitor](bVisitors, data[8:])
	return v, true, err
}

// PutVisitor keeps it as the one heard of last; where there are too many, the
// one not heard of for longest gives way.
func (t *tx) PutVisitor(v chat.Visitor) error {
	if err := t.change(); err != nil {
		return err
	}
	if err := t.putVisitor(v); err != nil {
		return fmt.Errorf("saving visitor: %w", err)
	}
	return nil
}

func (t *tx) putVisitor(v chat.Visitor) error {
	if err := t.DropVisitor(v.ID); err != nil {
		return err
	}
	count := t.count(bMeta, keyVisitors)
	for ; count >= visitorsKept; count-- {
		_, oldest := t.cursor(bVisitorOrder).First()
		if oldest == nil {
			count = 0
			break
		}
		if err := t.DropVisitor(chatOf(oldest)); err != nil {
			return err
		}
	}
	seq, err := t.bucket(bVisitorOrder).NextSequence()
	if err != nil {
		return err
	}
	text, err := json.Marshal(recordVisitor(&v))
	if err != nil {
		return err
	}
	key := chatKey(v.ID)
	if err := t.put(bVisitors, key, append(seqKey(seq), text...)); err != nil {
		return err
	}
	if err := t.put(bVisitorOrder, seqKey(seq), chatKey(v.ID)); err != nil {
		return err
	}
	return t.putCount(bMeta, keyVisitors, count+1)
}

// DropVisitor forgets it.
func (t *tx) DropVisitor(id int64) error {
	if err := t.change(); err != nil {
		return err
	}
	key := chatKey(id)
	data := t.bucket(bVisitors).Get(key)
	if len(data) < 8 {
		return nil
	}
	if err := t.drop(bVisitorOrder, data[:8]); err != nil {
		return err
	}
	if err := t.drop(bVisitors, key); err != nil {
		return err
	}
	return t.putCount(bMeta, keyVisitors, t.count(bMeta, keyVisitors)-1)
}

// CountRequest counts requests for access by day and gives the day's count,
// this one included. Only the last days are remembered.
func (t *tx) CountRequest(day string) (int, error) {
	if err := t.change(); err != nil {
		return 0, err
	}
	if _, err := parseDay(day); err != nil {
		return 0, fmt.Errorf("counting request on %q: %w", day, err)
	}
	count := t.count(bRequests, []byte(day)) + 1
	if err := t.putCount(bRequests, []byte(day), count); err != nil {
		return 0, err
	}
	if count > 1 {
		return int(count), nil
	}
	return 1, t.dropFirst(bRequests, requestDays)
}

// dropFirst deletes the first records of a small bucket until only keep are left.
func (t *tx) dropFirst(n bucket, keep int) error {
	var old [][]byte
	c := t.cursor(n)
	k, _ := c.Last()
	for i := 0; k != nil; i++ {
		if i >= keep {
			old = append(old, append([]byte(nil), k...))
		}
		k, _ = c.Prev()
	}
	for _, key := range old {
		if err := t.drop(n, key); err != nil {
			return err
		}
	}
	return nil
}
