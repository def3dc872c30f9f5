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
		"<b>Quickest:</b> send <code>01712345678 50</code>\nor <code>gp 01712345678 50 postpaid</code>. You see a card and confirm.\n\n" +
			"/recharge – step by step\n/status – orders on their way\n/status <code>01712345678</code> – how an order stands; a number, an order id or a transaction id\n" +
			"/history – your orders\n/balance – money left at the panel\n/language – বাংলা\n/cancel – stop what you are doing\n\n" +
			"Order <b>unclear</b>? Do not send it again. We ask the panel and tell you here.",
		"<b>সহজ উপায়:</b> লিখুন <code>01712345678 50</code>\nঅথবা <code>gp 01712345678 50 postpaid</code>। কার্ড দেখে নিশ্চিত করবেন।\n\n" +
			"/recharge – ধাপে ধাপে রিচার্জ\n/status – চলমান অর্ডার\n/status <code>01712345678</code> – অর্ডারের খবর; নম্বর, অর্ডার আইডি বা ট্রানজেকশন আইডি দিন\n" +
			"/history – আপনার সব অর্ডার\n/balance – প্যানেলে কত টাকা আছে\n/language – English\n/cancel – কাজ বাতিল\n\n" +
			"অর্ডার <b>অনিশ্চিত</b>? আবার পাঠাবেন না। আমরা প্যানেলে খোঁজ নিয়ে এখানে জানাব।"}
	tHelpAdmin = Text{
		"\n\n<b>Owner</b>\n/members – who may use the bot\n/allow <code>123456789 Name</code> – let somebody in\n/revoke <code>123456789</code> – shut somebody out\n/stuck – orders that take too long",
		"\n\n<b>মালিক</b>\n/members – কারা ব্যবহার করতে পারেন\n/allow <code>123456789 নাম</code> – অনুমতি দিন\n/revoke <code>123456789</code> – অনুমতি তুলে নিন\n/stuck – যেসব অর্ডার আটকে আছে"}
	tUnknownCommand = Text{
		"I do not know {command}. See /help.",
		"{command} চিনি না। দেখুন /help"}
	tNotUnderstood = Text{
		"I did not understand that. Send the number and the amount, such as <code>01712345678 50</code>, or see /help.",
		"বুঝতে পারিনি। নম্বর আর টাকা লিখুন, যেমন <code>01712345678 50</code>, অথবা দেখুন /help"}
	tOnlyText = Text{
		"I read text and contacts only. Send the number and the amount, such as <code>01712345678 50</code>.",
		"আমি শুধু লেখা আর কন্টাক্ট পড়তে পারি। নম্বর আর টাকা লিখুন, যেমন <code>01712345678 50</code>।"}
	tForwarded = Text{
		"A forwarded message is not acted on. Write the number and the amount yourself, such as <code>01712345678 50</code>.",
		"ফরোয়ার্ড করা মেসেজে কাজ হয় না। নম্বর আর টাকা নিজে লিখুন, যেমন <code>01712345678 50</code>।"}
	tLanguageSet = Text{
		"Language: English. /language for বাংলা.",
		"ভাষা: বাংলা। English চাইলে /language"}
	tCancelled = Text{
		"Dropped: {what}. Nothing was sent, no money moved.",
		"বাতিল: {what}। কিছুই পাঠানো হয়নি, টাকা কাটেনি।"}
	tNothingToCancel = Text{
		"There is nothing to cancel. An order that was confirmed cannot be called back; see /status.",
		"বাতিল করার কিছু নেই। নিশ্চিত করা অর্ডার ফেরানো যায় না; দেখুন /status"}
	tDraftEmpty = Text{"the recharge you had begun", "শুরু করা রিচার্জ"}
	tSorry      = Text{
		"Something went wrong here. Nothing was changed and nothing was sent. Please try again.",
		"এখানে সমস্যা হয়েছে। কিছুই বদলায়নি, কিছুই পাঠানো হয়নি। আবার চেষ্টা করুন।"}
	tNotSaved = Text{
		"This could not be saved, so it was not done: no order was sent, no money moved. Try again in a few minutes.",
		"এটি সংরক্ষণ করা যায়নি, তাই করা হয়নি: অর্ডার যায়নি, টাকা কাটেনি। কয়েক মিনিট পর আবার চেষ্টা করুন।"}
	tGroup = Text{
		"I work in private chats only. Open a chat with me and send /start.",
		"আমি শুধু ব্যক্তিগত চ্যাটে কাজ করি। আমার সাথে চ্যাট খুলে /start পাঠান।"}
)

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
		"<b>{number}</b>\n{operator} · {connection}\nকত টাকা? চাপুন, অথবা লিখে পাঠান ({min} থেকে {max})।"}
	tAskAmountNoOperator = Text{
		"<b>{number}</b>\nWhich operator is it?",
		"<b>{number}</b>\nকোন অপারেটর?"}
	tPickOperator = Text{
		"<b>{number}</b> · {amount}\nWhich operator?",
		"<b>{number}</b> · {amount}\nকোন অপারেটর?"}
	tConfirm = Text{
		"<b>Is this right?</b>\n\n<b>{number}</b>\n{operator} · {connection}\n<b>{amount}</b>",
		"<b>সব ঠিক আছে?</b>\n\n<b>{number}</b>\n{operator} · {connection}\n<b>{amount}</b>"}
	tWarnPrefix = Text{
		"\n\n⚠️ {prefix} is usually {other}. If the number was ported, go on.",
		"\n\n⚠️ {prefix} সাধারণত {other}। নম্বর পোর্ট করা হলে এগিয়ে যান।"}
	tWarnOpen = Text{
		"\n\n⚠️ {amount} to this number is on its way already, for {age}. Confirm only if you want a second one.",
		"\n\n⚠️ এই নম্বরে {amount} এখনও চলমান, {age} ধরে। দ্বিতীয়বার চাইলে তবেই নিশ্চিত করুন।"}
	tWarnRecent = Text{
		"\n\n⚠️ {amount} went to this number {age} ago. Operators refuse the same again at once: wait a little or send ৳1 more.",
		"\n\n⚠️ {age} আগে এই নম্বরে {amount} গেছে। সাথে সাথে একই টাকা অপারেটর নেয় না: একটু পরে দিন বা ১ টাকা বেশি দিন।"}
	tWarnBalance = Text{
		"\n\n⚠️ The panel has only {balance} left ({age} ago). This order will probably fail.",
		"\n\n⚠️ প্যানেলে আছে মাত্র {balance} ({age} আগের হিসাব)। এই অর্ডার সম্ভবত হবে না।"}
	tWarnPanelDown = Text{
		"\n\n⚠️ The panel has not been answering for {age}. Your order may have to wait.",
		"\n\n⚠️ প্যানেল {age} ধরে সাড়া দিচ্ছে না। অর্ডার অপেক্ষায় থাকতে পারে।"}
	tConfirmStays = Text{
		"Your recharge to <b>{number}</b> is still waiting for you above.",
		"<b>{number}</b> নম্বরের রিচার্জ ওপরে আপনার অপেক্ষায় আছে।"}

	bConfirm        = Text{"✅ Confirm {amount}", "✅ নিশ্চিত {amount}"}
	bChangeOperator = Text{"Change operator", "অপারেটর বদলান"}
	bMakePostpaid   = Text{"Make it postpaid", "পোস্টপেইড করুন"}
	bMakePrepaid    = Text{"Make it prepaid", "প্রিপেইড করুন"}
	bCancel         = Text{"✖ Cancel", "✖ বাতিল"}
	bRecharge       = Text{"📱 Recharge", "📱 রিচার্জ"}
	bStatus         = Text{"⏳ On their way", "⏳ চলমান"}
	bHistory        = Text{"🧾 History", "🧾 সব অর্ডার"}
	bBalance        = Text{"💰 Balance", "💰 ব্যালেন্স"}
	bLanguage       = Text{"🌐 বাংলা", "🌐 English"}
	bMembers        = Text{"👥 Members", "👥 সদস্য"}
	bStuck          = Text{"🧷 Stuck orders", "🧷 আটকে থাকা অর্ডার"}

	tPrepaid  = Text{"Prepaid", "প্রিপেইড"}
	tPostpaid = Text{"Postpaid", "পোস্টপেইড"}
)

