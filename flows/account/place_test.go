package account

import (
	"testing"
	"time"

	"rechargebot/flows/money"
)

// TestLimitsRefuse: each limit at its edge, and that what is not set bounds nothing.
func TestLimitsRefuse(t *testing.T) {
	prepaid := Charge{Operator: "GP", Amount: 50_00}
	postpaid := Charge{Operator: "GP", Amount: 50_00, Postpaid: true}
	for name, test := range map[string]struct {
		limits Limits
		charge Charge
		used   Used
		want   Why
	}{
		"no limits":                    {Limits{}, postpaid, Used{1_000_000_00, 9_999}, ""},
		"the operator":                 {Limits{Operators: []string{"RB", "GP"}}, prepaid, Used{}, ""},
		"another operator":             {Limits{Operators: []string{"RB"}}, prepaid, Used{}, WhyOperator},
		"prepaid where only prepaid":   {Limits{Connection: "prepaid"}, prepaid, Used{}, ""},
		"postpaid where only prepaid":  {Limits{Connection: "prepaid"}, postpaid, Used{}, WhyConnection},
		"postpaid where only postpaid": {Limits{Connection: "postpaid"}, postpaid, Used{}, ""},
		"prepaid where only postpaid":  {Limits{Connection: "postpaid"}, prepaid, Used{}, WhyConnection},
		"the least":                    {Limits{Least: 50_00}, prepaid, Used{}, ""},
		"less than the least":          {Limits{Least: 50_01}, prepaid, Used{}, WhyLeast},
		"the most":                     {Limits{Most: 50_00}, prepaid, Used{}, ""},
		"more than the most":           {Limits{Most: 49_99}, prepaid, Used{}, WhyMost},
		"the day's last order":         {Limits{DayOrders: 3}, prepaid, Used{Orders: 2}, ""},
		"an order more":                {Limits{DayOrders: 3}, prepaid, Used{Orders: 3}, WhyDayOrders},
		"the day's last taka":          {Limits{DayAmount: 150_00}, prepaid, Used{Amount: 100_00}, ""},
		"a paisa more":                 {Limits{DayAmount: 149_99}, prepaid, Used{Amount: 100_00}, WhyDayAmount},
	} {
		got := test.limits.refuse(test.charge, test.used)
		if (got == nil) != (test.want == "") || got != nil && got.Why != test.want {
			t.Errorf("%s: %+v, want %q", name, got, test.want)
		}
	}
	day := Limits{DayAmount: 120_00}.refuse(prepaid, Used{Amount: 100_00})
	if day.Limit != 120_00 || day.Used != 100_00 || day.Left() != 20_00 {
		t.Errorf("of the day's taka %+v, left %v", day, day.Left())
	}
}

// TestPurseIsSpent: of several orders that are looked at together each counts for the next
// ones, on the limits of the day and in the wallet.
func TestPurseIsSpent(t *testing.T) {
	charge := Charge{Operator: "GP", Amount: 50_00, Price: 50_00}
	for name, test := range map[string]struct {
		limits Limits
		wallet money.Taka
		want   Why
	}{
		"orders a day": {Limits{DayOrders: 2}, 1_000_00, WhyDayOrders},
		"taka a day":   {Limits{DayAmount: 100_00}, 1_000_00, WhyDayAmount},
		"the wallet":   {Limits{}, 100_00, WhyShort},
	} {
		p := Purse{with: Conditions{Terms: Terms{Own: true}, Limits: test.limits}, balance: Balance{Wallet: test.wallet}}
		for i := range 2 {
			if no := p.Allow(charge, time.Time{}); no != nil {
				t.Errorf("%s, order %d: %v", name, i+1, no)
			}
			p.Take(charge)
		}
		if no := p.Allow(charge, time.Time{}); no == nil || no.Why != test.want {
			t.Errorf("%s, order 3: %v, want %q", name, no, test.want)
		}
	}
}
