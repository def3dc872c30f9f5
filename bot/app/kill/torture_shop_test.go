package kill

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"rechargebot/bot/simtelegram"
	"rechargebot/flows/order"
	"rechargebot/upstream/simpanel"
)

// shop is one reseller, who reads the chat and taps what is there.
type shop struct {
	*torture
	id     int64
	index  int
	bangla bool // the language at first
	rng    *rand.Rand

	mu     sync.Mutex
	wishes map[string]*wish // by number: each order has one of its own; mu also guards their id and confirmed
	tokens []string         // what the bot's answers must show first in this order

	says, taps, resends, again, languages int
	recent                                []int64 // updates that may be delivered once more
	seq                                   int
	draft                                 string // the latest seen

	lists    []*list       // guarded by mu, as their id, confirmed and stopped are
	listSeen order.BatchID // the latest seen
	answered map[int]bool  // messages that said that a list pauses
	pauses   int

	rowOrders []order.Order // in the end: what the store has of them
}

// wish is an order as its reseller wants it.
type wish struct {
	number, grouped string
	amount          int
	operator        string
	postpaid        bool
	pack            packWish
	id              string
	card            int  // the message confirmed on
	cards           int  // new messages about it that the bot owes: one for each line typed
	confirmed       bool // Confirm was tapped on the card as it then was
	turns           bool // the panel takes back its first word on it
	late            bool // the panel does not find it by id at first
}

// plan is what a reseller decides for one order, before anything of it is known.
type plan struct {
	guided, typedAmount, pipeline, look bool
	form                                int
	operator                            string
	amount                              int
	toggles, taps, resends              int
	redeliver                           []int
	fate                                int // 0 confirm, 1 cancel, 2 confirm once another is begun
	probes                              int
	language                            bool
	pack                                packWish
	mood                                simpanel.Mood
	pause                               time.Duration
}

var prefixes = map[string]string{"GP": "017", "RB": "018", "AT": "016", "BL": "019", "TT": "015", "SK": "013"}

func (s *shop) decide() plan {
	r := s.rng
	codes := []string{"GP", "RB", "AT", "BL", "TT", "SK"}
	p := plan{
		guided: r.IntN(3) == 0, typedAmount: r.IntN(2) == 0, pipeline: r.IntN(3) == 0, look: r.IntN(15) == 0,
		form: r.IntN(4), operator: codes[r.IntN(len(codes))], amount: []int{20, 30, 50, 100, 200, 500}[r.IntN(6)],
		taps: 1 + r.IntN(3)/2, resends: r.IntN(4) / 2 * r.IntN(3), probes: r.IntN(4),
		language: r.IntN(12) == 0, pause: time.Duration(r.IntN(250)) * time.Millisecond,
	}
	if r.IntN(5) == 0 {
		p.toggles = 1 + r.IntN(2)
	}
	for range r.IntN(3) {
		p.redeliver = append(p.redeliver, r.IntN(10))
	}
	switch r.IntN(12) {
	case 0:
		p.fate = 1
	case 1:
		p.fate = 2
	}
	if p.pack = []packWish{noPack, noPack, noPack, noPack, noPack, noPack, noPack, buyPack, buyPack, sendAnyway}[r.IntN(10)]; p.pack != noPack {
		p.amount, p.typedAmount, p.toggles = packAmount, true, 0
	}
	p.mood = s.mood()
	return p
}

// mood draws how the panel takes an order. Half of the draws are about calls that
// break, half about words that are not to be believed at once.
func (s *shop) mood() simpanel.Mood {
	r := s.rng
	names := []string{
		simpanel.Succeed, simpanel.Succeed, simpanel.Succeed, simpanel.Succeed, simpanel.Succeed, simpanel.Fail, simpanel.Fail, simpanel.Refuse, simpanel.Refuse,
		simpanel.Hang, simpanel.TakeAndHang, simpanel.Reset, simpanel.TakeAndReset, simpanel.HTTP, simpanel.TakeAnd500,
		simpanel.HTML, simpanel.Empty, simpanel.Nonsense, simpanel.Truncated, simpanel.Noise, simpanel.WrongTypes,
		simpanel.Twice, simpanel.Redirect, simpanel.Slow, simpanel.Slow, simpanel.Drip, simpanel.Pending,
	}
	m := simpanel.Mood{Name: names[r.IntN(len(names))]}
	some := func() time.Duration { return latest/20 + time.Duration(r.Int64N(int64(latest*19/20))) }
	late, after, words := some(), some(), r.IntN(2) == 0
	if s.long && r.IntN(10) == 0 { // until after the time when a panel that denies an order counts
		late = time.Duration(60+r.IntN(120)) * time.Second
	}
	if words {
		m = simpanel.Draw(r, simpanel.Chances(late, after))
	}
	m.Times = 1
	switch m.Name {
	case simpanel.Slow: // some of them too late
		m.Delay = time.Duration(100+r.IntN(1400)) * time.Millisecond
	case simpanel.Drip:
		m.Delay = time.Duration(1+r.IntN(30)) * time.Millisecond
	}
	return m
}

