package office

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// Orders that an owner carries out by hand: a list, one owner who takes each, and their
// word on how it ended.

// flowHand is the flow in which an owner types a transaction id, or why an order could not
// be carried out.
const flowHand = "hand"

// remindAgain is how long after a reminder of such an order the next one comes.
const remindAgain = time.Hour

// handSaid is what an owner is saying of an order.
type handSaid struct {
	ID    order.ID `json:"id"`
	Done  bool     `json:"done,omitzero"`
	Asked int64    `json:"asked"`
}

// handReasons are why an order could not be carried out, by their number in buttons.
var handReasons = []chat.Text{tHandOver, tHandNumber, tHandLater}

// todo lists the orders that wait to be carried out by hand, oldest first.
func (t turn) todo() error {
	const most = 20
	all, err := t.Tx.ByHand("", most+1)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return t.Say(tTodoNone)
	}
	s := chat.Screen{HTML: tTodo.In(t.L, "count", min(len(all), most))}
	if len(all) > most {
		s.HTML = tTodoMany.In(t.L, "count", most)
	}
	for _, o := range all[:min(len(all), most)] {
		mark := "🕐"
		if o.Hand.By != 0 {
			mark = "✋"
		}
		s.Buttons = append(s.Buttons, []chat.Button{{Text: chat.OpenRow.Label(t.L, "mark", mark, "number", o.Number, "amount", o.Amount, "age", t.In.At.Sub(o.Placed)),
			Data: chat.Data("hd", "card", o.ID)}})
	}
	t.Show(s)
	return nil
}

// handCard shows an order in place of the tapped message.
func (t turn) handCard(o order.Order) error {
	reseller, _, err := t.Tx.Member(o.Reseller)
	if err != nil {
		return err
	}
	t.Show(card.ForHand(t.Config, t.L, o, t.In.From.ID, reseller, t.In.At))
	return nil
}

// handTap answers an owner's buttons on such an order.
func (t turn) handTap(a chat.Args) error {
	if err := t.keepHand(nil); err != nil { // every button but two leaves the question
		return err
	}
	id := a.ID(1)
	o, ok, err := t.Tx.Order(id)
	if err != nil {
		return err
	}
	if !ok || o.Hand == nil {
		return t.ShowToast(chat.OldButton)
	}
	switch a.At(0) {
	case "card":
		return t.handCard(o)
	case "take":
		return t.takeHand(o)
	case "back":
		o, err = order.GiveBack(t.Unit(), id, t.In.From.ID, t.In.At)
		return t.handMoved("back", o, err)
	case "done", "fail":
		if o.State != order.Placed || o.Hand.By != t.In.From.ID {
			return t.notMine(o, order.ErrTaken)
		}
		return t.askHand(handSaid{ID: id, Done: a.At(0) == "done"}, "")
	case "noid":
		return t.settleHand(order.HandDone{Owner: t.In.From.ID, Done: true}, id)
	case "why":
		n := int(a.Int(2))
		if n < 0 || n >= len(handReasons) {
			return t.ShowToast(chat.OldButton)
		}
		reseller, _, err := t.Tx.Member(o.Reseller)
		if err != nil {
			return err
		}
		return t.settleHand(order.HandDone{Owner: t.In.From.ID, Reason: handReasons[n].In(t.LanguageOf(reseller.Language, ""))}, id)
	}
	return t.ShowToast(chat.OldButton)
}

// takeHand gives an order to this owner. Whoever had it is told: they may be doing it.
func (t turn) takeHand(o order.Order) error {
	former := o.Hand.By
	if former == t.In.From.ID && o.State == order.Placed { // the button was tapped twice
		return t.handCard(o)
	}
	name := text.Clean(t.Member.ShownName(), 40)
	if name == "" {
		name = strconv.FormatInt(t.In.From.ID, 10)
	}
	o, err := order.TakeByHand(t.Unit(), o.ID, t.In.From.ID, name, t.In.At)
	if err == nil && former != 0 {
		err = t.tellFormer(former, o)
	}
	return t.handMoved("take", o, err)
}

// tellFormer tells the owner who had an order that this one has taken it over.
func (t turn) tellFormer(former int64, o order.Order) error {
	m, _, err := t.Tx.Member(former)
	if err != nil {
		return err
	}
	said := tHandTakenOver.In(t.LanguageOf(m.Language, ""), "name", o.Hand.Name, "number", o.Number, "amount", o.Amount)
	t.Out = append(t.Out, chat.Outgoing{Chat: former, Screen: &chat.Screen{HTML: said}, Note: said})
	return nil
}

// handMoved shows an order that was taken or given back, or says why it was not.
func (t turn) handMoved(what string, o order.Order, err error) error {
	if err != nil {
		return t.notMine(o, err)
	}
	if err := t.remindOf(o, o.Hand.Promise); err != nil { // the time of whoever has it begins anew
		return err
	}
	t.Tx.Audit(chat.Act{What: "by hand: " + what, By: t.In.From.ID, Subject: string(o.ID)})
	return t.handChanged(o)
}

// notMine says that somebody else has taken the order, or that it has ended, and shows
// it.
func (t turn) notMine(o order.Order, err error) error {
	said := tHandTaken
	switch {
	case errors.Is(err, order.ErrSettled):
		said = tSettledBefore
	case !errors.Is(err, order.ErrTaken):
		return err
	}
	t.Alert = true
	return errors.Join(t.ShowToast(said), t.handCard(o))
}

// handChanged shows the order to all owners on their cards, and here.
func (t turn) handChanged(o order.Order) error {
	if t.In.Tap == nil || t.In.Tap.Message != t.Tx.Bound(t.In.Chat, card.HandName(o.ID)) {
		if err := t.handCard(o); err != nil {
			return err
		}
	}
	return card.PostHand(t.Config, t.Tx, o, false, t.In.At)
}

