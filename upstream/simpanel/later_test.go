package simpanel_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rechargebot/upstream/simpanel"
)

var unknownForms = map[string]string{
	simpanel.UnknownTemplate:     `{"posotion":0,"trxid":"","lastbalance":"102","status":"2"}`,
	simpanel.UnknownFalse:        `{"posotion":false,"trxid":false,"lastbalance":"102","status":"2"}`,
	simpanel.UnknownNull:         `{"posotion":"null","trxid":"null","lastbalance":"102","status":"2"}`,
	simpanel.UnknownBlank:        `{"posotion":"","trxid":"","lastbalance":"","status":""}`,
	simpanel.UnknownDoneMsg:      `{"status":1,"msg":"Order Not Found"}`,
	simpanel.UnknownDoneError:    `{"status":1,"error":"Invalid ID"}`,
	simpanel.UnknownDoneBare:     `{"status":1}`,
	simpanel.UnknownDoneData:     `{"status":1,"data":null}`,
	simpanel.UnknownFailedMsg:    `{"status":2,"msg":"Order Not Found","posotion":0,"trxid":""}`,
	simpanel.UnknownZeroMessage:  `{"status":0,"message":"Order Not Found"}`,
	simpanel.UnknownRefusal:      unknown,
	simpanel.UnknownInvalidID:    `{"success":false,"status":2,"error":"Invalid ID"}`,
	simpanel.UnknownEmptyObject:  `{}`,
	simpanel.UnknownNullDocument: `null`,
}

func TestUnknownForms(t *testing.T) {
	if len(unknownForms) != len(simpanel.Unknowns()) {
		t.Errorf("%d forms are tested, there are %d", len(unknownForms), len(simpanel.Unknowns()))
	}
	for _, form0 := range simpanel.Unknowns() {
		want := unknownForms[form0]
		t.Run(form0, func(t *testing.T) {
			g := still(t, simpanel.Options{Balance: "102"})
			// As the mood of status calls: what is known is told as it is.
			g.SetMood(simpanel.CallStatus, simpanel.Mood{Name: form0})
			g.says("status", form("x"), want)
			g.says("request", form("a", "amount", "10"), taken)
			g.says("status", form("a"), statusIs("T000000001", "92", "1"))
			g.SetBalance("102")

			// As the panel's setting, and as an option.
			g.SetMood(simpanel.CallStatus, simpanel.Mood{})
			g.says("status", form("x"), unknown)
			g.SetNotFound(form0)
			g.says("status", form("x"), want)
			still(t, simpanel.Options{Balance: "102", NotFound: form0}).says("status", form("x"), want)
			g.SetNotFound("")

			// As the form in which one order is not found, at first or ever.
			g.SetMoodFor("b", simpanel.Mood{Name: simpanel.FoundLater, NotFound: form0, Times: 1})
			g.says("request", form("b"), taken)
			g.SetBalance("102")
			g.says("status", form("b"), want)
			g.accountIs("b", true, 1, 5000, simpanel.StatusPending)
			g.Advance(simpanel.LateTime)
			g.says("status", form("b"), statusIs("T000000002", "102", "1"))
			g.SetMoodFor("c", simpanel.Mood{Name: simpanel.RefuseUnknownWords, NotFound: form0, Times: 1})
			g.says("request", form("c"), refused("Sorry, vendor line busy #17"))
			g.says("status", form("c"), want)
			g.accountIs("c", false, 0, 0, "")
		})
	}
}

// A fault after taking, and the id is not known for a time, which looks most
// like an order that never was.
func TestFoundLater(t *testing.T) {
	g := still(t, simpanel.Options{})
	g.SetMoodFor(number, simpanel.Mood{Name: simpanel.FaultGoneAway, Late: 5 * time.Minute, Times: 1})
	g.says("request", form("a"), refused("SQLSTATE[HY000]: General error: 2006 MySQL server has gone away"))
	for range 5 {
		g.says("status", form("a"), unknown)
		g.Advance(time.Minute)
	}
	g.says("status", form("a"), statusIs("T000000001", "4950", "1"))
	g.accountIs("a", true, 1, 5000, simpanel.StatusDone)

	// As the mood of the status call it hides what was taken before, and an
	// operator's word does not make the id known sooner.
	g.says("request", form("b"), taken)
	g.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.FoundLater})
	g.Settle("b", simpanel.StatusDone, "")
	g.says("status", form("b"), unknown)
	g.Advance(simpanel.LateTime)
	g.says("status", form("b"), statusIs("T000000002", "4900", "1"))
}

