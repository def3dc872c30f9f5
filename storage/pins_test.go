package storage

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/pin"
)

var sampledPIN = pin.PIN{Hash: "hash", Rule: pin.Rule{On: true, Above: money.WholeTaka(500)}, Wrong: 7, Until: moment(51)}

func init() {
	samples = append(samples, sampleOf{sampledPIN,
		func(t *tx) error { return t.PutPIN(87, sampledPIN) },
		func(t *tx) (any, error) { return t.PIN(87) },
	})
}

// A PIN with its lock is there after a restart, and gone once it is reset.
func TestPINs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s := must(Open(path, Options{Location: dhaka}))
	put := func(member int64, p pin.PIN) error {
		return s.Update(func(tx chat.Tx) error { return tx.PutPIN(member, p) })
	}
	want := pin.PIN{Hash: "$2a$10$", Rule: pin.Always, Wrong: 5, Until: time.Date(2026, 11, 23, 10, 15, 0, 0, time.UTC)}
	if err := put(1, want); err != nil {
		t.Fatal(err)
	}
	if err := put(2, pin.PIN{Hash: "other"}); err != nil {
		t.Fatal(err)
	}
	if err := put(0, want); err == nil {
		t.Error("nobody has a PIN")
	}
	got := func(member int64) (p pin.PIN) {
		if err := s.View(func(tx chat.Tx) (err error) { p, err = tx.PIN(member); return err }); err != nil {
			t.Fatal(err)
		}
		return p
	}
	s = reopened(t, s, path)
	if got(1) != want || got(2) != (pin.PIN{Hash: "other"}) || got(3) != (pin.PIN{}) {
		t.Errorf("%+v, %+v, %+v", got(1), got(2), got(3))
	}
	if err := put(1, pin.PIN{Rule: pin.Always, Wrong: 15}); err != nil {
		t.Fatal(err)
	}
	s = reopened(t, s, path)
	if got(1) != (pin.PIN{}) || !got(2).Set() {
		t.Errorf("after a reset %+v, %+v", got(1), got(2))
	}
}

// A backup that is put back brings the PINs along, with their locks.
func TestPINsAreRestored(t *testing.T) {
	path, backup := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "backup")
	s := must(Open(path, Options{Location: dhaka}))
	if err := s.Update(func(tx chat.Tx) error { return tx.PutPIN(87, sampledPIN) }); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Copy(t.Context(), backup), s.Update(func(tx chat.Tx) error { return tx.PutPIN(87, pin.PIN{}) }), s.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(backup, path, noon); err != nil {
		t.Fatal(err)
	}
	s = must(Open(path, Options{Location: dhaka}))
	defer s.Close()
	if err := s.View(func(tx chat.Tx) error {
		if got := must(tx.PIN(87)); got != sampledPIN {
			t.Errorf("restored: %+v", got)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}
