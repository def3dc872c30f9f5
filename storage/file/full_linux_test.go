package file

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// fillUp saves until it cannot, makes room, and saves again.
func fillUp(t *testing.T, path string, options Options, cause error, makeRoom func()) {
	t.Helper()
	h := &house{t: t, path: path, options: options, told: map[int64]int{}}
	h.options.Schema = notes
	h.open()
	text := strings.Repeat("x", 20_000)
	saved := 0
	var err error
	for range 10_000 {
		if err = h.Update(say(1, text)); err != nil {
			break
		}
		saved++
	}
	if !errors.Is(err, ErrNotSaved) || (cause != nil && !errors.Is(err, cause)) || saved == 0 {
		t.Fatalf("%d saved, then %v", saved, err)
	}
	for range 5 {
		if err := h.Update(say(2, text)); !errors.Is(err, ErrNotSaved) {
			t.Fatalf("then: %v", err)
		}
		_ = h.said(3)
	}
	if got := h.said(2); got != "" {
		t.Errorf("something was half done: %d bytes", len(got))
	}
	makeRoom()
	h.reopens = true
	h.do(say(2, "hello"))
	if got := len(strings.Fields(h.said(1))); got != saved || h.said(2) != "hello" {
		t.Errorf("%d of %d are left", got, saved)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(path, notes); err != nil {
		t.Error(err)
	}
}

// smallDisk gives a folder in which three megabytes have room.
func smallDisk(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("no small disk to be had here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	return folder
}

// Where there is no room for what a restore or a backup writes, all is as it was.
func TestRestoreAndBackupOnAFullDisk(t *testing.T) {
	defer func() { link = os.Link }()
	link = func(string, string) error { return &os.LinkError{Err: errors.ErrUnsupported} } // so that it is copied
	path, backup, large := filepath.Join(smallDisk(t), "bot.db"), filepath.Join(t.TempDir(), "backup"), filepath.Join(t.TempDir(), "large.db")
	filled(t, path)
	filled(t, backup)
	d := must(Open(path, Options{Schema: notes, NoSync: true}))
	noise := make([]byte, 1<<20)
	for i, random := 0, rand.New(rand.NewPCG(1, 2)); i < len(noise); i++ {
		noise[i] = byte(random.Uint32())
	}
	if err := d.Update(say(1, string(noise))); err != nil {
		t.Fatal(err)
	}
	if err := d.Copy(t.Context(), large); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Backup(t.Context(), filepath.Join(filepath.Dir(path), "backups"), 1, noon); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a backup: %v", err)
	}
	if left := names(t, filepath.Join(filepath.Dir(path), "backups")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := errors.Join(os.Remove(filepath.Join(filepath.Dir(path), "backups")), d.Close()); err != nil {
		t.Fatal(err)
	}
	data := must(os.ReadFile(path))
	for name, from := range map[string]string{"there is no room for the restored one": large, "there is no room for the one that is kept": backup} {
		if kept, err := Restore(from, path, noon, restoring); !errors.Is(err, syscall.ENOSPC) || errors.Is(err, ErrBackup) || kept != "" {
			t.Errorf("%s: %q, %v", name, kept, err)
		}
		if got := names(t, filepath.Dir(path)); len(got) != 1 || !bytes.Equal(must(os.ReadFile(path)), data) {
			t.Errorf("%s: the folder has %v", name, got)
		}
	}
}

func TestProbeOnAFullDisk(t *testing.T) {
	folder := smallDisk(t)
	path := filepath.Join(folder, "bot.db")
	filled(t, path)
	if err := os.WriteFile(filepath.Join(folder, "other"), make([]byte, 4<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	if err := Probe(path, notes); !errors.Is(err, ErrNotSaved) || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("the store: %v", err)
	}
	if err := ProbeBackups(folder); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("backups: %v", err)
	}
	if got := names(t, folder); len(got) != 2 {
		t.Errorf("left behind: %v", got)
	}
}

func TestAFullDisk(t *testing.T) {
	folder := smallDisk(t)
	other := filepath.Join(folder, "other")
	if err := os.WriteFile(other, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	fillUp(t, filepath.Join(folder, "bot.db"), Options{}, syscall.ENOSPC, func() {
		if err := os.Remove(other); err != nil {
			t.Fatal(err)
		}
	})
}

// inChild runs the rest of the test in a process of its own, where limits can
// be lowered; true there.
func inChild(t *testing.T) bool {
	t.Helper()
	if os.Getenv("STORAGE_TEST_CHILD") == t.Name() {
		return true
	}
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	child.Env = append(os.Environ(), "STORAGE_TEST_CHILD="+t.Name())
	out, err := child.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	} else if strings.Contains(string(out), "--- SKIP") {
		t.Skipf("%s", out)
	}
	return false
}

// lower lowers a limit of this process and gives what sets it back.
func lower(t *testing.T, resource int, to uint64) (restore func()) {
	t.Helper()
	var before syscall.Rlimit
	if err := syscall.Getrlimit(resource, &before); err != nil {
		t.Skip(err)
	}
	if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: to, Max: before.Max}); err != nil {
		t.Skip(err)
	}
	return func() {
		if err := syscall.Setrlimit(resource, &before); err != nil {
			t.Fatal(err)
		}
	}
}

