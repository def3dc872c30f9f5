package simpanel_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"rechargebot/upstream/simpanel"
)

// TestMixed sends orders in a mixture of all moods, and asks for each until the
// panel has no more to say: the ledger adds up to the panel's balance, and the
// same seed gives the same moods.
func TestMixed(t *testing.T) {
	const orders = 400
	run := func(seed uint64) []string {
		g := still(t, simpanel.Options{Balance: "1000000", Seed: seed})
		g.SetBehaviour(simpanel.Mixed)
		for i := range orders {
			g.sendUnlessHung(fmt.Sprintf("%013x", i))
			g.Advance(2 * time.Second) // past a limiter's wait
		}
		g.Advance(48 * time.Hour)
		for range 2 {
			for i := range orders {
				if _, _, _, err := g.do(t.Context(), "status", form(fmt.Sprintf("%013x", i))); err != nil {
					t.Fatal(err)
				}
			}
			g.Advance(48 * time.Hour)
		}
		var names []string
		sum := int64(0)
		for _, a := range g.Accounts() {
			names = append(names, a.Mood)
			sum += a.Charged
			switch {
			case a.Charged != 0 && a.Charged != 5000, a.Requests != 1,
				a.Taken && (a.Charged != 0) != (a.Word == simpanel.StatusDone),
				!a.Taken && (a.Charges != 0 || a.Word != ""):
				t.Errorf("%+v", a)
			}
		}
		if sum != g.Charged() || g.Balance() != fmt.Sprintf("%d.00", 1000000-sum/100) {
			t.Errorf("charged %d, the accounts say %d, balance %s", g.Charged(), sum, g.Balance())
		}
		for _, e := range g.Ledger() {
			if e.Kind == simpanel.Charge {
				sum -= e.Amount
			} else {
				sum += e.Amount
			}
		}
		if sum != 0 {
			t.Errorf("the ledger is off by %d", sum)
		}
		return names
	}
	one := run(1)
	if !slices.Equal(one, run(1)) {
		t.Error("the same seed gives other moods")
	}
	if slices.Equal(one, run(2)) {
		t.Error("another seed gives the same moods")
	}
	slices.Sort(one)
	if kinds := slices.Compact(one); len(kinds) < 25 {
		t.Errorf("only %v", kinds)
	}
}

// sendUnlessHung makes a request, and gives up once the panel will not answer.
func (g *rig) sendUnlessHung(id string) {
	ctx, cancel := context.WithCancel(g.t.Context())
	defer cancel()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		g.do(ctx, "request", form(id))
	}()
	if err := g.WaitFor(ctx, func() bool { return g.Requests(id) == 1 }); err != nil {
		g.t.Error(err)
	}
	if log := g.Log(); log[len(log)-1].Answer == "(never answered)" {
		cancel()
	}
	<-ended
}

func TestChances(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	drawn := map[string]int{}
	chances := simpanel.Chances(time.Second, time.Second)
	for range 20000 {
		drawn[simpanel.Draw(rng, chances).Name]++
	}
	if n := drawn[simpanel.Succeed]; n < 6000 || n > 7500 {
		t.Errorf("%d of 20000 succeed", n)
	}
	faults := 0
	for _, name := range simpanel.Faults() {
		faults += drawn[name]
		if drawn[name] == 0 {
			t.Errorf("%s is never drawn", name)
		}
	}
	if faults < 4000 || faults > 5200 {
		t.Errorf("%d of 20000 are faults after taking", faults)
	}
	g := newRig(t, simpanel.Options{})
	g.SetMix(1, []simpanel.Chance{{Mood: simpanel.Mood{Name: simpanel.Refuse, Message: "a"}, Weight: 1}, {Mood: simpanel.Mood{Name: simpanel.Fail}, Weight: 0}})
	g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.Mixed})
	for range 5 {
		g.says("request", form("a"), refused("a"))
	}
	for _, bad := range [][]simpanel.Chance{nil, {{Mood: simpanel.Mood{Name: simpanel.Mixed}, Weight: 1}}, {{Weight: -1}}, {{Weight: 0}}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v was accepted", bad)
				}
			}()
			g.SetMix(1, bad)
		}()
	}
}

