package app

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows"
	"rechargebot/flows/chat"
	"rechargebot/storage"
)

// observed is a watch over a store of its own, with what it would see of the machine.
type observed struct {
	*watch
	alarms *alarms
	talk   *flows.Flows
	store  *storage.Store
	log    *strings.Builder
	free   int64
	away   time.Duration
	deaf   error // the clock could not be asked
	at     time.Time
}

func observe(t *testing.T, admins ...int64) *observed {
	o := &observed{log: &strings.Builder{}, free: 1 << 40, at: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
	log := slog.New(slog.NewTextHandler(o.log, nil))
	path := filepath.Join(t.TempDir(), "bot.db")
	store, err := storage.Open(path, storage.Options{Prompt: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(store.Close(), storage.Check(path)); err != nil {
			t.Error(err)
		}
	})
	o.store, o.talk = store, flows.New(chat.Config{Admins: admins, ClaimKey: claimKey("1:token")})
	o.alarms = newAlarms(log)
	o.alarms.write = func(f chat.Finding) error {
		return store.Update(func(tx chat.Tx) error { return o.talk.Found(tx, f, o.at) })
	}
	o.watch = newWatch(&Config{Store: storage.Config{Path: path}}, log, o.talk.Config, store, o.alarms.find)
	o.watch.free = func(string) (int64, bool) { return o.free, true }
	o.watch.offset = func(context.Context) (time.Duration, error) { return o.away, o.deaf }
	o.watch.now = func() time.Time { return o.at }
	return o
}

// told looks, lets what is found be written, and gives what was posted since.
func (o *observed) told(t *testing.T) string {
	t.Helper()
	o.check(t.Context())
	for len(o.alarms.waiting) > 0 {
		if err := o.alarms.write(o.alarms.waiting[0]); err != nil {
			t.Fatal(err)
		}
		o.alarms.waiting = o.alarms.waiting[1:]
	}
	var all []string
	for {
		h, ok, err := o.store.Head(900)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			return strings.Join(all, " | ")
		}
		all = append(all, h.Screen.HTML)
		if err := o.store.Sent(h.Outgoing, 1, h.Skipped); err != nil {
			t.Fatal(err)
		}
	}
}

// The owners are told once when the disk is nearly full or full and when the clock is
// wrong, and once when that is over.
func TestTroubleOfTheMachineIsToldOnceEachWay(t *testing.T) {
	o := observe(t, 900)
	for _, step := range []struct {
		free int64
		away time.Duration
		deaf error
		told string // "": nothing
	}{
		{free: 200 << 20},
		{free: 99 << 20, told: "nearly full: 99 MB left"},
		{free: 98 << 20},
		{free: 101 << 20}, // not enough to say that it is over
		{free: 9 << 20, told: "The disk is full"},
		{free: 11 << 20},
		{free: 90 << 20, told: "not full any more"},
		{free: 200 << 20, told: "has room again"},
		{free: 200 << 20, away: 30 * time.Second},
		{free: 200 << 20, away: -7 * time.Minute, told: "wrong by 7 min"},
		{free: 200 << 20, deaf: errors.New("no route")},
		{free: 200 << 20, away: 61 * time.Minute},
		{free: 200 << 20, away: time.Second, told: "clock is right again"},
	} {
		o.at = o.at.Add(time.Hour)
		o.free, o.away, o.deaf = step.free, step.away, step.deaf
		told := o.told(t)
		if step.told == "" && told != "" || !strings.Contains(told, step.told) || strings.Contains(told, " | ") {
			t.Errorf("%+v: told %q", step, told)
		}
		// A restart repeats nothing.
		o.alarms.known = map[chat.TroubleKind]bool{}
		if again := o.told(t); again != "" {
			t.Errorf("%+v: told again %q", step, again)
		}
	}
}

// With no owner who can be told anything the log says so at once and then once an
// hour; with one it is quiet.
func TestTheLogSaysThatNoOwnerIsReached(t *testing.T) {
	o := observe(t, 900, 901)
	says := func(want int) {
		t.Helper()
		o.check(t.Context())
		if n := strings.Count(o.log.String(), `level=ERROR msg="none of the owners can be told anything`); n != want {
			t.Errorf("said %d times instead of %d:\n%s", n, want, o.log)
		}
	}
	says(1)
	o.at = o.at.Add(59 * time.Minute)
	says(1)
	o.at = o.at.Add(time.Minute)
	says(2)
	member := func(m chat.Member) {
		t.Helper()
		if err := o.store.Update(func(tx chat.Tx) error { return tx.PutMember(m) }); err != nil {
			t.Fatal(err)
		}
	}
	member(chat.Member{ID: 901})
	o.at = o.at.Add(2 * time.Hour)
	says(2)
	member(chat.Member{ID: 901, Unreachable: true, Lost: chat.Blocked})
	says(3)
}

// A bot without owners prints a link once it knows its name, and a new one when that
// is no longer good; with an owner it prints none.
func TestTheLinkToClaimIsPrinted(t *testing.T) {
	o := observe(t)
	links := func(want int) {
		t.Helper()
		o.check(t.Context())
		if n := strings.Count(o.log.String(), "link=\"https://t.me/shop_bot?start=claim_"); n != want {
			t.Errorf("%d links instead of %d:\n%s", n, want, o.log)
		}
	}
	links(0)
	o.connected("shop_bot")
	links(1)
	o.at = o.at.Add(59 * time.Minute)
	links(1)
	o.at = o.at.Add(time.Minute)
	links(2)
	if err := o.store.Update(func(tx chat.Tx) error { return tx.PutMember(chat.Member{ID: 900, Owner: true}) }); err != nil {
		t.Fatal(err)
	}
	o.at = o.at.Add(2 * time.Hour)
	links(2)
}

// What is found while the store cannot save is written when it can, in order.
func TestAlarmsWaitForTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAlarms(slog.New(slog.DiscardHandler))
		var mu sync.Mutex
		var written []chat.Finding
		full := true
		a.write = func(f chat.Finding) error {
			mu.Lock()
			defer mu.Unlock()
			if full {
				return errors.New("no space left on device")
			}
			written = append(written, f)
			return nil
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go a.run(ctx)
		a.find(chat.Finding{Kind: chat.TroubleFull})
		a.find(chat.Finding{Kind: chat.TroubleBackup})
		a.find(chat.Finding{Kind: chat.TroubleBackup})
		time.Sleep(time.Minute)
		mu.Lock()
		full = false
		mu.Unlock()
		time.Sleep(time.Minute)
		a.find(chat.Finding{Kind: chat.TroubleFull, Over: true})
		synctest.Wait()
		mu.Lock()
		defer mu.Unlock()
		if len(written) != 3 || written[0].Kind != chat.TroubleFull || written[1].Kind != chat.TroubleBackup || !written[2].Over {
			t.Errorf("written %+v", written)
		}
	})
}
