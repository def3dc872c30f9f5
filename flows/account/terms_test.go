package account

import (
	"reflect"
	"testing"
	"time"

	"rechargebot/flows/money"
)

// twoTables is as much of a store as conditions need.
type twoTables struct {
	Tx
	terms Terms
	plans map[string]Plan
}

func (s twoTables) Terms(int64) (Terms, error) { return s.terms, nil }

func (s twoTables) Plan(name string) (Plan, bool, error) {
	p, ok := s.plans[name]
	return p, ok, nil
}

func taka(n money.Taka) *money.Taka { return &n }
func days(n int) *int               { return &n }

// TestConditions: what is set for a member alone counts before the plan's, field by
// field; what is set to nothing is set, too.
func TestConditions(t *testing.T) {
	plan := Plan{
		Name: "gold", Rates: map[string]int{"GP": 250}, Credit: 500_00, CreditDays: 7,
		Limits: Limits{Least: 10_00, Most: 1_000_00, DayAmount: 5_000_00, DayOrders: 9, Operators: []string{"GP"}, Connection: "prepaid"},
	}
	standard := Plan{Name: Standard, Credit: 1_00}
	for name, test := range map[string]struct {
		terms Terms
		want  Conditions
	}{
		"nothing set":         {Terms{}, Conditions{Credit: 1_00}},
		"a plan":              {Terms{Own: true, Plan: "gold"}, Conditions{Rates: plan.Rates, Credit: 500_00, CreditDays: 7, Limits: plan.Limits}},
		"a plan that is gone": {Terms{Plan: "silver", Credit: taka(3_00)}, Conditions{Credit: 3_00}},
		"no credit, no days":  {Terms{Plan: "gold", Credit: taka(0), CreditDays: days(0)}, Conditions{Rates: plan.Rates, Limits: plan.Limits}},
		"other credit":        {Terms{Plan: "gold", Credit: taka(9_00), CreditDays: days(60)}, Conditions{Rates: plan.Rates, Credit: 9_00, CreditDays: 60, Limits: plan.Limits}},
		"some limits": {Terms{Plan: "gold", Limits: Limits{Most: 2_000_00, Operators: []string{"RB", "BL"}}}, Conditions{Rates: plan.Rates, Credit: 500_00, CreditDays: 7,
			Limits: Limits{Least: 10_00, Most: 2_000_00, DayAmount: 5_000_00, DayOrders: 9, Operators: []string{"RB", "BL"}, Connection: "prepaid"}}},
		"all limits": {Terms{Plan: "gold", Limits: Limits{1, 2, 3, 4, []string{"TT"}, "postpaid"}}, Conditions{Rates: plan.Rates, Credit: 500_00, CreditDays: 7,
			Limits: Limits{1, 2, 3, 4, []string{"TT"}, "postpaid"}}},
		"no operator": {Terms{Plan: "gold", Limits: Limits{Operators: []string{}}}, Conditions{Rates: plan.Rates, Credit: 500_00, CreditDays: 7,
			Limits: Limits{10_00, 1_000_00, 5_000_00, 9, []string{}, "prepaid"}}},
	} {
		t.Run(name, func(t *testing.T) {
			test.want.Terms = test.terms
			l := Ledger{Tx: twoTables{terms: test.terms, plans: map[string]Plan{"gold": plan, Standard: standard}}}
			got, err := l.Conditions(7)
			if err != nil || !reflect.DeepEqual(got, test.want) {
				t.Errorf("%+v instead of %+v, %v", got, test.want, err)
			}
		})
	}
}

func TestOperatorsAllowed(t *testing.T) {
	for _, test := range []struct {
		operators []string
		want      bool
	}{{nil, true}, {[]string{}, false}, {[]string{"RB"}, false}, {[]string{"RB", "GP"}, true}} {
		if got := (Limits{Operators: test.operators}).allows("GP"); got != test.want {
			t.Errorf("%v: %v", test.operators, got)
		}
	}
}

// TestDue: a debt is due so many days after the wallet fell below zero, later where an
// owner gave more time, never earlier by it, and never where it has no date.
func TestDue(t *testing.T) {
	since := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	owing := Balance{Wallet: -5, OwesSince: since}
	for name, test := range map[string]struct {
		c    Conditions
		b    Balance
		due  time.Time
		some bool
	}{
		"owes nothing":                      {Conditions{CreditDays: 3}, Balance{Wallet: 5}, time.Time{}, false},
		"has no date":                       {Conditions{}, owing, time.Time{}, false},
		"three days":                        {Conditions{CreditDays: 3}, owing, since.AddDate(0, 0, 3), true},
		"more time":                         {Conditions{CreditDays: 3, Terms: Terms{Grace: since.AddDate(0, 0, 10).Unix()}}, owing, since.AddDate(0, 0, 10), true},
		"time long ago":                     {Conditions{CreditDays: 3, Terms: Terms{Grace: since.AddDate(0, 0, 1).Unix()}}, owing, since.AddDate(0, 0, 3), true},
		"more time for a debt with no date": {Conditions{Terms: Terms{Grace: since.AddDate(0, 0, 10).Unix()}}, owing, time.Time{}, false},
	} {
		due, ok := test.c.Due(test.b)
		if ok != test.some || !due.Equal(test.due) {
			t.Errorf("%s: %v, %v", name, due, ok)
		}
		for _, now := range []time.Time{since, due, due.Add(-1), due.Add(1), since.AddDate(1, 0, 0)} {
			if got, want := test.c.Overdue(test.b, now), test.some && now.After(due); got != want {
				t.Errorf("%s at %v: overdue %v", name, now, got)
			}
		}
	}
}

