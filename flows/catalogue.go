package flows

// The catalogue: every text that people read, in English and Bangla.
//
// How they are worded: the important thing first. Plain words of the shop, no
// terms of computing. Short. A text about an order says what happened, whether
// money moved, and what to do next. A refusal gives the reason and an example
// of good input. Commands, numbers to copy and ids stay in Latin letters.
// <b> and <code> are the only tags.

// Greetings and help.
var (
	tWelcome = Text{
		"Hello <b>{name}</b>!\nSend the number and the amount, such as <code>01712345678 50</code>, or tap <b>Recharge</b>.",
		"স্বাগতম <b>{name}</b>!\nনম্বর আর টাকা লিখে পাঠান, যেমন <code>01712345678 50</code>, অথবা <b>রিচার্জ</b> চাপুন।"}
	tHelp = Text{
		"<b>Quickest:</b> send <code>01712345678 50</code>\nor <code>gp 01712345678 50 postpaid</code>. A card comes: check it and confirm.\n\n" +
			"/recharge – step by step\n/status – orders on their way\n/status <code>01712345678</code> – how one order stands (or an order id, a transaction id)\n" +
			"/history – your orders\n/balance – money for recharges\n/language – বাংলা\n/cancel – stop what you are doing\n\n" +
			"Order <b>unclear</b>? Do not send it again. We ask the panel and tell you here.",
		"<b>সহজ উপায়:</b> লিখুন <code>01712345678 50</code>\nঅথবা <code>gp 01712345678 50 postpaid</code>। কার্ড এলে দেখে নিশ্চিত করুন।\n\n" +
			"/recharge – ধাপে ধাপে রিচার্জ\n/status – চলমান অর্ডার\n/status <code>01712345678</code> – একটি অর্ডারের খবর (অর্ডার আইডি বা ট্রানজেকশন আইডিও চলে)\n" +
			"/history – আপনার সব অর্ডার\n/balance – রিচার্জের টাকা আছে কি না\n/language – English\n/cancel – যা করছেন তা বাতিল\n\n" +
			"অর্ডার <b>অনিশ্চিত</b>? আবার পাঠাবেন না। আমরা খোঁজ নিয়ে এখানেই জানাব।"}
	tHelpAdmin = Text{
		"\n\n<b>Owner</b>\n/members – who may use the bot\n/allow <code>123456789 Name</code> – let somebody in\n/revoke <code>123456789</code> – remove somebody\n/stuck – orders that take too long\n/refusals – words of the panel that mean “not taken”\n/backup – a copy of everything",
		"\n\n<b>মালিক</b>\n/members – কারা ব্যবহার করতে পারেন\n/allow <code>123456789 নাম</code> – অনুমতি দিন\n/revoke <code>123456789</code> – অনুমতি তুলে নিন\n/stuck – যেসব অর্ডার আটকে আছে\n/refusals – প্যানেলের যেসব কথার মানে “নেওয়া হয়নি”\n/backup – সবকিছুর কপি"}
	tUnknownCommand = Text{"There is no {command}. See /help.", "{command} নামে কিছু নেই। দেখুন /help"}
	tNotUnderstood  = Text{
		"I did not understand that. Send the number and the amount, such as <code>01712345678 50</code>, or see /help.",
		"বুঝতে পারিনি। নম্বর আর টাকা লিখে পাঠান, যেমন <code>01712345678 50</code>, অথবা দেখুন /help"}
	tOnlyText = Text{
		"I read text and contacts only. Send the number and the amount, such as <code>01712345678 50</code>.",
		"আমি শুধু লেখা আর কন্টাক্ট পড়তে পারি। নম্বর আর টাকা লিখে পাঠান, যেমন <code>01712345678 50</code>।"}
	tForwarded = Text{
		"A forwarded message does nothing here. Write the number and the amount yourself, such as <code>01712345678 50</code>.",
		"ফরোয়ার্ড করা মেসেজে কাজ হয় না। নম্বর আর টাকা নিজে লিখে পাঠান, যেমন <code>01712345678 50</code>।"}
	tLanguageSet = Text{
		"Language: English. /language for বাংলা.",
		"ভাষা: বাংলা। English চাইলে /language"}
	tCancelled       = Text{"Dropped: {what}. Nothing was sent, no money moved.", "বাতিল হয়েছে: {what}। কিছু পাঠানো হয়নি, টাকা কাটেনি।"}
	tNothingToCancel = Text{
		"There is nothing to cancel. A confirmed order cannot be called back; see /status.",
		"বাতিল করার কিছু নেই। নিশ্চিত করা অর্ডার ফেরানো যায় না; দেখুন /status"}
	tCardsLeft = Text{
		"Still not confirmed: {count}. /cancel again drops the one before.",
		"আরও নিশ্চিত করা বাকি: {count}টি। আগেরটি বাতিল করতে আবার /cancel"}
	tDraftEmpty = Text{"the recharge you had begun", "শুরু করা রিচার্জ"}
	tSorry      = Text{
		"Something went wrong here. Nothing was changed and nothing was sent. Please try again.",
		"এখানে একটা সমস্যা হয়েছে। কিছু বদলায়নি, কিছু পাঠানো হয়নি। আবার চেষ্টা করুন।"}
	tNotSaved = Text{
		"This could not be saved, so it was not done: no order was sent, no money moved. Try again in a few minutes.",
		"এটি রাখা যায়নি, তাই কাজটি হয়নি: অর্ডার যায়নি, টাকা কাটেনি। কয়েক মিনিট পর আবার চেষ্টা করুন।"}
	tInDoubt = Text{
		"The disk failed, so this may or may not have been saved. A confirmed order may still be sent: look at /status before you try again.",
		"ডিস্কের সমস্যায় এটি রাখা গেছে কি না নিশ্চিত নয়। নিশ্চিত করা অর্ডার চলে যেতে পারে: আবার চেষ্টার আগে /status দেখুন।"}
	tGroup = Text{
		"I work in private chats only. Open a chat with me and send /start.",
		"আমি শুধু ব্যক্তিগত চ্যাটে কাজ করি। আমার সাথে চ্যাট খুলে /start পাঠান।"}
)

