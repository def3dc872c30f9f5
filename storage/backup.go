package storage

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows"
	"rechargebot/flows/order"
)

// Names of the daily copies: rechargebot-2026-11-23.db.
const (
	backupPrefix = "rechargebot-"
	backupSuffix = ".db"
	freshSuffix  = ".new" // not checked yet
)

// Backup writes the day's copy into a folder, which is made where there is
// none, checks the copy by opening and reading it, and removes all but the
// newest keep (at least 1), and what copies that were killed halfway have left.
// Other files are left alone. It breaks off soon after ctx has ended.
func (s *Store) Backup(ctx context.Context, dir string, keep int, now time.Time) (string, error) {
	removeBroken(dir) // first: it may be what leaves no room
	path := filepath.Join(dir, backupPrefix+flows.Day(now, s.options.Location)+backupSuffix)
	if err := s.backup(ctx, path); err != nil {
		return "", fmt.Errorf("backing up to %s: %w", path, err)
	}
	old, err := backupsIn(dir)
	if err != nil {
		return path, fmt.Errorf("looking for old backups: %w", err)
	}
	// Not this one, even where a clock that went wrong has left later ones.
	old = slices.DeleteFunc(old, func(p string) bool { return p == path })
	for len(old) > max(keep, 1)-1 {
		if err := os.Remove(old[0]); err != nil {
			return path, fmt.Errorf("removing an old backup: %w", err)
		}
		old = old[1:]
	}
	return path, nil
}

func (s *Store) backup(ctx context.Context, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	// Checked under another name, so that a bad copy never stands for a good one.
	fresh := path + freshSuffix
	defer os.Remove(fresh) // not there any more where all went well
	if err := s.Copy(ctx, fresh); err != nil {
		return err
	}
	checked := make(chan error, 1)
	go func() { checked <- Check(fresh) }()
	select {
	case err := <-checked:
		if err != nil {
			return err
		}
	case <-ctx.Done(): // the process is about to end, which ends the reading too
		return ctx.Err()
	}
	if err := os.Rename(fresh, path); err != nil {
		return err
	}
	return syncFolder(path)
}

// removeBroken removes what a copy that was killed halfway has left.
func removeBroken(dir string) {
	for _, pattern := range []string{copyPattern, backupPrefix + "*" + backupSuffix + freshSuffix} {
		paths, _ := filepath.Glob(filepath.Join(dir, pattern)) // a folder whose name is a pattern keeps them
		for _, p := range paths {
			_ = os.Remove(p)
		}
	}
}

// backupsIn gives the copies in a folder, oldest first.
func backupsIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, e := range entries {
		day, ok := strings.CutPrefix(strings.TrimSuffix(e.Name(), backupSuffix), backupPrefix)
		if _, err := time.Parse(time.DateOnly, day); ok && err == nil && strings.HasSuffix(e.Name(), backupSuffix) {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	slices.Sort(paths)
	return paths, nil
}

// BackupDaily makes the day's copy whenever there is none yet, until ctx ends.
// One that fails is logged and tried again after an hour.
func (s *Store) BackupDaily(ctx context.Context, dir string, keep int, now func() time.Time) {
	for ctx.Err() == nil {
		day := flows.Day(now(), s.options.Location)
		if _, err := os.Stat(filepath.Join(dir, backupPrefix+day+backupSuffix)); err != nil { // a folder that cannot be read is logged below
			if path, err := s.Backup(ctx, dir, keep, now()); ctx.Err() != nil {
				return // the next start makes it
			} else if err != nil {
				s.options.Log.Error("the daily backup failed; trying again in an hour", "error", err)
			} else {
				s.options.Log.Info("daily backup", "file", path)
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Hour):
		}
	}
}

// CopyCompressed writes the store as it is now to w, gzipped, by way of a
// temporary file. Restore reads it as it is. It breaks off soon after ctx has ended.
func (s *Store) CopyCompressed(ctx context.Context, w io.Writer) error {
	dir, err := os.MkdirTemp("", "rechargebot")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "copy.db")
	if err := s.Copy(ctx, path); err != nil {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	z := gzip.NewWriter(while{ctx, w})
	if _, err := io.Copy(z, file); err != nil {
		return err
	}
	return z.Close()
}

// Probe reports whether a bot could work with the store at path: a file that is
// there is checked whole, and one that is not could be made. Its errors are
// those of Open and Check.
func Probe(path string) error {
	if _, err := os.Stat(path); err == nil {
		if err := Check(path); err != nil {
			return err
		}
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".probe-*")
	if err != nil {
		return fmt.Errorf("%w (%w)", ErrNotWritable, err)
	}
	_, err = file.Write(make([]byte, 1<<16)) // room for the next pages, or a full disk
	if err == nil {
		err = file.Sync()
	}
	err = errors.Join(err, file.Close(), os.Remove(file.Name()))
	if err != nil {
		return fmt.Errorf("%w (%w)", ErrNotSaved, err)
	}
	if file, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
		return file.Close()
	} else if !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w (%w)", ErrNotWritable, err)
	}
	return nil
}

