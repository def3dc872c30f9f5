package storage

import (
	"rechargebot/flows/chat"
	"rechargebot/storage/file"
)

// bOwners: chat (person): members who have claimed the bot
var bOwners = newBucket("owners")

var ownerSubject = subject{
	steps: steps{3: func(b *file.Tx) error { return b.MakeBuckets("owners") }},
	check: func(t *tx, f *findings) {
		owners := 0
		each[memberRecord](f, t, bMembers, func(k []byte, m *chat.Member) {
			if m.Owner {
				owners++
			}
			if m.Owner != (t.bucket(bOwners).Get(k) != nil) {
				f.Add("owner %d is not as listed", m.ID)
			}
		})
		if n := t.size(bOwners); n != owners {
			f.Add("%d members are owners, %d listed", owners, n)
		}
	},
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

// Audit has an owner's act logged once the transaction is committed.
func (t *tx) Audit(a chat.Act) {
	_ = t.change() // so that a failure after it rolls it back
	t.acts = append(t.acts, a)
}

// logActs logs the acts of a commit, a line each.
func (s *Store) logActs(acts []chat.Act) {
	for _, a := range acts {
		s.options.Log.Info("an owner's act", "act", a.What, "by", a.By, "subject", a.Subject)
	}
}

// ClaimedBy gives the owners who have claimed the bot, from the file of a store that
// nobody has open; none where there is no file, or one from before there were any. It
// changes nothing. Its errors are those of Open.
func ClaimedBy(path string) (all []int64, err error) {
	err = file.Peek(path, func(f *file.Tx) error {
		owners := f.Bucket(buckets[bOwners].name)
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
