package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	tgbot "github.com/go-telegram/bot"

	"rechargebot/flows/chat"
)

const (
	bulkCalls  = 64          // of the connections: hanging broadcasts leave room for replies
	lingers    = time.Second // an idle queue lingers: messages come in bursts
	manyChats  = 20          // told to wait in a row: see flood
	manyOfBulk = 5           // the same of bulk messages, for bulk messages
)

// sender empties the store's outbox: what waits for one chat in order, chats
// side by side. A chat has a goroutine while something waits for it.
type sender struct {
	api    *tgbot.Bot // for the rare calls
	client *client
	store  chat.Outbox
	log    *slog.Logger
	rare   *rateLimitedLog
	slots  chan struct{} // one for each call at once
	bulk   chan struct{} // the same for bulk, besides
	pace   *pace
	shown  *shownScreens
	// documents makes the content of a document of a kind; nil: there are none.
	documents func(ctx context.Context, kind string, args []string) ([]byte, error)

	flood     flood // of all chats
	bulkFlood flood // of bulk alone: replies go on
	menusHold hold  // no command menus are set

	// lostPauses are the times to wait before a message whose answer was lost is
	// sent again: after the first such answer, the second and so on.
	lostPauses []time.Duration

	mu      sync.Mutex
	queues  map[int64]*chatQueue
	open    bool // between start and stop
	running sync.WaitGroup

	// Set by start, before the first queue.
	ctx    context.Context // ends all waiting
	calls  context.Context // ends the calls under way, later
	refuse func()          // Telegram refused the token; returns when that was looked into
}

// chatQueue sends what waits for one chat, in order. It is used by its goroutine
// alone, except for more and hold.
type chatQueue struct {
	chat     int64
	more     chan struct{} // holds one: something was posted
	hold     hold          // Telegram's flood wait of this chat
	fails    int           // in a row
	nextBulk time.Time     // not before
	parts    map[uint64]*parts
	current  *item // its message is out, so it must be finished before any other
}

// item is something waiting, and how far it has come.
type item struct {
	chat.Head
	*parts
}

// parts says which parts of an Outgoing are done. It outlives a failed attempt,
// so that no part is sent twice.
type parts struct {
	answered, menuSet, shown, docSent bool
	deleted                           bool
	notDeleted                        bool      // Telegram refused; the person is told
	docFailed                         bool      // it cannot be sent
	fileRefused                       bool      // the screen goes without its file
	docTries, menuTries               int       // that broke
	menuLost                          bool      // it was put off
	answerFrom                        time.Time // of the first attempt to answer
	message                           int       // the id of the message that was sent or changed
	lost                              int       // answers in a row that were lost
	notBefore                         time.Time // the message is not sent again before
	plain                             bool      // the form was refused: words alone
	plainFrom                         time.Time // since then
	hurried                           bool      // bulk with something waiting behind it
	refused                           error     // why a part was given up
}

func newSender(api *tgbot.Bot, client *client, store chat.Outbox, log *slog.Logger, rare *rateLimitedLog) *sender {
	return &sender{
		api: api, client: client, store: store, log: log, rare: rare,
		slots:      make(chan struct{}, connections),
		bulk:       make(chan struct{}, bulkCalls),
		pace:       newPace(),
		shown:      newShownScreens(),
		flood:      flood{many: manyChats},
		bulkFlood:  flood{many: manyOfBulk},
		lostPauses: lostPauses(lostPause),
		queues:     make(map[int64]*chatQueue),
	}
}

func lostPauses(first time.Duration) []time.Duration {
	return []time.Duration{first, 2 * first, 4 * first, 10 * first}
}

// start begins with what waits. ctx ends all waiting and calls the calls under
// way; refuse is called when Telegram refuses the token.
func (s *sender) start(ctx, calls context.Context, refuse func()) error {
	s.mu.Lock()
	s.ctx, s.calls, s.refuse, s.open = ctx, calls, refuse, true
	s.mu.Unlock()
	// After open, so that nothing posted meanwhile is missed.
	chats, err := s.store.Waiting()
	if err != nil {
		return fmt.Errorf("reading what waits to be sent: %w", err)
	}
	for _, chatID := range chats {
		s.wake(chatID)
	}
	return nil
}

// stop begins nothing new; the channel closes when the calls under way are over.
func (s *sender) stop() <-chan struct{} {
	s.mu.Lock()
	s.open = false
	s.mu.Unlock()
	finished := make(chan struct{})
	go func() {
		s.running.Wait()
		close(finished)
	}()
	return finished
}

// wake says that something waits for the chat.
func (s *sender) wake(chatID int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.open {
		return // start reads what waits
	}
	if q := s.queues[chatID]; q != nil {
		select {
		case q.more <- struct{}{}:
		default:
		}
		return
	}
	q := &chatQueue{chat: chatID, more: make(chan struct{}, 1), parts: make(map[uint64]*parts)}
	s.queues[chatID] = q
	s.running.Add(1)
	go s.run(q)
}

// run sends what waits for the chat until nothing does or the run ends.
func (s *sender) run(q *chatQueue) {
	defer s.running.Done()
	for {
		rest(s.ctx, q.hold.left())
		idle, pause := s.step(q)
		if s.ctx.Err() != nil {
			// Where only the answer to a tap is missing, the message is not sent again for it.
			if i := q.current; i != nil && i.done(true) {
				s.recordSent(q, i)
			}
			return
		}
		if idle && s.end(q) {
			return
		}
		rest(s.ctx, pause)
	}
}