// TestCommands drives what tests and the sandbox can by the control API.
func TestCommands(t *testing.T) {
	g, base := page(t)
	send := func(path string, pairs ...string) {
		t.Helper()
		f := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			f.Set(pairs[i], pairs[i+1])
		}
		if code, body := post(t, base+path, f); code != 204 {
			t.Errorf("%s %v: %d %s", path, pairs, code, body)
		}
	}
	get := func(path string, to any) {
		t.Helper()
		resp, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if err := json.NewDecoder(resp.Body).Decode(to); err != nil {
			t.Fatal(err)
		}
	}
	var moods []simpanel.PageMood
	if get("/moods", &moods); !slices.Equal(moods, simpanel.Moods()) {
		t.Errorf("moods: %v", moods)
	}
	for _, m := range moods {
		send("/mood", "mood", m.Name)
	}

	// The page sends its message with each mood; those with words of their own keep them.
	send("/mood", "mood", "refuse-unknown-words", "message", "Recharge Failed", "delay_seconds", "5")
	g.says("request", form("a"), refused("Sorry, vendor line busy #17"))
	send("/mood", "mood", "refuse", "message", "Recharge Failed")
	g.says("request", form("a"), refused("Invalid Number"))
	send("/mood", "mood", "refuse", "message", "Operator Off")
	g.says("request", form("a"), refused("Operator Off"))
	send("/mood", "mood", "succeed")

	send("/mood", "mood", "fault-deadlock", "number", number, "late_seconds", "60", "not_found", "unknown-template", "then", "done-then-failed", "after_seconds", "5", "times", "1")
	g.says("request", form("a"), refused("Deadlock found when trying to get lock; try restarting transaction"))
	g.says("status", form("a"), `{"posotion":0,"trxid":"","lastbalance":"4950","status":"2"}`)
	send("/advance", "seconds", "60")
	g.says("status", form("a"), statusIs("T000000001", "4950", "1"))
	var l struct {
		Charged          string
		Orders, Postings []map[string]any
		CallsDuringRest  map[string]int `json:"calls_during_rest"`
	}
	if get("/ledger", &l); l.Charged != "50.00" || len(l.Orders) != 1 || fmt.Sprint(l.Orders[0]) !=
		"map[amount:50 charged:50.00 charges:1 id:a mood:fault-deadlock number:01712345678 requests:4 taken:true trxid:T000000001 word:done]" {
		t.Errorf("ledger: %+v", l)
	}
	send("/advance", "seconds", "5")
	if get("/ledger?id=a", &l); l.Charged != "0.00" || len(l.Postings) != 2 || l.Postings[1]["kind"] != "refund" || l.Postings[1]["amount"] != "50.00" {
		t.Errorf("ledger: %+v", l)
	}
	if get("/ledger?id=b", &l); len(l.Orders) != 0 || len(l.Postings) != 0 {
		t.Errorf("ledger: %+v", l)
	}

	send("/unknown", "form", "unknown-done-bare")
	g.says("status", form("x"), `{"status":1}`)
	send("/unknown", "form", "")
	g.says("status", form("x"), unknown)
	send("/duplicates", "run", "true")
	g.says("request", form("b"), taken)
	g.says("request", form("b"), taken)
	send("/duplicates", "run", "false")
	g.says("request", form("b"), refused("Duplicate Id"))

	send("/mood", "mood", "limit-429", "call", "status", "retry_after_seconds", "600", "times", "1")
	for range 3 {
		if code, header, _, _ := g.do(context.Background(), "status", form("b")); code != 429 || header.Get("Retry-After") == "" {
			t.Errorf("%d %v", code, header)
		}
	}
	if get("/ledger", &l); l.CallsDuringRest["status"] != 2 {
		t.Errorf("ledger: %+v", l)
	}
	send("/mood", "mood", "", "number", number)

	// For one call or number, a test's own words and codes hold.
	send("/mood", "mood", "fault-http-499", "call", "request", "message", "Closed", "http", "408", "times", "1")
	if code, _, body, _ := g.do(context.Background(), "request", form("c")); code != 408 || body != refused("Closed") {
		t.Errorf("%d %s", code, body)
	}
}
