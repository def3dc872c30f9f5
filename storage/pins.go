package storage

import (
	"fmt"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/pin"
	"rechargebot/storage/file"
)

// bPINs: chat (person): pinRecord
var bPINs = newBucket("pins")

// A backup that is put back brings its PINs and its locks along.
var pinSubject = subject{
	steps: steps{6: func(b *file.Tx) error { return b.MakeBuckets("pins") }},
	check: func(t *tx, f *findings) {
		each[pinRecord](f, t, bPINs, func(k []byte, p *pin.PIN) {
			if len(k) != 8 || !p.Set() {
				f.Add("a PIN has the key %x and a hash of %d bytes", k, len(p.Hash))
			}
		})
	},
}

type pinRecord struct {
	Hash  string    `json:"hash"`
	On    bool      `json:"on,omitzero"`
	Above int64     `json:"above,omitzero"` // paisa
	Wrong int       `json:"wrong,omitzero"`
	Until time.Time `json:"until,omitzero"`
}

func recordPIN(p *pin.PIN) *pinRecord {
	return &pinRecord{p.Hash, p.Rule.On, int64(p.Rule.Above), p.Wrong, p.Until}
}

func (r *pinRecord) value() pin.PIN {
	return pin.PIN{Hash: r.Hash, Rule: pin.Rule{On: r.On, Above: money.Taka(r.Above)}, Wrong: r.Wrong, Until: r.Until}
}

// PIN is a member's; the zero PIN where they have none.
func (t *tx) PIN(member int64) (pin.PIN, error) {
	p, _, err := read[pinRecord, pin.PIN](t, bPINs, chatKey(member))
	return p, err
}

// PutPIN keeps it; one without a hash is forgotten.
func (t *tx) PutPIN(member int64, p pin.PIN) error {
	if err := t.change(); err != nil {
		return err
	}
	switch {
	case member <= 0:
		return fmt.Errorf("saving the PIN of %d", member)
	case !p.Set():
		return t.drop(bPINs, chatKey(member))
	}
	return t.save(bPINs, chatKey(member), recordPIN(&p))
}
