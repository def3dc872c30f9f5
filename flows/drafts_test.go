package flows

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"rechargebot/flows/order"
)

// A session of a store from before several drafts could be open still reads.
func TestSessionOfOneDraft(t *testing.T) {
	var s Session
	old := `{"step":"confirm","draft":{"id":"6385f4f65e16e","rev":3,"number":"01712345678","operator":"GP","connection":1,"amount":5000,"shown":1795700000},"watch":"6385f4f65e16d"}`
	if err := json.Unmarshal([]byte(old), &s); err != nil {
		t.Fatal(err)
	}
	if len(s.all()) != 1 || s.Step != stepConfirm || s.Draft.ID != "6385f4f65e16e" || s.Draft.Amount != order.WholeTaka(50) || s.Watch != "6385f4f65e16d" {
		t.Errorf("%+v", s)
	}
	if data, err := json.Marshal(s); err != nil || string(data) != old {
		t.Errorf("written as %s, %v", data, err)
	}
}

// Drafts come back from JSON as they were, and their number is bounded.
func TestOpenDrafts(t *testing.T) {
	var s Session
	for i := range mostOpen + 3 {
		o := OpenDraft{stepConfirm, Draft{ID: order.ID(fmt.Sprint("d", i)), Rev: 1, Number: order.Number(fmt.Sprintf("017123456%02d", i))}}
		closed := s.put(o)
		if want := i - mostOpen; want >= 0 && closed.Draft.ID != order.ID(fmt.Sprint("d", want)) || want < 0 && closed.Step != "" {
			t.Errorf("draft %d closed %+v", i, closed)
		}
		data, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var again Session
		if err := json.Unmarshal(data, &again); err != nil || again != s {
			t.Errorf("%s became %+v, %v", data, again, err)
		}
	}
	if len(s.all()) != mostOpen {
		t.Errorf("%d are open", len(s.all()))
	}
	s.layAside()
	if s.Step != "" || len(s.all()) != mostOpen {
		t.Errorf("with none at hand %d are open", len(s.all()))
	}
	if o, ok := s.to("01712345605"); !ok || s.put(o).Step != "" || s.Draft.ID != "d5" || len(s.all()) != mostOpen {
		t.Errorf("an older one at hand: %+v", s)
	}
	for _, o := range s.all() {
		s.remove(o.Draft.ID)
		if _, ok := s.find(o.Draft.ID); ok {
			t.Errorf("%s was removed", o.Draft.ID)
		}
	}
	if s != (Session{}) {
		t.Errorf("left: %+v", s)
	}
}

func TestLapsed(t *testing.T) {
	now := time.Unix(1795700000, 0)
	for age, want := range map[time.Duration]bool{0: false, confirmFor: false, confirmFor + time.Second: true, -30 * time.Second: false, -time.Hour: true} {
		o := OpenDraft{stepConfirm, Draft{Shown: now.Add(-age).Unix()}}
		if o.lapsed(now) != want {
			t.Errorf("after %s: %v", age, !want)
		}
		if o.Step = stepAmount; o.lapsed(now) {
			t.Error("a question does not lapse")
		}
	}
}
