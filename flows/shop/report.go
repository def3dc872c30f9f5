package shop

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/sheet"
)

// A report sums a member's orders over some days, by operator and by day, from the sums
// that are kept; an owner's has everybody's.

const (
	reportKind = "report" // of documents
	daysListed = 7        // at most, on the screen; the spreadsheet has all
)

// reports is their route.
func reports() chat.Route {
	return chat.Route{
		Command: "report", Menu: mReport, Words: "report,reports,profit,lav,labh,lav koto,labh koto,sales,sale,bikri,koto bikri,koto sale,koto bikri holo,koto bikri hoise,bikrir hisab,রিপোর্ট,লাভ,বিক্রি,কত বিক্রি,কত বিক্রি হলো,কত বিক্রি হয়েছে,কত বিক্রি হইছে,বিক্রির হিসাব",
		Beside: isDays,
		Aside:  true, Shows: true,
		Do:       doWith(turn.report),
		Tap:      "rp",
		OnTap:    func(t *chat.Turn, a chat.Args) error { return turn{t}.reportTap(a.At(0), a.Int(1), a.At(2)) },
		Document: reportKind, Make: makeReport,
	}
}

// report answers /report: today, or the days that are named.
func (t turn) report(rest string) error {
	of, s := t.In.From.ID, span{t.today(), t.today()}
	if t.Owner {
		of = 0
	}
	if rest != "" {
		read, ok := t.readSpan(rest)
		if !ok {
			return t.Say(tReportUsage)
		}
		s = read
	}
	return t.reportOf(of, s)
}

// reportTap answers the buttons: other days, or somebody else's ("of"), the spreadsheet
// ("x"), the chart ("c").
func (t turn) reportTap(action string, of int64, days string) error {
	s, ok := t.parseSpan(days)
	if !ok || of != t.In.From.ID && !t.Owner {
		return t.ShowToast(chat.OldButton)
	}
	switch action {
	case "of":
		return t.reportOf(of, s)
	case "x":
		return t.sendReport(of, s)
	case "c":
		return t.sendChart(of, s)
	}
	return t.ShowToast(chat.OldButton)
}

// sumsBy sums by what a row is of, in the order of the keys.
func sumsBy[K cmp.Ordered](all []chat.OperatorTotals, key func(chat.OperatorTotals) K) (keys []K, sums map[K]chat.OperatorTotals) {
	sums = map[K]chat.OperatorTotals{}
	for _, one := range all {
		k := key(one)
		sum, known := sums[k]
		if !known {
			keys = append(keys, k)
		}
		sums[k] = added(sum, one)
	}
	slices.Sort(keys)
	return keys, sums
}

func added(sum, one chat.OperatorTotals) chat.OperatorTotals {
	sum.Done, sum.DoneAmount, sum.Failed = sum.Done+one.Done, sum.DoneAmount+one.DoneAmount, sum.Failed+one.Failed
	sum.Priced, sum.Price = sum.Priced+one.Priced, sum.Price+one.Price
	return sum
}

// kept gives the sums that are kept of some days; of is 0 for everybody's.
func (t turn) kept(of int64, s span) ([]chat.OperatorTotals, error) {
	return t.Tx.OperatorTotals(of, s.from.Format(time.DateOnly), s.to.Format(time.DateOnly))
}

// reportOf shows the report of somebody, or of everybody.
func (t turn) reportOf(of int64, s span) error {
	all, err := t.kept(of, s)
	if err != nil {
		return err
	}
	said, err := t.reportText(of, s, all)
	if err != nil {
		return err
	}
	t.Show(chat.Screen{HTML: said, Buttons: t.reportButtons(of, s, sumOf(all).Done > 0)})
	return nil
}

func sumOf(all []chat.OperatorTotals) (sum chat.OperatorTotals) {
	for _, one := range all {
		sum = added(sum, one)
	}
	return sum
}

// byOperator sums by operator, in the order in which operators are named.
func byOperator(all []chat.OperatorTotals) ([]int, map[int]chat.OperatorTotals) {
	return sumsBy(all, func(o chat.OperatorTotals) int { return slices.Index(order.Operators, o.Operator) })
}

// refunded is what was given back after complaints of what the orders of some days cost, which
// are done all the same; of is 0 for everybody's.
func (t turn) refunded(of int64, s span) (sum money.Taka, err error) {
	ever := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC) // a complaint may be opened once more later
	all, err := t.Tx.Complaints(s.from, ever)
	for _, c := range all {
		if c.Refunded == 0 || of != 0 && c.Member != of {
			continue
		}
		o, _, err := t.Tx.Order(c.Order)
		if err != nil {
			return 0, err
		}
		if o.State == order.Done && !o.Settled.Before(s.from) && o.Settled.Before(s.end()) {
			sum += c.Refunded
		}
	}
	return sum, err
}

