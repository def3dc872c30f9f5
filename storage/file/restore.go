package file

import (
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

// Names of what a restore has beside the store.
const (
	restoringSuffix = ".restoring" // the file to be, until it is whole
	beforePrefix    = ".before-"   // the replaced file, with the time
)

// Restoring says what the package above adds to a restore; all may be nil but
// Schema.
type Restoring struct {
	Schema Schema
	// Replaced sees the file that is about to be replaced, if it can be read.
	Replaced func(*Tx) error
	// Prepare makes the restored file, still under another name, safe to go on from.
	Prepare func(path string) error
}

// Restore puts a backup (a copy, or one that was gzipped) in place of the file at
// path, which must not be open anywhere. The old file is kept beside it, and kept
// is its name; "" if there was none. The new one has its owner and its mode. At
// every moment one of the two is at path.
func Restore(backup, path string, now time.Time, with Restoring) (kept string, err error) {
	kept, err = restore(backup, path, now, with)
	if err != nil {
		return kept, fmt.Errorf("restoring %s: %w", backup, err)
	}
	return kept, nil
}

func restore(backup, path string, now time.Time, with Restoring) (string, error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // the file is replaced, not the link to it
	}
	fresh := path + restoringSuffix
	if same(backup, fresh) { // it would be overwritten before it is read
		return "", errors.New("nothing was changed: this is what a restore that was cut short has left; restore the backup itself, or rename it and restore it then")
	}
	defer os.Remove(fresh) // not there any more where all went well
	if err := unpack(backup, fresh); err != nil {
		return "", err
	}
	if err := Check(fresh, with.Schema); errors.Is(err, ErrDamaged) {
		return "", ErrBackup // Check's own words are about the store
	} else if err != nil {
		return "", err
	}
	old, err := os.Stat(path)
	release := func() {}
	switch {
	case err == nil:
		if release, err = hold(path, with.Replaced); err != nil {
			return "", err
		}
		defer release()
	case !errors.Is(err, fs.ErrNotExist):
		return "", err
	}
	if with.Prepare != nil {
		if err := with.Prepare(fresh); err != nil {
			return "", err
		}
	}
	if old == nil {
		if err := os.Rename(fresh, path); err != nil {
			return "", err
		}
		return "", syncFolder(path)
	}
	if err := alike(fresh, old); err != nil {
		return "", fmt.Errorf("giving the restored file the owner of the one it replaces: %w; restore as that user, or as root", err)
	}
	kept := path + beforePrefix + now.UTC().Format("20060102-150405")
	if err := keepAs(path, kept, old); err != nil {
		return "", fmt.Errorf("keeping the file that is there: %w", err)
	}
	if openStays {
		release() // a bot that opens it from now on is not harmed: the next line fails
	}
	if err := rename(fresh, path); err != nil {
		return "", errors.Join(err, os.Remove(kept))
	}
	return kept, syncFolder(path)
}

// What a test replaces: link by one that a file system without links has, the others by
// those of Windows, which replaces no file that anybody has open.
var (
	link      = os.Link
	rename    = os.Rename
	openStays = runtime.GOOS == "windows"
)

// keepAs gives a file a second name, or where there are no links copies it. What
// is there already is left as it is.
func keepAs(path, kept string, info fs.FileInfo) error {
	err := link(path, kept)
	if err == nil {
		return syncFolder(path)
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
		if name, ok := strings.CutPrefix(e.Name(), filepath.Base(path)); ok {
			rest = append(rest, name)
		}
	}
	return rest
}

// hold keeps other processes from opening the file until it is released, and
// reports ErrLocked where one has. A damaged file is no reason not to replace it, nor is
// an empty one, which counts as damaged beside what is to be put in its place; one that
// cannot be opened may be open elsewhere.
func hold(path string, see func(*Tx) error) (release func(), err error) {
	var bolt *bbolt.DB
	_, err = inspect(path, time.Second)
	if err == nil {
		bolt, err = openFile(path, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	}
	if errors.Is(err, ErrDamaged) {
		return func() {}, nil
	}
	if err != nil {
		return nil, err
	}
	if see != nil {
		_ = inTx(bolt, false, see)
	}
	return func() { _ = guarded(bolt.Close) }, nil
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
	} else if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.As(err, new(flate.CorruptInputError)) {
		err = fmt.Errorf("%w (%w)", ErrBackup, err)
	}
	return errors.Join(err, out.Close())
}
