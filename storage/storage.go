// Package storage keeps everything the bot must not forget in one bbolt file:
// orders and their indexes, day totals, conversations, members, what is still
// to be said, and which updates were seen.
//
// It promises:
//   - An Update is on disk when it returns nil; with any error but
//     chat.ErrInDoubt it left no trace.
//   - Functions that wait at the same time are committed together; one that
//     fails or panics harms none of the others.
//   - An id is never given twice, whatever the clock says and whatever backup was
//     restored.
//   - What is on disk has a form of its own, which changes only by a migration.
//   - Costs do not grow with the number of orders stored.
//   - A file that is damaged, newer than this version or held by another
//     process is refused and left as it is.
package storage

import (
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// Options are the settings of a store; the zero Options will do.
type Options struct {
	Location    *time.Location  // the calendar of the day totals; nil is UTC
	LockTimeout time.Duration   // how long to wait for another process to let go of the file; 0 is a second
	Log         *slog.Logger    // nil: nothing is logged
	Rand        func(n int) int // gives 0 to n-1, for ids; called by one goroutine at a time; nil: math/rand/v2
	// BackedUp is told what became of each daily backup, Damaged of each record that
	// cannot be read. Both must return at once and must not use the store.
	BackedUp func(err error)
	Damaged  func(err error)
	Prompt   bool // commits never wait for more to come; for tests with a clock of their own, which waiting would move

	noSync     bool // for baselines and for tests that need many orders
	initialMap int  // bytes of address space; 0: plenty, where it can be had
	maxSize    int  // bytes that the file may have; 0: no limit
}

// Store is an open store. Its methods may be called from any goroutine.
type Store struct {
	path    string
	options Options

	// mu guards db: transactions hold it for reading, and it is only replaced
	// or closed when none runs.
	mu sync.RWMutex
	db *bbolt.DB

	writer  writer
	decoded decoded

	posted func(chatID int64)
	due    func(order.Queue)
}

var (
	_ chat.Store  = (*Store)(nil)
	_ chat.Outbox = (*Store)(nil)
)

// Open opens the store in the file, which is made (mode 0600) where there is
// none, and brings an older schema up to date. Its errors are ErrLocked,
// ErrMissing, ErrDamaged, ErrNewer and ErrNotWritable, each with the cause.
func Open(path string, o Options) (*Store, error) {
	if o.Location == nil {
		o.Location = time.UTC
	}
	if o.LockTimeout <= 0 {
		o.LockTimeout = time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.BackedUp == nil {
		o.BackedUp = func(error) {}
	}
	if o.Damaged == nil {
		o.Damaged = func(error) {}
	}
	if o.Rand == nil {
		o.Rand = rand.IntN
	}
	s := &Store{path: path, options: o}
	if err := s.open(); err != nil {
		return nil, fmt.Errorf("opening store %s: %w", path, err)
	}
	s.writer.start(s)
	return s, nil
}

// open opens the file, looks whether it is whole, and migrates it.
func (s *Store) open() error {
	fresh, err := inspect(s.path, s.options.LockTimeout)
	if err != nil {
		return err
	}
	if fresh {
		if err := missing(s.path); err != nil {
			return err
		}
	}
	db, err := s.openMapped()
	if err != nil {
		return err
	}
	// Where address space is mapped far ahead bbolt grows the file by this much
	// at a time.
	db.AllocSize = 4 << 20
	if err := guarded(func() error { return migrate(db) }); err != nil {
		_ = guarded(db.Close)
		return err
	}
	removeTemporary(s.path)
	if fresh {
		if err := syncFolder(s.path); err != nil {
			_ = db.Close()
			return err
		}
	}
	s.db = db
	return nil
}

// openMapped opens the file with the most address space that can be had.
func (s *Store) openMapped() (db *bbolt.DB, err error) {
	for _, size := range s.mapSizes() {
		db, err = openFile(s.path, &bbolt.Options{
			Timeout:         s.options.LockTimeout,
			NoSync:          s.options.noSync,
			InitialMmapSize: size,
			MaxSize:         s.options.maxSize,
		})
		if !errors.Is(err, syscall.ENOMEM) || errors.Is(err, ErrNotWritable) { // only the mapping was refused
			break
		}
	}
	return db, err
}

// mapSizes is how much address space to map when the file is opened: the first
// of them that the system grants. While a mapping is replaced by a larger one all
// reading has to stop, and a long copy holds up every writer; with a gigabyte to
// spare that day does not come. Where a limit leaves no room for it the store
// works with less: then it comes whenever the file has outgrown the mapping, and
// a change that the limit leaves no room for fails with ErrNotSaved.
func (s *Store) mapSizes() []int {
	if s.options.initialMap != 0 {
		return []int{s.options.initialMap}
	}
	if strconv.IntSize < 64 || runtime.GOOS == "windows" {
		return []int{0}
	}
	size := 0
	if info, err := os.Stat(s.path); err == nil {
		size = int(info.Size())
	}
	return []int{1<<30 + size, 64<<20 + size, 0} // 0: what the file needs
}

// openFile opens the file with bbolt; a damaged one makes bbolt panic or
// fault, and the file must be let go even then.
func openFile(path string, o *bbolt.Options) (*bbolt.DB, error) {
	var file *os.File
	o.OpenFile = func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
		f, err = os.OpenFile(name, flag, mode)
		file = f
		return f, err
	}
	var db *bbolt.DB
	err := guarded(func() (err error) {
		db, err = bbolt.Open(path, 0o600, o)
		return err
	})
	var panicked *Panicked
	switch {
	case err == nil && replaced(path, file):
		_ = guarded(db.Close)
		return nil, ErrLocked
	case err == nil:
		return db, nil
	case errors.As(err, &panicked):
		if file != nil {
			_ = file.Close()
		}
		return nil, fmt.Errorf("%w (%w)", ErrDamaged, err)
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, ErrLocked
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return nil, fmt.Errorf("%w (%w)", ErrDamaged, err)
	case file == nil:
		return nil, fmt.Errorf("%w (%w)", ErrNotWritable, err)
	}
	return nil, err
}

// replaced reports whether the file is no longer the one at path: a restore put
// another in its place while this process waited for the lock.
func replaced(path string, file *os.File) bool {
	if runtime.GOOS == "windows" || file == nil { // where a file in use is not replaced
		return false
	}
	is, err := os.Stat(path)
	if err != nil {
		return true
	}
	was, err := file.Stat()
	return err != nil || !os.SameFile(is, was)
}

// guarded runs f and turns a panic into an error, that of a page of the file
// that cannot be read included.
func guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if v := recover(); v != nil {
			err = &Panicked{Value: v, Stack: debug.Stack()}
		}
	}()
	return f()
}

