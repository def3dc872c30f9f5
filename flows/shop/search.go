package shop

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

const (
	// searched is how many of the latest orders are looked through for an amount or a
	// piece of a transaction id, which no index has.
	searched = 1000
	// longestQuery is how much of a query fits into a button beside an order's id.
	longestQuery = 40

	flowSearch  = "search" // of a session that waits for something to search
	searchWaits = 10 * time.Minute
)

// askSearch asks what to search for.
func (t turn) askSearch() error {
	t.Below = true
	if err := t.WaitFor(flowSearch, t.In.At.Unix()); err != nil {
		return err
	}
	return t.Say(tAskSearch)
}

// searchText takes what was asked for.
func (t turn) searchText() error {
	var kept int64
	if err := t.Waiting(flowSearch, &kept); err != nil {
		return err
	}
	command, rest := t.Routes.Plain(t.In.Text, t.Owner)
	list, sale, err := t.saleTyped()
	switch {
	case err != nil:
		return err
	case command == "cancel":
		return t.cancel(rest)
	case command != "" || list || sale || !t.Fresh(kept, searchWaits):
		return t.PassOn(flowSearch, nil)
	}
	if err := t.StopWaiting(flowSearch); err != nil {
		return err
	}
	return t.search(text.LatinDigits(text.Clean(t.In.Text, 60)))
}

// search shows the orders that a query names: a number or its last four digits, an amount,
// a day, an order's id, a transaction id or a piece of one, a favourite's name; for owners
// a member too. A line with number and amount is an order, and several are a list with its
// heading: "orders" means the same as "order" to many.
func (t turn) search(query string) error {
	if taken, err := t.sale(query); taken || err != nil {
		return err
	}
	p, _ := parse(query)
	if s, ok := t.readSpan(query); ok {
		return t.viewed(t.mineOn(s))
	}
	if p.Number != "" && p.unread == "" {
		query = string(p.Number)
	}
	f, known, err := t.favourite(named(query))
	if err != nil {
		return err
	}
	if known {
		query, p.Number = string(f.Number), f.Number
	}
	found, err := t.found(query, p.Number)
	if err != nil {
		return err
	}
	switch {
	case len(found) == 0 && t.Owner:
		return t.searchMember(query)
	case len(found) == 0 && !namesOrder(query):
		return t.Say(tSearchUnknown, "query", text.Clean(query, 40))
	case len(found) == 0:
		return t.Say(tNothingFound, "query", text.Clean(query, 40))
	case len(found) == 1 || len(query) > longestQuery:
		return t.opened(found[0].ID, "")
	}
	head := tFoundHead.In(t.L, "query", query, "count", len(found))
	t.Show(t.rows(head, found, func(o order.Order) string { return chat.Data("h", "f", o.ID, query) }))
	return nil
}

// sale takes a query that is an order, or a list below a heading that is a word for orders.
func (t turn) sale(query string) (bool, error) {
	if t.In.Tap != nil {
		return false, nil
	}
	if head := text.Fold(t.In.Text); strings.HasPrefix(head, "order") || strings.HasPrefix(head, "অর্ডার") {
		if taken, err := t.typedList(); taken || err != nil {
			return taken, err
		}
	}
	p, w := parse(query)
	if w != nil || p.Number == "" || p.Amount == 0 || p.unread != "" {
		return false, nil
	}
	return true, t.order(p, nil)
}

// found gives what a query names, newest first, a page at most. n is the number in it.
func (t turn) found(query string, n order.Number) (found []order.Order, err error) {
	if query != string(n) {
		if o, ok, err := t.find(query); ok || err != nil {
			return []order.Order{o}, err
		}
	}
	if n != "" {
		orders, err := t.Tx.OrdersTo(n, searched)
		return firstOf(orders, t.mine), err
	}
	of := t.In.From.ID
	if t.Owner {
		of = 0 // everybody's
	}
	if orders, err := t.ending(query, pageSize); len(orders) > 0 || err != nil {
		return firstOf(orders, t.mine), err
	}
	sum, isSum := chat.ReadTaka(query)
	isSum = isSum && sum > 0 && sum <= money.WholeTaka(100_000)
	piece := strings.ToLower(query)
	if !isSum && len(piece) < 6 {
		return nil, nil
	}
	orders, err := t.Tx.History(of, "", searched)
	return firstOf(orders, func(o order.Order) bool {
		return isSum && o.Amount == sum || len(piece) >= 6 && strings.Contains(strings.ToLower(o.TransactionID), piece)
	}), err
}

