package shop

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/pin"
)

// The keypad asks for the member's PIN in place of a card: before an order or a list is
// placed, and before the PIN is changed. It is good for the draft as it was shown, for one
// minute. Its buttons carry positions, and the order of the digits is another one each time
// it is shown, so that what Telegram sends of the taps does not say which digits they were.

// flowKeypad is the flow by which a session keeps the keypad that is open in a chat.
const flowKeypad = "keypad"

// keypadFor is how long a keypad is open.
const keypadFor = time.Minute

// keypad is one that is open.
type keypad struct {
	ID order.ID `json:"id"` // another one each time it is shown
	// What the PIN is asked for: a draft, a list, or something that is done with the PIN.
	Draft order.ID      `json:"draft,omitzero"`
	List  order.BatchID `json:"list,omitzero"`
	Do    string        `json:"do,omitzero"`
	Rule  pin.Rule      `json:"rule,omitzero"` // that doRule sets
	Rev   int           `json:"rev,omitzero"`  // of the draft or the list

	Digits string `json:"digits"`          // in the order in which they are shown
	Typed  string `json:"typed,omitempty"` // positions in Digits
	Until  int64  `json:"until"`           // Unix seconds
	Flow   string `json:"flow,omitempty"`  // that waited for a text when it was shown
}

// What is done with a PIN once it was entered.
const (
	doChange = "change"
	doOff    = "off"
	doRule   = "rule"
)

// keypadRoute is the route of its keys, of a PIN that is typed while it is open, and of the
// end of its time.
func keypadRoute() chat.Route {
	return chat.Route{Tap: "pad", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.keypadTap(a.ID(0), a.At(1)) },
		Always: func(t *chat.Turn) (bool, error) { return turn{t}.typedPIN() },
		Timer:  account.TimerKeypad, OnTimer: keypadTimer, OnRemoved: keypadRemoved}
}

// card is the name of the card in whose place the keypad is shown.
func (k keypad) card() string {
	switch {
	case k.Draft != "":
		return card.Name(k.Draft)
	case k.List != 0:
		return card.BatchName(k.List)
	}
	return pinCard
}

// entered is what was entered so far.
func (k keypad) entered() string {
	var digits strings.Builder
	for _, at := range []byte(k.Typed) {
		digits.WriteByte(k.Digits[at-'0'])
	}
	return digits.String()
}

func (k keypad) over(now time.Time) bool {
	left := time.Unix(k.Until, 0).Sub(now)
	return left <= 0 || left > keypadFor+time.Minute // the clock was set back
}

// keypad gives the one that is open in the chat.
func (t turn) keypad() (k keypad, open bool, err error) {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return k, false, err
	}
	err = s.Load(flowKeypad, &k)
	return k, k.ID != "", err
}

// keepKeypad keeps it; nil closes it.
func (t turn) keepKeypad(k *keypad) error {
	timer := account.Timer{Kind: account.TimerKeypad, Of: t.In.Chat}
	if k == nil {
		if err := t.Tx.DropTimer(timer); err != nil {
			return err
		}
		return t.Keep(flowKeypad, nil)
	}
	timer.At = time.Unix(k.Until, 0)
	if err := t.Tx.PutTimer(timer); err != nil {
		return err
	}
	return t.Keep(flowKeypad, k)
}

// openKeypad shows a keypad, with what is said above it. One that is open for something
// else closes.
func (t turn) openKeypad(k keypad, note string) error {
	if other, open, err := t.keypad(); err != nil {
		return err
	} else if open && other.card() != k.card() {
		if err := t.closeKeypad(other, tPadElsewhere.In(t.L)); err != nil {
			return err
		}
	}
	if err := t.Keep(flowLapsed, nil); err != nil {
		return err
	}
	id, err := t.Tx.NextID(t.In.At)
	if err != nil {
		return err
	}
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	digits := []byte("0123456789")
	t.Shuffle(digits)
	k.ID, k.Digits, k.Typed, k.Until, k.Flow = id, string(digits), "", t.In.At.Add(keypadFor).Unix(), s.Flow
	return t.showKeypad(k, note)
}

