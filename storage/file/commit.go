package file

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

const (
	maxBatch = 512 // functions in one commit
	minBatch = 8   // at least so many, however many of them fail

	// A commit costs the same for one function as for fifty. So where several
	// came within commitEvery, together or one by one, the next commit waits for
	// more: commitEvery from the beginning of the last, or until many are there.
	several     = 12
	many        = 64
	commitEvery = 12 * time.Millisecond
)

// writer is the one goroutine that commits. It takes whatever waits and
// commits it together; a lone function is not held back.
type writer struct {
	mu      sync.Mutex
	waiting []*call
	closed  bool
	wake    chan struct{} // has room for one
	ended   chan struct{} // closed when the goroutine has ended

	// The rest is the goroutine's own.
	commit func(*bbolt.Tx) error // bbolt's; tests put failing ones here
	broken bool                  // the file has to be opened anew
	recent [several]time.Time    // when the last functions were committed
	oldest int                   // of recent
	// doubt is a commit that failed so late that it shows in the file, though
	// it may not survive a power cut. The next commit that succeeds makes it last.
	doubt *Tx
}

// call is a function that waits to be committed.
type call struct {
	fn   func(*Tx) error
	done chan error // has room for one
	err  error      // it failed, having written nothing
}

func (w *writer) start(d *DB) {
	w.wake, w.ended = make(chan struct{}, 1), make(chan struct{})
	w.commit = (*bbolt.Tx).Commit
	go d.write(nil)
}

// stop lets no more functions in and waits for the goroutine.
func (w *writer) stop() {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.signal()
	<-w.ended
}

func (w *writer) isClosed() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.closed
}

func (w *writer) signal() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// nextBatch returns the waiting functions. During pause it waits for many of them,
// afterwards for any; none once the file is closed and none waits.
func (w *writer) nextBatch(pause time.Duration) []*call {
	var over <-chan time.Time // nil: it is
	if pause > 0 {
		timer := time.NewTimer(pause)
		defer timer.Stop()
		over = timer.C
	}
	for {
		w.mu.Lock()
		if n := len(w.waiting); w.closed || n >= many || n > 0 && over == nil {
			calls := w.waiting
			w.waiting = nil
			w.mu.Unlock()
			return calls
		}
		w.mu.Unlock()
		select {
		case <-w.wake:
		case <-over:
			over = nil
		}
	}
}

// Update runs fn in a read-write transaction, together with whatever else
// waits, and returns when it is on disk. An error of fn comes back as it is, a
// panic as *Panicked, a failed commit as ErrNotSaved with its cause; in each
// case fn left no trace. With ErrInDoubt it may have left all of it. fn may run more
// than once, in another goroutine; it must not use the file otherwise.
func (d *DB) Update(fn func(*Tx) error) error {
	c := &call{fn: fn, done: make(chan error, 1)}
	w := &d.writer
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return ErrClosed
	}
	w.waiting = append(w.waiting, c)
	n := len(w.waiting)
	w.mu.Unlock()
	if n == 1 || n == many {
		w.signal()
	}
	return <-c.done
}

// write commits until the file is closed, beginning with calls.
func (d *DB) write(calls []*call) {
	ended := false
	defer func() {
		if !ended {
			// A function has ended this goroutine (runtime.Goexit, as a failing
			// test does); another goes on with the rest.
			go d.write(calls)
			return
		}
		close(d.writer.ended)
	}()
	size, pause := maxBatch, time.Duration(0)
	for {
		if len(calls) == 0 {
			if calls = d.writer.nextBatch(pause); len(calls) == 0 {
				break
			}
		}
		n, begun := min(size, len(calls)), time.Now()
		failed, err := d.commitBatch(calls[:n], func(i int) {
			calls = append(calls[:i:i], calls[i+1:]...)
		})
		if failed {
			// Each failure makes the others run again: the fewer the cheaper.
			size, pause = max(size/2, minBatch), 0
			continue
		}
		for _, c := range calls[:n] {
			if c.err != nil {
				c.done <- c.err
			} else {
				c.done <- err
			}
		}
		calls = calls[n:]
		size, pause = min(size*2, maxBatch), 0
		if d.writer.busy(n, begun) && !d.options.Prompt {
			pause = commitEvery - time.Since(begun)
		}
	}
	ended = true
}

// busy notes that n functions were committed, and reports whether several were
// within commitEvery.
func (w *writer) busy(n int, begun time.Time) bool {
	for range min(n, several) {
		w.recent[w.oldest] = begun
		w.oldest = (w.oldest + 1) % several
	}
	return begun.Sub(w.recent[w.oldest]) < commitEvery
}

