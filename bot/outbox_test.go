package bot

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
	"rechargebot/storage"
)

func word(chatID int64, html string) chat.Outgoing {
	return chat.Outgoing{Chat: chatID, Screen: &chat.Screen{HTML: html}}
}

// TestRefusals is each row of what Telegram may say to a message.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault       simtelegram.Fault
		final       bool
		want        []string // what the chat shows in the end; "after" is a second message
		unreachable bool
		log         string
	}{
		"server error":    {fault: simtelegram.Fault{Code: 500, Times: 1}, want: []string{"it's <1>", "after"}, log: "trying again"},
		"bad gateway":     {fault: simtelegram.Fault{Code: 502, Body: "<html>Bad Gateway</html>", Times: 1}, want: []string{"it's <1>", "after"}, log: "HTTP status 502"},
		"cut off":         {fault: simtelegram.Fault{Drop: true, Times: 1}, want: []string{"it's <1>", "after"}, log: "may arrive twice"},
		"taken, cut off":  {fault: simtelegram.Fault{TakeIt: true, Drop: true, Times: 1}, want: []string{"it's <1>", "it's <1>", "after"}, log: "may arrive twice"},
		"flood":           {fault: simtelegram.Fault{RetryAfter: 1, Times: 1}, want: []string{"it's <1>", "after"}, log: "asks to wait"},
		"conflict":        {fault: simtelegram.Fault{Code: 409, Times: 1}, want: []string{"it's <1>", "after"}},
		"not found":       {fault: simtelegram.Fault{Code: 404, Times: 1}, want: []string{"it's <1>", "after"}},
		"blocked":         {fault: simtelegram.Fault{Code: 403, Times: 1}, unreachable: true, log: "cannot be reached"},
		"deactivated":     {fault: simtelegram.Fault{Code: 403, Description: "Forbidden: user is deactivated", Times: 1}, final: true, unreachable: true},
		"no such chat":    {fault: simtelegram.Fault{Code: 400, Description: "Bad Request: chat not found", Times: 1}, unreachable: true},
		"kicked":          {fault: simtelegram.Fault{Code: 400, Description: "Bad Request: bot was kicked from the group chat", Times: 1}, unreachable: true},
		"migrated":        {fault: simtelegram.Fault{Code: 400, Body: `{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded","parameters":{"migrate_to_chat_id":-1005}}`, Times: 1}, unreachable: true, log: "cannot be reached"},
		"like an edit":    {fault: simtelegram.Fault{Code: 400, Description: "Bad Request: MESSAGE_ID_INVALID", Times: 1}, want: []string{"after"}, log: "given up"},
		"entities":        {fault: simtelegram.Fault{Code: 400, Description: "Bad Request: can't parse entities: x", Times: 1}, want: []string{"after"}, log: "given up"},
		"entities, final": {fault: simtelegram.Fault{Code: 400, Description: "Bad Request: can't parse entities: x", Times: 1}, final: true, want: []string{"it's <1>", "after"}, log: "plain text"},
		"button, final":   {fault: simtelegram.Fault{Code: 400, Description: "Bad Request: BUTTON_DATA_INVALID", Times: 1}, final: true, want: []string{"it's <1>", "after"}},
		"hopeless, final": {fault: simtelegram.Fault{Code: 400, Description: "Bad Request: message is too long", Times: 3}, final: true, want: []string{"it's <1>", "after"}, log: "as plain text too"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := begin(t)
			k.sim.AddPerson(simtelegram.Person{ID: 1})
			if err := k.store.Update(func(tx chat.Tx) error { return tx.PutMember(chat.Member{ID: 1}) }); err != nil {
				t.Fatal(err)
			}
			test.fault.Method, test.fault.Chat = "sendMessage", 1
			k.sim.AddFault(test.fault)
			o := word(1, "<b>it&#39;s</b> &lt;1&gt;")
			o.Final, o.Screen.Buttons = test.final, [][]chat.Button{{{Text: "b", Data: "d"}}}
			k.post(o, word(1, "after"))
			k.untilEmpty()
			if got := k.said(1); !slices.Equal(got, test.want) {
				t.Errorf("said %q, want %q\n%s", got, test.want, k.logs)
			}
			k.store.View(func(tx chat.Tx) error {
				if m, _, _ := tx.Member(1); m.Unreachable != test.unreachable {
					t.Errorf("unreachable is %v", m.Unreachable)
				}
				return nil
			})
			if !strings.Contains(k.logs.String(), test.log) {
				t.Errorf("no %q in the log:\n%s", test.log, k.logs)
			}
		})
	}
}

