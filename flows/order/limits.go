package order

import "rechargebot/flows/money"

// Limits are the least and the most that may go to a number in one order.
type Limits struct{ Least, Most money.Taka }

// plainLimits are what the operators take as a plain recharge. Grameenphone, Robi
// and Airtel take nothing under 20 taka on prepaid since July 2022.
var plainLimits = map[Connection]map[Operator]Limits{
	Prepaid: {
		Grameenphone: {money.WholeTaka(20), money.WholeTaka(1000)},
		Robi:         {money.WholeTaka(20), money.WholeTaka(1000)},
		Airtel:       {money.WholeTaka(20), money.WholeTaka(1000)},
		Banglalink:   {money.WholeTaka(10), money.WholeTaka(1000)},
		Teletalk:     {money.WholeTaka(10), money.WholeTaka(1000)},
		Skitto:       {money.WholeTaka(10), money.WholeTaka(1000)},
	},
	Postpaid: {
		Grameenphone: {money.WholeTaka(10), money.WholeTaka(5000)},
		Robi:         {money.WholeTaka(10), money.WholeTaka(5000)},
		Airtel:       {money.WholeTaka(10), money.WholeTaka(5000)},
		Banglalink:   {money.WholeTaka(10), money.WholeTaka(5000)},
		Teletalk:     {money.WholeTaka(10), money.WholeTaka(5000)},
		Skitto:       {money.WholeTaka(10), money.WholeTaka(5000)},
	},
}

// LimitsOf gives what an operator takes; the zero Limits where the operator is not
// known yet.
func LimitsOf(o Operator, c Connection) Limits { return plainLimits[c][o] }

// Within narrows limits by the owner's settings, as far as those are set. A most of zero
// bounds nothing.
func (l Limits) Within(settings Limits) Limits {
	l.Least = max(l.Least, settings.Least)
	if settings.Most > 0 && (l.Most == 0 || settings.Most < l.Most) {
		l.Most = settings.Most
	}
	return l
}
