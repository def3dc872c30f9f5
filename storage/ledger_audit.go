package storage

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"time"

	"rechargebot/flows/account"
)

type markRecord struct {
	Seq   uint64    `json:"seq"`
	At    time.Time `json:"at,omitzero"`
	Break string    `json:"break,omitzero"`
	Gap   string    `json:"gap,omitzero"`
}

func (r *markRecord) value() account.Mark {
	return account.Mark{Seq: r.Seq, At: r.At, Break: r.Break, Gap: r.Gap}
}

// Latest gives the last entry of each member after one.
func (t *tx) Latest(after int64, limit int) (all []account.Latest, err error) {
	err = t.lastRows(after, limit, func(member int64, key, _ []byte) error {
		seq := seqOf(key)
		a := account.Audited{Entry: account.Entry{Seq: seq}, Wrong: "it is missing"}
		if record := t.bucket(bLedger).Get(entryKey(seq)); record != nil {
			a = t.auditedEntry(seq, record)
		}
		all = append(all, account.Latest{Member: member, Entry: a})
		return nil
	})
	return all, err
}

// Entries gives the entries after a number with what an audit compares. Where the last
// ones are missing, one stands for them that says so.
func (t *tx) Entries(after uint64, limit int) (all []account.Audited, err error) {
	last := after
	t.entries(after, func(seq uint64, record []byte) bool {
		if len(all) == limit {
			return false
		}
		last = seq
		all = append(all, t.auditedEntry(seq, record))
		return true
	})
	if last < t.bucket(bLedger).Sequence() && len(all) < limit {
		all = append(all, account.Audited{Entry: account.Entry{Seq: last + 1}, Wrong: "it is missing"})
	}
	return all, nil
}

// auditedEntry reads an entry with the rows of its members.
func (t *tx) auditedEntry(seq uint64, record []byte) account.Audited {
	e, err := decode[entryRecord, account.Entry](bLedger, record)
	a := account.Audited{Entry: e}
	if err == nil && e.Seq != seq {
		err = fmt.Errorf("it says that it is entry %d", e.Seq)
	}
	if a.Seq = seq; err != nil {
		a.Wrong = fmt.Sprintf("it cannot be read: %v", err)
		return a
	}
	if t.bookedAs(e.Kind, e.Reference) != seq {
		a.Wrong = "it is not listed by what it is for"
		return a
	}
	for _, m := range e.After {
		r, ok, err := t.audited(m.Member, e, record)
		if err != nil {
			a.Wrong = fmt.Sprintf("its row in the statement of %d cannot be read", m.Member)
			return a
		}
		if ok {
			a.Rows = append(a.Rows, r)
		}
	}
	return a
}

func (t *tx) audited(member int64, e account.Entry, record []byte) (account.AuditedRow, bool, error) {
	a := account.AuditedRow{Member: member, Before: account.Balance{Member: member}}
	key := statementKey(member, e.At, e.Seq)
	c := t.cursor(bLedger)
	k, v := c.Seek(key)
	if !bytes.Equal(k, key) {
		return a, false, nil
	}
	r, err := readRow(member, v)
	if err != nil {
		return a, false, err
	}
	if r.kind != e.Kind {
		return a, false, nil
	}
	a.Kept, a.Hash = r.balance, hex.EncodeToString(r.hash)
	var hash []byte
	k, v = c.Prev()
	if of, ok := rowOf(k); ok && of == member {
		before, err := readRow(member, v)
		if err != nil {
			return a, false, err
		}
		a.Before, hash = before.balance, before.hash
	}
	a.Should = hex.EncodeToString(chain(hash, member, record))
	return a, true, nil
}

// AuditMark is up to where the books were found whole.
func (t *tx) AuditMark() (account.Mark, error) {
	m, _, err := read[markRecord, account.Mark](t, bMeta, keyAudit)
	return m, err
}

// PutAuditMark keeps it.
func (t *tx) PutAuditMark(m account.Mark) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.save(bMeta, keyAudit, &markRecord{Seq: m.Seq, At: m.At, Break: m.Break, Gap: m.Gap})
}

// noteGap notes which entries of the replaced store the backup does not have.
func noteGap(t *tx, r *restoring) error {
	last := t.bucket(bLedger).Sequence()
	if r.replaced.entries <= last {
		return nil
	}
	mark, err := t.AuditMark()
	if err != nil {
		return err
	}
	mark.Gap = fmt.Sprintf("%d-%d", last+1, r.replaced.entries)
	return t.PutAuditMark(mark)
}
