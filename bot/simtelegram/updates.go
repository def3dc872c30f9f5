package simtelegram

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// updates is the queue between what people do and getUpdates.
type updates struct {
	next    int64     // id of the next update
	waiting []*update // not acknowledged, in the order in which they go out
	mixed   bool      // waiting may not be in ascending order, so acknowledging has to look at all
	past    []*update // all there were, a ring of keepUpdates
	pastOut int
	acked   int64
	allowed map[string]bool // update types wanted; nil for Telegram's default
	webhook string
	poll    *poll // the long poll that waits, if any
}

type update struct {
	id   int64
	kind string // the name of the one optional field, e.g. "message"
	body []byte // its JSON
	// again marks an update that is delivered once more though acknowledged; it goes out at least once,
	// whatever offset says.
	again bool
}

// A poll is a getUpdates that waits.
type poll struct {
	wake chan struct{} // closed when there may be updates
	end  chan *refusal // one place: why the poll ends without updates
}

// Bot API, allowed_updates: these three only come when asked for.
var notByDefault = map[string]bool{"chat_member": true, "message_reaction": true, "message_reaction_count": true}

// queue gives an update the next id and lets it go out; 0 if the bot does not want this type. The caller holds mu.
func (s *Server) queue(kind string, body []byte) int64 {
	u := &s.updates
	if u.allowed == nil && notByDefault[kind] || u.allowed != nil && !u.allowed[kind] {
		return 0
	}
	id := u.next
	u.next++
	s.enqueue(&update{id: id, kind: kind, body: body})
	return id
}

func (s *Server) enqueue(x *update) {
	u := &s.updates
	if n := len(u.waiting); n == 0 {
		u.mixed = false
	} else if x.again || u.waiting[n-1].id >= x.id {
		u.mixed = true
	}
	if x.again {
		// In front, so that the offset that follows the batch covers the newer ones as well.
		u.waiting = slices.Insert(u.waiting, 0, x)
	} else {
		u.waiting = append(u.waiting, x)
		if len(u.past) < keepUpdates {
			u.past = append(u.past, x)
		} else {
			u.past[u.pastOut] = x
			u.pastOut = (u.pastOut + 1) % keepUpdates
		}
	}
	if u.poll != nil {
		close(u.poll.wake)
		u.poll = nil
	}
	s.touch()
}

// confirm takes off what offset acknowledges. The caller holds mu.
func (s *Server) confirm(offset int64) {
	u := &s.updates
	before := len(u.waiting)
	done := func(x *update) bool { return x.id < offset && !x.again }
	if u.mixed {
		u.waiting = slices.DeleteFunc(u.waiting, func(x *update) bool {
			if done(x) {
				u.acked = max(u.acked, x.id)
				return true
			}
			return false
		})
	} else {
		n := 0
		for n < before && done(u.waiting[n]) {
			u.acked = max(u.acked, u.waiting[n].id)
			n++
		}
		clear(u.waiting[:n])
		u.waiting = u.waiting[n:]
	}
	if len(u.waiting) != before {
		s.touch()
	}
}

