package upstream

import (
	"strings"
	"testing"

	"rechargebot/flows/order"
)

// TestClassStatus has what it takes to believe a status reply.
func TestClassStatus(t *testing.T) {
	const (
		notFound = "Order Not Found"
		asked    = `"6385f4f65e16e"`
	)
	replies := []replied{
		// Done.
		{0, `{"posotion":1,"trxid":xyxsdrerr,"lastbalance":"102", "status":"1"}`, D, "the document's own"},
		{0, `{"position":1,"trxid":"A1","status":1}`, D, "both of the order"},
		{0, `{"success":true,"status":1,"trxid":"A1"}`, D, "a transaction id alone is enough"},
		{0, `{"posotion":3,"trxid":"","status":"1"}`, D, "a position alone is enough where no words are"},
		{0, `{"posotion":1,"trxid":"","status":"1","message":"ok"}`, D, "harmless words"},
		{0, `{"posotion":1,"trxid":"","status":"1","message":"Recharge successful"}`, D, "the same"},
		{0, `{"posotion":1,"trxid":"Success","status":"1","message":"Completed"}`, D, "the same, and a trxid that is none"},
		{0, `{"posotion":0,"trxid":"BD1234567","status":"1","message":"You have recharged Tk 50 to 01712345678. Balance 1,234.5"}`, D, "the operator's own message"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","message":"Thank you"}`, D, "nothing against a transaction id"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","number":"01712345678","operator":"Robi","amount":50,"time":"26 November"}`, D, "what was ordered is no word"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","id":` + asked + `,"error":null,"errors":[],"msg":""}`, D, "nothing under further keys"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","error":false,"code":200}`, D, "no words"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","error":0,"err":"none","exception":"null","failed":"no"}`, D, "no words"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","errorcode":"000","error_code":200}`, D, "codes of no error"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","errorcode":"2000"}`, U, "a code of an error"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","error":"200"}`, U, "no code"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","pending":false,"refunded":0,"cancelled":"no"}`, D, "says that nothing is against it"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","delivered":true,"completed":"","cached":false}`, D, "nothing against it"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","id":7,"order_id":"99"}`, D, "the panel's own numbers for it"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","data":{"status":null,"trxid":" ","balance":5,"lastbalance":"102","message":"Successful"}}`, D, "no other reply inside"},
		{0, `{"posotion":1,"trxid":"BD1234567","status":"1","data":{"number":"01712345678","note":"Successful"}}`, D, "words inside that go with it"},
		{0, phpWarning + `{"posotion":1,"trxid":"A1","status":"1"}` + phpWarning, D, "warnings are not about the order"},
		{0, `{"posotion":1,"trxid":"Recharge request of TK 50.0 for mobile no. 01712345678, transaction ID R251126.1234.560001 is successful.","status":"1"}`, D, "the operator's whole message for an id"},

		{0, `{"posotion":0,"trxid":"xyxsdrerr","status":"1","message":"Recharge successful"}`, D, "letters alone, and words that say done"},

		// Status 1 and nothing of the order.
		{0, `{"status":1,"msg":"` + notFound + `"}`, X, "an unknown id"},
		{0, `{"status":1,"error":"Invalid ID"}`, X, "an unknown id"},
		{0, `{"status":1,"message":"` + notFound + `"}`, X, "an unknown id"},
		{0, `{"status":1,"data":"Not Found"}`, X, "an unknown id"},
		{0, `{"posotion":null,"trxid":"","lastbalance":"102","status":"1","message":"Invalid id"}`, X, "an unknown id in the form of an order"},
		{0, `{"posotion":0,"trxid":null,"status":"1","message":"Invalid id"}`, X, "an unknown id, the same"},
		{0, `{"status":"1"}`, U, "it may be of anything"},
		{0, `{"status":1,"data":null}`, U, "the same"},
		{0, `{"status":1,"data":{}}`, U, "the same"},
		{0, `{"status":1,"trxid":""}`, U, "the same"},
		{0, `{"posotion":0,"trxid":"","lastbalance":"102","status":"1"}`, U, "the balance is the account's"},
		{0, `{"posotion":false,"trxid":false,"status":1}`, U, "false is nothing"},
		{0, `{"posotion":"null","trxid":"null","status":1}`, U, "nor is the word null"},
		{0, `{"posotion":-1,"trxid":"-","status":1}`, U, "no position"},
		{0, `{"posotion":"1.5","trxid":"","status":1}`, U, "no position"},
		{0, `{"posotion":"first","trxid":"","status":1}`, U, "no position"},
		{0, `{"posotion":"","trxid":"Success","status":1}`, U, "no transaction id"},
		{0, `{"posotion":"","trxid":"00000000","status":1}`, U, "zeros are none"},
		{0, `{"posotion":"","trxid":` + asked + `,"status":1}`, U, "a template repeats the id"},
		{0, good[callRequest], U, "the form of a request that was taken"},
		{0, `{"success":true,"status":1,"balance":"102"}`, U, "the reply to another question"},
		{0, `{"posotion":0,"trxid":"xyxsdrerr","status":1}`, U, "letters alone are no transaction id"},
		{0, `{"posotion":0,"trxid":"251126-FAILED","status":1}`, U, "no transaction id"},
		{0, `{"posotion":0,"trxid":"TRX123","status":1}`, U, "no transaction id"},
		{0, `{"posotion":0,"trxid":"না 12345","status":1}`, U, "no transaction id"},
		{0, `{"posotion":0,"trxid":"না BD 12345","status":1}`, U, "no transaction id"},
		{0, `{"posotion":0,"trxid":"Recharge 1234567 is not successful","status":1}`, U, "no transaction id"},
		{0, `{"posotion":0,"trxid":"Recharge 1234567 successful, in process","status":1}`, U, "no transaction id"},
		{0, `{"status":1,"message":"Order 6385f4f65e16e not found"}`, X, "an unknown id, which is named"},
		{0, `{"status":1,"message":"SQLSTATE[HY000]: server has gone away"}`, U, "a fault"},
		{0, `{"status":1,"message":"Invalid Api Key"}`, R, "the question was refused"},

		// Status 1, something of the order, and words against it.
		{0, `{"success":true,"status":1,"posotion":3,"trxid":"","message":"In queue"}`, P, "it is being worked on"},
		{0, `{"status":1,"posotion":1,"trxid":"Processing"}`, P, "the same"},
		{0, `{"status":1,"posotion":1,"trxid":"Pending","message":""}`, P, "the same"},
		{0, `{"status":1,"posotion":1,"trxid":"","message":"Flexiload- Request Submit Successfully"}`, P, "taken is not done"},
		{0, `{"status":1,"posotion":1,"trxid":"","message":"রিচার্জ প্রক্রিয়াধীন"}`, P, "the same in Bangla"},
		{0, `{"status":1,"posotion":1,"trxid":"Failed"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"Refund"}`, U, "it says both"},
		{0, `{"status":1,"posotion":0,"trxid":"Failed"}`, U, "no transaction id"},
		{0, `{"status":1,"posotion":0,"trxid":"REFUND-251126"}`, U, "no transaction id"},
		{0, `{"status":1,"posotion":1,"trxid":"Recharge of 50 to 01712345678 failed"}`, U, "the operator's message says no"},
		{0, `{"status":1,"posotion":1,"trxid":"Recharge of 50 to 01712345678 is not successful"}`, U, "the operator's message says no"},
		{0, `{"status":1,"posotion":1,"trxid":"251126-FAILED"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BL-FAILED"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"TRX-251126-FAILED"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD-251126-FAILED"}`, U, "it says both"},
		{0, `{"status":1,"posotion":0,"trxid":"BD1234567-Refunded"}`, U, "no transaction id"},
		{0, `{"status":1,"posotion":0,"trxid":"BD-FAILED-1234-X9"}`, U, "no transaction id"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567-PENDING"}`, P, "it is being worked on"},
		{0, `{"status":1,"posotion":1,"trxid":"","msg":"Dear customer"}`, U, "a position alone, and further words that may say anything"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","message":"MySQL server has gone away"}`, U, "a fault"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","message":"Recharge failed"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","message":"Not successful"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","message":"রিফান্ড করা হয়েছে"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","message":"রিচার্জ ফেইল"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","message":"taka ferot"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","message":"Undelivered"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","error":true}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","errors":{"number":["bad"]}}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","response":"Refunded"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","type":"refund"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","type":"Pending"}`, P, "it is being worked on"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","message":"BDT500.Refunded"}`, U, "it says both, without a space"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","isrefunded":true}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","refunded":"yes"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","delivered":"No"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","queued":"Yes"}`, P, "it is being worked on"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","data":{"message":"Refunded"}}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","message":{"refunded":[1]}}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","data":{"status" : 2}}`, U, "a reply in the reply"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","reason":"বাতিল"}`, U, "it says both, in Bangla"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","message":"` + notFound + `"}`, U, "it says both"},
		{0, `{"status":1,"posotion":1,"trxid":"","message":"Dear customer"}`, U, "a position alone, and words that may say anything"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","data":{"status":2}}`, U, "a reply in the reply"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","data":[{"trxid":"BD7654321"}]}`, U, "a reply in the reply"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","uniqid":"6385f4f65e16f"}`, U, "another order's"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567","reference":"8801712345678","ref":1732712345678}`, D, "a number and a time look like ids and are none"},
		{0, `{"status":1,"posotion":1,"trxid":"BD1234567"}<!-- order failed -->`, U, "a comment's words"},
		{0, `{"success":false,"status":1,"trxid":"A1"}`, U, "it says both"},

		// Failed.
		{0, `{"posotion":1,"trxid":"","lastbalance":"102","status":"2"}`, F, "a position"},
		{0, `{"posotion":null,"trxid":"A1","status":2,"message":"reversed"}`, F, "a transaction id, taken back"},
		{0, `{"posotion":1,"trxid":"Refund","status":2}`, F, "a position, and words that go with it"},
		{0, `{"success":true,"status":2,"posotion":1}`, F, "the question was answered"},
		{0, `{"success":false,"status":2,"posotion":1,"trxid":""}`, F, "says no twice"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Recharge failed. Number invalid"}`, F, "with its reason"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Failed, a request is pending"}`, F, "the reason may say so"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Recharge not successful"}`, F, "it says no in two words"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Recharge successful"}`, U, "it says both"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Processing"}`, U, "it says both"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Success, no error"}`, U, "it says both"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Recharge Success","errorcode":"105"}`, U, "what a further key says does not take the words back"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Recharge Success","error":true}`, U, "the same"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Recharge Success","delivered":"no"}`, U, "the same"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Recharge Success","refunded":"yes"}`, U, "the same"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Pending","errors":["failed"]}`, U, "the same"},
		{0, `{"posotion":1,"trxid":"Failed","status":"2","message":"Recharge Success"}`, U, "nor does a word in the place of a transaction id"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"Failed","error":"Recharge failed"}`, F, "says no twice"},
		{0, `{"posotion":1,"trxid":"","status":"2","delivered":false}`, F, "the same"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"SQLSTATE[40001]: Deadlock found"}`, U, "a fault"},
		{0, `{"posotion":1,"trxid":"","status":"2","message":"` + notFound + `"}`, U, "it says both"},

		// Status 2 and nothing of the order.
		{0, `{"posotion":0,"trxid":"","lastbalance":"102","status":"2"}`, X, "an unknown id, perhaps: the form of an order that is not stored yet"},
		{0, `{"posotion":"0","trxid":"","lastbalance":"102","status":2}`, X, "an unknown id, perhaps"},
		{0, `{"posotion":false,"trxid":false,"lastbalance":false,"status":2}`, X, "an unknown id, perhaps"},
		{0, `{"posotion":"null","trxid":"null","status":"2"}`, X, "an unknown id, perhaps"},
		{0, `{"posotion":"","trxid":"","lastbalance":"102","status":"2"}`, X, "an unknown id, perhaps"},
		{0, `{"trxid":"","status":"2","message":"Recharge failed. Number invalid"}`, X, "says failed, but of which order"},
		{0, `{"trxid":"Failed","status":"2"}`, X, "the same"},
		{0, `{"status":2}`, X, "an unknown id, perhaps"},
		{0, `{"success":true,"status":2,"posotion":"","trxid":""}`, X, "an unknown id, perhaps"},
		{0, `{"success":false,"status":2,"posotion":null,"trxid":"N/A"}`, X, "an unknown id, perhaps, with the keys of an order"},
		{0, `{"status":2,"msg":"` + notFound + `","posotion":0,"trxid":""}`, X, "an unknown id"},
		{0, `{"success":false,"status":2,"message":"` + notFound + `"}`, X, "an unknown id"},
		{0, `{"status":"2","message":"` + notFound + `"}`, X, "an unknown id"},
		{0, `{"status":2,"message":"Order #6385f4f65e16e was not found","lastbalance":"102"}`, X, "an unknown id"},
		{0, `{"success":true,"status":2,"message":"No such order"}`, X, "an unknown id"},
		{0, `{"success":false,"message":"Not Found"}`, X, "an unknown id"},
		{0, `{"status":2,"data":"No data found"}`, X, "an unknown id"},
		{0, `{"posotion":null,"trxid":null,"lastbalance":"102","status":"2","message":"আইডি পাওয়া যায়নি"}`, X, "an unknown id in Bangla"},
		{0, `{"message":"` + notFound + `"}`, X, "an unknown id"},
		{0, `{"status":"error","message":"` + notFound + `"}`, X, "an unknown id"},
		{0, `{"status":false,"message":"` + notFound + `"}`, X, "an unknown id"},
		{0, `{"status":0,"message":"Not Found"}`, X, "an unknown id"},
		{0, `{"success":false,"status":2,"trxid":""}`, X, "an unknown id, perhaps, with a key of an order"},
		{0, `{"success":false,"status":2,"posotion":0}`, X, "an unknown id, perhaps, with a key of an order"},
		{0, `{"status":2,"message":"MySQL server has gone away"}`, U, "a fault"},
		{0, `{"status":2,"message":"Database query failed"}`, U, "a fault"},
		{0, `{"status":2,"message":"Not processed yet, pending"}`, U, "it says both"},
		{0, `{"status":2,"message":"No error, recharge successful"}`, U, "it says both"},
		{0, `{"status":2,"message":"Welcome"}`, U, "the words do not say failed"},
		{0, `{"status":2,"msg":"Welcome"}`, U, "the same"},
		{0, `{"status":2,"message":"Welcome","msg":"Failed"}`, U, "the message does not"},
		{0, `{"posotion":1,"trxid":"","status":2,"msg":"Not User"}`, U, "the words are not of the order"},

		// The question was refused: nothing is said of the order.
		{0, `{"success":false,"status":2,"message":"Not User"}`, R, "not a user"},
		{0, `{"status":2,"message":"User not found"}`, R, "not a user, and no unknown id"},
		{0, `{"success":false,"status":2,"posotion":0,"trxid":"","message":"Not User"}`, R, "not a user, with the keys of an order"},
		{0, `{"success":false,"status":2,"message":"Not now"}`, R, "whatever it means"},
		{0, `{"success":false}`, R, "no reason"},
		{0, `{"success":"false","status":1}`, R, "no reason"},
		{0, `{"success":false,"status":2,"message":"SQLSTATE[HY000]"}`, R, "no reason that counts"},
		{0, `{"success":false,"status":2,"trxid":"","message":"Database error"}`, R, "a fault, with a key of an order"},
		{0, `{"success":false,"status":0,"posotion":0,"trxid":"","message":"Failed"}`, R, "no failed code"},
		{0, `{"success":false,"status":2,"message":"Member record not found"}`, R, "not of an order"},

		// In progress.
		{0, `{"posotion":1,"trxid":"","status":"0"}`, P, "a known code"},
		{0, `{"posotion":1,"trxid":"","status":""}`, P, "the same"},
		{0, `{"posotion":1,"trxid":"","status":"7"}`, P, "an unknown code is in progress"},
		{0, `{"posotion":1,"trxid":"","status":"Processing"}`, P, "a known code"},
		{0, `{"posotion":1,"trxid":"","status":"1.0"}`, P, "an unknown code"},
		{0, `{"posotion":1,"trxid":"","status":"done"}`, P, "an unknown code"},
		{0, `{"posotion":1,"trxid":"","status":"১"}`, P, "an unknown code"},
		{0, `{"success":true,"status":0,"message":"In process"}`, P, "from a template, perhaps"},
		{0, `{"posotion":"","trxid":"","lastbalance":"","status":""}`, P, "the form of an order that the panel never saw"},
		{0, `{"status":"7"}`, P, "an unknown code"},
		{0, `{"status":0,"message":"` + notFound + `"}`, X, "an unknown id"},
		{0, `{"status":0,"message":"Invalid user"}`, R, "not a user"},
		{0, `{"posotion":1,"trxid":"","status":"0","message":"Invalid id"}`, U, "it says both"},

		// Not a reply of an order.
		{0, `{"status":404,"message":"Not Found"}`, U, "a web server's words"},
		{0, `{"posotion":null,"trxid":null,"status":404,"message":"Route not found"}`, U, "the same"},
		{0, `{"status":false}`, U, "no code"},
		{0, `{"posotion":1,"trxid":"A1","status":null}`, U, "no code"},
		{0, `{"posotion":1,"trxid":"A1"}`, U, "no code"},
		{0, `{"posotion":1,"trxid":"A1","status":false}`, U, "no code"},
		{0, `{"message":"Not Found"}`, U, "a web server's words"},
		{0, `{"success":false,"status":0,"posotion":1,"trxid":""}`, U, "it says both"},
		{0, `{"success":null,"posotion":1,"trxid":"","status":"2"}`, U, "success is neither"},
		{0, `{"message":"Too Many Attempts."}`, U, "a limiter's words"},
		{404, `{"success":false,"status":2,"message":"` + notFound + `"}`, U, "not the panel's word on an order"},
		{500, `{"posotion":1,"trxid":"","status":"2"}`, U, "the same"},
		{302, `{"posotion":1,"trxid":"A1","status":"1"}`, U, "the same"},
	}
	if len(replies) < 80 {
		t.Errorf("%d replies", len(replies))
	}
	c, log := newClient(t, testConfig("http://localhost"))
	classes(t, c, log, callStatus, replies, func(t *testing.T, s replied, a order.Reply) {
		if a.NotFound != (a.Outcome == X && strings.HasPrefix(s.why, "an unknown id")) {
			t.Errorf("not found %v", a.NotFound)
		}
		template := strings.Contains(s.why, "template") || strings.Contains(s.why, "never saw") || s.body == `{"status":"7"}`
		if a.Outcome == P && a.OfOrder == template {
			t.Errorf("of order %v", a.OfOrder)
		}
		if s.why == "" {
			t.Error("no reason")
		}
	})
}

// TestLessCertainOnly: no words, wherever they stand, make a status reply settle
// more than it does without them.
func TestLessCertainOnly(t *testing.T) {
	c, _ := newClient(t, testConfig("http://localhost"))
	outcome := func(body string) order.Reply {
		return c.answer(callStatus, testOrder.ID, received{sent: true, code: 200, body: []byte(body)})
	}
	counts := func(a order.Reply) bool { return a.Outcome == X && !a.NotFound }
	settles := func(a order.Reply) bool { return a.Outcome == D || a.Outcome == F || a.OfOrder }
	for _, status := range []string{`"status":1`, `"status":2`, `"status":0`, `"status":"x"`, `"success":false,"status":2`, `"success":true,"status":1`, `"success":false`} {
		for _, rest := range []string{``, `,"posotion":1`, `,"posotion":0,"trxid":""`, `,"trxid":"BD1234567"`, `,"trxid":"Failed"`, `,"trxid":"xyxsdrerr"`,
			`,"message":"Thank you"`, `,"posotion":1,"message":"Thank you"`, `,"message":"Not User"`, `,"posotion":1,"message":"Not User"`, `,"posotion":1,"message":"Order Not Found"`} {
			bare := outcome("{" + status + rest + "}")
			for _, text := range []string{"Recharge successful", "Failed", "Order Not Found", "Pending", "Not User", "Insufficient Balance", "SQLSTATE", "trxid BD7654321", "হ্যাঁ"} {
				for _, key := range []string{`"message":"%"`, `"msg":"%"`, `"error":"%"`, `"errors":["%"]`, `"data":{"x":"%"}`, `"data":{"status":1,"trxid":"%"}`, `"data":{"posotion":3}`, `"trx":"%"`} {
					if strings.HasPrefix(key, `"message"`) && strings.Contains(rest, "xyxsdrerr") {
						continue // letters alone are a transaction id beside a message that says done
					}
					body := "{" + status + rest + "," + strings.Replace(key, "%", text, 1) + "}"
					if with := outcome(body); settles(with) && (!settles(bare) && bare.Outcome != U || with.Outcome != bare.Outcome && with.Outcome != P) {
						t.Errorf("%s is %v (of order %v), without the words %v", body, with.Outcome, with.OfOrder, bare.Outcome)
					} else if counts(with) && !counts(bare) && !strings.HasPrefix(key, `"message"`) {
						t.Errorf("%s counts against the order, and does not without the words", body)
					}
				}
			}
		}
	}
}

// TestFurtherKeys has what each key that the document does not know makes of a reply with
// a value of its own.
func TestFurtherKeys(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	const (
		done    = `{"posotion":1,"trxid":"BD1234567","status":1,"%":"17"}`
		another = `{"posotion":1,"trxid":"BD1234567","status":1,"%":"6385f4f65e16f"}`
		refused = `{"success":false,"status":2,"message":"Insufficient Balance","%":"17"}`
	)
	for _, k := range []struct {
		keys                   string
		done, another, refused order.Outcome
	}{
		{"error errors err exception failed failure iserror is_error haserror error_code errorcode errno errmsg error_message", U, U, R},
		{"id uniqid uniqueid unique_id orderid order_id requestid request_id", D, U, Q},
		{"code statuscode status_code http_code httpcode", D, D, R},
		{"number mobile phone msisdn amount operator service type user username date time datetime timestamp", D, D, R},
		{"created_at updated_at createdat updatedat currency cost commission", D, D, R},
		{"ref reference queued", D, D, Q},
	} {
		for key := range strings.FieldsSeq(k.keys) {
			body := func(form string) string { return strings.Replace(form, "%", key, 1) }
			if key != "queued" { // which says how it stands
				classes(t, c, log, callStatus, []replied{{0, body(done), k.done, ""}, {0, body(another), k.another, ""}}, nil)
			}
			classes(t, c, log, callRequest, []replied{{0, body(refused), k.refused, ""}}, nil)
		}
	}
}

// TestFurtherValues has what a key that the document does not know and its value make of a
// recharge that is done, a request that was taken, and one that was refused.
func TestFurtherValues(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	for _, m := range []struct {
		member                  string
		done, accepted, refused order.Outcome
	}{
		{`"refund":"50 Tk"`, U, U, Q}, {`"refund":"50.00 BDT"`, U, U, Q}, {`"refund_amount":50.0`, U, U, Q}, {`"refunded":"Y"`, U, U, Q},
		{`"refunded":"হ্যাঁ"`, U, U, Q}, {`"refunded":"on"`, U, U, Q}, {`"refunded":"2026-11-23 10:00 AM"`, U, U, Q}, {`"refund_trx":"RF88231"`, U, U, Q},
		{`"reversal_trxid":"RF1234567"`, U, U, Q}, {`"refund_status":"success"`, U, U, Q}, {`"failed_reason":"Number closed"`, U, U, Q},
		{`"cancel_reason":"customer asked"`, U, U, Q}, {`"refundAmount":"50.00"`, U, U, Q}, {`"orderCancelled":true`, U, U, Q}, {`"wasRefunded":1`, U, U, Q},
		{`"রিফান্ড":"৫০"`, U, U, Q}, {`"state":"RefundDone"`, U, U, Q}, {`"state":"ফেরৎ দেওয়া হয়েছে"`, U, U, Q},
		{`"reversal":{"id":7,"amount":50}`, U, U, Q}, {`"refunds":[{"amount":"50.00"}]`, U, U, Q}, {`"result":{"refund":{"amount":"50.00"}}`, U, U, Q},
		{`"refund":"0.00"`, D, A, R}, {`"refund_amount":0.0`, D, A, R}, {`"cancelled_at":"0000-00-00 00:00:00"`, D, A, R}, {`"refunded":"N"`, D, A, R},
		{`"refunded":"না"`, D, A, R}, {`"refund":"n/a"`, D, A, R}, {`"refund_trx":"-"`, D, A, R}, {`"refunded":"off"`, D, A, R}, {`"charge":"0.00"`, D, A, R},
		{`"refundable":true`, D, A, Q}, {`"refundable":false`, D, A, R}, {`"refunds":[]`, D, A, R}, {`"refund":{"amount":0,"at":null}`, D, A, R},
		{`"result":{"refund":{"amount":0},"sum":50}`, D, A, Q}, {`"result":{"refund":[],"sum":50}`, D, A, Q},
		{`"delivered":"N"`, U, A, R}, {`"delivered":"no"`, U, A, R}, {`"completed":false`, U, A, R}, {`"ok":false`, U, U, Q},
		{`"errorcode":"SUCCESS"`, D, A, Q}, {`"errorcode":"OK"`, D, A, Q}, {`"errorcode":"N/A"`, D, A, R}, {`"errorcode":"-"`, D, A, R}, {`"errorcode":" 200 "`, D, A, R},
		{`"errorcode":201`, D, A, R}, {`"errorcode":"0.00"`, D, A, R}, {`"errorcode":"105"`, U, U, R}, {`"errorcode":"Not OK"`, U, U, Q}, {`"error_code":"E105"`, U, U, Q},
		{`"error":"No error"`, D, A, Q}, {`"errors":"no errors"`, D, A, Q}, {`"error":{"code":0,"message":""}`, D, A, R}, {`"errors":{"x":[]}`, D, A, R},
		{`"error":{"code":105,"message":""}`, U, U, Q}, {`"errors":{"number":["bad"]}`, U, U, Q}, {`"failed":"ok"`, U, U, Q},
		{`"order_id":"000"`, D, A, R}, {`"order_id":"null"`, D, A, R}, {`"order_id":false`, D, A, R},

		// Every key of an error, whatever it is called.
		{`"error_message":"Number closed"`, U, U, Q}, {`"errorMessage":"Number closed"`, U, U, Q}, {`"errormsg":"E105"`, U, U, Q}, {`"error_msg":105`, U, U, R},
		{`"errno":"105"`, U, U, R}, {`"has_error":true`, U, U, R}, {`"failure":1`, U, U, R}, {`"err_code":"0"`, D, A, R}, {`"error_message":""`, D, A, R},
		{`"error_message":"No error"`, D, A, Q}, {`"error_msg":"Success"`, D, A, Q}, {`"errorcode":202`, D, A, R},

		// Money back, under names of more than one word.
		{`"hasrefund":"1"`, U, U, Q}, {`"totalrefund":"50"`, U, U, Q}, {`"nonrefundable":1`, D, A, Q}, {`"return_amount":"50 Tk"`, U, U, Q}, {`"returned_at":"10:00 AM"`, U, U, Q},
		{`"voided":"10:00 AM"`, U, U, Q}, {`"chargeback":"50 Tk"`, U, U, Q}, {`"moneyback":"50 Tk"`, U, U, Q}, {`"return_url":"https://panel.example"`, D, A, Q},
		{`"refunded":"nil"`, D, A, R}, {`"refund":"NA"`, D, A, R}, {`"expired":1`, U, U, Q}, {`"note":"Balance back"`, U, U, Q},
		{`"refund":{"refund":{},"sum":50}`, U, U, Q}, {`"result":{"refund":{"x":[0],"sum":50}}`, U, U, Q}, {`"result":{"refund":{"x":[0]},"sum":50}`, D, A, Q},

		// Steps on the way of an order that is done, and what is no such step.
		{`"submitted_at":"2026-11-23 10:00:00"`, D, A, Q}, {`"submit_time":1732712345`, D, A, Q}, {`"submit_date":"2026-11-23"`, D, A, Q}, {`"processing_time":3`, D, A, Q},
		{`"accepted_by":3`, D, A, Q}, {`"queue_id":7`, D, A, Q}, {`"queue":"gp1"`, D, A, Q}, {`"queue":3`, P, A, Q}, {`"pending_at":"2026-11-23"`, P, A, Q}, {`"wait_time":3`, P, A, Q},
		{`"queued":"y"`, P, A, Q}, {`"queued":"on"`, P, A, Q}, {`"pending":"হ্যাঁ"`, P, A, Q},
		{`"ok":0`, U, U, Q}, {`"isok":false`, U, U, Q}, {`"delivered":0`, U, A, R}, {`"result":{"completed":null}`, D, A, R},

		// What says no more than the no beside it.
		{`"type":"error"`, U, U, R}, {`"title":"Failed"`, U, U, R}, {`"error":true,"result":"failed"`, U, U, R}, {`"title":"Fail, error"`, U, U, R}, {`"note":"failed later"`, U, U, Q},

		// However it is written.
		{"\"data\":{ \"a\" : 1\r ,\n\t\"b\":\r[ 2 , [ 3 ] ] }", D, A, Q}, {`"data":{a:1}`, D, A, Q}, {`"data":{"a":@}`, U, A, Q},
	} {
		classes(t, c, log, callStatus, []replied{{0, `{"posotion":1,"trxid":"BD1234567","status":1,` + m.member + `}`, m.done, ""}}, nil)
		classes(t, c, log, callRequest, []replied{
			{0, `{"success":true,"status":1,"message":"Flexiload- Request Submit Successfully",` + m.member + `}`, m.accepted, ""},
			{0, `{"success":false,"status":2,"message":"Insufficient Balance",` + m.member + `}`, m.refused, ""},
		}, nil)
	}
}

// TestGluedWords are heard as those that stand alone.
func TestGluedWords(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	for _, message := range []string{"Operator down BDT500Pending", "Operator down. BDT500Accepted", "Operator down. GP01712345678Pending", "Low balance. order8823queued",
		"Low balance. Order6385f4f65e16eAccepted", "Operator down TK৫০০পেন্ডিং", "Low balance. OrderPending"} {
		classes(t, c, log, callRequest, []replied{{0, `{"success":false,"status":2,"message":"` + message + `"}`, Q, ""}}, nil)
	}
	for message, want := range map[string]order.Outcome{"BDT500Failed": U, "GP01712345678Failed": U, "Tk500Refunded": U, "TK৫০০ফেরত": U, "RefundDone": U, "Tk500Pending": P, "OrderPending": P, "BanglaLink": D,
		"GPFailed": U, "TKRefunded": U, "GPPending": P, "UnSuccessful": U, "UNSuccessful": U, "UnDelivered": U, "InComplete": U, "GPhone": D} {
		classes(t, c, log, callStatus, []replied{
			{0, `{"posotion":1,"trxid":"BD1234567","status":1,"message":"` + message + `"}`, want, ""},
			{0, `{"posotion":0,"trxid":"` + message + `","status":1}`, U, ""},
		}, nil)
	}
	for _, message := range []string{"Tk500Pending", "Tk500Success", "RechargeSuccess"} {
		classes(t, c, log, callStatus, []replied{{0, `{"posotion":2,"trxid":"","status":2,"message":"` + message + `"}`, U, ""}}, nil)
	}
	classes(t, c, log, callRequest, []replied{
		{0, `{"success":true,"status":1,"message":"Tk500Failed"}`, U, ""},
		{0, `{"success":false,"status":2,"message":"BanglaLink operator down"}`, R, "a name in two pieces"},
	}, nil)
}

// TestTheNumberThatIsNamed, however the panel writes it.
func TestTheNumberThatIsNamed(t *testing.T) {
	c, _ := newClient(t, testConfig("http://localhost"))
	for further, want := range map[string]order.Number{
		`"number":"01899999999"`: "01899999999", `"Number ":"8801899999999"`: "01899999999", `"number":1899999999`: "01899999999",
		`"number":"3"`: "", `"number":null`: "", `"number":["01899999999"]`: "", `"mobile":"01899999999"`: "", `"message":"Call 01899999999"`: "",
	} {
		a := c.answer(callStatus, testOrder.ID, received{sent: true, code: 200, body: []byte(`{"posotion":1,"trxid":"BD123456","status":1,` + further + `}`)})
		if a.Number != want {
			t.Errorf("%s: %q, want %q (%v)", further, a.Number, want, a.Err)
		}
	}
}

// TestNoInOtherWords: these say no to a recharge that is done, and to a request that was
// taken, and go with a code that says failed.
func TestNoInOtherWords(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	for _, message := range []string{
		"Recharge wasn't successful", "Recharge didn't complete", "It doesn't complete", "Recharge isn't done", "Recharge hasn't been delivered", "They haven't recharged", "It won't be delivered",
		"Un-successful", "Un success", "Un successfully done", "Un delivered", "In complete", "No success", "Success hoy ni", "Recharge hoy nai", "hoi ni", "hoi nai", "Balance Back", "Money back", "Taka back", "Amount back",
		"Unsuccess", "Unsuccesful", "Unsucessful", "Unsuccessfull", "Incomplete", "Uncompleted", "Undone", "Cancle", "Cancled", "Faield", "Failled", "Reverted", "Rollback",
		"Batil", "Bartho", "Byartho", "hoyni", "hoini", "hoynai", "hoinai", "রিচার্জ সফল হয় নি", "রিচার্জ অসফল", "বিফল", "অসম্পূর্ণ", "ক্যানসেল", "ক্যান্সেল", "রিজেক্ট", "রিজেক্টেড", "রিটার্ন", "প্রত্যাখ্যাত",
	} {
		said := `,"message":"` + message + `"}`
		classes(t, c, log, callStatus, []replied{
			{0, `{"posotion":1,"trxid":"BD1234567","status":1` + said, U, "it says both"},
			{0, `{"posotion":1,"trxid":"","status":1` + said, U, "it says both"},
			{0, `{"posotion":1,"trxid":"","status":2` + said, F, "it says no twice"},
		}, nil)
		classes(t, c, log, callRequest, []replied{{0, `{"success":true,"status":1` + said, U, "it says both"}}, nil)
	}
}

// TestYesBesideFailed: where the code says failed, words that say done are taken back by a no
// beside them, by one that gives the reason, and by no other.
func TestYesBesideFailed(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	for message, want := range map[string]order.Outcome{
		"Recharge success. Do not send again": U, "Delivered, please don't send again": U, "Done. Thanks": U, "Not able to complete": U,
		"সফল হয়েছে। আবার রিকোয়েস্ট করার প্রয়োজন নেই": U, "না জেনে রিচার্জ সফল": U, "Sorry, success": U,
		"Could not be completed": F, "Cannot complete": F, "Can't be done": F, "Couldn't complete": F, "Unable to complete recharge": F, "Invalid number, complete with a valid one": F,
		"সফল করা সম্ভব হয়নি": F, "রিচার্জ সম্পন্ন করা যায় নি": F, "সফল না": F, "Sorry, could not be completed": F, "Success if not failed": F,
	} {
		classes(t, c, log, callStatus, []replied{{0, `{"posotion":1,"trxid":"","status":2,"message":"` + message + `"}`, want, ""}}, nil)
	}
	classes(t, c, log, callStatus, []replied{
		{0, `{"posotion":1,"trxid":"Success","status":2}`, U, "it says both"},
		{0, `{"posotion":1,"trxid":"Delivered","status":2,"message":"Failed"}`, U, "it says both"},
		{0, `{"posotion":1,"trxid":"Sent","status":2}`, U, "it says both"},
		{0, `{"posotion":0,"trxid":"Success","status":2}`, U, "it says both"},
		{0, `{"posotion":1,"trxid":"","status":2,"error":"Success"}`, U, "it says both"},
		{0, `{"posotion":0,"trxid":"","status":2,"error":"Success"}`, U, "it says both"},
		{0, `{"posotion":1,"trxid":"","status":2,"error":"Success","errors":"No error"}`, U, "it says both"},
		{0, `{"posotion":1,"trxid":"","status":2,"error":"No error"}`, F, "nothing against it"},
		{0, `{"posotion":1,"trxid":"","status":2,"error":"Success","message":"Recharge failed"}`, F, "the question had no error, and the recharge failed"},
		{0, `{"posotion":0,"trxid":"abcdefgh","status":2,"message":"Recharge not successful"}`, U, "letters alone, and words that do not say done"},
	}, nil)
	classes(t, c, log, callRequest, []replied{
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","trxid":"Success"}`, Q, "it says both"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","trxid":"Sent"}`, Q, "it says both"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","trxid":"BD1234567-Failed"}`, Q, "there is an order, perhaps"},
		{0, `{"success":false,"status":2,"message":"Operator down, we try again after some time"}`, Q, "it goes on with it"},
		{0, `{"success":false,"status":2,"message":"Operator down, we recharge it later"}`, Q, "it goes on with it"},
		{0, `{"success":false,"status":2,"message":"5 minutes: same number"}`, Q, "known words, and not in their order"},
		{0, `{"success":false,"status":2,"message":"We are under maintenance"}`, R, "it does not"},
	}, nil)
}

// TestWork has words that say that an order is worked on, and ones that seem to.
func TestWork(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	for message, want := range map[string]order.Outcome{
		"Panding": P, "Pendding": P, "Proccessing": P, "Procesing": P, "Sending": P, "Awaiting": P, "Retrying": P, "Process successfully started": P, "In process, completed soon": P, "In process. Completed orders: 3": P,
		"Under process. Done orders: 3": P, "Process completed, another is pending": P, "Process completed": D, "Recharge process completed successfully": D, "Processing done": D, "Your process is complete": D,
	} {
		classes(t, c, log, callStatus, []replied{
			{0, `{"posotion":1,"trxid":"BD1234567","status":1,"message":"` + message + `"}`, want, ""},
			{0, `{"posotion":1,"trxid":"","status":1,"message":"` + message + `"}`, want, ""},
		}, nil)
	}
}
