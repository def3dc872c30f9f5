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

// heldPause is the time between two getUpdates while an update waits for its file.
// Each is answered at once, with that update.
const heldPause = 250 * time.Millisecond

// mayPoll waits until the next getUpdates may go: all updates that came are
// done, but for those that wait for a file, and a flood wait is over. c.held is
// then the first of those that wait. An error is ctx's.
func (c *client) mayPoll(ctx context.Context) (err error) {
	if c.held != 0 {
		c.received.rest(ctx, heldPause)
	}
	if c.held, err = c.received.wait(ctx); err != nil {
		return err
	}
	if !rest(ctx, c.pollHold.left()) {
		return ctx.Err()
	}
	return nil
}

// heldPoll is the body of a getUpdates that acknowledges none that waits. Telegram
// keeps the other parameters of the call before.
func (c *client) heldPoll() []byte { return fmt.Appendf(nil, `{"offset":%d,"timeout":0}`, c.held) }

// updates counts the updates of an answer to getUpdates, so that none is
// acknowledged before it is done, and keeps them. The library, which reads a batch
// as a whole or not at all, gets stubs with nothing but the ids: see pendingUpdate.
func (c *client) updates(status int, answer []byte) ([]byte, error) {
	var a struct {
		envelope
		Result []*update `json:"result"`
	}
	if err := json.Unmarshal(answer, &a); err != nil || !a.OK || slices.ContainsFunc(a.Result, withoutID) {
		var e envelope
		if err := json.Unmarshal(answer, &e); err != nil {
			return nil, foreignAnswer("getUpdates", status, answer)
		}
		if !e.OK {
			if e.ErrorCode == http.StatusTooManyRequests {
				c.pollHold.extend(time.Duration(max(e.Parameters.RetryAfter, 1)) * time.Second)
			}
			return answer, nil
		}
		if a.Result, err = c.readable(e.Result); err != nil {
			return nil, err
		}
	}
	c.polled()
	if c.held == 0 {
		c.pending = make(map[int64]*update, len(a.Result))
	} else { // what came since comes again
		a.Result = slices.DeleteFunc(a.Result, func(u *update) bool { return c.pending[u.ID] != nil })
	}
	stubs := []byte(`{"ok":true,"result":[`)
	for i, u := range a.Result {
		c.pending[u.ID] = u
		if i > 0 {
			stubs = append(stubs, ',')
		}
		stubs = fmt.Appendf(stubs, `{"update_id":%d}`, u.ID)
		c.received.add(u.ID)
	}
	return append(stubs, "]}"...), nil
}

// pendingUpdate gives the update for which the library hands on a stub.
func (c *client) pendingUpdate(id int64) *update {
	u := c.pending[id]
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
// Otherwise Telegram would return the same oversized answer forever.
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

// withoutID reports that an update has no id, so that it cannot be acknowledged.
func withoutID(u *update) bool { return u == nil || u.ID == 0 }

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
	// The error does not matter: other fields may be unreadable while the id is not.
	_ = json.Unmarshal(raw, &id)
	const shown = 500
	text := string(raw[:min(len(raw), shown)])
	c.log.Error("an update cannot be read and is left out", "update", id.ID, "error", err, "bytes", len(raw), "begins", text)
	if id.ID == 0 {
		return nil
	}
	return &update{ID: id.ID}
}
