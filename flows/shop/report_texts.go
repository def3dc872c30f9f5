package shop

import "rechargebot/flows/chat"

var (
	mReport         = chat.Text{"What you sold, by day and operator", "কত বিক্রি হলো"}
	tReport         = chat.Text{"📊 <b>Your recharges</b>, {days}", "📊 <b>আপনার রিচার্জ</b>, {days}"}
	tReportAll      = chat.Text{"📊 <b>Everybody's recharges</b>, {days}", "📊 <b>সবার রিচার্জ</b>, {days}"}
	tReportSum      = chat.Text{"✅ {count} done: <b>{amount}</b>\n❌ {failed} failed", "✅ {count}টি হয়েছে: <b>{amount}</b>\n❌ {failed}টি হয়নি"}
	tReportPrice    = chat.Text{"💼 Cost you {price} · earned <b>{earned}</b>", "💼 আপনার খরচ {price} · লাভ <b>{earned}</b>"}
	tReportPriceAll = chat.Text{"💼 Wallets paid {price} · their earnings {earned}", "💼 ওয়ালেট থেকে {price} · রিসেলারদের লাভ {earned}"}
	tReportBack     = chat.Text{"💰 {sum} of it was refunded after complaints", "💰 এর মধ্যে অভিযোগের পরে ফেরত {sum}"}
	tReportRow      = chat.Text{"{what}: {count} · {amount}", "{what}: {count}টি · {amount}"}
	tReportUsage    = chat.Text{
		"Send /report, or one day or two behind it, such as <code>/report 01-11 25-11</code>.",
		"শুধু /report লিখুন, অথবা সাথে একটি বা দুটি তারিখ দিন, যেমন <code>/report 01-11 25-11</code>।"}
	bChart      = chat.Text{"📊 Chart", "📊 চার্ট"}
	tChartComes = chat.Text{"The chart is on its way.", "চার্ট আসছে।"}
	tChartNone  = chat.Text{"The chart could not be made. In words:", "চার্টটি বানানো যায়নি। লেখায় দেখুন:"}
	tChart      = chat.Text{"Your recharges, {days}", "আপনার রিচার্জ, {days}"}
	tChartAll   = chat.Text{"Everybody's recharges, {days}", "সবার রিচার্জ, {days}"}
	tChartValue = chat.Text{"{amount} · {count} {count|order|orders}", "{amount} · {count}টি অর্ডার"}
	bMine       = chat.Text{"Mine", "শুধু আমার"}
	bEverybody  = chat.Text{"Everybody's", "সবার"}
	xDay        = chat.Text{"Day", "তারিখ"}
	xOperator   = chat.Text{"Operator", "অপারেটর"}
	xDone       = chat.Text{"Done", "হয়েছে"}
	xAmount     = chat.Text{"Taka", "টাকা"}
	xFailed     = chat.Text{"Failed", "হয়নি"}
	xPrice      = chat.Text{"Price", "খরচ"}
	xEarned     = chat.Text{"Earned", "লাভ"}
	xBack       = chat.Text{"Refunded after complaints", "অভিযোগের পরে ফেরত"}
	xSum        = chat.Text{"All", "মোট"}
)
