package office

import (
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// contact asks an owner who shares the contact of somebody in Telegram what it is
// for: a recharge of the number, or to let the person in. False where there is
// nothing to ask: the person is in already, or nobody in Telegram.
func (t turn) contact() (asked bool, err error) {
	p := t.In.Known
	if p.ID <= 0 || p.ID == t.In.From.ID {
		return false, nil
	}
	m, _, err := t.Tx.Member(p.ID)
	if err != nil || m.Allowed || t.IsOwner(chat.Member{ID: p.ID, Owner: m.Owner}) {
		return false, err
	}
	if err := t.keepName(p.ID, p.Name); err != nil {
		return false, err
	}
	who, err := t.prospect(p.ID)
	if err != nil {
		return false, err
	}
	s := chat.Screen{HTML: tContact.In(t.L, "person", card.Person(t.Config, t.L, p.ID, p.Name, m.Username)) + "\n" + tOrLetIn.In(t.L) + t.walletStays(t.L, who.wallet)}
	if n, err := order.ParseNumber(t.In.Contact); err == nil {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bRechargeNumber.Label(t.L, "number", n), Data: chat.Data("to", string(n)), Style: chat.Main}})
	}
	s.Buttons = append(s.Buttons, payButtons(t.L, "m", who)...)
	t.Show(s)
	return true, nil
}

// flowAllow is where a session keeps the name for somebody who is about to be let in.
const flowAllow = "allow"

type namedPerson struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// keepName keeps the name that an owner gives until the button below is tapped.
func (t turn) keepName(id int64, name string) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	if err := s.Keep(flowAllow, namedPerson{id, name}); err != nil {
		return err
	}
	return t.Tx.PutSession(t.In.Chat, s)
}

// takeName gives the name that was kept for somebody, and forgets it.
func (t turn) takeName(id int64) (string, error) {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return "", err
	}
	var kept namedPerson
	if err := s.Load(flowAllow, &kept); err != nil || kept.ID != id {
		return "", err
	}
	if err := s.Keep(flowAllow, nil); err != nil {
		return "", err
	}
	return kept.Name, t.Tx.PutSession(t.In.Chat, s)
}

// Contact answers an owner who shares somebody's contact; false where it is for
// others to answer.
func Contact(t *chat.Turn) (bool, error) { return turn{t}.contact() }
