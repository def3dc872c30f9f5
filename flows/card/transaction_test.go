package card

import (
	"strings"
	"testing"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

const sms = "Recharge request of TK 50.0 for mobile no. 01712345678, transaction ID R251126.1234.560001 is successful."

// What a button copies is never a shortened transaction id.
func TestCopyButton(t *testing.T) {
	for id, want := range map[string]string{
		"TRX9":                   "TRX9",
		sms:                      sms,
		strings.Repeat("x", 256): strings.Repeat("x", 256),
		strings.Repeat("x", 257): "",
		strings.Repeat("𝔸", 129): "", // 258 units
		strings.Repeat("Dear customer! ", 20) + sms:                              "R251126.1234.560001",
		sms + strings.Repeat(" Thank you.", 300):                                 "R251126.1234.560001",
		strings.Repeat(sms+" ", 30):                                              "R251126.1234.560001", // the same again
		strings.Repeat(" ", 3):                                                   "",
		strings.Repeat("Thank you. ", 30) + "TrxID: 8N7A6B5C4D, balance Tk 950.": "8N7A6B5C4D",
		// Two of them, or none that is called so: nobody can tell.
		strings.Repeat(sms, 3) + " Transaction id: R251126.1234.560002":        "",
		strings.Repeat("Recharge of 50 is done. ", 20) + "R251126.1234.560001": "",
		strings.Repeat("The transaction number cannot be told. ", 20):          "",
	} {
		got := ""
		if b := copyButton(Viewer{L: chat.English}, order.Order{TransactionID: id}); b != nil {
			got = b[0][0].Copy
		}
		if got != want {
			t.Errorf("of %.60q… %q is copied, want %q", id, got, want)
		}
	}
}

// A transaction id of any length is shown whole, in messages that Telegram takes.
func TestWhole(t *testing.T) {
	for _, id := range []string{"TRX9", sms, strings.Repeat("ab", 1500), strings.Repeat("ab1", 1001), strings.Repeat("x", 4000), strings.Repeat("𝔸", 4000), strings.Repeat("ট", 8001)} {
		o := order.Order{ID: "6b03ba4500000", TransactionID: id}
		shown := Transaction(Viewer{L: chat.English}, o, mostInCard)
		for i, part := range Whole(Viewer{L: chat.English}, o) {
			if i == 0 {
				if strings.Contains(shown, "<code>"+id[:100]) {
					t.Errorf("a piece of %.20q can be copied: %.200s", id, shown)
				}
				shown = ""
			}
			if n := units(part.HTML); n > 4096 {
				t.Errorf("%.20q: a message of %d units", id, n)
			}
			_, code, _ := strings.Cut(part.HTML, "<code>")
			shown += strings.TrimSuffix(code, "</code>")
		}
		if !strings.Contains(shown, id) || units(shown) > units(id)+100 {
			t.Errorf("%.20q with %d units is not shown whole: %.100s", id, units(id), shown)
		}
	}
}
