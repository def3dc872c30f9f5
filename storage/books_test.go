package storage

import (
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/pin"
)

// quiet is a notifier that says nothing.
type quiet struct{ order.Notifier }

func (quiet) Settled(order.Order, order.State, time.Time) error { return nil }

// ledgerOf is the ledger in a transaction.
func ledgerOf(tx account.Tx) account.Ledger { return account.Ledger{Tx: tx, Location: dhaka} }

// unitOf is a unit of work that tells nobody.
func unitOf(tx chat.Tx) order.Unit {
	return order.Unit{Tx: tx, Tell: quiet{}, Books: ledgerOf(tx)}
}

// priced is an order of 50 taka at the price of the moment, as its draft has it.
func priced(tx chat.Tx, id order.ID, member int64, at time.Time) (order.Order, error) {
	o := placed(id, member, at)
	with, err := ledgerOf(tx).Conditions(member)
	o.Price = with.Price(string(o.Operator), o.Amount)
	return o, err
}

// audited audits all of the books and says what is wrong.
func audited(s *Store) (wrong string, err error) {
	err = s.View(func(tx chat.Tx) (err error) {
		for last, end := uint64(0), false; !end && wrong == "" && err == nil; {
			last, end, wrong, err = order.AuditStep(tx, ledgerOf(tx), last, 1000)
		}
		return err
	})
	return wrong, err
}

// What the sample of the books is put together from.
var (
	sampledTerms = account.Terms{
		Own: true, Plan: "sampled", Credit: paisa(2_000_03), CreditDays: number(13), Paused: true, Grace: 1_800_000_000,
		Limits: account.Limits{Least: 14, Most: 15, DayAmount: 16, DayOrders: 17, Operators: []string{"RB", "AT"}, Connection: "prepaid"},
	}
	sampledPlan = account.Plan{
		Name: "sampled", Rates: map[string]int{"GP": 250}, Credit: 2_000_00, CreditDays: 18,
		Limits: account.Limits{Least: 19, Most: 100_00, DayAmount: 900_00, DayOrders: 20, Operators: []string{"GP", "BL"}, Connection: "prepaid"},
		PIN:    pin.Rule{On: true, Above: 250_00},
	}
	sampledChannel = account.Channel{
		ID: "bkash1", Name: "bKash", Provider: "bkash", Number: "01711111111", Kind: "agent", Least: 21, Most: 500_000_00, Bonus: 150,
		Line: [2]string{"line", "লাইন"}, On: true,
	}
	sampledDeposit = account.Deposit{
		ID: 2, Member: 83, Channel: "bkash1", Key: "bkash", Amount: 500_00,
		Proof: account.Proof{TransactionID: "TRX222", Text: "text", File: "file", FileUnique: "unique", FileKind: "photo"},
		State: account.Approved, Asked: moment(31), Decided: moment(32), By: 84, Reason: "reason", Booked: 499_00, Bonus: 7_48, Told: 1, Refused: "TRX220 TRX221",
	}
	sampledPayment = account.Payment{
		Key: "bkash", TransactionID: "TRX333", Amount: 600_00, Sender: "01722222222", At: moment(33), By: 85, Deposit: 2,
	}
	sampledTimer = account.Timer{At: moment(34).AddDate(-1, 0, 0), Kind: account.TimerDebt, Of: 86}
	sampledMark  = account.Mark{Seq: 7, At: moment(35), Break: "break", Gap: "9-10"}
	sampledEntry = account.Entry{
		Seq: 8, At: moment(45), Clock: moment(43), Kind: account.Transfer, Reference: "nonce",
		Lines: []account.Line{{Member: 80, Name: account.Wallet, Amount: -2_50}, {Member: 81, Name: account.Wallet, Amount: 2_50}},
		Face:  77, Credit: 2_000_00, Actor: 87, Reason: "because", After: []account.After{{Member: 80, Wallet: -47_25, Held: 97_50}, {Member: 81, Wallet: 11_50, Held: 1_00}},
	}
	sampledBalance = account.Balance{Member: 80, Wallet: -47_25, Held: 97_50, In: 101_50, Out: 51_25, OwesSince: moment(44), Entries: 5}
	sampledSums    = account.Sums{
		Wallets: 12_50, Owed: 47_25, Held: 98_50, Sales: 48_75, Face: 50_00, Bonus: -1_50, Adjustments: -11_00,
		Cash: map[string]money.Taka{"bkash1": -100_00},
	}
	// All of it was booked on one day but what came first, the year before.
	sampledDated = datedOf{sampledSums, moment(45).UnixNano(), 20270102, 48_75, 50_00, -1_50, -10_00, map[string]money.Taka{"bkash1": -100_00}}
)

func number(n int) *int { return &n }

