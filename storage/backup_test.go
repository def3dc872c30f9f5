package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"rechargebot/flows/chat"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// names gives what is in a folder.
func names(t testing.TB, dir string) (all []string) {
	t.Helper()
	for _, e := range must(os.ReadDir(dir)) {
		all = append(all, e.Name())
	}
	return all
}

func TestADaysCopy(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	dir := filepath.Join(t.TempDir(), "made", "here")
	others := []string{"rechargebot-2026-11-99.db", "rechargebot-2026-11-99.db.gz", "rechargebot-2026-11-01.gz", "mine.db", "rechargebot-.db", "x-2026-11-01.db", ".copy-1"}
	for day := range 5 {
		now := noon.AddDate(0, 0, day)
		h.do(say(1, fmt.Sprint("day ", day)))
		path, err := h.Backup(t.Context(), dir, 3, now)
		if err != nil || filepath.Base(path) != "rechargebot-"+now.Format(time.DateOnly)+".db.gz" {
			t.Fatalf("%s, %v", path, err)
		}
		if info := must(os.Stat(path)); info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
			t.Errorf("%v", info.Mode())
		}
		h.isIn(path, day+1)
		if day == 0 {
			for _, name := range others {
				if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			// Copies of an earlier version, which did not compress them, count too.
			for _, name := range []string{"rechargebot-2026-11-21.db", "rechargebot-2026-11-22.db"} {
				if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			// What a killed one leaves goes with the next.
			for _, killed := range []string{".rechargebot-copy-123", "rechargebot-2026-11-22.db.new"} {
				if err := os.WriteFile(filepath.Join(dir, killed), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		if got := strings.Join(names(t, dir), " "); day == 1 && (strings.Contains(got, "2026-11-21.db") || !strings.Contains(got, "2026-11-22.db ")) {
			t.Errorf("on the second day: %s", got)
		}
	}
	want := append([]string{"rechargebot-2026-11-25.db.gz", "rechargebot-2026-11-26.db.gz", "rechargebot-2026-11-27.db.gz"}, others...)
	slices.Sort(want)
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
	// The day is the owner's: at 20:00 UTC it is tomorrow in Dhaka.
	path, err := h.Backup(t.Context(), dir, 3, time.Date(2026, 11, 28, 20, 0, 0, 0, time.UTC))
	if err != nil || filepath.Base(path) != "rechargebot-2026-11-29.db.gz" {
		t.Errorf("%s, %v", path, err)
	}
	// A clock that had gone wrong has left a later one: the new one stays.
	path, err = h.Backup(t.Context(), dir, 1, noon)
	if _, missing := os.Stat(path); err != nil || missing != nil {
		t.Errorf("%v, %v", err, missing)
	}
}

// isIn fails where what a backup restores is not whole, or has not so many things
// to say.
func (h *house) isIn(backup string, said int) {
	h.t.Helper()
	restored := filepath.Join(h.t.TempDir(), "restored.db")
	done, err := Restore(backup, restored, noon)
	if err == nil {
		err = Check(restored)
	}
	if err != nil || done.Dropped != said {
		h.t.Errorf("%s: %v; %d were to be said, want %d", backup, err, done.Dropped, said)
	}
}

// A copy that cannot be made leaves those before as they are, and nothing half done.
func TestADaysCopyThatFails(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	dir := t.TempDir()
	if _, err := h.Backup(t.Context(), dir, 1, noon); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(dir, "rechargebot-2026-11-23.db.gz")
	before := must(os.ReadFile(copied))
	h.do(say(1, "later"))
	block := filepath.Join(dir, "rechargebot-2026-11-23.db.new")
	if err := os.MkdirAll(filepath.Join(block, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Backup(t.Context(), dir, 1, noon); err == nil {
		t.Error("no error")
	}
	if got := names(t, dir); len(got) != 2 || !bytes.Equal(must(os.ReadFile(copied)), before) {
		t.Errorf("the folder has %v", got)
	}
	// The same where the checked copy cannot be compressed into its place.
	if err := errors.Join(os.RemoveAll(block), os.Remove(copied), os.MkdirAll(filepath.Join(copied, "in the way"), 0o700)); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Backup(t.Context(), dir, 1, noon); err == nil {
		t.Error("no error")
	}
	if got := names(t, dir); !slices.Equal(got, []string{filepath.Base(copied)}) {
		t.Errorf("the folder has %v", got)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Backup(t.Context(), file, 1, noon); err == nil {
		t.Error("a file was taken for a folder")
	}
}

// A copy is broken off when the process is to end, and leaves nothing behind.
func TestACopyIsBrokenOff(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
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
	if left := names(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestDailyCopies(t *testing.T) {
	dir, path := t.TempDir(), filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		s, err := Open(path, Options{noSync: true, Prompt: true, Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Update(func(tx chat.Tx) error { return tx.PutMember(chat.Member{ID: 7}) }); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			s.BackupDaily(ctx, dir, 3, time.Now)
		}()
		synctest.Wait()
		if got := names(t, dir); len(got) != 1 {
			t.Errorf("at the start: %v", got)
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
		if n := strings.Count(log.String(), "daily backup\""); n != 12 {
			t.Errorf("%d copies in eleven days\n%s", n, &log)
		}
		cancel()
		<-ended
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// A store that nothing is in yet is not copied: its copies would push out those of
// one that was lost. Nor is a day that has a copy of either kind.
func TestDaysWithoutACopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	for name, put := range map[string]func(chat.Tx) error{
		"a member": func(tx chat.Tx) error { return tx.PutMember(chat.Member{ID: 7}) },
		"an order": func(tx chat.Tx) error { return tx.PutOrder(placed(must(tx.NextID(noon)), 7, noon)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, path := t.TempDir(), path+name
			synctest.Test(t, func(t *testing.T) {
				told := 0
				s, err := Open(path, Options{noSync: true, Prompt: true, BackedUp: func(error) { told++ }})
				if err != nil {
					t.Fatal(err)
				}
				begun := time.Now()
				first := filepath.Join(dir, "rechargebot-"+begun.AddDate(0, 0, 3).Format(time.DateOnly))
				ctx, cancel := context.WithCancel(t.Context())
				ended := make(chan struct{})
				go func() {
					defer close(ended)
					s.BackupDaily(ctx, dir, 3, time.Now)
				}()
				if err := s.Update(func(tx chat.Tx) error { return tx.PutVisitor(chat.Visitor{ID: 9}) }); err != nil {
					t.Error(err)
				}
				time.Sleep(3*24*time.Hour + time.Minute)
				if got := names(t, dir); len(got) != 0 || told != 0 {
					t.Errorf("of a store with nothing in it: %v", got)
				}
				if err := s.Update(put); err != nil {
					t.Error(err)
				}
				time.Sleep(time.Hour)
				if got := names(t, dir); told != 1 || !slices.Equal(got, []string{filepath.Base(first) + ".db.gz"}) {
					t.Errorf("within an hour of the first: %v", got)
				}
				if err := os.Rename(first+".db.gz", first+".db"); err != nil {
					t.Error(err)
				}
				time.Sleep(5 * time.Hour)
				if got := names(t, dir); told != 1 || len(got) != 1 {
					t.Errorf("on a day with a copy: %v", got)
				}
				cancel()
				<-ended
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestProbe(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "bot.db")
	if err := Probe(path); err != nil || len(names(t, dir)) != 0 {
		t.Errorf("where there is none yet: %v, and %v", err, names(t, dir))
	}
	data := filled(t, path)
	if err := Probe(path); err != nil || len(names(t, dir)) != 1 || !bytes.Equal(must(os.ReadFile(path)), data) {
		t.Errorf("a whole one: %v, and %v", err, names(t, dir))
	}
	s := must(Open(path, Options{}))
	if err := Probe(path); !errors.Is(err, ErrLocked) {
		t.Errorf("while the bot runs: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data[:5000], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Probe(path); !errors.Is(err, ErrDamaged) {
		t.Errorf("cut off: %v", err)
	}
	for _, path := range []string{dir, filepath.Join(dir, "none", "bot.db")} {
		if err := Probe(path); !errors.Is(err, ErrNotWritable) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
