package storage

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

var modelSeed = flag.Uint64("model.seed", 1, "seed of the model test")

// model is a store in plain maps and slices, as slow and as simple as it gets.
type model struct {
	orders    map[order.ID]order.Order
	booked    map[order.ID]string
	outbox    map[int64][]chat.Outgoing
	seq       uint64
	cards     map[string]int
	sessions  map[int64]chat.Session
	members   map[int64]chat.Member
	questions []order.BalanceInquiry
	refusals  map[string]order.Refusal
	untold    map[string]chat.Untold // by chat and order
	asked     uint64
	seen      []int64
}

func newModel() *model {
	return &model{
		orders: map[order.ID]order.Order{}, booked: map[order.ID]string{}, outbox: map[int64][]chat.Outgoing{},
		refusals: map[string]order.Refusal{}, untold: map[string]chat.Untold{},
		cards: map[string]int{}, sessions: map[int64]chat.Session{}, members: map[int64]chat.Member{},
	}
}

func (m *model) putOrder(o order.Order) {
	if o.Open() { // a failed order that the panel works on after all
		delete(m.booked, o.ID)
	}
	if m.booked[o.ID] == "" && o.State.Final() {
		m.booked[o.ID] = o.Settled.In(dhaka).Format(time.DateOnly)
	}
	m.orders[o.ID] = o
}

// newest gives the orders that are wanted, newest first.
func (m *model) newest(limit int, wanted func(o order.Order) bool) []order.Order {
	var orders []order.Order
	for _, o := range m.orders {
		if wanted(o) {
			orders = append(orders, o)
		}
	}
	slices.SortFunc(orders, func(a, b order.Order) int { return cmp.Compare(b.ID, a.ID) })
	return orders[:min(limit, len(orders))]
}

func (m *model) due(q order.Queue, now time.Time, newest bool, limit int) []order.ID {
	var orders []order.Order
	for _, o := range m.orders {
		if in, ok := o.Queue(); ok && in == q && !o.Next.After(now) {
			orders = append(orders, o)
		}
	}
	slices.SortFunc(orders, func(a, b order.Order) int {
		return cmp.Or(a.Next.Compare(b.Next), cmp.Compare(a.ID, b.ID))
	})
	if newest {
		slices.Reverse(orders)
	}
	var ids []order.ID
	for _, o := range orders[:min(limit, len(orders))] {
		ids = append(ids, o.ID)
	}
	return ids
}

func (m *model) totals(reseller int64, from, to string) chat.Totals {
	var sum chat.Totals
	for id, day := range m.booked {
		o := m.orders[id]
		if day < from || day > to || (reseller != 0 && o.Reseller != reseller) {
			continue
		}
		if o.State == order.Done {
			sum.Done++
			sum.DoneAmount += o.Amount
		} else {
			sum.Failed++
		}
	}
	return sum
}

// drama draws what happens next.
type drama struct {
	*rand.Rand
	*model
	now time.Time
}

func (d *drama) reseller() int64 { return []int64{5, 6, 7, 8}[d.IntN(4)] }
func (d *drama) chatID() int64   { return []int64{5, 6, -1001234567890, -7, 1 << 40}[d.IntN(5)] }

func (d *drama) number() order.Number {
	return []order.Number{"01712345678", "01812345678", "01912345678"}[d.IntN(3)]
}

// someOrder gives one of the orders; false where there are none.
func (d *drama) someOrder() (order.Order, bool) {
	orders := d.newest(1<<30, func(order.Order) bool { return true })
	if len(orders) == 0 {
		return order.Order{}, false
	}
	return orders[d.IntN(len(orders))], true
}

// change draws a change that the table allows, or one within the state.
func (d *drama) change(o order.Order) order.Order {
	states := []order.State{order.Placed, order.Sending, order.Accepted, order.Unclear, order.Done, order.Failed}
	d.Shuffle(len(states), func(i, j int) { states[i], states[j] = states[j], states[i] })
	for _, s := range states {
		if d.IntN(3) > 0 && o.Move(s) == nil {
			break
		}
	}
	o.Next, o.Asked, o.Stuck = time.Time{}, d.IntN(4) == 0, time.Time{}
	if d.IntN(3) > 0 {
		o.Next = d.now.Add(time.Duration(d.IntN(10)-5) * time.Second).UTC()
	}
	if d.IntN(4) == 0 {
		o.Stuck = d.now.UTC()
	}
	if o.State.Final() {
		o.Settled = d.now.UTC()
		o.TransactionID = []string{"", "BD17X", "bd17x", "LONG" + strings.Repeat("x", 100), fmt.Sprint("T", d.IntN(5))}[d.IntN(5)]
	}
	return o
}

