package shop

import "rechargebot/flows/chat"

var (
	mPIN     = chat.Text{"PIN, if you lend this phone", "ফোন অন্যকে দিলে পিন"}
	tPINNone = chat.Text{
		"🔓 <b>You have no PIN.</b> If you lend this phone, set one: then only who knows it can confirm orders.",
		"🔓 <b>আপনার পিন নেই।</b> ফোন অন্যকে দিলে পিন দিন: তখন পিন ছাড়া কেউ অর্ডার নিশ্চিত করতে পারবে না।"}
	tPINOn     = chat.Text{"🔒 <b>Your PIN is on.</b> It is asked {rule}.", "🔒 <b>আপনার পিন চালু।</b> পিন চাইবে {rule}।"}
	tPINFloor  = chat.Text{"The owner’s rule: {rule}.", "মালিকের নিয়ম: {rule}।"}
	bPINSet    = chat.Text{"Set a PIN", "পিন দিন"}
	bPINWhen   = chat.Text{"When it is asked", "কখন চাইবে"}
	bPINChange = chat.Text{"Change PIN", "পিন বদলান"}
	bPINOff    = chat.Text{"Switch it off", "পিন বন্ধ করুন"}
	tPINWhen   = chat.Text{"When should the PIN be asked?", "কখন পিন চাইবে?"}
	bPINEvery  = chat.Text{"For every order", "সব অর্ডারে"}
	bPINAbove  = chat.Text{"Above {amount}", "{amount}-এর বেশি হলে"}
	bPINBack   = chat.Text{"◀ Back", "◀ ফিরে যান"}

	tAskPIN = chat.Text{
		"Send your new PIN: 4 to 6 digits. Not 1234, no year, not ending in 00. Your message is deleted at once.",
		"নতুন পিন লিখে পাঠান: ৪ থেকে ৬ সংখ্যা। ১২৩৪, সাল বা শেষে ০০ নয়। মেসেজটি সঙ্গে সঙ্গে মুছে ফেলা হবে।"}
	tAskPINFirst = chat.Text{
		"🔒 The owner wants a PIN {rule}, and you have none yet. Your order waits.",
		"🔒 মালিকের নিয়মে পিন লাগবে {rule}, আপনার এখনও পিন নেই। আপনার অর্ডার অপেক্ষায় থাকবে।"}
	tAskPINAgain = chat.Text{"Now send the same PIN once more.", "এবার একই পিন আরেকবার পাঠান।"}
	tPINDiffers  = chat.Text{"These were two different PINs. Begin again: send your new PIN.", "দুইবার একই পিন হয়নি। আবার শুরু করুন: নতুন পিন পাঠান।"}
	tPINBad      = chat.Text{"A PIN is 4 to 6 digits, nothing else. Send another, or /cancel.", "পিন হবে শুধু ৪ থেকে ৬টি সংখ্যা। আরেকটি পাঠান, অথবা /cancel"}
	tPINWeak     = chat.Text{
		"That one is easy to guess, or may be an amount. Not 1234, no year, not ending in 00: send another, or /cancel.",
		"এটা সহজে আন্দাজ করা যায়, বা টাকার অঙ্ক হতে পারে। ১২৩৪, সাল বা শেষে ০০ নয়: আরেকটি পাঠান, অথবা /cancel"}
	tPINIsSet = chat.Text{
		"✅ <b>Your PIN is set.</b> If you forget it, only the owner can reset it.",
		"✅ <b>পিন চালু হয়েছে।</b> ভুলে গেলে শুধু মালিক রিসেট করতে পারবেন।"}
	tPINForgotten = chat.Text{
		"Only the owner can reset a PIN that was forgotten: ask them. Then you set a new one with /pin.",
		"ভুলে যাওয়া পিন শুধু মালিক রিসেট করতে পারেন: মালিককে বলুন। তারপর /pin লিখে নতুন পিন দিন।"}
	tPINIsOff      = chat.Text{"✅ <b>The PIN is off.</b> Orders are confirmed without it.", "✅ <b>পিন বন্ধ হয়েছে।</b> এখন পিন ছাড়াই অর্ডার নিশ্চিত হবে।"}
	tPINSaved      = chat.Text{"✅ Saved.", "✅ রাখা হয়েছে।"}
	tPINNotDeleted = chat.Text{
		"⚠️ Telegram did not delete your message with the PIN. Delete it yourself now.",
		"⚠️ পিন লেখা মেসেজটি মুছতে পারিনি। এখনই নিজে মুছে দিন।"}

	tPad = chat.Text{
		"🔒 <b>Your PIN?</b>\n{what}\n\n{dots}\n\nTap the digits, then ✅. It closes after one minute.",
		"🔒 <b>আপনার পিন?</b>\n{what}\n\n{dots}\n\nসংখ্যা চেপে ✅ চাপুন। এক মিনিট পর বন্ধ হয়ে যাবে।"}
	tPadChange = chat.Text{"To change it.", "পিন বদলাতে।"}
	tPadOff    = chat.Text{"To switch it off.", "পিন বন্ধ করতে।"}
	tPadRule   = chat.Text{"To have it asked {rule}.", "পিন চাইবে {rule}।"}
	bPadOK     = chat.Text{"✅ OK", "✅ ঠিক আছে"}
	tPINStray  = chat.Text{
		"🔒 That looked like a PIN, so it is deleted. It did not count: tap the digits, or send them alone, as one word.",
		"🔒 এটা পিন মনে হচ্ছে, তাই মুছে দেওয়া হচ্ছে। এটা গোনা হয়নি: সংখ্যা চাপুন, অথবা শুধু সংখ্যাগুলো একসাথে লিখে পাঠান।"}
	tPINStrayNew = chat.Text{
		"🔒 That looked like a PIN, so it is deleted. It did not count: send the digits alone, as one word.",
		"🔒 এটা পিন মনে হচ্ছে, তাই মুছে দেওয়া হচ্ছে। এটা গোনা হয়নি: শুধু সংখ্যাগুলো একসাথে লিখে পাঠান।"}
	tPINLate = chat.Text{
		"🔒 That looked like a PIN, so it is deleted. No PIN is asked now. If it was an amount, send it with ৳, such as <code>৳1000</code>.",
		"🔒 এটা পিন মনে হচ্ছে, তাই মুছে দেওয়া হচ্ছে। এখন পিন চাওয়া হচ্ছে না। টাকার অঙ্ক হলে ৳ সহ লিখুন, যেমন <code>৳1000</code>।"}
	tPINEarly = chat.Text{
		"🔒 That looked like a PIN, so it is deleted. Nothing was sent. Tap <b>Confirm</b> first, the PIN is asked after that. If it was an amount, send it with ৳, such as <code>৳1000</code>.",
		"🔒 এটা পিন মনে হচ্ছে, তাই মুছে দেওয়া হচ্ছে। কিছু পাঠানো হয়নি। আগে <b>নিশ্চিত করুন</b> চাপুন, তারপর পিন চাওয়া হবে। টাকার অঙ্ক হলে ৳ সহ লিখুন, যেমন <code>৳1000</code>।"}
	tPadTime = chat.Text{
		"⌛ One minute is over, the PIN was not entered. Nothing was sent. Tap <b>Confirm</b> again.",
		"⌛ এক মিনিট শেষ, পিন দেওয়া হয়নি। কিছু পাঠানো হয়নি। আবার <b>নিশ্চিত করুন</b> চাপুন।"}
	tPadTimeOver = chat.Text{"⌛ One minute is over, the PIN was not entered. Nothing was changed.", "⌛ এক মিনিট শেষ, পিন দেওয়া হয়নি। কিছু বদলায়নি।"}
	tPadChanged  = chat.Text{
		"ℹ️ The order has changed, so the PIN is asked anew. Nothing was sent.",
		"ℹ️ অর্ডার বদলেছে, তাই পিন আবার দিতে হবে। কিছু পাঠানো হয়নি।"}
	tPadElsewhere = chat.Text{
		"ℹ️ You went on to something else before the PIN was entered. Nothing was sent.",
		"ℹ️ পিন দেওয়ার আগে অন্য কাজে গেছেন। কিছু পাঠানো হয়নি।"}
	tPadShut  = chat.Text{"✕ <b>Closed.</b> Nothing was sent.", "✕ <b>বন্ধ হয়েছে।</b> কিছু পাঠানো হয়নি।"}
	tPINGone  = chat.Text{"🔓 The owner has reset your PIN. Nothing was done yet.", "🔓 মালিক আপনার পিন রিসেট করেছেন। এখনও কিছু করা হয়নি।"}
	tPINShort = chat.Text{"A PIN has 4 to 6 digits.", "পিন ৪ থেকে ৬ সংখ্যার।"}
	tPINWrong = chat.Text{
		"❌ <b>Wrong PIN.</b> {count} more and it locks.",
		"❌ <b>পিন ভুল।</b> আর {count} বার ভুল হলে বন্ধ হয়ে যাবে।"}
	tPINLocked = chat.Text{
		"🔒 {count} wrong PINs: locked until {time}. Nothing was sent. The owner was told.",
		"🔒 {count} বার পিন ভুল: {time} পর্যন্ত বন্ধ। কিছু পাঠানো হয়নি। মালিককে জানানো হয়েছে।"}
	tPINShut = chat.Text{
		"🔒 {count} wrong PINs: locked until the owner resets your PIN. Nothing was sent. Call the owner.",
		"🔒 {count} বার পিন ভুল: মালিক রিসেট না করা পর্যন্ত বন্ধ। কিছু পাঠানো হয়নি। মালিককে ফোন করুন।"}
	tPINLockedNow = chat.Text{
		"🔒 {count} wrong PINs: locked until {time}. The owner was told.",
		"🔒 {count} বার পিন ভুল: {time} পর্যন্ত বন্ধ। মালিককে জানানো হয়েছে।"}
	tPINShutNow = chat.Text{
		"🔒 {count} wrong PINs: locked until the owner resets your PIN. Call the owner.",
		"🔒 {count} বার পিন ভুল: মালিক রিসেট না করা পর্যন্ত বন্ধ। মালিককে ফোন করুন।"}
	tOwnersPINLocked = chat.Text{
		"🔒 <b>{count} wrong PINs in a row</b>\n{person}\nLocked until {time}. Was it them? If not, somebody has their phone.",
		"🔒 <b>পরপর {count} বার পিন ভুল</b>\n{person}\n{time} পর্যন্ত বন্ধ। তিনি নিজে কি? না হলে ফোন অন্য কারও হাতে।"}
	tOwnersPINShut = chat.Text{
		"🔒 <b>{count} wrong PINs in a row</b>\n{person}\nLocked until you reset the PIN. Call them before you do.",
		"🔒 <b>পরপর {count} বার পিন ভুল</b>\n{person}\nআপনি রিসেট না করা পর্যন্ত বন্ধ। রিসেটের আগে তাঁকে ফোন করুন।"}
)
