package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"rechargebot/flows/money"
	"slices"
	"strings"
	"time"
)

// Names of the daily copies: rechargebot-2026-11-23.db.gz. Those of earlier
// versions were not compressed: rechargebot-2026-11-23.db.
const (
	backupPrefix     = "rechargebot-"
	backupSuffix     = ".db"
	compressedSuffix = ".gz"
	freshSuffix      = ".new" // neither checked nor compressed yet
)

// Backup writes the day's copy into a folder, which is made where there is
// none, checks the copy by opening and reading it, compresses it, and removes all
// but the newest keep (at least 1), and what copies that were killed halfway have
// left. Restore reads the copy as it is. Other files are left alone. It breaks off
// soon after ctx has ended.
func (s *Store) Backup(ctx context.Context, dir string, keep int, now time.Time) (string, error) {
	removeBroken(dir) // first: it may be what leaves no room
	path := filepath.Join(dir, backupPrefix+money.Day(now, s.options.Location)+backupSuffix+compressedSuffix)
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
	fresh := strings.TrimSuffix(path, compressedSuffix) + freshSuffix
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
	plain, err := os.Open(fresh)
	if err != nil {
		return err
	}
	defer plain.Close()
	return writeWhole(path, func(w io.Writer) error { return compress(ctx, w, plain) })
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

// backupsIn gives the copies in a folder, compressed or not, oldest first.
func backupsIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, e := range entries {
		name, ours := strings.CutPrefix(e.Name(), backupPrefix)
		day, store := strings.CutSuffix(strings.TrimSuffix(name, compressedSuffix), backupSuffix)
		if _, err := time.Parse(time.DateOnly, day); ours && store && err == nil {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	slices.Sort(paths)
	return paths, nil
}

// BackupDaily makes the day's copy whenever there is none yet, until ctx ends.
// One that fails is logged and tried again after an hour. A store without orders
// and members is not worth a copy, which would only push out older ones: it is
// looked at again after an hour.
func (s *Store) BackupDaily(ctx context.Context, dir string, keep int, now func() time.Time) {
	for ctx.Err() == nil {
		day := money.Day(now(), s.options.Location)
		if !backedUpOn(dir, day) && !s.unused() {
			path, err := s.Backup(ctx, dir, keep, now())
			if ctx.Err() != nil {
				return // the next start makes it
			}
			s.options.BackedUp(err)
			if err != nil {
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

// backedUpOn reports whether the day's copy is there, compressed or not. Where the
// folder cannot be read it is not, and what the next copy says is logged.
func backedUpOn(dir, day string) bool {
	path := filepath.Join(dir, backupPrefix+day+backupSuffix)
	_, plain := os.Stat(path)
	_, compressed := os.Stat(path + compressedSuffix)
	return plain == nil || compressed == nil
}

// unused reports whether the store has neither orders nor members. One that cannot
// be read is not taken for unused.
func (s *Store) unused() bool {
	var order, member []byte
	err := s.view(func(t *tx) error {
		order, _ = t.cursor(bOrders).First()
		member, _ = t.cursor(bMembers).First()
		return nil
	})
	return err == nil && order == nil && member == nil
}

// Probe reports whether a bot could work with the store at path: a file that is
// there is checked whole, and one that is not could be made. Its errors are
// those of Open and Check.
func Probe(path string) error {
	if fresh, _ := inspectFile(path); fresh {
		if err := missing(path); err != nil {
			return err
		}
	} else if err := Check(path); err != nil {
		return err
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
