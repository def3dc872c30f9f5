package storage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
	"rechargebot/storage/file"
)

// Deposits that members ask for, the channels on which they pay, the payments of which
// owners' SMS told, and what has to be said of them at a time.
var (
	bChannels     = newBucket("channels")         // id: channelRecord
	bDeposits     = newGrowing("deposits")        // seq: depositRecord
	bWaiting      = newBucket("deposits waiting") // chat (member, and once more 0 for everybody) seq
	bDepositsOf   = newBucket("deposits of")      // chat (member) seq: every deposit
	bPaidBy       = newBucket("deposits by")      // channel's key, 0 byte, transaction id: seq, but of rejected ones
	bProofs       = newBucket("proofs")           // file's unique id, 0 byte, seq
	bPayments     = newBucket("payments")         // channel's key, 0 byte, transaction id: paymentRecord
	bTimers       = newBucket("timers")           // time kind (1 byte) of (8 bytes)
	bTimerTimes   = newBucket("timer times")      // kind (1 byte) of (8 bytes): time
	keyCrediting  = []byte("crediting")           // in meta: paisa, 8 bytes
	mostTransacID = 64
)

var depositSubject = subject{
	steps: steps{5: func(b *file.Tx) error {
		return b.MakeBuckets("channels", "deposits", "deposits waiting", "deposits of", "deposits by", "proofs", "payments", "timers", "timer times")
	}},
	check:    checkDeposits,
	restored: func(t *tx, r *restoring) error { return t.jump(bDeposits, r) },
}

type channelRecord struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Provider string    `json:"provider,omitzero"`
	Number   string    `json:"number,omitzero"`
	Kind     string    `json:"kind,omitzero"`
	Least    int64     `json:"least,omitzero"` // paisa
	Most     int64     `json:"most,omitzero"`  // paisa
	Bonus    int       `json:"bonus,omitzero"` // basis points
	Line     [2]string `json:"line"`           // English, Bangla
	On       bool      `json:"on"`
}

func (r *channelRecord) value() account.Channel {
	return account.Channel{ID: r.ID, Name: r.Name, Provider: r.Provider, Number: r.Number, Kind: r.Kind, Least: money.Taka(r.Least),
		Most: money.Taka(r.Most), Bonus: r.Bonus, Line: r.Line, On: r.On}
}

type depositRecord struct {
	ID            uint64    `json:"id"`
	Member        int64     `json:"member"`
	Channel       string    `json:"channel"`
	Key           string    `json:"key"`
	Amount        int64     `json:"amount"` // paisa
	TransactionID string    `json:"transaction_id,omitzero"`
	Text          string    `json:"text,omitzero"`
	File          string    `json:"file,omitzero"`
	FileUnique    string    `json:"file_unique,omitzero"`
	FileKind      string    `json:"file_kind,omitzero"`
	State         string    `json:"state"`
	Asked         time.Time `json:"asked"`
	Decided       time.Time `json:"decided,omitzero"`
	By            int64     `json:"by,omitzero"`
	Reason        string    `json:"reason,omitzero"`
	Booked        int64     `json:"booked,omitzero"` // paisa
	Bonus         int64     `json:"bonus,omitzero"`  // paisa
	Told          int       `json:"told,omitzero"`
	Refused       string    `json:"refused,omitzero"`
}

func recordDeposit(d *account.Deposit) *depositRecord {
	return &depositRecord{ID: d.ID, Member: d.Member, Channel: d.Channel, Key: d.Key, Amount: int64(d.Amount), TransactionID: d.TransactionID,
		Text: d.Text, File: d.File, FileUnique: d.FileUnique, FileKind: d.FileKind, State: string(d.State), Asked: d.Asked, Decided: d.Decided,
		By: d.By, Reason: d.Reason, Booked: int64(d.Booked), Bonus: int64(d.Bonus), Told: d.Told, Refused: d.Refused}
}

func (r *depositRecord) value() account.Deposit {
	return account.Deposit{ID: r.ID, Member: r.Member, Channel: r.Channel, Key: r.Key, Amount: money.Taka(r.Amount),
		Proof: account.Proof{TransactionID: r.TransactionID, Text: r.Text, File: r.File, FileUnique: r.FileUnique, FileKind: r.FileKind},
		State: account.DepositState(r.State), Asked: r.Asked, Decided: r.Decided, By: r.By, Reason: r.Reason,
		Booked: money.Taka(r.Booked), Bonus: money.Taka(r.Bonus), Told: r.Told, Refused: r.Refused}
}

type paymentRecord struct {
	Key           string    `json:"key"`
	TransactionID string    `json:"transaction_id"`
	Amount        int64     `json:"amount"` // paisa
	Sender        string    `json:"sender,omitzero"`
	At            time.Time `json:"at"`
	By            int64     `json:"by"`
	Deposit       uint64    `json:"deposit,omitzero"`
}

func (r *paymentRecord) value() account.Payment {
	return account.Payment{Key: r.Key, TransactionID: r.TransactionID, Amount: money.Taka(r.Amount), Sender: r.Sender, At: r.At, By: r.By, Deposit: r.Deposit}
}

