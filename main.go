// Rechargebot sells mobile top-ups in a Telegram chat: authorised resellers
// order, the bot sends each order once to a recharge panel, follows it and tells
// how it ended. README.md says how to set it up and how it is built.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
	_ "time/tzdata" // TIMEZONE works where the machine has no zone files

	"github.com/joho/godotenv"

	"rechargebot/bot"
	"rechargebot/bot/sandbox"
	"rechargebot/flows"
	"rechargebot/flows/order"
	"rechargebot/storage"
	"rechargebot/upstream"
)

// Exit codes.
const (
	exitFailed   = 1 // something went wrong; the reason is the last line
	exitSettings = 2 // settings, or the words of the command, are missing or wrong
	exitToken    = 3 // Telegram does not take the token
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the process at once
	}()
	os.Exit(command(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

const usage = `rechargebot               run the bot, with settings from the environment or .env
rechargebot sandbox       try it in the browser: no token, no account
                          -db FILE keeps its data, -listen ADDRESS sets where the page is
rechargebot check         see whether settings, clock, token, panel and store are right
rechargebot restore FILE  put a backup in place of the store, after asking
                          (restore -yes FILE: without)
`

// command runs a subcommand and gives the exit code.
func command(ctx context.Context, args []string, out, errs io.Writer) int {
	name := ""
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	var err error
	switch name {
	case "":
		err = serve(ctx, out)
	case "sandbox":
		err = try(ctx, args, out)
	case "check":
		err = check(ctx, args, out)
	case "restore":
		err = restore(args, os.Stdin, out)
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, usage)
	default:
		err = fmt.Errorf("%w: unknown command %q", errWords, name)
	}
	var wrong *settingsError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, &wrong):
		fmt.Fprint(errs, wrong.Error())
		return exitSettings
	case errors.Is(err, errWords):
		fmt.Fprintf(errs, "rechargebot: %v\n%s", err, usage)
		return exitSettings
	}
	fmt.Fprintf(errs, "rechargebot: %v\n", err)
	if errors.Is(err, bot.ErrToken) {
		return exitToken
	}
	return exitFailed
}

// errWords says that the words of the command cannot be followed.
var errWords = errors.New("nothing was done")

// readWords reads a subcommand's words: flags, then as many others as are wanted.
func readWords(f *flag.FlagSet, args []string, want int, out io.Writer) error {
	f.SetOutput(io.Discard) // what is wrong is told once, with the usage
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, usage)
		return err
	case err != nil:
		return fmt.Errorf("%w: %v", errWords, err)
	case f.NArg() < want:
		return fmt.Errorf("%w: %s needs a file, for example: rechargebot restore backups/rechargebot-2026-11-23.db", errWords, f.Name())
	case f.NArg() > want:
		return fmt.Errorf("%w: %s has no use for %q", errWords, f.Name(), f.Arg(want))
	}
	return nil
}

// serve runs the bot as the settings say.
func serve(ctx context.Context, out io.Writer) error {
	// What is in use is a few megabytes: a few more save most of the collecting.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	s, err := loadSettings()
	if err != nil {
		return err
	}
	return run(ctx, s, newLog(s, out))
}

// loadSettings reads the environment and .env, which does not override it.
func loadSettings() (settings, error) {
	if err := godotenv.Load(); err != nil && !errors.Is(err, os.ErrNotExist) {
		return settings{}, errors.New("reading .env: it is not made of lines such as NAME=value") // the cause may hold a secret
	}
	return readSettings(os.Getenv)
}

// newLog makes the log, which hides the secrets in whatever passes through it.
func newLog(s settings, out io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: s.LogLevel}
	var h slog.Handler = slog.NewTextHandler(out, options)
	if s.LogFormat == "json" {
		h = slog.NewJSONHandler(out, options)
	}
	return slog.New(bot.Redacting(h, s.BotToken, s.Upstream.Key))
}

