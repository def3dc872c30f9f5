package office

import "rechargebot/flows/chat"

// What becomes of the money of a member who is removed, to an owner and to the member.
var (
	tLeavesLists = chat.Text{
		"📋 <b>Of their list {count} {count|recharge is|recharges are} unsent</b>, and will not be sent.",
		"📋 <b>তাঁর তালিকার {count}টি রিচার্জ পাঠানো বাকি,</b> সেগুলো আর যাবে না।"}
	tYouLeaveLists = chat.Text{
		"📋 <b>Of your list {count} {count|recharge is|recharges are} not sent any more.</b>",
		"📋 <b>আপনার তালিকার {count}টি রিচার্জ আর পাঠানো হবে না।</b>"}
	tLeavesMoney = chat.Text{
		"💼 <b>{sum} stays in the account.</b> It cannot be spent any more. Pay it out: 💼 Account, 💸 Pay out.",
		"💼 <b>{sum} হিসাবে থেকে যাচ্ছে।</b> এই টাকায় আর অর্ডার হবে না। ফেরত দিন: 💼 হিসাব, 💸 টাকা দিন।"}
	tYouLeaveMoney = chat.Text{
		"💼 <b>{sum} stays in your account.</b> Ask the owner to pay it out.",
		"💼 <b>আপনার হিসাবে {sum} আছে।</b> মালিকের কাছ থেকে ফেরত নিন।"}
	tLeavesDebt = chat.Text{
		"💼 <b>They owe you {sum}.</b> It stays in the books.",
		"💼 <b>তাঁর কাছে {sum} বাকি।</b> হিসাবে থেকে যাবে।"}
	tYouLeaveDebt = chat.Text{
		"💼 <b>You owe {sum}.</b> Settle it with the owner.",
		"💼 <b>আপনার বাকি {sum}।</b> মালিকের সাথে মিটিয়ে নিন।"}
	tLeavesHeld = chat.Text{
		"⏳ {sum} is on hold for open orders; what fails comes back to the account.",
		"⏳ চলমান অর্ডারে আটকে আছে {sum}। না হলে হিসাবে ফিরবে।"}
	tYouLeaveHeld = chat.Text{
		"⏳ {sum} is on hold for your open orders; what fails comes back to your account.",
		"⏳ চলমান অর্ডারে আটকে আছে {sum}। না হলে আপনার হিসাবে ফিরবে।"}
	tLeavesDeposits = chat.Text{
		"💰 <b>{count} {count|deposit|deposits} ({sum}) {count|waits|wait} for you.</b> Decide: /deposits",
		"💰 <b>তাঁর {count}টি জমা, মোট {sum}, আপনার অপেক্ষায়।</b> ঠিক করুন: /deposits"}
	tYouLeaveDeposits = chat.Text{
		"💰 <b>{count} {count|deposit|deposits} ({sum}) {count|waits|wait} for the owner.</b> You are told here what comes of it.",
		"💰 <b>আপনার {count}টি জমা, মোট {sum}, মালিকের অপেক্ষায়।</b> কী হলো এখানেই জানাব।"}
)
