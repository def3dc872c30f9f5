// Package office has what owners do: let people in and remove them, give a verdict on
// an order that the panel leaves open, declare the panel's words, take a backup. It also
// answers people who are no members, whose requests it passes on to the owners.
package office

import "rechargebot/flows/chat"

// turn is an input that an owner's conversation answers, or a stranger's.
type turn struct{ *chat.Turn }

// Routes are the routes of an owner's conversations.
func Routes() []chat.Route {
	all := []chat.Route{
		{Command: "members", Help: hMembers, Menu: mMembers,
			Do:  func(t *chat.Turn, _ string) error { return turn{t}.members("", 0) },
			Tap: "m", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.memberTap(a.At(0), a.Int(1)) }},
		{Command: "requests", Menu: mRequests,
			Do:  func(t *chat.Turn, _ string) error { return turn{t}.requests(0) },
			Tap: "q", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.requestTap(a.At(0), a.Int(1)) }},
		{Tap: "acc", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.decide(a.At(0), a.Int(1)) }}, // a request for access
		{Command: "allow", Help: hAllow, Menu: mAllow, Do: func(t *chat.Turn, rest string) error { return turn{t}.allowCommand(rest) }},
		{Command: "revoke", Help: hRevoke, Menu: mRevoke, Do: func(t *chat.Turn, rest string) error { return turn{t}.revokeCommand(rest) }},
		{Command: "stuck", Help: hStuck, Menu: mStuck,
			Do:  func(t *chat.Turn, _ string) error { return turn{t}.stuck("") },
			Tap: "v", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.verdictTap(a.At(0), a.ID(1)) }},
		{Command: "refusals", Help: hRefusals, Menu: mRefusals,
			Do:  func(t *chat.Turn, _ string) error { return turn{t}.refusals() },
			Tap: "w", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.refusalTap(a.At(0), a.ID(1)) }},
		{Command: "books", Help: hBooks, Menu: mBooks,
			Do:  func(t *chat.Turn, _ string) error { return turn{t}.books() },
			Tap: "books", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.booksTap(a.At(0)) }},
		{Command: "audit", Do: func(t *chat.Turn, _ string) error { return turn{t}.auditBooks() }},
		{Command: "backup", Help: hBackup, Menu: mBackup, Do: func(t *chat.Turn, _ string) error { return turn{t}.backup() }},
	}
	all = append(all, channelRoutes()...)
	all = append(all, depositRoutes()...)
	for i := range all {
		all[i].Owners = true
	}
	return all
}
