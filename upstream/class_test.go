package upstream

import (
	"slices"
	"strings"
	"testing"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// replied is a reply's body, with HTTP code 200 or the one given, the outcome of the
// call, and why that is right.
type replied struct {
	code int
	body string
	want order.Outcome
	why  string
}

// classes has a client class replies to the call of that name, and checks what
// holds for each answer.
func classes(t *testing.T, c *Client, log *logged, name string, replies []replied, more func(*testing.T, replied, order.Reply)) {
	t.Helper()
	for _, s := range replies {
		if s.code == 0 {
			s.code = 200
		}
		t.Run(s.body, func(t *testing.T) {
			a := c.answer(name, testOrder.ID, received{sent: true, code: s.code, body: []byte(s.body)})
			if check(t, a, s.want, log); t.Failed() {
				t.Logf("HTTP %d, want %v: %s", s.code, s.want, s.why)
			}
			if !a.Answered {
				t.Error("not called answered")
			}
			if a.OfOrder && a.Outcome != P && a.Outcome != D && a.Outcome != F || (a.Outcome == D || a.Outcome == F) && !a.OfOrder {
				t.Errorf("%v with of order %v", a.Outcome, a.OfOrder)
			}
			if a.NotFound && a.Outcome != X || a.Refusal != "" && a.Outcome != Q {
				t.Errorf("%+v", a)
			}
			if more != nil {
				more(t, s, a)
			}
		})
	}
}

// TestKnownRefusals has messages that mean that nothing was taken, and whether the
// owner is told of the balance.
func TestKnownRefusals(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	for message, low := range map[string]bool{
		"Not User": false, "NOT A USER!": false, "Invalid Api Key": false, "Your user is inactive": false, "IP not allowed: 203.0.113.7": false,
		"User karim not found": false, "API user not found": false, "Invalid Band Key": false,
		"Insufficient Balance": true, "You have insufficient balance.": true, "Your balance is not sufficient": true, "Sorry! Your balance is low, please add money": true,
		"Insufficient voucher balance": true, "দুঃখিত, আপনার পর্যাপ্ত ব্যালেন্স নেই": true, "Insufficient balance. Please try again later": true, "You don't have enough balance": true,
		"Invalid Number": false, "Recharge failed. Number invalid": false, "01612-345678 is an invalid mobile number": false, "ভুল নাম্বার": false,
		"Invalid Amount": false, "Minimum amount is 20 Tk": false, "Amount must be between 20 and 1,000": false,
		"Operator Off": false, "GP operator is off now": false, "Service is not available": false, "System under maintenance": false, "GP is off now": false, "Operator is temporarily not available": false, "Your IP 203.0.113.7 is not allowed": false, "Please enter a valid number": false,
		"দুঃখিত, রিচার্জ সার্ভিস সাময়িকভাবে বন্ধ আছে।": false, "Recharge Not Allowed": false, "Id Required": false,
		"Daily limit exceeded": false, "Your daily limit of 5,000 is over": false,
		"Recently recharged": false, "Duplicate recharge, try after 5 minutes": false, "Same number within 5 min": false,
		"Duplicate recharge. Same number within 5min not possible": false, "একই নম্বরে ৫ মিনিট পর দিন": false,
	} {
		for _, code := range []int{200, 400, 401, 403, 404, 422} {
			body := `{"success":false,"status":2,"message":"` + message + `"}`
			a := c.answer(callRequest, "", received{sent: true, code: code, body: []byte(body)})
			if check(t, a, R, log); a.Outcome != R || a.LowBalance != low {
				t.Errorf("%s: low balance %v", message, a.LowBalance)
			}
		}
	}
}

// TestDoubtfulRefusals: the order may be on its way, whatever else the words say.
func TestDoubtfulRefusals(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	for _, tt := range []struct{ message, refusal string }{
		// A program broke down.
		{"SQLSTATE[HY000]: General error: 2006 MySQL server has gone away", ""},
		{"SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry '6385f4f65e16e' for key 'PRIMARY'", ""},
		{"Deadlock found when trying to get lock; try restarting transaction", ""},
		{"cURL error 28: Operation timed out after 30001 milliseconds", ""},
		{"Something went wrong", ""}, {"Something went wrong, please try again later!", ""}, {"Internal Server Error", ""}, {"Unknown error", ""},
		{"Gateway timeout", ""}, {"Service Unavailable", ""}, {"Connection refused by operator", ""}, {"Uncaught Exception: invalid number", ""},
		{"Insufficient balance: SQLSTATE[HY000]", ""}, {"Invalid amount, connection lost", ""},
		{"Access denied for user 'panel'@'localhost' (using password: YES) mysql", ""},
		// It speaks of an order that it has.
		{"Duplicate Request", ""}, {"Duplicate Id", ""}, {"Duplicate recharge", ""}, {"Request Already Submitted", ""}, {"Already Pending", ""},
		{"This uniqid already exists!", ""}, {"Duplicate request for same number within 5 minutes", ""}, {"You have already recharged this number", ""},
		{"Your request is processing", ""}, {"Recharge success", ""}, {"ইতিমধ্যে অনুরোধ করা হয়েছে", ""}, {"Number invalid, order queued", ""},
		{"Invalid Number. Duplicate recharge, same number", ""},
		{"SIM: insufficient balance", ""}, {"Operator says insufficient balance", "operator says insufficient balance"},
		// It gives no reason.
		{"", ""}, {"Failed", ""}, {"Recharge Failed", ""}, {"Error", ""}, {"Try again later", ""}, {"Please try again after 5 minutes", ""}, {"500", ""}, {"ব্যর্থ হয়েছে", ""},
		{"Not successful", ""}, {strings.Repeat("no such thing here ", 20), ""},
		// Words that an owner can declare.
		{"Number 01712345678 is out of stock (2)", "number # is out of stock #"},
		{"Stock Out!", "stock out"}, {"Busy", "busy"}, {"SIM-less route 6385f4f65e16e closed", ""},
		{"প্যাকেজ বন্ধ নয়", normal("প্যাকেজ বন্ধ নয়")},
		{"একই নম্বরে ৫ মিনিটের মধ্যে দেওয়া যাবে না", normal("একই নম্বরে ৫ মিনিটের মধ্যে দেওয়া যাবে না")},
		{"Unable to serve karim today", "unable to serve user today"},
		{"Key " + testKey + " over quota", "key key over quota"},
	} {
		for _, carrier := range []string{`{"success":false,"status":2,"message":"%"}`, `{"success":"false","message":"%"}`} {
			body := strings.Replace(carrier, "%", tt.message, 1)
			a := c.answer(callRequest, "", received{sent: true, code: 200, body: []byte(body)})
			if check(t, a, Q, log); a.Refusal != tt.refusal {
				t.Errorf("%s: refusal %q, want %q", tt.message, a.Refusal, tt.refusal)
			}
			if tt.message != "" && a.Message == "" {
				t.Errorf("%s: no message", tt.message)
			}
		}
	}
}

// TestCarriers: known words prove nothing where a program stumbled, and by
// themselves nothing either.
func TestCarriers(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	const no = `{"success":false,"status":2,"message":"Insufficient Balance"}`
	replies := []replied{
		{0, no, R, "whole, and known"},
		{0, "\ufeff\x00 " + no + "\x00", R, "marks are no words"},
		{0, no + no, R, "the very same again"},
		{0, no + "<!-- 0.3 s -->", R, "a comment without words"},
		{0, no + "<!-- order queued -->", Q, "a comment with words that are not known"},
		{0, phpWarning + no, Q, "the script stumbled before"},
		{0, no + phpWarning, Q, "the script stumbled behind"},
		{0, no + "\nNotice: Undefined index: x in /a.php on line 12", Q, "the same as text"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","code":400}`, R, "a number is no word"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","error":true}`, R, "says no once more"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","data":[]}`, R, "nothing there"},
		{0, `{"success":0,"status":2,"message":"Insufficient Balance"}`, R, "no in figures"},
		{0, `{"success":false,"message":"Insufficient Balance"}`, R, "says no once"},
		{0, `{"success":false,"status":null,"message":"Insufficient Balance"}`, R, "the same"},
		{0, `{"success":false,"status":"","message":"Insufficient Balance"}`, R, "the same"},
		{0, `{"success":false,"status":false,"message":"Insufficient Balance"}`, R, "says no twice"},
		{0, `{"success":false,"status":2,"trxid":"Failed","message":"Insufficient Balance"}`, R, "says no once more"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","number":"01712345678","operator":"GP","amount":50}`, R, "what was ordered is no word"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","id":"6385F4F65E16E","order_id":0,"request_id":""}`, R, "the id that was sent, and no other"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","ref":"","order":0,"note":"null"}`, R, "nothing there"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","queued":false,"taken":"no"}`, R, "no is nothing"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","queued":"yes"}`, Q, "there is an order, perhaps"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","ref":88231,"note":0}`, Q, "the same"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","data":{"status":"pending"}}`, Q, "a reply in the reply"},
		{0, `{"success":false,"status":2,"message":"Insufficient Balance","reason":"order kept"}`, Q, "words besides"},
		{0, `{"success":false,"status":2,"msg":"Insufficient Balance"}`, Q, "a key that is not known makes nothing more certain"},
		{0, `{"success":false,"status":2,"error":"Insufficient Balance"}`, Q, "the same"},
		{0, `{"success":false,"message":{"number":["invalid number"]}}`, Q, "a list of complaints"},
		{0, `{"success":false,"status":0,"message":"Insufficient Balance"}`, Q, "a code that the document does not have for this"},
		{0, `{"status":2,"message":"Insufficient Balance"}`, Q, "half of a no"},
		{500, `{"status":2,"message":"Insufficient Balance"}`, U, "not even that"},
		{0, `{"message":"Insufficient Balance"}`, U, "it may be of anything"},
		{0, `{"success":false,"status":1,"message":"Insufficient Balance"}`, U, "it says both"},
		{0, `{"success":false,"status":2,"trxid":"BD123456","message":"Insufficient Balance"}`, U, "what was not taken has no transaction id"},
		{0, `{"success":false,"status":2,"posotion":7,"message":"Insufficient Balance"}`, U, "nor a position"},
		{0, `{"success":false,"status":2,"posotion":0,"trxid":"","message":"Insufficient Balance"}`, R, "nothing of an order"},
		{101, no, U, "the reply to no call of these"},
		{301, no, U, "whoever redirects is in front of the panel"},
	}
	for _, code := range []int{408, 425, 429, 499, 500, 502, 503, 504, 520, 600} {
		replies = append(replies, replied{code, no, Q, "somebody stumbled, and where is not known"})
	}
	classes(t, c, log, callRequest, replies, func(t *testing.T, s replied, a order.Reply) {
		if a.LowBalance != ((a.Outcome == R || a.Outcome == Q) && strings.Contains(s.body, "Insufficient")) {
			t.Errorf("low balance %v", a.LowBalance)
		}
		declarable := a.Outcome == Q && (s.code < 400) && !strings.Contains(s.body, "on line") && !strings.Contains(s.body, "pending") && !strings.Contains(s.body, "queued")
		if (a.Refusal != "") != declarable {
			t.Errorf("refusal %q", a.Refusal)
		}
	})
}

