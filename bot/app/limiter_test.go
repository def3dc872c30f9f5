package app_test

import (
	"fmt"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/upstream/simpanel"
)

// A panel that asks to be left alone by a kind of calls is, to the letter, whichever
// way it says so; the other kinds go on, and nobody reads that it does not answer.
func TestALimiterIsObeyed(t *testing.T) {
	t.Parallel()
	const rest = 3 * time.Second
	for _, name := range []string{simpanel.Limit, simpanel.Limit503, simpanel.LimitDate, simpanel.Limit503Date} {
		limited := simpanel.Mood{Name: name, RetryAfter: rest, Body: `{"message":"Too Many Attempts."}`, Times: 1}
		number := func(i int) string { return fmt.Sprintf("0171%07d", i) }
		order := func(w *apptest.Bot, i int) {
			w.Telegram.Say(sandbox.Reseller, number(i)+" 50")
			w.Sees(sandbox.Reseller, "Is this right?", number(i))
			w.Tap(sandbox.Reseller, "✅ Confirm")
		}
		kept := func(w *apptest.Bot, call simpanel.Call) {
			t.Helper()
			if n := w.Panel.CallsDuringRest()[call]; n != 0 {
				t.Errorf("%d calls came while the panel asked for rest", n)
			}
			var at []time.Time
			for _, e := range w.Panel.Log() {
				if e.Call == call {
					at = append(at, e.At)
				}
			}
			if len(at) < 2 || at[1].Sub(at[0]) < rest {
				t.Errorf("%s calls at %v", call, at)
			}
			if w.Says(sandbox.Admin, "has not answered") > 0 {
				t.Error("the owner reads that the panel does not answer")
			}
		}
		t.Run("status "+name, func(t *testing.T) {
			t.Parallel()
			w := apptest.Start(t)
			w.Panel.SetMood(simpanel.CallStatus, limited)
			order(w, 0)
			w.Eventually("the first check", func() bool { return w.Panel.Calls()[simpanel.CallStatus] > 0 })
			time.Sleep(50 * time.Millisecond) // what was on its way with it would come too early through no fault
			for i := 1; i < 10; i++ {
				order(w, i)
			}
			w.Telegram.Say(sandbox.Admin, "/balance") // another kind of calls
			w.Sees(sandbox.Admin, "at the panel")
			for i := range 10 {
				w.Sees(sandbox.Reseller, "Done.", number(i))
			}
			kept(w, simpanel.CallStatus)
		})
		t.Run("request "+name, func(t *testing.T) {
			t.Parallel()
			w := apptest.Start(t)
			w.Panel.SetMood(simpanel.CallRequest, limited)
			order(w, 0)
			w.Sees(sandbox.Reseller, "Unclear", number(0)) // whether it was taken nobody knows
			order(w, 1)
			w.Sees(sandbox.Reseller, "Done.", number(1))
			w.Sees(sandbox.Reseller, "Unclear", number(0))
			kept(w, simpanel.CallRequest)
			if n := w.Panel.Calls()[simpanel.CallRequest]; n != 2 {
				t.Errorf("%d calls for two orders", n)
			}
		})
	}
}

// What a panel's program writes behind its reply is read as what it writes before; a
// program that died behind it said nothing.
func TestNoticesBehindTheReply(t *testing.T) {
	t.Parallel()
	const (
		notice = "<br />\n<b>Notice</b>:  Undefined index: x in <b>/home/p/public_html/sendapi.php</b> on line <b>12</b><br />\n"
		fatal  = "<br />\n<b>Fatal error</b>:  Uncaught Error in <b>/home/p/public_html/sendapi.php</b> on line <b>12</b><br />\n"
		taken  = `{"success":true,"status":1,"message":"Flexiload- Request Submit Successfully"}`
		done   = `{"posotion":1,"trxid":"BD26K4R0B1","lastbalance":102.34999999999999,"status":"1"}`
		money  = `{"success":true,"status":1,"balance":102.34999999999999}`
	)
	w := apptest.Start(t)
	w.Panel.SetMood(simpanel.CallBalance, body(money+fatal))
	w.Telegram.Say(sandbox.Admin, "/balance")
	w.Sees(sandbox.Admin, "its answer is no balance that can be read")
	for i, tail := range []string{notice, "<!-- 0.3 s -->", "\x00\n\x00", "\ufeff"} {
		number := fmt.Sprintf("0181000000%d", i)
		w.Panel.SetMood(simpanel.CallRequest, body(taken+tail))
		w.Panel.SetMood(simpanel.CallStatus, body(done+tail))
		w.Telegram.Say(sandbox.Reseller, number+" 50")
		w.Sees(sandbox.Reseller, "Is this right?", number)
		w.Tap(sandbox.Reseller, "✅ Confirm")
		w.Sees(sandbox.Reseller, "Done.", number, "Transaction id BD26K4R0B1")
	}
	w.Panel.SetMood(simpanel.CallBalance, body(money+notice))
	w.Telegram.Say(sandbox.Admin, "/balance")
	w.Sees(sandbox.Admin, "৳102.35")
	for i, tail := range []string{fatal, `{"success":false,"status":2}`} {
		number := fmt.Sprintf("0191000000%d", i)
		w.Panel.SetMood(simpanel.CallRequest, body(taken+tail))
		w.Panel.SetMood(simpanel.CallStatus, body(done+tail))
		w.Telegram.Say(sandbox.Reseller, number+" 50")
		w.Sees(sandbox.Reseller, "Is this right?", number)
		w.Tap(sandbox.Reseller, "✅ Confirm")
		w.Sees(sandbox.Reseller, "Unclear", number)
	}
}
