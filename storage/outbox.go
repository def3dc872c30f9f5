package storage

import (
	"bytes"
	"errors"
	"fmt"
	"math"

	"rechargebot/flows/chat"
	"rechargebot/storage/file"
)

// bOutbox: chat seq: outgoingRecord
var bOutbox = newBucket("outbox")

var outboxSubject = subject{
	steps: steps{1: func(b *file.Tx) error { return b.MakeBuckets("outbox") }},
	check: func(t *tx, f *findings) {
		each[outgoingRecord](f, t, bOutbox, func(k []byte, o *chat.Outgoing) {
			if !bytes.Equal(k, chatSeqKey(o.Chat, o.Seq)) {
				f.Add("outgoing %d of chat %d has another key", o.Seq, o.Chat)
			}
		})
	},
	restored: dropOutbox,
}

// lookAhead is how many waiting things are looked through for one that makes
// the first needless.
const lookAhead = 32

// Post leaves something to be said in a chat, after all that waits there. A
// named message that is to be changed bears its name from now on, so that what
// is posted later for the card finds it.
func (t *tx) Post(o chat.Outgoing) error {
	if err := t.change(); err != nil {
		return err
	}
	if o.Chat == 0 || (o.Screen == nil && o.Answer == nil && o.Menu == nil && o.Document == nil && o.Delete == nil) {
		return fmt.Errorf("posting to chat %d: nothing to say, or nobody to say it to", o.Chat)
	}
	seq, err := t.bucket(bOutbox).NextSequence()
	if err != nil {
		return fmt.Errorf("posting to chat %d: %w", o.Chat, err)
	}
	o.Seq = seq
	// It is read as soon as this is committed.
	if err := saveKept(t, bOutbox, chatSeqKey(o.Chat, seq), recordOutgoing(&o)); err != nil {
		return fmt.Errorf("posting to chat %d: %w", o.Chat, err)
	}
	t.posted = append(t.posted, o.Chat)
	if !o.New {
		return t.Bind(o.Chat, o.Card, o.Edit)
	}
	return nil
}

