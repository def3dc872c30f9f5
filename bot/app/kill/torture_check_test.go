package kill

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/storage"
	"rechargebot/upstream/simpanel"
)

// tally is what a run counted.
type tally struct {
	confirmed, done, failed, refused, neverSent, ruled, stuck int
	dropped, toldTwice, twiceByKill, twiceByWire, cardsTwice  int
	probes                                                    int
}

// check holds the end of a run against the promises.
func (run *torture) check(rough time.Duration) {
	kills := run.bot.killed()
	if err := run.bot.end(run.bot.current()); err != nil {
		run.t.Errorf("SIGTERM: %v", err)
	}
	if err := storage.Check(run.bot.store()); err != nil {
		run.t.Errorf("the store: %v", err)
	}
	store, err := storage.Open(run.bot.store(), storage.Options{})
	if err != nil {
		run.t.Fatal(err)
	}
	defer store.Close()
	if waiting, err := store.Waiting(); err != nil || len(waiting) > 0 {
		run.t.Errorf("something is still to be said in %v (%v)", waiting, err)
	}
	var sum tally
	err = store.View(func(tx chat.Tx) error {
		if open, err := tx.OpenCount(); err != nil || open != 0 {
			run.t.Errorf("%d orders are on their way (%v)", open, err)
		}
		for _, s := range run.shops {
			if err := s.checkOrders(tx, &sum); err != nil {
				return err
			}
			s.checkChat(tx, &sum)
		}
		return nil
	})
	if err != nil {
		run.t.Error(err)
	}
	run.checkPanel()

	var says, taps, resends, again int
	for _, s := range run.shops {
		says, taps, resends, again = says+s.says, taps+s.taps, resends+s.resends, again+s.again
	}
	run.mu.Lock()
	answers, paid := maps.Clone(run.answers), len(run.requests)
	run.mu.Unlock()
	for _, s := range run.shops {
		if n := answers[s.id]; n != s.taps+s.resends {
			run.t.Errorf("%d taps of shop %d's %d were answered", n, s.index, s.taps+s.resends)
		}
	}
	run.t.Logf(`seed %d: %d kills in %v (%.0f a minute), %d starts
  updates: %d lines and %d taps, besides %d taps sent again under new ids and %d updates delivered again; the admin's %d taps, %d of them answered within the minute
  orders: %d confirmed, %d cards dropped; %d done, %d failed (%d refused, %d never sent), of these %d by an admin's verdict; %d told as stuck
  panel: %d calls to pay for %d orders, %d taken
  twice: %d final words came twice (%d where a kill fell between sending and noting, %d where Telegram took it and did not say so), %d other messages; none without a cause`,
		run.seed, kills, rough.Round(time.Second), float64(kills)/rough.Minutes(), run.starts,
		says, taps, resends, again, run.adminTaps, answers[sandbox.Admin],
		sum.confirmed, sum.dropped, sum.done, sum.failed, sum.refused, sum.neverSent, sum.ruled, sum.stuck,
		paid, sum.confirmed, len(run.Panel.Orders()),
		sum.toldTwice, sum.twiceByKill, sum.twiceByWire, sum.cardsTwice)
}

// checkPanel looks at what the panel was asked.
func (run *torture) checkPanel() {
	known := map[string]bool{}
	for _, s := range run.shops {
		for _, w := range s.all() {
			if w.confirmed {
				known[w.id] = true
			}
		}
	}
	run.mu.Lock()
	defer run.mu.Unlock()
	for id, n := range run.requests {
		if !known[id] {
			run.t.Errorf("order %q reached the panel and nobody confirmed it", id)
		}
		if n > 1 {
			run.t.Errorf("order %s was sent to the panel %d times", id, n)
		}
	}
	for _, o := range run.Panel.Orders() {
		if o.Charged != 1 || o.Requests != 1 || !known[o.ID] {
			run.t.Errorf("the panel charged order %s %d times in %d calls", o.ID, o.Charged, o.Requests)
		}
	}
}

