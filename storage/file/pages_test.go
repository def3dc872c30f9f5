package file

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// leaves is a file's bytes, to be damaged at one place.
type leaves struct {
	data []byte
	meta metaPage
}

func (l *leaves) page(id uint64) []byte { return l.data[id*4096 : (id+1)*4096] }

func put16(at []byte, v uint16) { binary.NativeEndian.PutUint16(at, v) }
func put32(at []byte, v uint32) { binary.NativeEndian.PutUint32(at, v) }
func put64(at []byte, v uint64) { binary.NativeEndian.PutUint64(at, v) }

// entry gives the head of an entry of a page; key and value are where it says.
func entry(page []byte, i int) []byte { return page[headerSize+i*elementSize:] }

func count(page []byte) int { return int(binary.NativeEndian.Uint16(page[10:])) }

// child gives the page that an entry of a branch leads to.
func (l *leaves) child(branch []byte, i int) []byte {
	return l.page(binary.NativeEndian.Uint64(entry(branch, i)[8:]))
}

// key gives the key of a leaf's entry.
func key(page []byte, i int) []byte {
	e := entry(page, i)
	at := binary.NativeEndian.Uint32(e[4:])
	return e[at : at+binary.NativeEndian.Uint32(e[8:])]
}

// root gives the first page of a bucket, and the value of the entry that leads to it.
func (l *leaves) root(t *testing.T, bucket string) (page, value []byte) {
	t.Helper()
	page, _, value = l.bucket(t, bucket)
	return page, value
}

// bucket is root, and gives the entry besides.
func (l *leaves) bucket(t *testing.T, bucket string) (page, e, value []byte) {
	t.Helper()
	list := l.page(l.meta.root)
	for i := range count(list) {
		if k := key(list, i); string(k) == bucket {
			e = entry(list, i)
			value = e[int(binary.NativeEndian.Uint32(e[4:]))+len(k):][:binary.NativeEndian.Uint32(e[12:])]
			if id := binary.NativeEndian.Uint64(value); id != 0 {
				page = l.page(id)
			}
			return page, e, value
		}
	}
	t.Fatalf("no bucket %s", bucket)
	return nil, nil, nil
}

// remeta changes both meta pages, with checksums that are right.
func (l *leaves) remeta(change func(meta []byte)) {
	for id := range uint64(2) {
		meta := l.page(id)[headerSize:]
		change(meta)
		sum := fnv.New64a()
		sum.Write(meta[:56])
		put64(meta[56:], sum.Sum64())
	}
}

