package storage

import (
	"bytes"
	"fmt"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// bFavourites: chat (person) mobile number: favouriteRecord
var bFavourites = newBucket("favourites")

var favouriteSubject = subject{
	steps: steps{4: func(b *file.Tx) error { return b.MakeBuckets("favourites") }},
	check: func(t *tx, f *findings) {
		each[favouriteRecord](f, t, bFavourites, func(k []byte, v *chat.Favourite) {
			if len(k) <= 8 || string(k[8:]) != string(v.Number) {
				f.Add("the favourite %s has another key", v.Number)
			}
		})
	},
}

type favouriteRecord struct {
	Name       string    `json:"name"`
	Number     string    `json:"number"`
	Operator   string    `json:"operator"`
	Connection int       `json:"connection"`
	Amount     int64     `json:"amount"` // paisa
	Added      time.Time `json:"added"`
}

func recordFavourite(f *chat.Favourite) *favouriteRecord {
	return &favouriteRecord{f.Name, string(f.Number), string(f.Operator), int(f.Connection), int64(f.Amount), f.Added}
}

func (r *favouriteRecord) value() chat.Favourite {
	return chat.Favourite{Name: r.Name, Added: r.Added, Recharge: order.Recharge{Number: order.Number(r.Number),
		Operator: order.Operator(r.Operator), Connection: order.Connection(r.Connection), Amount: money.Taka(r.Amount)}}
}

func favouriteKey(member int64, n order.Number) []byte { return append(chatKey(member), n...) }

// Favourites gives a member's, in the order of their numbers.
func (t *tx) Favourites(member int64) (all []chat.Favourite, err error) {
	prefix, c := chatKey(member), t.cursor(bFavourites)
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		f, err := decode[favouriteRecord, chat.Favourite](bFavourites, v)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// PutFavourite keeps one for its number, in place of that number's earlier one.
func (t *tx) PutFavourite(member int64, f chat.Favourite) error {
	if err := t.change(); err != nil {
		return err
	}
	if f.Number == "" || len(f.Number) > 32 || f.Name == "" {
		return fmt.Errorf("saving a favourite: %q for %q", f.Name, f.Number)
	}
	return t.save(bFavourites, favouriteKey(member, f.Number), recordFavourite(&f))
}

// DropFavourite forgets that of a number; no error where there is none.
func (t *tx) DropFavourite(member int64, n order.Number) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.drop(bFavourites, favouriteKey(member, n))
}
