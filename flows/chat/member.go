package chat

import "time"

// Member is somebody who may use the bot, or once might.
type Member struct {
	ID          int64     `json:"id"`
	Name        string    `json:"name,omitzero"`     // in Telegram
	Given       string    `json:"given,omitzero"`    // the name that an admin gave, which counts more
	Username    string    `json:"username,omitzero"` // without @
	Language    string    `json:"language,omitzero"` // "en" or "bn"
	Allowed     bool      `json:"allowed"`
	Added       time.Time `json:"added,omitzero"`
	AddedBy     int64     `json:"added_by,omitzero"`
	Active      time.Time `json:"active,omitzero"`      // last seen, to the minute or so
	Unreachable bool      `json:"unreachable,omitzero"` // blocked the bot
	Menu        string    `json:"menu,omitzero"`        // the command menu last set, so that it is set once
}

// ShownName is the name that an admin gave, or else the one in Telegram, which
// anybody can make what they like; "" where neither is known.
func (m Member) ShownName() string {
	if m.Given != "" {
		return m.Given
	}
	return m.Name
}
