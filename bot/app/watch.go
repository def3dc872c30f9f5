package app

import (
	"context"
	"crypto/sha256"
	"log/slog"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"

	"rechargebot/bot"
	"rechargebot/flows/chat"
)

// What is free in the store's folder when the owners are told.
const (
	spaceLow  = 100 << 20
	spaceFull = 10 << 20
)

const (
	checkEvery = time.Minute
	clockEvery = time.Hour
	sayEvery   = time.Hour   // what the log says again and again
	clockWrong = time.Minute // more than that is
)

// watch looks after what nothing else would notice: room on the disk, the clock, and
// whether anybody owns the bot and can be told anything.
type watch struct {
	log    *slog.Logger
	talk   *chat.Config
	store  chat.Store
	alarm  chat.Alarm
	folder string // of the store
	free   func(dir string) (int64, bool)
	offset func(ctx context.Context) (time.Duration, error)
	now    func() time.Time

	name              atomic.Pointer[string] // the bot's username, once it is known
	clock, said, link time.Time              // when each was last done
}

func newWatch(c *Config, log *slog.Logger, talk *chat.Config, store chat.Store, alarm chat.Alarm) *watch {
	return &watch{log: log, talk: talk, store: store, alarm: alarm, folder: filepath.Dir(c.Store.Path), free: freeSpace, now: time.Now,
		offset: func(ctx context.Context) (time.Duration, error) { return bot.ClockOffset(ctx, c.Telegram.APIURL) }}
}

// connected takes the bot's username.
func (w *watch) connected(name string) { w.name.Store(&name) }

// run checks until ctx ends.
func (w *watch) run(ctx context.Context) {
	tick := time.NewTicker(checkEvery)
	defer tick.Stop()
	for {
		w.check(ctx)
		var once <-chan time.Time
		if w.name.Load() == nil {
			once = time.After(time.Second) // the link can be given as soon as the name is known
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-once:
		}
	}
}

// check makes the checks that are due.
func (w *watch) check(ctx context.Context) {
	w.space()
	now := w.now()
	if now.Sub(w.clock) >= clockEvery {
		w.clock = now
		w.time(ctx)
	}
	w.owners(now)
}

// space tells of a disk that is nearly full or full. It is over where a quarter more
// than that is free, so that nobody is told back and forth.
func (w *watch) space() {
	free, known := w.free(w.folder)
	if !known {
		return
	}
	for kind, limit := range map[chat.TroubleKind]int64{chat.TroubleSpace: spaceLow, chat.TroubleFull: spaceFull} {
		switch {
		case free < limit:
			w.alarm(chat.Finding{Kind: kind, Detail: strconv.FormatInt(free>>20, 10)})
		case free >= limit+limit/4:
			w.alarm(chat.Finding{Kind: kind, Over: true})
		}
	}
}

// time compares the machine's clock.
func (w *watch) time(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	away, err := w.offset(ctx)
	switch {
	case err != nil: // nothing is known
	case away.Abs() > clockWrong:
		w.alarm(chat.Finding{Kind: chat.TroubleClock, Detail: strconv.Itoa(max(1, int(away.Abs().Round(time.Minute)/time.Minute)))})
	default:
		w.alarm(chat.Finding{Kind: chat.TroubleClock, Over: true})
	}
}

// owners says in the log, once an hour, that nobody owns the bot, with the link to
// claim it, or that none of its owners can be told anything.
func (w *watch) owners(now time.Time) {
	var ids []int64
	reached := false
	err := w.store.View(func(tx chat.Tx) (err error) {
		if ids, err = w.talk.OwnerIDs(tx); err != nil {
			return err
		}
		reached, err = w.talk.OwnerReached(tx)
		return err
	})
	switch name := w.name.Load(); {
	case err != nil || reached:
		return
	case len(ids) == 0 && name == nil: // the link needs the name
		return
	case len(ids) == 0 && now.Sub(w.link) >= chat.ClaimFor:
		w.link = now
		w.log.Warn("nobody owns this bot yet: open this link in Telegram to become its owner; it is good for an hour and for one person",
			"link", w.talk.ClaimLink(*name, now))
	case len(ids) > 0 && now.Sub(w.said) >= sayEvery:
		w.said = now
		w.log.Error("none of the owners can be told anything: one of them must open the bot in Telegram and press Start; what is meant for them waits", "owners", ids)
	}
}

// claimKey is the key of the links by which the bot is claimed. Whoever has the token
// has the bot, so nothing more secret is needed.
func claimKey(token string) []byte {
	key := sha256.Sum256([]byte("link to claim the bot\x00" + token))
	return key[:]
}
