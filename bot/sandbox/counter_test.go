package sandbox_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rechargebot/bot/sandbox"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// counter is how a day at the counter is looked at.
type counter struct {
	name          string
	language      chat.Language
	width, height int64
	pictured      bool // only where pictures of it are wanted
}

var counters = []counter{
	{"bangla-390", chat.Bangla, 390, 844, false},
	{"english-1280", chat.English, 1280, 800, false},
	{"english-390", chat.English, 390, 844, true},
	{"bangla-1280", chat.Bangla, 1280, 800, true},
}

// day is a page, looked at as a counter is.
type day struct {
	*page
	counter
	shown int
}

func openDay(t *testing.T, browser context.Context, program string, c counter) *day {
	d := &day{page: openPage(t, browser, program, c.width, c.height), counter: c}
	if c.language == chat.Bangla {
		for _, person := range []int{sandbox.Admin, sandbox.Reseller} {
			d.become(person)
			d.says("/language", "ভাষা: বাংলা")
		}
	}
	return d
}

// in chooses the text in the day's language.
func (d *day) in(english, bangla string) string {
	if d.language == chat.Bangla {
		return bangla
	}
	return english
}

// shot looks at the end of the chat, and takes a picture of it where somebody wants that.
func (d *day) shot(name string) {
	d.t.Helper()
	d.until("the chat is at its end", `(t => { t.scrollTop = t.scrollHeight; return true; })(document.querySelector("#thread"))`)
	d.fits()
	if d.shown++; *shots != "" {
		d.write(filepath.Join(*shots, fmt.Sprintf("counter-%s-%02d-%s.png", d.name, d.shown, name)))
	}
}

// list is a pasted list of so many recharges, with one twice and one that cannot be sent,
// to its end.
func (d *day) list(recharges int) {
	d.t.Helper()
	var lines []string
	for i := range recharges {
		lines = append(lines, fmt.Sprintf("018123450%02d %d", i, 20+i))
	}
	lines = append(lines, lines[0], "01812 50")
	count := d.language.Value(recharges)
	d.pastes(strings.Join(lines, "\n"), d.in("Recharges: "+count, count+"টি রিচার্জ"), d.in("Twice in the list", "তালিকায় দুবার আছে"), d.in("left out: 1", "বাদ: ১টি"), d.in("Cannot be sent: 1", "পাঠানো যাবে না: ১টি"))
	d.shot("list")
	d.tap(d.in("Confirm all", "সব নিশ্চিত করুন"), "/"+count+d.in(" done", " হয়ে গেছে"))
	d.shot("list-runs")
	d.longer = time.Duration(recharges) * 3 * time.Second // a status check a second
	d.reads(".bubble .document", ".xlsx")                 // behind the last word on it
	d.longer = 0
	d.finds(d.in("The list is done", "সব হয়ে গেছে"), count+"/"+count)
	d.shot("list-ended")
}

