package bot

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/setting"
)

// Config is what a Bot needs to know about Telegram.
type Config struct {
	Token       string
	APIURL      string        // the Bot API server; "" is https://api.telegram.org
	PollTimeout time.Duration // how long one getUpdates waits for news, in whole seconds from 1 to 50; 0 is 50
	Log         *slog.Logger  // nil is slog.Default

	// Times that only tests shorten; 0 is what holds otherwise.
	LostPause    time.Duration // before a message whose answer was lost is sent again; further ones wait up to ten times as long; 0 is half a minute
	TokenRecheck time.Duration // between two of the calls that make sure that the token is void; 0 is 25 seconds

	// Documents makes the content of a document of a kind, when it is sent; nil: there
	// are no such documents.
	Documents func(ctx context.Context, kind string, args []string) ([]byte, error)
	// Public is the description and the command menu for people who have no menu
	// of their own, by language; "" is for all other languages. Set at each start.
	Public map[string]chat.Public
	// Alarm is told of trouble with polling that lasts; nil: nobody is.
	Alarm chat.Alarm
	// Connected is told the bot's username once Telegram has given it; nil: nobody is.
	Connected func(name string)
}

// Rows are the settings of Telegram, read into s.
func (s *Config) Rows() []setting.Row {
	return []setting.Row{
		{
			Name: "BOT_TOKEN", Required: true, Secret: true, Example: "123456789:AAE_secret_from_BotFather",
			Help: "the bot's token from @BotFather (`/newbot`); never shown",
			Read: func(v string) error {
				id, secret, ok := strings.Cut(v, ":")
				if _, err := strconv.ParseUint(id, 10, 63); err != nil || !ok || secret == "" || strings.ContainsAny(v, " /?#%") {
					return errors.New("is no bot token")
				}
				s.Token = v
				return nil
			},
			Parts: secretsOf,
		},
		{
			Name: "TELEGRAM_API_URL", Default: defaultURL,
			Help:  "another Bot API server than Telegram's own",
			Read:  setting.Address(&s.APIURL),
			Parts: setting.Password,
		},
	}
}

// secretsOf gives what must never be seen of a token: the whole token, and the part
// after the colon, since the part before it is the bot's id, which is public.
func secretsOf(token string) []string {
	s := []string{token}
	if _, secret, ok := strings.Cut(token, ":"); ok && len(secret) >= 6 {
		s = append(s, secret)
	}
	return s
}
