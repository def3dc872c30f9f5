package order

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
)

// AuditTx is what an audit reads.
type AuditTx interface {
	Tx
	account.Tx
	Complaint(id ID) (Complaint, bool, error)
}

// AuditStep goes on with an audit of the books behind an entry, through at most limit
// entries: see [account.Ledger.AuditStep]. Besides it looks whether each order has the
// entries that its state asks for, and, at the end, whether what is held of each member
// is the sum of the prices of their open orders.
func AuditStep(tx AuditTx, books account.Ledger, after uint64, limit int) (last uint64, end bool, wrong string, err error) {
	last, end, wrong, err = books.AuditStep(after, limit, func(e account.Entry) (string, error) { return auditOrder(tx, e) })
	if err != nil || wrong != "" || !end {
		return last, end, wrong, err
	}
	wrong, err = auditHeld(tx)
	if damage := (*account.Unreadable)(nil); errors.As(err, &damage) {
		wrong, err = damage.What, nil
	}
	return last, end, wrong, err
}

// auditOrder says what is wrong with the order that an entry is of, "" for nothing.
func auditOrder(tx AuditTx, e account.Entry) (string, error) {
	if id, ok := account.CompensationOf(e); ok {
		return auditCompensation(tx, ID(id), e)
	}
	if !e.Kind.OfOrder() {
		return "", nil
	}
	id, turn, further := strings.Cut(e.Reference, "#")
	o, ok, err := tx.Order(ID(id))
	if err != nil {
		return "", err
	}
	if !ok {
		return fmt.Sprintf("entry %d is of order %s, which is not there", e.Seq, id), nil
	}
	if n, err := strconv.Atoi(turn); further && (err != nil || n < 1 || n > o.Reversals) {
		return fmt.Sprintf("entry %d is of a turn that order %s has not had", e.Seq, id), nil
	}
	return auditEntries(tx, o)
}

// auditCompensation says what is wrong with an entry by which the price of an order was
// given back, "" for nothing: there must be a complaint that says so.
func auditCompensation(tx AuditTx, id ID, e account.Entry) (string, error) {
	o, ok, err := tx.Order(id)
	if err != nil {
		return "", err
	}
	c, complained, err := tx.Complaint(id)
	switch {
	case err != nil:
		return "", err
	case !ok || !complained || c.Result != ResultRefunded || o.Reseller != c.Member:
		return fmt.Sprintf("entry %d gives back the price of order %s, of which no complaint says so", e.Seq, id), nil
	case e.Change(o.Reseller) != o.Price || c.Refunded != o.Price:
		return fmt.Sprintf("entry %d gives back another sum than the price of order %s", e.Seq, id), nil
	}
	return auditEntries(tx, o)
}

// auditEntries looks whether an order has the entries that led to its state: one hold
// and then one capture or release, and each time that the panel took back its word what
// that books. Once its price was given back after a complaint nothing more is booked, and
// the entries say no longer where it stands.
func auditEntries(tx AuditTx, o Order) (string, error) {
	compensated, err := account.Compensated(tx, string(o.ID))
	if err != nil {
		return "", err
	}
	is, over := Placed, false // over: the price was given back by then, so that nothing more is booked
	for turn := range o.Reversals + 1 {
		found, wrong, err := entriesOf(tx, o, turn)
		if err != nil || wrong != "" {
			return wrong, err
		}
		if len(found) == 0 && compensated && is == Done {
			over = true
			continue
		}
		next, ok := follows(is, turn, found)
		if !ok || over {
			return fmt.Sprintf("order %s does not have the entries that belong together", o.ID), nil
		}
		is = next
	}
	switch {
	case over:
		return "", nil
	case compensated && is != Done:
		return fmt.Sprintf("the price of order %s was given back, and it was not done then", o.ID), nil
	case is.Final() != o.State.Final() || is.Final() && is != o.State:
		return fmt.Sprintf("order %s is %s, and its entries say otherwise", o.ID, o.State), nil
	}
	return "", nil
}

// kindsOfOrder are the kinds of entry that an order may have in a turn.
var kindsOfOrder = []account.Kind{account.Hold, account.Capture, account.Release, account.Refund, account.LateCharge, account.LateHold}