// syncFolder makes the entry of a new file in its folder durable.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}

// Watch sets what is called after a commit: posted for each chat that
// something was posted to, due once for each queue in which an order came or moved
// or a question was asked. To be called once, before the store is used;
// both must return at once and must not use the store.
func (s *Store) Watch(posted func(chatID int64), due func(order.Queue)) {
	s.posted, s.due = posted, due
}

// View runs fn in a read-only transaction that sees the store as it was when
// it began. A panic in fn comes back as *Panicked. fn must not use the store
// otherwise.
func (s *Store) View(fn func(chat.Tx) error) error {
	return s.view(func(t *tx) error { return fn(t) })
}

func (s *Store) view(fn func(*tx) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	b, err := s.db.Begin(false)
	if err != nil {
		if errors.Is(err, bolterrors.ErrDatabaseNotOpen) && s.writer.isClosed() {
			return ErrClosed
		}
		return fmt.Errorf("reading the store: %w", err)
	}
	defer b.Rollback()
	return s.damaged(guarded(func() error { return fn(newTx(b, s)) }))
}

// Close waits for what runs and for what waits to be committed, and lets go of
// the file. Later calls of Update and View return ErrClosed.
func (s *Store) Close() error {
	if !s.writer.stop() {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("closing store: %w", err)
	}
	return nil
}
