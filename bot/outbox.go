package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	tgbot "github.com/go-telegram/bot"

	"rechargebot/flows"
)

const (
	bulkCalls = 64          // of the connections: hanging broadcasts leave room for replies
	lingers   = time.Second // a lane with nothing to do: what is said in a chat mostly comes in groups
)

// sender empties the store's outbox: what waits for one chat in order, chats
// side by side. A chat has a goroutine while something waits for it.
type sender struct {
	api    *tgbot.Bot // for the seldom calls
	client *client
	store  flows.Outbox
	log    *slog.Logger
	seldom *seldom
	slots  chan struct{} // one for each call at once
	bulk   chan struct{} // the same for bulk, besides
	pace   *pace
	flood  flood
	// menusHeld is until when no command menus are set, Unix nanoseconds.
	menusHeld atomic.Int64

	mu      sync.Mutex
	lanes   map[int64]*lane
	open    bool // between start and stop
	running sync.WaitGroup

	// Set by start, before the first lane.
	ctx    context.Context // ends all waiting
	calls  context.Context // ends the calls under way, later
	revoke func()
}

// lane is one chat's way out, used by its goroutine alone except for more.
type lane struct {
	chat     int64
	more     chan struct{} // holds one: something was posted
	fails    int           // in a row
	nextBulk time.Time     // not before
	parts    map[uint64]*parts
	current  *item // begun and not to be left: its message is out
}

// item is something waiting, and how far it has come.
type item struct {
	flows.Head
	*parts
}

// parts is what of an Outgoing is done with. It outlives a failed attempt, so
// that nothing is sent twice.
type parts struct {
	answered, menued, shown, filed bool
	noFile                         bool      // it cannot be sent
	fileTries, menuTries           int       // that broke
	menuLost                       bool      // it was put off
	answerFrom                     time.Time // of the first attempt to answer
	became                         int       // the message that the screen or the document is now
	plain                          bool      // the form was refused: words alone
	plainFrom                      time.Time // since then
	hurried                        bool      // bulk with something waiting behind it
	refused                        error     // why a part was given up
}

func newSender(api *tgbot.Bot, client *client, store flows.Outbox, log *slog.Logger, seldom *seldom) *sender {
	return &sender{
		api: api, client: client, store: store, log: log, seldom: seldom,
		slots: make(chan struct{}, connections),
		bulk:  make(chan struct{}, bulkCalls),
		pace:  newPace(),
		lanes: make(map[int64]*lane),
	}
}

