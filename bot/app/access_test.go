package app_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/upstream/simpanel"
)

// forged are all the buttons that there are, with somebody else's ids.
func forged(orderID, draftID string, person int64) []string {
	data := []string{"", "x", ":", "r", "o:", "menu:members", "menu:stuck", "m:a:0", "h:o:" + orderID, "h:n:" + orderID, "again:" + orderID, "o:" + orderID, strings.Repeat("r:", 32)}
	for _, rev := range []string{"0", "1", "2", "-1", "99999999999999999999"} {
		for _, action := range []string{"go", "no", "op:GP", "op:XX", "am:50", "am:-50", "am:99999999999999999999", "ty", "ops", ""} {
			data = append(data, "r:"+draftID+":"+rev+":"+action, "r:"+orderID+":"+rev+":"+action)
		}
	}
	for _, verb := range []string{"v:card:", "v:done:", "v:failed:", "v:yes-done:", "v:yes-failed:"} {
		data = append(data, verb+orderID)
	}
	for _, verb := range []string{"acc:y:", "acc:own:", "acc:mine:", "acc:n:", "m:card:", "m:in:", "m:own:", "m:out:", "ac:show:", "ac:own:", "ac:yes-mine:", "ac:pause:", "mo:new:adj:"} {
		data = append(data, verb+fmt.Sprint(person), verb+fmt.Sprint(sandbox.Reseller), verb+fmt.Sprint(sandbox.Admin), verb+"-1", verb+"99999999999999999999")
	}
	return data
}

var ownersOnly = []string{"/members", "/allow 3001", "/allow 4001 Me", "/revoke 2001", "/stuck", "/backup", "/MEMBERS", "/allow@recharge_sandbox_bot 4001"}

// Whatever a stranger or another reseller sends, they see nothing of others'
// and change nothing.
func TestForgeries(t *testing.T) {
	t.Parallel()
	const rival, owner = 4001, sandbox.Reseller
	w := apptest.Prepare(t)
	w.Offline(func(tx chat.Tx) error { return tx.PutMember(chat.Member{ID: rival, Name: "Rival", Allowed: true}) })
	w.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Pending))
	w.Start()
	w.Telegram.Say(owner, "01799000001 50")
	w.Tap(owner, "✅ Confirm")
	w.Sees(owner, "Accepted", "01799000001")
	w.Telegram.Say(owner, "01899000002 60")
	card := w.Sees(owner, "Is this right?", "01899000002")
	draft := strings.Split(card.Buttons[0][0].Data, ":")[1]
	id := w.OrderTo("01799000001").ID
	before := w.Chat(owner)

	for _, person := range []int64{sandbox.Stranger, rival} {
		for _, text := range append([]string{"/start", "/start allow_3001", "/start " + draft, "/status " + id, "/status 01799000001", "/status T000000001", "/history"}, ownersOnly...) {
			w.Telegram.Say(person, text)
		}
		last, _ := w.Telegram.Last(person)
		for _, data := range forged(id, draft, person) {
			w.Telegram.TapForged(person, last.ID, data)
			w.Telegram.TapForged(person, last.ID+1000, data) // on a message that is gone
		}
		w.Telegram.TapForged(person, 0, "r:"+draft+":1:go")
	}
	w.Eventually("all taps handled", func() bool { return w.Telegram.Unacked() == 0 })
	w.Help(rival)
	for _, person := range []int64{sandbox.Stranger, rival} {
		seen := w.Chat(person)
		for _, a := range w.Telegram.Answers() {
			if a.Person == person {
				seen += a.Text + "\n"
			}
		}
		for _, private := range []string{"01799000001", "01899000002", id, "Rahim", "Amina", "Members", "Let in", "Removed", "Copy of the store"} {
			for line := range strings.Lines(seen) {
				if strings.Contains(line, private) && !strings.Contains(line, "No order of yours fits") && !strings.Contains(line, "/status ") {
					t.Errorf("%d sees %q: %s", person, private, line)
				}
			}
		}
	}
	if n := w.Says(sandbox.Stranger, "Only resellers") + w.Says(sandbox.Stranger, "মালিক"); n != 1 {
		t.Errorf("the stranger was answered %d times:\n%s", n, w.Chat(sandbox.Stranger))
	}
	if after := w.Chat(owner); after != before {
		t.Errorf("the reseller's chat was\n%s\nand is\n%s", before, after)
	}
	if n := w.Says(sandbox.Admin, ""); n != 0 {
		t.Errorf("the owner was told something:\n%s", w.Chat(sandbox.Admin))
	}
	if n := w.Panel.Calls()[simpanel.CallRequest]; n != 1 {
		t.Errorf("the panel was asked to pay %d times", n)
	}
	w.Tap(owner, "✅ Confirm ৳60") // the owner's card is as good as before
	w.Sees(owner, "Accepted", "01899000002")
	w.NothingWaits()
	w.Offline(func(tx chat.Tx) error {
		for person, want := range map[int64]bool{rival: true, owner: true, sandbox.Stranger: false} {
			if m, _, err := tx.Member(person); err != nil || m.Allowed != want {
				t.Errorf("%d is allowed: %v, %v", person, m.Allowed, err)
			}
		}
		o, _, err := tx.Order(order.ID(id))
		if o.State != order.Accepted || o.Verdict != nil {
			t.Errorf("the order is %+v", o)
		}
		return err
	})
}

