package shop

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// A complaint about a done order is put together in steps: what is wrong, in words where
// it is something else, photos if there are any. The panel is asked once more before the
// owners hear of it; see order.Complain.

const (
	flowComplain  = "complain" // of a session that waits for words or photos
	complainWaits = time.Hour
	cardComplain  = "complaining" // the newest message of what is being put together
	leastNote     = 3             // characters
)

// complaining is a complaint, or more about one, that is being put together.
type complaining struct {
	Order  order.ID              `json:"order,omitzero"`
	Reason order.ComplaintReason `json:"reason,omitzero"` // "" where the owner asked for more
	Note   string                `json:"note,omitzero"`
	Photos []string              `json:"photos,omitempty"`
	Kept   int64                 `json:"kept"` // Unix seconds
}

// complaintRoute is the route of complaints.
func complaintRoute() chat.Route {
	return chat.Route{
		Tap: "cp", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.complainTap(a.At(0), a.ID(1), a.Int(2)) },
		Flow: flowComplain, Leaves: true, Keeps: true, OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.complainText() },
		OnFile:  func(t *chat.Turn, s chat.Session) (bool, error) { return turn{t}.complainPhoto(s) },
		OnOrder: func(t *chat.Turn, o order.Order) ([]chat.Button, error) { return turn{t}.offerComplaint(o) },
		OnDone: func(_ *chat.Config, l chat.Language, o order.Order) []chat.Button {
			return []chat.Button{{Text: bNotReceived.In(l), Data: chat.Data("cp", "new", o.ID)}}
		},
	}
}

// offerComplaint gives the button with which a member complains about an order of their
// own, or sees how their complaint stands.
func (t turn) offerComplaint(o order.Order) ([]chat.Button, error) {
	if o.Reseller != t.In.From.ID {
		return nil, nil
	}
	c, known, err := t.Tx.Complaint(o.ID)
	if err != nil {
		return nil, err
	}
	if known {
		label := bComplaint.Label(t.L, "state", card.ComplaintState(c), "age", card.ComplaintAge(c, t.In.At))
		return []chat.Button{{Text: label, Data: chat.Data("cp", "see", o.ID)}}, nil
	}
	switch err := order.MayComplain(t.Tx, o, t.In.At); {
	case errors.Is(err, order.ErrNotDone), errors.Is(err, order.ErrTooLate):
		return nil, nil
	case err != nil && !errors.Is(err, order.ErrTooEarly):
		return nil, err
	}
	return []chat.Button{{Text: bNotReceived.In(t.L), Data: chat.Data("cp", "new", o.ID)}}, nil
}

// complainTap answers the buttons of a complaint.
func (t turn) complainTap(action string, id order.ID, n int64) error {
	if action == "stop" {
		if err := t.StopWaiting(flowComplain); err != nil {
			return err
		}
		t.complainOver(tComplainNone)
		return nil
	}
	o, ok, err := t.Tx.Order(id)
	if err != nil {
		return err
	}
	if !ok || o.Reseller != t.In.From.ID {
		return t.ShowToast(chat.OldButton)
	}
	switch action {
	case "new":
		return t.beginComplaint(o)
	case "why":
		return t.complainWhy(o, n)
	case "see":
		return t.seeComplaint(o)
	case "order":
		return t.opened(o.ID, "")
	case "more":
		return t.answerOwner(o)
	case "go":
		return t.sendComplaint(o)
	}
	return t.ShowToast(chat.OldButton)
}

// beginComplaint asks what is wrong. Words or a photo that come instead of a tap are taken
// as something else that is wrong, but not while a PIN is asked for, which may come too.
func (t turn) beginComplaint(o order.Order) error {
	if said, err := t.mayNot(o); said || err != nil {
		return err
	}
	s := chat.Screen{HTML: tComplainWhy.In(t.L, "number", o.Number, "amount", o.Amount)}
	for i, reason := range order.ComplaintReasons {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: card.ComplaintReason(reason).In(t.L), Data: chat.Data("cp", "why", o.ID, i)}})
	}
	s.Buttons = append(s.Buttons, t.noComplaint(o))
	t.Below = true // the order stays
	t.composing(s)
	asked, err := t.pinAsked()
	switch {
	case err != nil:
		return err
	case asked:
		return t.StopWaiting(flowComplain)
	}
	return t.WaitFor(flowComplain, complaining{Order: o.ID, Reason: order.OtherReason, Kept: t.In.At.Unix()})
}

