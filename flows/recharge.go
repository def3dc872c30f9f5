package flows

import (
	"fmt"
	"strconv"

	"rechargebot/flows/order"
)

// The steps of a recharge. Each has one func that shows it; what a person sends
// is merged into the draft, and next shows whichever step is still missing.
const (
	stepOperator = "operator"
	stepNumber   = "number"
	stepAmount   = "amount"
	stepConfirm  = "confirm"
)

// commonAmounts are offered as buttons, in taka, those within the limits.
var commonAmounts = []int64{20, 30, 50, 100, 200, 500}

// recharge begins: /recharge, with or without a line behind it.
func (t *turn) recharge(rest string) error {
	if rest != "" {
		return t.begin(rest)
	}
	d, err := t.newDraft()
	if err != nil {
		return err
	}
	return t.next(d)
}

// newDraft begins an order; its id is never given again.
func (t *turn) newDraft() (Draft, error) {
	id, err := t.tx.NextID(t.in.At)
	return Draft{ID: id, Rev: 1}, err
}

// begin starts an order from a typed line. Nothing is begun where it is wrong,
// save where the amount alone is: then that is asked for.
func (t *turn) begin(text string) error {
	p, w := parse(text)
	switch {
	case w != nil && (p.number == "" || !w.aboutAmount()):
		return t.say(w.text, w.pairs...)
	case p.number == "" && (p.words || p.operator == "" && p.amount == 0):
		return t.say(tNoNumber)
	}
	d, err := t.newDraft()
	if err != nil {
		return err
	}
	return t.take(d, p, w)
}

// take puts what a line said into the draft and goes on. Where the amount was
// wrong, the number is kept and the amount asked for.
func (t *turn) take(d Draft, p parts, w *wrong) error {
	merge(&d, p)
	if w == nil {
		w = t.limits(d)
	}
	if w != nil {
		t.send(Screen{HTML: w.in(t.l)})
		d.Amount = 0
	}
	return t.next(d)
}

// line answers typed text: it goes on with what was begun, or begins.
func (t *turn) line(text string) error {
	s, err := t.tx.Session(t.in.Chat)
	if err != nil {
		return err
	}
	p, w := parse(text)
	if w == nil && p.empty() {
		w = t.expected(s.Step)
	}
	if w == nil && p.words && p.number == "" {
		w = t.expected(s.Step) // "50 later please" is no amount
	}
	if s.Step == "" {
		if w == nil && p.number == "" && p.operator == "" {
			w = refuse(tNotUnderstood)
		}
		if w != nil {
			return t.say(w.text, w.pairs...)
		}
		return t.begin(text)
	}
	d := s.Draft
	if w == nil && s.Step == stepNumber && p.number == "" && p.amount != 0 {
		w = refuse(tBadNumber, "digits", countDigits(latinDigits(text)))
	}
	if w == nil && s.Step == stepOperator && p.number == "" && p.operator == "" {
		w = refuse(tBadOperator)
	}
	d.Rev++
	if p.number != "" && (w == nil || w.aboutAmount()) {
		switch {
		case d.Number == "" || p.number == d.Number:
		case p.amount != 0 || w != nil: // a whole line: another customer's order
			if d, err = t.newDraft(); err != nil {
				return err
			}
		default: // a number alone mends a slip; the chosen operator stays where it fits
			d.Chosen = d.Chosen && d.Operator.Fits(p.number)
		}
		return t.take(d, p, w)
	}
	if w == nil {
		merge(&d, p)
		w = t.limits(d)
	}
	if w != nil {
		t.send(Screen{HTML: w.in(t.l)})
		return nil
	}
	return t.next(d)
}

// expected is what is said where a line says nothing of use at a step.
func (t *turn) expected(step string) *wrong {
	switch step {
	case stepOperator:
		return refuse(tBadOperator)
	case stepNumber:
		return refuse(tNoNumber)
	case stepAmount:
		return refuse(tBadAmount)
	case stepConfirm:
		return refuse(tBadConfirm)
	}
	return refuse(tNotUnderstood)
}

// merge puts what a line said into the draft. A new number brings its operator
// along unless the person chose one.
func merge(d *Draft, p parts) {
	if p.operator != "" {
		d.Operator, d.Chosen = p.operator, true
	}
	if p.number != "" {
		d.Number = p.number
	}
	if !d.Chosen && d.Number != "" {
		d.Operator = order.Suggest(d.Number)
	}
	if p.amount != 0 {
		d.Amount = p.amount
	}
	if p.connection != 0 {
		d.Connection = p.connection
	}
	if d.Connection == 0 {
		d.Connection = order.Prepaid
	}
}

// limits refuses an amount outside the owner's limits.
func (t *turn) limits(d Draft) *wrong {
	example := func(x order.Taka) string { return strconv.FormatInt(x.Whole(), 10) }
	switch limit := t.most(d.Connection); {
	case d.Amount == 0:
	case d.Amount < t.set.MinAmount:
		return refuse(tTooLittle, "amount", d.Amount, "min", t.set.MinAmount, "example", example(max(t.set.MinAmount, min(order.WholeTaka(50), limit))))
	case d.Amount > limit && d.Connection == order.Prepaid && d.Amount <= t.set.MaxAmountPostpaid:
		return refuse(tTooMuchPrepaid, "amount", d.Amount, "max", limit, "maxpostpaid", t.set.MaxAmountPostpaid,
			"example", example(limit), "typed", example(d.Amount))
	case d.Amount > limit:
		return refuse(tTooMuch, "amount", d.Amount, "connection", connectionName(d.Connection), "max", limit, "example", example(limit))
	}
	return nil
}

