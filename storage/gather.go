package storage

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

const (
	mostTogether  = 512 // functions in one commit
	fewerTogether = 8   // at least so many, however many of them fail

	// A commit costs the same for one function as for fifty. So where several
	// came within commitEvery, together or one by one, the next commit waits for
	// more: commitEvery from the beginning of the last, or until many are there.
	several     = 8
	many        = 64
	commitEvery = 8 * time.Millisecond
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
	doubt *tx
}

// call is a function that waits to be committed.
type call struct {
	fn   func(chat.Tx) error
	done chan error // has room for one
	err  error      // it failed, having written nothing
}

func (w *writer) start(s *Store) {
	w.wake, w.ended = make(chan struct{}, 1), make(chan struct{})
	w.commit = (*bbolt.Tx).Commit
	go s.write(nil)
}

// stop lets no more functions in and waits for the goroutine; false where it
// had been stopped before.
func (w *writer) stop() bool {
	w.mu.Lock()
	before := w.closed
	w.closed = true
	w.mu.Unlock()
	w.signal()
	<-w.ended
	return !before
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

// take waits for functions, for the length of pause only for many, and gives
// at most mostTogether; none where the store is closed and all are answered.
func (w *writer) take(pause time.Duration) []*call {
	var over <-chan time.Time // nil: it is
	if pause > 0 {
		timer := time.NewTimer(pause)
		defer timer.Stop()
		over = timer.C
	}
	for {
		w.mu.Lock()
		if n := len(w.waiting); w.closed || n >= many || n > 0 && over == nil {
			n = min(n, mostTogether)
			calls := w.waiting[:n:n]
			if w.waiting = w.waiting[n:]; len(w.waiting) == 0 {
				w.waiting = nil
			}
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
// case fn left no trace. With chat.ErrInDoubt it may have left all of it. fn may run more than once, in another goroutine; it
// must not use the store otherwise.
func (s *Store) Update(fn func(chat.Tx) error) error {
	c := &call{fn: fn, done: make(chan error, 1)}
	w := &s.writer
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
	return s.damaged(<-c.done)
}

// write commits until the store is closed, beginning with calls.
func (s *Store) write(calls []*call) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	ended := false
	defer func() {
		if !ended {
			// A function has ended this goroutine (runtime.Goexit, as a failing
			// test does); another goes on with the rest.
			go s.write(calls)
			return
		}
		close(s.writer.ended)
	}()
	size, pause := mostTogether, time.Duration(0)
	for {
		if len(calls) == 0 {
			if calls = s.writer.take(pause); len(calls) == 0 {
				break
			}
		}
		n, begun := min(size, len(calls)), time.Now()
		failed, err := s.together(calls[:n], func(i int) {
			calls = append(calls[:i:i], calls[i+1:]...)
		})
		if failed {
			// Each failure makes the others run again: the fewer the cheaper.
			size, pause = max(size/2, fewerTogether), 0
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
		size, pause = min(size*2, mostTogether), 0
		if s.writer.busy(n, begun) && !s.options.Prompt {
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

// together runs the functions in one transaction and commits it. Where one
// failed after it had written something, all is rolled back: that one is
// answered and removed, and failed tells that the others must run again.
func (s *Store) together(calls []*call, remove func(int)) (failed bool, err error) {
	b, err := s.begin()
	if err != nil {
		return false, fmt.Errorf("%w (%w)", ErrNotSaved, err)
	}
	defer b.Rollback() // does nothing after a commit
	t := newTx(b, s)
	wrote := false
	for i, c := range calls {
		t.changed, c.err = false, nil
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
	// bbolt's own count besides, for writing that went past tx: a node is made
	// for whatever is written to.
	if written := b.Stats(); !wrote && written.GetNodeCount() == 0 {
		return false, nil
	}
	if err := s.finish(t); err != nil {
		s.options.Log.Error("store: commit failed", "error", err)
		if s.writer.doubt != nil {
			return false, fmt.Errorf("%w (%w)", chat.ErrInDoubt, err)
		}
		return false, fmt.Errorf("%w (%w)", ErrNotSaved, err)
	}
	return false, nil
}

// begin begins a read-write transaction, after setting right what an earlier
// failure left.
func (s *Store) begin() (*bbolt.Tx, error) {
	if s.writer.broken {
		if err := s.reopen(); err != nil {
			return nil, err
		}
	}
	if s.writer.doubt != nil {
		if err := s.settle(); err != nil {
			return nil, err
		}
	}
	return s.beginMapped()
}

// beginMapped opens the file anew where bbolt lost its mapping, as it does
// when the system refuses a larger one.
func (s *Store) beginMapped() (*bbolt.Tx, error) {
	b, err := s.db.Begin(true)
	if !errors.Is(err, bolterrors.ErrInvalidMapping) {
		return b, err
	}
	if err := s.reopen(); err != nil {
		return nil, err
	}
	return s.db.Begin(true)
}

// finish commits and tells. bbolt undoes a commit that failed, unless it
// failed after the new meta page was written: then the file shows the change,
// and only another commit can tell whether the disk takes it.
func (s *Store) finish(t *tx) error {
	number := t.b.ID()
	err := s.commit(t.b)
	if err == nil {
		s.tell(t)
		return nil
	}
	shown := false
	if b, err := s.db.Begin(false); err == nil {
		shown = b.ID() >= number
		_ = b.Rollback()
	}
	if !shown {
		return err
	}
	s.writer.doubt = t
	if s.settle() == nil {
		return nil
	}
	return err
}

// settle commits nothing on top of the commit in doubt. All pages of that one
// but the meta page were synced, so if this succeeds it lasts too.
func (s *Store) settle() error {
	b, err := s.beginMapped()
	if err != nil {
		return err
	}
	if err := s.commit(b); err != nil {
		return err
	}
	t := s.writer.doubt
	s.writer.doubt = nil
	s.tell(t)
	return nil
}

// commit commits; where bbolt panics, as on a damaged page, what it has in
// memory is not to be relied on any more.
func (s *Store) commit(b *bbolt.Tx) error {
	err := guarded(func() error { return s.writer.commit(b) })
	var panicked *Panicked
	if errors.As(err, &panicked) {
		_ = guarded(b.Rollback)
		s.writer.broken = true
	}
	return err
}

// reopen opens the file anew, when all reading has ended.
func (s *Store) reopen() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writer.broken = true
	_ = guarded(s.db.Close)
	if err := s.open(); err != nil {
		return fmt.Errorf("opening the store again: %w", err)
	}
	s.writer.broken = false
	s.options.Log.Warn("store: opened again after a failure")
	return nil
}

// tell calls what Watch has set, for what a commit has made known.
func (s *Store) tell(t *tx) {
	s.logActs(t.acts)
	if s.posted != nil {
		told := make(map[int64]bool, len(t.posted))
		for _, chatID := range t.posted {
			if !told[chatID] {
				told[chatID] = true
				s.posted(chatID)
			}
		}
	}
	for q, due := range t.due {
		if due && s.due != nil {
			s.due(order.Queue(q))
		}
	}
}