func TestALimitOnTheFile(t *testing.T) {
	if !inChild(t) {
		return
	}
	signal.Ignore(syscall.SIGXFSZ) // an error instead
	restore := lower(t, syscall.RLIMIT_FSIZE, 1<<20)
	// The file grows by truncation first, and bbolt keeps only the text of
	// that error.
	fillUp(t, filepath.Join(t.TempDir(), "bot.db"), Options{NoSync: true, InitialMap: 1 << 15}, nil, restore)
}

// Where the system refuses a larger mapping bbolt is left without any, and
// the store opens the file again.
func TestNoAddressSpace(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector needs the address space")
	}
	if !inChild(t) {
		return
	}
	// A mapping doubles when it is full: what is free then must be less than that.
	h := &house{t: t, path: filepath.Join(t.TempDir(), "bot.db"), options: Options{Schema: notes, NoSync: true, InitialMap: 1 << 15}}
	h.open()
	text := strings.Repeat("x", 1<<20)
	for range 60 {
		h.do(say(1, text))
	}
	room := make([]byte, 128<<20) // for the heap, which is to have what it needs
	runtime.KeepAlive(room)
	debug.FreeOSMemory() // so that it is free by now
	restore := lower(t, syscall.RLIMIT_AS, addressSpace(t)+48<<20)
	var err error
	for range 200 {
		if err = h.Update(say(2, text)); err != nil {
			break
		}
	}
	if !errors.Is(err, ErrNotSaved) || !strings.Contains(fmt.Sprint(err), "mmap") {
		t.Fatalf("no mapping was refused: %v", err)
	}
	restore()
	h.do(func(*Tx) error { return nil }) // has the file opened again
	before := len(strings.Fields(h.said(2)))
	h.do(say(2, "hello"))
	if after := len(strings.Fields(h.said(2))); after != before+1 {
		t.Errorf("%d waited, now %d", before, after)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(h.path, notes); err != nil {
		t.Error(err)
	}
}

// A file opens, is written to, grows, is copied and restored where the process may
// have 256 MB of address space besides what Go reserves at its start: there the map
// is only as large as it must be.
func TestLittleAddressSpace(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector needs the address space")
	}
	if !inChild(t) {
		return
	}
	lower(t, syscall.RLIMIT_AS, addressSpace(t)+256<<20)
	h := newHouse(t, Options{NoSync: true})
	text := strings.Repeat("x", 1<<18)
	for range 80 {
		h.do(say(1, text))
	}
	backup, err := h.Backup(t.Context(), t.TempDir(), 1, noon)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "bot.db")
	if _, err := Restore(backup, path, noon, restoring); err != nil {
		t.Fatal(err)
	}
	// So does one that has grown where there was more.
	d, err := Open(path, Options{Schema: notes})
	if err == nil {
		err = errors.Join(d.Update(say(2, "hello")), d.Close())
	}
	if err != nil {
		t.Error(err)
	}
}

