package bot

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"rechargebot/bot/simtelegram"
)

const otherToken = "7000000001:BBotherOTHERotherOTHERotherOTHERother"

func TestRevokedToken(t *testing.T) {
	t.Parallel()
	t.Run("at start", func(t *testing.T) {
		k := prepare(t)
		k.sim.SetToken(otherToken)
		k.start()
		<-k.ended
		if err := k.stop(); !errors.Is(err, ErrToken) {
			t.Error(err)
		}
	})
	t.Run("while polling", func(t *testing.T) {
		k := begin(t)
		k.until("a poll", func() bool { return k.calls("getUpdates", 0) > 0 })
		k.sim.SetToken(otherToken)
		k.sim.AddFault(simtelegram.Fault{Method: "getUpdates", Code: 401})
		k.sim.Say(1, "x") // ends the poll
		<-k.ended
		if err := k.stop(); !errors.Is(err, ErrToken) {
			t.Error(err)
		}
	})
	t.Run("while sending", func(t *testing.T) {
		k := begin(t)
		k.sim.AddPerson(simtelegram.Person{ID: 1})
		k.until("a poll", func() bool { return k.calls("getUpdates", 0) > 0 }) // which hangs
		k.sim.SetToken(otherToken)
		k.post(word(1, "kept"))
		<-k.ended
		if err := k.stop(); !errors.Is(err, ErrToken) {
			t.Error(err)
		}
		if _, ok, _ := k.store.Head(1); !ok {
			t.Error("the message is lost")
		}
	})
}

