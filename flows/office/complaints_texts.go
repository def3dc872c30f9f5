package office

import "rechargebot/flows/chat"

var (
	mComplaints     = chat.Text{"Complaints", "অভিযোগ"}
	tComplaintsNone = chat.Text{"<b>📣 No complaint waits.</b>", "<b>📣 কোনো অভিযোগ অপেক্ষায় নেই।</b>"}
	tComplaintsHead = chat.Text{"<b>📣 Complaints that wait</b>, the oldest first", "<b>📣 যেসব অভিযোগ অপেক্ষায়</b>, পুরোনোটি আগে"}
	tComplaintsMore = chat.Text{"There are more behind these.", "এর পরে আরও আছে।"}
	tComplaintsSum  = chat.Text{
		"<b>This month: {count}</b>\n✅ arrived {arrived} · 💰 refunded {refunded} ({sum}) · ↩️ failed by the panel {reversed} · ⏳ waiting {open} · unanswered {lapsed}",
		"<b>এই মাসে: {count}টি</b>\n✅ পৌঁছেছে {arrived} · 💰 ফেরত {refunded} ({sum}) · ↩️ প্যানেলে হয়নি {reversed} · ⏳ অপেক্ষায় {open} · উত্তর আসেনি {lapsed}"}
	tComplaintsBy  = chat.Text{"By operator: {operators}\nBy member: {members}", "অপারেটর: {operators}\nসদস্য: {members}"}
	bComplaintTime = chat.Text{"⏱ Taken within {count} h", "⏱ {count} ঘণ্টার মধ্যে নেওয়া হয়"}
	tComplaintTime = chat.Text{
		"<b>⏱ How long after a recharge may a member complain?</b>\nNow {count} h. Tap, or write 1 to 168 hours: <code>/complaints 36</code>",
		"<b>⏱ রিচার্জের কতক্ষণ পর্যন্ত অভিযোগ করা যাবে?</b>\nএখন {count} ঘণ্টা। বাছুন, অথবা ১ থেকে ১৬৮ ঘণ্টা লিখুন: <code>/complaints 36</code>"}
	bHours          = chat.Text{"{count} h", "{count} ঘণ্টা"}
	tComplaintHours = chat.Text{
		"Write 1 to 168 hours, such as <code>/complaints 36</code>. Nothing was changed.",
		"১ থেকে ১৬৮ ঘণ্টা লিখুন, যেমন <code>/complaints 36</code>। কিছু বদলায়নি।"}
	tComplaintSet  = chat.Text{"⏱ Complaints are taken within {count} h from now on.", "⏱ এখন থেকে {count} ঘণ্টার মধ্যে অভিযোগ নেওয়া হবে।"}
	tComplaintWait = chat.Text{"⏰ <b>Waits for you since {age}</b>", "⏰ <b>{age} ধরে আপনার অপেক্ষায়</b>"}
	tComplaintOver = chat.Text{"Somebody was faster; nothing was done now. This is how it stands.", "আরেকজন আগেই করেছেন; এবার কিছু হয়নি। এখন এই অবস্থা।"}

	tRefundSure = chat.Text{
		"💰 <b>Refund {price} to {name}?</b>\n{number} · <b>{amount}</b>\nBalance {before} → <b>{after}</b>. It is your loss unless the panel pays it back. Whatever the panel says later, it is booked once.",
		"💰 <b>{name}-কে {price} ফেরত দেবেন?</b>\n{number} · <b>{amount}</b>\nব্যালেন্স {before} → <b>{after}</b>। প্যানেল ফেরত না দিলে এটি আপনার লোকসান। প্যানেল পরে যা-ই বলুক, একবারই ফেরত যাবে।"}
	tRefundSureHand = chat.Text{
		"💰 <b>Give {price} back to {name}?</b>\n{number} · <b>{amount}</b>\nBalance {before} → <b>{after}</b>. It was done by hand: unless the operator pays it back, it is your loss. It is given back once.",
		"💰 <b>{name}-কে {price} ফেরত দেবেন?</b>\n{number} · <b>{amount}</b>\nব্যালেন্স {before} → <b>{after}</b>। হাতে করা অর্ডার: অপারেটর ফেরত না দিলে এটি আপনার লোকসান। একবারই ফেরত যাবে।"}
	tRefundSharedHand = chat.Text{
		"💰 <b>Has it been paid back?</b>\n{number} · <b>{amount}</b>\nYour own money had paid this order. Nothing is booked; the member is told that it is settled.",
		"💰 <b>টাকা ফেরত দেওয়া হয়েছে?</b>\n{number} · <b>{amount}</b>\nআপনার টাকার অর্ডার। হিসাবে কিছু লেখা হবে না; সদস্যকে জানানো হবে।"}
	tRefundShared = chat.Text{
		"💰 <b>Has the panel paid it back?</b>\n{number} · <b>{amount}</b>\nYour own money had paid this order. Nothing is booked; the member is told that it is settled.",
		"💰 <b>প্যানেল টাকা ফেরত দিয়েছে?</b>\n{number} · <b>{amount}</b>\nআপনার টাকার অর্ডার। হিসাবে কিছু লেখা হবে না; সদস্যকে জানানো হবে।"}
	bRefundYes = chat.Text{"💰 Yes, refund {price}", "💰 হ্যাঁ, {price} ফেরত দিন"}
	bSettleYes = chat.Text{"💰 Yes, it is refunded", "💰 হ্যাঁ, ফেরত পেয়েছি"}

	tAskMemberWhat = chat.Text{
		"<b>What do you want to know?</b> The member reads it. Tap one, or write it.",
		"<b>কী জানতে চান?</b> সদস্য এটি দেখবেন। বাছুন, অথবা লিখুন।"}
	tAskBalance   = chat.Text{"A screenshot of the customer’s balance, please", "কাস্টমারের ব্যালেন্সের স্ক্রিনশট দিন"}
	tAskTime      = chat.Text{"When did the customer look?", "কাস্টমার কখন দেখেছেন?"}
	tAskSameNo    = chat.Text{"Is the number right?", "নম্বরটি ঠিক আছে?"}
	tAskedMember  = chat.Text{"❔ <b>The member is asked:</b> “{question}”", "❔ <b>সদস্যকে জিজ্ঞেস করা হয়েছে:</b> “{question}”"}
	tNoQuestion   = chat.Text{"A question has 5 to 200 characters. Write it, or /cancel.", "প্রশ্ন ৫ থেকে ২০০ অক্ষরে লিখুন। অথবা /cancel"}
	tNotAskedThem = chat.Text{"The member was not asked.", "সদস্যকে জিজ্ঞেস করা হয়নি।"}
)
