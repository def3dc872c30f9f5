package office

import "rechargebot/flows/chat"

var (
	tOwnersPIN = chat.Text{
		"An owner has no PIN: whoever has your phone can do everything here. For which orders resellers are asked stands in /plans; to reset one open /members.",
		"মালিকের পিন নেই: আপনার ফোন যার হাতে, সে এখানে সবই পারে। রিসেলারদের কখন পিন লাগবে তা /plans-এ; রিসেট করতে /members"}
	tSureResetPIN = chat.Text{
		"Reset the PIN of {name}? Until a new one is set, whoever has the phone can do that, or order without one. Call them first.",
		"{name}-এর পিন রিসেট করবেন? নতুন পিন না দেওয়া পর্যন্ত ফোন যার হাতে, সে-ই পিন দিতে বা পিন ছাড়া অর্ডার করতে পারবে। আগে ফোন করে নিন।"}
	bSureResetPIN = chat.Text{"Yes, reset it", "হ্যাঁ, রিসেট করুন"}
	tPINWasReset  = chat.Text{"The PIN is reset.", "পিন রিসেট হয়েছে।"}
	tToldPINReset = chat.Text{"🔓 The owner has reset your PIN. Set a new one: /pin", "🔓 মালিক আপনার পিন রিসেট করেছেন। নতুন পিন দিন: /pin"}
	tOthersPIN    = chat.Text{"{admin} has reset the PIN of {person}", "{admin} পিন রিসেট করেছেন: {person}"}
	tHasPIN       = chat.Text{"PIN: {rule}", "পিন: {rule}"}
	tHasPINLocked = chat.Text{"PIN: locked, {count} wrong ones", "পিন: বন্ধ, {count} বার ভুল"}
	tFieldPIN     = chat.Text{"PIN asked", "পিন চাইবে"}
	tPINPage      = chat.Text{
		"For which orders are they asked for their PIN, at least? Who has none sets one at the next such order.",
		"কমপক্ষে কোন অর্ডারে তাঁদের পিন লাগবে? যাঁর পিন নেই, পরের অর্ডারে দিতে হবে।"}
	bPIN        = chat.Text{"PIN", "পিন"}
	bPINOff     = chat.Text{"Never", "কখনও নয়"}
	bPINAlways  = chat.Text{"Every order", "সব অর্ডার"}
	bPINAbove   = chat.Text{"Above an amount", "টাকা বেশি হলে"}
	tAskPINFrom = chat.Text{"Above how much is the PIN asked? Such as <code>500</code>.", "কত টাকার বেশি হলে পিন লাগবে? যেমন <code>500</code>"}
	tBadPINFrom = chat.Text{"“{typed}” is no sum from 1 to {most}. Send one such as <code>500</code>, or /cancel.", "“{typed}” ১ থেকে {most} পর্যন্ত কোনো অঙ্ক নয়। লিখুন যেমন <code>500</code>, অথবা /cancel"}
	tPINChanged = chat.Text{"The owner’s rule for the PIN: {rule}. See /pin.", "পিন নিয়ে মালিকের নিয়ম: {rule}। দেখুন /pin"}
)
