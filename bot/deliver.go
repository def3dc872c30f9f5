package bot

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"rechargebot/flows/chat"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

const (
	answerWorth   = time.Minute     // a tap not answered by then spins no more
	asideWait     = 5 * time.Second // the longest flood wait that a tap's answer may hold up a chat for
	menuTries     = 3               // a command menu holds up a chat no longer than these take
	documentTries = 3               // of an upload that breaks off: each costs its whole time, and may have arrived
	finalWorth    = 24 * time.Hour  // a final word that is refused even as plain text is tried for so long
	documentLimit = 50 << 20        // bytes (Bot API: sendDocument)
)

// done reports whether all parts are done with, the answer aside where so asked.
func (i *item) done(answerAside bool) bool {
	return (i.Answer == nil || i.answered || answerAside) &&
		(i.Menu == nil || i.menuSet) && (i.Screen == nil || i.shown) && (i.Document == nil || i.docSent) &&
		(i.Delete == nil || i.deleted)
}

// deliver makes the calls an item still needs. The answer and the menu go
// beside the screen, since each is a round trip that a person would wait for.
func (s *sender) deliver(q *chatQueue, i *item) result {
	var all sync.WaitGroup
	defer all.Wait() // also where something below panics
	var answer, menu, message result
	if i.Answer != nil && !i.answered {
		all.Go(func() { answer = s.guarded(q, func() result { return s.answer(q, i) }) })
	}
	if i.Menu != nil && !i.menuSet {
		all.Go(func() { menu = s.guarded(q, func() result { return s.menu(q, i) }) })
	}
	message = s.messages(q, i)
	all.Wait()

	for _, r := range []*result{&message, &menu, &answer} {
		if r.verdict == broken && r.after == 0 {
			r.after = backoff(q.fails + 1)
		}
	}
	worst := worse(message, worse(menu, answer))
	for _, r := range []result{message, menu} {
		if i.refused == nil && r.verdict == taken {
			i.refused = r.err
		}
	}
	if worst.verdict == taken && i.refused != nil && i.message == 0 && !i.shown {
		return result{verdict: hopeless, err: i.refused} // nothing of it arrived
	}
	return worst
}

// messages makes the calls that are about messages, one after the other: what is deleted
// goes first.
func (s *sender) messages(q *chatQueue, i *item) (r result) {
	if i.Delete != nil && !i.deleted {
		r = s.guarded(q, func() result { return s.remove(q, i) })
	}
	if r.verdict == taken && i.Screen != nil && !i.shown {
		r = s.guarded(q, func() result { return s.show(q, i) })
	}
	if r.verdict == taken && i.Document != nil && !i.docSent {
		r = s.guarded(q, func() result { return s.file(q, i) })
	}
	return r
}

// guarded is f, with a panic as something to be tried again.
func (s *sender) guarded(q *chatQueue, f func() result) (r result) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("sending panicked; trying again", "chat", q.chat, "panic", p, "stack", string(debug.Stack()))
			r = result{verdict: broken, err: fmt.Errorf("panic: %v", p)}
		}
	}()
	return f()
}

// answer ends a tap (Bot API: answerCallbackQuery). It is worth little, so only a
// refused token or a short trouble with it holds up what comes with it.
func (s *sender) answer(q *chatQueue, i *item) result {
	if i.answerFrom.IsZero() {
		i.answerFrom = time.Now()
	}
	r := s.try(i.Bulk, func(ctx context.Context) error { // a limit of answers is none of messages
		return s.client.answer(ctx, tapAnswer{i.Answer.Query, i.Answer.Text, i.Answer.Alert})
	})
	switch r.verdict {
	case halted, revoked:
		return r
	case later, broken:
		if r.after <= asideWait && time.Since(i.answerFrom) < answerWorth {
			return r
		}
	case hopeless: // mostly "query is too old"
		s.log.Debug("a tap could not be answered", "chat", q.chat, "error", r.err)
	}
	i.answered = true
	return result{}
}

// menu sets the chat's commands (Bot API: setMyCommands, deleteMyCommands). A menu
// that Telegram does not take at once is put off until the member writes again, so
// that messages hardly wait for it. Somebody who was removed may keep the old menu;
// its commands then say that they were removed.
func (s *sender) menu(q *chatQueue, i *item) result {
	putOff := func() result {
		i.menuSet, i.menuLost = true, true
		return result{}
	}
	if s.menusHold.left() > 0 {
		return putOff()
	}
	scope := &models.BotCommandScopeChat{ChatID: i.Chat}
	r := s.try(i.Bulk, func(ctx context.Context) (err error) {
		if rows := menu(*i.Menu); len(rows) > 0 {
			_, err = s.api.SetMyCommands(ctx, &tgbot.SetMyCommandsParams{Commands: rows, Scope: scope})
		} else {
			_, err = s.api.DeleteMyCommands(ctx, &tgbot.DeleteMyCommandsParams{Scope: scope})
		}
		return err
	})
	switch r.verdict {
	case hopeless, noEdit:
		s.log.Error("Telegram will not take this command menu", "chat", q.chat, "error", r.err)
		r.verdict = taken
	case later: // it is about menus: it holds up no words, in this chat or another
		s.menusHold.extend(r.after)
		s.rare.warn("Telegram asks to wait with command menus", r.err)
		return putOff()
	case broken:
		if i.menuTries++; i.menuTries >= menuTries {
			return putOff()
		}
	}
	i.menuSet = r.verdict == taken
	return r
}

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

