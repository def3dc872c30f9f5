package file

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/bbolt"
)

func TestADamagedFileIsRefusedAndLeftAlone(t *testing.T) {
	whole := filled(t, filepath.Join(t.TempDir(), "whole.db"))
	zeroed := func(from, to int) []byte {
		data := bytes.Clone(whole)
		clear(data[from:to])
		return data
	}
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	db := must(bbolt.Open(foreign, 0o600, nil))
	if err := db.Update(func(b *bbolt.Tx) error { return second(b.CreateBucket([]byte("theirs"))) }); err != nil {
		t.Fatal(err)
	}
	db.Close()
	version := func(value []byte) []byte {
		path := filepath.Join(t.TempDir(), "version.db")
		filled(t, path)
		d := must(Open(path, Options{Schema: notes}))
		if err := errors.Join(d.Update(func(tx *Tx) error { return tx.Bucket(metaName).Put(keySchema, value) }), d.Close()); err != nil {
			t.Fatal(err)
		}
		return must(os.ReadFile(path))
	}
	for name, data := range map[string][]byte{
		"text":               []byte("this is no store\n"),
		"much text":          bytes.Repeat([]byte("this is no store\n"), 10_000),
		"zeros":              make([]byte, 1<<16),
		"half a page":        whole[:2000],
		"one page":           whole[:4096],
		"two pages":          whole[:8192],
		"three pages":        whole[:3*4096],
		"no meta pages":      zeroed(0, 8192),
		"only meta pages":    zeroed(8192, len(whole)),
		"somebody else's":    must(os.ReadFile(foreign)),
		"no version":         version(nil),
		"version nought":     version(make([]byte, 8)),
		"a huge version":     version(binary.BigEndian.AppendUint64(nil, 1<<31)),
		"half a version":     version([]byte{0, 0, 0, 1}),
		"a version of bbolt": append(append(bytes.Clone(whole[:20]), 9), whole[21:4117]...),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bot.db")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			for range 2 { // the second finds the file unlocked
				if s, err := Open(path, Options{Schema: notes, LockTimeout: time.Millisecond}); !errors.Is(err, ErrDamaged) {
					t.Errorf("%v, %v", s, err)
				}
			}
			if err := Check(path, notes); !errors.Is(err, ErrDamaged) {
				t.Error(err)
			}
			if !bytes.Equal(must(os.ReadFile(path)), data) {
				t.Error("the file was changed")
			}
		})
	}
	// A copy that lost its end says how much is missing.
	path := filepath.Join(t.TempDir(), "bot.db")
	if err := os.WriteFile(path, whole[:5*4096], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, Options{Schema: notes}); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "cut off") {
		t.Error(err)
	}
}

// Either meta page may be bad: that is what a crash while it is written leaves.
func TestOneBadMetaPageIsNoDamage(t *testing.T) {
	whole := filled(t, filepath.Join(t.TempDir(), "whole.db"))
	for page := range 2 {
		data := bytes.Clone(whole)
		clear(data[page*4096+headerSize : page*4096+100])
		path := filepath.Join(t.TempDir(), "bot.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, Options{Schema: notes})
		if err != nil {
			t.Fatalf("without meta page %d: %v", page, err)
		}
		for range 2 { // both are written again
			if err := s.Update(say(1, "x")); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if err := Check(path, notes); err != nil {
			t.Error(err)
		}
	}
}

// Whatever is wrong with the pages, nothing ends the process: checking, opening
// and reading give errors.
func TestNoiseInAFileNeverEndsTheProcess(t *testing.T) {
	whole := filled(t, filepath.Join(t.TempDir(), "whole.db"))
	meta := must(newestMeta(bytes.NewReader(whole), int64(len(whole))))
	whole = whole[:int64(meta.highWater)*meta.pageSize]
	draw := rand.New(rand.NewPCG(3, 4))
	path := filepath.Join(t.TempDir(), "bot.db")
	found := 0
	for range 150 {
		data := bytes.Clone(whole)
		page := 2 + draw.IntN(len(data)/4096-2)
		for range draw.IntN(40) + 1 {
			data[page*4096+draw.IntN(4096)>>draw.IntN(8)] = byte(draw.Uint32())
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Check(path, notes); err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("check: %v", err)
			}
			found++
		}
		s, err := Open(path, Options{Schema: notes, NoSync: true, LockTimeout: time.Millisecond})
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("open: %v", err)
			}
			continue
		}
		if raceEnabled { // its pointer checks end the process where reading would give an error
			_ = s.Close()
			continue
		}
		_ = s.View(func(tx *Tx) error {
			for _, name := range notes.Buckets {
				c := tx.Bucket(name).Cursor()
				for k, _ := c.Last(); k != nil; k, _ = c.Prev() {
				}
			}
			return nil
		})
		_ = guarded(s.Close)
	}
	if found < 50 {
		t.Errorf("only %d damages were found", found)
	}
}

