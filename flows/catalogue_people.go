package flows

// Who may use the bot: strangers, members, admins.
var (
	tStranger = Text{
		"Only resellers whom the owner has let in can use this bot. Your id is <code>{id}</code>.",
		"মালিক যাঁদের অনুমতি দিয়েছেন, শুধু তাঁরাই এই বট ব্যবহার করতে পারেন। আপনার আইডি <code>{id}</code>।"}
	bRequest       = Text{"🙋 Request access", "🙋 অনুমতি চাই"}
	tRequested     = Text{"Your request is with the owner. You will be told here. Your id is <code>{id}</code>.", "আপনার অনুরোধ মালিকের কাছে গেছে। এখানেই জানানো হবে। আপনার আইডি <code>{id}</code>।"}
	tRequestedOnce = Text{
		"You have asked already; the owner knows. You can ask again after a day.",
		"আপনি আগেই অনুরোধ করেছেন; মালিক জানেন। এক দিন পর আবার চাইতে পারবেন।"}
	tRequestsFull = Text{
		"Too many people asked today. Send your id {id} to the owner yourself, or ask tomorrow.",
		"আজ অনেকে অনুরোধ করেছেন। আপনার আইডি {id} নিজেই মালিককে পাঠান, বা আগামীকাল চেষ্টা করুন।"}
	tLetIn = Text{
		"✅ The owner has let you in. Send the number and the amount, such as <code>01712345678 50</code>, or see /help.",
		"✅ মালিক আপনাকে অনুমতি দিয়েছেন। নম্বর আর টাকা লিখে পাঠান, যেমন <code>01712345678 50</code>, অথবা দেখুন /help"}
	tDenied = Text{
		"The owner did not let you in. Talk to the owner; you can ask again after a day.",
		"মালিক অনুমতি দেননি। মালিকের সাথে কথা বলুন; এক দিন পর আবার চাইতে পারবেন।"}
	tShutOut = Text{
		"The owner has ended your access. Orders you confirmed run on, and you are told here how they end.",
		"মালিক আপনার অনুমতি তুলে নিয়েছেন। নিশ্চিত করা অর্ডার চলবে, ফল এখানেই জানাব।"}
	tShutOutDropped = Text{
		"The owner has ended your access, so this tap did nothing. Nothing was sent by it. Talk to the owner.",
		"মালিক আপনার অনুমতি তুলে নিয়েছেন, তাই এই বোতামে কাজ হয়নি। এতে কিছু পাঠানো হয়নি। মালিকের সাথে কথা বলুন।"}

	tRequestCard = Text{
		"🙋 <b>Somebody asks for access</b>\n{person}",
		"🙋 <b>একজন অনুমতি চাইছেন</b>\n{person}"}
	tPerson = Text{
		"<b>{name}</b>{username}\nid <code>{id}</code>",
		"<b>{name}</b>{username}\nআইডি <code>{id}</code>"}
	tNoName       = Text{"(no name)", "(নাম নেই)"}
	bApprove      = Text{"✅ Approve", "✅ অনুমতি দিন"}
	bDeny         = Text{"✕ Deny", "✕ না"}
	tApprovedBy   = Text{"✅ <b>Let in</b> by {admin}\n{person}", "✅ {admin} <b>অনুমতি দিয়েছেন</b>\n{person}"}
	tDeniedBy     = Text{"✕ <b>Not let in</b> by {admin}\n{person}", "✕ {admin} <b>অনুমতি দেননি</b>\n{person}"}
	tDecided      = Text{"This was decided already.", "এটি আগেই ঠিক করা হয়েছে।"}
	tMembersNone  = Text{"No members yet. /allow <code>123456789 Name</code> lets somebody in.", "এখনও কোনো সদস্য নেই। অনুমতি দিতে লিখুন /allow <code>123456789 নাম</code>"}
	tMembersHead  = Text{"<b>Members</b>\nTap one to see more.", "<b>সদস্যরা</b>\nবিস্তারিত দেখতে চাপুন।"}
	tMemberActive = Text{"{name} · {age}", "{name} · {age}"}
	tMemberNever  = Text{"{name} · not seen yet", "{name} · এখনও আসেননি"}
	tMemberCard   = Text{
		"{person}\nLast active: {active}\nDone this month: {month} ({count})",
		"{person}\nশেষ এসেছেন: {active}\nএ মাসে সফল: {month} ({count}টি)"}
	tAgo            = Text{"{age} ago", "{age} আগে"}
	tNever          = Text{"not yet", "এখনও না"}
	tUnreachable    = Text{"\n⚠️ Has blocked the bot: cannot be told anything.", "\n⚠️ বট ব্লক করেছেন: কিছু জানানো যাচ্ছে না।"}
	tNotAllowed     = Text{"\n✕ May not use the bot.", "\n✕ বট ব্যবহারের অনুমতি নেই।"}
	tIsAdmin        = Text{"\n★ Owner", "\n★ মালিক"}
	bRevoke         = Text{"✕ Remove", "✕ অনুমতি তুলে নিন"}
	bAllow          = Text{"✅ Let in", "✅ অনুমতি দিন"}
	bBack           = Text{"◀ Members", "◀ সদস্যরা"}
	tAllowed        = Text{"✅ <b>May use the bot now</b>\n{person}", "✅ <b>অনুমতি দেওয়া হলো</b>\n{person}"}
	tAllowedAlready = Text{"✅ <b>May use the bot already</b>\n{person}", "✅ <b>আগে থেকেই অনুমতি আছে</b>\n{person}"}
	tRevoked        = Text{
		"✕ <b>Removed</b>\n{person}\nmay no longer use the bot. Orders confirmed before run on.",
		"✕ <b>অনুমতি তুলে নেওয়া হলো</b>\n{person}\nআগে নিশ্চিত করা অর্ডার চলবে।"}
	tNotMember  = Text{"{id} is not a member. See /members.", "{id} সদস্য নন। দেখুন /members"}
	tAdminStays = Text{
		"{id} is an owner by the settings (ADMIN_IDS). Only a change there ends it.",
		"{id} সেটিংসে (ADMIN_IDS) মালিক হিসেবে আছেন। সেখানে না বদলালে থাকবেন।"}
	tAllowUsage = Text{
		"Send the person's id, and a name if you like: <code>/allow 123456789 Karim</code>. The person sees the id after /start.",
		"আইডি দিন, চাইলে নামও: <code>/allow 123456789 Karim</code>। তিনি বটে /start দিলে নিজের আইডি দেখতে পাবেন।"}
	tRevokeUsage = Text{
		"Send the member's id: <code>/revoke 123456789</code>. /members shows them all.",
		"সদস্যের আইডি দিন: <code>/revoke 123456789</code>। সবাইকে দেখতে /members"}
)

