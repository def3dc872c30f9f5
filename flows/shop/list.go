package shop

import (
	"errors"
	"slices"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/sheet"
)

// A list is several recharges that one Confirm places: lines of a message, or a file. It
// is kept as a batch from the preview on; package order says what becomes of it then.

const (
	mostLists  = 5              // previews open at once; the oldest gives way
	sameWithin = 24 * time.Hour // the same rows ask once more
)

// lists are the routes of lists.
func lists() []chat.Route {
	return []chat.Route{{
		Tap: "list", OnTap: func(t *chat.Turn, a chat.Args) error {
			return turn{t}.listTap(order.BatchID(a.Int(0)), int(a.Int(1)), a.At(2))
		},
		Reads:    func(t *chat.Turn) (bool, error) { return turn{t}.typedList() },
		Timer:    account.TimerBatch,
		OnTimer:  func(t *chat.Turn, timer account.Timer) error { return turn{t}.listTimer(order.BatchID(timer.Of)) },
		Document: "batch", Make: makeResult,
	}}
}

// Last are the routes that are asked after all others: tables of recharges, since others
// take tables of their own, and lines that name a number which nobody knows.
func Last() []chat.Route {
	return []chat.Route{{
		OnFile: func(t *chat.Turn, s chat.Session) (bool, error) { return turn{t}.listFile(s) },
		Reads:  func(t *chat.Turn) (bool, error) { return turn{t}.readUnknown() },
	}}
}

// typedList takes a message of several lines that is a list.
func (t turn) typedList() (bool, error) {
	if !strings.ContainsAny(t.In.Text, "\n,;،") {
		return false, nil
	}
	var failed error
	find := t.lookUp(&failed)
	if t.In.Forward { // another person's names and numbers
		find = nil
	}
	rows, list := readLines(t.In.Text, find)
	switch {
	case failed != nil:
		return false, failed
	case !list && numbersOnly(rows):
		return true, t.Say(tListNoAmounts)
	case !list:
		return false, nil
	case len(rows) > mostLines:
		return true, t.Say(tListTooMany, "count", mostLines)
	}
	return true, t.newList("", rows)
}

// numbersOnly reports whether rows are numbers without an amount, and nothing else.
func numbersOnly(rows []order.BatchRow) bool {
	return len(rows) >= 2 && !slices.ContainsFunc(rows, func(r order.BatchRow) bool {
		return r.Number == "" || r.Out != order.OutAmount
	}) && slices.ContainsFunc(rows, func(r order.BatchRow) bool { return r.Number != rows[0].Number })
}

// listFile takes a table of recharges, or a file of typed lines, unless a conversation waits for something else, or
// it is an owner's table of something else.
func (t turn) listFile(s chat.Session) (bool, error) {
	f := t.In.File
	switch {
	case s.Flow != "" || !f.Wanted():
		return false, nil
	case f.Failed || f.Data == nil:
		return true, t.Say(tListNotFetched)
	case errors.Is(f.Fault, sheet.ErrMacros) || errors.Is(f.Fault, sheet.ErrEncrypted):
		return true, t.Say(tListMacros)
	case errors.Is(f.Fault, sheet.ErrTooManyRows):
		return true, t.Say(tListTooMany, "count", order.MostRows)
	case errors.Is(f.Fault, sheet.ErrHidden):
		return true, t.Say(tListHidden)
	case errors.Is(f.Fault, sheet.ErrEmpty):
		return true, t.Say(tListEmpty)
	case f.Fault != nil:
		return true, t.Say(tListBadFile, "count", order.MostRows)
	}
	var failed error
	rows := readTable(f.Rows, t.lookUp(&failed))
	if failed != nil {
		return false, failed
	}
	some := slices.ContainsFunc(rows, func(r order.BatchRow) bool { return r.Number != "" })
	switch {
	case !some && t.Owner:
		return false, nil
	case len(rows) > order.MostRows:
		return true, t.Say(tListTooMany, "count", order.MostRows)
	case !some:
		return true, t.Say(tListEmpty)
	}
	return true, t.newList(f.Name, rows)
}

// newList keeps a list and shows its preview.
func (t turn) newList(name string, rows []order.BatchRow) error {
	if err := t.makeRoom(); err != nil {
		return err
	}
	b, err := t.Tx.PutBatch(order.Batch{Reseller: t.In.From.ID, State: order.BatchPreview, Name: name, Made: t.In.At, Rows: len(rows), Fingerprint: printOf(rows)})
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].Index = i
	}
	return t.preview(b, rows)
}

