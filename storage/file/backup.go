package file

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Names of the daily copies: rechargebot-2026-11-23.db.gz; earlier versions made
// them without gzip.
const (
	backupPrefix = "rechargebot-"
	backupSuffix = ".db"
	gzipSuffix   = ".gz"
	freshSuffix  = ".new" // not whole or not checked yet
)

// Backup writes the copy of the day that now falls on, by its own zone, into a
// folder, which is made where there is none. The copy is checked by opening and
// reading it, then gzipped. All but the newest keep (at least 1) are removed, and
// what copies that were killed halfway have left. Other files are left alone. It
// breaks off soon after ctx has ended.
func (d *DB) Backup(ctx context.Context, dir string, keep int, now time.Time) (string, error) {
	removeBroken(dir) // first: it may be what leaves no room
	plain := filepath.Join(dir, backupPrefix+now.Format(time.DateOnly)+backupSuffix)
	path := plain + gzipSuffix
	if err := d.backup(ctx, plain, path); err != nil {
		return "", fmt.Errorf("backing up to %s: %w", path, err)
	}
	old, err := backupsIn(dir)
	if err != nil {
		return path, fmt.Errorf("looking for old backups: %w", err)
	}
	// Not this one, even where a clock that went wrong has left later ones; nor the store
	// itself, where the bot was begun on a copy that is still called so.
	old = slices.DeleteFunc(old, func(p string) bool { return p == path || same(p, d.path) })
	for len(old) > max(keep, 1)-1 {
		if err := os.Remove(old[0]); err != nil {
			return path, fmt.Errorf("removing an old backup: %w", err)
		}
		old = old[1:]
	}
	return path, nil
}

// backup makes the copy under other names first, so that a bad one never stands
// for a good one.
func (d *DB) backup(ctx context.Context, plain, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	fresh, packed := plain+freshSuffix, path+freshSuffix
	defer os.Remove(fresh)
	defer os.Remove(packed) // not there any more where all went well
	if err := d.Copy(ctx, fresh); err != nil {
		return err
	}
	checked := make(chan error, 1)
	go func() { checked <- Check(fresh, d.options.Schema) }()
	select {
	case err := <-checked:
		if err != nil {
			return err
		}
	case <-ctx.Done(): // the process is about to end, which ends the reading too
		return ctx.Err()
	}
	if err := pack(ctx, fresh, packed); err != nil {
		return err
	}
	if err := os.Rename(packed, path); err != nil {
		return err
	}
	return syncFolder(path)
}

// pack gzips a file into another (mode 0600) and reads that one once more, which
// compares its checksum.
func pack(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	z := gzip.NewWriter(while{ctx, out})
	if _, err := io.Copy(z, in); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if err := out.Sync(); err != nil {
		return err
	}
	if _, err := out.Seek(0, io.SeekStart); err != nil {
		return err
	}
	back, err := gzip.NewReader(out)
	if err != nil {
		return fmt.Errorf("reading the copy back: %w", err)
	}
	if _, err := io.Copy(while{ctx, io.Discard}, back); err != nil {
		return fmt.Errorf("reading the copy back: %w", err)
	}
	return out.Close()
}

// removeBroken removes what a copy that was killed halfway has left.
func removeBroken(dir string) {
	for _, pattern := range []string{copyPattern, backupPrefix + "*" + backupSuffix + freshSuffix, backupPrefix + "*" + backupSuffix + gzipSuffix + freshSuffix} {
		paths, _ := filepath.Glob(filepath.Join(dir, pattern)) // a folder whose name is a pattern keeps them
		for _, p := range paths {
			_ = os.Remove(p)
		}
	}
}

// backupsIn gives the copies in a folder, gzipped and plain, oldest first.
func backupsIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), gzipSuffix)
		day, ok := strings.CutPrefix(strings.TrimSuffix(name, backupSuffix), backupPrefix)
		if _, err := time.Parse(time.DateOnly, day); ok && err == nil && strings.HasSuffix(name, backupSuffix) {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	return paths, nil // os.ReadDir sorts
}

// BackupDaily makes the day's copy whenever there is none yet, until ctx ends.
// While there is nothing worth a copy none is made: the day's would stand in the
// way of a later one. One that fails is logged and tried again after an hour.
func (d *DB) BackupDaily(ctx context.Context, dir string, keep int, now func() time.Time, worth func() bool) {
	for ctx.Err() == nil {
		if !d.backedUpOn(dir, now()) && worth() {
			path, err := d.Backup(ctx, dir, keep, now())
			if ctx.Err() != nil {
				return // the next start makes it
			}
			if d.options.BackedUp != nil {
				d.options.BackedUp(err)
			}
			if err != nil {
				d.options.Log.Error("the daily backup failed; trying again in an hour", "error", err)
			} else {
				d.options.Log.Info("daily backup", "file", path)
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Hour):
		}
	}
}

// backedUpOn reports whether the day's copy is there, other than the store itself. A folder that cannot be read
// is reported when the copy is made.
func (d *DB) backedUpOn(dir string, day time.Time) bool {
	plain := filepath.Join(dir, backupPrefix+day.Format(time.DateOnly)+backupSuffix)
	for _, path := range []string{plain, plain + gzipSuffix} {
		if _, err := os.Stat(path); err == nil && !same(path, d.path) {
			return true
		}
	}
	return false
}