// What admins are told and decide.
var (
	tStuckNone = Text{"No order is stuck.", "কোনো অর্ডার আটকে নেই।"}
	tStuckHead = Text{
		"<b>Stuck: {count}</b>\nLook each up at the panel, then tap it here.",
		"<b>আটকে আছে: {count}</b>\nপ্যানেলে দেখে নিন, তারপর এখানে চাপুন।"}
	tStuckAdmin = Text{
		"⏳ <b>An order takes too long</b>\nLook it up at the panel by its id, then tap what you saw there. It is not sent again.",
		"⏳ <b>একটি অর্ডার আটকে আছে</b>\nআইডি দিয়ে প্যানেলে দেখুন, তারপর নিচে চাপুন। এটি আবার পাঠানো হবে না।"}
	tStuckMany = Text{
		"⏳ <b>{count} orders take too long.</b> You are not told of each any more: /stuck lists them all.",
		"⏳ <b>{count}টি অর্ডার আটকে আছে।</b> আর একটি একটি করে জানানো হবে না: সব দেখতে /stuck"}
	tResellerIs  = Text{"Reseller: {person}", "রিসেলার: {person}"}
	bArrived     = Text{"✅ It arrived", "✅ পৌঁছেছে"}
	bNotArrived  = Text{"✕ It did not arrive", "✕ পৌঁছায়নি"}
	tSureArrived = Text{
		"<b>Sure that it arrived?</b> The order becomes <b>done</b> and the reseller is told.",
		"<b>পৌঁছেছে, নিশ্চিত?</b> অর্ডার <b>সফল</b> হবে এবং রিসেলারকে জানানো হবে।"}
	tSureFailed = Text{
		"<b>Sure that it did not arrive, and will not?</b> The order becomes <b>failed</b>, and the reseller may send it again.",
		"<b>পৌঁছায়নি এবং পৌঁছাবেও না, নিশ্চিত?</b> অর্ডার <b>ব্যর্থ</b> হবে, রিসেলার আবার পাঠাতে পারবেন।"}
	bSureArrived   = Text{"✅ Yes, it arrived", "✅ হ্যাঁ, পৌঁছেছে"}
	bSureFailed    = Text{"✕ Yes, it did not arrive", "✕ হ্যাঁ, পৌঁছায়নি"}
	bGoBack        = Text{"◀ Back", "◀ ফিরে যান"}
	tSaid          = Text{"The panel said last: “{message}”", "প্যানেল শেষ বলেছে: “{message}”"}
	tSettledBefore = Text{"The order has ended already.", "অর্ডারটি আগেই শেষ হয়েছে।"}
	tReversedAdmin = Text{"⚠️ <b>The panel took its word back</b> on an order.", "⚠️ একটি অর্ডারে <b>প্যানেল কথা বদলেছে</b>।"}
	tContraryAdmin = Text{"⚠️ <b>The panel says otherwise</b> than an owner noted on an order.", "⚠️ একটি অর্ডারে <b>মালিক যা লিখেছেন, প্যানেল তার উল্টো বলছে</b>।"}
	tPanelDown     = Text{
		"🔴 <b>The panel has not answered</b> since {time}. Orders that certainly did not leave wait up to 10 minutes; unclear ones are never sent again. You will be told when it is back.",
		"🔴 <b>প্যানেল সাড়া দিচ্ছে না</b>, {time} থেকে। যেসব অর্ডার যায়নি সেগুলো ১০ মিনিট পর্যন্ত অপেক্ষা করবে; অনিশ্চিত অর্ডার আবার পাঠানো হবে না। ঠিক হলে জানাব।"}
	tPanelFails = Text{
		"🟠 <b>Orders fail at the panel.</b> The last {count} in a row{reason}. Look at the account there: balance, user, key.",
		"🟠 <b>প্যানেলে অর্ডার হচ্ছে না।</b> পরপর {count}টি ব্যর্থ{reason}। প্যানেলে অ্যাকাউন্ট দেখুন: ব্যালেন্স, ইউজার, কী।"}
	tSameTransaction = Text{
		"⚠️ <b>Two orders have the same transaction id.</b> Look at the panel whether both customers got their recharge. The other one:\n{other}",
		"⚠️ <b>দুটি অর্ডারে একই ট্রানজেকশন আইডি।</b> দুই গ্রাহকই রিচার্জ পেয়েছেন কি না প্যানেলে দেখুন। অন্যটি:\n{other}"}
	tLearn = Text{
		"The panel refused an order in words that are new here, and it turned out that nothing was taken:\n“{message}”\nUntil you say that these words always mean that, resellers wait until it is certain.",
		"প্যানেল নতুন কথায় একটি অর্ডার ফিরিয়ে দিয়েছে, পরে দেখা গেছে কিছুই নেয়নি:\n“{message}”\nএই কথার মানে সবসময় তাই কি না আপনি না বলা পর্যন্ত রিসেলারদের নিশ্চিত হওয়ার অপেক্ষা করতে হবে।"}
	bLearn   = Text{"These words mean not taken, from now on", "এই কথা মানে নেওয়া হয়নি, এখন থেকে"}
	tLearned = Text{
		"✅ From now on these words mean that nothing was taken:\n“{message}”\n/refusals lists them all and takes them back.",
		"✅ এখন থেকে এই কথার মানে কিছুই নেওয়া হয়নি:\n“{message}”\nসব দেখতে বা ফেরাতে /refusals"}
	tRefusals = Text{
		"<b>Words of the panel that mean “not taken”: {count}</b>\nYou declared them yourself. Tap one to take it back.",
		"<b>প্যানেলের যেসব কথার মানে “নেওয়া হয়নি”: {count}টি</b>\nআপনিই ঠিক করেছেন। ফিরিয়ে নিতে চাপুন।"}
	tRefusalsNone = Text{
		"No words are declared to mean “not taken”. Where the panel refuses in new words, you are asked.",
		"“নেওয়া হয়নি” বলে কোনো কথা ঠিক করা নেই। প্যানেল নতুন কথায় ফিরিয়ে দিলে আপনাকে জিজ্ঞেস করা হবে।"}
	tUnlearned = Text{"Taken back. Orders refused so are looked up again.", "ফিরিয়ে নেওয়া হয়েছে। এমন অর্ডারে আবার খোঁজ নেওয়া হবে।"}
	mRefusals  = Text{"Words that mean “not taken”", "যে কথার মানে “নেওয়া হয়নি”"}

	tPanelUpStuck = Text{"Taking too long: {count}, see /stuck", "আটকে আছে: {count}টি, দেখুন /stuck"}
	tPanelUp      = Text{
		"🟢 <b>The panel answers again</b>, after {age}. On their way: {count}.",
		"🟢 <b>প্যানেল আবার সাড়া দিচ্ছে</b>, {age} পর। চলমান অর্ডার: {count}।"}
)

