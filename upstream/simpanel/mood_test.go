package simpanel_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"rechargebot/upstream/simpanel"
)

// TestWire sends one request in each mood that answers at all, and looks at the
// bytes, at whether the order was taken, and at what status says afterwards.
func TestWire(t *testing.T) {
	const page500 = "<title>500 Internal Server Error</title>"
	for _, c := range []struct {
		mood  simpanel.Mood
		code  int
		want  string // a part of the body; "" for an empty one
		taken bool
	}{
		{simpanel.Mood{}, 200, taken, true},
		{simpanel.Mood{Name: simpanel.Succeed}, 200, taken, true},
		{simpanel.Mood{Name: simpanel.Refuse, Message: "না"}, 200, `{"success":false,"status":2,"message":"\u09a8\u09be"}`, false},
		{simpanel.Mood{Name: simpanel.Refuse}, 200, refused("Invalid Number"), false},
		{simpanel.Mood{Name: simpanel.Fail}, 200, taken, true},
		{simpanel.Mood{Name: simpanel.Pending}, 200, taken, true},
		{simpanel.Mood{Name: simpanel.Reversed}, 200, taken, true},
		{simpanel.Mood{Name: simpanel.Double}, 200, taken, true},
		{simpanel.Mood{Name: simpanel.Slow, Delay: time.Millisecond}, 200, taken, true},
		{simpanel.Mood{Name: simpanel.Drip, Delay: time.Microsecond}, 200, taken, true},
		{simpanel.Mood{Name: simpanel.Code, Status: "7"}, 200, `{"success":true,"status":7,"message":"Flex`, true},
		{simpanel.Mood{Name: simpanel.Code, Status: "wait"}, 200, `{"success":true,"status":"wait","message":"Flex`, true},
		{simpanel.Mood{Name: simpanel.HTTP}, 500, page500, false},
		{simpanel.Mood{Name: simpanel.HTTP, HTTP: 503}, 503, "<title>503 Service Unavailable</title>", false},
		{simpanel.Mood{Name: simpanel.HTTP, Take: true}, 500, page500, true},
		{simpanel.Mood{Name: simpanel.TakeAnd500}, 500, page500, true},
		{simpanel.Mood{Name: simpanel.Redirect}, 301, "<title>301", false},
		{simpanel.Mood{Name: simpanel.Redirect, HTTP: 307, Location: "https://panel.example/"}, 307, "<title>307", false},
		{simpanel.Mood{Name: simpanel.HTML}, 200, "<!DOCTYPE html>", false},
		{simpanel.Mood{Name: simpanel.HTML, Take: true}, 200, "<!DOCTYPE html>", true},
		{simpanel.Mood{Name: simpanel.Body, Body: "OK"}, 200, "OK", false},
		{simpanel.Mood{Name: simpanel.Body, Body: "OK", HTTP: 202, Take: true}, 202, "OK", true},
		{simpanel.Mood{Name: simpanel.Empty}, 200, "", true},
		{simpanel.Mood{Name: simpanel.Nonsense}, 200, "\x1f\x8b\x00", true},
		{simpanel.Mood{Name: simpanel.Truncated}, 200, taken[:len(taken)*2/3], true},
		{simpanel.Mood{Name: simpanel.Noise}, 200, "\ufeff<br />\n<b>Warning</b>", true},
		{simpanel.Mood{Name: simpanel.Noise}, 200, "<br />\n" + taken, true},
		{simpanel.Mood{Name: simpanel.WrongTypes}, 200, `{"success ":"true"," status":"1","message ":"Flex`, true},
		{simpanel.Mood{Name: simpanel.DocumentJSON}, 200, taken, true},
		{simpanel.Mood{Name: simpanel.Twice}, 200, taken + taken, true},
	} {
		t.Run(c.mood.Name, func(t *testing.T) {
			g := newRig(t, simpanel.Options{})
			g.SetMood(simpanel.CallRequest, c.mood)
			code, header, body, err := g.do(t.Context(), "request", form("a"))
			if err != nil || code != c.code || !strings.Contains(body, c.want) || c.want == "" && body != "" {
				t.Errorf("got %d %q, %v", code, body, err)
			}
			if to := header.Get("Location"); c.mood.Name == simpanel.Redirect {
				want := c.mood.Location
				if want == "" {
					want = strings.Replace(g.url, "http:", "https:", 1) + "request"
				}
				if to != want {
					t.Errorf("redirected to %q, want %q", to, want)
				}
			}
			_, ok := g.Order("a")
			if ok != c.taken || g.Requests("a") != 1 || g.Calls()[simpanel.CallRequest] != 1 {
				t.Errorf("taken %v, requests %d, calls %v", ok, g.Requests("a"), g.Calls())
			}
			if c.taken {
				g.balanceIs("4950.00")
			} else {
				g.balanceIs("5000.00")
				g.says("status", form("a"), unknown)
			}
		})
	}
}