func TestClassRequest(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	classes(t, c, log, callRequest, []replied{
		{0, good[callRequest], A, "the document's own"},
		{0, `{"success":true,"status":1,"message":"ok"}`, A, ""},
		{0, `{"success":"true","status":"1"}`, A, ""},
		{0, `{"success":1}`, A, ""},
		{0, `{"success":"1","status":""}`, A, ""},
		{0, `{"success":true,"status":0}`, A, "whatever code it uses for that"},
		{0, `{"success":true,"status":true}`, A, ""},
		{0, `{"success":true,"status":1,"data":{"status":"pending","trxid":"x"}}`, A, "accepted is not done"},
		{202, `{"success":true,"status":null}`, A, ""},
		{0, phpWarning + good[callRequest] + phpWarning, A, "the panel took it, and stumbled"},
		{0, `{"success":true,"status":2}`, U, "it says both"},
		{0, `{"success":true,"status":"2"}`, U, ""},
		{0, `{"success":true,"status":false}`, U, ""},
		{0, `{"success":true,"status":1,"message":"Insufficient Balance"}`, U, "it says both"},
		{0, `{"success":true,"status":1,"message":"Operator down"}`, U, "it says both"},
		{0, `{"success":true,"status":1,"error":"Request not taken"}`, U, "it says both"},
		{400, `{"success":true,"status":1}`, U, ""},
		{503, `{"success":true,"status":1}`, U, ""},
		{0, `{"status":1}`, U, "status alone means something else in another reply"},
		{0, `{"success":null,"status":1}`, U, ""},
		{0, `{"success":"","status":2}`, U, ""},
		{0, `{"success":,"status":1}`, U, ""},
		{0, `{"success":"yes","status":1}`, U, ""},
		{0, "ok", U, "no object"},
		{0, `{"success":false,"status":2}` + "Fatal error: x on line 2", U, "the script died"},
	}, nil)
}

