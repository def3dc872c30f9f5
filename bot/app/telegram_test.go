package app_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/upstream/simpanel"
)

// bad is an answer 400 in Telegram's words.
func bad(words string) simtelegram.Fault {
	return simtelegram.Fault{Code: 400, Description: "Bad Request: " + words}
}

func times(n int, f simtelegram.Fault) simtelegram.Fault {
	f.Times = n
	return f
}

// A reseller whose order ends is told so, or is marked as not to be reached, and
// nothing waits for ever. What becomes of a message that Telegram refuses, row by
// row, is bot's to test; here is one row for each thing that comes of it.
func TestFinalWordsArriveOrNobodyIsThere(t *testing.T) {
	t.Parallel()
	const send, edit, answer = "sendMessage", "editMessageText", "answerCallbackQuery"
	rows := []struct {
		name   string
		method string
		fault  simtelegram.Fault
		card   string // what the order's card shows in the end
		finals int    // new messages with the final word
		gone   bool   // the person is marked as not to be reached
		log    string
	}{
		{"taken without a word", send, simtelegram.Fault{Drop: true, TakeIt: true, Times: 1}, "Done.", 2, false, "may arrive twice"},
		{"plain text in the end", send, times(1, bad("can't parse entities: Unsupported start tag")), "Done.", 1, false, "it goes as plain text"},
		{"card gone", edit, bad("message to edit not found"), "Accepted", 1, false, ""},
		{"tap too old", answer, bad("query is too old and response timeout expired or query ID is invalid"), "Done.", 1, false, ""},
		{"blocked", send, simtelegram.Fault{Code: 403}, "Done.", 0, true, "what waits for them is dropped"},
	}
	w := apptest.Prepare(t, "LANGUAGE", "en")
	person := func(i int) int64 { return int64(50_000 + i) }
	number := func(i int) order.Number { return order.Number(fmt.Sprintf("016%08d", i+1)) }
	w.Offline(func(tx chat.Tx) error {
		for i, row := range rows {
			if err := tx.PutMember(chat.Member{ID: person(i), Name: row.name, Allowed: true}); err != nil {
				return err
			}
		}
		return nil
	})
	w.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Pending))
	w.Start()
	for i, row := range rows {
		w.Telegram.Say(person(i), string(number(i))+" 20")
		if row.method == answer {
			w.Telegram.AddFault(simtelegram.Fault{Method: answer, Code: row.fault.Code, Description: row.fault.Description, Times: 2})
		}
		w.Tap(person(i), "✅ Confirm")
		w.Sees(person(i), "Accepted")
	}
	for i, row := range rows {
		if row.method != answer {
			row.fault.Method, row.fault.Chat = row.method, person(i)
			w.Telegram.AddFault(row.fault)
		}
	}
	for _, o := range w.Panel.Orders() {
		if err := w.Panel.Settle(o.ID, simpanel.StatusDone, ""); err != nil {
			t.Fatal(err)
		}
	}
	w.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Succeed))
	for i, row := range rows {
		finals := func() (n int) {
			for j, m := range w.Telegram.Messages(person(i)) {
				if j > 1 && strings.Contains(m.Text, "Done.") {
					n++
				}
			}
			return n
		}
		w.Until(fmt.Sprintf("%d final words: %s", row.finals, row.name), func() bool { return finals() >= row.finals })
		if !strings.Contains(w.Log.String(), row.log) {
			w.Eventually(row.name+": a line in the log", func() bool { return strings.Contains(w.Log.String(), row.log) })
		}
	}
	w.NothingWaits()
	for i, row := range rows {
		messages := w.Telegram.Messages(person(i))
		n := 0
		for _, m := range messages[2:] {
			if strings.Contains(m.Text, "Done.") {
				n++
			}
		}
		if n != row.finals || !strings.Contains(messages[1].Text, row.card) {
			t.Errorf("%s: %d final words, want %d, and %q on the card:\n%s", row.name, n, row.finals, row.card, w.Chat(person(i)))
		}
	}
	w.Offline(func(tx chat.Tx) error {
		for i, row := range rows {
			m, _, err := tx.Member(person(i))
			if err != nil {
				return err
			}
			if m.Unreachable != row.gone {
				t.Errorf("%s: marked as not to be reached: %v", row.name, m.Unreachable)
			}
		}
		return nil
	})
	for i := range rows {
		if n := w.OrderTo(string(number(i))).Requests; n != 1 {
			t.Errorf("%s: the panel was asked to pay %d times", rows[i].name, n)
		}
	}
	w.Start() // the owner sees who cannot be reached
	w.Telegram.Say(sandbox.Admin, "/members")
	list := w.Sees(sandbox.Admin, "Tap one to see more")
	for i, row := range rows {
		if row.gone {
			w.Telegram.TapForged(sandbox.Admin, list.ID, fmt.Sprint("m:card:", person(i)))
			w.Sees(sandbox.Admin, "Has blocked the bot: cannot be told anything", fmt.Sprint(person(i)))
		}
	}
}

