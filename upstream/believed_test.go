package upstream

import (
	"testing"

	"rechargebot/flows/order"
)

// TestBelievedTooSoon has replies that say one thing and another: none is what its first
// words, or its code, would make of it.
func TestBelievedTooSoon(t *testing.T) {
	c, _ := newClient(t, testConfig("http://localhost"))
	for _, x := range []struct {
		call, body string
		never      order.Outcome
	}{
		{callRequest, `{"success":false,"status":2,"message":"Operator down. Your order will be processed when the operator is up"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Your request has been placed. Operator down, wait"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Low balance, your order is on hold"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"GP off now, request saved, will be recharged at 8 AM"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Robi off, order forwarded to manual desk"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Balance low: 50 Tk deducted, please add money"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Not User; order created"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"অপারেটর বন্ধ, অর্ডার গ্রহণ করা হয়েছে"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"সার্ভিস বন্ধ, রিকোয়েস্ট জমা হয়েছে, চালু হলে পাঠানো হবে"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"ব্যালেন্স কম, রিচার্জ চলছে"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Incorrect number of arguments for FUNCTION panel.pay; expected 3, got 2"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Wrong number of segments"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Invalid credentials for mail server"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Insufficient balance","order_id":88231}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Operator down","queued":true}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Invalid Number","order_id":"88123","id":"6385f4f65e16e"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Invalid Number","id":"6385f4f65e16e","order_id":"88123"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Invalid Number","trxid":"Processing"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Invalid Number","trxid":"Pending, not failed"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Invalid Number","trxid":"not processed yet"}`, R},
		{callRequest, `{"success":false,"status":2,"message":"Invalid number","ref":88231,"deducted":50,"new_balance":"52"}`, R},
		{callStatus, `{"status":2,"message":"Pending"}`, X},
		{callStatus, `{"status":2,"trxid":"","posotion":"","lastbalance":"102","message":"Processing"}`, X},
		{callStatus, `{"success":false,"status":2,"trxid":"","posotion":"","message":"Your request is pending"}`, X},
		{callStatus, `{"success":true,"status":2,"trxid":"","posotion":0,"message":"in queue"}`, X},
		{callStatus, `{"status":2,"message":"প্রক্রিয়াধীন"}`, X},
		{callStatus, `{"status":2,"trxid":"Processing","posotion":0}`, X},
		{callStatus, `{"status":2,"message":"Success"}`, X},
		{callStatus, `{"status":2,"message":"Too many requests"}`, X},
		{callStatus, `{"status":2,"message":"Session expired, login again"}`, X},
		{callStatus, `{"status":2,"message":"Gateway timeout"}`, X},
		{callStatus, `{"status":2,"message":"System under maintenance"}`, X},
		{callStatus, `{"status":2,"trxid":"","posotion":2,"message":"Not completed yet, in queue"}`, F},
		{callStatus, `{"status":2,"trxid":"","posotion":2,"message":"Please wait, do not send again"}`, F},
		{callStatus, `{"status":2,"trxid":"","posotion":2,"message":"প্রক্রিয়াধীন, এখনও হয়নি"}`, F},
		{callStatus, `{"status":2,"trxid":"","posotion":2,"message":"Not User"}`, F},
		{callStatus, `{"status":2,"trxid":"","posotion":2,"message":"Too many requests"}`, F},
		{callStatus, `{"status":2,"trxid":"","posotion":2,"pending":true}`, F},
		{callStatus, `{"status":1,"trxid":"NotFound","posotion":0}`, D},
		{callStatus, `{"id":"6385f4f65aaaa","order_id":"99","posotion":1,"trxid":"BFK1234567","status":1}`, D},
		{callStatus, `{"id":"6385f4f65aaaa","order_id":"","posotion":1,"trxid":"BFK1234567","status":2}`, F},
		{callStatus, `{"status":1,"trxid":"order_not_found","posotion":0}`, D},
		{callStatus, `{"status":1,"trxid":"Unavailable","posotion":0}`, D},
		{callStatus, `{"status":1,"trxid":"Sending","posotion":0}`, D},
		{callStatus, `{"status":1,"trxid":"Requested","posotion":0,"lastbalance":"102"}`, D},
		{callStatus, `{"status":1,"trxid":"New"}`, D},
		{callStatus, `{"status":1,"trxid":"Manual","posotion":0}`, D},
		{callStatus, `{"status":1,"trxid":"পাঠানো","posotion":0}`, D},
		{callStatus, `{"status":1,"trxid":"Sent to modem 01712345678","posotion":0}`, D},
		{callStatus, `{"status":1,"trxid":"FAILED_BL2311","posotion":0}`, D},
		{callStatus, `{"status":1,"trxid":"1970-01-01 06:00:00","posotion":0}`, D},
		{callStatus, `{"status":1,"trxid":"TX-0000"}`, D},
		{callStatus, `{"status":1,"trxid":"TX-0"}`, D},
		{callStatus, `{"status":1,"trxid":"BD123456","posotion":1,"refunded":true}`, D},
		{callStatus, `{"status":1,"trxid":"BD123456","posotion":1,"cancelled":1}`, D},
		{callStatus, `{"status":1,"trxid":"","posotion":3,"pending":true}`, D},
		{callStatus, `{"status":1,"trxid":"","posotion":3,"delivered":false}`, D},
		{callRequest, `{"success":true,"status":"failed","message":""}`, A},
		{callRequest, `{"success":true,"status":"error"}`, A},
		{callRequest, `{"success":true,"status":1,"message":"MySQL server has gone away"}`, A},
		{callRequest, `{"success":true,"status":1,"message":"Request could not be submitted successfully"}`, A},
	} {
		if a := c.answer(x.call, "6385f4f65e16e", received{sent: true, code: 200, body: []byte(x.body)}); a.Outcome == x.never {
			t.Errorf("%v: %s", a.Outcome, x.body)
		}
	}
	// The panel does not know the id: that does not count against an order that it took, nor
	// against one of which only the answer was lost.
	for _, m := range []string{"Order not found for this user", "No transaction found for this member", "Sorry, no data found for this id", "Order could not be found", "Nothing found", "Order not available", "অর্ডারটি নেই", "কোনো তথ্য পাওয়া যায়নি", "Unable to find order", "Failed to find order"} {
		if a := c.answer(callStatus, "6385f4f65e16e", received{sent: true, code: 200, body: []byte(`{"status":2,"message":"` + m + `"}`)}); a.Outcome == X && !a.NotFound {
			t.Errorf("denied, not as not found: %s", m)
		}
	}
}
