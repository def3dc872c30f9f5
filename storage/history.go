package storage

import (
	"bytes"
	"slices"

	"rechargebot/flows/order"
)

// History gives a reseller's orders before the given id (all where it is ""),
// newest first, at most limit.
func (t *tx) History(reseller int64, before order.ID, limit int) ([]order.Order, error) {
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