// ending gives the orders to numbers that end in these digits, newest first: one's own, or
// everybody's where an owner asks. At least four digits name the end of a number.
func (t turn) ending(end string, limit int) ([]order.Order, error) {
	if len(end) < endLength || len(end) >= numberLength || countDigits(end) != len(end) {
		return nil, nil
	}
	of := t.In.From.ID
	if t.Owner {
		of = 0
	}
	if len(end) > endLength { // the store knows the last four only
		limit = searched
	}
	orders, err := t.Tx.OrdersEnding(of, end[len(end)-endLength:], limit)
	return slices.DeleteFunc(orders, func(o order.Order) bool { return !strings.HasSuffix(string(o.Number), end) }), err
}

const (
	endLength    = 4  // how many of a number's last digits find it
	numberLength = 11 // the digits of a whole number
)

// wrongDay is what looks like a day. It is asked where no such day was found.
var wrongDay = regexp.MustCompile(`^\d{1,2}[-/.]\d{1,2}([-/.]\d{1,4})?$`)

// namesOrder reports whether a query may name an order, which a word does not, nor a day
// that is none: then it is better to say that it is not known than that nothing fits.
func namesOrder(query string) bool { return hasDigit(query) && !wrongDay.MatchString(query) }

// firstOf gives the first page of those that fit.
func firstOf(orders []order.Order, fits func(order.Order) bool) (page []order.Order) {
	for _, o := range orders {
		if fits(o) && len(page) < pageSize {
			page = append(page, o)
		}
	}
	return page
}

// mine reports whether somebody may see an order: it is their own, or they are an owner.
func (t turn) mine(o order.Order) bool { return t.Owner || o.Reseller == t.In.From.ID }

// searchMember shows an owner the orders of the member who has a name or an id, or asks which
// of several is meant. Those who were removed are found too: disputes are often about theirs.
func (t turn) searchMember(query string) error {
	fit, err := t.membersNamed(query)
	if err != nil {
		return err
	}
	days := t.month()
	switch len(fit) {
	case 0:
		if !namesOrder(query) {
			return t.Say(tSearchUnknownOwner, "query", text.Clean(query, 40))
		}
		return t.Say(tNothingFoundOwner, "query", text.Clean(query, 40))
	case 1:
		return t.viewed(view{fit[0].ID, days})
	}
	s := chat.Screen{HTML: tWhichMember.In(t.L, "query", text.Clean(query, 40))}
	for _, m := range fit {
		name := t.Name(m)
		if !m.Allowed && !t.IsOwner(m) {
			name = "✕ " + name
		}
		s.Buttons = append(s.Buttons, []chat.Button{{Text: name, Data: view{m.ID, days}.data("v")}})
	}
	t.Show(s)
	return nil
}

// membersNamed gives the members whom a query names, as many as a screen has room for; those
// who were removed come last.
func (t turn) membersNamed(query string) (fit []chat.Member, err error) {
	const most, page = 8, 100
	if id, err := strconv.ParseInt(query, 10, 64); err == nil && id > 0 {
		m, ok, err := t.Tx.Member(id)
		if ok || err != nil {
			return []chat.Member{m}, err
		}
	}
	name := text.Fold(strings.TrimPrefix(query, "@"))
	if name == "" {
		return nil, nil
	}
	var removed []chat.Member
	for after := int64(0); len(fit) < most; {
		members, err := t.Tx.Everybody(after, page)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			after = m.ID
			switch fits := strings.Contains(text.Fold(m.ShownName()), name) || text.Fold(m.Username) == name; {
			case fits && (m.Allowed || t.IsOwner(m)):
				fit = append(fit, m)
			case fits:
				removed = append(removed, m)
			}
		}
		if len(members) < page {
			break
		}
	}
	fit = append(fit, removed...)
	return fit[:min(len(fit), most)], nil
}
