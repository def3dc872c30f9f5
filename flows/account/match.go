package account

import (
	"slices"
	"strings"
	"time"

	"rechargebot/flows/money"
)

// What an owner's SMS told of a payment is matched with the deposit that has its channel,
// transaction id and amount. What matches may be credited without an owner, unless there is a
// Doubt.

// Match gives the payment that an owner's SMS told and that has the deposit's channel,
// transaction id and exact amount.
func (l Ledger) Match(d Deposit) (Payment, bool, error) {
	if d.TransactionID == "" {
		return Payment{}, false, nil
	}
	p, ok, err := l.Tx.Payment(d.Key, d.TransactionID)
	return p, ok && p.Amount == d.Amount && (p.Deposit == 0 || p.Deposit == d.ID), err
}

// Doubt is why an owner has to look at a deposit that a payment matches.
type Doubt struct {
	Refused bool    // an owner has rejected a deposit of the member with this transaction id
	Booked  Deposit // of the member, and of no payment that is known: it may be of this one; ID 0 for none
}

// doubtFor is how long before a payment was known a deposit of no payment that is known may have
// been booked that is the same payment.
const doubtFor = 7 * 24 * time.Hour

// Doubt finds why an owner has to look at a deposit that a payment matches, among the
// member's last 200.
func (l Ledger) Doubt(d Deposit, p Payment) (x Doubt, err error) {
	x.Refused = d.refusedWith(d.TransactionID)
	since := d.Asked
	if p.At.Before(since) {
		since = p.At
	}
	since = since.Add(-doubtFor)
	all, err := l.Tx.DepositsOf(d.Member, 0, 200)
	for _, o := range all {
		if o.ID == d.ID || o.Key != d.Key {
			continue
		}
		x.Refused = x.Refused || o.refusedWith(d.TransactionID)
		if o.State != Approved || o.Booked != d.Amount || x.Booked.ID != 0 || o.Asked.Before(since) {
			continue
		}
		known := false // a mistyped transaction id is no payment's
		if o.TransactionID != "" {
			if _, known, err = l.Tx.Payment(o.Key, o.TransactionID); err != nil {
				return x, err
			}
		}
		if !known {
			x.Booked = o
		}
	}
	return x, err
}

// Twin finds a deposit of a sum that was booked for the member since another was asked for, and
// may be the same payment: it has the same channel, and one of the two has no transaction id.
// It is the newest of those among the member's last 200; its ID is 0 where there is none.
func (l Ledger) Twin(d Deposit, sum money.Taka) (twin Deposit, err error) {
	all, err := l.Tx.DepositsOf(d.Member, 0, 200)
	for _, o := range all {
		since := o.ID > d.ID || !o.Decided.Before(d.Asked)
		if o.ID != d.ID && o.Key == d.Key && o.State == Approved && o.Booked == sum && since && (o.TransactionID == "" || d.TransactionID == "") {
			return o, err
		}
	}
	return Deposit{}, err
}

// credit books a deposit that a payment matches, if that needs no owner.
func (l Ledger) credit(d Deposit, p Payment, now time.Time) (Deposit, error) {
	most, err := l.Tx.Crediting()
	if err != nil || d.Amount > most {
		return d, err
	}
	if doubt, err := l.Doubt(d, p); err != nil || doubt != (Doubt{}) {
		return d, err
	}
	return l.approve(d, d.Amount, 0, "", now)
}

// Match is what an owner's SMS was found to be for.
type Match struct {
	Deposit  Deposit // that has the transaction id
	Found    bool    // there is one
	Fresh    bool    // the payment was not known before
	Credited bool    // the deposit was booked by itself just now
}

// Paid keeps what an owner's SMS told, and gives the deposit that has its transaction id,
// which is booked where it waits, has the same amount and needs no owner. A payment that was
// known before stays as it was kept.
func (l Ledger) Paid(p Payment, now time.Time) (m Match, err error) {
	old, known, err := l.Tx.Payment(p.Key, p.TransactionID)
	if err != nil {
		return m, err
	}
	if known {
		p = old
	} else if err := l.Tx.PutPayment(p); err != nil {
		return m, err
	}
	m.Fresh = !known
	d, found, err := l.Tx.DepositBy(p.Key, p.TransactionID)
	if err != nil || !found {
		return m, err
	}
	switch {
	case d.State == Waiting && d.Amount == p.Amount:
		d, err = l.credit(d, p, now)
		m.Credited = d.State == Approved
	case d.State == Approved && p.Deposit == 0:
		p.Deposit = d.ID
		err = l.Tx.PutPayment(p)
	}
	m.Deposit, m.Found = d, true
	return m, err
}

// refusedWith reports whether an owner has rejected it with a transaction id.
func (d Deposit) refusedWith(id string) bool {
	return id != "" && (d.State == Rejected && !d.TakenBack() && d.TransactionID == id || slices.Contains(strings.Fields(d.Refused), id))
}