// end ends a queue unless something was posted meanwhile.
func (s *sender) end(q *chatQueue) bool {
	// A queue knows when its chat had its last bulk message, so it stays that long.
	if !restOr(s.ctx, q.more, max(lingers, time.Until(q.nextBulk))) {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if q.hold.left() > 0 { // it knows of that, too
		return false
	}
	select {
	case <-q.more:
		return false
	default:
	}
	delete(s.queues, q.chat)
	return true
}

// step sends the first thing waiting, or tries to. pause is how long to wait
// before the next step; idle says that nothing waits.
func (s *sender) step(q *chatQueue) (idle bool, pause time.Duration) {
	defer func() {
		if p := recover(); p != nil {
			q.fails++
			idle, pause = false, backoff(q.fails)
			s.log.Error("sending panicked; trying again", "chat", q.chat, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	i := q.current
	if i == nil {
		select {
		case <-q.more: // Head will see it
		default:
		}
		h, ok, err := s.store.Head(q.chat)
		if err != nil {
			q.fails++
			s.rare.warn("what waits to be sent cannot be read; trying again", err)
			return false, backoff(q.fails)
		}
		if !ok {
			return true, 0
		}
		i = q.item(h)
		if h.Bulk && !s.turn(q, i.hurried) {
			i.hurried = true
			return false, 0 // look again: something else may come first now
		}
	}
	r := s.deliver(q, i)
	switch r.verdict {
	case taken:
		return s.recordSent(q, i) && !i.More, 0 // what was posted since has said so in more
	case gone, hopeless:
		s.giveUp(q, i, r)
	default:
		if i.shown || i.docSent { // its message must be recorded before anything else is sent
			q.current = i
		}
	}
	switch r.verdict {
	case later:
		return false, r.after
	case broken:
		q.fails++
		return false, r.after
	case revoked:
		s.refuse()
		q.fails++
		return false, backoff(q.fails)
	}
	return false, 0
}

// item is the first thing waiting with what was done of it before.
func (q *chatQueue) item(h chat.Head) *item {
	p := q.parts[h.Seq]
	if p == nil {
		p = &parts{}
		q.parts[h.Seq] = p
	}
	// It takes the place of the skipped. One of those may have arrived, so this one
	// goes no earlier than it would have gone again.
	for _, seq := range h.Skipped {
		if old := q.parts[seq]; old != nil && old.notBefore.After(p.notBefore) {
			p.lost, p.notBefore = old.lost, old.notBefore
		}
	}
	return &item{Head: h, parts: p}
}

// turn waits until a bulk message may go to the chat; false where something
// was posted for it meanwhile, or the run ended. One that holds up something
// else in its chat (hurried) waits for no other chat's.
func (s *sender) turn(q *chatQueue, hurried bool) bool {
	woken := q.more
	if hurried {
		woken = nil
	}
	if !restOr(s.ctx, woken, time.Until(q.nextBulk)) || !s.pace.acquire(s.ctx, woken, hurried, &s.flood.hold, &s.bulkFlood.hold) {
		return false
	}
	q.nextBulk = time.Now().Add(bulkEveryChat)
	return true
}

// giveUp forgets what Telegram will never take.
func (s *sender) giveUp(q *chatQueue, i *item, r result) {
	why := chat.Reached
	if r.verdict == gone {
		why = lost(q.chat, r.err)
	}
	attrs := []any{"chat", q.chat, "seq", i.Seq, "card", i.Card, "final", i.Final, "reason", r.err}
	if r.verdict == gone {
		s.log.Info("the person cannot be reached: what waits for them is dropped", attrs...)
	} else {
		s.log.Error("Telegram will not take this, it is given up", attrs...)
	}
	s.record(q, i, func() error {
		return errors.Join(s.menuLost(i), s.store.GiveUp(i.Outgoing, why))
	})
}

// recordSent records what was taken; false where the run ended before it could be.
func (s *sender) recordSent(q *chatQueue, i *item) bool {
	return s.record(q, i, func() error {
		if err := s.menuLost(i); err != nil {
			return err
		}
		return s.store.Sent(i.Outgoing, i.message, i.Skipped)
	})
}

// menuLost records that a menu was put off. It is called before the item is
// forgotten, so that a crash between the two only has it tried once more.
func (s *sender) menuLost(i *item) error {
	if !i.menuLost {
		return nil
	}
	return s.store.ForgetMenu(i.Chat)
}

// record has the store record what became of an item, for as long as it takes:
// sending it again is no way out of a full disk. False where the run ended first.
func (s *sender) record(q *chatQueue, i *item, inStore func() error) bool {
	q.fails = 0
	for fails := 1; ; fails++ {
		err := guard(inStore)
		if err == nil {
			break
		}
		s.log.Error("what was sent could not be recorded; trying again", "chat", q.chat, "seq", i.Seq, "error", err)
		if !rest(s.ctx, backoff(fails)) {
			return false
		}
	}
	q.current = nil
	delete(q.parts, i.Seq)
	for _, seq := range i.Skipped {
		delete(q.parts, seq)
	}
	return true
}
