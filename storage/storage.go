package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// What can be wrong, in words that say what to do.
var (
	ErrLocked      = file.ErrLocked
	ErrDamaged     = file.ErrDamaged
	ErrBackup      = file.ErrBackup
	ErrMissing     = file.ErrMissing
	ErrNewer       = file.ErrNewer
	ErrNotWritable = file.ErrNotWritable
	ErrNotSaved    = file.ErrNotSaved
	ErrReadOnly    = file.ErrReadOnly
	ErrClosed      = file.ErrClosed
)

// Panicked is the error of a function that panicked inside a transaction.
type Panicked = file.Panicked

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

	noSync bool // for baselines and for tests that need many orders
}

// Store is an open store. Its methods may be called from any goroutine.
type Store struct {
	file    *file.DB
	options Options
	cache   cache

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
	s := &Store{options: o}
	db, err := file.Open(path, file.Options{
		Schema: schema(), Committed: s.committed,
		LockTimeout: o.LockTimeout, Log: o.Log, BackedUp: o.BackedUp, Prompt: o.Prompt, NoSync: o.noSync,
	})
	if err != nil {
		return nil, err
	}
	s.file = db
	return s, nil
}

// Watch sets what is called after a commit: posted for each chat that
// something was posted to, due once for each queue in which an order came or moved
// or a question was asked. To be called once, before the store is used;
// both must return at once and must not use the store.
func (s *Store) Watch(posted func(chatID int64), due func(order.Queue)) {
	s.posted, s.due = posted, due
}

// committed calls what Watch has set, for what a commit has made known.
func (s *Store) committed(with any) {
	t := with.(*tx)
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

// Update runs fn in a read-write transaction, together with whatever else
// waits, and returns when it is on disk. An error of fn comes back as it is, a
// panic as *Panicked, a failed commit as ErrNotSaved with its cause; in each
// case fn left no trace. With chat.ErrInDoubt it may have left all of it. fn may
// run more than once, in another goroutine; it must not use the store otherwise.
func (s *Store) Update(fn func(chat.Tx) error) error {
	return s.told(s.file.Update(func(f *file.Tx) error { return fn(s.shared(f)) }))
}

func (s *Store) update(fn func(*tx) error) error {
	return s.told(s.file.Update(func(f *file.Tx) error { return fn(s.shared(f)) }))
}

// shared is the transaction of all functions that are committed together.
func (s *Store) shared(f *file.Tx) *tx {
	t, ok := f.With.(*tx)
	if !ok {
		t = newTx(f, s)
		f.With = t
	}
	return t
}

// told is an error of the file as the store's callers are told it: a commit in doubt
// in the words of package chat. Damage is told to Options.Damaged besides.
func (s *Store) told(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, file.ErrDamaged) {
		s.options.Damaged(err)
	}
	if errors.Is(err, file.ErrInDoubt) {
		return fmt.Errorf("%w (%w)", chat.ErrInDoubt, err)
	}
	return err
}

// View runs fn in a read-only transaction that sees the store as it was when
// it began. A panic in fn comes back as *Panicked. fn must not use the store
// otherwise.
func (s *Store) View(fn func(chat.Tx) error) error {
	return s.told(s.file.View(func(f *file.Tx) error { return fn(newTx(f, s)) }))
}

func (s *Store) view(fn func(*tx) error) error {
	return s.told(s.file.View(func(f *file.Tx) error { return fn(newTx(f, s)) }))
}

// Close waits for what runs and for what waits to be committed, and lets go of
// the file. Later calls of Update and View return ErrClosed.
func (s *Store) Close() error { return s.file.Close() }

// Copy writes the store as it is now to another file; see [file.DB.Copy].
func (s *Store) Copy(ctx context.Context, path string) error { return s.file.Copy(ctx, path) }

// CompressedCopy makes a gzipped copy in a temporary file; see [file.DB.CompressedCopy].
func (s *Store) CompressedCopy(ctx context.Context) (f *os.File, remove func(), err error) {
	return s.file.CompressedCopy(ctx)
}