func paidKey(key, transaction string) []byte { return append(append([]byte(key), 0), transaction...) }

func proofKey(unique string, seq uint64) []byte { return appendSeq(append([]byte(unique), 0), seq) }

// Channel gives a channel by its id.
func (t *tx) Channel(id string) (account.Channel, bool, error) {
	return read[channelRecord, account.Channel](t, bChannels, []byte(id))
}

// PutChannel keeps it.
func (t *tx) PutChannel(c account.Channel) error {
	if err := t.change(); err != nil {
		return err
	}
	if c.ID == "" || len(c.ID) > 32 || len(c.Provider) > 32 {
		return fmt.Errorf("saving a channel: the id %q", c.ID)
	}
	return t.save(bChannels, []byte(c.ID), &channelRecord{c.ID, c.Name, c.Provider, c.Number, c.Kind, int64(c.Least), int64(c.Most), c.Bonus, c.Line, c.On})
}

// Channels gives all, in the order of their ids.
func (t *tx) Channels() (all []account.Channel, err error) {
	c := t.cursor(bChannels)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		one, err := decode[channelRecord, account.Channel](bChannels, v)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// PutDeposit writes a deposit and keeps its lists in step.
func (t *tx) PutDeposit(d account.Deposit) (account.Deposit, error) {
	if err := t.change(); err != nil {
		return d, err
	}
	if d.Member <= 0 || len(d.TransactionID) > mostTransacID || len(d.FileUnique) > 255 {
		return d, fmt.Errorf("saving a deposit of %d, transaction id %q", d.Member, d.TransactionID)
	}
	var was account.Deposit
	if d.ID == 0 {
		seq, err := t.bucket(bDeposits).NextSequence()
		if err != nil {
			return d, fmt.Errorf("saving a deposit: %w", err)
		}
		d.ID = seq
	} else {
		var err error
		if was, _, err = t.Deposit(d.ID); err != nil {
			return d, err
		}
	}
	if d.TransactionID != "" && d.State != account.Rejected {
		if other := t.count(bPaidBy, paidKey(d.Key, d.TransactionID)); other != 0 && other != d.ID {
			return d, account.ErrTransactionUsed
		}
	}
	if err := t.listDeposit(&was, false); err != nil {
		return d, err
	}
	if err := t.listDeposit(&d, true); err != nil {
		return d, err
	}
	return d, t.save(bDeposits, seqKey(d.ID), recordDeposit(&d))
}

// depositKeys are the entries of a deposit in the lists, with their values.
func depositKeys(d *account.Deposit, each func(n bucket, key, value []byte) error) error {
	if d.ID == 0 {
		return nil
	}
	var all []error
	all = append(all, each(bDepositsOf, chatSeqKey(d.Member, d.ID), none))
	if d.State == account.Waiting {
		all = append(all, each(bWaiting, chatSeqKey(d.Member, d.ID), none), each(bWaiting, chatSeqKey(0, d.ID), none))
	}
	if d.TransactionID != "" && d.State != account.Rejected {
		all = append(all, each(bPaidBy, paidKey(d.Key, d.TransactionID), seqKey(d.ID)))
	}
	if d.FileUnique != "" {
		all = append(all, each(bProofs, proofKey(d.FileUnique, d.ID), none))
	}
	return errors.Join(all...)
}

func (t *tx) listDeposit(d *account.Deposit, in bool) error {
	return depositKeys(d, func(n bucket, key, value []byte) error {
		if in {
			return t.put(n, key, value)
		}
		return t.drop(n, key)
	})
}

// Deposit gives a deposit by its id.
func (t *tx) Deposit(id uint64) (account.Deposit, bool, error) {
	return read[depositRecord, account.Deposit](t, bDeposits, seqKey(id))
}

func (t *tx) deposits(ids []uint64) (all []account.Deposit, err error) {
	for _, id := range ids {
		d, ok, err := t.Deposit(id)
		if err != nil || !ok {
			return nil, errors.Join(err, fmt.Errorf("reading deposit %d: %w (a list names it)", id, ErrDamaged))
		}
		all = append(all, d)
	}
	return all, nil
}

// OpenDeposits gives those that wait for an owner, oldest first, of one member or of
// everybody.
func (t *tx) OpenDeposits(member int64, after uint64, limit int) ([]account.Deposit, error) {
	var ids []uint64
	prefix, c := chatKey(member), t.cursor(bWaiting)
	for k, _ := c.Seek(chatSeqKey(member, after+1)); bytes.HasPrefix(k, prefix) && len(ids) < limit; k, _ = c.Next() {
		ids = append(ids, binary.BigEndian.Uint64(k[8:]))
	}
	return t.deposits(ids)
}

// DepositsOf gives a member's, newest first, before the given id.
func (t *tx) DepositsOf(member int64, before uint64, limit int) ([]account.Deposit, error) {
	if before == 0 {
		before = math.MaxUint64
	}
	var ids []uint64
	prefix, c := chatKey(member), t.cursor(bDepositsOf)
	for k, _ := lastBefore(c, chatSeqKey(member, before)); bytes.HasPrefix(k, prefix) && len(ids) < limit; k, _ = c.Prev() {
		ids = append(ids, binary.BigEndian.Uint64(k[8:]))
	}
	return t.deposits(ids)
}

// DepositBy gives the deposit that has a channel's transaction id.
func (t *tx) DepositBy(key, transaction string) (account.Deposit, bool, error) {
	id := t.count(bPaidBy, paidKey(key, transaction))
	if id == 0 {
		return account.Deposit{}, false, nil
	}
	return t.Deposit(id)
}

// DepositWith gives the newest deposit other than one that has the same file.
func (t *tx) DepositWith(unique string, other uint64) (account.Deposit, bool, error) {
	prefix, c := append([]byte(unique), 0), t.cursor(bProofs)
	for k, _ := lastBefore(c, append([]byte(unique), 1)); bytes.HasPrefix(k, prefix); k, _ = c.Prev() {
		if id := binary.BigEndian.Uint64(k[len(prefix):]); id != other {
			return t.Deposit(id)
		}
	}
	return account.Deposit{}, false, nil
}

// Payment is what an owner's SMS told of a transaction id.
func (t *tx) Payment(key, transaction string) (account.Payment, bool, error) {
	return read[paymentRecord, account.Payment](t, bPayments, paidKey(key, transaction))
}

// PutPayment keeps it.
func (t *tx) PutPayment(p account.Payment) error {
	if err := t.change(); err != nil {
		return err
	}
	if p.TransactionID == "" || len(p.TransactionID) > mostTransacID {
		return fmt.Errorf("saving a payment: transaction id %q", p.TransactionID)
	}
	return t.save(bPayments, paidKey(p.Key, p.TransactionID), &paymentRecord{p.Key, p.TransactionID, int64(p.Amount), p.Sender, p.At, p.By, p.Deposit})
}

// Crediting is up to which sum a deposit is credited without an owner.
func (t *tx) Crediting() (money.Taka, error) { return money.Taka(t.count(bMeta, keyCrediting)), nil }

// PutCrediting keeps it.
func (t *tx) PutCrediting(most money.Taka) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.putCount(bMeta, keyCrediting, uint64(most))
}

