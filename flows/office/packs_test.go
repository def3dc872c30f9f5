package office

import (
	"testing"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/sheet"
)

// table is a store of packs alone.
type table struct {
	chat.Tx
	rows []offer.Offer
}

func (t table) AllOffers() ([]offer.Offer, error) { return t.rows, nil }

// An XLSX that goes out and comes in again as it is changes nothing.
func TestSheetGoesOutAndComesIn(t *testing.T) {
	dhaka := time.FixedZone("Asia/Dhaka", 6*60*60)
	c := &chat.Config{Location: dhaka}
	day := time.Date(2026, 12, 1, 0, 0, 0, 0, dhaka)
	rows := []offer.Offer{
		{ID: 1, Key: offer.Key{Operator: "GP", Connection: 1, Amount: money.WholeTaka(108)}, Title: [2]string{"175 min", "১৭৫ মিনিট"}, Kind: offer.Minutes, Days: 7, Price: 10450, Active: true, Confirmed: day},
		{ID: 2, Key: offer.Key{Operator: "TT", Connection: 2, Amount: money.WholeTaka(1498)}, Title: [2]string{"=1+1", ""}, Kind: offer.Drive, Starts: day, Ends: day.AddDate(0, 1, 0),
			ByHand: true, Promise: 45 * time.Minute, Confirmed: day},
	}
	for which, want := range map[string]int{"out": 2, "sample": 3} {
		data, err := makeSheet(c, table{rows: rows}, []string{which})
		if err != nil {
			t.Fatal(err)
		}
		cells, err := sheet.Read("packs.xlsx", data, sheetBounds)
		if err != nil {
			t.Fatal(err)
		}
		read, missing := names(c).Read(cells, validOperator)
		if missing != "" || len(read) != want {
			t.Fatalf("%s: %d rows, %q is missing", which, len(read), missing)
		}
		for _, r := range read {
			if r.Fault != "" || which == "sample" && r.Offer.Active {
				t.Errorf("%s: %+v", which, r)
			}
		}
		if which == "sample" {
			continue
		}
		if changes := offer.Compare(rows, read, func(offer.Key) bool { return false }, day); changes.Any() || changes.Wrong != nil || changes.Same != 2 {
			t.Errorf("%+v", changes)
		}
	}
}

func TestTitles(t *testing.T) {
	for typed, want := range map[string][2]string{
		"175 min / ১৭৫ মিনিট": {"175 min", "১৭৫ মিনিট"}, "১৭৫ মিনিট/175 min": {"175 min", "১৭৫ মিনিট"}, "175 min": {"175 min", ""},
		"১৭৫ মিনিট": {"", "১৭৫ মিনিট"}, "a\nb": {"a", "b"}, " / ": {}, "": {},
	} {
		if got := titles(typed); got != want {
			t.Errorf("%q: %q", typed, got)
		}
	}
}