// askHand asks for the transaction id, or for the reason.
func (t turn) askHand(said handSaid, problem string) error {
	o, _, err := t.Tx.Order(said.ID)
	if err != nil {
		return err
	}
	what := []any{"number", o.Number, "amount", o.Amount}
	s := chat.Screen{HTML: tHandAskID.In(t.L, what...)}
	if said.Done {
		s.Buttons = [][]chat.Button{{{Text: bHandNoID.In(t.L), Data: chat.Data("hd", "noid", said.ID), Style: chat.Good}}}
	} else {
		s.HTML = tHandAskWhy.In(t.L, what...)
		for i, why := range handReasons {
			s.Buttons = append(s.Buttons, []chat.Button{{Text: why.Label(t.L), Data: chat.Data("hd", "why", said.ID, i)}})
		}
	}
	if problem != "" {
		s.HTML = problem + "\n" + s.HTML
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bGoBack.In(t.L), Data: chat.Data("hd", "card", said.ID)}})
	t.Send(s)
	said.Asked = t.In.At.Unix()
	return t.keepHand(&said)
}

// keepHand claims the next text for what an owner is saying; nil ends that.
func (t turn) keepHand(said *handSaid) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	var kept any
	if s.Flow == flowHand {
		s.Flow = ""
	}
	if said != nil {
		s.Flow, kept = flowHand, said
	}
	if err := s.Keep(flowHand, kept); err != nil {
		return err
	}
	return t.Tx.PutSession(t.In.Chat, s)
}

// handTyped takes the transaction id or the reason.
func (t turn) handTyped(s chat.Session) error {
	var said handSaid
	if err := s.Load(flowHand, &said); err != nil {
		return err
	}
	meant := t.meaning(t.In.Text, said.Asked, false)
	if isSaleOfEnd(t.In.Text) {
		meant = meantOther
	}
	switch meant {
	case meantCancel:
		return t.Routes.Command(t.Turn, "/cancel")
	case meantOther:
		if err := t.keepHand(nil); err != nil {
			return err
		}
		return t.Routes.Text(t.Turn)
	}
	typed := text.Clean(t.In.Text, 200)
	if said.Done {
		typed = text.LatinDigits(typed)
		if !strings.ContainsAny(typed, "0123456789") || strings.Contains(typed, " ") { // "ok", "done", what is no id
			return t.askHand(said, tHandNoDigit.In(t.L, "typed", typed))
		}
	}
	if n := len([]rune(typed)); n < 3 || said.Done && n > 64 {
		return t.askHand(said, tHandShort.In(t.L))
	}
	w := order.HandDone{Owner: t.In.From.ID, Done: said.Done, Reason: typed}
	if said.Done {
		w.TransactionID, w.Reason = typed, ""
	}
	return t.settleHand(w, said.ID)
}

// settleHand settles the order by this owner's word.
func (t turn) settleHand(w order.HandDone, id order.ID) error {
	if err := t.keepHand(nil); err != nil {
		return err
	}
	o, err := order.SettleByHand(t.Unit(), id, w, t.In.At)
	if err != nil {
		return t.notMine(o, err)
	}
	timer, err := order.HandTimer(id, t.In.At)
	if err != nil {
		return err
	}
	if err := t.Tx.DropTimer(timer); err != nil {
		return err
	}
	what := "by hand: could not be done"
	if w.Done {
		what = "by hand: done"
	}
	t.Tx.Audit(chat.Act{What: what, By: t.In.From.ID, Subject: string(id)})
	return t.handChanged(o)
}

// handTimer reminds the owners of an order whose time is over, and once more each hour.
func (t turn) handTimer(of int64) error {
	o, ok, err := t.Tx.Order(order.OfTimer(of))
	if err != nil || !ok || o.Hand == nil || o.State != order.Placed {
		return err
	}
	if err := card.PostHand(t.Config, t.Tx, o, true, t.In.At); err != nil {
		return err
	}
	return t.remindOf(o, remindAgain)
}

// remindOf sets when the owners are reminded of an order.
func (t turn) remindOf(o order.Order, after time.Duration) error {
	timer, err := order.HandTimer(o.ID, t.In.At.Add(after))
	if err != nil {
		return err
	}
	return t.Tx.PutTimer(timer)
}

// ReturnHands gives the orders back that somebody had taken who is no owner any more, and
// puts them before those who are.
func ReturnHands(of *chat.Turn) error {
	const most = 100 // at once
	t := turn{of}
	for after := order.ID(""); ; {
		page, err := t.Tx.ByHand(after, most)
		if err != nil {
			return err
		}
		for _, o := range page {
			if after = o.ID; o.Hand.By == 0 {
				continue
			}
			m, _, err := t.Tx.Member(o.Hand.By)
			if err != nil {
				return err
			}
			if m.ID = o.Hand.By; t.IsOwner(m) {
				continue
			}
			if err := t.returnHand(o); err != nil {
				return err
			}
		}
		if len(page) < most {
			return nil
		}
	}
}

// returnHand gives one back. Its time begins anew.
func (t turn) returnHand(o order.Order) error {
	was := o.Hand.By
	o, err := order.TakeBack(t.Unit(), o.ID, t.In.At)
	if err != nil {
		return err
	}
	if err := t.remindOf(o, o.Hand.Promise); err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: "by hand: back from who is no owner any more", By: was, Subject: string(o.ID)})
	return card.PostHand(t.Config, t.Tx, o, true, t.In.At)
}