func TestDamagedStatus(t *testing.T) {
	g := newRig(t, simpanel.Options{Balance: "1074.50"})
	g.says("request", form("a"), taken)
	done := statusIs("T000000001", "1024.50", "1")
	for _, c := range []struct {
		mood simpanel.Mood
		want string
	}{
		{simpanel.Mood{Name: simpanel.Code, Status: "3"}, statusIs("", "1024.50", "3")},
		{simpanel.Mood{Name: simpanel.Body, Body: "x"}, "x"},
		{simpanel.Mood{Name: simpanel.Pending}, statusIs("", "1024.50", "0")},
		{simpanel.Mood{Name: simpanel.WrongTypes}, `{"posotion ":"1"," trxid":"T000000001","lastbalance ":1024.50, " status":1}`},
		{simpanel.Mood{Name: simpanel.DocumentJSON}, `{"posotion":1,"trxid":T000000001,"lastbalance":"1024.50", "status":"1"}`},
		{simpanel.Mood{Name: simpanel.Pending}, done},
		{simpanel.Mood{Name: simpanel.Truncated}, done[:len(done)*2/3]},
		{simpanel.Mood{Name: simpanel.Twice}, done + done},
		{simpanel.Mood{Name: simpanel.Refuse, Message: "Busy"}, refused("Busy")},
		{simpanel.Mood{Name: simpanel.TakeAndReset, Times: 0}, ""},
	} {
		g.SetMood(simpanel.CallStatus, c.mood)
		if c.mood.Name == simpanel.TakeAndReset {
			if _, _, _, err := g.do(t.Context(), "status", form("a")); err == nil {
				t.Error("no reset")
			}
			continue
		}
		g.says("status", form("a"), c.want)
	}
	g.SetMood(simpanel.CallBalance, simpanel.Mood{Name: simpanel.WrongTypes})
	g.says("balance", form(""), `{"success ":"true"," status":"1","balance ":1024.50}`)
	g.SetMood(simpanel.CallBalance, simpanel.Mood{Name: simpanel.Code, Status: "9"})
	g.says("balance", form(""), `{"success":true,"status":9,"balance":"1024.50"}`)

	// A printed example without an id in it is worse still.
	g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.Pending})
	g.says("request", form("b"), taken)
	g.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.DocumentJSON})
	g.says("status", form("b"), `{"posotion":1,"trxid":,"lastbalance":"974.50", "status":"0"}`)
}

func TestOutcomes(t *testing.T) {
	g := newRig(t, simpanel.Options{})
	g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.Fail, Message: "Recently Recharged"})
	g.says("request", form("fail"), taken)
	g.balanceIs("4950.00")
	g.says("status", form("fail"), `{"posotion":1,"trxid":"","lastbalance":"5000", "status":"2","message":"Recently Recharged"}`)

	g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.Pending})
	g.says("request", form("pending"), taken)
	g.says("status", form("pending"), statusIs("", "4950", "0"))
	g.says("status", form("pending"), statusIs("", "4950", "0"))
	g.Settle("pending", simpanel.StatusDone, "")
	g.says("status", form("pending"), statusIs("T000000001", "4950", "1"))

	g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.Reversed, Message: "Reversed"})
	g.says("request", form("reversed"), taken)
	g.says("status", form("reversed"), statusIs("T000000002", "4900", "1"))
	for range 2 {
		g.says("status", form("reversed"), `{"posotion":1,"trxid":"","lastbalance":"4950", "status":"2","message":"Reversed"}`)
	}

	g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.Double})
	g.says("request", form("double"), taken)
	g.says("request", form("double"), taken)
	g.balanceIs("4850.00")
	if o := g.order("double"); o.Charged != 2 || o.Requests != 2 {
		t.Errorf("%+v", o)
	}
	g.Settle("double", simpanel.StatusFailed, "")
	g.balanceIs("4950.00")

	// Moods of the status call itself.
	g.SetMood(simpanel.CallRequest, simpanel.Mood{})
	for _, id := range []string{"1", "2"} {
		g.says("request", form(id), taken)
	}
	g.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.Fail, Message: "Down"})
	g.says("status", form("1"), `{"posotion":1,"trxid":"","lastbalance":"4900", "status":"2","message":"Down"}`)
	g.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.Reversed, Message: "Back"})
	g.says("status", form("2"), statusIs("T000000003", "4900", "1"))
	g.says("status", form("2"), `{"posotion":1,"trxid":"","lastbalance":"4950", "status":"2","message":"Back"}`)
}

