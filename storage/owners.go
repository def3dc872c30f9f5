package storage

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows/chat"
)

const (
	requestsKept = 1_000 // open requests for access
	notesKept    = 20    // of what a person was not told
)

// toVersion3 adds what waits for owners: who owns the bot by a link, who asks to be
// let in, what an owner was not told, and the trouble there is.
func toVersion3(b *bbolt.Tx) error {
	if err := makeBuckets(b, "owners", "asking", "missed", "troubles"); err != nil {
		return err
	}
	return askingOfVersion2(b)
}

// askingOfVersion2 keeps the requests of those visitors who have asked and were not
// answered. A visitor's value is 8 bytes of a sequence and then the record.
func askingOfVersion2(b *bbolt.Tx) error {
	asking, open := b.Bucket([]byte("asking")), uint64(0)
	c := b.Bucket([]byte("visitors")).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if len(v) < 8 {
			continue
		}
		var r struct {
			Asked  time.Time `json:"asked"`
			Denied bool      `json:"denied"`
		}
		if err := json.Unmarshal(v[8:], &r); err != nil {
			return fmt.Errorf("reading a visitor: %w (%w)", ErrDamaged, err)
		}
		if r.Asked.IsZero() || r.Denied {
			continue
		}
		if err := asking.Put(k, bytes.Clone(v[8:])); err != nil {
			return err
		}
		open++
	}
	if open == 0 {
		return nil
	}
	return b.Bucket([]byte("meta")).Put([]byte("asking"), binary.BigEndian.AppendUint64(nil, open))
}

// keepOwner keeps the list of the owners in step with a member's record.
func (t *tx) keepOwner(m *chat.Member) error {
	key := chatKey(m.ID)
	switch listed := t.bucket(bOwners).Get(key) != nil; {
	case m.Owner && !listed:
		return t.put(bOwners, key, none)
	case !m.Owner && listed:
		return t.drop(bOwners, key)
	}
	return nil
}

// Owners gives the members who own the bot because they have claimed it, by id.
func (t *tx) Owners() ([]int64, error) {
	var all []int64
	c := t.cursor(bOwners)
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		all = append(all, chatOf(k))
	}
	return all, nil
}

// PutRequest keeps somebody's wish to be let in until DropRequest. Where there are
// too many, the first by id gives way.
func (t *tx) PutRequest(v chat.Visitor) error {
	if err := t.change(); err != nil {
		return err
	}
	if v.ID == 0 {
		return fmt.Errorf("saving a request: no id")
	}
	key := chatKey(v.ID)
	if t.bucket(bAsking).Get(key) == nil {
		count := t.count(bMeta, keyAsking)
		if count >= requestsKept {
			first, _ := t.cursor(bAsking).First()
			if err := t.DropRequest(chatOf(first)); err != nil {
				return err
			}
			count--
		}
		if err := t.putCount(bMeta, keyAsking, count+1); err != nil {
			return err
		}
	}
	return t.save(bAsking, key, recordVisitor(&v))
}

// Request gives the open request of somebody, if there is one.
func (t *tx) Request(id int64) (chat.Visitor, bool, error) {
	return read[visitorRecord, chat.Visitor](t, bAsking, chatKey(id))
}

// DropRequest forgets it: it was decided.
func (t *tx) DropRequest(id int64) error {
	if err := t.change(); err != nil {
		return err
	}
	key := chatKey(id)
	if t.bucket(bAsking).Get(key) == nil {
		return nil
	}
	if err := t.drop(bAsking, key); err != nil {
		return err
	}
	return t.putCount(bMeta, keyAsking, t.count(bMeta, keyAsking)-1)
}

