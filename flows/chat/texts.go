package chat

// How texts are worded, in every room: the important thing first. Plain words of the
// shop, no terms of computing. Short. A text about an order says what happened,
// whether money moved, and what to do next. A refusal gives the reason and an example
// of good input. A word that a count changes has both its forms: {count|order|orders}. Commands, numbers to copy and ids stay in Latin letters. <b> and
// <code> are the only tags. Each room has its texts in texts.go, English and Bangla
// side by side.

var (
	OldButton       = Text{"This button is old. Nothing was changed.", "বোতামটি পুরোনো। কিছু বদলায়নি।"}
	tSeconds        = Text{"{count} s", "{count} সেকেন্ড"}
	tMinutes        = Text{"{count} min", "{count} মিনিট"}
	tHours          = Text{"{count} h", "{count} ঘণ্টা"}
	tDays           = Text{"{count} {count|day|days}", "{count} দিন"}
	OpenRow         = Text{"{mark} {number} {amount} · {age}", "{mark} {number} {amount} · {age}"}
	tToday          = Text{"today", "আজ"}
	tYesterday      = Text{"yesterday", "গতকাল"}
	NoName          = Text{"(no name)", "(নাম নেই)"}
	tUnknownCommand = Text{"There is no {command}. See /help.", "{command} নামে কিছু নেই। দেখুন /help"}
)
