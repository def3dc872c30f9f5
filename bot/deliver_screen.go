package bot

import (
	"cmp"
	"context"
	"strings"
	"time"
)

// finalWorth is how long a final word is tried that is refused even as plain text.
const finalWorth = 24 * time.Hour

// show brings the screen, as a change of its message or as a new one (Bot API:
// editMessageText, editMessageCaption, sendMessage, sendPhoto, sendDocument). A final word
// whose form is refused goes as plain text.
func (s *sender) show(q *chatQueue, i *item) result {
	r := result{verdict: noEdit}
	if !i.plain {
		r = s.change(q, i)
	}
	if r.verdict == noEdit && i.IfThere {
		i.shown = true // where the message is gone, nothing is to be said
		return result{}
	}
	if r.verdict == noEdit && !i.plain {
		r = s.showNew(q, i)
	}
	if r.verdict == hopeless && i.Final && !i.plain {
		s.log.Error("Telegram refuses the form of a final word; it goes as plain text", "chat", q.chat, "seq", i.Seq, "card", i.Card, "error", r.err)
		i.plain, i.plainFrom = true, time.Now()
	}
	if i.plain {
		r = s.showPlain(q, i)
	}
	return r
}

// target is the message that the screen changes; 0 where it is to be a new one.
func (i *item) target() int {
	if i.New {
		return 0
	}
	return cmp.Or(i.Edit, i.Message)
}

// change shows the screen in the message that it changes; noEdit where there is none, or
// it cannot be changed.
func (s *sender) change(q *chatQueue, i *item) result {
	target := i.target()
	if target == 0 {
		return result{verdict: noEdit}
	}
	m := changed(i.Chat, target, *i.Screen)
	if i.File != nil {
		m = captioned(m)
	}
	r := s.edit(q, i, m)
	if i.File == nil && r.verdict == noEdit && has(strings.ToLower(r.err.Error()), wordsIsFile) {
		r = s.edit(q, i, captioned(m)) // what is in the message need not be known to whoever changes it
	}
	if r.verdict == taken {
		i.shown, i.message = true, target
	}
	return r
}

// showNew sends the screen as a new message, without its file where Telegram refuses that.
func (s *sender) showNew(q *chatQueue, i *item) result {
	m := newMessage(i.Chat, *i.Screen)
	if i.File != nil && !i.fileRefused {
		r := s.send(q, i, withFile(m, *i.File))
		if r.verdict != hopeless && r.verdict != noEdit {
			return r
		}
		s.log.Error("Telegram refuses a file or its caption; the words go without it", "chat", q.chat, "seq", i.Seq, "card", i.Card, "error", r.err)
		i.fileRefused = true
		i.lost, i.notBefore = 0, time.Time{} // these were the file's
	}
	return orHopeless(s.send(q, i, m))
}

// showPlain sends a final word as plain text.
func (s *sender) showPlain(q *chatQueue, i *item) result {
	r := orHopeless(s.send(q, i, plainMessage(i.Chat, *i.Screen)))
	if r.verdict == hopeless && time.Since(i.plainFrom) < finalWorth {
		// The person can be reached and is owed this word.
		s.rare.warn("Telegram refuses a final word as plain text too; trying again", r.err)
		r.verdict = broken
	}
	return r
}

// orHopeless is the result of sending a new message, of which there is nothing to change.
func orHopeless(r result) result {
	if r.verdict == noEdit {
		r.verdict = hopeless
	}
	return r
}

// edit changes a message, unless it is known to show that already: Telegram
// counts the call and refuses it.
func (s *sender) edit(q *chatQueue, i *item, m message) result {
	if s.shown.is(m) {
		return result{}
	}
	s.shown.forget(m.Chat, m.ID) // until Telegram has said so
	r := s.call(q, i.Bulk, func(ctx context.Context) error { return s.client.edit(ctx, m) })
	if r.verdict == taken {
		s.shown.put(m)
	}
	return r
}

// send sends a message.
func (s *sender) send(q *chatQueue, i *item, m message) result {
	return s.callOnce(q, i, func(ctx context.Context) error {
		id, err := s.client.send(ctx, m)
		if err != nil {
			return err
		}
		i.shown, i.message = true, id
		if !i.Bulk {
			s.pace.pass()
			m.ID = id
			s.shown.put(m)
		}
		return nil
	})
}
