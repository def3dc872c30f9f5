package flows

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// cardOf is the name of an order's card in its chats.
func cardOf(id order.ID) string { return "order " + string(id) }

// viewer is who reads of an order: in which language, whether as an owner who
// looks at somebody else's order, and whether the panel's balance is for them.
type viewer struct {
	l       Language
	owner   bool
	balance bool
}

// forOwners are the texts that owners read in place of the reseller's.
var forOwners = map[Text]Text{
	tPlaced: tOwnerPlaced, tAccepted: tOwnerAccepted, tUnclear: tOwnerUnclear, tUnclearNo: tOwnerUnclearNo, tStuckNote: tOwnerStuckNote,
	tDoneVerdict: tOwnerDoneVerdict, tDoneReversed: tOwnerDoneReversed, tFailed: tOwnerFailed, tDeniedTwice: tOwnerDeniedTwice,
	tFailedVerdict: tOwnerFailedVerdict, tFailedReversed: tOwnerFailedReversed, tFailedContrary: tOwnerFailedContrary,
}

// say gives the text as the viewer reads it.
func (v viewer) say(x Text, pairs ...any) string {
	if other, ok := forOwners[x]; ok && v.owner {
		x = other
	}
	see := HTML("")
	if v.balance {
		see = HTML(tSeeBalance.In(v.l))
	}
	return x.In(v.l, append(pairs, "see", see)...)
}

// reads gives somebody who reads of an order of their own.
func (f *Flows) reads(member order.Member) viewer {
	return viewer{l: f.language(member.Language, ""), balance: f.seesBalance(member.ID)}
}

// seesBalance reports whether the panel's balance is for somebody's eyes.
func (f *Flows) seesBalance(member int64) bool { return f.set.ShowPanelBalance || f.isAdmin(member) }

// orderText says how an order stands: state first, then what it is.
func (f *Flows) orderText(v viewer, o order.Order, now time.Time) string {
	return strings.Join(append([]string{f.stateText(v, o, now)}, f.outcome(v, o)...), "\n") + "\n\n" + f.orderWhat(v.l, o)
}

// finalText is the final word as a new message: shorter than the card above it.
func (f *Flows) finalText(v viewer, o order.Order, now time.Time) string {
	lines := []string{f.stateText(v, o, now), tFinalWhat.In(v.l, "number", o.Number, "amount", o.Amount)}
	return strings.Join(append(lines, f.outcome(v, o)...), "\n")
}

// outcome is what a done order left: the operator's transaction id, for
// complaints, and the balance.
func (f *Flows) outcome(v viewer, o order.Order) []string {
	l := v.l
	if o.State != order.Done {
		return nil
	}
	var lines []string
	if o.TransactionID != "" {
		lines = append(lines, tTransaction.In(l, "id", clean(o.TransactionID, 100)))
	} else if o.Cause != order.CauseVerdict {
		lines = append(lines, tNoTransaction.In(l))
	}
	if o.BalanceLeft != nil && v.balance {
		lines = append(lines, tBalanceLeft.In(l, "balance", *o.BalanceLeft))
	}
	return lines
}

// orderWhat says what an order is, with its id and time.
func (f *Flows) orderWhat(l Language, o order.Order) string {
	return tOrderWhat.In(l, "number", o.Number, "operator", o.Operator.Name(), "connection", connectionName(o.Connection), "amount", o.Amount) +
		"\n" + tOrderID.In(l, "id", o.ID, "time", f.moment(l, o.Placed))
}

// reasonText gives the panel's words as a reason; nothing where there are none.
func reasonText(l Language, message string) HTML {
	if message == "" {
		return ""
	}
	return HTML(tReason.In(l, "message", clean(message, 200)))
}

func (f *Flows) stateText(v viewer, o order.Order, now time.Time) string {
	l, reason := v.l, reasonText(v.l, o.Message)
	switch o.State {
	case order.Placed:
		if o.Tries > 0 {
			return v.say(tWaiting, "until", f.clock(l, o.Placed.Add(order.SendFor)))
		}
		return v.say(tPlaced)
	case order.Sending:
		return v.say(tSending)
	case order.Accepted, order.Unclear:
		text := v.say(tAccepted)
		if o.State == order.Unclear {
			text = v.say(tUnclear)
			if o.Doubt {
				text = v.say(tUnclearNo, "reason", reason)
			}
		}
		if !o.Stuck.IsZero() {
			text += "\n" + v.say(tStuckNote, "age", now.Sub(o.Placed))
		}
		return text
	case order.Done:
		switch o.Cause {
		case order.CauseVerdict:
			return v.say(tDoneVerdict)
		case order.CauseReversed:
			return v.say(tDoneReversed)
		}
		return v.say(tDone)
	}
	switch o.Cause {
	case order.CauseRefused:
		return v.say(tRefused, "reason", reason)
	case order.CauseDenied:
		return v.say(tDeniedTwice, "reason", reason)
	case order.CauseNeverSent:
		return v.say(tNeverSent)
	case order.CauseVerdict:
		return v.say(tFailedVerdict)
	case order.CauseReversed:
		if o.Verdict != nil && o.Verdict.Done { // which the panel had not said
			return v.say(tFailedContrary, "reason", reason)
		}
		return v.say(tFailedReversed, "reason", reason)
	}
	return v.say(tFailed, "reason", reason)
}

