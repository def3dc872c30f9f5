package card

import "testing"

// Only words that speak of too little money at the panel are told as that.
func TestOfBalance(t *testing.T) {
	for message, want := range map[string]bool{
		"Insufficient balance": true, "Insufficient <b>Balance</b>": true, "LOW BALANCE!": true, "Not enough balance.": true, "insufficient funds": true,
		"পর্যাপ্ত ব্যালেন্স নেই।": true, "ব্যালেন্স কম": true,
		"Invalid number, amount refunded": false, "Customer balance limit exceeded": false, "Number not allowed": false, "Amount too low": false, "": false,
	} {
		if got := ofBalance(message); got != want {
			t.Errorf("%q: %v", message, got)
		}
	}
}
