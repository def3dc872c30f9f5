package file

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

// Probe reports whether a bot could work with the file at path: one that is there
// is checked whole, and one that is not could be made. Its errors are those of
// Open and Check.
func Probe(path string, s Schema) error {
	if fresh, _ := inspectFile(path); fresh {
		if err := missing(path); err != nil {
			return err
		}
	} else if err := Check(path, s); err != nil {
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

// ProbeBackups reports whether copies could be written into a folder, which need not
// be there yet. It leaves nothing behind.
func ProbeBackups(dir string) error {
	for {
		info, err := os.Stat(dir)
		if err == nil && !info.IsDir() {
			return fmt.Errorf("%s is no folder", dir)
		}
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(dir) == dir {
			return err
		}
		dir = filepath.Dir(dir)
	}
	file, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return err
	}
	_, err = file.Write(make([]byte, 1<<16))
	return errors.Join(err, file.Close(), os.Remove(file.Name()))
}

// Peek reads in a file that nobody has open, of whatever version; nothing is read where
// there is no file. It changes nothing. Its errors are those of Open and of see.
func Peek(path string, see func(*Tx) error) error {
	fresh, err := inspect(path, time.Second)
	if err != nil || fresh {
		return err
	}
	bolt, err := openFile(path, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return err
	}
	defer func() { _ = guarded(bolt.Close) }()
	return inTx(bolt, false, see)
}
