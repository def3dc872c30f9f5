package office

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
	"rechargebot/flows/sheet"
	"rechargebot/flows/text"
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
		Kind:         readKind,
		OperatorName: func(code string) string { return order.Operator(code).Name() },
		ConnectionName: func(code int) string {
			return strings.ToLower(card.Connection(order.Connection(code)).In(chat.English))
		},
		Location: c.Location,
	}
}

// kindWords are words for the kinds of packs besides their names.
var kindWords = map[offer.Kind]map[string]bool{
	offer.Internet: text.WordSet("data,net,ইন্টারনেট,ডাটা,ডেটা,নেট"),
	offer.Minutes:  text.WordSet("minute,min,mins,talktime,মিনিট,টকটাইম"),
	offer.Bundle:   text.WordSet("bundles,combo,বান্ডেল,বান্ডল,কম্বো"),
	offer.Validity: text.WordSet("মেয়াদ"),
	offer.Drive:    text.WordSet("ড্রাইভ"),
}

// readKind reads a kind; what is none stays as it is written.
func readKind(word string) offer.Kind {
	for kind, words := range kindWords {
		if words[text.Fold(word)] {
			return kind
		}
	}
	return offer.Kind(strings.ToLower(word))
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
	return true, t.preview(rows, 0)
}

// sheetFault says why a file is not read.
func sheetFault(err error) chat.Text {
	switch {
	case errors.Is(err, sheet.ErrHidden):
		return tPkSheetHidden
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

// previewPage is how much of a preview stands in one message, with room for the rest of it.
// Telegram takes 4,096 characters.
const previewPage = 3000

// preview says what the sheet changes, each row of it, in pages. Only the last one has the
// button that saves it.
func (t turn) preview(rows []offer.Row, page int) error {
	c, err := t.changesOf(rows)
	if err != nil {
		return err
	}
	pages := t.previewPages(c)
	page = min(max(page, 0), len(pages)-1)
	s := chat.Screen{HTML: tPkPreview.In(t.L, "added", len(c.Added), "changed", len(c.Changed), "off", len(c.Off), "same", c.Same, "wrong", len(c.Wrong)) + pages[page]}
	if len(pages) > 1 {
		s.HTML += "\n\n" + tPkPage.In(t.L, "page", page+1, "count", len(pages))
		var turns []chat.Button
		for _, to := range []struct {
			label string
			page  int
		}{{"◀", page - 1}, {"▶", page + 1}} {
			if to.page >= 0 && to.page < len(pages) {
				turns = append(turns, chat.Button{Text: to.label, Data: chat.Data("pk", "see", c.Sum(), to.page)})
			}
		}
		s.Buttons = append(s.Buttons, turns)
	}
	if !c.Any() {
		s.Buttons = append(s.Buttons, t.packsBack())
		t.Show(s)
		return nil
	}
	s.HTML += "\n\n" + tNotSaved.In(t.L)
	if page == len(pages)-1 {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bPkApply.Label(t.L, "count", len(c.All())), Data: chat.Data("pk", "apply", c.Sum()), Style: chat.Good}})
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bDropChange.In(t.L), Data: chat.Data("pk", "drop", c.Sum()), Style: chat.Bad}})
	t.Show(s)
	return nil
}

// previewPages are the rows of a preview, as many in each page as fit. There is one at least.
func (t turn) previewPages(c offer.Changes) []string {
	const mostWrong = 10 // which change nothing
	pages := []string{""}
	list := func(head chat.Text, n int, row func(i int) string) {
		for i := range n {
			line, last := "\n"+row(i), &pages[len(pages)-1]
			if *last != "" && len(utf16.Encode([]rune(*last+line))) > previewPage {
				pages = append(pages, "")
				last = &pages[len(pages)-1]
			}
			if i == 0 || *last == "" {
				*last += "\n\n" + head.In(t.L)
			}
			*last += line
		}
	}
	list(tPkWrong, min(len(c.Wrong), mostWrong), func(i int) string {
		return tPkWrongRow.In(t.L, "line", c.Wrong[i].Line, "why", faults[c.Wrong[i].Fault])
	})
	if n := len(c.Wrong) - mostWrong; n > 0 {
		pages[0] += "\n" + tPkMore.In(t.L, "count", n)
	}
	row := func(o offer.Offer) string {
		of := t.L.Operator(order.Operator(o.Operator))
		if c := order.Connection(o.Connection); c == order.Postpaid {
			of += " · " + card.Connection(c).In(t.L)
		}
		return tPkPreviewRow.In(t.L, "amount", o.Amount, "operator", of, "pack", t.packName(o))
	}
	list(tPkNew, len(c.Added), func(i int) string { return row(c.Added[i].To) + t.newTerms(c.Added[i].To) })
	list(tPkChanged, len(c.Changed), func(i int) string { return row(c.Changed[i].To) + t.differs(c.Changed[i]) })
	list(tPkSwitchedOff, len(c.Off), func(i int) string { return row(c.Off[i].From) + t.differs(c.Off[i]) })
	return pages
}

// newTerms says of a new row what a wallet pays and that it is one by hand, where it is so.
func (t turn) newTerms(o offer.Offer) string {
	said := ""
	if o.Price != 0 {
		said += "\n– " + tPkPrice.In(t.L, "price", chat.Full(o.Price))
	}
	if o.ByHand {
		said += "\n– " + tPkByHand.In(t.L, "age", o.Promised())
	}
	return said
}

// differs names the columns in which a row is another, with what stood and what stands
// there.
func (t turn) differs(c offer.Change) string {
	was, is := names(t.Config).Cells(c.From), names(t.Config).Cells(c.To)
	text := ""
	for i, title := range offer.Columns {
		if was[i] != is[i] && title != "Confirmed" && (title != "Active" || c.To.Active) { // what is switched off stands under that
			text += "\n" + tPkDiffers.In(t.L, "column", title, "was", was[i], "is", is[i])
		}
	}
	return text
}

// sheetTap saves what the sheet changes, if that is still what was shown, or leaves it, or
// shows another page of it.
func (t turn) sheetTap(action, sum string, page int) error {
	kept, ok, err := t.Tx.OfferSheet(t.In.From.ID)
	if err != nil {
		return err
	}
	if !ok {
		return t.ShowToast(chat.OldButton)
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
		return t.preview(kept.Rows, 0)
	}
	if action == "see" {
		return t.preview(kept.Rows, page)
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
