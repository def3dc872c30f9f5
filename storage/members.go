package storage

import (
	"bytes"
	"fmt"
	"math"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/storage/file"
)

var (
	bMembers = newBucket("members") // chat (person): memberRecord
	bAllowed = newBucket("allowed") // chat (person): members that are allowed
)

var memberSubject = subject{
	steps: steps{1: func(b *file.Tx) error { return b.MakeBuckets("members", "allowed") }},
	check: func(t *tx, f *findings) {
		allowed := 0
		each[memberRecord](f, t, bMembers, func(k []byte, m *chat.Member) {
			if m.Allowed {
				allowed++
			}
			if !bytes.Equal(k, chatKey(m.ID)) || m.Allowed != (t.bucket(bAllowed).Get(k) != nil) {
				f.Add("member %d is not as listed", m.ID)
			}
		})
		if n := t.size(bAllowed); n != allowed {
			f.Add("%d members are allowed, %d listed", allowed, n)
		}
	},
}

type memberRecord struct {
	ID          int64     `json:"id"`
	Name        string    `json:"name,omitzero"`
	Given       string    `json:"given,omitzero"`
	Username    string    `json:"username,omitzero"`
	Language    string    `json:"language,omitzero"`
	Allowed     bool      `json:"allowed"`
	Added       time.Time `json:"added,omitzero"`
	AddedBy     int64     `json:"added_by,omitzero"`
	Active      time.Time `json:"active,omitzero"`
	Unreachable bool      `json:"unreachable,omitzero"`
	Lost        string    `json:"lost,omitzero"`
	Owner       bool      `json:"owner,omitzero"`
	Menu        string    `json:"menu,omitzero"`

	// Since schema 5.
	SeesPanel bool   `json:"sees_panel,omitzero"`
	Shop      string `json:"shop,omitzero"`
}

func recordMember(m *chat.Member) *memberRecord {
	return &memberRecord{
		ID: m.ID, Name: m.Name, Given: m.Given, Username: m.Username, Language: m.Language, Allowed: m.Allowed,
		Added: m.Added, AddedBy: m.AddedBy, Active: m.Active, Unreachable: m.Unreachable, Lost: string(m.Lost), Owner: m.Owner, Menu: m.Menu, SeesPanel: m.SeesPanel, Shop: m.Shop,
	}
}

func (r *memberRecord) value() chat.Member {
	return chat.Member{
		ID: r.ID, Name: r.Name, Given: r.Given, Username: r.Username, Language: r.Language, Allowed: r.Allowed,
		Added: r.Added, AddedBy: r.AddedBy, Active: r.Active, Unreachable: r.Unreachable, Lost: chat.Lost(r.Lost), Owner: r.Owner, Menu: r.Menu, SeesPanel: r.SeesPanel, Shop: r.Shop,
	}
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
	return t.membersOf(bAllowed, after, limit)
}

// Everybody gives the members after the given id, those who were removed too, in the
// order of their ids, at most limit.
func (t *tx) Everybody(after int64, limit int) ([]chat.Member, error) {
	return t.membersOf(bMembers, after, limit)
}

// membersOf gives a page of the members whose ids are the keys of a bucket.
func (t *tx) membersOf(n bucket, after int64, limit int) ([]chat.Member, error) {
	if after == math.MaxInt64 {
		return nil, nil
	}
	var members []chat.Member
	c := t.cursor(n)
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
