package simpanel

import (
	"cmp"
	"fmt"
	"time"
)

// Call names one of the panel's three calls.
type Call string

// The three calls; panel document, sections 1 to 3.
const (
	CallRequest Call = "request"
	CallStatus  Call = "status"
	CallBalance Call = "balance"
)

// Mood says how calls are answered. Only Name is needed; an empty one means
// Succeed, or in SetMoodFor no mood of its own. A field that is set comes before
// the mood's own value for it.
type Mood struct {
	Name     string
	Message  string        // for refusals and failures; a plain one if ""
	Delay    time.Duration // wait before the answer, in any mood; for Drip before each byte. An order is taken before the wait
	Status   string        // the reply's status in Code, such as "7"
	Body     string        // for Body, and the page of a limiter
	HTTP     int           // for HTTP, TakeAnd500, Redirect, Body, refusals and limiters
	Location string        // for Redirect
	Times    int           // for so many calls only; 0 = until changed
	Take     bool          // take the order though the mood by itself would not

	// For any mood that takes: what is said of the order by id.
	Then     string        // what becomes of the order, by another mood's name, such as Fail or DoneThenFailed; "" = as this mood says
	Late     time.Duration // how long after the request the id is unknown
	NotFound string        // how an unknown id is answered: one of Unknowns, or a whole body; as the panel is set if ""
	Keys     string        // other keys in replies, to this call and to later status calls: one of OtherKeys
	After    time.Duration // how long InQueue, a word that is taken back, or a word for a transaction id lasts
	TrxID    string        // the word for a transaction id

	RetryAfter time.Duration // what a limiter asks for
	RetryDate  bool          // as a date
}

func (m Mood) takes() bool { return m.Take || kindOf[m.Name].takes }

// does is the name of the mood whose behaviour m has.
func (m Mood) does() string { return kindOf[m.Name].does }

// check returns an error if m names something that does not exist.
func (m Mood) check() error {
	if _, ok := kindOf[m.Name]; !ok && m.Name != "" {
		return fmt.Errorf("simpanel: no mood %q", m.Name)
	}
	if then, ok := kindOf[m.Then]; m.Then != "" && (!ok || !then.takes) {
		return fmt.Errorf("simpanel: %q is not a mood an order can be in", m.Then)
	}
	if kindOf[m.Keys].fill.Keys == "" && m.Keys != "" {
		return fmt.Errorf("simpanel: no other keys %q", m.Keys)
	}
	return nil
}

// withDefaults fills in what m leaves out. It panics on an unknown name, which is a
// mistake in the calling code.
func (m Mood) withDefaults() Mood {
	if err := m.check(); err != nil {
		panic(err)
	}
	if m.Name == "" {
		m.Name = Succeed
	}
	fill := kindOf[m.Name].fill
	m.Message, m.NotFound = cmp.Or(m.Message, fill.Message), cmp.Or(m.NotFound, fill.NotFound)
	m.Keys, m.TrxID = cmp.Or(m.Keys, fill.Keys), cmp.Or(m.TrxID, fill.TrxID)
	m.HTTP, m.RetryDate = cmp.Or(m.HTTP, fill.HTTP), m.RetryDate || fill.RetryDate
	m.Delay, m.Late = cmp.Or(max(m.Delay, 0), fill.Delay), cmp.Or(max(m.Late, 0), fill.Late)
	m.After, m.RetryAfter = cmp.Or(max(m.After, 0), fill.After), cmp.Or(max(m.RetryAfter, 0), fill.RetryAfter)
	return m
}

// plan is what becomes of an order taken in mood m.
func (m Mood) plan() Mood {
	if m.Then == "" {
		return m
	}
	return Mood{Name: m.Then, Late: m.Late, NotFound: m.NotFound, Keys: m.Keys, After: m.After}.withDefaults()
}

// Behaviour is the mood that SetBehaviour or the page set last; "" once
// SetMood changed something.
func (p *Panel) Behaviour() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.behaviour
}

const defaultMessage = "Recharge Failed"

