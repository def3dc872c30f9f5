package upstream

import (
	"strings"
	"testing"

	"rechargebot/flows/order"
)

// word is a reply's body with HTTP code 200 (or the one given), and its classes.
type word struct {
	code int
	body string
	want order.Outcome
}

func classes(t *testing.T, class func(received, *reply) class, words []word) {
	t.Helper()
	for _, w := range words {
		if w.code == 0 {
			w.code = 200
		}
		r, err := readReply([]byte(w.body))
		if err != nil {
			t.Errorf("%s: %v", w.body, err)
			continue
		}
		got := class(received{sent: true, code: w.code, body: []byte(w.body)}, &r)
		if got.outcome != w.want || (got.outcome == order.OutcomeUnclear) == (got.why == "") {
			t.Errorf("%d %s: %v (%s), want %v", w.code, w.body, got.outcome, got.why, w.want)
		}
	}
}

func TestClassRequest(t *testing.T) {
	classes(t, classRequest, []word{
		{0, `{"success":true,"status":1,"message":"ok"}`, A},
		{0, `{"success":"true","status":"1"}`, A},
		{0, `{"success":1}`, A},
		{0, `{"success":"1","status":""}`, A},
		{0, `{"success":true,"status":0}`, A},
		{0, `{"success":true,"status":true}`, A},
		{202, `{"success":true,"status":null}`, A},
		{0, `{"success":true,"status":2}`, U},
		{0, `{"success":true,"status":"2"}`, U},
		{0, `{"success":true,"status":false}`, U},
		{400, `{"success":true,"status":1}`, U},

		{0, `{"success":false,"status":2,"message":"Not User"}`, R},
		{0, `{"success":"false","status":"2"}`, R},
		{0, `{"success":0}`, R},
		{0, `{"success":false,"status":null}`, R},
		{0, `{"success":false,"status":false}`, R},
		{0, `{"success":false,"status":2,"trxid":""}`, R},
		{0, `{"success":false,"status":2,"message":"Duplicate recharge, try after 5 minutes"}`, R},
		{422, `{"success":false,"message":{"number":["invalid"]}}`, R},
		{0, `{"success":false,"status":1}`, U},
		{0, `{"success":false,"status":0}`, U},
		{0, `{"success":false,"status":3}`, U},
		{0, `{"success":false,"status":2,"trxid":"BD1234"}`, U},
		{0, `{"success":false,"status":2,"message":"Duplicate Id"}`, U},
		{0, `{"success":false,"status":2,"message":"This uniqid already exists!"}`, U},
		{301, `{"success":false,"status":2}`, U},
		{500, `{"success":false,"status":2}`, U},
		{503, `{"success":true,"status":1}`, U},

		{0, `{"status":1}`, U},
		{0, `{"status":2,"message":"Not User"}`, U},
		{0, `{"message":"Insufficient Balance"}`, U},
		{0, `{"success":null,"status":2}`, U},
		{0, `{"success":"","status":2}`, U},
		{0, `{"success":,"status":1}`, U},
		{0, `{"success":"yes","status":1}`, U},
	})
}