// most is the largest amount for a kind of connection.
func (t *turn) most(c order.Connection) order.Taka {
	if c == order.Postpaid {
		return t.set.MaxAmountPostpaid
	}
	return t.set.MaxAmount
}

func connectionName(c order.Connection) Text {
	if c == order.Postpaid {
		return tPostpaid
	}
	return tPrepaid
}

// next shows the first step that is still missing, and remembers it.
func (t *turn) next(d Draft) error {
	if d.Connection == 0 {
		d.Connection = order.Prepaid
	}
	step, screen := stepConfirm, Screen{}
	var err error
	switch {
	case d.Operator == "" && d.Number == "":
		step, screen = stepOperator, t.operatorScreen(d, tAskOperator)
	case d.Number == "":
		step, screen = stepNumber, t.numberScreen(d)
	case d.Operator == "":
		step, screen = stepOperator, t.operatorScreen(d, tAskAmountNoOperator, "number", d.Number)
	case d.Amount == 0:
		step, screen = stepAmount, t.amountScreen(d)
	default:
		d.Shown = t.in.At.Unix()
		screen, err = t.confirmScreen(d)
	}
	if err != nil {
		return err
	}
	return t.step(step, d, screen)
}

// draftCard is the name of the message on which an order is put together.
const draftCard = "draft"

// step shows a step of the draft, on the tapped card or in a new message, and
// remembers it. A new message takes the buttons off the card that it overtakes
// where that could be confirmed or shows another number or order. A question
// that was answered in words stays as it is: its buttons only say so.
func (t *turn) step(name string, d Draft, s Screen) error {
	fresh := t.in.Tap == nil || t.below || t.in.Tap.Message == 0
	if fresh {
		was, err := t.tx.Session(t.in.Chat)
		if err != nil {
			return err
		}
		if before := was.Draft; was.Step == stepConfirm || before.ID != d.ID || before.Number != "" && before.Number != d.Number {
			t.retire(was, tOvertaken)
		}
	}
	o := t.show(s)
	o.Card, o.New = draftCard, fresh
	return t.putSession(Session{Step: name, Draft: d})
}

// putSession keeps where the conversation stands. An admin who waits for word of
// somebody's order goes on waiting.
func (t *turn) putSession(s Session) error {
	if t.admin {
		was, err := t.tx.Session(t.in.Chat)
		if err != nil {
			return err
		}
		s.Watch = was.Watch
	}
	return t.tx.PutSession(t.in.Chat, s)
}

// retire takes the buttons off the card of what was begun before, if anything was.
func (t *turn) retire(was Session, why Text) {
	if was.Step != "" {
		t.out = append(t.out, Outgoing{Chat: t.in.Chat, Card: draftCard, Screen: &Screen{HTML: why.In(t.l)}})
	}
}

// button makes a button of the draft's card.
func (d Draft) button(text, action, value string, style Style) Button {
	data := fmt.Sprintf("r:%s:%d:%s", d.ID, d.Rev, action)
	if value != "" {
		data += ":" + value
	}
	return Button{Text: text, Data: data, Style: style}
}

func (t *turn) cancelRow(d Draft) []Button {
	return []Button{d.button(bCancel.In(t.l), "no", "", Bad)}
}

func (t *turn) operatorScreen(d Draft, text Text, pairs ...any) Screen {
	s := Screen{HTML: text.In(t.l, pairs...)}
	for i, o := range order.Operators {
		if i%2 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		row := &s.Buttons[len(s.Buttons)-1]
		*row = append(*row, d.button(o.Name(), "op", string(o), ""))
	}
	s.Buttons = append(s.Buttons, t.cancelRow(d))
	return s
}

// exampleNumbers are shown as good input, one of each operator's own.
var exampleNumbers = map[order.Operator]string{
	order.Grameenphone: "01712345678", order.Skitto: "01312345678", order.Robi: "01812345678",
	order.Airtel: "01612345678", order.Banglalink: "01912345678", order.Teletalk: "01512345678",
}

func (t *turn) numberScreen(d Draft) Screen {
	return Screen{
		HTML:    tAskNumber.In(t.l, "operator", d.Operator.Name(), "example", exampleNumbers[d.Operator]),
		Buttons: [][]Button{{d.button(bChangeOperator.In(t.l), "ops", "", "")}, t.cancelRow(d)},
	}
}

func (t *turn) amountScreen(d Draft) Screen {
	s := Screen{HTML: tAskAmount.In(t.l, "number", d.Number, "operator", d.Operator.Name(),
		"connection", connectionName(d.Connection), "min", t.set.MinAmount, "max", t.most(d.Connection))}
	var row []Button
	for _, n := range commonAmounts {
		x := order.WholeTaka(n)
		if x < t.set.MinAmount || x > t.most(d.Connection) {
			continue
		}
		if row = append(row, d.button(t.l.value(x), "am", strconv.FormatInt(n, 10), "")); len(row) == 3 {
			s.Buttons, row = append(s.Buttons, row), nil
		}
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	s.Buttons = append(s.Buttons,
		[]Button{d.button(bChangeOperator.In(t.l), "ops", "", ""), t.toggle(d)}, t.cancelRow(d))
	return s
}

// toggle is the button that makes prepaid postpaid, and back.
func (t *turn) toggle(d Draft) Button {
	if d.Connection == order.Postpaid {
		return d.button(bMakePrepaid.In(t.l), "ty", "", "")
	}
	return d.button(bMakePostpaid.In(t.l), "ty", "", "")
}
