package storage

import (
	"encoding/binary"
	"errors"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows/order"
)

// The bucket map. Keys are put together from:
//
//	chat      8 bytes, any Telegram id (chat, person, group, update), big-endian
//	          with the sign turned round, so that negative ids sort first
//	id        13 bytes, an order.ID
//	time      8 bytes, nanoseconds since 1970, encoded as chat is
//	seq       8 bytes, big-endian, counted up by the bucket itself
//	day       4 bytes, big-endian, 20261123 for 23 November 2026
//
// Records are JSON unless said otherwise; index entries have no value.
//
//	bucket        key                        value
//	meta          "schema"                   schema version, 8 bytes big-endian
//	              "ids"                      order.IDs: generation (1 byte), clock in
//	                                         milliseconds (8), last id (0 or 13)
//	              "generations"              order.Generations: 4 bytes each; written
//	                                         when the generation changes
//	              "open"                     number of orders on their way, 8 bytes
//	              "visitors"                 number of visitors, 8 bytes
//	              "asking"                   number of open requests, 8 bytes
//	              "panel"                    order.PanelState
//	orders        id                         orderRecord: order.Order and the day it is booked on
//	open          chat (reseller) id         orders on their way
//	              chat (0) id                the same once more, for everybody's list
//	sending       id                         orders in state Sending
//	due           queue (1 byte) time id     order.Queue, by Order.Next
//	stuck         id                         open orders whose Stuck is set
//	history       chat (reseller) id         every order
//	numbers       mobile number id           every order
//	transactions  transaction id, lower      orders whose TransactionID is known
//	              case, at most 64 bytes;
//	              0 byte; id
//	days          chat (reseller or 0) day   done (8 bytes), done amount in paisa (8), failed (8)
//	seen          chat (update)              slot in the ring, 2 bytes big-endian
//	ring          slot                       chat (update); slots are taken in turn
//	sessions      chat                       chat.Session
//	members       chat (person)              chat.Member
//	allowed       chat (person)              members that are allowed
//	visitors      chat                       seq in heard, then chat.Visitor
//	heard         seq                        chat: visitors, the one not heard of for longest first
//	requests      day as text                number of requests for access, 8 bytes
//	outbox        chat seq                   chat.Outgoing
//	cards         chat, name                 message, 8 bytes big-endian
//	questions     seq                        order.BalanceInquiry
//	untold        chat (reseller) id         orders whose final word was given up, since
//	                                         the person could not be reached
//	refusals      normalised words           order.Refusal
//	owners        chat (person)              members who have claimed the bot
//	asking        chat (person)              chat.Visitor: open requests for access
//	missed        chat (person) seq          text: the short form of what was given up
//	troubles      kind                       chat.Trouble that the owners know of
type bucket int

const (
	bMeta bucket = iota
	bOrders
	bOpen
	bSending
	bDue
	bStuck
	bHistory
	bNumbers
	bTransactions
	bDays
	bSeen
	bRing
	bSessions
	bMembers
	bAllowed
	bVisitors
	bHeard
	bRequests
	bOutbox
	bCards
	bQuestions
	bUntold
	bRefusals
	bOwners
	bAsking
	bMissed
	bTroubles
	bucketCount
)

var bucketNames = [bucketCount][]byte{
	bMeta: []byte("meta"), bOrders: []byte("orders"), bOpen: []byte("open"), bSending: []byte("sending"),
	bDue: []byte("due"), bStuck: []byte("stuck"), bHistory: []byte("history"), bNumbers: []byte("numbers"),
	bTransactions: []byte("transactions"), bDays: []byte("days"), bSeen: []byte("seen"), bRing: []byte("ring"),
	bSessions: []byte("sessions"), bMembers: []byte("members"), bAllowed: []byte("allowed"),
	bVisitors: []byte("visitors"), bHeard: []byte("heard"), bRequests: []byte("requests"),
	bOutbox: []byte("outbox"), bCards: []byte("cards"), bQuestions: []byte("questions"),
	bUntold: []byte("untold"), bRefusals: []byte("refusals"),
	bOwners: []byte("owners"), bAsking: []byte("asking"), bMissed: []byte("missed"), bTroubles: []byte("troubles"),
}

