package shop

import "rechargebot/flows/chat"

var (
	tBlocked = chat.Text{
		"⛔ {amount} is not sent to {operator}: {reason}. Send another amount.",
		"⛔ {operator}-এ {amount} পাঠানো বন্ধ আছে: {reason}। অন্য টাকা লিখুন।"}
	tPackAsk = chat.Text{
		"📦 <b>{amount} on {operator} buys {pack}.</b> No balance is added.\n\n{number}\nWhat does the customer want?",
		"📦 <b>{operator}-এ {amount} দিলে {pack} কেনা হয়ে যায়।</b> ব্যালেন্স যোগ হয় না।\n\n{number}\nকাস্টমার কী চান?"}
	bBuyPack       = chat.Text{"📦 Buy {pack}", "📦 {pack} কিনুন"}
	bAnyway        = chat.Text{"Send {amount} anyway", "তবু {amount} পাঠান"}
	tBadPackAnswer = chat.Text{
		"Tap a button above, or send another amount, such as <code>50</code>.",
		"ওপরের একটি বোতাম চাপুন, অথবা অন্য টাকা লিখুন, যেমন <code>50</code>।"}
	tPackChanged = chat.Text{
		"The pack has changed. Nothing was sent: look at it again.",
		"প্যাকটি বদলে গেছে। কিছু পাঠানো হয়নি: আবার দেখে নিন।"}
	tPackNow = chat.Text{
		"This amount buys a pack now. Nothing was sent: say what is meant.",
		"এই টাকায় এখন প্যাক কেনা হয়ে যায়। কিছু পাঠানো হয়নি: কোনটি চান জানান।"}
	tPackGone = chat.Text{"This pack is over. Choose another.", "এই প্যাক আর নেই। অন্যটি বাছুন।"}
	tPackOver = chat.Text{
		"📦 <b>{pack}</b> is over, so it is no longer in this order. Nothing was sent. Other packs: /offers",
		"📦 <b>{pack}</b> এখন আর নেই, তাই অর্ডার থেকে বাদ গেছে। কিছু পাঠানো হয়নি। অন্য প্যাক: /offers"}
	tPackNotFor = chat.Text{
		"📦 <b>{pack}</b> is a pack for {operator} ({connection}) only, so it is no longer in this order. Nothing was sent. Other packs: /offers",
		"📦 <b>{pack}</b> শুধু {operator} ({connection}) নম্বরের প্যাক, তাই অর্ডার থেকে বাদ গেছে। কিছু পাঠানো হয়নি। অন্য প্যাক: /offers"}
	tPackLine = chat.Text{"📦 <b>{pack}</b>", "📦 <b>{pack}</b>"}
	tPackPays = chat.Text{"Customer pays {amount}", "কাস্টমার দেবেন {amount}"}
	tPackEarn = chat.Text{
		"Customer pays {amount} · you pay {price} · <b>you earn {earn}</b>",
		"কাস্টমার দেবেন {amount} · আপনার খরচ {price} · <b>লাভ {earn}</b>"}
	tPackCost      = chat.Text{"Customer pays {amount} · you pay <b>{price}</b>", "কাস্টমার দেবেন {amount} · আপনার খরচ <b>{price}</b>"}
	tPackNoBalance = chat.Text{"No balance is added.", "ব্যালেন্স যোগ হয় না।"}
	tPackByHand    = chat.Text{"✋ The owner does it by hand, mostly within {age}.", "✋ মালিক হাতে করে দেন, সাধারণত সর্বোচ্চ {age} লাগে।"}
	tTakenAlready  = chat.Text{
		"It cannot be called back any more: an owner has taken it.",
		"আর ফেরত নেওয়া যাবে না: মালিক হাতে নিয়েছেন।"}
	tMayBeDone = chat.Text{
		"It cannot be called back: it may have been done already. Ask the owner.",
		"ফেরত নেওয়া যাবে না: হয়তো করা হয়ে গেছে। মালিককে জিজ্ঞেস করুন।"}
	tAskPackNumber = chat.Text{
		"📦 <b>{pack}</b>\n{operator} · {amount}\nWhich number? Send it, such as <code>{example}</code>, or share a contact.",
		"📦 <b>{pack}</b>\n{operator} · {amount}\nকোন নম্বর? লিখে পাঠান, যেমন <code>{example}</code>, অথবা কন্টাক্ট শেয়ার করুন।"}
	tNoOffers       = chat.Text{"There are no packs now. A plain recharge: /recharge", "এখন কোনো প্যাক নেই। সাধারণ রিচার্জ: /recharge"}
	tOffers         = chat.Text{"<b>📦 Packs</b>\nWhich operator?", "<b>📦 প্যাক</b>\nকোন অপারেটর?"}
	tOffersWhich    = chat.Text{"<b>📦 {operator}</b>\nPrepaid or postpaid?", "<b>📦 {operator}</b>\nপ্রিপেইড, না পোস্টপেইড?"}
	tNoOffersOfType = chat.Text{
		"<b>📦 {operator} {connection} has no packs now.</b>\nOthers:",
		"<b>📦 {operator} {connection} প্যাক এখন নেই।</b>\nঅন্যগুলো:"}
	tNoOffersOf       = chat.Text{"<b>📦 {operator} has no packs now.</b>\nAnother operator?", "<b>📦 {operator}-এর কোনো প্যাক এখন নেই।</b>\nঅন্য অপারেটর?"}
	tOffersOf         = chat.Text{"{operator} ({count})", "{operator} ({count}টি)"}
	tOffersOfPostpaid = chat.Text{"{operator} · {connection} ({count})", "{operator} · {connection} ({count}টি)"}
	tOfferKinds       = chat.Text{"<b>📦 {operator}</b>\nWhat kind of pack?", "<b>📦 {operator}</b>\nকোন ধরনের প্যাক?"}
	tKindCount        = chat.Text{"{kind} ({count})", "{kind} ({count}টি)"}
	tOfferList        = chat.Text{"<b>📦 {operator} · {kind}</b>\nTap a pack.", "<b>📦 {operator} · {kind}</b>\nপ্যাক চাপুন।"}
	tOfferRow         = chat.Text{"{amount} · {pack}", "{amount} · {pack}"}
	bOffers           = chat.Text{"📦 Packs", "📦 প্যাক"}
	mOffers           = chat.Text{"Packs: minutes, internet", "প্যাক: মিনিট, ইন্টারনেট"}
)
