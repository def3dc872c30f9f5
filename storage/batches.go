package storage

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// Batches, their rows, and how many of their orders are in which state, which PutOrder
// keeps in step with the orders.
var (
	bBatches     = newBucket("batches")      // seq: batchRecord
	bBatchRows   = newBucket("batch rows")   // seq (batch) index (4 bytes): batchRowRecord
	bBatchCounts = newBucket("batch counts") // seq (batch): batchCountsRecord
	bBatchesOf   = newBucket("batches of")   // chat (reseller) seq: every batch
	bBatchPrints = newBucket("batch prints") // chat (reseller) print: seq of the last confirmed batch with these rows
)

var batchSubject = subject{
	steps: steps{5: func(b *file.Tx) error {
		return b.MakeBuckets("batches", "batch rows", "batch counts", "batches of", "batch prints")
	}, 7: func(*file.Tx) error { return nil }},
	check:    checkBatches,
	restored: stopBatches,
}

type batchRecord struct {
	ID        uint64    `json:"id"`
	Reseller  int64     `json:"reseller"`
	State     string    `json:"state"`
	Name      string    `json:"name,omitzero"`
	Rev       int       `json:"rev,omitzero"`
	Made      time.Time `json:"made,omitzero"`
	Shown     time.Time `json:"shown,omitzero"`
	Confirmed time.Time `json:"confirmed,omitzero"`
	Paused    time.Time `json:"paused,omitzero"`
	Stopped   time.Time `json:"stopped,omitzero"`
	Ended     time.Time `json:"ended,omitzero"`
	Rows      int       `json:"rows"`
	Wanted    int       `json:"wanted,omitzero"`
	Amount    int64     `json:"amount,omitzero"` // paisa
	Price     int64     `json:"price,omitzero"`  // paisa
	Print     string    `json:"print,omitzero"`
	Twice     bool      `json:"twice,omitzero"`
	Earlier   bool      `json:"earlier,omitzero"`
	Packs     bool      `json:"packs,omitzero"`
	Again     bool      `json:"again,omitzero"`
	Next      int       `json:"next,omitzero"`
	Swept     int       `json:"swept,omitzero"`
	Passed    int       `json:"passed,omitzero"`
	Words     string    `json:"words,omitzero"`
	Streak    int       `json:"streak,omitzero"`
	Told      bool      `json:"told,omitzero"`
	Late      bool      `json:"late,omitzero"`

	// Since schema 7.
	Never   int `json:"never,omitzero"`
	Unknown int `json:"unknown,omitzero"`
}

func recordBatch(b *order.Batch) *batchRecord {
	return &batchRecord{
		ID: uint64(b.ID), Reseller: b.Reseller, State: string(b.State), Name: b.Name, Rev: b.Rev,
		Made: b.Made, Shown: b.Shown, Confirmed: b.Confirmed, Paused: b.Paused, Stopped: b.Stopped, Ended: b.Ended,
		Rows: b.Rows, Wanted: b.Wanted, Amount: int64(b.Amount), Price: int64(b.Price), Print: b.Fingerprint,
		Twice: b.Twice, Earlier: b.Earlier, Packs: b.Packs, Again: b.Again, Next: b.Next, Swept: b.Swept, Passed: b.Unplaced, Never: b.NeverSent, Unknown: b.Unknown,
		Words: b.Words, Streak: b.Streak, Told: b.Told, Late: b.Late,
	}
}

func (r *batchRecord) value() order.Batch {
	return order.Batch{
		ID: order.BatchID(r.ID), Reseller: r.Reseller, State: order.BatchState(r.State), Name: r.Name, Rev: r.Rev,
		Made: r.Made, Shown: r.Shown, Confirmed: r.Confirmed, Paused: r.Paused, Stopped: r.Stopped, Ended: r.Ended,
		Rows: r.Rows, Wanted: r.Wanted, Amount: money.Taka(r.Amount), Price: money.Taka(r.Price), Fingerprint: r.Print,
		Twice: r.Twice, Earlier: r.Earlier, Packs: r.Packs, Again: r.Again, Next: r.Next, Swept: r.Swept, Unplaced: r.Passed, NeverSent: r.Never, Unknown: r.Unknown,
		Words: r.Words, Streak: r.Streak, Told: r.Told, Late: r.Late,
	}
}

