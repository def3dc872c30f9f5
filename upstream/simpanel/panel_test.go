package simpanel_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/upstream/simpanel"
)

func TestDocument(t *testing.T) {
	g := newRig(t, simpanel.Options{User: "testuser", Key: "secret", Balance: "102.50"})
	g.says("balance", form(""), `{"success":true,"status":1,"balance":"102.50"}`)
	g.says("request", form("a"), taken)
	g.balanceIs("52.50")
	if o := g.order("a"); o.Status != simpanel.StatusPending || o.TransactionID != "" || o.Charged != 1 || o.Requests != 1 {
		t.Errorf("taken order: %+v", o)
	}
	g.says("status", form("a"), statusIs("T000000001", "52.50", "1"))
	g.says("status", form("a"), statusIs("T000000001", "52.50", "1"))
	g.says("status", form("b"), unknown)
	if err := g.SetBalance("102"); err != nil {
		t.Fatal(err)
	}
	g.says("balance", form(""), `{"success":true,"status":1,"balance":"102"}`)
}

func TestRefusals(t *testing.T) {
	g := newRig(t, simpanel.Options{User: "testuser", Key: "secret"})
	for _, c := range []struct{ name, value, want string }{
		{"user", "other", "Not User"},
		{"user", "-", "Not User"},
		{"key", "other", "Not User"},
		{"number", "-", "Invalid Number"},
		{"number", "01xxxxxxxx", "Invalid Number"},
		{"number", "0171234567", "Invalid Number"},
		{"number", "017123456789", "Invalid Number"},
		{"number", "01212345678", "Invalid Number"},
		{"number", "8801712345678", "Invalid Number"},
		{"number", "০১৭১২৩৪৫৬৭৮", "Invalid Number"},
		{"service", "-", "Service Required"},
		{"type", "-", "Invalid Type"},
		{"type", "3", "Invalid Type"},
		{"amount", "-", "Invalid Amount"},
		{"amount", "9", "Invalid Amount"},
		{"amount", "50.00", "Invalid Amount"},
		{"amount", "+50", "Invalid Amount"},
		{"amount", "-50", "Invalid Amount"},
		{"amount", "1001", "Invalid Amount"},
		{"amount", "99999999999999999999", "Invalid Amount"},
		{"id", "-", "Id Required"},
		{"operator", "gp", "Invalid Operator"},
	} {
		t.Run(c.name+" "+c.value, func(t *testing.T) {
			g.says("request", form("x", c.name, c.value), refused(c.want))
		})
	}
	g.says("request", form("x", "type", "2", "amount", "5001"), refused("Invalid Amount"))
	g.says("status", form("x", "key", "no"), refused("Not User"))
	g.says("balance", form("x", "user", "no"), refused("Not User"))
	g.notTaken("x")
	g.balanceIs("5000.00")

	g.says("request", form("y", "type", "2", "amount", "4990"), taken)
	g.says("request", form("z"), refused("Insufficient Balance"))
	g.says("request", form("y"), refused("Duplicate Id"))
	if o := g.order("y"); o.Requests != 2 || o.Charged != 1 {
		t.Errorf("duplicate: %+v", o)
	}
	if n := g.Requests("z"); n != 1 {
		t.Errorf("a refused id carried by %d requests, want 1", n)
	}
	g.says("request", form("z", "amount", "10"), taken)
	g.balanceIs("0.00")
}

