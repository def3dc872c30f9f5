package storage

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// Orders, and the lists of them that are kept in step with them.
var (
	bOrders  = newGrowing("orders") // id: orderRecord; longer keys are of the ledger, see orderReference
	bOpen    = newBucket("open")    // chat (reseller, and once more 0 for everybody) id: orders on their way
	bSending = newBucket("sending") // id: orders in state Sending
	bDue     = newBucket("due")     // queue (1 byte) time id: order.Queue, by Order.Next
	bStuck   = newBucket("stuck")   // id: open orders whose Stuck is set
	bHistory = newBucket("history") // chat (reseller) id: every order
	bNumbers = newBucket("numbers") // mobile number id: every order
	// transaction id (lower case, at most 64 bytes), 0 byte, id: orders whose TransactionID is known
	bTransactions = newBucket("transactions")

	bByHand = newBucket("by hand") // id: open orders that an owner carries out by hand

	bOpenTo = newBucket("open to") // mobile number, 0 byte, amount in paisa (8 bytes), id: orders on their way
	bEnds   = newBucket("ends")    // last four digits of the mobile number, chat (reseller) id: every order

	keyOpen = []byte("open") // in meta: number of orders on their way, 8 bytes
)

var orderSubject = subject{
	steps: steps{1: func(b *file.Tx) error {
		return b.MakeBuckets("orders", "open", "sending", "due", "stuck", "history", "numbers", "transactions")
	}, 5: listsOfVersion4, 6: func(b *file.Tx) error { return b.MakeBuckets("by hand") }},
	check:    checkOrders,
	restored: makeUnclear,
}

type orderRecord struct {
	ID            string         `json:"id"`
	Reseller      int64          `json:"reseller"`
	Number        string         `json:"number"`
	Operator      string         `json:"operator"`
	Connection    int            `json:"connection"`
	Amount        int64          `json:"amount"` // paisa
	State         string         `json:"state"`
	Cause         string         `json:"cause,omitzero"`
	Placed        time.Time      `json:"placed"`
	Sent          time.Time      `json:"sent,omitzero"`
	Settled       time.Time      `json:"settled,omitzero"`
	Message       string         `json:"message,omitzero"`
	Said          string         `json:"said,omitzero"`
	TransactionID string         `json:"transaction_id,omitzero"`
	BalanceLeft   *int64         `json:"balance_left,omitzero"` // paisa
	Tries         int            `json:"tries,omitzero"`
	StatusChecks  int            `json:"looks,omitzero"`
	CheckedAt     time.Time      `json:"looked,omitzero"`
	Next          time.Time      `json:"next,omitzero"`
	CardPending   bool           `json:"quiet,omitzero"`
	Asked         bool           `json:"asked,omitzero"`
	Stuck         time.Time      `json:"stuck,omitzero"`
	Doubt         bool           `json:"doubt,omitzero"`
	Working       bool           `json:"working,omitzero"`
	Refusal       string         `json:"refusal,omitzero"`
	Denials       int            `json:"denials,omitzero"`
	Denied        time.Time      `json:"denied,omitzero"`
	Verdict       *verdictRecord `json:"verdict,omitzero"`
	Booked        uint32         `json:"booked,omitzero"` // see booked

	// Since schema 2.
	Panel   string `json:"panel,omitzero"`
	Service string `json:"service,omitzero"`
	Price   int64  `json:"price,omitzero"` // paisa
	Plan    string `json:"plan,omitzero"`
	Offer   string `json:"offer,omitzero"`

	// Since schema 5.
	Counted bool      `json:"counted,omitzero"`
	Turns   int       `json:"turns,omitzero"`
	Batch   uint64    `json:"batch,omitzero"`
	Receipt time.Time `json:"receipt,omitzero"`

	// Since schema 6.
	Hand *handRecord `json:"hand,omitzero"`
}

type handRecord struct {
	Promise  int64     `json:"promise"` // nanoseconds
	By       int64     `json:"by,omitzero"`
	Name     string    `json:"name,omitzero"`
	At       time.Time `json:"at,omitzero"`
	Restored bool      `json:"restored,omitzero"`
}

