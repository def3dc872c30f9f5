package card

import "rechargebot/flows/chat"

var (
	tReasonNotReceived = chat.Text{"Not received", "টাকা যায়নি"}
	tReasonWrongNumber = chat.Text{"Wrong number", "ভুল নম্বরে গেছে"}
	tReasonWrongPack   = chat.Text{"Wrong pack", "ভুল প্যাক এসেছে"}
	tReasonOther       = chat.Text{"Something else", "অন্য সমস্যা"}

	tComplaintHead    = chat.Text{"📣 <b>Complaint: {reason}</b>", "📣 <b>অভিযোগ: {reason}</b>"}
	tComplaintAgain   = chat.Text{"📣 <b>Complaint, once more: {reason}</b>", "📣 <b>আবার অভিযোগ: {reason}</b>"}
	tComplaintAsked   = chat.Text{"📞 <b>{admin} has asked the panel’s support</b>, {time}", "📞 <b>{admin} প্যানেলের সাপোর্টে জানিয়েছেন</b>, {time}"}
	tComplaintMore    = chat.Text{"❔ <b>{admin} asked the member</b>, {time}: “{question}”", "❔ <b>{admin} সদস্যকে জিজ্ঞেস করেছেন</b>, {time}: “{question}”"}
	tComplaintArrived = chat.Text{"✅ <b>It has arrived</b>, says {admin}, {time}", "✅ <b>{admin} বলেছেন পৌঁছেছে</b>, {time}"}
	tComplaintBooked  = chat.Text{"💰 <b>{price} refunded</b> by {admin}, {time}", "💰 <b>{admin} {price} ফেরত দিয়েছেন</b>, {time}"}
	tComplaintShared  = chat.Text{
		"💰 <b>Refunded</b>, says {admin}, {time}. Your own money had paid it, so nothing was booked.",
		"💰 <b>{admin} ফেরত লিখেছেন</b>, {time}। আপনার টাকার অর্ডার, তাই হিসাবে কিছু লেখা হয়নি।"}
	tComplaintReversed = chat.Text{
		"↩️ <b>Closed: the panel now says that the recharge failed.</b>",
		"↩️ <b>শেষ: প্যানেল এখন বলছে রিচার্জ হয়নি।</b>"}
	tComplaintLapsed = chat.Text{"⌛ <b>Closed: the member did not answer.</b>", "⌛ <b>শেষ: সদস্য আর কিছু জানাননি।</b>"}

	tComplaintSays = chat.Text{"They write: “{text}”", "লিখেছেন: “{text}”"}
	tEvidence      = chat.Text{
		"Sent {sent}, done {done}. Times asked: {count}; tries without a connection: {tries}.",
		"পাঠানো {sent}, হয়েছে {done}। খোঁজ নেওয়া {count} বার; সংযোগ ছাড়া চেষ্টা: {tries}।"}
	tEvidenceHand = chat.Text{
		"By hand, by {name}: done {done}. The panel never heard of it.",
		"{name} হাতে করেছেন, হয়েছে {done}। প্যানেলে পাঠানো হয়নি।"}
	tNoTransactionHand = chat.Text{"They gave no transaction id.", "ট্রানজেকশন আইডি দেওয়া হয়নি।"}
	tRecheckDone       = chat.Text{"Asked again {time}: the panel says done.", "আবার খোঁজ {time}: প্যানেল বলছে হয়ে গেছে।"}
	tRecheckNoWord     = chat.Text{"Asked again {time}: the panel does not say how it stands.", "আবার খোঁজ {time}: প্যানেল কিছু জানায়নি।"}
	tRecheckSilent     = chat.Text{"Asked again {time}: the panel did not answer.", "আবার খোঁজ {time}: প্যানেল সাড়া দেয়নি।"}
	tSupport           = chat.Text{
		"{reason}: {number} {operator} {connection} {amount}. Order {id}, sent {sent}, done {done}, transaction id {transaction}. Please check.",
		"{reason}: {number} {operator} {connection} {amount}। অর্ডার {id}, পাঠানো {sent}, হয়েছে {done}, ট্রানজেকশন আইডি {transaction}। দেখে জানান।"}
	tSupportCopy = chat.Text{"<b>For the panel’s support</b>, tap to copy:", "<b>প্যানেলের সাপোর্টের জন্য</b>, চেপে কপি করুন:"}
	bSupport     = chat.Text{"📋 Copy for the panel’s support", "📋 সাপোর্টের জন্য কপি করুন"}
	bAskedThem   = chat.Text{"📞 I have asked them", "📞 সাপোর্টে জানিয়েছি"}
	bItArrived   = chat.Text{"✅ It has arrived", "✅ পৌঁছেছে"}
	bRefund      = chat.Text{"💰 Refund {price}", "💰 {price} ফেরত দিন"}
	bRefunded    = chat.Text{"💰 It is refunded", "💰 ফেরত পাওয়া গেছে"}
	bAskMember   = chat.Text{"❔ Ask the member", "❔ সদস্যকে জিজ্ঞেস করুন"}
	tPhotoOf     = chat.Text{"📎 Photo {n} of {count} of the complaint about {number} · {amount}", "📎 {number} · {amount} অভিযোগের ছবি {n}/{count}"}

	tComplaintOpened = chat.Text{"📣 <b>Your complaint is with the owner.</b>", "📣 <b>আপনার অভিযোগ মালিকের কাছে গেছে।</b>"}
	tOpenedDone      = chat.Text{"The panel says once more that it is done. The owner looks into it.", "প্যানেল আবারও বলছে হয়ে গেছে। মালিক খোঁজ নেবেন।"}
	tOpenedNoWord    = chat.Text{"The panel did not say how it stands. The owner looks into it.", "প্যানেল থেকে উত্তর পাওয়া যায়নি। মালিক খোঁজ নেবেন।"}
	tOpenedHand      = chat.Text{"The owner looks into it.", "মালিক খোঁজ নেবেন।"}
	tMemberAsked     = chat.Text{"📞 <b>The owner has asked the panel’s support.</b> We tell you here how it ends.", "📞 <b>মালিক প্যানেলের সাপোর্টে জানিয়েছেন।</b> কী হলো এখানেই জানাব।"}
	tMemberMore      = chat.Text{"❔ <b>The owner asks:</b> “{question}”", "❔ <b>মালিক জানতে চান:</b> “{question}”"}
	bAnswer          = chat.Text{"✍️ Answer", "✍️ উত্তর দিন"}
	tMemberArrived   = chat.Text{
		"✅ <b>The owner has checked: it has arrived.</b> Have the customer look at the balance once more.",
		"✅ <b>মালিক খোঁজ নিয়েছেন: টাকা পৌঁছেছে।</b> কাস্টমারকে আবার ব্যালেন্স দেখতে বলুন।"}
	bStillNot         = chat.Text{"📣 Still not right", "📣 এখনও ঠিক হয়নি"}
	tMemberRefunded   = chat.Text{"💰 <b>{price} is back in your account</b>, after your complaint.", "💰 <b>আপনার অভিযোগে {price} ফেরত এসেছে।</b>"}
	tMemberShared     = chat.Text{"💰 <b>The owner says that the panel has paid it back.</b> Your complaint is settled.", "💰 <b>মালিক জানিয়েছেন, প্যানেল টাকা ফেরত দিয়েছে।</b> আপনার অভিযোগ মিটে গেছে।"}
	tMemberSharedHand = chat.Text{"💰 <b>The owner says that it has been paid back.</b> Your complaint is settled.", "💰 <b>মালিক জানিয়েছেন, টাকা ফেরত দেওয়া হয়েছে।</b> আপনার অভিযোগ মিটে গেছে।"}
	tMemberLapsed     = chat.Text{
		"⌛ <b>Your complaint is closed:</b> the owner had asked you for more. If it is not settled, open it again within a day.",
		"⌛ <b>আপনার অভিযোগ বন্ধ হয়েছে:</b> মালিক আরও জানতে চেয়েছিলেন। না মিটলে এক দিনের মধ্যে আবার জানান।"}
	tMemberLapsedAgain = chat.Text{
		"⌛ <b>Your complaint is closed:</b> the owner had asked you for more. If it is not settled, talk to the owner.",
		"⌛ <b>আপনার অভিযোগ বন্ধ হয়েছে:</b> মালিক আরও জানতে চেয়েছিলেন। না মিটলে মালিকের সাথে কথা বলুন।"}

	tStateChecking = chat.Text{"asking the panel", "প্যানেলে খোঁজ চলছে"}
	tStateOpen     = chat.Text{"with the owner", "মালিকের কাছে"}
	tStateAsked    = chat.Text{"support asked", "সাপোর্টে জানানো হয়েছে"}
	tStateMore     = chat.Text{"you are asked", "আপনার উত্তর দরকার"}
	tStateArrived  = chat.Text{"arrived", "পৌঁছেছে"}
	tStateRefunded = chat.Text{"refunded", "ফেরত হয়েছে"}
	tStateClosed   = chat.Text{"closed", "শেষ"}
	tCostStays     = chat.Text{"💼 {price} was refunded before; nothing was booked now", "💼 {price} আগেই ফেরত দেওয়া হয়েছে; এবার কিছু লেখা হয়নি"}
)
