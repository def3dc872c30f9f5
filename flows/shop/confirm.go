package shop

import (
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
)

// confirmFor is how long after its card was shown a Confirm is carried out. A
// tap has no time of its own, and Telegram keeps it for a day while the bot
// cannot be reached: by then the customer may have paid elsewhere. What the card
// warns of is as old as the card.
const confirmFor = order.SendFor

// confirmScreen asks whether a draft is right, and fixes its price. Where the member's
// account does not allow the order it says why, and there is no Confirm.
func (t turn) confirmScreen(d *Draft) (chat.Screen, error) {
	with, err := t.conditions()
	if err != nil {
		return chat.Screen{}, err
	}
	d.Price = t.price(*d, with)
	earlier, err := order.Earlier(t.Tx, d.Number, d.Amount, order.Window{Any: t.DuplicateWindow}, t.In.At)
	if err != nil {
		return chat.Screen{}, err
	}
	times := ""
	if d.Times == len(earlier)+1 {
		d.Known = order.KnownOf(earlier)
	} else if d.Times > 0 {
		times = tTimes.In(t.L, "count", d.Times)
	}
	d.Times = 0
	if d.Known != order.KnownOf(earlier) { // what the person was shown, or said, is not how it is
		d.Known = 0
	}
	head := tRight.In(t.L)
	switch {
	case d.Known == 0:
	case len(earlier) == 1:
		head = tSecond.In(t.L, "amount", d.Amount)
	default:
		head = tOneMore.In(t.L, "count", len(earlier)+1, "amount", d.Amount)
	}
	s := chat.Screen{HTML: head + tConfirm.In(t.L, "number", d.Number, "operator", d.Operator,
		"connection", card.Connection(d.Connection), "amount", d.Amount)}
	costs, err := t.costLines(*d)
	if err != nil {
		return s, err
	}
	s.HTML += costs
	why, err := t.notAllowed(*d, &with)
	if err != nil {
		return s, err
	}
	s.HTML += t.unread(*d) + times
	d.Short = t.mayPayIn(why)
	if why != nil {
		s.HTML += "\n\n" + t.whyNot(*d, why)
		if row := t.payIn(*d, why); row != nil {
			s.Buttons = append(s.Buttons, row)
		}
	} else if len(earlier) > 0 && d.Known == 0 {
		s.HTML += t.duplicates(*d, earlier)
		more, err := t.oneMore(*d, earlier)
		if err != nil {
			return s, err
		}
		s.Buttons = append(s.Buttons, more...)
	} else {
		warning, err := t.warnings(*d)
		if err != nil {
			return s, err
		}
		s.HTML += warning
		s.Buttons = append(s.Buttons, []chat.Button{d.button(bConfirm.In(t.L, "amount", d.Amount), "go", "", chat.Good)})
	}
	if d.Pack == "" { // a pack is one operator's
		s.Buttons = append(s.Buttons, []chat.Button{d.button(bChangeOperator.In(t.L), "ops", "", ""), t.toggle(*d)})
	}
	s.Buttons = append(s.Buttons, t.cancelRow(*d))
	return s, nil
}

// costLines say on a confirm card what pack is bought, and what the order costs where that
// is not the amount.
func (t turn) costLines(d Draft) (string, error) {
	if kept, ok := offer.KeptIn(d.Pack); ok {
		o, _, err := t.Tx.Offer(kept.ID)
		return t.packLines(d, kept, o.Promised()), err
	}
	if d.Price == 0 || d.Price == d.Amount {
		return "", nil
	}
	return tPrice.In(t.L, "amount", d.Amount, "price", chat.Full(d.Price)), nil
}

// warnings are what a person should know before confirming. None stops anybody.
func (t turn) warnings(d Draft) (string, error) {
	text := ""
	if d.byHand() { // the panel has no part in it
		return t.laterToday(d)
	}
	p, err := t.Tx.PanelState(order.MainPanel)
	if err != nil {
		return "", err
	}
	if p.Balance != nil && *p.Balance < d.Amount {
		warning := tWarnBalanceLow
		if t.SeesBalance(t.Member) && d.Price == 0 {
			warning = tWarnBalance
		}
		text += warning.In(t.L, "balance", *p.Balance, "age", t.In.At.Sub(p.BalanceAt))
	}
	if !p.DownSince.IsZero() {
		warning := tWarnPanelDown
		if p.Unreadable {
			warning = tWarnPanelOdd
		}
		text += warning.In(t.L, "age", t.In.At.Sub(p.DownSince))
	}
	if other := order.Suggest(d.Number); !d.Operator.Fits(d.Number) && other != "" {
		text += tWarnPrefix.In(t.L, "prefix", chat.HTML(d.Number[:3]), "other", other)
	}
	today, err := t.laterToday(d)
	return text + today, err
}

