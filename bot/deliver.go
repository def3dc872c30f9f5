package bot

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"rechargebot/flows/chat"
)

const (
	answerWorth = time.Minute     // a tap not answered by then spins no more
	asideWait   = 5 * time.Second // the longest flood wait that a tap's answer may hold up a chat for
	menuTries   = 3               // a command menu holds up a chat no longer than these take
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
