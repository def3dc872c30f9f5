package shop

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"rechargebot/flows/order"
)

// The number of open drafts is bounded, and the one not touched for longest gives way.
func TestOpenDrafts(t *testing.T) {
	var s drafts
	for i := range mostOpen + 3 {
		o := OpenDraft{stepConfirm, Draft{ID: order.ID(fmt.Sprint("d", i)), Rev: 1, Recharge: order.Recharge{Number: order.Number(fmt.Sprintf("017123456%02d", i))}}}
		closed := s.put(o)
		if want := i - mostOpen; want >= 0 && closed.Draft.ID != order.ID(fmt.Sprint("d", want)) || want < 0 && closed.Step != "" {
			t.Errorf("draft %d closed %+v", i, closed)
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
	if s.Step != "" || len(s.Older) > 0 {
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

// TestDraftsOnDisk: the form in which drafts are kept never changes in silence.
func TestDraftsOnDisk(t *testing.T) {
	d := Draft{ID: "6b3812b5f5789", Rev: 14, Recharge: order.Recharge{Number: "01912345672", Operator: order.Teletalk, Connection: order.Prepaid, Amount: 1500},
		Chosen: true, Shown: 16, Price: 17, Short: true, Known: 18, Times: 19, NumberRev: 13, Unread: "unread", Service: true, Pack: "pack", Plain: "plain"}
	want := drafts{Step: "confirm", Draft: d, Older: []OpenDraft{{"number", Draft{ID: "6b3812b5f5790", Rev: 15}}}}
	const kept = `{"step":"confirm","draft":{"id":"6b3812b5f5789","rev":14,"number":"01912345672","operator":"TT","connection":1,"amount":1500,` +
		`"chosen":true,"shown":16,"price":17,"short":true,"known":18,"times":19,"number_rev":13,"unread":"unread","service":true,"pack":"pack","plain":"plain"},"older":[{"step":"number","draft":{"id":"6b3812b5f5790","rev":15}}]}`
	written, err := json.Marshal(want)
	if err != nil || string(written) != kept {
		t.Errorf("written as %s, %v", written, err)
	}
	var got drafts
	if err := json.Unmarshal([]byte(kept), &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read as %+v, %v", got, err)
	}
}