func (b bucket) String() string { return string(bucketNames[b]) }

// timeOrdered are the buckets that grow at their end only, so that their pages
// can be filled up.
var timeOrdered = [bucketCount]bool{bOrders: true, bSeen: true, bRing: true, bHeard: true, bQuestions: true}

// The keys of meta.
var (
	keySchema      = []byte("schema")
	keyIDs         = []byte("ids")
	keyGenerations = []byte("generations")
	keyOpen        = []byte("open")
	keyVisitors    = []byte("visitors")
	keyPanel       = []byte("panel")
	keyAsking      = []byte("asking")
)

// none is the value of index entries. It is empty but not nil: bbolt gives
// back what was put in the same transaction, and nil would mean no entry.
var none = []byte{}

const (
	idLength = 13 // of an order.ID
	signBit  = 1 << 63
)

func appendChat(dst []byte, n int64) []byte {
	return binary.BigEndian.AppendUint64(dst, uint64(n)^signBit)
}

func chatOf(key []byte) int64 {
	return int64(binary.BigEndian.Uint64(key) ^ signBit)
}

func appendTime(dst []byte, t time.Time) []byte { return appendChat(dst, t.UnixNano()) }

func timeOf(key []byte) time.Time { return time.Unix(0, chatOf(key)).UTC() }

func appendSeq(dst []byte, n uint64) []byte { return binary.BigEndian.AppendUint64(dst, n) }

func appendDay(dst []byte, day uint32) []byte { return binary.BigEndian.AppendUint32(dst, day) }

// Keys of their own, each in room of its own. bbolt copies them where it keeps them.

func chatKey(chatID int64) []byte { return appendChat(make([]byte, 0, 8), chatID) }

func seqKey(seq uint64) []byte { return appendSeq(make([]byte, 0, 8), seq) }

func chatSeqKey(chatID int64, seq uint64) []byte {
	return appendSeq(appendChat(make([]byte, 0, 16), chatID), seq)
}

func chatIDKey(chatID int64, id order.ID) []byte {
	return append(appendChat(make([]byte, 0, 8+idLength), chatID), id...)
}

func dayKey(reseller int64, day uint32) []byte {
	return appendDay(appendChat(make([]byte, 0, 12), reseller), day)
}

func cardKey(chatID int64, card string) []byte {
	return append(appendChat(make([]byte, 0, 64), chatID), card...)
}

// transactionPrefix is what index keys of a transaction id begin with; nil
// where there is none. Long ones are cut: whoever looks compares the whole.
func transactionPrefix(dst []byte, transaction string) []byte {
	folded := foldTransaction(transaction)
	if folded == "" {
		return nil
	}
	if len(folded) > 64 {
		folded = folded[:64]
	}
	return append(append(dst, folded...), 0)
}

func foldTransaction(id string) string { return strings.ToLower(strings.TrimSpace(id)) }

// idAt is the order id that an index key ends with.
func idAt(key []byte) order.ID { return order.ID(key[len(key)-idLength:]) }

// dayOf is the calendar day of t in the store's calendar.
func dayOf(t time.Time, in *time.Location) uint32 {
	year, month, day := t.In(in).Date()
	return uint32(year*10_000 + int(month)*100 + day)
}

var errNotDay = errors.New(`not a day of the form "2026-11-23"`)

func parseDay(text string) (uint32, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, errNotDay
	}
	return dayOf(t, time.UTC), nil
}

// lastBefore moves the cursor to the last key under bound.
func lastBefore(c *bbolt.Cursor, bound []byte) (key, value []byte) {
	if k, _ := c.Seek(bound); k == nil {
		return c.Last()
	}
	return c.Prev()
}
