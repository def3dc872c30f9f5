package file

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// hold keeps the writer busy until release is called, so that what is given to
// it meanwhile is committed together.
func (h *house) hold() (release func()) {
	entered, let, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- h.Update(func(*Tx) error {
			close(entered)
			<-let
			return nil
		})
	}()
	<-entered
	return func() {
		close(let)
		<-ended
	}
}

// queued waits until so many functions wait for the writer.
func (h *house) queued(n int) {
	for {
		h.writer.mu.Lock()
		waiting := len(h.writer.waiting)
		h.writer.mu.Unlock()
		if waiting == n {
			return
		}
		runtime.Gosched()
	}
}

// give gives the functions to the writer in this order and, when all have been
// answered, their errors.
func (h *house) give(functions ...func(tx *Tx) error) []error {
	release := h.hold()
	errs := make([]error, len(functions))
	var all sync.WaitGroup
	for i, fn := range functions {
		all.Go(func() { errs[i] = errors.New("never answered"); errs[i] = h.Update(fn) })
		h.queued(i + 1)
	}
	release()
	all.Wait()
	return errs
}

func TestOneFailureHarmsNobodyElse(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		refused := errors.New("refused")
		commits := 0
		h.writer.commit = func(b *bbolt.Tx) error { commits++; return b.Commit() }
		errs := h.give(
			say(1, "a"),
			func(tx *Tx) error { _ = say(2, "b")(tx); return refused },
			say(1, "c"),
			func(tx *Tx) error { _ = say(3, "d")(tx); panic("oh") },
			func(tx *Tx) error { return refused },
			func(tx *Tx) error { panic(refused) },
			func(tx *Tx) error { _ = say(4, "e")(tx); runtime.Goexit(); return nil },
			say(6, "g"),
			say(1, "f"),
		)
		for i, err := range errs {
			var panicked *Panicked
			good := false
			switch i {
			case 1, 4:
				good = err == refused
			case 3:
				good = errors.As(err, &panicked) && panicked.Value == "oh" && strings.Contains(string(panicked.Stack), "commit_test.go") &&
					strings.HasSuffix(err.Error(), "panicked: oh")
			case 5:
				good = errors.As(err, &panicked) && errors.Is(err, refused) && !errors.Is(err, ErrDamaged)
			case 6:
				good = errors.As(err, &panicked) && strings.HasSuffix(err.Error(), "ended its goroutine")
			default:
				good = err == nil
			}
			if !good {
				t.Errorf("function %d: %v", i, err)
			}
		}
		if commits != 1 || len(h.told) != 2 || h.told[1] != 1 || h.told[6] != 1 {
			t.Errorf("%d commits, told %v", commits, h.told)
		}
		h.step()
		if got := h.said(1); got != "a c f" {
			t.Errorf("chat 1 has %q", got)
		}
		for chatID := int64(2); chatID < 5; chatID++ {
			if got := h.said(chatID); got != "" {
				t.Errorf("chat %d has %q", chatID, got)
			}
		}
		h.do(say(1, "g"))
	})
}

// Whoever writes past Change is committed all the same; who writes nothing costs
// no commit.
func TestOnlyWritingIsCommitted(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	commits := 0
	h.writer.commit = func(b *bbolt.Tx) error { commits++; return b.Commit() }
	h.do(func(tx *Tx) error { _ = tx.Bucket([]byte("said")).Get([]byte("x")); return nil })
	if commits != 0 {
		t.Error("nothing was committed")
	}
	h.do(func(tx *Tx) error { return tx.Bucket(metaName).Put([]byte("x"), nil) })
	h.do(func(tx *Tx) error { return tx.b.DeleteBucket([]byte("things")) })
	h.do(func(tx *Tx) error { return second(tx.b.CreateBucket([]byte("things"))) })
	if commits != 3 {
		t.Errorf("%d commits", commits)
	}
	h.do((*Tx).Change) // it said that it would write
	h.give((*Tx).Change, func(*Tx) error { return nil })
	if commits != 5 {
		t.Errorf("%d commits", commits)
	}
}