// takesBack reports whether the panel takes back its first word in that mood.
func takesBack(m simpanel.Mood) bool {
	return m.Name == simpanel.DoneThenFailed || m.Name == simpanel.FailedThenDone
}

func (s *shop) all() []*wish {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []*wish
	for _, w := range s.wishes {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b *wish) int { return strings.Compare(a.number, b.number) })
	return all
}

// work places orders until it is time to stop.
func (s *shop) work() {
	s.say("/start", "")
	for !over(s.stop, 0) {
		s.goOn()
		p, list := s.decide(), s.rng.IntN(listEvery) == 0
		if list && !s.list(p) || !list && !s.order(p) {
			s.t.Errorf("shop %d waited in vain; the chat:\n%s", s.index, s.shown(s.id, 12))
			return
		}
		if !p.pipeline {
			over(s.stop, p.pause)
		}
	}
}

func (s *shop) say(text, token string) {
	if token != "" {
		s.tokens = append(s.tokens, token)
	}
	s.says++
	s.remember(s.Telegram.Say(s.id, text))
}

func (s *shop) remember(update int64) {
	s.recent = append(s.recent, update)
	s.recent = s.recent[max(0, len(s.recent)-10):]
}

// tap presses a button, even one that has gone meanwhile: it was on the screen
// when the finger went down.
func (s *shop) tap(message int, data string) int64 {
	s.taps++
	update, err := s.Telegram.Tap(s.id, message, data)
	if err != nil {
		update = s.Telegram.TapForged(s.id, message, data)
	}
	s.remember(update)
	return update
}

// resend is what an app does after a reconnect: the same tap, another update id.
func (s *shop) resend(update int64) {
	if id := s.Telegram.Resend(update); id != 0 {
		s.resends++
		s.remember(id)
	}
}

// order goes through one order as planned; false where an answer did not come.
func (s *shop) order(p plan) bool {
	for range p.probes {
		s.seq++
		token := fmt.Sprintf("q%dx%dx", s.index, s.seq)
		s.say("/status "+token, token)
	}
	if p.language {
		s.languages++
		s.say("/language", "")
	}
	s.seq++
	number := fmt.Sprintf("%s%02d%06d", prefixes[p.operator], s.index, s.seq)
	w := &wish{number: number, grouped: number[:5] + "-" + number[5:], amount: p.amount, operator: p.operator, pack: p.pack}
	s.mu.Lock()
	s.wishes[number] = w
	s.mu.Unlock()
	s.Panel.SetMoodFor(number, p.mood)
	w.turns, w.late = takesBack(p.mood), p.mood.Late > 0
	s.askForOld()

	ok := false
	if p.guided {
		ok = s.guided(p, w)
	} else {
		s.typed(p, w)
		ok = true
	}
	if !ok {
		return false
	}
	rev := 0
	if p.pack != noPack {
		if rev, ok = s.answerPack(p, w); !ok {
			return false
		}
	}
	card, data, ok := s.confirmable(w, rev)
	if !ok {
		return false
	}
	for range p.toggles {
		_, rev, _ := draftOf(data)
		press := strings.TrimSuffix(data, "go") + "ty"
		update := s.tap(card.ID, press)
		if p.taps > 1 { // the second finds the card changed, and changes nothing
			s.tap(card.ID, press)
		}
		if p.resends > 0 {
			s.resend(update)
		}
		w.postpaid = !w.postpaid
		if card, data, ok = s.confirmable(w, rev+1); !ok {
			return false
		}
	}
	s.mu.Lock() // the admin counts what has no final word yet
	w.id, _, _ = draftOf(data)
	w.confirmed = p.fate != 1 // its card stands beside what is begun
	s.mu.Unlock()
	s.draft = max(s.draft, w.id)
	switch p.fate {
	case 1:
		s.tap(card.ID, strings.TrimSuffix(data, "go")+"no")
	case 2: // begins something else, and comes back to the card, which is as good as before
		if !s.begin() {
			return false
		}
	}
	var update int64
	for range p.taps {
		update = s.tap(card.ID, data)
	}
	for range p.resends {
		s.resend(update)
	}
	for _, n := range p.redeliver {
		// Only what was acknowledged: Telegram changes no order.
		if n < len(s.recent) && s.recent[n] <= s.Telegram.Acked() {
			s.again++
			s.Telegram.Redeliver(s.recent[n])
		}
	}
	if p.pipeline {
		return true
	}
	if !s.wait(s.id, answerWithin, func(all []simtelegram.Message) bool {
		for _, m := range all {
			if m.ID == card.ID {
				return !slices.ContainsFunc(buttonsOf(m), func(b simtelegram.Button) bool { return b.Data == data })
			}
		}
		return false
	}) {
		return false
	}
	if p.look && w.confirmed {
		w.cards++
		s.say("/status "+number, "")
		s.tap(card.ID, data) // and once more on the old card
	}
	return true
}

