package upstream

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

var discard = log.New(io.Discard, "", 0)

// TestFieldsOfTheDocument compares an order on the wire with the document's PHP
// sample: the same fields, and the operator that its table has and the sample
// forgot.
func TestFieldsOfTheDocument(t *testing.T) {
	sample, err := os.ReadFile("testdata/recharge.php")
	if err != nil {
		t.Fatal(err)
	}
	_, array, _ := strings.Cut(string(sample), "$post = array(")
	array, _, _ = strings.Cut(array, ");")
	want := map[string]string{}
	for _, m := range regexp.MustCompile(`'(\w+)'\s*=>\s*'?(\w+)'?`).FindAllStringSubmatch(array, -1) {
		want[m[1]] = m[2]
	}
	if len(want) != 7 {
		t.Fatalf("fields of the sample: %v", want)
	}
	header := regexp.MustCompile(`'([\w-]+): (\w+),'`).FindStringSubmatch(string(sample))

	w := (&wire{reply: saysGood(func(s string) string { return page(200, s) })}).start(t)
	c, _ := newClient(t, Config{
		URL: w.URL + "/", User: want["user"], Key: want["key"], Service: "", BandKey: "",
		Headers: map[string]string{"refer": "shop.example", "user-agent": "curl/8"},
	})
	o := testOrder
	o.ID, o.Amount, o.Number = order.ID(want["id"]), money.WholeTaka(10), order.Number(want["number"])
	if a := c.Request(t.Context(), o); a.Outcome != order.OutcomeAccepted {
		t.Fatal(a.Err)
	}
	got := w.seen()[0]
	want["operator"] = "GP"
	for name, value := range want {
		if !slices.Equal(got.form[name], []string{value}) {
			t.Errorf("field %s: %q, want %q", name, got.form[name], value)
		}
	}
	if len(got.form) != 8 {
		t.Errorf("fields: %v", got.form)
	}
	if !strings.HasPrefix(got.raw, "POST /sendapi/request HTTP/1.1\r\n") {
		t.Errorf("first line: %.60q", got.raw)
	}
	for _, line := range []string{
		header[1] + ": " + header[2], "refer: shop.example", "User-Agent: curl/8",
		"Content-Type: application/x-www-form-urlencoded", "Connection: close",
	} {
		if strings.Count(got.raw, "\r\n"+line+"\r\n") != 1 {
			t.Errorf("header %q not once in %q", line, got.raw)
		}
	}
	if got.header.Get("Accept-Encoding") != "" {
		t.Error("a compressed reply was asked for")
	}
	if n := strings.Count(strings.ToLower(got.raw), "user-agent"); n != 1 {
		t.Errorf("%d user agents", n)
	}
}

// TestFieldsOfQuestions: sections 2 and 3, and the header on each.
func TestFieldsOfQuestions(t *testing.T) {
	w := (&wire{reply: saysGood(func(s string) string { return page(200, s) })}).start(t)
	c, _ := newClient(t, testConfig(w.URL))
	c.Status(t.Context(), testOrder.ID)
	c.Balance(t.Context())
	want := []url.Values{
		{"user": {testUser}, "key": {testKey}, "id": {string(testOrder.ID)}},
		{"user": {testUser}, "key": {testKey}},
	}
	for i, got := range w.seen() {
		if got.form.Encode() != want[i].Encode() || got.call != callNames[i+1] {
			t.Errorf("%s: %v", got.call, got.form)
		}
		if !strings.Contains(got.raw, "\r\nband-key: flexisoftwarebd\r\n") {
			t.Errorf("%s: no band-key in %q", got.call, got.raw)
		}
	}
}

