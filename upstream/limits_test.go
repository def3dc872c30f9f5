package upstream

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/order"
)

// slowDial makes each connection take that long.
func slowDial(c *Client, long time.Duration) {
	for _, t := range []*http.Transport{c.money, c.questions} {
		t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			select {
			case <-time.After(long):
				return new(net.Dialer).DialContext(ctx, network, address)
			case <-ctx.Done():
				return nil, context.Cause(ctx)
			}
		}
	}
}

// TestSlowConnection: to connect has a limit of its own, after which the order is
// certainly unsent, and takes nothing of the time for the reply.
func TestSlowConnection(t *testing.T) {
	w := (&wire{reply: func(conn net.Conn, s seen) bool {
		time.Sleep(brief / 3)
		io.WriteString(conn, page(200, good[s.call]))
		return true
	}}).start(t)
	s := testConfig(w.URL)
	s.Timeout = brief
	c, log := newClient(t, s)
	if c.dial != brief || c.question != brief {
		t.Errorf("dial %v, question %v", c.dial, c.question)
	}
	c.dial = ample
	slowDial(c, brief)
	check(t, c.Request(t.Context(), testOrder), A, log)

	c, log = newClient(t, testConfig(w.URL))
	if c.dial != dialTimeout || c.question != questionTimeout || c.timeout != ample {
		t.Errorf("dial %v, question %v, timeout %v", c.dial, c.question, c.timeout)
	}
	c.dial = brief
	slowDial(c, time.Hour)
	for _, name := range callNames {
		a := ask(t.Context(), c, name)
		if check(t, a, N, log); a.Answered || !strings.Contains(a.Err.Error(), "no connection was made in time") {
			t.Errorf("%+v", a)
		}
	}
	if n := len(w.seen()); n != 1 {
		t.Errorf("%d calls", n)
	}
}

// TestQuestionsHaveALimitOfTheirOwn, which is for the whole call.
func TestQuestionsHaveALimitOfTheirOwn(t *testing.T) {
	w := (&wire{greet: waits}).start(t)
	c, log := newClient(t, testConfig(w.URL))
	c.question = brief
	begun := time.Now()
	for _, name := range callNames[1:] {
		a := ask(t.Context(), c, name)
		if check(t, a, U, log); a.Answered || !strings.Contains(a.Err.Error(), "no whole reply came in time") {
			t.Errorf("%+v", a)
		}
	}
	if took := time.Since(begun); took > ample/2 {
		t.Errorf("took %v", took)
	}
}

// TestAnswered tells a reply that cannot be read from none.
func TestAnswered(t *testing.T) {
	for _, tt := range []struct {
		name  string
		reply func(net.Conn, seen) bool
		want  bool
	}{
		{"nothing", func(net.Conn, seen) bool { return false }, false},
		{"no HTTP", says("220 mail.example ESMTP\r\n"), false},
		{"cut off", cutBody, false},
		{"empty", says(page(200, "")), true},
		{"page", says(page(200, htmlOK)), true},
		{"fault", says(page(500, htmlOK)), true},
		{"redirect", says(page(301, "")), true},
		{"too long", endless, true},
		{"limited, and cut off", says("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 9\r\nConnection: close\r\n\r\nwait"), true},
		{"balance that is none", says(page(200, `{"status":1,"balance":"soon"}`)), true},
	} {
		reply := tt.reply
		w := (&wire{reply: func(conn net.Conn, s seen) bool { reply(conn, s); return false }}).start(t)
		for _, name := range callNames {
			c, log := newClient(t, testConfig(w.URL))
			a := ask(t.Context(), c, name)
			if check(t, a, U, log); a.Answered != tt.want {
				t.Errorf("%s, %s: answered %v (%v)", tt.name, name, a.Answered, a.Err)
			}
		}
	}
	c, log := newClient(t, testConfig("http://panel.invalid"))
	if a := c.Balance(t.Context()); a.Answered {
		check(t, a, N, log)
	}
}

