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
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage"
	"rechargebot/upstream/simpanel"
)

// tally is what a run counted.
type tally struct {
	confirmed, done, failed, refused, neverSent, ruled, stuck int
	denied, reversed                                          int
	chargedTwice, failedCharged, doneUncharged                int // by the panel's ledger
	dropped, toldTwice, twiceByKill, twiceByWire, cardsTwice  int
	probes                                                    int
	wallets, walletsPaid                                      int
	lists, rows, leftOut, listsStopped, rowsStopped           int
	packs, anyway                                             int
	walletsWrong                                              money.Taka
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
			if err := s.checkLists(tx, &sum); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		run.t.Error(err)
	}
	run.checkPanel()
	run.checkWallets(store, &sum)

	var says, taps, resends, again, pauses int
	for _, s := range run.shops {
		says, taps, resends, again, pauses = says+s.says, taps+s.taps, resends+s.resends, again+s.again, pauses+s.pauses
	}
	run.mu.Lock()
	answers, paid := maps.Clone(run.answers), len(run.requests)
	run.mu.Unlock()
	for _, s := range run.shops {
		if n := answers[s.id]; n != s.taps+s.resends {
			run.t.Errorf("%d taps of shop %d's %d were answered", n, s.index, s.taps+s.resends)
		}
	}
	taken, faults, late, turned := run.countMoods()
	run.t.Logf(`seed %d: %d kills in %v (%.0f a minute), %d starts
  updates: %d lines and %d taps, besides %d taps sent again under new ids and %d updates delivered again; the admin's %d taps, %d of them answered within the minute
  orders: %d confirmed, %d cards dropped; %d done, %d failed (%d refused, %d never sent, %d denied twice), of these %d by an admin's verdict; %d told as stuck
  lists: %d confirmed with %d orders, %d rows left out; %d lists stopped, %d of their rows never sent; %d pauses
  packs: %d bought, %d amounts sent anyway
  panel: %d calls to pay for %d orders, %d taken, %d of these refused after that, %d not found at first; it took back its word on %d, told of %d
  ledger: charged twice %d, told as failed though charged %d, told as done though not charged %d
  wallets: %d shops, half of them with one, %d orders paid from them, %d paisa wrong
  twice: %d final words came twice (%d where a kill fell between sending and noting, %d where Telegram took it and did not say so), %d other messages; none without a cause`,
		run.seed, kills, rough.Round(time.Second), float64(kills)/rough.Minutes(), run.starts,
		says, taps, resends, again, run.adminTaps, answers[sandbox.Admin],
		sum.confirmed, sum.dropped, sum.done, sum.failed, sum.refused, sum.neverSent, sum.denied, sum.ruled, sum.stuck,
		sum.lists, sum.rows, sum.leftOut, sum.listsStopped, sum.rowsStopped, pauses, sum.packs, sum.anyway,
		paid, sum.confirmed+sum.rows, taken, faults, late, turned, sum.reversed,
		sum.chargedTwice, sum.failedCharged, sum.doneUncharged,
		sum.wallets, sum.walletsPaid, int64(sum.walletsWrong),
		sum.toldTwice, sum.twiceByKill, sum.twiceByWire, sum.cardsTwice)
}

// countMoods counts the orders that the panel took, and those of them of which it
// spoke otherwise at first.
func (run *torture) countMoods() (taken, faults, late, turned int) {
	isFault, hidden := simpanel.Faults(), map[string]bool{}
	for _, s := range run.shops {
		for _, w := range s.all() {
			hidden[w.number] = w.late
		}
		for _, l := range s.pasted() {
			for _, r := range l.rows {
				hidden[r.number] = r.late
			}
		}
	}
	for _, a := range run.Panel.Accounts() {
		if !a.Taken {
			continue
		}
		taken++
		if slices.Contains(isFault, a.Mood) {
			faults++
		}
		if hidden[a.Number] {
			late++
		}
		if a.Mood == simpanel.FailedThenDone || a.Mood == simpanel.DoneThenFailed {
			turned++
		}
	}
	return taken, faults, late, turned
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
		for _, o := range s.rowOrders {
			known[string(o.ID)] = true
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
			before = o.ID
			if o.Batch != 0 {
				s.rowOrders = append(s.rowOrders, o)
				continue
			}
			stored[string(o.ID)] = o
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
		s.checkPack(o, w, sum)
		s.checkEnd(o, sum)
	}
	sum.confirmed += confirmed
	if len(stored) != confirmed {
		s.t.Errorf("shop %d confirmed %d orders, the store has %d", s.index, confirmed, len(stored))
	}
	return nil
}

