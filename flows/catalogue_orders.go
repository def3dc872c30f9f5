package flows

// Orders: their card, the final word, lists, the balance.
var (
	tOrderWhat = Text{
		"<b>{number}</b>\n{operator} · {connection} · <b>{amount}</b>",
		"<b>{number}</b>\n{operator} · {connection} · <b>{amount}</b>"}
	tOrderID = Text{"Order <code>{id}</code>, {time}", "অর্ডার <code>{id}</code>, {time}"}

	tPlaced = Text{
		"🕐 <b>Taken down.</b> It goes to the panel now.",
		"🕐 <b>নেওয়া হয়েছে।</b> এখন প্যানেলে যাচ্ছে।"}
	tWaiting = Text{
		"🕐 <b>Waiting.</b> The panel cannot be reached. Nothing was sent, no money moved. We try until {until}.",
		"🕐 <b>অপেক্ষায়।</b> প্যানেলে সংযোগ হচ্ছে না। কিছু পাঠানো হয়নি, টাকা কাটেনি। {until} পর্যন্ত চেষ্টা চলবে।"}
	tSending = Text{
		"📤 <b>Sent to the panel.</b> Waiting for its answer.",
		"📤 <b>প্যানেলে পাঠানো হয়েছে।</b> উত্তরের অপেক্ষায়।"}
	tAccepted = Text{
		"📥 <b>Accepted.</b> The panel took it. Waiting for the operator.",
		"📥 <b>গৃহীত।</b> প্যানেল নিয়েছে। অপারেটরের অপেক্ষায়।"}
	tUnclear = Text{
		"❓ <b>Unclear.</b> The panel gave no clear answer, so money may have moved. We are asking the panel. <b>Do not send it again.</b>",
		"❓ <b>অনিশ্চিত।</b> প্যানেল স্পষ্ট উত্তর দেয়নি, টাকা কেটে থাকতে পারে। আমরা প্যানেলে খোঁজ নিচ্ছি। <b>আবার পাঠাবেন না।</b>"}
	tStuckNote = Text{
		"⏳ It takes longer than it should: {age} so far. We go on asking. <b>Do not send it again.</b>",
		"⏳ স্বাভাবিকের চেয়ে দেরি হচ্ছে: {age} হলো। আমরা খোঁজ নিচ্ছি। <b>আবার পাঠাবেন না।</b>"}
	tDone = Text{
		"✅ <b>Done.</b> The recharge has arrived.",
		"✅ <b>সফল।</b> রিচার্জ পৌঁছেছে।"}
	tDoneVerdict = Text{
		"✅ <b>Done.</b> The owner checked: the recharge has arrived.",
		"✅ <b>সফল।</b> মালিক দেখেছেন: রিচার্জ পৌঁছেছে।"}
	tDoneReversed = Text{
		"✅ <b>Done after all.</b> The panel now says that the recharge has arrived. Do not send it again.",
		"✅ <b>শেষ পর্যন্ত সফল।</b> প্যানেল এখন বলছে রিচার্জ পৌঁছেছে। আবার পাঠাবেন না।"}
	tTransaction   = Text{"Transaction id <code>{id}</code>", "ট্রানজেকশন আইডি <code>{id}</code>"}
	tNoTransaction = Text{
		"The panel gave no transaction id.",
		"প্যানেল ট্রানজেকশন আইডি দেয়নি।"}
	tBalanceLeft = Text{"Balance left {balance}", "বাকি ব্যালেন্স {balance}"}
	tRefused     = Text{
		"❌ <b>Failed.</b> The panel refused it{reason}. Nothing was recharged. Mend the cause and try again.",
		"❌ <b>ব্যর্থ।</b> প্যানেল নেয়নি{reason}। রিচার্জ হয়নি। কারণ ঠিক করে আবার চেষ্টা করুন।"}
	tFailed = Text{
		"❌ <b>Failed.</b> The panel says it did not go through{reason}. The customer got nothing; you may try again.",
		"❌ <b>ব্যর্থ।</b> প্যানেল বলছে রিচার্জ হয়নি{reason}। গ্রাহক টাকা পাননি; আবার চেষ্টা করতে পারেন।"}
	tNeverSent = Text{
		"❌ <b>Failed.</b> The panel could not be reached. Nothing was sent, no money moved. Try again later.",
		"❌ <b>ব্যর্থ।</b> প্যানেলে সংযোগ হয়নি। কিছু পাঠানো হয়নি, টাকা কাটেনি। পরে আবার চেষ্টা করুন।"}
	tFailedVerdict = Text{
		"❌ <b>Failed.</b> The owner checked: the recharge did not arrive. You may try again.",
		"❌ <b>ব্যর্থ।</b> মালিক দেখেছেন: রিচার্জ পৌঁছায়নি। আবার চেষ্টা করতে পারেন।"}
	tFailedReversed = Text{
		"⚠️ <b>Taken back.</b> The panel first said done, and now says that it failed{reason}. Ask the customer whether it arrived.",
		"⚠️ <b>ফেরত হয়েছে।</b> প্যানেল আগে সফল বলেছিল, এখন বলছে ব্যর্থ{reason}। গ্রাহককে জিজ্ঞেস করুন টাকা এসেছে কি না।"}
	tReason      = Text{": “{message}”", ": “{message}”"}
	tAsking      = Text{"🔄 Asking the panel now…", "🔄 প্যানেলে জিজ্ঞেস করছি…"}
	tAskedSame   = Text{"Asked at {time}: no change.", "{time}-এ জিজ্ঞেস করা হয়েছে: আগের মতোই।"}
	tAskedNoWord = Text{
		"Asked at {time}: the panel gave no clear answer.",
		"{time}-এ জিজ্ঞেস করা হয়েছে: প্যানেল স্পষ্ট উত্তর দেয়নি।"}
	tAskedRefused = Text{
		"Asked at {time}: the panel does not tell: “{message}”.",
		"{time}-এ জিজ্ঞেস করা হয়েছে: প্যানেল জানায়নি: “{message}”।"}
	tAskedJustNow = Text{"The panel was asked a moment ago.", "এইমাত্র প্যানেলে জিজ্ঞেস করা হয়েছে।"}

	bAsk      = Text{"🔄 Ask the panel again", "🔄 আবার খোঁজ নিন"}
	bCopy     = Text{"📋 Copy transaction id", "📋 ট্রানজেকশন আইডি কপি"}
	bTryAgain = Text{"🔁 Try again", "🔁 আবার চেষ্টা"}

	tNoOpen   = Text{"No order is on its way. /history shows the finished ones.", "কোনো অর্ডার চলমান নেই। শেষ হওয়াগুলো: /history"}
	tOpenHead = Text{"<b>On their way: {count}</b>", "<b>চলমান: {count}</b>"}
	tOpenRow  = Text{"{mark} <b>{number}</b> {amount} · {age}", "{mark} <b>{number}</b> {amount} · {age}"}
	tMore     = Text{"… and more. Send /status with the number.", "… আরও আছে। নম্বরসহ /status লিখুন।"}
	tNotFound = Text{
		"No order fits “{query}”. Send /status with an order id, a transaction id or a number, such as <code>/status 01712345678</code>.",
		"“{query}” দিয়ে কোনো অর্ডার নেই। /status এর সাথে অর্ডার আইডি, ট্রানজেকশন আইডি বা নম্বর দিন, যেমন <code>/status 01712345678</code>।"}
	tNoHistory   = Text{"No orders yet. Send <code>01712345678 50</code> for the first one.", "এখনও কোনো অর্ডার নেই। প্রথমটির জন্য লিখুন <code>01712345678 50</code>"}
	tHistoryHead = Text{
		"<b>Your orders</b>\nToday {today} in {count}, this month {month}.",
		"<b>আপনার অর্ডার</b>\nআজ {count}টিতে {today}, এ মাসে {month}।"}
	tHistoryRow = Text{
		"{mark} {time} <b>{number}</b> {amount} {operator}",
		"{mark} {time} <b>{number}</b> {amount} {operator}"}
	tMarks = Text{
		"✅ done · ❌ failed · ⏳ on its way · ❓ unclear",
		"✅ সফল · ❌ ব্যর্থ · ⏳ চলমান · ❓ অনিশ্চিত"}

	tBalanceAsking = Text{"💰 Asking the panel for the balance…", "💰 প্যানেলে ব্যালেন্স জানতে চাইছি…"}
	tBalance       = Text{"💰 <b>{balance}</b> at the panel now.", "💰 প্যানেলে এখন <b>{balance}</b> আছে।"}
	tBalanceOld    = Text{
		"💰 The panel does not answer. It last had <b>{balance}</b>, {age} ago.",
		"💰 প্যানেল সাড়া দিচ্ছে না। শেষ জানা ব্যালেন্স <b>{balance}</b>, {age} আগে।"}
	tBalanceNone = Text{
		"💰 The panel does not answer and no earlier balance is known. Try again in a minute.",
		"💰 প্যানেল সাড়া দিচ্ছে না, আগের ব্যালেন্সও জানা নেই। এক মিনিট পর আবার চেষ্টা করুন।"}
	tBalanceRefused = Text{
		"💰 The panel does not tell the balance: “{message}”. Tell the owner.",
		"💰 প্যানেল ব্যালেন্স জানাচ্ছে না: “{message}”। মালিককে জানান।"}
	bOlder = Text{"◀ Older", "◀ আগের"}
	bNewer = Text{"Newer ▶", "পরের ▶"}
)
