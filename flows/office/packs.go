package office

import (
	"cmp"
	"slices"
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
)

// The owner's table of packs: what stands in it, what is changed in it one row at a time,
// which amounts are not sent, and the limits of one order.

// packsPage is how many packs a list shows at once.
const packsPage = 15

// connections are both, in the order in which people are shown them.
var connections = []order.Connection{order.Prepaid, order.Postpaid}

// packsOf gives the rows of an operator and a connection by kind and amount, those that
// are on before those that are off.
func packsOf(all []offer.Offer, operator string, connection int) []offer.Offer {
	of := slices.DeleteFunc(slices.Clone(all), func(o offer.Offer) bool { return o.Operator != operator || o.Connection != connection })
	slices.SortStableFunc(of, func(a, b offer.Offer) int {
		return cmp.Or(cmp.Compare(slices.Index(offer.Kinds, a.Kind), slices.Index(offer.Kinds, b.Kind)), cmp.Compare(a.Amount, b.Amount), cmp.Compare(a.ID, b.ID))
	})
	return of
}

// packs shows the table: how many rows, how many to look at, and what can be done.
func (t turn) packs() error {
	all, err := t.Tx.AllOffers()
	if err != nil {
		return err
	}
	on, stale := 0, 0
	for _, o := range all {
		if o.Active {
			on++
		}
		if o.Stale(t.In.At) {
			stale++
		}
	}
	s := chat.Screen{HTML: tPkHome.In(t.L, "count", on, "off", len(all)-on)}
	if len(all) == 0 {
		s.HTML = tPkEmpty.In(t.L)
	}
	if stale > 0 {
		s.HTML += "\n" + tPkStale.In(t.L, "count", stale)
	}
	s.Buttons = t.operatorRows(func(o order.Operator, c order.Connection) (string, string) {
		n := len(packsOf(all, string(o), int(c)))
		if n == 0 {
			return "", ""
		}
		return tPkOperator.Label(t.L, "operator", o, "connection", card.Connection(c), "count", n), chat.Data("pk", "op", o, int(c), 0)
	})
	if len(all) < offer.MostOffers {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bPkAdd.In(t.L), Data: chat.Data("pk", "add"), Style: chat.Main}})
	}
	sheets := []chat.Button{{Text: bPkSample.In(t.L), Data: chat.Data("pk", "sample")}}
	if len(all) > 0 {
		sheets = []chat.Button{{Text: bPkOut.In(t.L), Data: chat.Data("pk", "out")}, {Text: bPkSample.In(t.L), Data: chat.Data("pk", "sample")}}
	}
	s.Buttons = append(s.Buttons, sheets, []chat.Button{{Text: bPkIn.In(t.L), Data: chat.Data("pk", "in")}},
		[]chat.Button{{Text: bPkBlocked.In(t.L), Data: chat.Data("pk", "bl")}, {Text: bPkLimits.In(t.L), Data: chat.Data("pk", "li")}})
	t.Show(s)
	return nil
}

// operatorRows are buttons for operators and connections, each with what button gives.
func (t turn) operatorRows(button func(order.Operator, order.Connection) (label, data string)) (rows [][]chat.Button) {
	for _, c := range connections {
		for _, o := range order.Operators {
			if label, data := button(o, c); label != "" {
				rows = append(rows, []chat.Button{{Text: label, Data: data}})
			}
		}
	}
	return rows
}

// chooseOperator asks for an operator and a connection.
func (t turn) chooseOperator(head chat.Text, action string) error {
	s := chat.Screen{HTML: head.In(t.L)}
	for _, c := range connections {
		for i, o := range order.Operators {
			if i%2 == 0 {
				s.Buttons = append(s.Buttons, nil)
			}
			label := t.L.Operator(o)
			if c == order.Postpaid {
				label = tPkPostpaid.Label(t.L, "operator", o)
			}
			row := &s.Buttons[len(s.Buttons)-1]
			*row = append(*row, chat.Button{Text: label, Data: chat.Data("pk", action, o, int(c))})
		}
	}
	s.Buttons = append(s.Buttons, t.packsBack())
	t.Show(s)
	return nil
}

func (t turn) packsBack() []chat.Button {
	return []chat.Button{{Text: bPacks.In(t.L), Data: chat.Data("pk", "home")}}
}

// packMark says in a sign what is to be known of a row.
func (t turn) packMark(o offer.Offer) string {
	mark := ""
	switch {
	case !o.Active:
		mark = "⏸ "
	case o.Stale(t.In.At):
		mark = "⚠️ "
	}
	if o.ByHand {
		mark += "✋ "
	}
	return mark
}

