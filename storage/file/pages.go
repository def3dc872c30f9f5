package file

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// checkPages reads every page of a store in its file and looks whether they
// make up whole trees. bbolt's own check trusts what it reads from a page, and
// on a damaged one may loop or read where nothing is; it is run when this
// one has found nothing. Memory: a byte for each page.
func checkPages(file io.ReaderAt, size int64) error {
	meta, err := newestMeta(file, size)
	if err != nil {
		return err
	}
	c := &pageCheck{file: file, metaPage: meta, used: make([]bool, meta.highWater), inner: true}
	if err := c.tree(meta.root, 0, nil, nil, true); err != nil {
		return err
	}
	if meta.freelist == noFreelist {
		return nil
	}
	return c.freelistPage()
}

// checkEdges reads the list of buckets and, of each, the pages that lead to
// its first and its last record: few, however much is stored. These are the
// first that bbolt steps on.
func checkEdges(file io.ReaderAt, meta metaPage) error {
	c := &pageCheck{file: file, metaPage: meta, used: make([]bool, meta.highWater)}
	return c.tree(meta.root, 0, nil, nil, true)
}

type pageCheck struct {
	file io.ReaderAt
	metaPage
	used  []bool // pages that something leads to
	inner bool   // look at every page of a bucket, not only at its edges
}

const (
	elementSize = 16 // leaf: flags, position, key size, value size (4 each); branch: position, key size (4 each), page (8)
	bucketEntry = 0x01
	deepest     = 64 // levels; the fullest file has fewer than ten
)

// page reads a page with what it overflows to, and counts it as used.
func (c *pageCheck) page(id uint64, kinds uint16) ([]byte, error) {
	if err := inspectPage(c.file, c.metaPage, id, kinds); err != nil {
		return nil, err
	}
	data := make([]byte, c.pageSize)
	if _, err := c.file.ReadAt(data, int64(id)*c.pageSize); err != nil {
		return nil, fmt.Errorf("reading page %d: %w", id, err)
	}
	last := id + uint64(binary.NativeEndian.Uint32(data[12:]))
	for i := id; i <= last; i++ {
		if c.used[i] {
			return nil, fmt.Errorf("page %d is used twice", i)
		}
		c.used[i] = true
	}
	if last > id {
		data = make([]byte, (last-id+1)*uint64(c.pageSize))
		if _, err := c.file.ReadAt(data, int64(id)*c.pageSize); err != nil {
			return nil, fmt.Errorf("reading page %d: %w", id, err)
		}
	}
	return data, nil
}

// tree looks through the page and all under it; its keys must be from low on
// and under high (nil: no bound). all: not only the first and the last under it.
func (c *pageCheck) tree(id uint64, depth int, low, high []byte, all bool) error {
	if depth > deepest {
		return fmt.Errorf("page %d is too deep", id)
	}
	data, err := c.page(id, leafPage|branchPage)
	if err != nil {
		return err
	}
	if err := c.elements(data, depth, low, high, all); err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	return nil
}

var errElement = errors.New("an entry is not what it should be")

// elements looks at the entries of a page, or of a small bucket that is kept
// within its parent's page.
func (c *pageCheck) elements(data []byte, depth int, low, high []byte, all bool) error {
	order := binary.NativeEndian
	flags, count := order.Uint16(data[8:]), int(order.Uint16(data[10:]))
	if headerSize+count*elementSize > len(data) {
		return errElement
	}
	leaf := flags == leafPage
	if !leaf && count == 0 {
		return errElement
	}
	// A branch's entries are read twice: the next key bounds what is under one.
	keys, values, err := entries(data, count, leaf, low, high)
	if err != nil {
		return err
	}
	for i := range count {
		e := data[headerSize+i*elementSize:]
		if leaf {
			if order.Uint32(e)&bucketEntry != 0 {
				if err := c.bucket(values[i], depth+1); err != nil {
					return fmt.Errorf("bucket %q: %w", keys[i], err)
				}
			}
			continue
		}
		if !all && i > 0 && i < count-1 {
			continue
		}
		next := high
		if i+1 < count {
			next = keys[i+1]
		}
		if err := c.tree(order.Uint64(e[8:]), depth+1, keys[i], next, all); err != nil {
			return err
		}
	}
	return nil
}

// entries gives the keys and values of a page; the values of a branch are empty. The
// keys must be in order, from low on and under high (nil: no bound).
func entries(data []byte, count int, leaf bool, low, high []byte) (keys, values [][]byte, err error) {
	order := binary.NativeEndian
	keys, values = make([][]byte, count), make([][]byte, count)
	for i := range count {
		at := uint64(headerSize + i*elementSize)
		e := data[at : at+elementSize]
		position, keySize, valueSize := uint64(order.Uint32(e)), uint64(order.Uint32(e[4:])), uint64(0)
		if leaf {
			position, keySize, valueSize = uint64(order.Uint32(e[4:])), uint64(order.Uint32(e[8:])), uint64(order.Uint32(e[12:]))
		}
		start := at + position
		if start < headerSize+uint64(count)*elementSize || start+keySize+valueSize > uint64(len(data)) || keySize == 0 {
			return nil, nil, errElement
		}
		keys[i], values[i] = data[start:start+keySize], data[start+keySize:start+keySize+valueSize]
		if (i == 0 && bytes.Compare(keys[i], low) < 0) || (i > 0 && bytes.Compare(keys[i-1], keys[i]) >= 0) ||
			(high != nil && bytes.Compare(keys[i], high) >= 0) {
			return nil, nil, errors.New("its keys are not in order")
		}
	}
	return keys, values, nil
}

// bucket looks at a bucket's entry: its root page and sequence, 8 bytes each,
// and, with root page 0, its only page.
func (c *pageCheck) bucket(value []byte, depth int) error {
	if len(value) < 16 {
		return errElement
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		return c.tree(root, depth, nil, nil, c.inner)
	}
	inline := value[16:]
	if len(inline) < headerSize || binary.NativeEndian.Uint16(inline[8:]) != leafPage || depth > deepest {
		return errElement
	}
	return c.elements(inline, depth, nil, nil, true)
}

// freelistPage looks whether what is listed as free is, and everything else in use.
func (c *pageCheck) freelistPage() error {
	data, err := c.page(c.freelist, freelistPage)
	if err != nil {
		return err
	}
	count, ids := uint64(binary.NativeEndian.Uint16(data[10:])), data[headerSize:]
	if count == 0xffff { // too many for two bytes: the number comes first
		count, ids = binary.NativeEndian.Uint64(ids), ids[8:]
	}
	if count > uint64(len(ids)/8) {
		return fmt.Errorf("page %d: the list of free pages is cut off", c.freelist)
	}
	for i := range count {
		id := binary.NativeEndian.Uint64(ids[i*8:])
		if id < 2 || id >= c.highWater || c.used[id] {
			return fmt.Errorf("page %d is listed as free", id)
		}
		c.used[id] = true
	}
	for id := uint64(2); id < c.highWater; id++ {
		if !c.used[id] {
			return fmt.Errorf("page %d is neither used nor free", id)
		}
	}
	return nil
}
