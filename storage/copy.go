package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// copyPattern is what a copy is called until it is whole.
const copyPattern = ".rechargebot-copy-*"

// Copy writes the store as it is now to another file (mode 0600), while
// everything goes on. The file is there only when it is whole and on disk; an
// earlier one of that name is replaced. It breaks off soon after ctx has ended.
func (s *Store) Copy(ctx context.Context, path string) error {
	if err := s.copy(ctx, path); err != nil {
		return fmt.Errorf("copying store to %s: %w", path, err)
	}
	return nil
}

func (s *Store) copy(ctx context.Context, path string) error {
	if same(path, s.path) {
		return errors.New("that is the store itself")
	}
	file, err := os.CreateTemp(filepath.Dir(path), copyPattern) // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // not there any more where all went well
	err = s.view(func(t *tx) error {
		_, err := t.b.WriteTo(while{ctx, file})
		if ctx.Err() != nil { // bbolt's error does not wrap it
			return ctx.Err()
		}
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

// while writes until ctx ends: a copy holds up the end of the process.
type while struct {
	ctx context.Context
	w   io.Writer
}

func (w while) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.w.Write(p)
}

func same(a, b string) bool {
	left, err := os.Stat(a)
	if err != nil {
		return false
	}
	right, err := os.Stat(b)
	return err == nil && os.SameFile(left, right)
}
