package upstream

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/order"
)

const (
	refusal = `{"success":false,"status":2,"message":"Not User"}`
	htmlOK  = "<!DOCTYPE html><html><head><title>Panel</title></head><body>Welcome</body></html>"
	script  = `<html><head><script>var state = {"success":true,"status":1,"balance":"5"}</script></head></html>`
)

// fault is one way in which a call goes, or does not.
type fault struct {
	name  string
	panel func(t *testing.T) (address string, seen func() []seen)
	limit time.Duration // ample if 0
	twist func(*Client)
	want  [3]order.Outcome // request, status, balance
	sent  int              // HTTP requests that the panel reads for one call
}

const (
	U = order.OutcomeUnclear
	N = order.OutcomeUnsent
	R = order.OutcomeRefused
	A = order.OutcomeAccepted
	P = order.OutcomePending
	D = order.OutcomeDone
	F = order.OutcomeFailed
	Q = order.OutcomeDoubtful // in question
	X = order.OutcomeDenied
)

func on(w *wire) func(*testing.T) (string, func() []seen) {
	return func(t *testing.T) (string, func() []seen) {
		w := &wire{greet: w.greet, reply: w.reply}
		w.start(t)
		return w.URL, w.seen
	}
}

func answering(code int, body string, header ...string) func(*testing.T) (string, func() []seen) {
	return on(&wire{reply: says(page(code, body, header...))})
}

func shaped(shape func(string) string) func(*testing.T) (string, func() []seen) {
	return on(&wire{reply: saysGood(func(s string) string { return page(200, shape(s)) })})
}

func nobody(address string) func(*testing.T) (string, func() []seen) {
	return func(*testing.T) (string, func() []seen) {
		return address, func() []seen { return nil }
	}
}

// waits reads what comes and answers nothing, until the other side hangs up.
func waits(conn net.Conn) bool {
	io.Copy(io.Discard, conn)
	return false
}

