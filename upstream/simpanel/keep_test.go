package simpanel_test

import (
	"bytes"
	"testing"
	"time"

	"rechargebot/upstream/simpanel"
)

// A panel goes on from what another gave, and gives the same again.
func TestSaveAndLoad(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	opt := simpanel.Options{Balance: "5000", Now: func() time.Time { return now }}
	was := newRig(t, opt)
	was.SetBehaviour(simpanel.DoneThenFailed)
	was.says("request", form("6385f4f65e16e"), taken)
	if _, _, _, err := was.do(t.Context(), "status", form("6385f4f65e16e")); err != nil {
		t.Fatal(err)
	}
	was.Advance(time.Minute)
	data, err := was.Save()
	if err != nil {
		t.Fatal(err)
	}
	is := newRig(t, opt)
	if err := is.Load(data); err != nil {
		t.Fatal(err)
	}
	again, err := is.Save()
	if err != nil || !bytes.Equal(again, data) {
		t.Errorf("%v\n%s\n%s", err, data, again)
	}
	if is.Behaviour() != simpanel.DoneThenFailed || is.Balance() != "4950.00" {
		t.Errorf("mood %s, balance %s", is.Behaviour(), is.Balance())
	}
	is.Advance(100 * time.Hour) // its word is taken back, as it would have been
	if orders := is.Orders(); len(orders) != 1 || orders[0].Status != simpanel.StatusFailed {
		t.Errorf("%+v", orders)
	}
	if is.Load([]byte("{")) == nil {
		t.Error("noise was read")
	}
}
