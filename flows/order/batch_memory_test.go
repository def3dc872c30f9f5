package order

import (
	"slices"
	"time"
)

// batches are the batches of a disk in memory.
type batches struct {
	heads map[BatchID]Batch
	rows  map[BatchID][]BatchRow
}

func (tx *memory) Batch(id BatchID) (Batch, bool, error) {
	b, ok := tx.disk.batches.heads[id]
	b.Counts = BatchCounts{}
	for _, o := range tx.disk.orders {
		if ok && o.Batch == id {
			*b.Counts.Of(o.State)++
		}
	}
	return b, ok, nil
}

func (tx *memory) PutBatch(b Batch) (Batch, error) {
	if b.ID == 0 {
		b.ID = BatchID(len(tx.disk.batches.heads) + 1)
	}
	was, known := tx.disk.batches.heads[b.ID]
	err := tx.change(func() { tx.disk.batches.heads[b.ID] = b }, func() {
		delete(tx.disk.batches.heads, b.ID)
		if known {
			tx.disk.batches.heads[b.ID] = was
		}
	})
	if err != nil {
		return b, err
	}
	b, _, err = tx.Batch(b.ID)
	return b, err
}

func (tx *memory) BatchRows(id BatchID, from, limit int) ([]BatchRow, error) {
	rows := tx.disk.batches.rows[id]
	from = min(from, len(rows))
	return slices.Clone(rows[from:min(len(rows), from+limit)]), nil
}

func (tx *memory) PutBatchRow(id BatchID, r BatchRow) error {
	was := tx.disk.batches.rows[id]
	rows := slices.Clone(was)
	if r.Index == len(rows) {
		rows = append(rows, r)
	}
	rows[r.Index] = r
	return tx.change(func() { tx.disk.batches.rows[id] = rows }, func() { tx.disk.batches.rows[id] = was })
}

func (v voice) Batch(b Batch, news BatchNews, now time.Time) error {
	return v.say(said{what: []string{"batch moves", "batch pauses", "batch ends"}[news], at: now})
}
