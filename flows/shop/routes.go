package shop

import "rechargebot/flows/chat"

// turn is an input that a reseller's conversation answers.
type turn struct{ *chat.Turn }

// Routes are the routes of a reseller's conversations.
func Routes() []chat.Route {
	return append(lists(), []chat.Route{
		{Command: "start", Words: "start,menu,শুরু,মেনু", PublicMenu: mStart, Do: do(turn.start)},
		{Command: "recharge", Help: hRecharge, Menu: mRecharge,
			Words: "recharge,recharg,richarge,flexiload,flexi,flexi load,load,topup,top up,রিচার্জ,রির্চাজ,রিচার্য,ফ্লেক্সিলোড,ফ্লেক্সি,লোড",
			Do:    doWith(turn.recharge), Flow: flowRecharge, Others: true,
			OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.line(t.In.Text) }},
		{Tap: "r", OnCredit: credited, OnTap: func(t *chat.Turn, a chat.Args) error { // a draft's card
			return turn{t}.draftTap(a.ID(0), int(a.Int(1)), a.At(2), a.At(3))
		}},
		{Tap: "again", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.again(a.ID(0)) }},
		{Tap: "hc", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.callBack(a.ID(0)) }}, // an order that is done by hand
		{Tap: "to", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.rechargeTo(a.At(0), a.At(1)) },
			Reads: func(t *chat.Turn) (bool, error) { return turn{t}.readEnd() }}, // a number that an answer names
		{Command: "status", Help: hStatus, Menu: mStatus,
			Words: "status,order status,orders status,stat,pending,স্ট্যাটাস,স্টেটাস,অবস্থা,খবর,পেন্ডিং,চলমান", Rest: true,
			Do:    doWith(turn.status),
			Aside: true, Tap: "o", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.orderTap(a.ID(0)) }},
		{Command: "history", Help: hHistory, Menu: mHistory,
			Words: "history,orders,my orders,হিস্ট্রি,হিস্টোরি,হিস্টরি,ইতিহাস,অর্ডার,সব অর্ডার,আমার অর্ডার", Rest: true,
			Behind: dayWords + "," + eveWords + "," + sevenWords + "," + sinceWords,
			Do:     doWith(turn.history),
			Tap:    "h", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.historyTap(a) },
			Flow: flowSearch, Leaves: true, OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.searchText() }},
		favourites(),
		receipts(),
		reports(),
		reportChart(),
		{Command: "offers", Menu: mOffers, Words: "offers,offer,packs,pack,অফার,প্যাক,প্যাকেজ", Do: do(turn.offers),
			Tap: "of", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.offersTap(a) }},
		{Command: "balance", Help: hBalance, Menu: mBalance,
			Words: "balance,balence,ballance,balans,blance,bal,my balance,check balance,balance check,ব্যালেন্স,ব্যালান্স,ব্যালেন্স কত,ব্যালেন্স চেক,ব্যলেন্স",
			Aside: true, Do: do(turn.balance)},
		{Command: "statement", Menu: mStatement, Words: "statement,account,hisab,হিসাব,স্টেটমেন্ট,জমা খরচ",
			Aside: true, Do: doWith(turn.statement), Document: statementKind, Make: makeStatement,
			Tap: "st", OnTap: func(t *chat.Turn, a chat.Args) error {
				return turn{t}.statementTap(a.At(0), a.Int(1), a.At(2), uint64(a.Int(3)))
			}},
		complaintRoute(), // which takes the photos that it waits for before deposits do
		deposits(),
		{Command: "verify", Do: doWith(turn.verify)},
		{Command: "rates", Menu: mRates, Words: "rates,rate,price,limits,রেট,দাম,লিমিট,সীমা", Aside: true, Do: do(turn.rates)},
		pinRoute(),
		keypadRoute(),
		{Command: "language", Words: "language,ভাষা", Help: hLanguage, Menu: mLanguage, PublicMenu: mLanguage, Aside: true, Do: do(turn.switchLanguage)},
		{Command: "cancel", Menu: mCancel,
			Words: "cancel,cancle,cansel,stop,বাতিল,বাতিল করুন,ক্যানসেল,ক্যান্সেল,কেনসেল", Rest: true,
			Do: doWith(turn.cancel)},
		{Command: "help", Words: "help,help me,হেল্প,সাহায্য,সাহায্য,নিয়ম,নিয়মকানুন", Menu: mHelp, Aside: true, Do: do(turn.help)},
		{Tap: "menu", OnTap: func(t *chat.Turn, a chat.Args) error { // the buttons under the greeting, which stays
			t.Below = true
			return t.Routes.Open(t, a.At(0))
		}},
	}...)
}

func do(f func(t turn) error) func(*chat.Turn, string) error {
	return func(t *chat.Turn, _ string) error { return f(turn{t}) }
}

func doWith(f func(t turn, rest string) error) func(*chat.Turn, string) error {
	return func(t *chat.Turn, rest string) error { return f(turn{t}, rest) }
}
