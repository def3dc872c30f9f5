package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"sync"
	"time"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"rechargebot/flows"
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
		(i.Menu == nil || i.menued) && (i.Screen == nil || i.shown) && (i.Document == nil || i.filed)
}

// deliver makes the calls an item still needs. The answer and the menu go
// beside the screen, since each is a round trip that a person would wait for.
func (s *sender) deliver(l *lane, i *item) result {
	var all sync.WaitGroup
	defer all.Wait() // also where something below panics
	var answer, menu, message result
	if i.Answer != nil && !i.answered {
		all.Go(func() { answer = s.guarded(l, func() result { return s.answer(l, i) }) })
	}
	if i.Menu != nil && !i.menued {
		all.Go(func() { menu = s.guarded(l, func() result { return s.menu(l, i) }) })
	}
	if i.Screen != nil && !i.shown {
		message = s.guarded(l, func() result { return s.show(l, i) })
	}
	if message.verdict == taken && i.Document != nil && !i.filed {
		message = s.guarded(l, func() result { return s.file(l, i) })
	}
	all.Wait()

	worst := worse(message, worse(menu, answer))
	for _, r := range []result{message, menu} {
		if i.refused == nil && r.verdict == taken {
			i.refused = r.err
		}
	}
	if worst.verdict == taken && i.refused != nil && i.became == 0 && !i.shown {
		return result{verdict: hopeless, err: i.refused} // nothing of it arrived
	}
	return worst
}

// guarded is f, with a panic as something to be tried again.
func (s *sender) guarded(l *lane, f func() result) (r result) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("sending panicked; trying again", "chat", l.chat, "panic", p, "stack", string(debug.Stack()))
			r = result{verdict: broken, err: fmt.Errorf("panic: %v", p)}
		}
	}()
	return f()
}

// answer ends a tap (Bot API: answerCallbackQuery). It is worth little, so
// nothing but a revoked token or a short trouble holds up what comes with it.
func (s *sender) answer(l *lane, i *item) result {
	if i.answerFrom.IsZero() {
		i.answerFrom = time.Now()
	}
	r := s.call(l, i.Bulk, func(ctx context.Context) error {
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
		s.log.Debug("a tap could not be answered", "chat", l.chat, "error", r.err)
	}
	i.answered = true
	return result{}
}

// menu sets the chat's commands (Bot API: setMyCommands, deleteMyCommands).
// What is said in the chat waits for it only a moment: a menu that Telegram does
// not take then is put off until the member writes again. Somebody who was removed
// keeps the old one, whose commands tell them that they were.
func (s *sender) menu(l *lane, i *item) result {
	putOff := func() result {
		i.menued, i.menuLost = true, true
		return result{}
	}
	if time.Now().UnixNano() < s.menusHeld.Load() {
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
		s.log.Error("Telegram will not take this command menu", "chat", l.chat, "error", r.err)
		r.verdict = taken
	case later: // it is about menus: it holds up no words, in this chat or another
		s.menusHeld.Store(time.Now().Add(r.after).UnixNano())
		s.seldom.warn("Telegram asks to wait with command menus", r.err)
		return putOff()
	case broken:
		if i.menuTries++; i.menuTries >= menuTries {
			return putOff()
		}
	}
	i.menued = r.verdict == taken
	return r
}

// show brings the screen, as a change of its message or as a new one (Bot API:
// editMessageText, sendMessage).
func (s *sender) show(l *lane, i *item) result {
	target := i.Edit
	if target == 0 {
		target = i.Message
	}
	if i.New {
		target = 0
	}
	r := result{verdict: noEdit}
	if target != 0 && !i.plain {
		r = s.call(l, i.Bulk, func(ctx context.Context) error {
			return s.client.edit(ctx, changed(i.Chat, target, *i.Screen))
		})
		if r.verdict == taken {
			i.shown, i.became = true, target
			return r
		}
	}
	if r.verdict == noEdit && i.IfThere {
		i.shown = true // it goes with the message
		return result{}
	}
	if r.verdict == noEdit && !i.plain {
		if r = s.send(l, i, newMessage(i.Chat, *i.Screen)); r.verdict == noEdit {
			r.verdict = hopeless
		}
	}
	if (r.verdict == hopeless && i.Final) || i.plain {
		if !i.plain {
			s.log.Error("Telegram refuses the form of a final word; it goes as plain text", "chat", l.chat, "seq", i.Seq, "card", i.Card, "error", r.err)
			i.plain, i.plainFrom = true, time.Now()
		}
		if r = s.send(l, i, plainMessage(i.Chat, *i.Screen)); r.verdict == noEdit {
			r.verdict = hopeless
		}
		if r.verdict == hopeless && time.Since(i.plainFrom) < finalWorth {
			// The person can be reached and is owed this word.
			s.seldom.warn("Telegram refuses a final word as plain text too; trying again", r.err)
			r.verdict = broken
		}
	}
	return r
}

func (s *sender) send(l *lane, i *item, m message) result {
	r := s.call(l, i.Bulk, func(ctx context.Context) error {
		id, err := s.client.send(ctx, m)
		if err == nil {
			i.shown, i.became = true, id
			if !i.Bulk {
				s.pace.pass()
			}
		}
		return err
	})
	s.perhapsTwice(l, i, r)
	return r
}

// file sends a document (Bot API: sendDocument).
func (s *sender) file(l *lane, i *item) result {
	if i.noFile {
		return s.instead(l, i)
	}
	f, remove, err := s.copied()
	if err == nil {
		defer remove()
		var info os.FileInfo
		if info, err = f.Stat(); err == nil && info.Size() > documentLimit {
			err = fmt.Errorf("the file has %d bytes, more than Telegram takes", info.Size())
		}
	}
	if err != nil && s.calls.Err() != nil { // broken off
		return result{verdict: halted, err: err}
	}
	r := result{verdict: hopeless, err: err}
	if err == nil {
		r = s.call(l, i.Bulk, func(ctx context.Context) error {
			m, err := s.api.SendDocument(ctx, &tgbot.SendDocumentParams{
				ChatID:    i.Chat,
				Document:  &models.InputFileUpload{Filename: i.Document.Name, Data: f},
				Caption:   i.Document.Caption,
				ParseMode: models.ParseModeHTML,
			})
			if err == nil && i.became == 0 {
				i.became = m.ID
			}
			return err
		})
		s.perhapsTwice(l, i, r)
		if r.verdict == broken && !errors.Is(r.err, errNoConnection) {
			if i.fileTries++; i.fileTries >= documentTries {
				r.verdict = hopeless
			}
		}
	}
	switch r.verdict {
	case hopeless, noEdit:
		s.log.Error("a file cannot be sent", "chat", l.chat, "name", i.Document.Name, "error", r.err)
		r.verdict, i.noFile = taken, true
		if i.Document.Instead != "" {
			return s.instead(l, i)
		}
	}
	i.filed = r.verdict == taken
	return r
}

// instead says that the file cannot be sent.
func (s *sender) instead(l *lane, i *item) result {
	r := s.call(l, i.Bulk, func(ctx context.Context) error {
		id, err := s.client.send(ctx, newMessage(i.Chat, flows.Screen{HTML: i.Document.Instead}))
		if err == nil {
			i.became = id
		}
		return err
	})
	if r.verdict == noEdit {
		r.verdict = hopeless
	}
	i.filed = r.verdict == taken
	return r
}

// copied puts a gzipped copy of the store into a temporary file, which remove
// closes and deletes.
func (s *sender) copied() (f *os.File, remove func(), err error) {
	if f, err = os.CreateTemp("", "rechargebot-*.db.gz"); err != nil {
		return nil, nil, err
	}
	remove = func() {
		f.Close()
		os.Remove(f.Name())
	}
	if err = s.store.CopyCompressed(s.calls, f); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		remove()
		return nil, nil, fmt.Errorf("copying the store: %w", err)
	}
	return f, remove, nil
}

