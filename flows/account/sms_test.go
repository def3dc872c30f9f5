package account

import (
	"regexp"
	"strings"
	"testing"

	"rechargebot/flows/money"
)

// Where the wordings are from. Numbers and ids are changed in some.
//
//	[1] https://github.com/sarim2000/pennywiseai-tracker/issues/432
//	[2] https://github.com/ritesh-kanwar/Cashiro/issues/124
//	[3] https://github.com/mdsajib1473/expense-tracker-bd, app/src/test: BkashParserTest.kt, NagadParserTest.kt, DutchBanglaParserTest.kt
//	[4] https://github.com/wasifhdr/khata, docs/superpowers/specs/sms-corpus.md
//	[5] https://github.com/mrahmann0010/Nihonova-Payment-Gateway, README.md and src/services/rocketParser.js
//	[6] https://github.com/PipraPay/PipraPay-Open-Source-Web, index.php
//	[7] https://github.com/paulobunga/credit-api, app/Payments/UPAY/BDT.php, ROCKET/BDT.php, NAGAD/BDT.php
//	[8] public code that is found by its words, but not by its address
//	[9] made up
func TestParseSMS(t *testing.T) {
	for _, test := range []struct {
		sms     string
		channel string
		id      string
		paisa   money.Taka
		sender  string
	}{
		// bKash
		{"You have received Tk 5,075.00 from 01735814791. Fee Tk 0.00. Balance Tk 6,075.50. TrxID BLU1H6X87P at 30/12/2024 13:22", "bkash", "BLU1H6X87P", 507500, "01735814791"},                                      // [3]
		{"You have received Tk 20,172.00 from 01815474012.Ref jazakallah vai. Fee Tk 0.00. Balance Tk 20,329.00. TrxID CAK845MSGS at 20/01/2025 10:53", "bkash", "CAK845MSGS", 2017200, "01815474012"},                // [3]
		{"You have received Tk 63.00 from OnnorokomWeb. Balance Tk 1,082.65. TrxID DE971UR13F at 09/05/2026 21:32", "bkash", "DE971UR13F", 6300, ""},                                                                  // [3]
		{"You have received a deposit of Tk 1,000.00 from Sonali Bank Account. Fee Tk 0.00. Balance Tk 1,140.34. TrxID CGJ2RQENX4 at 19/07/2025 15:43", "bkash", "CGJ2RQENX4", 100000, ""},                            // [3]
		{"Cash In Tk 1,000.00 from 01835908735 successful. Fee Tk 0.00. Balance Tk 1,607.90. TrxID CK710WRNDB at 07/11/2025 22:21. Download App: https://bKa.sh/8app", "bkash", "CK710WRNDB", 100000, "01835908735"},  // [1] [3]
		{"You have received Tk 6,400.00 from XXXXX. Fee Tk 0.00. Balance Tk 20,288.41. TrxID DEQ4ABCDEF at 26/05/2026 10:58.", "bkash", "DEQ4ABCDEF", 640000, ""},                                                     // [2]
		{"You have received Tk 100.00 from 01700000003. Ref A. Fee Tk 0.00. Balance Tk 238.09. TrxID DHG5IGY2ZP at 16/08/2026 18:47", "bkash", "DHG5IGY2ZP", 10000, "01700000003"},                                    // [4]
		{"You have received deposit from iBanking of Tk 2,600.00 from Eastern Bank PLC. Internet Banking. Fee Tk 0.00. Balance Tk 2,938.33. TrxID DH2718YM43 at 02/08/2026 00:43", "bkash", "DH2718YM43", 260000, ""}, // [4]
		{"You have received payment Tk 1,020.50 from 01777787722. Fee Tk 15.31. Balance Tk 1,033.91. TrxID DG27WSGI49 at 02/07/2026 13:55", "bkash", "DG27WSGI49", 102050, "01777787722"},                             // [6]
		{"Payment Tk 500.00 received from 01712345678. Counter 1. Fee Tk 0.00. Balance Tk 900.00. TrxID 9K38AL90BC at 13/09/2026 22:10", "bkash", "9K38AL90BC", 50000, "01712345678"},                                 // [8]
		{"আপনি ০১৭১২৩৪৫৬৭৮ থেকে Tk ১,২৫০.০০ পেমেন্ট পেয়েছেন। রেফারেন্স ১০২। ফি Tk ০.০০। ব্যালেন্স Tk ১৫,৪৫০.০০। TrxID 9K38AL90 সময় ১৩/০৯/২০২৬ ২২:১০ বিকাশ", "bkash", "9K38AL90", 125000, "01712345678"},             // [8]
		{"বিকাশ: ক্যাশ ইন ৩,০০০.৫০ টাকা 01711223344 থেকে সফল। ফি ০.০০ টাকা। ব্যালেন্স ১৮,৪৫০.০০ টাকা। ট্রানজেকশন আইডি 8B9C0D1E", "bkash", "8B9C0D1E", 300050, "01711223344"},                                          // [9]
		{"Your bKash account has been credited with BDT 500 from 01712345678. TrxID TRX0012345", "bkash", "TRX0012345", 50000, "01712345678"},                                                                         // [8]
		// Nagad
		{"Money Received.\nAmount: Tk 1928.50\nSender: 01609499927\nRef: N/A\nTxnID: 754MJGYV\nBalance: Tk 2065.76\n25/03/2026 16:56", "nagad", "754MJGYV", 192850, "01609499927"},                      // [5]
		{"Money Received.\r\nAmount: Tk 60.00\r\nSender: 01632951891\r\nRef: Saom\r\nTxnID: 75K92M3Z\r\nBalance: Tk 1,610.28\r\n24/06/2026 14:31\n", "nagad", "75K92M3Z", 6000, "01632951891"},          // [5]
		{"WIN LAND IN DHAKA! CLICK NOW  nagad.io/xyz\nCash In Received.\nAmt:Tk 200.00\nUddokta:01700000002\nTxnID: 72BBBBBB\nBal:208.65\n27/03/2024 15:54", "nagad", "72BBBBBB", 20000, "01700000002"}, // [3]
		{"Cash In Received.\nAmount: Tk 5000.00\nUddokta: 01700000001\nTxnID: 72AAAAAA\nBalance: 5032.90\n11/01/2024 16:47", "nagad", "72AAAAAA", 500000, "01700000001"},                                // [3]
		{"Cash Out Received. Amount: Tk 3940.00 Customer: 01576987382 TxnID: 71ABCDEF Comm: Tk 16.13 Balance: Tk 6568.82 24/06/2025 10:52", "nagad", "71ABCDEF", 394000, "01576987382"},                 // [7]
		{"টাকা পেয়েছেন। পরিমাণ: Tk ২,৫০০.০০। প্রেরক: ০১৭১১২২৩৩৪৪। TxnID: 83M5B88Y। ফি: Tk ০.০০। ব্যালেন্স: Tk ২৭,০০০.০০। তারিখ: ১৩/০৯/২০২৬ ২১:৩০", "nagad", "83M5B88Y", 250000, "01711223344"},         // [8]
		// Rocket
		{"Tk99.00 received from A/C:***515 Fee:Tk0, Your A/C Balance: Tk1,145.85 TxnId:6606781284 Date:08-JUN-26 06:21:43 am. Download https://bit.ly/nexuspay", "rocket", "6606781284", 9900, ""},                          // [5]
		{"Cash-In from A/C: ***332 Tk26,900.00 Fee: Tk.00, Your A/C Balance: Tk27,008.23.TxnId:6691775337 Date:01-JUL-26 04:11:32 pm. Download https://bit.ly/nexuspay", "rocket", "6691775337", 2690000, ""},               // [8]
		{"Tk ১,২০০.০০ received from A/C: ০১৭১২৩৪৫৬৭৮৯. Fee Tk০.০০. Balance: Tk ১৫,৪০০.০০. TxnId: 2847192841. Date: 13-SEP-26 21:30:15", "rocket", "2847192841", 120000, "01712345678"},                                      // [8]
		{"Tk30.00 credited from card ***1234. Fee:Tk.00 NetBal:Tk130.50 TxnId:5762726721Date:27-SEP-25 05:59:38 pm", "rocket", "5762726721", 3000, ""},                                                                      // [6], without a space as in [3]
		{"B2C: Cash-Out from A/C: 017123456789 Tk500.00 Comm:Tk2.05; A/C Balance: Tk1,500.00.TxnId: 6606781285 Date:08-JUN-26 06:21:43 am. Download https://bit.ly/nexuspay", "rocket", "6606781285", 50000, "01712345678"}, // [7]
		// Upay
		{"Tk. 150.00 has been received from 01768734982. Ref- . Balance Tk. 4,902.81. TrxID 01K6YMAPGB at 07/10/2025 12:04.", "upay", "01K6YMAPGB", 15000, "01768734982"},                          // [6]
		{"You have received Cash-out of Tk. 3940.00 from 01576987382. Comm: TK. 16.1343. Balance Tk. 6568.82. TrxID 01JYG4GET7 at 24/06/2025 10:52.", "upay", "01JYG4GET7", 394000, "01576987382"}, // [7] [8]
		{"upay: ০১৭১২৩৪৫৬৭৮ থেকে Tk ১,০০০.০০ পেয়েছেন। TrxID: UP729401। ফি: Tk ০.০০। ব্যালেন্স: Tk ১৪,২০০.০০।", "upay", "UP729401", 100000, "01712345678"},                                         // [8]
		// Banks
		{"Your A/C **4521 has been credited by BDT 12,500.00 on 07/08/2026. Available Bal BDT 1,32,400.55. TrxID 9F2K1A", "bank", "9F2K1A", 1250000, ""},                                                 // [8]
		{"Your A/C ...456 has been credited by BDT 10,000.00 on 27-SEP-26. Ref/Trx: FT26270001 from 01711223344. Avail Bal: BDT 25,000.00.", "bank", "FT26270001", 1000000, "01711223344"},               // [8]
		{"AC 127***770 is credited with BDT 4000 as Fund Transfer from bKash Account on 03-JUN-24. Ref: 2206031153 Balance is BDT 4559.04 Thanks. EBL Helpline 16230", "bank", "2206031153", 400000, ""}, // [4], with a reference
		// What people write around it, and how they copy it.
		{"ভাই টাকা দিলাম, দেখেন\n\nYou have received Tk 500.00 from 01712345678. Ref x. Fee Tk 0.00. Balance Tk 1,234.56. TrxID 9A7B6C5D4E at 26/11/2026 14:05\n\nok?", "bkash", "9A7B6C5D4E", 50000, "01712345678"}, // [9]
		{"Fwd: bKash, 14:05 — You  have received Tk 500 from +8801712345678. TrxID: 9a7b6c5d4e", "bkash", "9A7B6C5D4E", 50000, "01712345678"},                                                                        // [9]
		{"You have received Tk 500.00 from 01712345678. Ref cash out loan. Fee Tk 5.00. Balance Tk 1,234.56. TrxID ABCDEFGHIJ at 26/11/2026 14:05", "bkash", "ABCDEFGHIJ", 50000, "01712345678"},                     // [9]
		{"You have received Tk 500.00 from 01712345678. Ref Tk 90000. Fee Tk 5.00. Balance Tk 1,234.56. TrxID ABCDEFGHIJ", "bkash", "ABCDEFGHIJ", 50000, "01712345678"},                                              // [9]
	} {
		want := SMSPayment{Channel: test.channel, TransactionID: test.id, Amount: test.paisa, Sender: test.sender, Incoming: true}
		if got, ok := ParseSMS(test.sms); !ok || got != want {
			t.Errorf("%q\n is %+v, %v\n want %+v", test.sms, got, ok, want)
		}
	}
}