// tAbout is what people see before they press Start, without markup.
var tAbout = Text{
	"Mobile recharge for resellers. Send the number and the amount; you see a card, confirm, and are told here when it is done.",
	"রিসেলারদের জন্য মোবাইল রিচার্জ। নম্বর আর টাকা লিখুন, কার্ড দেখে নিশ্চিত করুন, হয়ে গেলে এখানেই জানাব।"}

// Recharge, step by step.
var (
	tAskOperator = Text{
		"<b>Recharge</b>\nWhich operator? Or send the number right away.",
		"<b>রিচার্জ</b>\nকোন অপারেটর? অথবা সরাসরি নম্বর পাঠান।"}
	tAskNumber = Text{
		"<b>{operator}</b>\nWhich number? Send it, such as <code>{example}</code>, or share a contact.",
		"<b>{operator}</b>\nকোন নম্বর? লিখে পাঠান, যেমন <code>{example}</code>, অথবা কন্টাক্ট শেয়ার করুন।"}
	tAskAmount = Text{
		"<b>{number}</b>\n{operator} · {connection}\nHow much? Tap, or send the amount ({min} to {max}).",
		"<b>{number}</b>\n{operator} · {connection}\nকত টাকা? নিচে চাপুন, অথবা লিখে পাঠান ({min} থেকে {max})।"}
	tAskAmountNoOperator = Text{
		"<b>{number}</b>\nWhich operator is it?",
		"<b>{number}</b>\nকোন অপারেটর?"}
	tPickOperator = Text{
		"<b>{number}</b> · {amount}\nWhich operator?",
		"<b>{number}</b> · {amount}\nকোন অপারেটর?"}
	tOvertaken = Text{"⬇️ It goes on below.", "⬇️ নিচে দেখুন।"}
	tDropped   = Text{"✕ Dropped.", "✕ বাতিল হয়েছে।"}
	tConfirm   = Text{
		"<b>Is this right?</b>\n\n<b>{number}</b>\n{operator} · {connection}\n<b>{amount}</b>",
		"<b>সব ঠিক আছে?</b>\n\n<b>{number}</b>\n{operator} · {connection}\n<b>{amount}</b>"}
	tWarnPrefix = Text{
		"\n\n⚠️ {prefix} is usually {other}. Go on if the customer changed operator and kept the number.",
		"\n\n⚠️ {prefix} সাধারণত {other}। গ্রাহক নম্বর রেখে অপারেটর বদলে থাকলে এগিয়ে যান।"}
	tWarnOpen = Text{
		"\n\n⚠️ {amount} to this number was confirmed {age} ago and is still on its way. Confirm only if you want a second one.",
		"\n\n⚠️ {age} আগে এই নম্বরে {amount} দেওয়া হয়েছে, এখনও চলমান। আরেকবার দিতে চাইলে তবেই নিশ্চিত করুন।"}
	tWarnRecent = Text{
		"\n\n⚠️ {amount} went to this number {age} ago. Operators refuse the same again at once: wait a little or send ৳1 more.",
		"\n\n⚠️ {age} আগে এই নম্বরে {amount} গেছে। সাথে সাথে একই টাকা অপারেটর নেয় না: একটু পরে দিন, বা ১ টাকা বেশি দিন।"}
	tWarnBalance = Text{
		"\n\n⚠️ The panel had only {balance} left, {age} ago. This order will probably fail.",
		"\n\n⚠️ প্যানেলে ব্যালেন্স মাত্র {balance} ({age} আগের হিসাব)। এই অর্ডার সম্ভবত হবে না।"}
	tWarnBalanceLow = Text{
		"\n\n⚠️ This order will probably fail: the panel had too little left {age} ago.",
		"\n\n⚠️ এই অর্ডার সম্ভবত হবে না: {age} আগে প্যানেলে টাকা কম ছিল।"}
	tWarnPanelDown = Text{
		"\n\n⚠️ The panel has not been answering for {age}. Your order may have to wait.",
		"\n\n⚠️ প্যানেল {age} ধরে সাড়া দিচ্ছে না। অর্ডারে দেরি হতে পারে।"}

	tUnread = Text{
		"\n\n⚠️ “{words}” was not understood and is left out.",
		"\n\n⚠️ “{words}” বোঝা যায়নি, বাদ দেওয়া হয়েছে।"}
	tUnreadService = Text{
		"\n\n⚠️ “{words}” is left out. This is a <b>plain recharge</b>: no pack, data, minutes, bKash or the like.",
		"\n\n⚠️ “{words}” বাদ দেওয়া হয়েছে। এটি <b>সাধারণ রিচার্জ</b>: প্যাক, ডেটা, মিনিট, বিকাশ ইত্যাদি নয়।"}
	tMadeRoom = Text{
		"✕ <b>Closed:</b> {what}. Too many were open at once. Nothing was sent, no money moved.",
		"✕ <b>{what}</b> বন্ধ করা হয়েছে: একসাথে অনেকগুলো খোলা ছিল। কিছু পাঠানো হয়নি, টাকা কাটেনি।"}

	bConfirm        = Text{"✅ Confirm {amount}", "✅ নিশ্চিত করুন {amount}"}
	bChangeOperator = Text{"Change operator", "অপারেটর বদলান"}
	bMakePostpaid   = Text{"Make it postpaid", "পোস্টপেইড করুন"}
	bMakePrepaid    = Text{"Make it prepaid", "প্রিপেইড করুন"}
	bCancel         = Text{"✕ Cancel", "✕ বাতিল"}
	bRecharge       = Text{"📱 Recharge", "📱 রিচার্জ"}
	bStatus         = Text{"⏳ On their way", "⏳ চলমান"}
	bHistory        = Text{"🧾 History", "🧾 সব অর্ডার"}
	bBalance        = Text{"💰 Balance", "💰 ব্যালেন্স"}
	bLanguage       = Text{"🌐 বাংলা", "🌐 English"}
	bMembers        = Text{"👥 Members", "👥 সদস্যরা"}
	bStuck          = Text{"🧷 Stuck orders", "🧷 আটকে থাকা অর্ডার"}

	tPrepaid  = Text{"Prepaid", "প্রিপেইড"}
	tPostpaid = Text{"Postpaid", "পোস্টপেইড"}
)

