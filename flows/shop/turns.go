package shop

import (
	"time"

	"rechargebot/flows/order"
)

// turnTold is how long an order must wait for its turn for that to be said.
const turnTold = 10 * time.Second

// turnOf gives how many orders wait to be sent, and how long one more would have to
// wait for its turn, where the panel takes only so many a minute.
func (t turn) turnOf(d Draft) (before int, wait time.Duration, err error) {
	if t.RequestsPerMinute <= 0 || d.byHand() {
		return 0, 0, nil
	}
	most := t.RequestsPerMinute * int(order.SendFor/time.Minute)
	before, err = t.Tx.PlacedCount(most)
	return before, order.TurnAfter(before, t.RequestsPerMinute), err
}