func TestClassStatus(t *testing.T) {
	classes(t, classStatus, []word{
		{0, `{"posotion":1,"trxid":xyxsdrerr,"lastbalance":"102", "status":"1"}`, D},
		{0, `{"position":1,"trxid":"A1","status":1}`, D},
		{0, `{"success":true,"status":1,"trxid":"A1"}`, D},
		{0, `{"status":"1"}`, D},
		{0, `{"status":1,"trxid":""}`, D},
		{0, `{"posotion":0,"trxid":"","lastbalance":"102","status":"1"}`, D},
		{0, `{"posotion":1,"trxid":"","status":"1","message":"ok"}`, D},
		{0, `{"status":1,"message":"Order Not Found"}`, U},
		{0, `{"status":1,"message":"Flexiload- Request Submit Successfully"}`, U},
		{0, `{"posotion":null,"trxid":"","lastbalance":"102","status":"1","message":"Invalid id"}`, U},
		{0, `{"posotion":0,"trxid":null,"status":"1","message":"Invalid id"}`, U},
		{0, `{"success":true,"status":1,"message":"Flexiload- Request Submit Successfully"}`, U},
		{0, `{"success":true,"status":1,"balance":"102"}`, U},
		{0, `{"success":false,"status":1,"trxid":"A1"}`, U},

		{0, `{"posotion":1,"trxid":"","lastbalance":"102","status":"2"}`, F},
		{0, `{"posotion":"0","trxid":"","lastbalance":"102","status":2}`, F},
		{0, `{"posotion":null,"trxid":"A1","status":2,"message":"reversed"}`, F},
		{0, `{"success":true,"status":2,"posotion":1}`, F},
		{0, `{"success":false,"status":2,"posotion":1,"trxid":""}`, F},

		// The question was refused: nothing is said of the order.
		{0, `{"success":false,"status":2,"message":"Not User"}`, R},
		{0, `{"success":false,"status":2,"message":"Order Not Found"}`, R},
		{0, `{"status":"2","message":"Order Not Found"}`, R},
		{0, `{"status":2}`, R},
		{0, `{"status":2,"message":"Order Not Found","lastbalance":"102"}`, R},
		{0, `{"success":false,"status":2,"message":"Order Not Found","lastbalance":"102"}`, R},
		{0, `{"success":false,"status":2,"posotion":0,"trxid":"","message":"Order Not Found"}`, R},
		{0, `{"success":false,"status":2,"posotion":null,"trxid":"N/A"}`, R},
		{0, `{"success":false}`, R},
		{0, `{"success":"false","status":1}`, R},
		// So it is where the keys of an order are there, but nothing in them.
		{0, `{"trxid":null,"status":2}`, R},
		{0, `{"posotion":null,"trxid":null,"lastbalance":"102","status":"2","message":"Invalid id"}`, R},
		{0, `{"posotion":"","trxid":"","lastbalance":"102","status":"2"}`, R},
		{0, `{"posotion":0,"trxid":"","lastbalance":"102","status":"2","message":"Order Not Found"}`, R},
		{0, `{"success":true,"status":2,"posotion":"","trxid":""}`, U},
		{0, `{"posotion":null,"trxid":null,"status":404,"message":"Not Found"}`, U},
		{0, `{"success":true,"status":2,"message":"Order Not Found"}`, U},
		{404, `{"success":false,"status":2,"message":"Order Not Found"}`, U},
		{500, `{"posotion":1,"trxid":"","status":"2"}`, U},
		{302, `{"posotion":1,"trxid":"A1","status":"1"}`, U},

		{0, `{"posotion":1,"trxid":"","status":"0"}`, P},
		{0, `{"posotion":1,"trxid":"","status":""}`, P},
		{0, `{"posotion":1,"trxid":"","status":"7"}`, P},
		{0, `{"posotion":1,"trxid":"","status":"Processing"}`, P},
		{0, `{"posotion":1,"trxid":"","status":"1.0"}`, P},
		{0, `{"posotion":1,"trxid":"","status":"done"}`, P},
		{0, `{"posotion":1,"trxid":"","status":"১"}`, P},
		{0, `{"success":true,"status":0,"message":"In process"}`, P},
		{0, `{"status":"7"}`, P},
		{0, `{"status":404,"message":"Not Found"}`, U},
		{0, `{"status":"error","message":"Order Not Found"}`, U},
		{0, `{"status":false,"message":"Order Not Found"}`, U},
		{0, `{"status":false}`, U},
		{0, `{"posotion":1,"trxid":"A1","status":null}`, U},
		{0, `{"posotion":1,"trxid":"A1"}`, U},
		{0, `{"success":false,"status":0,"posotion":1,"trxid":""}`, U},
		{0, `{"success":null,"posotion":1,"trxid":"","status":"2"}`, U},
		{0, `{"message":"Order Not Found"}`, U},
	})
}

func TestClassBalance(t *testing.T) {
	classes(t, classBalance, []word{
		{0, `{"success":true,"status":1,"balance":"102"}`, A},
		{0, `{"balance":102.5}`, A},
		{0, `{"success":true,"balance":"1,024.5"}`, A},
		{0, `{"success":true,"balance":"-3"}`, A},
		{0, `{"success":false,"status":2,"message":"Not User"}`, R},
		{401, `{"success":false,"status":2,"message":"Not User"}`, R},
		{500, `{"success":false,"status":2,"message":"Not User"}`, U},
		{404, `{"success":true,"balance":"102"}`, U},
		{0, `{"success":true,"status":1}`, U},
		{0, `{"success":true,"balance":""}`, U},
		{0, `{"success":true,"balance":"1e5"}`, U},
		{0, `{"success":true,"status":2,"balance":"102"}`, U},
		{0, `{"success":odd,"balance":"102"}`, U},
		{0, `{"status":2,"message":"Not User"}`, U},
		{0, `{"lastbalance":"102"}`, U},
	})
}

// TestAnswers looks at what an answer tells besides its outcome.
func TestAnswers(t *testing.T) {
	c, log := newClient(t, testSettings("http://localhost"))
	answer := func(name, body string) order.Answer {
		a := c.answer(name, received{sent: true, code: 200, body: []byte(body)})
		check(t, a, a.Outcome, log)
		return a
	}
	a := answer(callStatus, `{"posotion":"1","trxid ":" BD 12\u202e34 ","lastbalance":"1,024.5","status":1,"message":" a\nb "}`)
	if a.Outcome != D || a.TransactionID != "BD 1234" || a.Balance == nil || *a.Balance != 102450 || a.Message != "a b" || a.Code != "" {
		t.Errorf("%+v", a)
	}
	for _, none := range []string{`null`, `"null"`, `"0"`, `0`, `"N/A"`, `""`, ``, `"  "`, `"-"`, `"None"`, `000`} {
		if a := answer(callStatus, `{"posotion":1,"status":1,"trxid":`+none+`}`); a.TransactionID != "" || a.Outcome != D {
			t.Errorf("trxid %s: %+v", none, a)
		}
	}
	if a := answer(callStatus, `{"posotion":1,"status":" Seven\u0007 ","trxid":"","lastbalance":"soon"}`); a.Outcome != P || a.Code != "Seven" || a.Balance != nil {
		t.Errorf("%+v", a)
	}
	if a := answer(callBalance, good[callBalance]); a.Balance == nil || *a.Balance != 10200 {
		t.Errorf("%+v", a)
	}
	if a := answer(callBalance, `{"success":false,"status":2,"message":"Not User","balance":"5"}`); a.Balance != nil || a.Message != "Not User" {
		t.Errorf("%+v", a)
	}
	if a := answer(callRequest, `{"success":false,"status":1,"message":"Try again"}`); a.Message != "Try again" || !strings.Contains(a.Err.Error(), `"success":false`) {
		t.Errorf("%+v", a)
	}
}
