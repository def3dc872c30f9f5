package bot

import (
	"errors"
	"strconv"
	"strings"

	"rechargebot/flows/setting"
)

// Rows are the settings of Telegram, read into s.
func (s *Settings) Rows() []setting.Row {
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
