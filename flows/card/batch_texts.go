package card

import "rechargebot/flows/chat"

var (
	tBatchDone    = chat.Text{"📋 <b>{done}/{count} done</b>", "📋 <b>{done}/{count} হয়ে গেছে</b>"}
	tBatchFailed  = chat.Text{" · {count} failed", " · {count}টি হয়নি"}
	tBatchNotSent = chat.Text{" · {count} not sent", " · {count}টি পাঠানো হয়নি"}
	tBatchUnclear = chat.Text{" · {count} unclear", " · {count}টি অনিশ্চিত"}
	tBatchUnknown = chat.Text{" · {count} not known", " · {count}টির খবর নেই"}
	tBatchWhat    = chat.Text{"List of {time} · <b>{amount}</b>", "{time}-এর তালিকা · <b>{amount}</b>"}
	tBatchPrice   = chat.Text{" · you pay {price}", " · আপনার খরচ {price}"}
	tBatchRuns    = chat.Text{
		"We send them one after the other and tell you here. Do not send them again.",
		"একটার পর একটা পাঠাচ্ছি, ফল এখানেই জানাব। আবার পাঠাবেন না।"}
	tBatchSent = chat.Text{
		"All are sent. We follow them and tell you here. Do not send them again.",
		"সব পাঠানো হয়েছে। ফল এখানেই জানাব। আবার পাঠাবেন না।"}
	tBatchPaused = chat.Text{
		"⏸ <b>Paused.</b> Five in a row were refused{reason}. Nothing more is sent until you tap Go on; after an hour it stops.",
		"⏸ <b>থেমে আছে।</b> পরপর পাঁচটি হয়নি{reason}। চালিয়ে যান না চাপলে আর কিছু পাঠানো হবে না; এক ঘণ্টা পর নিজেই বন্ধ হবে।"}
	tBatchStopped = chat.Text{
		"⏹ <b>Stopped.</b> Nothing more is sent, and what was not sent costs nothing. We follow what was sent and tell you here.",
		"⏹ <b>বন্ধ করা হয়েছে।</b> আর কিছু পাঠানো হবে না, যা পাঠানো হয়নি তার টাকা কাটবে না। যা গেছে তার ফল এখানেই জানাব।"}
	tBatchCut = chat.Text{
		"⏹ <b>Stopped: a backup was put back.</b> Nothing more is sent. We follow what is known and tell you here.",
		"⏹ <b>বন্ধ করা হয়েছে: ব্যাকআপ ফিরিয়ে আনা হয়েছে।</b> আর কিছু পাঠানো হবে না। যেগুলো জানা আছে তার ফল এখানেই জানাব।"}
	tBatchSettles = chat.Text{
		"❓ <b>All is sent, {count} unclear.</b> Do not send these again: we ask the panel and tell you here.",
		"❓ <b>সব পাঠানো হয়েছে, {count}টি অনিশ্চিত।</b> এগুলো আবার পাঠাবেন না: আমরা খোঁজ নিয়ে এখানেই জানাব।"}
	tBatchAsked = chat.Text{
		"❓ <b>{count} unclear.</b> Do not send these again: we ask the panel and tell you here.",
		"❓ <b>{count}টি অনিশ্চিত।</b> এগুলো আবার পাঠাবেন না: আমরা খোঁজ নিয়ে এখানেই জানাব।"}
	tBatchAllDone = chat.Text{"✅ <b>The list is done.</b>", "✅ <b>তালিকার সব হয়ে গেছে।</b>"}
	tBatchAllSent = chat.Text{
		"✅ <b>The list is done, but for what was left out.</b>",
		"✅ <b>যা পাঠানো হয়েছে সব হয়ে গেছে, কিছু বাদ ছিল।</b>"}
	tBatchLeft  = chat.Text{"🚫 Left out, not sent: {count}", "🚫 বাদ ছিল, পাঠানো হয়নি: {count}টি"}
	tBatchEnded = chat.Text{
		"⚠️ <b>The list has ended, not all of it went through.</b>",
		"⚠️ <b>তালিকা শেষ, সব হয়নি।</b>"}
	tBatchNote   = chat.Text{"your list of {time}: {done}/{count} done", "{time}-এর তালিকা: {done}/{count} হয়ে গেছে"}
	tBatchOver   = chat.Text{"The result stands below.", "ফল নিচে দেখুন।"}
	tBatchRow    = chat.Text{"{mark} {number} · {amount}", "{mark} {number} · {amount}"}
	tBatchResult = chat.Text{"The result, row by row", "প্রতিটি রিচার্জের ফল"}
	tBatchNoFile = chat.Text{
		"The file with the result could not be sent. Tap 📄 under your list to get it.",
		"ফলের ফাইল পাঠানো যায়নি। তালিকার নিচে 📄 চাপলে আবার পাবেন।"}
	bBatchStop        = chat.Text{"⏹ Stop", "⏹ বন্ধ করুন"}
	bBatchGoOn        = chat.Text{"▶ Go on", "▶ চালিয়ে যান"}
	bBatchFile        = chat.Text{"📄 Result as a file", "📄 ফল ফাইলে নিন"}
	bBatchRetryUnsent = chat.Text{"🔁 Send the unsent: {count}", "🔁 যেগুলো পাঠানো হয়নি আবার দিন: {count}টি"}
	bBatchRetryAll    = chat.Text{"🔁 Send failed and unsent again: {count}", "🔁 হয়নি বা পাঠানো হয়নি, আবার দিন: {count}টি"}
	bBatchRetry       = chat.Text{"🔁 Try the failed again: {count}", "🔁 যেগুলো হয়নি আবার দিন: {count}টি"}

	tOutNumber     = chat.Text{"no mobile number", "মোবাইল নম্বর নেই"}
	tOutDigits     = chat.Text{"the number has {digits} {digits|digit|digits}, 11 are needed", "নম্বরে {digits} ডিজিট আছে, ১১ ডিজিট লাগবে"}
	tOutPrefix     = chat.Text{"no number of Bangladesh, they begin with 013 to 019", "বাংলাদেশের নম্বর নয়, শুরু হয় ০১৩ থেকে ০১৯ দিয়ে"}
	tOutNumbers    = chat.Text{"several numbers, one on each line", "একাধিক নম্বর, প্রতি লাইনে একটি দিন"}
	tOutName       = chat.Text{"no mobile number, and none has this name", "মোবাইল নম্বর নেই, এই নামেও কোনো নম্বর নেই"}
	tOutNoEnd      = chat.Text{"no number that you served ends so, send all 11 digits", "শেষে এই ডিজিট আছে এমন নম্বরে আগে দেননি, ১১ ডিজিট লিখুন"}
	tOutEnds       = chat.Text{"several of your numbers end so, send all 11 digits", "শেষে এই ডিজিট আছে এমন নম্বর কয়েকটি, ১১ ডিজিট লিখুন"}
	tOutAmount     = chat.Text{"no amount", "টাকার অঙ্ক নেই"}
	tOutNoAmount   = chat.Text{"not an amount, such as 50", "টাকার অঙ্ক ঠিক নয়, যেমন ৫০"}
	tOutAmounts    = chat.Text{"two amounts, one on each line", "টাকার অঙ্ক দুটি, প্রতি লাইনে একটি দিন"}
	tOutWhole      = chat.Text{"whole taka only", "পয়সা ছাড়া দিতে হবে"}
	tOutOperator   = chat.Text{"which operator?", "কোন অপারেটর?"}
	tOutConnection = chat.Text{"prepaid or postpaid?", "প্রিপেইড না পোস্টপেইড?"}
	tOutService    = chat.Text{"no plain recharge", "সাধারণ রিচার্জ নয়"}
	tOutQuestion   = chat.Text{"a question or news, no order", "প্রশ্ন বা খবর, অর্ডার নয়"}
	tOutNot        = chat.Text{"it says no, or not now", "না বা এখন নয় বলা আছে"}
	tOutUnread     = chat.Text{"not understood", "বোঝা যায়নি"}
	tOutLeast      = chat.Text{"too little for one recharge", "টাকা কম"}
	tOutMost       = chat.Text{"too much for one recharge", "টাকা বেশি"}
	tOutPack       = chat.Text{"buys a pack, was left out", "প্যাক কেনা হয়, বাদ ছিল"}
	tOutBlocked    = chat.Text{"the owner has blocked this amount", "মালিক এই টাকা বন্ধ রেখেছেন"}
	tOutTwice      = chat.Text{"twice in the list", "তালিকায় দুবার আছে"}
	tOutEarlier    = chat.Text{"the same went there already", "একই টাকা আগেই গেছে"}
	tOutPaused     = chat.Text{"the owner has paused your orders", "মালিক আপনার অর্ডার বন্ধ রেখেছেন"}
	tOutShort      = chat.Text{"not enough money", "টাকা কম আছে"}
	tOutOverdue    = chat.Text{"what you owe is overdue", "বাকি পরিশোধের তারিখ পার হয়েছে"}
	tOutPrice      = chat.Text{"the price has changed", "দাম বদলে গেছে"}
	tOutNotAllowed = chat.Text{"you may not order this", "এটি আপনার জন্য বন্ধ"}
	tOutDay        = chat.Text{"over your limit for today", "আজকের লিমিট শেষ"}
	tOutBooks      = chat.Text{"the owner has to look at the books first", "আগে মালিককে হিসাব দেখতে হবে"}
	tBatchRestored = chat.Text{
		"❓ Not known: {count}. A backup was put back, they may have been sent. Ask the customers before you send them again.",
		"❓ খবর নেই: {count}টি। ব্যাকআপ ফিরিয়ে আনা হয়েছে, এগুলো গিয়ে থাকতে পারে। আবার দেওয়ার আগে কাস্টমারকে জিজ্ঞেস করুন।"}
	tOutRestored  = chat.Text{"a backup was put back, it may have been sent: ask the customer", "ব্যাকআপ ফিরিয়ে আনা হয়েছে, গিয়ে থাকতে পারে: কাস্টমারকে জিজ্ঞেস করুন"}
	tOutStopped   = chat.Text{"stopped, never sent", "বন্ধ করা হয়েছে, পাঠানো হয়নি"}
	tOutNeverSent = chat.Text{"never sent", "পাঠানো হয়নি"}
	tOutVerdict   = chat.Text{"the owner checked", "মালিক খোঁজ নিয়েছেন"}

	tResultDone    = chat.Text{"done", "হয়ে গেছে"}
	tResultFailed  = chat.Text{"failed", "হয়নি"}
	tResultNotSent = chat.Text{"not sent", "পাঠানো হয়নি"}
	tResultUnclear = chat.Text{"unclear, do not send again", "অনিশ্চিত, আবার পাঠাবেন না"}
	tResultOpen    = chat.Text{"on its way", "চলছে"}
	tResultWaits   = chat.Text{"not sent yet", "এখনও পাঠানো হয়নি"}
	tResultOut     = chat.Text{"left out", "বাদ"}
)