// typed sends the whole order in one line.
func (s *shop) typed(p plan, w *wish) {
	w.cards++
	s.say([]string{
		fmt.Sprintf("%s %s %d", w.operator, w.number, w.amount),
		fmt.Sprintf("%d %s %s", w.amount, strings.ToLower(w.operator), w.grouped),
		fmt.Sprintf("/recharge %s %s %d", w.number, w.operator, w.amount),
		fmt.Sprintf("%s +88%s ৳%d", w.operator, w.number, w.amount),
	}[p.form], w.number)
}

// guided goes through /recharge, operator, number and amount.
func (s *shop) guided(p plan, w *wish) bool {
	if !s.begin() {
		return false
	}
	press := func(found func(m simtelegram.Message, data string) bool) bool {
		return s.wait(s.id, answerWithin, func(all []simtelegram.Message) bool {
			for _, m := range slices.Backward(all) {
				for _, b := range buttonsOf(m) {
					if id, _, _ := draftOf(b.Data); m.FromBot && id == s.draft && found(m, b.Data) {
						update := s.tap(m.ID, b.Data)
						if p.taps > 1 {
							s.tap(m.ID, b.Data)
						}
						if p.resends > 1 {
							s.resend(update)
						}
						return true
					}
				}
			}
			return false
		})
	}
	if !press(func(_ simtelegram.Message, data string) bool { return strings.HasSuffix(data, ":op:"+w.operator) }) {
		return false
	}
	w.cards++
	s.say(w.number, w.number)
	about := func(m simtelegram.Message) bool { return strings.Contains(m.Text, w.number) }
	if p.typedAmount {
		if !s.wait(s.id, answerWithin, func(all []simtelegram.Message) bool { return slices.ContainsFunc(all, about) }) {
			return false
		}
		w.cards++
		s.say(strconv.Itoa(w.amount), "")
		return true
	}
	return press(func(m simtelegram.Message, data string) bool {
		return about(m) && strings.HasSuffix(data, ":am:"+strconv.Itoa(w.amount))
	})
}

// begin sends /recharge and waits for the answer, which begins a draft that was
// not there before.
func (s *shop) begin() bool {
	s.say("/recharge", "")
	return s.wait(s.id, answerWithin, func(all []simtelegram.Message) bool {
		for _, m := range slices.Backward(all) {
			for _, b := range buttonsOf(m) {
				if id, _, ok := draftOf(b.Data); ok && id > s.draft && strings.HasSuffix(b.Data, ":op:GP") {
					s.draft = id
					return true
				}
			}
		}
		return false
	})
}

// draftOf takes the data of a card's button apart: r:<id>:<rev>:<what>.
func draftOf(data string) (id string, rev int, ok bool) {
	parts := strings.Split(data, ":")
	if len(parts) < 4 || parts[0] != "r" {
		return "", 0, false
	}
	rev, err := strconv.Atoi(parts[2])
	return parts[1], rev, err == nil
}

