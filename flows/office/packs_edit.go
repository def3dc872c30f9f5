package office

import (
	"errors"
	"strings"
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// flowPacks is the flow in which an owner types a value of a pack, a blocked amount or
// limits.
const flowPacks = "packs"

// What is typed.
const (
	fieldAmount   = "amount"
	fieldTitle    = "title"
	fieldKind     = "kind" // chosen by a button
	fieldPackDays = "days"
	fieldPrice    = "price"
	fieldStarts   = "starts"
	fieldEnds     = "ends"
	fieldPromise  = "promise"
	fieldBlock    = "block"
	fieldOfOrder  = "limits"
	fieldSheet    = "sheet" // a file is waited for
)

// packEdit is what is being typed.
type packEdit struct {
	Field string      `json:"field"`
	Row   offer.Offer `json:"row"` // with ID 0 one that is being added, or only its operator and connection
	Asked int64       `json:"asked"`
}

// asks are the questions by field.
var asks = map[string]chat.Text{
	fieldAmount: tPkAskAmount, fieldTitle: tPkAskTitle, fieldPackDays: tPkAskDays, fieldPrice: tPkAskPrice, fieldStarts: tPkAskStarts,
	fieldEnds: tPkAskEnds, fieldPromise: tPkAskPromise, fieldBlock: tPkAskBlock, fieldOfOrder: tPkAskLimits, fieldSheet: tPkAskSheet,
}

// faults say what is wrong with a row.
var faults = map[offer.Fault]chat.Text{
	offer.FaultOperator: tFaultOperator, offer.FaultConnection: tFaultConnection, offer.FaultAmount: tFaultAmount, offer.FaultTitle: tFaultTitle,
	offer.FaultKind: tFaultKind, offer.FaultDays: tFaultDays, offer.FaultPrice: tFaultPrice, offer.FaultDates: tFaultDates, offer.FaultYes: tFaultYes,
	offer.FaultPromise: tFaultPromise, offer.FaultID: tFaultID, offer.FaultTwice: tFaultTwice, offer.FaultTaken: tFaultTaken,
	offer.FaultBlocked: tFaultBlocked, offer.FaultMany: tFaultMany,
}

// keepPackEdit keeps what is being typed and claims the next text; the zero packEdit
// ends it.
func (t turn) keepPackEdit(e packEdit) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	var kept any
	if s.Flow == flowPacks {
		s.Flow = ""
	}
	if e.Field != "" {
		e.Asked = t.In.At.Unix()
		s.Flow, kept = flowPacks, e
	}
	if err := s.Keep(flowPacks, kept); err != nil {
		return err
	}
	return t.Tx.PutSession(t.In.Chat, s)
}

// ask asks for a value. Problem is said above the question.
func (t turn) ask(e packEdit, problem string) error {
	question := asks[e.Field].In(t.L, "operator", order.Operator(e.Row.Operator), "connection", card.Connection(order.Connection(e.Row.Connection)))
	if problem != "" {
		question = problem + "\n" + question
	}
	back := t.packsBack()
	if e.Row.ID != 0 {
		back = []chat.Button{{Text: bGoBack.In(t.L), Data: chat.Data("pk", "row", e.Row.ID)}}
	}
	t.Show(chat.Screen{HTML: question, Buttons: [][]chat.Button{back}})
	return t.keepPackEdit(e)
}

// askPack asks for a value of a row.
func (t turn) askPack(o offer.Offer, field string) error {
	if field == fieldKind {
		return t.askKind(func(k offer.Kind) string { return chat.Data("pk", "kind", o.ID, k) })
	}
	if asks[field] == (chat.Text{}) || field == fieldBlock || field == fieldOfOrder {
		return t.ShowToast(chat.OldButton)
	}
	return t.ask(packEdit{Field: field, Row: o}, "")
}

// askKind asks for the kind of a pack.
func (t turn) askKind(data func(offer.Kind) string) error {
	s := chat.Screen{HTML: tPkAskKind.In(t.L)}
	for _, k := range offer.Kinds {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: card.Kind(k).In(t.L), Data: data(k)}})
	}
	t.Show(s)
	return nil
}

// addPack begins a new row.
func (t turn) addPack(o order.Operator, c order.Connection) error {
	if !o.Valid() || c != order.Prepaid && c != order.Postpaid {
		return t.ShowToast(chat.OldButton)
	}
	row := offer.Offer{Key: offer.Key{Operator: string(o), Connection: int(c)}, Active: true}
	return t.ask(packEdit{Field: fieldAmount, Row: row}, "")
}

// keptPackEdit gives what is being typed.
func (t turn) keptPackEdit() (e packEdit, err error) {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return e, err
	}
	return e, s.Load(flowPacks, &e)
}

// newKindData is that of a button with a kind, for the row that is being added and no other.
func newKindData(k offer.Kind, row offer.Offer) string {
	return chat.Data("pk", "newkind", k, row.Key)
}

// newKind takes the kind of the row that is being added; its days come last.
func (t turn) newKind(k offer.Kind) error {
	e, err := t.keptPackEdit()
	if err != nil {
		return err
	}
	if e.Field != fieldKind || t.In.Tap.Data != newKindData(k, e.Row) {
		return t.ShowToast(chat.OldButton)
	}
	e.Row.Kind, e.Field = k, fieldPackDays
	return t.ask(e, "")
}