// TestNothingSentForAnOrderThatIsNone: cutting off paisa, or sending a type that
// the document does not have, would buy something else.
func TestNothingSentForAnOrderThatIsNone(t *testing.T) {
	w := (&wire{reply: says(page(200, refusal))}).start(t)
	c, log := newClient(t, testConfig(w.URL))
	for _, change := range []func(*order.Order){
		func(o *order.Order) { o.Amount = 5050 },
		func(o *order.Order) { o.Amount = 0 },
		func(o *order.Order) { o.Amount = -5000 },
		func(o *order.Order) { o.ID = "" },
		func(o *order.Order) { o.Number = "" },
		func(o *order.Order) { o.Connection = 0 },
		func(o *order.Order) { o.Operator = "" },
		func(o *order.Order) { o.Operator = "XX" },
	} {
		o := testOrder
		change(&o)
		check(t, c.Request(t.Context(), o), N, log)
	}
	check(t, c.Status(t.Context(), ""), N, log)
	if n := len(w.seen()); n != 0 {
		t.Errorf("%d calls", n)
	}
}

// TestClosingKeepAlive: a server that promises to keep connections and closes
// each as its second call comes, which is when net/http may repeat a call.
func TestClosingKeepAlive(t *testing.T) {
	var second atomic.Int32
	served := make(chan int, 1000)
	w := &wire{}
	w.reply = func(conn net.Conn, s seen) bool {
		for _, earlier := range w.seen()[:len(w.seen())-1] {
			if earlier.conn == s.conn {
				second.Add(1)
				return reset(conn)
			}
		}
		served <- s.conn
		io.WriteString(conn, page(200, good[s.call], "Connection: keep-alive", "Keep-Alive: timeout=60"))
		return true
	}
	w.start(t)
	c, log := newClient(t, testConfig(w.URL))
	const rounds = 20
	for i := range rounds {
		o := testOrder
		o.ID = order.ID(fmt.Sprintf("6385f4f6%05x", i))
		check(t, c.Status(t.Context(), o.ID), D, log)    // leaves a connection
		check(t, c.Request(t.Context(), o), A, log)      // must not use it
		check(t, c.Balance(t.Context()), U, log)         // uses it, and it breaks
		check(t, c.Request(t.Context(), o), A, log)      // a call of its own again
		check(t, c.Status(t.Context(), o.ID), D, log)    // a new connection
		check(t, c.Status(t.Context(), "6385f"), U, log) // on the old one again
	}
	conns, calls := map[int]int{}, map[string]int{}
	for _, s := range w.seen() {
		conns[s.conn]++
		calls[s.call+" "+s.form.Get("id")]++
	}
	for _, s := range w.seen() {
		if s.call == callRequest && (conns[s.conn] != 1 || !strings.Contains(s.raw, "\r\nConnection: close\r\n")) {
			t.Errorf("request on a connection with %d calls: %q", conns[s.conn], s.raw)
		}
		if s.call == callRequest && calls[s.call+" "+s.form.Get("id")] != 2 {
			t.Errorf("request %s came %d times, was made twice", s.form.Get("id"), calls[s.call+" "+s.form.Get("id")])
		}
	}
	if second.Load() != 2*rounds {
		t.Errorf("%d calls came on used connections, want %d: the test does not test", second.Load(), 2*rounds)
	}
}

// TestCancelled: the context's end by itself says nothing; whether a connection
// was made does.
func TestCancelled(t *testing.T) {
	w := &wire{}
	ctx, cancel := context.WithCancel(t.Context())
	w.reply = func(conn net.Conn, _ seen) bool {
		cancel()
		return waits(conn)
	}
	w.start(t)
	c, log := newClient(t, testConfig(w.URL))
	check(t, c.Request(ctx, testOrder), U, log)
	check(t, c.Request(ctx, testOrder), N, log) // over before it begins
	if n := len(w.seen()); n != 1 {
		t.Errorf("%d calls", n)
	}
}