// orderScreen is an order's card for its reseller.
func (f *Flows) orderScreen(v viewer, o order.Order, now time.Time) Screen {
	l := v.l
	s := Screen{HTML: f.orderText(v, o, now)}
	switch {
	case o.State == order.Accepted || o.State == order.Unclear:
		s.Buttons = [][]Button{{{Text: bAsk.In(l), Data: "o:" + string(o.ID)}}}
	case o.State == order.Done && o.TransactionID != "":
		s.Buttons = [][]Button{{{Text: bCopy.In(l), Copy: clean(o.TransactionID, 255)}}}
	case o.State == order.Failed && o.Cause != order.CauseReversed:
		s.Buttons = [][]Button{{{Text: bTryAgain.In(l), Data: "again:" + string(o.ID)}}}
	}
	return s
}

// saidText gives the panel's last words of an order that is open, for the owners,
// who may have to judge by them.
func saidText(l Language, o order.Order) string {
	if o.Said == "" || !o.Open() {
		return ""
	}
	return "\n\n" + tSaid.In(l, "message", clean(o.Said, 200))
}

// mark is an order's state as one sign.
func mark(o order.Order) string {
	switch o.State {
	case order.Done:
		return "✅"
	case order.Failed:
		return "❌"
	case order.Unclear:
		return "❓"
	}
	return "⏳"
}

// clock writes the time of day, 14:05; moment adds the date, 23-11-2026 14:05.
func (f *Flows) clock(l Language, t time.Time) string {
	return l.digits(t.In(f.set.Location).Format("15:04"))
}

func (f *Flows) moment(l Language, t time.Time) string {
	return l.digits(t.In(f.set.Location).Format("02-01-2006 15:04"))
}

// standing shows how an order stands in place of the tapped card.
func (t *turn) standing(o order.Order) error {
	if _, err := t.breakQuiet(&o); err != nil {
		return err
	}
	s, err := t.cardFor(o)
	if err != nil {
		return err
	}
	out := t.show(s)
	out.Card, out.Last = cardOf(o.ID), o.State.Final() && !o.Asked
	return nil
}

// status answers /status: the open orders, or the one that the query names,
// asking the panel again.
func (t *turn) status(query string) error {
	if query == "" {
		return t.openOrders()
	}
	o, ok, err := t.find(query)
	if err != nil {
		return err
	}
	if !ok {
		return t.say(tNotFound, "query", clean(query, 40))
	}
	return t.ask(o)
}

// find gives the order that an order id, a transaction id or a number names,
// the latest where several fit. Resellers find their own only.
func (t *turn) find(query string) (order.Order, bool, error) {
	mine := func(o order.Order) bool { return t.admin || o.Reseller == t.in.From.ID }
	if id := order.ID(strings.ToLower(query)); id.Valid() {
		if o, ok, err := t.tx.Order(id); err != nil || ok && mine(o) {
			return o, ok, err
		}
	}
	if n, err := order.ParseNumber(query); err == nil {
		orders, err := t.tx.OrdersTo(n, 50)
		if err != nil {
			return order.Order{}, false, err
		}
		for _, o := range orders {
			if mine(o) {
				return o, true, nil
			}
		}
	}
	o, ok, err := t.tx.OrderByTransaction(query)
	if err != nil || !ok || !mine(o) {
		return order.Order{}, false, err
	}
	return o, true, nil
}

// orderTap asks the panel again for the order on the tapped card.
func (t *turn) orderTap(id order.ID) error {
	o, ok, err := t.tx.Order(id)
	if err != nil {
		return err
	}
	if !ok || !t.admin && o.Reseller != t.in.From.ID {
		return t.brief(tOldButton)
	}
	return t.ask(o)
}

