package storage

import (
	"fmt"
	"time"

	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// bRefusals: normalised words: refusalRecord
var bRefusals = newBucket("refusals")

var refusalSubject = subject{
	steps: steps{2: func(b *file.Tx) error { return b.MakeBuckets("refusals") }},
	check: func(t *tx, f *findings) {
		each[refusalRecord](f, t, bRefusals, func(k []byte, r *order.Refusal) {
			if string(k) != r.Words {
				f.Add("refusal %q has the key %q", r.Words, k)
			}
		})
	},
}

type refusalRecord struct {
	Words string    `json:"words"`
	Text  string    `json:"text,omitzero"`
	By    int64     `json:"by,omitzero"`
	At    time.Time `json:"at,omitzero"`
	Order string    `json:"order,omitzero"`
}

func recordRefusal(f *order.Refusal) *refusalRecord {
	return &refusalRecord{Words: f.Words, Text: f.Text, By: f.By, At: f.At, Order: string(f.Order)}
}

func (r *refusalRecord) value() order.Refusal {
	return order.Refusal{Words: r.Words, Text: r.Text, By: r.By, At: r.At, Order: order.ID(r.Order)}
}

// longestWords bounds the key of a refusal, in bytes.
const longestWords = 1024

// Refusals gives all that owners have declared, in the order of their words.
func (t *tx) Refusals() ([]order.Refusal, error) {
	var all []order.Refusal
	c := t.cursor(bRefusals)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		r, err := decode[refusalRecord, order.Refusal](bRefusals, v)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// RefusalKnown reports whether the normalised words were declared.
func (t *tx) RefusalKnown(words string) (bool, error) {
	if words == "" || len(words) > longestWords {
		return false, nil
	}
	return t.bucket(bRefusals).Get([]byte(words)) != nil, nil
}

// PutRefusal keeps words that mean "not taken".
func (t *tx) PutRefusal(r order.Refusal) error {
	if err := t.change(); err != nil {
		return err
	}
	if r.Words == "" || len(r.Words) > longestWords {
		return fmt.Errorf("saving a refusal: words of %d bytes", len(r.Words))
	}
	return t.save(bRefusals, []byte(r.Words), recordRefusal(&r))
}

// DropRefusal takes them back.
func (t *tx) DropRefusal(words string) error {
	if err := t.change(); err != nil {
		return err
	}
	if words == "" || len(words) > longestWords {
		return nil
	}
	return t.drop(bRefusals, []byte(words))
}
