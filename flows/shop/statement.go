package shop

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// A statement shows what came to a member's account and left it over some days, with
// the balance before and after, by page and as a spreadsheet. Owners see everybody's.

const statementPage = 8

// span is the days of a statement, both included.
type span struct{ from, to time.Time }

// days is a span as it stands in buttons.
func (s span) days() string { return s.from.Format("20060102") + s.to.Format("20060102") }

// end is the moment after the span.
func (s span) end() time.Time { return s.to.AddDate(0, 0, 1) }

func (t turn) today() time.Time {
	y, m, d := t.In.At.In(t.Location).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location)
}

// month is the span from the first of the month until today.
func (t turn) month() span {
	today := t.today()
	return span{today.AddDate(0, 0, 1-today.Day()), today}
}

// lastDay is today, or the day of the last entry where that is later: the clock had been
// ahead, and what was booked since has the time of then.
func (t turn) lastDay() (time.Time, error) {
	last, err := t.Tx.LastBooked()
	if err != nil || !last.After(t.In.At) {
		return t.today(), err
	}
	y, m, d := last.In(t.Location).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location), nil
}

// booked gives a span with the entries of the days up to today: to the last day where it ends today.
func (t turn) booked(s span) (span, error) {
	if !s.to.Equal(t.today()) {
		return s, nil
	}
	last, err := t.lastDay()
	return span{s.from, last}, err
}

// parseSpan reads a span from a button.
func (t turn) parseSpan(days string) (span, bool) {
	if len(days) != 16 {
		return span{}, false
	}
	from, err1 := time.ParseInLocation("20060102", days[:8], t.Location)
	to, err2 := time.ParseInLocation("20060102", days[8:], t.Location)
	return span{from, to}, err1 == nil && err2 == nil && !from.After(to)
}

// readSpan reads one day or two as people write them: 25-11, 01-11-2026 25-11-2026,
// yesterday; or the days that a word is for: week, this month.
func (t turn) readSpan(typed string) (span, bool) {
	switch word := text.Fold(typed); {
	case weekWords[word]:
		return span{t.today().AddDate(0, 0, -6), t.today()}, true
	case monthWords[word]:
		return t.month(), true
	}
	words := strings.Fields(strings.NewReplacer("/", "-", ".", "-").Replace(typed))
	if len(words) == 0 || len(words) > 2 {
		return span{}, false
	}
	var days []time.Time
	for _, w := range words {
		day, ok := t.readDay(w)
		if !ok {
			return span{}, false
		}
		days = append(days, day)
	}
	s := span{days[0], days[len(days)-1]}
	return s, !s.from.After(s.to)
}

// readDay reads a day: 25-11, 25-11-2026, 25-11-26, or a word for it.
func (t turn) readDay(typed string) (time.Time, bool) {
	switch word := text.Fold(typed); {
	case todayWords[word]:
		return t.today(), true
	case yesterdayWords[word]:
		return t.today().AddDate(0, 0, -1), true
	}
	for _, layout := range []string{"2-1-2006", "2-1-06"} {
		if day, err := time.ParseInLocation(layout, typed, t.Location); err == nil {
			return day, true
		}
	}
	day, err := time.ParseInLocation("2-1-2006", typed+"-"+strconv.Itoa(t.today().Year()), t.Location)
	if err == nil && day.After(t.today()) { // 25-12 in November is last year's
		day = day.AddDate(-1, 0, 0)
	}
	return day, err == nil
}

// statement answers /statement: this month, or the days that are named.
func (t turn) statement(rest string) error {
	s := t.month()
	if rest != "" {
		read, ok := t.readSpan(rest)
		if !ok {
			return t.Say(tStatementUsage)
		}
		s = read
	}
	with, err := t.conditions()
	if err != nil {
		return err
	}
	b, err := t.Tx.Balance(t.In.From.ID)
	if err != nil {
		return err
	}
	if !with.Own && b.Entries == 0 {
		if t.Owner {
			return t.Say(tNoAccountOwner)
		}
		return t.Say(tNoAccount)
	}
	return t.statementOf(t.In.From.ID, s, 0)
}

// statementTap answers the buttons of a statement: another span ("of"), an older page
// ("p"), an entry ("e"), the spreadsheet ("x").
func (t turn) statementTap(action string, member int64, days string, seq uint64) error {
	if member <= 0 || member != t.In.From.ID && !t.Owner {
		return t.ShowToast(chat.OldButton)
	}
	s, ok := t.parseSpan(days)
	if !ok {
		s = t.month()
	}
	switch action {
	case "of", "p":
		return t.statementOf(member, s, seq)
	case "e":
		return t.entry(member, s, seq)
	case "x":
		return t.sendStatement(member, s)
	}
	return t.ShowToast(chat.OldButton)
}

