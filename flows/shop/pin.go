package shop

import (
	"slices"
	"strings"
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/pin"
	"rechargebot/flows/text"
)

// flowPIN is the flow that waits for a new PIN.
const flowPIN = "new pin"

// pinWaits is how long it waits for each of the two times that it is typed.
const pinWaits = 10 * time.Minute

// pinCard is the name of the message that shows a member's PIN.
const pinCard = "pin"

// pinAbove are the amounts above which a member can have the PIN asked, in taka.
var pinAbove = []int64{100, 200, 500, 1000, 2000}

// newPIN is one that is being set.
type newPIN struct {
	Hash   string        `json:"hash,omitempty"`  // of what was typed first
	Change bool          `json:"change,omitzero"` // the old one was entered
	Draft  order.ID      `json:"draft,omitzero"`  // that waits for it
	List   order.BatchID `json:"list,omitzero"`   // the same
	Asked  int64         `json:"asked"`           // Unix seconds
}

// forgotPIN is what people write who have forgotten it.
const forgotPIN = "forgot pin,forgot my pin,pin vule gechi,pin bhule gechi,pin vule gesi,pin mone nai,পিন ভুলে গেছি,পিন ভুলে গেছি ভাই,পিন মনে নাই,পিন মনে নেই"

var saysForgotten = text.WordSet(forgotPIN)

// pinRoute is the route of a member's PIN. Owners have none: theirs says why.
func pinRoute() chat.Route {
	return chat.Route{Command: "pin", Menu: mPIN, Words: "pin,my pin,pin code,amar pin,change pin,pin change,pin bodlabo,set pin,pin set,পিন,পিন কোড,পিনকোড,আমার পিন,পিন বদলাব,পিন বদলাবো,পিন বদলান,পিন চেঞ্জ," + forgotPIN,
		Do:  do(turn.pinTyped),
		Tap: "pin", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.pinTap(a.At(0), a.Int(1)) },
		Flow: flowPIN, Leaves: true, OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.newPINTyped() }}
}

// pinTyped answers /pin and the words for it. Who says that they have forgotten the one that
// they have is told who can help.
func (t turn) pinTyped() error {
	if knownIn(saysForgotten, strings.TrimRight(t.In.Text, ".!?। ")) {
		with, err := t.conditions()
		if err != nil {
			return err
		}
		if p, _, err := t.ownPIN(with); err != nil || p.Set() {
			if err == nil {
				err = t.Say(tPINForgotten)
			}
			return err
		}
	}
	return t.showPIN("", true)
}

// ownPIN gives a member's PIN and for which orders it is asked: where they or the owner
// want it.
func (t turn) ownPIN(with conditions) (p pin.PIN, rule pin.Rule, err error) {
	if t.Owner {
		return p, rule, nil
	}
	if p, err = t.Tx.PIN(t.In.From.ID); err != nil || !p.Set() {
		return p, with.PIN, err
	}
	return p, with.PIN.With(p.Rule), nil
}

// asksPIN asks for the PIN where one is wanted for an amount, which is the higher of what is
// sent and what it costs, and reports whether it does.
// Who has none yet is led to set one; what is to be confirmed waits meanwhile.
func (t turn) asksPIN(with conditions, k keypad, amount money.Taka) (bool, error) {
	p, rule, err := t.ownPIN(with)
	if err != nil || !rule.Asks(amount) {
		return false, err
	}
	if !p.Set() {
		t.Below = true
		t.Show(chat.Screen{HTML: tAskPINFirst.In(t.L, "rule", card.PINRule(t.L, rule)) + "\n\n" + tAskPIN.In(t.L)})
		return true, t.WaitFor(flowPIN, newPIN{Draft: k.Draft, List: k.List, Asked: t.In.At.Unix()})
	}
	if p.Locked(t.Steady(t.In.At)) {
		t.Alert = true
		said := t.lockedText(p, true)
		return true, t.ShowToast(chat.Text{said, said})
	}
	return true, t.openKeypad(k, "")
}

// pinAsked reports whether a PIN is asked for now, one that they have or a new one.
func (t turn) pinAsked() (bool, error) {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil || s.Flow == flowPIN {
		return err == nil, err
	}
	_, open, err := t.keypad()
	return open, err
}

