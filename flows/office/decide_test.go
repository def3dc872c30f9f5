package office

import (
	"math"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
)

// Telegram takes no more than 64 bytes of a button's data, whatever it names.
func TestDataOfQuestionsFits(t *testing.T) {
	const most = 64
	const id = 999_999_999_999 // deposits are counted from 1 on
	w := deciding{ID: id, Asked: 99_999_999_999, What: "o", Amount: account.MostSum, Twin: id}
	nonce, channel, transaction := strings.Repeat("f", 13), strings.Repeat("c", 18), strings.Repeat("9", 20)
	for _, data := range []string{
		w.data("stop"), w.data("a"), w.data("r", 9, w.Twin),
		card.ToDecide("y", account.Deposit{ID: id, Amount: account.MostSum, Asked: time.Unix(w.Asked, 0)}, id),
		chat.Data("deps", "w", channel, transaction, int64(account.MostSum)),
		chat.Data("dep", "who", nonce, int64(math.MaxInt64)),
		chat.Data("dep", "by", nonce, channel),
		chat.Data("mo", "go", nonce, act{}.mark()),
		chat.Data("ed", "save", target{Plan: "gold"}, values{}.mark()),
		newKindData("validity", offer.Offer{Key: offer.Key{Operator: "GP", Connection: 2, Amount: money.Taka(offer.MostAmount)}}),
	} {
		if len(data) > most {
			t.Errorf("%d bytes: %s", len(data), data)
		}
	}
}