func TestRetryAfter(t *testing.T) {
	const date, later = "Thu, 26 Nov 2026 14:00:00 GMT", "Thu, 26 Nov 2026 14:01:30 GMT"
	now := time.Date(2026, 11, 26, 13, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		code        int
		after, date string
		limited     bool
		wait        time.Duration
	}{
		{code: 429, after: "30", limited: true, wait: 30 * time.Second},
		{code: 503, after: " 60 ", limited: true, wait: time.Minute},
		{code: 429, after: "0", limited: true},
		{code: 429, limited: true},
		{code: 503},
		{code: 429, after: "soon", limited: true},
		{code: 503, after: "-5"},
		{code: 503, after: later, date: date, limited: true, wait: 90 * time.Second}, // by the panel's clock
		{code: 503, after: later, limited: true, wait: time.Hour + 90*time.Second},
		{code: 429, after: date, date: later, limited: true},
		{code: 429, after: "99999999999999999999", limited: true},
		{code: 429, after: "9999999999999999999", limited: true, wait: maxRetryAfter},
		{code: 200, after: "30"}, {code: 500, after: "30"}, {code: 301, after: "30"},
	} {
		h := http.Header{}
		h.Set("Retry-After", tt.after)
		h.Set("Date", tt.date)
		if limited, wait := readRetryAfter(tt.code, h, now); limited != tt.limited || wait != tt.wait {
			t.Errorf("%+v: %v %v", tt, limited, wait)
		}
	}

	w := (&wire{reply: says(page(429, `{"message":"Too Many Attempts."}`, "Retry-After: 30"))}).start(t)
	c, log := newClient(t, testConfig(w.URL))
	for _, name := range callNames {
		a := ask(t.Context(), c, name)
		if check(t, a, U, log); !a.Limited || a.RetryAfter != 30*time.Second || !a.Answered {
			t.Errorf("%+v", a)
		}
	}
	w = (&wire{reply: says(page(503, refusal, "Retry-After: 7"))}).start(t)
	c, log = newClient(t, testConfig(w.URL))
	a := c.Request(t.Context(), testOrder)
	if check(t, a, Q, log); !a.Limited || a.RetryAfter != 7*time.Second || a.Refusal != "" || a.Message != "Not User" {
		t.Errorf("%+v", a)
	}
}

func TestReadURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://panel.example/sendapi/request":  "leave /request out",
		"https://panel.example/sendapi/Status/":  "leave /status out",
		"https://panel.example/balance":          "leave /balance out",
		"http://panel.example:443/sendapi":       "begin it with https://",
		"https://panel.example:80/sendapi":       "has the port 80",
		"https://panel.example/sendapi":          "",
		"https://panel.example:443/sendapi/":     "",
		"http://panel.example:80":                "",
		"https://panel.example/requests/sendapi": "",
	} {
		_, err := ReadURL(address)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "panel.example") {
			t.Errorf("%s is repeated: %v", address, err)
		}
	}
}

// TestOtherScheme: the mend stands in what the first failure is told with.
func TestOtherScheme(t *testing.T) {
	tls := httptest.NewUnstartedServer(http.NotFoundHandler())
	tls.Config.ErrorLog = discard
	tls.StartTLS()
	defer tls.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	alert := (&wire{reply: func(conn net.Conn, _ seen) bool { io.WriteString(conn, "\x15\x03\x01\x00\x02\x02\x46"); return false }}).start(t)
	nginx := (&wire{reply: says(page(400, "<html><center><h1>400 Bad Request</h1></center><center>The plain HTTP request was sent to HTTPS port</center></html>"))}).start(t)
	for _, tt := range []struct {
		address string
		want    order.Outcome
		hint    string
	}{
		{strings.Replace(tls.URL, "https:", "http:", 1) + "/sendapi", U, "that port speaks https: set UPSTREAM_URL to " + tls.URL + "/sendapi"},
		{alert.URL, U, "set UPSTREAM_URL to https://"},
		{nginx.URL, U, "set UPSTREAM_URL to https://"},
		{strings.Replace(plain.URL, "http:", "https:", 1) + "/sendapi", N, "or to " + plain.URL + "/sendapi, where the key can be read"},
	} {
		c, log := newClient(t, testConfig(tt.address))
		for _, name := range callNames {
			a := ask(t.Context(), c, name)
			if check(t, a, tt.want, log); !strings.Contains(a.Err.Error(), tt.hint) {
				t.Errorf("%s, %s: %v", tt.address, name, a.Err)
			}
		}
	}
}