// showPIN shows a member their PIN, in place of what was tapped or in a new message.
func (t turn) showPIN(note string, fresh bool) error {
	s, err := t.pinScreen(note)
	if err != nil {
		return err
	}
	o := t.Show(s)
	o.Card, o.New = pinCard, fresh && t.In.Tap == nil
	if p, err := t.Tx.PIN(t.In.From.ID); err != nil || !p.Locked(t.Steady(t.In.At)) {
		return err
	}
	return t.keepLapsed("", false) // it may be sent all the same
}

// pinScreen says whether a member has a PIN, when it is asked, and what can be changed.
func (t turn) pinScreen(note string) (s chat.Screen, err error) {
	with, err := t.conditions()
	if err != nil {
		return s, err
	}
	p, rule, err := t.ownPIN(with)
	if err != nil {
		return s, err
	}
	button := func(x chat.Text, action string, style chat.Style) []chat.Button {
		return []chat.Button{{Text: x.In(t.L), Data: chat.Data("pin", action), Style: style}}
	}
	switch {
	case !p.Set():
		s.HTML, s.Buttons = tPINNone.In(t.L), [][]chat.Button{button(bPINSet, "new", chat.Main)}
	case p.Locked(t.Steady(t.In.At)) && note == "":
		s.HTML = t.lockedText(p, false)
	case p.Locked(t.Steady(t.In.At)):
	default:
		s.HTML = tPINOn.In(t.L, "rule", card.PINRule(t.L, rule))
		s.Buttons = [][]chat.Button{button(bPINChange, "change", "")}
		if with.PIN != pin.Always {
			s.Buttons = append(s.Buttons, button(bPINWhen, "when", ""))
		}
		if !with.PIN.On {
			s.Buttons = append(s.Buttons, button(bPINOff, "off", chat.Bad))
		}
	}
	if with.PIN.On {
		s.HTML += "\n" + tPINFloor.In(t.L, "rule", card.PINRule(t.L, with.PIN))
	}
	if note != "" {
		s.HTML = strings.TrimSpace(note + "\n\n" + s.HTML)
	}
	return s, nil
}

// pinTap answers the buttons of that screen.
func (t turn) pinTap(action string, above int64) error {
	with, err := t.conditions()
	if err != nil {
		return err
	}
	p, _, err := t.ownPIN(with)
	if err != nil {
		return err
	}
	rule := pin.Rule{On: true, Above: money.WholeTaka(max(0, min(above, 1_000_000)))}
	switch {
	case t.Owner:
		return t.ShowToast(chat.OldButton)
	case action == "new" && !p.Set():
		t.Show(chat.Screen{HTML: tAskPIN.In(t.L)}).Card = pinCard
		return t.WaitFor(flowPIN, newPIN{Asked: t.In.At.Unix()})
	case action == "new" || action == "show" || !p.Set() || p.Locked(t.Steady(t.In.At)):
		return t.showPIN("", false)
	case action == doChange:
		return t.openKeypad(keypad{Do: doChange}, "")
	case action == doOff && !with.PIN.On:
		return t.openKeypad(keypad{Do: doOff}, "")
	case action == "when":
		return t.pinChoice(with.PIN)
	case action == doRule && with.PIN.Allows(rule):
		return t.openKeypad(keypad{Do: doRule, Rule: rule}, "")
	}
	return t.showPIN("", false)
}

// pinChoice offers when the PIN is asked, as far as the owner's rule allows.
func (t turn) pinChoice(floor pin.Rule) error {
	s := chat.Screen{HTML: tPINWhen.In(t.L), Buttons: [][]chat.Button{{{Text: bPINEvery.In(t.L), Data: chat.Data("pin", doRule, 0)}}}}
	var row []chat.Button
	for _, n := range pinAbove {
		if x := money.WholeTaka(n); floor.Allows(pin.Rule{On: true, Above: x}) {
			row = append(row, chat.Button{Text: bPINAbove.Label(t.L, "amount", x), Data: chat.Data("pin", doRule, n)})
		}
	}
	s.Buttons = slices.AppendSeq(s.Buttons, slices.Chunk(row, 2))
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bPINBack.In(t.L), Data: chat.Data("pin", "show")}})
	t.Show(s).Card = pinCard
	return nil
}

