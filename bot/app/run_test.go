package app_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/upstream/simpanel"
)

func TestMain(m *testing.M) { os.Exit(apptest.Main(m, 10)) }

func TestARechargeStepByStep(t *testing.T) {
	t.Parallel()
	w := apptest.Start(t)
	w.Telegram.Say(sandbox.Reseller, "/start")
	w.Tap(sandbox.Reseller, "📱 Recharge")
	w.Tap(sandbox.Reseller, "Robi")
	w.Sees(sandbox.Reseller, "Robi", "01812345678")
	w.Telegram.Say(sandbox.Reseller, "০১৮১২-৩৪৫ ৬৭৯")
	w.Tap(sandbox.Reseller, "৳30")
	card, update := w.Tap(sandbox.Reseller, "✅ Confirm")
	w.Telegram.Resend(update) // the app sends the tap again after a reconnect

	if word := w.Sees(sandbox.Reseller, "Done.", "Transaction id T", "01812345679"); word.ID <= card {
		t.Errorf("the final word is no new message: it is %d, the card %d", word.ID, card)
	}
	w.Until("the card's end", func() bool {
		for _, m := range w.Telegram.Messages(sandbox.Reseller) {
			if m.ID == card {
				return strings.HasPrefix(m.Text, "✅") && strings.Contains(m.Text, "01812345679") && len(m.Buttons) == 0
			}
		}
		return false
	})
	orders := w.Panel.Orders()
	if len(orders) != 1 || orders[0].Requests != 1 || orders[0].Operator != "RB" || orders[0].Amount != "30" || orders[0].Number != "01812345679" {
		t.Errorf("the panel has %+v", orders)
	}
}

func TestUnclearIsNeverSentAgain(t *testing.T) {
	t.Parallel()
	w := apptest.Start(t)
	w.Panel.SetMood(simpanel.CallRequest, simpanel.Mood{Name: simpanel.TakeAndHang, Times: 1})
	w.Panel.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.HTML})
	w.Telegram.Say(sandbox.Reseller, "01712345678 50")
	w.Tap(sandbox.Reseller, "✅ Confirm")
	w.Sees(sandbox.Reseller, "Unclear", "Do not send it again")
	if err := w.Stop(); err != nil {
		t.Fatal(err)
	}
	w.Start()
	w.Panel.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.Succeed})
	w.Sees(sandbox.Reseller, "Done.", "Transaction id")
	if orders := w.Panel.Orders(); len(orders) != 1 || orders[0].Requests != 1 || orders[0].Charged != 1 {
		t.Errorf("the panel has %+v", orders)
	}
}

func TestAStrangerIsLetInAndRemoved(t *testing.T) {
	t.Parallel()
	w := apptest.Start(t)
	w.Until("everybody's menu", func() bool {
		bn, en := w.Telegram.Commands(sandbox.Stranger, "bn"), w.Telegram.Commands(sandbox.Stranger, "fr")
		return len(bn) == 2 && len(en) == 2 && bn[0].Description == "শুরু" && en[0].Description != "শুরু"
	})
	w.Telegram.Say(sandbox.Stranger, "hello")
	w.Tap(sandbox.Stranger, "🙋")
	w.Tap(sandbox.Admin, "✅ On my money")
	w.Sees(sandbox.Stranger, "মালিক")
	w.Until("the stranger's menu", func() bool {
		menu := w.Telegram.Commands(sandbox.Stranger, "bn")
		return len(menu) > 2 && menu[0].Command == "recharge"
	})
	w.Telegram.Say(sandbox.Stranger, "01512345678 20")
	w.Tap(sandbox.Stranger, "✅")
	w.Sees(sandbox.Stranger, "রিচার্জ হয়ে গেছে")

	w.Telegram.Say(sandbox.Stranger, "01512345678 30")
	w.Sees(sandbox.Stranger, "৳৩০")
	w.Telegram.Say(sandbox.Admin, fmt.Sprintf("/revoke %d", sandbox.Stranger))
	w.Tap(sandbox.Admin, "✕ Yes, remove")
	w.Sees(sandbox.Admin, "Removed")
	w.Tap(sandbox.Stranger, "✅ নিশ্চিত")
	w.Until("the refusal", func() bool {
		for _, a := range w.Telegram.Answers() {
			if a.Alert && strings.Contains(a.Text, "পাঠানো হয়নি") {
				return true
			}
		}
		return false
	})
	if n := len(w.Panel.Orders()); n != 1 {
		t.Errorf("the panel has %d orders", n)
	}
}