type verdictRecord struct {
	Admin int64     `json:"admin"`
	Done  bool      `json:"done"`
	At    time.Time `json:"at"`
}

func recordOrder(b *booked) *orderRecord {
	o := &b.Order
	r := &orderRecord{
		ID: string(o.ID), Reseller: o.Reseller, Number: string(o.Number), Operator: string(o.Operator),
		Connection: int(o.Connection), Amount: int64(o.Amount), State: string(o.State), Cause: string(o.Cause),
		Placed: o.Placed.UTC(), Sent: o.Sent.UTC(), Settled: o.Settled.UTC(),
		Message: o.Message, Said: o.Said, TransactionID: o.TransactionID, BalanceLeft: (*int64)(o.BalanceLeft),
		Tries: o.Tries, StatusChecks: o.StatusChecks, CheckedAt: o.CheckedAt.UTC(), Next: o.Next.UTC(),
		CardPending: o.CardPending, Asked: o.Asked, Stuck: o.Stuck.UTC(),
		Doubt: o.Doubt, Working: o.Working, Refusal: o.Refusal, Denials: o.Denials, Denied: o.Denied.UTC(),
		Booked: b.Booked,
		Panel:  string(o.Panel), Service: o.Service, Price: int64(o.Price), Plan: o.Plan, Offer: o.Offer,
		Counted: o.Counted, Turns: o.Reversals, Batch: uint64(o.Batch), Receipt: o.Receipt.UTC(),
	}
	if h := o.Hand; h != nil {
		r.Hand = &handRecord{int64(h.Promise), h.By, h.Name, h.At.UTC(), h.Restored}
	}
	if v := o.Verdict; v != nil {
		r.Verdict = &verdictRecord{Admin: v.Admin, Done: v.Done, At: v.At.UTC()}
	}
	return r
}

func (r *orderRecord) value() booked {
	o := order.Order{
		ID: order.ID(r.ID), Reseller: r.Reseller, Recharge: order.Recharge{Number: order.Number(r.Number), Operator: order.Operator(r.Operator), Connection: order.Connection(r.Connection), Amount: money.Taka(r.Amount)}, State: order.State(r.State), Cause: order.Cause(r.Cause),
		Placed: r.Placed, Sent: r.Sent, Settled: r.Settled,
		Message: r.Message, Said: r.Said, TransactionID: r.TransactionID, BalanceLeft: (*money.Taka)(r.BalanceLeft),
		Tries: r.Tries, StatusChecks: r.StatusChecks, CheckedAt: r.CheckedAt, Next: r.Next,
		CardPending: r.CardPending, Asked: r.Asked, Stuck: r.Stuck,
		Doubt: r.Doubt, Working: r.Working, Refusal: r.Refusal, Denials: r.Denials, Denied: r.Denied,
		Panel: order.PanelID(r.Panel), Service: r.Service, Price: money.Taka(r.Price), Plan: r.Plan, Offer: r.Offer,
		Counted: r.Counted, Reversals: r.Turns, Batch: order.BatchID(r.Batch), Receipt: r.Receipt,
	}
	if h := r.Hand; h != nil {
		o.Hand = &order.Hand{Promise: time.Duration(h.Promise), By: h.By, Name: h.Name, At: h.At, Restored: h.Restored}
	}
	if v := r.Verdict; v != nil {
		o.Verdict = &order.Verdict{Admin: v.Admin, Done: v.Done, At: v.At}
	}
	return booked{Order: o, Booked: r.Booked}
}

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
	{bOpenTo, func(dst []byte, o *order.Order) []byte {
		if !o.Open() || o.Number == "" {
			return nil
		}
		return append(openToPrefix(dst, o.Number, o.Amount), o.ID...)
	}},
	{bByHand, func(dst []byte, o *order.Order) []byte {
		if !o.Open() || o.Hand == nil {
			return nil
		}
		return append(dst, o.ID...)
	}},
	{bEnds, func(dst []byte, o *order.Order) []byte {
		if len(o.Number) < endLength {
			return nil
		}
		return append(appendChat(append(dst, o.Number[len(o.Number)-endLength:]...), o.Reseller), o.ID...)
	}},
	{bTransactions, func(dst []byte, o *order.Order) []byte {
		prefix := transactionPrefix(dst, o.TransactionID)
		if prefix == nil {
			return nil
		}
		return append(prefix, o.ID...)
	}},
}

