package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"rechargebot/flows/chat"
)

const (
	documentTries = 3        // of an upload that breaks off: each costs its whole time, and may have arrived
	documentLimit = 50 << 20 // bytes (Bot API: sendDocument)
)

// content is what a document is made of: a file to be read, with what to do with it
// afterwards.
func (s *sender) content(d *chat.Document) (r io.Reader, remove func(), err error) {
	remove = func() {}
	var size int64
	if d.Kind == "" {
		var f *os.File
		if f, remove, err = s.store.CompressedCopy(s.calls); err != nil {
			return nil, func() {}, err
		}
		info, err := f.Stat()
		if err != nil {
			return nil, remove, err
		}
		r, size = f, info.Size()
	} else {
		if s.documents == nil {
			return nil, remove, fmt.Errorf("nobody makes documents of kind %q", d.Kind)
		}
		var made []byte
		err := guard(func() (err error) {
			made, err = s.documents(s.calls, d.Kind, d.Args)
			return err
		})
		if err != nil {
			return nil, remove, fmt.Errorf("making a document of kind %q: %w", d.Kind, err)
		}
		if len(made) == 0 { // Telegram takes none that is empty
			return nil, remove, fmt.Errorf("making a document of kind %q: it is empty", d.Kind)
		}
		r, size = bytes.NewReader(made), int64(len(made))
	}
	if size > documentLimit {
		return nil, remove, fmt.Errorf("the file has %d bytes, more than Telegram takes", size)
	}
	return r, remove, nil
}

// upload sends the content of a document and gives the message's id (Bot API:
// sendDocument, sendPhoto).
func (s *sender) upload(ctx context.Context, to int64, d *chat.Document, content io.Reader) (int, error) {
	var m *models.Message
	var err error
	file := &models.InputFileUpload{Filename: d.Name, Data: content}
	if d.Picture() {
		m, err = s.api.SendPhoto(ctx, &tgbot.SendPhotoParams{ChatID: to, Photo: file, Caption: d.Caption, ParseMode: models.ParseModeHTML})
	} else {
		m, err = s.api.SendDocument(ctx, &tgbot.SendDocumentParams{ChatID: to, Document: file, Caption: d.Caption, ParseMode: models.ParseModeHTML})
	}
	if err != nil {
		return 0, err
	}
	return m.ID, nil
}

// file sends a document or a picture that is made now.
func (s *sender) file(q *chatQueue, i *item) result {
	if i.docFailed {
		return s.instead(q, i)
	}
	if r := i.tooEarly(); r.verdict != taken { // before it is made
		return r
	}
	f, remove, err := s.content(i.Document)
	defer remove()
	if err != nil && s.calls.Err() != nil { // broken off
		return result{verdict: halted, err: err}
	}
	r := result{verdict: hopeless, err: err}
	if err == nil {
		r = s.callOnce(q, i, func(ctx context.Context) error {
			id, err := s.upload(ctx, i.Chat, i.Document, f)
			if err == nil && i.message == 0 {
				i.message = id
			}
			return err
		})
		if r.verdict == broken && !errors.Is(r.err, errUnsent) {
			if i.docTries++; i.docTries >= documentTries {
				r.verdict = hopeless
			}
		}
	}
	switch r.verdict {
	case hopeless, noEdit:
		s.log.Error("a file cannot be sent", "chat", q.chat, "name", i.Document.Name, "error", r.err)
		r.verdict, i.docFailed = taken, true
		i.lost, i.notBefore = 0, time.Time{} // these were the file's
		if i.Document.Instead != "" {
			return s.instead(q, i)
		}
	}
	i.docSent = r.verdict == taken
	return r
}

// instead says that the file cannot be sent.
func (s *sender) instead(q *chatQueue, i *item) result {
	r := s.say(q, i, i.Document.Instead)
	i.docSent = r.verdict == taken
	return r
}
