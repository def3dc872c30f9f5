package storage

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"rechargebot/flows/chat"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// fillUp saves until it cannot, makes room, and saves again.
func fillUp(t *testing.T, path string, options Options, cause error, makeRoom func()) {
	t.Helper()
	h := &house{t: t, path: path, options: options}
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
		h.look(func(tx chat.Tx) error { return second(tx.OpenCount()) })
	}
	if got := h.waitingTexts(2); got != "" {
		t.Errorf("something was half done: %d bytes", len(got))
	}
	makeRoom()
	h.reopens = true
	h.do(say(2, "hello"))
	if got := len(strings.Fields(h.waitingTexts(1))); got != min(saved, 1000) || h.waitingTexts(2) != "hello" {
		t.Errorf("%d of %d are left", got, saved)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(path); err != nil {
		t.Error(err)
	}
}

func TestAFullDisk(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("no small disk to be had here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
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
	fillUp(t, filepath.Join(t.TempDir(), "bot.db"), Options{noSync: true, initialMap: 1 << 15}, nil, restore)
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
	h := &house{t: t, path: filepath.Join(t.TempDir(), "bot.db"), options: Options{noSync: true, initialMap: 1 << 15}}
	h.open()
	text := strings.Repeat("x", 1<<20)
	for range 60 {
		h.do(say(1, text))
	}
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
	before := len(h.waitingSeqs(t, 2))
	h.do(say(2, "hello"))
	if after := len(h.waitingSeqs(t, 2)); after != before+1 {
		t.Errorf("%d waited, now %d", before, after)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(h.path); err != nil {
		t.Error(err)
	}
}

// Where a limit leaves no room for the gigabyte that is mapped ahead, the store
// opens with less, and grows.
func TestLittleAddressSpace(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector needs the address space")
	}
	if !inChild(t) {
		return
	}
	text := strings.Repeat("x", 100_000)
	for _, room := range []uint64{256 << 20, 64 << 20} {
		h := &house{t: t, path: filepath.Join(t.TempDir(), "bot.db"), options: Options{noSync: true}}
		restore := lower(t, syscall.RLIMIT_AS, addressSpace(t)+room)
		if _, err := syscall.Mmap(-1, 0, 1<<30, syscall.PROT_NONE, syscall.MAP_ANON|syscall.MAP_PRIVATE); !errors.Is(err, syscall.ENOMEM) {
			t.Fatalf("the limit does not hold: %v", err)
		}
		h.open()
		if _, err := Open(h.path, Options{LockTimeout: time.Millisecond}); !errors.Is(err, ErrLocked) {
			t.Errorf("opened twice: %v", err)
		}
		for range 40 {
			h.do(say(1, text))
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		h.open() // a file that is there already
		h.do(say(2, "hello"))
		if got := len(h.waitingSeqs(t, 1)); got != 40 || h.waitingTexts(2) != "hello" {
			t.Errorf("with %d MB: %d of 40 are left", room>>20, got)
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		if err := Check(h.path); err != nil {
			t.Error(err)
		}
		restore()
	}
}

// waitingSeqs gives the Seqs of what waits, after an update has had the file
// opened again if need be.
func (h *house) waitingSeqs(t *testing.T, chatID int64) (seqs []uint64) {
	t.Helper()
	if err := h.Update(func(chat.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
	err := h.view(func(tx *tx) error {
		for _, o := range must(tx.waiting(chatID, 1000)) {
			seqs = append(seqs, o.Seq)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return seqs
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
