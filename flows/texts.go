package flows

import "rechargebot/flows/chat"

var (
	tOnlyText = chat.Text{
		"I read text and contacts only. Send the number and the amount, such as <code>01712345678 50</code>.",
		"আমি শুধু লেখা আর কন্টাক্ট পড়তে পারি। নম্বর আর টাকা লিখে পাঠান, যেমন <code>01712345678 50</code>।"}
	tNoUse = chat.Text{
		"I have no use for this file. Send the number and the amount as text, such as <code>01712345678 50</code>.",
		"এই ফাইলটি আমার কাজে লাগবে না। নম্বর আর টাকা লিখে পাঠান, যেমন <code>01712345678 50</code>।"}
	tCaption = chat.Text{
		"I have no use for this file, and what is written under it is not read. Send the number and the amount as a message, such as <code>01712345678 50</code>.",
		"এই ফাইলটি আমার কাজে লাগবে না, আর নিচের লেখাটি পড়া হয় না। নম্বর আর টাকা আলাদা মেসেজে লিখে পাঠান, যেমন <code>01712345678 50</code>।"}
	tNoList = chat.Text{
		"I have no use for this file. A list of recharges can be a file .xlsx, .csv or .txt of up to 1 MB, number and amount in each line; or write <code>01712345678 50</code>.",
		"এই ফাইলটি আমার কাজে লাগবে না। রিচার্জের তালিকা .xlsx, .csv বা .txt ফাইলে দিতে পারেন, ১ MB পর্যন্ত, প্রতি লাইনে নম্বর আর টাকা; অথবা লিখুন <code>01712345678 50</code>।"}
	tSorry = chat.Text{
		"Something went wrong here. Nothing was changed and nothing was sent. Please try again.",
		"এখানে একটা সমস্যা হয়েছে। কিছু বদলায়নি, কিছু পাঠানো হয়নি। আবার চেষ্টা করুন।"}
	tNotSaved = chat.Text{
		"This could not be saved, so it was not done: no order was sent, no money moved. Try again in a few minutes.",
		"সেভ করা যায়নি, তাই কাজটি হয়নি: অর্ডার যায়নি, টাকা কাটেনি। কয়েক মিনিট পর আবার চেষ্টা করুন।"}
	tInDoubt = chat.Text{
		"The disk failed, so this may or may not have been saved. A confirmed order may still be sent: look at /status before you try again.",
		"ডিস্কের সমস্যায় সেভ হয়েছে কি না নিশ্চিত নয়। নিশ্চিত করা অর্ডার চলে যেতে পারে: আবার চেষ্টার আগে /status দেখুন।"}
	tAbout = chat.Text{
		"Mobile recharge for resellers. Send the number and the amount; you see a card, confirm, and are told here when it is done.",
		"রিসেলারদের জন্য মোবাইল রিচার্জ। নম্বর আর টাকা লিখুন, মেসেজটি মিলিয়ে নিশ্চিত করুন, হয়ে গেলে এখানেই জানাব।"}
)
