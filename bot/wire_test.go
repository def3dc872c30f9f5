package bot

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"rechargebot/flows/setting"
)

// clientOf gives a client of a server.
func clientOf(t *testing.T, base string) *client {
	t.Helper()
	c := newClient(base+"/bot"+token+"/", time.Second, setting.NewSecrets(secretsOf(token)...), slog.New(slog.DiscardHandler))
	t.Cleanup(c.closeIdle)
	return c
}

func say(c *client, text string) (int, error) {
	return c.send(context.Background(), message{Chat: 1, Text: text})
}

// TestCall: what arrives is what was meant, with the address's password if it has one, and
// the answer is read however a server writes it.
func TestCall(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ who, authorized, answer string }{
		"a password":         {"u:p@", "Basic dTpw", `{"ok":true,"result":{"message_id":77,"text":"hello"}}`},
		"none":               {"", "", `{"ok":true,"result":{"message_id":77,"text":"hello"}}`},
		"another order":      {"", "", `{"result":{"text":"hello","message_id":77},"ok":true}`},
		"with room in it":    {"", "", `{ "ok" : true, "result" : { "message_id" : 77 } }`},
		"as long as is read": {"", "", `{"ok":true,"result":{"message_id":77}}` + strings.Repeat(" ", answerLimit-38)},
	} {
		var heard string
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			heard = fmt.Sprint(r.Method, " ", r.URL.Path, " ", r.Header.Get("Content-Type"), " ", r.ContentLength == int64(len(body)), " ", r.Header.Get("Authorization"), " ", string(body))
			io.WriteString(w, test.answer)
		}))
		id, err := say(clientOf(t, strings.Replace(server.URL, "//", "//"+test.who, 1)), "a < b")
		want := `POST /bot` + token + `/sendMessage application/json true ` + test.authorized + ` {"chat_id":1,"text":"a < b"}` + "\n"
		if err != nil || id != 77 || heard != want {
			t.Errorf("%s: message %d, %v; heard\n%s\nwant\n%s", name, id, err, heard, want)
		}
		server.Close()
	}
}

// TestTimeOfCalls: each call has as long as it is worth.
func TestTimeOfCalls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const poll = 50 * time.Second
		c := newClient("http://telegram/bot"+token+"/", poll, nil, slog.New(slog.DiscardHandler))
		var left time.Duration
		c.transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			deadline, _ := r.Context().Deadline()
			left = time.Until(deadline)
			return reply(r, `{"ok":true,"result":[]}`)
		})
		library := func(method string) error {
			r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://telegram/bot"+token+"/"+method, strings.NewReader(""))
			_, err := c.Do(r)
			return err
		}
		for name, test := range map[string]struct {
			call func() error
			want time.Duration
		}{
			"getUpdates":   {func() error { return library("getUpdates") }, poll + pollGrace},
			"sendDocument": {func() error { return library("sendDocument") }, 5 * time.Minute},
			"sendPhoto":    {func() error { return library("sendPhoto") }, 5 * time.Minute},
			"getMe":        {func() error { return library("getMe") }, 30 * time.Second},
			"a message":    {func() error { _, err := c.send(t.Context(), message{Text: "x"}); return err }, 30 * time.Second},
			"a file again": {func() error { _, err := c.send(t.Context(), message{Photo: "x"}); return err }, 30 * time.Second},
			"an edit":      {func() error { return c.edit(t.Context(), message{Text: "x"}) }, 30 * time.Second},
			"a deletion":   {func() error { return c.remove(t.Context(), deletion{}) }, 30 * time.Second},
			"an answer":    {func() error { return c.answer(t.Context(), tapAnswer{}) }, 10 * time.Second},
		} {
			if err := test.call(); err != nil || left != test.want {
				t.Errorf("%s: %v, %v", name, left, err)
			}
		}
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestUnsent: a call was not sent where it had no connection, be it that net/http lost one
// before it wrote to it. Else it may have been.
func TestUnsent(t *testing.T) {
	t.Parallel()
	get := func(r *http.Request) { trace(r).GetConn("") }
	got := func(r *http.Request) { trace(r).GotConn(httptrace.GotConnInfo{}) }
	for name, test := range map[string]struct {
		steps []func(*http.Request)
		err   string
		want  error
	}{
		"no connection":         {[]func(*http.Request){get}, "connection refused", errUnsent},
		"broken":                {[]func(*http.Request){get, got}, "connection reset by peer", errUnclear},
		"found closed":          {[]func(*http.Request){get, got}, "http: server closed idle connection", errUnsent},
		"none in place of one":  {[]func(*http.Request){get, got, get}, "connection refused", errUnsent},
		"broken in place of it": {[]func(*http.Request){get, got, get, got}, "EOF", errUnclear},
	} {
		c := newClient("http://telegram/", time.Second, nil, slog.New(slog.DiscardHandler))
		c.transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			for _, step := range test.steps {
				step(r)
			}
			return nil, errors.New(test.err)
		})
		_, err := say(c, "x")
		if other := map[error]error{errUnsent: errUnclear, errUnclear: errUnsent}[test.want]; !errors.Is(err, test.want) || errors.Is(err, other) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestHalfAFileIsNotSent: where a file cannot be read to its end nothing of it is sent.
