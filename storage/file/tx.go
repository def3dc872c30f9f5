package file

import (
	"fmt"

	"go.etcd.io/bbolt"
)

// The parts of a transaction are bbolt's own, named here so that the package
// above need not know of it.
type (
	Bucket = bbolt.Bucket
	Cursor = bbolt.Cursor
)

// Tx is a transaction. One that writes is shared by the functions that are
// committed together.
type Tx struct {
	// With is whatever the package above keeps with the transaction. It begins as
	// nil, also when functions have to run again, and is told to Options.Committed.
	With any

	b *bbolt.Tx
	// changed says that the function that runs now has begun to write, so that
	// its failure has to undo something.
	changed bool
}

// Writable reports whether this is an Update.
func (t *Tx) Writable() bool { return t.b.Writable() }

// Change is to be called before anything is written; ErrReadOnly in a View.
func (t *Tx) Change() error {
	if !t.b.Writable() {
		return ErrReadOnly
	}
	t.changed = true
	return nil
}

// Bucket gives the bucket of that name; nil where there is none.
func (t *Tx) Bucket(name []byte) *Bucket { return t.b.Bucket(name) }

// MakeBuckets makes buckets that are not there yet.
func (t *Tx) MakeBuckets(names ...string) error {
	for _, name := range names {
		if _, err := t.b.CreateBucket([]byte(name)); err != nil {
			return fmt.Errorf("making bucket %s: %w", name, err)
		}
	}
	return nil
}

// Empty deletes all that a bucket holds. Its sequence begins anew, and what
// Bucket gave of it before is not to be used any more.
func (t *Tx) Empty(name []byte) error {
	if err := t.Change(); err != nil {
		return err
	}
	if err := t.b.DeleteBucket(name); err != nil {
		return fmt.Errorf("emptying bucket %s: %w", name, err)
	}
	return t.MakeBuckets(string(name))
}
