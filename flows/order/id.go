package order

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// ID names an order here and at the panel. It has the form of PHP's uniqid(),
// which the panel's columns are made for: 13 lower-case hex digits. Eight are
// seconds since 1970, two are the generation, three count within the second.
//
// No id is given twice. Sorting by id is sorting by time only as far as the clock
// was right: ids rise while the clock does, and those given after it was set
// back, or after a backup was restored, may sort before earlier ones. So lists
// are sorted by id, newest first, and pages of them begin at an id, but nothing
// that must be right is concluded from one id being the larger.
type ID string

// The parts of an id below its seconds.
const (
	sequenceBits = 12
	sequences    = 1 << sequenceBits
	generations  = 256
)

// Valid reports whether the id has the panel's form.
func (id ID) Valid() bool {
	_, _, ok := id.parts()
	return ok
}

// parts gives the second and the 20 bits below it.
func (id ID) parts() (second, low uint32, ok bool) {
	if len(id) != 13 {
		return 0, 0, false
	}
	for i := range 13 {
		if c := id[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return 0, 0, false
		}
	}
	n, err := strconv.ParseUint(string(id), 16, 64)
	if err != nil {
		return 0, 0, false
	}
	return uint32(n >> 20), uint32(n & (1<<20 - 1)), true
}

// IDs is what a store keeps to give ids. While the generation is the same each
// id is later than the one before, so none is given twice. A clock that was set
// back, and a restored backup, would repeat seconds; each takes up another
// generation, one that has given no id in those seconds.
type IDs struct {
	Last       ID        // given last; "" for none
	Clock      time.Time // what the clock said then, or when the generation changed
	Generation uint8     // of the ids to come
}

// Generations says of each generation the last second (Unix) in which it gave an
// id before it was left; 0 for never.
type Generations [generations]uint32

// Next gives an id. Within a second the first has a random number of the lower
// half, those after it the next ones; a second whose numbers are used up goes on
// in the next. random(n) gives a number from 0 to n-1.
func (s *IDs) Next(now time.Time, random func(n int) int) ID {
	second, number := secondOf(now), -1
	if last, low, ok := s.Last.parts(); ok && second <= last {
		second, number = last, int(low%sequences)+1
		if number == sequences {
			second, number = last+1, -1
		}
	}
	if number < 0 {
		number = random(sequences / 2)
	}
	s.Last = ID(fmt.Sprintf("%08x%02x%03x", second, s.Generation, number))
	s.Clock = now
	return s.Last
}

// SetBack reports whether the clock has been set back by a second or more, so
// that the generation has to change before the next id.
func (s *IDs) SetBack(now time.Time) bool {
	return !s.Clock.IsZero() && s.Clock.Sub(now) >= time.Second
}

// Change takes up another generation, none of those given, and notes in used what
// becomes of the one that is left. The new one has given no id from the present
// second on; where there is none such left, ids go on behind all that were given,
// whatever the clock says.
func (s *IDs) Change(now time.Time, used *Generations, random func(n int) int, besides ...uint8) {
	used.note(*s)
	second, last := secondOf(now), ID("")
	free := func() (free []uint8) {
		for g, left := range used {
			if left < second && uint8(g) != s.Generation && !slices.Contains(besides, uint8(g)) {
				free = append(free, uint8(g))
			}
		}
		return free
	}
	which := free()
	if len(which) == 0 {
		newest := slices.Max(used[:])
		second, last = newest+1, ID(fmt.Sprintf("%08xfffff", newest))
		which = free()
	}
	s.Last, s.Clock, s.Generation = last, now, which[random(len(which))]
}

// Restored gives what a restored backup goes on with, so that it gives no id that
// the backup or the store which it replaces has given. Used is the backup's, and
// becomes that of both.
func (s *IDs) Restored(used *Generations, replaced IDs, replacedUsed *Generations, now time.Time, random func(n int) int) {
	for g, last := range replacedUsed {
		used[g] = max(used[g], last)
	}
	used.note(*s)
	used.note(replaced)
	s.Change(now, used, random, replaced.Generation)
}

// note notes where a generation has got to.
func (g *Generations) note(s IDs) {
	if second, _, ok := s.Last.parts(); ok {
		g[s.Generation] = max(g[s.Generation], second)
	}
}

// IDAt is where the ids of orders placed at a time or later begin in lists, as far as the
// clock was right.
func IDAt(t time.Time) ID { return ID(fmt.Sprintf("%08x00000", secondOf(t))) }

// secondOf gives the seconds of a time as ids can hold them.
func secondOf(t time.Time) uint32 {
	return uint32(min(max(t.Unix(), 0), 1<<32-2))
}
