package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"rechargebot/flows/money"
	"slices"
	"strings"
	"time"
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
	path := filepath.Join(dir, backupPrefix+money.Day(now, s.options.Location)+backupSuffix)
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
		day := money.Day(now(), s.options.Location)
		if _, err := os.Stat(filepath.Join(dir, backupPrefix+day+backupSuffix)); err != nil { // a folder that cannot be read is logged below
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
