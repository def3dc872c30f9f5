package storage

import "rechargebot/flows/chat"

func init() {
	samples = append(samples, sampleOf{
		chat.Untold{Order: sampled.order.ID, Word: true},
		func(t *tx) error {
			return t.noteUntold(&chat.Outgoing{Chat: 70, Order: sampled.order.ID, Final: true})
		},
		func(t *tx) (any, error) {
			untold, err := t.Untold(70, "", 9)
			return untold[0], err
		},
	})
}
