package account

import (
	"errors"
	"fmt"
	"time"
)

// AuditStep looks through at most limit entries after a number and says what is wrong
// with the first that is not as it must be, "" for none; end is set where there are no
// more. Then the last entry of everybody, which says what they have, is looked at once
// more, and the kept sums are compared with all balances.
// each is called for every entry, for what others can say of it.
//
// It finds: lines that do not add up to zero; a number or time out of order; a balance
// that does not follow from the one before; a broken chain of hashes; a wallet that an
// order or an owner brought below its limit; a deposit that says another sum.
func (l Ledger) AuditStep(after uint64, limit int, each func(Entry) (string, error)) (last uint64, end bool, wrong string, err error) {
	last, end, wrong, err = l.auditStep(after, limit, each)
	if damage := (*Unreadable)(nil); errors.As(err, &damage) {
		wrong, err = damage.What, nil
	}
	return last, end, wrong, err
}

func (l Ledger) auditStep(after uint64, limit int, each func(Entry) (string, error)) (last uint64, end bool, wrong string, err error) {
	entries, err := l.Tx.Entries(after, limit)
	if err != nil {
		return after, false, "", err
	}
	last = after
	for _, e := range entries {
		if e.Seq != last+1 {
			return last, false, fmt.Sprintf("entry %d: it is missing", last+1), nil
		}
		if wrong := e.wrong(); wrong != "" {
			return last, false, fmt.Sprintf("entry %d: %s", e.Seq, wrong), nil
		}
		if wrong, err := l.auditDeposit(e.Entry); err != nil || wrong != "" {
			return last, false, wrong, err
		}
		if each != nil {
			wrong, err := each(e.Entry)
			if err != nil || wrong != "" {
				return last, false, wrong, err
			}
		}
		last = e.Seq
	}
	if len(entries) == limit {
		return last, false, "", nil
	}
	if wrong, err = l.kept(); wrong != "" || err != nil {
		return last, true, wrong, err
	}
	wrong, err = l.lastBooked(last)
	return last, true, wrong, err
}

// auditDeposit says what is wrong with the deposit that an entry is of, "" for nothing.
func (l Ledger) auditDeposit(e Entry) (string, error) {
	if e.Kind != Credit {
		return "", nil
	}
	var id uint64
	if _, err := fmt.Sscanf(e.Reference, depositReference, &id); err != nil || len(e.After) != 1 {
		return fmt.Sprintf("entry %d is of no deposit", e.Seq), nil
	}
	d, ok, err := l.Tx.Deposit(id)
	switch {
	case err != nil:
		return "", err
	case !ok || d.State != Approved || d.Member != e.After[0].Member:
		return fmt.Sprintf("entry %d is of deposit %d, which was not approved", e.Seq, id), nil
	case d.Booked+d.Bonus != e.Change(d.Member) || d.Booked != -e.Of(0, Cash(d.Channel)):
		return fmt.Sprintf("entry %d books another sum than deposit %d says", e.Seq, id), nil
	}
	return "", nil
}

// lastBooked compares the kept time of the last entry with it.
func (l Ledger) lastBooked(last uint64) (string, error) {
	at, err := l.Tx.LastBooked()
	if err != nil {
		return "", err
	}
	e, ok, err := l.Tx.Entry(last)
	switch {
	case err != nil:
		return "", err
	case ok && !e.At.Equal(at), !ok && !at.IsZero():
		return "the kept time of the last entry is not that of it", nil
	}
	return "", nil
}

// wrong says what is wrong with an entry, "" for nothing.
func (e Audited) wrong() string {
	if e.Wrong != "" {
		return e.Wrong
	}
	if err := e.check(); err != nil {
		return err.Error()
	}
	if len(e.Rows) == 0 || len(e.Rows) != len(e.After) {
		return "it is not in its members' statements"
	}
	for i, r := range e.Rows {
		should := r.Before
		should.Member = r.Member
		should = should.after(e.Entry)
		switch {
		case !should.same(r.Kept):
			return fmt.Sprintf("the balance of %d after it does not follow from the one before", r.Member)
		case e.After[i] != After{r.Member, r.Kept.Wallet, r.Kept.Held}:
			return fmt.Sprintf("it says another balance of %d than the statement", r.Member)
		case r.Hash != r.Should:
			return fmt.Sprintf("the chain of %d is broken", r.Member)
		case r.Kept.Held < 0:
			return fmt.Sprintf("less than nothing of %d is on hold", r.Member)
		}
		switch e.Kind {
		case LateCharge, LateHold:
		case Adjustment:
			if e.Reference == openingReference(r.Member) {
				break
			}
			fallthrough
		default:
			if e.Of(r.Member, Wallet) < 0 && r.Kept.Wallet < -e.Credit {
				return fmt.Sprintf("the wallet of %d fell below its limit", r.Member)
			}
		}
	}
	return ""
}

// same compares all of two balances.
func (b Balance) same(o Balance) bool {
	since := b.OwesSince.Equal(o.OwesSince)
	b.OwesSince, o.OwesSince = time.Time{}, time.Time{}
	return since && b == o
}

func openingReference(member int64) string { return fmt.Sprintf("opening %d", member) }

// kept looks once more at the last entry of everybody, which says what they have, and
// compares all balances and the days with the kept sums.
func (l Ledger) kept() (string, error) {
	sums, err := l.Tx.Sums()
	if err != nil {
		return "", err
	}
	var of Sums
	for after := int64(0); ; {
		page, err := l.Tx.Latest(after, 500)
		if err != nil {
			return "", err
		}
		for _, last := range page {
			if wrong := last.Entry.wrong(); wrong != "" {
				return fmt.Sprintf("entry %d, the last of %d: %s", last.Entry.Seq, last.Member, wrong), nil
			}
			for _, r := range last.Entry.Rows {
				if r.Member == last.Member {
					of.balance(Balance{}, r.Kept)
				}
			}
			after = last.Member
		}
		if len(page) < 500 {
			break
		}
	}
	if of.Wallets != sums.Wallets || of.Owed != sums.Owed || of.Held != sums.Held {
		return "the kept sums of all wallets are not those of the wallets", nil
	}
	days, err := l.Tx.SumsOf("0001-01-01", "9999-12-31")
	if err != nil {
		return "", err
	}
	if !days.same(sums) {
		return "the sums of all days are not the kept sums of the owner's accounts", nil
	}
	total := sums.Wallets - sums.Owed + sums.Held + sums.Sales + sums.Bonus + sums.Adjustments
	for _, cash := range sums.Cash {
		total += cash
	}
	if total != 0 {
		return "all accounts together do not add up to zero", nil
	}
	return "", nil
}

// same compares the owner's accounts of two sums.
func (s Sums) same(o Sums) bool {
	for channel := range o.Cash {
		if s.Cash[channel] != o.Cash[channel] {
			return false
		}
	}
	for channel := range s.Cash {
		if s.Cash[channel] != o.Cash[channel] {
			return false
		}
	}
	return s.Sales == o.Sales && s.Face == o.Face && s.Bonus == o.Bonus && s.Adjustments == o.Adjustments
}
