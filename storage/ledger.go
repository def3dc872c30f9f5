package storage

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
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

// statementKinds are the kinds by the byte of a statement's row, which never changes.
var statementKinds = []account.Kind{"", account.Hold, account.Capture, account.Release, account.Refund, account.LateCharge,
	account.LateHold, account.Credit, account.Payout, account.Adjustment, account.Transfer}

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
	for _, l := range r.Lines {
		e.Lines = append(e.Lines, account.Line{Member: l.Member, Name: account.Name(l.Name), Amount: money.Taka(l.Amount)})
	}
	for _, a := range r.After {
		e.After = append(e.After, account.After{Member: a.Member, Wallet: money.Taka(a.Wallet), Held: money.Taka(a.Held)})
	}
	return e
}

// hashed is a balance with the hash of its last entry.
type hashed struct {
	account.Balance
	Hash []byte
}

// dated are the sums, the time of the last entry, and the day of it with its own sums.
// Which day that is the last entry says in the calendar of then.
type dated struct {
	account.Sums
	Last  int64  // nanoseconds since 1970; 0 for none
	Day   uint32 // 20261123
	Today account.Sums
}

// writeDated writes the time of the last entry (8 bytes) and its day (4), the sums of the
// members' wallets, of what they owe and of what is on hold (8 each), the length of the
// owner's accounts (4), these, and those of the day.
func writeDated(d *dated) ([]byte, error) {
	all, err := writeSums(&d.Sums)
	if err != nil {
		return nil, err
	}
	today, err := writeSums(&d.Today)
	if err != nil {
		return nil, err
	}
	value := make([]byte, 0, datedHead+len(all)+len(today))
	value = appendDay(binary.BigEndian.AppendUint64(value, uint64(d.Last)), d.Day)
	for _, n := range [...]money.Taka{d.Wallets, d.Owed, d.Held} {
		value = binary.BigEndian.AppendUint64(value, uint64(n))
	}
	value = binary.BigEndian.AppendUint32(value, uint32(len(all)))
	return append(append(value, all...), today...), nil
}

const datedHead = 8 + 4 + 3*8 + 4

// readDated reads them; none are none.
func readDated(value []byte) (d dated, err error) {
	if value == nil {
		return d, nil
	}
	if len(value) < datedHead {
		return d, fmt.Errorf("reading sums: %w (a record of %d bytes)", ErrDamaged, len(value))
	}
	n := int(binary.BigEndian.Uint32(value[datedHead-4:]))
	accounts := value[datedHead:]
	if n > len(accounts) {
		return d, fmt.Errorf("reading sums: %w (%d bytes of %d)", ErrDamaged, len(accounts), n)
	}
	if d.Sums, err = readSums(accounts[:n]); err != nil {
		return d, err
	}
	d.Last, d.Day = int64(binary.BigEndian.Uint64(value)), binary.BigEndian.Uint32(value[8:])
	for i, sum := range [...]*money.Taka{&d.Wallets, &d.Owed, &d.Held} {
		*sum = money.Taka(binary.BigEndian.Uint64(value[12+8*i:]))
	}
	d.Today, err = readSums(accounts[n:])
	return d, err
}

// writeSums writes the owner's accounts: sales, face, bonus and adjustments as 8 bytes
// each, then each channel's with the length of its name (1 byte) and its name before it,
// in the order of the names.
func writeSums(s *account.Sums) ([]byte, error) {
	value := make([]byte, 0, 4*8+32*len(s.Cash))
	for _, n := range [...]money.Taka{s.Sales, s.Face, s.Bonus, s.Adjustments} {
		value = binary.BigEndian.AppendUint64(value, uint64(n))
	}
	for _, channel := range slices.Sorted(maps.Keys(s.Cash)) {
		if len(channel) > 255 {
			return nil, fmt.Errorf("writing sums: the channel %q", channel)
		}
		value = append(append(value, byte(len(channel))), channel...)
		value = binary.BigEndian.AppendUint64(value, uint64(s.Cash[channel]))
	}
	return value, nil
}

