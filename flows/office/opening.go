package office

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/sheet"
	"rechargebot/flows/text"
)

// Opening balances: the day on which an owner begins to keep the resellers' accounts
// here, with people who have paid ahead or owe. A sheet of all members goes out, comes
// back filled in, is shown before anything is booked, and is booked by one tap. It can
// be booked once for each member, and puts them on their own wallet.

const (
	flowOpening  = "opening"
	openingRows  = 1_000
	documentKind = "opening"
	rightShown   = 5
	wrongShown   = 10
	writtenShown = 60 // characters of a row
	openingWaits = 24 * time.Hour
	memberPage   = 500
)

// openingRow is a row that can be booked.
type openingRow struct {
	ID  int64      `json:"id"`
	Sum money.Taka `json:"sum"`
}

// openingPlan is what a session keeps until the tap.
type openingPlan struct {
	Nonce string       `json:"nonce"`
	Asked int64        `json:"asked"` // Unix seconds
	Rows  []openingRow `json:"rows"`
}

// opening sends the sheet.
func (t turn) opening() error {
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Document: &chat.Document{
		Name: "opening-balances.xlsx", Kind: documentKind, Caption: tOpening.In(t.L), Instead: tNoFile.In(t.L)}})
	return nil
}

// makeOpening makes the sheet: a row for each member, with what is in their wallet.
func makeOpening(c *chat.Config, tx chat.Tx, _ []string) ([]byte, error) {
	s := sheet.Sheet{Name: "balances", Columns: []sheet.Column{
		{Title: idTitle, Width: 16}, {Title: "Name", Width: 28}, {Title: balanceTitle, Width: 26}}}
	for after := int64(0); ; {
		page, err := tx.Members(after, memberPage)
		if err != nil {
			return nil, err
		}
		for _, m := range page {
			after = m.ID
			if c.IsOwner(m) {
				continue
			}
			b, err := tx.Balance(m.ID)
			if err != nil {
				return nil, err
			}
			balance := any("")
			if b.Entries > 0 {
				balance = b.Total()
			}
			s.Rows = append(s.Rows, []any{strconv.FormatInt(m.ID, 10), m.ShownName(), balance})
		}
		if len(page) < memberPage {
			return sheet.Write([]sheet.Sheet{s})
		}
	}
}

// openingFile takes the sheet that came back.
func (t turn) openingFile() (taken bool, err error) {
	f := t.In.File
	if !f.Table() || f.Data == nil {
		return false, nil
	}
	rows, err := sheet.Read(f.Name, f.Data, sheet.Bounds{Rows: openingRows + mostAbove, Columns: 20})
	if err != nil {
		return false, nil // another flow's, or none of ours
	}
	at, ours, ok := openingHeads(rows)
	switch {
	case !ours:
		return false, nil
	case !ok:
		return true, t.Say(tOpeningHeads)
	}
	plan := openingPlan{Asked: t.In.At.Unix()}
	var wrong []string
	for i, row := range rows[at.from:] {
		one, why, err := t.openingRow(row, at)
		switch {
		case err != nil:
			return true, err
		case why != (chat.Text{}):
			what := text.Clean(strings.Join(row, " · "), writtenShown)
			wrong = append(wrong, tOpeningWrong.In(t.L, "line", at.from+i+1, "what", what, "why", why))
		case one.ID != 0:
			plan.Rows = append(plan.Rows, one)
		}
	}
	return true, t.previewOpening(plan, wrong)
}

// openingRow reads a row; why says what is wrong with it. A row without a balance is
// none.
func (t turn) openingRow(row []string, at openingSheet) (one openingRow, why chat.Text, err error) {
	if why = at.fault(row); why != (chat.Text{}) || cell(row, at.sum) == "" {
		return one, why, nil
	}
	id, ok := parseID(cell(row, at.id))
	if !ok {
		return one, tOpeningNoID, nil
	}
	sum, ok := signedSum(cell(row, at.sum))
	if !ok || sum == 0 || sum.Abs() > account.MostSum {
		return one, tOpeningNoSum, nil
	}
	m, known, err := t.Tx.Member(id)
	switch {
	case err != nil:
		return one, why, err
	case t.IsOwner(chat.Member{ID: id, Owner: m.Owner}):
		return one, tOpeningOwner, nil
	case !known || !m.Allowed:
		return one, tOpeningNoMember, nil
	}
	b, err := t.Tx.Balance(id)
	if err != nil {
		return one, why, err
	}
	if b.Entries > 0 {
		return one, tOpeningBefore, nil
	}
	return openingRow{id, sum}, why, nil
}

// previewOpening shows what would be booked.
func (t turn) previewOpening(plan openingPlan, wrong []string) error {
	have, owe := money.Taka(0), money.Taka(0)
	seen := map[int64]bool{}
	var rows []openingRow
	for _, r := range plan.Rows {
		if seen[r.ID] {
			wrong = append(wrong, tOpeningTwice.In(t.L, "id", r.ID))
			continue
		}
		seen[r.ID] = true
		rows = append(rows, r)
		have += max(0, r.Sum)
		owe += max(0, -r.Sum)
	}
	plan.Rows = rows
	s := chat.Screen{HTML: tOpeningNothing.In(t.L)}
	if len(rows) > 0 {
		shown, below, err := t.openingRows(rows)
		if err != nil {
			return err
		}
		s.HTML = tOpeningPreview.In(t.L, "count", len(rows), "rows", chat.HTML(shown), "have", chat.Full(have), "owe", chat.Full(owe)) + openingBelow(t.L, below)
	}
	if len(wrong) > 0 {
		s.HTML += "\n\n" + tOpeningLeftOut.In(t.L, "count", len(wrong)) + "\n" + strings.Join(wrong[:min(len(wrong), wrongShown)], "\n")
	}
	if len(rows) == 0 {
		t.Show(s)
		return nil
	}
	id, err := t.Tx.NextID(t.In.At)
	if err != nil {
		return err
	}
	plan.Nonce = string(id)
	if err := t.keepOpening(&plan); err != nil {
		return err
	}
	s.Buttons = [][]chat.Button{{{Text: bOpening.Label(t.L, "count", len(rows)), Data: chat.Data("open", "yes", id), Style: chat.Good}},
		{{Text: bGoBack.In(t.L), Data: chat.Data("open", "no", id)}}}
	t.Show(s)
	return nil
}