// packTyped takes what was typed.
func (t turn) packTyped(s chat.Session) error {
	e, err := t.keptPackEdit()
	if err != nil {
		return err
	}
	switch t.meaning(t.In.Text, e.Asked, e.Field == fieldTitle || e.Field == fieldBlock) {
	case meantCancel:
		return t.Routes.Command(t.Turn, "/cancel")
	case meantOther:
		if err := t.keepPackEdit(packEdit{}); err != nil {
			return err
		}
		return t.Routes.Text(t.Turn)
	}
	switch e.Field {
	case fieldBlock:
		return t.blockTyped(e)
	case fieldOfOrder:
		return t.limitsTyped(e)
	case fieldKind:
		return t.askKind(func(k offer.Kind) string { return newKindData(k, e.Row) })
	case fieldSheet:
		return t.ask(e, "")
	}
	if e.Row.ID == 0 {
		return t.newPackTyped(e)
	}
	return t.keptPackTyped(e)
}

// newPackTyped takes a value of the row that is being added.
func (t turn) newPackTyped(e packEdit) error {
	fault := t.setPack(&e)
	if fault == "" && e.Field == fieldAmount {
		var err error
		if fault, err = t.amountFree(e.Row); err != nil {
			return err
		}
	}
	if fault != "" {
		return t.ask(e, tPkFault.In(t.L, "why", faults[fault]))
	}
	return t.nextOfNew(e)
}

// keptPackTyped takes a value of a row of the table and keeps it. The row is as it is now,
// which may be other than when the value was asked for.
func (t turn) keptPackTyped(e packEdit) error {
	now, ok, err := t.Tx.Offer(e.Row.ID)
	if err != nil {
		return err
	}
	if !ok {
		return errors.Join(t.keepPackEdit(packEdit{}), t.packs())
	}
	e.Row = now
	fault := t.setPack(&e)
	if fault == "" {
		if fault, err = t.putPack(&e.Row); err != nil {
			return err
		}
	}
	if fault != "" {
		e.Row = now
		return t.ask(e, tPkFault.In(t.L, "why", faults[fault]))
	}
	if err := t.keepPackEdit(packEdit{}); err != nil {
		return err
	}
	return t.packCard(e.Row, tSaved.In(t.L))
}

// amountFree says what stands against the amount of a new row.
func (t turn) amountFree(o offer.Offer) (offer.Fault, error) {
	if o.Amount <= 0 || o.Amount > offer.MostAmount || o.Amount != money.WholeTaka(o.Amount.Whole()) {
		return offer.FaultAmount, nil
	}
	if _, taken, err := t.Tx.ActiveOffer(o.Key); taken || err != nil {
		return offer.FaultTaken, err
	}
	if _, blocked, err := t.Tx.Blocked(o.Key); blocked || err != nil {
		return offer.FaultBlocked, err
	}
	return "", nil
}

// nextOfNew asks for the next value of a new row, or keeps it with the last one.
func (t turn) nextOfNew(e packEdit) error {
	switch e.Field {
	case fieldAmount:
		e.Field = fieldTitle
		return t.ask(e, "")
	case fieldTitle:
		e.Field = fieldKind
		if err := t.keepPackEdit(e); err != nil {
			return err
		}
		return t.askKind(func(k offer.Kind) string { return newKindData(k, e.Row) })
	}
	fault, err := t.putPack(&e.Row)
	if err != nil {
		return err
	}
	if fault != "" {
		return t.ask(e, tPkFault.In(t.L, "why", faults[fault]))
	}
	if err := t.keepPackEdit(packEdit{}); err != nil {
		return err
	}
	return t.packCard(e.Row, tPkAdded.In(t.L))
}

// setPack sets the value that was typed, or says what is wrong with it.
func (t turn) setPack(e *packEdit) offer.Fault {
	typed := t.In.Text
	sum, isSum := typedSum(typed)
	n, isCount := typedCount(typed)
	switch e.Field {
	case fieldAmount:
		if !isSum {
			return offer.FaultAmount
		}
		e.Row.Amount = sum
	case fieldTitle:
		if e.Row.Title = titles(typed); e.Row.Title == [2]string{} {
			return offer.FaultTitle
		}
	case fieldPackDays:
		if !isCount || n > offer.MostDays {
			return offer.FaultDays
		}
		e.Row.Days = n
	case fieldPrice:
		if !isSum || sum < 0 {
			return offer.FaultPrice
		}
		e.Row.Price = sum
	case fieldPromise:
		if !isCount || n > int(offer.MostPromise/time.Minute) {
			return offer.FaultPromise
		}
		e.Row.Promise = time.Duration(n) * time.Minute
	case fieldStarts, fieldEnds:
		day, ok := t.typedDay(typed)
		if !ok {
			return offer.FaultDates
		}
		*map[string]*time.Time{fieldStarts: &e.Row.Starts, fieldEnds: &e.Row.Ends}[e.Field] = day
	}
	return ""
}

// titles reads "175 min / ১৭৫ মিনিট", in either order, or one of the two.
func titles(typed string) (t [2]string) {
	first, second, both := strings.Cut(typed, "/")
	if !both {
		first, second, _ = strings.Cut(typed, "\n")
	}
	for _, title := range []string{first, second} {
		title = text.Clean(title, offer.MostTitle+1)
		at := 0
		if strings.ContainsFunc(title, func(r rune) bool { return r >= 'ঀ' && r <= '৿' && r != '৳' }) {
			at = 1
		}
		if t[at] != "" {
			at = 1 - at
		}
		if title != "" {
			t[at] = title
		}
	}
	return t
}

// typedDay reads a day, "30-11-2026"; 0 is none.
func (t turn) typedDay(typed string) (time.Time, bool) {
	typed = strings.NewReplacer("/", "-", ".", "-").Replace(text.LatinDigits(text.Clean(typed, 20)))
	if typed == "0" {
		return time.Time{}, true
	}
	for _, form := range []string{"2-1-2006", time.DateOnly} {
		if day, err := time.ParseInLocation(form, typed, t.Location); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}