func TestClassBalance(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	classes(t, c, log, callBalance, []replied{
		{0, `{"success":true,"status":1,"balance":"102"}`, A, ""},
		{0, `{"balance":102.5}`, A, ""},
		{0, `{"success":true,"balance":"1,024.5"}`, A, ""},
		{0, `{"success":true,"balance":"-3"}`, A, ""},
		{0, `{"success":true,"balance":1.5e3}`, A, ""},
		{0, `{"success":true,"balance":102.34999999999999}` + phpWarning, A, ""},
		{0, `{"success":false,"status":2,"message":"Not User"}`, R, ""},
		{401, `{"success":false,"status":2,"message":"Not User"}`, R, ""},
		{500, `{"success":false,"status":2,"message":"Not User"}`, U, ""},
		{404, `{"success":true,"balance":"102"}`, U, ""},
		{0, `{"success":true,"status":1}`, U, ""},
		{0, `{"success":true,"balance":""}`, U, ""},
		{0, `{"success":true,"balance":"1.024"}`, U, "a thousand, perhaps"},
		{0, `{"success":true,"status":2,"balance":"102"}`, U, ""},
		{0, `{"success":true,"status":false,"balance":"102"}`, U, ""},
		{0, `{"success":odd,"balance":"102"}`, U, ""},
		{0, `{"status":2,"message":"Not User"}`, U, ""},
		{0, `{"lastbalance":"102"}`, U, ""},
	}, nil)
}

