package office

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// Deposits that members ask for are decided by the owners: the first decides, and the
// cards of all change.

// depositRoutes are the routes of deposits, and of booking one without a request.
func depositRoutes() []chat.Route {
	return []chat.Route{
		{Command: "deposits", Help: hDeposits, Menu: mDeposits, Words: "deposits,deposit list,pending deposit,pending deposits,joma gulo,joma list,sob joma,জমাগুলো,সব জমা,জমা লিস্ট,জমার তালিকা", Shows: true,
			Do:  func(t *chat.Turn, _ string) error { return turn{t}.deposits(0) },
			Tap: "deps", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.depositsTap(a) },
			Flow: flowDecide, Leaves: true, Keeps: true, OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.decideText() },
			Always: func(t *chat.Turn) (bool, error) { return turn{t}.readPayment() },
			Timer:  account.TimerDeposit, OnTimer: func(t *chat.Turn, timer account.Timer) error { return turn{t}.depositDue(uint64(timer.Of)) }},
		{Command: "deposit", Menu: mBook,
			Do:  func(t *chat.Turn, rest string) error { return turn{t}.bookCommand(rest) },
			Tap: "dep", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.bookTap(a) },
			Flow: flowBook, Leaves: true, Keeps: true, OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.bookText() }},
	}
}

// deposits lists those that wait, after an id, oldest first.
func (t turn) deposits(after uint64) error {
	const page = 8
	list, err := t.Tx.OpenDeposits(0, after, page+1)
	if err != nil {
		return err
	}
	if len(list) == 0 && after != 0 { // the page has gone
		return t.deposits(0)
	}
	if len(list) == 0 {
		return t.Say(tDepositsNone)
	}
	more := len(list) > page
	list = list[:min(len(list), page)]
	s := chat.Screen{HTML: tDepositsHead.In(t.L)}
	for _, d := range list {
		m, _, err := t.Tx.Member(d.Member)
		if err != nil {
			return err
		}
		c, _, err := t.Tx.Channel(d.Channel)
		if err != nil {
			return err
		}
		s.Buttons = append(s.Buttons, []chat.Button{{Data: chat.Data("deps", "card", d.ID),
			Text: strings.Join([]string{t.Name(m), t.L.Value(d.Amount), card.ChannelName(c), t.L.Age(t.In.At.Sub(d.Asked))}, " · ")}})
	}
	var row []chat.Button
	if after != 0 {
		row = append(row, chat.Button{Text: "⏮", Data: chat.Data("deps", "list", 0)})
	}
	if more {
		row = append(row, chat.Button{Text: "▶", Data: chat.Data("deps", "list", list[page-1].ID)})
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	t.Show(s)
	return nil
}

// depositsTap answers the buttons of the list, of a deposit's card, and of the questions
// below it.
func (t turn) depositsTap(a chat.Args) error {
	switch a.At(0) {
	case "list":
		return t.deposits(uint64(max(0, a.Int(1))))
	case "w":
		return t.paymentOf(a.At(1), a.At(2), money.Taka(a.Int(3)))
	case "a", "r", "stop":
		return t.decideTap(a)
	}
	d, ok, err := t.Tx.Deposit(uint64(a.Int(1)))
	if err != nil {
		return err
	}
	if !ok {
		return t.ShowToast(chat.OldButton)
	}
	if a.At(0) == "card" {
		return card.ShowDeposit(t.Turn, d) // the list stays
	}
	if d.State != account.Waiting {
		return t.decidedBefore(d)
	}
	twin, err := t.Books().Twin(d, d.Amount)
	if err != nil {
		return err
	}
	told := uint64(a.Int(4)) // the twin of which the card tells
	switch {
	case card.ToDecide(a.At(0), d, told) != t.In.Tap.Data: // it was corrected since
		t.Toast, t.Alert = tDepositCorrected, true
		return card.DepositInPlace(t.Turn, d)
	case twin.ID != told && a.At(0) != "n": // another owner has booked it, perhaps
		t.Toast, t.Alert = tBookedSince, true
		return card.DepositInPlace(t.Turn, d)
	}
	switch a.At(0) {
	case "y":
		return t.approve(d, d.Amount, "")
	case "o", "n":
		return t.askDecision(d, a.At(0))
	}
	return t.ShowToast(chat.OldButton)
}

// decidedBefore says that somebody was faster, and how it was decided.
func (t turn) decidedBefore(d account.Deposit) error {
	if t.In.Tap == nil {
		if err := t.Say(tDepositDecided); err != nil {
			return err
		}
		return card.ShowDeposit(t.Turn, d)
	}
	t.Toast, t.Alert = tDepositDecided, true
	return card.DepositInPlace(t.Turn, d)
}

// approve books a deposit. Of two owners the first decides; the second books nothing.
func (t turn) approve(d account.Deposit, sum money.Taka, reason string) error {
	d, err := t.Books().Approve(d.ID, sum, t.In.From.ID, reason, t.In.At)
	if errors.Is(err, account.ErrDecided) {
		return t.decidedBefore(d)
	}
	if err != nil {
		return err
	}
	t.auditDeposit("approve deposit", d)
	return t.decided(d)
}

func (t turn) reject(d account.Deposit, reason string) error {
	d, err := t.Books().Reject(d.ID, t.In.From.ID, reason, t.In.At)
	if errors.Is(err, account.ErrDecided) {
		return t.decidedBefore(d)
	}
	if err != nil {
		return err
	}
	t.auditDeposit("reject deposit", d)
	return t.decided(d)
}

// decided changes the cards of all owners and tells the member.
func (t turn) decided(d account.Deposit) error {
	if err := card.DepositChanged(t.Turn, d); err != nil {
		return err
	}
	return card.DepositEnded(t.Turn, d)
}

func (t turn) auditDeposit(what string, d account.Deposit) {
	sum := d.Amount
	if d.State == account.Approved {
		sum = d.Booked
	}
	t.Tx.Audit(chat.Act{What: what, By: t.In.From.ID,
		Subject: strconv.FormatUint(d.ID, 10) + " of " + strconv.FormatInt(d.Member, 10) + ": " + sum.Full()})
}

// depositDue reminds the owners of a deposit that waits, or lets it lapse and tells its
// member.
func (t turn) depositDue(id uint64) error {
	d, remind, err := t.Books().DepositDue(id, t.In.At)
	switch {
	case err != nil:
		return err
	case remind:
		return card.DepositToOwners(t.Turn, d, tDepositWaits, "age", t.In.At.Sub(d.Asked).Round(time.Minute))
	case d.State == account.Lapsed && d.Decided.Equal(t.In.At):
		return t.decided(d)
	}
	return nil
}
