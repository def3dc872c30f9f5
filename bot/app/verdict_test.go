package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/upstream/simpanel"
)

// Edits count against Telegram's limit, and one that changes nothing is an error
// there: a verdict changes each card once, a late tap on what it left none.
func TestAVerdictEditsEachCardOnce(t *testing.T) {
	t.Parallel()
	for name, buyer := range map[string]int64{"of a reseller's order": sandbox.Reseller, "of the owner's own": sandbox.Admin} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := apptest.Start(t, "STUCK_AFTER", "1s", "STATUS_FIRST_CHECK", "50ms")
			w.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Pending))
			w.Telegram.Say(sandbox.Admin, "/start")
			w.Sees(sandbox.Admin, "Hello")
			w.Telegram.Say(buyer, "01712345678 50")
			w.Tap(buyer, "✅ Confirm")
			stuck := w.Sees(sandbox.Admin, "An order takes too long")
			w.Sees(buyer, "Not finished after")
			w.Tap(sandbox.Admin, "✅ It arrived")
			w.Sees(sandbox.Admin, "Sure that it arrived?")
			edits := func(message int) (n int) {
				for _, c := range w.Telegram.Calls() {
					if c.Method == "editMessageText" && c.Chat == sandbox.Admin && c.Params["message_id"] == fmt.Sprint(message) {
						n++
					}
				}
				return n
			}
			before := edits(stuck.ID)
			card, tap := w.Tap(sandbox.Admin, "✅ Yes, it arrived")
			if card != stuck.ID {
				t.Fatalf("the verdict is on message %d", card)
			}
			w.Until("the final words", func() bool {
				final := 0
				for _, person := range []int64{buyer, sandbox.Admin} {
					for _, m := range w.Telegram.Messages(person) {
						if strings.Contains(m.Text, "Done.") && (m.ID == stuck.ID || m.Edits == 0) {
							final++
						}
					}
				}
				return final >= 2
			})
			w.Help(sandbox.Admin) // what stood before it in the chat is there
			if n := edits(stuck.ID); n != before+1 {
				t.Errorf("%d edits of the owner's card for one verdict", n-before)
			}
			// Late taps show how the order stands, on the owner's own order as a reseller
			// reads it; the second time nothing changes.
			late := before + 1
			for range 3 {
				w.Telegram.TapForged(sandbox.Admin, stuck.ID, "v:card:"+w.OrderTo("01712345678").ID)
				w.Telegram.Resend(tap)
				w.Help(sandbox.Admin)
				if late == before+1 && buyer == sandbox.Admin {
					late = edits(stuck.ID)
				}
			}
			if n := edits(stuck.ID); n != late || n > before+2 {
				t.Errorf("%d edits of the owner's card after late taps", n-before)
			}
			for _, c := range w.Telegram.Calls() {
				if c.Code == 400 {
					t.Errorf("Telegram refused %s: %v", c.Method, c.Params)
				}
			}
		})
	}
}
