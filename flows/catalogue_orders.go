package flows

// Orders: their card, the final word, lists, the balance.
var (
	tOrderWhat = Text{
		"<b>{number}</b>\n{operator} · {connection} · <b>{amount}</b>",
		"<b>{number}</b>\n{operator} · {connection} · <b>{amount}</b>"}
	tFinalWhat = Text{"<b>{number}</b> · <b>{amount}</b>", "<b>{number}</b> · <b>{amount}</b>"}
	tOrderID   = Text{"Order <code>{id}</code>, {time}", "অর্ডার <code>{id}</code>, {time}"}

	tPlaced = Text{
		"🕐 <b>Order taken.</b> We are on it and tell you here. Do not send it again.",
		"🕐 <b>অর্ডার নেওয়া হয়েছে।</b> কাজ চলছে, ফল এখানেই জানাব। আবার পাঠাবেন না।"}
	tWaiting = Text{
		"🕐 <b>Waiting.</b> The panel cannot be reached. Nothing was sent, no money moved. We try until {until} and tell you here.",
		"🕐 <b>অপেক্ষায়।</b> প্যানেলে সংযোগ হচ্ছে না। কিছু পাঠানো হয়নি, টাকা কাটেনি। {until} পর্যন্ত চেষ্টা করে এখানেই জানাব।"}
	tSending  = Text{"📤 <b>Sent to the panel.</b> Waiting for its answer.", "📤 <b>প্যানেলে পাঠানো হয়েছে।</b> উত্তরের অপেক্ষায়।"}
	tAccepted = Text{
		"📥 <b>Accepted.</b> The panel took it and is recharging the number. We tell you here; do not send it again.",
		"📥 <b>প্যানেল নিয়েছে।</b> রিচার্জ চলছে, ফল এখানেই জানাব। আবার পাঠাবেন না।"}
	tUnclear = Text{
		"❓ <b>Unclear.</b> The panel gave no clear answer, so money may have moved. We are asking the panel and tell you here. <b>Do not send it again.</b>",
		"❓ <b>অনিশ্চিত।</b> প্যানেল স্পষ্ট উত্তর দেয়নি, টাকা কেটে থাকতে পারে। আমরা খোঁজ নিয়ে এখানেই জানাব। <b>আবার পাঠাবেন না।</b>"}
	tUnclearNo = Text{
		"❓ <b>Not sure yet.</b> The panel said no{reason}, but it may have taken the order all the same. We make sure and tell you here. <b>Do not send it again before that.</b>",
		"❓ <b>এখনও নিশ্চিত নয়।</b> প্যানেল না বলেছে{reason}, তবু অর্ডার নিয়ে থাকতে পারে। আমরা খোঁজ নিয়ে এখানেই জানাব। <b>তার আগে আবার পাঠাবেন না।</b>"}
	tTurn = Text{
		"Orders before it: {count}. It is likely sent in {age}.",
		"এর আগে আরও {count}টি অর্ডার আছে। পাঠানো হবে প্রায় {age} পর।"}
	tNoTurn = Text{
		"Too many orders are waiting: this one would not be sent within 10 minutes. Nothing was sent, no money moved. Tap Confirm again in {age}.",
		"অনেক অর্ডার অপেক্ষায় আছে: এটি ১০ মিনিটের মধ্যে পাঠানো যাবে না। কিছু পাঠানো হয়নি, টাকা কাটেনি। {age} পর আবার নিশ্চিত করুন।"}
	tStuckNote = Text{
		"⏳ It takes longer than it should: {age} so far. We go on asking.",
		"⏳ স্বাভাবিকের চেয়ে দেরি হচ্ছে: {age} হলো। আমরা খোঁজ নিচ্ছি।"}
	tStuckNotice = Text{
		"⏳ <b>Not finished after {age}.</b> Money may have moved. We go on asking{told} and tell you here. <b>Do not send it again.</b>",
		"⏳ <b>{age} পরেও শেষ হয়নি।</b> টাকা কেটে থাকতে পারে। আমরা খোঁজ নিচ্ছি{told}, ফল এখানেই জানাব। <b>আবার পাঠাবেন না।</b>"}
	tToldOwner  = Text{", the owner has been told,", ", মালিককেও জানানো হয়েছে"}
	tSeeBalance = Text{": see /balance", ": দেখুন /balance"}
	tDone       = Text{
		"✅ <b>Done.</b> The recharge has arrived.",
		"✅ <b>সফল।</b> রিচার্জ পৌঁছেছে।"}
	tDoneVerdict = Text{
		"✅ <b>Done.</b> The owner checked: the recharge has arrived.",
		"✅ <b>সফল।</b> মালিক খোঁজ নিয়েছেন: রিচার্জ পৌঁছেছে।"}
	tDoneReversed = Text{
		"✅ <b>Done after all.</b> The panel now says that the recharge has arrived and its money is spent. Do not send it again.",
		"✅ <b>শেষ পর্যন্ত সফল।</b> প্যানেল এখন বলছে রিচার্জ পৌঁছেছে, টাকা কেটেছে। আবার পাঠাবেন না।"}
	tTransaction   = Text{"Transaction id <code>{id}</code>", "ট্রানজেকশন আইডি <code>{id}</code>"}
	tNoTransaction = Text{
		"The panel gave no transaction id.",
		"প্যানেল ট্রানজেকশন আইডি দেয়নি।"}
	tBalanceLeft = Text{"Balance left {balance}", "বাকি ব্যালেন্স {balance}"}
	tRefused     = Text{
		"❌ <b>Failed.</b> The panel did not take it{reason}. Nothing was recharged, no money moved. Try again when the cause is gone.",
		"❌ <b>ব্যর্থ।</b> প্যানেল নেয়নি{reason}। রিচার্জ হয়নি, টাকা কাটেনি। কারণ মিটলে আবার চেষ্টা করুন।"}
	tFailed = Text{
		"❌ <b>Failed.</b> The panel says that it did not go through{reason}. The customer got nothing, and the panel should not charge for it{see}. You may try again.",
		"❌ <b>ব্যর্থ।</b> প্যানেল বলছে রিচার্জ হয়নি{reason}। গ্রাহক কিছু পাননি, টাকা কাটার কথা নয়{see}। আবার চেষ্টা করতে পারেন।"}
	tDeniedTwice = Text{
		"❌ <b>Failed.</b> Asked twice, the panel says that this order did not go through{reason}. The customer got nothing, and the panel should not charge for it{see}. You may try again.",
		"❌ <b>ব্যর্থ।</b> দুইবার খোঁজ নেওয়া হয়েছে, প্যানেল বলছে এই রিচার্জ হয়নি{reason}। গ্রাহক কিছু পাননি, টাকা কাটার কথা নয়{see}। আবার চেষ্টা করতে পারেন।"}
	tNeverSent = Text{
		"❌ <b>Failed.</b> The panel could not be reached. Nothing was sent, no money moved. Try again later.",
		"❌ <b>ব্যর্থ।</b> প্যানেলে সংযোগ হয়নি। কিছু পাঠানো হয়নি, টাকা কাটেনি। পরে আবার চেষ্টা করুন।"}
	tFailedVerdict = Text{
		"❌ <b>Failed.</b> The owner checked: the recharge did not arrive. If money is missing, ask the owner. You may try again.",
		"❌ <b>ব্যর্থ।</b> মালিক খোঁজ নিয়েছেন: রিচার্জ পৌঁছায়নি। টাকা কম মনে হলে মালিককে বলুন। আবার চেষ্টা করতে পারেন।"}
	tFailedReversed = Text{
		"⚠️ <b>Failed after all.</b> The panel first said done, and now says failed{reason}. Its money should be back{see}. Ask the customer before you send it again.",
		"⚠️ <b>শেষ পর্যন্ত ব্যর্থ।</b> প্যানেল আগে সফল বলেছিল, এখন বলছে ব্যর্থ{reason}। টাকা ফেরত আসার কথা{see}। আবার পাঠানোর আগে গ্রাহককে জিজ্ঞেস করুন।"}
	tFailedContrary = Text{
		"⚠️ <b>Failed after all.</b> The owner had noted that it arrived; the panel now says failed{reason}, and should not charge for it{see}. Ask the customer before you send it again.",
		"⚠️ <b>শেষ পর্যন্ত ব্যর্থ।</b> মালিক লিখেছিলেন পৌঁছেছে, কিন্তু প্যানেল এখন বলছে ব্যর্থ{reason}; টাকা কাটার কথা নয়{see}। আবার পাঠানোর আগে গ্রাহককে জিজ্ঞেস করুন।"}

	// What an owner reads on the card of somebody else's order.
	tOwnerPlaced = Text{
		"🕐 <b>Order taken.</b> It has not been sent to the panel yet.",
		"🕐 <b>অর্ডার নেওয়া হয়েছে।</b> প্যানেলে এখনও পাঠানো হয়নি।"}
	tOwnerAccepted = Text{
		"📥 <b>Accepted.</b> The panel said that it took the order. It is not done yet.",
		"📥 <b>প্যানেল নিয়েছে</b> বলেছে। এখনও শেষ হয়নি।"}
	tOwnerUnclear = Text{
		"❓ <b>Unclear.</b> The panel gave no clear answer and may have taken the order. It is asked by id; the order is never sent again.",
		"❓ <b>অনিশ্চিত।</b> প্যানেল স্পষ্ট উত্তর দেয়নি, অর্ডার নিয়ে থাকতে পারে। আইডি দিয়ে খোঁজ নেওয়া হচ্ছে; অর্ডার আবার পাঠানো হবে না।"}
	tOwnerUnclearNo = Text{
		"❓ <b>Unclear.</b> The panel said no{reason}, which does not prove that it did not take the order. It is asked by id; the order is never sent again.",
		"❓ <b>অনিশ্চিত।</b> প্যানেল না বলেছে{reason}, কিন্তু অর্ডার নেয়নি তা এতে প্রমাণ হয় না। আইডি দিয়ে খোঁজ নেওয়া হচ্ছে; অর্ডার আবার পাঠানো হবে না।"}
	tOwnerStuckNote   = Text{"⏳ It takes longer than it should: {age} so far.", "⏳ স্বাভাবিকের চেয়ে দেরি হচ্ছে: {age} হলো।"}
	tOwnerDoneVerdict = Text{
		"✅ <b>Done.</b> An owner looked it up: the recharge has arrived.",
		"✅ <b>সফল।</b> একজন মালিক দেখেছেন: রিচার্জ পৌঁছেছে।"}
	tOwnerFailed = Text{
		"❌ <b>Failed.</b> The panel says that it did not go through{reason}. It should not charge for it: see /balance. The reseller may try again.",
		"❌ <b>ব্যর্থ।</b> প্যানেল বলছে রিচার্জ হয়নি{reason}। টাকা কাটার কথা নয়: দেখুন /balance। রিসেলার আবার চেষ্টা করতে পারেন।"}
	tOwnerDeniedTwice = Text{
		"❌ <b>Failed.</b> Asked twice, the panel says that this order did not go through{reason}, and knows a later one. It should not charge for it: see /balance. The reseller may try again.",
		"❌ <b>ব্যর্থ।</b> দুইবার খোঁজ নেওয়া হয়েছে, প্যানেল বলছে এই রিচার্জ হয়নি{reason}, অথচ পরের অর্ডার চেনে। টাকা কাটার কথা নয়: দেখুন /balance। রিসেলার আবার চেষ্টা করতে পারেন।"}
	tOwnerFailedVerdict = Text{
		"❌ <b>Failed.</b> An owner looked it up: the recharge did not arrive. The reseller may try again.",
		"❌ <b>ব্যর্থ।</b> একজন মালিক দেখেছেন: রিচার্জ পৌঁছায়নি। রিসেলার আবার চেষ্টা করতে পারেন।"}
	tOwnerFailedReversed = Text{
		"⚠️ <b>Failed after all.</b> The panel first said done, and now says failed{reason}. Its money should be back: see /balance.",
		"⚠️ <b>শেষ পর্যন্ত ব্যর্থ।</b> প্যানেল আগে সফল বলেছিল, এখন বলছে ব্যর্থ{reason}। টাকা ফেরত আসার কথা: দেখুন /balance।"}
	tOwnerFailedContrary = Text{
		"⚠️ <b>Failed after all.</b> An owner had noted that it arrived; the panel now says failed{reason}, and should not charge for it: see /balance.",
		"⚠️ <b>শেষ পর্যন্ত ব্যর্থ।</b> একজন মালিক লিখেছিলেন পৌঁছেছে, কিন্তু প্যানেল এখন বলছে ব্যর্থ{reason}; টাকা কাটার কথা নয়: দেখুন /balance।"}
	tOwnerDoneReversed = Text{
		"✅ <b>Done after all.</b> The panel now says that the recharge has arrived and its money is spent.",
		"✅ <b>শেষ পর্যন্ত সফল।</b> প্যানেল এখন বলছে রিচার্জ পৌঁছেছে, টাকা কেটেছে।"}

	tReason       = Text{": “{message}”", ": “{message}”"}
	tAsking       = Text{"🔄 Asking the panel now…", "🔄 প্যানেলে খোঁজ নিচ্ছি…"}
	tAskedSame    = Text{"Asked at {time}: this is how it stands.", "{time}: প্যানেলে খোঁজ নেওয়া হয়েছে, অবস্থা এটাই।"}
	tAskedNoWord  = Text{"Asked at {time}: the panel gave no clear answer.", "{time}: প্যানেলে খোঁজ নেওয়া হয়েছে, স্পষ্ট উত্তর আসেনি।"}
	tAskedRefused = Text{
		"Asked at {time}: the panel does not say how it stands: “{message}”.",
		"{time}: প্যানেলে খোঁজ নেওয়া হয়েছে, খবর দেয়নি: “{message}”।"}
	tAskedJustNow = Text{"The panel was asked a moment ago.", "এইমাত্র প্যানেলে খোঁজ নেওয়া হয়েছে।"}

	bAsk      = Text{"🔄 Ask the panel again", "🔄 আবার খোঁজ নিন"}
	bCopy     = Text{"📋 Copy transaction id", "📋 ট্রানজেকশন আইডি কপি করুন"}
	bTryAgain = Text{"🔁 Try again", "🔁 আবার চেষ্টা করুন"}

	tNoOpen = Text{
		"No order is on its way. /history shows the finished ones.",
		"এখন কোনো চলমান অর্ডার নেই। শেষ হওয়া অর্ডার: /history"}
	tOpenHead = Text{
		"<b>On their way: {count}</b>\nTap one to ask the panel.",
		"<b>চলমান অর্ডার: {count}</b>\nপ্যানেলে খোঁজ নিতে চাপুন।"}
	tOpenRow  = Text{"{mark} {number} {amount} · {age}", "{mark} {number} {amount} · {age}"}
	tMore     = Text{"… and more. Send /status with the number.", "… আরও আছে। নম্বরসহ /status লিখুন।"}
	tOrdersTo = Text{
		"<b>{number}</b>\nThe last orders to this number. Tap one to ask the panel.",
		"<b>{number}</b>\nএই নম্বরের শেষ অর্ডার। প্যানেলে খোঁজ নিতে চাপুন।"}
	tOrderToRow = Text{"{mark} {amount} · {age}", "{mark} {amount} · {age}"}
	tNoOrdersTo = Text{
		"<b>{number}</b>\nYou have sent nothing to this number.",
		"<b>{number}</b>\nএই নম্বরে আপনি কিছু পাঠাননি।"}
	bRechargeTo = Text{"📱 Recharge {number}", "📱 {number} রিচার্জ করুন"}
	tNotFound   = Text{
		"No order of yours fits “{query}”. Send /status with an order id, a transaction id or a number, such as <code>/status 01712345678</code>.",
		"“{query}” দিয়ে আপনার কোনো অর্ডার নেই। /status-এর সাথে অর্ডার আইডি, ট্রানজেকশন আইডি বা নম্বর দিন, যেমন <code>/status 01712345678</code>।"}
	tNoHistory = Text{
		"No orders yet. Send <code>01712345678 50</code> for the first one.",
		"এখনও কোনো অর্ডার নেই। প্রথমটির জন্য লিখুন <code>01712345678 50</code>"}
	tHistoryHead = Text{
		"<b>Your orders</b>\nDone today: {today} ({count}). This month: {month}.",
		"<b>আপনার সব অর্ডার</b>\nআজ সফল: {today} ({count}টি)। এ মাসে: {month}।"}
	tHistoryRow = Text{
		"{mark} {time} <b>{number}</b> {amount} {operator}",
		"{mark} {time} <b>{number}</b> {amount} {operator}"}
	tMissed = Text{
		"<b>How your last orders ended</b>\nThe bot could not reach you for a while.",
		"<b>আপনার শেষ অর্ডারগুলোর ফল</b>\nকিছু সময় আপনাকে জানানো যায়নি।"}
	tMarks = Text{
		"✅ done · ❌ failed · ⏳ on its way · ❓ unclear",
		"✅ সফল · ❌ ব্যর্থ · ⏳ চলমান · ❓ অনিশ্চিত"}

	tBalanceAsking = Text{"💰 Asking the panel for the balance…", "💰 প্যানেলে ব্যালেন্স দেখছি…"}
	tBalance       = Text{"💰 <b>{balance}</b> at the panel now.", "💰 প্যানেলে এখন <b>{balance}</b> আছে।"}
	tBalanceLast   = Text{"💰 <b>{balance}</b> at the panel, {age} ago.", "💰 প্যানেলে <b>{balance}</b> আছে, {age} আগের হিসাব।"}
	tBalanceOdd    = Text{
		"💰 The panel answered, but its answer is no balance that can be read. Tell the owner.",
		"💰 প্যানেল উত্তর দিয়েছে, কিন্তু তা থেকে ব্যালেন্স পড়া যায়নি। মালিককে জানান।"}
	tBalanceOddOld = Text{
		"💰 The panel answered, but its answer is no balance that can be read. {age} ago it was <b>{balance}</b>.",
		"💰 প্যানেল উত্তর দিয়েছে, কিন্তু তা থেকে ব্যালেন্স পড়া যায়নি। {age} আগে ছিল <b>{balance}</b>।"}
	tBalanceOld = Text{
		"💰 The panel does not answer. {age} ago the balance was <b>{balance}</b>.",
		"💰 প্যানেল সাড়া দিচ্ছে না। {age} আগে ব্যালেন্স ছিল <b>{balance}</b>।"}
	tBalanceNone = Text{
		"💰 The panel does not answer, and no earlier balance is known. Try again in a minute.",
		"💰 প্যানেল সাড়া দিচ্ছে না, আগের ব্যালেন্সও জানা নেই। এক মিনিট পর আবার চেষ্টা করুন।"}
	tBalanceRefused = Text{
		"💰 The panel does not tell the balance: “{message}”. Tell the owner.",
		"💰 প্যানেল ব্যালেন্স জানাচ্ছে না: “{message}”। মালিককে জানান।"}
	tBalanceOwnerOdd = Text{
		"💰 The panel answered, but its answer is no balance that can be read; the log has it.",
		"💰 প্যানেল উত্তর দিয়েছে, কিন্তু তা থেকে ব্যালেন্স পড়া যায়নি; লগে আছে।"}
	tBalanceOwnerRefused = Text{
		"💰 The panel does not tell the balance: “{message}”. Look at UPSTREAM_USER and UPSTREAM_KEY.",
		"💰 প্যানেল ব্যালেন্স জানাচ্ছে না: “{message}”। UPSTREAM_USER আর UPSTREAM_KEY দেখুন।"}
	// What is told of the balance to those who do not see it.
	tBalanceEnough = Text{"💰 There is enough for your orders, as of {age} ago.", "💰 আপনার অর্ডারের জন্য যথেষ্ট টাকা আছে, {age} আগের হিসাব।"}
	tBalanceSome   = Text{"💰 There is little left, as of {age} ago: a large order will probably fail.", "💰 টাকা কম আছে, {age} আগের হিসাব: বড় অর্ডার সম্ভবত হবে না।"}
	tBalanceEmpty  = Text{"💰 An order will probably fail now: there was too little left {age} ago.", "💰 এখন অর্ডার সম্ভবত হবে না: {age} আগে টাকা খুব কম ছিল।"}
	tBalanceSilent = Text{"💰 The panel does not answer now.", "💰 প্যানেল এখন সাড়া দিচ্ছে না।"}
	bOlder         = Text{"◀ Older", "◀ আগের"}
	bNewer         = Text{"Newer ▶", "পরের ▶"}
)
