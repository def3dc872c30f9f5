package office

import (
	"errors"
	"time"
	"unicode/utf8"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// What an owner does with one complaint.

const (
	flowAskMember = "ask member" // of a session that waits for a question
	questionWaits = time.Hour
	cardQuestion  = "asking" // the message that waits for it
)

// asking is a question to a member that is being put together.
type asking struct {
	Order order.ID `json:"order"`
	Kept  int64    `json:"kept"`
}

// questions are offered as buttons.
var questions = []chat.Text{tAskBalance, tAskTime, tAskSameNo}

// complaintTap answers the buttons of the list, of a complaint's card and of the
// questions that follow.
func (t turn) complaintTap(action string, a chat.Args) error {
	switch action {
	case "hours":
		return t.askComplaintHours()
	case "set":
		return t.setComplaintHours(int(a.Int(1)))
	case "stop":
		if err := t.StopWaiting(flowAskMember); err != nil {
			return err
		}
		t.questionIs(tNotAskedThem.In(t.L))
		return nil
	}
	c, ok, err := t.Tx.Complaint(a.ID(1))
	if err != nil {
		return err
	}
	o, known, err := t.Tx.Order(a.ID(1))
	if err != nil {
		return err
	}
	if !ok || !known {
		return t.ShowToast(chat.OldButton)
	}
	switch action {
	case "card":
		return t.showComplaint(c, true)
	case "back":
		return t.showComplaint(c, false)
	case "more":
		return t.askQuestion(c)
	case "q":
		return t.questionTapped(c, a.Int(2))
	case "ref":
		return t.sureRefund(c, o)
	}
	return t.decideComplaint(action, c, o)
}

// showComplaint shows a complaint's card, as a new message or in place of the tapped one.
func (t turn) showComplaint(c order.Complaint, below bool) error {
	shown, err := card.ComplaintCard(t.Config, t.Tx, c)
	if err != nil {
		return err
	}
	o := shown(t.L)
	if o.Chat = t.In.Chat; below || t.In.Tap == nil {
		o.New = true
	} else {
		o.Edit = t.In.Tap.Message
	}
	t.Out = append(t.Out, o)
	return nil
}

// decideComplaint does what a button of the card says.
func (t turn) decideComplaint(action string, c order.Complaint, o order.Order) (err error) {
	me, what := t.In.From.ID, ""
	if action == "sup" && o.Hand != nil {
		return t.ShowToast(chat.OldButton)
	}
	switch action {
	case "sup":
		what = "ask the panel's support"
		c, err = order.AskSupport(t.Tx, c, me, t.In.At)
	case "ok":
		what = "complaint: it has arrived"
		c, err = order.Arrived(t.Tx, c, me, t.In.At)
	case "yes":
		what = "complaint: refund"
		c, err = order.RefundComplaint(t.Tx, t.Books(), o, c, me, t.In.At)
	default:
		return t.ShowToast(chat.OldButton)
	}
	if errors.Is(err, order.ErrComplaintMoved) || errors.Is(err, order.ErrNotDone) {
		return t.complaintOver(c)
	}
	if err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: what, By: me, Subject: string(c.Order)})
	if err := t.showComplaint(c, false); err != nil {
		return err
	}
	if err := t.othersComplaint(c); err != nil {
		return err
	}
	return t.tellComplainer(c)
}

// complaintOver says that somebody was faster, and shows how the complaint stands.
func (t turn) complaintOver(c order.Complaint) error {
	c, _, err := t.Tx.Complaint(c.Order)
	if err != nil {
		return err
	}
	if t.In.Tap == nil {
		if err := t.Say(tComplaintOver); err != nil {
			return err
		}
		return t.showComplaint(c, true)
	}
	t.Toast, t.Alert = tComplaintOver, true
	return t.showComplaint(c, t.Below)
}

// othersComplaint changes the cards of the other owners.
func (t turn) othersComplaint(c order.Complaint) error {
	return t.changeComplaint(c, t.ToOthers)
}

// changeComplaint changes the cards of a complaint that those have to whom it is posted.
func (t turn) changeComplaint(c order.Complaint, post func(func(chat.Language) chat.Outgoing) error) error {
	shown, err := card.ComplaintCard(t.Config, t.Tx, c)
	if err != nil {
		return err
	}
	return post(func(l chat.Language) chat.Outgoing {
		o := shown(l)
		o.IfThere = true
		return o
	})
}

