package storage

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// hold keeps the writer busy until release is called, so that what is given to
// it meanwhile is committed together.
func (h *house) hold() (release func()) {
	entered, let, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- h.Update(func(chat.Tx) error {
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
func (h *house) give(functions ...func(tx chat.Tx) error) []error {
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

func say(chatID int64, text string) func(tx chat.Tx) error {
	return func(tx chat.Tx) error { return tx.Post(chat.Outgoing{Chat: chatID, Screen: &chat.Screen{HTML: text}}) }
}

// waitingTexts gives what waits in a chat.
func (h *house) waitingTexts(chatID int64) string {
	h.t.Helper()
	var texts []string
	err := h.view(func(t *tx) error {
		for _, o := range must(t.waiting(chatID, 1000)) {
			texts = append(texts, o.Screen.HTML)
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return strings.Join(texts, " ")
}

func TestOneFailureHarmsNobodyElse(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		refused := errors.New("refused")
		posted, due := map[int64]int{}, map[order.Queue]int{}
		h.Watch(func(chatID int64) { posted[chatID]++ }, func(q order.Queue) { due[q]++ })
		commits := 0
		h.writer.commit = func(b *bbolt.Tx) error { commits++; return b.Commit() }
		errs := h.give(
			say(1, "a"),
			func(tx chat.Tx) error { _ = say(2, "b")(tx); return refused },
			say(1, "c"),
			func(tx chat.Tx) error { _ = say(3, "d")(tx); panic("oh") },
			func(tx chat.Tx) error { return refused },
			func(tx chat.Tx) error { panic(refused) },
			func(tx chat.Tx) error { _ = say(4, "e")(tx); runtime.Goexit(); return nil },
			func(tx chat.Tx) error { return tx.InquireBalance(order.BalanceInquiry{Chat: 1}) },
			say(1, "f"),
		)
		for i, err := range errs {
			var panicked *Panicked
			good := false
			switch i {
			case 1, 4:
				good = err == refused
			case 3:
				good = errors.As(err, &panicked) && panicked.Value == "oh" && strings.Contains(string(panicked.Stack), "gather_test.go")
			case 5:
				good = errors.As(err, &panicked) && errors.Is(err, refused)
			case 6:
				good = errors.As(err, &panicked)
			default:
				good = err == nil
			}
			if !good {
				t.Errorf("function %d: %v", i, err)
			}
		}
		if commits != 1 || len(posted) != 1 || posted[1] != 1 || len(due) != 1 || due[order.ToInquire] != 1 {
			t.Errorf("%d commits, posted %v, due %v", commits, posted, due)
		}
		h.step()
		if got := h.waitingTexts(1); got != "a c f" {
			t.Errorf("chat 1 has %q", got)
		}
		for chatID := int64(2); chatID < 5; chatID++ {
			if got := h.waitingTexts(chatID); got != "" {
				t.Errorf("chat %d has %q", chatID, got)
			}
		}
		h.do(say(1, "g"))
	})
}

// Whoever writes past tx is committed all the same; who writes nothing costs
// no commit.
func TestOnlyWritingIsCommitted(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	commits := 0
	h.writer.commit = func(b *bbolt.Tx) error { commits++; return b.Commit() }
	h.do(func(tx chat.Tx) error { return second(tx.OpenCount()) })
	if commits != 0 {
		t.Error("nothing was committed")
	}
	h.do(func(ft chat.Tx) error { return ft.(*tx).b.Bucket(bucketNames[bMeta]).Put([]byte("x"), none) })
	h.do(func(ft chat.Tx) error { return ft.(*tx).b.DeleteBucket(bucketNames[bSessions]) })
	h.do(func(ft chat.Tx) error { return second(ft.(*tx).b.CreateBucket(bucketNames[bSessions])) })
	if commits != 3 {
		t.Errorf("%d commits", commits)
	}
}

func TestManyFailuresTogether(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	runs := 0
	var functions []func(chat.Tx) error
	for i := range 300 {
		functions = append(functions, func(tx chat.Tx) error {
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
	if got := len(strings.Fields(h.waitingTexts(1))); got != 100 {
		t.Errorf("%d were saved instead of 100", got)
	}
}

func TestAFailedCommitIsToldToAllOfIt(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		broken := errors.New("the disk is broken")
		posted := 0
		h.Watch(func(int64) { posted++ }, func(order.Queue) {})
		h.writer.commit = func(b *bbolt.Tx) error { _ = b.Rollback(); return broken }
		refused := errors.New("refused")
		errs := h.give(say(1, "a"), func(chat.Tx) error { return refused }, say(1, "b"))
		if !errors.Is(errs[0], ErrNotSaved) || !errors.Is(errs[0], broken) || errs[1] != refused || !errors.Is(errs[2], ErrNotSaved) {
			t.Errorf("answers: %v", errs)
		}
		if posted != 0 || h.waitingTexts(1) != "" {
			t.Error("something was done")
		}
		h.writer.commit = (*bbolt.Tx).Commit
		h.do(say(1, "c"))
		if got := h.waitingTexts(1); got != "c" {
			t.Errorf("chat 1 has %q", got)
		}
	})
}

// A commit that fails when the new meta page has been written shows in the
// file: bbolt says that it failed, but the change is there.
func TestACommitThatFailedTooLate(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		late := errors.New("syncing failed")
		posted, failures := 0, 1
		h.Watch(func(int64) { posted++ }, func(order.Queue) {})
		h.writer.commit = func(b *bbolt.Tx) error {
			err := b.Commit()
			if failures > 0 {
				failures--
				err = late
			}
			return err
		}
		// The commit on top succeeds, so it was saved after all.
		if err := h.Update(say(1, "a")); err != nil || posted != 1 {
			t.Errorf("%v, posted %d", err, posted)
		}
		// That fails too: nobody can say, so nobody is told that it was saved.
		failures = 2
		if err := h.Update(say(1, "b")); !errors.Is(err, chat.ErrInDoubt) || errors.Is(err, ErrNotSaved) || posted != 1 {
			t.Errorf("%v, posted %d", err, posted)
		}
		// It is made to last before anything else is saved, and is told of then.
		if err := h.Update(say(2, "c")); err != nil || posted != 3 {
			t.Errorf("%v, posted %d", err, posted)
		}
		h.step()
		if h.waitingTexts(1) != "a b" || h.waitingTexts(2) != "c" {
			t.Error("something is missing")
		}
	})
}

func TestAPanicInACommit(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	h.writer.commit = func(*bbolt.Tx) error { panic("page 7: unexpected page type") }
	if err := h.Update(say(1, "a")); !errors.Is(err, ErrNotSaved) {
		t.Error(err)
	}
	h.writer.commit = (*bbolt.Tx).Commit
	h.do(say(1, "b"))
	if got := h.waitingTexts(1); got != "b" {
		t.Errorf("chat 1 has %q", got)
	}
}

func TestTheFileIsFull(t *testing.T) {
	h := newHouse(t, Options{noSync: true, maxSize: 1 << 20, initialMap: 1 << 16})
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
		o, _, err := h.Head(1)
		if err == nil {
			err = h.Sent(o.Outgoing, 0, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	h.do(say(2, text))
	if h.waitingTexts(1) != "" || h.waitingTexts(2) != text {
		t.Error("what was saved is not what should be")
	}
}

func TestManyWriters(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	var mu sync.Mutex
	posted := map[int64]int{}
	h.Watch(func(chatID int64) { mu.Lock(); posted[chatID]++; mu.Unlock() }, func(order.Queue) {})
	const writers, each = 32, 40
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			chatID := int64(w + 1)
			for i := range each {
				err := h.Update(func(tx chat.Tx) error {
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
				if _, _, err := h.Head(chatID); err != nil {
					t.Error(err)
				}
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
		if got := h.waitingTexts(chatID); got != strings.Join(want, " ") || posted[chatID] != len(want) {
			t.Errorf("chat %d: %q, told %d times", chatID, got, posted[chatID])
		}
	}
}

func TestCloseAnswersWhoWaits(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
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
	if err := h.View(func(chat.Tx) error { return nil }); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	h.open()
	if got := len(strings.Fields(h.waitingTexts(1))); got != 10 {
		t.Errorf("%d were saved", got)
	}
}

// TestQueuesAreTold: whoever works off a queue is woken when something comes
// into it or moves in it, and for nothing else.
func TestQueuesAreTold(t *testing.T) {
	h := newHouse(t, Options{})
	var told []order.Queue
	h.Watch(func(int64) {}, func(q order.Queue) { told = append(told, q) })
	o := placed("6b03ba4500001", 7, time.Now())
	for _, step := range []struct {
		what   string
		change func()
		want   []order.Queue
	}{
		{"placed", func() { o.Next = o.Placed }, []order.Queue{order.ToSend}},
		{"put off", func() { o.Next = o.Placed.Add(time.Second) }, []order.Queue{order.ToSend}},
		{"being sent", func() { o.State, o.Next = order.Sending, time.Time{} }, nil},
		{"accepted", func() { o.State, o.Next = order.Accepted, o.Placed.Add(time.Minute) }, []order.Queue{order.ToCheck}},
		{"told as stuck", func() { o.Stuck = o.Next }, nil},
		{"done", func() { o.State, o.Next = order.Done, time.Time{} }, nil},
		{"asked for", func() { o.Asked, o.Next = true, time.Now() }, []order.Queue{order.ToCheck}},
	} {
		told = nil
		step.change()
		if err := h.Update(func(tx chat.Tx) error { return tx.PutOrder(o) }); err != nil || !slices.Equal(told, step.want) {
			t.Errorf("%s: told of %v instead of %v (%v)", step.what, told, step.want, err)
		}
	}
}

func TestPromptWaitsForNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, Options{noSync: true, Prompt: true})
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
		h := newHouse(t, Options{noSync: true})
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
			var all []func(chat.Tx) error
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
