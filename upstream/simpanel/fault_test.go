package simpanel_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"rechargebot/upstream/simpanel"
)

// accountIs compares what the panel really did with an id.
func (g *rig) accountIs(id string, taken bool, charges int, charged int64, word string) {
	g.t.Helper()
	a, ok := g.Account(id)
	if !ok || a.Taken != taken || a.Charges != charges || a.Charged != charged || a.Word != word {
		g.t.Errorf("account of %s: %+v, want taken %v, charged %d times, %d paisa now, word %q", id, a, taken, charges, charged, word)
	}
}

// still is a panel whose clock stands but for Advance.
func still(t *testing.T, opt simpanel.Options) *rig {
	opt.Now = func() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) }
	return newRig(t, opt)
}

// A fault after taking answers with a refusal, and the order is charged and goes
// its way.
func TestFaultAfterTaking(t *testing.T) {
	const id = "6385f4f65e16e"
	wants := []struct {
		name string
		code int
		want string
	}{
		{simpanel.FaultGoneAway, 200, refused("SQLSTATE[HY000]: General error: 2006 MySQL server has gone away")},
		{simpanel.FaultDuplicateRequest, 200, refused("Duplicate Request")},
		{simpanel.FaultAlreadySubmitted, 200, refused("Request Already Submitted")},
		{simpanel.FaultAlreadyPending, 200, refused("Already Pending")},
		{simpanel.FaultDuplicateEntry, 200, refused("Duplicate entry '6385f4f65e16e' for key 'PRIMARY'")},
		{simpanel.FaultCurlTimeout, 200, refused("cURL error 28: timed out")},
		{simpanel.FaultSomethingWrong, 200, refused("Something went wrong")},
		{simpanel.FaultDeadlock, 200, refused("Deadlock found when trying to get lock; try restarting transaction")},
		{simpanel.FaultEmptyMessage, 200, refused("")},
		{simpanel.FaultHTTP408, 408, refused("Request Timeout")},
		{simpanel.FaultHTTP429, 429, refused("Too Many Requests")},
		{simpanel.FaultHTTP499, 499, refused("Client Closed Request")},
		{simpanel.FaultPHPWarning, 200, "<br />\n<b>Warning</b>:  Undefined array key \"operator\" in <b>/home/panel/public_html/api.php</b> on line <b>41</b><br />\n" + refused("Recharge Failed")},
	}
	var tested []string
	for _, c := range wants {
		tested = append(tested, c.name)
		t.Run(c.name, func(t *testing.T) {
			g := newRig(t, simpanel.Options{StrictIDs: true})
			g.SetMoodFor(number, simpanel.Mood{Name: c.name})
			code, _, body, err := g.do(t.Context(), "request", form(id))
			if err != nil || code != c.code || body != c.want {
				t.Errorf("got %d %q, %v", code, body, err)
			}
			g.accountIs(id, true, 1, 5000, simpanel.StatusPending)
			g.balanceIs("4950.00")
			g.says("status", form(id), statusIs("T000000001", "4950", "1"))
			g.accountIs(id, true, 1, 5000, simpanel.StatusDone)

			// A bad order is not taken in this mood either.
			if _, _, body, _ := g.do(t.Context(), "request", form("6385f4f65e16f", "amount", "1")); !strings.HasSuffix(body, refused("Invalid Amount")) {
				t.Errorf("a bad order: %q", body)
			}
			g.accountIs("6385f4f65e16f", false, 0, 0, "")
		})
	}
	if !slices.Equal(tested, simpanel.Faults()) {
		t.Errorf("tested %v, there are %v", tested, simpanel.Faults())
	}
}

// The honest counterpart: words of a refusal, and nothing was taken.
func TestRefusedAndNotTaken(t *testing.T) {
	g := newRig(t, simpanel.Options{})
	for name, want := range map[string]string{
		simpanel.Refuse: "Invalid Number", simpanel.RefuseBalance: "Insufficient balance", simpanel.RefuseUser: "Not User",
		simpanel.RefuseNumber: "Invalid number", simpanel.RefuseUnknownWords: "Sorry, vendor line busy #17",
	} {
		g.SetBehaviour(name)
		g.says("request", form(name), refused(want))
		g.accountIs(name, false, 0, 0, "")
		g.says("status", form(name), unknown)
	}
	g.balanceIs("5000.00")
	if len(g.Ledger()) != 0 {
		t.Errorf("ledger: %+v", g.Ledger())
	}
}

