package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"rechargebot/flows/chat"
)

// What "check" asks Telegram besides Me. None of it shows to anybody.

// ErrPoller says that another program fetches updates with the bot's token.
var ErrPoller = errors.New("another program is polling with this token: stop it, or give this bot a token of its own")

// Reach asks whether somebody can be told anything, and why not (Bot API:
// sendChatAction). An error says that Telegram could not be asked.
func (b *Bot) Reach(ctx context.Context, person int64) (chat.Lost, error) {
	_, err := b.api.SendChatAction(ctx, &tgbot.SendChatActionParams{ChatID: person, Action: models.ChatActionTyping})
	switch judge(err).verdict {
	case taken:
		return chat.Reached, nil
	case gone:
		return lost(person, err), nil
	}
	return chat.Reached, fmt.Errorf("asking Telegram about %d: %s", person, b.client.secrets.Hide(err.Error()))
}

// Alone looks whether another program polls, by polling twice for a moment without
// acknowledging anything: of two programs that poll at once each is told to stop in
// turn. Not to be called while a bot runs with this token, which it would disturb.
func (b *Bot) Alone(ctx context.Context) error {
	const seconds = 2
	for range 2 {
		_, err := b.client.call(ctx, getUpdates, map[string]any{"timeout": seconds, "limit": 1}, callTime)
		switch {
		case errors.Is(err, tgbot.ErrorConflict) && !strings.Contains(err.Error(), "webhook"):
			return ErrPoller
		case errors.Is(err, tgbot.ErrorConflict): // the bot takes it away at its start
			return nil
		case err != nil:
			return fmt.Errorf("asking Telegram for updates: %s", b.client.secrets.Hide(err.Error()))
		}
	}
	return nil
}
