package storage

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
)

// migrations lead from each schema version to the next: the first makes
// version 1. They run in one transaction when the store is opened. The list only
// ever grows at its end, and what a step does never changes: each has its own
// list of names, and does not use what is named for today's schema.
var migrations = []func(*bbolt.Tx) error{
	toVersion1,
	toVersion2,
	toVersion3,
	toVersion4,
}

// toVersion1 makes the first buckets.
func toVersion1(b *bbolt.Tx) error {
	return makeBuckets(b, "meta", "orders", "open", "sending", "due", "stuck", "history", "numbers",
		"transactions", "days", "seen", "ring", "sessions", "members", "allowed", "visitors", "heard",
		"requests", "outbox", "cards", "questions")
}

// toVersion2 adds what is kept of orders whose people could not be told and of
// refusals in known words, and gives ids a generation. The first one is f5, which
// no id of version 1 has, since those end in microseconds, under f4240.
func toVersion2(b *bbolt.Tx) error {
	if err := makeBuckets(b, "untold", "refusals"); err != nil {
		return err
	}
	if err := untoldOfVersion1(b); err != nil {
		return err
	}
	meta := b.Bucket([]byte("meta"))
	last := meta.Get([]byte("last id"))
	if last == nil {
		return nil
	}
	ids := make([]byte, 9, 9+len(last))
	ids[0] = 0xf5
	binary.BigEndian.PutUint64(ids[1:], uint64(secondsOfVersion1(last))*1000^1<<63)
	if err := meta.Put([]byte("ids"), append(ids, last...)); err != nil {
		return err
	}
	if err := meta.Put([]byte("generations"), generationsOfVersion1(last)); err != nil {
		return err
	}
	return meta.Delete([]byte("last id"))
}

// generationsOfVersion1 says up to which second the last id of version 1 makes
// those generations used that its ids may look like: 256 numbers of 4 bytes.
func generationsOfVersion1(last []byte) []byte {
	used := make([]byte, 4*256)
	for g := range 0xf5 {
		binary.BigEndian.PutUint32(used[4*g:], secondsOfVersion1(last))
	}
	return used
}

func secondsOfVersion1(id []byte) uint32 {
	n, _ := strconv.ParseUint(string(id[:min(8, len(id))]), 16, 32)
	return uint32(n)
}

// untoldOfVersion1 notes the orders that ended since somebody who has blocked the
// bot was last heard of, as version 1 told them on return: among the last hundred.
func untoldOfVersion1(b *bbolt.Tx) error {
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

func makeBuckets(b *bbolt.Tx, names ...string) error {
	for _, name := range names {
		if _, err := b.CreateBucket([]byte(name)); err != nil {
			return fmt.Errorf("making bucket %s: %w", name, err)
		}
	}
	return nil
}

// migrate brings the schema up to date and looks whether all buckets are there.
func migrate(db *bbolt.DB) error {
	var version int
	err := inTx(db, false, func(b *bbolt.Tx) (err error) {
		version, err = schemaOf(b)
		return err
	})
	if err != nil {
		return err
	}
	if version > len(migrations) {
		return fmt.Errorf("%w (schema %d, this version knows %d)", ErrNewer, version, len(migrations))
	}
	if version < len(migrations) {
		err := inTx(db, true, func(b *bbolt.Tx) error {
			for i, step := range migrations[version:] {
				if err := step(b); err != nil {
					return fmt.Errorf("migrating to schema %d: %w", version+i+1, err)
				}
			}
			meta := b.Bucket(bucketNames[bMeta])
			return meta.Put(keySchema, appendSeq(nil, uint64(len(migrations))))
		})
		if err != nil {
			return err
		}
	}
	return inTx(db, false, func(b *bbolt.Tx) error {
		for n, name := range bucketNames {
			if b.Bucket(name) == nil {
				return fmt.Errorf("%w (no bucket %s)", ErrDamaged, bucket(n))
			}
		}
		return nil
	})
}

// schemaOf reads the schema version: 0 for a file without any buckets.
func schemaOf(b *bbolt.Tx) (int, error) {
	if k, _ := b.Cursor().First(); k == nil {
		return 0, nil
	}
	if meta := b.Bucket(bucketNames[bMeta]); meta != nil {
		if data := meta.Get(keySchema); len(data) == 8 {
			if v := binary.BigEndian.Uint64(data); v > 0 && v < 1<<31 {
				return int(v), nil
			}
		}
	}
	return 0, fmt.Errorf("%w (it has no schema version)", ErrDamaged)
}

// inTx runs f in a transaction of its own; a panic ends it and becomes ErrDamaged.
func inTx(db *bbolt.DB, writable bool, f func(*bbolt.Tx) error) error {
	b, err := db.Begin(writable)
	if err != nil {
		return err
	}
	defer b.Rollback()
	var failed error
	if err := guarded(func() error { failed = f(b); return nil }); err != nil {
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	if failed != nil || !writable {
		return failed
	}
	return b.Commit()
}
