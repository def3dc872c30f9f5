package file

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// Options are the settings of an open file; all but Schema may be left out.
type Options struct {
	Schema      Schema
	Committed   func(with any) // told Tx.With once a commit lasts; must return at once and not use the file
	BackedUp    func(error)    // told what became of each daily backup; as Committed
	LockTimeout time.Duration  // how long to wait for another process to let go of the file; 0 is a second
	Log         *slog.Logger   // nil: nothing is logged
	Prompt      bool           // commits never wait for more to come; for tests with a clock of their own, which waiting would move
	NoSync      bool           // commits do not wait for the disk: for baselines, and tests that need many
	InitialMap  int            // bytes of address space to begin with; 0: plenty, where there is plenty
	MaxSize     int            // bytes that the file may have; 0: no limit
}

// DB is an open file. Its methods may be called from any goroutine.
type DB struct {
	path    string
	options Options

	// mu guards bolt: transactions hold it for reading, and it is only replaced
	// or closed when none runs.
	mu   sync.RWMutex
	bolt *bbolt.DB

	writer writer
}

// Open opens the file, which is made (mode 0600) where there is none, and brings
// an older schema up to date. Its errors are ErrLocked, ErrMissing, ErrDamaged,
// ErrNewer and ErrNotWritable, each with the cause.
func Open(path string, o Options) (*DB, error) {
	if o.LockTimeout <= 0 {
		o.LockTimeout = time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	d := &DB{path: path, options: o}
	if err := d.open(); err != nil {
		return nil, fmt.Errorf("opening store %s: %w", path, err)
	}
	d.writer.start(d)
	return d, nil
}

// open inspects, maps and migrates the file. Where it was open before it makes no new one.
func (d *DB) open() error {
	fresh, err := inspect(d.path, d.options.LockTimeout)
	if err != nil {
		return err
	}
	if fresh {
		if d.bolt != nil { // to begin a new store would be to forget all that this one knew
			return fmt.Errorf("%w (there was a store while the bot ran, and now its file is gone or empty)", ErrDamaged)
		}
		if err := missing(d.path); err != nil {
			return err
		}
	}
	bolt, err := openMapped(d.path, bbolt.Options{
		Timeout:         d.options.LockTimeout,
		NoSync:          d.options.NoSync,
		InitialMmapSize: d.options.InitialMap,
		MaxSize:         d.options.MaxSize,
	})
	if err != nil {
		return err
	}
	// The address space is mapped far ahead, so bbolt would grow the file by
	// this much at a time.
	bolt.AllocSize = 4 << 20
	if err := guarded(func() error { return d.options.Schema.migrate(bolt) }); err != nil {
		_ = guarded(bolt.Close)
		return err
	}
	removeTemporary(d.path)
	if fresh {
		if err := syncFolder(d.path); err != nil {
			_ = bolt.Close()
			return err
		}
	}
	d.bolt = bolt
	return nil
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
	var bolt *bbolt.DB
	err := guarded(func() (err error) {
		bolt, err = bbolt.Open(path, 0o600, o)
		return err
	})
	var panicked *Panicked
	switch {
	case err == nil && replaced(path, file):
		_ = guarded(bolt.Close)
		return nil, ErrLocked
	case err == nil:
		return bolt, nil
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

// View runs fn in a read-only transaction that sees the file as it was when it
// began. A panic in fn comes back as *Panicked. fn must not use the file
// otherwise.
func (d *DB) View(fn func(*Tx) error) error {
	d.mu.RLock()
	defer d.mu.RUnlock()
	b, err := d.bolt.Begin(false)
	if err != nil {
		if errors.Is(err, bolterrors.ErrDatabaseNotOpen) && d.writer.isClosed() {
			return ErrClosed
		}
		return fmt.Errorf("reading the store: %w", err)
	}
	defer b.Rollback()
	return guarded(func() error { return fn(&Tx{b: b}) })
}

// PagesWritten counts the pages that commits have written since the file was
// opened, for benchmarks.
func (d *DB) PagesWritten() int64 {
	stats := d.bolt.Stats()
	return stats.TxStats.GetWrite()
}

// Close waits for what runs and for what waits to be committed, and lets go of
// the file. Later calls of Update and View return ErrClosed.
func (d *DB) Close() error {
	d.writer.stop()
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.bolt.Close(); err != nil {
		return fmt.Errorf("closing store: %w", err)
	}
	return nil
}
