package chat

import "time"

// Member is somebody who may use the bot, or once might.
type Member struct {
	ID          int64     `json:"id"`
	Name        string    `json:"name,omitzero"`     // in Telegram
	Given       string    `json:"given,omitzero"`    // the name that an owner gave, which counts more
	Username    string    `json:"username,omitzero"` // without @
	Language    string    `json:"language,omitzero"` // "en" or "bn"
	Allowed     bool      `json:"allowed"`
	Added       time.Time `json:"added,omitzero"`
	AddedBy     int64     `json:"added_by,omitzero"`
	Active      time.Time `json:"active,omitzero"`      // last seen, to the minute or so
	Unreachable bool      `json:"unreachable,omitzero"` // cannot be told anything
	Lost        Lost      `json:"lost,omitzero"`        // why, where Telegram said so
	Owner       bool      `json:"owner,omitzero"`       // claimed the bot; owners named in the settings need not
	SeesPanel   bool      `json:"sees_panel,omitzero"`  // may read the panel's balance
	Shop        string    `json:"shop,omitzero"`        // what their shop is called on receipts
	Menu        string    `json:"menu,omitzero"`        // the command menu last set, so that it is set once
}

// Lost is why Telegram takes nothing for a chat.
type Lost string

// The reasons. A chat in which people can be reached has none.
const (
	Reached  Lost = ""
	Blocked  Lost = "blocked"  // they have stopped the bot
	Unopened Lost = "unopened" // they have never pressed Start
	Away     Lost = "away"     // anything else: the account or the group is no more
)

// ShownName is the name that an owner gave, or else the one in Telegram, which
// anybody can make what they like; "" where neither is known.
func (m Member) ShownName() string {
	if m.Given != "" {
		return m.Given
	}
	return m.Name
}
