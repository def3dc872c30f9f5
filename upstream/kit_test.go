package upstream

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

const (
	testUser = "karim"
	testKey  = "5f3a9c/T0p+Secret=" // has what escaping changes
	ample    = 20 * time.Second     // a time limit that no good call reaches
	brief    = 150 * time.Millisecond
)

var testOrder = order.Order{
	ID: "6385f4f65e16e", Recharge: order.Recharge{Number: "01712345678", Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(50)},
}

// callNames in the order of the columns of the tables.
var callNames = [3]string{callRequest, callStatus, callBalance}

func testConfig(address string) Config {
	return Config{URL: address, User: testUser, Key: testKey, Timeout: ample}
}

// logged is a log that can be read while it is written.
type logged struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func (l *logged) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func newClient(t *testing.T, s Config) (*Client, *logged) {
	t.Helper()
	var log logged
	c, err := New(s, log.logger())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.questions.CloseIdleConnections)
	return c, &log
}

// ask makes the call of that name.
func ask(ctx context.Context, c *Client, name string) order.Reply {
	switch name {
	case callRequest:
		return c.Request(ctx, testOrder)
	case callStatus:
		return c.Status(ctx, testOrder.ID)
	}
	return c.Balance(ctx)
}

// check looks at what holds for every answer.
func check(t *testing.T, a order.Reply, want order.Outcome, log *logged) {
	t.Helper()
	if a.Outcome != want {
		t.Errorf("outcome %v, want %v (%v)", a.Outcome, want, a.Err)
	}
	settled := a.Outcome != order.OutcomeUnclear && a.Outcome != order.OutcomeUnsent
	if settled == (a.Err != nil) {
		t.Errorf("%v with error %v", a.Outcome, a.Err)
	}
	everything := fmt.Sprintf("%+v %v %s", a, a.Err, log)
	for _, form := range []string{testKey, url.QueryEscape(testKey), strings.ReplaceAll(testKey, "/", `\/`)} {
		if strings.Contains(strings.ToLower(everything), strings.ToLower(form)) {
			t.Errorf("the key shows in: %s", everything)
		}
	}
}

// seen is one HTTP request that a wire read to its end.
type seen struct {
	conn   int // which connection it came on, from 1
	header http.Header
	raw    string // head as it came
	form   url.Values
	call   string
}

// wire is a server whose answers are bytes, and worse.
type wire struct {
	URL string

	// greet has each connection before anything is read, and says whether to go
	// on; nil goes on.
	greet func(net.Conn) bool
	// reply has each connection after each request, and says whether to go on.
	reply func(net.Conn, seen) bool

	mu       sync.Mutex
	requests []seen
	conns    int
	ended    chan struct{} // closed before the connections are
}

// start listens until the test ends. Handlers that wait must end with w.ended.
func (w *wire) start(t *testing.T) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.URL, w.ended = "http://"+l.Addr().String()+"/sendapi", make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			w.mu.Lock()
			w.conns++
			n := w.conns
			w.mu.Unlock()
			all.Go(func() { w.serve(conn, n) })
		}
	})
	t.Cleanup(func() {
		close(w.ended)
		l.Close()
		all.Wait()
	})
	return w
}

func (w *wire) serve(conn net.Conn, n int) {
	defer conn.Close()
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		select {
		case <-w.ended:
			conn.Close()
		case <-stop:
		}
	}()
	if w.greet != nil && !w.greet(conn) {
		return
	}
	var raw bytes.Buffer
	br := bufio.NewReader(io.TeeReader(conn, &raw))
	for {
		raw.Reset()
		r, err := http.ReadRequest(br)
		if err != nil {
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		form, _ := url.ParseQuery(string(body))
		s := seen{conn: n, header: r.Header, raw: raw.String(), form: form, call: r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]}
		w.mu.Lock()
		w.requests = append(w.requests, s)
		w.mu.Unlock()
		if !w.reply(conn, s) {
			return
		}
	}
}

func (w *wire) seen() []seen {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]seen(nil), w.requests...)
}

// reset ends a connection so that the other side sees it reset.
func reset(conn net.Conn) bool {
	conn.(*net.TCPConn).SetLinger(0)
	conn.Close()
	return false
}

// page is a whole HTTP reply.
func page(code int, body string, header ...string) string {
	head := fmt.Sprintf("HTTP/1.1 %d %s\r\nContent-Length: %d\r\n", code, http.StatusText(code), len(body))
	for _, h := range header {
		head += h + "\r\n"
	}
	return head + "\r\n" + body
}

// says answers each request with these bytes.
func says(bytes string) func(net.Conn, seen) bool {
	return func(conn net.Conn, _ seen) bool {
		io.WriteString(conn, bytes)
		return true
	}
}

// good is a reply of the panel document for each call.
var good = map[string]string{
	callRequest: `{"success":true,"status":1,"message":"Flexiload- Request Submit Successfully"}`,
	callStatus:  `{"posotion":1,"trxid":xyxsdrerr,"lastbalance":"102", "status":"1"}`,
	callBalance: `{"success":true,"status":1,"balance":"102"}`,
}

// saysGood answers with what shape makes of the good reply to the call.
func saysGood(shape func(string) string) func(net.Conn, seen) bool {
	return func(conn net.Conn, s seen) bool {
		io.WriteString(conn, shape(good[s.call]))
		return true
	}
}