// statementOf shows a page of a statement: the newest entries, or those before one.
func (t turn) statementOf(member int64, s span, before uint64) error {
	s, err := t.booked(s)
	if err != nil {
		return err
	}
	opening, err := t.Tx.Standing(member, s.from)
	if err != nil {
		return err
	}
	closing, err := t.Tx.Standing(member, s.end())
	if err != nil {
		return err
	}
	entries, err := t.Tx.Statement(member, s.from, s.end(), before, statementPage+1)
	if err != nil {
		return err
	}
	more := len(entries) > statementPage
	entries = entries[:min(len(entries), statementPage)]
	head := tStatement.In(t.L, "from", t.date(s.from), "to", t.date(s.to))
	if s.from.Equal(s.to) {
		head = tStatementDay.In(t.L, "day", t.date(s.from))
	}
	if member != t.In.From.ID {
		m, _, err := t.Tx.Member(member)
		if err != nil {
			return err
		}
		head += "\n" + string(card.Person(t.Config, t.L, member, m.ShownName(), m.Username))
	}
	shown := chat.Screen{HTML: head + "\n\n" + tStatementSums.In(t.L, "opening", chat.Full(opening.Total()), "in", chat.Full(closing.In-opening.In),
		"out", chat.Full(closing.Out-opening.Out), "closing", chat.Full(closing.Total()))}
	if closing.Held != 0 {
		shown.HTML += tStatementHeld.In(t.L, "held", chat.Full(closing.Held))
	}
	if len(entries) == 0 {
		shown.HTML += "\n\n" + tStatementNone.In(t.L)
	}
	if err := t.entryRows(&shown, member, s, entries); err != nil {
		return err
	}
	if err := t.statementCode(&shown, member, entries, before == 0); err != nil {
		return err
	}
	var row []chat.Button
	if before != 0 {
		row = append(row, chat.Button{Text: bNewest.In(t.L), Data: chat.Data("st", "of", member, s.days())})
	}
	if more {
		row = append(row, chat.Button{Text: bOlder.In(t.L), Data: chat.Data("st", "p", member, s.days(), entries[len(entries)-1].Seq)})
	}
	if row != nil {
		shown.Buttons = append(shown.Buttons, row)
	}
	shown.Buttons = append(shown.Buttons, t.spans(member, s)...)
	t.Show(shown)
	return nil
}

// entryRows lists entries, each with a button that opens it.
func (t turn) entryRows(s *chat.Screen, member int64, of span, entries []account.Entry) error {
	for i, e := range entries {
		what, err := t.entryWhat(member, e)
		if err != nil {
			return err
		}
		n := t.L.Value(i + 1)
		if i == 0 {
			s.HTML += "\n"
		}
		s.HTML += "\n" + tStatementRow.In(t.L, "n", n, "time", t.shortMoment(e.At), "change", chat.HTML(t.signed(e.Change(member))), "what", chat.HTML(what),
			"after", chat.Full(afterOf(e, member)))
		if i%4 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		row := &s.Buttons[len(s.Buttons)-1]
		*row = append(*row, chat.Button{Text: n, Data: chat.Data("st", "e", member, of.days(), e.Seq)})
	}
	return nil
}

// statementCode adds the code of the newest line, by which anybody can verify it.
func (t turn) statementCode(s *chat.Screen, member int64, entries []account.Entry, first bool) error {
	if len(entries) == 0 || !first {
		return nil
	}
	code, err := t.Tx.Code(member, entries[0].Seq)
	if err != nil {
		return err
	}
	s.HTML += "\n\n" + tStatementCode.In(t.L, "code", code)
	return nil
}

// spans are the buttons for other days.
func (t turn) spans(member int64, of span) [][]chat.Button {
	today := t.today()
	button := func(x chat.Text, s span) chat.Button {
		return chat.Button{Text: x.In(t.L), Data: chat.Data("st", "of", member, s.days())}
	}
	return [][]chat.Button{
		{button(bToday, span{today, today}), button(bYesterday, span{today.AddDate(0, 0, -1), today.AddDate(0, 0, -1)})},
		{button(bWeek, span{today.AddDate(0, 0, -6), today}), button(bMonth, t.month())},
		{{Text: bSheet.In(t.L), Data: chat.Data("st", "x", member, of.days())}},
	}
}

// signed writes a change with its sign.
func (t turn) signed(x money.Taka) string {
	if x < 0 {
		return "−" + t.L.Value(chat.Full(-x))
	}
	return "+" + t.L.Value(chat.Full(x))
}

func (t turn) date(day time.Time) string { return t.L.Digits(day.Format("02-01-2006")) }

func (t turn) shortMoment(at time.Time) string {
	return t.L.Digits(at.In(t.Location).Format("02-01")) + " " + t.Clock(t.L, at)
}

func afterOf(e account.Entry, member int64) money.Taka {
	for _, a := range e.After {
		if a.Member == member {
			return a.Wallet + a.Held
		}
	}
	return 0
}

