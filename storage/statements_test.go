package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// A member's statement has their own entries that change what they have, from a time on and
// before another, a page at a time; and what they had before is theirs alone.
func TestStatementOfAMember(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		const before, mine, after = int64(7), int64(8), int64(9)
		at := func(hours int) time.Time { return noon.Add(time.Duration(hours) * time.Hour) }
		h.do(func(tx chat.Tx) error {
			l := ledgerOf(tx)
			for _, member := range []int64{before, mine, after} {
				if err := l.SetTerms(member, account.Terms{Own: true}, noon); err != nil {
					return err
				}
			}
			for i, member := range []int64{before, mine, after, before} { // entries 1 to 4
				if err := second(l.Adjust(member, 100_00+1, "because", fmt.Sprint("nonce ", i), decider, at(i))); err != nil {
					return err
				}
			}
			place := func(id order.ID, hour int) (order.Order, error) {
				o, err := priced(tx, id, mine, at(hour))
				if err != nil {
					return o, err
				}
				o, _, err = order.Place(unitOf(tx), o, knowing(tx, o), at(hour))
				o.State = order.Accepted
				return o, err
			}
			done, err := place("6b3812c000000", 4) // hold: 5
			if err != nil {
				return err
			}
			if err := order.Settle(unitOf(tx), &done, order.Done, order.CauseNone, at(5)); err != nil { // capture: 6
				return err
			}
			failed, err := place("6b3812c000001", 6) // hold: 7
			if err != nil {
				return err
			}
			if err := order.Settle(unitOf(tx), &failed, order.Failed, order.CauseNone, at(7)); err != nil { // release: 8
				return err
			}
			if err := l.Book(account.LateHold, account.Charge{Order: string(failed.ID), Turn: 1, Member: mine, Amount: 50_00, Price: 50_00}, at(8)); err != nil { // 9
				return err
			}
			return second(l.Adjust(mine, -1, "because", "nonce 4", decider, at(9))) // 10
		})
		for name, test := range map[string]struct {
			from, to int // hours
			before   uint64
			limit    int
			want     []uint64
		}{
			"all":                      {0, 99, 0, 9, []uint64{10, 6, 2}},
			"a page":                   {0, 99, 0, 2, []uint64{10, 6}},
			"the next page":            {0, 99, 6, 2, []uint64{2}},
			"from the time of one":     {5, 99, 0, 9, []uint64{10, 6}},
			"before the time of one":   {0, 9, 0, 9, []uint64{6, 2}},
			"before one and a time":    {0, 5, 10, 9, []uint64{2}},
			"none":                     {6, 9, 0, 9, nil},
			"before an entry of none":  {0, 99, 77, 9, nil},
			"before somebody else's":   {0, 99, 3, 9, []uint64{2}},
			"nothing before the first": {0, 99, 2, 9, nil},
		} {
			h.look(func(tx chat.Tx) error {
				all, err := tx.Statement(mine, at(test.from), at(test.to), test.before, test.limit)
				var got []uint64
				for _, e := range all {
					got = append(got, e.Seq)
				}
				if !slices.Equal(got, test.want) {
					t.Errorf("%s: the entries %d instead of %d", name, got, test.want)
				}
				return err
			})
		}
		h.look(func(tx chat.Tx) error {
			for hour, want := range []account.Balance{
				{}, {}, {Wallet: 100_01}, {Wallet: 100_01}, {Wallet: 100_01}, {Wallet: 50_01, Held: 50_00}, {Wallet: 50_01}, {Wallet: 1, Held: 50_00}, {Wallet: 50_01},
				{Wallet: 1, Held: 50_00}, {Held: 50_00},
			} {
				got, err := tx.Standing(mine, at(hour))
				if err != nil || got.Member != mine || got.Wallet != want.Wallet || got.Held != want.Held {
					t.Errorf("before hour %d: %+v instead of %+v, %v", hour, got, want, err)
				}
			}
			for seq, some := range []bool{false, false, true, false, false, true, true} {
				if code, err := tx.Code(mine, uint64(seq)); err != nil || (code != "") != some {
					t.Errorf("the code of entry %d: %q, %v", seq, code, err)
				}
			}
			return nil
		})
	})
}