// tapped is a tap on a draft's card.
type tapped struct {
	drafts drafts
	open   OpenDraft
	draft  Draft // the open one, as the tap is to change it
	value  string
	stale  bool // a tap that came twice, or on a question answered before
}

// draftTaps are the buttons of a draft's card by their action.
var draftTaps = map[string]func(turn, tapped) error{
	"op":  turn.tapOperator,
	"ops": func(t turn, p tapped) error { return t.step(stepOperator, p.draft, t.operatorChoice(p.draft)) },
	"am":  turn.tapAmount,
	"nu":  turn.tapNumber,
	"ty":  func(t turn, p tapped) error { return t.toggleConnection(p.draft) },
	"x":   turn.tapOneMore,
	"pb":  turn.tapBuy,
	"pa":  turn.tapPlain,
	"see": func(t turn, p tapped) error { t.Below = true; return t.next(p.draft) },
	"no":  turn.tapCancel,
	"go":  func(t turn, p tapped) error { return t.confirm(p.drafts, p.open, false) },
}

// draftTap answers a button of a draft's card.
func (t turn) draftTap(id order.ID, rev int, action, value string) error {
	if o, ok, err := t.Tx.Order(id); err != nil || ok {
		if err != nil || o.Reseller != t.In.From.ID {
			return t.ShowToast(chat.OldButton)
		}
		return t.confirmedBefore(o)
	}
	s, err := t.drafts()
	if err != nil {
		return err
	}
	open, ok := s.find(id)
	if !ok {
		t.Toast, t.Alert = tOldCard, true
		return t.Say(tOldCard)
	}
	p := tapped{s, open, open.Draft, value, open.Draft.Rev != rev}
	if p.stale && !p.stillMeant(action, rev) {
		t.Toast, t.Alert = tCardChanged, action == "go"
		if other, err := t.showsOther(p.open); err != nil {
			return err
		} else if other {
			p.draft.Rev++ // the Confirm that is on its way was shown with something else
		}
		if err := t.next(p.draft); err != nil {
			return err
		}
		t.redirectToCard()
		return nil
	}
	p.draft.Rev++
	do := draftTaps[action]
	if do == nil {
		return t.ShowToast(chat.OldButton)
	}
	return do(t, p)
}

// showsOther reports whether a draft's card, shown now, would say something else of the
// order than it does: its price, or its pack.
func (t turn) showsOther(open OpenDraft) (bool, error) {
	now := open.Draft
	step, _, err := t.nextScreen(&now)
	now.Shown = open.Draft.Shown
	return step != open.Step || now != open.Draft, err
}

// confirmedBefore answers a tap on the card of a draft that has become an order: the
// button is good for one.
func (t turn) confirmedBefore(o order.Order) error {
	t.Toast = tConfirmedBefore
	if err := card.Standing(t.Turn, o); err != nil {
		return err
	}
	if o.Open() {
		t.redirectToCard() // which it keeps
	}
	return nil
}

// stillMeant reports whether a button of an earlier question counts: Cancel, one that
// only shows the card, and another amount for the same number.
func (p tapped) stillMeant(action string, rev int) bool {
	switch action {
	case "no", "see":
		return true
	case "am":
		return rev >= p.draft.NumberRev && p.draft.Amount != 0 && amountOf(p.value) != p.draft.Amount
	}
	return false
}

func (t turn) tapOperator(p tapped) error {
	d, o := p.draft, order.Operator(p.value)
	if !o.Valid() {
		return t.ShowToast(chat.OldButton)
	}
	d.Operator, d.Chosen = o, true
	w, err := t.limits(d)
	if err != nil {
		return err
	}
	if w != nil { // which the other operator took
		t.Alert, d.Amount, d.Pack = true, 0, ""
		t.Toast, t.Pairs = w.text, w.pairs
	}
	return t.next(d)
}

func (t turn) tapAmount(p tapped) error {
	d := p.draft
	if d.Amount = amountOf(p.value); d.Amount <= 0 {
		return t.ShowToast(chat.OldButton)
	}
	if d.Amount != p.draft.Amount {
		d.Pack = ""
	}
	if w, err := t.limits(d); w != nil || err != nil {
		return t.refused(w, err)
	}
	if err := t.next(d); err != nil || !p.stale {
		return err
	}
	t.redirectToCard() // the question that was tapped may be another message by now
	return nil
}