// TestHeadersNeverShow: their values are secrets as the key is.
func TestHeadersNeverShow(t *testing.T) {
	s := testConfig("http://localhost")
	s.Headers = map[string]string{"Authorization": "Bearer s3cr3t/Tok+en", "refer": "shop.example", "x-client": "7", "x-pin": "48211"}
	c, log := newClient(t, s)
	for _, form := range []string{"Bearer s3cr3t/Tok+en", "s3cr3t/Tok+en", `s3cr3t\/Tok+en`, "s3cr3t%2FTok%2Ben", "S3CR3T/TOK+EN", "shop.example", "pin 48211."} {
		for _, name := range callNames {
			for _, code := range []int{200, 500} {
				for _, body := range []string{
					`{"success":false,"status":2,"message":"no ` + form + ` here"}`, `{"success":true,"status":1,"posotion":1,"trxid":"BD12345 ` + form + `"}`,
					`{"posotion":1,"trxid":"","status":"` + form + `"}`, "<html>" + form,
				} {
					a := c.answer(name, testOrder.ID, received{sent: true, code: code, body: []byte(body)})
					check(t, a, a.Outcome, log)
					all := strings.ToLower(a.Message + a.TransactionID + a.Code + a.Refusal)
					if a.Err != nil {
						all += strings.ToLower(a.Err.Error())
					}
					for _, secret := range []string{"s3cr3t", "shop.example", "48211"} {
						if strings.Contains(all, secret) {
							t.Errorf("%s shows for %s: %s", secret, body, all)
						}
					}
				}
			}
		}
	}
	// What is short is no secret, and digits of an id are no PIN.
	a := c.answer(callStatus, testOrder.ID, received{sent: true, code: 200, body: []byte(`{"posotion":7,"trxid":"BD7748211","status":1}`)})
	if a.TransactionID != "BD7748211" {
		t.Errorf("%+v", a)
	}
}

// TestBodiesAreToldOnce, so that an outage does not fill the log with one page.
func TestBodiesAreToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := newClient(t, testConfig("http://localhost"))
		told := func(id string) bool {
			a := c.answer(callStatus, testOrder.ID, received{sent: true, code: 502, body: []byte("<h1>Bad gateway</h1> request " + id)})
			return strings.Contains(a.Err.Error(), "Bad gateway")
		}
		if !told("10001") || told("10002") {
			t.Error("not told once")
		}
		time.Sleep(bodyPause)
		if !told("10003") || told("10004") {
			t.Error("not told once a minute")
		}
		for i := range 1000 {
			c.newBody(strings.Repeat("x", i))
		}
		if len(c.bodies) != maxCodes {
			t.Errorf("%d kinds kept", len(c.bodies))
		}
		time.Sleep(bodyPause)
		if !told("1") || len(c.bodies) != 1 {
			t.Errorf("%d kinds kept after a while", len(c.bodies))
		}
	})
}

// TestDoubtfulIsLogged, with its body, once.
func TestDoubtfulIsLogged(t *testing.T) {
	w := (&wire{reply: says(page(200, `{"success":false,"status":2,"message":"Stock out for `+testKey+`"}`))}).start(t)
	c, log := newClient(t, testConfig(w.URL))
	for range 3 {
		check(t, c.Request(t.Context(), testOrder), Q, log)
	}
	if n := strings.Count(log.String(), "level=WARN"); n != 1 {
		t.Errorf("%d lines: %s", n, log)
	}
}

// TestLimitedInWords: a script that counts calls by itself asks to be left alone in words.
func TestLimitedInWords(t *testing.T) {
	c, _ := newClient(t, testConfig("http://localhost"))
	for body, want := range map[string]bool{
		`{"success":false,"status":2,"message":"Too many requests"}`:                       true,
		`{"success":false,"message":"Rate limit exceeded, try after 30 seconds"}`:          true,
		`{"status":429,"message":"Too Many Attempts."}`:                                    true,
		`{"success":false,"status":2,"message":"Not User"}`:                                false,
		`{"success":false,"status":2,"message":"Daily limit exceeded"}`:                    false,
		`{"success":true,"status":1,"message":"Submitted. Rate limit 60","balance":"102"}`: false,
		`{"posotion":1,"trxid":"BD123456","status":1,"note":"Rate limit 60"}`:              false,
	} {
		for _, name := range callNames {
			a := c.answer(name, testOrder.ID, received{sent: true, code: 200, body: []byte(body)})
			if a.Limited != want && (want || a.Err == nil) {
				t.Errorf("%s of %s: limited %v, %v", name, body, a.Limited, a.Outcome)
			}
			if name == callBalance && want && a.Outcome == order.OutcomeRefused {
				t.Errorf("the balance is refused by %s, which is no word on the user", body)
			}
		}
	}
}
