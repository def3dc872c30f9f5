package order

import (
	"testing"

	"rechargebot/flows/money"
)

func TestLimits(t *testing.T) {
	taka := money.WholeTaka
	for o, least := range map[Operator]int64{Grameenphone: 20, Robi: 20, Airtel: 20, Banglalink: 10, Teletalk: 10, Skitto: 10} {
		if got := LimitsOf(o, Prepaid); got != (Limits{taka(least), taka(1000)}) {
			t.Errorf("%s prepaid: %v", o, got)
		}
		if got := LimitsOf(o, Postpaid); got != (Limits{taka(10), taka(5000)}) {
			t.Errorf("%s postpaid: %v", o, got)
		}
	}
	if got := LimitsOf("", Prepaid).Within(Limits{taka(10), taka(1000)}); got != (Limits{taka(10), taka(1000)}) {
		t.Errorf("without an operator the owner's count: %v", got)
	}
	for _, c := range []struct{ settings, want Limits }{
		{Limits{taka(10), taka(1000)}, Limits{taka(20), taka(1000)}},
		{Limits{taka(5), taka(500)}, Limits{taka(20), taka(500)}},
		{Limits{taka(50), taka(2000)}, Limits{taka(50), taka(1000)}},
		{Limits{}, Limits{taka(20), taka(1000)}},
	} {
		if got := LimitsOf(Robi, Prepaid).Within(c.settings); got != c.want {
			t.Errorf("within %v: %v, want %v", c.settings, got, c.want)
		}
	}
}