// sureRefund asks for confirmation before money moves.
func (t turn) sureRefund(c order.Complaint, o order.Order) error {
	if !c.State.Live() || o.State != order.Done {
		return t.complaintOver(c)
	}
	pairs := []any{"number", o.Number, "amount", o.Amount}
	sure, shared := tRefundSure, tRefundShared
	if o.Hand != nil { // the panel has no part in it
		sure, shared = tRefundSureHand, tRefundSharedHand
	}
	s, yes := chat.Screen{HTML: shared.In(t.L, pairs...)}, bSettleYes.In(t.L)
	if o.Price != 0 {
		m, _, err := t.Tx.Member(o.Reseller)
		if err != nil {
			return err
		}
		b, err := t.Tx.Balance(o.Reseller)
		if err != nil {
			return err
		}
		s.HTML = sure.In(t.L, append(pairs, "price", chat.Full(o.Price), "name", t.Name(m), "before", chat.Full(b.Total()), "after", chat.Full(b.Total()+o.Price))...)
		yes = bRefundYes.Label(t.L, "price", chat.Full(o.Price))
	}
	s.Buttons = [][]chat.Button{{{Text: yes, Data: chat.Data("cps", "yes", o.ID), Style: chat.Main}},
		{{Text: bGoBack.In(t.L), Data: chat.Data("cps", "back", o.ID)}}}
	t.Show(s)
	return nil
}

// askQuestion asks what the owner wants to know of the member.
func (t turn) askQuestion(c order.Complaint) error {
	if c.State != order.ComplaintOpen && c.State != order.ComplaintAsked {
		return t.complaintOver(c)
	}
	s := chat.Screen{HTML: tAskMemberWhat.In(t.L)}
	for i, q := range questions {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: q.In(t.L), Data: chat.Data("cps", "q", c.Order, i)}})
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bGoBack.In(t.L), Data: chat.Data("cps", "stop")}})
	t.Below = true // the card stays
	t.questionOver()
	o := t.Show(s)
	o.Card, o.New = cardQuestion, true
	return t.WaitFor(flowAskMember, asking{c.Order, t.In.At.Unix()})
}

// questionOver takes the buttons from the message that waits for a question.
func (t turn) questionOver() {
	if t.Tx.Bound(t.In.Chat, cardQuestion) != 0 {
		t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Card: cardQuestion, IfThere: true, Last: true, Screen: &chat.Screen{HTML: tAskMemberWhat.In(t.L)}})
	}
}

// questionIs says what became of the question, in place of that message where a button of
// it was tapped.
func (t turn) questionIs(said string) {
	if t.In.Tap == nil {
		t.questionOver()
	}
	if o := t.Show(chat.Screen{HTML: said}); t.In.Tap != nil {
		o.Card, o.Last = cardQuestion, true
	}
}

// questionTapped takes one of those offered, in the language of whom it is for.
func (t turn) questionTapped(c order.Complaint, n int64) error {
	if n < 0 || int(n) >= len(questions) {
		return t.ShowToast(chat.OldButton)
	}
	m, _, err := t.Tx.Member(c.Member)
	if err != nil {
		return err
	}
	return t.askMember(c, questions[n].In(t.LanguageOf(m.Language, "")))
}

// questionTyped takes the question that an owner writes.
func (t turn) questionTyped() error {
	var w asking
	if err := t.Waiting(flowAskMember, &w); err != nil {
		return err
	}
	if elsewhere, err := t.elsewhere(flowAskMember, w, t.Fresh(w.Kept, questionWaits), true); elsewhere || err != nil {
		return err
	}
	question := text.Clean(t.In.Text, account.MostReason+1)
	if n := utf8.RuneCountInString(question); n < account.LeastReason || n > account.MostReason {
		return t.Say(tNoQuestion)
	}
	c, _, err := t.Tx.Complaint(w.Order)
	if err != nil {
		return err
	}
	return t.askMember(c, question)
}

// askMember asks the member, and says so on all cards.
func (t turn) askMember(c order.Complaint, question string) error {
	if err := t.StopWaiting(flowAskMember); err != nil {
		return err
	}
	c, err := order.AskMember(t.Tx, c, question, t.In.From.ID, t.In.At)
	if errors.Is(err, order.ErrComplaintMoved) {
		t.questionOver()
		t.Below = true
		return t.complaintOver(c)
	}
	if err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: "complaint: ask the member", By: t.In.From.ID, Subject: string(c.Order)})
	t.questionIs(tAskedMember.In(t.L, "question", question))
	if err := t.complaintChanged(c); err != nil {
		return err
	}
	return t.tellComplainer(c)
}