// checkEnd compares one order's end with the panel's ledger.
func (s *shop) checkEnd(o order.Order, sum *tally) {
	a, _ := s.Panel.Account(string(o.ID))
	turned := a.Mood == simpanel.DoneThenFailed || a.Mood == simpanel.FailedThenDone
	bad := func(what string) {
		s.t.Errorf("order %s is %s (cause %q, the panel said last %q): %s; the panel's account: %+v", o.ID, o.State, o.Cause, o.Said, what, a)
	}
	switch {
	case a.Charged > int64(o.Amount), a.Charges > 1 && a.Mood != simpanel.FailedThenDone:
		sum.chargedTwice++
		bad("charged twice")
	case o.State == order.Failed && a.Charged != 0:
		sum.failedCharged++
		bad("told as failed, and charged")
	case o.State == order.Done && a.Charged != int64(o.Amount):
		sum.doneUncharged++
		bad("told as done, and not charged")
	case o.State.Final() && a.Word == simpanel.StatusPending:
		bad("final, and pending at the panel")
	}
	switch o.Cause {
	case order.CauseNone:
		if !a.Taken {
			bad("the panel's word on what it never took")
		}
		if o.State == order.Done && o.TransactionID != a.TransactionID {
			bad("another transaction id: " + o.TransactionID)
		}
	case order.CauseRefused:
		sum.refused++
		if a.Taken || !strings.HasPrefix(a.Mood, simpanel.Refuse) {
			bad("refused")
		}
	case order.CauseDenied:
		sum.denied++
		if a.Taken && a.Word != simpanel.StatusFailed {
			bad("denied")
		}
	case order.CauseNeverSent:
		sum.neverSent++
		if n := s.asked(string(o.ID)); n != 0 {
			bad(fmt.Sprint("never sent, and the panel was asked to pay ", n, " times"))
		}
	case order.CauseVerdict:
		sum.ruled++
		if o.Stuck.IsZero() || !s.verdicts[string(o.ID)] {
			bad("ruled on, and nobody was told that it is stuck, or nobody ruled")
		}
	case order.CauseReversed:
		sum.reversed++
		if !turned {
			bad("reversed, though the panel did not take back its word")
		}
	}
	if o.State == order.Done {
		sum.done++
	} else {
		sum.failed++
	}
	if !o.Stuck.IsZero() {
		sum.stuck++
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
	type end struct {
		number string
		state  order.State
	}
	finals, cards, probes := map[end]*seen{}, map[string]*seen{}, map[string]*seen{}
	shows := map[end]bool{} // the ends that a card shows
	stuck, notices := map[string]int{}, map[string]*seen{}
	for _, w := range s.all() {
		if w.confirmed {
			o, _, _ := tx.Order(order.ID(w.id))
			if !o.Stuck.IsZero() {
				stuck[w.number] = 1
			}
			for _, state := range []order.State{order.Done, order.Failed} { // both where the word was taken back
				word := &seen{what: fmt.Sprintf("the word that %s is %s", w.id, state)}
				if state == o.State || o.Cause == order.CauseReversed {
					word.owed = 1
				}
				finals[end{w.number, state}] = word
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
		case notice.MatchString(m.Text): // that it is unclear, or waits: once each
			word := notice.FindStringSubmatch(m.Text)[1] + number
			if notices[word] == nil {
				notices[word] = &seen{what: "the notice " + word, owed: 1}
			}
			notices[word].at = append(notices[word].at, at)
		case w.confirmed && w.finalWord(m):
			word := finals[end{number, endIn(m)}]
			word.at = append(word.at, at)
		default:
			cards[number].at = append(cards[number].at, at)
			if w.id != "" && endIn(now) != "" {
				shows[end{number, endIn(now)}] = true
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
	for _, x := range notices {
		s.explain(said, x)
		sum.cardsTwice += len(x.at) - 1
	}
	for _, x := range finals {
		byKill, byWire := s.explain(said, x)
		sum.toldTwice += max(0, len(x.at)-x.owed)
		sum.twiceByKill, sum.twiceByWire = sum.twiceByKill+byKill, sum.twiceByWire+byWire
	}
	for _, w := range s.all() {
		if o, ok, _ := tx.Order(order.ID(w.id)); ok && w.confirmed {
			// Where the panel took its word back, the card above may say the first one.
			if !shows[end{w.number, o.State}] && o.Cause != order.CauseReversed {
				s.t.Errorf("no card of shop %d shows that %s is %s", s.index, w.number, o.State)
			}
			is := finals[end{w.number, o.State}].at
			for _, was := range finals[end{w.number, other(o.State)}].at {
				if len(is) == 0 || was > is[0] {
					s.t.Errorf("shop %d was not told last that %s is %s", s.index, w.number, o.State)
				}
			}
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

func other(s order.State) order.State {
	if s == order.Done {
		return order.Failed
	}
	return order.Done
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
		for at := x.at[0]; at <= min(x.at[len(x.at)-1], x.at[0]+9); at++ { // with what stands between
			where = append(where, fmt.Sprintf("%s (message %d, the %dth, of life %d: %.60q)", said[at].At.Format("04:05.000"), said[at].ID, at, s.sender[said[at].ID].life, s.sender[said[at].ID].text))
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
