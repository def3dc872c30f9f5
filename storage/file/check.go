package file

import (
	"errors"
	"fmt"
	"os"
	"time"

	"go.etcd.io/bbolt"
)

// Check reads a whole file that nobody has open: its pages, and its records as
// the schema checks them. It changes nothing. Its errors are those of Open;
// ErrDamaged comes with what was found. The time grows with what is stored.
func Check(path string, s Schema) error {
	if err := check(path, s); err != nil {
		return fmt.Errorf("checking store %s: %w", path, err)
	}
	return nil
}

func check(path string, s Schema) error {
	fresh, err := inspect(path, time.Second)
	if err != nil {
		return err
	}
	if fresh {
		if err := missing(path); err != nil {
			return err
		}
		return fmt.Errorf("%w (there is no store yet)", ErrNotWritable)
	}
	bolt, err := openFile(path, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true, Timeout: time.Second})
	if err != nil {
		return err
	}
	defer func() { _ = guarded(bolt.Close) }()
	if err := pagesOf(path); err != nil {
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	return inTx(bolt, false, func(t *Tx) error {
		version, err := t.schema()
		if err != nil {
			return err
		}
		if version > s.Newest() {
			return ErrNewer
		}
		var found Findings
		if version == s.Newest() {
			if name := s.lacks(t); name != nil {
				found.Add("no bucket %s", name)
			} else if s.Check != nil {
				s.Check(t, &found)
			}
		}
		for err := range t.b.Check() {
			found.Add("%v", err)
		}
		return found.err()
	})
}

// pagesOf checks the pages of the file, which nobody writes to meanwhile.
func pagesOf(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	return checkPages(file, info.Size())
}

// Findings are what a check has found wrong; the first ten are kept.
type Findings struct{ errs []error }

// Add notes one.
func (f *Findings) Add(format string, args ...any) {
	if len(f.errs) < 10 {
		f.errs = append(f.errs, fmt.Errorf(format, args...))
	}
}

func (f *Findings) err() error {
	if len(f.errs) == 0 {
		return nil
	}
	return fmt.Errorf("%w\n%w", ErrDamaged, errors.Join(f.errs...))
}
