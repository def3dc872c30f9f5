package shop

import "rechargebot/flows/chat"

var (
	tLastTo  = chat.Text{"{mark} {amount} {state}, {age} ago", "{mark} {amount} {state}, {age} আগে"}
	tWhichOf = chat.Text{
		"Several of your numbers end in {digits}. Which one?",
		"শেষে {digits} আছে এমন নম্বর কয়েকটি। কোনটি?"}
	bWhichOf = chat.Text{"{number} · {operator}", "{number} · {operator}"}
)
