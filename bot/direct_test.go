package bot

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// directTo gives a client of a server, and what is needed to call it.
func directTo(t *testing.T, base string) *client {
	t.Helper()
	c := newClient(base+"/bot"+token+"/", time.Second, secretsOf(token), slog.New(slog.DiscardHandler))
	if c.direct == nil {
		t.Fatal("no direct client")
	}
	t.Cleanup(c.closeIdle)
	return c
}

func say(c *client, text string) (int, error) {
	return c.send(context.Background(), message{Chat: 1, Text: text})
}

// TestDirectCall: what arrives is what was meant, with the address's password.
func TestDirectCall(t *testing.T) {
	var heard string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		user, password, _ := r.BasicAuth()
		heard = fmt.Sprint(r.Method, " ", r.URL.Path, " ", r.Header.Get("Content-Type"), " ", r.ContentLength == int64(len(body)), " ", user, ":", password, " ", string(body))
		io.WriteString(w, `{"ok":true,"result":{"message_id":77,"text":"hello"}}`)
	}))
	defer server.Close()
	c := directTo(t, strings.Replace(server.URL, "//", "//u:p@", 1))
	id, err := say(c, "a < b")
	want := `POST /bot` + token + `/sendMessage application/json true u:p {"chat_id":1,"text":"a < b","link_preview_options":{"is_disabled":false}}` + "\n"
	if err != nil || id != 77 || heard != want {
		t.Errorf("message %d, %v; heard\n%s\nwant\n%s", id, err, heard, want)
	}
}

// TestDirectFailures: each says whether the message may have been taken, and none
// holds the token.
func TestDirectFailures(t *testing.T) {
	hang := make(chan struct{})
	defer close(hang)
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		want   error // nil: neither of the two
		says   string
	}{
		"hangs":   {func(http.ResponseWriter, *http.Request) { <-hang }, errUnclear, "timeout"},
		"cut off": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, errUnclear, ""},
		"half an answer": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "500")
			io.WriteString(w, `{"ok":true`)
		}, errUnclear, ""},
		"too long":   {func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, answerLimit+1)) }, errUnclear, "body size"},
		"a page":     {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502); io.WriteString(w, "<html>") }, nil, "502"},
		"a redirect": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) }, nil, "302"},
		"a refusal": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(400)
			io.WriteString(w, `{"ok":false,"error_code":400,"description":"Bad Request: no"}`)
		}, nil, "Bad Request: no"},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(test.answer)
			t.Cleanup(server.CloseClientConnections)
			c := directTo(t, server.URL)
			err := c.call(t.Context(), "sendMessage", message{Chat: 1}, 300*time.Millisecond, nil)
			if err == nil || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "SECRET") ||
				test.want != nil && !errors.Is(err, test.want) || test.want == nil && (errors.Is(err, errUnclear) || errors.Is(err, errNoConnection)) {
				t.Error(err)
			}
		})
	}
}

// TestDirectWithinItsContext: a call that must be short is.
func TestDirectWithinItsContext(t *testing.T) {
	hang := make(chan struct{})
	defer close(hang)
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hang }))
	defer server.CloseClientConnections()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err := directTo(t, server.URL).send(ctx, message{})
	if took := time.Since(begun); err == nil || took > callTime/2 {
		t.Errorf("%v after %v", err, took)
	}
}

// TestDirectWithoutConnection: where there was none, nothing was sent.
func TestDirectWithoutConnection(t *testing.T) {
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
		if _, err := say(directTo(t, base), "x"); !errors.Is(err, errNoConnection) || errors.Is(err, errUnclear) {
			t.Errorf("%s: %v", base, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := directTo(t, "http://"+closed.Addr().String()).send(ended, message{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestDirectKeepsConnections, with TLS and without, and notices which of them
// Telegram has closed meanwhile: no message is lost on one, or said to be unclear.
func TestDirectKeepsConnections(t *testing.T) {
	for _, secure := range []bool{false, true} {
		t.Run(fmt.Sprint("TLS ", secure), func(t *testing.T) {
			var connections, calls atomic.Int64
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				calls.Add(1)
				io.WriteString(w, `{"ok":true,"result":{"message_id":1}}`)
			}))
			server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
				if s == http.StateNew {
					connections.Add(1)
				}
			}
			if secure {
				server.StartTLS()
			} else {
				server.Start()
			}
			defer server.Close()
			c := directTo(t, server.URL)
			if secure {
				config := &tls.Config{RootCAs: server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs, ServerName: "example.com"}
				c.direct.DialTimeout = func(address string, limit time.Duration) (net.Conn, error) {
					return dialKept(address, config, limit)
				}
			}
			say5 := func() {
				t.Helper()
				for range 5 {
					if _, err := say(c, "x"); err != nil {
						t.Error(err)
					}
				}
			}
			say5()
			time.Sleep(150 * time.Millisecond)
			say5()
			if n := connections.Load(); n != 1 {
				t.Errorf("%d connections for ten calls", n)
			}
			for range 3 {
				server.CloseClientConnections()
				time.Sleep(150 * time.Millisecond)
				say5()
			}
			if n, made := calls.Load(), connections.Load(); n != 25 || made != 4 {
				t.Errorf("%d calls arrived on %d connections", n, made)
			}
		})
	}
}

// TestDirectNotThroughAProxy: net/http goes where one is set.
func TestDirectNotThroughAProxy(t *testing.T) {
	proxy := func(*http.Request) (*url.URL, error) { return url.Parse("http://proxy.example:3128") }
	if newDirect("https://api.telegram.org/bot/", proxy) != nil {
		t.Error("a direct client although there is a proxy")
	}
	broken := func(*http.Request) (*url.URL, error) { return nil, errDisk }
	if newDirect("https://api.telegram.org/bot/", broken) != nil {
		t.Error("a direct client although the proxy's address cannot be read")
	}
}