// A chat whose calls hang holds up nobody else's; it gets its words in the end.
func TestOneChatHangs(t *testing.T) {
	t.Parallel()
	w := apptest.Start(t)
	w.Telegram.Say(sandbox.Admin, "01512345678 20")
	w.Tap(sandbox.Admin, "✅ Confirm")
	w.Sees(sandbox.Admin, "Accepted")
	for _, take := range []bool{false, true} {
		end := w.Telegram.AddFault(simtelegram.Fault{Chat: sandbox.Admin, Hang: true, TakeIt: take})
		w.Telegram.Say(sandbox.Admin, "/help")
		number := map[bool]string{false: "01812345678", true: "01912345678"}[take]
		w.Telegram.Say(sandbox.Reseller, number+" 50")
		w.Tap(sandbox.Reseller, "✅ Confirm ৳50")
		w.Until("the order at the panel", func() bool { return w.OrderTo(number).ID != "" })
		if err := w.Panel.Settle(w.OrderTo(number).ID, simpanel.StatusDone, ""); err != nil {
			t.Fatal(err)
		}
		w.Sees(sandbox.Reseller, "Done.", number)
		end() // as a time-out after half a minute would
		w.Help(sandbox.Admin)
	}
	if err := w.Panel.Settle(w.OrderTo("01512345678").ID, simpanel.StatusDone, ""); err != nil {
		t.Fatal(err)
	}
	w.Sees(sandbox.Admin, "Done.")
	w.NothingWaits()
}

// Where Telegram did not take a new draft's card, Cancel says so in a message of
// its own: the card that the draft before had is its order's now.
func TestCancelOfADraftThatWasNeverShown(t *testing.T) {
	t.Parallel()
	w := apptest.Start(t)
	const chat = sandbox.Reseller
	w.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Pending))
	w.Telegram.Say(chat, "01812345678 50")
	w.Tap(chat, "✅ Confirm ৳50")
	card := w.Sees(chat, "Accepted")
	w.Telegram.AddFault(simtelegram.Fault{Method: "sendMessage", Chat: chat, Code: 400, Description: "Bad Request: can't parse entities", Times: 1})
	w.Telegram.Say(chat, "01912345678 20")
	w.Eventually("it is given up", func() bool { return strings.Contains(w.Log.String(), "it is given up") })
	w.Telegram.Say(chat, "/cancel")
	if dropped := w.Sees(chat, "Dropped"); dropped.ID == card.ID {
		t.Errorf("the order's card is gone:\n%s", w.Chat(chat))
	}
	w.NothingWaits()
	for _, m := range w.Telegram.Messages(chat) {
		if m.ID == card.ID && m.Text != card.Text {
			t.Errorf("the order's card says %q", m.Text)
		}
	}
}

// Whatever becomes of getUpdates: each message has its effect, once. The rest of
// what may come back is in bot.
func TestMessagesHaveTheirEffectOnceThroughPollingTrouble(t *testing.T) {
	t.Parallel()
	w := apptest.Start(t)
	w.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Pending))
	rows := []struct {
		fault simtelegram.Fault
		log   string
	}{
		{simtelegram.Fault{Code: 403}, ""},
		{simtelegram.Fault{Code: 404}, ""},
		{simtelegram.Fault{Code: 502, Body: "<html>Bad Gateway</html>"}, "HTTP status 502"},
		{simtelegram.Fault{Drop: true, TakeIt: true}, ""},
	}
	for i, row := range rows {
		row.fault.Method, row.fault.Times = "getUpdates", 2
		w.Telegram.AddFault(row.fault)
		number := order.Number(fmt.Sprintf("017%08d", i))
		w.Telegram.Say(sandbox.Reseller, string(number)+" 50")
		w.Sees(sandbox.Reseller, "Is this right?", string(number))
		w.Tap(sandbox.Reseller, "✅ Confirm")
		w.Sees(sandbox.Reseller, "Accepted", string(number))
		if !strings.Contains(w.Log.String(), row.log) {
			t.Errorf("no %q in the log", row.log)
		}
	}
	for _, o := range w.Panel.Orders() {
		if o.Requests != 1 {
			t.Errorf("%+v", o)
		}
	}
	if n := len(w.Panel.Orders()); n != len(rows) {
		t.Errorf("%d orders of %d", n, len(rows))
	}
	for i := range rows {
		if n := w.Says(sandbox.Reseller, fmt.Sprintf("017%08d", i)); n != 1 {
			t.Errorf("message %d has %d answers", i, n)
		}
	}
}

