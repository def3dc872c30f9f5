package storage

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// tx is a transaction: one of bbolt's, shared by the functions that are
// committed together, and what is to be told once it is committed.
type tx struct {
	b        *bbolt.Tx
	buckets  [bucketCount]*bbolt.Bucket
	location *time.Location
	random   func(n int) int

	// changed says that the function that runs now has begun to write, so that
	// its failure has to undo something.
	changed bool
	posted  []int64 // chats that something was posted to
	decoded *decoded
	due     [order.ToRecheck + 1]bool // queues in which something came or moved
	acts    []chat.Act                // of owners, to be logged

}

var _ chat.Tx = (*tx)(nil)

func newTx(b *bbolt.Tx, s *Store) *tx {
	return &tx{b: b, location: s.options.Location, random: s.options.Rand, decoded: &s.decoded}
}

func (t *tx) bucket(n bucket) *bbolt.Bucket {
	b := t.buckets[n]
	if b == nil {
		b = t.b.Bucket(bucketNames[n])
		if timeOrdered[n] {
			b.FillPercent = 0.9
		}
		t.buckets[n] = b
	}
	return b
}

func (t *tx) cursor(n bucket) *bbolt.Cursor { return t.bucket(n).Cursor() }

// change is called before anything is written.
func (t *tx) change() error {
	if !t.b.Writable() {
		return ErrReadOnly
	}
	t.changed = true
	return nil
}

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
	data, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("writing to %s: %w", n, err)
	}
	return t.put(n, key, data)
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
