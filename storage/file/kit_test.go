package file

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// noon is when the tests' story begins.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("Dhaka", 6*3600))

// notes is the schema of the tests: what was said to whom, and a bucket that has
// many pages once a file is filled.
var notes = Schema{
	Steps: []func(*Tx) error{
		func(t *Tx) error { return t.MakeBuckets("said", "things") },
		func(t *Tx) error { return t.MakeBuckets("later") },
	},
	Buckets: [][]byte{metaName, []byte("said"), []byte("things"), []byte("later")},
	Check: func(t *Tx, f *Findings) {
		c := t.Bucket([]byte("said")).Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			if len(k) != 16 || len(v) == 0 {
				f.Add("%x was never said", k)
			}
		}
	},
}

// house is a file that may be closed and opened again between a test's steps.
type house struct {
	*DB
	t       testing.TB
	path    string
	options Options
	reopens bool

	mu   sync.Mutex
	told map[int64]int // commits in which something was said to whom
}

func newHouse(t testing.TB, o Options) *house {
	t.Helper()
	h := &house{t: t, path: filepath.Join(t.TempDir(), "bot.db"), options: o, told: map[int64]int{}}
	h.options.Schema, h.options.Committed = notes, h.committed
	h.open()
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
		if err := Check(h.path, notes); err != nil {
			t.Error(err)
		}
	})
	return h
}

func (h *house) open() {
	h.t.Helper()
	d, err := Open(h.path, h.options)
	if err != nil {
		h.t.Fatal(err)
	}
	h.DB = d
}

func (h *house) committed(with any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for chat := range with.(map[int64]bool) {
		h.told[chat]++
	}
}

// step is between two steps of a test.
func (h *house) step() {
	h.t.Helper()
	if !h.reopens {
		return
	}
	if err := h.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.open()
}

// twice runs the test on a file that stays open and on one that is opened again
// between steps.
func twice(t *testing.T, test func(t *testing.T, h *house)) {
	for _, reopens := range []bool{false, true} {
		name := "open"
		if reopens {
			name = "reopened"
		}
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, Options{NoSync: true})
			h.reopens = reopens
			test(t, h)
		})
	}
}

// do runs an update that must succeed; the next step begins after it.
func (h *house) do(fn func(*Tx) error) {
	h.t.Helper()
	if err := h.Update(fn); err != nil {
		h.t.Fatal(err)
	}
	h.step()
}

// look runs a view that must succeed.
func (h *house) look(fn func(*Tx) error) {
	h.t.Helper()
	if err := h.View(fn); err != nil {
		h.t.Fatal(err)
	}
}

// say notes a text for a chat, behind what is noted there.
func say(chat int64, text string) func(*Tx) error {
	return func(t *Tx) error {
		if err := t.Change(); err != nil {
			return err
		}
		said := t.Bucket([]byte("said"))
		seq, err := said.NextSequence()
		if err != nil {
			return err
		}
		told, ok := t.With.(map[int64]bool)
		if !ok {
			told = map[int64]bool{}
			t.With = told
		}
		told[chat] = true
		return said.Put(binary.BigEndian.AppendUint64(chatKey(chat), seq), []byte(text))
	}
}

// forget deletes the first text of a chat.
func forget(chat int64) func(*Tx) error {
	return func(t *Tx) error {
		if err := t.Change(); err != nil {
			return err
		}
		said := t.Bucket([]byte("said"))
		k, _ := said.Cursor().Seek(chatKey(chat))
		return said.Delete(k)
	}
}

func chatKey(chat int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(chat)) }

// said gives what was said to a chat.
func (h *house) said(chat int64) string {
	h.t.Helper()
	var texts []string
	h.look(func(t *Tx) error {
		c := t.Bucket([]byte("said")).Cursor()
		for k, v := c.Seek(chatKey(chat)); k != nil && strings.HasPrefix(string(k), string(chatKey(chat))); k, v = c.Next() {
			texts = append(texts, string(v))
		}
		return nil
	})
	return strings.Join(texts, " ")
}

// filled makes a closed file with a little of everything and gives its bytes.
func filled(t testing.TB, path string) []byte {
	t.Helper()
	d, err := Open(path, Options{NoSync: true, Schema: notes})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		err := d.Update(func(tx *Tx) error {
			things := tx.Bucket([]byte("things"))
			for n := range 5 {
				if err := things.Put(fmt.Appendf(nil, "thing %d of %d", n, i), []byte(strings.Repeat("x", 20+i*n))); err != nil {
					return err
				}
			}
			return say(int64(i%5+1), "hello")(tx)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return must(os.ReadFile(path))
}

// names gives what is in a folder.
func names(t testing.TB, dir string) (all []string) {
	t.Helper()
	for _, e := range must(os.ReadDir(dir)) {
		all = append(all, e.Name())
	}
	return all
}

// must gives the value of a call that cannot fail here.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func second[T any](_ T, err error) error { return err }

// later is a schema of one version more than the tests' own.
func later() Schema {
	s := notes
	s.Steps = append(s.Steps[:len(s.Steps):len(s.Steps)], func(*Tx) error { return nil })
	return s
}

// newer makes a file of a version that the tests' schema does not know.
func newer(t testing.TB, path string) {
	t.Helper()
	filled(t, path)
	d := must(Open(path, Options{Schema: later()}))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// restoring adds nothing of its own to a restore.
var restoring = Restoring{Schema: notes}
