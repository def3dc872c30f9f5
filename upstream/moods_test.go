package upstream

import (
	"slices"
	"testing"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/upstream/simpanel"
)

// simulated starts a panel with 5,000 taka and a client for it.
func simulated(t *testing.T, opt simpanel.Options, change func(*Config)) (*simpanel.Panel, *simpanel.Server, *Client, *logged) {
	t.Helper()
	opt.User, opt.Key, opt.Balance = testUser, testKey, "5000"
	p := simpanel.New(opt)
	s := &simpanel.Server{Handler: p}
	settings := testConfig(s.Start() + "/sendapi")
	t.Cleanup(func() {
		p.Close()
		s.Close()
	})
	if change != nil {
		change(&settings)
	}
	c, log := newClient(t, settings)
	return p, s, c, log
}

// moody is a mood of the simulated panel with the outcome of each call in it.
type moody struct {
	mood  simpanel.Mood
	limit time.Duration    // ample if 0
	want  [3]order.Outcome // request, status, balance
	taken bool             // the panel took the order of the request call
}

// The status call asks for an order that the panel took before the mood.
var moods = []moody{
	{simpanel.Mood{Name: simpanel.Succeed}, 0, [3]order.Outcome{A, D, A}, true},
	{simpanel.Mood{Name: simpanel.Refuse}, 0, [3]order.Outcome{R, R, R}, false},
	{simpanel.Mood{Name: simpanel.Fail}, 0, [3]order.Outcome{A, F, R}, true},
	{simpanel.Mood{Name: simpanel.Pending}, 0, [3]order.Outcome{A, P, A}, true},
	{simpanel.Mood{Name: simpanel.Reversed}, 0, [3]order.Outcome{A, D, A}, true},
	{simpanel.Mood{Name: simpanel.Code, Status: "7"}, 0, [3]order.Outcome{A, P, A}, true},
	{simpanel.Mood{Name: simpanel.Code, Status: "Queued"}, 0, [3]order.Outcome{A, P, A}, true},
	{simpanel.Mood{Name: simpanel.Slow, Delay: time.Millisecond}, 0, [3]order.Outcome{A, D, A}, true},
	{simpanel.Mood{Name: simpanel.Slow, Delay: time.Hour}, brief, [3]order.Outcome{U, U, U}, true},
	{simpanel.Mood{Name: simpanel.Hang}, brief, [3]order.Outcome{U, U, U}, false},
	{simpanel.Mood{Name: simpanel.TakeAndHang}, brief, [3]order.Outcome{U, U, U}, true},
	{simpanel.Mood{Name: simpanel.Reset}, 0, [3]order.Outcome{U, U, U}, false},
	{simpanel.Mood{Name: simpanel.TakeAndReset}, 0, [3]order.Outcome{U, U, U}, true},
	{simpanel.Mood{Name: simpanel.Outage}, 0, [3]order.Outcome{U, U, U}, false},
	{simpanel.Mood{Name: simpanel.Drip, Delay: time.Hour}, brief, [3]order.Outcome{U, U, U}, true},
	{simpanel.Mood{Name: simpanel.Drip, Delay: time.Microsecond}, 0, [3]order.Outcome{A, D, A}, true},
	{simpanel.Mood{Name: simpanel.Huge}, 0, [3]order.Outcome{U, U, U}, true},
	{simpanel.Mood{Name: simpanel.HTTP}, 0, [3]order.Outcome{U, U, U}, false},
	{simpanel.Mood{Name: simpanel.HTTP, HTTP: 403}, 0, [3]order.Outcome{U, U, U}, false},
	{simpanel.Mood{Name: simpanel.TakeAnd500}, 0, [3]order.Outcome{U, U, U}, true},
	{simpanel.Mood{Name: simpanel.Redirect}, 0, [3]order.Outcome{U, U, U}, false},
	{simpanel.Mood{Name: simpanel.Redirect, HTTP: 307}, 0, [3]order.Outcome{U, U, U}, false},
	{simpanel.Mood{Name: simpanel.HTML}, 0, [3]order.Outcome{U, U, U}, false},
	{simpanel.Mood{Name: simpanel.Body, HTTP: 429, Body: refusal}, 0, [3]order.Outcome{Q, U, R}, false},
	{simpanel.Mood{Name: simpanel.Empty}, 0, [3]order.Outcome{U, U, U}, true},
	{simpanel.Mood{Name: simpanel.Nonsense}, 0, [3]order.Outcome{U, U, U}, true},
	{simpanel.Mood{Name: simpanel.Truncated}, 0, [3]order.Outcome{U, U, U}, true},
	{simpanel.Mood{Name: simpanel.Noise}, 0, [3]order.Outcome{A, D, A}, true},
	{simpanel.Mood{Name: simpanel.WrongTypes}, 0, [3]order.Outcome{A, D, A}, true},
	{simpanel.Mood{Name: simpanel.DocumentJSON}, 0, [3]order.Outcome{A, D, A}, true},
	{simpanel.Mood{Name: simpanel.Twice}, 0, [3]order.Outcome{A, D, A}, true},
}