func TestAmounts(t *testing.T) {
	for text, want := range map[string]money.Taka{
		"102": 10200, "102.50": 10250, "1,024.5": 102450, "-3": -300, "102.34999999999999": 10235, "102.35000000000001": 10235, "0.30000000000000004": 30,
		"1234567.8899999999": 123456789, "-5.5499999999999998": -555, "99.999999999999986": 10000,
		"1024.4775": 102447, "102.3449": 10234, "1,024.4775": 102447, "1,02,450.1225 Tk": 10245012, "-50.0025": -5001, "102.3449999999999": 10234,
		"1024.125": 102412, "1,024.125": 102412, "0.125": 12, "18.4775": 1847, "1e-3": 0, "1.0E-7": 0,
		"BDT 102.50": 10250, "102.50 BDT": 10250, "Tk. 1,024": 102400, "tk 5": 500, "৳১০২": 10200, "৳ ১,০২৪.৫০": 102450, "১০২ টাকা": 10200, "102/-": 10200, "102 Taka": 10200,
		"1.5e3": 150000, "1.5E+3": 150000, "12345e-2": 12345, "1.0E+2": 10000,
	} {
		if got, ok := readAmount(text); !ok || got != want {
			t.Errorf("%s: %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "soon", "1.024", "102.345", "-1.024", "10 20", "102,50", "1e99", "1e5000", "1,02.4775", "1,024.47.75", "0x10", "BDT", "৳", "--3", "NaN", "INF", "1.2.3", "12 BDT 5"} {
		if got, ok := readAmount(text); ok {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

// TestAnswers looks at what an answer tells besides its outcome.
func TestAnswers(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	answer := func(name, body string) order.Reply {
		a := c.answer(name, testOrder.ID, received{sent: true, code: 200, body: []byte(body)})
		check(t, a, a.Outcome, log)
		return a
	}
	a := answer(callStatus, `{"posotion":"1","trxid ":" BD 12\u202e34 ","lastbalance":"1,024.5","status":1,"message":" Recharge\nsuccess "}`)
	if a.Outcome != D || a.TransactionID != "BD 1234" || a.Balance == nil || *a.Balance != 102450 || a.Message != "Recharge success" || a.Code != "" {
		t.Errorf("%+v", a)
	}
	sms := "Recharge request of TK 50.0 for mobile no. 01712345678, transaction ID R251126.1234.560001 is successful."
	if a := answer(callStatus, `{"posotion":1,"trxid":"`+sms+`","lastbalance":"102","status":"1"}`); a.Outcome != D || a.TransactionID != sms {
		t.Errorf("%+v", a)
	}
	if a := answer(callStatus, `{"posotion":1,"trxid":"BD1234`+strings.Repeat("5", 9000)+`","status":"1"}`); len([]rune(a.TransactionID)) != maxTransaction {
		t.Errorf("%d characters", len([]rune(a.TransactionID)))
	}
	for _, none := range []string{`null`, `"null"`, `"0"`, `0`, `"N/A"`, `""`, ``, `"  "`, `"-"`, `"None"`, `000`, `"0.00"`, `"00-00"`, `"Success"`, `"Completed"`, `"Success 1"`,
		`"12"`, `"123"`, `false`, `true`, `"6385f4f65e16e"`, `"NaN"`, `"Recharge OK"`} {
		if a := answer(callStatus, `{"posotion":1,"status":1,"trxid":`+none+`}`); a.TransactionID != "" || a.Outcome != D {
			t.Errorf("trxid %s: %+v", none, a)
		}
		if a := answer(callStatus, `{"posotion":0,"status":1,"trxid":`+none+`}`); a.TransactionID != "" || a.Outcome != U {
			t.Errorf("trxid %s without a position: %+v", none, a)
		}
	}
	for _, id := range []string{"A1", "BD1234567", "8NOT3K9Q1X", "R251126.1234.560001", "251126123456", "1234", "TRX1234", "C-FAIL-99812X7", "DC10HOLD77", "BD 12 34"} {
		if a := answer(callStatus, `{"posotion":0,"status":1,"trxid":"`+id+`"}`); a.TransactionID != id || a.Outcome != D {
			t.Errorf("trxid %s: %+v", id, a)
		}
	}
	if a := answer(callStatus, `{"posotion":1,"status":" Seven\u0007 ","trxid":"","lastbalance":"soon"}`); a.Outcome != P || a.Code != "Seven" || a.Balance != nil {
		t.Errorf("%+v", a)
	}
	if a := answer(callStatus, `{"posotion":1,"status":0,"trxid":"","lastbalance":102.34999999999999}`); a.Balance == nil || *a.Balance != 10235 {
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
	for body, want := range map[string]string{
		`{"status":2,"msg":"Order Not Found"}`:                                  "Order Not Found",
		`{"status":2,"message":"Failed","reason":"Number ported"}`:              "Failed; Number ported",
		`{"status":2,"message":"Failed: ported","reason":"ported"}`:             "Failed: ported",
		`{"status":2,"error":true}`:                                             "",
		`{"status":2,"error":"No"}`:                                             "",
		`{"status":2,"error":"Bad route"}`:                                      "Bad route",
		`{"status":2,"refund_amount":50}`:                                       "refund amount",
		`{"status":2,"errors":{"number":["bad","closed"]}}`:                     "number; bad; closed",
		`{"status":2,"error":{"message":"false","code":5}}`:                     "code",
		`{"status":2,"data":{"why":"Number ported","code":7}}`:                  "Number ported",
		`{"status":2,"errors":["one","two"],"number":"01712345678","code":"7"}`: "one; two",
	} {
		if a := answer(callStatus, body); strings.TrimPrefix(strings.ReplaceAll(a.Message, "; error", ""), "error; ") != want {
			t.Errorf("%s: %q, want %q", body, a.Message, want)
		}
	}
}

func TestReadWords(t *testing.T) {
	got, err := ReadWords(" Number out of service ; ;প্যাকেজ বিক্রি বন্ধ;")
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	s := testConfig("http://localhost")
	s.RefusedWords = got
	c, log := newClient(t, s)
	for message, want := range map[string]order.Outcome{
		"Sorry, this number is out of service!": Q, // other words between
		"Number out of service":                 R,
		"The number 017 out of service":         Q,
		"NUMBER OUT OF SERVICE (3)":             R,
		"Your main balance is 50 Tk":            Q, // all may stand beside a refusal, and nothing refuses
		"Number out of service, already taken":  Q,
		"প্যাকেজ বিক্রি বন্ধ আছে":               R,
	} {
		a := c.answer(callRequest, "", received{sent: true, code: 200, body: []byte(`{"success":false,"status":2,"message":"` + message + `"}`)})
		if strings.HasPrefix(message, "Sorry") {
			want = R // is and this say nothing
		}
		check(t, a, want, log)
	}
	for value, want := range map[string]string{
		"no": "shorter", "12345678": "shorter", "a b c; x": "shorter", "Recharge failed": "taken", "try again later": "taken", "Duplicate Request": "taken",
		"good words here; SQLSTATE error": "SQLSTATE", "already there": "taken", "processing now": "taken", "কিছুক্ষণ পরে আবার চেষ্টা করুন": "taken", "duplicate id": "taken",
		"duplicate recharge": "taken", "id was used before": "taken", "old ids were used": "taken", "uniqid was used before": "taken", "uniqueid was used before": "taken",
		"orderid was used before": "taken", "requestid was used before": "taken", "trxid was used before": "taken", "exists with this id": "taken",
	} {
		if _, err := ReadWords(value); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", value, err)
		}
		s.RefusedWords = strings.Split(value, ";")
		if _, err := New(s, nil); err == nil {
			t.Errorf("%s: taken by New", value)
		}
	}
}

func TestReadCodes(t *testing.T) {
	if got, err := ReadCodes(" 3, Cancel;4 ,"); err != nil || strings.Join(got, "|") != "3|cancel|4" {
		t.Error(got, err)
	}
	for _, value := range []string{"1", "3,2", "0", "Pending"} {
		if _, err := ReadCodes(value); err == nil {
			t.Errorf("%s was taken", value)
		}
	}
	for _, both := range [][2][]string{{{"3"}, {" 3"}}, {{"2"}, nil}, {nil, {"1"}}} {
		if CheckCodes(both[0], both[1]) == nil {
			t.Errorf("%v was taken", both)
		}
		s := testConfig("http://localhost")
		s.DoneCodes, s.FailedCodes = both[0], both[1]
		if _, err := New(s, nil); err == nil {
			t.Errorf("%v was taken by New", both)
		}
	}
	s := testConfig("http://localhost")
	s.DoneCodes, s.FailedCodes = []string{"4", "Delivered"}, []string{"3", "Cancel"}
	c, log := newClient(t, s)
	classes(t, c, log, callStatus, []replied{
		{0, `{"posotion":1,"trxid":"BD1234","status":"4"}`, D, ""},
		{0, `{"posotion":1,"trxid":"","status":"delivered"}`, D, ""},
		{0, `{"posotion":0,"trxid":"","status":"4"}`, U, "it takes the same as 1"},
		{0, `{"posotion":1,"trxid":"","status":3}`, F, ""},
		{0, `{"posotion":1,"trxid":"","status":" CANCEL "}`, F, ""},
		{0, `{"posotion":0,"trxid":"","status":"3"}`, X, "it takes the same as 2"},
		{0, `{"posotion":1,"trxid":"","status":"5"}`, P, ""},
	}, func(t *testing.T, s replied, a order.Reply) {
		if (a.Code != "") != (a.Outcome == P) {
			t.Errorf("code %q", a.Code)
		}
	})
}

// TestSetCodesOfARequest: a code that is set to mean failed says no beside success, and one
// that is set to mean done does not go with a refusal.
func TestSetCodesOfARequest(t *testing.T) {
	s := testConfig("http://localhost")
	s.DoneCodes, s.FailedCodes = []string{"4"}, []string{"3"}
	c, log := newClient(t, s)
	classes(t, c, log, callRequest, []replied{
		{0, `{"success":true,"status":4}`, A, ""},
		{0, `{"success":true,"status":3}`, U, "it says both"},
		{0, `{"success":false,"status":4,"message":"Insufficient Balance"}`, U, "it says both"},
		{0, `{"success":false,"status":3,"message":"Insufficient Balance"}`, Q, "not what the document has for this"},
	}, nil)
}

// TestBalanceOfOthers: where it is the operator's or a supplier's that is too little, the
// panel has the order and has sent it on, and its own balance may be ample.
func TestBalanceOfOthers(t *testing.T) {
	c, log := newClient(t, testConfig("http://localhost"))
	for _, message := range []string{
		"Operator balance low", "Insufficient balance of operator", "Low balance: GP operator", "Sim low balance", "Modem low balance", "Supplier low balance", "Provider low balance",
		"Vendor low balance", "Dealer low balance", "Distributor low balance", "Gateway low balance", "Port 4 low balance", "অপারেটর ব্যালেন্স কম", "সিম ব্যালেন্স কম",
	} {
		a := c.answer(callRequest, testOrder.ID, received{sent: true, code: 200, body: []byte(`{"success":false,"status":2,"message":"` + message + `"}`)})
		if check(t, a, Q, log); a.LowBalance {
			t.Errorf("%s: the owner is told that the panel's balance is low", message)
		}
	}
}

// TestWordings: each phrase is there once, has words in each of its parts, and is not of
// doubt, or it would never be believed.
func TestWordings(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range refusals {
		s := hear(strings.NewReplacer("#", "5", "…", "within").Replace(w.words))
		form := strings.Join(w.phrase, "…")
		if seen[form] || w.kind == 0 || w.from == "" || slices.Contains(w.phrase, "") {
			t.Errorf("%+v", w)
		}
		seen[form] = true
		if k, ok := s.refusal(nil); !ok {
			t.Errorf("%s is not believed", w.words)
		} else if k != w.kind && w.kind != kindSoon {
			t.Logf("%s is read as kind %d, not %d", w.words, k, w.kind)
		}
	}
}

func TestNormal(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "  ": "", "12,345.50": "", "Not User": "not user", "Balance: 1,024.50 Tk.": "balance # tk", "01712 345678 is bad": "# is bad",
		"id 6385f4f65e16e used": "id # used", "5min": "# min", "100tk": "# tk", "HY000": "hy #", "Can't": "cant", "A-b_c": "a b c", "BDT500.Refunded": "bdt # refunded", "BDT500Refunded": "bdt # refunded", "TK৫০০পেন্ডিং": "tk # পেন্ডিং",
		"RefundDone": "refund done", "BanglaLink GrameenPhone": "banglalink grameenphone", "id 8NOT3K9Q1X": "id #", "x1y2z": "x # y # z", "id a12b3c": "id #", "TK৫০০টাকা": "tk # টাকা", "bd500fail": "bd # fail", "GPFailed": "gp failed", "UnSuccessful": "unsuccessful", "GPhone": "gphone", "৫ মিনিট": "# মিনিট",
		"সাম\u09dfিক": "সাম\u09af\u09bcিক", "a\xffb": "a b", "ক্\u200dষ": "ক্ষ",
	} {
		if got := normal(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
