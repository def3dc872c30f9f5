package shop

import "rechargebot/flows/chat"

var (
	hDeposit       = chat.Text{"/deposit – pay money in; /rates – what it costs you", "/deposit – টাকা জমা দিন; /rates – আপনার রেট"}
	mDeposit       = chat.Text{"Pay money in", "টাকা জমা দিন"}
	tDepositShared = chat.Text{
		"<b>The owner’s money pays your orders.</b> There is nothing to pay in here.",
		"<b>আপনার অর্ডারের টাকা মালিক দেন।</b> এখানে টাকা জমা দিতে হবে না।"}
	tNoChannels = chat.Text{
		"The owner has not set up yet where to pay. Ask the owner, then send /deposit again.",
		"কোথায় টাকা পাঠাবেন, মালিক এখনও ঠিক করেননি। মালিককে বলুন, পরে আবার /deposit লিখুন।"}
	tAskSum = chat.Text{
		"<b>How much do you pay in?</b> Tap a sum, or write it, such as <code>750</code>.",
		"<b>কত টাকা জমা দেবেন?</b> বাছুন, অথবা লিখুন, যেমন <code>750</code>।"}
	tNoSum = chat.Text{
		"“{typed}” is no sum. Write it in taka, such as <code>750</code> or <code>750.50</code>, or /cancel.",
		"“{typed}” টাকার পরিমাণ নয়। টাকায় লিখুন, যেমন <code>750</code> বা <code>750.50</code>, অথবা /cancel"}
	tSumNotTaken = chat.Text{
		"<b>{sum} cannot be paid in.</b> Write another sum, such as <code>750</code>.",
		"<b>{sum} জমা দেওয়া যায় না।</b> অন্য পরিমাণ লিখুন, যেমন <code>750</code>।"}
	tAskChannel = chat.Text{"<b>How do you pay {sum}?</b>", "<b>{sum} কীভাবে দেবেন?</b>"}
	tPayBy      = chat.Text{"<b>Pay {sum} by {channel}</b>", "<b>{channel}-এ {sum} দিন</b>"}
	tPayBonus   = chat.Text{"You get a bonus of {bonus} on top.", "সাথে বোনাস পাবেন {bonus}।"}
	tAskProof   = chat.Text{
		"<b>Then send one of these here:</b>\n• the transaction id, such as <code>9BK4XYZ1AB</code>\n• a photo or PDF of the receipt\n• the SMS of the payment",
		"<b>তারপর যেকোনো একটি এখানে পাঠান:</b>\n• ট্রানজেকশন আইডি, যেমন <code>9BK4XYZ1AB</code>\n• রসিদের ছবি বা PDF\n• টাকা পাঠানোর SMS"}
	tAskNote = chat.Text{
		"<b>Then write here</b> when you gave it, and to whom. Or send a photo of the receipt.",
		"<b>তারপর লিখুন</b> কখন, কার হাতে দিয়েছেন। অথবা রসিদের ছবি পাঠান।"}
	tNoTransactionID = chat.Text{
		"“{typed}” is no transaction id. It has 6 to 20 letters and digits, such as <code>9BK4XYZ1AB</code>. Send it, a photo of the receipt, or the whole SMS. Or /cancel.",
		"“{typed}” ট্রানজেকশন আইডি নয়। তাতে ৬ থেকে ২০টি অক্ষর ও সংখ্যা থাকে, যেমন <code>9BK4XYZ1AB</code>। সেটি, রসিদের ছবি, বা পুরো SMS পাঠান। অথবা /cancel"}
	tIDAlone = chat.Text{
		"“{id}” looks like a transaction id. If you have paid in, tap /deposit and send it there.",
		"“{id}” ট্রানজেকশন আইডি মনে হচ্ছে। টাকা জমা দিয়ে থাকলে /deposit চেপে সেখানে পাঠান।"}
	tNoNote = chat.Text{
		"“{typed}” is too short. Write when you gave it, and to whom. Or send a photo of the receipt, or /cancel.",
		"“{typed}” খুব ছোট। কখন, কার হাতে দিয়েছেন লিখুন। অথবা রসিদের ছবি পাঠান, বা /cancel"}
	tWhichSum = chat.Text{
		"<b>The SMS says {paid}, you wrote {sum}.</b> Which is right?",
		"<b>SMS-এ আছে {paid}, আপনি লিখেছেন {sum}।</b> কোনটি ঠিক?"}
	tPaidElsewhere = chat.Text{
		"⚠️ <b>By the SMS the money went to {paid}.</b> {channel} here is {number}.",
		"⚠️ <b>SMS অনুযায়ী টাকা গেছে {paid} নম্বরে।</b> এখানে {channel}-এর নম্বর {number}।"}
	tDepositReady  = chat.Text{"💰 <b>Deposit of {sum} by {channel}</b>", "💰 <b>{channel}-এ {sum} জমা</b>"}
	tProofID       = chat.Text{"Transaction id <code>{id}</code>", "ট্রানজেকশন আইডি <code>{id}</code>"}
	tOneProof      = chat.Text{"One is enough: the first was taken as the proof, the others were left out.", "একটিই যথেষ্ট: প্রথমটি প্রমাণ হিসেবে নেওয়া হয়েছে, বাকিগুলো নেওয়া হয়নি।"}
	tProofFile     = chat.Text{"With the photo or document", "ছবি বা ফাইলসহ"}
	tProofText     = chat.Text{"You write: “{text}”", "আপনি লিখেছেন: “{text}”"}
	tDepositSendIt = chat.Text{"Is all of it right? Send it, or change it first.", "সব ঠিক আছে? পাঠান, বা আগে বদলে নিন।"}
	bSendDeposit   = chat.Text{"📤 Send to the owner", "📤 মালিকের কাছে পাঠান"}
	bCopyNumber    = chat.Text{"📋 Copy {number}", "📋 {number} কপি করুন"}
	bOtherSum      = chat.Text{"✏️ Other sum", "✏️ অন্য পরিমাণ"}
	bOtherChannel  = chat.Text{"↔️ Other way", "↔️ অন্যভাবে"}
	bOtherProof    = chat.Text{"🧾 Other proof", "🧾 অন্য প্রমাণ"}
	tDepositSent   = chat.Text{
		"⏳ <b>Your deposit of {sum} by {channel} is with the owner.</b> You are told here.",
		"⏳ <b>{channel}-এ আপনার {sum} জমার অনুরোধ মালিকের কাছে গেছে।</b> কী হলো এখানেই জানাব।"}
	tDepositKept = chat.Text{
		"⏳ <b>Your deposit of {sum} by {channel} is kept.</b> The owner cannot be reached now, and sees it on opening the bot. You are told here.",
		"⏳ <b>{channel}-এ আপনার {sum} জমার অনুরোধ রাখা হলো।</b> মালিক এখন বটে নেই, বট খুললেই দেখবেন। কী হলো এখানেই জানাব।"}
	tMissedNotes    = chat.Text{"<b>While you could not be reached:</b>", "<b>আপনাকে যখন জানানো যায়নি:</b>"}
	tDepositDropped = chat.Text{
		"Nothing was sent to the owner. /deposit begins again.",
		"মালিকের কাছে কিছু যায়নি। আবার শুরু করতে /deposit"}
	tDepositWaiting = chat.Text{"⏳ <b>Waits for the owner:</b> {what}, {age}", "⏳ <b>মালিকের অপেক্ষায়:</b> {what}, {age}"}
	bTakeBack       = chat.Text{"↩️ Take back {what}", "↩️ {what} ফিরিয়ে নিন"}
	tTakenBack      = chat.Text{
		"↩️ <b>Your deposit of {sum} by {channel} is taken back.</b> Nothing was booked. If you have paid, send it again.",
		"↩️ <b>{channel}-এ আপনার {sum} জমার অনুরোধ ফিরিয়ে নেওয়া হলো।</b> কিছু জমা হয়নি। টাকা দিয়ে থাকলে আবার পাঠান।"}
	tNotTakenBack = chat.Text{
		"This deposit does not wait any more. Nothing was changed.",
		"এই জমা আর অপেক্ষায় নেই। কিছু বদলায়নি।"}
	bSendAgain       = chat.Text{"✏️ Correct and send again", "✏️ ঠিক করে আবার পাঠান"}
	tTooManyDeposits = chat.Text{
		"<b>{count} of your deposits {count|waits|wait} for the owner already.</b> This one was not sent. Remind the owner; then send it.",
		"<b>আপনার {count}টি জমা মালিকের অপেক্ষায় আছে।</b> এটি পাঠানো হয়নি। মালিককে মনে করিয়ে দিন, তারপর পাঠান।"}
	tDepositTooSoon = chat.Text{
		"<b>One deposit every {age}.</b> This one was not sent; send it in {wait}.",
		"<b>{age} পর পর একটি জমা দেওয়া যায়।</b> এটি পাঠানো হয়নি, {wait} পরে পাঠান।"}
	tUsedByYou = chat.Text{
		"⛔ <b>You have sent this transaction id before</b>, on {time} for {sum}: <code>{id}</code>. Nothing was sent now. Send the right one, a photo of the receipt, or the SMS.",
		"⛔ <b>এই ট্রানজেকশন আইডি আপনি আগেই দিয়েছেন</b>, {time}, {sum}: <code>{id}</code>। এবার কিছু পাঠানো হয়নি। সঠিকটি, রসিদের ছবি, বা SMS পাঠান।"}
	tUsedByOther = chat.Text{
		"⛔ <b>Another member has used this transaction id</b>, on {time}: <code>{id}</code>. Nothing was sent. Send the right one, a photo of the receipt, or ask the owner.",
		"⛔ <b>এই ট্রানজেকশন আইডি আরেক সদস্য দিয়েছেন</b>, {time}: <code>{id}</code>। কিছু পাঠানো হয়নি। সঠিকটি বা রসিদের ছবি পাঠান, অথবা মালিককে বলুন।"}
	tOwnersUsedByThem = chat.Text{
		"⚠️ <b>{name} sent a transaction id once more</b>: <code>{id}</code>, used by the same member on {time} for {sum}. Nothing was kept.",
		"⚠️ <b>{name} একই ট্রানজেকশন আইডি আবার দিয়েছেন</b>: <code>{id}</code>, নিজেই দিয়েছিলেন {time}, {sum}। এবার কিছু রাখা হয়নি।"}
	tOwnersUsedByOther = chat.Text{
		"⚠️ <b>{name} sent a transaction id that was used</b>: <code>{id}</code>, by another member on {time} for {sum}. Nothing was kept.",
		"⚠️ <b>{name} ব্যবহার হওয়া ট্রানজেকশন আইডি দিয়েছেন</b>: <code>{id}</code>, আরেক সদস্য দিয়েছিলেন {time}, {sum}। এবার কিছু রাখা হয়নি।"}
)