// run is the bot, from opening the store to closing it. It ends with ctx, or
// with an error that ends the bot.
func run(ctx context.Context, s settings, log *slog.Logger) error {
	store, err := storage.Open(s.DBPath, storage.Options{Location: s.Location, Log: log})
	if err != nil {
		return err
	}
	panel, err := upstream.New(s.Upstream, log)
	if err != nil {
		return errors.Join(err, store.Close())
	}
	if panel.PlainHTTP() {
		log.Warn("UPSTREAM_URL is plain http: the key and every order can be read on their way; use https if the panel has it")
	}
	talk := flows.New(flows.Settings{
		Admins: s.Admins, Language: s.Language, Location: s.Location,
		MinAmount: s.MinAmount, MaxAmount: s.MaxAmount, MaxAmountPostpaid: s.MaxAmountPostpaid,
		Announced: s.StuckAnnounced, RequestsPerMinute: s.RequestsPerMinute,
	})
	telegram, err := bot.New(bot.Settings{Token: s.BotToken, APIURL: s.TelegramURL, Log: log, Public: map[string]flows.Public{
		"": flows.PublicIn(s.Language), "bn": flows.PublicIn(flows.Bangla), "en": flows.PublicIn(flows.English),
	}}, store, talk)
	if err != nil {
		return errors.Join(err, store.Close())
	}
	desk := order.NewDesk(talk.Orders(store), panel, order.DeskSettings{
		FirstLook: s.FirstCheck, MaxInterval: s.MaxInterval, StuckAfter: s.StuckAfter,
		LooksPerMinute: s.StatusPerMinute, SendsPerMinute: s.RequestsPerMinute, Log: log,
	})
	store.Watch(telegram.Posted, desk.Kick)
	log.Info("starting", "store", s.DBPath, "admins", len(s.Admins))

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var deskErr error
	var working sync.WaitGroup
	working.Go(func() {
		defer cancel()
		deskErr = desk.Run(ctx)
	})
	if s.BackupDir != "" {
		working.Go(func() { store.BackupDaily(ctx, s.BackupDir, s.BackupKeep, time.Now) })
	}
	err = telegram.Run(ctx)
	cancel()
	working.Wait()
	log.Info("stopped")
	return errors.Join(err, deskErr, store.Close())
}

// try runs the bot against both simulators, with a page to use it on.
func try(ctx context.Context, args []string, out io.Writer) (err error) {
	f := flag.NewFlagSet("sandbox", flag.ContinueOnError)
	db := f.String("db", "", "file that keeps the sandbox's data; a temporary one if empty")
	listen := f.String("listen", "127.0.0.1:0", "where the page is, on this machine")
	if err := readWords(f, args, 0, out); err != nil {
		return err
	}
	if *db == "" {
		dir, err := os.MkdirTemp("", "rechargebot")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		*db = filepath.Join(dir, "sandbox.db")
	}
	box, err := sandbox.Start(*listen, nil)
	if err != nil {
		return err
	}
	defer box.Close()
	s, err := readSettings(func(name string) string {
		return map[string]string{
			"BOT_TOKEN": sandbox.Token, "ADMIN_IDS": strconv.Itoa(sandbox.Admin), "TELEGRAM_API_URL": box.TelegramURL,
			"UPSTREAM_URL": box.PanelURL, "UPSTREAM_USER": sandbox.User, "UPSTREAM_KEY": sandbox.Key,
			"UPSTREAM_TIMEOUT": "10s", "STUCK_AFTER": "1m", "DB_PATH": *db, "LOG_LEVEL": "warn",
		}[name]
	})
	if err != nil {
		return err
	}
	if err := admit(s, sandbox.Reseller); err != nil {
		return err
	}
	fmt.Fprintf(out, "Open %s in a browser. Ctrl-C ends it.\n", box.Page)
	return run(ctx, s, newLog(s, out))
}

// errNotReady says that check has found something; its lines have said what.
var errNotReady = errors.New("not everything is right yet")

