package app_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/upstream/simpanel"
)

var unsentLook = regexp.MustCompile(`msg="panel call" call=status id=\w+ .*outcome=unsent`)

// Where no connection is made nothing was sent: the order waits, says so, and
// goes out by itself when the panel is there again.
func TestNoConnection(t *testing.T) {
	t.Parallel()
	panel := simpanel.New(simpanel.Options{User: sandbox.User, Key: sandbox.Key, Balance: "5000"})
	down, secure := &simpanel.Server{Handler: panel}, &simpanel.Server{Handler: panel}
	address, untrusted := down.Start(), secure.StartTLS()
	down.Down()
	t.Cleanup(func() {
		panel.Close()
		down.Close()
		secure.Close()
	})
	for _, row := range [][2]string{{"no such host", "http://panel.invalid"}, {"certificate of its own", untrusted}, {"refused connection", address}} {
		t.Run(row[0], func(t *testing.T) {
			url := row[1]
			w := apptest.Start(t, "UPSTREAM_URL", url+"/sendapi")
			w.Panel = panel
			w.Telegram.Say(sandbox.Reseller, "01712345678 50")
			w.Tap(sandbox.Reseller, "✅ Confirm")
			w.Sees(sandbox.Reseller, "Waiting. The panel cannot be reached. Nothing was sent, no money moved. We try until")
			w.Telegram.Say(sandbox.Reseller, "/balance")
			w.Sees(sandbox.Reseller, noBalance)
			w.Telegram.Say(sandbox.Reseller, "/status 01712345678")
			w.Until("the order's card once more", func() bool {
				last, _ := w.Telegram.Last(sandbox.Reseller)
				return strings.Contains(last.Text, "Waiting.")
			})
			if n := len(panel.Log()); n != 0 {
				t.Fatalf("the panel got %d calls", n)
			}
			for _, m := range w.Telegram.Messages(sandbox.Admin) {
				t.Errorf("the admin was told: %s", m.Text)
			}
			if url != address {
				return
			}
			if err := down.Up(); err != nil {
				t.Fatal(err)
			}
			w.Sees(sandbox.Reseller, "Done.", "Transaction id T")
			if o := panel.Orders(); len(o) != 1 || o[0].Requests != 1 || o[0].Charged != 1 {
				t.Errorf("the panel has %+v", o)
			}
			// And gone again, with an order on its way.
			panel.SetMoodFor("01812345678", mood(simpanel.Pending))
			w.Telegram.Say(sandbox.Reseller, "01812345678 50")
			w.Tap(sandbox.Reseller, "✅ Confirm ৳50")
			w.Sees(sandbox.Reseller, "Accepted", "01812345678")
			down.Down()
			w.Eventually("a status check that finds nobody", func() bool { return unsentLook.MatchString(w.Log.String()) })
			w.Sees(sandbox.Reseller, "Accepted", "01812345678")
		})
	}
}

// Most shopkeepers never meet this: done, and taken back days later.
func TestDoneIsTakenBack(t *testing.T) {
	t.Parallel()
	w := apptest.Start(t, "STATUS_FIRST_CHECK", "10ms")
	asked := func() { // nobody looks at the same order again within five seconds
		if err := w.Stop(); err != nil {
			t.Fatal(err)
		}
		w.Offline(func(tx chat.Tx) error {
			orders, err := tx.OrdersTo("01712345678", 1)
			if err != nil {
				return err
			}
			o := orders[0]
			o.CheckedAt = o.CheckedAt.Add(-time.Hour)
			return tx.PutOrder(o)
		})
		w.Start()
		w.Telegram.Say(sandbox.Reseller, "/status 01712345678")
	}
	totals := func(wantDone, wantFailed int) {
		t.Helper()
		if err := w.Stop(); err != nil {
			t.Fatal(err)
		}
		w.Offline(func(tx chat.Tx) error {
			got, err := tx.Totals(sandbox.Reseller, "2026-01-01", "2099-12-31")
			if got.Done != wantDone || got.Failed != wantFailed {
				t.Errorf("totals are %+v, want %d done, %d failed", got, wantDone, wantFailed)
			}
			return err
		})
	}
	w.Telegram.Say(sandbox.Reseller, "01712345678 50")
	w.Tap(sandbox.Reseller, "✅ Confirm")
	w.Until("an order", func() bool { return len(w.Panel.Orders()) == 1 })
	id := w.Panel.Orders()[0].ID
	if err := w.Panel.Settle(id, simpanel.StatusDone, ""); err != nil {
		t.Fatal(err)
	}
	w.Sees(sandbox.Reseller, "Done.")
	for _, word := range []struct{ status, message, reseller, admin string }{
		{simpanel.StatusFailed, "Wrong SIM", "Failed after all. The panel first said done, and now says failed: “Wrong SIM”. Its money should be back", "The panel took its word back"},
		{simpanel.StatusDone, "", "Done after all.", "The panel took its word back"},
	} {
		if err := w.Panel.Settle(id, word.status, word.message); err != nil {
			t.Fatal(err)
		}
		asked()
		w.Sees(sandbox.Reseller, word.reseller)
		w.Sees(sandbox.Admin, word.admin, word.reseller[:8], "Rahim Store")
		w.Until("the final word as a new message", func() bool {
			last, _ := w.Telegram.Last(sandbox.Reseller)
			return strings.Contains(last.Text, word.reseller)
		})
		if word.status == simpanel.StatusFailed {
			totals(0, 1)
		} else {
			totals(1, 0)
		}
	}
	if n := w.Panel.Requests(id); n != 1 {
		t.Errorf("the panel was asked to pay %d times", n)
	}
}

