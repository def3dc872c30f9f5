package shop

import (
	"fmt"
	"strconv"
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// The steps of a recharge. Each has one func that shows it; what a person sends
// is merged into the draft, and next shows whichever step is still missing.
const (
	stepOperator = "operator"
	stepNumber   = "number"
	stepAmount   = "amount"
	stepPack     = "pack" // the amount buys a pack: is that meant?
	stepConfirm  = "confirm"
)

// commonAmounts are offered as buttons, in taka, those within the limits.
var commonAmounts = []int64{20, 30, 50, 100, 200, 500}

// recharge begins: /recharge, with or without a line behind it.
func (t turn) recharge(rest string) error {
	if rest != "" {
		p, w := parse(rest)
		if p.Number != "" && p.speaks() {
			return t.line(rest)
		}
		if w == nil && p.Number == "" && (p.unread != "" || p.Operator == "" && p.Amount == 0) {
			w = refuse(tNoNumber)
		}
		if w != nil && (p.Number == "" || !w.aboutAmount()) {
			return t.Say(w.text, w.pairs...)
		}
		return t.order(p, w)
	}
	d, err := t.newDraft()
	if err != nil {
		return err
	}
	return t.next(d)
}

// newDraft begins an order; its id is never reused.
func (t turn) newDraft() (Draft, error) {
	id, err := t.Tx.NextID(t.In.At)
	return Draft{ID: id, Rev: 1}, err
}

// order begins an order from what was read of a line.
func (t turn) order(p parts, w *wrong) error {
	d, err := t.draftTo(p.Number)
	if err != nil {
		return err
	}
	return t.applyLine(d, p, w)
}

// draftTo begins an order to a number. An open card to the same number closes: two of
// them would only invite to send it twice.
func (t turn) draftTo(n order.Number) (Draft, error) {
	s, err := t.drafts()
	if err != nil {
		return Draft{}, err
	}
	if o, open := s.to(n); open && n != "" {
		s.remove(o.Draft.ID)
		t.disarm(o.Draft, tOvertaken).Last = true
		if _, err := t.endKeypad(card.Name(o.Draft.ID)); err != nil {
			return Draft{}, err
		}
		if err := t.keepDrafts(s); err != nil {
			return Draft{}, err
		}
	}
	return t.newDraft()
}

// applyLine puts what a line said into the draft and goes on. Where the amount was
// wrong, the number is kept and the amount asked for.
func (t turn) applyLine(d Draft, p parts, w *wrong) error {
	merge(&d, p)
	if w == nil {
		var err error
		if w, err = t.limits(d); err != nil {
			return err
		}
	}
	if w != nil {
		t.Send(chat.Screen{HTML: w.in(t.L)})
		d.Amount, d.Pack = 0, ""
	}
	return t.next(d)
}

// line answers typed text: it goes on with what was begun, or begins.
func (t turn) line(typed string) error {
	p, w := parse(typed)
	if p.Number != "" && (w == nil || w.aboutAmount()) {
		switch {
		case p.complaint || p.went:
			return t.ordersTo(p.Number)
		case p.asks:
			return t.status(string(p.Number))
		case p.stops && w == nil:
			return t.saysNo(p)
		}
		if asks, err := t.asksBySign(typed, p); asks || err != nil {
			if err != nil {
				return err
			}
			return t.ordersTo(p.Number)
		}
	}
	if taken, err := t.asksOfEnd(typed, p); taken || err != nil {
		return err
	}
	if p.Number == "" && p.Amount == 0 {
		if taken, err := t.idAlone(typed); taken || err != nil {
			return err
		}
	}
	return t.read(p, w, countDigits(text.LatinDigits(typed)))
}

// asksBySign reports whether a line with a number is a question by its sign, with a word in it that
// was not understood, and the member has sent something to the number of late: no list of
// words has all by which people ask.
func (t turn) asksBySign(typed string, p parts) (bool, error) {
	if p.unread == "" || p.service || !strings.ContainsRune(tidy(typed), '?') {
		return false, nil
	}
	last, ok, err := t.lastOwn(p.Number)
	return ok && t.In.At.Sub(last.Placed) <= servedFor, err
}

// saysNo answers a line with a number that says no, or not now. Nothing is begun, and the
// card that waits, if any, is named with the command that drops it.
func (t turn) saysNo(p parts) error {
	s, err := t.drafts()
	if err != nil {
		return err
	}
	said := tSaysNo
	if _, open := s.to(p.Number); open {
		said = tSaysNoOpen
	}
	return t.Say(said, "number", p.Number, "typed", string(p.Number), "words", text.Clean(p.unread, 60))
}

// read takes what was read of a line, or of a contact, which had so many digits.
func (t turn) read(p parts, w *wrong, digits int) error {
	s, err := t.drafts()
	if err != nil {
		return err
	}
	t.atHand(&s, p, w)
	if w == nil && (p.empty() || p.Number == "" && p.unread != "") { // "50 later please" is no amount
		w = t.expected(s.Step)
		if s.Step == "" && (p.complaint || p.went) && (p.Amount == 0 || !p.service) { // of which order?
			w = refuse(tWhichOrder)
		}
	}
	switch {
	case p.Number != "" && (w == nil || w.aboutAmount()):
		return t.readNumber(s, p, w)
	case w == nil:
		w = misplaced(s.Step, p, digits)
	}
	if w == nil && s.Step == "" { // an operator to begin with
		return t.order(p, nil)
	}
	d := s.Draft
	if w == nil {
		d.Rev++
		merge(&d, p)
		if w, err = t.limits(d); err != nil {
			return err
		}
	}
	if w != nil {
		return t.hint(w)
	}
	return t.next(d)
}

// hint says what is wrong with a line. What is nothing at all may be the answer to a question
// of the owner's.
func (t turn) hint(w *wrong) error {
	s := chat.Screen{HTML: w.in(t.L)}
	if w.text == tNotUnderstood || w.text == tWhichOrder {
		if err := t.ownersQuestion(&s); err != nil {
			return err
		}
	}
	t.Send(s)
	return nil
}

// atHand makes the draft that a line can only be about the one at hand. One that has
// lapsed is laid aside.
func (t turn) atHand(s *drafts, p parts, w *wrong) {
	if (OpenDraft{s.Step, s.Draft}).lapsed(t.In.At) {
		s.layAside()
	}
	if s.Step != "" || w != nil || p.Number != "" || p.Operator != "" || p.unread != "" {
		return
	}
	for _, o := range s.all() { // an amount, "postpaid": about a card that waits
		if !o.lapsed(t.In.At) {
			s.put(o)
			return
		}
	}
}

// misplaced refuses what a line without a number says where something else is asked
// for.
func misplaced(step string, p parts, digits int) *wrong {
	switch {
	case step == "" && p.Operator == "":
		return refuse(tNotUnderstood)
	case step == stepNumber && p.Amount != 0:
		return refuse(tBadNumber, "digits", digits)
	case step == stepOperator && p.Operator == "":
		return refuse(tBadOperator)
	}
	return nil
}

// readNumber takes a line in which there is a number: it fills in, changes or mends
// the draft at hand, or begins an order.
func (t turn) readNumber(s drafts, p parts, w *wrong) error {
	d := s.Draft
	_, open := s.to(p.Number)
	d.Rev++
	switch {
	case s.Step != "" && d.Number == p.Number:
		if p.Amount != 0 { // a whole line: without the word it is prepaid, as the first one was
			d.Connection = order.Prepaid
		}
	case s.Step == "", open, d.Number != "" && (p.Amount != 0 || w != nil || p.unread != "" || p.contact): // another customer's order
		return t.order(p, w)
	case d.Number != "": // a number alone mends a slip; the chosen operator stays where it fits
		d.Chosen = d.Chosen && d.Operator.Fits(p.Number)
		fallthrough
	default:
		d.NumberRev = d.Rev
	}
	return t.applyLine(d, p, w)
}

// expected is the hint for a step when the line holds nothing usable.
func (t turn) expected(step string) *wrong {
	switch step {
	case stepOperator:
		return refuse(tBadOperator)
	case stepNumber:
		return refuse(tNoNumber)
	case stepAmount:
		return refuse(tBadAmount)
	case stepPack:
		return refuse(tBadPackAnswer)
	case stepConfirm:
		return refuse(tBadConfirm)
	}
	return refuse(tNotUnderstood)
}

// merge puts what a line said into the draft. A new number brings its operator
// along unless the person chose one. An amount that is said for what the draft's pack is
// not is one without the pack. Words beside a number that are not understood may be an
// amount ("01712345678 একশ"): then it is asked for, whatever it was before.
func merge(d *Draft, p parts) {
	was := chat.KeyOf(d.Recharge)
	if p.Operator != "" {
		d.Operator, d.Chosen = p.Operator, true
	}
	if p.Number != "" {
		d.Number = p.Number
	}
	if !d.Chosen && d.Number != "" {
		d.Operator = order.Suggest(d.Number)
	}
	switch {
	case p.Amount != 0:
		d.Amount = p.Amount
	case p.Number != "" && p.unread != "":
		d.Amount, d.Pack = 0, ""
	}
	if p.Connection != 0 {
		d.Connection = p.Connection
	}
	if d.Connection == 0 {
		d.Connection = order.Prepaid
	}
	if p.Amount != 0 && chat.KeyOf(d.Recharge) != was {
		d.Pack = ""
	}
	if p.Number != "" {
		d.Unread, d.Service, d.Times = text.Clean(p.unread, 60), p.service, p.times
	}
}

// next shows the first step that is still missing, and remembers it.
func (t turn) next(d Draft) error {
	step, screen, err := t.nextScreen(&d)
	if err != nil {
		return err
	}
	return t.step(step, d, screen)
}

// nextScreen gives the first step that is still missing, as it is shown now.
func (t turn) nextScreen(d *Draft) (step string, screen chat.Screen, err error) {
	if d.Connection == 0 {
		d.Connection = order.Prepaid
	}
	gone, err := t.refreshPack(d)
	if err != nil {
		return "", screen, err
	}
	bought, asks, err := t.asksForPack(*d)
	if err != nil {
		return "", screen, err
	}
	step, d.Short = stepConfirm, false
	switch {
	case d.Operator == "" && d.Number == "":
		step, screen = stepOperator, t.operatorScreen(*d, tAskOperator)
	case d.Number == "":
		step = stepNumber
		screen, err = t.numberScreen(*d)
	case d.Operator == "":
		step, screen = stepOperator, t.operatorScreen(*d, tAskAmountNoOperator, "number", d.Number)
	case d.Amount == 0:
		step = stepAmount
		screen, err = t.amountScreen(*d)
	case asks:
		step = stepPack
		screen, err = t.packQuestion(*d, bought)
	default:
		d.Shown = t.In.At.Unix()
		screen, err = t.confirmScreen(d)
	}
	if gone != "" {
		screen.HTML = gone + "\n\n" + screen.HTML
	}
	return step, screen, err
}

// step shows a step of a draft, on the tapped card or in a new message, and makes
// the draft the one at hand. A draft's card bears the name that its order will have.
// Where a new message becomes the card, the one before loses its buttons; but a question
// with no number or amount in it that was answered in words stays as it is, so that what
// comes next is there one call to Telegram sooner. Its Cancel goes on to count, and its other
// buttons say that the card has changed.
func (t turn) step(name string, d Draft, s chat.Screen) error {
	was, err := t.drafts()
	if err != nil {
		return err
	}
	fresh := t.In.Tap == nil || t.Below || t.In.Tap.Message == 0
	if before, open := was.find(d.ID); open && fresh && (before.Draft.Number != "" || before.Draft.Amount != 0) {
		t.disarm(d, tOvertaken)
	}
	if empty := was.Draft; was.Step != "" && empty.ID != d.ID && empty.Number == "" { // a question to which nothing was said
		was.remove(empty.ID)
		t.disarm(empty, tOvertaken).Last = true
	}
	if closed := was.put(OpenDraft{name, d}).Draft; closed.ID != "" {
		t.disarm(closed, tMadeRoom, "what", t.what(closed)).Last = true
		if _, err := t.endKeypad(card.Name(closed.ID)); err != nil {
			return err
		}
	}
	if ended, err := t.endKeypad(card.Name(d.ID)); err != nil {
		return err
	} else if ended {
		s.HTML += "\n\n" + tPadChanged.In(t.L)
	}
	o := t.Show(s)
	o.Card, o.New = card.Name(d.ID), fresh
	return t.keepDrafts(was)
}

// disarm takes the buttons off a draft's card, if it has one, and says why.
func (t turn) disarm(d Draft, why chat.Text, pairs ...any) *chat.Outgoing {
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Card: card.Name(d.ID), IfThere: true, Screen: &chat.Screen{HTML: why.In(t.L, pairs...)}})
	return &t.Out[len(t.Out)-1]
}