// Where a gigabyte cannot be had though no limit says so, less is mapped.
func TestNoGigabyte(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector needs the address space")
	}
	if !inChild(t) {
		return
	}
	defer func(f func() (uint64, bool)) { addressLimit = f }(addressLimit)
	addressLimit = func() (uint64, bool) { return 0, false }
	restore := lower(t, syscall.RLIMIT_AS, addressSpace(t)+256<<20)
	defer restore()
	h := newHouse(t, Options{NoSync: true})
	h.do(say(1, "hello"))
}

// A file that somebody cuts off while it is open cannot be read any more. That is an
// error, and does not end the process.
func TestAFileThatIsCutOffWhileItIsOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	filled(t, path)
	d := must(Open(path, Options{Schema: notes, NoSync: true}))
	if err := os.Truncate(path, 8192); err != nil {
		t.Fatal(err)
	}
	read := func(tx *Tx) error { return second(tx.Bucket([]byte("said")).Stats(), nil) }
	for name, err := range map[string]error{"view": d.View(read), "update": d.Update(read)} {
		var panicked *Panicked
		if !errors.Is(err, ErrDamaged) || !errors.As(err, &panicked) || !errors.As(err, new(runtime.Error)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_ = d.Close()
}

// A store that cannot be opened to see whether somebody has it open is not replaced.
func TestRestoreOverAFileThatCannotBeOpened(t *testing.T) {
	if !inChild(t) {
		return
	}
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "bot.db"), filepath.Join(dir, "backup")
	filled(t, path)
	filled(t, backup)
	d := must(Open(path, Options{Schema: notes, NoSync: true}))
	if os.Getuid() == 0 { // who may open everything
		const nobody = 65534
		for _, p := range []string{filepath.Dir(dir), dir, path, backup} {
			if err := os.Chown(p, nobody, nobody); err != nil {
				t.Skip(err)
			}
		}
		if err := errors.Join(syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
			t.Skip(err)
		}
	}
	was := must(os.Stat(path))
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if kept, err := Restore(backup, path, noon, restoring); !errors.Is(err, ErrNotWritable) || kept != "" {
		t.Errorf("%q, %v", kept, err)
	}
	if now := must(os.Stat(path)); !os.SameFile(now, was) {
		t.Error("a store that is in use was replaced")
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// Nobody restores a store of somebody else's, who could not open it any more.
func TestRestoreOfSomebodyElsesStore(t *testing.T) {
	if os.Getuid() != 0 && os.Getenv("STORAGE_TEST_CHILD") == "" {
		t.Skip("only root can become somebody else")
	}
	if !inChild(t) {
		return
	}
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "bot.db"), filepath.Join(dir, "backup")
	data := filled(t, path)
	filled(t, backup)
	const nobody = 65534
	for _, p := range []string{filepath.Dir(dir), dir, backup} {
		if err := os.Chown(p, nobody, nobody); err != nil {
			t.Skip(err)
		}
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
		t.Skip(err)
	}
	if kept, err := Restore(backup, path, noon, restoring); !errors.Is(err, syscall.EPERM) || !strings.Contains(err.Error(), "restore as that user") || kept != "" {
		t.Errorf("%q, %v", kept, err)
	}
	if got := names(t, dir); len(got) != 2 || !bytes.Equal(must(os.ReadFile(path)), data) {
		t.Errorf("the folder has %v", got)
	}
}

// addressSpace is how much this process has mapped, in bytes.
func addressSpace(t *testing.T) uint64 {
	t.Helper()
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip(err)
	}
	pages, err := strconv.ParseUint(strings.Fields(string(data))[0], 10, 64)
	if err != nil {
		t.Skip(err)
	}
	return pages * uint64(os.Getpagesize())
}
