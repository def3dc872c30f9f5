package storage

import (
	"fmt"
	"testing"

	"rechargebot/flows/chat"
)

// edit is a change to a card.
func edit(card, text string) chat.Outgoing {
	return chat.Outgoing{Chat: 5, Card: card, Screen: &chat.Screen{HTML: text}}
}

func withFile(o *chat.Outgoing) { o.File = &chat.SentFile{ID: "f", Kind: chat.PhotoFile} }

func with(o chat.Outgoing, change func(o *chat.Outgoing)) chat.Outgoing {
	change(&o)
	return o
}

func TestWhatHeadPassesOver(t *testing.T) {
	other := chat.Outgoing{Chat: 5, Screen: &chat.Screen{HTML: "other"}}
	var many []chat.Outgoing
	for i := range 3 * lookAhead {
		many = append(many, edit("a", fmt.Sprint(i)))
	}
	for name, test := range map[string]struct {
		post    []chat.Outgoing
		skipped int // of the first
	}{
		"alone":                        {[]chat.Outgoing{edit("a", "1")}, 0},
		"a later change":               {[]chat.Outgoing{edit("a", "1"), other, edit("a", "2")}, 1},
		"two later changes":            {[]chat.Outgoing{edit("a", "1"), edit("a", "2"), edit("a", "3")}, 2},
		"another card":                 {[]chat.Outgoing{edit("a", "1"), edit("b", "2")}, 0},
		"no card":                      {[]chat.Outgoing{other, other}, 0},
		"a later last change":          {[]chat.Outgoing{edit("a", "1"), with(edit("a", "2"), func(o *chat.Outgoing) { o.Last = true })}, 1},
		"a final word":                 {[]chat.Outgoing{with(edit("a", "1"), func(o *chat.Outgoing) { o.Final = true }), edit("a", "2")}, 0},
		"a new message":                {[]chat.Outgoing{with(edit("a", "1"), func(o *chat.Outgoing) { o.New = true }), edit("a", "2")}, 0},
		"a last change":                {[]chat.Outgoing{with(edit("a", "1"), func(o *chat.Outgoing) { o.Last = true }), edit("a", "2")}, 0},
		"a deletion with it":           {[]chat.Outgoing{with(edit("a", "1"), func(o *chat.Outgoing) { o.Delete = &chat.Deletion{Message: 3} }), edit("a", "2")}, 0},
		"an answer alone later":        {[]chat.Outgoing{edit("a", "1"), {Chat: 5, Card: "a", Answer: &chat.CallbackAnswer{Query: "q"}}}, 0},
		"a new message later":          {[]chat.Outgoing{edit("a", "1"), with(edit("a", "2"), func(o *chat.Outgoing) { o.New = true })}, 0},
		"a new message between":        {[]chat.Outgoing{edit("a", "1"), with(edit("a", "2"), func(o *chat.Outgoing) { o.New = true }), edit("a", "3")}, 0},
		"an answer with it":            {[]chat.Outgoing{with(edit("a", "1"), func(o *chat.Outgoing) { o.Answer = &chat.CallbackAnswer{Query: "q"} }), edit("a", "2")}, 0},
		"an answer with the later":     {[]chat.Outgoing{edit("a", "1"), with(edit("a", "2"), func(o *chat.Outgoing) { o.Answer = &chat.CallbackAnswer{Query: "q"} })}, 1},
		"a menu with it":               {[]chat.Outgoing{with(edit("a", "1"), func(o *chat.Outgoing) { o.Menu = &chat.Menu{} }), edit("a", "2")}, 0},
		"a document":                   {[]chat.Outgoing{with(edit("a", "1"), func(o *chat.Outgoing) { o.Document = &chat.Document{} }), edit("a", "2")}, 0},
		"a file without it later":      {[]chat.Outgoing{with(edit("a", "1"), withFile), edit("a", "2")}, 0},
		"a file with it later":         {[]chat.Outgoing{with(edit("a", "1"), withFile), with(edit("a", "2"), withFile)}, 1},
		"the same message, named":      {[]chat.Outgoing{with(edit("a", "1"), func(o *chat.Outgoing) { o.Edit = 9 }), edit("a", "2")}, 1},
		"two messages":                 {[]chat.Outgoing{with(edit("a", "1"), func(o *chat.Outgoing) { o.Edit = 8 }), with(edit("a", "2"), func(o *chat.Outgoing) { o.Edit = 9 })}, 0},
		"more than are looked through": {many, lookAhead - 1},
	} {
		t.Run(name, func(t *testing.T) {
			twice(t, func(t *testing.T, h *house) {
				h.do(func(tx chat.Tx) error {
					for _, o := range test.post {
						if err := tx.Post(o); err != nil {
							return err
						}
					}
					return say(6, "another chat")(tx)
				})
				o, ok, err := h.Head(5)
				if err != nil || !ok {
					t.Fatal(ok, err)
				}
				if len(o.Skipped) != test.skipped || o.Screen.HTML != test.post[test.skipped].Screen.HTML {
					t.Errorf("%d skipped, then %q", len(o.Skipped), o.Screen.HTML)
				}
				if err := h.Sent(o.Outgoing, 70, o.Skipped); err != nil {
					t.Fatal(err)
				}
				h.step()
				next, ok, err := h.Head(5)
				if err != nil || (ok && next.Seq <= o.Seq) {
					t.Errorf("then %+v, %v", next, err)
				}
			})
		})
	}
}