func TestSilence(t *testing.T) {
	for _, name := range []string{simpanel.Hang, simpanel.TakeAndHang, simpanel.Slow, simpanel.Drip} {
		t.Run(name, func(t *testing.T) {
			g := newRig(t, simpanel.Options{})
			g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: name, Delay: map[string]time.Duration{simpanel.Slow: time.Hour}[name]})
			ctx, cancel := context.WithCancel(t.Context())
			result := make(chan error, 1)
			go func() {
				_, _, _, err := g.do(ctx, "request", form("a"))
				result <- err
			}()
			if err := g.WaitFor(t.Context(), func() bool { return g.Requests("a") == 1 }); err != nil {
				t.Fatal(err)
			}
			select {
			case err := <-result:
				t.Fatalf("answered: %v", err)
			case <-time.After(30 * time.Millisecond):
			}
			cancel()
			if err := <-result; !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			if _, ok := g.Order("a"); ok != (name != simpanel.Hang) {
				t.Errorf("taken: %v", ok)
			}
			// A second one ends with the panel.
			go func() {
				_, _, _, err := g.do(t.Context(), "request", form("b"))
				result <- err
			}()
			g.WaitFor(t.Context(), func() bool { return g.Requests("b") == 1 })
			g.Close()
			if err := <-result; err == nil {
				t.Error("answered by a closed panel")
			}
		})
	}
}

func TestReset(t *testing.T) {
	for name, wantTaken := range map[string]bool{simpanel.Reset: false, simpanel.Outage: false, simpanel.TakeAndReset: true} {
		for _, secure := range []bool{false, true} {
			p := simpanel.New(simpanel.Options{Balance: "100"})
			t.Cleanup(p.Close)
			start := httptest.NewServer
			if secure {
				start = httptest.NewTLSServer
			}
			srv := start(p)
			t.Cleanup(srv.Close)
			g := &rig{p, t, srv.URL + "/", srv.Client()}
			g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: name})
			_, _, _, err := g.do(t.Context(), "request", form("a"))
			if !errors.Is(err, syscall.ECONNRESET) {
				t.Errorf("%s, TLS %v: got %v, want connection reset", name, secure, err)
			}
			if _, ok := g.Order("a"); ok != wantTaken {
				t.Errorf("%s: taken %v", name, ok)
			}
		}
	}
}

func TestHuge(t *testing.T) {
	g := newRig(t, simpanel.Options{})
	g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.Huge})
	open := func(id string) net.Conn {
		conn, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(g.url, "http://"), "/sendapi/"))
		if err != nil {
			t.Fatal(err)
		}
		body := form(id).Encode()
		req, _ := http.NewRequest("POST", g.url+"request", strings.NewReader(body))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("band-key", "flexisoftwarebd")
		if err := req.Write(conn); err != nil {
			t.Fatal(err)
		}
		return conn
	}
	conn := open("a")
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.CopyN(io.Discard, resp.Body, 32<<20); err != nil {
		t.Errorf("only %d bytes: %v", n, err)
	}
	conn.Close() // hangs up
	g.order("a")

	// A caller that does not read for a while: the panel's end frees the server,
	// and what comes is only what was on its way.
	silent := open("b")
	defer silent.Close()
	g.WaitFor(t.Context(), func() bool { return g.Requests("b") == 1 })
	time.Sleep(20 * time.Millisecond)
	g.Close()
	time.Sleep(20 * time.Millisecond)
	silent.SetReadDeadline(time.Now().Add(5 * time.Second))
	if n, _ := io.Copy(io.Discard, silent); n > 256<<20 {
		t.Errorf("%d bytes from a closed panel", n)
	}
}

