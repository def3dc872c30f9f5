package office

import (
	"rechargebot/flows/account"
	"rechargebot/flows/chat"
)

// turn is an input that an owner's conversation answers, or a stranger's.
type turn struct{ *chat.Turn }

// Routes are the routes of an owner's conversations.
func Routes() []chat.Route {
	all := []chat.Route{
		{Command: "members", Help: hMembers, Menu: mMembers, Words: "members,member,reseller,resellers,সদস্য,সদস্যরা,মেম্বার,রিসেলার", Shows: true,
			Do:  func(t *chat.Turn, _ string) error { return turn{t}.members("", 0) },
			Tap: "m", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.memberTap(a.At(0), a.Int(1)) }},
		{Command: "requests", Menu: mRequests, Words: "requests,request,রিকোয়েস্ট,অনুরোধ", Shows: true,
			Do:  func(t *chat.Turn, _ string) error { return turn{t}.requests(0) },
			Tap: "q", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.requestTap(a.At(0), a.Int(1)) }},
		{Tap: "acc", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.decide(a.At(0), a.Int(1)) }}, // a request for access
		{Command: "allow", Help: hAllow, Menu: mAllow, Do: func(t *chat.Turn, rest string) error { return turn{t}.allowCommand(rest) }},
		{Command: "revoke", Menu: mRevoke, Do: func(t *chat.Turn, rest string) error { return turn{t}.revokeCommand(rest) }},
		{Command: "stuck", Help: hStuck, Menu: mStuck, Words: "stuck,stuck order,stuck orders,late orders,atke ache,atka order,আটকে আছে,আটকে থাকা অর্ডার,আটকা অর্ডার", Shows: true,
			Do:    func(t *chat.Turn, _ string) error { return turn{t}.stuck("") },
			Aside: true, Tap: "v", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.verdictTap(a.At(0), a.ID(1)) }},
		{Command: "refusals", Menu: mRefusals, Words: "refusals", Shows: true,
			Do:    func(t *chat.Turn, _ string) error { return turn{t}.refusals() },
			Aside: true, Tap: "w", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.refusalTap(a.At(0), a.ID(1)) }},
		{Command: "books", Help: hBooks, Menu: mBooks, Shows: true,
			Words: "books,khata,hisab,hishab,hisap,hisaber khata,baki koto,koto baki,kar koto baki,ke koto baki,due,my due,due list,due koto,amar baki,আমার বাকি," +
				"খাতা,হিসাব,হিসেব,হিসাবের খাতা,বাকি কত,কত বাকি,কার কত বাকি,baki list,bakir hisab,বাকির তালিকা,বাকি লিস্ট,বাকির হিসাব",
			Do:    func(t *chat.Turn, _ string) error { return turn{t}.books() },
			Aside: true, Tap: "books", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.booksTap(a.At(0)) }},
		{Command: "opening", Document: documentKind, Make: makeOpening,
			Do:     func(t *chat.Turn, _ string) error { return turn{t}.opening() },
			OnFile: func(t *chat.Turn, _ chat.Session) (bool, error) { return turn{t}.openingFile() },
			Tap:    "open", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.openingTap(a.At(0), a.At(1)) }},
		{Command: "audit", Words: "audit,অডিট", Aside: true, Do: func(t *chat.Turn, _ string) error { return turn{t}.auditBooks() }},
		{Tap: "ac", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.accountTap(a.At(0), a.Int(1), a.At(2)) }}, // a member's account
		{Tap: "mo", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.actTap(a) }, // what an owner does with a wallet
			Flow: flowMoney, Leaves: true, Keeps: true, OnText: func(t *chat.Turn, s chat.Session) error { return turn{t}.actText(s) }},
		{Tap: "ed", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.editTap(a) }, // terms that are being changed
			Flow: flowEdit, Leaves: true, Keeps: true, OnText: func(t *chat.Turn, s chat.Session) error { return turn{t}.valueTyped(s) }},
		{Command: "plans", Menu: mPlans, Words: "plans,plan,rate bodlabo,প্ল্যান,প্ল্যানগুলো", Shows: true,
			Do:  func(t *chat.Turn, _ string) error { return turn{t}.plans() },
			Tap: "pl", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.plansTap(a.At(0), a.At(1)) },
			Timer: account.TimerDebt, OnTimer: func(t *chat.Turn, timer account.Timer) error { return turn{t}.debtTimer(timer) }},
		{Command: "todo", Help: hTodo, Menu: mTodo, Words: "todo,by hand,hate korar order,হাতে করার অর্ডার", Shows: true, Do: func(t *chat.Turn, _ string) error { return turn{t}.todo() },
			Tap: "hd", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.handTap(a) },
			Flow: flowHand, Leaves: true, OnText: func(t *chat.Turn, s chat.Session) error { return turn{t}.handTyped(s) },
			Timer: account.TimerByHand, OnTimer: func(t *chat.Turn, timer account.Timer) error { return turn{t}.handTimer(timer.Of) }},
		{Command: "packs", Menu: mPacks, Words: "packs,pack bodlabo,offer bodlabo,প্যাক বদলাব,অফার বদলাব",
			Do:  func(t *chat.Turn, _ string) error { return turn{t}.packs() },
			Tap: "pk", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.packsTap(a) },
			Flow: flowPacks, Leaves: true, OnText: func(t *chat.Turn, s chat.Session) error { return turn{t}.packTyped(s) },
			OnFile:   func(t *chat.Turn, _ chat.Session) (bool, error) { return turn{t}.sheetCame() },
			Document: "packs", Make: makeSheet},
		{Command: "pin", Do: func(t *chat.Turn, _ string) error { return turn{t}.Say(tOwnersPIN) }},
		{Command: "backup", Help: hBackup, Menu: mBackup, Words: "backup,back up,backup dao,backup den,ব্যাকআপ,ব্যাকআপ দাও,ব্যাকআপ দিন", Aside: true, Do: func(t *chat.Turn, _ string) error { return turn{t}.backup() }},
	}
	all = append(all, channelRoutes()...)
	all = append(all, depositRoutes()...)
	all = append(all, complaintRoute())
	for i := range all {
		all[i].Owners = true
	}
	return all
}
