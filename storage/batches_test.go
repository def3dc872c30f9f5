package storage

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

var sampledBatch = order.Batch{
	ID: 1, Reseller: 80, State: order.BatchEnded, Name: "name", Rev: 2, Made: moment(32), Shown: moment(33), Confirmed: moment(34),
	Paused: moment(35), Stopped: moment(36), Ended: moment(37), Rows: 3, Wanted: 4, Amount: 500, Price: 600, Fingerprint: "print",
	Twice: true, Earlier: true, Packs: true, Again: true, Next: 5, Swept: 6, Unplaced: 7, NeverSent: 13, Unknown: 14, Words: "words", Streak: 8, Told: true, Late: true,
}

var sampledRow = order.BatchRow{
	Index: 9, Line: 10, Written: "written", Note: "note", Price: 1100, Out: order.OutTwice, Known: 12, Pack: true, Unplaced: true, Order: "6b3812b5f5123",
	Recharge: order.Recharge{Number: "01912345671", Operator: order.Banglalink, Connection: order.Postpaid, Amount: 12300},
}

func init() {
	samples = append(samples,
		sampleOf{*recordBatch(&sampledBatch), func(t *tx) error {
			b := sampledBatch
			b.ID = 0
			_, err := t.PutBatch(b)
			return err
		}, func(t *tx) (any, error) {
			b, _, err := t.Batch(sampledBatch.ID)
			return *recordBatch(&b), err
		}},
		sampleOf{sampledRow, func(t *tx) error { return t.PutBatchRow(sampledBatch.ID, sampledRow) }, func(t *tx) (any, error) {
			rows, err := t.BatchRows(sampledBatch.ID, sampledRow.Index, 1)
			if err != nil || len(rows) == 0 {
				return order.BatchRow{}, err
			}
			return rows[0], nil
		}},
	)
}

func TestBatchRecordsAreWhole(t *testing.T) {
	whole(t, recordBatchRow)
	b := filledUp[order.Batch]()
	b.Counts = order.BatchCounts{} // which have a record of their own
	if got := recordBatch(&b).value(); got != b {
		t.Errorf("lost on the way to the record and back:\n%+v\n%+v", b, got)
	}
}

// A list that was confirmed is kept, and is what the same rows are compared with; one that
// was only looked at is neither, and goes with its rows.
func TestOnlyAPreviewIsForgotten(t *testing.T) {
	h := newHouse(t, Options{})
	var confirmed, preview order.BatchID
	h.do(func(tx chat.Tx) (err error) {
		if confirmed, err = batchOf(tx, 7, 2, noon); err != nil {
			return err
		}
		b, err := tx.PutBatch(order.Batch{Reseller: 7, State: order.BatchPreview, Rows: 1, Fingerprint: "others"})
		preview = b.ID
		return errors.Join(err, tx.PutBatchRow(preview, order.BatchRow{Recharge: rowTo(0)}))
	})
	h.look(func(tx chat.Tx) error {
		for print, want := range map[string]order.BatchID{"rows": confirmed, "others": 0, "": 0} {
			if b, ok, err := tx.SameBatch(7, print); b.ID != want || ok != (want != 0) || err != nil {
				t.Errorf("%q: list %d, %v", print, b.ID, err)
			}
		}
		return nil
	})
	h.do(func(tx chat.Tx) error { return errors.Join(tx.DropBatch(preview), tx.DropBatch(99)) })
	if err := h.Update(func(tx chat.Tx) error { return tx.DropBatch(confirmed) }); err == nil {
		t.Error("a list that was confirmed is forgotten")
	}
	h.look(func(tx chat.Tx) error {
		for id, want := range map[order.BatchID]int{confirmed: 2, preview: 0} {
			_, ok, err := tx.Batch(id)
			if rows := must(tx.BatchRows(id, 0, 9)); ok != (want > 0) || len(rows) != want || err != nil {
				t.Errorf("list %d has %d rows, known: %v, %v", id, len(rows), ok, err)
			}
		}
		return nil
	})
}

// Batch of a notifier that says nothing.
func (quiet) Batch(order.Batch, order.BatchNews, time.Time) error { return nil }

// ends counts the batches of which is told that they ended.
type ends struct {
	quiet
	n *int
}

func (e ends) Batch(_ order.Batch, news order.BatchNews, _ time.Time) error {
	if news == order.BatchEnds {
		*e.n++
	}
	return nil
}

