package app_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/upstream/simpanel"
)

func init() { readOnly = readOnlyPaths }

// readOnlyPaths are on a file system mounted read-only, since root may write anywhere else.
func readOnlyPaths(t *testing.T, store []byte) []string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "read-only")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	there, none := filepath.Join(dir, "there.db"), filepath.Join(dir, "none.db")
	if os.Getuid() != 0 {
		if err := errors.Join(os.WriteFile(there, store, 0o400), os.Chmod(dir, 0o500)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(dir, 0o700) })
		return []string{there, none}
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=16m"); err != nil {
		t.Logf("no read-only folder can be had: %v", err)
		return nil
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	if err := errors.Join(os.WriteFile(there, store, 0o600), syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, "")); err != nil {
		t.Fatal(err)
	}
	return []string{there, none}
}

// The disk is full: what cannot be saved is refused with the truth, nothing is
// half done, and all goes on when there is room.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	const child = "RECHARGEBOT_TEST_FULL_DISK"
	dir := t.TempDir()
	if os.Getenv(child) == "" {
		err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=8m")
		if err == nil {
			t.Cleanup(func() {
				if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
					t.Error(err)
				}
			})
			other := filepath.Join(dir, "other")
			fullDisk(t, dir, func() {
				file, err := os.Create(other)
				if err != nil {
					t.Fatal(err)
				}
				defer file.Close()
				for block := make([]byte, 1<<12); err == nil; {
					_, err = file.Write(block)
				}
				if !errors.Is(err, syscall.ENOSPC) {
					t.Fatal(err)
				}
			}, func() {
				if err := os.Remove(other); err != nil {
					t.Fatal(err)
				}
			})
		}
		if err == nil {
			return
		}
		// The same with a limit on the length of files, which holds for a whole process.
		cmd := exec.Command(os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
		cmd.Env = append(os.Environ(), child+"=yes")
		if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), "--- SKIP") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Skip(err)
	}
	signal.Ignore(syscall.SIGXFSZ) // an error instead
	set := func(n uint64) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: limit.Max}); err != nil {
			t.Fatal(err)
		}
	}
	fullDisk(t, dir, func() { set(1 << 13) }, func() { set(limit.Cur) })
}

func fullDisk(t *testing.T, dir string, fill, free func()) {
	const refused = "This could not be saved, so it was not done: no order was sent, no money moved."
	w := apptest.Prepare(t, "DB_PATH", filepath.Join(dir, "test.db"))
	w.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Pending))
	w.Start()
	w.Telegram.Say(sandbox.Reseller, "01712345678 50")
	w.Tap(sandbox.Reseller, "✅ Confirm ৳50")
	w.Sees(sandbox.Reseller, "Accepted", "01712345678")
	const cards = 8 // a Confirm may still find room, where what was sent before is noted meanwhile
	number := func(i int) string { return fmt.Sprint("0181234567", i) }
	for i := range cards {
		w.Telegram.Say(sandbox.Reseller, fmt.Sprint(number(i), " ", 60+i))
		w.Sees(sandbox.Reseller, "Is this right?", number(i))
	}

	fill()
	full := false
	defer func() {
		if full {
			free()
		}
	}()
	full = true
	// What the store has free within its file is used up by strangers.
	failed := func() int { return strings.Count(w.Log.String(), "an update could not be saved") }
	for person := int64(70_000); failed() < 100; person++ {
		w.Telegram.Say(person, "hello")
		if person%50 == 0 {
			time.Sleep(20 * time.Millisecond)
		}
		if person == 90_000 {
			t.Fatal("the disk takes everything")
		}
	}
	// A commit of many may fail where one alone still finds room: use that up too.
	for person, inARow := int64(100_000), 0; inARow < 20; person++ {
		before := failed()
		w.Telegram.Say(person, "hello")
		w.Eventually("an end of a stranger's message", func() bool {
			last, _ := w.Telegram.Last(person)
			return failed() > before || last.FromBot
		})
		if inARow++; failed() == before {
			inARow = 0
		}
		if person == 101_000 {
			t.Fatal("the disk takes everything")
		}
	}
	// Meanwhile the order that was sent is done.
	w.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Succeed))
	if err := w.Panel.Settle(w.OrderTo("01712345678").ID, simpanel.StatusDone, ""); err != nil {
		t.Fatal(err)
	}
	last, confirm := -1, ""
	for w.Says(sandbox.Reseller, refused) == 0 {
		if last++; last == cards {
			t.Fatal("the disk takes every order")
		}
		confirm = fmt.Sprint("✅ Confirm ৳", 60+last)
		w.Tap(sandbox.Reseller, confirm)
		w.Until("an order or a refusal", func() bool {
			return w.Says(sandbox.Reseller, refused) > 0 || w.OrderTo(number(last)).ID != ""
		})
	}
	for tries := 0; w.Says(sandbox.Reseller, refused) < 2; tries++ { // a small thing may still find room
		w.Telegram.Say(sandbox.Reseller, "/status")
		// What is saved is answered later, since what was sent before cannot be noted.
		w.Until("a refusal, or that it is taken in", func() bool {
			return w.Says(sandbox.Reseller, refused) > 1 || w.Telegram.Unacked() == 0
		})
		if tries == 500 {
			t.Fatal("the disk takes everything")
		}
	}
	w.Eventually("a line in the log", func() bool { return strings.Contains(w.Log.String(), "check that the disk has room") })
	if o := w.OrderTo(number(last)); o.ID != "" {
		t.Errorf("an order that was not saved was sent: %+v", o)
	}

	full = false
	free()
	w.Tap(sandbox.Reseller, confirm) // the same card is good
	w.Sees(sandbox.Reseller, "Done.", number(last))
	w.Sees(sandbox.Reseller, "Done.", "01712345678", "Transaction id T")
	w.NothingWaits()
	for _, o := range w.Panel.Orders() {
		if o.Requests != 1 || o.Charged != 1 {
			t.Errorf("%s: %d requests, charged %d times", o.Number, o.Requests, o.Charged)
		}
	}
	if n := len(w.Panel.Orders()); n != 2+last {
		t.Errorf("the panel has %d orders", n)
	}
	for _, number := range []string{"01712345678", number(last)} { // card and final word
		n := 0
		for _, m := range w.Telegram.Messages(sandbox.Reseller) {
			if strings.Contains(m.Text, "Done.") && strings.Contains(m.Text, number) {
				n++
			}
		}
		if n != 2 {
			t.Errorf("%s: told %d times\n%s", number, n, w.Chat(sandbox.Reseller))
		}
	}
}

// check says that the disk is nearly full before an order finds out.
func TestCheckOnANearlyFullDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=8m"); err != nil {
		t.Skipf("no small disk can be had: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	p := apptest.NewProgram(t, apptest.Build(t), "DB_PATH", filepath.Join(dir, "test.db"))
	out, code := p.Run("", "check")
	if code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	has(t, out, "WRONG disk", " MB left for the store in "+dir, "Make room: on a full disk no order can be taken.", "ok    store", "ok    panel")
}