func TestInQueue(t *testing.T) {
	const queue = `{"success":true,"status":1,"posotion":3,"trxid":"","message":"In queue"}`
	g := still(t, simpanel.Options{})
	g.SetMoodFor(number, simpanel.Mood{Name: simpanel.InQueue, Times: 1})
	g.says("request", form("a"), taken)
	g.says("status", form("a"), queue)
	g.Advance(simpanel.QueueTime)
	g.says("status", form("a"), statusIs("T000000001", "4950", "1"))

	g.SetBehaviour(simpanel.InQueue)
	g.says("request", form("b"), taken)
	g.Advance(time.Hour)
	g.says("status", form("b"), queue)
	g.says("status", form("a"), statusIs("T000000001", "4900", "1"))
	g.SetBehaviour(simpanel.Succeed)
	g.says("status", form("b"), statusIs("T000000002", "4900", "1"))
}

func TestWordTakenBack(t *testing.T) {
	failed := func(balance string) string {
		return `{"posotion":1,"trxid":"","lastbalance":"` + balance + `", "status":"2","message":"Recharge Failed"}`
	}
	for name, after := range map[string]time.Duration{simpanel.DoneThenFailed: time.Hour, simpanel.DoneThenFailedDay: 24 * time.Hour} {
		g := still(t, simpanel.Options{})
		g.SetMoodFor(number, simpanel.Mood{Name: name})
		g.says("request", form("a"), taken)
		g.Advance(48 * time.Hour) // counted from the first word, not from the request
		g.says("status", form("a"), statusIs("T000000001", "4950", "1"))
		g.Advance(after - time.Second)
		g.says("status", form("a"), statusIs("T000000001", "4950", "1"))
		g.accountIs("a", true, 1, 5000, simpanel.StatusDone)
		g.Advance(time.Second)
		g.accountIs("a", true, 1, 0, simpanel.StatusFailed) // before anybody asks
		g.Advance(time.Hour)
		g.says("status", form("a"), failed("5000"))
		if l := g.Ledger(); len(l) != 2 || l[1].At != l[0].At.Add(48*time.Hour+after) {
			t.Errorf("%s: %+v", name, l)
		}
	}
	for name, after := range map[string]time.Duration{simpanel.FailedThenDone: time.Hour, simpanel.FailedThenDoneDay: 24 * time.Hour} {
		g := still(t, simpanel.Options{})
		g.SetMoodFor(number, simpanel.Mood{Name: name})
		g.says("request", form("a"), taken)
		g.says("status", form("a"), failed("5000"))
		g.accountIs("a", true, 1, 0, simpanel.StatusFailed)
		g.Advance(after)
		g.balanceIs("4950.00")
		g.says("status", form("a"), statusIs("T000000001", "4950", "1"))
		g.accountIs("a", true, 2, 5000, simpanel.StatusDone)
		g.Advance(100 * time.Hour) // once only
		g.accountIs("a", true, 2, 5000, simpanel.StatusDone)
	}

	// As the mood of a status call; and an operator's word is the last one.
	g := still(t, simpanel.Options{})
	g.says("request", form("a"), taken)
	g.says("request", form("b"), taken)
	g.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.DoneThenFailed, After: time.Minute})
	g.says("status", form("a"), statusIs("T000000001", "4900", "1"))
	g.says("status", form("b"), statusIs("T000000002", "4900", "1"))
	g.Settle("b", simpanel.StatusDone, "")
	g.Advance(time.Minute)
	g.says("status", form("a"), failed("4950"))
	g.says("status", form("b"), statusIs("T000000002", "4950", "1"))

	// By the name of the sandbox's button: when asked again.
	g.SetMood(simpanel.CallStatus, simpanel.Mood{})
	g.SetBehaviour(simpanel.Reverse)
	g.says("request", form("c"), taken)
	g.says("status", form("c"), statusIs("T000000003", "4900", "1"))
	g.says("status", form("c"), failed("4950"))

	defer func() {
		if recover() == nil {
			t.Error("the clock went back")
		}
	}()
	g.Advance(-1)
}

