package storage

import (
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// Favourites are each member's own, one for a number, and are there after a restart.
func TestFavourites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s := must(Open(path, Options{Location: dhaka}))
	favourite := func(name string, n order.Number) chat.Favourite {
		return chat.Favourite{Name: name, Added: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC),
			Recharge: order.Recharge{Number: n, Operator: order.Robi, Connection: order.Postpaid, Amount: money.WholeTaka(50)}}
	}
	if err := s.Update(func(tx chat.Tx) error {
		for _, put := range []struct {
			member int64
			f      chat.Favourite
		}{
			{7, favourite("karim", "01812345678")}, {7, favourite("rahim", "01712345678")}, {7, favourite("রহিম", "01712345678")},
			{8, favourite("karim", "01812345678")}, {-7, favourite("jamal", "01912345678")}, {7, favourite("nobody", "01612345678")},
		} {
			if err := tx.PutFavourite(put.member, put.f); err != nil {
				return err
			}
		}
		if err := tx.DropFavourite(7, "01612345678"); err != nil {
			return err
		}
		return tx.DropFavourite(9, "01612345678")
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Update(func(tx chat.Tx) error { return tx.PutFavourite(7, chat.Favourite{}) }); err == nil {
		t.Error("one without a name and a number was kept")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = must(Open(path, Options{Location: dhaka}))
	defer s.Close()
	if err := s.View(func(tx chat.Tx) error {
		for member, want := range map[int64][]chat.Favourite{
			7: {favourite("রহিম", "01712345678"), favourite("karim", "01812345678")},
			8: {favourite("karim", "01812345678")}, 9: nil,
		} {
			if got := must(tx.Favourites(member)); !reflect.DeepEqual(got, want) {
				t.Errorf("%d has %+v, want %+v", member, got, want)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func init() {
	f := chat.Favourite{Name: "favourite", Added: moment(32),
		Recharge: order.Recharge{Number: "01912345675", Operator: order.Robi, Connection: order.Postpaid, Amount: 3300}}
	samples = append(samples, sampleOf{
		f,
		func(t *tx) error { return t.PutFavourite(81, f) },
		func(t *tx) (any, error) {
			all, err := t.Favourites(81)
			if err != nil || len(all) == 0 {
				return chat.Favourite{}, err
			}
			return all[0], nil
		},
	})
}

func TestFavouriteRecordIsWhole(t *testing.T) { whole(t, recordFavourite) }
