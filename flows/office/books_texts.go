package office

import "rechargebot/flows/chat"

var (
	tBooks = chat.Text{
		"<b>📒 Your resellers’ money</b>\nThey have {wallets}, and {held} is on hold.\nThey owe you <b>{owed}</b>.",
		"<b>📒 রিসেলারদের টাকা</b>\nতাঁদের জমা আছে {wallets}, আটকে আছে {held}।\nআপনার পাওনা <b>{owed}</b>।"}
	tCover = chat.Text{
		"The panel has {balance} ({age} ago): {cover} more than your resellers can spend of their own.",
		"প্যানেলে আছে {balance} ({age} আগের হিসাব): রিসেলাররা নিজেদের যত খরচ করতে পারেন তার চেয়ে {cover} বেশি।"}
	tCoverShort = chat.Text{
		"⚠️ <b>The panel holds {cover} less than your resellers can spend.</b> It has {balance} ({age} ago).",
		"⚠️ <b>রিসেলাররা যত খরচ করতে পারেন, প্যানেলে তার চেয়ে {cover} কম আছে।</b> আছে {balance} ({age} আগের হিসাব)।"}
	tBooksToday = chat.Text{"<b>Today</b>", "<b>আজ</b>"}
	tBooksAhead = chat.Text{
		"⚠️ The clock of this machine was ahead. What is booked until {day} is dated then, and counted to today and to this month.",
		"⚠️ এই মেশিনের ঘড়ি এগিয়ে ছিল। {day} পর্যন্ত যা লেখা হবে তার তারিখ সেদিনের, আজ আর এই মাসের হিসাবে ধরা আছে।"}
	tBooksMonth = chat.Text{"<b>This month</b>", "<b>এই মাস</b>"}
	tBooksSpan  = chat.Text{
		"Sold {face} of recharges for {sales} ({margin})",
		"{face} রিচার্জ বিক্রি, দাম {sales} ({margin})"}
	tBooksEven = chat.Text{
		"Sold {face} of recharges for {sales}",
		"{face} রিচার্জ বিক্রি, দাম {sales}"}
	tBooksUndone   = chat.Text{"Of it {sum} failed after you had refunded it: see corrections.", "এর মধ্যে {sum}-এর রিচার্জ হয়নি, টাকা আগেই ফেরত দেওয়া: সংশোধন দেখুন।"}
	tBooksNothing  = chat.Text{"Nothing sold from wallets.", "জমা টাকা থেকে কিছু বিক্রি হয়নি।"}
	tBooksCash     = chat.Text{"{channel}: {sum}", "{channel}: {sum}"}
	tBooksBonus    = chat.Text{"Bonus given: {sum}", "বোনাস দেওয়া: {sum}"}
	tBooksAdjusted = chat.Text{"Corrections: {sum}", "সংশোধন: {sum}"}
	bDues          = chat.Text{"Who owes", "কার কত বাকি"}
	bAudit         = chat.Text{"Check the books", "হিসাব মেলান"}
	tDues          = chat.Text{"<b>Who owes you</b>", "<b>কার কাছে কত পাওনা</b>"}
	tDuesNone      = chat.Text{"Nobody owes you anything.", "কারো কাছে পাওনা নেই।"}
	tDues7         = chat.Text{"Under 7 days: {sum} ({count})", "৭ দিনের কম: {sum} ({count} জন)"}
	tDues30        = chat.Text{"7 to 29 days: {sum} ({count})", "৭ থেকে ২৯ দিন: {sum} ({count} জন)"}
	tDuesOlder     = chat.Text{"<b>30 days and more: {sum} ({count})</b>", "<b>৩০ দিন ও বেশি: {sum} ({count} জন)</b>"}
	tDuesRow       = chat.Text{"{name}: {owes}, {age}", "{name}: {owes}, {age}"}
	tDuesMore      = chat.Text{"The {count} youngest {count|is|are} not shown.", "সবচেয়ে নতুন {count}টি দেখানো হয়নি।"}
	tAuditGood     = chat.Text{
		"✅ <b>The books agree.</b> Entries {from} to {to}: every entry adds up, every balance follows, what is on hold is what open orders cost.",
		"✅ <b>হিসাব মিলছে।</b> লেনদেন {from} থেকে {to}: প্রতিটির যোগফল ঠিক, প্রতিটি ব্যালেন্স ঠিক, আটকে থাকা টাকা পেন্ডিং অর্ডারের সমান।"}
	tAuditNone = chat.Text{"Nothing is booked yet.", "এখনও কোনো লেনদেন নেই।"}
	tAuditBad  = chat.Text{
		"⛔ <b>The books do not agree:</b> {what}. New orders wait. Take a /backup, and have it looked at with <code>rechargebot audit</code>.",
		"⛔ <b>হিসাব মিলছে না:</b> {what}। নতুন অর্ডার বন্ধ। /backup নিন, আর <code>rechargebot audit</code> দিয়ে দেখান।"}
	tAuditGap = chat.Text{
		"⚠️ A backup was put back: the entries {entries} that were booked after it are not here. Ask your resellers for deposits of that time.",
		"⚠️ একটি ব্যাকআপ ফিরিয়ে আনা হয়েছে: তার পরের লেনদেন {entries} এখানে নেই। ওই সময়ের জমার কথা রিসেলারদের জিজ্ঞেস করুন।"}
	hBooks = chat.Text{"/books, /audit – resellers’ money; /opening – begin", "/books, /audit – রিসেলারদের টাকা; /opening – শুরুর হিসাব"}
	mBooks = chat.Text{"Your resellers’ money", "রিসেলারদের টাকার হিসাব"}
)