// start begins with what waits. ctx ends all waiting and calls the calls under
// way; revoke is called when Telegram says that the token is void.
func (s *sender) start(ctx, calls context.Context, revoke func()) error {
	s.mu.Lock()
	s.ctx, s.calls, s.revoke, s.open = ctx, calls, revoke, true
	s.mu.Unlock()
	// After open, so that nothing posted meanwhile is missed.
	chats, err := s.store.Waiting()
	if err != nil {
		return fmt.Errorf("reading what waits to be sent: %w", err)
	}
	for _, chat := range chats {
		s.wake(chat)
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
func (s *sender) wake(chat int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.open {
		return // start reads what waits
	}
	if l := s.lanes[chat]; l != nil {
		select {
		case l.more <- struct{}{}:
		default:
		}
		return
	}
	l := &lane{chat: chat, more: make(chan struct{}, 1), parts: make(map[uint64]*parts)}
	s.lanes[chat] = l
	s.running.Add(1)
	go s.run(l)
}

// run sends what waits for the chat until nothing does or the run ends.
func (s *sender) run(l *lane) {
	defer s.running.Done()
	for {
		idle, pause := s.step(l)
		if s.ctx.Err() != nil {
			// Only an answer to a tap is missing, which is worth no second message.
			if i := l.current; i != nil && i.done(true) {
				s.sent(l, i)
			}
			return
		}
		if idle && s.leave(l) {
			return
		}
		rest(s.ctx, pause)
	}
}

// leave ends a lane unless something was posted meanwhile.
func (s *sender) leave(l *lane) bool {
	// A lane knows when its chat had its last bulk message, so it stays that long.
	if !restOr(s.ctx, l.more, max(lingers, time.Until(l.nextBulk))) {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-l.more:
		return false
	default:
	}
	delete(s.lanes, l.chat)
	return true
}

// step sends the first thing waiting, or tries to. pause is how long to wait
// before the next step; idle says that nothing waits.
func (s *sender) step(l *lane) (idle bool, pause time.Duration) {
	defer func() {
		if p := recover(); p != nil {
			l.fails++
			idle, pause = false, backoff(l.fails)
			s.log.Error("sending panicked; trying again", "chat", l.chat, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	i := l.current
	if i == nil {
		select {
		case <-l.more: // Head will see it
		default:
		}
		h, ok, err := s.store.Head(l.chat)
		if err != nil {
			l.fails++
			s.seldom.warn("what waits to be sent cannot be read; trying again", err)
			return false, backoff(l.fails)
		}
		if !ok {
			return true, 0
		}
		if l.parts[h.Seq] == nil {
			l.parts[h.Seq] = &parts{}
		}
		i = &item{Head: h, parts: l.parts[h.Seq]}
		if h.Bulk && !s.turn(l, i.hurried) {
			i.hurried = true
			return false, 0 // look again: something else may come first now
		}
	}
	r := s.deliver(l, i)
	switch r.verdict {
	case taken:
		return s.sent(l, i) && !i.More, 0 // what was posted since has said so in more
	case gone, hopeless:
		s.giveUp(l, i, r)
	default:
		if i.shown || i.filed { // its message must be noted before anything else is sent
			l.current = i
		}
	}
	switch r.verdict {
	case later:
		return false, r.after
	case broken:
		l.fails++
		return false, backoff(l.fails)
	case revoked:
		s.revoke()
	}
	return false, 0
}

// turn waits until a bulk message may go to the chat; false where something
// was posted for it meanwhile, or the run ended. One that holds up something
// else in its chat (hurried) waits for no other chat's.
func (s *sender) turn(l *lane, hurried bool) bool {
	woken := l.more
	if hurried {
		woken = nil
	}
	if !restOr(s.ctx, woken, time.Until(l.nextBulk)) || !s.pace.take(s.ctx, woken, hurried, &s.flood) {
		return false
	}
	l.nextBulk = time.Now().Add(bulkEveryChat)
	return true
}

// giveUp forgets what Telegram will never take.
func (s *sender) giveUp(l *lane, i *item, r result) {
	attrs := []any{"chat", l.chat, "seq", i.Seq, "card", i.Card, "final", i.Final, "reason", r.err}
	if r.verdict == gone {
		s.log.Info("the person cannot be reached: what waits for them is dropped", attrs...)
	} else {
		s.log.Error("Telegram will not take this, it is given up", attrs...)
	}
	s.settle(l, i, func() error {
		return errors.Join(s.menuLost(i), s.store.GiveUp(i.Outgoing, r.verdict == gone))
	})
}

// sent notes what was taken; false where the run ended before it could be.
func (s *sender) sent(l *lane, i *item) bool {
	return s.settle(l, i, func() error {
		if err := s.menuLost(i); err != nil {
			return err
		}
		return s.store.Sent(i.Outgoing, i.became, i.Skipped)
	})
}

// menuLost notes that a menu was put off. To be called before the item is
// forgotten: a crash between the two only tries it once more.
func (s *sender) menuLost(i *item) error {
	if !i.menuLost {
		return nil
	}
	return s.store.ForgetMenu(i.Chat)
}

// settle notes in the store what became of an item, for as long as it takes:
// sending it again is no way out of a full disk. False where the run ended first.
func (s *sender) settle(l *lane, i *item, note func() error) bool {
	l.fails = 0
	for fails := 1; ; fails++ {
		err := guard(note)
		if err == nil {
			break
		}
		s.log.Error("what was sent could not be noted; trying again", "chat", l.chat, "seq", i.Seq, "error", err)
		if !rest(s.ctx, backoff(fails)) {
			return false
		}
	}
	l.current = nil
	delete(l.parts, i.Seq)
	for _, seq := range i.Skipped {
		delete(l.parts, seq)
	}
	return true
}
