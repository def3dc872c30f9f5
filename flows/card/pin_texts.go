package card

import "rechargebot/flows/chat"

var (
	tPINOff    = chat.Text{"off", "বন্ধ"}
	tPINAlways = chat.Text{"for every order", "সব অর্ডারে"}
	tPINAbove  = chat.Text{"above {amount}", "{amount}-এর বেশি হলে"}
	bResetPIN  = chat.Text{"🔓 Reset PIN", "🔓 পিন রিসেট করুন"}
)