// script is a line of moods: those with Times in the order they were set, and
// behind them the lasting one (Name "" if there is none).
type script struct {
	next    []Mood
	lasting Mood
}

// set adds m. A lasting mood replaces all that was set before.
func (s *script) set(m Mood) {
	if m.Times > 0 {
		s.next = append(s.next, m)
		return
	}
	s.next, s.lasting = nil, m
}

func (s *script) peek() Mood {
	if len(s.next) > 0 {
		return s.next[0]
	}
	return s.lasting
}

// take is peek, and counts the call.
func (s *script) take() Mood {
	m := s.peek()
	if len(s.next) > 0 {
		if s.next[0].Times--; s.next[0].Times == 0 {
			s.next = s.next[1:]
		}
	}
	return m
}

// SetMood sets how call is answered. A mood without Times replaces all set
// before; moods with Times are used up in the order they were set, then the
// lasting one is back. It panics on an unknown name or call.
func (p *Panel) SetMood(call Call, m Mood) {
	m = m.withDefaults()
	p.mu.Lock()
	defer p.mu.Unlock()
	s, ok := p.moods[call]
	if !ok {
		panic(fmt.Sprintf("simpanel: no call %q", call))
	}
	s.set(m)
	if m.Times == 0 {
		p.endRests(call)
		p.behaviour = ""
	}
	p.notify()
}

// SetMoodFor sets how request and status calls about one mobile number, or one
// order id, are answered, before the moods of the calls; an id comes before a
// number. Moods that concern requests only (refusals, faults after taking,
// Double, Mixed and those that begin with "take-and") leave its status calls
// alone. Mood{} ends it. A mood with Times counts both calls. It panics on an
// unknown name.
func (p *Panel) SetMoodFor(number string, m Mood) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if m == (Mood{}) {
		delete(p.moodsFor, number)
	} else {
		m = m.withDefaults()
		if p.moodsFor[number] == nil {
			p.moodsFor[number] = new(script)
		}
		p.moodsFor[number].set(m)
	}
	p.notify()
}

// mood picks the mood of a call, and counts the call. The lock is held.
func (p *Panel) mood(call Call, id, number string) Mood {
	if call != CallBalance && len(p.moodsFor) > 0 {
		for _, key := range [2]string{id, number} {
			s := p.moodsFor[key]
			if key == "" || s == nil {
				continue
			}
			m := s.peek()
			if m.Name == "" || call != CallRequest && kindOf[m.Name].requests {
				continue
			}
			return p.drawn(s.take())
		}
	}
	return p.drawn(p.moods[call].take())
}

// SetBehaviour sets the moods of all calls at once: any mood's name. What
// concerns requests only leaves the other calls alone, and Pending and InQueue
// hold orders back only while they are set. Moods for single numbers stay. It
// panics on an unknown name.
func (p *Panel) SetBehaviour(name string) { p.setBehaviour(Mood{Name: name}) }

func (p *Panel) setBehaviour(m Mood) {
	given := m.Message
	m = m.withDefaults()
	if given == "" && (m.does() == Fail || m.does() == Reversed) {
		given = m.Message
	}
	request, other, balance := m, m, m
	plain := Mood{Name: Succeed, Delay: m.Delay}
	switch m.does() {
	case Pending, InQueue:
		// Taken as in Succeed, so that the next switch lets these orders go on.
		request, balance = plain, plain
	case Fail, Reversed, DoneThenFailed, FailedThenDone, TrxIDFailed, TrxIDProcessing, SameTrxID:
		balance = plain
	default:
		if kindOf[m.Name].requests {
			other, balance = Mood{Name: Succeed}, Mood{Name: Succeed}
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.moods[CallRequest].set(request)
	p.moods[CallStatus].set(other)
	p.moods[CallBalance].set(balance)
	p.endRests(CallRequest, CallStatus, CallBalance)
	p.behaviour = m.Name
	if m.Delay > 0 {
		p.delay = m.Delay
	}
	if given != "" {
		p.message = given
	}
	p.notify()
	p.log.Info("panel mood", "mood", m.Name)
}
