package storage

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// dhaka is the calendar of the tests' day totals.
var dhaka = time.FixedZone("Dhaka", 6*3600)

// noon is when the tests' story begins.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, dhaka)

// house is a store on a real file, which may be closed and opened again
// between a test's steps.
type house struct {
	*Store
	t       testing.TB
	path    string
	options Options
	reopens bool
}

func newHouse(t testing.TB, o Options) *house {
	t.Helper()
	if o.Location == nil {
		o.Location = dhaka
	}
	h := &house{t: t, path: filepath.Join(t.TempDir(), "bot.db"), options: o}
	h.open()
	t.Cleanup(func() {
		h.keptIsTrue()
		if err := h.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
		if err := Check(h.path); err != nil {
			t.Error(err)
		}
	})
	return h
}

func (h *house) open() {
	h.t.Helper()
	s, err := Open(h.path, h.options)
	if err != nil {
		h.t.Fatal(err)
	}
	h.Store = s
}

// step is between two steps of a test.
func (h *house) step() {
	h.t.Helper()
	if !h.reopens {
		return
	}
	h.keptIsTrue()
	if err := h.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.open()
}

// keptIsTrue fails where a record kept in memory is not what its bytes say.
func (h *house) keptIsTrue() {
	h.t.Helper()
	h.cache.mu.Lock()
	defer h.cache.mu.Unlock()
	all := make(map[string]known)
	maps.Copy(all, h.cache.older)
	maps.Copy(all, h.cache.recent)
	for name, k := range all {
		said, err := decodeAny(bucket(name[0]), k.data)
		if err != nil {
			h.t.Error(err)
		}
		if !reflect.DeepEqual(k.record, said) {
			h.t.Errorf("%s: kept is\n%+v\nand on disk\n%+v", bucket(name[0]), k.record, said)
		}
	}
}

// decodeAny reads a record of those that are kept in memory.
func decodeAny(n bucket, data []byte) (any, error) {
	switch n {
	case bOrders:
		return decode[orderRecord, booked](n, data)
	case bMembers:
		return decode[memberRecord, chat.Member](n, data)
	case bSessions:
		return decode[sessionRecord, chat.Session](n, data)
	case bOutbox:
		return decode[outgoingRecord, chat.Outgoing](n, data)
	}
	switch n {
	case bTerms:
		return decode[termsRecord, account.Terms](n, data)
	case bPlans:
		return decode[planRecord, account.Plan](n, data)
	}
	return decode[panelRecord, order.PanelState](n, data)
}

// twice runs the test on a store that stays open and on one that is opened
// again between steps.
func twice(t *testing.T, test func(t *testing.T, h *house)) {
	for _, reopens := range []bool{false, true} {
		name := "open"
		if reopens {
			name = "reopened"
		}
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, Options{noSync: true})
			h.reopens = reopens
			test(t, h)
		})
	}
}

// do runs an update that must succeed; the next step begins after it.
func (h *house) do(fn func(tx chat.Tx) error) {
	h.t.Helper()
	if err := h.Update(fn); err != nil {
		h.t.Fatal(err)
	}
	h.step()
}

// look runs a view that must succeed.
func (h *house) look(fn func(tx chat.Tx) error) {
	h.t.Helper()
	if err := h.View(fn); err != nil {
		h.t.Fatal(err)
	}
}

// must gives the value of a call that cannot fail here.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// placed is an order as it is when it was confirmed.
func placed(id order.ID, reseller int64, at time.Time) order.Order {
	return order.Order{
		ID: id, Reseller: reseller, Recharge: order.Recharge{Number: "01712345678", Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(50)}, State: order.Placed, Placed: at, Next: at,
	}
}

// nextID is an id of a test's own, which no store has given.
func nextID(now time.Time) order.ID {
	var ids order.IDs
	return ids.Next(now, rand.IntN)
}

