package file

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

// The shape of bbolt's file, as far as it is looked at before bbolt maps it:
// two meta pages, each {page header, magic, version, page size, flags, root
// page, root sequence, freelist page, high-water mark, transaction, checksum}
// in the machine's byte order.
const (
	headerSize   = 16 // page: id (8), flags (2), count (2), overflow (4)
	metaSize     = 64
	boltMagic    = 0xED0CDAED
	boltVersion  = 2
	leafPage     = 0x02
	branchPage   = 0x01
	freelistPage = 0x10
	noFreelist   = ^uint64(0)
)

type metaPage struct {
	pageSize                           int64
	root, freelist, highWater, changes uint64
}

// inspect looks whether the file is whole enough to be mapped: at least one
// good meta page, as long as it says it is, and good pages where bbolt steps
// first. bbolt looks at none of that, and reading a mapping behind a file's
// end kills the process. The cost hardly depends on how much is stored.
// fresh: there is no file yet, or an empty one and nothing else of a store.
//
// Somebody else may be writing to the file, so a bad finding is looked at
// again with the file locked: ErrLocked where it is not let go in time.
func inspect(path string, timeout time.Duration) (fresh bool, err error) {
	fresh, err = inspectFile(path)
	if !errors.Is(err, ErrDamaged) {
		return fresh, err
	}
	// Opened for reading bbolt locks the file and looks at the meta pages only.
	lock, lockErr := openFile(path, &bbolt.Options{ReadOnly: true, Timeout: timeout})
	if errors.Is(lockErr, ErrLocked) {
		return false, ErrLocked
	}
	if lockErr != nil {
		return false, err
	}
	defer lock.Close()
	return inspectFile(path)
}

func inspectFile(path string) (fresh bool, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(path); err == nil {
			return false, fmt.Errorf("%w (it is a link to a file that is not there)", ErrNotWritable)
		}
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("%w (%w)", ErrNotWritable, err)
	}
	if !info.Mode().IsRegular() { // to open a pipe would wait for ever
		return false, fmt.Errorf("%w (it is not a plain file)", ErrNotWritable)
	}
	file, err := os.Open(path)
	if err != nil {
		return false, fmt.Errorf("%w (%w)", ErrNotWritable, err)
	}
	defer file.Close()
	// bbolt takes an empty file for a new one, and so it may be: a first start
	// that was cut off. Where backups show that a store was here, this one was.
	if info.Size() == 0 {
		if backedUp(path) {
			return false, fmt.Errorf("%w (it is empty: if there never was a store here, delete it)", ErrDamaged)
		}
		return true, nil
	}
	if err := inspectPages(file, info.Size()); err != nil {
		return false, fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	return false, nil
}

// backedUp reports whether a restore has left something beside the path, or a
// backup is there, or in the folder that they are kept in if nothing else is set.
func backedUp(path string) bool {
	if missing(path) != nil {
		return true
	}
	dir := filepath.Dir(path)
	for _, dir := range []string{dir, filepath.Join(dir, "backups")} {
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), backupPrefix) && strings.Contains(e.Name(), backupSuffix) {
				return true
			}
		}
	}
	return false
}

func inspectPages(file io.ReaderAt, size int64) error {
	meta, err := newestMeta(file, size)
	if err != nil {
		return err
	}
	pages := uint64(size / meta.pageSize)
	if meta.highWater > pages {
		return fmt.Errorf("it was cut off: %d of %d pages are there", pages, meta.highWater)
	}
	if err := checkEdges(file, meta); err != nil {
		return err
	}
	if meta.freelist == noFreelist {
		return nil
	}
	return inspectPage(file, meta, meta.freelist, freelistPage)
}

// newestMeta gives the good meta page of the last transaction.
func newestMeta(file io.ReaderAt, size int64) (newest metaPage, err error) {
	first, err := readMeta(file, 0)
	if err == nil {
		newest = first
	}
	// The second page starts where the first one says; if that one is bad, it
	// is looked for at each page size there is.
	for pageSize := int64(1024); pageSize <= 1<<16 && pageSize < size; pageSize *= 2 {
		if err == nil && pageSize != first.pageSize {
			continue
		}
		second, err2 := readMeta(file, pageSize)
		if err2 == nil && second.pageSize == pageSize && (newest.pageSize == 0 || second.changes > newest.changes) {
			newest = second
		}
	}
	if newest.pageSize == 0 {
		return newest, errors.New("neither of its first two pages is that of a store")
	}
	return newest, nil
}

func readMeta(file io.ReaderAt, offset int64) (metaPage, error) {
	var page [headerSize + metaSize]byte
	if _, err := file.ReadAt(page[:], offset); err != nil {
		return metaPage{}, err
	}
	data, order := page[headerSize:], binary.NativeEndian
	sum := fnv.New64a()
	sum.Write(data[:56])
	if order.Uint32(data) != boltMagic || order.Uint32(data[4:]) != boltVersion || order.Uint64(data[56:]) != sum.Sum64() {
		return metaPage{}, errors.New("not a meta page")
	}
	m := metaPage{
		pageSize: int64(order.Uint32(data[8:])),
		root:     order.Uint64(data[16:]), freelist: order.Uint64(data[32:]),
		highWater: order.Uint64(data[40:]), changes: order.Uint64(data[48:]),
	}
	if m.pageSize < 1024 || m.pageSize > 1<<16 || m.pageSize&(m.pageSize-1) != 0 {
		return metaPage{}, errors.New("not a page size")
	}
	return m, nil
}

// inspectPage looks whether the page is of one of the kinds and ends within the file.
func inspectPage(file io.ReaderAt, m metaPage, id uint64, kinds uint16) error {
	if id < 2 || id >= m.highWater {
		return fmt.Errorf("page %d is outside the file", id)
	}
	var header [headerSize]byte
	if _, err := file.ReadAt(header[:], int64(id)*m.pageSize); err != nil {
		return fmt.Errorf("reading page %d: %w", id, err)
	}
	order := binary.NativeEndian
	flags, overflow := order.Uint16(header[8:]), uint64(order.Uint32(header[12:]))
	if order.Uint64(header[:]) != id || flags&kinds == 0 || flags&^kinds != 0 || id+overflow >= m.highWater {
		return fmt.Errorf("page %d is not what it should be", id)
	}
	return nil
}
