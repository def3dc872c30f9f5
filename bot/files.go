package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	tgbot "github.com/go-telegram/bot"

	"rechargebot/flows/chat"
)

// The content of a file is fetched before the transaction that handles it, in the
// queue of its chat. Its update is not acknowledged until that is committed, so that
// Telegram sends it again after a crash. The updates of other chats are fetched and
// acknowledged as they come meanwhile, as far as Telegram can: it gives at most a
// hundred updates from the one that waits on.

const (
	fetchTime = 20 * time.Second // one file
	filesTime = time.Minute      // all files in a row that one chat has sent
	downloads = 16               // files at once
)

// untilFile gives how many inputs of a batch can be handled before one that may need
// a file's content; the first is counted, whatever it is.
func untilFile(batch []chat.Input) int {
	for i := 1; i < len(batch); i++ {
		if batch[i].File != nil && batch[i].File.Wanted() {
			return i
		}
	}
	return len(batch)
}

// bring fetches the content of the first input's file where it is wanted. left is the
// time that the chat's files may still take, before and after. Once one has failed,
// those that wait behind it are not tried: each would cost its whole time.
func (d *dispatch) bring(batch []chat.Input, left time.Duration) time.Duration {
	in := batch[0]
	if in.File == nil || !in.File.Wanted() {
		return left
	}
	wanted := false
	err := guard(func() error {
		return d.store.View(func(tx chat.Tx) (err error) {
			wanted, err = d.talk.Wants(tx, ownCopy(in))
			return err
		})
	})
	switch {
	case err != nil:
		d.logged("whether a file is wanted cannot be said", in, err)
		in.File.Failed = true
		return left
	case !wanted:
		return left
	case left <= 0:
		in.File.Failed = true
		return left
	}
	d.slow(batch)
	defer d.quick(in.Chat)
	ctx, cancel := context.WithTimeout(d.ctx, min(left, fetchTime))
	defer cancel()
	begun := time.Now()
	if err := guard(func() error { d.fetch(ctx, in.File); return nil }); err != nil {
		d.logged("fetching a file panicked", in, err)
		in.File.Data, in.File.Failed = nil, true
	}
	if in.File.Failed {
		return 0
	}
	return left - time.Since(begun)
}

// slow lets other chats go on without what is at hand in this one, and what comes
// until quick.
func (d *dispatch) slow(batch []chat.Input) {
	d.mu.Lock()
	defer d.mu.Unlock()
	chatID := batch[0].Chat
	d.fetching[chatID] = true
	for _, waiting := range [][]chat.Input{batch, d.queues[chatID]} {
		for _, in := range waiting {
			d.updates.slowed(in.UpdateID)
		}
	}
}

func (d *dispatch) quick(chatID int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.fetching, chatID)
}

// fetch brings the content of a file, or notes that it failed.
func (b *Bot) fetch(ctx context.Context, f *chat.File) {
	data, err := b.content(ctx, f.ID)
	if err != nil {
		f.Failed = true
		if ctx.Err() == nil || errors.Is(ctx.Err(), context.DeadlineExceeded) { // else the run ends
			b.rare.warn("a file could not be fetched from Telegram", err)
		}
		return
	}
	f.Data = data
	f.ReadTable()
}

// content fetches a file (Bot API: getFile, and the address that it gives), for the
// second time where the connection breaks. The time of both is the context's.
func (b *Bot) content(ctx context.Context, id string) ([]byte, error) {
	if !enter(ctx, b.client.downloads) {
		return nil, ctx.Err()
	}
	defer func() { <-b.client.downloads }()
	f, err := b.api.GetFile(ctx, &tgbot.GetFileParams{FileID: id})
	if err != nil {
		return nil, err
	}
	data, err := b.client.download(ctx, f.FilePath)
	if errors.Is(err, errUnclear) {
		return b.client.download(ctx, f.FilePath) // a broken connection is no reason to ask the person for the file again
	}
	return data, err
}

// download reads a file of at most chat.FileLimit bytes. Its address has the token in
// it, so that no error names it.
func (c *client) download(ctx context.Context, path string) ([]byte, error) {
	const what = "downloading a file"
	if path == "" || strings.HasPrefix(path, "/") { // of a Bot API server that tells places on its own disk
		return nil, errors.New(what + ": Telegram gives no address for it")
	}
	to := *c.files
	to.Path, to.RawPath = to.Path+path, ""
	data, status, err := c.get(ctx, &to)
	switch {
	case err != nil:
		return nil, c.failure(ctx, what, err)
	case status != http.StatusOK:
		return nil, fmt.Errorf("%s: HTTP status %d", what, status)
	case len(data) == 0:
		return nil, errors.New(what + ": it is empty")
	}
	return data, nil
}

// get reads what is at an address, at most chat.FileLimit bytes of it.
func (c *client) get(ctx context.Context, from *url.URL) ([]byte, int, error) {
	req := (&http.Request{Method: http.MethodGet, URL: from, Host: from.Host, Header: header(from, "")}).WithContext(ctx)
	resp, err := c.transport.RoundTrip(req) // a redirect could lead anywhere with the token
	if err != nil {
		return nil, 0, err
	}
	return readAnswer(resp, chat.FileLimit)
}