// TestUnsentIsCertain cancels calls at every moment around the connection. Those
// that say unsent must not be among those that the panel read.
func TestUnsentIsCertain(t *testing.T) {
	w := (&wire{reply: saysGood(func(s string) string { return page(200, s) })}).start(t)
	c, _ := newClient(t, testConfig(w.URL))
	unsent := map[string]bool{}
	for i := range 600 {
		ctx, cancel := context.WithCancel(t.Context())
		t := c.money
		t.DialContext = func(dial context.Context, network, addr string) (net.Conn, error) {
			conn, err := new(net.Dialer).DialContext(dial, network, addr)
			go func() {
				for range i % 60 { // a little later each time
					_ = make([]byte, 512)
				}
				cancel()
			}()
			return conn, err
		}
		o := testOrder
		o.ID = order.ID(fmt.Sprintf("6385f4f6%05x", i))
		if c.Request(ctx, o).Outcome == order.OutcomeUnsent {
			unsent[string(o.ID)] = true
		}
		cancel()
	}
	for _, s := range w.seen() {
		if unsent[s.form.Get("id")] {
			t.Errorf("%s was called unsent, and the panel read it", s.form.Get("id"))
		}
	}
	t.Logf("%d of 600 unsent, %d read", len(unsent), len(w.seen()))
}

// brokenProxy has a proxy that refuses to join.
func brokenProxy(c *Client) {
	for _, t := range []*http.Transport{c.money, c.questions} {
		t.Proxy = tunnelOnly(func(*http.Request) (*url.URL, error) { return url.Parse("http://proxy.invalid:3128") })
		t.DialContext = func(context.Context, string, string) (net.Conn, error) {
			here, there := net.Pipe()
			go func() {
				defer there.Close()
				there.Read(make([]byte, 4096))
				io.WriteString(there, "HTTP/1.1 502 Bad Gateway\r\n\r\n")
			}()
			return here, nil
		}
	}
}

func TestTunnelOnly(t *testing.T) {
	fail := errors.New("bad proxy")
	for _, tt := range []struct {
		to, proxy, want string
		err             error
	}{
		{to: "https://panel.example", proxy: "http://proxy:3128", want: "http://proxy:3128"},
		{to: "http://panel.example", proxy: "http://proxy:3128"},
		{to: "http://panel.example", proxy: "https://proxy:3128"},
		{to: "http://panel.example", proxy: "socks5://proxy:1080", want: "socks5://proxy:1080"},
		{to: "https://panel.example"},
		{to: "https://panel.example", err: fail},
	} {
		r, _ := http.NewRequest("POST", tt.to, nil)
		u, err := tunnelOnly(func(*http.Request) (*url.URL, error) {
			if tt.proxy == "" {
				return nil, tt.err
			}
			return url.Parse(tt.proxy)
		})(r)
		got := ""
		if u != nil {
			got = u.String()
		}
		if got != tt.want || err != tt.err {
			t.Errorf("%s by %s: %q, %v", tt.to, tt.proxy, got, err)
		}
	}
}

func TestRedirectHint(t *testing.T) {
	for _, tt := range []struct{ location, want string }{
		{"https://panel.example/sendapi/status", "the panel redirects to https://panel.example/sendapi/status: set UPSTREAM_URL to https://panel.example/sendapi"},
		{"https://u:p@panel.example/api/status/?id=1#x", "set UPSTREAM_URL to https://panel.example/api"},
		{"https://panel.example/login", "redirects to https://panel.example/login, which is not its own: check UPSTREAM_URL"},
		{"", "the panel redirects (HTTP 301) without saying where"},
		{"https://panel.example/" + url.PathEscape(testKey) + "/status", "set UPSTREAM_URL to https://panel.example/[key]"},
	} {
		w := (&wire{reply: says(page(301, "", "Location: "+tt.location))}).start(t)
		c, log := newClient(t, testConfig(w.URL))
		a := c.Status(t.Context(), testOrder.ID)
		check(t, a, U, log)
		if !strings.Contains(a.Err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.location, a.Err)
		}
	}
}

// TestRedirectToItself: a panel that forces https behind a Cloudflare that calls it by http
// redirects each call to where it went, and so does a folder that wants a slash.
func TestRedirectToItself(t *testing.T) {
	for _, path := range []string{"/sendapi/status", "/sendapi/status/"} {
		w := (&wire{reply: says(page(301, "", "Location: "+path))}).start(t)
		c, log := newClient(t, testConfig(w.URL+"/"))
		a := c.Status(t.Context(), testOrder.ID)
		check(t, a, U, log)
		if strings.Contains(a.Mend, "set UPSTREAM_URL") || !strings.Contains(a.Mend, "which is what UPSTREAM_URL says already") {
			t.Errorf("%s: %s", path, a.Mend)
		}
	}
}

