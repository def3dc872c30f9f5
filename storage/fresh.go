package storage

import (
	"sync"

	"rechargebot/flows"
)

// fresh is what was posted lately and still waits, by Seq, as it is on disk, so
// that it need not be decoded to be sent a moment later.
type fresh struct {
	mu    sync.Mutex
	items map[uint64]flows.Outgoing
}

// mostFresh bounds what is kept so; what is more is read from the file.
const mostFresh = 1000

// keep remembers what a commit has put on disk and forgets what it took off.
func (f *fresh) keep(posted []flows.Outgoing, done []uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.items == nil {
		f.items = make(map[uint64]flows.Outgoing)
	}
	for _, o := range posted {
		if _, there := f.items[o.Seq]; there || len(f.items) < mostFresh {
			f.items[o.Seq] = o
		}
	}
	for _, seq := range done {
		delete(f.items, seq)
	}
}

func (f *fresh) get(seq uint64) (flows.Outgoing, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	o, ok := f.items[seq]
	return o, ok
}