// commitBatch runs the functions in one transaction and commits it. Where one
// failed after it had written something, all is rolled back: that one is
// answered and removed, and failed tells that the others must run again.
func (d *DB) commitBatch(calls []*call, remove func(int)) (failed bool, err error) {
	b, err := d.begin()
	if err != nil {
		return false, fmt.Errorf("%w (%w)", ErrNotSaved, err)
	}
	defer b.Rollback() // does nothing after a commit
	t := &Tx{b: b}
	wrote := false
	for i, c := range calls {
		t.changed = false
		ended := true
		func() {
			defer func() {
				if ended {
					remove(i)
					c.done <- &Panicked{Stack: debug.Stack()}
				}
			}()
			c.err = guarded(func() error { return c.fn(t) })
			ended = false
		}()
		if c.err != nil && t.changed {
			remove(i)
			c.done <- c.err
			return true, nil
		}
		wrote = wrote || t.changed
	}
	// bbolt's own count besides, for writing that went past Change: a node is made
	// for whatever is written to.
	if written := b.Stats(); !wrote && written.GetNodeCount() == 0 {
		return false, nil
	}
	if err := d.finish(t); err != nil {
		d.options.Log.Error("store: commit failed", "error", err)
		if d.writer.doubt != nil {
			return false, fmt.Errorf("%w (%w)", ErrInDoubt, err)
		}
		return false, fmt.Errorf("%w (%w)", ErrNotSaved, err)
	}
	return false, nil
}

// begin begins a read-write transaction, after setting right what an earlier
// failure left.
func (d *DB) begin() (*bbolt.Tx, error) {
	if d.writer.broken {
		if err := d.reopen(); err != nil {
			return nil, err
		}
	}
	if d.writer.doubt != nil {
		if err := d.confirmDoubtful(); err != nil {
			return nil, err
		}
	}
	return d.beginMapped()
}

// beginMapped opens the file anew where bbolt lost its mapping, as it does
// when the system refuses a larger one.
func (d *DB) beginMapped() (*bbolt.Tx, error) {
	b, err := d.bolt.Begin(true)
	if !errors.Is(err, bolterrors.ErrInvalidMapping) {
		return b, err
	}
	if err := d.reopen(); err != nil {
		return nil, err
	}
	return d.bolt.Begin(true)
}

// finish commits and reports the outcome. bbolt undoes a commit that failed, unless it
// failed after the new meta page was written: then the file shows the change,
// and only another commit can tell whether the disk takes it.
func (d *DB) finish(t *Tx) error {
	number := t.b.ID()
	err := d.commit(t.b)
	if err == nil {
		d.tell(t)
		return nil
	}
	shown := false
	if b, err := d.bolt.Begin(false); err == nil {
		shown = b.ID() >= number
		_ = b.Rollback()
	}
	if !shown {
		return err
	}
	d.writer.doubt = t
	if d.confirmDoubtful() == nil {
		return nil
	}
	return err
}

// confirmDoubtful makes an empty commit on top of the commit in doubt. All pages of that one
// but the meta page were synced, so if this succeeds it lasts too.
func (d *DB) confirmDoubtful() error {
	b, err := d.beginMapped()
	if err != nil {
		return err
	}
	if err := d.commit(b); err != nil {
		return err
	}
	t := d.writer.doubt
	d.writer.doubt = nil
	d.tell(t)
	return nil
}

// commit commits; where bbolt panics, as on a damaged page, what it has in
// memory is not to be relied on any more.
func (d *DB) commit(b *bbolt.Tx) error {
	err := guarded(func() error { return d.writer.commit(b) })
	var panicked *Panicked
	if errors.As(err, &panicked) {
		_ = guarded(b.Rollback)
		d.writer.broken = true
	}
	return err
}

// reopen opens the file anew, when all reading has ended.
func (d *DB) reopen() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.writer.broken = true
	_ = guarded(d.bolt.Close)
	if err := d.open(); err != nil {
		return fmt.Errorf("opening the store again: %w", err)
	}
	d.writer.broken = false
	d.options.Log.Warn("store: opened again after a failure")
	return nil
}

// tell reports a commit that lasts to Options.Committed.
func (d *DB) tell(t *Tx) {
	if d.options.Committed != nil && t.With != nil {
		d.options.Committed(t.With)
	}
}