// packName names a row: its title with the days.
func (t turn) packName(o offer.Offer) string {
	kept, _ := offer.KeptIn(o.Keep())
	return card.Pack(t.L, kept)
}

// packList lists the rows of an operator by kind; the numbers below open them.
func (t turn) packList(operator string, connection, from int) error {
	all, err := t.Tx.AllOffers()
	if err != nil {
		return err
	}
	of := packsOf(all, operator, connection)
	if from = max(0, from); from >= len(of) {
		if from = 0; len(of) == 0 {
			return t.packs()
		}
	}
	lines := []string{tPkList.In(t.L, "operator", order.Operator(operator), "connection", card.Connection(order.Connection(connection)))}
	var s chat.Screen
	kind, stale := offer.Kind(""), false
	for i, o := range of[from:min(len(of), from+packsPage)] {
		if o.Kind != kind {
			kind = o.Kind
			lines = append(lines, "\n<b>"+card.Kind(kind).In(t.L)+"</b>")
		}
		n := t.L.Value(from + i + 1)
		stale = stale || o.Stale(t.In.At)
		lines = append(lines, tPkRow.In(t.L, "n", n, "mark", t.packMark(o), "amount", o.Amount, "pack", t.packName(o)))
		if i%5 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		row := &s.Buttons[len(s.Buttons)-1]
		*row = append(*row, chat.Button{Text: n, Data: chat.Data("pk", "row", o.ID)})
	}
	s.HTML = strings.Join(lines, "\n") + "\n\n" + tPkMarks.In(t.L)
	var row []chat.Button
	if from > 0 {
		row = append(row, chat.Button{Text: "◀", Data: chat.Data("pk", "op", operator, connection, from-packsPage)})
	}
	if from+packsPage < len(of) {
		row = append(row, chat.Button{Text: "▶", Data: chat.Data("pk", "op", operator, connection, from+packsPage)})
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	if stale {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bPkAllRight.In(t.L), Data: chat.Data("pk", "okall", operator, connection), Style: chat.Good}})
	}
	s.Buttons = append(s.Buttons, t.packsBack())
	t.Show(s)
	return nil
}

// What the button asks for that makes a pack one by hand, or by amount: two taps ask for the
// same.
const byHandYes, byHandNo = "yes", "no"

// packCard shows a row with all that can be changed in it. Problem is said above it.
func (t turn) packCard(o offer.Offer, problem string) error {
	or := func(s string, none chat.Text) string {
		if s == "" {
			return none.In(t.L)
		}
		return s
	}
	lines := []string{tPkCard.In(t.L, "title", or(o.Title[0], tPkNone), "bangla", or(o.Title[1], tPkNone), "operator", order.Operator(o.Operator),
		"connection", card.Connection(order.Connection(o.Connection)), "amount", o.Amount, "kind", card.Kind(o.Kind), "pack", t.packName(o))}
	if o.Price != 0 {
		lines = append(lines, tPkPrice.In(t.L, "price", chat.Full(o.Price)))
	} else {
		lines = append(lines, tPkPlanPrice.In(t.L))
	}
	if !o.Starts.IsZero() {
		lines = append(lines, tPkFrom.In(t.L, "day", t.dayIn(t.L, o.Starts)))
	}
	if !o.Ends.IsZero() {
		lines = append(lines, tPkTo.In(t.L, "day", t.dayIn(t.L, o.Ends)))
	}
	how, other, label := tPkByAmount, byHandYes, bPkMakeHand
	if o.ByHand {
		how, other, label = tPkByHand, byHandNo, bPkMakeAmount
	}
	lines = append(lines, how.In(t.L, "age", o.Promised()))
	confirmed := tPkConfirmed
	if o.Stale(t.In.At) {
		confirmed = tPkNotConfirmed
	}
	lines = append(lines, confirmed.In(t.L, "age", t.In.At.Sub(o.Confirmed)))
	onOff := chat.Button{Text: bPkOff.In(t.L), Data: chat.Data("pk", "off", o.ID), Style: chat.Bad}
	if !o.Active {
		lines = append(lines, tPkIsOff.In(t.L))
		onOff = chat.Button{Text: bPkOn.In(t.L), Data: chat.Data("pk", "on", o.ID), Style: chat.Good}
	}
	field := func(x chat.Text, name string) chat.Button {
		return chat.Button{Text: x.In(t.L), Data: chat.Data("pk", "ask", o.ID, name)}
	}
	s := chat.Screen{HTML: strings.Join(lines, "\n")}
	if problem != "" {
		s.HTML = problem + "\n\n" + s.HTML
	}
	last := []chat.Button{{Text: label.In(t.L), Data: chat.Data("pk", "hand", o.ID, other)}}
	if o.ByHand {
		last = append(last, field(bPkPromise, fieldPromise))
	}
	s.Buttons = [][]chat.Button{{{Text: bPkRight.In(t.L), Data: chat.Data("pk", "ok", o.ID), Style: chat.Good}, onOff},
		{field(bPkAmount, fieldAmount), field(bPkTitle, fieldTitle), field(bPkKind, fieldKind)},
		{field(bPkDays, fieldPackDays), field(bPkPrice, fieldPrice)}, {field(bPkStarts, fieldStarts), field(bPkEnds, fieldEnds)}, last,
		{{Text: bGoBack.In(t.L), Data: chat.Data("pk", "op", o.Operator, o.Connection, 0)}}}
	t.Show(s)
	return nil
}

