package storage

import (
	"fmt"
	"math"
	"time"

	"rechargebot/flows/order"
)

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

// Ask leaves a question for the desk.
func (t *tx) InquireBalance(q order.BalanceInquiry) error {
	if err := t.change(); err != nil {
		return err
	}
	seq, err := t.bucket(bQuestions).NextSequence()
	if err != nil {
		return fmt.Errorf("saving question: %w", err)
	}
	q.Seq = seq
	t.due[order.ToInquire] = true
	return t.save(bQuestions, seqKey(seq), recordQuestion(&q))
}

// Questions gives up to limit questions, oldest first.
func (t *tx) BalanceInquiries(limit int) ([]order.BalanceInquiry, error) {
	var questions []order.BalanceInquiry
	c := t.cursor(bQuestions)
	for k, v := c.First(); k != nil && len(questions) < limit; k, v = c.Next() {
		q, err := decode[questionRecord, order.BalanceInquiry](bQuestions, v)
		if err != nil {
			return nil, err
		}
		questions = append(questions, q)
	}
	return questions, nil
}

// DropInquiry forgets a question that has been answered.
func (t *tx) DropInquiry(seq uint64) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.drop(bQuestions, seqKey(seq))
}

// PanelState gives what is remembered of a panel; zero at first.
func (t *tx) PanelState(id order.PanelID) (order.PanelState, error) {
	p, _, err := load[panelRecord, order.PanelState](t, bMeta, panelKey(id))
	return p, err
}

// panelKey is the key of a panel's state: "panel" is the main one's.
func panelKey(id order.PanelID) []byte {
	if id == order.MainPanel {
		return keyPanel
	}
	return append(append([]byte(nil), "panel "...), id...)
}

// PutPanelState keeps it.
func (t *tx) PutPanelState(id order.PanelID, p order.PanelState) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.save(bMeta, panelKey(id), recordPanel(&p))
}