// getUpdates (Bot API: getUpdates). Updates below offset are acknowledged. An offset more than ten above the newest id
// acknowledges nothing and starts from the head, as Telegram does since its ids may start lower after a quiet week; a
// negative one forgets all but the last. Telegram's throttling of polls that come too fast is left out.
func (s *Server) getUpdates(ctx context.Context, f *form) ([]byte, *refusal) {
	offset := f.num("offset", 0)
	limit := int(min(max(f.num("limit", 100), 1), 100))
	timeout := time.Duration(min(max(f.num("timeout", 0), 0), longPollLimit)) * time.Second
	var allowed []string
	if raw := f.get("allowed_updates"); raw != "" {
		if json.Unmarshal([]byte(raw), &allowed) != nil {
			return nil, bad("can't parse allowed_updates JSON object")
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	u := &s.updates
	if u.webhook != "" {
		return nil, refuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if f.get("allowed_updates") != "" {
		s.allow(allowed)
	}
	if offset < 0 && int64(len(u.waiting)) > -offset {
		for _, x := range u.waiting[:int64(len(u.waiting))+offset] {
			u.acked = max(u.acked, x.id)
		}
		u.waiting = slices.Clone(u.waiting[int64(len(u.waiting))+offset:])
		s.touch()
	}
	if offset > 0 && offset <= u.next+10 {
		s.confirm(offset)
	}
	if len(u.waiting) == 0 && timeout > 0 {
		s.endPoll(refuse(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"))
		if no := s.await(ctx, timeout); no != nil {
			return nil, no
		}
	}
	return u.firstWaiting(limit), nil
}

// await holds a poll until there are updates, the time is up, the client is gone or something else ends it. It is
// called with mu and returns with it.
func (s *Server) await(ctx context.Context, timeout time.Duration) *refusal {
	u := &s.updates
	p := &poll{wake: make(chan struct{}), end: make(chan *refusal, 1)}
	u.poll = p
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	s.mu.Unlock()
	var no *refusal
	select {
	case <-p.wake:
	case <-timer.C:
	case no = <-p.end:
	case <-ctx.Done():
		no = refuse(500, "Internal Server Error: client is gone") // nobody reads it
	case <-s.quit:
		no = refuse(502, "Bad Gateway")
	}
	s.mu.Lock()
	if u.poll == p {
		u.poll = nil
	}
	return no
}

// endPoll ends the long poll that waits, if there is one. The caller holds mu.
func (s *Server) endPoll(why *refusal) {
	if s.updates.poll != nil {
		s.updates.poll.end <- why
		s.updates.poll = nil
	}
}

// firstWaiting gives up to limit updates as a JSON array, without acknowledging them.
func (u *updates) firstWaiting(limit int) []byte {
	b := []byte{'['}
	for i, x := range u.waiting[:min(limit, len(u.waiting))] {
		x.again = false
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"update_id":`...)
		b = strconv.AppendInt(b, x.id, 10)
		b = append(b, `,"`...)
		b = append(b, x.kind...)
		b = append(b, `":`...)
		b = append(b, x.body...)
		b = append(b, '}')
	}
	return append(b, ']')
}

// allow remembers allowed_updates; an empty list is Telegram's default. The caller holds mu.
func (s *Server) allow(kinds []string) {
	s.updates.allowed = nil
	if len(kinds) > 0 {
		s.updates.allowed = map[string]bool{}
		for _, kind := range kinds {
			s.updates.allowed[kind] = true
		}
	}
}

// Push queues any update, as JSON of the Bot API's Update; update_id is filled in unless present. A callback query in
// it can be answered. It returns the update's id, 0 if raw is no update or of a type the bot does not want.
func (s *Server) Push(raw json.RawMessage) int64 {
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id, _ := strconv.ParseInt(string(members["update_id"]), 10, 64)
	for kind, body := range members {
		if kind == "update_id" {
			continue
		}
		if kind == "callback_query" {
			s.adopt(body)
		}
		if id == 0 {
			return s.queue(kind, slices.Clone(body))
		}
		s.updates.next = max(s.updates.next, id+1)
		s.enqueue(&update{id: id, kind: kind, body: slices.Clone(body)})
		return id
	}
	return 0
}

// find finds an update by its id, the newest of that id. The caller holds mu.
func (u *updates) find(id int64) *update {
	var found *update
	for i := range u.past {
		if x := u.past[(u.pastOut+i)%len(u.past)]; x.id == id {
			found = x
		}
	}
	return found
}

// Redeliver lets the same update go out once more, though it may have been acknowledged. The last 20,000 updates can
// be redelivered; another id does nothing.
func (s *Server) Redeliver(updateID int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x := s.updates.find(updateID); x != nil {
		s.enqueue(&update{id: x.id, kind: x.kind, body: x.body, again: true})
	}
}

// Resend queues an update's content under a new update id, and a callback query under a new query id too: what happens
// when an app sends a tap once more after a reconnect. It returns the new id, 0 if the update is not known.
func (s *Server) Resend(updateID int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.updates.find(updateID)
	if x == nil {
		return 0
	}
	body := x.body
	if x.kind == "callback_query" {
		body = s.reissue(body)
	}
	return s.queue(x.kind, body)
}

// RestartIDs lets update ids go on from next, as Telegram may after a week without updates. Acked starts anew.
func (s *Server) RestartIDs(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.next = next
	s.updates.acked = 0
	s.touch()
}

// Acked gives the highest acknowledged update id since the start or RestartIDs, 0 if there is none.
func (s *Server) Acked() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.updates.acked
}

// Unacked gives the number of updates not yet acknowledged.
func (s *Server) Unacked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.updates.waiting)
}
