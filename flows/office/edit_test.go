package office

import (
	"testing"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
	"rechargebot/flows/pin"
)

// What one owner changes and what another has saved meanwhile both hold; of the same thing
// the one that is saved last.
func TestWhatTwoOwnersChangeBothHolds(t *testing.T) {
	taka := func(n money.Taka) *money.Taka { return &n }
	days := func(n int) *int { return &n }
	all := values{Rates: map[string]int{"GP": 250, "RB": 300}, Credit: taka(500_00), Days: days(7), PIN: pin.Rule{On: true, Above: 100_00},
		Limits: account.Limits{Least: 10_00, Most: 500_00, DayAmount: 9000_00, DayOrders: 40, Operators: []string{"GP"}, Connection: "prepaid"}}
	if got := (values{}).changedBy(values{}, all); !got.equal(all) {
		t.Errorf("of all that was changed there is %+v", got)
	}
	if got := all.changedBy(all, values{}); !got.equal(values{}) {
		t.Errorf("of all that was taken away there stays %+v", got)
	}
	if got := all.changedBy(values{}, values{}); !got.equal(all) {
		t.Errorf("of what the other has saved there is %+v", got)
	}
	was := values{Rates: map[string]int{"GP": 200}, Limits: account.Limits{Most: 100_00}}
	is := values{Rates: map[string]int{"GP": 250}, Limits: account.Limits{Most: 200_00}}
	now := values{Rates: map[string]int{"GP": 210, "RB": 300}, Limits: account.Limits{Most: 100_00, DayOrders: 5}}
	want := values{Rates: map[string]int{"GP": 250, "RB": 300}, Limits: account.Limits{Most: 200_00, DayOrders: 5}}
	if got := now.changedBy(was, is); !got.equal(want) {
		t.Errorf("there is %+v, not %+v", got, want)
	}
	if now.Rates["GP"] != 210 {
		t.Error("what holds was changed before it is saved")
	}
}

// A rate of nothing is none, so that nothing is saved where nothing was changed.
func TestARateOfNothingIsNone(t *testing.T) {
	for name, v := range map[string]values{"no rates": {Rates: map[string]int{}}, "one of nothing": {Rates: map[string]int{"GP": 0}}} {
		if !v.equal(values{}) || v.mark() != (values{}).mark() {
			t.Errorf("%s is taken for a change", name)
		}
	}
	if (values{Rates: map[string]int{"GP": 1}}).equal(values{}) {
		t.Error("a rate is taken for none")
	}
}
