package simpanel

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"
)

// Options sets up a Panel. The zero value is a panel that knows everybody and
// has no money.
type Options struct {
	User, Key string        // the one known reseller; "" accepts any
	BandKey   string        // value of the band-key header; "flexisoftwarebd" if ""
	Balance   string        // starting balance in taka, such as "5000" or "5000.50"; "0" if ""
	Settle    time.Duration // how long an order stays pending before it is done; 0 = done when first asked
	NotFound  string        // status answer to an unknown id: one of Unknowns, or a whole body; a refusal "Order Not Found" if ""
	RunTwice  bool          // a second request with an id runs and is charged again; it is refused with "Duplicate Id" if false
	StrictIDs bool          // refuse ids that are not 13 lower-case hex digits
	Seed      uint64        // of mood Mixed; see SetMix
	Keep      int           // entries kept in the log of calls; 10000 if 0
	Now       func() time.Time
	Log       *slog.Logger // one line a call at level Debug, without the key; none if nil
}

// maxBody bounds what is read of a call, in bytes.
const maxBody = 1 << 20

// Panel is the simulated panel. It is safe for use by many goroutines.
type Panel struct {
	opt Options
	log *slog.Logger

	closed    chan struct{}
	closeOnce sync.Once

	mu        sync.Mutex
	balance   paisa
	advanced  time.Duration // by how much the panel's clock is ahead of Options.Now
	postings  []Posting     // the ledger
	notFound  string        // as Options.NotFound
	runTwice  bool          // as Options.RunTwice
	mix       *mix          // what Mixed draws from
	rests     map[Call]*rest
	turning   []*record // whose word is taken back some day
	lastTrxID string    // given out last
	moods     map[Call]*script
	moodsFor  map[string]*script // by mobile number or order id
	behaviour string             // what SetBehaviour set last; "" once SetMood changed it
	message   string             // last one set by SetBehaviour or the page, to show there
	delay     time.Duration      // the same
	ids       map[string]*record // by id, taken or not
	asked     []*record          // taken or not, in order of their first request
	orders    []*record          // taken, in order of arrival
	settled   int                // transaction ids given out
	calls     map[Call]int
	entries   []Entry // a ring once it is full
	oldest    int     // where the ring begins
	changed   chan struct{}
	watched   bool // somebody holds changed, so the next change must close it
}

