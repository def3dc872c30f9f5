package storage

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"rechargebot/flows/chat"
)

const (
	seenKept     = 10_000 // updates remembered
	visitorsKept = 1_000
	requestDays  = 2 // days whose requests are remembered
)

// Seen marks the update and reports whether it had been marked before. The
// newest takes the place of the oldest in a ring.
func (t *tx) Seen(update int64) (bool, error) {
	if !t.b.Writable() {
		return false, ErrReadOnly
	}
	key := chatKey(update)
	if t.bucket(bSeen).Get(key) != nil {
		return true, nil
	}
	if err := t.change(); err != nil {
		return false, err
	}
	ring := t.bucket(bRing)
	n, err := ring.NextSequence()
	if err != nil {
		return false, fmt.Errorf("marking update: %w", err)
	}
	var slot [2]byte
	binary.BigEndian.PutUint16(slot[:], uint16(n%seenKept))
	if oldest := ring.Get(slot[:]); oldest != nil {
		if err := t.drop(bSeen, oldest); err != nil {
			return false, err
		}
	}
	// A value must stay as it is until the commit, so both get their own.
	values := make([]byte, 0, 10)
	values = append(appendChat(values, update), slot[:]...)
	if err := t.put(bRing, slot[:], values[:8]); err != nil {
		return false, err
	}
	return false, t.put(bSeen, key, values[8:])
}

// Session is where the conversation in a chat stands.
func (t *tx) Session(chatID int64) (chat.Session, error) {
	s, _, err := load[sessionRecord, chat.Session](t, bSessions, chatKey(chatID))
	return s, err
}

// PutSession keeps it; the zero Session forgets it.
func (t *tx) PutSession(chatID int64, s chat.Session) error {
	if err := t.change(); err != nil {
		return err
	}
	key := chatKey(chatID)
	if s == (chat.Session{}) {
		return t.drop(bSessions, key)
	}
	return t.save(bSessions, key, recordSession(&s))
}

// Member gives the member with the id, allowed or not.
func (t *tx) Member(id int64) (chat.Member, bool, error) {
	return load[memberRecord, chat.Member](t, bMembers, chatKey(id))
}

// PutMember writes the member and keeps the list of the allowed in step.
func (t *tx) PutMember(m chat.Member) error {
	if err := t.change(); err != nil {
		return err
	}
	if m.ID == 0 {
		return fmt.Errorf("saving member: no id")
	}
	key := chatKey(m.ID)
	if err := t.save(bMembers, key, recordMember(&m)); err != nil {
		return err
	}
	if err := t.keepOwner(&m); err != nil {
		return err
	}
	switch listed := t.bucket(bAllowed).Get(key) != nil; {
	case m.Allowed && !listed:
		return t.put(bAllowed, key, none)
	case !m.Allowed && listed:
		return t.drop(bAllowed, key)
	}
	return nil
}

// Members gives the allowed members after the given id, in the order of their
// ids, at most limit.
func (t *tx) Members(after int64, limit int) ([]chat.Member, error) {
	if after == math.MaxInt64 {
		return nil, nil
	}
	var members []chat.Member
	c := t.cursor(bAllowed)
	for k, _ := c.Seek(chatKey(after + 1)); k != nil && len(members) < limit; k, _ = c.Next() {
		m, err := t.listed(k)
		if err != nil {
			return nil, err
		}
		members = append(members, m)
	}
	return members, nil
}

// MembersBefore gives the page of allowed members under the given id that is
// nearest to it, in the order of their ids.
func (t *tx) MembersBefore(before int64, limit int) ([]chat.Member, error) {
	c := t.cursor(bAllowed)
	n := 0
	k, _ := lastBefore(c, chatKey(before))
	var first []byte
	for ; k != nil && n < limit; k, _ = c.Prev() {
		first = k
		n++
	}
	if first == nil {
		return nil, nil
	}
	return t.Members(chatOf(first)-1, n)
}

func (t *tx) listed(key []byte) (chat.Member, error) {
	m, ok, err := t.Member(chatOf(key))
	if err == nil && !ok {
		err = fmt.Errorf("reading member %d: %w (listed, but not there)", chatOf(key), ErrDamaged)
	}
	return m, err
}

// Visitor is what is remembered of somebody who is not a member, or of a group.
func (t *tx) Visitor(id int64) (chat.Visitor, bool, error) {
	data := t.bucket(bVisitors).Get(chatKey(id))
	if len(data) < 8 {
		return chat.Visitor{}, false, nil
	}
	v, err := decode[visitorRecord, chat.Visitor](bVisitors, data[8:])
	return v, true, err
}

// PutVisitor keeps it as the one heard of last; where there are too many, the
// one not heard of for longest gives way.
func (t *tx) PutVisitor(v chat.Visitor) error {
	if err := t.change(); err != nil {
		return err
	}
	if err := t.putVisitor(v); err != nil {
		return fmt.Errorf("saving visitor: %w", err)
	}
	return nil
}

func (t *tx) putVisitor(v chat.Visitor) error {
	if err := t.DropVisitor(v.ID); err != nil {
		return err
	}
	count := t.count(bMeta, keyVisitors)
	for ; count >= visitorsKept; count-- {
		_, oldest := t.cursor(bHeard).First()
		if oldest == nil {
			count = 0
			break
		}
		if err := t.DropVisitor(chatOf(oldest)); err != nil {
			return err
		}
	}
	seq, err := t.bucket(bHeard).NextSequence()
	if err != nil {
		return err
	}
	text, err := json.Marshal(recordVisitor(&v))
	if err != nil {
		return err
	}
	key := chatKey(v.ID)
	if err := t.put(bVisitors, key, append(seqKey(seq), text...)); err != nil {
		return err
	}
	if err := t.put(bHeard, seqKey(seq), chatKey(v.ID)); err != nil {
		return err
	}
	return t.putCount(bMeta, keyVisitors, count+1)
}

// DropVisitor forgets it.
func (t *tx) DropVisitor(id int64) error {
	if err := t.change(); err != nil {
		return err
	}
	key := chatKey(id)
	data := t.bucket(bVisitors).Get(key)
	if len(data) < 8 {
		return nil
	}
	if err := t.drop(bHeard, data[:8]); err != nil {
		return err
	}
	if err := t.drop(bVisitors, key); err != nil {
		return err
	}
	return t.putCount(bMeta, keyVisitors, t.count(bMeta, keyVisitors)-1)
}

// CountRequest counts requests for access by day and gives the day's count,
// this one included. Only the last days are remembered.
func (t *tx) CountRequest(day string) (int, error) {
	if err := t.change(); err != nil {
		return 0, err
	}
	if _, err := parseDay(day); err != nil {
		return 0, fmt.Errorf("counting request on %q: %w", day, err)
	}
	count := t.count(bRequests, []byte(day)) + 1
	if err := t.putCount(bRequests, []byte(day), count); err != nil {
		return 0, err
	}
	if count > 1 {
		return int(count), nil
	}
	return 1, t.dropFirst(bRequests, requestDays)
}

// dropFirst deletes the first records of a small bucket until only keep are left.
func (t *tx) dropFirst(n bucket, keep int) error {
	var old [][]byte
	c := t.cursor(n)
	k, _ := c.Last()
	for i := 0; k != nil; i++ {
		if i >= keep {
			old = append(old, append([]byte(nil), k...))
		}
		k, _ = c.Prev()
	}
	for _, key := range old {
		if err := t.drop(n, key); err != nil {
			return err
		}
	}
	return nil
}
