package simpanel

import (
	"math"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// postMood sets a mood. Its fields: mood (any name), message and delay_seconds,
// as the page sends them with each mood; and, for tests, then, not_found, keys,
// http, late_seconds, after_seconds, retry_after_seconds and times. With call
// (request, status or balance) it is the mood of that call alone, with number
// that of one mobile number or order id, where an empty mood ends it; else of all
// calls, and times is not allowed.
func (p *Panel) postMood(w http.ResponseWriter, r *http.Request) {
	if !readForm(w, r) {
		return
	}
	m, why := readMood(r.PostForm)
	call, number := Call(r.PostForm.Get("call")), r.PostForm.Get("number")
	switch {
	case why != "":
	case m.Name == "" && (number == "" || m != Mood{}):
		why = "no such mood"
	case call != "" && call != CallRequest && call != CallStatus && call != CallBalance:
		why = "no such call"
	case call != "" && number != "":
		why = "a mood is for one call or for one number, not for both"
	case call == "" && number == "" && m.Times > 0:
		why = "times goes with a call or a number"
	}
	switch {
	case why != "":
		writeError(w, http.StatusBadRequest, why)
		return
	case number != "":
		p.SetMoodFor(number, m)
	case call != "":
		p.SetMood(call, m)
	default:
		p.setBehaviour(m)
	}
	w.WriteHeader(http.StatusNoContent)
}

// readMood returns the mood in a form, or what is wrong with it.
func readMood(f url.Values) (Mood, string) {
	m := Mood{Name: f.Get("mood"), Message: f.Get("message"), Then: f.Get("then"), NotFound: f.Get("not_found"), Keys: f.Get("keys")}
	if (Mood{Name: m.Name}).check() != nil {
		return m, "no such mood"
	}
	if err := m.check(); err != nil {
		return m, "no such then or keys"
	}
	if len(m.Message) > maxMessage || len(m.NotFound) > maxMessage {
		return m, "the message is too long"
	}
	// The page always sends its message and its delay, whatever the mood. There a
	// mood that has words of its own keeps them, and the words the page begins
	// with are no known refusal.
	page := f.Get("call") == "" && f.Get("number") == ""
	if page && m.does() == Refuse && (m.Name != Refuse || m.Message == defaultMessage) {
		m.Message = ""
	}
	delay, ok := seconds(f.Get("delay_seconds"), maxDelay)
	if !ok {
		return m, "the delay must be 0 to " + strconv.Itoa(maxDelay) + " whole seconds"
	}
	if !page || m.Name == Slow {
		m.Delay = delay
	}
	for name, to := range map[string]*time.Duration{"late_seconds": &m.Late, "after_seconds": &m.After, "retry_after_seconds": &m.RetryAfter} {
		if *to, ok = seconds(f.Get(name), maxSeconds); !ok {
			return m, name + " must be 0 to " + strconv.Itoa(maxSeconds) + " whole seconds"
		}
	}
	if m.Times, ok = number(f.Get("times"), 0, math.MaxInt); !ok {
		return m, "times must be a whole number"
	}
	if m.HTTP, ok = number(f.Get("http"), 200, 599); !ok {
		return m, "http must be a code from 200 to 599"
	}
	return m, ""
}

// number reads a whole number from least to most; "" is 0.
func number(s string, least, most int) (int, bool) {
	if s == "" {
		return 0, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= least && n <= most
}

// seconds reads 0 to most whole seconds; "" is 0.
func seconds(s string, most int) (time.Duration, bool) {
	n, ok := number(s, 0, most)
	return time.Duration(n) * time.Second, ok
}

func (p *Panel) postUnknown(w http.ResponseWriter, r *http.Request) {
	if !readForm(w, r) {
		return
	}
	form := r.PostForm.Get("form")
	if _, ok := unknowns[form]; form != "" && !ok {
		writeError(w, http.StatusBadRequest, "no such form")
		return
	}
	p.SetNotFound(form)
	w.WriteHeader(http.StatusNoContent)
}

func (p *Panel) postDuplicates(w http.ResponseWriter, r *http.Request) {
	if !readForm(w, r) {
		return
	}
	run, err := strconv.ParseBool(r.PostForm.Get("run"))
	if err != nil {
		writeError(w, http.StatusBadRequest, "run must be true or false")
		return
	}
	p.SetRunTwice(run)
	w.WriteHeader(http.StatusNoContent)
}

func (p *Panel) postAdvance(w http.ResponseWriter, r *http.Request) {
	if !readForm(w, r) {
		return
	}
	s := r.PostForm.Get("seconds")
	d, ok := seconds(s, maxSeconds)
	if s == "" || !ok {
		writeError(w, http.StatusBadRequest, "the seconds must be 0 to "+strconv.Itoa(maxSeconds))
		return
	}
	p.Advance(d)
	w.WriteHeader(http.StatusNoContent)
}

type ledgerJSON struct {
	Charged  string        `json:"charged"` // in taka, for all orders, what was not given back
	Orders   []accountJSON `json:"orders"`  // by first request, oldest first
	Postings []postingJSON `json:"postings"`
	Early    map[Call]int  `json:"calls_during_rest"`
}

type accountJSON struct {
	ID       string `json:"id"`
	Number   string `json:"number"`
	Amount   string `json:"amount"`
	Requests int    `json:"requests"`
	Taken    bool   `json:"taken"`
	Charges  int    `json:"charges"`
	Charged  string `json:"charged"` // in taka, what was not given back
	Word     string `json:"word"`
	TrxID    string `json:"trxid"`
	Mood     string `json:"mood"`
}

type postingJSON struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`
	Amount string `json:"amount"` // in taka
	At     string `json:"at"`     // RFC 3339
	Why    string `json:"why"`
}

// getLedger answers with the ledger of all orders, or of the one whose id is in
// the query.
func (p *Panel) getLedger(w http.ResponseWriter, r *http.Request) {
	only := r.URL.Query().Get("id")
	p.mu.Lock()
	p.turnDue()
	l := ledgerJSON{Charged: p.charged().fixed(), Orders: []accountJSON{}, Postings: []postingJSON{}, Early: p.callsDuringRest()}
	for _, rec := range p.asked {
		if only == "" || only == rec.id {
			a := rec.account()
			l.Orders = append(l.Orders, accountJSON{
				ID: a.ID, Number: a.Number, Amount: a.Amount, Requests: a.Requests, Taken: a.Taken,
				Charges: a.Charges, Charged: rec.held.fixed(), Word: a.Word, TrxID: a.TransactionID, Mood: a.Mood,
			})
		}
	}
	for _, e := range p.postings {
		if only == "" || only == e.ID {
			l.Postings = append(l.Postings, postingJSON{e.ID, e.Kind, paisa(e.Amount).fixed(), e.At.Format(time.RFC3339), e.Why})
		}
	}
	p.mu.Unlock()
	writeJSON(w, http.StatusOK, l)
}
