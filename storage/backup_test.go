package storage

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows"
	"rechargebot/flows/order"
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
	others := []string{"rechargebot-2026-11-99.db", "rechargebot-2026-11-01.db.gz", "mine.db", "rechargebot-.db", "x-2026-11-01.db", ".copy-1"}
	for day := range 5 {
		now := noon.AddDate(0, 0, day)
		h.do(say(1, fmt.Sprint("day ", day)))
		path, err := h.Backup(t.Context(), dir, 3, now)
		if err != nil || filepath.Base(path) != "rechargebot-"+now.Format(time.DateOnly)+".db" {
			t.Fatalf("%s, %v", path, err)
		}
		if err := Check(path); err != nil {
			t.Error(err)
		}
		if day == 0 {
			for _, name := range others {
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
	}
	want := append([]string{"rechargebot-2026-11-25.db", "rechargebot-2026-11-26.db", "rechargebot-2026-11-27.db"}, others...)
	slices.Sort(want)
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
	// The day is the owner's: at 20:00 UTC it is tomorrow in Dhaka.
	path, err := h.Backup(t.Context(), dir, 3, time.Date(2026, 11, 28, 20, 0, 0, 0, time.UTC))
	if err != nil || filepath.Base(path) != "rechargebot-2026-11-29.db" {
		t.Errorf("%s, %v", path, err)
	}
	// A clock that had gone wrong has left a later one: the new one stays.
	path, err = h.Backup(t.Context(), dir, 1, noon)
	if _, missing := os.Stat(path); err != nil || missing != nil {
		t.Errorf("%v, %v", err, missing)
	}
}

// A copy that cannot be made leaves those before as they are, and nothing half done.
func TestADaysCopyThatFails(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	dir := t.TempDir()
	if _, err := h.Backup(t.Context(), dir, 1, noon); err != nil {
		t.Fatal(err)
	}
	before := must(os.ReadFile(filepath.Join(dir, "rechargebot-2026-11-23.db")))
	h.do(say(1, "later"))
	block := filepath.Join(dir, "rechargebot-2026-11-23.db.new", "in the way")
	if err := os.MkdirAll(block, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Backup(t.Context(), dir, 1, noon); err == nil {
		t.Error("no error")
	}
	if got := names(t, dir); len(got) != 2 || !bytes.Equal(must(os.ReadFile(filepath.Join(dir, "rechargebot-2026-11-23.db"))), before) {
		t.Errorf("the folder has %v", got)
	}
	if _, err := h.Backup(t.Context(), filepath.Join(dir, "rechargebot-2026-11-23.db"), 1, noon); err == nil {
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
		s, err := Open(path, Options{noSync: true, Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
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

// zipped is a store as /backup sends it.
func zipped(t testing.TB, s *Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.CopyCompressed(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRestore(t *testing.T) {
	for _, form := range []string{"plain", "gzipped"} {
		t.Run(form, func(t *testing.T) {
			dir := t.TempDir()
			path, backup := filepath.Join(dir, "bot.db"), filepath.Join(t.TempDir(), "backup")
			s := must(Open(path, Options{noSync: true}))
			ids := map[order.State]order.ID{}
			states := []order.State{order.Placed, order.Sending, order.Accepted, order.Unclear, order.Done, order.Failed}
			if err := s.Update(func(tx flows.Tx) error {
				for i, state := range states {
					o := placed(must(tx.NextID(noon)), 7, noon.Add(time.Duration(i)*time.Second))
					o.State = state
					if state != order.Placed {
						o.Sent, o.Next = o.Placed, o.Placed.Add(time.Hour)
					}
					if state.Final() || state == order.Sending {
						o.Next = time.Time{}
					}
					ids[state] = o.ID
					if err := tx.PutOrder(o); err != nil {
						return err
					}
				}
				return errors.Join(tx.PutSession(7, flows.Session{Step: "confirm", Draft: flows.Draft{ID: "6385f4f65e16e"}}),
					tx.PutMember(order.Member{ID: 7, Allowed: true}), say(7, "hello")(tx))
			}); err != nil {
				t.Fatal(err)
			}
			if form == "plain" {
				if err := s.Copy(t.Context(), backup); err != nil {
					t.Fatal(err)
				}
			} else if err := os.WriteFile(backup, zipped(t, s), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := s.Update(say(8, "after the backup")); err != nil {
				t.Fatal(err)
			}

			if _, err := Restore(backup, path, noon); !errors.Is(err, ErrLocked) {
				t.Errorf("while the bot runs: %v", err)
			}
			if got := names(t, dir); len(got) != 1 {
				t.Errorf("a refused restore leaves %v", got)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			before := must(os.ReadFile(path))
			now := noon.Add(time.Hour)
			done, err := Restore(backup, path, now)
			if err != nil || done.Unclear != 4 {
				t.Fatalf("%+v, %v", done, err)
			}
			if got := names(t, dir); len(got) != 2 || filepath.Dir(done.Old) != dir || !bytes.Equal(must(os.ReadFile(done.Old)), before) {
				t.Errorf("the folder has %v, the old file is %s", got, done.Old)
			}
			if err := Check(path); err != nil {
				t.Fatal(err)
			}
			h := &house{t: t, path: path, options: Options{noSync: true}}
			h.open()
			defer h.Close()
			h.look(func(tx flows.Tx) error {
				want := map[order.State]order.State{order.Placed: order.Unclear, order.Sending: order.Unclear, order.Accepted: order.Accepted,
					order.Unclear: order.Unclear, order.Done: order.Done, order.Failed: order.Failed}
				for was, id := range ids {
					o, ok, err := tx.Order(id)
					if err != nil || !ok || o.State != want[was] || (o.Open() && (!o.Next.Equal(now) || o.Sent.IsZero())) {
						t.Errorf("%s is now %+v, %v", was, o, err)
					}
				}
				if due := must(tx.Due(order.ToSend, now.AddDate(1, 0, 0), false, 10)); len(due) != 0 {
					t.Errorf("to be sent: %v", due)
				}
				if due := must(tx.Due(order.ToLook, now, false, 10)); len(due) != 4 {
					t.Errorf("to be asked for: %v", due)
				}
				if s := must(tx.Session(7)); s != (flows.Session{}) {
					t.Errorf("a conversation is left: %+v", s)
				}
				if m, _, _ := tx.Member(7); !m.Allowed {
					t.Error("the member is not")
				}
				return nil
			})
			if _, ok, err := h.Head(7); !ok || err != nil {
				t.Errorf("what waited is lost: %v", err)
			}
			// And again: restored twice is restored once.
			if err := h.Close(); err != nil {
				t.Fatal(err)
			}
			if done, err := Restore(path, path, now.Add(time.Minute)); err != nil || done.Unclear != 4 {
				t.Errorf("%+v, %v", done, err)
			}
		})
	}
}

func TestRestoreWhereThereIsNoStore(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := h.Copy(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "new.db")
	if done, err := Restore(backup, path, noon); err != nil || done.Old != "" || Check(path) != nil {
		t.Errorf("%+v, %v", done, err)
	}
	// A damaged store is what a backup is for.
	if err := os.WriteFile(path, []byte("noise"), 0o600); err != nil {
		t.Fatal(err)
	}
	if done, err := Restore(backup, path, noon); err != nil || string(must(os.ReadFile(done.Old))) != "noise" || Check(path) != nil {
		t.Errorf("%+v, %v", done, err)
	}
	// The kept file is never overwritten.
	if _, err := Restore(backup, path, noon); err == nil || Check(path) != nil {
		t.Errorf("twice in a second: %v", err)
	}
	if _, err := Restore(backup, filepath.Join(t.TempDir(), "none", "new.db"), noon); err == nil {
		t.Error("restored into no folder")
	}
}

// Whatever is wrong with a backup, the store is as it was.
func TestADamagedBackupIsRefused(t *testing.T) {
	dir := t.TempDir()
	path, good := filepath.Join(dir, "bot.db"), filepath.Join(t.TempDir(), "good.db")
	store := filled(t, path)
	whole := filled(t, good)
	newer := filepath.Join(t.TempDir(), "newer.db")
	filled(t, newer)
	root := must(newestMeta(bytes.NewReader(whole), int64(len(whole)))).root * 4096
	s := must(Open(newer, Options{}))
	packed := zipped(t, s)
	if err := errors.Join(s.db.Update(func(b *bbolt.Tx) error {
		return b.Bucket(bucketNames[bMeta]).Put(keySchema, appendSeq(nil, uint64(len(migrations)+1)))
	}), s.Close()); err != nil {
		t.Fatal(err)
	}
	orphan := filepath.Join(t.TempDir(), "orphan.db") // an index that names an order that is not there
	filled(t, orphan)
	s = must(Open(orphan, Options{}))
	if err := errors.Join(s.db.Update(func(b *bbolt.Tx) error {
		return b.Bucket(bucketNames[bSending]).Put([]byte("6385f4f65e16e"), none)
	}), s.Close()); err != nil {
		t.Fatal(err)
	}
	noise := bytes.Clone(packed)
	for i := len(noise) / 2; i < len(noise)/2+64; i++ {
		noise[i] ^= 0x55
	}
	var text bytes.Buffer
	z := gzip.NewWriter(&text)
	fmt.Fprint(z, "no store\n")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		data []byte
		want error
	}{
		"empty":           {nil, ErrBackup},
		"one byte":        {[]byte{0x1f}, ErrBackup},
		"text":            {[]byte("this is no store\n"), ErrBackup},
		"cut off":         {whole[:8*4096], ErrBackup},
		"a page of zeros": {slices.Concat(whole[:root], make([]byte, 4096), whole[root+4096:]), ErrBackup},
		"out of step":     {must(os.ReadFile(orphan)), ErrBackup},
		"newer":           {must(os.ReadFile(newer)), ErrNewer},
		"gzip, cut off":   {packed[:len(packed)*2/3], ErrBackup},
		"gzip, head only": {packed[:5], ErrBackup},
		"gzip, noise":     {noise, ErrBackup},
		"gzipped text":    {text.Bytes(), ErrBackup},
	} {
		t.Run(name, func(t *testing.T) {
			backup := filepath.Join(t.TempDir(), "backup")
			if err := os.WriteFile(backup, test.data, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Restore(backup, path, noon)
			if !errors.Is(err, test.want) || !strings.Contains(err.Error(), backup) || strings.Contains(err.Error(), "move it away") {
				t.Errorf("%v", err)
			}
			if got := names(t, dir); len(got) != 1 || !bytes.Equal(must(os.ReadFile(path)), store) {
				t.Errorf("the store was touched: %v", got)
			}
			if !bytes.Equal(must(os.ReadFile(backup)), test.data) {
				t.Error("the backup was touched")
			}
		})
	}
	if _, err := Restore(filepath.Join(dir, "none"), path, noon); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
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
