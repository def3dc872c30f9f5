package office

import "rechargebot/flows/chat"

var (
	tPkHome = chat.Text{
		"<b>📦 Packs</b>: {count} on, {off} off.\nOpen an operator to change, confirm or switch off its packs.",
		"<b>📦 প্যাক</b>: চালু {count}টি, বন্ধ {off}টি।\nবদলাতে, ঠিক আছে জানাতে বা বন্ধ করতে অপারেটর চাপুন।"}
	tPkEmpty = chat.Text{
		"<b>📦 Packs</b>\nThere are none yet. Add one, or ask for the sample sheet, fill it in and send it back.",
		"<b>📦 প্যাক</b>\nএখনও একটিও নেই। একটি যোগ করুন, বা নমুনা শিট নিয়ে লিখে ফেরত পাঠান।"}
	tPkStale    = chat.Text{"⚠️ {count} not confirmed for 30 days.", "⚠️ {count}টি ৩০ দিন ধরে মিলিয়ে দেখা হয়নি।"}
	tPkOperator = chat.Text{"{operator} · {connection} ({count})", "{operator} · {connection} ({count}টি)"}
	tPkPostpaid = chat.Text{"{operator} · postpaid", "{operator} · পোস্টপেইড"}
	bPacks      = chat.Text{"◀ Packs", "◀ প্যাক"}
	bPkAdd      = chat.Text{"➕ Add a pack", "➕ প্যাক যোগ করুন"}
	bPkOut      = chat.Text{"📄 As a sheet", "📄 শিট নিন"}
	bPkSample   = chat.Text{"📄 Sample sheet", "📄 নমুনা শিট"}
	bPkIn       = chat.Text{"📥 Send a sheet in", "📥 শিট পাঠান"}
	bPkBlocked  = chat.Text{"⛔ Blocked amounts", "⛔ বন্ধ করা টাকা"}
	bPkLimits   = chat.Text{"📏 Limits of one order", "📏 এক অর্ডারের সীমা"}
	tPkList     = chat.Text{"<b>📦 {operator} · {connection}</b>", "<b>📦 {operator} · {connection}</b>"}
	tPkRow      = chat.Text{"{n}. {mark}{amount} · {pack}", "{n}. {mark}{amount} · {pack}"}
	tPkMarks    = chat.Text{
		"⚠️ not confirmed for 30 days · ⏸ off · ✋ by hand\nTap a number to open the pack.",
		"⚠️ ৩০ দিন মিলিয়ে দেখা হয়নি · ⏸ বন্ধ · ✋ হাতে করা\nপ্যাক দেখতে সংখ্যা চাপুন।"}
	bPkAllRight = chat.Text{"✅ All of these are still right", "✅ সবগুলো এখনও ঠিক আছে"}
	tPkCard     = chat.Text{
		"<b>{pack}</b>\n{operator} · {connection} · <b>{amount}</b>\n{kind}\nEnglish: {title}\nBangla: {bangla}",
		"<b>{pack}</b>\n{operator} · {connection} · <b>{amount}</b>\n{kind}\nইংরেজি: {title}\nবাংলা: {bangla}"}
	tPkNone         = chat.Text{"not set", "দেওয়া নেই"}
	tPkPrice        = chat.Text{"A reseller’s wallet pays {price}", "রিসেলারের খরচ {price}"}
	tPkPlanPrice    = chat.Text{"A reseller’s wallet pays by their plan", "রিসেলারের খরচ তাঁর প্ল্যান অনুযায়ী"}
	tPkFrom         = chat.Text{"From {day} on", "{day} থেকে"}
	tPkTo           = chat.Text{"Over on {day}", "{day} তারিখে শেষ"}
	tPkByAmount     = chat.Text{"Bought by sending the amount", "টাকা পাঠালেই কেনা হয়"}
	tPkByHand       = chat.Text{"✋ By hand, within {age}", "✋ হাতে করা হয়, সর্বোচ্চ {age} লাগে"}
	tPkConfirmed    = chat.Text{"Confirmed {age} ago", "{age} আগে মিলিয়ে দেখা"}
	tPkNotConfirmed = chat.Text{"⚠️ Last confirmed {age} ago", "⚠️ শেষ মিলিয়ে দেখা {age} আগে"}
	tPkIsOff        = chat.Text{"⏸ <b>It is off.</b> Nobody can buy it.", "⏸ <b>বন্ধ আছে।</b> কেউ কিনতে পারবেন না।"}
	bPkRight        = chat.Text{"✅ Still right", "✅ ঠিক আছে"}
	bPkOff          = chat.Text{"⏸ Switch off", "⏸ বন্ধ করুন"}
	bPkOn           = chat.Text{"▶️ Switch on", "▶️ চালু করুন"}
	bPkMakeHand     = chat.Text{"✋ Make it by hand", "✋ হাতে করা হবে"}
	bPkMakeAmount   = chat.Text{"Make it by amount", "টাকা পাঠিয়ে কেনা হবে"}
	bPkAmount       = chat.Text{"Amount", "টাকা"}
	bPkTitle        = chat.Text{"Name", "নাম"}
	bPkKind         = chat.Text{"Kind", "ধরন"}
	bPkDays         = chat.Text{"Days", "মেয়াদ"}
	bPkPrice        = chat.Text{"Price", "দাম"}
	bPkStarts       = chat.Text{"Begins", "শুরু"}
	bPkEnds         = chat.Text{"Is over", "শেষ"}
	bPkPromise      = chat.Text{"Minutes it takes", "কত মিনিট লাগে"}
	tPkAdd          = chat.Text{"<b>New pack</b>\nWhich operator?", "<b>নতুন প্যাক</b>\nকোন অপারেটর?"}
	tPkAdded        = chat.Text{"✅ <b>Added, and on.</b>", "✅ <b>যোগ হয়েছে, চালু আছে।</b>"}
	tPkFault        = chat.Text{"❌ Not saved: {why}.", "❌ রাখা হয়নি: {why}।"}

	tPkAskAmount  = chat.Text{"{operator} · {connection}: which amount buys it? Whole taka, such as <code>108</code>.", "{operator} · {connection}: কত টাকায় কেনা হয়? পুরো টাকা, যেমন <code>108</code>।"}
	tPkAskTitle   = chat.Text{"What is it called? Such as <code>175 min</code>, and behind a / the name in Bangla.", "নাম কী? যেমন <code>175 min</code>, তারপর / দিয়ে বাংলা নাম।"}
	tPkAskKind    = chat.Text{"What kind of pack is it?", "কোন ধরনের প্যাক?"}
	tPkAskDays    = chat.Text{"For how many days is it good? Such as <code>7</code>; 0 to say nothing.", "মেয়াদ কত দিন? যেমন <code>7</code>; না লিখতে চাইলে ০।"}
	tPkAskPrice   = chat.Text{"What does a reseller’s wallet pay? Such as <code>104.50</code>; 0 for the price of their plan.", "রিসেলারের খরচ কত? যেমন <code>104.50</code>; প্ল্যানের রেট চাইলে ০।"}
	tPkAskStarts  = chat.Text{"From which day on? Such as <code>01-12-2026</code>; 0 for at once.", "কোন দিন থেকে? যেমন <code>01-12-2026</code>; এখনই হলে ০।"}
	tPkAskEnds    = chat.Text{"On which day is it over? Such as <code>31-12-2026</code>; 0 for never.", "কোন দিন শেষ? যেমন <code>31-12-2026</code>; শেষ না থাকলে ০।"}
	tPkAskPromise = chat.Text{"Within how many minutes is it done by hand? Such as <code>30</code>, at most 1440.", "হাতে করতে কত মিনিট লাগে? যেমন <code>30</code>, সর্বোচ্চ ১৪৪০।"}
	tPkAskBlock   = chat.Text{"{operator} · {connection}: which amount is not sent, and why? Such as <code>29 wrong pack</code>.", "{operator} · {connection}: কত টাকা পাঠানো বন্ধ, কেন? যেমন <code>29 ভুল প্যাক</code>।"}
	tPkAskLimits  = chat.Text{"{operator} · {connection}: least and most of one order? Such as <code>20 1000</code>; 0 for the first values.", "{operator} · {connection}: এক অর্ডারে কমপক্ষে ও সর্বোচ্চ কত? যেমন <code>20 1000</code>; শুরুর সীমা চাইলে ০।"}
	tPkAskSheet   = chat.Text{"Send the sheet of packs here, as .xlsx or .csv. You see what it changes before anything is saved.", "প্যাকের শিটটি এখানে পাঠান, .xlsx বা .csv। রাখার আগে কী বদলাবে দেখাব।"}

	tPkBlocked     = chat.Text{"<b>⛔ Amounts that are not sent</b>", "<b>⛔ যে টাকা পাঠানো বন্ধ</b>"}
	tPkBlockedNone = chat.Text{"<b>⛔ No amount is blocked.</b>", "<b>⛔ কোনো টাকা বন্ধ করা নেই।</b>"}
	tPkBlockedRow  = chat.Text{"{amount} · {operator} · {connection}: {reason}", "{amount} · {operator} · {connection}: {reason}"}
	bPkBlock       = chat.Text{"➕ Block an amount", "➕ টাকা বন্ধ করুন"}
	bPkUnblock     = chat.Text{"✕ {amount} · {operator} · {connection}", "✕ {amount} · {operator} · {connection}"}
	tPkBlock       = chat.Text{"<b>Block an amount</b>\nOf which operator?", "<b>টাকা বন্ধ করুন</b>\nকোন অপারেটর?"}
	tPkBadBlock    = chat.Text{"❌ That is no amount with a reason.", "❌ টাকা আর কারণ দুটোই লাগবে।"}
	tPkBlockPack   = chat.Text{"❌ {amount} buys {pack}. Switch that pack off first.", "❌ {amount} দিয়ে {pack} কেনা হয়। আগে প্যাকটি বন্ধ করুন।"}

	tPkLimits     = chat.Text{"<b>📏 Limits of one order</b>\nTap one to change it.", "<b>📏 এক অর্ডারের সীমা</b>\nবদলাতে চাপুন।"}
	tPkLimit      = chat.Text{"{operator}: {min} to {max}", "{operator}: {min} থেকে {max}"}
	tPkLimitSet   = chat.Text{"{operator}: <b>{min} to {max}</b>", "{operator}: <b>{min} থেকে {max}</b>"}
	tPkOuterLeast = chat.Text{"⚠️ {name} is set: nothing under {limit} is sent.", "⚠️ {name} দেওয়া আছে: {limit}-এর কম যাবে না।"}
	tPkOuterMost  = chat.Text{"⚠️ {name} is set: nothing over {limit} is sent.", "⚠️ {name} দেওয়া আছে: {limit}-এর বেশি যাবে না।"}
	tPkLimitsPack = chat.Text{"The amount of a pack that is on is always allowed.", "চালু প্যাকের টাকা সব সময় পাঠানো যায়।"}
	tPkBadLimits  = chat.Text{"❌ Those are no two amounts, the smaller first.", "❌ দুটি টাকার অঙ্ক লাগবে, ছোটটি আগে।"}

	tPkSheetOut = chat.Text{
		"📄 <b>Your packs.</b> Change what you like and send it back here. A row without an ID is a new pack; Active “no” switches one off.",
		"📄 <b>আপনার প্যাক।</b> যা দরকার বদলে এখানেই ফেরত পাঠান। ID খালি থাকলে নতুন প্যাক; Active “no” হলে বন্ধ।"}
	tPkSheetSample = chat.Text{
		"📄 <b>A sample.</b> Nothing in it is true: all rows are off. Put your packs in their place and send it back here.",
		"📄 <b>নমুনা।</b> এর কিছুই সত্যি নয়: সব সারি বন্ধ। নিজের প্যাক লিখে এখানেই ফেরত পাঠান।"}
	tPkSheetNot    = chat.Text{"The sheet could not be sent. Try again: /packs", "শিট পাঠানো যায়নি। আবার চেষ্টা করুন: /packs"}
	tPkBadSheet    = chat.Text{"❌ {why} Nothing was changed.", "❌ {why} কিছু বদলায়নি।"}
	tPkPreviewOld  = chat.Text{"Not saved: the sheet or the packs have changed since this was shown. Look at it again.", "সেভ হয়নি: এটা দেখানোর পর শিট বা প্যাক বদলে গেছে। আবার দেখে নিন।"}
	tPkSheetEmpty  = chat.Text{"The sheet is empty.", "শিটটি খালি।"}
	tPkSheetBig    = chat.Text{"The sheet is too big: at most 1,000 rows.", "শিটটি অনেক বড়: সর্বোচ্চ ১,০০০ সারি।"}
	tPkSheetOdd    = chat.Text{"That is no sheet that can be read: send .xlsx or .csv, without macros and password.", "এই ফাইল পড়া যায়নি: ম্যাক্রো ও পাসওয়ার্ড ছাড়া .xlsx বা .csv পাঠান।"}
	tPkSheetHidden = chat.Text{"Rows of it are hidden, as by a filter: show all rows, or delete those.", "কিছু সারি লুকানো আছে, যেমন ফিল্টারে: সব সারি দেখান বা ওগুলো মুছে দিন।"}
	tPkNoColumn    = chat.Text{"❌ The column {column} is missing. Nothing was changed.", "❌ {column} কলামটি নেই। কিছু বদলায়নি।"}
	tPkPreview     = chat.Text{
		"<b>Your sheet</b>: {added} new, {changed} changed, {off} switched off, {same} as before, <b>{wrong} wrong</b>.",
		"<b>আপনার শিট</b>: নতুন {added}টি, বদল {changed}টি, বন্ধ {off}টি, আগের মতো {same}টি, <b>ভুল {wrong}টি</b>।"}
	tPkPage = chat.Text{
		"Page {page} of {count}. The button that saves is on the last one.",
		"পৃষ্ঠা {page}/{count}। সেভ করার বোতাম শেষ পৃষ্ঠায়।"}
	tPkWrong       = chat.Text{"<b>Wrong, and left out</b>", "<b>ভুল, বাদ যাবে</b>"}
	tPkWrongRow    = chat.Text{"Line {line}: {why}", "লাইন {line}: {why}"}
	tPkNew         = chat.Text{"<b>New</b>", "<b>নতুন</b>"}
	tPkChanged     = chat.Text{"<b>Changed</b>", "<b>বদল</b>"}
	tPkSwitchedOff = chat.Text{"<b>Switched off</b>", "<b>বন্ধ</b>"}
	tPkPreviewRow  = chat.Text{"{amount} · {operator} · {pack}", "{amount} · {operator} · {pack}"}
	tPkDiffers     = chat.Text{"– {column}: {was} → {is}", "– {column}: {was} → {is}"}
	tPkMore        = chat.Text{"… and {count} more", "… আরও {count}টি"}
	bPkApply       = chat.Text{"✅ Save {count} {count|change|changes}", "✅ {count}টি বদল রাখুন"}

	tFaultOperator   = chat.Text{"there is no such operator", "এমন অপারেটর নেই"}
	tFaultConnection = chat.Text{"the type is neither prepaid nor postpaid", "ধরন প্রিপেইড বা পোস্টপেইড নয়"}
	tFaultAmount     = chat.Text{"the amount is no whole taka up to 1,00,000", "টাকা ১,০০,০০০ পর্যন্ত পুরো অঙ্ক নয়"}
	tFaultTitle      = chat.Text{"the name is missing or over 60 letters", "নাম নেই, বা ৬০ অক্ষরের বেশি"}
	tFaultKind       = chat.Text{"the kind is none of internet, minutes, bundle, validity, drive", "ধরন internet, minutes, bundle, validity, drive-এর একটি নয়"}
	tFaultDays       = chat.Text{"the days are no number up to 3650", "মেয়াদ ৩৬৫০ দিনের মধ্যে কোনো সংখ্যা নয়"}
	tFaultPrice      = chat.Text{"the price is no sum up to twice the amount", "দাম টাকার দ্বিগুণের মধ্যে কোনো অঙ্ক নয়"}
	tFaultDates      = chat.Text{"the days of beginning and end do not fit, such as <code>31-12-2026</code>", "শুরু বা শেষের তারিখ ঠিক নেই, যেমন <code>31-12-2026</code>"}
	tFaultYes        = chat.Text{"it says neither yes nor no", "yes বা no লেখা নেই"}
	tFaultPromise    = chat.Text{"the minutes are no number up to 1440", "মিনিট ১৪৪০-এর মধ্যে কোনো সংখ্যা নয়"}
	tFaultID         = chat.Text{"there is no pack with this ID; leave it empty for a new one", "এই ID-র প্যাক নেই; নতুন হলে খালি রাখুন"}
	tFaultTwice      = chat.Text{"it stands in the sheet twice", "শিটে দুবার আছে"}
	tFaultTaken      = chat.Text{"another pack that is on has this amount", "চালু আরেকটি প্যাকের একই টাকা"}
	tFaultBlocked    = chat.Text{"the amount is blocked", "এই টাকা বন্ধ করা আছে"}
	tFaultMany       = chat.Text{"there is room for 500 packs only", "৫০০টির বেশি প্যাকের জায়গা নেই"}
	mPacks           = chat.Text{"Packs, blocked amounts, limits", "প্যাক, বন্ধ টাকা, সীমা"}
)
