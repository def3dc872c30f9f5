package storage

import (
	"fmt"

	"rechargebot/flows/order"
)

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
