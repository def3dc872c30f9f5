package kill

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/sheet"
	"rechargebot/upstream/simpanel"
)

// Now and then a shop pastes a list, looks at its preview, and confirms it; some lists
// are stopped, or pause by themselves. An amount that buys a pack is asked about.

// listEvery: one in so many of what a shop does is a list.
const listEvery = 15

// packWish is what a shop means by an amount that buys a pack.
type packWish int

const (
	noPack packWish = iota
	buyPack
	sendAnyway
)

// answerPack answers whether a pack is meant, and gives the revision of the card that
// comes then.
func (s *shop) answerPack(p plan, w *wish) (rev int, ok bool) {
	action := map[packWish]string{buyPack: ":pb:", sendAnyway: ":pa"}[p.pack]
	ok = s.wait(s.id, answerWithin, func(all []simtelegram.Message) bool {
		for _, m := range slices.Backward(all) {
			for _, b := range buttonsOf(m) {
				if _, n, draft := draftOf(b.Data); draft && m.FromBot && strings.Contains(m.Text, w.number) && strings.Contains(b.Data, action) {
					update := s.tap(m.ID, b.Data)
					if p.taps > 1 { // the second finds the card changed
						s.tap(m.ID, b.Data)
					}
					if p.resends > 1 {
						s.resend(update)
					}
					rev = n + 1
					return true
				}
			}
		}
		return false
	})
	return rev, ok
}

// checkPack: the order keeps the pack that was bought, as it was, and no other does.
func (s *shop) checkPack(o order.Order, w *wish, sum *tally) {
	want := ""
	switch w.pack {
	case buyPack:
		want = s.packs[w.operator].Keep()
		sum.packs++
	case sendAnyway:
		sum.anyway++
	}
	if o.Offer != want {
		s.t.Errorf("order %s of shop %d keeps the pack %q instead of %q", o.ID, s.index, o.Offer, want)
	}
}

// list is a list that a shop has pasted.
type list struct {
	id        order.BatchID // 0 until its preview was seen
	rows      []listRow
	twice     bool // its doubles are wanted, too
	confirmed bool
	stopped   bool // Stop was tapped, which may have been too late
}

// cutShort is why the line with a wrong number is left out: "01712 50" has seven digits.
var cutShort = order.OutDigits(7)

// listRow is a line of it.
type listRow struct {
	number, operator string
	amount           int
	out              order.RowOut // why it is left out; OutTwice where it stands further up
	turns            bool         // the panel takes back its first word on it
	late             bool         // the panel does not find it by id at first
}

func (s *shop) pasted() []*list {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.lists)
}

// paste draws a list and writes its lines. A wrong row has a token by which its preview is
// known.
func (s *shop) paste() (l *list, text, token string) {
	r := s.rng
	codes := []string{"GP", "RB", "AT", "BL", "TT", "SK"}
	var lines []string
	size := 2 + r.IntN(19)
	if r.IntN(3) == 0 {
		size = 2 + r.IntN(4) // its result stands in the message
	}
	refused := r.IntN(5) == 0 // all of it, with the same words: it pauses
	if refused {
		size = 20
	}
	for l = (&list{}); len(l.rows) < size; {
		s.seq++
		row := listRow{operator: codes[r.IntN(len(codes))], amount: []int{20, 30, 50, 100, 200, 500}[r.IntN(6)]}
		row.number = fmt.Sprintf("%s%02d%06d", prefixes[row.operator], s.index, s.seq)
		kind, form, mood := r.IntN(12), r.IntN(3), s.mood()
		switch {
		case refused:
			mood = simpanel.Mood{Name: simpanel.Refuse, Times: 1}
		case r.IntN(3) > 0: // each row that ends by a verdict takes time, and single orders do so enough
			mood = simpanel.Mood{Name: simpanel.Succeed, Times: 1}
		}
		line := []string{"%s %s %d", "%[3]d %[1]s %[2]s", "%s +88%s ৳%d"}[form]
		switch {
		case len(l.rows) < 2:
		case kind == 0 && token == "":
			token = fmt.Sprintf("q%dx%dx", s.index, s.seq)
			line, row.out = token+" 01712 50", cutShort
		case kind == 1:
			row.amount, row.out = packAmount, order.OutPack
		case kind == 2:
			if before := l.rows[r.IntN(len(l.rows))]; before.out == "" && !before.turns {
				row = before
				row.out = order.OutTwice
			}
		}
		if row.out == "" {
			s.Panel.SetMoodFor(row.number, mood)
			row.turns, row.late = takesBack(mood), mood.Late > 0
		}
		if row.out != cutShort {
			line = fmt.Sprintf(line, row.operator, row.number, row.amount)
		}
		l.rows, lines = append(l.rows, row), append(lines, line)
	}
	return l, strings.Join(lines, "\n"), token
}