// Backups.
var (
	tBackup = Text{
		"Backup, {time}. Keep it private: it holds every order and member. To put it back: <code>rechargebot restore</code>",
		"ব্যাকআপ, {time}। কাউকে দেবেন না: এতে সব অর্ডার ও সদস্য আছে। ফিরিয়ে আনতে: <code>rechargebot restore</code>"}
	tNoBackup = Text{
		"⚠️ <b>No backup was sent.</b> The copy could not be made, or is larger than the 50 MB that Telegram takes; the log says which. Set <code>BACKUP_DIR</code>: daily copies go there.",
		"⚠️ <b>ব্যাকআপ পাঠানো হয়নি।</b> কপি তৈরি হয়নি, অথবা টেলিগ্রামের সীমা ৫০ MB-এর চেয়ে বড়; কারণ লগে আছে। <code>BACKUP_DIR</code> ঠিক করে দিন: প্রতিদিনের কপি সেখানে থাকবে।"}
	mBackup = Text{"Backup of everything", "সবকিছুর ব্যাকআপ"}
)

// Rows of the command menus, without markup.
var (
	mRecharge = Text{"Recharge a number", "নম্বরে রিচার্জ"}
	mStatus   = Text{"Orders on their way", "চলমান অর্ডার"}
	mHistory  = Text{"Your orders", "আপনার সব অর্ডার"}
	mBalance  = Text{"Money for recharges", "রিচার্জের টাকা আছে কি না"}
	mLanguage = Text{"বাংলা / English", "বাংলা / English"}
	mCancel   = Text{"Stop what you are doing", "যা করছেন তা বাতিল"}
	mHelp     = Text{"How it works", "নিয়মকানুন"}
	mStart    = Text{"Begin", "শুরু"}
	mMembers  = Text{"Who may use the bot", "কারা ব্যবহার করতে পারেন"}
	mAllow    = Text{"Let somebody in", "কাউকে অনুমতি দিন"}
	mRevoke   = Text{"Remove somebody", "অনুমতি তুলে নিন"}
	mStuck    = Text{"Orders that take too long", "আটকে থাকা অর্ডার"}
)
