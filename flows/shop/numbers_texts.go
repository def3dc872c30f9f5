package shop

import "rechargebot/flows/chat"

var (
	tLastTo  = chat.Text{"{mark} {amount} {state}, {age} ago", "{mark} {amount} {state}, {age} আগে"}
	tWhichOf = chat.Text{
		"Several of your numbers end in {digits}. Which one?",
		"শেষে {digits} আছে এমন নম্বর কয়েকটি। কোনটি?"}
	tNoEnd = chat.Text{
		"No number that you served in the last 30 days ends in {digits}. Send all 11 digits and the amount, such as <code>01712345678 50</code>.",
		"গত ৩০ দিনে দেওয়া কোনো নম্বরের শেষে {digits} নেই। পুরো ১১ ডিজিট আর টাকা লিখুন, যেমন <code>01712345678 50</code>।"}
	bWhichOf = chat.Text{"{number} · {operator}", "{number} · {operator}"}
)