// check says before going live whether everything is right, a line each.
func check(ctx context.Context, args []string, out io.Writer) error {
	if err := readWords(flag.NewFlagSet("check", flag.ContinueOnError), args, 0, out); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	ready := true
	tell := func(what string, err error, good, todo string) {
		if err == nil {
			fmt.Fprintf(out, "ok    %-9s %s\n", what, good)
			return
		}
		ready = false
		fmt.Fprintf(out, "WRONG %-9s %v\n                %s\n", what, strings.ReplaceAll(err.Error(), "\n", "; "), todo)
	}
	s, err := loadSettings()
	if err != nil {
		return err
	}
	tell("settings", nil, fmt.Sprintf("all there; owners: %d", len(s.Admins)), "")

	away, err := bot.ClockOffset(ctx, s.TelegramURL)
	todo := "Telegram's clock could not be asked: see that the machine reaches " + s.TelegramURL + "."
	if err == nil && away.Abs() > time.Minute {
		err = fmt.Errorf("this machine's clock is %v away from Telegram's", away.Abs().Round(time.Second))
		todo = "Set the clock: timedatectl set-ntp true"
	}
	tell("clock", err, "right to the minute", todo)

	store := storage.Probe(s.DBPath)
	tell("store", store, s.DBPath+" is whole and writable", "If the bot is running, stop it for this check. Otherwise do as the line above says (DB_PATH).")

	telegram, err := bot.New(bot.Settings{Token: s.BotToken, APIURL: s.TelegramURL, Log: slog.New(slog.DiscardHandler)}, nil, nil)
	name := ""
	if err == nil {
		name, err = telegram.Me(ctx)
	}
	tell("token", err, "the bot is @"+name, "Copy the token from @BotFather (/mybots, API Token) to BOT_TOKEN, and see that the machine reaches "+s.TelegramURL+".")

	panel, err := upstream.New(s.Upstream, nil)
	var a order.Answer
	if err == nil {
		if a = panel.Balance(ctx); a.Balance == nil {
			if err = a.Err; a.Outcome == order.OutcomeRefused {
				err = fmt.Errorf("the panel says %q", a.Message)
			}
		}
	}
	balance := ""
	if a.Balance != nil {
		balance = "its balance is ৳" + a.Balance.String()
		if panel.PlainHTTP() {
			balance += " (plain http: the key can be read on its way; use https if the panel has it)"
		}
	}
	tell("panel", err, balance, "See UPSTREAM_URL, UPSTREAM_USER and UPSTREAM_KEY; some panels let in only addresses that they know.")
	if !ready {
		return errNotReady
	}
	return nil
}

