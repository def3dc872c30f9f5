package office

import "rechargebot/flows/chat"

var (
	tGroup = chat.Text{
		"I work in private chats only. Open a chat with me and send /start.",
		"আমি শুধু ব্যক্তিগত চ্যাটে কাজ করি। আমার সাথে চ্যাট খুলে /start পাঠান।"}
	tStranger = chat.Text{
		"Only resellers whom the owner has let in can use this bot. Your id is <code>{id}</code>.",
		"মালিক যাঁদের অনুমতি দিয়েছেন, শুধু তাঁরাই এই বট ব্যবহার করতে পারেন। আপনার আইডি <code>{id}</code>।"}
	bRequest     = chat.Text{"🙋 Request access", "🙋 অনুমতি চাই"}
	tRequested   = chat.Text{"Your request is with the owner. You will be told here. Your id is <code>{id}</code>.", "আপনার অনুরোধ মালিকের কাছে গেছে। এখানেই জানানো হবে। আপনার আইডি <code>{id}</code>।"}
	tRequestKept = chat.Text{
		"Your request is kept. The owner cannot be reached now and sees it on opening the bot; you will be told here. Your id is <code>{id}</code>: you can also send it to the owner yourself.",
		"আপনার অনুরোধ রাখা হলো। মালিক এখন বটে নেই, বট খুললেই দেখবেন; কী হলো এখানেই জানাব। আপনার আইডি <code>{id}</code>, চাইলে নিজেই মালিককে পাঠাতে পারেন।"}
	tRequestedAt = chat.Text{
		"<b>Your request of {asked} is with the owner.</b> You will be told here. You can ask again after {again}.",
		"<b>আপনি {asked}-এ অনুরোধ করেছেন, তা মালিকের কাছে আছে।</b> কী হলো এখানেই জানাব। {again}-এর পর আবার চাইতে পারবেন।"}
	tRequestWaits = chat.Text{
		"<b>Your request of {asked} is with the owner and not decided yet.</b> You can ask again.",
		"<b>আপনি {asked}-এ অনুরোধ করেছেন, মালিক এখনও কিছু ঠিক করেননি।</b> আবার চাইতে পারেন।"}
	tYourID       = chat.Text{"Your id is <code>{id}</code>.", "আপনার আইডি <code>{id}</code>।"}
	tRequestsFull = chat.Text{
		"Too many people asked today. Send your id {id} to the owner yourself, or ask tomorrow.",
		"আজ অনেকে অনুরোধ করেছেন। আপনার আইডি {id} নিজেই মালিককে পাঠান, বা আগামীকাল চেষ্টা করুন।"}
	tLetIn = chat.Text{
		"✅ The owner has let you in. Send the number and the amount, such as <code>01712345678 50</code>, or see /help.",
		"✅ মালিক আপনাকে অনুমতি দিয়েছেন। নম্বর আর টাকা লিখে পাঠান, যেমন <code>01712345678 50</code>, অথবা দেখুন /help"}
	tDenied = chat.Text{
		"<b>The owner said no.</b> You can ask again after {again}. Talk to the owner yourself if you like.",
		"<b>মালিক অনুমতি দেননি।</b> {again}-এর পর আবার চাইতে পারবেন। চাইলে নিজেই মালিকের সাথে কথা বলুন।"}
	tDeniedOver = chat.Text{
		"<b>The owner said no.</b> You can ask again now.",
		"<b>মালিক অনুমতি দেননি।</b> এখন আবার চাইতে পারেন।"}
	tShutOut = chat.Text{
		"The owner has ended your access. Orders you confirmed run on, and you are told here how they end.",
		"মালিক আপনার অনুমতি তুলে নিয়েছেন। নিশ্চিত করা অর্ডার চলবে, কী হলো এখানেই জানাব।"}
	tShutOutDropped = chat.Text{
		"The owner has ended your access, so this tap did nothing. Nothing was sent by it. Talk to the owner.",
		"মালিক আপনার অনুমতি তুলে নিয়েছেন, তাই এই বোতামে কাজ হয়নি। এতে কিছু পাঠানো হয়নি। মালিকের সাথে কথা বলুন।"}
	tRequestCard = chat.Text{
		"🙋 <b>Somebody asks for access</b>\n{person}",
		"🙋 <b>একজন অনুমতি চাইছেন</b>\n{person}"}
	bDeny          = chat.Text{"✕ Deny", "✕ না"}
	tApprovedBy    = chat.Text{"✅ <b>Let in</b> by {admin}\n{person}", "✅ {admin} <b>অনুমতি দিয়েছেন</b>\n{person}"}
	tDeniedBy      = chat.Text{"✕ <b>Not let in</b> by {admin}\n{person}", "✕ {admin} <b>অনুমতি দেননি</b>\n{person}"}
	tDecided       = chat.Text{"This was decided already.", "সিদ্ধান্ত আগেই হয়েছে।"}
	tMembersNone   = chat.Text{"No members yet. /allow <code>123456789 Name</code> lets somebody in.", "এখনও কোনো সদস্য নেই। অনুমতি দিতে লিখুন /allow <code>123456789 নাম</code>"}
	tMembersHead   = chat.Text{"<b>Members</b>\nTap one to see more.", "<b>সদস্যরা</b>\nবিস্তারিত দেখতে চাপুন।"}
	tMembersAsking = chat.Text{"🙋 Asking to be let in: {count}, see /requests", "🙋 অনুমতি চাইছেন: {count} জন, দেখুন /requests"}
	tRequestsNone  = chat.Text{"Nobody asks to be let in.", "কেউ অনুমতি চাইছেন না।"}
	tRequestsHead  = chat.Text{"🙋 <b>Asking to be let in: {count}</b>\nTap one to decide.", "🙋 <b>অনুমতি চাইছেন: {count} জন</b>\nঠিক করতে চাপুন।"}
	tAwayHead      = chat.Text{"<b>While you could not be reached:</b>", "<b>আপনাকে যখন জানানো যায়নি:</b>"}
	tClaimed       = chat.Text{
		"✅ <b>This bot is yours now.</b> You are the owner, and are told what goes wrong. Resellers open the bot and ask; you let them in here. The link is used up.",
		"✅ <b>বটটি এখন আপনার।</b> আপনিই মালিক, সমস্যা হলে আপনাকেই জানাব। রিসেলার বট খুলে অনুমতি চাইবেন, আপনি এখানেই দেবেন। লিংকটি আর কাজ করবে না।"}
	tClaimTaken = chat.Text{"This bot has an owner already. The link does nothing any more.", "এই বটের মালিক আগেই আছেন। লিংকটি আর কাজ করে না।"}
	tClaimOld   = chat.Text{
		"This link does not work, or does no longer: one is good for an hour. Start the bot again, or run <code>rechargebot check</code>, and open the new one.",
		"লিংকটি কাজ করে না, বা মেয়াদ শেষ: একটি লিংক এক ঘণ্টা চলে। বট আবার চালু করুন, বা <code>rechargebot check</code> চালিয়ে নতুন লিংকটি খুলুন।"}
	tBackupTaken  = chat.Text{"{time}: {admin} took a copy of everything (/backup).", "{time}: {admin} সবকিছুর কপি নিয়েছেন (/backup)।"}
	tMemberActive = chat.Text{"{name} · {age} ago", "{name} · {age} আগে"}
	tMemberNever  = chat.Text{"{name} · not used yet", "{name} · এখনও ব্যবহার করেননি"}
	tMemberCard   = chat.Text{
		"{person}\nLast active: {active}\nDone this month: {month} ({count})",
		"{person}\nশেষ ব্যবহার: {active}\nএ মাসে হয়েছে: {month} ({count}টি)"}
	tAgo         = chat.Text{"{age} ago", "{age} আগে"}
	tNever       = chat.Text{"not yet", "এখনও না"}
	tBlocked     = chat.Text{"\n⚠️ Has blocked the bot: cannot be told anything.", "\n⚠️ বট ব্লক করেছেন: কিছু জানানো যাচ্ছে না।"}
	tUnreachable = chat.Text{"\n⚠️ Cannot be told anything: Telegram does not say why.", "\n⚠️ কিছু জানানো যাচ্ছে না: টেলিগ্রাম কারণ বলে না।"}
	tMustStart   = chat.Text{
		"\n\n⚠️ <b>Has not opened the bot yet.</b> They must open it and press <b>Start</b>; nothing reaches them before that.",
		"\n\n⚠️ <b>এখনও বট খোলেননি।</b> তাঁকে বট খুলে <b>Start</b> চাপতে হবে, তার আগে তিনি কিছুই পাবেন না।"}
	tPassOn         = chat.Text{"\nPass on this link: {link}", "\nএই লিংকটি পাঠিয়ে দিন: {link}"}
	bCopyLink       = chat.Text{"📋 Copy the link", "📋 লিংক কপি করুন"}
	tNotAllowed     = chat.Text{"\n✕ May not use the bot.", "\n✕ বট ব্যবহারের অনুমতি নেই।"}
	tIsOwner        = chat.Text{"\n★ Owner", "\n★ মালিক"}
	bRevoke         = chat.Text{"✕ Remove", "✕ অনুমতি তুলে নিন"}
	bAllow          = chat.Text{"✅ Let in", "✅ অনুমতি দিন"}
	bBack           = chat.Text{"◀ Members", "◀ সদস্যরা"}
	tAllowed        = chat.Text{"✅ <b>May use the bot now</b>\n{person}", "✅ <b>অনুমতি দেওয়া হলো</b>\n{person}"}
	tAllowedAlready = chat.Text{"✅ <b>May use the bot already</b>\n{person}", "✅ <b>আগে থেকেই অনুমতি আছে</b>\n{person}"}
	tRevoked        = chat.Text{
		"✕ <b>Removed</b>\n{person}\nmay no longer use the bot. Orders confirmed before run on.",
		"✕ <b>অনুমতি তুলে নেওয়া হলো</b>\n{person}\nআগে নিশ্চিত করা অর্ডার চলবে।"}
	tSureRevoke = chat.Text{
		"<b>Remove this member?</b>\n{person}\nThey can order nothing any more. Orders confirmed before run on.",
		"<b>এই সদস্যকে বাদ দেবেন?</b>\n{person}\nতিনি আর অর্ডার করতে পারবেন না। আগে নিশ্চিত করা অর্ডার চলবে।"}
	bSureRevoke  = chat.Text{"✕ Yes, remove", "✕ হ্যাঁ, বাদ দিন"}
	tAllowNumber = chat.Text{
		"{number} <b>is a mobile number, not a Telegram id.</b> Nobody was let in: a stranger may have these digits as an id.\nDo one of these instead:\n• share the person's contact here\n• the person opens the bot, presses <b>Start</b> and asks; you choose whose money pays\n• or send the id that the bot tells them: <code>/allow 123456789 Karim</code>",
		"{number} <b>মোবাইল নম্বর, টেলিগ্রাম আইডি নয়।</b> কাউকে অনুমতি দেওয়া হয়নি: এই সংখ্যা অচেনা কারও আইডি হতে পারে।\nতার বদলে যেকোনো একটি করুন:\n• তাঁর কন্টাক্ট এখানে শেয়ার করুন\n• তিনি বট খুলে <b>Start</b> চেপে অনুমতি চাইবেন, কার টাকায় অর্ডার হবে আপনি বেছে নেবেন\n• অথবা বট তাঁকে যে আইডি দেখায় সেটি পাঠান: <code>/allow 123456789 Karim</code>"}
	tNeverWrote = chat.Text{
		"<b>Nobody with this id has written to the bot.</b>\n{person}\nIs the id right? A wrong one lets a stranger in.",
		"<b>এই আইডির কেউ বটে কখনও লেখেননি।</b>\n{person}\nআইডি ঠিক আছে তো? ভুল হলে অচেনা কেউ ঢুকে পড়বে।"}
	tContact = chat.Text{
		"<b>What is this contact for?</b>\n{person}",
		"<b>এই কন্টাক্ট কীসের জন্য?</b>\n{person}"}
	bRechargeNumber = chat.Text{"📱 Recharge {number}", "📱 {number} রিচার্জ"}
	tNotMember      = chat.Text{"{id} is not a member. See /members.", "{id} সদস্য নন। দেখুন /members"}
	tOwnerStays     = chat.Text{
		"{id} is an owner and cannot be removed here. Owners named in ADMIN_IDS are taken out there.",
		"{id} মালিক, এখানে বাদ দেওয়া যায় না। ADMIN_IDS-এ লেখা মালিককে সেখান থেকে বাদ দিতে হয়।"}
	tAllowUsage = chat.Text{
		"Send the person's id, and a name if you like: <code>/allow 123456789 Karim</code>. The person sees the id after /start.",
		"আইডি দিন, চাইলে নামও: <code>/allow 123456789 Karim</code>। তিনি বটে /start দিলে নিজের আইডি দেখতে পাবেন।"}
	tRevokeUsage = chat.Text{
		"Send the member's id: <code>/revoke 123456789</code>. /members shows them all.",
		"সদস্যের আইডি দিন: <code>/revoke 123456789</code>। সবাইকে দেখতে /members"}
	tStuckNone = chat.Text{"No order is stuck.", "কোনো অর্ডার আটকে নেই।"}
	tStuckHead = chat.Text{
		"<b>Stuck: {count}</b>\nLook each up at the panel, then tap it here.",
		"<b>আটকে আছে: {count}</b>\nপ্যানেলে দেখে নিন, তারপর এখানে চাপুন।"}
	tSureArrived = chat.Text{
		"<b>Sure that it arrived?</b> The order becomes <b>done</b> and the reseller is told.",
		"<b>পৌঁছেছে, নিশ্চিত?</b> অর্ডারে লেখা হবে <b>রিচার্জ হয়ে গেছে</b>, এবং রিসেলারকে জানানো হবে।"}
	tSureFailed = chat.Text{
		"<b>Sure that it did not arrive, and will not?</b> The order becomes <b>failed</b>, and the reseller may send it again.",
		"<b>পৌঁছায়নি এবং পৌঁছাবেও না, নিশ্চিত?</b> অর্ডার <b>হয়নি</b> লেখা হবে, রিসেলার আবার পাঠাতে পারবেন।"}
	bSureArrived   = chat.Text{"✅ Yes, it arrived", "✅ হ্যাঁ, পৌঁছেছে"}
	bSureFailed    = chat.Text{"✕ Yes, it did not arrive", "✕ হ্যাঁ, পৌঁছায়নি"}
	bGoBack        = chat.Text{"◀ Back", "◀ ফিরে যান"}
	tSettledBefore = chat.Text{"The order has ended already.", "অর্ডারটি আগেই শেষ হয়েছে।"}
	tLearned       = chat.Text{
		"✅ From now on these words mean that nothing was taken:\n“{message}”\n/refusals lists them all and takes them back.",
		"✅ এখন থেকে এই কথার মানে কিছুই নেওয়া হয়নি:\n“{message}”\nসব দেখতে বা ফেরাতে /refusals"}
	tRefusals = chat.Text{
		"<b>Words of the panel that mean “not taken”: {count}</b>\nYou declared them yourself. Tap one to take it back.",
		"<b>প্যানেলের যেসব কথার মানে “নেওয়া হয়নি”: {count}টি</b>\nআপনিই ঠিক করেছেন। ফিরিয়ে নিতে চাপুন।"}
	tRefusalsNone = chat.Text{
		"No words are declared to mean “not taken”. Where the panel refuses in new words, you are asked.",
		"“নেওয়া হয়নি” বলে কোনো কথা ঠিক করা নেই। প্যানেল নতুন কথায় ফিরিয়ে দিলে আপনাকে জিজ্ঞেস করা হবে।"}
	tUnlearned = chat.Text{"Taken back. Orders refused so are looked up again.", "ফিরিয়ে নেওয়া হয়েছে। এমন অর্ডারে আবার খোঁজ নেওয়া হবে।"}
	mRefusals  = chat.Text{"Words that mean “not taken”", "যে কথার মানে “নেওয়া হয়নি”"}
	tBackup    = chat.Text{
		"Backup, {time}. Keep it private: it holds every order and member. To put it back: <code>rechargebot restore</code>",
		"ব্যাকআপ, {time}। কাউকে দেবেন না: এতে সব অর্ডার ও সদস্য আছে। ফিরিয়ে আনতে: <code>rechargebot restore</code>"}
	tNoBackup = chat.Text{
		"⚠️ <b>No backup was sent.</b> The copy could not be made, or is larger than the 50 MB that Telegram takes; the log says which. Set <code>BACKUP_DIR</code>: daily copies go there.",
		"⚠️ <b>ব্যাকআপ পাঠানো হয়নি।</b> কপি তৈরি হয়নি, অথবা টেলিগ্রামের সীমা ৫০ MB-এর চেয়ে বড়; কারণ লগে আছে। <code>BACKUP_DIR</code> ঠিক করে দিন: প্রতিদিনের কপি সেখানে থাকবে।"}
	mBackup   = chat.Text{"Backup of everything", "সবকিছুর ব্যাকআপ"}
	mMembers  = chat.Text{"Who may use the bot", "কারা ব্যবহার করতে পারেন"}
	mRequests = chat.Text{"Who asks to be let in", "কারা অনুমতি চাইছেন"}
	mAllow    = chat.Text{"Let somebody in", "কাউকে অনুমতি দিন"}
	mRevoke   = chat.Text{"Remove somebody", "অনুমতি তুলে নিন"}
	mStuck    = chat.Text{"Orders that take too long", "আটকে থাকা অর্ডার"}
	hMembers  = chat.Text{"/members, /plans – resellers, accounts, rates; /requests – who asks", "/members, /plans – সদস্য, হিসাব, রেট; /requests – কারা চাইছেন"}
	hAllow    = chat.Text{"/allow <code>123456789 Name</code>, /revoke – let in, remove", "/allow <code>123456789 নাম</code>, /revoke – অনুমতি দিন, তুলে নিন"}
	hTodo     = chat.Text{"/todo – orders by hand; /packs – packs, blocked amounts, limits", "/todo – হাতে করার অর্ডার; /packs – প্যাক, বন্ধ টাকা, লিমিট"}
	hStuck    = chat.Text{"/stuck – late orders; /complaints – customer got nothing; /refusals – words for “not taken”", "/stuck – আটকে থাকা অর্ডার; /complaints – অভিযোগ; /refusals – প্যানেলের “নেওয়া হয়নি” কথাগুলো"}
	hBackup   = chat.Text{"/backup – a copy of everything", "/backup – সবকিছুর কপি"}
)