// previews gives the open previews, newest first.
func (t turn) previews() (open []order.Batch, err error) {
	all, err := t.Tx.BatchesOf(t.In.From.ID, 0, 20)
	for _, b := range all {
		if b.State == order.BatchPreview {
			open = append(open, b)
		}
	}
	return open, err
}

// makeRoom closes the oldest previews where there are too many.
func (t turn) makeRoom() error {
	open, err := t.previews()
	if err != nil || len(open) < mostLists {
		return err
	}
	for _, b := range open[mostLists-1:] {
		if err := t.dropList(b); err != nil {
			return err
		}
	}
	return nil
}

// dropList forgets a list that was not confirmed, and says so on its card, from which the
// keypad goes.
func (t turn) dropList(b order.Batch) error {
	if _, err := t.endKeypad(card.BatchName(b.ID)); err != nil {
		return err
	}
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Card: card.BatchName(b.ID), IfThere: true, Last: true, Screen: &chat.Screen{HTML: tListDropped.In(t.L)}})
	return t.Tx.DropBatch(b.ID)
}

// listTap answers a button of a list's card.
func (t turn) listTap(id order.BatchID, rev int, action string) error {
	b, ok, err := t.Tx.Batch(id)
	switch {
	case err != nil:
		return err
	case !ok || b.Reseller != t.In.From.ID:
		return t.ShowToast(chat.OldButton)
	case b.State != order.BatchPreview:
		return t.runningTap(b, action)
	}
	rows, err := t.Tx.BatchRows(b.ID, 0, order.MostRows)
	if err != nil {
		return err
	}
	switch {
	case action == "no":
		t.Show(chat.Screen{HTML: tListDropped.In(t.L)}).Last = true
		return t.Tx.DropBatch(b.ID)
	case action == "show":
		t.Below = true
	case rev != b.Rev:
		t.Toast, t.Alert = tCardChanged, action == "go"
	case action == "twice":
		b.Twice = !b.Twice
	case action == "before":
		b.Earlier = !b.Earlier
	case action == "packs":
		b.Packs = !b.Packs
	case action == "again":
		b.Again = true
	case action == "go":
		return t.confirmList(b, rows, false)
	default:
		return t.ShowToast(chat.OldButton)
	}
	return t.preview(b, rows)
}

// confirmList places a list as it was shown, row by row. Where one of them would be sent or
// left out by now as it was not, or costs something else, the list is shown again and
// nothing is placed. proved says that the PIN was entered.
func (t turn) confirmList(b order.Batch, rows []order.BatchRow, proved bool) error {
	if age := t.In.At.Sub(b.Shown); age > confirmFor || age < -time.Minute {
		return t.listOnceMore(b, rows, tCardAged)
	}
	shown := slices.Clone(rows)
	again, err := t.sentBefore(b)
	if err != nil {
		return err
	}
	v, err := t.judge(b, rows, again)
	if err != nil {
		return err
	}
	if !slices.Equal(shown, rows) || v.wanted == 0 || again != nil && !b.Again {
		said := tListChanged
		if v.wanted == b.Wanted && v.amount == b.Amount && v.price != b.Price { // which the list may not show
			said, t.Pairs = tListChangedBy, []any{"what", priceChange(b.Price, v.price)}
		}
		return t.listOnceMore(b, shown, said)
	}
	b.Again = again != nil // as its rows were judged, and are placed
	if !proved {
		with, err := t.conditions()
		if err != nil {
			return err
		}
		if asks, err := t.asksPIN(with, keypad{List: b.ID, Rev: b.Rev}, max(b.Amount, b.Price)); asks || err != nil {
			return err
		}
	}
	return t.startList(b)
}

// listOnceMore shows a list again of which nothing was placed, and says why in a box; to a PIN that
// was typed, below the list.
func (t turn) listOnceMore(b order.Batch, rows []order.BatchRow, said chat.Text) error {
	if err := t.preview(b, rows); err != nil {
		return err
	}
	s := t.Out[len(t.Out)-1].Screen
	if said == tCardAged && !confirmable(*s) {
		said = tListChanged
	}
	t.Toast, t.Alert = said, true
	if t.In.Tap == nil {
		s.HTML += "\n\nℹ️ " + said.In(t.L, t.Pairs...)
	}
	return nil
}