// entryWhat says what an entry was for, as the member whose it is may read it.
func (t turn) entryWhat(member int64, e account.Entry) (string, error) {
	switch e.Kind {
	case account.Credit:
		return t.depositWhat(member, e)
	case account.Payout:
		return tEntryPayout.In(t.L), nil
	case account.Adjustment:
		if account.IsOpening(e) {
			return tEntryOpening.In(t.L), nil
		}
		if id, ok := account.CompensationOf(e); ok {
			o, _, err := t.Tx.Order(order.ID(id))
			return tEntryComplaint.In(t.L, "number", o.Number, "amount", o.Amount), err
		}
		return tEntryAdjustment.In(t.L, "reason", e.Reason), nil
	case account.Transfer:
		if e.Change(member) < 0 {
			return tEntryTransferOut.In(t.L), nil
		}
		return tEntryTransferIn.In(t.L), nil
	}
	if !e.Kind.OfOrder() {
		return "", fmt.Errorf("a statement has no words for entries of kind %q", e.Kind)
	}
	id, _, _ := strings.Cut(e.Reference, "#")
	o, _, err := t.Tx.Order(order.ID(id))
	if err != nil {
		return "", err
	}
	text := map[account.Kind]chat.Text{account.Refund: tEntryRefund, account.LateCharge: tEntryLate}[e.Kind]
	if text == (chat.Text{}) {
		text = tEntryOrder
	}
	return text.In(t.L, "number", o.Number, "amount", o.Amount), nil
}

// depositWhat names the channel of a deposit, and the bonus in it.
func (t turn) depositWhat(member int64, e account.Entry) (string, error) {
	name, bonus := "", money.Taka(0)
	for _, l := range e.Lines {
		if channel, ok := l.Name.CashOf(); ok {
			c, _, err := t.Tx.Channel(channel)
			if err != nil {
				return "", err
			}
			name = c.Name
		}
		if l.Name == account.Bonus {
			bonus = -l.Amount
		}
	}
	what := tEntryDeposit.In(t.L, "channel", name)
	if bonus != 0 {
		what += tEntryBonus.In(t.L, "bonus", chat.Full(bonus))
	}
	return what, nil
}

// entry opens one entry of a statement.
func (t turn) entry(member int64, s span, seq uint64) error {
	e, ok, err := t.Tx.Entry(seq)
	if err != nil {
		return err
	}
	code, err := t.Tx.Code(member, seq)
	if err != nil {
		return err
	}
	if !ok || code == "" { // not theirs
		return t.ShowToast(chat.OldButton)
	}
	what, err := t.entryWhat(member, e)
	if err != nil {
		return err
	}
	shown := chat.Screen{HTML: tEntry.In(t.L, "change", chat.HTML(t.signed(e.Change(member))), "what", chat.HTML(what), "time", t.Moment(t.L, e.At),
		"after", chat.Full(afterOf(e, member)), "code", code)}
	if e.Actor != 0 && t.Owner {
		by, _, err := t.Tx.Member(e.Actor)
		if err != nil {
			return err
		}
		shown.HTML += "\n" + tEntryBy.In(t.L, "admin", t.Name(by))
	}
	if e.Reason != "" && e.Kind != account.Adjustment {
		shown.HTML += "\n" + tEntryReason.In(t.L, "reason", e.Reason)
	}
	id, _, _ := strings.Cut(e.Reference, "#")
	if of, ok := account.CompensationOf(e); ok {
		id = of
	}
	if order.ID(id).Valid() {
		shown.HTML += "\n" + tEntryOrderID.In(t.L, "id", id)
	}
	shown.Buttons = [][]chat.Button{{{Text: bBack.In(t.L), Data: chat.Data("st", "of", member, s.days())}}}
	t.Show(shown)
	return nil
}

// verify answers /verify: whether the line of a statement with a code stands in the
// books. Whose it is and what it says is for that member and for owners.
func (t turn) verify(rest string) error {
	typed := strings.ToUpper(strings.TrimSpace(rest))
	number, _, _ := strings.Cut(typed, "-")
	seq, err := strconv.ParseUint(number, 10, 64)
	if err != nil || len(typed) != len(number)+11 {
		return t.Say(tVerifyUsage)
	}
	e, ok, err := t.Tx.Entry(seq)
	if err != nil {
		return err
	}
	for _, a := range e.After {
		code, err := t.Tx.Code(a.Member, seq)
		if err != nil {
			return err
		}
		if !ok || code != typed {
			continue
		}
		if a.Member != t.In.From.ID && !t.Owner {
			return t.Say(tVerifyStands, "code", typed)
		}
		m, _, err := t.Tx.Member(a.Member)
		what, failed := t.entryWhat(a.Member, e)
		if err := errors.Join(err, failed); err != nil {
			return err
		}
		return t.Say(tVerified, "code", typed, "name", t.Name(m), "time", t.Moment(t.L, e.At), "change", chat.HTML(t.signed(e.Change(a.Member))),
			"what", chat.HTML(what), "after", chat.Full(a.Wallet+a.Held))
	}
	return t.Say(tVerifyNot, "code", typed)
}