func TestWhatATransactionMayDo(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	h.do(say(1, "a"))
	h.look(func(tx *Tx) error {
		if tx.Writable() || tx.Change() != ErrReadOnly || tx.Empty([]byte("said")) != ErrReadOnly {
			t.Error("something can be changed while reading")
		}
		return nil
	})
	h.do(func(tx *Tx) error {
		if !tx.Writable() {
			t.Error("nothing can be changed while writing")
		}
		return tx.Empty([]byte("said"))
	})
	h.do(say(1, "b"))
	h.look(func(tx *Tx) error {
		if said := tx.Bucket([]byte("said")); said.Sequence() != 1 || said.Inspect().KeyN != 1 {
			t.Errorf("%d texts are left, and the last has number %d", said.Inspect().KeyN, said.Sequence())
		}
		return nil
	})
	for what, err := range map[string]error{
		"emptying bucket none": h.Update(func(tx *Tx) error { return tx.Empty([]byte("none")) }),
		"making bucket said":   h.Update(func(tx *Tx) error { return tx.MakeBuckets("new", "said", "newer") }),
	} {
		if err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Who fails before it has written anything makes none of the others run again.
func TestAFailureThatWroteNothing(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	refused := errors.New("refused")
	runs := 0
	counted := func(tx *Tx) error { runs++; return say(1, "a")(tx) }
	for i, err := range h.give(counted, func(*Tx) error { return refused }, counted) {
		if (i == 1) != (err == refused) {
			t.Errorf("function %d: %v", i, err)
		}
	}
	if runs != 2 {
		t.Errorf("the others ran %d times", runs)
	}
}

func TestManyFailuresTogether(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	runs := 0
	var functions []func(*Tx) error
	for i := range 300 {
		functions = append(functions, func(tx *Tx) error {
			runs++
			_ = say(1, fmt.Sprint(i))(tx)
			if i%3 == 0 {
				return nil
			}
			return errors.New("refused")
		})
	}
	for i, err := range h.give(functions...) {
		if (err == nil) != (i%3 == 0) {
			t.Errorf("function %d: %v", i, err)
		}
	}
	if runs > 10*len(functions) {
		t.Errorf("%d runs of %d functions", runs, len(functions))
	}
	if got := len(strings.Fields(h.said(1))); got != 100 {
		t.Errorf("%d were saved instead of 100", got)
	}
}

func TestAFailedCommitIsToldToAllOfIt(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		broken := errors.New("the disk is broken")
		h.writer.commit = func(b *bbolt.Tx) error { _ = b.Rollback(); return broken }
		refused := errors.New("refused")
		errs := h.give(say(1, "a"), func(*Tx) error { return refused }, say(1, "b"))
		if !errors.Is(errs[0], ErrNotSaved) || !errors.Is(errs[0], broken) || errs[1] != refused || !errors.Is(errs[2], ErrNotSaved) {
			t.Errorf("answers: %v", errs)
		}
		if len(h.told) != 0 || h.said(1) != "" {
			t.Error("something was done")
		}
		h.writer.commit = (*bbolt.Tx).Commit
		h.do(say(1, "c"))
		if got := h.said(1); got != "c" {
			t.Errorf("chat 1 has %q", got)
		}
	})
}

