package storage

import (
	"encoding/json"
	"flag"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

var million = flag.Bool("million", false, "run the order benchmarks with a million orders, too")

const benchWriters = 64

// BenchmarkUpdate compares 64 chats that each confirm orders, as an update
// does it (seen, order, session, answer), with the least that bbolt can do:
// one goroutine that puts records of the same sizes under ready-made keys and
// commits what waits. ratio is the store's speed by the bare one's.
func BenchmarkUpdate(b *testing.B) {
	s, err := Open(filepath.Join(b.TempDir(), "bot.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	store := func(writer, i int) error {
		chatID := int64(writer + 1)
		return s.Update(func(tx chat.Tx) error {
			if _, err := tx.Seen(int64(i)); err != nil {
				return err
			}
			id, err := tx.NextID(noon)
			if err != nil {
				return err
			}
			o := placed(id, chatID, noon)
			o.Next = time.Time{}
			if err := tx.PutOrder(o); err != nil {
				return err
			}
			if err := tx.PutSession(chatID, benchSession(id)); err != nil {
				return err
			}
			return tx.Post(benchOutgoing(chatID))
		})
	}
	bare, err := newBareStore(filepath.Join(b.TempDir(), "bare.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer bare.close()
	// Turn by turn, so that a noisy disk is noisy for both.
	var ours, theirs time.Duration
	for done := 0; done < b.N; {
		n := min(b.N-done, 4096)
		ours += inParallel(b, n, done, store)
		theirs += inParallel(b, n, done, bare.update)
		done += n
	}
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "ratio")
	b.ReportMetric(float64(b.N)/ours.Seconds(), "updates/s")
	b.ReportMetric(float64(b.N)/theirs.Seconds(), "bare/s")
	b.ReportMetric(ours.Seconds()*1000*benchWriters/float64(b.N), "ms/update")
}

func benchSession(id order.ID) chat.Session {
	return chat.Session{Data: map[string]json.RawMessage{"recharge": json.RawMessage(`{"step":"confirm","draft":{"id":"` + string(id) + `","rev":3,"number":"01712345678","operator":"GP","amount":5000}}`)}}
}

func benchOutgoing(chatID int64) chat.Outgoing {
	return chat.Outgoing{Chat: chatID, Card: "order", Screen: &chat.Screen{
		HTML:    "📱 <b>01712345678</b> · Grameenphone\n৳ 50 · prepaid\n\n⏳ Sending…",
		Buttons: [][]chat.Button{{{Text: "Details", Data: "order:6385f4f65e16e"}}, {{Text: "New recharge", Data: "new"}}},
	}}
}

// inParallel runs the function n times on all writers and gives the time.
func inParallel(b *testing.B, n, from int, fn func(writer, i int) error) time.Duration {
	var next atomic.Int64
	var all sync.WaitGroup
	start := time.Now()
	for w := range benchWriters {
		all.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := fn(w, from+i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return time.Since(start)
}

// bareStore is the baseline: a goroutine that commits what waits, nothing else.
type bareStore struct {
	db    *bbolt.DB
	calls chan bareCall
	ended chan struct{}
}

type bareCall struct {
	fn   func(b *bbolt.Tx) error
	done chan error
}

func newBareStore(path string) (*bareStore, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{InitialMmapSize: 1 << 30})
	if err != nil {
		return nil, err
	}
	db.AllocSize = 4 << 20
	if err := db.Update(func(t *bbolt.Tx) error {
		for _, bucket := range buckets {
			if _, err := t.CreateBucket(bucket.name); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	s := &bareStore{db: db, calls: make(chan bareCall, 512), ended: make(chan struct{})}
	go func() {
		defer close(s.ended)
		for first := range s.calls {
			calls := []bareCall{first}
		gather:
			for {
				select {
				case c, ok := <-s.calls:
					if !ok {
						break gather
					}
					calls = append(calls, c)
				default:
					break gather
				}
			}
			err := db.Update(func(b *bbolt.Tx) error {
				for _, c := range calls {
					if err := c.fn(b); err != nil {
						return err
					}
				}
				return nil
			})
			for _, c := range calls {
				c.done <- err
			}
		}
	}()
	return s, nil
}

func (s *bareStore) close() {
	close(s.calls)
	<-s.ended
	s.db.Close()
}

// The records have the sizes of the real ones.
var (
	bareOrder    = must(json.Marshal(placed("6385f4f65e16e", 7, noon)))
	bareSession  = must(json.Marshal(benchSession("6385f4f65e16e")))
	bareOutgoing = must(json.Marshal(benchOutgoing(7)))
	bareShort    = make([]byte, 8)
)

func (s *bareStore) update(writer, i int) error {
	c := bareCall{done: make(chan error, 1), fn: func(b *bbolt.Tx) error {
		chatID := appendChat(nil, int64(writer+1))
		id := fmt.Appendf(nil, "%013x", i)
		chatKey := append(appendChat(nil, int64(writer+1)), id...)
		for _, record := range []struct {
			bucket     bucket
			key, value []byte
		}{
			{bSeen, appendChat(nil, int64(i)), bareShort[:2]},
			{bSeenRing, []byte{byte(i % seenKept >> 8), byte(i % seenKept)}, bareShort},
			{bMeta, keyIDs, make([]byte, 22)},
			{bMeta, keyOpen, bareShort},
			{bOrders, id, bareOrder},
			{bOpen, chatKey, none},
			{bOpen, append(appendChat(nil, 0), id...), none},
			{bHistory, chatKey, none},
			{bNumbers, append([]byte("01712345678"), id...), none},
			{bSessions, chatID, bareSession},
			{bOutbox, appendSeq(appendChat(nil, int64(writer+1)), uint64(i)), bareOutgoing},
		} {
			records := b.Bucket(buckets[record.bucket].name)
			if buckets[record.bucket].growing {
				records.FillPercent = 0.9
			}
			if err := records.Put(record.key, record.value); err != nil {
				return err
			}
		}
		return nil
	}}
	s.calls <- c
	return <-c.done
}

// stored makes a store with so many settled orders, a few resellers' and over
// a few months, and gives the time of the last.
func stored(b *testing.B, n int) (*Store, time.Time) {
	path := filepath.Join(b.TempDir(), "bot.db")
	s, err := Open(path, Options{noSync: true, Location: dhaka})
	if err != nil {
		b.Fatal(err)
	}
	at := noon
	for i := 0; i < n; {
		err := s.Update(func(tx chat.Tx) error {
			for range 1000 {
				at = at.Add(10 * time.Second)
				o := placed(must(tx.NextID(at)), int64(i%50+1), at)
				o.Number = order.Number(fmt.Sprintf("017%08d", i*7919%1e8))
				o.State, o.Next, o.Settled, o.TransactionID = order.Done, time.Time{}, at, fmt.Sprintf("BD%X", i*7919)
				if err := tx.PutOrder(o); err != nil {
					return err
				}
				i++
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	// What is measured waits for the disk.
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	if s, err = Open(path, Options{Location: dhaka}); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s, at
}

func sizes() []int {
	if *million {
		return []int{1_000, 100_000, 1_000_000}
	}
	return []int{1_000, 100_000}
}

// BenchmarkOrder takes one order through its life, each step a commit of its own.
func BenchmarkOrder(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, at := stored(b, n)
			var o order.Order
			step := func(change func()) {
				if err := s.Update(func(tx chat.Tx) error {
					if o.ID == "" {
						at = at.Add(time.Second)
						o = placed(must(tx.NextID(at)), 7, at)
					}
					change()
					return tx.PutOrder(o)
				}); err != nil {
					b.Fatal(err)
				}
			}
			before := s.file.PagesWritten()
			for b.Loop() {
				o = order.Order{}
				step(func() {})
				step(func() { o.State, o.Sent = order.Sending, at })
				step(func() { o.State, o.Next = order.Accepted, at.Add(time.Second) })
				step(func() { o.StatusChecks, o.CheckedAt, o.Next = 1, at, at.Add(2*time.Second) })
				step(func() { o.State, o.Settled, o.Next, o.TransactionID = order.Done, at, time.Time{}, "BD17X" })
			}
			b.ReportMetric(float64(s.file.PagesWritten()-before)/float64(5*b.N), "pages/commit")
		})
	}
}

// BenchmarkRead asks what a conversation asks.
func BenchmarkRead(b *testing.B) {
	for _, n := range sizes() {
		s, at := stored(b, n)
		for name, read := range map[string]func(tx chat.Tx) error{
			"history": func(tx chat.Tx) error { return second(tx.History(7, "", 5)) },
			"to":      func(tx chat.Tx) error { return second(tx.OrdersTo("01700007919", 5)) },
			"transaction": func(tx chat.Tx) error {
				_, _, err := tx.OrderByTransaction("bd1EEF")
				return err
			},
			"totals": func(tx chat.Tx) error {
				return second(tx.Totals(7, at.AddDate(0, -1, 0).Format(time.DateOnly), at.Format(time.DateOnly)))
			},
			"open": func(tx chat.Tx) error { return second(tx.OpenCount()) },
			"due":  func(tx chat.Tx) error { return second(tx.Due(order.ToCheck, at, true, 10)) },
		} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					if err := s.View(read); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