// act does one thing to both.
func (d *drama) act(tx chat.Tx) error {
	d.now = d.now.Add(time.Duration(d.IntN(4*3600)) * time.Second)
	switch d.IntN(14) {
	case 12:
		r := order.Refusal{Words: fmt.Sprint("words ", d.IntN(5)), Text: fmt.Sprint("Words ", d.IntN(9)), By: 1, At: d.now.UTC()}
		if d.IntN(3) == 0 {
			delete(d.refusals, r.Words)
			return tx.DropRefusal(r.Words)
		}
		d.refusals[r.Words] = r
		return tx.PutRefusal(r)
	case 13:
		chatID := d.chatID()
		for _, key := range slices.Sorted(maps.Keys(d.untold)) {
			if u := d.untold[key]; strings.HasPrefix(key, fmt.Sprint(chatID, " ")) {
				delete(d.untold, key)
				return tx.DropUntold(chatID, u.Order)
			}
		}
		return tx.DropUntold(chatID, "6385f4f65e16e") // of which nothing is known
	case 0, 1, 2:
		id, err := tx.NextID(d.now)
		if err != nil {
			return err
		}
		o := placed(id, d.reseller(), d.now.UTC())
		o.Number, o.Amount, o.Next = d.number(), money.WholeTaka(int64(10+d.IntN(90))), d.now.UTC()
		d.putOrder(o)
		return tx.PutOrder(o)
	case 3, 4, 5, 6:
		o, ok := d.someOrder()
		if !ok {
			return nil
		}
		o = d.change(o)
		d.putOrder(o)
		return tx.PutOrder(o)
	case 7:
		chatID, s := d.chatID(), chat.Session{}
		if d.IntN(3) > 0 {
			s = chat.Session{Flow: fmt.Sprint("flow", d.IntN(5)), Data: map[string]json.RawMessage{"flow": json.RawMessage(fmt.Sprint(d.IntN(9)))}}
		}
		d.sessions[chatID] = s
		return tx.PutSession(chatID, s)
	case 8:
		m := chat.Member{ID: int64(d.IntN(30) + 1), Name: fmt.Sprint("name", d.IntN(9)), Allowed: d.IntN(3) > 0}
		d.members[m.ID] = m
		return tx.PutMember(m)
	case 9:
		q := order.BalanceInquiry{Chat: d.chatID(), Card: "balance", Asked: d.now.UTC()}
		if len(d.questions) > 3 {
			dropped := d.questions[d.IntN(len(d.questions))].Seq
			d.questions = slices.DeleteFunc(d.questions, func(q order.BalanceInquiry) bool { return q.Seq == dropped })
			return tx.DropInquiry(dropped)
		}
		d.asked++
		kept := q
		kept.Seq = d.asked
		d.questions = append(d.questions, kept)
		return tx.InquireBalance(q)
	case 10:
		update := int64(d.IntN(60))
		seen, err := tx.Seen(update)
		if err == nil && seen != slices.Contains(d.seen, update) {
			err = fmt.Errorf("update %d: seen %v", update, seen)
		}
		if !seen {
			d.seen = append(d.seen, update)
		}
		return err
	}
	o := chat.Outgoing{Chat: d.chatID(), Screen: &chat.Screen{HTML: fmt.Sprint("text", d.IntN(1000))}, Final: d.IntN(8) == 0, New: d.IntN(8) == 0}
	if d.IntN(3) > 0 {
		o.Card = fmt.Sprint("card", d.IntN(3))
	}
	if d.IntN(6) == 0 {
		o.Edit = d.IntN(50) + 1
	}
	if of, ok := d.someOrder(); ok && d.IntN(2) == 0 {
		o.Order = of.ID
		if d.IntN(4) == 0 {
			of, _ := d.someOrder()
			o.Orders = []order.ID{of.ID}
		}
	}
	o.Last = d.IntN(8) == 0
	d.seq++
	kept := o
	kept.Seq = d.seq
	d.outbox[o.Chat] = append(d.outbox[o.Chat], kept)
	if o.Edit != 0 && o.Card != "" && !o.New {
		d.cards[fmt.Sprint(o.Chat, o.Card)] = o.Edit
	}
	return tx.Post(o)
}

