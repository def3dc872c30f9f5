package storage

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

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

// History gives a reseller's orders before the given id (all where it is ""),
// newest first, at most limit; everybody's where reseller is 0.
func (t *tx) History(reseller int64, before order.ID, limit int) ([]order.Order, error) {
	if reseller == 0 { // the ledger's keys there are longer
		return t.orders(t.newestIDs(bOrders, nil, before, limit))
	}
	return t.orders(t.newestIDs(bHistory, chatKey(reseller), before, limit))
}

// HistoryAfter gives the page of limit orders after the given id that is
// nearest to it, newest first.
func (t *tx) HistoryAfter(reseller int64, after order.ID, limit int) ([]order.Order, error) {
	prefix := chatKey(reseller)
	from := chatIDKey(reseller, after)
	var ids []order.ID
	c := t.cursor(bHistory)
	for k, _ := c.Seek(from); k != nil && bytes.HasPrefix(k, prefix) && len(ids) < limit; k, _ = c.Next() {
		if id := idAt(k); id != after {
			ids = append(ids, id)
		}
	}
	slices.Reverse(ids)
	return t.orders(ids)
}

// OpenOrders gives a reseller's orders on their way, newest first; of
// everybody where reseller is 0.
func (t *tx) OpenOrders(reseller int64, limit int) ([]order.Order, error) {
	return t.orders(t.newestIDs(bOpen, chatKey(reseller), "", limit))
}

// OrdersTo gives the orders to a mobile number, newest first.
func (t *tx) OrdersTo(n order.Number, limit int) ([]order.Order, error) {
	if n == "" || len(n) > 32 {
		return nil, nil
	}
	return t.orders(t.newestIDs(bNumbers, []byte(n), "", limit))
}

// OpenTo gives the orders of an amount to a number that are on their way, newest first.
func (t *tx) OpenTo(n order.Number, amount money.Taka, limit int) ([]order.Order, error) {
	if n == "" || len(n) > 32 {
		return nil, nil
	}
	return t.orders(t.newestIDs(bOpenTo, openToPrefix(nil, n, amount), "", limit))
}

// OrdersEnding gives a reseller's orders to numbers with the last four digits, newest
// first; everybody's where reseller is 0.
func (t *tx) OrdersEnding(reseller int64, digits string, limit int) ([]order.Order, error) {
	if len(digits) != endLength {
		return nil, nil
	}
	if reseller != 0 {
		return t.orders(t.newestIDs(bEnds, appendChat([]byte(digits), reseller), "", limit))
	}
	var ids []order.ID
	c := t.cursor(bEnds)
	for k, _ := c.Seek([]byte(digits)); k != nil && string(k[:endLength]) == digits; k, _ = c.Next() {
		ids = append(ids, idAt(k))
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	return t.orders(ids[:min(len(ids), limit)])
}

// newestIDs gives the last ids under a prefix of an index, newest first: those
// before the given id, or all where it is "".
func (t *tx) newestIDs(n bucket, prefix []byte, before order.ID, limit int) []order.ID {
	// No id begins with a byte as high as 0xff.
	bound := slices.Concat(prefix, []byte{0xff})
	if before != "" {
		bound = slices.Concat(prefix, []byte(before))
	}
	var ids []order.ID
	c := t.cursor(n)
	for k, _ := lastBefore(c, bound); k != nil && bytes.HasPrefix(k, prefix) && len(ids) < limit; k, _ = c.Prev() {
		if len(k) == len(prefix)+idLength {
			ids = append(ids, idAt(k))
		}
	}
	return ids
}

// OrderByTransaction gives the newest order with the operator's transaction
// id; letter case and spaces around it do not matter.
func (t *tx) OrderByTransaction(id string) (order.Order, bool, error) {
	prefix := transactionPrefix(nil, id)
	if prefix == nil {
		return order.Order{}, false, nil
	}
	c := t.cursor(bTransactions)
	for k, _ := lastBefore(c, slices.Concat(prefix, []byte{0xff})); k != nil && bytes.HasPrefix(k, prefix); k, _ = c.Prev() {
		o, ok, err := t.Order(idAt(k))
		if err != nil {
			return order.Order{}, false, err
		}
		if ok && foldTransaction(o.TransactionID) == foldTransaction(id) {
			return o, true, nil
		}
	}
	return order.Order{}, false, nil
}

// Sending gives the orders in state Sending, oldest first.
func (t *tx) Sending() ([]order.Order, error) {
	return t.orders(t.firstIDs(bSending, "", math.MaxInt))
}

// StuckOrders gives the open orders whose Stuck is set, oldest first: those
// after the given id, or all where it is "".
func (t *tx) StuckOrders(after order.ID, limit int) ([]order.Order, error) {
	return t.orders(t.firstIDs(bStuck, after, limit))
}

// StuckCount gives their number.
func (t *tx) StuckCount() (int, error) {
	return len(t.firstIDs(bStuck, "", math.MaxInt)), nil
}

// firstIDs gives the first ids of an index by id: those after the given one, or
// all where it is "".
func (t *tx) firstIDs(n bucket, after order.ID, limit int) []order.ID {
	var ids []order.ID
	c := t.cursor(n)
	k, _ := c.Seek([]byte(after))
	if string(k) == string(after) {
		k, _ = c.Next()
	}
	for ; k != nil && len(ids) < limit; k, _ = c.Next() {
		ids = append(ids, idAt(k))
	}
	return ids
}

// Due gives up to limit ids from a queue whose time has come, those waiting
// longest first, or, with newest, those whose time came last.
func (t *tx) Due(q order.Queue, now time.Time, newest bool, limit int) ([]order.ID, error) {
	var ids []order.ID
	c := t.cursor(bDue)
	if newest {
		after := appendTime([]byte{byte(q)}, now.Add(1))
		for k, _ := lastBefore(c, after); k != nil && k[0] == byte(q) && len(ids) < limit; k, _ = c.Prev() {
			ids = append(ids, idAt(k))
		}
		return ids, nil
	}
	for k, _ := c.Seek([]byte{byte(q)}); k != nil && k[0] == byte(q) && len(ids) < limit; k, _ = c.Next() {
		if timeOf(k[1:]).After(now) {
			break
		}
		ids = append(ids, idAt(k))
	}
	return ids, nil
}

// NextDue gives the earliest time in the queue; false where it is empty.
func (t *tx) NextDue(q order.Queue) (time.Time, bool, error) {
	k, _ := t.cursor(bDue).Seek([]byte{byte(q)})
	if k == nil || k[0] != byte(q) {
		return time.Time{}, false, nil
	}
	return timeOf(k[1:]), true, nil
}

// OpenCount gives the number of orders on their way, from a kept counter.
func (t *tx) OpenCount() (int, error) {
	return int(t.count(bMeta, keyOpen)), nil
}

// PlacedCount gives how many orders wait to be sent, counted up to limit.
func (t *tx) PlacedCount(limit int) (int, error) {
	n := 0
	c := t.cursor(bDue)
	for k, _ := c.Seek([]byte{byte(order.ToSend)}); k != nil && k[0] == byte(order.ToSend) && n < limit; k, _ = c.Next() {
		n++
	}
	return n, nil
}
