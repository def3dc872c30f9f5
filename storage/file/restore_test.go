package file

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRestoreWhereThereIsNoStore(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := h.Copy(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "new.db")
	if kept, err := Restore(backup, path, noon, restoring); err != nil || kept != "" || Check(path, notes) != nil {
		t.Errorf("%q, %v", kept, err)
	}
	// A damaged store is what a backup is for.
	if err := os.WriteFile(path, []byte("noise"), 0o600); err != nil {
		t.Fatal(err)
	}
	if kept, err := Restore(backup, path, noon, restoring); err != nil || string(must(os.ReadFile(kept))) != "noise" || Check(path, notes) != nil {
		t.Errorf("%q, %v", kept, err)
	}
	// So is what a first start that was cut off has left.
	empty := filepath.Join(t.TempDir(), "new.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if kept, err := Restore(backup, empty, noon, restoring); err != nil || len(must(os.ReadFile(kept))) != 0 || Check(empty, notes) != nil {
		t.Errorf("%q, %v", kept, err)
	}
	// The kept file is never overwritten.
	if _, err := Restore(backup, path, noon, restoring); err == nil || Check(path, notes) != nil {
		t.Errorf("twice in a second: %v", err)
	}
	if _, err := Restore(backup, filepath.Join(t.TempDir(), "none", "new.db"), noon, restoring); err == nil {
		t.Error("restored into no folder")
	}
}

