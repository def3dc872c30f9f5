package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/upstream/simpanel"
)

// ordered is what becomes of an order whose request meets a fault.
type ordered struct {
	state  order.State // while the panel tells nothing of the order
	reads  string      // what the reseller reads then
	ends   string      // the final word, once the panel tells; "" where it never had the order
	admins bool        // the admins are told that it takes too long
}

// followed is what becomes of an accepted order whose status calls meet it.
// Once the panel answers again such an order is done.
type followed struct {
	state  order.State
	reads  string
	admins bool
}

// fault is one way in which the panel misbehaves and what comes of it for each
// of its three calls.
type fault struct {
	name    string
	mood    simpanel.Mood
	request ordered
	status  followed
	balance string // what /balance shows, when no balance was known before
}

const (
	refusal = `{"success":false,"status":2,"message":"Not User"}`

	noBalance   = "The panel does not answer, and no earlier balance is known"
	oddBalance  = "its answer is no balance that can be read"
	balanceTold = "৳5,000 at the panel"
	notTold     = "The panel does not tell the balance: “Not User”"
)

var (
	// No readable word came back. lost: the panel never had the order. kept: it has.
	lost  = ordered{order.Unclear, "Do not send it again", "", true}
	kept  = ordered{order.Unclear, "Do not send it again", "Done.", true}
	took  = ordered{order.Accepted, "Accepted", "Done.", true}
	doubt = ordered{order.Unclear, "Not sure yet.", "", true} // a no that is no proof, of what it never had
	no    = ordered{order.Failed, "did not take it: “Not User”. Nothing was recharged, no money moved", "", false}

	waits = followed{order.Accepted, "It takes longer than it should", true}
	done  = followed{order.Done, "Transaction id T", false}
)

func body(text string) simpanel.Mood { return simpanel.Mood{Name: simpanel.Body, Body: text} }
func coded(code int, text string) simpanel.Mood {
	return simpanel.Mood{Name: simpanel.Body, HTTP: code, Body: text}
}
func mood(name string) simpanel.Mood { return simpanel.Mood{Name: name} }

// One row for each thing that comes of a fault; how the panel's client takes each
// of them is upstream's to test. The connection is there; without one:
// TestNoConnection.
func panelFaults() []fault {
	return []fault{
		{"good", mood(simpanel.Succeed), took, done, balanceTold},
		{"refusal", body(refusal), no, waits, notTold},
		{"refusal, code 429", coded(429, refusal), doubt, waits, notTold},
		{"refusal, code 500", coded(500, refusal), doubt, waits, oddBalance},
		{"failed", simpanel.Mood{Name: simpanel.Fail, Message: "Operator <b>down</b>"}, ordered{order.Accepted, "Accepted", "Operator <b>down</b>", true},
			followed{order.Failed, "did not go through: “Operator <b>down</b>”", false}, "does not tell the balance: “Operator <b>down</b>”"},
		{"pending", mood(simpanel.Pending), took, waits, balanceTold},
		{"reversed", simpanel.Mood{Name: simpanel.Reversed, Message: "Wrong SIM"}, took, done, balanceTold},

		{"time-out before it was taken", mood(simpanel.Hang), lost, waits, noBalance},
		{"time-out after", mood(simpanel.TakeAndHang), kept, waits, noBalance},
		{"reset after", mood(simpanel.TakeAndReset), kept, waits, noBalance},
		{"500 after it was taken", mood(simpanel.TakeAnd500), kept, waits, oddBalance},
		{"redirect", simpanel.Mood{Name: simpanel.Redirect, HTTP: 302}, lost, waits, oddBalance},
		{"page", mood(simpanel.HTML), lost, waits, oddBalance},

		{"wrong types", mood(simpanel.WrongTypes), took, done, balanceTold},
		{"status 7", simpanel.Mood{Name: simpanel.Code, Status: "7"}, took, waits, balanceTold},
		{"unknown id", body(`{"success":false,"status":2,"message":"Order Not Found"}`),
			doubt, waits, "Order Not Found"},
		{"unknown id, short", body(`{"status":2,"message":"Order Not Found"}`), doubt, waits, oddBalance},
		{"id used before", body(`{"success":false,"status":2,"message":"Duplicate Id"}`), doubt, waits, "Duplicate Id"},
	}
}

// counter is a bot with a reseller, a number and an order for each fault.
type counter struct {
	*apptest.Bot
	faults []fault
}

func (c *counter) person(i int) int64  { return int64(40_000 + i) }
func (c *counter) number(i int) string { return fmt.Sprintf("019%08d", i+1) }
func (c *counter) sought(i int) (id string) {
	for _, e := range c.Panel.Log() {
		if e.Call == simpanel.CallRequest && e.Number == c.number(i) {
			return e.ID
		}
	}
	return ""
}