// An id follows the one before while the clock does, or nearly; one that was set
// back brings another generation, in its own seconds.
func TestNextID(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		given := map[order.ID]bool{}
		next := func(at time.Time) (id order.ID) {
			t.Helper()
			h.do(func(tx chat.Tx) (err error) {
				id, err = tx.NextID(at)
				return err
			})
			if given[id] || !id.Valid() {
				t.Errorf("%s was given before", id)
			}
			given[id] = true
			return id
		}
		generation := func(id order.ID) string { return string(id[8:10]) }
		second := func(at time.Time) string { return fmt.Sprintf("%08x", at.Unix()) }
		first := next(noon)
		last := first
		for _, at := range []time.Time{noon, noon.Add(-time.Second / 2), noon.Add(time.Second), noon.Add(time.Hour), noon.Add(24 * time.Hour)} {
			if id := next(at); id <= last || generation(id) != generation(first) {
				t.Errorf("%s came after %s", id, last)
			} else {
				last = id
			}
		}
		back := next(noon)
		if generation(back) == generation(first) || string(back[:8]) != second(noon) {
			t.Errorf("set back by a day: %s", back)
		}
		if again := next(noon.Add(-time.Hour)); generation(again) == generation(first) || generation(again) == generation(back) {
			t.Errorf("set back by an hour: %s", again)
		}
		// An order that is there, though its id was never given here.
		h.do(func(tx chat.Tx) error {
			id := must(tx.NextID(noon))
			given[id] = true
			for range 3 {
				n := must(strconv.ParseUint(string(id), 16, 64))
				id = order.ID(fmt.Sprintf("%013x", n+1))
				if err := tx.PutOrder(placed(id, 7, noon)); err != nil {
					return err
				}
				given[id] = true
			}
			return nil
		})
		next(noon)
	})
}

func TestTotalsFollowAnOrder(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		totals := func(reseller int64, from, to string, want chat.Totals) {
			t.Helper()
			h.look(func(tx chat.Tx) error {
				if got := must(tx.Totals(reseller, from, to)); got != want {
					t.Errorf("totals of %d from %s to %s: %+v instead of %+v", reseller, from, to, got, want)
				}
				return nil
			})
		}
		id := nextID(noon)
		o := placed(id, 7, noon)
		put := func(change func()) {
			t.Helper()
			change()
			h.do(func(tx chat.Tx) error { return tx.PutOrder(o) })
		}
		put(func() {})
		totals(7, "2026-11-01", "2026-11-30", chat.Totals{})
		// A minute to midnight in Dhaka is the day before in UTC as well as a
		// day that ends here.
		put(func() {
			o.State, o.Next, o.Settled = order.Done, time.Time{}, noon.Add(11*time.Hour+59*time.Minute).UTC()
		})
		done := chat.Totals{Done: 1, DoneAmount: money.WholeTaka(50)}
		totals(7, "2026-11-23", "2026-11-23", done)
		totals(0, "2026-11-01", "2026-11-30", done)
		totals(8, "2026-11-01", "2026-11-30", chat.Totals{})
		put(func() { o.Message = "again" })
		totals(7, "2026-11-23", "2026-11-23", done)
		// Reversed a week later: the first day is corrected.
		put(func() { o.State, o.Settled = order.Failed, noon.AddDate(0, 0, 7) })
		totals(7, "2026-11-23", "2026-11-23", chat.Totals{Failed: 1})
		totals(0, "2026-11-24", "2026-12-31", chat.Totals{})
		put(func() { o.State, o.Settled = order.Done, noon.AddDate(0, 0, 8) })
		totals(7, "2026-11-23", "2026-11-23", done)
		totals(0, "2026-11-24", "2026-12-31", chat.Totals{})
		put(func() { o.Amount = money.WholeTaka(60) })
		totals(7, "2026-11-23", "2026-11-23", chat.Totals{Done: 1, DoneAmount: money.WholeTaka(60)})
		// Without the time when it settled it counts on the day on which it was placed.
		o = placed(nextID(noon.AddDate(0, 0, 1)), 8, noon.AddDate(0, 0, 1))
		put(func() { o.State, o.Next = order.Done, time.Time{} })
		totals(8, "2026-11-24", "2026-11-24", done)
		h.look(func(tx chat.Tx) error {
			if _, err := tx.Totals(7, "23.11.2026", "2026-11-23"); err == nil {
				t.Error("a day of another form was taken")
			}
			return nil
		})
	})
}