func TestHalfAFileIsNotSent(t *testing.T) {
	t.Parallel()
	c := newClient("http://telegram/", time.Second, nil, slog.New(slog.DiscardHandler))
	c.transport = roundTripper(func(*http.Request) (*http.Response, error) {
		t.Error("it is sent")
		return nil, io.EOF
	})
	half := io.MultiReader(strings.NewReader("Content-Disposition: form-data"), iotest.ErrReader(errDisk))
	r, err := http.NewRequest(http.MethodPost, "http://telegram/sendDocument", half)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Do(r); err == nil {
		t.Error("no error")
	}
}

// TestFailedCalls: each says whether the message may have been taken, and none
// holds the token.
func TestFailedCalls(t *testing.T) {
	t.Parallel()
	hang := make(chan struct{})
	defer close(hang)
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		want   error // nil: neither of the two
		says   string
	}{
		"hangs":   {func(http.ResponseWriter, *http.Request) { <-hang }, errUnclear, "deadline"},
		"cut off": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, errUnclear, ""},
		"half an answer": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "500")
			io.WriteString(w, `{"ok":true`)
		}, errUnclear, ""},
		"too long, as it says": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(answerLimit+1))
			w.Write(make([]byte, answerLimit+1))
		}, errUnclear, "too long"},
		"too long":          {func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, answerLimit+1)) }, errUnclear, "too long"},
		"a page":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502); io.WriteString(w, "<html>") }, errUnclear, "502"},
		"a server's page":   {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500); io.WriteString(w, "<html>") }, errUnclear, "500"},
		"many choices":      {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(300); io.WriteString(w, "<html>") }, nil, "300"},
		"a page of a proxy": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(407); io.WriteString(w, "<html>") }, nil, "407"},
		"a redirect":        {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) }, nil, "302"},
		"a refusal": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(400)
			io.WriteString(w, `{"ok":false,"error_code":400,"description":"Bad Request: no"}`)
		}, nil, "Bad Request: no"},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(test.answer)
			t.Cleanup(server.CloseClientConnections)
			c := clientOf(t, server.URL)
			limit := callTime
			if name == "hangs" {
				limit = 300 * time.Millisecond
			}
			_, err := c.call(t.Context(), "sendMessage", message{Chat: 1}, limit)
			if err == nil || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "SECRET") ||
				test.want != nil && !errors.Is(err, test.want) || test.want == nil && (errors.Is(err, errUnclear) || errors.Is(err, errUnsent)) {
				t.Error(err)
			}
		})
	}
}

// TestCallWithinItsContext: a call that must be short is.
func TestCallWithinItsContext(t *testing.T) {
	t.Parallel()
	hang := make(chan struct{})
	defer close(hang)
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hang }))
	defer server.CloseClientConnections()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err := clientOf(t, server.URL).send(ctx, message{})
	if took := time.Since(begun); err == nil || took > callTime/2 {
		t.Errorf("%v after %v", err, took)
	}
}

