package simpanel

import (
	"fmt"
	"slices"
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

// Moods. "Taken" says what becomes of a good order in a request call; a bad one
// (wrong user, too little balance, …) is never taken, and its refusal is sent in
// the same damaged way. Calls in a mood that does not take never reach the
// panel's own code: a status call in one settles nothing either.
const (
	// What becomes of the order.
	Succeed  = "succeed"  // taken, done when next asked after Options.Settle
	Refuse   = "refuse"   // not taken: refused with Message
	Fail     = "fail"     // taken, failed with Message when next asked after Options.Settle; a status call fails what is pending
	Pending  = "pending"  // taken, stays pending until Settle; a status call settles nothing
	Reversed = "reversed" // taken, done when first asked, failed with Message when asked again
	Double   = "double"   // taken, and a second call with the same id runs and is charged again
	Code     = "code"     // taken; the reply's status is Status, the order stays as it is

	// Silence and broken connections.
	Slow         = "slow"           // taken at once, answered after Delay (SlowDelay if 0)
	Hang         = "hang"           // not taken, never answered
	TakeAndHang  = "take-and-hang"  // taken, never answered
	Reset        = "reset"          // not taken, connection reset
	TakeAndReset = "take-and-reset" // taken, connection reset
	Outage       = "outage"         // as Reset: the nearest a handler comes to refusing connections; see Server.Down
	Drip         = "drip"           // taken, answered byte by byte, one each Delay (a second if 0)
	Huge         = "huge"           // taken, answered with an unfinished reply of 1 GiB

	// Answers that are not the panel's.
	HTTP       = "http"         // not taken, an HTML page with code HTTP (500 if 0)
	TakeAnd500 = "take-and-500" // taken, the same page
	Redirect   = "redirect"     // not taken, code HTTP (301 if 0) to Location (same address with https if "")
	HTML       = "html"         // not taken, an HTML page with code 200
	Body       = "body"         // not taken, the text Body with code HTTP (200 if 0)
	Empty      = "empty"        // taken, an empty body
	Nonsense   = "nonsense"     // taken, bytes that mean nothing

	// The panel's answers, damaged. All taken.
	Truncated    = "truncated"     // the JSON ends in the middle
	Noise        = "noise"         // a byte-order mark and PHP warnings before the JSON
	WrongTypes   = "wrong-types"   // numbers as strings, strings as numbers, keys with stray spaces
	DocumentJSON = "document-json" // trxid without quotes, as printed in the document, section 2
	Twice        = "twice"         // the JSON two times over
)

// SlowDelay is how long mood Slow waits if its Delay is 0.
const SlowDelay = 5 * time.Second

// Mood says how calls are answered. Only Name is needed; an empty one means
// Succeed, or in SetMoodFor no mood of its own.
type Mood struct {
	Name     string
	Message  string        // for Refuse, Fail and Reversed; a plain one if ""
	Delay    time.Duration // wait before the answer, in any mood; for Drip before each byte. An order is taken before the wait
	Status   string        // the reply's status in Code, such as "7"
	Body     string        // for Body
	HTTP     int           // for HTTP, TakeAnd500, Redirect and Body
	Location string        // for Redirect
	Times    int           // for so many calls only; 0 = until changed
	Take     bool          // take the order though the mood by itself would not
}

// trait is what the panel must know of a mood before it is asked to act on it.
type trait struct {
	takes    bool // a good request is taken
	requests bool // says nothing about status calls, for SetMoodFor and SetBehaviour
}

var traits = map[string]trait{
	Succeed: {takes: true}, Refuse: {requests: true}, Fail: {takes: true},
	Pending: {takes: true}, Reversed: {takes: true},
	Double: {takes: true, requests: true}, Code: {takes: true},
	Slow: {takes: true}, Hang: {}, TakeAndHang: {takes: true, requests: true},
	Reset: {}, TakeAndReset: {takes: true, requests: true}, Outage: {},
	Drip: {takes: true}, Huge: {takes: true},
	HTTP: {}, TakeAnd500: {takes: true, requests: true}, Redirect: {}, HTML: {},
	Body: {}, Empty: {takes: true}, Nonsense: {takes: true},
	Truncated: {takes: true}, Noise: {takes: true}, WrongTypes: {takes: true},
	DocumentJSON: {takes: true}, Twice: {takes: true},
}

func (m Mood) takes() bool { return m.Take || traits[m.Name].takes }

// settled fills in what m leaves out. It panics on an unknown name, which is a
// mistake in the calling code.
func (m Mood) settled() Mood {
	if m.Name == "" {
		m.Name = Succeed
	}
	if _, ok := traits[m.Name]; !ok {
		panic(fmt.Sprintf("simpanel: no mood %q", m.Name))
	}
	if m.Message == "" {
		switch m.Name {
		case Refuse:
			m.Message = "Recharge Not Allowed"
		case Fail, Reversed:
			m.Message = defaultMessage
		}
	}
	if m.Delay <= 0 {
		switch m.Name {
		case Slow:
			m.Delay = SlowDelay
		case Drip:
			m.Delay = time.Second
		}
	}
	return m
}

// Behaviour is the page mood that SetBehaviour or the page set last; "" once
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
	m = m.settled()
	p.mu.Lock()
	defer p.mu.Unlock()
	s, ok := p.moods[call]
	if !ok {
		panic(fmt.Sprintf("simpanel: no call %q", call))
	}
	s.set(m)
	if m.Times == 0 {
		p.behaviour = ""
	}
	p.notify()
}