// Half a minute without a panel, first unreachable, then taking orders and
// never answering. The bot answers people meanwhile, tells each owner once that
// the panel is away and once that it is back, and nothing is sent twice. The
// same for an hour, under a clock of its own, is in flows/order.
func TestOutage(t *testing.T) {
	t.Parallel()
	const other = sandbox.Admin + 1
	panel := simpanel.New(simpanel.Options{User: sandbox.User, Key: sandbox.Key, Balance: "5000"})
	server := &simpanel.Server{Handler: panel}
	w := apptest.Prepare(t, "UPSTREAM_URL", server.Start()+"/sendapi", "ADMIN_IDS", fmt.Sprint(sandbox.Admin, ",", other))
	t.Cleanup(func() {
		panel.Close()
		server.Close()
	})
	w.Telegram.AddPerson(simtelegram.Person{ID: other, FirstName: "Second", LanguageCode: "bn"})
	w.Start()
	w.Telegram.Say(other, "/start")
	w.Sees(other, "স্বাগতম")
	var numbers []string
	place := func(wait ...string) {
		t.Helper()
		n := order.Number(fmt.Sprintf("018%08d", len(numbers)+1))
		numbers = append(numbers, string(n))
		w.Telegram.Say(sandbox.Reseller, string(n)+" 20")
		w.Tap(sandbox.Reseller, "✅ Confirm")
		w.Sees(sandbox.Reseller, append(wait, string(n))...)
	}
	panel.SetMood(simpanel.CallRequest, mood(simpanel.Pending))
	place("Accepted")
	place("Accepted")
	server.Down()
	place("Waiting. The panel cannot be reached")
	place("Waiting. The panel cannot be reached")
	w.Help(sandbox.Reseller)

	panel.SetMood(simpanel.CallRequest, mood(simpanel.TakeAndHang))
	panel.SetMood(simpanel.CallStatus, mood(simpanel.Hang))
	panel.SetMood(simpanel.CallBalance, mood(simpanel.Hang))
	if err := server.Up(); err != nil {
		t.Fatal(err)
	}
	place("Do not send it again")
	w.Telegram.Say(sandbox.Reseller, "01912345678 20") // who orders now is told
	for w.Says(sandbox.Admin, "The panel has not answered since") == 0 {
		w.Help(sandbox.Reseller)
		time.Sleep(200 * time.Millisecond)
	}
	w.Until("the other owner", func() bool {
		return w.Says(other, "প্যানেল সাড়া দিচ্ছে না") == 1
	})
	w.Telegram.Say(sandbox.Reseller, "/cancel")
	w.Telegram.Say(sandbox.Reseller, "01912345678 20")
	w.Sees(sandbox.Reseller, "Is this right?", "The panel has not been answering for", "may have to wait")
	if err := w.Stop(); err != nil { // a restart repeats nothing
		t.Fatal(err)
	}
	w.Start()
	w.Help(sandbox.Reseller)

	before := panel.Calls()
	for _, o := range panel.Orders() {
		if err := panel.Settle(o.ID, simpanel.StatusDone, ""); err != nil {
			t.Fatal(err)
		}
	}
	for _, call := range []simpanel.Call{simpanel.CallRequest, simpanel.CallStatus, simpanel.CallBalance} {
		panel.SetMood(call, mood(simpanel.Succeed))
	}
	for _, n := range numbers {
		w.Sees(sandbox.Reseller, "Done.", n, "Transaction id T")
	}
	w.Sees(sandbox.Admin, "The panel answers again, after")
	w.Until("the other owner", func() bool {
		return w.Says(other, "প্যানেল আবার সাড়া দিচ্ছে") == 1
	})
	w.Help(sandbox.Reseller)
	for _, words := range []string{"The panel has not answered since", "The panel answers again"} {
		if n := w.Says(sandbox.Admin, words); n != 1 {
			t.Errorf("the owner was told %d times: %s", n, words)
		}
	}
	calls := 0
	for call, n := range panel.Calls() {
		calls += n - before[call]
	}
	if most := 6 * len(numbers); calls > most {
		t.Errorf("%d calls when the panel came back, more than %d", calls, most)
	}
	for _, o := range panel.Orders() {
		if o.Requests != 1 || o.Charged != 1 {
			t.Errorf("%s: %d requests, charged %d times", o.Number, o.Requests, o.Charged)
		}
	}
	if n := len(panel.Orders()); n != len(numbers) {
		t.Errorf("the panel has %d orders of %d", n, len(numbers))
	}
}
