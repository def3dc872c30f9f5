package storage

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// In meta.
var (
	keyIDs         = []byte("ids")         // order.IDs: generation (1 byte), clock in milliseconds (8), last id (0 or 13)
	keyGenerations = []byte("generations") // order.Generations: 4 bytes each; written when the generation changes
)

var idSubject = subject{
	steps:    steps{2: idsOfVersion2},
	restored: changeIDs,
}

// idsOfVersion2 gives ids a generation. The first one is f5, which no id of
// version 1 has, since those end in microseconds, under f4240.
func idsOfVersion2(b *file.Tx) error {
	meta := b.Bucket([]byte("meta"))
	last := meta.Get([]byte("last id"))
	if last == nil {
		return nil
	}
	ids := make([]byte, 9, 9+len(last))
	ids[0] = 0xf5
	binary.BigEndian.PutUint64(ids[1:], uint64(secondsOfVersion1(last))*1000^1<<63)
	if err := meta.Put([]byte("ids"), append(ids, last...)); err != nil {
		return err
	}
	if err := meta.Put([]byte("generations"), generationsOfVersion1(last)); err != nil {
		return err
	}
	return meta.Delete([]byte("last id"))
}

// generationsOfVersion1 says up to which second the last id of version 1 makes
// those generations used that its ids may look like: 256 numbers of 4 bytes.
func generationsOfVersion1(last []byte) []byte {
	used := make([]byte, 4*256)
	for g := range 0xf5 {
		binary.BigEndian.PutUint32(used[4*g:], secondsOfVersion1(last))
	}
	return used
}

func secondsOfVersion1(id []byte) uint32 {
	n, _ := strconv.ParseUint(string(id[:min(8, len(id))]), 16, 32)
	return uint32(n)
}

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

// idsOf is what a store knows of what it has given: its ids, and the numbers of entries.
type idsOf struct {
	last    order.IDs
	used    order.Generations
	entries uint64            // the number of the last entry in its ledger
	numbers map[bucket]uint64 // the last ones of numbered
}

// numbered are the buckets whose records buttons and files name by a number.
var numbered = []bucket{bBatches, bDeposits, bOffers}

// jump has a bucket of a backup give numbers that neither it nor the replaced store has given.
// Where that could not be read, they are those of a store that has given less than one a
// second since 1970.
func (t *tx) jump(n bucket, r *restoring) error {
	b := t.bucket(n)
	if err := b.SetSequence(max(b.Sequence(), r.replaced.numbers[n], uint64(max(0, r.now.Unix())))); err != nil {
		return fmt.Errorf("numbering %s: %w", n, err)
	}
	return nil
}

// readReplaced reads what the store that a restore replaces knows of its ids, which
// may be of version 1.
func readReplaced(b *file.Tx) (found idsOf, err error) {
	t := newTx(b, &Store{options: Options{Rand: rand.IntN}})
	if last := t.bucket(bMeta).Get([]byte("last id")); last != nil {
		found.used, err = readGenerations(generationsOfVersion1(last))
		return found, err
	}
	if ledger := b.Bucket(buckets[bLedger].name); ledger != nil {
		found.entries = ledger.Sequence()
	}
	found.numbers = map[bucket]uint64{}
	for _, n := range numbered {
		if b := b.Bucket(buckets[n].name); b != nil {
			found.numbers[n] = b.Sequence()
		}
	}
	if found.last, err = t.ids(); err == nil {
		found.used, err = t.generations()
	}
	return found, err
}

// changeIDs goes on with ids that neither this store nor the replaced one has given.
func changeIDs(t *tx, r *restoring) error {
	ids, err := t.ids()
	if err != nil {
		return err
	}
	used, err := t.generations()
	if err != nil {
		return err
	}
	ids.Restored(&used, r.replaced.last, &r.replaced.used, r.now, t.random)
	if err := t.putGenerations(&used); err != nil {
		return err
	}
	return t.putIDs(ids)
}