// list pastes a list, and confirms or cancels it; false where an answer did not come.
func (s *shop) list(p plan) bool {
	r := s.rng
	l, text, token := s.paste()
	stop, soon := r.IntN(4) == 0, time.Duration(r.IntN(40))*time.Millisecond
	l.twice = r.IntN(2) == 0 && slices.ContainsFunc(l.rows, func(r listRow) bool { return r.out == order.OutTwice })
	s.mu.Lock()
	s.lists = append(s.lists, l)
	s.mu.Unlock()
	s.say(text, token)
	card, id, rev, ok := s.preview(l, 0)
	if !ok {
		return false
	}
	s.listSeen = id
	press := func(action string) int64 { return s.tap(card.ID, chat.Data("list", uint64(id), rev, action)) }
	if l.twice {
		press("twice")
		if card, _, rev, ok = s.preview(l, rev+1); !ok {
			return false
		}
	}
	s.mu.Lock()
	l.id, l.confirmed, l.stopped = id, p.fate != 1, stop && p.fate != 1
	s.mu.Unlock()
	if p.fate == 1 {
		press("no")
	}
	var update int64
	for range p.taps {
		update = press("go")
	}
	for range p.resends {
		s.resend(update)
	}
	if l.stopped {
		time.Sleep(soon)
		press("stop")
	}
	if p.pipeline {
		return true
	}
	return s.wait(s.id, answerWithin, func(all []simtelegram.Message) bool {
		for _, m := range all {
			if m.ID == card.ID {
				return !slices.ContainsFunc(buttonsOf(m), func(b simtelegram.Button) bool { return strings.HasSuffix(b.Data, ":go") })
			}
		}
		return false
	})
}

// preview waits for the preview of the list with a Confirm of at least that revision.
func (s *shop) preview(l *list, least int) (card simtelegram.Message, id order.BatchID, rev int, ok bool) {
	ok = s.wait(s.id, answerWithin, func(all []simtelegram.Message) bool {
		for _, m := range slices.Backward(all) {
			for _, b := range buttonsOf(m) {
				var action string
				if id, rev, action = listButton(b); m.FromBot && action == "go" && rev >= least && (id > s.listSeen || least > 0 && id == s.listSeen) {
					card = m
					return true
				}
			}
		}
		return false
	})
	return card, id, rev, ok
}

// listButton takes the data of a list's button apart: list:<id>:<rev>:<what>.
func listButton(b simtelegram.Button) (id order.BatchID, rev int, action string) {
	parts := strings.Split(b.Data, ":")
	if len(parts) != 4 || parts[0] != "list" {
		return 0, 0, ""
	}
	n, err := strconv.ParseUint(parts[1], 10, 64)
	if err != nil {
		return 0, 0, ""
	}
	rev, _ = strconv.Atoi(parts[2])
	return order.BatchID(n), rev, parts[3]
}

// goOn has lists that have paused go on, or stops them.
func (s *shop) goOn() {
	for _, m := range s.Telegram.Messages(s.id) {
		for _, b := range buttonsOf(m) {
			id, rev, action := listButton(b)
			if action != "on" || s.answered[m.ID] {
				continue
			}
			s.answered[m.ID] = true
			s.pauses++
			if id%4 == 0 {
				for _, l := range s.pasted() {
					if l.id == id {
						s.mu.Lock()
						l.stopped = true
						s.mu.Unlock()
					}
				}
				action = "stop"
			}
			s.tap(m.ID, chat.Data("list", uint64(id), rev, action))
		}
	}
}

