package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"rechargebot/flows/chat"
)

// dispatch handles inputs: those of one chat in order, chats side by side. A
// chat has a goroutine while it has work. No more than one batch of updates waits
// here, since the next is not fetched before these are done, but for those that wait
// for a file: see files.go.
type dispatch struct {
	store   Store
	talk    Conversations
	log     *slog.Logger
	updates *acknowledgement                               // told of each input put in, once, that it is done
	fetch   func(context.Context, *chat.File)              // brings the content of a file
	sendNow func(context.Context, chat.Input, chat.Screen) // says something without the store

	working chan struct{} // holds one for each that makes what takes long

	ctx context.Context // of fetching; ended by stop
	end context.CancelFunc

	mu       sync.Mutex
	queues   map[int64][]chat.Input // a chat is in it while its goroutine runs
	fetching map[int64]bool         // chats that wait for a file
	stopping bool
	running  sync.WaitGroup
}

func newDispatch(store Store, talk Conversations, log *slog.Logger, updates *acknowledgement, sendNow func(context.Context, chat.Input, chat.Screen)) *dispatch {
	d := &dispatch{store: store, talk: talk, log: log, updates: updates, sendNow: sendNow, queues: make(map[int64][]chat.Input), fetching: make(map[int64]bool), working: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2))}
	d.ctx, d.end = context.WithCancel(context.Background())
	return d
}

// put queues an input. After stop it is left out and counts as not done, so that
// Telegram sends it again.
func (d *dispatch) put(in chat.Input) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.stopping {
		return
	}
	queue, runs := d.queues[in.Chat]
	d.queues[in.Chat] = append(queue, in)
	if d.fetching[in.Chat] {
		d.updates.slowed(in.UpdateID)
	}
	if !runs {
		d.running.Add(1)
		go d.serve(in.Chat)
	}
}

// stop lets the inputs being handled finish and starts no other; the channel
// closes when the last has finished.
func (d *dispatch) stop() <-chan struct{} {
	d.mu.Lock()
	d.stopping = true
	d.mu.Unlock()
	d.end()
	finished := make(chan struct{})
	go func() {
		d.running.Wait()
		close(finished)
	}()
	return finished
}

// serve handles a chat's inputs and ends when there is none.
func (d *dispatch) serve(chatID int64) {
	defer d.running.Done()
	left := filesTime
	for {
		batch := d.nextBatch(chatID)
		if len(batch) == 0 {
			return
		}
		for len(batch) > 0 && !d.ends() { // what is left out comes again after the start
			left = d.bring(batch, left)
			n := untilFile(batch)
			d.handleAll(batch[:n])
			batch = batch[n:]
		}
	}
}

// handleAll handles inputs of one chat, in one transaction where that goes well.
func (d *dispatch) handleAll(batch []chat.Input) {
	if len(batch) > 1 && !d.ends() && d.commitBatch(batch) {
		return
	}
	for i := range batch {
		if !d.ends() {
			d.handle(batch[i:])
		}
	}
}

// nextBatch gives all that waits for a chat.
func (d *dispatch) nextBatch(chatID int64) []chat.Input {
	d.mu.Lock()
	defer d.mu.Unlock()
	queue := d.queues[chatID]
	if len(queue) == 0 {
		delete(d.queues, chatID)
		return nil
	}
	d.queues[chatID] = nil
	return queue
}

func (d *dispatch) ends() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.stopping
}

// commitBatch handles inputs of one chat in one transaction. The next getUpdates
// waits for all of them, and one person who sends a hundred would otherwise hold up
// everybody for a hundred commits. False where it fails: then nothing was done, and
// each is to be handled by itself.
func (d *dispatch) commitBatch(batch []chat.Input) bool {
	now := time.Now()
	err := guard(func() error {
		return d.store.Update(func(tx chat.Tx) error {
			for _, in := range batch {
				in.At = now
				seen, err := tx.Seen(in.UpdateID)
				if err != nil {
					return err
				}
				if seen {
					continue
				}
				if err := guard(func() error { return d.talk.Handle(tx, ownCopy(in)) }); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		return false
	}
	for _, in := range batch {
		d.updates.done(in.UpdateID)
	}
	return true
}

// handle gives the first of the inputs that wait in a chat its effect, once however often
// it comes.
func (d *dispatch) handle(waiting []chat.Input) {
	in := waiting[0]
	defer d.updates.done(in.UpdateID)
	defer func() {
		if p := recover(); p != nil { // nothing below should, but a queue that dies would hold all updates back
			d.log.Error("handling an update panicked", "chat", in.Chat, "update", in.UpdateID, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	in.At = time.Now()
	err, own := d.slowly(waiting, in)
	if err == nil {
		return
	}
	if own {
		d.logged("handling an update failed", in, err)
		// The mark goes with the apology: the same update would fail again.
		if err, own = d.update(in, d.talk.Sorry); err == nil {
			return
		}
		if own {
			d.logged("the apology failed too", in, err)
		}
	}
	if !own {
		d.logged("an update could not be saved", in, err)
	}
	d.notSaved(in, errors.Is(err, chat.ErrInDoubt))
}

// slowly is update of Handle. What takes too long for a transaction is made between two
// runs of it, a few at once, while other chats go on.
func (d *dispatch) slowly(waiting []chat.Input, in chat.Input) (err error, own bool) {
	work := func(do func()) {
		d.slow(waiting)
		defer d.quick(in.Chat)
		d.working <- struct{}{}
		defer func() { <-d.working }()
		if err := guard(func() error { do(); return nil }); err != nil { // Slowly then says that it was not made
			d.logged("what takes long panicked", in, err)
		}
	}
	err = chat.Slowly(in, work, func(in chat.Input) error {
		var err error
		err, own = d.update(in, d.talk.Handle)
		return err
	})
	return err, own
}

// update runs step in the update's transaction, unless the update was seen
// before. own tells an error of the step's from one of the store's.
func (d *dispatch) update(in chat.Input, step func(chat.Tx, chat.Input) error) (err error, own bool) {
	var stepped error // of the last run; the store may run it twice
	err = guard(func() error {
		return d.store.Update(func(tx chat.Tx) error {
			stepped = nil
			seen, err := tx.Seen(in.UpdateID)
			if err != nil || seen {
				return err
			}
			stepped = guard(func() error { return step(tx, ownCopy(in)) })
			return stepped
		})
	})
	return err, stepped != nil
}

// ownCopy is the input for one run of a transaction. A run may change its input, and
// the next run of it must not see that.
func ownCopy(in chat.Input) chat.Input {
	if in.Tap != nil {
		tap := *in.Tap
		in.Tap = &tap
	}
	if in.File != nil {
		file := *in.File
		in.File = &file
	}
	return in
}

// notSaved tells the person at once that nothing was done, or (doubt) may have
// been. It takes five seconds at most, since everybody's updates wait for this one.
func (d *dispatch) notSaved(in chat.Input, doubt bool) {
	if d.ends() {
		return // the update comes again after the start
	}
	screen := d.talk.NotSaved(in, doubt)
	if screen.HTML == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	d.sendNow(ctx, in, screen)
}

func (d *dispatch) logged(what string, in chat.Input, err error) {
	attrs := []any{"chat", in.Chat, "update", in.UpdateID, "error", err}
	if p := (*panicked)(nil); errors.As(err, &p) {
		attrs = append(attrs, "stack", p.stack)
	}
	d.log.Error(what, attrs...)
}

// panicked is a panic as an error.
type panicked struct {
	value any
	stack string
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// guard runs f and gives a panic in it as an error.
func guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{v, string(debug.Stack())}
		}
	}()
	return f()
}