// showKeypad shows it as it is now.
func (t turn) showKeypad(k keypad, note string) error {
	what, err := t.pinFor(k)
	if err != nil {
		return err
	}
	n := len(k.Typed)
	dots := strings.TrimSpace(strings.Repeat("● ", n) + strings.Repeat("○ ", max(0, pin.Least-n)))
	s := chat.Screen{HTML: tPad.In(t.L, "what", chat.HTML(what), "dots", dots)}
	if note != "" {
		s.HTML = note + "\n\n" + s.HTML
	}
	key := func(label, key string, style chat.Style) chat.Button {
		return chat.Button{Text: label, Data: chat.Data("pad", k.ID, key), Style: style}
	}
	digit := func(i int) chat.Button { return key(t.L.Digits(k.Digits[i:i+1]), strconv.Itoa(i), "") }
	for i := 0; i < 9; i += 3 {
		s.Buttons = append(s.Buttons, []chat.Button{digit(i), digit(i + 1), digit(i + 2)})
	}
	s.Buttons = append(s.Buttons, []chat.Button{key("⌫", "del", ""), digit(9), key(bPadOK.In(t.L), "ok", chat.Good)},
		[]chat.Button{key(bPINBack.In(t.L), "back", "")})
	t.Show(s).Card = k.card()
	return t.keepKeypad(&k)
}

// pinFor says what the PIN is asked for.
func (t turn) pinFor(k keypad) (string, error) {
	switch {
	case k.Draft != "":
		s, err := t.drafts()
		o, _ := s.find(k.Draft)
		return string(t.what(o.Draft)), err
	case k.List != 0:
		b, _, err := t.Tx.Batch(k.List)
		return tListShort.In(t.L, "count", b.Wanted, "amount", b.Amount), err
	case k.Do == doOff:
		return tPadOff.In(t.L), nil
	case k.Do == doRule:
		return tPadRule.In(t.L, "rule", card.PINRule(t.L, k.Rule)), nil
	}
	return tPadChange.In(t.L), nil
}

// keypadTap answers a key.
func (t turn) keypadTap(id order.ID, key string) error {
	k, open, err := t.keypad()
	if err != nil {
		return err
	}
	if !open || k.ID != id || t.Owner {
		return t.ShowToast(chat.OldButton)
	}
	if k.over(t.In.At) {
		return t.keypadOver(k)
	}
	switch key {
	case "back":
		return t.closeKeypad(k, "")
	case "ok":
		if len(k.Typed) < pin.Least {
			return t.ShowToast(tPINShort)
		}
		return t.tryPIN(k, k.entered())
	case "del":
		k.Typed = k.Typed[:max(0, len(k.Typed)-1)]
	default:
		if len(key) != 1 || key[0] < '0' || key[0] > '9' {
			return t.ShowToast(chat.OldButton)
		}
		if len(k.Typed) < pin.Most {
			k.Typed += key
		}
	}
	return t.showKeypad(k, "")
}

// typedPIN takes 4 to 6 digits for the PIN while a keypad is open, and has the message
// deleted. A conversation that has begun to wait for a text since then goes before it.
func (t turn) typedPIN() (bool, error) {
	digits, ok := pin.Read(t.In.Text)
	if !ok || t.Owner {
		return false, nil
	}
	k, open, err := t.keypad()
	if err != nil || !open {
		return false, err
	}
	if s, err := t.Tx.Session(t.In.Chat); err != nil || s.Flow != "" && s.Flow != k.Flow {
		return false, err
	}
	if err := t.deleteTyped(); err != nil {
		return true, err
	}
	if k.over(t.In.At) {
		return true, t.keypadOver(k)
	}
	return true, t.tryPIN(k, digits)
}

// deleteTyped has the message deleted that holds a PIN, before anything is answered.
func (t turn) deleteTyped() error {
	instead := tPINNotDeleted.In(t.L)
	if t.In.Message == 0 { // Telegram has not said which it is
		t.Send(chat.Screen{HTML: instead})
		return nil
	}
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Delete: &chat.Deletion{Message: t.In.Message, Instead: instead}})
	return nil
}

