package office

import (
	"testing"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// A member is told all that is different for them, and nothing else.
func TestWhatAMemberIsToldOfTheirTerms(t *testing.T) {
	own := account.Conditions{Terms: account.Terms{Own: true}, Credit: 500_00, CreditDays: 7}
	on := func(change func(*account.Conditions)) account.Conditions {
		c := own
		change(&c)
		return c
	}
	rates := func(of func(i int) int) func(*account.Conditions) {
		return func(c *account.Conditions) {
			c.Rates = map[string]int{}
			for i, o := range order.Operators {
				c.Rates[string(o)] = of(i)
			}
		}
	}
	for name, test := range map[string]struct {
		is    account.Conditions
		lines int
	}{
		"nothing":                     {own, 0},
		"how much they may owe":       {on(func(c *account.Conditions) { c.Credit = 600_00 }), 1},
		"how long they may owe":       {on(func(c *account.Conditions) { c.CreditDays = 3 }), 1},
		"a limit":                     {on(func(c *account.Conditions) { c.Limits.DayOrders = 3 }), 1},
		"one rate":                    {on(func(c *account.Conditions) { c.Rates = map[string]int{"GP": 250} }), 1},
		"the same rate of all":        {on(rates(func(int) int { return 250 })), 1},
		"all rates, but not the same": {on(rates(func(i int) int { return 250 + i%2 })), len(order.Operators)},
	} {
		if got := changed(chat.English, own, test.is); len(got) != test.lines {
			t.Errorf("%s: %q", name, got)
		}
	}
}