// Removed in the middle of each step: nothing more is done, and what was
// confirmed before runs on and is told.
func TestRemovedInTheMiddle(t *testing.T) {
	t.Parallel()
	steps := [][]string{ // lines are typed, the rest are buttons
		{"line:/recharge"},
		{"line:/recharge", "Robi"},
		{"line:/recharge", "Robi", "line:01812345678"},
		{"line:/recharge", "Robi", "line:01812345678", "৳30"},
		{"line:01812345678 30", "Make it postpaid"},
	}
	w := apptest.Prepare(t)
	person := func(i int) int64 { return int64(80_000 + i) }
	w.Offline(func(tx chat.Tx) error {
		for i := range steps {
			if err := tx.PutMember(chat.Member{ID: person(i), Allowed: true}); err != nil {
				return err
			}
		}
		return nil
	})
	w.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Pending))
	w.Start()
	for i, step := range steps {
		w.Telegram.Say(person(i), fmt.Sprintf("019%08d 20", i))
		w.Tap(person(i), "✅ Confirm")
		w.Sees(person(i), "Accepted")
		for _, act := range step {
			if line, ok := strings.CutPrefix(act, "line:"); ok {
				w.Telegram.Say(person(i), line)
			} else {
				w.Tap(person(i), act)
			}
		}
		w.Help(person(i))
		w.Telegram.Say(sandbox.Admin, fmt.Sprint("/revoke ", person(i)))
		w.Telegram.TapForged(sandbox.Admin, w.Sees(sandbox.Admin, "Remove this member?", fmt.Sprint(person(i))).ID, fmt.Sprint("m:yes-out:", person(i)))
		w.Sees(person(i), "The owner has ended your access")
		for _, m := range w.Telegram.Messages(person(i)) { // every button there is
			for _, row := range m.Buttons {
				for _, b := range row {
					if b.Data != "" {
						w.Telegram.TapForged(person(i), m.ID, b.Data)
					}
				}
			}
		}
		for _, line := range []string{"01812345678 30", "50", "/recharge 01812345678 30", "/status", "/balance", "/members"} {
			w.Telegram.Say(person(i), line)
		}
		w.Until("an alert", func() bool {
			for _, a := range w.Telegram.Answers() {
				if a.Person == person(i) && a.Alert && strings.Contains(a.Text, "ended your access") {
					return true
				}
			}
			return false
		})
	}
	for _, o := range w.Panel.Orders() {
		if err := w.Panel.Settle(o.ID, simpanel.StatusDone, ""); err != nil {
			t.Fatal(err)
		}
	}
	w.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Succeed))
	for i := range steps {
		w.Until("the final word", func() bool { return w.Says(person(i), "Done.") == 2 })
	}
	if n := w.Panel.Calls()[simpanel.CallRequest]; n != len(steps) {
		t.Errorf("the panel was asked to pay %d times for %d orders", n, len(steps))
	}
	w.NothingWaits()
}