func TestAnotherInstance(t *testing.T) {
	h := newHouse(t, Options{})
	if _, err := Open(h.path, Options{Schema: notes, LockTimeout: time.Millisecond}); !errors.Is(err, ErrLocked) {
		t.Error(err)
	}
	// A file that is being written to may look damaged for a moment.
	file := must(os.OpenFile(h.path, os.O_RDWR, 0))
	defer file.Close()
	var meta [8192]byte
	must(file.ReadAt(meta[:], 0))
	must(file.WriteAt(make([]byte, len(meta)), 0))
	_, err := Open(h.path, Options{Schema: notes, LockTimeout: time.Millisecond})
	must(file.WriteAt(meta[:], 0))
	if !errors.Is(err, ErrLocked) {
		t.Error(err)
	}
}

// How long another instance is waited for: a second, where nothing else is said.
func TestHowLongAnotherInstanceIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, Options{NoSync: true})
		for _, test := range []struct{ timeout, want time.Duration }{{0, time.Second}, {-1, time.Second}, {300 * time.Millisecond, 300 * time.Millisecond}} {
			begun := time.Now()
			_, err := Open(h.path, Options{Schema: notes, LockTimeout: test.timeout})
			if took := time.Since(begun); !errors.Is(err, ErrLocked) || took > test.want || took < test.want-100*time.Millisecond {
				t.Errorf("%v: %v after %v", test.timeout, err, took)
			}
		}
	})
}

// Who waits for a file that a restore replaces meanwhile does not go on with the replaced one.
func TestAFileThatIsReplacedWhileItIsWaitedFor(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file in use is not replaced")
	}
	synctest.Test(t, func(t *testing.T) {
		path, other := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "other.db")
		filled(t, path)
		filled(t, other)
		first := must(Open(path, Options{Schema: notes, NoSync: true}))
		opened := make(chan error, 1)
		go func() { opened <- second(Open(path, Options{Schema: notes, NoSync: true})) }()
		synctest.Wait() // it waits for the lock
		if err := errors.Join(os.Rename(other, path), first.Close()); err != nil {
			t.Fatal(err)
		}
		if err := <-opened; !errors.Is(err, ErrLocked) {
			t.Error(err)
		}
		first = must(Open(path, Options{Schema: notes, NoSync: true}))
		go func() { opened <- second(Open(path, Options{Schema: notes, NoSync: true})) }()
		synctest.Wait()
		if err := errors.Join(os.Rename(path, other), first.Close()); err != nil {
			t.Fatal(err)
		}
		if err := <-opened; !errors.Is(err, ErrLocked) {
			t.Errorf("where there is none any more: %v", err)
		}
		if err := os.Rename(other, path); err != nil {
			t.Fatal(err)
		}
		next, err := Open(path, Options{Schema: notes, NoSync: true})
		if err == nil {
			err = next.Close()
		}
		if err != nil {
			t.Error(err)
		}
	})
}