// Money that went out is never money that came in.
func TestSMSOfMoneySent(t *testing.T) {
	for _, test := range []struct {
		sms, channel, id string
		paisa            money.Taka
		receiver         string
	}{
		{"Send Money Tk 510.00 to 01813738081 successful. Ref Sajib. Fee Tk 5.00. Balance Tk 4,479.65. TrxID DCK1B9P81H at 20/03/2026 00:08", "bkash", "DCK1B9P81H", 51000, "01813738081"},              // [3]
		{"Payment Tk 100.00 to KAHF BANGLADESH LTD-RM67912 is successful. Balance Tk 601.81. TrxID DG705TRZHM at 07/07/2026 20:36", "bkash", "DG705TRZHM", 10000, ""},                                   // [3]
		{"Payment of Tk 1,015.50 to AS-SUNNAH FOUNDATION-RM56187 is successful. Balance Tk 1,115.15. TrxID DCD92UO50N at 13/03/2026 15:30", "bkash", "DCD92UO50N", 101550, ""},                          // [3]
		{"Cash-Out to A/C:***336Tk902.00Fee:Tk15.06 Your A/C Balance: Tk326.89.TxnId:5762726721Date:27-SEP-25 05:59:38 pm. Please download https://bit.ly/nexuspay", "rocket", "5762726721", 90200, ""}, // [3]
		{"Payment to 'Sample Ministry' is Successful.\nAmount: Tk  107.07\nTxnID: 72DDDDDD\nBalance: Tk 32.90\n03/11/2023 13:58", "nagad", "72DDDDDD", 10707, ""},                                       // [3]
		{"Cash Out Tk 1,000.00 to 01799887766 successful. Fee Tk 18.50. Balance Tk 17,431.50. TrxID 7A6B5C4D at 13/09/2026", "bkash", "7A6B5C4D", 100000, "01799887766"},                                // [8]
		{"You have sent Tk 500.00 to 01800000000. Fee Tk 5.00. Balance Tk 1,200.00. TrxID 9987765544 bKash", "bkash", "9987765544", 50000, "01800000000"},                                               // [8]
		{"Bill successfully paid. Biller: DESCO Postpaid. Account: 1234567. Amount: Tk 2,340.00 Fee: Tk 0.00 TrxID BJ6XYZ9876 at 03/10/2026 bKash", "bkash", "BJ6XYZ9876", 234000, ""},                  // [1]
		{"Mobile Recharge Tk 50.00 to 01612345678 successful. Balance Tk 950.00. TrxID BJ7REC0001 at 01/10/2026 09:00", "", "BJ7REC0001", 5000, "01612345678"},                                          // [8]
		{"Cash In Tk 500.00 to 01612345678 successful. Comm Tk 2.05. Balance Tk 950.00. TrxID BJ7REC0001 at 01/10/2026 09:00", "", "BJ7REC0001", 50000, "01612345678"},                                  // [8], as an agent reads it
		{"ক্যাশ আউট। পরিমাণ: Tk ৩,০০০.০০। প্রাপক: ০১৭৯৯০০১১২২। TxnID: 94K6C77Z। ফি: Tk ৪৪.৮২। ব্যালেন্স: Tk ২৩,৯৫৫.১৮। তারিখ: ১৩/০৯/২০২৬ ২২:০০", "nagad", "94K6C77Z", 300000, "01799001122"},            // [8]
		{"B2B Transfer Successful. Amount: Tk 900.00 Receiver: 01799001122 TxnID: 94K6C77Z Balance: Tk 23,955.18 13/09/2026 22:00", "nagad", "94K6C77Z", 90000, "01799001122"},                          // [8]
		{"Your A/C **4567 is debited by BDT 2,500.00 for bKash 01712345678. TrxID 9F2K1A77. Avl Bal BDT 47,500.00", "bank", "9F2K1A77", 250000, ""},                                                     // [8]
		{"Cash In Successful.\nAmount: Tk 500.00\nCustomer: 01612345678\nTxnID: 94K6C77Z\nComm: Tk 2.05\nBalance: Tk 950.00\n13/09/2026 22:00", "nagad", "94K6C77Z", 50000, "01612345678"},              // [9], as an agent reads it
		{"ক্যাশ ইন সফল। পরিমাণ: Tk ৫০০.০০। গ্রাহক: ০১৬১২৩৪৫৬৭৮। TxnID: 94K6C77Z। কমিশন: Tk ২.০৫। ব্যালেন্স: Tk ৯৫০.০০।", "nagad", "94K6C77Z", 50000, "01612345678"},                                     // [9]
		{"01612345678 নম্বরে ক্যাশ ইন Tk 500.00 সফল। কমিশন Tk ২.০৫। ব্যালেন্স Tk ৯৫০.০০। TrxID BJ7REC0001 বিকাশ", "bkash", "BJ7REC0001", 50000, "01612345678"},                                          // [9]
		{"Merchant Pay to A/C: ***515 Tk99.00 Fee:Tk0, Your A/C Balance: Tk1,145.85 TxnId:6606781284 Date:08-JUN-26 06:21:43 am", "rocket", "6606781284", 9900, ""},                                     // [9]
		{"Dear Customer: 01811999999 Payment of Tk 496.00 to SALMA STORE successful. bKash TrxID 9BK4XYZ0QA", "bkash", "9BK4XYZ0QA", 49600, ""},                                                         // [9], the customer is the payer
		{"Dear Customer 01811999999, Tk 495.00 send money to 01711000000 successful. bKash TrxID 9BK4XYZ0QQ", "bkash", "9BK4XYZ0QQ", 49500, "01711000000"},                                              // [9], a number before the sum
		{"Dear Customer 01811999999 Tk 495.00 send money to 01711000000 successful. bKash TrxID 9BK4XYZ0QQ", "bkash", "9BK4XYZ0QQ", 49500, "01711000000"},                                               // [9]
		{"প্রিয় গ্রাহক 01811999999, ৳490.00 সেন্ড মানি প্রাপক: 01711000000 সফল। বিকাশ TrxID 9BK4XYZ9QQ", "bkash", "9BK4XYZ9QQ", 49000, "01711000000"},                                                  // [9]
		{"Cash Out Tk 500.00 sent to 01612345678, you have received nothing. TrxID JKL789MNOP", "bkash", "JKL789MNOP", 50000, "01612345678"},                                                            // [9]
	} {
		want := SMSPayment{Channel: test.channel, TransactionID: test.id, Amount: test.paisa, Receiver: test.receiver}
		if got, ok := ParseSMS(test.sms); !ok || got != want {
			t.Errorf("%q\n is %+v, %v\n want %+v", test.sms, got, ok, want)
		}
	}
}

