package app_test

import (
	"os"
	"strings"
	"testing"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
	"rechargebot/flows/pin"
)

// The PIN through both simulators, at its real cost: set by two messages that are deleted,
// refused where it is wrong, and an order that the panel hears of once the right one is
// there. Neither the log nor the store has a PIN that was typed.
func TestPINThroughTelegram(t *testing.T) {
	w := apptest.Prepare(t)
	const shop, number = sandbox.Reseller, "01712345678"
	w.Offline(func(tx chat.Tx) error {
		return tx.PutMember(chat.Member{ID: shop, Name: "Rahim", Allowed: true, Language: "en"})
	})
	w.Start()
	w.Telegram.Say(shop, "/pin")
	w.Tap(shop, "Set a PIN")
	w.Sees(shop, "Send your new PIN")
	w.Telegram.Say(shop, "482619")
	w.Sees(shop, "once more")
	w.Telegram.Say(shop, "482619")
	w.Sees(shop, "Your PIN is set")
	gone := func() bool {
		for _, m := range w.Telegram.Messages(shop) {
			if _, is := pin.Read(m.Text); is {
				return false
			}
		}
		return true
	}
	w.Until("both messages to be deleted", gone)

	w.Telegram.Say(shop, number+" 50")
	w.Tap(shop, "✅ Confirm ৳50")
	w.Sees(shop, "Your PIN?", number)
	w.Telegram.Say(shop, "482610")
	w.Sees(shop, "Wrong PIN", "4 more")
	w.Telegram.AddFault(simtelegram.Fault{Method: "deleteMessage", Code: 400, Description: "Bad Request: message can't be deleted for everyone", Times: 1})
	w.Telegram.Say(shop, "482611")
	w.Sees(shop, "did not delete your message")
	w.Sees(shop, "Wrong PIN", "3 more")
	if o := w.OrderTo(number); o.Number != "" {
		t.Fatalf("the panel was asked for %+v", o)
	}
	w.Telegram.Say(shop, "482619")
	w.Until("the order", func() bool { return w.OrderTo(number).Number != "" })
	w.Sees(shop, "Done.", number)
	w.NothingWaits()
	if err := w.Stop(); err != nil {
		t.Error(err)
	}
	store, err := os.ReadFile(w.Store())
	if err != nil {
		t.Fatal(err)
	}
	for place, text := range map[string]string{"the log": w.Log.String(), "the store": string(store)} {
		if strings.Contains(text, "48261") {
			t.Errorf("a PIN stands in %s", place)
		}
	}
}
