package storage

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// Check reads a whole store that nobody has open: its pages, its records, and
// whether the indexes, counters and day totals agree with the orders. It
// changes nothing. Its errors are those of Open; ErrDamaged comes with what
// was found, at most ten findings. The time grows with what is stored.
func Check(path string) error {
	if err := check(path); err != nil {
		return fmt.Errorf("checking store %s: %w", path, err)
	}
	return nil
}

func check(path string) error {
	fresh, err := inspect(path, time.Second)
	if err != nil {
		return err
	}
	if fresh {
		if err := missing(path); err != nil {
			return err
		}
		return fmt.Errorf("%w (there is no store yet)", ErrNotWritable)
	}
	db, err := openFile(path, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true, Timeout: time.Second})
	if err != nil {
		return err
	}
	defer func() { _ = guarded(db.Close) }()
	if err := pagesOf(path); err != nil {
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	return inTx(db, false, func(b *bbolt.Tx) error {
		version, err := schemaOf(b)
		if err != nil {
			return err
		}
		if version > len(migrations) {
			return ErrNewer
		}
		var found findings
		if version == len(migrations) {
			found.records(newTx(b, &Store{options: Options{Location: time.UTC}}))
		}
		for err := range b.Check() {
			found.add("%v", err)
		}
		return found.err()
	})
}

// pagesOf checks the pages of the file, which nobody writes to meanwhile.
func pagesOf(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	return checkPages(file, info.Size())
}

// findings are what a check has found.
type findings struct{ errs []error }

func (f *findings) add(format string, args ...any) {
	if len(f.errs) < 10 {
		f.errs = append(f.errs, fmt.Errorf(format, args...))
	}
}

func (f *findings) err() error {
	if len(f.errs) == 0 {
		return nil
	}
	return fmt.Errorf("%w\n%w", ErrDamaged, errors.Join(f.errs...))
}

// records looks through all buckets.
func (f *findings) records(t *tx) {
	for n, name := range bucketNames {
		if t.b.Bucket(name) == nil {
			f.add("no bucket %s", bucket(n))
			return
		}
	}
	f.orders(t)
	f.people(t)
	f.owners(t)
	f.outbox(t)
	each[questionRecord](f, t, bQuestions, func(k []byte, q *order.BalanceInquiry) {
		if !bytes.Equal(k, seqKey(q.Seq)) {
			f.add("question %d has another key", q.Seq)
		}
	})
}

// orders compares everything derived from the orders with what it should be.
func (f *findings) orders(t *tx) {
	type reseller struct {
		id  int64
		day uint32
	}
	entries := make(map[bucket]int)
	days := make(map[reseller]chat.Totals)
	open := 0
	each[orderRecord](f, t, bOrders, func(k []byte, r *booked) {
		if string(k) != string(r.ID) {
			f.add("order %s has the key %q", r.ID, k)
		}
		for _, index := range indexes {
			key := index.key(nil, &r.Order)
			if key == nil {
				continue
			}
			entries[index.bucket]++
			if t.bucket(index.bucket).Get(key) == nil {
				f.add("order %s is missing in %s", r.ID, index.bucket)
			}
		}
		if r.Open() {
			open++
			return
		}
		for _, id := range [2]int64{r.Reseller, 0} {
			sum := days[reseller{id, r.Booked}]
			if r.State == order.Done {
				sum.Done++
				sum.DoneAmount += r.Amount
			} else {
				sum.Failed++
			}
			days[reseller{id, r.Booked}] = sum
		}
	})
	if n := int(t.count(bMeta, keyOpen)); n != open {
		f.add("%d orders are on their way, the counter says %d", open, n)
	}
	for _, n := range []bucket{bOpen, bSending, bDue, bStuck, bHistory, bNumbers, bTransactions} {
		if size := t.size(n); size != entries[n] {
			f.add("%s has %d entries instead of %d", n, size, entries[n])
		}
	}
	c := t.cursor(bDays)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if len(k) != 12 {
			f.add("a day has the key %x", k)
			continue
		}
		got, err := readDay(v)
		if err != nil {
			f.add("%v", err)
		}
		key := reseller{chatOf(k), uint32(k[8])<<24 | uint32(k[9])<<16 | uint32(k[10])<<8 | uint32(k[11])}
		if want := days[key]; got != want {
			f.add("totals of %d on %d are %+v instead of %+v", key.id, key.day, got, want)
		}
		delete(days, key)
	}
	for key, want := range days {
		f.add("totals of %d on %d are missing: %+v", key.id, key.day, want)
	}
}

// people compares members, visitors and updates with their lists.
func (f *findings) people(t *tx) {
	allowed := 0
	each[memberRecord](f, t, bMembers, func(k []byte, m *chat.Member) {
		if m.Allowed {
			allowed++
		}
		if !bytes.Equal(k, chatKey(m.ID)) || m.Allowed != (t.bucket(bAllowed).Get(k) != nil) {
			f.add("member %d is not as listed", m.ID)
		}
	})
	if n := t.size(bAllowed); n != allowed {
		f.add("%d members are allowed, %d listed", allowed, n)
	}
	visitors := t.size(bVisitors)
	if n := int(t.count(bMeta, keyVisitors)); n != visitors || t.size(bHeard) != visitors || n > visitorsKept {
		f.add("%d visitors, %d listed, the counter says %d", visitors, t.size(bHeard), n)
	}
	f.pairs(t, bHeard, func(k, v []byte) bool {
		data := t.bucket(bVisitors).Get(v)
		return len(data) > 8 && bytes.Equal(data[:8], k)
	})
	f.pairs(t, bRing, func(k, v []byte) bool { return bytes.Equal(t.bucket(bSeen).Get(v), k) })
	if ring, seen := t.size(bRing), t.size(bSeen); ring != seen || seen > seenKept {
		f.add("%d updates were seen, the ring has %d", seen, ring)
	}
	each[sessionRecord](f, t, bSessions, func([]byte, *chat.Session) {})
}

func (f *findings) outbox(t *tx) {
	each[outgoingRecord](f, t, bOutbox, func(k []byte, o *chat.Outgoing) {
		if !bytes.Equal(k, chatSeqKey(o.Chat, o.Seq)) {
			f.add("outgoing %d of chat %d has another key", o.Seq, o.Chat)
		}
	})
	f.pairs(t, bUntold, func(k, v []byte) bool {
		return len(k) == 8+idLength && len(v) == 1 && t.bucket(bOrders).Get(k[8:]) != nil
	})
	each[refusalRecord](f, t, bRefusals, func(k []byte, r *order.Refusal) {
		if string(k) != r.Words {
			f.add("refusal %q has the key %q", r.Words, k)
		}
	})
	f.pairs(t, bCards, func(k, v []byte) bool { return len(k) > 8 && len(v) == 8 })
}

// pairs looks whether each entry of a bucket is good.
func (f *findings) pairs(t *tx, n bucket, good func(k, v []byte) bool) {
	c := t.cursor(n)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if !good(k, v) {
			f.add("%s: entry %x is not as it should be", n, k)
		}
	}
}

// each decodes each record of a bucket.
func each[R, T any, P recordOf[R, T]](f *findings, t *tx, n bucket, look func(key []byte, value *T)) {
	c := t.cursor(n)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		value, err := decode[R, T, P](n, v)
		if err != nil {
			f.add("%x: %v", k, err)
			continue
		}
		look(k, &value)
	}
}

// size counts a bucket's entries by walking through it.
func (t *tx) size(n bucket) int {
	count := 0
	c := t.cursor(n)
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		count++
	}
	return count
}
