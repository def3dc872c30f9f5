package bot

import (
	"context"
	"time"

	"rechargebot/flows/chat"
)

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
	if wait := time.Until(i.notBefore); wait > 0 {
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
	s.noteFlood(q.chat, r.after)
	if bulk && s.bulkFlood.note(q.chat, r.after) {
		s.log.Warn("Telegram asks to wait with bulk messages to one chat after the other: all of them wait", "for", s.bulkFlood.hold.left())
	}
	return r
}

// noteFlood notes that Telegram asks to wait with a chat: see flood.
func (s *sender) noteFlood(chatID int64, after time.Duration) {
	if s.flood.note(chatID, after) {
		s.log.Warn("Telegram asks to wait in one chat after the other: all wait", "for", s.flood.hold.left())
	}
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
		if r := judge(err); r.verdict == later {
			s.holdChat(in.Chat, r.after)
		}
	}
}

// holdChat keeps all messages from a chat with which Telegram asks to wait. The chat's
// queue knows of it, and stays that long.
func (s *sender) holdChat(chatID int64, after time.Duration) {
	s.noteFlood(chatID, after)
	s.wake(chatID)
	s.mu.Lock()
	defer s.mu.Unlock()
	if q := s.queues[chatID]; q != nil {
		q.hold.extend(after)
	}
}
