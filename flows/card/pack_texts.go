package card

import "rechargebot/flows/chat"

var (
	tPackOf       = chat.Text{"📦 {pack}", "📦 {pack}"}
	tKindInternet = chat.Text{"Internet", "ইন্টারনেট"}
	tKindMinutes  = chat.Text{"Minutes", "মিনিট"}
	tKindBundle   = chat.Text{"Bundle", "বান্ডেল"}
	tKindValidity = chat.Text{"Validity", "মেয়াদ"}
	tKindDrive    = chat.Text{"Drive", "ড্রাইভ"}
)
