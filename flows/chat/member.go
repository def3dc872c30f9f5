package chat

import "time"

// Member is somebody who may use the bot, or once might.
type Member struct {
	ID          int64
	Name        string // in Telegram
	Given       string // the name that an owner gave, which counts more
	Username    string // without @
	Language    string // "en" or "bn"
	Allowed     bool
	Added       time.Time
	AddedBy     int64
	Active      time.Time // last seen, to the minute or so
	Unreachable bool      // cannot be told anything
	Lost        Lost      // why, where Telegram said so
	Owner       bool      // claimed the bot; owners named in the settings need not
	SeesPanel   bool      // may read the panel's balance
	Shop        string    // what their shop is called on receipts
	Menu        string    // the command menu last set, so that it is set once
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
