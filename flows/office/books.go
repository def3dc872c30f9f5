package office

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// books shows the resellers' money as a whole: what they have and owe, what came in and
// was sold today and this month, and whether the panel's balance covers it.
func (t turn) books() error {
	sums, err := t.Tx.Sums()
	if err != nil {
		return err
	}
	today := money.Day(t.In.At, t.Location)
	last, err := t.Tx.LastBooked()
	if err != nil {
		return err
	}
	until := max(today, money.Day(last, t.Location)) // later where the clock had been ahead
	day, err := t.Tx.SumsOf(today, until)
	if err != nil {
		return err
	}
	month, err := t.Tx.SumsOf(today[:8]+"01", until)
	if err != nil {
		return err
	}
	p, err := t.Tx.PanelState(order.MainPanel)
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tBooks.In(t.L, "wallets", chat.Full(sums.Wallets), "held", chat.Full(sums.Held), "owed", chat.Full(sums.Owed))}
	if p.Balance != nil {
		cover := *p.Balance - sums.Wallets
		text := tCover
		if cover < 0 {
			text = tCoverShort
		}
		s.HTML += "\n" + text.In(t.L, "balance", chat.Full(*p.Balance), "cover", chat.Full(cover.Abs()), "age", max(0, t.In.At.Sub(p.BalanceAt)))
	}
	if until > today {
		s.HTML += "\n\n" + tBooksAhead.In(t.L, "day", t.dayIn(t.L, last))
	}
	for _, of := range []struct {
		head chat.Text
		sum  account.Sums
		from string
	}{{tBooksToday, day, today}, {tBooksMonth, month, today[:8] + "01"}} {
		paid, err := t.paidIn(of.sum)
		if err != nil {
			return err
		}
		sold := tBooksNothing.In(t.L)
		if of.sum.Face != 0 && of.sum.Margin() == 0 {
			sold = tBooksEven.In(t.L, "sales", chat.Full(of.sum.Sales), "face", chat.Full(of.sum.Face))
		} else if of.sum.Face != 0 {
			sold = tBooksSpan.In(t.L, "sales", chat.Full(of.sum.Sales), "face", chat.Full(of.sum.Face), "margin", chat.HTML(t.signed(of.sum.Margin())))
		}
		undone, err := t.soldUndone(of.from)
		if err != nil {
			return err
		}
		s.HTML += "\n\n" + of.head.In(t.L) + "\n" + sold + undone + paid
	}
	s.Buttons = [][]chat.Button{{{Text: bDues.In(t.L), Data: chat.Data("books", "dues")}, {Text: bAudit.In(t.L), Data: chat.Data("books", "audit")}}}
	t.Show(s)
	return nil
}

// soldUndone says how much of what was sold since a day the panel has called failed after an
// owner had refunded it. That is no sale in a report; in the books it stays one, beside the
// correction that gave it back.
func (t turn) soldUndone(day string) (string, error) {
	from, err := time.ParseInLocation(time.DateOnly, day, t.Location)
	if err != nil {
		return "", err
	}
	ever := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	all, err := t.Tx.Complaints(from, ever) // each is later than the sale
	if err != nil {
		return "", err
	}
	sum := money.Taka(0)
	for _, c := range all {
		if c.Refunded == 0 {
			continue
		}
		o, _, err := t.Tx.Order(c.Order)
		if err != nil {
			return "", err
		}
		sale, booked, err := t.Tx.Booked(account.Capture, string(c.Order))
		if err != nil {
			return "", err
		}
		if o.State == order.Failed && booked && !sale.At.Before(from) {
			sum += c.Refunded
		}
	}
	if sum == 0 {
		return "", nil
	}
	return "\n" + tBooksUndone.In(t.L, "sum", chat.Full(sum)), nil
}

// paidIn lists what came in by channel, with bonuses and adjustments, where there were any.
func (t turn) paidIn(s account.Sums) (text string, err error) {
	var ids []string
	for id := range s.Cash {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		c, _, err := t.Tx.Channel(id)
		if err != nil {
			return "", err
		}
		text += "\n" + tBooksCash.In(t.L, "channel", cmp.Or(c.Name, id), "sum", chat.HTML(t.signed(-s.Cash[id])))
	}
	if s.Bonus != 0 {
		text += "\n" + tBooksBonus.In(t.L, "sum", chat.Full(-s.Bonus))
	}
	if s.Adjustments != 0 {
		text += "\n" + tBooksAdjusted.In(t.L, "sum", chat.HTML(t.signed(-s.Adjustments)))
	}
	return text, nil
}

