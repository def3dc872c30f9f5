package simpanel

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// answer is what is decided for one call: the mood it was decided in, and the
// body if the mood sends one.
type answer struct {
	mood Mood
	body string

	retryAfter string // the header, from a limiter
}

// code is the HTTP status of moods that may set it.
func (a answer) code(usual int) int {
	if a.mood.HTTP != 0 {
		return a.mood.HTTP
	}
	return usual
}

// String is the answer for the log of calls.
func (a answer) String() string {
	switch a.mood.does() {
	case Hang, TakeAndHang:
		return "(never answered)"
	case Reset, TakeAndReset, Outage:
		return "(connection reset)"
	case HTTP, TakeAnd500:
		return fmt.Sprintf("(page %d)", a.code(http.StatusInternalServerError))
	case Redirect:
		return fmt.Sprintf("(redirect %d)", a.code(http.StatusMovedPermanently))
	case Huge:
		return "(endless)"
	case Limit:
		return fmt.Sprintf("(limit %d, %s)", a.code(http.StatusTooManyRequests), a.retryAfter)
	}
	return a.body
}

// deliver sends the answer in the way of its mood. Where the connection must
// not end in good order it panics with http.ErrAbortHandler.
func (p *Panel) deliver(w http.ResponseWriter, r *http.Request, a answer) {
	m := a.mood
	if m.Delay > 0 && m.does() != Drip {
		p.sleep(r.Context(), m.Delay)
	}
	switch m.does() {
	case Hang, TakeAndHang:
		select {
		case <-r.Context().Done():
		case <-p.closed:
		}
		panic(http.ErrAbortHandler)
	case Reset, TakeAndReset, Outage:
		reset(w)
	case HTTP, TakeAnd500:
		writePage(w, a.code(http.StatusInternalServerError))
	case Redirect:
		to := m.Location
		if to == "" {
			to = "https://" + r.Host + r.URL.Path
		}
		w.Header().Set("Location", to)
		writePage(w, a.code(http.StatusMovedPermanently))
	case Huge:
		p.huge(w)
	case Drip:
		p.drip(w, r.Context(), a.body, m.Delay)
	case Limit:
		w.Header().Set("Retry-After", a.retryAfter)
		code := a.code(http.StatusTooManyRequests)
		if m.Body != "" {
			writeBody(w, code, m.Body)
		} else {
			writePage(w, code)
		}
	case Body, Refuse:
		writeBody(w, a.code(http.StatusOK), a.body)
	default:
		writeBody(w, http.StatusOK, a.body)
	}
}

// writeBody sends body as text/html, as PHP does unless told otherwise: the
// panel's JSON does not say that it is JSON.
func writeBody(w http.ResponseWriter, code int, body string) {
	w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(code)
	io.WriteString(w, body) // the caller may be gone, which is its own affair
}

func writePage(w http.ResponseWriter, code int) { writeBody(w, code, page(code)) }

// sleep waits for d, and cuts the call off if it or the panel ends before.
func (p *Panel) sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
		panic(http.ErrAbortHandler)
	case <-p.closed:
		panic(http.ErrAbortHandler)
	}
}

// reset closes the connection so that the caller sees it reset by its peer
// rather than ended. Where the connection can't be had (HTTP/2) it is aborted.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	raw := conn
	if t, ok := raw.(*tls.Conn); ok {
		raw = t.NetConn() // closing the TLS side would say goodbye first
	}
	if t, ok := raw.(*net.TCPConn); ok {
		t.SetLinger(0)
	}
	raw.Close()
}

// hugeSize is how much mood Huge sends at most, in bytes.
const hugeSize = 1 << 30

func (p *Panel) huge(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	if _, err := io.WriteString(w, `{"success":true,"status":1,"message":"`); err != nil {
		return
	}
	// A caller that neither reads nor hangs up would hold the write for ever.
	ctx, cancel := context.WithCancel(context.Background())
	var wait sync.WaitGroup
	wait.Go(func() {
		select {
		case <-p.closed:
			http.NewResponseController(w).SetWriteDeadline(time.Unix(1, 0))
		case <-ctx.Done():
		}
	})
	defer wait.Wait()
	defer cancel()
	block := strings.Repeat("Flexiload- ", 6000)
	for sent := 0; sent < hugeSize; sent += len(block) {
		if _, err := io.WriteString(w, block); err != nil {
			return
		}
	}
}

func (p *Panel) drip(w http.ResponseWriter, ctx context.Context, body string, each time.Duration) {
	w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	rc := http.NewResponseController(w)
	rc.Flush() // headers at once: it is the body that is slow
	for i := range len(body) {
		p.sleep(ctx, each)
		io.WriteString(w, body[i:i+1])
		rc.Flush()
	}
}
