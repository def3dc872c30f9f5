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
	"net/http/httptrace"
	"net/url"
	"path"
	"strings"
	"sync/atomic"
	"time"

	"rechargebot/flows/setting"
)

const (
	callTime     = 30 * time.Second // one call
	answerTime   = 10 * time.Second // answerCallbackQuery: later it is of no use
	documentTime = 5 * time.Minute  // sendDocument, sendPhoto: 50 MB on a slow line
	pollGrace    = 10 * time.Second // getUpdates, beyond its own time-out
	dialTime     = 10 * time.Second // a connection, without its TLS handshake
	pollLimit    = 32 << 20         // bytes of an answer to getUpdates
	answerLimit  = 1 << 20          // bytes of any other answer
	connections  = 256              // kept open to Telegram, and calls at once
	writeBuffer  = 2 << 10          // bytes for a connection; most calls are shorter, answers need the usual 4 KB
)

// client carries all calls to Telegram, the library's and the bot's own (see
// calls.go). It promises that no call is sent twice by the transport, that an
// error says whether the call may have arrived, and that no error holds the
// token. It also keeps back getUpdates until what came before is done, and
// takes updates out of its answers that the library could not read.
type client struct {
	transport http.RoundTripper
	urls      map[string]*url.URL // of the bot's own calls, by method; with the token
	header    http.Header         // of these
	poll      time.Duration       // getUpdates' own time-out
	secrets   setting.Secrets
	log       *slog.Logger
	received  acknowledgement
	pending   map[int64]*update // what getUpdates brought; replaced when all of it is done
	held      int64             // the update from which on getUpdates asks, since it is not done; 0: none
	files     *url.URL          // set by New: below which the content of files is, with the token
	downloads chan struct{}     // one for each download at once
	pollHold  hold              // a flood wait of getUpdates
	polled    func()            // a getUpdates went well
}

func newClient(base string, poll time.Duration, secrets setting.Secrets, log *slog.Logger) *client {
	c := &client{
		transport: newTransport(),
		urls:      make(map[string]*url.URL),
		poll:      poll,
		secrets:   secrets,
		log:       log,
		received:  acknowledgement{log: log},
		polled:    func() {},
		downloads: make(chan struct{}, downloads),
	}
	for _, method := range []string{sendMessage, sendPhoto, sendDocument, editMessageText, editMessageCaption, answerCallbackQuery, deleteMessage, getUpdates, getFile} {
		c.urls[method], _ = url.Parse(base + method) // New has seen that it is one
	}
	c.header = header(c.urls[sendMessage], "application/json")
	return c
}

// header makes a call's header.
func header(u *url.URL, contentType string) http.Header {
	h := make(http.Header)
	if contentType != "" {
		h.Set("Content-Type", contentType)
	}
	if u.User != nil {
		password, _ := u.User.Password()
		r := http.Request{Header: h}
		r.SetBasicAuth(u.User.Username(), password)
	}
	return h
}

func newTransport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = (&net.Dialer{Timeout: dialTime}).DialContext
	t.MaxIdleConns, t.MaxIdleConnsPerHost = connections, connections
	t.WriteBufferSize = writeBuffer
	t.DisableCompression = true // most answers are too short to gain by it
	// With HTTP/2 all chats would share one connection, and wait for one another when it breaks.
	t.Protocols = new(http.Protocols)
	t.Protocols.SetHTTP1(true)
	return t
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
	var head http.Header
	switch method {
	case "getUpdates":
		limit, size = c.poll+pollGrace, pollLimit
		if err := c.mayPoll(req.Context()); err != nil {
			return nil, err
		}
		if c.held != 0 {
			head, body = c.header, c.heldPoll()
		}
	case sendDocument, sendPhoto:
		limit = documentTime
	}
	if head == nil {
		kind := req.Header.Get("Content-Type")
		if !bytes.Contains(body, []byte("Content-Disposition:")) {
			body, kind = nil, "" // a form without fields is no form that every server reads
		}
		head = header(req.URL, kind)
	}

	answer, status, err := c.exchange(req.Context(), req.URL, head, body, limit, size)
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
		err = foreignAnswer(method, status, answer)
	} else if method == sendDocument || method == sendPhoto {
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

// foreignAnswer is the error for an answer that is not the Bot API's. Its text
// stays out of it: it may be a page of a proxy. Behind a proxy's redirect or
// refusal (3xx, 4xx) Telegram was not asked; behind any other page it may have been.
func foreignAnswer(method string, status int, answer []byte) error {
	what := fmt.Sprintf("HTTP status %d, %d bytes that are no answer of the Bot API", status, len(answer))
	if status >= 300 && status < 500 {
		return fmt.Errorf("%s: %s", method, what)
	}
	return fmt.Errorf("%s: %w: %s", method, errUnclear, what)
}

// exchange posts the body and reads the whole answer, within limit and up to
// size bytes. An error is errUnsent where nothing of the call was sent.
//
// net/http repeats a POST by itself only where it has written nothing of it: it
// found that the kept connection it was about to use had been closed. It asks for
// a connection (GetConn) again then, so the last word of the trace holds.
func (c *client) exchange(ctx context.Context, to *url.URL, header http.Header, body []byte, limit time.Duration, size int64) ([]byte, int, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { sent.Store(false) },
		GotConn: func(httptrace.GotConnInfo) { sent.Store(true) }, // before it is handed the call
	})
	whole := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req := (&http.Request{
		Method: http.MethodPost, URL: to, Host: to.Host, Header: header,
		ContentLength: int64(len(body)), GetBody: whole,
	}).WithContext(ctx)
	req.Body, _ = whole()
	if len(body) == 0 {
		req.Body = http.NoBody
	}
	// Past http.Client, which would follow redirects: as a GET without the body.
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		if !sent.Load() || closedUnused(err) {
			err = fmt.Errorf("%w: %w", errUnsent, err)
		}
		return nil, 0, err
	}
	return readAnswer(resp, size)
}

// readAnswer reads an answer of up to size bytes, and no more than one byte beyond.
func readAnswer(resp *http.Response, size int64) ([]byte, int, error) {
	defer resp.Body.Close()
	if n := resp.ContentLength; n > 0 && n <= size {
		answer := make([]byte, n)
		_, err := io.ReadFull(resp.Body, answer)
		return answer, resp.StatusCode, err
	}
	var answer bytes.Buffer
	answer.Grow(4096)
	_, err := answer.ReadFrom(io.LimitReader(resp.Body, size+1))
	if err == nil && int64(answer.Len()) > size {
		err = errTooLong
	}
	return answer.Bytes(), resp.StatusCode, err
}

// closedUnused reports whether net/http saw the end of a kept connection before
// it had written anything of this call to it. It says so only while no answer is
// expected there, and a call expects one before it is written.
func closedUnused(err error) bool {
	return strings.Contains(err.Error(), "server closed idle connection")
}

// failure is an error of the network in words without the token.
func (c *client) failure(ctx context.Context, method string, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", method, ctx.Err())
	}
	kind, text := errUnclear, err.Error()
	if errors.Is(err, errUnsent) {
		kind, text = errUnsent, strings.TrimPrefix(text, errUnsent.Error()+": ")
	}
	return fmt.Errorf("%s: %w: %s", method, kind, c.secrets.Hide(text))
}

// errTooLong says that an answer is longer than what is read of it.
var errTooLong = errors.New("the answer is too long")

// errUnsent says that nothing was sent.
var errUnsent = errors.New("no connection")

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
	if t, ok := c.transport.(*http.Transport); ok {
		t.CloseIdleConnections()
	}
}