// TestEachDamageIsFound holds what is found of each single damage to a file's pages: of all
// of them when the file is checked, and of those that bbolt steps on first when it is opened.
func TestEachDamageIsFound(t *testing.T) {
	whole := filled(t, filepath.Join(t.TempDir(), "whole.db"))
	meta := must(newestMeta(bytes.NewReader(whole), int64(len(whole))))
	if things, _ := (&leaves{whole, meta}).root(t, "things"); count(things) < 4 || binary.NativeEndian.Uint16(things[8:]) != branchPage {
		t.Fatal("too little is kept")
	}
	const odd, entries, order = "is not what it should be", "an entry is not what it should be", "keys are not in order"
	for name, test := range map[string]struct {
		damage func(l *leaves, things []byte)
		want   string // "" is nothing
		opens  bool   // it is not found when the file is opened
	}{
		"none":                                  {func(*leaves, []byte) {}, "", true},
		"its list of buckets, outside":          {func(l *leaves, _ []byte) { l.remeta(func(m []byte) { put64(m[16:], l.meta.highWater) }) }, "outside the file", false},
		"its list of buckets, meta":             {func(l *leaves, _ []byte) { l.remeta(func(m []byte) { put64(m[16:], 1) }) }, "outside the file", false},
		"another page's id":                     {func(l *leaves, _ []byte) { put64(l.page(l.meta.root), l.meta.root+1) }, odd, false},
		"no kind":                               {func(l *leaves, _ []byte) { put16(l.page(l.meta.root)[8:], 0) }, odd, false},
		"a free one's kind":                     {func(l *leaves, _ []byte) { put16(l.page(l.meta.root)[8:], freelistPage) }, odd, false},
		"a kind too many":                       {func(l *leaves, _ []byte) { put16(l.page(l.meta.root)[8:], leafPage|freelistPage) }, odd, false},
		"it ends behind the file":               {func(l *leaves, _ []byte) { put32(l.page(l.meta.root)[12:], uint32(l.meta.highWater-l.meta.root)) }, odd, false},
		"too many entries":                      {func(l *leaves, _ []byte) { put16(l.page(l.meta.root)[10:], 0xfff0) }, entries, false},
		"an entry's key is empty":               {func(l *leaves, _ []byte) { put32(entry(l.page(l.meta.root), 0)[8:], 0) }, entries, false},
		"an entry behind the page":              {func(l *leaves, _ []byte) { put32(entry(l.page(l.meta.root), 0)[4:], 4096) }, entries, false},
		"an entry within the heads":             {func(l *leaves, _ []byte) { put32(entry(l.page(l.meta.root), 0)[4:], elementSize) }, entries, false},
		"a value too long":                      {func(l *leaves, _ []byte) { put32(entry(l.page(l.meta.root), 0)[12:], 4096) }, entries, false},
		"keys out of order":                     {func(l *leaves, _ []byte) { key(l.page(l.meta.root), 0)[0] = 0xff }, order, false},
		"a branch of nothing":                   {func(_ *leaves, things []byte) { put16(things[10:], 0) }, entries, false},
		"a branch that leads to itself":         {func(_ *leaves, things []byte) { copy(entry(things, 0)[8:16], things[:8]) }, "is used twice", false},
		"a branch that leads twice to the same": {func(_ *leaves, things []byte) { copy(entry(things, 1)[8:16], entry(things, 2)[8:16]) }, order, true},
		"two buckets of the same pages": {func(l *leaves, things []byte) {
			_, value := l.root(t, "said")
			copy(value, things[:8])
		}, "is used twice", false},
		"a bucket outside the file": {func(l *leaves, _ []byte) {
			_, value := l.root(t, "things")
			put64(value, l.meta.highWater)
		}, "outside the file", false},
		"a small bucket of another kind": {func(l *leaves, _ []byte) {
			_, value := l.root(t, Meta)
			put16(value[16+8:], branchPage)
		}, entries, false},
		"a small bucket that is cut off": {func(l *leaves, _ []byte) {
			_, e, _ := l.bucket(t, Meta)
			put32(e[12:], 16+headerSize)
		}, entries, false},
		"a small bucket without a page": {func(l *leaves, _ []byte) {
			_, e, _ := l.bucket(t, Meta)
			put32(e[12:], 16+headerSize-1)
		}, entries, false},
		"a bucket without a number": {func(l *leaves, _ []byte) {
			_, e, _ := l.bucket(t, "things")
			put32(e[12:], 15)
		}, entries, false},
		"a small bucket's entry": {func(l *leaves, _ []byte) {
			_, value := l.root(t, Meta)
			put32(entry(value[16:], 0)[8:], 0)
		}, entries, false},
		"a record that is called a bucket": {func(l *leaves, things []byte) { put32(entry(l.child(things, 0), 0), bucketEntry) }, "outside the file", false},
		"a short one that is": {func(l *leaves, _ []byte) {
			said, _ := l.root(t, "said")
			put32(entry(said, 0), bucketEntry)
		}, entries, false},
		"the first page's last key":   {func(l *leaves, things []byte) { leaf := l.child(things, 0); key(leaf, count(leaf)-1)[0] = 0xff }, order, false},
		"the last page's first key":   {func(l *leaves, things []byte) { key(l.child(things, count(things)-1), 0)[0] = 0 }, order, false},
		"the first page's id":         {func(l *leaves, things []byte) { put64(l.child(things, 0), 1) }, odd, false},
		"the second page's id":        {func(l *leaves, things []byte) { put64(l.child(things, 1), 1) }, odd, true},
		"the last page's id but one":  {func(l *leaves, things []byte) { put64(l.child(things, count(things)-2), 1) }, odd, true},
		"the last page's id":          {func(l *leaves, things []byte) { put64(l.child(things, count(things)-1), 1) }, odd, false},
		"the list of the free, kind":  {func(l *leaves, _ []byte) { put16(l.page(l.meta.freelist)[8:], leafPage) }, odd, false},
		"the list of the free, where": {func(l *leaves, _ []byte) { l.remeta(func(m []byte) { put64(m[32:], l.meta.highWater) }) }, "outside the file", false},
		"more free ones than fit":     {func(l *leaves, _ []byte) { put16(l.page(l.meta.freelist)[10:], (4096-headerSize)/8+1) }, "is cut off", true},
		"many more than fit": {func(l *leaves, _ []byte) {
			put16(l.page(l.meta.freelist)[10:], 0xffff)
			put64(l.page(l.meta.freelist)[headerSize:], (4096-headerSize)/8)
		}, "is cut off", true},
		"a used one that is free":  {func(l *leaves, _ []byte) { put64(l.page(l.meta.freelist)[headerSize:], l.meta.root) }, "listed as free", true},
		"a meta page that is free": {func(l *leaves, _ []byte) { put64(l.page(l.meta.freelist)[headerSize:], 1) }, "listed as free", true},
		"a free one outside":       {func(l *leaves, _ []byte) { put64(l.page(l.meta.freelist)[headerSize:], l.meta.highWater) }, "listed as free", true},
		"one that is free twice":   {func(l *leaves, _ []byte) { f := l.page(l.meta.freelist)[headerSize:]; copy(f[:8], f[8:16]) }, "listed as free", true},
		"one that is nothing":      {func(l *leaves, _ []byte) { f := l.page(l.meta.freelist); put16(f[10:], uint16(count(f)-1)) }, "neither used nor free", true},
		"the first free one is nothing": {func(l *leaves, _ []byte) {
			f := l.page(l.meta.freelist)
			copy(f[headerSize:], f[headerSize+8:headerSize+8*count(f)])
			put16(f[10:], uint16(count(f)-1))
		}, "neither used nor free", true},
		"the count of the free as of many": {func(l *leaves, _ []byte) {
			f := l.page(l.meta.freelist)
			n := count(f)
			copy(f[headerSize+8:], f[headerSize:headerSize+8*n])
			put16(f[10:], 0xffff)
			put64(f[headerSize:], uint64(n))
		}, "", true},
		"no list of the free":       {func(l *leaves, _ []byte) { l.remeta(func(m []byte) { put64(m[32:], noFreelist) }) }, "", true},
		"a page of its meta is old": {func(l *leaves, _ []byte) { l.remeta(func(m []byte) { put32(m[4:], boltVersion-1) }) }, "neither of its first two pages", false},
		"no magic":                  {func(l *leaves, _ []byte) { l.remeta(func(m []byte) { put32(m, boltMagic+1) }) }, "neither of its first two pages", false},
		"pages too small":           {func(l *leaves, _ []byte) { l.remeta(func(m []byte) { put32(m[8:], 512) }) }, "neither of its first two pages", false},
		"pages too large":           {func(l *leaves, _ []byte) { l.remeta(func(m []byte) { put32(m[8:], 1<<17) }) }, "neither of its first two pages", false},
		"pages of an odd size":      {func(l *leaves, _ []byte) { l.remeta(func(m []byte) { put32(m[8:], 5000) }) }, "neither of its first two pages", false},
		"wrong checksums":           {func(l *leaves, _ []byte) { l.page(0)[headerSize+60]++; l.page(1)[headerSize+60]++ }, "neither of its first two pages", false},
	} {
		t.Run(name, func(t *testing.T) {
			l := &leaves{bytes.Clone(whole), meta}
			things, _ := l.root(t, "things")
			test.damage(l, things)
			file, size := bytes.NewReader(l.data), int64(len(l.data))
			if err := checkPages(file, size); (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("checking gives %v, want %q", err, test.want)
			}
			if err := inspectPages(file, size); (err == nil) != test.opens {
				t.Errorf("opening gives %v", err)
			}
		})
	}
}