type batchRowRecord struct {
	Index      int    `json:"index"`
	Line       int    `json:"line"`
	Written    string `json:"written,omitzero"`
	Number     string `json:"number,omitzero"`
	Operator   string `json:"operator,omitzero"`
	Connection int    `json:"connection,omitzero"`
	Amount     int64  `json:"amount,omitzero"` // paisa
	Note       string `json:"note,omitzero"`
	Price      int64  `json:"price,omitzero"` // paisa
	Out        string `json:"out,omitzero"`
	Known      uint32 `json:"known,omitzero"` // order.Known; before schema 7 how many there were
	Pack       bool   `json:"pack,omitzero"`
	Passed     bool   `json:"passed,omitzero"`
	Order      string `json:"order,omitzero"`
}

func recordBatchRow(r *order.BatchRow) *batchRowRecord {
	return &batchRowRecord{
		Index: r.Index, Line: r.Line, Written: r.Written, Number: string(r.Number), Operator: string(r.Operator),
		Connection: int(r.Connection), Amount: int64(r.Amount), Note: r.Note, Price: int64(r.Price),
		Out: string(r.Out), Known: uint32(r.Known), Pack: r.Pack, Passed: r.Unplaced, Order: string(r.Order),
	}
}

func (r *batchRowRecord) value() order.BatchRow {
	return order.BatchRow{
		Index: r.Index, Line: r.Line, Written: r.Written, Note: r.Note, Price: money.Taka(r.Price),
		Recharge: order.Recharge{Number: order.Number(r.Number), Operator: order.Operator(r.Operator), Connection: order.Connection(r.Connection), Amount: money.Taka(r.Amount)},
		Out:      order.RowOut(r.Out), Known: order.Known(r.Known), Pack: r.Pack, Unplaced: r.Passed, Order: order.ID(r.Order),
	}
}

type batchCountsRecord struct {
	Placed   int `json:"placed,omitzero"`
	Sending  int `json:"sending,omitzero"`
	Accepted int `json:"accepted,omitzero"`
	Unclear  int `json:"unclear,omitzero"`
	Done     int `json:"done,omitzero"`
	Failed   int `json:"failed,omitzero"`
}

func batchRowKey(id order.BatchID, index int) []byte {
	return binary.BigEndian.AppendUint32(seqKey(uint64(id)), uint32(index))
}

// Batch gives a batch with its counts.
func (t *tx) Batch(id order.BatchID) (order.Batch, bool, error) {
	b, ok, err := read[batchRecord, order.Batch](t, bBatches, seqKey(uint64(id)))
	if err != nil || !ok {
		return b, ok, err
	}
	b.Counts, err = t.batchCounts(id)
	return b, true, err
}

func (t *tx) batchCounts(id order.BatchID) (order.BatchCounts, error) {
	var c batchCountsRecord
	if data := t.bucket(bBatchCounts).Get(seqKey(uint64(id))); data != nil {
		if err := json.Unmarshal(data, &c); err != nil {
			return order.BatchCounts{}, fmt.Errorf("reading from %s: %w (%w)", bBatchCounts, ErrDamaged, err)
		}
	}
	return order.BatchCounts(c), nil
}