// In a group the bot says once where it works; what is forwarded is nobody's order.
func TestGroupsAndForwarded(t *testing.T) {
	t.Parallel()
	w := apptest.Start(t)
	w.Help(sandbox.Reseller)
	const group, other = -100500, -1009876543210
	w.Telegram.AddBotToGroup(group, sandbox.Reseller)
	for _, g := range []int64{group, other} {
		for _, p := range []int64{sandbox.Reseller, sandbox.Admin, sandbox.Stranger} {
			for _, line := range []string{"01712345678 50", "/start", "/recharge@recharge_sandbox_bot 01712345678 50", "/balance", "/members@recharge_sandbox_bot",
				"/allow@recharge_sandbox_bot 3001", "/history@another_bot", "hello"} {
				w.Telegram.SayInGroup(g, p, line)
			}
		}
	}
	push := func(chat, more string) {
		t.Helper()
		raw := `{"message":{"message_id":9,"date":1,"from":{"id":1001,"is_bot":false,"first_name":"Amina"},"chat":` + chat + `,` + more + `}}`
		if w.Telegram.Push(json.RawMessage(raw)) == 0 {
			t.Fatal("not queued")
		}
	}
	const private = `{"id":1001,"type":"private","first_name":"Amina"}`
	for _, line := range []string{"01712345678 50", "/allow 3001", "/recharge 01712345678 50"} {
		for _, origin := range []string{`{"type":"user","date":1,"sender_user":{"id":3001,"is_bot":false,"first_name":"S"}}`, `{"type":"hidden_user","date":1,"sender_user_name":"S"}`,
			`{"type":"channel","date":1,"chat":{"id":-1009,"type":"channel","title":"c"},"message_id":5}`} {
			push(private, `"text":"`+line+`","forward_origin":`+origin)
		}
		push(private, `"caption":"`+line+`","photo":[{"file_id":"a","file_unique_id":"b","width":1,"height":1}]`)
		push(`{"id":-1009,"type":"channel","title":"c"}`, `"text":"`+line+`"`)
	}
	w.Until("six answers", func() bool { return w.Says(sandbox.Admin, "There is no order in that forwarded message") == 6 })
	w.Sees(sandbox.Admin, "Is this right?", "01712345678") // which Confirm protects
	w.Until("three more", func() bool { return w.Says(sandbox.Admin, "I have no use for this file") == 3 })
	w.Help(sandbox.Admin)
	for _, g := range []int64{group, other} {
		if n := w.Says(g, ""); n != 1 || w.Says(g, "I work in private chats only") != 1 {
			t.Errorf("the bot said in the group:\n%s", w.Chat(g))
		}
	}
	if n := w.Says(sandbox.Admin, ""); n != 13 || len(w.Panel.Log()) != 0 {
		t.Errorf("%d messages, %d calls\n%s", n, len(w.Panel.Log()), w.Chat(sandbox.Admin))
	}
	w.NothingWaits()
	w.Offline(func(tx chat.Tx) error {
		if m, _, err := tx.Member(sandbox.Stranger); err != nil || m.Allowed {
			t.Errorf("the stranger is let in: %v", err)
		}
		return nil
	})
}

