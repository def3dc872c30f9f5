package shop

import "rechargebot/flows/chat"

var (
	tWelcome = chat.Text{
		"Hello <b>{name}</b>!\nSend the number and the amount, such as <code>01712345678 50</code>, or tap <b>Recharge</b>.",
		"স্বাগতম <b>{name}</b>!\nনম্বর আর টাকা লিখে পাঠান, যেমন <code>01712345678 50</code>, অথবা <b>রিচার্জ</b> চাপুন।"}
	tHelp = chat.Text{
		"<b>Quickest:</b> send <code>01712345678 50</code>\nor <code>gp 01712345678 50 postpaid</code>. A card comes: check it and confirm.\n" +
			"A number served before, its last 4 digits: <code>5678 50</code>\nMany: one customer on each line, or a file .xlsx, .csv, .txt\n\n{commands}\n\n" +
			"Customer got nothing? <b>{button}</b> is under the done order.\n" +
			"Order <b>unclear</b>? Do not send it again. We ask the panel and tell you here.",
		"<b>সহজ উপায়:</b> লিখুন <code>01712345678 50</code>\nঅথবা <code>gp 01712345678 50 postpaid</code>। মেসেজটি মিলিয়ে নিশ্চিত করুন।\n" +
			"আগে দেওয়া নম্বরের শেষ ৪ ডিজিট: <code>5678 50</code>\nঅনেকগুলো: প্রতি লাইনে একজন, অথবা .xlsx, .csv, .txt ফাইল\n\n{commands}\n\n" +
			"কাস্টমার টাকা পাননি? হয়ে যাওয়া অর্ডারের নিচে <b>{button}</b> চাপুন।\n" +
			"অর্ডার <b>অনিশ্চিত</b>? আবার পাঠাবেন না। আমরা খোঁজ নিয়ে এখানেই জানাব।"}
	tHelpOwner = chat.Text{"<b>Owner</b>\n{commands}", "<b>মালিক</b>\n{commands}"}
	hRecharge  = chat.Text{
		"/recharge – step by step; /offers – packs\n/favourites – a name in place of a number",
		"/recharge – ধাপে ধাপে রিচার্জ; /offers – প্যাক\n/favourites – নম্বরের বদলে নাম"}
	hStatus = chat.Text{
		"/status – orders on their way\n/status <code>5678</code> – how one stands: number, last digits or id",
		"/status – পেন্ডিং অর্ডার\n/status <code>5678</code> – একটির খবর: নম্বর, শেষ চার ডিজিট বা আইডি"}
	hHistory = chat.Text{
		"/history – your orders, or those to <code>01712345678</code>; /report – what you sold",
		"/history – আপনার সব অর্ডার, বা <code>01712345678</code> নম্বরের; /report – বিক্রির হিসাব"}
	hBalance = chat.Text{
		"/balance, /statement – your money; /pin – a PIN; /shop – your name on receipts",
		"/balance, /statement – আপনার টাকা, জমা-খরচ; /pin – পিন; /shop – রসিদে দোকানের নাম"}
	hLanguage = chat.Text{
		"/cancel – stop what you are doing; /language – বাংলা",
		"/cancel – চলতি কাজ বাতিল করুন; /language – English"}
	tNotUnderstood = chat.Text{
		"I did not understand that. Send the number and the amount, such as <code>01712345678 50</code>, or see /help.",
		"বুঝতে পারিনি। নম্বর আর টাকা লিখে পাঠান, যেমন <code>01712345678 50</code>, অথবা দেখুন /help"}
	tWhichOrder = chat.Text{
		"Is it about a recharge? Send the customer's number with it, such as “<code>01712345678</code> not received”, and tap the order. All orders: /history, your money: /balance",
		"কোনো রিচার্জের কথা? সাথে কাস্টমারের নম্বরটাও পাঠান, যেমন “<code>01712345678</code> যায়নি”, তারপর অর্ডারে চাপুন। সব অর্ডার: /history, আপনার টাকা: /balance"}
	tLanguageSet = chat.Text{
		"Language: English. /language for বাংলা.",
		"ভাষা: বাংলা। English চাইলে /language"}
	tCancelled       = chat.Text{"Dropped: {what}. Nothing was sent, no money moved.", "বাতিল হয়েছে: {what}। কিছু পাঠানো হয়নি, টাকা কাটেনি।"}
	tNotAsked        = chat.Text{"The question is dropped. Nothing was changed.", "প্রশ্নটি বাতিল হয়েছে। কিছু বদলায়নি।"}
	tNothingToCancel = chat.Text{
		"There is nothing to cancel. An order sent to the panel cannot be called back; see /status.",
		"বাতিল করার কিছু নেই। প্যানেলে পাঠানো অর্ডার ফেরানো যায় না; দেখুন /status"}
	tCancelWhich = chat.Text{
		"Nothing that waits for Confirm has “{query}”, so nothing was dropped. The newest: /cancel; another one by its number: <code>/cancel 01712345678</code>. An order sent to the panel cannot be called back; see /status.",
		"নিশ্চিত করা বাকি এমন কিছুতে “{query}” নেই, তাই কিছু বাতিল হয়নি। সবশেষেরটি বাতিল করতে /cancel, অন্যটি নম্বর দিয়ে: <code>/cancel 01712345678</code>। প্যানেলে পাঠানো অর্ডার ফেরানো যায় না; দেখুন /status"}
	tCancelSeveral = chat.Text{
		"Several that wait for Confirm fit “{query}”, so none was dropped. Write the number of the one that is meant: <code>/cancel 01712345678</code>.",
		"“{query}” একাধিক কার্ডের সাথে মেলে, তাই কোনোটি বাতিল হয়নি। যেটি বাতিল করবেন তার নম্বর লিখুন: <code>/cancel 01712345678</code>।"}
	tCancelStops = chat.Text{
		"Nothing waits for Confirm. This list is being sent; the button stops what was not sent yet.",
		"নিশ্চিত করা বাকি নেই। এই তালিকা পাঠানো হচ্ছে; যা এখনো যায়নি তা বাটনে চেপে বন্ধ করতে পারেন।"}
	tCardsLeft = chat.Text{
		"Still not confirmed: {count}. /cancel again drops the one before.",
		"আরও নিশ্চিত করা বাকি: {count}টি। আগেরটি বাতিল করতে আবার /cancel"}
	tDraftEmpty  = chat.Text{"the recharge you had begun", "শুরু করা রিচার্জ"}
	tAskOperator = chat.Text{
		"<b>Recharge</b>\nWhich operator? Or send the number right away.",
		"<b>রিচার্জ</b>\nকোন অপারেটর? অথবা সরাসরি নম্বর পাঠান।"}
	tAskNumber = chat.Text{
		"<b>{operator}</b>\nWhich number? Send it, such as <code>{example}</code>, or share a contact.",
		"<b>{operator}</b>\nকোন নম্বর? লিখে পাঠান, যেমন <code>{example}</code>, অথবা কন্টাক্ট শেয়ার করুন।"}
	tAskAmount = chat.Text{
		"{number}\n{operator} · {connection}{last}\nHow much? Tap, or send the amount ({min} to {max}).",
		"{number}\n{operator} · {connection}{last}\nকত টাকা? নিচে চাপুন, অথবা লিখে পাঠান ({min} থেকে {max})।"}
	tAskAmountNoOperator = chat.Text{
		"{number}\nWhich operator is it?",
		"{number}\nকোন অপারেটর?"}
	tPickOperator = chat.Text{
		"{number} · {amount}\nWhich operator?",
		"{number} · {amount}\nকোন অপারেটর?"}
	tOvertaken = chat.Text{"⬇️ It goes on below.", "⬇️ নিচে দেখুন।"}
	tDropped   = chat.Text{"✕ Dropped.", "✕ বাতিল হয়েছে।"}
	tConfirm   = chat.Text{
		"\n\n{number}\n{operator} · {connection}\n<b>{amount}</b>",
		"\n\n{number}\n{operator} · {connection}\n<b>{amount}</b>"}
	tWarnPrefix = chat.Text{
		"\n\n⚠️ {prefix} is usually {other}. Go on if the customer changed operator and kept the number.",
		"\n\n⚠️ {prefix} সাধারণত {other}। MNP করা নম্বর হলে এগিয়ে যান।"}
	tWarnBalance = chat.Text{
		"\n\n⚠️ The panel had only {balance} left, {age} ago. This order will probably fail.",
		"\n\n⚠️ প্যানেলে ব্যালেন্স মাত্র {balance} ({age} আগের হিসাব)। এই অর্ডার সম্ভবত হবে না।"}
	tWarnBalanceLow = chat.Text{
		"\n\n⚠️ This order will probably fail: the panel had too little left {age} ago.",
		"\n\n⚠️ এই অর্ডার সম্ভবত হবে না: {age} আগে প্যানেলে টাকা কম ছিল।"}
	tWarnPanelDown = chat.Text{
		"\n\n⚠️ The panel has not been answering for {age}. Your order may have to wait.",
		"\n\n⚠️ প্যানেল {age} ধরে সাড়া দিচ্ছে না। অর্ডারে দেরি হতে পারে।"}
	tWarnPanelOdd = chat.Text{
		"\n\n⚠️ The panel's answers cannot be read, for {age} now. Whether your order arrives may stay unclear for a while.",
		"\n\n⚠️ {age} ধরে প্যানেলের উত্তর পড়া যাচ্ছে না। অর্ডারের ফল কিছু সময় অনিশ্চিত থাকতে পারে।"}
	tUnread = chat.Text{
		"\n\n⚠️ “{words}” was not understood and is left out.",
		"\n\n⚠️ “{words}” বোঝা যায়নি, বাদ দেওয়া হয়েছে।"}
	tUnreadService = chat.Text{
		"\n\n⚠️ “{words}” is left out. This is a <b>plain recharge</b>: no pack, data, minutes, bKash or the like.",
		"\n\n⚠️ “{words}” বাদ দেওয়া হয়েছে। এটি <b>সাধারণ রিচার্জ</b>: প্যাক, ডেটা, মিনিট, বিকাশ ইত্যাদি নয়।"}
	tMadeRoom = chat.Text{
		"✕ <b>Closed:</b> {what}. Too many were open at once. Nothing was sent, no money moved.",
		"✕ {what} <b>বন্ধ করা হয়েছে:</b> একসাথে অনেকগুলো খোলা ছিল। কিছু পাঠানো হয়নি, টাকা কাটেনি।"}
	bConfirm        = chat.Text{"✅ Confirm {amount}", "✅ নিশ্চিত করুন {amount}"}
	bChangeOperator = chat.Text{"Change operator", "অপারেটর বদলান"}
	bMakePostpaid   = chat.Text{"Make it postpaid", "পোস্টপেইড করুন"}
	bMakePrepaid    = chat.Text{"Make it prepaid", "প্রিপেইড করুন"}
	bCancel         = chat.Text{"✕ Cancel", "✕ বাতিল"}
	bRecharge       = chat.Text{"📱 Recharge", "📱 রিচার্জ"}
	bStatus         = chat.Text{"⏳ On their way", "⏳ পেন্ডিং"}
	bHistory        = chat.Text{"🧾 History", "🧾 সব অর্ডার"}
	bBalance        = chat.Text{"💰 Balance", "💰 ব্যালেন্স"}
	bLanguage       = chat.Text{"🌐 বাংলা", "🌐 English"}
	bMembers        = chat.Text{"👥 Members", "👥 সদস্যরা"}
	bStuck          = chat.Text{"🧷 Stuck orders", "🧷 আটকে থাকা অর্ডার"}
	tBadNumber      = chat.Text{
		"That is not a mobile number: it has {digits} {digits|digit|digits}, and 11 are needed, such as <code>01712345678</code>.",
		"এটি মোবাইল নম্বর নয়: {digits} ডিজিট আছে, ১১ ডিজিট লাগবে, যেমন <code>01712345678</code>।"}
	tBadPrefix = chat.Text{
		"That is not a mobile number of Bangladesh. They begin with 013 to 019, such as <code>01712345678</code>.",
		"এটি বাংলাদেশের মোবাইল নম্বর নয়। নম্বর শুরু হয় ০১৩ থেকে ০১৯ দিয়ে, যেমন <code>01712345678</code>।"}
	tNoNumber = chat.Text{
		"There is no mobile number in that. Send 11 digits, such as <code>01712345678</code>.",
		"এতে কোনো মোবাইল নম্বর নেই। ১১ ডিজিটের নম্বর পাঠান, যেমন <code>01712345678</code>।"}
	tTwoNumbers = chat.Text{
		"There is more than one number. Write one customer on each line, number and amount:\n<code>01712345678 50</code>\n<code>01812345678 30</code>",
		"এখানে একাধিক নম্বর। প্রতি লাইনে একজন, নম্বর আর টাকা লিখুন:\n<code>01712345678 50</code>\n<code>01812345678 30</code>"}
	tTwoAmounts = chat.Text{
		"Those are two amounts. Send one number and one amount, such as <code>01712345678 50</code>.",
		"এখানে টাকার পরিমাণ দুটি। একটি নম্বর আর একটি পরিমাণ দিন, যেমন <code>01712345678 50</code>।"}
	tTwoOperators = chat.Text{
		"Those are two operators. Send one, such as <code>gp 01712345678 50</code>.",
		"এখানে দুটি অপারেটর। একটি দিন, যেমন <code>gp 01712345678 50</code>।"}
	tBadAmount = chat.Text{
		"That is not an amount. Send whole taka, such as <code>50</code>.",
		"শুধু টাকার অঙ্ক লিখুন, যেমন <code>50</code>।"}
	tNotWhole = chat.Text{
		"Whole taka only, without paisa, such as <code>{whole}</code>.",
		"পয়সা ছাড়া পুরো টাকা দিন, যেমন <code>{whole}</code>।"}
	tTwoConnections = chat.Text{
		"Prepaid or postpaid? Send one of them, such as <code>01712345678 50 postpaid</code>.",
		"প্রিপেইড না পোস্টপেইড? একটি লিখুন, যেমন <code>01712345678 50 postpaid</code>।"}
	tMinus = chat.Text{
		"An amount has no minus. Send it without, such as <code>{example}</code>.",
		"টাকার আগে বিয়োগ চিহ্ন হয় না। চিহ্ন ছাড়া লিখুন, যেমন <code>{example}</code>।"}
	tLeastPrepaid = chat.Text{
		"{amount} is too little. {operator} takes no prepaid recharge under {min}; send <code>{example}</code>, for example.",
		"{amount} কম হয়ে গেছে। {operator} প্রিপেইডে {min}-এর কম রিচার্জ নেয় না, যেমন <code>{example}</code> লিখুন।"}
	tLeastPostpaid = chat.Text{
		"{amount} is too little. {operator} takes no postpaid recharge under {min}; send <code>{example}</code>, for example.",
		"{amount} কম হয়ে গেছে। {operator} পোস্টপেইডে {min}-এর কম রিচার্জ নেয় না, যেমন <code>{example}</code> লিখুন।"}
	tTooLittle = chat.Text{
		"{amount} is too little. The least is {min}; send <code>{example}</code>, for example.",
		"{amount} কম হয়ে গেছে। কমপক্ষে {min} দিতে হবে, যেমন <code>{example}</code>।"}
	tTooMuch = chat.Text{
		"{amount} is too much. {connection}: at most {max}, such as <code>{example}</code>.",
		"{amount} বেশি হয়ে গেছে। {connection}: সর্বোচ্চ {max}, যেমন <code>{example}</code>।"}
	tTooMuchPrepaid = chat.Text{
		"{amount} is too much. Prepaid: at most {max}, such as <code>{example}</code>. Postpaid: at most {maxpostpaid}, such as <code>{typed} postpaid</code>.",
		"{amount} বেশি হয়ে গেছে। প্রিপেইড: সর্বোচ্চ {max}, যেমন <code>{example}</code>। পোস্টপেইড: সর্বোচ্চ {maxpostpaid}, যেমন <code>{typed} postpaid</code>।"}
	tBadOperator = chat.Text{
		"Tap an operator, or send the number, such as <code>01712345678</code>.",
		"অপারেটর চাপুন, অথবা নম্বর পাঠান, যেমন <code>01712345678</code>।"}
	tBadConfirm = chat.Text{
		"Tap a button of the card above, or send a new amount or number, such as <code>100</code>.",
		"ওপরের মেসেজে বাটন চাপুন, অথবা নতুন টাকা বা নম্বর লিখে পাঠান, যেমন <code>100</code>।"}
	tSaysNo = chat.Text{
		"{number}\n“{words}” may mean no, or not now, so nothing was begun. If it is wanted now, send number and amount again without that.",
		"{number}\n“{words}” মানে না বা এখন নয় হতে পারে, তাই কিছু শুরু করা হয়নি। এখনই দিতে চাইলে ওটুকু বাদ দিয়ে নম্বর আর টাকা আবার লিখুন।"}
	tSaysNoOpen = chat.Text{
		"{number}\n“{words}” may mean no, or not now. What you began to this number still waits; to drop it: <code>/cancel {typed}</code>",
		"{number}\n“{words}” মানে না বা এখন নয় হতে পারে। এই নম্বরে যা শুরু করেছিলেন তা এখনও আছে; বাদ দিতে লিখুন <code>/cancel {typed}</code>"}
	tForwarded = chat.Text{
		"There is no order in that forwarded message. Forward one with a number and an amount, or write them yourself, such as <code>01712345678 50</code>.",
		"ফরোয়ার্ড করা মেসেজে কোনো অর্ডার নেই। নম্বর আর টাকা আছে এমন মেসেজ দিন, অথবা নিজে লিখে পাঠান, যেমন <code>01712345678 50</code>।"}
	tEdited = chat.Text{
		"A message that was changed is not read again: what it said first stands. To change a card that is not confirmed, send the right amount, or number and amount anew, such as <code>01712345678 50</code>. A confirmed order cannot be changed.",
		"মেসেজ পরে বদলালে তা আর পড়া হয় না: প্রথমে যা লেখা ছিল সেটাই থাকছে। নিশ্চিত করার আগে বদলাতে চাইলে সঠিক টাকা, অথবা নম্বর আর টাকা আবার লিখে পাঠান, যেমন <code>01712345678 50</code>। নিশ্চিত করা অর্ডার আর বদলানো যায় না।"}
	tOldCard = chat.Text{
		"This card is old. Nothing is sent from it now; /history shows what was. To begin again: /recharge",
		"মেসেজটি পুরোনো। এখন এটি থেকে কিছু পাঠানো হবে না; আগে কী গেছে দেখুন /history। নতুন করে শুরু করুন: /recharge"}
	tCardAged = chat.Text{
		"This card was shown a while ago. Nothing was sent. If it is still wanted, look at it again and confirm.",
		"মেসেজটি কিছুক্ষণ আগের। কিছু পাঠানো হয়নি। এখনও দিতে চাইলে আবার দেখে নিশ্চিত করুন।"}
	tCardChanged     = chat.Text{"The card has changed. Nothing was sent. Look at it again.", "মেসেজটি বদলে গেছে। কিছু পাঠানো হয়নি। আবার দেখে নিন।"}
	tPrepaidLimit    = chat.Text{"The most for prepaid is {max}. Send a smaller amount first.", "প্রিপেইডে সর্বোচ্চ {max}। আগে টাকা কমিয়ে লিখুন।"}
	tConfirmedBefore = chat.Text{"Confirmed before. It is not sent a second time.", "আগেই নিশ্চিত করা হয়েছে। দ্বিতীয়বার পাঠানো হবে না।"}
	tTurn            = chat.Text{
		"Orders before it: {count}. It is likely sent in {age}.",
		"এর আগে আরও {count}টি অর্ডার আছে। পাঠানো হবে প্রায় {age} পর।"}
	tNoTurn = chat.Text{
		"Too many orders are waiting: this one would not be sent within 10 minutes. Nothing was sent, no money moved. Tap Confirm again in {age}.",
		"অনেক অর্ডার অপেক্ষায় আছে: এটি ১০ মিনিটের মধ্যে পাঠানো যাবে না। কিছু পাঠানো হয়নি, টাকা কাটেনি। {age} পর আবার নিশ্চিত করুন।"}
	tAsking       = chat.Text{"🔄 Asking the panel now…", "🔄 প্যানেলে খোঁজ নিচ্ছি…"}
	tAskedJustNow = chat.Text{"The panel was asked a moment ago.", "এইমাত্র প্যানেলে খোঁজ নেওয়া হয়েছে।"}
	tNoOpen       = chat.Text{
		"No order is on its way. /history shows the finished ones.",
		"এখন কোনো পেন্ডিং অর্ডার নেই। শেষ হওয়া অর্ডার: /history"}
	tOpenHead = chat.Text{
		"<b>On their way: {count}</b>\n{tap}",
		"<b>পেন্ডিং অর্ডার: {count}</b>\n{tap}"}
	tTapAsks  = chat.Text{"Tap one to ask the panel.", "প্যানেলে খোঁজ নিতে চাপুন।"}
	tTapOpens = chat.Text{"✋ An owner does it by hand. Tap to open it.", "✋ মালিক হাতে করে দেন। দেখতে চাপুন।"}
	tTapSome  = chat.Text{"Tap one to ask the panel. ✋ is done by an owner by hand.", "প্যানেলে খোঁজ নিতে চাপুন। ✋ থাকলে মালিক হাতে করে দেন।"}
	tMore     = chat.Text{"… and more. Send /status with the number.", "… আরও আছে। নম্বরসহ /status লিখুন।"}
	tOrdersTo = chat.Text{
		"{number}\nThe last orders to this number. {tap}",
		"{number}\nএই নম্বরের শেষ অর্ডার। {tap}"}
	tOrderToRow   = chat.Text{"{mark} {amount} · {age} ago", "{mark} {amount} · {age} আগে"}
	tNobodySentTo = chat.Text{
		"{number}\nNobody has sent anything to this number.",
		"{number}\nএই নম্বরে কেউ কিছু পাঠাননি।"}
	tNoOrdersTo = chat.Text{
		"{number}\nYou have sent nothing to this number.",
		"{number}\nএই নম্বরে আপনি কিছু পাঠাননি।"}
	bRechargeTo = chat.Text{"📱 Recharge {number}", "📱 {number} রিচার্জ করুন"}
	tNotFound   = chat.Text{
		"No order of yours fits “{query}”. Send /status with a number or its last four digits, such as <code>/status 5678</code>, an order id or a transaction id.",
		"“{query}” দিয়ে আপনার কোনো অর্ডার নেই। /status-এর সাথে নম্বর বা শেষ চার ডিজিট দিন, যেমন <code>/status 5678</code>, অথবা অর্ডার আইডি বা ট্রানজেকশন আইডি।"}
	tNotFoundOwner = chat.Text{
		"Nobody has an order that fits “{query}”. Send /status with a number or its last four digits, such as <code>/status 5678</code>, an order id or a transaction id.",
		"“{query}” দিয়ে কারও কোনো অর্ডার নেই। /status-এর সাথে নম্বর বা শেষ চার ডিজিট দিন, যেমন <code>/status 5678</code>, অথবা অর্ডার আইডি বা ট্রানজেকশন আইডি।"}
	tStatusUnknown = chat.Text{
		"I did not understand “{query}”. Send /status with a number or its last four digits, such as <code>/status 5678</code>, an order id or a transaction id.",
		"“{query}” বুঝতে পারিনি। /status-এর সাথে নম্বর বা শেষ চার ডিজিট দিন, যেমন <code>/status 5678</code>, অথবা অর্ডার আইডি বা ট্রানজেকশন আইডি।"}
	tStatusWhich = chat.Text{
		"Several numbers end in {digits}. Which one?",
		"শেষে {digits} আছে এমন কয়েকটি নম্বরে অর্ডার আছে। কোনটি?"}
	tNoHistory = chat.Text{
		"No orders yet. Send <code>01712345678 50</code> for the first one.",
		"এখনও কোনো অর্ডার নেই। প্রথমটির জন্য লিখুন <code>01712345678 50</code>"}
	tHistoryHead = chat.Text{"<b>Your orders</b>, {days}", "<b>আপনার অর্ডার</b>, {days}"}
	tHistoryOf   = chat.Text{"<b>Orders of {name}</b>, {days}", "<b>{name}-এর অর্ডার</b>, {days}"}
	tHistorySum  = chat.Text{"✅ {amount} ({count}) · ❌ {failed}", "✅ {amount} ({count}টি) · ❌ {failed}টি"}
	tHistoryNone = chat.Text{"No orders in these days.", "এই সময়ে কোনো অর্ডার নেই।"}
	bSearch      = chat.Text{"🔍 Search", "🔍 খুঁজুন"}
	tAskSearch   = chat.Text{
		"What are you looking for? Send a number or its last four digits, an amount, a day such as yesterday or <code>25-11</code>, a transaction id or a name; or /cancel.",
		"কী খুঁজছেন? নম্বর বা শেষ চার ডিজিট, টাকার অঙ্ক, দিন যেমন গতকাল বা <code>25-11</code>, ট্রানজেকশন আইডি বা নাম লিখুন; অথবা /cancel"}
	tSearchUnknown = chat.Text{
		"I did not understand “{query}”. Send /history with a day (today, yesterday, <code>25-11</code>), or a number or its last four digits, such as <code>/history 5678</code>.",
		"“{query}” বুঝতে পারিনি। /history-এর সাথে দিন (আজ, গতকাল, <code>25-11</code>), অথবা নম্বর বা শেষ চার ডিজিট দিন, যেমন <code>/history 5678</code>।"}
	tSearchUnknownOwner = chat.Text{
		"I did not understand “{query}”, and no member has this name. Send /history with a day (today, yesterday, <code>25-11</code>), a member's name, or a number or its last four digits, such as <code>/history 5678</code>.",
		"“{query}” বুঝতে পারিনি, এই নামে কোনো সদস্যও নেই। /history-এর সাথে দিন (আজ, গতকাল, <code>25-11</code>), সদস্যের নাম, অথবা নম্বর বা শেষ চার ডিজিট দিন, যেমন <code>/history 5678</code>।"}
	tNothingFoundOwner = chat.Text{
		"No order and no member fits “{query}”. Send /history with a number, its last four digits, an amount, a day such as yesterday or <code>25-11</code>, a transaction id or a member's name.",
		"“{query}” দিয়ে কোনো অর্ডার বা সদস্য নেই। /history-এর সাথে নম্বর, শেষ চার ডিজিট, টাকার অঙ্ক, দিন যেমন গতকাল বা <code>25-11</code>, ট্রানজেকশন আইডি বা সদস্যের নাম দিন।"}
	tWhichMember = chat.Text{"Several members fit “{query}”. Which one?", "“{query}” নামে কয়েকজন সদস্য আছেন। কে?"}
	tTries       = chat.Text{"Tries that did not reach the panel: {count}", "প্যানেলে পৌঁছায়নি এমন চেষ্টা: {count}টি"}
	tAskedTimes  = chat.Text{"Panel asked: {count}, last {time}", "খোঁজ নেওয়া হয়েছে {count} বার, শেষবার {time}"}
	tPanelSaid   = chat.Text{"The panel's last words: “{message}”", "প্যানেলের শেষ কথা: “{message}”"}
	tHistoryRow  = chat.Text{
		"{mark} {time} {number} {amount} {operator}",
		"{mark} {time} {number} {amount} {operator}"}
	tHistoryLine  = chat.Text{"{n}. {row}", "{n}. {row}"}
	tTapToOpen    = chat.Text{"Tap a number to open the order.", "অর্ডারটি দেখতে নিচের সংখ্যা চাপুন।"}
	tFoundHead    = chat.Text{"<b>Found: {count}</b> for “{query}”", "“{query}” দিয়ে <b>পাওয়া গেছে: {count}টি</b>"}
	tNothingFound = chat.Text{
		"No order of yours fits “{query}”. Send /history with a number or its last four digits, such as <code>/history 5678</code>, an amount, a day such as yesterday, an order id or a transaction id.",
		"“{query}” দিয়ে আপনার কোনো অর্ডার নেই। /history-এর সাথে নম্বর বা শেষ চার ডিজিট দিন, যেমন <code>/history 5678</code>, অথবা টাকার অঙ্ক, দিন যেমন গতকাল, অর্ডার আইডি বা ট্রানজেকশন আইডি।"}
	tSentAt  = chat.Text{"Sent to the panel {time}", "প্যানেলে পাঠানো {time}"}
	tEndedAt = chat.Text{"Ended {time}", "শেষ হয়েছে {time}"}
	bBack    = chat.Text{"◀ Back", "◀ ফিরে যান"}
	tMissed  = chat.Text{
		"<b>How your last orders ended</b>\nThe bot could not reach you for a while.",
		"<b>আপনার শেষ অর্ডারগুলোর ফল</b>\nকিছু সময় আপনাকে জানানো যায়নি।"}
	tMarks = chat.Text{
		"✅ done · ❌ failed · ⏳ on its way · ❓ unclear",
		"✅ হয়ে গেছে · ❌ হয়নি · ⏳ পেন্ডিং · ❓ অনিশ্চিত"}
	tBalanceAsking = chat.Text{"💰 Asking the panel for the balance…", "💰 প্যানেলে ব্যালেন্স দেখছি…"}
	tBalanceLast   = chat.Text{"💰 <b>{balance}</b> at the panel, {age} ago.", "💰 প্যানেলে <b>{balance}</b> আছে, {age} আগের হিসাব।"}
	bOlder         = chat.Text{"◀ Older", "◀ আগের"}
	bNewer         = chat.Text{"Newer ▶", "পরের ▶"}
	mRecharge      = chat.Text{"Recharge a number", "নম্বরে রিচার্জ"}
	mStatus        = chat.Text{"Orders on their way", "পেন্ডিং অর্ডার"}
	mHistory       = chat.Text{"Your orders", "আপনার সব অর্ডার"}
	mBalance       = chat.Text{"Money for recharges", "রিচার্জের টাকা আছে কি না"}
	mLanguage      = chat.Text{"বাংলা / English", "বাংলা / English"}
	mCancel        = chat.Text{"Stop what you are doing", "যা করছেন তা বাতিল"}
	mHelp          = chat.Text{"How it works", "কীভাবে ব্যবহার করবেন"}
	mStart         = chat.Text{"Begin", "শুরু"}
)
