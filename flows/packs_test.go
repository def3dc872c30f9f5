package flows_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
)

// givenPack keeps a pack, or blocks an amount, as a script describes it.
func givenPack(tx chat.Tx, what string, now time.Time) error {
	head, title, _ := strings.Cut(what, ": ")
	words := strings.Fields(head)
	var amount, days int64
	if words[0] == "limits" {
		_, err := fmt.Sscan(words[3]+" "+words[4], &amount, &days)
		return errors.Join(err, tx.PutOrderLimits(order.Operator(words[2]), order.Prepaid, order.Limits{Least: money.WholeTaka(amount), Most: money.WholeTaka(days)}))
	}
	if _, err := fmt.Sscan(words[2], &amount); err != nil {
		return err
	}
	k := offer.Key{Operator: words[1], Connection: 1, Amount: money.WholeTaka(amount)}
	if words[0] == "blocked" {
		return tx.PutBlocked(offer.Block{Key: k, Reason: title, By: people["admin"].ID, At: now})
	}
	if _, err := fmt.Sscan(words[4], &days); err != nil {
		return err
	}
	en, bn, _ := strings.Cut(title, " / ")
	o := offer.Offer{Key: k, Title: [2]string{en, bn}, Kind: offer.Kind(words[3]), Days: int(days), Confirmed: now,
		Active: !slices.Contains(words, "off"), ByHand: slices.Contains(words, "hand")}
	if slices.Contains(words, "postpaid") {
		o.Connection = 2
	}
	if slices.Contains(words, "stale") {
		o.Confirmed = now.Add(-40 * 24 * time.Hour)
	}
	if i := slices.Index(words, "price"); i > 0 {
		price, err := money.ParseTaka(words[i+1])
		if err != nil {
			return err
		}
		o.Price = price
	}
	if old, ok, err := tx.ActiveOffer(o.Key); err != nil {
		return err
	} else if ok {
		o.ID = old.ID
	}
	_, err := tx.PutOffer(o)
	return err
}

// ordersByHand gives the reseller n orders that an owner carries out, a minute apart. The
// oldest came back with a backup.
func ordersByHand(tx chat.Tx, n int64, now time.Time) error {
	for i := n; i > 0; i-- {
		at := now.Add(-time.Duration(i) * time.Minute)
		id, err := tx.NextID(at)
		if err != nil {
			return err
		}
		_, _, err = order.Place(order.Unit{Tx: tx, Books: account.Ledger{Tx: tx, Location: time.UTC}}, order.Order{ID: id, Reseller: people["reseller"].ID,
			Recharge: order.Recharge{Number: order.Number(fmt.Sprintf("017123456%02d", i)), Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(500)},
			Offer:    "30 GB", Hand: &order.Hand{Promise: 15 * time.Minute, Restored: i == n}}, order.Placing{}, at)
		if err != nil {
			return err
		}
	}
	return nil
}

func init() {
	unsaid["tFaultMany"] = "said where there are 500 packs"
	alike = append(alike, "tPackOf", "tPackLine", "tOfferRow",
		"tPkList", "tPkRow", "tPkBlockedRow", "bPkUnblock", "tPkPreviewRow", "tPkDiffers", "tHandReason")
}
