package storage

import (
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"
)

// migrations lead from each schema version to the next: the first makes
// version 1. They run in one transaction when the store is opened, and the
// list only ever grows at its end.
var migrations = []func(*bbolt.Tx) error{
	createBuckets, // version 1
}

// createBuckets makes the buckets of version 1.
func createBuckets(b *bbolt.Tx) error {
	for n := range bucketNames {
		if _, err := b.CreateBucket(bucketNames[n]); err != nil {
			return fmt.Errorf("making bucket %s: %w", bucket(n), err)
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
