package office

import "rechargebot/flows/chat"

var (
	tOpening = chat.Text{
		"Write into the last column what each has paid ahead, or with a minus what they owe you, and send the file back. Empty rows are left alone. Nothing is booked before you have seen it.",
		"শেষ কলামে লিখুন কার কত জমা আছে; বাকি থাকলে আগে মাইনাস দিন। তারপর ফাইলটি ফেরত পাঠান। খালি সারি ধরা হবে না। আপনাকে দেখানোর আগে কিছু লেখা হবে না।"}
	tNoFile          = chat.Text{"The file could not be made. Try again.", "ফাইলটি বানানো যায়নি। আবার চেষ্টা করুন।"}
	tOpeningPreview  = chat.Text{"<b>{count} opening {count|balance|balances}</b>\nPaid ahead: {have}\nOwed to you: {owe}\nFrom then on {count|they order|each orders} on their own wallet.", "<b>{count} জনের শুরুর হিসাব</b>\nজমা আছে: {have}\nআপনার পাওনা: {owe}\nএর পর থেকে প্রত্যেকে নিজের টাকায় অর্ডার করবেন।"}
	tOpeningLeftOut  = chat.Text{"<b>Left out: {count}</b>", "<b>বাদ গেছে: {count}টি</b>"}
	tOpeningWrong    = chat.Text{"Line {line}: {what}: {why}", "সারি {line}: {what}: {why}"}
	tOpeningTwice    = chat.Text{"{id} stands there twice; the first counts", "{id} দুইবার আছে; প্রথমটি ধরা হয়েছে"}
	tOpeningNoID     = chat.Text{"no Telegram id", "টেলিগ্রাম আইডি নেই"}
	tOpeningNoSum    = chat.Text{"no amount, such as <code>1240.50</code> or <code>-310</code>", "টাকার অঙ্ক নয়, যেমন <code>1240.50</code> বা <code>-310</code>"}
	tOpeningNoMember = chat.Text{"no member with this id", "এই আইডির কোনো সদস্য নেই"}
	tOpeningOwner    = chat.Text{"an owner, who has no account", "মালিকের আলাদা হিসাব নেই"}
	tOpeningBefore   = chat.Text{"has an account already; use a correction", "হিসাব আগেই খোলা আছে; সংশোধন করুন"}
	bOpening         = chat.Text{"Book {count} {count|balance|balances}", "{count} জনের হিসাব লিখুন"}
	tOpeningDropped  = chat.Text{"Nothing was booked.", "কিছু লেখা হয়নি।"}
	tOpeningBooked   = chat.Text{
		"✅ <b>Booked: {count}</b>, together {sum}. {count|They are|Each of them is} being told.",
		"✅ <b>লেখা হয়েছে: {count} জন</b>, মোট {sum}। প্রত্যেককে জানানো হচ্ছে।"}
	tOpeningNotBooked = chat.Text{
		"Not booked: {count}, who {count|has|have} an account by now, {count|was|were} removed, or {count|is an owner|are owners}.",
		"লেখা হয়নি: {count} জন, এর মধ্যে তাঁদের হিসাব খোলা হয়েছে, বাদ দেওয়া হয়েছে বা মালিক করা হয়েছে।"}
	tOpeningNothing = chat.Text{"<b>There is nothing to book in this sheet.</b>", "<b>এই শিটে লেখার মতো কিছু নেই।</b>"}
	tOthersOpening  = chat.Text{
		"📒 {admin} booked the opening {count|balance|balances} of {count} {count|member|members}.\nPaid ahead: {have}\nOwed to you: {owe}",
		"📒 {admin} {count} জনের শুরুর হিসাব লিখেছেন।\nজমা আছে: {have}\nআপনাদের পাওনা: {owe}"}
	tOpeningTold = chat.Text{
		"📒 <b>Your account begins.</b> From now on your orders are paid from it. See /balance and /statement.",
		"📒 <b>আপনার হিসাব খোলা হলো।</b> এখন থেকে অর্ডারের টাকা এখান থেকে যাবে। দেখুন /balance ও /statement।"}
)
