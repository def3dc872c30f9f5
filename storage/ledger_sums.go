package storage

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
)

// dated are the sums, the time of the last entry, and the day of it with its own sums.
// The day is that of the last entry, in the time zone that was set when it was booked.
type dated struct {
	account.Sums
	Last  int64  // nanoseconds since 1970; 0 for none
	Day   uint32 // 20261123
	Today account.Sums
}

// writeDated writes the time of the last entry (8 bytes) and its day (4), the sums of the
// members' wallets, of what they owe and of what is on hold (8 each), the length of the
// owner's accounts (4), these, and those of the day.
func writeDated(d *dated) ([]byte, error) {
	all, err := writeSums(&d.Sums)
	if err != nil {
		return nil, err
	}
	today, err := writeSums(&d.Today)
	if err != nil {
		return nil, err
	}
	value := make([]byte, 0, datedHead+len(all)+len(today))
	value = appendDay(binary.BigEndian.AppendUint64(value, uint64(d.Last)), d.Day)
	for _, n := range [...]money.Taka{d.Wallets, d.Owed, d.Held} {
		value = binary.BigEndian.AppendUint64(value, uint64(n))
	}
	value = binary.BigEndian.AppendUint32(value, uint32(len(all)))
	return append(append(value, all...), today...), nil
}

const datedHead = 8 + 4 + 3*8 + 4

// readDated reads them; none are none.
func readDated(value []byte) (d dated, err error) {
	if value == nil {
		return d, nil
	}
	if len(value) < datedHead {
		return d, fmt.Errorf("reading sums: %w (a record of %d bytes)", ErrDamaged, len(value))
	}
	n := int(binary.BigEndian.Uint32(value[datedHead-4:]))
	accounts := value[datedHead:]
	if n > len(accounts) {
		return d, fmt.Errorf("reading sums: %w (%d bytes of %d)", ErrDamaged, len(accounts), n)
	}
	if d.Sums, err = readSums(accounts[:n]); err != nil {
		return d, err
	}
	d.Last, d.Day = int64(binary.BigEndian.Uint64(value)), binary.BigEndian.Uint32(value[8:])
	for i, sum := range [...]*money.Taka{&d.Wallets, &d.Owed, &d.Held} {
		*sum = money.Taka(binary.BigEndian.Uint64(value[12+8*i:]))
	}
	d.Today, err = readSums(accounts[n:])
	return d, err
}

// writeSums writes the owner's accounts: sales, face, bonus and adjustments as 8 bytes
// each, then each channel's with the length of its name (1 byte) and its name before it,
// in the order of the names.
func writeSums(s *account.Sums) ([]byte, error) {
	value := make([]byte, 0, 4*8+32*len(s.Cash))
	for _, n := range [...]money.Taka{s.Sales, s.Face, s.Bonus, s.Adjustments} {
		value = binary.BigEndian.AppendUint64(value, uint64(n))
	}
	for _, channel := range slices.Sorted(maps.Keys(s.Cash)) {
		if len(channel) > 255 {
			return nil, fmt.Errorf("writing sums: the channel %q", channel)
		}
		value = append(append(value, byte(len(channel))), channel...)
		value = binary.BigEndian.AppendUint64(value, uint64(s.Cash[channel]))
	}
	return value, nil
}

// readSums reads them; none are none.
func readSums(value []byte) (s account.Sums, err error) {
	if value == nil {
		return s, nil
	}
	damaged := fmt.Errorf("reading sums: %w (a record of %d bytes)", ErrDamaged, len(value))
	if len(value) < 4*8 {
		return s, damaged
	}
	for i, n := range [...]*money.Taka{&s.Sales, &s.Face, &s.Bonus, &s.Adjustments} {
		*n = money.Taka(binary.BigEndian.Uint64(value[8*i:]))
	}
	for value = value[4*8:]; len(value) > 0; {
		n := 1 + int(value[0])
		if len(value) < n+8 {
			return s, damaged
		}
		if s.Cash == nil {
			s.Cash = map[string]money.Taka{}
		}
		s.Cash[string(value[1:n])] = money.Taka(binary.BigEndian.Uint64(value[n:]))
		value = value[n+8:]
	}
	return s, nil
}

func bookedKey(day uint32) []byte { return appendDay(append(make([]byte, 0, 5), ofDays), day) }

// Sums are the owner's accounts and the sums of the members'.
func (t *tx) Sums() (account.Sums, error) {
	s, err := t.sums()
	return s.Sums, err
}

func (t *tx) sums() (dated, error) {
	s, err := readDated(t.bucket(bMeta).Get(keySums))
	if err != nil {
		err = &account.Unreadable{What: "the kept sums of the owner's accounts cannot be read", Cause: err}
	}
	return s, err
}

// SumsOf are those of the days from and to and those between.
func (t *tx) SumsOf(from, to string) (sum account.Sums, err error) {
	first, err := parseDay(from)
	if err != nil {
		return sum, fmt.Errorf("sums from %q: %w", from, err)
	}
	last, err := parseDay(to)
	if err != nil {
		return sum, fmt.Errorf("sums to %q: %w", to, err)
	}
	now, err := t.sums()
	if err != nil {
		return sum, err
	}
	if now.Last != 0 && first <= now.Day && now.Day <= last {
		sum.Add(now.Today)
	}
	c := t.cursor(bLedger)
	for k, v := c.Seek(bookedKey(first)); len(k) == 5 && k[0] == ofDays && dayAt(k) <= last; k, v = c.Next() {
		day, err := readSums(v)
		if err != nil {
			return sum, &account.Unreadable{What: fmt.Sprintf("the sums of the day %d cannot be read", dayAt(k)), Cause: err}
		}
		sum.Add(day)
	}
	return sum, nil
}

// dayAt is the day that a key ends with.
func dayAt(key []byte) uint32 { return binary.BigEndian.Uint32(key[len(key)-4:]) }

// LastBooked is the time of the last entry.
func (t *tx) LastBooked() (time.Time, error) {
	s, err := t.sums()
	if err != nil || s.Last == 0 {
		return time.Time{}, err
	}
	return time.Unix(0, s.Last).UTC(), nil
}

// putSums keeps the sums after an entry, and adds it to those of its day. With the first
// entry of a day those of the day before go where they stay.
func (t *tx) putSums(e account.Entry, sums account.Sums, day string) error {
	on, err := parseDay(day)
	if err != nil {
		return err
	}
	d, err := t.sums()
	if err != nil {
		return err
	}
	if d.Day != on {
		if err := t.turnDay(&d, on); err != nil {
			return err
		}
	}
	d.Sums, d.Last = sums, e.At.UnixNano()
	d.Today.Add(account.SumsBy(e))
	value, err := writeDated(&d)
	if err != nil {
		return err
	}
	return t.put(bMeta, keySums, value)
}

// turnDay goes on with another day, which may have sums, where the calendar was changed.
func (t *tx) turnDay(d *dated, on uint32) error {
	if !d.Today.Empty() {
		value, err := writeSums(&d.Today)
		if err != nil {
			return err
		}
		if err := t.put(bLedger, bookedKey(d.Day), value); err != nil {
			return err
		}
	}
	key := bookedKey(on)
	sums, err := readSums(t.bucket(bLedger).Get(key))
	if err != nil {
		return err
	}
	d.Day, d.Today = on, sums
	return t.drop(bLedger, key)
}