// A commit that fails when the new meta page has been written shows in the
// file: bbolt says that it failed, but the change is there.
func TestACommitThatFailedTooLate(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		late := errors.New("syncing failed")
		failures := 1
		told := func() int { return h.told[1] + h.told[2] }
		h.writer.commit = func(b *bbolt.Tx) error {
			err := b.Commit()
			if failures > 0 {
				failures--
				err = late
			}
			return err
		}
		// The commit on top succeeds, so it was saved after all.
		if err := h.Update(say(1, "a")); err != nil || told() != 1 {
			t.Errorf("%v, told %d", err, told())
		}
		// That fails too: nobody can say, so nobody is told that it was saved.
		failures = 3
		if err := h.Update(say(1, "b")); !errors.Is(err, ErrInDoubt) || errors.Is(err, ErrNotSaved) || told() != 1 {
			t.Errorf("%v, told %d", err, told())
		}
		// As long as it cannot be made to last, nothing else is saved.
		if err := h.Update(say(2, "lost")); !errors.Is(err, ErrNotSaved) || errors.Is(err, ErrInDoubt) || told() != 1 {
			t.Errorf("%v, told %d", err, told())
		}
		// It is made to last before anything else is saved, and is told of then.
		if err := h.Update(say(2, "c")); err != nil || told() != 3 {
			t.Errorf("%v, told %d", err, told())
		}
		h.step()
		if h.said(1) != "a b" || h.said(2) != "c" {
			t.Error("something is missing")
		}
	})
}

func TestAPanicInACommit(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	h.writer.commit = func(*bbolt.Tx) error { panic("page 7: unexpected page type") }
	if err := h.Update(say(1, "a")); !errors.Is(err, ErrNotSaved) {
		t.Error(err)
	}
	h.writer.commit = (*bbolt.Tx).Commit
	h.do(say(1, "b"))
	if got := h.said(1); got != "b" {
		t.Errorf("chat 1 has %q", got)
	}
}

// While a file that must be opened anew cannot be, nothing is saved or read, and the
// file is not taken for a closed one. When it can be, all goes on.
func TestAFileThatCannotBeOpenedAnew(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file in use is not removed")
	}
	var log bytes.Buffer
	h := newHouse(t, Options{NoSync: true, Log: slog.New(slog.NewTextHandler(&log, nil))})
	h.do(say(1, "a"))
	h.writer.commit = func(*bbolt.Tx) error { panic("page 7: unexpected page type") }
	if err := h.Update(say(1, "b")); !errors.Is(err, ErrNotSaved) {
		t.Error(err)
	}
	h.writer.commit = (*bbolt.Tx).Commit
	data := must(os.ReadFile(h.path))
	for _, bad := range []struct {
		what string
		data []byte // nil: there is no file
	}{{"noise", []byte("noise")}, {"no file", nil}, {"an empty file", []byte{}}} {
		if err := os.Remove(h.path); err != nil {
			t.Fatal(err)
		}
		if bad.data != nil {
			if err := os.WriteFile(h.path, bad.data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			if err := h.Update(say(1, "c")); !errors.Is(err, ErrNotSaved) || !errors.Is(err, ErrDamaged) {
				t.Errorf("%s: %v", bad.what, err)
			}
			if err := h.View(func(*Tx) error { return nil }); err == nil || errors.Is(err, ErrClosed) {
				t.Errorf("%s: reading gives %v", bad.what, err)
			}
		}
		if err := os.WriteFile(h.path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h.do(say(1, "d"))
	// So it is where its mapping was lost and it cannot be had again at first.
	data = must(os.ReadFile(h.path))
	if err := errors.Join(os.Remove(h.path), os.WriteFile(h.path, []byte("noise"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := h.reopen(); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if err := os.WriteFile(h.path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	h.do(say(1, "e"))
	h.do(say(1, "f"))
	if got := h.said(1); got != "a d e f" || len(h.told) != 1 || h.told[1] != 4 {
		t.Errorf("chat 1 has %q, told %v", got, h.told)
	}
	if n := strings.Count(log.String(), "opened again"); n != 2 {
		t.Errorf("it was opened %d times\n%s", n, &log)
	}
}

func TestTheFileIsFull(t *testing.T) {
	h := newHouse(t, Options{NoSync: true, MaxSize: 1 << 20, InitialMap: 1 << 16})
	text := strings.Repeat("x", 10_000)
	saved := 0
	var err error
	for err == nil {
		if err = h.Update(say(1, text)); err == nil {
			saved++
		}
	}
	if !errors.Is(err, ErrNotSaved) || !errors.Is(err, bolterrors.ErrMaxSizeReached) || saved < 10 {
		t.Fatalf("%d saved, then %v", saved, err)
	}
	for range 10 {
		if err := h.Update(say(2, text)); !errors.Is(err, ErrNotSaved) {
			t.Fatal(err)
		}
	}
	// What frees room goes through.
	for range saved {
		h.do(forget(1))
	}
	h.do(say(2, text))
	if h.said(1) != "" || h.said(2) != text {
		t.Error("what was saved is not what should be")
	}
}

func TestManyWriters(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	const writers, each = 32, 40
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			chatID := int64(w + 1)
			for i := range each {
				err := h.Update(func(tx *Tx) error {
					if err := say(chatID, fmt.Sprint(i))(tx); err != nil {
						return err
					}
					switch (i + w) % 10 {
					case 0:
						return errors.New("refused")
					case 1:
						panic("oh")
					}
					return nil
				})
				if (err == nil) != ((i+w)%10 > 1) {
					t.Errorf("writer %d, step %d: %v", w, i, err)
				}
				_ = h.said(chatID)
			}
		})
	}
	all.Wait()
	for w := range writers {
		chatID := int64(w + 1)
		var want []string
		for i := range each {
			if (i+w)%10 > 1 {
				want = append(want, fmt.Sprint(i))
			}
		}
		if got := h.said(chatID); got != strings.Join(want, " ") || h.told[chatID] != len(want) {
			t.Errorf("chat %d: %q, told %d times", chatID, got, h.told[chatID])
		}
	}
}

func TestCloseAnswersWhoWaits(t *testing.T) {
	h := newHouse(t, Options{NoSync: true})
	release := h.hold()
	errs := make(chan error, 10)
	for range 10 {
		go func() { errs <- h.Update(say(1, "a")) }()
	}
	h.queued(10)
	closed := make(chan error, 1)
	go func() { closed <- h.Close() }()
	release()
	for range 10 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if err := h.Update(say(1, "b")); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if err := h.View(func(*Tx) error { return nil }); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	h.open()
	if got := len(strings.Fields(h.said(1))); got != 10 {
		t.Errorf("%d were saved", got)
	}
}

func TestPromptWaitsForNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, Options{NoSync: true, Prompt: true})
		begun := time.Now()
		for range 3 * several {
			h.do(say(1, "a"))
		}
		if took := time.Since(begun); took != 0 {
			t.Errorf("it took %v", took)
		}
	})
}

