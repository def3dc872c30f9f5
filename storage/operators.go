package storage

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// What is kept by operator: the day totals, for reports, and how long the latest orders
// took, for whoever waits.
var (
	// chat (reseller or 0) day operator (its code): done, done amount in paisa, failed,
	// amount of those done that a wallet paid for, what it paid; 8 bytes each
	bOperatorDays = newBucket("operator days")
	// operator (its code): of the last orders that the panel called done, the oldest
	// first, when in seconds since 1970 and how long it took in milliseconds; 4 bytes each
	bTimes = newBucket("times")
)

var operatorSubject = subject{
	steps: steps{5: operatorsOfVersion4},
	// The day totals are checked with the orders.
	check: func(t *tx, f *findings) {
		f.pairs(t, bTimes, func(_, v []byte) bool { return len(v)%8 == 0 })
	},
}

// operatorsOfVersion4 sums the orders that are there by operator.
func operatorsOfVersion4(b *file.Tx) error {
	if err := b.MakeBuckets("operator days", "times"); err != nil {
		return err
	}
	sums := map[string][5]int64{}
	c := b.Bucket([]byte("orders")).Cursor()
	for id, v := c.First(); id != nil; id, v = c.Next() {
		if len(id) != idLength { // the ledger's
			continue
		}
		var r struct {
			Reseller int64  `json:"reseller"`
			Operator string `json:"operator"`
			Amount   int64  `json:"amount"`
			Price    int64  `json:"price"`
			State    string `json:"state"`
			Booked   uint32 `json:"booked"`
		}
		if err := json.Unmarshal(v, &r); err != nil {
			return fmt.Errorf("reading an order: %w (%w)", ErrDamaged, err)
		}
		if r.Booked == 0 {
			continue
		}
		for _, reseller := range [2]int64{r.Reseller, 0} {
			key := string(append(dayKey(reseller, r.Booked), r.Operator...))
			sum := sums[key]
			switch {
			case r.State != "done":
				sum[2]++
			case r.Price != 0:
				sum[3] += r.Amount
				sum[4] += r.Price
				fallthrough
			default:
				sum[0]++
				sum[1] += r.Amount
			}
			sums[key] = sum
		}
	}
	for key, sum := range sums {
		var value []byte
		for _, n := range sum {
			value = binary.BigEndian.AppendUint64(value, uint64(n))
		}
		if err := b.Bucket([]byte("operator days")).Put([]byte(key), value); err != nil {
			return err
		}
	}
	return nil
}

// operatorDay are the sums of one operator on one day.
type operatorDay struct {
	chat.Totals
	Priced, Price money.Taka
}

func (d *operatorDay) add(b *booked, sign int) {
	if b.State != order.Done {
		d.Failed += sign
		return
	}
	d.Done += sign
	d.DoneAmount += money.Taka(sign) * b.Amount
	if b.Price != 0 {
		d.Priced += money.Taka(sign) * b.Amount
		d.Price += money.Taka(sign) * b.Price
	}
}

func (d operatorDay) value() []byte {
	value := make([]byte, 0, 40)
	for _, n := range [5]int64{int64(d.Done), int64(d.DoneAmount), int64(d.Failed), int64(d.Priced), int64(d.Price)} {
		value = binary.BigEndian.AppendUint64(value, uint64(n))
	}
	return value
}

func readOperatorDay(value []byte) (d operatorDay, err error) {
	switch len(value) {
	case 0:
		return d, nil
	case 40:
		n := func(i int) uint64 { return binary.BigEndian.Uint64(value[8*i:]) }
		d.Totals = chat.Totals{Done: int(n(0)), DoneAmount: money.Taka(n(1)), Failed: int(n(2))}
		d.Priced, d.Price = money.Taka(n(3)), money.Taka(n(4))
		return d, nil
	}
	return d, fmt.Errorf("reading from %s: %w (a record of %d bytes)", bOperatorDays, ErrDamaged, len(value))
}

