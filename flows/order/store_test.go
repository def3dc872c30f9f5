package order

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
)

// disk is a Store in memory. It behaves like the real one where that matters:
// what a transaction changed is undone where it fails, orders are copied in and
// out, times lose their monotonic part, whoever waits for due orders is told
// after a commit, and a panic while it is read comes back as an error.
type disk struct {
	mu        sync.Mutex
	orders    map[ID]Order
	queues    [queues][]*due // sorted
	refusals  []Refusal
	questions []BalanceInquiry
	state     PanelState
	batches   batches
	lastID    ID
	open      map[ID]bool // orders that are not final
	seq       uint64
	said      []said
	booked    []string // kind and reference, in order

	changed func(Queue)  // after a commit, for each queue in which something came or moved
	commit  func() error // nil: commits succeed
	late    bool         // a failing commit shows on disk all the same
	view    func() error // nil: reading succeeds
	damaged ID           // of an order that cannot be read
	torn    [queues]bool // queues on whose pages reading ends in a panic
	unread  bool         // the panel's record cannot be read
	writes  int
}

// due is an entry of a queue.
type due struct {
	next time.Time
	id   ID
}

func (a *due) compare(b *due) int {
	return cmp.Or(a.next.Compare(b.next), cmp.Compare(a.id, b.id))
}

// said is what people were told, in the transaction of the change.
type said struct {
	what   string // the Notifier's method
	at     time.Time
	order  Order
	was    State
	answer Reply
	chat   int64
}