// button makes a button of the draft's card.
func (d Draft) button(text, action, value string, style chat.Style) chat.Button {
	data := fmt.Sprintf("r:%s:%d:%s", d.ID, d.Rev, action)
	if value != "" {
		data += ":" + value
	}
	return chat.Button{Text: text, Data: data, Style: style}
}

func (t turn) cancelRow(d Draft) []chat.Button {
	return []chat.Button{d.button(bCancel.In(t.L), "no", "", chat.Bad)}
}

func (t turn) operatorScreen(d Draft, text chat.Text, pairs ...any) chat.Screen {
	s := chat.Screen{HTML: text.In(t.L, pairs...)}
	for i, o := range order.Operators {
		if i%2 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		row := &s.Buttons[len(s.Buttons)-1]
		*row = append(*row, d.button(t.L.Operator(o), "op", string(o), ""))
	}
	s.Buttons = append(s.Buttons, t.cancelRow(d))
	return s
}

// exampleNumbers are shown as good input, one of each operator's own.
var exampleNumbers = map[order.Operator]string{
	order.Grameenphone: "01712345678", order.Skitto: "01312345678", order.Robi: "01812345678",
	order.Airtel: "01612345678", order.Banglalink: "01912345678", order.Teletalk: "01512345678",
}

func (t turn) numberScreen(d Draft) (chat.Screen, error) {
	if kept, ok := offer.KeptIn(d.Pack); ok {
		rows, err := t.numberButtons(d)
		return chat.Screen{HTML: tAskPackNumber.In(t.L, "operator", d.Operator, "amount", d.Amount, "pack", card.Pack(t.L, kept),
			"example", exampleNumbers[d.Operator]), Buttons: append(rows, t.cancelRow(d))}, err
	}
	rows, err := t.numberButtons(d)
	return chat.Screen{
		HTML:    tAskNumber.In(t.L, "operator", d.Operator, "example", exampleNumbers[d.Operator]),
		Buttons: append(rows, []chat.Button{d.button(bChangeOperator.In(t.L), "ops", "", "")}, t.cancelRow(d)),
	}, err
}