// What becomes of a taken order is told by Then, with any answer.
func TestThen(t *testing.T) {
	g := newRig(t, simpanel.Options{})
	g.SetMoodFor(number, simpanel.Mood{Name: simpanel.FaultDeadlock, Message: "Deadlock", Then: simpanel.Fail, Keys: simpanel.KeysMsg})
	g.says("request", form("a"), `{"success":false,"status":2,"msg":"Deadlock"}`)
	g.accountIs("a", true, 1, 5000, simpanel.StatusPending)
	g.says("status", form("a"), `{"posotion":1,"trxid":"","lastbalance":"5000", "status":"2","msg":"Recharge Failed"}`)
	g.accountIs("a", true, 1, 0, simpanel.StatusFailed)

	for _, bad := range []simpanel.Mood{{Then: "other"}, {Then: simpanel.Hang}, {Keys: "other"}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v was accepted", bad)
				}
			}()
			g.SetMood(simpanel.CallRequest, bad)
		}()
	}
}

// A second request with an id is refused or runs, as the panel is set.
func TestDuplicates(t *testing.T) {
	const id = "6385f4f65e16e"
	g := newRig(t, simpanel.Options{StrictIDs: true})
	for _, bad := range []string{"a", "6385F4F65E16E", "6385f4f65e16e0", "6385f4f65e16g"} {
		g.says("request", form(bad), refused("Invalid Id"))
	}
	g.says("request", form(id), taken)
	g.says("request", form(id), refused("Duplicate Id"))
	g.accountIs(id, true, 1, 5000, simpanel.StatusPending)
	g.SetRunTwice(true)
	g.says("request", form(id), taken)
	g.accountIs(id, true, 2, 10000, simpanel.StatusPending)
	if o := g.order(id); o.Charged != 2 || o.Requests != 3 {
		t.Errorf("%+v", o)
	}
	g.Settle(id, simpanel.StatusFailed, "")
	g.accountIs(id, true, 2, 0, simpanel.StatusFailed)
	g.says("request", form(id), taken) // an order that failed runs again
	g.accountIs(id, true, 3, 5000, simpanel.StatusPending)
	g.says("status", form(id), statusIs("T000000001", "4950", "1"))
}

func TestLedger(t *testing.T) {
	g := still(t, simpanel.Options{})
	start := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	g.says("request", form("a"), taken)
	g.SetMoodFor("b", simpanel.Mood{Name: simpanel.Reset})
	g.do(t.Context(), "request", form("b", "amount", "20"))
	g.Advance(time.Minute)
	g.says("request", form("c", "amount", "30"), taken)
	g.Advance(time.Minute)
	g.Settle("a", simpanel.StatusFailed, "Operator Down")
	want := []simpanel.Posting{
		{ID: "a", Kind: simpanel.Charge, Amount: 5000, At: start, Why: "requested"},
		{ID: "c", Kind: simpanel.Charge, Amount: 3000, At: start.Add(time.Minute), Why: "requested"},
		{ID: "a", Kind: simpanel.Refund, Amount: 5000, At: start.Add(2 * time.Minute), Why: "Operator Down"},
	}
	if got := g.Ledger(); !slices.Equal(got, want) {
		t.Errorf("ledger: %+v", got)
	}
	accounts := []simpanel.Account{
		{ID: "a", Number: number, Amount: "50", Requests: 1, Taken: true, Charges: 1, Word: simpanel.StatusFailed, Mood: simpanel.Succeed},
		{ID: "b", Number: number, Amount: "20", Requests: 1, Mood: simpanel.Reset},
		{ID: "c", Number: number, Amount: "30", Requests: 1, Taken: true, Charges: 1, Charged: 3000, Word: simpanel.StatusPending, Mood: simpanel.Succeed},
	}
	if got := g.Accounts(); !slices.Equal(got, accounts) {
		t.Errorf("accounts: %+v", got)
	}
	if g.Charged() != 3000 {
		t.Errorf("charged %d paisa", g.Charged())
	}
	if _, ok := g.Account("d"); ok {
		t.Error("an account of an id that never came")
	}
	g.balanceIs("4970.00")
}

