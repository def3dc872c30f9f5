package upstream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"sync"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// Limits of time that are no settings.
const (
	dialTimeout     = 10 * time.Second // for a connection, its TLS handshake included
	questionTimeout = 10 * time.Second // for a whole status or balance call, so that many that hang hold nothing up for long
)

// The panel's three calls, each the last part of an address (sections 1 to 3).
const (
	callRequest = "request"
	callStatus  = "status"
	callBalance = "balance"
)

// Client calls the panel. It implements [order.Gateway] and is safe for use by
// many goroutines; how many calls run at once is for its callers to bound.
type Client struct {
	base      *url.URL
	user, key string
	service   string
	header    http.Header
	timeout   time.Duration // request calls, from the connection
	question  time.Duration // status and balance calls
	dial      time.Duration // a connection
	log       *slog.Logger
	secrets   secrets

	refused []phrase // words that mean not taken, see Config.RefusedWords
	codes

	money     *http.Transport // request calls: a connection each
	questions *http.Transport // status and balance calls

	mu      sync.Mutex
	unknown map[string]bool      // unknown status codes that were logged
	bodies  map[string]time.Time // kinds of bodies, and when one was logged
}

var _ order.Gateway = (*Client)(nil)

// New gives a client for the panel that the settings name; nothing is called
// yet. Errors: the URL is not one that ReadURL takes, a header cannot be sent,
// refused words or status codes mean something else. Without a log (nil) nothing
// is logged.
func New(s Config, log *slog.Logger) (*Client, error) {
	base, err := ReadURL(s.URL)
	if err != nil {
		return nil, fmt.Errorf("panel address: %w", err)
	}
	if s.BandKey == "" {
		s.BandKey = DefaultBandKey
	}
	if s.Service == "" {
		s.Service = DefaultService
	}
	if s.Timeout <= 0 {
		s.Timeout = DefaultTimeout
	}
	if err := errors.Join(CheckBandKey(s.BandKey), CheckHeaders(s.Headers)); err != nil {
		return nil, fmt.Errorf("panel headers: %w", err)
	}
	if err := CheckCodes(s.DoneCodes, s.FailedCodes); err != nil {
		return nil, fmt.Errorf("panel status codes: %w", err)
	}
	var refused []phrase
	for _, words := range s.RefusedWords {
		if err := checkWords(words); err != nil {
			return nil, fmt.Errorf("panel refusals: %w", err)
		}
		refused = append(refused, phraseOf(words))
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Client{
		base: base, user: s.User, key: s.Key, service: s.Service,
		header: s.header(), log: log,
		timeout: s.Timeout, question: min(s.Timeout, questionTimeout), dial: min(s.Timeout, dialTimeout),
		secrets: newSecrets(s.User, s.Key, s.Headers),
		refused: refused, codes: newCodes(s.DoneCodes, s.FailedCodes),
		money: moneyTransport(), questions: questionsTransport(),
		unknown: map[string]bool{}, bodies: map[string]time.Time{},
	}, nil
}

// PlainHTTP reports whether the calls, key and all, can be read on their way:
// http instead of https to anything but this machine.
func (c *Client) PlainHTTP() bool { return plainHTTP(c.base) }

// header gives the headers of each call.
func (s Config) header() http.Header {
	h := http.Header{
		"Accept":       {"*/*"},
		"Content-Type": {"application/x-www-form-urlencoded"},
		"User-Agent":   {"rechargebot"},
	}
	for name, value := range s.Headers {
		// Replaces one of the above, but keeps the letters as they were
		// written: a panel's script may look a header up by its exact name.
		if canonical := textproto.CanonicalMIMEHeaderKey(name); h.Get(canonical) != "" {
			name = canonical
		}
		h[name] = []string{value}
	}
	h["band-key"] = []string{s.BandKey} // lower case as in section 1, for the same reason
	return h
}

// Request asks for the top-up (section 1), with all eight parameters of its
// table, in at most one HTTP request. The order's amount must be whole taka; one
// that is not, or lacks its id, number, operator or connection, is not sent.
func (c *Client) Request(ctx context.Context, o order.Order) order.Reply {
	if err := checkOrder(o); err != nil {
		return order.Reply{Outcome: order.OutcomeUnsent, Err: err}
	}
	form := c.account()
	form.Set("number", string(o.Number))
	form.Set("service", c.service)
	form.Set("amount", strconv.FormatInt(o.Amount.Whole(), 10))
	form.Set("type", strconv.Itoa(int(o.Connection)))
	form.Set("id", string(o.ID))
	form.Set("operator", string(o.Operator))
	return c.call(ctx, callRequest, o.ID, form)
}

// Status asks for an order by its id (section 2).
func (c *Client) Status(ctx context.Context, id order.ID) order.Reply {
	if id == "" {
		return order.Reply{Outcome: order.OutcomeUnsent, Err: errors.New("order has no id")}
	}
	form := c.account()
	form.Set("id", string(id))
	return c.call(ctx, callStatus, id, form)
}

// Balance asks for the account's balance (section 3).
func (c *Client) Balance(ctx context.Context) order.Reply {
	return c.call(ctx, callBalance, "", c.account())
}

func (c *Client) account() url.Values {
	return url.Values{"user": {c.user}, "key": {c.key}}
}

// checkOrder finds what would make the panel act on something else than was
// ordered: paisa would be cut off silently.
func checkOrder(o order.Order) error {
	switch {
	case o.ID == "":
		return errors.New("order has no id")
	case o.Number == "":
		return errors.New("order has no number")
	case !o.Operator.Valid():
		return errors.New("order has no operator that the panel knows")
	case o.Amount <= 0 || o.Amount != money.WholeTaka(o.Amount.Whole()):
		return errors.New("order's amount is not in whole taka")
	case o.Connection != order.Prepaid && o.Connection != order.Postpaid:
		return errors.New("order is neither prepaid nor postpaid")
	}
	return nil
}

// call makes one call, classes what came of it and logs it.
func (c *Client) call(ctx context.Context, name string, id order.ID, form url.Values) order.Reply {
	begun := time.Now()
	got := c.post(ctx, name, form)
	answer := c.answer(name, id, got)
	c.log.LogAttrs(ctx, slog.LevelDebug, "panel call", slog.String("call", name), slog.String("id", string(id)),
		slog.Int("http", got.code), slog.Duration("took", time.Since(begun)),
		slog.String("outcome", answer.Outcome.String()), slog.Any("error", answer.Err))
	if answer.Code != "" && c.newCode(answer.Code) {
		c.log.LogAttrs(ctx, slog.LevelWarn, "panel: unknown status code", slog.String("code", answer.Code),
			slog.String("id", string(id)), slog.String("outcome", answer.Outcome.String()))
	}
	if answer.Outcome == order.OutcomeDoubtful && c.newBody(name+" doubtful "+normal(answer.Message)) {
		c.log.LogAttrs(ctx, slog.LevelWarn, "panel: a no that is no proof that nothing was taken", slog.String("id", string(id)),
			slog.Int("http", got.code), slog.String("body", c.secrets.excerpt(got.body)))
	}
	return answer
}

// bodyPause is how long a kind of body is not logged again.
const bodyPause = time.Minute

// withBody makes an error of what is wrong with a body and its beginning, which is
// left out where one of the kind was told a short while ago: an outage is one
// line, not thousands of pages.
func (c *Client) withBody(call, what string, body []byte) error {
	excerpt := c.secrets.excerpt(body)
	if !c.newBody(call + " " + what + " " + normal(excerpt)) {
		return errors.New(c.secrets.redact(what) + " (with a body as before)")
	}
	return c.secrets.causeWithBody(what, body)
}

// newBody reports whether no body of the kind was told of late, and remembers
// that one is now.
func (c *Client) newBody(kind string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	if at, ok := c.bodies[kind]; ok && now.Sub(at) < bodyPause {
		return false
	}
	if len(c.bodies) >= maxCodes {
		maps.DeleteFunc(c.bodies, func(_ string, at time.Time) bool { return now.Sub(at) >= bodyPause })
	}
	if len(c.bodies) >= maxCodes {
		return false
	}
	c.bodies[kind] = now
	return true
}

// maxCodes bounds what a panel gone mad can make the client remember.
const maxCodes = 100

// newCode reports whether the status code was not seen before.
func (c *Client) newCode(code string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.unknown[code] || len(c.unknown) >= maxCodes {
		return false
	}
	c.unknown[code] = true
	return true
}