func (t turn) amountScreen(d Draft) (chat.Screen, error) {
	limit, err := t.ownBounds(d)
	if err != nil {
		return chat.Screen{}, err
	}
	last, err := t.lastTo(d.Number)
	s := chat.Screen{HTML: tAskAmount.In(t.L, "number", d.Number, "operator", d.Operator, "last", chat.HTML(last),
		"connection", card.Connection(d.Connection), "min", limit.Least, "max", limit.Most) + t.unread(d)}
	var row []chat.Button
	for _, n := range commonAmounts {
		x := money.WholeTaka(n)
		if x < limit.Least || x > limit.Most {
			continue
		}
		if row = append(row, d.button(t.L.Value(x), "am", strconv.FormatInt(n, 10), "")); len(row) == 3 {
			s.Buttons, row = append(s.Buttons, row), nil
		}
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	s.Buttons = append(s.Buttons,
		[]chat.Button{d.button(bChangeOperator.In(t.L), "ops", "", ""), t.toggle(d)}, t.cancelRow(d))
	return s, err
}

// unread names what was not understood of the line that gave the number.
func (t turn) unread(d Draft) string {
	switch {
	case d.Unread == "":
		return ""
	case d.Service:
		return tUnreadService.In(t.L, "words", d.Unread)
	}
	return tUnread.In(t.L, "words", d.Unread)
}

// toggle is the button that makes prepaid postpaid, and back.
func (t turn) toggle(d Draft) chat.Button {
	if d.Connection == order.Postpaid {
		return d.button(bMakePrepaid.In(t.L), "ty", "", "")
	}
	return d.button(bMakePostpaid.In(t.L), "ty", "", "")
}