// listEnd gives the list that a message says to have ended; 0 for none.
func listEnd(m simtelegram.Message) order.BatchID {
	if m.FromBot && endIn(m) != "" {
		for _, b := range buttonsOf(m) {
			if id, _, action := listButton(b); action == "file" {
				return id
			}
		}
	}
	return 0
}

// unended counts the confirmed lists of which the shop has not been told that they ended.
// The caller holds mu.
func (s *shop) unended(said []simtelegram.Message) (n int) {
	ended := map[order.BatchID]bool{}
	for _, m := range said {
		ended[listEnd(m)] = true
	}
	for _, l := range s.lists {
		if l.confirmed && !ended[l.id] {
			n++
		}
	}
	return n
}

// outdatedRows are the numbers of rows on which the panel takes back its word, where the
// shop has not read the last one in a message of their own.
func (s *shop) outdatedRows() (all []string) {
	told := map[string]order.State{}
	for _, m := range s.Telegram.Messages(s.id) {
		if m.FromBot && endIn(m) != "" && listEnd(m) == 0 {
			told[numberIn(m.Text)] = endIn(m)
		}
	}
	ends := map[string]order.State{}
	for _, a := range s.Panel.Accounts() {
		if a.Taken {
			ends[a.Number] = endOf(a)
		}
	}
	for _, l := range s.pasted() {
		for _, r := range l.rows {
			if end := ends[r.number]; l.confirmed && r.turns && r.out == "" && end != "" && told[r.number] != end {
				all = append(all, r.number)
			}
		}
	}
	return all
}

// checkLists compares a shop's lists in the store with what it pasted and confirmed.
func (s *shop) checkLists(tx chat.Tx, sum *tally) error {
	said := slices.DeleteFunc(s.Telegram.Messages(s.id), func(m simtelegram.Message) bool { return !m.FromBot })
	orders := map[order.ID]order.Order{}
	for _, o := range s.rowOrders {
		orders[o.ID] = o
	}
	for _, l := range s.pasted() {
		b, ok, err := tx.Batch(l.id)
		if err != nil {
			return err
		}
		if !l.confirmed {
			if ok {
				s.t.Errorf("list %d of shop %d was canceled and is still there: %+v", l.id, s.index, b)
			}
			continue
		}
		if !ok || b.State != order.BatchEnded || b.Reseller != s.id || !b.Stopped.IsZero() && !l.stopped {
			s.t.Errorf("list %d of shop %d was confirmed and is now %+v (stopped: %t)", l.id, s.index, b, l.stopped)
			continue
		}
		rows, err := tx.BatchRows(l.id, 0, order.MostRows)
		if err != nil {
			return err
		}
		sum.lists++
		if !b.Stopped.IsZero() {
			sum.listsStopped++
		}
		s.checkRows(l, b, rows, orders, sum)
		s.checkListTold(said, b, rows, sum)
	}
	for id, o := range orders { // each row's is gone
		s.t.Errorf("order %s of shop %d says that it is of list %d, which has no row of it", id, s.index, o.Batch)
	}
	return nil
}

// checkRows: each row that was wanted has one order of its own, the others none. What is
// accounted for is taken out of the orders.
func (s *shop) checkRows(l *list, b order.Batch, rows []order.BatchRow, orders map[order.ID]order.Order, sum *tally) {
	if len(rows) != len(l.rows) {
		s.t.Errorf("list %d of shop %d has %d rows instead of %d", l.id, s.index, len(rows), len(l.rows))
		return
	}
	for i, r := range rows {
		want := l.rows[i]
		bad := func(what string) {
			s.t.Errorf("row %d of shop %d's list %d %s: %+v; pasted %+v", i, s.index, l.id, what, r, want)
		}
		out := want.out
		if out == order.OutTwice && l.twice {
			out = ""
		}
		if out != r.Out || r.Unplaced {
			bad("is left out, or not")
			continue
		}
		if out != "" {
			sum.leftOut++
			if r.Order != "" {
				bad("is left out and has an order")
			}
			continue
		}
		o, ok := orders[r.Order]
		delete(orders, r.Order)
		switch {
		case !ok:
			bad("has no order, or one of another row")
			continue
		case o.Batch != l.id || string(o.Number) != want.number || o.Amount != money.WholeTaka(int64(want.amount)) ||
			string(o.Operator) != want.operator || o.Connection != order.Prepaid || o.Offer != "":
			bad(fmt.Sprintf("has the order %+v", o))
		case o.Cause == order.CauseNeverSent && b.Stopped.IsZero():
			bad("was never sent, and nobody stopped it")
		}
		sum.rows++
		if o.Cause == order.CauseNeverSent {
			sum.rowsStopped++
		}
		s.checkEnd(o, sum)
	}
}

