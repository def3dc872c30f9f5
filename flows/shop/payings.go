package shop

import (
	"slices"

	"rechargebot/flows/chat"
)

// mostPaying is how many deposits are put together in a chat at once, and mostShown how
// many earlier looks of a card are known as such.
const (
	mostPaying = 5
	mostShown  = 10
)

// payings are the deposits that are being put together in a chat: the one at hand, which
// typed text is about, and the others, the last touched first. Each has a card whose buttons
// can still be used, so that nothing that was pasted is lost by beginning another one.
type payings struct {
	paying
	Older []paying `json:"older,omitempty"`
}

// mark is what the buttons of a deposit's card name: all that the card shows.
func (p paying) mark() string {
	return chat.Mark(paying{ID: p.ID, Amount: p.Amount, Channel: p.Channel, Proof: p.Proof})
}

// data is the data of a button of its card.
func (p paying) data(action string, args ...any) string {
	return chat.Data("dep", append([]any{action, p.mark()}, args...)...)
}

// empty reports whether nothing was said of it yet.
func (p paying) empty() bool { return p.ID == 0 && p.Amount == 0 && p.Proof.Empty() }

// payings gives those of the chat.
func (t turn) payings() (all payings, err error) { return all, t.Waiting(flowDeposit, &all) }

// all gives them, the one at hand first.
func (all *payings) all() []paying {
	if all.Step == "" {
		return all.Older
	}
	return append([]paying{all.paying}, all.Older...)
}

// put makes one the one at hand, a new one where its No is 0. The one that was stays for
// its buttons, unless nothing was said of it. Where there are too many, the one that was
// not touched for longest goes.
func (all *payings) put(p paying) {
	var others []paying
	last := 0
	for _, other := range all.all() {
		last = max(last, other.No)
		switch {
		case other.No == p.No:
			if m := other.mark(); m != p.mark() {
				p.Was = append(slices.Clone(other.Was), m)
			}
		case !other.empty() && (p.ID == 0 || other.ID != p.ID):
			others = append(others, other)
		}
	}
	if p.No == 0 {
		p.No = last + 1
	}
	p.Was = p.Was[max(0, len(p.Was)-mostShown):]
	all.paying, all.Older = p, others[:min(len(others), mostPaying-1)]
}

// remove forgets one. None takes its place at hand.
func (all *payings) remove(no int) {
	if all.No == no {
		all.paying = paying{}
	}
	all.Older = slices.DeleteFunc(slices.Clone(all.Older), func(p paying) bool { return p.No == no })
}

// kept is what a session keeps of them; nil for nothing.
func (all *payings) kept() any {
	if len(all.all()) == 0 {
		return nil
	}
	return *all
}

// shown gives the one whose card has a mark; now says that it is still as the card shows
// it. ok is false where there is none: it was sent or dropped.
func (all *payings) shown(mark string) (p paying, now, ok bool) {
	for _, p := range all.all() {
		if p.mark() == mark {
			return p, true, true
		}
	}
	for _, p := range all.all() {
		if slices.Contains(p.Was, mark) {
			return p, false, true
		}
	}
	return p, false, false
}

// keepPaying keeps one as the one at hand, which the chat's next text is about.
func (t turn) keepPaying(p paying) error {
	all, err := t.payings()
	if err != nil {
		return err
	}
	p.Kept = t.In.At.Unix()
	all.put(p)
	return t.WaitFor(flowDeposit, all)
}

// dropPaying forgets one. The one at hand, if it is another, waits on.
func (t turn) dropPaying(p paying) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	var all payings
	if err := s.Load(flowDeposit, &all); err != nil {
		return err
	}
	if all.No == p.No && s.Flow == flowDeposit {
		s.Flow = ""
	}
	all.remove(p.No)
	if err := s.Keep(flowDeposit, all.kept()); err != nil {
		return err
	}
	return t.Tx.PutSession(t.In.Chat, s)
}