// Restored says what a restore did.
type Restored struct {
	Old     string // where the replaced file is now; "" if there was none
	Unclear int    // orders that the panel is asked for: open in the backup, and never sent again
}

// Restore puts a backup (a copy, or one that was gzipped) in place of the store
// at path, which must not be open anywhere; the old file is kept beside it.
//
// The world went on after the backup was made, so nothing it held is acted on
// again: orders that were placed, being sent or open become unclear and are
// asked for at the panel, and conversations are forgotten, whose confirm
// buttons may have been used since.
func Restore(backup, path string, now time.Time) (Restored, error) {
	done, err := restore(backup, path, now)
	if err != nil {
		return done, fmt.Errorf("restoring %s: %w", backup, err)
	}
	return done, nil
}

func restore(backup, path string, now time.Time) (done Restored, err error) {
	fresh := path + ".restoring"
	defer os.Remove(fresh) // not there any more where all went well
	if err := unpack(backup, fresh); err != nil {
		return done, err
	}
	if err := Check(fresh); errors.Is(err, ErrDamaged) {
		return done, ErrBackup // Check's own words are about the store
	} else if err != nil {
		return done, err
	}
	if done.Unclear, err = settleRestored(fresh, now); err != nil {
		return done, err
	}
	if _, err := os.Stat(path); err == nil {
		release, err := hold(path)
		if err != nil {
			return done, err
		}
		defer release()
		done.Old = path + ".before-" + now.UTC().Format("20060102-150405")
		if _, err := os.Stat(done.Old); err == nil {
			return done, fmt.Errorf("%s is there already", done.Old)
		}
		if err := os.Rename(path, done.Old); err != nil {
			return done, err
		}
	}
	if err := os.Rename(fresh, path); err != nil {
		if done.Old != "" {
			err = errors.Join(err, os.Rename(done.Old, path))
		}
		return done, err
	}
	return done, syncFolder(path)
}

// hold keeps other processes from opening the store until it is released, and
// reports ErrLocked where one has. A damaged store is no reason not to replace it.
func hold(path string) (release func(), err error) {
	var db *bbolt.DB
	_, err = inspect(path, time.Second)
	if err == nil {
		db, err = openFile(path, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	}
	if errors.Is(err, ErrLocked) {
		return nil, err
	}
	if err != nil {
		return func() {}, nil
	}
	return func() { _ = guarded(db.Close) }, nil
}

// unpack copies a backup, which may be gzipped, to another file.
func unpack(backup, to string) error {
	in, err := os.Open(backup)
	if err != nil {
		return err
	}
	defer in.Close()
	var from io.Reader = in
	magic := make([]byte, 2)
	if _, err := io.ReadFull(in, magic); err != nil {
		return fmt.Errorf("%w (%w)", ErrBackup, err)
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if magic[0] == 0x1f && magic[1] == 0x8b {
		if from, err = gzip.NewReader(in); err != nil {
			return fmt.Errorf("%w (%w)", ErrBackup, err)
		}
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err = io.Copy(out, from); err == nil {
		err = out.Sync()
	} else if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, new(flate.CorruptInputError)) {
		err = fmt.Errorf("%w (%w)", ErrBackup, err)
	}
	return errors.Join(err, out.Close())
}

// settleRestored makes everything in a restored store safe to go on from.
func settleRestored(path string, now time.Time) (unclear int, err error) {
	s, err := Open(path, Options{})
	if err != nil {
		return 0, err
	}
	err = s.Update(func(all flows.Tx) error {
		unclear = 0
		orders, err := all.OpenOrders(0, 1<<30)
		if err != nil {
			return err
		}
		for _, o := range orders {
			for _, next := range map[order.State][]order.State{
				order.Placed: {order.Sending, order.Unclear}, order.Sending: {order.Unclear},
			}[o.State] {
				if err := o.Move(next); err != nil {
					return err
				}
			}
			if o.Sent.IsZero() {
				o.Sent = o.Placed
			}
			o.Next = now
			unclear++
			if err := all.PutOrder(o); err != nil {
				return err
			}
		}
		return forgetSessions(all.(*tx))
	})
	return unclear, errors.Join(err, s.Close())
}

func forgetSessions(t *tx) error {
	if err := t.change(); err != nil {
		return err
	}
	name := bucketNames[bSessions]
	t.buckets[bSessions] = nil
	if err := t.b.DeleteBucket(name); err != nil {
		return err
	}
	_, err := t.b.CreateBucket(name)
	return err
}
