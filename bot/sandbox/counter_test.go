package sandbox_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rechargebot/bot/sandbox"
)

// counterInBrowser is a day at the counter on a phone: an amount that buys a pack, two
// customers at once, a pasted list, a receipt, the report with its chart.
func counterInBrowser(t *testing.T, chromium, program string) {
	shot := func(p *page, name string) {
		p.fits()
		if *shots != "" {
			p.write(filepath.Join(*shots, "counter-"+name+".png"))
		}
	}
	p := openPage(t, chromium, program, 390, 844)
	pack(p)
	shot(p, "1-pack-made")
	p.become(sandbox.Reseller)
	p.says("01712345678 108", "buys", "175 min, 7 days", "No balance is added")
	shot(p, "2-pack-asks")
	p.tap("175 min", "Is this right?", "175 min, 7 days", "৳108")
	p.picks("Confirm", 1)
	p.hears("Done.", "175 min, 7 days")
	shot(p, "3-pack-done")

	// Two customers at once: the second card does not touch the first.
	p.says("01812345678 50", "Is this right?", "01812345678")
	first := p.last()
	p.says("01912345678 30", "Is this right?", "01912345678")
	if first = p.see(first.ID, "Is this right?"); first.Buttons["✅ Confirm ৳50"] == "" {
		t.Errorf("the first customer's card has %v", first.Buttons)
	}
	shot(p, "4-two-customers")
	p.picks("Confirm ৳30", 1)
	p.hears("Done.", "01912345678")
	p.pick(fmt.Sprintf(`all(".key", rowOf(%d)).find(k => k.textContent.includes("Confirm"))`, first.ID), 1)
	word := p.hears("Done.", "01812345678")
	shot(p, "5-both-done")
	p.takesAtMost(first.ID, word.ID, 40)

	p.tap("Receipt", "Recharge receipt", "01812345678", "৳50", "Transaction id")
	if said := p.last().Text; strings.Contains(strings.ToLower(said), "balance") {
		t.Errorf("the receipt says %q", said)
	}
	shot(p, "6-receipt")

	var lines []string
	for i := range 48 {
		lines = append(lines, fmt.Sprintf("018123450%02d %d", i, 20+i))
	}
	lines = append(lines, lines[0], "01812 50")
	p.pastes(strings.Join(lines, "\n"), "Recharges: 48", "Twice in the list", "left out: 1", "Cannot be sent: 1")
	shot(p, "7-list")
	p.tap("Confirm all", "/48 done")
	shot(p, "8-list-runs")
	p.longer = 2 * time.Minute            // a status check a second
	p.reads(".bubble .document", ".xlsx") // behind the last word on it
	p.longer = 0
	p.until("the list is done", `fromBot().some(r => has(r, ["The list is done", "48/48 done"]))`)
	shot(p, "9-list-ended")
	p.says("/history 01812345678", "৳50")
	p.says("/report", "Grameenphone", "৳108")
	shot(p, "10-report")
	p.picks("Chart", 1)
	p.until("the chart is shown", `(r => r && r.complete && r.naturalWidth === 1080)(document.querySelector(".photo img"))`)
	shot(p, "11-chart")
}

// pack has the owner put one on sale.
func pack(p *page) {
	p.t.Helper()
	p.become(sandbox.Admin)
	p.says("/packs", "Packs")
	p.tap("Add a pack", "operator")
	p.picks("Grameenphone", 1)
	p.hears("such as 108")
	p.says("108", "name")
	p.says("175 min / ১৭৫ মিনিট", "What kind of pack")
	p.tap("Minutes", "For how many days")
	p.says("7", "Added, and on.", "175 min, 7 days")
}

// takesAtMost holds what a finished recharge leaves in the chat, from its card to the end of
// its final word, to a share of what the chat shows, in per cent.
func (p *page) takesAtMost(card, word int, most float64) {
	p.t.Helper()
	share := evaluate[float64](p, fmt.Sprintf(`(() => {
		const thread = document.querySelector("#thread").clientHeight;
		return 100 * (rowOf(%d).getBoundingClientRect().height + rowOf(%d).getBoundingClientRect().height) / thread;
	})()`, card, word))
	p.t.Logf("a finished recharge takes %.0f %% of the chat", share)
	if share > most {
		p.t.Errorf("a finished recharge takes %.0f %% of the chat, more than %.0f", share, most)
	}
}