// restore puts a backup in place of the store, after asking.
func restore(args []string, in io.Reader, out io.Writer) error {
	f := flag.NewFlagSet("restore", flag.ContinueOnError)
	yes := f.Bool("yes", false, "do not ask")
	if err := readWords(f, args, 1, out); err != nil {
		return err
	}
	s, err := loadSettings()
	if err != nil {
		return err
	}
	if _, err := os.Stat(f.Arg(0)); err != nil {
		return fmt.Errorf("there is no such backup: %w", err)
	}
	fmt.Fprintf(out, "%s will take the place of %s. The old file is kept beside it.\n"+
		"Orders made after the backup will be unknown here; those that it holds as open are asked for at the panel, never sent.\n"+
		"Whoever was removed after the backup has access again: look through /members.\n", f.Arg(0), s.DBPath)
	if !*yes {
		fmt.Fprint(out, "Go on? Type yes: ")
		var answer string
		if _, err := fmt.Fscanln(in, &answer); err != nil || !strings.EqualFold(answer, "yes") {
			return errors.New("nothing was changed")
		}
	}
	done, err := storage.Restore(f.Arg(0), s.DBPath, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Restored. Orders to be asked for at the panel: %d.\n", done.Unclear)
	if done.Old != "" {
		fmt.Fprintf(out, "The old file is %s.\n", done.Old)
	}
	return nil
}

// admit puts somebody on the whitelist before the bot starts.
func admit(s settings, id int64) error {
	store, err := storage.Open(s.DBPath, storage.Options{Location: s.Location})
	if err != nil {
		return err
	}
	err = store.Update(func(tx flows.Tx) error {
		m, known, err := tx.Member(id)
		if err != nil || known {
			return err
		}
		m.ID, m.Allowed, m.Added = id, true, time.Now()
		return tx.PutMember(m)
	})
	return errors.Join(err, store.Close())
}

// settings are what the owner decides, read from the environment.
type settings struct {
	BotToken    string
	Admins      []int64
	TelegramURL string
	Upstream    upstream.Settings
	DBPath      string
	BackupDir   string
	BackupKeep  int

	MinAmount, MaxAmount, MaxAmountPostpaid order.Taka
	FirstCheck, MaxInterval, StuckAfter     time.Duration
	StuckAnnounced                          int
	StatusPerMinute, RequestsPerMinute      int

	Location  *time.Location
	Language  flows.Language
	LogLevel  slog.Level
	LogFormat string
}

// setting is one row of the table that the code, .env.example and the README
// are held to.
type setting struct {
	name     string
	initial  string // what holds where it is not set; "" with required: must be set
	example  string
	required bool
	secret   bool
	read     func(s *settings, value string) error
}

var allSettings = []setting{
	{name: "BOT_TOKEN", example: "123456789:AAE_secret_from_BotFather", required: true, secret: true, read: func(s *settings, v string) error {
		id, secret, ok := strings.Cut(v, ":")
		if _, err := strconv.ParseUint(id, 10, 63); err != nil || !ok || secret == "" || strings.ContainsAny(v, " /?#%") {
			return errors.New("is no bot token")
		}
		s.BotToken = v
		return nil
	}},
	{name: "ADMIN_IDS", example: "1", required: true, read: func(s *settings, v string) error {
		for _, word := range strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' }) {
			id, err := strconv.ParseInt(word, 10, 64)
			if err != nil || id <= 0 {
				return fmt.Errorf("has %q, which is no Telegram user id", word)
			}
			if !slices.Contains(s.Admins, id) { // who is named twice is not to be told twice
				s.Admins = append(s.Admins, id)
			}
		}
		if len(s.Admins) == 0 {
			return errors.New("names nobody")
		}
		return nil
	}},
	{name: "UPSTREAM_URL", example: "https://panel.example/sendapi", required: true, read: func(s *settings, v string) error {
		s.Upstream.URL = v
		_, err := upstream.ReadURL(v)
		return err
	}},
	{name: "UPSTREAM_USER", example: "testuser", required: true, read: func(s *settings, v string) error {
		s.Upstream.User = v
		return nil
	}},
	{name: "UPSTREAM_KEY", example: "the-api-key-of-the-panel", required: true, secret: true, read: func(s *settings, v string) error {
		s.Upstream.Key = v
		return nil
	}},
	{name: "TELEGRAM_API_URL", initial: "https://api.telegram.org", example: "https://api.telegram.org", read: func(s *settings, v string) error {
		s.TelegramURL = v
		return webAddress(v)
	}},
	{name: "UPSTREAM_BAND_KEY", initial: upstream.DefaultBandKey, example: upstream.DefaultBandKey, read: func(s *settings, v string) error {
		s.Upstream.BandKey = v
		return upstream.CheckBandKey(v)
	}},
	{name: "UPSTREAM_SERVICE", initial: upstream.DefaultService, example: "64", read: func(s *settings, v string) error {
		s.Upstream.Service = v
		return nil
	}},
	{name: "UPSTREAM_HEADERS", example: "refer: shop.example; x-client: 7", secret: true, read: func(s *settings, v string) error {
		s.Upstream.Headers = map[string]string{}
		for _, pair := range strings.Split(v, ";") {
			name, value, ok := strings.Cut(pair, ":")
			if name = strings.TrimSpace(name); name == "" || !ok {
				return errors.New("is not a list of headers")
			}
			s.Upstream.Headers[name] = strings.TrimSpace(value)
		}
		return upstream.CheckHeaders(s.Upstream.Headers)
	}},
	{name: "UPSTREAM_TIMEOUT", initial: "30s", example: "30s", read: duration(time.Second, 10*time.Minute, func(s *settings) *time.Duration { return &s.Upstream.Timeout })},
	{name: "UPSTREAM_STATUS_PER_MINUTE", initial: "60", example: "60", read: count(1_000_000, func(s *settings) *int { return &s.StatusPerMinute })},
	{name: "UPSTREAM_REQUESTS_PER_MINUTE", example: "30", read: count(1_000_000, func(s *settings) *int { return &s.RequestsPerMinute })},
	{name: "DB_PATH", initial: "rechargebot.db", example: "rechargebot.db", read: func(s *settings, v string) error {
		s.DBPath = v
		return nil
	}},
	{name: "BACKUP_DIR", example: "backups", read: func(s *settings, v string) error {
		s.BackupDir = v
		return nil
	}},
	{name: "BACKUP_KEEP", initial: "14", example: "14", read: count(10_000, func(s *settings) *int { return &s.BackupKeep })},
	{name: "MIN_AMOUNT", initial: "10", example: "10", read: taka(func(s *settings) *order.Taka { return &s.MinAmount })},
	{name: "MAX_AMOUNT", initial: "1000", example: "1000", read: taka(func(s *settings) *order.Taka { return &s.MaxAmount })},
	{name: "MAX_AMOUNT_POSTPAID", initial: "5000", example: "5000", read: taka(func(s *settings) *order.Taka { return &s.MaxAmountPostpaid })},
	{name: "STATUS_FIRST_CHECK", initial: "3s", example: "3s", read: duration(10*time.Millisecond, time.Hour, func(s *settings) *time.Duration { return &s.FirstCheck })},
	{name: "STATUS_MAX_INTERVAL", initial: "2m", example: "2m", read: duration(10*time.Millisecond, 24*time.Hour, func(s *settings) *time.Duration { return &s.MaxInterval })},
	{name: "STUCK_AFTER", initial: "15m", example: "15m", read: duration(time.Second, 7*24*time.Hour, func(s *settings) *time.Duration { return &s.StuckAfter })},
	{name: "STUCK_ANNOUNCED", initial: "5", example: "5", read: count(10_000, func(s *settings) *int { return &s.StuckAnnounced })},
	{name: "TIMEZONE", initial: "Asia/Dhaka", example: "Asia/Dhaka", read: func(s *settings, v string) (err error) {
		if s.Location, err = time.LoadLocation(v); err != nil || v == "Local" {
			return errors.New("is no time zone")
		}
		return nil
	}},
	{name: "LANGUAGE", initial: "en", example: "bn", read: func(s *settings, v string) error {
		l, ok := flows.ParseLanguage(v)
		if !ok {
			return errors.New("is neither en nor bn")
		}
		s.Language = l
		return nil
	}},
	{name: "LOG_LEVEL", initial: "info", example: "debug", read: func(s *settings, v string) error {
		if s.LogLevel.UnmarshalText([]byte(v)) != nil {
			return errors.New("is none of debug, info, warn, error")
		}
		return nil
	}},
	{name: "LOG_FORMAT", initial: "text", example: "json", read: func(s *settings, v string) error {
		if v != "text" && v != "json" {
			return errors.New("is neither text nor json")
		}
		s.LogFormat = v
		return nil
	}},
}

