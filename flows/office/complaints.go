package office

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// Complaints of members come to all owners; whoever does something first does it, and
// the cards of all change.

// complaintRoute is their route.
func complaintRoute() chat.Route {
	return chat.Route{
		Command: "complaints", Menu: mComplaints, Words: "complaints,complaint,complain,complains,obhijog,অভিযোগ,অভিযোগগুলো", Shows: true,
		Do:  func(t *chat.Turn, rest string) error { return turn{t}.complaintsCommand(rest) },
		Tap: "cps", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.complaintTap(a.At(0), a) },
		Flow: flowAskMember, Leaves: true, OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.questionTyped() },
		Timer: account.TimerComplaint, OnTimer: func(t *chat.Turn, timer account.Timer) error { return turn{t}.complaintDue(order.OfTimer(timer.Of)) },
	}
}

// complaintsCommand lists complaints, or sets how long they are taken.
func (t turn) complaintsCommand(rest string) error {
	if rest == "" {
		return t.complaints()
	}
	hours, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), "h"))
	if err != nil {
		return t.Say(tComplaintHours)
	}
	return t.setComplaintHours(hours)
}

func (t turn) setComplaintHours(hours int) error {
	if hours < order.LeastHours || hours > order.MostHours {
		return t.Say(tComplaintHours)
	}
	if err := t.Tx.PutComplaintHours(hours); err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: "take complaints within hours", By: t.In.From.ID, Subject: strconv.Itoa(hours)})
	return t.Say(tComplaintSet, "count", hours)
}

// askComplaintHours offers usual spans.
func (t turn) askComplaintHours() error {
	now, err := t.Tx.ComplaintHours()
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tComplaintTime.In(t.L, "count", now), Buttons: [][]chat.Button{nil}}
	for _, n := range []int{12, 24, 48, 72, 168} {
		s.Buttons[0] = append(s.Buttons[0], chat.Button{Text: bHours.In(t.L, "count", n), Data: chat.Data("cps", "set", n)})
	}
	t.Show(s)
	return nil
}

// complaints lists those of which something is expected, oldest first, and counts those
// of the month.
func (t turn) complaints() error {
	const most = 10
	list, err := t.Tx.LiveComplaints(0, most+1)
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tComplaintsNone.In(t.L)}
	if len(list) > 0 {
		s.HTML = tComplaintsHead.In(t.L)
	}
	if len(list) > most {
		s.HTML += "\n" + tComplaintsMore.In(t.L)
	}
	for _, c := range list[:min(len(list), most)] {
		m, _, err := t.Tx.Member(c.Member)
		if err != nil {
			return err
		}
		s.Buttons = append(s.Buttons, []chat.Button{{Data: chat.Data("cps", "card", c.Order),
			Text: strings.Join([]string{t.Name(m), card.ComplaintReason(c.Reason).In(t.L), card.ComplaintState(c).In(t.L), t.L.Age(card.ComplaintAge(c, t.In.At))}, " · ")}})
	}
	month, err := t.complaintsOfMonth()
	if err != nil {
		return err
	}
	hours, err := t.Tx.ComplaintHours()
	if err != nil {
		return err
	}
	s.HTML += month
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bComplaintTime.In(t.L, "count", hours), Data: chat.Data("cps", "hours")}})
	t.Show(s)
	return nil
}

// complaintsOfMonth counts the complaints of this month by how they ended, by operator
// and by member; "" where there are none.
func (t turn) complaintsOfMonth() (string, error) {
	today := t.In.At.In(t.Location)
	first := time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, t.Location)
	all, err := t.Tx.Complaints(first, t.In.At.Add(time.Second))
	if err != nil || len(all) == 0 {
		return "", err
	}
	ended, operators, members, open, sum := map[order.ComplaintResult]int{}, map[order.Operator]int{}, map[int64]int{}, 0, money.Taka(0)
	for _, c := range all {
		operators[c.Operator]++
		members[c.Member]++
		sum += c.Refunded
		if c.State.Live() {
			open++
		} else {
			ended[c.Result]++
		}
	}
	names := map[int64]string{}
	for id := range members {
		m, _, err := t.Tx.Member(id)
		if err != nil {
			return "", err
		}
		names[id] = t.Name(m)
	}
	return "\n\n" + tComplaintsSum.In(t.L, "count", len(all), "arrived", ended[order.ResultArrived], "refunded", ended[order.ResultRefunded],
		"sum", chat.Full(sum), "reversed", ended[order.ResultReversed], "open", open, "lapsed", ended[""]) + "\n" +
		tComplaintsBy.In(t.L, "operators", counted(t.L, operators, t.L.Operator), "members",
			counted(t.L, members, func(id int64) string { return t.L.Value(names[id]) })), nil
}

// counted writes counts, the highest first, at most eight.
func counted[K cmp.Ordered](l chat.Language, counts map[K]int, name func(K) string) chat.HTML {
	keys := make([]K, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b K) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	var rows []string
	for _, k := range keys[:min(len(keys), 8)] {
		rows = append(rows, name(k)+" "+l.Value(counts[k]))
	}
	return chat.HTML(strings.Join(rows, " · "))
}

// complaintDue reminds the owners of a complaint that waits, hands them one whose check
// brought no answer, or closes one to which the member said no more.
func (t turn) complaintDue(id order.ID) error {
	was, ok, err := t.Tx.Complaint(id)
	if err != nil || !ok {
		return err
	}
	o, _, err := t.Tx.Order(id)
	if err != nil {
		return err
	}
	c, remind, err := order.ComplaintDue(t.Tx, o, was, t.In.At)
	if err != nil {
		return err
	}
	switch {
	case remind:
		cards, err := card.ComplaintToOwners(t.Config, t.Tx, c, nil, tComplaintWait, "age", t.In.At.Sub(c.Waits).Round(time.Minute))
		t.Out = append(t.Out, cards...)
		return err
	case c.State == order.ComplaintOpen:
		cards, err := card.ComplaintToOwners(t.Config, t.Tx, c, c.Photos, chat.Text{})
		t.Out = append(t.Out, cards...)
		if err != nil {
			return err
		}
		return t.tellComplainer(c)
	case was.State == order.ComplaintMore:
		if err := t.tellComplainer(c); err != nil {
			return err
		}
		return t.complaintChanged(c)
	}
	return nil
}

// tellComplainer tells a complaint's member how it stands.
func (t turn) tellComplainer(c order.Complaint) error {
	word, err := card.ComplaintWord(t.Config, t.Tx, c)
	t.Out = append(t.Out, word...)
	return err
}

// complaintChanged changes the owners' cards of a complaint.
func (t turn) complaintChanged(c order.Complaint) error { return t.changeComplaint(c, t.ToOwners) }