func TestOtherKeys(t *testing.T) {
	const message = "Flexiload- Request Submit Successfully"
	wants := map[string][2]string{
		simpanel.KeysMsg:      {strings.Replace(taken, "message", "msg", 1), statusIs("T000000001", "4950", "1")},
		simpanel.KeysError:    {strings.Replace(taken, "message", "error", 1), statusIs("T000000001", "4950", "1")},
		simpanel.KeysData:     {strings.Replace(taken, "message", "data", 1), statusIs("T000000001", "4950", "1")},
		simpanel.KeysResponse: {strings.Replace(taken, "message", "response", 1), statusIs("T000000001", "4950", "1")},
		simpanel.KeysNested:   {`{"success":true,"status":1,"data":{"message":"` + message + `"}}`, statusIs("T000000001", "4950", "1")},
		simpanel.KeysSpaces:   {`{"success ":true," status":1,"message ":"` + message + `"}`, `{"posotion ":1," trxid":"T000000001","lastbalance ":"4950"," status":"1"}`},
		simpanel.KeysCase:     {`{"SUCCESS":true,"Status":1,"MESSAGE":"` + message + `"}`, `{"POSOTION":1,"Trxid":"T000000001","LASTBALANCE":"4950","Status":"1"}`},
		simpanel.KeysStrings:  {`{"success":"true","status":"1","message":"` + message + `"}`, `{"posotion":"1","trxid":"T000000001","lastbalance":"4950", "status":"1"}`},
		simpanel.KeysPosition: {taken, `{"position":1,"trxid":"T000000001","lastbalance":"4950","status":"1"}`},
	}
	for _, name := range simpanel.OtherKeys() {
		// As the mood of the request it holds for the order's status calls too.
		g := newRig(t, simpanel.Options{})
		g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: name, Times: 1})
		g.says("request", form("a"), wants[name][0])
		g.says("status", form("a"), wants[name][1])
		g.SetMood(simpanel.CallBalance, simpanel.Mood{Name: name})
		if code, _, body, err := g.do(t.Context(), "balance", form("")); err != nil || code != 200 || !strings.Contains(body, "4950") {
			t.Errorf("%s: balance %q, %v", name, body, err)
		}
		// As the mood of the status call alone too, and for what is not known.
		g.SetMood(simpanel.CallRequest, simpanel.Mood{})
		g.says("request", form("b"), taken)
		g.SetMood(simpanel.CallStatus, simpanel.Mood{Name: name})
		g.says("status", form("b"), strings.NewReplacer("01", "02", "4950", "4900").Replace(wants[name][1]))
		if _, _, body, _ := g.do(t.Context(), "status", form("z")); (name == simpanel.KeysPosition) != (body == unknown) {
			t.Errorf("%s: unknown id %q", name, body)
		}
	}
	if len(wants) != len(simpanel.OtherKeys()) {
		t.Errorf("%d tested", len(wants))
	}
}

// Each mood has a label of one line, and each can be set for all calls.
func TestEachMoodIsLabelled(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range simpanel.Moods() {
		if m.Title == "" || strings.Contains(m.Title, "\n") || seen[m.Name] || seen["title "+m.Title] {
			t.Errorf("mood %q is labelled %q", m.Name, m.Title)
		}
		seen[m.Name], seen["title "+m.Title] = true, true
		g := newRig(t, simpanel.Options{})
		g.SetBehaviour(m.Name)
		if g.Behaviour() != m.Name {
			t.Errorf("set to %q, is %q", m.Name, g.Behaviour())
		}
	}
}
