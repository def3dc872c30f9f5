package app_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
)

// A bot without ADMIN_IDS prints a link; whoever opens it first is the owner, also
// after a restart, and hears of those who asked before.
func TestTheFirstOwnerClaimsTheBot(t *testing.T) {
	t.Parallel()
	w := apptest.Start(t, "ADMIN_IDS", "")
	w.Telegram.Say(sandbox.Stranger, "/start")
	w.Tap(sandbox.Stranger, "🙋")
	w.Sees(sandbox.Stranger, "রাখা হলো") // kept: nobody has it yet
	var link []string
	w.Eventually("the link", func() bool {
		link = regexp.MustCompile(`https://t\.me/recharge_sandbox_bot\?start=(claim_[A-Za-z0-9_-]+)`).FindStringSubmatch(w.Log.String())
		return link != nil
	})
	if len(link[1]) > 64 {
		t.Errorf("Telegram takes 64 characters behind start=, not %d", len(link[1]))
	}
	w.Telegram.Say(sandbox.Admin, "/start "+link[1])
	w.Sees(sandbox.Admin, "This bot is yours now")
	w.Sees(sandbox.Admin, "Somebody asks for access")
	w.Telegram.Say(sandbox.Reseller, "/start "+link[1])
	w.Sees(sandbox.Reseller, "has an owner already")
	if err := w.Stop(); err != nil {
		t.Fatal(err)
	}
	w.Start()
	w.Tap(sandbox.Admin, "✅ On my money")
	w.Sees(sandbox.Stranger, "অনুমতি দিয়েছেন")
	if log := w.Log.String(); !strings.Contains(log, `act="claim the bot"`) || !strings.Contains(log, `act="let in"`) {
		t.Error("the acts are not in the log")
	}
}

// An owner who has never pressed Start is told by the log, and hears of what waits
// when they come.
func TestAnOwnerWhoHasNotPressedStart(t *testing.T) {
	t.Parallel()
	const owner = 900
	w := apptest.Start(t, "ADMIN_IDS", "900")
	w.Telegram.Say(sandbox.Stranger, "/start")
	w.Tap(sandbox.Stranger, "🙋")
	w.Sees(sandbox.Stranger, "রাখা হলো")
	w.Eventually("the log", func() bool {
		return strings.Contains(w.Log.String(), "none of the owners can be told anything") &&
			strings.Contains(w.Log.String(), "the person cannot be reached")
	})
	// Not refused for a day: nobody could have seen it.
	w.Telegram.TapForged(sandbox.Stranger, w.Sees(sandbox.Stranger, "রাখা হলো").ID, "ask")
	time.Sleep(200 * time.Millisecond)
	for _, a := range w.Telegram.Answers() {
		if a.Text != "" {
			t.Errorf("the stranger reads %q", a.Text)
		}
	}
	w.Telegram.AddPerson(simtelegram.Person{ID: owner, FirstName: "Salma"})
	w.Telegram.Say(owner, "/start")
	w.Sees(owner, "Somebody asks for access")
	w.Tap(owner, "✅ On my money")
	w.Sees(sandbox.Stranger, "অনুমতি দিয়েছেন")
}