// TestNoConnection: where there was none, nothing was sent.
func TestNoConnection(t *testing.T) {
	t.Parallel()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	stranger := httptest.NewUnstartedServer(http.NotFoundHandler()) // with a certificate that nobody knows
	stranger.Config.ErrorLog = log.New(io.Discard, "", 0)
	stranger.StartTLS()
	defer stranger.Close()
	for _, base := range []string{"http://" + closed.Addr().String(), "https://" + closed.Addr().String(), stranger.URL, "http://nowhere.invalid"} {
		if _, err := say(clientOf(t, base), "x"); !errors.Is(err, errUnsent) || errors.Is(err, errUnclear) {
			t.Errorf("%s: %v", base, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := clientOf(t, "http://"+closed.Addr().String()).send(ended, message{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestConnectionsAreKept, with TLS and without, also those of many calls at once,
// and one that Telegram has closed meanwhile is not used: no message is lost on it,
// or said to be unclear.
func TestConnectionsAreKept(t *testing.T) { // not beside others: it is about when connections close
	for _, secure := range []bool{false, true} {
		t.Run(fmt.Sprint("TLS ", secure), func(t *testing.T) {
			var made, calls atomic.Int64
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				calls.Add(1)
				if r.ProtoMajor != 1 {
					t.Error("a call by", r.Proto)
				}
				time.Sleep(20 * time.Millisecond) // until all have come
				io.WriteString(w, `{"ok":true,"result":{"message_id":1}}`)
			}))
			server.EnableHTTP2 = true // which is not used: all chats would share one connection
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
				if s == http.StateNew {
					made.Add(1)
				}
			}
			if secure {
				server.StartTLS()
			} else {
				server.Start()
			}
			defer server.Close()
			c := clientOf(t, server.URL)
			if secure {
				roots := server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
				c.transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: roots, ServerName: "example.com"}
			}
			const at, rounds = 50, 3 // once
			say50 := func() {
				t.Helper()
				var all sync.WaitGroup
				for range at {
					all.Go(func() {
						if _, err := say(c, "x"); err != nil {
							t.Error(err)
						}
					})
				}
				all.Wait()
			}
			for range rounds {
				say50()
			}
			if n := made.Load(); n >= 2*at { // net/http may begin one more than it needs
				t.Errorf("%d connections for %d times %d calls at once", n, rounds, at)
			}
			for range rounds {
				server.CloseClientConnections()
				time.Sleep(200 * time.Millisecond) // until both sides know
				say50()
			}
			if n := calls.Load(); n != 2*rounds*at {
				t.Errorf("%d calls arrived", n)
			}
		})
	}
}

// rawServer answers calls by hand: serve is given each connection and what arrives
// on it. It counts the calls that arrive whole, by their text.
func rawServer(t *testing.T, serve func(conn net.Conn, nth int)) (base string, arrived func() map[string]int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var mu sync.Mutex
	calls := make(map[string]int)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				r := bufio.NewReader(conn)
				for nth := 1; ; nth++ {
					req, err := http.ReadRequest(r)
					if err != nil {
						return
					}
					var m message
					if json.NewDecoder(req.Body).Decode(&m) != nil {
						return
					}
					mu.Lock()
					calls[m.Text]++
					mu.Unlock()
					serve(conn, nth)
				}
			}()
		}
	}()
	return "http://" + l.Addr().String(), func() map[string]int {
		mu.Lock()
		defer mu.Unlock()
		return maps.Clone(calls)
	}
}

const takenRaw = "HTTP/1.1 200 OK\r\nContent-Length: 37\r\n\r\n" + `{"ok":true,"result":{"message_id":1}}`

// TestNothingIsSentTwiceByTheTransport: a server that reads a call on a kept
// connection and closes it without an answer sees that call once, and the caller
// reads that it may have arrived.
func TestNothingIsSentTwiceByTheTransport(t *testing.T) {
	t.Parallel()
	base, arrived := rawServer(t, func(conn net.Conn, nth int) {
		if nth == 2 {
			conn.Close()
			return
		}
		io.WriteString(conn, takenRaw)
	})
	c := clientOf(t, base)
	for n := range 50 {
		_, err := say(c, fmt.Sprint("message ", n))
		if kept := n%2 == 1; kept && (!errors.Is(err, errUnclear) || errors.Is(err, errUnsent)) || !kept && err != nil {
			t.Errorf("message %d: %v", n, err)
		}
	}
	for text, n := range arrived() {
		if n != 1 {
			t.Errorf("%s arrived %d times", text, n)
		}
	}
	if n := len(arrived()); n != 50 {
		t.Errorf("%d messages arrived", n)
	}
}

// TestConnectionsThatCloseWhileIdle: a server that closes each connection at some
// moment after its answer, which often is the moment of the next call. A call that
// was written comes at most once; where the error says that nothing was sent,
// nothing came, and where there is no error it came.
func TestConnectionsThatCloseWhileIdle(t *testing.T) {
	t.Parallel()
	base, arrived := rawServer(t, func(conn net.Conn, _ int) {
		io.WriteString(conn, takenRaw)
		time.AfterFunc(rand.N(300*time.Microsecond), func() { conn.Close() })
	})
	c := clientOf(t, base)
	said := make(map[string]error)
	for n := range 1000 {
		text := fmt.Sprint("message ", n)
		_, said[text] = say(c, text)
		time.Sleep(rand.N(300 * time.Microsecond))
	}
	unsent, lost := 0, 0
	came := arrived()
	for text, err := range said {
		switch n := came[text]; {
		case n > 1:
			t.Errorf("%s arrived %d times", text, n)
		case errors.Is(err, errUnsent):
			if unsent++; n != 0 {
				t.Errorf("%s arrived although %v", text, err)
			}
		case errors.Is(err, errUnclear):
			lost++
		case err != nil:
			t.Errorf("%s: %v", text, err)
		case n != 1:
			t.Errorf("%s arrived %d times, without an error", text, n)
		}
	}
	t.Logf("of %d calls %d were unsent, %d perhaps", len(said), unsent, lost)
}
