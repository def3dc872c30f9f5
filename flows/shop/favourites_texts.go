package shop

import "rechargebot/flows/chat"

var (
	mFavourites     = chat.Text{"Numbers with a name", "নাম দেওয়া নম্বর"}
	tFavouritesNone = chat.Text{
		"No number has a name yet. Open a done order from /history and tap <b>⭐ Name this number</b>; then <code>rahim 50</code> is enough.",
		"এখনও কোনো নম্বরের নাম দেওয়া হয়নি। /history থেকে হয়ে গেছে এমন একটি অর্ডার খুলে <b>⭐ নম্বরটির নাম দিন</b> চাপুন; তারপর <code>rahim 50</code> লিখলেই হবে।"}
	tFavourites = chat.Text{
		"<b>⭐ Numbers with a name: {count}</b>\nTap one to recharge it with its usual amount, or write its name and an amount: <code>{example} 50</code>",
		"<b>⭐ নাম দেওয়া নম্বর: {count}টি</b>\nসবসময়ের টাকায় রিচার্জ করতে চাপুন, অথবা নাম আর টাকা লিখুন: <code>{example} 50</code>"}
	tFavouriteRow = chat.Text{
		"<b>{name}</b>: {number}, {operator}, {connection}, usually {amount}",
		"<b>{name}</b>: {number}, {operator}, {connection}, সাধারণত {amount}"}
	bForget    = chat.Text{"✕ Forget", "✕ মুছুন"}
	bNameIt    = chat.Text{"⭐ Name this number", "⭐ নম্বরটির নাম দিন"}
	bUsual     = chat.Text{"⭐ {amount} as usual", "⭐ বরাবরের মতো {amount}"}
	tForgotten = chat.Text{"{name} is forgotten.", "{name} মুছে ফেলা হয়েছে।"}
	tAskName   = chat.Text{
		"{number}\nWhat name? Send 2 to 20 letters, such as <code>rahim</code>, or /cancel.",
		"{number}\nকী নাম দেবেন? ২ থেকে ২০ অক্ষরে লিখুন, যেমন <code>rahim</code>, অথবা /cancel"}
	tNamed = chat.Text{
		"⭐ <b>{name}</b> is {number}, {operator}, usually {amount}. From now on {name} {whole} is enough. All of them: /favourites",
		"⭐ <b>{name}</b> হলো {number}, {operator}, সাধারণত {amount}। এখন থেকে {name} {whole} লিখলেই হবে। সবগুলো: /favourites"}
	tBadName = chat.Text{
		"A name is one word of 2 to 20 letters, without digits and signs, such as <code>rahim</code>. Or /cancel.",
		"নাম হবে এক শব্দে, ২ থেকে ২০ অক্ষর, সংখ্যা বা চিহ্ন ছাড়া, যেমন <code>rahim</code>। অথবা /cancel"}
	tKnownName = chat.Text{
		"“{name}” means something else here. Send another name, such as <code>rahim</code>, or /cancel.",
		"“{name}” এখানে অন্য কিছু বোঝায়। আরেকটি নাম দিন, যেমন <code>rahim</code>, অথবা /cancel"}
	tNoName = chat.Text{
		"No number has the name “{name}”. Send the number and the amount, such as <code>01712345678 50</code>. To give a name, open a done order from /history and tap <b>{button}</b>.",
		"“{name}” নামে কোনো নম্বর নেই। নম্বর আর টাকা লিখে পাঠান, যেমন <code>01712345678 50</code>। নাম দিতে /history থেকে হয়ে গেছে এমন অর্ডার খুলে <b>{button}</b> চাপুন।"}
	tNameTaken = chat.Text{
		"“{name}” is {number} already. Send another name, such as <code>rahim</code>, or /cancel.",
		"“{name}” নামে {number} আগেই আছে। আরেকটি নাম দিন, যেমন <code>rahim</code>, অথবা /cancel"}
)
