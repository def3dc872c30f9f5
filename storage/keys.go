package storage

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// Keys are put together from:
//
//	chat      8 bytes, any Telegram id (chat, person, group, update), big-endian
//	          with the sign turned round, so that negative ids sort first
//	id        13 bytes, an order.ID
//	time      8 bytes, nanoseconds since 1970, encoded as chat is
//	seq       8 bytes, big-endian, counted up by the bucket itself
//	day       4 bytes, big-endian, 20261123 for 23 November 2026
//
// Each subject's file says which bucket has which. Records are JSON unless said
// otherwise; index entries have no value.

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

func appendTime(dst []byte, t time.Time) []byte { return appendChat(dst, nanoseconds(t)) }

// nanoseconds is a time as keys have it. What is too early or too late for 64 bits is the
// first or the last that there is, so that it may be a bound.
func nanoseconds(t time.Time) int64 {
	switch year := t.UTC().Year(); {
	case year < 1678:
		return math.MinInt64
	case year > 2261:
		return math.MaxInt64
	}
	return t.UnixNano()
}

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
func lastBefore(c *file.Cursor, bound []byte) (key, value []byte) {
	if k, _ := c.Seek(bound); k == nil {
		return c.Last()
	}
	return c.Prev()
}
