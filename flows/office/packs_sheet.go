package office

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
	"rechargebot/flows/sheet"
)

// The table of packs as a sheet: out, changed by the owner, in again. What it changes is
// shown first, and one tap saves all of it in one commit.

// sheetBounds are what is read of a sheet.
var sheetBounds = sheet.Bounds{Rows: 1001, Columns: 30}

// names are how the sheet writes operators and connections, and reads them.
func names(c *chat.Config) offer.Names {
	return offer.Names{
		Operator: func(word string) (string, bool) {
			if o := order.Operator(strings.ToUpper(word)); o.Valid() {
				return string(o), true
			}
			o, ok := order.ParseOperator(word)
			return string(o), ok
		},
		Connection: func(word string) (int, bool) {
			k, ok := order.ParseConnection(word)
			return int(k), ok
		},
		OperatorName: func(code string) string { return order.Operator(code).Name() },
		ConnectionName: func(code int) string {
			return strings.ToLower(card.Connection(order.Connection(code)).In(chat.English))
		},
		Location: c.Location,
	}
}

// sampleOffers are the rows of the sample sheet. All are off: none is true anywhere.
var sampleOffers = []offer.Offer{
	{Key: offer.Key{Operator: "GP", Connection: 1, Amount: money.WholeTaka(108)}, Title: [2]string{"175 min", "১৭৫ মিনিট"}, Kind: offer.Minutes, Days: 7},
	{Key: offer.Key{Operator: "RB", Connection: 1, Amount: money.WholeTaka(209)}, Title: [2]string{"5 GB", "৫ জিবি"}, Kind: offer.Internet, Days: 7, Price: money.WholeTaka(204)},
	{Key: offer.Key{Operator: "BL", Connection: 1, Amount: money.WholeTaka(599)}, Title: [2]string{"30 GB", "৩০ জিবি"}, Kind: offer.Drive, Days: 30, Price: money.WholeTaka(570), ByHand: true},
}

// sendSheet sends the table, or the sample.
func (t turn) sendSheet(which string) error {
	name, caption := "packs.xlsx", tPkSheetOut
	if which == "sample" {
		name, caption = "packs-sample.xlsx", tPkSheetSample
	}
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Document: &chat.Document{Name: name, Kind: "packs", Args: []string{which},
		Caption: caption.In(t.L), Instead: tPkSheetNot.In(t.L)}})
	return nil
}