func TestEdits(t *testing.T) {
	t.Parallel()
	const bad = "Bad Request: "
	for name, test := range map[string]struct {
		fault *simtelegram.Fault
		final bool
		there bool // IfThere
		html  string
		want  []string
		edits int
		calls int // of editMessageText; 0 is not counted, -1 none
	}{
		"changed":          {html: "two", want: []string{"two"}, edits: 1},
		"not modified":     {html: "one", want: []string{"one"}, calls: -1},
		"deleted":          {html: "two", fault: &simtelegram.Fault{Code: 400, Description: bad + "message to edit not found"}, want: []string{"one", "two"}},
		"can't":            {html: "two", fault: &simtelegram.Fault{Code: 400, Description: bad + "message can't be edited"}, want: []string{"one", "two"}},
		"invalid":          {html: "two", fault: &simtelegram.Fault{Code: 400, Description: bad + "MESSAGE_ID_INVALID"}, want: []string{"one", "two"}},
		"refused":          {html: "two", fault: &simtelegram.Fault{Code: 400, Description: bad + "can't parse entities"}, want: []string{"one"}},
		"refused, final":   {html: "two", final: true, fault: &simtelegram.Fault{Code: 400, Description: bad + "can't parse entities"}, want: []string{"one", "two"}},
		"if there, is":     {html: "two", there: true, want: []string{"two"}, edits: 1},
		"if there, broken": {html: "two", there: true, fault: &simtelegram.Fault{Code: 500, Times: 1}, want: []string{"two"}, edits: 1},
		"if there, gone":   {html: "two", there: true, fault: &simtelegram.Fault{Code: 400, Description: bad + "message to edit not found"}, want: []string{"one"}},
		"cut off":          {html: "two", fault: &simtelegram.Fault{TakeIt: true, Drop: true, Times: 1}, want: []string{"two"}, edits: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := begin(t)
			k.sim.AddPerson(simtelegram.Person{ID: 1})
			card := func(html string) chat.Outgoing {
				o := word(1, html)
				o.Card = "order 1"
				return o
			}
			k.post(card("one"))
			k.untilEmpty()
			if test.fault != nil {
				test.fault.Method = "editMessageText"
				k.sim.AddFault(*test.fault)
			}
			o := card(test.html)
			o.Final, o.IfThere = test.final, test.there
			k.post(o)
			o = word(1, "of a card that never was")
			o.Card, o.IfThere = "order 2", true
			k.post(o)
			k.untilEmpty()
			if got := k.said(1); !slices.Equal(got, test.want) {
				t.Errorf("said %q, want %q\n%s", got, test.want, k.logs)
			}
			if m, _ := k.sim.Last(1); m.Edits != test.edits {
				t.Errorf("%d edits, want %d", m.Edits, test.edits)
			}
			if n := k.calls("editMessageCaption", 1); n != 0 {
				t.Errorf("%d changes of a caption", n)
			}
			if n := k.calls("editMessageText", 1); test.calls != 0 && n != max(test.calls, 0) {
				t.Errorf("%d calls", n)
			}
		})
	}
}

// TestEditsThatChangeNothing are not sent, and taken as refused where the bot has
// forgotten what the message shows.
func TestEditsThatChangeNothing(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	show := func(html, button string) {
		t.Helper()
		o := word(1, html)
		o.Card, o.Screen.Buttons = "order 1", [][]chat.Button{{{Text: button, Data: "d"}}}
		k.post(o)
		k.untilEmpty()
	}
	edits := func(want int) {
		t.Helper()
		if n := k.calls("editMessageText", 1); n != want {
			t.Errorf("%d edits, want %d", n, want)
		}
	}
	show("one", "a")
	show("one", "a")
	edits(0)
	show("one", "b")
	show("one", "b")
	edits(1)
	show("two", "b")
	show("two", "b")
	edits(2)
	show("one", "a")
	edits(3)
	if m, _ := k.sim.Last(1); m.Edits != 3 || m.Text != "one" {
		t.Errorf("%q after %d edits", m.Text, m.Edits)
	}
	k.stop()
	k.start()
	show("one", "a")
	edits(4)
	show("one", "a")
	edits(4)
	if m, _ := k.sim.Last(1); m.Edits != 3 {
		t.Errorf("%d edits", m.Edits)
	}
	k.untilSaid(1, "one")
}

