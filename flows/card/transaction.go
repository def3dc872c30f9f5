package card

import (
	"regexp"
	"strings"
	"unicode/utf16"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// Some panels give a whole SMS as transaction id. It is never shown shortened where it
// can be copied: what has no room is left out, and the place says where the whole is.

// Telegram's and our own limits, in UTF-16 units.
const (
	mostCopy   = 256  // of what a button copies
	mostInCard = 3000 // of a transaction id on a card, whose other words have room besides
	mostInText = 4000 // of a message that has nothing else
	// MostInList is the most of a transaction id in a list of orders.
	MostInList = 100
)

// transaction is the panel's transaction id, whole.
func (v Viewer) transaction(o order.Order) string {
	return text.Clean(v.of(o).Words(o.TransactionID), 1<<16)
}

// Transaction is the line with an order's transaction id, of at most so many units:
// the whole of it, else the id in its words where that is certain, else where the
// whole stands.
func Transaction(v Viewer, o order.Order, most int) string {
	l := v.L
	id := v.transaction(o)
	if units(id) <= most {
		return tTransaction.In(l, "id", id)
	}
	long := tTransactionLong.In(l, "order", o.ID)
	if found := idIn(id); found != "" {
		return tTransaction.In(l, "id", found) + "\n" + long
	}
	return long
}

// Whole gives an order's transaction id in messages of its own, where its card has no
// room for it.
func Whole(v Viewer, o order.Order) (parts []chat.Screen) {
	id := v.transaction(o)
	if units(id) <= mostInCard {
		return nil
	}
	for id != "" {
		part, size := id, 0
		for at, r := range id {
			if size += utf16.RuneLen(r); size > mostInText {
				part = id[:at]
				break
			}
		}
		parts = append(parts, chat.Screen{HTML: tTransaction.In(v.L, "id", part)})
		id = id[len(part):]
	}
	return parts
}

// TransactionID is an order's transaction id as a customer may read it; "" where there is
// none, or none that is certain in the panel's words.
func TransactionID(o order.Order) string {
	id := Viewer{}.transaction(o)
	if units(id) > MostInList {
		id = idIn(id)
	}
	return id
}

// copyButton copies the whole transaction id, or the id in it where that is certain;
// where there is neither, there is no button.
func copyButton(v Viewer, o order.Order) [][]chat.Button {
	id := v.transaction(o)
	if units(id) > mostCopy {
		id = idIn(id)
	}
	if id == "" {
		return nil
	}
	return [][]chat.Button{{{Text: bCopy.In(v.L), Copy: id}}}
}

// labelled is an id behind words that say that it is one: "transaction ID R251126.1234".
var labelled = regexp.MustCompile(`(?i)\b(?:transaction|trans|tran|txn|trx)[ ._-]*(?:id|no|number|num)\b[ .:=#-]*(?:is\b[ :]*)?([a-z0-9][a-z0-9._-]{4,62}[a-z0-9])\b`)

// idIn finds the transaction id in a panel's words, if one alone is called so; else "".
func idIn(words string) (id string) {
	for _, m := range labelled.FindAllStringSubmatch(words, -1) {
		switch {
		case !strings.ContainsAny(m[1], "0123456789"):
		case id != "" && id != m[1]:
			return ""
		default:
			id = m[1]
		}
	}
	return id
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// speaksOfMoney are the words with which panels say what is on their account. A number
// beside one of them is masked once too often rather than once too seldom.
const speaksOfMoney = `(?:\bbal(?:ance)?\b|\bavail(?:able)?\b|\bremain(?:s|ing)?\b|\bwallet\b|\bcredits?\b|\bfunds?\b|\bleft\b|ব্যালেন্স|অবশিষ্ট)`

var ofMoney = regexp.MustCompile(`(?i)` + speaksOfMoney)

// balances find amounts in a panel's words that say a balance.
var balances = []*regexp.Regexp{
	regexp.MustCompile(`(?i)(` + speaksOfMoney + `[^0-9০-৯]{0,25})[0-9০-৯][0-9০-৯.,]*[0-9০-৯]|(` + speaksOfMoney + `[^0-9০-৯]{0,25})[0-9০-৯]`),
	regexp.MustCompile(`(?i)[0-9০-৯][0-9০-৯.,]*((?:\s*(?:tk|taka|bdt|টাকা|৳)\.?)?\s+(?:is\s+)?(?:your\s+|the\s+)?(?:new\s+|current\s+|available\s+|main\s+)?` + speaksOfMoney + `)`),
}

// Words are a panel's words as the viewer may read them: without the panel account's
// balance for whom that is not. One word of letters and digits, as most transaction ids are,
// cannot say one.
func (v Viewer) Words(message string) string {
	if v.Balance || !strings.ContainsFunc(message, parts) || !ofMoney.MatchString(message) {
		return message
	}
	message = balances[0].ReplaceAllString(message, "${1}${2}…")
	return balances[1].ReplaceAllString(message, "…${1}")
}

// parts reports what is no letter or digit of ASCII.
func parts(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9')
}
