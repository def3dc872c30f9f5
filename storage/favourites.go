package storage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// The bucket map:
//
//	favourites    chat (person) mobile number  favouriteRecord
var bucketFavourites = []byte("favourites")

// toVersion4 adds the numbers to which members gave a name.
func toVersion4(b *bbolt.Tx) error { return makeBuckets(b, "favourites") }

type favouriteRecord struct {
	Name       string    `json:"name"`
	Number     string    `json:"number"`
	Operator   string    `json:"operator"`
	Connection int       `json:"connection"`
	Amount     int64     `json:"amount"` // paisa
	Added      time.Time `json:"added"`
}

func recordFavourite(f chat.Favourite) favouriteRecord {
	return favouriteRecord{f.Name, string(f.Number), string(f.Operator), int(f.Connection), int64(f.Amount), f.Added}
}

func (r favouriteRecord) value() chat.Favourite {
	return chat.Favourite{Name: r.Name, Added: r.Added, Recharge: order.Recharge{Number: order.Number(r.Number),
		Operator: order.Operator(r.Operator), Connection: order.Connection(r.Connection), Amount: money.Taka(r.Amount)}}
}

// favourites gives the bucket. One that is missing is found here, since nothing else
// depends on it.
func (t *tx) favourites() (*bbolt.Bucket, error) {
	b := t.b.Bucket(bucketFavourites)
	if b == nil {
		return nil, fmt.Errorf("%w (no bucket %s)", ErrDamaged, bucketFavourites)
	}
	return b, nil
}

func favouriteKey(member int64, n order.Number) []byte { return append(chatKey(member), n...) }

// Favourites gives a member's, in the order of their numbers.
func (t *tx) Favourites(member int64) (all []chat.Favourite, err error) {
	b, err := t.favourites()
	if err != nil {
		return nil, err
	}
	prefix, c := chatKey(member), b.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		var r favouriteRecord
		if err := json.Unmarshal(v, &r); err != nil {
			return nil, fmt.Errorf("reading from %s: %w (%w)", bucketFavourites, ErrDamaged, err)
		}
		all = append(all, r.value())
	}
	return all, nil
}

// PutFavourite keeps one for its number, in place of that number's earlier one.
func (t *tx) PutFavourite(member int64, f chat.Favourite) error {
	if err := t.change(); err != nil {
		return err
	}
	b, err := t.favourites()
	if err != nil {
		return err
	}
	if f.Number == "" || len(f.Number) > 32 || f.Name == "" {
		return fmt.Errorf("saving a favourite: %q for %q", f.Name, f.Number)
	}
	data, err := json.Marshal(recordFavourite(f))
	if err != nil {
		return fmt.Errorf("writing to %s: %w", bucketFavourites, err)
	}
	if err := b.Put(favouriteKey(member, f.Number), data); err != nil {
		return fmt.Errorf("writing to %s: %w", bucketFavourites, err)
	}
	return nil
}

// DropFavourite forgets that of a number; no error where there is none.
func (t *tx) DropFavourite(member int64, n order.Number) error {
	if err := t.change(); err != nil {
		return err
	}
	b, err := t.favourites()
	if err != nil {
		return err
	}
	if err := b.Delete(favouriteKey(member, n)); err != nil {
		return fmt.Errorf("deleting from %s: %w", bucketFavourites, err)
	}
	return nil
}
