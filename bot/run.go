package bot

import (
	"context"
	"errors"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"rechargebot/flows/chat"
)

// run is one Run going on.
type run struct {
	ctx    context.Context // ends the run
	revoke func()          // ends it with ErrToken

	checking sync.Mutex // held while the token is checked
	checked  time.Time  // when that was last done
}

// Run fetches updates and sends what waits until ctx ends (nil) or the token
// is revoked (ErrToken). It returns within ten seconds of that: what is being
// handled or sent is finished, nothing else is begun. Call it once.
func (b *Bot) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer b.client.closeIdle()
	revoke := func() { cancel(ErrToken) }
	r := &run{ctx: ctx, revoke: revoke}
	b.run.Store(r)

	if !b.greet(ctx, revoke) {
		return ending(ctx)
	}
	// The calls under way when ctx ends go on until the drain is over.
	calls, endCalls := context.WithCancel(context.WithoutCancel(ctx))
	defer endCalls()
	if err := b.outbox.start(ctx, calls, func() { b.checkToken(r) }); err != nil {
		cancel(nil)
		endCalls()
		<-b.outbox.stop()
		return err
	}
	b.api.Start(ctx)

	limit := time.NewTimer(b.drain)
	defer limit.Stop()
	for _, finished := range []<-chan struct{}{b.inputs.stop(), b.outbox.stop()} {
		select {
		case <-finished:
		case <-limit.C:
			b.log.Warn("not all that was under way could be finished; the rest comes again after the start")
			return ending(ctx)
		}
	}
	return ending(ctx)
}

func ending(ctx context.Context) error {
	if errors.Is(context.Cause(ctx), ErrToken) {
		return ErrToken
	}
	return nil
}

// greet learns the bot's name and takes a webhook away, trying until it
// succeeds; false where the run ended first.
func (b *Bot) greet(ctx context.Context, revoke func()) bool {
	for fails := 1; ; fails++ {
		name, err := b.me(ctx)
		if err == nil {
			b.name.Store(&name)
			break
		}
		if ctx.Err() != nil {
			return false
		}
		if errors.Is(err, ErrToken) {
			revoke()
			return false
		}
		b.rare.warn("Telegram is not reached; trying again", err)
		wait := backoff(fails)
		if r := judge(err); r.verdict == later {
			wait = r.after
		}
		if !rest(ctx, wait) {
			return false
		}
	}
	info, err := b.api.GetWebhookInfo(ctx)
	switch {
	case err != nil: // the first getUpdates will tell
		b.rare.warn("asking Telegram about a webhook failed", err)
	case info.URL != "":
		b.log.Warn("a webhook is set for this bot, so Telegram gives it no updates here; it is removed and the waiting updates are kept", "webhook", info.URL)
		b.dropWebhook(ctx)
	}
	b.introduce(ctx)
	b.log.Info("connected to Telegram", "bot", "@"+*b.name.Load())
	if b.connected != nil {
		b.connected(*b.name.Load())
	}
	return ctx.Err() == nil
}

// introduce sets what people see before they write (Bot API: setMyCommands,
// setMyDescription). The bot works without it, so a failure is only logged.
func (b *Bot) introduce(ctx context.Context) {
	for language, p := range b.public {
		_, err := b.api.SetMyCommands(ctx, &tgbot.SetMyCommandsParams{
			Commands: menu(chat.Menu{Commands: p.Commands}), Scope: &models.BotCommandScopeAllPrivateChats{}, LanguageCode: language,
		})
		if err == nil {
			_, err = b.api.SetMyDescription(ctx, &tgbot.SetMyDescriptionParams{Description: p.About, LanguageCode: language})
		}
		if err != nil {
			b.rare.warn("everybody's command menu and description could not be set", err)
		}
	}
}

// dropWebhook removes the webhook and keeps what waits (Bot API: deleteWebhook).
func (b *Bot) dropWebhook(ctx context.Context) {
	if _, err := b.api.DeleteWebhook(ctx, &tgbot.DeleteWebhookParams{}); err != nil {
		b.rare.warn("the webhook could not be removed; trying again", err)
	}
}

// checkToken ends the run where the token is void. One 401 does not prove it: it has
// come from servers in trouble. So getMe is asked, several times over the better
// part of a minute, and only where each answer refuses the token the run ends.
// It returns when that is decided; of callers at the same time only one asks.
func (b *Bot) checkToken(r *run) {
	refused := time.Now()
	r.checking.Lock()
	defer r.checking.Unlock()
	if r.ctx.Err() != nil || r.checked.After(refused) {
		return
	}
	defer func() { r.checked = time.Now() }()
	for n := range tokenChecks {
		if n > 0 && !rest(r.ctx, b.recheck) {
			return
		}
		_, err := b.me(r.ctx)
		switch {
		case r.ctx.Err() != nil:
			return
		case err == nil:
			b.rare.warn("Telegram refused the token, but took it when asked again; going on", nil)
			return
		case !errors.Is(err, ErrToken):
			b.rare.warn("Telegram refused the token, but could not be asked again; going on", err)
			return
		}
		b.log.Warn("Telegram refuses the token", "checks", n+1, "of", tokenChecks)
	}
	r.revoke()
}

// receive takes an update from the library, one at a time: see New. The library has
// a stub with nothing but the update's id; the update itself is the client's.
func (b *Bot) receive(_ context.Context, _ *tgbot.Bot, stub *models.Update) {
	u := b.client.pendingUpdate(stub.ID)
	defer func() {
		if p := recover(); p != nil { // before it was queued: nobody else says that it is done
			b.log.Error("reading an update panicked", "update", u.ID, "panic", p, "stack", string(debug.Stack()))
			b.client.received.done(stub.ID)
		}
	}()
	in, ok := input(u, *b.name.Load())
	if !ok {
		b.client.received.done(u.ID)
		return
	}
	b.inputs.put(in)
}

// trouble is told by the library what went wrong with getUpdates; it goes on by itself.
func (b *Bot) trouble(err error) {
	r := b.run.Load()
	if r == nil || r.ctx.Err() != nil {
		return
	}
	switch {
	case errors.Is(err, tgbot.ErrorUnauthorized):
		b.refusals.seen()
		b.checkToken(r)
	case errors.Is(err, tgbot.ErrorConflict) && strings.Contains(err.Error(), "webhook"):
		b.rare.warn("a webhook was set for this bot, so Telegram gives it no updates here; it is removed and the waiting updates are kept", nil)
		b.dropWebhook(r.ctx)
	case errors.Is(err, tgbot.ErrorConflict):
		b.conflicts.seen()
		b.rare.warn(ErrPoller.Error(), nil)
	case errors.Is(err, tgbot.ErrorForbidden):
		b.refusals.seen()
		b.rare.warn("Telegram refuses to give the bot its updates; trying again", err)
	case judge(err).verdict == later:
		b.rare.warn("Telegram asks to wait before updates are fetched again", err)
	default:
		b.rare.warn("fetching updates failed; trying again", err)
	}
}
