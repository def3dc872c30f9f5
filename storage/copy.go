package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// copyPattern is what a copy is called until it is whole.
const copyPattern = ".rechargebot-copy-*"

// Copy writes the store as it is now to another file (mode 0600), while
// everything goes on. The file is there only when it is whole and on disk; an
// earlier one of that name is replaced.
func (s *Store) Copy(path string) error {
	if err := s.copy(path); err != nil {
		return fmt.Errorf("copying store to %s: %w", path, err)
	}
	return nil
}

func (s *Store) copy(path string) error {
	if same(path, s.path) {
		return errors.New("that is the store itself")
	}
	file, err := os.CreateTemp(filepath.Dir(path), copyPattern) // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // not there any more where all went well
	err = s.view(func(t *tx) error {
		_, err := t.b.WriteTo(file)
		return err
	})
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	return syncFolder(path)
}

func same(a, b string) bool {
	left, err := os.Stat(a)
	if err != nil {
		return false
	}
	right, err := os.Stat(b)
	return err == nil && os.SameFile(left, right)
}
