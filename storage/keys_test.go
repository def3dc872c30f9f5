package storage

import (
	"bytes"
	"slices"
	"testing"
	"time"
)

// Times far away are the first and the last of keys, so that they may be bounds.
func TestTimesInKeysAreInOrder(t *testing.T) {
	var keys [][]byte
	for _, at := range []time.Time{{}, time.Unix(-1<<33, 0), time.Unix(0, 0), noon, time.Unix(1<<33, 0), time.Unix(1<<40, 0)} {
		keys = append(keys, appendTime(nil, at))
	}
	if !slices.IsSortedFunc(keys, bytes.Compare) {
		t.Errorf("%x", keys)
	}
}
