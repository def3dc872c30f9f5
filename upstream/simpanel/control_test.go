package simpanel_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"rechargebot/upstream/simpanel"
)

// page is a panel with its control page mounted as the sandbox does.
func page(t *testing.T) (*rig, string) {
	g := newRig(t, simpanel.Options{Balance: "5000"})
	srv := httptest.NewServer(http.StripPrefix("/panel", g.Control()))
	t.Cleanup(srv.Close)
	t.Cleanup(g.Close) // before the server, whose end waits for its streams
	return g, srv.URL + "/panel"
}

func post(t *testing.T, to string, f url.Values, headers ...string) (int, string) {
	t.Helper()
	req, _ := http.NewRequest("POST", to, strings.NewReader(f.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, strings.TrimSpace(string(body))
}

func state(t *testing.T, base string) map[string]any {
	t.Helper()
	resp, err := http.Get(base + "/state")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var s map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestState(t *testing.T) {
	g, base := page(t)
	s := state(t, base)
	if s["balance"] != "5000.00" || s["mood"] != "succeed" || s["message"] != "Recharge Failed" || s["delay_seconds"] != 5.0 {
		t.Errorf("state: %v", s)
	}
	if len(s["orders"].([]any)) != 0 || fmt.Sprint(s["calls"]) != "map[balance:0 request:0 status:0]" {
		t.Errorf("state: %v", s)
	}
	if moods := s["moods"].([]any); len(moods) != 26 || fmt.Sprint(moods[0]) != "map[name:succeed title:Succeed]" {
		t.Errorf("moods: %v", moods)
	}
	for i := range 60 {
		g.says("request", form(fmt.Sprint(i), "amount", "10"), taken)
	}
	g.says("status", form("59"), statusIs("T000000001", "4400", "1"))
	s = state(t, base)
	orders := s["orders"].([]any)
	if len(orders) != 50 {
		t.Fatalf("%d orders", len(orders))
	}
	first := orders[0].(map[string]any)
	at := first["at"]
	delete(first, "at")
	if at == "" || fmt.Sprint(first) != "map[amount:10 charged:10.00 id:59 message: number:01712345678 operator:GP requests:1 status:done trxid:T000000001 type:1]" {
		t.Errorf("first order: %v at %v", first, at)
	}
	g.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.Hang})
	if s := state(t, base); s["mood"] != "" {
		t.Errorf("mood set by code shown as %v", s["mood"])
	}
}

func TestPagePosts(t *testing.T) {
	g, base := page(t)
	for _, c := range []struct {
		path, form string
		code       int
		body       string
	}{
		{"/mood", "mood=pending", 204, ""},
		{"/mood", "mood=fail&message=Operator+Down&delay_seconds=2", 204, ""},
		{"/mood", "mood=none", 400, `{"error":"no such mood"}`},
		{"/mood", "", 400, `{"error":"no such mood"}`},
		{"/mood", "number=01712345678&then=fail", 400, `{"error":"no such mood"}`},
		{"/mood", "mood=fail&then=hang", 400, `{"error":"no such then or keys"}`},
		{"/mood", "mood=fail&keys=keys", 400, `{"error":"no such then or keys"}`},
		{"/mood", "mood=fail&call=other", 400, `{"error":"no such call"}`},
		{"/mood", "mood=fail&call=status&number=1", 400, `{"error":"a mood is for one call or for one number, not for both"}`},
		{"/mood", "mood=fail&times=2", 400, `{"error":"times goes with a call or a number"}`},
		{"/mood", "mood=fail&call=status&times=x", 400, `{"error":"times must be a whole number"}`},
		{"/mood", "mood=found-later&late_seconds=-1", 400, `{"error":"late_seconds must be 0 to 2592000 whole seconds"}`},
		{"/mood", "mood=http&http=700", 400, `{"error":"http must be a code from 200 to 599"}`},
		{"/unknown", "form=other", 400, `{"error":"no such form"}`},
		{"/duplicates", "run=perhaps", 400, `{"error":"run must be true or false"}`},
		{"/advance", "seconds=-1", 400, `{"error":"the seconds must be 0 to 2592000"}`},
		{"/advance", "", 400, `{"error":"the seconds must be 0 to 2592000"}`},
		{"/mood", "mood=slow&delay_seconds=x", 400, `{"error":"the delay must be 0 to 600 whole seconds"}`},
		{"/mood", "mood=slow&delay_seconds=601", 400, `{"error":"the delay must be 0 to 600 whole seconds"}`},
		{"/mood", "mood=fail&message=" + strings.Repeat("x", 301), 400, `{"error":"the message is too long"}`},
		{"/balance", "balance=77.7", 204, ""},
		{"/balance", "balance=-1", 400, `{"error":"not an amount in taka"}`},
		{"/settle", "id=a&status=done", 404, `{"error":"no such order"}`},
		{"/settle", "id=a&status=gone", 400, `{"error":"the status must be done or failed"}`},
	} {
		f, _ := url.ParseQuery(c.form)
		if code, body := post(t, base+c.path, f); code != c.code || body != c.body {
			t.Errorf("%s %s: got %d %s", c.path, c.form, code, body)
		}
	}
	g.balanceIs("77.70")
	s := state(t, base)
	if s["mood"] != "fail" || s["message"] != "Operator Down" {
		t.Errorf("state: %v", s)
	}
	g.says("request", form("a"), taken)
	g.says("status", form("a"), `{"posotion":1,"trxid":"","lastbalance":"77.70", "status":"2","message":"Operator Down"}`)
	g.says("request", form("b"), taken)
	if code, _ := post(t, base+"/settle", url.Values{"id": {"b"}, "status": {"done"}}); code != 204 {
		t.Errorf("settle: %d", code)
	}
	if o := g.order("b"); o.Status != simpanel.StatusDone {
		t.Errorf("%+v", o)
	}
	post(t, base+"/mood", url.Values{"mood": {"slow"}, "delay_seconds": {"2"}})
	if s := state(t, base); s["delay_seconds"] != 2.0 {
		t.Errorf("state: %v", s)
	}
}

func TestOtherSites(t *testing.T) {
	_, base := page(t)
	f := url.Values{"mood": {"hang"}}
	for _, c := range []struct {
		name, value string
		code        int
	}{
		{"Sec-Fetch-Site", "cross-site", 403},
		{"Sec-Fetch-Site", "same-site", 403},
		{"Sec-Fetch-Site", "same-origin", 204},
		{"Origin", "https://elsewhere.example", 403},
		{"Origin", "null", 403},
		{"Origin", strings.TrimSuffix(base, "/panel"), 204},
	} {
		if code, _ := post(t, base+"/mood", f, c.name, c.value); code != c.code {
			t.Errorf("%s: %s: got %d, want %d", c.name, c.value, code, c.code)
		}
	}
	resp, err := http.Get(base + "/mood")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 405 {
		t.Errorf("GET /mood: %d", resp.StatusCode)
	}
}

func TestEvents(t *testing.T) {
	g, base := page(t)
	resp, err := http.Get(base + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if kind := resp.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("kind %q", kind)
	}
	lines := bufio.NewScanner(resp.Body)
	next := func() string {
		for lines.Scan() {
			if lines.Text() != "" {
				return lines.Text()
			}
		}
		return "end"
	}
	if got := next(); got != "data: changed" {
		t.Errorf("at first %q", got)
	}
	for range 3 {
		g.says("request", form("a", "number", "1"), refused("Invalid Number"))
		if got := next(); got != "data: changed" {
			t.Errorf("after a change %q", got)
		}
	}
	g.Close()
	for range 2 { // one change may still be on its way
		if next() == "end" {
			return
		}
	}
	t.Error("the stream outlives the panel")
}

// What a shopkeeper may meet can be chosen on the page: a refusal, a word taken back, and
// what happens only minutes later.
func TestPageRefusesReversesAndLetsTimePass(t *testing.T) {
	g, base := page(t)
	offered := fmt.Sprint(state(t, base)["moods"])
	choose := func(path, values string) {
		t.Helper()
		f, _ := url.ParseQuery(values)
		if code, body := post(t, base+path, f); code != 204 {
			t.Fatalf("%s %s: %d %s", path, values, code, body)
		}
	}
	for _, name := range []string{simpanel.Refuse, simpanel.Reverse, simpanel.DoneThenFailed} {
		if !strings.Contains(offered, "name:"+name+" ") {
			t.Errorf("the page does not offer %s: %s", name, offered)
		}
	}
	choose("/mood", "mood=refuse")
	g.says("request", form("a"), refused("Invalid Number"))
	choose("/mood", "mood=reverse")
	g.says("request", form("b"), taken)
	g.says("status", form("b"), statusIs("T000000001", "4950", "1"))
	g.says("status", form("b"), `{"posotion":1,"trxid":"","lastbalance":"5000", "status":"2","message":"Recharge Failed"}`)
	choose("/mood", "mood=in-queue&after_seconds=840")
	g.says("request", form("c"), taken)
	if a, _ := g.Account("c"); a.Word != simpanel.StatusPending {
		t.Errorf("in the queue: %+v", a)
	}
	choose("/advance", "seconds=900") // the button's
	choose("/mood", "mood=succeed")
	g.says("status", form("c"), statusIs("T000000002", "4950", "1"))
}
