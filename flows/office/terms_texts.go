package office

import "rechargebot/flows/chat"

var (
	tWhosePays = chat.Text{"<b>Let in? Whose money pays for their orders?</b>", "<b>অনুমতি দেবেন? অর্ডারের টাকা কার যাবে?</b>"}
	tOrLetIn   = chat.Text{"To let them in, choose whose money pays for their orders.", "অনুমতি দিতে চাইলে বলুন, অর্ডারের টাকা কার যাবে।"}
	bOnWallet  = chat.Text{"✅ On their own wallet", "✅ তাঁর নিজের জমা টাকায়"}
	bOnMine    = chat.Text{"✅ On my money, up to {limit} a day", "✅ আমার টাকায়, দিনে {limit} পর্যন্ত"}
	tLetInOwn  = chat.Text{
		"You order on your own balance: pay in first. What you have: /balance, what it costs: /rates",
		"আপনার নিজের জমা টাকায় অর্ডার হবে: আগে টাকা জমা দিন। কত আছে: /balance, কত খরচ: /rates"}
	tLetInBalance = chat.Text{
		"You order on your own balance. What it costs: /rates",
		"আপনার নিজের জমা টাকায় অর্ডার হবে। কত খরচ: /rates"}
	tOwnerAccount = chat.Text{"Nothing is ordered on this account any more: owners order on the owner’s money.", "এই হিসাবে আর অর্ডার হয় না: মালিকের অর্ডার মালিকের টাকায় হয়।"}
	tPaysOwn      = chat.Text{"💼 Orders on their own wallet", "💼 নিজের জমা টাকায় অর্ডার করেন"}
	tPaysMine     = chat.Text{"🏪 Orders on your money", "🏪 আপনার টাকায় অর্ডার করেন"}
	tPaysMineUpTo = chat.Text{"🏪 Orders on your money, up to {limit} a day", "🏪 আপনার টাকায় অর্ডার করেন, দিনে {limit} পর্যন্ত"}
	tPayerKept    = chat.Text{
		"⚠️ Orders of theirs are still on hold, so whose money pays stays as it was. Change it once they have ended.",
		"⚠️ তাঁর কিছু অর্ডারের টাকা এখনও আটকে আছে, তাই টাকা কার তা আগের মতোই রইল। অর্ডার শেষ হলে বদলান।"}
	tSwitchHeld = chat.Text{
		"Not now: {held} is on hold for orders on their way. Change it once they have ended.",
		"এখন না: পেন্ডিং অর্ডারে {held} আটকে আছে। অর্ডার শেষ হলে বদলান।"}
	tSureOwn = chat.Text{
		"<b>Put {name} on their own wallet?</b>\nFrom the next order on, what they have paid in pays for it. They are told.",
		"<b>{name} নিজের জমা টাকায় অর্ডার করবেন?</b>\nপরের অর্ডার থেকে তাঁর জমা টাকা কাটবে। তাঁকে জানানো হবে।"}
	tSureMine = chat.Text{
		"<b>Put {name} on your money?</b>\nFrom the next order on your money pays for it, up to {limit} a day. They are told.",
		"<b>{name} আপনার টাকায় অর্ডার করবেন?</b>\nপরের অর্ডার থেকে আপনার টাকা কাটবে, দিনে {limit} পর্যন্ত। তাঁকে জানানো হবে।"}
	tWalletStays = chat.Text{"What is in their wallet stays there: {balance}", "তাঁর জমা-বাকি যেমন আছে তেমনই থাকবে: {balance}"}
	bYesSwitch   = chat.Text{"✅ Yes, change it", "✅ হ্যাঁ, বদলান"}
	tToldOwn     = chat.Text{
		"💼 <b>From now on you order on your own balance.</b>",
		"💼 <b>এখন থেকে আপনার নিজের জমা টাকায় অর্ডার হবে।</b>"}
	tToldMine = chat.Text{
		"🏪 <b>From now on the owner pays for your orders,</b> up to {limit} a day.",
		"🏪 <b>এখন থেকে আপনার অর্ডারের টাকা মালিক দেবেন,</b> দিনে {limit} পর্যন্ত।"}
	tOthersOwn  = chat.Text{"{admin} put this member on their own wallet:\n{person}", "{admin} তাঁকে নিজের জমা টাকায় দিয়েছেন:\n{person}"}
	tOthersMine = chat.Text{"{admin} put this member on your money:\n{person}", "{admin} তাঁকে মালিকের টাকায় দিয়েছেন:\n{person}"}

	bAccount     = chat.Text{"💼 Account", "💼 হিসাব"}
	tAccountHead = chat.Text{"<b>{name}</b>: account", "<b>{name}</b>: হিসাব"}
	tHas         = chat.Text{"Balance <b>{balance}</b>", "ব্যালেন্স <b>{balance}</b>"}
	tOwes        = chat.Text{"Owes you <b>{owes}</b>", "আপনার পাওনা <b>{owes}</b>"}
	tHasHeld     = chat.Text{" · on hold {held}", " · আটকে আছে {held}"}
	tOwesSince   = chat.Text{"\nOwes since {day}", "\nবাকি {day} থেকে"}
	tDueOn       = chat.Text{", due on {day}", ", দেওয়ার কথা {day}"}

	tOverdueSince  = chat.Text{", <b>overdue since {day}</b>: orders wait", ", <b>{day} তারিখে সময় পার হয়েছে</b>: অর্ডার বন্ধ"}
	tCreditNone    = chat.Text{"Credit: none", "বাকি: দেওয়া হয় না"}
	tCreditNoDate  = chat.Text{"Credit: up to {limit}, without a date", "বাকি: {limit} পর্যন্ত, তারিখ নেই"}
	tCreditUpTo    = chat.Text{"Credit: up to {limit}, for {age}", "বাকি: {limit} পর্যন্ত, {age}"}
	tBelowOwner    = chat.Text{"⚠️ <b>{missing} over the limit:</b> no orders until it is paid in.", "⚠️ <b>বাকির সীমার চেয়ে {missing} বেশি:</b> জমা না দিলে অর্ডার হবে না।"}
	tOnPlan        = chat.Text{"Plan: {plan}", "প্ল্যান: {plan}"}
	tLimits        = chat.Text{"Limits: {limits}", "সীমা: {limits}"}
	tLimNone       = chat.Text{"none", "নেই"}
	tLimLeast      = chat.Text{"an order at least {limit}", "এক অর্ডারে কমপক্ষে {limit}"}
	tLimMost       = chat.Text{"an order at most {limit}", "এক অর্ডারে সর্বোচ্চ {limit}"}
	tLimDay        = chat.Text{"{limit} a day", "দিনে {limit}"}
	tLimOrders     = chat.Text{"{count} {count|order|orders} a day", "দিনে {count}টি অর্ডার"}
	tLimOnly       = chat.Text{"only {what}", "শুধু {what}"}
	tUsedToday     = chat.Text{"Today: {used} ({count})", "আজ: {used} ({count}টি)"}
	tPaused        = chat.Text{"⏸ <b>Paused:</b> can order nothing", "⏸ <b>বন্ধ রাখা হয়েছে:</b> অর্ডার করতে পারছেন না"}
	tFrozen        = chat.Text{"✕ <b>Removed:</b> the wallet is frozen.", "✕ <b>বাদ দেওয়া হয়েছে:</b> জমা টাকা আটকানো।"}
	tFrozenPayOut  = chat.Text{"Pay out what is left.", "যা জমা আছে ফেরত দিন।"}
	bAccDeposit    = chat.Text{"💰 Deposit", "💰 জমা"}
	bAdjust        = chat.Text{"✏️ Adjust", "✏️ সংশোধন"}
	bPayOut        = chat.Text{"💸 Pay out", "💸 টাকা দিন"}
	bMove          = chat.Text{"🔁 Transfer", "🔁 অন্যকে দিন"}
	bCredit        = chat.Text{"Credit", "বাকি"}
	bMoreTime      = chat.Text{"⏰ More time", "⏰ আরও সময়"}
	bPlan          = chat.Text{"Plan", "প্ল্যান"}
	bLimits        = chat.Text{"Limits", "সীমা"}
	bAccStatement  = chat.Text{"🧾 Statement", "🧾 লেনদেন"}
	bToMine        = chat.Text{"🏪 On my money", "🏪 আমার টাকায়"}
	bToOwn         = chat.Text{"💼 On their own wallet", "💼 তাঁর নিজের জমা টাকায়"}
	bSeePanel      = chat.Text{"👁 Show them the panel’s balance", "👁 প্যানেলের ব্যালেন্স দেখতে দিন"}
	bHidePanel     = chat.Text{"✓ Sees the panel’s balance", "✓ প্যানেলের ব্যালেন্স দেখেন"}
	bPause         = chat.Text{"⏸ Pause", "⏸ বন্ধ রাখুন"}
	bGoOn          = chat.Text{"▶ Let go on", "▶ আবার চালু করুন"}
	bGone          = chat.Text{"Removed, with money in the wallet: {count}", "বাদ দেওয়া, হিসাবে টাকা আছে: {count} জন"}
	tGone          = chat.Text{"<b>Removed, with money in the wallet: {count}</b>\nTap one to pay it out.", "<b>বাদ দেওয়া, হিসাবে টাকা আছে: {count} জন</b>\nটাকা দিয়ে দিতে চাপুন।"}
	tToldPaused    = chat.Text{"⏸ <b>The owner has paused your orders.</b> Nothing new is sent. Orders you confirmed run on.", "⏸ <b>মালিক আপনার অর্ডার বন্ধ রেখেছেন।</b> নতুন কিছু পাঠানো হবে না। নিশ্চিত করা অর্ডার চলবে।"}
	tToldGoOn      = chat.Text{"▶ <b>You can order again.</b>", "▶ <b>আবার অর্ডার করতে পারেন।</b>"}
	tTermsChanged  = chat.Text{"<b>The owner has changed your terms.</b>", "<b>মালিক আপনার শর্ত বদলেছেন।</b>"}
	tRateNow       = chat.Text{"{operator}: {amount} costs {price} now", "{operator}: {amount} দিলে এখন খরচ {price}"}
	tRateNowAll    = chat.Text{"All operators: {amount} costs {price} now", "সব অপারেটর: {amount} দিলে এখন খরচ {price}"}
	tAllRates      = chat.Text{"All of it: /rates", "সব দেখতে: /rates"}
	tOthersTerms   = chat.Text{"{admin} changed the terms of a member:\n{person}\nPlan: {plan}", "{admin} একজন সদস্যের শর্ত বদলেছেন:\n{person}\nপ্ল্যান: {plan}"}
	tMoreTime      = chat.Text{"<b>How much more time for {name}?</b>", "<b>{name} আর কত সময় পাবেন?</b>"}
	bDays          = chat.Text{"{age}, until {day}", "{age}, {day} পর্যন্ত"}
	tToldTime      = chat.Text{"⏰ <b>The owner gives you time until {day}.</b> You can order until then.", "⏰ <b>মালিক আপনাকে {day} পর্যন্ত সময় দিয়েছেন।</b> ততদিন অর্ডার করতে পারবেন।"}
	tOthersTime    = chat.Text{"{admin} gave time until {day} for a debt:\n{person}", "{admin} বাকি শোধে {day} পর্যন্ত সময় দিয়েছেন:\n{person}"}
	tRemind        = chat.Text{"⏰ <b>You owe {owes}. It is due on {day}.</b> Pay it in by then, or your orders stop: /balance", "⏰ <b>আপনার বাকি {owes}। দেওয়ার তারিখ {day}।</b> তার মধ্যে জমা দিন, নইলে অর্ডার বন্ধ হবে: /balance"}
	tRemindOverdue = chat.Text{"⚠️ <b>You owe {owes}. It was due on {day}.</b> New orders wait until it is paid in: /balance", "⚠️ <b>আপনার বাকি {owes}। {day} তারিখে দেওয়ার কথা ছিল।</b> জমা না দিলে নতুন অর্ডার হবে না: /balance"}
	tOverdueOwner  = chat.Text{"⚠️ <b>Overdue: {owes}</b>, owed since {day}. Orders wait until it is paid in, or you give more time.\n{person}", "⚠️ <b>সময় পার: {owes}</b>, বাকি {day} থেকে। জমা না দিলে, বা আপনি সময় না দিলে, অর্ডার হবে না।\n{person}"}
)
