package storage

import (
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// Names of what a restore has beside the store.
const (
	restoringSuffix = ".restoring" // the file to be, until it is whole
	beforePrefix    = ".before-"   // the replaced file, with the time
)

// Restored says what a restore did.
type Restored struct {
	Old     string // where the replaced file is now; "" if there was none
	Unclear int    // orders that the panel is asked for: open in the backup, and never sent again
	Dropped int    // things the backup still had to say, which are not said any more
}

// Restore puts a backup (a copy, or one that was gzipped) in place of the store
// at path, which must not be open anywhere. The old file is kept beside it; the
// new one has its owner and its mode. At every moment one of the two is at path.
//
// The world went on after the backup was made, so nothing it held is acted on
// again:
//   - Orders that were placed, being sent or open become unclear and are asked
//     for at the panel.
//   - Conversations are forgotten, whose confirm buttons may have been used since.
//   - What waited to be said is dropped, except final words on orders. Command
//     menus among it are set when their people write again.
//   - Ids are of another generation, so that none that was given since comes again.
func Restore(backup, path string, now time.Time) (Restored, error) {
	done, err := restore(backup, path, now)
	if err != nil {
		return done, fmt.Errorf("restoring %s: %w", backup, err)
	}
	return done, nil
}

func restore(backup, path string, now time.Time) (done Restored, err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // the file is replaced, not the link to it
	}
	fresh := path + restoringSuffix
	defer os.Remove(fresh) // not there any more where all went well
	if err := unpack(backup, fresh); err != nil {
		return done, err
	}
	if err := Check(fresh); errors.Is(err, ErrDamaged) {
		return done, ErrBackup // Check's own words are about the store
	} else if err != nil {
		return done, err
	}
	var replaced idsOf
	old, err := os.Stat(path)
	switch {
	case err == nil:
		release, err := hold(path, &replaced)
		if err != nil {
			return done, err
		}
		defer release()
	case !errors.Is(err, fs.ErrNotExist):
		return done, err
	}
	if done.Unclear, done.Dropped, err = settleRestored(fresh, replaced, now); err != nil {
		return done, err
	}
	if old == nil {
		if err := os.Rename(fresh, path); err != nil {
			return done, err
		}
		return done, syncFolder(path)
	}
	if err := alike(fresh, old); err != nil {
		return done, fmt.Errorf("giving the restored file the owner of the one it replaces: %w; restore as that user, or as root", err)
	}
	kept := path + beforePrefix + now.UTC().Format("20060102-150405")
	if err := keepAs(path, kept, old); err != nil {
		return done, fmt.Errorf("keeping the file that is there: %w", err)
	}
	if err := os.Rename(fresh, path); err != nil {
		return done, errors.Join(err, os.Remove(kept))
	}
	done.Old = kept
	return done, syncFolder(path)
}

// link is replaced in tests by one that a file system without links has.
var link = os.Link

// keepAs gives a file a second name, or where there are no links copies it. What
// is there already is left as it is.
func keepAs(path, kept string, info fs.FileInfo) error {
	err := link(path, kept)
	if err == nil {
		return syncFolder(path)
	}
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(kept, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err = io.Copy(to, from); err == nil {
		err = to.Sync()
	}
	if err = errors.Join(err, to.Close()); err == nil {
		err = alike(kept, info)
	}
	if err != nil {
		return errors.Join(err, os.Remove(kept))
	}
	return syncFolder(path)
}

// alike gives a file the mode and the owner of another.
func alike(path string, info fs.FileInfo) error {
	if err := chownLike(path, info); err != nil {
		return err
	}
	return os.Chmod(path, info.Mode().Perm())
}

// missing names what an interrupted or undone restore has left beside a store
// that is not there: beginning anew there would lose it.
func missing(path string) error {
	var found []string
	for _, name := range beside(path) {
		if strings.HasPrefix(name, beforePrefix) || name == restoringSuffix {
			found = append(found, path+name)
		}
	}
	if found == nil {
		return nil
	}
	return fmt.Errorf("%w (there is %s)", ErrMissing, strings.Join(found, ", "))
}

// beside gives, of the files whose names begin as the path does, the rest of the name.
func beside(path string) (rest []string) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if name, ok := strings.CutPrefix(e.Name(), filepath.Base(path)); ok && name != "" {
			rest = append(rest, name)
		}
	}
	return rest
}

// idsOf is what a store knows of its ids.
type idsOf struct {
	last order.IDs
	used order.Generations
}