// composing shows what is being put together. A message of it further up loses its
// buttons.
func (t turn) composing(s chat.Screen) {
	fresh := t.In.Tap == nil || t.Below
	if fresh {
		t.leaveComplaint(tOvertaken)
	}
	o := t.Show(s)
	o.Card, o.New = cardComplain, fresh
}

// leaveComplaint has a line in place of the message of what is being put together. Where
// several photos come at once it may not have been sent yet.
func (t turn) leaveComplaint(line chat.Text) {
	if t.In.Tap == nil || t.Tx.Bound(t.In.Chat, cardComplain) != 0 {
		t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Card: cardComplain, IfThere: true, Last: true, Screen: &chat.Screen{HTML: line.In(t.L)}})
	}
}

// complainOver says how it ended, in place of the message with the buttons where one of
// those was tapped.
func (t turn) complainOver(said chat.Text) {
	if t.In.Tap == nil {
		t.leaveComplaint(tDropped)
	}
	o := t.Show(chat.Screen{HTML: said.In(t.L)})
	if t.In.Tap != nil {
		o.Card, o.Last = cardComplain, true
	}
}

func (t turn) noComplaint(o order.Order) []chat.Button {
	return []chat.Button{{Text: bCancel.In(t.L), Data: chat.Data("cp", "stop", o.ID), Style: chat.Bad}}
}

// mayNot says why a member may not complain about an order now; false where they may.
func (t turn) mayNot(o order.Order) (said bool, err error) {
	t.Alert = true
	switch err := order.MayComplain(t.Tx, o, t.In.At); {
	case err == nil:
		t.Alert = false
		return false, nil
	case errors.Is(err, order.ErrTooEarly):
		return true, t.ShowToast(tComplainEarly, "time", t.Clock(t.L, o.Settled.Add(order.ComplaintAfter+time.Minute)))
	case errors.Is(err, order.ErrTooLate):
		hours, err := t.Tx.ComplaintHours()
		if err != nil {
			return true, err
		}
		return true, t.ShowToast(tComplainLate, "count", hours)
	case errors.Is(err, order.ErrComplained):
		t.Alert = false
		return true, t.seeComplaint(o)
	case errors.Is(err, order.ErrNotDone):
		return true, t.ShowToast(chat.OldButton)
	default:
		return true, err
	}
}

// complainWhy takes what is wrong. Words or a photo that came while it was tapped stay with
// it.
func (t turn) complainWhy(o order.Order, n int64) error {
	if n < 0 || int(n) >= len(order.ComplaintReasons) {
		return t.ShowToast(chat.OldButton)
	}
	w, _, ok, err := t.keptComplaint()
	if err != nil {
		return err
	}
	if !ok || w.Order != o.ID || w.Reason == "" {
		w = complaining{Order: o.ID}
	}
	t.Below = w.Note != "" || len(w.Photos) > 0
	w.Reason = order.ComplaintReasons[n]
	return t.nextOfComplaint(w, o)
}

// nextOfComplaint asks for the words that are needed, or shows all that will be sent.
func (t turn) nextOfComplaint(w complaining, o order.Order) error {
	s := chat.Screen{HTML: tComplainReady.In(t.L, "reason", card.ComplaintReason(w.Reason), "number", o.Number, "amount", o.Amount)}
	if w.Reason == "" {
		c, _, err := t.Tx.Complaint(o.ID)
		if err != nil {
			return err
		}
		s.HTML = tComplainMore.In(t.L, "question", c.Question, "number", o.Number, "amount", o.Amount)
	}
	if w.Note != "" {
		s.HTML += "\n" + tComplainSays.In(t.L, "text", w.Note)
	}
	if n := len(w.Photos); n > 0 {
		s.HTML += "\n" + tComplainPhotos.In(t.L, "count", n)
	}
	switch {
	case w.Reason == order.OtherReason && w.Note == "":
		s.HTML += "\n\n" + tComplainNote.In(t.L)
	case w.Reason == "" && w.Note == "" && len(w.Photos) == 0:
	default:
		s.HTML += "\n\n" + tComplainSend.In(t.L)
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bSendComplaint.In(t.L), Data: chat.Data("cp", "go", o.ID), Style: chat.Good}})
	}
	s.Buttons = append(s.Buttons, t.noComplaint(o))
	t.composing(s)
	w.Kept = t.In.At.Unix()
	return t.WaitFor(flowComplain, w)
}

