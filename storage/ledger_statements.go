package storage

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
	"rechargebot/storage/file"
)

// statementKinds are the kinds by the byte of a statement's row, which never changes.
var statementKinds = []account.Kind{"", account.Hold, account.Capture, account.Release, account.Refund, account.LateCharge,
	account.LateHold, account.Credit, account.Payout, account.Adjustment, account.Transfer}

// hashed is a balance with the hash of its last entry.
type hashed struct {
	account.Balance
	Hash []byte
}

// kindByte is a kind as rows and keys have it; 0 for one that there is not.
func kindByte(k account.Kind) byte { return byte(max(0, slices.Index(statementKinds, k))) }

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