func TestNothingChangesInAView(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	h.look(func(tx chat.Tx) error {
		for name, err := range map[string]error{
			"PutOrder":       tx.PutOrder(placed("6385f4f65e16e", 7, noon)),
			"PutSession":     tx.PutSession(7, chat.Session{Flow: "number"}),
			"PutMember":      tx.PutMember(chat.Member{ID: 7}),
			"PutVisitor":     tx.PutVisitor(chat.Visitor{ID: 7}),
			"DropVisitor":    tx.DropVisitor(7),
			"InquireBalance": tx.InquireBalance(order.BalanceInquiry{Chat: 7}),
			"DropInquiry":    tx.DropInquiry(1),
			"PutPanelState":  tx.PutPanelState(order.MainPanel, order.PanelState{}),
			"Post":           tx.Post(chat.Outgoing{Chat: 7, Screen: &chat.Screen{}}),
			"Bind":           tx.Bind(7, "card", 1),
			"Seen":           second(tx.Seen(1)),
			"NextID":         second(tx.NextID(noon)),
			"PutRefusal":     tx.PutRefusal(order.Refusal{Words: "no"}),
			"DropRefusal":    tx.DropRefusal("no"),
			"DropUntold":     tx.DropUntold(7, "6385f4f65e16e"),
			"CountRequest":   second(tx.CountRequest("2026-11-23")),
		} {
			if !errors.Is(err, ErrReadOnly) {
				t.Errorf("%s: %v", name, err)
			}
		}
		return nil
	})
}

func second[T any](_ T, err error) error { return err }

