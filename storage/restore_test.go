package storage

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

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
			if err := s.Update(func(tx chat.Tx) error {
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
				return errors.Join(tx.PutSession(7, chat.Session{Data: `{"recharge":{}}`}),
					tx.PutMember(chat.Member{ID: 7, Allowed: true}), say(7, "hello")(tx))
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
			h.look(func(tx chat.Tx) error {
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
				if due := must(tx.Due(order.ToCheck, now, false, 10)); len(due) != 4 {
					t.Errorf("to be asked for: %v", due)
				}
				if s := must(tx.Session(7)); s != (chat.Session{}) {
					t.Errorf("a conversation is left: %+v", s)
				}
				if m, _, _ := tx.Member(7); !m.Allowed {
					t.Error("the member is not")
				}
				return nil
			})
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
	var nothing bytes.Buffer
	if err := gzip.NewWriter(&nothing).Close(); err != nil {
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
		"gzipped nothing": {nothing.Bytes(), ErrBackup},
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

// A restore has nothing said that the backup still had to say, but final words.
func TestRestoreDropsWhatWaited(t *testing.T) {
	path, backup := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "backup")
	s := must(Open(path, Options{noSync: true}))
	id := nextID(noon)
	if err := s.Update(func(tx chat.Tx) error {
		screen := func(text string) *chat.Screen { return &chat.Screen{HTML: text} }
		for _, o := range []chat.Outgoing{
			{Chat: 7, Card: "draft", New: true, Screen: &chat.Screen{HTML: "right?", Buttons: [][]chat.Button{{{Text: "Confirm", Data: "r:x:1:go"}}}}},
			{Chat: 7, Edit: 3, Screen: screen("an answer"), Answer: &chat.CallbackAnswer{Query: "q"}},
			{Chat: 7, Final: true, Order: id, Screen: screen("done"), Answer: &chat.CallbackAnswer{Query: "q2"}},
			{Chat: 8, Document: &chat.Document{Name: "backup"}},
			{Chat: 8, Menu: &chat.Menu{Commands: []chat.Command{{Name: "x", Help: "y"}}}},
			{Chat: 9, Menu: &chat.Menu{}, Screen: screen("language")},
		} {
			if err := tx.Post(o); err != nil {
				return err
			}
		}
		for chatID := int64(7); chatID < 10; chatID++ {
			if err := tx.PutMember(chat.Member{ID: chatID, Allowed: true, Menu: "reseller en 2"}); err != nil {
				return err
			}
		}
		return errors.Join(tx.InquireBalance(order.BalanceInquiry{Chat: 7, Card: "balance"}), tx.Bind(7, "order", 5))
	}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Copy(t.Context(), backup), s.Close()); err != nil {
		t.Fatal(err)
	}
	done, err := Restore(backup, path, noon)
	if err != nil || done.Dropped != 5 {
		t.Fatalf("%+v, %v", done, err)
	}
	s = must(Open(path, Options{}))
	if chats := must(s.Waiting()); !slices.Equal(chats, []int64{7}) {
		t.Errorf("%v wait", chats)
	}
	h, ok, err := s.Head(7)
	if err != nil || !ok || !h.Final || h.Order != id || h.Screen.HTML != "done" || h.Answer != nil || h.More {
		t.Errorf("%+v, %v", h, err)
	}
	if err := s.View(func(tx chat.Tx) error {
		for chatID, want := range map[int64]string{7: "reseller en 2", 8: "", 9: ""} {
			if m, _, err := tx.Member(chatID); err != nil || m.Menu != want || !m.Allowed {
				t.Errorf("%+v, %v", m, err)
			}
		}
		if q := must(tx.BalanceInquiries(9)); len(q) > 0 {
			t.Errorf("asked: %v", q)
		}
		if tx.Bound(7, "order") != 5 {
			t.Error("a card lost its message")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Close(), Check(path)); err != nil {
		t.Error(err)
	}
}

// A restored file has owner and mode of the one that it replaces, also where there
// are no links.
func TestRestoreKeepsModeAndOwner(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	for name, refuse := range map[string]error{"link": nil, "copy": &os.LinkError{Err: errors.ErrUnsupported}} {
		t.Run(name, func(t *testing.T) {
			if refuse != nil {
				defer func() { link = os.Link }()
				link = func(string, string) error { return refuse }
			}
			path, backup := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "backup")
			data := filled(t, path)
			filled(t, backup)
			if err := os.Chmod(path, 0o640); err != nil {
				t.Fatal(err)
			}
			root := os.Getuid() == 0
			if root {
				if err := os.Chown(path, 1234, 2345); err != nil {
					t.Fatal(err)
				}
			}
			was := must(os.Stat(path))
			done, err := Restore(backup, path, noon)
			if err != nil || !bytes.Equal(must(os.ReadFile(done.Old)), data) {
				t.Fatalf("%+v, %v", done, err)
			}
			for _, file := range []string{path, done.Old} {
				if got := must(os.Stat(file)); got.Mode() != was.Mode() || !sameOwner(got, was) {
					t.Errorf("%s: %v", file, got.Mode())
				}
			}
			if _, err := Restore(backup, path, noon); !errors.Is(err, fs.ErrExist) || Check(path) != nil {
				t.Errorf("what was kept is in the way: %v", err)
			}
		})
	}
}

// A link stays one: the file that it leads to is replaced.
func TestRestoreThroughALink(t *testing.T) {
	real, backup := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "backup")
	data := filled(t, real)
	filled(t, backup)
	path := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(real, path); err != nil {
		t.Skip(err)
	}
	done, err := Restore(backup, path, noon)
	if err != nil || !bytes.Equal(must(os.ReadFile(done.Old)), data) || Check(real) != nil {
		t.Errorf("%+v, %v", done, err)
	}
	if to := must(os.Readlink(path)); to != real {
		t.Error(to)
	}
}

// Wherever a restore is ended, the store's place has a whole file, or it is named
// as missing.
func TestAStoreThatIsMissing(t *testing.T) {
	for _, left := range []string{".restoring", ".before-20261123-060000"} {
		dir := t.TempDir()
		path := filepath.Join(dir, "bot.db")
		filled(t, path+left)
		for name, open := range map[string]func() error{
			"open":  func() error { return second(Open(path, Options{})) },
			"probe": func() error { return Probe(path) },
			"check": func() error { return Check(path) },
		} {
			if err := open(); !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), path+left) {
				t.Errorf("%s beside %s: %v", name, left, err)
			}
		}
		if got := names(t, dir); len(got) != 1 {
			t.Errorf("the folder has %v", got)
		}
		// And so is an empty one not taken for a first start.
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := second(Open(path, Options{})); !errors.Is(err, ErrDamaged) {
			t.Errorf("empty beside %s: %v", left, err)
		}
		if err := Probe(path); !errors.Is(err, ErrDamaged) {
			t.Errorf("empty beside %s: %v", left, err)
		}
		backup := filepath.Join(t.TempDir(), "backup")
		filled(t, backup)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if done, err := Restore(backup, path, noon); err != nil || Check(path) != nil {
			t.Errorf("%+v, %v", done, err)
		}
	}
}

