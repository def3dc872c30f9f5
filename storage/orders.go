package storage

import (
	"bytes"
	"fmt"

	"rechargebot/flows/order"
)

// booked is an order and the day (20261123) on whose totals it is, if it is final;
// a reversal weeks later corrects that day.
type booked struct {
	order.Order
	Booked uint32
}

// indexes say in which buckets an order has which key; nil for none.
var indexes = []struct {
	bucket bucket
	key    func(dst []byte, o *order.Order) []byte
}{
	{bOpen, func(dst []byte, o *order.Order) []byte {
		if !o.Open() {
			return nil
		}
		return append(appendChat(dst, o.Reseller), o.ID...)
	}},
	{bOpen, func(dst []byte, o *order.Order) []byte {
		if !o.Open() {
			return nil
		}
		return append(appendChat(dst, 0), o.ID...)
	}},
	{bSending, func(dst []byte, o *order.Order) []byte {
		if o.State != order.Sending {
			return nil
		}
		return append(dst, o.ID...)
	}},
	{bDue, func(dst []byte, o *order.Order) []byte {
		q, ok := o.Queue()
		if !ok {
			return nil
		}
		return append(appendTime(append(dst, byte(q)), o.Next), o.ID...)
	}},
	{bStuck, func(dst []byte, o *order.Order) []byte {
		if !o.Open() || o.Stuck.IsZero() {
			return nil
		}
		return append(dst, o.ID...)
	}},
	{bHistory, func(dst []byte, o *order.Order) []byte {
		return append(appendChat(dst, o.Reseller), o.ID...)
	}},
	{bNumbers, func(dst []byte, o *order.Order) []byte {
		if o.Number == "" {
			return nil
		}
		return append(append(dst, o.Number...), o.ID...)
	}},
	{bTransactions, func(dst []byte, o *order.Order) []byte {
		prefix := transactionPrefix(dst, o.TransactionID)
		if prefix == nil {
			return nil
		}
		return append(prefix, o.ID...)
	}},
}

// Order gives the order with the id; false where there is none.
func (t *tx) Order(id order.ID) (order.Order, bool, error) {
	b, ok, err := t.booked(id)
	return b.Order, ok, err
}

func (t *tx) booked(id order.ID) (booked, bool, error) {
	if len(id) != idLength {
		return booked{}, false, nil
	}
	return load[orderRecord, booked](t, bOrders, []byte(id))
}

// orders reads the orders that ids name; an id without an order means that the
// indexes are not in step, so the file is damaged.
func (t *tx) orders(ids []order.ID) ([]order.Order, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	orders := make([]order.Order, 0, len(ids))
	for _, id := range ids {
		o, ok, err := t.Order(id)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fmt.Errorf("reading order %s: %w (an index names it, but it is not there)", id, ErrDamaged)
		}
		orders = append(orders, o)
	}
	return orders, nil
}

// PutOrder writes the order, touches the indexes in which its place has
// changed, and books it on a day where it became final.
func (t *tx) PutOrder(o order.Order) error {
	if err := t.change(); err != nil {
		return err
	}
	if err := t.putOrder(o); err != nil {
		return fmt.Errorf("saving order %s: %w", o.ID, err)
	}
	return nil
}

func (t *tx) putOrder(o order.Order) error {
	if !o.ID.Valid() {
		return fmt.Errorf("%q is not an order's id", string(o.ID))
	}
	if o.Reseller == 0 || len(o.Number) > 32 {
		return fmt.Errorf("reseller %d, number %q", o.Reseller, string(o.Number))
	}
	was, known, err := t.booked(o.ID)
	if err != nil {
		return err
	}
	now := booked{Order: o, Booked: was.Booked}
	if err := t.book(&was, &now); err != nil {
		return err
	}
	key := []byte(o.ID)
	if err := t.save(bOrders, key, recordOrder(&now)); err != nil {
		return err
	}
	if !o.Open() { // seldom read again, so it must take no room from those that are
		t.decoded.forget(nameOf(bOrders, key))
	}
	left, right := make([]byte, 0, 96), make([]byte, 0, 96)
	for _, index := range indexes {
		var before []byte
		if known {
			before = index.key(left, &was.Order)
		}
		after := index.key(right, &o)
		if bytes.Equal(before, after) {
			continue
		}
		if before != nil {
			if err := t.drop(index.bucket, before); err != nil {
				return err
			}
		}
		if after != nil {
			if err := t.put(index.bucket, after, none); err != nil {
				return err
			}
			if index.bucket == bDue {
				t.due[after[0]] = true // the queue comes first in its key
			}
		}
	}
	wasOpen := known && was.Open()
	switch {
	case o.Open() && !wasOpen:
		return t.putCount(bMeta, keyOpen, t.count(bMeta, keyOpen)+1)
	case !o.Open() && wasOpen:
		return t.putCount(bMeta, keyOpen, t.count(bMeta, keyOpen)-1)
	}
	return nil
}