func TestBandKey(t *testing.T) {
	g := newRig(t, simpanel.Options{})
	send := func(call, key string) string {
		req, _ := http.NewRequest("POST", g.url+call, strings.NewReader(form("a").Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
		if key != "" {
			req.Header.Set("band-key", key)
		}
		resp, err := g.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		return string(body)
	}
	no := refused("Invalid Band Key")
	for _, c := range []struct{ call, key, want string }{
		{"request", "", no}, {"request", "other", no}, {"balance", "", no},
		{"status", "", unknown},
		{"request", "flexisoftwarebd,", taken}, {"status", "", statusIs("T000000001", "4950", "1")},
	} {
		if got := send(c.call, c.key); got != c.want {
			t.Errorf("%s with key %q: got %s, want %s", c.call, c.key, got, c.want)
		}
	}
}

// TestMultipart sends what PHP's curl makes of the document's sample: multipart,
// no operator, and a stray comma in the header.
func TestMultipart(t *testing.T) {
	for prefix, operator := range map[string]string{
		"017": "GP", "013": "GP", "018": "RB", "016": "AT", "019": "BL", "014": "BL", "015": "TT",
	} {
		g := newRig(t, simpanel.Options{User: "testuser"})
		var body bytes.Buffer
		m := multipart.NewWriter(&body)
		want := map[string]string{
			"user": "testuser", "key": "xxxxxxxxxxxxxxxxxxxxxi", "amount": "10", "number": prefix + "12345678",
			"service": "64", "type": "1", "id": "6385f4f65e16e",
		}
		for name, value := range want {
			m.WriteField(name, value)
		}
		m.Close()
		req, _ := http.NewRequest("POST", g.url+"request", &body)
		req.Header.Set("Content-Type", m.FormDataContentType())
		req.Header["band-key"] = []string{"flexisoftwarebd,"}
		resp, err := g.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if string(got) != taken {
			t.Fatalf("%s: %s", prefix, got)
		}
		o := g.order("6385f4f65e16e")
		if o.Operator != operator || o.Amount != "10" || o.Type != "1" || o.Service != "64" || fmt.Sprint(o.Fields) != fmt.Sprint(want) {
			t.Errorf("%s: %+v", prefix, o)
		}
		if o.Headers.Get("band-key") != "flexisoftwarebd," {
			t.Errorf("headers: %v", o.Headers)
		}
	}
}

func TestForm(t *testing.T) {
	g := newRig(t, simpanel.Options{})
	post := func(method, query, kind, body string) (int, string) {
		req, _ := http.NewRequest(method, g.url+"request"+query, strings.NewReader(body))
		req.Header.Set("Content-Type", kind)
		req.Header.Set("band-key", "flexisoftwarebd")
		resp, err := g.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		got, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(got)
	}
	const plain = "application/x-www-form-urlencoded"
	good := form("q").Encode()
	if _, got := post("POST", "?"+good, plain, ""); got != refused("Invalid Number") {
		t.Errorf("fields in the query: %s", got)
	}
	if _, got := post("POST", "", "application/json", `{"number":"01712345678"}`); got != refused("Invalid Number") {
		t.Errorf("JSON: %s", got)
	}
	if code, _ := post("GET", "?"+good, plain, ""); code != 405 {
		t.Errorf("GET: code %d", code)
	}
	if code, _ := post("POST", "", plain, strings.Repeat("a", 2<<20)); code != 413 {
		t.Errorf("long body: code %d", code)
	}
	if _, got := post("POST", "", plain, "amount=999&"+good); got != taken {
		t.Errorf("amount twice: %s", got)
	}
	if o := g.order("q"); o.Amount != "50" {
		t.Errorf("of a field sent twice the last counts; got amount %s", o.Amount)
	}
	resp, err := g.client.Post(g.url+"other", plain, nil)
	if err != nil || resp.StatusCode != 404 {
		t.Errorf("unknown call: %v %v", resp, err)
	}
	resp.Body.Close()
	if n := g.Calls()[simpanel.CallRequest]; n != 3 {
		t.Errorf("%d request calls counted, want 3", n)
	}
}

func TestSettle(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	g := newRig(t, simpanel.Options{
		Balance: "100.05", Settle: 10 * time.Second,
		Now: func() time.Time { mu.Lock(); defer mu.Unlock(); return now },
	})
	g.says("request", form("a"), taken)
	g.says("status", form("a"), statusIs("", "50.05", "0"))
	mu.Lock()
	now = now.Add(10 * time.Second)
	mu.Unlock()
	if g.order("a").Status != simpanel.StatusPending {
		t.Error("settled before it was asked for")
	}
	g.says("status", form("a"), statusIs("T000000001", "50.05", "1"))

	g.says("request", form("b"), taken)
	if err := g.Settle("b", simpanel.StatusFailed, "Operator Down"); err != nil {
		t.Fatal(err)
	}
	g.balanceIs("50.05")
	g.says("status", form("b"), `{"posotion":1,"trxid":"","lastbalance":"50.05", "status":"2","message":"Operator Down"}`)
	g.Settle("b", simpanel.StatusFailed, "again")
	g.balanceIs("50.05")
	g.Settle("b", simpanel.StatusDone, "")
	g.balanceIs("0.05")
	g.says("status", form("b"), statusIs("T000000002", "0.05", "1"))
	if o := g.order("b"); o.Charged != 1 {
		t.Errorf("charged %d times", o.Charged)
	}
	if err := g.Settle("c", simpanel.StatusDone, ""); !errors.Is(err, simpanel.ErrNoOrder) {
		t.Errorf("settling an unknown order: %v", err)
	}
	if err := g.Settle("a", "pending", ""); err == nil {
		t.Error("settled as pending")
	}
}

func TestNotFound(t *testing.T) {
	const body = `{"posotion":0,"trxid":"","lastbalance":"0", "status":"0"}`
	g := newRig(t, simpanel.Options{NotFound: body})
	g.says("status", form("a"), body)
}

func TestLog(t *testing.T) {
	g := newRig(t, simpanel.Options{Keep: 3})
	g.says("request", form("0"), taken)
	for i := range 4 {
		g.says("status", form(fmt.Sprint(i)), map[bool]string{true: statusIs("T000000001", "4950", "1"), false: unknown}[i == 0])
	}
	all := g.Log()
	if len(all) != 3 || all[0].ID != "1" || all[2].ID != "3" {
		t.Fatalf("log: %+v", all)
	}
	if e := all[2]; e.Call != simpanel.CallStatus || e.Method != "POST" || e.Fields["user"] != "testuser" ||
		e.Answer != unknown || e.Mood != simpanel.Succeed || e.At.IsZero() {
		t.Errorf("entry: %+v", e)
	}
}

func TestWaitFor(t *testing.T) {
	g := newRig(t, simpanel.Options{})
	go g.do(t.Context(), "request", form("a"))
	err := g.WaitFor(t.Context(), func() bool { return len(g.Orders()) == 1 })
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := g.WaitFor(ctx, func() bool { return false }); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("after the time: %v", err)
	}
	g.Close()
	if g.WaitFor(t.Context(), func() bool { return false }) == nil {
		t.Error("waited on a closed panel")
	}
}

// TestMany has one id sent by many at once: it must be charged once.
func TestMany(t *testing.T) {
	g := newRig(t, simpanel.Options{})
	var wait sync.WaitGroup
	for i := range 64 {
		wait.Go(func() {
			g.do(t.Context(), "request", form("same"))
			g.do(t.Context(), "request", form(fmt.Sprintf("own%d", i), "amount", "10"))
			g.do(t.Context(), "status", form("same"))
			g.Orders()
			g.Log()
		})
	}
	wait.Wait()
	if o := g.order("same"); o.Charged != 1 || o.Requests != 64 {
		t.Errorf("%+v", o)
	}
	g.balanceIs("4310.00")
	if n := len(g.Orders()); n != 65 {
		t.Errorf("%d orders", n)
	}
}

func BenchmarkRequest(b *testing.B) {
	p := simpanel.New(simpanel.Options{Balance: "999999999999"})
	defer p.Close()
	n := 0
	for b.Loop() {
		n++
		body := "number=01712345678&service=64&amount=50&type=1&user=u&key=k&operator=GP&id=" + fmt.Sprint(n)
		req := httptest.NewRequest("POST", "/sendapi/request", strings.NewReader(body))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("band-key", "flexisoftwarebd")
		w := httptest.NewRecorder()
		p.ServeHTTP(w, req)
		if w.Body.String() != taken {
			b.Fatal(w.Body)
		}
	}
}