// TestShownIsUncertainAfterALostAnswer: an edit whose answer is lost is made again.
func TestShownIsUncertainAfterALostAnswer(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.sim.AddFault(simtelegram.Fault{Method: "editMessageText", Drop: true, Times: 1})
	for _, html := range []string{"one", "two", "one"} {
		o := word(1, html)
		o.Card = "order 1"
		k.post(o)
		k.untilEmpty()
	}
	k.untilSaid(1, "one")
	if m, _ := k.sim.Last(1); m.Edits != 2 {
		t.Errorf("%d edits", m.Edits)
	}
}

func TestShownScreens(t *testing.T) {
	t.Parallel()
	s := newShownScreens()
	m := func(id int) message { return message{Chat: 1, ID: id, Text: "x"} }
	s.put(m(0))
	if s.is(m(0)) {
		t.Error("a message without an id is remembered")
	}
	for id := range 5 * shownKept {
		s.put(m(id + 1))
	}
	if n := len(s.newer) + len(s.older); n > 2*shownKept {
		t.Errorf("%d are kept", n)
	}
	if !s.is(m(5*shownKept)) || !s.is(m(3*shownKept+1)) || s.is(m(3*shownKept)) {
		t.Error("not the newest are kept")
	}
	for _, id := range []int{5 * shownKept, 3*shownKept + 1} {
		s.forget(1, id)
		if s.is(m(id)) {
			t.Errorf("%d of %d is not forgotten", id, 5*shownKept)
		}
	}
}

// TestWhatMakesAnotherScreen: an edit that changes anything that a person sees, or that a
// button does, is sent.
func TestWhatMakesAnotherScreen(t *testing.T) {
	t.Parallel()
	rows := func(rows ...[]inlineButton) *inlineKeyboard { return &inlineKeyboard{rows} }
	a, b := inlineButton{Text: "a", Data: "1"}, inlineButton{Text: "b", Data: "2"}
	for name, test := range map[string][2]message{
		"form":            {{Text: "x", Form: "HTML"}, {Text: "x"}},
		"text":            {{Text: "x"}, {Text: "y"}},
		"caption":         {{Caption: "x"}, {Caption: "y"}},
		"text or caption": {{Text: "x"}, {Caption: "x"}},
		"no buttons":      {{Text: "x", Markup: rows([]inlineButton{a})}, {Text: "x"}},
		"a button's text": {{Markup: rows([]inlineButton{a})}, {Markup: rows([]inlineButton{{Text: "b", Data: "1"}})}},
		"what it does":    {{Markup: rows([]inlineButton{a})}, {Markup: rows([]inlineButton{{Text: "a", Data: "2"}})}},
		"its colour":      {{Markup: rows([]inlineButton{a})}, {Markup: rows([]inlineButton{{Text: "a", Data: "1", Style: "danger"}})}},
		"what it copies":  {{Markup: rows([]inlineButton{{Text: "a", CopyText: &copyText{"1"}}})}, {Markup: rows([]inlineButton{{Text: "a", CopyText: &copyText{"2"}}})}},
		"a row":           {{Markup: rows([]inlineButton{a, b})}, {Markup: rows([]inlineButton{a}, []inlineButton{b})}},
		"text or button":  {{Text: "x", Markup: rows([]inlineButton{{Text: "ab"}})}, {Text: "x", Markup: rows([]inlineButton{{Text: "a", Data: "b"}})}},
	} {
		s := newShownScreens()
		before, after := test[0], test[1]
		before.Chat, before.ID, after.Chat, after.ID = 1, 5, 1, 5
		s.put(before)
		if !s.is(before) || s.is(after) {
			t.Errorf("%s: the same %v, another %v", name, s.is(before), !s.is(after))
		}
	}
}