// Whatever is wrong with a backup, the store is as it was.
func TestADamagedBackupIsRefused(t *testing.T) {
	dir := t.TempDir()
	path, good := filepath.Join(dir, "bot.db"), filepath.Join(t.TempDir(), "good.db")
	store := filled(t, path)
	whole := filled(t, good)
	unknown := filepath.Join(t.TempDir(), "newer.db")
	newer(t, unknown)
	root := must(newestMeta(bytes.NewReader(whole), int64(len(whole)))).root * 4096
	wrong := filepath.Join(t.TempDir(), "wrong.db") // whole pages, and records that the schema's check refuses
	filled(t, wrong)
	d := must(Open(wrong, Options{Schema: notes}))
	var b bytes.Buffer
	if err := d.CopyCompressed(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	packed := b.Bytes()
	if err := errors.Join(d.Update(func(tx *Tx) error {
		return errors.Join(tx.Change(), tx.Bucket([]byte("said")).Put([]byte("x"), []byte("y")))
	}), d.Close()); err != nil {
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
		"out of step":     {must(os.ReadFile(wrong)), ErrBackup},
		"newer":           {must(os.ReadFile(unknown)), ErrNewer},
		"gzip, cut off":   {packed[:len(packed)*2/3], ErrBackup},
		"gzip, head only": {packed[:5], ErrBackup},
		"gzip, noise":     {noise, ErrBackup},
		"gzip, no block":  {append(bytes.Clone(packed[:10]), bytes.Repeat([]byte{0xff}, 100)...), ErrBackup},
		"gzip, and noise": {append(bytes.Clone(packed), "and more that is no gzip"...), ErrBackup},
		"gzipped text":    {text.Bytes(), ErrBackup},
		"gzipped nothing": {nothing.Bytes(), ErrBackup},
	} {
		t.Run(name, func(t *testing.T) {
			backup := filepath.Join(t.TempDir(), "backup")
			if err := os.WriteFile(backup, test.data, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Restore(backup, path, noon, restoring)
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
	if _, err := Restore(filepath.Join(dir, "none"), path, noon, restoring); !errors.Is(err, os.ErrNotExist) {
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
			kept, err := Restore(backup, path, noon, restoring)
			if err != nil || !bytes.Equal(must(os.ReadFile(kept)), data) {
				t.Fatalf("%q, %v", kept, err)
			}
			for _, file := range []string{path, kept} {
				if got := must(os.Stat(file)); got.Mode() != was.Mode() || !sameOwner(got, was) {
					t.Errorf("%s: %v", file, got.Mode())
				}
			}
			if _, err := Restore(backup, path, noon, restoring); !errors.Is(err, fs.ErrExist) || Check(path, notes) != nil {
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
	kept, err := Restore(backup, path, noon, restoring)
	if err != nil || !bytes.Equal(must(os.ReadFile(kept)), data) || Check(real, notes) != nil {
		t.Errorf("%q, %v", kept, err)
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
			"open":  func() error { return second(Open(path, Options{Schema: notes})) },
			"probe": func() error { return Probe(path, notes) },
			"check": func() error { return Check(path, notes) },
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
		if err := second(Open(path, Options{Schema: notes})); !errors.Is(err, ErrDamaged) {
			t.Errorf("empty beside %s: %v", left, err)
		}
		if err := Probe(path, notes); !errors.Is(err, ErrDamaged) {
			t.Errorf("empty beside %s: %v", left, err)
		}
		backup := filepath.Join(t.TempDir(), "backup")
		filled(t, backup)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if kept, err := Restore(backup, path, noon, restoring); err != nil || Check(path, notes) != nil {
			t.Errorf("%q, %v", kept, err)
		}
	}
}

// What else lies there, or is left of another store's restore, keeps no store from being begun.
func TestOtherFilesAreNoStoreThatIsMissing(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"bot.db.txt", "bot.db.copy-1.tmp", "other.db.before-20261123-060000", "other.db.restoring", ".restoring", ".before-20261123-060000"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "bot.db")
	if err := Probe(path, notes); err != nil {
		t.Error(err)
	}
	filled(t, path)
}

// Windows replaces no file that anybody has open, the restore itself included.
func TestRestoreWhereAnOpenFileStays(t *testing.T) {
	if runtime.GOOS != "windows" {
		old := rename
		openStays, rename = true, func(from, to string) error {
			d, err := Open(to, Options{Schema: notes, LockTimeout: 10 * time.Millisecond})
			if err != nil {
				return fmt.Errorf("Access is denied: %w", err)
			}
			return errors.Join(d.Close(), os.Rename(from, to))
		}
		defer func() { openStays, rename = false, old }()
	}
	path, backup := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "backup")
	filled(t, path)
	filled(t, backup)
	if kept, err := Restore(backup, path, noon, restoring); err != nil || Check(path, notes) != nil || Check(kept, notes) != nil {
		t.Errorf("%q, %v", kept, err)
	}
	// While a bot has it open it is refused, as elsewhere.
	d := must(Open(path, Options{Schema: notes}))
	if _, err := Restore(backup, path, noon.Add(time.Second), restoring); !errors.Is(err, ErrLocked) {
		t.Error(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// Until the restored file is in its place nobody opens the one that it replaces. Where it cannot
// be put there all is as it was.
func TestRestoreThatFailsAtTheEnd(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file that is open is not replaced")
	}
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "bot.db"), filepath.Join(t.TempDir(), "backup")
	data := filled(t, path)
	filled(t, backup)
	refused := errors.New("refused")
	defer func(f func(from, to string) error) { rename = f }(rename)
	rename = func(from, to string) error {
		if err := second(Open(to, Options{Schema: notes, LockTimeout: time.Millisecond})); !errors.Is(err, ErrLocked) {
			t.Errorf("another one opens it: %v", err)
		}
		return refused
	}
	if kept, err := Restore(backup, path, noon, restoring); !errors.Is(err, refused) || kept != "" {
		t.Errorf("%q, %v", kept, err)
	}
	if got := names(t, dir); len(got) != 1 || !bytes.Equal(must(os.ReadFile(path)), data) {
		t.Errorf("the folder has %v", got)
	}
}

// What a restore that was cut short has left may be all that somebody has.
func TestRestoreOfWhatARestoreLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	left := path + restoringSuffix
	data := filled(t, left)
	if _, err := Restore(left, path, noon, restoring); err == nil || !strings.Contains(err.Error(), "rename it") {
		t.Error(err)
	}
	if now, err := os.ReadFile(left); err != nil || !bytes.Equal(now, data) {
		t.Fatalf("it is gone or changed: %v", err)
	}
	if err := os.Rename(left, path+".left"); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(path+".left", path, noon, restoring); err != nil || Check(path, notes) != nil {
		t.Error(err)
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
		if _, err := Restore(backup, path, noon.Add(time.Duration(i)*time.Second), restoring); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	if times := <-ended; times < 5 {
		t.Errorf("looked %d times", times)
	}
}

// What is added to a restore sees the file that is to be replaced and the one to be, while
// nobody can open the former, and can stop it.
func TestWhatIsAddedToARestore(t *testing.T) {
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "bot.db"), filepath.Join(t.TempDir(), "backup")
	data := filled(t, path)
	filled(t, backup)
	var steps []string
	refused := errors.New("refused")
	with := Restoring{Schema: notes, Replaced: func(tx *Tx) error {
		steps = append(steps, fmt.Sprint("replaced ", tx.Bucket([]byte("said")).Inspect().KeyN))
		return refused // which is no reason not to replace it
	}, Prepare: func(fresh string) error {
		steps = append(steps, "prepare")
		if err := second(Open(path, Options{Schema: notes, LockTimeout: time.Millisecond})); !errors.Is(err, ErrLocked) {
			t.Errorf("another one opens what is to be replaced: %v", err)
		}
		if err := Check(fresh, notes); err != nil {
			t.Error(err)
		}
		return refused
	}}
	if kept, err := Restore(backup, path, noon, with); !errors.Is(err, refused) || kept != "" {
		t.Errorf("%q, %v", kept, err)
	}
	if want := []string{"replaced 40", "prepare"}; !slices.Equal(steps, want) {
		t.Errorf("%v, want %v", steps, want)
	}
	if got := names(t, dir); len(got) != 1 || !bytes.Equal(must(os.ReadFile(path)), data) {
		t.Errorf("the store was touched: %v", got)
	}
	prepared := ""
	with.Prepare = func(fresh string) error { prepared = fresh; return nil }
	if kept, err := Restore(backup, path, noon, with); err != nil || !bytes.Equal(must(os.ReadFile(kept)), data) || prepared != path+restoringSuffix {
		t.Errorf("%q, %v, prepared %s", kept, err, prepared)
	}
	if got := names(t, dir); len(got) != 2 || Check(path, notes) != nil {
		t.Errorf("the folder has %v", got)
	}
}