// What a row is said to have come to, in both languages.
var (
	saidStopped = []string{"stopped, never sent", "বন্ধ করা হয়েছে, পাঠানো হয়নি"}
	saidEnd     = map[order.State][]string{order.Done: {"done", "হয়ে গেছে"}, order.Failed: {"failed", "হয়নি"}}
	saidNotSent = []string{"not sent", "পাঠানো হয়নি"}
	marks       = map[order.State]string{order.Done: "✅", order.Failed: "❌"}
)

// checkListTold: it was told once that the list has ended, and of each row how; in the
// message, or in a file where there are many. A row on which the panel has taken back its
// word was told otherwise at first.
func (s *shop) checkListTold(said []simtelegram.Message, b order.Batch, rows []order.BatchRow, sum *tally) {
	word := &seen{what: fmt.Sprintf("the word that list %d has ended", b.ID), owed: 1}
	files := 0
	for at, m := range said {
		if listEnd(m) == b.ID {
			word.at = append(word.at, at)
			if len(rows) <= 5 {
				s.checkResult(b, rows, func(r order.BatchRow, o order.Order, end, stopped string) bool {
					return slices.ContainsFunc(strings.Split(m.Text, "\n"), func(line string) bool {
						return strings.HasPrefix(line, marks[o.State]+" "+string(r.Number)) && strings.Contains(line, stopped)
					})
				})
			}
		}
		if d := m.Document; d != nil && d.Name == fmt.Sprintf("result-%d.xlsx", b.ID) {
			files++
			table, err := sheet.Read(d.Name, d.Data, sheet.Bounds{Rows: len(rows) + 1, Columns: 20})
			if err != nil || len(table) != len(rows)+1 {
				s.t.Errorf("the result of shop %d's list %d: %d rows (%v)", s.index, b.ID, len(table), err)
				continue
			}
			s.checkResult(b, rows, func(r order.BatchRow, o order.Order, end, stopped string) bool {
				line := append(slices.Clone(table[r.Index+1]), make([]string, 11)...)
				return line[5] == end && (stopped == "" || line[6] == stopped)
			})
		}
	}
	byKill, byWire := s.explain(said, word)
	sum.toldTwice += max(0, len(word.at)-1)
	sum.twiceByKill, sum.twiceByWire = sum.twiceByKill+byKill, sum.twiceByWire+byWire
	if len(rows) > 5 && files == 0 {
		s.t.Errorf("shop %d never got the file with the result of list %d", s.index, b.ID)
	}
}

// checkResult holds what was told of the rows against their orders.
func (s *shop) checkResult(b order.Batch, rows []order.BatchRow, told func(r order.BatchRow, o order.Order, end, stopped string) bool) {
	for _, r := range rows {
		i := slices.IndexFunc(s.rowOrders, func(o order.Order) bool { return o.ID == r.Order && r.Order != "" })
		if i < 0 || s.rowOrders[i].Cause == order.CauseReversed {
			continue
		}
		o := s.rowOrders[i]
		right := false
		for lang := range 2 {
			end, stopped := saidEnd[o.State][lang], ""
			if o.Cause == order.CauseNeverSent {
				stopped = saidStopped[lang]
			}
			if o.NeverSent() {
				end = saidNotSent[lang]
			}
			right = right || told(r, o, end, stopped)
		}
		if !right {
			s.t.Errorf("row %d of shop %d's list %d is %s (cause %q), and is not told so", r.Index, s.index, b.ID, o.State, o.Cause)
		}
	}
}