// entriesOf gives the kinds of the entries that an order has of one turn. Wrong says
// which of them books another sum than its price, "" for none.
func entriesOf(tx AuditTx, o Order, turn int) (found map[account.Kind]bool, wrong string, err error) {
	c := o.charge()
	c.Turn = turn
	found = map[account.Kind]bool{}
	for _, k := range kindsOfOrder {
		e, ok, err := tx.Booked(k, c.Reference())
		if err != nil {
			return nil, "", err
		}
		if !ok {
			continue
		}
		if o.booked(e) != o.Price {
			return nil, fmt.Sprintf("entry %d books another sum than the price of order %s", e.Seq, o.ID), nil
		}
		found[k] = true
	}
	return found, "", nil
}

// booked is the sum that an entry of the order moves: onto hold or off it, or, where the
// reseller has more or less after it, to or from them.
func (o Order) booked(e account.Entry) money.Taka {
	if change := e.Change(o.Reseller); change != 0 {
		return change.Abs()
	}
	return e.Of(o.Reseller, account.Held).Abs()
}

// follows gives the state that the entries of one turn lead to; false where they do not
// belong together. Placed stands for all that are not final.
func follows(is State, turn int, found map[account.Kind]bool) (State, bool) {
	n := len(found)
	end := func(begun account.Kind) (State, bool) {
		switch {
		case !found[begun]:
			return is, false
		case n == 1:
			return Placed, true
		case n == 2 && found[account.Capture]:
			return Done, true
		case n == 2 && found[account.Release]:
			return Failed, true
		}
		return is, false
	}
	switch {
	case turn == 0:
		return end(account.Hold)
	case is == Done && n == 1 && found[account.Refund]:
		return Failed, true
	case is == Failed && n == 1 && found[account.LateCharge]:
		return Done, true
	case is == Failed:
		return end(account.LateHold)
	}
	return is, false
}

// auditHeld compares what is held of each member with their open orders.
func auditHeld(tx AuditTx) (string, error) {
	open, err := tx.OpenOrders(0, math.MaxInt)
	if err != nil {
		return "", err
	}
	prices := map[int64]money.Taka{}
	for _, o := range open {
		if o.Price == 0 {
			continue
		}
		if wrong, err := auditEntries(tx, o); wrong != "" || err != nil {
			return wrong, err
		}
		if back, err := account.Compensated(tx, string(o.ID)); err != nil {
			return "", err
		} else if !back { // else nothing is held for it
			prices[o.Reseller] += o.Price
		}
	}
	for after := int64(0); ; {
		page, err := tx.Balances(after, 500)
		if err != nil {
			return "", err
		}
		for _, b := range page {
			if b.Held != prices[b.Member] {
				return fmt.Sprintf("৳%s of %d is on hold, and their open orders cost ৳%s", b.Held, b.Member, prices[b.Member]), nil
			}
			delete(prices, b.Member)
			after = b.Member
		}
		if len(page) < 500 {
			break
		}
	}
	for member := range prices {
		return fmt.Sprintf("nothing of %d is on hold, and their open orders have a price", member), nil
	}
	return "", nil
}

// auditChunk is how many entries an audit reads in one transaction, so that none lasts.
const auditChunk = 2_000

// Audit audits the books from where the last audit ended, or all of them, and keeps how
// far it came and what it found; where it found the books broken before it begins anew.
// The mark's Break is "" where all is well.
func Audit(view, update func(func(AuditTx) error) error, where *time.Location, all bool, now time.Time) (account.Mark, error) {
	var was account.Mark
	if err := view(func(tx AuditTx) (err error) { was, err = tx.AuditMark(); return err }); err != nil {
		return was, err
	}
	mark := account.Mark{Seq: was.Seq, At: now, Gap: was.Gap}
	if all || was.Break != "" {
		mark.Seq = 0
	}
	for end := false; !end && mark.Break == ""; {
		err := view(func(tx AuditTx) (err error) {
			mark.Seq, end, mark.Break, err = AuditStep(tx, account.Ledger{Tx: tx, Location: where}, mark.Seq, auditChunk)
			return err
		})
		if err != nil {
			return mark, err
		}
	}
	if mark.Seq == was.Seq && mark.Break == was.Break {
		return mark, nil
	}
	return mark, update(func(tx AuditTx) error { return tx.PutAuditMark(mark) })
}