func (t turn) tapCancel(p tapped) error {
	if err := t.drop(p.drafts, p.draft); err != nil {
		return err
	}
	said := &t.Out[len(t.Out)-1]
	if p.stale {
		t.Toast, said = tDropped, t.redirectToCard()
	}
	said.Card, said.Last = card.Name(p.draft.ID), true
	return nil
}

// redirectToCard brings what was said last to the card, wherever the tap was.
func (t turn) redirectToCard() *chat.Outgoing {
	o := &t.Out[len(t.Out)-1]
	o.Edit = 0
	return o
}

// operatorChoice asks for another operator and keeps all else.
func (t turn) operatorChoice(d Draft) chat.Screen {
	switch {
	case d.Number == "":
		return t.operatorScreen(d, tAskOperator)
	case d.Amount == 0:
		return t.operatorScreen(d, tAskAmountNoOperator, "number", d.Number)
	}
	return t.operatorScreen(d, tPickOperator, "number", d.Number, "amount", d.Amount)
}

func (t turn) toggleConnection(d Draft) error {
	if d.Connection == order.Postpaid {
		d.Connection = order.Prepaid
	} else {
		d.Connection = order.Postpaid
	}
	w, err := t.limits(d)
	if w == nil && err == nil {
		return t.next(d)
	}
	if limit, failed := t.bounds(d); failed == nil && err == nil && limit.Most != 0 && d.Amount > limit.Most && d.Connection == order.Prepaid {
		t.Alert = true
		return t.ShowToast(tPrepaidLimit, "max", limit.Most)
	}
	return t.refused(w, err)
}

// refused says in a box what is wrong with a tap.
func (t turn) refused(w *wrong, err error) error {
	if err != nil {
		return err
	}
	t.Alert = true
	return t.ShowToast(w.text, w.pairs...)
}

// stillHolds reports whether a draft is as its card says. Where it is not, the card comes
// again, or a box says why, and nothing is placed.
func (t turn) stillHolds(open OpenDraft) (bool, error) {
	d := open.Draft
	if changed, err := t.packChanged(d); err != nil {
		return false, err
	} else if changed != (chat.Text{}) {
		d.Rev++
		t.Toast, t.Alert = changed, true
		return false, t.next(d)
	}
	if w, err := t.limits(d); w != nil || err != nil { // the owner changed the limits meanwhile
		return false, t.refused(w, err)
	}
	if open.lapsed(t.In.At) {
		return false, t.confirmAgain(d, tCardAged, tNotPlaced)
	}
	return true, nil
}

// confirm places the order. From here the card is the order's. proved says that the PIN
// was entered.
func (t turn) confirm(s drafts, open OpenDraft, proved bool) error {
	d := open.Draft
	if open.Step != stepConfirm || d.Number == "" || d.Operator == "" || d.Amount == 0 {
		return t.ShowToast(chat.OldButton)
	}
	if holds, err := t.stillHolds(open); !holds || err != nil {
		return err
	}
	before, wait, err := t.turnOf(d)
	if err != nil {
		return err
	}
	if wait >= order.SendFor-time.Minute {
		t.Alert = true
		return t.ShowToast(tNoTurn, "age", wait-order.SendFor+2*time.Minute)
	}
	with, err := t.conditions()
	if err != nil {
		return err
	}
	if !proved {
		if asks, err := t.asksPIN(with, keypad{Draft: d.ID, Rev: d.Rev}, max(d.Amount, d.Price)); asks || err != nil {
			return err
		}
	}
	return t.place(s, d, with, before, wait)
}

// again puts the data of an order that ended on a new confirm card.
func (t turn) again(id order.ID) error {
	o, ok, err := t.Tx.Order(id)
	if err != nil {
		return err
	}
	if !ok || o.Reseller != t.In.From.ID || o.Open() {
		return t.ShowToast(chat.OldButton)
	}
	d, err := t.draftTo(o.Number)
	if err != nil {
		return err
	}
	d.Number, d.Operator, d.Chosen, d.Connection, d.Amount, d.Pack = o.Number, o.Operator, true, o.Connection, o.Amount, o.Offer
	t.Below = true // the final word stays
	now := d       // next says what has become of the pack
	if _, err := t.refreshPack(&now); err != nil {
		return err
	}
	if w, err := t.limits(now); err != nil {
		return err
	} else if w != nil {
		return t.Say(w.text, w.pairs...)
	}
	return t.next(d)
}
