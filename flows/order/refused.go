package order

import (
	"slices"
	"time"
)

// refusedInARow is how many orders the panel must refuse one after the other,
// with the same words and to as many numbers, until the owners are told: an empty
// wallet or a wrong key fails everybody's orders, and only the owners can mend it.
const refusedInARow = 3

// refused counts an order that the panel refused.
func (d *Desk[T]) refused(tx T, o Order, now time.Time) error {
	p, err := tx.PanelState()
	if err != nil {
		return err
	}
	if p.RefusedWith != o.Message {
		p.Refused, p.RefusedWith = nil, o.Message
	}
	if len(p.Refused) >= refusedInARow || slices.Contains(p.Refused, o.Number) {
		return nil // told before, or one customer's own trouble
	}
	p.Refused = append(slices.Clone(p.Refused), o.Number)
	if err := tx.PutPanelState(p); err != nil || len(p.Refused) < refusedInARow {
		return err
	}
	return d.people.PanelRefuses(tx, len(p.Refused), o.Message, now)
}

// took ends the count: the panel took an order.
func (d *Desk[T]) took(tx T) error {
	p, err := tx.PanelState()
	if err != nil || p.Refused == nil {
		return err
	}
	p.Refused, p.RefusedWith = nil, ""
	return tx.PutPanelState(p)
}
