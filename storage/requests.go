package storage

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/storage/file"
)

const requestsKept = 1_000 // open requests for access

var (
	bAsking = newBucket("asking") // chat (person): visitorRecord: open requests for access

	keyAsking = []byte("asking") // in meta: number of open requests, 8 bytes
)

var requestSubject = subject{
	steps: steps{3: func(b *file.Tx) error {
		if err := b.MakeBuckets("asking"); err != nil {
			return err
		}
		return askingOfVersion2(b)
	}},
	check: func(t *tx, f *findings) {
		each[visitorRecord](f, t, bAsking, func(k []byte, v *chat.Visitor) {
			if !bytes.Equal(k, chatKey(v.ID)) {
				f.Add("the request of %d has another key", v.ID)
			}
		})
		if n, size := int(t.count(bMeta, keyAsking)), t.size(bAsking); n != size {
			f.Add("%d requests are open, the counter says %d", size, n)
		}
	},
}

// askingOfVersion2 keeps the requests of those visitors who have asked and were not
// answered. A visitor's value is 8 bytes of a sequence and then the record.
func askingOfVersion2(b *file.Tx) error {
	asking, open := b.Bucket([]byte("asking")), uint64(0)
	c := b.Bucket([]byte("visitors")).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if len(v) < 8 {
			continue
		}
		var r struct {
			Asked  time.Time `json:"asked"`
			Denied bool      `json:"denied"`
		}
		if err := json.Unmarshal(v[8:], &r); err != nil {
			return fmt.Errorf("reading a visitor: %w (%w)", ErrDamaged, err)
		}
		if r.Asked.IsZero() || r.Denied {
			continue
		}
		if err := asking.Put(k, bytes.Clone(v[8:])); err != nil {
			return err
		}
		open++
	}
	if open == 0 {
		return nil
	}
	return b.Bucket([]byte("meta")).Put([]byte("asking"), binary.BigEndian.AppendUint64(nil, open))
}

// PutRequest keeps somebody's wish to be let in until DropRequest. Where there are
// too many, the first by id gives way.
func (t *tx) PutRequest(v chat.Visitor) error {
	if err := t.change(); err != nil {
		return err
	}
	if v.ID == 0 {
		return fmt.Errorf("saving a request: no id")
	}
	key := chatKey(v.ID)
	if t.bucket(bAsking).Get(key) == nil {
		count := t.count(bMeta, keyAsking)
		if count >= requestsKept {
			first, _ := t.cursor(bAsking).First()
			if err := t.DropRequest(chatOf(first)); err != nil {
				return err
			}
			count--
		}
		if err := t.putCount(bMeta, keyAsking, count+1); err != nil {
			return err
		}
	}
	return t.save(bAsking, key, recordVisitor(&v))
}

// Request gives the open request of somebody, if there is one.
func (t *tx) Request(id int64) (chat.Visitor, bool, error) {
	return read[visitorRecord, chat.Visitor](t, bAsking, chatKey(id))
}

// DropRequest forgets it: it was decided.
func (t *tx) DropRequest(id int64) error {
	if err := t.change(); err != nil {
		return err
	}
	key := chatKey(id)
	if t.bucket(bAsking).Get(key) == nil {
		return nil
	}
	if err := t.drop(bAsking, key); err != nil {
		return err
	}
	return t.putCount(bMeta, keyAsking, t.count(bMeta, keyAsking)-1)
}

// Requests gives the open requests after the given id, at most limit.
func (t *tx) Requests(after int64, limit int) ([]chat.Visitor, error) {
	if after == math.MaxInt64 {
		return nil, nil
	}
	var all []chat.Visitor
	c := t.cursor(bAsking)
	for k, v := c.Seek(chatKey(after + 1)); k != nil && len(all) < limit; k, v = c.Next() {
		r, err := decode[visitorRecord, chat.Visitor](bAsking, v)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// RequestCount gives their number.
func (t *tx) RequestCount() (int, error) { return int(t.count(bMeta, keyAsking)), nil }
