package upstream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"sync"
	"time"

	"rechargebot/flows/order"
)

// The panel's three calls, each the last part of an address (sections 1 to 3).
const (
	callRequest = "request"
	callStatus  = "status"
	callBalance = "balance"
)

// Client calls the panel. It implements [order.Panel] and is safe for use by
// many goroutines; how many calls run at once is for its callers to bound.
type Client struct {
	base      *url.URL
	user, key string
	service   string
	header    http.Header
	timeout   time.Duration
	log       *slog.Logger
	secrets   secrets

	money     *http.Transport // request calls: a connection each
	questions *http.Transport // status and balance calls

	mu    sync.Mutex
	codes map[string]bool // unknown status codes that were logged
}

var _ order.Panel = (*Client)(nil)

// New gives a client for the panel that the settings name; nothing is called
// yet. Errors: the URL is no plain http or https address, or a header cannot be
// sent. Without a log (nil) nothing is logged.
func New(s Settings, log *slog.Logger) (*Client, error) {
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
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Client{
		base: base, user: s.User, key: s.Key, service: s.Service,
		header: s.header(), timeout: s.Timeout, log: log,
		secrets: newSecrets(s.User, s.Key),
		money:   moneyTransport(), questions: questionsTransport(),
		codes: map[string]bool{},
	}, nil
}

// PlainHTTP reports whether the calls, key and all, can be read on their way:
// http instead of https to anything but this machine.
func (c *Client) PlainHTTP() bool { return plainHTTP(c.base) }

// header gives the headers of each call.
func (s Settings) header() http.Header {
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
// that is not, or lacks its id, number or connection, is not sent.
func (c *Client) Request(ctx context.Context, o order.Order) order.Answer {
	if err := checkOrder(o); err != nil {
		return order.Answer{Outcome: order.OutcomeUnsent, Err: err}
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
func (c *Client) Status(ctx context.Context, id order.ID) order.Answer {
	if id == "" {
		return order.Answer{Outcome: order.OutcomeUnsent, Err: errors.New("order has no id")}
	}
	form := c.account()
	form.Set("id", string(id))
	return c.call(ctx, callStatus, id, form)
}

// Balance asks for the account's balance (section 3).
func (c *Client) Balance(ctx context.Context) order.Answer {
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
	case o.Amount <= 0 || o.Amount != order.WholeTaka(o.Amount.Whole()):
		return errors.New("order's amount is not in whole taka")
	case o.Connection != order.Prepaid && o.Connection != order.Postpaid:
		return errors.New("order is neither prepaid nor postpaid")
	}
	return nil
}

// call makes one call, classes what came of it and logs it.
func (c *Client) call(ctx context.Context, name string, id order.ID, form url.Values) order.Answer {
	begun := time.Now()
	got := c.post(ctx, name, form)
	answer := c.answer(name, got)
	c.log.LogAttrs(ctx, slog.LevelDebug, "panel call", slog.String("call", name), slog.String("id", string(id)),
		slog.Int("http", got.code), slog.Duration("took", time.Since(begun)),
		slog.String("outcome", answer.Outcome.String()), slog.Any("error", answer.Err))
	if answer.Code != "" && c.newCode(answer.Code) {
		c.log.LogAttrs(ctx, slog.LevelWarn, "panel: unknown status code", slog.String("code", answer.Code),
			slog.String("id", string(id)), slog.String("outcome", answer.Outcome.String()))
	}
	return answer
}

// maxCodes bounds what a panel gone mad can make the client remember.
const maxCodes = 100

// newCode reports whether the status code was not seen before.
func (c *Client) newCode(code string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.codes[code] || len(c.codes) >= maxCodes {
		return false
	}
	c.codes[code] = true
	return true
}
