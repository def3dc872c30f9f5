package notice

import (
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// checkedComplaint hands a complaint to the owners for which the panel was asked once
// more, with what it said; false where none waited for that.
func (n notices) checkedComplaint(o order.Order, a order.Reply, now time.Time) (bool, error) {
	c, ok, err := n.tx.Complaint(o.ID)
	if err != nil || !ok || c.State != order.ComplaintChecking {
		return false, err
	}
	answer := order.RecheckNoWord
	switch {
	case a.Outcome == order.OutcomeDone:
		answer = order.RecheckDone
	case !a.Answered && (a.Outcome == order.OutcomeUnclear || a.Outcome == order.OutcomeUnsent):
		answer = order.RecheckSilent
	}
	if c, err = order.OpenComplaint(n.tx, o, c, answer, now); err != nil {
		return true, err
	}
	word, err := card.ComplaintWord(n.Config, n.tx, c)
	if err != nil {
		return true, err
	}
	cards, err := card.ComplaintToOwners(n.Config, n.tx, c, c.Photos, chat.Text{})
	if err != nil {
		return true, err
	}
	for _, out := range append(cards, word...) {
		if err := n.tx.Post(out); err != nil {
			return true, err
		}
	}
	return true, nil
}

// cost says what an order that is final cost its reseller's wallet, and warns them and the
// owners where that brought it below its limit. Where the price was given back after a
// complaint nothing was booked by the panel's change of mind.
func (n notices) cost(o order.Order, was order.State, l chat.Language) (string, error) {
	if was.Final() {
		if back, err := n.Ledger(n.tx).Compensated(string(o.ID)); back || err != nil {
			return card.CostStays(l, o), err
		}
	}
	b, err := n.tx.Balance(o.Reseller)
	if err != nil {
		return "", err
	}
	cost := card.Cost(l, o, was, b)
	if was != order.Failed {
		return cost, nil
	}
	below, err := n.below(o, l)
	return cost + below, err
}

// reversedComplaint closes the complaint about an order that the panel calls failed by
// now, on the owners' cards too. Its member is told by the order's final word.
func (n notices) reversedComplaint(o order.Order, now time.Time) error {
	before, _, err := n.tx.Complaint(o.ID)
	if err != nil {
		return err
	}
	c, closed, err := order.Reversed(n.tx, o.ID, now)
	if err != nil || !closed {
		return err
	}
	if before.State == order.ComplaintMore {
		answered, err := card.ComplaintAnswered(n.Config, n.tx, before)
		if err != nil {
			return err
		}
		if err := n.tx.Post(answered); err != nil {
			return err
		}
	}
	shown, err := card.ComplaintCard(n.Config, n.tx, c)
	if err != nil {
		return err
	}
	return n.PostOwners(n.tx, func(l chat.Language) chat.Outgoing {
		out := shown(l)
		out.IfThere = true
		return out
	})
}
