package upstream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

const (
	maxReply  = 64 << 10 // bytes of a reply's body; the panel's own are under 1 KiB
	maxHeader = 64 << 10 // bytes of a reply's header
)

// received is what came back of one call.
type received struct {
	sent bool   // a connection was made, so the call may have gone out
	code int    // HTTP code; 0 if no reply began
	body []byte // whole, at most maxReply bytes; unless err
	to   string // where a redirect points, "" if it does not say
	err  error  // no reply, or none that is whole
}

// Calls go to the transports directly. An http.Client would follow redirects: make
// a GET without the fields of a redirected POST (301, 302, 303), or send the order
// a second time (307, 308).

// moneyTransport carries the request calls. net/http repeats a request by itself
// only on a connection it has used before, or over HTTP/2; there is neither here,
// so a call is written once or not at all.
func moneyTransport() *http.Transport {
	t := newTransport()
	t.DisableKeepAlives = true
	return t
}

// questionsTransport carries the status and balance calls, and keeps connections.
// They are kept less long than the five seconds after which common web servers
// close them, as a call that meets a closing connection is unclear.
func questionsTransport() *http.Transport {
	t := newTransport()
	t.MaxIdleConnsPerHost = 8
	t.IdleConnTimeout = 3 * time.Second
	return t
}

func newTransport() *http.Transport {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  tunnelOnly(http.ProxyFromEnvironment),
		Protocols:              protocols,
		DisableCompression:     true, // a body is judged as it was sent
		MaxResponseHeaderBytes: maxHeader,
		// A call and its reply are shorter than this, and each order makes a connection.
		ReadBufferSize:  1 << 10,
		WriteBufferSize: 1 << 10,
	}
}

// tunnelOnly lets a proxy from the environment carry calls to https addresses,
// and all calls if it is a SOCKS proxy: these only join two connections, and
// whatever fails before the panel's TLS handshake is done (the proxy unreachable,
// CONNECT refused, the panel unreachable from there) is certainly unsent. A proxy
// for plain http reads the key, answers in the panel's place and can repeat a
// call; such calls go to the panel directly.
func tunnelOnly(proxy func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(r *http.Request) (*url.URL, error) {
		u, err := proxy(r)
		if err != nil || u == nil {
			return nil, err
		}
		if r.URL.Scheme != "https" && !strings.HasPrefix(u.Scheme, "socks5") {
			return nil, nil
		}
		return u, nil
	}
}

// post sends one form and takes in the reply, within the client's time limit.
//
// What makes it certain that nothing was sent: net/http tells of a connection
// (GotConn) in the goroutine of RoundTrip, before it hands the connection the
// request, and over HTTP/1 in every case. So if it has returned an error without, no
// byte of the request was written, however the context ended meanwhile; a
// connection that comes too late is closed unused. A TLS handshake may have
// begun by then, but carries nothing of the call.
func (c *Client) post(ctx context.Context, name string, form url.Values) received {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { sent.Store(true) },
	})
	address := c.base.JoinPath(name)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return received{err: fmt.Errorf("making the call: %w", err)}
	}
	req.Header = c.header.Clone()
	transport := c.questions
	if name == callRequest {
		transport = c.money
		req.GetBody = nil // without it net/http could not send the body again if it wanted to
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return received{sent: sent.Load(), err: err}
	}
	defer resp.Body.Close()
	got := received{sent: true, code: resp.StatusCode}
	if got.redirect() {
		if to, err := resp.Location(); err == nil {
			to.User, to.Fragment = nil, ""
			got.to = to.String()
		}
	}
	got.body, got.err = readBody(resp.Body)
	return got
}

var errTooLong = errors.New("reply is longer than 64 KiB")

// readBody reads a whole body. Errors: it ends early, it is too long, or the
// time limit passed.
func readBody(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxReply+1))
	if err != nil {
		return nil, fmt.Errorf("reading the reply: %w", err)
	}
	if len(body) > maxReply {
		return nil, errTooLong
	}
	return body, nil
}

func (g received) ok() bool       { return g.code >= 200 && g.code < 300 }
func (g received) redirect() bool { return g.code >= 300 && g.code < 400 }

// hint says what to set when the panel has moved, which panels do from http to
// https. name is the call's.
func (g received) hint(name string) string {
	if g.to == "" {
		return fmt.Sprintf("the panel redirects (HTTP %d) without saying where", g.code)
	}
	place, _, _ := strings.Cut(g.to, "?")
	if base, ok := strings.CutSuffix(strings.TrimRight(place, "/"), "/"+name); ok {
		return fmt.Sprintf("the panel redirects to %s: set UPSTREAM_URL to %s", place, base)
	}
	return fmt.Sprintf("the panel redirects to %s, which is not its own: check UPSTREAM_URL", place)
}
