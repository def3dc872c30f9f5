package file

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestADaysCopy(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	dir := filepath.Join(t.TempDir(), "made", "here")
	others := []string{"rechargebot-2026-11-99.db", "rechargebot-2026-11-01.gz", "mine.db", "rechargebot-.db", "x-2026-11-01.db", "2026-11-01.db", ".copy-1"}
	for day := range 5 {
		now := noon.AddDate(0, 0, day)
		h.do(say(1, fmt.Sprint("day ", day)))
		path, err := h.Backup(t.Context(), dir, 3, now)
		if err != nil || filepath.Base(path) != "rechargebot-"+now.Format(time.DateOnly)+".db.gz" {
			t.Fatalf("%s, %v", path, err)
		}
		back := filepath.Join(t.TempDir(), "back.db")
		if _, err := Restore(path, back, noon, restoring); err != nil || Check(back, notes) != nil {
			t.Error(err)
		}
		if day == 0 {
			// A plain one, of an earlier version, counts as they do.
			if err := os.WriteFile(filepath.Join(dir, "rechargebot-2026-11-22.db"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, name := range others {
				if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			// What a killed one leaves goes with the next.
			for _, killed := range []string{".rechargebot-copy-123", "rechargebot-2026-11-22.db.new", "rechargebot-2026-11-22.db.gz.new"} {
				if err := os.WriteFile(filepath.Join(dir, killed), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if got := must(backupsIn(dir)); len(got) != 3 {
		t.Errorf("kept %v", got)
	}
	want := append([]string{"rechargebot-2026-11-25.db.gz", "rechargebot-2026-11-26.db.gz", "rechargebot-2026-11-27.db.gz"}, others...)
	slices.Sort(want)
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
	// A clock that had gone wrong has left a later one: the new one stays.
	path, err := h.Backup(t.Context(), dir, 1, noon)
	if _, missing := os.Stat(path); err != nil || missing != nil {
		t.Errorf("%v, %v", err, missing)
	}
}

// A bot that was begun on a day's copy, by DB_PATH, keeps it: it is the store now.
func TestADaysCopyThatIsTheStore(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "rechargebot-2026-11-20.db")
	d := must(Open(path, Options{Schema: notes, NoSync: true}))
	for day := range 3 {
		if _, err := d.Backup(t.Context(), dir, 1, noon.AddDate(0, 0, day)); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := names(t, dir), []string{"rechargebot-2026-11-20.db", "rechargebot-2026-11-25.db.gz"}; !slices.Equal(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
	// Nor does it stand for the copy of its own day.
	if d.backedUpOn(dir, noon.AddDate(0, 0, -3)) {
		t.Error("the store is taken for its own copy")
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// A copy that cannot be made leaves those before as they are, and nothing half done.
func TestADaysCopyThatFails(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	dir := t.TempDir()
	if _, err := h.Backup(t.Context(), dir, 1, noon); err != nil {
		t.Fatal(err)
	}
	before := must(os.ReadFile(filepath.Join(dir, "rechargebot-2026-11-23.db.gz")))
	h.do(say(1, "later"))
	bad := []byte("x") // the key of a record that the schema's check refuses
	for name, fault := range map[string]struct{ make, mend func() error }{
		"a damaged store": {
			func() error {
				return h.Update(func(tx *Tx) error { return tx.Bucket([]byte("said")).Put(bad, []byte("y")) })
			},
			func() error { return h.Update(func(tx *Tx) error { return tx.Bucket([]byte("said")).Delete(bad) }) },
		},
		"no place for the copy":        inTheWay(filepath.Join(dir, "rechargebot-2026-11-23.db.new")),
		"no place for the gzipped one": inTheWay(filepath.Join(dir, "rechargebot-2026-11-23.db.gz.new")),
	} {
		if err := fault.make(); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Backup(t.Context(), dir, 1, noon); err == nil {
			t.Errorf("%s: no error", name)
		}
		if err := fault.mend(); err != nil {
			t.Fatal(err)
		}
		if got := names(t, dir); len(got) != 1 || !bytes.Equal(must(os.ReadFile(filepath.Join(dir, got[0]))), before) {
			t.Errorf("%s: the folder has %v", name, got)
		}
	}
	fault := inTheWay(filepath.Join(dir, "rechargebot-2026-11-24.db.gz"))
	if err := fault.make(); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Backup(t.Context(), dir, 1, noon.AddDate(0, 0, 1)); err == nil {
		t.Error("a folder was taken for the copy")
	}
	if err := h.Copy(t.Context(), filepath.Join(dir, "rechargebot-2026-11-24.db.gz")); err == nil {
		t.Error("a folder was taken for a copy")
	}
	if err := fault.mend(); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder has %v", got)
	}
	if _, err := h.Backup(t.Context(), filepath.Join(dir, "rechargebot-2026-11-23.db.gz"), 1, noon); err == nil {
		t.Error("a file was taken for a folder")
	}
}

// inTheWay makes a folder of that name, which is not empty, and removes it.
func inTheWay(path string) struct{ make, mend func() error } {
	return struct{ make, mend func() error }{
		func() error { return os.MkdirAll(filepath.Join(path, "in the way"), 0o700) },
		func() error { return os.RemoveAll(path) },
	}
}

// A copy is broken off when the process is to end, and leaves nothing behind.
func TestACopyIsBrokenOff(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.Copy(ctx, filepath.Join(dir, "copy.db")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := h.Backup(ctx, dir, 1, noon); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := h.CopyCompressed(ctx, io.Discard); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := func() error { _, _, err := h.CompressedCopy(ctx); return err }(); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if left := append(names(t, dir), names(t, filepath.Dir(h.path))...); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

// Where the copy cannot be written, that is said.
func TestACopyThatCannotBeWritten(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	full := errors.New("the disk is full")
	for room := range 3 {
		if err := h.writeTo(t.Context(), &little{room, full}); err == nil {
			t.Errorf("after %d pieces: the copy is taken for whole", room)
		}
		if err := h.CopyCompressed(t.Context(), &little{room, full}); !errors.Is(err, full) {
			t.Errorf("after %d pieces: %v", room, err)
		}
	}
	if left := names(t, filepath.Dir(h.path)); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

// little takes so many pieces only.
type little struct {
	room int
	full error
}

func (l *little) Write(p []byte) (int, error) {
	if l.room == 0 {
		return 0, l.full
	}
	l.room--
	return len(p), nil
}

func TestDailyCopies(t *testing.T) {
	dir, path := t.TempDir(), filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		var worth atomic.Bool
		var made, failed atomic.Int32
		told := func(err error) {
			if err != nil {
				failed.Add(1)
			} else {
				made.Add(1)
			}
		}
		s, err := Open(path, Options{Schema: notes, NoSync: true, BackedUp: told, Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			s.BackupDaily(ctx, dir, 3, time.Now, func() bool { return worth.Load() })
		}()
		synctest.Wait()
		if got := names(t, dir); len(got) != 0 {
			t.Errorf("of nothing: %v", got)
		}
		worth.Store(true)
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := names(t, dir); len(got) != 1 {
			t.Errorf("of the first: %v", got)
		}
		time.Sleep(10*24*time.Hour + 30*time.Minute)
		synctest.Wait()
		if got := names(t, dir); len(got) != 3 {
			t.Errorf("after ten days: %v", got)
		}
		if err := errors.Join(os.RemoveAll(dir), os.WriteFile(dir, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(24 * time.Hour)
		if err := os.Remove(dir); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		if got := names(t, dir); len(got) != 1 || !strings.Contains(log.String(), "trying again in an hour") {
			t.Errorf("when there is room again: %v\n%s", got, &log)
		}
		if n := strings.Count(log.String(), "daily backup\""); n != 12 || made.Load() != 12 || failed.Load() != 24 {
			t.Errorf("%d copies in eleven days, told of %d and of %d failures\n%s", n, made.Load(), failed.Load(), &log)
		}
		cancel()
		<-ended
		// One that the stop breaks off is no failure.
		ctx, cancel = context.WithCancel(t.Context())
		s.BackupDaily(ctx, t.TempDir(), 3, time.Now, func() bool { cancel(); return true })
		if made.Load() != 12 || failed.Load() != 24 {
			t.Errorf("told of %d and of %d failures", made.Load(), failed.Load())
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestProbe(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "bot.db")
	if err := Probe(path, notes); err != nil || len(names(t, dir)) != 0 {
		t.Errorf("where there is none yet: %v, and %v", err, names(t, dir))
	}
	data := filled(t, path)
	if err := Probe(path, notes); err != nil || len(names(t, dir)) != 1 || !bytes.Equal(must(os.ReadFile(path)), data) {
		t.Errorf("a whole one: %v, and %v", err, names(t, dir))
	}
	s := must(Open(path, Options{Schema: notes}))
	if err := Probe(path, notes); !errors.Is(err, ErrLocked) {
		t.Errorf("while the bot runs: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data[:5000], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Probe(path, notes); !errors.Is(err, ErrDamaged) {
		t.Errorf("cut off: %v", err)
	}
	for _, path := range []string{dir, filepath.Join(dir, "none", "bot.db")} {
		if err := Probe(path, notes); !errors.Is(err, ErrNotWritable) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestProbeBackups(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{dir, filepath.Join(dir, "not", "yet", "there")} {
		if err := ProbeBackups(folder); err != nil {
			t.Errorf("%s: %v", folder, err)
		}
	}
	for _, folder := range []string{file, filepath.Join(file, "folder")} {
		if err := ProbeBackups(folder); err == nil {
			t.Errorf("%s can be written to", folder)
		}
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}

func TestPeek(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	seen, refused := 0, errors.New("refused")
	see := func(tx *Tx) error {
		seen++
		if tx.Writable() || tx.Bucket([]byte("said")) == nil {
			t.Error("it is no store that is read")
		}
		return refused
	}
	if err := Peek(path, see); err != nil || seen != 0 {
		t.Errorf("where there is none: %v, seen %d times", err, seen)
	}
	data := filled(t, path)
	if err := Peek(path, see); err != refused || seen != 1 {
		t.Errorf("a whole one: %v, seen %d times", err, seen)
	}
	if err := Peek(path, func(*Tx) error { panic("oh") }); !errors.Is(err, ErrDamaged) {
		t.Errorf("a record that cannot be read: %v", err)
	}
	d := must(Open(path, Options{Schema: notes})) // Peek has let go of it
	if err := Peek(path, see); !errors.Is(err, ErrLocked) || seen != 1 {
		t.Errorf("while the bot runs: %v, seen %d times", err, seen)
	}
	if err := errors.Join(d.Close(), os.WriteFile(path, data[:5000], 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := Peek(path, see); !errors.Is(err, ErrDamaged) || seen != 1 {
		t.Errorf("cut off: %v, seen %d times", err, seen)
	}
}
