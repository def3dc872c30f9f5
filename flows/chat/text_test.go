package chat

import (
	"rechargebot/flows/money"
	"testing"
)

// A value is never searched for the names of others, and never markup.
func TestTextIn(t *testing.T) {
	x := Text{"{a} {b}", "{b} {a}"}
	if got := x.In(Bangla, "a", "{b}<b>", "b", money.WholeTaka(1234567)); got != "৳১২,৩৪,৫৬৭ {b}&lt;b&gt;" {
		t.Error(got)
	}
}