func TestTimes(t *testing.T) {
	g := newRig(t, simpanel.Options{})
	g.SetMood(simpanel.CallBalance, simpanel.Mood{Name: simpanel.Refuse, Message: "always"})
	g.SetMood(simpanel.CallBalance, simpanel.Mood{Name: simpanel.Refuse, Message: "first", Times: 2})
	g.SetMood(simpanel.CallBalance, simpanel.Mood{Name: simpanel.Refuse, Message: "then", Times: 1})
	for _, want := range []string{"first", "first", "then", "always", "always"} {
		g.says("balance", form(""), refused(want))
	}
	g.SetMood(simpanel.CallBalance, simpanel.Mood{Name: simpanel.Hang, Times: 1})
	g.SetMood(simpanel.CallBalance, simpanel.Mood{})
	g.says("balance", form(""), `{"success":true,"status":1,"balance":"5000"}`)
}

func TestMoodFor(t *testing.T) {
	g := newRig(t, simpanel.Options{})
	const other = "01898765432"
	g.SetMoodFor(number, simpanel.Mood{Name: simpanel.Fail, Message: "no"})
	g.SetMoodFor("special", simpanel.Mood{Name: simpanel.Refuse, Message: "by id"})
	g.says("request", form("special"), refused("by id"))
	g.says("request", form("a"), taken)
	g.says("request", form("b", "number", other, "operator", "RB"), taken)
	g.says("status", form("a"), `{"posotion":1,"trxid":"","lastbalance":"4950", "status":"2","message":"no"}`)
	g.says("status", form("b"), statusIs("T000000001", "4950", "1"))

	// What concerns requests leaves status alone, and its Times with it.
	g.SetMoodFor(number, simpanel.Mood{Name: simpanel.TakeAndReset, Times: 2})
	g.do(t.Context(), "request", form("c"))
	g.says("status", form("c"), statusIs("T000000002", "4900", "1"))
	if _, _, _, err := g.do(t.Context(), "request", form("d")); err == nil {
		t.Error("the second was not reset")
	}
	g.SetMoodFor(number, simpanel.Mood{})
	g.says("request", form("e"), taken)

	// The number is known though the order was not taken.
	g.SetMoodFor(other, simpanel.Mood{Name: simpanel.Reset, Times: 1})
	g.do(t.Context(), "request", form("f", "number", other))
	g.SetMoodFor(other, simpanel.Mood{Name: simpanel.Body, Body: "?"})
	g.says("status", form("f"), "?")
}

func TestBehaviours(t *testing.T) {
	for _, m := range simpanel.PageMoods() {
		if m.Title == "" {
			t.Errorf("%s has no title", m.Name)
		}
		g := newRig(t, simpanel.Options{})
		g.client.Timeout = 300 * time.Millisecond
		g.SetBehaviour(m.Name)
		code, _, body, err := g.do(t.Context(), "request", form("a"))
		ok := body == taken && err == nil
		switch m.Name {
		case simpanel.Succeed, simpanel.Fail, simpanel.Pending:
			if !ok {
				t.Errorf("%s: %d %q %v", m.Name, code, body, err)
			}
		case simpanel.Slow, simpanel.Hang, simpanel.TakeAndHang, simpanel.Outage:
			if err == nil {
				t.Errorf("%s: %d %q", m.Name, code, body)
			}
		case "500":
			if code != 500 {
				t.Errorf("%s: %d %q", m.Name, code, body)
			}
		case simpanel.Nonsense:
			if err != nil || json.Valid([]byte(body)) {
				t.Errorf("%s: %d %q", m.Name, code, body)
			}
		default:
			t.Errorf("%s is not tested", m.Name)
		}
		_, got := g.Order("a")
		if want := !slices.Contains([]string{simpanel.Hang, "500", simpanel.Outage}, m.Name); got != want {
			t.Errorf("%s: taken %v, want %v", m.Name, got, want)
		}
		if m.Name == simpanel.Pending {
			g.says("status", form("a"), statusIs("", "4950", "0"))
		}
		// Whatever it was, back at succeed what was taken goes on, unless it failed.
		if m.Name == simpanel.TakeAndHang {
			g.says("balance", form("a"), `{"success":true,"status":1,"balance":"4950"}`)
		} else {
			g.SetBehaviour(simpanel.Succeed)
		}
		switch {
		case !got:
			g.says("status", form("a"), unknown)
		case m.Name == simpanel.Fail:
			g.says("status", form("a"), `{"posotion":1,"trxid":"","lastbalance":"5000", "status":"2","message":"Recharge Failed"}`)
		default:
			g.says("status", form("a"), statusIs("T000000001", "4950", "1"))
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("an unknown mood was accepted")
		}
	}()
	newRig(t, simpanel.Options{}).SetBehaviour("no such")
}