func webAddress(v string) error {
	u, err := url.Parse(v)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("is no web address")
	}
	return nil
}

func duration(least, most time.Duration, to func(*settings) *time.Duration) func(*settings, string) error {
	return func(s *settings, v string) error {
		d, err := time.ParseDuration(v)
		if err != nil || d < least || d > most {
			return fmt.Errorf("is no time from %v to %v", least, most)
		}
		*to(s) = d
		return nil
	}
}

func count(most int, to func(*settings) *int) func(*settings, string) error {
	return func(s *settings, v string) error {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > most {
			return fmt.Errorf("is no number from 1 to %d", most)
		}
		*to(s) = n
		return nil
	}
}

func taka(to func(*settings) *order.Taka) func(*settings, string) error {
	return func(s *settings, v string) error {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 1 || n > 1_000_000 {
			return errors.New("is no amount in whole taka")
		}
		*to(s) = order.WholeTaka(n)
		return nil
	}
}

// settingsError lists all that is wrong with the settings, by name.
type settingsError struct {
	lines   []string
	nothing bool // not one of the required settings is there
}

func (e *settingsError) Error() string {
	if e.nothing {
		return `rechargebot is not set up yet.
  1. Try it without any account:  go run . sandbox
  2. For real:  cp .env.example .env  and fill in BOT_TOKEN, ADMIN_IDS,
     UPSTREAM_URL, UPSTREAM_USER and UPSTREAM_KEY (README.md says where from).
  3. Start it:  go run .
`
	}
	return "rechargebot cannot start; mend these settings (in the environment or .env):\n  " + strings.Join(e.lines, "\n  ") + "\n"
}

// readSettings reads the environment. Its error is a *settingsError with all
// that is missing or wrong; values of secrets are never in it.
func readSettings(getenv func(string) string) (settings, error) {
	var s settings
	wrong := &settingsError{nothing: true}
	for _, row := range allSettings {
		v := strings.TrimSpace(getenv(row.name))
		if v != "" && row.required {
			wrong.nothing = false
		}
		if v == "" {
			v = row.initial
		}
		switch {
		case v == "" && row.required:
			wrong.lines = append(wrong.lines, fmt.Sprintf("%s is missing; for example %s=%s", row.name, row.name, row.example))
		case v != "":
			if err := row.read(&s, v); err != nil {
				shown := ""
				if !row.secret && !strings.Contains(v, "@") { // nor an address with a password
					shown = fmt.Sprintf(" (it is %q)", v)
				}
				wrong.lines = append(wrong.lines, fmt.Sprintf("%s %v%s; for example %s=%s", row.name, err, shown, row.name, row.example))
			}
		}
	}
	if s.MinAmount > s.MaxAmount && s.MaxAmount > 0 || s.MinAmount > s.MaxAmountPostpaid && s.MaxAmountPostpaid > 0 {
		wrong.lines = append(wrong.lines, "MIN_AMOUNT is above MAX_AMOUNT or MAX_AMOUNT_POSTPAID; for example MIN_AMOUNT=10")
	}
	if s.FirstCheck > s.MaxInterval && s.MaxInterval > 0 {
		wrong.lines = append(wrong.lines, "STATUS_FIRST_CHECK is above STATUS_MAX_INTERVAL; for example STATUS_FIRST_CHECK=3s")
	}
	if len(wrong.lines) > 0 {
		return s, wrong
	}
	return s, nil
}
