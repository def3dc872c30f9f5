package shop

import "rechargebot/flows/chat"

var (
	bReceipt     = chat.Text{"🧾 Receipt", "🧾 রসিদ"}
	bPaid        = chat.Text{"✏️ What was paid", "✏️ কত টাকা নিলেন"}
	bShop        = chat.Text{"🏪 Shop's name", "🏪 দোকানের নাম"}
	tReceipt     = chat.Text{"🧾 <b>Recharge receipt</b>", "🧾 <b>রিচার্জের রসিদ</b>"}
	tReceiptOf   = chat.Text{"🧾 <b>{shop}</b>\nRecharge receipt", "🧾 <b>{shop}</b>\nরিচার্জের রসিদ"}
	tReceiptWhat = chat.Text{
		"{number}\n{operator} · {connection} · <b>{amount}</b>\nDone {time}",
		"{number}\n{operator} · {connection} · <b>{amount}</b>\nরিচার্জ হয়েছে {time}"}
	tReceiptTransaction = chat.Text{"Transaction id <code>{id}</code>", "ট্রানজেকশন আইডি <code>{id}</code>"}
	tReceiptOrder       = chat.Text{"Order <code>{id}</code>", "অর্ডার <code>{id}</code>"}
	tReceiptRefunded    = chat.Text{
		"There is no receipt: the owner refunded this order after your complaint.",
		"রসিদ নেই: আপনার অভিযোগে মালিক এই অর্ডারের টাকা ফেরত দিয়েছেন।"}
	tReceiptPaid = chat.Text{"Paid {paid}", "কাস্টমার দিয়েছেন {paid}"}
	tAskPaid     = chat.Text{
		"What did the customer pay? Send the sum, such as <code>55</code>, or /cancel.",
		"কাস্টমার কত টাকা দিয়েছেন? শুধু অঙ্ক লিখুন, যেমন <code>55</code>, অথবা /cancel"}
	tAskShop = chat.Text{
		"What is your shop called? The name stands on your receipts. Send it, or /cancel.",
		"দোকানের নাম কী? নামটি আপনার রসিদে থাকবে। লিখে পাঠান, অথবা /cancel"}
	tShopNamed = chat.Text{
		"🏪 <b>{shop}</b> stands on your receipts from now on. To change it: /shop",
		"🏪 এখন থেকে রসিদে থাকবে <b>{shop}</b>। বদলাতে: /shop"}
)
