package storage

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	"rechargebot/storage/file"
)

// listsOfVersion4 makes what schema 5 lists of the orders that are there: the open ones
// by number and amount, and all by the last four digits of their number.
func listsOfVersion4(b *file.Tx) error {
	if err := b.MakeBuckets("open to", "ends"); err != nil {
		return err
	}
	orders, to, ends := b.Bucket([]byte("orders")), b.Bucket([]byte("open to")), b.Bucket([]byte("ends"))
	c := orders.Cursor()
	for id, v := c.First(); id != nil; id, v = c.Next() {
		if len(id) != idLength { // the ledger's
			continue
		}
		var r struct {
			Number   string `json:"number"`
			Amount   int64  `json:"amount"`
			State    string `json:"state"`
			Reseller int64  `json:"reseller"`
		}
		if err := json.Unmarshal(v, &r); err != nil {
			return fmt.Errorf("reading an order: %w (%w)", ErrDamaged, err)
		}
		if r.Number != "" && r.State != "done" && r.State != "failed" {
			key := binary.BigEndian.AppendUint64(append([]byte(r.Number), 0), uint64(r.Amount))
			if err := to.Put(append(key, id...), []byte{}); err != nil {
				return err
			}
		}
		if len(r.Number) >= 4 {
			key := appendChat([]byte(r.Number[len(r.Number)-4:]), r.Reseller)
			if err := ends.Put(append(key, id...), []byte{}); err != nil {
				return err
			}
		}
	}
	return nil
}
