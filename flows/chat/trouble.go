package chat

import "time"

// Trouble is trouble of the bot's own, of which the owners are told once when it
// begins and once when it is over. It is kept meanwhile, so that a restart repeats
// nothing.
type Trouble struct {
	Kind   TroubleKind
	Since  time.Time
	Detail string // a value in the text about it, such as how much room is left
}

// TroubleKind is what a trouble is about. The names are kept in the store.
type TroubleKind string

// The kinds.
const (
	TroubleBackup TroubleKind = "backup"  // the daily copy fails
	TroubleSpace  TroubleKind = "space"   // the disk is nearly full; Detail: MB left
	TroubleFull   TroubleKind = "full"    // the disk is full
	TroublePoller TroubleKind = "poller"  // another program fetches updates with this token
	TroubleDenied TroubleKind = "denied"  // Telegram refuses to hand out updates
	TroubleClock  TroubleKind = "clock"   // the machine's clock is wrong; Detail: by how many minutes
	TroubleBooks  TroubleKind = "books"   // the audit found the books broken; Detail: what
	TroubleDamage TroubleKind = "damaged" // something in the store cannot be read
)

// Alarm takes what a room finds of trouble, in the order in which it is found. Where
// it is of a kind that is known already, or over already, nothing comes of it. It
// returns at once and may be called from anywhere, also within a transaction.
type Alarm func(f Finding)

// Finding is what one look has found.
type Finding struct {
	Kind   TroubleKind
	Over   bool // there is no such trouble
	Detail string
}

// Act is what an owner did that somebody may ask about later: one line of the log.
type Act struct {
	What    string // "let in", "remove"
	By      int64  // who did it
	Subject string // to whom or what
}