// What people and the panel write is shown as it is written, and breaks nothing.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	hostile := []string{
		`<b>bold</b><a href="https://evil.example">x</a>`, `</b></code><i>`, `&lt;b&gt; &amp; &#60;`, `<script>alert(1)</script>`,
		`=HYPERLINK("https://evil.example","x")`, `+cmd|' /C calc'!A0`, `@SUM(1+1)`, `-2+3`, "\t=1+1",
		`{id} {name} {person} %s %d`, "two\nlines\r\nthree", "\u202eright to left\u202c", "\u0000\u0001\u001b[31mred\u007f", "a\u200bb\ufeffc",
		strings.Repeat("ব", 400), strings.Repeat("😀", 200), strings.Repeat("<", 300), strings.Repeat("&", 300), "\xff\xfe", `*_~[x](y)` + "`",
	}
	w := apptest.Prepare(t, "LANGUAGE", "en")
	w.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Pending))
	w.Start()
	w.Telegram.Say(sandbox.Admin, "/start")
	for i, text := range hostile {
		person := int64(90_000 + i)
		w.Telegram.AddPerson(simtelegram.Person{ID: person, FirstName: text, LastName: text, Username: "u" + fmt.Sprint(i), LanguageCode: text})
		w.Telegram.Say(person, text)
		w.Telegram.Say(person, "/start "+text)
		w.Tap(person, "🙋")
		w.Sees(sandbox.Admin, "Somebody asks for access", fmt.Sprint(person))
		w.Telegram.TapForged(sandbox.Admin, w.Sees(sandbox.Admin, "Somebody asks", fmt.Sprint(person)).ID, fmt.Sprint("acc:mine:", person))
		w.Sees(person, "The owner has let you in")
		for _, line := range []string{"/start " + text, text, "/" + text, "/status " + text, "/recharge " + text, "/cancel"} {
			w.Telegram.Say(person, line)
		}
		w.Help(person)
		w.Telegram.Say(sandbox.Admin, fmt.Sprint("/allow ", person, " ", text))
		w.Telegram.TapForged(sandbox.Admin, 0, "x")

		number := fmt.Sprintf("014%08d", i)
		w.Panel.SetMoodFor(number, simpanel.Mood{Name: simpanel.Fail, Message: text})
		w.Telegram.Say(person, number+" 20")
		w.Tap(person, "✅ Confirm")
		w.Until("the order at the panel", func() bool { return w.OrderTo(number).ID != "" })
	}
	for _, line := range []string{"/members", "/stuck", "/allow " + strings.Repeat("9", 4000), "/revoke x", "/allow -5", "/allow 0"} {
		w.Telegram.Say(sandbox.Admin, line)
	}
	list := w.Sees(sandbox.Admin, "Tap one to see more")
	for i := range hostile {
		person := int64(90_000 + i)
		w.Telegram.TapForged(sandbox.Admin, list.ID, fmt.Sprint("m:card:", person))
		w.Sees(sandbox.Admin, "Last active", fmt.Sprint(person))
		if err := w.Panel.Settle(w.OrderTo(fmt.Sprintf("014%08d", i)).ID, simpanel.StatusFailed, hostile[i]); err != nil {
			t.Fatal(err)
		}
	}
	for i := range hostile {
		w.Until("the final word", func() bool { return w.Says(int64(90_000+i), "Failed.") == 2 })
	}
	w.Help(sandbox.Admin)
	for _, words := range []string{"given up", "plain text", "panic", "can't parse", "went wrong"} {
		if strings.Contains(w.Log.String(), words) {
			t.Errorf("the log tells of %q", words)
		}
	}
	for _, p := range w.Telegram.Persons() {
		for _, m := range w.Telegram.Messages(p.ID) {
			if !m.FromBot {
				continue
			}
			for _, tag := range []string{"<a ", "<i>", "<script", "evil.example\">"} {
				if strings.Contains(m.HTML, tag) {
					t.Errorf("markup got through: %s", m.HTML)
				}
			}
			if strings.ContainsFunc(m.Text, func(r rune) bool { return r == '\u202e' || r < ' ' && r != '\n' || r == 0x7f }) {
				t.Errorf("a control character got through: %q", m.Text)
			}
		}
	}
	for person, want := range map[int64]string{90_000: hostile[0][:30], 90_004: hostile[4], 90_005: hostile[5], 90_006: hostile[6], 90_009: hostile[9]} {
		w.Sees(person, want)
	}
	w.NothingWaits()
}

// Long and senseless input is answered briefly, once each.
func TestLongInput(t *testing.T) {
	t.Parallel()
	w := apptest.Start(t)
	w.Help(sandbox.Reseller)
	lines := []string{"017", "0", "১", " ", "-", "+", ".", ",", "<", "&", "/", "/start ", "৳", "gp ", "01712345678 ", "50 ", "postpaid ", "\u200b", "😀", "\n", "=", "ক্", "\u0301"}
	for _, line := range lines {
		w.Telegram.Say(sandbox.Reseller, strings.Repeat(line, 4096/len([]rune(line))))
	}
	w.Help(sandbox.Reseller)
	for _, m := range w.Telegram.Messages(sandbox.Reseller) {
		if m.FromBot && len([]rune(m.Text)) > 800 {
			t.Errorf("an answer of %d characters: %.100s", len([]rune(m.Text)), m.Text)
		}
	}
	if n := w.Says(sandbox.Reseller, ""); n > 2*len(lines)+2 || len(w.Panel.Log()) != 0 {
		t.Errorf("%d answers to %d lines", n, len(lines))
	}
	for line := range strings.Lines(w.Log.String()) { // that the owner has not pressed Start is one, and true
		if strings.Contains(line, "level=ERROR") && !strings.Contains(line, "none of the owners can be told") {
			t.Errorf("an error in the log: %s", line)
		}
	}
	w.NothingWaits()
}