func TestTransactionIDs(t *testing.T) {
	g := still(t, simpanel.Options{})
	for name, word := range map[string]string{
		simpanel.TrxIDFailed: "Failed", simpanel.TrxIDRefund: "Refund", simpanel.TrxIDProcessing: "Processing",
	} {
		failed := name != simpanel.TrxIDProcessing
		g.SetBalance("5000")
		g.SetMoodFor(number, simpanel.Mood{Name: name, Times: 1})
		g.says("request", form(name), taken)
		balance, now := "5000", simpanel.StatusFailed
		if !failed {
			balance, now = "4950", simpanel.StatusPending
		}
		for range 2 {
			g.says("status", form(name), statusIs(word, balance, "1"))
		}
		if a, _ := g.Account(name); a.Word != now {
			t.Errorf("%s: %+v", name, a)
		}
		g.Advance(simpanel.OddTime)
		if failed {
			g.says("status", form(name), `{"posotion":1,"trxid":"","lastbalance":"5000", "status":"2","message":"Recharge Failed"}`)
			g.accountIs(name, true, 1, 0, simpanel.StatusFailed)
		} else {
			g.says("status", form(name), statusIs("T000000001", "4950", "1"))
			g.accountIs(name, true, 1, 5000, simpanel.StatusDone)
		}
	}
	g.SetBalance("5000")
	g.SetMoodFor(number, simpanel.Mood{Name: simpanel.SameTrxID, Times: 1})
	g.says("request", form("same"), taken)
	g.says("request", form("next"), taken)
	g.says("status", form("same"), statusIs("T000000001", "4900", "1")) // as the order before
	g.says("status", form("next"), statusIs("T000000002", "4900", "1"))
}

func TestLimiter(t *testing.T) {
	for name, code := range map[string]int{simpanel.Limit: 429, simpanel.LimitDate: 429, simpanel.Limit503: 503, simpanel.Limit503Date: 503} {
		g := still(t, simpanel.Options{})
		wants := []string{"30", "20", "10"}
		if strings.HasSuffix(name, "date") {
			wants = []string{"Sun, 01 Mar 2026 09:00:30 GMT", "Sun, 01 Mar 2026 09:00:30 GMT", "Sun, 01 Mar 2026 09:00:30 GMT"}
		}
		g.SetMood(simpanel.CallStatus, simpanel.Mood{Name: name, Times: 1})
		for i, want := range wants {
			got, header, _, err := g.do(t.Context(), "status", form("a"))
			if err != nil || got != code || header.Get("Retry-After") != want {
				t.Errorf("%s: %d, Retry-After %q, want %q, %v", name, got, header.Get("Retry-After"), want, err)
			}
			g.says("request", form(fmt.Sprint(i)), taken) // the other calls go on
			g.Advance(10 * time.Second)
		}
		g.says("status", form("a"), unknown)
		if n := g.CallsDuringRest(); n[simpanel.CallStatus] != 2 || n[simpanel.CallRequest] != 0 {
			t.Errorf("%s: %v", name, n)
		}

		// It does not take, unless told to; and a new mood ends the wait.
		g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: name, Body: refused("Too Many Requests"), RetryAfter: 1500 * time.Millisecond})
		if got, header, body, _ := g.do(t.Context(), "request", form("b")); got != code || body != refused("Too Many Requests") ||
			!strings.HasSuffix(name, "date") && header.Get("Retry-After") != "2" {
			t.Errorf("%s: %d %v %q", name, got, header, body)
		}
		g.accountIs("b", false, 0, 0, "")
		g.SetMood(simpanel.CallRequest, simpanel.Mood{Name: name, Take: true})
		g.do(t.Context(), "request", form("b"))
		g.accountIs("b", true, 1, 5000, simpanel.StatusPending)
		g.SetMood(simpanel.CallRequest, simpanel.Mood{})
		g.says("request", form("c"), taken)
	}
}
