package chat

import (
	"testing"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// A value is never searched for the names of others, and never markup.
func TestTextIn(t *testing.T) {
	x := Text{"{a} {b}", "{b} {a}"}
	if got := x.In(Bangla, "a", "{b}<b>", "b", money.WholeTaka(1234567)); got != "৳১২,৩৪,৫৬৭ {b}&lt;b&gt;" {
		t.Error(got)
	}
}

// A number can be copied by a tap and is found by the chat's search: it stands by
// itself, in the digits that people type, in both languages; a sum is read, and has the
// language's digits.
func TestNumbersCanBeCopied(t *testing.T) {
	x := Text{"{number} {amount} {id}", "{number} {amount} {id}"}
	for l, want := range map[Language]string{
		English: "<code>01712345678</code> ৳50 6b03ba4500000",
		Bangla:  "<code>01712345678</code> ৳৫০ 6b03ba4500000",
	} {
		if got := x.In(l, "number", order.Number("01712345678"), "amount", money.WholeTaka(50), "id", order.ID("6b03ba4500000")); got != want {
			t.Errorf("%s: %s", l, got)
		}
	}
	// A button's label has no markup.
	if got := x.Label(Bangla, "number", order.Number("01712345678"), "amount", money.WholeTaka(50), "id", order.ID("6b03ba4500000")); got != "01712345678 ৳৫০ 6b03ba4500000" {
		t.Error(got)
	}
}
