package shop

import (
	"slices"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// mostOpen is how many drafts a chat may have open at once: customers who wait at
// the counter. The next one closes the one that was not touched for longest.
const mostOpen = 10

// OpenDraft is an order being put together, and the step at which it stands.
type OpenDraft struct {
	Step  string `json:"step"`
	Draft Draft  `json:"draft"`
}

// Draft is an order being put together. Its id is the confirm button's one-time
// nonce and becomes the order's id; Rev rises with each change, so that a
// button counts only for the card it was shown on.
type Draft struct {
	ID  order.ID `json:"id"`
	Rev int      `json:"rev"`
	order.Recharge
	// Chosen says that the person picked the operator, so a number does not change it.
	Chosen bool `json:"chosen,omitzero"`
	// Shown is when the confirm card was shown, Unix seconds; 0 where it was not.
	Shown int64 `json:"shown,omitzero"`
	// Price is what the card says that the member's own wallet pays; 0 where the owner's
	// money does. It stands until the order is placed, or the card is shown again.
	Price money.Taka `json:"price,omitzero"`
	// Short says that the card refuses the order for want of money.
	Short bool `json:"short,omitzero"`
	// Known are the earlier orders of this amount to this number that the person was shown,
	// and wants one more of; 0 where there are none, or none were shown yet.
	Known order.Known `json:"known,omitzero"`
	// Times is the "x2" of the line that gave the number: one more of one earlier order.
	Times int `json:"times,omitzero"`
	// NumberRev is the Rev at which the number became what it is: an amount that was
	// offered before is not for this number.
	NumberRev int `json:"number_rev,omitzero"`
	// Unread is what was not understood of the line that gave the number; Service says
	// that it names another service than a plain recharge.
	Unread  string `json:"unread,omitzero"`
	Service bool   `json:"service,omitzero"`
	// Pack is the pack that is bought, as the order will keep it; "" for a plain recharge.
	Pack string `json:"pack,omitzero"`
	// Plain is what the person wants as a plain recharge, though it buys a pack.
	Plain string `json:"plain,omitzero"`
}

// drafts are the orders being put together in a chat.
type drafts struct {
	Step  string `json:"step,omitzero"`  // of the draft at hand; "" for none
	Draft Draft  `json:"draft,omitzero"` // the one that typed text is about
	// Older are the others that are open, the last touched first, each with a card
	// that can be used.
	Older []OpenDraft `json:"older,omitempty"`
}

// flowRecharge is the flow by which a session keeps its drafts.
const flowRecharge = "recharge"

// drafts gives the chat's open drafts.
func (t turn) drafts() (drafts, error) { return chat.Read[drafts](t.Turn, flowRecharge) }

// keepDrafts keeps them.
func (t turn) keepDrafts(d drafts) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	var kept any
	if d.Step != "" || len(d.Older) > 0 {
		kept = d
	}
	if err := s.Keep(flowRecharge, kept); err != nil {
		return err
	}
	return t.Tx.PutSession(t.In.Chat, s)
}

// all gives every open draft, the one at hand first.
func (s *drafts) all() []OpenDraft {
	var open []OpenDraft
	if s.Step != "" {
		open = append(open, OpenDraft{s.Step, s.Draft})
	}
	return append(open, s.Older...)
}

// find gives the open draft with an id.
func (s *drafts) find(id order.ID) (OpenDraft, bool) {
	for _, o := range s.all() {
		if o.Draft.ID == id {
			return o, true
		}
	}
	return OpenDraft{}, false
}

// to gives the open draft to a number.
func (s *drafts) to(n order.Number) (OpenDraft, bool) {
	for _, o := range s.all() {
		if o.Draft.Number == n {
			return o, true
		}
	}
	return OpenDraft{}, false
}

// put makes a draft the one at hand. Where there are too many, it gives the one that
// has to close for it.
func (s *drafts) put(o OpenDraft) (closed OpenDraft) {
	s.remove(o.Draft.ID)
	others := s.all()
	if len(others) == mostOpen {
		closed, others = others[mostOpen-1], others[:mostOpen-1]
	}
	s.Step, s.Draft, s.Older = o.Step, o.Draft, others
	return closed
}

// replace keeps an open draft in the place that it has.
func (s *drafts) replace(o OpenDraft) {
	if s.Step != "" && s.Draft.ID == o.Draft.ID {
		s.Step, s.Draft = o.Step, o.Draft
		return
	}
	s.Older = slices.Clone(s.Older)
	for i := range s.Older {
		if s.Older[i].Draft.ID == o.Draft.ID {
			s.Older[i] = o
		}
	}
}

// layAside leaves no draft at hand; the one that was stays open.
func (s *drafts) layAside() {
	s.Step, s.Draft, s.Older = "", Draft{}, s.all()
}

// remove forgets a draft. None takes its place at hand: what is typed next is not
// about an older customer unless it can only be.
func (s *drafts) remove(id order.ID) {
	if s.Step != "" && s.Draft.ID == id {
		s.Step, s.Draft = "", Draft{}
		return
	}
	s.Older = slices.DeleteFunc(slices.Clone(s.Older), func(o OpenDraft) bool { return o.Draft.ID == id })
}

// lapsed reports whether a confirm card was shown too long ago to be carried out.
func (o OpenDraft) lapsed(now time.Time) bool {
	age := now.Sub(time.Unix(o.Draft.Shown, 0))
	return o.Step == stepConfirm && (age > confirmFor || age < -time.Minute) // less than no time: the clock was set back
}
