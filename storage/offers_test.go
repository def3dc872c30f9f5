package storage

import (
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
)

func pack(amount int64, title string) offer.Offer {
	return offer.Offer{Key: offer.Key{Operator: "GP", Connection: 1, Amount: money.WholeTaka(amount)}, Title: [2]string{title}, Kind: offer.Minutes,
		Days: 7, Active: true, Confirmed: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
}

// One active row for an amount; the others stay, and all are there after a restart.
func TestOffers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s := must(Open(path, Options{Location: dhaka}))
	var first, second offer.Offer
	if err := s.Update(func(tx chat.Tx) error {
		first, second = must(tx.PutOffer(pack(108, "175 min"))), must(tx.PutOffer(pack(109, "1 GB")))
		off := pack(108, "old")
		off.Active = false
		_, err := tx.PutOffer(off)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	err := s.Update(func(tx chat.Tx) error { _, err := tx.PutOffer(pack(108, "another")); return err })
	if !errors.Is(err, offer.ErrTaken) {
		t.Errorf("two active rows of one amount: %v", err)
	}
	err = s.Update(func(tx chat.Tx) error { second.Amount = first.Amount; _, err := tx.PutOffer(second); return err })
	if !errors.Is(err, offer.ErrTaken) {
		t.Errorf("a row takes another's amount: %v", err)
	}
	if err := s.Update(func(tx chat.Tx) error {
		second.Amount = money.WholeTaka(110)
		_, err := tx.PutOffer(second)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	s = reopened(t, s, path)
	if err := s.View(func(tx chat.Tx) error {
		if got := must(tx.AllOffers()); len(got) != 3 || !reflect.DeepEqual(got[0], first) || !reflect.DeepEqual(got[1], second) {
			t.Errorf("%+v", got)
		}
		for amount, want := range map[int64]uint64{108: first.ID, 109: 0, 110: second.ID} {
			o, ok, err := tx.ActiveOffer(pack(amount, "").Key)
			if err != nil || ok != (want != 0) || o.ID != want {
				t.Errorf("%d: %+v, %v", amount, o, err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Close(), Check(path)); err != nil {
		t.Error(err)
	}
}

func reopened(t *testing.T, s *Store, path string) *Store {
	t.Helper()
	if err := errors.Join(s.Close(), Check(path)); err != nil {
		t.Fatal(err)
	}
	return must(Open(path, Options{Location: dhaka}))
}

func TestBlockedAmountsLimitsAndSheets(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s := must(Open(path, Options{Location: dhaka}))
	block := offer.Block{Key: pack(29, "").Key, Reason: "wrong pack", By: 7, At: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
	limits := order.Limits{Least: money.WholeTaka(10), Most: money.WholeTaka(1500)}
	sheet := chat.OfferSheet{At: block.At, Rows: []offer.Row{{Line: 2, Offer: pack(108, "a")}, {Line: 3, Fault: offer.FaultKind}}}
	if err := s.Update(func(tx chat.Tx) error {
		other := block
		other.Amount = money.WholeTaka(30)
		return errors.Join(tx.PutBlocked(block), tx.PutBlocked(other), tx.DropBlocked(other.Key),
			tx.PutOrderLimits("GP", 1, limits), tx.PutOrderLimits("GP", 2, limits), tx.PutOrderLimits("GP", 2, order.Limits{}),
			tx.PutOfferSheet(7, sheet), tx.PutOfferSheet(8, sheet), tx.DropOfferSheet(8))
	}); err != nil {
		t.Fatal(err)
	}
	s = reopened(t, s, path)
	defer s.Close()
	if err := s.View(func(tx chat.Tx) error {
		if got := must(tx.AllBlocked()); !reflect.DeepEqual(got, []offer.Block{block}) {
			t.Errorf("%+v", got)
		}
		if got, ok, _ := tx.OrderLimits("GP", 1); !ok || got != limits {
			t.Errorf("%+v", got)
		}
		if _, ok, _ := tx.OrderLimits("GP", 2); ok {
			t.Error("limits that were taken back are there")
		}
		if got, ok, _ := tx.OfferSheet(7); !ok || !reflect.DeepEqual(got, sheet) {
			t.Errorf("%+v", got)
		}
		if _, ok, _ := tx.OfferSheet(8); ok {
			t.Error("a sheet that was dropped is there")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func init() {
	full := offer.Offer{ID: 1, Key: offer.Key{Operator: "BL", Connection: 2, Amount: 10800}, Title: [2]string{"title", "নাম"}, Kind: offer.Drive, Days: 33,
		Price: 10450, Starts: moment(34), Ends: moment(35), Active: true, ByHand: true, Promise: 36 * time.Minute, Confirmed: moment(37)}
	block := offer.Block{Key: offer.Key{Operator: "TT", Connection: 1, Amount: 2900}, Reason: "reason", By: 82, At: moment(38)}
	limits := order.Limits{Least: 1500, Most: 150000}
	sheet := chat.OfferSheet{At: moment(39), Rows: []offer.Row{{Line: 2, Offer: full, Fault: offer.FaultDays}}}
	samples = append(samples,
		sampleOf{full, func(t *tx) error { o := full; o.ID = 0; _, err := t.PutOffer(o); return err },
			func(t *tx) (any, error) { o, _, err := t.Offer(1); return o, err }},
		sampleOf{block, func(t *tx) error { return t.PutBlocked(block) },
			func(t *tx) (any, error) { b, _, err := t.Blocked(block.Key); return b, err }},
		sampleOf{limits, func(t *tx) error { return t.PutOrderLimits("SK", 1, limits) },
			func(t *tx) (any, error) { l, _, err := t.OrderLimits("SK", 1); return l, err }},
		sampleOf{sheet, func(t *tx) error { return t.PutOfferSheet(83, sheet) },
			func(t *tx) (any, error) { s, _, err := t.OfferSheet(83); return s, err }})
}

func TestOfferRecordsAreWhole(t *testing.T) {
	whole(t, recordOffer)
	whole(t, recordBlock)
	whole(t, recordOrderLimits)
	whole(t, recordOfferSheet)
}

// A backup that is put back: what an owner carries out by hand stays with the owners, and
// never comes into a queue of the desk's.
func TestByHandAfterARestore(t *testing.T) {
	path, backup := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "backup")
	s := must(Open(path, Options{Location: dhaka}))
	var id order.ID
	if err := s.Update(func(tx chat.Tx) error {
		id = must(tx.NextID(noon))
		o := placed(id, 7, noon)
		o.Hand = &order.Hand{Promise: time.Hour} // its Next is set all the same
		return tx.PutOrder(o)
	}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Copy(t.Context(), backup), s.Close()); err != nil {
		t.Fatal(err)
	}
	if r := must(Restore(backup, path, noon.Add(time.Hour))); r.Unclear != 0 {
		t.Errorf("%d orders are asked for", r.Unclear)
	}
	s = reopened(t, must(Open(path, Options{Location: dhaka})), path)
	defer s.Close()
	if err := s.View(func(tx chat.Tx) error {
		all := must(tx.ByHand("", 9))
		if len(all) != 1 || all[0].ID != id || all[0].State != order.Placed || !all[0].Hand.Restored || !all[0].Sent.IsZero() {
			t.Errorf("%+v", all)
		}
		if more := must(tx.ByHand(id, 9)); more != nil {
			t.Errorf("after the last one: %+v", more)
		}
		for q := order.ToSend; q <= order.ToRecheck; q++ {
			if due := must(tx.Due(q, noon.AddDate(100, 0, 0), false, 9)); q != order.ToInquire && due != nil {
				t.Errorf("queue %d has %v", q, due)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
