package shop

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// Numbers that a member has served before are typed less: the last of them are buttons,
// and their last four digits are enough.

const (
	servedFor   = 30 * 24 * time.Hour // how long a number that was served is known by its end
	lastNumbers = 6                   // that are buttons
	lookedAt    = 100                 // latest orders that are looked through for them
	lastOrders  = 3                   // to a number that are shown where its amount is asked for
)

// numberButtons are the last numbers that the member has served with the operator.
func (t turn) numberButtons(d Draft) (rows [][]chat.Button, err error) {
	var numbers []order.Number
	// A few orders at a time, since the first few mostly have enough numbers.
	for looked, before := 0, order.ID(""); looked < lookedAt && len(numbers) < lastNumbers; looked += lastNumbers {
		orders, err := t.Tx.History(t.In.From.ID, before, lastNumbers)
		if err != nil {
			return nil, err
		}
		for _, o := range orders {
			if o.Operator == d.Operator && !slices.Contains(numbers, o.Number) && len(numbers) < lastNumbers {
				numbers = append(numbers, o.Number)
			}
			before = o.ID
		}
		if len(orders) < lastNumbers {
			break
		}
	}
	for pair := range slices.Chunk(numbers, 2) {
		var row []chat.Button
		for _, n := range pair {
			row = append(row, d.button(string(n), "nu", string(n), ""))
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// tapNumber takes one of these numbers.
func (t turn) tapNumber(p tapped) error {
	n, err := order.ParseNumber(p.value)
	if err != nil || p.open.Step != stepNumber {
		return t.ShowToast(chat.OldButton)
	}
	d := p.draft
	d.Number, d.NumberRev = n, d.Rev
	return t.next(d)
}

// lastTo says how the last orders to a number stand, above the question for the amount.
func (t turn) lastTo(n order.Number) (lines string, err error) {
	orders, err := t.Tx.OrdersTo(n, lookedAt)
	if err != nil {
		return "", err
	}
	shown := 0
	for _, o := range orders {
		age := t.In.At.Sub(o.Placed)
		if shown < lastOrders && o.Reseller == t.In.From.ID && age <= servedFor {
			lines += "\n" + tLastTo.In(t.L, "mark", card.Mark(o), "amount", o.Amount, "state", stateWord(o), "age", age)
			shown++
		}
	}
	return lines, nil
}

// lineOfEnd is a line with the last four digits of a number in place of it: "5678 50",
// "5678", "gp 5678 50 postpaid".
var lineOfEnd = regexp.MustCompile(`^(?:\D*\s)?([0-9]{4})(?:\s.*)?$`)

// endIn gives the digits of such a line, and what else it says.
func endIn(typed string) (end string, p parts, w *wrong, ok bool) {
	line := strings.TrimSpace(tidy(text.Clean(typed, 80)))
	m := lineOfEnd.FindStringSubmatchIndex(line)
	if m == nil {
		return "", p, nil, false
	}
	p, w = parse(line[:m[2]] + line[m[3]:])
	ok = (w == nil || w.aboutAmount()) && p.Number == "" && p.unread == "" && !p.complaint
	return line[m[2]:m[3]], p, w, ok
}

// readEnd reads such a line, where numbers that were served fit. A draft that waits for
// an amount has four digits alone.
func (t turn) readEnd() (bool, error) {
	if asksEndBySign(t.In.Text) {
		p, _ := parse(t.In.Text)
		if taken, err := t.asksOfEnd(t.In.Text, p); taken || err != nil {
			return taken, err
		}
	}
	end, p, w, ok := endIn(t.In.Text)
	if !ok {
		return false, nil
	}
	if waits, err := t.waitsForAmount(); err != nil || waits && p.Amount == 0 && w == nil {
		return false, err
	}
	served, err := t.served(end)
	if err != nil || len(served) == 0 {
		return false, err
	}
	if len(served) > 1 {
		return true, t.whichOf(end, served, p)
	}
	return true, t.order(p.like(served[0].Recharge), w)
}

// endAmong are last digits among words: "5678 koi", "ase nai 5678", "amar 5678 koi", "5678?".
var endAmong = regexp.MustCompile(`^(?:\D*?([^\s0-9]+)\s+)?([0-9]{4})(?:\s+(\S+)|[\s.!?।]*$)`)

// endAsked gives the last digits in such a line; "" where there are none, or they are said to be
// an amount.
func endAsked(typed string) string {
	m := endAmong.FindStringSubmatch(strings.TrimSpace(tidy(typed)))
	if m == nil || isCurrency(bare(m[1])) || isCurrency(bare(m[3])) {
		return ""
	}
	return m[2]
}

// asksEndBySign reports whether a line asks of last digits by its sign alone: "bhai 5678?".
func asksEndBySign(typed string) bool {
	line := tidy(typed)
	return strings.ContainsRune(line, '?') && countDigits(line) == 4
}

// asksOfEnd answers a line that asks or tells how it stands with the last digits of a number
// to which there are orders. With such a word they are no amount, whatever card waits.
func (t turn) asksOfEnd(typed string, p parts) (bool, error) {
	end := endAsked(typed)
	if end == "" || p.Number != "" || p.stops || p.service && !p.complaint { // "bkash e 5000 dilam"
		return false, nil
	}
	if !p.speaks() {
		if waits, err := t.waitsForAmount(); waits || err != nil || !asksEndBySign(typed) {
			return false, err
		}
	}
	if p.went && !p.complaint && !p.asks && slices.ContainsFunc(strings.Fields(tidy(typed)), func(word string) bool { return isCurrency(bare(word)) }) {
		return false, nil // "taka dilam 5678"
	}
	if found, err := t.ending(end, 1); err != nil || len(found) == 0 {
		return false, err
	}
	return true, t.status(end)
}

// readUnknown answers a line with an amount beside last digits or a name that no number
// has. It is asked last: whatever else the line may be was tried before.
func (t turn) readUnknown() (bool, error) {
	if end, p, w, ok := endIn(t.In.Text); ok && w == nil && p.Amount != 0 {
		return true, t.Say(tNoEnd, "digits", end)
	}
	p, w := parse(t.In.Text)
	if w != nil || p.Amount == 0 || !nameIn(p, w) || !isName(p.unread) {
		return false, nil
	}
	s, err := t.drafts()
	if err != nil || s.Step != "" && !(OpenDraft{s.Step, s.Draft}).lapsed(t.In.At) { // which says what it waits for
		return false, err
	}
	return true, t.Say(tNoName, "name", text.Clean(p.unread, 40), "button", bNameIt)
}

// like gives what was read with the number of an earlier recharge, and with its operator
// and connection where none was said.
func (p parts) like(r order.Recharge) parts {
	p.Number = r.Number
	if p.Operator == "" {
		p.Operator = r.Operator
	}
	if p.Connection == 0 {
		p.Connection = r.Connection
	}
	return p
}

// waitsForAmount reports whether four digits alone are an amount: a card waits.
func (t turn) waitsForAmount() (bool, error) {
	s, err := t.drafts()
	if err != nil || s.Step == stepNumber || s.Step == stepOperator {
		return false, err
	}
	return slices.ContainsFunc(s.all(), func(o OpenDraft) bool { return !o.lapsed(t.In.At) && o.Draft.Number != "" }), nil
}

// served gives the member's last order to each number that ends so and was served of
// late, the newest first. Where a number was tried since and failed, it is among them: it may
// be the one that is meant. One that failed alone may have been typed wrongly.
func (t turn) served(end string) (last []order.Order, err error) {
	orders, err := t.Tx.OrdersEnding(t.In.From.ID, end, lookedAt)
	served := false
	for _, o := range orders {
		if t.In.At.Sub(o.Placed) > servedFor || o.State == order.Failed && served {
			continue
		}
		served = served || o.State != order.Failed
		switch i := slices.IndexFunc(last, func(other order.Order) bool { return other.Number == o.Number }); {
		case i < 0:
			last = append(last, o)
		case last[i].State == order.Failed: // what was served says more of the number
			last[i] = o
		}
	}
	if !served {
		return nil, err
	}
	return last, err
}

// whichOf asks which of several numbers is meant.
func (t turn) whichOf(end string, served []order.Order, p parts) error {
	const most = 8
	s := chat.Screen{HTML: tWhichOf.In(t.L, "digits", end)}
	for _, o := range served[:min(len(served), most)] {
		label := bWhichOf.Label(t.L, "number", o.Number, "operator", o.Operator)
		s.Buttons = append(s.Buttons, []chat.Button{{Text: label, Data: chat.Data("to", o.Number, p.Amount.Whole())}})
	}
	t.Send(s)
	return nil
}

// rechargeTo begins a recharge of a number below an answer that names it.
func (t turn) rechargeTo(number, amount string) error {
	n, err := order.ParseNumber(strings.TrimSpace(number))
	if err != nil {
		return t.ShowToast(chat.OldButton)
	}
	t.Below = true
	p := parts{Recharge: order.Recharge{Number: n}}
	if whole, err := strconv.ParseInt(amount, 10, 64); err == nil && whole > 0 && whole < 1_000_000 {
		p.Amount = money.WholeTaka(whole)
	}
	last, ok, err := t.lastOwn(n)
	if err != nil {
		return err
	}
	if ok {
		p = p.like(last.Recharge)
	}
	return t.order(p, nil)
}

// lastOwn gives the member's last order to a number, as its button names it: what was served
// of late says more of the number than what failed, and others may know it by another
// operator.
func (t turn) lastOwn(n order.Number) (last order.Order, ok bool, err error) {
	orders, err := t.Tx.OrdersTo(n, lookedAt)
	for _, o := range orders {
		served := o.State != order.Failed && t.In.At.Sub(o.Placed) <= servedFor
		if o.Reseller == t.In.From.ID && (!ok || last.State == order.Failed && served) {
			last, ok = o, true
		}
	}
	return last, ok, err
}
