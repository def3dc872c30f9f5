package order_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage"
)

var (
	dhaka = time.FixedZone("Dhaka", 6*3600)
	noon  = time.Date(2026, 11, 26, 12, 0, 0, 0, dhaka)
)

// quiet is a notifier that says nothing.
type quiet struct{ order.Notifier }

func (quiet) Settled(order.Order, order.State, time.Time) error { return nil }
func (quiet) Resumed(order.Order, time.Time) error              { return nil }

func ledger(tx chat.Tx) account.Ledger { return account.Ledger{Tx: tx, Location: dhaka} }

func unit(tx chat.Tx) order.Unit { return order.Unit{Tx: tx, Tell: quiet{}, Books: ledger(tx)} }

// wallet is what the model knows of a member.
type wallet struct {
	wallet, held, in, out money.Taka
	since                 time.Time
	entries               uint64
	opened                bool
	terms                 account.Terms
}

// ticket is what the model knows of an order.
type ticket struct {
	id            order.ID
	member        int64
	amount, price money.Taka
	day           string
	state         order.State
	refunded      bool // after a complaint: nothing more is booked
}

// books are a model of the ledger in plain maps, as simple as it gets, beside the store.
type books struct {
	path  string
	store *storage.Store
	now   time.Time
	last  time.Time // of the last entry
	nonce int

	members  map[int64]*wallet
	plans    map[string]account.Plan
	used     map[string]account.Used // by member and day
	orders   []*ticket
	deposits []account.Deposit
	payments map[string]account.Payment
	rejected map[string]bool // deposit and transaction id that an owner has rejected
	most     money.Taka      // of a deposit that is credited without an owner
	sums     account.Sums
}

var (
	people    = []int64{11, 12, 13}
	operators = []order.Operator{order.Grameenphone, order.Robi, order.Banglalink}
	planNames = []string{account.Standard, "gold"}
	channels  = []account.Channel{
		{ID: "bkash1", Name: "bKash", Provider: "bkash", Least: 10_00, Most: 2_000_00, Bonus: 150, On: true},
		{ID: "bkash2", Name: "bKash, shop", Provider: "bkash", On: true},
		{ID: "cash", Name: "cash", On: true},
		{ID: "old", Name: "old", On: false},
	}
)

// errUndone is the error of a step that is taken back on purpose.
var errUndone = errors.New("taken back")

// do runs a step on the store in one transaction. The step is made twice where it is
// first taken back, as by a crash before the commit, which must leave no trace.
func (b *books) do(t *rapid.T, step func(tx chat.Tx) error) error {
	if rapid.IntRange(0, 9).Draw(t, "taken back first") == 9 {
		if err := b.store.Update(func(tx chat.Tx) error {
			if err := step(tx); err != nil {
				return err
			}
			return errUndone
		}); errors.Is(err, errUndone) {
			b.look(t)
		}
	}
	return b.store.Update(step)
}

func (b *books) open(t *rapid.T) {
	s, err := storage.Open(b.path, storage.Options{Location: dhaka, Prompt: true})
	if err != nil {
		t.Fatal(err)
	}
	b.store = s
}

// at is the time that an entry made now gets.
func (b *books) at() time.Time {
	if b.now.After(b.last) {
		b.last = b.now
	}
	return b.last
}

// add changes what a member has.
func (b *books) add(member int64, wallet, held money.Taka) {
	b.at()
	w := b.members[member]
	w.wallet += wallet
	w.held += held
	w.in += max(0, wallet+held)
	w.out -= min(0, wallet+held)
	w.entries++
	switch {
	case w.wallet >= 0:
		w.since = time.Time{}
	case w.since.IsZero():
		w.since = b.now // though the entry has a later time where the clock was set back
	}
}

// conditions are a member's, put together as accounts.md says.
func (b *books) conditions(member int64) account.Conditions {
	t := b.members[member].terms
	p := b.plans[t.PlanName()]
	c := account.Conditions{Terms: t, Rates: p.Rates, Credit: p.Credit, CreditDays: p.CreditDays, Limits: p.Limits}
	if t.Credit != nil {
		c.Credit = *t.Credit
	}
	if t.CreditDays != nil {
		c.CreditDays = *t.CreditDays
	}
	if t.Limits.DayAmount != 0 {
		c.Limits.DayAmount = t.Limits.DayAmount
	}
	if t.Limits.DayOrders != 0 {
		c.Limits.DayOrders = t.Limits.DayOrders
	}
	if t.Limits.Operators != nil {
		c.Limits.Operators = t.Limits.Operators
	}
	return c
}