// SetMoodFor sets how request and status calls about one mobile number, or one
// order id, are answered, before the moods of the calls; an id comes before a
// number. Moods that concern requests only (Refuse, Double and those that begin
// with "take-and") leave its status calls alone. Mood{} ends it. A mood with
// Times counts both calls. It panics on an unknown name.
func (p *Panel) SetMoodFor(number string, m Mood) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if m == (Mood{}) {
		delete(p.moodsFor, number)
	} else {
		m = m.settled()
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
			if m.Name == "" || call != CallRequest && traits[m.Name].requests {
				continue
			}
			return s.take()
		}
	}
	return p.moods[call].take()
}

// PageMood is a mood the control page offers, for all calls at once.
type PageMood struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

// pageMood500 is the page's name for HTTP with code 500.
const pageMood500 = "500"

// PageMoods lists what the control page offers, in the order of the page.
func PageMoods() []PageMood {
	return []PageMood{
		{Succeed, "Succeed"},
		{Fail, "Fail with a message"},
		{Pending, "Stay pending"},
		{Slow, "Answer slowly"},
		{Hang, "Never answer"},
		{TakeAndHang, "Take it, never answer"},
		{pageMood500, "Error 500"},
		{Nonsense, "Nonsense"},
		{Outage, "Outage"},
	}
}

// SetBehaviour sets the moods of all calls at once: one of PageMoods or any
// mood's name. What concerns requests only leaves the other calls alone, and
// Pending holds orders back only while it is set. Moods for single numbers stay.
// It panics on an unknown name.
func (p *Panel) SetBehaviour(name string) { p.setBehaviour(name, "", 0) }

func (p *Panel) setBehaviour(name, message string, delay time.Duration) {
	m := Mood{Name: name, Message: message, Delay: delay}
	if name == pageMood500 {
		m.Name, m.HTTP = HTTP, 500
	}
	m = m.settled()
	request, other, balance := m, m, m
	switch {
	case m.Name == Pending:
		// Taken as in Succeed, so that the next switch lets these orders go on.
		request = Mood{Name: Succeed, Delay: m.Delay}
		balance = request
	case m.Name == Fail, m.Name == Reversed:
		balance = Mood{Name: Succeed, Delay: m.Delay}
	case traits[m.Name].requests:
		other = Mood{Name: Succeed}
		balance = other
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.moods[CallRequest].set(request)
	p.moods[CallStatus].set(other)
	p.moods[CallBalance].set(balance)
	p.behaviour = name
	if m.Delay > 0 {
		p.delay = m.Delay
	}
	if m.Message != "" {
		p.message = m.Message
	}
	p.notify()
	p.log.Info("panel mood", "mood", name)
}

// isPageMood reports whether the control page offers name.
func isPageMood(name string) bool {
	return slices.ContainsFunc(PageMoods(), func(m PageMood) bool { return m.Name == name })
}