// ask shows an order and has the panel asked for it now; its answer changes the
// card shown here.
func (t *turn) ask(o order.Order) error {
	if quiet, err := t.breakQuiet(&o); err != nil {
		return err
	} else if quiet {
		if err := t.leave(o); err != nil {
			return err
		}
	}
	o, asked, err := order.LookAgain(t.tx, o, t.in.At)
	if err != nil {
		return err
	}
	if asked && o.Reseller != t.in.From.ID {
		s, err := t.tx.Session(t.in.Chat)
		if err != nil {
			return err
		}
		s.Watch = o.ID
		if err := t.tx.PutSession(t.in.Chat, s); err != nil {
			return err
		}
	}
	s, err := t.cardFor(o)
	if err != nil {
		return err
	}
	switch {
	case asked && t.in.Tap != nil:
		t.toast = tAsking
	case asked:
		s.HTML += "\n\n" + tAsking.In(t.l)
	case t.in.Tap != nil && (o.Asked || !o.Looked.IsZero()):
		t.toast = tAskedJustNow
	}
	out := t.show(s)
	out.Card, out.New, out.Last = cardOf(o.ID), t.in.Tap == nil, o.State.Final() && !o.Asked
	return nil
}

// breakQuiet notes that the order's reseller sees here how it stands, and
// reports whether its card had not said so.
func (t *turn) breakQuiet(o *order.Order) (was bool, err error) {
	if !o.Quiet || o.Reseller != t.in.From.ID {
		return false, nil
	}
	o.Quiet = false
	return true, t.tx.PutOrder(*o)
}

// leave says how an order stands on its card, which another message is about to
// become: nothing will change that one again.
func (t *turn) leave(o order.Order) error {
	s, err := t.cardFor(o)
	if err != nil {
		return err
	}
	old := Outgoing{Chat: t.in.Chat, Card: cardOf(o.ID), Screen: &s}
	if t.in.Tap != nil {
		// The name goes to the tapped message at once, so the old one is meant by its number.
		old.Edit, old.IfThere = t.tx.Bound(t.in.Chat, old.Card), true
		old.Card = ""
		if old.Edit == 0 || old.Edit == t.in.Tap.Message {
			return nil
		}
	}
	return t.tx.Post(old)
}

// cardFor is an order's card for whoever looks at it: its reseller, or an admin.
func (t *turn) cardFor(o order.Order) (Screen, error) {
	switch {
	case !t.admin:
		return t.orderScreen(t.viewer(), o, t.in.At), nil
	case o.Reseller == t.in.From.ID:
		s := t.orderScreen(t.viewer(), o, t.in.At)
		s.HTML += saidText(t.l, o)
		return t.withVerdict(s, t.l, o), nil
	}
	reseller, _, err := t.tx.Member(o.Reseller)
	return t.adminScreen(t.l, o, reseller, t.in.At), err
}

// viewer is whoever did the input, as the reader of an order of their own.
func (t *turn) viewer() viewer {
	return viewer{l: t.l, balance: t.seesBalance(t.in.From.ID)}
}

// openOrders lists a reseller's orders on their way, with their age.
func (t *turn) openOrders() error {
	const most = 10
	orders, err := t.tx.OpenOrders(t.in.From.ID, most+1)
	if err != nil {
		return err
	}
	if len(orders) == 0 {
		return t.say(tNoOpen)
	}
	more := len(orders) > most
	orders = orders[:min(len(orders), most)]
	s := Screen{}
	lines := []string{tOpenHead.In(t.l, "count", len(orders))}
	if more {
		lines[0] = tOpenHead.In(t.l, "count", HTML(t.l.digits("10+")))
	}
	for _, o := range orders {
		row := tOpenRow.In(t.l, "mark", mark(o), "number", o.Number, "amount", o.Amount, "age", t.in.At.Sub(o.Placed))
		s.Buttons = append(s.Buttons, []Button{{Text: row, Data: "o:" + string(o.ID)}})
	}
	if more {
		lines = append(lines, tMore.In(t.l))
	}
	s.HTML = strings.Join(lines, "\n")
	t.show(s)
	return nil
}

// pageSize is the number of orders on a page of the history.
const pageSize = 10

