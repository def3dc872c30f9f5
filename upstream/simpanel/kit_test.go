package simpanel_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"rechargebot/upstream/simpanel"
)

const (
	taken   = `{"success":true,"status":1,"message":"Flexiload- Request Submit Successfully"}`
	unknown = `{"success":false,"status":2,"message":"Order Not Found"}`
	number  = "01712345678"
)

// rig is a panel behind a real server, and a client that keeps each connection
// to one call, so that no broken one is retried behind the test's back.
type rig struct {
	*simpanel.Panel
	t      *testing.T
	url    string
	client *http.Client
}

func newRig(t *testing.T, opt simpanel.Options) *rig {
	t.Helper()
	if opt.Balance == "" {
		opt.Balance = "5000"
	}
	p := simpanel.New(opt)
	srv := httptest.NewServer(p)
	t.Cleanup(srv.Close)
	t.Cleanup(p.Close)
	client := &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		Timeout:       10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &rig{p, t, srv.URL + "/sendapi/", client}
}

// form is a good call, with pairs of changes; a value "-" leaves the field out.
func form(id string, changes ...string) url.Values {
	f := url.Values{
		"user": {"testuser"}, "key": {"secret"}, "id": {id}, "number": {number},
		"service": {"64"}, "amount": {"50"}, "type": {"1"}, "operator": {"GP"},
	}
	for i := 0; i < len(changes); i += 2 {
		f.Set(changes[i], changes[i+1])
		if changes[i+1] == "-" {
			f.Del(changes[i])
		}
	}
	return f
}

func (g *rig) do(ctx context.Context, call string, f url.Values) (int, http.Header, string, error) {
	req, err := http.NewRequestWithContext(ctx, "POST", g.url+call, strings.NewReader(f.Encode()))
	if err != nil {
		return 0, nil, "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("band-key", "flexisoftwarebd")
	resp, err := g.client.Do(req)
	if err != nil {
		return 0, nil, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, resp.Header, string(body), err
}

// says makes a call and wants code 200 and exactly this body.
func (g *rig) says(call string, f url.Values, want string) {
	g.t.Helper()
	code, _, body, err := g.do(g.t.Context(), call, f)
	if err != nil || code != 200 || body != want {
		g.t.Errorf("%s: got %d %q, %v\nwant 200 %q", call, code, body, err, want)
	}
}

func (g *rig) balanceIs(want string) {
	g.t.Helper()
	if got := g.Balance(); got != want {
		g.t.Errorf("balance %s, want %s", got, want)
	}
}

func (g *rig) order(id string) simpanel.Order {
	g.t.Helper()
	o, ok := g.Order(id)
	if !ok {
		g.t.Fatalf("order %q was not taken", id)
	}
	return o
}

func (g *rig) notTaken(id string) {
	g.t.Helper()
	if o, ok := g.Order(id); ok {
		g.t.Errorf("order %q was taken: %+v", id, o)
	}
}

func refused(message string) string {
	return fmt.Sprintf(`{"success":false,"status":2,"message":%q}`, message)
}

func statusIs(trxid, balance, code string) string {
	return fmt.Sprintf(`{"posotion":1,"trxid":%q,"lastbalance":%q, "status":%q}`, trxid, balance, code)
}