// PutBatch writes a batch but for its counts.
func (t *tx) PutBatch(b order.Batch) (order.Batch, error) {
	if err := t.change(); err != nil {
		return b, err
	}
	if b.Reseller == 0 || b.State == "" {
		return b, fmt.Errorf("saving batch %d: it has no reseller or no state", b.ID)
	}
	if b.ID == 0 {
		seq, err := t.bucket(bBatches).NextSequence()
		if err != nil {
			return b, fmt.Errorf("saving a batch: %w", err)
		}
		b.ID = order.BatchID(seq)
		if err := t.put(bBatchesOf, chatSeqKey(b.Reseller, seq), none); err != nil {
			return b, err
		}
	}
	if b.Fingerprint != "" && !b.Confirmed.IsZero() {
		if err := t.put(bBatchPrints, append(chatKey(b.Reseller), b.Fingerprint...), seqKey(uint64(b.ID))); err != nil {
			return b, err
		}
	}
	if err := t.save(bBatches, seqKey(uint64(b.ID)), recordBatch(&b)); err != nil {
		return b, err
	}
	var err error
	b.Counts, err = t.batchCounts(b.ID)
	return b, err
}

// countBatch keeps a batch's counts in step with an order that is written; was is nil for
// a new one.
func (t *tx) countBatch(was, o *order.Order) error {
	if o.Batch == 0 || was != nil && was.State == o.State {
		return nil
	}
	c, err := t.batchCounts(o.Batch)
	if err != nil {
		return err
	}
	if was != nil {
		*c.Of(was.State)--
	}
	*c.Of(o.State)++
	return t.save(bBatchCounts, seqKey(uint64(o.Batch)), batchCountsRecord(c))
}

// BatchRows gives rows of a batch in their order, from an index on.
func (t *tx) BatchRows(id order.BatchID, from, limit int) (rows []order.BatchRow, err error) {
	prefix, c := seqKey(uint64(id)), t.cursor(bBatchRows)
	for k, v := c.Seek(batchRowKey(id, from)); bytes.HasPrefix(k, prefix) && len(rows) < limit; k, v = c.Next() {
		r, err := decode[batchRowRecord, order.BatchRow](bBatchRows, v)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// PutBatchRow writes a row in its place.
func (t *tx) PutBatchRow(id order.BatchID, r order.BatchRow) error {
	if err := t.change(); err != nil {
		return err
	}
	if id == 0 || r.Index < 0 || r.Index >= math.MaxInt32 {
		return fmt.Errorf("saving a row of batch %d: index %d", id, r.Index)
	}
	return t.save(bBatchRows, batchRowKey(id, r.Index), recordBatchRow(&r))
}

// BatchesOf gives a reseller's batches, newest first: those before the given one (all
// where it is 0), at most limit.
func (t *tx) BatchesOf(reseller int64, before order.BatchID, limit int) (all []order.Batch, err error) {
	if before == 0 {
		before = math.MaxUint64
	}
	prefix, c := chatKey(reseller), t.cursor(bBatchesOf)
	for k, _ := lastBefore(c, chatSeqKey(reseller, uint64(before))); bytes.HasPrefix(k, prefix) && len(all) < limit; k, _ = c.Prev() {
		b, ok, err := t.Batch(order.BatchID(binary.BigEndian.Uint64(k[8:])))
		if err != nil || !ok {
			return nil, fmt.Errorf("reading a batch: %w (a list names it; %v)", ErrDamaged, err)
		}
		all = append(all, b)
	}
	return all, nil
}

// SameBatch gives the reseller's last confirmed batch with the same rows.
func (t *tx) SameBatch(reseller int64, fingerprint string) (order.Batch, bool, error) {
	id := t.count(bBatchPrints, append(chatKey(reseller), fingerprint...))
	if id == 0 || fingerprint == "" {
		return order.Batch{}, false, nil
	}
	return t.Batch(order.BatchID(id))
}

// DropBatch forgets a batch of which nothing was placed, with its rows.
func (t *tx) DropBatch(id order.BatchID) error {
	if err := t.change(); err != nil {
		return err
	}
	b, ok, err := t.Batch(id)
	if err != nil || !ok {
		return err
	}
	if b.State != order.BatchPreview || b.Counts.All() > 0 {
		return fmt.Errorf("batch %d is kept: it was confirmed", id)
	}
	var keys [][]byte
	prefix, c := seqKey(uint64(id)), t.cursor(bBatchRows)
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	for _, k := range keys {
		if err := t.drop(bBatchRows, k); err != nil {
			return err
		}
	}
	if err := t.drop(bBatchesOf, chatSeqKey(b.Reseller, uint64(id))); err != nil {
		return err
	}
	return t.drop(bBatches, seqKey(uint64(id)))
}

// stopBatches places nothing more of the batches of a backup: what was placed after it
// was made is not known. Their orders are unclear by now, as all that were open, and the
// rows that were to be placed are marked as those of which nobody knows. A batch begun
// from now on has a number that none had before, so that no button of before names it.
func stopBatches(t *tx, r *restoring) error {
	if err := t.jump(bBatches, r); err != nil {
		return err
	}
	var all []order.Batch
	c := t.cursor(bBatches)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		b, err := decode[batchRecord, order.Batch](bBatches, v)
		if err != nil {
			return err
		}
		all = append(all, b)
	}
	for _, b := range all {
		if b.State == order.BatchPreview {
			if err := t.DropBatch(b.ID); err != nil {
				return err
			}
		}
		if !b.Runs() {
			continue
		}
		b, _, err := t.Batch(b.ID)
		if err != nil {
			return err
		}
		if err := t.unknownRows(&b); err != nil {
			return err
		}
		b.Stop(r.now)
		if _, err := t.PutBatch(b); err != nil {
			return err
		}
		// Its reseller is told at once how it stands, or that it has ended.
		if err := t.PutTimer(account.Timer{At: r.now, Kind: account.TimerBatch, Of: int64(b.ID)}); err != nil {
			return err
		}
	}
	return nil
}

// unknownRows marks the rows of a batch that were still to be placed.
func (t *tx) unknownRows(b *order.Batch) error {
	rows, err := t.BatchRows(b.ID, b.Next, order.MostRows)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.Out != "" || row.Order != "" {
			continue
		}
		b.Unknown++
		row.Out = order.OutRestored
		if err := t.PutBatchRow(b.ID, row); err != nil {
			return err
		}
	}
	return nil
}

