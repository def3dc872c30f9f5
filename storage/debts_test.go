package storage

import (
	"slices"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
)

// Whoever owes is reminded by the days of the moment, whatever changes them; and whoever may be
// able to spend more is known at once.
func TestDebtIsWatched(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		const day = 24 * time.Hour
		k := newTill(t, h)
		began := k.now
		days := func(n int) *int { return &n }
		gold := func(creditDays int) account.Plan {
			return account.Plan{Name: "gold", Credit: 500_00, CreditDays: creditDays}
		}
		terms := account.Terms{Own: true, Plan: "gold"}
		for _, step := range []struct {
			name     string
			change   func(l account.Ledger) error
			next     time.Duration // the reminder, from when the debt began; 0: none
			credited bool
		}{
			{"a plan", func(l account.Ledger) error { return l.SetPlan(gold(7), began) }, 0, false},
			{"its member", func(l account.Ledger) error { return l.SetTerms(payer, terms, began) }, 0, true},
			{"they owe", func(l account.Ledger) error {
				return second(l.Adjust(payer, -100_00, "because", "first", decider, began))
			}, 6 * day, false},
			{"they owe more", func(l account.Ledger) error {
				return second(l.Adjust(payer, -100_00, "because", "second", decider, began.Add(day)))
			}, 6 * day, false},
			{"other days of the plan", func(l account.Ledger) error { return l.SetPlan(gold(10), began) }, 9 * day, true},
			{"days of their own", func(l account.Ledger) error {
				own := terms
				own.CreditDays = days(3)
				return l.SetTerms(payer, own, began)
			}, 2 * day, true},
			{"the day before", func(l account.Ledger) error {
				b, due, remind, err := l.DebtDue(payer, began.Add(2*day))
				if !remind || b.Owes() != 200_00 || !due.Equal(began.Add(3*day)) {
					t.Errorf("reminded %v of %v until %v", remind, b.Owes(), due)
				}
				return err
			}, 3 * day, false},
			{"on the owner's money", func(l account.Ledger) error { return l.SetTerms(payer, account.Terms{Plan: "gold"}, began) }, 0, true},
			{"of which nothing is said", func(l account.Ledger) error {
				_, _, remind, err := l.DebtDue(payer, began.Add(2*day))
				if remind {
					t.Error("reminded on the owner's money")
				}
				return err
			}, 0, false},
			{"on their wallet", func(l account.Ledger) error { return l.SetTerms(payer, terms, began) }, 9 * day, true},
			{"half is paid", func(l account.Ledger) error {
				return second(l.Deposit(payer, 100_00, "nagad", "", decider, began.Add(day)))
			}, 9 * day, true},
			{"all is paid", func(l account.Ledger) error {
				return second(l.Deposit(payer, 100_00, "nagad", "", decider, began.Add(day)))
			}, 9 * day, true},
			{"no debt is left", func(l account.Ledger) error {
				_, _, remind, err := l.DebtDue(payer, began.Add(9*day))
				if remind {
					t.Error("reminded of no debt")
				}
				return err
			}, 0, false},
			{"they owe again", func(l account.Ledger) error {
				return second(l.Adjust(payer, -1, "because", "third", decider, began.Add(20*day)))
			}, 29 * day, false},
		} {
			var credited []int64
			k.do(func(tx chat.Tx) error {
				l := ledgerOf(tx)
				l.OnCredit = func(member int64, _ time.Time) { credited = append(credited, member) }
				return step.change(l)
			})
			if slices.Contains(credited, payer) != step.credited || len(credited) > 1 {
				t.Errorf("%s: may spend more: %v", step.name, credited)
			}
			k.do(func(tx chat.Tx) error {
				timers, err := tx.Timers(began.Add(1000*day), 10)
				if step.next == 0 && len(timers) == 0 {
					return err
				}
				if len(timers) != 1 || timers[0].Kind != account.TimerDebt || timers[0].Of != payer || !timers[0].At.Equal(began.Add(step.next)) {
					t.Errorf("%s: the reminders are %+v", step.name, timers)
				}
				return err
			})
		}
	})
}
