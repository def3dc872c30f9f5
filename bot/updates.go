package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-telegram/bot/models"
)

// mayPoll waits until the next getUpdates may go: everything handed out is
// committed, and a flood wait is over. An error is ctx's.
func (c *client) mayPoll(ctx context.Context) error {
	if err := c.gate.wait(ctx); err != nil {
		return err
	}
	if !rest(ctx, time.Until(time.Unix(0, c.notYet.Load()))) {
		return ctx.Err()
	}
	return nil
}

// updates counts what an answer to getUpdates hands out, so that no
// acknowledgment can overtake it, and makes it safe for the library, which
// reads a batch as a whole or not at all.
func (c *client) updates(e envelope, answer []byte) ([]byte, error) {
	if !e.OK {
		if e.ErrorCode == 429 {
			after := time.Duration(max(e.Parameters.RetryAfter, 1)) * time.Second
			c.notYet.Store(time.Now().Add(after).UnixNano())
		}
		return answer, nil
	}
	// Nearly always the library can read all of it.
	var all []*models.Update
	if err := json.Unmarshal(e.Result, &all); err == nil && !slices.ContainsFunc(all, nameless) {
		c.gate.add(len(all))
		return fmt.Appendf(nil, `{"ok":true,"result":%s}`, e.Result), nil
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(e.Result, &raw); err != nil {
		return nil, errors.New("getUpdates: the answer holds no list of updates")
	}
	safe := make([]json.RawMessage, 0, len(raw))
	for _, u := range raw {
		if u, ok := c.safe(u); ok {
			safe = append(safe, u)
		}
	}
	if len(raw) > 0 && len(safe) == 0 {
		return nil, errors.New("getUpdates: no update has an id")
	}
	out, err := json.Marshal(map[string]any{"ok": true, "result": safe})
	if err != nil {
		return nil, err
	}
	c.gate.add(len(safe))
	return out, nil
}

// shorten makes an answer to getUpdates of the beginning of one that is too
// long: the updates that are whole, or an empty one with the id of the first.
// As it is the same answer would come for ever.
func (c *client) shorten(answer []byte) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(answer))
	for {
		if token, err := d.Token(); err != nil {
			return nil, errTooLong
		} else if token == json.Delim('[') {
			break
		}
	}
	from := d.InputOffset()
	var whole []json.RawMessage
	for {
		var u json.RawMessage
		if d.Decode(&u) != nil {
			break
		}
		whole = append(whole, u)
	}
	if len(whole) == 0 {
		// Telegram begins each update with its id.
		var id int64
		if _, err := fmt.Sscanf(string(answer[from:min(from+64, int64(len(answer)))]), `{"update_id":%d`, &id); err != nil {
			return nil, errTooLong
		}
		c.log.Error("an update is too long and is left out", "update", id)
		empty, _ := json.Marshal(models.Update{ID: id})
		whole = []json.RawMessage{empty}
	}
	return json.Marshal(map[string]any{"ok": true, "result": whole})
}

// nameless reports that an update has no id, by which it could be acknowledged.
func nameless(u *models.Update) bool { return u == nil || u.ID == 0 }

// safe gives the update as it came where the library can read it, or else an
// empty one with its id, by which it is acknowledged. False where it has no id.
func (c *client) safe(raw json.RawMessage) (json.RawMessage, bool) {
	var u models.Update
	err := json.Unmarshal(raw, &u)
	if err == nil && u.ID != 0 {
		return raw, true
	}
	var id struct {
		ID int64 `json:"update_id"`
	}
	// Not the error counts but whether there is an id: others of its fields may be unreadable.
	_ = json.Unmarshal(raw, &id)
	const shown = 500
	text := string(raw[:min(len(raw), shown)])
	c.log.Error("an update cannot be read and is left out", "update", id.ID, "error", err, "bytes", len(raw), "begins", text)
	if id.ID == 0 {
		return nil, false
	}
	empty, _ := json.Marshal(models.Update{ID: id.ID})
	return empty, true
}

// rest waits for d; false where ctx ended first.
func rest(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