// A batch of a backup of which no order is open is told to have ended: nobody knows what
// became of its other rows.
func TestRestoredBatchWithoutOpenOrders(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, dhaka)
	s, _, id := restoredList(t, at, func(tx chat.Tx, id order.BatchID) error {
		b, err := stepBatch(tx, id, at)
		if err != nil {
			return err
		}
		for _, r := range must(tx.BatchRows(id, 0, b.Next)) {
			o, _, err := tx.Order(r.Order)
			if err != nil {
				return err
			}
			o.State = order.Accepted
			if err := errors.Join(tx.PutOrder(o), order.Settle(unitOf(tx), &o, order.Done, order.CauseNone, at)); err != nil {
				return err
			}
		}
		return nil
	})
	defer s.Close()
	told := 0
	if err := s.Update(func(tx chat.Tx) error { // what the list's timer does
		if due, err := tx.Timers(at.Add(time.Hour), 9); err != nil || len(due) != 1 || due[0].Kind != account.TimerBatch || due[0].Of != int64(id) || !due[0].At.Equal(at.Add(time.Hour)) {
			t.Errorf("due are %+v (%v)", due, err)
		}
		u := unitOf(tx)
		u.Tell = ends{n: &told}
		for range 3 {
			if _, err := order.StepBatch(u, id, order.BatchPlacing{}, order.RowsInPiece, at.Add(time.Hour)); err != nil {
				return err
			}
		}
		b, _, err := tx.Batch(id)
		if b.State != order.BatchEnded || b.Unknown != 150 || told != 1 {
			t.Errorf("told %d times, the batch is %+v", told, b)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

// Of a list of a backup it is said of each row that was still to be placed, and of no other,
// that nobody knows what became of it.
func TestRowsOfARestoredBatch(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, dhaka)
	s, _, id := restoredList(t, at, func(tx chat.Tx, id order.BatchID) error {
		if _, err := stepBatch(tx, id, at); err != nil {
			return err
		}
		last := must(tx.BatchRows(id, 249, 1))[0]
		last.Out = order.OutTwice
		return tx.PutBatchRow(id, last)
	})
	defer s.Close()
	if err := s.View(func(tx chat.Tx) error {
		b, _, err := tx.Batch(id)
		if b.State != order.BatchStopped || b.Unknown != 149 || b.Counts.Unclear != order.RowsInPiece {
			t.Errorf("%+v", b)
		}
		for _, r := range must(tx.BatchRows(id, 0, 250)) {
			want := order.OutRestored
			switch {
			case r.Index < order.RowsInPiece:
				want = ""
			case r.Index == 249:
				want = order.OutTwice
			}
			if r.Out != want || (r.Order != "") != (r.Index < order.RowsInPiece) {
				t.Errorf("row %d is %q, order %q", r.Index, r.Out, r.Order)
			}
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

// restoredList is a store of which a backup was put back an hour after a time, made when a list
// of 250 rows had been confirmed and what is given had been done.
func restoredList(t *testing.T, at time.Time, then func(tx chat.Tx, id order.BatchID) error) (s *Store, path string, id order.BatchID) {
	t.Helper()
	dir := t.TempDir()
	backup, path := filepath.Join(dir, "backup.db"), filepath.Join(dir, "bot.db")
	s = must(Open(backup, Options{Location: dhaka}))
	err := s.Update(func(tx chat.Tx) (err error) {
		if id, err = batchOf(tx, 7, 250, at); err != nil {
			return err
		}
		return then(tx, id)
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	must(Restore(backup, path, at.Add(time.Hour)))
	return must(Open(path, Options{Location: dhaka})), path, id
}

// batchOf keeps a confirmed batch of n rows.
func batchOf(tx chat.Tx, reseller int64, n int, at time.Time) (order.BatchID, error) {
	b, err := tx.PutBatch(order.Batch{Reseller: reseller, State: order.BatchRunning, Rows: n, Wanted: n, Confirmed: at, Fingerprint: "rows"})
	for i := range n {
		err = errors.Join(err, tx.PutBatchRow(b.ID, order.BatchRow{Index: i, Line: i + 1, Recharge: rowTo(i)}))
	}
	return b.ID, err
}

func rowTo(i int) order.Recharge {
	return order.Recharge{Number: order.Number(fmt.Sprintf("017%08d", i)), Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(50)}
}

// stepBatch does the next piece of a batch on the terms of somebody on the owner's money.
func stepBatch(tx chat.Tx, id order.BatchID, at time.Time) (order.Batch, error) {
	by := order.BatchPlacing{Bounds: func(order.Recharge) (order.RowOut, error) { return "", nil }}
	unit := unitOf(tx)
	return order.StepBatch(unit, id, by, order.RowsInPiece, at)
}

// A batch of a thousand rows is placed piece by piece. Wherever the bot is killed, before
// a piece is committed or after, it goes on where it was, and no row is placed twice.
func TestBatchGoesOnAfterACrash(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, dhaka)
	s := must(Open(path, Options{Location: dhaka, noSync: true}))
	var id order.BatchID
	if err := s.Update(func(tx chat.Tx) (err error) { id, err = batchOf(tx, 7, order.MostRows, at); return err }); err != nil {
		t.Fatal(err)
	}
	killed := errors.New("killed")
	random := rand.New(rand.NewPCG(1, 2))
	for pieces := 0; ; pieces++ {
		at = at.Add(time.Second)
		before := random.IntN(3) == 0 // the piece is done, and never committed
		works := true
		err := s.Update(func(tx chat.Tx) error {
			b, err := stepBatch(tx, id, at)
			if works = b.Works(); err == nil && before {
				err = killed
			}
			return err
		})
		if err != nil && !errors.Is(err, killed) {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = must(Open(path, Options{Location: dhaka, noSync: true}))
		if !works && !before {
			break
		}
		if pieces > 100 {
			t.Fatal("it does not end")
		}
	}
	defer s.Close()
	if err := s.view(func(tx *tx) error {
		rows, err := tx.BatchRows(id, 0, order.MostRows)
		if err != nil {
			return err
		}
		orders := map[order.ID]bool{}
		for i, r := range rows {
			o, ok, err := tx.Order(r.Order)
			if err != nil {
				return err
			}
			if !ok || o.Recharge != rowTo(i) || o.Batch != id || orders[o.ID] {
				t.Fatalf("row %d has order %q: %+v", i, r.Order, o)
			}
			orders[o.ID] = true
		}
		open, err := tx.OpenCount()
		if len(rows) != order.MostRows || open != order.MostRows {
			t.Errorf("%d rows, %d orders", len(rows), open)
		}
		b, _, err2 := tx.Batch(id)
		if b.Counts != (order.BatchCounts{Placed: order.MostRows}) || b.Works() || b.Next != b.Rows {
			t.Errorf("the batch is %+v", b)
		}
		return errors.Join(err, err2)
	}); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(path); err != nil {
		t.Error(err)
	}
}

// Stopping fails what is unsent, in pieces, as never sent; what was sent is followed.
func TestBatchStops(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, dhaka)
	s := must(Open(path, Options{Location: dhaka, noSync: true}))
	var id order.BatchID
	update := func(fn func(tx chat.Tx) error) {
		t.Helper()
		if err := s.Update(fn); err != nil {
			t.Fatal(err)
		}
	}
	update(func(tx chat.Tx) (err error) { id, err = batchOf(tx, 7, 250, at); return err })
	update(func(tx chat.Tx) error { _, err := stepBatch(tx, id, at); return err })
	update(func(tx chat.Tx) error { _, err := stepBatch(tx, id, at); return err })
	var sent order.ID
	update(func(tx chat.Tx) error {
		due, err := tx.Due(order.ToSendBatch, at, false, 1)
		if err != nil {
			return err
		}
		sent = due[0]
		o, _, err := tx.Order(sent)
		o.State, o.Sent = order.Unclear, at
		return errors.Join(err, tx.PutOrder(o))
	})
	update(func(tx chat.Tx) error {
		b, _, err := tx.Batch(id)
		b.Stop(at)
		_, err2 := tx.PutBatch(b)
		return errors.Join(err, err2)
	})
	for works := true; works; {
		update(func(tx chat.Tx) error { b, err := stepBatch(tx, id, at); works = b.Works(); return err })
	}
	update(func(tx chat.Tx) error {
		b, _, err := tx.Batch(id)
		if b.Counts != (order.BatchCounts{Unclear: 1, Failed: 199}) || b.Unplaced != 50 || b.NotSent() != 249 || b.Failed() != 0 || b.State != order.BatchStopped || !b.Settles() {
			t.Errorf("the batch is %+v", b)
		}
		o, _, err2 := tx.Order(sent)
		unit := unitOf(tx)
		return errors.Join(err, err2, order.Settle(unit, &o, order.Done, order.CauseNone, at))
	})
	update(func(tx chat.Tx) error {
		b, _, err := tx.Batch(id)
		if b.State != order.BatchEnded || b.Counts.Done != 1 {
			t.Errorf("in the end it is %+v", b)
		}
		return err
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(path); err != nil {
		t.Error(err)
	}
}

// A restored backup places no more rows: those that were placed since it was made are not
// known to it.
func TestRestoredBatchStops(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, dhaka)
	s, path, id := restoredList(t, at, func(tx chat.Tx, id order.BatchID) error {
		if _, err := stepBatch(tx, id, at); err != nil {
			return err
		}
		_, err := tx.PutBatch(order.Batch{Reseller: 7, State: order.BatchPreview, Rows: 2})
		return err
	})
	if err := s.Update(func(tx chat.Tx) error {
		b, err := stepBatch(tx, id, at.Add(time.Hour))
		if err != nil {
			return err
		}
		if b.State != order.BatchStopped || b.Counts != (order.BatchCounts{Unclear: order.RowsInPiece}) || b.Unknown != 150 || b.Unplaced != 0 || b.Unsent() != 0 || b.NotSent() != 0 {
			t.Errorf("the batch is %+v", b)
		}
		all, err := tx.BatchesOf(7, 0, 10)
		if len(all) != 1 {
			t.Errorf("batches: %+v", all)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(path); err != nil {
		t.Error(err)
	}
}

// What is kept of lists beside each other is compared: the lists with those of their reseller,
// their counts with the orders, and each row with its place and its order.
func TestDamagedBatchIsFound(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, dhaka)
	whole := filepath.Join(t.TempDir(), "bot.db")
	s := must(Open(whole, Options{Location: dhaka, noSync: true}))
	var id order.BatchID
	var last order.BatchRow
	if err := errors.Join(s.Update(func(tx chat.Tx) (err error) {
		if id, err = batchOf(tx, 7, 2, at); err != nil {
			return err
		}
		b, err := stepBatch(tx, id, at)
		if b.Counts.Placed != 2 {
			t.Errorf("the counts are %+v", b.Counts)
		}
		if kept, err := tx.PutBatch(order.Batch{ID: id, Reseller: b.Reseller, State: b.State}); kept.Counts != b.Counts || err != nil {
			t.Errorf("written, its counts are %+v, %v", kept.Counts, err) // which are not what it was given
		}
		last = must(tx.BatchRows(id, 1, 1))[0]
		return err
	}), s.Close(), Check(whole)); err != nil {
		t.Fatal(err)
	}
	data := must(os.ReadFile(whole))
	seq := seqKey(uint64(id))
	gone := recordBatchRow(&last)
	gone.Order = "6385f4f65e16e"
	for name, test := range map[string]struct {
		do   func(tx *tx) error
		want string
	}{
		"a row in another place": {func(tx *tx) error { return tx.save(bBatchRows, batchRowKey(id, 2), recordBatchRow(&last)) }, "row 1 of a batch has the key"},
		"a row with a longer key": {func(tx *tx) error {
			return tx.save(bBatchRows, append(batchRowKey(id, 1), 0), recordBatchRow(&last))
		}, "row 1 of a batch has the key"},
		"a row's order is not there": {func(tx *tx) error { return tx.save(bBatchRows, batchRowKey(id, 1), gone) },
			"row 1 of batch 1 names order 6385f4f65e16e, which is not there"},
		"a list is missing among its reseller's": {func(tx *tx) error {
			return errors.Join(tx.drop(bBatchesOf, chatSeqKey(7, uint64(id))), tx.put(bBatchesOf, chatSeqKey(8, uint64(id)), none))
		}, "batch 1 has another key, or is missing"},
		"a list under another key": {func(tx *tx) error {
			return errors.Join(tx.put(bBatches, seqKey(9), tx.bucket(bBatches).Get(seq)), tx.drop(bBatches, seq))
		}, "batch 1 has another key, or is missing"},
		"one too many among its reseller's": {func(tx *tx) error { return tx.put(bBatchesOf, chatSeqKey(7, 9), none) }, "has 2 entries instead of 1"},
		"other counts":                      {func(tx *tx) error { return tx.save(bBatchCounts, seq, batchCountsRecord{Placed: 1}) }, "the counts of batch 1 are"},
		"counts of no list":                 {func(tx *tx) error { return tx.save(bBatchCounts, seqKey(9), batchCountsRecord{Placed: 1}) }, "the counts of batch 9 are"},
		"no counts":                         {func(tx *tx) error { return tx.drop(bBatchCounts, seq) }, "batch 1 has orders and no counts"},
	} {
		path := filepath.Join(t.TempDir(), "bot.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s := must(Open(path, Options{Location: dhaka, noSync: true}))
		err := errors.Join(s.update(func(tx *tx) error { return errors.Join(tx.change(), test.do(tx)) }), s.Close())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := Check(path); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the check says %v", name, err)
		}
	}
}
