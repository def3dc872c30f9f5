package order

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/account"
)

// oneEntry is as much of a store as it takes to see what one booking writes.
type oneEntry struct {
	account.Tx
	entry account.Entry
}

func (s *oneEntry) AuditMark() (account.Mark, error)          { return account.Mark{}, nil }
func (s *oneEntry) LastBooked() (time.Time, error)            { return time.Time{}, nil }
func (s *oneEntry) Sums() (account.Sums, error)               { return account.Sums{}, nil }
func (s *oneEntry) Used(int64, string) (account.Used, error)  { return account.Used{}, nil }
func (s *oneEntry) PutUsed(int64, string, account.Used) error { return nil }
func (s *oneEntry) Balance(member int64) (account.Balance, error) {
	return account.Balance{Member: member, Wallet: 9_999}, nil
}
func (s *oneEntry) Terms(int64) (account.Terms, error)      { return account.Terms{Own: true}, nil }
func (s *oneEntry) Plan(string) (account.Plan, bool, error) { return account.Plan{}, false, nil }
func (s *oneEntry) Append(p account.Posting, _ account.Sums, _ string) (account.Entry, error) {
	s.entry = p.Entry()
	return s.entry, nil
}

// linesOf says in words what a booking of 50 taka writes.
func linesOf(t *testing.T, k account.Kind) string {
	t.Helper()
	s := &oneEntry{}
	l := account.Ledger{Tx: s, Location: time.UTC}
	c := account.Charge{Order: "6b3812b5f5123", Member: 7, Operator: "GP", Amount: 50_00, Price: 50_00, Placed: time.Unix(0, 0), Counted: true, Actor: 1}
	book := func() error { return l.Book(k, c, time.Unix(1, 0)) }
	if k == account.Hold {
		book = func() error { return l.Place(c, time.Unix(1, 0)) }
	}
	if err := book(); err != nil {
		t.Fatal(err)
	}
	if s.entry.Face != c.Amount || s.entry.Actor != c.Actor || s.entry.Reference != c.Order {
		t.Errorf("%s: %+v", k, s.entry)
	}
	var words []string
	for _, line := range s.entry.Lines {
		sign := map[bool]string{true: "+", false: "−"}[line.Amount > 0]
		if line.Amount.Abs() != c.Price || (line.Member != 0) != (line.Name == account.Wallet || line.Name == account.Held) {
			t.Errorf("%s: %+v", k, line)
		}
		words = append(words, fmt.Sprint(line.Name, " ", sign))
	}
	return strings.Join(words, ", ")
}

// TestBookingsAreDocumented: the README's table of what is booked is the code's, and that
// is what the ledger writes.
func TestBookingsAreDocumented(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(readme), "<!-- books -->\n")
	table, _, _ = strings.Cut(table, "<!-- /books -->")
	want := "| state | next | books | lines |\n|---|---|---|---|\n| new | placed | hold | " + linesOf(t, account.Hold) + " |\n"
	for _, from := range states {
		for _, to := range states {
			if kind, ok := bookings[from][to]; ok {
				want += fmt.Sprintf("| %s | %s | %s | %s |\n", from, to, kind, linesOf(t, kind))
			}
			if kind, ok := handBookings[from][to]; ok {
				want += fmt.Sprintf("| %s, by hand | %s | %s | %s |\n", from, to, kind, linesOf(t, kind))
			}
		}
	}
	if table != want {
		t.Errorf("the README's table of what is booked is not the code's, which is\n%s", want)
	}
}

// TestEachWordIsBooked: whatever way an order takes, its price is held while it is open,
// sold when it is done, and in the wallet when it has failed.
func TestEachWordIsBooked(t *testing.T) {
	where := func(s State) string {
		switch s {
		case Done:
			return "sold"
		case Failed:
			return "wallet"
		}
		return "held"
	}
	ways := map[account.Kind][2]string{
		account.Capture: {"held", "sold"}, account.Release: {"held", "wallet"}, account.Refund: {"sold", "wallet"},
		account.LateCharge: {"wallet", "sold"}, account.LateHold: {"wallet", "held"},
	}
	for _, from := range append(states, "", "paid") {
		for _, to := range append(states, "", "paid") {
			kind, books := bookings[from][to]
			if books && !from.MayBecome(to) {
				t.Errorf("%q never becomes %q, and it books a %s", from, to, kind)
			}
			if !from.MayBecome(to) {
				continue
			}
			if way := [2]string{where(from), where(to)}; books != (way[0] != way[1]) || books && ways[kind] != way {
				t.Errorf("from %s to %s the money goes from %s to %s, and it books %q", from, to, way[0], way[1], kind)
			}
		}
	}
}

// TestFollows: which entries of an order belong together, turn by turn, and the state that they
// lead to; nothing where an audit finds the books broken.
func TestFollows(t *testing.T) {
	kinds := func(all ...account.Kind) []account.Kind { return all }
	for _, test := range []struct {
		is   State
		turn int
		has  []account.Kind
		want State
	}{
		{Placed, 0, kinds(account.Hold), Placed},
		{Placed, 0, kinds(account.Hold, account.Capture), Done},
		{Placed, 0, kinds(account.Hold, account.Release), Failed},
		{Placed, 0, kinds(account.Hold, account.Capture, account.Release), ""},
		{Placed, 0, kinds(account.Hold, account.Refund), ""},
		{Placed, 0, kinds(account.Capture), ""},
		{Placed, 0, kinds(account.Capture, account.Release), ""},
		{Placed, 0, kinds(account.LateHold, account.Capture), ""},
		{Placed, 0, nil, ""},
		{Done, 1, kinds(account.Refund), Failed},
		{Done, 1, kinds(account.Refund, account.Release), ""},
		{Done, 1, kinds(account.LateCharge), ""},
		{Done, 1, kinds(account.LateHold), ""},
		{Done, 1, nil, ""},
		{Failed, 1, kinds(account.LateCharge), Done},
		{Failed, 1, kinds(account.LateCharge, account.Capture), ""},
		{Failed, 1, kinds(account.LateHold), Placed},
		{Failed, 1, kinds(account.LateHold, account.Capture), Done},
		{Failed, 1, kinds(account.LateHold, account.Release), Failed},
		{Failed, 1, kinds(account.LateHold, account.LateCharge), ""},
		{Failed, 1, kinds(account.Hold, account.Capture), ""},
		{Failed, 1, kinds(account.Refund), ""},
		{Failed, 1, nil, ""},
		{Placed, 1, kinds(account.Refund), ""},
		{Placed, 1, kinds(account.LateCharge), ""},
		{Placed, 1, kinds(account.LateHold), ""},
	} {
		found := map[account.Kind]bool{}
		for _, k := range test.has {
			found[k] = true
		}
		if got, ok := follows(test.is, test.turn, found); ok != (test.want != "") || ok && got != test.want {
			t.Errorf("%s, turn %d, %v: %s, %v", test.is, test.turn, test.has, got, ok)
		}
	}
}