// startList has a list that was confirmed run, and places the first of its rows.
func (t turn) startList(b order.Batch) error {
	b.State, b.Confirmed, b.Shown = order.BatchRunning, t.In.At, t.In.At
	b, err := t.Tx.PutBatch(b)
	if err != nil {
		return err
	}
	most := order.RowsAtOnce
	if b.Rows > most {
		most = order.RowsInPiece
	}
	return t.stepList(b, most)
}

// stepList does the next piece of what there is to do for a list and shows its card.
func (t turn) stepList(b order.Batch, most int) error {
	by, err := t.placing(b)
	if err != nil {
		return err
	}
	if b, err = order.StepBatch(t.Unit(), b.ID, by, most, t.In.At); err != nil {
		return err
	}
	if err := t.wakeList(b); err != nil || !b.Runs() { // then the word on its end was said
		return err
	}
	t.Show(card.Batch(t.Config, card.ViewerOf(t.Turn), b)).Card = card.BatchName(b.ID)
	return nil
}

// placing is on what terms rows of a list are placed now.
func (t turn) placing(b order.Batch) (order.BatchPlacing, error) {
	m, _, err := t.Tx.Member(b.Reseller)
	if err != nil {
		return order.BatchPlacing{}, err
	}
	m.ID = b.Reseller
	var with conditions
	if !t.IsOwner(m) {
		read, err := t.Books().Conditions(b.Reseller)
		if err != nil {
			return order.BatchPlacing{}, err
		}
		with.Conditions = read
		with.Paused = with.Paused || !m.Allowed // who was removed orders nothing more
	}
	return order.BatchPlacing{With: with.Conditions, Plan: with.planOf(), Window: t.rowWindow(b, b.Again), Bounds: t.outOfBounds}, nil
}

// wakeList sets the timer for what a list has to do next.
func (t turn) wakeList(b order.Batch) error {
	timer := account.Timer{Kind: account.TimerBatch, Of: int64(b.ID)}
	switch {
	case b.Works():
		timer.At = t.In.At
	case b.State == order.BatchPaused:
		timer.At = b.Paused.Add(order.BatchPauseFor)
	default:
		return nil
	}
	return t.Tx.PutTimer(timer)
}

// listTimer goes on with a list, in pieces, so that nobody waits long for any of them.
func (t turn) listTimer(id order.BatchID) error {
	b, ok, err := t.Tx.Batch(id)
	if err != nil || !ok {
		return err
	}
	by, err := t.placing(b)
	if err != nil {
		return err
	}
	if b, err = order.StepBatch(t.Unit(), id, by, order.RowsInPiece, t.In.At); err != nil {
		return err
	}
	return t.wakeList(b)
}

// runningTap answers a button of a list that was confirmed.
func (t turn) runningTap(b order.Batch, action string) error {
	switch {
	case action == "file":
		t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Document: card.BatchDocument(t.L, b)})
		return nil
	case action == "retry":
		return t.retryList(b)
	case action == "show" && b.Runs():
		t.Below = true
		o := t.Show(card.Batch(t.Config, card.ViewerOf(t.Turn), b))
		o.Card, o.New = card.BatchName(b.ID), true
		return nil
	case action == "go":
		t.Toast = tConfirmedBefore
		return nil
	case action == "on" && b.State == order.BatchPaused:
		b.GoOn()
	case action == "stop" && (b.State == order.BatchRunning || b.State == order.BatchPaused):
		b.Stop(t.In.At)
		t.Toast = tListStopped
	default:
		return t.ShowToast(chat.OldButton)
	}
	b.Shown = t.In.At
	b, err := t.Tx.PutBatch(b)
	if err != nil {
		return err
	}
	return t.stepList(b, order.RowsInPiece)
}

// sentBefore gives the list with the same rows that was sent within a day; nil for none.
func (t turn) sentBefore(b order.Batch) (*order.Batch, error) {
	other, ok, err := t.Tx.SameBatch(b.Reseller, b.Fingerprint)
	if err != nil || !ok || other.ID == b.ID || t.In.At.Sub(other.Confirmed).Abs() > sameWithin {
		return nil, err
	}
	if other.State == order.BatchEnded && other.Counts.Done == 0 { // all of it failed
		return nil, nil
	}
	return &other, nil
}