// confirmable waits for the card of the order, with a Confirm button of at
// least that revision.
func (s *shop) confirmable(w *wish, rev int) (card simtelegram.Message, data string, ok bool) {
	ok = s.wait(s.id, answerWithin, func(all []simtelegram.Message) bool {
		for _, m := range slices.Backward(all) {
			if !m.FromBot || !strings.Contains(m.Text, w.number) {
				continue
			}
			for _, b := range buttonsOf(m) {
				if _, n, draft := draftOf(b.Data); draft && n >= rev && strings.HasSuffix(b.Data, ":go") {
					card, data = m, b.Data
					return true
				}
			}
		}
		return false
	})
	return card, data, ok
}

// tapWhatIsLeft taps Confirm wherever it still stands: on cards that a kill made
// come twice. None of them is good for anything.
func (s *shop) tapWhatIsLeft() {
	s.say("/cancel", "")
	for _, m := range s.Telegram.Messages(s.id) {
		for _, b := range buttonsOf(m) {
			if strings.HasSuffix(b.Data, ":go") {
				s.tap(m.ID, b.Data)
			}
		}
	}
}

// askForOld asks now and then for an order on which the panel may have changed its
// mind.
func (s *shop) askForOld() {
	if s.rng.IntN(4) > 0 {
		return
	}
	for _, w := range s.all() {
		if w.turns && w.confirmed && w.cards < 4 && s.rng.IntN(2) == 0 {
			w.cards++
			s.say("/status "+w.number, "")
			return
		}
	}
}

// finalWord reports whether a message is the final word on the order: not what is
// left of its card, which does not name the order's id, and not an answer to
// /status, in which a blank line parts how it stands from what it is.
func (w *wish) finalWord(m simtelegram.Message) bool {
	return m.FromBot && endIn(m) != "" && strings.Contains(m.Text, w.number) && strings.Contains(m.Text, w.id) && !strings.Contains(m.Text, "\n\n")
}

// endIn is the state that a message tells as final; "" for none.
func endIn(m simtelegram.Message) order.State {
	switch {
	case strings.HasPrefix(m.Text, "✅"):
		return order.Done
	case strings.HasPrefix(m.Text, "❌"), strings.HasPrefix(m.Text, "⚠️"): // ⚠️ where it was done before
		return order.Failed
	}
	return ""
}

// outdated are the orders of which the last word told is not how they ended.
func (s *shop) outdated() (all []*wish) {
	told := map[string]order.State{}
	for _, m := range s.Telegram.Messages(s.id) {
		s.mu.Lock()
		w := s.wishes[numberIn(m.Text)]
		s.mu.Unlock()
		if w != nil && w.confirmed && w.finalWord(m) {
			told[w.number] = endIn(m)
		}
	}
	for _, w := range s.all() {
		if a, _ := s.Panel.Account(w.id); w.confirmed && told[w.number] != endOf(a) {
			all = append(all, w)
		}
	}
	return all
}

// endOf is how an order ended by the panel's ledger.
func endOf(a simpanel.Account) order.State {
	if a.Charged > 0 {
		return order.Done
	}
	return order.Failed
}

// untold counts the confirmed orders whose end the reseller has not been told.
func (s *shop) untold() int {
	all := s.Telegram.Messages(s.id)
	s.mu.Lock()
	defer s.mu.Unlock()
	told, confirmed := map[string]bool{}, 0
	for _, m := range all {
		if w := s.wishes[numberIn(m.Text)]; w != nil && w.confirmed && w.finalWord(m) {
			told[w.number] = true
		}
	}
	for _, w := range s.wishes {
		if w.confirmed {
			confirmed++
		}
	}
	return confirmed - len(told) + s.unended(all)
}

// numberIn finds the first number in a text, as people are shown it: 01712345678.
func numberIn(text string) string { return shownNumber.FindString(text) }

// notice is the message that an order is unclear or waits, beside its card.
var notice = regexp.MustCompile(`^(❓|🕐) (<code>)?01`)

var shownNumber = regexp.MustCompile(`\b01[3-9][0-9]{8}\b`)