// keptComplaint gives what is being put together, with its order; false where that is nothing any
// more.
func (t turn) keptComplaint() (w complaining, o order.Order, ok bool, err error) {
	if err := t.Waiting(flowComplain, &w); err != nil {
		return w, o, false, err
	}
	if w.Order == "" || !t.Fresh(w.Kept, complainWaits) {
		return w, o, false, nil
	}
	o, ok, err = t.Tx.Order(w.Order)
	return w, o, ok && o.Reseller == t.In.From.ID, err
}

// complainText takes what a member writes. A command, or an order, is answered as that, and
// so is an amount where a card waits for one. "lagbe na" may be what the customer said: only one
// word drops what is being put together.
func (t turn) complainText() error {
	w, o, ok, err := t.keptComplaint()
	if err != nil {
		return err
	}
	if !ok {
		return t.PassOn(flowComplain, nil)
	}
	command, rest := t.Routes.Plain(t.In.Text, t.Owner)
	_, sale, err := t.saleTyped()
	if !sale && err == nil {
		sale, err = t.amountTyped()
	}
	switch {
	case err != nil:
		return err
	case command == "cancel" && rest != "":
		return t.cancel(rest)
	case command == "cancel" && len(strings.Fields(t.In.Text)) == 1:
		if err := t.StopWaiting(flowComplain); err != nil {
			return err
		}
		t.complainOver(tComplainNone)
		return nil
	case command != "" && command != "cancel", sale:
		return t.PassOn(flowComplain, w)
	}
	note := text.Clean(t.In.Text, order.MostNote+1)
	if n := utf8.RuneCountInString(note); n < leastNote || n > order.MostNote {
		return t.Say(tComplainBadNote)
	}
	w.Note = note
	return t.nextOfComplaint(w, o)
}

// amountTyped reports whether a text is nothing but an amount, and a card waits for one.
func (t turn) amountTyped() (bool, error) {
	p, w := parse(t.In.Text)
	if w != nil || p.Amount == 0 || p.unread != "" {
		return false, nil
	}
	return t.waitsForAmount()
}

// complainPhoto takes a photo while a complaint is put together. Telegram sends on as a
// photo only what came as one, so that a picture that came as a file is asked for again.
func (t turn) complainPhoto(s chat.Session) (bool, error) {
	photo := t.In.File.Kind == chat.PhotoFile
	if s.Flow != flowComplain || !photo && !strings.HasPrefix(t.In.File.Type, "image/") {
		return false, nil
	}
	w, o, ok, err := t.keptComplaint()
	if err != nil || !ok {
		return false, err
	}
	if !photo {
		return true, t.Say(tComplainAsPhoto)
	}
	if len(w.Photos) >= order.MostPhotos {
		return true, t.Say(tComplainFull)
	}
	w.Photos = append(w.Photos, t.In.File.ID)
	if note := text.Clean(t.In.Text, order.MostNote); note != "" && w.Note == "" {
		w.Note = note
	}
	return true, t.nextOfComplaint(w, o)
}

// sendComplaint keeps the complaint, or sends what the owner has asked for.
func (t turn) sendComplaint(o order.Order) error {
	w, _, ok, err := t.keptComplaint()
	if err != nil {
		return err
	}
	if !ok || w.Order != o.ID || w.Reason == order.OtherReason && w.Note == "" {
		return t.ShowToast(chat.OldButton)
	}
	if err := t.StopWaiting(flowComplain); err != nil {
		return err
	}
	if w.Reason == "" {
		return t.sendMore(w, o)
	}
	if said, err := t.mayNot(o); said || err != nil {
		return err
	}
	before, again, err := t.Tx.Complaint(o.ID)
	if err != nil {
		return err
	}
	c, err := order.Complain(t.Tx, o, order.Complaint{Reason: w.Reason, Note: w.Note, Photos: w.Photos}, t.In.At)
	if err != nil {
		return err
	}
	said := tComplainSent
	if o.Hand != nil {
		said = tComplainHand
	}
	t.complainOver(said)
	if again {
		if err := t.answered(before); err != nil {
			return err
		}
	}
	if o.Hand == nil {
		return nil
	}
	cards, err := card.ComplaintToOwners(t.Config, t.Tx, c, c.Photos, chat.Text{})
	t.Out = append(t.Out, cards...)
	return err
}

