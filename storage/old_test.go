package storage

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

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
			if n := must(tx.OpenCount()); n != 30 {
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
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		if err := Check(path); err != nil {
			t.Error(err)
		}
	}
}
