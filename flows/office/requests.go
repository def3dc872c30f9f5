package office

import (
	"cmp"
	"slices"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
)

// requests lists those who ask to be let in, after an id; whoever asked first stands
// first on a page.
func (t turn) requests(after int64) error {
	const page = 8
	count, err := t.Tx.RequestCount()
	if err != nil {
		return err
	}
	list, err := t.Tx.Requests(after, page+1)
	if err != nil {
		return err
	}
	if len(list) == 0 && after != 0 { // the page has gone
		return t.requests(0)
	}
	if len(list) == 0 {
		return t.Say(tRequestsNone)
	}
	more := len(list) > page
	list = list[:min(len(list), page)]
	last := list[len(list)-1].ID
	slices.SortFunc(list, func(a, b chat.Visitor) int { return cmp.Or(a.Asked.Compare(b.Asked), cmp.Compare(a.ID, b.ID)) })
	s := chat.Screen{HTML: tRequestsHead.In(t.L, "count", count)}
	for _, v := range list {
		s.Buttons = append(s.Buttons, []chat.Button{{Data: chat.Data("q", "card", v.ID),
			Text: tMemberActive.In(t.L, "name", chat.HTML(t.Name(chat.Member{Name: v.Name})), "age", t.In.At.Sub(v.Asked))}})
	}
	var row []chat.Button
	if after != 0 {
		row = append(row, chat.Button{Text: "⏮", Data: chat.Data("q", "a", 0)})
	}
	if more {
		row = append(row, chat.Button{Text: "▶", Data: chat.Data("q", "a", last)})
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	t.Show(s)
	return nil
}

// requestTap answers the buttons of the list.
func (t turn) requestTap(action string, id int64) error {
	switch action {
	case "a":
		return t.requests(max(id, 0))
	case "card":
		v, open, err := t.Tx.Request(id)
		if err != nil {
			return err
		}
		if !open {
			return t.ShowToast(tDecided)
		}
		return t.showRequest(v)
	}
	return t.ShowToast(chat.OldButton)
}

// showRequest shows the card of a request in place of what was tapped.
func (t turn) showRequest(v chat.Visitor) error {
	p, err := t.prospect(v.ID)
	if err != nil {
		return err
	}
	t.Show(t.requestScreen(t.L, v, p)).Card = requestCard(v.ID)
	return nil
}

// requestScreen is the card of a request, on which an owner decides.
func (t turn) requestScreen(l chat.Language, v chat.Visitor, p prospect) chat.Screen {
	s := chat.Screen{
		HTML:    tRequestCard.In(l, "person", card.Person(t.Config, l, v.ID, v.Name, v.Username)) + "\n\n" + t.whosePays(l, p),
		Buttons: payButtons(l, "acc", p),
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bDeny.In(l), Data: chat.Data("acc", "n", v.ID), Style: chat.Bad}})
	return s
}