// What does not tell for sure of a payment is none.
func TestNoSMSOfAPayment(t *testing.T) {
	const good = "You have received Tk 500.00 from 01712345678. Fee Tk 0.00. Balance Tk 1,234.56. TrxID 9A7B6C5D4E at 26/11/2026 14:05"
	if _, ok := ParseSMS(good); !ok {
		t.Fatal("what the others are made of is not read")
	}
	if once, _ := ParseSMS(good); once.Sender != "01712345678" {
		t.Errorf("%+v", once)
	} else if twice, ok := ParseSMS(good + "\n" + good); !ok || twice != once { // the same one, pasted twice
		t.Errorf("%+v, %v", twice, ok)
	}
	another := strings.ReplaceAll(good, "9A7B6C5D4E", "9A7B6C5D4F")
	if _, ok := ParseSMS(good + "\n" + another); ok || !SeveralSMS(good+"\n"+another) || SeveralSMS(good) || SeveralSMS(good+"\n"+good) ||
		SeveralSMS(good+" TrxID none") || SeveralSMS(good+" TrxID missing") || SeveralSMS(good+another+strings.Repeat(" ", smsMost)) {
		t.Error("two payments are not told from one")
	}
	if of, ok := ParseSMS(good + " from 01812345678"); !ok || of.Sender != "" { // nobody knows of which
		t.Errorf("%+v, %v", of, ok)
	}
	for names, want := range map[string]string{"bKash": "bkash", "Rocket": "rocket", "bKash or Nagad": "", "Nagad. Upay": ""} { // of two channels nobody knows which
		if of, ok := ParseSMS("Received Tk 500.00 by " + names + ". TxnID 9A7B6C5D4E"); !ok || of.Channel != want {
			t.Errorf("%s: %+v, %v", names, of, ok)
		}
	}
	for _, sms := range []string{"", " ", "hello", "01712345678 50", "rahim 500 taka received?", "9A7B6C5D4E", "TrxID 9A7B6C5D4E", "you have received Tk 500", "received Tk 500 TrxID ", "Tk 500 TrxID 9A7B6C5D4E",
		"I paid Tk 500 to your bKash, transaction id later", "please check transaction id received Tk 500 tomorrow", "gp 01712345678 50 taka",
		"Sorry, your Send Money request to 01765992095 is unsuccessful! Tk 30 has been returned. Balance Tk 73.50. TrxID BKA96AB813 at 10/11/2024 14:00",                  // [3]
		"Congratulations! You have received Cashback Tk 50.00. Balance Tk 71.91. TrxID DHN4PFHA3Y at 29/05/2026 19:15. Cashback on bkash transaction",                     // [1]
		"You have received Digital Loan Tk 900.00 from City Bank. Balance Tk 897.98. TrxID DHV31FH6VD at 31/08/2026 19:00.",                                               // [4]
		"Payment of Tk 564.11 is being reserved for Uber Bangladesh Ltd-Uber. Balance Tk 214.09. TrxID DHA3BH4G8R at 10/08/2026 18:11",                                    // [4]
		"Do NOT share your OTP or PIN with anyone. Your bKash OTP for PAYMENT of Tk.750.00 to Software Shop Limited-RM51177 is 816523. Expires in 2 min.",                 // [4]
		"Dear Sir, your A/C ***0045 credited (ATM A/C to A/C Transfer Credit) by Tk50,000.00 on 01-02-2025 02:55:44 PM C/B Tk50,459.01. NexusPay https://bit.ly/nexuspay", // [3], has no id
		"Money Received.\nFailed.\nAmount: Tk 100.00\nTxnID: FAIL123XYZ\n05/10/2025 14:52",
		"Refund Received.\nAmount: Tk 100.00\nTxnID: REF123XYZ9\n05/10/2025 14:52",
		good + "\n" + strings.ReplaceAll(good, "9A7B6C5D4E", "9A7B6C5D4F"), // two ids
		good + " Tk 501", // two amounts
		strings.ReplaceAll(good, "Tk 500.00", "Tk 0"),   // none
		strings.ReplaceAll(good, "Tk 500.00", "Tk 5,0"), // not one
		strings.ReplaceAll(good, "Tk 500.00", "Tk 500.123"),
		strings.ReplaceAll(good, "Tk 500.00", "Tk 99999999999999999999"),
		strings.ReplaceAll(good, "Tk 500.00", "500"), // of no currency: the balance must not be taken for it
		strings.ReplaceAll(good, "9A7B6C5D4E", "9A7B6"),
		strings.ReplaceAll(good, "9A7B6C5D4E", "TXN_AUG_END"),
		strings.ReplaceAll(good, "9A7B6C5D4E", strings.Repeat("9A", 11)),
		strings.ReplaceAll(good, "from 01712345678.", "from 01712345678. Ref TrxID AAAAAA1111."), // what the payer typed
		strings.ReplaceAll(good, "TrxID 9A7B6C5D4E", "Ref 9A7B6C5D4E"),                           // which only a bank calls its id so
		good + strings.Repeat(" x", smsMost),
	} {
		if got, ok := ParseSMS(sms); ok {
			t.Errorf("%q is %+v", sms, got)
		}
	}
}

func FuzzParseSMS(f *testing.F) {
	for _, s := range []string{"You have received Tk 500.00 from 01712345678. Ref x. Fee Tk 0.00. Balance Tk 1,234.56. TrxID 9A7B6C5D4E at 26/11/2026 14:05",
		"Money Received.\nAmount: Tk 1928.50\nSender: 01609499927\nRef: N/A\nTxnID: 754MJGYV\nBalance: Tk 2065.76\n25/03/2026 16:56", "৫০০ টাকা পেয়েছেন। TrxID 9A7B6C5D4E", "Tk.5 sent TxnId:5762726721Date:27"} {
		f.Add(s)
	}
	id := regexp.MustCompile(`^[A-Z0-9]{6,20}$`)
	sender := regexp.MustCompile(`^(01[3-9][0-9]{8})?$`)
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := ParseSMS(s)
		switch {
		case !ok && p != SMSPayment{}:
			t.Errorf("%q is refused, and %+v", s, p)
		case ok && (!id.MatchString(p.TransactionID) || p.Amount <= 0 || !sender.MatchString(p.Sender)):
			t.Errorf("%q is %+v", s, p)
		}
	})
}