func faults() []fault {
	all := []fault{
		// No connection: certain that nothing was sent.
		{name: "refused connection", panel: refusedPort, want: [3]order.Outcome{N, N, N}},
		{name: "no such host", panel: nobody("http://panel.invalid/sendapi"), want: [3]order.Outcome{N, N, N}},
		{name: "certificate of its own", panel: selfSigned, want: [3]order.Outcome{N, N, N}},
		{name: "no TLS on the other side", panel: noTLS(waits), limit: brief, want: [3]order.Outcome{N, N, N}},
		{name: "reset in the TLS handshake", panel: noTLS(reset), want: [3]order.Outcome{N, N, N}},
		{name: "dial time-out", panel: nobody("http://127.0.0.1:9/sendapi"), limit: brief, twist: deafDial, want: [3]order.Outcome{N, N, N}},
		{name: "proxy refuses to connect", panel: nobody("https://panel.invalid/sendapi"), twist: brokenProxy, want: [3]order.Outcome{N, N, N}},

		// A connection and no reply.
		{name: "hangs before it reads", panel: on(&wire{greet: waits}), limit: brief},
		{name: "hangs after it has read", panel: on(&wire{reply: func(c net.Conn, _ seen) bool { return waits(c) }}), limit: brief, sent: 1},
		{name: "reset before it reads", panel: on(&wire{greet: resetAtFirstByte})},
		{name: "reset after it has read", panel: on(&wire{reply: func(c net.Conn, _ seen) bool { return reset(c) }}), sent: 1},
		{name: "closed before it reads", panel: on(&wire{greet: func(net.Conn) bool { return false }})},
		{name: "closed after it has read", panel: on(&wire{reply: func(net.Conn, seen) bool { return false }}), sent: 1},
		{name: "no HTTP", panel: on(&wire{reply: says("220 mail.example ESMTP\r\n")}), sent: 1},
		{name: "closed in the header", panel: on(&wire{reply: func(c net.Conn, _ seen) bool { io.WriteString(c, "HTTP/1.1 200 OK\r\nConte"); return false }}), sent: 1},

		// A reply that is not whole.
		{name: "closed in the body", panel: on(&wire{reply: cutBody}), sent: 1},
		{name: "reset in the body", panel: on(&wire{reply: func(c net.Conn, s seen) bool { cutBody(c, s); return reset(c) }}), sent: 1},
		{name: "hangs in the body", panel: on(&wire{reply: func(c net.Conn, s seen) bool { cutBody(c, s); return waits(c) }}), limit: brief, sent: 1},
		{name: "whole object, body announced longer", panel: on(&wire{reply: func(c net.Conn, s seen) bool {
			io.WriteString(c, strings.Replace(page(200, good[s.call]), "Content-Length: ", "Content-Length: 1", 1))
			return false
		}}), sent: 1},
		{name: "one byte now and then", panel: on(&wire{reply: drip}), limit: brief, sent: 1},
		{name: "endless", panel: on(&wire{reply: endless}), sent: 1},
		{name: "endless header", panel: on(&wire{reply: endlessHeader}), sent: 1},
		{name: "one byte over the limit", panel: shaped(func(s string) string { return s + strings.Repeat(" ", maxReply+1-len(s)) }), sent: 1},
		{name: "as long as the limit", panel: shaped(func(s string) string { return s + strings.Repeat(" ", maxReply-len(s)) }), want: [3]order.Outcome{A, D, A}, sent: 1},

		// Bodies.
		{name: "good", panel: shaped(func(s string) string { return s }), want: [3]order.Outcome{A, D, A}, sent: 1},
		{name: "good, code 201", panel: on(&wire{reply: saysGood(func(s string) string { return page(201, s) })}), want: [3]order.Outcome{A, D, A}, sent: 1},
		{name: "good, without a length", panel: on(&wire{reply: func(c net.Conn, s seen) bool { io.WriteString(c, "HTTP/1.0 200 OK\r\n\r\n"+good[s.call]); return false }}), want: [3]order.Outcome{A, D, A}, sent: 1},
		{name: "refusal", panel: answering(200, refusal), want: [3]order.Outcome{R, R, R}, sent: 1},
		{name: "unknown id", panel: answering(200, `{"status":"2","message":"Order Not Found"}`), want: [3]order.Outcome{Q, X, U}, sent: 1},
		{name: "empty", panel: answering(200, ""), sent: 1},
		{name: "no content", panel: on(&wire{reply: says("HTTP/1.1 204 No Content\r\n\r\n")}), sent: 1},
		{name: "page", panel: answering(200, htmlOK), sent: 1},
		{name: "page with braces", panel: answering(200, script), sent: 1},
		{name: "truncated", panel: shaped(func(s string) string { return s[:len(s)*2/3] }), sent: 1},
		{name: "twice", panel: shaped(func(s string) string { return s + "\n" + s }), want: [3]order.Outcome{A, D, A}, sent: 1},
		{name: "two minds", panel: answering(200, `{"success":true,"status":1}{"success":false,"status":2}`), sent: 1},
		{name: "mark and warnings", panel: shaped(func(s string) string { return "\ufeff" + phpWarning + s }), want: [3]order.Outcome{A, D, A}, sent: 1},
		{name: "unknown code", panel: answering(200, `{"posotion":1,"trxid":"","lastbalance":"102","status":"7"}`), want: [3]order.Outcome{U, P, U}, sent: 1},
		{name: "failed", panel: answering(200, `{"posotion":1,"trxid":"","lastbalance":"102","status":"2"}`), want: [3]order.Outcome{U, F, U}, sent: 1},
		{name: "compressed unasked", panel: answering(200, "\x1f\x8b\x08\x00{\"x\"", "Content-Encoding: gzip"), sent: 1},
	}
	for _, code := range []int{301, 302, 303, 307, 308} {
		all = append(all,
			fault{name: "redirect", panel: answering(code, "", "Location: https://new.example/sendapi/request"), sent: 1},
			fault{name: "redirect to itself", panel: answering(code, refusal, "Location: /sendapi/request"), sent: 1},
			fault{name: "redirect to nowhere", panel: answering(code, refusal, "Location: http://%zz/"), sent: 1},
			fault{name: "redirect without a place", panel: on(&wire{reply: saysGood(func(s string) string { return page(code, s) })}), sent: 1})
	}
	for _, code := range []int{400, 401, 403, 404, 408, 422, 425, 429, 499} {
		no := R
		if code == 408 || code == 425 || code == 429 || code == 499 {
			no = Q // somebody stumbled; whether the order was taken is not known
		}
		all = append(all,
			fault{name: "4xx page", panel: answering(code, htmlOK), sent: 1},
			fault{name: "4xx refusal", panel: answering(code, refusal), want: [3]order.Outcome{no, U, R}, sent: 1},
			fault{name: "4xx success", panel: on(&wire{reply: saysGood(func(s string) string { return page(code, s) })}), sent: 1})
	}
	for _, code := range []int{500, 501, 502, 503, 504, 520, 600} {
		all = append(all,
			fault{name: "5xx page", panel: answering(code, htmlOK), sent: 1},
			fault{name: "5xx refusal", panel: answering(code, refusal), want: [3]order.Outcome{Q, U, U}, sent: 1},
			fault{name: "5xx success", panel: on(&wire{reply: saysGood(func(s string) string { return page(code, s) })}), sent: 1})
	}
	return all
}

