package chat

import (
	"strings"

	"rechargebot/flows/order"
)

// Screen is what a message shows: HTML of the few tags that Telegram knows,
// with everything from people or the panel escaped, and buttons below.
type Screen struct {
	HTML    string
	Buttons [][]Button
}

// Button is an inline button: it sends Data back, or copies Copy.
type Button struct {
	Text  string
	Data  string // 1-64 bytes
	Copy  string // 1-256 characters
	Style Style  // "" is Telegram's own look
}

// Style is a button's look (Bot API, InlineKeyboardButton.style).
type Style string

// The looks.
const (
	Good Style = "success"
	Bad  Style = "danger"
	Main Style = "primary"
)

// Outgoing is something the bot will say, kept in the store until Telegram has
// taken it. At least one of Screen, Answer, Menu, Document, Delete is set.
type Outgoing struct {
	Seq  uint64 // given by the store; order within the chat
	Chat int64

	Screen *Screen
	// File makes the message a photo or a document, with the Screen's HTML as its
	// caption, which is to be short: Telegram takes 1,024 characters. Where Telegram does
	// not take the file the Screen is sent without it. A change of such a message names
	// the file too, so that it can be sent again where the message is gone; the file in a
	// message that is there stays. A message of text does not become one with a file: the
	// card is a new message then.
	File *SentFile
	// Edit is the message to change instead of sending a new one; where it
	// cannot be changed any more, a new one is sent.
	Edit int
	// Card is the name under which the message is known in its chat, such as
	// "order 6385f4f65e16e". With Edit 0 the message of that name is changed if
	// there is one; the message sent or changed bears the name from then on.
	// A waiting Outgoing is skipped where a later one for the same card waits.
	Card string
	// New asks for a new message even though the card has one; IfThere for none,
	// even though the card has none that can be changed.
	New     bool
	IfThere bool
	// Last says that the card changes no more, so its name can be forgotten.
	Last bool
	// Final marks a final word on an order: given up only where the person can
	// certainly not be reached.
	Final bool
	// Order is the order whose final word or whose card this is. Where it is given
	// up because the person cannot be reached, they are told once they are back.
	// Orders are those that a list of final words tells of.
	Order  order.ID
	Orders []order.ID
	// Bulk marks one of many messages to many people, such as an announcement to all
	// resellers: paced under Telegram's limit for them, behind replies.
	Bulk bool

	// Note is its short form in one line of HTML, told once the person is back where
	// it was given up because they could not be reached; "" is not told.
	Note string

	Answer   *CallbackAnswer
	Menu     *Menu
	Document *Document
	Delete   *Deletion
}

// Deletion takes a message out of the chat, such as one with a PIN in it. It comes before
// anything else of its Outgoing. A message that is gone already is deleted.
type Deletion struct {
	Message int
	Instead string // HTML: said where Telegram refuses to delete it
}

// CallbackAnswer ends a tap: the button stops spinning; Text, if any, shows for a
// moment, or as a box to be closed (Alert). At most 200 characters.
type CallbackAnswer struct {
	Query string
	Text  string
	Alert bool
}

// Menu is the command menu of one chat; no commands clears it back to everybody's.
type Menu struct {
	Commands []Command
}

// Command is a row of the menu.
type Command struct {
	Name string // without the slash
	Help string // 1-256 characters
}

// Document is a file to be sent, whose content is made when it is: by the route whose
// Document is its Kind, or, where that is "", as a gzipped copy of the store as it is
// then.
type Document struct {
	Name    string
	Kind    string
	Args    []string // what of the kind is meant
	Caption string   // HTML, at most 1,024 characters
	Instead string   // HTML: said where the file cannot be sent
}

// Picture reports whether a document is shown in the chat as a photo.
func (d *Document) Picture() bool { return strings.HasSuffix(d.Name, ".png") }

// Public is what people who are not members see of the bot before they write to it.
type Public struct {
	About    string // at most 512 characters, without markup
	Commands []Command
}