func TestOrdersThatCannotBeKept(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	for _, o := range []order.Order{placed("short", 7, noon), placed("6385f4f65e16e", 0, noon)} {
		if err := h.Update(func(tx chat.Tx) error { return tx.PutOrder(o) }); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}

func say(chatID int64, text string) func(tx chat.Tx) error {
	return func(tx chat.Tx) error { return tx.Post(chat.Outgoing{Chat: chatID, Screen: &chat.Screen{HTML: text}}) }
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

// names gives what is in a folder.
func names(t testing.TB, dir string) (all []string) {
	t.Helper()
	for _, e := range must(os.ReadDir(dir)) {
		all = append(all, e.Name())
	}
	return all
}

// A commit in doubt is told in the words of package chat.
func TestInDoubt(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	h.Watch(nil, nil)
	err := h.Update(func(chat.Tx) error { return fmt.Errorf("as if: %w", file.ErrInDoubt) })
	if !errors.Is(err, chat.ErrInDoubt) || errors.Is(err, ErrNotSaved) {
		t.Error(err)
	}
}

// An index that names an order that is not there is found.
func TestOutOfStep(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	filled(t, path)
	s := must(Open(path, Options{}))
	if err := errors.Join(s.update(func(t *tx) error {
		return errors.Join(t.change(), t.put(bSending, []byte("6385f4f65e16e"), none))
	}), s.Close()); err != nil {
		t.Fatal(err)
	}
	if err := Check(path); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "sending has") {
		t.Error(err)
	}
	if _, err := Restore(path, filepath.Join(t.TempDir(), "restored.db"), noon); !errors.Is(err, ErrBackup) {
		t.Error(err)
	}
}

// Of a list that is derived from records no entry can be missing, or be another, and no
// record can be under another's key, so that no backup with such a list is put back.
func TestEachListIsChecked(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "bot.db")
	if err := os.WriteFile(whole, must(os.ReadFile(filepath.Join("testdata", fmt.Sprintf("schema-%d.db", newest)))), 0o600); err != nil {
		t.Fatal(err)
	}
	s := must(Open(whole, Options{noSync: true, Location: dhaka}))
	waits := account.Deposit{ID: 9, Member: 83, Amount: 1, Proof: account.Proof{Text: "text"}, State: account.Waiting}
	if err := errors.Join(s.update(func(tx *tx) error { return second(tx.PutDeposit(waits)) }), s.Close(), Check(whole)); err != nil {
		t.Fatal(err)
	}
	data := must(os.ReadFile(whole))
	type list struct {
		bucket
		part string // what its keys begin with, where a bucket has several
	}
	derived := []list{{bLedger, string(ofEntries)}, {bLedger, string(ofReferences)}, {bLedger, string(ofStatements)}}
	for _, n := range []bucket{
		bOrders, bOpen, bSending, bDue, bStuck, bHistory, bNumbers, bTransactions, bOpenTo, bEnds, bDays, bOperatorDays,
		bTerms, bOnPlan, bDeposits, bWaiting, bDepositsOf, bPaidBy, bProofs, bTimers, bTimerTimes,
		bBatches, bBatchCounts, bBatchesOf, bComplaints, bComplaintsLive, bComplaintsAt, bActive, bMembers, bAllowed, bSeen, bSeenRing,
	} {
		derived = append(derived, list{n, ""})
	}
	all := derived
	for _, n := range []bucket{bBatchRows, bChannels, bPayments, bPlans, bOutbox, bUntold} { // nothing else names their entries
		all = append(all, list{n, ""})
	}
	// damaged does something to the last entry of a list, and reports whether that is found.
	damaged := func(n list, change func(t *tx, k, v []byte) error) bool {
		path := filepath.Join(t.TempDir(), "bot.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s := must(Open(path, Options{noSync: true, Location: dhaka}))
		err := s.update(func(t *tx) error {
			c := t.cursor(n.bucket)
			k, v := c.Last()
			for k != nil && !strings.HasPrefix(string(k), n.part) {
				k, v = c.Prev()
			}
			if k == nil {
				return errors.New("is empty")
			}
			return errors.Join(t.change(), change(t, bytes.Clone(k), bytes.Clone(v)))
		})
		if err := errors.Join(err, s.Close()); err != nil {
			t.Fatalf("%s, %q: %v", n.bucket, n.part, err)
		}
		return errors.Is(Check(path), ErrDamaged)
	}
	for _, n := range derived {
		if !damaged(n, func(t *tx, k, _ []byte) error { return t.drop(n.bucket, k) }) {
			t.Errorf("%s, %q: an entry that is gone is not missed", n.bucket, n.part)
		}
	}
	for _, n := range all {
		for what, gone := range map[string]bool{"under another key": true, "too many": false} {
			if !damaged(n, func(t *tx, k, v []byte) error {
				other := bytes.Clone(k)
				other[len(other)-1]++
				err := t.put(n.bucket, other, v)
				if gone {
					err = errors.Join(err, t.drop(n.bucket, k))
				}
				return err
			}) {
				t.Errorf("%s, %q: an entry %s is not found", n.bucket, n.part, what)
			}
		}
	}
	if !damaged(list{bMeta, ""}, func(t *tx, _, _ []byte) error { return t.putCount(bMeta, keyOpen, t.count(bMeta, keyOpen)+1) }) {
		t.Error("one order too many on its way is not found")
	}
}

// The day of a copy is the owner's: at 20:00 UTC it is tomorrow in Dhaka. None is
// made by itself of a store in which nobody is yet.
func TestADaysCopy(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	path, err := h.Backup(t.Context(), t.TempDir(), 3, time.Date(2026, 11, 28, 20, 0, 0, 0, time.UTC))
	if err != nil || filepath.Base(path) != "rechargebot-2026-11-29.db.gz" {
		t.Errorf("%s, %v", path, err)
	}
	h.do(func(tx chat.Tx) error {
		return errors.Join(second(tx.Seen(1)), tx.PutVisitor(chat.Visitor{ID: 8}), say(8, "who are you?")(tx), tx.PutPanelState(order.MainPanel, order.PanelState{BalanceAt: noon}))
	})
	if h.inUse() {
		t.Error("a stranger alone is worth a copy")
	}
	h.do(func(tx chat.Tx) error { return tx.PutMember(chat.Member{ID: 7}) })
	if !h.inUse() {
		t.Error("a member is worth none")
	}
}
