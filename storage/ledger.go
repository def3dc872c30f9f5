package storage

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// The ledger: entries in the order of time, by member, and by what they are for, and
// the sums beside them. All of it is in one bucket, so that an entry costs few pages.
var (
	// The first byte of a key says what it is of, and then:
	//
	//	d  day: the sums of that day's entries, see writeSums; those of the last day are with the sums
	//	e  seq: entryRecord; never changed or deleted
	//	r  kind, 0 byte, reference: seq; those of orders are beside the order, see orderReference
	//	s  chat (member) time seq: a row: kind of the entry (1 byte), then 8 bytes each for wallet,
	//	   held, in and out after it, since when the member owes (nanoseconds since 1970, 0 for
	//	   never) and the number of their entries, then the hash (32 bytes) over the entry's
	//	   record and the hash of the member's entry before. A member's last row is what they have.
	bLedger = newGrowing("ledger")

	keySums  = []byte("sums")  // in meta: see writeDated
	keyAudit = []byte("audit") // in meta: markRecord
)

const (
	ofDays       = 'd'
	ofEntries    = 'e'
	ofReferences = 'r'
	ofStatements = 's'
)

var ledgerSubject = subject{
	steps:    steps{5: func(b *file.Tx) error { return b.MakeBuckets("ledger") }},
	check:    checkLedger,
	restored: noteGap,
}

type entryRecord struct {
	Seq       uint64        `json:"seq"`
	At        int64         `json:"at"` // nanoseconds since 1970
	Kind      string        `json:"kind"`
	Reference string        `json:"ref"`
	Lines     []lineRecord  `json:"lines"`
	Face      int64         `json:"face,omitzero"`   // paisa
	Credit    int64         `json:"credit,omitzero"` // paisa
	Actor     int64         `json:"actor,omitzero"`
	Reason    string        `json:"reason,omitzero"`
	After     []afterRecord `json:"after"`

	// Since schema 7.
	Clock int64 `json:"clock,omitzero"` // nanoseconds since 1970
}

type lineRecord struct {
	Member int64  `json:"m,omitzero"`
	Name   string `json:"a"`
	Amount int64  `json:"p"` // paisa
}

type afterRecord struct {
	Member int64 `json:"m"`
	Wallet int64 `json:"w"` // paisa
	Held   int64 `json:"h"` // paisa
}

func recordEntry(e *account.Entry) *entryRecord {
	r := &entryRecord{Seq: e.Seq, At: e.At.UnixNano(), Kind: string(e.Kind), Reference: e.Reference, Face: int64(e.Face),
		Credit: int64(e.Credit), Actor: e.Actor, Reason: e.Reason}
	if !e.Clock.IsZero() {
		r.Clock = e.Clock.UnixNano()
	}
	for _, l := range e.Lines {
		r.Lines = append(r.Lines, lineRecord{l.Member, string(l.Name), int64(l.Amount)})
	}
	for _, a := range e.After {
		r.After = append(r.After, afterRecord{a.Member, int64(a.Wallet), int64(a.Held)})
	}
	return r
}

func (r *entryRecord) value() account.Entry {
	e := account.Entry{Seq: r.Seq, At: time.Unix(0, r.At).UTC(), Kind: account.Kind(r.Kind), Reference: r.Reference, Face: money.Taka(r.Face),
		Credit: money.Taka(r.Credit), Actor: r.Actor, Reason: r.Reason}
	if r.Clock != 0 {
		e.Clock = time.Unix(0, r.Clock).UTC()
	}
	for _, l := range r.Lines {
		e.Lines = append(e.Lines, account.Line{Member: l.Member, Name: account.Name(l.Name), Amount: money.Taka(l.Amount)})
	}
	for _, a := range r.After {
		e.After = append(e.After, account.After{Member: a.Member, Wallet: money.Taka(a.Wallet), Held: money.Taka(a.Held)})
	}
	return e
}

// reference is where the number of the entry with a kind and reference is kept.
func reference(k account.Kind, reference string) (bucket, []byte) {
	if n, key := orderReference(k, reference); key != nil {
		return n, key
	}
	return bLedger, append(append(append([]byte{ofReferences}, k...), 0), reference...)
}

// orderReference is where an entry of an order is listed: among the orders, with the
// order's id, the kind (1 byte) and the turn if there is one. An order and its entries are
// written together, so that this takes no page of its own. nil for other references.
func orderReference(k account.Kind, reference string) (bucket, []byte) {
	id, turn, further := strings.Cut(reference, "#")
	kind := kindByte(k)
	if !k.OfOrder() || kind == 0 || !order.ID(id).Valid() || further && turn == "" {
		return 0, nil
	}
	return bOrders, append(append(append(make([]byte, 0, 24), id...), kind), turn...)
}

func entryKey(seq uint64) []byte { return appendSeq(append(make([]byte, 0, 9), ofEntries), seq) }