// changePIN does with the PIN what it was entered for.
func (t turn) changePIN(k keypad, p pin.PIN) error {
	note := tPINSaved
	switch k.Do {
	case doChange:
		o := t.Show(chat.Screen{HTML: tAskPIN.In(t.L)})
		o.Card = pinCard
		return t.WaitFor(flowPIN, newPIN{Change: true, Asked: t.In.At.Unix()})
	case doOff:
		p, note = pin.PIN{}, tPINIsOff
	case doRule:
		p.Rule = k.Rule
	}
	if err := t.Tx.PutPIN(t.In.From.ID, p); err != nil {
		return err
	}
	return t.showPIN(note.In(t.L), false)
}

// newPINTyped takes the new PIN, twice, and has both messages deleted.
func (t turn) newPINTyped() error {
	var n newPIN
	if err := t.Waiting(flowPIN, &n); err != nil {
		return err
	}
	command, rest := t.Routes.Plain(t.In.Text, t.Owner)
	if command == "cancel" && rest == "" {
		return t.cancel("")
	}
	_, err := order.ParseNumber(t.In.Text)
	typed := strings.TrimSpace(text.LatinDigits(t.In.Text))
	if !t.Fresh(n.Asked, pinWaits) || err == nil || len(typed) > 10 || strings.Trim(typed, "0123456789") != "" { // an order, a word
		return t.PassOn(flowPIN, nil)
	}
	if err := t.deleteTyped(); err != nil {
		return err
	}
	n.Asked = t.In.At.Unix()
	digits, ok := pin.Read(t.In.Text)
	switch {
	case !ok:
		return t.askNewPIN(n, tPINBad)
	case pin.Weak(digits):
		return t.askNewPIN(n, tPINWeak)
	case n.Hash == "":
		if n.Hash, err = t.Made("new "+digits, func() (string, error) { return pin.Hash(digits, t.PINCost) }); err != nil {
			return err
		}
		return t.askNewPIN(n, tAskPINAgain)
	}
	same, err := t.isPIN(n.Hash, digits)
	if err != nil {
		return err
	}
	if !same {
		n.Hash = ""
		return t.askNewPIN(n, tPINDiffers)
	}
	return t.setPIN(n)
}

// askNewPIN goes on waiting for it.
func (t turn) askNewPIN(n newPIN, why chat.Text) error {
	t.Send(chat.Screen{HTML: why.In(t.L)})
	return t.WaitFor(flowPIN, n)
}

// setPIN sets the new PIN, and goes on with what waited for it.
func (t turn) setPIN(n newPIN) error {
	if err := t.StopWaiting(flowPIN); err != nil {
		return err
	}
	p, err := t.Tx.PIN(t.In.From.ID)
	if err != nil {
		return err
	}
	if p.Set() && !n.Change { // it would go past the old one
		return t.showPIN("", true)
	}
	if !p.Set() {
		p.Rule = pin.Always
		if n.Draft != "" || n.List != 0 { // whom the owner's rule has made set one
			with, err := t.conditions()
			if err != nil {
				return err
			}
			p.Rule = with.PIN
		}
	}
	p.Hash = n.Hash
	p.Hit()
	if err := t.Tx.PutPIN(t.In.From.ID, p); err != nil {
		return err
	}
	if err := t.keepLapsed("", true); err != nil {
		return err
	}
	switch {
	case n.Draft != "":
		return t.draftWaits(n.Draft)
	case n.List != 0:
		return t.listWaits(n.List)
	}
	return t.showPIN(tPINIsSet.In(t.L), true)
}

// draftWaits shows the card again that waited for a PIN, if it is still there.
func (t turn) draftWaits(id order.ID) error {
	t.Send(chat.Screen{HTML: tPINIsSet.In(t.L)})
	s, err := t.drafts()
	if err != nil {
		return err
	}
	o, ok := s.find(id)
	if !ok {
		return nil
	}
	o.Draft.Rev++
	return t.next(o.Draft)
}

// listWaits is draftWaits for a list.
func (t turn) listWaits(id order.BatchID) error {
	t.Send(chat.Screen{HTML: tPINIsSet.In(t.L)})
	b, ok, err := t.Tx.Batch(id)
	if err != nil || !ok || b.State != order.BatchPreview {
		return err
	}
	rows, err := t.Tx.BatchRows(id, 0, order.MostRows)
	if err != nil {
		return err
	}
	return t.preview(b, rows)
}
