package chat

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/text"
)

// A conversation that waits for a text keeps what it knows so far in the session, under
// its flow, and has the next text come to its route.

// WaitFor keeps v for a flow, whose route takes the chat's next text.
func (t *Turn) WaitFor(flow string, v any) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	s.Flow = flow
	if err := s.Keep(flow, v); err != nil {
		return err
	}
	return t.Tx.PutSession(t.In.Chat, s)
}

// Waiting reads what a flow keeps into v, which stays as it is where that is nothing.
func (t *Turn) Waiting(flow string, v any) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	return s.Load(flow, v)
}

// Read is Waiting for what is read several times in a turn: it is decoded once, as long as the
// session has the same. Whoever gets it changes nothing that it points to.
func Read[T any](t *Turn, flow string) (v T, err error) {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return v, err
	}
	if r, ok := t.read[flow]; ok && bytes.Equal(r.kept, s.Data[flow]) {
		return r.value.(T), nil
	}
	if err := s.Load(flow, &v); err != nil {
		return v, err
	}
	if t.read == nil {
		t.read = map[string]read{}
	}
	t.read[flow] = read{s.Data[flow], v}
	return v, nil
}

// read is what a flow keeps, and what it was decoded to.
type read struct {
	kept  json.RawMessage
	value any
}

// StopWaiting forgets what a flow keeps; the next text is nobody's in particular, if it
// was the flow's.
func (t *Turn) StopWaiting(flow string) error { return t.Keep(flow, nil) }

// PassOn answers a text as if the flow did not wait for one. It keeps v.
func (t *Turn) PassOn(flow string, v any) error {
	if err := t.Keep(flow, v); err != nil {
		return err
	}
	return t.Routes.Text(t)
}

// Keep keeps v for a flow, nil for nothing, and has no text come to it.
func (t *Turn) Keep(flow string, v any) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	if s.Flow == flow {
		s.Flow = ""
	}
	if err := s.Keep(flow, v); err != nil {
		return err
	}
	return t.Tx.PutSession(t.In.Chat, s)
}

// Fresh reports whether a conversation that was kept at a time, in Unix seconds, is
// still the one that a text is for.
func (t *Turn) Fresh(kept int64, within time.Duration) bool {
	age := t.In.At.Sub(time.Unix(kept, 0))
	return age <= within && age >= -time.Minute
}

// parted are digits with a blank between them.
var parted = regexp.MustCompile(`[0-9]\s+[0-9]`)

// ReadTaka reads a sum as people type it, with paisa and in the digits of every script:
// "500", "৳৫০০.৫০", "1,200 taka", "500/-", "-120.50". It may be zero or below it. False
// where it is no sum, or has more than two decimals.
func ReadTaka(typed string) (money.Taka, bool) {
	s := text.LatinDigits(text.Clean(typed, 40))
	if parted.MatchString(s) { // "5 00" may be two
		return 0, false
	}
	s = strings.ToLower(strings.Join(strings.Fields(s), ""))
	s = strings.NewReplacer("−", "-", "–", "-").Replace(s)
	sign := ""
	if rest, cut := strings.CutPrefix(s, "+"); cut {
		s = rest
	} else if rest, cut := strings.CutPrefix(s, "-"); cut {
		s, sign = rest, "-"
	}
	s = strings.TrimSuffix(strings.TrimSuffix(s, "/="), "/-")
	for _, unit := range []string{"৳", "taka", "tk.", "tk", "bdt", "টাকা"} {
		s = strings.TrimSuffix(strings.TrimPrefix(s, unit), unit)
	}
	if s == "" || strings.HasPrefix(s, "-") {
		return 0, false
	}
	sum, err := money.ParseTaka(sign + s)
	return sum, err == nil
}
