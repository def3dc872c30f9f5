package shop

import "rechargebot/flows/chat"

var (
	tPrice = chat.Text{
		"\nCustomer gets {amount} · you pay <b>{price}</b>",
		"\nকাস্টমার পাবেন {amount} · আপনার খরচ <b>{price}</b>"}
	tPriceChanged = chat.Text{"The price has changed.", "দাম বদলেছে।"}
	tWalletPays   = chat.Text{"Your own wallet pays now.", "টাকা এখন আপনার নিজের জমা থেকে কাটবে।"}
	tOwnerPays    = chat.Text{"The owner's money pays now.", "টাকা এখন মালিক দেবেন।"}
	tConfirmAnew  = chat.Text{
		"{what} Nothing was sent: look at the card and confirm again.",
		"{what} কিছু পাঠানো হয়নি: দেখে আবার নিশ্চিত করুন।"}
	tNotPlacedNow = chat.Text{
		"{what} Nothing was sent: see the card.",
		"{what} কিছু পাঠানো হয়নি: কারণ মেসেজে দেখুন।"}
	tNotPlaced = chat.Text{
		"Nothing was sent: see the card.",
		"কিছু পাঠানো হয়নি: কারণ মেসেজে দেখুন।"}
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
		"⛔ <b>Today’s {count} {count|order is|orders are} used up.</b> Nothing was sent. Go on tomorrow, or ask the owner.",
		"⛔ <b>আজকের {count}টি অর্ডার হয়ে গেছে।</b> কিছু পাঠানো হয়নি। কাল আবার দিন, বা মালিককে বলুন।"}
	bDepositIt = chat.Text{"💰 Pay in {missing}", "💰 {missing} জমা দিন"}
	tDue       = chat.Text{"Pay it in by {day}.", "{day} তারিখের মধ্যে জমা দিন।"}
	tOverdue   = chat.Text{
		"⚠️ It was due on {day}. Pay it in, or ask the owner for more time.",
		"⚠️ {day} তারিখে দেওয়ার কথা ছিল। জমা দিন, বা মালিকের কাছে সময় চান।"}
	bDeposit   = chat.Text{"💰 Pay in", "💰 টাকা জমা দিন"}
	bStatement = chat.Text{"🧾 Statement", "🧾 হিসাব"}

	tStatement     = chat.Text{"<b>🧾 Statement</b> {from} to {to}", "<b>🧾 হিসাব</b> {from} থেকে {to}"}
	tStatementDay  = chat.Text{"<b>🧾 Statement</b> {day}", "<b>🧾 হিসাব</b> {day}"}
	tStatementSums = chat.Text{
		"Before: {opening}\nIn: {in}\nOut: {out}\n<b>After: {closing}</b>",
		"আগে ছিল: {opening}\nজমা: {in}\nখরচ: {out}\n<b>এখন: {closing}</b>"}
	tStatementHeld  = chat.Text{" (of it on hold {held})", " (এর মধ্যে আটকে আছে {held})"}
	tStatementNone  = chat.Text{"Nothing came in or went out in these days.", "এই কদিনে কোনো লেনদেন হয়নি।"}
	tStatementRow   = chat.Text{"{n}. {time} · <b>{change}</b> · {what} · then {after}", "{n}. {time} · <b>{change}</b> · {what} · পরে {after}"}
	tStatementCode  = chat.Text{"Code of the newest line: <code>{code}</code>. /verify with it says whether the line stands in the books.", "সবচেয়ে নতুন লেনদেনের কোড: <code>{code}</code>। /verify দিয়ে মিলিয়ে দেখা যায়।"}
	tStatementUsage = chat.Text{
		"Which days? For example <code>/statement 25-11</code> or <code>/statement 01-11-2026 25-11-2026</code>.",
		"কোন দিনের হিসাব? যেমন <code>/statement 25-11</code> বা <code>/statement 01-11-2026 25-11-2026</code>।"}
	tNoAccount = chat.Text{
		"Your orders are paid by the owner, so you have no account here. Your orders: /history, what you sold: /report",
		"আপনার অর্ডারের টাকা মালিক দেন, তাই আপনার আলাদা হিসাব নেই। অর্ডার: /history, বিক্রির হিসাব: /report"}
	tNoAccountOwner = chat.Text{
		"<b>You are the owner:</b> your orders are paid at the panel, so you have no account here. Your resellers’ money: /books, what was sold: /report",
		"<b>আপনি মালিক:</b> আপনার অর্ডারের টাকা প্যানেল থেকে যায়, তাই আপনার আলাদা হিসাব নেই। রিসেলারদের টাকা: /books, বিক্রির হিসাব: /report"}
	bNewest    = chat.Text{"▶▶ Newest", "▶▶ সবচেয়ে নতুন"}
	bToday     = chat.Text{"Today", "আজ"}
	bYesterday = chat.Text{"Yesterday", "গতকাল"}
	bWeek      = chat.Text{"7 days", "৭ দিন"}
	bMonth     = chat.Text{"This month", "এই মাস"}

	tEntryOrder       = chat.Text{"{number} {amount}", "{number} {amount}"}
	tEntryRefund      = chat.Text{"back: {number} {amount} failed after all", "ফেরত: {number} {amount} শেষে হয়নি"}
	tEntryComplaint   = chat.Text{"back after a complaint: {number} {amount}", "অভিযোগে ফেরত: {number} {amount}"}
	tEntryLate        = chat.Text{"{number} {amount} was done after all", "{number} {amount} শেষে হয়ে গেছে"}
	tEntryDeposit     = chat.Text{"paid in, {channel}", "জমা, {channel}"}
	tEntryBonus       = chat.Text{" with bonus {bonus}", ", বোনাস {bonus} সহ"}
	tEntryPayout      = chat.Text{"paid out to you", "আপনাকে দেওয়া হয়েছে"}
	tEntryOpening     = chat.Text{"balance at the beginning", "শুরুর ব্যালেন্স"}
	tEntryAdjustment  = chat.Text{"corrected: {reason}", "সংশোধন: {reason}"}
	tEntryTransferIn  = chat.Text{"from another member", "অন্য সদস্যের কাছ থেকে"}
	tEntryTransferOut = chat.Text{"to another member", "অন্য সদস্যকে"}
	tEntry            = chat.Text{
		"<b>{change}</b>\n{what}\n{time}\nBalance after it: {after}\nCode <code>{code}</code>",
		"<b>{change}</b>\n{what}\n{time}\nএর পরে ব্যালেন্স: {after}\nকোড <code>{code}</code>"}
	tEntryBy      = chat.Text{"By {admin}", "করেছেন {admin}"}
	tEntryReason  = chat.Text{"Reason: {reason}", "কারণ: {reason}"}
	tEntryOrderID = chat.Text{"Order <code>{id}</code>", "অর্ডার <code>{id}</code>"}
	tVerifyUsage  = chat.Text{
		"Send the code under a statement, such as <code>/verify 1204-9F3A6C0B12</code>.",
		"হিসাবের নিচের কোডটি লিখুন, যেমন <code>/verify 1204-9F3A6C0B12</code>।"}
	tVerifyStands = chat.Text{"✅ <code>{code}</code> stands in the books.", "✅ <code>{code}</code> খাতায় আছে।"}
	tVerified     = chat.Text{
		"✅ <code>{code}</code> stands in the books.\n<b>{name}</b>\n{time} · <b>{change}</b> · {what}\nBalance after it: {after}",
		"✅ <code>{code}</code> খাতায় আছে।\n<b>{name}</b>\n{time} · <b>{change}</b> · {what}\nএর পরে ব্যালেন্স: {after}"}
	tVerifyNot = chat.Text{
		"❌ <code>{code}</code> does not stand in the books. Ask for a new statement.",
		"❌ <code>{code}</code> খাতায় নেই। নতুন হিসাব চেয়ে নিন।"}

	tRates           = chat.Text{"<b>What a recharge costs you</b>", "<b>রিচার্জে আপনার খরচ</b>"}
	tRate            = chat.Text{"{operator}: {amount} costs {price}", "{operator}: {amount} দিলে খরচ {price}"}
	tRatesShared     = chat.Text{"<b>The owner pays for your orders.</b>", "<b>আপনার অর্ডারের টাকা মালিক দেন।</b>"}
	tRatesOwner      = chat.Text{"<b>You are the owner:</b> your orders are paid at the panel. Your resellers’ rates: /plans", "<b>আপনি মালিক:</b> আপনার অর্ডারের টাকা প্যানেল থেকে যায়। রিসেলারদের রেট: /plans"}
	tLimitLeast      = chat.Text{"Least of one order: {limit}", "এক অর্ডারে কমপক্ষে: {limit}"}
	tLimitMost       = chat.Text{"Most of one order: {limit}", "এক অর্ডারে সর্বোচ্চ: {limit}"}
	tLimitOperators  = chat.Text{"Operators: {operators}", "অপারেটর: {operators}"}
	tLimitConnection = chat.Text{"Only {connection}", "শুধু {connection}"}
	tLimitDay        = chat.Text{"Today {used} of {limit}. <b>{left} left.</b>", "আজ {limit}-এর মধ্যে {used}। <b>বাকি {left}।</b>"}
	tLimitOrders     = chat.Text{"Today {used} of {limit} {limit|order|orders}. <b>{left} left.</b>", "আজ {limit}টি অর্ডারের মধ্যে {used}টি। <b>বাকি {left}টি।</b>"}
	tNoLimits        = chat.Text{"No limits of your own. Today so far: {used}, {count} {count|order|orders}.", "আলাদা কোনো সীমা নেই। আজ এ পর্যন্ত: {used}, {count}টি অর্ডার।"}
	mStatement       = chat.Text{"What came in and went out", "জমা-খরচের হিসাব"}
	mRates           = chat.Text{"Rates and limits", "রেট ও সীমা"}
	bSheet           = chat.Text{"📄 Spreadsheet", "📄 এক্সেল ফাইল"}
	tStatementComes  = chat.Text{"The file is on its way.", "ফাইল আসছে।"}
	tStatementNoFile = chat.Text{"The file could not be made. Try again.", "ফাইলটি বানানো যায়নি। আবার চেষ্টা করুন।"}
	xTime            = chat.Text{"Time", "সময়"}
	xWhat            = chat.Text{"What", "কী"}
	xChange          = chat.Text{"In / out", "জমা / খরচ"}
	xBalance         = chat.Text{"Balance", "ব্যালেন্স"}
	xCode            = chat.Text{"Code", "কোড"}
	xOpening         = chat.Text{"Before", "আগে ছিল"}
	xClosing         = chat.Text{"After", "শেষে"}
)