// newCounter has a panel of its own, on which done orders are done when first
// asked for. An order takes too long after a second.
func newCounter(t *testing.T, changes ...string) *counter {
	t.Helper()
	panel := simpanel.New(simpanel.Options{User: sandbox.User, Key: sandbox.Key, Balance: "5000"})
	server := &simpanel.Server{Handler: panel}
	c := &counter{faults: panelFaults()}
	c.Bot = apptest.Prepare(t, append([]string{"UPSTREAM_URL", server.Start() + "/sendapi", "STUCK_AFTER", "1s", "STUCK_ANNOUNCED", "1000"}, changes...)...)
	t.Cleanup(func() {
		panel.Close()
		server.Close()
	})
	c.Panel = panel
	c.Offline(func(tx chat.Tx) error {
		for i := range c.faults {
			if err := tx.PutMember(chat.Member{ID: c.person(i), Name: c.faults[i].name, Language: "en", Allowed: true}); err != nil {
				return err
			}
		}
		return nil
	})
	return c
}

// placeAll has each reseller order, and tap Confirm twice.
func (c *counter) placeAll() {
	for i := range c.faults {
		c.Telegram.Say(c.person(i), c.number(i)+" 20")
	}
	for i := range c.faults {
		_, update := c.Tap(c.person(i), "✅ Confirm")
		c.Telegram.Resend(update)
	}
}

// states ends the bot and gives each fault's order from the store.
func (c *counter) states() []order.Order {
	c.T.Helper()
	if err := c.Stop(); err != nil {
		c.T.Fatal(err)
	}
	var all []order.Order
	c.Offline(func(tx chat.Tx) error {
		for i := range c.faults {
			orders, err := tx.OrdersTo(order.Number(c.number(i)), 2)
			if err != nil || len(orders) != 1 {
				return fmt.Errorf("%s: %d orders, %v", c.faults[i].name, len(orders), err)
			}
			all = append(all, orders[0])
		}
		return nil
	})
	return all
}

// finals is how many new messages have told a reseller how the order ended. The
// card, which tells it too, is the first.
func (c *counter) finals(person int64) (n int) {
	for i, m := range c.Telegram.Messages(person) {
		if i > 1 && m.FromBot && (strings.Contains(m.Text, "Done.") || strings.Contains(m.Text, "Failed.")) {
			n++
		}
	}
	return n
}

// told is how many messages the admin has got about an order.
func (c *counter) told(i int) int { return c.Says(sandbox.Admin, c.number(i)) }

// paid looks whether the panel was asked once for each order.
func (c *counter) paid() {
	c.T.Helper()
	asked := map[string]int{}
	for _, e := range c.Panel.Log() {
		if e.Call == simpanel.CallRequest {
			asked[e.Number]++
		}
	}
	for i, f := range c.faults {
		if n := asked[c.number(i)]; n != 1 {
			c.T.Errorf("%s: the panel was asked to pay %d times", f.name, n)
		}
		if o, ok := c.Panel.Order(c.sought(i)); ok && o.Charged != 1 {
			c.T.Errorf("%s: charged %d times", f.name, o.Charged)
		}
	}
}

func TestFaultsOfARequest(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	for i, f := range c.faults {
		f.mood.Times = 1 // for the request
		c.Panel.SetMoodFor(c.number(i), f.mood)
	}
	c.Panel.SetMood(simpanel.CallStatus, body(`{"success":false,"status":2,"message":"Not now"}`))
	c.Start()
	c.placeAll()
	for i, f := range c.faults {
		c.Sees(c.person(i), f.request.reads)
		if f.request.admins {
			c.Sees(sandbox.Admin, "takes too long", c.number(i))
			c.Sees(c.person(i), f.request.reads, "It takes longer than it should")
		}
	}
	for i, o := range c.states() {
		if want := c.faults[i].request.state; o.State != want {
			t.Errorf("%s: the order is %s, want %s", c.faults[i].name, o.State, want)
		}
	}

	c.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Succeed)) // as each order has it in store
	c.Start()
	for i, f := range c.faults {
		if f.name == "pending" {
			if err := c.Panel.Settle(c.sought(i), simpanel.StatusDone, ""); err != nil {
				t.Fatal(err)
			}
		}
		if f.request.ends != "" {
			c.Sees(c.person(i), f.request.ends)
			c.Until("the final word on "+f.name, func() bool { return c.finals(c.person(i)) == 1 })
			if f.request.admins { // whoever was told that it takes too long sees how it ended
				c.Sees(sandbox.Admin, f.request.ends, c.number(i))
			}
		}
	}
	c.Telegram.Say(sandbox.Admin, "/balance") // and whatever was on its way has arrived
	c.Sees(sandbox.Admin, "at the panel")
	for i, o := range c.states() {
		f, want := c.faults[i], c.faults[i].request.state
		switch f.request.ends {
		case "":
		case "Done.":
			want = order.Done
		default:
			want = order.Failed
		}
		if f.name == "reversed" {
			want = o.State // whichever of its two words came last
		}
		finals := 1
		if want == order.Unclear {
			finals = 0 // the panel does not know it; no guess settles it
		}
		if n := c.finals(c.person(i)); o.State != want || n != finals {
			t.Errorf("%s: the order ended as %s with %d final words, want %s with %d\n%s", f.name, o.State, n, want, finals, c.Chat(c.person(i)))
		}
		if n := c.told(i); n > 1 || (n == 1) != f.request.admins {
			t.Errorf("%s: the admin was told %d times", f.name, n)
		}
	}
	c.paid()
}

