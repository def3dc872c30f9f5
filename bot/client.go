package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path"
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"
)

const (
	callTime     = 30 * time.Second // one call
	answerTime   = 10 * time.Second // answerCallbackQuery: later it is of no use
	documentTime = 5 * time.Minute  // sendDocument: 50 MB on a slow line
	pollGrace    = 10 * time.Second // getUpdates, beyond its own time-out
	pollLimit    = 32 << 20         // bytes of an answer to getUpdates
	answerLimit  = 1 << 20          // bytes of any other answer
	connections  = 256              // kept open to Telegram, and calls at once
	seldomKept   = 8                // of them kept open for calls that are seldom
)

// client carries the library's calls to Telegram, and its own (see calls.go).
// It sends bodies whole, with their length, keeps connections, lets getUpdates
// through only when the gate is open, takes poison out of the updates, and gives
// errors without the token.
type client struct {
	http    *http.Client
	direct  *fasthttp.HostClient // the calls that a recharge is made of; nil: they go by http too
	base    string               // of every method's URL; with the token
	poll    time.Duration        // getUpdates' own time-out
	secrets []string
	log     *slog.Logger
	gate    gate
	handed  map[int64]*update // what the last getUpdates brought; replaced when all of it is settled
	notYet  atomic.Int64      // getUpdates waits until then (flood wait), Unix nanoseconds
}

func newClient(base string, poll time.Duration, secrets []string, log *slog.Logger) *client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	direct := newDirect(base, t.Proxy)
	t.MaxIdleConnsPerHost = connections
	if direct != nil { // which leaves the others only getUpdates and what is seldom
		t.MaxIdleConnsPerHost = seldomKept
	}
	t.MaxIdleConns = t.MaxIdleConnsPerHost
	t.DisableCompression = true // mostly it would be more work than bytes
	// With HTTP/2 all chats would share one connection, and its breaking.
	t.Protocols = new(http.Protocols)
	t.Protocols.SetHTTP1(true)
	return &client{
		http:    &http.Client{Transport: t},
		direct:  direct,
		base:    base,
		poll:    poll,
		secrets: secrets,
		log:     log,
		gate:    gate{log: log},
	}
}

// envelope is what every answer of the Bot API comes in.
type envelope struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	ErrorCode   int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// Do makes one call. It satisfies the library's HttpClient. An error is
// context.Canceled only where the request's own context was cancelled: the
// library stops polling for good when it sees that.
func (c *client) Do(req *http.Request) (*http.Response, error) {
	method := path.Base(req.URL.Path)
	body, err := io.ReadAll(req.Body)
	req.Body.Close()
	if err != nil {
		return nil, c.failure(req.Context(), method, err)
	}
	limit, size := callTime, int64(answerLimit)
	switch method {
	case "getUpdates":
		limit, size = c.poll+pollGrace, pollLimit
		if err := c.mayPoll(req.Context()); err != nil {
			return nil, err
		}
	case "sendDocument":
		limit = documentTime
	}
	kind := req.Header.Get("Content-Type")
	if !bytes.Contains(body, []byte("Content-Disposition:")) {
		body, kind = nil, "" // a form without fields is no form that every server reads
	}

	answer, status, err := c.exchange(req.Context(), req.URL.String(), kind, body, limit, size)
	if method == "getUpdates" && errors.Is(err, errTooLong) {
		answer, err = c.shorten(answer)
	}
	if err != nil {
		return nil, c.failure(req.Context(), method, err)
	}
	var e envelope
	if method == "getUpdates" {
		answer, err = c.updates(status, answer)
	} else if json.Unmarshal(answer, &e) != nil {
		err = notTelegrams(method, status, answer)
	} else if method == "sendDocument" {
		answer = slim(e, answer)
	}
	if err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: status,
		Header:     http.Header{},
		Body:       io.NopCloser(bytes.NewReader(answer)),
	}, nil
}

// notTelegrams is the error for an answer that is none of the Bot API's. Its
// text stays out of it: it may be a page of a proxy.
func notTelegrams(method string, status int, answer []byte) error {
	return fmt.Errorf("%s: no answer of Telegram's: HTTP status %d, %d bytes", method, status, len(answer))
}

// exchange posts the body and reads the whole answer, within limit and up to
// size bytes.
func (c *client) exchange(ctx context.Context, url, kind string, body []byte, limit time.Duration, size int64) ([]byte, int, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, 0, err
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if u := req.URL.User; u != nil {
		password, _ := u.Password()
		req.SetBasicAuth(u.Username(), password)
	}
	// Past http.Client, which would follow redirects: as a GET without the body.
	resp, err := c.http.Transport.RoundTrip(req)
	if err != nil {
		return nil, 0, err
	}
	defer resp.Body.Close()
	var answer bytes.Buffer
	if n := resp.ContentLength; n >= 0 && n <= size {
		answer.Grow(int(n) + bytes.MinRead) // which ReadFrom wants besides, to see the end
	} else {
		answer.Grow(4096)
	}
	_, err = answer.ReadFrom(io.LimitReader(resp.Body, size+1))
	if err == nil && int64(answer.Len()) > size {
		err = errTooLong
	}
	return answer.Bytes(), resp.StatusCode, err
}

// failure is an error of the network in words without the token.
func (c *client) failure(ctx context.Context, method string, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", method, ctx.Err())
	}
	text := redact(err.Error(), c.secrets)
	if dial := (*net.OpError)(nil); errors.As(err, &dial) && dial.Op == "dial" {
		return fmt.Errorf("%s: %w: %s", method, errNoConnection, text)
	}
	return fmt.Errorf("%s: %w: %s", method, errUnclear, text)
}

// errTooLong says that an answer is longer than what is read of it.
var errTooLong = errors.New("the answer is too long")

// errNoConnection says that nothing was sent.
var errNoConnection = errors.New("no connection")

// errUnclear says that the call may have been taken although no answer came.
var errUnclear = errors.New("no answer")

// slim leaves of a sent message only its id, all that is used. What else it
// holds could keep the library from reading it, and a message that was sent
// would be sent again.
func slim(e envelope, answer []byte) []byte {
	if !e.OK {
		return answer
	}
	return fmt.Appendf(nil, `{"ok":true,"result":{"message_id":%d}}`, messageID(answer))
}

func (c *client) closeIdle() {
	c.http.CloseIdleConnections()
	if c.direct != nil {
		c.direct.CloseIdleConnections()
	}
}