// answered takes the button from what a complaint's member was told before.
func (t turn) answered(before order.Complaint) error {
	o, err := card.ComplaintAnswered(t.Config, t.Tx, before)
	t.Out = append(t.Out, o)
	return err
}

// answerOwner asks for what the owner wants to know.
func (t turn) answerOwner(o order.Order) error {
	c, _, err := t.Tx.Complaint(o.ID)
	if err != nil {
		return err
	}
	if c.State != order.ComplaintMore {
		return t.seeComplaint(o)
	}
	t.Below = true // the question stays
	return t.nextOfComplaint(complaining{Order: o.ID}, o)
}

// mostLive is among how many of their complaints a question of the owner's is looked for.
const mostLive = 20

// ownersQuestion adds the owner's question about a complaint, the latest that waits, to what a
// member is told who wrote what is nothing else: it may be meant as the answer.
func (t turn) ownersQuestion(s *chat.Screen) error {
	live, err := t.Tx.LiveComplaints(t.In.From.ID, mostLive)
	if err != nil {
		return err
	}
	for _, c := range slices.Backward(live) {
		if c.State != order.ComplaintMore {
			continue
		}
		o, _, err := t.Tx.Order(c.Order)
		s.HTML += "\n\n" + tAnswerFirst.In(t.L, "question", c.Question, "number", o.Number, "amount", o.Amount)
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bAnswerOwner.In(t.L), Data: chat.Data("cp", "more", c.Order), Style: chat.Main}})
		return err
	}
	return nil
}

// sendMore passes the member's answer on to the owners.
func (t turn) sendMore(w complaining, o order.Order) error {
	c, _, err := t.Tx.Complaint(o.ID)
	if err != nil {
		return err
	}
	before := c
	if c, err = order.SayMore(t.Tx, c, w.Note, w.Photos, t.In.At); errors.Is(err, order.ErrComplaintMoved) {
		t.complainOver(tComplainNotAdded) // an owner has gone on meanwhile
		return t.seeComplaint(o)
	} else if err != nil {
		return err
	}
	t.complainOver(tComplainAdded)
	if err := t.answered(before); err != nil {
		return err
	}
	cards, err := card.ComplaintToOwners(t.Config, t.Tx, c, w.Photos, tComplainAsk)
	t.Out = append(t.Out, cards...)
	return err
}

// seeComplaint shows its member how a complaint stands.
func (t turn) seeComplaint(o order.Order) error {
	c, ok, err := t.Tx.Complaint(o.ID)
	if err != nil {
		return err
	}
	if !ok {
		return t.ShowToast(chat.OldButton)
	}
	s := chat.Screen{HTML: tComplaintIs.In(t.L, "reason", card.ComplaintReason(c.Reason), "state", card.ComplaintState(c),
		"age", card.ComplaintAge(c, t.In.At), "number", o.Number, "amount", o.Amount)}
	switch {
	case c.State == order.ComplaintMore:
		s.HTML += "\n" + tComplaintAsks.In(t.L, "question", c.Question)
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bAnswerOwner.In(t.L), Data: chat.Data("cp", "more", o.ID), Style: chat.Main}})
	case order.MayComplain(t.Tx, o, t.In.At) == nil:
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bComplainOnce.In(t.L), Data: chat.Data("cp", "new", o.ID)}})
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bComplaintOrder.In(t.L), Data: chat.Data("cp", "order", o.ID)}})
	t.Below = true
	t.Show(s)
	return nil
}

// liveComplaints adds a member's complaints of which something is expected to a screen.
func (t turn) liveComplaints(s *chat.Screen) error {
	const most = 5
	all, err := t.Tx.LiveComplaints(t.In.From.ID, most)
	if err != nil || len(all) == 0 {
		return err
	}
	if s.HTML != "" {
		s.HTML += "\n\n"
	}
	s.HTML += tComplaints.In(t.L, "count", len(all))
	for _, c := range all {
		o, _, err := t.Tx.Order(c.Order)
		if err != nil {
			return err
		}
		row := tComplaintRow.Label(t.L, "number", o.Number, "amount", o.Amount, "state", card.ComplaintState(c), "age", card.ComplaintAge(c, t.In.At))
		s.Buttons = append(s.Buttons, []chat.Button{{Text: row, Data: chat.Data("cp", "see", c.Order)}})
	}
	return nil
}
