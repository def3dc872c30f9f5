package office

import "rechargebot/flows/chat"

var (
	tTodo          = chat.Text{"<b>✋ To do by hand: {count}</b>\nTap one to take it.", "<b>✋ হাতে করতে হবে: {count}টি</b>\nহাতে নিতে চাপুন।"}
	tTodoMany      = chat.Text{"<b>✋ To do by hand: more than {count}</b>\nThese are the oldest.", "<b>✋ হাতে করতে হবে: {count}টির বেশি</b>\nসবচেয়ে পুরোনোগুলো দেখানো হলো।"}
	tTodoNone      = chat.Text{"There is nothing to do by hand.", "হাতে করার কিছু নেই।"}
	tHandTaken     = chat.Text{"Another owner has taken it, or you have not taken it yet. Nothing was changed.", "আরেকজন মালিক নিয়েছেন, অথবা আপনি এখনও নেননি। কিছু বদলায়নি।"}
	tHandTakenOver = chat.Text{
		"✋ <b>{name} has taken this order over</b> from you: {number} · <b>{amount}</b>\nIf you have done it, tell them at once, with its transaction id. If not, leave it.",
		"✋ <b>{name} এই অর্ডারটি আপনার কাছ থেকে নিয়েছেন</b>: {number} · <b>{amount}</b>\nআপনি দিয়ে থাকলে ট্রানজেকশন আইডিসহ এখনই তাঁকে জানান। না দিয়ে থাকলে আর দেবেন না।"}
	tHandAskID   = chat.Text{"{number} · <b>{amount}</b>\nWhich transaction id has it? Send it here.", "{number} · <b>{amount}</b>\nট্রানজেকশন আইডি কত? এখানে লিখুন।"}
	bHandNoID    = chat.Text{"✅ Done, there is no id", "✅ হয়েছে, আইডি নেই"}
	tHandAskWhy  = chat.Text{"{number} · <b>{amount}</b>\nWhy can it not be done? Tap a reason, or send your own. The reseller reads it.", "{number} · <b>{amount}</b>\nকেন করা যাচ্ছে না? কারণ চাপুন, অথবা লিখুন। রিসেলার এটি দেখবেন।"}
	tHandShort   = chat.Text{"❌ That is too short or too long.", "❌ লেখাটি খুব ছোট বা বড়।"}
	tHandNoDigit = chat.Text{"❌ “{typed}” is no transaction id: it is one word with at least one digit, such as <code>8XK2M9QW</code>. Nothing was saved yet.", "❌ “{typed}” ট্রানজেকশন আইডি নয়: আইডিতে ফাঁকা জায়গা থাকে না, অন্তত একটি সংখ্যা থাকে, যেমন <code>8XK2M9QW</code>। এখনও কিছু সেভ হয়নি।"}
	tHandOver    = chat.Text{"the pack is over", "প্যাকটি আর নেই"}
	tHandNumber  = chat.Text{"this number cannot get the pack", "এই নম্বরে প্যাকটি দেওয়া যায় না"}
	tHandLater   = chat.Text{"it does not go now, try later", "এখন হচ্ছে না, পরে চেষ্টা করুন"}
	mTodo        = chat.Text{"Orders to do by hand", "হাতে করার অর্ডার"}
)
