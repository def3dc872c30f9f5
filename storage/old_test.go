package storage

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// filled makes a closed store with a little of everything and gives its bytes.
func filled(t testing.TB, path string) []byte {
	t.Helper()
	s, err := Open(path, Options{noSync: true, Location: dhaka})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		err := s.Update(func(tx chat.Tx) error {
			at := noon.Add(time.Duration(i) * time.Hour)
			o := placed(must(tx.NextID(at)), int64(i%3+1), at)
			switch i % 4 {
			case 0:
				o.State, o.Next, o.Settled, o.TransactionID = order.Done, time.Time{}, at, "BD17X"
			case 1:
				o.State = order.Sending
			case 2:
				o.State, o.Stuck = order.Unclear, at
			}
			must(tx.Seen(int64(i)))
			return errors.Join(
				tx.PutOrder(o),
				tx.PutSession(int64(i), chat.Session{Flow: "number"}),
				tx.PutMember(chat.Member{ID: int64(i%3 + 1), Allowed: true}),
				tx.PutVisitor(chat.Visitor{ID: int64(-i - 1)}),
				tx.InquireBalance(order.BalanceInquiry{Chat: 1}),
				tx.PutPanelState(order.MainPanel, order.PanelState{BalanceAt: at}),
				second(tx.CountRequest("2026-11-23")),
				say(int64(i%5+1), "hello")(tx),
				tx.Bind(1, "order", i+1),
			)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return must(os.ReadFile(path))
}

// TestOldFiles opens the file that each schema version has left. A new one is
// made by running the tests with -golden, once, when a version is added.
func TestOldFiles(t *testing.T) {
	old := must(filepath.Glob(filepath.Join("testdata", "schema-*.db")))
	if len(old) != newest {
		t.Fatalf("%d old files for %d versions", len(old), newest)
	}
	for _, file := range old {
		path := filepath.Join(t.TempDir(), "bot.db")
		if err := os.WriteFile(path, must(os.ReadFile(file)), 0o600); err != nil {
			t.Fatal(err)
		}
		h := &house{t: t, path: path, options: Options{Location: dhaka}}
		h.open()
		h.look(func(tx chat.Tx) error {
			open := 30
			if len(must(tx.Balances(0, 1))) > 0 { // the sample of the books has two more
				open += 2
			}
			if n := must(tx.OpenCount()); n != open {
				t.Errorf("%s: %d orders on their way", file, n)
			}
			if got := must(tx.Totals(0, "2026-11-01", "2026-11-30")); got != (chat.Totals{Done: 10, DoneAmount: money.WholeTaka(500)}) {
				t.Errorf("%s: totals %+v", file, got)
			}
			if seen, ok, err := tx.Visitor(-40); !ok || err != nil || seen.ID != -40 {
				t.Errorf("%s: visitor %+v", file, seen)
			}
			return nil
		})
		if o, ok, err := h.Head(1); !ok || err != nil || o.Screen.HTML != "hello" || o.Message != 0 {
			t.Errorf("%s: %+v, %d, %v, %v", file, o, o.Message, ok, err)
		}
		h.do(say(1, "and more"))
		if wrong, err := audited(h.Store); wrong != "" || err != nil {
			t.Errorf("%s: %s, %v", file, wrong, err)
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		if err := Check(path); err != nil {
			t.Error(err)
		}
	}
}

// TestBooksBeginWithOldOrders: a store from before the books has everybody on the
// owner's money, and no entries. Its open orders settle, whose placing nobody counted;
// new ones are placed, counted and settled; and the owner may begin to keep somebody's
// account.
func TestBooksBeginWithOldOrders(t *testing.T) {
	s := opened(t, 4)
	whole := func() {
		t.Helper()
		if wrong, err := audited(s); wrong != "" || err != nil {
			t.Fatal(wrong, err)
		}
	}
	do := func(fn func(tx chat.Tx) error) {
		t.Helper()
		if err := s.Update(fn); err != nil {
			t.Fatal(err)
		}
		whole()
	}
	whole()
	used := func(want account.Used) {
		t.Helper()
		if err := s.View(func(tx chat.Tx) error {
			if got, err := tx.Used(2, "2026-11-24"); got != want || err != nil {
				t.Errorf("used is %+v instead of %+v, %v", got, want, err)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	}
	at := noon.Add(26 * time.Hour)
	place := func(id order.ID) (o order.Order) {
		t.Helper()
		do(func(tx chat.Tx) (err error) {
			o, err = priced(tx, id, 2, at)
			if err != nil {
				return err
			}
			o, _, err = order.Place(unitOf(tx), o, knowing(tx, o), at)
			return err
		})
		return o
	}
	settle := func(o order.Order, next order.State) {
		t.Helper()
		do(func(tx chat.Tx) error {
			if o.State == order.Placed {
				o.State = order.Accepted
			}
			return order.Settle(unitOf(tx), &o, next, order.CauseNone, at)
		})
	}
	new := place("6b3812e000000")
	used(account.Used{Amount: 50_00, Orders: 1})

	var old order.Order // placed on the same day, by the program of then
	do(func(tx chat.Tx) error {
		for _, o := range must(tx.OpenOrders(2, 100)) {
			if o.State == order.Unclear && money.Day(o.Placed, dhaka) == "2026-11-24" {
				old = o
			}
		}
		return nil
	})
	if old.Counted || old.Price != 0 {
		t.Fatalf("an old order is %+v", old)
	}
	settle(old, order.Failed)
	used(account.Used{Amount: 50_00, Orders: 1})
	settle(new, order.Failed)
	used(account.Used{})

	// From here on they have an account of their own. What was failed before it began
	// comes through after all, and costs them nothing.
	do(func(tx chat.Tx) error {
		l := ledgerOf(tx)
		if _, err := l.Opening(2, 60_00, 1, at); err != nil {
			return err
		}
		return l.SetTerms(2, account.Terms{Own: true}, at)
	})
	do(func(tx chat.Tx) error {
		o, _, err := tx.Order(old.ID)
		if err != nil {
			return err
		}
		return order.Settle(unitOf(tx), &o, order.Done, order.CauseReversed, at)
	})
	settle(place("6b3812e100000"), order.Done)
	if err := s.View(func(tx chat.Tx) error {
		if b, err := tx.Balance(2); b.Wallet != 10_00 || b.Held != 0 || err != nil {
			t.Errorf("%+v, %v", b, err)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}