// hold keeps other processes from opening the store until it is released, and
// reports ErrLocked where one has. It reads what the store knows of its ids. A
// damaged store is no reason not to replace it.
func hold(path string, ids *idsOf) (release func(), err error) {
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
	var found idsOf
	if inTx(db, false, func(b *bbolt.Tx) error {
		version, err := schemaOf(b)
		if err != nil {
			return err
		}
		if version == 1 {
			found.used, err = readGenerations(generationsOfVersion1(b.Bucket(bucketNames[bMeta]).Get([]byte("last id"))))
			return err
		}
		t := newTx(b, &Store{options: Options{Rand: rand.IntN}})
		if found.last, err = t.ids(); err == nil {
			found.used, err = t.generations()
		}
		return err
	}) == nil {
		*ids = found
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
	n, err := io.Copy(out, from)
	if err == nil && n == 0 {
		err = ErrBackup
	} else if err == nil {
		err = out.Sync()
	} else if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, new(flate.CorruptInputError)) {
		err = fmt.Errorf("%w (%w)", ErrBackup, err)
	}
	return errors.Join(err, out.Close())
}

// settleRestored makes everything in a restored store safe to go on from.
func settleRestored(path string, replaced idsOf, now time.Time) (unclear, dropped int, err error) {
	s, err := Open(path, Options{})
	if err != nil {
		return 0, 0, err
	}
	err = s.Update(func(ft chat.Tx) (err error) {
		t := ft.(*tx)
		if unclear, err = settleOrders(t, now); err != nil {
			return err
		}
		if dropped, err = dropOutbox(t); err != nil {
			return err
		}
		if err := t.changeIDs(replaced, now); err != nil {
			return err
		}
		return errors.Join(t.empty(bSessions), t.empty(bQuestions))
	})
	return unclear, dropped, errors.Join(err, s.Close())
}

// settleOrders has the panel asked for all open orders, and none sent.
func settleOrders(t *tx, now time.Time) (unclear int, err error) {
	orders, err := t.OpenOrders(0, 1<<30)
	if err != nil {
		return 0, err
	}
	for _, o := range orders {
		for _, next := range map[order.State][]order.State{
			order.Placed: {order.Sending, order.Unclear}, order.Sending: {order.Unclear},
		}[o.State] {
			if err := o.Move(next); err != nil {
				return 0, err
			}
		}
		if o.Sent.IsZero() {
			o.Sent = o.Placed
		}
		o.Next = now
		unclear++
		if err := t.PutOrder(o); err != nil {
			return 0, err
		}
	}
	return unclear, nil
}

// dropOutbox drops what waits to be said, except final words. A member whose
// command menu was among it has none from then on, so that it is set again.
func dropOutbox(t *tx) (dropped int, err error) {
	var all []chat.Outgoing
	c := t.cursor(bOutbox)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		o, err := decode[outgoingRecord, chat.Outgoing](bOutbox, v)
		if err != nil {
			return 0, err
		}
		all = append(all, o)
	}
	for _, o := range all {
		if o.Final && o.Screen != nil {
			o.Answer, o.Menu, o.Document = nil, nil, nil
			if err := t.save(bOutbox, chatSeqKey(o.Chat, o.Seq), recordOutgoing(&o)); err != nil {
				return 0, err
			}
			continue
		}
		dropped++
		if err := t.forget(o.Chat, []uint64{o.Seq}); err != nil {
			return 0, err
		}
		if o.Menu == nil {
			continue
		}
		if m, ok, err := t.Member(o.Chat); err != nil {
			return 0, err
		} else if ok {
			m.Menu = ""
			if err := t.PutMember(m); err != nil {
				return 0, err
			}
		}
	}
	return dropped, nil
}

// changeIDs goes on with ids that neither this store nor the replaced one has given.
func (t *tx) changeIDs(replaced idsOf, now time.Time) error {
	ids, err := t.ids()
	if err != nil {
		return err
	}
	used, err := t.generations()
	if err != nil {
		return err
	}
	ids.Restored(&used, replaced.last, &replaced.used, now, t.random)
	if err := t.putGenerations(&used); err != nil {
		return err
	}
	return t.putIDs(ids)
}

// empty deletes all records of a bucket. Its sequence begins anew.
func (t *tx) empty(n bucket) error {
	if err := t.change(); err != nil {
		return err
	}
	t.buckets[n] = nil
	if err := t.b.DeleteBucket(bucketNames[n]); err != nil {
		return err
	}
	_, err := t.b.CreateBucket(bucketNames[n])
	return err
}
