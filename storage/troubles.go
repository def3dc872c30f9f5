package storage

import (
	"fmt"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/storage/file"
)

// bTroubles: kind: troubleRecord: what the owners know of
var bTroubles = newBucket("troubles")

var troubleSubject = subject{
	steps: steps{3: func(b *file.Tx) error { return b.MakeBuckets("troubles") }},
	check: func(t *tx, f *findings) {
		each[troubleRecord](f, t, bTroubles, func(k []byte, x *chat.Trouble) {
			if string(k) != string(x.Kind) {
				f.Add("trouble %s has the key %q", x.Kind, k)
			}
		})
	},
}

type troubleRecord struct {
	Kind   string    `json:"kind"`
	Since  time.Time `json:"since,omitzero"`
	Detail string    `json:"detail,omitzero"`
}

func recordTrouble(f *chat.Trouble) *troubleRecord {
	return &troubleRecord{Kind: string(f.Kind), Since: f.Since, Detail: f.Detail}
}

func (r *troubleRecord) value() chat.Trouble {
	return chat.Trouble{Kind: chat.TroubleKind(r.Kind), Since: r.Since, Detail: r.Detail}
}

// Trouble gives what of a kind the owners have been told that it has begun.
func (t *tx) Trouble(kind chat.TroubleKind) (chat.Trouble, bool, error) {
	return read[troubleRecord, chat.Trouble](t, bTroubles, []byte(kind))
}

// PutTrouble keeps that it has begun.
func (t *tx) PutTrouble(f chat.Trouble) error {
	if err := t.change(); err != nil {
		return err
	}
	if f.Kind == "" {
		return fmt.Errorf("saving a trouble: no kind")
	}
	return t.save(bTroubles, []byte(f.Kind), recordTrouble(&f))
}

// DropTrouble forgets it: it is over.
func (t *tx) DropTrouble(kind chat.TroubleKind) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.drop(bTroubles, []byte(kind))
}