// endLength is how many of a number's last digits find it.
const endLength = 4

// openToPrefix is what the keys of orders on their way to a number begin with.
func openToPrefix(dst []byte, n order.Number, amount money.Taka) []byte {
	return appendSeq(append(append(dst, n...), 0), uint64(amount))
}

// transactionPrefix is what index keys of a transaction id begin with; nil
// where there is none. Long ones are cut: whoever looks compares the whole.
func transactionPrefix(dst []byte, transaction string) []byte {
	folded := foldTransaction(transaction)
	if folded == "" {
		return nil
	}
	if len(folded) > 64 {
		folded = folded[:64]
	}
	return append(append(dst, folded...), 0)
}

func foldTransaction(id string) string { return strings.ToLower(strings.TrimSpace(id)) }

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
	if err := t.noteTime(&was, &now); err != nil {
		return err
	}
	key := []byte(o.ID)
	if err := saveKept(t, bOrders, key, recordOrder(&now)); err != nil {
		return err
	}
	var before *order.Order
	if known {
		before = &was.Order
	}
	if err := t.reindex(before, &o); err != nil {
		return err
	}
	if err := t.countBatch(before, &o); err != nil {
		return err
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

// reindex touches the indexes in which an order's place has changed; was is nil for a
// new one.
func (t *tx) reindex(was, o *order.Order) error {
	left, right := make([]byte, 0, 96), make([]byte, 0, 96)
	for _, index := range indexes {
		var before []byte
		if was != nil {
			before = index.key(left, was)
		}
		after := index.key(right, o)
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
	return nil
}

// checkOrders compares everything derived from the orders with what it should be.
func checkOrders(t *tx, f *findings) {
	entries := make(map[bucket]int)
	days, operators := make(dayTotals), make(operatorDays)
	open := 0
	each[orderRecord](f, t, bOrders, func(k []byte, r *booked) {
		if string(k) != string(r.ID) {
			f.Add("order %s has the key %q", r.ID, k)
		}
		for _, index := range indexes {
			key := index.key(nil, &r.Order)
			if key == nil {
				continue
			}
			entries[index.bucket]++
			if t.bucket(index.bucket).Get(key) == nil {
				f.Add("order %s is missing in %s", r.ID, index.bucket)
			}
		}
		if r.Open() {
			open++
			return
		}
		days.add(r)
		operators.add(r)
	})
	if n := int(t.count(bMeta, keyOpen)); n != open {
		f.Add("%d orders are on their way, the counter says %d", open, n)
	}
	for _, n := range []bucket{bOpen, bSending, bDue, bStuck, bHistory, bNumbers, bOpenTo, bByHand, bEnds, bTransactions} {
		if size := t.size(n); size != entries[n] {
			f.Add("%s has %d entries instead of %d", n, size, entries[n])
		}
	}
	days.check(t, f)
	operators.check(t, f)
}

// makeUnclear makes all open orders of a backup unclear, so that the panel is asked for each
// and none is sent. Those that an owner carries out by hand are marked, since they may have
// been done after the backup.
func makeUnclear(t *tx, r *restoring) error {
	orders, err := t.OpenOrders(0, 1<<30)
	if err != nil {
		return err
	}
	for _, o := range orders {
		if o.Hand != nil { // of which the panel knows nothing: it stays with the owners
			hand := *o.Hand
			hand.Restored = true
			o.Hand = &hand
			if err := t.PutOrder(o); err != nil {
				return err
			}
			continue
		}
		for _, next := range map[order.State][]order.State{
			order.Placed: {order.Sending, order.Unclear}, order.Sending: {order.Unclear},
		}[o.State] {
			if err := o.Move(next); err != nil {
				return err
			}
		}
		if o.Sent.IsZero() {
			o.Sent = o.Placed
		}
		o.Next = r.now
		r.Unclear++
		if err := t.PutOrder(o); err != nil {
			return err
		}
	}
	return nil
}
