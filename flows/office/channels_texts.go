package office

import "rechargebot/flows/chat"

var (
	mChannels = chat.Text{"Where members pay in", "কোথায় টাকা জমা হয়"}
	tChannels = chat.Text{
		"<b>🏦 Where members pay in</b>\nTap one to change it.",
		"<b>🏦 কোথায় টাকা জমা হয়</b>\nবদলাতে চাপুন।"}
	tChannelsNone = chat.Text{
		"<b>🏦 Where members pay in</b>\nNothing yet. Add your bKash, Nagad or another account, so that members can pay in.",
		"<b>🏦 কোথায় টাকা জমা হয়</b>\nএখনও কিছু নেই। আপনার বিকাশ, নগদ বা অন্য অ্যাকাউন্ট যোগ করুন, তাহলে সদস্যরা টাকা জমা দিতে পারবেন।"}
	tChannelRow    = chat.Text{"🟢 {name}, on {number}", "🟢 {name}, চালু {number}"}
	tChannelRowOff = chat.Text{"⚪ {name}, off {number}", "⚪ {name}, বন্ধ {number}"}
	bNewChannel    = chat.Text{"➕ New channel", "➕ নতুন চ্যানেল"}
	bChannels      = chat.Text{"◀ All channels", "◀ সব চ্যানেল"}
	tChannelCard   = chat.Text{
		"<b>🏦 {name}</b>, {state}, {bounds}\n{whose}: {number}\nBonus {bonus}\nText in English: {english}\nText in Bangla: {bangla}",
		"<b>🏦 {name}</b>, {state}, {bounds}\n{whose}: {number}\nবোনাস {bonus}\nইংরেজি লেখা: {english}\nবাংলা লেখা: {bangla}"}
	tChannelOn          = chat.Text{"on", "চালু"}
	tChannelOff         = chat.Text{"off", "বন্ধ"}
	tChannelNothing     = chat.Text{"none", "নেই"}
	bChannelOn          = chat.Text{"🟢 Turn on", "🟢 চালু করুন"}
	bChannelOff         = chat.Text{"⚪ Turn off", "⚪ বন্ধ করুন"}
	tChannelAdded       = chat.Text{"✅ <b>Added.</b> This is what members see when they pay in.", "✅ <b>যোগ হলো।</b> টাকা জমা দেওয়ার সময় সদস্যরা এটি দেখবেন।"}
	tChannelChanged     = chat.Text{"✏️ {admin} changed where members pay in:", "✏️ কোথায় টাকা জমা হয়, {admin} বদলেছেন:"}
	tChannelNeedsNumber = chat.Text{"Give the number first: nobody could pay without it.", "আগে নম্বর দিন, নম্বর ছাড়া কেউ টাকা পাঠাতে পারবেন না।"}
	tChannelThere       = chat.Text{
		"There is a channel “{name}” already. Write another name, such as <code>bKash 2</code>.",
		"“{name}” নামে চ্যানেল আগেই আছে। অন্য নাম লিখুন, যেমন <code>bKash 2</code>।"}

	bFieldName    = chat.Text{"Name", "নাম"}
	bFieldNumber  = chat.Text{"Number", "নম্বর"}
	bFieldKind    = chat.Text{"Kind", "ধরন"}
	bFieldLeast   = chat.Text{"Least", "কমপক্ষে"}
	bFieldMost    = chat.Text{"Most", "সর্বোচ্চ"}
	bFieldBonus   = chat.Text{"Bonus", "বোনাস"}
	bFieldEnglish = chat.Text{"Text in English", "ইংরেজি লেখা"}
	bFieldBangla  = chat.Text{"Text in Bangla", "বাংলা লেখা"}
	bNoNumber     = chat.Text{"Leave it out", "বাদ দিন"}
	bNoBound      = chat.Text{"No limit", "সীমা নেই"}
	bNoBonus      = chat.Text{"No bonus", "বোনাস নেই"}
	bNoLine       = chat.Text{"No text", "লেখা নেই"}
	bNoKind       = chat.Text{"None of these", "কোনোটি নয়"}

	tNewChannel = chat.Text{
		"<b>How do members pay you?</b> Tap one, or write a name, such as <code>City Bank</code>.",
		"<b>সদস্যরা কীভাবে টাকা দেবেন?</b> বাছুন, অথবা নাম লিখুন, যেমন <code>City Bank</code>।"}
	tAskChannelName   = chat.Text{"<b>New name for {name}?</b> Write it, such as <code>bKash 2</code>.", "<b>{name}-এর নতুন নাম?</b> লিখুন, যেমন <code>bKash 2</code>।"}
	tAskChannelNumber = chat.Text{
		"<b>Your {name} number or account?</b> Members copy it. Write it, such as <code>{example}</code>.",
		"<b>আপনার {name} নম্বর বা অ্যাকাউন্ট?</b> সদস্যরা কপি করবেন। লিখুন, যেমন <code>{example}</code>।"}
	tAskChannelWhere = chat.Text{
		"<b>{name}: where, or to whom?</b> Members read it. Write it, such as <code>{example}</code>.",
		"<b>{name}: কোথায়, কার কাছে?</b> সদস্যরা পড়বেন। লিখুন, যেমন <code>{example}</code>।"}
	tAskChannelKind  = chat.Text{"<b>What kind of {name} number is it?</b>", "<b>{name} নম্বরটি কোন ধরনের?</b>"}
	tAskChannelLeast = chat.Text{"<b>Least of one deposit by {name}?</b> Write it, such as <code>100</code>.", "<b>{name}-এ একবারে কমপক্ষে কত?</b> লিখুন, যেমন <code>100</code>।"}
	tAskChannelMost  = chat.Text{"<b>Most of one deposit by {name}?</b> Write it, such as <code>25000</code>.", "<b>{name}-এ একবারে সর্বোচ্চ কত?</b> লিখুন, যেমন <code>25000</code>।"}
	tAskBonus        = chat.Text{"<b>Bonus on each deposit by {name}, in per cent?</b> Write it, such as <code>1.5</code>.", "<b>{name}-এ জমার ওপর বোনাস শতকরা কত?</b> লিখুন, যেমন <code>1.5</code>।"}
	tAskLineEnglish  = chat.Text{
		"<b>What should members read below {name}, in English?</b> Write it, such as: Use Send Money, not Payment.",
		"<b>{name}-এর নিচে সদস্যরা ইংরেজিতে কী পড়বেন?</b> লিখুন, যেমন: Use Send Money, not Payment."}
	tAskLineBangla = chat.Text{
		"<b>What should members read below {name}, in Bangla?</b> Write it in Bangla letters.",
		"<b>{name}-এর নিচে সদস্যরা বাংলায় কী পড়বেন?</b> লিখুন, যেমন: সেন্ড মানি করুন, পেমেন্ট নয়।"}
	tBadChannelName = chat.Text{
		"“{typed}” cannot be the name: 2 to 24 characters, and the provider stays, such as <code>bKash 2</code>. For another provider add a new channel.",
		"“{typed}” নাম হতে পারে না: ২ থেকে ২৪ অক্ষর, আর কোম্পানি একই থাকবে, যেমন <code>bKash 2</code>। অন্য কোম্পানির জন্য নতুন চ্যানেল যোগ করুন।"}
	tBadNewName = chat.Text{
		"“{typed}” is no name: write 2 to 24 characters, such as <code>City Bank</code>.",
		"“{typed}” নাম হতে পারে না: ২ থেকে ২৪ অক্ষরে লিখুন, যেমন <code>City Bank</code>।"}
	tBadChannelNumber = chat.Text{
		"“{typed}” is no {name} number. Write it whole, such as <code>{example}</code>.",
		"“{typed}” {name} নম্বর নয়। পুরোটা লিখুন, যেমন <code>{example}</code>।"}
	tBadLeast = chat.Text{
		"“{typed}” cannot be the least. Write taka, such as <code>100</code>, not above the most ({most}).",
		"“{typed}” কমপক্ষে হতে পারে না। টাকায় লিখুন, যেমন <code>100</code>, সর্বোচ্চের ({most}) বেশি নয়।"}
	tBadMost = chat.Text{
		"“{typed}” cannot be the most. Write taka, such as <code>25000</code>, not below the least ({least}) and up to {sum}.",
		"“{typed}” সর্বোচ্চ হতে পারে না। টাকায় লিখুন, যেমন <code>25000</code>, কমপক্ষের ({least}) কম নয়, বড়জোর {sum}।"}
	tBadBonus = chat.Text{
		"“{typed}” cannot be the bonus. Write per cent from 0 to 20, such as <code>1.5</code>.",
		"“{typed}” বোনাস হতে পারে না। শতকরা ০ থেকে ২০-এর মধ্যে লিখুন, যেমন <code>1.5</code>।"}
	tBadLine = chat.Text{
		"That is too long. Write at most 200 characters, such as: <code>Send Money</code>",
		"লেখাটি বেশি লম্বা। সর্বোচ্চ ২০০ অক্ষরে লিখুন, যেমন: <code>Send Money</code>"}

	bCrediting = chat.Text{"⚡ Automatic booking", "⚡ নিজে থেকে জমা"}
	tCrediting = chat.Text{
		"⚡ A deposit up to {most} that matches your SMS is booked by itself.",
		"⚡ আপনার SMS-এর সাথে মিললে {most} পর্যন্ত জমা নিজে থেকে হয়।"}
	tCreditingOff = chat.Text{
		"⚡ Automatic booking is off: you approve each deposit.",
		"⚡ নিজে থেকে জমা বন্ধ: প্রতিটি জমা আপনি ঠিক করেন।"}
	tAskCrediting = chat.Text{
		"<b>Up to which sum is a deposit booked by itself?</b> Only where channel, transaction id and exact amount are as in the SMS that you paste. Write it, such as <code>1000</code>; <code>0</code> is off.",
		"<b>কত টাকা পর্যন্ত জমা নিজে থেকে হবে?</b> শুধু যদি চ্যানেল, ট্রানজেকশন আইডি ও টাকা আপনার দেওয়া SMS-এর সাথে হুবহু মেলে। লিখুন, যেমন <code>1000</code>; বন্ধ করতে <code>0</code>।"}
	tBadCrediting = chat.Text{
		"“{typed}” is no sum from 0 to {most}. Write it in taka, such as <code>1000</code>; <code>0</code> is off.",
		"“{typed}” ০ থেকে {most}-এর মধ্যে নয়। টাকায় লিখুন, যেমন <code>1000</code>; বন্ধ করতে <code>0</code>।"}
	tCreditingSet   = chat.Text{"⚡ <b>Booked by itself up to {most}</b>, set by {admin}.", "⚡ <b>{most} পর্যন্ত নিজে থেকে জমা হবে</b>, ঠিক করেছেন {admin}।"}
	tCreditingEnded = chat.Text{"⚡ <b>Automatic booking is off</b>, set by {admin}.", "⚡ <b>নিজে থেকে জমা বন্ধ</b>, ঠিক করেছেন {admin}।"}
)
