package shop

import "rechargebot/flows/chat"

var (
	tRight   = chat.Text{"<b>Is this right?</b>", "<b>সব ঠিক আছে?</b>"}
	tOneMore = chat.Text{
		"⚠️ <b>Number {count} of {amount} to this number</b>",
		"⚠️ <b>এই নম্বরে {count} নম্বর {amount}</b>"}
	tSecond = chat.Text{
		"⚠️ <b>Second {amount} to this number</b>",
		"⚠️ <b>এই নম্বরে আরেকবার {amount}</b>"}
	bSecond    = chat.Text{"Send a second {amount}", "আরেকবার {amount} পাঠান"}
	tDuplicate = chat.Text{
		"⚠️ <b>{amount} went to this number already:</b>",
		"⚠️ <b>এই নম্বরে {amount} আগেই দেওয়া হয়েছে:</b>"}
	tDuplicateRow = chat.Text{"{mark} {state}, {age} ago", "{mark} {state}, {age} আগে"}
	tStateDone    = chat.Text{"done", "হয়ে গেছে"}
	tStateFailed  = chat.Text{"failed", "হয়নি"}
	tStateUnclear = chat.Text{"unclear", "নিশ্চিত নয়"}
	tStateOpen    = chat.Text{"on its way", "চলছে"}
	bOneMore      = chat.Text{"Send number {count} of {amount}", "{count} নম্বর {amount} পাঠান"}
	bTakaMore     = chat.Text{"Send {amount} instead", "এর বদলে {amount} দিন"}
	tDuplicateNow = chat.Text{
		"The same amount went to this number meanwhile. Nothing was sent by this card.",
		"এর মধ্যে এই নম্বরে একই টাকা গেছে। এই মেসেজ থেকে কিছু পাঠানো হয়নি।"}
	tTimes = chat.Text{
		"\n\n⚠️ “x{count}” does not send it {count} {count|time|times}: this sends one.",
		"\n\n⚠️ “x{count}” লিখলে {count} বার যায় না: এখান থেকে একবারই যাবে।"}
	tEarlierToday = chat.Text{
		"\n\nℹ️ {amount} went to this number today at {time}.",
		"\n\nℹ️ আজ {time}-এ এই নম্বরে {amount} গেছে।"}
)