// putBooks books a deposit with a bonus, an order that is done, two that are held, one of
// which leaves its reseller owing, and a transfer.
func putBooks(t *tx) error {
	l := ledgerOf(t)
	steps := []func() error{
		func() error { return t.PutChannel(sampledChannel) },
		func() error { return l.SetPlan(sampledPlan, moment(40)) },
		func() error { return l.SetTerms(80, account.Terms{Own: true, Plan: sampledPlan.Name}, moment(40)) },
		func() error { return second(l.Opening(82, 1_00, 87, moment(40).AddDate(-1, 0, 0))) },
		func() error { return second(l.Opening(81, 10_00, 87, moment(40))) },
		func() error { return l.SetTerms(81, account.Terms{Own: true}, moment(40)) },
		func() error {
			o := placed("6b3812bf00000", 81, moment(40))
			o.Amount, o.Price, o.Number = 1_00, 1_00, "01312345679"
			_, _, err := order.Place(unitOf(t), o, knowing(t, o), moment(40))
			return err
		},
		func() error { return second(l.Deposit(80, 100_00, "bkash1", "", 87, moment(41))) },
		func() error {
			o, err := priced(t, "6b3812c000000", 80, moment(42))
			if err != nil {
				return err
			}
			if o, _, err = order.Place(unitOf(t), o, knowing(t, o), moment(42)); err != nil {
				return err
			}
			o.State = order.Accepted
			return order.Settle(unitOf(t), &o, order.Done, order.CauseNone, moment(43))
		},
		func() error {
			o := placed("6b3812d000000", 80, moment(44))
			o.Amount, o.Price, o.Number = 100_00, 97_50, "01312345678"
			_, _, err := order.Place(unitOf(t), o, knowing(t, o), moment(44))
			return err
		},
		func() error { // the transfer, with every field of an entry
			sums, err := t.Sums()
			if err != nil {
				return err
			}
			b, err := t.Balance(81)
			if err != nil {
				return err
			}
			sums.Owed, sums.Wallets = sums.Owed+2_50, sums.Wallets+2_50
			b.Wallet, b.In, b.Entries = b.Wallet+2_50, b.In+2_50, b.Entries+1
			_, err = t.append(sampledEntry, []account.Balance{sampledBalance, b}, sums, "2027-01-02")
			return err
		},
		func() error { return l.SetTerms(80, sampledTerms, moment(46)) },
		func() error { return second(t.PutDeposit(sampledDeposit)) },
		func() error { return t.PutPayment(sampledPayment) },
		func() error { return t.PutTimer(sampledTimer) },
		func() error { return t.PutUsed(88, "2027-01-02", account.Used{Amount: 89, Orders: 90}) },
		func() error { return t.PutCrediting(91) },
		func() error { return t.PutAuditMark(sampledMark) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// datedOf is dated without what a day does not have.
type datedOf struct {
	Sums                         account.Sums
	Last                         int64
	Day                          uint32
	Sales, Face, Bonus, Adjusted money.Taka
	Cash                         map[string]money.Taka
}

// dayOfSums is a day that is over, and what was adjusted on it.
type dayOfSums struct {
	Day      string
	Adjusted money.Taka
}

// crediting holds a number, so that it is compared as the records are.
type crediting struct{ Most money.Taka }

// statementRowOf is a row of a statement, as its fields.
type statementRowOf struct {
	Kind    account.Kind
	Balance account.Balance
}

func init() {
	with := func(value any, read func(*tx) (any, error)) {
		samples = append(samples, sampleOf{value, func(*tx) error { return nil }, read})
	}
	samples = append(samples, sampleOf{sampledEntry, putBooks, func(t *tx) (any, error) {
		e, _, err := t.Booked(sampledEntry.Kind, sampledEntry.Reference)
		return e, err
	}})
	with(sampledBalance, func(t *tx) (any, error) { return t.Balance(80) })
	with(statementRowOf{account.Transfer, sampledBalance}, func(t *tx) (any, error) {
		_, v := t.lastRow(t.cursor(bLedger), 80)
		r, err := readRow(80, v)
		return statementRowOf{r.kind, r.balance}, err
	})
	with(sampledDated, func(t *tx) (any, error) {
		d, err := t.sums()
		return datedOf{d.Sums, d.Last, d.Day, d.Today.Sales, d.Today.Face, d.Today.Bonus, d.Today.Adjustments, d.Today.Cash}, err
	})
	with(sampledSums, func(t *tx) (any, error) {
		s, err := t.SumsOf("2026-01-01", "2027-01-03")
		s.Wallets, s.Owed, s.Held = sampledSums.Wallets, sampledSums.Owed, sampledSums.Held // of these no day knows
		return s, err
	})
	with(dayOfSums{"2026-01-02", -1_00}, func(t *tx) (any, error) {
		s, err := t.SumsOf("2026-01-01", "2026-12-31")
		return dayOfSums{"2026-01-02", s.Adjustments}, err
	})
	with(sampledTerms, func(t *tx) (any, error) { return t.Terms(80) })
	with(sampledPlan, func(t *tx) (any, error) {
		p, _, err := t.Plan(sampledPlan.Name)
		return p, err
	})
	with(sampledChannel, func(t *tx) (any, error) {
		c, _, err := t.Channel(sampledChannel.ID)
		return c, err
	})
	with(sampledDeposit, func(t *tx) (any, error) {
		d, _, err := t.DepositBy(sampledDeposit.Key, sampledDeposit.TransactionID)
		return d, err
	})
	with(sampledPayment, func(t *tx) (any, error) {
		p, _, err := t.Payment(sampledPayment.Key, sampledPayment.TransactionID)
		return p, err
	})
	with(sampledTimer, func(t *tx) (any, error) {
		timers, err := t.Timers(moment(34), 1)
		return append(timers, account.Timer{})[0], err
	})
	with(sampledMark, func(t *tx) (any, error) { return t.AuditMark() })
	with(account.Used{Amount: 89, Orders: 90}, func(t *tx) (any, error) { return t.Used(88, "2027-01-02") })
	with(crediting{91}, func(t *tx) (any, error) {
		most, err := t.Crediting()
		return crediting{most}, err
	})
}