// openingRows shows the first rows that would be booked, so that a wrong column is seen, and
// counts all that leave somebody below their limit.
func (t turn) openingRows(rows []openingRow) (shown string, below int, err error) {
	for i, r := range rows {
		m, b, with, err := t.standing(r.ID)
		if err != nil {
			return "", 0, err
		}
		with.Own, b.Wallet = true, r.Sum
		if with.Available(b) < 0 {
			below++
		}
		if i < rightShown {
			shown += "\n" + tOpeningRow.In(t.L, "name", t.Name(m), "sum", chat.HTML(t.signed(r.Sum)))
		}
	}
	if more := len(rows) - rightShown; more > 0 {
		shown += "\n" + tOpeningMore.In(t.L, "count", more)
	}
	return shown, below, nil
}

// openingBelow warns owners of how many can order nothing with what they begin with, on a line
// of its own; "" where it is nobody.
func openingBelow(l chat.Language, count int) string {
	if count == 0 {
		return ""
	}
	return "\n" + tOpeningBelow.In(l, "count", count)
}

func (t turn) keepOpening(plan *openingPlan) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	var kept any
	if plan != nil {
		kept = *plan
	}
	if err := s.Keep(flowOpening, kept); err != nil {
		return err
	}
	return t.Tx.PutSession(t.In.Chat, s)
}

// openingTap books what the preview showed, or drops it.
func (t turn) openingTap(action, nonce string) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	var plan openingPlan
	if err := s.Load(flowOpening, &plan); err != nil {
		return err
	}
	age := t.In.At.Sub(time.Unix(plan.Asked, 0))
	if plan.Nonce == "" || plan.Nonce != nonce || age > openingWaits || age < -time.Minute {
		return t.ShowToast(chat.OldButton)
	}
	if err := t.keepOpening(nil); err != nil {
		return err
	}
	if action != "yes" {
		return t.Say(tOpeningDropped)
	}
	return t.bookOpening(plan)
}

// bookOpening books the rows, and tells the members and the other owners.
func (t turn) bookOpening(plan openingPlan) error {
	booked, stopped, have, owe := 0, 0, money.Taka(0), money.Taka(0)
	begin := len(t.Out)
	for _, r := range plan.Rows {
		done, below, err := t.openAccount(r)
		if err != nil {
			return err
		}
		if done {
			booked++
			if below {
				stopped++
			}
			have += max(0, r.Sum)
			owe += max(0, -r.Sum)
		}
	}
	for i := begin; i < len(t.Out); i++ {
		t.Out[i].Bulk = true
	}
	said := tOpeningBooked.In(t.L, "count", booked, "sum", chat.HTML(t.signed(have-owe))) + openingBelow(t.L, stopped)
	if booked == 0 {
		said = tNothingBooked.In(t.L)
	}
	if left := len(plan.Rows) - booked; left > 0 {
		said += "\n" + tOpeningNotBooked.In(t.L, "count", left)
	}
	t.Show(chat.Screen{HTML: said})
	if booked == 0 {
		return nil
	}
	t.Tx.Audit(chat.Act{What: "opening balances", By: t.In.From.ID, Subject: strconv.Itoa(booked) + " members"})
	return t.toOthers(func(l chat.Language) string {
		return tOthersOpening.In(l, "admin", t.Name(t.Member), "count", booked, "have", chat.Full(have), "owe", chat.Full(owe)) + openingBelow(l, stopped)
	})
}

// openAccount puts a member on their own wallet with what they have or owe, and tells
// them. done is false where they have an account by now, or are an owner; below says that
// they can order nothing until they have paid in.
func (t turn) openAccount(r openingRow) (done, below bool, err error) {
	m, known, err := t.Tx.Member(r.ID)
	if err != nil || !known || !m.Allowed || t.IsOwner(m) {
		return false, false, err
	}
	terms, err := t.Tx.Terms(r.ID)
	if err != nil {
		return false, false, err
	}
	b, err := t.Tx.Balance(r.ID)
	if err != nil || b.Entries > 0 {
		return false, false, err
	}
	if err := t.Books().SetTerms(r.ID, terms.OnWallet(), t.In.At); err != nil {
		return false, false, err
	}
	if m.SeesPanel {
		m.SeesPanel = false
		if err := t.Tx.PutMember(m); err != nil {
			return false, false, err
		}
	}
	if _, err := t.Books().Opening(r.ID, r.Sum, t.In.From.ID, t.In.At); errors.Is(err, account.ErrBooked) {
		return false, false, nil
	} else if err != nil {
		return false, false, err
	}
	b, err = t.Tx.Balance(r.ID)
	if err != nil {
		return false, false, err
	}
	with, err := t.Books().Conditions(r.ID)
	if err != nil {
		return false, false, err
	}
	t.tellUnasked(m, func(l chat.Language) string {
		return tOpeningTold.In(l) + "\n" + card.Account(l, b, with, t.In.At) + card.Below(l, b, with)
	})
	return true, with.Available(b) < 0, nil
}
