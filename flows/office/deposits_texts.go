package office

import "rechargebot/flows/chat"

var (
	hDeposits     = chat.Text{"/deposits – money paid in; /deposit – book one yourself; /channels – where", "/deposits – জমার অনুরোধ; /deposit – নিজে জমা লিখুন; /channels – কোথায় জমা"}
	mDeposits     = chat.Text{"Deposits that wait for you", "যেসব জমা আপনার অপেক্ষায়"}
	mBook         = chat.Text{"Book a deposit yourself", "নিজে জমা লিখুন"}
	tDepositsNone = chat.Text{"No deposit waits for you.", "কোনো জমা আপনার অপেক্ষায় নেই।"}
	tDepositsHead = chat.Text{
		"<b>💰 Deposits that wait for you</b>, the oldest first. Tap one to decide.",
		"<b>💰 যেসব জমা আপনার অপেক্ষায়</b>, পুরোনোটি আগে। ঠিক করতে চাপুন।"}
	tDepositWaits     = chat.Text{"⏰ <b>Has been waiting for you for {age}</b>", "⏰ <b>{age} ধরে আপনার অপেক্ষায়</b>"}
	tDepositDecided   = chat.Text{"This deposit was decided already. Nothing was booked now.", "এই জমা আগেই ঠিক করা হয়েছে। এবার কিছু জমা হয়নি।"}
	tDepositCorrected = chat.Text{"The member has corrected this deposit. Look at it again; nothing was booked.", "সদস্য এই জমা ঠিক করে আবার পাঠিয়েছেন। আবার দেখুন, কিছু জমা হয়নি।"}

	tAskCameIn = chat.Text{
		"<b>How much came in?</b> {sum} was asked for. Write the amount, such as <code>450</code> or <code>450.50</code>.",
		"<b>কত টাকা এসেছে?</b> বলা হয়েছে {sum}। পরিমাণ লিখুন, যেমন <code>450</code> বা <code>450.50</code>।"}
	bFromSMS   = chat.Text{"{sum}, as the SMS says", "SMS অনুযায়ী {sum}"}
	tAskWhyNot = chat.Text{
		"<b>Why is the deposit of {sum} rejected?</b> The member reads the reason. Tap one, or write it.",
		"<b>{sum} জমা কেন ফিরিয়ে দিচ্ছেন?</b> কারণটি সদস্য দেখবেন। বাছুন, অথবা লিখুন।"}
	tAskWhyOther = chat.Text{
		"<b>Why {booked} and not {sum}?</b> The member reads the reason. Tap one, or write it.",
		"<b>{sum} না হয়ে {booked} কেন?</b> কারণটি সদস্য দেখবেন। বাছুন, অথবা লিখুন।"}
	tReasonNotCome = chat.Text{"The money has not come", "টাকা আসেনি"}
	tReasonWrongID = chat.Text{"The transaction id is wrong", "ট্রানজেকশন আইডি ভুল"}
	tReasonBefore  = chat.Text{"It was booked before", "আগেই জমা হয়েছে"}
	tReasonCameIn  = chat.Text{"This is what came in", "এই পরিমাণই এসেছে"}
	tReasonCharge  = chat.Text{"The charge was taken off", "চার্জ কাটা গেছে"}
	tNoAmount      = chat.Text{
		"“{typed}” is no amount. Write it in taka, such as <code>450</code> or <code>450.50</code>. Nothing was booked.",
		"“{typed}” টাকার পরিমাণ নয়। টাকায় লিখুন, যেমন <code>450</code> বা <code>450.50</code>। কিছু জমা হয়নি।"}
	tAmountBounds = chat.Text{
		"{sum} cannot be booked: it must be more than nothing and at most {most}, such as <code>450</code>. Nothing was booked.",
		"{sum} জমা করা যায় না: শূন্যের বেশি এবং সর্বোচ্চ {most} হতে হবে, যেমন <code>450</code>। কিছু জমা হয়নি।"}
	tNoReason = chat.Text{
		"A reason has 5 to 200 characters, such as: the money has not come. Write it, or /cancel.",
		"কারণ ৫ থেকে ২০০ অক্ষরে লিখুন, যেমন: টাকা আসেনি। অথবা /cancel"}
	tNotDecided     = chat.Text{"Nothing was decided. The deposit waits.", "কিছু ঠিক করা হয়নি। জমাটি অপেক্ষায় আছে।"}
	tNothingChanged = chat.Text{"Stopped. Nothing was changed.", "বাদ দেওয়া হলো। কিছু বদলায়নি।"}
	tRejectedNow    = chat.Text{"✕ <b>{sum} rejected.</b> The member is told: {reason}", "✕ <b>{sum} ফিরিয়ে দেওয়া হলো।</b> সদস্যকে জানানো হচ্ছে: {reason}"}
	tApprovedNow    = chat.Text{"✅ <b>{sum} booked.</b> The member is told: {reason}", "✅ <b>{sum} জমা হলো।</b> সদস্যকে জানানো হচ্ছে: {reason}"}

	tPaymentKnown = chat.Text{
		"This SMS was kept before, on {time}: {sum}, <code>{id}</code>. It counts once.",
		"এই SMS আগেই রাখা হয়েছে, {time}: {sum}, <code>{id}</code>। একবারই ধরা হয়।"}
	tPaymentChanged = chat.Text{"⚠️ <b>This one says {sum}.</b> The first counts.", "⚠️ <b>এটিতে আছে {sum}।</b> প্রথমটিই ধরা হবে।"}
	tPaymentWhose   = chat.Text{
		"📩 <b>How did this come in?</b> {sum}, <code>{id}</code>. The SMS does not say.",
		"📩 <b>এই টাকা কীভাবে এসেছে?</b> {sum}, <code>{id}</code>। SMS থেকে বোঝা যায় না।"}
	tPaymentKept = chat.Text{
		"📩 <b>Kept: {sum}</b>, <code>{id}</code>. It matches when somebody sends this transaction id.",
		"📩 <b>রাখা হলো: {sum}</b>, <code>{id}</code>। কেউ এই ট্রানজেকশন আইডি দিলে মিলবে।"}
	tPaymentNoChannel = chat.Text{
		"⚠️ No channel takes payments of {channel}. Add it: /channels",
		"⚠️ {channel} পেমেন্টের কোনো চ্যানেল নেই। যোগ করুন: /channels"}
	bBookPayment    = chat.Text{"💰 Book it for a member", "💰 একজন সদস্যের নামে জমা করুন"}
	tPaymentTaken   = chat.Text{"There is a deposit with this transaction id.", "এই ট্রানজেকশন আইডির একটি জমা আছে।"}
	tPaymentMatches = chat.Text{
		"📩 <b>The SMS of {sum} matches a deposit.</b> See the card.",
		"📩 <b>{sum}-এর SMS একটি জমার সাথে মিলেছে।</b> নিচে দেখুন।"}
	tPaymentDiffers = chat.Text{
		"📩 <b>The SMS says {paid}, the deposit {sum}.</b> It has the same transaction id. See the card.",
		"📩 <b>SMS-এ আছে {paid}, জমায় {sum}।</b> ট্রানজেকশন আইডি একই। নিচে দেখুন।"}
	tPaymentBooked = chat.Text{
		"📩 <b>The SMS matches: {sum} booked by itself.</b> The member is told.",
		"📩 <b>SMS মিলেছে: {sum} নিজে থেকে জমা হয়েছে।</b> সদস্যকে জানানো হচ্ছে।"}
	tPaymentBefore = chat.Text{
		"📩 The deposit of this SMS was booked already, {sum} on {time}. Nothing was booked now.",
		"📩 এই SMS-এর জমা আগেই হয়েছে, {sum}, {time}। এবার কিছু জমা হয়নি।"}
	tPaymentOther = chat.Text{
		"⚠️ <b>The SMS says {sum}, but {booked} was booked.</b> If that is wrong, correct it on the member’s card.",
		"⚠️ <b>SMS-এ আছে {sum}, কিন্তু জমা হয়েছে {booked}।</b> ভুল হলে সদস্যের পাতায় সংশোধন করুন।"}
	tPaymentLapsed = chat.Text{
		"📩 <b>The SMS of {sum} is for a deposit that has lapsed.</b> It matches when the member takes it up again.",
		"📩 <b>{sum}-এর SMS এমন জমার, যার সময় শেষ।</b> সদস্য আবার পাঠালে মিলবে।"}

	tBookUsage = chat.Text{
		"Who, how much, by which channel, and the transaction id if there is one: <code>/deposit 123456789 500 bkash 9BK4XYZ1AB</code>. What waits for you: /deposits",
		"কার, কত টাকা, কোন চ্যানেলে, থাকলে ট্রানজেকশন আইডি: <code>/deposit 123456789 500 bkash 9BK4XYZ1AB</code>। যেসব জমা অপেক্ষায়: /deposits"}
	tBookNobody = chat.Text{
		"Nobody with the id {id} is known. /members shows everybody; a card has the id. Nothing was booked.",
		"{id} আইডির কাউকে পাওয়া যায়নি। সবাইকে দেখতে /members, সদস্যের পাতায় আইডি থাকে। কিছু জমা হয়নি।"}
	tBookShared = chat.Text{
		"<b>{name} orders on your money</b>, so there is no account to pay into. Nothing was booked.",
		"<b>{name} আপনার টাকায় অর্ডার করেন</b>, তাই জমা করার হিসাব নেই। কিছু জমা হয়নি।"}
	bMemberCard     = chat.Text{"👤 Member’s card", "👤 সদস্যের পাতা"}
	tBookNoChannels = chat.Text{"There is no channel yet. Add one first: /channels", "এখনও কোনো চ্যানেল নেই। আগে যোগ করুন: /channels"}
	tBookNoChannel  = chat.Text{
		"There is no channel “{typed}”. There are: {names}. Nothing was booked.",
		"“{typed}” নামে চ্যানেল নেই। আছে: {names}। কিছু জমা হয়নি।"}
	tNoTransaction = chat.Text{
		"“{typed}” is no transaction id. It has 6 to 20 letters and digits, such as <code>9BK4XYZ1AB</code>. Nothing was booked.",
		"“{typed}” ট্রানজেকশন আইডি নয়। তাতে ৬ থেকে ২০টি অক্ষর ও সংখ্যা থাকে, যেমন <code>9BK4XYZ1AB</code>। কিছু জমা হয়নি।"}
	tBookWho     = chat.Text{"<b>For whom is the {sum}?</b> Tap, or write the member’s id, such as <code>123456789</code>.", "<b>{sum} কার?</b> বাছুন, অথবা সদস্যের আইডি লিখুন, যেমন <code>123456789</code>।"}
	tBookSum     = chat.Text{"<b>How much has {name} paid?</b> Write it, such as <code>500</code>.", "<b>{name} কত টাকা দিয়েছেন?</b> লিখুন, যেমন <code>500</code>।"}
	tBookChannel = chat.Text{"<b>By which channel?</b>", "<b>কোন চ্যানেলে?</b>"}
	tBookID      = chat.Text{
		"<b>What is the transaction id?</b> Write it, such as <code>9BK4XYZ1AB</code>, so that {channel} cannot be booked twice.",
		"<b>ট্রানজেকশন আইডি কী?</b> লিখুন, যেমন <code>9BK4XYZ1AB</code>। তাহলে {channel}-এর টাকা দুবার জমা হবে না।"}
	bNoID           = chat.Text{"There is none", "নেই"}
	tBookConfirm    = chat.Text{"💰 <b>Book {sum} for {name}?</b>\nBy {channel}", "💰 <b>{name}-এর নামে {sum} জমা করবেন?</b>\n{channel}"}
	tBookWithID     = chat.Text{"Transaction id <code>{id}</code>", "ট্রানজেকশন আইডি <code>{id}</code>"}
	tBookBonus      = chat.Text{"With bonus {bonus}", "সাথে বোনাস {bonus}"}
	tPaymentForeign = chat.Text{
		"⚠️ <b>Nothing was kept.</b> Telegram does not show that an owner wrote that message, so it proves no payment. Look at your own SMS and copy it here.",
		"⚠️ <b>কিছু রাখা হয়নি।</b> মেসেজটি মালিকের লেখা বলে টেলিগ্রাম দেখাচ্ছে না, তাই এতে টাকা এসেছে বোঝা যায় না। নিজের SMS দেখে এখানে কপি করে দিন।"}
	tBookBalance  = chat.Text{"Balance {before} → <b>{after}</b>", "ব্যালেন্স {before} → <b>{after}</b>"}
	bBookIt       = chat.Text{"✅ Book {sum}", "✅ {sum} জমা করুন"}
	tBookCardUsed = chat.Text{"This card is used up. Nothing was booked now.", "এই মেসেজ একবার ব্যবহার হয়েছে। এবার কিছু জমা হয়নি।"}
	tBookStopped  = chat.Text{"Nothing was booked.", "কিছু জমা হয়নি।"}
	tBookUsedSame = chat.Text{
		"⛔ <b>This transaction id was used already</b>, by the same member on {time} for {sum}: <code>{id}</code>. Nothing was booked.",
		"⛔ <b>এই ট্রানজেকশন আইডি আগেই ব্যবহার হয়েছে</b>, একই সদস্য, {time}, {sum}: <code>{id}</code>। কিছু জমা হয়নি।"}
	tBookUsedOther = chat.Text{
		"⛔ <b>This transaction id was used already</b>, by another member on {time} for {sum}: <code>{id}</code>. Nothing was booked.",
		"⛔ <b>এই ট্রানজেকশন আইডি আগেই ব্যবহার হয়েছে</b>, অন্য সদস্য, {time}, {sum}: <code>{id}</code>। কিছু জমা হয়নি।"}
	bSeeDeposit = chat.Text{"💰 See that deposit", "💰 সেই জমাটি দেখুন"}
)
