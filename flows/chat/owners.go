package chat

import "slices"

// Owners are those named in the settings and those who have claimed the bot. Who the
// latter are stands in their members' records, so that the transaction at hand
// decides it.

// IsOwner reports whether the member is an owner.
func (s *Config) IsOwner(m Member) bool { return m.Owner || slices.Contains(s.Admins, m.ID) }

// OwnerIDs gives all owners, those of the settings first.
func (s *Config) OwnerIDs(tx Tx) ([]int64, error) {
	claimed, err := tx.Owners()
	if err != nil || len(claimed) == 0 {
		return s.Admins, err
	}
	all := slices.Clone(s.Admins)
	for _, id := range claimed {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all, nil
}

// PostOwners posts to each owner what is made for their language.
func (s *Config) PostOwners(tx Tx, notice func(l Language) Outgoing) error {
	out, err := s.forOwners(tx, notice)
	if err != nil {
		return err
	}
	for _, o := range out {
		if err := tx.Post(o); err != nil {
			return err
		}
	}
	return nil
}

func (s *Config) forOwners(tx Tx, notice func(l Language) Outgoing) ([]Outgoing, error) {
	ids, err := s.OwnerIDs(tx)
	if err != nil {
		return nil, err
	}
	var out []Outgoing
	for _, id := range ids {
		m, _, err := tx.Member(id)
		if err != nil {
			return nil, err
		}
		o := notice(s.LanguageOf(m.Language, ""))
		o.Chat = id
		out = append(out, o)
	}
	return out, nil
}

// OwnerReached reports whether an owner has opened the bot and has not blocked it
// since, so that what is posted to the owners comes to somebody.
func (s *Config) OwnerReached(tx Tx) (bool, error) {
	ids, err := s.OwnerIDs(tx)
	if err != nil {
		return false, err
	}
	for _, id := range ids {
		m, known, err := tx.Member(id)
		if err != nil {
			return false, err
		}
		if known && !m.Unreachable {
			return true, nil
		}
	}
	return false, nil
}