// entries goes through the entries after a number as long as each wants.
func (t *tx) entries(after uint64, each func(seq uint64, record []byte) bool) {
	c := t.cursor(bLedger)
	for k, v := c.Seek(entryKey(after + 1)); len(k) == 9 && k[0] == ofEntries; k, v = c.Next() {
		if !each(seqOf(k), v) {
			return
		}
	}
}

// Append writes an entry with all that derives from it.
func (t *tx) Append(p account.Posting, sums account.Sums, day string) (account.Entry, error) {
	return t.append(p.Entry(), p.Balances(), sums, day)
}

func (t *tx) append(e account.Entry, after []account.Balance, sums account.Sums, day string) (account.Entry, error) {
	if err := t.change(); err != nil {
		return e, err
	}
	listed, key := reference(e.Kind, e.Reference)
	if t.bucket(listed).Get(key) != nil {
		return e, account.ErrBooked
	}
	seq, err := t.bucket(bLedger).NextSequence()
	if err != nil {
		return e, fmt.Errorf("saving an entry: %w", err)
	}
	e.Seq = seq
	record, err := json.Marshal(recordEntry(&e))
	if err != nil {
		return e, fmt.Errorf("saving an entry: %w", err)
	}
	if err := t.put(bLedger, entryKey(seq), record); err != nil {
		return e, err
	}
	if err := t.putCount(listed, key, seq); err != nil {
		return e, err
	}
	for _, b := range after {
		if err := t.putBalance(b, e, record); err != nil {
			return e, err
		}
	}
	return e, t.putSums(e, sums, day)
}

// Entry gives one by its number.
func (t *tx) Entry(seq uint64) (account.Entry, bool, error) {
	e, ok, err := read[entryRecord, account.Entry](t, bLedger, entryKey(seq))
	if err != nil {
		err = &account.Unreadable{What: fmt.Sprintf("entry %d: it cannot be read", seq), Cause: err}
	}
	return e, ok, err
}

// named gives an entry that something else names.
func (t *tx) named(seq uint64) (account.Entry, error) {
	e, ok, err := t.Entry(seq)
	if err == nil && !ok {
		err = &account.Unreadable{What: fmt.Sprintf("entry %d: it is missing", seq), Cause: ErrDamaged}
	}
	return e, err
}

// bookedAs is the number of the entry with a kind and reference; 0 for none.
func (t *tx) bookedAs(k account.Kind, of string) uint64 { return t.count(reference(k, of)) }

// Booked gives the entry with a kind and reference.
func (t *tx) Booked(k account.Kind, reference string) (account.Entry, bool, error) {
	seq := t.bookedAs(k, reference)
	if seq == 0 {
		return account.Entry{}, false, nil
	}
	e, err := t.named(seq)
	return e, err == nil, err
}

// seqOf is the number of the entry that a key ends with.
func seqOf(key []byte) uint64 { return binary.BigEndian.Uint64(key[len(key)-8:]) }

// checkLedger looks whether the parts of the ledger name each other. Whether the money
// is right is for the audit.
func checkLedger(t *tx, f *findings) {
	entries, references, rows := 0, t.references(), 0
	named := 0 // rows that entries name
	c := t.cursor(bLedger)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		_, isRow := rowOf(k)
		switch {
		case len(k) == 5 && k[0] == ofDays:
			if _, err := readSums(v); err != nil {
				f.Add("day %d: %v", dayAt(k), err)
			}
		case len(k) == 9 && k[0] == ofEntries:
			entries++
			named += t.checkEntry(k, v, f)
		case k[0] == ofReferences:
			references++
		case isRow:
			rows++
		default:
			f.Add("%s has the key %x", bLedger, k)
		}
	}
	if references != entries {
		f.Add("%d entries have a reference, %d are listed", entries, references)
	}
	if rows != named {
		f.Add("statements have %d rows instead of %d", rows, named)
	}
	if _, err := t.sums(); err != nil {
		f.Add("%v", err)
	}
}

// checkEntry checks one entry and gives how many rows it has.
func (t *tx) checkEntry(key, record []byte, f *findings) int {
	e, err := decode[entryRecord, account.Entry](bLedger, record)
	if err != nil {
		f.Add("entry %d: %v", seqOf(key), err)
		return 0
	}
	if e.Seq != seqOf(key) || t.bookedAs(e.Kind, e.Reference) != e.Seq {
		f.Add("entry %d is not as listed", seqOf(key))
	}
	for _, m := range e.After {
		if t.bucket(bLedger).Get(statementKey(m.Member, e.At, e.Seq)) == nil {
			f.Add("entry %d is missing in the statement of %d", e.Seq, m.Member)
		}
	}
	return len(e.After)
}

// references counts the references among the orders.
func (t *tx) references() (n int) {
	c := t.cursor(bOrders)
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		if len(k) != idLength {
			n++
		}
	}
	return n
}