// perhapsTwice logs that a message may have arrived although it is sent again.
func (s *sender) perhapsTwice(l *lane, i *item, r result) {
	if r.verdict == broken && errors.Is(r.err, errUnclear) {
		s.log.Warn("Telegram did not say whether it took a message; it may arrive twice", "chat", l.chat, "seq", i.Seq, "card", i.Card)
	}
}

// call makes one call as try does, and notes where Telegram asks to wait.
func (s *sender) call(l *lane, bulk bool, f func(context.Context) error) result {
	r := s.try(bulk, f)
	if r.verdict == later {
		s.seldom.warn("Telegram asks to wait with a chat", r.err)
		if s.flood.note(l.chat, r.after) {
			s.log.Warn("Telegram asks to wait in several chats: all wait", "for", r.after)
		}
	}
	return r
}

// try makes one call when there is room for it and no flood wait for all.
func (s *sender) try(bulk bool, f func(context.Context) error) result {
	if bulk {
		if !enter(s.ctx, s.bulk) {
			return result{verdict: halted}
		}
		defer func() { <-s.bulk }()
	}
	for {
		if !rest(s.ctx, s.flood.left()) || !enter(s.ctx, s.slots) {
			return result{verdict: halted}
		}
		if s.flood.left() <= 0 {
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
		s.seldom.warn("Telegram did not take something; trying again", err)
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

// direct says something past the store, once, within ctx.
func (s *sender) direct(ctx context.Context, in flows.Input, screen flows.Screen) {
	if s.flood.left() > 0 || !enter(ctx, s.slots) {
		return
	}
	defer func() { <-s.slots }()
	if in.Tap != nil {
		if err := s.client.answer(ctx, tapAnswer{Query: in.Tap.Query}); err != nil {
			s.seldom.warn("a tap could not be answered directly", err)
		}
	}
	if _, err := s.client.send(ctx, newMessage(in.Chat, screen)); err != nil {
		s.seldom.warn("a person could not be told directly that nothing was saved", err)
	}
}
