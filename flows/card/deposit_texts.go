package card

import "rechargebot/flows/chat"

// TextOneSMS asks for the SMS of several payments one by one.
var TextOneSMS = chat.Text{
	"There are several payments in this. Nothing was taken from it: send the SMS of each in a message of its own.",
	"এখানে কয়েকটি টাকা পাঠানোর SMS আছে। কোনোটিই নেওয়া হয়নি: প্রতিটি SMS আলাদা করে পাঠান।"}

// Whose number a channel's is.
var (
	TextNumber   = chat.Text{"Number", "নম্বর"}
	TextAccount  = chat.Text{"Account", "অ্যাকাউন্ট"}
	TextWhere    = chat.Text{"Where", "কোথায়"}
	TextPersonal = chat.Text{"Personal number", "পার্সোনাল নম্বর"}
	TextAgent    = chat.Text{"Agent number", "এজেন্ট নম্বর"}
	TextMerchant = chat.Text{"Merchant number", "মার্চেন্ট নম্বর"}
)

var (
	tBounds      = chat.Text{"at once {least} to {most}", "একবারে {least} থেকে {most}"}
	tBoundsLeast = chat.Text{"at once {least} and more", "একবারে কমপক্ষে {least}"}
	tBoundsMost  = chat.Text{"at once up to {most}", "একবারে সর্বোচ্চ {most}"}
	tBoundsNone  = chat.Text{"any sum", "যেকোনো পরিমাণ"}

	tDepositAsks      = chat.Text{"💰 <b>{sum} paid in?</b>", "💰 <b>{sum} জমা?</b>"}
	tDepositApproved  = chat.Text{"✅ <b>{sum} booked</b> by {admin}", "✅ {admin} <b>{sum} জমা করেছেন</b>"}
	tDepositMatched   = chat.Text{"✅ <b>{sum} booked by itself</b>: the SMS matches", "✅ <b>{sum} নিজে থেকে জমা হয়েছে</b>: SMS মিলেছে"}
	tDepositWith      = chat.Text{"with bonus {bonus}", "বোনাস {bonus} সহ"}
	tDepositInstead   = chat.Text{"Asked for {sum}. Reason: {reason}", "বলা হয়েছিল {sum}। কারণ: {reason}"}
	tDepositRejected  = chat.Text{"✕ <b>{sum} rejected</b> by {admin}. Reason: {reason}", "✕ {admin} <b>{sum} ফিরিয়ে দিয়েছেন</b>। কারণ: {reason}"}
	tDepositTakenBack = chat.Text{"↩️ <b>{sum} taken back</b> by the member. Nothing was booked.", "↩️ <b>সদস্য {sum} জমার অনুরোধ ফিরিয়ে নিয়েছেন</b>। কিছু জমা হয়নি।"}
	tDepositLapsed    = chat.Text{"⌛ <b>{sum} has lapsed</b>: nobody decided for 3 days", "⌛ <b>{sum} বাতিল হয়ে গেছে</b>: ৩ দিন কেউ কিছু ঠিক করেননি"}
	tDepositAsked     = chat.Text{"By {channel} {number}, {time}", "মাধ্যম {channel} {number}, {time}"}
	tDepositID        = chat.Text{"Transaction id <code>{id}</code>", "ট্রানজেকশন আইডি <code>{id}</code>"}
	tDepositSays      = chat.Text{"They write: “{text}”", "লিখেছেন: “{text}”"}
	tDepositMatches   = chat.Text{"✅ <b>Your SMS matches</b>: {sum}, kept {time}", "✅ <b>আপনার SMS মিলেছে</b>: {sum}, রাখা হয়েছে {time}"}
	tDepositDiffers   = chat.Text{"⚠️ <b>Your SMS says {paid}, not {sum}.</b>", "⚠️ <b>আপনার SMS-এ আছে {paid}, {sum} নয়।</b>"}
	tDepositElsewhere = chat.Text{
		"⚠️ <b>By their SMS the money went to {number}</b>, which is not this number.",
		"⚠️ <b>তাঁর SMS অনুযায়ী টাকা গেছে {number} নম্বরে</b>, এই নম্বরে নয়।"}
	tDepositRefusedID = chat.Text{
		"⚠️ <b>An owner has rejected this transaction id before.</b>",
		"⚠️ <b>এই ট্রানজেকশন আইডি একজন মালিক আগে ফিরিয়ে দিয়েছেন।</b>"}
	tDepositBookedOnce = chat.Text{
		"⚠️ <b>{sum} was booked for them without a transaction id</b>, {time}. Is it the same payment?",
		"⚠️ <b>তাঁর {sum} ট্রানজেকশন আইডি ছাড়াই জমা হয়েছে</b>, {time}। একই টাকা নয় তো?"}
	tDepositBookedOther = chat.Text{
		"⚠️ <b>{sum} was booked for them with the transaction id</b> <code>{id}</code>, {time}, of which you have sent no SMS. Is it the same payment?",
		"⚠️ <b>তাঁর {sum} জমা হয়েছে ট্রানজেকশন আইডি</b> <code>{id}</code> দিয়ে, {time}; সেটির কোনো SMS আপনি দেননি। একই টাকা নয় তো?"}
	tDepositTwin = chat.Text{
		"⚠️ <b>{sum} was booked for them since they asked</b>, {time}. Is it the same payment?",
		"⚠️ <b>এই অনুরোধের পরে তাঁর {sum} জমা হয়েছে</b>, {time}। একই টাকা নয় তো?"}
	tDepositSame = chat.Text{
		"⚠️ <b>Same photo</b> as their own deposit of {sum}, {time}",
		"⚠️ <b>একই ছবি</b> তাঁর আগের {sum} জমাতেও আছে, {time}"}
	tDepositSameOther = chat.Text{
		"⚠️ <b>Same photo</b> as another member’s deposit of {sum}, {time}",
		"⚠️ <b>একই ছবি</b> আরেক সদস্যের {sum} জমাতে আছে, {time}"}
	tDepositRemoved = chat.Text{"⚠️ May not use the bot any more.", "⚠️ তাঁর অনুমতি এখন নেই।"}
	bDepositYes     = chat.Text{"✅ Approve {sum}", "✅ {sum} জমা করুন"}
	bDepositOther   = chat.Text{"✏️ Other amount", "✏️ অন্য পরিমাণ"}
	bDepositNo      = chat.Text{"✕ Reject", "✕ ফিরিয়ে দিন"}

	tDepositDone    = chat.Text{"✅ <b>{sum} is in your account.</b> {channel}", "✅ <b>{sum} জমা হয়েছে।</b> {channel}"}
	tDepositBonus   = chat.Text{"Bonus on top: {bonus}", "সাথে বোনাস: {bonus}"}
	tDepositRefused = chat.Text{
		"✕ <b>Your deposit of {sum} by {channel} was not accepted.</b>\nReason: {reason}\nNothing was booked.",
		"✕ <b>{channel}-এ আপনার {sum} জমা নেওয়া হয়নি।</b>\nকারণ: {reason}\nব্যালেন্স বদলায়নি।"}
	tDepositForgotten = chat.Text{
		"⌛ <b>Your deposit of {sum} by {channel} has lapsed.</b>\nThe owner did not decide for 3 days, and nothing was booked.",
		"⌛ <b>{channel}-এ আপনার {sum} জমার সময় শেষ।</b>\nমালিক ৩ দিন কিছু ঠিক করেননি, ব্যালেন্স বদলায়নি।"}
	tDepositFixIt  = chat.Text{"Correct it and send it again, or ask the owner.", "ঠিক করে আবার পাঠান, বা মালিককে বলুন।"}
	tDepositSendIt = chat.Text{"Send it again if you have paid, and remind the owner.", "টাকা দিয়ে থাকলে আবার পাঠান, মালিককে মনে করিয়ে দিন।"}
	bDepositFix    = chat.Text{"✏️ Correct and send again", "✏️ ঠিক করে আবার পাঠান"}
	bDepositAgain  = chat.Text{"🔁 Take it up again", "🔁 আবার পাঠান"}
)