// TestReminders: the day before, on the day, and then each third day, always later than
// now.
func TestReminders(t *testing.T) {
	const day = 24 * time.Hour
	due := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	for _, test := range []struct{ now, want time.Duration }{
		{-10 * day, -day}, {-day - 1, -day}, {-day, 0}, {-1, 0}, {0, 3 * day}, {1, 3 * day}, {3*day - 1, 3 * day}, {3 * day, 6 * day}, {100 * day, 102 * day},
	} {
		if got := nextReminder(due, due.Add(test.now)).Sub(due); got != test.want {
			t.Errorf("%v after it is due: the next at %v instead of %v", test.now, got, test.want)
		}
	}
}

// On the owner's money there is a limit a day: the member's, the plan's, or NewDayLimit.
func TestLimitOnTheOwnersMoney(t *testing.T) {
	plan := func(limit money.Taka) Plan { return Plan{Name: "gold", Limits: Limits{DayAmount: limit}} }
	for _, c := range []struct {
		own                bool
		member, plan, want money.Taka
	}{
		{true, 0, 0, NewDayLimit}, {true, 0, 1_000_00, 1_000_00}, {true, 0, 20_000_00, 20_000_00}, {true, 300_00, 1_000_00, 300_00},
		{true, 7_000_00, 1_000_00, 7_000_00}, {false, 0, 0, NewDayLimit}, {false, 300_00, 0, 300_00},
	} {
		terms := Terms{Own: c.own, Limits: Limits{DayAmount: c.member}}
		is := terms.OnOwner(plan(c.plan))
		if got := is.On(plan(c.plan)).Limits.DayAmount; got != c.want || is.Own {
			t.Errorf("%+v: the limit is %v", c, got)
		}
		if back := is.OnWallet(); back.Limits.DayAmount != c.member || !back.Own {
			t.Errorf("%+v: back on their wallet the limit is %v", c, back.Limits.DayAmount)
		}
	}
	held := Terms{}.On(plan(1_000_00))
	for limit, want := range map[money.Taka]money.Taka{0: NewDayLimit, 800_00: 800_00} {
		if got := held.Under(plan(limit)).On(plan(limit)).Limits.DayAmount; got != want {
			t.Errorf("the plan's limit becomes %v, and the member's %v", limit, got)
		}
	}
	free := Terms{}.On(Plan{}) // of a store from before
	if got := free.Under(plan(0)).On(plan(0)).Limits.DayAmount; got != 0 {
		t.Errorf("whoever had no limit has %v", got)
	}
}

// On another plan what an owner has set stays; only NewDayLimit on the
// owner's money gives way to a smaller limit of the plan.
func TestLimitOnAnotherPlan(t *testing.T) {
	for _, c := range []struct {
		own                bool
		member, plan, want money.Taka
	}{
		{false, NewDayLimit, 1_000_00, 1_000_00}, {false, NewDayLimit, NewDayLimit - 1, NewDayLimit - 1}, {false, NewDayLimit, NewDayLimit + 1, NewDayLimit},
		{false, NewDayLimit, 0, NewDayLimit}, {false, 300_00, 1_000_00, 300_00}, {false, 7_000_00, 1_000_00, 7_000_00}, {false, 0, 1_000_00, 1_000_00},
		{true, NewDayLimit, 1_000_00, NewDayLimit}, {true, 300_00, 1_000_00, 300_00}, {true, 0, 1_000_00, 1_000_00}, {true, 0, 0, 0},
	} {
		gold := Plan{Name: "gold", Limits: Limits{DayAmount: c.plan}}
		was := Terms{Own: c.own, Limits: Limits{DayAmount: c.member}}
		put := was.On(Plan{}).PutOn(gold)
		if got := put.On(gold).Limits.DayAmount; got != c.want || put.Own != c.own || put.Plan != "gold" {
			t.Errorf("%+v: put on the plan %+v, with the limit %v", c, put, got)
		}
	}
	wallet := Terms{Own: true, Limits: Limits{DayAmount: NewDayLimit}}
	if got := wallet.OnWallet(); got.Limits.DayAmount != NewDayLimit || !got.Own {
		t.Errorf("on the wallet as before, with %+v", got)
	}
	for _, member := range []money.Taka{0, NewDayLimit} {
		terms := Terms{Own: true, Limits: Limits{DayAmount: member}}
		is := terms.On(Plan{Limits: Limits{DayAmount: 1_000_00}}).Under(Plan{})
		if !is.Own || is.Limits.DayAmount != member {
			t.Errorf("the plan of somebody on their own wallet changes, and their terms are %+v", is)
		}
	}
}
