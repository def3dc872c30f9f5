package shop

import "rechargebot/flows/chat"

var (
	tListHead     = chat.Text{"📋 <b>Recharges: {count} · {amount}</b>", "📋 <b>{count}টি রিচার্জ · {amount}</b>"}
	tListNone     = chat.Text{"📋 <b>Nothing of this list can be sent.</b>", "📋 <b>এই তালিকার কিছুই পাঠানো যাবে না।</b>"}
	tListPrice    = chat.Text{"You pay <b>{price}</b>", "আপনার খরচ <b>{price}</b>"}
	tListTime     = chat.Text{"All are sent in about {age}.", "সব পাঠাতে প্রায় {age} লাগবে।"}
	tListRow      = chat.Text{"{number} · {operator} · {amount}", "{number} · {operator} · {amount}"}
	tListPostpaid = chat.Text{" · postpaid", " · পোস্টপেইড"}
	tListWord     = chat.Text{" · “{words}”", " · “{words}”"}
	tListWords    = chat.Text{
		"⚠️ The words in “…” were not understood. The recharge goes all the same.",
		"⚠️ “…”-এর ভেতরের কথা বোঝা যায়নি। তবু রিচার্জ যাবে।"}
	tListWordsOf = chat.Text{
		"⚠️ With words that were not understood, <b>sent all the same: {count}</b>",
		"⚠️ কিছু কথা বোঝা যায়নি, <b>তবু যাবে: {count}টি</b>"}
	tListRepaired = chat.Text{"🔧 <b>Numbers set right: {count}</b>", "🔧 <b>ঠিক করা নম্বর: {count}টি</b>"}
	tListFixed    = chat.Text{"Line {line}: {written} → {number}", "লাইন {line}: {written} → {number}"}
	tListUnread   = chat.Text{"❌ <b>Cannot be sent: {count}</b>", "❌ <b>পাঠানো যাবে না: {count}টি</b>"}
	tListWrong    = chat.Text{"Line {line}: “{written}” – {why}", "লাইন {line}: “{written}” – {why}"}
	tListRefused  = chat.Text{"🚫 <b>Not allowed now: {count}</b>", "🚫 <b>এখন দেওয়া যাবে না: {count}টি</b>"}
	tListNot      = chat.Text{"Line {line}: {number} · {amount} – {why}", "লাইন {line}: {number} · {amount} – {why}"}
	tListLine     = chat.Text{"Line {line}: {number} · {amount}", "লাইন {line}: {number} · {amount}"}
	tListLow      = chat.Text{
		"⚠️ The panel had too little left for all of it, {age} ago. Some will probably fail.",
		"⚠️ {age} আগে প্যানেলে সবগুলোর মতো টাকা ছিল না। কিছু সম্ভবত হবে না।"}
	tListDown = chat.Text{
		"⚠️ The panel has not been answering for {age}. It may take longer.",
		"⚠️ প্যানেল {age} ধরে সাড়া দিচ্ছে না। দেরি হতে পারে।"}
	tListAndMore = chat.Text{"… and {count} more", "… আরও {count}টি"}
	tListTwice   = chat.Text{"🔁 Twice in the list, <b>left out: {count}</b>", "🔁 তালিকায় দুবার আছে, <b>বাদ: {count}টি</b>"}
	tListTwiceIn = chat.Text{"🔁 Twice in the list, <b>sent twice: {count}</b>", "🔁 তালিকায় দুবার আছে, <b>দুবারই যাবে: {count}টি</b>"}
	tListBefore  = chat.Text{
		"⚠️ The same went to the number already, <b>left out: {count}</b>",
		"⚠️ এই নম্বরে একই টাকা আগেই গেছে, <b>বাদ: {count}টি</b>"}
	tListBeforeIn = chat.Text{
		"⚠️ The same went to the number already, <b>sent once more: {count}</b>",
		"⚠️ এই নম্বরে একই টাকা আগেই গেছে, <b>আবার যাবে: {count}টি</b>"}
	tListPacks = chat.Text{
		"📦 Buy a pack, add no balance, <b>left out: {count}</b>",
		"📦 এতে প্যাক কেনা হয়, ব্যালেন্স যোগ হয় না, <b>বাদ: {count}টি</b>"}
	tListPacksIn = chat.Text{
		"📦 Buy a pack, add no balance, <b>sent all the same: {count}</b>",
		"📦 এতে প্যাক কেনা হয়, ব্যালেন্স যোগ হয় না, <b>তবু যাবে: {count}টি</b>"}
	tListAgain = chat.Text{
		"⚠️ <b>You sent this same list {age} ago.</b>",
		"⚠️ <b>এই একই তালিকা {age} আগে পাঠিয়েছেন।</b>"}
	bListConfirm  = chat.Text{"✅ Confirm all {amount}", "✅ সব নিশ্চিত করুন {amount}"}
	bListAgain    = chat.Text{"Send the same list again", "একই তালিকা আবার পাঠান"}
	bListTwice    = chat.Text{"Send the doubles too", "দুবার থাকাগুলোও পাঠান"}
	bListTwiceOut = chat.Text{"Leave out those that stand twice", "দুবার থাকাগুলো বাদ দিন"}
	bListBefore   = chat.Text{"Send those that went already, too", "আগে যাওয়াগুলোও পাঠান"}
	bListBeforeUn = chat.Text{"Leave out those that went already", "আগে যাওয়াগুলো বাদ দিন"}
	bListPacks    = chat.Text{"Send those that buy a pack, too", "প্যাকের অঙ্কগুলোও পাঠান"}
	bListPacksOut = chat.Text{"Leave out those that buy a pack", "প্যাকের অঙ্কগুলো বাদ দিন"}
	tListDropped  = chat.Text{
		"The list is dropped. Nothing was sent, no money moved.",
		"তালিকা বাতিল হয়েছে। কিছু পাঠানো হয়নি, টাকা কাটেনি।"}
	tListTooMany = chat.Text{
		"That list is too long: at most {count} {count|row|rows}. Send it in parts.",
		"তালিকা বেশি লম্বা: একবারে {count}টি পর্যন্ত। ভাগ করে পাঠান।"}
	tListBadFile = chat.Text{
		"This file cannot be read. Send a file (.xlsx, .csv or .txt) with number and amount in each row, at most {count} {count|row|rows} and 1 MB.",
		"ফাইলটি পড়া যায়নি। প্রতি লাইনে নম্বর আর টাকা লিখে .xlsx, .csv বা .txt ফাইল পাঠান, {count} লাইন আর ১ MB পর্যন্ত।"}
	tListMacros = chat.Text{
		"This file has macros or a password. Save it as a plain .xlsx and send it again.",
		"ফাইলে ম্যাক্রো বা পাসওয়ার্ড আছে। সাধারণ .xlsx হিসেবে সেভ করে আবার পাঠান।"}
	tListHidden = chat.Text{
		"Rows of this file are hidden, as by a filter. Nothing was sent. Show all rows, or delete those, and send it again.",
		"ফাইলে কিছু সারি লুকানো আছে, যেমন ফিল্টারে। কিছু পাঠানো হয়নি। সব সারি দেখান বা ওগুলো মুছে আবার পাঠান।"}
	tListNotFetched = chat.Text{
		"The file could not be fetched. Nothing was sent. Send it again.",
		"ফাইলটি আনা যায়নি। কিছু পাঠানো হয়নি। আবার পাঠান।"}
	tListNoAmounts = chat.Text{
		"There is no amount beside these numbers. Write one customer on each line, number and amount:\n<code>01712345678 50</code>\n<code>01812345678 30</code>",
		"নম্বরগুলোর পাশে টাকার অঙ্ক নেই। প্রতি লাইনে একজন, নম্বর আর টাকা লিখুন:\n<code>01712345678 50</code>\n<code>01812345678 30</code>"}
	tListEmpty = chat.Text{
		"There is no number and amount in this file. Put them in columns of their own, with Number and Amount above.",
		"ফাইলে নম্বর আর টাকা নেই। আলাদা দুই কলামে লিখুন, ওপরে নম্বর আর টাকা।"}
	tListChanged = chat.Text{
		"Something has changed meanwhile. Nothing was sent. Look at the list again.",
		"এর মধ্যে কিছু বদলে গেছে। কিছু পাঠানো হয়নি। তালিকা আবার দেখে নিন।"}
	tListChangedBy = chat.Text{
		"{what} Nothing was sent. Look at the list again.",
		"{what} কিছু পাঠানো হয়নি। তালিকা আবার দেখে নিন।"}
	tListRuns  = chat.Text{"It is still being sent. Wait until all is over.", "এখনও পাঠানো হচ্ছে। শেষ হওয়া পর্যন্ত অপেক্ষা করুন।"}
	tListSince = chat.Text{
		"⚠️ You have sent these since, <b>left out: {count}</b>. If one is wanted once more, send it by itself.",
		"⚠️ এগুলো পরে পাঠানো হয়ে গেছে, <b>বাদ: {count}টি</b>। আবার লাগলে আলাদা করে পাঠান।"}
	tListNoRetry = chat.Text{"Nothing is left to send again.", "আবার পাঠানোর মতো কিছু নেই।"}
	tListStopped = chat.Text{"Stopped. What was not sent is not sent any more.", "বন্ধ করা হয়েছে। যা পাঠানো হয়নি তা আর যাবে না।"}

	tUnconfirmed = chat.Text{
		"<b>Not confirmed: {count}</b>\nNothing was sent yet. Tap one to see it again.",
		"<b>নিশ্চিত করা হয়নি: {count}</b>\nএখনও কিছু পাঠানো হয়নি। আবার দেখতে চাপুন।"}
	tLapsed    = chat.Text{"✋ {what} · too old, look again", "✋ {what} · সময় শেষ, আবার দেখুন"}
	tWaits     = chat.Text{"✋ {what}", "✋ {what}"}
	tListShort = chat.Text{"list of {count}, {amount}", "{count}টির তালিকা, {amount}"}

	tColumnLine        = chat.Text{"Line", "লাইন"}
	tColumnNumber      = chat.Text{"Number", "নম্বর"}
	tColumnAmount      = chat.Text{"Amount", "টাকা"}
	tColumnOperator    = chat.Text{"Operator", "অপারেটর"}
	tColumnType        = chat.Text{"Type", "ধরন"}
	tColumnResult      = chat.Text{"Result", "ফল"}
	tColumnReason      = chat.Text{"Reason", "কারণ"}
	tColumnTransaction = chat.Text{"Transaction id", "ট্রানজেকশন আইডি"}
	tColumnPrice       = chat.Text{"Price", "খরচ"}
	tColumnOrder       = chat.Text{"Order", "অর্ডার"}
	tColumnNote        = chat.Text{"Note", "নোট"}
)
