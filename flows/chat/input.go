package chat

import "time"

// Input is one thing a person did, as the conversations see it.
type Input struct {
	UpdateID int64     // the mark by which it takes effect once
	At       time.Time // when it is handled
	Chat     int64
	Private  bool // a chat with one person; Chat is then that person's id
	From     Person
	Text     string // what was typed, commands included, or a file's caption; at most 4,096 characters
	File     *File  // a photo or a document; nil for none. Only in private chats
	Album    string // the album that the file is part of, each of which is a message of its own; "" for none
	Bot      string // the bot's username, without @
	Contact  string // the phone number of a shared contact
	Known    Person // who that is in Telegram, where the contact says so
	Tap      *Tap   // a tap on a button
	Left     bool   // the person blocked the bot, or it was removed from the group
	Returned bool   // the person unblocked the bot
	Forward  bool   // the text is somebody else's, forwarded
	Writer   int64  // who wrote what is forwarded; 0 where Telegram does not say
	Caption  string // of what is neither a photo nor a document, or was changed; nothing is read of it but a PIN
	Edited   bool   // an earlier message was changed; what it said first stands
	Message  int    // the number of the message: of the one that was changed, where Edited; 0 for none
	// Made has what was made for this input outside of its transaction; see Slow.
	Made map[string]string
}

// Person is who did it, in Telegram's words; the names are free text.
type Person struct {
	ID       int64
	Name     string
	Username string // without @
	Language string // IETF tag of the person's app, such as "bn" or "en-GB"; may be empty
}

// Tap is a tap on an inline button.
type Tap struct {
	Query   string // to be answered, so that the button stops spinning
	Data    string // 1-64 bytes; anybody can forge it
	Message int    // the message that holds the button; 0 where it is too old to be known
}
