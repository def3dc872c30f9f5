package storage

import (
	"encoding/binary"
	"fmt"
	"time"

	"rechargebot/flows/order"
)

// NextID gives an id that none was like before, here or in a store that this one
// was restored from.
func (t *tx) NextID(now time.Time) (order.ID, error) {
	if err := t.change(); err != nil {
		return "", err
	}
	ids, err := t.ids()
	if err != nil {
		return "", err
	}
	if ids.SetBack(now) {
		used, err := t.generations()
		if err != nil {
			return "", err
		}
		ids.Change(now, &used, t.random)
		if err := t.putGenerations(&used); err != nil {
			return "", err
		}
	}
	id := ids.Next(now, t.random)
	for t.bucket(bOrders).Get([]byte(id)) != nil { // put there without having been given
		id = ids.Next(now, t.random)
	}
	return id, t.putIDs(ids)
}

// ids gives what the next id follows from. A new store begins with any generation.
func (t *tx) ids() (order.IDs, error) {
	data := t.bucket(bMeta).Get(keyIDs)
	switch len(data) {
	case 0:
		return order.IDs{Generation: uint8(t.random(256))}, nil
	case 9, 9 + idLength:
		return order.IDs{
			Generation: data[0],
			Clock:      time.UnixMilli(chatOf(data[1:])).UTC(),
			Last:       order.ID(data[9:]),
		}, nil
	}
	return order.IDs{}, fmt.Errorf("reading from %s: %w (ids have %d bytes)", bMeta, ErrDamaged, len(data))
}

func (t *tx) putIDs(s order.IDs) error {
	data := make([]byte, 0, 9+idLength)
	data = append(appendChat(append(data, s.Generation), s.Clock.UnixMilli()), s.Last...)
	return t.put(bMeta, keyIDs, data)
}

func (t *tx) generations() (order.Generations, error) {
	return readGenerations(t.bucket(bMeta).Get(keyGenerations))
}

func readGenerations(data []byte) (used order.Generations, err error) {
	if len(data) != 0 && len(data) != 4*len(used) {
		return used, fmt.Errorf("reading from %s: %w (generations have %d bytes)", bMeta, ErrDamaged, len(data))
	}
	for i := range len(data) / 4 {
		used[i] = binary.BigEndian.Uint32(data[4*i:])
	}
	return used, nil
}

func (t *tx) putGenerations(used *order.Generations) error {
	data := make([]byte, 0, 4*len(used))
	for _, second := range used {
		data = binary.BigEndian.AppendUint32(data, second)
	}
	return t.put(bMeta, keyGenerations, data)
}
