package card

import "rechargebot/flows/chat"

var (
	tHandWaiting = chat.Text{
		"✋ <b>With the owner.</b> It is done by hand, mostly within {age}. We tell you here; do not send it again.",
		"✋ <b>মালিকের কাছে আছে।</b> হাতে করা হয়, সাধারণত সর্বোচ্চ {age} লাগে। হলে এখানেই জানাব; আবার পাঠাবেন না।"}
	tHandCancel = chat.Text{"Until somebody takes it, you can call it back.", "কেউ হাতে নেওয়ার আগে ফেরত নিতে পারেন।"}
	tHandTaken  = chat.Text{
		"✋ <b>{name} has taken it</b> and is doing it by hand. We tell you here; do not send it again.",
		"✋ <b>{name} হাতে নিয়েছেন</b>, কাজ চলছে। হলে এখানেই জানাব; আবার পাঠাবেন না।"}
	tOwnerHandWaiting = chat.Text{
		"✋ <b>To do by hand.</b> Nobody has taken it yet. The panel is not asked for it.",
		"✋ <b>হাতে করতে হবে।</b> এখনও কেউ নেননি। প্যানেলে পাঠানো হবে না।"}
	tOwnerHandTaken = chat.Text{
		"✋ <b>{name} has taken it</b>, {age} ago. The panel is not asked for it.",
		"✋ <b>{name} হাতে নিয়েছেন</b>, {age} আগে। প্যানেলে পাঠানো হবে না।"}
	tHandRestored = chat.Text{
		"⚠️ <b>This order came back with a backup, or another owner had it before.</b> It may have been done since: look before you do it.",
		"⚠️ <b>এই অর্ডার ব্যাকআপ থেকে ফিরেছে, অথবা আগে আরেকজন মালিকের হাতে ছিল।</b> এর মধ্যে হয়ে গিয়ে থাকতে পারে: করার আগে দেখে নিন।"}
	tHandLate = chat.Text{"⏰ <b>It has waited {age}.</b>", "⏰ <b>{age} ধরে অপেক্ষায় আছে।</b>"}
	tHandNote = chat.Text{"✋ To do by hand: {number} {amount}", "✋ হাতে করতে হবে: {number} {amount}"}
	tDoneHand = chat.Text{
		"✅ <b>Done.</b> It was done by hand.",
		"✅ <b>হয়ে গেছে।</b> হাতে করে দেওয়া হয়েছে।"}
	tFailedHand = chat.Text{
		"❌ <b>Failed.</b> It could not be done by hand{reason}. The customer got nothing, no money moved.",
		"❌ <b>হয়নি।</b> হাতে করা যায়নি{reason}। কাস্টমার কিছু পাননি, টাকা কাটেনি।"}
	tCalledBack = chat.Text{
		"✕ <b>Called back.</b> You have called it back. Nothing was done, no money moved.",
		"✕ <b>ফেরত নেওয়া হয়েছে।</b> আপনি ফেরত নিয়েছেন। কিছু করা হয়নি, টাকা কাটেনি।"}
	tOwnerCalledBack = chat.Text{
		"✕ <b>Called back.</b> The reseller has called it back. There is nothing to do.",
		"✕ <b>ফেরত নেওয়া হয়েছে।</b> রিসেলার ফেরত নিয়েছেন। কিছু করতে হবে না।"}
	tHandReason     = chat.Text{": {reason}", ": {reason}"}
	tLineCalledBack = chat.Text{"✕ <b>Called back.</b> {number} · <b>{amount}</b>", "✕ <b>ফেরত নেওয়া হয়েছে।</b> {number} · <b>{amount}</b>"}
	bCallBack       = chat.Text{"✕ Call it back", "✕ ফেরত নিন"}
	bHandTake       = chat.Text{"✋ I do it", "✋ আমি করছি"}
	bHandOver       = chat.Text{"✋ Take it over", "✋ আমি হাতে নিচ্ছি"}
	bHandDone       = chat.Text{"✅ It is done", "✅ হয়ে গেছে"}
	bHandFail       = chat.Text{"✕ It cannot be done", "✕ করা যাচ্ছে না"}
	bHandBack       = chat.Text{"Give it back", "ছেড়ে দিন"}
	bHandOpen       = chat.Text{"✋ By hand", "✋ হাতে করা"}
)