// TestTokenRefusedOnce: one 401 proves nothing, as little as getMe's while Telegram
// is in trouble. The bot goes on and loses nothing.
func TestTokenRefusedOnce(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string][]simtelegram.Fault{
		"poll":             {{Method: "getUpdates", Code: 401, Times: 1}},
		"send":             {{Method: "sendMessage", Code: 401, Times: 1}},
		"getMe twice more": {{Method: "getUpdates", Code: 401, Times: 1}, {Method: "getMe", Code: 401, Times: tokenChecks - 1}},
		"getMe, trouble":   {{Method: "getUpdates", Code: 401, Times: 1}, {Method: "getMe", Code: 500, Times: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := begin(t)
			k.until("a poll", func() bool { return k.calls("getUpdates", 0) > 0 })
			for _, f := range faults {
				k.sim.AddFault(f)
			}
			k.sim.Say(1, "first")
			k.untilSaid(1, "you said first")
			k.sim.Say(1, "second")
			k.untilSaid(1, "you said first", "you said second")
			k.until("the check", func() bool { return strings.Contains(k.logs.String(), "Telegram refused the token") })
			if err := k.stop(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWebhook(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.sim.SetWebhook("https://example.com/" + token)
	k.sim.Say(1, "before")
	k.start()
	k.untilSaid(1, "you said before")
	k.sim.SetWebhook("https://example.com/again")
	k.sim.Say(1, "while")
	k.untilSaid(1, "you said before", "you said while")
	if n := strings.Count(k.logs.String(), "webhook"); n < 2 {
		t.Errorf("log:\n%s", k.logs)
	}
}

func TestTroubleWithPolling(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault simtelegram.Fault
		log   string
	}{
		"name":      {simtelegram.Fault{Method: "getMe", Code: 502, Body: "<html>"}, "Telegram is not reached"},
		"flood, me": {simtelegram.Fault{Method: "getMe", RetryAfter: 1}, "retry_after 1"},
		"conflict":  {simtelegram.Fault{Code: 409}, "another program is polling"},
		"error":     {simtelegram.Fault{Code: 500}, "fetching updates failed"},
		"page":      {simtelegram.Fault{Body: "not JSON"}, "HTTP status 200, 8 bytes"},
		"no list":   {simtelegram.Fault{Body: `{"ok":true,"result":{}}`}, "no list of updates"},
		"null":      {simtelegram.Fault{Body: `{"ok":true,"result":[null,{"update_id":"x"}]}`}, "no update has an id"},
		"nulls":     {simtelegram.Fault{Body: `{"ok":true,"result":[null]}`}, "no update has an id"},
		"no ids":    {simtelegram.Fault{Body: `{"ok":true,"result":[{"message":{}}]}`}, "no update has an id"},
		"cut off":   {simtelegram.Fault{Drop: true}, "no answer"},
		"flood":     {simtelegram.Fault{RetryAfter: 1}, "Telegram asks to wait"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := prepare(t)
			if test.fault.Method == "" {
				test.fault.Method = "getUpdates"
			}
			test.fault.Times = 1
			k.sim.AddFault(test.fault)
			k.sim.Say(1, "hello")
			k.start()
			k.untilSaid(1, "you said hello")
			if log := k.logs.String(); !strings.Contains(log, test.log) {
				t.Errorf("no %q in the log:\n%s", test.log, log)
			}
			var at []time.Time
			for _, c := range k.sim.Calls() {
				if c.Method == test.fault.Method {
					at = append(at, c.At)
				}
			}
			if gap := at[1].Sub(at[0]); gap < time.Duration(test.fault.RetryAfter)*time.Second {
				t.Errorf("called again %v after being told to wait", gap)
			}
		})
	}
}

func TestUnreachableServerAndToken(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + l.Addr().String()
	l.Close()
	k := prepare(t)
	k.url = address
	k.start()
	k.until("a warning", func() bool { return strings.Contains(k.logs.String(), "Telegram is not reached") })
	if _, err := k.bot.Me(context.Background()); err == nil || strings.Contains(err.Error(), "SECRET") {
		t.Error(err)
	}
	if err := k.stop(); err != nil {
		t.Error(err)
	}
}

func TestMe(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	b, err := New(Config{Token: token, APIURL: k.url + "/"}, k.store, k.talk)
	if err != nil {
		t.Fatal(err)
	}
	if name, err := b.Me(context.Background()); name != "shop_bot" || err != nil {
		t.Error(name, err)
	}
	k.sim.SetToken(otherToken)
	if _, err := b.Me(context.Background()); !errors.Is(err, ErrToken) {
		t.Error(err)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for _, s := range []Config{
		{}, {Token: " "}, {Token: "1:a b"}, {Token: "1:a\x01b"}, {Token: token, APIURL: "telegram.org"},
		{Token: token, PollTimeout: time.Millisecond}, {Token: token, PollTimeout: time.Hour},
		{Token: token, APIURL: "http://[::1"},
	} {
		if _, err := New(s, nil, nil); err == nil || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%+v: %v", s, err)
		}
	}
}

func TestBodiesHaveLengths(t *testing.T) {
	t.Parallel()
	var elsewhere bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength < 0 {
			t.Errorf("%s has no length", r.URL.Path)
		}
		if user, password, _ := r.BasicAuth(); user != "u" || password != "p" {
			t.Errorf("%s comes from %q, %q", r.URL.Path, user, password)
		}
		switch {
		case strings.HasSuffix(r.URL.Path, "/getMe"):
			if b, _ := io.ReadAll(r.Body); len(b) > 0 || r.Header["Content-Type"] != nil {
				t.Errorf("getMe has a body: %q, %q", b, r.Header.Get("Content-Type"))
			}
			io.WriteString(w, `{"ok":true,"result":{"id":1,"username":"x"}}`)
		case r.URL.Path == "/elsewhere":
			elsewhere = true
		default:
			http.Redirect(w, r, "/elsewhere", http.StatusMovedPermanently)
		}
	}))
	defer server.Close()
	b, err := New(Config{Token: token, APIURL: strings.Replace(server.URL, "//", "//u:p@", 1)}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Me(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := b.client.send(t.Context(), newMessage(1, *word(1, "x").Screen)); err == nil || elsewhere {
		t.Error("a redirect was followed")
	}
}
