package card

import (
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
)

// Pack names a pack with the days that it is good for: "175 min, 7 days".
func Pack(l chat.Language, k offer.Kept) string {
	title := k.TitleIn(l == chat.Bangla)
	if k.Days == 0 {
		return title
	}
	return title + ", " + l.Age(time.Duration(k.Days)*24*time.Hour)
}

// PackOf is the line that names an order's pack, "" where it is a plain recharge.
func PackOf(l chat.Language, o order.Order) string {
	k, ok := offer.KeptIn(o.Offer)
	if !ok {
		return ""
	}
	return tPackOf.In(l, "pack", Pack(l, k))
}

// Kind names a kind of pack.
func Kind(k offer.Kind) chat.Text { return kinds[k] }

var kinds = map[offer.Kind]chat.Text{
	offer.Internet: tKindInternet, offer.Minutes: tKindMinutes, offer.Bundle: tKindBundle, offer.Validity: tKindValidity, offer.Drive: tKindDrive,
}