func (t turn) reportText(of int64, s span, all []chat.OperatorTotals) (string, error) {
	sum := sumOf(all)
	said := t.reportHead(of, s) + "\n\n" + tReportSum.In(t.L, "count", sum.Done, "amount", sum.DoneAmount, "failed", sum.Failed)
	if sum.Price != 0 {
		text := tReportPrice
		if of == 0 {
			text = tReportPriceAll
		}
		said += "\n" + text.In(t.L, "price", chat.Full(sum.Price), "earned", chat.Full(sum.Priced-sum.Price))
	}
	back, err := t.refunded(of, s)
	if err != nil {
		return "", err
	}
	if back != 0 {
		said += "\n" + tReportBack.In(t.L, "sum", chat.Full(back))
	}
	row := func(what string, one chat.OperatorTotals) {
		said += "\n" + tReportRow.In(t.L, "what", what, "count", one.Done, "amount", one.DoneAmount)
	}
	operators, by := byOperator(all)
	if sum.Done > 0 {
		said += "\n"
	}
	for _, i := range operators {
		if i >= 0 && by[i].Done > 0 {
			row(t.L.Operator(order.Operators[i]), by[i])
		}
	}
	if days, by := sumsBy(all, func(o chat.OperatorTotals) string { return o.Day }); len(days) > 1 && len(days) <= daysListed {
		said += "\n"
		for _, day := range days {
			at, _ := time.ParseInLocation(time.DateOnly, day, t.Location) // the store wrote it
			row(t.Day(t.L, at, t.In.At), by[day])
		}
	}
	return said, nil
}

func (t turn) spanDays(s span) string {
	if s.from.Equal(s.to) {
		return t.date(s.from)
	}
	return t.date(s.from) + " – " + t.date(s.to)
}

func (t turn) reportHead(of int64, s span) string {
	days := t.spanDays(s)
	if of == 0 {
		return tReportAll.In(t.L, "days", days)
	}
	return tReport.In(t.L, "days", days)
}

// reportButtons lead to other days, to the spreadsheet, to the chart where there is
// something to draw, and an owner to their own.
func (t turn) reportButtons(of int64, s span, some bool) [][]chat.Button {
	today := t.today()
	button := func(x chat.Text, of int64, s span) chat.Button {
		return chat.Button{Text: x.In(t.L), Data: chat.Data("rp", "of", of, s.days())}
	}
	rows := [][]chat.Button{
		{button(bToday, of, span{today, today}), button(bYesterday, of, span{today.AddDate(0, 0, -1), today.AddDate(0, 0, -1)})},
		{button(bWeek, of, span{today.AddDate(0, 0, -6), today}), button(bMonth, of, t.month())},
		{{Text: bSheet.In(t.L), Data: chat.Data("rp", "x", of, s.days())}},
	}
	if some {
		rows[2] = append(rows[2], chat.Button{Text: bChart.In(t.L), Data: chat.Data("rp", "c", of, s.days())})
	}
	switch {
	case t.Owner && of == 0:
		rows = append(rows, []chat.Button{button(bMine, t.In.From.ID, s)})
	case t.Owner:
		rows = append(rows, []chat.Button{button(bEverybody, 0, s)})
	}
	return rows
}

// sendReport sends the report as a spreadsheet.
func (t turn) sendReport(of int64, s span) error {
	t.Below, t.Toast = true, tStatementComes
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Document: &chat.Document{
		Name: "report-" + s.from.Format(time.DateOnly) + "-" + s.to.Format(time.DateOnly) + ".xlsx",
		Kind: reportKind, Args: t.reportArgs(of, s),
		Caption: t.reportHead(of, s), Instead: tStatementNoFile.In(t.L)}})
	return nil
}

// reportArgs name a report for what is made of it when it is sent.
func (t turn) reportArgs(of int64, s span) []string {
	return []string{strconv.FormatInt(of, 10), s.days(), string(t.L)}
}

// reported reads them, with the sums.
func reported(c *chat.Config, tx chat.Tx, args []string) (t turn, of int64, s span, all []chat.OperatorTotals, err error) {
	if len(args) != 3 {
		return t, 0, s, nil, fmt.Errorf("a report of %q", args)
	}
	if of, err = strconv.ParseInt(args[0], 10, 64); err != nil {
		return t, 0, s, nil, err
	}
	t = turn{&chat.Turn{Config: c, Tx: tx, L: chat.Language(args[2])}}
	s, ok := t.parseSpan(args[1])
	if !ok {
		return t, 0, s, nil, fmt.Errorf("a report of the days %q", args[1])
	}
	all, err = t.kept(of, s)
	return t, of, s, all, err
}

// makeReport makes it: a row for each day and operator, and the sum.
func makeReport(c *chat.Config, tx chat.Tx, args []string) ([]byte, error) {
	t, of, s, all, err := reported(c, tx, args)
	if err != nil {
		return nil, err
	}
	back, err := t.refunded(of, s)
	if err != nil {
		return nil, err
	}
	out := sheet.Sheet{Name: "report", Columns: []sheet.Column{
		{Title: xDay.In(t.L), Width: 13}, {Title: xOperator.In(t.L), Width: 16}, {Title: xDone.In(t.L), Width: 9, Kind: sheet.Number}, {Title: xAmount.In(t.L), Width: 13, Kind: sheet.Taka},
		{Title: xFailed.In(t.L), Width: 9, Kind: sheet.Number}, {Title: xPrice.In(t.L), Width: 13, Kind: sheet.Taka}, {Title: xEarned.In(t.L), Width: 13, Kind: sheet.Taka}}}
	row := func(day, operator string, d chat.OperatorTotals) {
		out.Rows = append(out.Rows, []any{day, operator, d.Done, d.DoneAmount, d.Failed, d.Price, d.Priced - d.Price})
	}
	for _, d := range all {
		row(d.Day, plainName(t.L, d.Operator), d)
	}
	row("", xSum.In(t.L), sumOf(all))
	if back != 0 {
		out.Rows = append(out.Rows, []any{"", xBack.In(t.L), nil, nil, nil, -back, nil})
	}
	return sheet.Write([]sheet.Sheet{out})
}