// readSums reads them; none are none.
func readSums(value []byte) (s account.Sums, err error) {
	if value == nil {
		return s, nil
	}
	damaged := fmt.Errorf("reading sums: %w (a record of %d bytes)", ErrDamaged, len(value))
	if len(value) < 4*8 {
		return s, damaged
	}
	for i, n := range [...]*money.Taka{&s.Sales, &s.Face, &s.Bonus, &s.Adjustments} {
		*n = money.Taka(binary.BigEndian.Uint64(value[8*i:]))
	}
	for value = value[4*8:]; len(value) > 0; {
		n := 1 + int(value[0])
		if len(value) < n+8 {
			return s, damaged
		}
		if s.Cash == nil {
			s.Cash = map[string]money.Taka{}
		}
		s.Cash[string(value[1:n])] = money.Taka(binary.BigEndian.Uint64(value[n:]))
		value = value[n+8:]
	}
	return s, nil
}

type markRecord struct {
	Seq   uint64    `json:"seq"`
	At    time.Time `json:"at,omitzero"`
	Break string    `json:"break,omitzero"`
	Gap   string    `json:"gap,omitzero"`
}

func (r *markRecord) value() account.Mark {
	return account.Mark{Seq: r.Seq, At: r.At, Break: r.Break, Gap: r.Gap}
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

// kindByte is a kind as rows and keys have it; 0 for one that there is not.
func kindByte(k account.Kind) byte { return byte(max(0, slices.Index(statementKinds, k))) }

func entryKey(seq uint64) []byte { return appendSeq(append(make([]byte, 0, 9), ofEntries), seq) }

func bookedKey(day uint32) []byte { return appendDay(append(make([]byte, 0, 5), ofDays), day) }

const statementKeyLength = 25

func statementKey(member int64, at time.Time, seq uint64) []byte {
	return appendSeq(appendTime(memberKey(member), at), seq)
}

// memberKey is before all rows of a member.
func memberKey(member int64) []byte {
	return appendChat(append(make([]byte, 0, statementKeyLength), ofStatements), member)
}

// rowOf gives whose row a key is of; false where it is of none.
func rowOf(key []byte) (member int64, ok bool) {
	if len(key) != statementKeyLength || key[0] != ofStatements {
		return 0, false
	}
	return chatOf(key[1:]), true
}

// entries goes through the entries after a number as long as each wants.
func (t *tx) entries(after uint64, each func(seq uint64, record []byte) bool) {
	c := t.cursor(bLedger)
	for k, v := c.Seek(entryKey(after + 1)); len(k) == 9 && k[0] == ofEntries; k, v = c.Next() {
		if !each(seqOf(k), v) {
			return
		}
	}
}

const statementRow = 1 + 6*8 + sha256.Size

// row is a row of a statement.
type row struct {
	kind    account.Kind
	balance account.Balance
	hash    []byte
}

func writeRow(kind account.Kind, b *hashed) ([]byte, error) {
	value := append(make([]byte, 0, statementRow), kindByte(kind))
	if value[0] == 0 {
		return nil, fmt.Errorf("no kind of entry is called %q", kind)
	}
	for _, n := range [...]money.Taka{b.Wallet, b.Held, b.In, b.Out} {
		value = binary.BigEndian.AppendUint64(value, uint64(n))
	}
	since := int64(0)
	if !b.OwesSince.IsZero() {
		since = b.OwesSince.UnixNano()
	}
	value = binary.BigEndian.AppendUint64(value, uint64(since))
	value = binary.BigEndian.AppendUint64(value, b.Entries)
	return append(value, b.Hash...), nil
}

// readRow reads a member's row.
func readRow(member int64, value []byte) (row, error) {
	if len(value) != statementRow || value[0] == 0 || int(value[0]) >= len(statementKinds) {
		return row{}, fmt.Errorf("reading what %d has: %w (a row of %d bytes)", member, ErrDamaged, len(value))
	}
	n := func(i int) uint64 { return binary.BigEndian.Uint64(value[1+8*i:]) }
	r := row{
		kind: statementKinds[value[0]],
		balance: account.Balance{Member: member, Wallet: money.Taka(n(0)), Held: money.Taka(n(1)), In: money.Taka(n(2)), Out: money.Taka(n(3)),
			Entries: n(5)},
		hash: value[statementRow-sha256.Size:],
	}
	if since := int64(n(4)); since != 0 {
		r.balance.OwesSince = time.Unix(0, since).UTC()
	}
	return r, nil
}

// chain is the hash of a member's entry after that of the one before.
func chain(before []byte, member int64, record []byte) []byte {
	h := sha256.New()
	h.Write(before)
	h.Write(chatKey(member))
	h.Write(record)
	return h.Sum(nil)
}

// Balance is what a member has.
func (t *tx) Balance(member int64) (account.Balance, error) {
	b, err := t.balance(member)
	return b.Balance, err
}

func (t *tx) balance(member int64) (hashed, error) {
	none := hashed{Balance: account.Balance{Member: member}}
	if member == 0 {
		return none, errors.New("reading a balance: no member")
	}
	k, v := t.lastRow(t.cursor(bLedger), member)
	if k == nil {
		return none, nil
	}
	r, err := readRow(member, v)
	return hashed{r.balance, r.hash}, err
}

// lastRow is a member's last row; nil where they have none.
func (t *tx) lastRow(c *file.Cursor, member int64) (key, value []byte) {
	k, v := lastBefore(c, memberKey(member+1))
	if of, ok := rowOf(k); !ok || of != member {
		return nil, nil
	}
	return k, v
}

// lastRows gives the last rows of the members after one, at most limit.
func (t *tx) lastRows(after int64, limit int, each func(member int64, key, value []byte) error) error {
	c := t.cursor(bLedger)
	for range limit {
		k, _ := c.Seek(memberKey(after + 1))
		member, ok := rowOf(k)
		if !ok {
			return nil
		}
		k, v := t.lastRow(c, member)
		if err := each(member, k, v); err != nil {
			return err
		}
		after = member
	}
	return nil
}

// Balances gives those after the given member, by id, at most limit.
func (t *tx) Balances(after int64, limit int) (all []account.Balance, err error) {
	err = t.lastRows(after, limit, func(member int64, _, value []byte) error {
		r, err := readRow(member, value)
		all = append(all, r.balance)
		return err
	})
	return all, err
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

// Sums are the owner's accounts and the sums of the members'.
func (t *tx) Sums() (account.Sums, error) {
	s, err := t.sums()
	return s.Sums, err
}

func (t *tx) sums() (dated, error) {
	s, err := readDated(t.bucket(bMeta).Get(keySums))
	if err != nil {
		err = &account.Unreadable{What: "the kept sums of the owner's accounts cannot be read", Cause: err}
	}
	return s, err
}

// SumsOf are those of the days from and to and those between.
func (t *tx) SumsOf(from, to string) (sum account.Sums, err error) {
	first, err := parseDay(from)
	if err != nil {
		return sum, fmt.Errorf("sums from %q: %w", from, err)
	}
	last, err := parseDay(to)
	if err != nil {
		return sum, fmt.Errorf("sums to %q: %w", to, err)
	}
	now, err := t.sums()
	if err != nil {
		return sum, err
	}
	if now.Last != 0 && first <= now.Day && now.Day <= last {
		sum.Add(now.Today)
	}
	c := t.cursor(bLedger)
	for k, v := c.Seek(bookedKey(first)); len(k) == 5 && k[0] == ofDays && dayAt(k) <= last; k, v = c.Next() {
		day, err := readSums(v)
		if err != nil {
			return sum, &account.Unreadable{What: fmt.Sprintf("the sums of the day %d cannot be read", dayAt(k)), Cause: err}
		}
		sum.Add(day)
	}
	return sum, nil
}

// dayAt is the day that a key ends with.
func dayAt(key []byte) uint32 { return binary.BigEndian.Uint32(key[len(key)-4:]) }

// LastBooked is the time of the last entry.
func (t *tx) LastBooked() (time.Time, error) {
	s, err := t.sums()
	if err != nil || s.Last == 0 {
		return time.Time{}, err
	}
	return time.Unix(0, s.Last).UTC(), nil
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

func (t *tx) putBalance(b account.Balance, e account.Entry, record []byte) error {
	was, err := t.balance(b.Member)
	if err != nil {
		return err
	}
	is := hashed{b, chain(was.Hash, b.Member, record)}
	value, err := writeRow(e.Kind, &is)
	if err != nil {
		return err
	}
	return t.put(bLedger, statementKey(b.Member, e.At, e.Seq), value)
}

// putSums keeps the sums after an entry, and adds it to those of its day. With the first
// entry of a day those of the day before go where they stay.
func (t *tx) putSums(e account.Entry, sums account.Sums, day string) error {
	on, err := parseDay(day)
	if err != nil {
		return err
	}
	d, err := t.sums()
	if err != nil {
		return err
	}
	if d.Day != on {
		if err := t.turnDay(&d, on); err != nil {
			return err
		}
	}
	d.Sums, d.Last = sums, e.At.UnixNano()
	d.Today.Add(account.SumsBy(e))
	value, err := writeDated(&d)
	if err != nil {
		return err
	}
	return t.put(bMeta, keySums, value)
}

// turnDay goes on with another day, which may have sums, where the calendar was changed.
func (t *tx) turnDay(d *dated, on uint32) error {
	if !d.Today.Empty() {
		value, err := writeSums(&d.Today)
		if err != nil {
			return err
		}
		if err := t.put(bLedger, bookedKey(d.Day), value); err != nil {
			return err
		}
	}
	key := bookedKey(on)
	sums, err := readSums(t.bucket(bLedger).Get(key))
	if err != nil {
		return err
	}
	d.Day, d.Today = on, sums
	return t.drop(bLedger, key)
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

// Statement gives a member's entries that change their total, the newest first.
func (t *tx) Statement(member int64, from, to time.Time, before uint64, limit int) (all []account.Entry, err error) {
	bound := statementKey(member, to, 0)
	if before != 0 {
		e, ok, err := t.Entry(before)
		if err != nil || !ok {
			return nil, err
		}
		if key := statementKey(member, e.At, e.Seq); bytes.Compare(key, bound) < 0 {
			bound = key
		}
	}
	first := statementKey(member, from, 0)
	c := t.cursor(bLedger)
	for k, v := lastBefore(c, bound); k != nil && len(all) < limit && bytes.Compare(k, first) >= 0; k, v = c.Prev() {
		r, err := readRow(member, v)
		if err != nil {
			return nil, err
		}
		switch r.kind {
		case account.Hold, account.Release, account.LateHold:
			continue
		}
		e, err := t.named(seqOf(k))
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

// seqOf is the number of the entry that a key ends with.
func seqOf(key []byte) uint64 { return binary.BigEndian.Uint64(key[len(key)-8:]) }

// Standing is a member's balance before the first entry at that time or later.
func (t *tx) Standing(member int64, at time.Time) (account.Balance, error) {
	none := account.Balance{Member: member}
	k, v := lastBefore(t.cursor(bLedger), statementKey(member, at, 0))
	if of, ok := rowOf(k); !ok || of != member {
		return none, nil
	}
	r, err := readRow(member, v)
	return r.balance, err
}

// codeBytes is how much of a hash a code has.
const codeBytes = 5

// Code is the code of a member's entry.
func (t *tx) Code(member int64, seq uint64) (string, error) {
	e, ok, err := t.Entry(seq)
	if err != nil || !ok {
		return "", err
	}
	key := statementKey(member, e.At, seq)
	value := t.bucket(bLedger).Get(key)
	if value == nil {
		return "", nil
	}
	r, err := readRow(member, value)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d-%X", seq, r.hash[:codeBytes]), nil
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
