package storage

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// tx is a transaction: one of the file's, shared by the functions that are
// committed together, and what is to be told once it is committed.
type tx struct {
	file     *file.Tx
	buckets  [mostBuckets]*file.Bucket // as far as they were used
	cache    *cache
	location *time.Location
	random   func(n int) int

	posted []int64                      // chats that something was posted to
	due    [order.ToCheckBatch + 1]bool // queues in which something came or moved
	acts   []chat.Act                   // of owners, to be logged
}

var _ chat.Tx = (*tx)(nil)

func newTx(f *file.Tx, s *Store) *tx {
	return &tx{file: f, cache: &s.cache, location: s.options.Location, random: s.options.Rand}
}

func (t *tx) bucket(n bucket) *file.Bucket {
	b := t.buckets[n]
	if b == nil {
		b = t.file.Bucket(buckets[n].name)
		if buckets[n].growing {
			b.FillPercent = 0.9
		}
		t.buckets[n] = b
	}
	return b
}

func (t *tx) cursor(n bucket) *file.Cursor { return t.bucket(n).Cursor() }

// change is called before anything is written.
func (t *tx) change() error { return t.file.Change() }

func (t *tx) put(n bucket, key, value []byte) error {
	if err := t.bucket(n).Put(key, value); err != nil {
		return fmt.Errorf("writing to %s: %w", n, err)
	}
	return nil
}

func (t *tx) drop(n bucket, key []byte) error {
	if err := t.bucket(n).Delete(key); err != nil {
		return fmt.Errorf("deleting from %s: %w", n, err)
	}
	return nil
}

// save writes a record.
func (t *tx) save(n bucket, key []byte, record any) error {
	_, err := t.saved(n, key, record)
	return err
}

// saved writes a record and gives what was written.
func (t *tx) saved(n bucket, key []byte, record any) ([]byte, error) {
	data, err := json.Marshal(record)
	if err != nil {
		return nil, fmt.Errorf("writing to %s: %w", n, err)
	}
	return data, t.put(n, key, data)
}

// count reads a number; 0 where there is none.
func (t *tx) count(n bucket, key []byte) uint64 {
	if data := t.bucket(n).Get(key); len(data) == 8 {
		return binary.BigEndian.Uint64(data)
	}
	return 0
}

func (t *tx) putCount(n bucket, key []byte, value uint64) error {
	return t.put(n, key, seqKey(value))
}

// empty deletes all records of a bucket. Its sequence begins anew.
func (t *tx) empty(n bucket) error {
	t.buckets[n] = nil
	return t.file.Empty(buckets[n].name)
}
