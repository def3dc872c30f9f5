package shop

import (
	"fmt"
	"slices"
	"strconv"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/sheet"
)

const (
	statementKind = "statement" // of documents
	statementTime = "2006-01-02 15:04"
	statementMost = 50_000 // lines in a spreadsheet
	statementRead = 1_000  // read at once
)

// sendStatement sends a statement as a spreadsheet.
func (t turn) sendStatement(member int64, s span) error {
	s, err := t.booked(s)
	if err != nil {
		return err
	}
	t.Below = true
	t.Toast = tStatementComes
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Document: &chat.Document{
		Name:    "statement-" + s.from.Format("2006-01-02") + "-" + s.to.Format("2006-01-02") + ".xlsx",
		Kind:    statementKind,
		Args:    []string{strconv.FormatInt(member, 10), s.days(), string(t.L)},
		Caption: tStatement.In(t.L, "from", t.date(s.from), "to", t.date(s.to)), Instead: tStatementNoFile.In(t.L)}})
	return nil
}

// makeStatement makes it: the lines in the order of time, with opening and closing.
func makeStatement(c *chat.Config, tx chat.Tx, args []string) ([]byte, error) {
	if len(args) != 3 {
		return nil, fmt.Errorf("a statement of %q", args)
	}
	member, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil {
		return nil, err
	}
	t := turn{&chat.Turn{Config: c, Tx: tx, L: chat.Language(args[2])}}
	s, ok := t.parseSpan(args[1])
	if !ok {
		return nil, fmt.Errorf("a statement of the days %q", args[1])
	}
	var entries []account.Entry
	for before := uint64(0); len(entries) < statementMost; {
		page, err := tx.Statement(member, s.from, s.end(), before, statementRead)
		if err != nil {
			return nil, err
		}
		entries = append(entries, page...)
		if len(page) < statementRead {
			break
		}
		before = page[len(page)-1].Seq
	}
	slices.Reverse(entries)
	opening, err := tx.Standing(member, s.from)
	if err != nil {
		return nil, err
	}
	out := sheet.Sheet{Name: "statement", Columns: []sheet.Column{
		{Title: xTime.In(t.L), Width: 17}, {Title: xWhat.In(t.L), Width: 44}, {Title: xChange.In(t.L), Width: 14, Kind: sheet.Taka},
		{Title: xBalance.In(t.L), Width: 14, Kind: sheet.Taka}, {Title: xCode.In(t.L), Width: 20}}}
	begins, had := "", opening.Total()
	if len(entries) >= statementMost { // there may be older ones, which are left out
		first := entries[0]
		begins, had = first.At.In(c.Location).Format(statementTime), afterOf(first, member)-first.Change(member)
	}
	out.Rows = append(out.Rows, []any{begins, xOpening.In(t.L), "", had, ""})
	for _, e := range entries {
		what, err := t.entryWhat(member, e)
		if err != nil {
			return nil, err
		}
		code, err := tx.Code(member, e.Seq)
		if err != nil {
			return nil, err
		}
		out.Rows = append(out.Rows, []any{e.At.In(c.Location).Format(statementTime), chat.Unmarked(what), e.Change(member), afterOf(e, member), code})
	}
	closing, err := tx.Standing(member, s.end())
	if err != nil {
		return nil, err
	}
	out.Rows = append(out.Rows, []any{"", xClosing.In(t.L), "", closing.Total(), ""})
	return sheet.Write([]sheet.Sheet{out})
}
