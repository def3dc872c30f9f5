package shop

import "rechargebot/flows/chat"

var (
	tPrice = chat.Text{
		"\nCustomer gets {amount} · you pay <b>{price}</b>",
		"\nকাস্টমার পাবেন {amount} · আপনার খরচ <b>{price}</b>"}
	tPriceChanged = chat.Text{
		"The price has changed. Nothing was sent: look at the card and confirm again.",
		"দাম বদলেছে। কিছু পাঠানো হয়নি: দেখে আবার নিশ্চিত করুন।"}
	tNotPlaced = chat.Text{
		"Nothing was sent: see the card.",
		"কিছু পাঠানো হয়নি: কারণ নিচে দেখুন।"}
	tWhyPaused = chat.Text{
		"⛔ <b>Your orders are paused.</b> Nothing was sent. Ask the owner.",
		"⛔ <b>আপনার অর্ডার বন্ধ রাখা হয়েছে।</b> কিছু পাঠানো হয়নি। মালিককে বলুন।"}
	tWhyBooks = chat.Text{
		"⛔ <b>New orders have to wait.</b> The accounts are being checked. Nothing was sent, no money moved. Try again later.",
		"⛔ <b>নতুন অর্ডার এখন নেওয়া যাচ্ছে না।</b> হিসাব মেলানো হচ্ছে। কিছু পাঠানো হয়নি, টাকা কাটেনি। পরে চেষ্টা করুন।"}
	tWhyShort = chat.Text{
		"⛔ <b>{missing} is missing.</b> Nothing was sent. Pay it in, and this card comes again.",
		"⛔ <b>{missing} কম আছে।</b> কিছু পাঠানো হয়নি। টাকা জমা দিলে এটি আবার দেখাব।"}
	tWhyOverdue = chat.Text{
		"⛔ <b>You owe {owes}, and it is overdue.</b> Nothing was sent. Pay it in, or ask the owner for more time.",
		"⛔ <b>আপনার বাকি {owes}, সময় পার হয়ে গেছে।</b> কিছু পাঠানো হয়নি। টাকা জমা দিন, বা মালিকের কাছে সময় চান।"}
	tWhyOperator = chat.Text{
		"⛔ <b>You may not recharge {operator}.</b> Nothing was sent. Choose another operator, or ask the owner.",
		"⛔ <b>{operator} রিচার্জ আপনার জন্য চালু নেই।</b> কিছু পাঠানো হয়নি। অন্য অপারেটর বাছুন, বা মালিককে বলুন।"}
	tWhyConnection = chat.Text{
		"⛔ <b>{connection} is not open to you.</b> Nothing was sent. Change it below, or ask the owner.",
		"⛔ <b>{connection} আপনার জন্য চালু নেই।</b> কিছু পাঠানো হয়নি। নিচে বদলান, বা মালিককে বলুন।"}
	tWhyLeast = chat.Text{
		"⛔ <b>The least for you is {limit}.</b> Nothing was sent. Send a larger amount.",
		"⛔ <b>আপনার জন্য কমপক্ষে {limit}।</b> কিছু পাঠানো হয়নি। বেশি টাকা লিখুন।"}
	tWhyMost = chat.Text{
		"⛔ <b>The most for you is {limit}.</b> Nothing was sent. Send a smaller amount.",
		"⛔ <b>আপনার জন্য সর্বোচ্চ {limit}।</b> কিছু পাঠানো হয়নি। কম টাকা লিখুন।"}
	tWhyDay = chat.Text{
		"⛔ <b>Today {used} of {limit}. {left} left.</b> Nothing was sent. Send a smaller amount, or ask the owner.",
		"⛔ <b>আজ {limit}-এর মধ্যে {used} হয়েছে। বাকি {left}।</b> কিছু পাঠানো হয়নি। কম টাকা লিখুন, বা মালিককে বলুন।"}
	tWhyOrders = chat.Text{
		"⛔ <b>Today’s {count} orders are used up.</b> Nothing was sent. Go on tomorrow, or ask the owner.",
		"⛔ <b>আজকের {count}টি অর্ডার হয়ে গেছে।</b> কিছু পাঠানো হয়নি। কাল আবার দিন, বা মালিককে বলুন।"}
	bDepositIt = chat.Text{"💰 Pay in {missing}", "💰 {missing} জমা দিন"}
)
