package upstream

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
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

	limited    bool          // the panel asked to be left alone by calls of this kind
	retryAfter time.Duration // for so long; 0 if it did not say
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

// questionsTransport carries the status and balance calls, and keeps connections: so many that
// of 350 status checks a second one in twenty makes a new one, where with half as many it is one
// in five. They are kept less long than the five seconds after which common web servers
// close them, as a call that meets a closing connection is unclear.
func questionsTransport() *http.Transport {
	t := newTransport()
	t.MaxIdleConnsPerHost = 16
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

// Why a call was given up.
var (
	errNoConnection = errors.New("no connection was made in time")
	errNoReply      = errors.New("no whole reply came in time")
)

// post sends one form and takes in the reply. To make the connection has a limit
// of its own, so that a slow one leaves the call certainly unsent; the time of a
// request call counts from the connection. A question may be asked again, so its
// limit is for the whole.
//
// What makes it certain that nothing was sent: net/http tells of a connection
// (GotConn) in the goroutine of RoundTrip, before it hands the connection the
// request, and over HTTP/1 in every case. So if it has returned an error without, no
// byte of the request was written, however the context ended meanwhile; a
// connection that comes too late is closed unused. A TLS handshake may have
// begun by then, but carries nothing of the call.
func (c *Client) post(ctx context.Context, name string, form url.Values) received {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	dialling := time.AfterFunc(c.dial, func() { cancel(errNoConnection) })
	defer dialling.Stop()
	if name != callRequest {
		defer time.AfterFunc(c.limit(name), func() { cancel(errNoReply) }).Stop()
	}
	var sent atomic.Bool
	var replying *time.Timer
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) {
			sent.Store(true)
			dialling.Stop()
			if name == callRequest {
				replying = time.AfterFunc(c.limit(name), func() { cancel(errNoReply) })
			}
		},
	})
	defer func() {
		if replying != nil {
			replying.Stop()
		}
	}()
	got := c.roundTrip(traced, name, form)
	got.sent = got.sent || sent.Load()
	if got.err != nil && ctx.Err() != nil {
		got.err = context.Cause(ctx)
		if !got.sent && got.err == errNoReply {
			got.err = errNoConnection // a question's whole time went by before one was made
		}
	}
	return got
}

// limit is the time that a call has.
func (c *Client) limit(name string) time.Duration {
	if name == callRequest {
		return c.timeout
	}
	return c.question
}

// roundTrip is post without its limits.
func (c *Client) roundTrip(ctx context.Context, name string, form url.Values) received {
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
		return received{err: err}
	}
	defer resp.Body.Close()
	got := received{sent: true, code: resp.StatusCode}
	got.limited, got.retryAfter = readRetryAfter(resp.StatusCode, resp.Header, time.Now())
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

// limits reports HTTP codes by which a panel asks for rest; their body does not
// matter.
func (g received) limits() bool {
	return g.code == http.StatusTooManyRequests || g.code == http.StatusServiceUnavailable
}

// maxRetryAfter bounds a time to wait that is no time but a mistake.
const maxRetryAfter = 24 * time.Hour

