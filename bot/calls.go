package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	tgbot "github.com/go-telegram/bot"
)

// The three calls that a recharge is made of are sent as JSON, without the
// library: the form that it makes of every call would be half of what they cost. So
// are those like them for messages with a file. All other calls are rare and go
// through the library.

const (
	sendMessage         = "sendMessage"
	sendPhoto           = "sendPhoto"    // of a file that Telegram has; one of the bot's own goes through the library
	sendDocument        = "sendDocument" // the same
	editMessageCaption  = "editMessageCaption"
	editMessageText     = "editMessageText"
	answerCallbackQuery = "answerCallbackQuery"
	deleteMessage       = "deleteMessage"
	getUpdates          = "getUpdates" // only to ask: see Alone
	getFile             = "getFile"
)

// message is one to be sent or, with an ID, changed. It has a Text, or else is one
// with a file, of which Caption is set, and Photo or Document where it is sent.
type message struct {
	Chat     int64           `json:"chat_id"`
	ID       int             `json:"message_id,omitempty"`
	Text     string          `json:"text,omitempty"`
	Photo    string          `json:"photo,omitempty"`
	Document string          `json:"document,omitempty"`
	Caption  string          `json:"caption,omitempty"`
	Form     string          `json:"parse_mode,omitempty"`
	Links    *preview        `json:"link_preview_options,omitempty"`
	Markup   *inlineKeyboard `json:"reply_markup,omitempty"`
}

type preview struct {
	Disabled bool `json:"is_disabled"`
}

// tapAnswer ends a tap.
type tapAnswer struct {
	Query string `json:"callback_query_id"`
	Text  string `json:"text,omitempty"`
	Alert bool   `json:"show_alert,omitempty"`
}

// send sends a message and gives its id (Bot API: sendMessage, sendPhoto,
// sendDocument).
func (c *client) send(ctx context.Context, m message) (id int, err error) {
	method := sendMessage
	switch {
	case m.Photo != "":
		method = sendPhoto
	case m.Document != "":
		method = sendDocument
	}
	answer, err := c.call(ctx, method, m, callTime)
	if err != nil {
		return 0, err
	}
	return messageID(answer), nil
}

// edit changes a message (Bot API: editMessageText, editMessageCaption).
func (c *client) edit(ctx context.Context, m message) error {
	method := editMessageText
	if m.Text == "" {
		method = editMessageCaption
	}
	_, err := c.call(ctx, method, m, callTime)
	return err
}

// deletion names a message that is to be deleted.
type deletion struct {
	Chat int64 `json:"chat_id"`
	ID   int   `json:"message_id"`
}

// remove deletes a message (Bot API: deleteMessage).
func (c *client) remove(ctx context.Context, d deletion) error {
	_, err := c.call(ctx, deleteMessage, d, callTime)
	return err
}

// answer ends a tap (Bot API: answerCallbackQuery).
func (c *client) answer(ctx context.Context, a tapAnswer) error {
	_, err := c.call(ctx, answerCallbackQuery, a, answerTime)
	return err
}

// call makes one call within limit and gives the answer by which Telegram took
// it. A refusal is the error that the library gives for it.
func (c *client) call(ctx context.Context, method string, params any, limit time.Duration) ([]byte, error) {
	var body bytes.Buffer // not used again: net/http may read of it after the answer has come
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false) // a tag's < would be six bytes
	if err := enc.Encode(params); err != nil {
		return nil, fmt.Errorf("%s: %w", method, err)
	}
	answer, status, err := c.exchange(ctx, c.urls[method], c.header, body.Bytes(), limit, answerLimit)
	if err != nil {
		return nil, c.failure(ctx, method, err)
	}
	if !bytes.HasPrefix(answer, []byte(`{"ok":true`)) { // the rest of which is the message, as it was sent
		var e envelope
		if err := json.Unmarshal(answer, &e); err != nil {
			return nil, foreignAnswer(method, status, answer)
		}
		if err := e.refusal(method); err != nil {
			return nil, err
		}
	}
	return answer, nil
}

// messageID is the id of the message that was sent; 0 where the answer names none.
func messageID(answer []byte) int {
	// Telegram's begin with it: the rest is the message, as it was sent.
	if rest, ok := bytes.CutPrefix(answer, []byte(`{"ok":true,"result":{"message_id":`)); ok {
		digits, _, _ := bytes.Cut(rest, []byte(","))
		if id, err := strconv.Atoi(string(digits)); err == nil {
			return id
		}
	}
	var a struct {
		Result struct {
			ID int `json:"message_id"`
		} `json:"result"`
	}
	_ = json.Unmarshal(answer, &a) // it was taken all the same; without an id it is never edited
	return a.Result.ID
}

// refusal is the library's error for an answer that is not ok.
func (e *envelope) refusal(method string) error {
	if e.OK {
		return nil
	}
	var kind error
	switch e.ErrorCode {
	case http.StatusTooManyRequests:
		return &tgbot.TooManyRequestsError{Message: e.Description, RetryAfter: e.Parameters.RetryAfter}
	case http.StatusBadRequest:
		if to := e.Parameters.MigrateTo; to != 0 {
			return &tgbot.MigrateError{Message: e.Description, MigrateToChatID: int(to)}
		}
		kind = tgbot.ErrorBadRequest
	case http.StatusUnauthorized:
		kind = tgbot.ErrorUnauthorized
	case http.StatusForbidden:
		kind = tgbot.ErrorForbidden
	case http.StatusNotFound:
		kind = tgbot.ErrorNotFound
	case http.StatusConflict:
		kind = tgbot.ErrorConflict
	default:
		return fmt.Errorf("error response from telegram for method %s, %d %s", method, e.ErrorCode, e.Description)
	}
	return fmt.Errorf("%w, %s", kind, e.Description)
}