// signed writes a sum with its sign.
func (t turn) signed(x money.Taka) string { return t.signedIn(t.L, x) }

// ages are the ages of debts that a report of dues sums up, the youngest first.
var ages = []struct {
	head chat.Text
	days int
}{{tDues7, 7}, {tDues30, 30}, {tDuesOlder, 1 << 30}}

// duesShown is how many of those who owe are shown, the oldest debts first.
const duesShown = 20

// dues reports who owes how much, by the age of the debt.
func (t turn) dues() error {
	var owing []account.Balance
	for after := int64(0); ; {
		page, err := t.Tx.Balances(after, 500)
		if err != nil {
			return err
		}
		for _, b := range page {
			if b.Wallet < 0 {
				owing = append(owing, b)
			}
			after = b.Member
		}
		if len(page) < 500 {
			break
		}
	}
	if len(owing) == 0 {
		t.Show(chat.Screen{HTML: tDuesNone.In(t.L), Buttons: t.backToBooks()})
		return nil
	}
	slices.SortFunc(owing, func(a, b account.Balance) int { return a.OwesSince.Compare(b.OwesSince) })
	sums, counts := make([]money.Taka, len(ages)), make([]int, len(ages))
	for _, b := range owing {
		days := int(t.In.At.Sub(b.OwesSince) / (24 * time.Hour))
		at := slices.IndexFunc(ages, func(a struct {
			head chat.Text
			days int
		}) bool {
			return days < a.days
		})
		sums[at] += b.Owes()
		counts[at]++
	}
	s := chat.Screen{HTML: tDues.In(t.L) + "\n"}
	for i, a := range ages {
		if counts[i] > 0 {
			s.HTML += "\n" + a.head.In(t.L, "sum", chat.Full(sums[i]), "count", counts[i])
		}
	}
	for _, b := range owing[:min(len(owing), duesShown)] {
		m, _, err := t.Tx.Member(b.Member)
		if err != nil {
			return err
		}
		s.Buttons = append(s.Buttons, []chat.Button{{Text: tDuesRow.Label(t.L, "name", t.Name(m), "owes", chat.Full(b.Owes()), "age", max(0, t.In.At.Sub(b.OwesSince))),
			Data: chat.Data("m", "card", b.Member)}})
	}
	if more := len(owing) - duesShown; more > 0 {
		s.HTML += "\n" + tDuesMore.In(t.L, "count", more)
	}
	s.Buttons = append(s.Buttons, t.backToBooks()...)
	t.Show(s)
	return nil
}

func (t turn) backToBooks() [][]chat.Button {
	return [][]chat.Button{{{Text: bGoBack.In(t.L), Data: chat.Data("books", "show")}}}
}

// auditAtOnce bounds how many entries /audit looks through; the clock looks through all
// that are new each day, and "rechargebot audit" through all there are.
const auditAtOnce = 3_000

// auditBooks looks through the latest entries now, and says how the books stand.
func (t turn) auditBooks() error {
	mark, err := t.Tx.AuditMark()
	if err != nil {
		return err
	}
	from := mark.Seq
	last, end, wrong, err := order.AuditStep(t.Tx, t.Books(), 0, auditAtOnce)
	if err == nil && !end && wrong == "" { // there are more: those since the last audit
		last, _, wrong, err = order.AuditStep(t.Tx, t.Books(), from, auditAtOnce)
	} else {
		from = 0
	}
	if err != nil {
		return err
	}
	if wrong == "" { // what was found before stops orders until the next audit has found all well
		wrong = mark.Break
	}
	s := chat.Screen{Buttons: t.backToBooks()}
	switch {
	case wrong != "":
		s.HTML = tAuditBad.In(t.L, "what", wrong)
	case last == 0:
		s.HTML = tAuditNone.In(t.L)
	default:
		s.HTML = tAuditGood.In(t.L, "from", strconv.FormatUint(from+1, 10), "to", strconv.FormatUint(last, 10))
	}
	if mark.Gap != "" {
		s.HTML += "\n\n" + tAuditGap.In(t.L, "entries", mark.Gap)
	}
	t.Show(s)
	return nil
}

// booksTap answers the buttons of the books.
func (t turn) booksTap(action string) error {
	switch action {
	case "show":
		return t.books()
	case "dues":
		return t.dues()
	case "audit":
		return t.auditBooks()
	}
	return t.ShowToast(chat.OldButton)
}
