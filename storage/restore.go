package storage

import (
	"errors"
	"time"

	"rechargebot/storage/file"
)

// Restored says what a restore did.
type Restored struct {
	Old     string // where the replaced file is now; "" if there was none
	Unclear int    // orders that the panel is asked for: open in the backup, and never sent again
	Dropped int    // things the backup still had to say, which are not said any more
}

// restoring is what a subject is told of a restore, and notes what it did.
type restoring struct {
	now      time.Time
	replaced idsOf // of the store that is replaced
	Restored
}

// Restore puts a backup (a copy, or one that was gzipped) in place of the store
// at path, which must not be open anywhere; see [file.Restore].
//
// The world went on after the backup was made, so nothing it held is acted on
// again:
//   - Orders that were placed, being sent or open become unclear and are asked
//     for at the panel.
//   - Conversations are forgotten, whose confirm buttons may have been used since.
//   - What waited to be said is dropped, except final words on orders. Command
//     menus among it are set when their people write again.
//   - Rows of lists that were not placed are not known, and are placed no more. Lists,
//     deposits and packs get other numbers than any had since.
//   - Ids are of another generation, so that none that was given since comes again.
func Restore(backup, path string, now time.Time) (Restored, error) {
	r := restoring{now: now}
	old, err := file.Restore(backup, path, now, file.Restoring{
		Schema: schema(),
		Replaced: func(b *file.Tx) error {
			found, err := readReplaced(b)
			if err == nil {
				r.replaced = found
			}
			return err
		},
		Prepare: r.prepare,
	})
	r.Old = old
	return r.Restored, err
}

// prepare has each subject make its records safe to go on from.
func (r *restoring) prepare(path string) error {
	s, err := Open(path, Options{})
	if err != nil {
		return err
	}
	err = s.update(func(t *tx) error {
		r.Restored = Restored{} // it may run again
		for _, subject := range subjects {
			if subject.restored == nil {
				continue
			}
			if err := subject.restored(t, r); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, s.Close())
}
