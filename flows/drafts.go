package flows

import (
	"time"

	"rechargebot/flows/order"
)

// mostOpen is how many drafts a chat may have open at once: customers who wait at
// the counter. The next one closes the one that was not touched for longest.
const mostOpen = 10

// OpenDraft is an order being put together, and the step at which it stands.
type OpenDraft struct {
	Step  string
	Draft Draft
}

// OpenDrafts are the drafts beside the one at hand, the last touched first. It is an
// array so that a Session can be compared and copied.
type OpenDrafts [mostOpen]OpenDraft

// all gives every open draft, the one at hand first.
func (s *Session) all() []OpenDraft {
	var open []OpenDraft
	if s.Step != "" {
		open = append(open, OpenDraft{s.Step, s.Draft})
	}
	for _, o := range s.Older {
		if o.Step != "" {
			open = append(open, o)
		}
	}
	return open
}

// find gives the open draft with an id.
func (s *Session) find(id order.ID) (OpenDraft, bool) {
	for _, o := range s.all() {
		if o.Draft.ID == id {
			return o, true
		}
	}
	return OpenDraft{}, false
}

// to gives the open draft to a number.
func (s *Session) to(n order.Number) (OpenDraft, bool) {
	for _, o := range s.all() {
		if o.Draft.Number == n {
			return o, true
		}
	}
	return OpenDraft{}, false
}

// put makes a draft the one at hand. Where there are too many, it gives the one that
// has to close for it.
func (s *Session) put(o OpenDraft) (closed OpenDraft) {
	s.remove(o.Draft.ID)
	others := s.all()
	if len(others) == mostOpen {
		closed, others = others[mostOpen-1], others[:mostOpen-1]
	}
	s.Step, s.Draft, s.Older = o.Step, o.Draft, OpenDrafts{}
	copy(s.Older[:], others)
	return closed
}

// layAside leaves no draft at hand; the one that was stays open.
func (s *Session) layAside() {
	others := s.all()
	s.Step, s.Draft, s.Older = "", Draft{}, OpenDrafts{}
	copy(s.Older[:], others)
}

// remove forgets a draft. None takes its place at hand: what is typed next is not
// about an older customer unless it can only be.
func (s *Session) remove(id order.ID) {
	if s.Step != "" && s.Draft.ID == id {
		s.Step, s.Draft = "", Draft{}
		return
	}
	kept := OpenDrafts{}
	n := 0
	for _, o := range s.Older {
		if o.Step != "" && o.Draft.ID != id {
			kept[n] = o
			n++
		}
	}
	s.Older = kept
}

// lapsed reports whether a confirm card was shown too long ago to be carried out.
func (o OpenDraft) lapsed(now time.Time) bool {
	age := now.Sub(time.Unix(o.Draft.Shown, 0))
	return o.Step == stepConfirm && (age > confirmFor || age < -time.Minute) // less than no time: the clock was set back
}