// addToOperators counts the order in (+1) or out (-1), as addToDays does.
func (t *tx) addToOperators(b *booked, sign int) error {
	for _, reseller := range [2]int64{b.Reseller, 0} {
		key := append(dayKey(reseller, b.Booked), b.Operator...)
		sum, err := readOperatorDay(t.bucket(bOperatorDays).Get(key))
		if err != nil {
			return err
		}
		sum.add(b, sign)
		if err := t.put(bOperatorDays, key, sum.value()); err != nil {
			return err
		}
	}
	return nil
}

// OperatorTotals gives a reseller's days (everybody's where reseller is 0) by operator,
// from and to included, in the store's calendar.
func (t *tx) OperatorTotals(reseller int64, from, to string) (days []chat.OperatorTotals, err error) {
	first, err := parseDay(from)
	if err != nil {
		return nil, fmt.Errorf("totals from %q: %w", from, err)
	}
	last, err := parseDay(to)
	if err != nil {
		return nil, fmt.Errorf("totals to %q: %w", to, err)
	}
	end := append(dayKey(reseller, last), 0xff)
	c := t.cursor(bOperatorDays)
	for k, v := c.Seek(dayKey(reseller, first)); k != nil && bytes.Compare(k, end) < 0; k, v = c.Next() {
		d, err := readOperatorDay(v)
		if err != nil {
			return nil, err
		}
		n := binary.BigEndian.Uint32(k[8:])
		day := time.Date(int(n/10_000), time.Month(n/100%100), int(n%100), 0, 0, 0, 0, time.UTC)
		days = append(days, chat.OperatorTotals{Day: day.Format(time.DateOnly), Operator: order.Operator(k[12:]), Totals: d.Totals, Priced: d.Priced, Price: d.Price})
	}
	return days, nil
}

// operatorDays are the totals that the orders make, for a check of those that are kept.
type operatorDays map[string]operatorDay

func (d operatorDays) add(b *booked) {
	for _, reseller := range [2]int64{b.Reseller, 0} {
		key := string(append(dayKey(reseller, b.Booked), b.Operator...))
		sum := d[key]
		sum.add(b, +1)
		d[key] = sum
	}
}

// check compares them with what is kept.
func (d operatorDays) check(t *tx, f *findings) {
	f.pairs(t, bOperatorDays, func(k, v []byte) bool {
		got, err := readOperatorDay(v)
		want := d[string(k)]
		delete(d, string(k))
		return err == nil && got == want
	})
	for key := range d {
		f.Add("%s: entry %x is missing", bOperatorDays, key)
	}
}

// mostTimes is how many of an operator's orders are remembered.
const mostTimes = 128

// noteTime remembers how long an order took, where the panel says that it is done.
func (t *tx) noteTime(was, now *booked) error {
	took := now.Settled.Sub(now.Placed)
	if now.Operator == "" || was.State.Final() || now.State != order.Done || now.Cause != order.CauseNone || took < 0 || took > 24*time.Hour {
		return nil
	}
	key := []byte(now.Operator)
	old := t.bucket(bTimes).Get(key)
	old = old[max(0, len(old)-8*(mostTimes-1)):]
	value := append(make([]byte, 0, len(old)+8), old...)
	value = binary.BigEndian.AppendUint32(value, uint32(now.Settled.Unix()))
	return t.put(bTimes, key, binary.BigEndian.AppendUint32(value, uint32(took.Milliseconds())))
}

// Took gives how long each of an operator's latest orders took that were done since
// then and until now.
func (t *tx) Took(o order.Operator, since, now time.Time) (took []time.Duration, err error) {
	if o == "" {
		return nil, nil
	}
	v := t.bucket(bTimes).Get([]byte(o))
	for ; len(v) >= 8; v = v[8:] {
		at := time.Unix(int64(binary.BigEndian.Uint32(v)), 0)
		if !at.Before(since) && !at.After(now) {
			took = append(took, time.Duration(binary.BigEndian.Uint32(v[4:]))*time.Millisecond)
		}
	}
	return took, nil
}