// history shows a page of a reseller's orders, newest first: the latest, those
// older than an id ("o"), or those newer ("n").
func (t *turn) history(direction string, id order.ID) error {
	var orders []order.Order
	var err error
	me := t.in.From.ID
	if direction == "n" && id.Valid() {
		orders, err = t.tx.HistoryAfter(me, id, pageSize)
	} else {
		if !id.Valid() {
			id = ""
		}
		orders, err = t.tx.History(me, id, pageSize)
	}
	if err != nil {
		return err
	}
	if len(orders) == 0 {
		if t.in.Tap != nil && id != "" {
			return t.brief(tOldButton)
		}
		return t.say(tNoHistory)
	}
	today := money.Day(t.in.At, t.set.Location)
	day, err := t.tx.Totals(me, today, today)
	if err != nil {
		return err
	}
	month, err := t.tx.Totals(me, today[:8]+"01", today)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString(tHistoryHead.In(t.l, "today", day.DoneAmount, "count", day.Done, "month", month.DoneAmount) + "\n")
	shown := ""
	for _, o := range orders {
		if date := t.l.digits(o.Placed.In(t.set.Location).Format("02-01-2006")); date != shown {
			b.WriteString("\n<b>" + date + "</b>\n")
			shown = date
		}
		b.WriteString(tHistoryRow.In(t.l, "mark", mark(o), "time", t.clock(t.l, o.Placed), "number", o.Number, "amount", o.Amount, "operator", o.Operator.Name()) + "\n")
	}
	b.WriteString("\n" + tMarks.In(t.l))
	s := Screen{HTML: b.String()}
	var row []Button
	if older, err := t.tx.History(me, orders[len(orders)-1].ID, 1); err != nil {
		return err
	} else if len(older) > 0 {
		row = append(row, Button{Text: bOlder.In(t.l), Data: "h:o:" + string(orders[len(orders)-1].ID)})
	}
	if newer, err := t.tx.HistoryAfter(me, orders[0].ID, 1); err != nil {
		return err
	} else if len(newer) > 0 {
		row = append(row, Button{Text: bNewer.In(t.l), Data: "h:n:" + string(orders[0].ID)})
	}
	if row != nil {
		s.Buttons = [][]Button{row}
	}
	t.show(s)
	return nil
}

// untoldPage is how many orders one message tells of to somebody who is back.
const untoldPage = 20

// missed says how orders ended while the person could not be told, all of them,
// and mends the cards of these and of orders still on their way.
func (t *turn) missed() error {
	untold, err := t.tx.Untold(t.in.From.ID, "", math.MaxInt)
	if err != nil {
		return err
	}
	var rows []string
	var told []order.ID
	for _, u := range untold {
		o, ok, err := t.tx.Order(u.Order)
		if err != nil {
			return err
		}
		if ok {
			if u.Word && o.State.Final() {
				rows, told = append(rows, t.missedRow(o)), append(told, o.ID)
			}
			s, err := t.cardFor(o)
			if err != nil {
				return err
			}
			card := t.send(s)
			card.Card, card.Order, card.IfThere, card.Last = cardOf(o.ID), o.ID, true, o.State.Final()
		}
		if err := t.tx.DropUntold(t.in.From.ID, u.Order); err != nil {
			return err
		}
	}
	head := tMissed.In(t.l) + "\n"
	for page := range slices.Chunk(rows, untoldPage) {
		list := t.send(Screen{HTML: head + "\n" + strings.Join(page, "\n") + "\n\n" + tMarks.In(t.l)})
		list.Final, list.Orders = true, told[:len(page)]
		head, told = "", told[len(page):]
	}
	return nil
}

// missedRow tells of one order, with the operator's transaction id, for complaints.
func (t *turn) missedRow(o order.Order) string {
	row := tHistoryRow.In(t.l, "mark", mark(o), "time", t.moment(t.l, o.Placed), "number", o.Number, "amount", o.Amount, "operator", o.Operator.Name())
	if o.State == order.Done && o.TransactionID != "" {
		row += "\n" + tTransaction.In(t.l, "id", clean(o.TransactionID, 100))
	}
	return row
}

// enough says of a balance only what somebody needs who is not to see it.
func (f *Flows) enough(l Language, balance money.Taka, age time.Duration) string {
	switch {
	case balance < f.set.MinAmount:
		return tBalanceEmpty.In(l, "age", age)
	case balance < f.set.MaxAmount:
		return tBalanceSome.In(l, "age", age)
	}
	return tBalanceEnough.In(l, "age", age)
}

// balanceFresh is how old a known balance may be to be told without asking.
const balanceFresh = 10 * time.Second

// balance tells the balance that was told a moment ago, or leaves the question for
// the desk.
func (t *turn) balance() error {
	p, err := t.tx.PanelState()
	if err != nil {
		return err
	}
	if age := t.in.At.Sub(p.BalanceAt); p.Balance != nil && age >= 0 && age < balanceFresh {
		text := tBalanceLast.In(t.l, "balance", *p.Balance, "age", age)
		if !t.seesBalance(t.in.From.ID) {
			text = t.enough(t.l, *p.Balance, age)
		}
		t.send(Screen{HTML: text})
		return nil
	}
	o := t.send(Screen{HTML: tBalanceAsking.In(t.l)})
	o.Card, o.New = "balance "+strconv.FormatInt(t.in.UpdateID, 10), true // each question has its own message
	return t.tx.Ask(order.Question{Chat: t.in.Chat, Card: o.Card, Asked: t.in.At})
}