// makeSheet writes the table, or the sample.
func makeSheet(c *chat.Config, tx chat.Tx, args []string) ([]byte, error) {
	rows := sampleOffers
	if len(args) == 0 || args[0] != "sample" {
		all, err := tx.AllOffers()
		if err != nil {
			return nil, err
		}
		rows = nil
		for _, k := range connections {
			for _, o := range order.Operators {
				rows = append(rows, packsOf(all, string(o), int(k))...)
			}
		}
	}
	s := sheet.Sheet{Name: "Packs"}
	numbers := []string{"ID", "Amount", "Days", "Minutes"}
	for _, title := range offer.Columns {
		kind := sheet.Text
		if slices.Contains(numbers, title) {
			kind = sheet.Number
		}
		s.Columns = append(s.Columns, sheet.Column{Title: title, Kind: kind})
	}
	for _, o := range rows {
		var row []any
		for i, cell := range names(c).Cells(o) {
			n, err := strconv.Atoi(cell)
			if err == nil && slices.Contains(numbers, offer.Columns[i]) {
				row = append(row, n)
			} else if cell == "" {
				row = append(row, nil)
			} else {
				row = append(row, cell)
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return sheet.Write([]sheet.Sheet{s})
}

// askSheet waits for the sheet.
func (t turn) askSheet() error { return t.ask(packEdit{Field: fieldSheet}, "") }

// sheetCame takes a sheet of packs: one that was asked for, or one that has its titles.
func (t turn) sheetCame() (taken bool, err error) {
	e, err := t.keptPackEdit()
	if err != nil {
		return false, err
	}
	asked := e.Field == fieldSheet && t.meaning("", e.Asked, true) == meantAnswer
	if !asked && len(t.In.File.Data) == 0 {
		return false, nil
	}
	cells, err := sheet.Read(t.In.File.Name, t.In.File.Data, sheetBounds)
	var rows []offer.Row
	missing := ""
	if err == nil {
		rows, missing = names(t.Config).Read(cells, validOperator)
	}
	switch {
	case !asked && (err != nil || missing != ""):
		return false, nil
	case err != nil:
		return true, t.ask(e, tPkBadSheet.In(t.L, "why", sheetFault(err)))
	case missing != "":
		return true, t.ask(e, tPkNoColumn.In(t.L, "column", missing))
	}
	if err := t.keepPackEdit(packEdit{}); err != nil {
		return true, err
	}
	if err := t.Tx.PutOfferSheet(t.In.From.ID, chat.OfferSheet{At: t.In.At, Rows: rows}); err != nil {
		return true, err
	}
	return true, t.preview(rows)
}

// sheetFault says why a file is not read.
func sheetFault(err error) chat.Text {
	switch {
	case errors.Is(err, sheet.ErrEmpty):
		return tPkSheetEmpty
	case errors.Is(err, sheet.ErrTooBig), errors.Is(err, sheet.ErrTooManyRows), errors.Is(err, sheet.ErrTooManyColumns):
		return tPkSheetBig
	}
	return tPkSheetOdd
}

// changesOf compares the rows of a sheet with the table as it is now.
func (t turn) changesOf(rows []offer.Row) (offer.Changes, error) {
	all, err := t.Tx.AllOffers()
	if err != nil {
		return offer.Changes{}, err
	}
	list, err := t.Tx.AllBlocked()
	if err != nil {
		return offer.Changes{}, err
	}
	blocked := map[offer.Key]bool{}
	for _, b := range list {
		blocked[b.Key] = true
	}
	return offer.Compare(all, slices.Clone(rows), func(k offer.Key) bool { return blocked[k] }, t.In.At), nil
}

// preview says what the sheet changes.
func (t turn) preview(rows []offer.Row) error {
	const most = 10 // of each kind
	c, err := t.changesOf(rows)
	if err != nil {
		return err
	}
	lines := []string{tPkPreview.In(t.L, "added", len(c.Added), "changed", len(c.Changed), "off", len(c.Off), "same", c.Same, "wrong", len(c.Wrong))}
	list := func(head chat.Text, n int, row func(i int) string) {
		if n == 0 {
			return
		}
		lines = append(lines, "\n"+head.In(t.L))
		for i := range min(n, most) {
			lines = append(lines, row(i))
		}
		if n > most {
			lines = append(lines, tPkMore.In(t.L, "count", n-most))
		}
	}
	row := func(o offer.Offer) string {
		return tPkPreviewRow.In(t.L, "amount", o.Amount, "operator", order.Operator(o.Operator), "pack", t.packName(o))
	}
	list(tPkWrong, len(c.Wrong), func(i int) string {
		return tPkWrongRow.In(t.L, "line", c.Wrong[i].Line, "why", faults[c.Wrong[i].Fault])
	})
	list(tPkNew, len(c.Added), func(i int) string { return row(c.Added[i].To) })
	list(tPkChanged, len(c.Changed), func(i int) string { return row(c.Changed[i].To) + t.differs(c.Changed[i]) })
	list(tPkSwitchedOff, len(c.Off), func(i int) string { return row(c.Off[i].From) })
	s := chat.Screen{HTML: strings.Join(lines, "\n")}
	if c.Any() {
		s.HTML += "\n\n" + tNotSaved.In(t.L)
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bPkApply.Label(t.L, "count", len(c.All())), Data: chat.Data("pk", "apply", c.Sum()), Style: chat.Good}},
			[]chat.Button{{Text: bDropChange.In(t.L), Data: chat.Data("pk", "drop", c.Sum()), Style: chat.Bad}})
	} else {
		s.Buttons = append(s.Buttons, t.packsBack())
	}
	t.Show(s)
	return nil
}

// differs names the columns in which a row is another, with what stood and what stands
// there.
func (t turn) differs(c offer.Change) string {
	was, is := names(t.Config).Cells(c.From), names(t.Config).Cells(c.To)
	text := ""
	for i, title := range offer.Columns {
		if was[i] != is[i] && title != "Confirmed" {
			text += "\n" + tPkDiffers.In(t.L, "column", title, "was", was[i], "is", is[i])
		}
	}
	return text
}

// sheetTap saves what the sheet changes, if that is still what was shown, or leaves it.
func (t turn) sheetTap(action, sum string) error {
	kept, ok, err := t.Tx.OfferSheet(t.In.From.ID)
	if err != nil {
		return err
	}
	if !ok {
		return t.Brief(chat.OldButton)
	}
	c, err := t.changesOf(kept.Rows)
	if err != nil {
		return err
	}
	shown := c.Sum() == sum
	if action == "drop" {
		if shown { // an older preview leaves the sheet that came after it
			err = t.Tx.DropOfferSheet(t.In.From.ID)
		}
		return errors.Join(err, t.packs())
	}
	if !shown {
		t.Toast, t.Alert = tPkPreviewOld, true
		return t.preview(kept.Rows)
	}
	if err := t.apply(c); err != nil {
		return err
	}
	if err := t.Tx.DropOfferSheet(t.In.From.ID); err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: "change packs by sheet", By: t.In.From.ID, Subject: strconv.Itoa(len(c.All())) + " rows"})
	t.Toast = tSaved
	return t.packs()
}

// apply saves all changes. Amounts are left first, so that they are free for others.
func (t turn) apply(c offer.Changes) error {
	for _, change := range c.All() {
		if was := change.From; was.ID != 0 && was.Active {
			was.Active = false
			if _, err := t.Tx.PutOffer(was); err != nil {
				return err
			}
		}
	}
	for _, change := range c.All() {
		if _, err := t.Tx.PutOffer(change.To); err != nil {
			return err
		}
	}
	return nil
}
