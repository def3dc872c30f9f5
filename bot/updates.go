package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
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
// acknowledgment can overtake it, and keeps it. The library, which reads a batch
// as a whole or not at all, gets the ids alone: see take.
func (c *client) updates(status int, answer []byte) ([]byte, error) {
	var a struct {
		envelope
		Result []*update `json:"result"`
	}
	if err := json.Unmarshal(answer, &a); err != nil || !a.OK || slices.ContainsFunc(a.Result, nameless) {
		var e envelope
		if err := json.Unmarshal(answer, &e); err != nil {
			return nil, notTelegrams("getUpdates", status, answer)
		}
		if !e.OK {
			if e.ErrorCode == http.StatusTooManyRequests {
				after := time.Duration(max(e.Parameters.RetryAfter, 1)) * time.Second
				c.notYet.Store(time.Now().Add(after).UnixNano())
			}
			return answer, nil
		}
		if a.Result, err = c.readable(e.Result); err != nil {
			return nil, err
		}
	}
	c.handed = make(map[int64]*update, len(a.Result))
	ids := []byte(`{"ok":true,"result":[`)
	for i, u := range a.Result {
		c.handed[u.ID] = u
		if i > 0 {
			ids = append(ids, ',')
		}
		ids = fmt.Appendf(ids, `{"update_id":%d}`, u.ID)
	}
	c.gate.add(len(a.Result))
	return append(ids, "]}"...), nil
}

// take gives what came under an id that the library hands on.
func (c *client) take(id int64) *update {
	u := c.handed[id]
	if u == nil {
		return &update{ID: id}
	}
	return u
}

// readable reads updates one by one, since not all can be read.
func (c *client) readable(result json.RawMessage) ([]*update, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(result, &raw); err != nil {
		return nil, errors.New("getUpdates: the answer holds no list of updates")
	}
	var all []*update
	for _, r := range raw {
		if u := c.read(r); u != nil {
			all = append(all, u)
		}
	}
	if len(raw) > 0 && len(all) == 0 {
		return nil, errors.New("getUpdates: no update has an id")
	}
	return all, nil
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
		whole = []json.RawMessage{fmt.Appendf(nil, `{"update_id":%d}`, id)}
	}
	return json.Marshal(map[string]any{"ok": true, "result": whole})
}

// nameless reports that an update has no id, by which it could be acknowledged.
func nameless(u *update) bool { return u == nil || u.ID == 0 }

// read reads an update; one that cannot be read becomes an empty one with its
// id, by which it is acknowledged. Nil where it has no id.
func (c *client) read(raw json.RawMessage) *update {
	u := &update{}
	err := json.Unmarshal(raw, u)
	if err == nil && u.ID != 0 {
		return u
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
		return nil
	}
	return &update{ID: id.ID}
}

// rest waits for d; false where ctx ended first.
func rest(ctx context.Context, d time.Duration) bool {
	return restOr(ctx, nil, d)
}