// The store's place has a whole file at every moment of a restore.
func TestNoMomentWithoutAFile(t *testing.T) {
	path, backup := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "backup")
	filled(t, path)
	filled(t, backup)
	stop, ended := make(chan struct{}), make(chan int)
	go func() {
		times := 0
		for {
			select {
			case <-stop:
				ended <- times
				return
			default:
			}
			if info, err := os.Stat(path); err != nil || info.Size() < 8192 {
				t.Errorf("%v", err)
			}
			times++
		}
	}()
	for i := range 5 {
		if _, err := Restore(backup, path, noon.Add(time.Duration(i)*time.Second)); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	if times := <-ended; times < 5 {
		t.Errorf("looked %d times", times)
	}
}

// TestNoIDTwice gives ids while the clock jumps, the process is killed and old
// copies are restored, over stores that can be read and stores that cannot.
func TestNoIDTwice(t *testing.T) {
	draw := rand.New(rand.NewPCG(*modelSeed, 3))
	path := filepath.Join(t.TempDir(), "bot.db")
	options := Options{noSync: true, Prompt: true, Rand: draw.IntN}
	s := must(Open(path, options))
	at, given := noon, map[order.ID]int{}
	var copies []string
	steps := 300
	if raceEnabled {
		steps = 60
	}
	for step := range steps {
		switch draw.IntN(12) {
		case 0:
			at = at.Add(time.Duration(draw.IntN(200_000)-100_000) * time.Millisecond)
		case 1:
			copies = append(copies, filepath.Join(t.TempDir(), "copy"))
			if err := s.Copy(t.Context(), copies[len(copies)-1]); err != nil {
				t.Fatal(err)
			}
		case 2:
			if len(copies) == 0 {
				continue
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			// No second restore in the same second: what is kept would be in the way.
			done, err := Restore(copies[draw.IntN(len(copies))], path, at.Add(time.Duration(step)*time.Hour*24))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(done.Old); err != nil {
				t.Fatal(err)
			}
			s = must(Open(path, options))
		case 3: // what is not committed is given again, to nobody's harm
			_ = s.Update(func(tx chat.Tx) error {
				_ = must(tx.NextID(at))
				return errors.New("no")
			})
		case 4:
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = must(Open(path, options))
		default:
			at = at.Add(time.Duration(draw.IntN(1500)) * time.Millisecond)
		}
		var ids []order.ID
		if err := s.Update(func(tx chat.Tx) error {
			ids = nil
			for range 1 + draw.IntN(3) {
				ids = append(ids, must(tx.NextID(at)))
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			if was, ok := given[id]; ok || !id.Valid() {
				t.Fatalf("%s was given in steps %d and %d", id, was, step)
			}
			given[id] = step
		}
	}
	if err := errors.Join(s.Close(), Check(path)); err != nil {
		t.Error(err)
	}
}