// Updates that nobody expects do nothing, and none keeps others from having
// their effect.
func TestOddUpdates(t *testing.T) {
	t.Parallel()
	w := apptest.Start(t)
	w.Help(sandbox.Reseller)
	const (
		from    = `"from":{"id":2001,"is_bot":false,"first_name":"Rahim","language_code":"en"}`
		chat    = `"chat":{"id":2001,"type":"private","first_name":"Rahim"}`
		message = `"message_id":9,"date":1`
	)
	confirm := `"data":"r:6b044dc92b153:1:go"`
	huge := strings.Repeat("01712345678 50 ", 150_000) // 2 MB
	odd := map[string]string{
		"unknown kind":          `"brand_new":{"x":1}`,
		"no kind":               `"x":null`,
		"empty":                 `"message":{}`,
		"null":                  `"message":null`,
		"text for an object":    `"message":"01712345678 50"`,
		"number for an object":  `"callback_query":7`,
		"wrong types":           `"message":{` + message + `,"from":{"id":"x"},` + chat + `,"text":"01712345678 50"}`,
		"id beyond 64 bits":     `"message":{` + message + `,` + from + `,"chat":{"id":99999999999999999999,"type":"private"},"text":"01712345678 50"}`,
		"no sender":             `"message":{` + message + `,` + chat + `,"text":"01712345678 50"}`,
		"no chat":               `"message":{` + message + `,` + from + `,"text":"01712345678 50"}`,
		"sender without id":     `"message":{` + message + `,"from":{"first_name":"x"},` + chat + `,"text":"01712345678 50"}`,
		"edited":                `"edited_message":{` + message + `,` + from + `,` + chat + `,"edit_date":2,"text":"01712345678 50"}`,
		"channel":               `"channel_post":{` + message + `,"chat":{"id":-1009,"type":"channel"},"text":"01712345678 50"}`,
		"business":              `"business_message":{` + message + `,` + from + `,` + chat + `,"text":"01712345678 50"}`,
		"inline":                `"inline_query":{"id":"1",` + from + `,"query":"01712345678 50","offset":""}`,
		"tap without a message": `"callback_query":{"id":"1",` + from + `,"chat_instance":"1",` + confirm + `}`,
		"tap on a null message": `"callback_query":{"id":"2",` + from + `,"chat_instance":"1","message":null,` + confirm + `}`,
		"tap without a sender":  `"callback_query":{"id":"3","chat_instance":"1","message":{` + message + `,` + chat + `},` + confirm + `}`,
		"tap without data":      `"callback_query":{"id":"4",` + from + `,"chat_instance":"1","message":{` + message + `,` + chat + `}}`,
		"tap on a game":         `"callback_query":{"id":"5",` + from + `,"chat_instance":"1","message":{` + message + `,` + chat + `},"game_short_name":"x"}`,
		"pinned":                `"message":{` + message + `,` + from + `,` + chat + `,"pinned_message":{` + message + `,` + chat + `}}`,
		"reaction":              `"message_reaction":{` + chat + `,` + message + `,"old_reaction":[],"new_reaction":[]}`,
		"deeply nested":         `"message":{` + message + `,` + from + `,` + chat + `,"x":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`,
		"enormous, unknown":     `"brand_new":{"x":"` + huge + `"}`,
	}
	id := w.Telegram.Say(sandbox.Reseller, "/help") + 1000
	for name, raw := range odd {
		id++
		if w.Telegram.Push(json.RawMessage(`{"update_id":`+fmt.Sprint(id)+`,`+raw+`}`)) != id {
			t.Fatalf("%s is not queued", name)
		}
	}
	w.Help(sandbox.Reseller)
	if _, ok := w.Telegram.Last(sandbox.Reseller); !ok || w.Says(sandbox.Reseller, "Is this right?") != 0 {
		t.Errorf("something had an effect:\n%s", w.Chat(sandbox.Reseller))
	}
	if log := w.Log.String(); strings.Contains(log, "panic") || len(log) > 1<<20 {
		t.Errorf("a log of %d bytes, or a panic", len(log))
	}

	// An enormous message from a member is a message like others.
	if w.Telegram.Push(json.RawMessage(`{"message":{`+message+`,`+from+`,`+chat+`,"text":"`+huge+`"}}`)) == 0 {
		t.Fatal("not queued")
	}
	w.Until("an answer", func() bool {
		last, _ := w.Telegram.Last(sandbox.Reseller)
		return last.FromBot && !strings.Contains(last.Text, "Quickest")
	})
	if !testing.Short() { // one beyond what is read at once is left out, and those behind it are not
		w.Telegram.Push(json.RawMessage(`{"message":{` + message + `,` + from + `,` + chat + `,"text":"` + strings.Repeat(huge, 16) + `"}}`))
		w.Help(sandbox.Reseller)
	}

	// Telegram may begin again with lower ids after a week without updates.
	w.Telegram.RestartIDs(77)
	w.Help(sandbox.Reseller)
	first := w.Telegram.Say(sandbox.Reseller, "01712345678 50")
	w.Sees(sandbox.Reseller, "Is this right?")
	w.Telegram.Redeliver(first)
	w.Help(sandbox.Reseller)
	if n := w.Says(sandbox.Reseller, "Is this right?"); first > 1000 || n != 1 {
		t.Errorf("update %d was answered %d times", first, n)
	}
	if n := len(w.Panel.Log()); n != 0 {
		t.Errorf("the panel was called %d times", n)
	}
	w.NothingWaits()
}
