package simpanel

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"
)

const (
	stateOrders = 50                     // orders shown on the page
	eventPause  = 100 * time.Millisecond // changes closer together are told as one
	eventIdle   = 20 * time.Second       // proxies drop a stream that is silent for long
	maxDelay    = 600                    // seconds, for the page
	maxMessage  = 300                    // bytes, for the page
	maxSeconds  = 30 * 24 * 60 * 60      // of the other times, for the control API
)

type stateJSON struct {
	Balance string       `json:"balance"`
	Moods   []PageMood   `json:"moods"`
	Mood    string       `json:"mood"` // "" if code set the moods one by one
	Message string       `json:"message"`
	Delay   int          `json:"delay_seconds"`
	Orders  []orderJSON  `json:"orders"` // newest first
	Calls   map[Call]int `json:"calls"`
}

type orderJSON struct {
	ID       string `json:"id"`
	Number   string `json:"number"`
	Operator string `json:"operator"`
	Type     string `json:"type"`
	Amount   string `json:"amount"`
	Status   string `json:"status"`
	TrxID    string `json:"trxid"`
	Message  string `json:"message"`
	Requests int    `json:"requests"`
	Charged  string `json:"charged"` // in taka, what was not given back
	At       string `json:"at"`      // RFC 3339
}

// Control is the page's side: GET /state, /events, /moods (all names and labels)
// and /ledger; POST /mood (see postMood), /balance (balance), /settle (id,
// status, message), /unknown (form: how unknown ids are answered), /duplicates
// (run: true or false) and /advance (seconds), all forms. A POST that a browser
// sends for another site is refused with 403, by its Sec-Fetch-Site or Origin
// header, so that a web page elsewhere can't drive the panel. A POST that worked
// is answered 204, a bad one with {"error":"…"} and 400, or 404 for an unknown
// order.
func (p *Panel) Control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /state", p.getState)
	mux.HandleFunc("GET /events", p.getEvents)
	mux.HandleFunc("GET /moods", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, http.StatusOK, Moods()) })
	mux.HandleFunc("GET /ledger", p.getLedger)
	mux.HandleFunc("POST /mood", p.postMood)
	mux.HandleFunc("POST /unknown", p.postUnknown)
	mux.HandleFunc("POST /duplicates", p.postDuplicates)
	mux.HandleFunc("POST /advance", p.postAdvance)
	mux.HandleFunc("POST /balance", p.postBalance)
	mux.HandleFunc("POST /settle", p.postSettle)
	return http.NewCrossOriginProtection().Handler(mux)
}

func (p *Panel) getState(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, p.state())
}

func (p *Panel) state() stateJSON {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnDue()
	s := stateJSON{
		Balance: p.balance.fixed(), Moods: offeredMoods(), Mood: p.behaviour,
		Message: p.message, Delay: int(p.delay / time.Second),
		Orders: []orderJSON{},
		Calls: map[Call]int{
			CallRequest: p.calls[CallRequest], CallStatus: p.calls[CallStatus], CallBalance: p.calls[CallBalance],
		},
	}
	for i := len(p.orders) - 1; i >= 0 && len(s.Orders) < stateOrders; i-- {
		o := p.orders[i].view()
		s.Orders = append(s.Orders, orderJSON{
			ID: o.ID, Number: o.Number, Operator: o.Operator, Type: o.Type, Amount: o.Amount,
			Status: o.Status, TrxID: o.TransactionID, Message: o.Message, Requests: o.Requests,
			Charged: p.orders[i].held.fixed(), At: o.At.Format(time.RFC3339),
		})
	}
	return s
}

// getEvents is a stream of server-sent events: one at once, so that a page that
// comes back looks again, then one after each change.
func (p *Panel) getEvents(w http.ResponseWriter, r *http.Request) {
	rc := http.NewResponseController(w)
	rc.SetWriteDeadline(time.Time{}) // a stream outlives the server's limit; not all servers have one
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	idle := time.NewTicker(eventIdle)
	defer idle.Stop()
	line := "data: changed\n\n"
	for {
		changed := p.Changed()
		if _, err := io.WriteString(w, line); err != nil {
			return
		}
		if rc.Flush() != nil {
			return
		}
		if line[0] == 'd' && !p.pause(r) {
			return
		}
		select {
		case <-changed:
			line = "data: changed\n\n"
		case <-idle.C:
			line = ": still here\n\n"
		case <-r.Context().Done():
			return
		case <-p.closed:
			return
		}
	}
}

// pause waits for eventPause, and reports whether the stream goes on.
func (p *Panel) pause(r *http.Request) bool {
	t := time.NewTimer(eventPause)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-r.Context().Done():
		return false
	case <-p.closed:
		return false
	}
}

func (p *Panel) postBalance(w http.ResponseWriter, r *http.Request) {
	if !readForm(w, r) {
		return
	}
	if p.SetBalance(r.PostForm.Get("balance")) != nil {
		writeError(w, http.StatusBadRequest, "not an amount in taka")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (p *Panel) postSettle(w http.ResponseWriter, r *http.Request) {
	if !readForm(w, r) {
		return
	}
	f := r.PostForm
	switch err := p.Settle(f.Get("id"), f.Get("status"), f.Get("message")); {
	case errors.Is(err, ErrNoOrder):
		writeError(w, http.StatusNotFound, "no such order")
	case err != nil:
		writeError(w, http.StatusBadRequest, "the status must be done or failed")
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// readForm reads a form of either kind, since a page's FormData comes as
// multipart. It answers the call itself if that fails.
func readForm(w http.ResponseWriter, r *http.Request) bool {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	err := r.ParseMultipartForm(maxBody)
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		writeError(w, http.StatusBadRequest, "the form can't be read")
		return false
	}
	return true
}

func writeError(w http.ResponseWriter, code int, text string) {
	writeJSON(w, code, map[string]string{"error": text})
}

func writeJSON(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(v) // the caller may be gone, which is its own affair
}
