package storage

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// bDays: chat (reseller or 0) day: done (8 bytes), done amount in paisa (8), failed (8)
var bDays = newBucket("days")

var totalsSubject = subject{
	steps: steps{1: func(b *file.Tx) error { return b.MakeBuckets("days") }},
	// They are checked with the orders.
}

// dayTotals are the totals that the orders make, for a check of those that are kept.
type dayTotals map[ofDay]chat.Totals

type ofDay struct {
	reseller int64
	day      uint32
}

func (d dayTotals) add(b *booked) {
	for _, reseller := range [2]int64{b.Reseller, 0} {
		sum := d[ofDay{reseller, b.Booked}]
		if b.State == order.Done {
			sum.Done++
			sum.DoneAmount += b.Amount
		} else {
			sum.Failed++
		}
		d[ofDay{reseller, b.Booked}] = sum
	}
}

// check compares them with what is kept.
func (d dayTotals) check(t *tx, f *findings) {
	c := t.cursor(bDays)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if len(k) != 12 {
			f.Add("a day has the key %x", k)
			continue
		}
		got, err := readDay(v)
		if err != nil {
			f.Add("%v", err)
		}
		key := ofDay{chatOf(k), binary.BigEndian.Uint32(k[8:])}
		if want := d[key]; got != want {
			f.Add("totals of %d on %d are %+v instead of %+v", key.reseller, key.day, got, want)
		}
		delete(d, key)
	}
	for key, want := range d {
		f.Add("totals of %d on %d are missing: %+v", key.reseller, key.day, want)
	}
}

// book keeps the day totals in step: an order counts on the day it settled,
// and stays on that day whatever becomes of it later.
func (t *tx) book(was, now *booked) error {
	if !now.State.Final() {
		now.Booked = 0
	} else if was.State.Final() {
		if was.State == now.State && was.Amount == now.Amount && was.Reseller == now.Reseller && was.Operator == now.Operator && was.Price == now.Price {
			return nil
		}
	} else {
		settled := now.Settled
		if settled.IsZero() { // never refuse a final word for want of its time
			settled = now.Placed
		}
		now.Booked = dayOf(settled, t.location)
	}
	if was.State.Final() {
		if err := t.addToDays(was, -1); err != nil {
			return err
		}
		if err := t.addToOperators(was, -1); err != nil {
			return err
		}
	}
	if now.State.Final() {
		if err := t.addToDays(now, +1); err != nil {
			return err
		}
		return t.addToOperators(now, +1)
	}
	return nil
}

// addToDays counts the order in (+1) or out (-1), for its reseller and for everybody.
func (t *tx) addToDays(b *booked, sign int64) error {
	for _, reseller := range [2]int64{b.Reseller, 0} {
		key := dayKey(reseller, b.Booked)
		sum, err := readDay(t.bucket(bDays).Get(key))
		if err != nil {
			return err
		}
		if b.State == order.Done {
			sum.Done += int(sign)
			sum.DoneAmount += money.Taka(sign) * b.Amount
		} else {
			sum.Failed += int(sign)
		}
		value := make([]byte, 0, 24)
		for _, n := range [3]int64{int64(sum.Done), int64(sum.DoneAmount), int64(sum.Failed)} {
			value = binary.BigEndian.AppendUint64(value, uint64(n))
		}
		if err := t.put(bDays, key, value); err != nil {
			return err
		}
	}
	return nil
}

func readDay(value []byte) (chat.Totals, error) {
	switch len(value) {
	case 0:
		return chat.Totals{}, nil
	case 24:
		return chat.Totals{
			Done:       int(binary.BigEndian.Uint64(value)),
			DoneAmount: money.Taka(binary.BigEndian.Uint64(value[8:])),
			Failed:     int(binary.BigEndian.Uint64(value[16:])),
		}, nil
	}
	return chat.Totals{}, fmt.Errorf("reading from %s: %w (a record of %d bytes)", bDays, ErrDamaged, len(value))
}

// Totals sums the days from and to and those between, in the store's calendar.
func (t *tx) Totals(reseller int64, from, to string) (chat.Totals, error) {
	var sum chat.Totals
	first, err := parseDay(from)
	if err != nil {
		return sum, fmt.Errorf("totals from %q: %w", from, err)
	}
	last, err := parseDay(to)
	if err != nil {
		return sum, fmt.Errorf("totals to %q: %w", to, err)
	}
	end := dayKey(reseller, last)
	c := t.cursor(bDays)
	for k, v := c.Seek(dayKey(reseller, first)); k != nil && bytes.Compare(k, end) <= 0; k, v = c.Next() {
		day, err := readDay(v)
		if err != nil {
			return sum, err
		}
		sum.Done += day.Done
		sum.DoneAmount += day.DoneAmount
		sum.Failed += day.Failed
	}
	return sum, nil
}
