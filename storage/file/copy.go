package file

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// copyPattern is what a copy is called until it is whole.
const copyPattern = ".rechargebot-copy-*"

// Copy writes the store as it is now to another file (mode 0600), while
// everything goes on. The file is there only when it is whole and on disk; an
// earlier one of that name is replaced. It breaks off soon after ctx has ended.
func (d *DB) Copy(ctx context.Context, path string) error {
	if err := d.copy(ctx, path); err != nil {
		return fmt.Errorf("copying store to %s: %w", path, err)
	}
	return nil
}

func (d *DB) copy(ctx context.Context, path string) error {
	if same(path, d.path) {
		return errors.New("that is the store itself")
	}
	file, err := os.CreateTemp(filepath.Dir(path), copyPattern) // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // not there any more where all went well
	err = d.writeTo(ctx, file)
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

// writeTo writes the store as it is now.
func (d *DB) writeTo(ctx context.Context, w io.Writer) error {
	return d.View(func(t *Tx) error {
		_, err := t.b.WriteTo(while{ctx, w})
		if ctx.Err() != nil { // bbolt's error does not wrap it
			return ctx.Err()
		}
		return err
	})
}

// Names of temporary copies, beside the store: bot.db.copy-123456.tmp.
const (
	temporaryPrefix = ".copy-"
	temporarySuffix = ".tmp"
)

// CompressedCopy makes a gzipped copy of the store as it is now, which Restore
// reads as it is, in a temporary file to be read from its beginning. remove closes
// and deletes it; where a kill comes first the next Open does. It breaks off soon
// after ctx has ended.
func (d *DB) CompressedCopy(ctx context.Context) (file *os.File, remove func(), err error) {
	file, remove, err = d.temporary()
	if err != nil {
		return nil, nil, fmt.Errorf("copying store: %w", err)
	}
	if err = d.CopyCompressed(ctx, file); err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		remove()
		return nil, nil, fmt.Errorf("copying store: %w", err)
	}
	return file, remove, nil
}

// CopyCompressed writes the store as it is now to w, gzipped, by way of a
// temporary file. Restore reads it as it is. It breaks off soon after ctx has ended.
func (d *DB) CopyCompressed(ctx context.Context, w io.Writer) error {
	file, remove, err := d.temporary()
	if err != nil {
		return err
	}
	defer remove()
	if err := d.writeTo(ctx, file); err != nil {
		return err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	z := gzip.NewWriter(while{ctx, w})
	if _, err := io.Copy(z, file); err != nil {
		return err
	}
	return z.Close()
}

// temporary makes a temporary file (mode 0600) beside the store, where it is known
// whose it is.
func (d *DB) temporary() (file *os.File, remove func(), err error) {
	file, err = os.CreateTemp(filepath.Dir(d.path), filepath.Base(d.path)+temporaryPrefix+"*"+temporarySuffix)
	if err != nil {
		return nil, nil, err
	}
	return file, func() {
		_ = file.Close()
		_ = os.Remove(file.Name())
	}, nil
}

// removeTemporary removes what an earlier process has left. To be called while the
// store is locked: then no other process has it open.
func removeTemporary(path string) {
	for _, name := range beside(path) {
		number, is := strings.CutPrefix(strings.TrimSuffix(name, temporarySuffix), temporaryPrefix)
		if is && strings.HasSuffix(name, temporarySuffix) && number != "" && strings.Trim(number, "0123456789") == "" {
			_ = os.Remove(path + name)
		}
	}
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