// TestFaults has the outcome of each fault for each call, and that a call is
// one HTTP request at most.
func TestFaults(t *testing.T) {
	for _, f := range faults() {
		for i, name := range callNames {
			t.Run(f.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				address, seen := f.panel(t)
				s := testConfig(address)
				if f.limit != 0 {
					s.Timeout = f.limit
				}
				c, log := newClient(t, s)
				if f.twist != nil {
					f.twist(c)
				}
				a := ask(t.Context(), c, name)
				check(t, a, f.want[i], log)
				if got := seen(); len(got) != f.sent {
					t.Errorf("%d HTTP requests, want %d", len(got), f.sent)
				}
				if !strings.Contains(log.String(), "outcome="+f.want[i].String()) {
					t.Errorf("log: %s", log)
				}
			})
		}
	}
}

func refusedPort(t *testing.T) (string, func() []seen) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	return "http://" + l.Addr().String(), func() []seen { return nil }
}

func selfSigned(t *testing.T) (string, func() []seen) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the panel got a call though its certificate is not trusted")
	}))
	s.Config.ErrorLog = discard
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.URL, func() []seen { return nil }
}

func noTLS(greet func(net.Conn) bool) func(*testing.T) (string, func() []seen) {
	return func(t *testing.T) (string, func() []seen) {
		w := &wire{greet: greet}
		w.start(t)
		return strings.Replace(w.URL, "http://", "https://", 1), w.seen
	}
}

// resetAtFirstByte waits for a byte, as a reset at once can meet the dial, which
// then fails: see TestResetAtOnce.
func resetAtFirstByte(conn net.Conn) bool {
	conn.Read(make([]byte, 1))
	return reset(conn)
}

// TestResetAtOnce: whether the reset meets the dial or the call is not in our
// hands; both answers are right, and the panel reads nothing.
func TestResetAtOnce(t *testing.T) {
	w := (&wire{greet: reset}).start(t)
	c, log := newClient(t, testConfig(w.URL))
	for range 50 {
		a := c.Request(t.Context(), testOrder)
		want := U
		if strings.HasPrefix(a.Err.Error(), "no connection to the panel: ") {
			want = N
		}
		check(t, a, want, log)
	}
	if n := len(w.seen()); n != 0 {
		t.Errorf("%d calls read", n)
	}
}

// deafDial has nobody answer on the way to a connection.
func deafDial(c *Client) {
	for _, h := range []*http.Transport{c.money, c.questions} {
		h.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, context.Cause(ctx)
		}
	}
}

func cutBody(conn net.Conn, s seen) bool {
	reply := page(200, good[s.call])
	io.WriteString(conn, reply[:len(reply)-5])
	return false
}

func drip(conn net.Conn, s seen) bool {
	io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
	for {
		if _, err := io.WriteString(conn, " "); err != nil {
			return false
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func endless(conn net.Conn, _ seen) bool {
	io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n"+`{"success":true,"status":1,"message":"`)
	return flood(conn, strings.Repeat("Flexiload- ", 1000))
}

func endlessHeader(conn net.Conn, _ seen) bool {
	io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
	return flood(conn, strings.Repeat("X-More: and more\r\n", 1000))
}

func flood(conn net.Conn, block string) bool {
	for {
		if _, err := io.WriteString(conn, block); err != nil {
			return false
		}
	}
}

// TestTLSPanel: the good case over TLS, with the certificate trusted.
func TestTLSPanel(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 1 {
			t.Errorf("HTTP version %s", r.Proto)
		}
		io.WriteString(w, good[r.URL.Path[1:]])
	}))
	s.EnableHTTP2 = true // offered, and not to be taken
	s.StartTLS()
	defer s.Close()
	c, log := newClient(t, testConfig(s.URL))
	for _, h := range []*http.Transport{c.money, c.questions} {
		h.TLSClientConfig = &tls.Config{RootCAs: s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	}
	for i, want := range []order.Outcome{A, D, A} {
		check(t, ask(t.Context(), c, callNames[i]), want, log)
	}
}