// Requests gives the open requests after the given id, at most limit.
func (t *tx) Requests(after int64, limit int) ([]chat.Visitor, error) {
	if after == math.MaxInt64 {
		return nil, nil
	}
	var all []chat.Visitor
	c := t.cursor(bAsking)
	for k, v := c.Seek(chatKey(after + 1)); k != nil && len(all) < limit; k, v = c.Next() {
		r, err := decode[visitorRecord, chat.Visitor](bAsking, v)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// RequestCount gives their number.
func (t *tx) RequestCount() (int, error) { return int(t.count(bMeta, keyAsking)), nil }

// noteMissed remembers the short form of a thing that is given up, the newest few.
func (t *tx) noteMissed(o *chat.Outgoing) error {
	if o.Note == "" {
		return nil
	}
	b := t.bucket(bMissed)
	seq, err := b.NextSequence()
	if err != nil {
		return err
	}
	if err := t.put(bMissed, chatSeqKey(o.Chat, seq), []byte(o.Note)); err != nil {
		return err
	}
	keys := t.missedKeys(o.Chat)
	for len(keys) > notesKept {
		if err := t.drop(bMissed, keys[0]); err != nil {
			return err
		}
		keys = keys[1:]
	}
	return nil
}

func (t *tx) missedKeys(chatID int64) (keys [][]byte) {
	prefix := chatKey(chatID)
	c := t.cursor(bMissed)
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	return keys
}

// TakeMissed gives the short forms of what a person was not told, oldest first, and
// forgets them: they are posted in the same transaction.
func (t *tx) TakeMissed(chatID int64) ([]string, error) {
	if err := t.change(); err != nil {
		return nil, err
	}
	var all []string
	for _, key := range t.missedKeys(chatID) {
		all = append(all, string(t.bucket(bMissed).Get(key)))
		if err := t.drop(bMissed, key); err != nil {
			return nil, err
		}
	}
	return all, nil
}

type troubleRecord struct {
	Kind   string    `json:"kind"`
	Since  time.Time `json:"since,omitzero"`
	Detail string    `json:"detail,omitzero"`
}

func recordTrouble(f *chat.Trouble) *troubleRecord {
	return &troubleRecord{Kind: string(f.Kind), Since: f.Since, Detail: f.Detail}
}

func (r *troubleRecord) value() chat.Trouble {
	return chat.Trouble{Kind: chat.TroubleKind(r.Kind), Since: r.Since, Detail: r.Detail}
}

// Trouble gives what of a kind the owners have been told that it has begun.
func (t *tx) Trouble(kind chat.TroubleKind) (chat.Trouble, bool, error) {
	return read[troubleRecord, chat.Trouble](t, bTroubles, []byte(kind))
}

// read reads a record that is seldom wanted, so that none is kept decoded.
func read[R, T any, P recordOf[R, T]](t *tx, n bucket, key []byte) (value T, known bool, err error) {
	data := t.bucket(n).Get(key)
	if data == nil {
		return value, false, nil
	}
	value, err = decode[R, T, P](n, data)
	return value, err == nil, err
}

// PutTrouble keeps that it has begun.
func (t *tx) PutTrouble(f chat.Trouble) error {
	if err := t.change(); err != nil {
		return err
	}
	if f.Kind == "" {
		return fmt.Errorf("saving a trouble: no kind")
	}
	return t.save(bTroubles, []byte(f.Kind), recordTrouble(&f))
}

// DropTrouble forgets it: it is over.
func (t *tx) DropTrouble(kind chat.TroubleKind) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.drop(bTroubles, []byte(kind))
}

// Audit has an owner's act logged once the transaction is committed.
func (t *tx) Audit(a chat.Act) {
	t.changed = true // so that what fails behind it takes it back
	t.acts = append(t.acts, a)
}

// logActs logs the acts of a commit, a line each.
func (s *Store) logActs(acts []chat.Act) {
	for _, a := range acts {
		s.options.Log.Info("an owner's act", "act", a.What, "by", a.By, "subject", a.Subject)
	}
}

// owners compares the lists of owners, requests, notes and troubles with what they
// should be.
func (f *findings) owners(t *tx) {
	owners := 0
	each[memberRecord](f, t, bMembers, func(k []byte, m *chat.Member) {
		if m.Owner {
			owners++
		}
		if m.Owner != (t.bucket(bOwners).Get(k) != nil) {
			f.add("owner %d is not as listed", m.ID)
		}
	})
	if n := t.size(bOwners); n != owners {
		f.add("%d members are owners, %d listed", owners, n)
	}
	each[visitorRecord](f, t, bAsking, func(k []byte, v *chat.Visitor) {
		if !bytes.Equal(k, chatKey(v.ID)) {
			f.add("the request of %d has another key", v.ID)
		}
	})
	if n, size := int(t.count(bMeta, keyAsking)), t.size(bAsking); n != size {
		f.add("%d requests are open, the counter says %d", size, n)
	}
	f.pairs(t, bMissed, func(k, v []byte) bool { return len(k) == 16 && len(v) > 0 })
	each[troubleRecord](f, t, bTroubles, func(k []byte, x *chat.Trouble) {
		if string(k) != string(x.Kind) {
			f.add("trouble %s has the key %q", x.Kind, k)
		}
	})
}

// damaged tells of an error that says that something cannot be read. It goes on to
// whoever wanted to read it, who logs it.
func (s *Store) damaged(err error) error {
	if err != nil && errors.Is(err, ErrDamaged) {
		s.options.Damaged(err)
	}
	return err
}

// ClaimedBy gives the owners who have claimed the bot, from the file of a store that
// nobody has open; none where there is no file, or one from before there were any. It
// changes nothing. Its errors are those of Open.
func ClaimedBy(path string) (all []int64, err error) {
	fresh, err := inspect(path, time.Second)
	if err != nil || fresh {
		return nil, err
	}
	db, err := openFile(path, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return nil, err
	}
	defer func() { _ = guarded(db.Close) }()
	err = inTx(db, false, func(b *bbolt.Tx) error {
		owners := b.Bucket(bucketNames[bOwners])
		if owners == nil {
			return nil
		}
		return owners.ForEach(func(k, _ []byte) error {
			if len(k) == 8 {
				all = append(all, chatOf(k))
			}
			return nil
		})
	})
	return all, err
}

// ProbeBackups reports whether copies could be written into a folder, which need not
// be there yet. It leaves nothing behind.
func ProbeBackups(dir string) error {
	for {
		info, err := os.Stat(dir)
		if err == nil && !info.IsDir() {
			return fmt.Errorf("%s is no folder", dir)
		}
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(dir) == dir {
			return err
		}
		dir = filepath.Dir(dir)
	}
	file, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return err
	}
	_, err = file.Write(make([]byte, 1<<16))
	return errors.Join(err, file.Close(), os.Remove(file.Name()))
}
