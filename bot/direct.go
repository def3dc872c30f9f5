package bot

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/valyala/fasthttp"
)

const (
	dialTime  = 10 * time.Second // for a connection, its TLS handshake included
	idleTime  = 90 * time.Second // that a connection is kept unused
	maxHeader = 8 << 10          // bytes of an answer's header; Telegram's has under one
)

// newDirect makes the client of the calls that a recharge is made of: with
// net/http, which keeps two goroutines for each connection and wakes both for each
// call, they would be a third of what a recharge costs. Nil where a proxy leads to
// Telegram, which net/http knows how to use.
func newDirect(base string, proxyFor func(*http.Request) (*url.URL, error)) *fasthttp.HostClient {
	u, err := url.Parse(base)
	if err != nil {
		return nil
	}
	if proxy, err := proxyFor(&http.Request{URL: u}); err != nil || proxy != nil {
		return nil
	}
	secure := u.Scheme == "https"
	var config *tls.Config
	if secure {
		config = &tls.Config{ServerName: u.Hostname()}
	}
	return &fasthttp.HostClient{
		Addr: fasthttp.AddMissingPort(u.Host, secure), IsTLS: secure,
		DialTimeout: func(address string, limit time.Duration) (net.Conn, error) { return dialKept(address, config, limit) },

		MaxConns: connections, MaxIdleConnDuration: idleTime, ConnPoolStrategy: fasthttp.LIFO,
		ReadBufferSize: maxHeader, MaxResponseBodySize: answerLimit,
		NoDefaultUserAgentHeader: true, DisablePathNormalizing: true,

		// Nothing is sent twice here, save what certainly was not sent at all.
		MaxIdemponentCallAttempts: connections + 1,
		RetryIfErr:                func(_ *fasthttp.Request, _ int, err error) (bool, bool) { return false, errors.Is(err, errStale) },
	}
}

// carry posts a call's body and lets read see the answer, which is there no longer
// than that, within limit.
func (c *client) carry(ctx context.Context, method string, body []byte, limit time.Duration, read func(status int, answer []byte) error) error {
	if c.direct == nil {
		answer, status, err := c.exchange(ctx, c.base+method, "application/json", body, limit, answerLimit)
		if err != nil {
			return c.failure(ctx, method, err)
		}
		return read(status, answer)
	}
	if err := ctx.Err(); err != nil { // once under way a call is bounded by its limit alone
		return fmt.Errorf("%s: %w", method, err)
	}
	if end, ok := ctx.Deadline(); ok {
		limit = min(limit, time.Until(end))
	}
	req, resp := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(req)
	defer fasthttp.ReleaseResponse(resp)
	req.SetRequestURI(c.base + method)
	req.Header.SetMethod(http.MethodPost)
	req.Header.SetContentType("application/json")
	req.SetBodyRaw(body)
	if err := c.direct.DoTimeout(req, resp, limit); err != nil {
		return c.failure(ctx, method, err)
	}
	return read(resp.StatusCode(), resp.Body())
}

// kept is a connection that may be used again. What is written on one that
// Telegram has closed meanwhile is lost, and nobody could tell that it was: so it
// looks first.
type kept struct {
	net.Conn // with TLS, where there is
	under    *net.TCPConn
	used     time.Time // when something was last written
}

// errStale says that a connection was closed while nobody used it, and that
// nothing was written.
var errStale = errors.New("the connection was closed meanwhile")

// dialKept makes a connection, within limit (0: none) and dialTime. Its errors are
// those of a dial, a failed TLS handshake included: nothing of a call has been sent
// by then.
func dialKept(address string, config *tls.Config, limit time.Duration) (net.Conn, error) {
	if limit <= 0 || limit > dialTime {
		limit = dialTime
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	k := &kept{Conn: conn, under: conn.(*net.TCPConn), used: time.Now()}
	if config != nil {
		secure := tls.Client(conn, config)
		if err := secure.HandshakeContext(ctx); err != nil {
			conn.Close()
			return nil, &net.OpError{Op: "dial", Net: "tcp", Addr: conn.RemoteAddr(), Err: err}
		}
		k.Conn = secure
	}
	return k, nil
}

// Handshake tells fasthttp that there is no other to be made.
func (k *kept) Handshake() error { return nil }

// Write writes a whole call, mostly. Between calls nothing comes from Telegram but
// the end.
func (k *kept) Write(p []byte) (int, error) {
	now := time.Now()
	if now.Sub(k.used) > 100*time.Millisecond && ended(k.under) {
		return 0, errStale
	}
	k.used = now
	return k.Conn.Write(p)
}