// TestTheNewestMetaPage is the good one of the later transaction, wherever it is.
func TestTheNewestMetaPage(t *testing.T) {
	whole := filled(t, filepath.Join(t.TempDir(), "whole.db"))
	meta := must(newestMeta(bytes.NewReader(whole), int64(len(whole))))
	for name, test := range map[string]struct {
		changes [2]uint64
		bad     int // page; -1 for none
		want    uint64
	}{
		"the first":           {[2]uint64{8, 7}, -1, 8},
		"the second":          {[2]uint64{6, 7}, -1, 7},
		"the first is bad":    {[2]uint64{8, 7}, 0, 7},
		"the second is bad":   {[2]uint64{6, 7}, 1, 6},
		"a first transaction": {[2]uint64{0, 0}, 0, 0},
	} {
		l := &leaves{bytes.Clone(whole), meta}
		i := 0
		l.remeta(func(m []byte) {
			put64(m[48:], test.changes[i])
			i++
		})
		if test.bad >= 0 {
			l.page(uint64(test.bad))[headerSize+60]++
		}
		if got, err := newestMeta(bytes.NewReader(l.data), int64(len(l.data))); err != nil || got.changes != test.want || got.pageSize != 4096 {
			t.Errorf("%s: transaction %d, %v", name, got.changes, err)
		}
	}
}

// TestEachPageIsRead, also of a bucket whose pages are several levels deep; when the file is
// opened only the first and the last are.
func TestEachPageIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep.db")
	d := must(Open(path, Options{NoSync: true, Schema: notes}))
	err := d.Update(func(tx *Tx) error {
		for i := range 600 {
			if err := tx.Bucket([]byte("things")).Put(fmt.Appendf(nil, "%0500d", i), []byte("x")); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
	whole := must(os.ReadFile(path))
	meta := must(newestMeta(bytes.NewReader(whole), int64(len(whole))))
	read := map[bool]int{}
	depths := map[int]int{}
	var walk func(l *leaves, page []byte, depth int, edge bool)
	walk = func(l *leaves, page []byte, depth int, edge bool) {
		depths[depth]++
		if id := binary.NativeEndian.Uint64(page); binary.NativeEndian.Uint16(page[8:]) == branchPage {
			n := count(page)
			for i := range n {
				walk(l, l.child(page, i), depth+1, edge && (i == 0 || i == n-1))
			}
		} else {
			read[edge]++
			l := &leaves{bytes.Clone(whole), meta}
			put64(l.page(id), id+1)
			file, size := bytes.NewReader(l.data), int64(len(l.data))
			if err := checkPages(file, size); err == nil {
				t.Errorf("page %d was not read", id)
			}
			if err := inspectPages(file, size); (err != nil) != edge {
				t.Errorf("page %d when the file is opened: %v", id, err)
			}
		}
	}
	l := &leaves{whole, meta}
	things, _ := l.root(t, "things")
	walk(l, things, 0, true)
	if len(depths) < 4 || read[true] < 4 || read[false] < 50 {
		t.Errorf("too few: %v, %v", depths, read)
	}
}