// price is a rate's price in steps of a paisa's ten-thousandth.
func (b *books) price(member int64, operator order.Operator, amount money.Taka) money.Taka {
	c := b.conditions(member)
	if !c.Own {
		return 0
	}
	left := int64(amount) * int64(10_000-c.Rates[string(operator)])
	return money.Taka((left + 9_999) / 10_000) // what is off is rounded down, so the price is rounded up
}

func usedKey(member int64, day string) string { return fmt.Sprint(member, " ", day) }

// refused says why the model does not let an order be placed; "" where it does.
func (b *books) refused(o order.Order, price money.Taka) account.Why {
	c, w := b.conditions(o.Reseller), b.members[o.Reseller]
	u := b.used[usedKey(o.Reseller, money.Day(b.now, dhaka))]
	due := w.since.AddDate(0, 0, c.CreditDays)
	if grace := time.Unix(c.Grace, 0); grace.After(due) {
		due = grace
	}
	switch {
	case c.Paused:
		return account.WhyPaused
	case o.Price != price:
		return account.WhyPrice
	case c.Limits.Operators != nil && !slices.Contains(c.Limits.Operators, string(o.Operator)):
		return account.WhyOperator
	case c.Limits.DayOrders > 0 && u.Orders >= c.Limits.DayOrders:
		return account.WhyDayOrders
	case c.Limits.DayAmount > 0 && u.Amount+o.Amount > c.Limits.DayAmount:
		return account.WhyDayAmount
	case !c.Own:
		return ""
	case !w.since.IsZero() && c.CreditDays > 0 && b.now.After(due):
		return account.WhyOverdue
	case w.wallet+c.Credit < price:
		return account.WhyShort
	}
	return ""
}

func (b *books) member(t *rapid.T) int64 { return rapid.SampledFrom(people).Draw(t, "member") }

func amount(t *rapid.T) money.Taka {
	return money.WholeTaka(rapid.SampledFrom([]int64{10, 19, 50, 99, 499}).Draw(t, "amount"))
}

func sum(t *rapid.T) money.Taka {
	return money.Taka(rapid.SampledFrom([]int64{-50_00, 0, 1, 33, 10_00, 50_00, 75_55, 500_00, 3_000_00}).Draw(t, "sum"))
}

func (b *books) ticket(t *rapid.T) *ticket {
	if len(b.orders) == 0 {
		t.Skip("no order yet")
	}
	return b.orders[len(b.orders)-1-rapid.IntRange(0, min(9, len(b.orders)-1)).Draw(t, "order, from the last")]
}

// place places an order at the price of the moment, or at a stale one.
func (b *books) place(t *rapid.T) {
	member, operator, amount := b.member(t), rapid.SampledFrom(operators).Draw(t, "operator"), amount(t)
	price := b.price(member, operator, amount)
	o := order.Order{Reseller: member, Recharge: order.Recharge{Number: "01712345678", Operator: operator, Connection: order.Prepaid, Amount: amount}, Price: price}
	if rapid.IntRange(0, 9).Draw(t, "stale price") == 0 {
		o.Price++
	}
	err := b.do(t, func(tx chat.Tx) (err error) {
		if o.ID, err = tx.NextID(b.now); err != nil {
			return err
		}
		_, _, err = order.Place(unit(tx), o, knowing(tx, o), b.now)
		return err
	})
	var no *account.Refused
	switch why := b.refused(o, price); {
	case why != "" && !(errors.As(err, &no) && no.Why == why):
		t.Fatalf("an order is to be refused for %s: %v", why, err)
	case why == "" && err != nil:
		t.Fatal(err)
	case why != "":
		return
	}
	day := money.Day(b.now, dhaka)
	u := b.used[usedKey(member, day)]
	b.used[usedKey(member, day)] = account.Used{Amount: u.Amount + amount, Orders: u.Orders + 1}
	if price != 0 {
		b.add(member, -price, price)
	}
	b.orders = append(b.orders, &ticket{o.ID, member, amount, price, day, order.Placed, false})
}