func TestMoods(t *testing.T) {
	for _, m := range moods {
		for i, name := range callNames {
			t.Run(m.mood.Name+"/"+name, func(t *testing.T) {
				t.Parallel()
				p, _, c, log := simulated(t, simpanel.Options{}, func(s *Config) {
					if m.limit != 0 {
						s.Timeout = m.limit
					}
				})
				if name == callStatus {
					// Taken in good mood, with the time that takes.
					first, _ := newClient(t, Config{URL: c.base.String(), User: testUser, Key: testKey, Timeout: ample})
					check(t, first.Request(t.Context(), testOrder), A, log)
				}
				p.SetMood(simpanel.Call(name), m.mood)
				a := ask(t.Context(), c, name)
				check(t, a, m.want[i], log)
				if a.Outcome == D && a.TransactionID != "T000000001" {
					t.Errorf("transaction id %q", a.TransactionID)
				}
				if n := p.Calls()[simpanel.Call(name)]; n != 1 {
					t.Errorf("%d calls", n)
				}
				if name == callRequest {
					if n := p.Requests(string(testOrder.ID)); n != 1 {
						t.Errorf("%d requests", n)
					}
					if _, taken := p.Order(string(testOrder.ID)); taken != m.taken {
						t.Errorf("taken %v, want %v", taken, m.taken)
					}
				}
			})
		}
	}
}

// TestOrderAtThePanel: what the panel took is what was ordered.
func TestOrderAtThePanel(t *testing.T) {
	p, s, c, log := simulated(t, simpanel.Options{}, func(s *Config) { s.Headers = map[string]string{"refer": "shop.example"} })
	o := testOrder
	o.Operator, o.Connection, o.Amount = order.Skitto, order.Postpaid, money.WholeTaka(1234)
	check(t, c.Request(t.Context(), o), A, log)
	got, _ := p.Order(string(o.ID))
	if got.Number != string(o.Number) || got.Operator != "SK" || got.Type != "2" || got.Amount != "1234" || got.Service != "64" || got.Headers.Get("refer") != "shop.example" {
		t.Errorf("%+v", got)
	}
	a := c.Balance(t.Context())
	if check(t, a, A, log); a.Balance == nil || *a.Balance != money.WholeTaka(3766) {
		t.Errorf("balance %v", a.Balance)
	}

	// The id again: the panel's words say that it has it, which settles nothing and
	// never can.
	a = c.Request(t.Context(), o)
	if check(t, a, Q, log); a.Message != "Duplicate Id" || a.Refusal != "" {
		t.Errorf("%+v", a)
	}
	// An id that it does not have: nothing is said of the order.
	a = c.Status(t.Context(), "6385f4f65e16f")
	if check(t, a, X, log); a.Message != "Order Not Found" || !a.NotFound {
		t.Errorf("%+v", a)
	}

	check(t, c.Status(t.Context(), o.ID), D, log)
	if err := p.Settle(string(o.ID), simpanel.StatusFailed, "Reversed by operator"); err != nil {
		t.Fatal(err)
	}
	a = c.Status(t.Context(), o.ID)
	if check(t, a, F, log); a.Message != "Reversed by operator" || a.TransactionID != "" || a.Balance == nil || *a.Balance != money.WholeTaka(5000) {
		t.Errorf("%+v", a)
	}

	before := p.Calls()
	s.Down()
	for _, name := range callNames {
		if a := ask(t.Context(), c, name); a.Outcome != N && (name == callRequest || a.Outcome != U) {
			t.Errorf("%s while down: %v (%v)", name, a.Outcome, a.Err)
		}
	}
	if err := s.Up(); err != nil {
		t.Fatal(err)
	}
	if after := p.Calls(); after[simpanel.CallRequest] != before[simpanel.CallRequest] {
		t.Errorf("calls while down: %v, before %v", after, before)
	}
	check(t, c.Status(t.Context(), o.ID), F, log)
}

// TestNotTheAccount: refusals of the caller are refusals of the call.
func TestNotTheAccount(t *testing.T) {
	_, _, c, log := simulated(t, simpanel.Options{}, func(s *Config) { s.User = "rahim" })
	for _, name := range callNames {
		a := ask(t.Context(), c, name)
		if check(t, a, R, log); a.Message != "Not User" {
			t.Errorf("%s: %q", name, a.Message)
		}
	}
	_, _, c, log = simulated(t, simpanel.Options{}, func(s *Config) { s.BandKey = "other" })
	for _, name := range []string{callRequest, callBalance} { // status needs no header
		check(t, ask(t.Context(), c, name), R, log)
	}
}

// TestMoodsAreAllTried: a mood added to the panel wants a line here.
func TestMoodsAreAllTried(t *testing.T) {
	for _, offered := range simpanel.PageMoods() {
		if offered.Name != "500" && !slices.ContainsFunc(moods, func(m moody) bool { return m.mood.Name == offered.Name }) {
			t.Errorf("mood %s is not tried", offered.Name)
		}
	}
}
