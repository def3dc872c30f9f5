package file

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