// Commits wait for the disk where nothing else is said.
func TestCommitsWaitForTheDisk(t *testing.T) {
	for _, not := range []bool{false, true} {
		if h := newHouse(t, Options{NoSync: not}); h.bolt.NoSync != not {
			t.Errorf("NoSync %v: %v", not, h.bolt.NoSync)
		}
	}
}

func TestANewerFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	newer(t, path)
	before := must(os.ReadFile(path))
	if _, err := Open(path, Options{Schema: notes}); !errors.Is(err, ErrNewer) {
		t.Error(err)
	}
	if err := Check(path, notes); !errors.Is(err, ErrNewer) {
		t.Error(err)
	}
	if !bytes.Equal(must(os.ReadFile(path)), before) {
		t.Error("the file was changed")
	}
}

// A file is brought up to date when it is opened, all at once or not at all, and is in
// order before and afterwards.
func TestAnOlderFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	filled(t, path)
	lacking := later()
	lacking.Buckets = append(slices.Clone(lacking.Buckets), []byte("none")) // which an older file need not have
	if err := errors.Join(Check(path, later()), Probe(path, later()), Check(path, lacking)); err != nil {
		t.Error(err)
	}
	before := must(os.ReadFile(path))
	broken, refused := later(), errors.New("refused")
	broken.Steps[len(broken.Steps)-1] = func(tx *Tx) error { return errors.Join(tx.MakeBuckets("half"), refused) }
	if err := second(Open(path, Options{Schema: broken})); !errors.Is(err, refused) || !strings.Contains(err.Error(), "schema 3") {
		t.Error(err)
	}
	if !bytes.Equal(must(os.ReadFile(path)), before) {
		t.Error("the file was changed")
	}
	d := must(Open(path, Options{Schema: later()}))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(path, later()); err != nil {
		t.Error(err)
	}
	if err := second(Open(path, Options{Schema: lacking})); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "no bucket none") {
		t.Error(err)
	}
	if err := Check(path, lacking); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "no bucket none") {
		t.Error(err)
	}
}

// What a check tells of a file with much that is wrong can be read.
func TestTheFirstFindingsAreTold(t *testing.T) {
	var f Findings
	if err := f.err(); err != nil {
		t.Error(err)
	}
	for i := range 12 {
		f.Add("finding %d", i+1)
	}
	if err := f.err(); !errors.Is(err, ErrDamaged) || !strings.HasSuffix(err.Error(), "finding 10") || strings.Count(err.Error(), "\n") != 10 {
		t.Error(err)
	}
}

