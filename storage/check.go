package storage

import (
	"time"

	"rechargebot/storage/file"
)

// Check reads a whole store that nobody has open: its pages, its records, and
// whether the indexes, counters and day totals agree with the orders. It
// changes nothing. Its errors are those of Open; ErrDamaged comes with what
// was found, at most ten findings. The time grows with what is stored.
func Check(path string) error { return file.Check(path, schema()) }

// checkAll has each subject check its records.
func checkAll(b *file.Tx, f *file.Findings) {
	t := newTx(b, &Store{options: Options{Location: time.UTC}})
	for _, subject := range subjects {
		if subject.check != nil {
			subject.check(t, &findings{f})
		}
	}
}

// findings are what a check finds wrong.
type findings struct{ *file.Findings }

// pairs checks each entry of a bucket with good.
func (f *findings) pairs(t *tx, n bucket, good func(k, v []byte) bool) {
	c := t.cursor(n)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if !good(k, v) {
			f.Add("%s: entry %x is not as it should be", n, k)
		}
	}
}

// each decodes each record of a bucket and hands it to look.
func each[R, T any, P recordOf[R, T]](f *findings, t *tx, n bucket, look func(key []byte, value *T)) {
	c := t.cursor(n)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if n == bOrders && len(k) > idLength {
			continue // the ledger's, see orderReference
		}
		value, err := decode[R, T, P](n, v)
		if err != nil {
			f.Add("%x: %v", k, err)
			continue
		}
		look(k, &value)
	}
}

// size counts a bucket's entries by walking through it.
func (t *tx) size(n bucket) int {
	count := 0
	c := t.cursor(n)
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		count++
	}
	return count
}