// packsTap answers the buttons of the table.
func (t turn) packsTap(a chat.Args) error {
	if a.At(0) != "newkind" { // which answers; all others leave what was asked
		if err := t.keepPackEdit(packEdit{}); err != nil {
			return err
		}
	}
	switch a.At(0) {
	case "home":
		return t.packs()
	case "op":
		return t.packList(a.At(1), int(a.Int(2)), int(a.Int(3)))
	case "add":
		return t.chooseOperator(tPkAdd, "new")
	case "new":
		return t.addPack(order.Operator(a.At(1)), order.Connection(a.Int(2)))
	case "newkind":
		return t.newKind(offer.Kind(a.At(1)))
	case "okall":
		return t.confirmPacks(a.At(1), int(a.Int(2)))
	case "out", "sample":
		return t.sendSheet(a.At(0))
	case "in":
		return t.askSheet()
	case "apply", "drop", "see":
		return t.sheetTap(a.At(0), a.At(1), int(a.Int(2)))
	case "bl", "bl-add", "bl-new", "bl-x":
		return t.blockedTap(a)
	case "li", "li-ask", "li-first":
		return t.limitsTap(a)
	}
	return t.packTap(a)
}

// packTap answers the buttons of one row of the table.
func (t turn) packTap(a chat.Args) error {
	o, ok, err := t.Tx.Offer(uint64(a.Int(1)))
	if err != nil {
		return err
	}
	if !ok {
		return t.ShowToast(chat.OldButton)
	}
	switch a.At(0) {
	case "row":
		return t.packCard(o, "")
	case "ask":
		return t.askPack(o, a.At(2))
	case "kind":
		o.Kind = offer.Kind(a.At(2))
	case "hand":
		if a.At(2) != byHandYes && a.At(2) != byHandNo {
			return t.ShowToast(chat.OldButton)
		}
		o.ByHand = a.At(2) == byHandYes
	case "on", "off":
		o.Active = a.At(0) == "on"
	case "ok":
	default:
		return t.ShowToast(chat.OldButton)
	}
	return t.savePack(o)
}

// savePack keeps a row, which confirms it, and shows it.
func (t turn) savePack(o offer.Offer) error {
	fault, err := t.putPack(&o)
	if err != nil {
		return err
	}
	if fault != "" {
		t.Alert = true
		return t.ShowToast(tPkFault, "why", faults[fault])
	}
	t.Toast = tSaved
	return t.packCard(o, "")
}

// putPack keeps a row where nothing is wrong with it.
func (t turn) putPack(o *offer.Offer) (offer.Fault, error) {
	if fault := o.Check(validOperator); fault != "" {
		return fault, nil
	}
	if o.Active {
		if _, blocked, err := t.Tx.Blocked(o.Key); blocked || err != nil {
			return offer.FaultBlocked, err
		}
		if other, ok, err := t.Tx.ActiveOffer(o.Key); err != nil || ok && other.ID != o.ID {
			return offer.FaultTaken, err
		}
	}
	o.Confirmed = t.In.At
	kept, err := t.Tx.PutOffer(*o)
	if err != nil {
		return "", err
	}
	*o = kept
	t.Tx.Audit(chat.Act{What: "change a pack", By: t.In.From.ID, Subject: o.Key.String()})
	return "", nil
}

func validOperator(code string) bool { return order.Operator(code).Valid() }

// confirmPacks says that all rows of an operator that are on are still right.
func (t turn) confirmPacks(operator string, connection int) error {
	all, err := t.Tx.AllOffers()
	if err != nil {
		return err
	}
	for _, o := range packsOf(all, operator, connection) {
		if o.Stale(t.In.At) {
			o.Confirmed = t.In.At
			if _, err := t.Tx.PutOffer(o); err != nil {
				return err
			}
		}
	}
	t.Tx.Audit(chat.Act{What: "confirm packs", By: t.In.From.ID, Subject: operator})
	t.Toast = tSaved
	return t.packList(operator, connection, 0)
}