func TestFaultsOfStatus(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	for i, f := range c.faults {
		switch f.mood.Name { // by a number these would say nothing about status calls
		case simpanel.TakeAndHang:
			f.mood = mood(simpanel.Hang)
		case simpanel.TakeAndReset:
			f.mood = mood(simpanel.Reset)
		case simpanel.TakeAnd500:
			f.mood = mood(simpanel.HTTP)
		}
		c.Panel.SetMoodFor(c.number(i), f.mood)
		c.Panel.SetMoodFor(c.number(i), simpanel.Mood{Name: simpanel.Succeed, Times: 1}) // for the request
	}
	c.Start()
	c.placeAll()
	for i, f := range c.faults {
		c.Sees(c.person(i), f.status.reads)
		if f.status.admins {
			c.Sees(sandbox.Admin, "takes too long", c.number(i), "said that it took the order")
		}
	}
	if !strings.Contains(c.Log.String(), `msg="panel: unknown status code" code=7`) {
		t.Error("the log does not tell of status 7")
	}
	for i, o := range c.states() {
		if want := c.faults[i].status.state; o.State != want {
			t.Errorf("%s: the order is %s, want %s", c.faults[i].name, o.State, want)
		}
	}
	for i := range c.faults {
		c.Panel.SetMoodFor(c.number(i), simpanel.Mood{})
	}
	c.Start()
	for i, f := range c.faults {
		if f.status.state != order.Failed {
			c.Sees(c.person(i), "Done.", "Transaction id T")
		}
		c.Until("the final word on "+f.name, func() bool { return c.finals(c.person(i)) == 1 })
		if n := c.told(i); n > 1 || (n == 1) != f.status.admins {
			t.Errorf("%s: the admin was told %d times", f.name, n)
		}
	}
	c.paid()
}

func TestFaultsOfBalance(t *testing.T) {
	t.Parallel()
	c := newCounter(t, "SHOW_PANEL_BALANCE", "all")
	c.Start()
	asked := 0
	var ask func(name, want string, again bool)
	ask = func(name, want string, again bool) {
		asked++
		calls := c.Panel.Calls()[simpanel.CallBalance]
		before, _ := c.Telegram.Last(sandbox.Reseller)
		c.Telegram.Say(sandbox.Reseller, "/balance")
		var last string
		c.Until("the balance", func() bool {
			m, _ := c.Telegram.Last(sandbox.Reseller)
			last = m.Text
			return m.ID > before.ID && m.FromBot && !strings.Contains(last, "Asking")
		})
		// A question on a connection that the panel is just closing reaches
		// nobody and is not repeated by itself: a person asks again.
		if !strings.Contains(last, want) && c.Panel.Calls()[simpanel.CallBalance] == calls && !again {
			ask(name, want, true)
			return
		}
		if !strings.Contains(last, want) {
			t.Errorf("%s: /balance shows %q, want %q", name, last, want)
		}
	}
	for _, known := range []bool{false, true} { // what cannot be told comes first; what was told is not asked for again at once
		for _, f := range c.faults {
			good := f.balance == balanceTold
			if good != known {
				continue
			}
			c.Panel.SetMood(simpanel.CallBalance, f.mood)
			ask(f.name, f.balance, false)
		}
	}
	if n := c.Panel.Calls()[simpanel.CallBalance]; n > asked { // one call a question, never more
		t.Errorf("%d balance calls for %d questions", n, asked)
	}
}

// What the panel's client is told to keep to itself shows nowhere, whatever the panel
// sends back: the kit looks for each secret of the settings when the test ends.
func TestSecretsComeBackFromThePanel(t *testing.T) {
	t.Parallel()
	const header, key = "Bearer header-hush-4711", sandbox.Key
	w := apptest.Start(t, "UPSTREAM_HEADERS", "authorization: "+header, "SHOW_PANEL_BALANCE", "all")
	echo := `{"success":false,"status":2,"message":"no ` + header + ` for ` + key + `"}`
	w.Panel.SetMood(simpanel.CallRequest, body(echo))
	w.Panel.SetMood(simpanel.CallStatus, body(`{"posotion":1,"trxid":"BD12345 `+header+`","status":"`+key+`","message":"`+header+`"}`))
	w.Panel.SetMood(simpanel.CallBalance, body("<html>"+header+key))
	w.Telegram.Say(sandbox.Admin, "/balance")
	w.Sees(sandbox.Admin, "its answer is no balance that can be read")
	w.Telegram.Say(sandbox.Reseller, "01712345678 50")
	w.Tap(sandbox.Reseller, "✅ Confirm")
	w.Sees(sandbox.Reseller, "no [header] for [key]")
	w.Panel.SetMood(simpanel.CallBalance, body(echo))
	w.Telegram.Say(sandbox.Admin, "/balance")
	w.Sees(sandbox.Admin, "does not tell the balance", "no [header] for [key]")
	if !slices.ContainsFunc(w.Config.Secrets, func(s string) bool { return strings.Contains(s, "header-hush") }) {
		t.Error("the header is not declared secret")
	}
}
