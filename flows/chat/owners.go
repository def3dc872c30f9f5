package chat

// PostOwners posts to each owner what is made for their language.
func (s *Config) PostOwners(tx Tx, make func(l Language) Outgoing) error {
	out, err := s.forOwners(tx, make)
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

func (s *Config) forOwners(tx Tx, make func(l Language) Outgoing) ([]Outgoing, error) {
	var out []Outgoing
	for _, id := range s.Admins {
		m, _, err := tx.Member(id)
		if err != nil {
			return nil, err
		}
		o := make(s.LanguageOf(m.Language, ""))
		o.Chat = id
		out = append(out, o)
	}
	return out, nil
}

// OwnerReached reports whether an owner has opened the bot and has not blocked it
// since, so that what is posted to the owners comes to somebody.
func (s *Config) OwnerReached(tx Tx) (bool, error) {
	for _, id := range s.Admins {
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