// TestFinalWordOfADeletedCard: where the card is gone, the final word is one message.
func TestFinalWordOfADeletedCard(t *testing.T) {
	t.Parallel()
	for name, deleted := range map[string]bool{"there": false, "deleted": true} {
		t.Run(name, func(t *testing.T) {
			k := begin(t)
			k.sim.AddPerson(simtelegram.Person{ID: 1})
			card := word(1, "on its way")
			card.Card = "order 1"
			k.post(card)
			k.untilEmpty()
			want := []string{"done card", "final word"}
			if deleted {
				k.sim.AddFault(simtelegram.Fault{Method: "editMessageText", Code: 400, Description: "Bad Request: message to edit not found"})
				want[0] = "on its way" // which the person sees no more
			}
			end := word(1, "done card")
			end.Card, end.Last, end.IfThere = "order 1", true, true // as flows' Settled posts it
			final := word(1, "final word")
			final.Final = true
			k.post(end, final)
			k.untilEmpty()
			k.untilSaid(1, want...)
		})
	}
}

func TestNewMessageTakesOverTheCard(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	for i, html := range []string{"one", "two", "three"} {
		o := word(1, html)
		o.Card, o.New = "order 1", i == 1
		k.post(o)
		k.untilEmpty()
	}
	k.untilSaid(1, "one", "three")
	m, _ := k.sim.Last(1)
	o := word(1, "four")
	o.Edit, o.New = m.ID, true
	k.post(o)
	k.untilSaid(1, "one", "three", "four")
	for _, html := range []string{"five", "six"} { // a message that is changed as a card is the card from then on
		o := word(1, html)
		o.Card = "order 2"
		if html == "five" {
			o.Edit = m.ID
		}
		k.post(o)
		k.untilEmpty()
	}
	k.untilSaid(1, "one", "six", "four")
}

func TestTapIsAnswered(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.talk.handle = func(tx chat.Tx, in chat.Input) error {
		o := chat.Outgoing{Chat: in.Chat, Screen: &chat.Screen{HTML: "card", Buttons: [][]chat.Button{{{Text: "b", Data: "go", Style: chat.Good}}}}}
		if in.Tap != nil {
			o.Answer, o.Edit = &chat.CallbackAnswer{Query: in.Tap.Query, Text: "noted"}, in.Tap.Message
			o.Screen.HTML = "gone on"
		}
		return tx.Post(o)
	}
	k.start()
	k.sim.Say(1, "x")
	k.untilSaid(1, "card")
	m, _ := k.sim.Last(1)
	for _, fault := range []simtelegram.Fault{
		{},
		{Code: 400, Description: "Bad Request: query is too old and response timeout expired or query ID is invalid", Times: 1},
		{Code: 500, Times: 1},
	} {
		fault.Method = "answerCallbackQuery"
		if fault.Code != 0 {
			k.sim.AddFault(fault)
		}
		if _, err := k.sim.Tap(1, m.ID, "go"); err != nil {
			t.Fatal(err)
		}
		k.untilSaid(1, "gone on")
		k.untilEmpty()
	}
	k.until("two answers", func() bool { return len(k.sim.Answers()) == 2 })
	if n := k.calls("sendMessage", 1); n != 1 {
		t.Errorf("%d messages", n)
	}
	if n := k.calls("answerCallbackQuery", 0); n != 4 {
		t.Errorf("%d attempts to answer", n)
	}
}

// TestAnswerIsRetriedAlone: what was shown is not sent again for the answer's sake.
func TestAnswerIsRetriedAlone(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.sim.AddFault(simtelegram.Fault{Method: "answerCallbackQuery", Code: 500, Times: 2})
	o := word(1, "shown")
	o.Answer = &chat.CallbackAnswer{Query: "1"}
	k.post(o)
	k.untilEmpty()
	if s, a := k.calls("sendMessage", 1), k.calls("answerCallbackQuery", 0); s != 1 || a != 3 {
		t.Errorf("%d messages, %d answers", s, a)
	}
}

// TestShownIsNotedAtTheEnd: a screen is not shown again because its answer was missing when the run ended.
func TestShownIsNotedAtTheEnd(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.sim.AddFault(simtelegram.Fault{Method: "answerCallbackQuery", Code: 500})
	o := word(1, "shown")
	o.Answer = &chat.CallbackAnswer{Query: "1"}
	k.post(o)
	k.until("a second attempt", func() bool { return k.calls("answerCallbackQuery", 0) == 2 })
	k.stop()
	if chats, err := k.store.Waiting(); len(chats) > 0 || err != nil {
		t.Errorf("%v wait, %v", chats, err)
	}
}