// checkOrders compares a reseller's orders in the store with what was confirmed
// and with what the panel knows.
func (s *shop) checkOrders(tx chat.Tx, sum *tally) error {
	stored := map[string]order.Order{}
	for before := order.ID(""); ; {
		page, err := tx.History(s.id, before, 100)
		if err != nil {
			return err
		}
		for _, o := range page {
			stored[string(o.ID)] = o
			before = o.ID
		}
		if len(page) == 0 {
			break
		}
	}
	confirmed := 0
	for _, w := range s.all() {
		if !w.confirmed {
			sum.dropped++
			continue
		}
		confirmed++
		o, ok := stored[w.id]
		if !ok {
			s.t.Errorf("order %s of shop %d was confirmed and is lost", w.id, s.index)
			continue
		}
		kind := order.Prepaid
		if w.postpaid {
			kind = order.Postpaid
		}
		if string(o.Number) != w.number || o.Amount.Whole() != int64(w.amount) || string(o.Operator) != w.operator || o.Connection != kind {
			s.t.Errorf("order %s of shop %d is %s %s %s %v instead of %+v", w.id, s.index, o.Operator, o.Number, o.Amount, o.Connection, *w)
		}
		s.checkEnd(o, sum)
	}
	sum.confirmed += confirmed
	if len(stored) != confirmed {
		s.t.Errorf("shop %d confirmed %d orders, the store has %d", s.index, confirmed, len(stored))
	}
	return nil
}

// checkEnd compares one order's end with the panel's word on it.
func (s *shop) checkEnd(o order.Order, sum *tally) {
	want, cause := order.Failed, []order.Cause{order.CauseRefused}
	at, taken := s.Panel.Order(string(o.ID))
	asked := s.asked(string(o.ID))
	switch {
	case taken && at.Status == simpanel.StatusDone:
		want, cause = order.Done, []order.Cause{order.CauseNone}
		if o.TransactionID != at.TransactionID {
			s.t.Errorf("order %s has transaction id %q, the panel says %q", o.ID, o.TransactionID, at.TransactionID)
		}
	case taken && at.Status == simpanel.StatusFailed:
		cause = []order.Cause{order.CauseNone}
	case taken:
		s.t.Errorf("order %s is %s, at the panel %s", o.ID, o.State, at.Status)
		return
	case s.verdicts[string(o.ID)]:
		cause = []order.Cause{order.CauseVerdict}
		if o.ID[len(o.ID)-1]%4 == 0 {
			want = order.Done
		}
	case asked == 0:
		cause = []order.Cause{order.CauseNeverSent}
	}
	if o.State != want || !slices.Contains(cause, o.Cause) {
		s.t.Errorf("order %s is %s (cause %q) instead of %s (%q); taken by the panel: %v %s, asked %d times", o.ID, o.State, o.Cause, want, cause, taken, at.Status, asked)
	}
	if o.State == order.Done {
		sum.done++
	} else {
		sum.failed++
	}
	if !o.Stuck.IsZero() {
		sum.stuck++
	}
	switch o.Cause {
	case order.CauseRefused:
		sum.refused++
	case order.CauseNeverSent:
		sum.neverSent++
	case order.CauseVerdict:
		sum.ruled++
		if o.Stuck.IsZero() {
			s.t.Errorf("order %s was ruled on and nobody had been told that it is stuck", o.ID)
		}
	}
}

// seen are messages that say the same.
type seen struct {
	what string
	owed int   // how many the bot owes
	at   []int // places in the bot's messages of the chat
}

var probeToken = regexp.MustCompile(`q\d+x\d+x`)