// One person floods; the others do not wait for that, and the flood ends with
// the answers that Telegram lets through.
func TestFloodByOne(t *testing.T) {
	t.Parallel()
	const flooder = 4001
	w := apptest.Prepare(t)
	w.Offline(func(tx chat.Tx) error {
		return tx.PutMember(chat.Member{ID: flooder, Allowed: true, Language: "en"})
	})
	w.Start()
	w.Help(sandbox.Reseller)
	w.Telegram.Limit(simtelegram.Limits{PerChatPerSecond: 10})
	card := func() simtelegram.Message { return w.Sees(flooder, "Is this right?") }
	w.Telegram.Say(flooder, "01712345678 50")
	first := card()
	const texts = 200
	for i := range texts {
		w.Telegram.Say(flooder, fmt.Sprint("01712345678 ", 10+i%90))
		w.Telegram.TapForged(flooder, first.ID, first.Buttons[0][0].Data)
	}
	w.Help(sandbox.Reseller)
	w.Telegram.Say(sandbox.Reseller, "01812345678 50")
	w.Tap(sandbox.Reseller, "✅ Confirm")
	w.Sees(sandbox.Reseller, "Accepted", "01812345678")
	w.Help(sandbox.Reseller)
	if n := len(w.Telegram.Messages(flooder)) - 1 - texts; n >= texts {
		t.Errorf("somebody else waited until all of the flood was answered, with %d messages", n)
	}
	w.Eventually("the flood to be taken in", func() bool { return w.Telegram.Unacked() == 0 })
	w.Telegram.Limit(simtelegram.Limits{})
	w.Help(flooder)
	if n := len(w.Panel.Orders()); n > 2 {
		t.Errorf("the panel has %d orders", n)
	}
	w.NothingWaits()
}

// Ten thousand strangers: neither the store nor the owner's chat grows with
// them, and whoever asked before them is not forgotten.
func TestTenThousandStrangers(t *testing.T) {
	t.Parallel()
	many := 10_000
	if testing.Short() {
		many = 1_500
	}
	w := apptest.Start(t)
	w.Help(sandbox.Admin)
	w.Telegram.Say(sandbox.Stranger, "hello")
	w.Tap(sandbox.Stranger, "🙋")
	w.Sees(sandbox.Admin, "Somebody asks for access", "sumon")
	size := func() int64 {
		t.Helper()
		w.NothingWaits()
		info, err := os.Stat(w.Store())
		if err != nil {
			t.Fatal(err)
		}
		w.Start()
		return info.Size()
	}
	flood := func(from, to int) {
		for i := from; i < to; i++ {
			person := int64(1_000_000 + i)
			w.Telegram.Say(person, "/start")
			w.Telegram.TapForged(person, 7, "ask")
			if i%200 == 0 { // they come as fast as they are taken
				w.Eventually("strangers", func() bool { return w.Telegram.Unacked() < 200 })
			}
		}
		w.Eventually("all to be taken in", func() bool { return w.Telegram.Unacked() == 0 })
	}
	flood(0, many/4)
	before := size()
	flood(many/4, many)
	w.Help(sandbox.Admin)
	if after := size(); after > before+1<<20 || after > 16<<20 {
		t.Errorf("the store has %d bytes after %d strangers, had %d after a quarter of them", after, many, before)
	}
	if n := w.Says(sandbox.Admin, "Somebody asks for access"); n != 30 {
		t.Errorf("the owner was told of %d", n)
	}
	person := int64(1_000_000 + many - 1)
	if len(w.Telegram.Messages(person)) != 2 {
		t.Errorf("the last stranger sees:\n%s", w.Chat(person))
	}
	asked := w.Sees(sandbox.Admin, "Somebody asks for access", "sumon")
	w.Telegram.TapForged(sandbox.Admin, asked.ID, fmt.Sprint("acc:mine:", sandbox.Stranger))
	w.Until("the stranger let in", func() bool { return w.Says(sandbox.Stranger, "01712345678 50") == 1 }) // in whatever language
	w.Telegram.Say(sandbox.Stranger, "01512345678 20")
	w.Tap(sandbox.Stranger, "✅")
	w.Eventually("the order", func() bool { return w.OrderTo("01512345678").ID != "" })
}