// placeAgain confirms an order a second time.
func (b *books) placeAgain(t *rapid.T) {
	k := b.ticket(t)
	if err := b.do(t, func(tx chat.Tx) error {
		o, _, err := tx.Order(k.id)
		if err != nil {
			return err
		}
		_, first, err := order.Place(unit(tx), o, knowing(tx, o), b.now)
		if first {
			t.Fatalf("%s was placed twice", k.id)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// becomes is what the money does when an order's state changes: where it is while the
// order is in a state, and the limits of its day.
func (b *books) becomes(k *ticket, next order.State) {
	was := k.state
	k.state = next
	if (was == order.Failed) != (next == order.Failed) {
		sign := 1
		if next == order.Failed {
			sign = -1
		}
		key := usedKey(k.member, k.day)
		b.used[key] = account.Used{Amount: b.used[key].Amount + money.Taka(sign)*k.amount, Orders: b.used[key].Orders + sign}
	}
	place := func(s order.State) int {
		switch s {
		case order.Failed:
			return 0
		case order.Done:
			return 2
		}
		return 1
	}
	from, to := place(was), place(next)
	if k.price == 0 || from == to || k.refunded {
		return
	}
	change := [3]money.Taka{}
	change[from], change[to] = -k.price, k.price
	b.add(k.member, change[0], change[1])
	if b.sums.Sales += change[2]; change[2] != 0 {
		b.sums.Face += k.amount * (change[2] / k.price)
	}
}

// change moves an order to any state: by the table of states that must be right, else
// refused.
func (b *books) change(t *rapid.T) {
	k := b.ticket(t)
	next := rapid.SampledFrom([]order.State{order.Sending, order.Accepted, order.Unclear, order.Done, order.Failed, order.Placed}).Draw(t, "state")
	err := b.do(t, func(tx chat.Tx) error {
		o, _, err := tx.Order(k.id)
		if err != nil {
			return err
		}
		switch {
		case next.Final():
			cause := order.CauseNone
			if o.State.Final() {
				cause = order.CauseReversed
			}
			return order.Settle(unit(tx), &o, next, cause, b.now)
		case o.State == order.Failed:
			if next != order.Accepted {
				return o.Move(next)
			}
			return order.Resume(unit(tx), o, b.now)
		}
		if err := o.Move(next); err != nil {
			return err
		}
		return tx.PutOrder(o)
	})
	if may := k.state.MayBecome(next); may != (err == nil) {
		t.Fatalf("from %s to %s: %v", k.state, next, err)
	} else if may {
		b.becomes(k, next)
	}
}

// verdict has an owner decide on an order.
func (b *books) verdict(t *rapid.T) {
	k := b.ticket(t)
	v := order.Verdict{Admin: 1, Done: rapid.Bool().Draw(t, "done"), At: b.now}
	err := b.do(t, func(tx chat.Tx) error {
		_, err := order.ApplyVerdict(unit(tx), k.id, v)
		return err
	})
	may := k.state == order.Accepted || k.state == order.Unclear
	if may != (err == nil) || !may && !errors.Is(err, order.ErrSettled) {
		t.Fatalf("a verdict on an order that is %s: %v", k.state, err)
	}
	if may {
		b.becomes(k, map[bool]order.State{true: order.Done, false: order.Failed}[v.Done])
	}
}

// complain has an owner refund an order after a complaint: at any time, of which only one
// is right, and once.
func (b *books) complain(t *rapid.T) {
	k := b.ticket(t)
	err := b.do(t, func(tx chat.Tx) error {
		o, _, err := tx.Order(k.id)
		if err != nil {
			return err
		}
		c, known, err := tx.Complaint(k.id)
		if err != nil {
			return err
		}
		if !known {
			c = order.Complaint{Order: k.id, Member: k.member, Operator: o.Operator, State: order.ComplaintOpen, Opened: b.now}
		}
		_, err = order.RefundComplaint(tx, ledger(tx), o, c, 1, b.now)
		return err
	})
	var want error
	switch {
	case k.state != order.Done:
		want = order.ErrNotDone
	case k.refunded:
		want = order.ErrComplaintMoved
	}
	if !expect(t, err, want) {
		return
	}
	k.refunded = true
	if k.price != 0 {
		b.add(k.member, k.price, 0)
		b.sums.Adjustments -= k.price
	}
}

// expect compares an error with the one that the model has.
func expect(t *rapid.T, got, want error) bool {
	if !errors.Is(got, want) {
		t.Fatalf("%v instead of %v", got, want)
	}
	return want == nil
}

func (b *books) spend(member int64, n money.Taka) error {
	if b.members[member].wallet-n < -b.conditions(member).Credit {
		return account.ErrBelow
	}
	return nil
}

// again books something twice; the second time must say that it is booked.
func (b *books) again(t *rapid.T, run func(tx chat.Tx, nonce string) error) error {
	b.nonce++
	nonce := fmt.Sprint("nonce ", b.nonce)
	err := b.do(t, func(tx chat.Tx) error { return run(tx, nonce) })
	if err == nil && rapid.Bool().Draw(t, "and again") {
		// The first may have taken what the second needs; it books nothing in any case.
		if err := b.do(t, func(tx chat.Tx) error { return run(tx, nonce) }); !errors.Is(err, account.ErrBooked) && !errors.Is(err, account.ErrBelow) {
			t.Fatalf("booked twice: %v", err)
		}
	}
	return err
}

func (b *books) adjust(t *rapid.T) {
	member, n := b.member(t), sum(t)*money.Taka(rapid.SampledFrom([]int{1, -1}).Draw(t, "sign"))
	reason := rapid.SampledFrom([]string{"because", "no", "কারণ আছে"}).Draw(t, "reason")
	var want error
	switch {
	case reason == "no":
		want = account.ErrReason
	case n == 0:
		want = account.ErrAmount
	case n < 0:
		want = b.spend(member, -n)
	}
	if expect(t, b.again(t, func(tx chat.Tx, nonce string) error {
		_, err := ledger(tx).Adjust(member, n, reason, nonce, 1, b.now)
		return err
	}), want) {
		b.add(member, n, 0)
		b.sums.Adjustments -= n
	}
}

func (b *books) opening(t *rapid.T) {
	member, n := b.member(t), sum(t)
	err := b.do(t, func(tx chat.Tx) error {
		_, err := ledger(tx).Opening(member, n, 1, b.now)
		return err
	})
	var want error
	switch {
	case n == 0:
		want = account.ErrAmount
	case b.members[member].opened:
		want = account.ErrBooked
	}
	if expect(t, err, want) {
		b.members[member].opened = true
		b.add(member, n, 0)
		b.sums.Adjustments -= n
	}
}

func (b *books) pay(t *rapid.T) {
	member, n, channel := b.member(t), sum(t), rapid.SampledFrom([]string{"cash", "old", "none"}).Draw(t, "channel")
	want := b.spend(member, n)
	switch {
	case channel == "none":
		want = account.ErrNoChannel
	case n <= 0:
		want = account.ErrAmount
	}
	if expect(t, b.again(t, func(tx chat.Tx, nonce string) error {
		_, err := ledger(tx).Pay(member, n, channel, "", nonce, 1, b.now)
		return err
	}), want) {
		b.add(member, -n, 0)
		b.sums.Cash[channel] += n
	}
}

func (b *books) transfer(t *rapid.T) {
	from, to, n := b.member(t), b.member(t), sum(t)
	want := b.spend(from, n)
	if n <= 0 || from == to {
		want = account.ErrAmount
	}
	if expect(t, b.again(t, func(tx chat.Tx, nonce string) error {
		_, err := ledger(tx).Move(from, to, n, "", nonce, 1, b.now)
		return err
	}), want) {
		b.add(from, -n, 0)
		b.add(to, n, 0)
	}
}

// credited books a deposit in the model.
func (b *books) credited(d *account.Deposit, n money.Taka, by int64) {
	channel := channels[slices.IndexFunc(channels, func(c account.Channel) bool { return c.ID == d.Channel })]
	bonus := n * money.Taka(channel.Bonus) / 10_000
	d.State, d.Booked, d.Bonus, d.By = account.Approved, n, bonus, by
	b.add(d.Member, n+bonus, 0)
	b.sums.Cash[d.Channel] -= n
	b.sums.Bonus -= bonus
	if p, ok := b.payments[d.Key+d.TransactionID]; ok && d.TransactionID != "" && p.Deposit == 0 {
		p.Deposit = d.ID
		b.payments[d.Key+d.TransactionID] = p
	}
}

// holder is the deposit that has a transaction id; nil for none.
func (b *books) holder(key, transaction string) *account.Deposit {
	for i := range b.deposits {
		if d := &b.deposits[i]; d.Key == key && d.TransactionID == transaction && d.State != account.Rejected && transaction != "" {
			return d
		}
	}
	return nil
}

func transaction(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "TRX001", "TRX002", "TRX003"}).Draw(t, "transaction")
}

// ask has a member ask for a deposit, anew or one that was rejected.
func (b *books) ask(t *rapid.T) {
	channel := rapid.SampledFrom(channels).Draw(t, "channel")
	d := account.Deposit{Member: b.member(t), Channel: channel.ID, Amount: sum(t), Proof: account.Proof{TransactionID: transaction(t)}}
	if rapid.Bool().Draw(t, "photo") {
		d.Proof.File, d.Proof.FileUnique, d.Proof.FileKind = "file", "unique", "photo"
	}
	if len(b.deposits) > 0 && rapid.IntRange(0, 3).Draw(t, "again") == 0 {
		d.ID = uint64(rapid.IntRange(1, len(b.deposits)).Draw(t, "deposit"))
	}
	open, newest := 0, (*account.Deposit)(nil)
	for i := range b.deposits {
		if o := &b.deposits[i]; o.Member == d.Member {
			newest = o
			if o.State == account.Waiting {
				open++
			}
		}
	}
	d.Key = channel.Key()
	other := b.holder(d.Key, d.TransactionID)
	var want error
	switch {
	case !channel.On:
		want = account.ErrNoChannel
	case d.Amount < max(1, channel.Least) || channel.Most != 0 && d.Amount > channel.Most:
		want = account.ErrAmount
	case d.TransactionID == "" && d.File == "":
		want = account.ErrNoProof
	case open >= account.MostWaiting:
		want = account.ErrTooMany
	case newest != nil && (newest.ID != d.ID || newest.TakenBack()) && !b.now.Before(newest.Asked) && b.now.Sub(newest.Asked) < account.DepositEvery:
		want = account.ErrTooSoon
	case other != nil && other.ID != d.ID:
		want = account.ErrTransactionUsed
	case d.ID != 0 && (b.deposits[d.ID-1].Member != d.Member || b.deposits[d.ID-1].State != account.Rejected && b.deposits[d.ID-1].State != account.Lapsed):
		want = account.ErrDecided
	}
	var got account.Deposit
	err := b.do(t, func(tx chat.Tx) (err error) { got, err = ledger(tx).Ask(d, b.now); return err })
	if !expect(t, err, want) {
		return
	}
	d.State, d.Asked = account.Waiting, b.now
	if d.ID == 0 {
		d.ID = uint64(len(b.deposits) + 1)
		b.deposits = append(b.deposits, account.Deposit{})
	}
	is := &b.deposits[d.ID-1]
	*is = d
	if p, ok := b.payments[d.Key+d.TransactionID]; ok && d.TransactionID != "" && p.Amount == d.Amount && p.Deposit == 0 && d.Amount <= b.most && !b.doubted(d, p) {
		b.credited(is, d.Amount, 0)
	}
	if got.State != is.State || got.ID != is.ID {
		t.Fatalf("%+v instead of %+v", got, *is)
	}
}

// decide has an owner approve or reject a deposit, or its member take it back.
func (b *books) decide(t *rapid.T) {
	if len(b.deposits) == 0 {
		t.Skip("no deposit yet")
	}
	d := &b.deposits[rapid.IntRange(0, len(b.deposits)-1).Draw(t, "deposit")]
	n := d.Amount
	if rapid.IntRange(0, 2).Draw(t, "other amount") == 0 {
		n = sum(t)
	}
	approve := rapid.IntRange(0, 2).Draw(t, "approve") > 0
	back := !approve && rapid.Bool().Draw(t, "taken back")
	var want error
	switch {
	case d.State != account.Waiting:
		want = account.ErrDecided
	case approve && n < 1:
		want = account.ErrAmount
	}
	err := b.do(t, func(tx chat.Tx) (err error) {
		switch {
		case approve:
			_, err = ledger(tx).Approve(d.ID, n, 1, "reason", b.now)
		case back:
			_, err = ledger(tx).TakeBack(d.ID, b.now)
		default:
			_, err = ledger(tx).Reject(d.ID, 1, "reason", b.now)
		}
		return err
	})
	if !expect(t, err, want) {
		return
	}
	if approve {
		b.credited(d, n, 1)
	} else {
		d.State, d.By = account.Rejected, d.Member
		if !back {
			d.By, b.rejected[refusal(d.ID, d.TransactionID)] = 1, true
		}
	}
}

func refusal(deposit uint64, transaction string) string { return fmt.Sprint(deposit, " ", transaction) }

// doubted reports whether a deposit that a payment matches is for an owner: the id was
// rejected before, or the same sum was booked of no payment that is known about then.
func (b *books) doubted(d account.Deposit, p account.Payment) bool {
	since := d.Asked
	if p.At.Before(since) {
		since = p.At
	}
	for _, o := range b.deposits {
		if o.ID != d.ID && (o.Member != d.Member || o.Key != d.Key) {
			continue
		}
		_, known := b.payments[o.Key+o.TransactionID]
		if b.rejected[refusal(o.ID, d.TransactionID)] ||
			o.ID != d.ID && o.State == account.Approved && !known && o.Booked == d.Amount && !o.Asked.Before(since.AddDate(0, 0, -7)) {
			return true
		}
	}
	return false
}

// sms has an owner pass on a payment's SMS.
func (b *books) sms(t *rapid.T) {
	p := account.Payment{Key: "bkash", TransactionID: rapid.SampledFrom([]string{"TRX001", "TRX002", "TRX003"}).Draw(t, "transaction"), Amount: sum(t), At: b.now, By: 1}
	var m account.Match
	if err := b.do(t, func(tx chat.Tx) (err error) {
		m, err = ledger(tx).Paid(p, b.now)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	old, known := b.payments[p.Key+p.TransactionID]
	if known {
		p = old
	}
	b.payments[p.Key+p.TransactionID] = p
	d := b.holder(p.Key, p.TransactionID)
	credits := d != nil && d.State == account.Waiting && d.Amount == p.Amount && d.Amount <= b.most && !b.doubted(*d, p)
	if m.Fresh == known || m.Found != (d != nil) || m.Credited != credits {
		t.Fatalf("found %v, fresh %v, credited %v", m.Found, m.Fresh, m.Credited)
	}
	if credits {
		b.credited(d, d.Amount, 0)
	}
}

// direct has an owner book a deposit without a request.
func (b *books) direct(t *rapid.T) {
	channel := rapid.SampledFrom(channels).Draw(t, "channel")
	d := account.Deposit{ID: uint64(len(b.deposits) + 1), Member: b.member(t), Channel: channel.ID, Key: channel.Key(), Amount: sum(t), Asked: b.now,
		Proof: account.Proof{TransactionID: transaction(t)}}
	var want error
	switch {
	case d.Amount < 1:
		want = account.ErrAmount
	case b.holder(d.Key, d.TransactionID) != nil:
		want = account.ErrTransactionUsed
	}
	err := b.do(t, func(tx chat.Tx) error {
		_, err := ledger(tx).Deposit(d.Member, d.Amount, d.Channel, d.TransactionID, 1, b.now)
		return err
	})
	if expect(t, err, want) {
		b.deposits = append(b.deposits, d)
		b.credited(&b.deposits[len(b.deposits)-1], d.Amount, 1)
	}
}

// due does what is due of deposits: those that wait too long lapse.
func (b *books) due(t *rapid.T) {
	if len(b.deposits) == 0 {
		t.Skip("no deposit yet")
	}
	d := &b.deposits[rapid.IntRange(0, len(b.deposits)-1).Draw(t, "deposit")]
	if err := b.do(t, func(tx chat.Tx) error {
		got, _, err := ledger(tx).DepositDue(d.ID, b.now)
		if lapses := d.State == account.Waiting && b.now.Sub(d.Asked) >= account.LapseAfter; err == nil && (got.State == account.Lapsed) != (lapses || d.State == account.Lapsed) {
			t.Fatalf("it is %s after %v", got.State, b.now.Sub(d.Asked))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if d.State == account.Waiting && b.now.Sub(d.Asked) >= account.LapseAfter {
		d.State = account.Lapsed
	}
}

func (b *books) crediting(t *rapid.T) {
	b.most = money.WholeTaka(rapid.SampledFrom([]int64{0, 50, 10_000}).Draw(t, "credited without an owner"))
	if err := b.do(t, func(tx chat.Tx) error { return tx.PutCrediting(b.most) }); err != nil {
		t.Fatal(err)
	}
}

func limits(t *rapid.T) (l account.Limits) {
	l.DayAmount = money.WholeTaka(rapid.SampledFrom([]int64{0, 100, 1_000}).Draw(t, "taka a day"))
	l.DayOrders = rapid.SampledFrom([]int{0, 2, 9}).Draw(t, "orders a day")
	if rapid.IntRange(0, 4).Draw(t, "operators") == 0 {
		l.Operators = []string{string(order.Grameenphone), string(order.Robi)}
	}
	return l
}

// setTerms changes on what terms somebody orders: credit made smaller, paused, on
// another plan, whose money pays.
func (b *books) setTerms(t *rapid.T) {
	member := b.member(t)
	w := b.members[member]
	terms := account.Terms{
		Own: rapid.IntRange(0, 3).Draw(t, "own") > 0, Plan: rapid.SampledFrom(append(planNames, "")).Draw(t, "plan"), Limits: limits(t),
		Paused: rapid.IntRange(0, 9).Draw(t, "paused") == 0,
	}
	if rapid.Bool().Draw(t, "credit of their own") {
		n := money.WholeTaka(rapid.SampledFrom([]int64{0, 20, 500}).Draw(t, "credit"))
		terms.Credit = &n
	}
	if rapid.Bool().Draw(t, "days of their own") {
		n := rapid.SampledFrom([]int{0, 1, 60}).Draw(t, "days")
		terms.CreditDays = &n
	}
	if rapid.IntRange(0, 4).Draw(t, "more time") == 0 {
		terms.Grace = b.now.AddDate(0, 0, 3).Unix()
	}
	var want error
	if terms.Own != w.terms.Own && w.held != 0 {
		want = account.ErrHeld
	}
	if expect(t, b.do(t, func(tx chat.Tx) error { return ledger(tx).SetTerms(member, terms, b.now) }), want) {
		w.terms = terms
	}
}

// setPlan changes a plan for everybody on it.
func (b *books) setPlan(t *rapid.T) {
	p := account.Plan{
		Name: rapid.SampledFrom(planNames).Draw(t, "plan"), Limits: limits(t), Rates: map[string]int{},
		Credit:     money.WholeTaka(rapid.SampledFrom([]int64{0, 30, 300}).Draw(t, "credit")),
		CreditDays: rapid.SampledFrom([]int{0, 2}).Draw(t, "days"),
	}
	for _, o := range operators {
		p.Rates[string(o)] = rapid.SampledFrom([]int{0, 250, 1000, -500, 333, -1}).Draw(t, "rate")
	}
	if err := b.do(t, func(tx chat.Tx) error { return ledger(tx).SetPlan(p, b.now) }); err != nil {
		t.Fatal(err)
	}
	b.plans[p.Name] = p
}

// jump moves the clock, also back, over midnight and over days.
func (b *books) jump(t *rapid.T) {
	b.now = b.now.Add(time.Duration(rapid.SampledFrom([]int{1, 31, 3_600, 43_200, 86_400, 300_000, -1, -43_200, -90_000}).Draw(t, "seconds")) * time.Second)
}

func (b *books) reopen(t *rapid.T) {
	if err := b.store.Close(); err != nil {
		t.Fatal(err)
	}
	b.open(t)
}

// look compares the store with the model, and audits it from the first entry.
func (b *books) look(t *rapid.T) {
	if err := b.store.View(func(tx chat.Tx) error {
		want := account.Sums{Cash: map[string]money.Taka{}}
		want.Sales, want.Face, want.Bonus, want.Adjustments = b.sums.Sales, b.sums.Face, b.sums.Bonus, b.sums.Adjustments
		maps.Copy(want.Cash, b.sums.Cash)
		for member, w := range b.members {
			got, err := tx.Balance(member)
			if err != nil {
				return err
			}
			is := account.Balance{Member: member, Wallet: w.wallet, Held: w.held, In: w.in, Out: w.out, OwesSince: w.since.UTC(), Entries: w.entries}
			if w.since.IsZero() {
				is.OwesSince = time.Time{}
			}
			if got != is {
				t.Fatalf("the balance is\n%+v instead of\n%+v", got, is)
			}
			want.Wallets += max(0, w.wallet)
			want.Owed += max(0, -w.wallet)
			want.Held += w.held
		}
		got, err := tx.Sums()
		if err != nil {
			return err
		}
		for _, cash := range []map[string]money.Taka{got.Cash, want.Cash} {
			maps.DeleteFunc(cash, func(_ string, n money.Taka) bool { return n == 0 })
		}
		if len(got.Cash) == 0 {
			got.Cash = want.Cash
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("the sums are\n%+v instead of\n%+v", got, want)
		}
		for key, u := range b.used {
			var member int64
			var day string
			if _, err := fmt.Sscan(key, &member, &day); err != nil {
				return err
			}
			if got, err := tx.Used(member, day); err != nil || got != u {
				t.Fatalf("used by %s is %+v instead of %+v, %v", key, got, u, err)
			}
		}
		for _, d := range b.deposits {
			if got, _, err := tx.Deposit(d.ID); err != nil || got.State != d.State || got.Booked != d.Booked || got.Bonus != d.Bonus {
				t.Fatalf("a deposit is\n%+v instead of\n%+v, %v", got, d, err)
			}
		}
		if err := b.statements(t, tx); err != nil {
			return err
		}
		// In steps of a few entries, so that the seams between them are looked at.
		for last, end := uint64(0), false; !end; {
			var wrong string
			if last, end, wrong, err = order.AuditStep(tx, ledger(tx), last, 7); wrong != "" || err != nil {
				t.Fatalf("behind entry %d: %s, %v", last, wrong, err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// statements looks whether a statement adds up: the balance before its days, what came
// and went in them, and the balance after.
func (b *books) statements(t *rapid.T, tx chat.Tx) error {
	member := people[len(b.orders)%len(people)]
	to := b.last
	from := to.Add(-24 * time.Hour)
	opening, err := tx.Standing(member, from)
	if err != nil {
		return err
	}
	closing, err := tx.Standing(member, to)
	if err != nil {
		return err
	}
	total := opening.Total()
	for before := uint64(0); ; {
		page, err := tx.Statement(member, from, to, before, 3)
		if err != nil {
			return err
		}
		for _, e := range page {
			if before != 0 && e.Seq >= before || e.At.Before(from) || !e.At.Before(to) {
				t.Fatalf("entry %d of %v is in the wrong place", e.Seq, e.At)
			}
			total += e.Change(member)
			before = e.Seq
		}
		if len(page) < 3 {
			break
		}
	}
	if total != closing.Total() {
		t.Fatalf("from %v a statement of %d has %v at the end, and %v stands there", opening, member, total, closing)
	}
	return nil
}

// TestBooks does whatever may happen to the resellers' money in any order, and after each
// step compares the store with a model of it and audits all of it. More of it with
// -rapid.checks; what once went wrong is in testdata and done again each time.
func TestBooks(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp(dir, "")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder)
		b := &books{
			path: filepath.Join(folder, "bot.db"), now: noon, members: map[int64]*wallet{}, plans: map[string]account.Plan{},
			used: map[string]account.Used{}, payments: map[string]account.Payment{}, rejected: map[string]bool{}, sums: account.Sums{Cash: map[string]money.Taka{}},
		}
		b.open(t)
		defer func() {
			if err := errors.Join(b.store.Close(), storage.Check(b.path)); err != nil {
				t.Error(err)
			}
		}()
		if err := b.store.Update(func(tx chat.Tx) error {
			for _, c := range channels {
				if err := tx.PutChannel(c); err != nil {
					return err
				}
			}
			for _, member := range people[:2] { // the third is on the owner's money
				if err := ledger(tx).SetTerms(member, account.Terms{Own: true}, noon); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for i, member := range people {
			b.members[member] = &wallet{terms: account.Terms{Own: i < 2}}
		}
		t.Repeat(map[string]func(*rapid.T){
			"":             b.look,
			"place":        b.place,
			"place more":   b.place, // so that there is much of what matters most
			"place again":  b.placeAgain,
			"change":       b.change,
			"change more":  b.change,
			"change again": b.change,
			"verdict":      b.verdict,
			"complain":     b.complain,
			"adjust":       b.adjust,
			"opening":      b.opening,
			"pay out":      b.pay,
			"transfer":     b.transfer,
			"ask":          b.ask,
			"ask more":     b.ask,
			"decide":       b.decide,
			"sms":          b.sms,
			"deposit":      b.direct,
			"what is due":  b.due,
			"crediting":    b.crediting,
			"terms":        b.setTerms,
			"plan":         b.setPlan,
			"clock":        b.jump,
			"restart":      b.reopen,
		})
	})
}

// knowing is what there is to be known for one more of the same order.
func knowing(tx order.Tx, o order.Order) order.Placing {
	earlier, err := order.Earlier(tx, o.Number, o.Amount, order.Window{}, time.Time{})
	if err != nil {
		panic(err)
	}
	return order.Placing{Known: order.KnownOf(earlier)}
}