// readRetryAfter reads how long a panel asks to be left alone (RFC 9110, section
// 10.2.3): seconds, or a date, which is taken by the panel's own clock if it tells
// that. 429 asks for rest without the header too, 503 only with it.
func readRetryAfter(code int, h http.Header, now time.Time) (limited bool, wait time.Duration) {
	if code != http.StatusTooManyRequests && code != http.StatusServiceUnavailable {
		return false, 0
	}
	text := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(text, 10, 64); err == nil {
		return true, min(time.Duration(min(seconds, uint64(maxRetryAfter/time.Second)))*time.Second, maxRetryAfter)
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return code == http.StatusTooManyRequests, 0
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return true, min(max(at.Sub(now), 0), maxRetryAfter)
}

// schemeHint says what to set where the panel's port speaks the other scheme; ""
// where it does not.
func (c *Client) schemeHint(g received) string {
	text := ""
	if g.err != nil {
		text = g.err.Error()
	}
	other := *c.base
	var record tls.RecordHeaderError
	switch {
	case c.base.Scheme == "https" && errors.As(g.err, &record) && string(record.RecordHeader[:]) == "HTTP/":
		other.Scheme = "http"
		return fmt.Sprintf(" (that port speaks plain http: set UPSTREAM_URL to the port for https, or to %s, where the key can be read on its way)", &other)
	case c.base.Scheme == "http" && (strings.Contains(text, `malformed HTTP response "\x15\x03`) || speaksTLS(g.body)):
		other.Scheme = "https"
		return fmt.Sprintf(" (that port speaks https: set UPSTREAM_URL to %s)", &other)
	}
	return ""
}

// speaksTLS reports the pages by which nginx, Apache and Go answer plain http on
// a port for https.
func speaksTLS(body []byte) bool {
	text := strings.ToLower(string(body[:min(len(body), 4<<10)]))
	for _, words := range []string{"plain http request was sent to https port", "http request to an https server", "speaking plain http to an ssl-enabled"} {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

// redirectHint says what to set when the panel has moved, which panels do from http to
// https. name is the call's.
func (c *Client) redirectHint(g received, name string) string {
	if g.to == "" {
		return fmt.Sprintf("the panel redirects (HTTP %d) without saying where", g.code)
	}
	place, _, _ := strings.Cut(g.to, "?")
	base, ok := strings.CutSuffix(strings.TrimRight(place, "/"), "/"+name)
	switch {
	case !ok:
		return fmt.Sprintf("the panel redirects to %s, which is not its own: check UPSTREAM_URL", place)
	case strings.EqualFold(base, strings.TrimRight(c.base.String(), "/")):
		return fmt.Sprintf("the panel redirects to %s, which is what UPSTREAM_URL says already: ask the panel's people to mend that", place)
	}
	return fmt.Sprintf("the panel redirects to %s: set UPSTREAM_URL to %s", place, base)
}

// connectHint says why no connection was made, where that does not pass by itself; ""
// where it may.
func (c *Client) connectHint(err error) string {
	var untrusted *tls.CertificateVerificationError
	var expired x509.CertificateInvalidError
	var name x509.HostnameError
	var lookup *net.DNSError
	host := c.base.Hostname()
	switch {
	case errors.As(err, &expired) && expired.Reason == x509.Expired:
		return fmt.Sprintf("the certificate of %s has expired or is not valid yet, or this machine's clock is wrong", host)
	case errors.As(err, &name):
		return fmt.Sprintf("the certificate that is shown for %s is that of another name: check UPSTREAM_URL, or ask the panel's people", host)
	case errors.As(err, &untrusted):
		return fmt.Sprintf("the certificate of %s is signed by nobody whom this machine trusts: ask the panel's people", host)
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return fmt.Sprintf("there is no host %s: check UPSTREAM_URL, or ask the panel's people whether their domain has lapsed", host)
	}
	return ""
}

// pageHint says what a page in the panel's place means by its HTTP code; "" for codes that
// have many causes.
func (g received) pageHint() string {
	switch {
	case g.code == http.StatusUnauthorized, g.code == http.StatusForbidden:
		return fmt.Sprintf("the panel, or a firewall in front of it such as Cloudflare's, does not let this machine in (HTTP %d): ask the panel's people to allow its address", g.code)
	case g.code == http.StatusNotFound, g.code == http.StatusMethodNotAllowed, g.code == http.StatusGone:
		return fmt.Sprintf("the panel's server has no such page (HTTP %d): check UPSTREAM_URL", g.code)
	case g.code >= 520 && g.code <= 526, g.code == 530:
		return fmt.Sprintf("Cloudflare, in front of the panel, does not reach it (HTTP %d): ask the panel's people", g.code)
	}
	return ""
}