// TestACommitWaitsForMore, where several came shortly before, but neither alone
// nor when many are there nor when the store is closed.
func TestACommitWaitsForMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, Options{NoSync: true})
		took := func(what string, want time.Duration, functions int) {
			t.Helper()
			begun := time.Now()
			var all sync.WaitGroup
			for range functions {
				all.Go(func() {
					if err := h.Update(say(1, "a")); err != nil {
						t.Error(err)
					}
				})
			}
			if all.Wait(); time.Since(begun) != want {
				t.Errorf("%s: answered after %v instead of %v", what, time.Since(begun), want)
			}
		}
		together := func() {
			var all []func(*Tx) error
			for range several {
				all = append(all, say(2, "b"))
			}
			h.give(all...)
		}
		for range several {
			took("one after another", 0, 1)
		}
		took("one after several", commitEvery, 1)
		took("one after that", 0, 1)
		time.Sleep(commitEvery)
		together()
		took("one after several together", commitEvery, 1)
		together()
		took("many", 0, many)
		time.Sleep(time.Second)
		took("later", 0, 1)
		for range 3 * several {
			time.Sleep(commitEvery / (several - 2))
			took("slowly, one after another", 0, 1)
		}
		together()
		begun := time.Now()
		if err := h.Close(); err != nil || time.Since(begun) != 0 {
			t.Errorf("closing took %v (%v)", time.Since(begun), err)
		}
	})
}