func TestMenu(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.post(chat.Outgoing{Chat: 1, Menu: &chat.Menu{Commands: []chat.Command{{Name: "new", Help: "A recharge"}}}})
	k.until("the menu", func() bool { return len(k.sim.Commands(1, "")) == 1 })
	k.post(chat.Outgoing{Chat: 1, Menu: &chat.Menu{}})
	k.until("no menu", func() bool { return len(k.sim.Commands(1, "")) == 0 })
	k.untilEmpty()
	// A menu that is refused takes nothing else with it.
	o := word(1, "hello")
	o.Menu = &chat.Menu{Commands: []chat.Command{{Name: "Not A Name", Help: "x"}}}
	k.post(o, chat.Outgoing{Chat: 1, Menu: o.Menu})
	k.untilEmpty()
	k.untilSaid(1, "hello")
}

func TestDocument(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.sim.AddFault(simtelegram.Fault{Method: "sendDocument", Code: 500, Times: 1})
	o := chat.Outgoing{Chat: 1, Document: &chat.Document{Name: "copy.db.gz", Caption: "<b>a</b>"}}
	k.post(o)
	k.untilEmpty()
	m, _ := k.sim.Last(1)
	if m.Document == nil || m.Document.Name != "copy.db.gz" || m.Document.Caption != "a" {
		t.Fatalf("%+v", m.Document)
	}
	packed, err := gzip.NewReader(bytes.NewReader(m.Document.Data))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	data, err := io.ReadAll(packed)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := storage.Check(path); err != nil {
		t.Error(err)
	}
}

func TestHangingChatHoldsNobodyElse(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.sim.AddPerson(simtelegram.Person{ID: 2})
	release := k.sim.AddFault(simtelegram.Fault{Method: "sendMessage", Chat: 1, Hang: true})
	k.post(word(1, "a"), word(1, "b"), word(2, "c"))
	k.sim.Say(2, "hello")
	k.untilSaid(2, "c", "you said hello")
	k.until("the hanging call", func() bool { return k.calls("sendMessage", 1) == 1 })
	release()
	k.untilSaid(1, "a", "b")
}

// TestFloodWaitsHoldNobodyElse: three chats that are told to wait half a minute wait;
// everybody else is answered at once.
func TestFloodWaitsHoldNobodyElse(t *testing.T) {
	t.Parallel()
	k := begin(t)
	for chatID := range int64(3) {
		k.sim.AddPerson(simtelegram.Person{ID: chatID + 1})
		k.sim.AddFault(simtelegram.Fault{Chat: chatID + 1, RetryAfter: 30})
		k.post(word(chatID+1, "told to wait"))
	}
	k.until("three flood waits", func() bool { return k.calls("sendMessage", 0) == 3 })
	begun := time.Now()
	for chatID := int64(4); chatID <= 10; chatID++ {
		k.sim.Say(chatID, "hello")
		k.untilSaid(chatID, "you said hello")
	}
	if took := time.Since(begun); took > 25*time.Second {
		t.Errorf("the others were answered within %v", took)
	}
	if n := k.calls("sendMessage", 1) + k.calls("sendMessage", 2) + k.calls("sendMessage", 3); n != 3 {
		t.Errorf("%d calls for those who are to wait", n)
	}
}

func TestWhatWaitsGoesOutAfterTheStart(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.post(word(1, "a"), word(1, "b"))
	k.start()
	k.untilSaid(1, "a", "b")
	k.untilEmpty()
}

func TestShutdownIsBounded(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.sim.AddPerson(simtelegram.Person{ID: 2})
	k.sim.AddFault(simtelegram.Fault{Method: "sendMessage", Chat: 1, Hang: true})
	slow := k.sim.AddFault(simtelegram.Fault{Method: "sendMessage", Chat: 2, Delay: 300 * time.Millisecond})
	k.post(word(1, "hangs"), word(2, "in flight"), word(2, "not begun"))
	k.until("two calls", func() bool { return k.calls("sendMessage", 0) == 2 })
	began := time.Now()
	if err := k.stop(); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took < 2*time.Second || took > callTime/2 {
		t.Errorf("the drain took %v", took)
	}
	k.untilSaid(2, "in flight")
	slow()
	k.sim.Close()
	for chatID, want := range map[int64]string{1: "hangs", 2: "not begun"} {
		if o, ok, err := k.store.Head(chatID); err != nil || !ok || o.Screen.HTML != want {
			t.Errorf("chat %d: %v %v %+v waits, want %q", chatID, err, ok, o.Screen, want)
		}
	}
}