// send lets Telegram take, or refuse, what is first in a chat.
func (d *drama) send(s *Store) error {
	chatID := d.chatID()
	waiting := d.outbox[chatID]
	h, ok, err := s.Head(chatID)
	if err != nil || !ok {
		if ok != (len(waiting) > 0) {
			err = fmt.Errorf("chat %d: %d waiting, none given", chatID, len(waiting))
		}
		return err
	}
	o, skipped := h.Outgoing, h.Skipped
	key := fmt.Sprint(chatID, o.Card)
	// Which may be skipped has a test of its own; here: only things for one
	// card that waits again later, and in order.
	for i, seq := range skipped {
		left := waiting[i]
		again := slices.ContainsFunc(waiting[i+1:], func(later chat.Outgoing) bool { return later.Card == left.Card })
		if left.Seq != seq || left.Card == "" || left.Final || left.New || left.Last || !again {
			return fmt.Errorf("chat %d: %d was skipped", chatID, seq)
		}
	}
	if want := waiting[len(skipped)]; !reflect.DeepEqual(o, want) {
		return fmt.Errorf("chat %d: %+v instead of %+v", chatID, o, want)
	}
	if want := d.cards[key]; o.Card != "" && !o.New && h.Message != want {
		return fmt.Errorf("chat %d, card %s: message %d instead of %d", chatID, o.Card, h.Message, want)
	}
	if want := len(waiting) > len(skipped)+1; h.More != want {
		return fmt.Errorf("chat %d: more behind it: %v", chatID, h.More)
	}
	if d.IntN(5) == 0 {
		if err := s.GiveUp(o, chat.Blocked); err != nil {
			return err
		}
		for _, lost := range waiting {
			if lost.New || lost.Last && lost.Order == "" {
				delete(d.cards, fmt.Sprint(chatID, lost.Card))
			}
			for _, id := range append([]order.ID{lost.Order}, lost.Orders...) {
				key := fmt.Sprint(chatID, " ", id)
				if id != "" {
					d.untold[key] = chat.Untold{Order: id, Word: lost.Final || d.untold[key].Word}
				}
			}
		}
		delete(d.outbox, chatID)
		if m, ok := d.members[chatID]; ok {
			m.Unreachable, m.Lost = true, chat.Blocked
			d.members[chatID] = m
		}
		return nil
	}
	d.outbox[chatID] = waiting[len(skipped)+1:]
	became := d.IntN(100) + 100
	if o.Card != "" {
		if d.cards[key] = became; o.Last {
			delete(d.cards, key)
		}
	}
	return s.Sent(o, became, skipped)
}

// compare asks both everything.
func (d *drama) compare(tx chat.Tx) error {
	var wrong []error
	same := func(what string, got, want any, err error) {
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", what, err))
		} else if fmt.Sprint(got) != fmt.Sprint(want) {
			wrong = append(wrong, fmt.Errorf("%s:\n%v instead of\n%v", what, got, want))
		}
	}
	reseller, limit := d.reseller(), d.IntN(8)
	of := func(o order.Order) bool { return o.Reseller == reseller }
	history, err := tx.History(reseller, "", limit)
	same("history", history, d.newest(limit, of), err)
	if pivot, ok := d.someOrder(); ok {
		history, err = tx.History(reseller, pivot.ID, limit)
		same("page before", history, d.newest(limit, func(o order.Order) bool { return of(o) && o.ID < pivot.ID }), err)
		history, err = tx.HistoryAfter(reseller, pivot.ID, limit)
		after := d.newest(1<<30, func(o order.Order) bool { return of(o) && o.ID > pivot.ID })
		same("page after", history, after[len(after)-min(limit, len(after)):], err)
		o, ok, err := tx.Order(pivot.ID)
		same("order", fmt.Sprint(o, ok), fmt.Sprint(pivot, true), err)
	}
	open, err := tx.OpenOrders(reseller, limit)
	same("open", open, d.newest(limit, func(o order.Order) bool { return of(o) && o.Open() }), err)
	open, err = tx.OpenOrders(0, limit)
	all := d.newest(1<<30, order.Order.Open)
	same("all open", open, all[:min(limit, len(all))], err)
	count, err := tx.OpenCount()
	same("open count", count, len(all), err)
	stuck, err := tx.StuckOrders("", limit)
	want := d.newest(1<<30, func(o order.Order) bool { return o.Open() && !o.Stuck.IsZero() })
	slices.Reverse(want)
	same("stuck", stuck, want[:min(limit, len(want))], err)
	count, err = tx.StuckCount()
	same("stuck count", count, len(want), err)
	if len(want) > 0 {
		i := d.IntN(len(want))
		stuck, err = tx.StuckOrders(want[i].ID, limit)
		same("stuck after one", stuck, want[i+1:][:min(limit, len(want)-i-1)], err)
	}
	sending, err := tx.Sending()
	want = d.newest(1<<30, func(o order.Order) bool { return o.State == order.Sending })
	slices.Reverse(want)
	same("sending", sending, want, err)
	number := d.number()
	to, err := tx.OrdersTo(number, limit)
	same("to a number", to, d.newest(limit, func(o order.Order) bool { return o.Number == number }), err)
	for _, id := range []string{"Bd17X", " t3 ", "long" + strings.Repeat("X", 100), "none", ""} {
		o, ok, err := tx.OrderByTransaction(id)
		want := d.newest(1, func(o order.Order) bool {
			return id != "" && strings.EqualFold(o.TransactionID, strings.TrimSpace(id))
		})
		same("transaction "+id, fmt.Sprint(ok, o.ID), fmt.Sprint(len(want) > 0, append(want, order.Order{})[0].ID), err)
	}
	placed, err := tx.PlacedCount(limit)
	same("placed", placed, len(d.due(order.ToSend, d.now.AddDate(9, 0, 0), false, limit)), err)
	for _, q := range []order.Queue{order.ToSend, order.ToCheck, order.ToRecheck} {
		for _, newest := range []bool{false, true} {
			ids, err := tx.Due(q, d.now, newest, limit)
			same("due", ids, d.due(q, d.now, newest, limit), err)
		}
		at, ok, err := tx.NextDue(q)
		all := d.due(q, d.now.AddDate(9, 0, 0), false, 1)
		same("next due", fmt.Sprint(ok, at.UnixNano()), fmt.Sprint(len(all) > 0, d.nextOf(all).UnixNano()), err)
	}
	from := noon.AddDate(0, 0, d.IntN(30)).Format(time.DateOnly)
	until := noon.AddDate(0, 0, 30+d.IntN(60)).Format(time.DateOnly)
	for _, id := range []int64{0, reseller} {
		totals, err := tx.Totals(id, from, until)
		same("totals", totals, d.totals(id, from, until), err)
	}
	chatID := d.chatID()
	session, err := tx.Session(chatID)
	same("session", session, d.sessions[chatID], err)
	d.compareMembers(tx, limit, same)
	var refusals []order.Refusal
	for _, words := range slices.Sorted(maps.Keys(d.refusals)) {
		refusals = append(refusals, d.refusals[words])
	}
	known, err := tx.Refusals()
	same("refusals", known, refusals, err)
	words := fmt.Sprint("words ", d.IntN(5))
	is, err := tx.RefusalKnown(words)
	same("refusal", is, d.refusals[words].Words != "", err)
	var untold []chat.Untold
	for key, u := range d.untold {
		if strings.HasPrefix(key, fmt.Sprint(chatID, " ")) {
			untold = append(untold, u)
		}
	}
	slices.SortFunc(untold, func(a, b chat.Untold) int { return cmp.Compare(a.Order, b.Order) })
	owed, err := tx.Untold(chatID, "", limit)
	same("untold", owed, untold[:min(limit, len(untold))], err)
	if len(untold) > 1 {
		owed, err = tx.Untold(chatID, untold[0].Order, 1)
		same("untold after one", owed, untold[1:2], err)
	}
	questions, err := tx.BalanceInquiries(limit)
	same("questions", questions, d.questions[:min(limit, len(d.questions))], err)
	return errors.Join(wrong...)
}

