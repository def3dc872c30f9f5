package office

import (
	"time"

	"rechargebot/flows/chat"
)

// wish is how it stands with a stranger's request to be let in.
type wish struct {
	asked  time.Time // zero where no request is open and none was denied
	again  time.Time // from when on they can ask again
	may    bool      // that is now
	denied bool      // an owner has said no
	// reached says that an owner can be told things. They have then been told of the request:
	// when it was made, or on coming back to the bot.
	reached bool
}

// known reports whether an owner knows of the request.
func (w wish) known() bool { return w.reached || w.denied }

// wishOf gives how it stands with what a stranger has asked. The open requests decide it, since
// they are kept longer than the strangers.
func (t turn) wishOf(v chat.Visitor) (w wish, err error) {
	kept, open, err := t.Tx.Request(v.ID)
	if err != nil {
		return w, err
	}
	switch {
	case open:
		w.asked = kept.Asked
	case v.Denied:
		w.asked, w.denied = v.Asked, true
	}
	if w.reached, err = t.OwnerReached(t.Tx); err != nil {
		return w, err
	}
	w.again = w.asked.Add(requestEvery)
	w.may = w.asked.After(t.In.At) || !w.again.After(t.In.At) // after: the clock was set back
	return w, nil
}

// wishText says to a stranger how it stands.
func (t turn) wishText(l chat.Language, id int64, w wish) (chat.Text, []any) {
	pairs := []any{"id", id, "asked", t.when(l, w.asked), "again", t.when(l, w.again)}
	switch {
	case w.asked.IsZero():
		return tStranger, pairs
	case w.denied && w.may:
		return tDeniedOver, pairs
	case w.denied:
		return tDenied, pairs
	case !w.known():
		return tRequestKept, pairs
	case w.may:
		return tRequestWaits, pairs
	}
	return tRequestedAt, pairs
}

// wishScreen says it, with the button that asks for access where it can be asked for.
func (t turn) wishScreen(l chat.Language, id int64, w wish) chat.Screen {
	text, pairs := t.wishText(l, id, w)
	s := chat.Screen{HTML: text.In(l, pairs...)}
	if text != tStranger && text != tRequestKept { // which have it
		s.HTML += "\n" + tYourID.In(l, "id", id)
	}
	if w.may {
		s.Buttons = [][]chat.Button{{{Text: bRequest.In(l), Data: chat.Data(askWord), Style: chat.Main}}}
	}
	return s
}

// when writes a moment: the time of day where it is today, else with its date.
func (t turn) when(l chat.Language, at time.Time) string {
	if t.Date(l, at) == t.Date(l, t.In.At) {
		return t.Clock(l, at)
	}
	return t.Moment(l, at)
}