// panelState gives the panel's record as it is on disk.
func (s *disk) panelState() PanelState {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

func newDisk() *disk {
	return &disk{orders: map[ID]Order{}, open: map[ID]bool{}, batches: batches{map[BatchID]Batch{}, map[BatchID][]BatchRow{}}}
}

// copy gives what a new process would find on disk.
func (s *disk) copy() *disk {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := newDisk()
	for id, o := range s.orders {
		c.orders[id] = o.copy()
	}
	for q := range s.queues {
		c.queues[q] = slices.Clone(s.queues[q])
	}
	c.open = maps.Clone(s.open)
	c.questions, c.said = slices.Clone(s.questions), slices.Clone(s.said)
	c.batches = batches{maps.Clone(s.batches.heads), maps.Clone(s.batches.rows)}
	c.state, c.lastID, c.seq, c.refusals = s.state, s.lastID, s.seq, slices.Clone(s.refusals)
	return c
}

func (o Order) copy() Order {
	for _, t := range []*time.Time{&o.Placed, &o.Sent, &o.Settled, &o.CheckedAt, &o.Next, &o.Stuck, &o.Denied} {
		*t = t.Round(0).UTC()
	}
	if o.BalanceLeft != nil {
		b := *o.BalanceLeft
		o.BalanceLeft = &b
	}
	if o.Verdict != nil {
		v := *o.Verdict
		o.Verdict = &v
	}
	return o
}

func (s *disk) Update(fn func(tx *memory) error) error {
	tell, err := s.update(fn)
	if tell != nil {
		tell()
	}
	return err
}

func (s *disk) update(fn func(tx *memory) error) (tell func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	tx := &memory{disk: s, write: true}
	undo := true
	defer func() { // also where fn panics
		tx.closed = true
		if !undo {
			return
		}
		for _, f := range slices.Backward(tx.undo) {
			f()
		}
	}()
	if err := fn(tx); err != nil {
		return nil, err
	}
	if len(tx.undo) > 0 && s.commit != nil {
		if err := s.commit(); err != nil {
			undo = !s.late
			return nil, err
		}
	}
	s.writes++
	undo = false
	changed := s.changed
	return func() {
		for q, moved := range tx.moved {
			if moved && changed != nil {
				changed(Queue(q))
			}
		}
	}, nil
}

func (s *disk) View(fn func(tx *memory) error) (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	if s.view != nil {
		if err := s.view(); err != nil {
			return err
		}
	}
	tx := &memory{disk: s}
	defer func() { tx.closed = true }()
	return fn(tx)
}

// memory is a transaction on a disk.
type memory struct {
	disk   *disk
	write  bool
	closed bool
	moved  [queues]bool
	undo   []func()
}

var errReadOnly = errors.New("written outside a read-write transaction")

// change runs set now and back if the transaction fails.
func (tx *memory) change(set, back func()) error {
	if tx.closed || !tx.write {
		return errReadOnly
	}
	tx.undo = append(tx.undo, back)
	set()
	return nil
}

func (tx *memory) NextID(now time.Time) (ID, error) {
	last := tx.disk.lastID
	ids := IDs{Last: last}
	id := ids.Next(now, func(int) int { return 0 })
	return id, tx.change(func() { tx.disk.lastID = id }, func() { tx.disk.lastID = last })
}

func (tx *memory) Order(id ID) (Order, bool, error) {
	if tx.closed {
		return Order{}, false, errReadOnly
	}
	if id != "" && id == tx.disk.damaged {
		return Order{}, false, fmt.Errorf("order %s: %w", id, errDamaged)
	}
	o, ok := tx.disk.orders[id]
	return o.copy(), ok, nil
}

func (tx *memory) PutOrder(o Order) error {
	o = o.copy()
	was, known := tx.disk.orders[o.ID]
	if q, ok := o.Queue(); ok {
		before, there := was.Queue()
		tx.moved[q] = tx.moved[q] || !known || !there || before != q || !was.Next.Equal(o.Next)
	}
	return tx.change(func() { tx.disk.set(was, o, known, true) }, func() { tx.disk.set(o, was, true, known) })
}

// set replaces an order, and its entry in the queues.
func (s *disk) set(was, now Order, wasThere, isThere bool) {
	if wasThere && was.Open() {
		delete(s.open, was.ID)
	}
	if isThere && now.Open() {
		s.open[now.ID] = true
	}
	if q, ok := was.Queue(); wasThere && ok {
		if i, found := slices.BinarySearchFunc(s.queues[q], &due{was.Next, was.ID}, (*due).compare); found {
			s.queues[q] = slices.Delete(s.queues[q], i, i+1)
		}
	}
	if !isThere {
		delete(s.orders, was.ID)
		return
	}
	s.orders[now.ID] = now
	if q, ok := now.Queue(); ok {
		d := &due{now.Next, now.ID}
		i, _ := slices.BinarySearchFunc(s.queues[q], d, (*due).compare)
		s.queues[q] = slices.Insert(s.queues[q], i, d)
	}
}

func (tx *memory) Sending() ([]Order, error) {
	var found []Order
	for _, o := range tx.disk.orders {
		if o.State == Sending {
			found = append(found, o.copy())
		}
	}
	slices.SortFunc(found, func(a, b Order) int { return cmp.Compare(a.ID, b.ID) })
	return found, nil
}

func (tx *memory) Due(q Queue, now time.Time, newest bool, limit int) ([]ID, error) {
	all := tx.entries(q)
	n, _ := slices.BinarySearchFunc(all, &due{now.Add(1), ""}, (*due).compare)
	var ids []ID
	for i := range min(n, limit) {
		if newest {
			i = n - 1 - i
		}
		ids = append(ids, all[i].id)
	}
	return ids, nil
}

func (tx *memory) NextDue(q Queue) (time.Time, bool, error) {
	all := tx.entries(q)
	if len(all) == 0 {
		return time.Time{}, false, nil
	}
	return all[0].next, true, nil
}

// entries reads a queue.
func (tx *memory) entries(q Queue) []*due {
	if tx.disk.torn[q] {
		panic("a page is damaged")
	}
	return tx.disk.queues[q]
}

func (tx *memory) OpenCount() (int, error) { return len(tx.disk.open), nil }

func (tx *memory) InquireBalance(q BalanceInquiry) error {
	s, old, seq := tx.disk, tx.disk.questions, tx.disk.seq
	q.Seq = seq + 1
	tx.moved[ToInquire] = true
	return tx.change(func() { s.questions, s.seq = append(slices.Clone(old), q), q.Seq },
		func() { s.questions, s.seq = old, seq })
}

func (tx *memory) BalanceInquiries(limit int) ([]BalanceInquiry, error) {
	return slices.Clone(tx.disk.questions[:min(limit, len(tx.disk.questions))]), nil
}

func (tx *memory) DropInquiry(seq uint64) error {
	old := tx.disk.questions
	left := slices.DeleteFunc(slices.Clone(old), func(q BalanceInquiry) bool { return q.Seq == seq })
	return tx.change(func() { tx.disk.questions = left }, func() { tx.disk.questions = old })
}

func (tx *memory) OrderByTransaction(id string) (found Order, ok bool, err error) {
	for _, o := range tx.disk.orders {
		if o.TransactionID == id && o.ID > found.ID {
			found, ok = o.copy(), true
		}
	}
	return found, ok, nil
}

func (tx *memory) PlacedCount(limit int) (int, error) {
	return min(limit, len(tx.disk.queues[ToSend])), nil
}

func (tx *memory) Refusals() ([]Refusal, error) { return tx.disk.refusals, nil }

func (tx *memory) RefusalKnown(words string) (bool, error) {
	return slices.ContainsFunc(tx.disk.refusals, func(r Refusal) bool { return r.Words == words }), nil
}

func (tx *memory) PutRefusal(r Refusal) error {
	old := tx.disk.refusals
	return tx.change(func() { tx.disk.refusals = append(slices.Clone(old), r) }, func() { tx.disk.refusals = old })
}

func (tx *memory) DropRefusal(words string) error {
	old := tx.disk.refusals
	left := slices.DeleteFunc(slices.Clone(old), func(r Refusal) bool { return r.Words == words })
	return tx.change(func() { tx.disk.refusals = left }, func() { tx.disk.refusals = old })
}

func (tx *memory) PanelState(id PanelID) (PanelState, error) {
	if tx.disk.unread {
		return PanelState{}, errDamaged
	}
	return tx.disk.state, nil
}

func (tx *memory) PutPanelState(id PanelID, p PanelState) error {
	old := tx.disk.state
	p.DownSince, p.BalanceAt = p.DownSince.Round(0), p.BalanceAt.Round(0)
	return tx.change(func() { tx.disk.state = p }, func() { tx.disk.state = old })
}

// say notes what people are told; it goes with the transaction.
func (tx *memory) say(w said) error {
	n := len(tx.disk.said)
	return tx.change(func() { tx.disk.said = append(tx.disk.said, w) }, func() { tx.disk.said = tx.disk.said[:n] })
}

// desktop is the Store that the desk works with: a disk, and who notes what
// people are told.
type desktop struct {
	*disk
	people *crier
}

func (d desktop) Update(fn func(u Unit) error) error {
	return d.disk.Update(func(tx *memory) error { return fn(Unit{Tx: tx, Tell: voice{d.people, tx}, Books: tx}) })
}

func (d desktop) View(fn func(tx Tx) error) error {
	return d.disk.View(func(tx *memory) error { return fn(tx) })
}

// crier can keep people from being told.
type crier struct {
	before func(what string, o Order) error // nil: nothing goes wrong
}

// voice is a Notifier that notes in the transaction what it is told to say.
type voice struct {
	crier *crier
	tx    *memory
}

// unit is a unit of work of a test's own transaction.
func unit(tx *memory) Unit { return Unit{Tx: tx, Tell: voice{tx: tx}, Books: tx} }

func (v voice) say(w said) error {
	// It writes first and fails then, so that a rollback has something to undo.
	if err := v.tx.say(w); err != nil {
		return err
	}
	if v.crier != nil && v.crier.before != nil {
		return v.crier.before(w.what, w.order)
	}
	return nil
}

func (v voice) Moved(o Order, now time.Time) error {
	return v.say(said{what: "moved", order: o, at: now})
}

func (v voice) Settled(o Order, was State, now time.Time) error {
	return v.say(said{what: "settled", order: o, was: was, at: now})
}

func (v voice) Stuck(o Order, now time.Time) error {
	return v.say(said{what: "stuck", order: o, at: now})
}

func (v voice) Checked(o Order, a Reply, now time.Time) error {
	return v.say(said{what: "checked", order: o, answer: a, at: now})
}

func (v voice) BalanceTold(q BalanceInquiry, p PanelState, a Reply, now time.Time) error {
	return v.say(said{what: "balance", answer: a, chat: q.Chat, at: now})
}

func (v voice) PanelDown(since time.Time, a Reply, now time.Time) error {
	return v.say(said{what: "down", answer: a, at: now})
}

func (v voice) BalanceLow(balance *money.Taka, now time.Time) error {
	return v.say(said{what: "low", at: now})
}

func (v voice) BalanceEnough(balance *money.Taka, now time.Time) error {
	return v.say(said{what: "enough", at: now})
}

func (v voice) Resumed(o Order, now time.Time) error {
	return v.say(said{what: "resumed", order: o, at: now})
}

func (v voice) Disproved(r Refusal, o Order, now time.Time) error {
	return v.say(said{what: "disproved", order: o, at: now})
}

func (v voice) Unfinished(o Order, now time.Time) error {
	return v.say(said{what: "unfinished", order: o, at: now})
}

func (v voice) SameTransaction(o, other Order, now time.Time) error {
	return v.say(said{what: "same", order: o, at: now})
}

func (v voice) PanelFails(orders int, message string, now time.Time) error {
	return v.say(said{what: "failing"})
}

func (v voice) PanelUp(was PanelState, now time.Time) error {
	return v.say(said{what: "up", answer: Reply{Answered: was.Unreadable}, at: now})
}

// Place and Book keep what was booked, as account.Ledger does in the program.
func (tx *memory) Place(c account.Charge, _ time.Time) error {
	return tx.book("place", c)
}

func (tx *memory) Book(k account.Kind, c account.Charge, _ time.Time) error {
	return tx.book(k, c)
}

func (tx *memory) book(k account.Kind, c account.Charge) error {
	line := fmt.Sprintf("%s %s", k, c.Reference())
	if c.Actor != 0 {
		line += fmt.Sprintf(" by %d", c.Actor)
	}
	n := len(tx.disk.booked)
	return tx.change(func() { tx.disk.booked = append(tx.disk.booked, line) }, func() { tx.disk.booked = tx.disk.booked[:n] })
}

// OpenOrders is for audits, which the desk does not make.
func (tx *memory) OpenOrders(int64, int) ([]Order, error) { panic("not the desk's") }

func (tx *memory) OpenTo(n Number, amount money.Taka, limit int) (found []Order, err error) {
	for id := range tx.disk.open {
		if o := tx.disk.orders[id]; o.Number == n && o.Amount == amount {
			found = append(found, o.copy())
		}
	}
	return found, nil
}

func (tx *memory) OrdersTo(n Number, limit int) (found []Order, err error) {
	for _, o := range tx.disk.orders {
		if o.Number == n {
			found = append(found, o.copy())
		}
	}
	slices.SortFunc(found, func(a, b Order) int { return cmp.Compare(b.ID, a.ID) })
	return found[:min(len(found), limit)], nil
}