// TestHints: what the owners are told of a panel that is down names its cause where that is
// known.
func TestHints(t *testing.T) {
	selfSigned, _ := selfSigned(t)
	for _, tt := range []struct {
		address, want string
		outcome       order.Outcome
	}{
		{selfSigned, "the certificate of 127.0.0.1 is signed by nobody", N},
		{"http://panel.invalid/sendapi", "there is no host panel.invalid", N},
		{(&wire{reply: says(page(403, "<html><title>Just a moment...</title></html>"))}).start(t).URL, "does not let this machine in (HTTP 403)", U},
		{(&wire{reply: says(page(404, htmlOK))}).start(t).URL, "no such page (HTTP 404): check UPSTREAM_URL", U},
		{(&wire{reply: says(page(522, "error code: 522"))}).start(t).URL, "Cloudflare, in front of the panel, does not reach it (HTTP 522)", U},
		{(&wire{reply: says(page(400, "<h1>The plain HTTP request was sent to HTTPS port</h1>"))}).start(t).URL, "that port speaks https: set UPSTREAM_URL to https://", U},
		{(&wire{reply: says(page(500, htmlOK))}).start(t).URL, "", U},
	} {
		c, log := newClient(t, testConfig(tt.address))
		for _, name := range callNames {
			a := ask(t.Context(), c, name)
			if check(t, a, tt.outcome, log); !strings.Contains(a.Mend, tt.want) || tt.want == "" && a.Mend != "" {
				t.Errorf("%s, %s: %q, want %q", tt.address, name, a.Mend, tt.want)
			}
		}
	}
	c, _ := newClient(t, testConfig("https://panel.example"))
	for _, tt := range []struct {
		err  error
		want string
	}{
		{x509.CertificateInvalidError{Reason: x509.Expired}, "has expired or is not valid yet, or this machine's clock is wrong"},
		{x509.HostnameError{Certificate: new(x509.Certificate), Host: "panel.example"}, "is that of another name"},
		{&net.DNSError{Err: "server misbehaving", IsTemporary: true}, ""},
	} {
		a := c.answer(callRequest, testOrder.ID, received{err: &tls.CertificateVerificationError{Err: tt.err}})
		if tt.want == "" {
			a = c.answer(callRequest, testOrder.ID, received{err: tt.err})
		}
		if !strings.Contains(a.Mend, tt.want) || tt.want == "" && a.Mend != "" {
			t.Errorf("%v: %q", tt.err, a.Mend)
		}
	}
}

func TestNew(t *testing.T) {
	for address, want := range map[string]string{
		"panel.example/sendapi": "must begin with http", "ftp://panel.example": "must begin with http", "https:///sendapi": "no host",
		"https://a:b@panel.example": "no user", "https://panel.example/?k=1": "end with its path", "https://panel.example/#x": "end with its path",
		"": "must begin", "http://[::1": "no web address",
	} {
		if _, err := New(Config{URL: address}, slog.Default()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", address, err)
		}
	}
	for name, value := range map[string]string{"": "x", "a b": "x", "x": "a\r\nb", "Content-Length": "1", "expect": "100-continue", "Band-key": "x"} {
		s := testConfig("http://localhost")
		s.Headers = map[string]string{name: value}
		if _, err := New(s, nil); err == nil {
			t.Errorf("header %q: %q was taken", name, value)
		}
	}
	for address, want := range map[string]bool{
		"http://panel.example/sendapi": true, "HTTP://10.0.0.1": true, "https://panel.example": false, "http://localhost:80": false,
		"http://127.3.2.1": false, "http://[::1]:8080/x": false, "http://panel.localhost": false, "http://localhost.example": true,
	} {
		c, err := New(Config{URL: address}, nil)
		if err != nil || c.PlainHTTP() != want {
			t.Errorf("%s: plain %v, %v", address, !want, err)
		}
	}
}
