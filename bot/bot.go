package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	tgbot "github.com/go-telegram/bot"

	"rechargebot/flows/chat"
	"rechargebot/flows/setting"
)

// ErrToken says that Telegram does not know the token (any more).
var ErrToken = errors.New("unknown bot token: get the current one from @BotFather (/mybots, API Token) and start again with it")

// Conversations decides what an input changes and what is said to it, inside
// the update's transaction. All methods may be called for several chats at once.
type Conversations interface {
	// Wants reports whether the content of the input's file is to be fetched before
	// Handle. tx cannot write.
	Wants(tx chat.Tx, in chat.Input) (bool, error)
	// Handle does what the input asks. Where it fails or panics nothing of it stays.
	Handle(tx chat.Tx, in chat.Input) error
	// Sorry posts a short apology after Handle failed.
	Sorry(tx chat.Tx, in chat.Input) error
	// NotSaved is said at once where the store cannot save, or cannot tell whether
	// it did (doubt). A screen without HTML is not sent.
	NotSaved(in chat.Input, doubt bool) chat.Screen
}

// Store is what the bot keeps its promises with.
type Store interface {
	// Update runs fn in a read-write transaction, perhaps twice, and returns when it is on disk.
	Update(fn func(tx chat.Tx) error) error
	// View runs fn in a transaction that reads.
	View(fn func(tx chat.Tx) error) error
	chat.Outbox
}

const (
	defaultURL  = "https://api.telegram.org"
	defaultPoll = 50 * time.Second // Telegram cuts longer ones
	drainLimit  = 8 * time.Second  // the whole process ends within ten

	tokenChecks  = 3 // calls of getMe that must all say that the token is void
	tokenRecheck = 25 * time.Second

	lostPause = 30 * time.Second
)

// Bot connects a store and its conversations to Telegram. Make one with New.
type Bot struct {
	api    *tgbot.Bot
	client *client
	log    *slog.Logger
	rare   *rateLimitedLog
	public map[string]chat.Public
	inputs *dispatch
	outbox *sender
	drain  time.Duration // from the end of Run's context to its return
	// recheck is the time between two of the calls that make sure that the token is void.
	recheck time.Duration

	conflicts, refusals *lasting // trouble with polling
	connected           func(name string)

	name atomic.Pointer[string] // the bot's username, known before the first update
	run  atomic.Pointer[run]    // nil before Run
}

// New makes a bot; it calls nobody yet. Errors are about the settings.
func New(s Config, store Store, talk Conversations) (*Bot, error) {
	s.Token = strings.TrimSpace(s.Token)
	if s.Token == "" {
		return nil, errors.New("the bot token is missing: @BotFather gives one")
	}
	if strings.ContainsAny(s.Token, "/?#% ") || strings.ContainsFunc(s.Token, unicode.IsControl) {
		return nil, errors.New("the bot token has characters that no token has: copy it again from @BotFather")
	}
	if s.APIURL == "" {
		s.APIURL = defaultURL
	}
	if s.PollTimeout == 0 {
		s.PollTimeout = defaultPoll
	}
	if s.PollTimeout < time.Second || s.PollTimeout > defaultPoll {
		return nil, fmt.Errorf("the poll timeout is %v; it must be from 1s to 50s", s.PollTimeout)
	}
	if s.Log == nil {
		s.Log = slog.Default()
	}
	if u, err := url.Parse(s.APIURL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("the Bot API's address %q is not one: it looks like %s", s.APIURL, defaultURL)
	}
	secrets := setting.NewSecrets(secretsOf(s.Token)...)
	lost, recheck := cmp.Or(s.LostPause, lostPause), cmp.Or(s.TokenRecheck, tokenRecheck)
	log := slog.New(secrets.Handler(s.Log.Handler()))

	b := &Bot{log: log, public: s.Public, rare: newRateLimitedLog(log), drain: drainLimit, recheck: recheck,
		conflicts: newLasting(chat.TroublePoller, s.Alarm), refusals: newLasting(chat.TroubleDenied, s.Alarm), connected: s.Connected}
	server := strings.TrimRight(s.APIURL, "/")
	b.client = newClient(server+"/bot"+s.Token+"/", s.PollTimeout, secrets, log)
	b.client.files, _ = url.Parse(server + "/file/bot" + s.Token + "/") // as much an address as the other
	b.client.polled = func() {
		b.conflicts.good()
		b.refusals.good()
	}
	api, err := tgbot.New(s.Token,
		tgbot.WithSkipGetMe(),
		tgbot.WithServerURL(server),
		// The library asks for a second less than it is told.
		tgbot.WithHTTPClient(s.PollTimeout+time.Second, b.client),
		// One update after the other reaches receive, and none is buffered on the way.
		tgbot.WithNotAsyncHandlers(),
		tgbot.WithUpdatesChannelCap(0),
		tgbot.WithWorkers(1),
		tgbot.WithAllowedUpdates(tgbot.AllowedUpdates{"message", "edited_message", "callback_query", "my_chat_member"}),
		tgbot.WithDefaultHandler(b.receive),
		tgbot.WithErrorsHandler(b.trouble),
	)
	if err != nil {
		return nil, fmt.Errorf("preparing the Telegram client: %w", err)
	}
	b.api = api
	b.outbox = newSender(api, b.client, store, log, b.rare)
	b.outbox.lostPauses = lostPauses(lost)
	b.outbox.documents = s.Documents
	b.inputs = newDispatch(store, talk, log, &b.client.received, b.outbox.sendNow)
	b.inputs.fetch = b.fetch
	return b, nil
}

// Posted is the store's hook: something waits for this chat. It never blocks.
func (b *Bot) Posted(chatID int64) { b.outbox.wake(chatID) }

// Me gives the bot's username without @ (Bot API: getMe). ErrToken where
// Telegram does not know the token; other errors may pass.
func (b *Bot) Me(ctx context.Context) (string, error) {
	name, err := b.me(ctx)
	if err != nil && !errors.Is(err, ErrToken) {
		cause := strings.TrimPrefix(err.Error(), "error do request for method getMe, getMe: ") // the library's, which says nothing more
		return "", fmt.Errorf("asking Telegram who the bot is: %s", b.client.secrets.Hide(cause))
	}
	return name, err
}

// me is Me with the errors of the library.
func (b *Bot) me(ctx context.Context) (string, error) {
	u, err := b.api.GetMe(ctx)
	switch {
	case errors.Is(err, tgbot.ErrorUnauthorized), errors.Is(err, tgbot.ErrorNotFound):
		return "", ErrToken // 404 is for what is not even shaped like a token
	case err != nil:
		return "", err
	case u.Username == "":
		return "", errors.New("getMe: the answer names nobody")
	}
	return u.Username, nil
}