// remove deletes a message (Bot API: deleteMessage), or says that it cannot be deleted.
// Where Telegram does not answer it is tried again: a message that is gone is deleted.
func (s *sender) remove(q *chatQueue, i *item) result {
	if !i.notDeleted {
		r := s.call(q, i.Bulk, func(ctx context.Context) error {
			return s.client.remove(ctx, deletion{Chat: i.Chat, ID: i.Delete.Message})
		})
		if r.verdict != hopeless && r.verdict != noEdit {
			i.deleted = r.verdict == taken
			return r
		}
		s.log.Error("Telegram does not delete a message", "chat", q.chat, "seq", i.Seq, "error", r.err)
		if i.Delete.Instead == "" {
			i.deleted = true
			return result{}
		}
		i.notDeleted = true
	}
	r := s.say(q, i, i.Delete.Instead)
	i.deleted = r.verdict == taken
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

// content is what a document is made of: a file to be read, with what to do with it
// afterwards.
func (s *sender) content(d *chat.Document) (r io.Reader, remove func(), err error) {
	remove = func() {}
	var size int64
	if d.Kind == "" {
		var f *os.File
		if f, remove, err = s.store.CompressedCopy(s.calls); err != nil {
			return nil, func() {}, err
		}
		info, err := f.Stat()
		if err != nil {
			return nil, remove, err
		}
		r, size = f, info.Size()
	} else {
		if s.documents == nil {
			return nil, remove, fmt.Errorf("nobody makes documents of kind %q", d.Kind)
		}
		var made []byte
		err := guard(func() (err error) {
			made, err = s.documents(s.calls, d.Kind, d.Args)
			return err
		})
		if err != nil {
			return nil, remove, fmt.Errorf("making a document of kind %q: %w", d.Kind, err)
		}
		if len(made) == 0 { // Telegram takes none that is empty
			return nil, remove, fmt.Errorf("making a document of kind %q: it is empty", d.Kind)
		}
		r, size = bytes.NewReader(made), int64(len(made))
	}
	if size > documentLimit {
		return nil, remove, fmt.Errorf("the file has %d bytes, more than Telegram takes", size)
	}
	return r, remove, nil
}

// upload sends the content of a document and gives the message's id (Bot API:
// sendDocument, sendPhoto).
func (s *sender) upload(ctx context.Context, to int64, d *chat.Document, content io.Reader) (int, error) {
	var m *models.Message
	var err error
	file := &models.InputFileUpload{Filename: d.Name, Data: content}
	if d.Picture() {
		m, err = s.api.SendPhoto(ctx, &tgbot.SendPhotoParams{ChatID: to, Photo: file, Caption: d.Caption, ParseMode: models.ParseModeHTML})
	} else {
		m, err = s.api.SendDocument(ctx, &tgbot.SendDocumentParams{ChatID: to, Document: file, Caption: d.Caption, ParseMode: models.ParseModeHTML})
	}
	if err != nil {
		return 0, err
	}
	return m.ID, nil
}

// file sends a document or a picture that is made now.
func (s *sender) file(q *chatQueue, i *item) result {
	if i.docFailed {
		return s.instead(q, i)
	}
	if r := i.tooEarly(); r.verdict != taken { // before it is made
		return r
	}
	f, remove, err := s.content(i.Document)
	defer remove()
	if err != nil && s.calls.Err() != nil { // broken off
		return result{verdict: halted, err: err}
	}
	r := result{verdict: hopeless, err: err}
	if err == nil {
		r = s.callOnce(q, i, func(ctx context.Context) error {
			id, err := s.upload(ctx, i.Chat, i.Document, f)
			if err == nil && i.message == 0 {
				i.message = id
			}
			return err
		})
		if r.verdict == broken && !errors.Is(r.err, errUnsent) {
			if i.docTries++; i.docTries >= documentTries {
				r.verdict = hopeless
			}
		}
	}
	switch r.verdict {
	case hopeless, noEdit:
		s.log.Error("a file cannot be sent", "chat", q.chat, "name", i.Document.Name, "error", r.err)
		r.verdict, i.docFailed = taken, true
		i.lost, i.notBefore = 0, time.Time{} // these were the file's
		if i.Document.Instead != "" {
			return s.instead(q, i)
		}
	}
	i.docSent = r.verdict == taken
	return r
}

// instead says that the file cannot be sent.
func (s *sender) instead(q *chatQueue, i *item) result {
	r := s.say(q, i, i.Document.Instead)
	i.docSent = r.verdict == taken
	return r
}

// say sends words in place of what Telegram refused.
func (s *sender) say(q *chatQueue, i *item, html string) result {
	return orHopeless(s.callOnce(q, i, func(ctx context.Context) error {
		id, err := s.client.send(ctx, newMessage(i.Chat, chat.Screen{HTML: html}))
		if err == nil {
			i.message = id
		}
		return err
	}))
}

// callOnce makes a call that, made again, would bring a second message. Where the
// answer to it is lost, the message may have arrived: it is sent again, since it may
// also not have, but only after a time in which a passing trouble ends.
func (s *sender) callOnce(q *chatQueue, i *item, f func(context.Context) error) result {
	if r := i.tooEarly(); r.verdict != taken {
		return r
	}
	begun := time.Now()
	r := s.call(q, i.Bulk, f)
	switch {
	case r.verdict == taken:
		i.lost = 0
		s.flood.taken(begun)
		if i.Bulk {
			s.bulkFlood.taken(begun)
		}
	case r.verdict == broken && unclear(r.err):
		r.after = s.lostPauses[min(i.lost, len(s.lostPauses)-1)]
		i.lost++
		i.notBefore = time.Now().Add(r.after)
		s.logPossibleDuplicate(q, i, r.after)
	}
	return r
}

// tooEarly is the result for a message whose time to be sent again has not come;
// taken where it has, or was never set.
func (i *item) tooEarly() result {
	if wait := time.Until(i.notBefore); wait > 0 && !i.notBefore.IsZero() {
		return result{verdict: broken, after: wait, err: errUnclear}
	}
	return result{}
}

func (s *sender) logPossibleDuplicate(q *chatQueue, i *item, pause time.Duration) {
	s.log.Warn("Telegram did not say whether it took a message; it is sent again and may arrive twice",
		"chat", q.chat, "seq", i.Seq, "card", i.Card, "after", pause)
}

// call makes one call as try does, and notes where Telegram asks to wait.
func (s *sender) call(q *chatQueue, bulk bool, f func(context.Context) error) result {
	r := s.try(bulk, f)
	if r.verdict != later {
		return r
	}
	s.rare.warn("Telegram asks to wait with a chat", r.err)
	q.hold.extend(r.after)
	if bulk && s.bulkFlood.note(q.chat, r.after) {
		s.log.Warn("Telegram asks to wait with bulk messages to one chat after the other: all of them wait", "for", s.bulkFlood.hold.left())
	}
	if s.flood.note(q.chat, r.after) {
		s.log.Warn("Telegram asks to wait in one chat after the other: all wait", "for", s.flood.hold.left())
	}
	return r
}

// try makes one call when there is room for it and no flood wait binds it.
func (s *sender) try(bulk bool, f func(context.Context) error) result {
	if bulk {
		if !enter(s.ctx, s.bulk) {
			return result{verdict: halted}
		}
		defer func() { <-s.bulk }()
	}
	held := func() time.Duration {
		if bulk {
			return max(s.flood.hold.left(), s.bulkFlood.hold.left())
		}
		return s.flood.hold.left()
	}
	for {
		if !rest(s.ctx, held()) || !enter(s.ctx, s.slots) {
			return result{verdict: halted}
		}
		if held() <= 0 {
			break
		}
		<-s.slots
	}
	err := func() error {
		defer func() { <-s.slots }()
		return f(s.calls)
	}()
	if err != nil && s.calls.Err() != nil {
		return result{verdict: halted, err: err}
	}
	r := judge(err)
	if r.verdict == broken {
		s.rare.warn("Telegram did not take something; trying again", err)
	}
	return r
}

// enter takes a place; false where ctx ended first.
func enter(ctx context.Context, places chan struct{}) bool {
	if ctx.Err() != nil {
		return false
	}
	select {
	case places <- struct{}{}: // mostly there is one, and waiting for two things costs more
		return true
	default:
	}
	select {
	case places <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// sendNow says something without the store, once, within ctx.
func (s *sender) sendNow(ctx context.Context, in chat.Input, screen chat.Screen) {
	s.mu.Lock()
	q := s.queues[in.Chat]
	s.mu.Unlock()
	if s.flood.hold.left() > 0 || q != nil && q.hold.left() > 0 || !enter(ctx, s.slots) {
		return
	}
	defer func() { <-s.slots }()
	if in.Tap != nil {
		if err := s.client.answer(ctx, tapAnswer{Query: in.Tap.Query}); err != nil {
			s.rare.warn("a tap could not be answered at once", err)
		}
	}
	if _, err := s.client.send(ctx, newMessage(in.Chat, screen)); err != nil {
		s.rare.warn("a person could not be told at once that nothing was saved", err)
	}
}