// New returns a panel in mood Succeed. It panics if Options.Balance is not an
// amount. Close it, or calls it leaves hanging outlive it.
func New(opt Options) *Panel {
	if opt.BandKey == "" {
		opt.BandKey = "flexisoftwarebd"
	}
	if opt.Balance == "" {
		opt.Balance = "0"
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Keep <= 0 {
		opt.Keep = 10000
	}
	balance, err := parseTaka(opt.Balance)
	if err != nil {
		panic(err)
	}
	p := &Panel{
		opt: opt, log: opt.Log,
		closed:  make(chan struct{}),
		balance: balance, notFound: opt.NotFound, runTwice: opt.RunTwice,
		mix:   newMix(opt.Seed, Chances(0, 0)),
		rests: map[Call]*rest{},
		moods: map[Call]*script{
			CallRequest: {lasting: Mood{Name: Succeed}},
			CallStatus:  {lasting: Mood{Name: Succeed}},
			CallBalance: {lasting: Mood{Name: Succeed}},
		},
		moodsFor:  map[string]*script{},
		behaviour: Succeed,
		message:   defaultMessage,
		delay:     SlowDelay,
		ids:       map[string]*record{},
		calls:     map[Call]int{},
		changed:   make(chan struct{}),
	}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	return p
}

// now is the time by the panel's clock. The lock is held.
func (p *Panel) now() time.Time { return p.opt.Now().Add(p.advanced) }

// Advance sets the panel's clock ahead by d, for what happens after an hour or a
// day. A negative d is an error of the caller's and panics.
func (p *Panel) Advance(d time.Duration) {
	if d < 0 {
		panic("simpanel: the panel's clock does not go back")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.advanced += d
	p.turnDue()
	p.notify()
}

// SetRunTwice sets what Options.RunTwice does.
func (p *Panel) SetRunTwice(runs bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.runTwice = runs
	p.notify()
}

// SetNotFound sets what Options.NotFound does.
func (p *Panel) SetNotFound(form string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.notFound = form
	p.notify()
}

// Close ends all calls that hang and all watchers of the page. Calls after it
// are answered, except that those which would wait are cut off. Close it before
// an httptest server, which waits for the calls it serves.
func (p *Panel) Close() { p.closeOnce.Do(func() { close(p.closed) }) }

// ServeHTTP answers POST …/request, …/status and …/balance under any prefix.
// Some moods end a connection by a panic with http.ErrAbortHandler, so it wants
// a real server around it.
func (p *Panel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := Call(path.Base(r.URL.Path))
	switch call {
	case CallRequest, CallStatus, CallBalance:
	default:
		writePage(w, http.StatusNotFound)
		return
	}
	fields, err := readFields(w, r)
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		writePage(w, http.StatusRequestEntityTooLarge)
		return
	} else if err != nil {
		return // the caller hung up
	}
	a := p.answer(call, r, fields)
	p.log.Debug("panel call", "call", string(call), "id", fields["id"], "number", fields["number"], "mood", a.mood.Name)
	p.deliver(w, r, a)
}

// readFields reads what PHP would find in $_POST: a url-encoded or a multipart
// body, never the query; of a name sent twice the last value. A body of another
// kind, or a broken one, has the fields read so far. An error means the body
// could not be received or is longer than maxBody.
func readFields(w http.ResponseWriter, r *http.Request) (map[string]string, error) {
	// Read to the end first: the server notices a caller that hangs up only
	// once the body is read, and hanging moods end by that.
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return nil, err
	}
	fields := map[string]string{}
	kind, param, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/x-www-form-urlencoded":
		for pair := range strings.SplitSeq(string(body), "&") {
			name, value, _ := strings.Cut(pair, "=")
			name, err1 := url.QueryUnescape(name)
			value, err2 := url.QueryUnescape(value)
			if name != "" && err1 == nil && err2 == nil {
				fields[name] = value
			}
		}
	case "multipart/form-data":
		parts := multipart.NewReader(bytes.NewReader(body), param["boundary"])
		for {
			part, err := parts.NextPart()
			if err != nil {
				break
			}
			value, err := io.ReadAll(part)
			if err == nil && part.FormName() != "" && part.FileName() == "" {
				fields[part.FormName()] = string(value)
			}
		}
	}
	return fields, nil
}

// answer decides, in one step under the lock, what the call changes and what is
// sent, and notes both.
func (p *Panel) answer(call Call, r *http.Request, fields map[string]string) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer p.notify()
	id, number := fields["id"], fields["number"]
	e := Entry{At: p.now(), Call: call, Method: r.Method, ID: id, Number: number, Fields: fields}
	if r.Method != http.MethodPost {
		a := answer{mood: Mood{Name: HTTP, HTTP: http.StatusMethodNotAllowed}}
		e.Answer = a.String()
		p.note(e)
		return a
	}
	p.calls[call]++
	if call == CallStatus && p.ids[id] != nil {
		number = p.ids[id].number
	}
	p.turnDue()
	m, resting := p.resting(call)
	if !resting {
		m = p.mood(call, id, number)
	}
	var said reply
	switch call {
	case CallRequest:
		said = p.request(r.Header, fields, m)
	case CallStatus:
		said = p.status(fields, m)
	case CallBalance:
		said = p.balanceReply(r.Header, fields, m)
	}
	a := answer{mood: m, body: said.as(m)}
	if m.does() == Limit {
		a.retryAfter = p.rest(call, m, resting)
	}
	e.Number, e.Mood, e.Answer = number, m.Name, a.String()
	p.note(e)
	return a
}
