package storage

import (
	"bytes"
	"sync"
)

// decoded keeps what some records said when they were last read, since the same
// few are read again and again while somebody orders: without it the store takes
// about a seventh more of the CPU for a recharge. It is used
// only where the file has the very bytes, so nobody need tell it of a rollback.
type decoded struct {
	mu      sync.Mutex
	records map[string]known // by bucket and key
}

type known struct {
	data   []byte
	record any // whoever gets it changes nothing that it points to
}

// mostDecoded bounds what is kept, about a kilobyte each: of those who are
// ordering the member, the session and the last orders.
const mostDecoded = 400

func (d *decoded) get(key, data []byte) any {
	d.mu.Lock()
	defer d.mu.Unlock()
	if k := d.records[string(key)]; bytes.Equal(k.data, data) {
		return k.record
	}
	return nil
}

// keep keeps a record, and data as it is. A full store of them makes room at any
// one's expense.
func (d *decoded) keep(key, data []byte, record any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.records == nil {
		d.records = make(map[string]known)
	}
	if len(d.records) >= mostDecoded {
		for other := range d.records {
			delete(d.records, other)
			break
		}
	}
	d.records[string(key)] = known{data, record}
}

func (d *decoded) forget(key []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.records, string(key))
}

// load reads a record of somebody or something that is likely read again soon;
// false where there is none.
func load[R, T any, P recordOf[R, T]](t *tx, n bucket, key []byte) (record T, ok bool, err error) {
	data := t.bucket(n).Get(key)
	if data == nil {
		return record, false, nil
	}
	if r, ok := t.decoded.get(nameOf(n, key), data).(T); ok {
		return r, true, nil
	}
	record, err = decode[R, T, P](n, data)
	if err == nil {
		t.decoded.keep(nameOf(n, key), bytes.Clone(data), record)
	}
	return record, true, err
}

func nameOf(n bucket, key []byte) []byte {
	return append(append(make([]byte, 0, 32), byte(n)), key...)
}
