package file

import (
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"
)

// Meta is the bucket that holds the schema version under "schema". The package
// above may keep small things of its own there.
const Meta = "meta"

var (
	metaName  = []byte(Meta)
	keySchema = []byte("schema")
)

// Schema says what is in a file.
type Schema struct {
	// Steps lead from each version to the next: the first makes version 1 out of
	// nothing but an empty bucket Meta. Those that a file lacks run in one
	// transaction when it is opened. The list only ever grows at its end, and
	// what a step does never changes.
	Steps []func(*Tx) error
	// Buckets are those that a file of the newest version has, all of them.
	Buckets [][]byte
	// Check looks through the records of a file of the newest version, in which all
	// Buckets are; nil: bbolt's own check must do.
	Check func(*Tx, *Findings)
}

// Newest is the version that the steps lead to.
func (s *Schema) Newest() int { return len(s.Steps) }

// migrate brings a file up to date and looks whether all buckets are there.
func (s *Schema) migrate(bolt *bbolt.DB) error {
	var version int
	err := inTx(bolt, false, func(t *Tx) (err error) {
		version, err = t.schema()
		return err
	})
	if err != nil {
		return err
	}
	if version > s.Newest() {
		return fmt.Errorf("%w (schema %d, this version knows %d)", ErrNewer, version, s.Newest())
	}
	if version < s.Newest() {
		if err := inTx(bolt, true, func(t *Tx) error { return s.step(t, version) }); err != nil {
			return err
		}
	}
	return inTx(bolt, false, func(t *Tx) error {
		if name := s.lacks(t); name != nil {
			return fmt.Errorf("%w (no bucket %s)", ErrDamaged, name)
		}
		return nil
	})
}

// step takes the steps that come after a version.
func (s *Schema) step(t *Tx, version int) error {
	meta, err := t.b.CreateBucketIfNotExists(metaName)
	if err != nil {
		return err
	}
	for i, step := range s.Steps[version:] {
		if err := step(t); err != nil {
			return fmt.Errorf("migrating to schema %d: %w", version+i+1, err)
		}
	}
	return meta.Put(keySchema, binary.BigEndian.AppendUint64(nil, uint64(s.Newest())))
}

// lacks gives the first bucket that is not there; nil where all are.
func (s *Schema) lacks(t *Tx) []byte {
	for _, name := range s.Buckets {
		if t.b.Bucket(name) == nil {
			return name
		}
	}
	return nil
}

// schema reads the version: 0 for a file without any buckets.
func (t *Tx) schema() (int, error) {
	if k, _ := t.b.Cursor().First(); k == nil {
		return 0, nil
	}
	if meta := t.b.Bucket(metaName); meta != nil {
		if data := meta.Get(keySchema); len(data) == 8 {
			if v := binary.BigEndian.Uint64(data); v > 0 && v < 1<<31 {
				return int(v), nil
			}
		}
	}
	return 0, fmt.Errorf("%w (it has no schema version)", ErrDamaged)
}

// inTx runs f in a transaction of its own; a panic ends it and becomes ErrDamaged.
func inTx(bolt *bbolt.DB, writable bool, f func(*Tx) error) error {
	b, err := bolt.Begin(writable)
	if err != nil {
		return err
	}
	defer b.Rollback()
	var failed error
	if err := guarded(func() error { failed = f(&Tx{b: b}); return nil }); err != nil {
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	if failed != nil || !writable {
		return failed
	}
	return b.Commit()
}
