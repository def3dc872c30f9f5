package storage

import (
	"context"
	"io"
	"time"

	"rechargebot/storage/file"
)

// CopyCompressed writes the store as it is now to w, gzipped; see [file.DB.CopyCompressed].
func (s *Store) CopyCompressed(ctx context.Context, w io.Writer) error {
	return s.file.CopyCompressed(ctx, w)
}

// Backup writes the checked and gzipped copy of the day, by the store's calendar,
// into a folder, and removes all but the newest keep; see [file.DB.Backup].
func (s *Store) Backup(ctx context.Context, dir string, keep int, now time.Time) (string, error) {
	return s.file.Backup(ctx, dir, keep, now.In(s.options.Location))
}

// BackupDaily makes the day's copy whenever there is none yet and somebody is in
// the store, until ctx ends.
func (s *Store) BackupDaily(ctx context.Context, dir string, keep int, now func() time.Time) {
	s.file.BackupDaily(ctx, dir, keep, func() time.Time { return now().In(s.options.Location) }, s.inUse)
}

// inUse reports whether there is a member or an order. A store that cannot be read is
// in use: the copy says what is wrong with it.
func (s *Store) inUse() bool {
	used := false
	err := s.view(func(t *tx) error {
		for _, n := range []bucket{bMembers, bOrders} {
			if k, _ := t.cursor(n).First(); k != nil {
				used = true
			}
		}
		return nil
	})
	return used || err != nil
}

// Probe reports whether a bot could work with the store at path; see [file.Probe].
func Probe(path string) error { return file.Probe(path, schema()) }

// ProbeBackups reports whether copies could be written into a folder; see
// [file.ProbeBackups].
func ProbeBackups(dir string) error { return file.ProbeBackups(dir) }
