package app

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"

	"rechargebot/bot"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/setting"
	"rechargebot/storage"
	"rechargebot/upstream"
)

// Config is all that the owner decides before the start, by the rooms that it
// configures. Read it with [ReadConfig].
type Config struct {
	Telegram bot.Config
	Talk     chat.Config
	Panel    upstream.Config
	Desk     order.Config
	Store    storage.Config

	LogLevel  slog.Level
	LogFormat string
	Output    io.Writer // where the log goes; nil: nowhere

	// Secrets are what the settings declare secret.
	Secrets setting.Secrets

	strays []setting.Stray
	open   bool // others on this machine may read .env
}

// rows are the settings of all rooms, the required ones first.
func (c *Config) rows() []setting.Row {
	all := slices.Concat(c.Telegram.Rows(), c.Talk.Rows(), c.Panel.Rows(), c.Desk.Rows(), c.Store.Rows(), c.logRows())
	slices.SortStableFunc(all, func(a, b setting.Row) int {
		switch {
		case a.Required == b.Required:
			return 0
		case a.Required:
			return -1
		}
		return 1
	})
	return all
}

func (c *Config) logRows() []setting.Row {
	return []setting.Row{
		{
			Name: "LOG_LEVEL", Default: "info", Example: "debug",
			Help: "`debug`, `info`, `warn`, `error`",
			Read: func(v string) error {
				if c.LogLevel.UnmarshalText([]byte(v)) != nil {
					return errors.New("is none of debug, info, warn, error")
				}
				return nil
			},
		},
		{
			Name: "LOG_FORMAT", Default: "text", Example: "json",
			Help: "`text` or `json`",
			Read: setting.OneOf(&c.LogFormat, "text", "json"),
		},
	}
}

const envOpen = envName + " can be read by others on this machine: chmod 600 " + envName

// ReadConfig reads the settings. Its error is [ErrSettings] with all that is
// missing or wrong; values of secrets are never in it.
func ReadConfig(lookup func(name string) string) (Config, error) {
	return readConfig(func(name string) setting.Value { return setting.Value{Text: lookup(name)} })
}

func readConfig(lookup func(name string) setting.Value) (Config, error) {
	var c Config
	rows := c.rows()
	secrets, faults := setting.Read(rows, lookup)
	c.Secrets = secrets
	if len(faults) > 0 {
		nothing := !slices.ContainsFunc(rows, func(r setting.Row) bool { return r.Required && strings.TrimSpace(lookup(r.Name).Text) != "" })
		return c, &settingsError{faults: faults, nothing: nothing}
	}
	return c, nil
}

// loadConfig reads the settings from the environment and from .env in the
// working folder, which does not override it.
func loadConfig() (Config, error) {
	file, err := readEnvFile(envName)
	if err != nil {
		return Config{}, &settingsError{file: err.Error()}
	}
	rows := new(Config).rows()
	all := strays(rows, file)
	setOthers(rows, file)
	c, err := readConfig(func(name string) setting.Value {
		if v, set := os.LookupEnv(name); set && !(name == "LANGUAGE" && localeList(v)) {
			return setting.Value{Text: v}
		}
		return file.values[name]
	})
	c.strays, c.open = all, file.open
	if wrong := (*settingsError)(nil); errors.As(err, &wrong) {
		wrong.faults = append(file.faults, wrong.faults...)
		wrong.nothing = wrong.nothing && len(file.faults) == 0 && !slices.ContainsFunc(all, func(s setting.Stray) bool { return s.Meant != "" })
		wrong.strays = c.strays
	} else if len(file.faults) > 0 {
		err = &settingsError{faults: file.faults, strays: c.strays}
	}
	return c, err
}

// localeList reports whether a LANGUAGE is what desktops have in the environment for
// gettext, such as en_US:en, which nobody has set for the bot.
func localeList(v string) bool { return strings.ContainsAny(v, ":_") }

// loadStoreConfig is loadConfig for what works on the store alone: settings that have no part
// in it may be missing or wrong, as on a new machine.
func loadStoreConfig() (Config, error) {
	c, err := loadConfig()
	var wrong *settingsError
	if !errors.As(err, &wrong) || wrong.file != "" {
		return c, err
	}
	wrong.nothing = false
	wrong.faults = slices.DeleteFunc(wrong.faults, func(f setting.Fault) bool {
		return f.Name != "" && f.Name != "DB_PATH" && f.Name != "TIMEZONE"
	})
	misspelled := slices.ContainsFunc(wrong.strays, func(s setting.Stray) bool { return s.Meant == "DB_PATH" || s.Meant == "TIMEZONE" })
	if len(wrong.faults) == 0 && !misspelled {
		return c, nil
	}
	return c, wrong
}

// setOthers puts what .env has for others into the environment: HTTPS_PROXY,
// SSL_CERT_FILE.
func setOthers(rows []setting.Row, file envFile) {
	for name, v := range file.values {
		_, set := os.LookupEnv(name)
		own := slices.ContainsFunc(rows, func(r setting.Row) bool { return r.Name == name })
		if _, stray := setting.Strayed(rows, name); !set && !own && !stray {
			_ = os.Setenv(name, v.Text)
		}
	}
}

// strays finds names like those of settings in the environment and in .env.
func strays(rows []setting.Row, file envFile) []setting.Stray {
	var all []setting.Stray
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if _, there := file.values[name]; there {
			continue // told with its line
		}
		if s, ok := setting.Strayed(rows, name); ok {
			all = append(all, s)
		}
	}
	for name, v := range file.values {
		if s, ok := setting.Strayed(rows, name); ok {
			s.Line = v.Line
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b setting.Stray) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Name, b.Name)) })
	return all
}

// ErrSettings says that settings are missing or wrong; the error that is it
// lists them.
var ErrSettings = errors.New("settings are missing or wrong")

type settingsError struct {
	faults  []setting.Fault
	strays  []setting.Stray // may say why one is missing
	nothing bool            // not one of the required settings is there
	file    string          // why .env cannot be read at all
}

func (e *settingsError) Is(target error) bool { return target == ErrSettings }

func (e *settingsError) Error() string {
	if e.file != "" {
		return "rechargebot cannot start: " + e.file + "\n"
	}
	if e.nothing {
		return `rechargebot is not set up yet.
  1. Try it without any account:  go run . sandbox
  2. For real:  cp .env.example .env  and fill in BOT_TOKEN, UPSTREAM_URL,
     UPSTREAM_USER and UPSTREAM_KEY (README.md says where from).
  3. Start it:  go run .  and open the link that it prints: you are the owner then.
`
	}
	var b strings.Builder
	b.WriteString("rechargebot cannot start; mend these settings (in the environment or .env):\n")
	for _, f := range e.faults {
		fmt.Fprintf(&b, "  %s\n", f)
	}
	for _, s := range e.strays {
		fmt.Fprintf(&b, "  %s\n", s)
	}
	return b.String()
}