// tryPIN does what the PIN was asked for, if it is the right one; else it counts the wrong
// one.
func (t turn) tryPIN(k keypad, digits string) error {
	p, err := t.Tx.PIN(t.In.From.ID)
	if err != nil {
		return err
	}
	if !p.Set() { // an owner has reset it
		return t.closeKeypad(k, tPINGone.In(t.L))
	}
	if p.Locked(t.Steady(t.In.At)) {
		return t.closeKeypad(k, t.lockedText(p, k.card() != pinCard))
	}
	right, err := t.isPIN(p.Hash, digits)
	if err != nil {
		return err
	}
	if !right {
		return t.wrongPIN(k, p)
	}
	if p.Wrong > 0 {
		p.Hit()
		if err := t.Tx.PutPIN(t.In.From.ID, p); err != nil {
			return err
		}
	}
	if err := t.keepKeypad(nil); err != nil {
		return err
	}
	if err := t.keepLapsed(k.Flow, true); err != nil {
		return err
	}
	return t.entered(k, p)
}

// isPIN compares a PIN with a hash, outside of the transaction.
func (t turn) isPIN(hash, digits string) (bool, error) {
	const right = "right"
	verdict, err := t.Made(hash+" "+digits, func() (string, error) {
		if pin.Matches(hash, digits) {
			return right, nil
		}
		return "wrong", nil
	})
	return verdict == right, err
}

// wrongPIN counts a wrong one. The fifth locks, and the owners are told.
func (t turn) wrongPIN(k keypad, p pin.PIN) error {
	locks := p.Miss(t.Steady(t.In.At))
	if err := t.Tx.PutPIN(t.In.From.ID, p); err != nil {
		return err
	}
	if !locks {
		return t.openKeypad(k, tPINWrong.In(t.L, "count", p.Left()))
	}
	if err := t.closeKeypad(k, t.lockedText(p, k.card() != pinCard)); err != nil {
		return err
	}
	return t.ToOwners(func(l chat.Language) chat.Outgoing {
		text := tOwnersPINLocked
		if p.ForGood() {
			text = tOwnersPINShut
		}
		said := text.In(l, "person", card.Person(t.Config, l, t.Member.ID, t.Member.ShownName(), t.Member.Username), "count", p.Wrong, "time", t.Clock(l, t.lockEnds(p)))
		return chat.Outgoing{Screen: &chat.Screen{HTML: said, Buttons: [][]chat.Button{{card.ResetPIN(l, t.Member.ID)}}}, Note: strings.ReplaceAll(said, "\n", " ")}
	})
}

// lockedText says to a member until when no PIN is taken, at what was to be sent (or not).
func (t turn) lockedText(p pin.PIN, sends bool) string {
	locked, shut := tPINLocked, tPINShut
	if !sends {
		locked, shut = tPINLockedNow, tPINShutNow
	}
	if p.ForGood() {
		return shut.In(t.L, "count", p.Wrong)
	}
	return locked.In(t.L, "count", p.Wrong, "time", t.Clock(t.L, t.lockEnds(p)))
}

// lockEnds is when a lock ends by the clock that people see now.
func (t turn) lockEnds(p pin.PIN) time.Time { return t.In.At.Add(p.Until.Sub(t.Steady(t.In.At))) }

// entered does what the right PIN was asked for. What was changed meanwhile is shown again
// instead.
func (t turn) entered(k keypad, p pin.PIN) error {
	switch {
	case k.Draft != "":
		s, err := t.drafts()
		if err != nil {
			return err
		}
		open, ok := s.find(k.Draft)
		if !ok || open.Draft.Rev != k.Rev {
			return t.closeKeypad(k, tPadChanged.In(t.L))
		}
		if err := t.confirm(s, open, true); err != nil {
			return err
		}
		if name := k.card(); !slices.ContainsFunc(t.Out, func(o chat.Outgoing) bool { return o.Card == name }) { // a box said why not
			return t.cardAgain(k.Draft, "")
		}
		return nil
	case k.List != 0:
		b, ok, err := t.Tx.Batch(k.List)
		if err != nil {
			return err
		}
		if !ok || b.State != order.BatchPreview || b.Rev != k.Rev {
			return t.closeKeypad(k, tPadChanged.In(t.L))
		}
		rows, err := t.Tx.BatchRows(b.ID, 0, order.MostRows)
		if err != nil {
			return err
		}
		return t.confirmList(b, rows, true)
	}
	return t.changePIN(k, p)
}