// What was wrong with an input. Each gives the reason and an example.
var (
	tBadNumber = Text{
		"That is not a mobile number: it has {digits} digits, and 11 are needed, such as <code>01712345678</code>.",
		"এটি মোবাইল নম্বর নয়: {digits} ডিজিট আছে, ১১ ডিজিট লাগবে, যেমন <code>01712345678</code>।"}
	tBadPrefix = Text{
		"That is not a mobile number of Bangladesh. They begin with 013 to 019, such as <code>01712345678</code>.",
		"এটি বাংলাদেশের মোবাইল নম্বর নয়। নম্বর শুরু হয় 013 থেকে 019 দিয়ে, যেমন <code>01712345678</code>।"}
	tNoNumber = Text{
		"There is no mobile number in that. Send 11 digits, such as <code>01712345678</code>.",
		"এতে কোনো মোবাইল নম্বর নেই। ১১ ডিজিটের নম্বর পাঠান, যেমন <code>01712345678</code>।"}
	tTwoNumbers = Text{
		"Those are two numbers. Send one at a time, such as <code>01712345678 50</code>.",
		"এখানে দুটি নম্বর। একবারে একটি দিন, যেমন <code>01712345678 50</code>।"}
	tTwoAmounts = Text{
		"Those are two amounts. Send one number and one amount, such as <code>01712345678 50</code>.",
		"এখানে টাকার পরিমাণ দুটি। একটি নম্বর আর একটি পরিমাণ দিন, যেমন <code>01712345678 50</code>।"}
	tTwoOperators = Text{
		"Those are two operators. Send one, such as <code>gp 01712345678 50</code>.",
		"এখানে দুটি অপারেটর। একটি দিন, যেমন <code>gp 01712345678 50</code>।"}
	tBadAmount = Text{
		"That is not an amount. Send whole taka, such as <code>50</code>.",
		"টাকার পরিমাণ ঠিক নেই। পুরো টাকা লিখুন, যেমন <code>50</code>।"}
	tNotWhole = Text{
		"Whole taka only, without paisa, such as <code>{whole}</code>.",
		"পয়সা ছাড়া পুরো টাকা দিন, যেমন <code>{whole}</code>।"}
	tTwoConnections = Text{
		"Prepaid or postpaid? Send one of them, such as <code>01712345678 50 postpaid</code>.",
		"প্রিপেইড না পোস্টপেইড? একটি লিখুন, যেমন <code>01712345678 50 postpaid</code>।"}
	tMinus = Text{
		"An amount has no minus. Send it without, such as <code>{example}</code>.",
		"টাকার আগে বিয়োগ চিহ্ন হয় না। চিহ্ন ছাড়া লিখুন, যেমন <code>{example}</code>।"}
	tLeastPrepaid = Text{
		"{amount} is too little. {operator} takes no prepaid recharge under {min}; send <code>{example}</code>, for example.",
		"{amount} কম হয়ে গেছে। {operator} প্রিপেইডে {min}-এর কম রিচার্জ নেয় না, যেমন <code>{example}</code> লিখুন।"}
	tLeastPostpaid = Text{
		"{amount} is too little. {operator} takes no postpaid recharge under {min}; send <code>{example}</code>, for example.",
		"{amount} কম হয়ে গেছে। {operator} পোস্টপেইডে {min}-এর কম রিচার্জ নেয় না, যেমন <code>{example}</code> লিখুন।"}
	tTooLittle = Text{
		"{amount} is too little. The least is {min}; send <code>{example}</code>, for example.",
		"{amount} কম হয়ে গেছে। কমপক্ষে {min} দিতে হবে, যেমন <code>{example}</code>।"}
	tTooMuch = Text{
		"{amount} is too much. {connection}: at most {max}, such as <code>{example}</code>.",
		"{amount} বেশি হয়ে গেছে। {connection}: সর্বোচ্চ {max}, যেমন <code>{example}</code>।"}
	tTooMuchPrepaid = Text{
		"{amount} is too much. Prepaid: at most {max}, such as <code>{example}</code>. Postpaid: at most {maxpostpaid}, such as <code>{typed} postpaid</code>.",
		"{amount} বেশি হয়ে গেছে। প্রিপেইড: সর্বোচ্চ {max}, যেমন <code>{example}</code>। পোস্টপেইড: সর্বোচ্চ {maxpostpaid}, যেমন <code>{typed} postpaid</code>।"}
	tBadOperator = Text{
		"Tap an operator, or send the number, such as <code>01712345678</code>.",
		"অপারেটর চাপুন, অথবা নম্বর পাঠান, যেমন <code>01712345678</code>।"}
	tBadConfirm = Text{
		"Tap Confirm or Cancel above, or send a new amount or number, such as <code>100</code>.",
		"ওপরে নিশ্চিত বা বাতিল চাপুন, অথবা নতুন টাকা বা নম্বর লিখে পাঠান, যেমন <code>100</code>।"}
	tOldCard = Text{
		"This card is old. Nothing is sent from it now; /history shows what was. To begin again: /recharge",
		"কার্ডটি পুরোনো। এখন এটি থেকে কিছু পাঠানো হবে না; আগে কী গেছে দেখুন /history। নতুন করে শুরু করুন: /recharge"}
	tCardAged = Text{
		"This card was shown a while ago. Nothing was sent. If it is still wanted, look at it again and confirm.",
		"কার্ডটি কিছুক্ষণ আগের। কিছু পাঠানো হয়নি। এখনও দিতে চাইলে আবার দেখে নিশ্চিত করুন।"}
	tCardChanged     = Text{"The card has changed. Nothing was sent. Look at it again.", "কার্ড বদলে গেছে। কিছু পাঠানো হয়নি। আবার দেখে নিন।"}
	tPrepaidLimit    = Text{"The most for prepaid is {max}. Send a smaller amount first.", "প্রিপেইডে সর্বোচ্চ {max}। আগে টাকা কমিয়ে লিখুন।"}
	tConfirmedBefore = Text{"Confirmed before. It is not sent a second time.", "আগেই নিশ্চিত করা হয়েছে। দ্বিতীয়বার পাঠানো হবে না।"}
	tOldButton       = Text{"This button is old. Nothing was changed.", "বোতামটি পুরোনো। কিছু বদলায়নি।"}
)

// Units of time.
var (
	tSeconds = Text{"s", "সেকেন্ড"}
	tMinutes = Text{"min", "মিনিট"}
	tHours   = Text{"h", "ঘণ্টা"}
	tDay     = Text{"day", "দিন"}
	tDays    = Text{"days", "দিন"}
)