// counterInBrowser is a day at the counter: an amount that buys a pack, two customers at
// once, a pasted list, a receipt, the report with its chart, and half an hour later a
// customer who got nothing.
func counterInBrowser(p *day) {
	in, shot := p.in, p.shot
	confirm, done, right := in("Confirm", "নিশ্চিত করুন"), in("Done.", "রিচার্জ হয়ে গেছে।"), in("Is this right?", "সব ঠিক আছে?")

	// The owner puts a pack on sale.
	p.become(sandbox.Admin)
	p.says("/packs", in("Packs", "প্যাক"))
	p.tap(in("Add a pack", "প্যাক যোগ করুন"), in("Which operator?", "কোন অপারেটর?"))
	p.tap(in("Grameenphone", "গ্রামীণফোন"), in("such as 108", "যেমন 108"))
	p.says("108", in("What is it called?", "নাম কী?"))
	p.says("175 min / ১৭৫ মিনিট", in("What kind of pack", "কোন ধরনের প্যাক"))
	p.tap(in("Minutes", "মিনিট"), in("For how many days", "মেয়াদ কত দিন"))
	pack := in("175 min, 7 days", "১৭৫ মিনিট, ৭ দিন")
	p.says("7", in("Added, and on.", "যোগ হয়েছে, চালু আছে।"), pack)
	shot("pack-made")

	p.become(sandbox.Reseller)
	p.says("01712345678 108", in("buys", "কেনা হয়ে যায়"), pack, in("No balance is added", "ব্যালেন্স যোগ হয় না"))
	shot("pack-asks")
	p.tap(in("Buy 175 min", "১৭৫ মিনিট"), right, pack, in("৳108", "৳১০৮"))
	shot("pack-card")
	p.picks(confirm, 1)
	p.hears(done, pack)
	shot("pack-done")

	// Two customers at once: the second card does not touch the first.
	p.says("01812345678 50", right, "01812345678")
	first := p.last()
	p.says("01912345678 30", right, "01912345678")
	if first = p.see(first.ID, right); first.Buttons["✅ "+confirm+in(" ৳50", " ৳৫০")] == "" {
		p.t.Errorf("the first customer's card has %v", first.Buttons)
	}
	shot("two-customers")
	p.picks(confirm+in(" ৳30", " ৳৩০"), 1)
	p.hears(done, "01912345678")
	p.picksAt(first.ID, confirm)
	word := p.hears(done, "01812345678")
	shot("both-done")
	p.takesAtMost(first.ID, word.ID, 40)

	p.tap(in("Receipt", "রসিদ"), in("Recharge receipt", "রিচার্জের রসিদ"), "01812345678", in("৳50", "৳৫০"), in("Transaction id", "ট্রানজেকশন আইডি"))
	if said := strings.ToLower(p.last().Text); strings.Contains(said, in("balance", "ব্যালেন্স")) {
		p.t.Errorf("the receipt says %q", said)
	}
	shot("receipt")

	p.list(4)
	p.says("/history 01812345678", in("৳50", "৳৫০"))
	shot("history")
	p.says("/report", in("Grameenphone", "গ্রামীণফোন"), in("৳108", "৳১০৮"))
	shot("report")
	p.picks(in("Chart", "চার্ট"), 1)
	p.until("the chart is shown", `(r => r && r.complete && r.naturalWidth === 1080)(document.querySelector(".photo img"))`)
	shot("chart")

	p.reopen(aged("01812345678", 30*time.Minute))
	// A customer comes back who got nothing. The panel says once more that it is done.
	p.says("/history 01812345678", done)
	p.tap(in("Not received?", "টাকা যায়নি?"), in("What is wrong?", "কী সমস্যা?"))
	why := p.last()
	shot("complaint-why")
	p.tap(in("Not received", "টাকা যায়নি"), in("Send it, or write", "পাঠান, অথবা"))
	p.sends("balance.png", "image/png", receipt(p.t), in("He looked twice", "দুবার দেখেছেন"), in("Photos: 1", "ছবি: ১টি"))
	if why = p.see(why.ID, in("It goes on below", "নিচে দেখুন")); len(why.Buttons) != 0 {
		p.t.Errorf("what was begun further up still has %v", why.Buttons)
	}
	shot("complaint-ready")
	p.picks(in("Send", "পাঠান"), 1)
	p.hears(in("Your complaint is with the owner", "আপনার অভিযোগ মালিকের কাছে গেছে"), in("once more that it is done", "আবারও বলছে হয়ে গেছে"))
	shot("complaint-sent")

	p.become(sandbox.Admin)
	p.hears(in("Photo 1 of 1", "ছবি ১/১"))
	shot("complaint-photo")
	card := p.finds(in("Complaint: Not received", "অভিযোগ: টাকা যায়নি"), in("He looked twice", "দুবার দেখেছেন"))
	p.picksAt(card.ID, in("Ask the member", "সদস্যকে জিজ্ঞেস করুন"))
	p.hears(in("What do you want to know?", "কী জানতে চান?"))
	shot("complaint-asks")
	p.tap(in("When did the customer look?", "কাস্টমার কখন দেখেছেন?"), in("The member is asked", "সদস্যকে জিজ্ঞেস করা হয়েছে"))

	p.become(sandbox.Reseller)
	question := p.hears(in("The owner asks", "মালিক জানতে চান"))
	p.tap(in("Answer", "উত্তর দিন"), in("Write the answer here", "উত্তর এখানে লিখুন"))
	p.says(in("At five", "পাঁচটায়"), in("You write", "আপনি লিখেছেন"))
	p.tap(in("Send", "পাঠান"), in("The owner has your answer", "আপনার উত্তর মালিকের কাছে গেছে"))
	p.until("the question has no button any more", `all(".key", rowOf(%d)).length === 0`, question.ID)
	shot("complaint-answered")

	p.become(sandbox.Admin)
	p.hears(in("A member has answered", "সদস্য উত্তর দিয়েছেন"), in("At five", "পাঁচটায়"))
	shot("complaint-card")
	p.tap(in("I have asked them", "সাপোর্টে জানিয়েছি"), in("has asked the panel’s support", "প্যানেলের সাপোর্টে জানিয়েছেন"))
	p.tap(in("It has arrived", "পৌঁছেছে"), in("says Amina", "বলেছেন পৌঁছেছে"))
	shot("complaint-arrived")

	p.become(sandbox.Reseller)
	p.hears(in("The owner has checked: it has arrived", "মালিক খোঁজ নিয়েছেন: টাকা পৌঁছেছে"))
	shot("complaint-told")
	p.tap(in("Still not right", "এখনও ঠিক হয়নি"), in("What is wrong?", "কী সমস্যা?"))
	p.tap(in("Wrong number", "ভুল নম্বরে গেছে"), in("Send it, or write", "পাঠান, অথবা"))
	p.picks(in("Send", "পাঠান"), 1)
	p.longer = 30 * time.Second // the panel was asked for it a moment ago, so it is asked when timers are next looked at
	p.hears(in("Your complaint is with the owner", "আপনার অভিযোগ মালিকের কাছে গেছে"))
	p.longer = 0

	p.become(sandbox.Admin)
	p.hears(in("Complaint, once more: Wrong number", "আবার অভিযোগ: ভুল নম্বরে গেছে"))
	p.tap(in("It is refunded", "ফেরত পাওয়া গেছে"), in("Has the panel paid it back?", "প্যানেল টাকা ফেরত দিয়েছে?"))
	shot("complaint-refund")
	p.tap(in("Yes, it is refunded", "হ্যাঁ, ফেরত পেয়েছি"), in("nothing was booked", "হিসাবে কিছু লেখা হয়নি"))
	shot("complaint-refunded")
	p.become(sandbox.Reseller)
	p.hears(in("has paid it back", "টাকা ফেরত দিয়েছে"), in("settled", "মিটে গেছে"))
	shot("complaint-settled")
}

// aged makes the orders to a number older.
func aged(number order.Number, by time.Duration) func(tx chat.Tx) error {
	return func(tx chat.Tx) error {
		orders, err := tx.OrdersTo(number, 10)
		if err != nil {
			return err
		}
		for _, o := range orders {
			for _, at := range []*time.Time{&o.Placed, &o.Sent, &o.CheckedAt, &o.Settled} {
				*at = at.Add(-by)
			}
			if err := tx.PutOrder(o); err != nil {
				return err
			}
		}
		return nil
	}
}

// finds gives the newest message of the bot with all the words, wherever it stands.
func (p *page) finds(words ...string) bubble {
	p.t.Helper()
	return await[bubble](p, fmt.Sprintf("a message says %q", words), `view(fromBot().findLast(r => has(r, `+inScript(words)+`))) || null`)
}

// picksAt presses a button of a message of before.
func (p *page) picksAt(id int, button string) {
	p.t.Helper()
	p.pick(fmt.Sprintf(`all(".key", rowOf(%d)).find(k => k.textContent.includes(%s))`, id, inScript(button)), 1)
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