// checkBatches compares what derives from batches and their orders with them.
func checkBatches(t *tx, f *findings) {
	counts, of := map[order.BatchID]*order.BatchCounts{}, 0
	each[orderRecord](f, t, bOrders, func(_ []byte, o *booked) {
		if o.Batch == 0 {
			return
		}
		if counts[o.Batch] == nil {
			counts[o.Batch] = &order.BatchCounts{}
		}
		*counts[o.Batch].Of(o.State)++
	})
	each[batchRecord](f, t, bBatches, func(k []byte, b *order.Batch) {
		of++
		if !bytes.Equal(k, seqKey(uint64(b.ID))) || t.bucket(bBatchesOf).Get(chatSeqKey(b.Reseller, uint64(b.ID))) == nil {
			f.Add("batch %d has another key, or is missing in %s", b.ID, bBatchesOf)
		}
	})
	if n := t.size(bBatchesOf); n != of {
		f.Add("%s has %d entries instead of %d", bBatchesOf, n, of)
	}
	c := t.cursor(bBatchCounts)
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		id := order.BatchID(binary.BigEndian.Uint64(k))
		kept, err := t.batchCounts(id)
		if want := counts[id]; err != nil || want == nil || kept != *want {
			f.Add("the counts of batch %d are %+v (%v)", id, kept, err)
		}
		delete(counts, id)
	}
	for id := range counts {
		f.Add("batch %d has orders and no counts", id)
	}
	each[batchRowRecord](f, t, bBatchRows, func(k []byte, r *order.BatchRow) {
		if len(k) != 12 || binary.BigEndian.Uint32(k[8:]) != uint32(r.Index) {
			f.Add("row %d of a batch has the key %x", r.Index, k)
		}
		if r.Order != "" && t.bucket(bOrders).Get([]byte(r.Order)) == nil {
			f.Add("row %d of batch %d names order %s, which is not there", r.Index, binary.BigEndian.Uint64(k), r.Order)
		}
	})
}