func TestACardKeepsItsMessage(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		post := func(o chat.Outgoing) {
			t.Helper()
			h.do(func(tx chat.Tx) error { return tx.Post(o) })
		}
		head := func(text string, message int) chat.Outgoing {
			t.Helper()
			o, ok, err := h.Head(5)
			if err != nil || !ok || o.Screen.HTML != text || o.Message != message {
				t.Fatalf("%q on message %d (%v, %v) instead of %q on %d", o.Screen.HTML, o.Message, ok, err, text, message)
			}
			return o.Outgoing
		}
		sent := func(o chat.Outgoing, message int) {
			t.Helper()
			if err := h.Sent(o, message, nil); err != nil {
				t.Fatal(err)
			}
			h.step()
		}
		post(edit("order", "placed"))
		sent(head("placed", 0), 10)
		post(edit("order", "sending"))
		sent(head("sending", 10), 10)
		post(with(edit("order", "done"), func(o *chat.Outgoing) { o.New = true }))
		sent(head("done", 0), 11)
		post(edit("order", "with a receipt"))
		sent(head("with a receipt", 11), 11)
		// A message of no card is no card's, and nothing changes it.
		post(chat.Outgoing{Chat: 5, Screen: &chat.Screen{HTML: "hello"}})
		sent(head("hello", 0), 13)
		post(chat.Outgoing{Chat: 5, Screen: &chat.Screen{HTML: "hello again"}})
		sent(head("hello again", 0), 14)
		// A tap on an older message of it makes that one the card.
		post(with(edit("order", "details"), func(o *chat.Outgoing) { o.Edit = 10 }))
		post(with(edit("order", "more"), func(o *chat.Outgoing) { o.Final = true }))
		more, _, err := h.Head(5)
		if err != nil || more.Screen.HTML != "more" || more.Message != 10 || len(more.Skipped) != 1 {
			t.Fatalf("%+v, %v", more, err)
		}
		if err := h.Sent(more.Outgoing, 10, more.Skipped); err != nil {
			t.Fatal(err)
		}
		h.do(func(tx chat.Tx) error { return tx.Bind(5, "order", 12) })
		h.do(func(tx chat.Tx) error { return tx.Bind(5, "order", 0) })
		post(with(edit("order", "over"), func(o *chat.Outgoing) { o.Last = true }))
		sent(head("over", 12), 12)
		post(edit("order", "reversed"))
		head("reversed", 0)
		// Telegram never takes it: what it had replaced must not come up again.
		post(edit("order", "once more"))
		o, _, err := h.Head(5)
		if err == nil {
			err = h.GiveUp(o.Outgoing, chat.Reached)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, ok, err := h.Head(5); ok || err != nil {
			t.Errorf("something waits (%v)", err)
		}
	})
}

// The message before may belong to another card by now: an order's, of which a
// draft's later change must not take it away.
func TestANewMessageThatNeverCameLeavesNoneToChange(t *testing.T) {
	for name, end := range map[string]func(h *house, o chat.Outgoing) error{
		"given up":       func(h *house, o chat.Outgoing) error { return h.GiveUp(o, chat.Reached) },
		"not reached":    func(h *house, o chat.Outgoing) error { return h.GiveUp(o, chat.Blocked) },
		"without its id": func(h *house, o chat.Outgoing) error { return h.Sent(o, 0, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			twice(t, func(t *testing.T, h *house) {
				h.do(func(tx chat.Tx) error { return tx.Bind(5, "draft", 10) })
				h.do(func(tx chat.Tx) error {
					return tx.Post(with(edit("draft", "the next"), func(o *chat.Outgoing) { o.New = true }))
				})
				o, ok, err := h.Head(5)
				if err != nil || !ok {
					t.Fatal(ok, err)
				}
				if err := end(h, o.Outgoing); err != nil {
					t.Fatal(err)
				}
				h.step()
				h.do(func(tx chat.Tx) error { return tx.Post(edit("draft", "dropped")) })
				if o, ok, err = h.Head(5); err != nil || !ok || o.Message != 0 {
					t.Errorf("changes message %d (%v, %v)", o.Message, ok, err)
				}
			})
		})
	}
}

func TestWhoCannotBeReached(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		h.do(func(tx chat.Tx) error {
			for i := range 50 {
				if err := tx.Post(with(edit("order", fmt.Sprint(i)), func(o *chat.Outgoing) { o.Final = i%2 == 0 })); err != nil {
					return err
				}
			}
			if err := say(6, "to another")(tx); err != nil {
				return err
			}
			return tx.PutMember(chat.Member{ID: 5, Name: "Rahim", Allowed: true})
		})
		o, _, err := h.Head(5)
		if err == nil {
			err = h.GiveUp(o.Outgoing, chat.Blocked)
		}
		if err != nil {
			t.Fatal(err)
		}
		h.step()
		h.look(func(tx chat.Tx) error {
			m, ok, err := tx.Member(5)
			if !m.Unreachable || m.Name != "Rahim" || !m.Allowed || !ok {
				t.Errorf("member %+v", m)
			}
			return err
		})
		if chats, err := h.Waiting(); err != nil || len(chats) != 1 || chats[0] != 6 {
			t.Errorf("%v, %v", chats, err)
		}
	})
}

func TestNothingToSay(t *testing.T) {
	h := newHouse(t, Options{noSync: true})
	for _, o := range []chat.Outgoing{{Chat: 5}, {Screen: &chat.Screen{HTML: "to nobody"}}} {
		if err := h.Update(func(tx chat.Tx) error { return tx.Post(o) }); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}