// The sums of a span of days are those of its days, the first and the last included.
func TestSumsOfDays(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		newTill(t, h)
		for day, sum := range []money.Taka{1, 20, 300, 4000} {
			h.do(func(tx chat.Tx) error {
				return second(ledgerOf(tx).Deposit(payer, sum, "nagad", "", decider, noon.AddDate(0, 0, day)))
			})
		}
		for from := range 5 {
			for to := range 5 {
				want := money.Taka(0)
				for day, sum := range []money.Taka{1, 20, 300, 4000} {
					if from <= day && day <= to {
						want -= sum
					}
				}
				h.look(func(tx chat.Tx) error {
					got, err := tx.SumsOf(money.Day(noon.AddDate(0, 0, from), dhaka), money.Day(noon.AddDate(0, 0, to), dhaka))
					if got.Cash["nagad"] != want {
						t.Errorf("from day %d to day %d: %d instead of %d", from, to, got.Cash["nagad"], want)
					}
					return err
				})
			}
		}
	})
}

// Where the owner's calendar is changed, and a day begins for a second time, each entry is in
// the sums of one day.
func TestSumsOfAnotherCalendar(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		newTill(t, h)
		at := time.Date(2026, 11, 26, 20, 0, 0, 0, time.UTC) // the 27th in Dhaka
		sums := func(from, to string, want money.Taka) {
			t.Helper()
			h.look(func(tx chat.Tx) error {
				got, err := tx.SumsOf(from, to)
				if got.Cash["nagad"] != -want {
					t.Errorf("from %s to %s: %d instead of %d", from, to, -got.Cash["nagad"], want)
				}
				return err
			})
		}
		on26, on27 := money.Taka(0), money.Taka(0)
		for i, sum := range []money.Taka{1, 20, 300, 4000, 50000} {
			where, of := time.UTC, &on26
			if i%2 == 1 {
				where, of = dhaka, &on27
			}
			*of += sum
			h.do(func(tx chat.Tx) error {
				l := account.Ledger{Tx: tx, Location: where}
				return second(l.Deposit(payer, sum, "nagad", "", decider, at.Add(time.Duration(i)*time.Minute)))
			})
			sums("2026-11-26", "2026-11-26", on26)
			sums("2026-11-27", "2026-11-27", on27)
			sums("0001-01-01", "9999-12-31", on26+on27)
		}
		if wrong, err := audited(h.Store); wrong != "" || err != nil {
			t.Error(wrong, err)
		}
	})
}

// The hash of a member's line is over the one before, the member and the entry, so that whoever
// changes any line, or puts it elsewhere, changes the codes of all after it. It stays what it is,
// since people keep the codes that they were told.
func TestChain(t *testing.T) {
	const first, second = `{"seq":1}`, `{"seq":2}`
	before := chain(nil, 7, []byte(first))
	got := hex.EncodeToString(chain(before, 7, []byte(second)))
	want := sha256.Sum256([]byte(string(before) + "\x80\x00\x00\x00\x00\x00\x00\x07" + second))
	if got != hex.EncodeToString(want[:]) {
		t.Errorf("the hash is %s", got)
	}
	for what, other := range map[string][]byte{
		"first": chain(nil, 7, []byte(second)), "another's": chain(before, 8, []byte(second)), "of another entry": chain(before, 7, []byte(first)),
		"after another entry": chain(chain(nil, 7, []byte(second)), 7, []byte(second)),
	} {
		if hex.EncodeToString(other) == got {
			t.Errorf("the hash of a line that is %s is the same", what)
		}
	}
}