// What was wrong with an input. Each gives the reason and an example.
var (
	tBadNumber = Text{
		"That is no mobile number: it has {digits} digits, and 11 are needed, such as <code>01712345678</code>.",
		"এটি মোবাইল নম্বর নয়: {digits}টি সংখ্যা আছে, ১১টি লাগবে, যেমন <code>01712345678</code>।"}
	tBadPrefix = Text{
		"That is no mobile number of Bangladesh: they begin with 013 to 019, such as <code>01712345678</code>.",
		"এটি বাংলাদেশের মোবাইল নম্বর নয়: শুরু হয় 013 থেকে 019 দিয়ে, যেমন <code>01712345678</code>।"}
	tNoNumber = Text{
		"There is no mobile number in that. Send 11 digits, such as <code>01712345678</code>.",
		"এতে কোনো মোবাইল নম্বর নেই। ১১ সংখ্যার নম্বর পাঠান, যেমন <code>01712345678</code>।"}
	tTwoNumbers = Text{
		"Those are two numbers. One at a time, please, such as <code>01712345678 50</code>.",
		"এখানে দুটি নম্বর। একবারে একটি দিন, যেমন <code>01712345678 50</code>।"}
	tTwoAmounts = Text{
		"Those are two amounts. Send one number and one amount, such as <code>01712345678 50</code>.",
		"এখানে দুটি টাকার অঙ্ক। একটি নম্বর আর একটি অঙ্ক দিন, যেমন <code>01712345678 50</code>।"}
	tTwoOperators = Text{
		"Those are two operators. Send one, such as <code>gp 01712345678 50</code>.",
		"এখানে দুটি অপারেটর। একটি দিন, যেমন <code>gp 01712345678 50</code>।"}
	tBadAmount = Text{
		"That is no amount. Send whole taka, such as <code>50</code>.",
		"এটি টাকার অঙ্ক নয়। পুরো টাকা লিখুন, যেমন <code>50</code>।"}
	tNotWhole = Text{
		"Whole taka only, without paisa: send <code>{whole}</code>, for example.",
		"পুরো টাকা দিন, পয়সা ছাড়া: যেমন <code>{whole}</code>।"}
	tTooLittle = Text{
		"{amount} is too little. The least is {min}: send <code>{example}</code>, for example.",
		"{amount} খুব কম। কমপক্ষে {min}: যেমন লিখুন <code>{example}</code>।"}
	tTooMuch = Text{
		"{amount} is too much. The most for {connection} is {max}: send <code>{example}</code>, for example.",
		"{amount} বেশি হয়ে গেছে। {connection}-এ সর্বোচ্চ {max}: যেমন লিখুন <code>{example}</code>।"}
	tTooMuchPrepaid = Text{
		"{amount} is too much. The most for prepaid is {max}, for postpaid {maxpostpaid}: send <code>{example}</code>, or write <b>postpaid</b> with it.",
		"{amount} বেশি হয়ে গেছে। প্রিপেইডে সর্বোচ্চ {max}, পোস্টপেইডে {maxpostpaid}: লিখুন <code>{example}</code>, অথবা সাথে <b>postpaid</b> লিখুন।"}
	tBadOperator = Text{
		"Tap an operator, or send the number, such as <code>01712345678</code>.",
		"অপারেটর চাপুন, অথবা নম্বর পাঠান, যেমন <code>01712345678</code>।"}
	tBadConfirm = Text{
		"Tap Confirm or Cancel above, or send a new amount or number, such as <code>100</code>.",
		"ওপরে নিশ্চিত বা বাতিল চাপুন, অথবা নতুন অঙ্ক বা নম্বর পাঠান, যেমন <code>100</code>।"}
	tOldCard = Text{
		"This card is old. Nothing was sent from it. /recharge begins anew.",
		"কার্ডটি পুরোনো। এখান থেকে কিছু পাঠানো হয়নি। নতুন করে শুরু: /recharge"}
	tCardChanged = Text{
		"The card has changed. Nothing was sent. Look at it again and confirm.",
		"কার্ড বদলে গেছে। কিছু পাঠানো হয়নি। আবার দেখে নিশ্চিত করুন।"}
	tPrepaidLimit = Text{
		"The most for prepaid is {max}. Send a smaller amount first.",
		"প্রিপেইডে সর্বোচ্চ {max}। আগে কম অঙ্ক লিখুন।"}
	tOldButton = Text{
		"This button is old. Nothing was changed.",
		"বোতামটি পুরোনো। কিছুই বদলায়নি।"}
)

// Units of time.
var (
	tSeconds = Text{"s", "সে."}
	tMinutes = Text{"min", "মিনিট"}
	tHours   = Text{"h", "ঘণ্টা"}
	tDay     = Text{"day", "দিন"}
	tDays    = Text{"days", "দিন"}
)