func timerName(of account.Timer) []byte { return appendChat([]byte{byte(of.Kind)}, of.Of) }

// PutTimer sets a timer, in place of one of the same kind for the same.
func (t *tx) PutTimer(at account.Timer) error {
	if err := t.DropTimer(at); err != nil {
		return err
	}
	when, name := appendTime(nil, at.At), timerName(at)
	if err := t.put(bTimerTimes, name, when); err != nil {
		return err
	}
	return t.put(bTimers, append(when, name...), none)
}

// DropTimer forgets it; no error where there is none.
func (t *tx) DropTimer(of account.Timer) error {
	if err := t.change(); err != nil {
		return err
	}
	name := timerName(of)
	when := bytes.Clone(t.bucket(bTimerTimes).Get(name))
	if when == nil {
		return nil
	}
	if err := t.drop(bTimers, append(when, name...)); err != nil {
		return err
	}
	return t.drop(bTimerTimes, name)
}

// Timers gives those whose time has come, oldest first.
func (t *tx) Timers(now time.Time, limit int) (all []account.Timer, err error) {
	c := t.cursor(bTimers)
	for k, _ := c.First(); len(k) == 17 && len(all) < limit && !timeOf(k).After(now); k, _ = c.Next() {
		all = append(all, account.Timer{At: timeOf(k), Kind: account.TimerKind(k[8]), Of: chatOf(k[9:])})
	}
	return all, nil
}

func checkDeposits(t *tx, f *findings) {
	entries := map[bucket]int{}
	each[depositRecord](f, t, bDeposits, func(k []byte, d *account.Deposit) {
		if !bytes.Equal(k, seqKey(d.ID)) {
			f.Add("deposit %d has another key", d.ID)
		}
		_ = depositKeys(d, func(n bucket, key, value []byte) error {
			entries[n]++
			if got := t.bucket(n).Get(key); got == nil || !bytes.Equal(got, value) {
				f.Add("deposit %d is missing in %s", d.ID, n)
			}
			return nil
		})
	})
	for _, n := range []bucket{bDepositsOf, bWaiting, bPaidBy, bProofs} {
		if size := t.size(n); size != entries[n] {
			f.Add("%s has %d entries instead of %d", n, size, entries[n])
		}
	}
	each[channelRecord](f, t, bChannels, func(k []byte, c *account.Channel) {
		if string(k) != c.ID {
			f.Add("channel %s has another key", c.ID)
		}
	})
	each[paymentRecord](f, t, bPayments, func(k []byte, p *account.Payment) {
		if !bytes.Equal(k, paidKey(p.Key, p.TransactionID)) {
			f.Add("payment %s has another key", p.TransactionID)
		}
	})
	f.pairs(t, bTimerTimes, func(k, v []byte) bool {
		return len(k) == 9 && len(v) == 8 && t.bucket(bTimers).Get(append(bytes.Clone(v), k...)) != nil
	})
	if a, b := t.size(bTimers), t.size(bTimerTimes); a != b {
		f.Add("%d timers, %d times of them", a, b)
	}
}
