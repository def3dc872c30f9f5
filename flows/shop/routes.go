package shop

import "rechargebot/flows/chat"

// turn is an input that a reseller's conversation answers.
type turn struct{ *chat.Turn }

// Routes are the routes of a reseller's conversations.
func Routes() []chat.Route {
	return append(lists(), []chat.Route{
		{Command: "start", Words: "start,menu,main menu,menu dao,shuru,assalamu alaikum,asalamu alaikum,assalamu alaykum,শুরু,মেনু,মেনু দাও,আসসালামু আলাইকুম", PublicMenu: mStart, Do: do(turn.start)},
		{Command: "recharge", Help: hRecharge, Menu: mRecharge,
			Words: "recharge,recharg,richarge,flexiload,flexi,flexi load,load,topup,top up,রিচার্জ,রির্চাজ,রিচার্য,ফ্লেক্সিলোড,ফ্লেক্সি,লোড," +
				"fleksi,fleksiload,new recharge,recharge korbo,recharge dibo,recharge koro,load korbo,load dibo,flexi korbo,flexi dibo,order dibo,order korbo," +
				"রিচার্জ করব,রিচার্জ করবো,রিচার্জ দিব,রিচার্জ দেব,রিচার্জ করুন,লোড করব,লোড করবো,লোড দিব,লোড দেব,ফ্লেক্সি দিব,ফ্লেক্সি দেব,অর্ডার দিব,অর্ডার দেব,অর্ডার করব,অর্ডার দিন,অর্ডার দাও,অর্ডার দেন",
			Do: doWith(turn.recharge), Flow: flowRecharge, Others: true,
			OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.line(t.In.Text) }},
		{Tap: "r", OnCredit: credited, OnTap: func(t *chat.Turn, a chat.Args) error { // a draft's card
			return turn{t}.draftTap(a.ID(0), int(a.Int(1)), a.At(2), a.At(3))
		}},
		{Tap: "again", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.again(a.ID(0)) }},
		{Tap: "hc", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.callBack(a.ID(0)) }}, // an order that is done by hand
		{Tap: "to", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.rechargeTo(a.At(0), a.At(1)) },
			Reads: func(t *chat.Turn) (bool, error) { return turn{t}.readEnd() }}, // a number that an answer names
		{Command: "status", Help: hStatus, Menu: mStatus,
			Words: "status,order status,orders status,stat,pending,স্ট্যাটাস,স্টেটাস,অবস্থা,খবর,পেন্ডিং,চলমান," +
				"order khobor,order er khobor,order obostha,order er obostha,pending order,pending orders,অর্ডারের খবর,অর্ডারের অবস্থা,পেন্ডিং অর্ডার,চলমান অর্ডার", Rest: true, Shows: true,
			Do:    doWith(turn.status),
			Aside: true, Tap: "o", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.orderTap(a.ID(0)) }},
		{Command: "history", Help: hHistory, Menu: mHistory,
			Words: "history,orders,my orders,হিস্ট্রি,হিস্টোরি,হিস্টরি,ইতিহাস,অর্ডার,সব অর্ডার,আমার অর্ডার," +
				"my order,amar order,all order,sob order,order list,order gulo,order dekhao,order dekhan,order dekhbo,order history,purano order,old orders,last order,last orders,shesh order,sesh order,শেষ অর্ডার,অর্ডারগুলো", Rest: true, Shows: true,
			Beside: isDays, Of: "order",
			Do:  doWith(turn.history),
			Tap: "h", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.historyTap(a) },
			Flow: flowSearch, Leaves: true, OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.searchText() }},
		favourites(),
		receipts(),
		reports(),
		reportChart(),
		{Command: "offers", Menu: mOffers, Words: "offers,offer,packs,pack,kon offer,kon pack,internet pack,internet offer,minute pack,minute offer,minit pack,minit offer,mb pack,mb offer,data pack,অফার,অফারগুলো,প্যাক,প্যাকেজ,ইন্টারনেট প্যাক,ইন্টারনেট অফার,মিনিট প্যাক,মিনিট অফার,এমবি অফার", Shows: true,
			Beside: isOperator, Of: "minute,minutes,minit,mb,gb,internet,net,data,bundle,combo,মিনিট,এমবি,জিবি,ইন্টারনেট,ডাটা,ডেটা,বান্ডেল", Do: doWith(turn.offersOf),
			Reads: func(t *chat.Turn) (bool, error) { return turn{t}.offersAsked() },
			Tap:   "of", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.offersTap(a) }},
		{Command: "balance", Help: hBalance, Menu: mBalance,
			Words: "balance,balence,ballance,balans,blance,bal,my balance,check balance,balance check,ব্যালেন্স,ব্যালান্স,ব্যালেন্স কত,ব্যালেন্স চেক,ব্যলেন্স," +
				"balance check koro,koto taka ache,taka koto ache,amar taka koto,কত টাকা আছে,টাকা কত আছে,আমার টাকা কত," +
				"baki koto,koto baki,amar baki,due,my due,due koto,বাকি কত,কত বাকি,আমার বাকি",
			Aside: true, Shows: true, Do: do(turn.balance)},
		{Command: "statement", Menu: mStatement, Words: "statement,account,hisab,hishab,hisap,jomar hisab,joma khoroch,হিসাব,হিসেব,জমার হিসাব,স্টেটমেন্ট,জমা খরচ",
			Beside: isDays,
			Aside:  true, Shows: true, Do: doWith(turn.statement), Document: statementKind, Make: makeStatement,
			Tap: "st", OnTap: func(t *chat.Turn, a chat.Args) error {
				return turn{t}.statementTap(a.At(0), a.Int(1), a.At(2), uint64(a.Int(3)))
			}},
		complaintRoute(), // which takes the photos that it waits for before deposits do
		deposits(),
		{Command: "verify", Words: "verify,যাচাই", Do: doWith(turn.verify)},
		{Command: "rates", Menu: mRates, Words: "rates,rate,price,limits,limit,commission,komishon,dam koto,ajker limit,রেট,দাম,লিমিট,সীমা,কমিশন,আজকের লিমিট", Shows: true, Aside: true, Do: do(turn.rates)},
		pinRoute(),
		keypadRoute(),
		{Command: "language", Words: "language,change language,bhasha,vasha,bhasha bodlabo,vasha bodlabo,ভাষা,ভাষা বদলাব,ভাষা বদলান," + banglaWords + "," + englishWords, Help: hLanguage, Menu: mLanguage, PublicMenu: mLanguage, Aside: true, Do: doWith(turn.language), Beside: isLanguage},
		{Command: "cancel", Menu: mCancel,
			Words: "cancel,cancle,cansel,stop,বাতিল,বাতিল করুন,ক্যানসেল,ক্যান্সেল,কেনসেল," +
				"cancel it,cancel order,order cancel,cancel koro,cancel koren,cancel korun,cancel kore dao,cancel kore den,no need,stop it,dont send," +
				"batil,batil koro,batil koren,batil korun,batil kore dao,batil kore den,bad dao,bad den,bad din,baad dao,baad den,baad din," +
				"lagbe na,r lagbe na,ar lagbe na,thak lagbe na,dorkar nai,dorkar nei,thamo,thamao,thamen,thamun,bondho koro,bondho koren,bondho korun," +
				"বাতিল করো,বাতিল কর,বাতিল করেন,বাতিল করে দাও,বাতিল করে দিন,বাতিল করে দেন,বাদ দাও,বাদ দিন,বাদ দেন,লাগবে না,আর লাগবে না,থাক লাগবে না,দরকার নাই,দরকার নেই," +
				"থামো,থামাও,থামেন,থামান,থামুন,বন্ধ করো,বন্ধ করেন,বন্ধ করুন,ক্যান্সেল করো,ক্যান্সেল করেন,ক্যান্সেল করুন", Rest: true,
			Do: doWith(turn.cancel)},
		{Command: "help", Words: "help,help me,help koro,help lagbe,sahajjo,shahajjo,niyom,how to use,kivabe,kibhabe,kivabe korbo,kibhabe korbo," +
			"হেল্প,সাহায্য,সাহায্য লাগবে,নিয়ম,নিয়মকানুন,কীভাবে,কিভাবে,কীভাবে করব,কিভাবে করব", Shows: true, Menu: mHelp, Aside: true, Do: do(turn.help)},
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
