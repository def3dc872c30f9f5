package notice

import "rechargebot/flows/chat"

var (
	tReceiptOff = chat.Text{
		"⚠️ The receipt of {day}, {time} no longer holds: {number} did not get {amount}.",
		"⚠️ {day}, {time}-এর রসিদটি আর ঠিক নয়: {number} নম্বরে {amount} যায়নি।"}
	tStuckNotice = chat.Text{
		"⏳ <b>Not finished after {age}.</b> Money may have moved. We go on asking{told} and tell you here. <b>Do not send it again.</b>",
		"⏳ <b>{age} পরেও শেষ হয়নি।</b> টাকা কেটে থাকতে পারে। আমরা খোঁজ নিচ্ছি{told}, কী হলো এখানেই জানাব। <b>আবার পাঠাবেন না।</b>"}
	tUnclearNotice = chat.Text{
		"❓ {number} · <b>{amount}</b>: <b>unclear</b>, money may have moved. Do not send it again; we tell you here.",
		"❓ {number} · <b>{amount}</b>: <b>অনিশ্চিত</b>, টাকা কেটে থাকতে পারে। আবার পাঠাবেন না; কী হলো এখানেই জানাব।"}
	tWaitingNotice = chat.Text{
		"🕐 {number} · <b>{amount}</b>: <b>waiting</b>, the panel cannot be reached. No money moved. Do not send it again; we tell you here.",
		"🕐 {number} · <b>{amount}</b>: <b>অপেক্ষায়</b>, প্যানেলে সংযোগ হচ্ছে না। টাকা কাটেনি। আবার পাঠাবেন না; কী হলো এখানেই জানাব।"}
	tResumed = chat.Text{
		"⚠️ <b>Do not send this again.</b> It was told as failed, but the panel has the order now and works on it.",
		"⚠️ <b>এটি আবার পাঠাবেন না।</b> হয়নি বলা হয়েছিল, কিন্তু প্যানেল এখন অর্ডারটি নিয়ে কাজ করছে।"}
	tToldOwner    = chat.Text{", the owner has been told,", ", মালিককেও জানানো হয়েছে"}
	tAskedSame    = chat.Text{"Asked at {time}: this is how it stands.", "{time}: প্যানেলে খোঁজ নেওয়া হয়েছে, অবস্থা এটাই।"}
	tAskedNoWord  = chat.Text{"Asked at {time}: the panel does not say how it stands.", "{time}: প্যানেলে খোঁজ নেওয়া হয়েছে, অবস্থা জানায়নি।"}
	tAskedSilent  = chat.Text{"Asked at {time}: the panel does not answer.", "{time}: প্যানেলে খোঁজ নেওয়া হয়েছে, সাড়া নেই।"}
	tAskedOdd     = chat.Text{"Asked at {time}: the panel answered, but its answer cannot be read.", "{time}: প্যানেলে খোঁজ নেওয়া হয়েছে, উত্তর এসেছে কিন্তু পড়া যায়নি।"}
	tAskedLimited = chat.Text{"Asked at {time}: the panel wants to be left alone for a while.", "{time}: প্যানেল এখন কিছুক্ষণ প্রশ্ন নিচ্ছে না।"}
	tAskedRefused = chat.Text{
		"Asked at {time}: the panel does not say how it stands: “{message}”.",
		"{time}: প্যানেলে খোঁজ নেওয়া হয়েছে, খবর দেয়নি: “{message}”।"}
	tBalance    = chat.Text{"💰 <b>{balance}</b> at the panel now.", "💰 প্যানেলে এখন <b>{balance}</b> আছে।"}
	tBalanceOdd = chat.Text{
		"💰 The panel answered, but its answer is no balance that can be read. Tell the owner.",
		"💰 প্যানেল উত্তর দিয়েছে, কিন্তু তা থেকে ব্যালেন্স পড়া যায়নি। মালিককে জানান।"}
	tBalanceOddOld = chat.Text{
		"💰 The panel answered, but its answer is no balance that can be read. {age} ago it was <b>{balance}</b>.",
		"💰 প্যানেল উত্তর দিয়েছে, কিন্তু তা থেকে ব্যালেন্স পড়া যায়নি। {age} আগে ছিল <b>{balance}</b>।"}
	tBalanceOld = chat.Text{
		"💰 The panel does not answer. {age} ago the balance was <b>{balance}</b>.",
		"💰 প্যানেল সাড়া দিচ্ছে না। {age} আগে ব্যালেন্স ছিল <b>{balance}</b>।"}
	tBalanceNone = chat.Text{
		"💰 The panel does not answer, and no earlier balance is known. Try again in a minute.",
		"💰 প্যানেল সাড়া দিচ্ছে না, আগের ব্যালেন্সও জানা নেই। এক মিনিট পর আবার চেষ্টা করুন।"}
	tBalanceRefused = chat.Text{
		"💰 The panel does not tell the balance: “{message}”. Tell the owner.",
		"💰 প্যানেল ব্যালেন্স জানাচ্ছে না: “{message}”। মালিককে জানান।"}
	tBalanceOwnerOdd = chat.Text{
		"💰 The panel answered, but its answer is no balance that can be read; the log has it.",
		"💰 প্যানেল উত্তর দিয়েছে, কিন্তু তা থেকে ব্যালেন্স পড়া যায়নি; লগে আছে।"}
	tBalanceOwnerRefused = chat.Text{
		"💰 The panel does not tell the balance: “{message}”. Look at UPSTREAM_USER and UPSTREAM_KEY.",
		"💰 প্যানেল ব্যালেন্স জানাচ্ছে না: “{message}”। UPSTREAM_USER আর UPSTREAM_KEY দেখুন।"}
	tBalanceSilent = chat.Text{"💰 The panel does not answer now.", "💰 প্যানেল এখন সাড়া দিচ্ছে না।"}
	tStuckOwner    = chat.Text{
		"⏳ <b>An order takes too long</b>\nLook it up at the panel by its id, then tap what you saw there. It is not sent again.",
		"⏳ <b>একটি অর্ডার আটকে আছে</b>\nআইডি দিয়ে প্যানেলে দেখুন, যা দেখলেন নিচে সেটিই চাপুন। এটি আবার পাঠানো হবে না।"}
	tStuckMany = chat.Text{
		"⏳ <b>{count} {count|order takes|orders take} too long.</b> You are not told of each any more: /stuck lists them all.",
		"⏳ <b>{count}টি অর্ডার আটকে আছে।</b> আর একটি একটি করে জানানো হবে না: সব দেখতে /stuck"}
	tReversedOwner = chat.Text{"⚠️ <b>The panel took its word back</b> on an order.", "⚠️ একটি অর্ডারে <b>প্যানেল কথা বদলেছে</b>।"}
	tUnfinished    = chat.Text{
		"⚠️ <b>The panel worked on an order</b> that had ended here, and has not said for a week how it ended there. It is not checked any more: ask the panel's people.",
		"⚠️ এখানে শেষ হওয়া <b>একটি অর্ডার প্যানেলে চলছিল,</b> কী হলো এক সপ্তাহেও প্যানেল জানায়নি। আর নিজে থেকে খোঁজ নেওয়া হবে না: প্যানেলের লোককে জিজ্ঞেস করুন।"}
	tHeldAgain = chat.Text{"\n💼 {price} is on hold again.", "\n💼 {price} আবার আটকে রাখা হয়েছে।"}
	tBelowLate = chat.Text{
		"⚠️ <b>A wallet is {missing} over its limit</b> by an order that the panel took after all. No new orders until it is paid in.\n{person}",
		"⚠️ প্যানেল শেষে নিয়েছে এমন একটি অর্ডারে <b>বাকির সীমার চেয়ে {missing} বেশি হয়েছে।</b> জমা না দিলে নতুন অর্ডার হবে না।\n{person}"}
	tOwesLate = chat.Text{
		"⚠️ <b>A member on your money owes you {owes}</b> by an order of before that the panel took after all.\n{person}",
		"⚠️ প্যানেল শেষে নিয়েছে এমন একটি আগের অর্ডারে আপনার টাকায় অর্ডার করেন এমন একজনের কাছে <b>আপনার পাওনা {owes}</b>।\n{person}"}
	tContraryOwner = chat.Text{"⚠️ <b>The panel says otherwise</b> than an owner noted on an order.", "⚠️ একটি অর্ডারে <b>মালিক যা লিখেছেন, প্যানেল তার উল্টো বলছে</b>।"}
	tPanelDown     = chat.Text{
		"🔴 <b>The panel has not answered</b> since {time}. Orders that certainly did not leave wait up to 10 minutes, those of a list up to 2 hours; unclear ones are never sent again. You will be told when it is back.",
		"🔴 <b>প্যানেল সাড়া দিচ্ছে না</b>, {time} থেকে। যেসব অর্ডার যায়নি সেগুলো ১০ মিনিট, তালিকার হলে ২ ঘণ্টা পর্যন্ত অপেক্ষা করবে; অনিশ্চিত অর্ডার আবার পাঠানো হবে না। ঠিক হলে জানাব।"}
	tPanelOdd = chat.Text{
		"🔴 <b>The panel's answers cannot be read</b> since {time}. It answers, but not as a panel does. Unclear orders are never sent again. You will be told when it is well.",
		"🔴 <b>প্যানেলের উত্তর পড়া যাচ্ছে না</b>, {time} থেকে। উত্তর আসছে, কিন্তু প্যানেলের মতো নয়। অনিশ্চিত অর্ডার আবার পাঠানো হবে না। ঠিক হলে জানাব।"}
	tPanelRests = chat.Text{
		"🔴 <b>The panel wants to be left alone</b> since {time}: it is being worked on, or gets too many calls. Orders that certainly did not leave wait up to 10 minutes, those of a list up to 2 hours; unclear ones are never sent again. You will be told when it answers again.",
		"🔴 <b>প্যানেল অপেক্ষা করতে বলছে</b>, {time} থেকে: সেখানে কাজ চলছে, বা বেশি কল যাচ্ছে। যেসব অর্ডার যায়নি সেগুলো ১০ মিনিট, তালিকার হলে ২ ঘণ্টা পর্যন্ত অপেক্ষা করবে; অনিশ্চিত অর্ডার আবার পাঠানো হবে না। ঠিক হলে জানাব।"}
	tMend       = chat.Text{"Probable cause: {cause}", "সম্ভাব্য কারণ: {cause}"}
	tBalanceLow = chat.Text{
		"🟠 <b>The panel's balance is low:</b> {balance}. Top it up there before orders fail.",
		"🟠 <b>প্যানেলে টাকা কম:</b> {balance}। অর্ডার আটকানোর আগে প্যানেলে টাকা ভরুন।"}
	tBalanceBack = chat.Text{
		"🟢 <b>The panel has enough again:</b> {balance}.",
		"🟢 <b>প্যানেলে আবার যথেষ্ট টাকা আছে:</b> {balance}।"}
	tBalanceRefusedOrder = chat.Text{
		"🟠 <b>The panel refused an order: too little balance there.</b> Top it up, or all orders fail.",
		"🟠 <b>প্যানেলে টাকা নেই বলে একটি অর্ডার ফিরেছে।</b> প্যানেলে টাকা ভরুন, নইলে সব অর্ডার ফিরবে।"}
	tOrdersTaken = chat.Text{
		"🟢 <b>The panel takes orders again.</b>",
		"🟢 <b>প্যানেল আবার অর্ডার নিচ্ছে।</b>"}
	tBalanceLimited = chat.Text{
		"💰 The panel wants to be left alone for a while. Ask again in a few minutes.",
		"💰 প্যানেল এখন কিছুক্ষণ প্রশ্ন নিচ্ছে না। কয়েক মিনিট পর আবার দেখুন।"}
	tBalanceWas = chat.Text{"{age} ago it was <b>{balance}</b>.", "{age} আগে ছিল <b>{balance}</b>।"}
	tPanelFails = chat.Text{
		"🟠 <b>Orders fail at the panel.</b> The last {count} in a row{reason}. Look at the account there: balance, user, key.",
		"🟠 <b>প্যানেলে অর্ডার হচ্ছে না।</b> পরপর {count}টি হয়নি{reason}। প্যানেলে অ্যাকাউন্ট দেখুন: ব্যালেন্স, ইউজার, কী।"}
	tSameTransaction = chat.Text{
		"⚠️ <b>Two orders have the same transaction id.</b> Look at the panel whether both customers got their recharge. The other one:\n{other}",
		"⚠️ <b>দুটি অর্ডারে একই ট্রানজেকশন আইডি।</b> দুই কাস্টমারই রিচার্জ পেয়েছেন কি না প্যানেলে দেখুন। অন্যটি:\n{other}"}
	tLearn = chat.Text{
		"The panel refused an order in words that are new here, and it turned out that nothing was taken:\n“{message}”\nUntil you say that these words always mean that, resellers wait until it is certain.",
		"প্যানেল নতুন কথায় একটি অর্ডার ফিরিয়ে দিয়েছে, পরে দেখা গেছে কিছুই নেয়নি:\n“{message}”\nএই কথায় প্যানেল কখনোই অর্ডার নেয় না, নিশ্চিত হলে নিচে চাপুন। না চাপলে এমন অর্ডারে রিসেলারকে পাকা খবরের অপেক্ষায় থাকতে হবে।"}
	tLearnNote = chat.Text{
		"<b>The panel refused an order in new words</b>, nothing was taken: “{message}”",
		"<b>প্যানেল নতুন কথায় একটি অর্ডার ফিরিয়ে দিয়েছে</b>, কিছু নেয়নি: “{message}”"}
	tDisproved = chat.Text{
		"⚠️ <b>An order was taken that the panel had refused</b> in words of which an owner said that they mean “not taken”: “{message}”\n{number} · {amount}\nFrom now on they do not: such orders wait until it is certain.",
		"⚠️ <b>প্যানেল যে অর্ডার ফিরিয়ে দিয়েছিল সেটি নেওয়া হয়েছে।</b> একজন মালিক বলেছিলেন এই কথার মানে “নেওয়া হয়নি”: “{message}”\n{number} · {amount}\nএখন থেকে আর তা ধরা হবে না: এমন অর্ডারে পাকা খবরের অপেক্ষায় থাকতে হবে।"}
	tDisprovedNote = chat.Text{
		"<b>“{message}” does not mean “not taken” any more:</b> an order that the panel had refused so was taken",
		"<b>“{message}” মানে আর “নেওয়া হয়নি” নয়:</b> এই কথায় ফিরিয়ে দেওয়া একটি অর্ডার নেওয়া হয়েছে"}
	bLearn     = chat.Text{"These words mean not taken, from now on", "এখন থেকে এর মানে: নেওয়া হয়নি"}
	tPanelRead = chat.Text{
		"🟢 <b>The panel's answers can be read again</b>, after {age}. On their way: {count}.",
		"🟢 <b>প্যানেলের উত্তর আবার পড়া যাচ্ছে</b>, {age} পর। পেন্ডিং অর্ডার: {count}।"}
	tPanelUpStuck = chat.Text{"Taking too long: {count}, see /stuck", "আটকে আছে: {count}টি, দেখুন /stuck"}
	tPanelUp      = chat.Text{
		"🟢 <b>The panel answers again</b>, after {age}. On their way: {count}.",
		"🟢 <b>প্যানেল আবার সাড়া দিচ্ছে</b>, {age} পর। পেন্ডিং অর্ডার: {count}।"}

	tBackupBad = chat.Text{
		"🟠 <b>The daily backup fails.</b> Should the disk break now, the newest orders are lost. See BACKUP_DIR and the room there; the log has the reason.",
		"🟠 <b>প্রতিদিনের ব্যাকআপ হচ্ছে না।</b> এখন ডিস্ক নষ্ট হলে নতুন অর্ডারগুলো হারাবে। BACKUP_DIR আর সেখানে জায়গা আছে কি না দেখুন; কারণ লগে আছে।"}
	tBackupGood = chat.Text{"🟢 <b>The daily backup works again</b>, after {age}.", "🟢 <b>প্রতিদিনের ব্যাকআপ আবার হচ্ছে</b>, {age} পর।"}
	tSpaceBad   = chat.Text{
		"🟠 <b>The disk is nearly full: {detail} MB left.</b> When it is full the bot can take no orders. Make room.",
		"🟠 <b>ডিস্কে জায়গা প্রায় শেষ: {detail} MB বাকি।</b> শেষ হলে বট অর্ডার নিতে পারবে না। জায়গা খালি করুন।"}
	tSpaceGood = chat.Text{"🟢 <b>The disk has room again</b>, after {age}.", "🟢 <b>ডিস্কে আবার জায়গা আছে</b>, {age} পর।"}
	tFullBad   = chat.Text{
		"🔴 <b>The disk is full.</b> Orders cannot be saved, so none is taken. Make room at once.",
		"🔴 <b>ডিস্ক ভরে গেছে।</b> অর্ডার সেভ হচ্ছে না, তাই নেওয়াও হচ্ছে না। এখনই জায়গা খালি করুন।"}
	tFullGood  = chat.Text{"🟢 <b>The disk is not full any more</b>, after {age}.", "🟢 <b>ডিস্ক আর ভরা নেই</b>, {age} পর।"}
	tPollerBad = chat.Text{
		"🔴 <b>Another program uses this bot's token.</b> Each gets only a part of the messages. Stop the other one, or get a new token from @BotFather.",
		"🔴 <b>আরেকটি প্রোগ্রাম এই বটের টোকেন চালাচ্ছে।</b> মেসেজ ভাগ হয়ে যাচ্ছে। সেটি বন্ধ করুন, বা @BotFather থেকে নতুন টোকেন নিন।"}
	tPollerGood = chat.Text{"🟢 <b>No other program uses the token any more</b>, after {age}.", "🟢 <b>অন্য কোনো প্রোগ্রাম আর টোকেন চালাচ্ছে না</b>, {age} পর।"}
	tDeniedBad  = chat.Text{
		"🔴 <b>Telegram refuses to give the bot its messages</b> since {time}. Look at the bot in @BotFather: its token, whether it is frozen.",
		"🔴 <b>টেলিগ্রাম বটকে মেসেজ দিচ্ছে না</b>, {time} থেকে। @BotFather-এ বটটি দেখুন: টোকেন ঠিক আছে কি না, বন্ধ করা হয়েছে কি না।"}
	tDeniedGood = chat.Text{"🟢 <b>Telegram gives the bot its messages again</b>, after {age}.", "🟢 <b>টেলিগ্রাম আবার মেসেজ দিচ্ছে</b>, {age} পর।"}
	tClockBad   = chat.Text{
		"🟠 <b>The machine's clock is wrong by {detail} min.</b> Times and days in the bot are wrong too. Set it: <code>timedatectl set-ntp true</code>",
		"🟠 <b>মেশিনের ঘড়ি {detail} মিনিট ভুল।</b> বটে সময় আর তারিখও ভুল হচ্ছে। ঠিক করুন: <code>timedatectl set-ntp true</code>"}
	tClockGood = chat.Text{"🟢 <b>The machine's clock is right again</b>, after {age}.", "🟢 <b>মেশিনের ঘড়ি আবার ঠিক</b>, {age} পর।"}
	tDamageBad = chat.Text{
		"🔴 <b>The store is damaged in a place.</b> What stands there cannot be read. Take the newest good backup: <code>rechargebot restore</code>. The log has the place.",
		"🔴 <b>ডেটার একটি জায়গা নষ্ট হয়েছে।</b> সেখানে যা ছিল পড়া যাচ্ছে না। শেষ ভালো ব্যাকআপ ফিরিয়ে আনুন: <code>rechargebot restore</code>। কোথায়, তা লগে আছে।"}
	tDamageGood = chat.Text{"🟢 <b>The store was read whole again</b>, after {age}.", "🟢 <b>ডেটা আবার পুরোটা পড়া গেছে</b>, {age} পর।"}
	tBooksBad   = chat.Text{
		"⛔ <b>The books do not agree.</b> {detail}. No new order is placed until this is mended; everything else goes on, and no money is lost by waiting. Take a /backup and look at /audit.",
		"⛔ <b>হিসাব মিলছে না।</b> {detail}। ঠিক না হওয়া পর্যন্ত নতুন অর্ডার নেওয়া হবে না; বাকি সব চলছে, অপেক্ষায় টাকা নষ্ট হবে না। /backup নিন আর /audit দেখুন।"}
	tBooksGood = chat.Text{
		"✅ <b>The books agree again.</b> New orders are placed.",
		"✅ <b>হিসাব আবার মিলছে।</b> নতুন অর্ডার নেওয়া হচ্ছে।"}
)
