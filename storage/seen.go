package storage

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"rechargebot/storage/file"
)

const seenKept = 10_000 // updates remembered

var (
	bSeen     = newGrowing("seen") // chat (update): slot in the ring, 2 bytes big-endian
	bSeenRing = newGrowing("ring") // slot: chat (update); slots are taken in turn
)

var seenSubject = subject{
	steps: steps{1: func(b *file.Tx) error { return b.MakeBuckets("seen", "ring") }},
	check: func(t *tx, f *findings) {
		f.pairs(t, bSeenRing, func(k, v []byte) bool { return bytes.Equal(t.bucket(bSeen).Get(v), k) })
		if ring, seen := t.size(bSeenRing), t.size(bSeen); ring != seen || seen > seenKept {
			f.Add("%d updates were seen, the ring has %d", seen, ring)
		}
	},
}

// Seen marks the update and reports whether it had been marked before. The
// newest takes the place of the oldest in a ring.
func (t *tx) Seen(update int64) (bool, error) {
	if !t.file.Writable() {
		return false, ErrReadOnly
	}
	key := chatKey(update)
	if t.bucket(bSeen).Get(key) != nil {
		return true, nil
	}
	if err := t.change(); err != nil {
		return false, err
	}
	ring := t.bucket(bSeenRing)
	n, err := ring.NextSequence()
	if err != nil {
		return false, fmt.Errorf("marking update: %w", err)
	}
	var slot [2]byte
	binary.BigEndian.PutUint16(slot[:], uint16(n%seenKept))
	if oldest := ring.Get(slot[:]); oldest != nil {
		if err := t.drop(bSeen, oldest); err != nil {
			return false, err
		}
	}
	// A value must stay as it is until the commit, so both get their own.
	values := make([]byte, 0, 10)
	values = append(appendChat(values, update), slot[:]...)
	if err := t.put(bSeenRing, slot[:], values[:8]); err != nil {
		return false, err
	}
	return false, t.put(bSeen, key, values[8:])
}