// checkChat reads a reseller's chat from its beginning.
func (s *shop) checkChat(tx chat.Tx, sum *tally) {
	first := map[string]int{} // of each token, the message that showed it first
	finals, cards, probes := map[string]*seen{}, map[string]*seen{}, map[string]*seen{}
	shows := map[string]bool{} // orders whose end a card shows
	stuck := map[string]int{}
	for _, w := range s.all() {
		if w.confirmed {
			finals[w.number] = &seen{what: "the final word on " + w.id, owed: 1}
			o, _, _ := tx.Order(order.ID(w.id))
			if !o.Stuck.IsZero() {
				stuck[w.number] = 1
			}
		}
		cards[w.number] = &seen{what: "the card of " + w.number, owed: w.cards + stuck[w.number]}
	}
	var languages []int
	said := slices.DeleteFunc(s.Telegram.Messages(s.id), func(m simtelegram.Message) bool { return !m.FromBot })
	for at, now := range said {
		m := now
		m.Text = s.first(m) // a card may show another order's step by now, or none
		token := probeToken.FindString(m.Text)
		if token != "" {
			if probes[token] == nil {
				probes[token] = &seen{what: "the answer to " + token, owed: 1}
			}
			probes[token].at = append(probes[token].at, at)
		}
		number := numberIn(m.Text)
		s.mu.Lock()
		w := s.wishes[number]
		s.mu.Unlock()
		if token == "" && w != nil {
			token = w.number
		}
		if token != "" && first[token] == 0 {
			first[token] = m.ID
		}
		switch {
		case strings.Contains(m.Text, "Language: English") || strings.Contains(m.Text, "ভাষা: বাংলা"):
			languages = append(languages, at)
		case w == nil:
		case notice.MatchString(m.Text): // that it is unclear, or waits
		case w.confirmed && w.finalWord(m):
			finals[number].at = append(finals[number].at, at)
		default:
			cards[number].at = append(cards[number].at, at)
			if w.id != "" && (strings.HasPrefix(now.Text, "✅") || strings.HasPrefix(now.Text, "❌")) {
				shows[number] = true
			}
		}
	}
	last, lastToken := 0, ""
	for _, token := range s.tokens {
		switch at := first[token]; {
		case at == 0:
			// A card dropped or grown old shows its number no more.
			if w := s.wishes[strings.Replace(token, "-", "", 1)]; w == nil || w.confirmed {
				s.t.Errorf("shop %d never got an answer to %s", s.index, token)
			}
		case at < last:
			s.t.Errorf("shop %d got the answer to %s (message %d) before that to %s (message %d), which it had sent earlier", s.index, token, at, lastToken, last)
		default:
			last, lastToken = at, token
		}
	}
	for _, x := range probes {
		s.explain(said, x)
		sum.probes++
		sum.cardsTwice += len(x.at) - 1
	}
	for number, x := range finals {
		byKill, byWire := s.explain(said, x)
		sum.toldTwice += max(0, len(x.at)-1)
		sum.twiceByKill, sum.twiceByWire = sum.twiceByKill+byKill, sum.twiceByWire+byWire
		if !shows[number] {
			s.t.Errorf("no card of shop %d shows the end of %s", s.index, number)
		}
	}
	for number, x := range cards {
		if w := s.wishes[number]; !w.confirmed && len(x.at) < x.owed {
			continue // dropped: it may say "this card is old" now
		}
		s.explain(said, x)
		sum.cardsTwice += max(0, len(x.at)-x.owed)
	}
	s.checkLanguages(tx, said, languages)
}

// first is what a message said at first, before it was changed.
func (s *shop) first(m simtelegram.Message) string {
	s.torture.mu.Lock()
	defer s.torture.mu.Unlock()
	if sent, ok := s.sender[m.ID]; ok {
		return sent.text
	}
	return m.Text
}

// explain looks at messages that came more often than owed. What is sent in a
// chat is noted before the next is sent, so a message may come twice only where
// the first was the last that a process sent there before it was killed, and
// the second is the first of the next process's; or where Telegram took it and
// did not say so. Others are reported.
func (s *shop) explain(said []simtelegram.Message, x *seen) (byKill, byWire int) {
	if len(x.at) < x.owed {
		s.t.Errorf("shop %d: %s came %d times instead of %d", s.index, x.what, len(x.at), x.owed)
	}
	extra := len(x.at) - x.owed
	for i := 1; i < len(x.at) && byKill+byWire < extra; i++ {
		switch s.twiceFor(said, x.at[i-1], x.at[i]) {
		case "kill":
			byKill++
		case "wire":
			byWire++
		}
	}
	if byKill+byWire < extra {
		var where []string
		for _, at := range x.at {
			where = append(where, fmt.Sprintf("%s (message %d, the %dth, of life %d)", said[at].At.Format("04:05.000"), said[at].ID, at, s.sender[said[at].ID].life))
		}
		s.t.Errorf("shop %d: %s came %d times instead of %d, and %d of them for no reason: %s", s.index, x.what, len(x.at), x.owed, extra-byKill-byWire, strings.Join(where, ", "))
	}
	return byKill, byWire
}

// twiceFor says why a message came twice; "" where there is no reason for it.
func (s *shop) twiceFor(said []simtelegram.Message, first, second int) string {
	s.torture.mu.Lock()
	defer s.torture.mu.Unlock()
	before, owned := s.sender[said[first].ID]
	switch {
	case second != first+1:
		return ""
	case !owned || before.unsaid:
		return "wire"
	case before.life != s.sender[said[second].ID].life:
		return "kill"
	}
	return ""
}

// checkLanguages: each /language changed it once, and they took turns.
func (s *shop) checkLanguages(tx chat.Tx, said []simtelegram.Message, languages []int) {
	bangla, changes := s.bangla, 0
	for i, at := range languages {
		if now := strings.Contains(said[at].Text, "ভাষা"); now != bangla {
			bangla = now
			changes++
		} else if i == 0 || s.twiceFor(said, languages[i-1], at) == "" {
			s.t.Errorf("shop %d: the language was told twice for no reason", s.index)
		}
	}
	m, _, err := tx.Member(s.id)
	if err != nil || changes != s.languages || (m.Language == "bn") != bangla {
		s.t.Errorf("shop %d asked for the other language %d times, got it %d times, and has %q (%v)", s.index, s.languages, changes, m.Language, err)
	}
}
