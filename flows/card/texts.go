package card

import "rechargebot/flows/chat"

// How an order stands is one text, from tPlaced to tFailedContrary, in the card as it
// goes on (Text) and in the final message (Final): tDone… and tFailed…, tDeniedTwice,
// tRefused, tNever… are the final ones. tOwner… is the same text as owners read it of
// somebody else's order, and tOwn… as they read it of their own; see forOwners and
// forOwnersOwn. tLineDone and tLineFailed are the line that is left on the old card once
// the final message stands below it (Line).
var (
	tPrepaid   = chat.Text{"Prepaid", "প্রিপেইড"}
	tPostpaid  = chat.Text{"Postpaid", "পোস্টপেইড"}
	tOrderWhat = chat.Text{
		"{number}\n{operator} · {connection} · <b>{amount}</b>",
		"{number}\n{operator} · {connection} · <b>{amount}</b>"}
	// TextFinalWhat names an order in a notice in which its card does not stand.
	TextFinalWhat = chat.Text{"{number} · <b>{amount}</b>", "{number} · <b>{amount}</b>"}
	tLineDone     = chat.Text{"✅ <b>Done.</b> {number} · <b>{amount}</b>", "✅ <b>হয়েছে।</b> {number} · <b>{amount}</b>"}
	tLineFailed   = chat.Text{"❌ <b>Failed.</b> {number} · <b>{amount}</b>", "❌ <b>হয়নি।</b> {number} · <b>{amount}</b>"}
	tOrderID      = chat.Text{"Order <code>{id}</code>, {time}", "অর্ডার <code>{id}</code>, {time}"}
	tPlaced       = chat.Text{
		"📤 <b>Sending…</b> We tell you here how it ends. Do not send it again.",
		"📤 <b>পাঠানো হচ্ছে…</b> কী হলো এখানেই জানাব। আবার পাঠাবেন না।"}
	tWaiting = chat.Text{
		"🕐 <b>Waiting.</b> The panel cannot be reached. Nothing was sent, no money moved. We try until {until} and tell you here.",
		"🕐 <b>অপেক্ষায়।</b> প্যানেলে সংযোগ হচ্ছে না। কিছু পাঠানো হয়নি, টাকা কাটেনি। {until} পর্যন্ত চেষ্টা করে এখানেই জানাব।"}
	tSending  = chat.Text{"📤 <b>Sent to the panel.</b> Waiting for its answer.", "📤 <b>প্যানেলে পাঠানো হয়েছে।</b> উত্তরের অপেক্ষায়।"}
	tAccepted = chat.Text{
		"📥 <b>Accepted.</b> The panel took it and is recharging the number. We tell you here; do not send it again.",
		"📥 <b>প্যানেল নিয়েছে।</b> রিচার্জ চলছে, কী হলো এখানেই জানাব। আবার পাঠাবেন না।"}
	tUnclear = chat.Text{
		"❓ <b>Unclear.</b> The panel gave no clear answer, so money may have moved. We are asking the panel and tell you here. <b>Do not send it again.</b>",
		"❓ <b>অনিশ্চিত।</b> প্যানেল স্পষ্ট উত্তর দেয়নি, টাকা কেটে থাকতে পারে। আমরা খোঁজ নিয়ে এখানেই জানাব। <b>আবার পাঠাবেন না।</b>"}
	tUnclearNo = chat.Text{
		"❓ <b>Not sure yet.</b> The panel said no{reason}, but it may have taken the order all the same. We make sure and tell you here. <b>Do not send it again before that.</b>",
		"❓ <b>এখনও নিশ্চিত নয়।</b> প্যানেল না বলেছে{reason}, তবু অর্ডার নিয়ে থাকতে পারে। আমরা খোঁজ নিয়ে এখানেই জানাব। <b>তার আগে আবার পাঠাবেন না।</b>"}
	tStuckNote = chat.Text{
		"⏳ It takes longer than it should: {age} so far. We go on asking.",
		"⏳ স্বাভাবিকের চেয়ে দেরি হচ্ছে: {age} হলো। আমরা খোঁজ নিচ্ছি।"}
	tSeeBalance = chat.Text{": see /balance", ": দেখুন /balance"}
	tDone       = chat.Text{
		"✅ <b>Done.</b> The recharge has arrived.",
		"✅ <b>রিচার্জ হয়ে গেছে।</b>"}
	tDoneVerdict = chat.Text{
		"✅ <b>Done.</b> The owner checked: the recharge has arrived.",
		"✅ <b>রিচার্জ হয়ে গেছে।</b> মালিক খোঁজ নিয়েছেন: রিচার্জ পৌঁছেছে।"}
	tDoneReversed = chat.Text{
		"✅ <b>Done after all.</b> The panel now says that the recharge has arrived and its money is spent. Do not send it again.",
		"✅ <b>শেষ পর্যন্ত হয়ে গেছে।</b> প্যানেল এখন বলছে রিচার্জ পৌঁছেছে, টাকা কেটেছে। আবার পাঠাবেন না।"}
	tTransactionLong = chat.Text{
		"The panel gave a long text as transaction id. <b>All of it:</b> /history <code>{order}</code>",
		"প্যানেল ট্রানজেকশন আইডি হিসেবে লম্বা লেখা দিয়েছে। <b>পুরোটা:</b> /history <code>{order}</code>"}
	tTransaction   = chat.Text{"Transaction id <code>{id}</code>", "ট্রানজেকশন আইডি <code>{id}</code>"}
	tNoTransaction = chat.Text{
		"The panel gave no transaction id.",
		"প্যানেল ট্রানজেকশন আইডি দেয়নি।"}
	tBalanceLeft = chat.Text{"Balance left {balance}", "বাকি ব্যালেন্স {balance}"}
	tRefused     = chat.Text{
		"❌ <b>Failed.</b> The panel did not take it{reason}. Nothing was recharged, no money moved.{again}",
		"❌ <b>রিচার্জ হয়নি।</b> প্যানেল নেয়নি{reason}। টাকা কাটেনি।{again}"}
	tRefusedBalance = chat.Text{
		"❌ <b>Failed.</b> The owner's balance at the panel is too low, not yours{reason}. Nothing was recharged, no money moved.{again}",
		"❌ <b>রিচার্জ হয়নি।</b> প্যানেলে মালিকের ব্যালেন্স কম, আপনারটা নয়{reason}। টাকা কাটেনি।{again}"}
	tFailed = chat.Text{
		"❌ <b>Failed.</b> The panel says that it did not go through{reason}. The customer got nothing, and the panel should not charge for it{see}.{again}",
		"❌ <b>রিচার্জ হয়নি,</b> বলছে প্যানেল{reason}। কাস্টমার কিছু পাননি, টাকা কাটার কথা নয়{see}।{again}"}
	tDeniedTwice = chat.Text{
		"❌ <b>Failed.</b> Asked twice, the panel says that this order did not go through{reason}. The customer got nothing, and the panel should not charge for it{see}.{again}",
		"❌ <b>রিচার্জ হয়নি।</b> দুইবার খোঁজ নেওয়া হয়েছে, প্যানেল বলছে এই রিচার্জ হয়নি{reason}। কাস্টমার কিছু পাননি, টাকা কাটার কথা নয়{see}।{again}"}
	tNeverSent = chat.Text{
		"❌ <b>Failed.</b> The panel could not be reached. Nothing was sent, no money moved.{again}",
		"❌ <b>রিচার্জ হয়নি।</b> প্যানেলে সংযোগ হয়নি। কিছু পাঠানো হয়নি, টাকা কাটেনি।{again}"}
	tNeverTried = chat.Text{
		"❌ <b>Failed.</b> It could not be sent in time. Nothing was sent, no money moved.{again}",
		"❌ <b>রিচার্জ হয়নি।</b> সময়মতো পাঠানো যায়নি। কিছু পাঠানো হয়নি, টাকা কাটেনি।{again}"}
	tFailedVerdict = chat.Text{
		"❌ <b>Failed.</b> The owner checked: the recharge did not arrive. If money is missing, ask the owner.{again}",
		"❌ <b>রিচার্জ হয়নি।</b> মালিক খোঁজ নিয়েছেন: রিচার্জ পৌঁছায়নি। টাকা কম মনে হলে মালিককে বলুন।{again}"}
	tFailedReversed = chat.Text{
		"⚠️ <b>Failed after all.</b> The panel first said done, and now says failed{reason}. Its money should be back{see}.{again}",
		"⚠️ <b>শেষ পর্যন্ত হয়নি।</b> প্যানেল আগে বলেছিল হয়ে গেছে, এখন বলছে হয়নি{reason}। টাকা ফেরত আসার কথা{see}।{again}"}
	tFailedContrary = chat.Text{
		"⚠️ <b>Failed after all.</b> The owner had noted that it arrived; the panel now says failed{reason}, and should not charge for it{see}.{again}",
		"⚠️ <b>শেষ পর্যন্ত হয়নি।</b> মালিক লিখেছিলেন পৌঁছেছে, কিন্তু প্যানেল এখন বলছে হয়নি{reason}; টাকা কাটার কথা নয়{see}।{again}"}
	// When a failed order may be tried again stands behind these; see againWhen.
	tAgainCause    = chat.Text{"Try again when the cause is gone.", "সমস্যা ঠিক হলে আবার চেষ্টা করুন।"}
	tAgainBalance  = chat.Text{"Tell the owner, and try again when it is topped up.", "মালিককে জানান, টাকা ভরা হলে আবার চেষ্টা করুন।"}
	tAgainMay      = chat.Text{"You may try again.", "আবার চেষ্টা করতে পারেন।"}
	tAgainLater    = chat.Text{"Try again later.", "পরে আবার চেষ্টা করুন।"}
	tAgainNow      = chat.Text{"Try again.", "আবার চেষ্টা করুন।"}
	tAgainAsk      = chat.Text{"Ask the customer before you send it again.", "আবার পাঠানোর আগে কাস্টমারকে জিজ্ঞেস করুন।"}
	tAgainReseller = chat.Text{"The reseller may try again.", "রিসেলার আবার চেষ্টা করতে পারেন।"}
	tOwnerPlaced   = chat.Text{
		"🕐 <b>Order taken.</b> It has not been sent to the panel yet.",
		"🕐 <b>অর্ডার নেওয়া হয়েছে।</b> প্যানেলে এখনও পাঠানো হয়নি।"}
	tOwnerAccepted = chat.Text{
		"📥 <b>Accepted.</b> The panel said that it took the order. It is not done yet.",
		"📥 <b>প্যানেল বলেছে, অর্ডার নিয়েছে।</b> এখনও শেষ হয়নি।"}
	tOwnerUnclear = chat.Text{
		"❓ <b>Unclear.</b> The panel gave no clear answer and may have taken the order. It is asked by id; the order is never sent again.",
		"❓ <b>অনিশ্চিত।</b> প্যানেল স্পষ্ট উত্তর দেয়নি, অর্ডার নিয়ে থাকতে পারে। আইডি দিয়ে খোঁজ নেওয়া হচ্ছে; অর্ডার আবার পাঠানো হবে না।"}
	tOwnerUnclearNo = chat.Text{
		"❓ <b>Unclear.</b> The panel said no{reason}, which does not prove that it did not take the order. It is asked by id; the order is never sent again.",
		"❓ <b>অনিশ্চিত।</b> প্যানেল না বলেছে{reason}, কিন্তু অর্ডার নেয়নি তা এতে প্রমাণ হয় না। আইডি দিয়ে খোঁজ নেওয়া হচ্ছে; অর্ডার আবার পাঠানো হবে না।"}
	tOwnerStuckNote   = chat.Text{"⏳ It takes longer than it should: {age} so far.", "⏳ স্বাভাবিকের চেয়ে দেরি হচ্ছে: {age} হলো।"}
	tOwnerDoneVerdict = chat.Text{
		"✅ <b>Done.</b> An owner looked it up: the recharge has arrived.",
		"✅ <b>রিচার্জ হয়ে গেছে।</b> একজন মালিক দেখেছেন: রিচার্জ পৌঁছেছে।"}
	tOwnerFailed = chat.Text{
		"❌ <b>Failed.</b> The panel says that it did not go through{reason}. It should not charge for it: see /balance.{again}",
		"❌ <b>রিচার্জ হয়নি,</b> বলছে প্যানেল{reason}। টাকা কাটার কথা নয়: দেখুন /balance।{again}"}
	tOwnerDeniedTwice = chat.Text{
		"❌ <b>Failed.</b> Asked twice, the panel says that this order did not go through{reason}, and knows a later one. It should not charge for it: see /balance.{again}",
		"❌ <b>রিচার্জ হয়নি।</b> দুইবার খোঁজ নেওয়া হয়েছে, প্যানেল বলছে এই রিচার্জ হয়নি{reason}, অথচ পরের অর্ডার চেনে। টাকা কাটার কথা নয়: দেখুন /balance।{again}"}
	tOwnerFailedVerdict = chat.Text{
		"❌ <b>Failed.</b> An owner looked it up: the recharge did not arrive.{again}",
		"❌ <b>রিচার্জ হয়নি।</b> একজন মালিক দেখেছেন: রিচার্জ পৌঁছায়নি।{again}"}
	tOwnFailedContrary = chat.Text{
		"⚠️ <b>Failed after all.</b> An owner had noted that it arrived; the panel now says failed{reason}, and should not charge for it: see /balance.{again}",
		"⚠️ <b>শেষ পর্যন্ত হয়নি।</b> একজন মালিক লিখেছিলেন পৌঁছেছে, কিন্তু প্যানেল এখন বলছে হয়নি{reason}; টাকা কাটার কথা নয়: দেখুন /balance।{again}"}
	tOwnerFailedReversed = chat.Text{
		"⚠️ <b>Failed after all.</b> The panel first said done, and now says failed{reason}. Its money should be back: see /balance.",
		"⚠️ <b>শেষ পর্যন্ত হয়নি।</b> প্যানেল আগে বলেছিল হয়ে গেছে, এখন বলছে হয়নি{reason}। টাকা ফেরত আসার কথা: দেখুন /balance।"}
	tOwnerFailedContrary = chat.Text{
		"⚠️ <b>Failed after all.</b> An owner had noted that it arrived; the panel now says failed{reason}, and should not charge for it: see /balance.",
		"⚠️ <b>শেষ পর্যন্ত হয়নি।</b> একজন মালিক লিখেছিলেন পৌঁছেছে, কিন্তু প্যানেল এখন বলছে হয়নি{reason}; টাকা কাটার কথা নয়: দেখুন /balance।"}
	tOwnerDoneReversed = chat.Text{
		"✅ <b>Done after all.</b> The panel now says that the recharge has arrived and its money is spent.",
		"✅ <b>শেষ পর্যন্ত হয়ে গেছে।</b> প্যানেল এখন বলছে রিচার্জ পৌঁছেছে, টাকা কেটেছে।"}
	tReason   = chat.Text{": “{message}”", ": “{message}”"}
	bAsk      = chat.Text{"🔄 Ask the panel again", "🔄 আবার খোঁজ নিন"}
	bCopy     = chat.Text{"📋 Copy TrxID", "📋 TrxID কপি"}
	bTryAgain = chat.Text{"🔁 Try again", "🔁 আবার চেষ্টা করুন"}
	tUsual    = chat.Text{
		"⏱ {operator} now: mostly {mostly}, nearly all within {all}",
		"⏱ {operator} এখন: বেশিরভাগ রিচার্জে {mostly}, প্রায় সবগুলোতে সর্বোচ্চ {all} লাগছে"}
	bAgain         = chat.Text{"🔁 Again", "🔁 আবার দিন"}
	tBalanceEnough = chat.Text{"💰 There is enough for your orders, as of {age} ago.", "💰 আপনার অর্ডারের জন্য যথেষ্ট টাকা আছে, {age} আগের হিসাব।"}
	tBalanceSome   = chat.Text{"💰 There is little left, as of {age} ago: a large order will probably fail.", "💰 টাকা কম আছে, {age} আগের হিসাব: বড় অর্ডার সম্ভবত হবে না।"}
	tBalanceEmpty  = chat.Text{"💰 An order will probably fail now: there was too little left {age} ago.", "💰 এখন অর্ডার সম্ভবত হবে না: {age} আগে টাকা খুব কম ছিল।"}
	tPerson        = chat.Text{
		"<b>{name}</b>{username}\nid <code>{id}</code>",
		"<b>{name}</b>{username}\nআইডি <code>{id}</code>"}
	tResellerIs       = chat.Text{"Reseller: {person}", "রিসেলার: {person}"}
	bArrived          = chat.Text{"✅ It arrived", "✅ পৌঁছেছে"}
	bNotArrived       = chat.Text{"✕ It did not arrive", "✕ পৌঁছায়নি"}
	tSaid             = chat.Text{"The panel said last: “{message}”", "প্যানেল শেষ বলেছে: “{message}”"}
	tAccount          = chat.Text{"💼 Balance <b>{balance}</b>", "💼 ব্যালেন্স <b>{balance}</b>"}
	tAccountOwes      = chat.Text{"💼 You owe <b>{owes}</b>", "💼 আপনার বাকি <b>{owes}</b>"}
	tAccountOwesYou   = chat.Text{"💼 Owes you <b>{owes}</b>", "💼 আপনার পাওনা <b>{owes}</b>"}
	tAccountLimit     = chat.Text{", limit {limit}", ", বাকির সীমা {limit}"}
	tAccountHeld      = chat.Text{" · on hold {held}", " · আটকে আছে {held}"}
	tAccountAvailable = chat.Text{" · available {available}", " · খরচ করা যাবে {available}"}
	tAccountOverdue   = chat.Text{" · <b>overdue: new orders wait</b>", " · <b>সময় পার: নতুন অর্ডার বন্ধ</b>"}
	tPausedOrders     = chat.Text{
		"⏸ <b>Your orders are paused.</b> Ask the owner.",
		"⏸ <b>আপনার অর্ডার বন্ধ রাখা হয়েছে।</b> মালিককে বলুন।"}
	tAside       = chat.Text{"💼 In your own wallet: <b>{balance}</b>. Your orders do not use it, see /statement", "💼 আপনার নিজের জমা আছে <b>{balance}</b>। অর্ডারে এটি কাটে না, দেখুন /statement"}
	tAsideOwes   = chat.Text{"💼 You owe <b>{owes}</b> from before, see /statement", "💼 আপনার আগের বাকি <b>{owes}</b>, দেখুন /statement"}
	tCost        = chat.Text{"💼 Cost {price}", "💼 খরচ {price}"}
	tCostFree    = chat.Text{"💼 {price} is no longer on hold", "💼 {price} আর আটকে নেই"}
	tCostBack    = chat.Text{"💼 {price} is back", "💼 {price} ফেরত এসেছে"}
	tCostBalance = chat.Text{" · balance {balance}", " · ব্যালেন্স {balance}"}
	tBelow       = chat.Text{"⚠️ <b>{missing} over your limit.</b> Nothing can be ordered until it is paid in.", "⚠️ <b>বাকির সীমার চেয়ে {missing} বেশি।</b> জমা না দিলে অর্ডার হবে না।"}
	tCostOwes    = chat.Text{" · you owe {owes}", " · আপনার বাকি {owes}"}
)
