package storage

import (
	"bytes"
	"sync"
)

// cache keeps what some records said when they were last read or written, since the same
// few are read again and again while somebody orders: without it a
// recharge takes about a fifth more CPU. It is used
// only where the file has the very bytes, so nobody need tell it of a rollback.
//
// What was used last is kept. When recent is full, it becomes older, and what was older
// and not used since is dropped.
type cache struct {
	mu            sync.Mutex
	recent, older map[string]known // by bucket and key
}

type known struct {
	data   []byte
	record any // whoever gets it changes nothing that it points to
}

// cached bounds what is recent, and what is older, about a kilobyte each: of those who are
// ordering the member, the session, the last orders, and what waits to be said to them.
const cached = 1000

func (c *cache) get(key, data []byte) any {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.recent[string(key)]
	if !ok {
		if k, ok = c.older[string(key)]; ok {
			c.use(string(key), k)
		}
	}
	if bytes.Equal(k.data, data) {
		return k.record
	}
	return nil
}

// keep caches a record, and data as it is.
func (c *cache) keep(key, data []byte, record any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.use(string(key), known{data, record})
}

func (c *cache) use(key string, k known) {
	if _, recent := c.recent[key]; !recent && (c.recent == nil || len(c.recent) == cached) {
		c.recent, c.older = make(map[string]known), c.recent
	}
	delete(c.older, key)
	c.recent[key] = k
}

func (c *cache) forget(key []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.recent, string(key))
	delete(c.older, string(key))
}

// load reads a record of somebody or something that is likely read again soon;
// false where there is none.
func load[R, T any, P recordOf[R, T]](t *tx, n bucket, key []byte) (record T, ok bool, err error) {
	data := t.bucket(n).Get(key)
	if data == nil {
		return record, false, nil
	}
	if r, ok := t.cache.get(nameOf(n, key), data).(T); ok {
		return r, true, nil
	}
	record, err = decode[R, T, P](n, data)
	if err == nil {
		t.cache.keep(nameOf(n, key), bytes.Clone(data), record)
	}
	return record, true, err
}

// saveKept writes a record that is likely read again soon, and caches what it says.
func saveKept[R, T any, P recordOf[R, T]](t *tx, n bucket, key []byte, record P) error {
	data, err := t.saved(n, key, record)
	if err == nil {
		t.cache.keep(nameOf(n, key), data, record.value())
	}
	return err
}

func nameOf(n bucket, key []byte) []byte {
	return append(append(make([]byte, 0, 32), byte(n)), key...)
}
