package order_test

import (
	"errors"
	"strings"
	"testing"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// altered is a transaction in which something reads otherwise than it was written.
type altered struct {
	chat.Tx
	unread   account.Kind                                 // entries that cannot be read
	balances func(after int64) ([]account.Balance, error) // nil: as they are
}

func (a altered) Booked(k account.Kind, reference string) (account.Entry, bool, error) {
	if k == a.unread {
		return account.Entry{}, false, &account.Unreadable{What: "entry 4: it is missing", Cause: errors.New("damage")}
	}
	return a.Tx.Booked(k, reference)
}

func (a altered) Balances(after int64, limit int) ([]account.Balance, error) {
	if a.balances == nil {
		return a.Tx.Balances(after, limit)
	}
	return a.balances(after)
}

// The audit compares each order with its entries: there are those, and only those, that its
// state and its turns ask for, each of its price.
func TestAuditOfOrders(t *testing.T) {
	none := order.ID("6385f4f65e16e")
	book := func(k account.Kind, turn int, price money.Taka) func(tx chat.Tx, o order.Order) error {
		return func(tx chat.Tx, o order.Order) error {
			return ledger(tx).Book(k, account.Charge{Order: string(o.ID), Turn: turn, Member: complainer, Amount: 50_00, Price: price}, noon)
		}
	}
	put := func(change func(o *order.Order)) func(tx chat.Tx, o order.Order) error {
		return func(tx chat.Tx, o order.Order) error {
			change(&o)
			return tx.PutOrder(o)
		}
	}
	both := func(all ...func(chat.Tx, order.Order) error) func(chat.Tx, order.Order) error {
		return func(tx chat.Tx, o order.Order) (err error) {
			for _, do := range all {
				err = errors.Join(err, do(tx, o))
			}
			return err
		}
	}
	tookBack := func(o *order.Order) { o.State, o.Reversals = order.Failed, 1 }
	turned := func(state order.State, turns int) func(tx chat.Tx, o order.Order) error {
		return put(func(o *order.Order) { o.State, o.Reversals = state, turns })
	}
	refund := func(tx chat.Tx, o order.Order) error { // after a complaint
		_, err := ledger(tx).Compensate(account.Charge{Order: string(o.ID), Member: complainer, Price: o.Price}, 1, noon)
		return errors.Join(err, tx.PutComplaint(order.Complaint{Order: o.ID, Member: complainer, Operator: order.Grameenphone, Opened: noon, Since: noon,
			State: order.ComplaintClosed, Result: order.ResultRefunded, Refunded: o.Price}))
	}
	for name, test := range map[string]struct {
		do   func(tx chat.Tx, o order.Order) error
		want string
	}{
		"as it is": {put(func(*order.Order) {}), ""},
		"an order that is not there": {func(tx chat.Tx, o order.Order) error {
			o.ID = none
			return book(account.Hold, 0, 1_00)(tx, o)
		}, "is of order 6385f4f65e16e, which is not there"},
		"a turn that it has not had":   {book(account.Refund, 1, 48_75), "is of a turn that order"},
		"a turn above those it had":    {both(put(tookBack), book(account.Refund, 1, 48_75), book(account.LateCharge, 2, 48_75)), "is of a turn that order"},
		"a turn below the first":       {book(account.Refund, -1, 48_75), "is of a turn that order"},
		"the panel took back done":     {both(put(tookBack), book(account.Refund, 1, 48_75)), ""},
		"what it took back is missing": {put(tookBack), "does not have the entries that belong together"},
		"two ends":                     {book(account.Release, 0, 48_75), "does not have the entries that belong together"},
		"a refund of another sum":      {both(put(tookBack), book(account.Refund, 1, 48_74)), "books another sum than the price"},
		"another price":                {put(func(o *order.Order) { o.Price = 48_74 }), "books another sum than the price"},
		"failed by its state":          {put(func(o *order.Order) { o.State = order.Failed }), "is failed, and its entries say otherwise"},
		"open by its state":            {put(func(o *order.Order) { o.State = order.Accepted }), "is accepted, and its entries say otherwise"},
		"settled, and nothing booked": {func(tx chat.Tx, o order.Order) error {
			next, err := tx.NextID(noon)
			o.ID, o.State = next, order.Accepted
			return errors.Join(err, tx.PutOrder(o), ledger(tx).Book(account.Hold, account.Charge{Order: string(next), Member: complainer, Price: o.Price}, noon),
				put(func(o *order.Order) { o.State = order.Done })(tx, o))
		}, "is done, and its entries say otherwise"},
		"refunded":                                 {refund, ""},
		"refunded, and then it failed":             {both(refund, turned(order.Failed, 1)), ""},
		"refunded, failed and done again":          {both(refund, turned(order.Done, 2)), ""},
		"refunded, failed and at work":             {both(refund, turned(order.Accepted, 2)), ""},
		"failed, done again and refunded":          {both(book(account.Refund, 1, 48_75), book(account.LateCharge, 2, 48_75), refund, turned(order.Failed, 3)), ""},
		"failed, refunded all the same":            {both(book(account.Refund, 1, 48_75), refund, turned(order.Failed, 1)), "was given back, and it was not done then"},
		"refunded, and charged for later":          {both(book(account.LateCharge, 2, 48_75), refund, turned(order.Done, 2)), "does not have the entries that belong together"},
		"refunded, and given back later":           {both(book(account.Refund, 2, 48_75), refund, turned(order.Failed, 2)), "does not have the entries that belong together"},
		"failed, refunded, no entry of done again": {both(book(account.Refund, 1, 48_75), refund, turned(order.Done, 2)), "does not have the entries that belong together"},
		"refunded, another sum was charged":        {both(book(account.LateCharge, 2, 48_74), refund, turned(order.Done, 2)), "books another sum than the price"},
		"failed, and no entry of done again":       {both(book(account.Refund, 1, 48_75), turned(order.Done, 2)), "does not have the entries that belong together"},
	} {
		c := newCounter(t)
		c.do(func(tx chat.Tx) error {
			o, _, err := tx.Order(c.id)
			return errors.Join(err, test.do(tx, o))
		})
		c.audited(name, func(tx chat.Tx) order.AuditTx { return tx }, 0, test.want)
	}
}

// audited compares what an audit from behind an entry on says.
func (c *counter) audited(name string, as func(chat.Tx) order.AuditTx, after uint64, want string) {
	c.Helper()
	if err := c.store.View(func(tx chat.Tx) error {
		_, end, wrong, err := order.AuditStep(as(tx), ledger(tx), after, 1000)
		if (wrong == "") != (want == "") || !strings.Contains(wrong, want) || wrong == "" && !end {
			c.Errorf("%s: %q instead of %q", name, wrong, want)
		}
		return err
	}); err != nil {
		c.Errorf("%s: %v", name, err)
	}
}

// At the end of each audit, however little of the books it went through, what is held of each
// member is compared with what their open orders cost.
func TestAuditOfWhatIsHeld(t *testing.T) {
	open := func(c *counter) (o order.Order) { // one more order, which is open: entry 4
		c.do(func(tx chat.Tx) (err error) {
			o = order.Order{Reseller: complainer, Price: 48_75,
				Recharge: order.Recharge{Number: "01712345679", Operator: order.Grameenphone, Connection: order.Prepaid, Amount: 50_00}}
			if o.ID, err = tx.NextID(noon); err != nil {
				return err
			}
			o, _, err = order.Place(unit(tx), o, order.Placing{}, noon)
			return err
		})
		return o
	}
	plain := func(tx chat.Tx) order.AuditTx { return tx }
	for name, test := range map[string]struct {
		change func(o *order.Order)
		as     func(tx chat.Tx) order.AuditTx
		want   string
	}{
		"as it is":          {func(o *order.Order) { o.State = order.Accepted }, plain, ""},
		"done by its state": {func(o *order.Order) { o.State = order.Done }, plain, "৳48.75 of 21 is on hold, and their open orders cost ৳0"},
		"on whose money":    {func(o *order.Order) { o.Price = 0 }, plain, "৳48.75 of 21 is on hold, and their open orders cost ৳0"},
		"of another price":  {func(o *order.Order) { o.Price = 48_74 }, plain, "entry 4 books another sum than the price of order"},
		"another's":         {func(o *order.Order) { o.Reseller = 22 }, plain, "entry 4 books another sum than the price of order"},
		"nothing is held of": {func(o *order.Order) { o.Price = 48_75 }, func(tx chat.Tx) order.AuditTx {
			return altered{Tx: tx, balances: func(int64) ([]account.Balance, error) { return nil, nil }}
		}, "nothing of 21 is on hold, and their open orders have a price"},
		"its hold cannot be read": {func(o *order.Order) {}, func(tx chat.Tx) order.AuditTx {
			return altered{Tx: tx, unread: account.Hold}
		}, "entry 4: it is missing"},
		"of somebody behind many": {func(o *order.Order) { o.State = order.Done }, func(tx chat.Tx) order.AuditTx {
			return altered{Tx: tx, balances: func(after int64) ([]account.Balance, error) {
				if after == -1 {
					return tx.Balances(after, 500)
				}
				page := make([]account.Balance, 500)
				for i := range page {
					page[i].Member = int64(i) - 500
				}
				return page, nil
			}}
		}, "৳48.75 of 21 is on hold"},
	} {
		c := newCounter(t)
		o := open(c)
		test.change(&o)
		c.do(func(tx chat.Tx) error { return tx.PutOrder(o) })
		c.audited(name, test.as, 4, test.want)
	}
	c := newCounter(t)
	o := open(c)
	o.ID = "6385f4f65e16e" // another one, of which nothing was booked
	c.do(func(tx chat.Tx) error { return tx.PutOrder(o) })
	c.audited("an order without a hold", plain, 4, "does not have the entries that belong together")
	if err := c.store.View(func(tx chat.Tx) error { // in the middle of the books that is not yet looked at
		last, end, wrong, err := order.AuditStep(tx, ledger(tx), 0, 2)
		if last != 2 || end || wrong != "" {
			t.Errorf("after two entries: %d, at the end: %v, %q", last, end, wrong)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
