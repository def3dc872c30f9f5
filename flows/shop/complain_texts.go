package shop

import "rechargebot/flows/chat"

var (
	bNotReceived   = chat.Text{"📣 Not received?", "📣 টাকা যায়নি?"}
	bComplaint     = chat.Text{"📣 Complaint: {state} · {age}", "📣 অভিযোগ: {state} · {age}"}
	tComplaintRow  = chat.Text{"📣 {number} {amount} · {state} · {age}", "📣 {number} {amount} · {state} · {age}"}
	tComplaints    = chat.Text{"<b>📣 Complaints: {count}</b>", "<b>📣 অভিযোগ: {count}টি</b>"}
	tComplainEarly = chat.Text{
		"Give the operator until {time}: it can be late by a few minutes. Then tap again.",
		"{time} পর্যন্ত দেখুন: অপারেটরের কয়েক মিনিট দেরি হতে পারে। তারপর আবার চাপুন।"}
	tComplainLate = chat.Text{
		"A complaint is taken within {count} h after the recharge. Ask the owner.",
		"রিচার্জের {count} ঘণ্টার মধ্যে অভিযোগ নেওয়া হয়। মালিককে বলুন।"}
	tComplainWhy = chat.Text{
		"📣 <b>What is wrong?</b>\n{number} · <b>{amount}</b>\nHave the customer look at the balance first.",
		"📣 <b>কী সমস্যা?</b>\n{number} · <b>{amount}</b>\nআগে কাস্টমারকে ব্যালেন্স দেখতে বলুন।"}
	tComplainNote = chat.Text{
		"<b>What is wrong?</b> Write it in up to 300 characters.",
		"<b>কী সমস্যা?</b> ৩০০ অক্ষরের মধ্যে লিখুন।"}
	tComplainBadNote = chat.Text{
		"Write 3 to 300 characters, such as: the customer got 20 taka. Or /cancel.",
		"৩ থেকে ৩০০ অক্ষরে লিখুন, যেমন: কাস্টমার ২০ টাকা পেয়েছেন। অথবা /cancel"}
	tComplainReady = chat.Text{
		"📣 <b>{reason}</b>\n{number} · <b>{amount}</b>",
		"📣 <b>{reason}</b>\n{number} · <b>{amount}</b>"}
	tComplainMore = chat.Text{
		"❔ <b>The owner asks:</b> “{question}”\n{number} · <b>{amount}</b>\nWrite the answer here.",
		"❔ <b>মালিক জানতে চান:</b> “{question}”\n{number} · <b>{amount}</b>\nউত্তর এখানে লিখুন।"}
	tComplainSays   = chat.Text{"You write: “{text}”", "আপনি লিখেছেন: “{text}”"}
	tComplainPhotos = chat.Text{"Photos: {count}", "ছবি: {count}টি"}
	tComplainSend   = chat.Text{
		"Send it, or write a word or send up to 3 photos here first.",
		"পাঠান, অথবা আগে কিছু লিখুন বা সর্বোচ্চ ৩টি ছবি দিন।"}
	tComplainFull = chat.Text{
		"Three photos are enough; this one was left out. Send the complaint now.",
		"তিনটি ছবিই যথেষ্ট; এটি নেওয়া হয়নি। এবার অভিযোগ পাঠান।"}
	tComplainAsPhoto = chat.Text{
		"This picture came as a file and was left out. Send it as a photo.",
		"এই ছবিটি ফাইল হিসেবে এসেছে, তাই নেওয়া হয়নি। ফটো হিসেবে পাঠান।"}
	tComplainNotAdded = chat.Text{
		"🚫 <b>Your answer was not sent:</b> the owner waits for it no longer.",
		"🚫 <b>আপনার উত্তর পাঠানো হয়নি:</b> মালিক আর উত্তরের অপেক্ষায় নেই।"}
	bSendComplaint  = chat.Text{"📤 Send", "📤 পাঠান"}
	tComplainSent   = chat.Text{"🔎 <b>The panel is asked once more.</b> We tell you here what comes of it.", "🔎 <b>প্যানেলে আবার খোঁজ নেওয়া হচ্ছে।</b> কী হলো এখানেই জানাব।"}
	tComplainHand   = chat.Text{"📣 <b>Your complaint is with the owner.</b> We tell you here how it ends.", "📣 <b>আপনার অভিযোগ মালিকের কাছে গেছে।</b> কী হলো এখানেই জানাব।"}
	tComplainAdded  = chat.Text{"📤 <b>The owner has your answer.</b> We tell you here how it ends.", "📤 <b>আপনার উত্তর মালিকের কাছে গেছে।</b> কী হলো এখানেই জানাব।"}
	tComplainAsk    = chat.Text{"📣 <b>A member has answered</b>", "📣 <b>সদস্য উত্তর দিয়েছেন</b>"}
	tComplainNone   = chat.Text{"Nothing was sent to the owner.", "মালিককে কিছু পাঠানো হয়নি।"}
	tComplaintIs    = chat.Text{"📣 <b>{reason}: {state}</b>, {age}\n{number} · <b>{amount}</b>", "📣 <b>{reason}: {state}</b>, {age}\n{number} · <b>{amount}</b>"}
	tComplaintAsks  = chat.Text{"The owner asks: “{question}”", "মালিক জানতে চান: “{question}”"}
	bAnswerOwner    = chat.Text{"✍️ Answer", "✍️ উত্তর দিন"}
	bComplainOnce   = chat.Text{"📣 Still not right", "📣 এখনও ঠিক হয়নি"}
	bComplaintOrder = chat.Text{"🧾 The order", "🧾 অর্ডারটি"}
	tAnswerFirst    = chat.Text{
		"❔ <b>The owner asks:</b> “{question}”\n{number} · <b>{amount}</b>\nIs this your answer? Tap the button, then write it again.",
		"❔ <b>মালিক জানতে চান:</b> “{question}”\n{number} · <b>{amount}</b>\nএটা কি তার উত্তর? নিচে চেপে আবার লিখুন।"}
)