// Waiting gives the chats that have something waiting.
func (s *Store) Waiting() ([]int64, error) {
	var chats []int64
	err := s.view(func(t *tx) error {
		c := t.cursor(bOutbox)
		k, _ := c.First()
		for k != nil {
			chatID := chatOf(k)
			chats = append(chats, chatID)
			// From chat to chat: what waits in each is passed over in one step.
			end := chatSeqKey(chatID, ^uint64(0))
			k, _ = c.Seek(end)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading outbox: %w", err)
	}
	return chats, nil
}

// Head gives the first thing waiting in a chat that no later change to the
// same card has made needless.
func (s *Store) Head(chatID int64) (h chat.Head, ok bool, err error) {
	err = s.view(func(t *tx) error {
		items, more, err := t.waitingFrom(chatID, 0, 1)
		if err != nil || len(items) == 0 {
			return err
		}
		i := 0
		if more && mayBeSkipped(&items[0]) {
			var behind []chat.Outgoing
			if behind, more, err = t.waitingFrom(chatID, items[0].Seq+1, lookAhead-1); err != nil {
				return err
			}
			items = append(items, behind...)
			for ; t.superseded(items, i); i++ {
				h.Skipped = append(h.Skipped, items[i].Seq)
			}
		}
		h.Outgoing, h.More, ok = items[i], more || i+1 < len(items), true
		if !h.New {
			h.Message = t.Bound(chatID, h.Card)
		}
		return nil
	})
	if err != nil {
		return chat.Head{}, false, fmt.Errorf("reading outbox of chat %d: %w", chatID, err)
	}
	return h, ok, nil
}

// waiting reads the first things waiting in a chat.
func (t *tx) waiting(chatID int64, limit int) ([]chat.Outgoing, error) {
	items, _, err := t.waitingFrom(chatID, 0, limit)
	return items, err
}

// waitingFrom reads the first of those with the Seq or a later one; more says that others
// wait behind them.
func (t *tx) waitingFrom(chatID int64, from uint64, limit int) (items []chat.Outgoing, more bool, err error) {
	key := chatSeqKey(chatID, from)
	prefix := key[:8]
	c := t.cursor(bOutbox)
	for k, v := c.Seek(key); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if len(items) == limit {
			return items, true, nil
		}
		o, ok := t.cache.get(nameOf(bOutbox, k), v).(chat.Outgoing)
		if !ok {
			var err error
			if o, err = decode[outgoingRecord, chat.Outgoing](bOutbox, v); err != nil {
				return nil, false, err
			}
		}
		items = append(items, o)
	}
	return items, false, nil
}

// mayBeSkipped reports whether the thing only changes a card, so that nothing
// is lost where a later change is shown instead.
func mayBeSkipped(o *chat.Outgoing) bool {
	return o.Card != "" && o.Screen != nil &&
		!o.New && !o.Last && !o.Final && o.Answer == nil && o.Menu == nil && o.Document == nil && o.Delete == nil
}

// superseded reports whether a later one of items shows something else on the
// same message as items[i].
func (t *tx) superseded(items []chat.Outgoing, i int) bool {
	o := &items[i]
	if !mayBeSkipped(o) {
		return false
	}
	for j := i + 1; j < len(items); j++ {
		later := &items[j]
		if later.Card != o.Card || later.Screen == nil {
			continue
		}
		if later.New || o.File != nil && later.File == nil { // from there on the card is another message, or loses its file
			return false
		}
		bound := t.Bound(o.Chat, o.Card)
		return orElse(o.Edit, bound) == orElse(later.Edit, bound)
	}
	return false
}

func orElse(message, other int) int {
	if message != 0 {
		return message
	}
	return other
}

// Sent forgets what was taken, and the skipped, and remembers which message it
// became (0: none that is known).
func (s *Store) Sent(o chat.Outgoing, message int, skipped []uint64) error {
	err := s.update(func(t *tx) error {
		if err := t.forget(o.Chat, append(skipped[:len(skipped):len(skipped)], o.Seq)); err != nil {
			return err
		}
		if o.Card == "" {
			return nil
		}
		if o.Last || o.New && message == 0 {
			return t.drop(bCards, cardKey(o.Chat, o.Card))
		}
		return t.Bind(o.Chat, o.Card, message)
	})
	return wrap("noting what was sent", err)
}

func (t *tx) forget(chatID int64, seqs []uint64) error {
	if err := t.change(); err != nil {
		return err
	}
	for _, seq := range seqs {
		key := chatSeqKey(chatID, seq)
		t.cache.forget(nameOf(bOutbox, key))
		if err := t.drop(bOutbox, key); err != nil {
			return err
		}
	}
	return nil
}

// GiveUp forgets what Telegram will never take, and what waits before it that
// it made needless. A card that was to be a new message has none from then on:
// the one before may be another card by now. Where the person is lost it marks them so,
// drops all that waits for the chat, final words included, and notes the orders of
// which they have to be told, whose cards keep their messages, and the short forms of
// the rest. lost says why.
func (s *Store) GiveUp(o chat.Outgoing, lost chat.Lost) error {
	unreachable := lost != chat.Reached
	var dropped, final int
	err := s.update(func(t *tx) error {
		dropped, final = 0, 0 // it may run again
		limit := lookAhead
		if unreachable {
			limit = math.MaxInt
		}
		items, err := t.waiting(o.Chat, limit)
		if err != nil {
			return err
		}
		seqs := []uint64{o.Seq}
		ends := []chat.Outgoing{o}
		for i := range items {
			item := &items[i]
			if !unreachable && (item.Seq >= o.Seq || item.Card != o.Card || !t.superseded(items, i)) {
				continue
			}
			seqs, ends = append(seqs, item.Seq), append(ends, *item)
			dropped++
			if item.Final {
				final++
			}
		}
		if err := t.forget(o.Chat, seqs); err != nil {
			return err
		}
		for i := range ends {
			end := &ends[i]
			if unreachable {
				if err := t.noteUntold(end); err != nil {
					return err
				}
				if i > 0 && end.Seq == o.Seq { // it is the first of those that wait, too
					continue
				}
				if err := t.noteMissed(end); err != nil {
					return err
				}
			}
			if err := t.forgetCard(end, unreachable); err != nil {
				return err
			}
		}
		if !unreachable {
			return nil
		}
		return t.markLost(o.Chat, lost)
	})
	if err != nil {
		return wrap("giving up", err)
	}
	if unreachable {
		s.options.Log.Info("store: chat cannot be reached, what waited for it was dropped",
			"chat", o.Chat, "dropped", dropped, "final", final)
	}
	return nil
}

// forgetCard forgets which message is the card of what was given up, if that was to be
// a new message or the card's last. The card of an order that an unreachable person has
// to be told of keeps it.
func (t *tx) forgetCard(o *chat.Outgoing, unreachable bool) error {
	owed := unreachable && o.Order != ""
	if o.Card != "" && (o.Last && !owed || o.New) {
		return t.drop(bCards, cardKey(o.Chat, o.Card))
	}
	return nil
}

// markLost marks a member as not reachable, and why.
func (t *tx) markLost(member int64, why chat.Lost) error {
	m, ok, err := t.Member(member)
	if err != nil || !ok || m.Unreachable && m.Lost == why {
		return err
	}
	m.Unreachable, m.Lost = true, why
	return t.PutMember(m)
}

// ForgetMenu notes that a member has not the command menu that their record
// names.
func (s *Store) ForgetMenu(member int64) error {
	err := s.Update(func(t chat.Tx) error {
		m, ok, err := t.Member(member)
		if err != nil || !ok || m.Menu == "" {
			return err
		}
		m.Menu = ""
		return t.PutMember(m)
	})
	return wrap("forgetting a command menu", err)
}

// wrap says what was being done, save where the store is closed.
func wrap(doing string, err error) error {
	if err == nil || errors.Is(err, ErrClosed) {
		return err
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// dropOutbox drops what waits to be said, except final words. A member whose
// command menu was among it has none from then on, so that it is set again.
func dropOutbox(t *tx, r *restoring) error {
	var all []chat.Outgoing
	c := t.cursor(bOutbox)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		o, err := decode[outgoingRecord, chat.Outgoing](bOutbox, v)
		if err != nil {
			return err
		}
		all = append(all, o)
	}
	for _, o := range all {
		if o.Final && o.Screen != nil {
			o.Answer, o.Menu, o.Document, o.Delete = nil, nil, nil, nil
			if err := t.save(bOutbox, chatSeqKey(o.Chat, o.Seq), recordOutgoing(&o)); err != nil {
				return err
			}
			continue
		}
		r.Dropped++
		if err := t.forget(o.Chat, []uint64{o.Seq}); err != nil {
			return err
		}
		if o.Menu == nil {
			continue
		}
		if m, ok, err := t.Member(o.Chat); err != nil {
			return err
		} else if ok {
			m.Menu = ""
			if err := t.PutMember(m); err != nil {
				return err
			}
		}
	}
	return nil
}
