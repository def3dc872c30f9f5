package order

import (
	"fmt"
	"strconv"
	"time"
)

// ID names an order here and at the panel. It has the form of PHP's uniqid(),
// which the panel's columns are made for: 13 lower-case hex digits, eight of
// seconds and five of microseconds, so ids sort by time.
type ID string

// NextID gives the id for now, or the next one after last where that is not
// later, so that a clock set back cannot give an id twice.
func NextID(now time.Time, last ID) ID {
	ticks := max(0, now.UnixMicro())
	if prev, ok := last.ticks(); ok && ticks <= prev {
		ticks = prev + 1
	}
	return ID(fmt.Sprintf("%08x%05x", uint32(ticks/1_000_000), ticks%1_000_000))
}

// Valid reports whether the id has the panel's form.
func (id ID) Valid() bool {
	_, ok := id.ticks()
	return ok
}

// ticks gives the microseconds since 1970 that the id was made from.
func (id ID) ticks() (int64, bool) {
	if len(id) != 13 {
		return 0, false
	}
	for i := range 13 {
		if c := id[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return 0, false
		}
	}
	seconds, err := strconv.ParseInt(string(id[:8]), 16, 64)
	if err != nil {
		return 0, false
	}
	micros, err := strconv.ParseInt(string(id[8:]), 16, 64)
	if err != nil {
		return 0, false
	}
	return seconds*1_000_000 + micros, true
}