func TestPlainWordsAreTriedAgain(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.sim.AddFault(simtelegram.Fault{Method: "sendMessage", Code: 400, Description: "Bad Request: can't parse entities", Times: 1})
	k.sim.AddFault(simtelegram.Fault{Method: "sendMessage", Code: 500, Times: 1})
	o := word(1, "<b>final</b>")
	o.Final = true
	k.post(o)
	k.untilEmpty()
	k.untilSaid(1, "final")
	if m, _ := k.sim.Last(1); m.HTML != "final" {
		t.Errorf("sent as %q", m.HTML)
	}
}

// TestMenusHoldUpNoWords: a command menu that Telegram does not take is put off
// until the person writes again; what is said in its chat, and in others, goes on.
func TestMenusHoldUpNoWords(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault simtelegram.Fault
		calls int // at most
	}{
		"flood wait": {simtelegram.Fault{RetryAfter: 600}, 3},
		"broken":     {simtelegram.Fault{Code: 500, Description: "Internal Server Error"}, 3 * menuTries},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := begin(t)
			test.fault.Method = "setMyCommands"
			k.sim.AddFault(test.fault)
			menu := &chat.Menu{Commands: []chat.Command{{Name: "help", Help: "x"}}}
			for chatID := range int64(3) {
				k.sim.AddPerson(simtelegram.Person{ID: chatID + 1})
				err := k.store.Update(func(tx chat.Tx) error {
					return tx.PutMember(chat.Member{ID: chatID + 1, Allowed: true, Menu: "reseller"})
				})
				if err != nil {
					t.Fatal(err)
				}
				final := word(chatID+1, "final")
				final.Final = true
				k.post(chat.Outgoing{Chat: chatID + 1, Menu: menu}, final)
			}
			k.sim.AddPerson(simtelegram.Person{ID: 4})
			k.post(word(4, "somebody else"))
			for chatID := range int64(3) {
				k.untilSaid(chatID+1, "final")
			}
			k.untilSaid(4, "somebody else")
			k.untilEmpty()
			if n := k.calls("setMyCommands", 0); n < 1 || n > test.calls {
				t.Errorf("%d calls for menus", n)
			}
			if left := k.bot.outbox.flood.hold.left(); left > 0 {
				t.Errorf("all wait for %v", left)
			}
			err := k.store.View(func(tx chat.Tx) error {
				for chatID := range int64(3) {
					if m, _, err := tx.Member(chatID + 1); err != nil || m.Menu != "" || !m.Allowed {
						t.Errorf("member %d: %+v (%v)", chatID+1, m, err)
					}
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// TestAnswerIsNotWaitedFor: a long flood wait for a tap's answer, which is of no
// use by then, holds up nothing.
func TestAnswerIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.sim.AddFault(simtelegram.Fault{Method: "answerCallbackQuery", RetryAfter: 600})
	o := word(1, "shown")
	o.Answer = &chat.CallbackAnswer{Query: "1"}
	k.post(o, word(1, "after"))
	k.untilSaid(1, "shown", "after")
	k.untilEmpty()
}

// TestFileThatBreaksOff: an upload that never comes to its end holds up its chat
// for a few tries only, and arrives no more often than that.
func TestFileThatBreaksOff(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.sim.AddFault(simtelegram.Fault{Method: "sendDocument", Drop: true, TakeIt: true})
	k.post(chat.Outgoing{Chat: 1, Document: &chat.Document{Name: "x.db.gz", Instead: "no backup"}}, word(1, "after"))
	k.until("what comes after the file", func() bool { return slices.Contains(k.said(1), "after") })
	k.untilEmpty()
	if n := k.calls("sendDocument", 0); n != documentTries {
		t.Errorf("%d uploads", n)
	}
	if !slices.Contains(k.said(1), "no backup") {
		t.Errorf("said %q", k.said(1))
	}
}
