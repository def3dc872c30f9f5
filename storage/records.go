package storage

import (
	"encoding/json"
	"fmt"
)

// The records are what is written to disk, as JSON. They are apart from the types
// that the rest of the program works with, so that nothing renamed there changes
// the form of what is stored. A name in a tag is never changed and never used for
// something else; a field that is no longer needed stays until a migration.
//
// testdata has the file that each schema version has left. Each is opened, checked and
// written to (TestOldFiles). The newest is compared with what the code reads, field by
// field, and so are those of versions 1, 2 and 4 (golden_test.go).

// recordOf is a pointer to a record R that holds a T.
type recordOf[R, T any] interface {
	*R
	value() T
}

// decode reads a record.
func decode[R, T any, P recordOf[R, T]](n bucket, data []byte) (T, error) {
	r := new(R)
	if err := json.Unmarshal(data, r); err != nil {
		var none T
		return none, fmt.Errorf("reading from %s: %w (%w)", n, ErrDamaged, err)
	}
	return P(r).value(), nil
}

// read reads a record that is seldom wanted, past the cache.
func read[R, T any, P recordOf[R, T]](t *tx, n bucket, key []byte) (value T, known bool, err error) {
	data := t.bucket(n).Get(key)
	if data == nil {
		return value, false, nil
	}
	value, err = decode[R, T, P](n, data)
	return value, err == nil, err
}