func (d *drama) nextOf(ids []order.ID) time.Time {
	if len(ids) == 0 {
		return time.Time{}
	}
	return d.orders[ids[0]].Next
}

func (d *drama) compareMembers(tx chat.Tx, limit int, same func(string, any, any, error)) {
	var before, after []chat.Member
	pivot := int64(d.IntN(30) + 1)
	for id := range int64(40) {
		switch m := d.members[id]; {
		case !m.Allowed:
		case id < pivot:
			before = append(before, m)
		case id > pivot:
			after = append(after, m)
		}
	}
	members, err := tx.Members(pivot, limit)
	same("members", members, after[:min(limit, len(after))], err)
	members, err = tx.MembersBefore(pivot, limit)
	same("members before", members, before[len(before)-min(limit, len(before)):], err)
	m, _, err := tx.Member(pivot)
	same("member", m, d.members[pivot], err)
}

func TestModel(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		d := &drama{Rand: rand.New(rand.NewPCG(*modelSeed, 2)), model: newModel(), now: noon}
		steps := 600
		if raceEnabled {
			steps = 150
		}
		for i := range steps {
			if d.IntN(4) == 0 {
				if err := d.send(h.Store); err != nil {
					t.Fatalf("step %d: %v", i, err)
				}
			} else {
				h.do(func(tx chat.Tx) error {
					for range d.IntN(3) + 1 { // alone here, so it runs once only
						if err := d.act(tx); err != nil {
							return err
						}
					}
					return d.compare(tx) // what was just written shows in the same transaction
				})
			}
			h.look(d.compare)
			waiting, err := h.Waiting()
			if err != nil {
				t.Fatal(err)
			}
			var chats []int64
			for chatID, items := range d.outbox {
				if len(items) > 0 {
					chats = append(chats, chatID)
				}
			}
			slices.Sort(chats)
			if !slices.Equal(waiting, chats) {
				t.Fatalf("step %d: %v wait, not %v", i, chats, waiting)
			}
		}
	})
}