func TestWhereNothingCanBeWritten(t *testing.T) {
	folder := t.TempDir()
	for _, path := range []string{folder, filepath.Join(folder, "none", "bot.db")} {
		if _, err := Open(path, Options{Schema: notes}); !errors.Is(err, ErrNotWritable) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if err := Check(filepath.Join(folder, "none.db"), notes); err == nil {
		t.Error("a file that is not there is in order")
	}
}

func TestFilesAreForTheOwnerOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	h := newHouse(t, Options{})
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := h.Copy(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "backups")
	daily, err := h.Backup(t.Context(), folder, 1, noon)
	if err != nil {
		t.Fatal(err)
	}
	file, remove, err := h.CompressedCopy(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer remove()
	restored := filepath.Join(t.TempDir(), "restored.db")
	if _, err := Restore(daily, restored, noon, restoring); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{h.path, backup, daily, file.Name(), restored} {
		if mode := must(os.Stat(path)).Mode(); mode != fs.FileMode(0o600) {
			t.Errorf("%s: %v", path, mode)
		}
	}
	if mode := must(os.Stat(folder)).Mode(); mode != fs.ModeDir|0o700 {
		t.Errorf("%s: %v", folder, mode)
	}
}

func TestACopyIsWholeWhileWritingGoesOn(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	backup := filepath.Join(t.TempDir(), "backup.db")
	stop, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			select {
			case <-stop:
				ended <- nil
				return
			default:
			}
			if err := h.Update(func(tx *Tx) error {
				return say(1, "more")(tx)
			}); err != nil {
				ended <- err
				return
			}
		}
	}()
	for range 20 {
		if err := h.Copy(t.Context(), backup); err != nil {
			t.Fatal(err)
		}
		if err := Check(backup, notes); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if err := h.Copy(t.Context(), h.path); err == nil {
		t.Error("the store was copied onto itself")
	}
	if err := h.Copy(t.Context(), filepath.Join(t.TempDir(), "none", "backup.db")); err == nil {
		t.Error("a copy was made in no folder")
	}
	if left := must(os.ReadDir(filepath.Dir(backup))); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

// An empty file is a first start that was cut off.
func TestAnEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "rechargebot-notes.txt"), nil, 0o600); err != nil { // no backup
		t.Fatal(err)
	}
	if err := Probe(path, notes); err != nil {
		t.Error(err)
	}
	if err := Check(path, notes); !errors.Is(err, ErrNotWritable) {
		t.Error(err)
	}
	filled(t, path)
	if err := Check(path, notes); err != nil {
		t.Error(err)
	}
	for _, backup := range []string{"rechargebot-2026-11-23.db", "rechargebot-2026-11-23.db.gz", filepath.Join("backups", "rechargebot-2026-11-23.db")} {
		dir := t.TempDir()
		path := filepath.Join(dir, "bot.db")
		if err := errors.Join(os.Mkdir(filepath.Join(dir, "backups"), 0o700), os.WriteFile(path, nil, 0o600),
			os.WriteFile(filepath.Join(dir, backup), nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := second(Open(path, Options{Schema: notes})); !errors.Is(err, ErrDamaged) {
				t.Errorf("beside %s: %v", backup, err)
			}
		}
	}
}

// What is no file is refused at once.
func TestNoPlainFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no pipes")
	}
	pipe, dangling := filepath.Join(t.TempDir(), "pipe.db"), filepath.Join(t.TempDir(), "link.db")
	makePipe(t, pipe)
	if err := os.Symlink(filepath.Join(t.TempDir(), "none.db"), dangling); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{pipe, dangling, t.TempDir()} {
		for name, err := range map[string]error{"open": second(Open(path, Options{Schema: notes})), "check": Check(path, notes), "probe": Probe(path, notes)} {
			if !errors.Is(err, ErrNotWritable) {
				t.Errorf("%s %s: %v", name, path, err)
			}
		}
	}
}

// Copies that a kill has left are removed when the store is opened next, and
// nobody else's.
func TestLeftCopiesAreRemoved(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	file, remove, err := h.CompressedCopy(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(h.path)
	if got := names(t, dir); len(got) != 2 || filepath.Dir(file.Name()) != dir {
		t.Errorf("the folder has %v, the copy is %s", got, file.Name())
	}
	if got := must(io.ReadAll(file)); !bytes.Equal(got, must(os.ReadFile(file.Name()))) {
		t.Errorf("%d bytes are read from its beginning", len(got))
	}
	to := filepath.Join(t.TempDir(), "restored.db")
	if _, err := Restore(file.Name(), to, noon, restoring); err != nil {
		t.Error(err)
	}
	remove()
	others := []string{"bot.db.copy-1", "bot.db.copy-.tmp", "bot.db.copy-x.tmp", "bot.db.tmp", "bot.db1.tmp", "other.db.copy-1.tmp", "bot.db2.copy-1.tmp"}
	for _, name := range append([]string{"bot.db.copy-1.tmp", "bot.db.copy-987654321.tmp"}, others...) {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Open(h.path, Options{Schema: notes, LockTimeout: time.Millisecond}); !errors.Is(err, ErrLocked) {
		t.Error(err)
	}
	if got := names(t, dir); len(got) != len(others)+3 {
		t.Errorf("while another has it open: %v", got)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	h.open()
	want := append([]string{"bot.db"}, others...)
	slices.Sort(want)
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("the folder has %v", got)
	}
}
